/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Second step: tellings of many reports to events, block by block. Tellings of
 * a single day first, through lists by day; then neighbouring days; then the
 * tellings of several days or of none choose among what stands. Every choice
 * looks at a bounded number of days, so that the cost is about linear and a
 * growing store need not begin anew. README.md has the reasons.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "merge/merge_in.h"

typedef struct node {
    uint32_t cluster;
    uint32_t next;
} node;

typedef struct merger {
    chn_arena *a;
    const chn_merge_claim *c;
    uint32_t *next;     /* [n] lists of members */
    chn_merge_why *why; /* [n] */
    chn_cluster *at;    /* [n_at] clusters of the current stretch */
    uint32_t n_at;
    uint32_t *day; /* [n_day] heads of lists of nodes, first day `base` */
    uint32_t cap_day;
    chn_day base;
    node *node; /* [n_node] */
    uint32_t n_node, cap_node;
    uint32_t visit;
    chn_merge_options o;
    chn_merge_why *miss; /* [n] nearest that was not joined: .with, gate ... */
    uint32_t *in;        /* [n] number of the event that a claim is in, + 1 */
    chn_merge_event *event;
    uint32_t n_event;
    chn_err *err;
} merger;

/* Cluster k is one of day d. */
static chn_code enlist(merger *m, uint32_t k, chn_day d)
{
    void *p = m->node;
    if (!chn_arena_grow(m->a, &p, &m->cap_node, m->n_node + 1, sizeof *m->node))
        return chn_fail_memory(m->err);
    m->node = p;
    m->node[m->n_node] = (node){k, m->day[d - m->base]};
    m->day[d - m->base] = m->n_node++;
    return CHN_OK;
}

/* Walk the clusters of days [from, to], each once. Set up with `it.day`
 * before the first call. */
typedef struct walk {
    chn_day day, to;
    uint32_t at;
    bool open;
} walk;

static uint32_t walk_next(merger *m, walk *it)
{
    for (;;) {
        while (it->open && it->at != CHN_MERGE_NONE) {
            const node *n = &m->node[it->at];
            it->at = n->next;
            chn_cluster *c = &m->at[n->cluster];
            if (c->stamp != m->visit && !c->gone) {
                c->stamp = m->visit;
                return n->cluster;
            }
        }
        if (it->open) {
            it->open = false;
            it->day++;
        }
        if (it->day > it->to)
            return CHN_MERGE_NONE;
        it->at = m->day[it->day - m->base];
        it->open = true;
    }
}

/* Lists run from the newest cluster to the oldest; ties go to the oldest. */
static bool better(const chn_merge_why *y, uint32_t k, uint32_t best,
                   const chn_merge_why *why)
{
    return best == CHN_MERGE_NONE || y->score > why->score ||
           (y->score == why->score && k < best);
}

/* The nearest telling that x was compared with and did not join: the one with
 * the most points, then the one that was placed first. */
static void missed(merger *m, uint32_t x, const chn_cluster *c,
                   const chn_merge_why *y, chn_merge_gate gate)
{
    chn_merge_why *b = &m->miss[x];
    const bool first = b->gate == CHN_MERGE_OPEN;
    if (!first && (b->score > y->score ||
                   (b->score == y->score &&
                    chn_str_cmp(m->c[b->with].id, m->c[c->first].id) <= 0)))
        return;
    *b = *y;
    b->with = c->first;
    b->gate = (uint8_t)gate;
}

/* Does x fit c? What does not is kept for whoever asks. */
static bool fits(merger *m, const chn_cluster *c, const chn_cluster *x,
                 int date, chn_merge_rule rule, chn_merge_why *y)
{
    const bool match = chn_cluster_match(c, x, date, rule, m->o.points, y);
    /* a report that tells two acts apart knows best */
    const bool apart = chn_cluster_shares_report(c, x);
    if (match && !apart)
        return true;
    if (!apart)
        missed(m, x->first, c, y, (chn_merge_gate)y->gate);
    else if (match)
        missed(m, x->first, c, y, CHN_MERGE_GATE_REPORT);
    return false;
}

/* ---- first: single days ---- */

static chn_code begin_cluster(merger *m, chn_cluster *x)
{
    m->why[x->first] =
        (chn_merge_why){.with = CHN_MERGE_NONE, .rule = CHN_MERGE_FIRST};
    m->at[m->n_at++] = *x;
    return CHN_OK;
}

