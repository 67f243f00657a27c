/* SPDX-License-Identifier: Apache-2.0 */
/* See expressions.h. */
#include "expressions.h"

#include "wrap.h"

#define INDENT 4u
#define GAP 2u
#define WORDS_MIN 16u
#define WORDS_MAX 34u
#define VALUE_WIDTH 13u
#define NOTE_MIN 24u
#define CELL_MAX ((size_t)32 * 1024 * 1024)

static void put_day(chn_buf *b, chn_day d)
{
    char z[11];
    chn_day_format(d, z);
    chn_buf_z(b, z);
}

void chn_dating_text(chn_buf *b, const chn_dating *d)
{
    static const char *const how[] = {"", "given with the report",
                                      "worked out from the text", "set by hand",
                                      ""};
    if (d->basis == CHN_DATING_CONTRADICTION) {
        chn_buf_z(b, "no date: what the report tells contradicts itself");
        return;
    }
    if (d->basis == CHN_DATING_NONE) {
        chn_buf_z(b, "no date: the report does not tell enough");
        return;
    }
    const bool range = d->from != d->to || d->day == CHN_DAY_NONE;
    if (d->day != CHN_DAY_NONE)
        put_day(b, d->day);
    else
        chn_buf_z(b, "no single day");
    chn_buf_fmt(b, ", %s", how[d->basis]);
    if (d->basis != CHN_DATING_INFERRED)
        return;
    chn_buf_z(b, " (");
    if (range && d->from != CHN_DAY_NONE && d->to != CHN_DAY_NONE) {
        chn_buf_z(b, "between ");
        put_day(b, d->from);
        chn_buf_z(b, " and ");
        put_day(b, d->to);
        chn_buf_z(b, ", ");
    } else if (range && d->from != CHN_DAY_NONE) {
        chn_buf_z(b, "not before ");
        put_day(b, d->from);
        chn_buf_z(b, ", ");
    } else if (range && d->to != CHN_DAY_NONE) {
        chn_buf_z(b, "not after ");
        put_day(b, d->to);
        chn_buf_z(b, ", ");
    }
    chn_buf_fmt(b, "confidence %d.%02d)", (int)d->confidence_percent / 100,
                (int)d->confidence_percent % 100);
}

/* The words of one sentence, each expression in colour or in brackets. */
static void put_sentence(chn_buf *b, const chn_expressions *x, size_t first,
                         size_t end, bool color)
{
    const chn_str text = chn_expressions_report(x)->text;
    const chn_span s = chn_expressions_at(x, first)->sentence;
    uint32_t done = s.from;
    for (size_t i = first; i < end; i++) {
        const chn_expression *e = chn_expressions_at(x, i);
        if (e->span.from < done)
            continue;
        chn_text_clean(b, chn_str_n(text.p + done, e->span.from - done));
        chn_buf_z(b, color ? "\033[1;36m" : "[");
        chn_text_clean(b, e->text);
        chn_buf_z(b, color ? "\033[0m" : "]");
        done = e->span.to;
    }
    if (done < s.to)
        chn_text_clean(b, chn_str_n(text.p + done, s.to - done));
}

static bool value_is_day(const chn_expression *e)
{
    return e->value.n >= 10 && chn_day_parse(e->value.p, 10) == e->from &&
           e->from == e->to;
}

/* "2019-04", "2019": whoever reads that needs no days beside it. */
static bool value_is_span(const chn_expression *e)
{
    const bool whole =
        e->precision == CHN_PRECISION_MONTH
            ? e->value.n == 7
            : e->precision == CHN_PRECISION_YEAR && e->value.n == 4;
    return whole && !e->approximate && e->mod.n == 0;
}

static void put_days(chn_buf *b, const chn_expression *e)
{
    if (e->from == CHN_DAY_NONE && e->to == CHN_DAY_NONE)
        return;
    if (value_is_day(e) || value_is_span(e))
        return;
    if (e->from == e->to) {
        put_day(b, e->from);
    } else {
        if (e->from != CHN_DAY_NONE)
            put_day(b, e->from);
        chn_buf_z(b, " to ");
        if (e->to != CHN_DAY_NONE)
            put_day(b, e->to);
    }
    chn_buf_z(b, e->approximate ? " or thereabouts; " : "; ");
}

static void put_anchor(chn_buf *b, const chn_expression *e,
                       const chn_dating *report)
{
    switch (e->anchor) {
    case CHN_ANCHOR_REPORT:
        chn_buf_z(b, e->from == e->to && e->from == report->day
                         ? "the report's own day"
                         : "counted from the report's day");
        break;
    case CHN_ANCHOR_TOLD:
        chn_buf_z(b, "counted from ");
        if (e->anchor_day != CHN_DAY_NONE) {
            put_day(b, e->anchor_day);
            chn_buf_z(b, ", told before");
        } else {
            chn_buf_z(b, "what was told before");
        }
        break;
    case CHN_ANCHOR_NEXT:
        chn_buf_z(b, "counted from the day told with it");
        break;
    case CHN_ANCHOR_NAME:
        chn_buf_z(b, "a named day or anniversary");
        break;
    case CHN_ANCHOR_NONE:
        chn_buf_z(b, "told by the words themselves");
        break;
    }
}

