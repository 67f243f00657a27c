/* SPDX-License-Identifier: Apache-2.0 */
/* chancery why: a claim's report is read again, and what led to the claim is
 * printed. */
#include "base/arena.h"
#include "base/jsonview.h"
#include "cli.h"
#include "explained.h"
#include "source.h"

#define TEXT_MAX ((size_t)1024 * 1024 * 1024)
#define ARENA_MAX ((size_t)256 * 1024 * 1024)
#define ID_MAX 64u
#define PREFIX_MIN 5u

typedef struct asking {
    const chn_args *args;
    const chn_term *term;
    chn_arena *arena;
    chn_buf out;
    /* the claim and its report, in `arena` */
    chn_report report;
    chn_str claim;
    bool no_text;
    uint32_t found; /* claims that the id fits */
    chn_code code;
    chn_err *err;
} asking;

static chn_str keep(asking *q, chn_str s)
{
    const chn_str own = chn_arena_str(q->arena, s.p ? s.p : "", s.n);
    if (!own.p)
        q->code = chn_fail_memory(q->err);
    return own.p ? own : chn_str_n("", 0);
}

static void keep_report(asking *q, const chn_report *r)
{
    q->report.id = keep(q, r->id);
    q->report.publisher = keep(q, r->publisher);
    q->report.title = keep(q, r->title);
    q->report.url = keep(q, r->url);
    q->report.text = keep(q, r->text);
    q->report.file = keep(q, r->file);
    q->report.published = r->published;
    q->report.body = r->body;
    q->report.line = r->line;
}

/* ---- where the report is ---- */

static void from_view(void *user, const chn_claim_view *v)
{
    asking *q = user;
    const chn_report r = {.id = v->report,
                          .publisher = v->publisher,
                          .title = v->title,
                          .url = v->url,
                          .text = v->report_text,
                          .file = v->report,
                          .published = v->dating.basis == CHN_DATING_SET
                                           ? v->dating.day
                                           : v->published,
                          .body = v->report_body};
    chn_buf id;
    chn_buf_init(&id, ID_MAX);
    chn_json_text(&id, chn_json_member(v->json, "claim"));
    keep_report(q, &r);
    q->claim = keep(q, chn_str_n(id.p ? id.p : "", id.n));
    q->no_text = v->report_text.n == 0;
    q->found = 1;
    chn_buf_free(&id);
}

static chn_code find_in_store(asking *q)
{
    chn_store *s = chn_store_open(q->args->store, CHN_STORE_READ, q->err);
    if (!s)
        return q->err->code ? q->err->code : CHN_ERR_STORE;
    chn_code code =
        chn_store_show(s, q->args->operands[0], from_view, q, q->err);
    chn_store_close(s);
    if (code == CHN_OK)
        code = q->code;
    if (code == CHN_OK && q->no_text)
        code = chn_fail(q->err, CHN_ERR_INPUT,
                        "%s: the store does not keep the text of report "
                        "\"%.*s\"; name its file behind the claim: chancery "
                        "why %.*s PATH",
                        q->args->store, (int)q->report.id.n, q->report.id.p,
                        (int)q->claim.n, q->claim.p);
    return code;
}

static bool fits(chn_str id, const char *asked)
{
    const size_t n = strlen(asked);
    return n >= PREFIX_MIN && id.n >= n && memcmp(id.p, asked, n) == 0;
}

static bool look_into(void *user, chn_job *job)
{
    asking *q = user;
    const chn_result *r = job->result;
    for (size_t i = 0; !job->failed && i < chn_result_claim_count(r); i++) {
        const chn_claim *c = chn_result_claim(r, i);
        if (!fits(c->id, q->args->operands[0]))
            continue;
        if (q->found++ == 0) {
            keep_report(q, &job->report);
            q->claim = keep(q, c->id);
        }
    }
    return q->code == CHN_OK;
}

