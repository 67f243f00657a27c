/* SPDX-License-Identifier: Apache-2.0 */
/* From a page's bytes to its text: the order of the steps. */
#include "page/page.h"

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"
#include "page/charset.h"
#include "page/meta.h"
#include "page/pick.h"

#define BODY_SANE 200u /* bytes: a shorter articleBody is a teaser */
/* Bytes that are looked at to find a page's blocks in its articleBody. Only a
 * page made to be slow needs more. */
#define BODY_WORK ((size_t)256 * 1024 * 1024)

static const chn_str none = {"", 0};

static void init(chn_page *out, const chn_page_hints *h)
{
    memset(out, 0, sizeof *out);
    out->title = out->publisher = out->lang = out->text = none;
    out->url = h && h->url.n ? h->url : none;
    out->published = out->modified = CHN_DAY_NONE;
    out->published_basis = out->modified_basis = out->text_basis = none;
    out->charset = none;
}

/* ---- blocks to text --------------------------------------------------------
 */

/* Cells of one row stand on one line; columns of a layout do not. */
static void put_block(chn_buf *buf, const page_block *b, const page_block *last)
{
    if (last && b->row && b->row == last->row && b->node != last->node &&
        b->kind == PAGE_KIND_CELL && b->words < 13 && last->words < 13)
        chn_buf_z(buf, " | ");
    else if (buf->n)
        chn_buf_z(buf, "\n\n");
    chn_buf_str(buf, b->text);
}

/* Blocks [from, to) that are kept and stand below `top`. */
static void put_blocks(chn_buf *buf, const page_pick *p, uint32_t from,
                       uint32_t to)
{
    const page_block *last = NULL;
    for (uint32_t i = from; i < to; i++) {
        const page_block *b = &p->blocks->list[i];
        if (!b->keep)
            continue;
        put_block(buf, b, last);
        last = b;
    }
}

static chn_code take_buf(chn_arena *a, chn_buf *buf, chn_str *out, chn_err *err)
{
    *out = chn_str_n(NULL, 0);
    if (!buf->failed)
        *out = buf->n ? chn_arena_str(a, buf->p, buf->n) : none;
    chn_buf_free(buf);
    return out->p ? CHN_OK : chn_fail_memory(err);
}

/* ---- JSON-LD's body --------------------------------------------------------
 */

static size_t count_words(chn_str s)
{
    size_t n = 0;
    bool in = false;
    for (size_t i = 0; i < s.n; i++) {
        const bool letter = (unsigned char)s.p[i] > ' ';
        n += letter && !in;
        in = letter;
    }
    return n;
}

/* A body as plain text: some hold markup, or entities twice written. */
static chn_code body_text(chn_arena *a, chn_str body, chn_str *out,
                          chn_err *err)
{
    bool markup = false;
    for (size_t i = 0; i + 3 < body.n && !markup; i++) {
        const char c = body.p[i];
        markup = (c == '<' && (body.p[i + 1] == '/' || body.p[i + 1] == 'p' ||
                               body.p[i + 1] == 'b')) ||
                 (c == '&' && (body.p[i + 1] == '#' || body.p[i + 1] == 'n' ||
                               body.p[i + 1] == 'q' || body.p[i + 1] == 'a'));
    }
    chn_buf buf;
    chn_buf_init(&buf, (size_t)4 * CHN_REPORT_MAX);
    chn_str rest = body;
    chn_str line;
    chn_code code = CHN_OK;
    if (markup && memchr(body.p, '<', body.n)) {
        chn_buf_free(&buf);
        return chn_page_fragment(a, body, out, err);
    }
    while (!code && chn_str_next(&rest, '\n', &line)) {
        if (markup && line.n)
            code = chn_page_fragment(a, line, &line, err);
        while (line.n && (unsigned char)line.p[line.n - 1] <= ' ')
            line.n--;
        if (line.n == 0)
            continue;
        if (buf.n)
            chn_buf_z(&buf, "\n\n");
        chn_buf_str(&buf, line);
    }
    if (code) {
        chn_buf_free(&buf);
        return code;
    }
    return take_buf(a, &buf, out, err);
}

