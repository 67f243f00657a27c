/* SPDX-License-Identifier: Apache-2.0 */
#include "time/solve.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

#define YEARS (SOLVE_YEAR_HIGH - SOLVE_YEAR_LOW + 1)
#define DAYS_MAX (YEARS * 366)
#define NEVER (-320) /* a day that a soft clue all but excludes */
#define AFTER_HORIZON (-48)
#define OTHER_YEAR (-240) /* there are many: each is the less likely */
#define AGAINST (-150)    /* a clue that weighs less speaks against */

typedef struct candidate {
    chn_day day;
    int16_t year;
    int8_t month, mday;
    int8_t wd;
    int32_t score;
    int32_t gap; /* to the newest past day that the text tells */
} candidate;

/* ---- how gaps are spread ---- */

typedef struct step {
    int32_t upto; /* days, inclusive */
    int32_t weight;
} step;

#define STEPS 7
/* Weights are 16 * log2(p). The first rows are what counts show: of weekdays
 * in news two fifths are the report's day, most others the days before; 93 %
 * of days told without a year lie within half a year. */
static const step spreads[][STEPS] = {[SPREAD_LEAD] = {{0, -18},
                                                       {1, -28},
                                                       {3, -74},
                                                       {6, -90},
                                                       {30, -127},
                                                       {182, -181},
                                                       {INT32_MAX, -234}},
                                      [SPREAD_BODY] = {{0, -49},
                                                       {1, -49},
                                                       {3, -69},
                                                       {6, -72},
                                                       {30, -106},
                                                       {182, -150},
                                                       {INT32_MAX, -203}},
                                      [SPREAD_REPORT] = {{0, -11},
                                                         {1, -37},
                                                         {3, -90},
                                                         {6, -97},
                                                         {30, -143},
                                                         {182, -187},
                                                         {INT32_MAX, -230}},
                                      [SPREAD_PLAN] = {{0, -65},
                                                       {1, -49},
                                                       {3, -60},
                                                       {6, -69},
                                                       {30, -102},
                                                       {182, -150},
                                                       {INT32_MAX, -213}},
                                      [SPREAD_OPEN] = {{0, -56},
                                                       {1, -56},
                                                       {3, -76},
                                                       {6, -79},
                                                       {30, -113},
                                                       {182, -157},
                                                       {INT32_MAX, -210}},
                                      [SPREAD_FEAST] = {{0, -24},
                                                        {1, -44},
                                                        {3, -81},
                                                        {7, -105},
                                                        {30, -150},
                                                        {182, -205},
                                                        {INT32_MAX, -230}},
                                      [SPREAD_EVENT] = {{0, -30},
                                                        {1, -30},
                                                        {3, -50},
                                                        {6, -60},
                                                        {30, -80},
                                                        {182, -90},
                                                        {INT32_MAX, -96}},
                                      [SPREAD_NEWEST] = {{0, -16},
                                                         {1, -16},
                                                         {3, -24},
                                                         {6, -32},
                                                         {30, -56},
                                                         {182, -80},
                                                         {INT32_MAX, -96}},
                                      [SPREAD_LINE] = {{0, -1},
                                                       {1, -90},
                                                       {3, -150},
                                                       {6, -200},
                                                       {30, NEVER},
                                                       {182, NEVER},
                                                       {INT32_MAX, NEVER}}};

/* Weekdays, by days since (of a plan: until) the one that is told. */
static const int32_t weekday_spread[][7] = {
    [SPREAD_LEAD] = {-14, -30, -69, -74, -80, -86, -92},
    [SPREAD_BODY] = {-22, -26, -53, -61, -69, -74, -74},
    [SPREAD_REPORT] = {-8, -37, -90, -90, -90, -95, -95},
    [SPREAD_PLAN] = {-58, -29, -37, -45, -49, -53, -58},
    [SPREAD_OPEN] = {-24, -28, -53, -58, -61, -66, -66}};

static int32_t spread(uint8_t kind, int32_t gap)
{
    const step *s = spreads[kind];
    int i = 0;
    while (gap > s[i].upto)
        i++;
    return s[i].weight;
}

/* ---- one clue, one day ---- */

static bool within(const clue *c, chn_day d)
{
    for (uint32_t i = 0; i < c->n_spans; i++)
        if ((c->spans[i].from == CHN_DAY_NONE || c->spans[i].from <= d) &&
            (c->spans[i].to == CHN_DAY_NONE || d <= c->spans[i].to))
            return true;
    return false;
}

