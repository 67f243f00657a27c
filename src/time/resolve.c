/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Open expressions -> days and TIMEX3 values, in the order of the report.
 * What "the previous day" looks back to is kept while walking: the last day
 * that was named outright, apart for the report and for its quotations.
 */
#include "base/err.h"
#include "time/internal.h"

#include <stdarg.h>
#include <stdio.h>

/* What has been said so far in one layer (report, quotation). */
typedef struct layer {
    chn_day named;       /* last day told by itself: date, weekday, the Nth */
    chn_day any;         /* the same or an offset from it, for chains forward */
    int32_t year, month; /* last told, 0: none */
    chn_day main;      /* named in the main clause of the last such sentence */
    uint32_t main_end; /* token behind it */
} layer;

/* A year long past that opens a sentence of background: "In 1994 he ... In
 * June". It holds for the paragraph, until the report's own time is told. */
typedef struct carried_year {
    int32_t year; /* 0: none */
    uint32_t para;
} carried_year;

typedef struct resolver {
    const chn_time_know *k;
    const chn_doc *doc;
    const time_token *info;
    time_raws *raws;
    chn_day anchor;
    chn_times *out;
    layer layers[2];  /* report, quotation */
    chn_day occasion; /* last observance's day */
    uint32_t alone;   /* raw that is resolved out of turn: remember nothing */
    bool history;     /* see narrate.c */
    time_story story;
    carried_year carried;
    chn_day opening; /* first day of what the report is about */
} resolver;

/* ---- writing values -------------------------------------------------------
 */

static void set_value(chn_timex *x, const char *fmt, ...) CHN_PRINTF(2, 3);
static void set_value(chn_timex *x, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    /* the longest value is two days and a stroke, which fits */
    (void)vsnprintf(x->value, sizeof x->value, fmt, ap);
    va_end(ap);
}

static void put_none(chn_timex *x, const char *value)
{
    x->from = x->to = CHN_DAY_NONE;
    x->precision = CHN_PRECISION_NONE;
    set_value(x, "%s", value);
}

/* Sums of days may pass the ends of the calendar: refused, as are days that
 * there are not. */
static bool put_range(chn_timex *x, chn_day from, chn_day to, uint8_t precision)
{
    if (from == CHN_DAY_NONE || to == CHN_DAY_NONE ||
        from < chn_day_of(1, 1, 1) || to > chn_day_of(9999, 12, 31))
        return false;
    x->from = from;
    x->to = to;
    x->precision = precision;
    return true;
}

static bool put_day(chn_timex *x, chn_day d)
{
    if (!put_range(x, d, d, CHN_PRECISION_DAY))
        return false;
    chn_day_format(d, x->value);
    return true;
}

/* Years before Christ are told with a minus, and have no days here. */
static bool put_month(chn_timex *x, int32_t y, int32_t m)
{
    if (y < 0 && y > -9999 && m >= 1 && m <= 12) {
        put_none(x, "");
        set_value(x, "BC%04d-%02d", (int)-y, (int)m);
        return true;
    }
    if (y < 1 || y > 9999 || m < 1 || m > 12)
        return false;
    set_value(x, "%04d-%02d", (int)y, (int)m);
    return put_range(x, chn_day_of(y, m, 1),
                     chn_day_of(y, m, chn_days_in_month(y, m)),
                     CHN_PRECISION_MONTH);
}

static bool put_year(chn_timex *x, int32_t y)
{
    if (y < 0 && y > -9999) {
        put_none(x, "");
        set_value(x, "BC%04d", (int)-y);
        return true;
    }
    if (y < 1 || y > 9999)
        return false;
    set_value(x, "%04d", (int)y);
    return put_range(x, chn_day_of(y, 1, 1), chn_day_of(y, 12, 31),
                     CHN_PRECISION_YEAR);
}

static bool put_decade(chn_timex *x, int32_t y)
{
    if (y < 0 && y > -9999) {
        put_none(x, "");
        set_value(x, "BC%03d", (int)(-y / 10));
        return true;
    }
    if (y < 10 || y > 9990)
        return false;
    set_value(x, "%03d", (int)(y / 10));
    return put_range(x, chn_day_of(y / 10 * 10, 1, 1),
                     chn_day_of(y / 10 * 10 + 9, 12, 31), CHN_PRECISION_DECADE);
}

static bool put_century(chn_timex *x, int32_t c)
{
    if (c < 0 && c > -98) {
        put_none(x, "");
        set_value(x, "BC%02d", (int)(-c - 1));
        return true;
    }
    if (c < 1 || c > 98)
        return false;
    set_value(x, "%02d", (int)(c - 1));
    return put_range(x, chn_day_of(c * 100 - 99, 1, 1),
                     chn_day_of(c * 100, 12, 31), CHN_PRECISION_INTERVAL);
}

static chn_day monday(chn_day d)
{
    return d - (chn_day_weekday(d) - 1);
}

/* ISO 8601: a week belongs to the year of its Thursday. */
static bool put_week(chn_timex *x, chn_day d, bool weekend)
{
    const chn_day from = monday(d);
    const int32_t year = chn_day_ymd(from + 3).year;
    if (year < 1 || year > 9999)
        return false;
    const int32_t week = (from + 3 - chn_day_of(year, 1, 1)) / 7 + 1;
    set_value(x, "%04d-W%02d%s", (int)year, (int)week, weekend ? "-WE" : "");
    return put_range(x, weekend ? from + 5 : from, from + 6,
                     CHN_PRECISION_WEEK);
}

/* Seasons by months, northern: winter is told by the year of its December. */
static bool put_season(chn_timex *x, int32_t y, int32_t season)
{
    int32_t m = 3;
    if (y < 0 && y > -9999) {
        put_none(x, "");
        set_value(x, "BC%04d-%c%c", (int)-y, season / 256, season % 256);
        return true;
    }
    if (season == CODE2('S', 'U'))
        m = 6;
    else if (season == CODE2('F', 'A'))
        m = 9;
    else if (season == CODE2('W', 'I'))
        m = 12;
    const chn_day from = chn_day_of(y, m, 1);
    const chn_day next = chn_day_add_months(from, 3);
    if (from == CHN_DAY_NONE || next == CHN_DAY_NONE)
        return false;
    set_value(x, "%04d-%c%c", (int)y, season / 256, season % 256);
    x->flags |= CHN_TIMEX_APPROX;
    return put_range(x, from, next - 1, CHN_PRECISION_QUARTER);
}

static void add_part(chn_timex *x, int32_t part)
{
    const size_t n = strlen(x->value);
    if (!part)
        return;
    x->type = CHN_TIMEX_TIME;
    if ((x->flags & CHN_TIMEX_VAGUE) || n + 4 > sizeof x->value)
        return; /* "PAST_REF" of whatever part */
    (void)snprintf(x->value + n, sizeof x->value - n, "T%c%c", part / 256,
                   part % 256);
}

/* "early", "late": a third of the span; its value stays the whole's. */
static void narrow(chn_timex *x, int32_t mod)
{
    if (x->from == CHN_DAY_NONE || x->from == x->to || !mod)
        return;
    const chn_day third = (x->to - x->from + 1) / 3;
    if (mod == CODE1('E'))
        x->to = x->from + third;
    else if (mod == CODE1('L'))
        x->from = x->to - third;
    else {
        x->from += third;
        x->to -= third;
    }
    x->precision = CHN_PRECISION_INTERVAL;
    x->flags |= CHN_TIMEX_APPROX;
}

/* "the end of June" is about its last day, the start its first; the value is
 * the whole's, as TIMEX3 has it. */
static bool put_edge(chn_timex *x, int32_t edge)
{
    if (x->from == CHN_DAY_NONE || x->to == CHN_DAY_NONE)
        return false;
    if (edge == CODE1('M')) {
        narrow(x, edge);
        return true;
    }
    x->flags |= CHN_TIMEX_APPROX;
    const chn_day d = edge == CODE1('X') ? x->to : x->from;
    return put_range(x, d, d, CHN_PRECISION_DAY);
}

/* ---- reading captures ------------------------------------------------------
 */

static bool has(const time_raw *r, uint32_t cls)
{
    return r->c.mask & CL_BIT(cls);
}
static int32_t val(const time_raw *r, uint32_t cls)
{
    return has(r, cls) ? r->c.v[cls] : 0;
}

static bool in_sentence(const chn_doc *d, uint32_t t, uint32_t of)
{
    return t < d->n_tok && d->tok[t].sent == d->tok[of].sent;
}

static bool is_at(const resolver *v, uint32_t t, uint32_t of, const char *z)
{
    return in_sentence(v->doc, t, of) && chn_tok_is(v->doc, t, z);
}

static bool before_is(const resolver *v, const time_raw *r, const char *z)
{
    return r->first > 0 && in_sentence(v->doc, r->first - 1, r->first) &&
           chn_tok_is(v->doc, r->first - 1, z);
}

static bool tie_at(const resolver *v, uint32_t t, uint32_t of, uint32_t tie)
{
    return in_sentence(v->doc, t, of) && chn_time_tie(v->k, v->doc, t, tie);
}

static bool tie_before(const resolver *v, const time_raw *r, uint32_t tie)
{
    return r->first > 0 && tie_at(v, r->first - 1, r->first, tie);
}

static time_tense tense_of(const resolver *v, const time_raw *r)
{
    const time_tense t = chn_time_governing(v->k, v->doc, r->first, r->end);
    /* "run until Friday" looks ahead unless told as past */
    if (t == POINT_UNKNOWN && tie_before(v, r, TIE_TILL))
        return POINT_FUTURE;
    return t;
}

static layer *layer_of(resolver *v, const time_raw *r)
{
    return &v->layers[r->quoted ? 1 : 0];
}

/* First number of an op's argument, "-1 NI" -> -1 and the part. */
static int32_t arg_number(chn_str a, int32_t *part)
{
    int32_t n = 0;
    size_t i = 0;
    const bool minus = a.n && a.p[0] == '-';
    for (i = minus; i < a.n && a.p[i] >= '0' && a.p[i] <= '9'; i++)
        n = n * 10 + (a.p[i] - '0');
    if (part) {
        *part = 0;
        if (i + 2 < a.n)
            *part = CODE2(a.p[i + 1], a.p[i + 2]);
        else if (i + 1 < a.n)
            *part = CODE1(a.p[i + 1]);
    }
    return minus ? -n : n;
}

/* ---- calendar without a year ------------------------------------------------
 */

static chn_day abs_days(chn_day d)
{
    return d < 0 ? -d : d;
}

/* Month and day nearest to the anchor. Within half a year nearest is right;
 * a governing tense only settles what lies months off on the other side. */
static chn_day nearest_monthday(const resolver *v, int32_t m, int32_t d,
                                time_tense tense)
{
    const int32_t y = chn_day_ymd(v->anchor).year;
    chn_day best = CHN_DAY_NONE;
    for (int32_t i = -1; i <= 1; i++) {
        const chn_day c = chn_day_of(y + i, m, d);
        if (c != CHN_DAY_NONE &&
            (best == CHN_DAY_NONE ||
             abs_days(c - v->anchor) < abs_days(best - v->anchor)))
            best = c;
    }
    if (best == CHN_DAY_NONE) /* 29 February */
        return best;
    const chn_ymd b = chn_day_ymd(best);
    chn_day other = CHN_DAY_NONE;
    if (tense == POINT_PAST && best > v->anchor + 60)
        other = chn_day_of(b.year - 1, m, d);
    else if (tense == POINT_FUTURE && best < v->anchor - 60)
        other = chn_day_of(b.year + 1, m, d);
    return other != CHN_DAY_NONE ? other : best;
}

