/* SPDX-License-Identifier: Apache-2.0 */
/* The network over one sentence; see README.md. The arithmetic is that of
 * kernels_body.h, here is the order in which it is done. */
#include "syntax/nn.h"

#include <string.h>

#include "base/str.h"

#define ALIGN 64u

#if defined(__GNUC__)
#define PREFETCH(p) __builtin_prefetch(p)
#else
#define PREFETCH(p) ((void)(p))
#endif

static uint32_t padded(uint32_t n)
{
    return (n + 15) / 16 * 16;
}

uint32_t chn_nn_score_stride(uint32_t n)
{
    return padded(n + 1);
}

/* ---- room ---- */

/* At a multiple of 64. Not zeroed: what a sentence reads is written for it. */
static void *room(chn_arena *a, size_t count, size_t size)
{
    char *p = chn_arena_room(a, count * size + ALIGN, 1);
    return p ? p + (ALIGN - (uintptr_t)p % ALIGN) % ALIGN : NULL;
}

static bool room_quant(chn_arena *a, chn_quant *q, uint32_t n, uint32_t k)
{
    q->n = n;
    q->k = k;
    q->q = room(a, (size_t)padded(n) * k, 1);
    q->scale = room(a, n, sizeof(float));
    return q->q && q->scale;
}

static bool room_heads(chn_arena *a, chn_nn_scratch *s, uint32_t arc)
{
    const uint32_t columns = chn_nn_score_stride(s->cap);
    float *zero = room(a, columns, sizeof(float)); /* no bias */
    if (zero)
        memset(zero, 0, columns * sizeof(float));
    s->head_w = room(a, (size_t)columns * arc, 1);
    s->head_scale = room(a, columns, sizeof(float));
    s->head_colsum = room(a, columns, sizeof(int32_t));
    const chn_matrix m = {s->head_w, s->head_scale, s->head_colsum,
                          zero,      arc,           columns};
    s->head = m;
    return zero && s->head_w && s->head_scale && s->head_colsum;
}

chn_nn_scratch *chn_nn_scratch_new(chn_arena *a, const chn_model *m,
                                   uint32_t cap)
{
    chn_nn_scratch *s = CHN_NEW(a, chn_nn_scratch, 1);
    if (!s)
        return NULL;
    const size_t columns = chn_nn_score_stride(cap);
    const size_t layer = chn_layer_room(cap), rows = (size_t)cap * m->heads.n;
    s->cap = cap;
    s->sent = CHN_NONE;
    s->hash = room(a, cap, sizeof *s->hash);
    s->y = room(a, (size_t)cap * m->width, sizeof(float));
    s->h = room(a, (size_t)cap * m->width, sizeof(float));
    s->u = room(a, rows > layer ? rows : layer, sizeof(float));
    s->score = room(a, cap * columns, sizeof(float));
    s->add = room(a, columns, sizeof(float));
    s->rel_score = room(a, (size_t)cap * m->relations.n, sizeof(float));
    s->upos = room(a, cap, 1);
    s->rel = room(a, cap, 1);
    s->feats = room(a, cap, sizeof(uint16_t));
    s->up = room(a, cap + (size_t)1, sizeof(uint32_t));
    s->mark = room(a, cap + (size_t)1, sizeof(uint32_t));
    s->left = room(a, cap, sizeof(uint32_t));
    const bool quants = room_quant(a, &s->x, cap, m->width) &&
                        room_quant(a, &s->dep, cap, m->arc) &&
                        room_quant(a, &s->pair, cap, m->rel) &&
                        room_heads(a, s, m->arc);
    if (!s->hash || !s->y || !s->h || !s->u || !s->score || !s->add ||
        !s->rel_score || !s->upos || !s->rel || !s->feats || !s->up ||
        !s->mark || !s->left || !quants)
        return NULL;
    return s;
}

/* ---- encoder ---- */

/* The words' keys; what the tables hold of them is asked for early. */
static void hash_words(const chn_model *m, chn_nn_scratch *s,
                       const chn_doc *doc, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const chn_token *tok = &doc->tok[first + i];
        chn_syntax_features(
            tok->fold, chn_str_n(doc->text + tok->from, tok->to - tok->from),
            s->hash[i]);
        PREFETCH(&m->word_slot[(uint32_t)s->hash[i][0] & m->word_mask]);
    }
    for (uint32_t i = 0; i < n; i++) {
        uint64_t *h = s->hash[i]; /* from here on numbers of rows */
        h[0] = chn_model_word(m, h[0]);
        PREFETCH(m->word.row + (size_t)h[0] * m->width);
        PREFETCH(&m->word.scale[h[0]]);
        for (uint32_t f = 0; f < CHN_AFFIXES; f++) {
            const chn_embedding *e = &m->affix[f];
            h[f + 1] &= e->n - 1;
            PREFETCH(e->row + (size_t)h[f + 1] * m->width);
            PREFETCH(&e->scale[h[f + 1]]);
        }
    }
}

