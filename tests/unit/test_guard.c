/* SPDX-License-Identifier: Apache-2.0 */
/* What is refused is refused, and what is needed is not: each kind of guard in
 * a process of its own, whose exit status tells which call it was. */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "guard/guard.h"

#ifdef __linux__
#include <sys/ptrace.h>
#include <sys/syscall.h>
#endif

#define NONE 99 /* this system or build has no guard */

static char file[] = "/tmp/chancery-guard-XXXXXX";
static char other[64];

/* Did the call fail because it may not be? */
static bool refused(long result)
{
    return result == -1 && errno == EPERM;
}

static void *nothing(void *user)
{
    return user;
}

#ifdef __linux__

static int try_never(void)
{
    char *const none[] = {NULL};
    if (!refused(execve("/bin/true", none, none)))
        return 1;
    if (!refused(socket(AF_INET, SOCK_STREAM, 0)))
        return 2;
    if (!refused(socket(AF_UNIX, SOCK_STREAM, 0)))
        return 3;
    if (!refused(ptrace(PTRACE_TRACEME, 0, NULL, NULL)))
        return 4;
    if (!refused(fork()))
        return 5;
    if (mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
        return 6;
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        return 7;
    if (!refused(mprotect(p, 4096, PROT_READ | PROT_EXEC)))
        return 8;
    if (!refused(kill(getppid(), 0)))
        return 9;
    if (!refused(symlink("/etc/passwd", other)))
        return 10;
    if (!refused(syscall(SYS_unshare, 0)))
        return 11;
#ifdef SYS_io_uring_setup
    if (!refused(syscall(SYS_io_uring_setup, 1, NULL)))
        return 12;
#endif
    if (!refused(setuid(0)))
        return 13;
    if (!refused(syscall(SYS_execveat, AT_FDCWD, "/bin/true", none, none, 0)))
        return 14;
    return 0;
}

/* What every command does. */
static int try_needed(void)
{
    char c;
    const int fd = open(file, O_RDONLY);
    if (fd < 0 || read(fd, &c, 1) != 1 || close(fd) != 0)
        return 40;
    pthread_t t;
    if (pthread_create(&t, NULL, nothing, NULL) != 0 ||
        pthread_join(t, NULL) != 0)
        return 41;
    void *p = malloc((size_t)64 << 20);
    if (!p)
        return 42;
    free(p);
    return 0;
}

static int try_files(bool may_write, bool may_rename)
{
    const int made = open(other, O_WRONLY | O_CREAT, 0600);
    if (may_write != (made >= 0) || (made < 0 && errno != EPERM))
        return 20;
    const int fd = open(file, O_RDWR);
    if (may_write != (fd >= 0) || (fd < 0 && errno != EPERM))
        return 21;
    if (fd >= 0)
        (void)close(fd);
    if (!may_write && !refused(truncate(file, 0)))
        return 22;
    if (!may_write && !refused(mkdir(other, 0700)))
        return 23;
    const int named = rename(file, other);
    if (may_rename != (named == 0))
        return 24;
    if (named == 0 && rename(other, file) != 0)
        return 25;
    if (!may_rename && !refused(unlink(file)))
        return 26;
    return 0;
}

static int inside(chn_guard kind, int written)
{
    if (!chn_guard_start(kind))
        return NONE;
    int bad = try_needed();
    if (!bad)
        bad = try_never();
    if (!bad)
        bad = try_files(kind == CHN_GUARD_SERVE, kind != CHN_GUARD_READ);
    /* what was open for writing stays so */
    if (!bad && write(written, "x", 1) != 1)
        bad = 43;
    return bad;
}

/* Its threads, too, those that run already among them. */
static void *wait_and_try(void *user)
{
    int *const go = user;
    char c;
    static int status;
    while (read(go[0], &c, 1) != 1)
        ;
    status = refused(socket(AF_INET, SOCK_STREAM, 0)) ? 0 : 50;
    return &status;
}

static int inside_threads(void)
{
    int go[2];
    pthread_t t;
    void *out = NULL;
    if (pipe(go) != 0 || pthread_create(&t, NULL, wait_and_try, go) != 0)
        return 51;
    if (!chn_guard_start(CHN_GUARD_SERVE))
        _exit(NONE);
    if (write(go[1], "x", 1) != 1 || pthread_join(t, &out) != 0)
        return 52;
    return *(int *)out;
}

static int status_of(int kind)
{
    const int fd = open(file, O_WRONLY | O_APPEND);
    (void)fflush(stdout);
    const pid_t child = fork();
    if (child == 0)
        _exit(kind < 0 ? inside_threads() : inside((chn_guard)kind, fd));
    int status = 0;
    (void)close(fd);
    if (child < 0 || waitpid(child, &status, 0) != child)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(void)
{
    const int fd = mkstemp(file);
    if (fd < 0 || write(fd, "x", 1) != 1)
        return 2;
    (void)close(fd);
    (void)snprintf(other, sizeof other, "%s.other", file);
    if (status_of(CHN_GUARD_READ) == NONE) {
        printf("1..0 # SKIP no guard here\n");
        (void)unlink(file);
        return 77;
    }
    TEST("a command that reads")
    {
        CHECK_INT(status_of(CHN_GUARD_READ), 0);
    }
    TEST("a command that names its output")
    {
        CHECK_INT(status_of(CHN_GUARD_READ_RENAME), 0);
    }
    TEST("a server")
    {
        CHECK_INT(status_of(CHN_GUARD_SERVE), 0);
    }
    TEST("threads that run already")
    {
        CHECK_INT(status_of(-1), 0);
    }
    (void)unlink(file);
    (void)unlink(other);
    return check_end();
}

#else

int main(void)
{
    (void)file;
    (void)other;
    (void)refused;
    (void)nothing;
    printf("1..0 # SKIP no guard here\n");
    return 77;
}

#endif
