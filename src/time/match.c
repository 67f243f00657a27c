/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tokens -> expressions whose meaning is still open ("Monday", "the 12th").
 * One walk from left to right; at each token the trie of patterns and the
 * names of days are asked for the longest that begins there. The trie's depth
 * bounds the work at a token, so the whole is linear.
 */
#include "base/err.h"
#include "time/internal.h"

static bool value_of(const time_word *w, uint32_t cls, int32_t *out)
{
    for (uint8_t i = 0; i < w->n; i++) {
        if (w->cls[i] == cls) {
            *out = w->val[i];
            return true;
        }
    }
    return false;
}

bool chn_time_word_value(const chn_time_know *k, const chn_doc *doc, uint32_t t,
                         uint32_t cls, int32_t *out)
{
    return value_of(chn_time_word(k, doc, t), cls, out);
}

/* ---- classes of tokens ---- */

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

#define YEAR_LOW 1000
#define YEAR_HIGH 2200

/* "2016-12-25", "25/12/2016": three numbers and the sign between them. */
static void date_classes(chn_str f, time_token *o)
{
    int32_t v[3] = {0, 0, 0};
    size_t n[3] = {0, 0, 0};
    size_t i = 0;
    for (uint32_t part = 0; part < 3; part++) {
        if (part > 0 && (i >= f.n || (f.p[i] != '/' && f.p[i] != '-')))
            return;
        i += part > 0;
        for (; i < f.n && digit(f.p[i]) && n[part] < 4; n[part]++)
            v[part] = v[part] * 10 + (f.p[i++] - '0');
    }
    const bool first = n[0] == 4;
    const int32_t year = first ? v[0] : v[2];
    if (i < f.n || n[first ? 0 : 2] != 4 || n[1] > 2 || n[first ? 2 : 0] > 2 ||
        year < YEAR_LOW || year >= YEAR_HIGH)
        return;
    o->classes |= CL_BIT(first ? CL_YMD : CL_DMY);
    o->num = year * 10000 + v[first ? 1 : 0] * 100 + v[first ? 2 : 1];
}

/* "'84": an apostrophe, straight or curved, and two digits. */
static void short_year(chn_str f, time_token *o)
{
    const size_t sign = f.n > 2 ? f.n - 2 : 0;
    if ((sign != 1 || f.p[0] != '\'') && sign != 3)
        return;
    const char a = f.p[sign];
    const char b = f.p[sign + 1];
    if (digit(f.p[0]) || !digit(a) || !digit(b))
        return;
    o->classes |= CL_BIT(CL_YY);
    o->num = (a - '0') * 10 + (b - '0');
}

/* Digits and what follows them: "12th", "1990s", "22:30", "1,200", "6:00am" */
static void number_classes(chn_str f, time_token *o)
{
    int64_t v = 0;
    size_t n = 0;
    while (n < f.n && digit(f.p[n]) && n < 9)
        v = v * 10 + (f.p[n++] - '0');
    if (n == 0 || n == 9)
        return;
    const chn_str rest = chn_str_n(f.p + n, f.n - n);
    o->num = (int32_t)v;
    if (rest.n == 0) {
        o->classes |= CL_BIT(CL_NUM) | CL_BIT(CL_COUNT) | CL_BIT(CL_N);
        if (n <= 2) {
            o->classes |= CL_BIT(CL_D2);
            if (v >= 1 && v <= 31)
                o->classes |= CL_BIT(CL_DOM);
        } else if (n == 4 && v >= YEAR_LOW && v < YEAR_HIGH) {
            o->classes |= CL_BIT(CL_YEAR);
        }
    } else if (chn_str_is(rest, "th") || chn_str_is(rest, "st") ||
               chn_str_is(rest, "nd") || chn_str_is(rest, "rd")) {
        o->classes |= CL_BIT(CL_ORD);
        if (v >= 1 && v <= 31)
            o->classes |= CL_BIT(CL_NTH) | CL_BIT(CL_DOM);
    } else if ((chn_str_is(rest, "s") || chn_str_is(rest, "'s") ||
                chn_str_is(rest, "\xE2\x80\x99s")) &&
               n == 4 && v % 10 == 0) {
        o->classes |= CL_BIT(CL_DECADE);
    } else if (chn_str_is(rest, "s") && n == 3 && v % 10 == 0) {
        o->classes |= CL_BIT(CL_DEC3); /* "the 470s BC" */
    } else if (rest.p[0] == '/' || rest.p[0] == '-') {
        date_classes(f, o);
    } else if (rest.p[0] == ':' && n <= 2 && v < 24 && rest.n >= 3 &&
               digit(rest.p[1]) && digit(rest.p[2]) && rest.p[1] < '6' &&
               (rest.n == 3 || !digit(rest.p[3]))) {
        const bool pm = rest.n > 3 && rest.p[3] == 'p';
        o->classes |= CL_BIT(CL_CLOCK);
        o->num = (int32_t)(v + (pm && v < 12 ? 12 : 0)) * 60 +
                 (rest.p[1] - '0') * 10 + (rest.p[2] - '0');
    } else if (rest.p[0] == ',' && rest.n == 4 && n <= 3) {
        for (size_t i = 1; i < 4; i++) {
            if (!digit(rest.p[i]))
                return;
            o->num = o->num * 10 + (rest.p[i] - '0');
        }
        o->classes |= CL_BIT(CL_NUM) | CL_BIT(CL_COUNT) | CL_BIT(CL_N);
    }
}

