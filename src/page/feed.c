/* SPDX-License-Identifier: Apache-2.0 */
/* See feed.h. */
#include "page/feed.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "base/jsontree.h"
#include "base/limits.h"
#include "base/str.h"
#include "page/charset.h"
#include "page/page.h"
#include "page/when.h"

/* Nesting of elements whose text is collected. */
#define DEPTH 64

typedef struct reading {
    chn_arena *a;
    chn_feed *feed;
    chn_feed_entry *entries;
    uint32_t cap;
    chn_err *err;
} reading;

static bool is_named(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE &&
           strcmp((const char *)n->name, name) == 0;
}

static bool in_space(const xmlNode *n, const char *part)
{
    return n->ns && n->ns->href && strstr((const char *)n->ns->href, part);
}

/* The first child of a name; with `space`, of a name space that says so. */
static const xmlNode *child(const xmlNode *n, const char *name,
                            const char *space)
{
    for (const xmlNode *c = n ? n->children : NULL; c; c = c->next) {
        if (is_named(c, name) && (!space || in_space(c, space)))
            return c;
    }
    return NULL;
}

/* Letters below a node. Entities that the file declares are left out: they may
 * stand for gigabytes, or for a file of ours. */
static void letters(const xmlNode *n, int depth, chn_buf *b)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        if ((c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE) &&
            c->content)
            chn_buf_z(b, (const char *)c->content);
        else if (c->type == XML_ELEMENT_NODE && depth < DEPTH)
            letters(c, depth + 1, b);
    }
}

/* A copy in the arena, blanks at both ends cut off. p == NULL: no memory. */
static chn_str keep(const reading *r, chn_buf *b)
{
    chn_str s = chn_str_n(b->p ? b->p : "", b->n);
    while (s.n && strchr(" \t\r\n", s.p[0]) && s.p[0])
        s = chn_str_n(s.p + 1, s.n - 1);
    while (s.n && strchr(" \t\r\n", s.p[s.n - 1]) && s.p[s.n - 1])
        s.n--;
    const chn_str out =
        b->failed ? chn_str_n(NULL, 0) : chn_arena_str(r->a, s.p, s.n);
    chn_buf_free(b);
    return out;
}

static chn_str text_of(const reading *r, const xmlNode *n)
{
    chn_buf b;
    if (!n)
        return chn_str_n("", 0);
    chn_buf_init(&b, CHN_REPORT_MAX);
    letters(n, 0, &b);
    return keep(r, &b);
}

/* HTML to text; an empty one stays so. */
static bool from_html(const reading *r, chn_str html, chn_str *out)
{
    *out = html;
    if (!html.p || html.n == 0)
        return html.p != NULL;
    return chn_page_fragment(r->a, html, out, r->err) == CHN_OK;
}

/* A title is one line, and may hold marks of HTML. */
static bool one_line(const reading *r, chn_str raw, chn_str *out)
{
    chn_str text = raw;
    if (raw.p && (memchr(raw.p, '<', raw.n) || memchr(raw.p, '&', raw.n)) &&
        !from_html(r, raw, &text))
        return false;
    if (!text.p)
        return false;
    char *p = chn_arena_alloc(r->a, text.n + 1, 1);
    if (!p)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < text.n; i++) {
        const char c =
            text.p[i] == '\n' || text.p[i] == '\t' || text.p[i] == '\r'
                ? ' '
                : text.p[i];
        if (c != ' ' || (at > 0 && p[at - 1] != ' '))
            p[at++] = c;
    }
    *out = chn_str_n(p, at);
    return true;
}

static chn_str attribute(const reading *r, const xmlNode *n, const char *name)
{
    for (const xmlAttr *t = n->properties; t; t = t->next) {
        if (strcmp((const char *)t->name, name) != 0)
            continue;
        chn_buf b;
        chn_buf_init(&b, CHN_REPORT_MAX);
        for (const xmlNode *c = t->children; c; c = c->next) {
            if (c->type == XML_TEXT_NODE && c->content)
                chn_buf_z(&b, (const char *)c->content);
        }
        return keep(r, &b);
    }
    return chn_str_n("", 0);
}

