/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of data/time/ as the stage uses them: words with classes, a trie
 * of patterns, days with names, dated events and eras. Built once, then
 * immutable.
 */
#include "base/err.h"
#include "time/internal.h"

#define ELEMENTS_MAX 24
#define ALTERNATIVES_MAX 48
#define VALUE_MAX 9999

static const char *const class_names[CL_COUNT_OF_CLASSES] = {
    "wd",      "wdabbr", "mon",   "month",   "unit",    "bigunit", "part",
    "season",  "dir",    "adir",  "mod",     "edge",    "small",   "tens",
    "hundred", "one",    "vague", "ordword", "decword", "freq",    "evnoun",
    "ynoun",   "snoun",  "era",   "nengo",   "hmon",    "hpre",    "hsuf",
    "jmon",    "pmon",   "amon",  "dom",     "nth",     "ord",     "year",
    "d2",      "num",    "count", "n",       "decade",  "clock",   "units",
    "ymd",     "dmy",    "dec3",  "yy",      "fy",      "qn"};

static const char *const tie_names[TIE_COUNT] = {
    "rank",      "when",     "same",     "other",      "clause",      "goes-on",
    "goes-in",   "goes-the", "from",     "apart",      "along",       "within",
    "about",     "ends",     "soon",     "begins",     "det",         "term",
    "till",      "behind",   "approx",   "upto",       "bars",        "report",
    "stamp",     "nearing",  "eve",      "lasted",     "entered",     "whose",
    "function",  "counting", "numbered", "observance", "yearly",      "marks",
    "marked",    "joins",    "opens",    "closes",     "planned-for", "every",
    "copyright", "begun"};
_Static_assert(TIE_COUNT <= 64, "each tie is a bit");

static const char *const op_names[OP_COUNT] = {
    "-",           "day",          "iso",           "numeric",
    "monthday",    "mdrange",      "monthyear",     "month",
    "month-dir",   "month-adir",   "month-relyear", "year",
    "decade",      "decade-word",  "century",       "weekday",
    "weekday-dir", "weekday-adir", "weekday-ago",   "set-wd",
    "dom",         "dom-of",       "deictic",       "relunit",
    "edge-this",   "yearend",      "weekend",       "season",
    "season-year", "season-dir",   "vagueref",      "ago",
    "ago-exact",   "offset",       "offset-day",    "offset-adir",
    "offset-unit", "offset-n",     "offset-ref",    "same",
    "same-unit",   "same-relyear", "set",           "set-freq",
    "set-day",     "dur",          "dur-vague",     "dur-half",
    "anniv",       "quarter",      "half",          "clock",
    "clock-hour",  "clock-word",   "part",          "year-short",
    "fiscal",      "era",          "era-month",     "cal-year",
    "cal-day",     "opening",      "(named)"};

/* Everything that building needs. */
typedef struct builder {
    chn_time_know *k;
    chn_arena *arena;
    const chn_tableset *set;
    const chn_text_know *text;
    chn_lex *lex;
    chn_err *err;
    uint32_t cap_words;
} builder;

static bool grow(builder *b, void **data, uint32_t *cap, uint32_t need,
                 size_t elem)
{
    if (chn_arena_grow(b->arena, data, cap, need, elem))
        return true;
    chn_fail_memory(b->err);
    return false;
}

/* The record of a folded word, made if new; NULL: no memory. */
static time_word *word_of(builder *b, chn_str folded, uint32_t *number)
{
    const uint32_t w = chn_lex_add(b->lex, folded);
    if (w == 0) {
        chn_fail_memory(b->err);
        return NULL;
    }
    if (number)
        *number = w;
    void *words = b->k->words;
    if (!grow(b, &words, &b->cap_words, w + 1, sizeof(time_word)))
        return NULL;
    b->k->words = words;
    if (b->k->n_words <= w)
        b->k->n_words = w + 1;
    return &b->k->words[w];
}

static int find_name(const char *const *names, int n, chn_str name)
{
    for (int i = 0; i < n; i++)
        if (chn_str_is(name, names[i]))
            return i;
    return -1;
}

