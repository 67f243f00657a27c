/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words of a sentence that no claim has and that matter once acts of several
 * reports are put side by side: how many, when it began, "the second such
 * visit in six weeks", "in reply", "had nothing to do with it", "for the third
 * year in a row". Found when a report is added, so that a store without text
 * can tell them; what they mean for events is decided in follow.c, observe.c
 * and disagree.c.
 */
#include "store/detail.h"
#include "base/day.h"

#define WORDS_MAX 160u /* of a sentence; the rest is not looked at */

/* Classes of data/detail/words.tsv, whose head says what they are. */
enum {
    D_NUMBER,
    D_SCALE,
    D_ORDINAL,
    D_WEEKDAY,
    D_UNIT,
    D_IDLE,
    D_MANY,
    D_ENDS,
    D_ABOUT,
    D_LIMIT,
    D_BEGUN,
    D_EVENT,
    D_AGAIN,
    D_WITHIN,
    D_ROW,
    D_ANNUAL,
    D_LAST,
    D_DEED,
    D_STRUCK,
    D_CLASSES
};
static const char *const class_names[D_CLASSES] = {
    "number", "scale",  "ordinal", "weekday", "unit",  "idle",  "many",
    "ends",   "about",  "limit",   "begun",   "event", "again", "within",
    "row",    "annual", "last",    "deed",    "struck"};

typedef struct word {
    chn_str at;       /* as it stands */
    char low[20];     /* folded; cut where it is longer */
    uint32_t classes; /* bits of D_* */
    uint32_t value;   /* of the table */
    bool stop;        /* a mark stands between it and the next one */
    bool joined;      /* a hyphen does */
    bool dollar;      /* "$" stands before it */
} word;

typedef struct reader {
    const chn_detail_of *of;
    word w[WORDS_MAX];
    uint32_t n;
    const char *text; /* the sentence */
    uint32_t base;    /* its first byte in the report */
} reader;

static bool letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c >= 0x80;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The bits of "about|limit"; 0: one of them is unknown. */
static uint32_t classes_of(chn_str list)
{
    uint32_t bits = 0;
    chn_str one;
    while (chn_str_next(&list, '|', &one)) {
        uint32_t c = 0;
        while (c < D_CLASSES && !chn_str_is(one, class_names[c]))
            c++;
        if (c == D_CLASSES)
            return 0;
        bits |= 1u << c;
    }
    return bits;
}

/* What the table says of a word. Its rows are sorted. */
static void look_up(const chn_detail_tables *t, word *w)
{
    const uint32_t row =
        t->words ? chn_table_find(t->words, chn_str_of(w->low)) : CHN_NO_ROW;
    if (row == CHN_NO_ROW)
        return;
    w->classes = classes_of(chn_table_cell(t->words, row, 1));
    (void)chn_str_uint(chn_table_cell(t->words, row, 2), 1000000000, &w->value);
}

