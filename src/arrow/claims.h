/* SPDX-License-Identifier: Apache-2.0 */
/* Inside arrow: what a row of claims has, and rows from results. */
#ifndef CHN_ARROW_CLAIMS_H
#define CHN_ARROW_CLAIMS_H

#include <chancery/merging.h>

#include "arrow/column.h"
#include "base/arena.h"

extern const chn_column chn_claim_columns[];
/* With and without what merging needs, which stands last. */
uint32_t chn_claim_column_count(bool merge);

/* One result on its way into rows. */
typedef struct chn_claim_rows {
    bool merge, none_rows;
    uint32_t most; /* rows of a batch; 0: as many as fit */
    chn_merging_options merging;
    const chn_result *result; /* NULL: none is open */
    size_t next;              /* claim */
    void *summary;            /* [claims] of chn_merge_claim, in `arena` */
    chn_arena *arena;
    chn_buf line, packed;
} chn_claim_rows;

chn_code chn_claim_rows_init(chn_claim_rows *x, const chn_stream_options *o,
                             chn_err *err);
void chn_claim_rows_free(chn_claim_rows *x);
/* Begin with a result, borrowed until it is done. */
chn_code chn_claim_rows_open(chn_claim_rows *x, const chn_result *r,
                             chn_err *err);
/* Add its rows. *full: `rows` should be handed out first; call again. */
chn_code chn_claim_rows_add(chn_claim_rows *x, chn_rows *rows, bool *full,
                            chn_err *err);
/* A row for a report that could not be coded; empty strings are null. */
void chn_claim_rows_error(chn_rows *rows, const chn_report *r,
                          const chn_err *why);

#endif