/* Year of a bare month: the nearest such month, unless the governing tense
 * points the other way ("reached in April" read in August: this year's). */
static int32_t year_of_month(const resolver *v, int32_t m, time_tense tense)
{
    const chn_ymd a = chn_day_ymd(v->anchor);
    int32_t off = m - a.month; /* months from the anchor's */
    if (off > 6)
        off -= 12;
    else if (off < -5)
        off += 12;
    if (tense == POINT_PAST && off > 0)
        off -= 12;
    else if (tense == POINT_FUTURE && off < 0)
        off += 12;
    return (a.year * 12 + a.month - 1 + off) / 12;
}

/* The relative year that directly follows: "12 March last year". */
static bool relative_year(const resolver *v, const time_raw *r, int32_t *year)
{
    if (v->anchor == CHN_DAY_NONE)
        return false;
    uint32_t t = r->end;
    while (is_at(v, t, r->first, ",") || is_at(v, t, r->first, "-") ||
           is_at(v, t, r->first, "of"))
        t++;
    int32_t dir = 0;
    if (!in_sentence(v->doc, t, r->first) ||
        !chn_time_word_value(v->k, v->doc, t, CL_DIR, &dir) ||
        !is_at(v, t + 1, r->first, "year"))
        return false;
    *year = chn_day_ymd(v->anchor).year + dir;
    return true;
}

/* A year that the other end of a range tells: "June 3 to July 4, 2018". */
static bool range_year(const resolver *v, const time_raw *r, int32_t *year)
{
    const uint32_t i = (uint32_t)(r - v->raws->at);
    if (i + 1 >= v->raws->n)
        return false;
    const time_raw *n = &v->raws->at[i + 1];
    if (n->first > r->end + 1 || !in_sentence(v->doc, n->first, r->first) ||
        !has(n, CL_YEAR) || !has(n, CL_MON))
        return false;
    if (!tie_at(v, r->end, r->first, TIE_UPTO) &&
        !is_at(v, r->end, r->first, "-") && !is_at(v, r->end, r->first, "and"))
        return false;
    *year = val(n, CL_YEAR);
    return true;
}

static chn_str arg_of(const resolver *v, const time_raw *r)
{
    const chn_str none = {"", 0};
    return r->op == OP_NAMED ? none : v->k->patterns[r->pattern].arg;
}

/* "490 BC" is -490; 0: no year of ours is told with an era. */
static int32_t era_year(const time_raw *r)
{
    if (val(r, CL_ERA) == CODE2('B', 'C'))
        return -val(r, CL_N);
    return val(r, CL_ERA) == CODE2('A', 'D') ? val(r, CL_N) : 0;
}

/* "June of that year", "March of the following year" */
static bool same_year(const resolver *v, const time_raw *r, int32_t *year)
{
    if (!chn_str_is(arg_of(v, r), "that-year"))
        return false;
    *year = v->layers[r->quoted ? 1 : 0].year;
    if (!*year && v->anchor != CHN_DAY_NONE)
        *year = chn_day_ymd(v->anchor).year;
    if (!*year)
        return false;
    *year += val(r, CL_ADIR);
    return true;
}

/* The year of the story, where the report's own is not meant. */
static bool story_year(const resolver *v, const time_raw *r, int32_t *year)
{
    if (v->history) {
        *year = chn_time_story_year(&v->story, val(r, CL_MON));
        return *year != 0;
    }
    if (!v->carried.year || r->quoted ||
        v->doc->sent[v->doc->tok[r->first].sent].para != v->carried.para ||
        tense_of(v, r) != POINT_PAST)
        return false;
    *year = v->carried.year;
    return true;
}

/* "'84", "19-Nov-12": the latest such year that is not well ahead. */
static int32_t year_of_two(const resolver *v, int32_t two)
{
    const int32_t now =
        v->anchor == CHN_DAY_NONE ? 2020 : chn_day_ymd(v->anchor).year;
    const int32_t y = now / 100 * 100 + two;
    return y > now + 5 ? y - 100 : y;
}

static bool told_year(const resolver *v, const time_raw *r, int32_t *year)
{
    if (chn_str_is(arg_of(v, r), "short")) {
        *year = year_of_two(v, val(r, CL_D2));
        return true;
    }
    if (has(r, CL_YEAR)) {
        *year = val(r, CL_YEAR);
        return true;
    }
    return same_year(v, r, year) || relative_year(v, r, year) ||
           range_year(v, r, year) || story_year(v, r, year);
}

/* A day before Christ, of the year -y: no value that can be counted with.
 * "29 February 5 BC" was a day, "29 February 4 BC" was none: dates before
 * Christ are told in the Julian calendar, which has a leap day in 1 BC and
 * each four years before it. */
static bool put_bc_day(chn_timex *x, int32_t y, int32_t m, int32_t d)
{
    const int32_t like = -y % 4 == 1 ? 2000 : 2001;
    put_none(x, "");
    set_value(x, "BC%04d-%02d-%02d", (int)-y, (int)m, (int)d);
    return y > -9999 && d >= 1 && d <= chn_days_in_month(like, m);
}

static bool op_day(const resolver *v, const time_raw *r, chn_timex *x,
                   int32_t d)
{
    int32_t y = 0;
    const int32_t m = val(r, CL_MON);
    if (!told_year(v, r, &y)) {
        x->open = CHN_TIMEX_OPEN_YEAR;
        if (v->anchor == CHN_DAY_NONE) {
            put_none(x, "");
            set_value(x, "XXXX-%02d-%02d", (int)m, (int)d);
            return d <= chn_days_in_month(2000, m);
        }
        if (!put_day(x, nearest_monthday(v, m, d, tense_of(v, r))))
            return false;
    } else if (y < 0) {
        return put_bc_day(x, y, m, d);
    } else if (!put_day(x, chn_day_of(y, m, d))) {
        return false; /* 30 February: refused */
    }
    /* "Monday (June 4)" that was no Monday: told, never swallowed */
    if (has(r, CL_WD) && chn_day_weekday(x->from) != val(r, CL_WD))
        x->conflict = true;
    add_part(x, val(r, CL_PART));
    return true;
}

static bool op_numeric(const time_raw *r, chn_timex *x)
{
    const int32_t a = val(r, CL_D2);
    const int32_t b = r->c.second;
    const int32_t y = val(r, CL_YEAR);
    /* 02/08/2012 can be two days: refused */
    if (a <= 12 && b <= 12 && a != b)
        return false;
    return put_day(x, a > 12 ? chn_day_of(y, b, a) : chn_day_of(y, a, b));
}

static bool op_mdrange(const resolver *v, const time_raw *r, chn_timex *x)
{
    if (!op_day(v, r, x, val(r, CL_DOM)))
        return false;
    if (x->from == CHN_DAY_NONE) { /* the year is open */
        const int32_t m = val(r, CL_MON);
        set_value(x, "XXXX-%02d-%02d/XXXX-%02d-%02d", (int)m,
                  (int)val(r, CL_DOM), (int)m, (int)r->c.second);
        return val(r, CL_DOM) < r->c.second &&
               r->c.second <= chn_days_in_month(2000, m);
    }
    const chn_ymd c = chn_day_ymd(x->from);
    const chn_day to = chn_day_of(c.year, c.month, r->c.second);
    if (to == CHN_DAY_NONE || to <= x->from)
        return false;
    char a[11];
    char b[11];
    chn_day_format(x->from, a);
    chn_day_format(to, b);
    set_value(x, "%s/%s", a, b);
    return put_range(x, x->from, to, CHN_PRECISION_INTERVAL);
}

static bool op_month(const resolver *v, const time_raw *r, chn_timex *x)
{
    int32_t y = 0;
    const int32_t m = val(r, CL_MON);
    if (!told_year(v, r, &y)) {
        x->open = CHN_TIMEX_OPEN_YEAR;
        if (v->anchor == CHN_DAY_NONE) {
            put_none(x, "");
            set_value(x, "XXXX-%02d", (int)m);
            return true;
        }
        y = year_of_month(v, m, tense_of(v, r));
    }
    if (!put_month(x, y, m))
        return false;
    if (has(r, CL_EDGE))
        return put_edge(x, val(r, CL_EDGE));
    narrow(x, val(r, CL_MOD));
    return true;
}

static bool op_month_dir(const resolver *v, const time_raw *r, chn_timex *x,
                         bool adir)
{
    const int32_t m = val(r, CL_MON);
    chn_day base = v->anchor;
    int32_t dir = val(r, CL_DIR);
    if (adir) {
        const layer *l = &v->layers[r->quoted ? 1 : 0];
        base = l->named != CHN_DAY_NONE ? l->named : base;
        dir = val(r, CL_ADIR);
    }
    if (base == CHN_DAY_NONE) {
        put_none(x, "");
        set_value(x, "XXXX-%02d", (int)m);
        return true;
    }
    const chn_ymd a = chn_day_ymd(base);
    int32_t y = a.year;
    if (dir < 0 && m >= a.month)
        y--;
    else if (dir > 0 && m <= a.month)
        y++;
    return put_month(x, y, m);
}

/* ---- years ------------------------------------------------------------------
 */

/* A short word that a year can stand before without counting anything. */
static bool function_word(const chn_time_know *k, const chn_doc *d, uint32_t t)
{
    const time_word *w = chn_time_word(k, d, t);
    if ((w->tense && w->tense != TENSE_NOTVERB) || w->mask ||
        chn_time_tie(k, d, t, TIE_DET) || chn_time_tie(k, d, t, TIE_FUNCTION))
        return true;
    const chn_str f = d->tok[t].fold;
    return f.n > 3 && f.p[f.n - 1] == 'd' && f.p[f.n - 2] == 'e';
}

/* "the 1998 soldiers", "1500 strong": a year that no word for time stands
 * before is none where it may well count things. */
static bool counts(const resolver *v, const time_raw *r)
{
    const int32_t y = val(r, CL_YEAR);
    if (y < 1700 || y % 100 == 0 ||
        (v->anchor != CHN_DAY_NONE && y > chn_day_ymd(v->anchor).year + 20))
        return true;
    if (!in_sentence(v->doc, r->end, r->first))
        return false;
    const chn_token *n = &v->doc->tok[r->end];
    /* a plural is counted; with a capital where nothing stands before: "1847
     * Iraqis", but "the 1998 Olympics" */
    const bool first =
        r->first == v->doc->sent[v->doc->tok[r->first].sent].first ||
        before_is(v, r, ",");
    return n->kind == CHN_TOK_WORD && (first || !(n->flags & CHN_TOK_CAP)) &&
           n->fold.n > 3 && n->fold.p[n->fold.n - 1] == 's' &&
           n->fold.p[n->fold.n - 2] != 's' &&
           !(v->info[r->end].classes & (CL_BIT(CL_EVNOUN) | CL_BIT(CL_YNOUN)));
}

static bool op_year(const resolver *v, const time_raw *r, chn_timex *x)
{
    if (chn_str_is(arg_of(v, r), "bare") && counts(v, r))
        return false;
    /* "of 2000 levels": a count of things. A plural behind it says so,
     * unless a word for time stands before: "by 2050 losses may grow" */
    const chn_doc *d = v->doc;
    if (in_sentence(d, r->end, r->first) && r->end == r->first + 1 &&
        r->first > 0 && chn_time_tie(v->k, d, r->first - 1, TIE_COUNTING)) {
        const chn_token *n = &d->tok[r->end];
        if (n->kind == CHN_TOK_WORD && !(n->flags & CHN_TOK_CAP) &&
            !(v->info[r->end].classes &
              (CL_BIT(CL_EVNOUN) | CL_BIT(CL_YNOUN))) &&
            n->fold.p[0] != '\'' && !function_word(v->k, d, r->end))
            return false;
    }
    if (r->first > 0 && chn_time_tie(v->k, d, r->first - 1, TIE_NUMBERED))
        return false; /* "Resolution 1559" */
    /* "over 1000 featured articles" */
    const int32_t told = val(r, CL_YEAR);
    if (!has(r, CL_MOD) && !has(r, CL_EDGE) &&
        (told == 1000 ||
         (told % 100 == 0 &&
          (before_is(v, r, "over") || before_is(v, r, "than")) &&
          in_sentence(d, r->end, r->first) &&
          d->tok[r->end].kind == CHN_TOK_WORD)))
        return false;
    if (!put_year(x, val(r, CL_YEAR)))
        return false;
    if (has(r, CL_EDGE))
        return put_edge(x, val(r, CL_EDGE));
    narrow(x, val(r, CL_MOD));
    return true;
}

