/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Speed of the act stage alone, and what the index of trigger words spares.
 *   bench_acts [--quick] FILE.jsonl...
 * Lines are objects with "text". Reports are cut into tokens, their actors
 * found and all their sentences parsed beforehand, so that only the stage is
 * timed. Processor time of one thread; of several rounds the best, after one
 * to warm up. Of a file 2,000 reports at most.
 *   begun: sentences with a word that some rule begins with, and an actor
 *   tried: rules whose pattern was tried, a sentence of those; counted at the
 *          call itself (the linker puts count_try before act_match)
 *   astray: tries at a word that the rule does not begin with. It must be 0,
 *          else the exit status is 1.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "act/inside.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/str.h"
#include "bench.h"

#define REPORTS_MAX 2000
#define ROUNDS 9
#define ROUNDS_QUICK 3

typedef struct report {
    chn_doc doc;
    chn_mentions mentions;
    chn_tree *tree;
} report;

typedef struct bench {
    chn_arena *know, *text_arena, *scratch;
    chn_lex *lex;
    chn_text_know *text;
    chn_actor_know *actor;
    chn_act_know *act;
    chn_model *model;
    report *reports;
    uint32_t n;
    uint32_t acts; /* of the last round */
    chn_err err;
} bench;

/* ---- tries, counted where they are made ---- */

static struct {
    bool on;
    uint64_t tries, astray;
} count;

/* Does the rule begin with a word of which this token is a form? */
static bool begins(const act_sent *s, const act_rule *r, uint32_t tok)
{
    for (const act_form *x = act_forms(s->k, s->doc, tok); x; x = x->next)
        for (uint32_t i = 0; i < r->n_heads; i++)
            if (r->heads[i] == x->lemma)
                return true;
    return false;
}

bool __real_act_match(const act_sent *s, const act_rule *r, uint32_t tok,
                      act_found *out);
bool __wrap_act_match(const act_sent *s, const act_rule *r, uint32_t tok,
                      act_found *out);
bool __wrap_act_match(const act_sent *s, const act_rule *r, uint32_t tok,
                      act_found *out)
{
    if (count.on) {
        count.tries++;
        count.astray += !begins(s, r, tok);
    }
    return __real_act_match(s, r, tok, out);
}

/* ---- reports ---- */

static bool open_tables(bench *b)
{
    chn_tableset set;
    size_t n = 0;
    const void *bytes = chn_model_builtin(&n);
    if (!bytes || !bench_tables(b->know, &set, &b->err))
        return false;
    b->lex = chn_lex_new(b->know);
    if (b->lex)
        b->text = chn_text_know_new(b->know, &set, b->lex, &b->err);
    if (b->text)
        b->actor = chn_actor_know_new(b->know, &set, b->text, b->lex, &b->err);
    if (b->actor)
        b->act = chn_act_know_new(b->know, &set, b->text, b->lex, &b->err);
    if (b->act)
        b->model = chn_model_of(b->know, bytes, n, &b->err);
    return b->model != NULL;
}

static chn_code take_line(void *user, const char *line, size_t n)
{
    bench *b = user;
    static const chn_str names[] = {{"text", 4}};
    chn_str v;
    bool found = false;
    report *r = &b->reports[b->n];
    chn_code rc =
        chn_json_fields(b->text_arena, line, n, names, 1, &v, &found, &b->err);
    if (rc == CHN_OK)
        rc = chn_text_read(b->text, b->lex, b->text_arena, v.p, (uint32_t)v.n,
                           0, &r->doc, &b->err);
    if (rc == CHN_OK)
        rc = chn_actor_find(b->actor, &r->doc, &r->mentions, &b->err);
    if (rc == CHN_OK)
        rc = chn_tree_new(b->model, &r->doc, &r->tree, &b->err);
    if (rc == CHN_OK)
        rc = chn_syntax_parse(r->tree, CHN_NONE, &b->err);
    b->n += rc == CHN_OK;
    return rc;
}

static chn_code read_file(bench *b, const char *path)
{
    chn_arena_reset(b->text_arena);
    b->n = 0;
    b->reports = CHN_NEW(b->text_arena, report, REPORTS_MAX);
    if (!b->reports)
        return chn_fail_memory(&b->err);
    return bench_lines(path, REPORTS_MAX, take_line, b, &b->err);
}

