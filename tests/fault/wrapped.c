/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tool, linked so that its own calls of memory and files come through
 * here (the linker's --wrap) and those of SQLite, too (its own hooks for
 * memory and files). Unlike a library that is preloaded (inject.c) this stands
 * before the sanitizers' malloc and not in its way, and it knows which memory
 * is ours: what the tool has not given back at its end is counted. By
 * environment:
 *
 *   CHN_FAULT_KIND    memory | read | write | sync | open | rename | thread
 *   CHN_FAULT_AT      n, from 1; 0 or absent: nothing fails
 *   CHN_FAULT_STICKY  1: every call from the n-th on fails
 *   CHN_FAULT_REPORT  file that gets, at exit: how many were failed, our blocks
 *                     and SQLite's bytes that were not given back, and how
 *                     many calls there were of each kind
 *   CHN_FAULT_TRACE   1: the call that fails prints its stack
 *   CHN_FAULT_STACKS  file that gets, at exit, a line "KIND N" for each call
 *                     that was the first with its stack, so that each place
 *                     that asks can be failed once; CHN_FAULT_FRAMES: how
 *                     many callers make a stack (default: 6)
 *
 * Short reads and writes count as failing, too: CHN_FAULT_SHORT=1 does not
 * fail the n-th read or write but lets it do one byte.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MEMORY, READ, WRITE, SYNC, OPEN, RENAME, THREAD, KINDS };

static const char *const kind_names[KINDS] = {
    "memory", "read", "write", "sync", "open", "rename", "thread"};

static atomic_ullong calls[KINDS];
static atomic_ullong failed;
static atomic_llong blocks; /* ours, not given back */
static unsigned long long fail_at;
static int kind = -1;
static bool sticky, be_short, trace, ended;

/* ---- which calls are the first of their stack ---- */

#define FRAMES 32       /* most that is looked at */
#define SEEN (1u << 20) /* slots, a power of two */

typedef struct first {
    unsigned long long hash, n;
    int kind;
} first;

static first seen[SEEN];
static unsigned n_seen;
static int frames = 9; /* innermost: deeper, recursion has no end of stacks */
static bool collecting;
static pthread_mutex_t seen_lock = PTHREAD_MUTEX_INITIALIZER;

static void remember(int of, unsigned long long n)
{
    static _Thread_local bool within; /* backtrace may ask for memory */
    void *at[FRAMES];
    if (within)
        return;
    within = true;
    const int depth = backtrace(at, frames);
    within = false;
    unsigned long long h = 14695981039346656037ULL + (unsigned)of;
    for (int i = 0; i < depth; i++) {
        if (i && at[i] == at[i - 1])
            continue; /* one that calls itself */
        h = (h ^ (unsigned long long)(size_t)at[i]) * 1099511628211ULL;
        h ^= h >> 29;
    }
    h |= 1; /* 0: free */
    (void)pthread_mutex_lock(&seen_lock);
    unsigned i = (unsigned)(h >> 20) & (SEEN - 1);
    while (seen[i].hash && seen[i].hash != h)
        i = (i + 1) & (SEEN - 1);
    if (!seen[i].hash && n_seen < SEEN / 2) {
        n_seen++;
        seen[i] = (first){h, n, of};
    }
    (void)pthread_mutex_unlock(&seen_lock);
}

static bool fails(int of)
{
    if (ended)
        return false;
    const unsigned long long n = atomic_fetch_add(&calls[of], 1) + 1;
    if (collecting)
        remember(of, n);
    if (of != kind || !fail_at || (n != fail_at && !(sticky && n > fail_at)))
        return false;
    atomic_fetch_add(&failed, 1);
    if (trace) {
        void *at[48];
        const int depth = backtrace(at, 48);
        backtrace_symbols_fd(at, depth, STDERR_FILENO);
    }
    return true;
}

static bool fails_as(int of, int error)
{
    if (!fails(of))
        return false;
    errno = error;
    return true;
}

/* ---- memory ---- */

void *__real_malloc(size_t n);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *p, size_t n);
void __real_free(void *p);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *p, size_t n);
void __wrap_free(void *p);

static void *counted(void *p)
{
    if (p)
        atomic_fetch_add(&blocks, 1);
    return p;
}

