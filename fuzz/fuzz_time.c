/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any text, with any date of its report or none, through the time stage:
 * expressions in order and apart from each other, values of their form, days
 * that exist, and never another day than the digits and the month's name say.
 *
 *   byte 0, bit 0   the rest is text; else each byte names a piece of text
 *           bits 1, 2   not both 0: the report is not read without its date
 *   bytes 1 to 4    the report's date, by table or as a number
 *   bytes 5, 6      where the acts are that are to be dated
 */
#include "fuzz.h"

#include <string.h>

#include "base/alloc.h"
#include "base/day.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "time/time.h"

#define HEAD 7
#define TEXT_MAX 20000u
#define ARENA_MAX ((size_t)1 << 30)
#define FIRST_DAY (-719162) /* 0001-01-01 */
#define LAST_DAY 2932896    /* 9999-12-31 */

/* libFuzzer has no place to hand them over */
static chn_arena *know_arena, *arena;
static chn_lex *lex;
static chn_text_know *text_know;
static chn_time_know *time_know;

/* ---- text out of bytes ---- */

/* Pieces, each behind its stroke. One that ends in "-", "/" or "(" or begins
 * with a mark brings no space of its own; the others are parted by one. */
static const char piece_list[] =
    "January|February|March|April|May|June|July|August|September|October|"
    "November|December|Jan|Feb.|Sept|Monday|Tuesday|Wednesday|Thursday|"
    "Friday|Saturday|Sunday|Mon|1|2|5|7|12|28|29|30|31|32|00|1st|3rd|4th|"
    "12th|29th|30th|31st|32nd|0|0001|0999|1000|1582|1900|1945|1999|2015|"
    "2016|2019|2024|2200|9998|9999|10000|99999999|999999999|1,200|5000|"
    "5001|2019-13-01|2015-02-29|2016-02-29|1999-12-31|9999-12-31|"
    "0001-01-01|02/08/2012|25/12/2016|31/04/2015|29-2-2015|1990s|'90s|"
    "twenties|mid-May|mid-1990s|Q3|FY2019|'84|first|second|seventy-fifth|"
    "one|two|twenty|ninety|hundred|thousand|a|an|the|this|that|last|next|"
    "past|previous|following|same|early|late|mid|end|start|half|day|days|"
    "week|weeks|month|months|year|years|decade|century|quarter|fortnight|"
    "hours|seconds|weekend|morning|night|summer|winter|ago|before|after|"
    "earlier|later|since|until|by|within|from|to|through|between|and|of|"
    "in|on|at|for|every|each|daily|today|yesterday|tomorrow|tonight|now|"
    "recently|then|anniversary|eve|founding|victory|liberation|"
    "independence|Independence Day|Victory Day|Easter|Eid al-Fitr|"
    "Ramadan|Christmas|New Year's Day|Russia|India|'s|BC|AD|B.C.|Juche|"
    "Heisei|22:30|6:00am|noon|p.m.|said|will|would|was|has|going|met|be|"
    "visit|KCNA|Putin|Brexit|published|copyright|(c)|-|-|/|--|"
    "\xE2\x80\x93|,|,|.|.|\n\n|\n|\"|\"|(|)|;|:|years old|from now|"
    "fiscal|date|MAY|SUN|march|may|sun|\xC2\xA0|\t|two days before|"
    "a day after|";

#define PIECES_MAX 256
#define PIECE_ROOM 32
static char pieces[PIECES_MAX][PIECE_ROOM];
static uint32_t n_pieces;

static void cut_pieces(void)
{
    const char *p = piece_list;
    while (*p) {
        const size_t n = strcspn(p, "|");
        HOLDS(n > 0 && n < PIECE_ROOM && n_pieces < PIECES_MAX);
        memcpy(pieces[n_pieces++], p, n);
        p += n + 1;
    }
}

static bool glued(const char *piece)
{
    return strchr("-/,.\n\"(;:)'", piece[0]) || piece[0] == ' ';
}

static uint32_t build(const uint8_t *p, size_t n, char *out, uint32_t room)
{
    uint32_t to = 0;
    bool open = true; /* no space is wanted here */
    for (size_t i = 0; p && i < n; i++) {
        const char *piece = pieces[p[i] % n_pieces];
        const size_t len = strlen(piece);
        if (to + len + 2 > room)
            break;
        /* the piece table has fewer rows than a byte has values; the rest
         * glue what they name to what stands before */
        if (!open && !glued(piece) && p[i] < n_pieces)
            out[to++] = ' ';
        memcpy(out + to, piece, len);
        to += (uint32_t)len;
        open = piece[0] == '\n' || strchr("-/(", piece[len - 1]) != NULL;
    }
    return to;
}

