/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Undated reports: the search over clues by itself, then texts that tell
 * their day, tell it in part, tell nothing, or contradict themselves. All
 * texts are made up for the test.
 */
#include "base/arena.h"
#include "base/limits.h"
#include "base/str.h"
#include "time/solve.h"

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
    chn_tableset *set = CHN_NEW(w->know_arena, chn_tableset, 1);
    set->tables =
        CHN_NEW(w->know_arena, const chn_table *, chn_builtin_table_count);
    for (uint32_t i = 0; i < chn_builtin_table_count; i++)
        set->tables[set->n++] = &chn_builtin_tables[i];
    w->lex = chn_lex_new(w->know_arena);
    w->text = chn_text_know_new(w->know_arena, set, w->lex, &err);
    w->time = w->text
                  ? chn_time_know_new(w->know_arena, set, w->text, w->lex, &err)
                  : NULL;
    if (!w->time)
        printf("# %s\n", err.text);
    return w->time != NULL;
}

static void world_close(world *w)
{
    chn_arena_free(w->arena);
    chn_arena_free(w->know_arena);
}

static const chn_dated *dated(world *w, const char *text,
                              const chn_bound *bounds, uint32_t n)
{
    static const chn_dated nothing = {.day = CHN_DAY_NONE};
    chn_err err = {0};
    chn_arena_reset(w->arena);
    memset(&w->doc, 0, sizeof w->doc);
    memset(&w->times, 0, sizeof w->times);
    if (chn_text_read(w->text, w->lex, w->arena, text, (uint32_t)strlen(text),
                      0, &w->doc, &err))
        return &nothing;
    w->doc.published = CHN_DAY_NONE;
    if (chn_time_find_within(w->time, &w->doc, bounds, n, &w->times, &err))
        return &nothing;
    return w->times.dated;
}

static chn_day day(const char *z)
{
    return chn_day_parse(z, strlen(z));
}

static bool says(const world *w, const chn_dated *d, const char *quote)
{
    for (uint32_t i = 0; i < d->n_why; i++) {
        const chn_span s = d->why[i].span;
        if (chn_str_is(chn_str_n(w->doc.text + s.from, s.to - s.from), quote) &&
            d->why[i].text.n > 0)
            return true;
    }
    return false;
}

static bool holds(const chn_dated *d, const char *z)
{
    return d->from != CHN_DAY_NONE && d->to != CHN_DAY_NONE &&
           d->from <= day(z) && day(z) <= d->to;
}

typedef struct known {
    const char *text, *day, *quote;
} known;

static const known whole[] = {
    {"Envoys parted on Thursday, the 74th anniversary of Korea's liberation "
     "from Japan, without a word.",
     "2019-08-15", "the 74th anniversary"},
    {"Talks end\nFriday, July 21, 2017\nThe sides went home.", "2017-07-21",
     "Friday, July 21, 2017"},
    {"The bridge fell on Tuesday, a day after the town had kept the first "
     "anniversary of the flood of May 2, 2010.",
     "2011-05-03", "the first anniversary"},
    {"The ferry sailed on Thursday, five days after the storm of Saturday, "
     "January 15. The harbour had been shut since 2021. It was rebuilt in "
     "2020, two years ago.",
     "2022-01-20", "Thursday"}};

