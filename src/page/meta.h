/* SPDX-License-Identifier: Apache-2.0 */
/* What a page says of itself: JSON-LD, <meta>, <link>, <title>, stamps. */
#ifndef CHN_PAGE_META_H
#define CHN_PAGE_META_H

#include <chancery/base.h>

#include "page/page.h"
#include "page/pick.h"

#define PAGE_TITLES_MAX 8u
#define PAGE_POSTS_MAX 4096u

/* What JSON-LD tells of the article that the page is. */
typedef struct page_ld {
    chn_str headline, publisher, url, lang, body;
    chn_day published, modified;
    chn_str published_basis, modified_basis;
    bool live;
    chn_page_post *posts; /* [n_posts] of a LiveBlogPosting */
    uint32_t n_posts;
} page_ld;

chn_code page_ld_read(chn_arena *a, const page_tree *t, page_ld *out,
                      chn_err *err);

/* Title, publisher, url and lang, and the days that are told by JSON-LD and
 * <meta>. `titles` [PAGE_TITLES_MAX] gets all forms of the headline, folded,
 * for page_pick_keep. */
chn_code page_meta_read(chn_arena *a, const page_pick *p, const page_ld *ld,
                        chn_page *out, chn_str *titles, uint32_t *n_titles,
                        chn_err *err);
/* The days where none is told there: time elements, the address, the text.
 * After page_pick_keep. */
chn_code page_meta_days(chn_arena *a, const page_pick *p, chn_str url,
                        chn_page *out, chn_err *err);
/* The day and the words of a stamp at or below a node; CHN_DAY_NONE. */
chn_day page_meta_stamp(chn_arena *a, const page_pick *p, uint32_t top,
                        chn_str *words, uint32_t *node);

#endif
