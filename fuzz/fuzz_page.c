/* SPDX-License-Identifier: Apache-2.0 */
/* A web page, whatever it is: an error, or strings that are UTF-8 and end in
 * NUL, with the days and bounds that page.h promises. The first byte says
 * whether the rest is a page, a feed's fragment, or JSON as pages hold it. */
#include "fuzz.h"

#include <string.h>

#include "base/jsontree.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "page/page.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

static void sane(chn_str s)
{
    HOLDS(s.n == 0 || s.p[s.n] == '\0');
    HOLDS(s.n == 0 || chn_utf8_check(s.p, s.n) == s.n);
}

static void whole(chn_arena *a, const uint8_t *data, size_t n)
{
    chn_err err;
    chn_page page;
    const chn_page_hints h = {{"", 0},
                              {"https://example.org/2019/03/04/x", 32}};
    memset(&err, 0, sizeof err);
    const chn_code code = chn_page_read(a, data, n, &h, &page, &err);
    if (code) {
        HOLDS(err.code == code && err.text[0]);
        return;
    }
    sane(page.title);
    sane(page.publisher);
    sane(page.text);
    sane(page.charset);
    HOLDS(page.n_posts != 1);
    HOLDS((page.published == CHN_DAY_NONE) == (page.published_basis.n == 0));
    HOLDS((page.modified == CHN_DAY_NONE) == (page.modified_basis.n == 0));
    for (uint32_t i = 0; i < page.n_posts; i++) {
        sane(page.posts[i].title);
        sane(page.posts[i].text);
        HOLDS(page.posts[i].text.n > 0);
    }
    HOLDS(!page.text.n || page.text_basis.n);
    (void)chn_page_looks_html(data, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    chn_err err;
    if (n == 0)
        return 0;
    chn_arena *a = chn_arena_new((size_t)256 * 1024 * 1024);
    HOLDS(a != NULL);
    const chn_str rest = {(const char *)data + 1, n - 1};
    if (data[0] == 'f') {
        chn_str text;
        if (!chn_page_fragment(a, rest, &text, &err))
            sane(text);
    } else if (data[0] == 'j') {
        (void)chn_json_tree(a, rest, &err);
    } else {
        whole(a, data + 1, n - 1);
    }
    chn_arena_free(a);
    return 0;
}