/* A telling of one day joins the best of that day's clusters, or begins
 * one. */
static chn_code put_day(merger *m, chn_cluster *x)
{
    uint32_t best = CHN_MERGE_NONE;
    chn_merge_why why = {0};
    walk it = {.day = x->from, .to = x->from};
    m->visit++;
    for (uint32_t k = walk_next(m, &it); k != CHN_MERGE_NONE;
         k = walk_next(m, &it)) {
        const chn_cluster *c = &m->at[k];
        chn_merge_why y;
        if (fits(m, c, x, chn_cluster_date_points(c, x), CHN_MERGE_SAME_DATE,
                 &y) &&
            better(&y, k, best, &why)) {
            best = k;
            why = y;
        }
    }
    if (best == CHN_MERGE_NONE) {
        (void)begin_cluster(m, x);
        return enlist(m, m->n_at - 1, x->from);
    }
    m->why[x->first] = why;
    return chn_cluster_absorb(m->a, m->c, m->next, &m->at[best], x, true,
                              m->err);
}

/* ---- a day's difference ---- */

/* The nearest cluster within the window before or after c that could be the
 * same act, or NONE where there is none, or two as near. */
static uint32_t neighbour(merger *m, uint32_t at, chn_day last,
                          chn_merge_why *why)
{
    const chn_cluster *c = &m->at[at];
    uint32_t found = CHN_MERGE_NONE;
    chn_day gap = 0;
    bool two = false;
    const chn_day w = m->o.window;
    walk it = {.day = c->from - w > m->base ? c->from - w : m->base,
               .to = c->from + w < last ? c->from + w : last};
    m->visit++;
    for (uint32_t k = walk_next(m, &it); k != CHN_MERGE_NONE;
         k = walk_next(m, &it)) {
        const chn_cluster *x = &m->at[k];
        chn_merge_why y;
        const chn_day d =
            x->from < c->from ? c->from - x->from : x->from - c->from;
        if (!x->dated || x->from != x->to || d == 0 || d > w ||
            !fits(m, c, x, 5, CHN_MERGE_NEXT_DAY, &y))
            continue;
        if (found != CHN_MERGE_NONE && d >= gap) {
            two = two || d == gap;
            missed(m, c->first, x, &y, CHN_MERGE_GATE_CHOICE);
            continue;
        }
        if (found != CHN_MERGE_NONE)
            missed(m, c->first, &m->at[found], why, CHN_MERGE_GATE_CHOICE);
        found = k;
        gap = d;
        two = false;
        *why = y;
    }
    if (two)
        missed(m, c->first, &m->at[found], why, CHN_MERGE_GATE_CHOICE);
    return two ? CHN_MERGE_NONE : found;
}

/* "The visit was on the 25th", "on the 26th": one act if the two days stand
 * alone. In a row of days each has acts of its own: 25, 26 and 27 stay
 * three. */
static chn_code join_neighbours(merger *m, chn_day last)
{
    uint32_t *to = CHN_NEW(m->a, uint32_t, m->n_at);
    chn_merge_why *why = CHN_NEW(m->a, chn_merge_why, m->n_at);
    if (!to || !why)
        return chn_fail_memory(m->err);
    for (uint32_t i = 0; i < m->n_at; i++) {
        const chn_cluster *c = &m->at[i];
        to[i] = c->dated && c->from == c->to ? neighbour(m, i, last, &why[i])
                                             : CHN_MERGE_NONE;
    }
    for (uint32_t i = 0; i < m->n_at; i++) {
        const uint32_t k = to[i];
        if (k == CHN_MERGE_NONE || to[k] != i || m->at[k].from <= m->at[i].from)
            continue;
        chn_cluster *c = &m->at[i];
        chn_cluster *x = &m->at[k];
        const chn_day end = x->to;
        m->why[x->first] = why[i];
        const chn_code rc =
            chn_cluster_absorb(m->a, m->c, m->next, c, x, false, m->err);
        if (rc)
            return rc;
        const chn_day begin = c->to + 1;
        c->to = end; /* it now has two days */
        for (chn_day d = begin; d <= end; d++)
            if (enlist(m, i, d) != CHN_OK)
                return CHN_ERR_MEMORY;
    }
    return CHN_OK;
}

