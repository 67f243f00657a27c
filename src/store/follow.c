/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What follows from what, among the events of one set of countries: a plan and
 * its deed, a message and its reply, a denial, "the second such visit in six
 * weeks", an agreement and its signing, ratification or breach. Worked out for
 * the sets whose events changed, when a store is closed, so that the rows are
 * a function of the events.
 */
#include <stdlib.h>

#include <chancery/events.h>

#include "store/fresh.h"

static const char settling[] = "working out what follows from what";
#define SETTLE_MAX ((size_t)4 * 1024 * 1024 * 1024)

/* Days within which things are looked for. */
#define PLAN_DAYS 400
#define PLAN_LATE 31 /* a deed may come this much later than planned */
#define REPLY_DAYS 14
#define REPLY_SAID 62 /* where the words say "in reply" */
#define DENIAL_DAYS 31
#define NTH_DAYS 400
#define NTH_SLACK 8 /* "six weeks" need not be 42 days */
#define PACT_DAYS 3660

enum { CUE_NTH = 0, CUE_REPLY, CUE_BREACH, CUES };

typedef struct act {
    chn_str id, category, mode, source, rule, trigger;
    chn_status status;
    bool symmetric, dated;
    chn_day from, to;  /* the day, or the report's */
    chn_day told;      /* first report; NONE: unknown */
    chn_str cue[CUES]; /* words; empty: none */
    chn_str noun;      /* of the nth */
    int64_t days;      /* within which */
} act;

/* The events of one of many sets of countries. */
typedef struct set {
    chn_str dyad;
    act *at; /* [n] */
    uint32_t n, room;
} set;

typedef struct settler {
    chn_store *s;
    chn_arena *a; /* of the set at hand */
    chn_str dyad;
    act *at; /* [n], by day, then id */
    uint32_t n, cap;
    sqlite3_stmt *put, *out, *acts, *cues; /* for all sets of countries */
    chn_arena *all;                        /* of many sets */
    set *sets; /* [n_sets], by dyad; NULL: read one by one */
    uint32_t n_sets, cap_sets;
    chn_err *err;
} settler;

static chn_str kept_in(chn_arena *a, sqlite3_stmt *st, int col, bool *ok)
{
    const chn_str v = chn_col_str(st, col);
    const chn_str k = v.n ? chn_arena_str(a, v.p, v.n) : chn_str_n("", 0);
    *ok = *ok && k.p;
    return k;
}

static chn_str kept(settler *f, sqlite3_stmt *st, int col, bool *ok)
{
    return kept_in(f->a, st, col, ok);
}

/* One of few words. */
static chn_str kept_once(settler *f, sqlite3_stmt *st, int col, bool *ok)
{
    const chn_str k = chn_fresh_word(f->s, chn_col_str(st, col));
    *ok = *ok && k.p;
    return k;
}

static int act_cmp(const void *pa, const void *pb)
{
    const act *a = pa;
    const act *b = pb;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return chn_str_cmp(a->id, b->id);
}

static int id_cmp(const void *pa, const void *pb)
{
    const act *a = pa;
    const act *b = pb;
    return chn_str_cmp(a->id, b->id);
}

#define ACT                                                                    \
    " e.id, e.category, e.mode, e.status, e.symmetric, e.date_from,"           \
    " e.date_to, e.basis, e.first_reported, c.rule,"                           \
    " (SELECT x.country FROM claim_actor x WHERE x.claim = e.sides_claim"      \
    "   AND x.side = 'source' AND x.country IS NOT NULL ORDER BY x.n LIMIT "   \
    "1),"                                                                      \
    " c.trigger"
static const char acts_sql[] =
    "SELECT" ACT
    " FROM event e JOIN claim c ON c.seq = e.act_claim WHERE e.dyad = ?1";

#define CUE " m.event, d.kind, d.noun, d.high, d.text"
#define CUE_KINDS "d.kind IN ('nth', 'reply', 'breach')"
static const char cues_sql[] =
    "SELECT" CUE " FROM event e"
    " JOIN event_claim m ON m.event = e.id JOIN claim c ON c.seq = m.claim"
    " JOIN detail d ON d.report = c.report AND d.sentence = c.sentence"
    " WHERE e.dyad = ?1 AND " CUE_KINDS " ORDER BY m.event, c.id, d.n";