/* "12" or "-1" as a number, "NI" as CODE2('N', 'I'), "P1W" as its "1W". */
static int16_t cell_value(chn_str s)
{
    uint32_t v = 0;
    const bool minus = s.n > 0 && s.p[0] == '-';
    const chn_str digits = minus ? chn_str_n(s.p + 1, s.n - 1) : s;
    if (chn_str_uint(digits, VALUE_MAX, &v))
        return (int16_t)(minus ? -(int32_t)v : (int32_t)v);
    if (s.n == 3 && s.p[0] == 'P')
        return (int16_t)CODE2(s.p[1], s.p[2]);
    if (s.n == 2)
        return (int16_t)CODE2(s.p[0], s.p[1]);
    return (int16_t)(s.n == 1 ? CODE1(s.p[0]) : 0);
}

static chn_code read_words(builder *b)
{
    static const char *const want[] = {"word", "class", "value", "need"};
    chn_rows it;
    chn_code code = chn_rows_open(&it, b->arena, b->set, "time/words.tsv", want,
                                  4, false, b->err);
    if (code)
        return code;
    int got;
    while ((got = chn_rows_next(&it, b->err)) == 1) {
        const chn_str name = chn_rows_cell(&it, 1);
        const int cls = find_name(class_names, CL_WORD_CLASSES, name);
        const int tie = cls < 0 ? find_name(tie_names, TIE_COUNT, name) : -1;
        if (tie >= 0) {
            time_word *w = word_of(b, chn_rows_cell(&it, 0), NULL);
            if (!w)
                return CHN_ERR_MEMORY;
            w->ties |= UINT64_C(1) << tie;
            continue;
        }
        if (cls < 0)
            return chn_rows_fail(&it, b->err,
                                 "unknown class \"%.*s\"; the head of "
                                 "time/words.tsv lists them",
                                 (int)name.n, name.p);
        const chn_str need = chn_rows_cell(&it, 3);
        const bool upper = chn_str_is(need, "upper");
        if (need.n && !upper && !chn_str_is(need, "cap"))
            return chn_rows_fail(&it, b->err,
                                 "unknown need \"%.*s\"; write cap, upper or "
                                 "-",
                                 (int)need.n, need.p);
        time_word *w = word_of(b, chn_rows_cell(&it, 0), NULL);
        if (!w)
            return CHN_ERR_MEMORY;
        const uint8_t n = w->n;
        if (n == WORD_CLASSES_MAX)
            return chn_rows_fail(&it, b->err,
                                 "a word may have %d classes; take one away",
                                 WORD_CLASSES_MAX);
        w->mask |= CL_BIT(cls);
        if (upper)
            w->upmask |= CL_BIT(cls);
        else if (need.n)
            w->capmask |= CL_BIT(cls);
        w->cls[n] = (uint8_t)cls;
        w->val[n] = cell_value(chn_rows_cell(&it, 2));
        w->n++;
    }
    return got < 0 ? CHN_ERR_TABLE : CHN_OK;
}

static chn_code read_tense(builder *b)
{
    static const char *const want[] = {"word", "kind"};
    static const char *const kinds[] = {"none",    "future",  "plan",
                                        "present", "modal",   "past",
                                        "skip",    "notverb", "schedule"};
    chn_rows it;
    chn_code code = chn_rows_open(&it, b->arena, b->set, "time/tense.tsv", want,
                                  2, true, b->err);
    if (code)
        return code;
    int got;
    while ((got = chn_rows_next(&it, b->err)) == 1) {
        const chn_str name = chn_rows_cell(&it, 1);
        const int kind = find_name(kinds, sizeof kinds / sizeof kinds[0], name);
        if (kind < 1)
            return chn_rows_fail(&it, b->err,
                                 "unknown kind \"%.*s\"; the head of "
                                 "time/tense.tsv lists them",
                                 (int)name.n, name.p);
        time_word *w = word_of(b, chn_rows_cell(&it, 0), NULL);
        if (!w)
            return CHN_ERR_MEMORY;
        w->tense = (uint8_t)kind;
    }
    return got < 0 ? CHN_ERR_TABLE : CHN_OK;
}

/* ---- patterns ---- */

typedef struct element {
    chn_str alt[ALTERNATIVES_MAX];
    uint32_t n;
    bool optional, glued;
} element;

