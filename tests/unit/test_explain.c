/* SPDX-License-Identifier: Apache-2.0 */
/* What was read on the way to the claims, by the public interface; what was
 * not coded; scales, calibration and the least confidence. */
#include <chancery/chancery.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "base/str.h"
#include "check.h"
#include "code/code.h"

typedef struct bench {
    chn_engine *e;
    chn_worker *w;
} bench;

static bool opened(bench *b, const chn_engine_options *o)
{
    chn_err err = {0};
    b->e = chn_engine_open(o, &err);
    b->w = b->e ? chn_worker_new(b->e, &err) : NULL;
    if (!b->w)
        printf("# %s\n", err.text);
    return b->w != NULL;
}

static void closed(bench *b)
{
    chn_worker_free(b->w);
    chn_engine_free(b->e);
}

static chn_report report_of(const char *text)
{
    chn_report r;
    memset(&r, 0, sizeof r);
    r.id = chn_str_of("test");
    r.published = chn_day_parse("2024-06-20", 10);
    r.publisher = r.title = r.url = r.file = chn_str_of("");
    r.text = chn_str_of(text);
    return r;
}

static chn_explained *explain(const bench *b, const char *text,
                              uint32_t sentence, chn_err *err)
{
    const chn_report r = report_of(text);
    chn_explain_options o;
    chn_explain_options_init(&o);
    o.sentence = sentence;
    memset(err, 0, sizeof *err);
    return chn_worker_explain(b->w, &r, &o, err);
}

static bool to_buf(void *user, const char *p, size_t n)
{
    chn_buf *b = user;
    chn_buf_put(b, p, n);
    return !b->failed;
}

static bool refuse(void *user, const char *p, size_t n)
{
    (void)user;
    (void)p;
    (void)n;
    return false;
}

static bool contains(const chn_buf *b, const char *text)
{
    return b->p && strstr(b->p, text) != NULL;
}

static const char two[] =
    "Rain fell on Monday. Russian President Vladimir Putin met North Korean "
    "leader Kim Jong Un in Pyongyang on Wednesday, TASS said.";

/* All words and spans are the report's own. */
static void check_words(const chn_explained *x)
{
    const chn_str text = chn_result_report(chn_explained_result(x))->text;
    for (size_t i = 0; i < chn_explained_token_count(x); i++) {
        const chn_explained_token *t = chn_explained_token_at(x, i);
        CHECK(t->span.to <= text.n && t->span.from < t->span.to);
        CHECK(chn_str_eq(t->text, chn_str_n(text.p + t->span.from,
                                            t->span.to - t->span.from)));
        CHECK(t->head == CHN_EXPLAINED_NONE ||
              t->head < chn_explained_token_count(x));
    }
}

static void reading(const bench *b)
{
    chn_err err;
    TEST("all sentences of a report")
    {
        chn_explained *x = explain(b, two, 0, &err);
        CHECK(x != NULL);
        if (x) {
            CHECK_INT(chn_explained_sentence_count(x), 2);
            CHECK_INT(chn_explained_sentence_at(x, 1)->index, 1);
            CHECK_INT(chn_explained_claim_count(x), 1);
            check_words(x);
            CHECK_INT(chn_expressions_count(chn_explained_times(x)), 2);
        }
        chn_explained_free(x);
    }
    TEST("one sentence: its words alone, the claims of the whole report")
    {
        chn_explained *x = explain(b, two, 2, &err);
        CHECK(x != NULL);
        if (x) {
            CHECK_INT(chn_explained_sentence_count(x), 1);
            CHECK_INT(chn_explained_sentence_at(x, 0)->first, 0);
            check_words(x);
            const chn_explained_claim *c = chn_explained_claim_at(x, 0);
            CHECK_INT(chn_explained_claim_count(x), 1);
            CHECK_STR(c->claim->category, "CONSULT");
            CHECK(c->rule.reason.n > 0 && c->rule.pattern.n > 0);
            CHECK(chn_str_eq(c->rule.id, c->claim->rule));
            CHECK(c->n_tokens > 0);
            CHECK_STR(chn_explained_token_at(x, c->tokens[0])->text, "met");
            const chn_explained_mention *m = chn_explained_mention_at(x, 0);
            CHECK_STR(m->actor.name, "Vladimir Putin");
            CHECK_STR(m->actor.office, "President of Russia");
            CHECK_STR(chn_str_of(m->kind), "person");
            CHECK(chn_explained_voice_count(x) > 0);
            CHECK_STR(chn_explained_voice_at(x, 0)->name, "TASS");
        }
        chn_explained_free(x);
    }
    TEST("a sentence without anything")
    {
        chn_explained *x = explain(b, two, 1, &err);
        CHECK(x != NULL);
        if (x) {
            CHECK_INT(chn_explained_claim_count(x), 0);
            CHECK(chn_explained_claim_at(x, 0) == NULL);
            CHECK(chn_explained_mention_at(x, 99) == NULL);
            CHECK_INT(chn_result_claim_count(chn_explained_result(x)), 1);
        }
        chn_explained_free(x);
    }
    TEST("no such sentence; no text")
    {
        CHECK(explain(b, two, 3, &err) == NULL);
        CHECK_INT(err.code, CHN_ERR_ARGUMENT);
        chn_explained *x = explain(b, "", 0, &err);
        CHECK(x != NULL);
        if (x)
            CHECK_INT(chn_explained_token_count(x), 0);
        chn_explained_free(x);
        chn_explained_free(NULL);
    }
    TEST("the claims are those of chn_worker_code")
    {
        const chn_report r = report_of(two);
        chn_explained *x = explain(b, two, 0, &err);
        chn_result *y = chn_worker_code(b->w, &r, &err);
        CHECK(x && y);
        if (x && y) {
            const chn_claim *c = chn_result_claim(chn_explained_result(x), 0);
            CHECK(chn_str_eq(c->id, chn_result_claim(y, 0)->id));
            CHECK_INT(c->confidence_percent,
                      chn_result_claim(y, 0)->confidence_percent);
        }
        chn_result_free(y);
        chn_explained_free(x);
    }
}

