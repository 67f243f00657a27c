/* SPDX-License-Identifier: Apache-2.0 */
/* Inside the syntax stage: a checked model, ready for nn.c. */
#ifndef CHN_SYNTAX_MODEL_H
#define CHN_SYNTAX_MODEL_H

#include "base/limits.h"
#include "syntax/kernels.h"
#include "syntax/modelfile.h"
#include "syntax/syntax.h"

#define CHN_WIDTH_MAX 512u /* D and A */
#define CHN_REL_MAX 256u   /* R */

/* An embedding table. */
typedef struct chn_embedding {
    const float *scale;
    const int8_t *row;
    uint32_t n;
} chn_embedding;

/* Feature strings that go with a tag, lowest number first; at least one. */
typedef struct chn_feats_of {
    const uint16_t *feats;
    uint32_t n;
} chn_feats_of;

struct chn_model {
    const chn_kernels *k;
    uint32_t width, layers, arc, rel; /* D, L, A, R */
    uint32_t upos_padded, feats_padded;
    uint32_t word_mask, lemma_mask; /* slots - 1 */
    const chn_word_slot *word_slot;
    chn_embedding word, affix[CHN_AFFIXES];
    const float *input_bias;
    chn_norm input_norm;
    chn_matrix layer[CHN_MODEL_LAYERS_MAX];
    chn_norm layer_norm[CHN_MODEL_LAYERS_MAX];
    chn_matrix heads, relations;
    const float *root_head, *root_rel;
    /* distance[head - dependent + CHN_SENTENCE_TOKENS_MAX]; of 0: 0 */
    float *distance;
    float distance_root;
    uint32_t n_feats;
    const char **feats;   /* [n_feats] */
    uint32_t *feats_bits; /* [n_feats] CHN_F_ */
    chn_feats_of feats_of[CHN_UPOS_N];
    const chn_lemma_slot *lemma_slot;
    const char **script; /* [n_scripts] */
    uint32_t n_scripts;
    chn_str note;
    char version[13];
    void *mapped; /* of chn_model_open */
    size_t mapped_n;
};

/* "Mood=Ind|Tense=Past" -> CHN_F_IND | CHN_F_PAST. */
uint32_t chn_feats_bits(const char *feats);

/* The row of a word's key, 0 where the table does not have it. */
static inline uint32_t chn_model_word(const chn_model *m, uint64_t hash)
{
    /* one slot at least is empty */
    for (uint32_t i = (uint32_t)hash & m->word_mask;;
         i = (i + 1) & m->word_mask) {
        const chn_word_slot *s = &m->word_slot[i];
        if (s->hash == hash)
            return s->row;
        if (s->hash == 0)
            return 0;
    }
}

#endif
