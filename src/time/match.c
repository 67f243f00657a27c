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

/* "two", "twenty-five", "a hundred": a count and the token after it. */
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
        if (!chn_time_word_value(k, doc, e, CL_HUNDRED, &more))
            return;
    }
    if (e < end && chn_time_word_value(k, doc, e, CL_HUNDRED, &more) &&
        v < 100) {
        v *= more;
        e++;
    }
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
        return;
    }
    const time_word *w = chn_time_word(k, doc, t);
    if (!w->mask) {
        if (tok->kind == CHN_TOK_WORD)
            joined_classes(k, tok, doc->text + tok->from, o);
        return;
    }
    o->classes = w->mask;
    if (!(tok->flags & CHN_TOK_CAP))
        o->classes &= ~w->capmask;
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
        hit = hit || (c->det && chn_time_word(s->k, s->doc, t)->det);
    }
    return hit != c->negated;
}

static void take_ends(const search *s, uint32_t node, uint32_t t,
                      const time_caps *c)
{
    const chn_time_know *k = s->k;
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

/* What a token of the class `cls` says, by its word and its number. */
static void capture(const time_word *w, int32_t num, uint32_t cls, time_caps *c)
{
    int32_t v = 0;
    if (cls == CL_YMD || cls == CL_DMY) {
        c->mask |= CL_BIT(CL_YEAR) | CL_BIT(CL_D2);
        c->v[CL_YEAR] = num / 10000;
        c->v[CL_D2] = num / 100 % 100;
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
    c->v[cls] = v;
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
    mod.v[CL_MOD] = o->joined_mod;
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
            void *at = out->at;
            if (!chn_arena_grow(doc->arena, &at, &out->cap, out->n + 1,
                                sizeof(time_raw)))
                return chn_fail_memory(err);
            out->at = at;
            out->at[out->n++] = best;
            t = best.end;
        }
    }
    return CHN_OK;
}
