/* SPDX-License-Identifier: Apache-2.0 */
/* A claim as a flat row. The order of columns and their names are part of the
 * format; docs/python.md describes them. */
#include "arrow/claims.h"

#include <chancery/dating.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "merge/summary.h"
#include "print/names.h"
#include "print/print.h"
#include "shard/shard.h"

#define LINE_MAX_BYTES ((size_t)256 * 1024 * 1024)

enum {
    C_REPORT,
    C_OUTCOME,
    C_ERROR_CODE,
    C_ERROR_MESSAGE,
    C_PUBLISHER,
    C_TITLE,
    C_URL,
    C_PUBLISHED,
    C_PUBLISHED_BASIS,
    C_CLAIM,
    C_CATEGORY,
    C_MODE,
    C_CAMEO,
    C_CONTEXTS,
    C_QUAD,
    C_GOLDSTEIN,
    C_SOURCE,
    C_SOURCE_CODE,
    C_SOURCE_ID,
    C_SOURCE_TEXT,
    C_TARGET,
    C_TARGET_CODE,
    C_TARGET_ID,
    C_TARGET_TEXT,
    C_SYMMETRIC,
    C_STATUS,
    C_DATE,
    C_DATE_FROM,
    C_DATE_TO,
    C_PRECISION,
    C_BASIS,
    C_DATE_TEXT,
    C_ORIGIN,
    C_VOICE,
    C_PLACE,
    C_PLACE_COUNTRY,
    C_LAT,
    C_LON,
    C_OCCASION,
    C_QUOTE,
    C_SPEAKER,
    C_TRIGGER,
    C_RULE,
    C_CONFIDENCE,
    C_FLAGS,
    C_SENTENCE,
    C_SENTENCE_INDEX,
    C_SPANS, /* pairs: sentence, trigger, source, target, date, place, quote */
    C_JSON = C_SPANS + 14,
    C_PLAIN, /* how many without those for merging */
    C_MERGE_KEY = C_PLAIN,
    C_MERGE_FROM,
    C_MERGE_TO,
    C_TELLING,
    C_MERGE_KEYS,
    C_MERGE,
    C_ALL
};

#define SPAN(what)                                                             \
    {what "_byte_start", CHN_COLUMN_U32, false},                               \
    {                                                                          \
        what "_byte_end", CHN_COLUMN_U32, false                                \
    }

const chn_column chn_claim_columns[] = {
    {"report", CHN_COLUMN_STR, false},
    {"outcome", CHN_COLUMN_STR, true},
    {"error_code", CHN_COLUMN_STR, false},
    {"error_message", CHN_COLUMN_STR, false},
    {"publisher", CHN_COLUMN_STR, false},
    {"title", CHN_COLUMN_STR, false},
    {"url", CHN_COLUMN_STR, false},
    {"published", CHN_COLUMN_DAY, false},
    {"published_basis", CHN_COLUMN_STR, false},
    {"claim", CHN_COLUMN_STR, false},
    {"category", CHN_COLUMN_STR, false},
    {"mode", CHN_COLUMN_STR, false},
    {"cameo", CHN_COLUMN_STR, false},
    {"contexts", CHN_COLUMN_STRS, false},
    {"quad", CHN_COLUMN_I32, false},
    {"goldstein", CHN_COLUMN_F32, false},
    {"source", CHN_COLUMN_STR, false},
    {"source_code", CHN_COLUMN_STR, false},
    {"source_id", CHN_COLUMN_STRS, false},
    {"source_text", CHN_COLUMN_STR, false},
    {"target", CHN_COLUMN_STR, false},
    {"target_code", CHN_COLUMN_STR, false},
    {"target_id", CHN_COLUMN_STRS, false},
    {"target_text", CHN_COLUMN_STR, false},
    {"symmetric", CHN_COLUMN_BOOL, false},
    {"status", CHN_COLUMN_STR, false},
    {"date", CHN_COLUMN_STR, false},
    {"date_from", CHN_COLUMN_DAY, false},
    {"date_to", CHN_COLUMN_DAY, false},
    {"precision", CHN_COLUMN_STR, false},
    {"basis", CHN_COLUMN_STR, false},
    {"date_text", CHN_COLUMN_STR, false},
    {"origin", CHN_COLUMN_STR, false},
    {"voice", CHN_COLUMN_STRS, false},
    {"place", CHN_COLUMN_STR, false},
    {"place_country", CHN_COLUMN_STR, false},
    {"lat", CHN_COLUMN_F64, false},
    {"lon", CHN_COLUMN_F64, false},
    {"occasion", CHN_COLUMN_STR, false},
    {"quote", CHN_COLUMN_STR, false},
    {"speaker", CHN_COLUMN_STR, false},
    {"trigger", CHN_COLUMN_STR, false},
    {"rule", CHN_COLUMN_STR, false},
    {"confidence", CHN_COLUMN_F32, false},
    {"flags", CHN_COLUMN_STRS, false},
    {"sentence", CHN_COLUMN_STR, false},
    {"sentence_index", CHN_COLUMN_U32, false},
    SPAN("sentence"),
    SPAN("trigger"),
    SPAN("source"),
    SPAN("target"),
    SPAN("date"),
    SPAN("place"),
    SPAN("quote"),
    {"json", CHN_COLUMN_STR, false},
    {"merge_key", CHN_COLUMN_STR, false},
    {"merge_from", CHN_COLUMN_DAY, false},
    {"merge_to", CHN_COLUMN_DAY, false},
    {"telling", CHN_COLUMN_STR, false},
    {"merge_keys", CHN_COLUMN_STRS, false},
    {"merge", CHN_COLUMN_BYTES, false},
};
_Static_assert(sizeof chn_claim_columns / sizeof *chn_claim_columns == C_ALL,
               "a name for each column");

