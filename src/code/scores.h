/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What numbers a claim gets: the probability of a coder's score, and the quad
 * class and score of an act on a named scale. In: rules/calibration.tsv,
 * ontology/scales.tsv. Immutable once read.
 */
#ifndef CHN_CODE_SCORES_H
#define CHN_CODE_SCORES_H

#include <chancery/claim.h>

#include "base/table.h"

/* One step of the map from scores to probabilities, all in percent. */
typedef struct chn_step {
    int32_t from, to; /* scores, inclusive */
    int32_t percent;  /* share of claims with such a score that were right */
    uint32_t n;       /* claims that it was counted on; 0: none */
} chn_step;

typedef struct chn_calibration chn_calibration;
/* NULL with err: a table is wrong, or falls where the score rises. A table
 * without rows leaves scores as they are. */
chn_calibration *chn_calibration_new(chn_arena *a, const chn_tableset *set,
                                     chn_err *err);
/* The step of a score; a score outside 0..100 has the nearest. */
chn_step chn_calibration_step(const chn_calibration *c, int32_t score);

typedef struct chn_scale chn_scale;
#define CHN_SCALE_DEFAULT "plover"
/* NULL with err: no such scale (CHN_ERR_ARGUMENT, the names that there are),
 * or a table is wrong. */
chn_scale *chn_scale_new(chn_arena *a, const chn_tableset *set,
                         const char *name, chn_err *err);
const char *chn_scale_name(const chn_scale *s);
/* Quad class and score of a claim by its CAMEO code or a code above it, by
 * category and mode, or by category; left as they are where the scale has
 * none of these. */
void chn_scale_apply(const chn_scale *s, chn_claim *c);

#endif
