/* SPDX-License-Identifier: Apache-2.0 */
/* A claim for people: its fields one below the other, each with the words
 * that prove it. In: the claim's own JSON line. */
#ifndef CHN_CLI_CLAIMVIEW_H
#define CHN_CLI_CLAIMVIEW_H

#include <chancery/base.h>

#include <chancery/chancery.h>

#include "base/str.h"
#include "term.h"

/* All fields of a claim; `report`: the id that its chain of sources begins
 * with. */
void chn_claim_fields(chn_buf *b, chn_str claim, chn_str report,
                      const chn_term *t);
/* One more of them: a name, and a value beside it, which is emptied. */
void chn_claim_field(chn_buf *b, const char *name, chn_buf *value,
                     const chn_term *t);
/* A claim with its sentence marked, as show prints it. In cmd_show.c. */
void chn_show_claim(chn_buf *b, const chn_claim_view *v, const chn_term *t);
/* The colour of "source", "act", "date" ... */
const char *chn_role_color(const char *role);

#endif
