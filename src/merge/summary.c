/* SPDX-License-Identifier: Apache-2.0 */
/* From a report's claims to what merging sees of them. */
#include "merge/summary.h"

#include <stdlib.h>

/* store/events.c has the same rule */
chn_day chn_merge_day(const chn_report *r, const chn_dating *d)
{
    if (!d)
        return r->published;
    return d->basis == CHN_DATING_INFERRED && d->confidence_percent < 50
               ? CHN_DAY_NONE
               : d->day;
}

static bool same_but_case(chn_str a, chn_str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        const unsigned char x = (unsigned char)a.p[i];
        const unsigned char y = (unsigned char)b.p[i];
        const unsigned char fx =
            x >= 'A' && x <= 'Z' ? (unsigned char)(x + 32) : x;
        const unsigned char fy =
            y >= 'A' && y <= 'Z' ? (unsigned char)(y + 32) : y;
        if (fx != fy)
            return false;
    }
    return true;
}

static bool holds_word(chn_str s, const char *z)
{
    const size_t n = strlen(z);
    for (size_t i = 0; i + n <= s.n; i++)
        if (memcmp(s.p + i, z, n) == 0)
            return true;
    return false;
}

/* Whoever holds an office is a person; who has a sector besides the country is
 * a body or a person of whom no office is known; the rest is the state itself.
 */
chn_merge_rank chn_merge_rank_of(const chn_claim *c, const chn_actor *x)
{
    if (x->id.n == 0 || same_but_case(x->id, x->country))
        return CHN_MERGE_RANK_STATE;
    /* who delivers a letter as ambassador is not another one who wrote */
    if (chn_str_is(c->mode, "message") && holds_word(x->office, "mbassador"))
        return CHN_MERGE_RANK_BODY;
    if (x->office.n || x->link == CHN_LINK_OFFICE)
        return CHN_MERGE_RANK_PERSON;
    return x->sector.n ? CHN_MERGE_RANK_BODY : CHN_MERGE_RANK_STATE;
}

chn_str chn_merge_origin(const chn_claim *c)
{
    return c->n_voice ? c->voice[c->n_voice - 1].name : chn_str_n("", 0);
}

chn_str chn_merge_manner(chn_str rule)
{
    size_t n = rule.n;
    while (n > 0 && rule.p[n - 1] >= '0' && rule.p[n - 1] <= '9')
        n--;
    return n > 0 && n < rule.n && rule.p[n - 1] == '.'
               ? chn_str_n(rule.p, n - 1)
               : rule;
}

void chn_merge_sketch(const chn_report *r, uint32_t out[CHN_SKETCH])
{
    const size_t from = r->body <= r->text.n ? r->body : 0;
    chn_sketch_of(chn_str_n(r->text.p + from, r->text.n - from), out);
}

static bool summary_actors(chn_arena *a, const chn_claim *c, const chn_actor *x,
                           uint32_t n, const chn_merge_actor **out)
{
    chn_merge_actor *m = CHN_NEW(a, chn_merge_actor, n);
    if (!m)
        return false;
    for (uint32_t i = 0; i < n; i++)
        m[i] = (chn_merge_actor){x[i].country, x[i].id,
                                 chn_merge_rank_of(c, &x[i])};
    *out = m;
    return true;
}

static int name_cmp(const void *pa, const void *pb)
{
    return chn_str_cmp(*(const chn_str *)pa, *(const chn_str *)pb);
}

/* Whom the report credits, as the store reads it from its rows: agencies
 * and outlets by name, each once. */
static chn_code credits_of(chn_arena *a, const chn_merge_input *in,
                           chn_str *out, chn_err *err)
{
    chn_str *name = CHN_NEW(a, chn_str, in->n_credits);
    uint32_t n = 0;
    size_t room = 1;
    *out = chn_str_n("", 0);
    if (!name)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < in->n_credits; i++) {
        const chn_credit *x = in->credits[i];
        if (chn_str_is(x->kind, "agency") || chn_str_is(x->kind, "outlet") ||
            chn_str_is(x->kind, "state media")) {
            name[n++] = x->name;
            room += x->name.n + 1;
        }
    }
    if (n > 1)
        qsort(name, n, sizeof *name, name_cmp);
    char *p = CHN_NEW(a, char, room);
    if (!p)
        return chn_fail_memory(err);
    size_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i && chn_str_eq(name[i], name[i - 1]))
            continue;
        if (at)
            p[at++] = '\n';
        memcpy(p + at, name[i].p, name[i].n);
        at += name[i].n;
    }
    *out = chn_str_n(p, at);
    return CHN_OK;
}

static chn_code summarise(chn_arena *a, const chn_merge_input *in,
                          const chn_claim *c, chn_merge_claim *m, chn_err *err)
{
    *m = (chn_merge_claim){
        .id = c->id,
        .report = in->report->id,
        .category = c->category,
        .mode = c->mode,
        .n_source = c->n_source,
        .n_target = c->n_target,
        .symmetric = c->symmetric,
        .status = c->status,
        .from = c->date.from,
        .to = c->date.to,
        .precision = c->date.precision,
        .basis = c->date.basis,
        .published = chn_merge_day(in->report, in->dating),
        .origin = chn_merge_origin(c),
        .publisher = in->report->publisher,
        .manner = chn_merge_manner(c->rule),
        .confidence_percent = c->confidence_percent,
    };
    if (c->has_place)
        m->place = c->place.name;
    if (c->has_occasion)
        m->occasion = c->occasion.id.n ? c->occasion.id : c->occasion.name;
    const chn_span at = in->sentences[c->sentence];
    uint32_t *own = CHN_NEW(a, uint32_t, CHN_WORDS);
    if (!own)
        return chn_fail_memory(err);
    m->n_words = chn_words_of(
        chn_str_n(in->report->text.p + at.from, at.to - at.from), own);
    m->words = own;
    if (!summary_actors(a, c, c->source, c->n_source, &m->source) ||
        !summary_actors(a, c, c->target, c->n_target, &m->target))
        return chn_fail_memory(err);
    return CHN_OK;
}

chn_code chn_merge_summaries(chn_arena *a, const chn_merge_input *in,
                             const uint32_t *sketch, chn_merge_claim *out,
                             chn_err *err)
{
    chn_str credits;
    chn_code code = credits_of(a, in, &credits, err);
    for (uint32_t i = 0; i < in->n_claims && code == CHN_OK; i++) {
        code = summarise(a, in, in->claims[i], &out[i], err);
        out[i].sketch = sketch;
        if (out[i].origin.n == 0)
            out[i].credits = credits;
    }
    return code;
}
