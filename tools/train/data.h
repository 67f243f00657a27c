/* SPDX-License-Identifier: Apache-2.0 */
/* What the trainer learns from: treebanks, word vectors, the vocabulary. */
#ifndef TRAIN_DATA_H
#define TRAIN_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "syntax/features.h"
#include "syntax/syntax.h"

#define VEC 64u /* dimensions of the word vectors */
#define FEATS_MAX 512u
#define SOFT 4u /* answers kept of a teacher's distribution */

/* A word's rows and its answers. */
typedef struct word {
    uint32_t row[CHN_FEATURES]; /* word table, then the five hashed tables */
    uint16_t head;              /* 1..n, 0: root */
    uint16_t feats;
    uint8_t upos, rel;
    chn_str fold, raw, lemma;
} word;

/* What a teacher thinks: the best few, with probabilities that add to 1. */
typedef struct soft {
    uint16_t id[SOFT];
    float p[SOFT];
} soft;

typedef struct target {
    soft head, rel, upos, feats;
} target;

typedef enum sentence_kind {
    TREEBANK = 0,
    EXTRA, /* labelled, but the vocabulary does not rest on it */
    SILVER /* words alone; a teacher labels them */
} sentence_kind;

typedef struct sentence {
    uint32_t first, n; /* words of the corpus */
    sentence_kind kind;
} sentence;

typedef struct corpus {
    chn_arena *arena;
    word *w;
    uint32_t n_w, cap_w;
    sentence *s;
    uint32_t n_s, cap_s;
    target *soft; /* [n_w] where a teacher has read it, else NULL */
} corpus;

/* Feature strings by number; 0 is "_". */
typedef struct labels {
    const char *feats[FEATS_MAX];
    uint32_t n;
    uint8_t ok[CHN_UPOS_N][FEATS_MAX];
} labels;

/* Words by hash. Row 0: the unknown word. */
typedef struct vocab {
    chn_word_slot *slot;
    uint32_t slots, n;
    float *vec;        /* [cap][VEC], zeros where there is no vector */
    uint32_t *trained; /* [n]: number of the row that is learned, 0: none */
    uint32_t n_trained;
    uint32_t n_gold; /* rows of vectors and of the treebanks' words */
    uint32_t *count; /* [n]: in the treebanks, and in the silver text */
    uint32_t *silver;
    uint32_t cap;
} vocab;

/* Append the sentences of a CoNLL-U file. Multiword ranges and empty nodes
 * are passed over; features that no stage asks for are dropped; sentences
 * past CHN_SENTENCE_TOKENS_MAX are left out. `labels` grows while `learn`.
 * false: *err says why. */
bool corpus_read(corpus *c, labels *l, const char *path, sentence_kind kind,
                 bool learn, chn_err *err);
/* Word vectors in text form ("word v1 ... v64"), most frequent first. */
bool vocab_read(vocab *v, chn_arena *a, const char *path, chn_err *err);
/* Add the corpus' frequent words and decide which rows are learned. */
bool vocab_learn(vocab *v, const corpus *c);
/* Fill word.row; `affix` rows of each hashed table (a power of two). */
void corpus_index(corpus *c, const vocab *v, uint32_t affix);

#endif
