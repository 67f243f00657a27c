/* SPDX-License-Identifier: Apache-2.0 */
#include "page/pick.h"

#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"

#define LONG_WORDS 15u  /* words of a block that only running text has */
#define BODY_LEAST 120u /* bytes of running text that a named body holds */

bool page_pick_prose(const page_block *b)
{
    return b->link_bytes * 2 < b->text.n;
}

/* Running text: long, and few links. */
static bool running(const page_block *b)
{
    return b->words >= LONG_WORDS && b->link_bytes * 10 < b->text.n * 3;
}

/* ---- weights --------------------------------------------------------------
 */

static bool left_out(const page_pick *p, uint32_t node)
{
    return p->out[node] != PAGE_IN;
}

/* Where no block is long, sentences of a few words must do. */
static void weigh(page_pick *p)
{
    for (int pass = 0; pass < 2 && p->weight[0] == 0; pass++) {
        for (uint32_t i = 0; i < p->blocks->n; i++) {
            const page_block *b = &p->blocks->list[i];
            const bool counts =
                pass == 0 ? running(b)
                          : b->words > 4 && b->sentence && page_pick_prose(b);
            if (counts && !left_out(p, b->node))
                p->weight[b->node] += (uint32_t)b->text.n;
        }
        for (uint32_t i = p->t->n; i-- > 1;)
            p->weight[p->t->nodes[i].parent] += p->weight[i];
    }
}

/* What is below a node that is left out is too. */
static void spread(page_pick *p)
{
    for (uint32_t i = 1; i < p->t->n; i++) {
        if (p->out[i] == PAGE_IN)
            p->out[i] = p->out[p->t->nodes[i].parent];
    }
}

/* ---- what is left out ------------------------------------------------------
 */

static bool hidden(const page_tree *t, uint32_t i)
{
    bool there = false;
    (void)page_tree_attr(t, i, PAGE_ATTR_HIDDEN, &there);
    if (there ||
        chn_str_is(page_tree_attr(t, i, PAGE_ATTR_ARIA_HIDDEN, NULL), "true"))
        return true;
    const chn_str style = page_tree_attr(t, i, PAGE_ATTR_STYLE, NULL);
    for (size_t k = 0; k + 12 <= style.n; k++) {
        if (memcmp(style.p + k, "display:none", 12) == 0 ||
            (k + 13 <= style.n &&
             memcmp(style.p + k, "display: none", 13) == 0))
            return true;
    }
    return false;
}

typedef enum grade {
    GRADE_KEEP = 0,
    GRADE_SOFT,
    GRADE_FIRM,
    GRADE_BYLINE
} grade;

static grade grade_of(const page_pick *p, uint32_t i)
{
    const uint8_t tag = p->t->nodes[i].tag;
    const uint32_t roles = p->roles[i];
    if (tag == PAGE_TAG_HTML || tag == PAGE_TAG_BODY || tag == PAGE_TAG_TEXT ||
        (roles & (PAGE_ROLE_BODY | PAGE_ROLE_TITLE | PAGE_ROLE_POST)))
        return GRADE_KEEP;
    if (tag == PAGE_TAG_NAV || tag == PAGE_TAG_DIALOG || tag == PAGE_TAG_MENU ||
        (roles & (PAGE_ROLE_DROP | PAGE_ROLE_SOURCE)))
        return GRADE_FIRM;
    if (roles & (PAGE_ROLE_BYLINE | PAGE_ROLE_DATE | PAGE_ROLE_CHANGED))
        return GRADE_BYLINE;
    if (tag == PAGE_TAG_FOOTER || tag == PAGE_TAG_HEADER ||
        tag == PAGE_TAG_ASIDE || tag == PAGE_TAG_FORM ||
        tag == PAGE_TAG_FIELDSET || tag == PAGE_TAG_ADDRESS ||
        tag == PAGE_TAG_FIGURE || (roles & PAGE_ROLE_SOFT) || hidden(p->t, i))
        return GRADE_SOFT;
    return GRADE_KEEP;
}

