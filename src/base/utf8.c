/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8, character classes and folding. Slow paths stand on utf8proc. */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

uint32_t chn_utf8_next(const char *p, size_t n, uint32_t *len)
{
    const unsigned char *b = (const unsigned char *)p;
    const uint32_t c = b[0];
    *len = 1;
    if (c < 0x80)
        return c;
    if (c < 0xC2 || c > 0xF4)
        return CHN_UTF8_BAD;
    const uint32_t more = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
    /* second byte's range: no overlongs, surrogates, or > U+10FFFF */
    const uint32_t low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    const uint32_t high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    uint32_t cp = c & (0x3Fu >> more);
    for (uint32_t i = 1; i <= more; i++) {
        if (i >= n || b[i] < (i == 1 ? low : 0x80) ||
            b[i] > (i == 1 ? high : 0xBF)) {
            *len = i;
            return CHN_UTF8_BAD;
        }
        cp = cp << 6 | (b[i] & 0x3Fu);
    }
    *len = more + 1;
    return cp;
}

uint32_t chn_utf8_put(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

/* First byte at or after i that is not ASCII, or n. */
static size_t ascii_run(const char *p, size_t i, size_t n)
{
    while (i + 8 <= n) {
        uint64_t w;
        memcpy(&w, p + i, 8);
        if (w & 0x8080808080808080u)
            break;
        i += 8;
    }
    while (i < n && !((unsigned char)p[i] & 0x80))
        i++;
    return i;
}

size_t chn_utf8_check(const char *p, size_t n)
{
    size_t i = 0;
    for (;;) {
        i = ascii_run(p, i, n);
        if (i == n)
            return n;
        uint32_t len;
        if (chn_utf8_next(p + i, n - i, &len) == CHN_UTF8_BAD)
            return i;
        i += len;
    }
}

size_t chn_utf8_count(const char *p, size_t n)
{
    size_t count = 0;
    size_t i = 0;
    while (i < n) {
        const size_t run = ascii_run(p, i, n);
        count += run - i;
        i = run;
        if (i < n) {
            uint32_t len;
            chn_utf8_next(p + i, n - i, &len);
            i += len;
            count++;
        }
    }
    return count;
}

bool chn_cp_letter(uint32_t cp)
{
    if (cp < 128)
        return (cp | 32) >= 'a' && (cp | 32) <= 'z';
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return true;
    default:
        return false;
    }
}

bool chn_cp_upper(uint32_t cp)
{
    if (cp < 128)
        return cp >= 'A' && cp <= 'Z';
    const utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool chn_cp_digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}

bool chn_cp_space(uint32_t cp)
{
    if (cp < 128)
        return cp == ' ' || (cp >= 9 && cp <= 13);
    return cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200B) || cp == 0x2028 || cp == 0x2029 ||
           cp == 0x202F || cp == 0x205F || cp == 0x3000 || cp == 0xFEFF;
}

typedef struct sink {
    char *p;
    size_t n, cap;
} sink;

static void emit(sink *o, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++, o->n++)
        if (o->n < o->cap)
            o->p[o->n] = p[i];
}

/* Letters that decompose to nothing simpler in Unicode, and marks of type. */
static const char *special(uint32_t cp)
{
    switch (cp) {
    case 0xC6:
    case 0xE6:
        return "ae";
    case 0x152:
    case 0x153:
        return "oe";
    case 0xDF:
    case 0x1E9E:
        return "ss";
    case 0xD8:
    case 0xF8:
        return "o";
    case 0x141:
    case 0x142:
        return "l";
    case 0x110:
    case 0x111:
    case 0xD0:
    case 0xF0:
        return "d";
    case 0x130:
    case 0x131:
        return "i";
    case 0x18F:
    case 0x259:
        return "a"; /* Azerbaijani schwa: "Əliyev" is Aliyev */
    case 0xDE:
    case 0xFE:
        return "th";
    case 0x126:
    case 0x127:
        return "h";
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2BB:
    case 0x2BC:
    case 0x2BD:
    case 0x2BE:
    case 0x2BF:
    case 0x2032:
    case 0xB4:
        return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0xAB:
    case 0xBB:
    case 0x2033:
        return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
        return "-";
    default:
        return NULL;
    }
}

static void fold_cp(sink *o, uint32_t cp)
{
    const char *s = special(cp);
    if (s) {
        emit(o, s, strlen(s));
        return;
    }
    utf8proc_int32_t parts[32];
    const utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 32,
                                UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                    UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD,
                                NULL);
    for (utf8proc_ssize_t i = 0; i < n && i < 32; i++) {
        char b[4];
        const char *plain = special((uint32_t)parts[i]);
        if (plain)
            emit(o, plain, strlen(plain));
        else
            emit(o, b, chn_utf8_put((uint32_t)parts[i], b));
    }
}

/* NOLINTNEXTLINE(readability-non-const-parameter): written through o.p */
size_t chn_utf8_fold(const char *p, size_t n, char *out, size_t cap)
{
    sink o = {out, 0, cap};
    for (size_t i = 0; i < n;) {
        const unsigned char c = (unsigned char)p[i];
        if (c < 0x80) {
            const char low = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            emit(&o, &low, 1);
            i++;
            continue;
        }
        uint32_t len;
        const uint32_t cp = chn_utf8_next(p + i, n - i, &len);
        if (cp == CHN_UTF8_BAD)
            emit(&o, "?", 1);
        else
            fold_cp(&o, cp);
        i += len;
    }
    return o.n;
}