/* "FY2019", "Q3" */
static void coded_classes(chn_str f, time_token *o)
{
    const bool quarter = f.n == 2 && f.p[0] == 'q';
    if (!quarter && (f.n != 6 || f.p[0] != 'f' || f.p[1] != 'y'))
        return;
    int32_t v = 0;
    for (size_t i = quarter ? 1 : 2; i < f.n; i++) {
        if (!digit(f.p[i]))
            return;
        v = v * 10 + (f.p[i] - '0');
    }
    if (quarter ? v < 1 || v > 4 : v < 1900 || v >= YEAR_HIGH)
        return;
    o->classes |= CL_BIT(quarter ? CL_QN : CL_FY);
    o->num = v;
}

#define HALF_WORDS 3u
/* "two [and a half] years" */
static bool a_half(const chn_doc *doc, uint32_t t, uint32_t end)
{
    return t + HALF_WORDS < end && chn_tok_is(doc, t, "and") &&
           chn_tok_is(doc, t + 1, "a") && chn_tok_is(doc, t + 2, "half");
}

/* "two", "twenty-five", "a hundred", "two and a half": a count and the token
 * after it. */
static void number_words(const chn_time_know *k, const chn_doc *doc, uint32_t t,
                         time_token *o)
{
    int32_t v = 0;
    int32_t more = 0;
    uint32_t e = t + 1;
    const uint32_t end = doc->sent[doc->tok[t].sent].end;
    if (chn_time_word_value(k, doc, t, CL_TENS, &v)) {
        uint32_t u = e;
        if (u < end && chn_tok_is(doc, u, "-"))
            u++;
        if (u < end && chn_time_word_value(k, doc, u, CL_SMALL, &more) &&
            more < 10) {
            v += more;
            e = u + 1;
        } else if (u < end &&
                   chn_time_word_value(k, doc, u, CL_ORDWORD, &more) &&
                   more < 10) {
            /* "seventy-fifth anniversary" */
            o->classes |= CL_BIT(CL_ORD);
            o->num = v + more;
            o->num_end = u + 1;
            return;
        }
    } else if (!chn_time_word_value(k, doc, t, CL_SMALL, &v)) {
        if (!chn_time_word_value(k, doc, t, CL_ONE, &v) || e >= end)
            return;
        if (!a_half(doc, e, end) &&
            !chn_time_word_value(k, doc, e, CL_HUNDRED, &more))
            return;
    }
    if (e < end && chn_time_word_value(k, doc, e, CL_HUNDRED, &more) &&
        v < 100) {
        v *= more;
        e++;
    }
    if (a_half(doc, e, end))
        e += HALF_WORDS;
    o->classes |= CL_BIT(CL_COUNT) | CL_BIT(CL_N);
    o->num = v;
    o->num_end = e;
}

static const time_word *word_at(const chn_time_know *k, const char *p, size_t n)
{
    const uint32_t w = chn_lex_find(k->lex, p, n);
    return &k->words[w < k->n_words ? w : 0];
}

