/* SPDX-License-Identifier: Apache-2.0 */
/* From a coder's result to the rows of put.c; a report read again. */
#include "base/limits.h"
#include "print/print.h"
#include "store/ready.h"

static uint32_t code_point(void *user, uint32_t byte)
{
    return chn_result_code_point(user, byte);
}

static void record(void *user, chn_buf *b, const chn_claim *c)
{
    chn_print_claim(b, user, c);
}

chn_code chn_store_begin_run(chn_store *s, const chn_engine *e, int64_t when,
                             chn_err *err)
{
    const chn_run_of run = {.name = {chn_version(), chn_engine_data_version(e),
                                     chn_engine_rules_version(e),
                                     chn_engine_model_version(e),
                                     chn_engine_scale(e)},
                            .min_confidence = chn_engine_min_confidence(e),
                            .when = when};
    return chn_store_set_run(s, &run, err);
}

/* A result as put.c takes it; the lists live in `a`. */
static chn_code input_of(chn_arena *a, const chn_result *r, chn_store_input *in,
                         chn_err *err)
{
    const size_t n = chn_result_claim_count(r);
    const size_t n_sent = chn_result_sentence_count(r);
    const chn_claim **claims = CHN_NEW(a, const chn_claim *, n);
    chn_span *sentences = CHN_NEW(a, chn_span, n_sent);
    const size_t n_credits = chn_result_credit_count(r);
    const chn_credit **credits = CHN_NEW(a, const chn_credit *, n_credits);
    if (!claims || !sentences || !credits)
        return chn_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        claims[i] = chn_result_claim(r, i);
    for (size_t i = 0; i < n_sent; i++)
        sentences[i] = chn_result_sentence(r, i);
    for (size_t i = 0; i < n_credits; i++)
        credits[i] = chn_result_credit(r, i);
    union { /* the callbacks only read; C has no cast that says so */
        const chn_result *in;
        void *out;
    } user = {.in = r};
    *in = (chn_store_input){.report = chn_result_report(r),
                            .dating = chn_result_dating(r),
                            .claims = claims,
                            .n_claims = (uint32_t)n,
                            .sentences = sentences,
                            .n_sentences = (uint32_t)n_sent,
                            .credits = credits,
                            .n_credits = (uint32_t)n_credits,
                            .replaced = chn_result_replaced(r),
                            .code_point = code_point,
                            .record = record,
                            .user = user.out};
    return CHN_OK;
}

chn_ready *chn_ready_make(const chn_result *r, chn_err *err)
{
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    chn_ready *x = a ? CHN_NEW(a, chn_ready, 1) : NULL;
    if (!x) {
        chn_arena_free(a);
        (void)chn_fail_memory(err);
        return NULL;
    }
    x->a = a;
    chn_store_input in;
    chn_code code = input_of(a, r, &in, err);
    if (code == CHN_OK)
        code = chn_ready_fill(x, &in, err);
    if (code == CHN_OK)
        return x;
    chn_arena_free(a);
    return NULL;
}

void chn_ready_free(chn_ready *x)
{
    if (x)
        chn_arena_free(x->a); /* it lies in there */
}

chn_code chn_store_add_ready(chn_store *s, const chn_ready *x, chn_added *added,
                             chn_err *err)
{
    return chn_store_put_ready(s, x, added, err);
}

chn_code chn_store_add(chn_store *s, const chn_result *r, chn_added *added,
                       chn_err *err)
{
    chn_store_input in;
    const chn_code code = input_of(s->batch, r, &in, err);
    return code ? code : chn_store_put(s, &in, added, err);
}

chn_code chn_store_add_dated(chn_store *s, const chn_result *r,
                             chn_day published, bool set, chn_err *err)
{
    chn_store_input in;
    chn_added added;
    chn_code code = input_of(s->batch, r, &in, err);
    if (code || !set)
        return code ? code : chn_store_put(s, &in, &added, err);
    /* the row keeps what was given, the reading what was set */
    chn_report report = *in.report;
    chn_dating dating = *chn_result_dating(r);
    report.published = published;
    dating.basis = CHN_DATING_SET;
    in.report = &report;
    in.dating = &dating;
    return chn_store_put(s, &in, &added, err);
}

/* ---- another day ---- */

static const char find_sql[] =
    "SELECT seq, published, publisher, title, url, body, text, day, basis"
    " FROM report WHERE id = ?1";

