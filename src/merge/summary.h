/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What merging sees of a report: its claims without their words. The same
 * whether they go into a store or, packed, to another machine.
 */
#ifndef CHN_MERGE_SUMMARY_H
#define CHN_MERGE_SUMMARY_H

#include <chancery/dating.h>

#include "base/str.h"
#include "merge/merge.h"

/* A coded report; all borrowed. */
typedef struct chn_merge_input {
    const chn_report *report;
    const chn_dating *dating; /* NULL: the report's date was given, or none */
    const chn_claim *const *claims; /* [n_claims] */
    uint32_t n_claims;
    const chn_span *sentences;        /* [n_sentences] */
    const chn_credit *const *credits; /* [n_credits] */
    uint32_t n_credits;
} chn_merge_input;

/* The day that a report was read with, however it is known. A day that was
 * worked out and is less likely than not is told and dates nothing. */
chn_day chn_merge_day(const chn_report *r, const chn_dating *d);
/* A claim does not say what kind of thing its actor is. */
chn_merge_rank chn_merge_rank_of(const chn_claim *c, const chn_actor *x);
/* Last link of the chain of sources; empty: the report's own voice. */
chn_str chn_merge_origin(const chn_claim *c);
/* The kind of word behind a rule: "en/support.thank" of "en/support.thank.1".
 * Borrowed from `rule`. */
chn_str chn_merge_manner(chn_str rule);
/* MinHash of the report's body. */
void chn_merge_sketch(const chn_report *r, uint32_t out[CHN_SKETCH]);

/*
 * The summaries of a report's claims, [in->n_claims] at `out`, as
 * chn_merge_report takes them. What is made lies in the arena; the rest is
 * borrowed from `in`, as `sketch` is.
 */
chn_code chn_merge_summaries(chn_arena *a, const chn_merge_input *in,
                             const uint32_t *sketch, chn_merge_claim *out,
                             chn_err *err);

/* A summary that went through chn_merge_report as bytes, the same on every
 * machine, and back; strings and lists of `out` are in the arena. Of `why`
 * only the points are kept: `with` is NONE. CHN_ERR_INPUT: not such bytes. */
void chn_merge_pack(chn_buf *b, const chn_merge_claim *c);
chn_code chn_merge_unpack(chn_arena *a, chn_str bytes, chn_merge_claim *out,
                          chn_err *err);

#endif
