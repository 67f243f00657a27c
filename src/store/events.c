/* SPDX-License-Identifier: Apache-2.0 */
/*
 * At commit: the tellings around those that the batch brought are read and
 * merged, and the events that changed are written. What is read is wide enough
 * that the events after many batches are those of one big batch;
 * chn_merge_events says how wide that is.
 */
#include <stdlib.h>

#include "print/names.h"
#include "shard/told.h"
#include "store/fresh.h"
#include "store/outcome.h"

static const char merging[] = "merging claims into events";
#define MERGE_MAX ((size_t)8 * 1024 * 1024 * 1024)
#define JSON_MAX ((size_t)64 * 1024 * 1024)

/* A claim as it was loaded, beside its summary. */
typedef struct loaded {
    int64_t seq;
    int64_t with;  /* within the report: seq, or 0 */
    chn_str event; /* where it was before this batch; empty: it is new */
    int64_t old_with;
    chn_str old_rule;
    int64_t old_score;
    int64_t old_miss;
    chn_str old_miss_why;
    int64_t old_miss_score;
    bool counts, denials; /* its report may have them beside it */
} loaded;

/* Days of a block whose events are known when all is read. */
typedef struct core {
    chn_str block;
    int64_t from, to;
    uint32_t touched, n_touched; /* of the store's list, sorted */
} core;

/* Claims of the batch by block, then by number. */
typedef struct fresh_at {
    chn_str block;
    uint32_t at; /* in the store's list */
} fresh_at;

/* Blocks at a time: what one claim of a block can meet is in it, so that the
 * memory of one part can be given back before the next. */
typedef struct merge {
    chn_store *s;
    chn_arena *a;
    uint32_t touched, to_touched; /* of the store's list, sorted */
    const fresh_at *fresh;        /* [n_fresh] */
    uint32_t n_fresh;
    chn_outcome *out;
    chn_merge_claim *c;
    loaded *l;
    uint32_t n, cap_c, cap_l;
    core *core; /* [n_core], by block and day; they do not overlap */
    uint32_t n_core;
    chn_merge_options o;
    chn_store_verdict *said; /* [n_said] */
    uint32_t n_said;
    int64_t *want; /* [n_want] claims to be read */
    uint32_t n_want, cap_want;
    uint64_t *was; /* [n_was] events that the claims were in, sorted */
    uint32_t n_was;
    chn_err *err;
} merge;

static chn_str keep(merge *m, sqlite3_stmt *st, int col, bool *ok)
{
    const chn_str v = chn_col_str(st, col);
    const chn_str k = chn_arena_str(m->a, v.p, v.n);
    *ok = *ok && k.p;
    return k;
}

static int find_name(const char *const *names, int n, chn_str v)
{
    for (int i = 0; i < n; i++)
        if (chn_str_is(v, names[i]))
            return i;
    return 0;
}

static chn_merge_rule rule_of(chn_str v)
{
    int i = CHN_MERGE_FIRST;
    while (i < CHN_MERGE_BY_HAND &&
           !chn_str_is(v, chn_merge_rule_name((chn_merge_rule)i)))
        i++;
    return (chn_merge_rule)i;
}

/* ---- reading ---- */

