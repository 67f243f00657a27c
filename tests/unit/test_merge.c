/* SPDX-License-Identifier: Apache-2.0 */
/* Merge: which claims are one act, and that order and batches do not matter.
 */
#include <stdlib.h>

#include "base/day.h"
#include "base/str.h"
#include "base/table.h"
#include "check.h"
#include "merge/merge.h"

static chn_merge_actor actor(const char *country, const char *id, int rank)
{
    chn_merge_actor x = {chn_str_of(country), chn_str_of(id),
                         (chn_merge_rank)rank};
    return x;
}

/* Actors that the claims of the tests borrow. */
typedef struct cast {
    chn_merge_actor prk, rus, chn, kim, putin, shoigu, lavrov, kremlin, gunmen;
} cast;

static cast make_cast(void)
{
    cast k;
    k.prk = actor("PRK", "", CHN_MERGE_RANK_STATE);
    k.rus = actor("RUS", "", CHN_MERGE_RANK_STATE);
    k.chn = actor("CHN", "", CHN_MERGE_RANK_STATE);
    k.kim = actor("PRK", "kim-jong-un", CHN_MERGE_RANK_PERSON);
    k.putin = actor("RUS", "vladimir-putin", CHN_MERGE_RANK_PERSON);
    k.shoigu = actor("RUS", "sergei-shoigu", CHN_MERGE_RANK_PERSON);
    k.lavrov = actor("RUS", "sergei-lavrov", CHN_MERGE_RANK_PERSON);
    k.kremlin = actor("RUS", "kremlin", CHN_MERGE_RANK_BODY);
    k.gunmen = actor("", "", CHN_MERGE_RANK_STATE);
    return k;
}

static chn_day day(const char *s)
{
    return s ? chn_day_parse(s, strlen(s)) : CHN_DAY_NONE;
}

/* A claim of a visit or talk on one day, or without a date (when == NULL). */
static chn_merge_claim claim(const char *id, const char *report,
                             const char *category, const char *mode,
                             const chn_merge_actor *s, const chn_merge_actor *t,
                             bool symmetric, const char *when,
                             const char *published)
{
    chn_merge_claim c = {0};
    c.id = chn_str_of(id);
    c.report = chn_str_of(report);
    c.category = chn_str_of(category);
    c.mode = chn_str_of(mode);
    c.source = s;
    c.n_source = s ? 1 : 0;
    c.target = t;
    c.n_target = t ? 1 : 0;
    c.symmetric = symmetric;
    c.status = CHN_STATUS_OCCURRED;
    c.from = c.to = day(when);
    c.published = day(published);
    c.precision = when ? CHN_PRECISION_DAY : CHN_PRECISION_NONE;
    c.basis = when ? CHN_BASIS_TEXT : CHN_BASIS_PUBLISHED;
    if (!when)
        c.to = c.published;
    c.confidence_percent = 80;
    return c;
}

static uint32_t n_events(chn_arena *a, chn_merge_claim *c, uint32_t n,
                         chn_merge_result *r)
{
    chn_err err;
    if (chn_merge_all(a, c, n, r, &err) != CHN_OK)
        return UINT32_MAX;
    return r->n_event;
}

/* How many events two claims make. */
static uint32_t two(chn_arena *a, chn_merge_claim x, chn_merge_claim y)
{
    chn_merge_claim c[2] = {x, y};
    chn_merge_result r;
    return n_events(a, c, 2, &r);
}

static void pairs(chn_arena *a, const cast *k)
{
    const char *d = "2023-07-26";
    chn_merge_claim x =
        claim("c1", "r1", "CONSULT", "", &k->kim, &k->shoigu, true, d, d);
    chn_merge_claim y = x;
    y.id = chn_str_of("c2");
    y.report = chn_str_of("r2");

    TEST("two reports of one day are one act") CHECK_INT(two(a, x, y), 1);
    TEST("order of the parties does not matter where it is symmetric")
    {
        chn_merge_claim z = y;
        z.source = &k->shoigu;
        z.target = &k->kim;
        CHECK_INT(two(a, x, z), 1);
    }
    TEST("direction matters where it is not")
    {
        chn_merge_claim p = x, q = y;
        p.symmetric = q.symmetric = false;
        q.source = &k->shoigu;
        q.target = &k->kim;
        CHECK_INT(two(a, p, q), 2);
    }
    TEST("other persons are another act")
    {
        chn_merge_claim z = y;
        z.target = &k->lavrov;
        CHECK_INT(two(a, x, z), 2);
    }
    TEST("a body and a person of one state are no contradiction")
    {
        chn_merge_claim z = y;
        z.target = &k->kremlin;
        CHECK_INT(two(a, x, z), 1);
    }
    TEST("other countries are another act")
    {
        chn_merge_claim z = y;
        z.target = &k->chn;
        CHECK_INT(two(a, x, z), 2);
    }
    TEST("another category is another act")
    {
        chn_merge_claim z = y;
        z.category = chn_str_of("AGREE");
        CHECK_INT(two(a, x, z), 2);
    }
    TEST("a greeting and a letter are one message")
    {
        chn_merge_claim p = x, q = y;
        p.mode = q.mode = chn_str_of("message");
        q.category = chn_str_of("SUPPORT");
        CHECK_INT(two(a, p, q), 1);
    }
    TEST("another mode is another act")
    {
        chn_merge_claim p = x, q = y;
        p.mode = chn_str_of("visit");
        q.mode = chn_str_of("phone");
        CHECK_INT(two(a, p, q), 2);
    }
    TEST("other words are another act in one report, or without a date")
    {
        chn_merge_claim p = x, q = y;
        p.category = q.category = chn_str_of("SUPPORT");
        p.manner = chn_str_of("en/support.thank");
        q.manner = chn_str_of("en/support.praise");
        CHECK_INT(two(a, p, q), 1); /* one day, two reports */
        p.manner = chn_str_of("en/support.sign");
        p.symmetric = true;
        q.symmetric = false;
        CHECK_INT(two(a, p, q), 2); /* both signed, one thanked */
        p.manner = chn_str_of("en/support.thank");
        p.symmetric = x.symmetric;
        q.symmetric = y.symmetric;
        q.report = p.report;
        CHECK_INT(two(a, p, q), 2);
        q.manner = p.manner;
        CHECK_INT(two(a, p, q), 1);
        q.manner = chn_str_of("en/support.praise");
        q.report = y.report;
        p.basis = q.basis = CHN_BASIS_PUBLISHED;
        p.from = q.from = CHN_DAY_NONE;
        CHECK_INT(two(a, p, q), 2);
        p.category = q.category = chn_str_of("CONSULT");
        CHECK_INT(two(a, p, q), 1); /* talks, meeting: many words */
    }
    TEST("nobody knows whether unknown parties are the same")
    {
        chn_merge_claim p = x, q = y;
        p.source = q.source = &k->gunmen;
        CHECK_INT(two(a, p, q), 2);
    }
    TEST("a day's difference between two reports that agree otherwise")
    {
        chn_merge_claim z = y;
        z.from = z.to = day("2023-07-25");
        CHECK_INT(two(a, x, z), 1);
    }
    TEST("two days' difference is two acts")
    {
        chn_merge_claim z = y;
        z.from = z.to = day("2023-07-24");
        CHECK_INT(two(a, x, z), 2);
    }
    TEST("one report that tells two days tells two acts")
    {
        chn_merge_claim z = y;
        z.report = x.report;
        z.from = z.to = day("2023-07-25");
        CHECK_INT(two(a, x, z), 2);
    }
    TEST("states alone are too little for a day's difference")
    {
        chn_merge_claim p = x, q = y;
        p.source = q.source = &k->prk;
        p.target = q.target = &k->rus;
        q.from = q.to = day("2023-07-25");
        CHECK_INT(two(a, p, q), 2);
        q.from = q.to = p.from;
        CHECK_INT(two(a, p, q), 1);
    }
    TEST("other places speak against it")
    {
        chn_merge_claim p = x, q = y;
        p.target = q.target = &k->rus;
        p.source = q.source = &k->prk;
        p.place = chn_str_of("Pyongyang");
        q.place = chn_str_of("Moscow");
        p.mode = chn_str_of("visit");
        CHECK_INT(two(a, p, q), 2);
    }
}

