/* SPDX-License-Identifier: Apache-2.0 */
/* act_dump FILE...: print the trees, the acts and what was seen and not coded,
 * for whoever writes rules. `act_dump --examples [WORD]` runs the examples of
 * the rules whose id holds WORD, and lists those that fail. A first argument
 * --data=DIR reads the rule tables of DIR instead of those compiled in. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/inside.h"
#include "base/str.h"

#define FILE_MAX ((size_t)1 << 20)

typedef struct all {
    chn_arena *a, *scratch;
    chn_text_know *text;
    chn_lex *lex;
    chn_actor_know *actor;
    chn_act_know *act;
    chn_model *model;
    chn_err err;
} all;

static void put(const chn_doc *d, uint32_t from, uint32_t to)
{
    const chn_str s = chn_doc_slice(d, from, to);
    printf("%.*s", (int)s.n, s.p);
}

static bool run(all *x, const char *bytes, uint32_t n, uint32_t body,
                chn_doc *d, chn_mentions *m, chn_tree **tree, chn_acts *acts)
{
    static const chn_times none;
    memset(m, 0, sizeof *m);
    return chn_text_read(x->text, x->lex, x->scratch, bytes, n, body, d,
                         &x->err) == CHN_OK &&
           chn_actor_find(x->actor, d, m, &x->err) == CHN_OK &&
           chn_tree_new(x->model, d, tree, &x->err) == CHN_OK &&
           chn_act_find(x->act, d, m, &none, *tree, false, acts, &x->err) ==
               CHN_OK;
}

static void side(const chn_doc *d, const chn_mentions *m, const uint32_t *at,
                 uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const chn_mention *x = &m->at[at[i]];
        printf(" {");
        put(d, x->first, x->end);
        printf(" = %.*s/%.*s}", (int)x->country.n, x->country.p,
               (int)x->sector.n, x->sector.p);
    }
}

static void dump(const chn_doc *d, const chn_mentions *m, const chn_tree *t,
                 const chn_acts *acts)
{
    static const char *const statuses[] = {"occurred", "planned", "possible",
                                           "denied"};
    for (uint32_t s = 0; s < d->n_sent; s++) {
        printf("\n%u: ", s);
        put(d, d->sent[s].first, d->sent[s].end);
        printf("\n");
        for (uint32_t i = d->sent[s].first;
             (t->state[s] & CHN_SENT_PARSED) && i < d->sent[s].end; i++) {
            const uint32_t h = chn_tree_head(t, i);
            printf(" %u:%.*s/%s<%s", i, (int)d->tok[i].fold.n, d->tok[i].fold.p,
                   chn_upos_name(chn_tree_upos(t, i)),
                   chn_rel_name(chn_tree_rel(t, i)));
            if (h != CHN_NONE)
                printf(":%u", h);
        }
        printf("\n  mentions:");
        for (uint32_t k = 0; k < m->n; k++) {
            const chn_mention *x = &m->at[k];
            if (x->first < d->sent[s].first || x->first >= d->sent[s].end)
                continue;
            printf(" {");
            put(d, x->first, x->end);
            printf(" = %.*s/%.*s k%d%s%s%s p%u}", (int)x->country.n,
                   x->country.p, (int)x->sector.n, x->sector.p, x->kind,
                   x->possessive ? " poss" : "", x->modifier ? " mod" : "",
                   x->locative ? " loc" : "", x->n_parts);
        }
        printf("\n");
        for (uint32_t i = 0; i < acts->n; i++) {
            const chn_act *a = &acts->at[i];
            if (a->sent != s)
                continue;
            printf("  ACT %.*s %.*s [", (int)a->rule_id.n, a->rule_id.p,
                   (int)a->category.n, a->category.p);
            put(d, a->first, a->end);
            printf("] %s", statuses[a->status]);
            side(d, m, a->source, a->n_source);
            printf(" ->");
            side(d, m, a->target, a->n_target);
            printf("%s%s %d\n", a->inferred ? " inferred" : "",
                   a->background ? " background" : "", a->confidence);
        }
        for (uint32_t i = 0; i < acts->n_seen; i++) {
            const chn_act_seen *a = &acts->seen[i];
            if (a->sent != s)
                continue;
            printf("  seen %.*s [", (int)a->rule_id.n, a->rule_id.p);
            put(d, a->first, a->end);
            printf("] %s\n", a->reason);
        }
    }
}

static bool one_of(const chn_acts *acts, chn_str rule)
{
    for (uint32_t i = 0; i < acts->n; i++)
        if (chn_str_eq(acts->at[i].rule_id, rule))
            return true;
    return false;
}

/* Did a rule that makes no act take its words? */
static bool dropped(const chn_acts *acts, chn_str rule)
{
    for (uint32_t i = 0; i < acts->n_seen; i++)
        if (chn_str_eq(acts->seen[i].rule_id, rule) &&
            strcmp(acts->seen[i].reason, "the words mean something else") == 0)
            return true;
    return false;
}