/* Cut "a/b/c" into its alternatives; false: too many. */
static bool alternatives(chn_str s, element *e)
{
    e->n = 0;
    while (s.n) {
        size_t n = 0;
        while (n < s.n && s.p[n] != '/')
            n++;
        if (e->n == ALTERNATIVES_MAX)
            return false;
        e->alt[e->n++] = chn_str_n(s.p, n);
        s.p += n < s.n ? n + 1 : n;
        s.n -= n < s.n ? n + 1 : n;
    }
    return e->n > 0;
}

/* "<dom>" -> class, else -1; "<slash>" is the word "/". */
static int class_of(chn_str s)
{
    if (s.n < 3 || s.p[0] != '<' || s.p[s.n - 1] != '>')
        return -1;
    return find_name(class_names, CL_COUNT_OF_CLASSES,
                     chn_str_n(s.p + 1, s.n - 2));
}

static bool symbol(builder *b, const chn_rows *it, chn_str s, uint32_t *out)
{
    const int cls = class_of(s);
    if (cls >= 0) {
        *out = SYM_CLASS | (uint32_t)cls;
        return true;
    }
    if (chn_str_is(s, "<slash>"))
        s = chn_str_of("/");
    if (s.n > 2 && s.p[0] == '<') {
        chn_rows_fail(it, b->err,
                      "unknown class %.*s; the head of "
                      "time/patterns.tsv lists them",
                      (int)s.n, s.p);
        return false;
    }
    return word_of(b, s, out) != NULL;
}

/* The node behind `node` by `sym`, made if new; 0: no memory. */
static uint32_t step(builder *b, uint32_t node, uint32_t sym, bool glued)
{
    chn_time_know *k = b->k;
    for (uint32_t e = k->nodes[node].edges; e; e = k->edges[e].next)
        if (k->edges[e].sym == sym && k->edges[e].glued == glued)
            return k->edges[e].to;
    void *edges = k->edges;
    if (!grow(b, &edges, &k->cap_edges, k->n_edges + 1, sizeof(time_edge)))
        return 0;
    k->edges = edges;
    void *nodes = k->nodes;
    if (!grow(b, &nodes, &k->cap_nodes, k->n_nodes + 1, sizeof(time_node)))
        return 0;
    k->nodes = nodes;
    const uint32_t e = k->n_edges++;
    const uint32_t to = k->n_nodes++;
    const time_edge edge = {sym, to, k->nodes[node].edges, glued};
    const time_node empty = {0, 0};
    k->edges[e] = edge;
    k->nodes[to] = empty;
    k->nodes[node].edges = e;
    return to;
}

static bool add_end(builder *b, uint32_t node, uint32_t pattern)
{
    chn_time_know *k = b->k;
    for (uint32_t e = k->nodes[node].ends; e; e = k->ends[e].next)
        if (k->ends[e].pattern == pattern)
            return true;
    void *ends = k->ends;
    if (!grow(b, &ends, &k->cap_ends, k->n_ends + 1, sizeof(time_end)))
        return false;
    k->ends = ends;
    const time_end end = {pattern, k->nodes[node].ends};
    k->ends[k->n_ends] = end;
    k->nodes[node].ends = k->n_ends++;
    return true;
}

/* Write every way through e[0..n) below `node`. The depth is the number of
 * elements, at most ELEMENTS_MAX. */
static bool insert(builder *b, const chn_rows *it, uint32_t node,
                   const element *e, uint32_t n, bool first, uint32_t pattern)
{
    if (n == 0)
        return add_end(b, node, pattern);
    if (e->optional && !insert(b, it, node, e + 1, n - 1, first, pattern))
        return false;
    for (uint32_t i = 0; i < e->n; i++) {
        uint32_t sym;
        /* ", January 23": what an absent weekday leaves does not begin it */
        if (first &&
            (chn_str_is(e->alt[i], ",") || chn_str_is(e->alt[i], "-") ||
             chn_str_is(e->alt[i], "of")))
            continue;
        if (!symbol(b, it, e->alt[i], &sym))
            return false;
        const uint32_t to = step(b, node, sym, e->glued && !first);
        if (to == 0)
            return false;
        if (first && (sym & SYM_CLASS))
            b->k->start_classes |= CL_BIT(sym & ~SYM_CLASS);
        else if (first)
            b->k->words[sym].starts = true;
        if (!insert(b, it, to, e + 1, n - 1, false, pattern))
            return false;
    }
    return true;
}

