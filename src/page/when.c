/* SPDX-License-Identifier: Apache-2.0 */
/* Days as pages write them. Where a form can be read in two ways it is not
 * read at all: no day is better than a wrong one. */
#include "page/when.h"

#include "base/day.h"
#include "base/str.h"

#define YEAR_FIRST 1980 /* no page is older, and none dates from the future */
#define YEAR_LAST 2100

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool alpha(char c)
{
    c = lower(c);
    return c >= 'a' && c <= 'z';
}

static bool among(char c, const char *set)
{
    return c != '\0' && strchr(set, c);
}

/* Digits at s[*i], at most `most`; -1: none, or more than that. */
static int32_t number(chn_str s, size_t *i, size_t most, size_t *digits)
{
    int32_t v = 0;
    size_t n = 0;
    while (*i + n < s.n && digit(s.p[*i + n]) && n <= most) {
        v = v * 10 + (s.p[*i + n] - '0');
        n++;
    }
    if (n == 0 || n > most)
        return -1;
    *i += n;
    *digits = n;
    return v;
}

static chn_day day_of(int32_t y, int32_t m, int32_t d)
{
    if (y < YEAR_FIRST || y > YEAR_LAST || m < 1 || m > 12 || d < 1)
        return CHN_DAY_NONE;
    return chn_day_of(y, m, d);
}

/* A month's name or its first three or four letters, with or without a dot.
 * 0: none. */