static bool cut_short(chn_str s)
{
    return (s.n > 3 && memcmp(s.p + s.n - 3, "...", 3) == 0) ||
           (s.n > 3 && memcmp(s.p + s.n - 3, "\xE2\x80\xA6", 3) == 0);
}

/* Whether letters stand in the body: the first 48 of them, folded, so that
 * another kind of quotation mark does no harm. */
static bool stands_in(chn_str folded_body, chn_str folded)
{
    const size_t n = folded.n < 48 ? folded.n : 48;
    if (n == 0)
        return false;
    const char *at = folded_body.p;
    const char *end = folded_body.p + folded_body.n;
    while ((size_t)(end - at) >= n) {
        at = memchr(at, folded.p[0], (size_t)(end - at) - n + 1);
        if (!at)
            return false;
        if (memcmp(at, folded.p, n) == 0)
            return true;
        at++;
    }
    return false;
}

/* The body has the words but often no paragraphs; the page has them. Keeps
 * the page's blocks that stand in the body, where these make it up. */
static chn_code page_as_body(chn_arena *a, page_pick *p, chn_str body,
                             bool *good, chn_err *err)
{
    const chn_str whole = page_fold(a, body);
    size_t words = 0;
    size_t work = 0;
    bool *in = CHN_NEW(a, bool, p->blocks->n);
    *good = false;
    if (!whole.p || !in)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < p->blocks->n; i++) {
        const page_block *b = &p->blocks->list[i];
        if (!b->keep)
            continue;
        const chn_str f = page_fold(a, b->text);
        if (!f.p)
            return chn_fail_memory(err);
        in[i] = work < BODY_WORK && stands_in(whole, f);
        work += whole.n;
        words += in[i] ? count_words(b->text) : 0;
    }
    const size_t all = count_words(body);
    *good = words * 10 >= all * 8;
    for (uint32_t i = 0; i < p->blocks->n && *good; i++) {
        page_block *b = &p->blocks->list[i];
        /* short lines (a heading, a cell) may be missing in the body */
        b->keep =
            b->keep && (in[i] || b->words < 9 || b->kind == PAGE_KIND_CELL ||
                        b->kind == PAGE_KIND_ITEM);
    }
    return CHN_OK;
}

/* The main text: JSON-LD's where it is sane, else the page's. */
static chn_code set_text(chn_arena *a, page_pick *p, const page_ld *ld,
                         chn_page *out, chn_err *err)
{
    chn_buf buf;
    chn_str body = none;
    bool paragraphs = false;
    chn_code code = CHN_OK;
    const uint32_t n = p->blocks->n;
    size_t words = 0;
    for (uint32_t i = 0; i < n; i++)
        words += p->blocks->list[i].keep ? p->blocks->list[i].words : 0;
    out->text_basis = chn_str_of(words == 0 ? ""
                                 : p->named ? "markup"
                                            : "text");
    if (ld->body.n >= BODY_SANE && !cut_short(ld->body))
        code = body_text(a, ld->body, &body, err);
    if (code)
        return code;
    /* a teaser in the one or the other: the longer is the text */
    if (body.n && count_words(body) * 2 > words) {
        code = page_as_body(a, p, body, &paragraphs, err);
        if (code)
            return code;
        out->text_basis = chn_str_of("json-ld");
        if (!paragraphs) {
            out->text = body;
            return CHN_OK;
        }
    }
    chn_buf_init(&buf, (size_t)4 * CHN_REPORT_MAX);
    put_blocks(&buf, p, 0, n);
    return take_buf(a, &buf, &out->text, err);
}

/* ---- live blogs ------------------------------------------------------------
 */