static void read_words(reader *r, chn_str s)
{
    r->n = 0;
    r->text = s.p;
    size_t i = 0;
    bool dollar = false;
    while (i < s.n && r->n < WORDS_MAX) {
        if (!letter((unsigned char)s.p[i])) {
            dollar = s.p[i] == '$';
            if (r->n && s.p[i] != ' ' && s.p[i] != '-' && s.p[i] != '\'' &&
                s.p[i] != '"' && s.p[i] != '$')
                r->w[r->n - 1].stop = true;
            i++;
            continue;
        }
        const size_t from = i;
        while (i < s.n &&
               (letter((unsigned char)s.p[i]) ||
                ((s.p[i] == ',' || s.p[i] == '.') && i > from &&
                 digit(s.p[i - 1]) && i + 1 < s.n && digit(s.p[i + 1]))))
            i++;
        word *w = &r->w[r->n++];
        memset(w, 0, sizeof *w);
        w->at = chn_str_n(s.p + from, i - from);
        w->dollar = dollar;
        w->joined = i < s.n && s.p[i] == '-';
        dollar = false;
        for (size_t k = 0; k < w->at.n && k + 1 < sizeof w->low; k++) {
            const char c = w->at.p[k];
            w->low[k] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
        look_up(r->of->tables, w);
    }
}

/* Most words differ in their first letter, and these are asked for often. */
static bool same(const char *a, const char *b)
{
    return a[0] == b[0] && strcmp(a, b) == 0;
}

static bool is(const reader *r, uint32_t i, const char *low)
{
    return i < r->n && same(r->w[i].low, low);
}

static bool in(const reader *r, uint32_t i, uint32_t cls)
{
    return i < r->n && (r->w[i].classes >> cls & 1u) != 0;
}

static int64_t value_in(const reader *r, uint32_t i, uint32_t cls, int64_t none)
{
    return in(r, i, cls) ? (int64_t)r->w[i].value : none;
}

static chn_code put(const reader *r, const char *kind, const char *noun,
                    int64_t low, int64_t high, uint32_t from, uint32_t to)
{
    const char *a = r->w[from].at.p;
    const chn_str *last = &r->w[to].at;
    const uint32_t begin = r->base + (uint32_t)(a - r->text);
    const uint32_t end = r->base + (uint32_t)(last->p + last->n - r->text);
    const chn_detail d = {.kind = kind,
                          .noun = chn_str_of(noun),
                          .low = low,
                          .high = high,
                          .span = {begin, end}};
    return r->of->put(r->of->user, &d);
}

/* ---- numbers ---- */

/* "20,000", "1.28" as thousandths; -1: no number. */
static int64_t digits(chn_str s)
{
    int64_t v = 0;
    int64_t part = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ',')
            continue;
        if (s.p[i] == '.') {
            part = part ? part : 1000;
            continue;
        }
        if (!digit(s.p[i]) || v > (int64_t)1 << 40)
            return -1;
        if (part > 1) {
            part /= 10;
            v += (s.p[i] - '0') * part;
        } else if (part == 0) {
            v = v * 10 + (s.p[i] - '0');
        }
        if (part == 0 && (i + 1 == s.n || s.p[i + 1] == '.'))
            v *= 1000;
    }
    return v;
}

/* A number that begins at word `i`; *next is the word behind it. */
static int64_t number(const reader *r, uint32_t i, uint32_t *next)
{
    *next = i;
    if (i >= r->n || r->w[i].at.n == 0)
        return -1;
    int64_t v = digit(r->w[i].at.p[0]) ? digits(r->w[i].at)
                                       : value_in(r, i, D_NUMBER, -1) * 1000;
    if (v < 0)
        return -1;
    uint32_t k = i + 1;
    const int64_t ones = value_in(r, k, D_NUMBER, 0);
    if (v >= 20000 && v < 100000 && r->w[i].joined && ones > 0 && ones < 10) {
        v += ones * 1000;
        k++;
    }
    while (!r->w[k - 1].stop && in(r, k, D_SCALE)) {
        if (v > (int64_t)1 << 50 || v == 0)
            return -1;
        v *= r->w[k++].value;
    }
    *next = k;
    return v / 1000;
}

/* "second", "21st"; 0: none. */
static int64_t ordinal(const reader *r, uint32_t i)
{
    static const char *const ends[] = {"st", "nd", "rd", "th"};
    const char *w = r->w[i].low;
    const size_t n = strlen(w);
    if (in(r, i, D_ORDINAL))
        return r->w[i].value;
    uint32_t v = 0;
    for (size_t k = 0; n >= 3 && digit(w[0]) && k < 4; k++)
        if (same(w + n - 2, ends[k]))
            return chn_str_uint(chn_str_n(w, n - 2), 200, &v) ? v : 0;
    return 0;
}

static bool plural(const reader *r, uint32_t i)
{
    const char *w = r->w[i].low;
    const size_t n = strlen(w);
    if (in(r, i, D_MANY))
        return true;
    return n > 3 && w[n - 1] == 's' && w[n - 2] != 's' && w[n - 2] != 'u' &&
           w[n - 2] != 'i' && !in(r, i, D_IDLE);
}

