/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days that have a name, and anniversaries. A name may be many countries'
 * ("Victory Day" is 9 May in Russia and 27 July in North Korea): the country
 * that is told nearest in the sentence decides, else the one told most in the
 * report.
 */
#include "time/internal.h"

#define DAYS_MAX 8 /* of one name in three years: a feast of the moon has 4 */

/* The first day `weekday` from `from` on. */
static chn_day weekday_from(chn_day from, int32_t weekday)
{
    return from == CHN_DAY_NONE
               ? from
               : from + (weekday - chn_day_weekday(from) + 7) % 7;
}

static chn_day weekday_up_to(chn_day to, int32_t weekday)
{
    return to == CHN_DAY_NONE ? to
                              : to - (chn_day_weekday(to) - weekday + 7) % 7;
}

static chn_day shifted(chn_day d, int32_t n)
{
    return d == CHN_DAY_NONE ? d : d + n;
}

/* The day by a rule that gives one a year. */
static chn_day by_rule(const time_day *d, int32_t year)
{
    switch (d->rule) {
    case RULE_FIXED:
        return chn_day_of(year, d->month, d->day);
    case RULE_NTH: {
        if (d->nth > 0) {
            const chn_day one = chn_day_of(year, d->month, 1);
            const chn_day at =
                shifted(weekday_from(one, d->weekday), 7 * (d->nth - 1));
            /* not every month has a fifth Monday */
            return at != CHN_DAY_NONE && chn_day_ymd(at).month == d->month
                       ? at
                       : CHN_DAY_NONE;
        }
        const chn_day last =
            chn_day_of(year, d->month, chn_days_in_month(year, d->month));
        const chn_day at =
            shifted(weekday_up_to(last, d->weekday), -7 * (-d->nth - 1));
        return at != CHN_DAY_NONE && chn_day_ymd(at).month == d->month
                   ? at
                   : CHN_DAY_NONE;
    }
    case RULE_EASTER:
        return shifted(chn_day_easter(year), d->offset);
    case RULE_ORTHODOX:
        return shifted(chn_day_easter_orthodox(year), d->offset);
    case RULE_FROM:
        return weekday_from(chn_day_of(year, d->month, d->day), d->weekday);
    case RULE_UPTO:
        return weekday_up_to(chn_day_of(year, d->month, d->day), d->weekday);
    default:
        return CHN_DAY_NONE;
    }
}

static uint32_t add_day(chn_day *out, uint32_t n, chn_day at)
{
    for (uint32_t i = 0; i < n; i++)
        if (out[i] == at)
            return n;
    if (at != CHN_DAY_NONE && n < DAYS_MAX)
        out[n++] = at;
    return n;
}

/* All days of `d` in the years [first, last], each once. */
static uint32_t days_in(const time_day *d, int32_t first, int32_t last,
                        chn_day out[DAYS_MAX])
{
    uint32_t n = 0;
    for (const time_day *r = d; r; r = r->other) {
        const int32_t low = r->since > first ? r->since : first;
        const int32_t high = r->until && r->until < last ? r->until : last;
        if (r->rule != RULE_MOON) {
            for (int32_t y = low; y <= high; y++)
                n = add_day(out, n, by_rule(r, y));
            continue;
        }
        const time_feast *f = r->feast;
        for (uint32_t i = 0; i < f->n; i++) {
            const chn_day at = f->days[i] + r->offset;
            const int32_t y = chn_day_ymd(at).year;
            if (y >= low && y <= high)
                n = add_day(out, n, at);
        }
    }
    return n;
}

chn_day chn_time_day_in(const time_day *d, int32_t year)
{
    chn_day days[DAYS_MAX];
    return days_in(d, year, year, days) == 1 ? days[0] : CHN_DAY_NONE;
}

chn_day chn_time_observance(const chn_time_know *k, chn_str id, int32_t year)
{
    for (uint32_t i = k->n_days; i-- > 0;) /* the last row of an id wins */
        if (chn_str_eq(k->days[i].id, id))
            return chn_time_day_in(&k->days[i], year);
    return CHN_DAY_NONE;
}

static uint32_t apart(chn_day a, chn_day b)
{
    return (uint32_t)(a < b ? b - a : a - b);
}

chn_day chn_time_day_near(const time_day *d, chn_day anchor)
{
    if (anchor == CHN_DAY_NONE)
        return anchor;
    chn_day days[DAYS_MAX];
    const int32_t y = chn_day_ymd(anchor).year;
    const uint32_t n = days_in(d, y - 1, y + 1, days);
    chn_day best = CHN_DAY_NONE;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t now = apart(days[i], anchor);
        /* of two that are as near, the earlier */
        if (best == CHN_DAY_NONE || now < apart(best, anchor) ||
            (now == apart(best, anchor) && days[i] < best))
            best = days[i];
    }
    return best;
}