static void printing(const bench *b)
{
    chn_err err;
    chn_buf out;
    chn_buf_init(&out, (size_t)1 << 24);
    chn_explained *x = explain(b, two, 0, &err);
    chn_explain_draw o;
    chn_explain_draw_init(&o);
    TEST("the tree drawn, with what the claims took the words for")
    {
        o.sentence = 1;
        o.ascii = true;
        CHECK_INT(chn_explained_draw(x, &o, to_buf, &out, &err), CHN_OK);
        CHECK(contains(&out, "1:act"));
        CHECK(contains(&out, "1:source"));
        CHECK(!contains(&out, "\033"));
        chn_buf_clear(&out);
        o.claim = 0;
        o.color = true;
        CHECK_INT(chn_explained_draw(x, &o, to_buf, &out, &err), CHN_OK);
        CHECK(contains(&out, "  \033[1;31mact"));
        CHECK(!contains(&out, "1:act"));
    }
    TEST("the tree: no such sentence, the output is gone")
    {
        CHECK_INT(chn_explained_draw(x, &o, refuse, NULL, &err),
                  CHN_ERR_OUTPUT);
        o.sentence = 2;
        CHECK_INT(chn_explained_draw(x, &o, to_buf, &out, &err),
                  CHN_ERR_ARGUMENT);
    }
    TEST("JSON")
    {
        chn_buf_clear(&out);
        CHECK_INT(chn_explained_print(x, to_buf, &out, &err), CHN_OK);
        CHECK(contains(&out, "\"sentences\":[{\"index\":0,\"text\":\"Rain fell "
                             "on Monday.\",\"span\":[0,20]"));
        CHECK(contains(&out, "\"claims\":[],\"not_coded\":[]}"));
        CHECK(contains(&out, "\"voices\":[{\"name\":\"TASS\""));
        CHECK(out.n > 1 && out.p[out.n - 1] == '\n');
        CHECK_INT(chn_explained_print(x, refuse, NULL, &err), CHN_ERR_OUTPUT);
    }
    chn_explained_free(x);
    chn_buf_free(&out);
}

