/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The time stage: the examples of every pattern, both that it finds and that
 * it must not, then the rules of direction, offsets, observances, undated
 * reports and the dating of acts. All sentences are made up for the test.
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

static bool world_open(world *w, const chn_table *extra)
{
    chn_err err = {0};
    w->know_arena = chn_arena_new(CHN_ARENA_MAX);
    w->arena = chn_arena_new(CHN_ARENA_MAX);
    if (!w->know_arena || !w->arena)
        return false;
    chn_tableset *set = CHN_NEW(w->know_arena, chn_tableset, 1);
    set->tables =
        CHN_NEW(w->know_arena, const chn_table *, chn_builtin_table_count + 1);
    for (uint32_t i = 0; i < chn_builtin_table_count; i++)
        set->tables[set->n++] = &chn_builtin_tables[i];
    if (extra)
        set->tables[set->n++] = extra;
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

static bool read_text(world *w, chn_str text, const char *published)
{
    chn_err err = {0};
    chn_arena_reset(w->arena);
    memset(&w->doc, 0, sizeof w->doc);
    memset(&w->times, 0, sizeof w->times);
    char *copy = chn_arena_alloc(w->arena, text.n + 1, 1);
    memcpy(copy, text.p, text.n);
    if (chn_text_read(w->text, w->lex, w->arena, copy, (uint32_t)text.n, 0,
                      &w->doc, &err)) {
        printf("# %s\n", err.text);
        return false;
    }
    w->doc.published =
        published ? chn_day_parse(published, strlen(published)) : CHN_DAY_NONE;
    if (chn_time_find(w->time, &w->doc, &w->times, &err)) {
        printf("# %s\n", err.text);
        return false;
    }
    return true;
}

static chn_str text_of(const world *w, const chn_timex *x)
{
    return chn_str_n(w->doc.text + x->span.from, x->span.to - x->span.from);
}

/* The expression with that text, the `nth` of them; NULL: none. */
static const chn_timex *find(const world *w, const char *text, int nth)
{
    for (uint32_t i = 0; i < w->times.n; i++)
        if (chn_str_is(text_of(w, &w->times.at[i]), text) && nth-- == 0)
            return &w->times.at[i];
    return NULL;
}

static const chn_timex none_found = {.value = "(not found)"};

/* Read and give the first expression with that text. */
static const chn_timex *get(world *w, const char *published, const char *text,
                            const char *expression)
{
    if (!read_text(w, chn_str_of(text), published))
        return &none_found;
    const chn_timex *x = find(w, expression, 0);
    return x ? x : &none_found;
}

#define VALUE(published, text, expression, want)                               \
    CHECK_STR(chn_str_of(get(&w, published, text, expression)->value), want)

static chn_day day(const char *z)
{
    return chn_day_parse(z, strlen(z));
}

/* ---- examples of patterns.tsv ---------------------------------------------
 */

static bool example_yes(world *w, const chn_time_example *e, chn_str s)
{
    char text[1024];
    char want[1024];
    char value[64];
    size_t n = 0;
    size_t m = 0;
    size_t k = 0;
    size_t i = 0;
    bool in = false;
    const char *arrow = "=>";
    if (s.n >= sizeof text)
        return false;
    for (; i < s.n; i++) {
        if (s.n - i >= 2 && memcmp(s.p + i, arrow, 2) == 0)
            break;
        if (s.p[i] == '[' || s.p[i] == ']') {
            in = s.p[i] == '[';
            continue;
        }
        text[n++] = s.p[i];
        if (in)
            want[m++] = s.p[i];
    }
    const chn_str v = chn_str_trim(chn_str_n(s.p + (i + 2 < s.n ? i + 2 : s.n),
                                             i + 2 < s.n ? s.n - i - 2 : 0));
    while (k < v.n && k < sizeof value - 1) {
        value[k] = v.p[k];
        k++;
    }
    value[k] = want[m] = '\0';
    if (m == 0 || k == 0 ||
        !read_text(w, chn_str_trim(chn_str_n(text, n)), "2019-08-15"))
        return false;
    const chn_timex *x = find(w, want, 0);
    if (x && strcmp(x->value, value) == 0 && chn_str_eq(x->rule, e->rule))
        return true;
    printf("# %s:%u: %.*s: \"%.*s\" gave %s by %.*s\n", e->file, e->line,
           (int)e->rule.n, e->rule.p, (int)s.n, s.p, x ? x->value : "nothing",
           x ? (int)x->rule.n : 0, x ? x->rule.p : "");
    for (uint32_t j = 0; j < w->times.n; j++)
        printf("#   found \"%.*s\" %s\n", (int)text_of(w, &w->times.at[j]).n,
               text_of(w, &w->times.at[j]).p, w->times.at[j].value);
    return false;
}

static bool example_no(world *w, const chn_time_example *e, chn_str s)
{
    if (!read_text(w, s, "2019-08-15"))
        return false;
    for (uint32_t i = 0; i < w->times.n; i++) {
        if (!chn_str_eq(w->times.at[i].rule, e->rule))
            continue;
        const chn_str t = text_of(w, &w->times.at[i]);
        printf("# %s:%u: %.*s must not find \"%.*s\" in \"%.*s\"\n", e->file,
               e->line, (int)e->rule.n, e->rule.p, (int)t.n, t.p, (int)s.n,
               s.p);
        return false;
    }
    return true;
}

static void examples(world *w)
{
    uint32_t yes = 0;
    uint32_t no = 0;
    TEST("every pattern's examples")
    {
        for (uint32_t i = 0; i < chn_time_rule_count(w->time); i++) {
            const chn_time_example e = chn_time_rule_example(w->time, i);
            chn_str rest = e.yes;
            chn_str f;
            CHECK(e.yes.n > 0);
            while (chn_str_next(&rest, '|', &f)) {
                CHECK(example_yes(w, &e, f));
                yes++;
            }
            rest = e.no;
            while (chn_str_next(&rest, '|', &f)) {
                CHECK(example_no(w, &e, f));
                no++;
            }
        }
        printf("# %u examples, %u counter-examples\n", yes, no);
        CHECK(yes > 100);
        CHECK(no > 30);
    }
}

/* ---- rules ------------------------------------------------------------------
 */

static void directions(void)
{
    world w = {0};
    CHECK(world_open(&w, NULL));
    TEST("a weekday is the report's day, else the latest before")
    {
        VALUE("2019-08-15", "Both sides will sign on Thursday.", "Thursday",
              "2019-08-15");
        VALUE("2019-08-15", "Both sides signed on Thursday.", "Thursday",
              "2019-08-15");
        VALUE("2023-09-17", "On Wednesday, he met the envoy.", "Wednesday",
              "2023-09-13");
        VALUE("2023-09-17", "On Sunday, he will go to the plant.", "Sunday",
              "2023-09-17");
        VALUE("2019-08-15", "The vote is on Monday.", "Monday", "2019-08-12");
    }
    TEST("a plain future that governs it points ahead")
    {
        VALUE("2019-08-15", "The envoy will arrive on Monday.", "Monday",
              "2019-08-19");
        VALUE("2019-08-15", "Talks will be held on Monday.", "Monday",
              "2019-08-19");
        VALUE("2019-08-15", "He is to travel to Oslo on Monday.", "Monday",
              "2019-08-19");
        VALUE("2019-08-15", "He said on Monday that he will go.", "Monday",
              "2019-08-12");
        VALUE("2019-08-15", "The talks were to be held on Monday.", "Monday",
              "2019-08-12");
        VALUE("2019-08-15", "He broke the will of the men on Monday.", "Monday",
              "2019-08-12");
    }
    TEST("a bare month is the nearest, unless the verb says otherwise")
    {
        VALUE("2019-08-15", "They last spoke in April.", "April", "2019-04");
        VALUE("2019-08-15", "They last spoke in January.", "January",
              "2019-01");
        VALUE("2019-02-15", "They last spoke in November.", "November",
              "2018-11");
        VALUE("2019-08-15", "They will speak in April.", "April", "2020-04");
        VALUE("2019-08-15", "A summit in October is planned.", "October",
              "2019-10");
    }
    TEST("a month and day is the nearest")
    {
        VALUE("2019-01-10", "Shots fell on December 28.", "December 28",
              "2018-12-28");
        VALUE("2019-12-28", "It opens on January 10.", "January 10",
              "2020-01-10");
    }
    TEST("a day of the month")
    {
        VALUE("2025-06-12", "The agency said so on the 12th.", "the 12th",
              "2025-06-12");
        VALUE("2025-06-12", "Trains will run again from the 17th.", "the 17th",
              "2025-06-17");
        VALUE("2025-06-12", "It was fired on the 31st.", "the 31st",
              "2025-05-31");
        CHECK(get(&w, "2025-06-12", "They held the 12th congress.",
                  "the 12th") == &none_found);
    }
    TEST("a week is the ISO week")
    {
        VALUE("2023-09-09", "He came this week.", "this week", "2023-W36");
        VALUE("2021-01-01", "He came this week.", "this week", "2020-W53");
        VALUE("2020-12-28", "He comes next week.", "next week", "2021-W01");
        CHECK_INT(
            get(&w, "2023-09-09", "He came this week.", "this week")->from,
            day("2023-09-04"));
    }
    TEST("days that do not exist are refused; a false weekday is told")
    {
        CHECK(get(&w, "2019-08-15", "It fell on February 29, 2015.",
                  "February 29, 2015") == &none_found);
        CHECK(get(&w, "2019-08-15", "It fell on Monday (June 4).", "Monday")
                  ->conflict);
        CHECK(!get(&w, "2023-09-17", "It fell on Saturday (September 16).",
                   "Saturday")
                   ->conflict);
        VALUE("2023-09-17", "It fell on Saturday (September 16).", "Saturday",
              "2023-09-16");
    }
    world_close(&w);
}

/* What taggers got wrong in the field; each is a complaint of its users. */
static void traps(void)
{
    world w = {0};
    CHECK(world_open(&w, NULL));
    TEST("a bare Friday on a Friday is today, in either tense")
    {
        VALUE("2019-08-16", "They signed it on Friday.", "Friday",
              "2019-08-16");
        VALUE("2019-08-16", "They will sign it on Friday.", "Friday",
              "2019-08-16");
    }
    TEST("weeks at the end of a year")
    {
        VALUE("2015-12-30", "He comes next week.", "next week", "2016-W01");
        VALUE("2015-12-30", "He came this week.", "this week", "2015-W53");
        VALUE("2016-01-02", "He came last week.", "last week", "2015-W52");
        VALUE("2020-12-30", "He came this week.", "this week", "2020-W53");
        VALUE("2018-12-31", "He came this week.", "this week", "2019-W01");
    }
    TEST("29 February of a common year is no day, not even another one")
    {
        CHECK(read_text(&w, chn_str_of("It fell on Feb 29, 2015 there."),
                        "2019-08-15"));
        for (uint32_t i = 0; i < w.times.n; i++)
            CHECK(w.times.at[i].precision != CHN_PRECISION_DAY);
        VALUE("2019-08-15", "It fell on Feb 29, 2016 there.", "Feb 29, 2016",
              "2016-02-29");
    }
    TEST("words that only look like times")
    {
        static const char *const text[] = {
            "The Sundays-only shop and the Mondayish mood were gone.",
            "They may march in the second row under the sun.",
            "Few may fall; some march on, and mar the first half.",
            "The parcel 20120815 weighed 1200 grams.",
            "Order 12345678 was filled."};
        for (size_t i = 0; i < sizeof text / sizeof text[0]; i++) {
            CHECK(read_text(&w, chn_str_of(text[i]), "2019-08-15"));
            for (uint32_t j = 0; j < w.times.n; j++)
                printf("# found \"%.*s\"\n", (int)text_of(&w, &w.times.at[j]).n,
                       text_of(&w, &w.times.at[j]).p);
            CHECK_INT(w.times.n, 0);
        }
    }
    TEST("a date that can be two is no day; its time of day stands")
    {
        const char *text = "The stamp read 02/08/2012 4:49 PM there.";
        CHECK(get(&w, "2019-08-15", text, "02/08/2012") == &none_found);
        VALUE("2019-08-15", text, "4:49 PM", "T16:49");
        VALUE("2019-08-15", "A note of 19-Nov-12 was found.", "19-Nov-12",
              "2012-11-19");
        VALUE("2019-08-15", "It ended at 11:30 on 30 April.", "11:30",
              "2019-04-30T11:30");
    }
    TEST("days told before the month that they share")
    {
        const char *text = "They met on 3, 4 and 5 May in Oslo.";
        VALUE("2019-08-15", text, "3", "2019-05-03");
        VALUE("2019-08-15", text, "4", "2019-05-04");
        VALUE("2019-08-15", text, "5 May", "2019-05-05");
        text = "They met on May 10, 12 and 14, 2018.";
        VALUE("2019-08-15", text, "May 10", "2018-05-10");
        VALUE("2019-08-15", text, "12", "2018-05-12");
        VALUE("2019-08-15", text, "14, 2018", "2018-05-14");
        VALUE("2019-08-15", "The siege ran from 499 to 493 BC.", "499",
              "BC0499");
        VALUE("2019-08-15", "The siege ran on in 1915-17 there.", "17", "1917");
        CHECK(get(&w, "2019-08-15", "On June 12 and 20 diplomats left.",
                  "20") == &none_found);
        CHECK(get(&w, "2019-08-15", "It cost 3 and 5 May suffice.", "3") ==
              &none_found);
        CHECK(get(&w, "2019-08-15", "The 2015-14 vote was close.", "14") ==
              &none_found);
    }
    world_close(&w);
}

#define LONG_AGO                                                               \
    "In 1931 the front broke. In 1932 the river towns fell. In May 1933 a "    \
    "truce was kept. On 4 June 1934 it ended. In 1935 the war went on. In "    \
    "1936 the north rose."

/* Years that a passage has told and then leaves out. */
static void passages(void)
{
    world w = {0};
    CHECK(world_open(&w, NULL));
    TEST("in a history a month goes on from the year told last")
    {
        VALUE("2019-08-15", LONG_AGO " In April the camp was lost.", "April",
              "1936-04");
        VALUE("2019-08-15",
              LONG_AGO " In November 1936 they left. In January they were "
                       "back.",
              "January", "1937-01");
        VALUE("2019-08-15",
              LONG_AGO " In April the camp, as in 1812, was lost. It fell on "
                       "3 May.",
              "3 May", "1936-05-03");
        VALUE("2019-08-15", LONG_AGO " It held until the end of the year.",
              "the end of the year", "1936");
        VALUE("2019-08-15", LONG_AGO " Over the winter they rested.",
              "the winter", "1936-WI");
    }
    TEST("a report with days of its own is no history")
    {
        VALUE("2019-08-15",
              "On Monday the two met. " LONG_AGO "\n\nThey also met in April.",
              "April", "2019-04");
    }
    TEST("in news an old year that opens a passage holds for it")
    {
        const char *text = "Both met on Monday. In 1994 he fled the north. He "
                           "was caught in June.";
        VALUE("2019-08-15", text, "June", "1994-06");
        VALUE("2019-08-15",
              "In 1994 he fled the north.\n\nThey last spoke in June.", "June",
              "2019-06");
        VALUE("2019-08-15",
              "In 1994 he fled. He came back on Monday. They spoke in June.",
              "June", "2019-06");
        VALUE("2019-08-15", "The 1994 pact is dead. They spoke in June.",
              "June", "2019-06");
        VALUE("2019-08-15", "In 1994 he fled. He will return in October.",
              "October", "2019-10");
        VALUE("2019-08-15", "He fled in 1994. In June of that year he died.",
              "June of that year", "1994-06");
    }
    TEST("a named day told of every year is the recurring one")
    {
        VALUE("2025-06-12",
              "Since last year, the office has been printing the letter for "
              "Russia Day in full.",
              "Russia Day", "XXXX-06-12");
        VALUE("2025-06-12", "He sent a letter for Russia Day last night.",
              "Russia Day", "2025-06-12");
        VALUE("2025-06-12", "Russia Day is marked with fireworks.",
              "Russia Day", "XXXX-06-12");
        VALUE("2019-06-04", "Eid al-Fitr marks the end of the fast.",
              "Eid al-Fitr", "XXXX-06-04");
        VALUE("2025-06-12",
              "The city will, as every year, open its gates on Russia Day.",
              "Russia Day", "2025-06-12");
    }
    TEST("a day that was only once has no days to give to an act")
    {
        const chn_timex *x =
            get(&w, "2019-08-15", "Much has changed since 9/11 there.", "9/11");
        CHECK_STR(chn_str_of(x->value), "2001-09-11");
        CHECK(x->from == CHN_DAY_NONE);
        CHECK(!(x->flags & CHN_TIMEX_OCCASION));
    }
    TEST("the first day, told beside it, is known from then on")
    {
        const char *text = "They came on Friday, the opening night. The hall "
                           "was full on the third day of the festival.";
        VALUE("2019-08-15", text, "the opening night", "2019-08-09");
        VALUE("2019-08-15", text, "the third day of the festival",
              "2019-08-11");
        CHECK(get(&w, "2019-08-15", "He sang on opening night.",
                  "opening night") == &none_found);
    }
    TEST("years before Christ have a value and no days")
    {
        const chn_timex *x =
            get(&w, "2019-08-15", "The city fell in 490 BC to him.", "490 BC");
        CHECK_STR(chn_str_of(x->value), "BC0490");
        CHECK(x->from == CHN_DAY_NONE && x->to == CHN_DAY_NONE);
        VALUE("2019-08-15", "It fell on 29 February 45 BC.",
              "29 February 45 BC", "BC0045-02-29"); /* a leap year */
        VALUE("2019-08-15", "It fell in 490 BC and rose the following year.",
              "the following year", "BC0489");
        CHECK(get(&w, "2019-08-15", "They polled 100 BC residents.",
                  "100 BC") == &none_found);
    }
    world_close(&w);
}

static void offsets(void)
{
    world w = {0};
    CHECK(world_open(&w, NULL));
    TEST("the previous day looks back to the last named day")
    {
        const char *text =
            "The agency said on the 12th that he wrote the previous day. "
            "Trade has grown for long. The letter was handed over the "
            "previous day. A dinner was given the day before at the club.";
        CHECK(read_text(&w, chn_str_of(text), "2025-06-13"));
        const chn_timex *a = find(&w, "the previous day", 0);
        const chn_timex *b = find(&w, "the previous day", 1);
        const chn_timex *c = find(&w, "the day before", 0);
        CHECK(a && b && c);
        if (a && b && c) {
            CHECK_STR(chn_str_of(a->value), "2025-06-11");
            CHECK_STR(chn_str_of(b->value), "2025-06-11");
            CHECK_STR(chn_str_of(c->value), "2025-06-11");
        }
        VALUE("2025-06-13", "He left the previous day.", "the previous day",
              "2025-06-12");
    }
    TEST("the next day goes on from the day before it")
    {
        const char *text = "They landed on 3 May 2018. The next day they "
                           "rested. The next day they marched.";
        CHECK(read_text(&w, chn_str_of(text), "2019-08-15"));
        const chn_timex *b = find(&w, "The next day", 1);
        CHECK(b != NULL);
        if (b)
            CHECK_STR(chn_str_of(b->value), "2018-05-05");
    }
    TEST("offsets from an event")
    {
        VALUE("2020-11-11",
              "They signed a memo on Wednesday, a day after all three put "
              "their names to it early on Tuesday.",
              "a day after", "2020-11-11");
        CHECK_INT(get(&w, "2019-08-15", "He left the day before the vote.",
                      "the day before")
                      ->from,
                  CHN_DAY_NONE);
    }
    TEST("a quotation has its own days")
    {
        VALUE("2025-06-12", "He wrote: \"Today, our bond is firm.\"", "Today",
              "PRESENT_REF");
        VALUE("2025-06-12", "Today, their bond is firm.", "Today",
              "2025-06-12");
    }
    TEST("what bounds and what does not date")
    {
        CHECK(get(&w, "2023-09-09", "It is the first since 2019.", "2019")
                  ->flags &
              CHN_TIMEX_SINCE);
        CHECK(get(&w, "2023-09-09", "It lasts until May 2024.", "May 2024")
                  ->flags &
              CHN_TIMEX_UNTIL);
        CHECK(get(&w, "2023-09-09", "He may go within this year.", "this year")
                  ->flags &
              CHN_TIMEX_WINDOW);
        const chn_timex *x =
            get(&w, "2023-09-09", "It was the second visit in six weeks.",
                "six weeks");
        CHECK_STR(chn_str_of(x->value), "P6W");
        CHECK(x->flags & CHN_TIMEX_WINDOW);
        CHECK_INT(x->from, day("2023-07-29"));
        CHECK(read_text(&w,
                        chn_str_of("The era of colonies (1910-1945) is "
                                   "over."),
                        "2019-08-15"));
        CHECK_INT(w.times.n, 2);
    }
    TEST("no dates")
    {
        static const char *const texts[] = {
            "It may send 20 diplomatic and technical staff.",
            "Trains stopped due to COVID-19 and the flu.",
            "They passed it on from one century into the next.",
            "Marchers march as the sun sets over the border.",
            "The 42-year-old man and his 7 sons won 3-1.",
            "The second man told of the fall of the city.",
        };
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
            CHECK(read_text(&w, chn_str_of(texts[i]), "2019-08-15"));
            for (uint32_t j = 0; j < w.times.n; j++)
                printf("# \"%.*s\" in \"%s\"\n",
                       (int)text_of(&w, &w.times.at[j]).n,
                       text_of(&w, &w.times.at[j]).p, texts[i]);
            CHECK_INT(w.times.n, 0);
        }
    }
    world_close(&w);
}

