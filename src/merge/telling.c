/* SPDX-License-Identifier: Apache-2.0 */
/* First step: within one report, which claims tell of one act. */
#include <stdlib.h>

#include "merge/merge_in.h"

typedef struct work {
    chn_cluster *at; /* [n_at] of the current block */
    uint32_t n_at;
    uint32_t *next; /* [n] */
} work;

typedef struct candidate {
    uint32_t best;   /* cluster */
    uint32_t n;      /* how many fit */
    uint32_t n_best; /* how many fit as well as the best */
    chn_merge_why why;
} candidate;

static void offer(candidate *k, uint32_t cluster, const chn_merge_why *why)
{
    k->n++;
    if (k->best == CHN_MERGE_NONE || why->score > k->why.score) {
        k->best = cluster;
        k->why = *why;
        k->n_best = 1;
    } else if (why->score == k->why.score) {
        k->n_best++;
    }
}

/* The cluster that x joins, or NONE. `x` comes after all closer-dated ones. */
static uint32_t find_dated(const work *w, const chn_cluster *x,
                           chn_merge_why *why)
{
    candidate equal = {.best = CHN_MERGE_NONE};
    candidate other = {.best = CHN_MERGE_NONE};
    for (uint32_t i = 0; i < w->n_at; i++) {
        const chn_cluster *c = &w->at[i];
        if (!c->dated)
            continue;
        const int date = chn_cluster_date_points(c, x);
        chn_merge_why y;
        if (date < 0 || !chn_cluster_match(c, x, date, CHN_MERGE_SAME_REPORT,
                                           CHN_MERGE_THRESHOLD, &y))
            continue;
        const bool same = c->from == x->from && c->to == x->to;
        offer(same ? &equal : &other, i, &y);
    }
    if (equal.best != CHN_MERGE_NONE) {
        *why = equal.why;
        return equal.best;
    }
    /* "in April" where two days of April are told: unknown which */
    if (other.n == 1) {
        *why = other.why;
        return other.best;
    }
    return CHN_MERGE_NONE;
}

/* "The two leaders met on Friday ... Kim and Moon also walked": an act
 * without a date is told again, if only one act fits it. */
static uint32_t find_undated(const work *w, const chn_cluster *x,
                             chn_merge_why *why)
{
    candidate dated = {.best = CHN_MERGE_NONE};
    candidate other = {.best = CHN_MERGE_NONE};
    for (uint32_t i = 0; i < w->n_at; i++) {
        const chn_cluster *c = &w->at[i];
        chn_merge_why y;
        if (c->from > x->to || x->from > c->to ||
            !chn_cluster_match(c, x, 15, CHN_MERGE_SAME_REPORT,
                               CHN_MERGE_THRESHOLD, &y))
            continue;
        offer(c->dated ? &dated : &other, i, &y);
    }
    if (dated.best != CHN_MERGE_NONE && dated.n_best == 1) {
        *why = dated.why;
        return dated.best;
    }
    if (other.best != CHN_MERGE_NONE) {
        *why = other.why;
        return other.best;
    }
    return CHN_MERGE_NONE;
}

/* "CONSULT PRK,RUS 2019-01-01/2019-12-31": told for a whole year, it can only
 * meet what is told for the same year. */
static bool long_block(chn_arena *a, chn_str base, const chn_cluster *c,
                       chn_str *out)
{
    char *p = CHN_NEW(a, char, base.n + 24);
    if (!p)
        return false;
    memcpy(p, base.p, base.n);
    p[base.n] = ' ';
    chn_day_format(c->from, p + base.n + 1);
    p[base.n + 11] = '/';
    chn_day_format(c->to, p + base.n + 12);
    *out = chn_str_n(p, base.n + 22);
    return true;
}

