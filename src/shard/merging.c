/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Merging without a store. Two claims meet only within a block, so a block is
 * a key; and what a claim changes lies near its days (merge.h), so a block
 * that goes on for years is cut into spans of days. A span is merged from its
 * own claims and those around it, as far as they matter, and gives out the
 * events that begin in it: the others are its neighbours', who know all about
 * them.
 */
#include <chancery/merging.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "print/names.h"
#include "print/print.h"
#include "shard/line.h"
#include "shard/shard.h"
#include "shard/told.h"

#define DAYS_DEFAULT 512u
#define DAYS_MAX 100000u
#define POINTS_MAX 200
#define KEY_MAX ((size_t)1024 * 1024)
#define ARENA_MAX ((size_t)1 << 40)
#define EVENT_MAX ((size_t)256 * 1024 * 1024)

typedef struct item {
    chn_merge_claim claim;
    chn_line line;
} item;

struct chn_merging {
    chn_merging_options o;
    chn_arena *a;
    item *at; /* [n] */
    uint32_t n, cap;
};

void chn_merging_options_init(chn_merging_options *o)
{
    const chn_merge_options d = chn_merge_defaults();
    *o = (chn_merging_options){.size = sizeof *o,
                               .window = d.window,
                               .points = d.points,
                               .days = DAYS_DEFAULT};
}

static chn_code options_of(const chn_merging_options *given,
                           chn_merging_options *o, chn_err *err)
{
    chn_merging_options_init(o);
    if (!given)
        return CHN_OK;
    if (given->window < 0 || given->window > CHN_MERGE_WINDOW_MAX ||
        given->points < 1 || given->points > POINTS_MAX || given->days < 1 ||
        given->days > DAYS_MAX)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "window %d, points %d or days %u is out of range; "
                        "give 0 to %d, 1 to %d and 1 to %u",
                        (int)given->window, (int)given->points,
                        (unsigned)given->days, CHN_MERGE_WINDOW_MAX, POINTS_MAX,
                        DAYS_MAX);
    o->window = given->window;
    o->points = given->points;
    o->days = given->days;
    return CHN_OK;
}

/* ---- keys ---- */

static int64_t span_of(int64_t day, uint32_t days)
{
    const int64_t q = day / (int64_t)days;
    return day % (int64_t)days < 0 ? q - 1 : q;
}

static chn_code send_key(chn_buf *b, chn_merge_key_fn fn, void *user,
                         chn_err *err)
{
    if (b->failed)
        return chn_fail_memory(err);
    return fn(user, chn_str_n(b->p, b->n))
               ? CHN_OK
               : chn_fail(err, CHN_ERR_OUTPUT, "stopped by the caller");
}

chn_code chn_merging_keys_of(const chn_merge_claim *m,
                             const chn_merging_options *o, chn_buf *b,
                             chn_merge_key_fn fn, void *user, chn_err *err)
{
    chn_buf_clear(b);
    if (m->block.n == 0) { /* alone: only spread evenly */
        chn_buf_fmt(b, "~%02x",
                    (unsigned)(chn_hash(m->telling.p, m->telling.n, 0) & 255));
        return send_key(b, fn, user, err);
    }
    /* told for longer than a month, a block holds its own days */
    if ((int64_t)m->reach_to - m->reach_from >= CHN_MERGE_WIDE) {
        chn_buf_str(b, m->block);
        return send_key(b, fn, user, err);
    }
    const int64_t margin = CHN_MERGE_MARGIN(o->window);
    const int64_t last = span_of(m->reach_to + margin, o->days);
    int64_t at = span_of(m->reach_from - margin - CHN_MERGE_WIDE, o->days);
    chn_code code = CHN_OK;
    for (; at <= last && code == CHN_OK; at++) {
        chn_buf_clear(b);
        chn_buf_str(b, m->block);
        chn_buf_fmt(b, " @%u:%lld", (unsigned)o->days, (long long)at);
        code = send_key(b, fn, user, err);
    }
    return code;
}