static void observances(void)
{
    world w = {0};
    CHECK(world_open(&w, NULL));
    TEST("an anniversary is the event's day in its year and N")
    {
        const chn_timex *x =
            get(&w, "2019-08-14",
                "They kept the 74th anniversary of Korea's liberation.",
                "the 74th anniversary");
        CHECK_STR(chn_str_of(x->value), "2019-08-15");
        CHECK_INT(x->ordinal, 74);
        CHECK_INT(x->base_year, 1945);
        CHECK(x->flags & CHN_TIMEX_OCCASION);
        VALUE("2021-10-02",
              "Xi spoke on the seventy-second anniversary of the founding of "
              "the People's Republic of China.",
              "the seventy-second anniversary", "2021-10-01");
        VALUE("2020-06-24",
              "Moscow marked the 75th anniversary of the Soviet victory.",
              "the 75th anniversary", "2020-05-09");
        CHECK_INT(get(&w, "2020-06-24", "It is the 10th anniversary of a fair.",
                      "the 10th anniversary")
                      ->from,
                  CHN_DAY_NONE);
    }
    TEST("a name of many countries' days needs its country")
    {
        const chn_timex *x =
            get(&w, "2023-07-27", "North Korea calls it Victory Day.",
                "Victory Day");
        CHECK_STR(x->occasion, "kp-victory-day");
        CHECK_STR(chn_str_of(x->value), "2023-07-27");
        x = get(&w, "2023-05-10", "Russia kept Victory Day with a parade.",
                "Victory Day");
        CHECK_STR(x->occasion, "ru-victory-day");
        CHECK_STR(chn_str_of(x->value), "2023-05-09");
        CHECK(get(&w, "2023-05-10", "They kept Victory Day with a parade.",
                  "Victory Day") == &none_found);
        x = get(&w, "2025-06-12", "He wrote for Russia's national day.",
                "Russia's national day");
        CHECK_STR(x->occasion, "ru-russia-day");
    }
    TEST("rules of days")
    {
        VALUE("2019-11-20", "He flew out before Thanksgiving.", "Thanksgiving",
              "2019-11-28");
        VALUE("2019-04-10", "They will halt fire over Easter.", "Easter",
              "2019-04-21");
        VALUE("2019-05-20", "Wreaths are laid on Memorial Day.", "Memorial Day",
              "2019-05-27");
        VALUE("2019-08-10",
              "Liberation Day marks the fall of the old rule in "
              "North Korea.",
              "Liberation Day", "XXXX-08-15");
        VALUE("2019-12-20", "They met on the eve of Christmas Day.",
              "the eve of", "2019-12-24");
    }
    world_close(&w);
}

