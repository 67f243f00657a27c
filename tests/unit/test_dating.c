/* SPDX-License-Identifier: Apache-2.0 */
/* The public interface to times: a report's day with its reasons, and its
 * expressions. What they mean is tested in test_time and test_solve. */
#include <chancery/chancery.h>
#include <stdlib.h>

#include "base/str.h"
#include "check.h"

static chn_worker *worker;

static bool take(void *user, const char *p, size_t n)
{
    chn_buf_put(user, p, n);
    return true;
}

static bool refuse(void *user, const char *p, size_t n)
{
    (void)user;
    (void)p;
    (void)n;
    return false;
}

static chn_report report(const char *text, const char *day)
{
    chn_report r;
    memset(&r, 0, sizeof r);
    r.id = chn_str_of("one");
    r.file = r.id;
    r.text = chn_str_of(text);
    r.published = day ? chn_day_parse(day, strlen(day)) : CHN_DAY_NONE;
    return r;
}

static chn_expressions *find(const char *text, const char *day)
{
    chn_err err;
    const chn_report r = report(text, day);
    chn_expressions *x = chn_worker_expressions(worker, &r, &err);
    if (!x) {
        printf("# %s\n", err.text);
        exit(1);
    }
    return x;
}

static void fields(void)
{
    TEST("an expression's fields")
    {
        chn_expressions *x = find("D\xC3\xAD"
                                  "az left on the 12th. He had come "
                                  "the previous day.",
                                  "2019-08-15");
        CHECK_INT(chn_expressions_count(x), 2);
        CHECK(!chn_expressions_at(x, 2));
        const chn_expression *a = chn_expressions_at(x, 0);
        const chn_expression *b = chn_expressions_at(x, 1);
        CHECK_STR(a->text, "the 12th");
        CHECK_INT(a->span.from, 14); /* bytes; the name has a two-byte letter */
        CHECK_INT(a->char_from, 13);
        CHECK_INT(a->char_to, 21);
        CHECK_STR(a->value, "2019-08-12");
        CHECK_INT(a->type, CHN_EXPRESSION_DATE);
        CHECK_INT(a->precision, CHN_PRECISION_DAY);
        CHECK_INT(a->anchor, CHN_ANCHOR_REPORT);
        CHECK_INT(a->anchor_day, chn_day_parse("2019-08-15", 10));
        CHECK_INT(a->sentence.from, 0);
        CHECK_INT(a->sentence.to, 23);
        CHECK_STR(b->value, "2019-08-11");
        CHECK_INT(b->anchor, CHN_ANCHOR_TOLD);
        CHECK_INT(b->anchor_day, a->from);
        CHECK(b->rule.n > 0);
        CHECK_INT(chn_expressions_dating(x)->basis, CHN_DATING_GIVEN);
        CHECK_INT(chn_expressions_dating(x)->n_reasons, 0);
        CHECK_STR(chn_expressions_report(x)->id, "one");
        chn_expressions_free(x);
    }
    TEST("what days were counted from")
    {
        static const struct {
            const char *text;
            chn_expression_anchor anchor;
            const char *day;
        } rows[] = {
            {"It fell on 4 April 1949.", CHN_ANCHOR_NONE, NULL},
            {"They met on Monday.", CHN_ANCHOR_REPORT, "2019-08-15"},
            {"They met last month.", CHN_ANCHOR_REPORT, "2019-08-15"},
            {"It took six days.", CHN_ANCHOR_NONE, NULL},
            {"They met in Seoul on Liberation Day.", CHN_ANCHOR_NAME, NULL}};
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            chn_expressions *x = find(rows[i].text, "2019-08-15");
            CHECK_INT(chn_expressions_count(x), 1);
            const chn_expression *a = chn_expressions_at(x, 0);
            CHECK(a && a->anchor == rows[i].anchor);
            CHECK(a &&
                  a->anchor_day == (rows[i].day ? chn_day_parse(rows[i].day, 10)
                                                : CHN_DAY_NONE));
            chn_expressions_free(x);
        }
    }
    TEST("two offsets in a row look to the same named day")
    {
        chn_expressions *x = find("On the 12th it was sent. It had come the "
                                  "previous day. He left the previous day.",
                                  "2019-08-15");
        CHECK_INT(chn_expressions_count(x), 3);
        const chn_expression *c = chn_expressions_at(x, 2);
        CHECK(c && c->anchor_day == chn_day_parse("2019-08-12", 10));
        chn_expressions_free(x);
    }
    TEST("modifiers, bounds, what disagrees")
    {
        chn_expressions *x = find(
            "It began in early 2018. It has run since 2016. It will end by "
            "Friday. They met on Monday (June 4). It lasts about two weeks.",
            "2019-08-15");
        CHECK_INT(chn_expressions_count(x), 6);
        CHECK_STR(chn_expressions_at(x, 0)->mod, "START");
        CHECK(chn_expressions_at(x, 0)->approximate);
        CHECK_INT(chn_expressions_at(x, 1)->bound, CHN_BOUND_SINCE);
        CHECK_INT(chn_expressions_at(x, 2)->bound, CHN_BOUND_UNTIL);
        CHECK(chn_expressions_at(x, 3)->conflict);
        CHECK_STR(chn_expressions_at(x, 5)->mod, "APPROX");
        chn_expressions_free(x);
    }
}