/* ---- then: tellings without a single day ---- */

/* The one cluster that fits a telling of several days or of none, or NONE:
 * "in April", where two days of April are told. Nothing joins while this is
 * asked, so that each choice depends on its own days alone. */
static uint32_t choose(merger *m, const chn_cluster *x, chn_day last,
                       chn_merge_why *why)
{
    uint32_t equal = CHN_MERGE_NONE;
    uint32_t other = CHN_MERGE_NONE;
    uint32_t n_other = 0;
    chn_merge_why why_other = {0};
    if (chn_cluster_days(x) > CHN_MERGE_WIDE)
        return CHN_MERGE_NONE;
    walk it = {.day = x->from, .to = x->to < last ? x->to : last};
    m->visit++;
    for (uint32_t k = walk_next(m, &it); k != CHN_MERGE_NONE;
         k = walk_next(m, &it)) {
        const chn_cluster *c = &m->at[k];
        const bool same = x->dated && c->from == x->from && c->to == x->to;
        const chn_merge_rule rule = !x->dated ? CHN_MERGE_NEAR_REPORT
                                    : same    ? CHN_MERGE_SAME_DATE
                                              : CHN_MERGE_WITHIN;
        const int date = x->dated ? chn_cluster_date_points(c, x) : 5;
        chn_merge_why y;
        if (date < 0 || !fits(m, c, x, date, rule, &y))
            continue;
        if (same && better(&y, k, equal, why)) {
            equal = k;
            *why = y;
        } else if (!same) {
            n_other++;
            other = k;
            why_other = y;
        }
    }
    if (equal != CHN_MERGE_NONE)
        return equal;
    if (n_other > 1)
        missed(m, x->first, &m->at[other], &why_other, CHN_MERGE_GATE_CHOICE);
    if (n_other != 1)
        return CHN_MERGE_NONE;
    *why = why_other;
    return other;
}

/* x goes to the cluster that it chose, unless one that went before it says
 * something else; then it stays alone. */
static chn_code attach(merger *m, chn_cluster *x, uint32_t k,
                       const chn_merge_why *chosen)
{
    chn_cluster *c = &m->at[k];
    chn_merge_why why;
    if (fits(m, c, x, chosen->date, (chn_merge_rule)chosen->rule, &why)) {
        m->why[x->first] = why;
        return chn_cluster_absorb(m->a, m->c, m->next, c, x, false, m->err);
    }
    x->stand_from = c->from;
    x->stand_to = c->to;
    return begin_cluster(m, x);
}

/* Tellings that no day fits meet those of the same interval, or of reports of
 * the same day. `first`: the first cluster of this interval. */
static chn_code put_rest(merger *m, chn_cluster *x, uint32_t first)
{
    uint32_t best = CHN_MERGE_NONE;
    chn_merge_why why = {0};
    for (uint32_t k = first; k < m->n_at; k++) {
        const chn_cluster *c = &m->at[k];
        chn_merge_why y;
        if (fits(m, c, x, x->dated ? chn_cluster_date_points(c, x) : 5,
                 x->dated ? CHN_MERGE_SAME_DATE : CHN_MERGE_NEAR_REPORT, &y) &&
            better(&y, k, best, &why)) {
            best = k;
            why = y;
        }
    }
    if (best == CHN_MERGE_NONE)
        return begin_cluster(m, x);
    m->why[x->first] = why;
    return chn_cluster_absorb(m->a, m->c, m->next, &m->at[best], x, false,
                              m->err);
}

/* A telling without a day chooses the one act of a few days that fits it. As
 * in `choose`, nothing joins meanwhile. */
static uint32_t choose_days(merger *m, const chn_cluster *x, chn_day last,
                            chn_merge_why *why)
{
    uint32_t found = CHN_MERGE_NONE;
    walk it = {.day = x->from, .to = x->to < last ? x->to : last};
    m->visit++;
    for (uint32_t k = walk_next(m, &it); k != CHN_MERGE_NONE;
         k = walk_next(m, &it)) {
        const chn_cluster *c = &m->at[k];
        chn_merge_why y;
        if (!c->dated || c->from == c->to ||
            !fits(m, c, x, 5, CHN_MERGE_NEAR_REPORT, &y))
            continue;
        if (found != CHN_MERGE_NONE) {
            missed(m, x->first, c, &y, CHN_MERGE_GATE_CHOICE);
            return CHN_MERGE_NONE;
        }
        found = k;
        *why = y;
    }
    return found;
}

