/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Events in memory: one column for each facet, so that any count under any
 * query is one pass over numbers. Sorted as listings are, so that a page is a
 * stretch of it. What is counted here is what query.c finds in event_key and
 * event_pair; tests/unit/test_overview.c compares the two.
 */
#include <math.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "store/overview_in.h"

static const char reading[] = "reading events";

#define MEMORY_MAX ((size_t)8 * 1024 * 1024 * 1024)

/* ---- words ---- */

static uint32_t *slot_of(const words *w, chn_str s)
{
    uint64_t h = chn_hash(s.p, s.n, 7);
    for (;; h++) {
        uint32_t *at = &w->slot[h & (w->slots - 1)];
        if (*at == NONE || chn_str_eq(w->value[*at], s))
            return at;
    }
}

static bool more_slots(chn_arena *a, words *w)
{
    const uint32_t slots = w->slots ? w->slots * 2 : 64;
    uint32_t *slot = CHN_NEW(a, uint32_t, slots);
    if (!slot)
        return false;
    memset(slot, 0xFF, slots * sizeof *slot);
    w->slot = slot;
    w->slots = slots;
    for (uint32_t i = 0; i < w->n; i++)
        *slot_of(w, w->value[i]) = i;
    return true;
}

/* NONE: no memory. */
static uint32_t put_word(chn_arena *a, words *w, chn_str s, chn_str label)
{
    if ((w->n + 1) * 2 > w->slots && !more_slots(a, w))
        return NONE;
    uint32_t *at = slot_of(w, s);
    if (*at == NONE) {
        void *v = w->value, *l = w->label;
        if (!chn_arena_grow(a, &v, &w->cap, w->n + 1, sizeof *w->value))
            return NONE;
        w->value = v;
        if (!chn_arena_grow(a, &l, &w->cap_label, w->n + 1, sizeof *w->label))
            return NONE;
        w->label = l;
        const chn_str kept = chn_arena_str(a, s.p ? s.p : "", s.n);
        if (!kept.p)
            return NONE;
        w->value[w->n] = kept;
        w->label[w->n] = chn_str_n("", 0);
        *at = w->n++;
    }
    if (label.n && !w->label[*at].n)
        w->label[*at] = chn_arena_str(a, label.p, label.n);
    return *at;
}

static uint32_t find_word(const words *w, chn_str s)
{
    return w->slots ? *slot_of(w, s) : NONE;
}

/* ---- columns ---- */

/* (event, value, side), as they are met; made into a column at the end. */
typedef struct pairs {
    uint32_t *at; /* [n][3] */
    uint32_t n, cap;
} pairs;

static bool put_pair(chn_arena *a, pairs *p, uint32_t event, uint32_t value,
                     uint32_t side)
{
    void *at = p->at;
    if (value == NONE ||
        !chn_arena_grow(a, &at, &p->cap, p->n + 1, 3 * sizeof *p->at))
        return false;
    p->at = at;
    uint32_t *x = &p->at[(size_t)p->n++ * 3];
    x[0] = event;
    x[1] = value;
    x[2] = side;
    return true;
}

/* Each value stands once with an event, whatever its sides. */
static bool make_column(chn_overview *o, column *c, const pairs *p, bool sides)
{
    uint32_t *count = CHN_NEW(o->a, uint32_t, (size_t)o->n + 1);
    c->start = CHN_NEW(o->a, uint32_t, (size_t)o->n + 1);
    c->item = CHN_NEW(o->a, uint32_t, (size_t)p->n + 1);
    c->side = sides ? CHN_NEW(o->a, uint8_t, (size_t)p->n + 1) : NULL;
    if (!count || !c->start || !c->item || (sides && !c->side))
        return false;
    for (uint32_t i = 0; i < p->n; i++)
        count[p->at[(size_t)i * 3]]++;
    uint32_t *begin = c->start;
    for (uint32_t i = 0, sum = 0; i < o->n; i++) {
        begin[i] = sum;
        sum += count[i];
        count[i] = 0;
    }
    for (uint32_t i = 0; i < p->n; i++) {
        const uint32_t *x = &p->at[(size_t)i * 3];
        uint32_t *at = &c->item[begin[x[0]]];
        uint32_t k = 0;
        while (k < count[x[0]] && at[k] != x[1])
            k++;
        at[k] = x[1];
        if (sides)
            c->side[begin[x[0]] + k] |= (uint8_t)x[2];
        if (k == count[x[0]])
            count[x[0]]++;
    }
    /* close the gaps that values met twice have left */
    uint32_t to = 0;
    for (uint32_t i = 0; i < o->n; i++) {
        const uint32_t from = begin[i];
        begin[i] = to;
        for (uint32_t k = 0; k < count[i]; k++, to++) {
            c->item[to] = c->item[from + k];
            if (sides)
                c->side[to] = c->side[from + k];
        }
    }
    begin[o->n] = to;
    return true;
}