/* "mid-May", "mid-1990s": the text stage makes one token of both. */
static void joined_classes(const chn_time_know *k, const chn_token *tok,
                           const char *written, time_token *o)
{
    const chn_str f = tok->fold;
    const char *dash = memchr(f.p, '-', f.n);
    const size_t n = dash ? (size_t)(dash - f.p) : f.n;
    /* folding that changes lengths would part `written` from the fold */
    if (n + 1 >= f.n || f.n != tok->to - tok->from ||
        !value_of(word_at(k, f.p, n), CL_MOD, &o->joined_mod))
        return;
    const chn_str rest = chn_str_n(f.p + (n + 1), f.n - (n + 1));
    if (digit(rest.p[0])) {
        time_token number = {.classes = 0};
        number_classes(rest, &number);
        o->joined = number.classes;
        o->joined_num = number.num;
        o->joined_word = &k->words[0];
    } else {
        const char first = written[n + 1];
        o->joined_word = word_at(k, rest.p, rest.n);
        o->joined = o->joined_word->mask;
        if (first < 'A' || first > 'Z')
            o->joined &= ~o->joined_word->capmask;
    }
    if (o->joined)
        o->classes |= CL_BIT(CL_MOD);
}

static void classify(const chn_time_know *k, const chn_doc *doc, uint32_t t,
                     time_token *o)
{
    const chn_token *tok = &doc->tok[t];
    o->num_end = t + 1;
    if (tok->kind == CHN_TOK_NUMBER) {
        number_classes(tok->fold, o);
        short_year(tok->fold, o);
        return;
    }
    const time_word *w = chn_time_word(k, doc, t);
    if (!w->mask) {
        if (tok->kind == CHN_TOK_WORD) {
            coded_classes(tok->fold, o);
            joined_classes(k, tok, doc->text + tok->from, o);
        }
        return;
    }
    o->classes = w->mask;
    if (!(tok->flags & CHN_TOK_CAP))
        o->classes &= ~w->capmask;
    if (!(tok->flags & CHN_TOK_ALLCAP))
        o->classes &= ~w->upmask;
    /* MAY and SUN in a line of capitals prove nothing */
    if (tok->flags & CHN_TOK_ALLCAP && tok->to - tok->from <= 3)
        o->classes &= ~w->capmask;
    if (o->classes & (CL_BIT(CL_SMALL) | CL_BIT(CL_TENS) | CL_BIT(CL_ONE)))
        number_words(k, doc, t, o);
    if (o->classes & CL_BIT(CL_ONE)) {
        if (!(o->classes & CL_BIT(CL_N)))
            o->num = 1;
        o->classes |= CL_BIT(CL_N);
    }
    if (o->classes & CL_BIT(CL_ORDWORD))
        o->classes |= CL_BIT(CL_ORD);
    if ((o->classes & CL_BIT(CL_UNIT)) && tok->fold.n > 1 &&
        tok->fold.p[tok->fold.n - 1] == 's')
        o->classes |= CL_BIT(CL_UNITS);
}

/* ---- the trie ---- */

typedef struct search {
    const chn_time_know *k;
    const chn_doc *doc;
    const time_token *info;
    uint32_t first, limit; /* tokens [first, limit) of one sentence */
    time_raw *best;
} search;

static bool context_holds(const search *s, const time_context *c, uint32_t t,
                          bool inside)
{
    if (!c->present)
        return true;
    bool hit = false;
    if (!inside) {
        hit = c->start;
    } else {
        const chn_token *tok = &s->doc->tok[t];
        for (uint32_t i = 0; i < c->n_words && !hit; i++)
            hit = tok->word && tok->word == c->words[i];
        hit = hit || (s->info[t].classes & c->classes);
        hit = hit || (c->cap && (tok->flags & CHN_TOK_CAP));
        hit = hit || (c->det && chn_time_tie(s->k, s->doc, t, TIE_DET));
    }
    return hit != c->negated;
}

