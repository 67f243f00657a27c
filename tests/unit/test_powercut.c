/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "After a commit returns the batch survives a cut of the power." A store is
 * written through files in memory that keep a log of every write, sync and
 * deletion. Then, again and again, the power is cut at some call: what was
 * synced stays, of the rest some writes are there, in any order, some with a
 * part of their sectors, and names come and go. From what is left the store is
 * opened, must be sound and hold every batch that was committed, whole, and
 * gives the same rows as an undisturbed one once the rest is added.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "check.h"
#include "store_fixture.h"

#define SECTOR 512u
#define FILES_MAX 512u /* one for each time that a name is made */
#define OPS_MAX 65536u
#define STEP 4u /* reports in a batch */
#define REPORTS 40u
#define TRIALS 300

static const char store_name[] = "/power.db";

/* ---- chance ---- */

static uint64_t state;

static uint32_t chance(uint32_t n) /* below n */
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return n ? (uint32_t)(state >> 33) % n : 0;
}

/* ---- files ---- */

typedef struct file {
    char name[64]; /* "": temporary */
    uint8_t *p;
    size_t n, cap;
    bool exists;
    /* in the image */
    bool named; /* its name survives the cut for certain */
    bool gone;  /* it was deleted, and that may not have been told the disk */
} file;

typedef enum op_kind { WRITE, TRUNCATE, SYNC, CREATE, DELETE } op_kind;

typedef struct op {
    op_kind kind;
    uint32_t file;
    size_t at, n;
    uint8_t *p;  /* WRITE: what */
    bool synced; /* DELETE: the folder, too */
} op;

typedef struct disk {
    file files[FILES_MAX];
    uint32_t n;
} disk;

static disk now;  /* what programs see */
static disk left; /* what a cut leaves */
static op ops[OPS_MAX];
static uint32_t n_ops;
static bool logging;
static bool shared; /* shared memory, and so a WAL */
static bool full;   /* a test's own bounds were reached */

static bool room(file *f, size_t n)
{
    if (n > f->cap) {
        const size_t cap = n * 2 + 4096;
        uint8_t *p = realloc(f->p, cap);
        if (!p)
            return false;
        memset(p + f->cap, 0, cap - f->cap);
        f->p = p;
        f->cap = cap;
    }
    return true;
}

static void put_bytes(file *f, size_t at, const uint8_t *p, size_t n)
{
    if (!room(f, at + n))
        exit(2);
    if (at > f->n)
        memset(f->p + f->n, 0, at - f->n);
    memcpy(f->p + at, p, n);
    if (at + n > f->n)
        f->n = at + n;
}

static void cut_to(file *f, size_t n)
{
    if (n > f->n)
        put_bytes(f, n - 1, (const uint8_t *)"", 1);
    f->n = n;
}

static void empty(disk *d)
{
    for (uint32_t i = 0; i < d->n; i++)
        free(d->files[i].p);
    memset(d, 0, sizeof *d);
}

static uint32_t find_file(const disk *d, const char *name)
{
    for (uint32_t i = d->n; i > 0; i--)
        if (d->files[i - 1].exists && strcmp(d->files[i - 1].name, name) == 0)
            return i - 1;
    return FILES_MAX;
}

static uint32_t new_file(disk *d, const char *name)
{
    if (d->n == FILES_MAX || strlen(name) >= sizeof d->files[0].name) {
        full = true;
        return FILES_MAX;
    }
    file *f = &d->files[d->n];
    memset(f, 0, sizeof *f);
    memcpy(f->name, name, strlen(name) + 1);
    f->exists = true;
    return d->n++;
}

static void note(op_kind kind, uint32_t f, size_t at, const void *p, size_t n,
                 bool synced)
{
    if (!logging)
        return;
    if (n_ops == OPS_MAX) {
        full = true;
        return;
    }
    op *o = &ops[n_ops++];
    *o = (op){.kind = kind, .file = f, .at = at, .n = n, .synced = synced};
    if (p && n) {
        o->p = malloc(n);
        if (!o->p)
            exit(2);
        memcpy(o->p, p, n);
    }
}

