/* SPDX-License-Identifier: Apache-2.0 */
/* What an event says where its claims say more than one thing. */
#include <stdlib.h>

#include "base/hash.h"
#include "merge/merge_in.h"

typedef struct ballot {
    chn_str value, id;
    int32_t specific;
    uint32_t claim;
} ballot;

/* A value and where its ballots lie. */
typedef struct pile {
    uint32_t first, n;
    int32_t specific; /* of its most specific ballot */
    chn_str id;       /* smallest */
} pile;

static int ballot_cmp(const void *pa, const void *pb)
{
    const ballot *a = pa;
    const ballot *b = pb;
    const int d = chn_str_cmp(a->value, b->value);
    return d ? d : chn_str_cmp(a->id, b->id);
}

static int pile_cmp(const void *pa, const void *pb)
{
    const pile *a = pa;
    const pile *b = pb;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    if (a->specific != b->specific)
        return a->specific > b->specific ? -1 : 1;
    return chn_str_cmp(a->id, b->id);
}

static int32_t known_actors(const chn_merge_claim *c)
{
    int32_t k = 0;
    for (uint32_t i = 0; i < c->n_source; i++)
        k += c->source[i].id.n ? 1 + (int32_t)c->source[i].rank : 0;
    for (uint32_t i = 0; i < c->n_target; i++)
        k += c->target[i].id.n ? 1 + (int32_t)c->target[i].rank : 0;
    return k;
}

static void put_actors(chn_buf *b, const chn_merge_actor *x, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        chn_buf_str(b, x[i].country);
        chn_buf_char(b, '/');
        chn_buf_str(b, x[i].id);
        chn_buf_char(b, ',');
    }
}

/* What a claim says of a field; false: nothing. */
static bool value_of(chn_arena *a, const chn_merge_claim *c,
                     chn_merge_field field, ballot *out, chn_err *err,
                     chn_code *rc)
{
    char day[24] = "";
    chn_buf b;
    *rc = CHN_OK;
    out->specific = 0;
    switch (field) {
    case CHN_MERGE_DATE:
        if (!chn_merge_dated(c))
            return false;
        chn_day_format(c->from, day);
        day[10] = '/';
        chn_day_format(c->to, day + 11);
        out->value = chn_arena_str(a, day, 21);
        out->specific = c->from - c->to;
        break;
    case CHN_MERGE_STATUS:
        out->value = chn_str_n(&"0123"[c->status & 3], 1);
        return true;
    case CHN_MERGE_MODE:
    case CHN_MERGE_SIDES:
        if (field == CHN_MERGE_MODE && c->mode.n == 0)
            return false;
        chn_buf_init(&b, 1u << 20);
        if (field == CHN_MERGE_MODE) {
            chn_buf_str(&b, c->category);
            chn_buf_char(&b, '/');
            chn_buf_str(&b, c->mode);
        } else {
            put_actors(&b, c->source, c->n_source);
            chn_buf_z(&b, c->symmetric ? "=" : ">");
            put_actors(&b, c->target, c->n_target);
            out->specific = known_actors(c);
        }
        out->value = chn_arena_str(a, b.p, b.n);
        if (b.failed)
            out->value.p = NULL;
        chn_buf_free(&b);
        break;
    case CHN_MERGE_PLACE:
        out->value = c->place;
        return c->place.n > 0;
    case CHN_MERGE_OCCASION:
        out->value = c->occasion;
        return c->occasion.n > 0;
    }
    if (!out->value.p)
        *rc = chn_fail_memory(err);
    return *rc == CHN_OK;
}

chn_code chn_merge_values(chn_arena *a, const chn_merge_claim *c,
                          const chn_merge_event *e, chn_merge_field field,
                          chn_merge_value **values, uint32_t *n, chn_err *err)
{
    *n = 0;
    ballot *at = CHN_NEW(a, ballot, e->n_member);
    uint32_t *claim = CHN_NEW(a, uint32_t, e->n_member);
    pile *piles = CHN_NEW(a, pile, e->n_member);
    if (!at || !claim || !piles)
        return chn_fail_memory(err);
    uint32_t k = 0;
    for (uint32_t i = 0; i < e->n_member; i++) {
        chn_code rc;
        const uint32_t m = e->member[i];
        if (value_of(a, &c[m], field, &at[k], err, &rc)) {
            at[k].claim = m;
            at[k].id = c[m].id;
            k++;
        }
        if (rc)
            return rc;
    }
    if (k > 1)
        qsort(at, k, sizeof *at, ballot_cmp);
    uint32_t np = 0;
    for (uint32_t i = 0; i < k; i++) {
        claim[i] = at[i].claim;
        if (np == 0 || !chn_str_eq(at[piles[np - 1].first].value, at[i].value))
            piles[np++] = (pile){i, 0, at[i].specific, at[i].id};
        pile *p = &piles[np - 1];
        p->n++;
        if (at[i].specific > p->specific)
            p->specific = at[i].specific;
    }
    if (np > 1)
        qsort(piles, np, sizeof *piles, pile_cmp);
    chn_merge_value *v = CHN_NEW(a, chn_merge_value, np);
    if (!v)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < np; i++)
        v[i] = (chn_merge_value){claim + piles[i].first, piles[i].n};
    *values = v;
    *n = np;
    return CHN_OK;
}