static void take_ends(const search *s, uint32_t node, uint32_t t,
                      const time_caps *c)
{
    const chn_time_know *k = s->k;
    /* ", <year>?" that found no year */
    if (t > s->first && chn_tok_is(s->doc, t - 1, ","))
        return;
    for (uint32_t e = k->nodes[node].ends; e; e = k->ends[e].next) {
        const uint32_t row = k->ends[e].pattern;
        const time_pattern *p = &k->patterns[row];
        time_raw *b = s->best;
        if (b->op && (b->end > t || (b->end == t && b->pattern <= row)))
            continue;
        const chn_sent *sent = &s->doc->sent[s->doc->tok[s->first].sent];
        if (!context_holds(s, &p->before, s->first - 1,
                           s->first > sent->first) ||
            !context_holds(s, &p->after, t, t < s->limit))
            continue;
        b->op = p->op;
        b->pattern = row;
        b->first = s->first;
        b->end = t;
        b->c = *c;
    }
}

static int16_t small(int32_t v)
{
    return v > INT16_MAX ? INT16_MAX : (int16_t)v;
}

/* What a token of the class `cls` says, by its word and its number. */
static void capture(const time_word *w, int32_t num, uint32_t cls, time_caps *c)
{
    int32_t v = 0;
    if (cls == CL_YMD || cls == CL_DMY) {
        c->mask |= CL_BIT(CL_YEAR) | CL_BIT(CL_D2);
        c->v[CL_YEAR] = small(num / 10000);
        c->v[CL_D2] = small(num / 100 % 100);
        c->second = num % 100;
        c->has_second = true;
        return;
    }
    if (cls >= CL_WORD_CLASSES) {
        v = num;
        if (cls == CL_UNITS)
            value_of(w, CL_UNIT, &v);
        if (cls == CL_ORD) /* "fourth"; not "seventy" of seventy-fifth */
            value_of(w, CL_ORDWORD, &v);
    } else if (!value_of(w, cls, &v)) {
        return;
    }
    /* a name by what it means: "count" and "n" are both the number */
    if (cls == CL_COUNT || cls == CL_NUM)
        cls = CL_N;
    else if (cls == CL_BIGUNIT || cls == CL_UNITS)
        cls = CL_UNIT;
    else if (cls == CL_MONTH)
        cls = CL_MON;
    else if (cls == CL_WDABBR)
        cls = CL_WD;
    else if (cls == CL_ORDWORD)
        cls = CL_ORD;
    else if (cls == CL_NTH)
        cls = CL_DOM;
    if ((c->mask & CL_BIT(cls)) && (cls == CL_DOM || cls == CL_D2)) {
        c->second = v;
        c->has_second = true;
        return;
    }
    c->mask |= CL_BIT(cls);
    c->v[cls] = small(v);
}

static void walk(const search *s, uint32_t node, uint32_t t,
                 const time_caps *c);

/* From the node behind <mod> over what is joined to it: "mid-" + "May". */
static void walk_joined(const search *s, uint32_t node, uint32_t t,
                        const time_caps *c)
{
    const chn_time_know *k = s->k;
    const time_token *o = &s->info[t];
    time_caps mod = *c;
    mod.mask |= CL_BIT(CL_MOD);
    mod.v[CL_MOD] = small(o->joined_mod);
    for (uint32_t e = k->nodes[node].edges; e; e = k->edges[e].next) {
        const uint32_t cls = k->edges[e].sym & ~SYM_CLASS;
        if (!(k->edges[e].sym & SYM_CLASS) || !(o->joined & CL_BIT(cls)))
            continue;
        time_caps more = mod;
        capture(o->joined_word, o->joined_num, cls, &more);
        walk(s, k->edges[e].to, t + 1, &more);
    }
}

/* Depth is bounded by the longest pattern. */
static void walk(const search *s, uint32_t node, uint32_t t, const time_caps *c)
{
    if (node && s->k->nodes[node].ends)
        take_ends(s, node, t, c);
    if (t >= s->limit)
        return;
    const chn_token *tok = &s->doc->tok[t];
    const time_token *o = &s->info[t];
    for (uint32_t e = s->k->nodes[node].edges; e; e = s->k->edges[e].next) {
        const time_edge *edge = &s->k->edges[e];
        if (edge->glued && (tok->flags & CHN_TOK_SPACE))
            continue;
        if (!(edge->sym & SYM_CLASS)) {
            if (tok->word == edge->sym)
                walk(s, edge->to, t + 1, c);
            continue;
        }
        const uint32_t cls = edge->sym & ~SYM_CLASS;
        if (!(o->classes & CL_BIT(cls)))
            continue;
        if (o->joined) {
            walk_joined(s, edge->to, t, c);
            continue;
        }
        time_caps more = *c;
        capture(chn_time_word(s->k, s->doc, t), o->num, cls, &more);
        const bool number = cls == CL_COUNT || cls == CL_N || cls == CL_ORD;
        walk(s, edge->to, number ? o->num_end : t + 1, &more);
    }
}

