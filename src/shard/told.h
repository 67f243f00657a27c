/* SPDX-License-Identifier: Apache-2.0 */
/* What an event says besides the fields that one claim speaks for. A store and
 * the merging outside of it write both alike. */
#ifndef CHN_SHARD_TOLD_H
#define CHN_SHARD_TOLD_H

#include "base/str.h"
#include "merge/merge.h"

/* Names of an event's origins, each once, by byte order. *names is in the
 * arena. */
chn_code chn_told_origins(chn_arena *a, const chn_merge_claim *c,
                          const chn_merge_event *e, const chn_str **names,
                          uint32_t *n, chn_err *err);
/* [{"status":"planned","reported":"2023-07-20","claims":1},...]; nothing
 * where all claims agree. */
void chn_told_history(const chn_merge_claim *c, const chn_merge_event *e,
                      chn_buf *b);

#endif
