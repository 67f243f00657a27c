/* SPDX-License-Identifier: Apache-2.0 */
#include "time/solve.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

#define YEARS (SOLVE_YEAR_HIGH - SOLVE_YEAR_LOW + 1)
#define DAYS_MAX (YEARS * 366)
#define NEVER (-320) /* a day that a soft clue all but excludes */
#define AFTER_HORIZON (-48)
#define WRONG_SIDE 80
#define OTHER_YEAR (-240) /* there are many: each is the less likely */
#define AGAINST (-150)    /* a clue that weighs less speaks against */

typedef struct candidate {
    chn_day day;
    int16_t year;
    int8_t month, mday;
    int8_t wd;
    int32_t score;
} candidate;

/* ---- how gaps are spread ---- */

typedef struct step {
    int32_t upto; /* days, inclusive */
    int32_t weight;
} step;

#define STEPS 9
/* Weights are 16 * log2(p) of one day, rounded from counts over news: of
 * weekdays in first sentences nine in ten are the report's day or the one
 * before; a report that tells the days of its week by their names tells only
 * what lies a week and more away by its number. 93 % of days told without a
 * year lie within half a year. */
static const step spreads[][STEPS] = {
    [SPREAD_LEAD] = {{0, -14},
                     {1, -30},
                     {3, -76},
                     {6, -90},
                     {30, -127},
                     {182, -181},
                     {INT32_MAX, -234}},
    [SPREAD_BODY] = {{0, -70},
                     {1, -58},
                     {3, -66},
                     {6, -76},
                     {30, -92},
                     {60, -125},
                     {182, -150},
                     {INT32_MAX, -203}},
    [SPREAD_TODAY] = {{0, -12},
                      {1, -30},
                      {3, -76},
                      {6, -90},
                      {13, -135},
                      {30, -160},
                      {182, -200},
                      {INT32_MAX, -240}},
    [SPREAD_DAY] = {{0, -30},
                    {1, -24},
                    {3, -50},
                    {6, -62},
                    {13, -125},
                    {30, -160},
                    {182, -215},
                    {INT32_MAX, -250}},
    [SPREAD_OLD] = {{1, -120},
                    {5, -108},
                    {7, -82},
                    {20, -76},
                    {30, -90},
                    {60, -131},
                    {182, -154},
                    {INT32_MAX, -205}},
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
                     {30, -96},
                     {182, -146},
                     {INT32_MAX, -213}},
    [SPREAD_FAR] = {{0, -120},
                    {1, -110},
                    {5, -110},
                    {7, -90},
                    {30, -80},
                    {182, -130},
                    {INT32_MAX, -205}},
    [SPREAD_OPEN] = {{0, -80},
                     {1, -84},
                     {6, -90},
                     {30, -98},
                     {182, -150},
                     {INT32_MAX, -210}},
    [SPREAD_FEAST] = {{0, -24},
                      {1, -44},
                      {3, -81},
                      {7, -105},
                      {30, -150},
                      {182, -205},
                      {INT32_MAX, -230}},
    [SPREAD_EVENT] = {{0, -33},
                      {1, -27},
                      {3, -50},
                      {6, -70},
                      {14, -100},
                      {60, -150},
                      {366, -200},
                      {INT32_MAX, -256}},
    [SPREAD_MAYBE] =
        {{1, -30}, {3, -45}, {6, -56}, {30, -70}, {182, -85}, {INT32_MAX, -92}},
    [SPREAD_HISTORY] = {{7, -10},
                        {30, -20},
                        {182, -34},
                        {730, -58},
                        {3650, -80},
                        {INT32_MAX, -96}},
    [SPREAD_LINE] = {{0, -1},
                     {1, -140},
                     {3, -190},
                     {6, -230},
                     {30, NEVER},
                     {182, NEVER},
                     {INT32_MAX, NEVER}}};

