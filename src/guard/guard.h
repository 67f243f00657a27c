/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a command gives up once it has begun: the system refuses it from then
 * on what it has no use for, so that whoever finds a hole in a reader finds
 * little behind it. Linux on x86-64 and AArch64, by a filter of system calls
 * (seccomp); elsewhere nothing changes.
 */
#ifndef CHN_GUARD_GUARD_H
#define CHN_GUARD_GUARD_H

#include <stdbool.h>

typedef enum chn_guard {
    /* reads files, and writes to what is open */
    CHN_GUARD_READ = 0,
    /* the same, and gives its output its name, or takes it away */
    CHN_GUARD_READ_RENAME,
    /* answers on sockets that are open, and writes files (a store's) */
    CHN_GUARD_SERVE
} chn_guard;

/* For all threads of the process, for good. A refused call fails with EPERM.
 * false: the system has no such thing, or this build does without. */
bool chn_guard_start(chn_guard kind);

#endif
