/* SPDX-License-Identifier: Apache-2.0 */
/* Filling a chn_err. Every message says what, where, and what to do; lower
 * case, no full stop; it quotes the offending value. */
#ifndef CHN_BASE_ERR_H
#define CHN_BASE_ERR_H

#include <chancery/base.h>

#if defined(__GNUC__)
#define CHN_PRINTF(a, b) __attribute__((format(printf, a, b)))
#else
#define CHN_PRINTF(a, b)
#endif

/* Fill `err` (NULL is allowed) and return `code`. Text that does not fit is
 * cut at a character. */
chn_code chn_fail(chn_err *err, chn_code code, const char *fmt, ...)
    CHN_PRINTF(3, 4);
/* The same with a place. line, byte: 0 where unknown. */
chn_code chn_fail_at(chn_err *err, chn_code code, uint64_t line, uint64_t byte,
                     const char *fmt, ...) CHN_PRINTF(5, 6);
/* "out of memory; ..." */
chn_code chn_fail_memory(chn_err *err);

#endif
