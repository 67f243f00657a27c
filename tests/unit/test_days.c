/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days with a name: every row of days.tsv computes, each kind of rule in
 * sentences, and dates of other calendars.
 */
#include "base/arena.h"
#include "base/day.h"
#include "base/limits.h"
#include "base/str.h"
#include "time/calendar.h"
#include "time/internal.h"

#include "check.h"

#define YEAR_FIRST 1990
#define YEAR_LAST 2035

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

static chn_day day(const char *z)
{
    return chn_day_parse(z, strlen(z));
}

static const char *show(chn_day d, char z[11])
{
    chn_day_format(d, z);
    return z;
}

/* ---- every row ---- */

static bool holds_in(const time_day *d, int32_t year)
{
    for (const time_day *r = d; r; r = r->other)
        if (year >= r->since && (!r->until || year <= r->until))
            return true;
    return false;
}

static bool leap_day(const time_day *d)
{
    return d->rule == RULE_FIXED && d->month == 2 && d->day == 29;
}

static uint32_t bad_years(const chn_time_know *k)
{
    uint32_t bad = 0;
    for (uint32_t i = 0; i < k->n_days; i++) {
        const time_day *d = &k->days[i];
        if (d->rule == RULE_OPEN)
            continue;
        for (int32_t y = YEAR_FIRST; y <= YEAR_LAST; y++) {
            const chn_day at = chn_time_day_in(d, y);
            if (!holds_in(d, y)
                    ? at == CHN_DAY_NONE
                    : at != CHN_DAY_NONE && chn_day_ymd(at).year == y)
                continue;
            /* a feast of the moon may fall twice, or the name be of two */
            const chn_day near = chn_time_day_near(d, chn_day_of(y, 1, 1));
            if ((d->rule == RULE_MOON && near != CHN_DAY_NONE) ||
                (leap_day(d) && y % 4))
                continue;
            printf("# days.tsv: %.*s has no day in %d\n", (int)d->id.n, d->id.p,
                   (int)y);
            bad++;
        }
    }
    return bad;
}

static bool same_years(const time_day *a, const time_day *b)
{
    for (int32_t y = YEAR_FIRST; y <= YEAR_LAST; y++)
        if (holds_in(a, y) && holds_in(b, y))
            return true;
    return false;
}

static uint32_t same_names(const chn_time_know *k)
{
    uint32_t bad = 0;
    for (uint32_t i = 0; i < k->n_days; i++) {
        for (uint32_t j = i + 1; j < k->n_days; j++) {
            const time_day *a = &k->days[i];
            const time_day *b = &k->days[j];
            if (!chn_str_eq(a->name, b->name) ||
                !chn_str_eq(a->country, b->country) || !same_years(a, b))
                continue;
            printf("# days.tsv: %.*s and %.*s have one name\n", (int)a->id.n,
                   a->id.p, (int)b->id.n, b->id.p);
            bad++;
        }
    }
    return bad;
}

static bool feasts_are_whole(const chn_time_know *k)
{
    bool whole = k->n_feasts >= 40;
    for (uint32_t f = 0; f < k->n_feasts; f++) {
        const time_feast *x = &k->feasts[f];
        for (uint32_t i = 1; i < x->n; i++) {
            /* a lunar year, or that and a leap month; some days are moved by a
             * few to keep off the Sabbath */
            const int32_t gap = x->days[i] - x->days[i - 1];
            if (gap >= 349 && gap <= 386)
                continue;
            char z[11];
            printf("# moon.tsv: %.*s: %d days before %s\n", (int)x->name.n,
                   x->name.p, (int)gap, show(x->days[i], z));
            whole = false;
        }
    }
    return whole;
}

static void rows(const world *w)
{
    const chn_time_know *k = w->time;
    TEST("every row has a day in each year in which it holds")
    {
        CHECK_INT(bad_years(k), 0);
    }
    TEST("no country has two days of one name")
    {
        CHECK_INT(same_names(k), 0);
    }
    TEST("the tables are large, and no feast of the moon skips a year")
    {
        printf("# %u days, %u feasts\n", k->n_days, k->n_feasts);
        CHECK(k->n_days >= 400);
        CHECK(feasts_are_whole(k));
    }
}