static void texts(world *w)
{
    TEST("texts that tell their day")
    {
        for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
            const chn_dated *d = dated(w, whole[i].text, NULL, 0);
            CHECK_INT(d->day, day(whole[i].day));
            CHECK(holds(d, whole[i].day));
            CHECK(d->confidence >= 0.5 && d->confidence < 1);
            CHECK(!d->refused);
            CHECK(says(w, d, whole[i].quote));
        }
    }

    TEST("texts that tell nothing get nothing")
    {
        static const char *const none[] = {
            "", "The sides met.", "The sides met on Tuesday.",
            "He left on Saturday (September 16).", "May they march on."};
        for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
            const chn_dated *d = dated(w, none[i], NULL, 0);
            CHECK_INT(d->day, CHN_DAY_NONE);
            CHECK_INT(d->from, CHN_DAY_NONE);
            CHECK_INT(d->to, CHN_DAY_NONE);
            CHECK_INT(w->times.anchor, CHN_DAY_NONE);
        }
    }

    TEST("a past day alone is a bound and no date")
    {
        const chn_dated *d =
            dated(w,
                  "The minister resigned. He had signed the treaty on "
                  "3 March 2014.",
                  NULL, 0);
        CHECK_INT(d->day, CHN_DAY_NONE);
        CHECK(d->from == CHN_DAY_NONE || d->from >= day("2014-03-03"));
        CHECK(says(w, d, "3 March 2014"));
    }

    TEST("a date line stands, what speaks against it is told")
    {
        const chn_dated *d =
            dated(w,
                  "Quake kills three\nMonday, June 5, 2017\nThe bridge had "
                  "fallen. It is shut since 9 October 2019.",
                  NULL, 0);
        CHECK_INT(d->day, day("2017-06-05"));
        CHECK(says(w, d, "9 October 2019"));
        CHECK(d->n_why == 2 && d->why[0].fits && !d->why[1].fits);
    }

    TEST("dates that cannot both be true are refused, with both reasons")
    {
        const chn_dated *d =
            dated(w,
                  "The bridge fell on 9 October 2034. It will be rebuilt, "
                  "said the mayor, who died on 2 March 1995.\n"
                  "Copyright 1991 Example Press",
                  NULL, 0);
        CHECK(d->day == CHN_DAY_NONE || d->day >= day("2034-10-09"));
    }

    TEST("a given date overrules the text")
    {
        chn_err err = {0};
        (void)dated(w, whole[0].text, NULL, 0);
        w->doc.published = day("2001-02-03");
        memset(&w->times, 0, sizeof w->times);
        CHECK_INT(chn_time_find(w->time, &w->doc, &w->times, &err), CHN_OK);
        CHECK_INT(w->times.anchor, day("2001-02-03"));
        CHECK(w->times.dated == NULL);
    }

    TEST("an office bounds the year of a weekday and its date")
    {
        chn_bound b = {.n_spans = 1, .first = 0, .end = 1};
        b.spans[0].from = day("2015-01-01");
        b.spans[0].to = day("2018-12-31");
        b.why = chn_str_of("In office.");
        const chn_dated *d = dated(
            w, "Sumo came on Saturday, September 16, to the fair.", &b, 1);
        CHECK_INT(d->day, day("2017-09-16"));
    }
}

#define LEAD "CENTRAL CITY - Envoys met on Wednesday, March 9, at last.\n\n"

/* With the year counted from a told one 9 March is that of 2016. */
static const char *const counted[] = {
    LEAD "The general rose to power in 1994, twenty-two years ago.",
    LEAD "The general rose to power 22 years ago, in 1994.",
    LEAD "In the twenty-two years since the rising of 1994 none has voted.",
    LEAD "Twenty-two years after the rising of 1994, the land is poor.",
    LEAD "The siege, which began in March 2011, has lasted five years.",
    LEAD "The war broke out in March 2011 and is now in its sixth year.",
    LEAD "They broke off ties in 2006, a decade ago.",
    LEAD "The border was shut a quarter of a century ago, in 1991.",
    LEAD "The fund was set up in 1966 and marks its 50th anniversary soon.",
    LEAD "The pact was signed last year, in 2015.",
    LEAD "The vote is due in 2017, next year.",
    LEAD "The feud, fifteen months old, goes on. The war broke out fifteen "
         "months ago, in December 2014.",
    LEAD "In the fifteen months since the vote of December 2014 no one met.",
    LEAD "Five years to the day after the rising of March 9, 2011, it is calm.",
    LEAD "The envoys spoke at the 70th session of the UN General Assembly."};