/* Where many sets are to be done, the rows of all of them are read first, in
 * the order of the tables that have them: set by set, each event and each
 * claim would be a page of its own. */
#define MANY_SETS 40
#define ACTS_MOST 1000000u /* at a time: 250 bytes each */
static const char sets_sql[] =
    "SELECT dyad, (SELECT count(*) FROM event e WHERE e.dyad = s.dyad)"
    " FROM stale s WHERE dyad > coalesce(?1, '') ORDER BY dyad";
static const char all_acts_sql[] =
    "SELECT" ACT ", e.dyad FROM event e"
    " CROSS JOIN claim c ON c.seq = e.act_claim WHERE e.dyad NOTNULL";
static const char many_sql[] =
    "DROP TABLE IF EXISTS temp.settle_cue;"
    "CREATE TEMP TABLE settle_cue (dyad, event, claim, n, kind, noun, high,"
    " text, PRIMARY KEY (dyad, event, claim, n)) WITHOUT ROWID;"
    "INSERT INTO temp.settle_cue SELECT e.dyad, m.event, c.id, d.n, d.kind,"
    " d.noun, d.high, d.text FROM detail d"
    " CROSS JOIN claim c ON c.report = d.report AND c.sentence = d.sentence"
    " CROSS JOIN event_claim m ON m.claim = c.seq"
    " CROSS JOIN event e ON e.id = m.event"
    " WHERE " CUE_KINDS " AND +e.dyad IN (SELECT dyad FROM main.stale)"
    " ORDER BY 1, 2, 3, 4";
static const char many_cues_sql[] =
    "SELECT event, kind, noun, high, text FROM temp.settle_cue"
    " WHERE dyad = ?1 ORDER BY event, claim, n";

/* A row of ACT; words in `a`. false: no memory. */
static bool read_act(settler *f, chn_arena *a, sqlite3_stmt *st, act *x)
{
    bool ok = true;
    memset(x, 0, sizeof *x);
    x->id = kept_in(a, st, 0, &ok);
    x->category = kept_once(f, st, 1, &ok);
    x->mode = kept_once(f, st, 2, &ok);
    x->status = chn_col_status(st, 3);
    x->symmetric = sqlite3_column_int(st, 4) != 0;
    x->from = chn_col_day(st, 5);
    x->to = chn_col_day(st, 6);
    x->told = chn_col_day(st, 8);
    x->rule = kept_once(f, st, 9, &ok);
    x->source = kept_once(f, st, 10, &ok);
    x->trigger = kept_in(a, st, 11, &ok);
    x->dated = chn_col_basis(st, 7) != CHN_BASIS_PUBLISHED &&
               x->from != CHN_DAY_NONE && x->to != CHN_DAY_NONE;
    if (!x->dated)
        x->from = x->to = x->told;
    return ok;
}

/* What nothing ties to a day follows from nothing. */
static chn_code read_acts(settler *f)
{
    sqlite3_stmt *st = f->acts;
    chn_bind b = chn_bind_to(f->s, st);
    chn_bind_str(&b, f->dyad);
    chn_code code = CHN_OK;
    while (chn_store_row(f->s, st, settling, &code, f->err)) {
        void *p = f->at;
        if (!chn_arena_grow(f->a, &p, &f->cap, f->n + 1, sizeof *f->at))
            return chn_fail_memory(f->err);
        f->at = p;
        if (!read_act(f, f->a, st, &f->at[f->n]))
            code = chn_fail_memory(f->err);
        f->n += f->at[f->n].from != CHN_DAY_NONE;
    }
    (void)sqlite3_reset(st);
    return code;
}

