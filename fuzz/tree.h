/* SPDX-License-Identifier: Apache-2.0 */
/* What holds for every tree, whatever model made it. */
#ifndef CHN_FUZZ_TREE_H
#define CHN_FUZZ_TREE_H

#include <string.h>

#include "base/limits.h"
#include "fuzz.h"
#include "syntax/syntax.h"

/* Heads inside the sentence, one root, no circle, labels in range, features
 * and lemmas that can be read. `sent` was parsed. */
static void tree_holds(chn_tree *t, uint32_t sent)
{
    const uint32_t first = t->doc->sent[sent].first;
    const uint32_t end = t->doc->sent[sent].end;
    uint32_t roots = 0;
    HOLDS(end - first <= CHN_SENTENCE_TOKENS_MAX);
    for (uint32_t i = first; i < end; i++) {
        uint32_t steps = 0, at = i;
        const chn_rel rel = chn_tree_rel(t, i);
        HOLDS(chn_tree_parsed(t, i));
        HOLDS(chn_tree_upos(t, i) > CHN_UPOS_NONE);
        HOLDS(chn_tree_upos(t, i) < CHN_UPOS_N);
        HOLDS(rel > CHN_REL_NONE && rel < CHN_REL_N);
        HOLDS((rel == CHN_REL_ROOT) == (chn_tree_head(t, i) == CHN_NONE));
        roots += chn_tree_head(t, i) == CHN_NONE;
        for (; at != CHN_NONE; at = chn_tree_head(t, at)) {
            HOLDS(at >= first && at < end);
            HOLDS(steps++ < end - first);
        }
        HOLDS(strlen(chn_tree_feats(t, i)) > 0);
        const chn_str lemma = chn_tree_lemma(t, i);
        HOLDS(lemma.p != NULL);
        for (uint32_t c = t->node[i].child; c != CHN_NONE; c = t->node[c].next)
            HOLDS(chn_tree_head(t, c) == i);
        HOLDS(t->node[i].left <= i && t->node[i].right >= i);
        HOLDS(t->node[i].left >= first && t->node[i].right < end);
    }
    HOLDS(roots == (end > first));
}

#endif
