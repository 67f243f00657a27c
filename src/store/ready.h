/* SPDX-License-Identifier: Apache-2.0 */
/* What a report's rows are made of, as far as that can be known without the
 * store: worked out in any thread, so that the one that writes need not. */
#ifndef CHN_STORE_READY_H
#define CHN_STORE_READY_H

#include "merge/summary.h"
#include "store/detail.h"
#include "store/store_in.h"

/* Words of a claim's row that are put together. */
typedef struct chn_ready_claim {
    chn_str contexts, flags, source, target, source_code, target_code, voice;
    chn_str record;
} chn_ready_claim;

typedef struct chn_ready_detail {
    chn_detail d;
    uint32_t sentence, n; /* n: within the sentence */
} chn_ready_detail;

struct chn_ready {
    chn_arena *a;
    chn_store_input in;
    char sha[65]; /* of the text */
    uint32_t sketch[CHN_SKETCH];
    chn_ready_claim *claim;   /* [in.n_claims] */
    chn_merge_claim *summary; /* of each */
    chn_ready_detail *detail; /* [n_detail] in the order of the text */
    uint32_t n_detail, cap_detail;
};

/* Everything from `in`, which is borrowed. CHN_ERR_INPUT: what a stage before
 * promised does not hold. `x` is zeroed, but for its arena. */
chn_code chn_ready_fill(chn_ready *x, const chn_store_input *in, chn_err *err);

#endif
