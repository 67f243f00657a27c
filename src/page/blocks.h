/* SPDX-License-Identifier: Apache-2.0 */
/* A page as what a reader sees: one block of letters under the other. */
#ifndef CHN_PAGE_BLOCKS_H
#define CHN_PAGE_BLOCKS_H

#include <chancery/base.h>

#include "page/dom.h"
#include "page/rules.h"

#define PAGE_SHORT_WORDS 25u /* phrases are looked for in blocks up to this */

typedef enum page_kind {
    PAGE_KIND_TEXT = 0, /* letters in a box that is no paragraph */
    PAGE_KIND_PARAGRAPH,
    PAGE_KIND_HEADING,
    PAGE_KIND_ITEM, /* of a list */
    PAGE_KIND_CELL, /* of a table */
    PAGE_KIND_QUOTE,
    PAGE_KIND_PRE
} page_kind;

typedef struct page_block {
    uint32_t node;         /* the innermost box it stands in */
    uint32_t row;          /* PAGE_KIND_CELL: the row's node */
    uint8_t kind;          /* page_kind */
    uint8_t level;         /* PAGE_KIND_HEADING: 1..6 */
    uint8_t phrase;        /* page_phrase; of short blocks */
    bool sentence;         /* ends as sentences do */
    bool keep;             /* main text; set by page_pick */
    uint32_t words, stops; /* words; of these, page_rules_stop */
    uint32_t link_bytes;   /* of `text` that is links */
    chn_str text;          /* lines parted by "\n" */
    chn_str folded;        /* of short blocks; else empty */
} page_block;

typedef struct page_blocks {
    page_block *list; /* [n], in the page's order */
    uint32_t n;
} page_blocks;

/* Everything but what no reader sees, captions, and small things in a line
 * that are named as no text ("[edit]"). `roles` [t->n], or NULL. */
chn_code page_blocks_make(chn_arena *a, const page_tree *t, const page_rules *r,
                          const uint16_t *roles, page_blocks *out,
                          chn_err *err);

/* Words, folded letters, phrase and end of a block, by its text. false: no
 * memory. */
bool page_block_look(chn_arena *a, const page_rules *r, page_block *b);

/* Letters folded for comparing (chn_utf8_fold), typographic spaces made one.
 * p == NULL: no memory. */
chn_str page_fold(chn_arena *a, chn_str s);

#endif
