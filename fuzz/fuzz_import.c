/* SPDX-License-Identifier: Apache-2.0 */
/* A dictionary of another coder: tables that our own parser reads, with no
 * error of the lint but states that the dictionary does not tell. The first
 * byte chooses the kind. */
#include "fuzz.h"

#include <string.h>

#include <chancery/actors.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/table.h"

static chn_actors *tables;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    chn_err err;
    (void)argc;
    (void)argv;
    tables = chn_actors_open(NULL, 0, &err);
    HOLDS(tables != NULL);
    return 0;
}

static bool keep(void *user, const char *p, size_t n)
{
    chn_buf_put(user, p, n);
    return true;
}

static void check_table(const chn_import *m, size_t i)
{
    chn_err err;
    chn_buf b;
    const char *name = NULL;
    chn_buf_init(&b, (size_t)64 * 1024 * 1024);
    HOLDS(chn_import_table(m, i, &name, keep, &b, &err) == CHN_OK);
    HOLDS(name != NULL && !b.failed);
    if (b.n > 0) {
        chn_arena *a = chn_arena_new((size_t)256 * 1024 * 1024);
        const chn_table *t =
            a ? chn_table_parse(a, name, name, b.p, b.n, &err) : NULL;
        HOLDS(t != NULL && t->n_rows > 0);
        /* nobody without a name, no id that is another table's sign */
        for (uint32_t r = 0; r < t->n_rows; r++) {
            const chn_str key = chn_table_cell(t, r, 0);
            HOLDS(key.n > 0 && key.p[0] != '!' && key.p[0] != '#');
        }
        chn_arena_free(a);
    }
    chn_buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const names[] = {"x", "x.actors", "x.agents",
                                        "x.discards"};
    chn_err err;
    chn_import_note note;
    if (n == 0)
        return 0;
    chn_import *m = chn_import_new(tables, &err);
    HOLDS(m != NULL);
    memset(&err, 0, sizeof err);
    const chn_code c =
        chn_import_add(m, (chn_dictionary)(data[0] % 3), names[data[0] / 3 % 4],
                       (const char *)data + 1, n - 1, &err);
    HOLDS(c == CHN_OK || c == CHN_ERR_INPUT);
    HOLDS(c == CHN_OK || (err.code == c && err.text[0]));
    for (size_t i = 0; i < 7; i++)
        check_table(m, i);
    for (size_t i = 0; chn_import_note_at(m, i, &note); i++)
        HOLDS(note.why.n > 0 && note.group && note.file.n > 0);
    chn_import_free(m);
    return 0;
}
