/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libxml2's HTML parser, listened to. Its own tree is not built: that has no
 * bound on its nodes, and its parser takes time by the square of the depth.
 */
#include "page/dom.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "page/charset.h"

#define ATTRS_MAX 32u /* of one tag; others are passed over */

/* Sorted: position is the enum's value less 2. */
static const char *const tags[] = {
    "a",          "abbr",     "address",  "article",    "aside",  "audio",
    "blockquote", "body",     "br",       "button",     "canvas", "caption",
    "center",     "dd",       "details",  "dialog",     "div",    "dl",
    "dt",         "embed",    "fieldset", "figcaption", "figure", "footer",
    "form",       "frameset", "h1",       "h2",         "h3",     "h4",
    "h5",         "h6",       "head",     "header",     "hr",     "html",
    "iframe",     "img",      "input",    "label",      "li",     "link",
    "main",       "math",     "menu",     "meta",       "nav",    "noframes",
    "noscript",   "object",   "ol",       "option",     "p",      "pre",
    "q",          "script",   "section",  "select",     "small",  "span",
    "style",      "summary",  "sup",      "svg",        "table",  "tbody",
    "td",         "template", "textarea", "tfoot",      "th",     "thead",
    "time",       "title",    "tr",       "ul",         "video"};

static const char *const attrs[] = {
    "aria-hidden", "class",    "content", "data-component", "data-testid",
    "datetime",    "hidden",   "href",    "http-equiv",     "id",
    "itemprop",    "itemtype", "lang",    "name",           "property",
    "pubdate",     "rel",      "role",    "style",          "title",
    "type"};

_Static_assert(sizeof tags / sizeof *tags + 2 == PAGE_TAGS, "a tag is missing");
_Static_assert(sizeof attrs / sizeof *attrs == PAGE_ATTRS,
               "an attribute is missing");

static int by_name(const void *key, const void *at)
{
    const char *const *name = at;
    return strcmp(key, *name);
}

static page_tag tag_of(const char *name)
{
    const char *const *hit =
        bsearch(name, tags, sizeof tags / sizeof *tags, sizeof *tags, by_name);
    return hit ? (page_tag)(hit - tags + 2) : PAGE_TAG_OTHER;
}

/* What the parser's listeners share. */
typedef struct ear {
    chn_arena *a;
    page_tree *tree;
    uint32_t cap;
    uint32_t depth;
    uint32_t open[CHN_PAGE_DEPTH_MAX + 1]; /* nodes that are open */
    chn_buf letters;                       /* of the text that is being told */
    htmlParserCtxtPtr parser;
    bool no_memory;
} ear;

static void stop(ear *e)
{
    xmlStopParser(e->parser);
}

static page_node *add_node(ear *e, page_tag tag)
{
    page_tree *t = e->tree;
    if (t->n >= CHN_PAGE_NODES_MAX) {
        t->cut = true;
        stop(e);
        return NULL;
    }
    if (t->n == e->cap) {
        /* not chn_arena_resize: a block of its own for each page would stay
         * in an arena that many are read with */
        void *nodes = t->nodes;
        if (!chn_arena_grow(e->a, &nodes, &e->cap, e->cap ? t->n + 1 : 512,
                            sizeof *t->nodes)) {
            e->no_memory = true;
            stop(e);
            return NULL;
        }
        t->nodes = nodes;
    }
    page_node *node = &t->nodes[t->n];
    memset(node, 0, sizeof *node);
    node->tag = (uint8_t)tag;
    node->parent = e->open[e->depth];
    node->text = chn_str_n("", 0);
    t->n++;
    return node;
}

