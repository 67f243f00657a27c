/* SPDX-License-Identifier: Apache-2.0 */
/* Shard for the other modules: keys and claims that are no lines yet. */
#ifndef CHN_SHARD_SHARD_H
#define CHN_SHARD_SHARD_H

#include <chancery/merging.h>

#include "base/str.h"
#include "merge/merge.h"

/* What merging sees of a result's claims, [claims], through chn_merge_report;
 * in the arena and the result. */
chn_code chn_line_summaries(chn_arena *a, const chn_result *r,
                            chn_merge_claim **out, chn_err *err);
/* chn_merge_keys of a summary. `b` is room to work in. */
chn_code chn_merging_keys_of(const chn_merge_claim *m,
                             const chn_merging_options *o, chn_buf *b,
                             chn_merge_key_fn fn, void *user, chn_err *err);
/* chn_merging_add of a claim's line without the member `merge`, and of its
 * packed summary. */
chn_code chn_merging_add_packed(chn_merging *m, chn_str line, chn_str packed,
                                chn_err *err);

#endif
