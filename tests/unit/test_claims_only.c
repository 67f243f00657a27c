/* SPDX-License-Identifier: Apache-2.0 */
/* What is left out where claims are all that is wanted must not change them:
 * the same reports with and without, by the public interface. */
#include <chancery/chancery.h>

#include "act_fixture.h"
#include "base/str.h"
#include "check.h"

#define SENTENCES 12 /* of one report made of rules' examples */

typedef struct side {
    chn_engine *e;
    chn_worker *w;
    size_t claims, rejected;
} side;

static bool side_open(side *s, bool claims_only)
{
    chn_err err;
    chn_engine_options o;
    chn_engine_options_init(&o);
    o.claims_only = claims_only;
    s->e = chn_engine_open(&o, &err);
    s->w = s->e ? chn_worker_new(s->e, &err) : NULL;
    s->claims = s->rejected = 0;
    return s->w != NULL;
}

static void side_close(side *s)
{
    chn_worker_free(s->w);
    chn_engine_free(s->e);
}

static bool put(void *user, const char *p, size_t n)
{
    chn_buf_str(user, chn_str_n(p, n));
    return true;
}

/* All that is kept of a report: claims and credits. */
static void told(side *s, const chn_report *r, chn_buf *out)
{
    chn_err err;
    chn_print_options o;
    chn_print_options_init(&o);
    o.format = CHN_FORMAT_JSONL;
    chn_result *x = chn_worker_code(s->w, r, &err);
    CHECK(x != NULL);
    CHECK_INT(chn_result_print(x, &o, put, out, &err), CHN_OK);
    for (size_t i = 0; i < chn_result_credit_count(x); i++) {
        const chn_credit *c = chn_result_credit(x, i);
        chn_buf_str(out, c->name);
        chn_buf_z(out, c->relation);
        chn_buf_str(out, c->kind);
    }
    s->claims += chn_result_claim_count(x);
    s->rejected += chn_result_rejected_count(x);
    chn_result_free(x);
}

static void compare(side *all, side *only, const chn_report *r)
{
    chn_buf a;
    chn_buf b;
    chn_buf_init(&a, CHN_REPORT_MAX);
    chn_buf_init(&b, CHN_REPORT_MAX);
    told(all, r, &a);
    told(only, r, &b);
    CHECK_STR(chn_str_n(b.p, b.n), a.p ? a.p : "");
    chn_buf_free(&a);
    chn_buf_free(&b);
}

static chn_report report_of(const chn_buf *text)
{
    chn_report r = {0};
    r.id = chn_str_of("test");
    r.published = chn_day_parse("2018-06-12", 10);
    r.text = chn_str_n(text->p, text->n);
    r.publisher = r.title = r.url = r.file = chn_str_of("");
    return r;
}

/* The reports of a folder. */
static void folder(side *all, side *only, const char *path)
{
    chn_err err;
    chn_report r;
    chn_reader_options o;
    chn_reader_options_init(&o);
    chn_reader *in = chn_reader_new(&o, &err);
    CHECK(in != NULL);
    CHECK_INT(chn_reader_add(in, path, &err), CHN_OK);
    while (chn_reader_next(in, &r, &err) == 1)
        compare(all, only, &r);
    chn_reader_free(in);
}

/* Sentences that rules must and must not find, some of each in a report, those
 * after the others a paragraph each. */
static void examples(side *all, side *only, const chn_act_know *k, bool paras)
{
    chn_buf text;
    chn_buf_init(&text, CHN_REPORT_MAX);
    for (uint32_t i = 0; i < chn_act_rule_count(k); i++) {
        const chn_rule_example x = chn_act_rule_example(k, i);
        chn_buf_str(&text, i % 3 ? x.negative : x.positive);
        chn_buf_z(&text, paras && i % 2 ? "\n\n" : " ");
        if ((i + 1) % SENTENCES != 0)
            continue;
        const chn_report r = report_of(&text);
        compare(all, only, &r);
        chn_buf_clear(&text);
    }
    chn_buf_free(&text);
}

/* Each example alone, a state called by its capital: "an offer from Helsinki".
 * A report of one sentence has nobody else to fill a side with. */
static void capitals(side *all, side *only, const chn_act_know *k)
{
    static const char *const names[][2] = {
        {"Norway", "Oslo"},   {"Sweden", "Stockholm"}, {"Finland", "Helsinki"},
        {"Russia", "Moscow"}, {"Peru", "Lima"},        {"Chile", "Santiago"},
    };
    chn_buf text;
    chn_buf_init(&text, CHN_REPORT_MAX);
    for (uint32_t i = 0; i < chn_act_rule_count(k); i++) {
        const chn_str one = chn_act_rule_example(k, i).positive;
        for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
            const size_t len = strlen(names[n][0]);
            size_t at = 0;
            while (at + len <= one.n &&
                   memcmp(one.p + at, names[n][0], len) != 0)
                at++;
            if (at + len > one.n)
                continue;
            chn_buf_str(&text, chn_str_n(one.p, at));
            chn_buf_z(&text, names[n][1]);
            chn_buf_str(&text, chn_str_n(one.p + at + len, one.n - at - len));
            const chn_report r = report_of(&text);
            compare(all, only, &r);
            chn_buf_clear(&text);
        }
    }
    chn_buf_free(&text);
}

int main(void)
{
    act_fixture f;
    side all;
    side only;
    if (!act_fixture_open(&f) || !side_open(&all, false) ||
        !side_open(&only, true))
        return 1;

    TEST("the samples' claims are the same")
    folder(&all, &only, CHN_SOURCE_DIR "/data/samples");
    TEST("those of reports that name a party only in the sentence before")
    folder(&all, &only, CHN_SOURCE_DIR "/tests/wires");
    TEST("those of the rules' examples, too")
    {
        examples(&all, &only, f.act, false);
        examples(&all, &only, f.act, true);
    }
    TEST("those of the examples with capitals for states, each alone")
    capitals(&all, &only, f.act);
    TEST("a party that stands inside another's name")
    {
        static const char text[] =
            "President Richard Nixon appointed Alan Reed as U.S. ambassador "
            "to Vietnam.";
        chn_report r = {0};
        r.id = chn_str_of("inside");
        r.published = chn_day_parse("1973-04-12", 10);
        r.text = chn_str_of(text);
        r.publisher = r.title = r.url = r.file = chn_str_of("");
        const size_t before = all.claims;
        compare(&all, &only, &r);
        CHECK(all.claims > before);
    }
    TEST("there were claims, and something was left out")
    {
        CHECK(all.claims > 1000);
        CHECK(only.rejected < all.rejected);
        CHECK(only.rejected > 0);
    }
    side_close(&only);
    side_close(&all);
    act_fixture_close(&f);
    return check_end();
}
