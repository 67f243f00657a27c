/* SPDX-License-Identifier: Apache-2.0 */
/* The first look: which sentences can hold an act. A sentence with a claim
 * must never be passed over, so every rule's own example is looked at. */
#include "engine/first.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "base/str.h"
#include "check.h"

typedef struct world {
    chn_arena *know, *scratch;
    chn_tableset set;
    chn_lex *lex;
    chn_text_know *text;
    chn_actor_know *actors;
    chn_act_know *acts;
    chn_first *first;
    chn_doc doc;
} world;

static bool ready(world *w)
{
    chn_err err = {0};
    const chn_table **t = chn_calloc(chn_builtin_table_count, sizeof *t);
    w->know = chn_arena_new(CHN_ARENA_MAX);
    w->scratch = chn_arena_new(CHN_ARENA_MAX);
    w->set.tables = t;
    if (!t || !w->know || !w->scratch)
        return false;
    for (uint32_t i = 0; i < chn_builtin_table_count; i++)
        t[i] = &chn_builtin_tables[i];
    w->set.n = chn_builtin_table_count;
    w->lex = chn_lex_new(w->know);
    if (w->lex)
        w->text = chn_text_know_new(w->know, &w->set, w->lex, &err);
    if (w->text)
        w->actors = chn_actor_know_new(w->know, &w->set, w->text, w->lex, &err);
    if (w->actors)
        w->acts = chn_act_know_new(w->know, &w->set, w->text, w->lex, &err);
    if (w->acts)
        w->first = chn_first_new(w->know, w->lex, w->actors, w->acts);
    if (!w->first)
        printf("# %s\n", err.text);
    return w->first != NULL;
}

static void done(world *w)
{
    chn_free(w->set.tables);
    chn_arena_free(w->know);
    chn_arena_free(w->scratch);
}

static bool read_text(world *w, chn_str text)
{
    chn_err err = {0};
    chn_arena_reset(w->scratch);
    return chn_text_read(w->text, w->lex, w->scratch, text.p, (uint32_t)text.n,
                         0, &w->doc, &err) == CHN_OK;
}

/* 1 wanted, 0 not, -1 the text is no single sentence */
static int wants(world *w, const char *sentence)
{
    if (!read_text(w, chn_str_of(sentence)) || w->doc.n_sent != 1)
        return -1;
    return chn_first_wants(w->first, &w->doc, 0);
}

/* Sentences of the rules' positive examples in which nothing is wanted. */
static uint32_t examples_refused(world *w, uint32_t *seen)
{
    uint32_t refused = 0;
    for (uint32_t i = 0; i < chn_act_rule_count(w->acts); i++) {
        const chn_rule_example x = chn_act_rule_example(w->acts, i);
        if (x.positive.n == 0)
            continue;
        bool wanted = false;
        CHECK(read_text(w, x.positive));
        for (uint32_t s = 0; s < w->doc.n_sent; s++)
            wanted = wanted || chn_first_wants(w->first, &w->doc, s);
        if (!wanted) {
            printf("# %s:%u: passed over: %.*s\n", x.file, (unsigned)x.line,
                   (int)x.positive.n, x.positive.p);
            refused++;
        }
        (*seen)++;
    }
    return refused;
}

int main(void)
{
    world w;
    memset(&w, 0, sizeof w);
    TEST("the tables load")
    {
        CHECK(ready(&w));
    }
    if (!w.first) {
        done(&w);
        return check_end() | 1;
    }
    TEST("an actor and a word of a rule")
    {
        CHECK_INT(wants(&w, "Norway signed a treaty with Chile."), 1);
        CHECK_INT(wants(&w, "the government signed a treaty."), 1);
    }
    TEST("an actor alone")
    {
        CHECK_INT(wants(&w, "Norway, Chile, Peru."), 0);
    }
    TEST("a word of a rule alone")
    {
        CHECK_INT(wants(&w, "bombs wounded horses."), 0);
        /* a capital at the beginning says nothing */
        CHECK_INT(wants(&w, "Bombs wounded horses."), 0);
    }
    TEST("neither")
    {
        CHECK_INT(wants(&w, "snow, moss, dry grass."), 0);
        CHECK_INT(wants(&w, "..."), 0);
    }
    TEST("a pronoun may stand for an actor")
    {
        CHECK_INT(wants(&w, "they wounded horses."), 1);
        CHECK_INT(wants(&w, "bombs wounded her."), 1);
        CHECK_INT(wants(&w, "They, too."), 0);
    }
    TEST("a name that no table has")
    {
        CHECK_INT(wants(&w, "bombs wounded Zzyxgard."), 1);
        CHECK_INT(wants(&w, "snow, moss, Zzyxgard."), 0);
    }
    TEST("the actor may follow the word of the rule, in another clause too")
    {
        CHECK_INT(wants(&w, "a treaty signed years ago is old in Norway."), 1);
    }
    TEST("nothing to look at")
    {
        CHECK(read_text(&w, chn_str_of("")));
        CHECK_INT(w.doc.n_sent, 0);
        chn_sent none;
        memset(&none, 0, sizeof none);
        w.doc.sent = &none;
        w.doc.n_sent = 1;
        CHECK(!chn_first_wants(w.first, &w.doc, 0));
    }
    TEST("one sentence of two")
    {
        CHECK(read_text(&w, chn_str_of("Snow, moss, dry grass.\n\nNorway "
                                       "signed a treaty with Chile.")));
        CHECK_INT(w.doc.n_sent, 2);
        CHECK(!chn_first_wants(w.first, &w.doc, 0));
        CHECK(chn_first_wants(w.first, &w.doc, 1));
    }
    TEST("no rule's own example is passed over")
    {
        uint32_t seen = 0;
        CHECK_INT(examples_refused(&w, &seen), 0);
        CHECK(seen > 50);
    }
    done(&w);
    return check_end();
}
