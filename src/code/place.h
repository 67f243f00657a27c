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
    bool unlisted;       /* no table has it: its country may be unknown */
} code_where;

/* Places that the sentence of the last act names, kept between the acts of a
 * report; `sent` is CHN_NONE at its start. Of more only the first are looked
 * at. */
#define CODE_PLACES 64u
typedef struct code_scene {
    uint32_t sent, n;
    code_where at[CODE_PLACES];
} code_scene;

/* What is done somewhere, not what is said: "condemned the blast in Oslo" is
 * told nowhere. */
bool code_bodily(const chn_act *a);

/* false: the sentence tells no place of this act, or is not parsed. */
bool code_place(const chn_knows *k, const chn_coded *c, const chn_act *a,
                code_scene *scene, code_where *out);

/* The town that a sentence opens with: "In Oslo settlers overturned stalls".
 * What is done in the sentences behind is done there. */
bool code_frame(const chn_knows *k, const chn_coded *c, uint32_t sent,
                code_where *out);

/* Is a town or the like named in the sentence? */
bool code_names_spot(const chn_knows *k, const chn_coded *c, uint32_t sent);

#endif
