/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What names a place. In: a parsed report and a token of it. Out: the place
 * and its tokens, with country and coordinates as far as they are known. Pure;
 * allocates nothing.
 */
#ifndef CHN_CODE_PLACE_NAME_H
#define CHN_CODE_PLACE_NAME_H

#include "code/place.h"

/* Does a place's name begin at token i and end by `end`? "Oslo", "the Peruvian
 * capital", "the Peruvian border", and names that no table has where the words
 * beside them tell that they are places: "near Dhobley", "the town of
 * Dhobley", "Dhobley airport". c->tree must be there. */
bool code_place_name(const chn_knows *k, const chn_coded *c, uint32_t i,
                     uint32_t end, code_where *out);

/* Is the token part of a time expression? */
bool code_in_time(const chn_times *t, uint32_t tok);

#endif
