/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pair of countries over time: counts by period, and where their rate
 * changes. docs/series.md tells the method and why it was chosen.
 */
#include <math.h>

#include "base/day.h"
#include "print/names.h"
#include "store/store_in.h"

static const char asking[] = "asking the store";

#define ARENA_MAX ((size_t)1024 * 1024 * 1024)
/* Best partition takes time in the square of them: some 20 ms. */
#define POINTS_MAX 6000
#define SEGMENT_MIN 2u /* one busy month is an event, not a new rate */

static const char *const category_name[CHN_SERIES_CATEGORIES] = {
    "AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
    "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT"};

const char *chn_series_category(uint32_t i)
{
    return i < CHN_SERIES_CATEGORIES ? category_name[i] : NULL;
}

void chn_series_options_init(chn_series_options *o)
{
    *o = (chn_series_options){
        .size = sizeof *o, .from = CHN_DAY_NONE, .to = CHN_DAY_NONE};
}

/* One act of the pair. */
typedef struct act {
    chn_str event;
    chn_day from, to; /* as in chn_date */
    uint32_t claims;
    int32_t quad, category;
    double score;
    bool scored;
} act;

typedef struct making {
    chn_store *s;
    const chn_series_options *o;
    chn_arena *a;
    act *act;
    uint32_t n_act, cap_act;
    chn_series x;
    chn_series_point *point;
    int32_t first; /* number of points[0] */
    chn_err *err;
} making;

/* ---- periods ---- */

static int32_t period_of(chn_grain g, chn_day d)
{
    const chn_ymd x = chn_day_ymd(d);
    if (g == CHN_GRAIN_YEAR)
        return x.year;
    return g == CHN_GRAIN_QUARTER ? x.year * 4 + (x.month - 1) / 3
                                  : x.year * 12 + x.month - 1;
}

static void set_period(chn_grain g, int32_t number, chn_series_point *p)
{
    const int32_t per = g == CHN_GRAIN_YEAR      ? 1
                        : g == CHN_GRAIN_QUARTER ? 4
                                                 : 12;
    const int32_t months = 12 / per;
    const int32_t y = number / per;
    const int32_t part = number % per;
    const int32_t last = (part + 1) * months;
    p->from = chn_day_of(y, part * months + 1, 1);
    p->to = chn_day_of(y, last, chn_days_in_month(y, last));
    char z[11];
    chn_day_format(p->from, z);
    memcpy(p->label, z, per == 1 ? 4 : 7);
    if (per == 4) {
        p->label[5] = 'Q';
        p->label[6] = (char)('1' + part);
    }
}

/* ---- reading ---- */

static int32_t category_of(chn_str c)
{
    for (int32_t i = 0; i < CHN_SERIES_CATEGORIES; i++)
        if (chn_str_is(c, category_name[i]))
            return i;
    return -1;
}

static const char acts_sql[] = "SELECT " CHN_EVENT_ID(
    "k.event") ", iif(k.way & 4, k.day, NULL),"
               " iif(k.way & 8, k.day + k.days, NULL), k.n_claims, k.quad, "
               "k.goldstein,"
               " k.category FROM key f CROSS JOIN pair_at k ON k.key = f.id"
               " WHERE f.facet = 'dyad' AND f.value = ?1 AND k.status = ?2"
               " AND (?3 IS NULL OR k.category = ?3)"
               " AND (?4 = 0 OR (?4 = 1 AND k.way & 1) OR (?4 = 2 AND k.way & "
               "2))"
               " ORDER BY k.day, k.event";

/* As pair_at has it; -1: no such status. */
static int status_of(const char *word)
{
    if (!word)
        return CHN_STATUS_OCCURRED;
    for (int i = CHN_STATUS_OCCURRED; i <= CHN_STATUS_DENIED; i++)
        if (strcmp(word, chn_name_status((chn_status)i)) == 0)
            return i;
    return -1;
}

static chn_day day_at(sqlite3_stmt *st, int i)
{
    return sqlite3_column_type(st, i) == SQLITE_NULL
               ? CHN_DAY_NONE
               : (chn_day)sqlite3_column_int(st, i);
}