static void rejecting(void)
{
    static const char twice[] = "Russia and China signed a pact. Reporters "
                                "came. Russia and China signed a pact.";
    const chn_report r = report_of(twice);
    chn_err err = {0};
    chn_engine_options o;
    bench b;
    chn_engine_options_init(&o);
    TEST("what is told twice is coded once, and the other is told")
    {
        CHECK(opened(&b, &o));
        chn_result *x = chn_worker_code(b.w, &r, &err);
        CHECK(x != NULL);
        if (x) {
            CHECK_INT(chn_result_claim_count(x), 1);
            bool again = false;
            for (size_t i = 0; i < chn_result_rejected_count(x); i++) {
                const chn_rejected *j = chn_result_rejected(x, i);
                again = again ||
                        (j && j->reason.n > 20 &&
                         memcmp(j->reason.p, "told again by claim ", 20) == 0);
            }
            CHECK(again);
            CHECK(chn_result_rejected(x, 99) == NULL);
        }
        chn_result_free(x);
        closed(&b);
    }
    TEST("the least confidence: nothing is lost")
    {
        size_t all = 0;
        for (int32_t least = 0; least <= 100; least += 50) {
            o.min_confidence_percent = least;
            CHECK(opened(&b, &o));
            chn_result *x = chn_worker_code(b.w, &r, &err);
            const size_t n =
                x ? chn_result_claim_count(x) + chn_result_rejected_count(x)
                  : 0;
            CHECK(n > 0 && (all == 0 || n == all));
            all = n;
            if (least == 100)
                CHECK_INT(chn_result_claim_count(x), 0);
            chn_result_free(x);
            closed(&b);
        }
        o.min_confidence_percent = 101;
        CHECK(chn_engine_open(&o, &err) == NULL);
        CHECK_INT(err.code, CHN_ERR_ARGUMENT);
    }
}

static void scaling(void)
{
    chn_err err = {0};
    chn_engine_options o;
    bench b;
    chn_engine_options_init(&o);
    TEST("scales by name")
    {
        o.scale = "goldstein";
        CHECK(opened(&b, &o));
        CHECK_STR(chn_str_of(chn_engine_scale(b.e)), "goldstein");
        const chn_report r = report_of(two);
        chn_result *x = chn_worker_code(b.w, &r, &err);
        CHECK(x && chn_result_claim_count(x) == 1);
        if (x)
            CHECK_INT(chn_result_claim(x, 0)->goldstein_tenth, 10);
        chn_result_free(x);
        closed(&b);
        o.scale = "goldstien";
        CHECK(chn_engine_open(&o, &err) == NULL);
        CHECK_INT(err.code, CHN_ERR_ARGUMENT);
        CHECK(strstr(err.text, "plover, goldstein") != NULL);
    }
    TEST("a caller of before: a shorter struct, the scale of before")
    {
        o.size = sizeof o - sizeof o.scale - 8;
        CHECK(opened(&b, &o));
        CHECK_STR(chn_str_of(chn_engine_scale(b.e)), "plover");
        closed(&b);
    }
}

/* Tables of a test instead of those compiled in. */
static chn_calibration *calibration(chn_arena *a, const char *rows,
                                    chn_err *err)
{
    static const char head[] = "score_from\tscore_to\tprobability\tn\tsource\n";
    chn_buf b;
    chn_buf_init(&b, 4096);
    chn_buf_z(&b, head);
    chn_buf_z(&b, rows);
    const chn_table *t =
        chn_table_parse(a, "rules/calibration.tsv", "c.tsv", b.p, b.n, err);
    chn_buf_free(&b);
    const chn_tableset set = {&t, 1};
    return t ? chn_calibration_new(a, &set, err) : NULL;
}

static void calibrating(void)
{
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    chn_err err = {0};
    TEST("no rows: scores stay")
    {
        const chn_calibration *c = calibration(a, "", &err);
        CHECK(c != NULL);
        for (int32_t i = 0; c && i <= 100; i++)
            CHECK_INT(chn_calibration_step(c, i).percent, i);
    }
    TEST("steps, a gap between them, ends outside")
    {
        const chn_calibration *c = calibration(a,
                                               "0.20\t0.40\t0.31\t9\tx\n"
                                               "0.60\t0.90\t0.75\t40\tx\n",
                                               &err);
        CHECK(c != NULL);
        if (c) {
            CHECK_INT(chn_calibration_step(c, -7).percent, 31);
            CHECK_INT(chn_calibration_step(c, 0).percent, 31);
            CHECK_INT(chn_calibration_step(c, 40).percent, 31);
            CHECK_INT(chn_calibration_step(c, 59).percent, 31);
            CHECK_INT(chn_calibration_step(c, 60).percent, 75);
            CHECK_INT(chn_calibration_step(c, 60).n, 40);
            CHECK_INT(chn_calibration_step(c, 1000).percent, 75);
        }
    }
    TEST("what is wrong is said")
    {
        CHECK(!calibration(a, "0.5\t0.4\t0.3\t1\tx\n", &err));
        CHECK(strstr(err.text, "c.tsv:2: score_from is above") != NULL);
        CHECK(!calibration(a, "0.5\t0.6\t1.3\t1\tx\n", &err));
        CHECK(!calibration(a, "0.5\t0.6\t0.3\tmany\tx\n", &err));
        CHECK(!calibration(a, "0\t0.5\t0.9\t1\tx\n0.6\t1\t0.8\t1\tx\n", &err));
        CHECK_INT(err.code, CHN_ERR_TABLE);
        CHECK(strstr(err.text, "falls at score 0.60") != NULL);
    }
    chn_arena_free(a);
}