/* The claim that speaks for a field: the smallest id of the first value. */
static chn_code speaker(chn_arena *a, const chn_merge_claim *c,
                        const chn_merge_event *e, chn_merge_field field,
                        uint32_t otherwise, uint32_t *out, chn_err *err)
{
    chn_merge_value *v;
    uint32_t n;
    const chn_code rc = chn_merge_values(a, c, e, field, &v, &n, err);
    if (rc == CHN_OK)
        *out = n ? v[0].claim[0] : otherwise;
    return rc;
}

static chn_status agreed_status(const uint32_t n[4])
{
    /* A planned act that another report tells as done is done; so occurred
     * is outvoted by denials only. Where nobody says that it happened, most
     * votes, and a denial before a plan before a possibility. */
    if (n[CHN_STATUS_OCCURRED] &&
        n[CHN_STATUS_OCCURRED] >= n[CHN_STATUS_DENIED])
        return CHN_STATUS_OCCURRED;
    chn_status best = CHN_STATUS_DENIED;
    if (n[CHN_STATUS_PLANNED] > n[best])
        best = CHN_STATUS_PLANNED;
    if (n[CHN_STATUS_POSSIBLE] > n[best])
        best = CHN_STATUS_POSSIBLE;
    return best;
}

/* Does claim x tell the event better than y? */
static bool tells_better(const chn_merge_claim *x, const chn_merge_claim *y,
                         chn_status status)
{
    const bool sx = x->status == status;
    const bool sy = y->status == status;
    if (sx != sy)
        return sx;
    const bool dx = chn_merge_dated(x);
    const bool dy = chn_merge_dated(y);
    if (dx != dy)
        return dx;
    if (dx && x->to - x->from != y->to - y->from)
        return x->to - x->from < y->to - y->from;
    if ((x->mode.n > 0) != (y->mode.n > 0))
        return x->mode.n > 0;
    const int32_t kx = known_actors(x);
    const int32_t ky = known_actors(y);
    if (kx != ky)
        return kx > ky;
    if (x->confidence_percent != y->confidence_percent)
        return x->confidence_percent > y->confidence_percent;
    return chn_str_cmp(x->id, y->id) < 0;
}

/* ---- reports and origins ---- */

typedef struct origin {
    chn_str report, name;
    const uint32_t *sketch; /* of the report; NULL: unknown */
    chn_str credits;        /* of the report, in its own voice */
    uint32_t into;          /* another entry that is the same origin; itself */
    bool own;               /* the report's own voice */
    bool named;             /* `name` is that of an agency or publisher */
} origin;

static int by_report(const void *pa, const void *pb)
{
    const origin *a = pa;
    const origin *b = pb;
    const int d = chn_str_cmp(a->report, b->report);
    if (d)
        return d;
    if (a->own != b->own)
        return a->own ? 1 : -1; /* named origins first */
    return chn_str_cmp(a->name, b->name);
}

static uint32_t origin_root(const origin *o, uint32_t i)
{
    while (o[i].into != i)
        i = o[i].into;
    return i;
}

static void same_origin(origin *o, uint32_t x, uint32_t y)
{
    const uint32_t p = origin_root(o, x);
    const uint32_t q = origin_root(o, y);
    if (p != q)
        o[p > q ? p : q].into = p > q ? q : p;
}

typedef struct origin_key {
    chn_str name;
    uint64_t band;
    uint32_t at;
    bool own;
} origin_key;

