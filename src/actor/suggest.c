/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom a report names with a role and no table has: "Pakistani Foreign
 * Minister X Y", "X Y, the deputy head of ...", "the Z Liberation Front".
 * Only what stands beside the name is taken: a state that the actor stage
 * worked out from the text around is left out.
 */
#include "actor/suggest.h"

#include "actor/know.h"
#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"

#define OFFICE_MAX 160u /* bytes of an office as told */
#define WORDS_MAX 10u   /* words of a body's name */
#define STRETCH 14u     /* tokens of an office behind "of" */

typedef struct state {
    const chn_actor_know *k;
    const chn_doc *doc;
    chn_newcomers *out;
    map seen;
    bool failed;
} state;

/* The fact of one of `kinds` at t, the longest phrase; *end behind it. */
static const fact *fact_at(const state *s, uint32_t t, uint32_t end,
                           uint32_t kinds, uint32_t *to)
{
    const uint32_t *v = NULL;
    uint32_t n = 0;
    *to = t;
    if (t >= end)
        return NULL;
    const uint32_t e = chn_phrases_match(s->k->phrases, s->doc, t, end, &v, &n);
    for (uint32_t i = 0; i < n && e > t; i++)
        if (s->k->facts.at[v[i]].kind & kinds) {
            *to = e;
            return &s->k->facts.at[v[i]];
        }
    return NULL;
}

static bool is(const state *s, uint32_t t, uint32_t end, const char *z)
{
    return t < end && chn_tok_is(s->doc, t, z);
}

static bool cap(const state *s, uint32_t t)
{
    return s->doc->tok[t].kind == CHN_TOK_WORD &&
           (s->doc->tok[t].flags & CHN_TOK_CAP) != 0;
}

static bool determiner(const state *s, uint32_t t, uint32_t end)
{
    return is(s, t, end, "the") || is(s, t, end, "a") || is(s, t, end, "an") ||
           is(s, t, end, "its") || is(s, t, end, "their");
}

static chn_str code_of(const state *s, const fact *x)
{
    if (x->kind == FACT_BODY)
        return chn_actor_state_of(&s->k->actors.at[x->row]);
    return s->k->countries.at[x->row].code;
}

/* A state or body that stands in [t, end): its code. */
static chn_str told_country(const state *s, uint32_t t, uint32_t end)
{
    const uint32_t kinds =
        FACT_COUNTRY | FACT_ADJ | FACT_PEOPLE | FACT_CAPITAL | FACT_BODY;
    for (uint32_t to; t<end; t = to> t ? to : t + 1) {
        const fact *x = fact_at(s, t, end, kinds, &to);
        if (x && code_of(s, x).n)
            return code_of(s, x);
    }
    return chn_str_of("");
}

/* ---- persons ---- */

static const role *role_at(const state *s, uint32_t t, uint32_t end,
                           uint32_t *to)
{
    const fact *x = fact_at(s, t, end, FACT_ROLE, to);
    return x ? &s->k->roles.at[x->row] : NULL;
}

/* Titles, articles, "former" and the state before an office; *country and
 * *former tell what was passed. */
static uint32_t skip_before(const state *s, uint32_t t, uint32_t end,
                            chn_str *country, bool *former)
{
    for (;;) {
        uint32_t to = t;
        const role *r = role_at(s, t, end, &to);
        if (r && r->kind == ROLE_TITLE) {
            t = to;
            continue;
        }
        if (determiner(s, t, end) || is(s, t, end, ",") ||
            is(s, t, end, "'s") || is(s, t, end, "'")) {
            t++;
            continue;
        }
        if (t < end && chn_tok_class(&s->k->lists, s->doc, t, L_PAST)) {
            *former = true;
            t++;
            continue;
        }
        const fact *x = fact_at(s, t, end, FACT_COUNTRY | FACT_ADJ, &to);
        if (x && to < end && !is(s, to, end, ",")) {
            *country = code_of(s, x);
            t = to;
            continue;
        }
        return t;
    }
}

/* Are there only titles and articles? */
static bool tells_office(const state *s, uint32_t t, uint32_t end)
{
    for (uint32_t to; t<end; t = to> t ? to : t + 1) {
        const role *r = role_at(s, t, end, &to);
        if (r && r->kind != ROLE_TITLE && r->kind != ROLE_KIN &&
            r->kind != ROLE_PEOPLE && r->kind != ROLE_STATE)
            return true;
    }
    return false;
}

