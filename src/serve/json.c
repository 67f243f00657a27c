/* SPDX-License-Identifier: Apache-2.0 */
/* Writing answers: members and lists. */
#include <math.h>

#include "print/names.h"
#include "print/print.h"
#include "serve/api.h"

void chn_comma(chn_buf *b)
{
    if (b->n && !strchr("{[:", b->p[b->n - 1]))
        chn_buf_char(b, ',');
}

void chn_key(chn_buf *b, const char *name)
{
    chn_comma(b);
    chn_buf_char(b, '"');
    chn_buf_z(b, name);
    chn_buf_z(b, "\":");
}

void chn_put_str(chn_buf *b, const char *name, chn_str v)
{
    chn_key(b, name);
    chn_buf_json(b, v);
}

void chn_put_text(chn_buf *b, const char *name, chn_str v)
{
    chn_key(b, name);
    if (v.n)
        chn_buf_json(b, v);
    else
        chn_buf_z(b, "null");
}

void chn_put_int(chn_buf *b, const char *name, int64_t v)
{
    chn_key(b, name);
    chn_buf_int(b, v);
}

void chn_put_real(chn_buf *b, const char *name, double v)
{
    chn_key(b, name);
    if (isnan(v))
        chn_buf_z(b, "null");
    else
        chn_print_number(b, v);
}

void chn_put_bool(chn_buf *b, const char *name, bool v)
{
    chn_key(b, name);
    chn_buf_z(b, v ? "true" : "false");
}

void chn_put_day(chn_buf *b, const char *name, chn_day d)
{
    char text[11] = "";
    if (d != CHN_DAY_NONE)
        chn_day_format(d, text);
    chn_put_text(b, name, chn_str_of(text));
}

void chn_put_json(chn_buf *b, const char *name, chn_str json)
{
    chn_key(b, name);
    chn_buf_str(b, json.n ? json : chn_str_of("null"));
}

void chn_put_date(chn_buf *b, chn_day from, chn_day to, chn_precision p,
                  chn_basis basis)
{
    const chn_date d = {.from = from, .to = to, .precision = p, .basis = basis};
    chn_buf value;
    chn_buf_init(&value, 64);
    chn_put_date_value(&value, &d);
    chn_key(b, "date");
    chn_buf_char(b, '{');
    chn_put_text(b, "value", chn_str_n(value.p, value.n));
    chn_put_day(b, "from", from);
    chn_put_day(b, "to", to);
    chn_put_str(b, "precision", chn_str_of(chn_name_precision(p)));
    chn_put_str(b, "basis", chn_str_of(chn_name_basis(basis)));
    chn_buf_char(b, '}');
    chn_buf_bear(b, &value);
    chn_buf_free(&value);
}

bool chn_into_buf(void *user, const char *p, size_t n)
{
    chn_buf *b = user;
    chn_buf_put(b, p, n);
    return !b->failed;
}

void chn_put_row(chn_buf *b, const chn_event_row *r)
{
    chn_err err;
    chn_comma(b);
    (void)chn_event_row_print(r, CHN_ROW_JSON, chn_into_buf, b, &err);
    if (b->n && b->p[b->n - 1] == '\n')
        b->n--;
}

bool chn_into_list(void *user, chn_str json, chn_str extra)
{
    chn_buf *b = user;
    (void)extra;
    chn_comma(b);
    chn_buf_str(b, json);
    return !b->failed;
}

chn_code chn_put_page(chn_call *c, const char *name, chn_page_kind kind,
                      const chn_page *p)
{
    chn_key(c->b, name);
    chn_buf_char(c->b, '[');
    const chn_code code =
        chn_store_page(c->store, kind, p, chn_into_list, c->b, &c->err);
    chn_buf_char(c->b, ']');
    return code;
}

typedef struct keeping {
    chn_arena *a;
    chn_str *out;
    bool memory;
} keeping;

static bool keep_one(void *user, chn_str json, chn_str extra)
{
    keeping *k = user;
    (void)extra;
    *k->out = chn_arena_str(k->a, json.p, json.n);
    k->memory = !k->out->p;
    return false;
}

chn_code chn_page_one(chn_call *c, chn_page_kind kind, const chn_page *p,
                      chn_str *out)
{
    *out = chn_str_n("", 0);
    keeping k = {c->a, out, false};
    const chn_code code =
        chn_store_page(c->store, kind, p, keep_one, &k, &c->err);
    return k.memory ? chn_fail_memory(&c->err) : code;
}