uint32_t chn_time_pick_default(const chn_time_know *k, const uint32_t *aliases,
                               uint32_t n)
{
    uint32_t row = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) {
        const time_alias *a = &k->aliases[aliases[i]];
        if (a->needs_country || a->day == row)
            continue;
        if (row != UINT32_MAX)
            return UINT32_MAX;
        row = a->day;
    }
    return row;
}

/* First of two ascending lists' common numbers. */
static uint32_t common(const uint32_t *a, uint32_t n_a, const uint32_t *b,
                       uint32_t n_b)
{
    uint32_t i = 0;
    uint32_t j = 0;
    while (i < n_a && j < n_b) {
        if (a[i] == b[j])
            return a[i];
        if (a[i] < b[j])
            i++;
        else
            j++;
    }
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

/* Countries told in a stretch of tokens: what `near` found there. */
#define TOLD_MAX 32
typedef struct time_told {
    const uint32_t *values[TOLD_MAX];
    uint32_t n_values[TOLD_MAX];
    uint32_t n;
} time_told;

static void read_told(const chn_time_know *k, const chn_doc *doc,
                      uint32_t first, uint32_t end, time_told *out)
{
    out->n = 0;
    for (uint32_t i = first; i < end && out->n < TOLD_MAX;) {
        const uint32_t *values = NULL;
        uint32_t m = 0;
        const uint32_t e = chn_phrases_match(k->near, doc, i, end, &values, &m);
        if (e > i && m) {
            out->values[out->n] = values;
            out->n_values[out->n++] = m;
        }
        i = e > i ? e : i + 1;
    }
}

static bool told(const time_told *in, uint32_t row)
{
    for (uint32_t i = 0; i < in->n; i++)
        if (common(&row, 1, in->values[i], in->n_values[i]) == row)
            return true;
    return false;
}

static bool capital(const chn_doc *doc, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (doc->tok[i].flags & CHN_TOK_CAP)
            return true;
    return false;
}

static bool same_rule(const time_day *a, const time_day *b)
{
    return a->rule == b->rule && a->month == b->month && a->day == b->day &&
           a->base_year == b->base_year;
}

/* How well a row's event fits an anniversary; 0: not at all. `off`: years
 * between the event's year + N and the report's; -1 unknown. */
static int fit_of(const time_day *d, uint32_t row, int32_t off,
                  const time_told *near, const time_told *sentence, bool named)
{
    int score = off < 0 ? 1 : off == 0 ? 3 : 2;
    if (told(near, row))
        score += 4;
    else if (told(sentence, row))
        score += 2;
    else if (d->country.n && !named && off != 0)
        return 0; /* "the military coup" is anyone's */
    return score;
}

uint32_t chn_time_pick_marked(const chn_time_know *k, const chn_doc *doc,
                              uint32_t t, uint32_t end, uint32_t sent,
                              int32_t ordinal, int32_t year)
{
    uint32_t best = UINT32_MAX;
    int best_score = 0;
    bool tied = false;
    time_told near;
    time_told sentence;
    read_told(k, doc, t, end, &near);
    read_told(k, doc, doc->sent[sent].first, doc->sent[sent].end, &sentence);
    for (uint32_t i = t; i < end;) {
        const uint32_t *values = NULL;
        uint32_t m = 0;
        const uint32_t e =
            chn_phrases_match(k->marks, doc, i, end, &values, &m);
        const bool named = e > i + 1 && capital(doc, i, e);
        for (uint32_t v = 0; e > i && v < m; v++) {
            const time_day *d = &k->days[values[v]];
            int32_t off = -1;
            if (ordinal && d->base_year && year) {
                /* 1945 + 74 is 2019; a row that is years off is another
                 * country's */
                off = (int32_t)apart(d->base_year + ordinal, year);
                if (off > 1)
                    continue;
            }
            const int score =
                fit_of(d, values[v], off, &near, &sentence, named);
            /* "founding" alone needs its country */
            if (score == 0 || (score < 4 && d->country.n && e < i + 2 &&
                               !told(&sentence, values[v])))
                continue;
            if (score > best_score) {
                best_score = score;
                best = values[v];
                tied = false;
            } else if (score == best_score && best != values[v] &&
                       !same_rule(d, &k->days[best]) &&
                       !told(&near, values[v]) && !told(&sentence, values[v])) {
                tied = true;
            }
        }
        i = e > i ? e : i + 1;
    }
    return tied ? UINT32_MAX : best;
}