static void statuses(chn_arena *a, const cast *k)
{
    const char *d = "2023-07-26";
    chn_merge_claim x =
        claim("c1", "r1", "CONSULT", "", &k->kim, &k->shoigu, true, d, d);
    chn_merge_claim y = x;
    y.id = chn_str_of("c2");
    y.report = chn_str_of("r2");
    TEST("planned, then done: one act that occurred")
    {
        chn_merge_claim c[2] = {x, y};
        c[0].status = CHN_STATUS_PLANNED;
        c[0].published = day("2023-07-20");
        chn_merge_result r;
        CHECK_INT(n_events(a, c, 2, &r), 1);
        CHECK_INT(r.event[0].status, CHN_STATUS_OCCURRED);
        CHECK_INT(r.event[0].first_reported, day("2023-07-20"));
        chn_merge_value *v;
        uint32_t n;
        chn_err err;
        CHECK_INT(
            chn_merge_values(a, c, &r.event[0], CHN_MERGE_STATUS, &v, &n, &err),
            CHN_OK);
        CHECK_INT(n, 2);
    }
    TEST("a denial meets what it denies on the same day only")
    {
        chn_merge_claim z = y;
        z.status = CHN_STATUS_DENIED;
        CHECK_INT(two(a, x, z), 1);
        z.from = z.to = day("2023-07-25");
        CHECK_INT(two(a, x, z), 2);
        z = y;
        z.status = CHN_STATUS_DENIED;
        z.from = day("2023-07-25");
        CHECK_INT(two(a, x, z), 2);
        z.status = CHN_STATUS_PLANNED;
        CHECK_INT(two(a, x, z), 1);
    }
    TEST("an undated plan is not an undated act")
    {
        chn_merge_claim p = x, q = y;
        p.from = q.from = CHN_DAY_NONE;
        p.basis = q.basis = CHN_BASIS_PUBLISHED;
        CHECK_INT(two(a, p, q), 1);
        q.status = CHN_STATUS_PLANNED;
        CHECK_INT(two(a, p, q), 2);
    }
}

static chn_merge_claim in(chn_merge_claim c, const char *id, const char *report,
                          const char *from, const char *to)
{
    c.id = chn_str_of(id);
    c.report = chn_str_of(report);
    c.from = day(from);
    c.to = day(to);
    c.basis = CHN_BASIS_TEXT;
    return c;
}