chn_code chn_merge_keys(chn_str line, const chn_merging_options *o,
                        chn_merge_key_fn fn, void *user, chn_err *err)
{
    chn_merging_options opt;
    chn_line l;
    chn_merge_claim m;
    chn_code code = options_of(o, &opt, err);
    if (code == CHN_OK)
        code = chn_line_cut(line, &l, err);
    if (code)
        return code;
    chn_arena *a = chn_arena_new(KEY_MAX);
    if (!a)
        return chn_fail_memory(err);
    chn_buf b;
    chn_buf_init(&b, KEY_MAX);
    code = chn_line_read(a, &l, &m, err);
    if (code == CHN_OK)
        code = chn_merging_keys_of(&m, &opt, &b, fn, user, err);
    chn_buf_free(&b);
    chn_arena_free(a);
    return code;
}

/* Days whose events a key owns; all of them where it is no span. */
typedef struct owned {
    int64_t from, to;
} owned;

static chn_code owned_by(const char *key, owned *o, chn_err *err)
{
    *o = (owned){INT64_MIN, INT64_MAX};
    const chn_str k = chn_str_of(key);
    size_t at = k.n;
    while (at > 0 && k.p[at - 1] != ' ')
        at--;
    chn_str rest = chn_str_n(k.p + at, k.n - at);
    chn_str days;
    uint32_t n = 0;
    uint32_t i = 0;
    if (at == 0 || rest.n == 0 || rest.p[0] != '@' ||
        !memchr(rest.p, ':', rest.n)) {
        if (k.n == 0 || (k.p[0] != '~' && at == 0))
            return chn_fail(err, CHN_ERR_INPUT,
                            "\"%s\" is no key of claims; expected one of: "
                            "chancery events --keys",
                            key);
        return CHN_OK;
    }
    rest = chn_str_n(rest.p + 1, rest.n - 1);
    (void)chn_str_next(&rest, ':', &days);
    const bool minus = rest.n && rest.p[0] == '-';
    if (!chn_str_uint(days, DAYS_MAX, &n) || n == 0 ||
        !chn_str_uint(chn_str_n(rest.p + minus, rest.n - minus), 100000000, &i))
        return chn_fail(err, CHN_ERR_INPUT,
                        "\"%s\" is no key of claims; expected one of: chancery "
                        "events --keys",
                        key);
    o->from = (minus ? -(int64_t)i : (int64_t)i) * n;
    o->to = o->from + n - 1;
    return CHN_OK;
}

/* ---- claims ---- */

chn_merging *chn_merging_new(const chn_merging_options *o, chn_err *err)
{
    chn_merging_options opt;
    if (options_of(o, &opt, err))
        return NULL;
    chn_merging *m = chn_calloc(1, sizeof *m);
    if (m) {
        m->o = opt;
        m->a = chn_arena_new(ARENA_MAX);
    }
    if (!m || !m->a) {
        chn_free(m);
        (void)chn_fail_memory(err);
        return NULL;
    }
    return m;
}

void chn_merging_free(chn_merging *m)
{
    if (!m)
        return;
    chn_arena_free(m->a);
    chn_free(m);
}

/* A place for one more claim, with its line copied. */
static chn_code add_line(chn_merging *m, chn_str line, item **out, chn_err *err)
{
    chn_line l;
    const chn_code code = chn_line_cut(line, &l, err);
    if (code)
        return code;
    void *p = m->at;
    const bool room =
        chn_arena_grow(m->a, &p, &m->cap, m->n + 1, sizeof *m->at);
    m->at = p;
    const chn_str kept = chn_arena_str(m->a, l.text.p, l.text.n);
    if (!room || !kept.p)
        return chn_fail_memory(err);
    item *x = &m->at[m->n];
    x->line = l;
    x->line.text = kept;
    for (int i = 0; i < CHN_PARTS; i++) /* the same places of the copy */
        if (l.part[i].n)
            x->line.part[i].p = kept.p + (l.part[i].p - l.text.p);
    *out = x;
    return CHN_OK;
}

