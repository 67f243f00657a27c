/* SPDX-License-Identifier: Apache-2.0 */
/* Dates and codes as words: for tables, JSON and CSV. */
#ifndef CHN_CLI_WHEN_H
#define CHN_CLI_WHEN_H

#include <chancery/chancery.h>

#include "base/str.h"

/* For people, as exact as it is known: "2019-08-15", "2019-04", "2019",
 * "2010s", "2023-07-25..27", "by 2023-09-09" (on or before), "since
 * 2023-09-09", "undated". */
void chn_when_put(chn_buf *b, chn_day from, chn_day to,
                  chn_precision precision);
/* What it rests on, in a word or two; "" for words beside the act. */
const char *chn_when_basis_note(chn_basis basis);
const char *chn_basis_word(chn_basis b);

/* A CSV field (RFC 4180), quoted where it must be. */
void chn_csv_put(chn_buf *b, chn_str s);
/* A day as JSON: "2019-08-15" with quotes, or null. */
void chn_day_json(chn_buf *b, chn_day d);

#endif