/* Stages by hand: what the rules say that they saw becomes what was not
 * coded, in order of the text and with the report's own words. */
typedef struct stages {
    chn_tableset set;
    chn_lex *lex;
    chn_text_know *text;
    chn_knows know;
    chn_doc doc;
    chn_mentions mentions;
    chn_times times;
    chn_voices voices;
} stages;

static bool stages_of(stages *s, chn_arena *a, const chn_report *r,
                      chn_err *err)
{
    const chn_table **t =
        CHN_NEW(a, const chn_table *, chn_builtin_table_count);
    memset(s, 0, sizeof *s);
    for (uint32_t i = 0; t && i < chn_builtin_table_count; i++)
        t[i] = &chn_builtin_tables[i];
    s->set = (chn_tableset){t, t ? chn_builtin_table_count : 0};
    s->lex = chn_lex_new(a);
    s->text = chn_text_know_new(a, &s->set, s->lex, err);
    s->know.actor = chn_actor_know_new(a, &s->set, s->text, s->lex, err);
    s->know.time = chn_time_know_new(a, &s->set, s->text, s->lex, err);
    s->know.voice = chn_voice_know_new(a, &s->set, s->text, s->lex, err);
    s->know.act = chn_act_know_new(a, &s->set, s->text, s->lex, err);
    s->know.calibration = chn_calibration_new(a, &s->set, err);
    s->know.scale = chn_scale_new(a, &s->set, NULL, err);
    return s->know.scale &&
           chn_text_read(s->text, s->lex, a, r->text.p, (uint32_t)r->text.n, 0,
                         &s->doc, err) == CHN_OK &&
           chn_time_find(s->know.time, &s->doc, &s->times, err) == CHN_OK &&
           chn_actor_find(s->know.actor, &s->doc, &s->mentions, err) ==
               CHN_OK &&
           chn_voice_find(s->know.voice, &s->doc, &s->mentions, NULL,
                          &s->voices, err) == CHN_OK;
}

static void seen(void)
{
    /* 0 Rain  1 struck  2 the  3 town  4 .  5 Envoys  6 fled  7 . */
    const chn_report r = report_of("Rain struck the town. Envoys fled.");
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    chn_err err = {0};
    stages s;
    chn_act_seen found[] = {
        {2, chn_str_of("en/x.2"), 1, 6, 7, "no target"},
        {1, chn_str_of("en/x.1"), 0, 1, 4, "the words mean something else"}};
    const chn_acts acts = {.seen = found, .n_seen = 2};
    TEST("what the rules saw and did not code")
    {
        const bool ready = stages_of(&s, a, &r, &err);
        CHECK(ready);
        chn_result *x = chn_result_new(&r, &err);
        const chn_coded coded = {.doc = &s.doc,
                                 .mentions = &s.mentions,
                                 .times = &s.times,
                                 .voices = &s.voices,
                                 .acts = &acts};
        CHECK(ready && x &&
              chn_code_claims(&s.know, &coded, x, &err) == CHN_OK);
        CHECK_INT(chn_result_rejected_count(x), 2);
        const chn_rejected *first = chn_result_rejected(x, 0);
        const chn_rejected *second = chn_result_rejected(x, 1);
        CHECK(first && second);
        if (first && second) {
            CHECK_STR(first->text, "struck the town");
            CHECK_STR(first->rule, "en/x.1");
            CHECK_STR(first->reason, "the words mean something else");
            CHECK_INT(first->sentence, 0);
            CHECK_STR(second->text, "fled");
            CHECK_STR(second->reason, "no target");
            CHECK_INT(second->span.from, 29);
        }
        chn_buf b;
        chn_buf_init(&b, 4096);
        CHECK_INT(chn_result_print_rejected(x, to_buf, &b, &err), CHN_OK);
        CHECK(contains(&b, "{\"report\":\"test\",\"sentence\":1,\"span\":[29,"
                           "33],\"text\":\"fled\",\"rule\":\"en/x.2\","
                           "\"reason\":\"no target\"}\n"));
        chn_buf_free(&b);
        chn_result_free(x);
    }
    chn_arena_free(a);
}

int main(void)
{
    bench b;
    if (!opened(&b, NULL))
        return 1;
    reading(&b);
    printing(&b);
    closed(&b);
    rejecting();
    scaling();
    calibrating();
    seen();
    return check_end();
}
