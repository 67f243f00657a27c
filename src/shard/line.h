/* SPDX-License-Identifier: Apache-2.0 */
/* Inside shard: a claim's line with all that merging needs, written and read.
 */
#ifndef CHN_SHARD_LINE_H
#define CHN_SHARD_LINE_H

#include <chancery/merging.h>

#include "base/str.h"
#include "merge/merge.h"

/* Members of a claim's line that an event takes over as they stand there. */
typedef enum chn_part {
    CHN_PART_CLAIM = 0,
    CHN_PART_REPORT,
    CHN_PART_CATEGORY,
    CHN_PART_MODE,
    CHN_PART_CAMEO,
    CHN_PART_CONTEXTS,
    CHN_PART_QUAD,
    CHN_PART_GOLDSTEIN,
    CHN_PART_SOURCE,
    CHN_PART_TARGET,
    CHN_PART_OTHERS,
    CHN_PART_SYMMETRIC,
    CHN_PART_DATE,
    CHN_PART_DATES,
    CHN_PART_STATUS,
    CHN_PART_VOICE,
    CHN_PART_PLACE,
    CHN_PART_OCCASION,
    CHN_PART_MERGE,
    CHN_PARTS
} chn_part;

typedef struct chn_line {
    chn_str text;            /* without its newline */
    chn_str part[CHN_PARTS]; /* of `text`; n == 0: null or absent */
} chn_line;

/* Into the object at the end of `b`: a member `merge`, and a newline behind.
 * `packed` is room to work in. */
void chn_line_put_merge(chn_buf *b, const chn_merge_claim *m, chn_buf *packed);
/* Cut a line into its members. CHN_ERR_INPUT where it is no claim; whether
 * `merge` is there is for chn_line_read to say. */
chn_code chn_line_cut(chn_str text, chn_line *out, chn_err *err);
/* The claim's summary as chn_merge_unpack gives it, checked; strings go into
 * the arena. */
chn_code chn_line_read(chn_arena *a, const chn_line *l, chn_merge_claim *m,
                       chn_err *err);
/* The same of a packed summary that came beside the line. */
chn_code chn_line_unpack(chn_arena *a, const chn_line *l, chn_str packed,
                         chn_merge_claim *m, chn_err *err);

#endif
