/* SPDX-License-Identifier: Apache-2.0 */
/* What merging makes of a batch, kept until all of it is known, and then
 * written in the order of the tables. */
#ifndef CHN_STORE_OUTCOME_H
#define CHN_STORE_OUTCOME_H

#include "store/store_in.h"

/* A claim of an event. Numbers of rows; 0: none. */
typedef struct chn_out_member {
    int64_t claim, with, miss;
    int16_t points[8]; /* score and its parts, as event_claim has them */
    int16_t miss_score;
    uint8_t rule, miss_gate;
    bool same; /* its row is there as it is */
} chn_out_member;

/* An event to be put in. Words are in the outcome's arena. */
typedef struct chn_out_event {
    char id[18];
    chn_status status;
    chn_day first_reported;
    chn_str origins, history, disagree, dyad;
    uint32_t n_claims, n_reports, n_origins;
    int64_t best, sides, act, date, place, occasion; /* claims; 0: none */
    chn_out_member *member;                          /* [n_claims] */
} chn_out_event;

typedef struct chn_outcome {
    chn_arena *a;
    chn_out_event *event; /* [n_event] */
    uint32_t n_event, cap_event;
    uint64_t *gone; /* [n_gone] events that do not stay as they are */
    uint32_t n_gone, cap_gone;
    int64_t *left; /* [n_left] claims whose rows in event_claim change */
    uint32_t n_left, cap_left;
} chn_outcome;

/* A new event with room for its members; NULL: no memory. */
chn_out_event *chn_outcome_add(chn_outcome *o, uint32_t n_claims);
/* That event ("e0123456789abcdef") changes or goes; false: no memory. */
bool chn_outcome_gone(chn_outcome *o, chn_str event);
/* So does a claim's row in event_claim. */
bool chn_outcome_left(chn_outcome *o, int64_t claim);
/* Write it: changed events out with their keys, then all in. */
chn_code chn_outcome_write(chn_store *s, chn_outcome *o, chn_err *err);

#endif
