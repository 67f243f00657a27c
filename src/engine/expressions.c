/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/expressions.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "engine/dated.h"

/* An expression prints in less than this many bytes besides its words; the
 * words are no more than the text, six bytes for one at worst. */
#define PRINT_EACH 512u

struct chn_expressions {
    chn_arena *arena; /* owns everything below */
    chn_report report;
    chn_dating dating;
    chn_expression *at;
    uint32_t n;
};

static bool copy(chn_arena *a, chn_str *s)
{
    *s = chn_arena_str(a, s->p ? s->p : "", s->n);
    return s->p != NULL;
}

static chn_expression_bound bound_of(const chn_timex *t)
{
    if (t->flags & CHN_TIMEX_SINCE)
        return CHN_BOUND_SINCE;
    if (t->flags & CHN_TIMEX_UNTIL)
        return CHN_BOUND_UNTIL;
    if (t->flags & CHN_TIMEX_AFTER)
        return CHN_BOUND_AFTER;
    return t->flags & CHN_TIMEX_WINDOW ? CHN_BOUND_WITHIN : CHN_BOUND_NONE;
}

static chn_str mod_of(const chn_timex *t)
{
    switch (t->mod) {
    case 'S':
        return chn_str_of("START");
    case 'M':
        return chn_str_of("MID");
    case 'E':
        return chn_str_of("END");
    case 'A':
        return chn_str_of("APPROX");
    default:
        return chn_str_of("");
    }
}

/* Where counting code points has got to; expressions come in order. */
typedef struct counter {
    uint32_t byte, points;
} counter;

static uint32_t count_to(counter *c, chn_str text, uint32_t byte)
{
    if (byte < c->byte)
        c->byte = c->points = 0;
    c->points += (uint32_t)chn_utf8_count(text.p + c->byte, byte - c->byte);
    c->byte = byte;
    return c->points;
}

static bool keep(chn_expressions *x, const chn_doc *doc, const chn_timex *t,
                 counter *c, chn_expression *out)
{
    const chn_str text = x->report.text;
    const chn_span s = doc->sent[doc->tok[t->first].sent].span;
    *out = (chn_expression){
        .span = {chn_doc_origin(doc, t->span.from),
                 chn_doc_origin(doc, t->span.to)},
        .sentence = {chn_doc_origin(doc, s.from), chn_doc_origin(doc, s.to)},
        .type = (chn_expression_type)t->type,
        .value = chn_str_of(t->value),
        .mod = mod_of(t),
        .from = t->from,
        .to = t->to,
        .precision = (chn_precision)t->precision,
        .anchor = (chn_expression_anchor)t->base,
        .anchor_day = t->base_day,
        .bound = bound_of(t),
        .approximate = (t->flags & CHN_TIMEX_APPROX) != 0,
        .conflict = t->conflict,
        .occasion = t->occasion,
        .rule = t->rule,
    };
    out->char_from = count_to(c, text, out->span.from);
    out->char_to = count_to(c, text, out->span.to);
    out->text =
        chn_str_n(text.p + out->span.from, out->span.to - out->span.from);
    return copy(x->arena, &out->text) && copy(x->arena, &out->value) &&
           copy(x->arena, &out->occasion) && copy(x->arena, &out->rule);
}

static bool fill(chn_expressions *x, const chn_doc *doc, const chn_times *times,
                 const chn_report *report, chn_err *err)
{
    _Static_assert((int)CHN_ANCHOR_NAME == (int)CHN_TIMEX_BY_NAME &&
                       (int)CHN_EXPRESSION_SET == (int)CHN_TIMEX_SET,
                   "both enums are in one order");
    chn_arena *a = x->arena;
    x->report = *report;
    if (!copy(a, &x->report.id) || !copy(a, &x->report.publisher) ||
        !copy(a, &x->report.title) || !copy(a, &x->report.url) ||
        !copy(a, &x->report.text) || !copy(a, &x->report.file))
        return false;
    if (chn_dated_keep(a, doc, times, report, &x->dating, err) != CHN_OK)
        return false;
    x->at = CHN_NEW(a, chn_expression, times->n);
    if (!x->at)
        return false;
    counter c = {0, 0};
    for (; x->n < times->n; x->n++)
        if (!keep(x, doc, &times->at[x->n], &c, &x->at[x->n]))
            return false;
    return true;
}

