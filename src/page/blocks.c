/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tree to blocks. A block ends where a browser would begin a new line for a
 * box, and where a writer of old HTML meant a paragraph: at two <br>, at a
 * <br> behind the end of a sentence in a long line, at a <br> with an indent
 * of no-break spaces, and at an empty or indented line of <pre>.
 */
#include "page/blocks.h"

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"

#define LONG_LINE 60u /* bytes: a line that was not broken for its looks */

typedef enum box {
    BOX_INLINE = 0,
    BOX_BLOCK,
    BOX_NONE /* not seen, or no part of any text */
} box;

static box box_of(uint8_t tag)
{
    switch (tag) {
    case PAGE_TAG_OTHER:
    case PAGE_TAG_TEXT:
    case PAGE_TAG_A:
    case PAGE_TAG_ABBR:
    case PAGE_TAG_BR:
    case PAGE_TAG_IMG:
    case PAGE_TAG_LINK:
    case PAGE_TAG_META:
    case PAGE_TAG_Q:
    case PAGE_TAG_SMALL:
    case PAGE_TAG_SPAN:
    case PAGE_TAG_SUP:
    case PAGE_TAG_TIME:
        return BOX_INLINE;
    case PAGE_TAG_AUDIO:
    case PAGE_TAG_BUTTON:
    case PAGE_TAG_CANVAS:
    case PAGE_TAG_CAPTION:
    case PAGE_TAG_EMBED:
    case PAGE_TAG_FIGCAPTION:
    case PAGE_TAG_HEAD:
    case PAGE_TAG_IFRAME:
    case PAGE_TAG_INPUT:
    case PAGE_TAG_LABEL:
    case PAGE_TAG_MATH:
    case PAGE_TAG_NOFRAMES:
    case PAGE_TAG_NOSCRIPT:
    case PAGE_TAG_OBJECT:
    case PAGE_TAG_OPTION:
    case PAGE_TAG_SCRIPT:
    case PAGE_TAG_SELECT:
    case PAGE_TAG_STYLE:
    case PAGE_TAG_SVG:
    case PAGE_TAG_TEMPLATE:
    case PAGE_TAG_TEXTAREA:
    case PAGE_TAG_TITLE:
    case PAGE_TAG_VIDEO:
        return BOX_NONE;
    default:
        return BOX_BLOCK;
    }
}

typedef struct maker {
    chn_arena *a;
    const page_tree *t;
    const page_rules *r;
    const uint16_t *roles;
    page_blocks *out;
    uint32_t cap;
    /* the block in the making */
    chn_buf text;
    uint32_t node;
    uint32_t link_bytes;
    size_t line;     /* byte at which its last line begins */
    uint32_t breaks; /* <br> since the last letter */
    uint32_t indent; /* no-break spaces since the last <br> */
    bool space;      /* white space since the last letter */
    /* where we are */
    uint32_t open[CHN_PAGE_DEPTH_MAX + 2];
    uint32_t depth;
    uint32_t links, pre; /* depth of <a> and <pre> */
    bool no_memory;
} maker;

