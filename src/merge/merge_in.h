/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this folder share; nobody else includes it. */
#ifndef CHN_MERGE_MERGE_IN_H
#define CHN_MERGE_MERGE_IN_H

#include "base/str.h"
#include "merge/merge.h"

/*
 * Claims that are one act as far as is known: one claim, a report's telling,
 * or a growing event. Members are a list through `next`, an array of the
 * caller's with one place per claim.
 */
#define CHN_CLUSTER_TEXTS 6u
typedef struct chn_cluster {
    uint32_t first;      /* claim that began it */
    uint32_t lead;       /* claim with the smallest id */
    uint32_t head, tail; /* members */
    bool dated;
    bool gone; /* joined another */
    /* dated: days that all dated members allow; else: the bounds, INT32_MIN
     * and INT32_MAX where open */
    chn_day from, to;
    chn_str mode; /* empty: no member tells it */
    bool message; /* a family of its own, see chn_merge_block */
    bool symmetric;
    chn_str directed; /* "PRK>RUS" of the members with a direction */
    uint32_t status;  /* bit of each chn_status */
    uint32_t n_countries;
    chn_merge_actor *actor; /* bodies and persons by country, id */
    uint32_t n_actor, cap_actor;
    chn_str place, occasion, manner;
    bool consult; /* talks, meeting, summit: many words for one thing */
    bool agree;   /* "agreed to", "will": two ways to tell an agreement */
    const uint32_t *text[CHN_CLUSTER_TEXTS]; /* words of some members */
    uint32_t n_word[CHN_CLUSTER_TEXTS];
    uint32_t n_text;
    uint64_t *report; /* hashes of the reports */
    uint32_t n_report, cap_report;
    uint32_t stamp;               /* last visitor */
    chn_day stand_from, stand_to; /* chn_merge_event.from, .to */
} chn_cluster;

static inline bool chn_merge_dated(const chn_merge_claim *c)
{
    return c->basis != CHN_BASIS_PUBLISHED && c->from != CHN_DAY_NONE &&
           c->to != CHN_DAY_NONE && c->from <= c->to;
}
/* Days of a cluster's interval; it may be open. */
static inline int64_t chn_cluster_days(const chn_cluster *c)
{
    return (int64_t)c->to - c->from + 1;
}

/* The block of a claim: family and countries, "CONSULT PRK,RUS"; empty where
 * a party is unknown. *n_countries gets their number. */
chn_code chn_merge_block(chn_arena *a, const chn_merge_claim *c, chn_str *block,
                         uint32_t *n_countries, chn_err *err);

/* A cluster of the one claim `i`. */
chn_code chn_cluster_of(chn_arena *a, const chn_merge_claim *c, uint32_t i,
                        uint32_t n_countries, chn_cluster *out, chn_err *err);
/* All of x into c; x is `gone`. `dates`: cut c's interval to what both
 * allow. */
chn_code chn_cluster_absorb(chn_arena *a, const chn_merge_claim *c,
                            uint32_t *next, chn_cluster *into, chn_cluster *x,
                            bool dates, chn_err *err);
bool chn_cluster_shares_report(const chn_cluster *a, const chn_cluster *b);

/* Same act, given what the dates are worth and the points that are needed?
 * Fills why's points, score and, where they are not, its gate. */
bool chn_cluster_match(const chn_cluster *c, const chn_cluster *x, int date,
                       chn_merge_rule rule, int32_t points, chn_merge_why *why);

/* Points for the dates of two dated clusters, x the longer; -1: they are
 * different days. */
int chn_cluster_date_points(const chn_cluster *c, const chn_cluster *x);

/* Order in which clusters are placed: see README. Pointers to chn_cluster
 * pointers; `ids` come from the claims behind. */
typedef struct chn_place_key {
    chn_cluster *cluster;
    chn_str id;
} chn_place_key;
int chn_place_cmp(const void *a, const void *b);

/* "e" and the hash of the smallest claim's id, once the event has voted. */
void chn_merge_name(const chn_merge_claim *c, chn_merge_event *e);
int chn_merge_event_cmp(const void *a, const void *b);

/* Fill the agreed fields of an event from its members. */
chn_code chn_merge_vote(chn_arena *a, const chn_merge_claim *c,
                        chn_merge_event *e, chn_err *err);

#endif
