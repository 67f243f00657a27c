/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions of time for people: each sentence that has some, and below it
 * what each of them means. */
#ifndef CHN_CLI_EXPRESSIONS_H
#define CHN_CLI_EXPRESSIONS_H

#include <chancery/chancery.h>

#include "base/str.h"
#include "term.h"

void chn_expressions_table(chn_buf *b, const chn_expressions *x,
                           const chn_term *t);
/* Expressions [first, end) alone, a row for each. */
void chn_expressions_rows(chn_buf *b, const chn_expressions *x, size_t first,
                          size_t end, const chn_term *t);

/* "2025-06-12, worked out from the text (between 2025-01-12 and 2025-12-12,
 * confidence 0.84)"; "no date: ..." */
void chn_dating_text(chn_buf *b, const chn_dating *d);

#endif
