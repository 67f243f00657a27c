/* SPDX-License-Identifier: Apache-2.0 */
/*
 * At commit: keys by which the batch's events are found (schema_6.c). They are
 * made here and not by SQL, sorted over all facets at once, and put in in the
 * order of the tables; statements that read, sorted and counted facet by facet
 * took three times as long.
 */
#include <stdlib.h>

#include "store/store_in.h"

static const char indexing[] = "indexing events";

/* Events at a time: bounds memory where a whole store is indexed anew. */
#define PART 20000
#define PART_MAX ((size_t)1024 * 1024 * 1024)

/* A row of event_key, or of event_pair where `pair`, or, without a day, one
 * that only counts. Words of other rows are shared. */
typedef struct key {
    chn_str facet, value, day, event, until;
    const struct pair *pair;
} key;

typedef struct pair {
    bool forth, back, has_quad, has_goldstein;
    chn_str from, to, category, status;
    int64_t quad, n_claims;
    double goldstein;
} pair;

typedef struct party {
    bool target;
    chn_str country, actor;
} party;

typedef struct index {
    chn_store *s;
    chn_arena *a;
    key *k;
    uint32_t n, cap;
    party *party;
    uint32_t n_party, cap_party;
    chn_err *err;
} index;

/* The event at hand. */
typedef struct row {
    chn_str id, from, to, category, status, place, occasion, reviewed, origins;
    chn_str day, until;
    int64_t n_claims, sides;
    bool symmetric;
    pair what;
} row;

static chn_str keep(index *x, sqlite3_stmt *st, int col, bool *ok)
{
    const chn_str v = chn_col_str(st, col);
    if (v.n == 0)
        return chn_str_n("", 0);
    const chn_str k = chn_arena_str(x->a, v.p, v.n);
    *ok = *ok && k.p;
    return k;
}

static chn_code add(index *x, const row *e, const char *facet, chn_str value,
                    const pair *p)
{
    void *k = x->k;
    if (!chn_arena_grow(x->a, &k, &x->cap, x->n + 1, sizeof *x->k))
        return chn_fail_memory(x->err);
    x->k = k;
    x->k[x->n++] = (key){.facet = chn_str_of(facet),
                         .value = value,
                         .day = e->day,
                         .event = e->id,
                         .until = e->until,
                         .pair = p};
    return CHN_OK;
}

static chn_code add_told(index *x, const row *e, const char *facet,
                         chn_str value)
{
    return value.n ? add(x, e, facet, value, NULL) : CHN_OK;
}