static chn_code read_context(builder *b, const chn_rows *it, chn_str s,
                             time_context *c)
{
    element e;
    c->present = true;
    if (s.n && s.p[0] == '!') {
        c->negated = true;
        s = chn_str_n(s.p + 1, s.n - 1);
    }
    if (!alternatives(s, &e))
        return chn_rows_fail(it, b->err,
                             "a context has %d words at most; cut it",
                             ALTERNATIVES_MAX);
    uint32_t *words = CHN_NEW(b->arena, uint32_t, e.n);
    if (!words)
        return chn_fail_memory(b->err);
    for (uint32_t i = 0; i < e.n; i++) {
        uint32_t sym;
        if (chn_str_is(e.alt[i], "^")) {
            c->start = true;
        } else if (chn_str_is(e.alt[i], "<det>")) {
            c->det = true;
        } else if (chn_str_is(e.alt[i], "<cap>")) {
            c->cap = true;
        } else if (!symbol(b, it, e.alt[i], &sym)) {
            return CHN_ERR_TABLE;
        } else if (sym & SYM_CLASS) {
            c->classes |= CL_BIT(sym & ~SYM_CLASS);
        } else {
            words[c->n_words++] = sym;
        }
    }
    c->words = words;
    return CHN_OK;
}

static chn_code read_pattern(builder *b, const chn_rows *it, time_pattern *p,
                             uint32_t row)
{
    element *e = CHN_NEW(b->arena, element, ELEMENTS_MAX);
    if (!e)
        return chn_fail_memory(b->err);
    uint32_t n = 0;
    bool closed = false;
    chn_str rest = chn_rows_cell(it, 1);
    chn_str f;
    while (chn_str_next(&rest, ' ', &f)) {
        if (f.n == 0)
            continue;
        if (closed || n == ELEMENTS_MAX)
            return chn_rows_fail(it, b->err,
                                 "nothing may follow the context, and a "
                                 "pattern has %d elements at most",
                                 ELEMENTS_MAX);
        if (f.n > 2 && f.p[0] == '(' && f.p[f.n - 1] == ')') {
            const chn_str in = chn_str_n(f.p + 1, f.n - 2);
            closed = n > 0;
            const chn_code code =
                read_context(b, it, in, closed ? &p->after : &p->before);
            if (code)
                return code;
            continue;
        }
        if (f.n > 1 && f.p[0] == '~') {
            const bool either = f.p[1] == '?';
            e[n].glued = !either;
            f.p += either ? 2 : 1;
            f.n -= either ? 2 : 1;
        }
        if (f.n > 1 && f.p[f.n - 1] == '?') {
            e[n].optional = true;
            f.n--;
        }
        if (!alternatives(f, &e[n]))
            return chn_rows_fail(it, b->err, "an element has no word");
        n++;
    }
    if (n == 0)
        return chn_rows_fail(it, b->err,
                             "a pattern has no element; see the "
                             "head of time/patterns.tsv");
    return insert(b, it, 0, e, n, true, row) ? CHN_OK : CHN_ERR_TABLE;
}