/* The report's date: ends of the calendar, leap days, or anything. */
static chn_day date_of(const uint8_t *head)
{
    static const chn_day days[] = {CHN_DAY_NONE, 18123, /* 2019-08-15 */
                                   FIRST_DAY,    FIRST_DAY + 1, FIRST_DAY + 370,
                                   LAST_DAY,     LAST_DAY - 1,  LAST_DAY - 370,
                                   16860, /* 2016-02-29 */
                                   10956 /* 1999-12-31 */};
    const uint32_t n = sizeof days / sizeof days[0];
    if (head[0] % 16 < n)
        return days[head[0] % 16];
    const uint32_t v =
        (uint32_t)head[1] << 16 | (uint32_t)head[2] << 8 | head[3];
    return FIRST_DAY + (chn_day)(v % (uint32_t)(LAST_DAY - FIRST_DAY + 1));
}

/* ---- values ---- */

static const chn_doc *now_read;

/* HOLDS of an expression, which is told. */
#define FITS(x, cond) fits((x), (cond), __LINE__, #cond)

static void fits(const chn_timex *x, bool holds, int line, const char *what)
{
    if (holds)
        return;
    (void)fprintf(stderr,
                  "fuzz_time.c:%d: \"%.*s\" type %d value %.24s rule %.*s "
                  "[%d, %d] does not hold: %s\n",
                  line, (int)(x->span.to - x->span.from),
                  now_read->text + x->span.from, x->type, x->value,
                  (int)x->rule.n, x->rule.p, (int)x->from, (int)x->to, what);
    abort();
}

static bool exists(chn_day d)
{
    return d == CHN_DAY_NONE || (d >= FIRST_DAY && d <= LAST_DAY);
}

/* Digits of [p, p + n) as a number; -1: others stand there. */
static int32_t number_at(const char *p, size_t n)
{
    int32_t v = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9')
            return -1;
        v = v * 10 + (p[i] - '0');
    }
    return v;
}

/* "2019-06-12", "XXXX-06-12", "XXXX-XX-12": no part is one that no day has. */
static void day_value_holds(const char *z, const chn_timex *x, bool bc)
{
    int32_t y = number_at(z, 4);
    const int32_t m = number_at(z + 5, 2);
    const int32_t d = number_at(z + 8, 2);
    FITS(x, y >= 0 || memcmp(z, "XXXX", 4) == 0);
    FITS(x, m >= 0 || memcmp(z + 5, "XX", 2) == 0);
    FITS(x, d >= 0 || memcmp(z + 8, "XX", 2) == 0);
    FITS(x, m < 0 || (m >= 1 && m <= 12));
    FITS(x,
         d < 0 || (d >= 1 && d <= (m < 0 ? 31 : chn_days_in_month(2000, m))));
    if (y < 0 || m < 0 || d < 0)
        return;
    if (bc) /* as years of the Julian calendar are leap years */
        y = y % 4 == 1 ? 2000 : 2001;
    const chn_day day = chn_day_of(y, m, d);
    FITS(x, day != CHN_DAY_NONE);
    if (x->from != CHN_DAY_NONE)
        FITS(x, x->from <= day && day <= x->to);
}

static void value_holds(const chn_timex *x)
{
    const char *z = x->value;
    const bool bc = memcmp(z, "BC", 2) == 0;
    if (bc)
        z += 2;
    const size_t n = strnlen(z, sizeof x->value - 2);
    FITS(x, n > 0 && n + 2 < sizeof x->value);
    for (size_t i = 0; i < n; i++)
        FITS(x, (z[i] >= '0' && z[i] <= '9') || (z[i] >= 'A' && z[i] <= 'Z') ||
                    (n && strchr("-/:_.", z[i])));
    if (n >= 10 && z[4] == '-' && z[7] == '-') {
        day_value_holds(z, x, bc);
        if (n == 21 && z[10] == '/')
            day_value_holds(z + 11, x, bc);
    } else if (n == 7 && z[4] == '-' && number_at(z + 5, 2) >= 0) {
        FITS(x, number_at(z + 5, 2) >= 1 && number_at(z + 5, 2) <= 12);
    } else if (n >= 8 && z[4] == '-' && z[5] == 'W' && z[6] != 'X') {
        FITS(x, number_at(z + 6, 2) >= 1 && number_at(z + 6, 2) <= 53);
    }
}

/* ---- what the words of a date say, read by themselves ---- */

