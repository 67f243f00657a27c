/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tree written by hand, for tests of what is read from trees. One word a
 * line, sentences separated by an empty line:
 *
 *     form UPOS Feats head relation
 *
 * head counts from 1 within the sentence, 0 is the root. Feats are short
 * ("Past|Fin|Pass", see tree_fixture_bits) or "_". A form that begins with
 * "~" follows without a space.
 */
#ifndef CHN_TESTS_TREE_FIXTURE_H
#define CHN_TESTS_TREE_FIXTURE_H

#include <stdlib.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "syntax/syntax.h"

static uint32_t tree_fixture_bits(chn_str feats)
{
    static const struct {
        const char *name;
        uint32_t bit;
    } bits[] = {
        {"Past", CHN_F_PAST}, {"Pres", CHN_F_PRES}, {"Fin", CHN_F_FIN},
        {"Inf", CHN_F_INF},   {"Part", CHN_F_PART}, {"Ger", CHN_F_GER},
        {"Pass", CHN_F_PASS}, {"Imp", CHN_F_IMP},   {"Sing", CHN_F_SING},
        {"Plur", CHN_F_PLUR}, {"3", CHN_F_P3},      {"Poss", CHN_F_POSS},
        {"Prs", CHN_F_PRS},   {"Rel", CHN_F_REL},   {"Dem", CHN_F_DEM},
        {"Neg", CHN_F_NEG}};
    uint32_t out = 0;
    chn_str name;
    while (chn_str_next(&feats, '|', &name))
        for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
            if (chn_str_is(name, bits[i].name))
                out |= bits[i].bit;
    return out;
}

/* The next word of a line; spaces may be many. */
static chn_str tree_fixture_field(chn_str *line)
{
    while (line->n > 0 && line->p[0] == ' ') {
        line->p++;
        line->n--;
    }
    size_t n = 0;
    while (n < line->n && line->p[n] != ' ')
        n++;
    const chn_str f = chn_str_n(line->p, n);
    line->p += n;
    line->n -= n;
    return f;
}

/* Links child and next, and finds left and right, from the heads. */
static void tree_fixture_link(chn_tree *t, const chn_sent *s)
{
    for (uint32_t i = s->end; i-- > s->first;) {
        const uint32_t head = t->node[i].head;
        t->node[i].left = t->node[i].right = i;
        if (head == CHN_NONE)
            continue;
        t->node[i].next = t->node[head].child;
        t->node[head].child = i;
    }
    for (uint32_t i = s->first; i < s->end; i++)
        for (uint32_t a = i; a != CHN_NONE; a = t->node[a].head) {
            if (i < t->node[a].left)
                t->node[a].left = i;
            if (i > t->node[a].right)
                t->node[a].right = i;
        }
}

/* Everything lies in `a`. Stops the test program on a wrong text. */
static const chn_tree *tree_fixture(chn_arena *a, const char *rows)
{
    enum { MOST = 512 };
    chn_doc *d = CHN_NEW(a, chn_doc, 1);
    chn_tree *t = CHN_NEW(a, chn_tree, 1);
    char *text = CHN_NEW(a, char, strlen(rows) + 1);
    d->arena = a;
    d->tok = CHN_NEW(a, chn_token, MOST);
    d->sent = CHN_NEW(a, chn_sent, MOST);
    t->doc = d;
    t->node = CHN_NEW(a, chn_node, MOST);
    t->state = CHN_NEW(a, uint8_t, MOST);
    t->lemma = CHN_NEW(a, chn_str, MOST);
    chn_str rest = chn_str_of(rows);
    while (rest.n > 0) {
        const char *nl = memchr(rest.p, '\n', rest.n);
        const size_t n = nl ? (size_t)(nl - rest.p) : rest.n;
        chn_str line = chn_str_n(rest.p, n);
        rest.p += nl ? n + 1 : n;
        rest.n -= nl ? n + 1 : n;
        chn_sent *s = &d->sent[d->n_sent];
        chn_str form = tree_fixture_field(&line);
        if (form.n == 0) {
            if (d->n_tok > s->first)
                d->sent[++d->n_sent].first = d->n_tok;
            continue;
        }
        chn_token *k = &d->tok[d->n_tok];
        chn_node *x = &t->node[d->n_tok++];
        if (form.p[0] == '~') {
            form = chn_str_n(form.p + 1, form.n - 1);
        } else if (d->n > 0) {
            text[d->n++] = ' ';
            k->flags |= CHN_TOK_SPACE;
        }
        k->from = d->n;
        memcpy(text + d->n, form.p, form.n);
        d->n += (uint32_t)form.n;
        k->to = d->n;
        char *fold = CHN_NEW(a, char, 2 * form.n + 8);
        k->fold = chn_str_n(
            fold, chn_utf8_fold(form.p, form.n, fold, 2 * form.n + 8));
        k->sent = d->n_sent;
        const chn_str upos = tree_fixture_field(&line);
        const chn_str feats = tree_fixture_field(&line);
        const chn_str head = tree_fixture_field(&line);
        const chn_str rel = tree_fixture_field(&line);
        uint32_t h = 0;
        x->upos = (uint8_t)chn_upos_of(upos.p, upos.n);
        x->rel = (uint8_t)chn_rel_of(rel.p, rel.n);
        x->bits = tree_fixture_bits(feats);
        if (!x->upos || !x->rel || !chn_str_uint(head, MOST, &h)) {
            printf("Bail out! wrong row of a fixture: %.*s\n", (int)form.n,
                   form.p);
            exit(1);
        }
        x->head = h == 0 ? CHN_NONE : s->first + h - 1;
        x->child = x->next = CHN_NONE;
        s->end = d->n_tok;
    }
    if (d->n_tok > d->sent[d->n_sent].first)
        d->n_sent++;
    d->text = text;
    for (uint32_t i = 0; i < d->n_sent; i++) {
        tree_fixture_link(t, &d->sent[i]);
        d->sent[i].span.from = d->tok[d->sent[i].first].from;
        d->sent[i].span.to = d->tok[d->sent[i].end - 1].to;
        t->state[i] = CHN_SENT_TAGGED | CHN_SENT_PARSED;
    }
    return t;
}

#endif
