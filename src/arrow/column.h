/* SPDX-License-Identifier: Apache-2.0 */
/* Rows into Arrow's columns: any table, row by row. Knows nothing of what the
 * cells mean. */
#ifndef CHN_ARROW_COLUMN_H
#define CHN_ARROW_COLUMN_H

#include <chancery/arrow.h>

#include "base/str.h"

typedef enum chn_column_type {
    CHN_COLUMN_STR = 0, /* utf8 */
    CHN_COLUMN_BYTES,   /* binary */
    CHN_COLUMN_STRS,    /* list<utf8> */
    CHN_COLUMN_BOOL,
    CHN_COLUMN_I32,
    CHN_COLUMN_U32,
    CHN_COLUMN_I64,
    CHN_COLUMN_F32,
    CHN_COLUMN_F64,
    CHN_COLUMN_DAY /* date32 */
} chn_column_type;

typedef struct chn_column {
    const char *name;
    chn_column_type type;
    bool always; /* has no null */
} chn_column;

/* The schema of a table: a struct of these columns. Names are copied. */
chn_code chn_columns_schema(const chn_column *c, uint32_t n,
                            struct ArrowSchema *out, chn_err *err);

/* Rows that are being gathered. Sticky: after no memory, or more than Arrow's
 * 32-bit offsets count, further cells do nothing and chn_rows_take fails. */
typedef struct chn_rows chn_rows;

/* `c` is borrowed until chn_rows_free. NULL: no memory. */
chn_rows *chn_rows_new(const chn_column *c, uint32_t n);
void chn_rows_free(chn_rows *r);

/* Cells of the open row, in any order of columns, each at most once. What is
 * not told is null when the row ends. */
void chn_rows_str(chn_rows *r, uint32_t column, chn_str s);
void chn_rows_int(chn_rows *r, uint32_t column, int64_t v);
void chn_rows_real(chn_rows *r, uint32_t column, double v);
/* Of a list: its items one by one, then the list. */
void chn_rows_item(chn_rows *r, uint32_t column, chn_str s);
void chn_rows_list(chn_rows *r, uint32_t column);
void chn_rows_end(chn_rows *r);

uint32_t chn_rows_count(const chn_rows *r);
size_t chn_rows_bytes(const chn_rows *r);
/* The rows as one batch, which its consumer releases; `r` is empty then. */
chn_code chn_rows_take(chn_rows *r, struct ArrowArray *out, chn_err *err);

#endif
