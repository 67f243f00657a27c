/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the text of an undated report tells of its day, as clues for solve.c:
 * date lines, dates and years, weekdays, "the 12th", named days,
 * anniversaries, "fourteen years ago", known events, words of an era. Each
 * clue keeps its words and a sentence that says what they mean. Never the
 * clock.
 */
#include "base/err.h"
#include "time/internal.h"
#include "time/solve.h"

#include <stdarg.h>
#include <stdio.h>

#define NEAR_AGO 5      /* tokens between a year and its "N years ago" */
#define NEAR_AFTER 16   /* and between "N years after" and its year */
#define NEAR_EVENT 12   /* and between "last June" and its event */
#define REPORT_REACH 10 /* and between "said" and "on the 12th" */
#define RAWS_BACK 6
#define COUNTRY_REACH 600
#define ROWS_MAX 256
#define FOUND_MAX 32 /* events of one sentence */
#define MISS_WEAK (-32)
#define MISS_SOFT (-110)
#define MISS_FIRM (-160)
#define MISS_YEAR (-320) /* one year, or one month, of 46 years */

typedef struct found {
    const time_event *e;
    uint32_t first, end; /* tokens from its first word to its last */
} found;

typedef struct gather {
    const chn_time_know *k;
    const chn_doc *doc;
    const time_raws *raws;
    clues *out;
    uint32_t lead; /* the first sentence that is no headline */
    int32_t newest;
    uint32_t newest_raw;
    uint32_t *seen;     /* [n_event_words] sentence + 1 that told it last */
    uint32_t *seen_at;  /* [n_event_words] token */
    uint32_t n_seen;    /* event words */
    uint32_t first_raw; /* of the sentence */
    uint32_t after_raw; /* first raw behind the sentence */
} gather;

static bool has(const time_raw *r, uint32_t cls)
{
    return r->c.mask & CL_BIT(cls);
}

static int32_t val(const time_raw *r, uint32_t cls)
{
    return has(r, cls) ? r->c.v[cls] : 0;
}

static bool same_sentence(const gather *g, uint32_t a, uint32_t b)
{
    return a < g->doc->n_tok && b < g->doc->n_tok &&
           g->doc->tok[a].sent == g->doc->tok[b].sent;
}

static bool word_at(const gather *g, uint32_t t, uint32_t of, const char *z)
{
    return same_sentence(g, t, of) && chn_tok_is(g->doc, t, z);
}

static bool word_before(const gather *g, const time_raw *r, const char *z)
{
    return r->first > 0 && word_at(g, r->first - 1, r->first, z);
}

static bool any_at(const gather *g, uint32_t t, uint32_t of,
                   const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (word_at(g, t, of, words[i]))
            return true;
    return false;
}

static time_tense tense_of(const gather *g, const time_raw *r)
{
    return chn_time_governing(g->k, g->doc, r->first, r->end);
}

/* "until", "by", "before", "ahead of": a term that lies ahead. */
static bool a_term(const gather *g, const time_raw *r)
{
    static const char *const words[] = {"until", "till", "by", "before",
                                        "through"};
    return r->first > 0 && any_at(g, r->first - 1, r->first, words,
                                  sizeof words / sizeof words[0]);
}

static chn_str say(const gather *g, const char *fmt, ...) CHN_PRINTF(2, 3);
static chn_str say(const gather *g, const char *fmt, ...)
{
    char z[256];
    va_list ap;
    va_start(ap, fmt);
    const int n = vsnprintf(z, sizeof z, fmt, ap);
    va_end(ap);
    if (n <= 0)
        return chn_str_of("");
    const size_t size = (size_t)n < sizeof z ? (size_t)n : sizeof z - 1;
    return chn_arena_str(g->doc->arena, z, size);
}