static void dates(chn_arena *a, const cast *k)
{
    const chn_merge_claim x =
        claim("c1", "r1", "CONSULT", "", &k->kim, &k->putin, true, "2019-04-25",
              "2019-04-26");
    chn_merge_result r;
    TEST("told for a month, dated by another report")
    {
        chn_merge_claim c[3];
        c[0] = x;
        c[1] = in(x, "c2", "r2", "2019-04-01", "2019-04-30");
        CHECK_INT(n_events(a, c, 2, &r), 1);
        CHECK_INT(c[r.event[0].date].from, day("2019-04-25"));
        /* the month cannot choose between two days */
        c[2] = in(x, "c3", "r3", "2019-04-05", "2019-04-05");
        CHECK_INT(n_events(a, c, 3, &r), 3);
    }
    TEST("a visit of four days, and one of which no day is told")
    {
        chn_merge_claim p = claim("c1", "r1", "CONSULT", "visit", &k->kim,
                                  &k->chn, false, "2018-03-25", "2018-03-28");
        const chn_merge_claim q = claim("c2", "r2", "CONSULT", "visit", &k->kim,
                                        &k->chn, false, NULL, "2018-03-28");
        p.to += 3;
        CHECK_INT(two(a, p, q), 1);
        p.to += 8; /* too long to be sure */
        p.from -= 8;
        CHECK_INT(two(a, p, q), 2);
    }
    TEST("told for a year, meets the same year only")
    {
        chn_merge_claim c[4];
        c[0] = x;
        c[1] = in(x, "c2", "r2", "2019-01-01", "2019-12-31");
        c[2] = in(x, "c3", "r3", "2019-01-01", "2019-12-31");
        c[3] = in(x, "c4", "r4", "2019-01-01", "2019-06-30");
        CHECK_INT(n_events(a, c, 4, &r), 3);
    }
    TEST("each day of a row of days has its own act")
    {
        chn_merge_claim c[3];
        c[0] = x;
        c[1] = in(x, "c2", "r2", "2019-04-26", "2019-04-26");
        c[2] = in(x, "c3", "r3", "2019-04-27", "2019-04-27");
        CHECK_INT(n_events(a, c, 3, &r), 3);
    }
    TEST("undated: again in one report, near in others")
    {
        chn_merge_claim c[3];
        c[0] = x;
        c[1] = claim("c2", "r1", "CONSULT", "", &k->prk, &k->rus, true, NULL,
                     "2019-04-26");
        CHECK_INT(n_events(a, c, 2, &r), 1);
        CHECK_INT(r.event[0].why[1].rule, CHN_MERGE_SAME_REPORT);
        c[1] = claim("c2", "r2", "CONSULT", "", &k->kim, &k->putin, true, NULL,
                     "2019-04-26");
        CHECK_INT(n_events(a, c, 2, &r), 1);
        CHECK_INT(r.event[0].why[1].rule, CHN_MERGE_NEAR_REPORT);
        CHECK_INT(r.event[0].why[1].with, 0);
        CHECK_INT(r.event[0].date, 0);
        /* too late, or too little known */
        c[1] = claim("c2", "r2", "CONSULT", "", &k->kim, &k->putin, true, NULL,
                     "2019-04-28");
        CHECK_INT(n_events(a, c, 2, &r), 2);
        c[1] = claim("c2", "r2", "CONSULT", "", &k->prk, &k->rus, true, NULL,
                     "2019-04-26");
        CHECK_INT(n_events(a, c, 2, &r), 2);
    }
    TEST("an undated report never meets another by chance")
    {
        chn_merge_claim p = claim("c1", "r1", "CONSULT", "visit", &k->kim,
                                  &k->putin, true, NULL, NULL);
        chn_merge_claim q = p;
        q.id = chn_str_of("c2");
        q.report = chn_str_of("r2");
        CHECK_INT(two(a, p, q), 2);
        q.report = p.report;
        CHECK_INT(two(a, p, q), 1);
    }
    TEST("a bound that the date breaks keeps them apart in one report")
    {
        chn_merge_claim y = in(x, "c2", "r1", "2019-05-01", NULL);
        y.to = CHN_DAY_NONE;
        y.basis = CHN_BASIS_BOUNDED;
        CHECK_INT(two(a, x, y), 2);
        y.from = day("2019-04-01");
        CHECK_INT(two(a, x, y), 1);
    }
}

static void exchange(chn_arena *a, const cast *k)
{
    const char *d = "2019-08-15";
    chn_merge_claim c[3];
    chn_merge_result r;
    c[0] = claim("c1", "r1", "SUPPORT", "message", &k->kim, &k->putin, false, d,
                 d);
    c[1] = claim("c2", "r1", "SUPPORT", "message", &k->putin, &k->kim, false, d,
                 d);
    c[2] =
        claim("c3", "r1", "SUPPORT", "message", &k->kim, &k->putin, true, d, d);
    TEST("two messages are two; told as an exchange they are one act")
    {
        CHECK_INT(n_events(a, c, 2, &r), 2);
        CHECK_INT(n_events(a, c, 3, &r), 1);
        CHECK_INT(r.event[0].n_reports, 1);
    }
    TEST("exchanged fire does not make one shelling of two")
    {
        for (int i = 0; i < 3; i++) {
            c[i].category = chn_str_of("ASSAULT");
            c[i].mode = chn_str_of("heavy-weapons");
        }
        CHECK_INT(n_events(a, c, 3, &r), 2);
    }
}

static void votes(chn_arena *a, const cast *k)
{
    const char *d = "2023-07-26";
    chn_merge_claim c[4];
    for (int i = 0; i < 4; i++) {
        static const char *const id[] = {"c1", "c2", "c3", "c4"};
        static const char *const rep[] = {"r1", "r2", "r3", "r4"};
        c[i] = claim(id[i], rep[i], "CONSULT", "", &k->kim, &k->shoigu, true, d,
                     d);
        c[i].origin = chn_str_of("KCNA");
    }
    chn_merge_result r;
    TEST("ten outlets on one dispatch are one origin")
    {
        CHECK_INT(n_events(a, c, 4, &r), 1);
        CHECK_INT(r.event[0].n_reports, 4);
        CHECK_INT(r.event[0].n_origins, 1);
        c[3].origin = chn_str_of("");
        c[2].origin = chn_str_of("");
        CHECK_INT(n_events(a, c, 4, &r), 1);
        CHECK_INT(r.event[0].n_origins, 3);
        c[2].publisher = c[3].publisher = chn_str_of("The Herald");
        CHECK_INT(n_events(a, c, 4, &r), 1);
        CHECK_INT(r.event[0].n_origins, 2);
    }
    TEST("the most frequent value, then the more specific")
    {
        c[0].place = chn_str_of("Moscow");
        c[1].place = c[2].place = chn_str_of("Pyongyang");
        c[3].target = &k->kremlin;
        CHECK_INT(n_events(a, c, 4, &r), 1);
        CHECK(chn_str_is(c[r.event[0].place].place, "Pyongyang"));
        CHECK_INT(r.event[0].sides, 0);
        CHECK_INT(r.event[0].occasion, CHN_MERGE_NONE);
    }
    TEST("an event is named after its smallest claim")
    {
        CHECK_INT(n_events(a, c, 4, &r), 1);
        CHECK(r.event[0].id[0] == 'e' && strlen(r.event[0].id) == 17);
        char id[18];
        memcpy(id, r.event[0].id, sizeof id);
        CHECK_INT(n_events(a, c, 1, &r), 1);
        CHECK(strcmp(id, r.event[0].id) == 0);
    }
    TEST("nothing in, nothing out")
    {
        CHECK_INT(n_events(a, c, 0, &r), 0);
    }
}

/* ---- the same events in any order and in any batches ---- */

#define N_WORLD 1500u

/* ---- words ---- */

static chn_merge_claim with_words(chn_merge_claim c, const char *sentence,
                                  uint32_t out[CHN_WORDS])
{
    c.n_words = chn_words_of(chn_str_of(sentence), out);
    c.words = out;
    return c;
}

