/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For developers: print the mentions of text files, one a line, as the actor
 * stage finds them. A first line " date YYYY-MM-DD " is read as the report's
 * date. Usage: mention_dump FILE...
 */
#include "actor/actor.h"
#include "base/arena.h"
#include "base/limits.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const KINDS[] = {"country", "body",   "person", "igo",
                                    "org",     "armed",  "media",  "people",
                                    "place",   "pronoun"};
static const char *const LINKS[] = {"name",    "alias", "office", "metonym",
                                    "demonym", "coref", "list"};

static char *slurp(const char *path, size_t *n)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return NULL;
    char *p = malloc(CHN_REPORT_MAX);
    *n = p ? fread(p, 1, CHN_REPORT_MAX, in) : 0;
    (void)fclose(in);
    return p;
}

static void flag(bool on, const char *name)
{
    if (on)
        printf(" %s", name);
}

static void print_mention(const chn_doc *d, const chn_mention *m)
{
    const chn_str s = chn_doc_slice(d, m->first, m->end);
    printf(" \"%.*s\" %s %s", (int)s.n, s.p, KINDS[m->kind], LINKS[m->link]);
    printf(" %.*s", (int)m->country.n, m->country.p);
    if (m->sector.n)
        printf("/%.*s", (int)m->sector.n, m->sector.p);
    if (m->id.n)
        printf(" id=%.*s", (int)m->id.n, m->id.p);
    if (m->name.n)
        printf(" name=\"%.*s\"", (int)m->name.n, m->name.p);
    if (m->media_kind.n)
        printf(" media=\"%.*s\"", (int)m->media_kind.n, m->media_kind.p);
    if (m->antecedent != CHN_MENTION_NONE)
        printf(" -> [%" PRIu32 "]", m->antecedent);
    for (uint32_t p = 0; p < m->n_parts; p++)
        printf(" %s[%" PRIu32 "]", p ? "+" : "= ", m->parts[p]);
    flag(m->possessive, "possessive");
    flag(m->modifier, "modifier");
    flag(m->plural, "plural");
    flag(m->locative, "locative");
    flag(m->unnamed, "unnamed");
    const chn_span x = chn_doc_span(d, m->first, m->end);
    printf(" @%" PRIu32 "-%" PRIu32, chn_doc_origin(d, x.from),
           chn_doc_origin(d, x.to)); /* bytes of the file */
    putchar('\n');
}

static int dump(const chn_actor_know *k, const chn_text_know *tk,
                const chn_lex *lex, const char *path)
{
    size_t n = 0;
    char *bytes = slurp(path, &n);
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    chn_err err = {0};
    chn_doc doc;
    chn_mentions ms;
    int rc = 1;
    if (!bytes || !a) {
        (void)fprintf(stderr, "mention_dump: cannot read %s\n", path);
        goto out;
    }
    const char *head = strstr(bytes, "date ");
    uint32_t body = 0;
    chn_day day = CHN_DAY_NONE;
    if (head && head - bytes <= 1 && n > 16) {
        day = chn_day_parse(head + 5, 10);
        body = (uint32_t)(head - bytes) + 16;
    }
    if (chn_text_read(tk, lex, a, bytes, (uint32_t)n, body, &doc, &err))
        goto out;
    doc.published = day;
    if (chn_actor_find(k, &doc, &ms, &err))
        goto out;
    printf("== %s\n", path);
    uint32_t m = 0, in = 0;
    for (uint32_t i = 0; i < doc.n_sent; i++) {
        printf("# %.*s\n", (int)(doc.sent[i].span.to - doc.sent[i].span.from),
               doc.text + doc.sent[i].span.from);
        for (; m < ms.n && ms.at[m].first < doc.sent[i].end; m++) {
            printf("  [%" PRIu32 "]", m);
            print_mention(&doc, &ms.at[m]);
            for (; in < ms.n_inner && ms.inner[in].first < ms.at[m].end; in++) {
                printf("  in [%" PRIu32 "]", m);
                print_mention(&doc, &ms.inner[in]);
            }
        }
    }
    rc = 0;
out:
    if (rc && err.text[0])
        (void)fprintf(stderr, "mention_dump: %s\n", err.text);
    chn_arena_free(a);
    free(bytes);
    return rc;
}

int main(int argc, char **argv)
{
    chn_err err = {0};
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    const chn_table **tables =
        calloc(chn_builtin_table_count + 1, sizeof *tables);
    int rc = 1;
    if (!a || !tables)
        goto out;
    for (uint32_t i = 0; i < chn_builtin_table_count; i++)
        tables[i] = &chn_builtin_tables[i];
    const chn_tableset set = {tables, chn_builtin_table_count};
    chn_lex *lex = chn_lex_new(a);
    chn_text_know *tk = lex ? chn_text_know_new(a, &set, lex, &err) : NULL;
    chn_actor_know *k = tk ? chn_actor_know_new(a, &set, tk, lex, &err) : NULL;
    if (!k) {
        (void)fprintf(stderr, "mention_dump: %s\n", err.text);
        goto out;
    }
    rc = 0;
    for (int i = 1; i < argc; i++)
        rc |= dump(k, tk, lex, argv[i]);
out:
    chn_arena_free(a);
    free(tables);
    return rc;
}
