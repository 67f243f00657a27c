/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/dated.h"

#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"

#define OUT_MAX ((size_t)16 * 1024 * 1024)
#define QUOTE_MAX 60 /* bytes of a quotation that people are shown */

const char *chn_dating_basis_name(chn_dating_basis basis)
{
    static const char *const names[] = {"none", "given", "inferred", "set",
                                        "contradiction"};
    const size_t n = sizeof names / sizeof *names;
    return names[(size_t)basis < n ? (size_t)basis : 0];
}

/* A view's span as bytes of the text given. */
static chn_span given(const chn_doc *doc, chn_span view)
{
    const chn_span s = {chn_doc_origin(doc, view.from),
                        chn_doc_origin(doc, view.to)};
    return s;
}

static chn_dating_basis basis_of(const chn_dated *d)
{
    if (d->refused)
        return CHN_DATING_CONTRADICTION;
    return d->day != CHN_DAY_NONE || d->from != CHN_DAY_NONE ||
                   d->to != CHN_DAY_NONE
               ? CHN_DATING_INFERRED
               : CHN_DATING_NONE;
}

chn_code chn_dated_keep(chn_arena *a, const chn_doc *doc,
                        const chn_times *times, const chn_report *report,
                        chn_dating *out, chn_err *err)
{
    const chn_dated *d = times->dated;
    memset(out, 0, sizeof *out);
    out->day = out->from = out->to = report->published;
    if (report->published != CHN_DAY_NONE) {
        out->basis = CHN_DATING_GIVEN;
        out->confidence_percent = 100;
        return CHN_OK;
    }
    if (!d)
        return CHN_OK;
    chn_reason *why = CHN_NEW(a, chn_reason, d->n_why);
    if (!why)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < d->n_why; i++) {
        const chn_dated_why *w = &d->why[i];
        why[i] = (chn_reason){given(doc, w->span),
                              chn_arena_str(a, w->text.p, w->text.n), w->hard,
                              w->fits};
        if (!why[i].says.p)
            return chn_fail_memory(err);
    }
    out->day = d->day;
    out->from = d->from;
    out->to = d->to;
    out->confidence_percent = (int32_t)(d->confidence * 100 + 0.5);
    out->basis = basis_of(d);
    out->reasons = why;
    out->n_reasons = d->n_why;
    return CHN_OK;
}

typedef struct printer {
    const chn_report *report;
    chn_buf b;
} printer;

void chn_dated_put_day(chn_buf *b, const char *name, chn_day d)
{
    char z[11];
    if (d == CHN_DAY_NONE) {
        chn_buf_fmt(b, ",\"%s\":null", name);
        return;
    }
    chn_day_format(d, z);
    chn_buf_fmt(b, ",\"%s\":\"%s\"", name, z);
}

static size_t points_before(const printer *x, uint32_t byte)
{
    return chn_utf8_count(x->report->text.p, byte);
}

static chn_str quote_of(const printer *x, chn_span s)
{
    return chn_str_n(x->report->text.p + s.from, s.to - s.from);
}

static void put_json(printer *x, const chn_dating *d)
{
    chn_buf *b = &x->b;
    chn_buf_z(b, "{\"report\":");
    chn_buf_json(b, x->report->id);
    chn_dated_put_day(b, "date", d->day);
    chn_dated_put_day(b, "from", d->from);
    chn_dated_put_day(b, "to", d->to);
    chn_buf_fmt(b, ",\"basis\":\"%s\",\"confidence\":%d.%02d,\"reasons\":[",
                chn_dating_basis_name(d->basis), d->confidence_percent / 100,
                d->confidence_percent % 100);
    for (uint32_t i = 0; i < d->n_reasons; i++) {
        const chn_reason *w = &d->reasons[i];
        chn_buf_fmt(b, "%s{\"quote\":", i ? "," : "");
        chn_buf_json(b, quote_of(x, w->span));
        chn_buf_fmt(
            b, ",\"span\":[%zu,%zu],\"says\":", points_before(x, w->span.from),
            points_before(x, w->span.to));
        chn_buf_json(b, w->says);
        chn_buf_fmt(b, ",\"hard\":%s,\"agrees\":%s}",
                    w->hard ? "true" : "false", w->agrees ? "true" : "false");
    }
    chn_buf_z(b, "]}\n");
}