/* Those of key[0..n) that chose nothing. Acts of a few days are listed by
 * their days, so that those without a day find them. */
static chn_code put_all_rest(merger *m, const chn_place_key *key,
                             const uint32_t *to, uint32_t n, chn_day last)
{
    uint32_t first = m->n_at;
    const chn_cluster *before = NULL;
    for (uint32_t i = 0; i < n; i++) {
        chn_cluster *x = key[i].cluster;
        const uint32_t n_at = m->n_at;
        if (to[i] != CHN_MERGE_NONE)
            continue;
        if (!before || before->dated != x->dated || before->from != x->from ||
            before->to != x->to)
            first = m->n_at;
        before = x;
        chn_code rc = put_rest(m, x, first);
        if (m->n_at > n_at && x->dated && chn_cluster_days(x) <= CHN_MERGE_FEW)
            for (chn_day d = x->from; d <= x->to && d <= last && rc == CHN_OK;
                 d++)
                rc = enlist(m, n_at, d);
        if (rc)
            return rc;
    }
    return CHN_OK;
}

/* key[0..n): tellings without a single day, in the order of chn_place_cmp,
 * which puts those of one interval together. */
static chn_code place_others(merger *m, const chn_place_key *key, uint32_t n,
                             chn_day last)
{
    uint32_t *to = CHN_NEW(m->a, uint32_t, n);
    uint32_t *late = CHN_NEW(m->a, uint32_t, n);
    chn_merge_why *why = CHN_NEW(m->a, chn_merge_why, n);
    if (!to || !late || !why)
        return chn_fail_memory(m->err);
    for (uint32_t i = 0; i < n; i++)
        to[i] = choose(m, key[i].cluster, last, &why[i]);
    chn_code rc = CHN_OK;
    for (uint32_t i = 0; i < n && rc == CHN_OK; i++)
        if (to[i] != CHN_MERGE_NONE)
            rc = attach(m, key[i].cluster, to[i], &why[i]);
    uint32_t i = 0; /* those with days come first */
    while (i < n && key[i].cluster->dated)
        i++;
    if (rc == CHN_OK)
        rc = put_all_rest(m, key, to, i, last);
    for (uint32_t k = i; k < n; k++)
        if (to[k] == CHN_MERGE_NONE)
            late[k] = choose_days(m, key[k].cluster, last, &why[k]);
    for (uint32_t k = i; k < n && rc == CHN_OK; k++)
        if (to[k] == CHN_MERGE_NONE && late[k] != CHN_MERGE_NONE) {
            to[k] = late[k];
            rc = attach(m, key[k].cluster, late[k], &why[k]);
        }
    return rc == CHN_OK ? put_all_rest(m, key + i, to + i, n - i, last) : rc;
}

/* ---- stretches and blocks ---- */

static chn_code make_event(merger *m, const chn_cluster *c)
{
    uint32_t n = 0;
    for (uint32_t i = c->head; i != CHN_MERGE_NONE; i = m->next[i])
        n++;
    chn_place_key *key = CHN_NEW(m->a, chn_place_key, n);
    uint32_t *member = CHN_NEW(m->a, uint32_t, n);
    chn_merge_why *why = CHN_NEW(m->a, chn_merge_why, n);
    if (!key || !member || !why)
        return chn_fail_memory(m->err);
    chn_merge_part *part = CHN_NEW(m->a, chn_merge_part, 1);
    if (!part)
        return chn_fail_memory(m->err);
    chn_merge_event *e = &m->event[m->n_event++];
    uint32_t k = 0;
    for (uint32_t i = c->head; i != CHN_MERGE_NONE; i = m->next[i]) {
        m->in[i] = m->n_event;
        member[k++] = i;
    }
    e->member = member;
    e->why = why;
    e->n_member = n;
    part->claim = c->first;
    part->from = c->stand_from == CHN_DAY_NONE ? c->from : c->stand_from;
    part->to = c->stand_from == CHN_DAY_NONE ? c->to : c->stand_to;
    e->part = part;
    e->n_part = 1;
    const chn_code rc = chn_merge_vote(m->a, m->c, e, m->err);
    if (rc)
        return rc;
    for (uint32_t i = 0; i < n; i++) {
        const chn_merge_why *x = &m->miss[e->member[i]];
        why[i] = m->why[e->member[i]];
        why[i].miss = CHN_MERGE_NONE;
        why[i].miss_gate = CHN_MERGE_OPEN;
        why[i].miss_score = 0;
        if (x->gate != CHN_MERGE_OPEN && m->in[x->with] != m->n_event) {
            why[i].miss = x->with;
            why[i].miss_gate = x->gate;
            why[i].miss_score = x->score;
        }
    }
    chn_merge_name(m->c, e);
    return CHN_OK;
}

