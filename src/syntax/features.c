/* SPDX-License-Identifier: Apache-2.0 */
#include "syntax/features.h"

#include "base/utf8.h"

#define FNV_BASE 14695981039346656037ull
#define FNV_PRIME 1099511628211ull

static uint64_t finish(uint64_t h)
{
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdull;
    h ^= h >> 29;
    return h ? h : 1;
}

static uint64_t put(uint64_t h, unsigned char b)
{
    return (h ^ b) * FNV_PRIME;
}

/* A digit of the key is 0: "2019" and "1987" are one word. */
static unsigned char key_byte(char c)
{
    return c >= '0' && c <= '9' ? '0' : (unsigned char)c;
}

uint64_t chn_syntax_hash(const char *p, size_t n, uint64_t seed)
{
    uint64_t h = FNV_BASE ^ (seed * FNV_PRIME);
    for (size_t i = 0; i < n; i++)
        h = put(h, key_byte(p[i]));
    return finish(h);
}

static bool inner(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Where the last n code points begin. */
static size_t tail(chn_str s, size_t n)
{
    size_t i = s.n;
    while (i > 0 && n > 0) {
        i--;
        while (i > 0 && inner(s.p[i]))
            i--;
        n--;
    }
    return i;
}

static size_t front(chn_str s, size_t n)
{
    size_t i = 0;
    while (i < s.n && n > 0) {
        i++;
        while (i < s.n && inner(s.p[i]))
            i++;
        n--;
    }
    return i;
}

/* "McDonald's" XxXxx'x, "F-16s" X-00x, "U.S." X.X. */
static uint64_t shape(chn_str raw)
{
    uint64_t h = FNV_BASE ^ 977;
    unsigned char before = 0;
    unsigned run = 0;
    for (size_t i = 0; i < raw.n;) {
        uint32_t len = 1;
        uint32_t cp = (unsigned char)raw.p[i];
        if (cp >= 0x80)
            cp = chn_utf8_next(raw.p + i, raw.n - i, &len);
        i += len;
        unsigned char c = '?';
        if (cp >= 'a' && cp <= 'z')
            c = 'x';
        else if (cp >= 'A' && cp <= 'Z')
            c = 'X';
        else if (cp >= '0' && cp <= '9')
            c = '0';
        else if (cp < 0x80)
            c = (unsigned char)cp;
        else if (chn_cp_letter(cp))
            c = chn_cp_upper(cp) ? 'X' : 'x';
        run = c == before ? run + 1 : 1;
        before = c;
        if (run <= 2)
            h = put(h, c);
    }
    return finish(h);
}

void chn_syntax_features(chn_str fold, chn_str raw, uint64_t hash[CHN_FEATURES])
{
    hash[0] = chn_syntax_hash(fold.p, fold.n, 0);
    const size_t f = front(fold, 3);
    hash[1] = chn_syntax_hash(fold.p, f, 3);
    for (size_t k = 2; k <= 4; k++) {
        const size_t from = tail(fold, k);
        hash[k] = chn_syntax_hash(fold.p + from, fold.n - from, 10 + k);
    }
    hash[5] = shape(raw);
}

uint64_t chn_lemma_hash(chn_str fold, size_t n, uint32_t upos, uint32_t feats)
{
    const size_t from = n == 0 || n > fold.n ? 0 : fold.n - n;
    uint64_t h = FNV_BASE ^ (n == 0 ? 1 : 2);
    h = put(h, (unsigned char)upos);
    h = put(h, (unsigned char)feats);
    h = put(h, (unsigned char)(feats >> 8));
    for (size_t i = from; i < fold.n; i++)
        h = put(h, (unsigned char)fold.p[i]);
    return finish(h);
}