chn_code chn_merging_add(chn_merging *m, chn_str line, chn_err *err)
{
    item *x = NULL;
    chn_code code = add_line(m, line, &x, err);
    if (code == CHN_OK)
        code = chn_line_read(m->a, &x->line, &x->claim, err);
    m->n += code == CHN_OK;
    return code;
}

chn_code chn_merging_add_packed(chn_merging *m, chn_str line, chn_str packed,
                                chn_err *err)
{
    item *x = NULL;
    chn_code code = add_line(m, line, &x, err);
    if (code == CHN_OK)
        code = chn_line_unpack(m->a, &x->line, packed, &x->claim, err);
    m->n += code == CHN_OK;
    return code;
}

static int item_cmp(const void *pa, const void *pb)
{
    const item *const *a = pa;
    const item *const *b = pb;
    const int d = chn_str_cmp((*a)->claim.id, (*b)->claim.id);
    return d ? d : chn_str_cmp((*a)->line.text, (*b)->line.text);
}

/* By id, each once: a report may have come twice. */
static chn_code sort_claims(chn_merging *m, const item ***by,
                            chn_merge_claim **c, uint32_t *n, chn_err *err)
{
    *by = CHN_NEW(m->a, const item *, m->n);
    *c = CHN_NEW(m->a, chn_merge_claim, m->n);
    *n = 0;
    if (!*by || !*c)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < m->n; i++)
        (*by)[i] = &m->at[i];
    if (m->n > 1)
        qsort((void *)*by, m->n, sizeof **by, item_cmp);
    for (uint32_t i = 0; i < m->n; i++)
        if (*n == 0 ||
            !chn_str_eq((*by)[i]->claim.id, (*by)[*n - 1]->claim.id)) {
            (*by)[*n] = (*by)[i];
            (*c)[(*n)++] = (*by)[i]->claim;
        }
    return CHN_OK;
}

/* ---- the event's line ---- */

static void put_raw(chn_buf *b, const char *name, chn_str v, const char *none)
{
    chn_buf_fmt(b, ",\"%s\":", name);
    chn_buf_str(b, v.n ? v : chn_str_of(none));
}

static void put_strings(chn_buf *b, const char *name, const chn_str *s,
                        uint32_t n)
{
    chn_buf_fmt(b, ",\"%s\":[", name);
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            chn_buf_char(b, ',');
        chn_buf_json(b, s[i]);
    }
    chn_buf_char(b, ']');
}

