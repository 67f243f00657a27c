/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Syntax: tags and dependencies. The stage is not built yet, and says so:
 * chn_syntax_read reports that it is absent and leaves the tree NULL. No
 * later stage may pretend that there is one; they work on tokens and say in
 * each claim's flags that no tree was there ("no-syntax").
 */
#ifndef CHN_SYNTAX_SYNTAX_H
#define CHN_SYNTAX_SYNTAX_H

#include "text/text.h"

typedef struct chn_tree chn_tree; /* defined when the stage is built */

/* true and *tree set where there is a parser; false: absent. */
bool chn_syntax_read(const chn_doc *doc, const chn_tree **tree);

#endif
