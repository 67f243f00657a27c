/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What each stage takes of the whole, while the whole runs.
 *   bench_stages FILE...
 * Files are what `chancery code` reads; they are read, coded and printed as
 * JSON Lines (to nowhere) by one thread, as it does. The linker puts a clock
 * before the entry of each stage; what a stage asks of another, a tree above
 * all, is the other's. Processor time. Words are stretches without white space
 * of the reports' texts, bytes those of the texts.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <chancery/chancery.h>

#include "act/act.h"
#include "actor/actor.h"
#include "base/str.h"
#include "code/code.h"
#include "syntax/syntax.h"
#include "text/text.h"
#include "time/time.h"
#include "voice/voice.h"

typedef enum stage {
    OTHER = 0,
    READ,
    TEXT,
    TIME,
    ACTOR,
    ACT,
    SYNTAX,
    VOICE,
    CODE,
    PRINT,
    STAGES
} stage;
static const char *const names[STAGES] = {"other", "read", "text",   "time",
                                          "actor", "act",  "syntax", "voice",
                                          "code",  "print"};

/* ---- clocks ---- */

static struct {
    double spent[STAGES];
    double since;
    stage now;
} clocks;

static double now(void)
{
    struct timespec t;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) != 0)
        return 0;
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* From here on it is `to` that takes the time. Returns what it was. */
static stage enter(stage to)
{
    const stage from = clocks.now;
    const double t = now();
    clocks.spent[from] += t - clocks.since;
    clocks.since = t;
    clocks.now = to;
    return from;
}

/* `__wrap_NAME` is called for NAME, and `__real_NAME` is it. */
#define STAGE(which, name, params, args)                                       \
    chn_code __real_##name params;                                             \
    chn_code __wrap_##name params;                                             \
    chn_code __wrap_##name params                                              \
    {                                                                          \
        const stage from = enter(which);                                       \
        const chn_code rc = __real_##name args;                                \
        (void)enter(from);                                                     \
        return rc;                                                             \
    }

STAGE(TEXT, chn_text_read,
      (const chn_text_know *k, const chn_lex *lex, chn_arena *a,
       const char *text, uint32_t n, uint32_t body, chn_doc *doc, chn_err *err),
      (k, lex, a, text, n, body, doc, err))
STAGE(TIME, chn_time_find,
      (const chn_time_know *k, const chn_doc *doc, chn_times *out,
       chn_err *err),
      (k, doc, out, err))
STAGE(TIME, chn_time_find_within,
      (const chn_time_know *k, const chn_doc *doc, const chn_bound *b,
       uint32_t n, chn_times *out, chn_err *err),
      (k, doc, b, n, out, err))
STAGE(TIME, chn_time_story,
      (const chn_time_know *k, const chn_doc *doc, const chn_times *t,
       const chn_tree *tree, uint32_t **out, chn_err *err),
      (k, doc, t, tree, out, err))
STAGE(ACTOR, chn_actor_find,
      (const chn_actor_know *k, const chn_doc *doc, chn_mentions *out,
       chn_err *err),
      (k, doc, out, err))
STAGE(ACT, chn_act_find,
      (const chn_act_know *k, const chn_doc *doc, const chn_mentions *m,
       const chn_times *t, chn_tree *tree, bool only, chn_acts *out,
       chn_err *err),
      (k, doc, m, t, tree, only, out, err))
STAGE(SYNTAX, chn_syntax_parse, (chn_tree * t, uint32_t sent, chn_err *err),
      (t, sent, err))
STAGE(SYNTAX, chn_tree_new,
      (const chn_model *m, const chn_doc *doc, chn_tree **out, chn_err *err),
      (m, doc, out, err))
STAGE(VOICE, chn_voice_find_near,
      (const chn_voice_know *k, const chn_doc *doc, const chn_mentions *m,
       chn_tree *tree, bool *near, chn_voices *out, chn_err *err),
      (k, doc, m, tree, near, out, err))
STAGE(CODE, chn_code_claims,
      (const chn_knows *k, const chn_coded *c, chn_result *r, chn_err *err),
      (k, c, r, err))

/* ---- the whole ---- */