static chn_code read_parties(index *x, const row *e)
{
    sqlite3_stmt *st = chn_store_stmt(x->s, ST_KEY_PARTIES, x->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(x->s, st);
    chn_bind_int(&b, e->sides);
    chn_code code = CHN_OK;
    x->n_party = 0;
    while (chn_store_row(x->s, st, indexing, &code, x->err)) {
        bool ok = true;
        void *p = x->party;
        if (!chn_arena_grow(x->a, &p, &x->cap_party, x->n_party + 1,
                            sizeof *x->party))
            return chn_fail_memory(x->err);
        x->party = p;
        x->party[x->n_party++] =
            (party){.target = chn_str_is(chn_col_str(st, 0), "target"),
                    .country = keep(x, st, 1, &ok),
                    .actor = keep(x, st, 2, &ok)};
        if (!ok)
            code = chn_fail_memory(x->err);
    }
    (void)sqlite3_reset(st);
    return code;
}

static chn_code add_parties(index *x, const row *e)
{
    chn_code code = CHN_OK;
    for (uint32_t i = 0; i < x->n_party && code == CHN_OK; i++) {
        code = add_told(x, e, "actor", x->party[i].actor);
        if (code == CHN_OK)
            code = add_told(x, e, "country", x->party[i].country);
    }
    return code;
}

/* On two sides, or together in an act of both. */
static bool paired(const row *e, const party *s, const party *t)
{
    if (s->country.n == 0 || t->country.n == 0)
        return false;
    return (!s->target && t->target) ||
           (e->symmetric && s < t && s->target == t->target &&
            !chn_str_eq(s->country, t->country));
}

static chn_code pair_of(index *x, const row *e, const party *s, const party *t,
                        uint32_t first)
{
    const int d = chn_str_cmp(s->country, t->country);
    const chn_str lo = d <= 0 ? s->country : t->country;
    const chn_str hi = d <= 0 ? t->country : s->country;
    char *z = CHN_NEW(x->a, char, lo.n + hi.n + 1);
    pair *p = CHN_NEW(x->a, pair, 1);
    if (!z || !p)
        return chn_fail_memory(x->err);
    memcpy(z, lo.p, lo.n);
    z[lo.n] = '-';
    memcpy(z + lo.n + 1, hi.p, hi.n);
    const chn_str value = chn_str_n(z, lo.n + hi.n + 1);
    *p = e->what;
    p->forth = e->symmetric || d <= 0;
    p->back = e->symmetric || d >= 0;
    for (uint32_t i = first; i < x->n; i++) {
        if (x->k[i].pair && chn_str_eq(x->k[i].value, value)) {
            p->forth = p->forth || x->k[i].pair->forth;
            p->back = p->back || x->k[i].pair->back;
            x->k[i].pair = p;
            return CHN_OK;
        }
    }
    return add(x, e, "dyad", value, p);
}

static chn_code add_pairs(index *x, const row *e)
{
    const uint32_t first = x->n;
    chn_code code = CHN_OK;
    for (uint32_t i = 0; i < x->n_party; i++)
        for (uint32_t k = 0; k < x->n_party && code == CHN_OK; k++)
            if (paired(e, &x->party[i], &x->party[k]))
                code = pair_of(x, e, &x->party[i], &x->party[k], first);
    return code;
}

static chn_code add_origins(index *x, const row *e)
{
    const chn_str own = chn_str_of("the report itself");
    /* a review does not change on whose word its claim stands */
    if (e->n_claims == 1)
        return add(x, e, "origin", e->origins.n ? e->origins : own, NULL);
    sqlite3_stmt *st = chn_store_stmt(x->s, ST_KEY_ORIGINS, x->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(x->s, st);
    chn_bind_str(&b, e->id);
    chn_code code = CHN_OK;
    while (chn_store_row(x->s, st, indexing, &code, x->err)) {
        bool ok = true;
        const chn_str origin = keep(x, st, 0, &ok);
        code = ok ? add(x, e, "origin", origin.n ? origin : own, NULL)
                  : chn_fail_memory(x->err);
    }
    (void)sqlite3_reset(st);
    return code;
}

/* Whoever asks for a period looks at these, and else only at a month before
 * it. */
static bool is_wide(const row *e)
{
    const chn_day from = chn_day_parse(e->from.p, e->from.n);
    const chn_day to = chn_day_parse(e->to.p, e->to.n);
    return from != CHN_DAY_NONE && to != CHN_DAY_NONE && to - from > 31;
}

static chn_code add_event(index *x, sqlite3_stmt *st)
{
    bool ok = true;
    row e;
    memset(&e, 0, sizeof e);
    e.id = keep(x, st, 0, &ok);
    e.from = keep(x, st, 1, &ok);
    e.to = keep(x, st, 2, &ok);
    e.category = keep(x, st, 3, &ok);
    e.status = keep(x, st, 4, &ok);
    e.place = keep(x, st, 5, &ok);
    e.occasion = keep(x, st, 6, &ok);
    e.reviewed = keep(x, st, 7, &ok);
    e.origins = keep(x, st, 8, &ok);
    e.n_claims = sqlite3_column_int64(st, 9);
    e.symmetric = sqlite3_column_int(st, 10) != 0;
    e.sides = sqlite3_column_int64(st, 13);
    if (!ok)
        return chn_fail_memory(x->err);
    const chn_str undated = chn_str_of("undated");
    const chn_str none = chn_str_n("", 0);
    e.day = e.from.n ? e.from : e.to.n ? e.to : undated;
    e.until = e.to.n ? e.to : e.from.n ? e.from : undated;
    e.what = (pair){.has_quad = sqlite3_column_type(st, 11) != SQLITE_NULL,
                    .has_goldstein = sqlite3_column_type(st, 12) != SQLITE_NULL,
                    .from = e.from,
                    .to = e.to,
                    .category = e.category,
                    .status = e.status,
                    .quad = sqlite3_column_int64(st, 11),
                    .goldstein = sqlite3_column_double(st, 12),
                    .n_claims = e.n_claims};
    chn_code code = add(x, &e, "event", none, NULL);
    if (code == CHN_OK && is_wide(&e))
        code = add(x, &e, "wide", none, NULL);
    if (code == CHN_OK)
        code = add_told(x, &e, "category", e.category);
    if (code == CHN_OK)
        code = add_told(x, &e, "status", e.status);
    if (code == CHN_OK)
        code = add_told(x, &e, "place", e.place);
    if (code == CHN_OK)
        code = add_told(x, &e, "occasion", e.occasion);
    if (code == CHN_OK)
        code = add(x, &e, "reviewed",
                   e.reviewed.n ? e.reviewed : chn_str_of("unreviewed"), NULL);
    if (code == CHN_OK)
        code = read_parties(x, &e);
    if (code == CHN_OK)
        code = add_parties(x, &e);
    if (code == CHN_OK)
        code = add_pairs(x, &e);
    if (code == CHN_OK)
        code = add_origins(x, &e);
    if (code == CHN_OK && (e.from.n || e.to.n)) {
        row year = e;
        const chn_str day = e.day;
        year.day = none;
        code = add(x, &year, "year", chn_str_n(day.p, day.n < 4 ? day.n : 4),
                   NULL);
    }
    return code;
}

/* The order of the tables: bytes of facet, value, day, event. */
static int key_cmp(const void *pa, const void *pb)
{
    const key *a = pa;
    const key *b = pb;
    int d = chn_str_cmp(a->facet, b->facet);
    if (d == 0)
        d = chn_str_cmp(a->value, b->value);
    if (d == 0)
        d = chn_str_cmp(a->day, b->day);
    return d ? d : chn_str_cmp(a->event, b->event);
}

static chn_code put_key(index *x, const key *k)
{
    sqlite3_stmt *st =
        chn_store_stmt(x->s, k->pair ? ST_PAIR_PUT : ST_KEY_PUT, x->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(x->s, st);
    if (!k->pair)
        chn_bind_bytes(&b, k->facet);
    chn_bind_bytes(&b, k->value); /* empty is no NULL here */
    chn_bind_bytes(&b, k->day);
    chn_bind_bytes(&b, k->event);
    chn_bind_bytes(&b, k->until);
    if (k->pair) {
        const pair *p = k->pair;
        chn_bind_int(&b, p->forth);
        chn_bind_int(&b, p->back);
        chn_bind_str(&b, p->from);
        chn_bind_str(&b, p->to);
        chn_bind_str(&b, p->category);
        if (p->has_quad)
            chn_bind_int(&b, p->quad);
        else
            chn_bind_null(&b);
        if (p->has_goldstein)
            chn_bind_real(&b, p->goldstein);
        else
            chn_bind_null(&b);
        chn_bind_str(&b, p->status);
        chn_bind_int(&b, p->n_claims);
    }
    return chn_bind_run(&b, indexing, x->err);
}

static chn_code put_count(index *x, const key *k, int64_t n)
{
    sqlite3_stmt *st = chn_store_stmt(x->s, ST_FACET_PUT, x->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(x->s, st);
    chn_bind_bytes(&b, k->facet);
    chn_bind_bytes(&b, k->value);
    chn_bind_int(&b, n);
    return chn_bind_run(&b, indexing, x->err);
}

static chn_code put_keys(index *x)
{
    chn_code code = CHN_OK;
    int64_t n = 0;
    if (x->n > 1)
        qsort(x->k, x->n, sizeof *x->k, key_cmp);
    for (uint32_t i = 0; i < x->n && code == CHN_OK; i++) {
        const key *k = &x->k[i];
        /* two of one country, two claims on one word; a year counts */
        const bool again = i && k->day.n && key_cmp(k, k - 1) == 0;
        if (!again && k->day.n)
            code = put_key(x, k);
        n += !again;
        if (code == CHN_OK &&
            (i + 1 == x->n || !chn_str_eq(k->facet, k[1].facet) ||
             !chn_str_eq(k->value, k[1].value))) {
            code = put_count(x, k, n);
            n = 0;
        }
    }
    return code;
}

/* Up to PART events behind `after`, whose last becomes the new `after`. */
static chn_code index_part(index *x, char *after, size_t cap, uint32_t *n)
{
    sqlite3_stmt *st = chn_store_stmt(x->s, ST_KEY_NEW, x->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(x->s, st);
    chn_bind_bytes(&b, chn_str_of(after));
    chn_bind_int(&b, PART);
    chn_code code = CHN_OK;
    chn_str last = chn_str_n("", 0);
    *n = 0;
    while (chn_store_row(x->s, st, indexing, &code, x->err)) {
        code = add_event(x, st);
        if (code == CHN_OK && x->n > 0)
            last = x->k[x->n - 1].event;
        ++*n;
    }
    (void)sqlite3_reset(st);
    if (code == CHN_OK)
        code = put_keys(x);
    if (last.n < cap) {
        memcpy(after, last.p, last.n);
        after[last.n] = '\0';
    }
    return code;
}

chn_code chn_store_index(chn_store *s, chn_err *err)
{
    char after[64] = "";
    uint32_t n = PART;
    chn_code code = CHN_OK;
    while (n == PART && code == CHN_OK) {
        chn_arena *a = chn_arena_new(PART_MAX);
        if (!a)
            return chn_fail_memory(err);
        index x = {.s = s, .a = a, .err = err};
        code = index_part(&x, after, sizeof after, &n);
        chn_arena_free(a);
    }
    return code == CHN_OK
               ? chn_store_exec(s, "DELETE FROM event_new", indexing, err)
               : code;
}
