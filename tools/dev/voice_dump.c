/* SPDX-License-Identifier: Apache-2.0 */
/*
 * voice_dump: what the voice stage finds in a text file, for its developers.
 *
 *   voice_dump FILE                 attributions, one a line, with chains
 *   voice_dump --jsonl < RECORDS    one JSON object for each line with "id"
 *                                   and "text", as an attribution scorer reads
 *                                   it (spans in code points)
 *   voice_dump --trees FILE         the trees that it asks
 *   voice_dump --bench N < RECORDS  tokens a second of the stage alone
 *   voice_dump --ask FILE < ASKS    one chain a line for lines of standard
 *                                   input "FROM TO COUNTRY": code points of
 *                                   an act's words, its source's country
 *   voice_dump --mentions FILE      the mentions that it works on
 *   voice_dump --cues               the table's examples that fail
 *
 * Not installed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "syntax/tree.h"
#include "voice/voice.h"

typedef struct tools {
    chn_arena *engine, *scratch;
    chn_lex *lex;
    const chn_text_know *text;
    const chn_actor_know *actor;
    const chn_voice_know *voice;
    const chn_model *model; /* NULL: the word patterns alone */
    bool list;              /* with what is no voice of a claim */
} tools;

typedef struct reading {
    chn_doc doc;
    chn_mentions m;
    chn_voices v;
    chn_tree *tree;
} reading;

static bool open_tools(tools *t, chn_err *err)
{
    t->engine = chn_arena_new(CHN_ARENA_MAX);
    t->scratch = chn_arena_new(CHN_ARENA_MAX);
    if (!t->engine || !t->scratch)
        return false;
    const chn_table **tables =
        CHN_NEW(t->engine, const chn_table *, chn_builtin_table_count);
    if (!tables)
        return false;
    for (uint32_t i = 0; i < chn_builtin_table_count; i++)
        tables[i] = &chn_builtin_tables[i];
    const chn_tableset set = {tables, chn_builtin_table_count};
    t->lex = chn_lex_new(t->engine);
    if (!t->lex)
        return false;
    t->text = chn_text_know_new(t->engine, &set, t->lex, err);
    if (t->text)
        t->actor = chn_actor_know_new(t->engine, &set, t->text, t->lex, err);
    if (t->actor)
        t->voice = chn_voice_know_new(t->engine, &set, t->text, t->lex, err);
    size_t n = 0;
    const void *bytes = chn_model_builtin(&n);
    t->model =
        t->voice && bytes ? chn_model_of(t->engine, bytes, n, err) : NULL;
    return t->voice != NULL;
}

/* " date 2019-08-15 ": bytes of the header. */
static uint32_t header(const char *p, size_t n)
{
    size_t i = 0;
    while (i < n && p[i] == ' ')
        i++;
    if (n - i > 16 && memcmp(p + i, "date ", 5) == 0 &&
        chn_day_parse(p + i + 5, 10) != CHN_DAY_NONE)
        return (uint32_t)(i + 16);
    return 0;
}

static bool read_doc(tools *t, const char *p, size_t n, reading *r,
                     chn_err *err)
{
    chn_arena_reset(t->scratch);
    memset(r, 0, sizeof *r);
    r->doc.published = CHN_DAY_NONE;
    return chn_text_read(t->text, t->lex, t->scratch, p, (uint32_t)n,
                         header(p, n), &r->doc, err) == CHN_OK &&
           chn_actor_find(t->actor, &r->doc, &r->m, err) == CHN_OK &&
           (!t->model ||
            chn_tree_new(t->model, &r->doc, &r->tree, err) == CHN_OK) &&
           chn_voice_find(t->voice, &r->doc, &r->m, r->tree, &r->v, err) ==
               CHN_OK &&
           (!t->list || chn_voice_list(t->voice, &r->doc, &r->m, r->tree, &r->v,
                                       err) == CHN_OK);
}