/* What counts to another day than the report's, or not at all. */
static const char *const not_counted[] = {
    LEAD "The pact of December 2014 runs out fifteen months from now.",
    LEAD "He was chosen in 2014; two years later he fell.",
    LEAD "A hut of six years stood there in 2004.",
    LEAD "They met two years before the flood of 2018.",
    LEAD "The 70th session of the club was held in a barn."};

static bool tells(chn_str s, const char *z)
{
    const size_t n = strlen(z);
    for (size_t i = 0; i + n <= s.n; i++)
        if (memcmp(s.p + i, z, n) == 0)
            return true;
    return false;
}

static void years(world *w)
{
    TEST("years and months that are counted to today")
    {
        for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++) {
            const chn_dated *d = dated(w, counted[i], NULL, 0);
            if (d->day != day("2016-03-09"))
                printf("# %s\n", counted[i]);
            CHECK_INT(d->day, day("2016-03-09"));
            CHECK(holds(d, "2016-03-09"));
        }
    }

    TEST("years and months that are not")
    {
        for (size_t i = 0; i < sizeof not_counted / sizeof not_counted[0];
             i++) {
            const chn_dated *d = dated(w, not_counted[i], NULL, 0);
            for (uint32_t j = 0; j < d->n_why; j++)
                CHECK(!tells(d->why[j].text, " after ") &&
                      !tells(d->why[j].text, "Session"));
        }
    }

    TEST("months counted from a month without its year")
    {
        const chn_dated *d =
            dated(w,
                  "Envoys met on Friday the 11th. The talks had opened in "
                  "October, five months ago.",
                  NULL, 0);
        CHECK(says(w, d, "October, five months ago"));
        d = dated(w,
                  "Envoys met on Friday the 11th. The talks of October are to "
                  "go on five months from now.",
                  NULL, 0);
        CHECK(!says(w, d, "October are to go on five months from now"));
    }
}

static chn_bound within(const char *from, const char *to)
{
    chn_bound b = {.n_spans = 1, .first = 0, .end = 1};
    b.spans[0].from = day(from);
    b.spans[0].to = day(to);
    b.why = chn_str_of("In office.");
    return b;
}

static void week(world *w)
{
    TEST("what is told by its number is not of the week told by weekdays")
    {
        const chn_bound b = within("2017-01-01", "2017-12-31");
        const chn_dated *d =
            dated(w,
                  "The emir denied it again on Wednesday. His foes had shut "
                  "the road on Monday, and an envoy came on Tuesday. The row "
                  "began with a speech that was broadcast on May 24.",
                  &b, 1);
        CHECK(d->day == CHN_DAY_NONE || d->day > day("2017-05-30"));
        CHECK(says(w, d, "May 24"));
    }

    TEST("a weekday with its date is of the week of the report")
    {
        const chn_bound b = within("2017-01-01", "2017-12-31");
        const chn_dated *d =
            dated(w,
                  "The fleet came home. It had been seen off the cape on "
                  "Saturday (September 16).",
                  &b, 1);
        CHECK(holds(d, "2017-09-17"));
        CHECK(d->to < day("2017-12-01"));
    }

    TEST("a weekday with its number, in the lead and farther down")
    {
        const chn_bound b = within("2018-06-01", "2018-08-31");
        const chn_dated *d =
            dated(w, "A jet landed on Wednesday the 18th.", &b, 1);
        CHECK_INT(d->day, day("2018-07-18"));
        d = dated(w,
                  "A jet landed. The road had been reopened on Wednesday the "
                  "18th. It was shut for years.\n\n© 2018 Example Press",
                  &b, 1);
        CHECK(holds(d, "2018-07-19"));
        CHECK(d->to < day("2018-08-25"));
    }

    TEST("a day that will be told is to come, the verb's form aside")
    {
        const chn_bound b = within("2018-01-01", "2020-12-31");
        const chn_dated *d =
            dated(w,
                  "The pilot will be set free on Friday, the premier said on "
                  "Thursday, February 28.",
                  &b, 1);
        CHECK_INT(d->day, day("2019-02-28"));
    }

    TEST("in time for an anniversary is before it")
    {
        const chn_dated *d =
            dated(w,
                  "The isle left its old friend on Friday, in time for the "
                  "70th anniversary of the founding of the People's Republic "
                  "of China on 1 October.",
                  NULL, 0);
        CHECK(d->from < day("2019-10-01"));
        CHECK(d->day == CHN_DAY_NONE || d->day < day("2019-10-01"));
        d = dated(w,
                  "The isle kept the 70th anniversary of the founding of the "
                  "People's Republic of China on Tuesday.",
                  NULL, 0);
        CHECK_INT(d->day, day("2019-10-01"));
    }
}