static void texts(chn_arena *a, const cast *k)
{
    uint32_t w[2][CHN_WORDS];
    uint32_t s[3][CHN_SKETCH];
    TEST("a copy with another beginning is a copy, another text is not")
    {
        static const char dispatch[] =
            "The two envoys signed a protocol on fishing in the northern "
            "waters on Tuesday and agreed to meet again in the spring, when "
            "the ice allows ships to reach the harbour without an escort. "
            "Neither side spoke of the boats that were held last year.";
        char copy[sizeof dispatch + 40] = "OSLO (Agency) - ";
        memcpy(copy + strlen(copy), dispatch, sizeof dispatch);
        chn_sketch_of(chn_str_of(dispatch), s[0]);
        chn_sketch_of(chn_str_of(copy), s[1]);
        chn_sketch_of(
            chn_str_of("Protesters filled the square of the capital on Tuesday "
                       "and asked for the minister of finance to resign, who "
                       "was away on a journey to the south of the country."),
            s[2]);
        CHECK_INT(chn_sketch_alike(s[0], s[0]), 100);
        CHECK(chn_sketch_alike(s[0], s[1]) > 80);
        CHECK(chn_sketch_alike(s[0], s[2]) < 10);
        chn_sketch_of(chn_str_of("Too short"), s[2]);
        CHECK_INT(chn_sketch_alike(s[2], s[2]), 0);
    }
    TEST("words: ascending, each once, none that any sentence has")
    {
        const uint32_t n = chn_words_of(
            chn_str_of("The missile, and the missiles that were said to be"),
            w[0]);
        CHECK_INT(n, 1);
        CHECK_INT(chn_words_of(chn_str_of(""), w[0]), 0);
        const chn_table *t = chn_table_builtin("merge/empty.tsv");
        CHECK(t != NULL);
        for (uint32_t i = 1; t && i < t->n_rows; i++)
            CHECK(chn_str_cmp(chn_table_cell(t, i - 1, 0),
                              chn_table_cell(t, i, 0)) < 0);
    }
    chn_merge_claim x = claim("c1", "r1", "AGREE", "", &k->prk, &k->rus, true,
                              NULL, "2021-03-05");
    chn_merge_claim y = claim("c2", "r2", "AGREE", "", &k->prk, &k->rus, true,
                              "2021-03-05", "2021-03-05");
    x.manner = chn_str_of("en/agree.agree");
    y.manner = chn_str_of("en/support.ties");
    y.status = CHN_STATUS_PLANNED;
    TEST("other words, planned and undated: two acts, or one where the "
         "sentences have their words in common")
    {
        CHECK_INT(two(a, x, y), 2);
        x = with_words(x,
                       "Both agreed to reopen the railway bridge over the "
                       "Tumen river within two months, a joint statement said",
                       w[0]);
        y = with_words(y,
                       "They will reopen the bridge over the Tumen within two "
                       "months, by the joint statement of the railways",
                       w[1]);
        CHECK_INT(two(a, x, y), 1);
    }
    TEST("nothing in common but the parties")
    {
        chn_merge_claim p = claim("c1", "r1", "ACCUSE", "disapprove", &k->prk,
                                  &k->rus, false, NULL, "2021-03-05");
        chn_merge_claim q = p;
        q.id = chn_str_of("c2");
        q.report = chn_str_of("r2");
        CHECK_INT(two(a, p, q), 1);
        p = with_words(p, "Pyongyang blamed fishing vessels near Rason harbour",
                       w[0]);
        q = with_words(q, "Unpaid wheat deliveries angered officials deeply",
                       w[1]);
        CHECK_INT(two(a, p, q), 2);
    }
    TEST("two ways to tell one strike")
    {
        chn_merge_claim p =
            claim("c1", "r1", "ASSAULT", "heavy-weapons", &k->prk, &k->rus,
                  false, "2021-03-05", "2021-03-05");
        chn_merge_claim q = p;
        q.id = chn_str_of("c2");
        q.report = chn_str_of("r2");
        q.mode = chn_str_of("aerial");
        CHECK_INT(two(a, p, q), 1);
        q.report = p.report;
        CHECK_INT(two(a, p, q), 2);
        q.report = chn_str_of("r2");
        q.mode = chn_str_of("abduct");
        CHECK_INT(two(a, p, q), 2);
    }
    TEST("reports in their own voice that credit one agency are one origin")
    {
        chn_merge_claim c[5];
        chn_merge_result r;
        chn_err err;
        for (int i = 0; i < 5; i++) {
            static const char *const id[] = {"c1", "c2", "c3", "c4", "c5"};
            static const char *const in[] = {"r1", "r2", "r3", "r4", "r5"};
            c[i] = claim(id[i], in[i], "CONSULT", "visit", &k->kim, &k->putin,
                         true, "2021-03-05", "2021-03-06");
        }
        CHECK_INT(chn_merge_all(a, c, 5, &r, &err), CHN_OK);
        CHECK_INT(r.event[0].n_origins, 5);
        c[0].credits = c[1].credits = chn_str_of("Reuters");
        CHECK_INT(chn_merge_all(a, c, 5, &r, &err), CHN_OK);
        CHECK_INT(r.event[0].n_origins, 4);
        c[2].origin = chn_str_of("Reuters"); /* as a source of its claim */
        CHECK_INT(chn_merge_all(a, c, 5, &r, &err), CHN_OK);
        CHECK_INT(r.event[0].n_origins, 3);
        c[3].publisher = chn_str_of("Reuters"); /* its own report */
        CHECK_INT(chn_merge_all(a, c, 5, &r, &err), CHN_OK);
        CHECK_INT(r.event[0].n_origins, 2);
        /* with two agencies it is no third, and they are not one */
        c[4].credits = chn_str_of("AFP\nReuters");
        CHECK_INT(chn_merge_all(a, c, 5, &r, &err), CHN_OK);
        CHECK_INT(r.event[0].n_origins, 1);
        c[1].credits = chn_str_of("AFP");
        CHECK_INT(chn_merge_all(a, c, 5, &r, &err), CHN_OK);
        CHECK_INT(r.event[0].n_origins, 2);
        /* two of these, with one agency in common that nobody else has */
        c[3].publisher = chn_str_of("");
        c[3].credits = chn_str_of("Kyodo\nTASS");
        c[4].credits = chn_str_of("TASS\nXinhua");
        CHECK_INT(chn_merge_all(a, c, 5, &r, &err), CHN_OK);
        CHECK_INT(r.event[0].n_origins, 3);
        /* a credit is nothing where the claim has a source */
        c[2].origin = chn_str_of("KCNA");
        c[2].credits = chn_str_of("TASS");
        CHECK_INT(chn_merge_all(a, c, 5, &r, &err), CHN_OK);
        CHECK_INT(r.event[0].n_origins, 4);
    }
    TEST("reports in their own voice whose text is one are one origin")
    {
        chn_merge_claim c[3];
        chn_merge_result r;
        chn_err err;
        for (int i = 0; i < 3; i++) {
            static const char *const id[] = {"c1", "c2", "c3"};
            static const char *const in[] = {"r1", "r2", "r3"};
            c[i] = claim(id[i], in[i], "CONSULT", "visit", &k->kim, &k->putin,
                         true, "2021-03-05", "2021-03-06");
        }
        CHECK_INT(chn_merge_all(a, c, 3, &r, &err), CHN_OK);
        CHECK_INT(r.event[0].n_origins, 3);
        c[0].sketch = s[0];
        c[1].sketch = s[1];
        CHECK_INT(chn_merge_all(a, c, 3, &r, &err), CHN_OK);
        CHECK_INT(r.event[0].n_origins, 2);
        c[0].origin = chn_str_of("KCNA"); /* and the copy has its origin */
        CHECK_INT(chn_merge_all(a, c, 3, &r, &err), CHN_OK);
        CHECK_INT(r.event[0].n_origins, 2);
    }
}