static chn_code load_actors(merge *m, int64_t seq, chn_merge_claim *c)
{
    static const char *const kinds[] = {"state", "body", "person"};
    sqlite3_stmt *st = chn_store_stmt(m->s, ST_LOAD_ACTORS, m->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(m->s, st);
    chn_bind_int(&b, seq);
    chn_merge_actor *at[2] = {NULL, NULL};
    uint32_t n[2] = {0, 0};
    uint32_t cap[2] = {0, 0};
    bool ok = b.rc == SQLITE_OK;
    int row = 0;
    while (ok && (row = chn_store_step(m->s, st, merging, m->err)) > 0) {
        const int side = sqlite3_column_int(st, 0) ? 1 : 0;
        void *p = at[side];
        ok = chn_arena_grow(m->a, &p, &cap[side], n[side] + 1, sizeof **at);
        if (!ok)
            break;
        at[side] = p;
        chn_merge_actor *x = &at[side][n[side]++];
        x->country = keep(m, st, 1, &ok);
        x->id = keep(m, st, 2, &ok);
        x->rank = (chn_merge_rank)find_name(kinds, 3, chn_col_str(st, 3));
    }
    (void)sqlite3_reset(st);
    if (row < 0)
        return CHN_ERR_STORE;
    if (!ok)
        return chn_fail_memory(m->err);
    c->source = at[0];
    c->n_source = n[0];
    c->target = at[1];
    c->n_target = n[1];
    return CHN_OK;
}

static bool read_numbers(merge *m, sqlite3_stmt *st, int col,
                         const uint32_t **out, uint32_t *n, uint32_t most)
{
    const void *bytes = sqlite3_column_blob(st, col);
    const size_t size = (size_t)sqlite3_column_bytes(st, col);
    *out = NULL;
    *n = 0;
    if (!bytes)
        return true;
    const size_t many = size / 4 < most ? size / 4 : most;
    uint32_t *v = CHN_NEW(m->a, uint32_t, many);
    if (!v)
        return false;
    *n = chn_store_unpack(bytes, size, v, most);
    *out = v;
    return true;
}

/* What a claim has of its report: claims of one report are read together and
 * share it. */
static bool read_report(merge *m, sqlite3_stmt *st, chn_merge_claim *c)
{
    const chn_merge_claim *before = m->n ? &m->c[m->n - 1] : NULL;
    if (before && chn_str_eq(before->report, chn_col_str(st, 16))) {
        c->report = before->report;
        c->publisher = before->publisher;
        c->sketch = before->sketch;
        return true;
    }
    bool ok = true;
    uint32_t n = 0;
    c->report = keep(m, st, 16, &ok);
    c->publisher = keep(m, st, 27, &ok);
    ok = ok && read_numbers(m, st, 37, &c->sketch, &n, CHN_SKETCH);
    if (n < CHN_SKETCH)
        c->sketch = NULL; /* a report of before there were any */
    return ok;
}

static bool read_claim(merge *m, sqlite3_stmt *st, chn_merge_claim *c,
                       loaded *l)
{
    bool ok = true;
    *c = (chn_merge_claim){0};
    l->seq = sqlite3_column_int64(st, 0);
    c->telling = keep(m, st, 2, &ok);
    c->block = keep(m, st, 3, &ok);
    c->reach_from = c->block.n ? sqlite3_column_int(st, 4) : CHN_DAY_NONE;
    c->reach_to = c->block.n ? sqlite3_column_int(st, 5) : CHN_DAY_NONE;
    l->with = sqlite3_column_int64(st, 6);
    c->why.with = CHN_MERGE_NONE; /* set when all are read */
    c->why.rule = (uint8_t)rule_of(chn_col_str(st, 7));
    c->why.score = (int16_t)sqlite3_column_int(st, 8);
    c->why.date = (int16_t)sqlite3_column_int(st, 9);
    c->why.sides = (int16_t)sqlite3_column_int(st, 10);
    c->why.mode = (int16_t)sqlite3_column_int(st, 11);
    c->why.actors = (int16_t)sqlite3_column_int(st, 12);
    c->why.place = (int16_t)sqlite3_column_int(st, 13);
    c->why.occasion = (int16_t)sqlite3_column_int(st, 14);
    c->id = keep(m, st, 15, &ok);
    c->category = keep(m, st, 17, &ok);
    c->mode = keep(m, st, 18, &ok);
    c->symmetric = sqlite3_column_int(st, 19) != 0;
    c->status = chn_col_status(st, 20);
    c->from = chn_col_day(st, 21);
    c->to = chn_col_day(st, 22);
    c->precision = chn_col_precision(st, 23);
    c->basis = chn_col_basis(st, 24);
    c->published = chn_col_day(st, 25);
    c->origin = keep(m, st, 26, &ok);
    c->place = keep(m, st, 28, &ok);
    c->occasion = keep(m, st, 29, &ok);
    c->confidence_percent = sqlite3_column_int(st, 30);
    l->event = keep(m, st, 31, &ok);
    l->old_with = sqlite3_column_int64(st, 32);
    l->old_rule = keep(m, st, 33, &ok);
    l->old_score = sqlite3_column_int64(st, 34);
    c->manner = chn_merge_manner(keep(m, st, 35, &ok));
    ok = ok && read_numbers(m, st, 36, &c->words, &c->n_words, CHN_WORDS);
    ok = ok && read_report(m, st, c);
    l->old_miss = sqlite3_column_int64(st, 38);
    l->old_miss_why = keep(m, st, 39, &ok);
    l->old_miss_score = sqlite3_column_int64(st, 40);
    c->credits = keep(m, st, 41, &ok);
    l->counts = l->denials = sqlite3_column_int(st, 42) != 0;
    return ok;
}

static chn_code load_rows(merge *m, chn_bind *b)
{
    if (b->rc != SQLITE_OK)
        return chn_store_sql_fail(m->s, b->rc, merging, m->err);
    int row;
    while ((row = chn_store_step(m->s, b->st, merging, m->err)) > 0) {
        void *pc = m->c;
        void *pl = m->l;
        bool ok = chn_arena_grow(m->a, &pc, &m->cap_c, m->n + 1, sizeof *m->c);
        if (ok) {
            m->c = pc;
            ok = chn_arena_grow(m->a, &pl, &m->cap_l, m->n + 1, sizeof *m->l);
        }
        if (ok) {
            m->l = pl;
            m->l[m->n] = (loaded){0};
            ok = read_claim(m, b->st, &m->c[m->n], &m->l[m->n]);
        }
        if (!ok) {
            (void)sqlite3_reset(b->st);
            return chn_fail_memory(m->err);
        }
        const chn_code code = load_actors(m, m->l[m->n].seq, &m->c[m->n]);
        if (code) {
            (void)sqlite3_reset(b->st);
            return code;
        }
        m->n++;
    }
    (void)sqlite3_reset(b->st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}

static bool is_fresh(const chn_store *s, int64_t claim)
{
    return claim >= s->fresh_from && claim < s->fresh_to;
}

/* The claims that were added: all of them stand where was touched. */
static chn_code load_fresh(merge *m)
{
    const chn_store *s = m->s;
    void *pc = m->c;
    void *pl = m->l;
    if (m->n_fresh == 0)
        return CHN_OK;
    if (!chn_arena_grow(m->a, &pc, &m->cap_c, m->n + m->n_fresh,
                        sizeof *m->c) ||
        !chn_arena_grow(m->a, &pl, &m->cap_l, m->n + m->n_fresh, sizeof *m->l))
        return chn_fail_memory(m->err);
    m->c = pc;
    m->l = pl;
    const chn_str none = chn_str_n("", 0);
    chn_code code = CHN_OK;
    for (uint32_t i = 0; i < m->n_fresh && code == CHN_OK; i++) {
        loaded *l = &m->l[m->n];
        unsigned beside = 0;
        *l = (loaded){.event = none, .old_rule = none, .old_miss_why = none};
        code = chn_fresh_claim(s, m->fresh[i].at, m->a, &m->c[m->n], &l->seq,
                               &l->with, &beside, m->err);
        l->counts = (beside & CHN_BESIDE_COUNTS) != 0;
        l->denials = (beside & CHN_BESIDE_DENIALS) != 0;
        m->n += code == CHN_OK;
    }
    return code;
}

static int touched_cmp(const void *pa, const void *pb)
{
    const chn_touched *a = pa;
    const chn_touched *b = pb;
    const int d = chn_str_cmp(a->block, b->block);
    if (d)
        return d;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->lead > b->lead) - (a->lead < b->lead);
}

/* Days on which a telling can meet others. */
typedef struct reach {
    chn_day from, to;
    int64_t claim; /* to be read; 0: the batch touched there */
} reach;

static int reach_cmp(const void *pa, const void *pb)
{
    const reach *a = pa;
    const reach *b = pb;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->claim > b->claim) - (a->claim < b->claim);
}

