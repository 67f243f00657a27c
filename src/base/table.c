/* SPDX-License-Identifier: Apache-2.0 */
/* Tables: parsing TSV, and walking base and overlay rows as one. */
#include "base/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"

/* The row that is in force for a key, which stands in that row. Small, since
 * a table may have a hundred thousand. */
typedef struct chn_rowkey {
    uint32_t hash;
    uint32_t table; /* its place in the set, and 1; 0: free */
    uint32_t row;
} rowkey;

chn_str chn_table_cell(const chn_table *t, uint32_t row, int32_t col)
{
    if (col < 0)
        return chn_str_n("", 0);
    const size_t i = (size_t)(row + 1) * t->n_cols + (size_t)col;
    const uint32_t from = t->cells[i];
    return chn_str_n(t->pool + from, t->cells[i + 1] - from - 1);
}

int32_t chn_table_col(const chn_table *t, const char *col)
{
    for (uint32_t c = 0; c < t->n_cols; c++) {
        const uint32_t from = t->cells[c];
        if (chn_str_is(chn_str_n(t->pool + from, t->cells[c + 1] - from - 1),
                       col))
            return (int32_t)c;
    }
    return -1;
}

/* Next line of bytes[*at..n) without its end; false at the end. */
static bool next_line(const char *bytes, size_t n, size_t *at, chn_str *line)
{
    if (*at >= n)
        return false;
    const char *end = memchr(bytes + *at, '\n', n - *at);
    size_t len = end ? (size_t)(end - (bytes + *at)) : n - *at;
    *line = chn_str_n(bytes + *at, len);
    *at += end ? len + 1 : len;
    if (line->n && line->p[line->n - 1] == '\r')
        line->n--;
    return true;
}

static uint32_t count_cells(chn_str line)
{
    uint32_t n = 1;
    for (size_t i = 0; i < line.n; i++)
        n += line.p[i] == '\t';
    return n;
}

/* Rows that are neither comments nor blank, and the header's columns. */
static chn_code measure(const char *file, const char *bytes, size_t n,
                        uint32_t *n_lines, uint32_t *n_cols, chn_err *err)
{
    size_t at = 0;
    chn_str line;
    uint32_t no = 0;
    *n_lines = 0;
    *n_cols = 0;
    while (next_line(bytes, n, &at, &line)) {
        no++;
        if (line.n == 0 || line.p[0] == '#')
            continue;
        const uint32_t cells = count_cells(line);
        const size_t bad = chn_utf8_check(line.p, line.n);
        if (bad < line.n)
            return chn_fail_at(err, CHN_ERR_TABLE, no, bad,
                               "%s:%u: byte %zu of the line is not UTF-8; "
                               "save the file as UTF-8",
                               file, no, bad);
        if (*n_lines == 0) {
            *n_cols = cells;
            if (cells > CHN_TABLE_COLS_MAX)
                return chn_fail_at(err, CHN_ERR_TABLE, no, 0,
                                   "%s:%u: the header has %u columns; at most "
                                   "%u are allowed",
                                   file, no, cells, CHN_TABLE_COLS_MAX);
        } else if (cells != *n_cols) {
            return chn_fail_at(err, CHN_ERR_TABLE, no, 0,
                               "%s:%u: the row has %u cells and the header "
                               "%u; write \"-\" for an empty cell",
                               file, no, cells, *n_cols);
        }
        (*n_lines)++;
    }
    if (*n_lines == 0)
        return chn_fail_at(err, CHN_ERR_TABLE, no, 0,
                           "%s: no header row; the first line that is no "
                           "comment must name the columns",
                           file);
    return CHN_OK;
}

/* Cuts the lines into cells where they lie: a cell and its NUL take no more
 * than the cell and what ended it, so writing never overtakes reading. */
static void cut(chn_table *t, uint32_t *cells, uint32_t *lines, char *bytes,
                size_t n)
{
    size_t at = 0;
    chn_str line;
    uint32_t no = 0;
    uint32_t row = 0;
    uint32_t put = 0;
    size_t cell = 0;
    while (next_line(bytes, n, &at, &line)) {
        no++;
        if (line.n == 0 || line.p[0] == '#')
            continue;
        lines[row++] = no;
        for (uint32_t c = 0; c < t->n_cols; c++) {
            const char *tab = memchr(line.p, '\t', line.n);
            const size_t len = tab ? (size_t)(tab - line.p) : line.n;
            const chn_str text = chn_str_trim(chn_str_n(line.p, len));
            cells[cell++] = put;
            if (!chn_str_is(text, "-")) {
                memmove(bytes + put, text.p, text.n);
                put += (uint32_t)text.n;
            }
            bytes[put++] = '\0';
            const size_t step = tab ? len + 1 : len;
            line.p += step;
            line.n -= step;
        }
    }
    cells[cell] = put;
}

