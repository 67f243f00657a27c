/* SPDX-License-Identifier: Apache-2.0 */
/* Lemmas as a decision list over endings, learned from the treebanks. */
#ifndef TRAIN_LEMMAS_H
#define TRAIN_LEMMAS_H

#include "data.h"

#define LEMMA_SUFFIX_MAX 6u
#define LEMMA_SCRIPT_MAX 24u

typedef struct lemma_list {
    chn_lemma_slot *slot;
    uint32_t slots, n;
    char (*script)[LEMMA_SCRIPT_MAX];
    uint32_t n_scripts;
} lemma_list;

/*
 * For each tag, feature string and ending (up to six bytes, and the whole
 * word) the script that its words need most often; endings that say the same
 * as a shorter one are left out. In `arena`.
 */
bool lemmas_learn(lemma_list *l, chn_arena *arena, const corpus *c);

#endif
