/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the network sees of a word: the row of its key in the word table and
 * five hashed rows for its ends and its shape. Used by the trainer and by the
 * parser, so that both see the same.
 *
 * A word's key is its folded form (chn_utf8_fold: lower case, no accents,
 * ASCII quotes and dashes) with every digit as 0. Its shape comes from the
 * word as written: X x 0 and the punctuation itself, runs collapsed after two.
 */
#ifndef CHN_SYNTAX_FEATURES_H
#define CHN_SYNTAX_FEATURES_H

#include <chancery/base.h>

#include "syntax/modelfile.h"

/* Never 0. FNV-1a with a final mix. */
uint64_t chn_syntax_hash(const char *p, size_t n, uint64_t seed);

/* hash[0] of the key for the word table (seed 0); hash[1..5] of prefix,
 * suffixes of 2, 3, 4, and shape: reduce with & (rows - 1). `fold` is the
 * folded form, `raw` the word as written (valid UTF-8). */
#define CHN_FEATURES (1u + CHN_AFFIXES)
void chn_syntax_features(chn_str fold, chn_str raw,
                         uint64_t hash[CHN_FEATURES]);

/*
 * Hash of a lemma key: the last n bytes of the folded form (n == 0: the whole
 * form) with upos and feature string number.
 */
uint64_t chn_lemma_hash(chn_str fold, size_t n, uint32_t upos, uint32_t feats);

#endif