/* Taken when a table is parsed: of those compiled in that is when the tool is
 * built, so that opening an engine need not read 4 MB for its version. */
static void set_digest(chn_table *t)
{
    const size_t n_cells = (size_t)(t->n_rows + 1) * t->n_cols;
    chn_sha256 h;
    chn_sha256_init(&h);
    chn_sha256_put(&h, t->name, strlen(t->name) + 1);
    chn_sha256_put(&h, t->pool, t->cells[n_cells]);
    chn_sha256_hex(&h, t->digest, CHN_TABLE_DIGITS);
}

chn_table *chn_table_take(chn_arena *a, const char *name, const char *file,
                          char *bytes, size_t n, chn_err *err)
{
    uint32_t n_lines;
    uint32_t n_cols;
    if (n > CHN_TABLE_BYTES_MAX) {
        chn_fail(err, CHN_ERR_LIMIT, "%s: %zu bytes; a table may have %u", file,
                 n, CHN_TABLE_BYTES_MAX);
        return NULL;
    }
    if (measure(file, bytes, n, &n_lines, &n_cols, err) != CHN_OK)
        return NULL;
    chn_table *t = CHN_NEW(a, chn_table, 1);
    uint32_t *cells = CHN_NEW(a, uint32_t, (size_t)n_lines * n_cols + 1);
    uint32_t *lines = CHN_NEW(a, uint32_t, n_lines);
    const chn_str name_copy = chn_arena_str(a, name, strlen(name));
    const chn_str file_copy = chn_arena_str(a, file, strlen(file));
    if (!t || !cells || !lines || !name_copy.p || !file_copy.p) {
        chn_fail_memory(err);
        return NULL;
    }
    t->name = name_copy.p;
    t->file = file_copy.p;
    t->pool = bytes;
    t->cells = cells;
    t->lines = lines;
    t->n_rows = n_lines - 1;
    t->n_cols = n_cols;
    cut(t, cells, lines, bytes, n);
    set_digest(t);
    return t;
}

chn_table *chn_table_parse(chn_arena *a, const char *name, const char *file,
                           const char *bytes, size_t n, chn_err *err)
{
    if (n > CHN_TABLE_BYTES_MAX) /* refused before it is copied */
        return chn_table_take(a, name, file, NULL, n, err);
    char *own = CHN_NEW(a, char, n + 1);
    if (!own) {
        chn_fail_memory(err);
        return NULL;
    }
    if (n)
        memcpy(own, bytes, n);
    return chn_table_take(a, name, file, own, n, err);
}

/* ---- rows of all tables of one name ---- */

static const chn_table *table_at(const chn_rows *it, uint32_t i)
{
    const chn_table *t = it->set->tables[i];
    return strcmp(t->name, it->name) == 0 ? t : NULL;
}

static chn_code columns(chn_rows *it, const chn_table *t, chn_err *err)
{
    for (uint32_t i = 0; i < it->n_want; i++) {
        const bool optional = it->want[i][0] == '?';
        const char *want = it->want[i] + optional;
        it->cols[i] = chn_table_col(t, want);
        if (it->cols[i] < 0 && !optional)
            return chn_fail_at(err, CHN_ERR_TABLE, t->lines[0], 0,
                               "%s:%u: column \"%s\" is missing; add it to "
                               "the header and to every row",
                               t->file, t->lines[0], want);
    }
    return CHN_OK;
}

/* The key of a row; one that removes is the key it removes. */
static chn_str key_of(const chn_table *t, uint32_t row, int32_t col)
{
    const chn_str key = chn_table_cell(t, row, col);
    return key.n > 1 && key.p[0] == '!' ? chn_str_n(key.p + 1, key.n - 1) : key;
}

static rowkey *find_key(const chn_rows *it, chn_str key)
{
    const uint32_t h = (uint32_t)chn_hash(key.p, key.n, 0);
    for (uint32_t i = h;; i++) {
        rowkey *k = &it->keys[i & (it->n_keys - 1)];
        if (k->table && k->hash == h) {
            const chn_table *t = it->set->tables[k->table - 1];
            const int32_t col = chn_table_col(t, it->want[0]);
            if (!chn_str_eq(key_of(t, k->row, col), key))
                continue;
        } else if (k->table) {
            continue;
        }
        k->hash = h;
        return k;
    }
}