/* "army spokesman Gen.": the rank is no part of the office. */
static bool title_last(const state *s, uint32_t t, uint32_t end)
{
    uint32_t to;
    const role *r = end > t + 1 ? role_at(s, end - 1, end, &to) : NULL;
    return r && r->kind == ROLE_TITLE;
}

/* The office in [t, end) as it is told, with its state behind it. */
static chn_str office_of(state *s, uint32_t t, uint32_t end, chn_str country)
{
    chn_str front = {"", 0};
    bool former = false;
    t = skip_before(s, t, end, &front, &former);
    while (end > t &&
           (s->doc->tok[end - 1].kind != CHN_TOK_WORD || title_last(s, t, end)))
        end--;
    if (former || t >= end || !tells_office(s, t, end))
        return chn_str_of("");
    const chn_str words = chn_doc_slice(s->doc, t, end);
    if (words.n > OFFICE_MAX || memchr(words.p, '\n', words.n))
        return chn_str_of("");
    const chn_str inside = told_country(s, t, end);
    const chn_str of = front.n ? front : country;
    chn_buf b;
    chn_buf_init(&b, 4096);
    const char c = words.p[0];
    chn_buf_char(&b, c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
    chn_buf_put(&b, words.p + 1, words.n - 1);
    if (of.n && !inside.n) {
        const chn_str name = chn_actor_country(s->k, of);
        chn_buf_fmt(&b, " of %.*s", (int)name.n, name.p);
    }
    const chn_str out =
        b.failed ? chn_str_n(NULL, 0) : chn_arena_str(s->doc->arena, b.p, b.n);
    s->failed |= !out.p;
    chn_buf_free(&b);
    return out.p ? out : chn_str_of("");
}

/* "X Y, the deputy head of the tide agency, said": the mention ends before
 * "of"; what follows up to the comma belongs to the office. */
static uint32_t stretch(const state *s, const chn_mention *m, uint32_t name_end)
{
    const uint32_t end = s->doc->sent[s->doc->tok[m->first].sent].end;
    uint32_t t = m->end;
    if (t <= name_end || t + 1 >= end ||
        !(is(s, t, end, "of") || is(s, t, end, "for") || is(s, t, end, "at")))
        return m->end;
    for (t++; t < end && t < m->end + STRETCH; t++) {
        if (is(s, t, end, ",") || is(s, t, end, ".") || is(s, t, end, ";"))
            return t;
        if (s->doc->tok[t].kind != CHN_TOK_WORD && !is(s, t, end, "-"))
            break;
    }
    return m->end;
}

/* A role that fits any sector ("chairman") tells none without a state. */
static bool tells_sector(const state *s, uint32_t t, uint32_t end)
{
    for (uint32_t to; t<end; t = to> t ? to : t + 1) {
        const role *r = role_at(s, t, end, &to);
        if (r && r->sector.n && !r->generic && r->kind != ROLE_TITLE)
            return true;
    }
    return false;
}

/* Tokens of the name of a mention: [*a, *b). false: it is known by its role
 * alone. */
static bool name_tokens(const state *s, const chn_mention *m, uint32_t *a,
                        uint32_t *b)
{
    uint32_t t = m->first;
    while (t < m->end && s->doc->tok[t].from < m->span.from)
        t++;
    *a = t;
    while (t < m->end && s->doc->tok[t].to <= m->span.to)
        t++;
    *b = t;
    if (*b <= *a || !m->name.n)
        return false;
    return chn_str_eq(chn_doc_slice(s->doc, *a, *b), m->name);
}

static uint32_t words(const state *s, uint32_t a, uint32_t b)
{
    uint32_t n = 0;
    for (uint32_t t = a; t < b; t++)
        n += s->doc->tok[t].kind == CHN_TOK_WORD &&
             (t == a || !chn_tok_is(s->doc, t - 1, "-"));
    return n;
}

/* A name that is a headline's words in capitals, or has a word of ours that
 * names nobody. */
static bool fit_name(const state *s, uint32_t a, uint32_t b, bool no_role)
{
    uint32_t caps = 0;
    for (uint32_t t = a; t < b; t++) {
        uint32_t to;
        const chn_token *k = &s->doc->tok[t];
        if (k->kind != CHN_TOK_WORD)
            continue;
        caps += (k->flags & CHN_TOK_ALLCAP) && k->to - k->from > 3;
        if (no_role && fact_at(s, t, b, FACT_ROLE, &to))
            return false;
        const fact *x = fact_at(s, t, b, FACT_WORD, &to);
        if (x && s->k->words.at[x->row].cls == WORD_NOTNAME)
            return false;
    }
    return caps == 0 && words(s, a, b) >= 2;
}

static void add(state *s, const chn_newcomer *x)
{
    const chn_str key = chn_arena_str(s->doc->arena, x->name.p, x->name.n);
    if (!key.p) {
        s->failed = true;
        return;
    }
    const uint32_t have = chn_actor_map_get(&s->seen, key);
    if (have != NONE) {
        /* what the first place did not tell */
        chn_newcomer *o = &s->out->at[have];
        if (!o->office.n && x->office.n) {
            o->office = x->office;
            o->span = x->span;
        }
        if (!o->country.n)
            o->country = x->country;
        if (!o->sector.n)
            o->sector = x->sector;
        return;
    }
    void *p = s->out->at;
    if (!chn_arena_grow(s->doc->arena, &p, &s->out->cap, s->out->n + 1,
                        sizeof *x) ||
        !chn_actor_map_put(s->doc->arena, &s->seen, key, s->out->n)) {
        s->failed = true;
        return;
    }
    s->out->at = p;
    s->out->at[s->out->n] = *x;
    s->out->at[s->out->n++].name = key;
}

static void person(state *s, const chn_mention *m)
{
    uint32_t a, b;
    uint32_t to;
    if (!name_tokens(s, m, &a, &b) || !fit_name(s, a, b, true))
        return;
    /* "General Motors Corporation" is no general */
    if (fact_at(s, m->first, b, FACT_BODY, &to) && to > a)
        return;
    chn_newcomer x;
    memset(&x, 0, sizeof x);
    const uint32_t end = stretch(s, m, b);
    x.country = told_country(s, m->first, a);
    if (!x.country.n)
        x.country = told_country(s, b, end);
    x.office = office_of(s, b, end, x.country);
    if (!x.office.n)
        x.office = office_of(s, m->first, a, x.country);
    if (!x.office.n)
        return;
    x.name = m->name;
    x.kind = chn_str_of("person");
    if (x.country.n || tells_sector(s, m->first, a) || tells_sector(s, b, end))
        x.sector = m->sector;
    x.span = chn_doc_span(s->doc, m->first, end);
    add(s, &x);
}

/* ---- bodies ---- */

static const char *body_kind(const role *r)
{
    switch ((role_kind)r->kind) {
    case ROLE_BODY:
        return "body";
    case ROLE_ARMED:
        return "armed";
    case ROLE_PARTY:
        return "party";
    case ROLE_ORG:
        return "org";
    case ROLE_MEDIA:
        return "media";
    case ROLE_PERSON:
    case ROLE_PEOPLE:
    case ROLE_STATE:
    case ROLE_TITLE:
    case ROLE_KIN:
        break;
    }
    return NULL;
}

/* "Environmental Protection Agency" sends no news. */
static bool sends_news(const state *s, uint32_t t, uint32_t end)
{
    for (; t < end; t++)
        if (chn_tok_class(&s->k->lists, s->doc, t, L_NEWS))
            return true;
    return false;
}

static bool joins(const state *s, uint32_t t, uint32_t end)
{
    return (is(s, t, end, "of") || is(s, t, end, "for") ||
            is(s, t, end, "and") || is(s, t, end, "de")) &&
           t + 1 < end &&
           (cap(s, t + 1) ||
            (is(s, t + 1, end, "the") && t + 2 < end && cap(s, t + 2)));
}

/* The end of "Zed Liberation Front", "Council for the Rescue of Zed". */
static uint32_t capitals(const state *s, uint32_t t, uint32_t end)
{
    uint32_t n = 0;
    while (t < end && n < WORDS_MAX) {
        if (cap(s, t)) {
            n++;
            t++;
        } else if (n && is(s, t, end, "-") && t + 1 < end && cap(s, t + 1)) {
            t++;
        } else if (n && joins(s, t, end)) {
            t += is(s, t + 1, end, "the") ? 2 : 1;
        } else {
            break;
        }
    }
    return t;
}

/* Is [t, end) what the tables can say: a body of theirs, a role, a person? */
static bool all_known(const state *s, uint32_t t, uint32_t end)
{
    const uint32_t kinds = FACT_BODY | FACT_ROLE | FACT_PERSON | FACT_COUNTRY |
                           FACT_ADJ | FACT_CAPITAL | FACT_PLACE | FACT_WORD |
                           FACT_PEOPLE;
    uint32_t to;
    while (t < end) {
        if (!fact_at(s, t, end, kinds, &to) && s->doc->tok[t].kind == 0 &&
            cap(s, t))
            return false;
        t = to > t ? to : t + 1;
    }
    return true;
}

/* The role that tells what it is: the last capitalised one of a body's kind;
 * before "of" or "for" it is the word before that. */
static const role *head_of(const state *s, uint32_t t, uint32_t end)
{
    uint32_t stop = end;
    for (uint32_t i = t + 1; i + 1 < end && stop == end; i++)
        if (is(s, i, end, "of") || is(s, i, end, "for"))
            stop = i;
    uint32_t to;
    const role *r = role_at(s, stop - 1, stop, &to);
    return r && to == stop && body_kind(r) && !r->plural ? r : NULL;
}

static bool has_id(const chn_mentions *ms, uint32_t t, uint32_t end)
{
    for (; t < end; t++) {
        const uint32_t m = ms->of_token ? ms->of_token[t] : CHN_MENTION_NONE;
        if (m != CHN_MENTION_NONE && ms->at[m].id.n &&
            ms->at[m].kind != CHN_KIND_COUNTRY)
            return true;
    }
    return false;
}

static void body(state *s, const chn_mentions *ms, uint32_t t, uint32_t end)
{
    const role *r = head_of(s, t, end);
    if (!r || words(s, t, end) < 3 || all_known(s, t, end) ||
        has_id(ms, t, end) || !fit_name(s, t, end, false))
        return;
    chn_newcomer x;
    memset(&x, 0, sizeof x);
    x.name = chn_doc_slice(s->doc, t, end);
    if (memchr(x.name.p, '\n', x.name.n))
        return;
    x.kind = chn_str_of(body_kind(r));
    x.country = told_country(s, t, end);
    x.sector = r->sector;
    if (r->kind == ROLE_MEDIA)
        x.media_kind = r->media_kind;
    if (chn_str_is(x.media_kind, "agency") && !sends_news(s, t, end)) {
        x.kind = chn_str_of("body");
        x.sector = x.media_kind = chn_str_of("");
    }
    x.span = chn_doc_span(s->doc, t, end);
    add(s, &x);
}

static void bodies(state *s, const chn_mentions *ms)
{
    const chn_doc *d = s->doc;
    for (uint32_t i = 0; i < d->n_sent && !s->failed; i++) {
        const chn_sent *q = &d->sent[i];
        if (q->headline || q->dateline)
            continue; /* every word has a capital there */
        for (uint32_t t = q->first; t < q->end;) {
            const uint32_t e = capitals(s, t, q->end);
            uint32_t from = t;
            /* "The Zed Front", "In the Zed Front" */
            while (from < e && (d->tok[from].flags & CHN_TOK_SENT_START) &&
                   from + 1 < e && !head_of(s, from, from + 1) &&
                   determiner(s, from, e))
                from++;
            if (e > from)
                body(s, ms, from, e);
            t = e > t ? e : t + 1;
        }
    }
}

chn_code chn_actor_newcomers(const chn_actor_know *k, const chn_doc *doc,
                             const chn_mentions *ms, chn_newcomers *out,
                             chn_err *err)
{
    state s;
    memset(&s, 0, sizeof s);
    memset(out, 0, sizeof *out);
    s.k = k;
    s.doc = doc;
    s.out = out;
    for (uint32_t i = 0; i < ms->n && !s.failed; i++) {
        const chn_mention *m = &ms->at[i];
        if (m->actor == CHN_ACTOR_NONE && m->kind == CHN_KIND_PERSON &&
            !m->plural && m->name.n)
            person(&s, m);
    }
    bodies(&s, ms);
    return s.failed ? chn_fail_memory(err) : CHN_OK;
}