/* ---- what the caller says, and why not ---- */

static void wishes(chn_arena *a, const cast *k)
{
    chn_err err;
    chn_merge_result r;
    chn_merge_claim c[2];
    c[0] = claim("c1", "r1", "CONSULT", "visit", &k->kim, &k->putin, true,
                 "2023-09-13", "2023-09-14");
    c[1] = claim("c2", "r2", "CONSULT", "visit", &k->kim, &k->putin, true,
                 "2023-09-15", "2023-09-16");
    CHECK_INT(chn_merge_all(a, c, 2, &r, &err), CHN_OK);
    TEST("a wider window")
    {
        chn_merge_options o = chn_merge_defaults();
        CHECK_INT(r.n_event, 2);
        o.window = 2;
        CHECK_INT(chn_merge_events(a, &o, c, 2, &r, &err), CHN_OK);
        CHECK_INT(r.n_event, 1);
        CHECK_INT(r.event[0].why[0].rule + r.event[0].why[1].rule,
                  CHN_MERGE_NEXT_DAY);
        o.points = 80;
        CHECK_INT(chn_merge_events(a, &o, c, 2, &r, &err), CHN_OK);
        CHECK_INT(r.n_event, 2);
        CHECK_INT(r.event[0].why[0].miss_gate, CHN_MERGE_GATE_POINTS);
    }
    TEST("what kept them apart is kept")
    {
        c[1] = claim("c2", "r2", "CONSULT", "visit", &k->kim, &k->shoigu, true,
                     "2023-09-13", "2023-09-14");
        CHECK_INT(chn_merge_all(a, c, 2, &r, &err), CHN_OK);
        CHECK_INT(r.n_event, 2);
        uint32_t missed = 0;
        for (uint32_t i = 0; i < 2; i++)
            missed += r.event[i].why[0].miss != CHN_MERGE_NONE &&
                      r.event[i].why[0].miss_gate == CHN_MERGE_GATE_PERSONS;
        CHECK_INT(missed, 1);
        chn_merge_why y;
        const chn_merge_options o = chn_merge_defaults();
        CHECK_INT(chn_merge_compare(a, &o, c, 0, 1, &y, &err), CHN_OK);
        CHECK_INT(y.gate, CHN_MERGE_GATE_PERSONS);
    }
}

/* ---- people's word ---- */

static void verdicts(chn_arena *a, const cast *k)
{
    chn_err err;
    chn_merge_result r;
    chn_merge_claim c[4];
    static const char *const id[] = {"c1", "c2", "c3", "c4"};
    static const char *const in[] = {"r1", "r2", "r3", "r4"};
    for (int i = 0; i < 4; i++)
        c[i] = claim(id[i], in[i], "CONSULT", "visit", &k->kim,
                     i < 3 ? &k->putin : &k->lavrov, true, "2023-09-13",
                     "2023-09-14");
    CHECK_INT(chn_merge_all(a, c, 4, &r, &err), CHN_OK);
    CHECK_INT(r.n_event, 2);
    TEST("a claim is taken out; those that go together stay together")
    {
        chn_merge_verdict v[] = {{.a = 0, .b = 2, .act = 1}};
        CHECK_INT(chn_merge_apply(a, c, 4, v, 1, &r, &err), CHN_OK);
        CHECK_INT(r.n_event, 3);
        chn_merge_verdict w[] = {{.a = 0, .b = 2, .act = 1},
                                 {.a = 1, .b = 2, .act = 1}};
        CHECK_INT(chn_merge_all(a, c, 4, &r, &err), CHN_OK);
        CHECK_INT(chn_merge_apply(a, c, 4, w, 2, &r, &err), CHN_OK);
        CHECK_INT(r.n_event, 3);
        for (uint32_t i = 0; i < r.n_event; i++)
            CHECK(r.event[i].n_member <= 2);
    }
    TEST("two events are put together, and say by whom")
    {
        chn_merge_verdict v[] = {{.a = 3, .b = 0, .merge = true, .act = 1}};
        CHECK_INT(chn_merge_all(a, c, 4, &r, &err), CHN_OK);
        CHECK_INT(chn_merge_apply(a, c, 4, v, 1, &r, &err), CHN_OK);
        CHECK_INT(r.n_event, 1);
        CHECK_INT(r.event[0].n_member, 4);
        CHECK_INT(r.event[0].n_part, 2);
        CHECK_INT(r.event[0].why[3].rule, CHN_MERGE_BY_HAND);
        CHECK_INT(r.event[0].why[3].with, 0);
    }
    TEST("the last word on a pair holds; a contrary one is a conflict")
    {
        chn_merge_verdict v[] = {{.a = 3, .b = 0, .merge = true, .act = 1},
                                 {.a = 0, .b = 3, .merge = false, .act = 2}};
        CHECK_INT(chn_merge_all(a, c, 4, &r, &err), CHN_OK);
        CHECK_INT(chn_merge_apply(a, c, 4, v, 2, &r, &err), CHN_OK);
        CHECK_INT(r.n_event, 2);
        chn_merge_verdict w[] = {{.a = 3, .b = 1, .merge = false, .act = 1},
                                 {.a = 3, .b = 0, .merge = true, .act = 2}};
        CHECK_INT(chn_merge_all(a, c, 4, &r, &err), CHN_OK);
        CHECK_INT(chn_merge_apply(a, c, 4, w, 2, &r, &err), CHN_OK);
        CHECK_INT(r.n_event, 2);
        CHECK(w[1].conflict && !w[0].conflict);
    }
}

