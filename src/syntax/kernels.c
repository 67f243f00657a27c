/* SPDX-License-Identifier: Apache-2.0 */
/* Which kernels this processor can run. */
#if defined(__linux__)
/* syscall() */
#define _DEFAULT_SOURCE /* NOLINT(bugprone-reserved-identifier) */
#endif
#include "syntax/kernels.h"

#include <string.h>

#ifdef CHN_KERNELS_X86
#include <cpuid.h>

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vnni");
}

/* Not every compiler's __builtin_cpu_supports knows the name. */
static bool has_avxvnni(void)
{
    unsigned a, b, c, d;
    return __builtin_cpu_supports("avx2") &&
           __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & (1u << 4)) != 0;
}

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>

#define REQUEST_STATE 0x1023 /* ARCH_REQ_XCOMP_PERM */
#define TILE_DATA 18         /* XFEATURE_XTILEDATA */

/* Tiles of int8, and the kernel keeps them for us: not one before Linux 5.16,
 * nor where a filter of system calls or small signal stacks forbid it. */
static bool has_amx(void)
{
    unsigned a, b, c, d;
    return has_avx512() && __get_cpuid_count(7, 0, &a, &b, &c, &d) &&
           (d & (3u << 24)) == 3u << 24 &&
           syscall(SYS_arch_prctl, REQUEST_STATE, TILE_DATA) == 0;
}
#else
static bool has_amx(void)
{
    return false;
}
#endif

static const chn_kernels *best_of(uint32_t rank)
{
    if (rank >= 4 && has_amx())
        return &chn_kernels_amx;
    if (rank >= 3 && has_avx512())
        return &chn_kernels_avx512;
    if (rank >= 2 && has_avxvnni())
        return &chn_kernels_avxvnni;
    if (rank >= 1 && __builtin_cpu_supports("avx2"))
        return &chn_kernels_avx2;
    return &chn_kernels_portable;
}
#else
static const chn_kernels *best_of(uint32_t rank)
{
    (void)rank;
    return &chn_kernels_portable;
}
#endif

const chn_kernels *chn_kernels_for(const char *want)
{
    static const char *const names[] = {"portable", "avx2", "avxvnni",
                                        "avx512"};
    uint32_t rank = 4;
    for (uint32_t i = 0; want && i < 4; i++)
        if (strcmp(want, names[i]) == 0)
            rank = i;
    return best_of(rank);
}
