/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates that a report tells in another calendar ("Juche 108", "10 Muharram
 * 1441", "Heisei 30") -> days. What a calendar does not have, and what would
 * be a year that no report of our time tells, is refused.
 */
#include "time/calendar.h"
#include "time/internal.h"

/* Years that a number before or behind an era can mean; others count things
 * ("1,500 AH-64 helicopters"). */
#define ISLAMIC_LOW 1200
#define ISLAMIC_HIGH 1600
#define HEBREW_LOW 5000
#define HEBREW_HIGH 6100
#define BUDDHIST_LOW 2400
#define BUDDHIST_HIGH 2700

static int32_t val(const time_raw *r, uint32_t cls)
{
    return r->c.mask & CL_BIT(cls) ? r->c.v[cls] : 0;
}

static bool among(int32_t v, int32_t low, int32_t high)
{
    return v >= low && v <= high;
}

/* The era that a row's argument or the words name. */
static bool era_of(const time_raw *r, chn_str arg, chn_era *out)
{
    if (chn_str_is(arg, "juche"))
        *out = CHN_ERA_JUCHE;
    else if (chn_str_is(arg, "minguo"))
        *out = CHN_ERA_MINGUO;
    else if (val(r, CL_ERA) == CODE2('B', 'E'))
        *out = CHN_ERA_BUDDHIST;
    else if (val(r, CL_NENGO))
        *out = (chn_era)(CHN_ERA_MEIJI + val(r, CL_NENGO) - 1);
    else
        return false;
    return true;
}

typedef enum other_calendar {
    OTHER_NONE = 0,
    OTHER_ISLAMIC,
    OTHER_HEBREW,
    OTHER_PERSIAN
} other_calendar;

static other_calendar calendar_of(const time_raw *r, chn_str arg)
{
    const int32_t era = val(r, CL_ERA);
    if (chn_str_is(arg, "islamic"))
        return era && era != CODE2('A', 'H') ? OTHER_NONE : OTHER_ISLAMIC;
    if (chn_str_is(arg, "hebrew") || chn_str_is(arg, "hebrew-first") ||
        chn_str_is(arg, "hebrew-second"))
        return era && era != CODE2('A', 'M') ? OTHER_NONE : OTHER_HEBREW;
    if (chn_str_is(arg, "persian")) /* both count from the Hijra */
        return era && era != CODE2('S', 'H') && era != CODE2('A', 'H')
                   ? OTHER_NONE
                   : OTHER_PERSIAN;
    if (era == CODE2('A', 'H'))
        return OTHER_ISLAMIC;
    if (era == CODE2('A', 'M'))
        return OTHER_HEBREW;
    return era == CODE2('S', 'H') ? OTHER_PERSIAN : OTHER_NONE;
}

static chn_day day_in(other_calendar c, int32_t year, int32_t month,
                      int32_t day)
{
    switch (c) {
    case OTHER_ISLAMIC:
        return among(year, ISLAMIC_LOW, ISLAMIC_HIGH)
                   ? chn_islamic_day(year, month, day)
                   : CHN_DAY_NONE;
    case OTHER_HEBREW:
        return among(year, HEBREW_LOW, HEBREW_HIGH)
                   ? chn_hebrew_day(year, month, day)
                   : CHN_DAY_NONE;
    case OTHER_PERSIAN:
        return chn_persian_day(year, month, day);
    default:
        return CHN_DAY_NONE;
    }
}

bool chn_time_foreign_year(const time_raw *r, chn_str arg, chn_day *from,
                           chn_day *to)
{
    const int32_t n = val(r, CL_N);
    chn_era era;
    if (era_of(r, arg, &era)) {
        const int32_t y = chn_era_year(era, n);
        if (era == CHN_ERA_BUDDHIST && !among(n, BUDDHIST_LOW, BUDDHIST_HIGH))
            return false;
        *from = chn_day_of(y, 1, 1);
        *to = chn_day_of(y, 12, 31);
        return y > 0 && y < 10000;
    }
    const other_calendar c = calendar_of(r, arg);
    const int32_t first = c == OTHER_HEBREW ? 7 : 1; /* Tishri begins it */
    *from = day_in(c, n, first, 1);
    *to = day_in(c, n + 1, first, 1);
    if (*from == CHN_DAY_NONE || *to == CHN_DAY_NONE)
        return false;
    --*to;
    return true;
}

static int32_t month_of(const time_raw *r, chn_str arg, other_calendar c,
                        int32_t year)
{
    if (c == OTHER_ISLAMIC)
        return r->c.mask & CL_BIT(CL_HPRE) ? val(r, CL_HPRE) + val(r, CL_HSUF)
                                           : val(r, CL_HMON);
    if (c == OTHER_PERSIAN)
        return r->c.mask & CL_BIT(CL_PMON) ? val(r, CL_PMON) : val(r, CL_AMON);
    if (chn_str_is(arg, "hebrew-second"))
        return 13;
    /* a leap year has two of Adar: which is meant is not told */
    if (chn_str_is(arg, "hebrew-first"))
        return chn_hebrew_leap(year) ? 12 : 0;
    if (val(r, CL_JMON) == 12 && chn_hebrew_leap(year))
        return 0;
    return val(r, CL_JMON);
}

static chn_day gap(chn_day a, chn_day b)
{
    return a > b ? a - b : b - a;
}

chn_day chn_time_foreign_day(const time_raw *r, chn_str arg, chn_day anchor)
{
    const int32_t n = val(r, CL_N);
    const int32_t d =
        r->c.mask & CL_BIT(CL_DOM) ? val(r, CL_DOM) : val(r, CL_ORD);
    chn_era era;
    if (era_of(r, arg, &era))
        return era == CHN_ERA_BUDDHIST && !among(n, BUDDHIST_LOW, BUDDHIST_HIGH)
                   ? CHN_DAY_NONE
                   : chn_era_day(era, n, val(r, CL_MON), d);
    const other_calendar c = calendar_of(r, arg);
    if (c == OTHER_NONE)
        return CHN_DAY_NONE;
    if (r->c.mask & CL_BIT(CL_N))
        return day_in(c, n, month_of(r, arg, c, n), d);
    if (anchor == CHN_DAY_NONE)
        return CHN_DAY_NONE;
    /* no year told: the nearest such day */
    const int32_t ours = chn_day_ymd(anchor).year;
    const int32_t about = c == OTHER_ISLAMIC  ? (ours - 622) * 33 / 32
                          : c == OTHER_HEBREW ? ours + 3760
                                              : ours - 621;
    chn_day best = CHN_DAY_NONE;
    for (int32_t y = about - 2; y <= about + 2; y++) {
        const chn_day at = day_in(c, y, month_of(r, arg, c, y), d);
        if (at != CHN_DAY_NONE &&
            (best == CHN_DAY_NONE || gap(at, anchor) < gap(best, anchor)))
            best = at;
    }
    return best;
}