typedef struct world {
    chn_merge_claim c[N_WORLD];
    char id[N_WORLD][24];
    char report[N_WORLD][24];
    uint32_t words[6][CHN_WORDS];
    uint32_t n_words[6];
} world;

static uint64_t rnd(uint64_t *s)
{
    *s = *s * 6364136223846793005u + 1442695040888963407u;
    return *s >> 33;
}

static void make_world(world *w, const cast *k, uint64_t *s)
{
    const chn_merge_actor *side[] = {&k->prk,     &k->kim,    &k->rus,
                                     &k->putin,   &k->shoigu, &k->lavrov,
                                     &k->kremlin, &k->chn,    &k->gunmen};
    const char *mode[] = {"", "", "visit", "message", "phone"};
    const char *category[] = {"CONSULT", "SUPPORT", "ASSAULT"};
    const char *place[] = {"", "", "Moscow", "Pyongyang"};
    const char *manner[] = {"", "en/x.meet", "en/x.talk"};
    const char *sentence[] = {
        "Leaders discussed grain shipments from Black ports to Africa",
        "Grain shipments from ports were discussed by both leaders",
        "Ministers praised friendship, bridges and summer festivals",
        "Soldiers fired rockets across frozen river towards villages",
        "Rockets were fired across the river at villages by soldiers",
        ""};
    const chn_day base = day("2023-01-01");
    for (uint32_t i = 0; i < 6; i++)
        w->n_words[i] = chn_words_of(chn_str_of(sentence[i]), w->words[i]);
    for (uint32_t i = 0; i < N_WORLD; i++) {
        chn_merge_claim *c = &w->c[i];
        *c = (chn_merge_claim){0};
        c->words = w->words[i * 7 % 6];
        c->n_words = w->n_words[i * 7 % 6];
        snprintf(w->id[i], sizeof w->id[i], "c%08x",
                 (unsigned)(i * 2654435761u));
        snprintf(w->report[i], sizeof w->report[i], "r%u",
                 (unsigned)(rnd(s) % (N_WORLD / 4)));
        c->id = chn_str_of(w->id[i]);
        c->report = chn_str_of(w->report[i]);
        c->category = chn_str_of(category[rnd(s) % 3]);
        c->mode = chn_str_of(mode[rnd(s) % 5]);
        c->place = chn_str_of(place[rnd(s) % 4]);
        c->manner = chn_str_of(manner[rnd(s) % 3]);
        c->source = side[rnd(s) % 9];
        c->n_source = 1;
        c->target = side[rnd(s) % 9];
        c->n_target = rnd(s) % 8 ? 1 : 0;
        c->symmetric = rnd(s) % 2;
        c->status = rnd(s) % 3 ? CHN_STATUS_OCCURRED : (chn_status)(rnd(s) % 4);
        /* dense enough that days touch, with gaps between */
        chn_day d = base + (chn_day)(rnd(s) % 40) * 3 + (chn_day)(rnd(s) % 2);
        c->published = d + (chn_day)(rnd(s) % 2);
        c->basis = CHN_BASIS_TEXT;
        c->precision = CHN_PRECISION_DAY;
        c->from = c->to = d;
        switch (rnd(s) % 8) {
        case 0:
            c->basis = CHN_BASIS_PUBLISHED;
            c->from = CHN_DAY_NONE;
            c->to = c->published;
            break;
        case 1:
            c->to = d + (chn_day)(rnd(s) % 5);
            break;
        case 2:
            c->from = chn_day_of(2023, chn_day_ymd(d).month, 1);
            c->to = c->from + 27;
            break;
        case 3:
            if (rnd(s) % 4 == 0) {
                c->from = base;
                c->to = base + 364;
            }
            break;
        default:
            break;
        }
        /* a report has one date */
        c->published = base + (chn_day)(strlen(w->report[i]) * 7 +
                                        (uint32_t)w->report[i][1] % 60u);
        if (c->basis == CHN_BASIS_PUBLISHED)
            c->to = c->published;
    }
}

/* Events as text: ids, members, reasons and agreed fields. */
static void dump(chn_buf *b, const chn_merge_claim *c,
                 const chn_merge_result *r)
{
    for (uint32_t i = 0; i < r->n_event; i++) {
        const chn_merge_event *e = &r->event[i];
        chn_buf_fmt(b, "%s %d %u %u", e->id, (int)e->status,
                    (unsigned)e->n_reports, (unsigned)e->n_origins);
        const uint32_t by[] = {e->best, e->sides, e->act, e->date, e->place};
        for (uint32_t k = 0; k < 5; k++) {
            chn_buf_char(b, ' ');
            chn_buf_str(b, by[k] == CHN_MERGE_NONE ? chn_str_of("-")
                                                   : c[by[k]].id);
        }
        for (uint32_t k = 0; k < e->n_member; k++) {
            const chn_merge_why *y = &e->why[k];
            chn_buf_char(b, ' ');
            chn_buf_str(b, c[e->member[k]].id);
            chn_buf_fmt(b,
                        ":%s:%d:", chn_merge_rule_name((chn_merge_rule)y->rule),
                        (int)y->score);
            chn_buf_str(b, y->with == CHN_MERGE_NONE ? chn_str_of("-")
                                                     : c[y->with].id);
            chn_buf_fmt(
                b, ":%s:%d:", chn_merge_gate_name((chn_merge_gate)y->miss_gate),
                (int)y->miss_score);
            chn_buf_str(b, y->miss == CHN_MERGE_NONE ? chn_str_of("-")
                                                     : c[y->miss].id);
        }
        chn_buf_char(b, '\n');
    }
}

static void shuffle(world *w, uint64_t *s)
{
    for (uint32_t i = N_WORLD - 1; i > 0; i--) {
        const uint32_t k = (uint32_t)(rnd(s) % (i + 1));
        const chn_merge_claim t = w->c[i];
        w->c[i] = w->c[k];
        w->c[k] = t;
    }
}