/* ---- each kind of rule, in sentences ---- */

typedef struct told_day {
    const char *published;
    const char *text, *expression;
    const char *value; /* NULL: must not be found */
} told_day;

static const told_day told_days[] = {
    /* fixed, with its country */
    {"2024-07-20", "Poland's army marched on Armed Forces Day.",
     "Armed Forces Day", "2024-08-15"},
    {"2024-07-20", "They marched on Armed Forces Day.", "Armed Forces Day",
     NULL},
    {"2022-08-22", "Ukraine prepared for its Independence Day.",
     "Independence Day", "2022-08-24"},
    {"2022-03-04", "Ghana held a parade before Independence Day.",
     "Independence Day", "2022-03-06"},
    {"2022-03-04", "The film Independence Day won a prize.", "Independence Day",
     NULL},
    {"2019-02-10", "In Pyongyang, crowds kept Army Day with a parade.",
     "Army Day", "2019-02-08"},
    {"2023-05-01", "Nakba Day will be kept by many.", "Nakba Day",
     "2023-05-15"},
    /* only where the name stands without "@" */
    {"2019-05-20", "Wreaths were laid on Memorial Day.", "Memorial Day",
     "2019-05-27"},
    {"2019-06-05", "South Korea keeps Memorial Day with sirens.",
     "Memorial Day", "2019-06-06"},
    {"2019-04-28", "The shops shut for Labour Day.", "Labour Day",
     "2019-05-01"},
    {"2019-10-25", "In New Zealand the shops shut for Labour Day.",
     "Labour Day", "2019-10-28"},
    /* n-th weekday, last weekday */
    {"2021-11-20", "They fly home for Thanksgiving.", "Thanksgiving",
     "2021-11-25"},
    {"2021-08-20", "Trains are full on the August bank holiday.",
     "August bank holiday", "2021-08-30"},
    /* a weekday from or up to a day */
    {"2020-10-20", "US voters go to the polls on Election Day.", "Election Day",
     "2020-11-03"},
    {"2022-11-01", "American voters choose on Election Day.", "Election Day",
     "2022-11-08"},
    {"2022-11-01", "They choose on Election Day.", "Election Day", NULL},
    {"2021-05-10", "Parks open on Victoria Day.", "Victoria Day", "2021-05-24"},
    {"2022-05-10", "Parks open on Victoria Day.", "Victoria Day", "2022-05-23"},
    /* Easter */
    {"2024-02-01", "Fasting begins on Ash Wednesday.", "Ash Wednesday",
     "2024-02-14"},
    {"2024-04-20", "A truce was offered for Orthodox Easter.",
     "Orthodox Easter", "2024-05-05"},
    {"2024-04-20", "Greeks fly kites on Clean Monday.", "Clean Monday",
     "2024-03-18"},
    /* the moon */
    {"2023-04-18", "The sides agreed on a truce for Eid al-Fitr.",
     "Eid al-Fitr", "2023-04-21"},
    {"2015-09-22", "Pilgrims wait for Eid al-Adha.", "Eid al-Adha",
     "2015-09-24"},
    {"2024-02-01", "Envoys met before the Lunar New Year.", "Lunar New Year",
     "2024-02-10"},
    {"2007-02-10", "In Vietnam, shops close for Tet.", "Tet", "2007-02-17"},
    {"2022-03-18", "A message was sent for Nowruz.", "Nowruz", "2022-03-21"},
    {"2024-03-18", "A message was sent for Nowruz.", "Nowruz", "2024-03-20"},
    {"2023-09-20", "Shops close for Chuseok.", "Chuseok", "2023-09-29"},
    {"2020-10-01", "Crossings were shut on Yom Kippur.", "Yom Kippur",
     "2020-09-28"},
    {"2022-10-20", "He lit lamps for Diwali.", "Diwali", "2022-10-24"},
    {"2024-05-10", "Israel will stand still on Memorial Day.", "Memorial Day",
     "2024-05-13"},
    {"2024-05-10", "Israel is to keep Independence Day.", "Independence Day",
     "2024-05-14"},
    {"2024-04-01", "Marches were held for Quds Day.", "Quds Day", "2024-04-05"},
    {"2050-04-01", "They broke the fast on Eid al-Fitr.", "Eid al-Fitr",
     "XXXX-XX-XX"},
    /* twice in a year: the nearest */
    {"2000-01-05", "They rest on Eid al-Fitr.", "Eid al-Fitr", "2000-01-08"},
    {"2000-12-20", "They rest on Eid al-Fitr.", "Eid al-Fitr", "2000-12-27"},
    {"2006-12-29", "They rest on Eid al-Adha.", "Eid al-Adha", "2006-12-30"},
    /* the one or the other */
    {"2023-06-25", "A truce for the Eid holiday was offered.", "Eid holiday",
     "2023-06-28"},
    {"2023-04-25", "A truce for the Eid holiday was offered.", "Eid holiday",
     "2023-04-21"},
    /* parts of a feast */
    {"2023-04-25", "Shells fell on the second day of Eid al-Fitr.",
     "second day of Eid al-Fitr", "2023-04-22"},
    {"2023-04-25", "Shells fell on the third day of Eid al-Adha.",
     "third day of Eid al-Adha", "2023-06-30"},
    {"2024-02-01", "Lanterns rise on the third day of the Lunar New Year.",
     "third day of the Lunar New Year", "2024-02-12"},
    {"2024-02-01", "Lanterns rise on Lunar New Year's Eve.",
     "Lunar New Year's Eve", "2024-02-09"},
    {"2024-03-05", "Aid is to arrive before the start of Ramadan.",
     "start of Ramadan", "2024-03-11"},
    {"2024-03-05", "The second day of talks was quiet.", "second day", NULL},
    {"2023-04-18", "They met on the eve of Eid al-Fitr.", "the eve of",
     "2023-04-20"},
    {"2018-01-25", "In Vietnam the Tet Offensive is told of still.", "Tet",
     NULL},
    {"2018-01-25", "A day of national mourning was called in Peru.",
     "day of national mourning", NULL},
    /* years in which a day holds */
    {"2010-06-01", "Nigeria kept Democracy Day with a parade.", "Democracy Day",
     "2010-05-29"},
    {"2021-06-01", "Nigeria kept Democracy Day with a parade.", "Democracy Day",
     "2021-06-12"},
    {"2022-10-20", "Kazakhstan kept Republic Day.", "Republic Day",
     "2022-10-25"},
    {"2015-10-20", "Kazakhstan kept Republic Day.", "Republic Day",
     "XXXX-10-25"},
    {"2012-11-01", "Moscow fell quiet on National Unity Day.",
     "National Unity Day", "2012-11-04"},
    {"2016-12-20", "Japan rested for the Emperor's Birthday.",
     "Emperor's Birthday", "2016-12-23"},
    {"2021-02-20", "Japan rested for the Emperor's Birthday.",
     "Emperor's Birthday", "2021-02-23"},
    {"2023-07-20", "Pyongyang kept Victory Day with a parade.", "Victory Day",
     "2023-07-27"},
    /* anniversaries */
    {"2019-06-03", "It is the 30th anniversary of the Tiananmen crackdown.",
     "the 30th anniversary", "2019-06-04"},
    {"2024-07-24", "Niger's rulers kept the first anniversary of the coup.",
     "the first anniversary", "2024-07-26"},
    {"2024-07-24", "They kept the 40th anniversary of the coup.",
     "the 40th anniversary", "2024-XX-XX"},
    {"2021-08-03", "It is the first anniversary of the Beirut port explosion.",
     "the first anniversary", "2021-08-04"},
    {"2020-05-20", "It is the 60th anniversary of independence in Cameroon.",
     "the 60th anniversary", "2020-XX-XX"},
    {"2022-08-20", "Ukraine marks the 31st anniversary of its independence.",
     "the 31st anniversary", "2022-08-24"},
};

