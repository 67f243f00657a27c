/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of data/page: what class names, attributes and words mean in
 * pages. Constant, compiled in; safe for all threads. */
#ifndef CHN_PAGE_RULES_H
#define CHN_PAGE_RULES_H

#include <chancery/base.h>

#include "base/table.h"
#include "page/dom.h"

/* What a hint says of an element; a set of bits. */
typedef enum page_role {
    PAGE_ROLE_BODY = 1u << 0,    /* the main text, and nothing else */
    PAGE_ROLE_AREA = 1u << 1,    /* the main text is somewhere in here */
    PAGE_ROLE_DROP = 1u << 2,    /* no main text */
    PAGE_ROLE_SOFT = 1u << 3,    /* the same, but the name is used for all
                                    sorts of things */
    PAGE_ROLE_TITLE = 1u << 4,   /* the headline */
    PAGE_ROLE_DATE = 1u << 5,    /* when it was published */
    PAGE_ROLE_CHANGED = 1u << 6, /* when it was changed */
    PAGE_ROLE_SOURCE = 1u << 7,  /* who publishes it */
    PAGE_ROLE_POST = 1u << 8,    /* a post of a live blog */
    PAGE_ROLE_BYLINE = 1u << 9   /* no main text, but days in it count */
} page_role;

/* What a <meta> or a phrase tells. */
typedef enum page_field {
    PAGE_FIELD_NONE = 0,
    PAGE_FIELD_PUBLISHED,
    PAGE_FIELD_MODIFIED,
    PAGE_FIELD_TITLE,
    PAGE_FIELD_PUBLISHER,
    PAGE_FIELD_URL,
    PAGE_FIELD_LANG,
    PAGE_FIELDS
} page_field;

/* What a phrase says of the short block that it stands in. */
typedef enum page_phrase {
    PAGE_PHRASE_NONE = 0,
    PAGE_PHRASE_DROP,      /* no main text */
    PAGE_PHRASE_ASIDE,     /* nor the links and short lines behind it */
    PAGE_PHRASE_END,       /* nor anything behind it */
    PAGE_PHRASE_PUBLISHED, /* a day in it is that of publishing */
    PAGE_PHRASE_MODIFIED   /* a day in it is that of a change */
} page_phrase;

typedef struct page_rules {
    const chn_table *hints, *metas, *phrases, *stops; /* NULL: not there */
    int32_t hint_cols[2], meta_cols[3], phrase_cols[3];
} page_rules;

void page_rules_find(page_rules *r);
/* Bits of page_role that class, id, itemprop, itemtype, rel and role give. */
uint32_t page_rules_roles(const page_rules *r, const page_tree *t,
                          uint32_t node);
/* Of all nodes: [t->n], with PAGE_ROLE_AREA for <article> and <main>. NULL: no
 * memory. */
uint16_t *page_rules_all(chn_arena *a, const page_rules *r, const page_tree *t);
/* The field of <meta name, property, itemprop or http-equiv>. The smaller
 * `rank`, the more it counts. */
page_field page_rules_meta(const page_rules *r, chn_str name, uint32_t *rank);
/* Of a short block's folded text. */
page_phrase page_rules_phrase(const page_rules *r, chn_str s);
/* A word of one or two syllables that all English sentences are full of. */
bool page_rules_stop(const page_rules *r, chn_str folded);

#endif