static chn_feed_entry *add(reading *r, const xmlNode *n)
{
    void *data = r->entries;
    if (!chn_arena_grow(r->a, &data, &r->cap, r->feed->n + 1,
                        sizeof *r->entries))
        return NULL;
    r->entries = data;
    chn_feed_entry *e = &r->entries[r->feed->n++];
    memset(e, 0, sizeof *e);
    e->title = e->url = e->publisher = e->text = e->date = chn_str_n("", 0);
    e->published = CHN_DAY_NONE;
    e->line = n ? (uint64_t)xmlGetLineNo(n) : 0;
    return e;
}

static bool set_date(const reading *r, chn_feed_entry *e, const xmlNode *n)
{
    if (!n)
        return true;
    e->date = text_of(r, n);
    if (!e->date.p)
        return false;
    e->published = page_when_stamp(e->date);
    return true;
}

/* ---- RSS ------------------------------------------------------------------
 */

static bool rss_item(reading *r, const xmlNode *n)
{
    chn_feed_entry *e = add(r, n);
    if (!e)
        return false;
    const xmlNode *date = child(n, "pubDate", NULL);
    if (!date)
        date = child(n, "date", "purl.org/dc/");
    if (!date)
        date = child(n, "published", NULL);
    if (!date)
        date = child(n, "issued", NULL);
    const xmlNode *body = child(n, "encoded", "content");
    if (!body)
        body = child(n, "body", "xhtml");
    if (!body)
        body = child(n, "description", NULL);
    const xmlNode *link = child(n, "link", NULL);
    e->url = text_of(r, link);
    if (link && e->url.n == 0) /* of Atom */
        e->url = attribute(r, link, "href");
    if (e->url.n == 0) {
        const xmlNode *guid = child(n, "guid", NULL);
        const chn_str id = text_of(r, guid);
        if (id.n > 4 && memcmp(id.p, "http", 4) == 0)
            e->url = id;
    }
    return e->url.p &&
           one_line(r, text_of(r, child(n, "title", NULL)), &e->title) &&
           from_html(r, text_of(r, body), &e->text) && set_date(r, e, date);
}

/* Items below `n`; of RSS 1.0 they stand beside the channel. */
static bool rss(reading *r, const xmlNode *n)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (is_named(c, "item") && !rss_item(r, c))
            return false;
        if (!is_named(c, "channel"))
            continue;
        if (!one_line(r, text_of(r, child(c, "title", NULL)),
                      &r->feed->title) ||
            !rss(r, c))
            return false;
    }
    return true;
}

/* ---- Atom -----------------------------------------------------------------
 */

/* Text by its type: text, html, xhtml. */
static bool atom_text(const reading *r, const xmlNode *n, chn_str *out)
{
    *out = chn_str_n("", 0);
    if (!n)
        return true;
    const chn_str type = attribute(r, n, "type");
    if (!type.p)
        return false;
    if (chn_str_is(type, "xhtml")) {
        xmlBuffer *dump = xmlBufferCreate();
        if (!dump)
            return false;
        int done = 0;
        for (xmlNode *c = n->children; c && done >= 0; c = c->next)
            done = xmlNodeDump(dump, n->doc, c, 0, 0);
        const char *p = (const char *)xmlBufferContent(dump);
        const bool good =
            done >= 0 && from_html(r, chn_str_n(p, strlen(p)), out);
        xmlBufferFree(dump);
        return good;
    }
    const chn_str raw = text_of(r, n);
    if (chn_str_is(type, "html") || chn_str_is(type, "text/html"))
        return from_html(r, raw, out);
    *out = raw;
    if (type.n > 0 && !chn_str_is(type, "text") &&
        !chn_str_is(type, "text/plain"))
        *out = chn_str_n("", 0); /* a picture, perhaps */
    return raw.p != NULL;
}

static bool atom_entry(reading *r, const xmlNode *n)
{
    chn_feed_entry *e = add(r, n);
    if (!e)
        return false;
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (!is_named(c, "link"))
            continue;
        const chn_str rel = attribute(r, c, "rel");
        if (!rel.p)
            return false;
        if (rel.n == 0 || chn_str_is(rel, "alternate")) {
            e->url = attribute(r, c, "href");
            break;
        }
    }
    chn_str title;
    const xmlNode *date = child(n, "published", NULL);
    if (!date)
        date = child(n, "issued", NULL); /* Atom 0.3 */
    e->changed = !date && child(n, "updated", NULL);
    if (!e->url.p || !atom_text(r, child(n, "title", NULL), &title) ||
        !one_line(r, title, &e->title) ||
        !atom_text(r, child(n, "content", NULL), &e->text) ||
        !set_date(r, e, date))
        return false;
    return e->text.n > 0 || atom_text(r, child(n, "summary", NULL), &e->text);
}