/* An h1, a headline or a named body stands below. */
static bool holds_head(const page_pick *p, uint32_t i)
{
    return p->heads[p->t->nodes[i].end] > p->heads[i];
}

/* A box such as "meta" or "info" may hold the day; one at the edge of the
 * page holds others' days. */
static bool near_head(const page_pick *p, uint32_t i)
{
    const uint8_t tag = p->t->nodes[i].tag;
    /* some put an article's day into a <footer> above its text */
    if (tag == PAGE_TAG_FOOTER &&
        p->t->nodes[p->t->nodes[i].parent].tag == PAGE_TAG_ARTICLE)
        return true;
    return tag != PAGE_TAG_ASIDE && tag != PAGE_TAG_FOOTER &&
           tag != PAGE_TAG_FORM && tag != PAGE_TAG_FIGURE && !hidden(p->t, i);
}

/* Names lie: "has-sidebar" is a class of whole pages. What holds most of the
 * text is not left out, whatever it is called. */
static void leave_out(page_pick *p, bool firm)
{
    const uint32_t all = p->weight[0];
    for (uint32_t i = 1; i < p->t->n; i++) {
        const grade g = grade_of(p, i);
        const uint32_t w = p->weight[i];
        if (g == GRADE_KEEP || (g == GRADE_SOFT) == firm || left_out(p, i))
            continue;
        if (firm &&
            (w > all / 10 * 9 || (w > all / 10 * 3 && holds_head(p, i))))
            continue;
        if (!firm && (w > all / 2 || (w <= all / 10 && holds_head(p, i))))
            continue;
        /* a long paragraph is not made a box's frame by its class */
        if (g != GRADE_FIRM && p->t->nodes[i].tag == PAGE_TAG_P && w > 0)
            continue;
        p->out[i] = g == GRADE_BYLINE || (g == GRADE_SOFT && near_head(p, i))
                        ? PAGE_OUT_BYLINE
                        : PAGE_OUT;
    }
    spread(p);
    memset(p->weight, 0, p->t->n * sizeof *p->weight);
    weigh(p);
}

/* ---- the core --------------------------------------------------------------
 */

/* It has a headline of its own: it is another article. */
static bool headed(const page_pick *p, uint32_t top)
{
    for (uint32_t i = top; i < p->t->nodes[top].end; i++) {
        if (p->t->nodes[i].tag == PAGE_TAG_H1 ||
            (p->roles[i] & PAGE_ROLE_TITLE))
            return true;
    }
    return false;
}

/* Nodes with one of `roles`: the first that holds enough text, and those
 * beside it that carry the text on. 0: none. */
static uint32_t named_core(page_pick *p, uint32_t roles, uint32_t least)
{
    uint32_t most = 0;
    for (uint32_t i = 1; i < p->t->n; i++) {
        if ((p->roles[i] & roles) && !left_out(p, i) && p->weight[i] > most)
            most = p->weight[i];
    }
    if (most < least)
        return 0;
    uint32_t first = 0;
    for (uint32_t i = 1; i < p->t->n && !first; i++) {
        if ((p->roles[i] & roles) && !left_out(p, i) &&
            p->weight[i] >= most / 3)
            first = i;
    }
    /* of nested ones the innermost that holds the same */
    for (uint32_t i = first + 1; i < p->t->nodes[first].end; i++) {
        if ((p->roles[i] & roles) && !left_out(p, i) &&
            p->weight[i] >= p->weight[first] / 10 * 8)
            first = i;
    }
    p->core[0] = first;
    p->n_core = 1;
    for (uint32_t i = p->t->nodes[first].end;
         i < p->t->n && p->n_core < PAGE_CORE_MAX; i++) {
        const page_node *x = &p->t->nodes[i];
        if (x->tag == PAGE_TAG_H1 || (p->roles[i] & PAGE_ROLE_TITLE))
            break; /* another article begins */
        if ((p->roles[i] & roles) && !left_out(p, i) &&
            x->parent == p->t->nodes[first].parent) {
            if (headed(p, i))
                break;
            p->core[p->n_core++] = i;
            i = x->end - 1;
        }
    }
    return first;
}