chn_str page_fold(chn_arena *a, chn_str s)
{
    chn_str out = {NULL, 0};
    const size_t need = chn_utf8_fold(s.p, s.n, NULL, 0);
    char *p = chn_arena_alloc(a, need + 1, 1);
    if (!p)
        return out;
    (void)chn_utf8_fold(s.p, s.n, p, need);
    size_t n = 0;
    for (size_t i = 0; i < need; i++) {
        const bool blank = p[i] == ' ' || p[i] == '\n' || p[i] == '\t';
        if (!blank)
            p[n++] = p[i];
        else if (n > 0 && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    p[n] = '\0';
    out.p = p;
    out.n = n;
    return out;
}

static bool ends_sentence(const char *p, size_t n)
{
    static const char *const closers[] = {
        "\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB"};
    for (bool cut = true; cut && n > 0;) {
        cut = false;
        for (size_t i = 0; i < sizeof closers / sizeof *closers; i++) {
            const size_t len = strlen(closers[i]);
            if (n >= len && memcmp(p + n - len, closers[i], len) == 0) {
                n -= len;
                cut = true;
                break;
            }
        }
    }
    return n > 0 && (p[n - 1] == '.' || p[n - 1] == '!' || p[n - 1] == '?' ||
                     p[n - 1] == ':' ||
                     (n > 2 && memcmp(p + n - 3, "\xE2\x80\xA6", 3) == 0));
}

static void count_words(const page_rules *r, page_block *b)
{
    b->words = b->stops = 0;
    char word[16];
    size_t n = 0;
    for (size_t i = 0; i <= b->text.n; i++) {
        const unsigned char c =
            i < b->text.n ? (unsigned char)b->text.p[i] : ' ';
        const bool up = c >= 'A' && c <= 'Z';
        if (up || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
            c >= 0x80 || c == '\'') {
            if (n < sizeof word)
                word[n] = up ? (char)(c - 'A' + 'a') : (char)c;
            n++;
            continue;
        }
        b->words += n > 0;
        if (n > 0 && n < sizeof word)
            b->stops += page_rules_stop(r, chn_str_n(word, n));
        n = 0;
    }
}

/* Kind, level and row, by the boxes it stands in. */
static void set_kind(const maker *m, page_block *b)
{
    for (uint32_t i = b->node;; i = m->t->nodes[i].parent) {
        const uint8_t tag = m->t->nodes[i].tag;
        page_kind kind = PAGE_KIND_TEXT;
        if (tag == PAGE_TAG_P)
            kind = PAGE_KIND_PARAGRAPH;
        else if (tag >= PAGE_TAG_H1 && tag <= PAGE_TAG_H6)
            kind = PAGE_KIND_HEADING;
        else if (tag == PAGE_TAG_LI || tag == PAGE_TAG_DD || tag == PAGE_TAG_DT)
            kind = PAGE_KIND_ITEM;
        else if (tag == PAGE_TAG_TD || tag == PAGE_TAG_TH)
            kind = PAGE_KIND_CELL;
        else if (tag == PAGE_TAG_BLOCKQUOTE)
            kind = PAGE_KIND_QUOTE;
        else if (tag == PAGE_TAG_PRE)
            kind = PAGE_KIND_PRE;
        if (b->kind == PAGE_KIND_TEXT && kind != PAGE_KIND_TEXT) {
            b->kind = (uint8_t)kind;
            if (kind == PAGE_KIND_HEADING)
                b->level = (uint8_t)(tag - PAGE_TAG_H1 + 1);
        }
        if (tag == PAGE_TAG_TR && !b->row)
            b->row = i;
        if (i == 0 || b->row ||
            (b->kind != PAGE_KIND_TEXT && b->kind != PAGE_KIND_CELL))
            return;
    }
}

bool page_block_look(chn_arena *a, const page_rules *r, page_block *b)
{
    count_words(r, b);
    b->sentence = ends_sentence(b->text.p, b->text.n);
    b->phrase = PAGE_PHRASE_NONE;
    b->folded = chn_str_n("", 0);
    if (b->words > PAGE_SHORT_WORDS)
        return true;
    b->folded = page_fold(a, b->text);
    if (!b->folded.p)
        return false;
    b->phrase = (uint8_t)page_rules_phrase(r, b->folded);
    return true;
}

static void start_block(maker *m)
{
    chn_buf_clear(&m->text);
    m->link_bytes = 0;
    m->line = 0;
    m->breaks = m->indent = 0;
    m->space = false;
}

static void end_block(maker *m)
{
    if (m->text.failed)
        m->no_memory = true;
    if (m->text.n == 0 || m->no_memory) {
        start_block(m);
        return;
    }
    void *list = m->out->list;
    if (!chn_arena_grow(m->a, &list, &m->cap, m->out->n + 1,
                        sizeof(page_block))) {
        m->no_memory = true;
        return;
    }
    m->out->list = list;
    page_block *b = &m->out->list[m->out->n];
    memset(b, 0, sizeof *b);
    b->node = m->node;
    b->text = chn_arena_str(m->a, m->text.p, m->text.n);
    b->link_bytes = m->link_bytes;
    start_block(m);
    if (!b->text.p || !page_block_look(m->a, m->r, b)) {
        m->no_memory = true;
        return;
    }
    if (b->words == 0) /* dots, arrows, stars */
        return;
    set_kind(m, b);
    m->out->n++;
}

/* The <br>s before a letter. */
static void take_breaks(maker *m)
{
    const size_t n = m->text.n;
    if (m->breaks == 0 || n == 0)
        return;
    const bool para =
        m->breaks > 1 || m->indent > 1 ||
        (!m->pre && n - m->line >= LONG_LINE && ends_sentence(m->text.p, n));
    if (para) {
        end_block(m);
        return;
    }
    if (!m->pre) {
        chn_buf_char(&m->text, '\n');
        m->line = m->text.n;
        m->space = false;
    } else {
        m->space = true;
    }
    m->breaks = m->indent = 0;
}

/* The innermost box, passing inline elements over. */
static uint32_t box_here(const maker *m)
{
    uint32_t node = m->open[m->depth];
    while (node && box_of(m->t->nodes[node].tag) == BOX_INLINE)
        node = m->t->nodes[node].parent;
    return node;
}

static void put_letter(maker *m, const char *p, uint32_t len)
{
    take_breaks(m);
    if (m->text.n == 0)
        m->node = box_here(m);
    if (m->space && m->text.n > 0)
        chn_buf_char(&m->text, ' ');
    m->space = false;
    m->breaks = m->indent = 0;
    chn_buf_put(&m->text, p, len);
    if (m->links)
        m->link_bytes += len;
}

/* Soft hyphens, zero-width spaces and marks of direction: not seen. */
static bool unseen(uint32_t cp)
{
    return cp == 0xAD || cp == 0xFEFF || cp == 0x200B || cp == 0x200E ||
           cp == 0x200F || cp == 0x2060 || (cp < 0x20 && cp != '\t') ||
           cp == 0x7F;
}

static void put_space(maker *m, uint32_t cp)
{
    m->space = true;
    if (cp == '\n' && m->pre) {
        m->breaks++;
        m->indent = 0;
    } else if (cp == 0xA0 || m->pre) {
        m->indent++;
    }
}

static void put_text(maker *m, chn_str s)
{
    uint32_t len = 1;
    for (size_t i = 0; i < s.n && !m->no_memory; i += len) {
        const uint32_t cp = chn_utf8_next(s.p + i, s.n - i, &len);
        if (cp == CHN_UTF8_BAD)
            continue;
        if (chn_cp_space(cp) || cp == '\f')
            put_space(m, cp);
        else if (!unseen(cp))
            put_letter(m, s.p + i, len);
    }
}

/* Close the boxes that end before node i. */
static void leave(maker *m, uint32_t i)
{
    while (m->depth > 0 && m->t->nodes[m->open[m->depth]].end <= i) {
        const uint8_t tag = m->t->nodes[m->open[m->depth]].tag;
        if (tag == PAGE_TAG_Q)
            put_letter(m, "\xE2\x80\x9D", 3);
        if (tag == PAGE_TAG_A)
            m->links--;
        if (tag == PAGE_TAG_PRE)
            m->pre--;
        if (box_of(tag) == BOX_BLOCK)
            end_block(m);
        m->depth--;
    }
}

static void enter(maker *m, uint32_t i)
{
    const uint8_t tag = m->t->nodes[i].tag;
    if (box_of(tag) == BOX_BLOCK)
        end_block(m);
    m->depth++;
    m->open[m->depth] = i;
    m->links += tag == PAGE_TAG_A;
    m->pre += tag == PAGE_TAG_PRE;
    if (tag == PAGE_TAG_Q)
        put_letter(m, "\xE2\x80\x9C", 3);
}

/* "[edit]" behind a heading, "[1]" behind a sentence. */
static bool small_thing(const maker *m, uint32_t i)
{
    const page_node *x = &m->t->nodes[i];
    if (!m->roles || box_of(x->tag) != BOX_INLINE || x->end - i > 16)
        return false;
    return (m->roles[i] & PAGE_ROLE_DROP) ||
           (x->tag == PAGE_TAG_SUP && (m->roles[i] & PAGE_ROLE_SOFT));
}

chn_code page_blocks_make(chn_arena *a, const page_tree *t, const page_rules *r,
                          const uint16_t *roles, page_blocks *out, chn_err *err)
{
    memset(out, 0, sizeof *out);
    maker *m = CHN_NEW(a, maker, 1);
    if (!m)
        return chn_fail_memory(err);
    m->a = a;
    m->t = t;
    m->r = r;
    m->roles = roles;
    m->out = out;
    chn_buf_init(&m->text, (size_t)4 * CHN_REPORT_MAX);
    for (uint32_t i = 1; i < t->n && !m->no_memory;) {
        const page_node *x = &t->nodes[i];
        leave(m, i);
        if (x->tag == PAGE_TAG_TEXT) {
            put_text(m, x->text);
        } else if (x->tag == PAGE_TAG_BR) {
            m->breaks++;
            m->indent = 0;
        } else if (box_of(x->tag) == BOX_NONE || small_thing(m, i)) {
            i = x->end;
            continue;
        } else {
            enter(m, i);
        }
        i++;
    }
    leave(m, t->n);
    end_block(m);
    chn_buf_free(&m->text);
    return m->no_memory ? chn_fail_memory(err) : CHN_OK;
}
