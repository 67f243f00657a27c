/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD: the one article among the things that a page describes. */
#include "base/err.h"
#include "base/jsontree.h"
#include "base/str.h"
#include "page/meta.h"
#include "page/when.h"

#define SCRIPTS_MAX (4u * 1024u * 1024u) /* bytes of JSON that are read */
#define DEEP_MAX 6u /* of arrays and graphs within each other */

static bool ends_with(chn_str s, const char *end)
{
    const size_t n = strlen(end);
    return s.n >= n && memcmp(s.p + s.n - n, end, n) == 0;
}

/* 0 no article; the more, the more it is one. */
static int rank_of(chn_str type)
{
    if (ends_with(type, "LiveBlogPosting"))
        return 4;
    if (ends_with(type, "NewsArticle") || ends_with(type, "PressRelease"))
        return 3;
    if (ends_with(type, "Article") || ends_with(type, "Posting") ||
        ends_with(type, "Report"))
        return 2;
    return ends_with(type, "WebPage") ? 1 : 0;
}

static int rank(const chn_json_value *v)
{
    const chn_json_value *type = chn_json_get(v, "@type");
    int best = 0;
    if (type && type->type == CHN_JSON_STRING)
        best = rank_of(type->text);
    for (const chn_json_value *t = type ? type->first : NULL; t; t = t->next) {
        if (rank_of(t->text) > best)
            best = rank_of(t->text);
    }
    return best;
}

typedef struct best {
    const chn_json_value *article;
    int rank;
} best;

/* Lists of other articles are not looked into. */
// NOLINTNEXTLINE(misc-no-recursion): DEEP_MAX bounds it
static void find(const chn_json_value *v, uint32_t deep, best *b)
{
    if (deep > DEEP_MAX || !v)
        return;
    if (v->type == CHN_JSON_ARRAY) {
        for (const chn_json_value *x = v->first; x; x = x->next)
            find(x, deep + 1, b);
        return;
    }
    if (v->type != CHN_JSON_OBJECT)
        return;
    const int r = rank(v);
    if (r > b->rank) {
        b->rank = r;
        b->article = v;
    }
    find(chn_json_get(v, "@graph"), deep + 1, b);
    find(chn_json_get(v, "mainEntity"), deep + 1, b);
}

/* An object's name, by reference where it is only named by its @id. */
static chn_str name_of(const chn_json_value *v, const chn_json_value *root)
{
    if (v && v->type == CHN_JSON_ARRAY)
        v = v->first;
    if (!v || v->type == CHN_JSON_STRING)
        return v ? v->text : chn_str_n("", 0);
    const chn_str name = chn_json_get_text(v, "name");
    const chn_str id = chn_json_get_text(v, "@id");
    if (name.n || id.n == 0)
        return name;
    const chn_json_value *graph = chn_json_get(root, "@graph");
    if (!graph && root->type == CHN_JSON_ARRAY)
        graph = root;
    for (const chn_json_value *x = graph ? graph->first : NULL; x;
         x = x->next) {
        if (chn_str_eq(chn_json_get_text(x, "@id"), id))
            return chn_json_get_text(x, "name");
    }
    return name;
}

static void take_posts(chn_arena *a, const chn_json_value *article,
                       page_ld *out)
{
    const chn_json_value *all = chn_json_get(article, "liveBlogUpdate");
    uint32_t n = 0;
    for (const chn_json_value *x = all ? all->first : NULL;
         x && n < PAGE_POSTS_MAX; x = x->next)
        n++;
    if (!all || all->type != CHN_JSON_ARRAY || n == 0)
        return;
    out->posts = CHN_NEW(a, chn_page_post, n);
    for (const chn_json_value *x = all->first;
         x && out->posts && out->n_posts < n; x = x->next) {
        chn_page_post *p = &out->posts[out->n_posts];
        p->title = chn_json_get_text(x, "headline");
        p->text = chn_json_get_text(x, "articleBody");
        p->stamp = chn_json_get_text(x, "datePublished");
        p->published = page_when_stamp(p->stamp);
        out->n_posts += p->text.n > 0;
    }
}

static void take(chn_arena *a, const chn_json_value *v,
                 const chn_json_value *root, int r, page_ld *out)
{
    static const char *const days[] = {"datePublished", "dateCreated",
                                       "uploadDate"};
    static const char *const bases[] = {
        "json-ld datePublished", "json-ld dateCreated", "json-ld uploadDate"};
    for (size_t i = 0;
         i < sizeof days / sizeof *days && out->published == CHN_DAY_NONE;
         i++) {
        out->published = page_when_stamp(chn_json_get_text(v, days[i]));
        if (out->published != CHN_DAY_NONE)
            out->published_basis = chn_str_of(bases[i]);
    }
    if (out->modified == CHN_DAY_NONE) {
        out->modified = page_when_stamp(chn_json_get_text(v, "dateModified"));
        if (out->modified != CHN_DAY_NONE)
            out->modified_basis = chn_str_of("json-ld dateModified");
    }
    if (!out->publisher.n)
        out->publisher = name_of(chn_json_get(v, "publisher"), root);
    if (!out->publisher.n)
        out->publisher = name_of(chn_json_get(v, "sourceOrganization"), root);
    if (!out->lang.n)
        out->lang = chn_json_get_text(v, "inLanguage");
    if (!out->url.n)
        out->url = chn_json_get_text(v, "url");
    if (r < 2) /* of a page, not of its article */
        return;
    if (!out->headline.n)
        out->headline = chn_json_get_text(v, "headline");
    if (!out->body.n)
        out->body = chn_json_get_text(v, "articleBody");
    if (r == 4 && !out->live) {
        out->live = true;
        take_posts(a, v, out);
    }
}

/* The article of one script; then what only the page's own entry tells. */
static void take_script(chn_arena *a, const chn_json_value *root, page_ld *out)
{
    best b = {NULL, 0};
    find(root, 0, &b);
    if (b.article)
        take(a, b.article, root, b.rank, out);
    if (b.rank < 2)
        return;
    const chn_json_value *graph = chn_json_get(root, "@graph");
    for (const chn_json_value *x = graph ? graph->first : NULL; x;
         x = x->next) {
        if (rank(x) == 1)
            take(a, x, root, 1, out);
    }
}

chn_code page_ld_read(chn_arena *a, const page_tree *t, page_ld *out,
                      chn_err *err)
{
    memset(out, 0, sizeof *out);
    out->published = out->modified = CHN_DAY_NONE;
    const chn_str none = {"", 0};
    out->headline = out->publisher = out->url = out->lang = out->body = none;
    out->published_basis = out->modified_basis = none;
    size_t read = 0;
    for (uint32_t i = 1; i < t->n; i++) {
        const page_node *x = &t->nodes[i];
        if (x->tag != PAGE_TAG_SCRIPT || x->text.n == 0 ||
            x->text.n > SCRIPTS_MAX - read)
            continue;
        const chn_str type = page_tree_attr(t, i, PAGE_ATTR_TYPE, NULL);
        if (type.n < 19 || memcmp(type.p, "application/ld+json", 19) != 0)
            continue;
        chn_err e;
        read += x->text.n;
        const chn_json_value *v = chn_json_tree(a, x->text, &e);
        if (!v && e.code == CHN_ERR_MEMORY)
            return chn_fail_memory(err);
        if (v) /* what is no JSON tells nothing; the page still may */
            take_script(a, v, out);
    }
    return CHN_OK;
}