static chn_code load_one(merge *m, int which, int64_t claim)
{
    sqlite3_stmt *st = chn_store_stmt(m->s, which, m->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(m->s, st);
    chn_bind_int(&b, claim);
    return load_rows(m, &b);
}

static chn_code add_reach(merge *m, reach **r, uint32_t *n, uint32_t *cap,
                          reach x)
{
    void *p = *r;
    if (!chn_arena_grow(m->a, &p, cap, *n + 1, sizeof **r))
        return chn_fail_memory(m->err);
    *r = p;
    (*r)[(*n)++] = x;
    return CHN_OK;
}

static chn_code want_claim(merge *m, int64_t claim)
{
    void *p = m->want;
    if (!chn_arena_grow(m->a, &p, &m->cap_want, m->n_want + 1, sizeof *m->want))
        return chn_fail_memory(m->err);
    m->want = p;
    m->want[m->n_want++] = claim;
    return CHN_OK;
}

/* All tellings of a core's block that matter to it: of those in the window
 * the ones that are joined to what the batch touched, each meeting the next.
 * Where days pass on which none can meet, merging begins anew
 * (chn_merge_events). */
static chn_code load_window(merge *m, const core *k)
{
    reach *r = NULL;
    uint32_t n = 0;
    uint32_t cap = 0;
    chn_code code = CHN_OK;
    for (uint32_t i = 0; i < k->n_touched && code == CHN_OK; i++) {
        const chn_touched *t = &m->s->touched[k->touched + i];
        code = add_reach(m, &r, &n, &cap, (reach){t->from, t->to, 0});
    }
    sqlite3_stmt *st = chn_store_stmt(m->s, ST_REACHES, m->err);
    if (code || !st)
        return code ? code : CHN_ERR_STORE;
    chn_bind b = chn_bind_to(m->s, st);
    chn_bind_str(&b, k->block);
    chn_bind_int(&b, k->from - CHN_MERGE_MARGIN(m->o.window));
    chn_bind_int(&b, k->to + CHN_MERGE_MARGIN(m->o.window));
    chn_bind_int(&b, CHN_MERGE_WIDE); /* no reach is longer */
    chn_bind_int(&b, m->s->fresh_from);
    chn_bind_int(&b, m->s->fresh_to);
    while (chn_store_row(m->s, st, merging, &code, m->err))
        code = add_reach(m, &r, &n, &cap,
                         (reach){sqlite3_column_int(st, 1),
                                 sqlite3_column_int(st, 2),
                                 sqlite3_column_int64(st, 0)});
    (void)sqlite3_reset(st);
    if (code == CHN_OK && n > 1)
        qsort(r, n, sizeof *r, reach_cmp);
    for (uint32_t i = 0; i < n && code == CHN_OK;) {
        int64_t end = r[i].to;
        bool touched = false;
        uint32_t to = i;
        for (; to < n && r[to].from <= end + m->o.window; to++) {
            end = r[to].to > end ? r[to].to : end;
            touched = touched || r[to].claim == 0;
        }
        for (; i < to && code == CHN_OK; i++)
            if (touched && r[i].claim)
                code = want_claim(m, r[i].claim);
        i = to;
    }
    return code;
}

static int int_cmp(const void *pa, const void *pb)
{
    const int64_t a = *(const int64_t *)pa;
    const int64_t b = *(const int64_t *)pb;
    return (a > b) - (a < b);
}

/* In the order of the tables, whose pages are then read once, and with room
 * for all of them made at once. */
static chn_code load_wanted(merge *m)
{
    const uint32_t n = m->n + m->n_want + m->n_fresh;
    void *pc = m->c;
    void *pl = m->l;
    if (!chn_arena_grow(m->a, &pc, &m->cap_c, n, sizeof *m->c) ||
        !chn_arena_grow(m->a, &pl, &m->cap_l, n, sizeof *m->l))
        return chn_fail_memory(m->err);
    m->c = pc;
    m->l = pl;
    if (m->n_want > 1)
        qsort(m->want, m->n_want, sizeof *m->want, int_cmp);
    chn_code code = CHN_OK;
    for (uint32_t i = 0; i < m->n_want && code == CHN_OK; i++)
        code = load_one(m, ST_LOAD_CLAIM, m->want[i]);
    return code;
}

typedef struct seq_at {
    int64_t seq;
    uint32_t at;
} seq_at;

static int seq_cmp(const void *pa, const void *pb)
{
    const seq_at *a = pa;
    const seq_at *b = pb;
    return (a->seq > b->seq) - (a->seq < b->seq);
}

/* Where one of two claims that people spoke of is merged anew, so is the
 * other; as long as that adds anything. */
static chn_code touch_said(merge *m)
{
    bool *done = CHN_NEW(m->a, bool, m->n_said);
    if (!done)
        return chn_fail_memory(m->err);
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < m->n_said; i++) {
            bool near = false;
            if (done[i])
                continue;
            const chn_code code =
                chn_store_near(m->s, &m->said[i], m->o.window, &near, m->err);
            if (code)
                return code;
            if (!near)
                continue;
            done[i] = more = true;
            chn_code rc = chn_store_touch_claim(m->s, m->said[i].a, m->err);
            if (rc == CHN_OK)
                rc = chn_store_touch_claim(m->s, m->said[i].b, m->err);
            if (rc)
                return rc;
        }
    }
    return CHN_OK;
}

/* The words of people, by index; those whose claims were not read are about
 * events that do not change now. */
static chn_code apply_said(merge *m, chn_merge_result *r)
{
    if (m->n_said == 0)
        return CHN_OK;
    seq_at *by = CHN_NEW(m->a, seq_at, m->n);
    chn_merge_verdict *v = CHN_NEW(m->a, chn_merge_verdict, m->n_said);
    if (!by || !v)
        return chn_fail_memory(m->err);
    for (uint32_t i = 0; i < m->n; i++)
        by[i] = (seq_at){m->l[i].seq, i};
    qsort(by, m->n, sizeof *by, seq_cmp);
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_said; i++) {
        const chn_store_verdict *x = &m->said[i];
        const seq_at want[2] = {{x->a, 0}, {x->b, 0}};
        const seq_at *hit[2];
        for (int k = 0; k < 2; k++)
            hit[k] = bsearch(&want[k], by, m->n, sizeof *by, seq_cmp);
        if (hit[0] && hit[1])
            v[n++] = (chn_merge_verdict){hit[0]->at, hit[1]->at, x->merge,
                                         (uint32_t)x->act, false};
    }
    return chn_merge_apply(m->a, m->c, m->n, v, n, r, m->err);
}

