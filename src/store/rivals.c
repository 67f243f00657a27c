/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rival accounts: reports that agree on what was done, to whom, where and on
 * which day, and name others who did it. Merging never compares them, because
 * the countries are part of a block; they stay events of their own, and are
 * paired here when somebody asks. A function of the events, and so of the
 * claims.
 */
#include <stdlib.h>

#include "store/rivals.h"

static const char reading[] = "reading the store";
#define RIVALS_MAX ((size_t)1024 * 1024 * 1024)
/* Of the shorter sentence's telling words, in percent: less would be two acts
 * of one day in one town; more where no place ties them. */
#define SHARE_PLACE 30u
#define SHARE_NO_PLACE 45u
#define TEXTS 4u /* sentences of an event that are compared */

typedef struct act {
    chn_str id, category, mode, place, dyad;
    chn_str source, target; /* countries, "ETH,SDN" */
    chn_day day;
    const uint32_t *word[TEXTS];
    uint32_t n_word[TEXTS];
    uint32_t n_text;
    bool read; /* words and reports are */
    int64_t *report;
    uint32_t n_report, cap_report;
    uint32_t group; /* index of the first rival of the day */
} act;

typedef struct rivals {
    chn_store *s;
    chn_arena *a;
    act *at; /* [n], by day, then id */
    uint32_t n, cap;
    sqlite3_stmt *words, *told;
    const chn_filter *f;
    chn_str event; /* empty: all */
    chn_disagree_fn fn;
    void *user;
    bool more;
    chn_err *err;
} rivals;

#define COUNTRIES(which)                                                       \
    "(SELECT group_concat(country, ',') FROM (SELECT DISTINCT country FROM"    \
    " claim_actor x WHERE x.claim = e.sides_claim AND x.side = '" which        \
    "' AND country NOTNULL ORDER BY country))"

/* Acts of force with a day and parties of their own. A place that is a whole
 * country ties nothing. */
static const char acts_sql[] =
    "SELECT e.id, e.category, e.mode,"
    " CASE WHEN NOT EXISTS (SELECT 1 FROM actor a WHERE a.name = e.place AND"
    "  a.country = e.place_country) THEN e.place END,"
    " e.dyad, " COUNTRIES("source") ", " COUNTRIES(
        "target") ", e.date_from"
                  " FROM key f CROSS JOIN event_at k ON k.key = f.id"
                  " CROSS JOIN event e ON e.id = " CHN_EVENT_ID(
                      "k.event") ""
                                 " WHERE f.facet = 'category' AND f.value IN "
                                 "('ASSAULT',"
                                 " 'COERCE') AND k.days = 0 AND k.day < "
                                 "2147483647"
                                 " AND e.status = 'occurred' AND e.symmetric = "
                                 "0"
                                 " AND e.basis IN ('text', 'inherited')"
                                 " AND (?1 IS NULL OR k.day >= "
                                 "chancery_day(?1))"
                                 " AND (?2 IS NULL OR k.day <= "
                                 "chancery_day(?2))"
                                 " ORDER BY k.day, e.id";

/* The days of the events asked for: those of one cost no walk over all. */
static const char days_sql[] =
    "SELECT min(e.date_from), max(e.date_from) FROM event e"
    " WHERE e.category IN ('ASSAULT', 'COERCE') AND e.date_from = e.date_to"
    " AND e.id IN (SELECT id FROM event WHERE id >= ?1 AND id < ?1 || 'g'"
    "  UNION SELECT m.event FROM claim c JOIN event_claim m"
    "  ON m.claim = c.seq WHERE c.id >= ?1 AND c.id < ?1 || 'g')";

static const char words_sql[] =
    "SELECT t.words, c.report FROM event_claim m"
    " JOIN telling t ON t.claim = m.claim JOIN claim c ON c.seq = m.claim"
    " WHERE m.event = ?1 ORDER BY c.id";

