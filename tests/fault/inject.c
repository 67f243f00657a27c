/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A library to preload that makes the n-th call of one kind fail, after curl's
 * torture tests and jq's inject_errors.c. By environment:
 *
 *   CHN_FAULT_KIND   memory | read | write | sync | open
 *   CHN_FAULT_AT     n, from 1; 0 or absent: nothing fails
 *   CHN_FAULT_STICKY 1: every call from the n-th on fails, as on a full disk
 *   CHN_FAULT_COUNT  file that gets the number of calls, at exit
 *
 * Memory that json-c asks for is left alone: version 0.16 follows a NULL that
 * its strdup returned, and we cannot mend that from outside. So is what the C
 * library asks for before main. Writes to standard error are left alone too:
 * a tool cannot tell that it cannot tell.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MEMORY, READ, WRITE, SYNC, OPEN, KINDS };

static const char *const kind_names[KINDS] = {"memory", "read", "write", "sync",
                                              "open"};

static atomic_ullong calls;
static unsigned long long fail_at;
static int kind = -1;
static bool sticky;
static bool ready;
static uintptr_t json_from, json_to; /* where json-c lies */

/* dlsym itself may ask for memory before we know malloc: from here */
static _Alignas(16) char early[16384];
static atomic_size_t early_used;

static void *early_alloc(size_t n)
{
    const size_t at = atomic_fetch_add(&early_used, (n + 15) / 16 * 16);
    return at + n <= sizeof early ? early + at : NULL;
}

static bool is_early(const void *p)
{
    return (const char *)p >= early && (const char *)p < early + sizeof early;
}

static int find_json(struct dl_phdr_info *info, size_t size, void *user)
{
    (void)size;
    (void)user;
    if (!strstr(info->dlpi_name, "libjson-c"))
        return 0;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *h = &info->dlpi_phdr[i];
        const uintptr_t from = info->dlpi_addr + h->p_vaddr;
        if (h->p_type != PT_LOAD)
            continue;
        if (!json_from || from < json_from)
            json_from = from;
        if (from + h->p_memsz > json_to)
            json_to = from + h->p_memsz;
    }
    return 1;
}

static bool from_json(const void *caller)
{
    return (uintptr_t)caller >= json_from && (uintptr_t)caller < json_to;
}

__attribute__((constructor)) static void begin(void)
{
    const char *k = getenv("CHN_FAULT_KIND");
    const char *at = getenv("CHN_FAULT_AT");
    const char *s = getenv("CHN_FAULT_STICKY");
    for (int i = 0; k && i < KINDS; i++)
        if (strcmp(k, kind_names[i]) == 0)
            kind = i;
    fail_at = at ? strtoull(at, NULL, 10) : 0;
    sticky = s && *s == '1';
    dl_iterate_phdr(find_json, NULL);
    ready = true;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("CHN_FAULT_COUNT");
    ready = false;
    if (!path)
        return;
    FILE *f = fopen(path, "w");
    if (f) {
        (void)fprintf(f, "%llu\n", (unsigned long long)atomic_load(&calls));
        (void)fclose(f);
    }
}

static bool fails(int of)
{
    if (!ready || of != kind)
        return false;
    const unsigned long long n = atomic_fetch_add(&calls, 1) + 1;
    return fail_at && (n == fail_at || (sticky && n > fail_at));
}