static chn_code load(merge *m)
{
    const chn_store *s = m->s;
    core *at = CHN_NEW(m->a, core, m->to_touched - m->touched);
    if (!at)
        return chn_fail_memory(m->err);
    m->core = at;
    for (uint32_t i = m->touched; i < m->to_touched; i++) {
        const chn_touched *t = &s->touched[i];
        if (t->block.n == 0) {
            if (i > m->touched && s->touched[i - 1].block.n == 0 &&
                s->touched[i - 1].lead == t->lead)
                continue; /* touched twice */
            if (is_fresh(s, t->lead))
                continue;
            const chn_code code = load_one(m, ST_LOAD_TELLING, t->lead);
            if (code)
                return code;
            continue;
        }
        const int64_t from = (int64_t)t->from - CHN_MERGE_CORE(m->o.window);
        const int64_t to = (int64_t)t->to + CHN_MERGE_CORE(m->o.window);
        core *last = m->n_core ? &at[m->n_core - 1] : NULL;
        /* windows that touch are read as one, so that no telling is read
         * twice */
        if (last && chn_str_eq(last->block, t->block) &&
            from - CHN_MERGE_MARGIN(m->o.window) - CHN_MERGE_WIDE <=
                last->to + CHN_MERGE_MARGIN(m->o.window)) {
            if (to > last->to)
                last->to = to;
            last->n_touched++;
        } else {
            at[m->n_core++] = (core){t->block, from, to, i, 1};
        }
    }
    for (uint32_t i = 0; i < m->n_core; i++) {
        const chn_code code = load_window(m, &m->core[i]);
        if (code)
            return code;
    }
    const chn_code code = load_wanted(m);
    return code ? code : load_fresh(m);
}

/* Does an event, or a part of one, stand where all that matters to it was
 * read? */
static bool part_in_core(const merge *m, const chn_merge_part *p)
{
    const chn_str block = m->c[p->claim].block;
    if (block.n == 0)
        return true;
    uint32_t lo = 0;
    uint32_t hi = m->n_core;
    while (lo < hi) { /* the last core that begins at or before it */
        const uint32_t mid = lo + (hi - lo) / 2;
        const int d = chn_str_cmp(m->core[mid].block, block);
        if (d < 0 || (d == 0 && m->core[mid].from <= p->from))
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == 0)
        return false;
    const core *k = &m->core[lo - 1];
    return chn_str_eq(k->block, block) && p->from >= k->from && p->to <= k->to;
}

static bool in_core(const merge *m, const chn_merge_event *e)
{
    for (uint32_t i = 0; i < e->n_part; i++)
        if (!part_in_core(m, &e->part[i]))
            return false;
    return true;
}

/* `with` of the reasons within reports, from numbers of rows to indices. */
static chn_code link_reasons(merge *m)
{
    seq_at *by = CHN_NEW(m->a, seq_at, m->n);
    if (!by)
        return chn_fail_memory(m->err);
    for (uint32_t i = 0; i < m->n; i++)
        by[i] = (seq_at){m->l[i].seq, i};
    if (m->n > 1)
        qsort(by, m->n, sizeof *by, seq_cmp);
    for (uint32_t i = 0; i < m->n; i++) {
        const seq_at want = {m->l[i].with, 0};
        const seq_at *hit = want.seq && m->n
                                ? bsearch(&want, by, m->n, sizeof *by, seq_cmp)
                                : NULL;
        if (hit)
            m->c[i].why.with = hit->at;
    }
    return CHN_OK;
}

/* ---- writing ---- */

static int64_t seq_of(const merge *m, uint32_t i)
{
    return i == CHN_MERGE_NONE ? 0 : m->l[i].seq;
}

static int digits_cmp(const void *pa, const void *pb)
{
    const uint64_t a = *(const uint64_t *)pa;
    const uint64_t b = *(const uint64_t *)pb;
    return (a > b) - (a < b);
}

/* The events that the claims were in. */
static chn_code list_events(merge *m)
{
    m->was = CHN_NEW(m->a, uint64_t, m->n);
    if (!m->was)
        return chn_fail_memory(m->err);
    for (uint32_t i = 0; i < m->n; i++)
        m->n_was += chn_event_digits(m->l[i].event, &m->was[m->n_was]);
    if (m->n_was > 1)
        qsort(m->was, m->n_was, sizeof *m->was, digits_cmp);
    return CHN_OK;
}

/* How many claims were in it. All of them were read, if what is known of an
 * event is known here at all. */
static uint32_t were_in(const merge *m, uint64_t event)
{
    uint32_t lo = 0;
    uint32_t hi = m->n_was;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (m->was[mid] < event)
            lo = mid + 1;
        else
            hi = mid;
    }
    uint32_t n = 0;
    while (lo + n < m->n_was && m->was[lo + n] == event)
        n++;
    return n;
}

/* Is the claim in the event, and for the same reason as the tables say? What a
 * score is made of depends on the two claims. */
static bool stays(const merge *m, const chn_merge_event *e, uint32_t i)
{
    const loaded *l = &m->l[e->member[i]];
    const chn_merge_why *y = &e->why[i];
    return chn_str_is(l->event, e->id) && l->old_with == seq_of(m, y->with) &&
           l->old_score == y->score &&
           rule_of(l->old_rule) == (chn_merge_rule)y->rule &&
           l->old_miss == seq_of(m, y->miss) &&
           chn_str_is(l->old_miss_why,
                      chn_merge_gate_name((chn_merge_gate)y->miss_gate)) &&
           (y->miss == CHN_MERGE_NONE || l->old_miss_score == y->miss_score);
}

/* Is the event in the tables as it stands? Its fields depend on its members
 * alone, so it is enough to compare these and their reasons. */
static bool unchanged(const merge *m, const chn_merge_event *e)
{
    for (uint32_t i = 0; i < e->n_member; i++)
        if (!stays(m, e, i))
            return false;
    uint64_t id = 0;
    return chn_event_digits(chn_str_of(e->id), &id) &&
           were_in(m, id) == e->n_member;
}

/* "KCNA, Kremlin" */
static chn_code put_origins(merge *m, const chn_merge_event *e, chn_buf *b)
{
    const chn_str *name;
    uint32_t n;
    const chn_code code = chn_told_origins(m->a, m->c, e, &name, &n, m->err);
    for (uint32_t i = 0; code == CHN_OK && i < n; i++) {
        if (i)
            chn_buf_z(b, ", ");
        chn_buf_str(b, name[i]);
    }
    return code;
}

/* A month that holds the agreed day tells less, not something else. */
static bool contradicts(const merge *m, const chn_merge_event *e,
                        chn_merge_field field, uint32_t claim)
{
    const chn_merge_claim *x = &m->c[claim];
    if (field == CHN_MERGE_DATE) {
        const chn_merge_claim *d = &m->c[e->date];
        return !((x->from <= d->from && x->to >= d->to) ||
                 (d->from <= x->from && d->to >= x->to));
    }
    if (field == CHN_MERGE_STATUS)
        return (x->status == CHN_STATUS_DENIED) !=
               (e->status == CHN_STATUS_DENIED);
    if (field == CHN_MERGE_MODE) /* a greeting is told as a message too */
        return !chn_str_eq(x->mode, m->c[e->act].mode);
    return true;
}

