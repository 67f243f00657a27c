/* SPDX-License-Identifier: Apache-2.0 */
/* A quick hash after wyhash's multiply-and-fold idea, and SHA-256 after FIPS
 * 180-4. Both read bytes one way on every machine. */
#include "base/hash.h"

#include <string.h>

static uint64_t load(const unsigned char *p, size_t n)
{
    uint64_t v = 0;
    for (size_t i = 0; i < n; i++)
        v |= (uint64_t)p[i] << (8 * i);
    return v;
}

/* The same of less than eight bytes, without a turn for each: bytes that are
 * taken twice are the same bytes. */
static uint64_t load_tail(const unsigned char *p, size_t n)
{
    if (n >= 4)
        return load(p, 4) | load(p + n - 4, 4) << (8 * (n - 4));
    if (n == 0)
        return 0;
    const size_t mid = n / 2;
    return p[0] | (uint64_t)p[mid] << (8 * mid) |
           (uint64_t)p[n - 1] << (8 * (n - 1));
}

/* High and low half of a 64 x 64 bit product, xored. */
static uint64_t fold(uint64_t a, uint64_t b)
{
#if defined(__SIZEOF_INT128__)
    __extension__ typedef unsigned __int128 wide;
    const wide all = (wide)a * b;
    return (uint64_t)(all >> 64) ^ (uint64_t)all;
#else
    const uint64_t al = a & 0xFFFFFFFFu;
    const uint64_t ah = a >> 32;
    const uint64_t bl = b & 0xFFFFFFFFu;
    const uint64_t bh = b >> 32;
    const uint64_t mid = ah * bl + (al * bl >> 32);
    const uint64_t mid2 = al * bh + (mid & 0xFFFFFFFFu);
    const uint64_t high = ah * bh + (mid >> 32) + (mid2 >> 32);
    return high ^ (a * b);
#endif
}

uint64_t chn_hash(const void *p, size_t n, uint64_t seed)
{
    const unsigned char *b = p;
    uint64_t h = seed ^ 0x9E3779B97F4A7C15u;
    size_t left = n;
    while (left >= 8) {
        h = fold(h ^ load(b, 8), 0xD6E8FEB86659FD93u);
        b += 8;
        left -= 8;
    }
    h = fold(h ^ load_tail(b, left), 0xA0761D6478BD642Fu);
    return fold(h ^ (uint64_t)n, 0xE7037ED1A0B428DBu);
}

static const uint32_t k256[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t ror(uint32_t x, unsigned n)
{
    return (x >> n) | (x << (32 - n));
}

static void block256(chn_sha256 *s, const unsigned char *p)
{
    uint32_t w[64];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 |
               (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        const uint32_t a =
            ror(w[i - 15], 7) ^ ror(w[i - 15], 18) ^ (w[i - 15] >> 3);
        const uint32_t b =
            ror(w[i - 2], 17) ^ ror(w[i - 2], 19) ^ (w[i - 2] >> 10);
        w[i] = w[i - 16] + a + w[i - 7] + b;
    }
    /* names, and not an array that moves: they stay in registers */
    uint32_t a = s->h[0];
    uint32_t b = s->h[1];
    uint32_t c = s->h[2];
    uint32_t d = s->h[3];
    uint32_t e = s->h[4];
    uint32_t f = s->h[5];
    uint32_t g = s->h[6];
    uint32_t h = s->h[7];
    for (int i = 0; i < 64; i++) {
        const uint32_t t1 = h + (ror(e, 6) ^ ror(e, 11) ^ ror(e, 25)) +
                            ((e & f) ^ (~e & g)) + k256[i] + w[i];
        const uint32_t t2 = (ror(a, 2) ^ ror(a, 13) ^ ror(a, 22)) +
                            ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + t2;
    }
    const uint32_t v[8] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; i++)
        s->h[i] += v[i];
}

void chn_sha256_init(chn_sha256 *s)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372,
                                      0xa54ff53a, 0x510e527f, 0x9b05688c,
                                      0x1f83d9ab, 0x5be0cd19};
    memset(s, 0, sizeof *s);
    memcpy(s->h, start, sizeof start);
}

void chn_sha256_put(chn_sha256 *s, const void *p, size_t n)
{
    const unsigned char *b = p;
    while (n) {
        const size_t at = (size_t)(s->n % 64);
        const size_t take = n < 64 - at ? n : 64 - at;
        memcpy(s->block + at, b, take);
        s->n += take;
        b += take;
        n -= take;
        if (s->n % 64 == 0)
            block256(s, s->block);
    }
}

void chn_sha256_end(chn_sha256 *s, unsigned char out[32])
{
    const uint64_t bits = s->n * 8;
    const unsigned char one = 0x80;
    const unsigned char zero = 0;
    chn_sha256_put(s, &one, 1);
    while (s->n % 64 != 56)
        chn_sha256_put(s, &zero, 1);
    unsigned char len[8];
    for (int i = 0; i < 8; i++)
        len[i] = (unsigned char)(bits >> (56 - 8 * i));
    chn_sha256_put(s, len, 8);
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 4; j++)
            out[4 * i + j] = (unsigned char)(s->h[i] >> (24 - 8 * j));
}

void chn_sha256_hex(chn_sha256 *s, char *out, size_t digits)
{
    static const char hex[] = "0123456789abcdef";
    unsigned char sum[32];
    chn_sha256_end(s, sum);
    for (size_t i = 0; i < digits; i++)
        out[i] = hex[(sum[i / 2] >> (i % 2 ? 0 : 4)) & 15];
    out[digits] = '\0';
}
