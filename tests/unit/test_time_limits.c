/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the calendar ends: every day that there is not, in every form, is
 * refused and never read as another; sums that leave the years 1 to 9999 give
 * no day; numbers too large to count with are no dates. All sentences are made
 * up for the test.
 */
#include "base/arena.h"
#include "base/day.h"
#include "base/limits.h"
#include "base/str.h"
#include "time/time.h"

#include "check.h"

typedef struct world {
    chn_arena *know_arena, *arena;
    chn_lex *lex;
    chn_text_know *text;
    chn_time_know *time;
    chn_doc doc;
    chn_times times;
} world;

static bool world_open(world *w)
{
    chn_err err = {0};
    w->know_arena = chn_arena_new(CHN_ARENA_MAX);
    w->arena = chn_arena_new(CHN_ARENA_MAX);
    if (!w->know_arena || !w->arena)
        return false;
    chn_tableset set = {
        CHN_NEW(w->know_arena, const chn_table *, chn_builtin_table_count), 0};
    for (uint32_t i = 0; set.tables && i < chn_builtin_table_count; i++)
        set.tables[set.n++] = &chn_builtin_tables[i];
    w->lex = chn_lex_new(w->know_arena);
    w->text = set.tables && w->lex
                  ? chn_text_know_new(w->know_arena, &set, w->lex, &err)
                  : NULL;
    w->time =
        w->text ? chn_time_know_new(w->know_arena, &set, w->text, w->lex, &err)
                : NULL;
    return w->time != NULL;
}

static void world_close(world *w)
{
    chn_arena_free(w->arena);
    chn_arena_free(w->know_arena);
}

/* The expressions of a text, in w->times; false: it could not be read. */
static bool read_on(world *w, const char *text, chn_day published)
{
    chn_err err = {0};
    chn_arena_reset(w->arena);
    memset(&w->times, 0, sizeof w->times);
    if (chn_text_read(w->text, w->lex, w->arena, text, (uint32_t)strlen(text),
                      0, &w->doc, &err))
        return false;
    w->doc.published = published;
    return chn_time_find(w->time, &w->doc, &w->times, &err) == CHN_OK;
}

static chn_day day(const char *z)
{
    return chn_day_parse(z, strlen(z));
}

/* Is there an expression that tells a day, or "XXXX-MM-DD"? */
static bool tells_day(const world *w)
{
    for (uint32_t i = 0; i < w->times.n; i++) {
        const chn_timex *x = &w->times.at[i];
        if (x->precision == CHN_PRECISION_DAY ||
            (strlen(x->value) >= 10 && x->value[7] == '-'))
            return true;
    }
    return false;
}

static const chn_timex *only(const world *w)
{
    return w->times.n == 1 ? &w->times.at[0] : NULL;
}

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

/* A day in one of the forms that tell it whole. */
#define FORMS 6
static bool write_form(char z[96], int form, int32_t y, int32_t m, int32_t d)
{
    const char *name = months[m - 1];
    switch (form) {
    case 0:
        (void)snprintf(z, 96, "It was signed on %d %s %d in Bonn.", (int)d,
                       name, (int)y);
        return true;
    case 1:
        (void)snprintf(z, 96, "It was signed on %s %d, %d in Bonn.", name,
                       (int)d, (int)y);
        return true;
    case 2:
        (void)snprintf(z, 96, "It was signed on %04d-%02d-%02d in Bonn.",
                       (int)y, (int)m, (int)d);
        return true;
    case 3:
        (void)snprintf(z, 96, "It was signed on %02d/%02d/%04d in Bonn.",
                       (int)d, (int)m, (int)y);
        return d > 12; /* else it can be two days */
    case 4:
        (void)snprintf(z, 96, "It was signed on %02d/%02d/%04d in Bonn.",
                       (int)m, (int)d, (int)y);
        return d > 12;
    default:
        (void)snprintf(z, 96, "It was signed on the %dth of %s %d in Bonn.",
                       (int)d, name, (int)y);
        return true;
    }
}

/* What reads otherwise than it should; NULL: nothing. */
static const char *wrong_of_month(world *w, int32_t y, int32_t m)
{
    static char z[96];
    for (int32_t d = 1; d <= 32; d++) {
        const chn_day want = chn_day_of(y, m, d);
        for (int form = 0; form < FORMS; form++) {
            if (!write_form(z, form, y, m, d))
                continue;
            if (!read_on(w, z, day("2019-08-15")))
                return z;
            if (want == CHN_DAY_NONE && tells_day(w))
                return z;
            const chn_timex *x = only(w);
            if (want != CHN_DAY_NONE &&
                (!x || x->from != want || x->to != want))
                return z;
        }
    }
    return NULL;
}

static void test_days_that_are_not(world *w)
{
    static const int32_t years[] = {1582, 1899, 1900, 2000,
                                    2015, 2016, 2100, 2199};
    for (size_t i = 0; i < sizeof years / sizeof years[0]; i++)
        for (int32_t m = 1; m <= 12; m++) {
            const char *wrong = wrong_of_month(w, years[i], m);
            if (wrong)
                printf("# %s\n", wrong);
            CHECK(wrong == NULL);
        }
}

