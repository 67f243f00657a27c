/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What recurs: acts of one set of countries on an occasion, or of one kind
 * about one day of the year. Read from the events when somebody asks; nothing
 * is stored.
 */
#include <inttypes.h>
#include <stdlib.h>

#include <chancery/events.h>

#include "base/day.h"
#include "store/store_in.h"

static const char reading[] = "reading the store";
#define OBSERVE_MAX ((size_t)4 * 1024 * 1024 * 1024)
#define NEAR 3 /* days by which an act may miss the day */
#define WORDS_SHOWN 14u

typedef struct act {
    chn_str event, dyad, family, occasion, name, line, origins, quote;
    chn_day from, to;
    chn_basis basis;
    int32_t ordinal, base_year, year;
    bool single; /* of one day */
    bool annual; /* the text says that it recurs */
    bool message;
    int64_t claim;
    uint32_t group;
} act;

/* What recurs. */
typedef struct group {
    chn_str dyad, family, occasion, name;
    int32_t base_year, month, day;
    uint32_t first, end; /* acts of these countries */
} group;

typedef struct watcher {
    chn_store *s;
    const chn_engine *e; /* NULL: the acts tell the days */
    chn_arena *a;
    act *at;
    uint32_t n, cap;
    group *g;
    uint32_t n_g, cap_g;
    chn_day last; /* newest report */
    chn_err *err;
} watcher;

/* Events that may recur: with an occasion, of a day, or told as yearly. The
 * sentence comes with the quote where the store has text. */
#define ACTS(between)                                                          \
    "SELECT e.id, e.dyad,"                                                     \
    " CASE e.mode WHEN 'message' THEN 'message'"                               \
    "  ELSE e.category || coalesce('/' || e.mode, '') END,"                    \
    " coalesce(e.occasion_id, e.occasion), e.occasion, e.ordinal,"             \
    " coalesce(e.base_year, o.base_year), e.date_from, e.date_to, e.basis,"    \
    " e.category || coalesce('/' || e.mode, '') || ' ' ||"                     \
    "  coalesce(e.source, e.source_code, '?') ||"                              \
    "  CASE WHEN coalesce(e.target, e.target_code) IS NULL THEN ''"            \
    "   WHEN e.symmetric = 1 THEN ' <-> ' ELSE ' -> ' END ||"                  \
    "  coalesce(e.target, e.target_code, ''),"                                 \
    " coalesce(e.origins, r.publisher, r.id),"                                 \
    " coalesce(CASE typeof(r.text) WHEN 'text'"                                \
    "   THEN substr(r.text, n.char_from + 1, n.char_to - n.char_from)"         \
    "   WHEN 'null' THEN NULL ELSE CAST(substr(r.text, n.byte_from + 1,"       \
    "    n.byte_to - n.byte_from) AS TEXT) END, c.quote, ''),"                 \
    " EXISTS (SELECT 1 FROM event_claim m JOIN claim k ON k.seq = m.claim"     \
    "   JOIN detail d ON d.report = k.report AND d.sentence = k.sentence"      \
    "   WHERE m.event = e.id AND d.kind IN ('annual', 'year')),"               \
    " e.best_claim FROM event e"                                               \
    " LEFT JOIN observance o ON o.id = e.occasion_id"                          \
    " JOIN claim c ON c.seq = e.best_claim JOIN report r ON r.seq = c.report"  \
    " JOIN sentence n ON n.report = c.report AND n.n = c.sentence"             \
    " WHERE e.status IN ('occurred', 'planned') AND e.date_from IS NOT NULL"   \
    " AND e.date_to IS NOT NULL AND e.basis <> 'published'"                    \
    " AND julianday(e.date_to) - julianday(e.date_from) <= 31"                 \
    " AND (?3 IS NULL OR e.date_to >= ?3) AND (?4 IS NULL OR e.date_from <= "  \
    "?4)" between " ORDER BY e.dyad, e.date_from, e.id"
static const char of_pair[] = ACTS(CHN_BETWEEN("e.dyad"));
static const char of_all[] = ACTS("");

static chn_str kept(watcher *w, sqlite3_stmt *st, int col, bool *ok)
{
    const chn_str v = chn_col_str(st, col);
    const chn_str k = chn_arena_str(w->a, v.p, v.n);
    *ok = *ok && k.p;
    return k;
}

