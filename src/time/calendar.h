/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Years and dates of other calendars as days of ours. Arithmetic only: no
 * sighting of a moon, no table of what a country announced. A date that its
 * calendar does not have gives CHN_DAY_NONE, a year that it does not have 0.
 */
#ifndef CHN_TIME_CALENDAR_H
#define CHN_TIME_CALENDAR_H

#include "base/day.h"

/* Calendars that count our years otherwise, with our months and days. */
typedef enum chn_era {
    CHN_ERA_JUCHE = 0, /* Juche 1 is 1912 */
    CHN_ERA_MINGUO,    /* Republic of China 1 is 1912 */
    CHN_ERA_BUDDHIST,  /* 2543 is 2000: the Thai count since 1941 */
    CHN_ERA_MEIJI,     /* 1868-10-23 until 1912-07-30 */
    CHN_ERA_TAISHO,    /* 1912-07-30 until 1926-12-25 */
    CHN_ERA_SHOWA,     /* 1926-12-25 until 1989-01-07 */
    CHN_ERA_HEISEI,    /* 1989-01-08 until 2019-04-30 */
    CHN_ERA_REIWA,     /* since 2019-05-01 */
    CHN_ERA_COUNT
} chn_era;

/* Our year, or 0 where the era has no such year. */
int32_t chn_era_year(chn_era era, int32_t year);
/* The day, or CHN_DAY_NONE where it does not exist or another era ruled on
 * it. Japan kept a lunar calendar until Meiji 5; those days are refused. */
chn_day chn_era_day(chn_era era, int32_t year, int32_t month, int32_t day);

/* Islamic, tabular: leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of
 * thirty, from Friday 16 July 622 (Julian). Observed days may be one or two
 * off. Months 1 Muharram .. 12 Dhu al-Hijjah. */
chn_day chn_islamic_day(int32_t year, int32_t month, int32_t day);

/* Hebrew, the fixed arithmetic; the day that begins at the evening before.
 * Months as the Bible counts: 1 Nisan .. 7 Tishri .. 12 Adar (Adar I in a leap
 * year), 13 Adar II. The year changes at Tishri. */
chn_day chn_hebrew_day(int32_t year, int32_t month, int32_t day);
bool chn_hebrew_leap(int32_t year);

/* Solar Hijri (Iran, Afghanistan): the cycle of 33 years with leap years 1, 5,
 * 9, 13, 17, 22, 26, 30, which agrees with the equinox at Tehran from 1280 to
 * 1498 (1901 to 2119); other years are refused. Months 1 Farvardin (Hamal) ..
 * 12 Esfand (Hut). */
chn_day chn_persian_day(int32_t year, int32_t month, int32_t day);

#endif
