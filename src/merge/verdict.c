/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Third step: what people have said. Claims that were taken out leave their
 * event, then events that were said to be one are put together. A function of
 * the events and of the list of words, so that a store made anew from its
 * reports and these rows is the same store.
 */
#include <stdlib.h>

#include "merge/merge_in.h"

#define NO_ACT UINT32_MAX

typedef struct group {
    uint32_t event; /* where its claims were */
    uint32_t act;   /* by which they left it; NO_ACT: they stayed */
    uint32_t into;  /* group that this one is part of; itself: none */
    bool touched;
} group;

typedef struct hands {
    chn_arena *a;
    const chn_merge_claim *c;
    uint32_t n;
    chn_merge_verdict *v;
    uint32_t n_v;
    bool *holds;     /* [n_v] no later word on the same pair */
    uint32_t *event; /* [n] index in the result */
    uint32_t *act;   /* [n] */
    uint32_t *group; /* [n] */
    group *g;
    uint32_t n_g;
    chn_err *err;
} hands;

static void settle_pairs(hands *h)
{
    for (uint32_t i = 0; i < h->n_v; i++) {
        h->holds[i] = h->v[i].a != h->v[i].b;
        h->v[i].conflict = false;
        for (uint32_t k = i + 1; k < h->n_v && h->holds[i]; k++) {
            const chn_merge_verdict *x = &h->v[i];
            const chn_merge_verdict *y = &h->v[k];
            if ((x->a == y->a && x->b == y->b) ||
                (x->a == y->b && x->b == y->a))
                h->holds[i] = false;
        }
    }
}

static uint32_t root(const hands *h, uint32_t g)
{
    while (h->g[g].into != g)
        g = h->g[g].into;
    return g;
}

/* Is somebody of one group said to be apart from somebody of the other? */
static bool apart(const hands *h, uint32_t p, uint32_t q)
{
    for (uint32_t i = 0; i < h->n_v; i++) {
        if (!h->holds[i] || h->v[i].merge)
            continue;
        const uint32_t x = root(h, h->group[h->v[i].a]);
        const uint32_t y = root(h, h->group[h->v[i].b]);
        if ((x == p && y == q) || (x == q && y == p))
            return true;
    }
    return false;
}

/* Groups: for each event that a word is about, who stayed, and who left. */
static chn_code make_groups(hands *h, const chn_merge_result *r)
{
    for (uint32_t i = 0; i < h->n; i++)
        h->act[i] = NO_ACT;
    for (uint32_t i = 0; i < h->n_v; i++) {
        const chn_merge_verdict *v = &h->v[i];
        if (h->holds[i] && !v->merge && h->event[v->a] == h->event[v->b] &&
            (h->act[v->a] == NO_ACT || h->act[v->a] < v->act))
            h->act[v->a] = v->act;
    }
    for (uint32_t e = 0; e < r->n_event; e++) {
        const uint32_t first = h->n_g;
        for (uint32_t i = 0; i < r->event[e].n_member; i++) {
            const uint32_t m = r->event[e].member[i];
            uint32_t g = first;
            while (g < h->n_g && h->g[g].act != h->act[m])
                g++;
            if (g == h->n_g)
                h->g[h->n_g++] = (group){e, h->act[m], g, false};
            h->group[m] = g;
        }
        for (uint32_t g = first; h->n_g > first + 1 && g < h->n_g; g++)
            h->g[g].touched = true;
    }
    return CHN_OK;
}

static void join_groups(hands *h)
{
    for (uint32_t i = 0; i < h->n_v; i++) {
        chn_merge_verdict *v = &h->v[i];
        if (!h->holds[i] || !v->merge)
            continue;
        const uint32_t p = root(h, h->group[v->a]);
        const uint32_t q = root(h, h->group[v->b]);
        if (p == q)
            continue;
        if (apart(h, p, q)) {
            v->conflict = true;
            continue;
        }
        h->g[p].into = q;
        h->g[p].touched = h->g[q].touched = true;
    }
}

/* Reasons of members that were compared with one who is not there any more
 * begin anew; those who were put there by hand say so. */
static void mend(const hands *h, uint32_t g, uint32_t member,
                 const chn_merge_why *old, chn_merge_why *why)
{
    *why = *old;
    if (why->miss != CHN_MERGE_NONE && root(h, h->group[why->miss]) == g) {
        why->miss = CHN_MERGE_NONE;
        why->miss_gate = CHN_MERGE_OPEN;
        why->miss_score = 0;
    }
    if (why->with != CHN_MERGE_NONE && root(h, h->group[why->with]) != g)
        *why = (chn_merge_why){.with = CHN_MERGE_NONE,
                               .rule = CHN_MERGE_FIRST,
                               .miss = CHN_MERGE_NONE};
    for (uint32_t i = 0; i < h->n_v; i++)
        if (h->holds[i] && h->v[i].merge && !h->v[i].conflict &&
            h->v[i].a == member)
            *why = (chn_merge_why){.with = h->v[i].b,
                                   .rule = CHN_MERGE_BY_HAND,
                                   .miss = CHN_MERGE_NONE};
}

