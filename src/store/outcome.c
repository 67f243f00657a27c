/* SPDX-License-Identifier: Apache-2.0 */
/* See outcome.h. */
#include "store/outcome.h"

#include <stdlib.h>

#include "print/names.h"

static const char writing[] = "writing events";

/* There may be a million: no old copies are left behind. */
static bool more_events(chn_outcome *o)
{
    const uint32_t cap = o->cap_event ? o->cap_event + o->cap_event / 2 : 1024;
    void *p = chn_arena_resize(o->a, o->event, cap, sizeof *o->event);
    if (!p)
        return false;
    o->event = p;
    o->cap_event = cap;
    return true;
}

chn_out_event *chn_outcome_add(chn_outcome *o, uint32_t n_claims)
{
    chn_out_member *member = CHN_NEW(o->a, chn_out_member, n_claims);
    if (!member || (o->n_event == o->cap_event && !more_events(o)))
        return NULL;
    chn_out_event *e = &o->event[o->n_event++];
    *e = (chn_out_event){.member = member, .n_claims = n_claims};
    return e;
}

bool chn_outcome_gone(chn_outcome *o, chn_str event)
{
    uint64_t digits;
    void *p = o->gone;
    if (!chn_event_digits(event, &digits))
        return true; /* none that is there */
    if (!chn_arena_grow(o->a, &p, &o->cap_gone, o->n_gone + 1, sizeof *o->gone))
        return false;
    o->gone = p;
    o->gone[o->n_gone++] = digits;
    return true;
}

bool chn_outcome_left(chn_outcome *o, int64_t claim)
{
    void *p = o->left;
    if (!chn_arena_grow(o->a, &p, &o->cap_left, o->n_left + 1, sizeof *o->left))
        return false;
    o->left = p;
    o->left[o->n_left++] = claim;
    return true;
}

/* ---- out ---- */

static int digits_cmp(const void *pa, const void *pb)
{
    const uint64_t a = *(const uint64_t *)pa;
    const uint64_t b = *(const uint64_t *)pb;
    return (a > b) - (a < b);
}

static int claim_cmp(const void *pa, const void *pb)
{
    const int64_t a = *(const int64_t *)pa;
    const int64_t b = *(const int64_t *)pb;
    return (a > b) - (a < b);
}

