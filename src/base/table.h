/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of knowledge. A table is a TSV file: UTF-8, lines that begin with
 * '#' are comments, the first other line is the header, one row per fact,
 * every row has as many cells as the header, no quoting; a cell "-" means
 * empty. The same form is compiled in by tools/mktables and parsed at run
 * time for overlays, so both behave alike.
 *
 *   cells: [ (n_rows + 1) * n_cols + 1 ] offsets into pool, row 0 = header
 *   lines: [ n_rows + 1 ] line of each row in its file
 */
#ifndef CHN_BASE_TABLE_H
#define CHN_BASE_TABLE_H

#include <chancery/base.h>

#include "base/arena.h"
#include "base/err.h"

/* Hexadecimal digits of a table's digest: SHA-256, cut. */
#define CHN_TABLE_DIGITS 32

typedef struct chn_table {
    const char *name; /* "actors/countries.tsv" */
    const char *file; /* path for messages; "data/..." for compiled ones */
    const char *pool; /* NUL after each cell */
    const uint32_t *cells;
    const uint32_t *lines;
    uint32_t n_rows, n_cols;
    char digest[CHN_TABLE_DIGITS + 1]; /* of name and cells, comments apart */
} chn_table;

/* Parse bytes. NULL with err "file:line: ...". All is copied. */
chn_table *chn_table_parse(chn_arena *a, const char *name, const char *file,
                           const char *bytes, size_t n, chn_err *err);
/* The same of bytes[n] with room for one more, which become the table's pool:
 * for large tables, which are then in memory once. They live as long. */
chn_table *chn_table_take(chn_arena *a, const char *name, const char *file,
                          char *bytes, size_t n, chn_err *err);
/* Column by header name, or -1. */
int32_t chn_table_col(const chn_table *t, const char *col);
/* Cell of row 0..n_rows-1; col -1 gives "". */
chn_str chn_table_cell(const chn_table *t, uint32_t row, int32_t col);

/* All tables of an engine: those compiled in, then overlays in order. */
typedef struct chn_tableset {
    const chn_table **tables;
    uint32_t n;
} chn_tableset;

/*
 * Walk the rows of all tables with one name: compiled in first, overlays
 * after; where a later row has the same cell in column `key` as an earlier
 * one, the earlier is passed over. `key` NULL: all rows are kept. A row of an
 * overlay whose key begins with "!" removes the row with that key.
 */
typedef struct chn_rows {
    const chn_table *t; /* the current row's table */
    uint32_t row;
    int32_t *cols; /* [n_cols] columns of `t`, in the order asked */
    /* private below */
    const chn_tableset *set;
    const char *name;
    const char *const *want;
    uint32_t n_want;
    uint32_t next_table, next_row;
    chn_arena *arena;
    struct chn_rowkey *keys;
    uint32_t n_keys;
} chn_rows;
/* `want`: n_want column names, NULL-free; a name with a leading '?' may be
 * missing in an overlay or table (its cells are empty), others must be there.
 * want[0] is the key column if `keyed`. */
chn_code chn_rows_open(chn_rows *it, chn_arena *a, const chn_tableset *set,
                       const char *name, const char *const *want,
                       uint32_t n_want, bool keyed, chn_err *err);
/* 1 a row, 0 the end, -1 error in err. */
int chn_rows_next(chn_rows *it, chn_err *err);
/* Cell of want[i]. */
chn_str chn_rows_cell(const chn_rows *it, uint32_t i);
/* "file:line: " + message about the current row; code CHN_ERR_TABLE. */
chn_code chn_rows_fail(const chn_rows *it, chn_err *err, const char *fmt, ...)
    CHN_PRINTF(3, 4);

/* The tables compiled in (generated; absent in tools/mktables itself). */
extern const chn_table chn_builtin_tables[];
extern const uint32_t chn_builtin_table_count;
/* The one of a name, or NULL. */
const chn_table *chn_table_builtin(const char *name);
/* The row whose first cell is `key`, of a table whose rows are sorted by it;
 * CHN_NO_ROW: none. */
#define CHN_NO_ROW UINT32_MAX
uint32_t chn_table_find(const chn_table *t, chn_str key);

#endif
