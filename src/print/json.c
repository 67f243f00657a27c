/* SPDX-License-Identifier: Apache-2.0 */
/* A claim as the record's JSON line. Field order and number format are part
 * of the format; docs/record.md describes it. */
#include "print/print.h"

#include "print/names.h"

static void key(chn_buf *b, const char *name)
{
    if (b->n && b->p[b->n - 1] != '{')
        chn_buf_char(b, ',');
    chn_buf_char(b, '"');
    chn_buf_z(b, name);
    chn_buf_z(b, "\":");
}

static void str_or_null(chn_buf *b, const char *name, chn_str s)
{
    key(b, name);
    if (s.n)
        chn_buf_json(b, s);
    else
        chn_buf_z(b, "null");
}

static void put_span(chn_buf *b, const chn_result *r, chn_span s)
{
    key(b, "span");
    if (s.to == 0) {
        chn_buf_z(b, "null");
        return;
    }
    chn_buf_char(b, '[');
    chn_buf_int(b, chn_result_code_point(r, s.from));
    chn_buf_char(b, ',');
    chn_buf_int(b, chn_result_code_point(r, s.to));
    chn_buf_char(b, ']');
}

void chn_print_number(chn_buf *b, double v)
{
    const bool negative = v < 0;
    int64_t n = (int64_t)((negative ? -v : v) * 10000 + 0.5);
    if (negative && n)
        chn_buf_char(b, '-');
    chn_buf_int(b, n / 10000);
    n %= 10000;
    if (n == 0)
        return;
    char digits[5] = {(char)('0' + n / 1000), (char)('0' + n / 100 % 10),
                      (char)('0' + n / 10 % 10), (char)('0' + n % 10), 0};
    for (int i = 3; i > 0 && digits[i] == '0'; i--)
        digits[i] = '\0';
    chn_buf_char(b, '.');
    chn_buf_z(b, digits);
}

static void put_actors(chn_buf *b, const chn_result *r, const char *name,
                       const chn_actor *a, uint32_t n)
{
    key(b, name);
    chn_buf_char(b, '[');
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            chn_buf_char(b, ',');
        chn_buf_char(b, '{');
        if (a[i].role.n)
            str_or_null(b, "role", a[i].role);
        str_or_null(b, "actor", a[i].id);
        str_or_null(b, "name", a[i].name);
        str_or_null(b, "country", a[i].country);
        str_or_null(b, "sector", a[i].sector);
        str_or_null(b, "office", a[i].office);
        str_or_null(b, "text", a[i].text);
        put_span(b, r, a[i].span);
        str_or_null(b, "link", chn_str_of(chn_name_link(a[i].link)));
        chn_buf_char(b, '}');
    }
    chn_buf_char(b, ']');
}

static void put_day(chn_buf *b, const char *name, chn_day d)
{
    key(b, name);
    if (d == CHN_DAY_NONE) {
        chn_buf_z(b, "null");
        return;
    }
    char text[11];
    chn_day_format(d, text);
    chn_buf_json(b, chn_str_of(text));
}

static void put_date(chn_buf *b, const chn_result *r, const chn_date *d)
{
    chn_buf_char(b, '{');
    key(b, "value");
    const size_t at = b->n;
    chn_buf_char(b, '"');
    chn_put_date_value(b, d);
    if (b->n == at + 1) {
        b->n = at;
        chn_buf_z(b, "null");
    } else {
        chn_buf_char(b, '"');
    }
    put_day(b, "from", d->from);
    put_day(b, "to", d->to);
    str_or_null(b, "precision", chn_str_of(chn_name_precision(d->precision)));
    str_or_null(b, "basis", chn_str_of(chn_name_basis(d->basis)));
    str_or_null(b, "text", d->text);
    put_span(b, r, d->span);
    chn_buf_char(b, '}');
}

static void put_told_date(chn_buf *b, const chn_result *r, const char *name,
                          const chn_date *d)
{
    key(b, name);
    if (d->precision == CHN_PRECISION_NONE)
        chn_buf_z(b, "null");
    else
        put_date(b, r, d);
}

static void put_voice(chn_buf *b, const chn_result *r, const chn_claim *c)
{
    key(b, "voice");
    chn_buf_char(b, '[');
    for (uint32_t i = 0; i < c->n_voice; i++) {
        if (i)
            chn_buf_char(b, ',');
        chn_buf_char(b, '{');
        str_or_null(b, "name", c->voice[i].name);
        str_or_null(b, "actor", c->voice[i].id);
        str_or_null(b, "kind", c->voice[i].kind);
        put_span(b, r, c->voice[i].span);
        key(b, "inherited");
        chn_buf_z(b, c->voice[i].inherited ? "true" : "false");
        str_or_null(b, "alternative", c->voice[i].alternative);
        str_or_null(b, "certainty", c->voice[i].certainty);
        str_or_null(b, "reliability", c->voice[i].reliability);
        chn_buf_char(b, '}');
    }
    chn_buf_char(b, ']');
}