static void put_value(const merge *m, chn_merge_field field, uint32_t claim,
                      chn_buf *b)
{
    const chn_merge_claim *c = &m->c[claim];
    char from[11];
    char to[11];
    switch (field) {
    case CHN_MERGE_DATE:
        chn_day_format(c->from, from);
        chn_day_format(c->to, to);
        chn_buf_fmt(b, c->from == c->to ? "\"%s\"" : "\"%s/%s\"", from, to);
        break;
    case CHN_MERGE_STATUS:
        chn_buf_json(b, chn_str_of(chn_name_status(c->status)));
        break;
    case CHN_MERGE_MODE:
        chn_buf_char(b, '"');
        chn_buf_str(b, c->category);
        chn_buf_char(b, '/');
        chn_buf_str(b, c->mode);
        chn_buf_char(b, '"');
        break;
    case CHN_MERGE_PLACE:
        chn_buf_json(b, c->place);
        break;
    case CHN_MERGE_OCCASION:
        chn_buf_json(b, c->occasion);
        break;
    case CHN_MERGE_SIDES: /* Kim for North Korea is no contradiction */
        break;
    }
}

static chn_code put_field(merge *m, const chn_merge_event *e,
                          chn_merge_field field, const char *name, chn_buf *b)
{
    chn_merge_value *v;
    uint32_t n;
    const chn_code code =
        chn_merge_values(m->a, m->c, e, field, &v, &n, m->err);
    if (code)
        return code;
    bool open = false;
    for (uint32_t i = 1; i < n; i++)
        open = open || contradicts(m, e, field, v[i].claim[0]);
    if (!open)
        return CHN_OK;
    chn_buf_z(b, b->n ? "," : "[");
    chn_buf_fmt(b, "{\"field\":\"%s\",\"values\":[", name);
    bool first = true;
    for (uint32_t i = 0; i < n; i++) {
        if (i && !contradicts(m, e, field, v[i].claim[0]))
            continue;
        chn_buf_z(b, first ? "{\"value\":" : ",{\"value\":");
        first = false;
        put_value(m, field, v[i].claim[0], b);
        chn_buf_z(b, ",\"claims\":[");
        for (uint32_t k = 0; k < v[i].n; k++) {
            if (k)
                chn_buf_char(b, ',');
            chn_buf_json(b, m->c[v[i].claim[k]].id);
        }
        chn_buf_z(b, "]}");
    }
    chn_buf_z(b, "]}");
    return CHN_OK;
}

/* ---- who: other persons of one country ---- */

static bool names_person(const chn_merge_actor *x, uint32_t n, chn_str country,
                         chn_str id, bool *any)
{
    bool same = false;
    for (uint32_t i = 0; i < n; i++) {
        if (x[i].rank != CHN_MERGE_RANK_PERSON ||
            !chn_str_eq(x[i].country, country))
            continue;
        *any = true;
        same = same || chn_str_eq(x[i].id, id);
    }
    return same;
}

/* Do both claims name persons of a country, and no one in common? Only hands
 * put such claims together. */
static bool other_persons(const chn_merge_claim *a, const chn_merge_claim *b)
{
    for (uint32_t i = 0; i < a->n_source + a->n_target; i++) {
        const chn_merge_actor *x =
            i < a->n_source ? &a->source[i] : &a->target[i - a->n_source];
        bool any = false;
        if (x->rank != CHN_MERGE_RANK_PERSON)
            continue;
        bool same =
            names_person(b->source, b->n_source, x->country, x->id, &any);
        same = names_person(b->target, b->n_target, x->country, x->id, &any) ||
               same;
        if (any && !same)
            return true;
    }
    return false;
}

static void put_persons_of(const chn_merge_claim *c, chn_buf *b)
{
    bool first = true;
    for (uint32_t i = 0; i < c->n_source + c->n_target; i++) {
        const chn_merge_actor *x =
            i < c->n_source ? &c->source[i] : &c->target[i - c->n_source];
        if (x->rank != CHN_MERGE_RANK_PERSON)
            continue;
        if (!first)
            chn_buf_z(b, ", ");
        first = false;
        chn_buf_str(b, x->id);
    }
}

static void open_field(chn_buf *b, const char *name, chn_str more)
{
    chn_buf_z(b, b->n ? ",{\"field\":" : "[{\"field\":");
    chn_buf_char(b, '"');
    chn_buf_z(b, name); /* plain words */
    chn_buf_str(b, more);
    chn_buf_z(b, "\",\"values\":[");
}

static void put_persons(const merge *m, const chn_merge_event *e, chn_buf *b)
{
    const chn_merge_claim *best = &m->c[e->sides];
    bool any = false;
    for (uint32_t i = 0; i < e->n_member; i++)
        any = any || other_persons(best, &m->c[e->member[i]]);
    if (!any)
        return;
    open_field(b, "persons", chn_str_n("", 0));
    for (uint32_t i = 0; i <= e->n_member; i++) {
        const chn_merge_claim *c = i ? &m->c[e->member[i - 1]] : best;
        if (i && !other_persons(best, c))
            continue;
        chn_buf_z(b, i ? ",{\"value\":\"" : "{\"value\":\"");
        put_persons_of(c, b);
        chn_buf_z(b, "\",\"claims\":[");
        chn_buf_json(b, c->id);
        chn_buf_z(b, "]}");
    }
    chn_buf_z(b, "]}");
}

/* ---- how many, and when it began ---- */

typedef struct count {
    chn_str key; /* "count missile" */
    chn_str report, claim, text;
    int64_t low, high;
    bool began, differs;
} count;

static int count_cmp(const void *pa, const void *pb)
{
    const count *a = pa;
    const count *b = pb;
    int d = chn_str_cmp(a->key, b->key);
    if (d == 0)
        d = chn_str_cmp(a->report, b->report);
    if (d)
        return d;
    if (a->low != b->low)
        return a->low < b->low ? -1 : 1;
    if (a->high != b->high)
        return a->high < b->high ? -1 : 1;
    d = chn_str_cmp(a->claim, b->claim);
    return d ? d : chn_str_cmp(a->text, b->text);
}

/* What the reports of an event tell beside it, sorted, each value once a
 * report. */
