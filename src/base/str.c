/* SPDX-License-Identifier: Apache-2.0 */
/* Strings and a growing buffer. */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/alloc.h"
#include "base/utf8.h"

int chn_str_cmp(chn_str a, chn_str b)
{
    const size_t n = a.n < b.n ? a.n : b.n;
    const int c = n ? memcmp(a.p, b.p, n) : 0;
    if (c)
        return c;
    return a.n < b.n ? -1 : a.n > b.n;
}

chn_str chn_str_trim(chn_str s)
{
    while (s.n && s.p[0] == ' ') {
        s.p++;
        s.n--;
    }
    while (s.n && s.p[s.n - 1] == ' ')
        s.n--;
    return s;
}

bool chn_str_next(chn_str *rest, char sep, chn_str *field)
{
    if (!rest->p || rest->n == 0)
        return false;
    const char *cut = memchr(rest->p, sep, rest->n);
    const size_t n = cut ? (size_t)(cut - rest->p) : rest->n;
    *field = chn_str_trim(chn_str_n(rest->p, n));
    rest->p += cut ? n + 1 : n;
    rest->n -= cut ? n + 1 : n;
    return true;
}

bool chn_str_uint(chn_str s, uint32_t max, uint32_t *out)
{
    uint64_t v = 0;
    if (s.n == 0 || s.n > 10)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        v = v * 10 + (uint64_t)(s.p[i] - '0');
    }
    if (v > max)
        return false;
    *out = (uint32_t)v;
    return true;
}

bool chn_str_double(chn_str s, double *out)
{
    size_t i = 0;
    const bool negative = s.n && s.p[0] == '-';
    if (negative)
        i++;
    if (i >= s.n || s.n > 24)
        return false;
    double v = 0;
    double scale = 1;
    bool point = false;
    bool digit = false;
    for (; i < s.n; i++) {
        if (s.p[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        digit = true;
        v = v * 10 + (s.p[i] - '0');
        if (point)
            scale *= 10;
    }
    if (!digit)
        return false;
    *out = (negative ? -v : v) / scale;
    return true;
}

void chn_buf_init(chn_buf *b, size_t max)
{
    memset(b, 0, sizeof *b);
    b->max = max;
}

void chn_buf_free(chn_buf *b)
{
    chn_free(b->p);
    memset(b, 0, sizeof *b);
}

void chn_buf_clear(chn_buf *b)
{
    b->n = 0;
    b->failed = false;
    if (b->p)
        b->p[0] = '\0';
}

/* Room for n more bytes and a NUL. */
static bool reserve(chn_buf *b, size_t n)
{
    if (b->failed)
        return false;
    if (n > b->max || b->n > b->max - n) {
        b->failed = true;
        return false;
    }
    if (b->n + n + 1 <= b->cap)
        return true;
    size_t cap = b->cap ? b->cap : 256;
    while (cap < b->n + n + 1)
        cap = cap > SIZE_MAX / 2 ? b->n + n + 1 : cap * 2;
    char *p = chn_realloc(b->p, cap, 1);
    if (!p) {
        b->failed = true;
        return false;
    }
    b->p = p;
    b->cap = cap;
    return true;
}

void chn_buf_put(chn_buf *b, const char *p, size_t n)
{
    if (!reserve(b, n))
        return;
    if (n)
        memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void chn_buf_str(chn_buf *b, chn_str s)
{
    chn_buf_put(b, s.p, s.n);
}

void chn_buf_z(chn_buf *b, const char *z)
{
    chn_buf_put(b, z, strlen(z));
}

void chn_buf_char(chn_buf *b, char c)
{
    chn_buf_put(b, &c, 1);
}

void chn_buf_bear(chn_buf *b, const chn_buf *part)
{
    b->failed |= part->failed;
}

void chn_buf_int(chn_buf *b, int64_t v)
{
    char digits[24];
    size_t i = sizeof digits;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do {
        digits[--i] = (char)('0' + u % 10);
        u /= 10;
    } while (u);
    if (v < 0)
        digits[--i] = '-';
    chn_buf_put(b, digits + i, sizeof digits - i);
}

void chn_buf_fmt(chn_buf *b, const char *fmt, ...)
{
    char small[512];
    va_list ap;
    va_start(ap, fmt);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start is seen */
    const int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    if (n < 0) {
        b->failed = true;
        return;
    }
    if ((size_t)n < sizeof small) {
        chn_buf_put(b, small, (size_t)n);
        return;
    }
    if (!reserve(b, (size_t)n))
        return;
    va_start(ap, fmt);
    const int again = vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
    va_end(ap);
    if (again == n)
        b->n += (size_t)n;
    else
        b->failed = true;
}

void chn_buf_json(chn_buf *b, chn_str s)
{
    static const char hex[] = "0123456789abcdef";
    chn_buf_char(b, '"');
    size_t from = 0;
    for (size_t i = 0; i < s.n;) {
        const unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\' && c != 0x7F) {
            i++;
            continue;
        }
        uint32_t len = 1;
        const bool bad =
            c >= 0x80 && chn_utf8_next(s.p + i, s.n - i, &len) == CHN_UTF8_BAD;
        if (c >= 0x80 && !bad) {
            i += len;
            continue;
        }
        chn_buf_put(b, s.p + from, i - from);
        if (bad) {
            chn_buf_z(b, "\xEF\xBF\xBD");
        } else if (c == '"' || c == '\\') {
            chn_buf_char(b, '\\');
            chn_buf_char(b, (char)c);
        } else if (c == '\n') {
            chn_buf_z(b, "\\n");
        } else if (c == '\t') {
            chn_buf_z(b, "\\t");
        } else if (c == '\r') {
            chn_buf_z(b, "\\r");
        } else {
            const char esc[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
            chn_buf_put(b, esc, sizeof esc);
        }
        i += len;
        from = i;
    }
    chn_buf_put(b, s.p + from, s.n - from);
    chn_buf_char(b, '"');
}
