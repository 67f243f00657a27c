/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The day of a report that carries none, from constraints in its own text: a
 * date line, an N-th anniversary of a known event, a weekday with its date,
 * "the 12th" beside a named day, dated events behind a relative year, eras.
 * Years are a set that each clue narrows; where more than one year or no day
 * is left there is no answer. Never the clock.
 */
#include "time/internal.h"

#define YEAR_LOW 1900
#define YEAR_HIGH 2099
#define YEARS (YEAR_HIGH - YEAR_LOW + 1)

typedef struct clues {
    const chn_time_know *k;
    const chn_doc *doc;
    const time_raws *raws;
    bool year[YEARS];
    chn_day line;       /* a date line that stands alone */
    chn_day exact;      /* an anniversary with its year */
    int32_t month, day; /* of a weekday with its date, or of "the Nth" */
    bool reported;      /* month and day are those of the report itself */
} clues;

static bool has(const time_raw *r, uint32_t cls)
{
    return r->c.mask & CL_BIT(cls);
}

static void keep_years(clues *c, int32_t from, int32_t to)
{
    for (int32_t y = YEAR_LOW; y <= YEAR_HIGH; y++)
        if (y < from || y > to)
            c->year[y - YEAR_LOW] = false;
}

/* The year if one is left, else 0. */
static int32_t only_year(const clues *c)
{
    int32_t found = 0;
    for (int32_t y = YEAR_LOW; y <= YEAR_HIGH; y++) {
        if (!c->year[y - YEAR_LOW])
            continue;
        if (found)
            return 0;
        found = y;
    }
    return found;
}

/* "Friday, July 21, 2017" as a line of its own, near the top. */
static void date_line(clues *c, const time_raw *r)
{
    const chn_sent *s = &c->doc->sent[c->doc->tok[r->first].sent];
    if (r->op != OP_DAY || !has(r, CL_YEAR) || c->line != CHN_DAY_NONE ||
        c->doc->tok[r->first].sent > 4)
        return;
    if (r->first == s->first && (r->end == s->end || s->end - r->end <= 1))
        c->line = chn_day_of(r->c.v[CL_YEAR], r->c.v[CL_MON], r->c.v[CL_DOM]);
}

/* The newest year that is told of the past is a lower bound. */
static void explicit_year(clues *c, const time_raw *r)
{
    if (!has(r, CL_YEAR) || r->quoted)
        return;
    if (r->first > 0 && (chn_tok_is(c->doc, r->first - 1, "by") ||
                         chn_tok_is(c->doc, r->first - 1, "until")))
        return;
    if (chn_time_governing(c->k, c->doc, r->first, r->end) == POINT_PAST)
        keep_years(c, r->c.v[CL_YEAR], YEAR_HIGH);
}

static void anniversary(clues *c, const time_raw *r)
{
    const uint32_t sent = c->doc->tok[r->first].sent;
    uint32_t end = r->end;
    while (end < r->end + 14 && end < c->doc->sent[sent].end)
        end++;
    const uint32_t row = chn_time_pick_marked(c->k, c->doc, r->end, end, sent,
                                              r->c.v[CL_ORD], 0);
    if (row == UINT32_MAX)
        return;
    const time_day *d = &c->k->days[row];
    if (!d->base_year || !d->country.n)
        return;
    const int32_t year = d->base_year + r->c.v[CL_ORD];
    const chn_day when = chn_time_day_in(d, year);
    if (when == CHN_DAY_NONE)
        return;
    keep_years(c, year, year);
    if (c->exact == CHN_DAY_NONE)
        c->exact = when;
}

/* 16 September was a Saturday in one year of 5 to 11. */
static void weekday_date(clues *c, const time_raw *r, const time_raw *next)
{
    int32_t wd = 0;
    int32_t m = 0;
    int32_t d = 0;
    if (has(r, CL_WD) && has(r, CL_MON) && has(r, CL_DOM)) {
        if (has(r, CL_YEAR))
            return;
        wd = r->c.v[CL_WD];
        m = r->c.v[CL_MON];
        d = r->c.v[CL_DOM];
    } else if (r->op == OP_WEEKDAY && next && has(next, CL_MON) &&
               has(next, CL_DOM) && !has(next, CL_YEAR) &&
               next->first == r->end + 1 && chn_tok_is(c->doc, r->end, "(")) {
        wd = r->c.v[CL_WD];
        m = next->c.v[CL_MON];
        d = next->c.v[CL_DOM];
    } else {
        return;
    }
    for (int32_t y = YEAR_LOW; y <= YEAR_HIGH; y++) {
        const chn_day day = chn_day_of(y, m, d);
        if (day == CHN_DAY_NONE || chn_day_weekday(day) != wd)
            c->year[y - YEAR_LOW] = false;
    }
    c->month = m;
    c->day = d;
}

/* "KCNA on the 12th" and a message for a day that falls on a 12th. */
static void nth_and_named(clues *c, const time_raw *r)
{
    if (r->op != OP_DOM || c->reported)
        return;
    const uint32_t here = (uint32_t)(r - c->raws->at);
    for (uint32_t i = here > 32 ? here - 32 : 0; i < c->raws->n; i++) {
        const time_raw *n = &c->raws->at[i];
        const uint32_t sent = c->doc->tok[n->first].sent;
        if (sent > c->doc->tok[r->first].sent + 1)
            break;
        if (n->op != OP_NAMED)
            continue;
        const uint32_t *aliases = NULL;
        uint32_t m = 0;
        chn_phrases_match(c->k->names, c->doc, n->first, c->doc->sent[sent].end,
                          &aliases, &m);
        for (uint32_t a = 0; a < m; a++) {
            const uint32_t row = c->k->aliases[aliases[a]].day;
            const time_day *d = &c->k->days[row];
            if (d->rule != RULE_FIXED || d->day != r->c.v[CL_DOM])
                continue;
            if (m > 1 && chn_time_pick_country(c->k, c->doc, &row, 1, n->first,
                                               c->doc->sent[sent].first,
                                               c->doc->sent[sent].end) != row)
                continue;
            c->month = d->month;
            c->day = d->day;
            c->reported = true;
            return;
        }
    }
}

