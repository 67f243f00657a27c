/* SPDX-License-Identifier: Apache-2.0 */
/* Opening, closing, and the transaction around a batch. */
#include <inttypes.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "store/store_in.h"

#define BUSY_MS 5000
/* Of a batch, what is merged at a time: some 2 kB of memory for each, and for
 * each claim of before around them. */
#define PART_LEAST 16000u

static const char merging[] = "merging claims into events";
/* The first claim that is in no event yet. */
static const char unmerged_sql[] =
    "SELECT value FROM setting WHERE name = 'merge.waits'";

static chn_code catch_up(chn_store *s, chn_err *err);

/* A path that SQLite reads as a path: "file:x" would be a URI to it and
 * ":memory:" no file at all. */
static char *copy_path(const char *path)
{
    const size_t n = strlen(path);
    const bool odd = path[0] == ':' || strncmp(path, "file:", 5) == 0;
    char *p = chn_calloc(n + 3, 1);
    if (!p)
        return NULL;
    memcpy(p, "./", 2);
    memcpy(p + (odd ? 2 : 0), path, n + 1);
    return p;
}

static chn_code check_path(const char *path, chn_store_mode mode, chn_err *err)
{
    struct stat st;
    if (!path || !*path)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "no store is named; name its file with -d FILE");
    if (stat(path, &st) != 0) {
        if (mode == CHN_STORE_CREATE)
            return CHN_OK;
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: there is no such store; make one with: chancery "
                        "add -d %s PATH",
                        path, path);
    }
    if (S_ISDIR(st.st_mode))
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: this is a folder; name a file for the store",
                        path);
    return CHN_OK;
}

/* Whose file is it, and of which version? */
static chn_code check_version(chn_store *s, chn_store_mode mode,
                              const chn_migration *steps, uint32_t n_steps,
                              chn_err *err)
{
    int64_t app = 0;
    int64_t have = 0;
    int64_t objects = 0;
    chn_code code = chn_store_int(s, "PRAGMA application_id", 0, &app, err);
    if (code == CHN_OK)
        code = chn_store_int(s, "PRAGMA user_version", 0, &have, err);
    if (code == CHN_OK)
        code = chn_store_int(s, "SELECT count(*) FROM sqlite_schema", 0,
                             &objects, err);
    if (code)
        return code;
    const bool empty = app == 0 && have == 0 && objects == 0;
    if (!empty && app != CHN_STORE_APPLICATION_ID)
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: this is the database of another program; name "
                        "another file for the store",
                        s->path);
    if (have > n_steps)
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: a newer chancery made this store (version "
                        "%" PRId64 ", this one reads up to %u); install the "
                        "newer chancery",
                        s->path, have, (unsigned)n_steps);
    if (have == n_steps)
        return CHN_OK;
    if (mode != CHN_STORE_READ)
        return chn_store_migrate(s, steps, n_steps, err);
    if (empty)
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: this store is empty; add reports with: chancery "
                        "add -d %s PATH",
                        s->path, s->path);
    return chn_fail(err, CHN_ERR_STORE,
                    "%s: an older chancery made this store (version %" PRId64
                    "); bring it up to version %u with: chancery add -d %s "
                    "PATH",
                    s->path, have, (unsigned)n_steps, s->path);
}

