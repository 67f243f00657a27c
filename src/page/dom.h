/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page as a tree in an arena: what libxml2's parser tells, without its own
 * tree, so that depth, nodes and memory are ours to bound. Nodes stand in the
 * order of the page: those below node i are [i + 1, end of i).
 */
#ifndef CHN_PAGE_DOM_H
#define CHN_PAGE_DOM_H

#include <chancery/base.h>

#include "base/arena.h"

/* The elements that something is known of; all others are PAGE_TAG_OTHER. */
typedef enum page_tag {
    PAGE_TAG_OTHER = 0,
    PAGE_TAG_TEXT, /* no element: letters */
    PAGE_TAG_A,
    PAGE_TAG_ABBR,
    PAGE_TAG_ADDRESS,
    PAGE_TAG_ARTICLE,
    PAGE_TAG_ASIDE,
    PAGE_TAG_AUDIO,
    PAGE_TAG_BLOCKQUOTE,
    PAGE_TAG_BODY,
    PAGE_TAG_BR,
    PAGE_TAG_BUTTON,
    PAGE_TAG_CANVAS,
    PAGE_TAG_CAPTION,
    PAGE_TAG_CENTER,
    PAGE_TAG_DD,
    PAGE_TAG_DETAILS,
    PAGE_TAG_DIALOG,
    PAGE_TAG_DIV,
    PAGE_TAG_DL,
    PAGE_TAG_DT,
    PAGE_TAG_EMBED,
    PAGE_TAG_FIELDSET,
    PAGE_TAG_FIGCAPTION,
    PAGE_TAG_FIGURE,
    PAGE_TAG_FOOTER,
    PAGE_TAG_FORM,
    PAGE_TAG_FRAMESET,
    PAGE_TAG_H1,
    PAGE_TAG_H2,
    PAGE_TAG_H3,
    PAGE_TAG_H4,
    PAGE_TAG_H5,
    PAGE_TAG_H6,
    PAGE_TAG_HEAD,
    PAGE_TAG_HEADER,
    PAGE_TAG_HR,
    PAGE_TAG_HTML,
    PAGE_TAG_IFRAME,
    PAGE_TAG_IMG,
    PAGE_TAG_INPUT,
    PAGE_TAG_LABEL,
    PAGE_TAG_LI,
    PAGE_TAG_LINK,
    PAGE_TAG_MAIN,
    PAGE_TAG_MATH,
    PAGE_TAG_MENU,
    PAGE_TAG_META,
    PAGE_TAG_NAV,
    PAGE_TAG_NOFRAMES,
    PAGE_TAG_NOSCRIPT,
    PAGE_TAG_OBJECT,
    PAGE_TAG_OL,
    PAGE_TAG_OPTION,
    PAGE_TAG_P,
    PAGE_TAG_PRE,
    PAGE_TAG_Q,
    PAGE_TAG_SCRIPT,
    PAGE_TAG_SECTION,
    PAGE_TAG_SELECT,
    PAGE_TAG_SMALL,
    PAGE_TAG_SPAN,
    PAGE_TAG_STYLE,
    PAGE_TAG_SUMMARY,
    PAGE_TAG_SUP,
    PAGE_TAG_SVG,
    PAGE_TAG_TABLE,
    PAGE_TAG_TBODY,
    PAGE_TAG_TD,
    PAGE_TAG_TEMPLATE,
    PAGE_TAG_TEXTAREA,
    PAGE_TAG_TFOOT,
    PAGE_TAG_TH,
    PAGE_TAG_THEAD,
    PAGE_TAG_TIME,
    PAGE_TAG_TITLE,
    PAGE_TAG_TR,
    PAGE_TAG_UL,
    PAGE_TAG_VIDEO,
    PAGE_TAGS
} page_tag;

/* The attributes that are kept. */
typedef enum page_attr {
    PAGE_ATTR_ARIA_HIDDEN = 0,
    PAGE_ATTR_CLASS,
    PAGE_ATTR_CONTENT,
    PAGE_ATTR_DATA_COMPONENT,
    PAGE_ATTR_DATA_TESTID,
    PAGE_ATTR_DATETIME,
    PAGE_ATTR_HIDDEN,
    PAGE_ATTR_HREF,
    PAGE_ATTR_HTTP_EQUIV,
    PAGE_ATTR_ID,
    PAGE_ATTR_ITEMPROP,
    PAGE_ATTR_ITEMTYPE,
    PAGE_ATTR_LANG,
    PAGE_ATTR_NAME,
    PAGE_ATTR_PROPERTY,
    PAGE_ATTR_PUBDATE,
    PAGE_ATTR_REL,
    PAGE_ATTR_ROLE,
    PAGE_ATTR_STYLE,
    PAGE_ATTR_TITLE,
    PAGE_ATTR_TYPE,
    PAGE_ATTRS
} page_attr;

typedef struct page_attribute {
    uint8_t name; /* page_attr */
    chn_str value;
} page_attribute;

typedef struct page_node {
    uint32_t parent; /* of the root: itself, 0 */
    uint32_t end;    /* one past the last node below */
    uint8_t tag;     /* page_tag */
    uint8_t n_attrs;
    const page_attribute *attrs; /* [n_attrs] */
    chn_str text;                /* PAGE_TAG_TEXT; else a script's letters */
} page_node;

typedef struct page_tree {
    page_node *nodes; /* [n]; 0 is a root of no tag */
    uint32_t n;
    bool cut; /* CHN_PAGE_NODES_MAX or CHN_PAGE_DEPTH_MAX was reached */
} page_tree;

/* `html` is UTF-8. */
chn_code page_tree_parse(chn_arena *a, chn_str html, page_tree *out,
                         chn_err *err);

/* The value, or an empty string. `there` (NULL allowed) tells whether it
 * stands in the tag at all. */
chn_str page_tree_attr(const page_tree *t, uint32_t node, page_attr name,
                       bool *there);
/* The letters below a node, white space as one space, trimmed; no more than
 * PAGE_TEXT_MAX bytes, since boxes lie within boxes. p == NULL: no memory. */
#define PAGE_TEXT_MAX 4096u
chn_str page_tree_text(chn_arena *a, const page_tree *t, uint32_t node);

#endif
