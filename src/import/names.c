/* SPDX-License-Identifier: Apache-2.0 */
/* Words of a dictionary: names, codes, days. */
#include <stdio.h>

#include "base/day.h"
#include "base/utf8.h"
#include "import/import.h"

#define ID_MAX 80u

static bool vowel(char c)
{
    return strchr("AEIOUYaeiouy", c) != NULL;
}

static char low(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static char high(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

/* Words that stay in lower case inside a name: a lower-case word of a table
 * matches any case. */
static bool small_word(const chn_import *m, chn_str lower)
{
    static const char *const words[] = {"and", "at", "for", "in",
                                        "of",  "on", "the", "to"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (chn_str_is(lower, words[i]))
            return true;
    return chn_actor_map_get(&m->particles, lower) != NONE;
}

/* "BBC", "II", "J", "KGB": capitals as they are. */
static bool initials(chn_str w)
{
    if (w.n == 1)
        return true;
    if (chn_str_is(w, "II") || chn_str_is(w, "III") || chn_str_is(w, "IV"))
        return true;
    for (size_t i = 0; i < w.n; i++)
        if (vowel(w.p[i]) || (unsigned char)w.p[i] >= 0x80)
            return false;
    return w.n <= 5;
}

/* One word, hyphens inside: "MAZAR-I-SHARIF" "N'DJAMENA" "AL". */
static void put_word(chn_import *m, chn_buf *b, chn_str w, bool first)
{
    char lower[IMPORT_NAME];
    size_t n = 0;
    for (; n < w.n && n < sizeof lower; n++)
        lower[n] = low(w.p[n]);
    if (!first && small_word(m, chn_str_n(lower, n))) {
        chn_buf_put(b, lower, n);
        return;
    }
    if (initials(w)) {
        chn_buf_put(b, w.p, w.n);
        return;
    }
    bool up = true;
    for (size_t i = 0; i < n; i++) {
        chn_buf_char(b, up ? high(w.p[i]) : lower[i]);
        up = w.p[i] == '-' || (w.p[i] == '\'' && i <= 2);
    }
}

static chn_str words_of(chn_import *m, chn_str raw, bool as_name)
{
    chn_buf b;
    chn_buf_init(&b, 4096);
    raw = chn_str_trim(raw);
    size_t words = 0;
    for (size_t i = 0; i < raw.n && b.n < IMPORT_NAME;) {
        size_t e = i;
        while (e < raw.n && raw.p[e] != '_' && raw.p[e] != ' ' &&
               raw.p[e] != '\t' && raw.p[e] != '~' && raw.p[e] != '=')
            e++;
        /* "!" and "#" at a row's beginning have a meaning in tables */
        while (words == 0 && i < e && strchr("!#+-", raw.p[i]))
            i++;
        if (e > i && e - i < IMPORT_NAME) {
            if (words++)
                chn_buf_char(&b, ' ');
            const chn_str w = chn_str_n(raw.p + i, e - i);
            if (as_name)
                put_word(m, &b, w, words == 1);
            else
                for (size_t k = 0; k < w.n; k++)
                    chn_buf_char(&b, low(w.p[k]));
        }
        i = e + 1;
    }
    /* "Nato" would match NATO too, but "Us" would match us */
    if (as_name && words == 1 && b.n <= 3)
        for (size_t i = 0; i < b.n; i++)
            b.p[i] = high(b.p[i]);
    if (b.failed)
        m->failed = true;
    const chn_str s = b.n ? chn_import_copy(m, b.p, b.n) : chn_str_of("");
    chn_buf_free(&b);
    return chn_str_is(s, "-") ? chn_str_of("") : s;
}

chn_str chn_import_name(chn_import *m, chn_str raw)
{
    return words_of(m, raw, true);
}

chn_str chn_import_lower(chn_import *m, chn_str raw)
{
    return words_of(m, raw, false);
}

chn_str chn_import_id(chn_import *m, chn_str name)
{
    char id[ID_MAX + 16];
    char fold[IMPORT_NAME + 64];
    size_t n = chn_utf8_fold(name.p, name.n, fold, sizeof fold), put = 0;
    n = n < sizeof fold ? n : sizeof fold;
    for (size_t i = 0; i < n && put < ID_MAX; i++) {
        const char c = fold[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            id[put++] = c;
        else if (c != '\'' && put > 0 && id[put - 1] != '-')
            id[put++] = '-';
    }
    while (put > 0 && id[put - 1] == '-')
        put--;
    if (!put)
        id[put++] = 'x';
    const size_t base = put;
    for (uint32_t k = 2; chn_actor_map_get(&m->ids, chn_str_n(id, put)) != NONE;
         k++) {
        const int more = snprintf(id + base, sizeof id - base, "-%u", k);
        put = base + (more > 0 ? (size_t)more : 0);
    }
    const chn_str s = chn_import_copy(m, id, put);
    m->failed |= !chn_actor_map_put(m->arena, &m->ids, s, 0);
    return s;
}

/* ---- codes ---- */

static const chn_row *code_row(const chn_import *m, const char *kind,
                               chn_str code)
{
    char key[48];
    const size_t n = strlen(kind);
    if (n + 1 + code.n >= sizeof key)
        return NULL;
    memcpy(key, kind, n);
    key[n] = ' ';
    memcpy(key + n + 1, code.p, code.n);
    const uint32_t i =
        chn_actor_map_get(&m->codes, chn_str_n(key, n + 1 + code.n));
    return i == NONE ? NULL : &m->code_rows.at[i];
}

chn_str chn_import_sector(chn_import *m, chn_str blocks, chn_str *rest,
                          chn_str *seat)
{
    chn_str sector = chn_str_of("");
    chn_buf left;
    chn_buf_init(&left, 256);
    for (size_t i = 0; i < blocks.n; i += 3) {
        const chn_str b =
            chn_str_n(blocks.p + i, blocks.n - i < 3 ? blocks.n - i : 3);
        const chn_row *r = code_row(m, "role", b);
        if (r && !sector.n) {
            sector = chn_row_cell(r, 1);
            *seat = chn_row_cell(r, 2);
        } else if (!r && left.n < 60) {
            chn_buf_fmt(&left, "%s%.*s", left.n ? " " : "", (int)b.n, b.p);
        }
    }
    *rest = left.n ? chn_import_copy(m, left.p, left.n) : chn_str_of("");
    m->failed |= left.failed;
    chn_buf_free(&left);
    return sector;
}

meaning chn_import_code(chn_import *m, chn_str raw)
{
    meaning x;
    memset(&x, 0, sizeof x);
    raw = chn_str_trim(raw);
    if (chn_str_is(raw, "---") || chn_str_is(raw, "###") ||
        chn_str_is(raw, "+++")) {
        x.null = true;
        return x;
    }
    size_t used = 0;
    for (size_t n = raw.n < 15 ? raw.n - raw.n % 3 : 15; n >= 3; n -= 3) {
        const chn_row *g = code_row(m, "group", chn_str_n(raw.p, n));
        if (g && !(n == 3 && chn_actor_map_get(&m->states,
                                               chn_str_n(raw.p, 3)) != NONE)) {
            x.country = chn_row_cell(g, 1);
            used = n;
            break;
        }
    }
    const chn_str head = chn_str_n(raw.p, raw.n < 3 ? raw.n : 3);
    if (!used && head.n == 3) {
        const chn_row *c = code_row(m, "country", head);
        const chn_row *k = code_row(m, "kind", head);
        if (chn_actor_map_get(&m->states, head) != NONE)
            x.country = head;
        else if (c)
            x.country = chn_row_cell(c, 1);
        else if (k)
            x.country = chn_row_cell(k, 1);
        if (x.country.n)
            used = 3;
        else
            x.region = code_row(m, "region", head) != NULL;
    }
    if (used)
        x.sector = chn_import_sector(m, chn_str_n(raw.p + used, raw.n - used),
                                     &x.rest, &x.office);
    x.elite = chn_str_is(x.sector, "ELI");
    return x;
}

/* ---- days ---- */

bool chn_import_day(chn_str s, chn_day *out, bool *mended)
{
    uint32_t y = 0, mo = 0, d = 0;
    *out = CHN_DAY_NONE;
    if (s.n != 6 && s.n != 8)
        return false;
    const size_t yn = s.n - 4;
    if (!chn_str_uint(chn_str_n(s.p, yn), 9999, &y) ||
        !chn_str_uint(chn_str_n(s.p + yn, 2), 12, &mo) ||
        !chn_str_uint(chn_str_n(s.p + yn + 2, 2), 31, &d))
        return false;
    if (yn == 2)
        y += y <= 30 ? 2000 : 1900;
    if (y < 1 || mo < 1 || d < 1)
        return false;
    const uint32_t last = (uint32_t)chn_days_in_month((int32_t)y, (int32_t)mo);
    if (d > last) {
        d = last;
        *mended = true;
    }
    *out = chn_day_of((int32_t)y, (int32_t)mo, (int32_t)d);
    return *out != CHN_DAY_NONE;
}

bool chn_import_days(chn_import *m, uint32_t line, chn_str what, coded *c)
{
    bool mended = false, ok = true;
    c->dated = true;
    what = chn_str_trim(what);
    if (what.n && (what.p[0] == '<' || what.p[0] == '>')) {
        chn_day d;
        ok = chn_import_day(chn_str_trim(chn_str_n(what.p + 1, what.n - 1)), &d,
                            &mended);
        if (what.p[0] == '<')
            c->until = d;
        else
            c->since = d;
    } else {
        const char *dash = what.n ? memchr(what.p, '-', what.n) : NULL;
        const size_t at = dash ? (size_t)(dash - what.p) : 0;
        ok = dash &&
             chn_import_day(chn_str_trim(chn_str_n(what.p, at)), &c->since,
                            &mended) &&
             chn_import_day(
                 chn_str_trim(chn_str_n(what.p + at + 1, what.n - at - 1)),
                 &c->until, &mended) &&
             c->since <= c->until;
    }
    if (!ok)
        chn_import_say(m, line, "date", true, what,
                       "no days: expected <date, >date or date-date, a date as "
                       "YYMMDD or YYYYMMDD, the first before the last");
    else if (mended)
        chn_import_say(m, line, "date", false, what,
                       "a day past the end of its month was read as its last");
    return ok;
}