/* The counted noun from word `i` on; UINT32_MAX: none. */
static uint32_t counted(const reader *r, uint32_t i)
{
    for (uint32_t k = i; k < r->n && k < i + 4; k++) {
        if (in(r, k, D_ENDS))
            return UINT32_MAX;
        if (plural(r, k))
            return k;
        if (r->w[k].stop)
            return UINT32_MAX;
    }
    return UINT32_MAX;
}

static void singular(const char *w, char out[20])
{
    const size_t n = strlen(w);
    memcpy(out, w, n + 1);
    if (n > 3 && w[n - 1] == 's')
        out[n - 1] = '\0';
}

/* "at least", "more than", "up to" before word `i`: which ends are open. */
static void bounds(const reader *r, uint32_t i, int64_t v, int64_t *low,
                   int64_t *high)
{
    *low = *high = v;
    if (i == 0)
        return;
    const bool two = i > 1;
    if ((two && is(r, i - 1, "least") && is(r, i - 2, "at")) ||
        (two && is(r, i - 1, "than") && is(r, i - 2, "more")) ||
        is(r, i - 1, "over"))
        *high = -1;
    else if ((two && is(r, i - 1, "to") && is(r, i - 2, "up")) ||
             (two && is(r, i - 1, "than") && is(r, i - 2, "fewer")) ||
             (two && is(r, i - 1, "than") && is(r, i - 2, "less")))
        *low = -1;
    else if (in(r, i - 1, D_ABOUT)) {
        *low = v - v / 10;
        *high = v + v / 10;
    }
}

static chn_code put_counts(const reader *r)
{
    for (uint32_t i = 0; i < r->n; i++) {
        uint32_t next;
        const int64_t v = number(r, i, &next);
        if (v < 0)
            continue;
        int64_t low;
        int64_t high;
        char noun[24] = "";
        bounds(r, i, v, &low, &high);
        uint32_t end = next - 1;
        if (r->w[i].dollar) {
            memcpy(noun, "dollar", 7);
        } else if (!r->w[end].stop && is(r, next, "of") &&
                   (is(r, next + 1, "the") || is(r, next + 1, "them"))) {
            /* "at least 20 of the more than 90 sailors" */
            uint32_t k = next + 2;
            while (in(r, k, D_LIMIT))
                k++;
            uint32_t behind;
            if (number(r, k, &behind) >= 0)
                k = behind;
            end = counted(r, k);
            if (end != UINT32_MAX)
                singular(r->w[end].low, noun);
        } else if (!r->w[end].stop) {
            const bool part = i > 2 && is(r, i - 1, "than");
            uint32_t k = i;
            while (part && k > 0 && k + 4 > i && !is(r, k, "of"))
                k--;
            end = counted(r, next);
            if (end != UINT32_MAX)
                singular(r->w[end].low, noun);
            if (part && k > 0 && is(r, k, "of") && is(r, k + 1, "the"))
                noun[0] = '\0'; /* "of the more than 270": the whole */
        }
        if (noun[0] && end != UINT32_MAX && v != 1) {
            const chn_code rc = put(r, "count", noun, low, high, i, end);
            if (rc)
                return rc;
        }
        i = next - 1;
    }
    return CHN_OK;
}

/* ---- when it began ---- */

/* 1970-01-01 was a Thursday. */
static int weekday_of(chn_day d)
{
    return (int)((((int64_t)d + 3) % 7 + 7) % 7);
}

