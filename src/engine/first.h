/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first look: which sentences can hold an act at all, from words alone. A
 * sentence without a word that some rule begins with, or without a word that
 * some actor's name begins with, a capital or a pronoun that may stand for
 * one, needs neither tags nor a tree.
 */
#ifndef CHN_ENGINE_FIRST_H
#define CHN_ENGINE_FIRST_H

#include "act/act.h"
#include "actor/actor.h"
#include "text/text.h"

typedef struct chn_first chn_first;

/* A byte for each word of the lexicon, which must be complete. NULL: no memory.
 * Immutable afterwards. */
chn_first *chn_first_new(chn_arena *a, const chn_lex *lex,
                         const chn_actor_know *actor, const chn_act_know *act);

/* Could this sentence hold an act? Linear in its tokens. */
bool chn_first_wants(const chn_first *f, const chn_doc *doc, uint32_t sent);

#endif