static chn_code load_counts(merge *m, const chn_merge_event *e, count **out,
                            uint32_t *n)
{
    uint32_t cap = 0;
    *out = NULL;
    *n = 0;
    for (uint32_t i = 0; i < e->n_member; i++) {
        if (!m->l[e->member[i]].counts)
            continue;
        sqlite3_stmt *st = chn_store_stmt(m->s, ST_COUNTS, m->err);
        if (!st)
            return CHN_ERR_STORE;
        chn_bind b = chn_bind_to(m->s, st);
        chn_bind_int(&b, seq_of(m, e->member[i]));
        int row;
        bool ok = true;
        while (ok && (row = chn_store_step(m->s, st, merging, m->err)) > 0) {
            void *p = *out;
            ok = chn_arena_grow(m->a, &p, &cap, *n + 1, sizeof **out);
            if (!ok)
                break;
            *out = p;
            const chn_str noun = chn_col_str(st, 1);
            const bool began = chn_str_is(chn_col_str(st, 0), "began");
            char *key = CHN_NEW(m->a, char, noun.n + 2);
            ok = key != NULL;
            if (!ok)
                break;
            key[0] = began ? 'b' : 'c';
            memcpy(key + 1, noun.p, noun.n);
            (*out)[(*n)++] = (count){.key = chn_str_n(key, noun.n + 1),
                                     .report = m->c[e->member[i]].report,
                                     .claim = m->c[e->member[i]].id,
                                     .low = sqlite3_column_int64(st, 2),
                                     .high = sqlite3_column_int64(st, 3),
                                     .text = keep(m, st, 4, &ok),
                                     .began = began};
        }
        (void)sqlite3_reset(st);
        if (!ok)
            return chn_fail_memory(m->err);
        if (row < 0)
            return CHN_ERR_STORE;
    }
    if (*n > 1)
        qsort(*out, *n, sizeof **out, count_cmp);
    uint32_t k = 0;
    for (uint32_t i = 0; i < *n; i++) {
        const count *x = &(*out)[i];
        const count *y = k ? &(*out)[k - 1] : NULL;
        if (!y || !chn_str_eq(x->key, y->key) ||
            !chn_str_eq(x->report, y->report) || x->low != y->low ||
            x->high != y->high)
            (*out)[k++] = *x;
    }
    *n = k;
    return CHN_OK;
}

static bool can_both_be(const count *x, const count *y)
{
    const int64_t low = x->low > y->low ? x->low : y->low;
    const int64_t xh = x->high < 0 ? INT64_MAX : x->high;
    const int64_t yh = y->high < 0 ? INT64_MAX : y->high;
    return low <= (xh < yh ? xh : yh);
}

static void put_count_value(const count *x, chn_buf *b)
{
    if (x->began) {
        char day[11];
        chn_day_format((chn_day)x->low, day);
        chn_buf_z(b, day);
    } else if (x->high < 0) {
        chn_buf_z(b, "at least ");
        chn_buf_int(b, x->low);
    } else if (x->low < 0) {
        chn_buf_z(b, "up to ");
        chn_buf_int(b, x->high);
    } else if (x->low != x->high) {
        chn_buf_z(b, "about ");
        chn_buf_int(b, x->low + (x->high - x->low) / 2);
    } else {
        chn_buf_int(b, x->low);
    }
}

static bool tells_count(const count *c, uint32_t n, chn_str report,
                        const count *x)
{
    for (uint32_t i = 0; i < n; i++)
        if (chn_str_eq(c[i].report, report) && c[i].low == x->low &&
            c[i].high == x->high)
            return true;
    return false;
}

/* One noun, c[0..n). Two reports disagree where each tells a number that the
 * other does not: "82" and "82, and 21 last year" do not. */
#define COUNTS_MAX 48u
static void put_noun(count *c, uint32_t n, chn_buf *b)
{
    bool vague = true;
    bool any = false;
    if (n > COUNTS_MAX)
        n = COUNTS_MAX;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k < n; k++)
            if (!chn_str_eq(c[i].report, c[k].report) &&
                !tells_count(c, n, c[k].report, &c[i]) &&
                !tells_count(c, n, c[i].report, &c[k])) {
                c[i].differs = c[k].differs = any = true;
                vague = vague && can_both_be(&c[i], &c[k]);
            }
    if (!any)
        return;
    open_field(b, c->began ? "begin of " : "number of ",
               chn_str_n(c->key.p + 1, c->key.n - 1));
    bool first = true;
    for (uint32_t i = 0; i < n; i++) {
        bool done = !c[i].differs;
        for (uint32_t k = 0; k < i && !done; k++)
            done =
                c[k].differs && c[k].low == c[i].low && c[k].high == c[i].high;
        if (done)
            continue;
        chn_buf_z(b, first ? "{\"value\":\"" : ",{\"value\":\"");
        first = false;
        put_count_value(&c[i], b);
        chn_buf_fmt(b, "\",\"vague\":%s,\"claims\":[",
                    vague ? "true" : "false");
        bool begun = false;
        for (uint32_t k = i; k < n; k++) {
            if (!c[k].differs || c[k].low != c[i].low || c[k].high != c[i].high)
                continue;
            if (begun)
                chn_buf_char(b, ',');
            begun = true;
            chn_buf_json(b, c[k].claim);
        }
        chn_buf_z(b, "],\"words\":");
        chn_buf_json(b, c[i].text);
        chn_buf_char(b, '}');
    }
    chn_buf_z(b, "]}");
}

static chn_code put_counts(merge *m, const chn_merge_event *e, chn_buf *b)
{
    count *c;
    uint32_t n;
    const chn_code code = load_counts(m, e, &c, &n);
    if (code)
        return code;
    for (uint32_t i = 0; i < n;) {
        uint32_t k = i;
        while (k < n && chn_str_eq(c[k].key, c[i].key))
            k++;
        put_noun(c + i, k - i, b);
        i = k;
    }
    return CHN_OK;
}

/* ---- whether it happened, by a sentence that no claim was read from ---- */

static bool forceful(const chn_merge_claim *c)
{
    return chn_str_is(c->category, "ASSAULT") ||
           chn_str_is(c->category, "MOBILIZE");
}

/* "Russi" of "the Russian forces" stands among the capitalised words of the
 * sentence that denies? */