static void property(const cast *k)
{
    world *w = malloc(sizeof *w);
    chn_arena *a = chn_arena_new((size_t)1 << 30);
    uint64_t s = 20230726;
    chn_err err;
    if (!w || !a)
        exit(1);
    make_world(w, k, &s);
    chn_buf want;
    chn_buf got;
    chn_buf_init(&want, 1u << 24);
    chn_buf_init(&got, 1u << 24);
    chn_merge_result r;
    TEST("any order gives the same events and the same reasons")
    {
        CHECK_INT(chn_merge_all(a, w->c, N_WORLD, &r, &err), CHN_OK);
        dump(&want, w->c, &r);
        uint32_t members = 0;
        uint32_t largest = 0;
        for (uint32_t i = 0; i < r.n_event; i++) {
            members += r.event[i].n_member;
            if (r.event[i].n_member > largest)
                largest = r.event[i].n_member;
        }
        CHECK_INT(members, N_WORLD);
        CHECK(r.n_event < N_WORLD && largest > 3);
        printf("# %u claims, %u events, largest %u\n", (unsigned)N_WORLD,
               (unsigned)r.n_event, (unsigned)largest);
        for (int i = 0; i < 25; i++) {
            chn_arena_reset(a);
            shuffle(w, &s);
            CHECK_INT(chn_merge_all(a, w->c, N_WORLD, &r, &err), CHN_OK);
            chn_buf_clear(&got);
            dump(&got, w->c, &r);
            CHECK(got.n == want.n && memcmp(got.p, want.p, want.n) == 0);
        }
    }
    TEST("and so with another window and fewer points, and with people's word")
    {
        chn_buf first;
        const chn_merge_options o = {3, 35};
        chn_buf_init(&first, 1u << 24);
        for (int i = 0; i < 12; i++) {
            chn_arena_reset(a);
            shuffle(w, &s);
            CHECK_INT(chn_merge_all(a, w->c, N_WORLD, &r, &err), CHN_OK);
            CHECK_INT(chn_merge_events(a, &o, w->c, N_WORLD, &r, &err), CHN_OK);
            chn_merge_verdict v[40];
            for (uint32_t p = 0; p < 40; p++) {
                uint32_t at[2] = {0, 0};
                for (uint32_t q = 0; q < N_WORLD; q++)
                    for (uint32_t h = 0; h < 2; h++)
                        if (strcmp(w->c[q].id.p, w->id[p * 31 + h * 7]) == 0)
                            at[h] = q;
                v[p] = (chn_merge_verdict){at[0], at[1], p % 3 != 0, p, false};
            }
            CHECK_INT(chn_merge_apply(a, w->c, N_WORLD, v, 40, &r, &err),
                      CHN_OK);
            chn_buf_clear(&got);
            dump(&got, w->c, &r);
            if (i == 0)
                chn_buf_put(&first, got.p, got.n);
            CHECK(got.n == first.n && memcmp(got.p, first.p, first.n) == 0);
        }
        chn_buf_free(&first);
        CHECK_INT(chn_merge_all(a, w->c, N_WORLD, &r, &err), CHN_OK);
    }
    TEST("no event holds two acts that one report tells apart")
    {
        for (uint32_t i = 0; i < r.n_event; i++)
            for (uint32_t x = 0; x < r.event[i].n_member; x++)
                for (uint32_t y = x + 1; y < r.event[i].n_member; y++) {
                    const chn_merge_claim *p = &w->c[r.event[i].member[x]];
                    const chn_merge_claim *q = &w->c[r.event[i].member[y]];
                    CHECK(!chn_str_eq(p->report, q->report) ||
                          chn_str_eq(p->telling, q->telling));
                }
    }
    TEST("a closed part of the claims gives the same part of the events")
    {
        /* all claims of one block are closed */
        const chn_str block = w->c[0].block;
        uint32_t n = 0;
        chn_merge_claim *part = malloc(N_WORLD * sizeof *part);
        uint32_t *map = malloc(N_WORLD * sizeof *map);
        if (!part || !map)
            exit(1);
        for (uint32_t i = 0; i < N_WORLD; i++) {
            map[i] = n;
            if (chn_str_eq(w->c[i].block, block))
                part[n++] = w->c[i];
        }
        for (uint32_t i = 0; i < n; i++)
            if (part[i].why.with != CHN_MERGE_NONE)
                part[i].why.with = map[part[i].why.with];
        CHECK_INT(chn_merge_events(a, NULL, part, n, &r, &err), CHN_OK);
        chn_buf_clear(&got);
        dump(&got, part, &r);
        uint32_t found = 0;
        for (uint32_t i = 0; i < r.n_event; i++) {
            const char *at = strstr(want.p, r.event[i].id);
            const char *mine = strstr(got.p, r.event[i].id);
            const size_t len = strcspn(mine, "\n");
            found += at && strncmp(at, mine, len) == 0 && at[len] == '\n';
        }
        CHECK(n > 1);
        CHECK_INT(found, r.n_event);
        free(part);
        free(map);
    }
    chn_buf_free(&want);
    chn_buf_free(&got);
    chn_arena_free(a);
    free(w);
}

/* Events of a block that stand within [f, t], as text. */
static uint32_t dump_within(chn_arena *a, chn_buf *b, const chn_merge_claim *c,
                            const chn_merge_result *r, chn_day f, chn_day t)
{
    chn_merge_result part = {CHN_NEW(a, chn_merge_event, r->n_event), 0};
    if (!part.event)
        exit(1);
    for (uint32_t i = 0; i < r->n_event; i++)
        if (r->event[i].part->from >= f && r->event[i].part->to <= t)
            part.event[part.n_event++] = r->event[i];
    chn_buf_clear(b);
    dump(b, c, &part);
    return part.n_event;
}