/* One post's text: its blocks, without its heading and its stamp. */
static chn_code read_post(chn_arena *a, page_pick *p, uint32_t top,
                          uint32_t from, uint32_t to, chn_page_post *post,
                          chn_err *err)
{
    uint32_t stamp = 0;
    chn_buf buf;
    memset(post, 0, sizeof *post);
    post->title = none;
    post->published = page_meta_stamp(a, p, top, &post->stamp, &stamp);
    for (uint32_t i = from; i < to; i++) {
        page_block *b = &p->blocks->list[i];
        b->keep = p->out[b->node] == PAGE_IN && b->phrase == PAGE_PHRASE_NONE &&
                  page_pick_prose(b);
        const bool is_stamp =
            stamp && (page_in(p->t, b->node, stamp) ||
                      (post->stamp.n && chn_str_eq(b->text, post->stamp)));
        if (post->title.n == 0 && b->kind == PAGE_KIND_HEADING) {
            post->title = b->text;
            b->keep = false;
        } else if (is_stamp) {
            b->keep = false;
        }
    }
    chn_buf_init(&buf, (size_t)4 * CHN_REPORT_MAX);
    put_blocks(&buf, p, from, to);
    return take_buf(a, &buf, &post->text, err);
}

/* Posts that the markup names. At least two, or it is no live blog. */
static chn_code find_posts(chn_arena *a, page_pick *p, chn_page *out,
                           chn_err *err)
{
    const page_tree *t = p->t;
    uint32_t n = 0;
    for (uint32_t i = 1; i < t->n; i++)
        n += (p->roles[i] & PAGE_ROLE_POST) && p->out[i] == PAGE_IN;
    if (n < 2)
        return CHN_OK;
    if (n > PAGE_POSTS_MAX)
        n = PAGE_POSTS_MAX;
    chn_page_post *posts = CHN_NEW(a, chn_page_post, n);
    if (!posts)
        return chn_fail_memory(err);
    uint32_t block = 0;
    for (uint32_t i = 1; i < t->n && out->n_posts < n;) {
        if (!(p->roles[i] & PAGE_ROLE_POST) || p->out[i] != PAGE_IN) {
            i++;
            continue;
        }
        while (block < p->blocks->n && p->blocks->list[block].node < i)
            block++;
        const uint32_t from = block;
        while (block < p->blocks->n &&
               page_in(t, p->blocks->list[block].node, i))
            block++;
        const chn_code code =
            read_post(a, p, i, from, block, &posts[out->n_posts], err);
        if (code)
            return code;
        out->n_posts += posts[out->n_posts].text.n > 0;
        i = t->nodes[i].end;
    }
    out->posts = posts;
    return CHN_OK;
}

/* All posts as one text, each under its stamp and its title. */
static chn_code join_posts(chn_arena *a, chn_page *out, chn_err *err)
{
    chn_buf buf;
    chn_buf_init(&buf, (size_t)4 * CHN_REPORT_MAX);
    for (uint32_t i = 0; i < out->n_posts; i++) {
        const chn_page_post *post = &out->posts[i];
        const chn_str parts[] = {post->stamp, post->title, post->text};
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
            if (parts[k].n == 0)
                continue;
            if (buf.n)
                chn_buf_z(&buf, "\n\n");
            chn_buf_str(&buf, parts[k]);
        }
    }
    return take_buf(a, &buf, &out->text, err);
}

static chn_code set_posts(chn_arena *a, page_pick *p, const page_ld *ld,
                          chn_page *out, chn_err *err)
{
    chn_code code = find_posts(a, p, out, err);
    if (!code && out->n_posts < 2 && ld->n_posts > 1) {
        out->posts = ld->posts;
        out->n_posts = ld->n_posts;
        out->text_basis = chn_str_of("json-ld");
    } else if (!code && out->n_posts > 1) {
        out->text_basis = chn_str_of("markup");
    }
    if (out->n_posts < 2) {
        out->posts = NULL;
        out->n_posts = 0;
        return code;
    }
    return code ? code : join_posts(a, out, err);
}

/* ---- the whole -------------------------------------------------------------
 */