static chn_day anchor_of(world *w, const char *text)
{
    return read_text(w, chn_str_of(text), NULL) ? w->times.anchor
                                                : CHN_DAY_NONE;
}

static void undated(void)
{
    world w = {0};
    CHECK(world_open(&w, NULL));
    TEST("an undated report is dated only where its clues fix it")
    {
        CHECK_INT(anchor_of(&w, "Talks end\nFriday, July 21, 2017\nThe sides "
                                "met on Tuesday."),
                  day("2017-07-21"));
        CHECK_INT(anchor_of(&w, "Pyongyang on Thursday kept the 74th "
                                "anniversary of Korea's liberation."),
                  day("2019-08-15"));
        CHECK_INT(anchor_of(&w, "The sides met on Tuesday."), CHN_DAY_NONE);
        CHECK_INT(anchor_of(&w, "He left on Saturday (September 16)."),
                  CHN_DAY_NONE);
        /* one Saturday 16 September lies in the minister's term and the war */
        CHECK_INT(anchor_of(&w,
                            "Defence Minister Sergei Shoigu left on Saturday "
                            "(September 16). He spoke of the ongoing war in "
                            "Ukraine."),
                  day("2023-09-16"));
        CHECK_INT(anchor_of(&w, "KCNA said on the 12th that a letter was sent "
                                "for Russia Day the previous day. Putin paid "
                                "a visit to North Korea in June last year."),
                  day("2025-06-12"));
        VALUE(NULL,
              "KCNA said on the 12th that a letter was sent for Russia Day "
              "the previous day. Putin paid a visit to North Korea in June "
              "last year.",
              "the previous day", "2025-06-11");
    }
    TEST("what cannot be dated stays open")
    {
        VALUE(NULL, "The sides met on Tuesday.", "Tuesday", "XXXX-WXX-2");
        VALUE(NULL, "The sides met on the 12th.", "the 12th", "XXXX-XX-12");
        VALUE(NULL, "The sides met in April.", "April", "XXXX-04");
        VALUE(NULL, "The sides met on 12 June.", "12 June", "XXXX-06-12");
        VALUE(NULL, "The sides met in April 2018.", "April 2018", "2018-04");
        VALUE(NULL, "It fell on 3 May 2018 and rose the next day.",
              "the next day", "2018-05-04");
        CHECK_INT(get(&w, NULL, "The sides met on Tuesday.", "Tuesday")->from,
                  CHN_DAY_NONE);
    }
    TEST("the same bytes twice give the same")
    {
        const char *text = "On Monday he met them; two days later he left.";
        CHECK(read_text(&w, chn_str_of(text), "2019-08-15"));
        const chn_day first = w.times.n > 1 ? w.times.at[1].from : 0;
        CHECK(read_text(&w, chn_str_of(text), "2019-08-15"));
        CHECK(w.times.n == 2 && w.times.at[1].from == first &&
              first == day("2019-08-14"));
    }
    TEST("a long report stays linear")
    {
        static const char line[] = "Victory Day came on the 12th, a day "
                                   "after, of 2014 Monday. ";
        chn_buf b;
        chn_buf_init(&b, CHN_REPORT_MAX);
        for (int i = 0; i < 20000; i++)
            chn_buf_put(&b, line, sizeof line - 1);
        CHECK(read_text(&w, chn_str_n(b.p, b.n), "2019-08-15"));
        CHECK(w.times.n >= 40000);
        CHECK(read_text(&w, chn_str_n(b.p, b.n), NULL));
        chn_buf_free(&b);
    }
    TEST("empty, and one word")
    {
        CHECK(read_text(&w, chn_str_of(""), "2019-08-15"));
        CHECK_INT(w.times.n, 0);
        CHECK(read_text(&w, chn_str_of("Monday"), "2019-08-15"));
        CHECK_INT(w.times.n, 1);
    }
    world_close(&w);
}