/* ---- reading ---- */

static const char events_sql[] =
    "SELECT e.id, e.date_from, e.date_to, e.category, e.mode, e.status,"
    " e.place, coalesce(e.occasion_id, e.occasion), coalesce(e.reviewed,"
    " 'unreviewed'), e.confidence, e.quad, e.goldstein, e.n_reports,"
    " e.n_origins, e.symmetric, e.disagree NOTNULL, e.place_country, e.lat,"
    " e.lon, e.sides_claim, b.name,"
    " substr(coalesce(e.date_from, e.date_to), 1, 4)"
    " FROM event e LEFT JOIN observance b ON b.id = e.occasion_id"
    " ORDER BY coalesce(e.date_from, e.date_to, 'undated'), e.id";

typedef struct building {
    chn_overview *o;
    chn_store *s;
    uint32_t *sides;  /* [claims + 1]: the event whose sides a claim tells */
    int64_t n_claims; /* numbers are at most this */
    pairs pairs[F_N];
    chn_err *err;
} building;

static bool make_room(chn_overview *o)
{
    const size_t n = o->n;
    o->id = CHN_NEW(o->a, chn_str, n);
    o->from = CHN_NEW(o->a, chn_day, n);
    o->to = CHN_NEW(o->a, chn_day, n);
    o->flags = CHN_NEW(o->a, uint8_t, n);
    o->confidence = CHN_NEW(o->a, uint8_t, n);
    o->quad = CHN_NEW(o->a, uint8_t, n);
    o->status = CHN_NEW(o->a, uint8_t, n);
    o->score = CHN_NEW(o->a, double, n);
    o->reports = CHN_NEW(o->a, uint32_t, n);
    o->origins = CHN_NEW(o->a, uint32_t, n);
    bool ok = o->id && o->from && o->to && o->flags && o->confidence &&
              o->quad && o->status && o->score && o->reports && o->origins;
    for (uint32_t f = 0; f < F_N; f++) {
        if (f == F_ACTOR || f == F_DYAD || f == F_ORIGIN || f == F_COUNTRY ||
            f == F_REPORT)
            continue;
        o->column[f].item = CHN_NEW(o->a, uint32_t, n);
        ok = ok && o->column[f].item;
    }
    return ok;
}

static bool put_point(chn_overview *o, uint32_t place, sqlite3_stmt *st)
{
    void *p = o->point;
    if (!chn_arena_grow(o->a, &p, &o->point_cap, place + 1, sizeof *o->point))
        return false;
    o->point = p;
    const chn_str country = chn_col_str(st, 16);
    const bool has = sqlite3_column_type(st, 17) != SQLITE_NULL &&
                     sqlite3_column_type(st, 18) != SQLITE_NULL;
    point *x = &o->point[place];
    if (place == o->points) {
        *x = (point){NONE, (double)NAN, (double)NAN};
        o->points++;
    }
    if (has && isnan(x->lat)) {
        x->lat = sqlite3_column_double(st, 17);
        x->lon = sqlite3_column_double(st, 18);
    }
    if (country.n && x->country == NONE) {
        x->country =
            put_word(o->a, &o->words[F_COUNTRY], country, chn_str_n("", 0));
        return x->country != NONE;
    }
    return true;
}