/* Letters come in pieces; a node is made of them where something else comes. */
static void flush(ear *e)
{
    if (e->letters.failed) {
        e->no_memory = true;
        stop(e);
        return;
    }
    if (e->letters.n == 0)
        return;
    const chn_str s = chn_arena_str(e->a, e->letters.p, e->letters.n);
    chn_buf_clear(&e->letters);
    if (!s.p) {
        e->no_memory = true;
        stop(e);
        return;
    }
    page_node *up = &e->tree->nodes[e->open[e->depth]];
    if (up->tag == PAGE_TAG_SCRIPT || up->tag == PAGE_TAG_STYLE) {
        up->text = s;
        return;
    }
    page_node *node = add_node(e, PAGE_TAG_TEXT);
    if (node) {
        node->text = s;
        node->end = e->tree->n;
    }
}

static void on_letters(void *user, const xmlChar *p, int n)
{
    ear *e = user;
    if (n <= 0)
        return;
    /* an HTML 4 parser gives no second thought to &#146;, browsers do */
    const char *s = (const char *)p;
    const size_t len = (size_t)n;
    size_t from = 0;
    for (size_t i = 0; i + 1 < len; i++) {
        const unsigned char c = (unsigned char)s[i];
        const unsigned char d = (unsigned char)s[i + 1];
        const uint32_t cp = c == 0xC2 && d <= 0x9F ? chn_charset_c1(d) : 0;
        if (!cp)
            continue;
        char utf8[4];
        chn_buf_put(&e->letters, s + from, i - from);
        chn_buf_put(&e->letters, utf8, chn_utf8_put(cp, utf8));
        from = i + 2;
        i++;
    }
    chn_buf_put(&e->letters, s + from, len - from);
}

static void keep_attrs(ear *e, page_node *node, const xmlChar **atts)
{
    page_attribute kept[ATTRS_MAX];
    uint8_t n = 0;
    for (; atts && atts[0] && n < ATTRS_MAX; atts += 2) {
        const char *const *hit =
            bsearch(atts[0], attrs, PAGE_ATTRS, sizeof *attrs, by_name);
        if (!hit)
            continue;
        const char *value = atts[1] ? (const char *)atts[1] : "";
        kept[n].name = (uint8_t)(hit - attrs);
        kept[n].value = chn_str_trim(chn_str_of(value));
        kept[n].value = chn_arena_str(e->a, kept[n].value.p, kept[n].value.n);
        if (!kept[n].value.p) {
            e->no_memory = true;
            stop(e);
            return;
        }
        n++;
    }
    if (n == 0)
        return;
    page_attribute *copy = CHN_NEW(e->a, page_attribute, n);
    if (!copy) {
        e->no_memory = true;
        stop(e);
        return;
    }
    memcpy(copy, kept, n * sizeof *kept);
    node->attrs = copy;
    node->n_attrs = n;
}

static void on_start(void *user, const xmlChar *name, const xmlChar **atts)
{
    ear *e = user;
    flush(e);
    if (e->depth == CHN_PAGE_DEPTH_MAX) {
        e->tree->cut = true;
        stop(e);
        return;
    }
    page_node *node = add_node(e, tag_of((const char *)name));
    if (!node)
        return;
    keep_attrs(e, node, atts);
    e->depth++;
    e->open[e->depth] = e->tree->n - 1;
}

static void on_end(void *user, const xmlChar *name)
{
    ear *e = user;
    (void)name; /* the parser closes what it opened, in order */
    flush(e);
    if (e->depth == 0)
        return;
    e->tree->nodes[e->open[e->depth]].end = e->tree->n;
    e->depth--;
}

/* p[0..n) without NUL bytes, which end a page for libxml2 and mean nothing to
 * browsers. */
static chn_str without_nul(chn_arena *a, chn_str s)
{
    if (!memchr(s.p, '\0', s.n))
        return s;
    chn_str out = {NULL, 0};
    char *p = chn_arena_alloc(a, s.n + 1, 1);
    if (!p)
        return out;
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\0')
            p[n++] = s.p[i];
    }
    out.p = p;
    out.n = n;
    return out;
}

