/* SPDX-License-Identifier: Apache-2.0 */
/* From scores of heads to a tree with one root. */
#ifndef CHN_SYNTAX_DECODE_H
#define CHN_SYNTAX_DECODE_H

#include <chancery/base.h>

#include "base/arena.h"

/* Do head[1..n] (0: the root) make a tree in which one token hangs from the
 * root? `mark`: room for n + 1 numbers. */
bool chn_decode_is_tree(const uint32_t *head, uint32_t n, uint32_t *mark);

/* What chn_decode_mst works in, for sentences of up to `cap` tokens, used for
 * one after the other; O(cap^2) bytes. NULL: no memory. */
typedef struct chn_decode_room chn_decode_room;
chn_decode_room *chn_decode_room_new(chn_arena *a, uint32_t cap);

/*
 * The tree with the highest sum of scores among those with one root.
 * score[(i - 1) * stride + j] is that of head j (0: the root) for token i in
 * 1..n; j == i is not read. Scores are counted to 2^-20 and within
 * -2^20..2^20; what is not a number is the least. The same scores always give
 * the same tree. O(n^2).
 */
void chn_decode_mst(chn_decode_room *room, const float *score, size_t stride,
                    uint32_t n, uint32_t *head);

/* A score as chn_decode_mst counts it. */
int64_t chn_decode_count(float score);

#endif