/* ---- dating acts ---- */

static uint32_t token(const world *w, const char *folded)
{
    for (uint32_t t = 0; t < w->doc.n_tok; t++)
        if (chn_tok_is(&w->doc, t, folded))
            return t;
    CHECK(false); /* a test that names a word its sentence lacks */
    return 0;
}

/* Date of the act with that trigger; its clause is the sentence, unless
 * `from` and `to` name its first and last word. */
static chn_date act(world *w, const char *published, const char *text,
                    const char *trigger, chn_time_ask *ask, const char *from,
                    const char *to)
{
    chn_date d = {0};
    if (!read_text(w, chn_str_of(text), published))
        return d;
    const uint32_t t = token(w, trigger);
    ask->trigger_first = t;
    ask->trigger_end = t + 1;
    ask->sent = w->doc.tok[t].sent;
    ask->clause_first = from ? token(w, from) : w->doc.sent[ask->sent].first;
    ask->clause_end = to ? token(w, to) + 1 : w->doc.sent[ask->sent].end;
    uint32_t occasion;
    return chn_time_of_act(w->time, &w->doc, &w->times, ask, &occasion);
}

static void acts(void)
{
    world w = {0};
    CHECK(world_open(&w, NULL));
    TEST("the verb's own expression, behind or before")
    {
        chn_time_ask ask = {0};
        chn_date d = act(&w, "2019-08-15", "Kim met the envoy on Monday.",
                         "met", &ask, NULL, NULL);
        CHECK_INT(d.from, day("2019-08-12"));
        CHECK_INT(d.basis, CHN_BASIS_TEXT);
        CHECK_STR(d.text, "Monday");
        d = act(&w, "2019-08-15", "On Monday, Kim met the envoy.", "met", &ask,
                NULL, NULL);
        CHECK_INT(d.from, day("2019-08-12"));
        d = act(&w, "2019-08-15", "Oslo praised Tuesday's launch on Wednesday.",
                "praised", &ask, NULL, NULL);
        CHECK_INT(d.from, day("2019-08-14"));
    }
    TEST("a noun's own expression")
    {
        chn_time_ask ask = {.nominal = true};
        chn_date d = act(&w, "2019-08-15",
                         "They spoke on Thursday of the deal of their first "
                         "summit in the city of Hanoi in April.",
                         "summit", &ask, NULL, NULL);
        CHECK_INT(d.from, day("2019-04-01"));
        CHECK_INT(d.precision, CHN_PRECISION_MONTH);
        d = act(&w, "2019-08-15", "Oslo praised Tuesday's launch on Wednesday.",
                "launch", &ask, NULL, NULL);
        CHECK_INT(d.from, day("2019-08-13"));
        ask.nominal = false;
        d = act(&w, "2019-08-15",
                "Oslo condemned the North over its launch in April.",
                "condemned", &ask, NULL, NULL);
        CHECK_INT(d.basis, CHN_BASIS_PUBLISHED);
    }
    TEST("what dates the report dates no act")
    {
        read_text(&w,
                  chn_str_of("Kim left Hanoi by train, state media said on "
                             "Wednesday."),
                  "2019-08-15");
        const uint32_t report[1][2] = {{token(&w, "state"), w.doc.n_tok}};
        chn_time_ask ask = {.report = report, .n_report = 1};
        chn_date d = act(&w, "2019-08-15",
                         "Kim left Hanoi by train, state media said on "
                         "Wednesday.",
                         "left", &ask, "kim", "train");
        CHECK_INT(d.basis, CHN_BASIS_PUBLISHED);
        CHECK_INT(d.from, CHN_DAY_NONE);
        CHECK_INT(d.to, day("2019-08-15"));
        /* of the statement itself it is the date */
        d = act(&w, "2019-08-15",
                "Kim left Hanoi by train, state media said on Wednesday.",
                "said", &ask, "state", "wednesday");
        CHECK_INT(d.from, day("2019-08-14"));
    }
    TEST("a planned act looks forward; the same day stays")
    {
        chn_time_ask ask = {.status = CHN_STATUS_PLANNED};
        chn_date d =
            act(&w, "2015-11-29", "He proposed that the pair meet on Monday.",
                "meet", &ask, NULL, NULL);
        CHECK_INT(d.from, day("2015-11-30"));
        d = act(&w, "2019-08-15", "They will hold a rally on Thursday.", "hold",
                &ask, NULL, NULL);
        CHECK_INT(d.from, day("2019-08-15"));
        d = act(&w, "2019-08-15", "They plan to hold a rally.", "hold", &ask,
                NULL, NULL);
        CHECK_INT(d.from, day("2019-08-15"));
        CHECK_INT(d.to, CHN_DAY_NONE);
    }
    TEST("ranges and bounds")
    {
        chn_time_ask ask = {0};
        chn_date d =
            act(&w, "2018-03-28", "Kim toured China from Sunday to Wednesday.",
                "toured", &ask, NULL, NULL);
        CHECK_INT(d.from, day("2018-03-25"));
        CHECK_INT(d.to, day("2018-03-28"));
        CHECK_INT(d.precision, CHN_PRECISION_INTERVAL);
        d = act(&w, "2023-09-09", "Moscow brought in staff this week.",
                "brought", &ask, NULL, NULL);
        CHECK_INT(d.from, day("2023-09-04"));
        CHECK_INT(d.to, day("2023-09-09"));
        d = act(&w, "2023-09-09", "Moscow has sent staff since 2019.", "sent",
                &ask, NULL, NULL);
        CHECK_INT(d.basis, CHN_BASIS_BOUNDED);
        CHECK_INT(d.from, day("2019-01-01"));
        CHECK_INT(d.to, day("2023-09-09"));
    }
    TEST("what compares dates nothing")
    {
        chn_time_ask ask = {0};
        chn_date d = act(&w, "2023-09-09",
                         "Moscow sent staff, the first such step since 2019.",
                         "sent", &ask, NULL, NULL);
        CHECK_INT(d.basis, CHN_BASIS_PUBLISHED);
        d = act(&w, "2023-09-09",
                "Kim met envoys for the second time in "
                "six weeks.",
                "met", &ask, NULL, NULL);
        CHECK_INT(d.basis, CHN_BASIS_PUBLISHED);
        d = act(&w, "2019-08-15",
                "Putin invited Kim during his visit to Hanoi in June.",
                "invited", &ask, NULL, NULL);
        CHECK_INT(d.from, day("2019-06-01"));
    }
    TEST("inherited, then the occasion, then the report's bound")
    {
        const chn_date before = {.from = day("2023-07-26"),
                                 .to = day("2023-07-26"),
                                 .precision = CHN_PRECISION_DAY,
                                 .basis = CHN_BASIS_TEXT};
        chn_time_ask ask = {.previous = &before, .previous_sent = 0};
        const char *text = "Kim met the minister on Wednesday. During the "
                           "meeting, he handed over a letter.";
        chn_date d = act(&w, "2023-07-27", text, "handed", &ask, NULL, NULL);
        CHECK_INT(d.basis, CHN_BASIS_INHERITED);
        CHECK_INT(d.from, day("2023-07-26"));
        ask.background = true;
        d = act(&w, "2023-07-27", text, "handed", &ask, NULL, NULL);
        CHECK_INT(d.basis, CHN_BASIS_PUBLISHED);
        chn_time_ask alone = {0};
        d = act(&w, "2023-09-10",
                "Villages in North Korea marked its founding anniversary.",
                "marked", &alone, NULL, NULL);
        CHECK_INT(d.basis, CHN_BASIS_OCCASION);
        CHECK_INT(d.from, day("2023-09-09"));
    }
    world_close(&w);
}

