/* SPDX-License-Identifier: Apache-2.0 */
/* An event of a listing as a line of JSON or CSV. Order of fields and form of
 * numbers are part of the format; docs/api/openapi.json has the JSON. */
#include <chancery/store.h>

#include "print/names.h"
#include "print/print.h"

#define LINE_MAX_BYTES ((size_t)64 * 1024 * 1024)

static void member(chn_buf *b, const char *name, chn_str value)
{
    chn_buf_fmt(b, ",\"%s\":", name);
    if (value.n > 0)
        chn_buf_json(b, value);
    else
        chn_buf_z(b, "null");
}

static void put_day(chn_buf *b, const char *before, chn_day d)
{
    char text[11];
    chn_buf_z(b, before);
    if (d == CHN_DAY_NONE) {
        chn_buf_z(b, "null");
        return;
    }
    chn_day_format(d, text);
    chn_buf_fmt(b, "\"%s\"", text);
}

static chn_date date_of(const chn_event_row *r)
{
    return (chn_date){.from = r->from,
                      .to = r->to,
                      .precision = r->precision,
                      .basis = r->basis};
}

static void put_json(chn_buf *b, const chn_event_row *r)
{
    const chn_date date = date_of(r);
    chn_buf_z(b, "{\"event\":");
    chn_buf_json(b, r->id);
    chn_buf_z(b, ",\"date\":{\"value\":\"");
    const size_t at = b->n;
    chn_put_date_value(b, &date);
    if (b->n > at) {
        chn_buf_char(b, '"');
    } else if (at) {
        b->n--; /* the quote */
        chn_buf_z(b, "null");
    }
    put_day(b, ",\"from\":", r->from);
    put_day(b, ",\"to\":", r->to);
    chn_buf_fmt(b, ",\"precision\":\"%s\",\"basis\":\"%s\"}",
                chn_name_precision(r->precision), chn_name_basis(r->basis));
    member(b, "category", r->category);
    member(b, "mode", r->mode);
    member(b, "cameo", r->cameo);
    member(b, "status", r->status);
    member(b, "source", r->source);
    member(b, "source_code", r->source_code);
    member(b, "target", r->target);
    member(b, "target_code", r->target_code);
    chn_buf_fmt(b, ",\"symmetric\":%s", r->symmetric ? "true" : "false");
    member(b, "place", r->place);
    member(b, "occasion", r->occasion);
    member(b, "voice", r->voice);
    member(b, "origins", r->origins);
    chn_buf_fmt(b, ",\"reports\":%u,\"claims\":%u,\"origin_count\":%u",
                (unsigned)r->n_reports, (unsigned)r->n_claims,
                (unsigned)r->n_origins);
    member(b, "claim", r->claim);
    member(b, "trigger", r->trigger);
    member(b, "sentence", r->sentence);
    chn_buf_z(b, ",\"confidence\":");
    chn_print_number(b, r->confidence_percent / 100.0);
    if (r->quad)
        chn_buf_fmt(b, ",\"quad\":%d", (int)r->quad);
    else
        chn_buf_z(b, ",\"quad\":null");
    chn_buf_z(b, ",\"goldstein\":");
    if (r->has_goldstein)
        chn_print_number(b, r->goldstein);
    else
        chn_buf_z(b, "null");
    member(b, "reviewed", r->reviewed);
    chn_buf_fmt(b, ",\"disagree\":%s}\n", r->disagree ? "true" : "false");
}

static const char csv_head[] =
    "event_id,date_value,date_start,date_end,date_prec,date_basis,actor1,"
    "actor1_code,"
    "actor2,actor2_code,symmetric,event_type,mode,cameo,status,place,"
    "occasion,n_reports,n_claims,n_origins,source_original,source_chain,"
    "claim_id,trigger,quote\r\n";

static void field(chn_buf *b, chn_str s)
{
    chn_print_csv_cell(b, s, false);
}

static void field_day(chn_buf *b, chn_day d)
{
    char text[11] = "";
    if (d != CHN_DAY_NONE)
        chn_day_format(d, text);
    field(b, chn_str_of(text));
}

static void put_csv(chn_buf *b, const chn_event_row *r)
{
    const chn_date date = date_of(r);
    field(b, r->id);
    chn_put_date_value(b, &date); /* digits: never quoted */
    chn_buf_char(b, ',');
    field_day(b, r->from);
    field_day(b, r->to);
    field(b, chn_str_of(chn_name_precision(r->precision)));
    field(b, chn_str_of(chn_name_basis(r->basis)));
    field(b, r->source);
    field(b, r->source_code);
    field(b, r->target);
    field(b, r->target_code);
    field(b, chn_str_of(r->symmetric ? "true" : "false"));
    field(b, r->category);
    field(b, r->mode);
    field(b, r->cameo);
    field(b, r->status);
    field(b, r->place);
    field(b, r->occasion);
    chn_buf_fmt(b, "%u,%u,%u,", (unsigned)r->n_reports, (unsigned)r->n_claims,
                (unsigned)r->n_origins);
    field(b, r->origins);
    field(b, r->voice);
    field(b, r->claim);
    field(b, r->trigger);
    chn_print_csv_cell(b, r->sentence, true);
}

chn_code chn_event_row_print(const chn_event_row *row, chn_row_format format,
                             chn_write_fn write, void *user, chn_err *err)
{
    chn_buf b;
    chn_buf_init(&b, LINE_MAX_BYTES);
    if (format == CHN_ROW_CSV_HEAD)
        chn_buf_z(&b, csv_head);
    else if (format == CHN_ROW_CSV)
        put_csv(&b, row);
    else
        put_json(&b, row);
    chn_code code = CHN_OK;
    if (b.failed)
        code = chn_fail_memory(err);
    else if (!write(user, b.p, b.n))
        code = chn_fail(err, CHN_ERR_OUTPUT,
                        "the output cannot be written; is the disk full?");
    chn_buf_free(&b);
    return code;
}
