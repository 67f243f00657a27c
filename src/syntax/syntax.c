/* SPDX-License-Identifier: Apache-2.0 */
/* Reading sentences on demand: tags and trees into the document's nodes. */
#include "syntax/syntax.h"

#include "base/err.h"
#include "base/limits.h"
#include "syntax/decode.h"
#include "syntax/mend.h"
#include "syntax/nn.h"

chn_code chn_tree_new(const chn_model *m, const chn_doc *doc, chn_tree **out,
                      chn_err *err)
{
    *out = NULL;
    chn_tree *t = CHN_NEW(doc->arena, chn_tree, 1);
    if (!t)
        return chn_fail_memory(err);
    t->doc = doc;
    t->model = m;
    t->node = CHN_NEW(doc->arena, chn_node, doc->n_tok);
    t->state = CHN_NEW(doc->arena, uint8_t, doc->n_sent);
    t->lemma = CHN_NEW(doc->arena, chn_str, doc->n_tok);
    if (!t->node || !t->state || !t->lemma)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < doc->n_tok; i++) {
        chn_node *node = &t->node[i];
        node->head = node->child = node->next = CHN_NONE;
        node->left = node->right = i;
    }
    *out = t;
    return CHN_OK;
}

/* Room for the sentence: made for the document's longest, once. */
static chn_code make_room(chn_tree *t, chn_err *err)
{
    const chn_doc *doc = t->doc;
    uint32_t most = 0;
    if (t->scratch)
        return CHN_OK;
    for (uint32_t i = 0; i < doc->n_sent; i++) {
        const uint32_t n = doc->sent[i].end - doc->sent[i].first;
        most = n > most ? n : most;
    }
    if (most > CHN_SENTENCE_TOKENS_MAX)
        return chn_fail(err, CHN_ERR_LIMIT,
                        "a sentence of %u tokens; the most is %u, cut it", most,
                        CHN_SENTENCE_TOKENS_MAX);
    t->scratch = chn_nn_scratch_new(doc->arena, t->model, most);
    return t->scratch ? CHN_OK : chn_fail_memory(err);
}

static void tag(chn_tree *t, uint32_t sent)
{
    chn_nn_scratch *s = t->scratch;
    const uint32_t first = t->doc->sent[sent].first;
    const uint32_t n = t->doc->sent[sent].end - first;
    chn_nn_encode(t->model, s, t->doc, sent);
    chn_nn_tag(t->model, s, n);
    for (uint32_t i = 0; i < n; i++) {
        chn_node *node = &t->node[first + i];
        node->upos = s->upos[i];
        node->feats = s->feats[i];
        node->bits = t->model->feats_bits[s->feats[i]];
    }
    t->state[sent] |= CHN_SENT_TAGGED;
}

/* Heads and relations into the nodes, with the lists of children. */
static void link_nodes(chn_tree *t, uint32_t first, uint32_t n)
{
    const chn_nn_scratch *s = t->scratch;
    for (uint32_t i = n; i-- > 0;) {
        chn_node *node = &t->node[first + i];
        node->rel = s->rel[i];
        if (s->up[i + 1] == 0)
            continue;
        node->head = first + s->up[i + 1] - 1;
        node->next = t->node[node->head].child;
        t->node[node->head].child = first + i;
    }
}

/* What each token spans with all under it: from the leaves up, a token after
 * its children. */
static void span_nodes(chn_tree *t, uint32_t first, uint32_t n)
{
    uint32_t *order = t->scratch->left, from = 0, to = 0;
    for (uint32_t i = 0; i < n; i++)
        if (t->node[first + i].head == CHN_NONE)
            order[to++] = first + i;
    for (; from < to; from++)
        for (uint32_t c = t->node[order[from]].child; c != CHN_NONE;
             c = t->node[c].next)
            order[to++] = c;
    while (to-- > 0) {
        const chn_node *node = &t->node[order[to]];
        if (node->head == CHN_NONE)
            continue;
        chn_node *head = &t->node[node->head];
        head->left = node->left < head->left ? node->left : head->left;
        head->right = node->right > head->right ? node->right : head->right;
    }
}

static chn_code parse(chn_tree *t, uint32_t sent, chn_err *err)
{
    chn_nn_scratch *s = t->scratch;
    const uint32_t first = t->doc->sent[sent].first;
    const uint32_t n = t->doc->sent[sent].end - first;
    chn_nn_encode(t->model, s, t->doc, sent);
    chn_nn_heads(t->model, s, n);
    if (!chn_decode_is_tree(s->up, n, s->mark)) {
        if (!s->trees)
            s->trees = chn_decode_room_new(t->doc->arena, s->cap);
        if (!s->trees)
            return chn_fail_memory(err);
        chn_decode_mst(s->trees, s->score, chn_nn_score_stride(n), n, s->up);
    }
    chn_nn_relations(t->model, s, n);
    chn_syntax_mend(t, first, n);
    link_nodes(t, first, n);
    span_nodes(t, first, n);
    t->state[sent] |= CHN_SENT_PARSED;
    return CHN_OK;
}

/* What of `want` the sentence lacks. */
static chn_code read_sentence(chn_tree *t, uint32_t sent, uint8_t want,
                              chn_err *err)
{
    const uint8_t lacks = (uint8_t)(want & ~t->state[sent]);
    if (lacks == 0)
        return CHN_OK;
    if (t->doc->sent[sent].first == t->doc->sent[sent].end) {
        t->state[sent] |= want;
        return CHN_OK;
    }
    const chn_code rc = make_room(t, err);
    if (rc != CHN_OK)
        return rc;
    if (lacks & CHN_SENT_TAGGED)
        tag(t, sent);
    return lacks & CHN_SENT_PARSED ? parse(t, sent, err) : CHN_OK;
}

static chn_code read_some(chn_tree *t, uint32_t sent, uint8_t want,
                          chn_err *err)
{
    chn_code rc = CHN_OK;
    if (sent != CHN_NONE)
        return read_sentence(t, sent, want, err);
    for (uint32_t i = 0; i < t->doc->n_sent && rc == CHN_OK; i++)
        rc = read_sentence(t, i, want, err);
    return rc;
}

chn_code chn_syntax_tag(chn_tree *t, uint32_t sent, chn_err *err)
{
    return read_some(t, sent, CHN_SENT_TAGGED, err);
}

chn_code chn_syntax_parse(chn_tree *t, uint32_t sent, chn_err *err)
{
    return read_some(t, sent, CHN_SENT_TAGGED | CHN_SENT_PARSED, err);
}