/* "fiscal 2016": where it begins differs by country, so it has no days. */
static bool op_fiscal(const time_raw *r, chn_timex *x)
{
    int32_t y = has(r, CL_FY) ? val(r, CL_FY) : val(r, CL_YEAR);
    /* "the 2018-19 fiscal year" is told by the year in which it ends */
    if (has(r, CL_D2)) {
        if (val(r, CL_D2) != (y + 1) % 100)
            return false;
        y++;
    }
    put_none(x, "");
    set_value(x, "FY%04d", (int)y);
    return true;
}

static bool put_interval(chn_timex *x, chn_day from, chn_day to)
{
    char a[11];
    char b[11];
    chn_day_format(from, a);
    chn_day_format(to, b);
    set_value(x, "%s/%s", a, b);
    return put_range(x, from, to, CHN_PRECISION_INTERVAL);
}

/* "490 BC", "Juche 108", "1441 AH" */
static bool op_era(const resolver *v, const time_raw *r, chn_timex *x,
                   chn_str arg)
{
    const int32_t y = era_year(r);
    const uint32_t t = r->end;
    if (y) {
        /* "100 BC residents": of British Columbia */
        if (val(r, CL_N) > 2200 ||
            (in_sentence(v->doc, t, r->first) && y < 0 && y % 10 == 0 &&
             v->doc->tok[t].kind == CHN_TOK_WORD &&
             v->doc->tok[t].fold.p[v->doc->tok[t].fold.n - 1] == 's' &&
             !function_word(v->k, v->doc, t)))
            return false;
        if (!put_year(x, y))
            return false;
        if (has(r, CL_EDGE))
            return y < 0 || put_edge(x, val(r, CL_EDGE));
        narrow(x, val(r, CL_MOD));
        return true;
    }
    chn_day from;
    chn_day to;
    if (!chn_time_foreign_year(r, arg, &from, &to))
        return false;
    const chn_ymd a = chn_day_ymd(from);
    const chn_ymd b = chn_day_ymd(to);
    if (a.month == 1 && a.day == 1 && b.month == 12 && b.day == 31)
        return put_year(x, a.year);
    return put_interval(x, from, to);
}

static bool op_cal_day(const resolver *v, const time_raw *r, chn_timex *x,
                       chn_str arg)
{
    const int32_t y = era_year(r);
    const int32_t d = has(r, CL_DOM) ? val(r, CL_DOM) : val(r, CL_ORD);
    if (y < 0)
        return put_bc_day(x, y, val(r, CL_MON), d);
    if (y > 0)
        return put_day(x, chn_day_of(y, val(r, CL_MON), d));
    if (has(r, CL_HMON) || has(r, CL_HPRE))
        x->flags |= CHN_TIMEX_APPROX; /* it hangs on who saw the moon */
    const chn_day at = chn_time_foreign_day(r, arg, v->anchor);
    if (at != CHN_DAY_NONE || v->anchor != CHN_DAY_NONE ||
        chn_time_foreign_day(r, arg, 0) == CHN_DAY_NONE)
        return put_day(x, at);
    put_none(x, "XXXX-XX-XX"); /* such a day there is, in a year not told */
    return true;
}

/* "a 1990s-style rally": a manner and no time. */
static bool styled(const resolver *v, const time_raw *r)
{
    return is_at(v, r->end, r->first, "-") &&
           is_at(v, r->end + 1, r->first, "style");
}

static bool op_decade(const resolver *v, const time_raw *r, chn_timex *x)
{
    if (styled(v, r))
        return false;
    if (has(r, CL_DEC3) || (has(r, CL_DECADE) && has(r, CL_ERA))) {
        const int32_t y = has(r, CL_DEC3) ? val(r, CL_DEC3) : val(r, CL_DECADE);
        if (!put_decade(x, val(r, CL_ERA) == CODE2('B', 'C') ? -y : y))
            return false;
        narrow(x, val(r, CL_MOD));
        return true;
    }
    if (has(r, CL_DECWORD)) {
        /* "the sixties" of the century just past, unless that is ahead */
        int32_t y = 1900 + val(r, CL_DECWORD);
        if (v->anchor != CHN_DAY_NONE) {
            const int32_t now = chn_day_ymd(v->anchor).year;
            y = now / 100 * 100 + val(r, CL_DECWORD);
            if (y >= now)
                y -= 100;
        }
        if (!put_decade(x, y))
            return false;
    } else if (has(r, CL_DECADE)) {
        if (!put_decade(x, val(r, CL_DECADE)))
            return false;
    } else if (val(r, CL_YEAR) % 10 || !put_decade(x, val(r, CL_YEAR))) {
        return false;
    }
    narrow(x, val(r, CL_MOD));
    return true;
}

/* ---- weekdays and days of the month ---- */

/* The report's day if it is that weekday, in either tense; else the latest
 * before, or the next where a plain future governs ("will arrive on Friday").
 * Of 323 bare weekdays in news the first two clauses alone get 90.7 % right.
 */
static chn_day weekday_near(const resolver *v, const time_raw *r, int32_t wd)
{
    const layer *l = &v->layers[r->quoted ? 1 : 0];
    if (v->history && l->any != CHN_DAY_NONE) /* the story's next */
        return l->any + (wd - chn_day_weekday(l->any) + 7) % 7;
    const int32_t back = (chn_day_weekday(v->anchor) - wd + 7) % 7;
    const chn_day d = v->anchor - back;
    return back && tense_of(v, r) == POINT_FUTURE ? d + 7 : d;
}

/* A month-day that stands right behind and tells the day itself:
 * "Saturday (September 16)". */
static const time_raw *apposed(const resolver *v, const time_raw *r)
{
    const uint32_t i = (uint32_t)(r - v->raws->at);
    if (i + 1 >= v->raws->n)
        return NULL;
    const time_raw *n = &v->raws->at[i + 1];
    if (n->first != r->end + 1 || !in_sentence(v->doc, n->first, r->first) ||
        (!is_at(v, r->end, r->first, "(") && !is_at(v, r->end, r->first, ",")))
        return NULL;
    return has(n, CL_MON) && has(n, CL_DOM) && !n->c.has_second ? n : NULL;
}

static bool op_weekday(const resolver *v, const time_raw *r, chn_timex *x)
{
    const int32_t wd = val(r, CL_WD);
    const time_raw *a = apposed(v, r);
    x->open = CHN_TIMEX_OPEN_WEEK;
    if (a) {
        chn_timex y = {0};
        if (op_day(v, a, &y, val(a, CL_DOM)) && y.from != CHN_DAY_NONE) {
            put_day(x, y.from);
            x->open = CHN_TIMEX_FULL;
            x->conflict = chn_day_weekday(y.from) != wd;
            add_part(x, val(r, CL_PART));
            return true;
        }
    }
    if (v->anchor == CHN_DAY_NONE) {
        put_none(x, "");
        set_value(x, "XXXX-WXX-%d", (int)wd);
    } else if (!put_day(x, weekday_near(v, r, wd))) {
        return false;
    }
    add_part(x, val(r, CL_PART));
    return true;
}

static bool op_weekday_dir(const resolver *v, const time_raw *r, chn_timex *x)
{
    const int32_t wd = val(r, CL_WD);
    if (v->anchor == CHN_DAY_NONE)
        return op_weekday(v, r, x);
    const int32_t back = (chn_day_weekday(v->anchor) - wd + 7) % 7;
    chn_day d = v->anchor - back; /* latest, today included */
    if (val(r, CL_DIR) < 0)
        d = back ? d : d - 7;
    else if (val(r, CL_DIR) > 0)
        d += 7;
    else if (back && tense_of(v, r) != POINT_PAST)
        d += 7; /* "this Friday" is to come unless told as past */
    if (!put_day(x, d))
        return false;
    add_part(x, val(r, CL_PART));
    return true;
}

static bool op_weekday_adir(const resolver *v, const time_raw *r, chn_timex *x)
{
    const layer *l = &v->layers[r->quoted ? 1 : 0];
    const chn_day base = l->named != CHN_DAY_NONE ? l->named : v->anchor;
    if (base == CHN_DAY_NONE)
        return op_weekday(v, r, x);
    const int32_t back = (chn_day_weekday(base) - val(r, CL_WD) + 7) % 7;
    const chn_day d =
        val(r, CL_ADIR) < 0 ? base - (back ? back : 7) : base - back + 7;
    if (!put_day(x, d))
        return false;
    add_part(x, val(r, CL_PART));
    return true;
}

/* Latest such day of a month up to the anchor, or the next from it on. */
static chn_day nth_near(chn_day anchor, int32_t n, bool future)
{
    const chn_ymd a = chn_day_ymd(anchor);
    const int32_t month = a.year * 12 + a.month - 1;
    for (int32_t i = 0; i < 4; i++) {
        const int32_t k = future ? month + i : month - i;
        const chn_day d = chn_day_of(k / 12, k % 12 + 1, n);
        if (d != CHN_DAY_NONE && (future ? d >= anchor : d <= anchor))
            return d;
    }
    return CHN_DAY_NONE;
}

static bool op_dom(const resolver *v, const time_raw *r, chn_timex *x)
{
    const int32_t n = val(r, CL_DOM);
    x->open = CHN_TIMEX_OPEN_MONTH;
    if (v->anchor == CHN_DAY_NONE) {
        put_none(x, "");
        set_value(x, "XXXX-XX-%02d", (int)n);
        return true;
    }
    if (v->history && v->story.year && v->story.month) {
        if (!put_day(x, chn_day_of(v->story.year, v->story.month, n)))
            return false;
    } else if (!put_day(
                   x, nth_near(v->anchor, n, tense_of(v, r) == POINT_FUTURE))) {
        return false;
    }
    add_part(x, val(r, CL_PART));
    return true;
}

static bool op_dom_of(const resolver *v, const time_raw *r, chn_timex *x)
{
    const layer *l = &v->layers[r->quoted ? 1 : 0];
    const uint32_t word = r->end - 2; /* this, that, last, next */
    const int32_t n = has(r, CL_DOM) ? val(r, CL_DOM) : val(r, CL_ORD);
    if (chn_tok_is(v->doc, word, "that") || chn_tok_is(v->doc, word, "the"))
        return put_day(x, chn_day_of(l->year, l->month, n));
    if (v->anchor == CHN_DAY_NONE)
        return op_dom(v, r, x);
    int32_t dir = 0;
    chn_time_word_value(v->k, v->doc, word, CL_DIR, &dir);
    chn_ymd a = chn_day_ymd(v->anchor);
    a = chn_day_ymd(chn_day_add_months(chn_day_of(a.year, a.month, 1), dir));
    return put_day(x, chn_day_of(a.year, a.month, n));
}

/* ---- from the report's day ---- */

