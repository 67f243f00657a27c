/* SPDX-License-Identifier: Apache-2.0 */
/* Reports in, claims out: the two public streams. */
#include <inttypes.h>

#include "arrow/claims.h"
#include "arrow/input.h"
#include "arrow/stream.h"
#include "base/alloc.h"
#include "read/read.h"

enum { IN_TEXT, IN_ID, IN_DATE, IN_PUBLISHER, IN_URL, IN_TITLE, IN_N };
static const chn_input_column in_columns[IN_N] = {
    {"text", NULL, CHN_ASK_STR, true},
    {"id", NULL, CHN_ASK_NAME, false},
    {"date", NULL, CHN_ASK_DATE, false},
    {"publisher", "outlet", CHN_ASK_STR, false},
    {"url", NULL, CHN_ASK_STR, false},
    {"title", NULL, CHN_ASK_STR, false},
};

/* Where results come from, and the rows that they become. */
typedef struct coding {
    chn_stream_options options;
    chn_claim_rows rows;
    /* from a table */
    chn_input *in;
    chn_worker *worker;
    chn_result *result; /* the open one */
    /* an error whose row waits for room */
    bool waits;
    chn_err why;
    chn_cell cell[IN_N]; /* of the last row read */
    chn_report report;
    char id[CHN_REPORT_ID_LEN];
    /* from results */
    const chn_result **results;
    size_t n, at;
} coding;

static void coding_free(void *user)
{
    coding *c = user;
    const chn_stream_options o = c->options;
    chn_result_free(c->result);
    chn_claim_rows_free(&c->rows);
    chn_input_free(c->in);
    chn_worker_free(c->worker);
    chn_free(c->results);
    chn_free(c);
    if (o.done)
        o.done(o.user);
}

void chn_stream_options_init(chn_stream_options *o)
{
    memset(o, 0, sizeof *o);
    o->size = sizeof *o;
    o->error_rows = true;
}

/* ---- a row of the table ---- */

static chn_code fail_row(const coding *c, chn_code code, const char *what,
                         chn_err *err)
{
    return chn_fail(err, code, "row %" PRIu64 " of the table: %s",
                    chn_input_row(c->in), what);
}

static chn_code read_date(const coding *c, chn_day *day, chn_err *err)
{
    const chn_cell *cell = &c->cell[IN_DATE];
    bool form = true;
    chn_err e;
    *day = cell->day;
    if (cell->type == CHN_CELL_BAD)
        return fail_row(c, CHN_ERR_DATE,
                        "its date lies outside the years 0 to 9999; correct it",
                        err);
    if (cell->type != CHN_CELL_STR || cell->str.n == 0)
        return CHN_OK;
    *day = chn_date_field(cell->str, &form);
    if (*day != CHN_DAY_NONE)
        return CHN_OK;
    (void)chn_fail(&e, CHN_ERR_DATE,
                   form ? "the day \"%s\" does not exist; correct the date"
                        : "the date \"%s\" has not the form YYYY-MM-DD; "
                          "rewrite it",
                   chn_show_value(cell->str).text);
    return fail_row(c, CHN_ERR_DATE, e.text, err);
}

static chn_code read_report(coding *c, chn_err *err)
{
    chn_report *r = &c->report;
    memset(r, 0, sizeof *r);
    r->published = CHN_DAY_NONE;
    for (uint32_t i = 0; i < IN_N; i++)
        chn_input_cell(c->in, i, &c->cell[i]);
    r->id = c->cell[IN_ID].str;
    r->publisher = c->cell[IN_PUBLISHER].str;
    r->url = c->cell[IN_URL].str;
    r->title = c->cell[IN_TITLE].str;
    r->text = c->cell[IN_TEXT].str;
    r->file = chn_str_of("");
    r->line = chn_input_row(c->in);
    for (uint32_t i = 0; i < IN_N; i++)
        if (c->cell[i].type == CHN_CELL_BAD && i != IN_DATE)
            return fail_row(c, CHN_ERR_INPUT,
                            "a cell points outside its column; report this to "
                            "whoever made the table",
                            err);
    chn_code code = read_date(c, &r->published, err);
    chn_err e;
    if (code == CHN_OK && chn_report_complete(r, c->id, &e) != CHN_OK)
        code = fail_row(c, e.code, e.text, err);
    return code;
}

/* An error of one report, and not of the coder. */
static bool of_report(chn_code code)
{
    return code != CHN_ERR_MEMORY && code != CHN_ERR_INTERNAL;
}