static bool read_event(building *b, uint32_t i, sqlite3_stmt *st)
{
    static const struct {
        uint32_t facet;
        int column, label;
    } one[] = {{F_CATEGORY, 3, -1}, {F_MODE, 4, -1},     {F_STATUS, 5, -1},
               {F_PLACE, 6, -1},    {F_OCCASION, 7, 20}, {F_REVIEWED, 8, -1},
               {F_YEAR, 21, -1}};
    chn_overview *o = b->o;
    const chn_str none = {"", 0};
    for (size_t k = 0; k < sizeof one / sizeof *one; k++) {
        const chn_str v = chn_col_str(st, one[k].column);
        uint32_t *at = &o->column[one[k].facet].item[i];
        *at = NONE;
        if (v.n == 0)
            continue;
        *at = put_word(o->a, &o->words[one[k].facet], v,
                       one[k].label < 0 ? none : chn_col_str(st, one[k].label));
        if (*at == NONE)
            return false;
        if (one[k].facet == F_PLACE && !put_point(o, *at, st))
            return false;
    }
    const chn_str id = chn_col_str(st, 0);
    if (put_word(o->a, &o->ids, id, none) != i)
        return false;
    o->id[i] = o->ids.value[i];
    o->from[i] = chn_col_day(st, 1);
    o->to[i] = chn_col_day(st, 2);
    o->confidence[i] = (uint8_t)sqlite3_column_int(st, 9);
    o->quad[i] = (uint8_t)sqlite3_column_int(st, 10);
    o->score[i] = sqlite3_column_type(st, 11) == SQLITE_NULL
                      ? (double)NAN
                      : sqlite3_column_double(st, 11);
    o->reports[i] = chn_col_u32(st, 12);
    o->origins[i] = chn_col_u32(st, 13);
    const bool rejected = chn_str_is(chn_col_str(st, 8), "rejected");
    o->flags[i] = (uint8_t)((sqlite3_column_int(st, 14) ? SYMMETRIC : 0) |
                            (sqlite3_column_int(st, 15) ? DISAGREE : 0) |
                            (rejected ? REJECTED : 0));
    o->rejected += rejected;
    for (uint8_t k = 0; k < CHN_STATUSES; k++)
        if (chn_str_is(chn_col_str(st, 5), chn_overview_status(k)))
            o->status[i] = k;
    const int64_t claim = sqlite3_column_int64(st, 19);
    if (claim >= 0 && claim <= b->n_claims)
        b->sides[claim] = i;
    return true;
}

static chn_code read_events(building *b)
{
    sqlite3_stmt *st = chn_store_prepare(b->s, events_sql, b->err);
    chn_code code = st ? CHN_OK : CHN_ERR_STORE;
    for (uint32_t i = 0;
         i < b->o->n && chn_store_row(b->s, st, reading, &code, b->err); i++)
        if (!read_event(b, i, st))
            code = chn_fail_memory(b->err);
    (void)sqlite3_finalize(st);
    return code;
}

/* ---- parties ---- */

typedef struct party {
    uint32_t actor, country; /* NONE */
    uint32_t side;
} party;

typedef struct parties {
    party *at;
    uint32_t n, cap;
} parties;

static chn_str str_of(const chn_buf *b)
{
    return chn_str_n(b->p ? b->p : "", b->n);
}

/* The pair as event_pair has it: the smaller code first. */
static uint32_t dyad_of(chn_overview *o, uint32_t x, uint32_t y, chn_buf *key)
{
    const chn_str a = o->words[F_COUNTRY].value[x];
    const chn_str b = o->words[F_COUNTRY].value[y];
    const bool turn = chn_str_cmp(a, b) > 0;
    chn_buf_clear(key);
    chn_buf_str(key, turn ? b : a);
    chn_buf_char(key, '-');
    chn_buf_str(key, turn ? a : b);
    return key->failed ? NONE
                       : put_word(o->a, &o->words[F_DYAD], str_of(key),
                                  chn_str_n("", 0));
}

static bool put_dyads(building *b, uint32_t event, const parties *p,
                      chn_buf *key)
{
    const bool both = b->o->flags[event] & SYMMETRIC;
    for (uint32_t i = 0; i < p->n; i++) {
        for (uint32_t k = 0; k < p->n; k++) {
            const party *x = &p->at[i], *y = &p->at[k];
            if (x->country == NONE || y->country == NONE)
                continue;
            const bool across = x->side == SOURCE && y->side == TARGET;
            const bool together =
                both && x->side == y->side && i < k && x->country != y->country;
            if ((across || together) &&
                !put_pair(b->o->a, &b->pairs[F_DYAD], event,
                          dyad_of(b->o, x->country, y->country, key), 0))
                return false;
        }
    }
    return true;
}