static chn_code read_patterns(builder *b)
{
    static const char *const want[] = {"id",  "pattern", "op",
                                       "arg", "?yes",    "?no"};
    chn_time_know *k = b->k;
    void *nodes = NULL;
    void *edges = NULL;
    void *ends = NULL;
    if (!grow(b, &nodes, &k->cap_nodes, 1024, sizeof(time_node)) ||
        !grow(b, &edges, &k->cap_edges, 1024, sizeof(time_edge)) ||
        !grow(b, &ends, &k->cap_ends, 256, sizeof(time_end)))
        return CHN_ERR_MEMORY;
    k->nodes = nodes;
    k->edges = edges;
    k->ends = ends;
    const time_node empty = {0, 0};
    k->nodes[0] = empty;
    k->n_nodes = k->n_edges = k->n_ends = 1; /* 0 is "none" */
    chn_rows it;
    chn_code code = chn_rows_open(&it, b->arena, b->set, "time/patterns.tsv",
                                  want, 6, true, b->err);
    if (code)
        return code;
    int got;
    while ((got = chn_rows_next(&it, b->err)) == 1) {
        time_pattern p = {0};
        p.id = chn_rows_cell(&it, 0);
        const chn_str name = chn_rows_cell(&it, 2);
        const int op = find_name(op_names, OP_NAMED, name);
        if (op < 1)
            return chn_rows_fail(&it, b->err,
                                 "unknown op \"%.*s\"; src/time/README.md "
                                 "lists them",
                                 (int)name.n, name.p);
        p.op = (uint8_t)op;
        p.arg = chn_rows_cell(&it, 3);
        p.yes = chn_rows_cell(&it, 4);
        p.no = chn_rows_cell(&it, 5);
        p.file = it.t->file;
        p.line = it.t->lines[it.row];
        code = read_pattern(b, &it, &p, k->n_patterns);
        if (code)
            return code;
        void *patterns = k->patterns;
        if (!grow(b, &patterns, &k->cap_patterns, k->n_patterns + 1,
                  sizeof(time_pattern)))
            return CHN_ERR_MEMORY;
        k->patterns = patterns;
        k->patterns[k->n_patterns++] = p;
    }
    return got < 0 ? CHN_ERR_TABLE : CHN_OK;
}

/* ---- days, events, eras ---- */

/* Digits at the start of *s, taken off; false: none. */
static bool take_number(chn_str *s, int32_t *out)
{
    size_t n = 0;
    int32_t v = 0;
    while (n < s->n && n < 4 && s->p[n] >= '0' && s->p[n] <= '9')
        v = v * 10 + (s->p[n++] - '0');
    if (n == 0)
        return false;
    s->p += n;
    s->n -= n;
    *out = v;
    return true;
}

static bool take(chn_str *s, const char *z)
{
    const size_t n = strlen(z);
    if (s->n < n || memcmp(s->p, z, n) != 0)
        return false;
    s->p += n;
    s->n -= n;
    return true;
}

/* Takes "+1" or "-2" at the end of a rule; "" is 0 if `bare`. */
static bool take_offset(chn_str s, bool bare, time_day *d)
{
    int32_t v = 0;
    if (s.n == 0)
        return bare;
    const bool minus = take(&s, "-");
    if ((!minus && !take(&s, "+")) || !take_number(&s, &v))
        return false;
    d->offset = (int16_t)(minus ? -v : v);
    return s.n == 0;
}

static uint32_t find_feast(const chn_time_know *k, chn_str name)
{
    for (uint32_t i = k->n_feasts; i-- > 0;)
        if (chn_str_eq(k->feasts[i].name, name))
            return i;
    return UINT32_MAX;
}

/* "eid-al-fitr", "eid-al-fitr+1", "lunar-new-year-1": the longest name of a
 * feast that leaves an offset. */
static bool parse_moon(const chn_time_know *k, chn_str s, time_day *d)
{
    d->rule = RULE_MOON;
    for (size_t n = s.n; n > 0; n--) {
        const uint32_t i = find_feast(k, chn_str_n(s.p, n));
        if (i == UINT32_MAX)
            continue;
        d->feast = &k->feasts[i];
        return take_offset(chn_str_n(s.p + n, s.n - n), true, d);
    }
    return false;
}

static bool take_weekday(chn_str *s, time_day *d)
{
    int32_t v = 0;
    if (!take(s, "W") || !take_number(s, &v) || v < 1 || v > 7)
        return false;
    d->weekday = (int16_t)v;
    return s->n == 0;
}

/* "08-15", "05:2W7", "05:-1W1", "06-20>W6", "05-24<W1", "easter-2",
 * "orthodox+1", "moon:eid-al-fitr", "" */