/* Code the row that was read. */
static chn_code code_row(coding *c, chn_err *err)
{
    chn_code code = read_report(c, &c->why);
    if (code == CHN_OK) {
        c->result = chn_worker_code(c->worker, &c->report, &c->why);
        if (c->result)
            return chn_claim_rows_open(&c->rows, c->result, err);
        code = c->why.code ? c->why.code : CHN_ERR_INTERNAL;
    }
    if (!of_report(code)) {
        *err = c->why;
        return code;
    }
    c->waits = c->options.error_rows;
    return CHN_OK;
}

/* The next result or error. *end: there is none. *pause: what there is should
 * be handed out before more of the input is asked for. */
static chn_code next_of_table(coding *c, bool *end, bool *pause, chn_err *err)
{
    chn_result_free(c->result);
    c->result = NULL;
    switch (chn_input_next(c->in, err)) {
    case 1:
        return code_row(c, err);
    case 0:
        *pause = true;
        return CHN_OK;
    case -1:
        *end = true;
        return CHN_OK;
    default:
        return err->code ? err->code : CHN_ERR_INPUT;
    }
}

static chn_code next_result(coding *c, bool *end, bool *pause, chn_err *err)
{
    if (c->in)
        return next_of_table(c, end, pause, err);
    *end = c->at == c->n;
    return *end ? CHN_OK
                : chn_claim_rows_open(&c->rows, c->results[c->at++], err);
}

static chn_code fill(void *user, chn_rows *rows, chn_err *err)
{
    coding *c = user;
    bool end = false;
    bool full = false;
    chn_code code = CHN_OK;
    while (code == CHN_OK && !end && !full) {
        bool pause = false;
        if (c->rows.result) {
            code = chn_claim_rows_add(&c->rows, rows, &full, err);
        } else if (c->waits) {
            chn_claim_rows_error(rows, &c->report, &c->why);
            c->waits = false;
        } else {
            code = next_result(c, &end, &pause, err);
        }
        const uint32_t n = chn_rows_count(rows);
        full = full || (pause && n > 0) ||
               (c->options.batch_rows && n >= c->options.batch_rows) ||
               chn_rows_bytes(rows) > CHN_STREAM_BATCH_BYTES - 8192;
    }
    return code;
}

/* ---- the public calls ---- */

static coding *coding_new(const chn_stream_options *o, chn_err *err)
{
    coding *c = chn_calloc(1, sizeof *c);
    if (!c) {
        chn_fail_memory(err);
        return NULL;
    }
    chn_stream_options_init(&c->options);
    if (o)
        c->options = *o;
    if (chn_claim_rows_init(&c->rows, &c->options, err) != CHN_OK) {
        c->options.done = NULL;
        coding_free(c);
        return NULL;
    }
    return c;
}

static chn_code begin(coding *c, struct ArrowArrayStream *out, chn_err *err)
{
    const chn_rows_source source = {
        .column = chn_claim_columns,
        .n_columns = chn_claim_column_count(c->options.merge),
        .fill = fill,
        .drop = coding_free,
        .user = c};
    return chn_rows_stream(&source, out, err);
}

/* Nothing was made: the caller's `done` is called all the same. */
static chn_code give_up(coding *c, const chn_stream_options *o,
                        const chn_err *why, chn_err *err)
{
    if (c)
        coding_free(c);
    else if (o && o->done)
        o->done(o->user);
    if (err)
        *err = *why;
    return why->code ? why->code : CHN_ERR_INTERNAL;
}

chn_code chn_code_stream(const chn_engine *e, const chn_stream_options *o,
                         struct ArrowArrayStream *in,
                         struct ArrowArrayStream *out, chn_err *err)
{
    chn_err local = {CHN_OK, 0, 0, ""};
    coding *c = coding_new(o, &local);
    if (c)
        c->worker = chn_worker_new(e, &local);
    if (!c || !c->worker || begin(c, out, &local) != CHN_OK)
        return give_up(c, o, &local, err);
    /* last, since `in` is the caller's after an error */
    c->in = chn_input_new(in, in_columns, IN_N, &local);
    if (c->in)
        return CHN_OK;
    out->release(out);
    if (err)
        *err = local;
    return local.code;
}

chn_code chn_result_stream(const chn_result *const *results, size_t n,
                           const chn_stream_options *o,
                           struct ArrowArrayStream *out, chn_err *err)
{
    chn_err local = {CHN_OK, 0, 0, ""};
    coding *c = coding_new(o, &local);
    if (c) {
        c->results = chn_calloc(n ? n : 1, sizeof *c->results);
        c->n = n;
        if (!c->results)
            (void)chn_fail_memory(&local);
    }
    if (c && c->results) {
        if (n)
            memcpy(c->results, results, n * sizeof *results);
        if (begin(c, out, &local) == CHN_OK)
            return CHN_OK;
    }
    return give_up(c, o, &local, err);
}