/* `gap`: days from what was told to the report; negative: it comes after. */
static int32_t gap_weight(const clue *c, int32_t gap)
{
    switch (c->spread) {
    case SPREAD_FEAST:
    case SPREAD_LINE:
    case SPREAD_OPEN:
        return spread(c->spread, abs(gap));
    case SPREAD_EVENT:
        return gap < 0 ? -120 : spread(c->spread, gap);
    case SPREAD_PLAN:
        return gap > 0 ? NEVER : spread(c->spread, -gap);
    default:
        return gap < 0 ? NEVER : spread(c->spread, gap);
    }
}

static int32_t better(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* The best that a day told in one of three years can be. */
static int32_t monthday_weight(const clue *c, const candidate *k)
{
    int32_t best = NEVER;
    for (int32_t y = k->year - 1; y <= k->year + 1; y++) {
        const chn_day t = chn_day_of(y, c->month, c->mday);
        /* a direction means the next one on that side, none farther */
        if (t == CHN_DAY_NONE || abs(t - k->day) > 366 ||
            (c->spread == SPREAD_OPEN && abs(t - k->day) > 184))
            continue;
        if (c->wd && chn_day_weekday(t) != c->wd)
            continue;
        best = better(best, gap_weight(c, k->day - t));
    }
    return best;
}

/* Of all days that the text tells as past the newest is near the report;
 * the others are history. */
static void newest_gap(const clue *c, candidate *k)
{
    if (c->kind != CLUE_MONTHDAY ||
        (c->spread != SPREAD_BODY && c->spread != SPREAD_LEAD))
        return;
    chn_day t = chn_day_of(k->year, c->month, c->mday);
    if (t == CHN_DAY_NONE || t > k->day)
        t = chn_day_of(k->year - 1, c->month, c->mday);
    if (t != CHN_DAY_NONE && k->day - t < k->gap)
        k->gap = k->day - t;
}

static int32_t dom_weight(const clue *c, const candidate *k)
{
    int32_t best = NEVER;
    int32_t y = k->month == 1 ? k->year - 1 : k->year;
    int32_t m = k->month == 1 ? 12 : k->month - 1;
    for (int i = 0; i < 3; i++) {
        const chn_day t = chn_day_of(y, m, c->mday);
        if (t != CHN_DAY_NONE && abs(t - k->day) <= 31 &&
            (!c->wd || chn_day_weekday(t) == c->wd))
            best = better(best, gap_weight(c, k->day - t));
        y += m == 12;
        m = m % 12 + 1;
    }
    return best;
}

static int32_t month_weight(const clue *c, const candidate *k)
{
    static const int32_t spread_of[12] = {-50, -48, -50, -52, -54, -56,
                                          -60, -62, -64, -66, -68, -70};
    const int32_t back = (k->month - c->month + 12) % 12;
    const int32_t on = (c->month - k->month + 12) % 12;
    if (c->spread == SPREAD_OPEN)
        return spread_of[back < on ? back : on];
    return spread_of[c->spread == SPREAD_PLAN ? on : back];
}

static int32_t feast_weight(const clue *c, const candidate *k)
{
    int32_t best = spread(c->spread, INT32_MAX);
    for (int32_t y = k->year - 1; y <= k->year + 1; y++) {
        const chn_day t = c->feast[y - SOLVE_YEAR_LOW + 1];
        if (t != CHN_DAY_NONE)
            best = better(best, gap_weight(c, k->day - t));
    }
    return best;
}

/* "fourteen years ago": few count to the day, so the days around count too. */
static int32_t around_weight(const clue *c, const candidate *k)
{
    const int32_t months = c->month_unit ? c->years : c->years * 12;
    const chn_day from = chn_day_add_months(c->spans[0].from, months);
    const chn_day to = chn_day_add_months(c->spans[0].to, months);
    if (from == CHN_DAY_NONE || to == CHN_DAY_NONE)
        return NEVER;
    int32_t off = 0;
    if (k->day < from)
        off = from - k->day;
    else if (k->day > to)
        off = k->day - to;
    if (c->month_unit)
        off *= 4;
    if (off <= 15)
        return 0;
    if (off <= 31)
        return -8;
    if (off <= 62)
        return -18;
    if (off <= 183)
        return -40;
    return off <= 366 ? -80 : -320;
}

/* Reports tell more of recent years than of far ones. */
static int32_t recent_weight(const clue *c, const candidate *k)
{
    static const step ages[] = {{0, -20}, {1, -30},   {4, -50},
                                {9, -75}, {30, -110}, {INT32_MAX, -150}};
    const int32_t age = k->year - c->years;
    int i = 0;
    if (age < 0)
        return -60;
    while (age > ages[i].upto)
        i++;
    return ages[i].weight;
}

static int32_t unit_weight(const clue *c, const candidate *k)
{
    const chn_ymd e = chn_day_ymd(c->day);
    const int32_t off = c->month_unit
                            ? (e.year - k->year) * 12 + e.month - k->month
                            : e.year - k->year;
    return off == c->years ? 0 : c->miss;
}

static int32_t weigh(const clue *c, const candidate *k)
{
    switch (c->kind) {
    case CLUE_BOUND:
        return within(c, k->day) ? 0 : c->miss;
    case CLUE_NEAR:
        return gap_weight(c, k->day - c->day) +
               (abs(k->day - c->day) > 182 && c->spread != SPREAD_EVENT
                    ? OTHER_YEAR
                    : 0);
    case CLUE_MONTHDAY:
        return monthday_weight(c, k);
    case CLUE_DOM:
        return dom_weight(c, k);
    case CLUE_WEEKDAY:
        return weekday_spread[c->spread][c->spread == SPREAD_PLAN
                                             ? (c->wd - k->wd + 7) % 7
                                             : (k->wd - c->wd + 7) % 7];
    case CLUE_MONTH:
        return month_weight(c, k);
    case CLUE_FEAST:
        return feast_weight(c, k);
    case CLUE_RECENT:
        return recent_weight(c, k);
    case CLUE_AROUND:
        return around_weight(c, k);
    default:
        return unit_weight(c, k);
    }
}

/* ---- clues ---- */

static bool alike(const clue *a, const clue *b)
{
    if (a->kind != b->kind || a->month != b->month || a->mday != b->mday ||
        a->day != b->day || a->years != b->years || a->n_spans != b->n_spans ||
        a->month_unit != b->month_unit)
        return false;
    /* "Wednesday" told of the past and of a plan are two clues */
    if ((a->spread == SPREAD_PLAN) != (b->spread == SPREAD_PLAN))
        return false;
    for (uint32_t i = 0; i < a->n_spans; i++)
        if (a->spans[i].from != b->spans[i].from ||
            a->spans[i].to != b->spans[i].to)
            return false;
    return a->wd == b->wd || (a->kind != CLUE_WEEKDAY && (!a->wd || !b->wd));
}

/* Only a lower end, or only an upper one: the tightest says it all. */
static bool one_sided(const clue *c, bool upper)
{
    return c->kind == CLUE_BOUND && c->n_spans == 1 &&
           (upper ? c->spans[0].from == CHN_DAY_NONE
                  : c->spans[0].to == CHN_DAY_NONE);
}

/* Is the bound `x` no tighter than one that is there, or tighter than it? */
static bool merge_bound(clues *c, const clue *x)
{
    for (int upper = 0; upper < 2; upper++) {
        if (!one_sided(x, upper))
            continue;
        for (uint32_t i = 0; i < c->n; i++) {
            clue *o = &c->at[i];
            if (!one_sided(o, upper) || o->hard != x->hard)
                continue;
            if (upper ? x->spans[0].to < o->spans[0].to
                      : x->spans[0].from > o->spans[0].from)
                *o = *x;
            return true;
        }
    }
    return false;
}

bool chn_solve_add(clues *c, const clue *x)
{
    if (merge_bound(c, x))
        return true;
    for (uint32_t i = 0; i < c->n; i++) {
        clue *o = &c->at[i];
        if (!alike(o, x))
            continue;
        if (x->wd && !o->wd)
            *o = *x;
        else if (x->spread == SPREAD_REPORT && o->spread != SPREAD_REPORT)
            *o = *x;
        return true;
    }
    if (c->n == CLUES_MAX)
        return false;
    c->at[c->n++] = *x;
    return true;
}

/* ---- the search ---- */

static uint32_t fill(candidate *k, const clues *c)
{
    uint32_t n = 0;
    for (int32_t y = SOLVE_YEAR_LOW; y <= SOLVE_YEAR_HIGH; y++)
        for (int32_t m = 1; m <= 12; m++) {
            const int32_t days = chn_days_in_month(y, m);
            for (int32_t d = 1; d <= days; d++) {
                candidate *x = &k[n++];
                x->day = chn_day_of(y, m, d);
                x->year = (int16_t)y;
                x->month = (int8_t)m;
                x->mday = (int8_t)d;
                x->wd = (int8_t)chn_day_weekday(x->day);
                x->gap = INT32_MAX;
                x->score = c->horizon != CHN_DAY_NONE && x->day > c->horizon
                               ? AFTER_HORIZON
                               : 0;
            }
        }
    return n;
}

/* Strike out what the hard clues forbid; how many days stay. */
static uint32_t strike(candidate *k, uint32_t n, const clues *c)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool stays = true;
        for (uint32_t j = 0; stays && j < c->n; j++)
            stays = !c->at[j].hard || weigh(&c->at[j], &k[i]) == 0;
        if (stays)
            k[kept++] = k[i];
    }
    return kept;
}