uint32_t chn_claim_column_count(bool merge)
{
    return merge ? C_ALL : C_PLAIN;
}

/* ---- cells ---- */

/* Arrow's strings are UTF-8; a report's bytes need not be. */
static void str(chn_rows *rows, uint32_t column, chn_str s)
{
    if (s.n == 0)
        return; /* null */
    if (chn_utf8_check(s.p, s.n) == s.n) {
        chn_rows_str(rows, column, s);
        return;
    }
    chn_buf b;
    chn_buf_init(&b, LINE_MAX_BYTES);
    uint32_t len = 1;
    for (size_t i = 0; i < s.n; i += len) {
        if (chn_utf8_next(s.p + i, s.n - i, &len) == CHN_UTF8_BAD)
            chn_buf_z(&b, "\xEF\xBF\xBD");
        else
            chn_buf_put(&b, s.p + i, len);
    }
    chn_rows_str(rows, column, chn_str_n(b.p ? b.p : "", b.n));
    chn_buf_free(&b);
}

static void word(chn_rows *rows, uint32_t column, const char *z)
{
    str(rows, column, chn_str_of(z));
}

static void day(chn_rows *rows, uint32_t column, chn_day d)
{
    if (d != CHN_DAY_NONE)
        chn_rows_int(rows, column, d);
}

static void span(chn_rows *rows, uint32_t pair, chn_span s)
{
    if (s.to == 0)
        return;
    chn_rows_int(rows, C_SPANS + 2 * pair, s.from);
    chn_rows_int(rows, C_SPANS + 2 * pair + 1, s.to);
}

static void strs(chn_rows *rows, uint32_t column, const chn_str *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        chn_rows_item(rows, column, s[i]);
    chn_rows_list(rows, column);
}

static void from_buf(chn_rows *rows, uint32_t column, chn_buf *b)
{
    str(rows, column, chn_str_n(b->p, b->n));
    b->n = 0;
}

/* Columns of a side: names, codes, ids, words. */
static void side(chn_claim_rows *x, chn_rows *rows, uint32_t column,
                 const chn_actor *a, uint32_t n)
{
    chn_buf *b = &x->packed;
    chn_put_actor_names(b, a, n);
    from_buf(rows, column, b);
    chn_put_actor_codes(b, a, n);
    from_buf(rows, column + 1, b);
    for (uint32_t i = 0; i < n; i++)
        if (a[i].id.n)
            chn_rows_item(rows, column + 2, a[i].id);
    chn_rows_list(rows, column + 2);
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            chn_buf_z(b, ", ");
        chn_buf_str(b, a[i].text);
    }
    from_buf(rows, column + 3, b);
}

/* ---- rows ---- */

static void put_report(chn_rows *rows, const chn_report *r)
{
    str(rows, C_REPORT, r->id);
    str(rows, C_PUBLISHER, r->publisher);
    str(rows, C_TITLE, r->title);
    str(rows, C_URL, r->url);
}