void chn_merge_name(const chn_merge_claim *c, chn_merge_event *e)
{
    const chn_str lead = c[e->member[0]].id;
    chn_sha256 s;
    chn_sha256_init(&s);
    chn_sha256_put(&s, lead.p, lead.n);
    e->id[0] = 'e';
    chn_sha256_hex(&s, e->id + 1, 16);
}

/* Tellings [0, n) of one block without a gap between them. */
static chn_code do_stretch(merger *m, chn_cluster *x, uint32_t n)
{
    if (n == 1)
        return make_event(m, x);
    chn_place_key *key = CHN_NEW(m->a, chn_place_key, n);
    m->at = CHN_NEW(m->a, chn_cluster, n);
    if (!key || !m->at)
        return chn_fail_memory(m->err);
    chn_day last = x[0].from;
    for (uint32_t i = 0; i < n; i++) {
        key[i] = (chn_place_key){&x[i], m->c[x[i].lead].id};
        if (x[i].from > last)
            last = x[i].from;
    }
    m->base = x[0].from;
    m->n_at = m->n_node = 0;
    m->visit = 0;
    const uint32_t n_day = (uint32_t)(last - m->base) + 1;
    void *p = m->day;
    if (!chn_arena_grow(m->a, &p, &m->cap_day, n_day, sizeof *m->day))
        return chn_fail_memory(m->err);
    m->day = p;
    for (uint32_t i = 0; i < n_day; i++)
        m->day[i] = CHN_MERGE_NONE;
    qsort(key, n, sizeof *key, chn_place_cmp);
    uint32_t i = 0;
    chn_code rc = CHN_OK;
    while (rc == CHN_OK && i < n && key[i].cluster->dated &&
           chn_cluster_days(key[i].cluster) == 1)
        rc = put_day(m, key[i++].cluster);
    if (rc == CHN_OK)
        rc = join_neighbours(m, last);
    if (rc == CHN_OK)
        rc = place_others(m, key + i, n - i, last);
    for (uint32_t k = 0; rc == CHN_OK && k < m->n_at; k++)
        if (!m->at[k].gone)
            rc = make_event(m, &m->at[k]);
    return rc;
}

static int reach_cmp(const void *pa, const void *pb)
{
    const chn_merge_claim *const *qa = pa;
    const chn_merge_claim *const *qb = pb;
    const chn_merge_claim *a = *qa;
    const chn_merge_claim *b = *qb;
    int d = chn_str_cmp(a->block, b->block);
    if (d)
        return d;
    if (a->reach_from != b->reach_from)
        return a->reach_from < b->reach_from ? -1 : 1;
    d = chn_str_cmp(a->telling, b->telling);
    return d ? d : chn_str_cmp(a->id, b->id);
}

int chn_merge_event_cmp(const void *pa, const void *pb)
{
    const chn_merge_event *a = pa;
    const chn_merge_event *b = pb;
    return memcmp(a->id, b->id, sizeof a->id);
}

static uint32_t count_countries(chn_str block)
{
    uint32_t n = 1;
    for (size_t i = 0; i < block.n; i++)
        n += block.p[i] == ',';
    return n;
}

