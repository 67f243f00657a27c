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
#include "import/over.h"

/* Small tables in the place of the large ones, which would take all the time:
 * each input begins with what is known anew. */
static const char persons[] =
    "id\tname\taliases\tcountry\tsector\tfamily_first\tsource\n"
    "kim-jong-un\tKim Jong Un\tKim Jong-un\tPRK\tGOV\ty\tours\n";
static const char bodies[] =
    "id\tname\taliases\tcountry\tsector\tkind\tmedia_kind\tsince\tuntil\t"
    "source\nyonhap\tYonhap News Agency\tYonhap\tKOR\tJRN\tmedia\tagency\t-"
    "\t-\tours\n";
static const char offices[] =
    "actor\toffice\trank\tsince\tuntil\tcertain\tsource\n"
    "kim-jong-un\tLeader of North Korea\t1\t2011-12-17\t-\ty\tours\n";
static const char places[] = "name\taliases\tcountry\tlat\tlon\tkind\tsource\n"
                             "Bergen\t-\tNOR\t60.4\t5.3\tcity\tours\n";

static chn_arena *arena;
static chn_tableset set;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const struct {
        const char *name, *text;
    } small[] = {{"actors/persons.tsv", persons},
                 {"actors/bodies.tsv", bodies},
                 {"actors/offices.tsv", offices},
                 {"actors/places.tsv", places}};
    chn_err err;
    (void)argc;
    (void)argv;
    arena = chn_arena_new((size_t)64 * 1024 * 1024);
    HOLDS(arena != NULL);
    const chn_table **t =
        CHN_NEW(arena, const chn_table *, chn_builtin_table_count);
    HOLDS(t != NULL);
    for (uint32_t i = 0; i < chn_builtin_table_count; i++) {
        t[i] = &chn_builtin_tables[i];
        for (size_t k = 0; k < sizeof small / sizeof *small; k++)
            if (strcmp(t[i]->name, small[k].name) == 0)
                t[i] =
                    chn_table_parse(arena, small[k].name, small[k].name,
                                    small[k].text, strlen(small[k].text), &err);
        HOLDS(t[i] != NULL);
    }
    set.tables = t;
    set.n = chn_builtin_table_count;
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
    chn_import *m = chn_import_over(&set, &err);
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