/* The event of root group g, from the claims at[0..k). */
static chn_code build(hands *h, uint32_t g, const uint32_t *at, uint32_t k,
                      const chn_merge_result *r, chn_merge_event *e)
{
    uint32_t *member = CHN_NEW(h->a, uint32_t, k);
    chn_merge_why *why = CHN_NEW(h->a, chn_merge_why, k);
    chn_merge_part *part = CHN_NEW(h->a, chn_merge_part, k);
    if (!member || !why || !part)
        return chn_fail_memory(h->err);
    memset(e, 0, sizeof *e);
    memcpy(member, at, k * sizeof *member);
    e->member = member;
    e->why = why;
    e->n_member = k;
    e->part = part;
    for (uint32_t i = 0; i < k; i++) {
        const chn_merge_event *was = &r->event[h->event[at[i]]];
        bool known = false;
        for (uint32_t p = 0; p < e->n_part && !known; p++)
            known = part[p].claim == was->part->claim;
        if (!known)
            part[e->n_part++] = *was->part;
    }
    const chn_code rc = chn_merge_vote(h->a, h->c, e, h->err);
    if (rc)
        return rc;
    for (uint32_t i = 0; i < k; i++) {
        const uint32_t m = e->member[i];
        const chn_merge_event *was = &r->event[h->event[m]];
        for (uint32_t p = 0; p < was->n_member; p++)
            if (was->member[p] == m)
                mend(h, g, m, &was->why[p], &why[i]);
    }
    chn_merge_name(h->c, e);
    return CHN_OK;
}

static chn_code rebuild(hands *h, chn_merge_result *r)
{
    /* claims by root group, without a comparison that needs h: count, sum */
    uint32_t *first = CHN_NEW(h->a, uint32_t, h->n_g + 1);
    uint32_t *at = CHN_NEW(h->a, uint32_t, h->n);
    chn_merge_event *out = CHN_NEW(h->a, chn_merge_event, h->n_g);
    if (!first || !at || !out)
        return chn_fail_memory(h->err);
    for (uint32_t i = 0; i < h->n; i++)
        first[root(h, h->group[i]) + 1]++;
    for (uint32_t g = 0; g < h->n_g; g++)
        first[g + 1] += first[g];
    uint32_t *fill = CHN_NEW(h->a, uint32_t, h->n_g);
    if (!fill)
        return chn_fail_memory(h->err);
    for (uint32_t i = 0; i < h->n; i++) {
        const uint32_t g = root(h, h->group[i]);
        at[first[g] + fill[g]++] = i;
    }
    uint32_t n_out = 0;
    for (uint32_t g = 0; g < h->n_g; g++) {
        const uint32_t k = first[g + 1] - first[g];
        if (k == 0)
            continue;
        if (!h->g[g].touched) {
            out[n_out++] = r->event[h->g[g].event];
            continue;
        }
        const chn_code rc = build(h, g, at + first[g], k, r, &out[n_out++]);
        if (rc)
            return rc;
    }
    qsort(out, n_out, sizeof *out, chn_merge_event_cmp);
    r->event = out;
    r->n_event = n_out;
    return CHN_OK;
}

chn_code chn_merge_apply(chn_arena *a, const chn_merge_claim *c, uint32_t n,
                         chn_merge_verdict *v, uint32_t n_v,
                         chn_merge_result *r, chn_err *err)
{
    if (n_v == 0 || n == 0)
        return CHN_OK;
    hands h = {.a = a,
               .c = c,
               .n = n,
               .v = v,
               .n_v = n_v,
               .holds = CHN_NEW(a, bool, n_v),
               .event = CHN_NEW(a, uint32_t, n),
               .act = CHN_NEW(a, uint32_t, n),
               .group = CHN_NEW(a, uint32_t, n),
               .g = CHN_NEW(a, group, n),
               .err = err};
    if (!h.holds || !h.event || !h.act || !h.group || !h.g)
        return chn_fail_memory(err);
    for (uint32_t e = 0; e < r->n_event; e++)
        for (uint32_t i = 0; i < r->event[e].n_member; i++)
            h.event[r->event[e].member[i]] = e;
    settle_pairs(&h);
    const chn_code rc = make_groups(&h, r);
    if (rc)
        return rc;
    join_groups(&h);
    return rebuild(&h, r);
}