static chn_code find_in_paths(asking *q)
{
    chn_args paths = *q->args;
    const char *asked = q->args->operands[0];
    chn_source s;
    paths.operands++;
    paths.n_operands--;
    chn_code code = chn_source_open(&s, &paths, q->err);
    const chn_pool_options po = {
        .engine = s.engine, .reader = s.reader, .emit = look_into, .user = q};
    if (code == CHN_OK)
        code = chn_pool_run(s.pool, &po, q->err);
    chn_source_close(&s);
    if (code == CHN_OK)
        code = q->code;
    if (code != CHN_OK || q->found == 1)
        return code;
    if (strlen(asked) < PREFIX_MIN)
        return chn_fail(q->err, CHN_ERR_INPUT,
                        "\"%s\" is too short; give at least %u characters of "
                        "the claim's id",
                        asked, PREFIX_MIN);
    if (q->found == 0)
        return chn_fail(q->err, CHN_ERR_INPUT,
                        "no claim of these reports has the id \"%s\"; ids are "
                        "those of chancery code",
                        asked);
    return chn_fail(q->err, CHN_ERR_INPUT,
                    "%u claims begin with \"%s\"; give more of the id",
                    (unsigned)q->found, asked);
}

/* ---- the answer ---- */

/* Read the report's sentence with the claim again. */
static chn_explained *explain(asking *q, chn_worker *w, uint32_t *at)
{
    chn_explain_options o;
    chn_explain_options_init(&o);
    chn_result *r = chn_worker_code(w, &q->report, q->err);
    for (size_t i = 0; r && i < chn_result_claim_count(r); i++) {
        const chn_claim *c = chn_result_claim(r, i);
        if (chn_str_eq(c->id, q->claim))
            o.sentence = c->sentence + 1;
    }
    if (r && o.sentence == 0)
        chn_fail(q->err, CHN_ERR_INPUT,
                 "this chancery does not find claim %.*s in report \"%.*s\" "
                 "any more: the store was made with other tables, rules or "
                 "another model; see \"chancery show\" for what it says, and "
                 "\"chancery explain\" for how the sentence is read now",
                 (int)q->claim.n, q->claim.p, (int)q->report.id.n,
                 q->report.id.p);
    const bool there = r && o.sentence > 0;
    chn_result_free(r);
    chn_explained *x =
        there ? chn_worker_explain(w, &q->report, &o, q->err) : NULL;
    for (uint32_t i = 0; x && i < chn_explained_claim_count(x); i++)
        if (chn_str_eq(chn_explained_claim_at(x, i)->claim->id, q->claim))
            *at = i;
    return x;
}

static chn_code answer(asking *q)
{
    uint32_t at = CHN_EXPLAINED_NONE;
    chn_engine *e = chn_engine_of(q->args, q->err);
    chn_worker *w = e ? chn_worker_new(e, q->err) : NULL;
    chn_explained *x = w ? explain(q, w, &at) : NULL;
    chn_code code = x ? CHN_OK : q->err->code ? q->err->code : CHN_ERR_INTERNAL;
    if (x && q->args->format == CHN_CHOICE_JSONL)
        code = chn_explained_put_json(&q->out, x, q->err);
    else if (x)
        code =
            chn_explained_put(&q->out, x, at, q->args->ascii, q->term, q->err);
    chn_explained_free(x);
    chn_worker_free(w);
    chn_engine_free(e);
    return code;
}

int chn_cmd_why(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    asking q = {.args = a, .term = t, .err = &err};
    chn_buf_init(&q.out, TEXT_MAX);
    q.arena = chn_arena_new(ARENA_MAX);
    chn_code code = q.arena ? CHN_OK : chn_fail_memory(&err);
    if (code == CHN_OK)
        code = a->n_operands > 1 ? find_in_paths(&q) : find_in_store(&q);
    if (code == CHN_OK)
        code = answer(&q);
    chn_arena_free(q.arena);
    return chn_explained_out(&q.out, code, &err, t);
}
