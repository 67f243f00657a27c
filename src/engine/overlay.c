/* SPDX-License-Identifier: Apache-2.0 */
/* Reading overlay folders. */
#include "engine/overlay.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/str.h"

/* *out has room for one byte more than *n. */
static chn_code read_file(chn_arena *a, const char *path, char **out, size_t *n,
                          chn_err *err)
{
    struct stat st;
    FILE *f = fopen(path, "rb");
    if (!f || stat(path, &st) != 0) {
        const int why = errno;
        if (f)
            (void)fclose(f);
        char text[128];
        if (strerror_r(why, text, sizeof text) != 0)
            text[0] = '\0';
        return chn_fail(err, CHN_ERR_TABLE,
                        "%s: %s; check the path given with --data", path, text);
    }
    if (st.st_size < 0 || (uint64_t)st.st_size > CHN_TABLE_BYTES_MAX) {
        (void)fclose(f);
        return chn_fail(err, CHN_ERR_LIMIT,
                        "%s: larger than the %u bytes a table may have", path,
                        CHN_TABLE_BYTES_MAX);
    }
    const size_t size = (size_t)st.st_size;
    char *p = CHN_NEW(a, char, size + 1);
    const size_t got = p ? fread(p, 1, size, f) : 0;
    (void)fclose(f);
    if (!p)
        return chn_fail_memory(err);
    *out = p;
    *n = got;
    return CHN_OK;
}

static bool ends_tsv(const char *name)
{
    const size_t n = strlen(name);
    return n > 4 && strcmp(name + n - 4, ".tsv") == 0;
}

typedef struct walk {
    chn_overlays *o;
    chn_arena *a;
    const chn_table **tables; /* room for the ones to come */
    uint32_t cap;
    chn_err *err;
} walk;

static chn_code add_table(walk *w, const char *name, const char *path)
{
    char *bytes = NULL;
    size_t n = 0;
    chn_code rc = read_file(w->a, path, &bytes, &n, w->err);
    if (rc != CHN_OK)
        return rc;
    const chn_table *t = chn_table_take(w->a, name, path, bytes, n, w->err);
    if (!t)
        return CHN_ERR_TABLE;
    void *tables = w->tables;
    if (!chn_arena_grow(w->a, &tables, &w->cap, w->o->set.n + 1,
                        sizeof(chn_table *)))
        return chn_fail_memory(w->err);
    w->tables = tables;
    w->tables[w->o->set.n++] = t;
    w->o->n_files++;
    return CHN_OK;
}

/* Tables of DIR/folder in byte order of the builtin names: the order of the
 * folder's entries on disk does not matter. */
static chn_code known_tables(walk *w, const char *dir)
{
    chn_code rc = CHN_OK;
    for (uint32_t i = 0; rc == CHN_OK && i < chn_builtin_table_count; i++) {
        struct stat st;
        chn_buf path;
        chn_buf_init(&path, 8192);
        chn_buf_fmt(&path, "%s/%s", dir, chn_builtin_tables[i].name);
        if (path.failed)
            rc = chn_fail(w->err, CHN_ERR_TABLE,
                          "%s: the path is too long; move the folder", dir);
        else if (stat(path.p, &st) == 0 && S_ISREG(st.st_mode))
            rc = add_table(w, chn_builtin_tables[i].name, path.p);
        chn_buf_free(&path);
    }
    return rc;
}

/* A file that no table answers to is a mistake worth an error. */
static chn_code strangers(walk *w, const char *dir, const char *below)
{
    chn_buf path;
    chn_buf_init(&path, 8192);
    chn_buf_fmt(&path, "%s%s%s", dir, *below ? "/" : "", below);
    DIR *d = path.failed ? NULL : opendir(path.p);
    if (!d) {
        chn_code rc = chn_fail(w->err, CHN_ERR_TABLE,
                               "%s: not a folder that can be read; give "
                               "--data a folder with tables such as "
                               "actors/persons.tsv",
                               dir);
        chn_buf_free(&path);
        return rc;
    }
    chn_code rc = CHN_OK;
    while (rc == CHN_OK) {
        /* one stream, one thread */
        const struct dirent *e = readdir(d); // NOLINT(concurrency-mt-unsafe)
        if (!e)
            break;
        if (e->d_name[0] == '.')
            continue;
        chn_buf name;
        struct stat st;
        chn_buf_init(&name, 8192);
        chn_buf_fmt(&name, "%s%s%s", below, *below ? "/" : "", e->d_name);
        chn_buf_clear(&path);
        chn_buf_fmt(&path, "%s/%s", dir, name.p);
        if (name.failed || path.failed)
            rc = chn_fail_memory(w->err);
        else if (!*below && stat(path.p, &st) == 0 && S_ISDIR(st.st_mode))
            rc = strangers(w, dir, name.p);
        else if (ends_tsv(e->d_name) && !chn_table_builtin(name.p))
            rc = chn_fail(w->err, CHN_ERR_TABLE,
                          "%s: no table is called \"%s\"; `chancery "
                          "--version` and data/README.md list the names",
                          path.p, name.p);
        chn_buf_free(&name);
    }
    closedir(d);
    chn_buf_free(&path);
    return rc;
}

chn_code chn_overlays_read(chn_overlays *o, chn_arena *a,
                           const char *const *dirs, uint32_t n_dirs,
                           chn_err *err)
{
    memset(o, 0, sizeof *o);
    walk w = {.o = o, .a = a, .err = err};
    void *tables = NULL;
    if (!chn_arena_grow(a, &tables, &w.cap, chn_builtin_table_count + 1,
                        sizeof(chn_table *)))
        return chn_fail_memory(err);
    w.tables = tables;
    for (uint32_t i = 0; i < chn_builtin_table_count; i++)
        w.tables[o->set.n++] = &chn_builtin_tables[i];
    for (uint32_t d = 0; d < n_dirs; d++) {
        chn_code rc = strangers(&w, dirs[d], "");
        if (rc == CHN_OK)
            rc = known_tables(&w, dirs[d]);
        if (rc != CHN_OK)
            return rc;
    }
    o->set.tables = w.tables;
    return CHN_OK;
}