void *__wrap_malloc(size_t n)
{
    return fails_as(MEMORY, ENOMEM) ? NULL : counted(__real_malloc(n));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails_as(MEMORY, ENOMEM) ? NULL
                                    : counted(__real_calloc(count, size));
}

void *__wrap_realloc(void *p, size_t n)
{
    if (fails_as(MEMORY, ENOMEM))
        return NULL;
    void *q = __real_realloc(p, n);
    return p ? q : counted(q);
}

void __wrap_free(void *p)
{
    if (p)
        atomic_fetch_sub(&blocks, 1);
    __real_free(p);
}

static sqlite3_mem_methods theirs; /* SQLite's own */

static void *lite_malloc(int n)
{
    return fails(MEMORY) ? NULL : theirs.xMalloc(n);
}

static void *lite_realloc(void *p, int n)
{
    return fails(MEMORY) ? NULL : theirs.xRealloc(p, n);
}

/* ---- files of the tool ---- */

ssize_t __real_read(int fd, void *p, size_t n);
ssize_t __real_write(int fd, const void *p, size_t n);
int __real_fsync(int fd);
int __real_open(const char *path, int flags, ...);
int __real_mkstemp(char *path);
int __real_mkdir(const char *path, mode_t mode);
int __real_rename(const char *from, const char *to);
FILE *__real_fopen(const char *path, const char *mode);
size_t __real_fread(void *p, size_t size, size_t n, FILE *f);
DIR *__real_opendir(const char *path);
struct dirent *__real_readdir(DIR *d);
void *__real_mmap(void *at, size_t n, int prot, int flags, int fd, off_t from);
int __real_pthread_create(pthread_t *t, const pthread_attr_t *a,
                          void *(*run)(void *), void *user);
ssize_t __wrap_read(int fd, void *p, size_t n);
ssize_t __wrap___read_chk(int fd, void *p, size_t n, size_t room);
ssize_t __wrap_write(int fd, const void *p, size_t n);
int __wrap_fsync(int fd);
int __wrap_open(const char *path, int flags, ...);
int __wrap_mkstemp(char *path);
int __wrap_mkdir(const char *path, mode_t mode);
int __wrap_rename(const char *from, const char *to);
FILE *__wrap_fopen(const char *path, const char *mode);
size_t __wrap_fread(void *p, size_t size, size_t n, FILE *f);
size_t __wrap___fread_chk(void *p, size_t room, size_t size, size_t n, FILE *f);
DIR *__wrap_opendir(const char *path);
struct dirent *__wrap_readdir(DIR *d);
void *__wrap_mmap(void *at, size_t n, int prot, int flags, int fd, off_t from);
int __wrap_pthread_create(pthread_t *t, const pthread_attr_t *a,
                          void *(*run)(void *), void *user);

ssize_t __wrap_read(int fd, void *p, size_t n)
{
    if (!fails_as(READ, EIO))
        return __real_read(fd, p, n);
    return be_short ? __real_read(fd, p, n ? 1 : 0) : -1;
}

ssize_t __wrap___read_chk(int fd, void *p, size_t n, size_t room)
{
    return n > room ? -1 : __wrap_read(fd, p, n);
}

ssize_t __wrap_write(int fd, const void *p, size_t n)
{
    /* a tool cannot tell that it cannot tell */
    if (fd == STDERR_FILENO || !fails_as(WRITE, ENOSPC))
        return __real_write(fd, p, n);
    return be_short ? __real_write(fd, p, n ? 1 : 0) : -1;
}

int __wrap_fsync(int fd)
{
    return fails_as(SYNC, EIO) ? -1 : __real_fsync(fd);
}

int __wrap_open(const char *path, int flags, ...)
{
    va_list ap;
    va_start(ap, flags);
    const mode_t mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
    va_end(ap);
    return fails_as(OPEN, EMFILE) ? -1 : __real_open(path, flags, mode);
}

int __wrap_mkstemp(char *path)
{
    return fails_as(OPEN, EACCES) ? -1 : __real_mkstemp(path);
}

int __wrap_mkdir(const char *path, mode_t mode)
{
    return fails_as(OPEN, ENOSPC) ? -1 : __real_mkdir(path, mode);
}

int __wrap_rename(const char *from, const char *to)
{
    return fails_as(RENAME, EACCES) ? -1 : __real_rename(from, to);
}