/* The telling whose claims are by[0..n). */
static chn_code telling(merger *m, const chn_merge_claim *const *by, uint32_t n,
                        chn_cluster *out)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t at = (uint32_t)(by[i] - m->c);
        const bool first = by[i]->why.rule == CHN_MERGE_FIRST;
        chn_cluster x;
        chn_code rc = chn_cluster_of(m->a, m->c, at,
                                     count_countries(by[i]->block), &x, m->err);
        if (rc)
            return rc;
        m->why[at] = by[i]->why;
        if (i == 0) {
            *out = x;
        } else {
            const bool dated = out->dated || x.dated;
            rc =
                chn_cluster_absorb(m->a, m->c, m->next, out, &x, false, m->err);
            if (rc)
                return rc;
            out->dated = dated;
        }
        if (first)
            out->first = at;
    }
    out->from = by[0]->reach_from;
    out->to = by[0]->reach_to;
    out->stand_from = out->stand_to = CHN_DAY_NONE;
    return CHN_OK;
}

chn_code chn_merge_events(chn_arena *a, const chn_merge_options *o,
                          const chn_merge_claim *c, uint32_t n,
                          chn_merge_result *out, chn_err *err)
{
    *out = (chn_merge_result){0};
    merger m = {.a = a,
                .c = c,
                .next = CHN_NEW(a, uint32_t, n),
                .why = CHN_NEW(a, chn_merge_why, n),
                .o = o ? *o : chn_merge_defaults(),
                .miss = CHN_NEW(a, chn_merge_why, n),
                .in = CHN_NEW(a, uint32_t, n),
                .event = CHN_NEW(a, chn_merge_event, n),
                .err = err};
    const chn_merge_claim **by = CHN_NEW(a, const chn_merge_claim *, n);
    chn_cluster *x = CHN_NEW(a, chn_cluster, n);
    if (!m.next || !m.why || !m.miss || !m.in || !m.event || !by || !x)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < n; i++) {
        by[i] = &c[i];
        m.next[i] = CHN_MERGE_NONE;
    }
    if (n > 1)
        qsort((void *)by, n, sizeof *by, reach_cmp);

    uint32_t i = 0;
    while (i < n) {
        /* one stretch: tellings until a gap, or the block's end */
        const chn_str block = by[i]->block;
        int64_t end = INT64_MIN;
        uint32_t k = 0;
        while (i < n && chn_str_eq(by[i]->block, block) &&
               (k == 0 || (block.n && by[i]->reach_from <= end + m.o.window))) {
            uint32_t j = i + 1;
            while (j < n && chn_str_eq(by[j]->telling, by[i]->telling))
                j++;
            const chn_code rc = telling(&m, by + i, j - i, &x[k]);
            if (rc)
                return rc;
            if (x[k].to > end)
                end = x[k].to;
            k++;
            i = j;
        }
        const chn_code rc = do_stretch(&m, x, k);
        if (rc)
            return rc;
    }
    if (m.n_event > 1)
        qsort(m.event, m.n_event, sizeof *m.event, chn_merge_event_cmp);
    out->event = m.event;
    out->n_event = m.n_event;
    return CHN_OK;
}

/* ---- both steps ---- */

static int report_cmp(const void *pa, const void *pb)
{
    const chn_merge_claim *const *qa = pa;
    const chn_merge_claim *const *qb = pb;
    const int d = chn_str_cmp((*qa)->report, (*qb)->report);
    return d ? d : chn_str_cmp((*qa)->id, (*qb)->id);
}

chn_code chn_merge_all(chn_arena *a, chn_merge_claim *c, uint32_t n,
                       chn_merge_result *out, chn_err *err)
{
    chn_merge_claim **by = CHN_NEW(a, chn_merge_claim *, n);
    chn_merge_claim *one = CHN_NEW(a, chn_merge_claim, n);
    if (!by || !one)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < n; i++)
        by[i] = &c[i];
    if (n > 1)
        qsort((void *)by, n, sizeof *by, report_cmp);
    for (uint32_t i = 0; i < n;) {
        uint32_t k = 0;
        while (i + k < n && chn_str_eq(by[i + k]->report, by[i]->report)) {
            one[k] = *by[i + k];
            k++;
        }
        const chn_code rc = chn_merge_report(a, one, k, err);
        if (rc)
            return rc;
        for (uint32_t j = 0; j < k; j++) {
            *by[i + j] = one[j];
            if (one[j].why.with != CHN_MERGE_NONE)
                by[i + j]->why.with = (uint32_t)(by[i + one[j].why.with] - c);
        }
        i += k;
    }
    return chn_merge_events(a, NULL, c, n, out, err);
}