static void known_events(world *w)
{
    TEST("a report that opens with a known event is of it")
    {
        const chn_dated *d =
            dated(w,
                  "LAKE TOWN - Greece and Macedonia on Sunday signed the deal "
                  "that ends their name row.\n\nIt was a bright day.",
                  NULL, 0);
        CHECK_INT(d->day, day("2018-06-17"));
    }

    TEST("told farther down it is no more than a bound")
    {
        const chn_dated *d =
            dated(w,
                  "The choir sang on Sunday. It rained. Nobody came. The hall "
                  "was cold. The singers recalled how Greece and Macedonia had "
                  "signed the deal that ended their name row.",
                  NULL, 0);
        CHECK_INT(d->day, CHN_DAY_NONE);
    }

    TEST("last year's event is not the news")
    {
        const chn_dated *d =
            dated(w,
                  "Two states on Monday recalled how Greece and Macedonia "
                  "signed the deal that ended their name row in June last "
                  "year.",
                  NULL, 0);
        CHECK(d->day == CHN_DAY_NONE ||
              (d->day >= day("2019-01-01") && d->day <= day("2019-12-31")));
    }

    TEST("a word of its time bounds the report")
    {
        const chn_bound b = within("1990-01-01", "2035-12-31");
        const chn_dated *d =
            dated(w,
                  "Envoys met on Wednesday, March 9, and spoke of AUKUS. They "
                  "meet again in 2023, next year.",
                  &b, 1);
        CHECK_INT(d->day, day("2022-03-09"));
        CHECK(says(w, d, "AUKUS"));
    }
}

static void hostile(world *w)
{
    TEST("many clues, none of them true")
    {
        static char text[60000];
        size_t n = 0;
        for (int i = 0; n + 64 < sizeof text; i++)
            n += (size_t)snprintf(text + n, sizeof text - n,
                                  "On %d March 20%02d it ended. ", i % 31 + 1,
                                  i % 60);
        const chn_dated *d = dated(w, text, NULL, 0);
        CHECK(d->n_why <= CLUES_MAX);
        CHECK(d->confidence >= 0 && d->confidence <= 1);
    }

    TEST("days that are none")
    {
        const chn_dated *d =
            dated(w,
                  "It fell on Monday, February 30, and on 31 June 2015, "
                  "the 99th anniversary of nothing, on the 32nd.",
                  NULL, 0);
        CHECK_INT(d->day, CHN_DAY_NONE);
    }
}

static clue of(uint8_t kind, uint8_t spread)
{
    clue c;
    memset(&c, 0, sizeof c);
    c.kind = kind;
    c.spread = spread;
    c.day = CHN_DAY_NONE;
    c.miss = -160;
    c.why = chn_str_of("Because.");
    return c;
}

static clue bound(const char *from, const char *to, bool hard)
{
    clue c = of(CLUE_BOUND, SPREAD_BODY);
    c.n_spans = 1;
    c.hard = hard;
    c.spans[0].from = from ? day(from) : CHN_DAY_NONE;
    c.spans[0].to = to ? day(to) : CHN_DAY_NONE;
    return c;
}