static bool same_text(const world *w, const chn_timex *x, const char *z)
{
    return chn_str_is(
        chn_str_n(w->doc.text + x->span.from, x->span.to - x->span.from), z);
}

static bool reads(world *w, const told_day *c)
{
    chn_err err = {0};
    chn_arena_reset(w->arena);
    memset(&w->doc, 0, sizeof w->doc);
    memset(&w->times, 0, sizeof w->times);
    if (chn_text_read(w->text, w->lex, w->arena, c->text,
                      (uint32_t)strlen(c->text), 0, &w->doc, &err))
        return false;
    w->doc.published = day(c->published);
    if (chn_time_find(w->time, &w->doc, &w->times, &err))
        return false;
    const chn_timex *x = NULL;
    for (uint32_t i = 0; i < w->times.n && !x; i++)
        if (same_text(w, &w->times.at[i], c->expression))
            x = &w->times.at[i];
    if (x ? c->value && strcmp(x->value, c->value) == 0 : !c->value)
        return true;
    printf("# \"%s\" (%s): %s is %s, expected %s\n", c->text, c->published,
           c->expression, x ? x->value : "not found",
           c->value ? c->value : "not to be found");
    return false;
}

static void sentences(world *w)
{
    TEST("each kind of rule, in sentences")
    {
        for (size_t i = 0; i < sizeof told_days / sizeof told_days[0]; i++)
            CHECK(reads(w, &told_days[i]));
    }
}

