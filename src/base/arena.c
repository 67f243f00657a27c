/* SPDX-License-Identifier: Apache-2.0 */
/* Arena allocation: bump pointers in a list of blocks. */
#include "base/arena.h"

#include <stdalign.h>
#include <string.h>

#include "base/alloc.h"

#if defined(__SANITIZE_ADDRESS__)
#define CHN_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CHN_ASAN 1
#endif
#endif
#ifdef CHN_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

#define FIRST_BLOCK ((size_t)16 * 1024)
#define LARGEST_STEP ((size_t)4 * 1024 * 1024)
/* An arena that holds more than this, and four times what was in use, gives
 * its blocks back at a reset: an object that no block has room for gets one of
 * its own, and pages of 40 kB each came to 128 MiB of such in 65 MB. */
#define WASTE_MAX ((size_t)16 * 1024 * 1024)

typedef struct block {
    struct block *next;
    size_t size; /* bytes of data */
    size_t used;
    max_align_t data[];
} block;

struct chn_arena {
    block *first;
    block *now;
    size_t held; /* bytes of all blocks */
    size_t used;
    size_t max;
    bool full; /* something was refused for `max` */
    chn_arena *child;
};

chn_arena *chn_arena_new(size_t max)
{
    chn_arena *a = chn_calloc(1, sizeof *a);
    if (a)
        a->max = max;
    return a;
}

static void give_back(chn_arena *a)
{
    for (block *b = a->first; b;) {
        block *next = b->next;
        UNPOISON(b->data, b->size);
        chn_free(b);
        b = next;
    }
    a->first = NULL;
    a->held = 0;
}

void chn_arena_free(chn_arena *a)
{
    if (!a)
        return;
    give_back(a);
    chn_arena_free(a->child);
    chn_free(a);
}

void chn_arena_adopt(chn_arena *a, chn_arena *child)
{
    chn_arena **at = &a->child;
    while (*at)
        at = &(*at)->child;
    *at = child;
}

void chn_arena_reset(chn_arena *a)
{
#ifdef CHN_ARENA_DEBUG
    give_back(a);
#else
    if (a->held > WASTE_MAX && a->held / 4 > a->used)
        give_back(a);
    for (block *b = a->first; b; b = b->next) {
        b->used = 0;
        POISON(b->data, b->size);
    }
#endif
    a->now = a->first;
    a->used = 0;
    a->full = false;
}

size_t chn_arena_used(const chn_arena *a)
{
    return a->used;
}

bool chn_arena_full(const chn_arena *a)
{
    return a->full;
}

/* A block with room for n bytes behind `a->now`; NULL: none to be had. */
static block *block_for(chn_arena *a, size_t n)
{
    size_t size = n;
#ifndef CHN_ARENA_DEBUG
    for (block *b = a->now ? a->now->next : a->first; b; b = b->next) {
        if (b->size - b->used >= n) {
            a->now = b;
            return b;
        }
    }
    size = a->held ? a->held : FIRST_BLOCK;
    if (size > LARGEST_STEP)
        size = LARGEST_STEP;
    if (size < n)
        size = n;
    if (size > a->max - a->held)
        size = n;
#endif
    if (size > a->max || a->held > a->max - size) {
        a->full = true;
        return NULL;
    }
    size_t bytes;
    if (!chn_add(size, sizeof(block), &bytes))
        return NULL;
    block *b = chn_calloc(1, bytes);
    if (!b)
        return NULL;
    b->size = size;
    a->held += size;
    /* behind the last block, so that a reset walks them in order */
    block **tail = a->now ? &a->now->next : &a->first;
    while (*tail)
        tail = &(*tail)->next;
    *tail = b;
    a->now = b;
    POISON(b->data, b->size);
    return b;
}

/* *taken: the bytes, rounded up. */
static inline void *take(chn_arena *a, size_t count, size_t size, size_t *taken)
{
    size_t n;
    if (!chn_mul(count, size, &n) || !chn_add(n, alignof(max_align_t) - 1, &n))
        return NULL;
    n -= n % alignof(max_align_t);
    if (n == 0)
        n = alignof(max_align_t);
    *taken = n;
    block *b = a->now;
#ifdef CHN_ARENA_DEBUG
    b = block_for(a, n);
#else
    if (!b || b->size - b->used < n)
        b = block_for(a, n);
#endif
    if (!b)
        return NULL;
    char *p = (char *)b->data + b->used;
    UNPOISON(p, n);
    b->used += n;
    a->used += n;
    return p;
}

void *chn_arena_alloc(chn_arena *a, size_t count, size_t size)
{
    size_t n = 0;
    void *p = take(a, count, size, &n);
    if (p)
        memset(p, 0, n);
    return p;
}

void *chn_arena_room(chn_arena *a, size_t count, size_t size)
{
    size_t n = 0;
    return take(a, count, size, &n);
}

void chn_arena_release(chn_arena *a, const void *p, size_t count, size_t size)
{
    size_t n;
    block *before = NULL;
    if (!p || !chn_mul(count, size, &n))
        return;
    block *b = a->first;
    while (b && (const void *)b->data != p) {
        before = b;
        b = b->next;
    }
    if (!b || b->used < n || b->used - n >= alignof(max_align_t))
        return; /* not alone in its block */
    *(before ? &before->next : &a->first) = b->next;
    if (a->now == b)
        a->now = before;
    a->held -= b->size;
    a->used -= b->used;
    UNPOISON(b->data, b->size);
    chn_free(b);
}

void *chn_arena_resize(chn_arena *a, void *p, size_t count, size_t size)
{
    size_t n;
    size_t bytes;
    block **link = &a->first;
    while (p && *link && (void *)(*link)->data != p)
        link = &(*link)->next;
    block *old = p ? *link : NULL;
    if ((p && !old) || !chn_mul(count, size, &n) ||
        !chn_add(n, alignof(max_align_t) - 1, &n))
        return NULL;
    n -= n % alignof(max_align_t);
    if (n == 0)
        n = alignof(max_align_t);
    const size_t had = old ? old->size : 0;
    if (n > a->max || a->held - had > a->max - n) {
        a->full = true;
        return NULL;
    }
    if (!chn_add(n, sizeof(block), &bytes))
        return NULL;
    block *b = chn_realloc(old, bytes, 1);
    if (!b)
        return NULL;
    if (!old) {
        /* before the others: the block that is being filled stays so */
        b->next = a->first;
        a->first = b;
    } else {
        *link = b;
    }
    if (!a->now || a->now == old)
        a->now = b;
    b->size = b->used = n;
    a->held = a->held - had + n;
    a->used = a->used - had + n;
    return b->data;
}

chn_str chn_arena_str(chn_arena *a, const char *p, size_t n)
{
    chn_str s = {NULL, 0};
    if (n == SIZE_MAX)
        return s;
    char *to = chn_arena_alloc(a, n + 1, 1);
    if (!to)
        return s;
    if (n)
        memcpy(to, p, n);
    s.p = to;
    s.n = n;
    return s;
}

bool chn_arena_grow(chn_arena *a, void **data, uint32_t *cap, uint32_t need,
                    size_t elem)
{
    if (need <= *cap)
        return true;
    uint32_t to = *cap ? *cap : 8;
    while (to < need) {
        if (to > UINT32_MAX / 2)
            return false;
        to *= 2;
    }
    void *bigger = chn_arena_alloc(a, to, elem);
    if (!bigger)
        return false;
    if (*cap)
        memcpy(bigger, *data, (size_t)*cap * elem);
    *data = bigger;
    *cap = to;
    return true;
}