static bool is_denier(chn_str words, chn_str actor)
{
    while (actor.n) {
        chn_str word;
        if (!chn_str_next(&actor, ' ', &word))
            break;
        if (word.n < 4 || word.p[0] < 'A' || word.p[0] > 'Z')
            continue;
        const chn_str stem = chn_str_n(word.p, word.n < 5 ? word.n : 5);
        chn_str rest = words;
        chn_str one;
        while (chn_str_next(&rest, ' ', &one))
            if (chn_str_eq(one, stem))
                return true;
    }
    return false;
}

static chn_code put_denials(merge *m, const chn_merge_event *e, chn_buf *b)
{
    bool open = false;
    if (!forceful(&m->c[e->act]) || e->status != CHN_STATUS_OCCURRED)
        return CHN_OK;
    for (uint32_t i = 0; i < e->n_member; i++) {
        const chn_str claim = m->c[e->member[i]].id;
        if (!m->l[e->member[i]].denials)
            continue;
        sqlite3_stmt *st = chn_store_stmt(m->s, ST_DENIALS, m->err);
        if (!st)
            return CHN_ERR_STORE;
        chn_bind bind = chn_bind_to(m->s, st);
        chn_bind_int(&bind, seq_of(m, e->member[i]));
        int row;
        int64_t done = -1;
        while ((row = chn_store_step(m->s, st, merging, m->err)) > 0) {
            const int64_t sentence = sqlite3_column_int64(st, 0);
            if (sentence == done ||
                !is_denier(chn_col_str(st, 2), chn_col_str(st, 3)))
                continue;
            done = sentence;
            if (!open) {
                open_field(b, "denial", chn_str_n("", 0));
                chn_buf_z(b, "{\"value\":\"occurred\",\"claims\":[");
                for (uint32_t k = 0; k < e->n_member; k++) {
                    if (k)
                        chn_buf_char(b, ',');
                    chn_buf_json(b, m->c[e->member[k]].id);
                }
                chn_buf_z(b, "]}");
            }
            open = true;
            chn_buf_z(b, ",{\"value\":\"denied\",\"claims\":[");
            chn_buf_json(b, claim);
            chn_buf_z(b, "],\"words\":");
            chn_buf_json(b, chn_col_str(st, 1));
            chn_buf_fmt(b, ",\"sentence\":%d}", (int)sentence);
        }
        (void)sqlite3_reset(st);
        if (row < 0)
            return CHN_ERR_STORE;
    }
    if (open)
        chn_buf_z(b, "]}");
    return CHN_OK;
}

static chn_code put_disagree(merge *m, const chn_merge_event *e, chn_buf *b)
{
    static const struct {
        chn_merge_field field;
        const char *name;
    } fields[] = {{CHN_MERGE_DATE, "date"},
                  {CHN_MERGE_STATUS, "status"},
                  {CHN_MERGE_MODE, "mode"},
                  {CHN_MERGE_PLACE, "place"},
                  {CHN_MERGE_OCCASION, "occasion"}};
    for (size_t i = 0; e->n_member > 1 && i < sizeof fields / sizeof *fields;
         i++) {
        const chn_code code =
            put_field(m, e, fields[i].field, fields[i].name, b);
        if (code)
            return code;
    }
    chn_code code = CHN_OK;
    if (e->n_member > 1)
        put_persons(m, e, b);
    if (e->n_reports > 1)
        code = put_counts(m, e, b);
    if (code == CHN_OK)
        code = put_denials(m, e, b);
    if (code)
        return code;
    if (b->n)
        chn_buf_char(b, ']');
    return CHN_OK;
}

static int str_cmp(const void *pa, const void *pb)
{
    return chn_str_cmp(*(const chn_str *)pa, *(const chn_str *)pb);
}

/* "PRK,RUS": the countries of the parties, each once. */
static chn_code put_dyad(merge *m, const chn_merge_event *e, chn_buf *b)
{
    const chn_merge_claim *c = &m->c[e->sides];
    chn_str *v = CHN_NEW(m->a, chn_str, c->n_source + c->n_target);
    if (!v)
        return chn_fail_memory(m->err);
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_source + c->n_target; i++) {
        const chn_merge_actor *x =
            i < c->n_source ? &c->source[i] : &c->target[i - c->n_source];
        if (x->country.n)
            v[n++] = x->country;
    }
    if (n > 1)
        qsort(v, n, sizeof *v, str_cmp);
    for (uint32_t i = 0; i < n; i++) {
        if (i && chn_str_eq(v[i], v[i - 1]))
            continue;
        if (b->n)
            chn_buf_char(b, ',');
        chn_buf_str(b, v[i]);
    }
    return CHN_OK;
}

static void out_member(const merge *m, uint32_t i, const chn_merge_why *y,
                       chn_out_member *to)
{
    *to =
        (chn_out_member){.claim = seq_of(m, i),
                         .with = seq_of(m, y->with),
                         .miss = seq_of(m, y->miss),
                         .points = {y->score, y->date, y->sides, y->mode,
                                    y->actors, y->place, y->occasion, y->text},
                         .miss_score = y->miss_score,
                         .rule = y->rule,
                         .miss_gate = y->miss_gate};
}

/* Into the outcome, which outlives what was read for it. */
static chn_code out_event(merge *m, const chn_merge_event *e)
{
    chn_buf text[4];
    for (int i = 0; i < 4; i++)
        chn_buf_init(&text[i], JSON_MAX);
    chn_code code = put_origins(m, e, &text[0]);
    chn_told_history(m->c, e, &text[1]);
    if (code == CHN_OK)
        code = put_disagree(m, e, &text[2]);
    if (code == CHN_OK)
        code = put_dyad(m, e, &text[3]);
    chn_out_event *x =
        code == CHN_OK ? chn_outcome_add(m->out, e->n_member) : NULL;
    chn_str word[4];
    bool ok = x != NULL;
    for (int i = 0; i < 4 && ok; i++) {
        word[i] = text[i].n ? chn_arena_str(m->out->a, text[i].p, text[i].n)
                            : chn_str_n("", 0);
        ok = !text[i].failed && word[i].p;
    }
    for (int i = 0; i < 4; i++)
        chn_buf_free(&text[i]);
    if (!ok)
        return code ? code : chn_fail_memory(m->err);
    memcpy(x->id, e->id, sizeof x->id);
    x->status = e->status;
    x->first_reported = e->first_reported;
    x->origins = word[0];
    x->history = word[1];
    x->disagree = word[2];
    x->dyad = word[3];
    x->n_reports = e->n_reports;
    x->n_origins = e->n_origins;
    x->best = seq_of(m, e->best);
    x->sides = seq_of(m, e->sides);
    x->act = seq_of(m, e->act);
    x->date = seq_of(m, e->date);
    x->place = seq_of(m, e->place);
    x->occasion = seq_of(m, e->occasion);
    for (uint32_t i = 0; i < e->n_member; i++) {
        out_member(m, e->member[i], &e->why[i], &x->member[i]);
        x->member[i].same = stays(m, e, i);
    }
    return CHN_OK;
}

