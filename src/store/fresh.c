/* SPDX-License-Identifier: Apache-2.0 */
/* Claims of the open batch, kept as merging takes them until commit. */
#include "store/store_in.h"

/* Claims of a batch that are kept, some 600 bytes each. */
#define FRESH_MAX 200000u

static bool day_is_kept(chn_day d)
{
    char text[16] = "";
    if (d != CHN_DAY_NONE)
        chn_day_format(d, text);
    return d == CHN_DAY_NONE || strlen(text) == 10;
}

static bool actors_are_kept(const chn_merge_actor *x, uint32_t n)
{
    bool ok = true;
    for (uint32_t i = 0; i < n; i++)
        ok = ok && chn_store_plain(x[i].country) && chn_store_plain(x[i].id);
    return ok;
}

/* Do the tables give back what they are given? */
static bool is_kept(const chn_merge_claim *c)
{
    const chn_str words[] = {c->id,     c->report,    c->category, c->mode,
                             c->origin, c->publisher, c->credits,  c->manner,
                             c->place,  c->occasion,  c->block,    c->telling};
    bool ok =
        day_is_kept(c->from) && day_is_kept(c->to) && day_is_kept(c->published);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ok = ok && chn_store_plain(words[i]);
    return ok && actors_are_kept(c->source, c->n_source) &&
           actors_are_kept(c->target, c->n_target);
}

static bool copy(chn_arena *a, chn_str *s)
{
    *s = s->n ? chn_arena_str(a, s->p, s->n) : chn_str_n("", 0);
    return s->p != NULL;
}

static bool copy_actors(chn_arena *a, const chn_merge_actor **x, uint32_t n)
{
    chn_merge_actor *own = CHN_NEW(a, chn_merge_actor, n);
    bool ok = own != NULL;
    for (uint32_t i = 0; ok && i < n; i++) {
        own[i] = (*x)[i];
        ok = copy(a, &own[i].country) && copy(a, &own[i].id);
    }
    *x = own;
    return ok;
}

static bool copy_claim(chn_arena *a, const chn_merge_claim *from,
                       chn_merge_claim *c)
{
    *c = *from;
    chn_str *words[] = {&c->id,      &c->category, &c->mode,  &c->origin,
                        &c->credits, &c->manner,   &c->place, &c->occasion,
                        &c->block,   &c->telling};
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof words / sizeof *words; i++)
        ok = copy(a, words[i]);
    ok = ok && copy_actors(a, &c->source, c->n_source) &&
         copy_actors(a, &c->target, c->n_target);
    uint32_t *own = ok ? CHN_NEW(a, uint32_t, c->n_words) : NULL;
    if (!own)
        return false;
    if (c->n_words)
        memcpy(own, c->words, c->n_words * sizeof *own);
    c->words = own;
    /* as a row of `telling` says it */
    const chn_merge_why y = from->why;
    c->why = (chn_merge_why){.with = CHN_MERGE_NONE,
                             .rule = y.rule,
                             .score = y.score,
                             .date = y.date,
                             .sides = y.sides,
                             .mode = y.mode,
                             .actors = y.actors,
                             .place = y.place,
                             .occasion = y.occasion};
    return true;
}

chn_code chn_store_keep_fresh(chn_store *s, const chn_merge_claim *c,
                              uint32_t n, int64_t first, chn_err *err)
{
    bool keep = !s->fresh_full && s->n_fresh + n <= FRESH_MAX;
    for (uint32_t i = 0; i < n && keep; i++)
        keep = is_kept(&c[i]);
    s->fresh_full = !keep;
    if (!keep || n == 0)
        return CHN_OK;
    void *p = s->fresh;
    if (!chn_arena_grow(s->batch, &p, &s->cap_fresh, s->n_fresh + n,
                        sizeof *s->fresh))
        return chn_fail_memory(err);
    s->fresh = p;
    /* words of the report, once for all of its claims */
    chn_str report = c[0].report;
    chn_str publisher = c[0].publisher;
    bool ok = copy(s->batch, &report) && copy(s->batch, &publisher);
    for (uint32_t i = 0; i < n && ok; i++) {
        chn_fresh *f = &s->fresh[s->n_fresh++];
        ok = copy_claim(s->batch, &c[i], &f->claim);
        f->claim.report = report;
        f->claim.publisher = publisher;
        f->seq = first + i;
        f->with = c[i].why.with == CHN_MERGE_NONE ? 0 : first + c[i].why.with;
    }
    return ok ? CHN_OK : chn_fail_memory(err);
}