/* What a row of the answer says of one event. */
static const char told_sql[] =
    "SELECT e.category || coalesce('/' || e.mode, '') || ' ' ||"
    "  coalesce(e.source, e.source_code, '?') || ' -> ' ||"
    "  coalesce(e.target, e.target_code, '?'),"
    " e.date_from, e.date_to, coalesce(e.source, e.source_code),"
    " (SELECT group_concat(id, ', ') FROM (SELECT c.id FROM event_claim m"
    "   JOIN claim c ON c.seq = m.claim WHERE m.event = e.id ORDER BY c.id)),"
    " (SELECT group_concat(id, ', ') FROM (SELECT DISTINCT r.id"
    "   FROM event_claim m JOIN claim c ON c.seq = m.claim"
    "   JOIN report r ON r.seq = c.report WHERE m.event = e.id"
    "   ORDER BY r.id)),"
    " (SELECT group_concat(o, ', ') FROM (SELECT DISTINCT"
    "   coalesce(c.origin, r.publisher, r.id) AS o FROM event_claim m"
    "   JOIN claim c ON c.seq = m.claim JOIN report r ON r.seq = c.report"
    "   WHERE m.event = e.id ORDER BY o)),"
    " (SELECT text FROM claim_actor x WHERE x.claim = e.sides_claim"
    "   AND x.side = 'source' ORDER BY x.n LIMIT 1)"
    " FROM event e WHERE e.id = ?1";

static chn_str keep(rivals *v, sqlite3_stmt *st, int col, bool *ok)
{
    const chn_str s = chn_col_str(st, col);
    const chn_str k = chn_arena_str(v->a, s.p, s.n);
    *ok = *ok && k.p;
    return k;
}

/* The days on which rivals may stand. CHN_DAY_NONE where no event is asked
 * for: all; *none: the one asked for has no rivals. */