/* The sets behind `after`, as many as there is memory for. */
static chn_code read_sets(settler *f, chn_str after)
{
    sqlite3_stmt *st = chn_store_prepare(f->s, sets_sql, f->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(f->s, st);
    chn_bind_str(&b, after);
    uint32_t room = 0;
    chn_code code = CHN_OK;
    while (room < ACTS_MOST &&
           chn_store_row(f->s, st, settling, &code, f->err)) {
        void *p = f->sets;
        bool ok = chn_arena_grow(f->all, &p, &f->cap_sets, f->n_sets + 1,
                                 sizeof *f->sets);
        if (ok) {
            f->sets = p;
            set *x = &f->sets[f->n_sets++];
            *x = (set){.dyad = kept_once(f, st, 0, &ok),
                       .room = chn_col_u32(st, 1)};
            x->at = CHN_NEW(f->all, act, x->room);
            ok = ok && x->at;
            room += x->room;
        }
        if (!ok)
            code = chn_fail_memory(f->err);
    }
    (void)sqlite3_finalize(st);
    return code;
}

static int set_cmp(const void *pa, const void *pb)
{
    const set *a = pa;
    const set *b = pb;
    return chn_str_cmp(a->dyad, b->dyad);
}

static chn_code read_all(settler *f)
{
    sqlite3_stmt *st = chn_store_prepare(f->s, all_acts_sql, f->err);
    chn_code code = st ? CHN_OK : CHN_ERR_STORE;
    if (!st)
        return code;
    while (chn_store_row(f->s, st, settling, &code, f->err)) {
        const set want = {.dyad = chn_col_str(st, 12)};
        set *x = bsearch(&want, f->sets, f->n_sets, sizeof want, set_cmp);
        if (!x || x->n == x->room)
            continue;
        if (!read_act(f, f->all, st, &x->at[x->n]))
            code = chn_fail_memory(f->err);
        x->n += x->at[x->n].from != CHN_DAY_NONE;
    }
    (void)sqlite3_finalize(st);
    return code;
}

static chn_code read_cues(settler *f)
{
    static const char *const kinds[CUES] = {"nth", "reply", "breach"};
    if (f->n > 1)
        qsort(f->at, f->n, sizeof *f->at, id_cmp);
    sqlite3_stmt *st = f->cues;
    chn_bind b = chn_bind_to(f->s, st);
    chn_bind_str(&b, f->dyad);
    chn_code code = CHN_OK;
    while (chn_store_row(f->s, st, settling, &code, f->err)) {
        act want;
        memset(&want, 0, sizeof want);
        want.id = chn_col_str(st, 0);
        act *x = f->n ? bsearch(&want, f->at, f->n, sizeof want, id_cmp) : NULL;
        bool ok = true;
        for (int k = 0; x && k < CUES; k++) {
            if (!chn_str_is(chn_col_str(st, 1), kinds[k]) || x->cue[k].n)
                continue;
            x->cue[k] = kept(f, st, 4, &ok);
            if (k == CUE_NTH) {
                x->noun = kept(f, st, 2, &ok);
                x->days = sqlite3_column_int64(st, 3);
            }
        }
        if (!ok)
            code = chn_fail_memory(f->err);
    }
    (void)sqlite3_reset(st);
    if (f->n > 1)
        qsort(f->at, f->n, sizeof *f->at, act_cmp);
    return code;
}

/* ---- links ---- */

static chn_code put_follow(settler *f, const act *y, const char *kind,
                           const act *x, chn_str words)
{
    (void)sqlite3_reset(f->put);
    (void)sqlite3_clear_bindings(f->put);
    chn_bind b = chn_bind_to(f->s, f->put);
    chn_bind_str(&b, y->id);
    chn_bind_z(&b, kind);
    chn_bind_str(&b, x->id);
    if (x->dated && y->dated && y->from >= x->to)
        chn_bind_int(&b, (int64_t)y->from - x->to);
    else
        chn_bind_null(&b);
    chn_bind_str(&b, f->dyad);
    chn_bind_str(&b, words);
    return chn_bind_run(&b, settling, f->err);
}

static bool message(const act *x)
{
    return chn_str_is(x->mode, "message");
}

/* The same kind of act, where both tell a kind. */
static bool akin(const act *x, const act *y)
{
    if (message(x) || message(y))
        return message(x) && message(y);
    return chn_str_eq(x->category, y->category) &&
           (x->mode.n == 0 || y->mode.n == 0 || chn_str_eq(x->mode, y->mode));
}

static bool same_way(const act *x, const act *y)
{
    return x->symmetric || y->symmetric || chn_str_eq(x->source, y->source);
}

static const chn_str no_words = {"", 0};

/* The first deed that a plan foresaw. */
static chn_code link_plan(settler *f, uint32_t i)
{
    const act *x = &f->at[i];
    const chn_day from = x->dated                  ? x->from - 3
                         : x->told == CHN_DAY_NONE ? x->from
                                                   : x->told;
    const chn_day to = x->dated ? x->to + PLAN_LATE : x->from + PLAN_DAYS;
    uint32_t k = i;
    while (k > 0 && f->at[k - 1].from >= from)
        k--;
    for (; k < f->n && f->at[k].from <= to; k++) {
        const act *y = &f->at[k];
        if (k == i || y->status != CHN_STATUS_OCCURRED || y->from < from ||
            !akin(x, y) || !same_way(x, y) ||
            /* a deed is told after its plan, or is what others plan */
            (x->told != CHN_DAY_NONE && y->from <= x->told &&
             !(x->dated && x->from > x->told)))
            continue;
        return put_follow(f, y, "done", x, no_words);
    }
    return CHN_OK;
}

static chn_code link_reply(settler *f, uint32_t i)
{
    const act *y = &f->at[i];
    const bool said = y->cue[CUE_REPLY].n > 0;
    const int32_t far = said ? REPLY_SAID : REPLY_DAYS;
    for (uint32_t k = i + 1; k-- > 0 && f->at[k].from >= y->from - far;) {
        const act *x = &f->at[k];
        if (k == i || !message(x) || x->symmetric ||
            x->status != CHN_STATUS_OCCURRED ||
            chn_str_eq(x->source, y->source))
            continue;
        if (!said && x->from == y->from)
            continue; /* two greetings of one day */
        return put_follow(f, y, "reply", x, y->cue[CUE_REPLY]);
    }
    /* on the same day an answer may sort before what it answers */
    for (uint32_t k = i + 1; said && k < f->n && f->at[k].from == y->from;
         k++) {
        const act *x = &f->at[k];
        if (message(x) && !x->symmetric && x->status == CHN_STATUS_OCCURRED &&
            !chn_str_eq(x->source, y->source))
            return put_follow(f, y, "reply", x, y->cue[CUE_REPLY]);
    }
    return CHN_OK;
}

/* The nearest act that is said not to have been. */
static chn_code link_denial(settler *f, uint32_t i)
{
    const act *y = &f->at[i];
    const act *best = NULL;
    int64_t best_gap = 0;
    uint32_t k = i;
    while (k > 0 && f->at[k - 1].from >= y->from - DENIAL_DAYS)
        k--;
    for (; k < f->n && f->at[k].from <= y->from + DENIAL_DAYS; k++) {
        const act *x = &f->at[k];
        if (x->status == CHN_STATUS_DENIED || !akin(x, y) || !same_way(x, y))
            continue;
        const int64_t d = (int64_t)x->from - y->from;
        const int64_t gap = d < 0 ? -d : d;
        if (!best || gap < best_gap) {
            best = x;
            best_gap = gap;
        }
    }
    return best ? put_follow(f, y, "denial", best, no_words) : CHN_OK;
}

static bool noun_fits(chn_str noun, const act *x)
{
    if (chn_str_is(noun, "message") || chn_str_is(noun, "letter") ||
        chn_str_is(noun, "greeting"))
        return message(x);
    if (chn_str_is(noun, "launch") || chn_str_is(noun, "test"))
        return chn_str_is(x->category, "MOBILIZE");
    if (chn_str_is(noun, "visit") || chn_str_is(noun, "trip") ||
        chn_str_is(noun, "tour"))
        return chn_str_is(x->mode, "visit") ||
               (chn_str_is(x->category, "CONSULT") && x->mode.n == 0);
    return chn_str_is(x->category, "CONSULT") && !message(x);
}

/* "The second such visit in six weeks": the visit before it. */
static chn_code link_nth(settler *f, uint32_t i)
{
    const act *y = &f->at[i];
    const int64_t far = y->days > 0 ? y->days + NTH_SLACK : NTH_DAYS;
    if (!noun_fits(y->noun, y))
        return CHN_OK;
    for (uint32_t k = i; k-- > 0 && f->at[k].from >= y->from - far;) {
        const act *x = &f->at[k];
        /* the days around are this visit, told otherwise */
        if (x->dated && x->status == CHN_STATUS_OCCURRED &&
            x->from < y->from - 2 && noun_fits(y->noun, x))
            return put_follow(f, y, "nth", x, y->cue[CUE_NTH]);
    }
    return CHN_OK;
}

static bool holds(chn_str s, const char *z)
{
    const size_t n = strlen(z);
    for (size_t i = 0; i + n <= s.n; i++)
        if (memcmp(s.p + i, z, n) == 0)
            return true;
    return false;
}

static bool ratifying(const act *x)
{
    return holds(x->rule, ".ratif") || holds(x->trigger, "ratif");
}

static bool signing(const act *x)
{
    return holds(x->rule, ".sign.") && !ratifying(x);
}

/* The agreement that is signed, ratified or broken: the nearest one before. */
static chn_code link_pact(settler *f, uint32_t i, const char *kind,
                          bool signed_too, int32_t far, chn_str words)
{
    const act *y = &f->at[i];
    for (uint32_t k = i; k-- > 0 && f->at[k].from >= y->from - far;) {
        const act *x = &f->at[k];
        const bool pact = (chn_str_is(x->category, "AGREE") &&
                           (x->symmetric || holds(x->rule, ".agree.agree."))) ||
                          (signed_too && signing(x));
        if (pact && x->dated && !ratifying(x) &&
            x->status != CHN_STATUS_DENIED && (signed_too || !signing(x)))
            return put_follow(f, y, kind, x, words);
    }
    return CHN_OK;
}

static chn_code link_one(settler *f, uint32_t i)
{
    const act *y = &f->at[i];
    chn_code code = CHN_OK;
    if (y->status == CHN_STATUS_PLANNED)
        code = link_plan(f, i);
    if (y->status == CHN_STATUS_DENIED)
        code = link_denial(f, i);
    if (y->status != CHN_STATUS_OCCURRED)
        return code;
    if (message(y) && !y->symmetric)
        code = link_reply(f, i);
    if (code == CHN_OK && y->cue[CUE_NTH].n)
        code = link_nth(f, i);
    if (code == CHN_OK && signing(y))
        code = link_pact(f, i, "signing", false, PLAN_DAYS, no_words);
    if (code == CHN_OK && ratifying(y))
        code = link_pact(f, i, "ratification", true, PACT_DAYS, no_words);
    if (code == CHN_OK && y->cue[CUE_BREACH].n &&
        !chn_str_is(y->category, "AGREE") && !signing(y))
        code = link_pact(f, i, "breach", true, PACT_DAYS, y->cue[CUE_BREACH]);
    return code;
}

/* `own`: its events, where they were read before. */
static chn_code settle_dyad(settler *f, const set *own)
{
    chn_bind b = chn_bind_to(f->s, f->out);
    chn_bind_str(&b, f->dyad);
    chn_code code = chn_bind_run(&b, settling, f->err);
    f->at = own ? own->at : NULL;
    f->n = f->cap = own ? own->n : 0;
    if (code == CHN_OK && !own)
        code = read_acts(f);
    if (code == CHN_OK && f->n > 0)
        code = read_cues(f);
    for (uint32_t i = 0; i < f->n && code == CHN_OK; i++)
        code = link_one(f, i);
    return code;
}

static chn_code settle_few(settler *f)
{
    sqlite3_stmt *next =
        chn_store_prepare(f->s, "SELECT dyad FROM stale ORDER BY dyad", f->err);
    chn_code code = next ? CHN_OK : CHN_ERR_STORE;
    while (next && chn_store_row(f->s, next, settling, &code, f->err)) {
        chn_arena_reset(f->a);
        bool ok = true;
        f->dyad = kept(f, next, 0, &ok);
        code = ok ? settle_dyad(f, NULL) : chn_fail_memory(f->err);
    }
    (void)sqlite3_finalize(next);
    return code;
}

static chn_code settle_many(settler *f)
{
    chn_str last = chn_str_n("", 0); /* the words of it are f->s's */
    chn_code code = CHN_OK;
    do {
        chn_arena_reset(f->all);
        f->sets = NULL;
        f->n_sets = f->cap_sets = 0;
        code = read_sets(f, last);
        if (code == CHN_OK && f->n_sets)
            code = read_all(f);
        for (uint32_t i = 0; i < f->n_sets && code == CHN_OK; i++) {
            chn_arena_reset(f->a);
            f->dyad = f->sets[i].dyad;
            code = settle_dyad(f, &f->sets[i]);
            last = f->dyad;
        }
    } while (code == CHN_OK && f->n_sets);
    return code;
}

static chn_code settle_all(settler *f)
{
    int64_t sets = 0;
    chn_code code =
        chn_store_int(f->s, "SELECT count(*) FROM stale", 0, &sets, f->err);
    const bool many = sets >= MANY_SETS;
    if (code == CHN_OK && many)
        code = chn_store_exec(f->s, many_sql, settling, f->err);
    const struct {
        sqlite3_stmt **st;
        const char *sql;
    } use[] = {{&f->out, "DELETE FROM follow WHERE dyad = ?1"},
               {&f->acts, acts_sql},
               {&f->cues, many ? many_cues_sql : cues_sql},
               {&f->put, "INSERT INTO follow (event, kind, of, days, dyad,"
                         " words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                         " ON CONFLICT DO NOTHING"}};
    for (size_t i = 0; i < sizeof use / sizeof *use && code == CHN_OK; i++) {
        *use[i].st = chn_store_prepare(f->s, use[i].sql, f->err);
        code = *use[i].st ? CHN_OK : CHN_ERR_STORE;
    }
    if (code == CHN_OK)
        code = many ? settle_many(f) : settle_few(f);
    for (size_t i = 0; i < sizeof use / sizeof *use; i++)
        (void)sqlite3_finalize(*use[i].st);
    if (code == CHN_OK)
        code = chn_store_exec(f->s,
                              "DROP TABLE IF EXISTS temp.settle_cue;"
                              " DELETE FROM main.stale",
                              settling, f->err);
    return code;
}

chn_code chn_store_settle(chn_store *s, chn_err *err)
{
    int64_t stale;
    chn_code code =
        chn_store_int(s, "SELECT EXISTS (SELECT 1 FROM stale)", 0, &stale, err);
    if (code || !stale)
        return code;
    settler f = {.s = s,
                 .a = chn_arena_new(SETTLE_MAX),
                 .all = chn_arena_new(SETTLE_MAX),
                 .err = err};
    /* words of a batch before; readers use its arena, too (read.c) */
    s->fresh_words = NULL;
    code = f.a && f.all ? CHN_OK : chn_fail_memory(err);
    if (code == CHN_OK)
        code = chn_store_exec(s, "BEGIN IMMEDIATE", settling, err);
    if (code == CHN_OK) {
        code = settle_all(&f);
        if (code == CHN_OK)
            code = chn_store_exec(s, "COMMIT", settling, err);
        if (code)
            (void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    }
    s->fresh_words = NULL;
    chn_arena_free(f.a);
    chn_arena_free(f.all);
    return code;
}

/* ---- reading ---- */

#define IN_FILTER(e)                                                           \
    "(?3 IS NULL OR coalesce(" e ".date_to, " e ".date_from) >= ?3) AND"       \
    " (?4 IS NULL OR coalesce(" e ".date_from, " e ".date_to) <= ?4)"

#define X_LINE CHN_EVENT_LINE("x")
#define Y_LINE CHN_EVENT_LINE("y")
#define E_LINE CHN_EVENT_LINE("e")

#define LINKS(between)                                                         \
    "SELECT f.kind AS kind, x.id AS xid, " X_LINE " AS xl, y.id AS yid,"       \
    " " Y_LINE " AS yl, x.date_from AS xf, x.date_to AS xt,"                   \
    " y.date_from AS yf, y.date_to AS yt, f.days AS days, f.words AS words"    \
    " FROM follow f JOIN event y ON y.id = f.event"                            \
    " JOIN event x ON x.id = f.of WHERE " IN_FILTER("y") between("y.dyad")

#define DONE_WITHIN(between)                                                   \
    "SELECT 'done', e.id, " E_LINE ", e.id, " E_LINE ", e.date_from,"          \
    " e.date_to, e.date_from, e.date_to, 0, 'told as planned and as done'"     \
    " FROM event e WHERE e.status = 'occurred'"                                \
    " AND e.history LIKE '%\"planned\"%' AND " IN_FILTER("e")                  \
        between("e.dyad")

#define PLANS(between)                                                         \
    "SELECT " CHN_PLAN_STATE(                                                  \
        "e") ", e.id, " E_LINE ", '', '', e.date_from,"                        \
             " e.date_to, NULL, NULL, NULL, NULL FROM event e WHERE"           \
             " e.status = 'planned' AND NOT EXISTS (SELECT 1 FROM follow f"    \
             "  WHERE f.of = e.id AND f.kind = 'done') AND " IN_FILTER("e")    \
                 between("e.dyad")

/* The links; a plan told and done within one event; plans without a deed. */
#define FOLLOWS(between)                                                       \
    "SELECT * FROM (" LINKS(between) " UNION ALL " DONE_WITHIN(                \
        between) " UNION ALL " PLANS(between) ") ORDER BY coalesce(yf, yt, "   \
                                              "xf, xt) IS NULL, coalesce(yf, " \
                                              "yt, xf, xt),"                   \
                                              " xid, kind, yid"
#define ANY(dyad) ""
static const char of_pair[] = FOLLOWS(CHN_BETWEEN);
static const char of_all[] = FOLLOWS(ANY);

chn_code chn_store_follows(chn_store *s, const chn_filter *f, chn_follow_fn fn,
                           void *user, chn_err *err)
{
    static const char *const kinds[] = {"done",   "reply",   "denial",
                                        "nth",    "signing", "ratification",
                                        "breach", "open",    "lapsed"};
    sqlite3_stmt *st =
        chn_store_prepare(s, chn_has_party(f) ? of_pair : of_all, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_str(&b, chn_str_of(f && f->a ? f->a : ""));
    chn_bind_str(&b, chn_str_of(f && f->b ? f->b : ""));
    chn_bind_day(&b, f ? f->from : CHN_DAY_NONE);
    chn_bind_day(&b, f ? f->to : CHN_DAY_NONE);
    chn_code code = CHN_OK;
    bool more = true;
    while (more && chn_store_row(s, st, "reading the store", &code, err)) {
        chn_follow_row r;
        memset(&r, 0, sizeof r);
        r.kind = "done";
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (chn_str_is(chn_col_str(st, 0), kinds[i]))
                r.kind = kinds[i];
        r.of = chn_col_str(st, 1);
        r.of_line = chn_col_str(st, 2);
        r.event = chn_col_str(st, 3);
        r.line = chn_col_str(st, 4);
        r.of_from = chn_col_day(st, 5);
        r.of_to = chn_col_day(st, 6);
        r.from = chn_col_day(st, 7);
        r.to = chn_col_day(st, 8);
        r.has_days = sqlite3_column_type(st, 9) != SQLITE_NULL;
        r.days = sqlite3_column_int(st, 9);
        r.words = chn_col_str(st, 10);
        more = fn(user, &r);
    }
    (void)sqlite3_finalize(st);
    return code;
}
