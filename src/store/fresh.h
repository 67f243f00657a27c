/* SPDX-License-Identifier: Apache-2.0 */
/* Claims that were added and are in no event yet, in memory: merging needs not
 * read back what was just written. */
#ifndef CHN_STORE_FRESH_H
#define CHN_STORE_FRESH_H

#include "store/store_in.h"

/* What the other sentences of a claim's report may tell of it: those that
 * tell no numbers around it, and deny nothing, need not be asked. */
#define CHN_BESIDE_COUNTS 1u
#define CHN_BESIDE_DENIALS 2u

/* Keep the claims of a report, [n] from number `first` on, each with what
 * stands beside it; `c` was through chn_merge_report. Where that cannot be,
 * because there are too many or the tables hold other words than they were
 * given, merging reads them back. */
chn_code chn_fresh_keep(chn_store *s, const chn_merge_claim *c,
                        const unsigned char *beside, uint32_t n, int64_t first,
                        chn_err *err);
/* What is kept is not what the tables hold any more. */
void chn_fresh_drop(chn_store *s);

/* Of s->fresh[i]. */
chn_str chn_fresh_block(const chn_store *s, uint32_t i);
/* As it was given, but for `why.with`, which is NONE: `*with` is the number of
 * that claim's row, or 0. Words are borrowed until s->batch is reset. */
chn_code chn_fresh_claim(const chn_store *s, uint32_t i, chn_arena *a,
                         chn_merge_claim *c, int64_t *seq, int64_t *with,
                         unsigned *beside, chn_err *err);

/* Words that come again and again, once, as long as s->batch. NULL in p: no
 * memory. */
chn_str chn_fresh_word(chn_store *s, chn_str word);

#endif
