/* SPDX-License-Identifier: Apache-2.0 */
/* Whom a report names with a role and no table has. */
#ifndef CHN_ACTOR_SUGGEST_H
#define CHN_ACTOR_SUGGEST_H

#include <chancery/actors.h>

#include "actor/actor.h"

/* One of them; spans are bytes of the view, strings live in doc->arena. */
typedef struct chn_newcomer {
    chn_str name, kind, country, sector, office, media_kind;
    chn_span span; /* the words that tell it */
} chn_newcomer;
typedef struct chn_newcomers {
    chn_newcomer *at;
    uint32_t n, cap;
} chn_newcomers;

/* Each name once, in the order of the text. */
chn_code chn_actor_newcomers(const chn_actor_know *k, const chn_doc *doc,
                             const chn_mentions *ms, chn_newcomers *out,
                             chn_err *err);

#endif
