/* SPDX-License-Identifier: Apache-2.0 */
/* page_dump FILE...: what chn_page_read makes of pages, for whoever works on
 * its rules. */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "page/page.h"

static void show(const char *name, chn_str s)
{
    printf("%s: %.*s\n", name, (int)s.n, s.p);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        char *p = malloc(CHN_REPORT_MAX);
        chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
        if (!f || !p || !a)
            return 1;
        const size_t n = fread(p, 1, CHN_REPORT_MAX, f);
        (void)fclose(f);
        chn_page page;
        chn_err err;
        char day[11] = "-";
        printf("==== %s\n", argv[i]);
        if (chn_page_read(a, p, n, NULL, &page, &err)) {
            printf("%s\n", err.text);
            return 1;
        }
        show("title", page.title);
        show("publisher", page.publisher);
        show("url", page.url);
        show("lang", page.lang);
        show("charset", page.charset);
        if (page.published != CHN_DAY_NONE)
            chn_day_format(page.published, day);
        printf("published: %s (%.*s)\n", day, (int)page.published_basis.n,
               page.published_basis.p);
        day[0] = '-';
        day[1] = '\0';
        if (page.modified != CHN_DAY_NONE)
            chn_day_format(page.modified, day);
        printf("modified: %s (%.*s)\n", day, (int)page.modified_basis.n,
               page.modified_basis.p);
        printf("posts: %u, replaced: %llu\n", page.n_posts,
               (unsigned long long)page.replaced);
        show("text_basis", page.text_basis);
        printf("%.*s\n", (int)page.text.n, page.text.p);
        chn_arena_free(a);
        free(p);
    }
    return 0;
}