static chn_code read_acts(making *m, chn_str key, int direction)
{
    sqlite3_stmt *st = chn_store_prepare(m->s, acts_sql, m->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(m->s, st);
    chn_bind_str(&b, key);
    chn_bind_int(&b, status_of(m->o->status));
    chn_bind_z(&b, m->o->category);
    chn_bind_int(&b, direction);
    chn_code code = b.rc == SQLITE_OK
                        ? CHN_OK
                        : chn_store_sql_fail(m->s, b.rc, asking, m->err);
    while (chn_store_row(m->s, st, asking, &code, m->err)) {
        void *p = m->act;
        const chn_str id = chn_col_str(st, 0);
        const chn_str kept = chn_arena_str(m->a, id.p, id.n);
        if (!kept.p || !chn_arena_grow(m->a, &p, &m->cap_act, m->n_act + 1,
                                       sizeof *m->act)) {
            code = chn_fail_memory(m->err);
            break;
        }
        m->act = p;
        m->act[m->n_act++] =
            (act){.event = kept,
                  .from = day_at(st, 1),
                  .to = day_at(st, 2),
                  .claims = chn_col_u32(st, 3),
                  .quad = sqlite3_column_int(st, 4),
                  .category = category_of(chn_col_str(st, 6)),
                  .score = sqlite3_column_double(st, 5),
                  .scored = sqlite3_column_type(st, 5) != SQLITE_NULL};
    }
    (void)sqlite3_finalize(st);
    return code;
}

static bool undated(const act *x)
{
    return x->from == CHN_DAY_NONE && x->to == CHN_DAY_NONE;
}

static bool half(const act *x)
{
    return (x->from == CHN_DAY_NONE) != (x->to == CHN_DAY_NONE);
}

/* The point an act belongs to, or -1: none, or outside. */
static int64_t point_of(const making *m, const act *x)
{
    const chn_day known = x->from == CHN_DAY_NONE ? x->to : x->from;
    if (known == CHN_DAY_NONE)
        return -1;
    const int32_t at = period_of(m->o->grain, known);
    if (!half(x) && period_of(m->o->grain, x->to) != at)
        return -1;
    const int64_t i = (int64_t)at - m->first;
    return i >= 0 && i < m->x.n_points ? i : -1;
}

static chn_code lay_points(making *m)
{
    chn_day lo = m->o->from;
    chn_day hi = m->o->to;
    for (uint32_t i = 0; i < m->n_act; i++) {
        const act *x = &m->act[i];
        if (undated(x))
            continue;
        const chn_day from = x->from == CHN_DAY_NONE ? x->to : x->from;
        const chn_day to = x->to == CHN_DAY_NONE ? x->from : x->to;
        const bool wide =
            period_of(m->o->grain, from) != period_of(m->o->grain, to);
        if (m->o->from == CHN_DAY_NONE && !wide &&
            (lo == CHN_DAY_NONE || from < lo))
            lo = from;
        if (m->o->to == CHN_DAY_NONE && !wide &&
            (hi == CHN_DAY_NONE || to > hi))
            hi = to;
    }
    if (lo == CHN_DAY_NONE || hi == CHN_DAY_NONE || lo > hi)
        return CHN_OK; /* nothing to draw */
    m->first = period_of(m->o->grain, lo);
    const int64_t n = (int64_t)period_of(m->o->grain, hi) - m->first + 1;
    if (n > POINTS_MAX)
        return chn_fail(m->err, CHN_ERR_ARGUMENT,
                        "the series would have %d periods, at most %d can be "
                        "drawn; give --from and --to, or longer periods",
                        (int)n, POINTS_MAX);
    m->point = CHN_NEW(m->a, chn_series_point, (size_t)n);
    if (!m->point)
        return chn_fail_memory(m->err);
    m->x.n_points = (uint32_t)n;
    for (uint32_t i = 0; i < m->x.n_points; i++)
        set_period(m->o->grain, m->first + (int32_t)i, &m->point[i]);
    return CHN_OK;
}

static void count_acts(making *m)
{
    for (uint32_t i = 0; i < m->n_act; i++) {
        const act *x = &m->act[i];
        const uint32_t weight = m->o->by_claims ? x->claims : 1;
        const int64_t at = point_of(m, x);
        if (undated(x))
            m->x.undated += weight;
        else if (at < 0 && !half(x) &&
                 period_of(m->o->grain, x->from) !=
                     period_of(m->o->grain, x->to))
            m->x.wide += weight;
        if (at < 0)
            continue;
        chn_series_point *p = &m->point[at];
        if (half(x)) {
            p->bounded += weight;
            continue;
        }
        p->n += weight;
        p->quad[x->quad >= 1 && x->quad <= 4 ? x->quad : 0] += weight;
        if (x->category >= 0)
            p->category[x->category] += weight;
        if (x->scored) {
            p->score += x->score * weight;
            p->scored += weight;
        }
    }
}

static chn_code count_reports(making *m)
{
    if (m->x.n_points == 0)
        return CHN_OK;
    sqlite3_stmt *st = chn_store_prepare(
        m->s,
        "SELECT day, count(*) FROM report WHERE day BETWEEN ?1 AND ?2"
        " GROUP BY day",
        m->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(m->s, st);
    chn_bind_day(&b, m->point[0].from);
    chn_bind_day(&b, m->point[m->x.n_points - 1].to);
    int row = b.rc == SQLITE_OK ? 1 : -1;
    if (b.rc != SQLITE_OK)
        (void)chn_store_sql_fail(m->s, b.rc, asking, m->err);
    while (row > 0 && (row = chn_store_step(m->s, st, asking, m->err)) > 0) {
        const int64_t i =
            (int64_t)period_of(m->o->grain, chn_col_day(st, 0)) - m->first;
        if (i >= 0 && i < m->x.n_points)
            m->point[i].reports += chn_col_u32(st, 1);
    }
    (void)sqlite3_finalize(st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}

/* ---- change points ---- */

/* Periods that tell something, and sums of their counts. */
typedef struct told {
    uint32_t *at; /* [n] index of the point */
    double *sum;  /* [n + 1] */
    uint32_t n;
} told;

/* Twice the negative log-likelihood of periods [i, j) at their own mean
 * rate, less what does not depend on the rate. */
static double cost(const told *t, uint32_t i, uint32_t j)
{
    const double total = t->sum[j] - t->sum[i];
    const double n = (double)(j - i);
    return total > 0 ? 2 * (total - total * log(total / n)) : 0;
}

/* What a change must gain: two parameters by BIC, times how much wider than
 * Poisson the counts vary from one period to the next. */
static double penalty(const making *m, const told *t)
{
    double squares = 0;
    for (uint32_t i = 1; i < t->n; i++) {
        const double d =
            (double)m->point[t->at[i]].n - (double)m->point[t->at[i - 1]].n;
        squares += d * d;
    }
    const double mean = t->sum[t->n] / t->n;
    const double wider =
        mean > 0 ? squares / (2 * (double)(t->n - 1) * mean) : 1;
    return 2 * log((double)t->n) * (wider > 1 ? wider : 1);
}

static double rate(const told *t, uint32_t i, uint32_t j)
{
    return (t->sum[j] - t->sum[i]) / (double)(j - i);
}

static chn_code put_change(making *m, chn_series_change *c, const told *t,
                           uint32_t start, uint32_t at, uint32_t end,
                           double beta)
{
    c->at = t->at[at];
    c->before = rate(t, start, at);
    c->after = rate(t, at, end);
    c->gain =
        (cost(t, start, end) - cost(t, start, at) - cost(t, at, end)) / beta;
    uint32_t from = c->at;
    if (c->after < c->before)
        for (uint32_t k = at; k-- > start && m->point[from].n == 0;)
            from = t->at[k];
    if (c->after < c->before && from == c->at)
        from = t->at[at - 1];
    chn_str *list = CHN_NEW(m->a, chn_str, m->n_act);
    if (!list)
        return chn_fail_memory(m->err);
    for (uint32_t i = 0; i < m->n_act; i++)
        if (!half(&m->act[i]) && point_of(m, &m->act[i]) == (int64_t)from)
            list[c->n_events++] = m->act[i].event;
    c->events = list;
    return CHN_OK;
}

/* Best partition by dynamic programming: what PELT finds, without its
 * pruning, since series are short. */
static chn_code find_changes(making *m)
{
    told t = {.n = 0};
    t.at = CHN_NEW(m->a, uint32_t, m->x.n_points);
    t.sum = CHN_NEW(m->a, double, m->x.n_points + (size_t)1);
    if (!t.at || !t.sum)
        return chn_fail_memory(m->err);
    for (uint32_t i = 0; i < m->x.n_points; i++) {
        const chn_series_point *p = &m->point[i];
        if (p->n + p->bounded + p->reports == 0)
            continue;
        t.at[t.n] = i;
        t.sum[t.n + 1] = t.sum[t.n] + p->n;
        t.n++;
    }
    if (t.n < 2 * SEGMENT_MIN)
        return CHN_OK;
    const double beta = penalty(m, &t);
    double *best = CHN_NEW(m->a, double, t.n + (size_t)1);
    uint32_t *back = CHN_NEW(m->a, uint32_t, t.n + (size_t)1);
    if (!best || !back)
        return chn_fail_memory(m->err);
    best[0] = -beta;
    for (uint32_t j = 1; j <= t.n; j++) {
        best[j] = cost(&t, 0, j);
        for (uint32_t i = SEGMENT_MIN; i + SEGMENT_MIN <= j; i++) {
            const double x = best[i] + cost(&t, i, j) + beta;
            /* at a tie the earlier, so that it does not hang on rounding */
            if (x < best[j] - 1e-9) {
                best[j] = x;
                back[j] = i;
            }
        }
    }
    uint32_t n = 0;
    for (uint32_t j = back[t.n]; j > 0; j = back[j])
        n++;
    chn_series_change *c = CHN_NEW(m->a, chn_series_change, n);
    if (!c)
        return chn_fail_memory(m->err);
    m->x.changes = c;
    m->x.n_changes = n;
    chn_code code = CHN_OK;
    uint32_t end = t.n;
    for (uint32_t at = back[t.n]; at > 0 && code == CHN_OK; at = back[at]) {
        code = put_change(m, &c[--n], &t, back[at], at, end, beta);
        end = at;
    }
    return code;
}

static chn_code make(making *m)
{
    chn_str a, b, key;
    chn_code code = chn_store_dyad(m->o->dyad, m->a, &a, &b, m->err);
    if (code == CHN_OK)
        code = chn_store_dyad_key(m->a, a, b, &key, m->err);
    if (code)
        return code;
    chn_buf name;
    chn_buf_init(&name, sizeof m->x.dyad);
    chn_buf_str(&name, a);
    chn_buf_char(&name, m->o->directed ? '>' : '-');
    chn_buf_str(&name, b);
    if (!name.failed && name.n < sizeof m->x.dyad)
        memcpy(m->x.dyad, name.p, name.n);
    chn_buf_free(&name);
    const int direction = !m->o->directed ? 0 : chn_str_cmp(a, b) <= 0 ? 1 : 2;
    code = read_acts(m, key, direction);
    if (code == CHN_OK)
        code = lay_points(m);
    if (code == CHN_OK)
        count_acts(m);
    if (code == CHN_OK)
        code = count_reports(m);
    if (code == CHN_OK)
        code = find_changes(m);
    m->x.points = m->point;
    return code;
}

chn_code chn_store_series(chn_store *s, const chn_series_options *o,
                          chn_series_fn fn, void *user, chn_err *err)
{
    if (!o->dyad)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "a series needs a dyad; name two countries, as "
                        "PRK-RUS");
    making m = {.s = s, .o = o, .err = err};
    m.a = chn_arena_new(ARENA_MAX);
    if (!m.a)
        return chn_fail_memory(err);
    const chn_code code = make(&m);
    if (code == CHN_OK)
        fn(user, &m.x);
    chn_arena_free(m.a);
    return code;
}