static bool parse_rule(const chn_time_know *k, chn_str s, time_day *d)
{
    int32_t v = 0;
    if (s.n == 0) {
        d->rule = RULE_OPEN;
        return true;
    }
    if (take(&s, "moon:"))
        return parse_moon(k, s, d);
    const bool easter = take(&s, "easter");
    if (easter || take(&s, "orthodox")) {
        d->rule = easter ? RULE_EASTER : RULE_ORTHODOX;
        return take_offset(s, false, d);
    }
    if (!take_number(&s, &v) || v < 1 || v > 12)
        return false;
    d->month = (int16_t)v;
    if (take(&s, "-")) {
        d->rule = RULE_FIXED;
        if (!take_number(&s, &v) || v < 1 ||
            v > chn_days_in_month(2000, d->month))
            return false;
        d->day = (int16_t)v;
        if (s.n == 0)
            return true;
        d->rule = s.p[0] == '<' ? RULE_UPTO : RULE_FROM;
        return (take(&s, "<") || take(&s, ">")) && take_weekday(&s, d);
    }
    d->rule = RULE_NTH;
    if (!take(&s, ":"))
        return false;
    const bool last = take(&s, "-");
    if (!take_number(&s, &v) || v < 1 || v > 5)
        return false;
    d->nth = (int16_t)(last ? -v : v);
    return take_weekday(&s, d);
}

/* A rule and the years in which it holds: "11-04 2005-", "05-29 1999-2018",
 * "12-12 -2004", "07-19 2022" */
static bool parse_held(const chn_time_know *k, chn_str s, time_day *d)
{
    chn_str rule = s;
    int32_t v = 0;
    d->since = d->until = 0;
    d->offset = 0;
    chn_str_next(&s, ' ', &rule);
    if (!parse_rule(k, rule, d))
        return false;
    if (s.n == 0)
        return true;
    if (take_number(&s, &v))
        d->since = (int16_t)v;
    if (s.n == 0) {
        d->until = d->since;
        return true;
    }
    if (!take(&s, "-"))
        return false;
    if (s.n == 0)
        return d->since > 0;
    if (!take_number(&s, &v))
        return false;
    d->until = (int16_t)v;
    return s.n == 0 && d->until >= d->since;
}

/* All rules of a cell; the last is the row's own, the others hang on it. */
static chn_code read_rules(builder *b, const chn_rows *it, time_day *d)
{
    chn_time_know *k = b->k;
    const chn_str cell = chn_rows_cell(it, 5);
    chn_str rest = cell;
    chn_str f = cell; /* it may be empty */
    bool more = false;
    while (!more || rest.n) {
        chn_str_next(&rest, '|', &f);
        if (more) {
            time_day *other = CHN_NEW(b->arena, time_day, 1);
            if (!other)
                return chn_fail_memory(b->err);
            *other = *d;
            d->other = other;
        }
        if (!parse_held(k, f, d))
            return chn_rows_fail(
                it, b->err,
                "cannot read the rule \"%.*s\"; write MM-DD, MM:nWd, "
                "MM-DD>Wd, MM-DD<Wd, easter+N, orthodox+N or moon:FEAST with "
                "a feast of time/moon.tsv, and years as \"11-04 2005-\"",
                (int)f.n, f.p);
        more = true;
    }
    return CHN_OK;
}

static chn_code read_moon(builder *b)
{
    static const char *const want[] = {"id", "feast", "dates"};
    chn_time_know *k = b->k;
    chn_rows it;
    chn_code code = chn_rows_open(&it, b->arena, b->set, "time/moon.tsv", want,
                                  3, true, b->err);
    if (code)
        return code;
    int got;
    while ((got = chn_rows_next(&it, b->err)) == 1) {
        const chn_str name = chn_rows_cell(&it, 1);
        uint32_t i = find_feast(k, name);
        if (i == UINT32_MAX) {
            void *feasts = k->feasts;
            if (!grow(b, &feasts, &k->cap_feasts, k->n_feasts + 1,
                      sizeof(time_feast)))
                return CHN_ERR_MEMORY;
            k->feasts = feasts;
            i = k->n_feasts++;
            const time_feast none = {.name = name};
            k->feasts[i] = none;
        }
        time_feast *feast = &k->feasts[i];
        chn_str rest = chn_rows_cell(&it, 2);
        chn_str f;
        while (chn_str_next(&rest, '|', &f)) {
            const chn_day at = chn_day_parse(f.p, f.n);
            if (at == CHN_DAY_NONE)
                return chn_rows_fail(&it, b->err,
                                     "dates \"%.*s\" are no days YYYY-MM-DD",
                                     (int)f.n, f.p);
            void *days = feast->days;
            if (!grow(b, &days, &feast->cap, feast->n + 1, sizeof(chn_day)))
                return CHN_ERR_MEMORY;
            feast->days = days;
            feast->days[feast->n++] = at;
        }
    }
    return got < 0 ? CHN_ERR_TABLE : CHN_OK;
}