/* ---- tables of one's own ---- */

static bool opens(const char *name, const char *bytes)
{
    chn_err err = {0};
    world w = {0};
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    const chn_table *t =
        chn_table_parse(a, name, "my.tsv", bytes, strlen(bytes), &err);
    const bool ok = t && world_open(&w, t);
    if (t)
        world_close(&w);
    chn_arena_free(a);
    return ok;
}

#define DAYS_HEAD "id\tname\taliases\tcountry\tnear\trule\tbase_year\tmarks\n"

static void overlays(void)
{
    TEST("rules that cannot be read are refused")
    {
        static const char *const bad[] = {"02-30",
                                          "13-01",
                                          "05:6W1",
                                          "05:2W8",
                                          "05:2",
                                          "05-24>W8",
                                          "05-24>",
                                          "05-24<2",
                                          "easter",
                                          "easter+x",
                                          "moon:",
                                          "moon:no-such",
                                          "moon:diwali+",
                                          "moon:diwali5",
                                          "05-24 x",
                                          "05-24 -",
                                          "05-24 2010-2005",
                                          "|05-24|x",
                                          "05-24 2010-20x"};
        for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
            char row[256];
            (void)snprintf(row, sizeof row,
                           DAYS_HEAD "x-a\tA\tA\t-\t-\t%s\t-\t-\n", bad[i]);
            const bool ok = opens("time/days.tsv", row);
            if (ok)
                printf("# %s was read\n", bad[i]);
            CHECK(!ok);
        }
        CHECK(opens("time/days.tsv", DAYS_HEAD
                    "x-a\tA\tA\t-\t-\tmoon:lunar-new-year-1 1995-|05-24>W3 "
                    "-1994\t-\t-\n"));
        CHECK(
            !opens("time/moon.tsv", "id\tfeast\tdates\nx-1\tx\t2001-02-30\n"));
        CHECK(opens("time/moon.tsv", "id\tfeast\tdates\nx-1\tx\t2001-02-28\n"));
    }
}

/* ---- other calendars ---- */

typedef struct era_case {
    chn_era era;
    int32_t year, ours;
} era_case;