static chn_code set_up(chn_store *s, chn_store_mode mode, chn_err *err)
{
    const char *doing = "opening the store";
    /* text in a report must never become SQL, not even by our mistake */
    (void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    (void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    /* a statement of 40 columns takes more pieces of memory than are set
     * aside otherwise */
    (void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_LOOKASIDE, NULL, 1200, 400);
    (void)sqlite3_busy_timeout(s->db, BUSY_MS);
    /* The tables say what may stand in them, for other programs and for
     * `PRAGMA integrity_check`; what we write is right by the way it is made
     * (faults() in tests/unit/test_store.c), and asking for every row takes as
     * long as half of what adding does. */
    chn_code code = chn_store_exec(
        s, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON",
        doing, err);
    if (code == CHN_OK)
        code = chn_store_key_functions(s, err);
    /* of a store that is made now; another keeps its own */
    if (code == CHN_OK && mode == CHN_STORE_CREATE)
        code = chn_store_exec(s, "PRAGMA page_size = 8192", doing, err);
    if (code == CHN_OK)
        code = check_version(s, mode, chn_store_migrations, CHN_STORE_VERSION,
                             err);
    int64_t bare = 0;
    if (code == CHN_OK && !s->damaged)
        code = chn_store_int(s,
                             "SELECT EXISTS (SELECT 1 FROM setting WHERE"
                             " name = 'no_text' AND value = 1)",
                             0, &bare, err);
    s->no_text = bare != 0;
    if (code == CHN_OK && mode == CHN_STORE_READ)
        code = chn_store_exec(s, "PRAGMA cache_size = -16384", doing, err);
    if (code || mode == CHN_STORE_READ)
        return code;
    /* A file system without shared memory has no WAL and keeps its rollback
     * journal: slower, as safe. EXTRA: "after it returns the batch survives a
     * crash" (store.h); with FULL a journal whose deletion the folder has not
     * been told of would come back and undo the batch (test_powercut.c). With
     * a WAL both do the same. */
    code = chn_store_exec(s, "PRAGMA journal_mode = WAL", doing, err);
    if (code == CHN_OK)
        code = chn_store_exec(s, "PRAGMA synchronous = EXTRA", doing, err);
    if (code == CHN_OK)
        code = chn_store_exec(s, "PRAGMA cache_size = -196608", doing, err);
    return code;
}

static chn_store *open_store(const char *path, chn_store_mode mode,
                             bool damaged, chn_err *err)
{
    if (check_path(path, mode, err) != CHN_OK)
        return NULL;
    chn_store *s = chn_calloc(1, sizeof *s);
    if (!s) {
        (void)chn_fail_memory(err);
        return NULL;
    }
    s->part_least = PART_LEAST;
    s->write = mode != CHN_STORE_READ;
    s->damaged = damaged;
    s->path = copy_path(path);
    s->batch = chn_arena_new(CHN_ARENA_MAX);
    s->scratch = chn_arena_new(CHN_ARENA_MAX);
    if (!s->path || !s->batch || !s->scratch) {
        (void)chn_fail_memory(err);
        chn_store_close(s);
        return NULL;
    }
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (mode == CHN_STORE_READ)
        flags |= SQLITE_OPEN_READONLY;
    else
        flags |= SQLITE_OPEN_READWRITE;
    if (mode == CHN_STORE_CREATE)
        flags |= SQLITE_OPEN_CREATE;
    const int rc = sqlite3_open_v2(s->path, &s->db, flags, NULL);
    chn_code code = CHN_OK;
    if (rc != SQLITE_OK)
        code = s->db ? chn_store_sql_fail(s, rc, "opening the store", err)
                     : chn_fail_memory(err);
    if (code == CHN_OK)
        code = set_up(s, mode, err);
    if (code) {
        chn_store_close(s);
        return NULL;
    }
    return s;
}

void chn_store_alone(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

chn_store *chn_store_open(const char *path, chn_store_mode mode, chn_err *err)
{
    return open_store(path, mode, false, err);
}

chn_store *chn_store_open_damaged(const char *path, chn_err *err)
{
    return open_store(path, CHN_STORE_READ, true, err);
}

void chn_store_close(chn_store *s)
{
    if (!s)
        return;
    chn_store_rollback(s);
    if (s->db && s->write) {
        /* what a killed run left undone, the next one does here */
        chn_err ignored;
        if (catch_up(s, &ignored) == CHN_OK)
            (void)chn_store_settle(s, &ignored);
    }
    for (int i = 0; i < ST_N; i++)
        (void)sqlite3_finalize(s->st[i]);
    if (s->db && s->write) {
        /* Back to one file that can be copied, and read from a folder that
         * nobody may write to. Somebody else's connection keeps the WAL;
         * whoever closes last puts it away. */
        (void)sqlite3_busy_timeout(s->db, 0);
        (void)sqlite3_exec(s->db, "PRAGMA journal_mode = DELETE", NULL, NULL,
                           NULL);
    }
    (void)sqlite3_close(s->db);
    for (size_t i = 0; i < sizeof s->run_versions / sizeof *s->run_versions;
         i++)
        chn_free(s->run_versions[i]);
    chn_arena_free(s->batch);
    chn_arena_free(s->scratch);
    chn_free(s->path);
    chn_free(s);
}

chn_code chn_store_finish(chn_store *s, chn_err *err)
{
    chn_code code = CHN_OK;
    if (s) {
        chn_store_rollback(s);
        if (s->db && s->write)
            code = catch_up(s, err);
        if (code == CHN_OK && s->db && s->write)
            code = chn_store_settle(s, err);
    }
    chn_store_close(s);
    return code;
}

/* The largest number in use. */
static chn_code largest(chn_store *s, int which, int64_t *out, chn_err *err)
{
    *out = 0;
    sqlite3_stmt *st = chn_store_stmt(s, which, err);
    if (!st)
        return CHN_ERR_STORE;
    const int row = chn_store_step(s, st, "reading the store", err);
    if (row > 0)
        *out = sqlite3_column_int64(st, 0); /* NULL of no rows reads as 0 */
    (void)sqlite3_reset(st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}

/* Nothing of what was added before is known any more. */
static void forget_batch(chn_store *s)
{
    s->touched = NULL;
    s->n_touched = s->cap_touched = 0;
    s->seen = NULL;
    s->old_key = NULL;
    s->n_old_key = s->cap_old_key = 0;
    s->fresh = NULL;
    s->n_fresh = s->cap_fresh = 0;
    s->fresh_full = false;
    s->fresh_words = NULL;
    chn_arena_reset(s->batch);
}

static chn_code read_state(chn_store *s, chn_err *err)
{
    int64_t said = 0;
    chn_code code = chn_store_int(s, "SELECT EXISTS (SELECT 1 FROM verdict)", 0,
                                  &said, err);
    s->said = said != 0;
    if (code == CHN_OK)
        code = chn_store_int(s, unmerged_sql, 0, &s->unmerged, err);
    if (code == CHN_OK)
        code = largest(s, ST_REPORT_MAX, &s->next_report, err);
    if (code == CHN_OK)
        code = largest(s, ST_CLAIM_MAX, &s->next_claim, err);
    s->first_report = ++s->next_report;
    s->first_claim = ++s->next_claim;
    return code;
}

/* `saved`: what was saved is kept in memory, if nobody else has written to the
 * store since. */
static chn_code begin(chn_store *s, bool saved, chn_err *err)
{
    /* IMMEDIATE: find out now, not at the first report, that another program
     * writes */
    chn_code code =
        chn_store_exec(s, "BEGIN IMMEDIATE", "beginning a batch", err);
    int64_t version = 0;
    if (code == CHN_OK && saved)
        code = chn_store_int(s, "PRAGMA data_version", 0, &version, err);
    if (code)
        return code;
    s->in_batch = true;
    s->run_written = false;
    s->anew = false;
    saved = saved && version == s->data_version;
    if (!saved)
        forget_batch(s);
    code = read_state(s, err);
    if (!saved)
        s->fresh_from = s->fresh_to = s->first_claim;
    if (code)
        chn_store_rollback(s);
    return code;
}

chn_code chn_store_begin(chn_store *s, chn_err *err)
{
    if (!s->write)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "%s: this store was opened for reading; open it for "
                        "writing to add reports",
                        s->path);
    if (s->in_batch)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "%s: a batch is open already; commit it first",
                        s->path);
    return begin(s, false, err);
}

/* Bounds of a batch: of each claim a kilobyte is kept until its end. */
#define REPORTS_MOST 4000
#define CLAIMS_MOST 40000

bool chn_store_due(const chn_store *s)
{
    return s->in_batch && (s->next_report - s->first_report >= REPORTS_MOST ||
                           s->next_claim - s->first_claim >= CLAIMS_MOST);
}

/* The words of the batch's reports, for searching: all at once, because the
 * index puts what it holds back to the tables at the end of every savepoint.
 * A store without text must not hold them by a side door. */
static chn_code put_words(chn_store *s, chn_err *err)
{
    sqlite3_stmt *get = chn_store_stmt(s, ST_WORDS_GET, err);
    sqlite3_stmt *put = get ? chn_store_stmt(s, ST_WORDS_PUT, err) : NULL;
    if (!put)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, get);
    chn_bind_int(&b, s->first_report);
    chn_code code = CHN_OK;
    while (chn_store_row(s, get, "indexing words", &code, err)) {
        const char *text = sqlite3_column_blob(get, 1);
        b = chn_bind_to(s, put);
        chn_bind_int(&b, sqlite3_column_int64(get, 0));
        chn_bind_str(&b, chn_str_n(text ? text : "",
                                   (size_t)sqlite3_column_bytes(get, 1)));
        code = chn_bind_run(&b, "indexing words", err);
    }
    (void)sqlite3_reset(get);
    return code;
}

/* What the batch holds becomes events, and what was saved before it. */
static chn_code make_events(chn_store *s, chn_err *err)
{
    chn_code code = chn_store_merge(s, err);
    if (code == CHN_OK)
        code = chn_store_anchor(s, err);
    if (code == CHN_OK)
        code = chn_store_apply_reviews(s, err);
    if (code == CHN_OK)
        code = chn_store_index(s, err);
    if (code == CHN_OK && s->unmerged)
        code = chn_store_exec(
            s, "DELETE FROM setting WHERE name = 'merge.waits'", merging, err);
    return code;
}

/* Which claims are in no event yet must be known to whoever comes next. */
static chn_code put_unmerged(chn_store *s, chn_err *err)
{
    if (s->unmerged)
        return CHN_OK; /* since before this batch */
    sqlite3_stmt *st = chn_store_prepare(
        s, "INSERT INTO setting (name, value) VALUES ('merge.waits', ?1)", err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_int(&b, s->first_claim);
    const chn_code code = chn_bind_run(&b, merging, err);
    (void)sqlite3_finalize(st);
    return code;
}

static chn_code end_batch(chn_store *s, bool events, chn_err *err)
{
    if (!s->in_batch)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "%s: no batch is open; begin one first", s->path);
    chn_code code = s->no_text ? CHN_OK : put_words(s, err);
    if (code == CHN_OK)
        code = events ? make_events(s, err) : put_unmerged(s, err);
    if (code == CHN_OK && sqlite3_get_autocommit(s->db))
        code = chn_fail(err, CHN_ERR_STORE,
                        "%s: cannot commit a batch: a read or write that "
                        "failed has taken it back; see that the disk is "
                        "sound, and run this again",
                        s->path);
    if (code == CHN_OK)
        code = chn_store_exec(s, "COMMIT", "committing a batch", err);
    chn_arena_reset(s->scratch);
    if (code == CHN_OK)
        s->in_batch = false;
    else
        chn_store_rollback(s);
    return code;
}

chn_code chn_store_commit(chn_store *s, chn_err *err)
{
    return end_batch(s, true, err);
}

/* Memory for the events of so many claims is some 300 MB. */
#define UNMERGED_MOST 1000000

static bool must_merge(const chn_store *s)
{
    const int64_t from = s->unmerged ? s->unmerged : s->first_claim;
    return s->said || s->anew || s->next_claim - from >= UNMERGED_MOST;
}

chn_code chn_store_save(chn_store *s, chn_err *err)
{
    const bool events = s->in_batch && must_merge(s);
    /* own commits do not change it; asked for afterwards it would hide what
     * another program does at once */
    chn_code code =
        chn_store_int(s, "PRAGMA data_version", 0, &s->data_version, err);
    if (code == CHN_OK)
        code = end_batch(s, events, err);
    return code ? code : begin(s, !events, err);
}

chn_code chn_store_unmerged(chn_store *s, uint64_t *claims, chn_err *err)
{
    int64_t n = 0;
    const chn_code code = chn_store_int(
        s,
        "SELECT count(*) FROM claim WHERE seq >= (SELECT value FROM setting"
        " WHERE name = 'merge.waits')",
        0, &n, err);
    *claims = (uint64_t)n;
    return code;
}

/* What a killed run saved and did not merge. */
static chn_code catch_up(chn_store *s, chn_err *err)
{
    int64_t from = 0;
    chn_code code = chn_store_int(s, unmerged_sql, 0, &from, err);
    if (code || from == 0)
        return code;
    code = chn_store_begin(s, err);
    return code ? code : chn_store_commit(s, err);
}

void chn_store_rollback(chn_store *s)
{
    if (!s || !s->in_batch)
        return;
    for (int i = 0; i < ST_N; i++)
        (void)sqlite3_reset(s->st[i]);
    if (!sqlite3_get_autocommit(s->db))
        (void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    s->in_batch = false;
}
