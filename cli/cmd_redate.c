/* SPDX-License-Identifier: Apache-2.0 */
/* chancery date with a store: the days of its reports, listed or overruled. */
#include "base/arena.h"
#include "cli.h"
#include "expressions.h"
#include "out.h"
#include "wrap.h"

#define LINES_MAX ((size_t)1024 * 1024 * 1024)
#define IDS_MAX ((size_t)64 * 1024 * 1024)

typedef struct redating {
    const chn_args *args;
    chn_term *term;
    bool table;
    chn_out out;
    chn_buf line;
} redating;

static void put_day(chn_buf *b, const char *name, chn_day d)
{
    char z[11];
    chn_day_format(d, z);
    if (d == CHN_DAY_NONE)
        chn_buf_fmt(b, ",\"%s\":null", name);
    else
        chn_buf_fmt(b, ",\"%s\":\"%s\"", name, z);
}

static bool send(redating *c)
{
    chn_buf *b = &c->line;
    if (b->failed)
        return false;
    const bool ok = chn_out_write(&c->out, b->p ? b->p : "", b->n);
    chn_buf_clear(b);
    return ok;
}

/* ---- the list ---- */

static void put_listed(redating *c, const chn_stored_report *r)
{
    chn_buf *b = &c->line;
    if (c->table) {
        chn_buf text;
        chn_buf_init(&text, LINES_MAX);
        chn_text_clean(&text, r->id);
        chn_buf_z(&text, ": ");
        chn_dating_text(&text, &r->dating);
        if (r->dating.basis == CHN_DATING_SET && r->published != CHN_DAY_NONE) {
            char z[11];
            chn_day_format(r->published, z);
            chn_buf_fmt(&text, "; given with it: %s", z);
        }
        chn_wrap_put(b, chn_str_n(text.p ? text.p : "", text.n), c->term->width,
                     4, 0);
        b->failed = b->failed || text.failed;
        chn_buf_free(&text);
        return;
    }
    chn_buf_z(b, "{\"report\":");
    chn_buf_json(b, r->id);
    put_day(b, "date", r->dating.day);
    put_day(b, "from", r->dating.from);
    put_day(b, "to", r->dating.to);
    chn_buf_fmt(b, ",\"basis\":\"%s\",\"confidence\":%d.%02d,\"reasons\":",
                chn_dating_basis_name(r->dating.basis),
                (int)r->dating.confidence_percent / 100,
                (int)r->dating.confidence_percent % 100);
    chn_buf_str(b, r->reasons.n ? r->reasons : chn_str_of("[]"));
    chn_buf_z(b, "}\n");
}

static bool list_one(void *user, const chn_stored_report *r)
{
    redating *c = user;
    put_listed(c, r);
    return send(c);
}

static chn_code list(redating *c, chn_err *err)
{
    chn_store *s = chn_store_open(c->args->store, CHN_STORE_READ, err);
    if (!s)
        return err->code ? err->code : CHN_ERR_STORE;
    const chn_code code = chn_store_reports(s, list_one, c, err);
    chn_store_close(s);
    return code;
}

/* ---- overruling ---- */

static void put_basis(chn_buf *b, chn_day day, chn_dating_basis basis)
{
    static const char *const how[] = {"no date", "given with the report",
                                      "worked out from the text", "set by hand",
                                      "no date, the text contradicts itself"};
    char z[11];
    chn_day_format(day, z);
    if (day != CHN_DAY_NONE)
        chn_buf_fmt(b, "%s, ", z);
    else if (basis == CHN_DATING_INFERRED)
        chn_buf_z(b, "no single day, ");
    chn_buf_z(b, how[basis]);
}

static void put_redated(redating *c, chn_str id, const chn_redated *x)
{
    chn_buf *b = &c->line;
    if (c->table) {
        chn_text_clean(b, id);
        chn_buf_z(b, ": ");
        put_basis(b, x->day, x->basis);
        chn_buf_z(b, "; was ");
        put_basis(b, x->was, x->was_basis);
        chn_buf_fmt(b, "; read again, %u %s\n", (unsigned)x->n_claims,
                    x->n_claims == 1 ? "claim" : "claims");
        return;
    }
    chn_buf_z(b, "{\"report\":");
    chn_buf_json(b, id);
    put_day(b, "date", x->day);
    chn_buf_fmt(b, ",\"basis\":\"%s\"", chn_dating_basis_name(x->basis));
    put_day(b, "was", x->was);
    chn_buf_fmt(b, ",\"was_basis\":\"%s\",\"claims\":%u}\n",
                chn_dating_basis_name(x->was_basis), (unsigned)x->n_claims);
}

/* All of them or none: one batch. */
static chn_code redate_all(redating *c, chn_store *s, chn_worker *w,
                           chn_arena *a, chn_err *err)
{
    const chn_args *args = c->args;
    chn_code code = chn_store_begin(s, err);
    for (size_t i = 0; i < args->n_redates && code == CHN_OK; i++) {
        const chn_redate *d = &args->redates[i];
        const chn_str id = chn_arena_str(a, d->report.p, d->report.n);
        chn_redated x = {CHN_DAY_NONE, CHN_DAY_NONE, CHN_DATING_NONE,
                         CHN_DATING_NONE, 0};
        code = id.p ? chn_store_redate(s, w, id.p, d->day, &x, err)
                    : chn_fail_memory(err);
        if (code == CHN_OK)
            put_redated(c, id, &x);
    }
    if (code == CHN_OK)
        return chn_store_commit(s, err);
    chn_store_rollback(s);
    return code;
}

static chn_code overrule(redating *c, chn_err *err)
{
    chn_engine_options eo;
    chn_engine_options_init(&eo);
    eo.data_dirs = c->args->data;
    eo.n_data_dirs = c->args->n_data;
    eo.cpu = chn_env_cpu();
    chn_arena *a = chn_arena_new(IDS_MAX);
    chn_engine *e = chn_engine_open(&eo, err);
    chn_worker *w = e ? chn_worker_new(e, err) : NULL;
    chn_store *s =
        w && a ? chn_store_open(c->args->store, CHN_STORE_WRITE, err) : NULL;
    chn_code code = CHN_OK;
    if (!a)
        code = chn_fail_memory(err);
    else if (!s)
        code = err->code ? err->code : CHN_ERR_STORE;
    if (code == CHN_OK)
        code = chn_store_begin_run(s, e, 0, err);
    if (code == CHN_OK)
        code = redate_all(c, s, w, a, err);
    if (code == CHN_OK)
        (void)send(c);
    if (code == CHN_OK)
        code = chn_store_finish(s, err);
    else
        chn_store_close(s);
    chn_worker_free(w);
    chn_engine_free(e);
    chn_arena_free(a);
    return code;
}

int chn_cmd_redate(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    redating c = {.args = a, .term = t};
    c.table = a->format == CHN_CHOICE_TABLE ||
              (a->format == CHN_CHOICE_AUTO && t->out_tty && !a->output);
    chn_code code = chn_out_open(&c.out, a->output, &err);
    if (code)
        return chn_exit_say(t, &err);
    chn_buf_init(&c.line, LINES_MAX);
    code = a->n_redates > 0 ? overrule(&c, &err) : list(&c, &err);
    if (code == CHN_OK && c.line.failed)
        code = chn_fail_memory(&err);
    int status = code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
    chn_buf_free(&c.line);
    chn_err end;
    memset(&end, 0, sizeof end);
    if (chn_out_end(&c.out, code == CHN_OK, &end))
        status = chn_exit_say(t, &end);
    return status;
}
