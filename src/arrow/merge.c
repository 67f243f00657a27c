/* SPDX-License-Identifier: Apache-2.0 */
/* Claims in, events out: what runs behind a shuffle. */
#include "arrow/input.h"
#include "arrow/stream.h"
#include "base/alloc.h"
#include "base/jsonview.h"
#include "shard/shard.h"

#define KEY_MAX ((size_t)16 * 1024 * 1024)

enum { IN_KEY, IN_JSON, IN_MERGE, IN_N };
static const chn_input_column in_columns[IN_N] = {
    {"merge_key", NULL, CHN_ASK_STR, true},
    {"json", NULL, CHN_ASK_STR, true},
    {"merge", NULL, CHN_ASK_BYTES, true},
};

enum {
    C_EVENT,
    C_CATEGORY,
    C_MODE,
    C_CAMEO,
    C_STATUS,
    C_DATE_FROM,
    C_DATE_TO,
    C_FIRST_REPORTED,
    C_CLAIMS,
    C_REPORTS,
    C_ORIGINS,
    C_CONFIDENCE,
    C_JSON,
    C_ALL
};
static const chn_column event_columns[] = {
    {"event", CHN_COLUMN_STR, true},
    {"category", CHN_COLUMN_STR, false},
    {"mode", CHN_COLUMN_STR, false},
    {"cameo", CHN_COLUMN_STR, false},
    {"status", CHN_COLUMN_STR, false},
    {"date_from", CHN_COLUMN_DAY, false},
    {"date_to", CHN_COLUMN_DAY, false},
    {"first_reported", CHN_COLUMN_DAY, false},
    {"claims", CHN_COLUMN_U32, true},
    {"reports", CHN_COLUMN_U32, true},
    {"origins", CHN_COLUMN_U32, true},
    {"confidence", CHN_COLUMN_F32, true},
    {"json", CHN_COLUMN_STR, true},
};
_Static_assert(sizeof event_columns / sizeof *event_columns == C_ALL,
               "a name for each column");

typedef struct merging {
    chn_input *in;
    chn_merging *m;
    chn_buf key;  /* of the rows that are gathered, with its NUL */
    chn_buf text; /* a cell with its escapes undone */
    chn_rows *rows;
    bool some, end;
} merging;

static void merging_free(void *user)
{
    merging *x = user;
    chn_input_free(x->in);
    chn_merging_free(x->m);
    chn_buf_free(&x->key);
    chn_buf_free(&x->text);
    chn_free(x);
}

/* ---- an event's row ---- */

static void put_text(merging *x, uint32_t column, chn_str json)
{
    if (json.n == 0)
        return;
    chn_buf_clear(&x->text);
    chn_json_text(&x->text, json);
    chn_rows_str(x->rows, column, chn_str_n(x->text.p, x->text.n));
}

static void put_day(merging *x, uint32_t column, chn_str json)
{
    const chn_day d =
        json.n == 12 ? chn_day_parse(json.p + 1, 10) : CHN_DAY_NONE;
    if (d != CHN_DAY_NONE)
        chn_rows_int(x->rows, column, d);
}

static void put_number(merging *x, uint32_t column, chn_str json)
{
    uint32_t n = 0;
    (void)chn_str_uint(json, UINT32_MAX, &n);
    chn_rows_int(x->rows, column, n);
}