typedef struct said {
    int32_t year, month, day; /* 0: not said */
    uint32_t n_year, n_month, n_day;
    bool th;    /* "12th" */
    bool other; /* there are words besides */
} said;

static int32_t month_named(const char *p, size_t n)
{
    static const char *const names[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    if (n < 3)
        return 0;
    for (int32_t m = 0; m < 12; m++) {
        const size_t len = strlen(names[m]);
        size_t i = 0;
        while (i < n && i < len && (p[i] | 0x20) == names[m][i])
            i++;
        if (i == n && (n == len || n <= 4))
            return m + 1;
    }
    return 0;
}

static bool plain_word(const char *p, size_t n)
{
    static const char *const words[] = {"of",      "the",       "monday",
                                        "tuesday", "wednesday", "thursday",
                                        "friday",  "saturday",  "sunday"};
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        size_t i = 0;
        while (i < n && i < strlen(words[w]) && (p[i] | 0x20) == words[w][i])
            i++;
        if (i == n && n == strlen(words[w]))
            return true;
    }
    return false;
}

static void read_number(const char *p, size_t n, size_t end, said *s)
{
    const int32_t v = n <= 4 ? number_at(p, n) : -1;
    const bool th = end - n == 2; /* "12th"; the letters are the stage's */
    if (v >= 0 && n == 4 && end == n) {
        s->year = v;
        s->n_year++;
    } else if (v >= 0 && n <= 2 && (end == n || th)) {
        s->day = v;
        s->n_day++;
        s->th = s->th || th;
    } else {
        s->other = true;
    }
}

/* Words and numbers of an expression; anything that is not one of a plain
 * date's makes it another kind, which is not checked here. */
static said read_said(const char *p, size_t n)
{
    said s = {0};
    for (size_t i = 0; i < n;) {
        size_t e = i;
        if (p[i] >= '0' && p[i] <= '9') {
            while (e < n && p[e] >= '0' && p[e] <= '9')
                e++;
            const size_t digits = e - i;
            while (e < n && (p[e] | 0x20) >= 'a' && (p[e] | 0x20) <= 'z')
                e++;
            read_number(p + i, digits, e - i, &s);
        } else if ((p[i] | 0x20) >= 'a' && (p[i] | 0x20) <= 'z') {
            while (e < n && (p[e] | 0x20) >= 'a' && (p[e] | 0x20) <= 'z')
                e++;
            const int32_t m = month_named(p + i, e - i);
            if (m) {
                s.month = m;
                s.n_month++;
            } else if (!plain_word(p + i, e - i)) {
                s.other = true;
            }
        } else {
            e = i + 1;
            s.other = s.other || !strchr(" ,.-\n\t", p[i]);
        }
        i = e;
    }
    return s;
}

/* "4 April 1949", "June 12", "the 12th": month and day are those of the
 * words, and so is the year where the words tell it. */
static void words_hold(const chn_doc *doc, const chn_timex *x)
{
    const said s =
        read_said(doc->text + x->span.from, x->span.to - x->span.from);
    if (s.other || s.n_day != 1 || s.n_month > 1 || s.n_year > 1 ||
        (!s.n_month && (s.n_year || !s.th)) || x->type != CHN_TIMEX_DATE)
        return;
    if (strncmp(x->value, "PRESENT", 7) == 0 || !x->rule.n)
        return;
    const char *z = memcmp(x->value, "BC", 2) == 0 ? x->value + 2 : x->value;
    FITS(x, strlen(z) >= 10);
    FITS(x, number_at(z + 8, 2) == s.day);
    if (s.n_month)
        FITS(x, number_at(z + 5, 2) == s.month);
    if (s.n_year) {
        FITS(x, number_at(x->value, 4) == s.year);
        FITS(x, x->from == chn_day_of(s.year, s.month, s.day));
    }
}

/* "2019-06-12", "25/12/2016": three numbers in one token. */
static void digits_hold(const chn_doc *doc, const chn_timex *x)
{
    int32_t v[3] = {0, 0, 0};
    size_t len[3] = {0, 0, 0};
    uint32_t part = 0;
    for (uint32_t i = x->span.from; i < x->span.to; i++) {
        const char c = doc->text[i];
        if (c >= '0' && c <= '9' && len[part] < 4) {
            v[part] = v[part] * 10 + (c - '0');
            len[part]++;
        } else if ((c == '-' || c == '/') && part < 2 && len[part] > 0) {
            part++;
        } else {
            return;
        }
    }
    if (part != 2 || !len[2] || x->type != CHN_TIMEX_DATE)
        return;
    chn_day day;
    if (len[0] == 4)
        day = chn_day_of(v[0], v[1], v[2]);
    else
        day = v[0] > 12 ? chn_day_of(v[2], v[1], v[0])
                        : chn_day_of(v[2], v[0], v[1]);
    FITS(x, day != CHN_DAY_NONE && x->from == day && x->to == day);
    FITS(x, len[0] == 4 || v[0] > 12 || v[1] > 12 || v[0] == v[1]);
}