static chn_code put_begun(const reader *r)
{
    const chn_day day = r->of->day;
    if (day == CHN_DAY_NONE)
        return CHN_OK;
    for (uint32_t i = 0; i + 1 < r->n; i++) {
        if (!in(r, i, D_BEGUN))
            continue;
        const bool on = is(r, i + 1, "on");
        const int wd = (int)value_in(r, on ? i + 2 : i + 1, D_WEEKDAY, -1);
        uint32_t k = i;
        while (k > 0 && k + 24 > i && !in(r, k, D_EVENT))
            k--;
        if (wd < 0 || !in(r, k, D_EVENT))
            continue;
        const chn_day d = day - (weekday_of(day) - wd + 7) % 7;
        const chn_code rc =
            put(r, "began", r->w[k].low, d, d, k, on ? i + 2 : i + 1);
        if (rc)
            return rc;
    }
    return CHN_OK;
}

/* ---- what it refers to ---- */

/* "in six weeks", "within a year" somewhere behind word `i`: days, or 0. */
static int64_t span_days(const reader *r, uint32_t i, uint32_t *end)
{
    for (uint32_t k = i; k + 2 < r->n && k < i + 10; k++) {
        uint32_t next = 0;
        if (!in(r, k, D_WITHIN))
            continue;
        int64_t v = is(r, k + 1, "a") ? 1 : number(r, k + 1, &next);
        if (is(r, k + 1, "a"))
            next = k + 2;
        if (is(r, k + 1, "as") && is(r, k + 2, "many")) {
            v = 0; /* "in as many weeks" */
            next = k + 3;
        }
        if (v >= 0 && in(r, next, D_UNIT)) {
            *end = next;
            return (v ? v : 1) * r->w[next].value;
        }
    }
    return 0;
}

static chn_code put_nth(const reader *r)
{
    for (uint32_t i = 0; i + 1 < r->n; i++) {
        const int64_t n = ordinal(r, i);
        if (n < 2)
            continue;
        for (uint32_t k = i + 1; k < r->n && k < i + 4; k++) {
            if (!in(r, k, D_AGAIN))
                continue;
            uint32_t end = k;
            const int64_t days = span_days(r, k + 1, &end);
            const chn_code rc = put(r, "nth", r->w[k].low, n, days, i, end);
            if (rc)
                return rc;
            break;
        }
    }
    return CHN_OK;
}

static chn_code put_year(const reader *r, int64_t year, uint32_t from,
                         uint32_t to)
{
    return put(r, "year", "", year, year, from, to);
}

/* Years in which it was done before, as the sentence tells. */
static chn_code put_years(const reader *r)
{
    chn_code rc = CHN_OK;
    const bool dated = r->of->day != CHN_DAY_NONE;
    const int64_t now = dated ? chn_day_ymd(r->of->day).year : 0;
    for (uint32_t i = 0; i < r->n && rc == CHN_OK; i++) {
        const int64_t n = ordinal(r, i);
        const bool row = (is(r, i + 1, "year") && is(r, i + 2, "in") &&
                          is(r, i + 3, "a") && is(r, i + 4, "row")) ||
                         (in(r, i + 1, D_ROW) && is(r, i + 2, "year"));
        const uint32_t end = is(r, i + 1, "year") ? i + 4 : i + 2;
        for (int64_t k = 1; dated && n >= 2 && n <= 30 && row && k < n && !rc;
             k++)
            rc = put_year(r, now - k, i, end);
        if (is(r, i, "as") && (is(r, i + 1, "in") || is(r, i + 1, "every"))) {
            uint32_t k = i + 2;
            uint32_t v = 0;
            while (k < r->n && rc == CHN_OK &&
                   ((r->w[k].at.n == 4 && chn_str_uint(r->w[k].at, 2999, &v) &&
                     v > 1000) ||
                    is(r, k, "and"))) {
                if (!is(r, k, "and"))
                    rc = put_year(r, v, i, k);
                k++;
            }
        }
        if (dated && rc == CHN_OK && is(r, i, "last") && is(r, i + 1, "year") &&
            i > 0 && in(r, i - 1, D_LAST))
            rc = put_year(r, now - 1, i - 1, i + 1);
        if (rc == CHN_OK && is(r, i, "every") && is(r, i + 1, "year"))
            rc = put(r, "annual", "", 0, 0, i, i + 1);
        else if (rc == CHN_OK && in(r, i, D_ANNUAL))
            rc = put(r, "annual", "", 0, 0, i, i);
    }
    return rc;
}

