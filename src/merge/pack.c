/* SPDX-License-Identifier: Apache-2.0 */
/* A summary as bytes, so that another process can merge it. */
#include "merge/summary.h"

/* First byte: the form of what follows. */
#define PACKED 1u
#define PACKED_ACTORS_MAX 4096u

/* ---- out ---- */

static void put_u32(chn_buf *b, uint32_t v)
{
    char p[4];
    for (int i = 0; i < 4; i++)
        p[i] = (char)(unsigned char)(v >> (8 * i));
    chn_buf_put(b, p, sizeof p);
}

static void put_str(chn_buf *b, chn_str s)
{
    put_u32(b, (uint32_t)s.n);
    chn_buf_str(b, s);
}

static void put_actors(chn_buf *b, const chn_merge_actor *x, uint32_t n)
{
    put_u32(b, n);
    for (uint32_t i = 0; i < n; i++) {
        put_str(b, x[i].country);
        put_str(b, x[i].id);
        put_u32(b, x[i].rank);
    }
}

void chn_merge_pack(chn_buf *b, const chn_merge_claim *c)
{
    const chn_str words[] = {c->id,       c->report,    c->category, c->mode,
                             c->origin,   c->publisher, c->credits,  c->place,
                             c->occasion, c->manner,    c->telling,  c->block};
    const uint32_t numbers[] = {c->symmetric,
                                c->status,
                                (uint32_t)c->from,
                                (uint32_t)c->to,
                                c->precision,
                                c->basis,
                                (uint32_t)c->published,
                                (uint32_t)c->confidence_percent,
                                (uint32_t)c->reach_from,
                                (uint32_t)c->reach_to};
    const chn_merge_why *y = &c->why;
    const int16_t points[] = {y->date,  y->sides,    y->mode, y->actors,
                              y->place, y->occasion, y->text, y->score};
    chn_buf_char(b, (char)PACKED);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        put_str(b, words[i]);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        put_u32(b, numbers[i]);
    put_u32(b, y->rule);
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        put_u32(b, (uint32_t)(int32_t)points[i]);
    put_actors(b, c->source, c->n_source);
    put_actors(b, c->target, c->n_target);
    put_u32(b, c->n_words);
    for (uint32_t i = 0; i < c->n_words; i++)
        put_u32(b, c->words[i]);
    put_u32(b, c->sketch ? CHN_SKETCH : 0);
    for (uint32_t i = 0; c->sketch && i < CHN_SKETCH; i++)
        put_u32(b, c->sketch[i]);
}

/* ---- in ---- */

typedef struct packed {
    chn_arena *arena;
    const char *p;
    size_t n, at;
    bool bad, memory;
} packed;

static uint32_t get_u32(packed *x)
{
    if (x->n - x->at < 4) {
        x->bad = true;
        x->at = x->n;
        return 0;
    }
    uint32_t v = 0;
    for (int i = 0; i < 4; i++)
        v |= (uint32_t)(unsigned char)x->p[x->at + (size_t)i] << (8 * i);
    x->at += 4;
    return v;
}

static uint32_t get_below(packed *x, uint32_t most)
{
    const uint32_t v = get_u32(x);
    x->bad |= v > most;
    return v > most ? 0 : v;
}

static chn_str get_str(packed *x)
{
    const uint32_t n = get_u32(x);
    chn_str s = {"", 0};
    if (n > x->n - x->at) {
        x->bad = true;
        return s;
    }
    if (n)
        s = chn_arena_str(x->arena, x->p + x->at, n);
    x->memory |= !s.p;
    x->at += n;
    return s;
}

static const chn_merge_actor *get_actors(packed *x, uint32_t *n)
{
    *n = get_below(x, PACKED_ACTORS_MAX);
    chn_merge_actor *a = CHN_NEW(x->arena, chn_merge_actor, *n);
    if (!a) {
        x->memory = true;
        *n = 0;
        return NULL;
    }
    for (uint32_t i = 0; i < *n && !x->bad && !x->memory; i++) {
        a[i].country = get_str(x);
        a[i].id = get_str(x);
        a[i].rank = (chn_merge_rank)get_below(x, CHN_MERGE_RANK_PERSON);
    }
    return a;
}

static const uint32_t *get_list(packed *x, uint32_t n)
{
    uint32_t *v = CHN_NEW(x->arena, uint32_t, n);
    x->memory |= !v;
    for (uint32_t i = 0; v && i < n; i++)
        v[i] = get_u32(x);
    return v;
}

static int16_t get_points(packed *x)
{
    const int32_t v = (int32_t)get_u32(x);
    x->bad |= v < INT16_MIN || v > INT16_MAX;
    return (int16_t)v;
}

chn_code chn_merge_unpack(chn_arena *a, chn_str bytes, chn_merge_claim *out,
                          chn_err *err)
{
    packed x = {.arena = a, .p = bytes.p, .n = bytes.n, .at = 1};
    chn_merge_claim c;
    memset(&c, 0, sizeof c);
    if (bytes.n == 0 || (unsigned char)bytes.p[0] != PACKED)
        return chn_fail(err, CHN_ERR_INPUT,
                        "these bytes are not a claim's summary for merging; "
                        "code the reports again with this version");
    chn_str *words[] = {&c.id,       &c.report,    &c.category, &c.mode,
                        &c.origin,   &c.publisher, &c.credits,  &c.place,
                        &c.occasion, &c.manner,    &c.telling,  &c.block};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        *words[i] = get_str(&x);
    c.symmetric = get_below(&x, 1) != 0;
    c.status = (chn_status)get_below(&x, CHN_STATUS_DENIED);
    c.from = (chn_day)get_u32(&x);
    c.to = (chn_day)get_u32(&x);
    c.precision = (chn_precision)get_below(&x, CHN_PRECISION_INTERVAL);
    c.basis = (chn_basis)get_below(&x, CHN_BASIS_BOUNDED);
    c.published = (chn_day)get_u32(&x);
    c.confidence_percent = (int32_t)get_below(&x, 100);
    c.reach_from = (chn_day)get_u32(&x);
    c.reach_to = (chn_day)get_u32(&x);
    c.why.with = c.why.miss = CHN_MERGE_NONE;
    c.why.rule = (uint8_t)get_below(&x, CHN_MERGE_BY_HAND);
    int16_t *points[] = {&c.why.date,   &c.why.sides, &c.why.mode,
                         &c.why.actors, &c.why.place, &c.why.occasion,
                         &c.why.text,   &c.why.score};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        *points[i] = get_points(&x);
    c.source = get_actors(&x, &c.n_source);
    c.target = get_actors(&x, &c.n_target);
    c.n_words = get_below(&x, CHN_WORDS);
    c.words = get_list(&x, c.n_words);
    const uint32_t sketched = get_u32(&x);
    if (sketched == CHN_SKETCH)
        c.sketch = get_list(&x, CHN_SKETCH);
    if (x.memory)
        return chn_fail_memory(err);
    if (x.bad || x.at != x.n || (sketched && sketched != CHN_SKETCH))
        return chn_fail(err, CHN_ERR_INPUT,
                        "a claim's summary for merging is damaged at byte %zu "
                        "of %zu; code the reports again",
                        x.at, x.n);
    *out = c;
    return CHN_OK;
}
