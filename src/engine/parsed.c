/* SPDX-License-Identifier: Apache-2.0 */
/* See parsed.h. CoNLL-U: https://universaldependencies.org/format.html */
#include "engine/parsed.h"

#include <string.h>
#include <utf8proc.h>

#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"

#define WIDTH_DEFAULT 100u
#define SENTENCE_TEXT_MAX ((size_t)64 * 1024 * 1024)
/* Columns of the tree's lines besides number, drawing and word. */
#define UPOS_COLUMNS 5u
#define REL_COLUMNS 14u
#define FEATS_COLUMNS 30u

typedef struct printer {
    chn_tree *t;
    const chn_report *report;
    const chn_parse_options *o;
    chn_buf b; /* one sentence */
    /* Code points before byte `byte` of the report; moves forward only. */
    uint32_t byte;
    size_t points;
    uint8_t *grid; /* of the drawing */
    uint32_t grid_cap;
} printer;

#define REPLACEMENT "\xEF\xBF\xBD"

/* Controls, breaks of lines and directions of writing. */
static bool steers(uint32_t cp)
{
    return cp == CHN_UTF8_BAD || cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ||
           (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

/* Text of a report steers neither a terminal nor the lines of a format. */
static void put_clean(chn_buf *b, chn_str s, const char *instead)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t len = 1;
        if (steers(chn_utf8_next(s.p + i, s.n - i, &len)))
            chn_buf_z(b, instead);
        else
            chn_buf_put(b, s.p + i, len);
        i += len;
    }
}

/* No blank takes a control's place: a column of CoNLL-U that is blank would be
 * an empty one. */
static void put_word_text(chn_buf *b, chn_str s)
{
    put_clean(b, s, REPLACEMENT);
}

static chn_str form(const printer *x, uint32_t tok)
{
    return chn_doc_slice(x->t->doc, tok, tok + 1);
}

/* Does white space, or anything else, stand before the next token? */
static bool gap_behind(const printer *x, uint32_t tok)
{
    const chn_doc *d = x->t->doc;
    return tok + 1 >= d->n_tok || d->tok[tok].to != d->tok[tok + 1].from;
}

static void put_id(printer *x, uint32_t sent)
{
    put_clean(&x->b, x->report->id, " ");
    chn_buf_fmt(&x->b, "-%u", (unsigned)(sent + 1));
}

/* ---- CoNLL-U --------------------------------------------------------------
 */

/* Code points of the report before a byte of the view. */
static size_t points_before(printer *x, uint32_t view)
{
    const uint32_t at = chn_doc_origin(x->t->doc, view);
    if (at < x->byte) {
        x->byte = 0;
        x->points = 0;
    }
    x->points += chn_utf8_count(x->report->text.p + x->byte, at - x->byte);
    x->byte = at;
    return x->points;
}

static void put_or_none(chn_buf *b, chn_str s)
{
    if (s.n == 0)
        chn_buf_char(b, '_');
    else
        put_word_text(b, s);
}

static void put_word(printer *x, uint32_t tok)
{
    const chn_sent *s = &x->t->doc->sent[x->t->doc->tok[tok].sent];
    const chn_token *k = &x->t->doc->tok[tok];
    chn_buf *b = &x->b;
    chn_buf_fmt(b, "%u\t", (unsigned)(tok - s->first + 1));
    put_or_none(b, form(x, tok));
    chn_buf_char(b, '\t');
    put_or_none(b, chn_tree_lemma(x->t, tok));
    chn_buf_fmt(b, "\t%s\t_\t%s\t", chn_upos_name(chn_tree_upos(x->t, tok)),
                chn_tree_feats(x->t, tok));
    if (x->o->tags_only) {
        chn_buf_z(b, "_\t_\t_\t");
    } else {
        const uint32_t head = chn_tree_head(x->t, tok);
        chn_buf_fmt(b, "%u\t%s\t_\t",
                    head == CHN_NONE ? 0 : (unsigned)(head - s->first + 1),
                    chn_rel_name(chn_tree_rel(x->t, tok)));
    }
    if (!gap_behind(x, tok))
        chn_buf_z(b, "SpaceAfter=No|");
    const size_t from = points_before(x, k->from);
    chn_buf_fmt(b, "TokenRange=%zu:%zu\n", from, points_before(x, k->to));
}