/* ---- what is found ---- */

static void timex_holds(const chn_doc *doc, const chn_timex *x)
{
    FITS(x, x->first < x->end && x->end <= doc->n_tok);
    FITS(x, doc->tok[x->first].sent == doc->tok[x->end - 1].sent);
    const chn_span s = chn_doc_span(doc, x->first, x->end);
    FITS(x, x->span.from == s.from && x->span.to == s.to);
    FITS(x, x->span.from == doc->tok[x->first].from);
    FITS(x, x->span.to == doc->tok[x->end - 1].to);
    FITS(x,
         !chn_tok_is(doc, x->first, ",") && !chn_tok_is(doc, x->end - 1, ","));
    FITS(x, x->type <= CHN_TIMEX_SET && x->precision <= CHN_PRECISION_INTERVAL);
    FITS(x, exists(x->from) && exists(x->to));
    FITS(x,
         x->from == CHN_DAY_NONE || x->to == CHN_DAY_NONE || x->from <= x->to);
    FITS(x, x->precision != CHN_PRECISION_DAY ||
                (x->from == x->to && x->from != CHN_DAY_NONE));
    FITS(x, x->rule.n > 0);
    value_holds(x);
    words_hold(doc, x);
    digits_hold(doc, x);
}

static void times_hold(const chn_doc *doc, const chn_times *t)
{
    uint32_t end = 0;
    HOLDS(exists(t->anchor));
    for (uint32_t i = 0; i < t->n; i++) {
        FITS(&t->at[i], t->at[i].first >= end);
        timex_holds(doc, &t->at[i]);
        end = t->at[i].end;
    }
}

static void dated_holds(const chn_doc *doc, const chn_times *t)
{
    const chn_dated *d = t->dated;
    HOLDS(d != NULL);
    HOLDS(d->confidence >= 0 && d->confidence <= 1);
    HOLDS(exists(d->day) && exists(d->from) && exists(d->to));
    if (d->from != CHN_DAY_NONE && d->to != CHN_DAY_NONE)
        HOLDS(d->from <= d->to);
    if (d->day != CHN_DAY_NONE)
        HOLDS(d->from <= d->day && d->day <= d->to && !d->refused);
    HOLDS(t->anchor == CHN_DAY_NONE || t->anchor == d->day);
    for (uint32_t i = 0; i < d->n_why; i++) {
        const chn_dated_why *w = &d->why[i];
        HOLDS(w->span.from <= w->span.to && w->span.to <= doc->n);
        HOLDS(w->text.n > 0 &&
              chn_utf8_check(w->text.p, w->text.n) == w->text.n);
    }
}

static void same_times(const chn_times *a, const chn_times *b)
{
    HOLDS(a->n == b->n && a->anchor == b->anchor);
    for (uint32_t i = 0; i < a->n; i++) {
        const chn_timex *x = &a->at[i];
        const chn_timex *y = &b->at[i];
        FITS(x, x->first == y->first && x->end == y->end && x->type == y->type);
        FITS(x, x->from == y->from && x->to == y->to && x->flags == y->flags);
        FITS(x, strcmp(x->value, y->value) == 0 && x->conflict == y->conflict);
        FITS(x, x->precision == y->precision && x->open == y->open);
    }
}

/* The report's date decides what an expression means, and not what is one:
 * what is found without it is found with it. Near the ends of the calendar
 * "two centuries ago" is a year there is not, and is refused; "two days before
 * the celebrations" reaches to the noun where it is known what is celebrated.
 */
static void same_spans(const chn_times *dated, const chn_times *undated)
{
    uint32_t j = 0;
    for (uint32_t i = 0; i < dated->n; i++) {
        const chn_timex *x = &dated->at[i];
        while (j < undated->n && undated->at[j].end <= x->first)
            j++;
        FITS(x, j < undated->n);
        FITS(x, undated->at[j].first == x->first);
        FITS(x, undated->at[j].end == x->end ||
                    (x->rule.n > 4 && memcmp(x->rule.p, "ref.", 4) == 0 &&
                     undated->at[j].end < x->end));
        FITS(x, undated->at[j].type == x->type);
    }
}

/* ---- acts ---- */

