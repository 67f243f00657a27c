/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days and the calendar. Civil date <-> day number after Howard Hinnant,
 * "chrono-compatible low-level date algorithms": years run from March, so
 * that the leap day is the last of its year. No struct tm, no time zone, no
 * clock.
 */
#include "base/day.h"

#define YEAR_MIN 1
#define YEAR_MAX 9999

static bool leap(int32_t y)
{
    return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

int32_t chn_days_in_month(int32_t year, int32_t month)
{
    static const int8_t days[12] = {31, 28, 31, 30, 31, 30,
                                    31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

/* Day number of a date that exists; the year may be 0 for the sums below. */
static chn_day civil(int32_t y, int32_t m, int32_t d)
{
    y -= m <= 2;
    const int32_t era = (y >= 0 ? y : y - 399) / 400;
    const int32_t yoe = y - era * 400;
    const int32_t doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    const int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

chn_day chn_day_of(int32_t year, int32_t month, int32_t day)
{
    if (year < YEAR_MIN || year > YEAR_MAX || day < 1 ||
        day > chn_days_in_month(year, month))
        return CHN_DAY_NONE;
    return civil(year, month, day);
}

chn_ymd chn_day_ymd(chn_day d)
{
    /* 64 bits: the sum below may pass the ends of chn_day */
    const int64_t z = (int64_t)d + 719468;
    const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    const int64_t doe = z - era * 146097;
    const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const int64_t mp = (5 * doy + 2) / 153;
    const int64_t m = mp < 10 ? mp + 3 : mp - 9;
    chn_ymd r;
    r.year = (int32_t)(yoe + era * 400 + (m <= 2));
    r.month = (int32_t)m;
    r.day = (int32_t)(doy - (153 * mp + 2) / 5 + 1);
    return r;
}

int32_t chn_day_weekday(chn_day d)
{
    /* 1970-01-01 was a Thursday, ISO day 4 */
    const int64_t r = ((int64_t)d + 3) % 7;
    return (int32_t)(r < 0 ? r + 7 : r) + 1;
}

/* Gregorian computus, "Anonymous" (Nature 1876; Meeus, Astronomical
 * Algorithms, ch. 8). */
chn_day chn_day_easter(int32_t year)
{
    if (year < YEAR_MIN || year > YEAR_MAX)
        return CHN_DAY_NONE;
    const int32_t a = year % 19, b = year / 100, c = year % 100;
    const int32_t d = b / 4, e = b % 4;
    const int32_t f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int32_t h = (19 * a + b - d - g + 15) % 30;
    const int32_t i = c / 4, k = c % 4;
    const int32_t l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int32_t m = (a + 11 * h + 22 * l) / 451;
    const int32_t n = h + l - 7 * m + 114;
    return chn_day_of(year, n / 31, n % 31 + 1);
}

/* Julian computus (Meeus, ch. 8), moved to the Gregorian calendar. */
chn_day chn_day_easter_orthodox(int32_t year)
{
    if (year < YEAR_MIN || year > YEAR_MAX)
        return CHN_DAY_NONE;
    const int32_t a = year % 4, b = year % 7, c = year % 19;
    const int32_t d = (19 * c + 15) % 30;
    const int32_t e = (2 * a + 4 * b - d + 34) % 7;
    const int32_t n = d + e + 114;
    const chn_day julian = civil(year, n / 31, n % 31 + 1);
    /* days between the calendars, counted at March of that year */
    const int32_t shift = year / 100 - year / 400 - 2;
    return julian + shift;
}

chn_day chn_day_add_months(chn_day d, int32_t n)
{
    if (d == CHN_DAY_NONE)
        return d;
    const chn_ymd c = chn_day_ymd(d);
    const int64_t months = (int64_t)c.year * 12 + c.month - 1 + n;
    if (months < 12 || months >= (int64_t)(YEAR_MAX + 1) * 12)
        return CHN_DAY_NONE;
    const int32_t year = (int32_t)(months / 12);
    const int32_t month = (int32_t)(months % 12) + 1;
    const int32_t last = chn_days_in_month(year, month);
    return chn_day_of(year, month, c.day < last ? c.day : last);
}

chn_day chn_day_parse(const char *p, size_t n)
{
    int32_t part[3] = {0, 0, 0};
    int k = 0;
    if (!p || n != 10)
        return CHN_DAY_NONE;
    for (size_t i = 0; i < n; i++) {
        if (i == 4 || i == 7) {
            if (p[i] != '-')
                return CHN_DAY_NONE;
            k++;
        } else if (p[i] >= '0' && p[i] <= '9') {
            part[k] = part[k] * 10 + (p[i] - '0');
        } else {
            return CHN_DAY_NONE;
        }
    }
    return chn_day_of(part[0], part[1], part[2]);
}

void chn_day_format(chn_day day, char out[11])
{
    const chn_ymd c = chn_day_ymd(day);
    if (day == CHN_DAY_NONE || c.year < 0 || c.year > YEAR_MAX) {
        for (int i = 0; i < 4; i++)
            out[i] = '-';
        out[4] = '\0';
        return;
    }
    out[0] = (char)('0' + c.year / 1000);
    out[1] = (char)('0' + c.year / 100 % 10);
    out[2] = (char)('0' + c.year / 10 % 10);
    out[3] = (char)('0' + c.year % 10);
    out[4] = out[7] = '-';
    out[5] = (char)('0' + c.month / 10);
    out[6] = (char)('0' + c.month % 10);
    out[8] = (char)('0' + c.day / 10);
    out[9] = (char)('0' + c.day % 10);
    out[10] = '\0';
}
