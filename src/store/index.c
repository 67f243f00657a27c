/* SPDX-License-Identifier: Apache-2.0 */
/*
 * At commit: keys by which the batch's events are found (schema_8.c), and no
 * more those of events that changed or went. They are made here and not by
 * SQL, sorted over all facets at once, and put in in the order of the tables;
 * statements that read, sorted and counted facet by facet took three times as
 * long.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "store/store_in.h"

static const char indexing[] = "indexing events";

/* Events at a time: bounds memory where a whole store is indexed anew. */
#define PART 200000
#define PART_MAX ((size_t)1024 * 1024 * 1024)

/* A value of a facet that the part's events have. */
typedef struct value {
    const char *facet;
    chn_str word;
    int64_t id; /* of its row in `key` */
    int64_t n;  /* events that have it, in this part */
    bool is_new;
} value;

/* A row of event_at, or of pair_at where `pair`, or, where it only counts,
 * none. */
typedef struct key {
    int64_t id;         /* of the value */
    uint64_t event;     /* the digits of its id */
    chn_day day, until; /* or CHN_KEY_UNDATED */
    uint32_t value;     /* index of it */
    bool counts;
    const struct pair *pair;
} key;

typedef struct pair {
    unsigned way; /* CHN_PAIR_... */
    bool has_quad, has_goldstein;
    chn_str category;
    chn_status status;
    int64_t quad, n_claims;
    double goldstein;
} pair;

/* A row that an event had before it changed. Most of them it has again, and
 * they stay: what is taken out and put in again costs as much as all else. */
typedef struct chn_old_key {
    key k;
    pair what; /* where k.pair; its category is copied */
    bool back; /* an event has it again: it stays */
    bool out;  /* its row is gone, but not its count */
} chn_old_key;
/* More go at once, as where all events change. */
#define OLD_MOST 250000u

typedef struct party {
    bool target;
    chn_str country, actor;
} party;

typedef struct index {
    chn_store *s;
    chn_arena *a;
    key *k;
    uint32_t n, cap;
    value *v;
    uint32_t n_value, cap_value;
    uint32_t *slot; /* [n_slot] index into v, plus 1; by facet and word */
    uint32_t n_slot;
    party *party;
    uint32_t n_party, cap_party;
    chn_err *err;
} index;