/* Where a telling can meet those of other reports. */
static chn_code set_reach(chn_arena *a, chn_merge_claim *c, const work *w,
                          const chn_cluster *k, chn_err *err)
{
    chn_str block = c[k->lead].block;
    chn_day from = k->from;
    chn_day to = k->to;
    if (k->dated) {
        if (chn_cluster_days(k) > CHN_MERGE_WIDE &&
            !long_block(a, block, k, &block))
            return chn_fail_memory(err);
    } else {
        /* News tells of its own day and the day before. An act known only to
         * lie further back, or ahead, meets no other report. */
        const chn_day p = c[k->lead].published;
        if (p == CHN_DAY_NONE || k->from > p || k->to < p - CHN_MERGE_WINDOW) {
            block = chn_str_n("", 0);
            from = to = CHN_DAY_NONE;
        } else {
            from = p - CHN_MERGE_WINDOW;
            to = p;
        }
    }
    for (uint32_t i = k->head; i != CHN_MERGE_NONE; i = w->next[i]) {
        c[i].telling = c[k->lead].id;
        c[i].block = block;
        c[i].reach_from = from;
        c[i].reach_to = to;
    }
    return CHN_OK;
}

static chn_code do_block(chn_arena *a, chn_merge_claim *c, work *w,
                         chn_place_key *key, uint32_t n, chn_err *err)
{
    w->n_at = 0;
    qsort(key, n, sizeof *key, chn_place_cmp);
    for (uint32_t i = 0; i < n; i++) {
        chn_cluster *x = key[i].cluster;
        chn_merge_why *why = &c[x->first].why;
        const uint32_t k =
            x->dated ? find_dated(w, x, why) : find_undated(w, x, why);
        if (k == CHN_MERGE_NONE) {
            *why = (chn_merge_why){.with = CHN_MERGE_NONE,
                                   .rule = CHN_MERGE_FIRST,
                                   .miss = CHN_MERGE_NONE};
            w->at[w->n_at++] = *x;
            continue;
        }
        const chn_code rc =
            chn_cluster_absorb(a, c, w->next, &w->at[k], x, true, err);
        if (rc)
            return rc;
    }
    for (uint32_t i = 0; i < w->n_at; i++) {
        const chn_code rc = set_reach(a, c, w, &w->at[i], err);
        if (rc)
            return rc;
    }
    return CHN_OK;
}

typedef struct block_key {
    chn_str block, id;
    uint32_t claim;
} block_key;

static int block_cmp(const void *pa, const void *pb)
{
    const block_key *a = pa;
    const block_key *b = pb;
    const int d = chn_str_cmp(a->block, b->block);
    return d ? d : chn_str_cmp(a->id, b->id);
}

chn_code chn_merge_report(chn_arena *a, chn_merge_claim *c, uint32_t n,
                          chn_err *err)
{
    work w = {.at = CHN_NEW(a, chn_cluster, n),
              .next = CHN_NEW(a, uint32_t, n)};
    chn_cluster *one = CHN_NEW(a, chn_cluster, n);
    block_key *by = CHN_NEW(a, block_key, n);
    chn_place_key *key = CHN_NEW(a, chn_place_key, n);
    if (!w.at || !w.next || !one || !by || !key)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t n_countries;
        chn_code rc = chn_merge_block(a, &c[i], &c[i].block, &n_countries, err);
        if (rc == CHN_OK)
            rc = chn_cluster_of(a, c, i, n_countries, &one[i], err);
        if (rc)
            return rc;
        w.next[i] = CHN_MERGE_NONE;
        by[i] = (block_key){c[i].block, c[i].id, i};
        c[i].telling = c[i].id;
        c[i].reach_from = c[i].reach_to = CHN_DAY_NONE;
        c[i].why = (chn_merge_why){.with = CHN_MERGE_NONE,
                                   .rule = CHN_MERGE_FIRST,
                                   .miss = CHN_MERGE_NONE};
    }
    if (n > 1)
        qsort(by, n, sizeof *by, block_cmp);
    for (uint32_t i = 0; i < n;) {
        uint32_t k = i;
        while (k < n && chn_str_eq(by[k].block, by[i].block)) {
            key[k - i].cluster = &one[by[k].claim];
            key[k - i].id = by[k].id;
            k++;
        }
        if (by[i].block.n) {
            const chn_code rc = do_block(a, c, &w, key, k - i, err);
            if (rc)
                return rc;
        }
        i = k;
    }
    return CHN_OK;
}
