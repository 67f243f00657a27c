/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Between which days a report must lie that tells somebody with an office:
 * "Chancellor Angela Merkel" is said while she holds it. For reports that
 * carry no date.
 */
#include <stdio.h>
#include <string.h>

#include "actor/actor.h"
#include "actor/know.h"
#include "base/str.h"

/* Groups of the roles that are told in tokens [first, end). */
static bool roles_in(const chn_actor_know *k, const chn_doc *doc,
                     uint32_t first, uint32_t end, uint16_t *groups)
{
    uint32_t n = 0;
    for (uint32_t t = first; t < end;) {
        const uint32_t *v = NULL;
        uint32_t m = 0;
        const uint32_t e = chn_phrases_match(k->phrases, doc, t, end, &v, &m);
        for (uint32_t i = 0; e > t && i < m; i++) {
            const fact *f = &k->facts.at[v[i]];
            if (f->kind != FACT_ROLE)
                continue;
            const role *r = &k->roles.at[f->row];
            for (uint32_t g = 0; g < GROUPS && r->groups[g] && n < GROUPS; g++)
                groups[n++] = r->groups[g];
        }
        t = e > t ? e : t + 1;
    }
    return n > 0;
}

/* "former", "then", "late": of another day than the report's. */
static bool not_now(const chn_actor_know *k, const chn_doc *doc, uint32_t first,
                    uint32_t end)
{
    const uint32_t low = doc->sent[doc->tok[first].sent].first;
    for (uint32_t t = first > low + 2 ? first - 2 : low; t < end; t++)
        if (chn_tok_class(&k->lists, doc, t, L_THEN))
            return true;
    return end < doc->n_tok && chn_tok_is(doc, end, "-");
}

static const char *end_text(chn_day d, char z[11])
{
    if (d == CHN_DAY_NONE)
        return "now";
    chn_day_format(d, z);
    return z;
}

/* Does the mention say the first word of the office, "President"? */
static bool told_so(const chn_doc *doc, const chn_mention *m, chn_str title)
{
    size_t n = 0;
    while (n < title.n && title.p[n] != ' ')
        n++;
    for (uint32_t t = m->first; t < m->end; t++) {
        const chn_token *k = &doc->tok[t];
        if (k->fold.n == n && n > 1 &&
            memcmp(k->fold.p + 1, title.p + 1, n - 1) == 0 &&
            (k->fold.p[0] == title.p[0] || k->fold.p[0] == title.p[0] + 32))
            return true;
    }
    return false;
}

/* An end that the table marks as unsure may be off by this many days. */
#define UNSURE 200
#define AROUND_TERM 75

static void put_span(chn_bound *b, chn_day from, chn_day to, uint8_t rank)
{
    if (b->n_spans == CHN_BOUND_SPANS_MAX)
        return;
    b->spans[b->n_spans].from = from;
    b->spans[b->n_spans].to = to;
    b->spans[b->n_spans].rank = rank;
    b->n_spans++;
}

static void put_term(chn_bound *b, const office *o, bool fits)
{
    put_span(b, o->since, o->until, fits ? CHN_BOUND_FITS : CHN_BOUND_OTHER);
    /* titles are told some time before and after: "the ruler", "acting" */
    const chn_day more = o->certain ? AROUND_TERM : UNSURE;
    if (fits)
        put_span(b, o->since - more,
                 o->until == CHN_DAY_NONE ? CHN_DAY_NONE : o->until + more,
                 CHN_BOUND_UNSURE);
}

#define TERMS_MAX 8
typedef struct terms {
    const office *at[TERMS_MAX]; /* by their first day */
    uint32_t n, others;
} terms;

static void keep_term(terms *t, const office *o)
{
    uint32_t i = t->n;
    if (i == TERMS_MAX) {
        t->others++;
        return;
    }
    for (; i > 0 && t->at[i - 1]->since > o->since; i--)
        t->at[i] = t->at[i - 1];
    t->at[i] = o;
    t->n++;
}

/* "X was President of Y from A to B and from C to D." */
static chn_str told_terms(const chn_doc *doc, const chn_mention *m,
                          const terms *t)
{
    char text[320];
    char from[11];
    char to[11];
    uint32_t shown = t->n - 1;
    uint32_t told = 0;
    for (uint32_t i = t->n; i > 0; i--)
        if (told_so(doc, m, t->at[i - 1]->name)) {
            shown = i - 1;
            break;
        }
    const chn_str name = t->at[shown]->name;
    int n = snprintf(text, sizeof text, "%.*s was %.*s", (int)m->name.n,
                     m->name.p, (int)name.n, name.p);
    for (uint32_t i = 0; i < t->n; i++) {
        const office *o = t->at[i];
        if (n < 0 || (size_t)n + 64 > sizeof text)
            break;
        if (!chn_str_eq(o->name, name))
            continue;
        const char *and = told++ ? " and" : "";
        end_text(o->since, from);
        n += o->until == CHN_DAY_NONE
                 ? snprintf(text + n, sizeof text - (size_t)n, "%s from %s on",
                            and, from)
                 : snprintf(text + n, sizeof text - (size_t)n,
                            "%s from %s to %s", and, from,
                            end_text(o->until, to));
    }
    if (n > 0 && (size_t)n + 32 < sizeof text)
        n +=
            snprintf(text + n, sizeof text - (size_t)n, "%s.",
                     told < t->n + t->others ? ", and held other offices" : "");
    return chn_arena_str(doc->arena, text,
                         n > 0 && (size_t)n < sizeof text ? (size_t)n : 0);
}

static bool terms_of(const chn_actor_know *k, const chn_doc *doc,
                     const chn_mention *m, const uint16_t *groups, chn_bound *b)
{
    terms t = {.n = 0};
    b->n_spans = 0;
    for (uint32_t i = k->actors.at[m->actor].office; i != NONE;
         i = k->offices.at[i].next) {
        const office *o = &k->offices.at[i];
        /* without a title any office will do, but says less */
        const bool fits =
            !groups[0] || chn_actor_groups_meet(groups, o->groups);
        /* a term without its first day bounds nothing */
        if (fits && o->since == CHN_DAY_NONE)
            return false;
        if (o->since == CHN_DAY_NONE)
            continue;
        /* titles are loose: "policy chief" is more than one office */
        put_term(b, o, fits);
        if (fits)
            keep_term(&t, o);
    }
    if (!t.n)
        return false;
    b->why = told_terms(doc, m, &t);
    return true;
}

uint32_t chn_actor_bounds(const chn_actor_know *k, const chn_doc *doc,
                          const chn_mentions *mentions, chn_bound *out,
                          uint32_t max)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < mentions->n && n < max; i++) {
        const chn_mention *m = &mentions->at[i];
        uint16_t groups[GROUPS] = {0};
        if (m->kind != CHN_KIND_PERSON || m->actor >= k->actors.n ||
            (doc->tok[m->first].flags & CHN_TOK_QUOTED) ||
            not_now(k, doc, m->first, m->end))
            continue;
        const bool titled = roles_in(k, doc, m->first, m->end, groups);
        uint32_t at = 0;
        while (at < n && out[at].who != m->actor)
            at++;
        /* one for each person: a telling with the title is worth more */
        if (at < n && (!titled || !out[at].weak))
            continue;
        chn_bound b;
        memset(&b, 0, sizeof b);
        if (!terms_of(k, doc, m, groups, &b))
            continue;
        b.weak = !titled;
        b.who = m->actor;
        b.first = m->first;
        b.end = m->end;
        out[at] = b;
        n += at == n;
    }
    return n;
}