static chn_code run_with(chn_store *s, int which, chn_str text, int64_t number,
                         chn_err *err)
{
    sqlite3_stmt *st = chn_store_stmt(s, which, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    if (text.n)
        chn_bind_str(&b, text);
    else
        chn_bind_int(&b, number);
    return chn_bind_run(&b, writing, err);
}

/* A claim is in one event only, and an id may pass from one event to another,
 * so all go before any comes. Keys of an event are found by its claims, so
 * these go last. */
static chn_code take_out(chn_store *s, chn_outcome *o, chn_err *err)
{
    chn_code code = CHN_OK;
    if (o->n_gone > 1)
        qsort(o->gone, o->n_gone, sizeof *o->gone, digits_cmp);
    if (o->n_left > 1)
        qsort(o->left, o->n_left, sizeof *o->left, claim_cmp);
    for (uint32_t i = 0; i < o->n_gone && code == CHN_OK; i++) {
        char id[18];
        if (i && o->gone[i] == o->gone[i - 1])
            continue;
        chn_event_name(o->gone[i], id);
        code = run_with(s, ST_STALE_PUT, chn_str_of(id), 0, err);
        if (code == CHN_OK)
            code = run_with(s, ST_EVENT_DEL, chn_str_of(id), 0, err);
    }
    if (code == CHN_OK)
        code = chn_store_unindex(s, err);
    const chn_str none = chn_str_n("", 0);
    for (uint32_t i = 0; i < o->n_left && code == CHN_OK; i++)
        code = run_with(s, ST_EVENT_CLAIM_DEL, none, o->left[i], err);
    return code;
}

/* ---- in ---- */

static void bind_seq(chn_bind *b, int64_t seq)
{
    if (seq)
        chn_bind_int(b, seq);
    else
        chn_bind_null(b);
}

static bool speaks_alone(const chn_out_event *e)
{
    return e->sides == e->best && e->act == e->best && e->date == e->best &&
           (e->place == e->best || e->place == 0) &&
           (e->occasion == e->best || e->occasion == 0);
}

static chn_code put_event(chn_store *s, const chn_out_event *e, chn_err *err)
{
    sqlite3_stmt *st = chn_store_stmt(
        s, speaks_alone(e) ? ST_EVENT_PUT_ONE : ST_EVENT_PUT, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_z(&b, e->id);
    chn_bind_day(&b, e->first_reported);
    chn_bind_z(&b, chn_name_status(e->status));
    chn_bind_str(&b, e->origins);
    chn_bind_int(&b, e->n_claims);
    chn_bind_int(&b, e->n_reports);
    chn_bind_int(&b, e->n_origins);
    chn_bind_str(&b, e->history);
    chn_bind_str(&b, e->disagree);
    bind_seq(&b, e->best);
    bind_seq(&b, e->sides);
    bind_seq(&b, e->act);
    bind_seq(&b, e->date);
    bind_seq(&b, e->place);
    bind_seq(&b, e->occasion);
    chn_bind_str(&b, e->dyad);
    return chn_bind_run(&b, writing, err);
}

/* What the trigger of a new event does, for all of them: one by one it takes
 * a third as long as the event. */
static chn_code note_events(chn_store *s, const chn_outcome *o, chn_err *err)
{
    chn_many m = chn_many_of(s, ST_EVENT_NEW_PUT, ST_EVENT_NEW_MANY, o->n_event,
                             writing, err);
    for (uint32_t i = 0; i < o->n_event; i++) {
        chn_bind *b = chn_many_row(&m);
        if (!b)
            break;
        bind_seq(b, o->event[i].best);
    }
    return chn_many_end(&m);
}

static chn_code put_events(chn_store *s, const chn_outcome *o, chn_err *err)
{
    const int off =
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    chn_code code =
        off == SQLITE_OK ? CHN_OK : chn_store_sql_fail(s, off, writing, err);
    for (uint32_t i = 0; i < o->n_event && code == CHN_OK; i++)
        code = put_event(s, &o->event[i], err);
    if (code == CHN_OK)
        code = note_events(s, o, err);
    (void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
    return code;
}

static void bind_member(chn_bind *b, const chn_out_event *e,
                        const chn_out_member *y)
{
    chn_bind_int(b, y->claim);
    chn_bind_z(b, e->id);
    bind_seq(b, y->with);
    chn_bind_z(b, chn_merge_rule_name((chn_merge_rule)y->rule));
    for (size_t k = 0; k < sizeof y->points / sizeof *y->points; k++)
        chn_bind_int(b, y->points[k]);
    bind_seq(b, y->miss);
    chn_bind_z(b, chn_merge_gate_name((chn_merge_gate)y->miss_gate));
    if (y->miss)
        chn_bind_int(b, y->miss_score);
}

static int event_cmp(const void *pa, const void *pb)
{
    const chn_out_event *a = pa;
    const chn_out_event *b = pb;
    return (a->best > b->best) - (a->best < b->best);
}

typedef struct member_at {
    int64_t claim;
    const chn_out_event *event;
    const chn_out_member *member;
} member_at;

static int member_cmp(const void *pa, const void *pb)
{
    const member_at *a = pa;
    const member_at *b = pb;
    return (a->claim > b->claim) - (a->claim < b->claim);
}

static chn_code put_members(chn_store *s, const chn_outcome *o, chn_err *err)
{
    size_t n = 0;
    for (uint32_t i = 0; i < o->n_event; i++)
        n += o->event[i].n_claims;
    member_at *at = CHN_NEW(o->a, member_at, n);
    if (!at)
        return chn_fail_memory(err);
    n = 0;
    for (uint32_t i = 0; i < o->n_event; i++)
        for (uint32_t k = 0; k < o->event[i].n_claims; k++)
            if (!o->event[i].member[k].same)
                at[n++] = (member_at){o->event[i].member[k].claim, &o->event[i],
                                      &o->event[i].member[k]};
    if (n > 1)
        qsort(at, n, sizeof *at, member_cmp);
    chn_many m = chn_many_of(s, ST_EVENT_CLAIM_PUT, ST_EVENT_CLAIM_MANY, n,
                             writing, err);
    for (size_t i = 0; i < n; i++) {
        chn_bind *b = chn_many_row(&m);
        if (!b)
            break;
        bind_member(b, at[i].event, at[i].member);
    }
    return chn_many_end(&m);
}

static int dyad_cmp(const void *pa, const void *pb)
{
    return chn_str_cmp(*(const chn_str *)pa, *(const chn_str *)pb);
}

/* What follows from what is to be worked out again among these. */
static chn_code put_stale(chn_store *s, const chn_outcome *o, chn_err *err)
{
    chn_str *dyad = CHN_NEW(o->a, chn_str, o->n_event);
    if (!dyad)
        return chn_fail_memory(err);
    uint32_t n = 0;
    for (uint32_t i = 0; i < o->n_event; i++)
        if (o->event[i].dyad.n)
            dyad[n++] = o->event[i].dyad;
    if (n > 1)
        qsort(dyad, n, sizeof *dyad, dyad_cmp);
    chn_code code = CHN_OK;
    for (uint32_t i = 0; i < n && code == CHN_OK; i++)
        if (i == 0 || !chn_str_eq(dyad[i], dyad[i - 1]))
            code = run_with(s, ST_STALE_NAME, dyad[i], 0, err);
    return code;
}

chn_code chn_outcome_write(chn_store *s, chn_outcome *o, chn_err *err)
{
    chn_code code = take_out(s, o, err);
    if (o->n_event > 1)
        qsort(o->event, o->n_event, sizeof *o->event, event_cmp);
    if (code == CHN_OK)
        code = put_events(s, o, err);
    if (code == CHN_OK)
        code = put_members(s, o, err);
    return code == CHN_OK ? put_stale(s, o, err) : code;
}