static const char *month_name(int32_t m)
{
    static const char *const names[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    return names[(m + 11) % 12];
}

/* The ending of "21st", "12th". */
static const char *ending(int32_t n)
{
    static const char *const names[] = {"th", "st", "nd", "rd"};
    return n % 10 <= 3 && n / 10 != 1 ? names[n % 10] : "th";
}

static const char *weekday_name(int32_t wd)
{
    static const char *const names[] = {"Monday",   "Tuesday", "Wednesday",
                                        "Thursday", "Friday",  "Saturday",
                                        "Sunday"};
    return names[(wd + 6) % 7];
}

static const char *day_text(chn_day d, char z[11])
{
    chn_day_format(d, z);
    return z;
}

static clue blank(const gather *g, uint8_t kind, uint32_t first, uint32_t end)
{
    clue c;
    memset(&c, 0, sizeof c);
    c.kind = kind;
    c.day = CHN_DAY_NONE;
    c.span = chn_doc_span(g->doc, first, end);
    c.miss = MISS_SOFT;
    return c;
}

static void add(const gather *g, const clue *c)
{
    (void)chn_solve_add(g->out, c); /* a full list: enough is known */
}

static void add_bound(const gather *g, const time_raw *r, chn_day from,
                      chn_day to, bool hard, int32_t miss, chn_str why)
{
    clue c = blank(g, CLUE_BOUND, r->first, r->end);
    c.spans[0].from = from;
    c.spans[0].to = to;
    c.n_spans = 1;
    c.hard = hard;
    c.miss = miss;
    c.why = why;
    add(g, &c);
}

/* ---- what a date covers ---- */

typedef struct period {
    chn_day from, to;
} period;

/* Days of an expression that tells its year. */
static bool told_period(const time_raw *r, period *p)
{
    const int32_t y = val(r, CL_YEAR);
    if (!y)
        return false;
    int32_t m = val(r, CL_MON);
    int32_t d = has(r, CL_DOM) ? val(r, CL_DOM) : 0;
    if (r->op == OP_ISO) {
        m = val(r, CL_D2);
        d = r->c.second;
    } else if (r->op == OP_DAY && !d) {
        d = val(r, CL_ORD);
    } else if (r->op == OP_NUMERIC) {
        return false;
    }
    if (m && d)
        p->from = p->to = chn_day_of(y, m, d);
    else if (m && m <= 12) {
        p->from = chn_day_of(y, m, 1);
        p->to = chn_day_of(y, m, chn_days_in_month(y, m));
    } else {
        p->from = chn_day_of(y, 1, 1);
        p->to = chn_day_of(y, 12, 31);
    }
    return p->from != CHN_DAY_NONE && p->to != CHN_DAY_NONE;
}

static uint8_t spread_of(const gather *g, const time_raw *r)
{
    static const char *const told[] = {"said",      "announced", "reported",
                                       "according", "report",    "statement"};
    const uint32_t sent = g->doc->tok[r->first].sent;
    if (a_term(g, r))
        return SPREAD_PLAN;
    switch (tense_of(g, r)) {
    case POINT_FUTURE:
        return SPREAD_PLAN;
    case POINT_UNKNOWN:
        if (r->op != OP_WEEKDAY && r->op != OP_DOM)
            return sent == g->lead ? SPREAD_LEAD : SPREAD_OPEN;
        break;
    default:
        break;
    }
    /* "the 12th" of a desk that names the day of its report */
    if (r->op == OP_DOM && sent <= g->lead + 1) {
        const uint32_t low = g->doc->sent[sent].first;
        for (uint32_t i = 1; i <= REPORT_REACH && r->first >= low + i; i++)
            if (any_at(g, r->first - i, r->first, told,
                       sizeof told / sizeof told[0]))
                return SPREAD_REPORT;
    }
    return sent == g->lead ? SPREAD_LEAD : SPREAD_BODY;
}

/* ---- dates ---- */

static bool alone_in_line(const gather *g, const time_raw *r)
{
    const chn_doc *d = g->doc;
    uint32_t from = d->tok[r->first].from;
    uint32_t to = d->tok[r->end - 1].to;
    while (from > d->body &&
           (d->text[from - 1] == ' ' || d->text[from - 1] == '\t'))
        from--;
    while (to < d->n &&
           (d->text[to] == ' ' || d->text[to] == '.' || d->text[to] == '\r'))
        to++;
    return (from == d->body || d->text[from - 1] == '\n') && to < d->n &&
           d->text[to] == '\n';
}

/* "Friday, July 21, 2017" as a line of its own near the top, the date of a
 * date line, and "Published: 3 March 2014". */
static bool own_line(const gather *g, const time_raw *r)
{
    static const char *const stamps[] = {"published", "updated", "posted",
                                         "issued", "filed"};
    const uint32_t sent = g->doc->tok[r->first].sent;
    const chn_sent *s = &g->doc->sent[sent];
    if (s->dateline)
        return true;
    if (sent > 4)
        return false;
    if (alone_in_line(g, r))
        return true;
    if (any_at(g, s->first, r->first, stamps, 5) && r->first <= s->first + 3 &&
        s->end - r->end <= 1)
        return true;
    return false;
}

static void date_line(const gather *g, const time_raw *r)
{
    char z[11];
    period p;
    if (told_period(r, &p) && p.from == p.to) {
        clue c = blank(g, CLUE_NEAR, r->first, r->end);
        c.day = p.from;
        c.spread = SPREAD_LINE;
        c.why =
            say(g, "The report's own date line says %s.", day_text(p.from, z));
        add(g, &c);
        add_bound(g, r, p.from, CHN_DAY_NONE, true, MISS_YEAR, chn_str_of(""));
    }
}

/* "on 3 March 2022", "in 1996": told of the past, so the report is later. */
static void told_date(gather *g, const time_raw *r, bool history)
{
    char z[11];
    period p;
    if (r->quoted || !told_period(r, &p))
        return;
    const uint32_t sent = g->doc->tok[r->first].sent;
    const time_tense tense = tense_of(g, r);
    if (tense == POINT_FUTURE || (a_term(g, r) && tense != POINT_PAST)) {
        /* "would accept the ruling that gave it the town in 2002" */
        if (p.from != p.to)
            return;
        add_bound(g, r, CHN_DAY_NONE, p.to, false, MISS_SOFT,
                  say(g, "Told as still to come: the report is not after %s.",
                      day_text(p.to, z)));
        return;
    }
    if (a_term(g, r))
        return;
    add_bound(g, r, p.from, CHN_DAY_NONE, tense == POINT_PAST,
              tense == POINT_PAST ? MISS_YEAR : MISS_SOFT,
              say(g, "Told as past: the report is not before %s.",
                  day_text(p.from, z)));
    if (p.from == p.to && sent == g->lead && !history &&
        !word_before(g, r, "of") && !word_before(g, r, "since")) {
        clue c = blank(g, CLUE_NEAR, r->first, r->end);
        c.day = p.from;
        c.spread = SPREAD_LEAD;
        c.why = say(g,
                    "The first sentence tells of %s; news is of the day or "
                    "the day after.",
                    day_text(p.from, z));
        add(g, &c);
    }
    const int32_t year = chn_day_ymd(p.from).year;
    if (year > g->newest) {
        g->newest = year;
        g->newest_raw = (uint32_t)(r - g->raws->at);
    }
}

/* The years in which a month and day fell on a weekday, near the newest. */
static chn_str weekday_years(const gather *g, int32_t wd, int32_t m, int32_t d)
{
    char list[128];
    size_t n = 0;
    list[0] = '\0';
    for (int32_t y = SOLVE_YEAR_LOW; y <= SOLVE_YEAR_HIGH; y++) {
        const chn_day t = chn_day_of(y, m, d);
        if (t == CHN_DAY_NONE || chn_day_weekday(t) != wd ||
            n + 8 > sizeof list)
            continue;
        const int w =
            snprintf(list + n, sizeof list - n, "%s%d", n ? ", " : "", (int)y);
        n += w > 0 ? (size_t)w : 0;
    }
    return say(g, "%d %s was a %s in %s.", (int)d, month_name(m),
               weekday_name(wd), list);
}

/* "Saturday (July 4)", "12 June": a day without its year. */
static void monthday(const gather *g, const time_raw *r, int32_t wd,
                     uint32_t first)
{
    const int32_t m = val(r, CL_MON);
    const int32_t d = has(r, CL_DOM) ? val(r, CL_DOM) : val(r, CL_ORD);
    if (!m || !d || r->quoted)
        return;
    clue c = blank(g, CLUE_MONTHDAY, first, r->end);
    c.month = m;
    c.mday = d;
    c.wd = wd;
    c.spread = g->doc->sent[g->doc->tok[r->first].sent].dateline
                   ? SPREAD_LINE
                   : spread_of(g, r);
    /* a weekday is told of the days past, unless a verb says otherwise */
    if (wd && c.spread == SPREAD_OPEN)
        c.spread = SPREAD_BODY;
    if (wd)
        c.why = weekday_years(g, wd, m, d);
    else if (c.spread == SPREAD_PLAN)
        c.why = say(g, "Still to come: the report is before %d %s.", (int)d,
                    month_name(m));
    else
        c.why = say(g, "The report is near %d %s, and rather after it.", (int)d,
                    month_name(m));
    add(g, &c);
}

/* "Friday the 13th": 13; 0: no such thing follows. */
static int32_t nth_behind(const gather *g, const time_raw *r)
{
    uint32_t t = r->end;
    if (word_at(g, t, r->first, ","))
        t++;
    if (!word_at(g, t, r->first, "the") || !same_sentence(g, t + 1, r->first))
        return 0;
    const chn_str f = g->doc->tok[t + 1].fold;
    int32_t n = 0;
    size_t i = 0;
    while (i < f.n && i < 2 && f.p[i] >= '0' && f.p[i] <= '9')
        n = n * 10 + (f.p[i++] - '0');
    return i && f.n == i + 2 && n <= 31 ? n : 0;
}

static void weekday(const gather *g, const time_raw *r, const time_raw *next)
{
    if (r->quoted)
        return;
    const int32_t wd = val(r, CL_WD);
    if (next && next->op == OP_MONTHDAY && next->first == r->end + 1 &&
        word_at(g, r->end, r->first, "(")) {
        monthday(g, next, wd, r->first);
        return;
    }
    const int32_t nth = nth_behind(g, r);
    clue c = blank(g, CLUE_WEEKDAY, r->first, r->end);
    c.wd = wd;
    c.spread = spread_of(g, r);
    if (nth) {
        c.kind = CLUE_DOM;
        c.mday = nth;
        c.why = say(g,
                    "A %s that is the %d%s of its month, not more than a "
                    "month away.",
                    weekday_name(wd), (int)nth, ending(nth));
    } else if (c.spread == SPREAD_PLAN) {
        c.why = say(g,
                    "Still to come: the report is of a day before %s, or "
                    "of the %s.",
                    weekday_name(wd), weekday_name(wd));
    } else {
        c.why = say(g, "The report is of a %s or of one of the days after.",
                    weekday_name(wd));
    }
    add(g, &c);
}

/* "the 12th", "the 9th of this month". */
static void day_of_month(const gather *g, const time_raw *r)
{
    if (r->quoted)
        return;
    clue c = blank(g, CLUE_DOM, r->first, r->end);
    c.mday = has(r, CL_DOM) ? val(r, CL_DOM) : val(r, CL_NTH);
    if (r->op == OP_DOM_OF && !word_at(g, r->end - 2, r->first, "this"))
        return;
    if (c.mday < 1 || c.mday > 31)
        return;
    c.spread = spread_of(g, r);
    if (c.spread == SPREAD_PLAN)
        c.why = say(g,
                    "Still to come: the report is of a day before the next "
                    "%d%s of a month.",
                    (int)c.mday, ending(c.mday));
    else if (c.spread == SPREAD_REPORT)
        c.why = say(g,
                    "What was reported then is this report's news: it is "
                    "of the %d%s of a month or the day after.",
                    (int)c.mday, ending(c.mday));
    else
        c.why = say(g,
                    "Past: the report is of the %d%s of a month or later, "
                    "and not by a month.",
                    (int)c.mday, ending(c.mday));
    add(g, &c);
}

static void bare_month(const gather *g, const time_raw *r)
{
    const int32_t m = has(r, CL_MONTH) ? val(r, CL_MONTH) : val(r, CL_MON);
    if (r->quoted || has(r, CL_YEAR) || m < 1 || m > 12)
        return;
    clue c = blank(g, CLUE_MONTH, r->first, r->end);
    c.month = m;
    c.spread = spread_of(g, r);
    c.why = say(g,
                c.spread == SPREAD_PLAN ? "Still to come, and near: %s."
                                        : "Past and near: %s.",
                month_name(m));
    add(g, &c);
}

/* ---- named days and anniversaries ---- */

static const chn_day *feast_days(const gather *g, const time_day *d)
{
    chn_day *days = CHN_NEW(g->doc->arena, chn_day, SOLVE_FEAST_DAYS);
    bool any = false;
    for (int32_t i = 0; days && i < SOLVE_FEAST_DAYS; i++) {
        days[i] = chn_time_day_in(d, SOLVE_YEAR_LOW - 1 + i);
        any = any || days[i] != CHN_DAY_NONE;
    }
    return any ? days : NULL;
}

static uint32_t named_row(const gather *g, const time_raw *r)
{
    const chn_doc *d = g->doc;
    const chn_sent *s = &d->sent[d->tok[r->first].sent];
    const uint32_t *aliases = NULL;
    uint32_t n = 0;
    uint32_t rows[ROWS_MAX];
    uint32_t n_rows = 0;
    chn_phrases_match(g->k->names, d, r->first, s->end, &aliases, &n);
    bool needs = n > 1;
    for (uint32_t i = 0; i < n && n_rows < ROWS_MAX; i++) {
        rows[n_rows++] = g->k->aliases[aliases[i]].day;
        needs = needs || g->k->aliases[aliases[i]].needs_country;
    }
    if (n_rows == 1 && !needs)
        return rows[0];
    uint32_t row = chn_time_pick_country(g->k, d, rows, n_rows, r->first,
                                         s->first, s->end);
    if (row == UINT32_MAX) {
        const uint32_t low =
            r->first > COUNTRY_REACH ? r->first - COUNTRY_REACH : 0;
        const uint32_t high = d->n_tok - r->first > COUNTRY_REACH
                                  ? r->first + COUNTRY_REACH
                                  : d->n_tok;
        row = chn_time_pick_country(g->k, d, rows, n_rows, r->first, low, high);
    }
    return row == UINT32_MAX ? chn_time_pick_default(g->k, aliases, n) : row;
}

static void named_day(const gather *g, const time_raw *r)
{
    const uint32_t row = named_row(g, r);
    uint32_t t = r->end;
    if (row == UINT32_MAX || r->quoted)
        return;
    /* "Christmas Eve of 1989" is history */
    if (word_at(g, t, r->first, "of") || word_at(g, t, r->first, ",") ||
        word_at(g, t, r->first, "in"))
        t++;
    if (same_sentence(g, t, r->first) && g->doc->tok[t].fold.n == 4 &&
        g->doc->tok[t].kind == CHN_TOK_NUMBER)
        return;
    clue c = blank(g, CLUE_FEAST, r->first, r->end);
    c.feast = feast_days(g, &g->k->days[row]);
    c.day = (chn_day)row; /* tells two feasts apart */
    c.spread = SPREAD_FEAST;
    const chn_str name = g->k->days[row].name;
    c.why = say(g,
                "A report that names %.*s is most often of that day or a "
                "day near it.",
                (int)name.n, name.p);
    if (c.feast)
        add(g, &c);
}

static void kept_on(const gather *g, const time_raw *r, chn_day day,
                    chn_str why)
{
    static const char *const ahead[] = {"upcoming", "before", "coming",
                                        "forthcoming"};
    clue c = blank(g, CLUE_NEAR, r->first, r->end);
    c.day = day;
    c.spread = SPREAD_FEAST;
    if (r->first > 0 && any_at(g, r->first - 1, r->first, ahead, 4))
        c.spread = SPREAD_PLAN;
    c.why = why;
    add(g, &c);
}

/* "the first anniversary of the flood of 3 May 2009": the year is told. */
static bool told_anniversary(const gather *g, const time_raw *r)
{
    char z[11];
    period p;
    const int32_t n = val(r, CL_ORD);
    for (const time_raw *o = r + 1; o < g->raws->at + g->after_raw; o++) {
        if (o->first > r->end + NEAR_AFTER)
            break;
        if (!told_period(o, &p))
            continue;
        const chn_day from = chn_day_add_months(p.from, 12 * n);
        const chn_day to = chn_day_add_months(p.to, 12 * n);
        if (from == CHN_DAY_NONE || to == CHN_DAY_NONE)
            return false;
        if (from == to)
            kept_on(g, r, from,
                    say(g, "Anniversary number %d of that day is %s.", (int)n,
                        day_text(from, z)));
        else
            add_bound(g, r, from, to, false, MISS_YEAR,
                      say(g,
                          "Anniversary number %d of what was in %d is in "
                          "%d.",
                          (int)n, (int)chn_day_ymd(p.from).year,
                          (int)chn_day_ymd(from).year));
        return true;
    }
    return false;
}

static void anniversary(const gather *g, const time_raw *r)
{
    char z[11];
    const uint32_t sent = g->doc->tok[r->first].sent;
    const int32_t n = val(r, CL_ORD);
    if (!n || r->quoted || told_anniversary(g, r))
        return;
    uint32_t end = r->end;
    while (end < r->end + 14 && end < g->doc->sent[sent].end)
        end++;
    const uint32_t row =
        chn_time_pick_marked(g->k, g->doc, r->end, end, sent, n, 0);
    if (row == UINT32_MAX)
        return;
    const time_day *d = &g->k->days[row];
    if (!d->base_year)
        return;
    const chn_day when = chn_time_day_in(d, d->base_year + n);
    if (when != CHN_DAY_NONE)
        kept_on(g, r, when,
                say(g, "Anniversary number %d of %.*s (%d) is %s.", (int)n,
                    (int)d->name.n, d->name.p, (int)d->base_year,
                    day_text(when, z)));
}

/* ---- "fourteen years ago", "four years after" ---- */

static void around(const gather *g, uint32_t first, uint32_t end, period p,
                   int32_t n, int32_t unit, chn_str what)
{
    clue c = blank(g, CLUE_AROUND, first, end);
    c.spans[0].from = p.from;
    c.spans[0].to = p.to;
    c.n_spans = 1;
    c.years = n;
    c.month_unit = unit == UNIT_MONTH;
    const chn_day when = chn_day_add_months(p.from, c.month_unit ? n : n * 12);
    if (when == CHN_DAY_NONE)
        return;
    c.why = say(g, "%d %s after %.*s is %d.", (int)n,
                c.month_unit ? "months" : "years", (int)what.n, what.p,
                (int)chn_day_ymd(when).year);
    add(g, &c);
}

static bool counts_years(const time_raw *r)
{
    const int32_t unit = val(r, CL_UNIT);
    return (unit == UNIT_YEAR || unit == UNIT_MONTH) && val(r, CL_N) > 0;
}

static chn_str told_as(const gather *g, const time_raw *r)
{
    return chn_doc_slice(g->doc, r->first, r->end);
}

/* "May 1998, twenty years ago". */
static bool years_ago(const gather *g, const time_raw *r)
{
    const uint32_t here = (uint32_t)(r - g->raws->at);
    period p;
    if (r->quoted || !counts_years(r))
        return false;
    for (uint32_t i = here; i > g->first_raw && here - i < RAWS_BACK; i--) {
        const time_raw *o = &g->raws->at[i - 1];
        if (r->first > o->end + NEAR_AGO)
            break;
        if (!told_period(o, &p))
            continue;
        around(g, o->first, r->end, p, val(r, CL_N), val(r, CL_UNIT),
               told_as(g, o));
        return true;
    }
    return false;
}

/* "Four years after the opening of the talks in October 2012, ..." */
static bool years_after(const gather *g, const time_raw *r)
{
    period p;
    const chn_str arg = g->k->patterns[r->pattern].arg;
    if (r->quoted || !counts_years(r) || arg.n == 0 || arg.p[0] == '-')
        return false;
    for (const time_raw *o = r + 1; o < g->raws->at + g->after_raw; o++) {
        if (o->first > r->end + NEAR_AFTER)
            break;
        for (uint32_t t = r->end; t < o->first; t++)
            if (chn_tok_is(g->doc, t, ","))
                return false;
        if (!told_period(o, &p))
            continue;
        around(g, r->first, o->end, p, val(r, CL_N), val(r, CL_UNIT),
               told_as(g, o));
        return true;
    }
    return false;
}

/* "on Thursday, five days after the quake of Saturday, May 3": the Thursday's
 * date follows. */
static void days_after(const gather *g, const time_raw *r)
{
    static const int32_t common_year = 2001;
    const uint32_t here = (uint32_t)(r - g->raws->at);
    const chn_str arg = g->k->patterns[r->pattern].arg;
    const int32_t n = has(r, CL_N) ? val(r, CL_N) : 1;
    period p;
    if (r->quoted || here == g->first_raw || arg.n == 0 || arg.p[0] == '-' ||
        (has(r, CL_UNIT) && val(r, CL_UNIT) != UNIT_DAY) || n > 31)
        return;
    const time_raw *w = r - 1;
    if (w->op != OP_WEEKDAY || r->first > w->end + 2)
        return;
    for (const time_raw *o = r + 1; o < g->raws->at + g->after_raw; o++) {
        if (o->first > r->end + 2 * NEAR_AFTER)
            return;
        clue c = blank(g, CLUE_NEAR, w->first, o->end);
        c.spread = spread_of(g, w);
        c.wd = val(w, CL_WD);
        if (told_period(o, &p) && p.from == p.to) {
            c.day = p.from + n;
        } else if (o->op == OP_MONTHDAY && has(o, CL_DOM)) {
            const chn_day d =
                chn_day_of(common_year, val(o, CL_MON), val(o, CL_DOM));
            if (d == CHN_DAY_NONE || val(o, CL_MON) == 2)
                return;
            const chn_ymd at = chn_day_ymd(d + n);
            c.kind = CLUE_MONTHDAY;
            c.month = at.month;
            c.mday = at.day;
        } else {
            continue;
        }
        c.why = say(g, "That %s is %d day%s after what is told.",
                    weekday_name(c.wd), (int)n, n == 1 ? "" : "s");
        if (c.kind == CLUE_NEAR && chn_day_weekday(c.day) != c.wd)
            return;
        add(g, &c);
        return;
    }
}

/* ---- known events ---- */

/* The event that a word of the trie belongs to: words count upwards. */
static const time_event *event_of(const gather *g, uint32_t word)
{
    uint32_t low = 0;
    uint32_t high = g->k->n_events;
    while (high - low > 1) {
        const uint32_t mid = low + (high - low) / 2;
        if (g->k->events[mid].words[0] <= word)
            low = mid;
        else
            high = mid;
    }
    return high ? &g->k->events[low] : NULL;
}

static bool complete(const gather *g, const time_event *e, uint32_t sent,
                     found *f)
{
    f->e = e;
    f->first = UINT32_MAX;
    f->end = 0;
    for (uint32_t i = 0; i < e->n_words; i++) {
        const uint32_t w = e->words[i];
        const bool here = g->seen[w] == sent + 1;
        if (!here && !((e->anywhere >> i & 1) && g->seen[w]))
            return false;
        if (!here)
            continue;
        if (g->seen_at[w] < f->first)
            f->first = g->seen_at[w];
        if (g->seen_at[w] + 1 > f->end)
            f->end = g->seen_at[w] + 1;
    }
    return f->end > 0;
}

static uint32_t events_in(const gather *g, uint32_t sent, found *out)
{
    const chn_sent *s = &g->doc->sent[sent];
    const uint32_t *values = NULL;
    uint32_t m = 0;
    uint32_t n = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t t = s->first; t < s->end;) {
            const uint32_t e = chn_phrases_match(g->k->event_words, g->doc, t,
                                                 s->end, &values, &m);
            for (uint32_t i = 0; e > t && i < m && pass == 0; i++) {
                g->seen[values[i]] = sent + 1;
                g->seen_at[values[i]] = t;
            }
            for (uint32_t i = 0; e > t && i < m && pass == 1; i++) {
                const time_event *v = event_of(g, values[i]);
                bool known = n == FOUND_MAX;
                for (uint32_t j = 0; j < n; j++)
                    known = known || out[j].e == v;
                if (!known && v && complete(g, v, sent, &out[n]))
                    n++;
            }
            t = e > t ? e : t + 1;
        }
    }
    return n;
}

