/* SPDX-License-Identifier: Apache-2.0 */
/* Days and the calendar: proleptic Gregorian, years 1..9999. Algorithms after
 * Howard Hinnant, "chrono-compatible low-level date algorithms". */
#ifndef CHN_BASE_DAY_H
#define CHN_BASE_DAY_H

#include <chancery/base.h>

typedef struct chn_ymd {
    int32_t year;  /* 1..9999 */
    int32_t month; /* 1..12 */
    int32_t day;   /* 1..31 */
} chn_ymd;

/* CHN_DAY_NONE where the day does not exist. */
chn_day chn_day_of(int32_t year, int32_t month, int32_t day);
chn_ymd chn_day_ymd(chn_day d);
int32_t chn_day_weekday(chn_day d); /* 1 Monday .. 7 Sunday (ISO) */
int32_t chn_days_in_month(int32_t year, int32_t month);
chn_day chn_day_easter(int32_t year);          /* western */
chn_day chn_day_easter_orthodox(int32_t year); /* as Gregorian day */
/* Month arithmetic: the same day `n` months on, cut to the month's end. */
chn_day chn_day_add_months(chn_day d, int32_t n);

#endif