static bool put_event(void *user, const char *p, size_t n)
{
    static const char *const names[] = {
        "event",   "category",     "mode",           "cameo",
        "status",  "date",         "first_reported", "claims",
        "reports", "origin_count", "confidence"};
    merging *x = user;
    chn_str v[sizeof names / sizeof *names];
    const chn_str line = chn_str_n(p, n - 1); /* without its newline */
    chn_json_members(line, names, sizeof names / sizeof *names, v);
    put_text(x, C_EVENT, v[0]);
    put_text(x, C_CATEGORY, v[1]);
    put_text(x, C_MODE, v[2]);
    put_text(x, C_CAMEO, v[3]);
    put_text(x, C_STATUS, v[4]);
    put_day(x, C_DATE_FROM, chn_json_member(v[5], "from"));
    put_day(x, C_DATE_TO, chn_json_member(v[5], "to"));
    put_day(x, C_FIRST_REPORTED, v[6]);
    uint32_t claims = 0;
    chn_str one;
    for (size_t at = 0; chn_json_element(v[7], &at, &one);)
        claims++;
    chn_rows_int(x->rows, C_CLAIMS, claims);
    put_number(x, C_REPORTS, v[8]);
    put_number(x, C_ORIGINS, v[9]);
    double confidence = 0;
    (void)chn_str_double(v[10], &confidence);
    chn_rows_real(x->rows, C_CONFIDENCE, confidence);
    chn_rows_str(x->rows, C_JSON, line);
    chn_rows_end(x->rows);
    return !x->text.failed;
}

/* ---- runs of one key ---- */

static chn_code end_run(merging *x, chn_err *err)
{
    if (!x->some)
        return CHN_OK;
    x->some = false;
    const chn_code code = chn_merging_events(x->m, x->key.p, put_event, x, err);
    return code == CHN_ERR_OUTPUT ? chn_fail_memory(err) : code;
}

static chn_code take_row(merging *x, chn_err *err)
{
    chn_cell c[IN_N];
    for (uint32_t i = 0; i < IN_N; i++) {
        chn_input_cell(x->in, i, &c[i]);
        if (c[i].type == CHN_CELL_BAD)
            return chn_fail(err, CHN_ERR_INPUT,
                            "a cell of the table points outside its column");
    }
    if (c[IN_KEY].type == CHN_CELL_NULL)
        return CHN_OK;
    chn_code code = CHN_OK;
    if (!x->some || !chn_str_is(c[IN_KEY].str, x->key.p)) {
        code = end_run(x, err);
        chn_buf_clear(&x->key);
        chn_buf_str(&x->key, c[IN_KEY].str);
        x->some = true;
        if (code == CHN_OK && (x->key.failed || !x->key.p))
            code = chn_fail_memory(err);
    }
    return code ? code
                : chn_merging_add_packed(x->m, c[IN_JSON].str, c[IN_MERGE].str,
                                         err);
}

static chn_code fill(void *user, chn_rows *rows, chn_err *err)
{
    merging *x = user;
    chn_code code = CHN_OK;
    x->rows = rows;
    while (code == CHN_OK && !x->end &&
           chn_rows_bytes(rows) < CHN_STREAM_BATCH_BYTES / 2) {
        switch (chn_input_next(x->in, err)) {
        case 1:
            code = take_row(x, err);
            break;
        case 0:
            break;
        case -1:
            x->end = true;
            code = end_run(x, err);
            break;
        default:
            code = err->code ? err->code : CHN_ERR_INPUT;
        }
    }
    return code;
}

chn_code chn_merge_stream(const chn_merging_options *o,
                          struct ArrowArrayStream *in,
                          struct ArrowArrayStream *out, chn_err *err)
{
    chn_err local = {CHN_OK, 0, 0, ""};
    merging *x = chn_calloc(1, sizeof *x);
    if (!x)
        return chn_fail_memory(err);
    chn_buf_init(&x->key, KEY_MAX);
    chn_buf_init(&x->text, KEY_MAX);
    x->m = chn_merging_new(o, &local);
    const chn_rows_source source = {.column = event_columns,
                                    .n_columns = C_ALL,
                                    .fill = fill,
                                    .drop = merging_free,
                                    .user = x};
    if (!x->m || chn_rows_stream(&source, out, &local) != CHN_OK) {
        merging_free(x);
    } else {
        /* last, since `in` is the caller's after an error */
        x->in = chn_input_new(in, in_columns, IN_N, &local);
        if (x->in)
            return CHN_OK;
        out->release(out);
    }
    if (err)
        *err = local;
    return local.code ? local.code : CHN_ERR_INTERNAL;
}
