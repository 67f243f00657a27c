/* SPDX-License-Identifier: Apache-2.0 */
/* What one stage may tell another of the day of an undated report. */
#ifndef CHN_BASE_BOUND_H
#define CHN_BASE_BOUND_H

#include <chancery/base.h>

/* The day lies in one of the spans: such as the terms of an office that is
 * told with its holder's name. */
#define CHN_BOUND_SPANS_MAX 12
typedef enum chn_bound_rank {
    CHN_BOUND_FITS = 0,
    CHN_BOUND_UNSURE, /* the table's ends are rough */
    CHN_BOUND_OTHER   /* the same person's, but another office's */
} chn_bound_rank;

typedef struct chn_bound {
    struct {
        chn_day from, to; /* CHN_DAY_NONE: open */
        uint8_t rank;     /* chn_bound_rank */
    } spans[CHN_BOUND_SPANS_MAX];
    uint32_t n_spans;
    uint32_t first, end; /* tokens that tell it */
    uint32_t who;        /* tells two bounds of one stage apart */
    bool weak;           /* more often so than not, no more */
    chn_str why;         /* a sentence; must live as long as the doc */
} chn_bound;

#endif
