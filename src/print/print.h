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

#endif
