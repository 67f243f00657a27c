/* SPDX-License-Identifier: Apache-2.0 */
/* See guard.h. A filter is a program for the kernel's packet machine over the
 * number and the arguments of a call; ours goes through a list of what is
 * refused. A list of what is allowed would be shorter to trust and would break
 * with the next C library. */
#define _DEFAULT_SOURCE /* NOLINT(bugprone-reserved-identifier) */
#include "guard/guard.h"

#if defined(CHN_GUARD) && defined(__linux__) &&                                \
    (defined(__x86_64__) || defined(__aarch64__))

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __x86_64__
#define ARCH AUDIT_ARCH_X86_64
#else
#define ARCH AUDIT_ARCH_AARCH64
#endif
#define THREAD 0x00010000u /* CLONE_THREAD */
#define PROGRAM_MAX 256u

typedef struct program {
    struct sock_filter at[PROGRAM_MAX];
    unsigned short n;
} program;

static void put(program *p, uint16_t code, uint8_t yes, uint8_t no, uint32_t k)
{
    if (p->n < PROGRAM_MAX)
        p->at[p->n] = (struct sock_filter){code, yes, no, k};
    p->n++;
}

static void load(program *p, size_t offset)
{
    put(p, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offset);
}

static void answer(program *p, uint32_t what)
{
    put(p, BPF_RET | BPF_K, 0, 0, what);
}

static void refuse(program *p, long call, int error)
{
    put(p, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (uint32_t)call);
    answer(p, SECCOMP_RET_ERRNO | (uint32_t)error);
}

static void refuse_all(program *p, const int *calls, size_t n)
{
    for (size_t i = 0; i < n; i++)
        refuse(p, calls[i], EPERM);
}

/* The call with any of `bits` in an argument, or, `unless`, with none. The
 * lower half of an argument is the first: both machines begin with it. */
static void refuse_bits(program *p, long call, unsigned arg, uint32_t bits,
                        bool unless)
{
    put(p, BPF_JMP | BPF_JEQ | BPF_K, 0, 4, (uint32_t)call);
    load(p, offsetof(struct seccomp_data, args) + arg * sizeof(uint64_t));
    put(p, BPF_JMP | BPF_JSET | BPF_K, unless, !unless, bits);
    answer(p, SECCOMP_RET_ERRNO | EPERM);
    load(p, offsetof(struct seccomp_data, nr));
}

#define COUNT(x) (sizeof(x) / sizeof *(x))

/* Nobody needs these once it runs. */
static void never(program *p)
{
    static const int calls[] = {
        SYS_execve,
        SYS_execveat,
        SYS_ptrace,
        SYS_process_vm_readv,
        SYS_process_vm_writev,
        SYS_socket,
        SYS_socketpair,
        SYS_connect,
        SYS_bind,
        SYS_listen,
        SYS_mount,
        SYS_umount2,
        SYS_pivot_root,
        SYS_chroot,
        SYS_setns,
        SYS_unshare,
        SYS_init_module,
        SYS_finit_module,
        SYS_delete_module,
        SYS_kexec_load,
        SYS_bpf,
        SYS_perf_event_open,
        SYS_userfaultfd,
        SYS_keyctl,
        SYS_add_key,
        SYS_request_key,
        SYS_personality,
        SYS_setuid,
        SYS_setgid,
        SYS_setreuid,
        SYS_setregid,
        SYS_setresuid,
        SYS_setresgid,
        SYS_setgroups,
        SYS_capset,
        SYS_linkat,
        SYS_symlinkat,
        SYS_mknodat,
        SYS_fchownat,
        SYS_kill,
        SYS_tkill,
        SYS_reboot,
        SYS_swapon,
        SYS_swapoff,
        SYS_acct,
        SYS_quotactl,
        SYS_open_by_handle_at,
#ifdef __x86_64__
        SYS_fork,
        SYS_vfork,
        SYS_link,
        SYS_symlink,
        SYS_mknod,
        SYS_chmod,
        SYS_chown,
        SYS_lchown,
        SYS_modify_ldt,
        SYS_iopl,
        SYS_ioperm,
#endif
#ifdef SYS_io_uring_setup
        SYS_io_uring_setup, /* a door past this filter */
#endif
#ifdef SYS_pidfd_getfd
        SYS_pidfd_getfd,
#endif
    };
    refuse_all(p, calls, COUNT(calls));
    /* a thread is no process; the newer call hides its flags from a filter,
     * and the C library falls back on the older one */
    refuse_bits(p, SYS_clone, 0, THREAD, true);
#ifdef SYS_clone3
    refuse(p, SYS_clone3, ENOSYS);
#endif
    /* no code that came as data */
    refuse_bits(p, SYS_mmap, 2, PROT_EXEC, false);
    refuse_bits(p, SYS_mprotect, 2, PROT_EXEC, false);
}

/* Who writes no file opens none for it. */
static void no_files(program *p, bool renames)
{
    const uint32_t writes = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
    static const int made[] = {
        SYS_mkdirat, SYS_truncate, SYS_accept, SYS_accept4,
#ifdef __x86_64__
        SYS_mkdir,   SYS_creat,    SYS_rmdir,
#endif
    };
    static const int named[] = {
        SYS_renameat, SYS_renameat2, SYS_unlinkat,
#ifdef __x86_64__
        SYS_rename,   SYS_unlink,
#endif
    };
    refuse_bits(p, SYS_openat, 2, writes, false);
#ifdef __x86_64__
    refuse_bits(p, SYS_open, 1, writes, false);
#endif
#ifdef SYS_openat2
    refuse(p, SYS_openat2, ENOSYS);
#endif
    refuse_all(p, made, COUNT(made));
    if (!renames)
        refuse_all(p, named, COUNT(named));
}

bool chn_guard_start(chn_guard kind)
{
    program p;
    p.n = 0;
    load(&p, offsetof(struct seccomp_data, arch));
    put(&p, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, ARCH);
    answer(&p, SECCOMP_RET_KILL_PROCESS);
    load(&p, offsetof(struct seccomp_data, nr));
#ifdef __x86_64__
    /* numbers of the x32 interface: the same calls by another name */
    put(&p, BPF_JMP | BPF_JGE | BPF_K, 0, 1, 0x40000000u);
    answer(&p, SECCOMP_RET_ERRNO | EPERM);
#endif
    never(&p);
    if (kind != CHN_GUARD_SERVE)
        no_files(&p, kind == CHN_GUARD_READ_RENAME);
    answer(&p, SECCOMP_RET_ALLOW);
    if (p.n > PROGRAM_MAX)
        return false;
    struct sock_fprog filter = {.len = p.n, .filter = p.at};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return false;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                   SECCOMP_FILTER_FLAG_TSYNC, &filter) == 0;
}

#else

bool chn_guard_start(chn_guard kind)
{
    (void)kind;
    return false;
}

#endif