static bool leaf(uint8_t tag)
{
    return tag == PAGE_TAG_P || tag == PAGE_TAG_LI || tag == PAGE_TAG_PRE ||
           tag == PAGE_TAG_BLOCKQUOTE || tag == PAGE_TAG_TEXT ||
           tag == PAGE_TAG_DD;
}

static bool list_box(uint8_t tag)
{
    return tag == PAGE_TAG_UL || tag == PAGE_TAG_OL || tag == PAGE_TAG_DL;
}

/* Down from `top` to where the running text is spread out. */
static uint32_t descend(const page_pick *p, uint32_t top)
{
    for (;;) {
        uint32_t best = 0;
        uint32_t second = 0;
        const uint32_t end = p->t->nodes[top].end;
        for (uint32_t k = top + 1; k < end; k = p->t->nodes[k].end) {
            const uint32_t w = p->weight[k];
            if (!best || w > p->weight[best]) {
                second = best ? p->weight[best] : 0;
                best = k;
            } else if (w > second) {
                second = w;
            }
        }
        if (!best || leaf(p->t->nodes[best].tag))
            return top;
        if (list_box(p->t->nodes[best].tag) && p->weight[top] > p->weight[best])
            return top; /* a list with an introduction */
        const uint32_t w = p->weight[best];
        /* most of it; or far more than each other box */
        if (w < p->weight[top] / 10 * 8 &&
            (w <= p->weight[top] / 2 || second * 2 > w))
            return top;
        top = best;
    }
}

static bool set_up(chn_arena *a, page_pick *p)
{
    const page_tree *t = p->t;
    p->out = CHN_NEW(a, uint8_t, t->n);
    p->weight = CHN_NEW(a, uint32_t, t->n);
    p->bytes = CHN_NEW(a, uint32_t, t->n);
    p->links = CHN_NEW(a, uint32_t, t->n);
    p->heads = CHN_NEW(a, uint32_t, t->n + 1);
    if (!p->out || !p->weight || !p->bytes || !p->links || !p->heads)
        return false;
    for (uint32_t i = 0; i < t->n; i++) {
        const bool head = t->nodes[i].tag == PAGE_TAG_H1 ||
                          (p->roles[i] & (PAGE_ROLE_TITLE | PAGE_ROLE_BODY));
        p->heads[i + 1] = p->heads[i] + head;
    }
    for (uint32_t i = 0; i < p->blocks->n; i++) {
        const page_block *b = &p->blocks->list[i];
        p->bytes[b->node] += (uint32_t)b->text.n;
        p->links[b->node] += b->link_bytes;
    }
    for (uint32_t i = t->n; i-- > 1;) {
        p->bytes[t->nodes[i].parent] += p->bytes[i];
        p->links[t->nodes[i].parent] += p->links[i];
    }
    return true;
}

chn_code page_pick_core(chn_arena *a, const page_tree *t, const page_rules *r,
                        const uint16_t *roles, page_blocks *b, page_pick *p,
                        chn_err *err)
{
    memset(p, 0, sizeof *p);
    p->roles = roles;
    p->t = t;
    p->r = r;
    p->blocks = b;
    if (!set_up(a, p))
        return chn_fail_memory(err);
    weigh(p);
    leave_out(p, true);
    leave_out(p, false);
    if (p->weight[0] == 0)
        return CHN_OK;
    if (named_core(p, PAGE_ROLE_BODY, BODY_LEAST) &&
        p->weight[p->core[0]] >= p->weight[0] / 5) {
        p->named = true;
        return CHN_OK;
    }
    uint32_t top = 0;
    if (named_core(p, PAGE_ROLE_AREA, p->weight[0] / 10 * 3))
        top = p->core[0];
    p->core[0] = descend(p, top);
    if (p->core[0] != top || p->n_core == 0)
        p->n_core = 1;
    return CHN_OK;
}