static void listen_to(ear *e, htmlParserCtxtPtr parser)
{
    /* the default listeners would build libxml2's own tree */
    memset(parser->sax, 0, sizeof *parser->sax);
    parser->sax->startElement = on_start;
    parser->sax->endElement = on_end;
    parser->sax->characters = on_letters;
    parser->sax->ignorableWhitespace = on_letters;
    parser->sax->cdataBlock = on_letters;
    parser->userData = e;
    e->parser = parser;
}

chn_code page_tree_parse(chn_arena *a, chn_str html, page_tree *out,
                         chn_err *err)
{
    memset(out, 0, sizeof *out);
    ear *e = CHN_NEW(a, ear, 1);
    const chn_str s = without_nul(a, html);
    if (!e || !s.p)
        return chn_fail_memory(err);
    e->a = a;
    e->tree = out;
    if (!add_node(e, PAGE_TAG_OTHER)) /* no parser to be stopped yet */
        return chn_fail_memory(err);
    if (s.n == 0) {
        out->nodes[0].end = 1;
        return CHN_OK;
    }
    /* s.n <= 3 * CHN_REPORT_MAX, far from INT_MAX */
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(s.p, (int)s.n);
    if (!parser)
        return chn_fail_memory(err);
    chn_buf_init(&e->letters, s.n * 2 + 64);
    listen_to(e, parser);
    (void)htmlCtxtUseOptions(
        parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                    HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
    (void)xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    (void)htmlParseDocument(parser);
    if (parser->errNo == XML_ERR_NO_MEMORY)
        e->no_memory = true;
    flush(e);
    chn_buf_free(&e->letters);
    htmlFreeParserCtxt(parser);
    for (uint32_t d = 0; d <= e->depth; d++)
        out->nodes[e->open[d]].end = out->n;
    return e->no_memory ? chn_fail_memory(err) : CHN_OK;
}

chn_str page_tree_attr(const page_tree *t, uint32_t node, page_attr name,
                       bool *there)
{
    const page_node *x = &t->nodes[node];
    for (uint8_t i = 0; i < x->n_attrs; i++) {
        if (x->attrs[i].name == name) {
            if (there)
                *there = true;
            return x->attrs[i].value;
        }
    }
    if (there)
        *there = false;
    return chn_str_n("", 0);
}

chn_str page_tree_text(chn_arena *a, const page_tree *t, uint32_t node)
{
    size_t need = 1;
    for (uint32_t i = node; i < t->nodes[node].end && need < PAGE_TEXT_MAX; i++)
        need += t->nodes[i].tag == PAGE_TAG_TEXT ? t->nodes[i].text.n + 1 : 1;
    if (need > PAGE_TEXT_MAX)
        need = PAGE_TEXT_MAX;
    chn_str out = {NULL, 0};
    need += 5; /* a letter, and NUL */
    char *p = chn_arena_alloc(a, need, 1);
    if (!p)
        return out;
    size_t n = 0;
    for (uint32_t i = node; i < t->nodes[node].end && n + 4 < need; i++) {
        const page_node *x = &t->nodes[i];
        if (x->tag == PAGE_TAG_BR && n > 0 && p[n - 1] != ' ')
            p[n++] = ' ';
        if (x->tag != PAGE_TAG_TEXT)
            continue;
        uint32_t len = 1;
        for (size_t k = 0; k < x->text.n && n + 4 < need; k += len) {
            const uint32_t cp =
                chn_utf8_next(x->text.p + k, x->text.n - k, &len);
            if (cp != CHN_UTF8_BAD && chn_cp_space(cp)) {
                if (n > 0 && p[n - 1] != ' ')
                    p[n++] = ' ';
                continue;
            }
            memcpy(p + n, x->text.p + k, len);
            n += len;
        }
    }
    while (n > 0 && p[n - 1] == ' ')
        n--;
    p[n] = '\0';
    out.p = p;
    out.n = n;
    return out;
}