FILE *__wrap_fopen(const char *path, const char *mode)
{
    return fails_as(OPEN, EMFILE) ? NULL : __real_fopen(path, mode);
}

/* fread tells an error from the end only by ferror: give the stream a
 * descriptor that cannot be read */
size_t __wrap_fread(void *p, size_t size, size_t n, FILE *f)
{
    if (!fails_as(READ, EIO))
        return __real_fread(p, size, n, f);
    if (be_short)
        return __real_fread(p, size, n, f);
    const int bad = __real_open("/", O_RDONLY);
    if (bad >= 0) {
        (void)dup2(bad, fileno(f));
        (void)close(bad);
    }
    return __real_fread(p, size, n, f);
}

size_t __wrap___fread_chk(void *p, size_t room, size_t size, size_t n, FILE *f)
{
    return size && n > room / size ? 0 : __wrap_fread(p, size, n, f);
}

DIR *__wrap_opendir(const char *path)
{
    return fails_as(OPEN, EMFILE) ? NULL : __real_opendir(path);
}

struct dirent *__wrap_readdir(DIR *d)
{
    return fails_as(READ, EIO) ? NULL : __real_readdir(d);
}

void *__wrap_mmap(void *at, size_t n, int prot, int flags, int fd, off_t from)
{
    return fails_as(MEMORY, ENOMEM) ? MAP_FAILED
                                    : __real_mmap(at, n, prot, flags, fd, from);
}

int __wrap_pthread_create(pthread_t *t, const pthread_attr_t *a,
                          void *(*run)(void *), void *user)
{
    return fails(THREAD) ? EAGAIN : __real_pthread_create(t, a, run, user);
}

/* ---- files of SQLite ---- */

typedef struct shim {
    sqlite3_file base;
    sqlite3_file *real; /* behind this */
} shim;

static sqlite3_vfs *below;

#define REAL(f) (((shim *)(f))->real)

static int f_close(sqlite3_file *f)
{
    return REAL(f)->pMethods->xClose(REAL(f));
}

static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
    return fails(READ) ? SQLITE_IOERR_READ
                       : REAL(f)->pMethods->xRead(REAL(f), p, n, at);
}

static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
    if (!fails(WRITE))
        return REAL(f)->pMethods->xWrite(REAL(f), p, n, at);
    /* the half of it is there: a disk fills up in the middle of a page */
    (void)REAL(f)->pMethods->xWrite(REAL(f), p, n / 2, at);
    return SQLITE_FULL;
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 n)
{
    return fails(WRITE) ? SQLITE_IOERR_TRUNCATE
                        : REAL(f)->pMethods->xTruncate(REAL(f), n);
}

static int f_sync(sqlite3_file *f, int flags)
{
    return fails(SYNC) ? SQLITE_IOERR_FSYNC
                       : REAL(f)->pMethods->xSync(REAL(f), flags);
}

static int f_size(sqlite3_file *f, sqlite3_int64 *n)
{
    return fails(READ) ? SQLITE_IOERR_FSTAT
                       : REAL(f)->pMethods->xFileSize(REAL(f), n);
}

static int f_lock(sqlite3_file *f, int how)
{
    return REAL(f)->pMethods->xLock(REAL(f), how);
}

static int f_unlock(sqlite3_file *f, int how)
{
    return REAL(f)->pMethods->xUnlock(REAL(f), how);
}

static int f_reserved(sqlite3_file *f, int *out)
{
    return REAL(f)->pMethods->xCheckReservedLock(REAL(f), out);
}

static int f_control(sqlite3_file *f, int op, void *arg)
{
    return REAL(f)->pMethods->xFileControl(REAL(f), op, arg);
}

static int f_sector(sqlite3_file *f)
{
    return REAL(f)->pMethods->xSectorSize(REAL(f));
}

static int f_character(sqlite3_file *f)
{
    return REAL(f)->pMethods->xDeviceCharacteristics(REAL(f));
}

static int f_shm_map(sqlite3_file *f, int at, int n, int make,
                     void volatile **out)
{
    return fails(OPEN) ? SQLITE_IOERR_SHMMAP
                       : REAL(f)->pMethods->xShmMap(REAL(f), at, n, make, out);
}

static int f_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
    return REAL(f)->pMethods->xShmLock(REAL(f), at, n, flags);
}

