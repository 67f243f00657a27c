/* SPDX-License-Identifier: Apache-2.0 */
/* All that was read on the way from a report to its claims, kept for the
 * interface (chancery/explain.h), and printed. */
#ifndef CHN_ENGINE_EXPLAINED_H
#define CHN_ENGINE_EXPLAINED_H

#include <chancery/explain.h>

#include "code/code.h"
#include "engine/first.h"

struct chn_explained {
    chn_arena *arena; /* owns all that follows but result and times */
    chn_result *result;
    chn_expressions *times;
    bool trees;
    chn_explained_sentence *sentence;
    uint32_t n_sentence;
    chn_explained_token *token;
    uint32_t n_token;
    chn_explained_mention *mention;
    uint32_t n_mention;
    chn_explained_voice *voice;
    uint32_t n_voice;
    chn_explained_claim *claim;
    uint32_t *claim_at; /* [n_claim] index among the result's claims */
    uint32_t n_claim;
    chn_explained_rejected *rejected;
    uint32_t n_rejected;
};

/* What the stages made of `report`, copied. `r`, which was made of `c`, is
 * the explained's from here on, also where it fails. `tree`: NULL, or with
 * the wanted sentences parsed. */
chn_explained *chn_explained_new(const chn_knows *k, const chn_first *first,
                                 const chn_coded *c, chn_tree *tree,
                                 const chn_report *report, chn_result *r,
                                 const chn_explain_options *o, chn_err *err);

/* The sentence of a token, index among those explained. */
uint32_t chn_explained_sentence_of(const chn_explained *x, uint32_t token);

#endif