static void put_conllu(printer *x, uint32_t sent, bool first)
{
    const chn_sent *s = &x->t->doc->sent[sent];
    chn_buf *b = &x->b;
    if (first) {
        chn_buf_z(b, "# newdoc id = ");
        put_clean(b, x->report->id, " ");
        chn_buf_char(b, '\n');
    }
    if (sent == 0 || s[-1].para != s->para)
        chn_buf_z(b, "# newpar\n");
    chn_buf_z(b, "# sent_id = ");
    put_id(x, sent);
    chn_buf_z(b, "\n# text = ");
    /* Made of the words, so that it is what SpaceAfter says. */
    for (uint32_t i = s->first; i < s->end; i++) {
        put_word_text(b, form(x, i));
        if (i + 1 < s->end && gap_behind(x, i))
            chn_buf_char(b, ' ');
    }
    chn_buf_char(b, '\n');
    for (uint32_t i = s->first; i < s->end; i++)
        put_word(x, i);
    chn_buf_char(b, '\n');
}

/* ---- the drawn tree --------------------------------------------------------
 *
 * One word a line, in order of the text; a word stands two columns to the
 * right of its head. Each cell of the drawing is a set of directions, so that
 * lines that cross need no case of their own (where two lie on each other the
 * heads' numbers tell):
 *
 *     1 ┌── Envoys   NOUN  nsubj  2
 *     2 ┬ met        VERB  root   0
 *     3 └─┬ men      NOUN  obj    2
 *     4   │ ┌ from   ...
 */

enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8 };

static uint32_t depth(const chn_tree *t, uint32_t tok)
{
    uint32_t n = 0;
    while ((tok = chn_tree_head(t, tok)) != CHN_NONE)
        n++;
    return n;
}

/* The vertical line of a head, from its first to its last kid or itself. */
static void draw_head(const chn_tree *t, const chn_sent *s, uint32_t head,
                      uint8_t *grid, uint32_t cols)
{
    uint32_t top = head, bottom = head;
    const uint32_t col = 2 * depth(t, head);
    for (uint32_t k = t->node[head].child; k != CHN_NONE; k = t->node[k].next) {
        uint8_t *row = grid + (size_t)(k - s->first) * cols + col;
        top = k < top ? k : top;
        bottom = k > bottom ? k : bottom;
        row[0] |= RIGHT;
        row[1] |= LEFT | RIGHT;
        row[2] |= LEFT | RIGHT;
    }
    for (uint32_t i = top; i <= bottom; i++)
        grid[(size_t)(i - s->first) * cols + col] |=
            (uint8_t)((i > top ? UP : 0) | (i < bottom ? DOWN : 0));
}

static bool draw(printer *x, const chn_sent *s, uint32_t *cols)
{
    const chn_tree *t = x->t;
    uint32_t deepest = 0;
    for (uint32_t i = s->first; i < s->end; i++) {
        const uint32_t d = depth(t, i);
        deepest = d > deepest ? d : deepest;
    }
    *cols = 2 * deepest + 1;
    const uint32_t need = (s->end - s->first) * *cols;
    void *data = x->grid;
    if (!chn_arena_grow(t->doc->arena, &data, &x->grid_cap, need, 1))
        return false;
    x->grid = data;
    memset(x->grid, 0, need);
    for (uint32_t i = s->first; i < s->end; i++) {
        uint8_t *row = x->grid + (size_t)(i - s->first) * *cols;
        draw_head(t, s, i, x->grid, *cols);
        row[2 * depth(t, i)] |= RIGHT;
    }
    /* A line of another word crosses on the way to this one. */
    for (uint32_t i = s->first; i < s->end; i++) {
        uint8_t *row = x->grid + (size_t)(i - s->first) * *cols;
        uint32_t last = *cols;
        const uint32_t own = 2 * depth(t, i);
        while (last > own + 1 && row[last - 1] == 0)
            last--;
        for (uint32_t c = own + 1; c < last; c++)
            row[c] |= LEFT | RIGHT;
    }
    return true;
}

