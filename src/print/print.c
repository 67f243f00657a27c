/* SPDX-License-Identifier: Apache-2.0 */
/* A result in one of the formats. */
#include "print/print.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "print/names.h"

#define LINE_MAX_BYTES ((size_t)64 * 1024 * 1024)
#define WIDTH_DEFAULT 100u

void chn_print_options_init(chn_print_options *o)
{
    memset(o, 0, sizeof *o);
    o->size = sizeof *o;
    o->header = true;
}

typedef struct sink {
    chn_write_fn write;
    void *user;
    chn_buf line;
} sink;

static chn_code flush(sink *s, chn_err *err)
{
    if (s->line.failed)
        return chn_fail_memory(err);
    if (!s->write(s->user, s->line.p ? s->line.p : "", s->line.n))
        return chn_fail(err, CHN_ERR_OUTPUT,
                        "the output cannot be written; is the disk full?");
    chn_buf_clear(&s->line);
    return CHN_OK;
}

/* ---- csv ------------------------------------------------------------------
 */

void chn_print_csv_cell(chn_buf *b, chn_str s, bool last)
{
    /* a cell that a spreadsheet would run as a formula gets a quote first */
    const bool formula =
        s.n && (s.p[0] == '=' || s.p[0] == '+' || s.p[0] == '@' ||
                s.p[0] == '-' || s.p[0] == '\t' || s.p[0] == '\r');
    bool quote = formula;
    for (size_t i = 0; i < s.n && !quote; i++)
        quote =
            s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r';
    if (quote)
        chn_buf_char(b, '"');
    if (formula)
        chn_buf_char(b, '\'');
    for (size_t i = 0; i < s.n;) {
        uint32_t len = 1;
        /* a text may be what it was given as; a table is UTF-8 */
        const bool bad = (unsigned char)s.p[i] >= 0x80 &&
                         chn_utf8_next(s.p + i, s.n - i, &len) == CHN_UTF8_BAD;
        if (s.p[i] == '"')
            chn_buf_char(b, '"');
        if (bad)
            chn_buf_z(b, "\xEF\xBF\xBD");
        else
            chn_buf_put(b, s.p + i, len);
        i += len;
    }
    if (quote)
        chn_buf_char(b, '"');
    chn_buf_z(b, last ? "\r\n" : ",");
}

static void csv_buf(chn_buf *b, chn_buf *cell)
{
    chn_print_csv_cell(b, chn_str_n(cell->p ? cell->p : "", cell->n), false);
    chn_buf_bear(b, cell);
    chn_buf_clear(cell);
}

static void csv_ids(chn_buf *b, chn_buf *cell, const chn_actor *a, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            chn_buf_z(cell, ", ");
        chn_buf_str(cell, a[i].id);
    }
    csv_buf(b, cell);
}

static void csv_day(chn_buf *b, chn_day d)
{
    char text[11] = "";
    if (d != CHN_DAY_NONE)
        chn_day_format(d, text);
    chn_print_csv_cell(b, chn_str_of(text), false);
}

/* Names follow UCDP GED where it has one. */
static const char csv_header[] =
    "claim_id,report_id,report_date,source_headline,date_value,date_start,"
    "date_end,date_prec,date_basis,category,mode,cameo,quad,goldstein,status,"
    "source,source_id,source_code,target,target_id,target_code,symmetric,"
    "place,place_country,occasion,occasion_ordinal,occasion_base_year,"
    "source_chain,source_original,trigger,rule,char_start,char_end,"
    "confidence,flags\r\n";

