/* SPDX-License-Identifier: Apache-2.0 */
#include "store/ready.h"
#include "base/hash.h"
#include "base/limits.h"
#include "print/names.h"

#define RECORD_MAX ((size_t)64 * 1024 * 1024)

/* ---- what must hold ---- */

static bool span_fits(const chn_store_input *in, chn_span span)
{
    return span.from <= span.to && span.to <= in->report->text.n;
}

/* Every span lies inside the text; what the tables promise, a bug of a stage
 * must not break. */
static bool spans_fit(const chn_store_input *in, const chn_claim *c)
{
    bool ok = span_fits(in, c->trigger_span) && span_fits(in, c->date.span) &&
              span_fits(in, c->sent.span) && span_fits(in, c->received.span) &&
              span_fits(in, c->delivered.span) && c->sentence < in->n_sentences;
    if (c->has_place)
        ok = ok && span_fits(in, c->place.span);
    if (c->has_occasion)
        ok = ok && span_fits(in, c->occasion.span);
    if (c->has_quote)
        ok = ok && span_fits(in, c->quote.span);
    for (uint32_t i = 0; i < c->n_voice; i++)
        ok = ok && span_fits(in, c->voice[i].span);
    for (uint32_t i = 0; i < c->n_source; i++)
        ok = ok && span_fits(in, c->source[i].span);
    for (uint32_t i = 0; i < c->n_target; i++)
        ok = ok && span_fits(in, c->target[i].span);
    for (uint32_t i = 0; i < c->n_others; i++)
        ok = ok && span_fits(in, c->others[i].span);
    return ok;
}

/* Two claims of one report with one id would break the table's promise. */
static chn_code check_ids(const chn_store_input *in, chn_arena *a, chn_err *err)
{
    /* open addressing over the quick hash; at most half full */
    size_t cap = 16;
    while (cap < (size_t)in->n_claims * 2)
        cap *= 2;
    const chn_claim **slot = CHN_NEW(a, const chn_claim *, cap);
    if (!slot)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < in->n_claims; i++) {
        const chn_claim *c = in->claims[i];
        size_t at = (size_t)chn_hash(c->id.p, c->id.n, 0) & (cap - 1);
        while (slot[at]) {
            if (chn_str_eq(slot[at]->id, c->id))
                return chn_fail(
                    err, CHN_ERR_INPUT,
                    "report \"%.*s\": two claims have the id %.*s (chancery "
                    "%s); please report this as an error of chancery",
                    (int)in->report->id.n, in->report->id.p, (int)c->id.n,
                    c->id.p, CHN_VERSION);
            at = (at + 1) & (cap - 1);
        }
        slot[at] = c;
    }
    return CHN_OK;
}

/* All that can be wrong with a report is found before the first of its rows
 * is written: a savepoint for each would copy every page that it changes. */
static chn_code check_report(const chn_store_input *in, chn_arena *a,
                             chn_err *err)
{
    for (uint32_t i = 0; i < in->n_sentences; i++)
        if (!span_fits(in, in->sentences[i]))
            return chn_fail(err, CHN_ERR_INPUT,
                            "report \"%.*s\": sentence %u lies outside the "
                            "text (chancery %s); please report this as an "
                            "error of chancery",
                            (int)in->report->id.n, in->report->id.p,
                            (unsigned)i, CHN_VERSION);
    for (uint32_t i = 0; i < in->n_claims; i++) {
        const chn_claim *c = in->claims[i];
        if (!spans_fit(in, c))
            return chn_fail(err, CHN_ERR_INPUT,
                            "report \"%.*s\": a span of claim %.*s lies "
                            "outside the text (chancery %s); please report "
                            "this as an error of chancery",
                            (int)in->report->id.n, in->report->id.p,
                            (int)c->id.n, c->id.p, CHN_VERSION);
    }
    for (uint32_t i = 0; i < in->n_credits; i++)
        if (!span_fits(in, in->credits[i]->span))
            return chn_fail(err, CHN_ERR_INPUT,
                            "report \"%.*s\": whom it credits lies outside "
                            "the text (chancery %s); please report this as an "
                            "error of chancery",
                            (int)in->report->id.n, in->report->id.p,
                            CHN_VERSION);
    return check_ids(in, a, err);
}

/* ---- what is made of it ---- */

static void put_list(chn_buf *b, const chn_str *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            chn_buf_char(b, ',');
        chn_buf_str(b, s[i]);
    }
}

/* Everything that was written since `from`, on a buffer that is used again for
 * the next words; false: no memory. */
