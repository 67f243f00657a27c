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
#define LASTED_REACH 5  /* and between "has" and its duration */
#define WILL_REACH 7    /* and between "will" and its day */
#define OPENING 2       /* sentences back that an event's words may stand */
#define REPORT_REACH 10 /* and between "said" and "on the 12th" */
#define RAWS_BACK 6
#define COUNTRY_REACH 600
#define ROWS_MAX 256
#define FOUND_MAX 32 /* events of one sentence */
#define MISS_WEAK (-32)
#define MISS_SOFT (-110)
#define MISS_FIRM (-160)
#define MISS_PAIR (-170)
#define MISS_LASTED (-96)
#define MISS_LOOSE (-48)
#define FEW_YEARS 3      /* fewer "years later" are of the tale, not of today */
#define MANY_YEARS 8     /* as many are counted to today */
#define MISS_YEAR (-320) /* one year, or one month, of 46 years */

enum { TOLD_PART = 1, TOLD_WHOLE };

typedef struct found {
    const time_event *e;
    uint32_t first, end; /* tokens from its first word to its last */
    bool part;           /* not all of its words */
} found;

typedef struct gather {
    const chn_time_know *k;
    const chn_doc *doc;
    const time_raws *raws;
    clues *out;
    uint32_t lead;    /* the first sentence that is no headline */
    bool weekdays;    /* days of the week past are told by their names */
    bool any_weekday; /* one was told so far */
    int32_t newest, counted_year;
    uint32_t newest_raw;
    chn_day newest_event; /* of those told farther down */
    found newest_found;
    uint32_t *seen;     /* [n_event_words] sentence + 1 that told it last */
    uint32_t *seen_at;  /* [n_event_words] token */
    uint32_t n_seen;    /* event words */
    uint8_t *told;      /* [n_events] TOLD_PART, TOLD_WHOLE */
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

static bool tie_at(const gather *g, uint32_t t, uint32_t of, uint32_t tie)
{
    return same_sentence(g, t, of) && chn_time_tie(g->k, g->doc, t, tie);
}

static time_tense tense_of(const gather *g, const time_raw *r)
{
    return chn_time_governing(g->k, g->doc, r->first, r->end);
}

/* "until", "by", "before", "ahead of": a term that lies ahead. */
static bool a_term(const gather *g, const time_raw *r)
{
    return r->first > 0 && tie_at(g, r->first - 1, r->first, TIE_TERM);
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

/* Can a report be of that year? */
static bool possible(chn_day d)
{
    return d != CHN_DAY_NONE && d >= chn_day_of(SOLVE_YEAR_LOW - 1, 1, 1) &&
           d <= chn_day_of(SOLVE_YEAR_HIGH + 1, 12, 31);
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

/* "will be set free on Friday": the participle looks like a past. */
static bool will_before(const gather *g, const time_raw *r)
{
    for (uint32_t i = 1; i <= WILL_REACH && i <= r->first; i++) {
        const uint32_t t = r->first - i;
        if (!same_sentence(g, t, r->first) || chn_tok_is(g->doc, t, ",") ||
            chn_tok_is(g->doc, t, ";") ||
            chn_time_tie(g->k, g->doc, t, TIE_BARS))
            return false;
        if (chn_time_word(g->k, g->doc, t)->tense == TENSE_FUTURE)
            return true;
    }
    return false;
}

static uint8_t spread_of(const gather *g, const time_raw *r)
{
    const uint32_t sent = g->doc->tok[r->first].sent;
    if (a_term(g, r))
        return SPREAD_PLAN;
    if (will_before(g, r))
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
            if (tie_at(g, r->first - i, r->first, TIE_REPORT))
                return SPREAD_REPORT;
    }
    if (sent == g->lead)
        return SPREAD_LEAD;
    if (r->op == OP_WEEKDAY)
        return g->any_weekday ? SPREAD_BODY : SPREAD_FIRST;
    return SPREAD_BODY;
}

/* "Saturday (July 4)", "Wednesday the 18th": told of the days past, unless a
 * verb says otherwise. */
static uint8_t with_weekday(uint8_t spread)
{
    switch (spread) {
    case SPREAD_LEAD:
        return SPREAD_TODAY;
    case SPREAD_FIRST:
    case SPREAD_BODY:
    case SPREAD_OPEN:
        return SPREAD_DAY;
    default:
        return spread;
    }
}

/* Days of the same week have their names: what is told by its number lies
 * farther off. */
static uint8_t by_number(const gather *g, const time_raw *r)
{
    const uint8_t s = spread_of(g, r);
    if (!g->weekdays || g->doc->tok[r->first].sent <= g->lead + 1)
        return s;
    return s == SPREAD_BODY ? SPREAD_OLD : s == SPREAD_PLAN ? SPREAD_FAR : s;
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
    const uint32_t sent = g->doc->tok[r->first].sent;
    const chn_sent *s = &g->doc->sent[sent];
    if (s->dateline)
        return true;
    if (sent > 4)
        return false;
    if (alone_in_line(g, r))
        return true;
    if (tie_at(g, s->first, r->first, TIE_STAMP) && r->first <= s->first + 3 &&
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

/* "in 2017, next year". */
static bool next_year_near(const gather *g, const time_raw *r)
{
    const time_raw *low = g->raws->at + g->first_raw;
    const time_raw *high = g->raws->at + g->after_raw;
    for (const time_raw *o = r > low ? r - 1 : r; o < high && o <= r + 1; o++)
        if (o != r && o->op == OP_RELUNIT && val(o, CL_UNIT) == UNIT_YEAR &&
            val(o, CL_DIR) > 0 && r->first <= o->end + 2 &&
            o->first <= r->end + 2)
            return true;
    return false;
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
    if (a_term(g, r) || next_year_near(g, r))
        return;
    /* of months and years the tense is told less clearly */
    const bool hard = tense == POINT_PAST && p.from == p.to;
    const int32_t miss = tense == POINT_PAST ? MISS_FIRM
                         : p.from == p.to    ? MISS_SOFT
                                             : MISS_LOOSE;
    add_bound(g, r, p.from, CHN_DAY_NONE, hard, miss,
              say(g,
                  miss == MISS_LOOSE
                      ? "Told without saying that it is to come: the report "
                        "is rather not before %s."
                      : "Told as past: the report is not before %s.",
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

/* "ahead of the 70th anniversary", "in time for Victory Day": not yet. */
static bool ahead_of(const gather *g, const time_raw *r)
{
    if (r->first > 0 && tie_at(g, r->first - 1, r->first, TIE_NEARING))
        return true;
    for (uint32_t i = 2; i <= 4 && i <= r->first; i++) {
        const uint32_t t = r->first - i;
        if ((tie_at(g, t, r->first, TIE_EVE) &&
             word_at(g, t + 1, r->first, "of")) ||
            (word_at(g, t, r->first, "time") &&
             word_at(g, t + 1, r->first, "for")))
            return true;
    }
    return false;
}

/* "in time for the feast of the republic on 1 October". */
static bool keeps_ahead(const gather *g, const time_raw *r)
{
    if (r == g->raws->at + g->first_raw)
        return false;
    const time_raw *o = r - 1;
    return (o->op == OP_ANNIV || o->op == OP_NAMED) &&
           r->first <= o->end + NEAR_EVENT && ahead_of(g, o);
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
    c.spread = g->doc->sent[g->doc->tok[r->first].sent].dateline ? SPREAD_LINE
               : wd ? spread_of(g, r)
                    : by_number(g, r);
    if (wd)
        c.spread = with_weekday(c.spread);
    else if (keeps_ahead(g, r))
        c.spread = SPREAD_PLAN;
    if (wd)
        c.why = weekday_years(g, wd, m, d);
    else if (c.spread == SPREAD_PLAN || c.spread == SPREAD_FAR)
        c.why = say(g, "Still to come: the report is before %d %s.", (int)d,
                    month_name(m));
    else if (c.spread == SPREAD_OLD)
        c.why = say(g,
                    "Told by its date where nearer days go by weekday: the "
                    "report is most often a week or more after %d %s.",
                    (int)d, month_name(m));
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

static void weekday(gather *g, const time_raw *r, const time_raw *next)
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
        c.spread = with_weekday(c.spread);
        c.why = say(g,
                    "A %s that is the %d%s of its month, not more than a "
                    "month away.",
                    weekday_name(wd), (int)nth, ending(nth));
    } else if (c.spread == SPREAD_PLAN) {
        c.why = say(g,
                    "Still to come: the report is of a day before %s, or "
                    "of the %s.",
                    weekday_name(wd), weekday_name(wd));
    } else if (c.spread == SPREAD_LEAD) {
        c.why = say(g,
                    "Told in the first sentence: the report is of a %s, or "
                    "else most often of a %s.",
                    weekday_name(wd), weekday_name(wd % 7 + 1));
    } else {
        c.why = say(g, "The report is of a %s or of one of the days after.",
                    weekday_name(wd));
    }
    if (c.spread != SPREAD_PLAN)
        g->any_weekday = true;
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
    c.spread = by_number(g, r);
    if (c.spread == SPREAD_PLAN || c.spread == SPREAD_FAR)
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
    clue c = blank(g, CLUE_NEAR, r->first, r->end);
    c.day = day;
    c.spread = ahead_of(g, r) || tense_of(g, r) == POINT_FUTURE ? SPREAD_PLAN
                                                                : SPREAD_FEAST;
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
        if (!possible(from) || !possible(to))
            return false;
        if (from == to)
            kept_on(g, r, from,
                    say(g, "Anniversary number %d of that day is %s.", (int)n,
                        day_text(from, z)));
        else
            add_bound(g, r, from, to, false, MISS_PAIR,
                      say(g,
                          "Anniversary number %d of what was in %d is in "
                          "%d.",
                          (int)n, (int)chn_day_ymd(p.from).year,
                          (int)chn_day_ymd(from).year));
        return true;
    }
    return false;
}

static bool years_counted(gather *g, const time_raw *r);

static void anniversary(gather *g, const time_raw *r)
{
    char z[11];
    const uint32_t sent = g->doc->tok[r->first].sent;
    const int32_t n = val(r, CL_ORD);
    if (!n || r->quoted || told_anniversary(g, r))
        return;
    (void)years_counted(g, r);
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
                   int32_t n, int32_t unit, int32_t miss, chn_str what)
{
    clue c = blank(g, CLUE_AROUND, first, end);
    c.years = n;
    c.month_unit = unit == UNIT_MONTH;
    c.miss = miss;
    /* moved here once, not for every day that is weighed */
    const int32_t months = c.month_unit ? n : n * 12;
    const chn_day when = chn_day_add_months(p.from, months);
    c.spans[0].from = when;
    c.spans[0].to = chn_day_add_months(p.to, months);
    c.n_spans = 1;
    if (when == CHN_DAY_NONE || c.spans[0].to == CHN_DAY_NONE)
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

static int32_t count_of(const time_raw *r)
{
    return has(r, CL_N)       ? val(r, CL_N)
           : has(r, CL_COUNT) ? val(r, CL_COUNT)
           : has(r, CL_NUM)   ? val(r, CL_NUM)
                              : 1;
}

/* Years that an expression counts, 0: it counts none. "A decade ago". */
static int32_t years_in(const gather *g, const time_raw *r)
{
    const int32_t n = count_of(r);
    if (r->op == OP_ANNIV)
        return val(r, CL_ORD);
    if (n <= 0 || n > 2000)
        return 0;
    switch (val(r, CL_UNIT)) {
    case UNIT_YEAR:
        return n;
    case UNIT_DECADE:
        return n * 10;
    case UNIT_CENTURY:
        if (r->op == OP_DUR_HALF)
            return 50;
        return r->first > 1 && word_at(g, r->first - 1, r->first, "of") &&
                       word_at(g, r->first - 2, r->first, "quarter")
                   ? 25
                   : n * 100;
    default:
        return 0;
    }
}

/* The told date nearest to `r` in its sentence, on the sides allowed. */
static const time_raw *told_near(const gather *g, const time_raw *r,
                                 bool before, bool behind, period *p)
{
    const uint32_t here = (uint32_t)(r - g->raws->at);
    const time_raw *best = NULL;
    uint32_t least = NEAR_AFTER + 1;
    uint32_t low = here > RAWS_BACK ? here - RAWS_BACK : 0;
    /* "Ten years later" may open the sentence after */
    if (r->op != OP_OFFSET && r->op != OP_OFFSET_N && low < g->first_raw)
        low = g->first_raw;
    for (uint32_t i = low; i < g->after_raw && i <= here + RAWS_BACK; i++) {
        const time_raw *o = &g->raws->at[i];
        period at;
        if (i == here || (i < here ? !before : !behind) || !told_period(o, &at))
            continue;
        const uint32_t off = i < here ? r->first - o->end : o->first - r->end;
        if (off >= least)
            continue;
        least = off;
        best = o;
        *p = at;
    }
    return best;
}

static bool since_between(const gather *g, const time_raw *r, const time_raw *o)
{
    const uint32_t low = r->first < o->first ? r->first : o->first;
    const uint32_t high = r->first < o->first ? o->first : r->first;
    if (word_before(g, o, "since"))
        return true;
    for (uint32_t t = low; t < high; t++)
        if (chn_tok_is(g->doc, t, "since"))
            return true;
    return false;
}

/* "in October, five months ago", "five months after the vote of October 8":
 * the report's month, in a year that is not told. */
static bool months_counted(const gather *g, const time_raw *r)
{
    const uint32_t here = (uint32_t)(r - g->raws->at);
    const int32_t n = count_of(r);
    const bool behind = r->op == OP_OFFSET_REF;
    if (r->quoted || n < 1 || n > 11 ||
        (!behind && r->op != OP_AGO && r->op != OP_AGO_EXACT))
        return false;
    if (behind && g->k->patterns[r->pattern].arg.p[0] == '-')
        return false;
    const uint32_t low = behind ? here + 1 : g->first_raw;
    for (uint32_t i = low; i < g->after_raw && i <= here + RAWS_BACK; i++) {
        const time_raw *o = &g->raws->at[i];
        const uint32_t off = i < here ? r->first - o->end : o->first - r->end;
        const int32_t m = has(o, CL_MONTH) ? val(o, CL_MONTH) : val(o, CL_MON);
        if (i == here || m < 1 || m > 12 || has(o, CL_YEAR) ||
            (o->op != OP_MONTH && o->op != OP_MONTHDAY) ||
            off > (behind ? NEAR_AFTER : NEAR_AGO))
            continue;
        clue c = blank(g, CLUE_MONTH, i < here ? o->first : r->first,
                       i < here ? r->end : o->end);
        c.month = (m + n - 1) % 12 + 1;
        c.spread = SPREAD_COUNTED;
        c.miss = MISS_LASTED;
        c.why = say(g, "%d month%s after %s is %s.", (int)n, n == 1 ? "" : "s",
                    month_name(m), month_name(c.month));
        add(g, &c);
        return true;
    }
    return false;
}

/* "five years to the day after". */
static bool to_the_day(const gather *g, const time_raw *r)
{
    return word_at(g, r->end, r->first, "to") &&
           word_at(g, r->end + 2, r->first, "day");
}

/* "has held for five years": counted to today. */
static bool has_lasted(const gather *g, const time_raw *r)
{
    for (uint32_t i = 1; i <= LASTED_REACH && i <= r->first; i++)
        if (tie_at(g, r->first - i, r->first, TIE_LASTED))
            return true;
    return false;
}

/* How surely a count of years and a told date in one sentence belong
 * together: the weight of days that do not fit, 0: not at all. */
static int32_t pair_miss(const gather *g, const time_raw *r, const time_raw *o,
                         int32_t n)
{
    const uint32_t off =
        o->first < r->first ? r->first - o->end : o->first - r->end;
    switch (r->op) {
    case OP_AGO:
    case OP_AGO_EXACT:
        return off <= NEAR_AGO ? MISS_YEAR : MISS_PAIR;
    case OP_OFFSET_REF:
        return MISS_YEAR;
    case OP_ANNIV:
        return MISS_PAIR;
    case OP_OFFSET:
    case OP_OFFSET_N:
        return n < FEW_YEARS ? 0 : MISS_LOOSE;
    default:
        if (since_between(g, r, o) || to_the_day(g, r) ||
            word_at(g, r->end, r->first, "after"))
            return MISS_PAIR;
        if (has_lasted(g, r))
            return MISS_LASTED;
        return n < MANY_YEARS ? 0 : MISS_LOOSE;
    }
}

/* "May 1998, twenty years ago", "four years after the opening of the talks in
 * October 2012", "for 22 years, since a coup in 1994". */
static bool years_counted(gather *g, const time_raw *r)
{
    period p;
    const bool months = val(r, CL_UNIT) == UNIT_MONTH;
    const int32_t n = months ? count_of(r) : years_in(g, r);
    bool before = r->op != OP_OFFSET_REF;
    const bool behind = r->op != OP_OFFSET && r->op != OP_OFFSET_N;
    if (r->quoted || n <= 0)
        return false;
    /* of the past only: "two months before", "nine months from now" are not */
    const chn_str arg = g->k->patterns[r->pattern].arg;
    if ((r->op == OP_OFFSET_REF && (arg.n == 0 || arg.p[0] == '-')) ||
        (r->op == OP_AGO && arg.n && arg.p[0] != '-'))
        return false;
    const time_raw *o = told_near(g, r, before, behind, &p);
    const int32_t miss = o ? pair_miss(g, r, o, months ? n / 12 : n) : 0;
    if (!miss)
        return months && months_counted(g, r);
    if (miss != MISS_LOOSE)
        g->counted_year = chn_day_ymd(p.from).year;
    around(g, r->first < o->first ? r->first : o->first,
           r->end > o->end ? r->end : o->end, p, n,
           months ? UNIT_MONTH : UNIT_YEAR, miss, told_as(g, o));
    return true;
}

/* "sixth", "73rd"; 0: no ordinal. */
static int32_t ordinal_at(const gather *g, uint32_t t)
{
    const chn_str f = g->doc->tok[t].fold;
    int32_t n = 0;
    size_t i = 0;
    if (chn_time_word_value(g->k, g->doc, t, CL_ORDWORD, &n))
        return n;
    while (i < f.n && i < 3 && f.p[i] >= '0' && f.p[i] <= '9')
        n = n * 10 + (f.p[i++] - '0');
    return i && f.n == i + 2 ? n : 0;
}

/* "a war that broke out in March 2011 and is now in its sixth year". */
static void nth_year(gather *g, uint32_t sent)
{
    const chn_sent *s = &g->doc->sent[sent];
    for (uint32_t t = s->first + 3; t < s->end; t++) {
        const int32_t n = chn_tok_is(g->doc, t, "year") &&
                                  tie_at(g, t - 2, t, TIE_WHOSE) &&
                                  tie_at(g, t - 3, t, TIE_ENTERED)
                              ? ordinal_at(g, t - 1)
                              : 0;
        const time_raw at = {.first = t - 1, .end = t + 1};
        period p;
        if (n < 2 || (g->doc->tok[t].flags & CHN_TOK_QUOTED))
            continue;
        for (uint32_t i = g->first_raw; i < g->after_raw; i++) {
            const time_raw *o = &g->raws->at[i];
            const uint32_t off =
                o->first < at.first ? at.first - o->end : o->first - at.end;
            if (off > NEAR_AFTER || !told_period(o, &p))
                continue;
            /* from n - 1 years after it to n */
            add_bound(g, &at, chn_day_add_months(p.from, 12 * (n - 1)),
                      chn_day_add_months(p.to, 12 * n), false, MISS_LASTED,
                      say(g, "Year number %d since %.*s is %d or the next.",
                          (int)n, (int)told_as(g, o).n, told_as(g, o).p,
                          (int)chn_day_ymd(p.from).year + (int)n - 1));
            g->counted_year = chn_day_ymd(p.from).year;
            break;
        }
    }
}

/* "the 73rd session of the General Assembly": it opens each September, the
 * first one met in 1946. */
static void session(const gather *g, uint32_t sent)
{
    const chn_sent *s = &g->doc->sent[sent];
    for (uint32_t t = s->first; t + 2 < s->end; t++) {
        const int32_t n = ordinal_at(g, t);
        if (n < 40 || n > 99 || (g->doc->tok[t].flags & CHN_TOK_QUOTED))
            continue;
        bool told = false;
        for (uint32_t i = t + 1; i + 1 < s->end && i <= t + 6; i++)
            told = told || (chn_tok_is(g->doc, i, "general") &&
                            chn_tok_is(g->doc, i + 1, "assembly"));
        if (!told)
            continue;
        const int32_t y = 1945 + n;
        const time_raw at = {.first = t, .end = t + 1};
        add_bound(g, &at, chn_day_of(y, 6, 1), chn_day_of(y + 1, 9, 20), false,
                  MISS_PAIR,
                  say(g,
                      "Session %d of the General Assembly opened in September "
                      "%d.",
                      (int)n, (int)y));
    }
}

/* "last year, in 2015", "in 2017, next year". */
static void year_named(const gather *g, const time_raw *r)
{
    period p;
    if (r->quoted || val(r, CL_UNIT) != UNIT_YEAR || !has(r, CL_DIR))
        return;
    const time_raw *o = told_near(g, r, true, true, &p);
    if (!o)
        return;
    const uint32_t low = o->first < r->first ? o->end : r->end;
    const uint32_t high = o->first < r->first ? r->first : o->first;
    if (high > low + 2 || !word_at(g, low, r->first, ","))
        return;
    const int32_t y = chn_day_ymd(p.from).year - val(r, CL_DIR);
    add_bound(g, r, chn_day_of(y, 1, 1), chn_day_of(y, 12, 31), false,
              MISS_PAIR,
              say(g, "That year is %d: the report is of %d.",
                  (int)chn_day_ymd(p.from).year, (int)y));
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
    if (r->quoted || arg.n == 0 || arg.p[0] == '-' ||
        (has(r, CL_UNIT) && val(r, CL_UNIT) != UNIT_DAY) || n > 31)
        return;
    /* the weekday before it, if one stands there, is the day that it counts
     * to; the first sentence needs none */
    const time_raw *w = here > g->first_raw ? r - 1 : NULL;
    if (w && (w->op != OP_WEEKDAY || r->first > w->end + 2))
        w = NULL;
    if (!w && g->doc->tok[r->first].sent != g->lead)
        return;
    for (const time_raw *o = r + 1; o < g->raws->at + g->after_raw; o++) {
        if (o->first > r->end + 2 * NEAR_AFTER)
            return;
        clue c = blank(g, CLUE_NEAR, w ? w->first : r->first, o->end);
        c.spread = spread_of(g, w ? w : r);
        if (w)
            c.spread = with_weekday(c.spread);
        c.wd = w ? val(w, CL_WD) : 0;
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
                    w ? weekday_name(c.wd) : "day", (int)n, n == 1 ? "" : "s");
        if (w && c.kind == CLUE_NEAR && chn_day_weekday(c.day) != c.wd)
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

/* How many of its words may be missing for a report that opens with the
 * others to be perhaps of it. */
static uint32_t spare(const time_event *e)
{
    return e->n_words < 4 ? 0 : e->n_words < 6 ? 1 : 2;
}

static bool complete(const gather *g, const time_event *e, uint32_t sent,
                     found *f)
{
    uint32_t missing = 0;
    f->e = e;
    f->first = UINT32_MAX;
    f->end = 0;
    for (uint32_t i = 0; i < e->n_words; i++) {
        const uint32_t w = e->words[i];
        const bool here = g->seen[w] == sent + 1;
        /* the first sentences tell one thing together */
        const uint32_t back = sent <= g->lead + 2 ? OPENING : 0;
        if (!here && !(g->seen[w] && ((e->anywhere >> i & 1) ||
                                      g->seen[w] + back >= sent + 1)))
            missing++;
        if (!here)
            continue;
        if (g->seen_at[w] < f->first)
            f->first = g->seen_at[w];
        if (g->seen_at[w] + 1 > f->end)
            f->end = g->seen_at[w] + 1;
    }
    f->part = missing > 0;
    return f->end > 0 &&
           (!missing || (sent <= g->lead + 1 && missing <= spare(e)));
}

static uint32_t events_in(const gather *g, uint32_t sent, found *out)
{
    const chn_sent *s = &g->doc->sent[sent];
    const uint32_t *values = NULL;
    uint32_t m = 0;
    uint32_t n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t t = s->first; t < s->end; t++) {
            /* a word of one event may begin another's: "Saddam", "Saddam
             * Hussein" */
            for (uint32_t stop = s->end; stop > t; stop--) {
                stop = chn_phrases_match(g->k->event_words, g->doc, t, stop,
                                         &values, &m);
                if (stop == t)
                    break;
                for (uint32_t i = 0; i < m && pass == 0; i++) {
                    g->seen[values[i]] = sent + 1;
                    g->seen_at[values[i]] = t;
                }
                for (uint32_t i = 0; i < m && pass == 1; i++) {
                    const time_event *v = event_of(g, values[i]);
                    bool known = n == FOUND_MAX;
                    for (uint32_t j = 0; j < n; j++)
                        known = known || out[j].e == v;
                    if (!known && v && complete(g, v, sent, &out[n]))
                        n++;
                }
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
static bool event_relative(gather *g, const time_raw *r, const found *f)
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
    case OP_MONTH_DIR: {
        if (val(r, CL_MON) != e->month || val(r, CL_DIR) != -1)
            return false;
        const period p = event_period(e);
        add_bound(g, r, chn_day_add_months(p.from, 1),
                  chn_day_add_months(p.from, 15), false, MISS_FIRM,
                  say(g, "%.*s was in %s %d: the report is of the year after.",
                      (int)e->what.n, e->what.p, month_name(e->month),
                      (int)e->year));
        return true;
    }
    case OP_RELUNIT:
        if (val(r, CL_UNIT) != UNIT_YEAR && val(r, CL_UNIT) != UNIT_MONTH)
            return false;
        if (!has(r, CL_DIR))
            return false;
        add_unit(g, r, e, val(r, CL_DIR), val(r, CL_UNIT) == UNIT_MONTH);
        return true;
    case OP_AGO:
        if (!counts_years(r) || years_counted(g, r))
            return false;
        around(g, r->first, r->end, event_period(e), val(r, CL_N),
               val(r, CL_UNIT), MISS_YEAR, e->what);
        return true;
    case OP_OFFSET_REF:
        if (!counts_years(r) || r->end > f->first ||
            g->k->patterns[r->pattern].arg.p[0] == '-')
            return false;
        /* perhaps the event is what came so long after another */
        around(g, r->first, f->end, event_period(e), val(r, CL_N),
               val(r, CL_UNIT), MISS_LASTED, e->what);
        return true;
    default:
        return false;
    }
}

static void event_near(const gather *g, const found *f, uint8_t spread)
{
    char z[11];
    clue near = blank(g, CLUE_NEAR, f->first, f->end);
    near.day = f->e->day;
    near.spread = spread;
    near.why = say(g,
                   "The report opens with %s%.*s; if that is the news, it is "
                   "of %s or soon after.",
                   spread == SPREAD_MAYBE ? "what may be the " : "",
                   (int)f->e->what.n, f->e->what.p, day_text(f->e->day, z));
    add(g, &near);
}

/* Told without its time: a past one lies before the report, and in the first
 * sentence it may be what the report is of. */
static void event_bound(gather *g, const found *f, bool alone)
{
    char z[11];
    const period p = event_period(f->e);
    uint8_t *told = &g->told[f->e - g->k->events];
    const uint8_t here = f->part ? TOLD_PART : TOLD_WHOLE;
    if (*told >= here)
        return;
    *told = here;
    if (f->part) {
        if (alone && f->e->day != CHN_DAY_NONE)
            event_near(g, f, SPREAD_MAYBE);
        return;
    }
    clue c = blank(g, CLUE_BOUND, f->first, f->end);
    c.n_spans = 1;
    const bool future =
        chn_time_governing(g->k, g->doc, f->first, f->end) == POINT_FUTURE;
    /* a plan that is told may have been carried out meanwhile */
    if (future)
        c.miss = MISS_LOOSE;
    c.spans[0].from = future ? CHN_DAY_NONE : p.from;
    c.spans[0].to = future ? p.to : CHN_DAY_NONE;
    c.why =
        say(g, "%.*s was on %s: the report is not %s it.", (int)f->e->what.n,
            f->e->what.p, day_text(p.from, z), future ? "after" : "before");
    add(g, &c);
    if (!future && p.from > g->newest_event) {
        g->newest_event = p.from;
        g->newest_found = *f;
    }
    if (future || !alone || f->e->day == CHN_DAY_NONE ||
        g->doc->tok[f->first].sent > g->lead + 1)
        return;
    event_near(g, f, SPREAD_EVENT);
}

static void events(gather *g, uint32_t sent, bool history)
{
    found f[FOUND_MAX];
    const uint32_t n = events_in(g, sent, f);
    for (uint32_t r = g->first_raw; n && r < g->after_raw; r++) {
        /* two events that fit one expression tell nothing */
        uint32_t best = UINT32_MAX;
        uint32_t rivals = 0;
        const time_raw *x = &g->raws->at[r];
        for (uint32_t i = 0; i < n; i++) {
            if (f[i].part || apart(x, &f[i]) > NEAR_EVENT ||
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
            c.era = true;
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
    const chn_sent *s = &g->doc->sent[sent];
    for (uint32_t t = s->first; t < s->end; t++) {
        if (!chn_time_tie(g->k, g->doc, t, TIE_COPYRIGHT))
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
    case OP_AGO_EXACT:
    case OP_OFFSET:
    case OP_OFFSET_N:
    case OP_DUR:
    case OP_DUR_HALF:
        (void)years_counted(g, r);
        break;
    case OP_OFFSET_REF:
        if (!years_counted(g, r))
            days_after(g, r);
        break;
    case OP_RELUNIT:
        year_named(g, r);
        break;
    default:
        break;
    }
}

/* "last November", "in June last year". */
static bool looks_back(const time_raw *r)
{
    return (r->op == OP_MONTH_DIR || r->op == OP_MONTH_RELYEAR ||
            (r->op == OP_RELUNIT && val(r, CL_UNIT) == UNIT_YEAR)) &&
           has(r, CL_DIR) && val(r, CL_DIR) < 0;
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
            history = history || op == OP_ANNIV || op == OP_AGO ||
                      looks_back(&g->raws->at[i]);
            if (!g->raws->at[i].dead)
                one(g, i, history);
        }
        nth_year(g, s);
        session(g, s);
        events(g, s, history);
        eras(g, s);
        copyright(g, s);
    }
}

/* Of what happened since, reports tell the newest most. */
static void newest_event(const gather *g)
{
    const found *f = &g->newest_found;
    if (g->newest_event < chn_day_of(SOLVE_YEAR_LOW, 1, 1))
        return;
    clue c = blank(g, CLUE_NEAR, f->first, f->end);
    c.day = g->newest_event;
    c.spread = SPREAD_HISTORY;
    add(g, &c); /* too weak to be told as a reason */
}

static void newest_year(const gather *g)
{
    /* counted from to today: its age is known already */
    if (g->newest < SOLVE_YEAR_LOW || g->newest == g->counted_year)
        return;
    const time_raw *r = &g->raws->at[g->newest_raw];
    clue c = blank(g, CLUE_RECENT, r->first, r->end);
    c.years = g->newest;
    add(g, &c); /* too weak to be told as a reason */
}

/* The same words are not told twice. */
static void drop_eras(const gather *g, chn_span s)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < g->out->n; i++) {
        const clue *c = &g->out->at[i];
        if (!c->era || c->span.to <= s.from || s.to <= c->span.from)
            g->out->at[kept++] = *c;
    }
    g->out->n = kept;
}

static void given_bounds(const gather *g, const chn_bound *bounds, uint32_t n)
{
    static const int32_t less[] = {
        [CHN_BOUND_FITS] = 0, [CHN_BOUND_UNSURE] = 24, [CHN_BOUND_OTHER] = 72};
    for (uint32_t i = 0; i < n; i++) {
        const chn_bound *b = &bounds[i];
        clue c = blank(g, CLUE_BOUND, b->first, b->end);
        c.n_spans = b->n_spans < CLUE_SPANS_MAX ? b->n_spans : CLUE_SPANS_MAX;
        for (uint32_t s = 0; s < c.n_spans; s++) {
            c.spans[s].from = b->spans[s].from;
            c.spans[s].to = b->spans[s].to;
            c.spans[s].less = less[b->spans[s].rank];
        }
        c.miss = b->weak ? MISS_WEAK : MISS_FIRM;
        c.why = b->why;
        if (!b->weak)
            drop_eras(g, c.span);
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

static bool tells_weekdays(const gather *g)
{
    for (uint32_t i = 0; i < g->raws->n; i++) {
        const time_raw *r = &g->raws->at[i];
        if (r->op == OP_WEEKDAY && !r->dead && !r->quoted &&
            tense_of(g, r) != POINT_FUTURE)
            return true;
    }
    return false;
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
    g.told = CHN_NEW(doc->arena, uint8_t, k->n_events + 1);
    if (!dated || !g.out || !g.seen || !g.seen_at || !g.told)
        return chn_fail_memory(err);
    g.out->horizon = horizon(k);
    g.lead = lead_of(doc);
    g.newest_event = CHN_DAY_NONE;
    g.weekdays = tells_weekdays(&g);
    sentences(&g);
    newest_year(&g);
    newest_event(&g);
    given_bounds(&g, bounds, n_bounds);
    *out = dated;
    return chn_solve(doc->arena, g.out, dated, err);
}