/* What has changed. */
static chn_code out_events(merge *m, const chn_merge_result *r)
{
    chn_code code = list_events(m);
    for (uint32_t i = 0; i < r->n_event && code == CHN_OK; i++) {
        const chn_merge_event *e = &r->event[i];
        if (!in_core(m, e) /* left as it is */ || unchanged(m, e))
            continue;
        for (uint32_t k = 0; k < e->n_member && code == CHN_OK; k++) {
            const loaded *l = &m->l[e->member[k]];
            if (l->event.n &&
                (!chn_outcome_gone(m->out, l->event) ||
                 (!stays(m, e, k) && !chn_outcome_left(m->out, l->seq))))
                code = chn_fail_memory(m->err);
        }
        if (code == CHN_OK)
            code = out_event(m, e);
    }
    return code;
}

/* ---- a batch ---- */

static chn_code merge_part(merge *m)
{
    chn_merge_result r;
    chn_code code = load(m);
    if (code || m->n == 0) /* a report may have no claims */
        return code;
    code = link_reasons(m);
    if (code == CHN_OK)
        code = chn_merge_events(m->a, &m->o, m->c, m->n, &r, m->err);
    if (code == CHN_OK)
        code = apply_said(m, &r);
    return code == CHN_OK ? out_events(m, &r) : code;
}

static int fresh_cmp(const void *pa, const void *pb)
{
    const fresh_at *a = pa;
    const fresh_at *b = pb;
    const int d = chn_str_cmp(a->block, b->block);
    return d ? d : (a->at > b->at) - (a->at < b->at);
}

/* Part by part, each in memory of its own that is freed: what one needs, the
 * next needs in other sizes, and an arena that is reset keeps all of them.
 * What people say joins blocks, so that with it all are one part. */
static chn_code merge_parts(merge *whole, const fresh_at *fresh)
{
    const chn_store *s = whole->s;
    chn_code code = CHN_OK;
    uint32_t t = 0;
    uint32_t f = 0;
    while ((t < s->n_touched || f < s->n_fresh) && code == CHN_OK) {
        chn_arena *a = chn_arena_new(MERGE_MAX);
        if (!a)
            return chn_fail_memory(whole->err);
        merge m = *whole;
        m.a = a;
        m.touched = t;
        m.fresh = fresh + f;
        const uint32_t from = f;
        while (t < s->n_touched &&
               (whole->n_said || t - m.touched + f - from < s->part_least)) {
            const chn_str block = s->touched[t].block;
            while (t < s->n_touched && chn_str_eq(s->touched[t].block, block))
                t++;
            while (f < s->n_fresh && chn_str_cmp(fresh[f].block, block) <= 0)
                f++;
        }
        if (t == s->n_touched)
            f = s->n_fresh;
        m.to_touched = t;
        m.n_fresh = f - from;
        code = merge_part(&m);
        chn_arena_free(a);
    }
    return code;
}

static chn_code merge_batch(merge *m)
{
    chn_store *s = m->s;
    chn_code code = chn_store_merge_options(s, &m->o, m->err);
    if (code == CHN_OK)
        code = chn_store_verdicts(s, m->a, &m->said, &m->n_said, m->err);
    if (code == CHN_OK && m->n_said)
        code = touch_said(m);
    if (code)
        return code;
    fresh_at *fresh = CHN_NEW(m->a, fresh_at, s->n_fresh);
    if (!fresh)
        return chn_fail_memory(m->err);
    for (uint32_t i = 0; i < s->n_fresh; i++)
        fresh[i] = (fresh_at){chn_fresh_block(s, i), i};
    if (s->n_fresh > 1)
        qsort(fresh, s->n_fresh, sizeof *fresh, fresh_cmp);
    if (s->n_touched > 1)
        qsort(s->touched, s->n_touched, sizeof *s->touched, touched_cmp);
    code = merge_parts(m, fresh);
    return code == CHN_OK ? chn_outcome_write(s, m->out, m->err) : code;
}

chn_code chn_store_merge(chn_store *s, chn_err *err)
{
    chn_code code = s->unmerged ? chn_store_touch_unmerged(s, err) : CHN_OK;
    if (code || s->n_touched == 0)
        return code;
    chn_arena *a = chn_arena_new(MERGE_MAX);
    if (!a)
        return chn_fail_memory(err);
    chn_outcome out = {.a = a};
    merge m = {.s = s, .a = a, .out = &out, .err = err};
    code = merge_batch(&m);
    chn_arena_free(a);
    return code;
}

/* ---- why two claims are, or are not, one event ---- */

chn_code chn_store_compare_seq(chn_store *s, int64_t a, int64_t b,
                               chn_merge_why *why, bool *kin, chn_err *err)
{
    chn_arena *arena = chn_arena_new(MERGE_MAX);
    if (!arena)
        return chn_fail_memory(err);
    merge m = {.s = s, .a = arena, .err = err};
    chn_code code = chn_store_merge_options(s, &m.o, err);
    const int64_t seq[2] = {a, b};
    for (int i = 0; i < 2 && code == CHN_OK; i++) {
        sqlite3_stmt *st = chn_store_stmt(s, ST_LOAD_CLAIM, err);
        chn_bind bind;
        if (!st) {
            code = CHN_ERR_STORE;
            break;
        }
        bind = chn_bind_to(s, st);
        chn_bind_int(&bind, seq[i]);
        code = load_rows(&m, &bind);
    }
    if (code == CHN_OK && m.n < 2)
        code = chn_fail(err, CHN_ERR_INTERNAL, "%s: a claim has no telling",
                        s->path);
    if (code == CHN_OK) {
        chn_merge_why y;
        *kin = chn_str_eq(m.c[0].telling, m.c[1].telling);
        code = chn_merge_compare(arena, &m.o, m.c, 0, 1, &y, err);
        if (code == CHN_OK)
            *why = y;
    }
    chn_arena_free(arena);
    return code;
}