/* Which row is in force for each key: the last one. */
static chn_code index_keys(chn_rows *it, chn_err *err)
{
    uint32_t rows = 0;
    for (uint32_t i = 0; i < it->set->n; i++) {
        const chn_table *t = table_at(it, i);
        rows += t ? t->n_rows : 0;
    }
    uint32_t size = 16;
    while (size < rows * 2)
        size *= 2;
    it->keys = chn_arena_resize(it->arena, NULL, size, sizeof(rowkey));
    if (!it->keys)
        return chn_fail_memory(err);
    memset(it->keys, 0, size * sizeof(rowkey));
    it->n_keys = size;
    for (uint32_t i = 0; i < it->set->n; i++) {
        const chn_table *t = table_at(it, i);
        if (!t)
            continue;
        const int32_t col = chn_table_col(t, it->want[0]);
        for (uint32_t r = 0; col >= 0 && r < t->n_rows; r++) {
            const chn_str key = key_of(t, r, col);
            rowkey *k = find_key(it, key);
            if (k->table == i + 1)
                return chn_fail_at(
                    err, CHN_ERR_TABLE, t->lines[r + 1], 0,
                    "%s:%u: \"%.*s\" stands in line %u already; keep one of "
                    "the two rows",
                    t->file, t->lines[r + 1], (int)key.n, key.p,
                    t->lines[k->row + 1]);
            k->table = i + 1;
            k->row = r;
        }
    }
    return CHN_OK;
}

chn_code chn_rows_open(chn_rows *it, chn_arena *a, const chn_tableset *set,
                       const char *name, const char *const *want,
                       uint32_t n_want, bool keyed, chn_err *err)
{
    memset(it, 0, sizeof *it);
    it->set = set;
    it->name = name;
    it->want = want;
    it->n_want = n_want;
    it->arena = a;
    it->cols = CHN_NEW(a, int32_t, n_want);
    if (!it->cols)
        return chn_fail_memory(err);
    return keyed ? index_keys(it, err) : CHN_OK;
}

int chn_rows_next(chn_rows *it, chn_err *err)
{
    for (;;) {
        if (it->t && it->next_row < it->t->n_rows) {
            it->row = it->next_row++;
            if (!it->keys)
                return 1;
            const chn_str key = chn_rows_cell(it, 0);
            if (key.n > 1 && key.p[0] == '!')
                continue;
            const rowkey *k = find_key(it, key);
            if (k->table == it->next_table && k->row == it->row)
                return 1;
            continue;
        }
        it->t = NULL;
        while (it->next_table < it->set->n && !it->t)
            it->t = table_at(it, it->next_table++);
        if (!it->t) {
            chn_arena_release(it->arena, it->keys, it->n_keys, sizeof(rowkey));
            it->keys = NULL;
            return 0;
        }
        it->next_row = 0;
        if (columns(it, it->t, err) != CHN_OK)
            return -1;
    }
}

chn_str chn_rows_cell(const chn_rows *it, uint32_t i)
{
    return chn_table_cell(it->t, it->row, it->cols[i]);
}

chn_code chn_rows_fail(const chn_rows *it, chn_err *err, const char *fmt, ...)
{
    char text[CHN_ERR_TEXT];
    va_list ap;
    va_start(ap, fmt);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start is seen */
    const int n = vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    const uint32_t line = it->t->lines[it->row + 1];
    return chn_fail_at(err, CHN_ERR_TABLE, line, 0, "%s:%u: %s", it->t->file,
                       line, n < 0 ? "wrong row" : text);
}

const chn_table *chn_table_builtin(const char *name)
{
    for (uint32_t i = 0; i < chn_builtin_table_count; i++)
        if (strcmp(chn_builtin_tables[i].name, name) == 0)
            return &chn_builtin_tables[i];
    return NULL;
}

uint32_t chn_table_find(const chn_table *t, chn_str key)
{
    uint32_t from = 0;
    uint32_t to = t->n_rows;
    while (from < to) {
        const uint32_t mid = from + (to - from) / 2;
        const int c = chn_str_cmp(chn_table_cell(t, mid, 0), key);
        if (c == 0)
            return mid;
        if (c < 0)
            from = mid + 1;
        else
            to = mid;
    }
    return CHN_NO_ROW;
}