static int key_cmp(const void *pa, const void *pb)
{
    const origin_key *a = pa;
    const origin_key *b = pb;
    if (a->own != b->own)
        return a->own ? 1 : -1;
    const int d = chn_str_cmp(a->name, b->name);
    if (d)
        return d;
    if (a->band != b->band)
        return a->band < b->band ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* Does the report name two or more? Then it is none of them alone. */
static bool many_credits(const origin *o)
{
    return o->credits.n && memchr(o->credits.p, '\n', o->credits.n);
}

/* Entries of one name are one origin. A report's own word that it credits to
 * one agency is that agency's, and what an agency publishes is its word. */
static void join_names(origin *o, uint32_t n, origin_key *key)
{
    for (uint32_t i = 0; i < n; i++) {
        const bool credited =
            o[i].own && o[i].credits.n && !many_credits(&o[i]);
        key[i] = (origin_key){credited ? o[i].credits : o[i].name, 0, i,
                              !o[i].named && !credited};
    }
    qsort(key, n, sizeof *key, key_cmp);
    for (uint32_t i = 1; i < n; i++)
        if (key[i].own == key[i - 1].own &&
            chn_str_eq(key[i].name, key[i - 1].name))
            same_origin(o, key[i].at, key[i - 1].at);
}

/* A report's own word with two or more agencies is no origin besides them: it
 * goes with the first by name that some entry has, else with other such
 * reports that share one. That two agencies stand in one tag line does not
 * make them one. Names of `key` are those of join_names, sorted. */
static chn_code join_credits(chn_arena *a, origin *o, uint32_t n,
                             const origin_key *key, chn_err *err)
{
    uint32_t cap = 0;
    for (uint32_t i = 0; i < n; i++)
        if (o[i].own && many_credits(&o[i]))
            for (size_t k = 0; k <= o[i].credits.n; k++)
                cap += k == o[i].credits.n || o[i].credits.p[k] == '\n';
    if (cap == 0)
        return CHN_OK;
    origin_key *left = CHN_NEW(a, origin_key, cap);
    if (!left)
        return chn_fail_memory(err);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!o[i].own || !many_credits(&o[i]))
            continue;
        const uint32_t first = k;
        chn_str rest = o[i].credits;
        chn_str name;
        while (chn_str_next(&rest, '\n', &name)) {
            uint32_t lo = 0;
            uint32_t hi = n;
            while (lo < hi) { /* named ones stand before the others */
                const uint32_t mid = lo + (hi - lo) / 2;
                if (!key[mid].own && chn_str_cmp(key[mid].name, name) < 0)
                    lo = mid + 1;
                else
                    hi = mid;
            }
            if (lo < n && !key[lo].own && chn_str_eq(key[lo].name, name)) {
                same_origin(o, key[lo].at, i);
                k = first;
                break;
            }
            left[k++] = (origin_key){name, 0, i, false};
        }
    }
    if (k > 1)
        qsort(left, k, sizeof *left, key_cmp);
    for (uint32_t i = 1; i < k; i++)
        if (chn_str_eq(left[i].name, left[i - 1].name))
            same_origin(o, left[i].at, left[i - 1].at);
    return CHN_OK;
}

/* Numbers of a sketch that are hashed together, so that copies meet in one of
 * the bands and others hardly do; and what copies then have in common. */
#define BAND 5u
#define COPY 40u

/* "Republished agency copy is recognised": a report in its own voice whose
 * text is that of another has the other's origin. Entries are by report, so
 * what meets in a band is compared in the order of ids. */
static void join_copies(origin *o, uint32_t n, origin_key *key)
{
    for (uint32_t b = 0; b < CHN_SKETCH / BAND; b++) {
        uint32_t k = 0;
        for (uint32_t i = 0; i < n; i++)
            if (o[i].sketch)
                key[k++] = (origin_key){chn_str_n("", 0),
                                        chn_hash(o[i].sketch + (size_t)b * BAND,
                                                 BAND * sizeof(uint32_t), 0),
                                        i, false};
        if (k > 1)
            qsort(key, k, sizeof *key, key_cmp);
        for (uint32_t i = 1; i < k; i++) {
            const origin *x = &o[key[i - 1].at];
            const origin *y = &o[key[i].at];
            if (key[i].band == key[i - 1].band && (x->own || y->own) &&
                !chn_str_eq(x->report, y->report) &&
                chn_sketch_alike(x->sketch, y->sketch) >= COPY)
                same_origin(o, key[i - 1].at, key[i].at);
        }
    }
}

/* "ten outlets on one KCNA dispatch are one origin". A report that speaks in
 * its own voice is an origin by its publisher, but not where it names another
 * origin for the same act, and not where its text is another report's. */