/* ---- what a cut leaves ---- */

static void apply(const op *o, bool torn)
{
    file *f = &left.files[o->file];
    if (o->kind == TRUNCATE) {
        cut_to(f, o->at);
        return;
    }
    for (size_t i = 0; i < o->n; i += SECTOR) {
        const size_t n = o->n - i < SECTOR ? o->n - i : SECTOR;
        if (!torn || chance(2))
            put_bytes(f, o->at + i, o->p + i, n);
    }
}

/* All that was written to it is durable. */
static void settle_file(uint32_t f, uint32_t upto, uint32_t *from)
{
    for (uint32_t i = *from; i < upto; i++)
        if (ops[i].file == f &&
            (ops[i].kind == WRITE || ops[i].kind == TRUNCATE))
            apply(&ops[i], false);
    *from = upto;
}

/* The folder is synced, too, when a journal of SQLite is for the first time
 * (os_unix.c, UNIXFILE_DIRSYNC): names that came are there, those that went
 * are gone. */
static void settle_folder(uint32_t f)
{
    const char *name = left.files[f].name;
    if (left.files[f].named ||
        (!strstr(name, "-journal") && !strstr(name, "-wal")))
        return;
    for (uint32_t i = 0; i < left.n; i++) {
        left.files[i].named = true;
        if (left.files[i].gone)
            left.files[i].exists = false;
    }
}

/* The disk after the first `upto` calls. `keep` in a hundred of what was not
 * synced is there. */
static void cut_power(uint32_t upto, uint32_t keep)
{
    static uint32_t durable[FILES_MAX]; /* ops of a file that are */
    empty(&left);
    memset(durable, 0, sizeof durable);
    for (uint32_t i = 0; i < upto; i++) {
        const op *o = &ops[i];
        if (o->kind == CREATE) {
            if (new_file(&left, now.files[o->file].name) != o->file)
                exit(2);
            durable[o->file] = i;
        } else if (o->kind == SYNC) {
            settle_file(o->file, i, &durable[o->file]);
            settle_folder(o->file);
            left.files[o->file].named = true;
        } else if (o->kind == DELETE) {
            left.files[o->file].gone = true;
            if (o->synced || chance(100) < keep)
                left.files[o->file].exists = false;
        }
    }
    for (uint32_t f = 0; f < left.n; f++) {
        /* writes that were on their way, in an order of their own */
        uint32_t waiting[64];
        uint32_t n = 0;
        for (uint32_t i = durable[f]; i < upto; i++)
            if (ops[i].file == f &&
                (ops[i].kind == WRITE || ops[i].kind == TRUNCATE) &&
                chance(100) < keep) {
                if (n == sizeof waiting / sizeof *waiting) {
                    const uint32_t which = chance(n);
                    apply(&ops[waiting[which]], chance(4) == 0);
                    waiting[which] = waiting[--n];
                }
                waiting[n++] = i;
            }
        while (n > 0) {
            const uint32_t which = chance(n);
            apply(&ops[waiting[which]], chance(4) == 0);
            waiting[which] = waiting[--n];
        }
        if (!left.files[f].named && chance(100) >= keep)
            left.files[f].exists = false;
    }
    /* two of one name: the later one has it */
    for (uint32_t f = 0; f < left.n; f++) {
        const uint32_t last = find_file(&left, left.files[f].name);
        if (left.files[f].exists && last != f)
            left.files[f].exists = false;
    }
}

/* ---- SQLite's door to them ---- */

typedef struct handle {
    sqlite3_file base;
    uint32_t file;
    bool drop; /* when it is closed */
} handle;

static void *regions[64]; /* shared memory of the one store */

static int x_close(sqlite3_file *f)
{
    handle *h = (handle *)f;
    if (h->drop)
        now.files[h->file].exists = false;
    return SQLITE_OK;
}

