/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arena: objects that die together. Blocks grow by doubling; reset keeps
 * them, unless most of what they hold was of no use. Memory is zeroed. Not
 * thread-safe; one owner. With CHN_ARENA_DEBUG each allocation is its own
 * malloc, so that ASan and valgrind see every overrun.
 */
#ifndef CHN_BASE_ARENA_H
#define CHN_BASE_ARENA_H

#include <chancery/base.h>

typedef struct chn_arena chn_arena;

/* `max`: most bytes it may hold in all. NULL: no memory. */
chn_arena *chn_arena_new(size_t max);
void chn_arena_free(chn_arena *a);
void chn_arena_reset(chn_arena *a);
/* `a` owns `child` from now on: freed with it. */
void chn_arena_adopt(chn_arena *a, chn_arena *child);
size_t chn_arena_used(const chn_arena *a);
/* Since the last reset more was asked for than `max` allows; what failed then
 * is not the machine's want of memory. */
bool chn_arena_full(const chn_arena *a);

/* `count` objects of `size` bytes, zeroed, aligned for any type. NULL: no
 * memory, past `max`, or overflow. count * size == 0 gives a valid pointer. */
void *chn_arena_alloc(chn_arena *a, size_t count, size_t size);
/* The same, not zeroed: for what is written before it is read. */
void *chn_arena_room(chn_arena *a, size_t count, size_t size);
#define CHN_NEW(arena, type, count)                                            \
    ((type *)chn_arena_alloc((arena), (count), sizeof(type)))

/* Gives an allocation back that nothing points to any more, where it has a
 * block of its own, as large ones have; others stay until the arena is reset.
 * For tables that grow by copying. */
void chn_arena_release(chn_arena *a, const void *p, size_t count, size_t size);

/* An array that grows in place of leaving its old copies behind: `p`, made by
 * this function, with room for `count` objects, moved where it must be. NULL
 * for a new one. Only what `p` held is kept; what is added is not zeroed. NULL:
 * no memory, and `p` is as it was. It has a block of its own, which
 * chn_arena_release gives back. */
void *chn_arena_resize(chn_arena *a, void *p, size_t count, size_t size);

/* A copy with a NUL behind it. On no memory p == NULL. */
chn_str chn_arena_str(chn_arena *a, const char *p, size_t n);

/*
 * Make room for `need` elements in a growing array (doubling; the old one
 * stays in the arena until it is reset). *data and *cap are updated.
 * false: no memory; *data is unchanged.
 */
bool chn_arena_grow(chn_arena *a, void **data, uint32_t *cap, uint32_t need,
                    size_t elem);

#endif
