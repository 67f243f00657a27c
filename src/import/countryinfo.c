/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CountryInfo.txt, which is almost XML: tags on lines of their own, one entry
 * a line between them, "# ..." the title of an office.
 *
 *   <Country> <CountryCode>AFG</CountryCode> <Nationality> AFGHAN_ ...
 *   <Leaders> <Kings> NAME_ [19331108 - 19730717] [B:..] [D:..] </Kings>
 *   <Government> NAME_ [AFGGOVMIL >20050101] # Minister of Defense
 */
#include "base/err.h"
#include "import/import.h"

typedef enum part {
    NOTHING = 0,
    NATIONALITY,
    CAPITAL,
    CITIES,
    REGIONS,
    LEADERS,
    GOVERNMENT
} part;

typedef struct reader {
    chn_import *m;
    uint32_t line;
    bool remark;
    part part;
    chn_str code;  /* of the country */
    chn_str title; /* of the leaders being told */
    entry e;
    uint32_t countries;
} reader;

static const struct {
    const char *tag;
    part part;
} parts[] = {{"Nationality", NATIONALITY}, {"Capital", CAPITAL},
             {"MajorCities", CITIES},      {"Regions", REGIONS},
             {"GeogFeatures", REGIONS},    {"Leaders", LEADERS},
             {"Government", GOVERNMENT}};

static bool next_line(chn_str *rest, chn_str *line)
{
    if (!rest->n)
        return false;
    const char *nl = memchr(rest->p, '\n', rest->n);
    const size_t n = nl ? (size_t)(nl - rest->p) : rest->n;
    *line = chn_str_trim(chn_str_n(rest->p, n));
    rest->p += nl ? n + 1 : n;
    rest->n -= nl ? n + 1 : n;
    return true;
}

