/* SPDX-License-Identifier: Apache-2.0 */
/* The words that tables name, by number. Open addressing, grown by doubling
 * in the engine's arena while it opens. */
#include "base/hash.h"
#include "base/str.h"
#include "text/text.h"

struct chn_lex {
    chn_arena *arena;
    chn_str *words; /* [n], words[0] is "" */
    uint32_t n, cap;
    uint32_t *slots; /* [size] number or 0 */
    uint32_t size;
};

chn_lex *chn_lex_new(chn_arena *a)
{
    chn_lex *x = CHN_NEW(a, chn_lex, 1);
    if (!x)
        return NULL;
    x->arena = a;
    x->size = 1024;
    x->slots = CHN_NEW(a, uint32_t, x->size);
    void *words = NULL;
    if (!x->slots || !chn_arena_grow(a, &words, &x->cap, 256, sizeof(chn_str)))
        return NULL;
    x->words = words;
    x->words[0] = chn_str_n("", 0);
    x->n = 1;
    return x;
}

static uint32_t slot_of(const chn_lex *x, const char *p, size_t n)
{
    uint64_t i = chn_hash(p, n, 1);
    for (;; i++) {
        const uint32_t s = (uint32_t)(i & (x->size - 1));
        const uint32_t w = x->slots[s];
        if (w == 0 || (x->words[w].n == n && memcmp(x->words[w].p, p, n) == 0))
            return s;
    }
}

uint32_t chn_lex_find(const chn_lex *x, const char *p, size_t n)
{
    return x->slots[slot_of(x, p, n)];
}

uint32_t chn_lex_add(chn_lex *x, chn_str folded)
{
    uint32_t s = slot_of(x, folded.p, folded.n);
    if (x->slots[s])
        return x->slots[s];
    void *words = x->words;
    if (!chn_arena_grow(x->arena, &words, &x->cap, x->n + 1, sizeof(chn_str)))
        return 0;
    x->words = words;
    const chn_str copy = chn_arena_str(x->arena, folded.p, folded.n);
    if (!copy.p)
        return 0;
    if (x->n * 2 > x->size) {
        uint32_t *old = x->slots;
        const uint32_t old_size = x->size;
        uint32_t *slots = CHN_NEW(x->arena, uint32_t, (size_t)old_size * 2);
        if (!slots)
            return 0;
        x->slots = slots;
        x->size = old_size * 2;
        for (uint32_t i = 0; i < old_size; i++)
            if (old[i])
                slots[slot_of(x, x->words[old[i]].p, x->words[old[i]].n)] =
                    old[i];
        s = slot_of(x, folded.p, folded.n);
    }
    x->words[x->n] = copy;
    x->slots[s] = x->n;
    return x->n++;
}

chn_str chn_lex_word(const chn_lex *x, uint32_t word)
{
    return word < x->n ? x->words[word] : x->words[0];
}
