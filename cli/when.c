/* SPDX-License-Identifier: Apache-2.0 */
/* See when.h. */
#include "when.h"

#include "base/day.h"

static void day(chn_buf *b, chn_day d)
{
    char text[11];
    chn_day_format(d, text);
    chn_buf_z(b, text);
}

/* The second end says only what differs: 2023-07-25..27, 2023-07-30..08-02. */
static void range(chn_buf *b, chn_day from, chn_day to)
{
    const chn_ymd x = chn_day_ymd(from), y = chn_day_ymd(to);
    day(b, from);
    chn_buf_z(b, "..");
    if (x.year != y.year)
        day(b, to);
    else if (x.month != y.month)
        chn_buf_fmt(b, "%02d-%02d", (int)y.month, (int)y.day);
    else
        chn_buf_fmt(b, "%02d", (int)y.day);
}

void chn_when_put(chn_buf *b, chn_day from, chn_day to, chn_precision precision)
{
    if (from == CHN_DAY_NONE && to == CHN_DAY_NONE) {
        chn_buf_z(b, "undated");
        return;
    }
    if (from == CHN_DAY_NONE) {
        chn_buf_z(b, "by ");
        day(b, to);
        return;
    }
    if (to == CHN_DAY_NONE) {
        chn_buf_z(b, "since ");
        day(b, from);
        return;
    }
    if (from == to) {
        day(b, from);
        return;
    }
    const chn_ymd x = chn_day_ymd(from), y = chn_day_ymd(to);
    if (precision == CHN_PRECISION_MONTH && x.month == y.month)
        chn_buf_fmt(b, "%04d-%02d", (int)x.year, (int)x.month);
    else if (precision == CHN_PRECISION_YEAR && x.year == y.year)
        chn_buf_fmt(b, "%04d", (int)x.year);
    else if (precision == CHN_PRECISION_DECADE)
        chn_buf_fmt(b, "%03d0s", (int)(x.year / 10));
    else if (precision == CHN_PRECISION_QUARTER && x.year == y.year)
        chn_buf_fmt(b, "%04d-%02d..%02d", (int)x.year, (int)x.month,
                    (int)y.month);
    else
        range(b, from, to);
}

const char *chn_when_basis_note(chn_basis basis)
{
    switch (basis) {
    case CHN_BASIS_INHERITED:
        return "(inherited)";
    case CHN_BASIS_OCCASION:
        return "(named day)";
    case CHN_BASIS_PUBLISHED:
        return "(report's date)";
    case CHN_BASIS_TEXT:
    case CHN_BASIS_BOUNDED:
        break;
    }
    return "";
}

const char *chn_basis_word(chn_basis b)
{
    switch (b) {
    case CHN_BASIS_PUBLISHED:
        return "published";
    case CHN_BASIS_TEXT:
        return "text";
    case CHN_BASIS_INHERITED:
        return "inherited";
    case CHN_BASIS_OCCASION:
        return "occasion";
    case CHN_BASIS_BOUNDED:
        return "bounded";
    }
    return "published";
}

void chn_csv_put(chn_buf *b, chn_str s)
{
    /* A cell that a spreadsheet would run as a formula gets a quote first,
     * as in the claims' CSV. */
    const bool formula = s.n > 0 && strchr("=+-@\t\r", s.p[0]) != NULL;
    bool quote = formula;
    for (size_t i = 0; i < s.n && !quote; i++)
        quote =
            s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\n' || s.p[i] == '\r';
    if (!quote) {
        chn_buf_str(b, s);
        return;
    }
    chn_buf_char(b, '"');
    if (formula)
        chn_buf_char(b, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            chn_buf_char(b, '"');
        chn_buf_char(b, s.p[i]);
    }
    chn_buf_char(b, '"');
}

void chn_day_json(chn_buf *b, chn_day d)
{
    if (d == CHN_DAY_NONE) {
        chn_buf_z(b, "null");
        return;
    }
    chn_buf_char(b, '"');
    day(b, d);
    chn_buf_char(b, '"');
}