/* As `chancery export` prints it, less what only a store knows. */
static chn_code put_event(chn_arena *a, const chn_merge_claim *c,
                          const item *const *by, const chn_merge_event *e,
                          chn_buf *b, chn_err *err)
{
    const chn_str *best = by[e->best]->line.part;
    const chn_str *act = by[e->act]->line.part;
    const chn_str *sides = by[e->sides]->line.part;
    const chn_str *date = by[e->date]->line.part;
    const chn_str none = chn_str_n("", 0);
    const chn_str *origin;
    uint32_t n = 0;
    char day[11];
    const chn_code code = chn_told_origins(a, c, e, &origin, &n, err);
    chn_str *ids = CHN_NEW(a, chn_str, e->n_member);
    if (code || !ids)
        return code ? code : chn_fail_memory(err);
    for (uint32_t i = 0; i < e->n_member; i++)
        ids[i] = c[e->member[i]].id;
    chn_buf_z(b, "{\"event\":");
    chn_buf_json(b, chn_str_of(e->id));
    chn_buf_z(b, ",\"first_reported\":");
    if (e->first_reported == CHN_DAY_NONE) {
        chn_buf_z(b, "null");
    } else {
        chn_day_format(e->first_reported, day);
        chn_buf_json(b, chn_str_of(day));
    }
    put_strings(b, "claims", ids, e->n_member);
    chn_buf_fmt(b, ",\"reports\":%u", (unsigned)e->n_reports);
    put_strings(b, "origins", origin, n);
    chn_buf_fmt(b, ",\"origin_count\":%u", (unsigned)e->n_origins);
    put_raw(b, "category", act[CHN_PART_CATEGORY], "null");
    put_raw(b, "mode", act[CHN_PART_MODE], "null");
    put_raw(b, "cameo", act[CHN_PART_CAMEO], "null");
    put_raw(b, "contexts", act[CHN_PART_CONTEXTS], "[]");
    put_raw(b, "quad", act[CHN_PART_QUAD], "null");
    put_raw(b, "goldstein", act[CHN_PART_GOLDSTEIN], "null");
    put_raw(b, "source", sides[CHN_PART_SOURCE], "[]");
    put_raw(b, "target", sides[CHN_PART_TARGET], "[]");
    put_raw(b, "others", sides[CHN_PART_OTHERS], "[]");
    put_raw(b, "symmetric", sides[CHN_PART_SYMMETRIC], "false");
    put_raw(b, "date", date[CHN_PART_DATE], "null");
    put_raw(b, "dates", date[CHN_PART_DATES], "null");
    chn_buf_fmt(b, ",\"status\":\"%s\"", chn_name_status(e->status));
    put_raw(b, "voice", best[CHN_PART_VOICE], "[]");
    put_raw(b, "place",
            e->place == CHN_MERGE_NONE
                ? none
                : by[e->place]->line.part[CHN_PART_PLACE],
            "null");
    put_raw(b, "occasion",
            e->occasion == CHN_MERGE_NONE
                ? none
                : by[e->occasion]->line.part[CHN_PART_OCCASION],
            "null");
    chn_buf_z(b, ",\"best\":");
    chn_buf_json(b, c[e->best].id);
    const int32_t percent = c[e->best].confidence_percent;
    chn_buf_fmt(b, ",\"confidence\":%d.%02d,\"history\":", (int)(percent / 100),
                (int)(percent % 100));
    const size_t at = b->n;
    chn_told_history(c, e, b);
    chn_buf_z(b, b->n == at ? "[]}\n" : "}\n");
    return b->failed ? chn_fail_memory(err) : CHN_OK;
}

static chn_code merge(chn_merging *m, const owned *own, chn_write_fn write,
                      void *user, chn_err *err)
{
    const chn_merge_options o = {m->o.window, m->o.points};
    const item **by;
    chn_merge_claim *c;
    uint32_t n;
    chn_merge_result r;
    chn_code code = sort_claims(m, &by, &c, &n, err);
    if (code == CHN_OK)
        code = chn_merge_events(m->a, &o, c, n, &r, err);
    chn_buf b;
    chn_buf_init(&b, EVENT_MAX);
    for (uint32_t i = 0; code == CHN_OK && i < r.n_event; i++) {
        const chn_merge_event *e = &r.event[i];
        if (c[e->part->claim].block.n &&
            (e->part->from < own->from || e->part->from > own->to))
            continue;
        chn_buf_clear(&b);
        code = put_event(m->a, c, by, e, &b, err);
        if (code == CHN_OK && !write(user, b.p, b.n))
            code = chn_fail(err, CHN_ERR_OUTPUT,
                            "the output cannot be written; is the disk full?");
    }
    chn_buf_free(&b);
    return code;
}

chn_code chn_merging_events(chn_merging *m, const char *key, chn_write_fn write,
                            void *user, chn_err *err)
{
    owned own = {INT64_MIN, INT64_MAX};
    chn_code code = key ? owned_by(key, &own, err) : CHN_OK;
    if (code == CHN_OK && m->n)
        code = merge(m, &own, write, user, err);
    chn_arena_reset(m->a);
    m->at = NULL;
    m->n = m->cap = 0;
    return code;
}
