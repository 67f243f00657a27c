/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/dated.h"

#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"

#define OUT_MAX ((size_t)16 * 1024 * 1024)
#define QUOTE_MAX 60 /* bytes of a quotation that people are shown */

typedef struct printer {
    const chn_doc *doc;
    const chn_report *report;
    chn_buf b;
} printer;

static const char *basis_of(const chn_report *r, const chn_dated *d)
{
    if (r->published != CHN_DAY_NONE)
        return "given";
    if (d->refused)
        return "contradiction";
    return d->day != CHN_DAY_NONE || d->from != CHN_DAY_NONE ||
                   d->to != CHN_DAY_NONE
               ? "inferred"
               : "none";
}

static void json_day(chn_buf *b, const char *name, chn_day d)
{
    char z[11];
    if (d == CHN_DAY_NONE) {
        chn_buf_fmt(b, ",\"%s\":null", name);
        return;
    }
    chn_day_format(d, z);
    chn_buf_fmt(b, ",\"%s\":\"%s\"", name, z);
}

static size_t points_before(const printer *x, uint32_t view)
{
    return chn_utf8_count(x->report->text.p, chn_doc_origin(x->doc, view));
}

static chn_str quote_of(const printer *x, chn_span s)
{
    return chn_str_n(x->doc->text + s.from, s.to - s.from);
}

static void put_json(printer *x, const chn_dated *d)
{
    chn_buf *b = &x->b;
    chn_buf_z(b, "{\"report\":");
    chn_buf_json(b, x->report->id);
    json_day(b, "date", d->day);
    json_day(b, "from", d->from);
    json_day(b, "to", d->to);
    chn_buf_fmt(b, ",\"basis\":\"%s\",\"confidence\":%.2f,\"reasons\":[",
                basis_of(x->report, d), d->confidence);
    for (uint32_t i = 0; i < d->n_why; i++) {
        const chn_dated_why *w = &d->why[i];
        chn_buf_fmt(b, "%s{\"quote\":", i ? "," : "");
        chn_buf_json(b, quote_of(x, w->span));
        chn_buf_fmt(
            b, ",\"span\":[%zu,%zu],\"says\":", points_before(x, w->span.from),
            points_before(x, w->span.to));
        chn_buf_json(b, w->text);
        chn_buf_fmt(b, ",\"hard\":%s,\"agrees\":%s}",
                    w->hard ? "true" : "false", w->fits ? "true" : "false");
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

static void put_answer(printer *x, const chn_dated *d)
{
    chn_buf *b = &x->b;
    char day[11];
    char from[11];
    char to[11];
    chn_day_format(d->day, day);
    chn_day_format(d->from, from);
    chn_day_format(d->to, to);
    if (x->report->published != CHN_DAY_NONE) {
        chn_buf_fmt(b, "%s, given\n", day);
        return;
    }
    if (d->refused)
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
    if (d->confidence > 0)
        chn_buf_fmt(b, ", confidence %.2f", d->confidence);
    chn_buf_char(b, '\n');
}

static void put_text(printer *x, const chn_dated *d)
{
    put_clean(&x->b, x->report->id);
    chn_buf_z(&x->b, ": ");
    put_answer(x, d);
    uint32_t n = 0;
    /* what agrees first, then what speaks against */
    for (int agrees = 1; agrees >= 0; agrees--)
        for (uint32_t i = 0; i < d->n_why; i++) {
            const chn_dated_why *w = &d->why[i];
            if (w->fits != (agrees == 1))
                continue;
            chn_buf_fmt(&x->b, "%4u. %s", (unsigned)++n,
                        agrees ? "" : "Against it: ");
            put_quote(x, w->span);
            chn_buf_z(&x->b, ". ");
            chn_buf_str(&x->b, w->text);
            chn_buf_char(&x->b, '\n');
        }
}

chn_code chn_dated_print(const chn_doc *doc, const chn_times *times,
                         const chn_report *report, const chn_date_options *o,
                         chn_write_fn write, void *user, chn_err *err)
{
    printer x = {.doc = doc, .report = report};
    chn_dated given;
    const chn_dated *d = times->dated;
    if (report->published != CHN_DAY_NONE || !d) {
        memset(&given, 0, sizeof given);
        given.day = given.from = given.to = report->published;
        given.confidence = report->published != CHN_DAY_NONE ? 1 : 0;
        d = &given;
    }
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
