/* SPDX-License-Identifier: Apache-2.0 */
/* Inside print: the words for enum values, and a date's value. */
#ifndef CHN_PRINT_NAMES_H
#define CHN_PRINT_NAMES_H

#include <chancery/claim.h>

#include "base/str.h"

const char *chn_name_link(chn_link v);
const char *chn_name_precision(chn_precision v);
const char *chn_name_basis(chn_basis v);
const char *chn_name_status(chn_status v);

/* "2019-08-15", "2019-04", "2019", "2023-07-25/2023-07-26"; nothing where the
 * text does not tell a value. */
void chn_put_date_value(chn_buf *b, const chn_date *d);
/* The same for people: also "before 2023-09-10", "?" */
void chn_put_date_human(chn_buf *b, const chn_date *d);

/* "Yonhap <- KCNA"; nothing for the report's own voice. */
void chn_put_chain(chn_buf *b, const chn_claim *c);
/* Names joined by ", ". */
void chn_put_actor_names(chn_buf *b, const chn_actor *a, uint32_t n);
/* "PRK/GOV, KOR" */
void chn_put_actor_codes(chn_buf *b, const chn_actor *a, uint32_t n);

#endif