static chn_code log_redate(chn_store *s, int64_t report, const chn_redated *x,
                           chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(
        s,
        "INSERT INTO redate (report, was, was_basis, day, basis, run)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        err);
    if (!st)
        return CHN_ERR_STORE;
    const char *words[2] = {chn_store_basis_word(x->was_basis),
                            chn_store_basis_word(x->basis)};
    chn_bind b = chn_bind_to(s, st);
    chn_bind_int(&b, report);
    chn_bind_day(&b, x->was);
    chn_bind_str(&b, chn_str_of(words[0]));
    chn_bind_day(&b, x->day);
    chn_bind_str(&b, chn_str_of(words[1]));
    chn_bind_str(&b, chn_str_of(s->run_id));
    const chn_code code = chn_bind_run(&b, "keeping what was set", err);
    (void)sqlite3_finalize(st);
    return code;
}

/* The row is in `st`: read it again with that day and put it back. */
static chn_code read_again(chn_store *s, chn_worker *w, chn_str id, chn_day day,
                           sqlite3_stmt *st, chn_redated *x, chn_err *err)
{
    const int64_t seq = sqlite3_column_int64(st, 0);
    const char *text = sqlite3_column_blob(st, 6);
    if (sqlite3_column_type(st, 6) == SQLITE_NULL)
        return chn_fail(err, CHN_ERR_INPUT,
                        "%s: the store does not keep the text of report "
                        "\"%.*s\", so it cannot be read again; set its date in "
                        "the store that has it, or where the report comes from",
                        s->path, (int)id.n, id.p);
    chn_report r;
    memset(&r, 0, sizeof r);
    r.id = id;
    r.published = day == CHN_DAY_NONE ? chn_col_day(st, 1) : day;
    r.publisher = chn_col_str(st, 2);
    r.title = chn_col_str(st, 3);
    r.url = chn_col_str(st, 4);
    r.body = chn_col_u32(st, 5);
    r.text = chn_str_n(text ? text : "", (size_t)sqlite3_column_bytes(st, 6));
    r.file = r.id;
    chn_result *result = chn_worker_code(w, &r, err);
    if (!result)
        return err && err->code ? err->code : CHN_ERR_INTERNAL;
    chn_dating dating = *chn_result_dating(result);
    if (day != CHN_DAY_NONE)
        dating.basis = CHN_DATING_SET;
    *x = (chn_redated){.was = chn_col_day(st, 7),
                       .day = dating.day,
                       .was_basis = chn_col_dating(st, 8),
                       .basis = dating.basis,
                       .n_claims = (uint32_t)chn_result_claim_count(result)};
    chn_store_input in;
    chn_code code = input_of(s->batch, result, &in, err);
    in.dating = &dating;
    if (code == CHN_OK)
        code = chn_store_replace(s, seq, &in, err);
    if (code == CHN_OK)
        code = log_redate(s, seq, x, err);
    chn_result_free(result);
    return code;
}

chn_code chn_store_redate(chn_store *s, chn_worker *w, const char *report,
                          chn_day day, chn_redated *out, chn_err *err)
{
    if (!s->in_batch)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "%s: no batch is open; begin one first", s->path);
    sqlite3_stmt *st = chn_store_prepare(s, find_sql, err);
    if (!st)
        return CHN_ERR_STORE;
    const chn_str id = chn_str_of(report);
    chn_redated x;
    memset(&x, 0, sizeof x);
    chn_bind b = chn_bind_to(s, st);
    chn_bind_str(&b, id);
    const int row = b.rc == SQLITE_OK
                        ? chn_store_step(s, st, "reading the store", err)
                        : -1;
    chn_code code = CHN_OK;
    if (b.rc != SQLITE_OK)
        code = chn_store_sql_fail(s, b.rc, "reading the store", err);
    else if (row < 0)
        code = CHN_ERR_STORE;
    else if (row == 0)
        code = chn_fail(err, CHN_ERR_INPUT,
                        "%s: no report has the id \"%s\"; see the ids with: "
                        "chancery date -d %s",
                        s->path, report, s->path);
    else
        code = read_again(s, w, id, day, st, &x, err);
    (void)sqlite3_finalize(st);
    if (code == CHN_OK && out)
        *out = x;
    return code;
}