static bool put_parties(building *b, uint32_t event, const parties *p,
                        chn_buf *key)
{
    for (uint32_t i = 0; i < p->n; i++) {
        const party *x = &p->at[i];
        if (x->actor != NONE &&
            !put_pair(b->o->a, &b->pairs[F_ACTOR], event, x->actor, x->side))
            return false;
        if (x->country != NONE && !put_pair(b->o->a, &b->pairs[F_COUNTRY],
                                            event, x->country, x->side))
            return false;
    }
    return put_dyads(b, event, p, key);
}

static bool read_party(building *b, sqlite3_stmt *st, parties *p)
{
    chn_overview *o = b->o;
    const chn_str none = {"", 0};
    void *at = p->at;
    if (!chn_arena_grow(o->a, &at, &p->cap, p->n + 1, sizeof *p->at))
        return false;
    p->at = at;
    party *x = &p->at[p->n++];
    *x = (party){NONE, NONE, sqlite3_column_int(st, 1) ? SOURCE : TARGET};
    const chn_str actor = chn_col_str(st, 2);
    const chn_str country = chn_col_str(st, 3);
    if (actor.n)
        x->actor =
            put_word(o->a, &o->words[F_ACTOR], actor, chn_col_str(st, 4));
    if (country.n)
        x->country = put_word(o->a, &o->words[F_COUNTRY], country, none);
    return (!actor.n || x->actor != NONE) && (!country.n || x->country != NONE);
}

/* Rows come claim by claim; what one claim tells is put down together. */
static chn_code read_parties(building *b)
{
    sqlite3_stmt *st = chn_store_prepare(
        b->s,
        "SELECT x.claim, x.side = 'source', coalesce(x.actor, x.name,"
        " x.country), x.country, a.name FROM claim_actor x LEFT JOIN actor a"
        " ON a.id = x.actor WHERE x.side <> 'other'"
        " ORDER BY x.claim, x.side, x.n",
        b->err);
    chn_code code = st ? CHN_OK : CHN_ERR_STORE;
    parties p = {0};
    chn_buf key;
    chn_buf_init(&key, 65536);
    uint32_t event = NONE;
    while (chn_store_row(b->s, st, reading, &code, b->err)) {
        const int64_t claim = sqlite3_column_int64(st, 0);
        const uint32_t e =
            claim >= 0 && claim <= b->n_claims ? b->sides[claim] : NONE;
        if (e == NONE)
            continue;
        bool ok = true;
        if (e != event) {
            ok = event == NONE || put_parties(b, event, &p, &key);
            p.n = 0;
            event = e;
        }
        if (!ok || !read_party(b, st, &p))
            code = chn_fail_memory(b->err);
    }
    if (code == CHN_OK && event != NONE && !put_parties(b, event, &p, &key))
        code = chn_fail_memory(b->err);
    chn_buf_free(&key);
    (void)sqlite3_finalize(st);
    return code;
}

/* ---- origins and reports ---- */

static chn_code read_origins(building *b)
{
    sqlite3_stmt *st = chn_store_prepare(
        b->s,
        "SELECT m.event, c.report, coalesce(c.origin, 'the report itself')"
        " FROM event_claim m CROSS JOIN claim c ON c.seq = m.claim",
        b->err);
    chn_code code = st ? CHN_OK : CHN_ERR_STORE;
    chn_overview *o = b->o;
    while (chn_store_row(b->s, st, reading, &code, b->err)) {
        const uint32_t event = find_word(&o->ids, chn_col_str(st, 0));
        const int64_t report = sqlite3_column_int64(st, 1);
        if (event == NONE || report < 0 || report >= NONE)
            continue;
        if (report > o->most_report)
            o->most_report = report;
        if (!put_pair(o->a, &b->pairs[F_REPORT], event, (uint32_t)report, 0) ||
            !put_pair(o->a, &b->pairs[F_ORIGIN], event,
                      put_word(o->a, &o->words[F_ORIGIN], chn_col_str(st, 2),
                               chn_str_n("", 0)),
                      0))
            code = chn_fail_memory(b->err);
    }
    (void)sqlite3_finalize(st);
    return code;
}