/* ---- measures ---- */

static chn_code round_of_all(void *user)
{
    bench *b = user;
    static const chn_times none;
    chn_code rc = CHN_OK;
    b->acts = 0;
    for (uint32_t i = 0; rc == CHN_OK && i < b->n; i++) {
        const report *r = &b->reports[i];
        chn_doc d = r->doc;
        chn_acts acts;
        chn_arena_reset(b->scratch);
        d.arena = b->scratch;
        rc = chn_act_find(b->act, &d, &r->mentions, &none, r->tree, false,
                          &acts, &b->err);
        b->acts += rc == CHN_OK ? acts.n : 0;
    }
    return rc;
}

/* Sentences that the stage looks into. */
static uint32_t sentences_begun(const bench *b, const report *r)
{
    uint32_t begun = 0;
    uint32_t body = 0;
    for (uint32_t i = 0; i < r->doc.n_sent; i++)
        body += !r->doc.sent[i].headline && !r->doc.sent[i].dateline;
    for (uint32_t i = 0; i < r->doc.n_sent; i++) {
        const chn_sent *s = &r->doc.sent[i];
        bool word = false;
        bool actor = false;
        if (s->dateline || (s->headline && body > 0))
            continue;
        for (uint32_t t = s->first; t < s->end; t++) {
            word = word || chn_act_begins(b->act, r->doc.tok[t].word);
            actor = actor ||
                    (r->mentions.of_token && r->mentions.of_token[t] != NONE);
        }
        begun += word && actor;
    }
    return begun;
}

static chn_code measure(bench *b, const char *path, uint32_t rounds)
{
    chn_code rc = read_file(b, path);
    uint32_t tokens = 0;
    uint32_t sentences = 0;
    uint32_t begun = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        tokens += b->reports[i].doc.n_tok;
        sentences += b->reports[i].doc.n_sent;
        begun += sentences_begun(b, &b->reports[i]);
    }
    memset(&count, 0, sizeof count);
    count.on = true;
    if (rc == CHN_OK)
        rc = round_of_all(b);
    count.on = false;
    double best = 0;
    if (rc == CHN_OK)
        rc = bench_best(round_of_all, b, rounds, 0, &best);
    if (rc != CHN_OK)
        return rc;
    const chn_str name = bench_name(path);
    printf("%-20.*s %7" PRIu32 " %9" PRIu32 " %8" PRIu32 " | %6" PRIu32
           " %6.1f %6" PRIu64 " | %6" PRIu32 " %8.0f\n",
           (int)name.n, name.p, b->n, sentences, tokens, begun,
           begun ? (double)count.tries / begun : 0, count.astray, b->acts,
           tokens / best / 1000);
    return count.astray ? chn_fail(&b->err, CHN_ERR_TABLE,
                                   "rules are tried where their word is not")
                        : CHN_OK;
}

int main(int argc, char **argv)
{
    static bench b;
    const bool quick = argc > 1 && strcmp(argv[1], "--quick") == 0;
    const int first = quick ? 2 : 1;
    if (argc <= first) {
        (void)fprintf(stderr, "usage: bench_acts [--quick] FILE.jsonl...\n");
        return 2;
    }
    b.know = chn_arena_new(CHN_ARENA_MAX);
    b.text_arena = chn_arena_new(CHN_ARENA_MAX);
    b.scratch = chn_arena_new(CHN_ARENA_MAX);
    chn_code rc = CHN_OK;
    if (!b.know || !b.text_arena || !b.scratch || !open_tables(&b))
        rc = CHN_ERR_TABLE;
    if (rc == CHN_OK)
        printf("%" PRIu32 " rules\n%-20s %7s %9s %8s | %6s %6s %6s | %6s %8s\n",
               chn_act_rule_count(b.act), "file", "reports", "sentences",
               "tokens", "begun", "tried", "astray", "acts", "k tok/s");
    for (int i = first; rc == CHN_OK && i < argc; i++)
        rc = measure(&b, argv[i], quick ? ROUNDS_QUICK : ROUNDS);
    if (rc != CHN_OK)
        (void)fprintf(stderr, "bench_acts: %s\n", b.err.text);
    chn_arena_free(b.scratch);
    chn_arena_free(b.text_arena);
    chn_arena_free(b.know);
    return rc == CHN_OK ? 0 : 1;
}
