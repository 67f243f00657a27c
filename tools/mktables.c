/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mktables DATA OUT.c: read all tables below DATA, check their form and, by
 * opening an engine over them, their content, and write them as const
 * arrays. A wrong table stops the build with file:line and what to do.
 * The same parser and the same checks run on overlays at run time.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <chancery/chancery.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/table.h"
#include "engine/engine.h"

#define TABLES_MAX 256

typedef struct job {
    chn_arena *arena;
    const chn_table *tables[TABLES_MAX];
    uint32_t n;
} job;

/* mktables itself runs without tables compiled in. */
const chn_table chn_builtin_tables[] = {{0}};
const uint32_t chn_builtin_table_count = 0;

static int complain(const char *what)
{
    fprintf(stderr, "mktables: %s\n", what);
    return 4;
}

static int read_file(chn_arena *a, const char *path, chn_str *out)
{
    FILE *f = fopen(path, "rb");
    struct stat st;
    if (!f || stat(path, &st) != 0) {
        fprintf(stderr, "mktables: %s: %s\n", path, strerror(errno));
        if (f)
            (void)fclose(f);
        return 4;
    }
    char *p = CHN_NEW(a, char, (size_t)st.st_size + 1);
    const size_t n = p ? fread(p, 1, (size_t)st.st_size, f) : 0;
    (void)fclose(f);
    if (!p || n != (size_t)st.st_size)
        return complain("cannot read a whole table");
    *out = chn_str_n(p, n);
    return 0;
}

static int by_name(const void *a, const void *b)
{
    const chn_str *x = a;
    const chn_str *y = b;
    return chn_str_cmp(*x, *y);
}

/* Tables of one folder, in byte order of their names. */
static int walk(job *j, const char *root, const char *below, int depth)
{
    chn_buf path;
    chn_buf_init(&path, 4096);
    chn_buf_fmt(&path, "%s%s%s", root, *below ? "/" : "", below);
    DIR *d = opendir(path.p);
    if (!d || depth > 4) {
        fprintf(stderr, "mktables: %s: cannot be read as a folder\n", path.p);
        chn_buf_free(&path);
        if (d)
            closedir(d);
        return 4;
    }
    chn_str names[TABLES_MAX];
    uint32_t n = 0;
    for (const struct dirent *e = readdir(d); e; e = readdir(d))
        if (e->d_name[0] != '.' && n < TABLES_MAX)
            names[n++] = chn_arena_str(j->arena, e->d_name, strlen(e->d_name));
    closedir(d);
    qsort(names, n, sizeof names[0], by_name);
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < n; i++) {
        chn_buf name;
        struct stat st;
        chn_buf_init(&name, 4096);
        chn_buf_fmt(&name, "%s%s%s", below, *below ? "/" : "", names[i].p);
        chn_buf_clear(&path);
        chn_buf_fmt(&path, "%s/%s", root, name.p);
        const size_t len = names[i].n;
        if (stat(path.p, &st) == 0 && S_ISDIR(st.st_mode)) {
            /* the sample reports are no knowledge */
            if (strcmp(name.p, "samples") != 0)
                rc = walk(j, root, name.p, depth + 1);
        } else if (len > 4 && strcmp(names[i].p + len - 4, ".tsv") == 0) {
            chn_str bytes;
            chn_err err;
            chn_buf file;
            chn_buf_init(&file, 4096);
            chn_buf_fmt(&file, "data/%s", name.p);
            rc = read_file(j->arena, path.p, &bytes);
            if (rc == 0) {
                const chn_table *t = chn_table_parse(j->arena, name.p, file.p,
                                                     bytes.p, bytes.n, &err);
                if (!t)
                    rc = complain(err.text);
                else if (j->n == TABLES_MAX)
                    rc = complain("more tables than TABLES_MAX");
                else
                    j->tables[j->n++] = t;
            }
            chn_buf_free(&file);
        }
        chn_buf_free(&name);
    }
    chn_buf_free(&path);
    return rc;
}

static void write_table(FILE *f, const chn_table *t, uint32_t i)
{
    const uint32_t n_cells = (t->n_rows + 1) * t->n_cols;
    fprintf(f, "static const char pool%u[] = {", i);
    for (uint32_t b = 0; b < t->cells[n_cells]; b++)
        fprintf(f, "%s%d,", b % 24 ? "" : "\n", (signed char)t->pool[b]);
    fprintf(f, "\n};\nstatic const uint32_t cells%u[] = {", i);
    for (uint32_t c = 0; c <= n_cells; c++)
        fprintf(f, "%s%u,", c % 12 ? "" : "\n", t->cells[c]);
    fprintf(f, "\n};\nstatic const uint32_t lines%u[] = {", i);
    for (uint32_t r = 0; r <= t->n_rows; r++)
        fprintf(f, "%s%u,", r % 12 ? "" : "\n", t->lines[r]);
    fputs("\n};\n", f);
}

static int write_all(const job *j, const char *path)
{
    FILE *f = fopen(path, "wb");
    if (!f) {
        fprintf(stderr, "mktables: %s: %s\n", path, strerror(errno));
        return 4;
    }
    fputs("/* SPDX-License-Identifier: Apache-2.0 */\n"
          "/* Made by tools/mktables from data/. Do not edit. */\n"
          "#include \"base/table.h\"\n\n",
          f);
    for (uint32_t i = 0; i < j->n; i++)
        write_table(f, j->tables[i], i);
    fputs("const chn_table chn_builtin_tables[] = {\n", f);
    for (uint32_t i = 0; i < j->n; i++)
        fprintf(f,
                "{\"%s\", \"%s\", pool%u, cells%u, lines%u, %u, %u, "
                "\"%s\"},\n",
                j->tables[i]->name, j->tables[i]->file, i, i, i,
                j->tables[i]->n_rows, j->tables[i]->n_cols,
                j->tables[i]->digest);
    fprintf(f, "};\nconst uint32_t chn_builtin_table_count = %u;\n", j->n);
    const bool bad = ferror(f) != 0;
    if (fclose(f) != 0 || bad) {
        remove(path);
        return complain("cannot write the output; is the disk full?");
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: mktables DATA OUT.c\n", stderr);
        return 2;
    }
    job j = {.arena = chn_arena_new((size_t)1 << 30)};
    if (!j.arena)
        return complain("out of memory");
    int rc = walk(&j, argv[1], "", 0);
    if (rc == 0) {
        chn_err err;
        const chn_tableset set = {j.tables, j.n};
        chn_engine *e = chn_engine_over(&set, &err);
        if (!e)
            rc = complain(err.text);
        chn_engine_free(e);
    }
    if (rc == 0)
        rc = write_all(&j, argv[2]);
    chn_arena_free(j.arena);
    return rc;
}