static bool op_deictic(const resolver *v, const time_raw *r, chn_timex *x,
                       chn_str arg)
{
    int32_t part = 0;
    const int32_t off = arg_number(arg, &part);
    if (has(r, CL_PART))
        part = val(r, CL_PART);
    if (r->quoted && off == 0 && !part && !is_at(v, r->end, r->first, "'s")) {
        /* in a quotation "today" is the speaker's, whose day is not told */
        put_none(x, "PRESENT_REF");
        x->flags |= CHN_TIMEX_VAGUE;
        return true;
    }
    if (v->anchor == CHN_DAY_NONE) {
        put_none(x, off < 0 ? "PAST_REF" : off ? "FUTURE_REF" : "PRESENT_REF");
        x->flags |= CHN_TIMEX_VAGUE;
        add_part(x, part);
        return true;
    }
    if (!put_day(x, v->anchor + off))
        return false;
    add_part(x, part);
    return true;
}

/* "was caught overnight": in the night to the report's day, or in the one that
 * comes. */
static bool op_overnight(const resolver *v, const time_raw *r, chn_timex *x)
{
    if (v->anchor == CHN_DAY_NONE || r->quoted) {
        put_none(x, "PAST_REF");
        x->flags |= CHN_TIMEX_VAGUE;
        return true;
    }
    const int32_t off = tense_of(v, r) == POINT_FUTURE ? 0 : -1;
    if (!put_day(x, v->anchor + off))
        return false;
    add_part(x, CODE2('N', 'I'));
    x->to = x->from + 1;
    x->precision = CHN_PRECISION_INTERVAL;
    return true;
}

/* `n` units on from a day, at that unit's grain. */
static bool put_shifted(chn_timex *x, chn_day base, int32_t unit, int32_t n)
{
    const chn_ymd b = chn_day_ymd(base);
    chn_ymd m;
    switch (unit) {
    case UNIT_SECOND:
    case UNIT_MINUTE:
        return put_day(x, base);
    case UNIT_HOUR:
        /* "24 hours ago" is the day before; less is the same day */
        return put_day(x, base + n / 24);
    case UNIT_DAY:
        return put_day(x, base + n);
    case UNIT_WEEK:
        return put_week(x, base + 7 * n, false);
    case UNIT_FORTNIGHT:
        return put_week(x, base + 14 * n, false);
    case UNIT_MONTH:
        m = chn_day_ymd(chn_day_add_months(base, n));
        return put_month(x, m.year, m.month);
    case UNIT_QUARTER:
        m = chn_day_ymd(chn_day_add_months(base, 3 * n));
        return put_month(x, m.year, m.month);
    case UNIT_YEAR:
        return put_year(x, b.year + n);
    case UNIT_DECADE:
        return put_year(x, b.year + 10 * n);
    case UNIT_CENTURY:
        return put_year(x, b.year + 100 * n);
    default:
        return false;
    }
}

static bool unresolved(chn_timex *x, int32_t sign)
{
    put_none(x, sign < 0 ? "PAST_REF" : "FUTURE_REF");
    x->flags |= CHN_TIMEX_VAGUE;
    return true;
}

#define WEEKS_NEAR 3 /* more are counted loosely */

static bool op_ago(const resolver *v, const time_raw *r, chn_timex *x,
                   int32_t sign)
{
    if (v->anchor == CHN_DAY_NONE)
        return unresolved(x, sign);
    if (val(r, CL_N) > 5000 ||
        !put_shifted(x, v->anchor, val(r, CL_UNIT), sign * val(r, CL_N)))
        return false;
    if (val(r, CL_UNIT) != UNIT_DAY)
        x->flags |= CHN_TIMEX_APPROX;
    /* "a week ago", told on a Sunday, is about the Sunday before: the value
     * is the week, the days are those around that day */
    const int32_t n = val(r, CL_N);
    if (val(r, CL_UNIT) == UNIT_WEEK && n > 0 && n <= WEEKS_NEAR) {
        x->from = v->anchor + sign * 7 * n - n;
        x->to = x->from + 2 * n;
        x->precision = CHN_PRECISION_INTERVAL;
    }
    return true;
}

static chn_day shift_exact(chn_day d, int32_t unit, int32_t n)
{
    switch (unit) {
    case UNIT_DAY:
        return d + n;
    case UNIT_WEEK:
        return d + 7 * n;
    case UNIT_MONTH:
        return chn_day_add_months(d, n);
    case UNIT_YEAR:
        return chn_day_add_months(d, 12 * n);
    default:
        return CHN_DAY_NONE;
    }
}

static bool op_ago_exact(const resolver *v, const time_raw *r, chn_timex *x)
{
    if (v->anchor == CHN_DAY_NONE || val(r, CL_N) > 5000)
        return unresolved(x, -1);
    chn_day base = v->anchor;
    if (chn_tok_is(v->doc, r->end - 1, "yesterday"))
        base--;
    return put_day(x, shift_exact(base, val(r, CL_UNIT), -val(r, CL_N)));
}

static bool op_relunit(const resolver *v, const time_raw *r, chn_timex *x,
                       chn_str arg)
{
    /* "this years feast" lacks its apostrophe */
    const int32_t unit = chn_str_is(arg, "year") ? UNIT_YEAR : val(r, CL_UNIT);
    /* "this past week", "the month before last" */
    const int32_t dir = chn_str_is(arg, "past")     ? -1
                        : chn_str_is(arg, "before") ? -2
                        : chn_str_is(arg, "after")  ? 2
                                                    : val(r, CL_DIR);
    /* "the last year of the war": not the report's last year */
    if (before_is(v, r, "the") && is_at(v, r->end, r->first, "of"))
        return false;
    if (unit == UNIT_DAY || unit == UNIT_HOUR)
        return false; /* "the last day"; "next day" is an offset */
    if (v->anchor == CHN_DAY_NONE) {
        put_none(x, dir < 0   ? "PAST_REF"
                    : dir > 0 ? "FUTURE_REF"
                              : "PRESENT_REF");
        x->flags |= CHN_TIMEX_VAGUE;
        return true;
    }
    const int32_t year = chn_day_ymd(v->anchor).year;
    bool ok;
    if (unit == UNIT_DECADE)
        ok = put_decade(x, year + 10 * dir);
    else if (unit == UNIT_CENTURY)
        ok = put_century(x, (year - 1) / 100 + 1 + dir);
    else
        ok = put_shifted(x, v->anchor, unit, dir);
    if (ok && has(r, CL_EDGE))
        return put_edge(x, val(r, CL_EDGE));
    if (ok)
        narrow(x, val(r, CL_MOD));
    if (ok && dir == 0) {
        /* "earlier this year" ends at the report, "later" begins there */
        if (chn_tok_is(v->doc, r->first, "earlier") && v->anchor < x->to)
            x->to = v->anchor;
        else if (chn_tok_is(v->doc, r->first, "later") && v->anchor > x->from)
            x->from = v->anchor;
    }
    return ok;
}

static int32_t unit_of_word(const resolver *v, uint32_t t)
{
    int32_t unit = 0;
    chn_time_word_value(v->k, v->doc, t, CL_UNIT, &unit);
    return unit;
}

static bool op_edge_this(const resolver *v, const time_raw *r, chn_timex *x)
{
    if (v->anchor == CHN_DAY_NONE)
        return unresolved(x, 1);
    const int32_t unit = unit_of_word(
        v, chn_str_is(arg_of(v, r), "end") ? r->end - 3 : r->end - 1);
    const layer *l = &v->layers[r->quoted ? 1 : 0];
    bool ok;
    if (v->history && l->year && unit == UNIT_YEAR)
        ok = put_year(x, l->year);
    else if (v->history && l->year && l->month && unit == UNIT_MONTH)
        ok = put_month(x, l->year, l->month);
    else
        ok = put_shifted(x, v->anchor, unit, 0);
    if (!ok || x->from == CHN_DAY_NONE)
        return ok;
    if (has(r, CL_EDGE))
        return put_edge(x, val(r, CL_EDGE));
    narrow(x, val(r, CL_MOD));
    return true;
}

static bool op_weekend(const resolver *v, const time_raw *r, chn_timex *x)
{
    if (v->anchor == CHN_DAY_NONE) {
        put_none(x, "XXXX-WXX-WE");
        return true;
    }
    int32_t off = 7 * val(r, CL_DIR);
    /* "this weekend" in a past sentence before Saturday is the one gone by */
    if (off == 0 && chn_day_weekday(v->anchor) < 6 &&
        tense_of(v, r) != POINT_FUTURE)
        off = -7;
    return put_week(x, v->anchor + off, true);
}

static bool op_season(const resolver *v, const time_raw *r, chn_timex *x,
                      uint8_t op)
{
    const int32_t season = val(r, CL_SEASON);
    if (op == OP_SEASON_YEAR) {
        const int32_t y = has(r, CL_ERA) ? era_year(r) : val(r, CL_YEAR);
        return y && put_season(x, y, season);
    }
    const layer *l = &v->layers[r->quoted ? 1 : 0];
    if (op != OP_SEASON_DIR && l->year &&
        (v->history || has(r, CL_ADIR) || chn_str_is(arg_of(v, r), "told"))) {
        /* "that winter", "the following spring" */
        const int32_t starts = season == CODE2('S', 'P')   ? 3
                               : season == CODE2('S', 'U') ? 6
                               : season == CODE2('F', 'A') ? 9
                                                           : 12;
        int32_t y = l->year;
        if (val(r, CL_ADIR) > 0 && l->month >= starts)
            y++;
        else if (val(r, CL_ADIR) < 0 && l->month <= starts)
            y--;
        return put_season(x, y, season);
    }
    if (v->anchor == CHN_DAY_NONE) {
        put_none(x, "");
        set_value(x, "XXXX-%c%c", season / 256, season % 256);
        return true;
    }
    const int32_t year = chn_day_ymd(v->anchor).year;
    if (!put_season(x, year, season))
        return false;
    if (op == OP_SEASON_DIR || has(r, CL_ADIR)) {
        const int32_t dir =
            op == OP_SEASON_DIR ? val(r, CL_DIR) : val(r, CL_ADIR);
        if (dir < 0 && x->to >= v->anchor)
            return put_season(x, year - 1, season);
        if (dir > 0 && x->from <= v->anchor)
            return put_season(x, year + 1, season);
        return true;
    }
    const time_tense tense = tense_of(v, r);
    if (tense == POINT_PAST && x->from > v->anchor)
        return put_season(x, year - 1, season);
    if (tense == POINT_FUTURE && x->to < v->anchor)
        return put_season(x, year + 1, season);
    return true;
}

/* ---- from a day that was told ---- */

/* The last named day of the layer; without one the report's. Backward offsets
 * never chain: "sent the previous day ... delivered the previous day" is one
 * day. Forward ones do: "the next day ... the next day". */
static chn_day base_day(const resolver *v, const time_raw *r, int32_t sign)
{
    const layer *l = &v->layers[r->quoted ? 1 : 0];
    if (sign > 0 && l->any != CHN_DAY_NONE)
        return l->any;
    /* "... since 4 March. [A day earlier] Peru left": before the news */
    const uint32_t sent = v->doc->tok[r->first].sent;
    if (r->first <= v->doc->sent[sent].first + 1 && l->main != CHN_DAY_NONE &&
        v->doc->tok[l->main_end - 1].sent < sent)
        return l->main;
    if (l->named != CHN_DAY_NONE)
        return l->named;
    if (v->layers[0].named != CHN_DAY_NONE && !r->quoted)
        return v->layers[0].named;
    return v->anchor;
}