static void search(world *w)
{
    chn_err err = {0};
    chn_dated d;
    clues *c = CHN_NEW(w->know_arena, clues, 1);

    TEST("search: no clue, no answer")
    {
        CHECK_INT(chn_solve(w->know_arena, c, &d, &err), CHN_OK);
        CHECK_INT(d.day, CHN_DAY_NONE);
        CHECK_INT(d.n_why, 0);
    }

    TEST("search: hard clues that contradict each other are refused")
    {
        c->n = 0;
        clue a = bound("2010-01-01", NULL, true);
        clue b = bound(NULL, "2005-01-01", true);
        CHECK(chn_solve_add(c, &a) && chn_solve_add(c, &b));
        CHECK_INT(chn_solve(w->know_arena, c, &d, &err), CHN_OK);
        CHECK(d.refused);
        CHECK_INT(d.day, CHN_DAY_NONE);
        CHECK_INT(d.n_why, 2);
    }

    TEST("search: of one-sided bounds the tightest stays")
    {
        c->n = 0;
        clue a = bound("2010-01-01", NULL, true);
        clue b = bound("2012-01-01", NULL, true);
        CHECK(chn_solve_add(c, &a) && chn_solve_add(c, &b) &&
              chn_solve_add(c, &a));
        CHECK_INT(c->n, 1);
        CHECK_INT(c->at[0].spans[0].from, day("2012-01-01"));
        CHECK_INT(chn_solve(w->know_arena, c, &d, &err), CHN_OK);
        CHECK_INT(d.day, CHN_DAY_NONE);
        CHECK_INT(d.from, day("2012-01-01"));
        CHECK_INT(d.to, CHN_DAY_NONE);
    }

    TEST("search: spans of lesser worth cost less than none")
    {
        c->n = 0;
        clue a = bound("2010-03-01", "2010-03-01", false);
        a.spans[1].from = a.spans[1].to = day("2012-03-01");
        a.spans[1].less = 80;
        a.n_spans = 2;
        CHECK(chn_solve_add(c, &a));
        CHECK_INT(chn_solve(w->know_arena, c, &d, &err), CHN_OK);
        const bool first = d.day == day("2010-03-01");
        clue b = bound("2011-01-01", NULL, false);
        CHECK(chn_solve_add(c, &b));
        CHECK_INT(chn_solve(w->know_arena, c, &d, &err), CHN_OK);
        CHECK(!first || d.day != day("2010-03-01"));
        CHECK_INT(c->n, 2);
    }

    TEST("search: the whole event is worth more than some of its words")
    {
        c->n = 0;
        clue a = of(CLUE_NEAR, SPREAD_MAYBE);
        a.day = day("2015-06-01");
        clue b = of(CLUE_NEAR, SPREAD_EVENT);
        b.day = a.day;
        CHECK(chn_solve_add(c, &a) && chn_solve_add(c, &b) &&
              chn_solve_add(c, &a));
        CHECK_INT(c->n, 1);
        CHECK_INT(c->at[0].spread, SPREAD_EVENT);
    }

    TEST("search: a sure day has a narrow interval about it")
    {
        c->n = 0;
        clue a = of(CLUE_NEAR, SPREAD_LINE);
        a.day = day("2015-06-01");
        CHECK(chn_solve_add(c, &a));
        CHECK_INT(chn_solve(w->know_arena, c, &d, &err), CHN_OK);
        CHECK_INT(d.day, day("2015-06-01"));
        CHECK(d.from >= day("2015-05-31") && d.to <= day("2015-06-02"));
    }

    TEST("search: a full list takes no more and still answers")
    {
        c->n = 0;
        for (int32_t i = 0; i < CLUES_MAX + 5; i++) {
            clue x = of(CLUE_NEAR, SPREAD_LEAD);
            x.day = day("2015-06-01") + i;
            CHECK(chn_solve_add(c, &x) == (i < CLUES_MAX));
        }
        CHECK_INT(chn_solve(w->know_arena, c, &d, &err), CHN_OK);
    }
}

int main(void)
{
    static world w;
    if (!world_open(&w))
        return 1;
    texts(&w);
    years(&w);
    week(&w);
    known_events(&w);
    hostile(&w);
    search(&w);
    world_close(&w);
    return check_end();
}
