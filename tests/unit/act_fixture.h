/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The act stage by itself, for tests: the tables compiled in and overlays
 * given as text, a text in, its acts out. No dates, no voices: what they do to
 * acts is tested with the stages that know them.
 */
#ifndef CHN_TESTS_ACT_FIXTURE_H
#define CHN_TESTS_ACT_FIXTURE_H

#include <stdio.h>

#include "act/inside.h"
#include "base/alloc.h"
#include "base/limits.h"
#include "base/str.h"

#define ACT_FIXTURE_TABLES 256u

typedef struct act_fixture {
    chn_arena *know, *scratch;
    const chn_table *tables[ACT_FIXTURE_TABLES];
    chn_tableset set;
    chn_lex *lex;
    chn_text_know *text;
    chn_actor_know *actor;
    chn_act_know *act;
    chn_model *model;
    /* of the text read last */
    chn_doc doc;
    chn_mentions mentions;
    chn_tree *tree;
    chn_acts acts;
    chn_err err;
} act_fixture;

static bool act_fixture_open(act_fixture *f)
{
    size_t n = 0;
    const void *bytes = chn_model_builtin(&n);
    memset(f, 0, sizeof *f);
    f->set.tables = f->tables;
    for (uint32_t i = 0;
         i < chn_builtin_table_count && f->set.n < ACT_FIXTURE_TABLES; i++)
        f->tables[f->set.n++] = &chn_builtin_tables[i];
    f->know = chn_arena_new(CHN_ARENA_MAX);
    f->scratch = chn_arena_new(CHN_ARENA_MAX);
    if (!f->know || !f->scratch || !bytes)
        return false;
    f->lex = chn_lex_new(f->know);
    if (f->lex)
        f->text = chn_text_know_new(f->know, &f->set, f->lex, &f->err);
    if (f->text)
        f->actor =
            chn_actor_know_new(f->know, &f->set, f->text, f->lex, &f->err);
    if (f->actor)
        f->act = chn_act_know_new(f->know, &f->set, f->text, f->lex, &f->err);
    if (f->act)
        f->model = chn_model_of(f->know, bytes, n, &f->err);
    if (!f->model)
        printf("# %s\n", f->err.text);
    return f->model != NULL;
}

static void act_fixture_close(act_fixture *f)
{
    chn_arena_free(f->know);
    chn_arena_free(f->scratch);
}

/* Reads a text: f->acts and what they stand on. */
static inline bool act_fixture_read(act_fixture *f, const chn_act_know *act,
                                    chn_str text)
{
    static const chn_times none;
    memset(&f->acts, 0, sizeof f->acts);
    memset(&f->mentions, 0, sizeof f->mentions);
    chn_arena_reset(f->scratch);
    return chn_text_read(f->text, f->lex, f->scratch, text.p, (uint32_t)text.n,
                         0, &f->doc, &f->err) == CHN_OK &&
           chn_actor_find(f->actor, &f->doc, &f->mentions, &f->err) == CHN_OK &&
           chn_tree_new(f->model, &f->doc, &f->tree, &f->err) == CHN_OK &&
           chn_act_find(act, &f->doc, &f->mentions, &none, f->tree, false,
                        &f->acts, &f->err) == CHN_OK;
}

#endif
