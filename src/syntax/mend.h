/* SPDX-License-Identifier: Apache-2.0 */
/* What the network reads in a way that no treebank has. */
#ifndef CHN_SYNTAX_MEND_H
#define CHN_SYNTAX_MEND_H

#include "syntax/syntax.h"

/* Hangs words of the sentence elsewhere, in the scratch of `t`: heads and
 * relations of its n tokens, the first of which is token `first` of the
 * document, and which are tagged. A tree stays a tree. O(n), and O(n) again for
 * each word that is looked at closely. */
void chn_syntax_mend(chn_tree *t, uint32_t first, uint32_t n);

#endif
