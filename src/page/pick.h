/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which blocks are the main text: names in the markup first, then how text is
 * spread over the page, then the look of each block and of its neighbours.
 */
#ifndef CHN_PAGE_PICK_H
#define CHN_PAGE_PICK_H

#include <chancery/base.h>

#include "page/blocks.h"

#define PAGE_CORE_MAX 64u

typedef struct page_pick {
    const page_tree *t;
    const page_rules *r;
    page_blocks *blocks;
    const uint16_t *roles; /* [t->n] bits of page_role */
    uint8_t *out;     /* [t->n] page_out of the node and what is below it */
    uint32_t *weight; /* [t->n] bytes of running text below */
    uint32_t *bytes, *links; /* [t->n] of all text below, and of its links */
    uint32_t *heads; /* [t->n + 1] h1, headlines and named bodies before */
    uint32_t core[PAGE_CORE_MAX]; /* nodes that hold the main text */
    uint32_t n_core;
    bool named; /* the markup names the core as the text alone */
} page_pick;

typedef enum page_out {
    PAGE_IN = 0,
    PAGE_OUT,       /* stands round the text */
    PAGE_OUT_BYLINE /* so too, but days in it count */
} page_out;

/* What is left out, weights, and the core. */
chn_code page_pick_core(chn_arena *a, const page_tree *t, const page_rules *r,
                        const uint16_t *roles, page_blocks *b, page_pick *p,
                        chn_err *err);
/* Set `keep` of the blocks in the core. `titles` [n]: folded headlines, which
 * are no text of their own. */
chn_code page_pick_keep(chn_arena *a, page_pick *p, const chn_str *titles,
                        uint32_t n, chn_err *err);
/* Whether a node stands below another, or is it. */
static inline bool page_in(const page_tree *t, uint32_t node, uint32_t top)
{
    return node >= top && node < t->nodes[top].end;
}
/* Less than half of it is links. */
bool page_pick_prose(const page_block *b);

#endif
