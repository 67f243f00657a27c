/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts as numbers: which reports are one dispatch printed twice, and which
 * sentences have their words in common. Only ASCII letters are folded; bytes
 * of other scripts count as letters, which is enough to find copies.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "base/str.h"
#include "base/table.h"
#include "merge/merge.h"

#define RUN 3u /* words in a run */

static bool letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c >= 0x80;
}

/* The next word's hash, and its bytes; 0: no more. */
static uint64_t next_word(chn_str text, size_t *at, chn_str *word)
{
    /* FNV-1a: a word is hashed as it is folded, without a copy */
    uint64_t h = 14695981039346656037u;
    size_t i = *at;
    while (i < text.n && !letter((unsigned char)text.p[i]))
        i++;
    const size_t from = i;
    for (; i < text.n && letter((unsigned char)text.p[i]); i++) {
        const unsigned char c = (unsigned char)text.p[i];
        h ^= c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
        h *= 1099511628211u;
    }
    *at = i;
    *word = chn_str_n(text.p + from, i - from);
    return i > from ? h | 1 : 0;
}

static uint64_t mix(uint64_t x)
{
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdu;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53u;
    return x ^ (x >> 33);
}

void chn_sketch_of(chn_str text, uint32_t out[CHN_SKETCH])
{
    uint64_t last[RUN] = {0};
    for (uint32_t i = 0; i < CHN_SKETCH; i++)
        out[i] = UINT32_MAX;
    size_t at = 0;
    chn_str word;
    uint32_t n = 0;
    for (uint64_t h = next_word(text, &at, &word); h;
         h = next_word(text, &at, &word)) {
        for (uint32_t i = 0; i + 1 < RUN; i++)
            last[i] = last[i + 1];
        last[RUN - 1] = h;
        if (++n < RUN)
            continue;
        uint64_t run = 0;
        for (uint32_t i = 0; i < RUN; i++)
            run = mix(run ^ last[i]);
        /* two halves of one hash make as many as are wanted (Kirsch and
         * Mitzenmacher): a + i b */
        const uint32_t a = (uint32_t)run;
        const uint32_t b = (uint32_t)(run >> 32) | 1u;
        for (uint32_t i = 0; i < CHN_SKETCH; i++) {
            uint32_t x = a + i * b;
            x ^= x >> 15; /* else the smallest of all are neighbours */
            x *= 0x2c1b3c6du;
            x ^= x >> 12;
            if (x < out[i])
                out[i] = x;
        }
    }
}

uint32_t chn_sketch_alike(const uint32_t *a, const uint32_t *b)
{
    uint32_t same = 0;
    bool any = false;
    for (uint32_t i = 0; i < CHN_SKETCH; i++) {
        same += a[i] == b[i];
        any = any || a[i] != UINT32_MAX;
    }
    return any ? same * 100 / CHN_SKETCH : 0;
}

/* A word that any sentence has. */
static bool empty_word(const chn_table *empty, chn_str w)
{
    char z[10];
    if (w.n < 3)
        return true;
    if (w.n >= sizeof z)
        return false;
    for (size_t i = 0; i < w.n; i++)
        z[i] = (char)(w.p[i] >= 'A' && w.p[i] <= 'Z' ? w.p[i] + 32 : w.p[i]);
    return empty && chn_table_find(empty, chn_str_n(z, w.n)) != CHN_NO_ROW;
}

/* "missile" and "missiles", "agreed" and "agree" by their first letters. */
static chn_str stem(chn_str w)
{
    const size_t most = w.n > 8 ? 6 : w.n > 5 ? 5 : 4;
    return chn_str_n(w.p, w.n < most ? w.n : most);
}

static int u32_cmp(const void *pa, const void *pb)
{
    const uint32_t a = *(const uint32_t *)pa;
    const uint32_t b = *(const uint32_t *)pb;
    return (a > b) - (a < b);
}

uint32_t chn_words_of(chn_str sentence, uint32_t out[CHN_WORDS])
{
    const chn_table *empty = chn_table_builtin("merge/empty.tsv");
    uint32_t n = 0;
    size_t at = 0;
    chn_str word;
    while (n < CHN_WORDS && next_word(sentence, &at, &word)) {
        if (empty_word(empty, word))
            continue;
        size_t zero = 0;
        chn_str cut;
        out[n++] = (uint32_t)next_word(stem(word), &zero, &cut);
    }
    if (n > 1)
        qsort(out, n, sizeof *out, u32_cmp);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++)
        if (k == 0 || out[k - 1] != out[i])
            out[k++] = out[i];
    return k;
}