static void put_cell(chn_buf *b, uint8_t cell, bool ascii)
{
    static const char *const boxes[16] = {" ",
                                          "\xE2\x95\xB5",
                                          "\xE2\x95\xB7",
                                          "\xE2\x94\x82",
                                          "\xE2\x95\xB4",
                                          "\xE2\x94\x98",
                                          "\xE2\x94\x90",
                                          "\xE2\x94\xA4",
                                          "\xE2\x95\xB6",
                                          "\xE2\x94\x94",
                                          "\xE2\x94\x8C",
                                          "\xE2\x94\x9C",
                                          "\xE2\x94\x80",
                                          "\xE2\x94\xB4",
                                          "\xE2\x94\xAC",
                                          "\xE2\x94\xBC"};
    static const char plain[] = " '.|-'.+-`,+-+++";
    if (ascii)
        chn_buf_char(b, plain[cell & 15]);
    else
        chn_buf_z(b, boxes[cell & 15]);
}

static uint32_t columns(chn_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t len = 1;
        const uint32_t cp = chn_utf8_next(s.p + i, s.n - i, &len);
        const int w = cp < 128 || steers(cp) /* what stands instead */
                          ? 1
                          : utf8proc_charwidth((utf8proc_int32_t)cp);
        n += w < 0 ? 0 : (uint32_t)w;
        i += len;
    }
    return n;
}

static void pad(chn_buf *b, uint32_t from, uint32_t to)
{
    for (; from < to; from++)
        chn_buf_char(b, ' ');
}

static void put_color(const printer *x, chn_buf *b, const char *code)
{
    if (x->o->color)
        chn_buf_fmt(b, "\033[%sm", code);
}

/* Id and text, wrapped. */
static void put_heading(printer *x, uint32_t sent, uint32_t width)
{
    const chn_sent *s = &x->t->doc->sent[sent];
    chn_buf *b = &x->b;
    put_color(x, b, "1");
    put_id(x, sent);
    put_color(x, b, "0");
    uint32_t at = columns(x->report->id) + 4;
    for (uint32_t i = s->first; i < s->end;) {
        uint32_t end = i + 1, n = columns(form(x, i));
        for (; end < s->end && !gap_behind(x, end - 1); end++)
            n += columns(form(x, end));
        if (at + 1 + n > width && at > 4) {
            chn_buf_z(b, "\n   ");
            at = 3;
        }
        chn_buf_char(b, ' ');
        at += 1 + n;
        for (; i < end; i++)
            put_word_text(b, form(x, i));
    }
    chn_buf_char(b, '\n');
}

static uint32_t digits(uint32_t n)
{
    uint32_t k = 1;
    for (; n >= 10; n /= 10)
        k++;
    return k;
}

static uint32_t drawn(const printer *x, const chn_sent *s, uint32_t tok,
                      uint32_t cols)
{
    const uint8_t *row = x->grid + (size_t)(tok - s->first) * cols;
    uint32_t n = cols;
    while (n > 0 && row[n - 1] == 0)
        n--;
    return n;
}

