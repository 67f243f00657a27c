/* SPDX-License-Identifier: Apache-2.0 */
/* See parsed.h. CoNLL-U: https://universaldependencies.org/format.html */
#include "engine/parsed.h"

#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"
#include "engine/draw.h"

#define SENTENCE_TEXT_MAX ((size_t)64 * 1024 * 1024)

typedef struct printer {
    chn_tree *t;
    const chn_report *report;
    const chn_parse_options *o;
    chn_buf b; /* one sentence */
    /* Code points before byte `byte` of the report; moves forward only. */
    uint32_t byte;
    size_t points;
    chn_draw_room room; /* of the drawing */
    chn_drawn *words;
    uint32_t words_cap;
} printer;

#define REPLACEMENT "\xEF\xBF\xBD"

/* No blank takes a control's place: a column of CoNLL-U that is blank would be
 * an empty one. */
static void put_word_text(chn_buf *b, chn_str s)
{
    chn_draw_clean(b, s, REPLACEMENT);
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
    chn_draw_clean(&x->b, x->report->id, " ");
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
        chn_draw_clean(b, x->report->id, " ");
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

/* ---- the drawn tree ---- */

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
    uint32_t at = chn_draw_columns(x->report->id) + 4;
    for (uint32_t i = s->first; i < s->end;) {
        uint32_t end = i + 1, n = chn_draw_columns(form(x, i));
        for (; end < s->end && !gap_behind(x, end - 1); end++)
            n += chn_draw_columns(form(x, end));
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

static bool put_tree(printer *x, uint32_t sent)
{
    const chn_sent *s = &x->t->doc->sent[sent];
    const uint32_t n = s->end - s->first;
    const chn_drawing o = {.width = x->o->width,
                           .tree = !x->o->tags_only,
                           .ascii = x->o->ascii,
                           .color = x->o->color};
    void *words = x->words;
    if (!chn_arena_grow(x->t->doc->arena, &words, &x->words_cap, n + 1,
                        sizeof *x->words))
        return false;
    x->words = words;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t tok = s->first + i;
        const uint32_t head = chn_tree_head(x->t, tok);
        x->words[i] = (chn_drawn){
            .text = form(x, tok),
            .upos = chn_upos_name(chn_tree_upos(x->t, tok)),
            .rel = chn_rel_name(chn_tree_rel(x->t, tok)),
            .more = o.tree ? "" : chn_tree_feats(x->t, tok),
            .head = head == CHN_NONE ? CHN_DRAW_ROOT : head - s->first};
    }
    put_heading(x, sent, x->o->width ? x->o->width : CHN_DRAW_WIDTH);
    if (!chn_draw(&x->b, &x->room, x->words, n, &o))
        return false;
    chn_buf_char(&x->b, '\n');
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
    x.room.arena = t->doc->arena;
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
