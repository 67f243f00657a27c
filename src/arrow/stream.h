/* SPDX-License-Identifier: Apache-2.0 */
/* Inside arrow: a stream that makes its batches when they are asked for. */
#ifndef CHN_ARROW_STREAM_H
#define CHN_ARROW_STREAM_H

#include "arrow/column.h"

/* Who makes rows. All are called by the consumer's thread. */
typedef struct chn_rows_source {
    const chn_column *column; /* [n_columns], borrowed while the stream lives */
    uint32_t n_columns;
    /* Add rows until `rows` should be handed out. CHN_OK without a row: the
     * end. */
    chn_code (*fill)(void *user, chn_rows *rows, chn_err *err);
    void (*drop)(void *user); /* once */
    void *user;
} chn_rows_source;

/* The source belongs to `out` where this succeeds. */
chn_code chn_rows_stream(const chn_rows_source *source,
                         struct ArrowArrayStream *out, chn_err *err);

#endif