static bool keep(chn_ready *x, chn_buf *b, chn_str *out)
{
    if (b->n)
        *out = chn_arena_str(x->a, b->p, b->n);
    else
        *out = chn_str_n("", 0);
    const bool ok = !b->failed && out->p != NULL;
    chn_buf_clear(b);
    return ok;
}

static bool fill_claim(chn_ready *x, const chn_claim *c, chn_ready_claim *w,
                       chn_buf *b)
{
    const chn_store_input *in = &x->in;
    put_list(b, c->contexts, c->n_contexts);
    bool ok = keep(x, b, &w->contexts);
    put_list(b, c->flags, c->n_flags);
    ok = keep(x, b, &w->flags) && ok;
    chn_put_actor_names(b, c->source, c->n_source);
    ok = keep(x, b, &w->source) && ok;
    chn_put_actor_names(b, c->target, c->n_target);
    ok = keep(x, b, &w->target) && ok;
    chn_put_actor_codes(b, c->source, c->n_source);
    ok = keep(x, b, &w->source_code) && ok;
    chn_put_actor_codes(b, c->target, c->n_target);
    ok = keep(x, b, &w->target_code) && ok;
    chn_put_chain(b, c);
    ok = keep(x, b, &w->voice) && ok;
    in->record(in->user, b, c);
    ok = keep(x, b, &w->record) && ok;
    return ok;
}

typedef struct detailing {
    chn_ready *x;
    uint32_t sentence, n;
    chn_err *err;
} detailing;

static chn_code put_detail(void *user, const chn_detail *d)
{
    detailing *t = user;
    chn_ready *x = t->x;
    void *p = x->detail;
    if (!chn_arena_grow(x->a, &p, &x->cap_detail, x->n_detail + 1,
                        sizeof *x->detail))
        return chn_fail_memory(t->err);
    x->detail = p;
    chn_ready_detail *out = &x->detail[x->n_detail++];
    *out = (chn_ready_detail){.d = *d, .sentence = t->sentence, .n = t->n++};
    if (d->noun.n)
        out->d.noun = chn_arena_str(x->a, d->noun.p, d->noun.n);
    return out->d.noun.p ? CHN_OK : chn_fail_memory(t->err);
}

static chn_code fill_details(chn_ready *x, chn_err *err)
{
    const chn_store_input *in = &x->in;
    detailing t = {.x = x, .err = err};
    const chn_detail_tables tables = chn_detail_tables_builtin();
    const chn_detail_of of = {.tables = &tables,
                              .day = chn_merge_day(in->report, in->dating),
                              .put = put_detail,
                              .user = &t};
    chn_code code = CHN_OK;
    for (uint32_t i = 0; i < in->n_sentences && code == CHN_OK; i++) {
        const chn_span at = in->sentences[i];
        t.sentence = i;
        t.n = 0;
        code = chn_details(
            &of, chn_str_n(in->report->text.p + at.from, at.to - at.from),
            at.from);
    }
    return code;
}

chn_code chn_ready_fill(chn_ready *x, const chn_store_input *in, chn_err *err)
{
    x->in = *in;
    chn_code code = check_report(in, x->a, err);
    if (code)
        return code;
    const chn_report *r = in->report;
    chn_sha256 h;
    chn_sha256_init(&h);
    chn_sha256_put(&h, r->text.p, r->text.n);
    chn_sha256_hex(&h, x->sha, 64);
    x->claim = CHN_NEW(x->a, chn_ready_claim, in->n_claims);
    x->summary = CHN_NEW(x->a, chn_merge_claim, in->n_claims);
    if (!x->claim || !x->summary)
        return chn_fail_memory(err);
    chn_buf b;
    chn_buf_init(&b, RECORD_MAX);
    bool ok = true;
    for (uint32_t i = 0; i < in->n_claims && ok; i++)
        ok = fill_claim(x, in->claims[i], &x->claim[i], &b);
    chn_buf_free(&b);
    if (!ok)
        return chn_fail_memory(err);
    const chn_merge_input what = {.report = in->report,
                                  .dating = in->dating,
                                  .claims = in->claims,
                                  .n_claims = in->n_claims,
                                  .sentences = in->sentences,
                                  .credits = in->credits,
                                  .n_credits = in->n_credits};
    chn_merge_sketch(r, x->sketch);
    code = chn_merge_summaries(x->a, &what, x->sketch, x->summary, err);
    return code ? code : fill_details(x, err);
}