/* What is said where no day is known. */
static void put_dayless(chn_buf *b, const chn_expression *e)
{
    if (e->type == CHN_EXPRESSION_DURATION)
        chn_buf_z(b, "how long; no day");
    else if (e->type == CHN_EXPRESSION_SET)
        chn_buf_z(b, "how often; no day");
    else if (e->value.n && e->value.p[0] == 'T')
        chn_buf_z(b, "a time of day; its day is not told");
    else if (e->value.n > 2 && memcmp(e->value.p, "BC", 2) == 0)
        chn_buf_z(b, "before our era; days are not counted there");
    else if (chn_str_is(e->value, "PAST_REF"))
        chn_buf_z(b, "before now; no day is told");
    else if (chn_str_is(e->value, "FUTURE_REF"))
        chn_buf_z(b, "to come; no day is told");
    else if (chn_str_is(e->value, "PRESENT_REF"))
        chn_buf_z(b, "about now; no day is told");
    else
        chn_buf_z(b, "open: nothing tells the rest");
}

static void put_note(chn_buf *b, const chn_expression *e,
                     const chn_dating *report)
{
    static const char *const bounds[] = {
        "", "; the beginning of a time", "; the end of a time",
        "; what comes after it", "; a limit and no day"};
    if (e->from == CHN_DAY_NONE && e->to == CHN_DAY_NONE) {
        put_dayless(b, e);
    } else {
        put_days(b, e);
        put_anchor(b, e, report);
    }
    if (e->occasion.n) {
        chn_buf_z(b, " (");
        chn_text_clean(b, e->occasion);
        chn_buf_char(b, ')');
    }
    chn_buf_z(b, bounds[e->bound]);
    if (e->conflict)
        chn_buf_z(b, "; THE WEEKDAY DISAGREES with the date");
}

void chn_expressions_rows(chn_buf *b, const chn_expressions *x, size_t first,
                          size_t end, const chn_term *t)
{
    uint32_t words = WORDS_MIN;
    for (size_t i = first; i < end; i++) {
        const uint32_t w = chn_text_width(chn_expressions_at(x, i)->text);
        if (w > words)
            words = w < WORDS_MAX ? w : WORDS_MAX;
    }
    chn_grid g = {.n = 4, .gap = GAP};
    const uint32_t used = INDENT + words + VALUE_WIDTH + 3 * GAP;
    g.width[0] = INDENT;
    g.width[1] = words;
    g.width[2] = VALUE_WIDTH;
    g.width[3] = t->width > used + NOTE_MIN ? t->width - used : NOTE_MIN;
    for (size_t i = first; i < end; i++) {
        const chn_expression *e = chn_expressions_at(x, i);
        chn_buf cell[3];
        for (int k = 0; k < 3; k++)
            chn_buf_init(&cell[k], CELL_MAX);
        chn_text_clean(&cell[0], e->text);
        chn_buf_str(&cell[1], e->value);
        put_note(&cell[2], e, chn_expressions_dating(x));
        chn_str cells[4] = {chn_str_of("")};
        for (int k = 0; k < 3; k++) {
            cells[k + 1] = chn_str_n(cell[k].p ? cell[k].p : "", cell[k].n);
            b->failed = b->failed || cell[k].failed;
        }
        const char *const colors[4] = {NULL, "\033[36m", NULL, NULL};
        chn_grid_row(b, &g, cells, t->color ? colors : NULL);
        for (int k = 0; k < 3; k++)
            chn_buf_free(&cell[k]);
    }
}

void chn_expressions_table(chn_buf *b, const chn_expressions *x,
                           const chn_term *t)
{
    const size_t n = chn_expressions_count(x);
    chn_buf head;
    chn_buf_init(&head, CELL_MAX);
    chn_text_clean(&head, chn_expressions_report(x)->id);
    chn_buf_z(&head, ": ");
    chn_dating_text(&head, chn_expressions_dating(x));
    if (n == 0)
        chn_buf_z(&head, "; no expression of time");
    chn_wrap_put(b, chn_str_n(head.p ? head.p : "", head.n), t->width, INDENT,
                 0);
    for (size_t i = 0; i < n;) {
        const chn_span s = chn_expressions_at(x, i)->sentence;
        size_t end = i + 1;
        while (end < n && chn_expressions_at(x, end)->sentence.from == s.from)
            end++;
        chn_buf_clear(&head);
        put_sentence(&head, x, i, end, t->color);
        chn_buf_char(b, '\n');
        chn_pad(b, 2);
        chn_wrap_put(b, chn_str_n(head.p ? head.p : "", head.n), t->width, 2,
                     2);
        chn_expressions_rows(b, x, i, end, t);
        b->failed = b->failed || head.failed;
        i = end;
    }
    chn_buf_char(b, '\n');
    chn_buf_free(&head);
}
