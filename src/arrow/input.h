/* SPDX-License-Identifier: Apache-2.0 */
/* A stream of batches read by the names of columns. What a producer gives is
 * checked before it is read, as far as the interface lets one check: it tells
 * no lengths of buffers. */
#ifndef CHN_ARROW_INPUT_H
#define CHN_ARROW_INPUT_H

#include <chancery/arrow.h>

#include "base/str.h"

/* What a column can be asked for. */
typedef enum chn_ask_type {
    CHN_ASK_STR = 0, /* strings */
    CHN_ASK_NAME,    /* strings or whole numbers */
    CHN_ASK_DATE,    /* strings, dates or timestamps */
    CHN_ASK_BYTES    /* binary; strings will do */
} chn_ask_type;

typedef struct chn_input_column {
    const char *name, *other; /* `other`: taken where `name` is not there */
    chn_ask_type type;
    bool must;
} chn_input_column;

typedef enum chn_cell_type {
    CHN_CELL_NULL = 0,
    CHN_CELL_STR,
    CHN_CELL_DAY,
    CHN_CELL_BAD /* a day out of all calendars, an index out of its words */
} chn_cell_type;

typedef struct chn_cell {
    chn_cell_type type;
    chn_str str; /* borrowed from the batch or `digits` */
    chn_day day;
    char digits[24];
} chn_cell;

typedef struct chn_input chn_input;

/*
 * Reads the schema. `columns` [n] are borrowed until chn_input_free. `in` is
 * moved only where it succeeds. NULL with err: CHN_ERR_ARGUMENT, a column has
 * a type that cannot be read, or one that must be there is not;
 * CHN_ERR_INPUT, the producer failed.
 */
chn_input *chn_input_new(struct ArrowArrayStream *in,
                         const chn_input_column *columns, uint32_t n,
                         chn_err *err);
void chn_input_free(chn_input *x);

/* The next row: 1 it is there; 0 the batch is at its end, call again for the
 * next one; -1 there are no more; -2 the producer failed, with err. */
int chn_input_next(chn_input *x, chn_err *err);
/* Rows so far, this one included. */
uint64_t chn_input_row(const chn_input *x);
/* A cell of this row; null where the column is not there. */
void chn_input_cell(const chn_input *x, uint32_t which, chn_cell *out);

#endif