/* An actor's country: that of its first act on whose side there is one. */
static bool find_lands(chn_overview *o)
{
    const column *who = &o->column[F_ACTOR], *where = &o->column[F_COUNTRY];
    const uint32_t actors = o->words[F_ACTOR].n;
    o->land = CHN_NEW(o->a, uint32_t, (size_t)actors + 1);
    if (!o->land)
        return false;
    memset(o->land, 0xFF, actors * sizeof *o->land);
    for (uint32_t e = 0; e < o->n; e++) {
        for (uint32_t k = who->start[e]; k < who->start[e + 1]; k++) {
            uint32_t found = NONE, fit = 0;
            if (o->land[who->item[k]] != NONE)
                continue;
            for (uint32_t j = where->start[e]; j < where->start[e + 1]; j++)
                if (where->side[j] & who->side[k]) {
                    found = where->item[j];
                    fit++;
                }
            if (fit == 1)
                o->land[who->item[k]] = found;
        }
    }
    return true;
}

static chn_code build(building *b)
{
    static const uint32_t many[] = {F_ACTOR, F_DYAD, F_ORIGIN, F_COUNTRY,
                                    F_REPORT};
    chn_overview *o = b->o;
    int64_t n = 0;
    chn_code code = chn_store_version(b->s, o->version, b->err);
    if (code == CHN_OK)
        code = chn_store_int(b->s, "SELECT count(*) FROM event", 0, &n, b->err);
    if (code == CHN_OK)
        code = chn_store_int(b->s, "SELECT max(seq) FROM claim", 0,
                             &b->n_claims, b->err);
    if (code)
        return code;
    if (n >= NONE || b->n_claims >= NONE)
        return chn_fail(b->err, CHN_ERR_LIMIT,
                        "%s: too many events to hold in memory", b->s->path);
    o->n = (uint32_t)n;
    b->sides = chn_calloc((size_t)b->n_claims + 1, sizeof *b->sides);
    if (!b->sides || !make_room(o))
        return chn_fail_memory(b->err);
    memset(b->sides, 0xFF, ((size_t)b->n_claims + 1) * sizeof *b->sides);
    code = read_events(b);
    if (code == CHN_OK)
        code = read_parties(b);
    if (code == CHN_OK)
        code = read_origins(b);
    for (size_t i = 0; i < sizeof many / sizeof *many && code == CHN_OK; i++)
        if (!make_column(o, &o->column[many[i]], &b->pairs[many[i]],
                         many[i] == F_ACTOR || many[i] == F_COUNTRY))
            code = chn_fail_memory(b->err);
    if (code == CHN_OK && !find_lands(o))
        code = chn_fail_memory(b->err);
    return code;
}

static void find_days(chn_overview *o)
{
    o->head = (chn_overview_head){.version = o->version,
                                  .events = o->n - o->rejected,
                                  .rejected = o->rejected,
                                  .first = CHN_DAY_NONE,
                                  .last = CHN_DAY_NONE};
    chn_overview_head *h = &o->head;
    for (uint32_t i = 0; i < o->n; i++) {
        const chn_day first =
            o->from[i] != CHN_DAY_NONE ? o->from[i] : o->to[i];
        const chn_day last = o->to[i] != CHN_DAY_NONE ? o->to[i] : o->from[i];
        if (first == CHN_DAY_NONE || (o->flags[i] & REJECTED))
            continue;
        if (h->first == CHN_DAY_NONE || first < h->first)
            h->first = first;
        if (h->last == CHN_DAY_NONE || last > h->last)
            h->last = last;
    }
}