/* Weekdays, by days since (of a plan: until) the one that is told. */
static const int32_t weekday_spread[][7] = {
    [SPREAD_LEAD] = {-13, -29, -72, -78, -88, -90, -95},
    [SPREAD_FIRST] = {-34, -20, -47, -70, -66, -66, -72},
    [SPREAD_BODY] = {-36, -26, -32, -41, -50, -66, -94},
    [SPREAD_REPORT] = {-8, -37, -90, -90, -90, -95, -95},
    [SPREAD_PLAN] = {-53, -18, -37, -50, -52, -74, -81},
    [SPREAD_OPEN] = {-34, -24, -40, -50, -56, -66, -72}};

static int32_t spread(uint8_t kind, int32_t gap)
{
    const step *s = spreads[kind];
    int i = 0;
    while (i + 1 < STEPS && gap > s[i].upto)
        i++;
    return s[i].weight;
}

/* ---- one clue, one day ---- */

/* 0 inside a span, less inside a span of lesser worth, `miss` outside. */
static int32_t bound_weight(const clue *c, chn_day d)
{
    int32_t best = c->miss;
    for (uint32_t i = 0; i < c->n_spans; i++)
        if ((c->spans[i].from == CHN_DAY_NONE || c->spans[i].from <= d) &&
            (c->spans[i].to == CHN_DAY_NONE || d <= c->spans[i].to) &&
            -c->spans[i].less > best)
            best = -c->spans[i].less;
    return best;
}

/* The verb that tells the direction is found by its place, not always
 * rightly: "they would meet, he said, and their deputies on August 4". */
static int32_t wrong_side(const clue *c, int32_t gap)
{
    const int32_t w = spread(c->spread, gap) - WRONG_SIDE;
    return w > NEVER ? w : NEVER;
}