/* The function that ours stands before. */
#define REAL(name) ((name##_fn *)real(#name))
static void *real(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

/* ---- memory -----------------------------------------------------------------
 */

typedef void *malloc_fn(size_t);
typedef void *calloc_fn(size_t, size_t);
typedef void *realloc_fn(void *, size_t);
typedef void free_fn(void *);

static malloc_fn *real_malloc;
static calloc_fn *real_calloc;
static realloc_fn *real_realloc;
static free_fn *real_free;
static bool looking;

static bool known(void)
{
    if (real_free)
        return true;
    if (looking)
        return false;
    looking = true;
    real_malloc = REAL(malloc);
    real_calloc = REAL(calloc);
    real_realloc = REAL(realloc);
    real_free = REAL(free);
    looking = false;
    return true;
}

static bool memory_fails(const void *caller)
{
    if (from_json(caller) || !fails(MEMORY))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t n)
{
    if (!known())
        return early_alloc(n);
    return memory_fails(__builtin_return_address(0)) ? NULL : real_malloc(n);
}

void *calloc(size_t count, size_t size)
{
    if (!known())
        return early_alloc(count * size); /* zero from the start */
    return memory_fails(__builtin_return_address(0)) ? NULL
                                                     : real_calloc(count, size);
}

void *realloc(void *p, size_t n)
{
    if (!known() || is_early(p)) {
        void *q = known() ? real_malloc(n) : early_alloc(n);
        const size_t room =
            p ? (size_t)(early + sizeof early - (const char *)p) : 0;
        if (q && p)
            memcpy(q, p, n < room ? n : room);
        return q;
    }
    return memory_fails(__builtin_return_address(0)) ? NULL
                                                     : real_realloc(p, n);
}

void free(void *p)
{
    if (p && !is_early(p) && known())
        real_free(p);
}

char *strdup(const char *z)
{
    const size_t n = strlen(z) + 1;
    char *p = NULL;
    if (known() && !memory_fails(__builtin_return_address(0)))
        p = real_malloc(n);
    if (p)
        memcpy(p, z, n);
    return p;
}

/* ---- files ------------------------------------------------------------------
 */

typedef ssize_t read_fn(int, void *, size_t);
typedef ssize_t pread_fn(int, void *, size_t, off_t);
typedef ssize_t pread64_fn(int, void *, size_t, off64_t);
typedef ssize_t write_fn(int, const void *, size_t);
typedef ssize_t pwrite_fn(int, const void *, size_t, off_t);
typedef ssize_t pwrite64_fn(int, const void *, size_t, off64_t);
typedef ssize_t writev_fn(int, const struct iovec *, int);
typedef int fsync_fn(int);
typedef int fdatasync_fn(int);
typedef int open_fn(const char *, int, ...);
typedef int open64_fn(const char *, int, ...);

static bool io_fails(int of, int fd, int error)
{
    if (fd == STDERR_FILENO || !fails(of))
        return false;
    errno = error;
    return true;
}

ssize_t read(int fd, void *p, size_t n)
{
    return io_fails(READ, fd, EIO) ? -1 : REAL(read)(fd, p, n);
}

ssize_t pread(int fd, void *p, size_t n, off_t at)
{
    return io_fails(READ, fd, EIO) ? -1 : REAL(pread)(fd, p, n, at);
}

ssize_t pread64(int fd, void *p, size_t n, off64_t at)
{
    return io_fails(READ, fd, EIO) ? -1 : REAL(pread64)(fd, p, n, at);
}

ssize_t write(int fd, const void *p, size_t n)
{
    return io_fails(WRITE, fd, ENOSPC) ? -1 : REAL(write)(fd, p, n);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    return io_fails(WRITE, fd, ENOSPC) ? -1 : REAL(pwrite)(fd, p, n, at);
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
    return io_fails(WRITE, fd, ENOSPC) ? -1 : REAL(pwrite64)(fd, p, n, at);
}

ssize_t writev(int fd, const struct iovec *v, int n)
{
    return io_fails(WRITE, fd, ENOSPC) ? -1 : REAL(writev)(fd, v, n);
}

int fsync(int fd)
{
    return io_fails(SYNC, fd, EIO) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
    return io_fails(SYNC, fd, EIO) ? -1 : REAL(fdatasync)(fd);
}

int open(const char *path, int flags, ...)
{
    va_list ap;
    va_start(ap, flags);
    const mode_t mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
    va_end(ap);
    return io_fails(OPEN, -1, EMFILE) ? -1 : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list ap;
    va_start(ap, flags);
    const mode_t mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
    va_end(ap);
    return io_fails(OPEN, -1, EMFILE) ? -1 : REAL(open64)(path, flags, mode);
}