/* ---- block by block --------------------------------------------------------
 */

static bool in_core(const page_pick *p, uint32_t node)
{
    for (uint32_t i = 0; i < p->n_core; i++) {
        if (page_in(p->t, node, p->core[i]))
            return true;
    }
    return false;
}

static bool is_title(const page_block *b, const chn_str *titles, uint32_t n)
{
    for (uint32_t i = 0; b->folded.n && i < n; i++) {
        if (chn_str_eq(b->folded, titles[i]))
            return true;
    }
    return false;
}

typedef struct sweep {
    page_pick *p;
    uint32_t first, last; /* blocks of running text in the core */
    uint32_t skip_level;  /* heading behind which links are passed over */
    bool skipping, over;
} sweep;

/* A line that stands with others like it: not lost between paragraphs. */
static bool short_but_text(const sweep *s, const page_block *b, uint32_t i)
{
    if (b->kind == PAGE_KIND_HEADING)
        return i < s->last || s->p->named;
    if (b->kind == PAGE_KIND_PARAGRAPH || b->kind == PAGE_KIND_QUOTE ||
        b->kind == PAGE_KIND_PRE)
        return true;
    if (s->p->named || (i > s->first && i < s->last))
        return b->kind != PAGE_KIND_TEXT || b->sentence || b->words > 4;
    /* before and behind the running text only what reads like it, or stands
     * in a box of the same kind beside it */
    const page_node *x = &s->p->t->nodes[b->node];
    const page_node *y =
        &s->p->t->nodes[s->p->blocks->list[i < s->first ? s->first : s->last]
                            .node];
    return b->sentence && (b->words > 6 || b->kind == PAGE_KIND_ITEM ||
                           (x->parent == y->parent && x->tag == y->tag));
}

/* A heading such as "Related stories" opens a stretch without text. */
static bool passed_over(sweep *s, const page_block *b, uint32_t i)
{
    if (b->phrase == PAGE_PHRASE_END && i > s->first) {
        s->over = true;
        return true;
    }
    if (b->phrase == PAGE_PHRASE_ASIDE) {
        s->skipping = true;
        s->skip_level = b->kind == PAGE_KIND_HEADING ? b->level : 7;
        return true;
    }
    if (!s->skipping)
        return false;
    if (b->kind == PAGE_KIND_HEADING ? b->level <= s->skip_level : running(b))
        s->skipping = false;
    else if (b->kind == PAGE_KIND_PARAGRAPH && b->sentence &&
             b->link_bytes * 4 < b->text.n)
        s->skipping = false;
    return s->skipping;
}

/* In a row of its own: a picture's frame made of a table. */
static bool lonely_cell(const page_blocks *all, uint32_t i)
{
    const page_block *b = &all->list[i];
    return b->kind == PAGE_KIND_CELL && b->row && !b->sentence &&
           (i == 0 || b[-1].row != b->row) &&
           (i + 1 == all->n || b[1].row != b->row);
}

static bool wanted(sweep *s, const page_block *b, uint32_t i)
{
    if (passed_over(s, b, i) || b->phrase != PAGE_PHRASE_NONE)
        return false;
    if (!page_pick_prose(b))
        return running(b) || (b->sentence && b->words > LONG_WORDS);
    return running(b) ||
           (short_but_text(s, b, i) && !lonely_cell(s->p->blocks, i));
}

/* Lists whose items are mostly links are ways to elsewhere. */
static bool list_of_links(const page_pick *p, const page_block *b)
{
    uint32_t list = b->node;
    if (b->kind != PAGE_KIND_ITEM)
        return false;
    while (list && !list_box(p->t->nodes[list].tag))
        list = p->t->nodes[list].parent;
    return list && p->links[list] > p->bytes[list] / 2;
}

