/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates of other calendars. The sums follow the published rules of each
 * calendar; Reingold and Dershowitz, "Calendrical Calculations", gives the
 * same days.
 */
#include "time/calendar.h"

typedef struct era_row {
    int32_t before; /* our year before the era's first */
    int32_t last;   /* the era's last year */
    chn_ymd from, until;
} era_row;

static const era_row eras[CHN_ERA_COUNT] = {
    [CHN_ERA_JUCHE] = {1911, 8000, {1912, 1, 1}, {9999, 12, 31}},
    [CHN_ERA_MINGUO] = {1911, 8000, {1912, 1, 1}, {9999, 12, 31}},
    [CHN_ERA_BUDDHIST] = {-543, 10000, {1941, 1, 1}, {9999, 12, 31}},
    [CHN_ERA_MEIJI] = {1867, 45, {1873, 1, 1}, {1912, 7, 30}},
    [CHN_ERA_TAISHO] = {1911, 15, {1912, 7, 30}, {1926, 12, 25}},
    [CHN_ERA_SHOWA] = {1925, 64, {1926, 12, 25}, {1989, 1, 7}},
    [CHN_ERA_HEISEI] = {1988, 31, {1989, 1, 8}, {2019, 4, 30}},
    [CHN_ERA_REIWA] = {2018, 7000, {2019, 5, 1}, {9999, 12, 31}},
};

int32_t chn_era_year(chn_era era, int32_t year)
{
    if ((unsigned)era >= CHN_ERA_COUNT || year < 1 || year > eras[era].last)
        return 0;
    const int32_t ours = eras[era].before + year;
    return ours < 1 ? 0 : ours;
}

chn_day chn_era_day(chn_era era, int32_t year, int32_t month, int32_t day)
{
    const int32_t ours = chn_era_year(era, year);
    const chn_day at = ours ? chn_day_of(ours, month, day) : CHN_DAY_NONE;
    if (at == CHN_DAY_NONE)
        return at;
    const chn_ymd f = eras[era].from;
    const chn_ymd u = eras[era].until;
    if (at < chn_day_of(f.year, f.month, f.day) ||
        at > chn_day_of(u.year, u.month, u.day))
        return CHN_DAY_NONE;
    return at;
}

/* ---- Islamic ---- */

#define ISLAMIC_FIRST (-492148) /* 622-07-19, Gregorian */
#define ISLAMIC_YEAR_MAX 9000

static bool islamic_leap(int32_t year)
{
    return (14 + 11 * year) % 30 < 11;
}

chn_day chn_islamic_day(int32_t year, int32_t month, int32_t day)
{
    if (year < 1 || year > ISLAMIC_YEAR_MAX || month < 1 || month > 12)
        return CHN_DAY_NONE;
    const int32_t length =
        month % 2 == 1 || (month == 12 && islamic_leap(year)) ? 30 : 29;
    if (day < 1 || day > length)
        return CHN_DAY_NONE;
    return ISLAMIC_FIRST + (year - 1) * 354 + (3 + 11 * year) / 30 +
           29 * (month - 1) + month / 2 + day - 1;
}

/* ---- Hebrew ---- */

#define HEBREW_YEAR_MIN 3762 /* begins in the year 1 of ours */
#define HEBREW_YEAR_MAX 9999
#define HEBREW_FIRST (-2092590) /* day 0 of the count of elapsed days */
#define TISHRI 7

bool chn_hebrew_leap(int32_t year)
{
    return (7 * year + 1) % 19 < 7;
}

static int32_t hebrew_elapsed(int32_t year)
{
    const int64_t months = ((int64_t)235 * year - 234) / 19;
    const int64_t parts = 12084 + 13753 * months;
    const int64_t d = 29 * months + parts / 25920;
    /* no new year on a Sunday, Wednesday or Friday */
    return (int32_t)(3 * (d + 1) % 7 < 3 ? d + 1 : d);
}

/* 1 Tishri, as days of the count; a year has 353..355 or 383..385 days. */
static int32_t hebrew_new_year(int32_t year)
{
    const int32_t before = hebrew_elapsed(year - 1);
    const int32_t now = hebrew_elapsed(year);
    const int32_t after = hebrew_elapsed(year + 1);
    const int32_t fix = after - now == 356 ? 2 : now - before == 382 ? 1 : 0;
    return now + fix;
}

static int32_t hebrew_month_days(int32_t year, int32_t month)
{
    const int32_t length = hebrew_new_year(year + 1) - hebrew_new_year(year);
    switch (month) {
    case 8: /* Marheshvan */
        return length % 10 == 5 ? 30 : 29;
    case 9: /* Kislev */
        return length % 10 == 3 ? 29 : 30;
    case 12:
        return chn_hebrew_leap(year) ? 30 : 29;
    case 2:
    case 4:
    case 6:
    case 10:
    case 13:
        return 29;
    default:
        return 30;
    }
}

chn_day chn_hebrew_day(int32_t year, int32_t month, int32_t day)
{
    if (year < HEBREW_YEAR_MIN || year > HEBREW_YEAR_MAX || month < 1)
        return CHN_DAY_NONE;
    const int32_t months = chn_hebrew_leap(year) ? 13 : 12;
    if (month > months || day < 1 || day > hebrew_month_days(year, month))
        return CHN_DAY_NONE;
    int32_t at = HEBREW_FIRST + hebrew_new_year(year) + day - 1;
    for (int32_t m = TISHRI; m != month; m = m == months ? 1 : m + 1)
        at += hebrew_month_days(year, m);
    return at;
}

/* ---- Solar Hijri ---- */

#define PERSIAN_YEAR_MIN 1280
#define PERSIAN_YEAR_MAX 1498

static bool persian_leap(int32_t year)
{
    return (25 * year + 11) % 33 < 8;
}

chn_day chn_persian_day(int32_t year, int32_t month, int32_t day)
{
    if (year < PERSIAN_YEAR_MIN || year > PERSIAN_YEAR_MAX || month < 1 ||
        month > 12)
        return CHN_DAY_NONE;
    const int32_t length = month <= 6                          ? 31
                           : month <= 11 || persian_leap(year) ? 30
                                                               : 29;
    if (day < 1 || day > length)
        return CHN_DAY_NONE;
    /* 1 Farvardin 1280 fell on 21 March 1901 */
    chn_day at = chn_day_of(1901, 3, 21);
    for (int32_t y = PERSIAN_YEAR_MIN; y < year; y++)
        at += persian_leap(y) ? 366 : 365;
    return at + 31 * (month - 1) - (month > 7 ? month - 7 : 0) + day - 1;
}