static period event_period(const time_event *e)
{
    period p = {e->day, e->day};
    if (e->day == CHN_DAY_NONE) {
        p.from = chn_day_of(e->year, e->month, 1);
        p.to =
            chn_day_of(e->year, e->month, chn_days_in_month(e->year, e->month));
    }
    return p;
}

static void add_unit(const gather *g, const time_raw *r, const time_event *e,
                     int32_t off, bool months)
{
    clue c = blank(g, CLUE_UNIT, r->first, r->end);
    c.day = event_period(e).from;
    c.years = off;
    c.month_unit = months;
    c.miss = MISS_YEAR;
    const chn_ymd at =
        chn_day_ymd(months ? chn_day_add_months(c.day, -off)
                           : chn_day_of(e->year - off, e->month, 1));
    if (months)
        c.why = say(g, "%.*s was in %s %d: the report is of %s %d.",
                    (int)e->what.n, e->what.p, month_name(e->month),
                    (int)e->year, month_name(at.month), (int)at.year);
    else
        c.why =
            say(g, "%.*s was in %s %d: the report is of %d.", (int)e->what.n,
                e->what.p, month_name(e->month), (int)e->year, (int)at.year);
    add(g, &c);
}

static uint32_t apart(const time_raw *r, const found *f)
{
    if (r->first >= f->end)
        return r->first - f->end;
    return f->first >= r->end ? f->first - r->end : 0;
}