/* The event at hand. */
typedef struct row {
    chn_str id, from, to, category, status, place, occasion, reviewed, origins;
    chn_str mode;
    uint64_t event;
    chn_day day, until;
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

/* ---- values ---- */

bool chn_event_digits(chn_str id, uint64_t *out)
{
    uint64_t v = 0;
    if (id.n != 17 || id.p[0] != 'e')
        return false;
    for (size_t i = 1; i < id.n; i++) {
        const char c = id.p[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
        v = v << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    *out = v;
    return true;
}

void chn_event_bytes(uint64_t event, unsigned char out[8])
{
    for (int i = 0; i < 8; i++)
        out[i] = (unsigned char)(event >> (56 - 8 * i));
}

void chn_event_name(uint64_t event, char out[18])
{
    static const char hex[] = "0123456789abcdef";
    out[0] = 'e';
    for (int i = 0; i < 16; i++)
        out[1 + i] = hex[event >> (60 - 4 * i) & 15];
    out[17] = '\0';
}

chn_day chn_key_day(chn_str day)
{
    const chn_day d =
        day.n ? chn_day_parse(day.p, day.n) : (chn_day)CHN_DAY_NONE;
    return d == CHN_DAY_NONE ? CHN_KEY_UNDATED : d;
}

static uint64_t value_hash(const char *facet, chn_str word)
{
    return chn_hash(word.p, word.n, (unsigned char)facet[0]);
}

static bool is_value(const value *v, const char *facet, chn_str word)
{
    return chn_str_eq(v->word, word) && strcmp(v->facet, facet) == 0;
}

/* At most half full. */
static bool more_slots(index *x)
{
    if ((size_t)x->n_value * 2 < x->n_slot)
        return true;
    const uint32_t n = x->n_slot ? x->n_slot * 2 : 1024;
    uint32_t *slot = CHN_NEW(x->a, uint32_t, n);
    if (!slot)
        return false;
    for (uint32_t i = 0; i < x->n_value; i++) {
        size_t at = (size_t)value_hash(x->v[i].facet, x->v[i].word) & (n - 1);
        while (slot[at])
            at = (at + 1) & (n - 1);
        slot[at] = i + 1;
    }
    x->slot = slot;
    x->n_slot = n;
    return true;
}

static chn_code find_value(index *x, value *v)
{
    sqlite3_stmt *st = chn_store_stmt(x->s, ST_KEY_FIND, x->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(x->s, st);
    chn_bind_z(&b, v->facet);
    chn_bind_bytes(&b, v->word); /* empty is no NULL here */
    const int found = chn_store_step(x->s, st, indexing, x->err);
    if (found > 0)
        v->id = sqlite3_column_int64(st, 0);
    v->is_new = found == 0;
    (void)sqlite3_reset(st);
    return found < 0 ? CHN_ERR_STORE : CHN_OK;
}

/* The number of a new value says what it is, so that it does not depend on
 * what came first; 47 bits, which SQLite keeps in six bytes. */
static chn_code number_value(index *x, value *v)
{
    unsigned char h[32];
    chn_sha256 sha;
    chn_sha256_init(&sha);
    chn_sha256_put(&sha, v->facet, strlen(v->facet) + 1);
    chn_sha256_put(&sha, v->word.p, v->word.n);
    chn_sha256_end(&sha, h);
    for (int i = 0; i < 6; i++)
        v->id = v->id << 8 | h[i];
    v->id &= ((int64_t)1 << 47) - 1;
    for (int taken = 1; taken > 0; v->id += taken) { /* somebody else's */
        sqlite3_stmt *st = chn_store_stmt(x->s, ST_KEY_TAKEN, x->err);
        if (!st)
            return CHN_ERR_STORE;
        chn_bind b = chn_bind_to(x->s, st);
        chn_bind_int(&b, v->id);
        taken = chn_store_step(x->s, st, indexing, x->err);
        (void)sqlite3_reset(st);
        if (taken < 0)
            return CHN_ERR_STORE;
    }
    sqlite3_stmt *st = chn_store_stmt(x->s, ST_KEY_NAME, x->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(x->s, st);
    chn_bind_int(&b, v->id);
    chn_bind_z(&b, v->facet);
    chn_bind_bytes(&b, v->word);
    return chn_bind_run(&b, indexing, x->err);
}

static chn_code value_of(index *x, const char *facet, chn_str word,
                         uint32_t *out)
{
    if (!more_slots(x))
        return chn_fail_memory(x->err);
    size_t at = (size_t)value_hash(facet, word) & (x->n_slot - 1);
    for (; x->slot[at]; at = (at + 1) & (x->n_slot - 1)) {
        *out = x->slot[at] - 1;
        if (is_value(&x->v[*out], facet, word))
            return CHN_OK;
    }
    void *p = x->v;
    if (!chn_arena_grow(x->a, &p, &x->cap_value, x->n_value + 1, sizeof *x->v))
        return chn_fail_memory(x->err);
    x->v = p;
    value *v = &x->v[x->n_value];
    *v = (value){.facet = facet, .word = word};
    chn_code code = find_value(x, v);
    if (code == CHN_OK && v->is_new)
        code = number_value(x, v);
    if (code)
        return code;
    *out = x->n_value++;
    x->slot[at] = *out + 1;
    return CHN_OK;
}

static bool more_keys(index *x)
{
    const uint32_t cap = x->cap ? x->cap + x->cap / 2 : 4096;
    void *k = chn_arena_resize(x->a, x->k, cap, sizeof *x->k);
    if (!k)
        return false;
    x->k = k;
    x->cap = cap;
    return true;
}

static chn_code add(index *x, const row *e, const char *facet, chn_str word,
                    const pair *p)
{
    uint32_t v = 0;
    const chn_code code = value_of(x, facet, word, &v);
    if (code)
        return code;
    if (x->n == x->cap && !more_keys(x))
        return chn_fail_memory(x->err);
    x->k[x->n++] = (key){.id = x->v[v].id,
                         .event = e->event,
                         .day = e->day,
                         .until = e->until,
                         .value = v,
                         .pair = p};
    return CHN_OK;
}

/* ---- of an event ---- */

static chn_code add_told(index *x, const row *e, const char *facet,
                         chn_str word)
{
    return word.n ? add(x, e, facet, word, NULL) : CHN_OK;
}

/* One that is counted and not walked. */
static chn_code add_count(index *x, const row *e, const char *facet,
                          chn_str word)
{
    const chn_code code = add_told(x, e, facet, word);
    if (code == CHN_OK && word.n)
        x->k[x->n - 1].counts = true;
    return code;
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
    const chn_str word = chn_str_n(z, lo.n + hi.n + 1);
    *p = e->what;
    p->way |= e->symmetric || d <= 0 ? CHN_PAIR_FORTH : 0;
    p->way |= e->symmetric || d >= 0 ? CHN_PAIR_BACK : 0;
    for (uint32_t i = first; i < x->n; i++) {
        if (x->k[i].pair && chn_str_eq(x->v[x->k[i].value].word, word)) {
            p->way |= x->k[i].pair->way;
            x->k[i].pair = p;
            return CHN_OK;
        }
    }
    return add(x, e, "dyad", word, p);
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
    return e->from.n && e->to.n && e->until - e->day > 31;
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
    e.mode = keep(x, st, 14, &ok);
    if (!ok)
        return chn_fail_memory(x->err);
    if (!chn_event_digits(e.id, &e.event))
        return chn_fail(x->err, CHN_ERR_STORE,
                        "%s: \"%.*s\" is no id of an event; the store is "
                        "damaged, take a copy from before",
                        x->s->path, (int)e.id.n, e.id.p);
    const chn_str none = chn_str_n("", 0);
    e.day = chn_key_day(e.from.n ? e.from : e.to);
    e.until = chn_key_day(e.to.n ? e.to : e.from);
    e.what = (pair){.has_quad = sqlite3_column_type(st, 11) != SQLITE_NULL,
                    .has_goldstein = sqlite3_column_type(st, 12) != SQLITE_NULL,
                    .way = (e.from.n ? CHN_PAIR_FROM : 0u) |
                           (e.to.n ? CHN_PAIR_TO : 0u),
                    .category = e.category,
                    .status = chn_col_status(st, 4),
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
        const chn_str day = e.from.n ? e.from : e.to;
        code =
            add_count(x, &e, "year", chn_str_n(day.p, day.n < 4 ? day.n : 4));
    }
    if (code == CHN_OK)
        code = add_count(x, &e, "mode", e.mode);
    return code;
}

/* The order of the tables. */
static int key_cmp(const void *pa, const void *pb)
{
    const key *a = pa;
    const key *b = pb;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->event > b->event) - (a->event < b->event);
}

/* ---- in and out ---- */

static void bind_key(chn_bind *b, const key *k, unsigned char event[8])
{
    chn_event_bytes(k->event, event);
    chn_bind_int(b, k->id);
    chn_bind_int(b, k->day);
    chn_bind_blob(b, event, 8);
}

static void bind_pair(chn_bind *b, const pair *p)
{
    chn_bind_int(b, p->way);
    chn_bind_str(b, p->category);
    if (p->has_quad)
        chn_bind_int(b, p->quad);
    else
        chn_bind_null(b);
    if (p->has_goldstein)
        chn_bind_real(b, p->goldstein);
    else
        chn_bind_null(b);
    chn_bind_int(b, p->status);
    chn_bind_int(b, p->n_claims);
}

/* Those of pairs, or the others; n of k[0..n_key). */
static chn_code put_rows(index *x, bool pairs, size_t n)
{
    unsigned char event[CHN_MANY][8];
    chn_many m =
        pairs
            ? chn_many_of(x->s, ST_PAIR_PUT, ST_PAIR_MANY, n, indexing, x->err)
            : chn_many_of(x->s, ST_KEY_PUT, ST_KEY_MANY, n, indexing, x->err);
    size_t done = 0;
    for (uint32_t i = 0; i < x->n && done < n; i++) {
        const key *k = &x->k[i];
        if (k->counts || !k->pair == pairs)
            continue;
        chn_bind *b = chn_many_row(&m);
        if (!b)
            break;
        bind_key(b, k, event[done++ % CHN_MANY]);
        chn_bind_int(b, k->until - k->day);
        if (pairs)
            bind_pair(b, k->pair);
    }
    return chn_many_end(&m);
}

static chn_code drop_key(index *x, const key *k)
{
    unsigned char event[8];
    sqlite3_stmt *st =
        chn_store_stmt(x->s, k->pair ? ST_PAIR_DROP : ST_KEY_DROP, x->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(x->s, st);
    bind_key(&b, k, event);
    return chn_bind_run(&b, indexing, x->err);
}

/* What no event has any more is no value. */
static chn_code put_counts(index *x, bool out)
{
    chn_code code = CHN_OK;
    for (uint32_t i = 0; i < x->n_value && code == CHN_OK; i++) {
        for (int k = 0; k < (out ? 2 : 1) && code == CHN_OK; k++) {
            sqlite3_stmt *st =
                chn_store_stmt(x->s, k ? ST_KEY_UNNAME : ST_KEY_COUNT, x->err);
            if (!st)
                return CHN_ERR_STORE;
            chn_bind b = chn_bind_to(x->s, st);
            chn_bind_int(&b, x->v[i].id);
            if (k == 0)
                chn_bind_int(&b, out ? -x->v[i].n : x->v[i].n);
            code = chn_bind_run(&b, indexing, x->err);
        }
    }
    return code;
}

static int value_cmp(const void *pa, const void *pb)
{
    const value *const *a = pa;
    const value *const *b = pb;
    return ((*a)->id > (*b)->id) - ((*a)->id < (*b)->id);
}

/* Dealt out to their values, of which there are few, and sorted value by
 * value: half the time of sorting all at once. false: no memory. */
static bool deal_keys(index *x)
{
    key *to = chn_arena_room(x->a, x->n, sizeof *to);
    uint32_t *at = CHN_NEW(x->a, uint32_t, x->n_value);
    value **by = CHN_NEW(x->a, value *, x->n_value);
    if (!to || !at || !by)
        return false;
    for (uint32_t i = 0; i < x->n_value; i++)
        by[i] = &x->v[i];
    if (x->n_value > 1)
        qsort(by, x->n_value, sizeof *by, value_cmp);
    for (uint32_t i = 0; i < x->n; i++)
        at[x->k[i].value]++;
    uint32_t from = 0; /* at: from how many there are to where they begin */
    for (uint32_t i = 0; i < x->n_value; i++) {
        const uint32_t n = at[by[i] - x->v];
        at[by[i] - x->v] = from;
        from += n;
    }
    for (uint32_t i = 0; i < x->n; i++)
        to[at[x->k[i].value]++] = x->k[i];
    from = 0;
    for (uint32_t i = 0; i < x->n_value; i++) {
        const uint32_t end = at[by[i] - x->v];
        if (end - from > 1)
            qsort(to + from, end - from, sizeof *to, key_cmp);
        from = end;
    }
    x->k = to;
    x->cap = x->n; /* nothing is added behind */
    return true;
}

/* In the order of the tables, each once. */
static chn_code sort_keys(index *x)
{
    uint32_t kept = 0;
    if (!deal_keys(x))
        return chn_fail_memory(x->err);
    for (uint32_t i = 0; i < x->n; i++) {
        const key *k = &x->k[i];
        /* two of one country, two claims on one word; a year counts */
        if (!kept || k->counts || key_cmp(k, &x->k[kept - 1]) != 0)
            x->k[kept++] = *k;
    }
    x->n = kept;
    return CHN_OK;
}

static bool same_pair(const pair *a, const pair *b)
{
    return a->way == b->way && a->has_quad == b->has_quad &&
           a->has_goldstein == b->has_goldstein && a->quad == b->quad &&
           a->goldstein <= b->goldstein && a->goldstein >= b->goldstein &&
           a->status == b->status && a->n_claims == b->n_claims &&
           chn_str_eq(a->category, b->category);
}

static bool same_row(const key *k, const chn_old_key *o)
{
    return k->until == o->k.until && k->counts == o->k.counts &&
           !k->pair == !o->k.pair && (!k->pair || same_pair(k->pair, &o->what));
}

/* Where an event had the row before, it stays; where it had another in its
 * place, that goes first. */
static chn_code meet_old(index *x)
{
    chn_store *s = x->s;
    chn_code code = CHN_OK;
    uint32_t kept = 0;
    uint32_t at = 0;
    for (uint32_t i = 0; i < x->n && code == CHN_OK; i++) {
        const key *k = &x->k[i];
        while (at < s->n_old_key && key_cmp(&s->old_key[at].k, k) < 0)
            at++;
        chn_old_key *o = at < s->n_old_key ? &s->old_key[at] : NULL;
        if (o && key_cmp(&o->k, k) == 0) {
            at++;
            if (same_row(k, o)) {
                o->back = true;
                continue;
            }
            if (!o->k.counts) {
                code = drop_key(x, &o->k);
                o->out = true;
            }
        }
        x->k[kept++] = *k;
    }
    x->n = kept;
    return code;
}

static chn_code put_keys(index *x)
{
    size_t n[2] = {0, 0};
    chn_code code = sort_keys(x);
    if (code == CHN_OK)
        code = meet_old(x);
    for (uint32_t i = 0; i < x->n; i++) {
        x->v[x->k[i].value].n++;
        n[x->k[i].pair != NULL] += !x->k[i].counts;
    }
    if (code == CHN_OK)
        code = put_rows(x, false, n[0]);
    if (code == CHN_OK)
        code = put_rows(x, true, n[1]);
    return code == CHN_OK ? put_counts(x, false) : code;
}

static chn_code drop_keys(index *x)
{
    chn_code code = CHN_OK;
    for (uint32_t i = 0; i < x->n && code == CHN_OK; i++) {
        x->v[x->k[i].value].n++;
        if (!x->k[i].counts)
            code = drop_key(x, &x->k[i]);
    }
    return code == CHN_OK ? put_counts(x, true) : code;
}

/* Kept until commit, or dropped where they are too many. */
static chn_code note_keys(index *x)
{
    chn_store *s = x->s;
    const chn_code code = sort_keys(x);
    if (code)
        return code;
    if (!s->batch || s->n_old_key + x->n > OLD_MOST)
        return drop_keys(x);
    void *p = s->old_key;
    if (!chn_arena_grow(s->batch, &p, &s->cap_old_key, s->n_old_key + x->n,
                        sizeof *s->old_key))
        return chn_fail_memory(x->err);
    s->old_key = p;
    for (uint32_t i = 0; i < x->n; i++) {
        const key *k = &x->k[i];
        chn_old_key *o = &s->old_key[s->n_old_key++];
        *o = (chn_old_key){.k = *k};
        if (!k->pair)
            continue;
        o->what = *k->pair;
        o->what.category =
            chn_arena_str(s->batch, o->what.category.p, o->what.category.n);
        if (!o->what.category.p)
            return chn_fail_memory(x->err);
    }
    return CHN_OK;
}

static int old_cmp(const void *pa, const void *pb)
{
    const chn_old_key *a = pa;
    const chn_old_key *b = pb;
    return key_cmp(&a->k, &b->k);
}

static chn_code count_out(chn_store *s, int64_t id, int64_t n, chn_err *err)
{
    for (int k = 0; k < 2; k++) {
        sqlite3_stmt *st =
            chn_store_stmt(s, k ? ST_KEY_UNNAME : ST_KEY_COUNT, err);
        if (!st)
            return CHN_ERR_STORE;
        chn_bind b = chn_bind_to(s, st);
        chn_bind_int(&b, id);
        if (k == 0)
            chn_bind_int(&b, -n);
        const chn_code code = chn_bind_run(&b, indexing, err);
        if (code)
            return code;
    }
    return CHN_OK;
}

/* What no event has again. */
static chn_code drop_old(chn_store *s, chn_err *err)
{
    index x = {.s = s, .err = err};
    chn_code code = CHN_OK;
    for (uint32_t i = 0; i < s->n_old_key && code == CHN_OK;) {
        const int64_t id = s->old_key[i].k.id;
        int64_t n = 0;
        for (; i < s->n_old_key && s->old_key[i].k.id == id; i++) {
            chn_old_key *o = &s->old_key[i];
            if (o->back)
                continue;
            n++;
            if (!o->out && !o->k.counts && code == CHN_OK) {
                o->k.pair = o->k.pair ? &o->what : NULL;
                code = drop_key(&x, &o->k);
            }
        }
        if (n && code == CHN_OK)
            code = count_out(s, id, n, err);
    }
    s->n_old_key = 0;
    return code;
}

/* Up to PART events behind claim `after`, that of the last of them from then
 * on. */
static chn_code index_part(index *x, bool out, int64_t *after, uint32_t *n)
{
    sqlite3_stmt *st =
        chn_store_stmt(x->s, out ? ST_KEY_OLD : ST_KEY_NEW, x->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(x->s, st);
    chn_bind_int(&b, *after);
    chn_bind_int(&b, PART);
    chn_code code = CHN_OK;
    *n = 0;
    while (chn_store_row(x->s, st, indexing, &code, x->err)) {
        *after = sqlite3_column_int64(st, 15);
        code = add_event(x, st);
        ++*n;
    }
    (void)sqlite3_reset(st);
    if (code)
        return code;
    return out ? note_keys(x) : put_keys(x);
}

static chn_code all_parts(chn_store *s, bool out, chn_err *err)
{
    int64_t after = INT64_MIN;
    uint32_t n = PART;
    chn_code code = CHN_OK;
    while (n == PART && code == CHN_OK) {
        chn_arena *a = chn_arena_new(PART_MAX);
        if (!a)
            return chn_fail_memory(err);
        index x = {.s = s, .a = a, .err = err};
        code = index_part(&x, out, &after, &n);
        chn_arena_free(a);
    }
    return code == CHN_OK
               ? chn_store_exec(
                     s, out ? "DELETE FROM event_old" : "DELETE FROM event_new",
                     indexing, err)
               : code;
}

chn_code chn_store_unindex(chn_store *s, chn_err *err)
{
    return all_parts(s, true, err);
}

chn_code chn_store_index(chn_store *s, chn_err *err)
{
    chn_code code = chn_store_unindex(s, err);
    if (s->n_old_key > 1)
        qsort(s->old_key, s->n_old_key, sizeof *s->old_key, old_cmp);
    if (code == CHN_OK)
        code = all_parts(s, false, err);
    return code == CHN_OK ? drop_old(s, err) : code;
}

/* ---- for statements ---- */

static chn_str word_of(sqlite3_value *v)
{
    const unsigned char *p = sqlite3_value_text(v);
    return p ? chn_str_n((const char *)p, (size_t)sqlite3_value_bytes(v))
             : chn_str_n("", 0);
}

static void day_sql(sqlite3_context *c, int n, sqlite3_value **v)
{
    (void)n;
    if (sqlite3_value_type(v[0]) == SQLITE_NULL)
        sqlite3_result_null(c);
    else
        sqlite3_result_int(c, chn_key_day(word_of(v[0])));
}

static void event_sql(sqlite3_context *c, int n, sqlite3_value **v)
{
    (void)n;
    uint64_t event = 0;
    unsigned char bytes[8];
    if (!chn_event_digits(word_of(v[0]), &event)) {
        sqlite3_result_null(c);
        return;
    }
    chn_event_bytes(event, bytes);
    sqlite3_result_blob(c, bytes, sizeof bytes, SQLITE_TRANSIENT);
}

chn_code chn_store_key_functions(chn_store *s, chn_err *err)
{
    const int how = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    int rc = sqlite3_create_function(s->db, "chancery_day", 1, how, NULL,
                                     day_sql, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_create_function(s->db, "chancery_event", 1, how, NULL,
                                     event_sql, NULL, NULL);
    return rc == SQLITE_OK
               ? CHN_OK
               : chn_store_sql_fail(s, rc, "opening the store", err);
}