static int examples(all *x, const char *word)
{
    uint32_t bad = 0;
    for (uint32_t i = 0; i < chn_act_rule_count(x->act); i++) {
        const chn_rule_example e = chn_act_rule_example(x->act, i);
        const chn_rule_text r = chn_act_rule_text(x->act, i);
        for (int yes = 0; yes < 2; yes++) {
            const chn_str ex = yes ? e.positive : e.negative;
            chn_doc d;
            chn_mentions m;
            chn_tree *t;
            chn_acts acts;
            if (!strstr(e.rule.p, word))
                continue;
            chn_arena_reset(x->scratch);
            if (!run(x, ex.p, (uint32_t)ex.n, 0, &d, &m, &t, &acts))
                return 1;
            const bool drop = dropped(&acts, e.rule);
            const bool found = one_of(&acts, e.rule) || drop;
            const bool any = acts.n > 0 || drop;
            if (yes ? any : !found)
                continue;
            bad++;
            printf("FAIL %s %.*s  %.*s\n     %.*s\n",
                   yes ? "positive" : "negative", (int)r.id.n, r.id.p,
                   (int)r.pattern.n, r.pattern.p, (int)ex.n, ex.p);
            if (yes)
                dump(&d, &m, t, &acts);
        }
    }
    printf("%u failed\n", bad);
    return bad > 0;
}

static const chn_table *overlay(all *x, const char *dir, const char *name)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "rb");
    char *bytes = f ? CHN_NEW(x->a, char, FILE_MAX) : NULL;
    if (!bytes)
        return NULL;
    const size_t n = fread(bytes, 1, FILE_MAX, f);
    (void)fclose(f);
    chn_table *t = chn_table_parse(x->a, name, path, bytes, n, &x->err);
    if (!t)
        (void)fprintf(stderr, "%s\n", x->err.text);
    return t;
}

int main(int argc, char **argv)
{
    static const chn_table *tables[256];
    chn_tableset set = {tables, 0};
    all x;
    size_t n_model;
    memset(&x, 0, sizeof x);
    x.a = chn_arena_new((size_t)1 << 30);
    x.scratch = chn_arena_new((size_t)1 << 30);
    if (!x.a || !x.scratch)
        return 4;
    const char *dir = NULL;
    if (argc > 1 && strncmp(argv[1], "--data=", 7) == 0) {
        dir = argv[1] + 7;
        argc--;
        argv++;
    }
    for (uint32_t i = 0; i < chn_builtin_table_count && i < 256; i++) {
        const chn_table *t = &chn_builtin_tables[i];
        if (dir && strncmp(t->name, "rules/", 6) == 0) {
            t = overlay(&x, dir, t->name);
            if (!t)
                return 1;
        }
        tables[set.n++] = t;
    }
    const void *bytes_of_model = chn_model_builtin(&n_model);
    x.lex = chn_lex_new(x.a);
    x.text = x.lex ? chn_text_know_new(x.a, &set, x.lex, &x.err) : NULL;
    x.actor =
        x.text ? chn_actor_know_new(x.a, &set, x.text, x.lex, &x.err) : NULL;
    x.act = x.actor ? chn_act_know_new(x.a, &set, x.text, x.lex, &x.err) : NULL;
    x.model = x.act && bytes_of_model
                  ? chn_model_of(x.a, bytes_of_model, n_model, &x.err)
                  : NULL;
    char *bytes = CHN_NEW(x.a, char, FILE_MAX);
    if (!x.model || !bytes) {
        (void)fprintf(stderr, "%s\n", x.err.text);
        return 1;
    }
    if (argc > 1 && strcmp(argv[1], "--examples") == 0)
        return examples(&x, argc > 2 ? argv[2] : "");
    for (int i = 1; i < argc; i++) {
        FILE *f = strcmp(argv[i], "-") ? fopen(argv[i], "rb") : stdin;
        const size_t n = f ? fread(bytes, 1, FILE_MAX, f) : 0;
        chn_doc d;
        chn_mentions m;
        chn_tree *t;
        chn_acts acts;
        if (!run(&x, bytes, (uint32_t)n, n > 17 && bytes[0] == ' ' ? 17 : 0, &d,
                 &m, &t, &acts))
            return 1;
        dump(&d, &m, t, &acts);
    }
    chn_arena_free(x.a);
    chn_arena_free(x.scratch);
    return 0;
}