/* "in June last year", "last month's", "22 years ago" beside the event. */
static bool event_relative(const gather *g, const time_raw *r, const found *f)
{
    const time_event *e = f->e;
    if (r->quoted || apart(r, f) > NEAR_EVENT)
        return false;
    switch (r->op) {
    case OP_MONTH_RELYEAR:
        if (val(r, CL_MON) != e->month)
            return false;
        add_unit(g, r, e, val(r, CL_DIR), false);
        return true;
    case OP_RELUNIT:
        if (val(r, CL_UNIT) != UNIT_YEAR && val(r, CL_UNIT) != UNIT_MONTH)
            return false;
        if (!has(r, CL_DIR))
            return false;
        add_unit(g, r, e, val(r, CL_DIR), val(r, CL_UNIT) == UNIT_MONTH);
        return true;
    case OP_AGO:
        if (!counts_years(r) || years_ago(g, r))
            return false;
        around(g, r->first, r->end, event_period(e), val(r, CL_N),
               val(r, CL_UNIT), e->what);
        return true;
    case OP_OFFSET_REF:
        if (!counts_years(r) || r->end > f->first ||
            g->k->patterns[r->pattern].arg.p[0] == '-')
            return false;
        around(g, r->first, f->end, event_period(e), val(r, CL_N),
               val(r, CL_UNIT), e->what);
        return true;
    default:
        return false;
    }
}