static bool atom(reading *r, const xmlNode *n)
{
    chn_str title;
    if (!atom_text(r, child(n, "title", NULL), &title) ||
        !one_line(r, title, &r->feed->title))
        return false;
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (is_named(c, "entry") && !atom_entry(r, c))
            return false;
    }
    return true;
}

/* ---- sitemaps -------------------------------------------------------------
 */

static bool sitemap(reading *r, const xmlNode *n)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (!is_named(c, "url"))
            continue;
        const xmlNode *news = child(c, "news", "sitemap-news");
        chn_feed_entry *e = add(r, c);
        if (!e)
            return false;
        e->url = text_of(r, child(c, "loc", NULL));
        if (news)
            r->feed->kind = "news sitemap";
        e->publisher =
            text_of(r, child(child(news, "publication", NULL), "name", NULL));
        if (!e->url.p || !e->publisher.p ||
            !one_line(r, text_of(r, child(news, "title", NULL)), &e->title) ||
            !set_date(r, e, child(news, "publication_date", NULL)))
            return false;
    }
    return true;
}

/* ---- XML ------------------------------------------------------------------
 */

static xmlDoc *parse(xmlParserCtxt *x, chn_str s, bool mend)
{
    return xmlCtxtReadMemory(x, s.p, (int)s.n, NULL, "UTF-8",
                             XML_PARSE_NONET | XML_PARSE_NOERROR |
                                 XML_PARSE_NOWARNING |
                                 (mend ? XML_PARSE_RECOVER : 0));
}

/* Names of HTML that XML has not, "&nbsp;", as what they stand for. */
static bool name_letters(chn_str s, chn_buf *out)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '&')
            continue;
        char name[12];
        size_t n = 0;
        while (i + 1 + n < s.n && n < sizeof name - 1 &&
               ((s.p[i + 1 + n] | 32) >= 'a' && (s.p[i + 1 + n] | 32) <= 'z'))
            n++;
        memcpy(name, s.p + i + 1, n);
        name[n] = '\0';
        if (n == 0 || i + 1 + n >= s.n || s.p[i + 1 + n] != ';')
            continue;
        const htmlEntityDesc *d = htmlEntityLookup((const xmlChar *)name);
        if (!d || d->value < 128) /* those of XML too */
            continue;
        chn_buf_put(out, s.p + from, i - from);
        chn_buf_fmt(out, "&#%u;", d->value);
        i += n + 1;
        from = i + 1;
    }
    chn_buf_put(out, s.p + from, s.n - from);
    return !out->failed;
}

static bool walk_root(reading *r, const xmlNode *root, bool *known)
{
    chn_feed *f = r->feed;
    *known = true;
    if (is_named(root, "rss") || is_named(root, "RDF")) {
        f->kind = "RSS";
        return rss(r, root);
    }
    if (is_named(root, "feed")) {
        f->kind = "Atom";
        return atom(r, root);
    }
    if (is_named(root, "urlset")) {
        f->kind = "sitemap";
        return sitemap(r, root);
    }
    *known = false;
    return true;
}

/* What is wrong, in the parser's words, on one line. */
static bool note_error(reading *r, xmlParserCtxt *x)
{
    const xmlError *e = xmlCtxtGetLastError(x);
    chn_buf b;
    chn_buf_init(&b, CHN_ERR_TEXT);
    chn_buf_z(&b, e && e->message ? e->message : "not well-formed");
    r->feed->bad_line = e && e->line > 0 ? (uint64_t)e->line : 1;
    const chn_str why = keep(r, &b);
    r->feed->bad = why.p;
    return why.p != NULL;
}

static chn_code no_feed(const reading *r, const xmlDoc *doc)
{
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (!root)
        return chn_fail(r->err, CHN_ERR_INPUT,
                        "this is no feed: no XML can be read (%s)",
                        r->feed->bad ? r->feed->bad : "it is empty");
    if (is_named(root, "sitemapindex"))
        return chn_fail(r->err, CHN_ERR_INPUT,
                        "this is a list of sitemaps, which holds no reports; "
                        "fetch the pages that they name");
    return chn_fail(r->err, CHN_ERR_INPUT,
                    "this is no feed: its root element is \"%.40s\"; expected "
                    "RSS, Atom or a news sitemap",
                    (const char *)root->name);
}