static void test_no_such_month_or_day(world *w)
{
    static const char *const texts[] = {
        "It was filed on 2019-13-01.",   "It was filed on 2019-00-10.",
        "It was filed on 2019-10-00.",   "It was filed on 31/04/2015.",
        "It was filed on 29-02-2015.",   "It was filed on 13/13/2015.",
        "It ended on 30 February.",      "It ended on February 30.",
        "It ended on the 31st of June.", "It ran from June 30-31.",
        "It ended on 31 April 44 BC.",   "It ended on 29 February 44 BC."};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        CHECK(read_on(w, texts[i], day("2019-08-15")) && !tells_day(w));
        CHECK(read_on(w, texts[i], CHN_DAY_NONE) && !tells_day(w));
    }
    /* 29 February is a day of some years only */
    CHECK(read_on(w, "It ended on 29 February.", day("2018-08-15")) &&
          !(only(w) && only(w)->from != CHN_DAY_NONE));
    CHECK(read_on(w, "It ended on 29 February.", day("2016-03-15")) &&
          only(w) && only(w)->from == day("2016-02-29"));
}

static bool in_calendar(const chn_timex *x)
{
    return (x->from == CHN_DAY_NONE || x->from >= day("0001-01-01")) &&
           (x->to == CHN_DAY_NONE ||
            (x->to <= day("9999-12-31") && x->from <= x->to)) &&
           x->value[0] != '\0' && x->value[0] != '-';
}

/* No sum of days leaves the calendar. */
static void test_ends_of_calendar(world *w)
{
    static const char *const texts[] = {
        "Yesterday they left, and the previous day they met.",
        "Tomorrow they leave, and the next day they meet.",
        "Last week, last month, last year and last century they met.",
        "Next week, next month, next year and next century they will meet.",
        "They met on Monday, on Friday, on Sunday and on the 30th.",
        "They met 400 days ago, 40 weeks ago, 90 months ago, 9 years ago.",
        "They will meet 400 days from now, 90 months from now.",
        "The two days before the summit, last winter, next summer.",
        "They will meet within 5000 days, as they did in 5000 weeks.",
        "This weekend, last weekend and next weekend it rains.",
        "The second quarter, on Easter, on Christmas, on 1 May, in June."};
    static const char *const dates[] = {"0001-01-01", "0001-01-02",
                                        "0001-12-31", "9999-01-01",
                                        "9999-12-30", "9999-12-31"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        for (size_t j = 0; j < sizeof dates / sizeof dates[0]; j++) {
            CHECK(read_on(w, texts[i], day(dates[j])));
            for (uint32_t k = 0; k < w->times.n; k++)
                CHECK(in_calendar(&w->times.at[k]));
        }
}

static void test_huge_numbers(world *w)
{
    static const char *const texts[] = {
        "They meet every 99999999 centuries.",
        "It began 99999999 years ago.",
        "It began a billion years ago and 999999999 days later it ended.",
        "They marked the 99999999th anniversary of the founding.",
        "It was 99999999 weeks after 12 May 1999.",
        "It fell in the 99999999th century, 99999999 decades before."};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        CHECK(read_on(w, texts[i], day("2019-08-15")));
        CHECK(read_on(w, texts[i], CHN_DAY_NONE));
    }
    CHECK(read_on(w, texts[0], day("2019-08-15")) && w->times.n == 0);
}

/* Of a report without a date. */
static bool value_is(world *w, const char *text, const char *value)
{
    return read_on(w, text, CHN_DAY_NONE) && only(w) &&
           strcmp(only(w)->value, value) == 0;
}

/* What fuzzing found, in words. */
static void test_found_by_fuzzing(world *w)
{
    /* a name takes the year behind it, which is no expression of its own */
    CHECK(read_on(w, "On Victory Day 1985 in Russia they marched.",
                  day("2019-08-15")));
    for (uint32_t i = 1; i < w->times.n; i++)
        CHECK(w->times.at[i].first >= w->times.at[i - 1].end);
    /* the same expressions without the report's date */
    CHECK(value_is(w, "The forum runs 3-5 June.", "XXXX-06-03/XXXX-06-05"));
    CHECK(value_is(w, "Sales fell in the second quarter.", "XXXX-Q2"));
    CHECK(value_is(w, "They met that evening.", "PAST_REF") &&
          only(w)->type == CHN_TIMEX_TIME);
    CHECK(read_on(w, "They fast on 7 Ramadan, as always.", CHN_DAY_NONE));
    for (uint32_t i = 0; i < w->times.n; i++)
        CHECK(!chn_tok_is(&w->doc, w->times.at[i].end - 1, ","));
}

/* "the 31st" of a plan is no other day of the next month. */
static void test_plans_keep_their_day(world *w)
{
    uint32_t occasion = 0;
    CHECK(read_on(w, "They agreed to meet on the 31st.", day("2019-09-05")));
    CHECK(only(w) && only(w)->from == day("2019-08-31"));
    const chn_time_ask ask = {.trigger_first = 3,
                              .trigger_end = 4,
                              .clause_first = 0,
                              .clause_end = w->doc.n_tok,
                              .status = CHN_STATUS_PLANNED};
    chn_date d = chn_time_of_act(w->time, &w->doc, &w->times, &ask, &occasion);
    CHECK_INT(d.basis, CHN_BASIS_TEXT);
    CHECK_INT(d.from, day("2019-10-31"));
    CHECK_INT(d.to, d.from);
}

int main(void)
{
    world w = {0};
    if (!world_open(&w))
        return 1;
    TEST("every day that there is not is refused, in every form")
    {
        test_days_that_are_not(&w);
    }
    TEST("no such month, no such day")
    {
        test_no_such_month_or_day(&w);
    }
    TEST("sums that leave the years 1 to 9999 give no day")
    {
        test_ends_of_calendar(&w);
    }
    TEST("numbers too large to count with")
    {
        test_huge_numbers(&w);
    }
    TEST("what fuzzing found")
    {
        test_found_by_fuzzing(&w);
    }
    TEST("a plan keeps its day of the month")
    {
        test_plans_keep_their_day(&w);
    }
    world_close(&w);
    return check_end();
}