static void csv_claim(chn_buf *b, const chn_result *r, const chn_claim *c)
{
    const chn_report *rep = chn_result_report(r);
    chn_buf cell;
    chn_buf_init(&cell, LINE_MAX_BYTES);
    chn_print_csv_cell(b, c->id, false);
    chn_print_csv_cell(b, c->report, false);
    csv_day(b, rep->published);
    chn_print_csv_cell(b, rep->title, false);
    chn_put_date_value(&cell, &c->date);
    csv_buf(b, &cell);
    csv_day(b, c->date.from);
    csv_day(b, c->date.to);
    chn_print_csv_cell(b, chn_str_of(chn_name_precision(c->date.precision)),
                       false);
    chn_print_csv_cell(b, chn_str_of(chn_name_basis(c->date.basis)), false);
    chn_print_csv_cell(b, c->category, false);
    chn_print_csv_cell(b, c->mode, false);
    chn_print_csv_cell(b, c->cameo, false);
    chn_buf_int(b, c->quad);
    /* own number format, not a formula: a minus here is safe */
    chn_buf_fmt(
        b, ",%s%d.%d,", c->goldstein_tenth < 0 ? "-" : "",
        (c->goldstein_tenth < 0 ? -c->goldstein_tenth : c->goldstein_tenth) /
            10,
        (c->goldstein_tenth < 0 ? -c->goldstein_tenth : c->goldstein_tenth) %
            10);
    chn_print_csv_cell(b, chn_str_of(chn_name_status(c->status)), false);
    chn_put_actor_names(&cell, c->source, c->n_source);
    csv_buf(b, &cell);
    csv_ids(b, &cell, c->source, c->n_source);
    chn_put_actor_codes(&cell, c->source, c->n_source);
    csv_buf(b, &cell);
    chn_put_actor_names(&cell, c->target, c->n_target);
    csv_buf(b, &cell);
    csv_ids(b, &cell, c->target, c->n_target);
    chn_put_actor_codes(&cell, c->target, c->n_target);
    csv_buf(b, &cell);
    chn_print_csv_cell(b, chn_str_of(c->symmetric ? "true" : "false"), false);
    chn_print_csv_cell(b, c->has_place ? c->place.name : chn_str_n("", 0),
                       false);
    chn_print_csv_cell(b, c->has_place ? c->place.country : chn_str_n("", 0),
                       false);
    chn_print_csv_cell(b, c->has_occasion ? c->occasion.name : chn_str_n("", 0),
                       false);
    if (c->has_occasion && c->occasion.ordinal)
        chn_buf_int(b, c->occasion.ordinal);
    chn_buf_char(b, ',');
    if (c->has_occasion && c->occasion.base_year)
        chn_buf_int(b, c->occasion.base_year);
    chn_buf_char(b, ',');
    chn_put_chain(&cell, c);
    csv_buf(b, &cell);
    chn_print_csv_cell(
        b, c->n_voice ? c->voice[c->n_voice - 1].name : chn_str_n("", 0),
        false);
    chn_print_csv_cell(b, c->trigger, false);
    chn_print_csv_cell(b, c->rule, false);
    chn_buf_fmt(b, "%u,%u,", chn_result_code_point(r, c->trigger_span.from),
                chn_result_code_point(r, c->trigger_span.to));
    chn_buf_fmt(b, "%d.%02d,", c->confidence_percent / 100,
                c->confidence_percent % 100);
    for (uint32_t i = 0; i < c->n_flags; i++) {
        if (i)
            chn_buf_z(&cell, " ");
        chn_buf_str(&cell, c->flags[i]);
    }
    chn_print_csv_cell(b, chn_str_n(cell.p ? cell.p : "", cell.n), true);
    b->failed |= cell.failed;
    chn_buf_free(&cell);
}

/* ---- table -----------------------------------------------------------------
 */

static uint32_t columns_of(uint32_t cp)
{
    if (cp == CHN_UTF8_BAD)
        return 1;
    const int w = cp < 128 ? 1 : utf8proc_charwidth((utf8proc_int32_t)cp);
    return w < 0 ? 0 : (uint32_t)w;
}

/* `s` in exactly `width` columns: padded, or cut with an ellipsis. Control
 * characters of a report must not reach the terminal. */
static void cell(chn_buf *b, chn_str s, uint32_t width, bool pad)
{
    uint32_t total = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t len;
        total += columns_of(chn_utf8_next(s.p + i, s.n - i, &len));
        i += len;
    }
    const bool cut = total > width;
    const uint32_t room = cut && width ? width - 1 : width;
    uint32_t used = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t len;
        const uint32_t cp = chn_utf8_next(s.p + i, s.n - i, &len);
        const uint32_t w = columns_of(cp);
        if (used + w > room)
            break;
        if (cp == CHN_UTF8_BAD)
            chn_buf_char(b, '?');
        else if (cp < 32 || cp == 127 || (cp >= 0x80 && cp < 0xA0))
            chn_buf_char(b, ' ');
        else
            chn_buf_put(b, s.p + i, len);
        used += w;
        i += len;
    }
    if (cut && width) {
        chn_buf_z(b, "…");
        used++;
    }
    for (; pad && used < width; used++)
        chn_buf_char(b, ' ');
}

typedef struct widths {
    uint32_t date, who, act, whom, voice, report;
} widths;

static widths plan(uint32_t width)
{
    widths w = {.date = 13, .act = 22, .report = 10};
    if (width == 0)
        width = WIDTH_DEFAULT;
    const uint32_t fixed = w.date + w.act + w.report + 5 * 2;
    const uint32_t rest = width > fixed + 30 ? width - fixed : 30;
    w.who = rest * 2 / 6;
    w.whom = rest * 2 / 6;
    w.voice = rest - w.who - w.whom;
    return w;
}

static void paint(chn_buf *b, bool on, const char *code)
{
    if (on)
        chn_buf_fmt(b, "\x1b[%sm", code);
}

static const char *status_color(chn_status s)
{
    switch (s) {
    case CHN_STATUS_PLANNED:
        return "36";
    case CHN_STATUS_POSSIBLE:
        return "35";
    case CHN_STATUS_DENIED:
        return "31";
    case CHN_STATUS_OCCURRED:
        break;
    }
    return "0";
}