/* Told without its time: a past one lies before the report, and in the first
 * sentence it may be what the report is of. */
static void event_bound(const gather *g, const found *f, bool alone)
{
    char z[11];
    const period p = event_period(f->e);
    clue c = blank(g, CLUE_BOUND, f->first, f->end);
    c.n_spans = 1;
    const bool future =
        chn_time_governing(g->k, g->doc, f->first, f->end) == POINT_FUTURE;
    c.spans[0].from = future ? CHN_DAY_NONE : p.from;
    c.spans[0].to = future ? p.to : CHN_DAY_NONE;
    c.why =
        say(g, "%.*s was on %s: the report is not %s it.", (int)f->e->what.n,
            f->e->what.p, day_text(p.from, z), future ? "after" : "before");
    add(g, &c);
    if (future || !alone || f->e->day == CHN_DAY_NONE ||
        g->doc->tok[f->first].sent > g->lead)
        return;
    clue near = blank(g, CLUE_NEAR, f->first, f->end);
    near.day = f->e->day;
    near.spread = SPREAD_EVENT;
    near.why = say(g,
                   "The first sentence tells %.*s; if that is the news, the "
                   "report is of %s or soon after.",
                   (int)f->e->what.n, f->e->what.p, day_text(p.from, z));
    add(g, &near);
}