chn_expressions *chn_expressions_new(const chn_doc *doc, const chn_times *times,
                                     const chn_report *report, chn_err *err)
{
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    chn_expressions *x = a ? CHN_NEW(a, chn_expressions, 1) : NULL;
    if (x)
        x->arena = a;
    if (x && fill(x, doc, times, report, err))
        return x;
    chn_arena_free(a);
    (void)chn_fail_memory(err);
    return NULL;
}

void chn_expressions_free(chn_expressions *x)
{
    if (x)
        chn_arena_free(x->arena);
}

size_t chn_expressions_count(const chn_expressions *x)
{
    return x->n;
}

const chn_expression *chn_expressions_at(const chn_expressions *x, size_t i)
{
    return i < x->n ? &x->at[i] : NULL;
}

const chn_dating *chn_expressions_dating(const chn_expressions *x)
{
    return &x->dating;
}

const chn_report *chn_expressions_report(const chn_expressions *x)
{
    return &x->report;
}

/* ---- as JSON ---- */

static void member(chn_buf *b, const char *name, chn_str value)
{
    chn_buf_fmt(b, ",\"%s\":", name);
    if (value.n)
        chn_buf_json(b, value);
    else
        chn_buf_z(b, "null");
}

void chn_expression_put(chn_buf *b, const chn_expression *x)
{
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    static const char *const anchors[] = {"", "report", "told", "next", "name"};
    static const char *const bounds[] = {"", "since", "until", "after",
                                         "within"};
    chn_buf_fmt(b, "{\"start\":%u,\"end\":%u", (unsigned)x->char_from,
                (unsigned)x->char_to);
    member(b, "type", chn_str_of(types[x->type]));
    member(b, "value", x->value);
    if (x->mod.n)
        member(b, "mod", x->mod);
    chn_dated_put_day(b, "from", x->from);
    chn_dated_put_day(b, "to", x->to);
    member(b, "anchor", chn_str_of(anchors[x->anchor]));
    chn_dated_put_day(b, "anchor_date", x->anchor_day);
    if (x->bound)
        member(b, "bound", chn_str_of(bounds[x->bound]));
    if (x->occasion.n)
        member(b, "occasion", x->occasion);
    if (x->approximate)
        chn_buf_z(b, ",\"approximate\":true");
    if (x->conflict)
        chn_buf_z(b, ",\"conflict\":true");
    member(b, "text", x->text);
    member(b, "rule", x->rule);
    chn_buf_char(b, '}');
}

chn_code chn_expressions_print(const chn_expressions *x, chn_write_fn write,
                               void *user, chn_err *err)
{
    chn_buf b;
    chn_buf_init(&b, (size_t)x->n * PRINT_EACH + x->report.text.n * 6 +
                         x->report.id.n * 6 + PRINT_EACH);
    chn_buf_z(&b, "{\"id\":");
    chn_buf_json(&b, x->report.id);
    chn_dated_put_day(&b, "date", x->dating.day);
    member(&b, "basis", chn_str_of(chn_dating_basis_name(x->dating.basis)));
    chn_buf_z(&b, ",\"timexes\":[");
    for (uint32_t i = 0; i < x->n; i++) {
        if (i)
            chn_buf_char(&b, ',');
        chn_expression_put(&b, &x->at[i]);
    }
    chn_buf_z(&b, "]}\n");
    chn_code code = CHN_OK;
    if (b.failed)
        code = chn_fail_memory(err);
    else if (!write(user, b.p, b.n))
        code = chn_fail(err, CHN_ERR_OUTPUT, "the output said stop");
    chn_buf_free(&b);
    return code;
}