static bool read_act(watcher *w, sqlite3_stmt *st)
{
    void *p = w->at;
    if (!chn_arena_grow(w->a, &p, &w->cap, w->n + 1, sizeof *w->at))
        return false;
    w->at = p;
    act *x = &w->at[w->n++];
    memset(x, 0, sizeof *x);
    bool ok = true;
    x->event = kept(w, st, 0, &ok);
    x->dyad = kept(w, st, 1, &ok);
    x->family = kept(w, st, 2, &ok);
    x->occasion = kept(w, st, 3, &ok);
    x->name = kept(w, st, 4, &ok);
    x->ordinal = sqlite3_column_int(st, 5);
    x->base_year = sqlite3_column_int(st, 6);
    x->from = chn_col_day(st, 7);
    x->to = chn_col_day(st, 8);
    x->basis = chn_col_basis(st, 9);
    x->line = kept(w, st, 10, &ok);
    x->origins = kept(w, st, 11, &ok);
    x->quote = kept(w, st, 12, &ok);
    x->annual = sqlite3_column_int(st, 13) != 0;
    x->claim = sqlite3_column_int64(st, 14);
    x->single = x->from == x->to;
    x->message = chn_str_is(x->family, "message");
    x->year = chn_day_ymd(x->from).year;
    x->group = UINT32_MAX;
    return ok;
}

/* Day of the year, with 29 February as the 28th: years compare by it. */
static int32_t day_of_year(chn_day d)
{
    const chn_ymd y = chn_day_ymd(d);
    const int32_t day = y.month == 2 && y.day == 29 ? 28 : y.day;
    return chn_day_of(2001, y.month, day) - chn_day_of(2001, 1, 1);
}

static bool near_day(int32_t a, int32_t b, int32_t by)
{
    const int32_t d = a > b ? a - b : b - a;
    return d <= by || d >= 365 - by;
}

static int32_t group_day(const group *g)
{
    return day_of_year(chn_day_of(2001, g->month, g->day));
}

static group *new_group(watcher *w, const act *x, uint32_t first, uint32_t end)
{
    void *p = w->g;
    if (!chn_arena_grow(w->a, &p, &w->cap_g, w->n_g + 1, sizeof *w->g))
        return NULL;
    w->g = p;
    group *g = &w->g[w->n_g++];
    memset(g, 0, sizeof *g);
    const chn_ymd y = chn_day_ymd(x->from);
    g->dyad = x->dyad;
    g->family = x->family;
    g->occasion = x->occasion;
    g->name = x->name;
    g->base_year = x->base_year;
    g->month = y.month;
    g->day = y.day;
    g->first = first;
    g->end = end;
    return g;
}

/* The day on which most of a group's acts of one day fall; those dated by the
 * table of named days count first. `all`: acts of all countries that name the
 * occasion. */
static void set_day(watcher *w, uint32_t gi, bool all)
{
    group *g = &w->g[gi];
    const chn_day named =
        w->e && g->occasion.n
            ? chn_engine_observance(w->e, g->occasion, w->at[g->first].year)
            : CHN_DAY_NONE;
    if (named != CHN_DAY_NONE) {
        const chn_ymd y = chn_day_ymd(named);
        g->month = y.month;
        g->day = y.day;
        return;
    }
    uint32_t votes[366] = {0};
    int32_t best = -1;
    const uint32_t end = all ? w->n : g->end;
    for (uint32_t i = all ? 0 : g->first; i < end; i++) {
        const act *x = &w->at[i];
        if (x->single &&
            (all ? chn_str_eq(x->occasion, g->occasion) : x->group == gi))
            votes[day_of_year(x->from)] +=
                x->basis == CHN_BASIS_OCCASION ? 1000 : 1;
    }
    for (int32_t d = 0; d < 366; d++)
        if (votes[d] && (best < 0 || votes[d] >= votes[best]))
            best = d;
    if (best >= 0) {
        const chn_ymd y = chn_day_ymd(chn_day_of(2001, 1, 1) + best);
        g->month = y.month;
        g->day = y.day;
    }
}

static uint32_t years_of(const watcher *w, uint32_t gi)
{
    uint32_t n = 0;
    int32_t last = INT32_MIN;
    for (uint32_t i = w->g[gi].first; i < w->g[gi].end; i++)
        if (w->at[i].group == gi && w->at[i].year != last) {
            n++;
            last = w->at[i].year; /* acts of a set of countries come by day */
        }
    return n;
}

