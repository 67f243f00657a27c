/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A table of rules, as an overlay brings it: an error that names its file, or
 * rules that are then tried on sentences with much to match. Acts hold words
 * of the text and actors of it, and each has a source. The tables of the other
 * stages are left out, and actors are marked by hand.
 */
#include "fuzz.h"

#include <string.h>

#include "act/inside.h"
#include "base/limits.h"
#include "base/str.h"

#define TABLE_MAX 12000u /* longer ones find nothing that shorter do not */

static const char text[] =
    "Norway urged Sweden to hold talks with Russia, and Russia's attack on "
    "Sweden was condemned by Norway on Monday.\n\nIf Norway, which met Sweden, "
    "did not agree to lift the ban imposed on Russia, Sweden would send no "
    "troops. So did Russia.";

static chn_arena *know_arena, *arena; /* libFuzzer has no place for them */
static chn_tableset set;
static chn_model *model;
static chn_lex *lex;
static chn_text_know *words;
static chn_doc doc;
static chn_mentions mentions;
static chn_tree *tree;

/* Each name of a country is a mention. */
static void mark(const chn_doc *d, chn_mentions *m)
{
    static const struct {
        const char *word, *code;
    } names[] = {{"norway", "NOR"}, {"sweden", "SWE"}, {"russia", "RUS"}};
    memset(m, 0, sizeof *m);
    m->at = CHN_NEW(know_arena, chn_mention, d->n_tok + 1);
    m->of_token = CHN_NEW(know_arena, uint32_t, d->n_tok + 1);
    HOLDS(m->at && m->of_token);
    for (uint32_t t = 0; t < d->n_tok; t++) {
        m->of_token[t] = NONE;
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            if (!chn_tok_is(d, t, names[i].word))
                continue;
            chn_mention *x = &m->at[m->n];
            x->first = x->core = t;
            x->end = t + 1;
            x->actor = CHN_ACTOR_NONE;
            x->antecedent = NONE;
            x->country = chn_str_of(names[i].code);
            m->of_token[t] = m->n++;
        }
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const char *const kept[] = {
        "rules/words.tsv", "rules/classes.tsv", "rules/status.tsv",
        "rules/deeds.tsv", "rules/planned.tsv", "ontology/plover.tsv"};
    chn_err err;
    size_t n = 0;
    (void)argc;
    (void)argv;
    memset(&set, 0, sizeof set);
    know_arena = chn_arena_new(CHN_ARENA_MAX);
    arena = chn_arena_new(CHN_ARENA_MAX);
    HOLDS(know_arena && arena);
    set.tables =
        CHN_NEW(know_arena, const chn_table *, chn_builtin_table_count + 1);
    HOLDS(set.tables != NULL);
    for (uint32_t i = 0; i < chn_builtin_table_count; i++) {
        const chn_table *t = &chn_builtin_tables[i];
        bool keep = strncmp(t->name, "text/", 5) == 0;
        for (size_t k = 0; k < sizeof kept / sizeof kept[0]; k++)
            keep = keep || strcmp(t->name, kept[k]) == 0;
        if (keep)
            set.tables[set.n++] = t;
    }
    const void *bytes = chn_model_builtin(&n);
    model = bytes ? chn_model_of(know_arena, bytes, n, &err) : NULL;
    HOLDS(model != NULL);
    lex = chn_lex_new(know_arena);
    HOLDS(lex != NULL);
    words = chn_text_know_new(know_arena, &set, lex, &err);
    HOLDS(words != NULL);
    /* once to learn its words, which rules may name */
    for (int twice = 0; twice < 2; twice++) {
        HOLDS(chn_text_read(words, lex, know_arena, text,
                            (uint32_t)strlen(text), 0, &doc, &err) == CHN_OK);
        for (uint32_t t = 0; t < doc.n_tok; t++)
            HOLDS(chn_lex_add(lex, doc.tok[t].fold) != 0);
    }
    mark(&doc, &mentions);
    HOLDS(chn_tree_new(model, &doc, &tree, &err) == CHN_OK);
    HOLDS(chn_syntax_parse(tree, CHN_NONE, &err) == CHN_OK);
    return 0;
}

static void side(const uint32_t *at, uint32_t n, const chn_mentions *m)
{
    HOLDS(n <= CHN_ACT_SIDE);
    for (uint32_t i = 0; i < n; i++)
        HOLDS(at[i] < m->n);
}

static void check_act(const chn_act *a, const chn_doc *d, const chn_mentions *m,
                      uint32_t n_rules)
{
    HOLDS(a->rule < n_rules && a->n_source > 0);
    HOLDS(a->first < a->end && a->end <= d->n_tok);
    HOLDS(a->clause_first < a->clause_end && a->clause_end <= d->n_tok);
    HOLDS(a->n_node >= 1 && a->n_node <= CHN_ACT_NODES);
    for (uint32_t i = 0; i < a->n_node; i++)
        HOLDS(a->node[i] < d->n_tok);
    HOLDS(a->status <= CHN_STATUS_DENIED);
    HOLDS(a->confidence > 0 && a->confidence <= 100);
    side(a->source, a->n_source, m);
    side(a->target, a->n_target, m);
    side(a->others, a->n_others, m);
}

static void try_rules(const chn_act_know *k)
{
    static const chn_times none;
    chn_doc d = doc;
    chn_acts acts;
    chn_err err;
    d.arena = arena;
    HOLDS(chn_act_find(k, &d, &mentions, &none, tree, false, &acts, &err) ==
          CHN_OK);
    for (uint32_t i = 0; i < acts.n; i++)
        check_act(&acts.at[i], &d, &mentions, chn_act_rule_count(k));
    for (uint32_t i = 0; i < acts.n_seen; i++)
        HOLDS(acts.seen[i].rule < chn_act_rule_count(k) &&
              acts.seen[i].end <= d.n_tok && acts.seen[i].reason);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    chn_err err;
    if (n > TABLE_MAX)
        return 0;
    memset(&err, 0, sizeof err);
    chn_arena_reset(arena);
    const chn_table *t = chn_table_parse(arena, "rules/consult.tsv", "t.tsv",
                                         (const char *)data, n, &err);
    if (!t)
        return 0; /* fuzz_table looks at those */
    chn_tableset with = set;
    with.tables[with.n++] = t;
    const chn_act_know *k = chn_act_know_new(arena, &with, words, lex, &err);
    if (k)
        try_rules(k);
    else
        HOLDS(err.code == CHN_ERR_MEMORY || strncmp(err.text, "t.tsv", 5) == 0);
    return 0;
}
