/* SPDX-License-Identifier: Apache-2.0 */
/* What sentences tell besides claims; detail.c says why. */
#ifndef CHN_STORE_DETAIL_H
#define CHN_STORE_DETAIL_H

#include <chancery/report.h>

#include "base/str.h"
#include "base/table.h"

typedef struct chn_detail {
    const char *kind; /* count | began | nth | year | annual | reply | denial |
                         breach */
    chn_str noun;     /* "missile", "talks"; may be empty */
    /* count: least and most, -1 open; began: the day; nth: which, and within
     * how many days (0: not told); year: the year */
    int64_t low, high;
    chn_span span; /* bytes of the report */
} chn_detail;

/* data/detail/, compiled in; no --data changes them. */
typedef struct chn_detail_tables {
    const chn_table *words, *phrases;
} chn_detail_tables;
chn_detail_tables chn_detail_tables_builtin(void);
/* Is each of their classes one? For tests: cells are read as they are met. */
chn_code chn_detail_tables_check(const chn_detail_tables *t, chn_err *err);

typedef struct chn_detail_of {
    const chn_detail_tables *tables;
    chn_day day; /* the report's; CHN_DAY_NONE: unknown */
    chn_code (*put)(void *user, const chn_detail *d);
    void *user;
} chn_detail_of;

/* Tell the details of a sentence that begins at byte `base` of its report. */
chn_code chn_details(const chn_detail_of *of, chn_str sentence, uint32_t base);

#endif