static int x_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
    const file *x = &now.files[((handle *)f)->file];
    const size_t want = (size_t)n;
    const size_t have = (size_t)at < x->n ? x->n - (size_t)at : 0;
    const size_t got = have < want ? have : want;
    if (got)
        memcpy(p, x->p + at, got);
    memset((uint8_t *)p + got, 0, want - got);
    return got < want ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

static int x_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
    const uint32_t i = ((handle *)f)->file;
    put_bytes(&now.files[i], (size_t)at, p, (size_t)n);
    note(WRITE, i, (size_t)at, p, (size_t)n, false);
    return SQLITE_OK;
}

static int x_truncate(sqlite3_file *f, sqlite3_int64 n)
{
    const uint32_t i = ((handle *)f)->file;
    cut_to(&now.files[i], (size_t)n);
    note(TRUNCATE, i, (size_t)n, NULL, 0, false);
    return SQLITE_OK;
}

static int x_sync(sqlite3_file *f, int flags)
{
    (void)flags;
    note(SYNC, ((handle *)f)->file, 0, NULL, 0, false);
    return SQLITE_OK;
}

static int x_size(sqlite3_file *f, sqlite3_int64 *n)
{
    *n = (sqlite3_int64)now.files[((handle *)f)->file].n;
    return SQLITE_OK;
}

static int x_lock(sqlite3_file *f, int how)
{
    (void)f;
    (void)how;
    return SQLITE_OK;
}

static int x_reserved(sqlite3_file *f, int *out)
{
    (void)f;
    *out = 0;
    return SQLITE_OK;
}

static int x_control(sqlite3_file *f, int what, void *arg)
{
    (void)f;
    (void)what;
    (void)arg;
    return SQLITE_NOTFOUND;
}

static int x_sector(sqlite3_file *f)
{
    (void)f;
    return SECTOR;
}

static int x_character(sqlite3_file *f)
{
    (void)f;
    return shared ? SQLITE_IOCAP_POWERSAFE_OVERWRITE : 0;
}

static int x_shm_map(sqlite3_file *f, int i, int n, int make,
                     void volatile **out)
{
    (void)f;
    *out = NULL;
    if (i < 0 || (size_t)i >= sizeof regions / sizeof *regions)
        return SQLITE_IOERR_SHMMAP;
    if (!regions[i] && make)
        regions[i] = calloc(1, (size_t)n);
    *out = regions[i];
    return regions[i] || !make ? SQLITE_OK : SQLITE_NOMEM;
}

static int x_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
    (void)f;
    (void)at;
    (void)n;
    (void)flags;
    return SQLITE_OK;
}

static void x_shm_barrier(sqlite3_file *f)
{
    (void)f;
}

static void forget_shared(void)
{
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        free(regions[i]);
        regions[i] = NULL;
    }
}

static int x_shm_unmap(sqlite3_file *f, int drop_it)
{
    (void)f;
    (void)drop_it;
    forget_shared();
    return SQLITE_OK;
}

static const sqlite3_io_methods with_wal = {.iVersion = 2,
                                            .xClose = x_close,
                                            .xRead = x_read,
                                            .xWrite = x_write,
                                            .xTruncate = x_truncate,
                                            .xSync = x_sync,
                                            .xFileSize = x_size,
                                            .xLock = x_lock,
                                            .xUnlock = x_lock,
                                            .xCheckReservedLock = x_reserved,
                                            .xFileControl = x_control,
                                            .xSectorSize = x_sector,
                                            .xDeviceCharacteristics =
                                                x_character,
                                            .xShmMap = x_shm_map,
                                            .xShmLock = x_shm_lock,
                                            .xShmBarrier = x_shm_barrier,
                                            .xShmUnmap = x_shm_unmap};
static sqlite3_io_methods without_wal;