/* Two countries, one category, every day full: what a war looks like. */
static void windows(const cast *k, int32_t days)
{
    enum { N = 2400 };
    const chn_merge_options o = {days, CHN_MERGE_THRESHOLD};
    const chn_merge_actor *source[] = {&k->prk, &k->kim};
    const chn_merge_actor *target[] = {&k->rus, &k->putin, &k->shoigu,
                                       &k->kremlin};
    const char *mode[] = {"", "", "visit", "phone"};
    chn_arena *a = chn_arena_new((size_t)1 << 30);
    chn_merge_claim *c = calloc(N, sizeof *c);
    chn_merge_claim *part = calloc(N, sizeof *part);
    char(*name)[2][16] = calloc(N, sizeof *name);
    uint32_t *map = calloc(N, sizeof *map);
    if (!a || !c || !part || !name || !map)
        exit(1);
    uint64_t s = 77;
    const chn_day base = day("2022-02-24");
    for (uint32_t i = 0; i < N; i++) {
        const uint32_t report = (uint32_t)(rnd(&s) % 1200);
        const chn_day published = base + (chn_day)(report / 3);
        const chn_day d = published - (chn_day)(rnd(&s) % 3);
        snprintf(name[i][0], 16, "c%08x", (unsigned)(i * 2654435761u));
        snprintf(name[i][1], 16, "r%u", (unsigned)report);
        c[i] = claim(name[i][0], name[i][1], "CONSULT", mode[rnd(&s) % 4],
                     source[rnd(&s) % 2], target[rnd(&s) % 4], rnd(&s) % 2 == 0,
                     NULL, NULL);
        c[i].published = c[i].to = published;
        if (rnd(&s) % 5) {
            c[i].basis = CHN_BASIS_TEXT;
            c[i].from = c[i].to = d;
            if (rnd(&s) % 4 == 0)
                c[i].from -= (chn_day)(rnd(&s) % CHN_MERGE_WIDE);
            if (rnd(&s) % 20 == 0)
                c[i].from -= 60;
        }
        if (rnd(&s) % 5 == 0)
            c[i].status = (chn_status)(rnd(&s) % 4);
    }
    chn_buf want;
    chn_buf got;
    chn_buf_init(&want, 1u << 24);
    chn_buf_init(&got, 1u << 24);
    TEST("a stretch of days is merged as it is among all days")
    {
        chn_err err;
        chn_merge_result all;
        chn_merge_result r;
        CHECK_INT(chn_merge_all(a, c, N, &all, &err), CHN_OK);
        CHECK_INT(chn_merge_events(a, &o, c, N, &all, &err), CHN_OK);
        uint32_t largest = 0;
        for (uint32_t i = 0; i < all.n_event; i++)
            if (all.event[i].n_member > largest)
                largest = all.event[i].n_member;
        printf("# %d claims, %u events, largest %u\n", (int)N,
               (unsigned)all.n_event, (unsigned)largest);
        uint32_t compared = 0;
        for (int w = 0; w < 60; w++) {
            const chn_day f = base + (chn_day)(rnd(&s) % 400);
            const chn_day t = f + (chn_day)(rnd(&s) % 40);
            uint32_t n = 0;
            for (uint32_t i = 0; i < N; i++) {
                map[i] = n;
                if (c[i].reach_from <= t + CHN_MERGE_MARGIN(o.window) &&
                    c[i].reach_to >= f - CHN_MERGE_MARGIN(o.window))
                    part[n++] = c[i];
            }
            for (uint32_t i = 0; i < n; i++)
                if (part[i].why.with != CHN_MERGE_NONE)
                    part[i].why.with = map[part[i].why.with];
            CHECK_INT(chn_merge_events(a, &o, part, n, &r, &err), CHN_OK);
            compared += dump_within(a, &want, c, &all, f, t);
            (void)dump_within(a, &got, part, &r, f, t);
            CHECK(got.n == want.n && memcmp(got.p, want.p, want.n) == 0);
        }
        CHECK(compared > 1000);
    }
    TEST("one claim more changes nothing further off than it may")
    {
        chn_err err;
        chn_merge_result all;
        chn_merge_result r;
        CHECK_INT(chn_merge_all(a, c, N, &all, &err), CHN_OK);
        CHECK_INT(chn_merge_events(a, &o, c, N, &all, &err), CHN_OK);
        for (int w = 0; w < 60; w++) {
            const uint32_t gone = (uint32_t)(rnd(&s) % N);
            uint32_t n = 0;
            /* without one report: claims of a report come together */
            chn_day from = INT32_MAX;
            chn_day to = INT32_MIN;
            for (uint32_t i = 0; i < N; i++) {
                if (!chn_str_eq(c[i].report, c[gone].report)) {
                    part[n++] = c[i];
                    continue;
                }
                if (c[i].reach_from < from)
                    from = c[i].reach_from;
                if (c[i].reach_to > to)
                    to = c[i].reach_to;
            }
            CHECK_INT(chn_merge_all(a, part, n, &r, &err), CHN_OK);
            CHECK_INT(chn_merge_events(a, &o, part, n, &r, &err), CHN_OK);
            (void)dump_within(a, &want, c, &all, INT32_MIN,
                              from - CHN_MERGE_CORE(o.window) - 1);
            (void)dump_within(a, &got, part, &r, INT32_MIN,
                              from - CHN_MERGE_CORE(o.window) - 1);
            CHECK(got.n == want.n && memcmp(got.p, want.p, want.n) == 0);
            (void)dump_within(a, &want, c, &all,
                              to + CHN_MERGE_CORE(o.window) + 1, INT32_MAX);
            (void)dump_within(a, &got, part, &r,
                              to + CHN_MERGE_CORE(o.window) + 1, INT32_MAX);
            CHECK(got.n == want.n && memcmp(got.p, want.p, want.n) == 0);
        }
    }
    chn_buf_free(&want);
    chn_buf_free(&got);
    chn_arena_free(a);
    free(c);
    free(part);
    free(name);
    free(map);
}

int main(void)
{
    const cast k = make_cast();
    chn_arena *a = chn_arena_new((size_t)1 << 28);
    if (!a)
        return 1;
    pairs(a, &k);
    statuses(a, &k);
    dates(a, &k);
    exchange(a, &k);
    votes(a, &k);
    texts(a, &k);
    wishes(a, &k);
    verdicts(a, &k);
    property(&k);
    windows(&k, 1);
    windows(&k, 3);
    TEST("too little memory is an error, not a crash")
    {
        chn_merge_claim c[2];
        c[0] = claim("c1", "r1", "CONSULT", "", &k.kim, &k.putin, true,
                     "2019-04-25", "2019-04-26");
        c[1] = c[0];
        c[1].id = chn_str_of("c2");
        c[1].report = chn_str_of("r2");
        chn_err err;
        chn_merge_result r;
        int failed = 0;
        for (size_t max = 0; max < 20000; max += 64) {
            chn_arena *tight = chn_arena_new(max);
            if (!tight)
                continue;
            const chn_code rc = chn_merge_all(tight, c, 2, &r, &err);
            CHECK(rc == CHN_OK || rc == CHN_ERR_MEMORY);
            failed += rc == CHN_ERR_MEMORY;
            chn_arena_free(tight);
        }
        CHECK(failed > 0);
    }
    chn_arena_free(a);
    return check_end();
}
