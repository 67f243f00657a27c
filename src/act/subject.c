/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Subjects by the tree, for verbs of which the words between tell none or a
 * doubtful one. A sentence is parsed only if a verb that some rule begins
 * with is such a one.
 */
#include "act/inside.h"

#define DOUBTFUL 10 /* percent of doubt from which on a tree knows better */

/* The mention that a token heads, or NONE: of "the [minister] of Peru" the
 * whole, of "Peru's [decision]" none. */
static uint32_t headed(const act_sent *s, uint32_t tok)
{
    const uint32_t m = s->m->of_token[tok];
    if (m == CHN_MENTION_NONE || s->m->at[m].possessive || s->m->at[m].modifier)
        return NONE;
    return m;
}

static void add(const act_sent *s, act_group *g, uint32_t m)
{
    for (uint32_t i = 0; i < g->n_subject; i++)
        if (g->subject[i] == m)
            return;
    if (g->n_subject < CHN_ACT_SIDE && act_actor(s, m))
        g->subject[g->n_subject++] = m;
}

static void tree_subject(const act_sent *s, act_group *g)
{
    const chn_tree *t = s->tree;
    const chn_arg a = chn_tree_subject(t, chn_tree_served(t, g->head));
    if (a.tok == CHN_NONE)
        return;
    if (headed(s, a.tok) == NONE)
        return;
    uint32_t conj[CHN_ACT_SIDE];
    const uint32_t n = chn_tree_conjuncts(t, a.tok, conj, CHN_ACT_SIDE);
    const act_group was = *g;
    g->n_subject = 0;
    for (uint32_t i = 0; i < n && i < CHN_ACT_SIDE; i++) {
        const uint32_t m = headed(s, conj[i]);
        if (m != NONE)
            add(s, g, m);
    }
    if (g->n_subject == 0)
        *g = was;
    else
        g->subject_cost = 2;
}

static bool doubtful(const act_sent *s, const act_group *g)
{
    return (g->n_subject == 0 || g->subject_cost >= DOUBTFUL) &&
           chn_act_begins(s->k, s->doc->tok[g->head].word);
}

chn_code act_tree_subjects(act_sent *s, chn_err *err)
{
    bool wanted = false;
    for (uint32_t i = 0; i < s->n_group && !wanted; i++)
        wanted = doubtful(s, &s->group[i]);
    if (!s->tree || !wanted)
        return CHN_OK;
    const chn_code rc =
        chn_syntax_parse(s->tree, s->doc->tok[s->first].sent, err);
    for (uint32_t i = 0; rc == CHN_OK && i < s->n_group; i++)
        if (doubtful(s, &s->group[i]))
            tree_subject(s, &s->group[i]);
    return rc;
}