static const era_case era_cases[] = {
    {CHN_ERA_JUCHE, 1, 1912},   {CHN_ERA_JUCHE, 108, 2019},
    {CHN_ERA_JUCHE, 0, 0},      {CHN_ERA_JUCHE, INT32_MAX, 0},
    {CHN_ERA_MINGUO, 38, 1949}, {CHN_ERA_BUDDHIST, 2567, 2024},
    {CHN_ERA_BUDDHIST, 543, 0}, {CHN_ERA_BUDDHIST, INT32_MIN, 0},
    {CHN_ERA_MEIJI, 1, 1868},   {CHN_ERA_TAISHO, 12, 1923},
    {CHN_ERA_TAISHO, 16, 0},    {CHN_ERA_SHOWA, 20, 1945},
    {CHN_ERA_HEISEI, 31, 2019}, {CHN_ERA_HEISEI, 32, 0},
    {CHN_ERA_REIWA, 6, 2024},   {CHN_ERA_COUNT, 1, 0},
};

typedef enum other_calendar { ERA, ISLAMIC, HEBREW, PERSIAN } other_calendar;

typedef struct date_case {
    other_calendar calendar;
    chn_era era;
    int32_t year, month, day;
    const char *want; /* NULL: there is no such day */
} date_case;

static const date_case date_cases[] = {
    /* an era ends where the next begins */
    {ERA, CHN_ERA_MEIJI, 6, 1, 1, "1873-01-01"},
    {ERA, CHN_ERA_MEIJI, 5, 12, 1, NULL},
    {ERA, CHN_ERA_SHOWA, 64, 1, 7, "1989-01-07"},
    {ERA, CHN_ERA_SHOWA, 64, 1, 8, NULL},
    {ERA, CHN_ERA_HEISEI, 31, 4, 30, "2019-04-30"},
    {ERA, CHN_ERA_HEISEI, 31, 5, 1, NULL},
    {ERA, CHN_ERA_REIWA, 1, 5, 1, "2019-05-01"},
    {ERA, CHN_ERA_REIWA, 1, 4, 30, NULL},
    {ERA, CHN_ERA_REIWA, INT32_MAX, 1, 1, NULL},
    {ERA, CHN_ERA_JUCHE, 109, 2, 29, "2020-02-29"},
    {ERA, CHN_ERA_JUCHE, 108, 2, 29, NULL},
    {ERA, CHN_ERA_MINGUO, 113, 13, 1, NULL},
    {ERA, CHN_ERA_BUDDHIST, 2567, 4, 31, NULL},
    /* tabular */
    {ISLAMIC, 0, 1, 1, 1, "0622-07-19"},
    {ISLAMIC, 0, 1400, 1, 1, "1979-11-21"},
    {ISLAMIC, 0, 1445, 9, 1, "2024-03-11"},
    {ISLAMIC, 0, 1445, 12, 30, "2024-07-07"}, /* a leap year */
    {ISLAMIC, 0, 1446, 12, 30, NULL},
    {ISLAMIC, 0, 1446, 2, 30, NULL},
    {ISLAMIC, 0, 1446, 13, 1, NULL},
    {ISLAMIC, 0, 1446, 1, 0, NULL},
    {ISLAMIC, 0, 0, 1, 1, NULL},
    {ISLAMIC, 0, INT32_MAX, 1, 1, NULL},
    {HEBREW, 0, 5708, 2, 5, "1948-05-14"},
    {HEBREW, 0, 5783, 12, 14, "2023-03-07"},
    {HEBREW, 0, 5784, 7, 1, "2023-09-16"},
    {HEBREW, 0, 5784, 13, 14, "2024-03-24"}, /* Adar II */
    {HEBREW, 0, 5784, 1, 15, "2024-04-23"},
    {HEBREW, 0, 5783, 13, 1, NULL},
    {HEBREW, 0, 5784, 2, 30, NULL},
    {HEBREW, 0, 5784, 0, 1, NULL},
    {HEBREW, 0, 1, 7, 1, NULL},
    {HEBREW, 0, INT32_MAX, 7, 1, NULL},
    {PERSIAN, 0, 1357, 11, 22, "1979-02-11"},
    {PERSIAN, 0, 1400, 1, 1, "2021-03-21"},
    {PERSIAN, 0, 1403, 1, 1, "2024-03-20"},
    {PERSIAN, 0, 1403, 12, 30, "2025-03-20"}, /* a leap year */
    {PERSIAN, 0, 1404, 6, 31, "2025-09-22"},
    {PERSIAN, 0, 1404, 12, 30, NULL},
    {PERSIAN, 0, 1404, 7, 31, NULL},
    {PERSIAN, 0, 1200, 1, 1, NULL},
    {PERSIAN, 0, 1600, 1, 1, NULL},
};