static void put_dating(chn_rows *rows, const chn_result *r)
{
    const chn_dating *d = chn_result_dating(r);
    day(rows, C_PUBLISHED, chn_merge_day(chn_result_report(r), d));
    word(rows, C_PUBLISHED_BASIS, chn_dating_basis_name(d->basis));
}

void chn_claim_rows_error(chn_rows *rows, const chn_report *r,
                          const chn_err *why)
{
    put_report(rows, r);
    day(rows, C_PUBLISHED, r->published);
    word(rows, C_OUTCOME, "error");
    word(rows, C_ERROR_CODE, chn_code_name(why->code));
    word(rows, C_ERROR_MESSAGE, why->text);
    chn_rows_end(rows);
}

static void put_act(chn_rows *rows, const chn_claim *c)
{
    str(rows, C_CLAIM, c->id);
    str(rows, C_CATEGORY, c->category);
    str(rows, C_MODE, c->mode);
    str(rows, C_CAMEO, c->cameo);
    strs(rows, C_CONTEXTS, c->contexts, c->n_contexts);
    if (c->quad)
        chn_rows_int(rows, C_QUAD, c->quad);
    chn_rows_real(rows, C_GOLDSTEIN, c->goldstein_tenth / 10.0);
    chn_rows_int(rows, C_SYMMETRIC, c->symmetric);
    word(rows, C_STATUS, chn_name_status(c->status));
    str(rows, C_TRIGGER, c->trigger);
    str(rows, C_RULE, c->rule);
    chn_rows_real(rows, C_CONFIDENCE, c->confidence_percent / 100.0);
    strs(rows, C_FLAGS, c->flags, c->n_flags);
    str(rows, C_ORIGIN, chn_merge_origin(c));
    for (uint32_t i = 0; i < c->n_voice; i++)
        chn_rows_item(rows, C_VOICE, c->voice[i].name);
    chn_rows_list(rows, C_VOICE);
}

static void put_date(chn_claim_rows *x, chn_rows *rows, const chn_date *d)
{
    chn_put_date_value(&x->packed, d);
    from_buf(rows, C_DATE, &x->packed);
    day(rows, C_DATE_FROM, d->from);
    day(rows, C_DATE_TO, d->to);
    word(rows, C_PRECISION, chn_name_precision(d->precision));
    word(rows, C_BASIS, chn_name_basis(d->basis));
    str(rows, C_DATE_TEXT, d->text);
}

static void put_scene(chn_rows *rows, const chn_claim *c)
{
    if (c->has_place) {
        str(rows, C_PLACE, c->place.name);
        str(rows, C_PLACE_COUNTRY, c->place.country);
        span(rows, 5, c->place.span);
        if (c->place.has_point) {
            chn_rows_real(rows, C_LAT, c->place.lat);
            chn_rows_real(rows, C_LON, c->place.lon);
        }
    }
    if (c->has_occasion)
        str(rows, C_OCCASION, c->occasion.name);
    if (c->has_quote) {
        str(rows, C_QUOTE, c->quote.text);
        str(rows, C_SPEAKER, c->quote.speaker);
        span(rows, 6, c->quote.span);
    }
}

static chn_str sentence_of(const chn_result *r, const chn_claim *c)
{
    const chn_str text = chn_result_report(r)->text;
    const chn_span s = c->sentence_span;
    return chn_str_n(text.p + s.from, s.to - s.from);
}

static void put_claim(chn_claim_rows *x, chn_rows *rows, const chn_claim *c)
{
    put_report(rows, chn_result_report(x->result));
    put_dating(rows, x->result);
    word(rows, C_OUTCOME, "claim");
    put_act(rows, c);
    side(x, rows, C_SOURCE, c->source, c->n_source);
    side(x, rows, C_TARGET, c->target, c->n_target);
    put_date(x, rows, &c->date);
    put_scene(rows, c);
    str(rows, C_SENTENCE, sentence_of(x->result, c));
    chn_rows_int(rows, C_SENTENCE_INDEX, c->sentence);
    span(rows, 0, c->sentence_span);
    span(rows, 1, c->trigger_span);
    if (c->n_source)
        span(rows, 2, c->source[0].span);
    if (c->n_target)
        span(rows, 3, c->target[0].span);
    span(rows, 4, c->date.span);
    chn_rows_str(rows, C_JSON, chn_str_n(x->line.p, x->line.n));
}