static void put_range(const reading *r, uint32_t first, uint32_t end)
{
    const chn_str s = chn_doc_slice(&r->doc, first, end);
    for (size_t i = 0; i < s.n; i++)
        putchar(s.p[i] == '\n' ? ' ' : s.p[i]);
}

static void put_chain(const tools *t, const reading *r, uint32_t tok,
                      uint32_t speaker)
{
    chn_voice links[CHN_CHAIN_MAX];
    uint32_t flags;
    const uint32_t n = chn_voice_chain(t->voice, &r->doc, &r->m, &r->v, tok,
                                       speaker, links, &flags);
    putchar('[');
    for (uint32_t i = 0; i < n; i++)
        printf("%s%.*s (%.*s%s)", i ? " <- " : "", (int)links[i].name.n,
               links[i].name.p, (int)links[i].kind.n, links[i].kind.p,
               links[i].inherited ? ", inherited" : "");
    putchar(']');
}

static void dump(const tools *t, const reading *r)
{
    for (uint32_t i = 0; i < r->v.n; i++) {
        const chn_attribution *a = &r->v.at[i];
        printf("%u ^%d %.*s flags=%u | ", i,
               a->parent == CHN_ATTR_NONE ? -1 : (int)a->parent, (int)a->rule.n,
               a->rule.p, a->flags);
        put_range(r, a->source_first, a->source_end);
        printf(" | ");
        put_range(r, a->cue_first, a->cue_end);
        for (uint32_t c = 0; c < a->n_content; c++) {
            printf(" | ");
            put_range(r, a->content[c][0], a->content[c][1]);
        }
        if (a->n_content) {
            printf(" | ");
            put_chain(t, r, a->content[0][1] - 1, CHN_MENTION_NONE);
        }
        putchar('\n');
    }
}

static size_t code_point(const reading *r, uint32_t byte)
{
    return chn_utf8_count(r->doc.text, byte);
}

static void json_range(const reading *r, const char *role, uint32_t ranges,
                       const uint32_t (*at)[2])
{
    printf("\"%s\": [", role);
    bool any = false;
    for (uint32_t i = 0; i < ranges; i++) {
        if (at[i][1] <= at[i][0])
            continue;
        const chn_span s = chn_doc_span(&r->doc, at[i][0], at[i][1]);
        printf("%s[%zu, %zu]", any ? ", " : "", code_point(r, s.from),
               code_point(r, s.to));
        any = true;
    }
    printf("]");
}

/* The links from the report to this attribution, by actor ids where they have
 * one; those of one speaker of many as a list. */
static void json_chain(const tools *t, const reading *r, uint32_t a)
{
    chn_voice links[CHN_CHAIN_MAX];
    uint32_t of[CHN_CHAIN_MAX];
    const uint32_t n =
        chn_voice_path(t->voice, &r->doc, &r->m, &r->v, a, links, of);
    printf(", \"chain\": [\"article\"");
    for (uint32_t i = 0; i < n; i++) {
        const chn_str s = links[i].id.n ? links[i].id : links[i].name;
        chn_voice parts[CHN_MENTION_PARTS];
        const uint32_t k =
            chn_voice_speakers(t->voice, &r->doc, &r->m, &r->v, of[i], parts);
        printf(k > 1 ? ", [" : ", ");
        for (uint32_t j = 0; j < (k > 1 ? k : 1); j++) {
            const chn_str p = k <= 1          ? s
                              : parts[j].id.n ? parts[j].id
                                              : parts[j].name;
            printf("%s\"", j ? ", " : "");
            for (size_t b = 0; b < p.n; b++)
                putchar(p.p[b] == '"' || p.p[b] == '\\' || p.p[b] == '\n'
                            ? '\''
                            : p.p[b]);
            putchar('"');
        }
        printf(k > 1 ? "]" : "");
    }
    if (n == 0)
        printf(", null");
    printf("]");
}