static int32_t month(chn_str s, size_t *i)
{
    static const char *const names[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    size_t n = 0;
    while (*i + n < s.n && alpha(s.p[*i + n]) && n < 10)
        n++;
    if (n < 3 || n > 9)
        return 0;
    for (int32_t m = 0; m < 12; m++) {
        size_t k = 0;
        while (k < n && lower(s.p[*i + k]) == names[m][k])
            k++;
        const bool whole = k == n && names[m][n] == '\0';
        if (k == n && (whole || n == 3 || (m == 8 && n == 4))) {
            *i += n;
            if (*i < s.n && s.p[*i] == '.')
                (*i)++;
            return m + 1;
        }
    }
    return 0;
}

static bool skip(chn_str s, size_t *i, const char *any)
{
    const size_t from = *i;
    while (*i < s.n && among(s.p[*i], any))
        (*i)++;
    return *i > from;
}

/* "4th", "1st": the letters behind a day. */
static void skip_ordinal(chn_str s, size_t *i)
{
    if (s.n - *i < 2 || (s.n - *i > 2 && alpha(s.p[*i + 2])))
        return;
    const char a = lower(s.p[*i]);
    const char b = lower(s.p[*i + 1]);
    if ((a == 't' && b == 'h') || (a == 's' && b == 't') ||
        (a == 'n' && b == 'd') || (a == 'r' && b == 'd'))
        *i += 2;
}

/* A year of four digits that no digit follows. */
static int32_t year(chn_str s, size_t *i)
{
    size_t n = 0;
    size_t at = *i;
    const int32_t y = number(s, &at, 4, &n);
    if (y < 0 || n != 4)
        return -1;
    *i = at;
    return y;
}

/* "2019-03-04", "2019/3/4", "2019.03.04" behind a year; or "20190304". */
static chn_day year_first(chn_str s, size_t *i)
{
    size_t at = *i;
    size_t n = 0;
    int32_t v = number(s, &at, 8, &n);
    if (v > 0 && n == 8) {
        *i = at;
        return day_of(v / 10000, v / 100 % 100, v % 100);
    }
    if (v < 0 || n != 4 || at >= s.n || !among(s.p[at], "-/."))
        return CHN_DAY_NONE;
    const char sep = s.p[at++];
    const int32_t m = number(s, &at, 2, &n);
    if (m < 0 || at >= s.n || s.p[at] != sep)
        return CHN_DAY_NONE;
    at++;
    const int32_t d = number(s, &at, 2, &n);
    const chn_day day = d < 0 ? CHN_DAY_NONE : day_of(v, m, d);
    if (day != CHN_DAY_NONE)
        *i = at;
    return day;
}

/* "04.03.2019", "25/12/2019". */
static chn_day day_first(chn_str s, size_t *i)
{
    size_t at = *i;
    size_t n = 0;
    const int32_t a = number(s, &at, 2, &n);
    if (a < 0 || at >= s.n || !among(s.p[at], "/.-"))
        return CHN_DAY_NONE;
    const char sep = s.p[at++];
    const int32_t b = number(s, &at, 2, &n);
    if (b < 0 || at >= s.n || s.p[at] != sep)
        return CHN_DAY_NONE;
    at++;
    const int32_t y = year(s, &at);
    chn_day day = CHN_DAY_NONE;
    if (sep == '.' || a > 12 || a == b)
        day = day_of(y, b, a);
    else if (b > 12)
        day = day_of(y, a, b);
    if (day != CHN_DAY_NONE)
        *i = at;
    return day;
}

/* "4 March 2019", "4th of March, 2019", "04-Mar-2019". */
static chn_day day_month(chn_str s, size_t *i)
{
    size_t at = *i;
    size_t n = 0;
    const int32_t d = number(s, &at, 2, &n);
    if (d < 1)
        return CHN_DAY_NONE;
    skip_ordinal(s, &at);
    if (!skip(s, &at, " -\n\xC2\xA0"))
        return CHN_DAY_NONE;
    if (s.n - at > 3 && memcmp(s.p + at, "of ", 3) == 0)
        at += 3;
    const int32_t m = month(s, &at);
    if (!m || !skip(s, &at, " ,-\n\xC2\xA0"))
        return CHN_DAY_NONE;
    const chn_day day = day_of(year(s, &at), m, d);
    if (day != CHN_DAY_NONE)
        *i = at;
    return day;
}

/* "March 4th, 2019", "Mar. 4 2019". */
static chn_day month_day(chn_str s, size_t *i)
{
    size_t at = *i;
    size_t n = 0;
    const int32_t m = month(s, &at);
    if (!m)
        return CHN_DAY_NONE;
    skip(s, &at, " \n\xC2\xA0");
    const int32_t d = number(s, &at, 2, &n);
    if (d < 1)
        return CHN_DAY_NONE;
    skip_ordinal(s, &at);
    if (!skip(s, &at, " ,\n\xC2\xA0"))
        return CHN_DAY_NONE;
    const chn_day day = day_of(year(s, &at), m, d);
    if (day != CHN_DAY_NONE)
        *i = at;
    return day;
}

chn_day page_when_first(chn_str s, chn_span *at)
{
    for (size_t i = 0; i < s.n; i++) {
        const char before = i ? s.p[i - 1] : ' ';
        if (digit(before) || (alpha(before) && alpha(s.p[i])))
            continue;
        size_t to = i;
        chn_day day = CHN_DAY_NONE;
        if (digit(s.p[i])) {
            day = year_first(s, &to);
            if (day == CHN_DAY_NONE)
                day = day_month(s, &to);
            if (day == CHN_DAY_NONE)
                day = day_first(s, &to);
        } else if (alpha(s.p[i])) {
            day = month_day(s, &to);
        }
        if (day == CHN_DAY_NONE || (to < s.n && digit(s.p[to])))
            continue;
        if (at) {
            at->from = (uint32_t)i;
            at->to = (uint32_t)to;
        }
        return day;
    }
    return CHN_DAY_NONE;
}

chn_day page_when_stamp(chn_str s)
{
    s = chn_str_trim(s);
    if (s.n == 0 || s.n > 120)
        return CHN_DAY_NONE;
    size_t n = 0;
    while (n < s.n && digit(s.p[n]))
        n++;
    if (n == s.n && (n == 10 || n == 13)) {
        int64_t v = 0;
        for (size_t i = 0; i < 10; i++)
            v = v * 10 + (s.p[i] - '0');
        return (chn_day)(v / 86400);
    }
    if (n == 14) /* 20190304103000 */
        s.n = 8;
    return page_when_first(s, NULL);
}

/* The next part of an address behind '/'. */
static chn_str part(chn_str url, size_t *i)
{
    const size_t from = *i;
    while (*i < url.n && !among(url.p[*i], "/?#"))
        (*i)++;
    return chn_str_n(url.p + from, *i - from);
}

/* "2019/03/04" or "2019/mar/04" as three parts from byte i on. */
static chn_day three_parts(chn_str url, size_t i)
{
    size_t n = 0;
    size_t at = 0;
    const chn_str y = part(url, &i);
    if (y.n != 4 || i >= url.n || url.p[i] != '/')
        return CHN_DAY_NONE;
    i++;
    const chn_str m = part(url, &i);
    if (i >= url.n || url.p[i] != '/')
        return CHN_DAY_NONE;
    i++;
    chn_str d = part(url, &i);
    const int32_t year_v = number(y, &at, 4, &n);
    at = 0;
    int32_t month_v = month(m, &at);
    if (!month_v)
        month_v = number(m, &at, 2, &n);
    if (at != m.n)
        return CHN_DAY_NONE;
    at = 0;
    const int32_t day_v = number(d, &at, 2, &n);
    /* "/2019/03/04-title" or "/2019/03/04.html" will do, "/2019/03/4500" not */
    if (day_v < 1 || (at < d.n && alpha(d.p[at])))
        return CHN_DAY_NONE;
    return day_of(year_v, month_v, day_v);
}

chn_day page_when_url(chn_str url)
{
    size_t i = 0;
    while (i + 2 < url.n && !(url.p[i] == ':' && url.p[i + 1] == '/'))
        i++;
    i = i + 2 < url.n ? i + 3 : 0;
    for (; i < url.n && url.p[i] != '?' && url.p[i] != '#'; i++) {
        const char before = i ? url.p[i - 1] : '/';
        if (!digit(url.p[i]) || !among(before, "/-_"))
            continue;
        chn_day day = before == '/' ? three_parts(url, i) : CHN_DAY_NONE;
        if (day != CHN_DAY_NONE)
            return day;
        size_t to = i;
        day = year_first(url, &to);
        if (day != CHN_DAY_NONE && (to == url.n || !digit(url.p[to])))
            return day;
    }
    return CHN_DAY_NONE;
}