static bool put_key(void *user, chn_str key)
{
    chn_rows_item(user, C_MERGE_KEYS, key);
    return true;
}

static void put_merge(chn_claim_rows *x, chn_rows *rows,
                      const chn_merge_claim *m)
{
    str(rows, C_MERGE_KEY, m->block);
    if (m->block.n) {
        day(rows, C_MERGE_FROM, m->reach_from);
        day(rows, C_MERGE_TO, m->reach_to);
    }
    str(rows, C_TELLING, m->telling);
    chn_merge_pack(&x->packed, m);
    chn_rows_str(rows, C_MERGE, chn_str_n(x->packed.p, x->packed.n));
    chn_buf_clear(&x->packed);
    chn_err none; /* put_key never stops; no memory is told by `packed` */
    (void)chn_merging_keys_of(m, &x->merging, &x->packed, put_key, rows, &none);
    chn_rows_list(rows, C_MERGE_KEYS);
}

/* No less than the bytes of the row that the line in x->line makes: a field of
 * the claim stands in it and once more, in a column. */
static size_t row_size(const chn_claim_rows *x, const chn_claim *c)
{
    const chn_report *r = chn_result_report(x->result);
    return 3 * x->line.n + sentence_of(x->result, c).n * 3 + r->publisher.n +
           r->title.n + r->url.n + r->id.n + (x->merge ? 3 * x->line.n : 0) +
           2048;
}

/* ---- a result ---- */

chn_code chn_claim_rows_init(chn_claim_rows *x, const chn_stream_options *o,
                             chn_err *err)
{
    chn_merging_options_init(&x->merging);
    *x = (chn_claim_rows){.merge = o->merge,
                          .merging = o->merging ? *o->merging : x->merging,
                          .none_rows = o->none_rows,
                          .most = o->batch_rows,
                          .arena = chn_arena_new(CHN_ARENA_MAX)};
    chn_buf_init(&x->line, LINE_MAX_BYTES);
    chn_buf_init(&x->packed, LINE_MAX_BYTES);
    return x->arena ? CHN_OK : chn_fail_memory(err);
}

void chn_claim_rows_free(chn_claim_rows *x)
{
    chn_arena_free(x->arena);
    chn_buf_free(&x->line);
    chn_buf_free(&x->packed);
}

chn_code chn_claim_rows_open(chn_claim_rows *x, const chn_result *r,
                             chn_err *err)
{
    chn_arena_reset(x->arena);
    x->result = r;
    x->next = 0;
    if (!x->merge)
        return CHN_OK;
    chn_merge_claim *m = NULL;
    const chn_code code = chn_line_summaries(x->arena, r, &m, err);
    x->summary = m;
    return code;
}

static bool full(const chn_claim_rows *x, const chn_rows *rows, size_t more)
{
    const uint32_t n = chn_rows_count(rows);
    return n > 0 && (chn_rows_bytes(rows) + more > CHN_STREAM_BATCH_BYTES ||
                     (x->most && n >= x->most));
}

static void put_none(const chn_claim_rows *x, chn_rows *rows)
{
    put_report(rows, chn_result_report(x->result));
    put_dating(rows, x->result);
    word(rows, C_OUTCOME, "none");
    chn_rows_end(rows);
}

chn_code chn_claim_rows_add(chn_claim_rows *x, chn_rows *rows, bool *is_full,
                            chn_err *err)
{
    const size_t n = chn_result_claim_count(x->result);
    const chn_merge_claim *m = x->summary;
    *is_full = false;
    if (n == 0 && x->none_rows) {
        *is_full = full(x, rows, 4096);
        if (*is_full)
            return CHN_OK;
        put_none(x, rows);
    }
    while (x->next < n) {
        const chn_claim *c = chn_result_claim(x->result, x->next);
        chn_buf_clear(&x->line);
        chn_buf_clear(&x->packed);
        chn_print_claim(&x->line, x->result, c);
        *is_full = full(x, rows, row_size(x, c));
        if (*is_full)
            return CHN_OK;
        put_claim(x, rows, c);
        if (x->merge)
            put_merge(x, rows, &m[x->next]);
        if (x->line.failed || x->packed.failed)
            return chn_fail_memory(err);
        chn_rows_end(rows);
        x->next++;
    }
    x->result = NULL;
    return CHN_OK;
}