static chn_code read_xml(reading *r, chn_str s)
{
    chn_buf b;
    xmlParserCtxt *x = xmlNewParserCtxt();
    if (!x)
        return chn_fail_memory(r->err);
    chn_buf_init(&b, (size_t)2 * CHN_REPORT_MAX);
    xmlDoc *doc = parse(x, s, false);
    bool good = true, known = false;
    if (!doc) {
        good = note_error(r, x) && name_letters(s, &b);
        if (good)
            doc = parse(x, chn_str_n(b.p ? b.p : "", b.n), true);
    }
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (good && root)
        good = walk_root(r, root, &known);
    chn_code code = CHN_OK;
    if (!good)
        code = chn_fail_memory(r->err);
    else if (!known)
        code = no_feed(r, doc);
    if (doc)
        xmlFreeDoc(doc);
    xmlFreeParserCtxt(x);
    chn_buf_free(&b);
    return code;
}

/* ---- JSON Feed ------------------------------------------------------------
 */

static bool json_item(reading *r, const chn_json_value *v)
{
    chn_feed_entry *e = add(r, NULL);
    if (!e)
        return false;
    const chn_str html = chn_json_get_text(v, "content_html");
    e->url = chn_json_get_text(v, "url");
    if (e->url.n == 0)
        e->url = chn_json_get_text(v, "external_url");
    e->date = chn_json_get_text(v, "date_published");
    if (e->date.n > 0)
        e->published = page_when_stamp(e->date);
    else
        e->changed = chn_json_get_text(v, "date_modified").n > 0;
    e->text = chn_json_get_text(v, "content_text");
    if (e->text.n == 0 && html.n > 0 && !from_html(r, html, &e->text))
        return false;
    if (e->text.n == 0)
        e->text = chn_json_get_text(v, "summary");
    return one_line(r, chn_json_get_text(v, "title"), &e->title);
}

static chn_code read_json(reading *r, chn_str s)
{
    chn_err e;
    r->feed->kind = "JSON Feed";
    const chn_json_value *root = chn_json_tree(r->a, s, &e);
    if (!root && e.code == CHN_ERR_MEMORY)
        return chn_fail_memory(r->err);
    const chn_json_value *items = chn_json_get(root, "items");
    if (!root || !items || items->type != CHN_JSON_ARRAY)
        return chn_fail(r->err, CHN_ERR_INPUT, "this is no JSON Feed: %s",
                        root ? "it has no array \"items\"" : e.text);
    if (!one_line(r, chn_json_get_text(root, "title"), &r->feed->title))
        return chn_fail_memory(r->err);
    for (const chn_json_value *v = items->first; v; v = v->next) {
        if (v->type != CHN_JSON_OBJECT)
            r->feed->lost++;
        else if (!json_item(r, v))
            return chn_fail_memory(r->err);
    }
    return CHN_OK;
}

chn_code chn_feed_read(chn_arena *a, const void *bytes, size_t n, chn_feed *out,
                       chn_err *err)
{
    memset(out, 0, sizeof *out);
    out->kind = "";
    out->title = chn_str_n("", 0);
    if (n > CHN_REPORT_MAX)
        return chn_fail(err, CHN_ERR_LIMIT,
                        "the feed has %zu bytes, more than the %u that are "
                        "read; split it",
                        n, CHN_REPORT_MAX);
    chn_str s = {"", 0}, name = {"", 0};
    chn_code code = chn_charset_utf8(a, bytes, n, chn_str_n("", 0), &s, &name,
                                     &out->replaced, err);
    if (code)
        return code;
    if (s.n >= 3 && memcmp(s.p, "\xEF\xBB\xBF", 3) == 0)
        s = chn_str_n(s.p + 3, s.n - 3);
    while (s.n && strchr(" \t\r\n", s.p[0]) && s.p[0])
        s = chn_str_n(s.p + 1, s.n - 1);
    reading r = {a, out, NULL, 0, err};
    code = s.n && s.p[0] == '{' ? read_json(&r, s) : read_xml(&r, s);
    out->entries = r.entries;
    return code;
}