/* Who accuses somebody on a feast does not keep it; what recurs does. */
static bool worth_telling(const watcher *w, uint32_t gi)
{
    static const char *const hostile[] = {"ACCUSE",   "REJECT",   "THREATEN",
                                          "SANCTION", "MOBILIZE", "COERCE",
                                          "ASSAULT",  "RETREAT",  "CONCEDE"};
    if (years_of(w, gi) > 1)
        return true;
    for (uint32_t i = w->g[gi].first; i < w->g[gi].end; i++) {
        const act *x = &w->at[i];
        bool bad = x->group != gi;
        for (size_t k = 0; k < sizeof hostile / sizeof *hostile; k++)
            bad = bad ||
                  (x->family.n >= strlen(hostile[k]) &&
                   memcmp(x->family.p, hostile[k], strlen(hostile[k])) == 0);
        if (!bad || (x->group == gi && x->annual))
            return true;
    }
    return false;
}

/* ---- groups ---- */

/* Acts that name an occasion. */
static bool group_named(watcher *w, uint32_t first, uint32_t end)
{
    const uint32_t old = w->n_g;
    for (uint32_t i = first; i < end; i++) {
        act *x = &w->at[i];
        if (x->occasion.n == 0)
            continue;
        for (uint32_t g = old; g < w->n_g && x->group == UINT32_MAX; g++)
            if (chn_str_eq(w->g[g].occasion, x->occasion))
                x->group = g;
        if (x->group == UINT32_MAX) {
            if (!new_group(w, x, first, end))
                return false;
            x->group = w->n_g - 1;
        }
        group *g = &w->g[x->group];
        if (g->base_year == 0)
            g->base_year = x->base_year;
    }
    for (uint32_t g = old; g < w->n_g; g++)
        set_day(w, g, false);
    return true;
}

typedef struct slot {
    uint32_t at;
    int32_t day;
} slot;

/* Acts without an occasion join one of their countries and kind about its
 * day. */
#define FAMILIES 8u
static void adopt(watcher *w, uint32_t from_group, uint32_t first, uint32_t end)
{
    for (uint32_t g = from_group; g < w->n_g; g++) {
        chn_str kind[FAMILIES];
        uint32_t n = 0;
        for (uint32_t i = first; i < end && n < FAMILIES; i++) {
            bool known = w->at[i].group != g;
            for (uint32_t k = 0; k < n && !known; k++)
                known = chn_str_eq(kind[k], w->at[i].family);
            if (!known)
                kind[n++] = w->at[i].family;
        }
        for (uint32_t i = first; i < end; i++) {
            act *x = &w->at[i];
            if (x->group != UINT32_MAX || !x->single ||
                !near_day(day_of_year(x->from), group_day(&w->g[g]), NEAR))
                continue;
            for (uint32_t k = 0; k < n; k++)
                if (chn_str_eq(kind[k], x->family))
                    x->group = g;
        }
    }
}

