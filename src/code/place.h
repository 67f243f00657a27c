/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where an act took place: the named place that its sentence hangs on it. In:
 * an act with its tree. Out: a place and its tokens. Pure; allocates nothing.
 */
#ifndef CHN_CODE_PLACE_H
#define CHN_CODE_PLACE_H

#include "code/code.h"

typedef struct code_where {
    chn_place_fact fact;
    uint32_t first, end; /* tokens */
} code_where;

/* false: the sentence tells no place of this act, or is not parsed. */
bool code_place(const chn_knows *k, const chn_coded *c, const chn_act *a,
                code_where *out);

#endif
