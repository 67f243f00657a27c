/* SPDX-License-Identifier: Apache-2.0 */
/* The words that tables name, by number. Open addressing, grown by doubling
 * in the engine's arena while it opens. */
#include "base/hash.h"
#include "base/str.h"
#include "text/text.h"

/* The word's beginning stands in its slot: most look-ups read no more. */
typedef struct slot {
    uint64_t head;
    uint32_t n;    /* bytes */
    uint32_t word; /* number or 0 */
} slot;

struct chn_lex {
    chn_arena *arena;
    chn_str *words; /* [n], words[0] is "" */
    uint32_t n, cap;
    slot *slots; /* [size] */
    uint32_t size;
};

chn_lex *chn_lex_new(chn_arena *a)
{
    chn_lex *x = CHN_NEW(a, chn_lex, 1);
    if (!x)
        return NULL;
    x->arena = a;
    x->size = 1024;
    x->slots = CHN_NEW(a, slot, x->size);
    void *words = NULL;
    if (!x->slots || !chn_arena_grow(a, &words, &x->cap, 256, sizeof(chn_str)))
        return NULL;
    x->words = words;
    x->words[0] = chn_str_n("", 0);
    x->n = 1;
    return x;
}

#define HEAD_MAX 8u

/* The first bytes of a word; with its length, all of a short one. */
static uint64_t head_of(const char *p, size_t n)
{
    uint64_t head = 0;
    if (n >= HEAD_MAX) {
        memcpy(&head, p, sizeof head);
    } else if (n >= 4) {
        uint32_t first;
        uint32_t last;
        memcpy(&first, p, 4);
        memcpy(&last, p + (n - 4), 4);
        head = first | (uint64_t)last << 32;
    } else if (n > 0) {
        head = (uint64_t)(unsigned char)p[0] |
               (uint64_t)(unsigned char)p[n / 2] << 8 |
               (uint64_t)(unsigned char)p[n - 1] << 16;
    }
    return head;
}

static slot *slot_of(const chn_lex *x, const char *p, size_t n)
{
    const uint64_t head = head_of(p, n);
    for (uint64_t i = chn_hash(p, n, 1);; i++) {
        slot *s = &x->slots[i & (x->size - 1)];
        if (s->word == 0 ||
            (s->head == head && s->n == n &&
             (n <= HEAD_MAX || memcmp(x->words[s->word].p, p, n) == 0)))
            return s;
    }
}

static void fill(slot *s, chn_str w, uint32_t number)
{
    s->head = head_of(w.p, w.n);
    s->n = (uint32_t)w.n;
    s->word = number;
}

uint32_t chn_lex_find(const chn_lex *x, const char *p, size_t n)
{
    return slot_of(x, p, n)->word;
}

uint32_t chn_lex_add(chn_lex *x, chn_str folded)
{
    slot *s = slot_of(x, folded.p, folded.n);
    if (s->word)
        return s->word;
    void *words = x->words;
    if (!chn_arena_grow(x->arena, &words, &x->cap, x->n + 1, sizeof(chn_str)))
        return 0;
    x->words = words;
    const chn_str copy = chn_arena_str(x->arena, folded.p, folded.n);
    if (!copy.p)
        return 0;
    if (x->n * 2 > x->size) {
        slot *slots = CHN_NEW(x->arena, slot, (size_t)x->size * 2);
        if (!slots)
            return 0;
        slot *old = x->slots;
        x->slots = slots;
        x->size *= 2;
        chn_arena_release(x->arena, old, x->size / 2, sizeof(slot));
        for (uint32_t w = 1; w < x->n; w++)
            fill(slot_of(x, x->words[w].p, x->words[w].n), x->words[w], w);
        s = slot_of(x, folded.p, folded.n);
    }
    x->words[x->n] = copy;
    fill(s, copy, x->n);
    return x->n++;
}

uint32_t chn_lex_count(const chn_lex *x)
{
    return x->n;
}
