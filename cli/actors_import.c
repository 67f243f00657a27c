/* SPDX-License-Identifier: Apache-2.0 */
/* chancery actors import: dictionaries of other coders as tables. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>

#include "actors.h"
#include "base/alloc.h"
#include "wrap.h"

#define TABLES 7u
#define FILE_MAX_BYTES ((size_t)64 * 1024 * 1024)
#define LINE_MAX_BYTES ((size_t)1024 * 1024)

static chn_code unreadable(const char *path, const char *why, chn_err *err)
{
    return chn_fail(err, CHN_ERR_INPUT,
                    "%s: %s; name the files of a dictionary", path, why);
}

static chn_code read_file(const char *path, chn_buf *b, chn_err *err)
{
    char why[128];
    char part[65536];
    struct stat st;
    FILE *f = fopen(path, "rb");
    if (!f) {
        chn_errno_text(errno, why, sizeof why);
        return unreadable(path, why, err);
    }
    if (fstat(fileno(f), &st) == 0 && S_ISDIR(st.st_mode)) {
        (void)fclose(f);
        return unreadable(path, "is a folder", err);
    }
    size_t n;
    while ((n = fread(part, 1, sizeof part, f)) > 0)
        chn_buf_put(b, part, n);
    const bool bad = ferror(f) != 0;
    (void)fclose(f);
    if (bad)
        return unreadable(path, "cannot be read", err);
    if (b->failed)
        return chn_fail(err, CHN_ERR_LIMIT,
                        "%s: larger than the %zu bytes a dictionary may have, "
                        "or out of memory",
                        path, FILE_MAX_BYTES);
    return CHN_OK;
}

static chn_code check(const chn_args *a, chn_err *err)
{
    if (!a->dictionary)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "actors import needs --from tabari, petrarch or "
                        "countryinfo");
    if (!a->directory)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "actors import needs --output DIR, a new folder for "
                        "the tables");
    if (a->n_operands < 2)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "actors import needs a FILE, the dictionary");
    return CHN_OK;
}

static chn_code read_all(chn_import *m, const chn_args *a, chn_err *err)
{
    chn_code c = CHN_OK;
    for (size_t i = 1; !c && i < a->n_operands; i++) {
        chn_buf b;
        chn_buf_init(&b, FILE_MAX_BYTES);
        c = read_file(a->operands[i], &b, err);
        if (!c)
            c = chn_import_add(m, a->from_dictionary, a->operands[i],
                               b.p ? b.p : "", b.n, err);
        chn_buf_free(&b);
    }
    return c;
}

static bool to_out(void *user, const char *p, size_t n)
{
    return chn_out_write(user, p, n);
}

static bool nothing(void *user, const char *p, size_t n)
{
    bool *any = user;
    (void)p;
    (void)n;
    *any = true;
    return false; /* that there is a row is enough */
}

static chn_code write_table(const chn_import *m, size_t i, const char *dir,
                            const char *name, chn_err *err)
{
    chn_out out;
    char *path = NULL;
    const char *same = NULL;
    chn_code c = chn_table_create(&out, dir, name, &path, err);
    if (!c) {
        c = chn_import_table(m, i, &same, to_out, &out, err);
        const chn_code end = chn_out_end(&out, !c, err);
        c = end ? end : c;
    }
    chn_free(path);
    return c;
}

static chn_code write_tables(const chn_import *m, const char *dir, chn_err *err)
{
    const char *names[TABLES];
    size_t at[TABLES], n = 0;
    chn_err none;
    memset(&none, 0, sizeof none);
    for (size_t i = 0; i < TABLES; i++) {
        bool any = false;
        const char *name = NULL;
        (void)chn_import_table(m, i, &name, nothing, &any, &none);
        if (none.code == CHN_ERR_MEMORY)
            return chn_fail_memory(err);
        if (!any)
            continue;
        at[n] = i;
        names[n++] = name;
    }
    chn_code c = chn_tables_folder(dir, names, n, err);
    for (size_t i = 0; !c && i < n; i++)
        c = write_table(m, at[i], dir, names[i], err);
    return c;
}

/* One line for what was not carried over as it stands. */
static bool put_note(chn_out *out, chn_buf *b, const chn_import_note *n,
                     bool json)
{
    chn_buf_clear(b);
    if (json) {
        chn_buf_z(b, "{\"file\":");
        chn_buf_json(b, n->file);
        chn_buf_fmt(b, ",\"line\":%" PRIu32 ",\"group\":\"%s\",\"lost\":%s",
                    n->line, n->group, n->lost ? "true" : "false");
        chn_json_put(b, "what", n->what);
        chn_json_put(b, "why", n->why);
        chn_buf_z(b, "}\n");
    } else {
        chn_text_clean(b, n->file);
        if (n->line)
            chn_buf_fmt(b, ":%" PRIu32, n->line);
        chn_buf_fmt(b, ": %s (%s): ", n->lost ? "left out" : "changed",
                    n->group);
        chn_text_clean(b, n->what);
        chn_buf_z(b, ": ");
        chn_text_clean(b, n->why);
        chn_buf_char(b, '\n');
    }
    return !b->failed && chn_out_write(out, b->p, b->n);
}

static chn_code put_notes(const chn_import *m, const chn_args *a, chn_err *err)
{
    chn_out out;
    chn_buf b;
    chn_import_note n;
    chn_code c = chn_out_open(&out, NULL, err);
    if (c)
        return c;
    chn_buf_init(&b, LINE_MAX_BYTES);
    for (size_t i = 0; chn_import_note_at(m, i, &n); i++)
        if (!put_note(&out, &b, &n, a->format == CHN_CHOICE_JSONL))
            break;
    if (b.failed)
        c = chn_fail_memory(err);
    chn_buf_free(&b);
    const chn_code end = chn_out_end(&out, true, err);
    return c ? c : end;
}

static void sum_up(const chn_import *m, const chn_args *a, chn_term *t)
{
    chn_import_stats s;
    chn_import_get_stats(m, &s);
    chn_say_plain(t,
                  "%" PRIu32 " entries read: %" PRIu32 " persons, %" PRIu32
                  " offices, %" PRIu32 " bodies, %" PRIu32
                  " names of states, %" PRIu32 " places, %" PRIu32
                  " roles, %" PRIu32 " words; %" PRIu32
                  " names were known with the same meaning",
                  s.entries, s.persons, s.offices, s.bodies, s.countries,
                  s.places, s.roles, s.words, s.known);
    chn_say_plain(t,
                  "%" PRIu32 " left out, %" PRIu32
                  " changed; look at the tables, run \"chancery actors lint "
                  "%s\", then use them with --data %s",
                  s.lost, s.changed, a->directory, a->directory);
}

int chn_actors_import(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_code c = check(a, &err);
    chn_actors *tables = c ? NULL : chn_actors_open(a->data, a->n_data, &err);
    chn_import *m = tables ? chn_import_new(tables, &err) : NULL;
    if (!m)
        c = err.code ? err.code : CHN_ERR_INTERNAL;
    if (!c)
        c = read_all(m, a, &err);
    if (!c)
        c = write_tables(m, a->directory, &err);
    if (!c)
        c = put_notes(m, a, &err);
    int status = CHN_EXIT_DONE;
    if (c)
        status = chn_exit_say(t, &err);
    else
        sum_up(m, a, t);
    chn_import_free(m);
    chn_actors_free(tables);
    return status;
}