static int v_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags,
                  int *out)
{
    (void)v;
    handle *h = (handle *)f;
    memset(h, 0, sizeof *h);
    h->file = name ? find_file(&now, name) : FILES_MAX;
    if (h->file == FILES_MAX) {
        if (name && !(flags & SQLITE_OPEN_CREATE))
            return SQLITE_CANTOPEN;
        h->file = new_file(&now, name ? name : "");
        if (h->file == FILES_MAX)
            return SQLITE_CANTOPEN;
        note(CREATE, h->file, 0, NULL, 0, false);
    }
    h->drop = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    h->base.pMethods = shared ? &with_wal : &without_wal;
    if (out)
        *out = flags;
    return SQLITE_OK;
}

static int v_delete(sqlite3_vfs *v, const char *name, int folder_too)
{
    (void)v;
    const uint32_t f = find_file(&now, name);
    if (f == FILES_MAX)
        return SQLITE_IOERR_DELETE_NOENT;
    now.files[f].exists = false;
    note(DELETE, f, 0, NULL, 0, folder_too != 0);
    return SQLITE_OK;
}

static int v_access(sqlite3_vfs *v, const char *name, int how, int *out)
{
    (void)v;
    (void)how;
    *out = find_file(&now, name) != FILES_MAX;
    return SQLITE_OK;
}

static int v_path(sqlite3_vfs *v, const char *name, int n, char *out)
{
    (void)v;
    (void)snprintf(out, (size_t)n, "%s", name);
    return SQLITE_OK;
}

static int v_random(sqlite3_vfs *v, int n, char *out)
{
    static uint32_t seed = 1; /* apart from the cuts' */
    (void)v;
    for (int i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        out[i] = (char)(seed >> 24);
    }
    return n;
}

static int v_sleep(sqlite3_vfs *v, int us)
{
    (void)v;
    return us;
}

static int v_time(sqlite3_vfs *v, double *out)
{
    (void)v;
    *out = 2460000.5;
    return SQLITE_OK;
}

static sqlite3_vfs memory = {.iVersion = 1,
                             .szOsFile = sizeof(handle),
                             .mxPathname = 200,
                             .zName = "power",
                             .xOpen = v_open,
                             .xDelete = v_delete,
                             .xAccess = v_access,
                             .xFullPathname = v_path,
                             .xRandomness = v_random,
                             .xSleep = v_sleep,
                             .xCurrentTime = v_time};

/* ---- the work ---- */

static uint32_t committed_at[REPORTS + 1]; /* calls after which n are there */

static void a_report(made *m, uint32_t i)
{
    char id[32], text[200], claim[24], told[11], when[11];
    const chn_day base = day("2023-01-05") + (chn_day)(i % 7) * 9;
    chn_day_format(base, told);
    chn_day_format(base - 1, when);
    (void)snprintf(id, sizeof id, "p%03u", (unsigned)i);
    (void)snprintf(text, sizeof text,
                   "Kim met Shoigu, KCNA said in dispatch %u.\nIt was long.",
                   (unsigned)i);
    made_init(m, id, told, text);
    for (uint32_t k = 0; k < 1 + i % 3; k++) {
        (void)snprintf(claim, sizeof claim, "c%016x", (unsigned)(i * 8 + k));
        (void)add_claim(m, claim, k ? "AGREE" : "CONSULT", "", when, "met", 0);
    }
}

/* Adds reports [from, to); `sync` false: as a store that does not care. */
static bool work(uint32_t from, uint32_t to, bool sync, chn_err *err)
{
    static made m;
    const chn_run_of run = {.name = {"0.1.0", "d", "r", "", "plover"},
                            .min_confidence = 25};
    chn_store *s = chn_store_open(store_name, CHN_STORE_CREATE, err);
    bool ok = s && chn_store_set_run(s, &run, err) == CHN_OK;
    if (ok && !sync)
        ok = sqlite3_exec(s->db, "PRAGMA synchronous = OFF", NULL, NULL,
                          NULL) == SQLITE_OK;
    for (uint32_t i = from; ok && i < to;) {
        ok = s->in_batch || chn_store_begin(s, err) == CHN_OK;
        for (uint32_t k = 0; ok && k < STEP && i < to; k++, i++) {
            chn_added added;
            a_report(&m, i);
            ok = put(s, &m, &added, err) == CHN_OK;
        }
        /* two of three are saved only, and merged with the third */
        const bool save = i < to && i / STEP % 3;
        ok = ok && (save ? chn_store_save(s, err) : chn_store_commit(s, err)) ==
                       CHN_OK;
        if (ok && logging)
            committed_at[i] = n_ops;
    }
    if (!ok)
        chn_store_close(s);
    return ok && chn_store_finish(s, err) == CHN_OK;
}