static void act_holds(const chn_doc *doc, const chn_times *t, uint32_t at,
                      const uint8_t *head)
{
    const chn_sent *s = &doc->sent[doc->tok[at].sent];
    chn_time_ask ask;
    memset(&ask, 0, sizeof ask);
    ask.trigger_first = at;
    ask.trigger_end = at + 1 + head[1] % 3u;
    if (ask.trigger_end > s->end)
        ask.trigger_end = s->end;
    const uint32_t room = head[1] >> 4;
    ask.clause_first = at - s->first > room ? at - room : s->first;
    ask.clause_end =
        s->end - ask.trigger_end > room ? ask.trigger_end + room : s->end;
    ask.sent = doc->tok[at].sent;
    ask.status = (chn_status)(head[0] & 3);
    ask.nominal = head[0] & 4;
    ask.background = head[0] & 8;
    const uint32_t report[1][2] = {
        {s->first, s->first + (s->end - s->first) / 4}};
    ask.report = report;
    ask.n_report = head[0] & 16 ? 1 : 0;
    chn_date previous;
    memset(&previous, 0, sizeof previous);
    previous.from = previous.to = 18000;
    previous.precision = CHN_PRECISION_DAY;
    previous.basis = CHN_BASIS_TEXT;
    ask.previous = head[0] & 32 ? &previous : NULL;
    ask.previous_sent = ask.sent > 0 ? ask.sent - 1 : 0;
    uint32_t occasion = 0;
    const chn_date d = chn_time_of_act(time_know, doc, t, &ask, &occasion);
    HOLDS(occasion == UINT32_MAX || occasion < t->n);
    HOLDS(exists(d.from) && exists(d.to));
    HOLDS(d.from == CHN_DAY_NONE || d.to == CHN_DAY_NONE || d.from <= d.to);
    HOLDS(d.span.from <= d.span.to && d.span.to <= doc->n);
    HOLDS(d.precision != CHN_PRECISION_DAY || d.basis == CHN_BASIS_BOUNDED ||
          d.from == d.to);
}

static void find(chn_doc *doc, chn_day published, chn_times *out)
{
    chn_err err;
    memset(out, 0, sizeof *out);
    doc->published = published;
    HOLDS(chn_time_find(time_know, doc, out, &err) == CHN_OK);
    times_hold(doc, out);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    chn_tableset set;
    chn_err err;
    (void)argc;
    (void)argv;
    cut_pieces();
    memset(&set, 0, sizeof set);
    know_arena = chn_arena_new(ARENA_MAX);
    arena = chn_arena_new(ARENA_MAX);
    HOLDS(know_arena && arena);
    set.tables =
        CHN_NEW(know_arena, const chn_table *, chn_builtin_table_count);
    HOLDS(set.tables != NULL);
    for (uint32_t i = 0; i < chn_builtin_table_count; i++)
        set.tables[set.n++] = &chn_builtin_tables[i];
    lex = chn_lex_new(know_arena);
    HOLDS(lex != NULL);
    text_know = chn_text_know_new(know_arena, &set, lex, &err);
    HOLDS(text_know != NULL);
    time_know = chn_time_know_new(know_arena, &set, text_know, lex, &err);
    HOLDS(time_know != NULL);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static char built[TEXT_MAX];
    uint8_t head[HEAD] = {0};
    chn_doc doc;
    chn_times dated, again, undated;
    chn_err err;
    memcpy(head, data ? data : head, n < HEAD ? n : HEAD);
    data += n < HEAD ? n : HEAD;
    n -= n < HEAD ? n : HEAD;
    const char *text = (const char *)data;
    if (n > TEXT_MAX)
        n = TEXT_MAX;
    if (!(head[0] & 1)) {
        n = build(data, n, built, TEXT_MAX);
        text = built;
    }
    now_read = &doc;
    chn_arena_reset(arena);
    HOLDS(chn_text_read(text_know, lex, arena, text, (uint32_t)n, 0, &doc,
                        &err) == CHN_OK);
    const chn_day published = date_of(head + 1);
    find(&doc, published, &dated);
    find(&doc, published, &again);
    same_times(&dated, &again);
    if (head[0] & 6) { /* the search for the day is most of the time */
        undated = dated;
    } else {
        find(&doc, CHN_DAY_NONE, &undated);
        dated_holds(&doc, &undated);
        if (published != CHN_DAY_NONE && undated.anchor == CHN_DAY_NONE)
            same_spans(&dated, &undated);
    }
    for (uint32_t at = head[6]; at < doc.n_tok && at < head[6] + 64u; at += 7)
        act_holds(&doc, at % 2 ? &dated : &undated, at, head + 5);
    return 0;
}