/* Text of a report steers no terminal. */
static void put_clean(chn_buf *b, chn_str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t len = 1;
        const uint32_t cp = chn_utf8_next(s.p + i, s.n - i, &len);
        if (cp == CHN_UTF8_BAD || cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ||
            (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069))
            chn_buf_char(b, ' ');
        else
            chn_buf_put(b, s.p + i, len);
        i += len;
    }
}

static void put_quote(printer *x, chn_span s)
{
    const chn_str q = quote_of(x, s);
    size_t n = q.n < QUOTE_MAX ? q.n : QUOTE_MAX;
    /* not in the middle of a character */
    while (n < q.n && n > 0 && ((unsigned char)q.p[n] & 0xC0) == 0x80)
        n--;
    chn_buf_char(&x->b, '"');
    put_clean(&x->b, chn_str_n(q.p, n));
    chn_buf_z(&x->b, n < q.n ? "...\"" : "\"");
}

static void put_answer(printer *x, const chn_dating *d)
{
    chn_buf *b = &x->b;
    char day[11];
    char from[11];
    char to[11];
    chn_day_format(d->day, day);
    chn_day_format(d->from, from);
    chn_day_format(d->to, to);
    if (d->basis == CHN_DATING_GIVEN) {
        chn_buf_fmt(b, "%s, given\n", day);
        return;
    }
    if (d->basis == CHN_DATING_CONTRADICTION)
        chn_buf_z(b, "no date: what the report tells contradicts itself");
    else if (d->day != CHN_DAY_NONE && d->from != d->to)
        chn_buf_fmt(b, "%s, between %s and %s", day, from, to);
    else if (d->day != CHN_DAY_NONE)
        chn_buf_z(b, day);
    else if (d->from != CHN_DAY_NONE && d->to != CHN_DAY_NONE)
        chn_buf_fmt(b, "between %s and %s", from, to);
    else if (d->from != CHN_DAY_NONE)
        chn_buf_fmt(b, "not before %s", from);
    else if (d->to != CHN_DAY_NONE)
        chn_buf_fmt(b, "not after %s", to);
    else
        chn_buf_z(b, "no date: the report does not tell enough");
    if (d->confidence_percent > 0)
        chn_buf_fmt(b, ", confidence %d.%02d", d->confidence_percent / 100,
                    d->confidence_percent % 100);
    chn_buf_char(b, '\n');
}

static void put_text(printer *x, const chn_dating *d)
{
    put_clean(&x->b, x->report->id);
    chn_buf_z(&x->b, ": ");
    put_answer(x, d);
    uint32_t n = 0;
    /* what agrees first, then what speaks against */
    for (int agrees = 1; agrees >= 0; agrees--)
        for (uint32_t i = 0; i < d->n_reasons; i++) {
            const chn_reason *w = &d->reasons[i];
            if (w->agrees != (agrees == 1))
                continue;
            chn_buf_fmt(&x->b, "%4u. %s", (unsigned)++n,
                        agrees ? "" : "Against it: ");
            put_quote(x, w->span);
            chn_buf_z(&x->b, ". ");
            chn_buf_str(&x->b, w->says);
            chn_buf_char(&x->b, '\n');
        }
}

chn_code chn_dated_print(const chn_dating *d, const chn_report *report,
                         const chn_date_options *o, chn_write_fn write,
                         void *user, chn_err *err)
{
    printer x = {.report = report};
    chn_buf_init(&x.b, OUT_MAX);
    if (o->format == CHN_FORMAT_JSONL)
        put_json(&x, d);
    else
        put_text(&x, d);
    chn_code code = CHN_OK;
    if (x.b.failed)
        code = chn_fail_memory(err);
    else if (!write(user, x.b.p, x.b.n))
        code = chn_fail(err, CHN_ERR_OUTPUT, "the output said stop");
    chn_buf_free(&x.b);
    return code;
}