/* A name of days.tsv at token t, if it is longer than what is found. */
static void match_name(const search *s, uint32_t t)
{
    const uint32_t *values = NULL;
    uint32_t n = 0;
    const uint32_t end =
        chn_phrases_match(s->k->names, s->doc, t, s->limit, &values, &n);
    if (end == t || n == 0 || (s->best->op && s->best->end >= end))
        return;
    time_raw *b = s->best;
    memset(b, 0, sizeof *b);
    b->op = OP_NAMED;
    b->first = t;
    b->end = end;
    b->pattern = values[0];
}

/* "Two and a half years", "a year and a half", "half a century ago", "a quarter
 * of a century ago" in whole units of the next shorter kind. Of months and what
 * is shorter the half is left out where a day is counted. */
static void count_half(const search *s, time_raw *r)
{
    static const struct {
        int16_t unit, into, times;
    } shorter[] = {{UNIT_YEAR, UNIT_MONTH, 12},
                   {UNIT_DECADE, UNIT_YEAR, 10},
                   {UNIT_CENTURY, UNIT_YEAR, 100}};
    time_caps *c = &r->c;
    int32_t n = c->mask & CL_BIT(CL_N) ? c->v[CL_N] : 1;
    int32_t part = 0; /* quarters beside the whole */
    for (uint32_t t = r->first; t < r->end && !r->half; t++)
        r->half = a_half(s->doc, t, s->limit + 1);
    if (r->half)
        part = 2;
    else if (r->op != OP_DUR_HALF && chn_tok_is(s->doc, r->first, "half"))
        part = 2, n = 0;
    else if (chn_tok_is(s->doc, r->first, "quarter") ||
             (r->first + 1 < r->end &&
              chn_tok_is(s->doc, r->first + 1, "quarter")))
        part = 1, n = 0;
    if (!part || !(c->mask & CL_BIT(CL_UNIT)))
        return;
    c->mask |= CL_BIT(CL_N);
    c->v[CL_N] = small(n);
    for (size_t i = 0; i < sizeof shorter / sizeof shorter[0]; i++) {
        if (c->v[CL_UNIT] != shorter[i].unit)
            continue;
        c->v[CL_UNIT] = shorter[i].into;
        c->v[CL_N] = small(n * shorter[i].times + shorter[i].times * part / 4);
        return;
    }
}

/* ---- what members of a list share ----------------------------------------
 */

#define LIST_MOST 6 /* members before or behind the one that tells the rest */

/* Room for as many as the report will hold if it goes on like this. Doubling
 * would leave as much again in the arena: for 10 MB of weekday names, more
 * than a report may take. */
static bool make_room(const search *s, time_raws *out)
{
    const uint64_t most = (uint64_t)s->doc->n_tok + 1; /* one begins at each */
    const uint64_t least = (uint64_t)out->n + out->n / 2 + 64;
    uint64_t room = (uint64_t)out->n * s->doc->n_tok / (s->first + 1) * 17 / 16;
    if (room > (uint64_t)out->n * 16)
        room = (uint64_t)out->n * 16;
    if (room < least)
        room = least;
    if (room > most)
        room = most > out->n ? most : (uint64_t)out->n + 1;
    time_raw *at = CHN_NEW(s->doc->arena, time_raw, (size_t)room);
    if (!at && room > least) {
        room = least;
        at = CHN_NEW(s->doc->arena, time_raw, (size_t)room);
    }
    if (!at || room > UINT32_MAX)
        return false;
    if (out->n)
        memcpy(at, out->at, out->n * sizeof *at);
    out->at = at;
    out->cap = (uint32_t)room;
    return true;
}

