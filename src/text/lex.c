/* SPDX-License-Identifier: Apache-2.0 */
/* The words that tables name, by number. Open addressing, grown by doubling
 * in the engine's arena while it opens. Their bytes stand one after the other
 * in a pool. */
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
    char *pool;
    uint32_t *begins; /* [n + 1] in the pool; word 0 is "" */
    uint32_t n, cap, cap_pool;
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
    x->cap = 256;
    x->cap_pool = 4096;
    x->slots = chn_arena_resize(a, NULL, x->size, sizeof(slot));
    x->begins = chn_arena_resize(a, NULL, x->cap, sizeof(uint32_t));
    x->pool = chn_arena_resize(a, NULL, x->cap_pool, 1);
    if (!x->slots || !x->begins || !x->pool)
        return NULL;
    memset(x->slots, 0, x->size * sizeof(slot));
    x->begins[0] = x->begins[1] = 0;
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

#if defined(__GNUC__)
#define PREFETCH(p) __builtin_prefetch(p)
#else
#define PREFETCH(p) ((void)(p))
#endif

static uint64_t hash_of(const char *p, size_t n)
{
    return chn_hash(p, n, 1);
}

static slot *slot_from(const chn_lex *x, uint64_t hash, const char *p, size_t n)
{
    const uint64_t head = head_of(p, n);
    for (uint64_t i = hash;; i++) {
        slot *s = &x->slots[i & (x->size - 1)];
        if (s->word == 0 || (s->head == head && s->n == n &&
                             (n <= HEAD_MAX ||
                              memcmp(x->pool + x->begins[s->word], p, n) == 0)))
            return s;
    }
}

static slot *slot_of(const chn_lex *x, const char *p, size_t n)
{
    return slot_from(x, hash_of(p, n), p, n);
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

uint64_t chn_lex_ask(const chn_lex *x, const char *p, size_t n)
{
    const uint64_t hash = hash_of(p, n);
    PREFETCH(&x->slots[hash & (x->size - 1)]);
    return hash;
}

uint32_t chn_lex_answer(const chn_lex *x, uint64_t asked, const char *p,
                        size_t n)
{
    return slot_from(x, asked, p, n)->word;
}

static bool grow_slots(chn_lex *x)
{
    slot *slots =
        chn_arena_resize(x->arena, NULL, (size_t)x->size * 2, sizeof(slot));
    if (!slots)
        return false;
    chn_arena_release(x->arena, x->slots, x->size, sizeof(slot));
    x->slots = slots;
    x->size *= 2;
    memset(slots, 0, (size_t)x->size * sizeof(slot));
    for (uint32_t w = 1; w < x->n; w++) {
        const chn_str s =
            chn_str_n(x->pool + x->begins[w], x->begins[w + 1] - x->begins[w]);
        fill(slot_of(x, s.p, s.n), s, w);
    }
    return true;
}

/* Room for one more word of `n` bytes. */
static bool more(chn_lex *x, size_t n)
{
    const uint32_t end = x->begins[x->n];
    if (n > UINT32_MAX / 2 - end)
        return false;
    if (x->n + 2 > x->cap) {
        const uint32_t to = x->cap + x->cap / 2;
        uint32_t *begins =
            chn_arena_resize(x->arena, x->begins, to, sizeof(uint32_t));
        if (!begins)
            return false;
        x->begins = begins;
        x->cap = to;
    }
    if (end + n > x->cap_pool) {
        const uint32_t to = end + (uint32_t)n + x->cap_pool / 2;
        char *pool = chn_arena_resize(x->arena, x->pool, to, 1);
        if (!pool)
            return false;
        x->pool = pool;
        x->cap_pool = to;
    }
    return true;
}

uint32_t chn_lex_add(chn_lex *x, chn_str folded)
{
    const uint32_t known = slot_of(x, folded.p, folded.n)->word;
    if (known)
        return known;
    if (!more(x, folded.n) || (x->n * 2 > x->size && !grow_slots(x)))
        return 0;
    const uint32_t begin = x->begins[x->n];
    if (folded.n)
        memcpy(x->pool + begin, folded.p, folded.n);
    fill(slot_of(x, folded.p, folded.n), folded, x->n);
    x->begins[x->n + 1] = begin + (uint32_t)folded.n;
    return x->n++;
}

uint32_t chn_lex_count(const chn_lex *x)
{
    return x->n;
}