typedef struct counts {
    uint64_t reports, bytes, words, tokens, sentences, claims, printed;
} counts;

static uint64_t words_of(chn_str s)
{
    uint64_t n = 0;
    bool in = false;
    for (size_t i = 0; i < s.n; i++) {
        const bool space = s.p[i] == ' ' || (s.p[i] >= '\t' && s.p[i] <= '\r');
        n += !space && !in;
        in = !space;
    }
    return n;
}

static bool to_nowhere(void *user, const char *p, size_t n)
{
    counts *c = user;
    (void)p;
    c->printed += n;
    return true;
}

static chn_code run(chn_worker *w, chn_reader *in, counts *c, chn_err *err)
{
    chn_report r;
    chn_print_options o;
    chn_print_options_init(&o);
    o.format = CHN_FORMAT_JSONL;
    int more = 0;
    for (;;) {
        stage from = enter(READ);
        more = chn_reader_next(in, &r, err);
        (void)enter(from);
        if (more != 1)
            return more < 0 ? CHN_ERR_INPUT : CHN_OK;
        chn_result *x = chn_worker_code(w, &r, err);
        if (!x)
            return CHN_ERR_INPUT;
        from = enter(PRINT);
        const chn_code rc = chn_result_print(x, &o, to_nowhere, c, err);
        (void)enter(from);
        c->reports++;
        c->bytes += r.text.n;
        c->claims += chn_result_claim_count(x);
        c->sentences += chn_result_sentence_count(x);
        c->tokens += x->n_tokens;
        const double pause = now();
        c->words += words_of(r.text);
        clocks.since += now() - pause; /* the count is no part of it */
        chn_result_free(x);
        if (rc != CHN_OK)
            return rc;
    }
}

static void row(const char *what, double s, double all, const counts *c)
{
    printf("%-8s %8.2f %5.1f%% %9.1f %9.0f %9.0f %10.0f\n", what, s,
           100 * s / all, (double)c->bytes / s / 1e6,
           (double)c->words / s / 1e3, (double)c->tokens / s / 1e3,
           (double)c->reports / s);
}

int main(int argc, char **argv)
{
    chn_err err = {CHN_OK, 0, 0, ""};
    chn_engine_options eo;
    chn_reader_options ro;
    counts c = {0};
    if (argc < 2) {
        (void)fprintf(stderr, "usage: bench_stages FILE...\n");
        return 2;
    }
    chn_engine_options_init(&eo);
    chn_reader_options_init(&ro);
    eo.claims_only = true;
    chn_engine *e = chn_engine_open(&eo, &err);
    chn_worker *w = e ? chn_worker_new(e, &err) : NULL;
    chn_reader *in = w ? chn_reader_new(&ro, &err) : NULL;
    chn_code rc = in ? CHN_OK : CHN_ERR_TABLE;
    for (int i = 1; rc == CHN_OK && i < argc; i++)
        rc = chn_reader_add(in, argv[i], &err);
    memset(&clocks, 0, sizeof clocks);
    clocks.since = now();
    if (rc == CHN_OK)
        rc = run(w, in, &c, &err);
    (void)enter(OTHER);
    if (rc == CHN_OK) {
        double all = 0;
        for (int i = 0; i < STAGES; i++)
            all += clocks.spent[i];
        printf("%" PRIu64 " reports, %" PRIu64 " bytes of text, %" PRIu64
               " words, %" PRIu64 " sentences, %" PRIu64 " tokens, %" PRIu64
               " claims, %" PRIu64 " bytes printed\n",
               c.reports, c.bytes, c.words, c.sentences, c.tokens, c.claims,
               c.printed);
        printf("%-8s %8s %6s %9s %9s %9s %10s\n", "stage", "seconds", "",
               "MB/s", "k words/s", "k tok/s", "reports/s");
        for (int i = 1; i <= STAGES; i++)
            row(names[i % STAGES], clocks.spent[i % STAGES], all, &c);
        row("all", all, all, &c);
    } else {
        (void)fprintf(stderr, "bench_stages: %s\n", err.text);
    }
    chn_reader_free(in);
    chn_worker_free(w);
    chn_engine_free(e);
    return rc == CHN_OK ? 0 : 1;
}