static int slot_cmp(const void *pa, const void *pb)
{
    const slot *a = pa;
    const slot *b = pb;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* What recurs without a name: one kind of act within a day of the same day in
 * three years; in two where it is a message or the text says so. */
static bool group_days(watcher *w, uint32_t first, uint32_t end)
{
    slot *by = CHN_NEW(w->a, slot, end - first);
    if (!by)
        return false;
    uint32_t n = 0;
    for (uint32_t i = first; i < end; i++)
        if (w->at[i].group == UINT32_MAX && w->at[i].single)
            by[n++] = (slot){i, day_of_year(w->at[i].from)};
    if (n > 1)
        qsort(by, n, sizeof *by, slot_cmp);
    for (uint32_t i = 0; i < n; i++) {
        const act *x = &w->at[by[i].at];
        int32_t year[64];
        uint32_t years = 0;
        bool annual = false;
        if (x->group != UINT32_MAX)
            continue;
        for (uint32_t k = i; k < n && by[k].day <= by[i].day + 1; k++) {
            const act *y = &w->at[by[k].at];
            if (y->group != UINT32_MAX || !chn_str_eq(y->family, x->family))
                continue;
            annual = annual || y->annual;
            bool known = false;
            for (uint32_t q = 0; q < years; q++)
                known = known || year[q] == y->year;
            if (!known && years < 64)
                year[years++] = y->year;
        }
        if (!(years >= 3 || (years == 2 && (x->message || annual)) ||
              (years == 1 && annual)))
            continue;
        if (!new_group(w, x, first, end))
            return false;
        for (uint32_t k = i; k < n && by[k].day <= by[i].day + 1; k++) {
            act *y = &w->at[by[k].at];
            if (y->group == UINT32_MAX && chn_str_eq(y->family, x->family))
                y->group = w->n_g - 1;
        }
        set_day(w, w->n_g - 1, false);
    }
    return true;
}

/* ---- wording ---- */

static bool letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool same_word(chn_str a, chn_str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (fold(a.p[i]) != fold(b.p[i]))
            return false;
    return true;
}

static bool next_word(chn_str *rest, chn_str *word)
{
    size_t i = 0;
    while (i < rest->n && !letter((unsigned char)rest->p[i]))
        i++;
    size_t k = i;
    while (k < rest->n && letter((unsigned char)rest->p[k]))
        k++;
    *word = chn_str_n(rest->p + i, k - i);
    *rest = chn_str_n(rest->p + k, rest->n - k);
    return k > i;
}

static bool in_text(chn_str text, chn_str word)
{
    chn_str w;
    while (next_word(&text, &w))
        if (same_word(w, word))
            return true;
    return false;
}

/* Words that any sentence has. */
static bool idle(chn_str w)
{
    static const char *const words[] = {
        "with",      "while",    "which",     "after",    "also",   "said",
        "under",     "that",     "this",      "from",     "their",  "they",
        "been",      "were",     "have",      "will",     "monday", "tuesday",
        "wednesday", "thursday", "friday",    "saturday", "sunday", "when",
        "into",      "through",  "according", "sent"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (same_word(w, chn_str_of(words[i])))
            return true;
    return false;
}

/* Words of `x`, of four letters and more, that `y` does not have. */
static void put_new_words(chn_buf *b, chn_str x, chn_str y)
{
    chn_str rest = x;
    chn_str w;
    uint32_t n = 0;
    while (n < WORDS_SHOWN && next_word(&rest, &w)) {
        if (w.n < 4 || idle(w) || in_text(y, w) ||
            in_text(chn_str_n(b->p ? b->p : "", b->n), w))
            continue;
        if (b->n)
            chn_buf_z(b, ", ");
        chn_buf_str(b, w);
        n++;
    }
}

/* ---- telling ---- */

static int order_cmp(const void *pa, const void *pb)
{
    const act *const *qa = pa;
    const act *const *qb = pb;
    const act *a = *qa;
    const act *b = *qb;
    if (a->year != b->year)
        return a->year < b->year ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return chn_str_cmp(a->event, b->event);
}

/* Years that the claims of an event say were marked as well. */
static chn_code told_years(watcher *w, const act *x, int32_t *year, uint32_t *n,
                           uint32_t most)
{
    sqlite3_stmt *st = chn_store_prepare(
        w->s,
        "SELECT DISTINCT d.low FROM event_claim m"
        " JOIN claim k ON k.seq = m.claim"
        " JOIN detail d ON d.report = k.report AND d.sentence = k.sentence"
        " WHERE m.event = ?1 AND d.kind = 'year' ORDER BY d.low",
        w->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(w->s, st);
    chn_bind_str(&b, x->event);
    int row;
    while ((row = chn_store_step(w->s, st, reading, w->err)) > 0) {
        const int32_t y = sqlite3_column_int(st, 0);
        bool known = false;
        for (uint32_t i = 0; i < *n; i++)
            known = known || year[i] == y;
        if (!known && *n < most)
            year[(*n)++] = y;
    }
    (void)sqlite3_finalize(st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}

#define YEARS 200u

typedef struct telling {
    const act **by; /* [n], in order */
    uint32_t n;
    int32_t told[YEARS]; /* by words alone */
    uint32_t n_told;
    chn_buf between, gaps, adds, drops;
} telling;

static bool covered(const telling *t, int32_t year)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (t->by[i]->year == year)
            return true;
    return false;
}

static bool told(const telling *t, int32_t year)
{
    for (uint32_t i = 0; i < t->n_told; i++)
        if (t->told[i] == year)
            return true;
    return false;
}

static void fill_group(const watcher *w, const group *g, telling *t,
                       chn_observed *o)
{
    memset(o, 0, sizeof *o);
    o->observance = g->occasion;
    o->name = g->name;
    o->base_year = g->base_year;
    o->month = g->month;
    o->day = g->day;
    o->first = t->by[0]->year;
    o->last = t->by[t->n - 1]->year;
    for (uint32_t i = 0; i < t->n_told; i++)
        if (t->told[i] < o->first)
            o->first = t->told[i];
    chn_buf_clear(&t->gaps);
    for (int32_t y = o->first; y <= o->last; y++) {
        const bool there = covered(t, y);
        o->n_years += there || told(t, y);
        if (!there && !told(t, y))
            chn_buf_fmt(&t->gaps, "%s%d", t->gaps.n ? ", " : "", (int)y);
    }
    o->gaps = chn_str_n(t->gaps.p ? t->gaps.p : "", t->gaps.n);
    chn_buf_clear(&t->between);
    for (size_t i = 0; i < g->dyad.n; i++)
        chn_buf_char(&t->between, g->dyad.p[i] == ',' ? '-' : g->dyad.p[i]);
    o->between = chn_str_n(t->between.p ? t->between.p : "", t->between.n);
    const chn_day last =
        w->last == CHN_DAY_NONE ? t->by[t->n - 1]->to : w->last;
    int32_t year = chn_day_ymd(last).year;
    const int32_t day = g->month == 2 && g->day == 29 ? 28 : g->day;
    for (int32_t k = 0; k < 2; k++, year++) {
        /* a moving feast has a day of its own each year */
        const chn_day named =
            w->e && g->occasion.n
                ? chn_engine_observance(w->e, g->occasion, year)
                : CHN_DAY_NONE;
        o->due =
            named != CHN_DAY_NONE ? named : chn_day_of(year, g->month, day);
        if (o->due > last)
            break;
    }
}

static const char *basis_word(chn_basis b)
{
    switch (b) {
    case CHN_BASIS_TEXT:
        return "text";
    case CHN_BASIS_INHERITED:
        return "inherited";
    case CHN_BASIS_OCCASION:
        return "occasion";
    case CHN_BASIS_BOUNDED:
        return "bounded";
    case CHN_BASIS_PUBLISHED:
        break;
    }
    return "published";
}

static chn_code tell_group(watcher *w, uint32_t gi, telling *t,
                           chn_observed_fn fn, void *user, bool *more)
{
    chn_code code = CHN_OK;
    t->n = t->n_told = 0;
    for (uint32_t i = w->g[gi].first; i < w->g[gi].end; i++)
        if (w->at[i].group == gi)
            t->by[t->n++] = &w->at[i];
    if (t->n == 0)
        return CHN_OK;
    qsort((void *)t->by, t->n, sizeof *t->by, order_cmp);
    for (uint32_t i = 0; i < t->n && code == CHN_OK; i++)
        if (t->by[i]->annual)
            code = told_years(w, t->by[i], t->told, &t->n_told, YEARS);
    if (code)
        return code;
    chn_observed o;
    fill_group(w, &w->g[gi], t, &o);
    uint32_t i = 0;
    const act *before = NULL; /* the first act of the year before */
    const act *head = NULL;   /* of this year */
    for (int32_t y = o.first; y <= o.last && *more; y++) {
        if (!covered(t, y) && told(t, y)) {
            o.told_only = true;
            o.year = y;
            o.event = o.line = o.origins = o.quote = o.adds = o.drops =
                chn_str_n("", 0);
            o.from = o.to = CHN_DAY_NONE;
            o.basis = "";
            o.ordinal = 0;
            *more = fn(user, &o);
        }
        before = head ? head : before;
        head = NULL;
        for (; i < t->n && t->by[i]->year == y && *more; i++) {
            const act *x = t->by[i];
            chn_buf_clear(&t->adds);
            chn_buf_clear(&t->drops);
            if (!head && before) {
                put_new_words(&t->adds, x->quote, before->quote);
                put_new_words(&t->drops, before->quote, x->quote);
            }
            head = head ? head : x;
            o.told_only = false;
            o.year = y;
            o.event = x->event;
            o.line = x->line;
            o.origins = x->origins;
            o.from = x->from;
            o.to = x->to;
            o.basis = basis_word(x->basis);
            o.ordinal = x->ordinal;
            o.quote = x->quote;
            o.adds = chn_str_n(t->adds.p ? t->adds.p : "", t->adds.n);
            o.drops = chn_str_n(t->drops.p ? t->drops.p : "", t->drops.n);
            *more = fn(user, &o);
        }
    }
    return CHN_OK;
}

typedef struct place {
    const group *g;
    uint32_t at;
} place;

static int group_cmp(const void *pa, const void *pb)
{
    const place *p = pa;
    const place *q = pb;
    const group *a = p->g;
    const group *b = q->g;
    int d = chn_str_cmp(a->dyad, b->dyad);
    if (d)
        return d;
    if (a->month != b->month)
        return a->month < b->month ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    d = chn_str_cmp(a->occasion, b->occasion);
    if (d == 0)
        d = chn_str_cmp(a->family, b->family);
    return d ? d : (p->at > q->at) - (p->at < q->at);
}

static chn_code tell_all(watcher *w, chn_observed_fn fn, void *user)
{
    telling t = {.by = CHN_NEW(w->a, const act *, w->n)};
    place *by = CHN_NEW(w->a, place, w->n_g);
    if (!t.by || !by)
        return chn_fail_memory(w->err);
    chn_buf *all[] = {&t.between, &t.gaps, &t.adds, &t.drops};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        chn_buf_init(all[i], (size_t)1024 * 1024);
    for (uint32_t g = 0; g < w->n_g; g++)
        by[g] = (place){&w->g[g], g};
    if (w->n_g > 1)
        qsort(by, w->n_g, sizeof *by, group_cmp);
    chn_code code = CHN_OK;
    bool more = true;
    for (uint32_t g = 0; g < w->n_g && more && code == CHN_OK; g++)
        if (worth_telling(w, by[g].at))
            code = tell_group(w, by[g].at, &t, fn, user, &more);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        chn_buf_free(all[i]);
    return code;
}

static chn_code read_acts(watcher *w, const chn_filter *f)
{
    sqlite3_stmt *st =
        chn_store_prepare(w->s, chn_has_party(f) ? of_pair : of_all, w->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(w->s, st);
    chn_bind_str(&b, chn_str_of(f && f->a ? f->a : ""));
    chn_bind_str(&b, chn_str_of(f && f->b ? f->b : ""));
    chn_bind_day(&b, f ? f->from : CHN_DAY_NONE);
    chn_bind_day(&b, f ? f->to : CHN_DAY_NONE);
    chn_code code = CHN_OK;
    while (chn_store_row(w->s, st, reading, &code, w->err)) {
        if (!read_act(w, st))
            code = chn_fail_memory(w->err);
    }
    (void)sqlite3_finalize(st);
    return code;
}

static chn_code read_last(watcher *w)
{
    sqlite3_stmt *st =
        chn_store_prepare(w->s, "SELECT max(day) FROM report", w->err);
    if (!st)
        return CHN_ERR_STORE;
    const int row = chn_store_step(w->s, st, reading, w->err);
    w->last = row > 0 ? chn_col_day(st, 0) : CHN_DAY_NONE;
    (void)sqlite3_finalize(st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}

chn_code chn_store_observances(chn_store *s, const chn_engine *e,
                               const chn_filter *f, chn_observed_fn fn,
                               void *user, chn_err *err)
{
    watcher w = {.s = s, .e = e, .a = chn_arena_new(OBSERVE_MAX), .err = err};
    if (!w.a)
        return chn_fail_memory(err);
    chn_code code = read_acts(&w, f);
    if (code == CHN_OK)
        code = read_last(&w);
    for (uint32_t i = 0; i < w.n && code == CHN_OK;) {
        uint32_t k = i;
        while (k < w.n && chn_str_eq(w.at[k].dyad, w.at[i].dyad))
            k++;
        const uint32_t g = w.n_g;
        bool ok = group_named(&w, i, k);
        if (ok)
            adopt(&w, g, i, k);
        if (!ok || !group_days(&w, i, k))
            code = chn_fail_memory(err);
        i = k;
    }
    for (uint32_t g = 0; g < w.n_g; g++)
        if (w.g[g].occasion.n && years_of(&w, g) < 2)
            set_day(&w, g, true);
    if (code == CHN_OK)
        code = tell_all(&w, fn, user);
    chn_arena_free(w.a);
    return code;
}