static chn_code days_of(rivals *v, chn_day *from, chn_day *to, bool *none)
{
    *from = v->f ? v->f->from : CHN_DAY_NONE;
    *to = v->f ? v->f->to : CHN_DAY_NONE;
    *none = false;
    if (v->event.n == 0)
        return CHN_OK;
    sqlite3_stmt *st = chn_store_prepare(v->s, days_sql, v->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(v->s, st);
    chn_bind_str(&b, v->event);
    chn_code code = CHN_OK;
    if (chn_store_row(v->s, st, reading, &code, v->err)) {
        const chn_day first = chn_col_day(st, 0);
        const chn_day last = chn_col_day(st, 1);
        *none = first == CHN_DAY_NONE;
        *from = *from == CHN_DAY_NONE || first > *from ? first : *from;
        *to = *to == CHN_DAY_NONE || last < *to ? last : *to;
    }
    (void)sqlite3_finalize(st);
    return code;
}

static chn_code read_acts(rivals *v)
{
    chn_day from;
    chn_day to;
    bool none;
    chn_code code = days_of(v, &from, &to, &none);
    if (code || none)
        return code;
    sqlite3_stmt *st = chn_store_prepare(v->s, acts_sql, v->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(v->s, st);
    chn_bind_day(&b, from);
    chn_bind_day(&b, to);
    while (chn_store_row(v->s, st, reading, &code, v->err)) {
        void *p = v->at;
        bool ok = chn_arena_grow(v->a, &p, &v->cap, v->n + 1, sizeof *v->at);
        if (ok) {
            v->at = p;
            act *x = &v->at[v->n];
            memset(x, 0, sizeof *x);
            x->group = v->n++;
            x->id = keep(v, st, 0, &ok);
            x->category = keep(v, st, 1, &ok);
            x->mode = keep(v, st, 2, &ok);
            x->place = keep(v, st, 3, &ok);
            x->dyad = keep(v, st, 4, &ok);
            x->source = keep(v, st, 5, &ok);
            x->target = keep(v, st, 6, &ok);
            x->day = chn_col_day(st, 7);
        }
        if (!ok)
            code = chn_fail_memory(v->err);
    }
    (void)sqlite3_finalize(st);
    return code;
}

static chn_code read_words(rivals *v, act *x)
{
    if (x->read)
        return CHN_OK;
    x->read = true;
    (void)sqlite3_reset(v->words);
    chn_bind b = chn_bind_to(v->s, v->words);
    chn_bind_str(&b, x->id);
    chn_code code = CHN_OK;
    while (chn_store_row(v->s, v->words, reading, &code, v->err)) {
        uint32_t *w = CHN_NEW(v->a, uint32_t, CHN_WORDS);
        void *p = x->report;
        if (!w || !chn_arena_grow(v->a, &p, &x->cap_report, x->n_report + 1,
                                  sizeof *x->report)) {
            code = chn_fail_memory(v->err);
            break;
        }
        x->report = p;
        x->report[x->n_report++] = sqlite3_column_int64(v->words, 1);
        const void *bytes = sqlite3_column_blob(v->words, 0);
        if (!bytes || x->n_text == TEXTS)
            continue;
        x->word[x->n_text] = w;
        x->n_word[x->n_text++] = chn_store_unpack(
            bytes, (size_t)sqlite3_column_bytes(v->words, 0), w, CHN_WORDS);
    }
    (void)sqlite3_reset(v->words);
    return code;
}

/* Have the lists "ETH,SDN" a country in common? */
static bool meet(chn_str a, chn_str b)
{
    chn_str x;
    while (chn_str_next(&a, ',', &x)) {
        chn_str rest = b;
        chn_str y;
        while (chn_str_next(&rest, ',', &y))
            if (chn_str_eq(x, y))
                return true;
    }
    return false;
}

/* All but the words and the reports: the same kind of act, the same victim or
 * each the other's, and others who did it. */
static bool may_be_rivals(const act *x, const act *y)
{
    if (x->source.n == 0 || y->source.n == 0 || x->target.n == 0 ||
        y->target.n == 0 || meet(x->source, y->source) ||
        !chn_str_eq(x->category, y->category))
        return false;
    if (x->place.n && y->place.n && !chn_str_eq(x->place, y->place))
        return false;
    if (!chn_merge_modes_fit(x->mode, y->mode))
        return false;
    const bool turned =
        meet(x->source, y->target) && meet(y->source, x->target);
    return chn_str_eq(x->target, y->target) || (turned && x->place.n);
}

static chn_code compare(rivals *v, act *x, act *y, bool *rival)
{
    *rival = false;
    if (!may_be_rivals(x, y))
        return CHN_OK;
    chn_code code = read_words(v, x);
    if (code == CHN_OK)
        code = read_words(v, y);
    if (code)
        return code;
    /* a report that tells two acts apart knows best */
    for (uint32_t i = 0; i < x->n_report; i++)
        for (uint32_t k = 0; k < y->n_report; k++)
            if (x->report[i] == y->report[k])
                return CHN_OK;
    uint32_t best = 0;
    for (uint32_t i = 0; i < x->n_text; i++)
        for (uint32_t k = 0; k < y->n_text; k++) {
            const uint32_t share = chn_words_alike(x->word[i], x->n_word[i],
                                                   y->word[k], y->n_word[k]);
            best = share > best ? share : best;
        }
    const bool placed =
        x->place.n && y->place.n && chn_str_eq(x->target, y->target);
    *rival = best >= (placed ? SHARE_PLACE : SHARE_NO_PLACE);
    return CHN_OK;
}

/* ---- telling ---- */

static bool begins(chn_str s, chn_str word)
{
    return s.n >= word.n && memcmp(s.p, word.p, word.n) == 0;
}

/* A country of a filter: in any account. */
static bool wanted(chn_str dyads, const char *country)
{
    return !country || meet(dyads, chn_str_of(country));
}

static chn_code tell(rivals *v, const act *x, const act *first, bool agreed)
{
    (void)sqlite3_reset(v->told);
    chn_bind b = chn_bind_to(v->s, v->told);
    chn_bind_str(&b, x->id);
    chn_code code = CHN_OK;
    if (chn_store_row(v->s, v->told, reading, &code, v->err)) {
        const chn_disagree_row r = {
            .event = first->id,
            .what = chn_col_str(v->told, 0),
            .from = chn_col_day(v->told, 1),
            .to = chn_col_day(v->told, 2),
            .field = chn_str_of("who did it"),
            .value = chn_col_str(v->told, 3),
            .agreed = agreed,
            .claims = chn_col_str(v->told, 4),
            .reports = chn_col_str(v->told, 5),
            .origins = chn_col_str(v->told, 6),
            .quote = chn_col_str(v->told, 7),
        };
        v->more = v->fn(v->user, &r);
    }
    (void)sqlite3_reset(v->told);
    return code;
}

/* Is this group what was asked for? An event or claim by the beginning of its
 * id; both countries of a filter, in one account or spread over them. */
static chn_code is_asked(rivals *v, uint32_t from, uint32_t to, bool *asked)
{
    chn_buf dyads;
    chn_buf_init(&dyads, 1 << 20);
    bool named = v->event.n == 0;
    chn_code code = CHN_OK;
    for (uint32_t i = from; i < to; i++) {
        if (v->at[i].group != from)
            continue;
        chn_buf_str(&dyads, v->at[i].dyad);
        chn_buf_char(&dyads, ',');
        named = named || begins(v->at[i].id, v->event);
        if (named)
            continue;
        (void)sqlite3_reset(v->told);
        chn_bind b = chn_bind_to(v->s, v->told);
        chn_bind_str(&b, v->at[i].id);
        if (chn_store_row(v->s, v->told, reading, &code, v->err)) {
            chn_str claims = chn_col_str(v->told, 4);
            chn_str one;
            while (chn_str_next(&claims, ',', &one))
                named = named || begins(one, v->event);
        }
        (void)sqlite3_reset(v->told);
    }
    const chn_str all = chn_str_n(dyads.p, dyads.n);
    *asked = named && (!v->f || (wanted(all, v->f->a) && wanted(all, v->f->b)));
    if (code == CHN_OK && dyads.failed)
        code = chn_fail_memory(v->err);
    chn_buf_free(&dyads);
    return code;
}

/* The acts of one day: who is whose rival, then each group by its first. */
static chn_code one_day(rivals *v, uint32_t from, uint32_t to)
{
    chn_code code = CHN_OK;
    for (uint32_t i = from; i < to; i++)
        for (uint32_t k = i + 1; k < to && code == CHN_OK; k++) {
            bool rival;
            code = compare(v, &v->at[i], &v->at[k], &rival);
            if (code || !rival || v->at[i].group == v->at[k].group)
                continue;
            const uint32_t a = v->at[i].group;
            const uint32_t b = v->at[k].group;
            for (uint32_t j = from; j < to; j++)
                if (v->at[j].group == (a > b ? a : b))
                    v->at[j].group = a < b ? a : b;
        }
    for (uint32_t i = from; i < to && code == CHN_OK && v->more; i++) {
        uint32_t n = 0;
        bool asked = false;
        for (uint32_t k = i; k < to; k++)
            n += v->at[k].group == i;
        if (n > 1)
            code = is_asked(v, i, to, &asked);
        for (uint32_t k = i; k < to && asked && code == CHN_OK && v->more; k++)
            if (v->at[k].group == i)
                code = tell(v, &v->at[k], &v->at[i], k == i);
    }
    return code;
}

chn_code chn_store_rivals(chn_store *s, const chn_filter *f, const char *event,
                          chn_disagree_fn fn, void *user, chn_err *err)
{
    rivals v = {.s = s,
                .a = chn_arena_new(RIVALS_MAX),
                .f = f,
                .event = chn_str_of(event ? event : ""),
                .fn = fn,
                .user = user,
                .more = true,
                .err = err};
    if (!v.a)
        return chn_fail_memory(err);
    chn_code code = read_acts(&v);
    if (code == CHN_OK && v.n > 1) {
        v.words = chn_store_prepare(s, words_sql, err);
        v.told = v.words ? chn_store_prepare(s, told_sql, err) : NULL;
        code = v.told ? CHN_OK : CHN_ERR_STORE;
    }
    for (uint32_t i = 0; i < v.n && code == CHN_OK && v.more;) {
        uint32_t k = i;
        while (k < v.n && v.at[k].day == v.at[i].day)
            k++;
        code = one_day(&v, i, k);
        i = k;
    }
    (void)sqlite3_finalize(v.words);
    (void)sqlite3_finalize(v.told);
    chn_arena_free(v.a);
    return code;
}
