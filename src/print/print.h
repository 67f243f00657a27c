/* SPDX-License-Identifier: Apache-2.0 */
/* Print: claims as JSON Lines, CSV, a table. In: a result. Out: bytes.
 * Knows nothing of how a claim was found. */
#ifndef CHN_PRINT_PRINT_H
#define CHN_PRINT_PRINT_H

#include <chancery/engine.h>

#include "base/str.h"

/* One claim as the record's JSON object, without a newline. */
void chn_print_claim(chn_buf *b, const chn_result *r, const chn_claim *c);
/* What was not coded, as chn_result_print_rejected says. */
void chn_print_rejected(chn_buf *b, const chn_result *r, const chn_rejected *x);
/* A field of CSV (RFC 4180), quoted where it must be, and what follows it: a
 * comma, or the end of the line. What a spreadsheet would run as a formula
 * gets an apostrophe first. */
void chn_print_csv_cell(chn_buf *b, chn_str s, bool last);
/* At most four decimals, without trailing zeros. */
void chn_print_number(chn_buf *b, double v);

#endif