/* 2^(w/16), the same on every machine. */
static double power(int32_t w)
{
    static const double sixteenth[16] = {
        1.0,         1.044273782, 1.090507733, 1.138788635,
        1.189207115, 1.241857812, 1.296839555, 1.354255547,
        1.414213562, 1.476826146, 1.542210825, 1.610490332,
        1.681792831, 1.756252160, 1.834008086, 1.915206561};
    if (w < -480)
        return 0;
    double p = sixteenth[((w % 16) + 16) % 16];
    for (int32_t e = (w - ((w % 16) + 16) % 16) / 16; e < 0; e++)
        p *= 0.5;
    return p;
}

static int by_score(const void *a, const void *b)
{
    const candidate *x = a;
    const candidate *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->day < y->day ? -1 : x->day > y->day;
}

static bool fits(const clue *c, const candidate *k)
{
    const int32_t w = weigh(c, k);
    return c->kind == CLUE_BOUND || c->kind == CLUE_UNIT ? w == 0 : w > AGAINST;
}

static chn_code tell(chn_arena *a, const clues *c, const candidate *best,
                     chn_dated *out, chn_err *err)
{
    out->why = CHN_NEW(a, chn_dated_why, c->n + 1);
    if (!out->why)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < c->n; i++) {
        const clue *x = &c->at[i];
        if (!x->why.n || (out->refused && !x->hard))
            continue;
        chn_dated_why *w = &out->why[out->n_why++];
        w->span = x->span;
        w->text = x->why;
        w->hard = x->hard;
        w->fits = !best || fits(x, best);
    }
    return CHN_OK;
}