static bool put_offset(const resolver *v, const time_raw *r, chn_timex *x,
                       int32_t unit, int32_t n)
{
    const layer *l = &v->layers[r->quoted ? 1 : 0];
    if (n > 5000 || n < -5000 || unit == UNIT_SECOND || unit == UNIT_MINUTE)
        return false; /* "six minutes later": of a match */
    if (unit == UNIT_YEAR || unit == UNIT_DECADE || unit == UNIT_CENTURY) {
        int32_t y = l->year;
        if (!y && v->anchor != CHN_DAY_NONE)
            y = chn_day_ymd(v->anchor).year;
        const int32_t each = unit == UNIT_YEAR     ? 1
                             : unit == UNIT_DECADE ? 10
                                                   : 100;
        return y ? put_year(x, y + each * n) : unresolved(x, n);
    }
    if (unit == UNIT_MONTH && l->year && l->month) {
        const int32_t m = l->year * 12 + l->month - 1 + n;
        return put_month(x, m / 12, m % 12 + 1);
    }
    const chn_day base = base_day(v, r, n);
    return base == CHN_DAY_NONE ? unresolved(x, n)
                                : put_shifted(x, base, unit, n);
}

static bool resolve_one(resolver *v, time_raw *r, chn_timex *x);

/* What "two days before" looks to: the day told next in the sentence ("a day
 * after both signed in the early hours of Tuesday"), or the observance that
 * the report is about ("before the upcoming celebrations"). */
static chn_day reference(resolver *v, time_raw *r)
{
    const uint32_t i = (uint32_t)(r - v->raws->at);
    const chn_doc *d = v->doc;
    const bool fronted = r->first == d->sent[d->tok[r->first].sent].first;
    for (uint32_t t = r->end; t < r->end + 8 && in_sentence(d, t, r->first);
         t++) {
        if (i + 1 < v->raws->n && v->raws->at[i + 1].first <= t)
            break;
        if (v->occasion != CHN_DAY_NONE &&
            chn_time_tie(v->k, d, t, TIE_OBSERVANCE)) {
            while (tie_at(v, t + 1, t, TIE_OBSERVANCE))
                t++;
            r->end = t + 1;
            return v->occasion;
        }
        if (chn_tok_is(d, t, ","))
            break;
    }
    if (i + 1 >= v->raws->n)
        return CHN_DAY_NONE;
    time_raw *n = &v->raws->at[i + 1];
    if (!in_sentence(d, n->first, r->first) || n->first > r->end + 20 ||
        n->op == OP_OFFSET_REF)
        return CHN_DAY_NONE;
    for (uint32_t t = r->end; t < n->first; t++)
        if (fronted && chn_tok_is(d, t, ","))
            return CHN_DAY_NONE;
    const uint32_t old = v->alone;
    v->alone = 1;
    chn_timex y = {0};
    y.from = y.to = CHN_DAY_NONE;
    const bool ok = resolve_one(v, n, &y);
    v->alone = old;
    return ok && y.from != CHN_DAY_NONE && y.from == y.to ? y.from
                                                          : CHN_DAY_NONE;
}

static bool op_offset_ref(resolver *v, time_raw *r, chn_timex *x, chn_str arg)
{
    int32_t unit = 0;
    int32_t n = arg_number(arg, &unit);
    if (has(r, CL_N)) {
        n *= val(r, CL_N);
        unit = val(r, CL_UNIT);
    }
    if (unit == UNIT_SECOND || unit == UNIT_MINUTE)
        return false;
    const chn_day base = reference(v, r);
    if (base == CHN_DAY_NONE) {
        /* tied to an event whose day is not told: an order, no date */
        x->counted = true;
        if (n < 5000 && n > -5000)
            x->shift = unit == UNIT_DAY    ? (n ? n : CHN_SHIFT_SAME)
                       : unit == UNIT_WEEK ? n * 7
                                           : 0;
        return unresolved(x, n);
    }
    return n < 5000 && n > -5000 && put_shifted(x, base, unit, n);
}

static bool op_same_unit(const resolver *v, const time_raw *r, chn_timex *x)
{
    const layer *l = &v->layers[r->quoted ? 1 : 0];
    const int32_t unit = unit_of_word(v, r->end - 1);
    if (!l->year)
        return unresolved(x, -1);
    if (unit == UNIT_MONTH)
        return put_month(x, l->year, l->month);
    return put_year(x, l->year);
}

/* "this day", "that day", "the same day", "that evening" */
static bool day_grained(uint8_t op)
{
    switch (op) {
    case OP_DAY:
    case OP_ISO:
    case OP_NUMERIC:
    case OP_MONTHDAY:
    case OP_WEEKDAY:
    case OP_WEEKDAY_DIR:
    case OP_WEEKDAY_ADIR:
    case OP_WEEKDAY_AGO:
    case OP_DOM:
    case OP_DOM_OF:
        return true;
    default:
        return false;
    }
}

/* "Kyiv broke off ties [the same day, the 13th]": the day is told behind it. */
static chn_day told_beside(resolver *v, time_raw *r)
{
    const time_raw *n = r + 1;
    const bool beside =
        (uint32_t)(n - v->raws->at) < v->raws->n &&
        is_at(v, r->end, r->first, ",") && n->first <= r->end + 3 &&
        (n->op == OP_DOM || n->op == OP_MONTHDAY || n->op == OP_DAY);
    return beside ? reference(v, r) : CHN_DAY_NONE;
}

static bool op_same(resolver *v, time_raw *r, chn_timex *x)
{
    const layer *l = &v->layers[r->quoted ? 1 : 0];
    const chn_day beside = told_beside(v, r);
    chn_day d = beside != CHN_DAY_NONE   ? beside
                : l->any != CHN_DAY_NONE ? l->any
                                         : v->anchor;
    if (d == CHN_DAY_NONE)
        (void)unresolved(x, -1);
    else if (!put_day(x, d))
        return false;
    int32_t part = val(r, CL_PART);
    if (!part)
        chn_time_word_value(v->k, v->doc, r->end - 1, CL_PART, &part);
    add_part(x, part);
    return true;
}

static bool op_same_relyear(const resolver *v, const time_raw *r, chn_timex *x)
{
    const layer *l = &v->layers[r->quoted ? 1 : 0];
    const chn_day d = l->named != CHN_DAY_NONE ? l->named : v->anchor;
    if (d == CHN_DAY_NONE)
        return unresolved(x, -1);
    const chn_day at = chn_day_add_months(d, 12 * val(r, CL_DIR));
    if (at != CHN_DAY_NONE && chn_day_ymd(at).day != chn_day_ymd(d).day)
        return unresolved(x, val(r, CL_DIR)); /* 29 February has none */
    return put_day(x, at);
}

/* ---- durations and sets ---- */

static const char *unit_letter(int32_t unit, bool *time, int32_t *times)
{
    *time = false;
    *times = 1;
    switch (unit) {
    case UNIT_SECOND:
        *time = true;
        return "S";
    case UNIT_MINUTE:
        *time = true;
        return "M";
    case UNIT_HOUR:
        *time = true;
        return "H";
    case UNIT_WEEK:
        return "W";
    case UNIT_FORTNIGHT:
        *times = 2;
        return "W";
    case UNIT_MONTH:
        return "M";
    case UNIT_QUARTER:
        *times = 3;
        return "M";
    case UNIT_YEAR:
        return "Y";
    case UNIT_DECADE:
        *times = 10;
        return "Y";
    case UNIT_CENTURY:
        *times = 100;
        return "Y";
    default:
        return "D";
    }
}

static void put_period(chn_timex *x, int32_t n, int32_t unit)
{
    bool time;
    int32_t times;
    const char *letter = unit_letter(unit, &time, &times);
    put_none(x, "");
    if (n > 0)
        set_value(x, "P%s%d%s", time ? "T" : "", (int)(n * times), letter);
    else
        set_value(x, "P%sX%s", time ? "T" : "", letter);
}

/* "two and a half years", that came as months: P2.5Y; "an hour and a half":
 * PT1.5H; but "a decade and a half" P15Y. */
static void put_half(chn_timex *x, int32_t n, int32_t unit)
{
    bool time;
    int32_t times;
    const bool year = unit == UNIT_MONTH && n > 12 && n % 12 == 6;
    const char *letter = unit_letter(year ? UNIT_YEAR : unit, &time, &times);
    if (unit != UNIT_YEAR && times == 1)
        set_value(x, "P%s%d.5%s", time ? "T" : "", (int)(year ? n / 12 : n),
                  letter);
}

static bool op_dur(const resolver *v, const time_raw *r, chn_timex *x)
{
    const int32_t n = has(r, CL_N) ? val(r, CL_N) : 1;
    const int32_t unit = val(r, CL_UNIT);
    const chn_doc *d = v->doc;
    /* "42 years old", "a 60-year-old man": an age */
    if (is_at(v, r->end, r->first, "old") ||
        (is_at(v, r->end, r->first, "-") &&
         is_at(v, r->end + 1, r->first, "old")) ||
        (is_at(v, r->end, r->first, "of") &&
         is_at(v, r->end + 1, r->first, "age")))
        return false;
    /* "two second places", "one second": rather an ordinal */
    if (unit == UNIT_SECOND && chn_tok_is(d, r->end - 1, "second"))
        return false;
    /* "from one century into the next": an idiom */
    if (n == 1 && is_at(v, r->end, r->first, "into"))
        return false;
    /* "three quarters of them" */
    if (unit == UNIT_QUARTER && (n == 3 || is_at(v, r->end, r->first, "of")))
        return false;
    if (n > 5000 || (v->info[r->first].classes & CL_BIT(CL_YEAR)))
        return false; /* "World Cup 2018 day five" */
    put_period(x, n, unit);
    if (r->half)
        put_half(x, n, unit);
    x->type = CHN_TIMEX_DURATION;
    /* "the second such visit in six weeks", "within 180 days": a window that
     * ends, or begins, about now; a bound and no date */
    if (v->anchor == CHN_DAY_NONE)
        return true;
    const chn_day back = shift_exact(v->anchor, unit, -n);
    const chn_day on = shift_exact(v->anchor, unit, n);
    const bool past =
        chn_tok_is(d, r->first, "the")
            ? chn_tok_is(d, r->first + 1, "last") ||
                  chn_tok_is(d, r->first + 1, "past")
            : before_is(v, r, "in") && tense_of(v, r) != POINT_FUTURE;
    if (past && back != CHN_DAY_NONE) {
        put_range(x, back, v->anchor, CHN_PRECISION_INTERVAL);
        x->flags |= CHN_TIMEX_WINDOW | CHN_TIMEX_APPROX;
    } else if (before_is(v, r, "within") && on != CHN_DAY_NONE &&
               tense_of(v, r) == POINT_FUTURE) {
        put_range(x, v->anchor, on, CHN_PRECISION_INTERVAL);
        x->flags |= CHN_TIMEX_WINDOW | CHN_TIMEX_APPROX;
    }
    return true;
}

static bool op_dur_half(const time_raw *r, chn_timex *x)
{
    put_none(x, "");
    x->type = CHN_TIMEX_DURATION;
    switch (val(r, CL_UNIT)) {
    case UNIT_HOUR:
        set_value(x, "PT30M");
        return true;
    case UNIT_DAY:
        set_value(x, "PT12H");
        return true;
    case UNIT_YEAR:
        set_value(x, "P6M");
        return true;
    case UNIT_DECADE:
        set_value(x, "P5Y");
        return true;
    case UNIT_CENTURY:
        set_value(x, "P50Y");
        return true;
    default:
        return false;
    }
}

/* "at night", "in daytime": of no day that is told. */
static bool op_part(const resolver *v, const time_raw *r, chn_timex *x)
{
    int32_t part = 0;
    chn_time_word_value(v->k, v->doc, r->first, CL_PART, &part);
    put_none(x, "XXXX-XX-XX");
    add_part(x, part);
    return true;
}