chn_overview *chn_overview_new(chn_store *s, chn_err *err)
{
    chn_overview *o = chn_calloc(1, sizeof *o);
    if (!o) {
        (void)chn_fail_memory(err);
        return NULL;
    }
    o->a = chn_arena_new(MEMORY_MAX);
    building b = {.o = o, .s = s, .err = err};
    const bool own = sqlite3_get_autocommit(s->db) != 0;
    chn_code code = o->a ? CHN_OK : chn_fail_memory(err);
    if (code == CHN_OK && own)
        code = chn_store_hold(s, err);
    if (code == CHN_OK)
        code = build(&b);
    if (code == CHN_OK)
        find_days(o);
    if (own)
        chn_store_release(s);
    chn_free(b.sides);
    if (code) {
        chn_overview_free(o);
        return NULL;
    }
    return o;
}

void chn_overview_free(chn_overview *o)
{
    if (!o)
        return;
    chn_arena_free(o->a);
    chn_free(o);
}

void chn_overview_tell(const chn_overview *o, chn_overview_head *h)
{
    *h = o->head;
}

chn_str chn_overview_id(const chn_overview *o, uint32_t at)
{
    return at < o->n ? o->id[at] : chn_str_n("", 0);
}

bool chn_overview_disagrees(const chn_overview *o, uint32_t at)
{
    return at < o->n && (o->flags[at] & DISAGREE);
}

uint32_t chn_overview_find(const chn_overview *o, chn_str id)
{
    return find_word(&o->ids, id);
}

uint32_t chn_overview_size(const chn_overview *o)
{
    return o->n;
}

/* ---- selecting ---- */

/* Values of a facet any of which an event must have. */
typedef struct wish {
    uint32_t facet;
    uint8_t *wanted; /* [words of the facet] */
    uint8_t *or_in;  /* [words of F_COUNTRY]: or of one of these; else NULL */
} wish;

#define WISHES 10u
typedef struct selecting {
    const chn_overview *o;
    const chn_query *q;
    chn_arena *a;
    wish wish[WISHES];
    uint32_t n;
    uint8_t *reports; /* bits; NULL: no words are asked for */
    chn_err *err;
} selecting;