static void read_input(const chn_model *m, chn_nn_scratch *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint64_t *h = s->hash[i];
        const int8_t *row[CHN_FEATURES];
        float scale[CHN_FEATURES];
        row[0] = m->word.row + (size_t)h[0] * m->width;
        scale[0] = m->word.scale[h[0]];
        for (uint32_t f = 0; f < CHN_AFFIXES; f++) {
            row[f + 1] = m->affix[f].row + (size_t)h[f + 1] * m->width;
            scale[f + 1] = m->affix[f].scale[h[f + 1]];
        }
        m->k->input(m->input_bias, row, scale, CHN_FEATURES, m->width,
                    s->y + (size_t)i * m->width);
    }
    s->x.n = n;
    m->k->norm(s->y, NULL, &m->input_norm, &s->x);
}

void chn_nn_encode(const chn_model *m, chn_nn_scratch *s, const chn_doc *doc,
                   uint32_t sent)
{
    if (s->sent == sent)
        return;
    const uint32_t first = doc->sent[sent].first;
    const uint32_t n = doc->sent[sent].end - first;
    hash_words(m, s, doc, first, n);
    read_input(m, s, n);
    for (uint32_t l = 0; l < m->layers; l++) {
        m->k->layer(&s->x, &m->layer[l], s->u, s->h);
        m->k->norm(s->y, s->h, &m->layer_norm[l], &s->x);
    }
    s->sent = sent;
}

/* ---- tags ---- */

/* The highest of x[from..to), the first on a tie. */
static uint32_t highest(const float *x, uint32_t from, uint32_t to)
{
    uint32_t at = from;
    float top = x[from];
    for (uint32_t i = from + 1; i < to; i++) {
        const bool more = x[i] > top;
        at = more ? i : at;
        top = more ? x[i] : top;
    }
    return at;
}

void chn_nn_tag(const chn_model *m, chn_nn_scratch *s, uint32_t n)
{
    const uint32_t from = 2 * m->arc + 2 * m->rel;
    const uint32_t count = m->upos_padded + m->feats_padded;
    s->x.n = n;
    m->k->product(&s->x, &m->heads, from, count, s->u, count);
    for (uint32_t i = 0; i < n; i++) {
        const float *score = s->u + (size_t)i * count;
        const uint32_t upos = highest(score, CHN_UPOS_NONE + 1, CHN_UPOS_N);
        const chn_feats_of *of = &m->feats_of[upos];
        score += m->upos_padded;
        uint32_t best = of->feats[0];
        for (uint32_t f = 1; f < of->n; f++)
            if (score[of->feats[f]] > score[best])
                best = of->feats[f];
        s->upos[i] = (uint8_t)upos;
        s->feats[i] = (uint16_t)best;
    }
}

/* ---- trees ---- */

void chn_nn_heads(const chn_model *m, chn_nn_scratch *s, uint32_t n)
{
    const uint32_t count = 2 * m->arc + 2 * m->rel;
    const uint32_t columns = chn_nn_score_stride(n);
    s->x.n = s->dep.n = n;
    m->k->product(&s->x, &m->heads, 0, count, s->u, count);
    m->k->quantise(s->u, count, &s->dep);
    m->k->pack(m->root_head, 0, 1, 0, m->arc, s->head_w, s->head_scale,
               s->head_colsum);
    m->k->pack(s->u + m->arc, count, n, 1, m->arc, s->head_w, s->head_scale,
               s->head_colsum);
    /* columns past n + 1 hold an earlier sentence, and nobody reads them */
    m->k->product(&s->dep, &s->head, 0, columns, s->score, columns);
    s->up[0] = 0;
    for (uint32_t i = 0; i < n; i++) {
        s->add[0] = m->distance_root;
        memcpy(s->add + 1, m->distance + CHN_SENTENCE_TOKENS_MAX - i,
               n * sizeof(float));
        s->up[i + 1] =
            m->k->best(s->score + (size_t)i * columns, s->add, n + 1, i + 1);
    }
}

void chn_nn_relations(const chn_model *m, chn_nn_scratch *s, uint32_t n)
{
    const uint32_t stride = 2 * m->arc + 2 * m->rel, ep = m->relations.n;
    s->pair.n = n;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t head = s->up[i + 1];
        const float *dep = s->u + (size_t)i * stride + 2 * (size_t)m->arc;
        const float *up = head == 0 ? m->root_rel
                                    : s->u + (size_t)(head - 1) * stride +
                                          2 * (size_t)m->arc + m->rel;
        m->k->pair(dep, up, m->rel, s->pair.q + (size_t)i * m->rel,
                   s->pair.scale + i);
    }
    m->k->product(&s->pair, &m->relations, 0, ep, s->rel_score, ep);
    for (uint32_t i = 0; i < n; i++) {
        const float *score = s->rel_score + (size_t)i * ep;
        const uint32_t a = highest(score, CHN_REL_NONE + 1, CHN_REL_ROOT);
        const uint32_t b = highest(score, CHN_REL_ROOT + 1, CHN_REL_N);
        s->rel[i] = s->up[i + 1] == 0     ? (uint8_t)CHN_REL_ROOT
                    : score[b] > score[a] ? (uint8_t)b
                                          : (uint8_t)a;
    }
}
