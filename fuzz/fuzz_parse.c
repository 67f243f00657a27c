/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any text through the text and syntax stages and out as CoNLL-U and as a
 * drawn tree: spans on character boundaries, tokens in order, every token in
 * one sentence, trees that are trees, and lines that read back as what was
 * printed. The model is small and random.
 */
#include "fuzz.h"

#include <chancery/report.h>

#include "base/alloc.h"
#include "base/str.h"
#include "base/utf8.h"
#include "engine/parsed.h"
#include "syntax_fixture.h"
#include "tree.h"

#define TEXT_MAX 20000u
#define ARENA_MAX ((size_t)1 << 30)

/* libFuzzer has no place to hand them over */
static chn_arena *know_arena, *arena;
static chn_lex *lex;
static chn_text_know *know;
static chn_model *model;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    chn_tableset set;
    chn_err err;
    size_t n = 0;
    (void)argc;
    (void)argv;
    memset(&set, 0, sizeof set);
    know_arena = chn_arena_new(ARENA_MAX);
    arena = chn_arena_new(ARENA_MAX);
    HOLDS(know_arena && arena);
    set.n = chn_builtin_table_count;
    set.tables = CHN_NEW(know_arena, const chn_table *, set.n);
    HOLDS(set.tables != NULL);
    for (uint32_t i = 0; i < set.n; i++)
        set.tables[i] = &chn_builtin_tables[i];
    lex = chn_lex_new(know_arena);
    HOLDS(lex != NULL);
    know = chn_text_know_new(know_arena, &set, lex, &err);
    HOLDS(know != NULL);
    const void *bytes = fixture_model(know_arena, &fixture_tiny, 1, &n);
    HOLDS(bytes != NULL);
    model = chn_model_of(know_arena, bytes, n, &err);
    HOLDS(model != NULL);
    return 0;
}

/* ---- the document ---- */

static bool at_edge(const char *p, size_t n, size_t i)
{
    return i == n || (i < n && ((unsigned char)p[i] & 0xC0) != 0x80);
}

static void doc_holds(const chn_doc *d, size_t given)
{
    uint32_t at = 0, end = 0;
    HOLDS(chn_utf8_check(d->text, d->n) == d->n);
    for (uint32_t s = 0; s < d->n_sent; s++) {
        HOLDS(d->sent[s].first == at && d->sent[s].end > at);
        HOLDS(d->sent[s].end - at <= CHN_SENTENCE_TOKENS_MAX);
        HOLDS(s == 0 || d->sent[s].para >= d->sent[s - 1].para);
        for (at = d->sent[s].first; at < d->sent[s].end; at++) {
            const chn_token *k = &d->tok[at];
            HOLDS(k->sent == s);
            HOLDS(k->from >= end && k->from < k->to && k->to <= d->n);
            HOLDS(at_edge(d->text, d->n, k->from));
            HOLDS(at_edge(d->text, d->n, k->to));
            HOLDS(chn_doc_origin(d, k->from) < chn_doc_origin(d, k->to));
            HOLDS(chn_doc_origin(d, k->to) <= given);
            end = k->to;
        }
    }
    HOLDS(at == d->n_tok);
}

/* ---- CoNLL-U, read back ---- */

static bool take(void *user, const char *p, size_t n)
{
    chn_buf_put(user, p, n);
    return true;
}

typedef struct readback {
    const chn_tree *t;
    bool tags_only;
    uint32_t tok;   /* the next token of the document */
    uint32_t id;    /* of the last line of this sentence; 0: none */
    size_t was_end; /* code point behind the last token */
} readback;

static uint32_t number(chn_str s)
{
    uint32_t n = 0;
    HOLDS(chn_str_uint(s, UINT32_MAX - 1, &n));
    return n;
}

static void misc_holds(readback *r, chn_str misc)
{
    static const char glued[] = "SpaceAfter=No|", range[] = "TokenRange=";
    chn_str rest = misc, from;
    const chn_doc *d = r->t->doc;
    const bool joined =
        r->tok + 1 < d->n_tok && d->tok[r->tok].to == d->tok[r->tok + 1].from;
    if (joined) {
        HOLDS(rest.n > 14 && memcmp(rest.p, glued, 14) == 0);
        rest = chn_str_n(rest.p + 14, rest.n - 14);
    }
    HOLDS(rest.n > 11 && memcmp(rest.p, range, 11) == 0);
    rest = chn_str_n(rest.p + 11, rest.n - 11);
    HOLDS(chn_str_next(&rest, ':', &from));
    HOLDS(number(from) >= r->was_end && number(from) < number(rest));
    r->was_end = number(rest);
}