static chn_code count_origins(chn_arena *a, const chn_merge_claim *c,
                              chn_merge_event *e, chn_err *err)
{
    if (e->n_member == 1) {
        e->n_reports = e->n_origins = 1;
        return CHN_OK;
    }
    origin *o = CHN_NEW(a, origin, e->n_member);
    origin_key *key = CHN_NEW(a, origin_key, e->n_member);
    if (!o || !key)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < e->n_member; i++) {
        const chn_merge_claim *x = &c[e->member[i]];
        o[i].report = x->report;
        o[i].own = x->origin.n == 0;
        o[i].credits = x->credits;
        o[i].name = x->origin;
        o[i].sketch = x->sketch;
        o[i].named = !o[i].own || x->publisher.n;
        if (o[i].own)
            o[i].name = x->publisher.n ? x->publisher : x->report;
    }
    qsort(o, e->n_member, sizeof *o, by_report);
    uint32_t k = 0;
    bool named = false;
    for (uint32_t i = 0; i < e->n_member; i++) {
        const bool new = i == 0 || !chn_str_eq(o[i].report, o[i - 1].report);
        if (new) {
            e->n_reports++;
            named = false;
        }
        named = named || !o[i].own;
        if (!o[i].own || !named)
            o[k++] = o[i];
    }
    for (uint32_t i = 0; i < k; i++)
        o[i].into = i;
    join_names(o, k, key);
    const chn_code rc = join_credits(a, o, k, key, err);
    if (rc)
        return rc;
    join_copies(o, k, key);
    for (uint32_t i = 0; i < k; i++)
        e->n_origins += o[i].into == i;
    return CHN_OK;
}

static int member_cmp(const void *pa, const void *pb)
{
    const ballot *a = pa;
    const ballot *b = pb;
    return chn_str_cmp(a->id, b->id);
}

/* Members by claim id. */
static chn_code sort_members(chn_arena *a, const chn_merge_claim *c,
                             const chn_merge_event *e, uint32_t *sorted,
                             chn_err *err)
{
    ballot *b = CHN_NEW(a, ballot, e->n_member);
    if (!b)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < e->n_member; i++) {
        b[i].claim = e->member[i];
        b[i].id = c[e->member[i]].id;
    }
    qsort(b, e->n_member, sizeof *b, member_cmp);
    for (uint32_t i = 0; i < e->n_member; i++)
        sorted[i] = b[i].claim;
    return CHN_OK;
}

chn_code chn_merge_vote(chn_arena *a, const chn_merge_claim *c,
                        chn_merge_event *e, chn_err *err)
{
    uint32_t count[4] = {0};
    chn_code rc = CHN_OK;
    if (e->n_member > 1) {
        uint32_t *sorted = CHN_NEW(a, uint32_t, e->n_member);
        if (!sorted)
            return chn_fail_memory(err);
        rc = sort_members(a, c, e, sorted, err);
        if (rc)
            return rc;
        e->member = sorted;
    }
    e->first_reported = CHN_DAY_NONE;
    for (uint32_t i = 0; i < e->n_member; i++) {
        const chn_merge_claim *x = &c[e->member[i]];
        count[x->status & 3]++;
        if (x->published != CHN_DAY_NONE &&
            (e->first_reported == CHN_DAY_NONE ||
             x->published < e->first_reported))
            e->first_reported = x->published;
    }
    e->status = agreed_status(count);
    e->best = e->member[0];
    for (uint32_t i = 1; i < e->n_member; i++)
        if (tells_better(&c[e->member[i]], &c[e->best], e->status))
            e->best = e->member[i];
    rc = count_origins(a, c, e, err);
    if (e->n_member == 1) { /* most events: nothing to vote on */
        e->sides = e->act = e->date = e->best;
        e->place = c[e->best].place.n ? e->best : CHN_MERGE_NONE;
        e->occasion = c[e->best].occasion.n ? e->best : CHN_MERGE_NONE;
        return rc;
    }
    if (rc == CHN_OK)
        rc = speaker(a, c, e, CHN_MERGE_SIDES, e->best, &e->sides, err);
    if (rc == CHN_OK)
        rc = speaker(a, c, e, CHN_MERGE_MODE, e->best, &e->act, err);
    if (rc == CHN_OK)
        rc = speaker(a, c, e, CHN_MERGE_DATE, e->best, &e->date, err);
    if (rc == CHN_OK)
        rc = speaker(a, c, e, CHN_MERGE_PLACE, CHN_MERGE_NONE, &e->place, err);
    if (rc == CHN_OK)
        rc = speaker(a, c, e, CHN_MERGE_OCCASION, CHN_MERGE_NONE, &e->occasion,
                     err);
    return rc;
}
