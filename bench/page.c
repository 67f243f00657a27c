/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Speed of reading web pages: bench_page PAGE... One core, processor time, of
 * several rounds the best, in MB of HTML as it came. `letters` finds out what
 * they are and makes UTF-8 of them, `tree` is that and the parser, `whole` is
 * chn_page_read. The pages of tests/pages/make.py are small and clean; those
 * of the web are larger and have more round their text.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/str.h"
#include "bench.h"
#include "page/charset.h"
#include "page/dom.h"
#include "page/page.h"

typedef enum work { WORK_LETTERS, WORK_TREE, WORK_WHOLE, WORKS } work;

typedef struct bench {
    chn_arena *arena;
    chn_str *pages; /* [n] */
    int n;
    work what;
    chn_err err;
} bench;

static chn_code once(bench *b, chn_str page)
{
    chn_str utf8;
    chn_str name;
    uint64_t replaced = 0;
    page_tree t;
    chn_page p;
    chn_arena_reset(b->arena);
    if (b->what == WORK_WHOLE)
        return chn_page_read(b->arena, page.p, page.n, NULL, &p, &b->err);
    const chn_code code =
        chn_charset_utf8(b->arena, page.p, page.n, chn_str_n("", 0), &utf8,
                         &name, &replaced, &b->err);
    if (code || b->what == WORK_LETTERS)
        return code;
    return page_tree_parse(b->arena, utf8, &t, &b->err);
}

static chn_code all(void *user)
{
    bench *b = user;
    chn_code code = CHN_OK;
    for (int i = 0; code == CHN_OK && i < b->n; i++)
        code = once(b, b->pages[i]);
    return code;
}

static bool load(const char *path, chn_str *out)
{
    FILE *f = fopen(path, "rb");
    char *p = malloc(CHN_REPORT_MAX);
    const size_t n = f && p ? fread(p, 1, CHN_REPORT_MAX, f) : 0;
    if (f)
        (void)fclose(f);
    out->p = p;
    out->n = n;
    if (n == 0)
        (void)fprintf(stderr, "bench_page: %s: cannot be read\n", path);
    return n > 0;
}

int main(int argc, char **argv)
{
    static const char *const names[WORKS] = {"letters", "tree", "whole"};
    bench b;
    memset(&b, 0, sizeof b);
    b.arena = chn_arena_new(CHN_ARENA_MAX);
    b.pages = calloc((size_t)argc, sizeof *b.pages);
    if (!b.arena || !b.pages || argc < 2) {
        (void)fprintf(stderr, "bench_page: name pages to read\n");
        return 1;
    }
    double mb = 0;
    for (b.n = 0; b.n + 1 < argc; b.n++) {
        if (!load(argv[b.n + 1], &b.pages[b.n]))
            return 1;
        mb += (double)b.pages[b.n].n / 1e6;
    }
    printf("%d pages, %.2f MB\n%-8s %8s %9s\n", b.n, mb, "what", "MB/s",
           "pages/s");
    for (int w = 0; w < WORKS; w++) {
        double seconds = 0;
        b.what = (work)w;
        if (bench_best(all, &b, 5, 1.0, &seconds)) {
            (void)fprintf(stderr, "bench_page: %s\n", b.err.text);
            return 1;
        }
        printf("%-8s %8.1f %9.0f\n", names[w], mb / seconds, b.n / seconds);
    }
    for (int i = 0; i < b.n; i++)
        free((void *)(uintptr_t)b.pages[i].p);
    free(b.pages);
    chn_arena_free(b.arena);
    return 0;
}