static void word_holds(readback *r, chn_str line)
{
    chn_str rest = line, c[10];
    for (uint32_t i = 0; i < 10; i++) {
        HOLDS(chn_str_next(&rest, '\t', &c[i]));
        HOLDS(c[i].n > 0);
    }
    HOLDS(rest.n == 0);
    HOLDS(r->tok < r->t->doc->n_tok);
    const chn_sent *s = &r->t->doc->sent[r->t->doc->tok[r->tok].sent];
    HOLDS(number(c[0]) == ++r->id);
    HOLDS(r->tok - s->first + 1 == r->id);
    HOLDS(chn_upos_of(c[3].p, c[3].n) == chn_tree_upos(r->t, r->tok));
    HOLDS(chn_str_is(c[4], "_") && chn_str_is(c[8], "_"));
    if (r->tags_only) {
        HOLDS(chn_str_is(c[6], "_") && chn_str_is(c[7], "_"));
    } else {
        const uint32_t head = number(c[6]), own = chn_tree_head(r->t, r->tok);
        HOLDS(head <= s->end - s->first && head != r->id);
        HOLDS(head == (own == CHN_NONE ? 0 : own - s->first + 1));
        HOLDS(chn_rel_of(c[7].p, c[7].n) == chn_tree_rel(r->t, r->tok));
    }
    misc_holds(r, c[9]);
    r->tok++;
}

static void lines_hold(readback *r, const chn_buf *b)
{
    chn_str rest = chn_str_n(b->p ? b->p : "", b->n), line;
    HOLDS(chn_utf8_check(rest.p, rest.n) == rest.n);
    HOLDS(rest.n == 0 || rest.p[rest.n - 1] == '\n');
    while (rest.n > 0) {
        HOLDS(chn_str_next(&rest, '\n', &line));
        if (line.n == 0) {
            HOLDS(r->id > 0);
            HOLDS(r->t->doc->tok[r->tok - 1].sent !=
                  (r->tok < r->t->doc->n_tok ? r->t->doc->tok[r->tok].sent
                                             : CHN_NONE));
            r->id = 0;
        } else if (line.p[0] == '#' && r->id == 0 && line.n > 1 &&
                   line.p[1] == ' ') {
            continue;
        } else {
            word_holds(r, line);
        }
    }
    HOLDS(r->id == 0 && r->tok == r->t->doc->n_tok);
}

static void parse(const chn_report *rep)
{
    chn_doc doc;
    chn_tree *t = NULL;
    chn_parse_options o;
    chn_err err;
    chn_buf b;
    chn_arena_reset(arena);
    HOLDS(chn_text_read(know, lex, arena, rep->text.p, (uint32_t)rep->text.n,
                        rep->body, &doc, &err) == CHN_OK);
    doc_holds(&doc, rep->text.n);
    HOLDS(chn_tree_new(model, &doc, &t, &err) == CHN_OK);
    chn_parse_options_init(&o);
    chn_buf_init(&b, (size_t)1 << 30);
    for (uint32_t i = 0; i < 2; i++) {
        readback r = {t, i == 0, 0, 0, 0};
        o.tags_only = r.tags_only;
        chn_buf_clear(&b);
        HOLDS(!chn_parsed_print(t, NULL, rep, &o, take, &b, &err));
        HOLDS(!b.failed);
        lines_hold(&r, &b);
    }
    for (uint32_t s = 0; s < doc.n_sent; s++)
        tree_holds(t, s);
    chn_buf_clear(&b);
    o.format = CHN_PARSE_TREE;
    o.width = 60;
    o.ascii = rep->text.n % 2 == 0;
    HOLDS(!chn_parsed_print(t, NULL, rep, &o, take, &b, &err) && !b.failed);
    HOLDS(chn_utf8_check(b.p ? b.p : "", b.n) == b.n);
    for (size_t i = 0; i < b.n; i++)
        HOLDS((unsigned char)b.p[i] >= 0x20 || b.p[i] == '\n');
    chn_buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    chn_report rep;
    chn_err err;
    if (n > TEXT_MAX)
        n = TEXT_MAX;
    chn_reader *reader = chn_reader_new(NULL, &err);
    HOLDS(reader != NULL);
    HOLDS(
        !chn_reader_add_bytes(reader, "f.txt", CHN_INPUT_TEXT, data, n, &err));
    if (chn_reader_next(reader, &rep, &err) == 1)
        parse(&rep);
    chn_reader_free(reader);
    return 0;
}