static chn_code add_phrases(builder *b, chn_phrases *p, chn_str cell,
                            uint32_t value)
{
    chn_str f;
    while (chn_str_next(&cell, '|', &f)) {
        if (f.n == 0)
            continue;
        const chn_code code =
            chn_phrases_add(p, b->text, b->lex, f, value, b->err);
        if (code)
            return code;
    }
    return CHN_OK;
}

static chn_code add_alias(builder *b, chn_str name, uint32_t day)
{
    chn_time_know *k = b->k;
    time_alias a = {day, false};
    if (name.n && name.p[0] == '@') {
        a.needs_country = true;
        name = chn_str_n(name.p + 1, name.n - 1);
    }
    void *aliases = k->aliases;
    if (!grow(b, &aliases, &k->cap_aliases, k->n_aliases + 1,
              sizeof(time_alias)))
        return CHN_ERR_MEMORY;
    k->aliases = aliases;
    k->aliases[k->n_aliases] = a;
    return chn_phrases_add(k->names, b->text, b->lex, name, k->n_aliases++,
                           b->err);
}

static chn_code read_days(builder *b)
{
    static const char *const want[] = {"id",   "name", "aliases",   "country",
                                       "near", "rule", "base_year", "marks"};
    chn_time_know *k = b->k;
    chn_rows it;
    chn_code code = chn_rows_open(&it, b->arena, b->set, "time/days.tsv", want,
                                  8, true, b->err);
    if (code)
        return code;
    int got;
    while ((got = chn_rows_next(&it, b->err)) == 1) {
        time_day d = {0};
        d.id = chn_rows_cell(&it, 0);
        d.name = chn_rows_cell(&it, 1);
        d.country = chn_rows_cell(&it, 3);
        code = read_rules(b, &it, &d);
        if (code)
            return code;
        const chn_str base = chn_rows_cell(&it, 6);
        uint32_t year = 0;
        if (base.n && !chn_str_uint(base, VALUE_MAX, &year))
            return chn_rows_fail(&it, b->err,
                                 "base_year \"%.*s\" is no year; write "
                                 "digits or -",
                                 (int)base.n, base.p);
        d.base_year = (int32_t)year;
        void *days = k->days;
        if (!grow(b, &days, &k->cap_days, k->n_days + 1, sizeof(time_day)))
            return CHN_ERR_MEMORY;
        k->days = days;
        const uint32_t row = k->n_days++;
        k->days[row] = d;
        chn_str rest = chn_rows_cell(&it, 2);
        chn_str f;
        while (!code && chn_str_next(&rest, '|', &f))
            code = f.n ? add_alias(b, f, row) : CHN_OK;
        if (!code)
            code = add_phrases(b, k->near, chn_rows_cell(&it, 4), row);
        if (!code)
            code = add_phrases(b, k->marks, chn_rows_cell(&it, 7), row);
        if (code)
            return code;
    }
    return got < 0 ? CHN_ERR_TABLE : CHN_OK;
}

