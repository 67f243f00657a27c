/* SPDX-License-Identifier: Apache-2.0 */
/* A web page is one report; a live blog is one for each of its posts, since
 * each has a day of its own. */
#include "read/read.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/str.h"

/* "page#3": a post's id. Empty where the page has none. */
static chn_str post_id(chn_arena *a, chn_str id, uint32_t n)
{
    char number[16];
    const int len = snprintf(number, sizeof number, "#%" PRIu32, n);
    chn_str out = {"", 0};
    if (id.n == 0)
        return out;
    char *p = chn_arena_alloc(a, id.n + sizeof number, 1);
    out.p = p;
    if (p) {
        memcpy(p, id.p, id.n);
        memcpy(p + id.n, number, (size_t)len + 1);
        out.n = id.n + (size_t)len;
    }
    return out;
}

int chn_paper_next(chn_arena *a, chn_paper *p, chn_report *out)
{
    const chn_page *page = &p->page;
    if (p->next >= (page->n_posts ? page->n_posts : 1))
        return 0;
    memset(out, 0, sizeof *out);
    out->id = p->id;
    out->publisher = page->publisher;
    out->url = page->url;
    out->lang = page->lang;
    out->title = page->title;
    out->text = page->text;
    out->published = page->published;
    out->published_basis = page->published_basis;
    out->modified = page->modified;
    out->modified_basis = page->modified_basis;
    if (page->n_posts) {
        const chn_page_post *post = &page->posts[p->next];
        out->id = post_id(a, p->id, p->next + 1);
        if (!out->id.p)
            return -1;
        if (post->title.n)
            out->title = post->title;
        out->text = post->text;
        if (post->published != CHN_DAY_NONE) {
            out->published = post->published;
            out->published_basis = chn_str_of("the post's stamp");
        }
    }
    p->next++;
    return 1;
}