static size_t find_in(chn_str s, const char *z)
{
    const size_t n = strlen(z);
    for (size_t i = 0; i + n <= s.n; i++)
        if (memcmp(s.p + i, z, n) == 0)
            return i;
    return s.n;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static bool small(chn_str w)
{
    return chn_str_is(w, "of") || chn_str_is(w, "the") ||
           chn_str_is(w, "and") || chn_str_is(w, "for");
}

/* "Presidents of the revolutionary council" -> "President of the
 * Revolutionary Council", "Prime ministers" -> "Prime Minister". */
static chn_str title_of(chn_import *m, chn_str tag)
{
    chn_buf b;
    chn_buf_init(&b, 4096);
    bool head = true;
    for (size_t i = 0; i < tag.n;) {
        size_t e = i;
        while (e < tag.n && tag.p[e] != ' ')
            e++;
        chn_str w = chn_str_n(tag.p + i, e - i);
        const chn_str next = chn_str_n(tag.p + (e < tag.n ? e + 1 : e),
                                       e < tag.n ? tag.n - e - 1 : 0);
        const bool ends =
            !next.n || (next.n > 3 && memcmp(next.p, "of ", 3) == 0);
        if (head && ends && w.n > 3 && w.p[w.n - 1] == 's' &&
            w.p[w.n - 2] != 's')
            w.n--;
        head &= !ends;
        if (b.n)
            chn_buf_char(&b, ' ');
        for (size_t k = 0; k < w.n; k++)
            chn_buf_char(&b, k == 0 && !small(w) ? upper(w.p[k]) : w.p[k]);
        i = e + 1;
    }
    m->failed |= b.failed;
    const chn_str s = b.n ? chn_import_copy(m, b.p, b.n) : chn_str_of("");
    chn_buf_free(&b);
    return s;
}

static void begin(reader *r)
{
    r->e.line = r->line;
    r->e.names.n = 0;
    r->e.n_codes = 0;
    r->e.person = r->part == LEADERS || r->part == GOVERNMENT;
    r->e.place = r->part == CAPITAL || r->part == CITIES || r->part == REGIONS;
    r->e.capital = r->part == CAPITAL;
}

static void add_name(reader *r, chn_str raw)
{
    raw = chn_str_trim(raw);
    chn_str *n = raw.n ? IMPORT_PUSH(r->m, r->e.names) : NULL;
    if (n)
        *n = raw;
}

static coded *add_code(reader *r, chn_str raw)
{
    if (r->e.n_codes == IMPORT_CODES) {
        chn_import_say(r->m, r->line, "code", true, raw,
                       "the entry has too many terms");
        return NULL;
    }
    coded *c = &r->e.codes[r->e.n_codes++];
    memset(c, 0, sizeof *c);
    c->raw = raw;
    c->since = c->until = CHN_DAY_NONE;
    c->is = chn_import_code(r->m, raw);
    return c;
}

/* "{A_ B_} {C_}" are names of one person; else one name before "[" and "#". */
static size_t names(reader *r, chn_str s)
{
    const size_t bracket = find_in(s, "["), hash = find_in(s, "#");
    const size_t end = bracket < hash ? bracket : hash;
    chn_str rest = chn_str_n(s.p, end);
    if (!rest.n || rest.p[0] != '{') {
        add_name(r, rest);
        return end;
    }
    while (rest.n) {
        const size_t a = find_in(rest, "{"), b = find_in(rest, "}");
        if (a >= b || b == rest.n)
            break;
        add_name(r, chn_str_n(rest.p + a + 1, b - a - 1));
        rest.p += b + 1;
        rest.n -= b + 1;
    }
    return end;
}

/* Titles of the words behind '#'; several offices of one line cannot be told
 * apart, so they stay one. */
static chn_str title_behind(reader *r, chn_str s)
{
    const size_t hash = find_in(s, "#");
    chn_str t = chn_str_trim(chn_str_n(s.p + (hash < s.n ? hash + 1 : hash),
                                       hash < s.n ? s.n - hash - 1 : 0));
    const char *quote = t.n ? memchr(t.p, '"', t.n) : NULL;
    if (quote) /* "Acting" */
        t.n = (size_t)(quote - t.p);
    t = chn_str_trim(t);
    return t.n > 2 && t.n < 200 ? chn_import_copy(r->m, t.p, t.n)
                                : chn_str_of("");
}

static bool born_or_dead(chn_str in)
{
    return in.n > 1 && (in.p[0] == 'B' || in.p[0] == 'D') && in.p[1] == ':';
}

static void leader_term(reader *r, chn_str in)
{
    coded c;
    memset(&c, 0, sizeof c);
    c.since = c.until = CHN_DAY_NONE;
    if (born_or_dead(in) || !chn_import_days(r->m, r->line, in, &c))
        return;
    coded *x = add_code(r, r->code);
    if (!x)
        return;
    x->is.sector = chn_str_of("GOV");
    x->since = c.since;
    x->until = c.until;
    x->dated = true;
    x->title = r->title;
    x->rank = find_in(r->title, "Vice") < r->title.n ||
                      find_in(r->title, "Deputy") < r->title.n
                  ? 2
                  : 1;
}

static void office_term(reader *r, chn_str in, chn_str title)
{
    size_t n = 0;
    coded c;
    memset(&c, 0, sizeof c);
    c.since = c.until = CHN_DAY_NONE;
    if (born_or_dead(in))
        return;
    while (n < in.n && in.p[n] != ' ')
        n++;
    const chn_str days = chn_str_trim(chn_str_n(in.p + n, in.n - n));
    if (days.n && !chn_import_days(r->m, r->line, days, &c))
        return;
    coded *x = add_code(r, chn_str_n(in.p, n));
    if (!x)
        return;
    x->since = c.since;
    x->until = c.until;
    x->dated = days.n > 0;
    x->title = title;
}

static void terms(reader *r, chn_str s)
{
    const chn_str title =
        r->part == GOVERNMENT ? title_behind(r, s) : chn_str_of("");
    s.n = find_in(s, "#");
    while (s.n) {
        const size_t a = find_in(s, "[");
        if (a == s.n)
            return;
        s.p += a + 1;
        s.n -= a + 1;
        const size_t b = find_in(s, "]");
        if (b == s.n) {
            chn_import_say(r->m, r->line, "code", true, s,
                           "the bracket is not closed");
            return;
        }
        const chn_str in = chn_str_trim(chn_str_n(s.p, b));
        if (r->part == LEADERS)
            leader_term(r, in);
        else
            office_term(r, in, title);
        s.p += b + 1;
        s.n -= b + 1;
    }
}

static void entry_line(reader *r, chn_str s)
{
    if (s.p[0] == '#' || !r->code.n)
        return;
    begin(r);
    const size_t at = names(r, s);
    if (!r->e.names.n)
        return;
    if (r->e.person)
        terms(r, chn_str_n(s.p + at, s.n - at));
    else
        (void)add_code(r, r->code);
    if (r->e.n_codes)
        chn_import_entry(r->m, &r->e);
    else
        chn_import_say(r->m, r->line, "date", true, r->e.names.at[0],
                       "no term of office that could be read");
}

/* "<CountryCode>AFG</CountryCode>": the value, or empty. */
static chn_str value_of(chn_str s, const char *open)
{
    const size_t n = strlen(open);
    if (s.n <= n || memcmp(s.p, open, n) != 0)
        return chn_str_of("");
    const chn_str in = chn_str_n(s.p + n, s.n - n);
    return chn_str_trim(chn_str_n(in.p, find_in(in, "<")));
}

static void tag_line(reader *r, chn_str s)
{
    const bool close = s.n > 1 && s.p[1] == '/';
    const size_t end = find_in(s, ">");
    const size_t from = close ? 2 : 1;
    const chn_str tag =
        end > from ? chn_str_n(s.p + from, end - from) : chn_str_of("");
    if (chn_str_is(tag, "CountryCode")) {
        r->code = value_of(s, "<CountryCode>");
        r->countries++;
        if (r->code.n != 3 ||
            chn_actor_map_get(&r->m->states, r->code) == NONE) {
            chn_import_say(r->m, r->line, "code", true, s,
                           "no such state; its block was passed over");
            r->code.n = 0;
        }
        return;
    }
    if (chn_str_is(tag, "Country")) {
        r->code.n = 0;
        r->part = NOTHING;
        return;
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (chn_str_is(tag, parts[i].tag)) {
            r->part = close ? NOTHING : parts[i].part;
            r->title = chn_str_of("");
            return;
        }
    if (r->part == LEADERS)
        r->title = close ? chn_str_of("") : title_of(r->m, tag);
}

chn_code chn_import_countryinfo(chn_import *m, chn_str bytes, chn_err *err)
{
    reader r;
    chn_str line, rest = bytes;
    memset(&r, 0, sizeof r);
    r.m = m;
    while (!m->failed && next_line(&rest, &line)) {
        r.line++;
        if (!r.remark && find_in(line, "<!--") < line.n) {
            r.remark = find_in(line, "-->") == line.n;
            continue;
        }
        if (r.remark) {
            r.remark = find_in(line, "-->") == line.n;
            continue;
        }
        if (!line.n)
            continue;
        if (line.p[0] == '<')
            tag_line(&r, line);
        else if (r.part != NOTHING)
            entry_line(&r, line);
    }
    if (!r.countries && !m->failed)
        return chn_fail(err, CHN_ERR_INPUT,
                        "%.*s: no <CountryCode>; expected the layout of "
                        "CountryInfo.txt",
                        (int)m->file.n, m->file.p);
    return CHN_OK;
}
