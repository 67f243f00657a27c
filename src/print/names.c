/* SPDX-License-Identifier: Apache-2.0 */
/* Words for enum values. Part of the stored format: never change one. */
#include "print/names.h"

#include "base/day.h"

const char *chn_name_link(chn_link v)
{
    static const char *const names[] = {
        "name", "alias", "office", "metonym", "demonym", "coreference", "list"};
    return (size_t)v < sizeof names / sizeof names[0] ? names[v] : "name";
}

const char *chn_name_precision(chn_precision v)
{
    static const char *const names[] = {"none",   "day",     "week",
                                        "month",  "quarter", "year",
                                        "decade", "interval"};
    return (size_t)v < sizeof names / sizeof names[0] ? names[v] : "none";
}

const char *chn_name_basis(chn_basis v)
{
    static const char *const names[] = {"published", "text", "inherited",
                                        "occasion", "bounded"};
    return (size_t)v < sizeof names / sizeof names[0] ? names[v] : "published";
}

const char *chn_name_status(chn_status v)
{
    static const char *const names[] = {"occurred", "planned", "possible",
                                        "denied"};
    return (size_t)v < sizeof names / sizeof names[0] ? names[v] : "occurred";
}

static void put_day(chn_buf *b, chn_day d, size_t n)
{
    char text[11];
    chn_day_format(d, text);
    chn_buf_put(b, text, n);
}

void chn_put_date_value(chn_buf *b, const chn_date *d)
{
    if (d->basis == CHN_BASIS_PUBLISHED || d->basis == CHN_BASIS_BOUNDED ||
        d->from == CHN_DAY_NONE || d->to == CHN_DAY_NONE)
        return;
    switch (d->precision) {
    case CHN_PRECISION_NONE:
        return;
    case CHN_PRECISION_DAY:
        put_day(b, d->from, 10);
        return;
    case CHN_PRECISION_MONTH:
        put_day(b, d->from, 7);
        return;
    case CHN_PRECISION_YEAR:
        put_day(b, d->from, 4);
        return;
    case CHN_PRECISION_WEEK:
    case CHN_PRECISION_QUARTER:
    case CHN_PRECISION_DECADE:
    case CHN_PRECISION_INTERVAL:
        put_day(b, d->from, 10);
        chn_buf_char(b, '/');
        put_day(b, d->to, 10);
        return;
    }
}

void chn_put_date_human(chn_buf *b, const chn_date *d)
{
    const size_t before = b->n;
    chn_put_date_value(b, d);
    if (b->n > before)
        return;
    if (d->from != CHN_DAY_NONE && d->to != CHN_DAY_NONE) {
        put_day(b, d->from, 10);
        chn_buf_z(b, "..");
        put_day(b, d->to, 10);
    } else if (d->to != CHN_DAY_NONE) {
        chn_buf_z(b, "by ");
        put_day(b, d->to, 10);
    } else if (d->from != CHN_DAY_NONE) {
        chn_buf_z(b, "since ");
        put_day(b, d->from, 10);
    } else {
        chn_buf_char(b, '?');
    }
}

void chn_put_chain(chn_buf *b, const chn_claim *c)
{
    for (uint32_t i = 0; i < c->n_voice; i++) {
        if (i)
            chn_buf_z(b, " <- ");
        chn_buf_str(b, c->voice[i].name);
    }
}

void chn_put_actor_names(chn_buf *b, const chn_actor *a, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            chn_buf_z(b, ", ");
        chn_buf_str(b, a[i].name.n ? a[i].name : a[i].text);
    }
}

void chn_put_actor_codes(chn_buf *b, const chn_actor *a, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            chn_buf_z(b, ", ");
        chn_buf_str(b, a[i].country);
        /* "IGO/UN" is whole; "PRK" takes its sector */
        if (a[i].sector.n && !memchr(a[i].country.p ? a[i].country.p : "", '/',
                                     a[i].country.n)) {
            chn_buf_char(b, '/');
            chn_buf_str(b, a[i].sector);
        }
    }
}