#define TEMPER(score) ((score)*15 / 16) /* clues are not independent */
#define MASS 0.995
#define SURE 0.5
#define WIDE (3 * 366)

/* The ends that the hard clues set by themselves. */
static void hard_ends(const candidate *k, uint32_t n, chn_dated *out)
{
    if (k[0].day > chn_day_of(SOLVE_YEAR_LOW, 1, 1))
        out->from = k[0].day;
    if (k[n - 1].day < chn_day_of(SOLVE_YEAR_HIGH, 12, 31))
        out->to = k[n - 1].day;
}

/* Drop the days that can change no figure, so that few are sorted. */
static uint32_t likely(candidate *k, uint32_t n)
{
    int32_t best = k[0].score;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        best = better(best, k[i].score);
    for (uint32_t i = 0; i < n; i++)
        if (k[i].score > best - 400)
            k[kept++] = k[i];
    return kept;
}

static void conclude(candidate *k, uint32_t n, chn_dated *out)
{
    chn_dated open = *out;
    hard_ends(k, n, &open);
    n = likely(k, n);
    qsort(k, n, sizeof *k, by_score);
    const int32_t top = TEMPER(k[0].score);
    double all = 0;
    for (uint32_t i = 0; i < n; i++)
        all += power(TEMPER(k[i].score) - top);
    double sum = 0;
    chn_day from = k[0].day;
    chn_day to = k[0].day;
    for (uint32_t i = 0; i < n && sum < MASS * all; i++) {
        sum += power(TEMPER(k[i].score) - top);
        from = k[i].day < from ? k[i].day : from;
        to = k[i].day > to ? k[i].day : to;
    }
    const double p = 1 / all;
    if (to - from > WIDE && p < SURE) {
        *out = open;
        out->confidence =
            out->from == CHN_DAY_NONE && out->to == CHN_DAY_NONE ? 0 : 0.9;
        return;
    }
    out->from = from;
    out->to = to;
    if (p >= SURE) {
        out->day = k[0].day;
        out->confidence = p > 0.99 ? 0.99 : p;
    } else {
        out->confidence = sum > 0.99 * all ? 0.99 : sum / all;
    }
}

chn_code chn_solve(chn_arena *a, const clues *c, chn_dated *out, chn_err *err)
{
    memset(out, 0, sizeof *out);
    out->day = out->from = out->to = CHN_DAY_NONE;
    if (c->n == 0)
        return CHN_OK;
    candidate *k = CHN_NEW(a, candidate, DAYS_MAX);
    if (!k)
        return chn_fail_memory(err);
    uint32_t n = fill(k, c);
    n = strike(k, n, c);
    if (n == 0) {
        out->refused = true;
        return tell(a, c, NULL, out, err);
    }
    for (uint32_t j = 0; j < c->n; j++)
        for (uint32_t i = 0; !c->at[j].hard && i < n; i++) {
            k[i].score += weigh(&c->at[j], &k[i]);
            newest_gap(&c->at[j], &k[i]);
        }
    for (uint32_t i = 0; i < n; i++)
        if (k[i].gap < INT32_MAX)
            k[i].score += spread(SPREAD_NEWEST, k[i].gap);
    conclude(k, n, out);
    /* sorted now: the first is the best */
    return tell(a, c, &k[0], out, err);
}
