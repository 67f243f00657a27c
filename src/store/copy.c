/* SPDX-License-Identifier: Apache-2.0 */
/* Copies of a store, and stores without the words of the reports. */
#include <chancery/export.h>
#include <unistd.h>

#include "store/store_in.h"

static const char copying[] = "copying the store";

/* A claim's line with null for every member "text": the words of the report.
 * In: JSON that we wrote, so that a member's name stands before ':'. */
static void put_bare(chn_buf *b, chn_str line)
{
    size_t i = 0;
    while (i < line.n) {
        if (line.p[i] != '"') {
            chn_buf_char(b, line.p[i++]);
            continue;
        }
        size_t end = i + 1;
        while (end < line.n && line.p[end] != '"')
            end += line.p[end] == '\\' ? 2 : 1;
        end = end < line.n ? end + 1 : line.n;
        const chn_str word = chn_str_n(line.p + i, end - i);
        chn_buf_str(b, word);
        i = end;
        if (!chn_str_is(word, "\"text\"") || i + 1 >= line.n ||
            line.p[i] != ':' || line.p[i + 1] != '"')
            continue;
        chn_buf_z(b, ":null");
        for (i += 2; i < line.n && line.p[i] != '"';)
            i += line.p[i] == '\\' ? 2 : 1;
        i = i < line.n ? i + 1 : line.n;
    }
}

void chn_store_bare(chn_buf *b, chn_str line)
{
    put_bare(b, line);
}

/* chancery_bare(record): put_bare for SQL. */
static void bare_sql(sqlite3_context *c, int n, sqlite3_value **v)
{
    (void)n;
    const char *p = (const char *)sqlite3_value_text(v[0]);
    chn_buf b;
    chn_buf_init(&b, (size_t)64 * 1024 * 1024);
    if (p)
        put_bare(&b, chn_str_n(p, (size_t)sqlite3_value_bytes(v[0])));
    if (!p)
        sqlite3_result_null(c);
    else if (b.failed)
        sqlite3_result_error_nomem(c);
    else
        sqlite3_result_text(c, b.p ? b.p : "", (int)b.n, SQLITE_TRANSIENT);
    chn_buf_free(&b);
}

/* Everything that quotes. Names of actors, places and sources stay: they are
 * facts and what one searches for; so do title, publisher and link. */
static const char *const strip_sql[] = {
    "UPDATE report SET text = NULL, reasons = NULL",
    ("UPDATE claim SET record = chancery_bare(record), quote = NULL,"
     " trigger = NULL, date_text = NULL"),
    "UPDATE claim_actor SET text = NULL",
    "UPDATE event SET date_text = NULL WHERE date_text NOTNULL",
    "UPDATE review SET told = NULL",
    "UPDATE detail SET text = NULL",
    "UPDATE follow SET words = NULL",
    "INSERT INTO report_text (report_text) VALUES ('delete-all')",
};

static chn_code strip(chn_store *s, chn_err *err)
{
    chn_code code = CHN_OK;
    const int rc = sqlite3_create_function(s->db, "chancery_bare", 1,
                                           SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                           NULL, bare_sql, NULL, NULL);
    if (rc != SQLITE_OK)
        code = chn_store_sql_fail(s, rc, copying, err);
    for (size_t i = 0;
         i < sizeof strip_sql / sizeof *strip_sql && code == CHN_OK; i++)
        code = chn_store_exec(s, strip_sql[i], copying, err);
    return code;
}

static chn_code run_one(chn_store *s, const char *sql, const char *path,
                        chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(s, sql, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_z(&b, path);
    const chn_code code = chn_bind_run(&b, copying, err);
    (void)sqlite3_finalize(st);
    return code;
}

chn_code chn_store_tidy(chn_store *s, chn_err *err)
{
    /* the index of words is the one table whose rows depend on batches */
    chn_code code = chn_store_settle(s, err);
    if (code == CHN_OK && !s->no_text)
        code = chn_store_exec(
            s, "INSERT INTO report_text (report_text) VALUES ('rebuild')",
            copying, err);
    if (code == CHN_OK)
        code = chn_store_exec(
            s, "INSERT INTO report_text (report_text) VALUES ('optimize')",
            copying, err);
    if (code == CHN_OK)
        code = chn_store_exec(s, "PRAGMA journal_mode = DELETE", copying, err);
    if (code == CHN_OK)
        code = chn_store_exec(s, "VACUUM", copying, err);
    return code;
}

void chn_store_remove(const char *path)
{
    static const char *const ends[] = {"", "-journal", "-wal", "-shm"};
    chn_buf b;
    chn_buf_init(&b, (size_t)1 << 20);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        chn_buf_clear(&b);
        chn_buf_fmt(&b, "%s%s", path, ends[i]);
        if (!b.failed)
            (void)unlink(b.p);
    }
    (void)unlink(path); /* without memory this at least */
    chn_buf_free(&b);
}

chn_code chn_store_no_text(chn_store *s, chn_err *err)
{
    int64_t reports = 0;
    chn_code code = chn_store_int(
        s, "SELECT count(*) FROM report WHERE text NOTNULL", 0, &reports, err);
    if (code == CHN_OK && reports > 0)
        code = chn_fail(err, CHN_ERR_ARGUMENT,
                        "%s: this store keeps the text of its reports; make "
                        "another one without, or a copy with: chancery export "
                        "-d %s --format store --no-text -o FILE",
                        s->path, s->path);
    if (code == CHN_OK)
        code = chn_store_exec(
            s, "INSERT OR IGNORE INTO setting VALUES ('no_text', 1)", copying,
            err);
    if (code == CHN_OK)
        s->no_text = true;
    return code;
}

chn_code chn_store_copy(chn_store *s, const char *path, bool no_text,
                        chn_err *err)
{
    if (access(path, F_OK) == 0)
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: there is such a file already; name a new one",
                        path);
    chn_code code = run_one(s, "VACUUM INTO ?1", path, err);
    chn_store *copy = NULL;
    if (code == CHN_OK) {
        copy = chn_store_open(path, CHN_STORE_WRITE, err);
        code = copy ? CHN_OK : CHN_ERR_STORE;
    }
    if (code == CHN_OK && no_text && !copy->no_text) {
        code = chn_store_exec(copy, "BEGIN IMMEDIATE", copying, err);
        if (code == CHN_OK)
            code = strip(copy, err);
        if (code == CHN_OK)
            code = chn_store_no_text(copy, err);
        if (code == CHN_OK)
            code = chn_store_index(copy, err);
        if (code == CHN_OK)
            code = chn_store_exec(copy, "COMMIT", copying, err);
    }
    if (code == CHN_OK)
        code = chn_store_tidy(copy, err);
    chn_store_close(copy);
    if (code)
        chn_store_remove(path);
    return code;
}
