/* SPDX-License-Identifier: Apache-2.0 */
/* The calendar: every day of 9999 years there and back, known weekdays,
 * Easter, month sums, and what must be refused. */
#include "base/day.h"

#include "check.h"

static chn_day day(const char *z)
{
    return chn_day_parse(z, strlen(z));
}

int main(void)
{
    TEST("every day of years 1 to 9999 there and back")
    {
        chn_day want = chn_day_of(1, 1, 1);
        int bad = 0;
        for (int y = 1; y <= 9999; y++)
            for (int m = 1; m <= 12; m++)
                for (int d = 1; d <= chn_days_in_month(y, m); d++) {
                    const chn_day got = chn_day_of(y, m, d);
                    const chn_ymd c = chn_day_ymd(got);
                    bad += got != want || c.year != y || c.month != m ||
                           c.day != d;
                    want++;
                }
        CHECK_INT(bad, 0);
        CHECK_INT(chn_day_of(1970, 1, 1), 0);
    }
    TEST("days that do not exist")
    {
        CHECK_INT(day("2023-02-30"), CHN_DAY_NONE);
        CHECK_INT(day("2023-02-29"), CHN_DAY_NONE);
        CHECK_INT(day("1900-02-29"), CHN_DAY_NONE);
        CHECK(day("2000-02-29") != CHN_DAY_NONE);
        CHECK(day("2024-02-29") != CHN_DAY_NONE);
        CHECK_INT(day("2023-13-01"), CHN_DAY_NONE);
        CHECK_INT(day("2023-00-01"), CHN_DAY_NONE);
        CHECK_INT(day("2023-04-31"), CHN_DAY_NONE);
        CHECK_INT(day("0000-01-01"), CHN_DAY_NONE);
        CHECK_INT(chn_day_of(10000, 1, 1), CHN_DAY_NONE);
    }
    TEST("other forms are refused")
    {
        CHECK_INT(day("2023-2-03"), CHN_DAY_NONE);
        CHECK_INT(day("2023/02/03"), CHN_DAY_NONE);
        CHECK_INT(day("20230203"), CHN_DAY_NONE);
        CHECK_INT(day("2023-02-03 "), CHN_DAY_NONE);
        CHECK_INT(day("2023-02-0x"), CHN_DAY_NONE);
        CHECK_INT(chn_day_parse(NULL, 10), CHN_DAY_NONE);
    }
    TEST("format")
    {
        char b[11];
        chn_day_format(day("2019-08-15"), b);
        CHECK(strcmp(b, "2019-08-15") == 0);
        chn_day_format(day("0001-01-01"), b);
        CHECK(strcmp(b, "0001-01-01") == 0);
        chn_day_format(CHN_DAY_NONE, b);
        CHECK(strcmp(b, "----") == 0);
        chn_day_format(INT32_MAX, b);
        CHECK(strcmp(b, "----") == 0);
    }
    TEST("weekdays")
    {
        CHECK_INT(chn_day_weekday(day("1970-01-01")), 4);
        CHECK_INT(chn_day_weekday(day("2019-08-15")), 4);
        CHECK_INT(chn_day_weekday(day("2023-09-16")), 6);
        CHECK_INT(chn_day_weekday(day("2025-06-12")), 4);
        CHECK_INT(chn_day_weekday(day("1945-08-15")), 3);
        CHECK_INT(chn_day_weekday(day("0001-01-01")), 1);
    }
    TEST("easter, western and orthodox")
    {
        CHECK_INT(chn_day_easter(2019), day("2019-04-21"));
        CHECK_INT(chn_day_easter(2024), day("2024-03-31"));
        CHECK_INT(chn_day_easter(2025), day("2025-04-20"));
        CHECK_INT(chn_day_easter_orthodox(2019), day("2019-04-28"));
        CHECK_INT(chn_day_easter_orthodox(2024), day("2024-05-05"));
        CHECK_INT(chn_day_easter_orthodox(2025), day("2025-04-20"));
        CHECK_INT(chn_day_easter(0), CHN_DAY_NONE);
    }
    TEST("months")
    {
        CHECK_INT(chn_day_add_months(day("2024-01-31"), 1), day("2024-02-29"));
        CHECK_INT(chn_day_add_months(day("2023-03-31"), -1), day("2023-02-28"));
        CHECK_INT(chn_day_add_months(day("2023-11-15"), 14), day("2025-01-15"));
        CHECK_INT(chn_day_add_months(day("0001-01-15"), -1), CHN_DAY_NONE);
        CHECK_INT(chn_day_add_months(day("9999-12-15"), 1), CHN_DAY_NONE);
        CHECK_INT(chn_day_add_months(CHN_DAY_NONE, 1), CHN_DAY_NONE);
    }
    return check_end();
}