static void events(const gather *g, uint32_t sent, bool history)
{
    found f[FOUND_MAX];
    const uint32_t n = events_in(g, sent, f);
    for (uint32_t r = g->first_raw; n && r < g->after_raw; r++) {
        /* two events that fit one expression tell nothing */
        uint32_t best = UINT32_MAX;
        uint32_t rivals = 0;
        const time_raw *x = &g->raws->at[r];
        for (uint32_t i = 0; i < n; i++) {
            if (apart(x, &f[i]) > NEAR_EVENT ||
                (x->op == OP_MONTH_RELYEAR && val(x, CL_MON) != f[i].e->month))
                continue;
            rivals += best != UINT32_MAX && f[i].e->year != f[best].e->year;
            /* the one told in more words is meant */
            if (best == UINT32_MAX || f[i].e->n_words > f[best].e->n_words)
                best = i;
        }
        if (best != UINT32_MAX && rivals == 0)
            (void)event_relative(g, x, &f[best]);
    }
    for (uint32_t i = 0; i < n; i++)
        event_bound(g, &f[i], !history);
}

/* ---- words of an era, copyright lines ---- */

static void eras(const gather *g, uint32_t sent)
{
    const chn_sent *s = &g->doc->sent[sent];
    for (uint32_t t = s->first; t < s->end;) {
        const uint32_t *values = NULL;
        uint32_t n = 0;
        const uint32_t e =
            chn_phrases_match(g->k->era_words, g->doc, t, s->end, &values, &n);
        for (uint32_t i = 0; e > t && i < n; i++) {
            const time_era *era = &g->k->eras[values[i]];
            char from[11];
            char to[11];
            clue c = blank(g, CLUE_BOUND, t, e);
            c.n_spans = 1;
            c.spans[0].from = era->from;
            c.spans[0].to = era->until;
            c.miss = MISS_FIRM;
            if (era->until == CHN_DAY_NONE)
                c.why = say(g, "%.*s: not before %s.", (int)era->what.n,
                            era->what.p, day_text(era->from, from));
            else
                c.why = say(g, "%.*s: from %s to %s.", (int)era->what.n,
                            era->what.p, day_text(era->from, from),
                            day_text(era->until, to));
            add(g, &c);
        }
        t = e > t ? e : t + 1;
    }
}