static void dating(void)
{
    TEST("an undated report brings its reasons, and code reads it with its day")
    {
        static const char text[] = "Envoys parted on Thursday, the 74th "
                                   "anniversary of Korea's liberation.";
        chn_err err;
        chn_expressions *x = find(text, NULL);
        const chn_dating *d = chn_expressions_dating(x);
        CHECK_INT(d->basis, CHN_DATING_INFERRED);
        CHECK_INT(d->day, chn_day_parse("2019-08-15", 10));
        CHECK(d->from <= d->day && d->day <= d->to);
        CHECK(d->confidence_percent > 50 && d->confidence_percent <= 100);
        CHECK(d->n_reasons > 0);
        for (uint32_t i = 0; i < d->n_reasons; i++)
            CHECK(d->reasons[i].says.n > 0 &&
                  d->reasons[i].span.to <= strlen(text));
        const chn_report r = report(text, NULL);
        chn_result *c = chn_worker_code(worker, &r, &err);
        CHECK(c && chn_result_dating(c)->day == d->day);
        CHECK(c && chn_result_dating(c)->n_reasons == d->n_reasons);
        chn_result_free(c);
        chn_expressions_free(x);
    }
    TEST("a day that is likely, and not sure, dates what is told")
    {
        static const char text[] =
            "President Barack Obama met Chancellor Angela Merkel on Friday, "
            "March 7. On Monday Peru condemned Chile.";
        chn_err err;
        const chn_report r = report(text, NULL);
        chn_result *c = chn_worker_code(worker, &r, &err);
        const chn_dating *d = c ? chn_result_dating(c) : NULL;
        CHECK(d && d->day == chn_day_parse("2014-03-07", 10));
        CHECK(d && d->confidence_percent >= 40 && d->confidence_percent < 50);
        bool told = false;
        for (size_t i = 0; c && i < chn_result_claim_count(c); i++)
            told = told || chn_result_claim(c, i)->date.from ==
                               chn_day_parse("2014-03-03", 10);
        CHECK(told);
        chn_result_free(c);
    }
    TEST("a report that tells nothing has no day")
    {
        chn_expressions *x = find("The sides met.", NULL);
        CHECK_INT(chn_expressions_count(x), 0);
        CHECK_INT(chn_expressions_dating(x)->basis, CHN_DATING_NONE);
        CHECK_INT(chn_expressions_dating(x)->day, CHN_DAY_NONE);
        chn_expressions_free(x);
        chn_expressions_free(NULL);
    }
    TEST("the names of a basis")
    {
        CHECK_STR(chn_str_of(chn_dating_basis_name(CHN_DATING_SET)), "set");
        CHECK_STR(chn_str_of(chn_dating_basis_name((chn_dating_basis)77)),
                  "none");
    }
    TEST("claims say that their report's day was worked out")
    {
        chn_err err;
        const char *text = "Envoys parted on Thursday, the 74th anniversary of "
                           "Korea's liberation. Russian President Vladimir "
                           "Putin met North Korean leader Kim Jong Un.";
        for (int given = 0; given < 2; given++) {
            const chn_report r = report(text, given ? "2019-08-15" : NULL);
            chn_result *c = chn_worker_code(worker, &r, &err);
            CHECK(c && chn_result_claim_count(c) > 0);
            const chn_claim *k = c ? chn_result_claim(c, 0) : NULL;
            bool flagged = false;
            for (uint32_t i = 0; k && i < k->n_flags; i++)
                flagged = flagged || chn_str_is(k->flags[i], "inferred-date");
            CHECK_INT(flagged, !given);
            chn_result_free(c);
        }
    }
}

static void printing(void)
{
    chn_err err;
    TEST("one line of JSON")
    {
        chn_buf b;
        chn_buf_init(&b, 1 << 16);
        chn_expressions *x =
            find("They met on \xE2\x80\x9CMonday\xE2\x80\x9D.", "2019-08-15");
        CHECK_INT(chn_expressions_print(x, take, &b, &err), CHN_OK);
        CHECK_STR(chn_str_n(b.p, b.n),
                  "{\"id\":\"one\",\"date\":\"2019-08-15\",\"basis\":\"given\","
                  "\"timexes\":[{\"start\":13,\"end\":19,\"type\":\"DATE\","
                  "\"value\":\"2019-08-12\",\"from\":\"2019-08-12\",\"to\":"
                  "\"2019-08-12\",\"anchor\":\"report\",\"anchor_date\":"
                  "\"2019-08-15\",\"text\":\"Monday\",\"rule\":\"wd.bare\"}]}"
                  "\n");
        CHECK_INT(chn_expressions_print(x, refuse, NULL, &err), CHN_ERR_OUTPUT);
        chn_expressions_free(x);
        chn_buf_free(&b);
    }
    TEST("bytes that are no text are counted as one character each")
    {
        chn_report r = report("A\xFF met on Monday.", "2019-08-15");
        chn_expressions *x = chn_worker_expressions(worker, &r, &err);
        CHECK(x && chn_expressions_count(x) == 1);
        CHECK(x && chn_expressions_at(x, 0)->span.from == 10);
        CHECK(x && chn_expressions_at(x, 0)->char_from == 10);
        chn_expressions_free(x);
    }
    TEST("a body behind the end is refused")
    {
        chn_report r = report("Short.", NULL);
        r.body = 99;
        CHECK(!chn_worker_expressions(worker, &r, &err));
        CHECK_INT(err.code, CHN_ERR_ARGUMENT);
        CHECK_INT(chn_worker_date(worker, &r, NULL, take, NULL, &err),
                  CHN_ERR_ARGUMENT);
    }
}

int main(void)
{
    chn_err err;
    chn_engine *e = chn_engine_open(NULL, &err);
    worker = e ? chn_worker_new(e, &err) : NULL;
    if (!worker)
        return 1;
    fields();
    dating();
    printing();
    chn_worker_free(worker);
    chn_engine_free(e);
    return check_end();
}