chn_code chn_page_read(chn_arena *a, const void *bytes, size_t n,
                       const chn_page_hints *h, chn_page *out, chn_err *err)
{
    chn_str utf8;
    page_tree t;
    page_blocks blocks;
    page_rules rules;
    page_pick pick;
    page_ld ld;
    chn_str titles[PAGE_TITLES_MAX];
    uint32_t n_titles = 0;
    uint16_t *roles = NULL;
    init(out, h);
    page_rules_find(&rules);
    chn_code code = chn_charset_utf8(a, bytes, n, h ? h->charset : none, &utf8,
                                     &out->charset, &out->replaced, err);
    if (!code)
        code = page_tree_parse(a, utf8, &t, err);
    if (!code) {
        roles = page_rules_all(a, &rules, &t);
        code = roles ? page_blocks_make(a, &t, &rules, roles, &blocks, err)
                     : chn_fail_memory(err);
    }
    if (!code)
        code = page_pick_core(a, &t, &rules, roles, &blocks, &pick, err);
    if (!code)
        code = page_ld_read(a, &t, &ld, err);
    if (!code)
        code = page_meta_read(a, &pick, &ld, out, titles, &n_titles, err);
    if (!code)
        code = page_pick_keep(a, &pick, titles, n_titles, err);
    if (!code)
        code = page_meta_days(a, &pick, h ? h->url : none, out, err);
    if (!code)
        code = set_posts(a, &pick, &ld, out, err);
    if (!code && out->n_posts == 0)
        code = set_text(a, &pick, &ld, out, err);
    if (!code)
        out->cut = t.cut;
    return code;
}

chn_code chn_page_fragment(chn_arena *a, chn_str html, chn_str *text,
                           chn_err *err)
{
    page_tree t;
    page_blocks blocks;
    page_rules rules;
    page_pick pick;
    chn_buf buf;
    *text = none;
    if (html.n > CHN_REPORT_MAX)
        return chn_fail(err, CHN_ERR_LIMIT,
                        "the entry has %zu bytes, more than the %u that are "
                        "read",
                        html.n, CHN_REPORT_MAX);
    memset(&rules, 0, sizeof rules); /* all of it is text */
    memset(&pick, 0, sizeof pick);
    chn_code code = page_tree_parse(a, html, &t, err);
    if (!code)
        code = page_blocks_make(a, &t, &rules, NULL, &blocks, err);
    if (code)
        return code;
    for (uint32_t i = 0; i < blocks.n; i++)
        blocks.list[i].keep = true;
    pick.t = &t;
    pick.blocks = &blocks;
    chn_buf_init(&buf, (size_t)4 * CHN_REPORT_MAX);
    put_blocks(&buf, &pick, 0, blocks.n);
    return take_buf(a, &buf, text, err);
}

/* ---- is it a page at all? --------------------------------------------------
 */

/* The beginning in plain letters, whatever it is written in. */
static size_t plain(const unsigned char *p, size_t n, char *out, size_t cap)
{
    size_t at = 0;
    size_t to = 0;
    if (n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
        at = 3;
    else if (n >= 2 &&
             ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF)))
        at = 2;
    for (; at < n && to < cap; at++) {
        char c = (char)p[at];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != '\0')
            out[to++] = c;
    }
    return to;
}

static size_t past_space(const char *p, size_t n, size_t i)
{
    while (i < n && (unsigned char)p[i] <= ' ')
        i++;
    return i;
}

bool chn_page_looks_html(const void *bytes, size_t n)
{
    static const char *const starts[] = {
        "<!doctype html", "<html", "<head",   "<body", "<meta ", "<title",
        "<table",         "<div",  "<script", "<h1",   "<p>"};
    char p[2048];
    const size_t len = plain(bytes, n, p, sizeof p);
    size_t i = past_space(p, len, 0);
    for (bool more = true; more;) { /* <?xml ...?> and comments */
        const bool xml = len - i > 5 && memcmp(p + i, "<?xml", 5) == 0;
        const bool comment = len - i > 4 && memcmp(p + i, "<!--", 4) == 0;
        const char *const end = comment ? "-->" : "?>";
        const size_t n_end = comment ? 3 : 2;
        more = xml || comment;
        while (more && i + n_end <= len && memcmp(p + i, end, n_end) != 0)
            i++;
        if (more)
            i = past_space(p, len, i + n_end < len ? i + n_end : len);
    }
    for (size_t k = 0; k < sizeof starts / sizeof *starts; k++) {
        const size_t m = strlen(starts[k]);
        if (len - i >= m && memcmp(p + i, starts[k], m) == 0)
            return true;
    }
    return false;
}
