/* SPDX-License-Identifier: Apache-2.0 */
/* A table of knowledge: a table whose cells hold together, or an error that
 * names the file. */
#include "fuzz.h"

#include <string.h>

#include "base/limits.h"
#include "base/table.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_arena *a = chn_arena_new((size_t)64 * 1024 * 1024);
    HOLDS(a != NULL);
    const chn_table *t =
        chn_table_parse(a, "t.tsv", "data/t.tsv", (const char *)data, n, &err);
    if (!t) {
        HOLDS(err.code != CHN_OK);
        HOLDS(err.code == CHN_ERR_MEMORY ||
              strncmp(err.text, "data/t.tsv", 10) == 0);
    }
    for (uint32_t row = 0; t && row < t->n_rows; row++) {
        HOLDS(t->n_cols > 0 && t->n_cols <= CHN_TABLE_COLS_MAX);
        HOLDS(row == 0 || t->lines[row] < t->lines[row + 1]);
        for (uint32_t col = 0; col < t->n_cols; col++) {
            const chn_str cell = chn_table_cell(t, row, (int32_t)col);
            HOLDS(cell.p[cell.n] == '\0' && cell.n <= n);
            HOLDS(!memchr(cell.p, '\t', cell.n));
            HOLDS(!memchr(cell.p, '\n', cell.n));
            HOLDS(cell.n != 1 || cell.p[0] != '-');
        }
        HOLDS(chn_table_cell(t, row, -1).n == 0);
    }
    chn_arena_free(a);
    return 0;
}
