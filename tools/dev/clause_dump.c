/* SPDX-License-Identifier: Apache-2.0 */
/* clause_dump FILE...: print the clauses, verb groups and subjects that the
 * act stage sees, for whoever writes rules. */
#include <stdio.h>
#include <stdlib.h>

#include "act/inside.h"
#include "base/str.h"

#define FILE_MAX ((size_t)1 << 20)

static void put(const chn_doc *d, uint32_t from, uint32_t to)
{
    const chn_str s = chn_doc_slice(d, from, to);
    printf("%.*s", (int)s.n, s.p);
}

static void dump(const act_sent *s)
{
    static const char *const kinds[] = {"finite", "infinitive", "ing",
                                        "reduced"};
    for (uint32_t i = 0; i < s->n_group; i++) {
        const act_group *g = &s->group[i];
        printf("    [");
        put(s->doc, g->first, g->end);
        printf("] %s%s%s%s%s%s subject:", kinds[g->kind],
               g->passive ? " passive" : "", g->negated ? " negated" : "",
               g->will ? " will" : "", g->may ? " may" : "",
               g->relative ? " relative" : "");
        for (uint32_t j = 0; j < g->n_subject; j++) {
            const chn_mention *m = &s->m->at[g->subject[j]];
            printf(" {");
            put(s->doc, m->first, m->end);
            printf(" = %.*s}", (int)m->country.n, m->country.p);
        }
        printf("\n        clause: ");
        put(s->doc, g->clause_first, g->clause_end);
        printf("\n");
    }
}

int main(int argc, char **argv)
{
    static const chn_table *tables[256];
    chn_tableset set = {tables, 0};
    chn_err err;
    for (uint32_t i = 0; i < chn_builtin_table_count && i < 256; i++)
        tables[set.n++] = &chn_builtin_tables[i];
    chn_arena *a = chn_arena_new((size_t)1 << 30);
    chn_lex *lex = a ? chn_lex_new(a) : NULL;
    chn_text_know *text = lex ? chn_text_know_new(a, &set, lex, &err) : NULL;
    chn_actor_know *actor =
        text ? chn_actor_know_new(a, &set, text, lex, &err) : NULL;
    chn_act_know *act =
        actor ? chn_act_know_new(a, &set, text, lex, &err) : NULL;
    char *bytes = a ? CHN_NEW(a, char, FILE_MAX) : NULL;
    if (!act || !bytes)
        return 4;
    for (int i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        const size_t n = f ? fread(bytes, 1, FILE_MAX, f) : 0;
        chn_doc d;
        chn_mentions m;
        if (f)
            (void)fclose(f);
        const uint32_t body = n > 17 && bytes[0] == ' ' ? 17 : 0;
        memset(&m, 0, sizeof m);
        if (chn_text_read(text, lex, a, bytes, (uint32_t)n, body, &d, &err) ||
            chn_actor_find(actor, &d, &m, &err))
            return 1;
        act_sent s = {.k = act, .doc = &d, .m = &m};
        s.group = CHN_NEW(a, act_group, CHN_REPORT_MAX / 4096);
        s.group_of = CHN_NEW(a, uint32_t, d.n_tok + 1);
        bool *dated = CHN_NEW(a, bool, d.n_tok + 1); /* no time stage here */
        s.dated = dated;
        for (uint32_t j = 0; dated && s.group && s.group_of && j < d.n_sent;
             j++) {
            s.first = d.sent[j].first;
            s.end = d.sent[j].end;
            printf("%u: ", j);
            put(&d, s.first, s.end);
            printf("\n  mentions:");
            for (uint32_t k = 0; k < m.n; k++) {
                const chn_mention *x = &m.at[k];
                if (x->first < s.first || x->first >= s.end)
                    continue;
                printf(" {");
                put(&d, x->first, x->end);
                printf(" = %.*s/%.*s k%d%s%s%s p%u}", (int)x->country.n,
                       x->country.p, (int)x->sector.n, x->sector.p, x->kind,
                       x->possessive ? " poss" : "", x->modifier ? " mod" : "",
                       x->locative ? " loc" : "", x->n_parts);
            }
            printf("\n");
            act_clauses(&s);
            dump(&s);
        }
    }
    chn_arena_free(a);
    return 0;
}