/* "© 2022 Example Press", "Copyright 2022". */
static void copyright(const gather *g, uint32_t sent)
{
    static const char *const marks[] = {"©", "(c)", "copyright"};
    const chn_sent *s = &g->doc->sent[sent];
    for (uint32_t t = s->first; t < s->end; t++) {
        if (!any_at(g, t, t, marks, 3))
            continue;
        for (uint32_t i = t + 1; i < s->end && i <= t + 3; i++) {
            uint32_t y = 0;
            if (g->doc->tok[i].fold.n != 4 ||
                !chn_str_uint(g->doc->tok[i].fold, SOLVE_YEAR_HIGH, &y) ||
                y < SOLVE_YEAR_LOW)
                continue;
            clue c = blank(g, CLUE_BOUND, t, i + 1);
            c.n_spans = 1;
            c.spans[0].from = chn_day_of((int32_t)y, 1, 1);
            c.spans[0].to = chn_day_of((int32_t)y, 12, 31);
            c.miss = MISS_YEAR;
            c.why = say(g, "The copyright line is of %u.", y);
            add(g, &c);
            return;
        }
    }
}

/* ---- all of it ---- */

static void one(gather *g, uint32_t i, bool history)
{
    const time_raw *r = &g->raws->at[i];
    const time_raw *next = i + 1 < g->after_raw ? r + 1 : NULL;
    if (has(r, CL_YEAR) && own_line(g, r)) {
        date_line(g, r);
        return;
    }
    told_date(g, r, history);
    switch (r->op) {
    case OP_DAY:
    case OP_MONTHDAY:
        if (!has(r, CL_YEAR))
            monthday(g, r, val(r, CL_WD), r->first);
        break;
    case OP_WEEKDAY:
        weekday(g, r, next);
        break;
    case OP_DOM:
    case OP_DOM_OF:
        day_of_month(g, r);
        break;
    case OP_MONTH:
        bare_month(g, r);
        break;
    case OP_NAMED:
        named_day(g, r);
        break;
    case OP_ANNIV:
        anniversary(g, r);
        break;
    case OP_AGO:
        (void)years_ago(g, r);
        break;
    case OP_OFFSET_REF:
        if (!years_after(g, r))
            days_after(g, r);
        break;
    default:
        break;
    }
}

