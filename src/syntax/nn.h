/* SPDX-License-Identifier: Apache-2.0 */
/* The network over one sentence: tags, scores of heads, relations. */
#ifndef CHN_SYNTAX_NN_H
#define CHN_SYNTAX_NN_H

#include "syntax/decode.h"
#include "syntax/features.h"
#include "syntax/model.h"

/* What a document's sentences are computed in, made for its longest sentence
 * and used for one after the other. Nothing is allocated for a token. */
typedef struct chn_nn_scratch {
    uint32_t cap;                   /* tokens */
    uint32_t sent;                  /* whose `x` this is, or CHN_NONE */
    uint64_t (*hash)[CHN_FEATURES]; /* [cap] */
    float *y, *h;                   /* [cap][D] */
    chn_quant x;                    /* [cap][D] what the layers hand on */
    float *u;        /* [cap][outputs of heads], room of a layer */
    chn_quant dep;   /* [cap][A] */
    chn_matrix head; /* [A -> cap + 1, padded], written through these: */
    int8_t *head_w;
    float *head_scale;
    int32_t *head_colsum;
    float *score;     /* [cap][cap + 1, padded] */
    float *add;       /* [cap + 1, padded] */
    chn_quant pair;   /* [cap][R] */
    float *rel_score; /* [cap][Ep] */
    /* results; tokens are 1..n, 0 is the root */
    uint8_t *upos, *rel;    /* [cap] */
    uint16_t *feats;        /* [cap] */
    uint32_t *up;           /* [cap + 1] heads */
    uint32_t *mark;         /* [cap + 1] for decode */
    chn_decode_room *trees; /* made when greedy heads first fail */
    uint32_t *left;         /* [cap] for syntax.c */
} chn_nn_scratch;

/* Room for sentences of `cap` tokens in `a`. NULL: no memory. */
chn_nn_scratch *chn_nn_scratch_new(chn_arena *a, const chn_model *m,
                                   uint32_t cap);

/* Encode sentence `sent`; nothing where it was the last one encoded. All
 * below are of that sentence, of n tokens. */
void chn_nn_encode(const chn_model *m, chn_nn_scratch *s, const chn_doc *doc,
                   uint32_t sent);
/* upos and feats. */
void chn_nn_tag(const chn_model *m, chn_nn_scratch *s, uint32_t n);
/* score and up: the best head of each token, which may be no tree. */
void chn_nn_heads(const chn_model *m, chn_nn_scratch *s, uint32_t n);
/* rel, for the heads in `up`; right after chn_nn_heads. */
void chn_nn_relations(const chn_model *m, chn_nn_scratch *s, uint32_t n);
/* Floats from one row of scores to the next. */
uint32_t chn_nn_score_stride(uint32_t n);

#endif