static bool push(const search *s, time_raws *out, const time_raw *r)
{
    if (out->n == out->cap && !make_room(s, out))
        return false;
    out->at[out->n++] = *r;
    return true;
}

/* Which number its first token tells: the day of "5 May", the year of "493
 * BC"; CL_COUNT_OF_CLASSES: none that a list could share the rest with. */
static uint32_t leads_with(const search *s, const time_raw *r)
{
    const time_token *o = &s->info[r->first];
    const uint64_t rest = r->c.mask;
    if (r->op == OP_ERA && (o->classes & CL_BIT(CL_NUM)) &&
        (rest & CL_BIT(CL_ERA)))
        return CL_N;
    if ((r->op == OP_DAY || r->op == OP_MONTHDAY) && !r->c.has_second &&
        (o->classes & CL_BIT(CL_DOM)) && (rest & CL_BIT(CL_MON)))
        return CL_DOM;
    return CL_COUNT_OF_CLASSES;
}

static bool opens_list(const search *s, uint32_t t)
{
    return chn_time_tie(s->k, s->doc, t, TIE_OPENS) ||
           chn_tok_is(s->doc, t, "(") || chn_tok_is(s->doc, t, ",");
}

/* "on 3, 4 and 5 May", "499 to 493 BC": the members before, which the last
 * one tells the month or the era of. Written in order; false: no memory. */
static bool share_before(const search *s, uint32_t low, time_raws *out)
{
    const time_raw *r = s->best;
    const uint32_t cls = leads_with(s, r);
    if (cls == CL_COUNT_OF_CLASSES)
        return true;
    uint32_t member[LIST_MOST];
    uint32_t n = 0;
    uint32_t t = r->first;
    /* "the" may stand before each: "the 3rd and the 5th of May" */
    while (n < LIST_MOST && t >= low + 2) {
        const bool and = chn_time_tie(s->k, s->doc, t - 1, TIE_JOINS) ||
                         chn_tok_is(s->doc, t - 1, "-") ||
                         chn_tok_is(s->doc, t - 1, "&");
        if (!and&&!(n > 0 && chn_tok_is(s->doc, t - 1, ",")))
            break;
        const uint64_t classes = s->info[t - 2].classes;
        if (!(classes & CL_BIT(cls == CL_N ? CL_NUM : CL_DOM)))
            break;
        member[n++] = t - 2;
        t -= 2;
    }
    if (n == 0 || (t > low && !opens_list(s, t - 1)))
        return true;
    while (n-- > 0) {
        time_raw m = *r;
        m.first = member[n];
        m.end = member[n] + 1;
        m.c.v[cls] = small(s->info[member[n]].num);
        m.quoted = s->doc->tok[m.first].flags & CHN_TOK_QUOTED;
        if (!push(s, out, &m))
            return false;
    }
    return true;
}

/* A day of a list ends a phrase; a number before a noun counts: "On June 12
 * and 20 diplomats left". */
static bool ends_phrase(const search *s, uint32_t t)
{
    return t >= s->limit || s->doc->tok[t].kind == CHN_TOK_PUNCT ||
           chn_time_tie(s->k, s->doc, t, TIE_CLOSES);
}

/* "May 10, 12 and 14, 1998": the members behind the month. *end becomes the
 * token after the last. */
static bool share_behind(const search *s, time_raws *out, uint32_t *end)
{
    const uint32_t first = out->n - 1;
    const time_raw r = out->at[first];
    if (r.op != OP_MONTHDAY || r.c.has_second || (r.c.mask & CL_BIT(CL_YEAR)) ||
        !(s->info[r.end - 1].classes & CL_BIT(CL_DOM)))
        return true;
    uint32_t member[LIST_MOST];
    uint32_t n = 0;
    uint32_t t = r.end;
    bool closed = false;
    while (n < LIST_MOST && !closed && t + 1 < s->limit) {
        closed = chn_tok_is(s->doc, t, "and") || chn_tok_is(s->doc, t, "or");
        if ((!closed && !chn_tok_is(s->doc, t, ",")) ||
            !(s->info[t + 1].classes & CL_BIT(CL_DOM)))
            return true;
        member[n++] = t + 1;
        t += 2;
    }
    if (!closed)
        return true;
    int32_t year = 0;
    if (t + 1 < s->limit && chn_tok_is(s->doc, t, ",") &&
        (s->info[t + 1].classes & CL_BIT(CL_YEAR)))
        year = s->info[t + 1].num;
    else if (!ends_phrase(s, t))
        return true;
    for (uint32_t i = 0; i < n; i++) {
        time_raw m = r;
        m.first = member[i];
        m.end = member[i] + 1;
        m.c.v[CL_DOM] = small(s->info[member[i]].num);
        if (!push(s, out, &m))
            return false;
    }
    *end = t;
    for (uint32_t i = first; year && i < out->n; i++) {
        out->at[i].c.mask |= CL_BIT(CL_YEAR);
        out->at[i].c.v[CL_YEAR] = small(year);
    }
    if (year)
        *end = out->at[out->n - 1].end = t + 2;
    return true;
}