/* The capitalised words of the sentence by their first letters, "Turke Mosco
 * Russi": who may be the one that denies. */
#define NAMES_MAX 160u
static void put_names(const reader *r, char out[NAMES_MAX])
{
    size_t n = 0;
    for (uint32_t i = 0; i < r->n; i++) {
        const chn_str w = r->w[i].at;
        const size_t k = w.n < 5 ? w.n : 5;
        if (w.n < 4 || w.p[0] < 'A' || w.p[0] > 'Z' || n + k + 2 > NAMES_MAX)
            continue;
        if (n)
            out[n++] = ' ';
        memcpy(out + n, w.p, k);
        n += k;
    }
    out[n] = '\0';
}

/* "denied" alone tells nothing: of a deed, or of some part in it. */
static bool denies_deed(const reader *r, uint32_t i)
{
    for (uint32_t k = i + 1; k < r->n && k < i + 12; k++)
        if (in(r, k, D_DEED))
            return true;
    for (uint32_t k = 0; k < i; k++)
        if (in(r, k, D_STRUCK))
            return true;
    return false;
}

/* How many words of the phrase stand from word `i` on, all of them; else 0. */
static uint32_t stands(const reader *r, uint32_t i, chn_str phrase)
{
    uint32_t n = 0;
    chn_str one;
    while (chn_str_next(&phrase, ' ', &one)) {
        const word *w = &r->w[i + n];
        if (i + n >= r->n || w->low[0] != one.p[0] ||
            !chn_str_eq(one, chn_str_of(w->low)))
            return 0;
        n++;
    }
    return n;
}

static chn_code put_phrases(const reader *r)
{
    const chn_table *t = r->of->tables->phrases;
    char names[NAMES_MAX];
    put_names(r, names);
    for (uint32_t p = 0; t && p < t->n_rows; p++) {
        const chn_str phrase = chn_table_cell(t, p, 0);
        const chn_str kind = chn_table_cell(t, p, 1);
        const bool denial = chn_str_is(kind, "denial");
        for (uint32_t i = 0; i < r->n; i++) {
            const uint32_t n = stands(r, i, phrase);
            if (!n || (n == 1 && denial && !denies_deed(r, i)))
                continue;
            const chn_code rc =
                put(r, kind.p, denial ? names : "", 0, 0, i, i + n - 1);
            if (rc)
                return rc;
            break;
        }
    }
    return CHN_OK;
}

/* ---- the tables ---- */

chn_detail_tables chn_detail_tables_builtin(void)
{
    return (chn_detail_tables){chn_table_builtin("detail/words.tsv"),
                               chn_table_builtin("detail/phrases.tsv")};
}

chn_code chn_detail_tables_check(const chn_detail_tables *t, chn_err *err)
{
    for (uint32_t i = 0; t->words && i < t->words->n_rows; i++) {
        const chn_str list = chn_table_cell(t->words, i, 1);
        if (classes_of(list) == 0)
            return chn_fail(err, CHN_ERR_TABLE,
                            "%s:%u: unknown class in \"%.*s\"", t->words->file,
                            t->words->lines[i + 1], (int)list.n, list.p);
    }
    return CHN_OK;
}

chn_code chn_details(const chn_detail_of *of, chn_str sentence, uint32_t base)
{
    reader r;
    r.of = of;
    r.base = base;
    read_words(&r, sentence);
    chn_code rc = put_counts(&r);
    if (rc == CHN_OK)
        rc = put_begun(&r);
    if (rc == CHN_OK)
        rc = put_nth(&r);
    if (rc == CHN_OK)
        rc = put_years(&r);
    if (rc == CHN_OK)
        rc = put_phrases(&r);
    return rc;
}