static void f_shm_barrier(sqlite3_file *f)
{
    REAL(f)->pMethods->xShmBarrier(REAL(f));
}

static int f_shm_unmap(sqlite3_file *f, int drop)
{
    return REAL(f)->pMethods->xShmUnmap(REAL(f), drop);
}

static const sqlite3_io_methods methods = {.iVersion = 2,
                                           .xClose = f_close,
                                           .xRead = f_read,
                                           .xWrite = f_write,
                                           .xTruncate = f_truncate,
                                           .xSync = f_sync,
                                           .xFileSize = f_size,
                                           .xLock = f_lock,
                                           .xUnlock = f_unlock,
                                           .xCheckReservedLock = f_reserved,
                                           .xFileControl = f_control,
                                           .xSectorSize = f_sector,
                                           .xDeviceCharacteristics =
                                               f_character,
                                           .xShmMap = f_shm_map,
                                           .xShmLock = f_shm_lock,
                                           .xShmBarrier = f_shm_barrier,
                                           .xShmUnmap = f_shm_unmap};

static int v_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags,
                  int *out)
{
    (void)v;
    shim *s = (shim *)f;
    s->base.pMethods = NULL;
    s->real = (sqlite3_file *)(void *)(s + 1);
    if (fails(OPEN))
        return SQLITE_CANTOPEN;
    const int rc = below->xOpen(below, name, s->real, flags, out);
    if (s->real->pMethods)
        s->base.pMethods = &methods;
    return rc;
}

static int v_delete(sqlite3_vfs *v, const char *name, int sync)
{
    (void)v;
    return fails(RENAME) ? SQLITE_IOERR_DELETE
                         : below->xDelete(below, name, sync);
}

static sqlite3_vfs above;

__attribute__((constructor)) static void begin(void)
{
    const char *k = getenv("CHN_FAULT_KIND");
    const char *at = getenv("CHN_FAULT_AT");
    const char *s = getenv("CHN_FAULT_STICKY");
    const char *few = getenv("CHN_FAULT_SHORT");
    const char *t = getenv("CHN_FAULT_TRACE");
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &theirs) == SQLITE_OK) {
        sqlite3_mem_methods m = theirs;
        m.xMalloc = lite_malloc;
        m.xRealloc = lite_realloc;
        (void)sqlite3_config(SQLITE_CONFIG_MALLOC, &m);
    }
    below = sqlite3_vfs_find(NULL);
    if (below) {
        above = *below;
        above.zName = "fault";
        above.szOsFile += (int)sizeof(shim);
        above.xOpen = v_open;
        above.xDelete = v_delete;
        (void)sqlite3_vfs_register(&above, 1);
    }
    for (int i = 0; k && i < KINDS; i++)
        if (strcmp(k, kind_names[i]) == 0)
            kind = i;
    fail_at = at ? strtoull(at, NULL, 10) : 0;
    sticky = s && *s == '1';
    be_short = few && *few == '1';
    trace = t && *t == '1';
    collecting = getenv("CHN_FAULT_STACKS") != NULL;
    const char *deep = getenv("CHN_FAULT_FRAMES");
    if (deep && *deep) {
        /* ours count, too: this function and its caller */
        const long n = strtol(deep, NULL, 10) + 3;
        frames = n < 4 ? 4 : n > FRAMES ? FRAMES : (int)n;
    }
}

static void tell_stacks(const char *path)
{
    FILE *f = path ? __real_fopen(path, "w") : NULL;
    if (!f)
        return;
    for (unsigned i = 0; i < SEEN; i++)
        if (seen[i].hash)
            (void)fprintf(f, "%s %llu\n", kind_names[seen[i].kind], seen[i].n);
    (void)fclose(f);
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("CHN_FAULT_REPORT");
    ended = true;
    tell_stacks(getenv("CHN_FAULT_STACKS"));
    if (!path)
        return;
    FILE *f = __real_fopen(path, "w");
    if (f) {
        (void)fprintf(
            f, "%llu %lld %lld", (unsigned long long)atomic_load(&failed),
            (long long)atomic_load(&blocks), (long long)sqlite3_memory_used());
        for (int i = 0; i < KINDS; i++)
            (void)fprintf(f, " %llu",
                          (unsigned long long)atomic_load(&calls[i]));
        (void)fputc('\n', f);
        (void)fclose(f);
    }
}