static void put_place(chn_buf *b, const chn_result *r, const chn_claim *c)
{
    key(b, "place");
    if (!c->has_place) {
        chn_buf_z(b, "null");
        return;
    }
    chn_buf_char(b, '{');
    str_or_null(b, "name", c->place.name);
    str_or_null(b, "country", c->place.country);
    key(b, "lat");
    if (c->place.has_point)
        chn_print_number(b, c->place.lat);
    else
        chn_buf_z(b, "null");
    key(b, "lon");
    if (c->place.has_point)
        chn_print_number(b, c->place.lon);
    else
        chn_buf_z(b, "null");
    put_span(b, r, c->place.span);
    chn_buf_char(b, '}');
}

static void put_occasion(chn_buf *b, const chn_result *r, const chn_claim *c)
{
    key(b, "occasion");
    if (!c->has_occasion) {
        chn_buf_z(b, "null");
        return;
    }
    chn_buf_char(b, '{');
    str_or_null(b, "id", c->occasion.id);
    str_or_null(b, "name", c->occasion.name);
    key(b, "ordinal");
    if (c->occasion.ordinal)
        chn_buf_int(b, c->occasion.ordinal);
    else
        chn_buf_z(b, "null");
    key(b, "base_year");
    if (c->occasion.base_year)
        chn_buf_int(b, c->occasion.base_year);
    else
        chn_buf_z(b, "null");
    put_span(b, r, c->occasion.span);
    chn_buf_char(b, '}');
}

static void put_quote(chn_buf *b, const chn_result *r, const chn_claim *c)
{
    key(b, "quote");
    if (!c->has_quote) {
        chn_buf_z(b, "null");
        return;
    }
    chn_buf_char(b, '{');
    str_or_null(b, "text", c->quote.text);
    put_span(b, r, c->quote.span);
    str_or_null(b, "speaker", c->quote.speaker);
    chn_buf_char(b, '}');
}

static void put_strings(chn_buf *b, const char *name, const chn_str *s,
                        uint32_t n)
{
    key(b, name);
    chn_buf_char(b, '[');
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            chn_buf_char(b, ',');
        chn_buf_json(b, s[i]);
    }
    chn_buf_char(b, ']');
}

void chn_print_claim(chn_buf *b, const chn_result *r, const chn_claim *c)
{
    chn_buf_char(b, '{');
    str_or_null(b, "claim", c->id);
    str_or_null(b, "report", c->report);
    str_or_null(b, "category", c->category);
    str_or_null(b, "mode", c->mode);
    str_or_null(b, "cameo", c->cameo);
    put_strings(b, "contexts", c->contexts, c->n_contexts);
    key(b, "quad");
    chn_buf_int(b, c->quad);
    key(b, "goldstein");
    chn_print_number(b, c->goldstein_tenth / 10.0);
    put_actors(b, r, "source", c->source, c->n_source);
    put_actors(b, r, "target", c->target, c->n_target);
    put_actors(b, r, "others", c->others, c->n_others);
    key(b, "symmetric");
    chn_buf_z(b, c->symmetric ? "true" : "false");
    key(b, "date");
    put_date(b, r, &c->date);
    key(b, "dates");
    chn_buf_char(b, '{');
    put_told_date(b, r, "sent", &c->sent);
    put_told_date(b, r, "received", &c->received);
    put_told_date(b, r, "delivered", &c->delivered);
    chn_buf_char(b, '}');
    str_or_null(b, "status", chn_str_of(chn_name_status(c->status)));
    put_voice(b, r, c);
    put_place(b, r, c);
    put_occasion(b, r, c);
    put_quote(b, r, c);
    key(b, "trigger");
    chn_buf_char(b, '{');
    str_or_null(b, "text", c->trigger);
    put_span(b, r, c->trigger_span);
    str_or_null(b, "rule", c->rule);
    chn_buf_char(b, '}');
    key(b, "sentence");
    chn_buf_char(b, '{');
    key(b, "index");
    chn_buf_int(b, c->sentence);
    put_span(b, r, c->sentence_span);
    chn_buf_char(b, '}');
    key(b, "confidence");
    chn_print_number(b, c->confidence_percent / 100.0);
    put_strings(b, "flags", c->flags, c->n_flags);
    chn_buf_char(b, '}');
}

void chn_print_rejected(chn_buf *b, const chn_result *r, const chn_rejected *x)
{
    chn_buf_char(b, '{');
    str_or_null(b, "report", chn_result_report(r)->id);
    key(b, "sentence");
    chn_buf_int(b, x->sentence);
    put_span(b, r, x->span);
    str_or_null(b, "text", x->text);
    str_or_null(b, "rule", x->rule);
    str_or_null(b, "reason", x->reason);
    chn_buf_char(b, '}');
}