/* `gap`: days from what was told to the report; negative: it comes after. */
static int32_t gap_weight(const clue *c, int32_t gap)
{
    switch (c->spread) {
    case SPREAD_FEAST:
    case SPREAD_LINE:
    case SPREAD_OPEN:
        return spread(c->spread, abs(gap));
    case SPREAD_MAYBE:
        return gap < 0 ? -92 : spread(c->spread, gap);
    case SPREAD_EVENT:
    case SPREAD_HISTORY:
        return gap < 0 ? -120 : spread(c->spread, gap);
    case SPREAD_PLAN:
    case SPREAD_FAR:
        return gap > 0 ? wrong_side(c, gap) : spread(c->spread, -gap);
    default:
        return gap < 0 ? wrong_side(c, -gap) : spread(c->spread, gap);
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

static bool ahead(const clue *c)
{
    return c->spread == SPREAD_PLAN || c->spread == SPREAD_FAR;
}

static int32_t month_weight(const clue *c, const candidate *k)
{
    static const int32_t past[12] = {-58, -32, -36, -49, -60, -60,
                                     -68, -68, -83, -86, -86, -90};
    static const int32_t plan[12] = {-53, -23, -40, -47, -66, -72,
                                     -80, -80, -83, -86, -90, -90};
    const int32_t back = (k->month - c->month + 12) % 12;
    const int32_t on = (c->month - k->month + 12) % 12;
    if (c->spread == SPREAD_OPEN)
        return back < on ? past[back] : past[on];
    if (c->spread == SPREAD_COUNTED) {
        const int32_t off = back < on ? back : on;
        return off == 0 ? 0 : off == 1 ? -24 : c->miss;
    }
    return ahead(c) ? plan[on] : past[back];
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
    const chn_day from = c->spans[0].from;
    const chn_day to = c->spans[0].to;
    int32_t off = 0;
    if (k->day < from)
        off = from - k->day;
    else if (k->day > to)
        off = k->day - to;
    if (c->month_unit)
        off *= 4;
    static const step roughly[] = {{15, 0},    {31, -8},   {62, -18},
                                   {183, -40}, {366, -80}, {INT32_MAX, -320}};
    int i = 0;
    while (off > roughly[i].upto)
        i++;
    return better(roughly[i].weight, c->miss);
}

/* Reports tell more of recent years than of far ones, and leave out the year
 * that is their own. */
static int32_t recent_weight(const clue *c, const candidate *k)
{
    static const step ages[] = {{0, -46},  {1, -36},         {2, -40},
                                {3, -56},  {4, -62},         {9, -72},
                                {20, -98}, {INT32_MAX, -140}};
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

static bool of_event(const clue *c)
{
    return c->spread == SPREAD_EVENT || c->spread == SPREAD_MAYBE ||
           c->spread == SPREAD_HISTORY;
}

static int32_t near_weight(const clue *c, const candidate *k)
{
    return gap_weight(c, k->day - c->day) +
           (abs(k->day - c->day) > 182 && !of_event(c) ? OTHER_YEAR : 0);
}

static int32_t weekday_weight(const clue *c, const candidate *k)
{
    return weekday_spread[c->spread][c->spread == SPREAD_PLAN
                                         ? (c->wd - k->wd + 7) % 7
                                         : (k->wd - c->wd + 7) % 7];
}

static int32_t weigh(const clue *c, const candidate *k)
{
    switch (c->kind) {
    case CLUE_BOUND:
        return bound_weight(c, k->day);
    case CLUE_NEAR:
        return near_weight(c, k);
    case CLUE_MONTHDAY:
        return monthday_weight(c, k);
    case CLUE_DOM:
        return dom_weight(c, k);
    case CLUE_WEEKDAY:
        return weekday_weight(c, k);
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
    if (ahead(a) != ahead(b) ||
        (a->spread == SPREAD_COUNTED) != (b->spread == SPREAD_COUNTED))
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

static bool no_weaker(const clue *a, const clue *b)
{
    return a->hard != b->hard ? a->hard : a->hard || a->miss <= b->miss;
}

/* One of two bounds on the same side says nothing more if the other is as
 * tight and as sure: is `x` such a one, or does it make one such? */
static bool merge_bound(clues *c, const clue *x)
{
    for (int upper = 0; upper < 2; upper++) {
        if (!one_sided(x, upper))
            continue;
        for (uint32_t i = 0; i < c->n; i++) {
            clue *o = &c->at[i];
            if (!one_sided(o, upper))
                continue;
            const bool tighter = upper ? x->spans[0].to < o->spans[0].to
                                       : x->spans[0].from > o->spans[0].from;
            if (!tighter && no_weaker(o, x))
                return true;
            if (tighter && no_weaker(x, o)) {
                *o = *x;
                return true;
            }
        }
    }
    return false;
}

static bool stronger(const clue *x, const clue *o)
{
    return (x->spread == SPREAD_REPORT && o->spread != SPREAD_REPORT) ||
           (x->spread == SPREAD_EVENT && o->spread == SPREAD_MAYBE);
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
        else if (stronger(x, o))
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
    chn_day day = chn_day_of(SOLVE_YEAR_LOW, 1, 1);
    int32_t wd = chn_day_weekday(day);
    for (int32_t y = SOLVE_YEAR_LOW; y <= SOLVE_YEAR_HIGH; y++)
        for (int32_t m = 1; m <= 12; m++) {
            const int32_t days = chn_days_in_month(y, m);
            for (int32_t d = 1; d <= days; d++, day++, wd = wd % 7 + 1) {
                candidate *x = &k[n++];
                x->day = day;
                x->year = (int16_t)y;
                x->month = (int8_t)m;
                x->mday = (int8_t)d;
                x->wd = (int8_t)wd;
                x->score = c->horizon != CHN_DAY_NONE && x->day > c->horizon
                               ? AFTER_HORIZON
                               : 0;
            }
        }
    return n;
}

/* What the clue weighs on each day. The kind is asked for once: most clues are
 * told in a few steps. */
#define EACH(weight)                                                           \
    for (uint32_t i = 0; i < n; i++)                                           \
    w[i] = (weight)

static void weigh_all(const clue *c, const candidate *k, uint32_t n, int32_t *w)
{
    switch (c->kind) {
    case CLUE_BOUND:
        EACH(bound_weight(c, k[i].day));
        break;
    case CLUE_WEEKDAY:
        EACH(weekday_weight(c, &k[i]));
        break;
    case CLUE_MONTH:
        EACH(month_weight(c, &k[i]));
        break;
    case CLUE_NEAR:
        EACH(near_weight(c, &k[i]));
        break;
    case CLUE_RECENT:
        EACH(recent_weight(c, &k[i]));
        break;
    default:
        EACH(weigh(c, &k[i]));
        break;
    }
}

/* Strike out what the hard clues forbid; how many days stay. */
static uint32_t strike(candidate *k, uint32_t n, const clues *c, int32_t *w)
{
    for (uint32_t j = 0; j < c->n; j++) {
        if (!c->at[j].hard)
            continue;
        uint32_t kept = 0;
        weigh_all(&c->at[j], k, n, w);
        for (uint32_t i = 0; i < n; i++) {
            k[kept] = k[i];
            kept += w[i] == 0;
        }
        n = kept;
    }
    return n;
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

#define TAIL 0.006 /* of the probability, left out at either end */
#define SURE 0.33  /* counts show: what is given as p is right in p of all */
#define WIDE (3 * 366)

/* The ends that the hard clues set by themselves. */
static void hard_ends(const candidate *k, uint32_t n, chn_dated *out)
{
    if (k[0].day > chn_day_of(SOLVE_YEAR_LOW, 1, 1))
        out->from = k[0].day;
    if (k[n - 1].day < chn_day_of(SOLVE_YEAR_HIGH, 12, 31))
        out->to = k[n - 1].day;
}

#define LEVELS 400 /* what lies below can change no figure */

/* The best, the earliest of equals. */
static const candidate *best_of(const candidate *k, uint32_t n)
{
    const candidate *best = k;
    for (uint32_t i = 1; i < n; i++)
        if (k[i].score > best->score)
            best = &k[i];
    return best;
}

/* The end that leaves out no more than TAIL of `all`, seen from `i`: candidates
 * stand in order of day, so no sort is needed. */
static chn_day end_from(const candidate *k, uint32_t i, bool up, int32_t top,
                        const double *p, double all)
{
    double sum = 0;
    for (;; i = up ? i + 1 : i - 1) {
        const int32_t below = top - k[i].score;
        sum += below < LEVELS ? p[below] : 0;
        if (sum > TAIL * all || below == 0)
            return k[i].day;
    }
}

static const candidate *conclude(const candidate *k, uint32_t n, chn_dated *out)
{
    double level[LEVELS]; /* one power each, not one for every day */
    uint32_t count[LEVELS] = {0};
    const candidate *best = best_of(k, n);
    for (uint32_t i = 0; i < n; i++)
        if (best->score - k[i].score < LEVELS)
            count[best->score - k[i].score]++;
    double all = 0;
    for (int32_t l = 0; l < LEVELS; l++) {
        level[l] = power(-l);
        all += count[l] * level[l];
    }
    const double p = 1 / all;
    const chn_day from = end_from(k, 0, true, best->score, level, all);
    const chn_day to = end_from(k, n - 1, false, best->score, level, all);
    if (to - from > WIDE && p < SURE) {
        hard_ends(k, n, out);
        out->confidence =
            out->from == CHN_DAY_NONE && out->to == CHN_DAY_NONE ? 0 : 0.9;
        return best;
    }
    out->from = from;
    out->to = to;
    out->confidence = 1 - 2 * TAIL;
    if (p >= SURE) {
        out->day = best->day;
        out->confidence = p > 0.99 ? 0.99 : p;
    }
    return best;
}

chn_code chn_solve(chn_arena *a, const clues *c, chn_dated *out, chn_err *err)
{
    memset(out, 0, sizeof *out);
    out->day = out->from = out->to = CHN_DAY_NONE;
    if (c->n == 0)
        return CHN_OK;
    candidate *k = chn_arena_room(a, DAYS_MAX, sizeof *k);
    int32_t *w = chn_arena_room(a, DAYS_MAX, sizeof *w);
    if (!k || !w)
        return chn_fail_memory(err);
    uint32_t n = fill(k, c);
    n = strike(k, n, c, w);
    if (n == 0) {
        out->refused = true;
        return tell(a, c, NULL, out, err);
    }
    for (uint32_t j = 0; j < c->n; j++) {
        if (c->at[j].hard)
            continue;
        weigh_all(&c->at[j], k, n, w);
        for (uint32_t i = 0; i < n; i++)
            k[i].score += w[i];
    }
    return tell(a, c, conclude(k, n, out), out, err);
}