static bool op_set(const resolver *v, const time_raw *r, chn_timex *x,
                   uint8_t op)
{
    /* the Hurriyet Daily News, LA Weekly */
    const chn_token *tok = &v->doc->tok[r->first];
    if (op == OP_SET_FREQ && (tok->flags & CHN_TOK_CAP) &&
        !(tok->flags & CHN_TOK_SENT_START))
        return false;
    if (val(r, CL_N) > 5000)
        return false;
    x->type = CHN_TIMEX_SET;
    put_none(x, "");
    if (op == OP_SET_WD)
        set_value(x, "XXXX-WXX-%d", (int)val(r, CL_WD));
    else if (op == OP_SET_FREQ)
        set_value(x, "P%c%c", val(r, CL_FREQ) / 256, val(r, CL_FREQ) % 256);
    else if (op == OP_SET_DAY)
        set_value(x, "P1D");
    else
        put_period(x, has(r, CL_N) ? val(r, CL_N) : 1, val(r, CL_UNIT));
    return true;
}

/* ---- observances ---- */

static int32_t ordinal_before(const resolver *v, uint32_t t)
{
    if (t == 0 || !in_sentence(v->doc, t - 1, t) ||
        !(v->info[t - 1].classes & CL_BIT(CL_ORD)))
        return 0;
    int32_t n = v->info[t - 1].num;
    chn_time_word_value(v->k, v->doc, t - 1, CL_ORDWORD, &n);
    return n;
}

static void observed(const time_day *d, chn_timex *x)
{
    x->flags |= CHN_TIMEX_OCCASION;
    x->occasion = d->id;
    x->occasion_name = d->name;
    if (!x->base_year)
        x->base_year = d->base_year;
}

#define HABIT_REACH 40 /* tokens on either side */
/* A sentence that tells what is done year by year: "Every year", "Since last
 * year, the agency has been reporting on". A verb of one time governs the day
 * itself all the same: "will, as every year, mark Liberation Day". */
static bool of_every_year(const resolver *v, const time_raw *r)
{
    const chn_doc *d = v->doc;
    const chn_sent *s = &d->sent[d->tok[r->first].sent];
    const uint32_t low =
        r->first - s->first > HABIT_REACH ? r->first - HABIT_REACH : s->first;
    const uint32_t high =
        s->end - r->end > HABIT_REACH ? r->end + HABIT_REACH : s->end;
    bool since = false;
    bool every = false;
    for (uint32_t t = low; t < high; t++) {
        if (t + 1 < high && chn_time_tie(v->k, d, t, TIE_EVERY) &&
            chn_tok_is(d, t + 1, "year"))
            every = true;
        every = every || chn_time_tie(v->k, d, t, TIE_YEARLY);
        since = since || chn_tok_is(d, t, "since");
        /* "have been disclosing": again and again */
        if (since && t < r->first && t + 2 < high &&
            chn_time_tie(v->k, d, t, TIE_LASTED) &&
            chn_tok_is(d, t + 1, "been")) {
            const chn_str f = d->tok[t + 2].fold;
            every = every || (f.n > 4 && memcmp(f.p + f.n - 3, "ing", 3) == 0);
        }
    }
    if (!every)
        return false;
    const time_tense tense = tense_of(v, r);
    return tense != POINT_FUTURE && (since || tense != POINT_PAST);
}

/* "Liberation Day marks the end of the colonial era", "this day is
 * commemorated as Victory Day": said of every year's. */
static bool generic(const resolver *v, const time_raw *r)
{
    const chn_doc *d = v->doc;
    if (tie_at(v, r->end, r->first, TIE_MARKS))
        return true;
    /* "is held on", "is celebrated every year" */
    if (is_at(v, r->end, r->first, "is") &&
        tie_at(v, r->end + 1, r->first, TIE_MARKED))
        return true;
    if (of_every_year(v, r))
        return true;
    uint32_t t = r->first;
    const uint32_t low = d->sent[d->tok[t].sent].first;
    while (t > low && d->tok[t - 1].kind == CHN_TOK_PUNCT)
        t--;
    return t >= low + 3 && chn_tok_is(d, t - 1, "as") &&
           chn_tok_is(d, t - 3, "is") &&
           chn_time_tie(v->k, d, t - 2, TIE_MARKED);
}

#define ROWS_MAX 256      /* "Independence Day" */
#define COUNTRY_REACH 600 /* tokens on either side */
static bool op_named(resolver *v, time_raw *r, chn_timex *x)
{
    const chn_doc *d = v->doc;
    const chn_sent *s = &d->sent[d->tok[r->first].sent];
    const uint32_t *aliases = NULL;
    uint32_t n = 0;
    chn_phrases_match(v->k->names, d, r->first, s->end, &aliases, &n);
    uint32_t rows[ROWS_MAX];
    uint32_t n_rows = 0;
    bool needs = n > 1;
    for (uint32_t i = 0; i < n && n_rows < ROWS_MAX; i++) {
        rows[n_rows++] = v->k->aliases[aliases[i]].day;
        needs = needs || v->k->aliases[aliases[i]].needs_country;
    }
    uint32_t row = n_rows == 1 && !needs ? rows[0] : UINT32_MAX;
    if (row == UINT32_MAX)
        row = chn_time_pick_country(v->k, d, rows, n_rows, r->first, s->first,
                                    s->end);
    if (row == UINT32_MAX) {
        /* the country that the report told last before; a window, so that a
         * name on every line of a long report stays linear */
        const uint32_t low =
            r->first > COUNTRY_REACH ? r->first - COUNTRY_REACH : 0;
        const uint32_t high = d->n_tok - r->first > COUNTRY_REACH
                                  ? r->first + COUNTRY_REACH
                                  : d->n_tok;
        row = chn_time_pick_country(v->k, d, rows, n_rows, r->first, low, high);
    }
    if (row == UINT32_MAX)
        row = chn_time_pick_default(v->k, aliases, n);
    if (row == UINT32_MAX)
        return false;
    const time_day *day = &v->k->days[row];
    if (!day->name.n) /* "Tet Offensive": no day */
        return false;
    /* "Russia's national day": the country is part of the name */
    if (needs && r->first >= s->first + 2 &&
        chn_tok_is(d, r->first - 1, "'s")) {
        for (uint32_t back = 2; back <= 4 && r->first >= s->first + back;
             back++) {
            const uint32_t *values = NULL;
            uint32_t m = 0;
            const uint32_t e = chn_phrases_match(v->k->near, d, r->first - back,
                                                 r->first - 1, &values, &m);
            if (e == r->first - 1) {
                r->first -= back;
                break;
            }
        }
    }
    x->ordinal = ordinal_before(v, r->first);
    observed(day, x);
    int32_t year = 0;
    if (in_sentence(d, r->end, r->first) &&
        (v->info[r->end].classes & CL_BIT(CL_YEAR))) {
        year = v->info[r->end].num;
        r->end++;
    } else if (!relative_year(v, r, &year)) {
        year = 0;
    }
    if (!year && v->history && v->story.year > 0)
        year = v->story.year;
    if (!year && day->since && day->since == day->until && !day->other) {
        /* "9/11": there was only one. It is told of, and neither observed nor
         * the day of what is told, so it has a value and no days. */
        char z[11];
        x->flags &= (uint8_t)~CHN_TIMEX_OCCASION;
        put_none(x, "");
        chn_day_format(chn_time_day_in(day, day->since), z);
        set_value(x, "%s", z);
        return true;
    }
    const chn_day when = year ? chn_time_day_in(day, year)
                         : v->anchor == CHN_DAY_NONE
                             ? CHN_DAY_NONE
                             : chn_time_day_near(day, v->anchor);
    if (when == CHN_DAY_NONE) {
        put_none(x, "XXXX-XX-XX");
        if (day->rule == RULE_FIXED)
            set_value(x, "XXXX-%02d-%02d", day->month, day->day);
        return true;
    }
    if (!put_day(x, when))
        return false;
    if (!v->alone)
        v->occasion = when;
    if (!year && generic(v, r)) {
        const chn_ymd c = chn_day_ymd(when);
        set_value(x, "XXXX-%02d-%02d", (int)c.month, (int)c.day);
    }
    return true;
}

/* "the 30th anniversary of the launch on April 12, 1981": the base is told
 * behind it, and N years on is about the report's year. "... of the launch on
 * April 12, 2011": the day itself is. */
static chn_day base_told(const resolver *v, const time_raw *r)
{
    const uint32_t i = (uint32_t)(r - v->raws->at);
    for (uint32_t j = i + 1; j < i + 3 && j < v->raws->n; j++) {
        const time_raw *n = &v->raws->at[j];
        if (!in_sentence(v->doc, n->first, r->first))
            break;
        if (n->op != OP_DAY || !has(n, CL_YEAR) || !has(n, CL_DOM))
            continue;
        int32_t y = val(n, CL_YEAR) + val(r, CL_ORD);
        if (v->anchor != CHN_DAY_NONE) {
            const int32_t now = chn_day_ymd(v->anchor).year;
            if (val(n, CL_YEAR) == now)
                y = now;
            if (y < now - 1 || y > now + 1)
                continue;
        }
        return chn_day_of(y, val(n, CL_MON), val(n, CL_DOM));
    }
    return CHN_DAY_NONE;
}

/* The N-th anniversary of E is the day of E in E's year + N. */
static bool op_anniv(resolver *v, const time_raw *r, chn_timex *x)
{
    const chn_doc *d = v->doc;
    const uint32_t sent = d->tok[r->first].sent;
    const int32_t year =
        v->anchor == CHN_DAY_NONE ? 0 : chn_day_ymd(v->anchor).year;
    uint32_t end = r->end;
    while (end < r->end + 14 && end < d->sent[sent].end &&
           !chn_tok_is(d, end, ";"))
        end++;
    x->ordinal = val(r, CL_ORD);
    x->flags |= CHN_TIMEX_OCCASION;
    const uint32_t row =
        chn_time_pick_marked(v->k, d, r->end, end, sent, x->ordinal, year);
    if (row == UINT32_MAX) {
        /* its base is not known: the report's year less N, and no day */
        put_none(x, "XXXX-XX-XX");
        if (year) {
            x->base_year = year - x->ordinal;
            set_value(x, "%04d-XX-XX", (int)year);
        }
        const chn_day told = base_told(v, r);
        if (told != CHN_DAY_NONE)
            return put_day(x, told);
        return true;
    }
    const time_day *day = &v->k->days[row];
    observed(day, x);
    const chn_day when = day->base_year
                             ? chn_time_day_in(day, day->base_year + x->ordinal)
                         : year ? chn_time_day_near(day, v->anchor)
                                : CHN_DAY_NONE;
    if (when == CHN_DAY_NONE) {
        put_none(x, "XXXX-XX-XX");
        return true;
    }
    if (!v->alone)
        v->occasion = when;
    return put_day(x, when);
}

/* ---- quarters, clock ---- */

static bool op_quarter(const resolver *v, const time_raw *r, chn_timex *x)
{
    const int32_t q = has(r, CL_QN) ? val(r, CL_QN) : val(r, CL_ORD);
    if (q < 1 || q > 4)
        return false;
    int32_t y = val(r, CL_YEAR);
    if (!y) {
        if (v->anchor == CHN_DAY_NONE) {
            put_none(x, "");
            set_value(x, "XXXX-Q%d", (int)q);
            return true;
        }
        y = chn_day_ymd(v->anchor).year;
    }
    if (!put_range(x, chn_day_of(y, q * 3 - 2, 1),
                   chn_day_of(y, q * 3, chn_days_in_month(y, q * 3)),
                   CHN_PRECISION_QUARTER))
        return false;
    set_value(x, "%04d-Q%d", (int)y, (int)q);
    return true;
}

