/* SPDX-License-Identifier: Apache-2.0 */
/* Days as pages write them. English names of months only. */
#ifndef CHN_PAGE_WHEN_H
#define CHN_PAGE_WHEN_H

#include <chancery/base.h>

/*
 * The first day in `s` with all of its parts: "2019-03-04", "20190304",
 * "2019/03/04", "4 March 2019", "March 4th, 2019", "Mon, 04 Mar 2019",
 * "04.03.2019" (day first), "25/12/2019" and "12/25/2019" where one of the two
 * can be no month. CHN_DAY_NONE: none. `at` (NULL allowed) gets its bytes.
 */
chn_day page_when_first(chn_str s, chn_span *at);
/* The value of an attribute or field that holds a moment: a day as above at
 * its beginning, or seconds or milliseconds since 1970. */
chn_day page_when_stamp(chn_str s);
/* The day in an address: "/2019/03/04/", "/2019-03-04", "/20190304",
 * "/2019/mar/04/". */
chn_day page_when_url(chn_str url);

#endif