static void json(const tools *t, const reading *r, const char *id)
{
    printf("{\"id\": \"%s\", \"attributions\": [", id);
    bool any = false;
    for (uint32_t i = 0; i < r->v.n; i++) {
        const chn_attribution *a = &r->v.at[i];
        if (a->flags & (CHN_ATTR_INHERITED | CHN_ATTR_ADDRESSEE))
            continue;
        const uint32_t source[2][2] = {{a->source_first, a->source_end},
                                       {a->again_first, a->again_end}};
        const uint32_t cue[2][2] = {{a->cue_first, a->cue_end},
                                    {a->more_first, a->more_end}};
        printf("%s{\"rule\": \"%.*s\", ", any ? ", " : "", (int)a->rule.n,
               a->rule.p);
        json_range(r, "source", 2, source);
        printf(", ");
        json_range(r, "cue", 2, cue);
        printf(", ");
        json_range(r, "content", a->n_content, a->content);
        json_chain(t, r, i);
        printf("}");
        any = true;
    }
    printf("]}\n");
}

/* Each line of standard input: its attributions, or the time they take. */
static int lines(tools *t, uint32_t rounds, chn_err *err)
{
    static const chn_str names[] = {{"id", 2}, {"text", 4}};
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    uint64_t tokens = 0;
    double seconds = 0;
    while ((n = getline(&line, &room, stdin)) > 0) {
        chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
        chn_str v[2];
        bool found[2];
        reading r;
        if (!a ||
            chn_json_fields(a, line, (size_t)n, names, 2, v, found, err) ||
            !read_doc(t, v[1].p, v[1].n, &r, err))
            return 70;
        if (!rounds)
            json(t, &r, v[0].p);
        for (uint32_t i = 0; i < rounds; i++) {
            struct timespec from;
            struct timespec to;
            clock_gettime(CLOCK_MONOTONIC, &from);
            if (chn_voice_find(t->voice, &r.doc, &r.m, r.tree, &r.v, err))
                return 70;
            clock_gettime(CLOCK_MONOTONIC, &to);
            seconds += (double)(to.tv_sec - from.tv_sec) +
                       (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
            tokens += r.doc.n_tok;
        }
        chn_arena_free(a);
    }
    free(line);
    if (rounds)
        printf("%llu tokens, %.3f s, %.2f million tokens a second\n",
               (unsigned long long)tokens, seconds,
               (double)tokens / seconds / 1e6);
    return 0;
}

static void trees(reading *r, chn_err *err)
{
    if (!r->tree || chn_syntax_parse(r->tree, CHN_NONE, err) != CHN_OK)
        return;
    for (uint32_t i = 0; i < r->doc.n_tok; i++) {
        const uint32_t h = chn_tree_head(r->tree, i);
        if (i && r->doc.tok[i].sent != r->doc.tok[i - 1].sent)
            putchar('\n');
        printf("%u ", i);
        put_range(r, i, i + 1);
        printf("/%s/%s>%d ", chn_upos_name(chn_tree_upos(r->tree, i)),
               chn_rel_name(chn_tree_rel(r->tree, i)),
               h == CHN_NONE ? -1 : (int)h);
    }
    putchar('\n');
}

/* The chain of an act told by the words [from, to): at its first word that is
 * no name; its source is the last mention of that country before it. */
static void ask(const tools *t, const reading *r, size_t from, size_t to,
                const char *country)
{
    uint32_t best = UINT32_MAX;
    uint32_t first = UINT32_MAX;
    for (uint32_t i = 0; i < r->doc.n_tok; i++) {
        const chn_token *k = &r->doc.tok[i];
        const size_t at = code_point(r, k->from);
        if (at < from || at >= to || k->kind != CHN_TOK_WORD)
            continue;
        if (first == UINT32_MAX)
            first = i;
        if (best == UINT32_MAX && k->fold.n > 3 &&
            r->m.of_token[i] == CHN_MENTION_NONE && !(k->flags & CHN_TOK_CAP))
            best = i;
    }
    if (best == UINT32_MAX)
        best = first;
    if (best == UINT32_MAX) {
        printf("[]\t[]\t?\n");
        return;
    }
    uint32_t speaker = CHN_MENTION_NONE;
    for (uint32_t i = 0; i < r->m.n; i++) {
        const chn_mention *m = &r->m.at[i];
        if (m->first > best)
            break;
        if (r->doc.tok[m->first].sent == r->doc.tok[best].sent &&
            m->kind != CHN_KIND_PLACE && m->kind != CHN_KIND_MEDIA &&
            chn_str_is(m->country, country))
            speaker = i;
    }
    put_chain(t, r, best, CHN_MENTION_NONE);
    putchar('\t');
    put_chain(t, r, best, speaker);
    printf("\t%.*s\n", (int)r->doc.tok[best].fold.n, r->doc.tok[best].fold.p);
}

static int cues(tools *t, chn_err *err)
{
    uint32_t bad = 0;
    for (uint32_t i = 0; i < chn_voice_cue_count(t->voice); i++) {
        const chn_cue_example e = chn_voice_cue_example(t->voice, i);
        for (int neg = 0; neg < 2; neg++) {
            const chn_str s = neg ? e.negative : e.positive;
            reading r;
            bool found = false;
            if (!read_doc(t, s.p, s.n, &r, err))
                return 70;
            for (uint32_t a = 0; a < r.v.n; a++)
                found |= chn_str_eq(r.v.at[a].rule, e.id);
            if (found != (neg == 0)) {
                printf("%s%.*s: %.*s\n", neg ? "NOT " : "", (int)e.id.n, e.id.p,
                       (int)s.n, s.p);
                dump(t, &r);
                bad++;
            }
        }
    }
    printf("%u examples fail\n", bad);
    return bad != 0;
}

int main(int argc, char **argv)
{
    tools t = {0};
    chn_err err = {0};
    if (!open_tools(&t, &err)) {
        fprintf(stderr, "voice_dump: %s\n", err.text);
        return 4;
    }
    t.list = argc > 1 && strcmp(argv[1], "--bench") != 0 &&
             strcmp(argv[1], "--ask") != 0;
    if (argc > 1 && strcmp(argv[1], "--cues") == 0)
        return cues(&t, &err);
    if (argc > 1 && strcmp(argv[1], "--jsonl") == 0)
        return lines(&t, 0, &err);
    if (argc > 2 && strcmp(argv[1], "--bench") == 0)
        return lines(&t, (uint32_t)strtoul(argv[2], NULL, 10), &err);
    if (argc < 2)
        return 2;
    FILE *f = fopen(argv[argc - 1], "rb");
    if (!f) {
        perror(argv[argc - 1]);
        return 3;
    }
    static char text[1 << 20];
    const size_t n = fread(text, 1, sizeof text, f);
    fclose(f);
    reading r;
    if (!read_doc(&t, text, n, &r, &err)) {
        fprintf(stderr, "voice_dump: %s\n", err.text);
        return 70;
    }
    if (strcmp(argv[1], "--trees") == 0) {
        trees(&r, &err);
    } else if (strcmp(argv[1], "--mentions") == 0) {
        for (uint32_t i = 0; i < r.m.n; i++) {
            const chn_mention *m = &r.m.at[i];
            printf("%u kind=%d link=%d unnamed=%d %.*s (%.*s) -> %d | ", i,
                   m->kind, m->link, m->unnamed, (int)m->name.n, m->name.p,
                   (int)m->country.n, m->country.p,
                   m->antecedent == CHN_MENTION_NONE ? -1 : (int)m->antecedent);
            put_range(&r, m->first, m->end);
            putchar('\n');
        }
    } else if (strcmp(argv[1], "--ask") == 0) {
        char line[256];
        while (fgets(line, sizeof line, stdin)) {
            size_t from;
            size_t to;
            char country[64] = "";
            if (sscanf(line, "%zu %zu %63s", &from, &to, country) >= 2)
                ask(&t, &r, from, to, country);
        }
    } else {
        dump(&t, &r);
    }
    chn_arena_free(t.scratch);
    chn_arena_free(t.engine);
    return 0;
}