static void table_header(chn_buf *b, const chn_print_options *o)
{
    const widths w = plan(o->width);
    paint(b, o->color, "1");
    cell(b, chn_str_of("WHEN"), w.date, true);
    chn_buf_z(b, "  ");
    cell(b, chn_str_of("WHO"), w.who, true);
    chn_buf_z(b, "  ");
    cell(b, chn_str_of("DID WHAT"), w.act, true);
    chn_buf_z(b, "  ");
    cell(b, chn_str_of("TO WHOM"), w.whom, true);
    chn_buf_z(b, "  ");
    cell(b, chn_str_of("ON WHOSE WORD"), w.voice, true);
    chn_buf_z(b, "  ");
    cell(b, chn_str_of("REPORT"), w.report, false);
    paint(b, o->color, "0");
    chn_buf_char(b, '\n');
}

static void table_claim(chn_buf *b, const chn_claim *c,
                        const chn_print_options *o)
{
    const widths w = plan(o->width);
    chn_buf text;
    chn_buf_init(&text, LINE_MAX_BYTES);
    chn_put_date_human(&text, &c->date);
    cell(b, chn_str_n(text.p ? text.p : "", text.n), w.date, true);
    chn_buf_z(b, "  ");
    chn_buf_bear(b, &text);
    chn_buf_clear(&text);
    chn_put_actor_names(&text, c->source, c->n_source);
    cell(b, chn_str_n(text.p ? text.p : "", text.n), w.who, true);
    chn_buf_z(b, "  ");
    chn_buf_bear(b, &text);
    chn_buf_clear(&text);
    if (c->status != CHN_STATUS_OCCURRED) {
        chn_buf_z(&text, chn_name_status(c->status));
        chn_buf_char(&text, ' ');
    }
    chn_buf_str(&text, c->category);
    if (c->mode.n) {
        chn_buf_char(&text, '/');
        chn_buf_str(&text, c->mode);
    }
    paint(b, o->color, status_color(c->status));
    cell(b, chn_str_n(text.p ? text.p : "", text.n), w.act, true);
    paint(b, o->color, "0");
    chn_buf_z(b, "  ");
    chn_buf_bear(b, &text);
    chn_buf_clear(&text);
    if (c->symmetric && c->n_target)
        chn_buf_z(&text, "<-> ");
    chn_put_actor_names(&text, c->target, c->n_target);
    cell(b, chn_str_n(text.p ? text.p : "", text.n), w.whom, true);
    chn_buf_z(b, "  ");
    chn_buf_bear(b, &text);
    chn_buf_clear(&text);
    chn_put_chain(&text, c);
    cell(b, chn_str_n(text.p ? text.p : "", text.n), w.voice, true);
    chn_buf_z(b, "  ");
    cell(b, c->report, w.report, false);
    chn_buf_char(b, '\n');
    chn_buf_bear(b, &text);
    chn_buf_free(&text);
}

chn_code chn_result_print(const chn_result *r, const chn_print_options *o,
                          chn_write_fn write, void *user, chn_err *err)
{
    sink s = {.write = write, .user = user};
    chn_buf_init(&s.line, LINE_MAX_BYTES);
    chn_code rc = CHN_OK;
    if (o->header && o->format == CHN_FORMAT_CSV)
        chn_buf_z(&s.line, csv_header);
    if (o->header && o->format == CHN_FORMAT_TABLE)
        table_header(&s.line, o);
    for (size_t i = 0; rc == CHN_OK && i < chn_result_claim_count(r); i++) {
        const chn_claim *c = chn_result_claim(r, i);
        switch (o->format) {
        case CHN_FORMAT_JSONL:
            chn_print_claim(&s.line, r, c);
            chn_buf_char(&s.line, '\n');
            break;
        case CHN_FORMAT_CSV:
            csv_claim(&s.line, r, c);
            break;
        case CHN_FORMAT_TABLE:
            table_claim(&s.line, c, o);
            break;
        }
        rc = flush(&s, err);
    }
    if (rc == CHN_OK && (s.line.n || s.line.failed))
        rc = flush(&s, err);
    chn_buf_free(&s.line);
    return rc;
}

chn_code chn_result_print_rejected(const chn_result *r, chn_write_fn write,
                                   void *user, chn_err *err)
{
    sink s = {.write = write, .user = user};
    chn_buf_init(&s.line, LINE_MAX_BYTES);
    chn_code rc = CHN_OK;
    for (size_t i = 0; rc == CHN_OK && i < chn_result_rejected_count(r); i++) {
        chn_print_rejected(&s.line, r, chn_result_rejected(r, i));
        chn_buf_char(&s.line, '\n');
        rc = flush(&s, err);
    }
    chn_buf_free(&s.line);
    return rc;
}
