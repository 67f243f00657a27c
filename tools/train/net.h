/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The network in floats: forward, backward, its parameters. The arithmetic is
 * that of src/syntax/README.md without the integers. One `work` a thread.
 */
#ifndef TRAIN_NET_H
#define TRAIN_NET_H

#include "data.h"

#define EMB 64u   /* learned dimensions of a word */
#define AFFIX 32u /* learned dimensions of a hashed affix */
#define INPUT (VEC + EMB + CHN_AFFIXES * AFFIX)
#define UPOS_P 32u
#define REL_P 64u

typedef struct shape {
    uint32_t width, layers, arc, rel; /* D, L, A, R */
    uint32_t affix, trained, feats_p; /* rows, rows, padded strings */
} shape;

/* Where each parameter begins in the one array of floats. */
typedef struct layout {
    shape s;
    size_t word, affix[CHN_AFFIXES], in_w, in_b, in_g, in_s;
    size_t w[CHN_MODEL_LAYERS_MAX], b[CHN_MODEL_LAYERS_MAX],
        g[CHN_MODEL_LAYERS_MAX], sh[CHN_MODEL_LAYERS_MAX];
    size_t head_w, head_b, root_head, root_rel, dist, rel_w, rel_b;
    size_t n;      /* floats in all */
    uint32_t outs; /* of the heads' matrix: A + A + R + R + Up + Fp */
} layout;

void layout_of(layout *l, const shape *s);
void params_init(const layout *l, float *p, uint64_t seed);

typedef struct dropout {
    /* probabilities: of a word, of its learned row alone, of an affix, of an
     * activation at the input, between layers, in the heads */
    float word, learned, affix, input, hidden, head;
} dropout;

typedef struct sums {
    double loss[4]; /* head, relation, upos, features */
    uint32_t n, upos, feats, uas, las;
} sums;

/* Activations of one shard of a batch; grown as needed. */
typedef struct work work;
work *work_new(void);
void work_free(work *w);

/*
 * Forward over the sentences `ids` of the corpus. With `grad` (l->n floats,
 * added to) also backward, with dropout from `seed`. Adds to *sums what was
 * right, greedy heads against the gold ones. `soft_w`: weight of the teacher's
 * sentences.
 */
bool net_run(work *w, const layout *l, const float *p, const vocab *v,
             const corpus *c, const uint32_t *ids, uint32_t n_ids, float *grad,
             const dropout *drop, uint64_t seed, float soft_w, sums *out);

/* The teacher's answers to the sentences, into c->soft (added with `weight`
 * to arrays of full distributions is not needed: one teacher at a time). */
typedef struct answers {
    const float *head; /* of sentence: [n][n + 1] probabilities */
    const float *rel;  /* [n][REL_P], at the best head */
    const float *upos; /* [n][UPOS_P] */
    const float *feats;
} answers;
typedef void (*answer_fn)(void *user, uint32_t sentence, const answers *a);
bool net_answer(work *w, const layout *l, const float *p, const vocab *v,
                const corpus *c, const uint32_t *ids, uint32_t n_ids,
                answer_fn fn, void *user);

#endif