static sqlite3 *look(void)
{
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(store_name, &db, SQLITE_OPEN_READWRITE, "power") !=
        SQLITE_OK) {
        (void)sqlite3_close(db);
        return NULL;
    }
    return db;
}

static int64_t number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st = NULL;
    int64_t n = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW)
        n = sqlite3_column_int64(st, 0);
    (void)sqlite3_finalize(st);
    return n;
}

/* All rows as one number. */
static uint64_t rows(sqlite3 *db)
{
    uint64_t sum = 14695981039346656037u;
    sqlite3_stmt *tables = NULL, *st = NULL;
    if (sqlite3_prepare_v2(db,
                           "SELECT 'SELECT * FROM ' || name FROM sqlite_schema"
                           " WHERE type = 'table' AND name NOT LIKE"
                           " 'report_text%' ORDER BY name",
                           -1, &tables, NULL) != SQLITE_OK)
        return 0;
    while (sqlite3_step(tables) == SQLITE_ROW) {
        if (sqlite3_prepare_v2(db, (const char *)sqlite3_column_text(tables, 0),
                               -1, &st, NULL) != SQLITE_OK)
            break;
        while (sqlite3_step(st) == SQLITE_ROW)
            for (int c = 0; c < sqlite3_column_count(st); c++) {
                const uint8_t *p = sqlite3_column_blob(st, c);
                const int n = sqlite3_column_bytes(st, c);
                for (int i = 0; i < n; i++)
                    sum = (sum ^ p[i]) * 1099511628211u;
                sum = (sum ^ 0x1f) * 1099511628211u;
            }
        (void)sqlite3_finalize(st);
    }
    (void)sqlite3_finalize(tables);
    return sum;
}

static bool sound(sqlite3 *db)
{
    return number(db, "SELECT count(*) FROM pragma_integrity_check WHERE "
                      "integrity_check <> 'ok'") == 0 &&
           number(db, "SELECT count(*) FROM pragma_foreign_key_check") == 0;
}

static void forget_log(void)
{
    for (uint32_t i = 0; i < n_ops; i++)
        free(ops[i].p);
    n_ops = 0;
    memset(committed_at, 0, sizeof committed_at);
}

/* Writes the whole store with a log, in two goes. */
static bool record(bool sync, uint64_t *want, chn_err *err)
{
    forget_log();
    forget_shared();
    empty(&now);
    logging = true;
    bool ok = work(0, REPORTS / 2, sync, err) &&
              work(REPORTS / 2, REPORTS, sync, err);
    logging = false;
    sqlite3 *db = ok ? look() : NULL;
    ok = db && sound(db) && !full;
    *want = ok ? rows(db) : 0;
    (void)sqlite3_close(db);
    return ok;
}

static void copy_left(disk *whole)
{
    forget_shared();
    *whole = now; /* the log's names are looked up in it */
    now = left;
    memset(&left, 0, sizeof left);
}

typedef struct found {
    uint32_t lost;   /* batches that were committed and are gone */
    uint32_t broken; /* stores that are not sound, or cannot be opened */
    uint32_t odd;    /* with reports that are no whole batches */
    uint32_t other;  /* finished, and with other rows */
    uint32_t at[4];  /* where each was seen first */
    uint32_t different;
} found;