static bool op_half(const resolver *v, const time_raw *r, chn_timex *x)
{
    const uint32_t t =
        chn_tok_is(v->doc, r->first, "the") ? r->first + 1 : r->first;
    const bool first = chn_tok_is(v->doc, t, "first");
    const int32_t y = val(r, CL_YEAR);
    if (!put_range(x, chn_day_of(y, first ? 1 : 7, 1),
                   first ? chn_day_of(y, 6, 30) : chn_day_of(y, 12, 31),
                   CHN_PRECISION_INTERVAL))
        return false;
    set_value(x, "%04d-H%d", (int)y, first ? 1 : 2);
    return true;
}

/* The day told right beside a time of day: "at 11:30 on 30 April". Only the
 * value tells it; what is dated is dated by the day's own expression. */
static chn_day day_beside(const resolver *v, const time_raw *r)
{
    const chn_times *o = v->out;
    if (o->n > 0) {
        const chn_timex *b = &o->at[o->n - 1];
        if (b->end + 3 >= r->first && in_sentence(v->doc, b->first, r->first) &&
            b->from == b->to && b->precision == CHN_PRECISION_DAY)
            return b->from;
    }
    const uint32_t i = (uint32_t)(r - v->raws->at);
    if (i + 1 >= v->raws->n)
        return CHN_DAY_NONE;
    const time_raw *n = &v->raws->at[i + 1];
    chn_timex y = {0};
    y.from = CHN_DAY_NONE;
    if (n->first > r->end + 3 || !in_sentence(v->doc, n->first, r->first))
        return CHN_DAY_NONE;
    if ((n->op == OP_DAY || n->op == OP_MONTHDAY) && has(n, CL_DOM))
        return op_day(v, n, &y, val(n, CL_DOM)) ? y.from : CHN_DAY_NONE;
    return n->op == OP_WEEKDAY && op_weekday(v, n, &y) ? y.from : CHN_DAY_NONE;
}

static bool op_clock(const resolver *v, const time_raw *r, chn_timex *x,
                     uint8_t op)
{
    int32_t minute = val(r, CL_CLOCK);
    if (op == OP_CLOCK && r->end > r->first + 1) {
        const chn_str half = v->doc->tok[r->end - 1].fold;
        const bool am = chn_str_is(half, "am") || chn_str_is(half, "a.m.");
        const bool pm = chn_str_is(half, "pm") || chn_str_is(half, "p.m.");
        if (pm && minute < 720)
            minute += 720;
        else if (am && minute >= 720)
            minute -= 720;
    }
    if (op == OP_CLOCK_HOUR) {
        int32_t h = val(r, CL_N);
        const chn_str f = v->doc->tok[r->end - 1].fold;
        if (h < 1 || h > 12 || f.n == 0)
            return false;
        h = f.p[0] == 'p' ? h % 12 + 12 : h % 12;
        minute = h * 60;
    } else if (op == OP_CLOCK_WORD) {
        minute = chn_tok_is(v->doc, r->end - 1, "noon") ? 720 : 0;
    }
    put_none(x, "");
    const chn_day on = day_beside(v, r);
    char z[11] = "";
    if (on != CHN_DAY_NONE)
        chn_day_format(on, z);
    set_value(x, "%sT%02d:%02d", z, (int)(minute / 60), (int)(minute % 60));
    x->type = CHN_TIMEX_TIME;
    return true;
}

/* "Saturday night, the opening night": the first day of what the report is
 * about is told beside it, and known from then on. "Day five", "the third day
 * of the war" count from it. */
static bool op_opening(resolver *v, const time_raw *r, chn_timex *x)
{
    const chn_doc *d = v->doc;
    const int32_t n = has(r, CL_N)     ? val(r, CL_N)
                      : has(r, CL_ORD) ? val(r, CL_ORD)
                                       : 1;
    const chn_times *o = v->out;
    chn_day on = CHN_DAY_NONE;
    if (n < 1 || n > 100)
        return false;
    if (o->n > 0 && o->at[o->n - 1].end + 1 == r->first &&
        is_at(v, r->first - 1, r->first, ",") &&
        in_sentence(d, o->at[o->n - 1].first, r->first) &&
        o->at[o->n - 1].precision == CHN_PRECISION_DAY)
        on = o->at[o->n - 1].from;
    const uint32_t i = (uint32_t)(r - v->raws->at);
    if (on == CHN_DAY_NONE && i + 1 < v->raws->n) {
        time_raw *next = &v->raws->at[i + 1];
        chn_timex y = {0};
        y.from = CHN_DAY_NONE;
        if (next->first == r->end + 1 && is_at(v, r->end, r->first, ",") &&
            (next->op == OP_DAY || next->op == OP_MONTHDAY) &&
            has(next, CL_DOM) && op_day(v, next, &y, val(next, CL_DOM)))
            on = y.from;
    }
    if (on != CHN_DAY_NONE && !v->alone)
        v->opening = on - (n - 1);
    if (v->opening != CHN_DAY_NONE)
        return put_day(x, v->opening + (n - 1));
    /* "the first day of the war" is a day, though not told which */
    if (!has(r, CL_ORD))
        return false;
    put_none(x, "XXXX-XX-XX");
    return true;
}

/* ---- one expression
 * ----------------------------------------------------------------------------
 */

static bool resolve_offsets(resolver *v, time_raw *r, chn_timex *x, chn_str arg)
{
    int32_t unit = 0;
    const int32_t n = arg_number(arg, &unit);
    switch (r->op) {
    case OP_OFFSET:
        if (!put_offset(v, r, x, unit, n))
            return false;
        add_part(x, val(r, CL_PART)); /* "the evening before" */
        return true;
    case OP_OFFSET_DAY:
        if (!put_offset(v, r, x, UNIT_DAY, val(r, CL_ADIR)))
            return false;
        add_part(x, val(r, CL_PART));
        return true;
    case OP_OFFSET_ADIR:
        return put_offset(v, r, x, val(r, CL_UNIT), val(r, CL_ADIR));
    case OP_OFFSET_UNIT:
        return put_offset(v, r, x, unit_of_word(v, r->first + 1), n);
    case OP_OFFSET_N:
        return put_offset(v, r, x, val(r, CL_UNIT), n * val(r, CL_N));
    case OP_OFFSET_REF:
        return op_offset_ref(v, r, x, arg);
    case OP_SAME:
        return op_same(v, r, x);
    case OP_SAME_UNIT:
        return op_same_unit(v, r, x);
    default:
        return op_same_relyear(v, r, x);
    }
}

static bool resolve_relative(resolver *v, time_raw *r, chn_timex *x,
                             chn_str arg)
{
    switch (r->op) {
    case OP_DEICTIC:
        return chn_str_is(arg, "over") ? op_overnight(v, r, x)
                                       : op_deictic(v, r, x, arg);
    case OP_RELUNIT:
        return op_relunit(v, r, x, arg);
    case OP_EDGE_THIS:
        return op_edge_this(v, r, x);
    case OP_YEAREND:
        return v->anchor == CHN_DAY_NONE
                   ? unresolved(x, 1)
                   : put_shifted(x, v->anchor, UNIT_YEAR, 0) &&
                         put_edge(x, CODE1('X'));
    case OP_WEEKEND:
        return op_weekend(v, r, x);
    case OP_SEASON:
    case OP_SEASON_YEAR:
    case OP_SEASON_DIR:
        return op_season(v, r, x, r->op);
    case OP_VAGUEREF:
        put_none(x, "");
        set_value(x, "%.*s", (int)arg.n, arg.p);
        x->flags |= CHN_TIMEX_VAGUE;
        return true;
    case OP_AGO:
        return op_ago(v, r, x, arg_number(arg, NULL));
    case OP_AGO_EXACT:
        return op_ago_exact(v, r, x);
    default:
        return resolve_offsets(v, r, x, arg);
    }
}

static bool resolve_other(resolver *v, time_raw *r, chn_timex *x, chn_str arg)
{
    switch (r->op) {
    case OP_SET:
    case OP_SET_FREQ:
    case OP_SET_DAY:
    case OP_SET_WD:
        return op_set(v, r, x, r->op);
    case OP_DUR:
        return op_dur(v, r, x);
    case OP_DUR_VAGUE:
        if (val(r, CL_UNIT) == UNIT_QUARTER)
            return false; /* "in some quarters" */
        put_period(x, 0, val(r, CL_UNIT));
        x->type = CHN_TIMEX_DURATION;
        return true;
    case OP_DUR_HALF:
        return op_dur_half(r, x);
    case OP_ANNIV:
        return op_anniv(v, r, x);
    case OP_NAMED:
        return op_named(v, r, x);
    case OP_QUARTER:
        return op_quarter(v, r, x);
    case OP_HALF:
        return op_half(v, r, x);
    case OP_CLOCK:
    case OP_CLOCK_HOUR:
    case OP_CLOCK_WORD:
        return op_clock(v, r, x, r->op);
    case OP_PART:
        return op_part(v, r, x);
    case OP_FISCAL:
        return op_fiscal(r, x);
    case OP_OPENING:
        return op_opening(v, r, x);
    default:
        return resolve_relative(v, r, x, arg);
    }
}

static bool resolve_one(resolver *v, time_raw *r, chn_timex *x)
{
    const chn_str none = {"", 0};
    const chn_str arg =
        r->op == OP_NAMED ? none : v->k->patterns[r->pattern].arg;
    switch (r->op) {
    case OP_DAY:
    case OP_MONTHDAY:
        return op_day(v, r, x,
                      has(r, CL_DOM) ? val(r, CL_DOM) : val(r, CL_ORD));
    case OP_ISO:
        return put_day(x,
                       chn_day_of(val(r, CL_YEAR), val(r, CL_D2), r->c.second));
    case OP_NUMERIC:
        return op_numeric(r, x);
    case OP_MDRANGE:
        return op_mdrange(v, r, x);
    case OP_MONTHYEAR:
    case OP_MONTH:
        return op_month(v, r, x);
    case OP_MONTH_DIR:
    case OP_MONTH_ADIR:
        return op_month_dir(v, r, x, r->op == OP_MONTH_ADIR);
    case OP_MONTH_RELYEAR:
        if (v->anchor == CHN_DAY_NONE)
            return op_month(v, r, x);
        if (!put_month(x, chn_day_ymd(v->anchor).year + val(r, CL_DIR),
                       val(r, CL_MON)))
            return false;
        narrow(x, val(r, CL_MOD));
        return true;
    case OP_YEAR:
        return op_year(v, r, x);
    case OP_YEAR_SHORT:
        return put_year(x, year_of_two(v, val(r, CL_YY)));
    case OP_ERA:
    case OP_CAL_YEAR:
        return op_era(v, r, x, arg);
    case OP_ERA_MONTH:
        if (!era_year(r) || !put_month(x, era_year(r), val(r, CL_MON)))
            return false;
        narrow(x, val(r, CL_MOD));
        return true;
    case OP_CAL_DAY:
        return op_cal_day(v, r, x, arg);
    case OP_DECADE:
    case OP_DECADE_WORD:
        return op_decade(v, r, x);
    case OP_CENTURY:
        if (!put_century(x, val(r, CL_ERA) == CODE2('B', 'C') ? -val(r, CL_ORD)
                                                              : val(r, CL_ORD)))
            return false;
        narrow(x, val(r, CL_MOD));
        return true;
    case OP_WEEKDAY:
        return op_weekday(v, r, x);
    case OP_WEEKDAY_DIR:
        return op_weekday_dir(v, r, x);
    case OP_WEEKDAY_ADIR:
        return op_weekday_adir(v, r, x);
    case OP_WEEKDAY_AGO:
        if (!op_weekday(v, r, x) || x->from == CHN_DAY_NONE)
            return false;
        return put_day(x, x->from - 7);
    case OP_DOM:
        return op_dom(v, r, x);
    case OP_DOM_OF:
        return op_dom_of(v, r, x);
    default:
        return resolve_other(v, r, x, arg);
    }
}