static bool put_tree(printer *x, uint32_t sent)
{
    const chn_sent *s = &x->t->doc->sent[sent];
    const bool tags = x->o->tags_only;
    const uint32_t width = x->o->width ? x->o->width : WIDTH_DEFAULT;
    const uint32_t n = digits(s->end - s->first);
    const uint32_t fixed = n + 1 + 2 + UPOS_COLUMNS + 2 +
                           (tags ? FEATS_COLUMNS : REL_COLUMNS + n + 1);
    uint32_t cols = 0, widest = 0;
    chn_buf *b = &x->b;
    if (!tags && !draw(x, s, &cols))
        return false;
    put_heading(x, sent, width);
    for (uint32_t i = s->first; i < s->end; i++) {
        const uint32_t w =
            (tags ? 0 : drawn(x, s, i, cols) + 1) + columns(form(x, i));
        /* one long word does not push all the others off the screen */
        if (w > widest && (w + fixed <= width || widest == 0))
            widest = w;
    }
    for (uint32_t i = s->first; i < s->end; i++) {
        const uint32_t number = i - s->first + 1;
        uint32_t at = 0;
        put_color(x, b, "2");
        pad(b, digits(number), n);
        chn_buf_fmt(b, "%u ", (unsigned)number);
        if (!tags) {
            at = drawn(x, s, i, cols);
            for (uint32_t c = 0; c < at; c++)
                put_cell(b, x->grid[(size_t)(number - 1) * cols + c],
                         x->o->ascii);
            chn_buf_char(b, ' ');
            at++;
        }
        put_color(x, b, "0");
        put_word_text(b, form(x, i));
        pad(b, at + columns(form(x, i)), widest);
        const char *upos = chn_upos_name(chn_tree_upos(x->t, i));
        const char *last = tags ? chn_tree_feats(x->t, i)
                                : chn_rel_name(chn_tree_rel(x->t, i));
        chn_buf_fmt(b, "  %s", upos);
        pad(b, (uint32_t)strlen(upos), UPOS_COLUMNS);
        chn_buf_z(b, "  ");
        put_color(x, b, "36");
        chn_buf_z(b, last);
        put_color(x, b, "0");
        if (!tags) {
            const uint32_t head = chn_tree_head(x->t, i);
            const uint32_t h = head == CHN_NONE ? 0 : head - s->first + 1;
            pad(b, (uint32_t)strlen(last), REL_COLUMNS);
            pad(b, digits(h), n);
            put_color(x, b, "2");
            chn_buf_fmt(b, " %u", (unsigned)h);
            put_color(x, b, "0");
        }
        chn_buf_char(b, '\n');
    }
    chn_buf_char(b, '\n');
    return true;
}

/* ---- all -------------------------------------------------------------------
 */

static chn_code print_one(printer *x, uint32_t sent, bool first,
                          chn_write_fn write, void *user, chn_err *err)
{
    const chn_code rc = x->o->tags_only ? chn_syntax_tag(x->t, sent, err)
                                        : chn_syntax_parse(x->t, sent, err);
    if (rc != CHN_OK)
        return rc;
    chn_buf_clear(&x->b);
    if (x->o->format == CHN_PARSE_CONLLU)
        put_conllu(x, sent, first);
    else if (!put_tree(x, sent))
        return chn_fail_memory(err);
    if (x->b.failed)
        return chn_fail_memory(err);
    if (!write(user, x->b.p, x->b.n))
        return chn_fail(err, CHN_ERR_OUTPUT, "the output cannot be written");
    return CHN_OK;
}

chn_code chn_parsed_print(chn_tree *t, const uint8_t *wanted,
                          const chn_report *report, const chn_parse_options *o,
                          chn_write_fn write, void *user, chn_err *err)
{
    const uint32_t n = t->doc->n_sent;
    uint32_t from = 0, end = n;
    if (o->sentence > n)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "there is no sentence %u; the report has %u",
                        (unsigned)o->sentence, (unsigned)n);
    if (o->sentence > 0) {
        from = o->sentence - 1;
        end = o->sentence;
    }
    printer x;
    memset(&x, 0, sizeof x);
    x.t = t;
    x.report = report;
    x.o = o;
    chn_buf_init(&x.b, SENTENCE_TEXT_MAX);
    chn_code rc = CHN_OK;
    bool first = true; /* it bears the report's name */
    for (uint32_t s = from; s < end && rc == CHN_OK; s++) {
        if (wanted && !wanted[s])
            continue;
        rc = print_one(&x, s, first, write, user, err);
        first = false;
    }
    chn_buf_free(&x.b);
    return rc;
}