static void sentences(gather *g)
{
    uint32_t raw = 0;
    for (uint32_t s = 0; s < g->doc->n_sent; s++) {
        const uint32_t end = g->doc->sent[s].end;
        bool history = false;
        g->first_raw = raw;
        while (raw < g->raws->n && g->raws->at[raw].first < end)
            raw++;
        g->after_raw = raw;
        for (uint32_t i = g->first_raw; i < raw; i++) {
            const uint8_t op = g->raws->at[i].op;
            history = history || op == OP_ANNIV || op == OP_AGO;
            if (!g->raws->at[i].dead)
                one(g, i, history);
        }
        events(g, s, history);
        eras(g, s);
        copyright(g, s);
    }
}

static void newest_year(const gather *g)
{
    if (g->newest < SOLVE_YEAR_LOW)
        return;
    const time_raw *r = &g->raws->at[g->newest_raw];
    clue c = blank(g, CLUE_RECENT, r->first, r->end);
    c.years = g->newest;
    add(g, &c); /* too weak to be told as a reason */
}

static void given_bounds(const gather *g, const chn_bound *bounds, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const chn_bound *b = &bounds[i];
        clue c = blank(g, CLUE_BOUND, b->first, b->end);
        c.n_spans = b->n_spans < CLUE_SPANS_MAX ? b->n_spans : CLUE_SPANS_MAX;
        for (uint32_t s = 0; s < c.n_spans; s++) {
            c.spans[s].from = b->spans[s].from;
            c.spans[s].to = b->spans[s].to;
        }
        c.miss = b->weak ? MISS_WEAK : MISS_FIRM;
        c.why = b->why;
        add(g, &c);
    }
}

/* Days after the last event of the tables are no more than possible. */
static chn_day horizon(const chn_time_know *k)
{
    int32_t year = 0;
    for (uint32_t i = 0; i < k->n_events; i++)
        year = k->events[i].year > year ? k->events[i].year : year;
    return year ? chn_day_of(year + 1, 12, 31) : CHN_DAY_NONE;
}

static uint32_t lead_of(const chn_doc *doc)
{
    uint32_t s = 0;
    while (s + 1 < doc->n_sent &&
           (doc->sent[s].headline || doc->sent[s].dateline))
        s++;
    return s;
}

chn_code chn_time_anchor(const chn_time_know *k, const chn_doc *doc,
                         const time_raws *raws, const chn_bound *bounds,
                         uint32_t n_bounds, const chn_dated **out, chn_err *err)
{
    gather g = {.k = k, .doc = doc, .raws = raws};
    for (uint32_t i = 0; i < k->n_events; i++)
        g.n_seen += k->events[i].n_words;
    chn_dated *dated = CHN_NEW(doc->arena, chn_dated, 1);
    g.out = CHN_NEW(doc->arena, clues, 1);
    g.seen = CHN_NEW(doc->arena, uint32_t, g.n_seen + 1);
    g.seen_at = CHN_NEW(doc->arena, uint32_t, g.n_seen + 1);
    if (!dated || !g.out || !g.seen || !g.seen_at)
        return chn_fail_memory(err);
    g.out->horizon = horizon(k);
    g.lead = lead_of(doc);
    sentences(&g);
    newest_year(&g);
    given_bounds(&g, bounds, n_bounds);
    *out = dated;
    return chn_solve(doc->arena, g.out, dated, err);
}