/* ---- what stands around it ---- */

/* "since", "until", "after": what the date bounds. */
static void read_preposition(const resolver *v, const time_raw *r, chn_timex *x)
{
    uint32_t t = r->first;
    const uint32_t low = v->doc->sent[v->doc->tok[t].sent].first;
    if (t > low && chn_tok_is(v->doc, t - 1, "the"))
        t--;
    if (t > low && chn_time_tie(v->k, v->doc, t - 1, TIE_APPROX)) {
        x->flags |= CHN_TIMEX_APPROX;
        x->mod = 'A';
        t--;
    }
    if (t == low)
        return;
    t--;
    if (chn_tok_is(v->doc, t, "since")) {
        x->flags |= CHN_TIMEX_SINCE;
        /* "since 2019" runs to the report */
    } else if (chn_time_tie(v->k, v->doc, t, TIE_TERM)) {
        x->flags |= CHN_TIMEX_UNTIL;
    } else if (chn_time_tie(v->k, v->doc, t, TIE_BEHIND)) {
        x->flags |= CHN_TIMEX_AFTER;
    } else if (chn_tok_is(v->doc, t, "within") &&
               x->precision != CHN_PRECISION_DAY) {
        x->flags |= CHN_TIMEX_WINDOW;
    }
}

#define ASIDE_YEARS 5
/* Where the story stands, and which old year a background passage opened. */
static void follow_story(resolver *v, const time_raw *r, const chn_timex *x)
{
    const chn_sent *s = &v->doc->sent[v->doc->tok[r->first].sent];
    if (v->carried.year && v->carried.para != s->para)
        v->carried.year = 0;
    if (x->from == CHN_DAY_NONE || r->quoted || v->anchor == CHN_DAY_NONE ||
        x->type > CHN_TIMEX_TIME || (x->flags & CHN_TIMEX_OCCASION))
        return;
    const chn_ymd c = chn_day_ymd(x->from);
    if (v->history) {
        const bool month = x->precision == CHN_PRECISION_DAY ||
                           x->precision == CHN_PRECISION_MONTH;
        /* "as in 1812", "of the 1990 charter", "until 1976": a look aside; what
         * opens its sentence moves the story all the same */
        const int32_t jump = c.year - v->story.year;
        const bool aside = jump < -ASIDE_YEARS || jump > ASIDE_YEARS ||
                           (x->flags & (CHN_TIMEX_SINCE | CHN_TIMEX_UNTIL)) ||
                           r->op == OP_YEAR;
        if (v->story.year && jump && aside && r->first > s->first + 2)
            return;
        if (c.year != v->story.year || month)
            v->story.month = month ? c.month : 0;
        v->story.year = c.year;
        return;
    }
    if (c.year > chn_day_ymd(v->anchor).year - 2) {
        v->carried.year = 0;
        return;
    }
    const bool dates = r->op == OP_YEAR || r->op == OP_MONTHYEAR ||
                       (r->op == OP_DAY && has(r, CL_YEAR));
    if (!dates || r->first > s->first + 3 || r->first == s->first)
        return;
    if (before_is(v, r, "in") || before_is(v, r, "on")) {
        v->carried.year = c.year;
        v->carried.para = s->para;
    }
}

/* "NATO on Tuesday expelled ten Russians, [since] a man was poisoned on 4
 * March": the day is not the news'. */
static bool stands_aside(const resolver *v, const layer *l, const time_raw *r)
{
    if (l->main == CHN_DAY_NONE ||
        v->doc->tok[l->main_end - 1].sent != v->doc->tok[r->first].sent)
        return false;
    for (uint32_t t = l->main_end; t < r->first; t++)
        if (chn_time_tie(v->k, v->doc, t, TIE_CLAUSE) ||
            chn_time_tie(v->k, v->doc, t, TIE_APART))
            return true;
    return false;
}

static void remember(resolver *v, const time_raw *r, const chn_timex *x)
{
    layer *l = layer_of(v, r);
    if (era_year(r) < 0)
        l->year = v->story.year = era_year(r);
    follow_story(v, r, x);
    /* a named day that could not be worked out: nothing looks past it */
    if (x->from == CHN_DAY_NONE && day_grained(r->op))
        l->named = l->any = l->main = CHN_DAY_NONE;
    if (x->from == CHN_DAY_NONE || x->type > CHN_TIMEX_TIME ||
        (x->flags & CHN_TIMEX_OCCASION))
        return;
    if (x->from == x->to && x->precision == CHN_PRECISION_DAY &&
        !(x->flags & CHN_TIMEX_APPROX)) {
        if (day_grained(r->op)) {
            l->named = x->from;
            if (!stands_aside(v, l, r)) {
                l->main = x->from;
                l->main_end = r->end;
            }
        }
        l->any = x->from;
    }
    const chn_ymd c = chn_day_ymd(x->from);
    l->year = c.year;
    if (x->precision == CHN_PRECISION_DAY ||
        x->precision == CHN_PRECISION_MONTH)
        l->month = c.month;
}

/* "from 2004 to 2009", "1910-1945": mark the two as ends of one interval. */
static void join_ranges(const resolver *v)
{
    const chn_doc *d = v->doc;
    for (uint32_t i = 0; i + 1 < v->out->n; i++) {
        chn_timex *a = &v->out->at[i];
        chn_timex *b = &v->out->at[i + 1];
        if (b->first != a->end + 1 || a->from == CHN_DAY_NONE ||
            b->to == CHN_DAY_NONE || b->to < a->from ||
            a->precision != b->precision || a->type > CHN_TIMEX_TIME ||
            b->type > CHN_TIMEX_TIME)
            continue;
        const bool from = a->first > 0 && chn_tok_is(d, a->first - 1, "from");
        const bool between =
            a->first > 0 && chn_tok_is(d, a->first - 1, "between");
        if (chn_tok_is(d, a->end, "-") ||
            (from && chn_time_tie(v->k, d, a->end, TIE_UPTO)) ||
            (between && chn_tok_is(d, a->end, "and"))) {
            a->flags |= CHN_TIMEX_SINCE;
            b->flags |= CHN_TIMEX_UNTIL;
        }
    }
}

/* What the days were counted from, for whoever wants to know why. The layers
 * must still be those that it was resolved with. */
static uint8_t base_of(const resolver *v, const time_raw *r, const chn_timex *x)
{
    const layer *l = &v->layers[r->quoted ? 1 : 0];
    if (x->from == CHN_DAY_NONE)
        return CHN_TIMEX_BY_ITSELF;
    switch (r->op) {
    case OP_NAMED:
    case OP_ANNIV:
        return CHN_TIMEX_BY_NAME;
    case OP_OFFSET_REF:
        return CHN_TIMEX_BY_NEXT;
    case OP_WEEKDAY_ADIR:
    case OP_MONTH_ADIR:
    case OP_SAME_RELYEAR:
    case OP_SAME_UNIT:
    case OP_SAME:
        return l->any != CHN_DAY_NONE || l->year ? CHN_TIMEX_BY_TOLD
                                                 : CHN_TIMEX_BY_REPORT;
    case OP_OFFSET:
    case OP_OFFSET_DAY:
    case OP_OFFSET_ADIR:
    case OP_OFFSET_UNIT:
    case OP_OFFSET_N:
        return l->any != CHN_DAY_NONE || l->year ||
                       (v->layers[0].named != CHN_DAY_NONE && !r->quoted)
                   ? CHN_TIMEX_BY_TOLD
                   : CHN_TIMEX_BY_REPORT;
    case OP_DEICTIC:
    case OP_RELUNIT:
    case OP_AGO:
    case OP_AGO_EXACT:
    case OP_EDGE_THIS:
    case OP_YEAREND:
    case OP_WEEKEND:
    case OP_SEASON:
    case OP_SEASON_DIR:
    case OP_WEEKDAY_DIR:
    case OP_WEEKDAY_AGO:
    case OP_MONTH_DIR:
    case OP_MONTH_RELYEAR:
    case OP_DOM_OF:
    case OP_DUR:
        return CHN_TIMEX_BY_REPORT;
    case OP_QUARTER:
    case OP_HALF:
        return has(r, CL_YEAR) ? CHN_TIMEX_BY_ITSELF : CHN_TIMEX_BY_REPORT;
    default:
        return x->open == CHN_TIMEX_FULL ? CHN_TIMEX_BY_ITSELF
                                         : CHN_TIMEX_BY_REPORT;
    }
}

/* The day itself, where the expression is an offset from a day. */
static chn_day base_day_of(const resolver *v, const time_raw *r,
                           const chn_timex *x)
{
    const layer *l = &v->layers[r->quoted ? 1 : 0];
    if (x->base == CHN_TIMEX_BY_REPORT)
        return v->anchor;
    if (x->base != CHN_TIMEX_BY_TOLD || x->precision != CHN_PRECISION_DAY)
        return CHN_DAY_NONE;
    if (r->op == OP_SAME)
        return l->any;
    if (r->op == OP_WEEKDAY_ADIR || r->op == OP_SAME_RELYEAR)
        return l->named;
    const chn_day back = base_day(v, r, -1);
    return x->from < back ? back : base_day(v, r, 1);
}

static void tell_base(const resolver *v, const time_raw *r, chn_timex *x)
{
    x->base = base_of(v, r, x);
    x->base_day = base_day_of(v, r, x);
    if (has(r, CL_MOD))
        x->mod = val(r, CL_MOD) == CODE1('E')   ? 'S'
                 : val(r, CL_MOD) == CODE1('L') ? 'E'
                                                : 'M';
}

chn_code chn_time_resolve(const chn_time_know *k, const chn_doc *doc,
                          const time_token *info, time_raws *raws,
                          chn_day anchor, chn_times *out, chn_err *err)
{
    resolver v = {.k = k,
                  .doc = doc,
                  .info = info,
                  .raws = raws,
                  .anchor = anchor,
                  .out = out,
                  .occasion = CHN_DAY_NONE,
                  .history = chn_time_is_history(raws, anchor),
                  .opening = CHN_DAY_NONE};
    for (int i = 0; i < 2; i++)
        v.layers[i].named = v.layers[i].any = v.layers[i].main = CHN_DAY_NONE;
    if (v.history) /* months told before any year are of its beginning */
        v.story.year = chn_time_first_year(raws);
    out->anchor = anchor;
    out->n = 0;
    out->at = CHN_NEW(doc->arena, chn_timex, raws->n + 1);
    if (!out->at)
        return chn_fail_memory(err);
    uint32_t end = 0; /* of the last expression */
    for (uint32_t i = 0; i < raws->n; i++) {
        time_raw *r = &raws->at[i];
        chn_timex x = {0};
        x.from = x.to = CHN_DAY_NONE;
        if (!resolve_one(&v, r, &x) || r->first < end)
            continue; /* "Victory Day 1945" has taken the year behind it */
        end = r->end;
        x.first = r->first;
        x.end = r->end;
        x.span = chn_doc_span(doc, r->first, r->end);
        x.rule = r->op == OP_NAMED ? chn_str_of("named")
                                   : k->patterns[r->pattern].id;
        tell_base(&v, r, &x);
        read_preposition(&v, r, &x);
        remember(&v, r, &x);
        out->at[out->n++] = x;
    }
    join_ranges(&v);
    return CHN_OK;
}
