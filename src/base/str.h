/* SPDX-License-Identifier: Apache-2.0 */
/* Strings by pointer and length; a growing buffer with a maximum. */
#ifndef CHN_BASE_STR_H
#define CHN_BASE_STR_H

#include <chancery/base.h>
#include <string.h>

#include "base/err.h"

static inline chn_str chn_str_of(const char *z)
{
    chn_str s = {z, z ? strlen(z) : 0};
    return s;
}
static inline chn_str chn_str_n(const char *p, size_t n)
{
    chn_str s = {p, n};
    return s;
}
static inline bool chn_str_eq(chn_str a, chn_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
static inline bool chn_str_is(chn_str a, const char *z)
{
    return chn_str_eq(a, chn_str_of(z));
}
/* Byte order; a prefix comes first. */
int chn_str_cmp(chn_str a, chn_str b);
/* Cut the next field off `rest` at `sep`. false: nothing is left. An empty
 * `rest` gives no field. Fields are trimmed of spaces. */
bool chn_str_next(chn_str *rest, char sep, chn_str *field);
chn_str chn_str_trim(chn_str s);
/* Decimal digits only, no sign, at most `max`. false: not such a number. */
bool chn_str_uint(chn_str s, uint32_t max, uint32_t *out);
/* [-]digits[.digits]; false: not such a number. No locale. */
bool chn_str_double(chn_str s, double *out);

/* A growing buffer, freed with chn_buf_free. Sticky: after a failure (no
 * memory, past max) further appends do nothing and `failed` stays set. */
typedef struct chn_buf {
    char *p; /* always NUL-terminated when not NULL */
    size_t n, cap, max;
    bool failed;
} chn_buf;
void chn_buf_init(chn_buf *b, size_t max);
void chn_buf_free(chn_buf *b);
void chn_buf_clear(chn_buf *b); /* keeps memory, clears `failed` */
void chn_buf_put(chn_buf *b, const char *p, size_t n);
void chn_buf_str(chn_buf *b, chn_str s);
void chn_buf_z(chn_buf *b, const char *z);
void chn_buf_char(chn_buf *b, char c);
/* Where a part was cut short, so is what it goes into: to be called before the
 * part is cleared or freed. */
void chn_buf_bear(chn_buf *b, const chn_buf *part);
void chn_buf_int(chn_buf *b, int64_t v);
void chn_buf_fmt(chn_buf *b, const char *fmt, ...) CHN_PRINTF(2, 3);
/* A JSON string with its quotes; invalid UTF-8 becomes U+FFFD. */
void chn_buf_json(chn_buf *b, chn_str s);

#endif
