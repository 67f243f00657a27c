/* SPDX-License-Identifier: Apache-2.0 */
/* What was read on the way to the claims, for people: explain and why. */
#ifndef CHN_CLI_EXPLAINED_H
#define CHN_CLI_EXPLAINED_H

#include <chancery/chancery.h>

#include "base/str.h"
#include "options.h"
#include "term.h"

/* All of it, sentence by sentence. `claim`: the one that is asked about,
 * index among those explained (its words are marked, the others' fields left
 * out), or CHN_EXPLAINED_NONE. CHN_ERR_MEMORY: err says so. */
chn_code chn_explained_put(chn_buf *b, const chn_explained *x, uint32_t claim,
                           bool ascii, const chn_term *t, chn_err *err);

/* The same as one JSON object. */
chn_code chn_explained_put_json(chn_buf *b, const chn_explained *x,
                                chn_err *err);

/* Write to standard output and free `b`. Returns the exit status. */
int chn_explained_out(chn_buf *b, chn_code code, chn_err *err, chn_term *t);

#endif