static void tables(void)
{
    TEST("a wrong table is refused with its place")
    {
        static const char bad[] =
            "id\tpattern\top\targ\nx\ton <wday>\tday\t-\n";
        chn_err err = {0};
        chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
        const chn_table *t =
            chn_table_parse(a, "time/patterns.tsv", "my/patterns.tsv", bad,
                            sizeof bad - 1, &err);
        CHECK(t != NULL);
        world w = {0};
        CHECK(!world_open(&w, t));
        world_close(&w);
        static const char rule[] =
            "id\tname\taliases\tcountry\tnear\trule\tbase_year\tmarks\n"
            "x\tX Day\tX Day\t-\t-\t02-30\t-\t-\n";
        t = chn_table_parse(a, "time/days.tsv", "my/days.tsv", rule,
                            sizeof rule - 1, &err);
        CHECK(t != NULL);
        CHECK(!world_open(&w, t));
        world_close(&w);
        chn_arena_free(a);
    }
    TEST("an overlay adds a day")
    {
        static const char more[] =
            "id\tname\taliases\tcountry\tnear\trule\tbase_year\tmarks\n"
            "x-day\tLantern Day\tLantern Day\t-\t-\t03:1W7\t1990\t-\n";
        chn_err err = {0};
        chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
        const chn_table *t = chn_table_parse(a, "time/days.tsv", "my/days.tsv",
                                             more, sizeof more - 1, &err);
        world w = {0};
        CHECK(t && world_open(&w, t));
        VALUE("2019-03-01", "They meet on Lantern Day in Oslo.", "Lantern Day",
              "2019-03-03");
        world_close(&w);
        chn_arena_free(a);
    }
}

int main(void)
{
    world w = {0};
    TEST("the tables open")
    {
        CHECK(world_open(&w, NULL));
    }
    if (w.time)
        examples(&w);
    world_close(&w);
    directions();
    traps();
    passages();
    offsets();
    observances();
    undated();
    acts();
    tables();
    return check_end();
}