/* "1915-17", "the 1973-74 talks": the second year by its last two digits. */
static bool share_century(const search *s, time_raws *out, uint32_t *end)
{
    const time_raw r = out->at[out->n - 1];
    const uint32_t t = r.end;
    if (!(r.c.mask & CL_BIT(CL_YEAR)) || t + 1 >= s->limit ||
        !(s->info[t - 1].classes & CL_BIT(CL_YEAR)) ||
        (!chn_tok_is(s->doc, t, "-") && !chn_tok_is(s->doc, t, "/")) ||
        (s->doc->tok[t].flags & CHN_TOK_SPACE) ||
        (s->doc->tok[t + 1].flags & CHN_TOK_SPACE) ||
        !(s->info[t + 1].classes & CL_BIT(CL_D2)) ||
        s->doc->tok[t + 1].to - s->doc->tok[t + 1].from != 2)
        return true;
    /* "2014-15-16" counts something */
    if (t + 2 < s->limit && chn_tok_is(s->doc, t + 2, "-"))
        return true;
    const int32_t from = r.c.v[CL_YEAR];
    const int32_t two = s->info[t + 1].num;
    if (two <= from % 100)
        return true;
    time_raw m = r;
    m.op = OP_YEAR;
    m.first = t + 1;
    m.end = *end = t + 2;
    m.c.mask = CL_BIT(CL_YEAR);
    m.c.v[CL_YEAR] = small(from / 100 * 100 + two);
    return push(s, out, &m);
}

/* The expression found at s->first and those that share with it; *end is the
 * token to go on at. */
static bool take(const search *s, uint32_t low, time_raws *out, uint32_t *end)
{
    *end = s->best->end;
    if (s->best->op == OP_NAMED)
        return push(s, out, s->best);
    return share_before(s, low, out) && push(s, out, s->best) &&
           share_behind(s, out, end) && share_century(s, out, end);
}

chn_code chn_time_match(const chn_time_know *k, const chn_doc *doc,
                        const time_token **info, time_raws *out, chn_err *err)
{
    time_token *tokens = CHN_NEW(doc->arena, time_token, doc->n_tok + 1);
    if (!tokens)
        return chn_fail_memory(err);
    for (uint32_t t = 0; t < doc->n_tok; t++)
        classify(k, doc, t, &tokens[t]);
    *info = tokens;
    time_raw best;
    const time_caps none = {0};
    search s = {k, doc, tokens, 0, 0, &best};
    for (uint32_t i = 0; i < doc->n_sent; i++) {
        s.limit = doc->sent[i].end;
        uint32_t taken = doc->sent[i].first; /* tokens before belong already */
        for (uint32_t t = doc->sent[i].first; t < s.limit;) {
            memset(&best, 0, sizeof best);
            s.first = t;
            if ((tokens[t].classes & k->start_classes) ||
                chn_time_word(k, doc, t)->starts)
                walk(&s, 0, t, &none);
            if (doc->tok[t].word)
                match_name(&s, t);
            if (!best.op) {
                t++;
                continue;
            }
            best.quoted = doc->tok[t].flags & CHN_TOK_QUOTED;
            count_half(&s, &best);
            if (!take(&s, taken, out, &t))
                return chn_fail_memory(err);
            taken = t;
        }
    }
    return CHN_OK;
}