static void see(uint32_t *count, uint32_t *at, uint32_t cut)
{
    if ((*count)++ == 0)
        *at = cut;
}

/* What is there after a cut, and whether it can be gone on with. */
static void look_at(uint32_t cut, bool go_on, uint64_t want, found *out)
{
    uint32_t least = 0;
    for (uint32_t i = STEP; i <= REPORTS; i += STEP)
        if (committed_at[i] && committed_at[i] <= cut)
            least = i;
    /* opened by SQLite alone at first, which plays back what must be */
    sqlite3 *db = look();
    int64_t n = 0;
    if (db && number(db, "SELECT count(*) FROM sqlite_schema") > 0)
        n = number(db, "SELECT count(*) FROM report");
    const bool good = !least ? !db || sound(db) : db && n >= 0 && sound(db);
    (void)sqlite3_close(db);
    if (!good) {
        see(&out->broken, &out->at[0], cut);
        return;
    }
    if (n < least)
        see(&out->lost, &out->at[1], cut);
    if (n % STEP || n > (int64_t)least + STEP)
        see(&out->odd, &out->at[2], cut);
    if (!go_on || n < 0)
        return;
    chn_err err;
    memset(&err, 0, sizeof err);
    const bool done = work((uint32_t)n, REPORTS, true, &err);
    db = done ? look() : NULL;
    if (!db || !sound(db) || rows(db) != want)
        see(&out->other, &out->at[3], cut);
    (void)sqlite3_close(db);
}

static found try_cuts(uint64_t want, int trials)
{
    found out;
    memset(&out, 0, sizeof out);
    for (int t = 0; t < trials; t++) {
        static const uint32_t keeps[] = {0, 20, 50, 80, 100};
        disk whole;
        /* one in two just before or after a sync, where it hurts */
        uint32_t at = chance(n_ops + 1);
        if (chance(2)) {
            while (at < n_ops && ops[at].kind != SYNC)
                at++;
            at += at < n_ops ? chance(2) : 0;
        }
        cut_power(at, keeps[chance(5)]);
        copy_left(&whole);
        look_at(at, t % 6 == 0, want, &out);
        forget_shared();
        empty(&now);
        now = whole;
    }
    return out;
}

static void one_way(const char *what, bool wal)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    TEST(what)
    {
        uint64_t want = 0;
        shared = wal;
        const bool ok = record(true, &want, &err);
        CHECK(ok);
        if (!ok)
            printf("# %s\n", err.text);
        uint32_t syncs = 0;
        for (uint32_t i = 0; i < n_ops; i++)
            syncs += ops[i].kind == SYNC;
        const found f = try_cuts(want, ok ? TRIALS : 0);
        printf("# %u calls, %u of sync, %d cuts\n", (unsigned)n_ops,
               (unsigned)syncs, TRIALS);
        if (f.broken || f.lost || f.odd || f.other)
            printf("# first at call %u, %u, %u, %u\n", (unsigned)f.at[0],
                   (unsigned)f.at[1], (unsigned)f.at[2], (unsigned)f.at[3]);
        CHECK_INT(f.broken, 0);
        CHECK_INT(f.lost, 0);
        CHECK_INT(f.odd, 0);
        CHECK_INT(f.other, 0);
    }
}

int main(void)
{
    without_wal = with_wal;
    without_wal.iVersion = 1;
    state = 7;
    if (sqlite3_vfs_register(&memory, 1) != SQLITE_OK)
        return 2;
    one_way("the power is cut, with a write-ahead log", true);
    one_way("the power is cut, with a rollback journal", false);
    TEST("the test sees what is lost where nothing is synced")
    {
        chn_err err;
        uint64_t want = 0;
        shared = true;
        CHECK(record(false, &want, &err));
        const found f = try_cuts(want, 100);
        CHECK(f.lost + f.broken > 10);
    }
    forget_log();
    forget_shared();
    empty(&now);
    empty(&left);
    return check_end();
}