static chn_day other_day(const date_case *c)
{
    switch (c->calendar) {
    case ISLAMIC:
        return chn_islamic_day(c->year, c->month, c->day);
    case HEBREW:
        return chn_hebrew_day(c->year, c->month, c->day);
    case PERSIAN:
        return chn_persian_day(c->year, c->month, c->day);
    default:
        return chn_era_day(c->era, c->year, c->month, c->day);
    }
}

/* Days at which one year does not follow upon the last. */
static uint32_t gaps(void)
{
    uint32_t n = 0;
    for (int32_t y = 1; y < 3000; y++) {
        const chn_day last = chn_islamic_day(y, 12, 30);
        const chn_day end =
            last == CHN_DAY_NONE ? chn_islamic_day(y, 12, 29) : last;
        n += chn_islamic_day(y + 1, 1, 1) != end + 1;
    }
    for (int32_t y = 4000; y < 6000; y++)
        n += chn_hebrew_day(y + 1, 7, 1) != chn_hebrew_day(y, 6, 29) + 1;
    for (int32_t y = 1280; y < 1498; y++) {
        const chn_day last = chn_persian_day(y, 12, 30);
        const chn_day end =
            last == CHN_DAY_NONE ? chn_persian_day(y, 12, 29) : last;
        n += chn_persian_day(y + 1, 1, 1) != end + 1;
    }
    return n;
}

/* Days of moon.tsv that the sums of the calendars place elsewhere. */
static uint32_t disagree(const chn_time_know *k)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->n_feasts; i++) {
        const time_feast *f = &k->feasts[i];
        for (uint32_t j = 0; j < f->n; j++) {
            const chn_day at = f->days[j];
            const int32_t y = chn_day_ymd(at).year;
            if (chn_str_is(f->name, "nowruz"))
                n += at != chn_persian_day(y - 621, 1, 1);
            if (chn_str_is(f->name, "passover"))
                n += at != chn_hebrew_day(y + 3760, 1, 15);
            if (chn_str_is(f->name, "yom-kippur"))
                n += at != chn_hebrew_day(y + 3761, 7, 10);
        }
    }
    return n;
}

static void calendars(void)
{
    TEST("years of eras")
    {
        for (size_t i = 0; i < sizeof era_cases / sizeof era_cases[0]; i++)
            CHECK_INT(chn_era_year(era_cases[i].era, era_cases[i].year),
                      era_cases[i].ours);
    }
    TEST("dates of other calendars, and dates that they do not have")
    {
        for (size_t i = 0; i < sizeof date_cases / sizeof date_cases[0]; i++)
            CHECK_INT(other_day(&date_cases[i]), date_cases[i].want
                                                     ? day(date_cases[i].want)
                                                     : CHN_DAY_NONE);
    }
}

static void sums(const world *w)
{
    TEST("years follow upon each other; the table of feasts agrees")
    {
        CHECK_INT(gaps(), 0);
        CHECK_INT(disagree(w->time), 0);
        CHECK(chn_hebrew_leap(5784));
        CHECK(!chn_hebrew_leap(5783));
    }
}

int main(void)
{
    world w = {0};
    TEST("the tables open")
    {
        CHECK(world_open(&w, NULL));
    }
    if (w.time) {
        rows(&w);
        sentences(&w);
        calendars();
        sums(&w);
    }
    world_close(&w);
    overlays();
    return check_end();
}