/* Headings with nothing below them. */
static void drop_bare_headings(page_blocks *b)
{
    bool text = false;
    for (uint32_t i = b->n; i-- > 0;) {
        page_block *x = &b->list[i];
        if (!x->keep)
            continue;
        if (x->kind == PAGE_KIND_HEADING && !text)
            x->keep = false;
        text |= x->keep;
    }
}

/* What stands in the text twice: a pull quote, a box for small screens. */
static chn_code drop_repeated(chn_arena *a, page_blocks *b, chn_err *err)
{
    uint32_t cap = 64;
    while (cap < b->n * 2)
        cap *= 2;
    uint32_t *seen = CHN_NEW(a, uint32_t, cap); /* block + 1 */
    if (!seen)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < b->n; i++) {
        page_block *x = &b->list[i];
        if (!x->keep || x->words < 5)
            continue;
        uint32_t at = (uint32_t)chn_hash(x->text.p, x->text.n, 0) & (cap - 1);
        while (seen[at] && !chn_str_eq(b->list[seen[at] - 1].text, x->text))
            at = (at + 1) & (cap - 1);
        if (seen[at])
            x->keep = false;
        else
            seen[at] = i + 1;
    }
    return CHN_OK;
}

/* "By Pat Desk" above the text. */
static bool byline(const page_block *b)
{
    return b->words < 9 && !b->sentence && b->folded.n > 3 &&
           memcmp(b->folded.p, "by ", 3) == 0;
}

/* In old pages the headline is the first line of a block, above the day. */
static bool cut_title(chn_arena *a, const page_pick *p, page_block *b,
                      const chn_str *titles, uint32_t n)
{
    const char *nl = memchr(b->text.p, '\n', b->text.n);
    if (!nl)
        return true;
    const size_t at = (size_t)(nl - b->text.p);
    page_block first = *b;
    first.folded = page_fold(a, chn_str_n(b->text.p, at));
    if (!first.folded.p)
        return false;
    if (!is_title(&first, titles, n))
        return true;
    b->text = chn_str_n(nl + 1, b->text.n - at - 1);
    b->link_bytes = 0;
    return page_block_look(a, p->r, b);
}

static bool second_article(const page_pick *p, const page_block *b, size_t kept)
{
    return !p->named && b->kind == PAGE_KIND_HEADING && b->level == 1 &&
           kept > 400;
}

chn_code page_pick_keep(chn_arena *a, page_pick *p, const chn_str *titles,
                        uint32_t n, chn_err *err)
{
    sweep s = {p, UINT32_MAX, 0, 0, false, false};
    page_blocks *b = p->blocks;
    for (uint32_t i = 0; i < b->n; i++) {
        const page_block *x = &b->list[i];
        if (p->n_core == 0 || !in_core(p, x->node) || left_out(p, x->node) ||
            !running(x))
            continue;
        if (s.first == UINT32_MAX)
            s.first = i;
        s.last = i;
    }
    if (s.first == UINT32_MAX)
        s.first = 0;
    size_t kept = 0;
    bool titled = false;
    for (uint32_t i = 0; i < b->n && !s.over; i++) {
        page_block *x = &b->list[i];
        x->keep = false;
        if (p->n_core == 0 || !in_core(p, x->node) || left_out(p, x->node))
            continue;
        if (i <= s.first && !cut_title(a, p, x, titles, n))
            return chn_fail_memory(err);
        const bool head = is_title(x, titles, n) && (!titled || i <= s.first);
        if (head || (p->roles[x->node] & PAGE_ROLE_TITLE)) {
            titled = true;
            continue;
        }
        if (second_article(p, x, kept))
            break;
        x->keep = wanted(&s, x, i) && !list_of_links(p, x) &&
                  !(i < s.first && byline(x));
        kept += x->keep ? x->text.n : 0;
    }
    drop_bare_headings(b);
    return drop_repeated(a, b, err);
}
