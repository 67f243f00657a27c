/* SPDX-License-Identifier: Apache-2.0 */
/* Events that may be one act done by others; rivals.c says when. */
#ifndef CHN_STORE_RIVALS_H
#define CHN_STORE_RIVALS_H

#include <chancery/events.h>

#include "store/store_in.h"

/* Rows as of chn_store_disagree, field "who did it", by day, then the smallest
 * event's id, under which all accounts of an act stand. */
chn_code chn_store_rivals(chn_store *s, const chn_filter *f, const char *event,
                          chn_disagree_fn fn, void *user, chn_err *err);

#endif