#define WORDS_SEEN 64
/* "during his visit to Hanoi in June last year", where the event is known. */
static void known_event(clues *c, const time_raw *r)
{
    if (r->op != OP_MONTH_RELYEAR)
        return;
    const chn_sent *s = &c->doc->sent[c->doc->tok[r->first].sent];
    uint32_t seen[WORDS_SEEN];
    uint32_t n = 0;
    for (uint32_t t = s->first; t < s->end;) {
        const uint32_t *values = NULL;
        uint32_t m = 0;
        const uint32_t e = chn_phrases_match(c->k->event_words, c->doc, t,
                                             s->end, &values, &m);
        for (uint32_t i = 0; e > t && i < m && n < WORDS_SEEN; i++)
            seen[n++] = values[i];
        t = e > t ? e : t + 1;
    }
    int32_t year = 0;
    for (uint32_t i = 0; i < c->k->n_events; i++) {
        const time_event *e = &c->k->events[i];
        uint32_t hits = 0;
        for (uint32_t w = 0; w < e->n_words; w++)
            for (uint32_t j = 0; j < n; j++)
                if (seen[j] == e->words[w]) {
                    hits++;
                    break;
                }
        if (hits < e->n_words || e->month != r->c.v[CL_MON])
            continue;
        if (year && year != e->year)
            return; /* two such events: no answer */
        year = e->year;
    }
    if (year)
        keep_years(c, year - r->c.v[CL_DIR], year - r->c.v[CL_DIR]);
}

static void eras(clues *c)
{
    for (uint32_t t = 0; t < c->doc->n_tok;) {
        const uint32_t *values = NULL;
        uint32_t n = 0;
        const uint32_t end = c->doc->sent[c->doc->tok[t].sent].end;
        const uint32_t e =
            chn_phrases_match(c->k->era_words, c->doc, t, end, &values, &n);
        for (uint32_t i = 0; e > t && i < n; i++) {
            const time_era *era = &c->k->eras[values[i]];
            keep_years(c,
                       era->from == CHN_DAY_NONE ? YEAR_LOW
                                                 : chn_day_ymd(era->from).year,
                       era->until == CHN_DAY_NONE
                           ? YEAR_HIGH
                           : chn_day_ymd(era->until).year);
        }
        t = e > t ? e : t + 1;
    }
}

/* Does the report tell a past day after `d`? Then it is of a later day. */
static bool later_day(const clues *c, chn_day d)
{
    const chn_ymd e = chn_day_ymd(d);
    for (uint32_t i = 0; i < c->raws->n; i++) {
        const time_raw *r = &c->raws->at[i];
        chn_day told = CHN_DAY_NONE;
        if (r->op == OP_DOM)
            told = chn_day_of(e.year, e.month, r->c.v[CL_DOM]);
        else if (r->op == OP_MONTHDAY)
            told = chn_day_of(e.year, r->c.v[CL_MON], r->c.v[CL_DOM]);
        if (r->first > 0 && (chn_tok_is(c->doc, r->first - 1, "until") ||
                             chn_tok_is(c->doc, r->first - 1, "by")))
            continue;
        if (told != CHN_DAY_NONE && told > d && told < d + 60 &&
            chn_time_governing(c->k, c->doc, r->first, r->end) != POINT_FUTURE)
            return true;
    }
    return false;
}

/* Is that weekday told in the report, or none at all? */
static bool weekday_agrees(const clues *c, chn_day d)
{
    bool any = false;
    bool agree = false;
    for (uint32_t i = 0; i < c->raws->n; i++) {
        const time_raw *r = &c->raws->at[i];
        if (r->op != OP_WEEKDAY)
            continue;
        any = true;
        agree = agree || r->c.v[CL_WD] == chn_day_weekday(d);
        /* "... on Friday", and what was said "on Saturday": then the report
         * is of the Saturday, or of any later day */
        if (r->c.v[CL_WD] == chn_day_weekday(d + 1))
            return false;
    }
    return agree || !any;
}

chn_day chn_time_anchor(const chn_time_know *k, const chn_doc *doc,
                        const time_raws *raws)
{
    clues c = {.k = k, .doc = doc, .raws = raws};
    c.line = c.exact = CHN_DAY_NONE;
    for (int32_t i = 0; i < YEARS; i++)
        c.year[i] = true;
    for (uint32_t i = 0; i < raws->n; i++) {
        const time_raw *r = &raws->at[i];
        date_line(&c, r);
        explicit_year(&c, r);
        if (r->op == OP_ANNIV)
            anniversary(&c, r);
        if (!c.reported)
            weekday_date(&c, r, i + 1 < raws->n ? r + 1 : NULL);
        nth_and_named(&c, r);
        known_event(&c, r);
    }
    if (c.line != CHN_DAY_NONE)
        return c.line;
    eras(&c);
    const int32_t year = only_year(&c);
    if (!year)
        return CHN_DAY_NONE;
    if (c.month)
        return chn_day_of(year, c.month, c.day);
    if (c.exact != CHN_DAY_NONE && weekday_agrees(&c, c.exact) &&
        !later_day(&c, c.exact))
        return c.exact;
    return CHN_DAY_NONE;
}
