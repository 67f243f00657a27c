/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days that have a name, and anniversaries. A name may be many countries'
 * ("Victory Day" is 9 May in Russia and 27 July in North Korea): the country
 * that is told nearest in the sentence decides, else the one told most in the
 * report.
 */
#include "time/internal.h"

chn_day chn_time_day_in(const time_day *d, int32_t year)
{
    switch (d->rule) {
    case RULE_FIXED:
        return chn_day_of(year, d->month, d->day);
    case RULE_NTH: {
        if (d->nth > 0) {
            const chn_day one = chn_day_of(year, d->month, 1);
            if (one == CHN_DAY_NONE)
                return one;
            const int32_t skip = (d->weekday - chn_day_weekday(one) + 7) % 7;
            return one + skip + 7 * (d->nth - 1);
        }
        const chn_day last =
            chn_day_of(year, d->month, chn_days_in_month(year, d->month));
        if (last == CHN_DAY_NONE)
            return last;
        const int32_t back = (chn_day_weekday(last) - d->weekday + 7) % 7;
        return last - back - 7 * (-d->nth - 1);
    }
    case RULE_EASTER: {
        const chn_day e = chn_day_easter(year);
        return e == CHN_DAY_NONE ? e : e + d->offset;
    }
    case RULE_ORTHODOX: {
        const chn_day e = chn_day_easter_orthodox(year);
        return e == CHN_DAY_NONE ? e : e + d->offset;
    }
    default:
        return CHN_DAY_NONE;
    }
}

static bool holds(const uint32_t *values, uint32_t n, uint32_t v)
{
    for (uint32_t i = 0; i < n; i++)
        if (values[i] == v)
            return true;
    return false;
}

/* First of `rows` that is among values[0..n). */
static uint32_t common(const uint32_t *rows, uint32_t n_rows,
                       const uint32_t *values, uint32_t n)
{
    for (uint32_t i = 0; i < n_rows; i++)
        if (holds(values, n, rows[i]))
            return rows[i];
    return UINT32_MAX;
}

uint32_t chn_time_pick_country(const chn_time_know *k, const chn_doc *doc,
                               const uint32_t *rows, uint32_t n, uint32_t t,
                               uint32_t first, uint32_t end)
{
    uint32_t before = UINT32_MAX;
    uint32_t after = UINT32_MAX;
    for (uint32_t i = first; i < end;) {
        const uint32_t *values = NULL;
        uint32_t m = 0;
        const uint32_t e = chn_phrases_match(k->near, doc, i, end, &values, &m);
        const uint32_t row = e == i ? UINT32_MAX : common(rows, n, values, m);
        if (row != UINT32_MAX && i < t)
            before = row; /* the last before t stays */
        else if (row != UINT32_MAX && after == UINT32_MAX)
            after = row;
        i = e > i ? e : i + 1;
    }
    return before != UINT32_MAX ? before : after;
}

/* Is the country of `row` told in tokens [first, end)? */
static bool told(const chn_time_know *k, const chn_doc *doc, uint32_t row,
                 uint32_t first, uint32_t end)
{
    return chn_time_pick_country(k, doc, &row, 1, first, first, end) == row;
}

uint32_t chn_time_pick_marked(const chn_time_know *k, const chn_doc *doc,
                              uint32_t t, uint32_t end, uint32_t sent,
                              int32_t ordinal, int32_t year)
{
    uint32_t best = UINT32_MAX;
    int best_score = 0;
    for (uint32_t i = t; i < end;) {
        const uint32_t *values = NULL;
        uint32_t m = 0;
        const uint32_t e =
            chn_phrases_match(k->marks, doc, i, end, &values, &m);
        for (uint32_t v = 0; e > i && v < m; v++) {
            const time_day *d = &k->days[values[v]];
            int score = 1;
            if (ordinal && d->base_year && year) {
                /* 1945 + 74 is 2019; a row that is years off is another
                 * country's */
                const int32_t off = d->base_year + ordinal - year;
                if (off < -1 || off > 1)
                    continue;
                score += off == 0 ? 2 : 1;
            }
            const chn_sent *s = &doc->sent[sent];
            if (told(k, doc, values[v], t, end))
                score += 4;
            else if (told(k, doc, values[v], s->first, s->end))
                score += 2;
            else if (d->country.n && e - i < 2)
                continue; /* "founding" alone needs its country */
            if (score > best_score) {
                best_score = score;
                best = values[v];
            }
        }
        i = e > i ? e : i + 1;
    }
    return best;
}