static char low(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool same_folded(chn_str a, chn_str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (low(a.p[i]) != low(b.p[i]))
            return false;
    return true;
}

/* Does `b` stand in `a` as whole words? Only ASCII is folded, as by SQL's
 * lower() in query.c. */
static bool has_words(chn_str a, chn_str b)
{
    for (size_t i = 0; i + b.n <= a.n; i++)
        if ((i == 0 || a.p[i - 1] == ' ') &&
            (i + b.n == a.n || a.p[i + b.n] == ' ') &&
            same_folded(chn_str_n(a.p + i, b.n), b))
            return true;
    return false;
}

static wish *new_wish(selecting *k, uint32_t facet)
{
    wish *w = &k->wish[k->n++];
    w->facet = facet;
    w->or_in = NULL;
    w->wanted = CHN_NEW(k->a, uint8_t, (size_t)k->o->words[facet].n + 1);
    return w->wanted ? w : NULL;
}

/* Exactly this value. */
static bool want(wish *w, const words *of, chn_str value)
{
    const uint32_t at = find_word(of, value);
    if (at == NONE)
        return false;
    w->wanted[at] = 1;
    return true;
}

/* By id, by country, by name or a word of it, as query.c. */
static chn_code wish_actor(selecting *k)
{
    const words *actors = &k->o->words[F_ACTOR];
    const chn_str word = chn_str_of(k->q->actor);
    const chn_str code_word = chn_store_upper(k->a, k->q->actor);
    wish *w = new_wish(k, F_ACTOR);
    if (!w || !code_word.p)
        return chn_fail_memory(k->err);
    if (want(w, actors, word))
        return CHN_OK;
    k->n--;
    w = new_wish(k, F_COUNTRY);
    if (!w)
        return chn_fail_memory(k->err);
    if (want(w, &k->o->words[F_COUNTRY], code_word))
        return CHN_OK;
    k->n--;
    w = new_wish(k, F_ACTOR);
    if (!w)
        return chn_fail_memory(k->err);
    bool any = false;
    for (uint32_t i = 0; i < actors->n; i++) {
        if (has_words(actors->value[i], word) ||
            has_words(actors->label[i], word)) {
            w->wanted[i] = 1;
            any = true;
        }
    }
    return any ? CHN_OK
               : chn_fail(k->err, CHN_ERR_INPUT,
                          "nobody in this store is called \"%s\"; give an id, "
                          "a country's code, a name or a word of one",
                          k->q->actor);
}

static chn_code wish_value(selecting *k, uint32_t facet, const char *value)
{
    const words *of = &k->o->words[facet];
    wish *w = new_wish(k, facet);
    const chn_str word =
        facet == F_CATEGORY ? chn_store_upper(k->a, value) : chn_str_of(value);
    if (!w || !word.p)
        return chn_fail_memory(k->err);
    /* mode is no facet of event_key: query.c folds it in any case */
    if (facet == F_MODE || !want(w, of, word))
        for (uint32_t i = 0; i < of->n; i++)
            w->wanted[i] = same_folded(of->value[i], word);
    return CHN_OK;
}

static chn_code wish_dyad(selecting *k)
{
    chn_str a, b, key;
    chn_code code = chn_store_dyad(k->q->dyad, k->a, &a, &b, k->err);
    if (code == CHN_OK)
        code = chn_store_dyad_key(k->a, a, b, &key, k->err);
    if (code)
        return code;
    wish *w = new_wish(k, F_DYAD);
    if (!w)
        return chn_fail_memory(k->err);
    (void)want(w, &k->o->words[F_DYAD], key);
    return CHN_OK;
}

/* Reports that have the words, as bits. */
static chn_code wish_words(selecting *k, chn_store *s)
{
    chn_str match;
    chn_code code = chn_store_words(s, k->q->text, k->a, &match, k->err);
    if (code || match.n == 0)
        return code; /* spaces only */
    k->reports = CHN_NEW(k->a, uint8_t, (size_t)k->o->most_report / 8 + 1);
    if (!k->reports)
        return chn_fail_memory(k->err);
    sqlite3_stmt *st = chn_store_prepare(
        s, "SELECT rowid FROM report_text WHERE report_text MATCH ?1", k->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_str(&b, match);
    while (chn_store_row(s, st, reading, &code, k->err)) {
        const int64_t r = sqlite3_column_int64(st, 0);
        if (r >= 0 && r <= k->o->most_report)
            k->reports[r / 8] |= (uint8_t)(1u << (r % 8));
    }
    (void)sqlite3_finalize(st);
    return code;
}

static bool has_value(const chn_overview *o, uint32_t facet,
                      const uint8_t *wanted, uint32_t event)
{
    uint32_t n;
    const uint32_t *v = values_of(o, facet, event, &n);
    for (uint32_t i = 0; i < n; i++)
        if (wanted[v[i]])
            return true;
    return false;
}

static bool has_wish(const chn_overview *o, const wish *w, uint32_t event)
{
    return has_value(o, w->facet, w->wanted, event) ||
           (w->or_in && has_value(o, F_COUNTRY, w->or_in, event));
}

static bool has_report(const selecting *k, uint32_t event)
{
    uint32_t n;
    const uint32_t *v = values_of(k->o, F_REPORT, event, &n);
    for (uint32_t i = 0; i < n; i++)
        if (k->reports[v[i] / 8] >> (v[i] % 8) & 1)
            return true;
    return false;
}

static bool fits(const selecting *k, uint32_t i, bool rejected)
{
    const chn_overview *o = k->o;
    const chn_query *q = k->q;
    const chn_day first = o->from[i] != CHN_DAY_NONE ? o->from[i] : o->to[i];
    const chn_day last = o->to[i] != CHN_DAY_NONE ? o->to[i] : o->from[i];
    if (((o->flags[i] & REJECTED) != 0) != rejected)
        return false;
    if (q->to != CHN_DAY_NONE && (first == CHN_DAY_NONE || first > q->to))
        return false;
    if (q->from != CHN_DAY_NONE && (first == CHN_DAY_NONE || last < q->from))
        return false;
    if (o->confidence[i] < q->confidence)
        return false;
    for (uint32_t w = 0; w < k->n; w++)
        if (!has_wish(o, &k->wish[w], i))
            return false;
    return !k->reports || has_report(k, i);
}

static void want_folded(uint8_t *wanted, const words *of, chn_str value)
{
    for (uint32_t i = 0; i < of->n; i++)
        wanted[i] = same_folded(of->value[i], value);
}

/* Who fits in any way: by country, by id, by a word of a name. */
static bool wish_anybody(selecting *k)
{
    const words *actors = &k->o->words[F_ACTOR];
    const words *lands = &k->o->words[F_COUNTRY];
    const chn_str word = chn_str_of(k->q->actor);
    wish *w = new_wish(k, F_ACTOR);
    uint8_t *or_in = CHN_NEW(k->a, uint8_t, (size_t)lands->n + 1);
    if (!w || !or_in)
        return false;
    for (uint32_t i = 0; i < actors->n; i++)
        w->wanted[i] = has_words(actors->value[i], word) ||
                       has_words(actors->label[i], word);
    want_folded(or_in, lands, word);
    w->or_in = or_in;
    return true;
}

/* Rejected events have no keys: query.c compares what they have, case
 * ignored. */
static chn_code wish_rejected(selecting *k, chn_store *s)
{
    const chn_query *q = k->q;
    const struct {
        uint32_t facet;
        const char *value;
    } plain[] = {{F_CATEGORY, q->category}, {F_STATUS, q->status},
                 {F_PLACE, q->place},       {F_ORIGIN, q->origin},
                 {F_OCCASION, q->occasion}, {F_MODE, q->mode}};
    chn_str side[2];
    bool ok = !q->actor || wish_anybody(k);
    for (size_t i = 0; i < sizeof plain / sizeof *plain && ok; i++) {
        wish *w = plain[i].value ? new_wish(k, plain[i].facet) : NULL;
        ok = w || !plain[i].value;
        if (w)
            want_folded(w->wanted, &k->o->words[plain[i].facet],
                        chn_str_of(plain[i].value));
    }
    if (ok && q->dyad) {
        const chn_code code =
            chn_store_dyad(q->dyad, k->a, &side[0], &side[1], k->err);
        if (code)
            return code;
        for (int i = 0; i < 2 && ok; i++) {
            wish *w = new_wish(k, F_COUNTRY);
            ok = w != NULL;
            if (w)
                (void)want(w, &k->o->words[F_COUNTRY], side[i]);
        }
    }
    if (!ok)
        return chn_fail_memory(k->err);
    return q->text ? wish_words(k, s) : CHN_OK;
}

static chn_code wish_all(selecting *k, chn_store *s)
{
    const chn_query *q = k->q;
    const struct {
        uint32_t facet;
        const char *value;
    } plain[] = {{F_CATEGORY, q->category}, {F_STATUS, q->status},
                 {F_PLACE, q->place},       {F_ORIGIN, q->origin},
                 {F_OCCASION, q->occasion}, {F_REVIEWED, q->reviewed}};
    chn_code code = q->actor ? wish_actor(k) : CHN_OK;
    if (code == CHN_OK && q->dyad)
        code = wish_dyad(k);
    for (size_t i = 0; i < sizeof plain / sizeof *plain && code == CHN_OK; i++)
        if (plain[i].value)
            code = wish_value(k, plain[i].facet, plain[i].value);
    if (code == CHN_OK && q->mode)
        code = wish_value(k, F_MODE, q->mode);
    if (code == CHN_OK && q->text)
        code = wish_words(k, s);
    return code;
}

chn_code chn_overview_select(const chn_overview *o, chn_store *s,
                             const chn_query *q, chn_selection *out,
                             chn_err *err)
{
    *out = (chn_selection){0, NULL};
    selecting k = {.o = o, .q = q, .err = err};
    k.a = chn_arena_new(MEMORY_MAX);
    if (!k.a)
        return chn_fail_memory(err);
    const bool rejected = q->reviewed && strcmp(q->reviewed, "rejected") == 0;
    chn_code code = rejected ? wish_rejected(&k, s) : wish_all(&k, s);
    out->at =
        code == CHN_OK ? chn_calloc((size_t)o->n + 1, sizeof *out->at) : NULL;
    if (code == CHN_OK && !out->at)
        code = chn_fail_memory(err);
    for (uint32_t i = 0; i < o->n && code == CHN_OK; i++)
        if (fits(&k, i, rejected))
            out->at[out->n++] = i;
    chn_arena_free(k.a);
    return code;
}

void chn_selection_free(chn_selection *x)
{
    chn_free(x->at);
    *x = (chn_selection){0, NULL};
}