static chn_code read_events(builder *b)
{
    static const char *const want[] = {"id", "words", "date", "?what"};
    chn_time_know *k = b->k;
    uint32_t n_words = 0;
    chn_rows it;
    chn_code code = chn_rows_open(&it, b->arena, b->set, "time/events.tsv",
                                  want, 4, true, b->err);
    if (code)
        return code;
    int got;
    while ((got = chn_rows_next(&it, b->err)) == 1) {
        time_event e = {0};
        chn_str date = chn_rows_cell(&it, 2);
        e.day = chn_day_parse(date.p, date.n);
        e.what = chn_rows_cell(&it, 3);
        chn_str f;
        if (!take_number(&date, &e.year) || !take(&date, "-") ||
            !take_number(&date, &e.month) || e.month < 1 || e.month > 12)
            return chn_rows_fail(&it, b->err,
                                 "an event's date is YYYY-MM or longer");
        chn_str rest = chn_rows_cell(&it, 1);
        while (chn_str_next(&rest, '|', &f)) {
            if (f.n && f.p[0] == '@') {
                /* it may stand anywhere in the report */
                e.anywhere |= (uint8_t)(1u << e.n_words);
                f = chn_str_n(f.p + 1, f.n - 1);
            }
            if (e.n_words == EVENT_WORDS_MAX)
                return chn_rows_fail(&it, b->err,
                                     "an event has %d words at most",
                                     EVENT_WORDS_MAX);
            chn_str other;
            while (chn_str_next(&f, '/', &other)) {
                code = chn_phrases_add(k->event_words, b->text, b->lex, other,
                                       n_words, b->err);
                if (code)
                    return code;
            }
            e.words[e.n_words++] = n_words++;
        }
        void *events = k->events;
        if (!grow(b, &events, &k->cap_events, k->n_events + 1,
                  sizeof(time_event)))
            return CHN_ERR_MEMORY;
        k->events = events;
        k->events[k->n_events++] = e;
    }
    return got < 0 ? CHN_ERR_TABLE : CHN_OK;
}

static bool parse_end(chn_str s, chn_day *out)
{
    *out = s.n ? chn_day_parse(s.p, s.n) : CHN_DAY_NONE;
    return s.n == 0 || *out != CHN_DAY_NONE;
}

static chn_code read_eras(builder *b)
{
    static const char *const want[] = {"id", "words", "from", "until", "?what"};
    chn_time_know *k = b->k;
    chn_rows it;
    chn_code code = chn_rows_open(&it, b->arena, b->set, "time/eras.tsv", want,
                                  5, true, b->err);
    if (code)
        return code;
    int got;
    while ((got = chn_rows_next(&it, b->err)) == 1) {
        time_era e;
        if (!parse_end(chn_rows_cell(&it, 2), &e.from) ||
            !parse_end(chn_rows_cell(&it, 3), &e.until))
            return chn_rows_fail(&it, b->err,
                                 "from and until are days YYYY-MM-DD or -");
        e.what = chn_rows_cell(&it, 4);
        void *eras = k->eras;
        if (!grow(b, &eras, &k->cap_eras, k->n_eras + 1, sizeof(time_era)))
            return CHN_ERR_MEMORY;
        k->eras = eras;
        k->eras[k->n_eras] = e;
        code = add_phrases(b, k->era_words, chn_rows_cell(&it, 1), k->n_eras++);
        if (code)
            return code;
    }
    return got < 0 ? CHN_ERR_TABLE : CHN_OK;
}

chn_time_know *chn_time_know_new(chn_arena *a, const chn_tableset *set,
                                 const chn_text_know *text, chn_lex *lex,
                                 chn_err *err)
{
    chn_time_know *k = CHN_NEW(a, chn_time_know, 1);
    if (!k) {
        chn_fail_memory(err);
        return NULL;
    }
    builder b = {k, a, set, text, lex, err, 0};
    k->lex = lex;
    chn_phrases **const tries[] = {&k->names, &k->near, &k->marks,
                                   &k->event_words, &k->era_words};
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        *tries[i] = chn_phrases_new(a);
        if (!*tries[i]) {
            chn_fail_memory(err);
            return NULL;
        }
    }
    void *words = NULL;
    if (!grow(&b, &words, &b.cap_words, 4096, sizeof(time_word)))
        return NULL;
    k->words = words;
    k->n_words = 1;
    if (read_words(&b) || read_tense(&b) || read_patterns(&b) ||
        read_moon(&b) || read_days(&b) || read_events(&b) || read_eras(&b))
        return NULL;
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++)
        if (chn_phrases_done(*tries[i], err))
            return NULL;
    return k;
}

uint32_t chn_time_rule_count(const chn_time_know *k)
{
    return k->n_patterns;
}

chn_time_example chn_time_rule_example(const chn_time_know *k, uint32_t i)
{
    const time_pattern *p = &k->patterns[i];
    const chn_time_example e = {p->id, p->yes, p->no, p->file, p->line};
    return e;
}
