/* SPDX-License-Identifier: Apache-2.0 */
/* A series as a table, bars, a picture or rows. Numbers are written by
 * whole hundredths, so that they are the same on every machine. */
#include <chancery/query.h>
#include <inttypes.h>
#include <math.h>

#include "base/str.h"

#define TEXT_MAX ((size_t)64 * 1024 * 1024)
#define EVENTS_SHOWN 8u /* behind a change, in a table */

void chn_series_print_options_init(chn_series_print_options *o)
{
    *o = (chn_series_print_options){.size = sizeof *o, .what = "events"};
}

static void put_hundredths(chn_buf *b, double v)
{
    const int64_t n = (int64_t)llround(v * 100);
    const int64_t a = n < 0 ? -n : n;
    chn_buf_fmt(b, "%s%" PRId64 ".%02d", n < 0 ? "-" : "", a / 100,
                (int)(a % 100));
}

/* Does nothing at all tell of it? A gap is not an absence. */
static bool silent(const chn_series_point *p)
{
    return p->n + p->bounded + p->reports == 0;
}

static const chn_series_change *change_at(const chn_series *x, uint32_t i)
{
    for (uint32_t k = 0; k < x->n_changes; k++)
        if (x->changes[k].at == i)
            return &x->changes[k];
    return NULL;
}

static uint32_t silence(const chn_series *x, uint32_t i)
{
    uint32_t n = 0;
    while (i + n < x->n_points && silent(&x->points[i + n]))
        n++;
    return n;
}

static void put_silence(chn_buf *b, const chn_series *x, uint32_t i, uint32_t n)
{
    chn_buf_z(b, x->points[i].label);
    if (n > 1)
        chn_buf_fmt(b, "..%s", x->points[i + n - 1].label);
    chn_buf_z(b, "  no reports\n");
}

/* ---- table and bars ---- */

static void put_number(chn_buf *b, uint32_t v, int width)
{
    if (v)
        chn_buf_fmt(b, "  %*u", width, (unsigned)v);
    else
        chn_buf_fmt(b, "  %*s", width, ".");
}

static void put_changes(chn_buf *b, const chn_series *x)
{
    if (x->n_changes)
        chn_buf_z(b, "\nchanges of rate (acts a period; gain 1.00 is the least "
                     "that counts)\n");
    else if (x->n_points)
        chn_buf_z(b, "\nno change of rate\n");
    for (uint32_t i = 0; i < x->n_changes; i++) {
        const chn_series_change *c = &x->changes[i];
        chn_buf_fmt(b, "%s  ", x->points[c->at].label);
        put_hundredths(b, c->before);
        chn_buf_z(b, " -> ");
        put_hundredths(b, c->after);
        chn_buf_z(b, ", gain ");
        put_hundredths(b, c->gain);
        chn_buf_z(b, ":");
        for (uint32_t k = 0; k < c->n_events && k < EVENTS_SHOWN; k++)
            chn_buf_fmt(b, " %.*s", (int)c->events[k].n, c->events[k].p);
        if (c->n_events > EVENTS_SHOWN)
            chn_buf_fmt(b, " and %u more",
                        (unsigned)(c->n_events - EVENTS_SHOWN));
        chn_buf_char(b, '\n');
    }
}

static void put_left_out(chn_buf *b, const chn_series *x, const char *what)
{
    if (x->n_points == 0)
        chn_buf_fmt(b, "%s: no %s that lie within one period\n", x->dyad, what);
    if (x->wide || x->undated)
        chn_buf_fmt(b, "in no period: %u whose date is wider, %u without one\n",
                    (unsigned)x->wide, (unsigned)x->undated);
}

static void put_table(chn_buf *b, const chn_series *x, const char *what)
{
    if (x->n_points)
        chn_buf_fmt(b, "%-8s  %7s  %7s  %6s  %6s  %6s  %6s  %7s  %7s\n",
                    x->dyad, what, "bounded", "VERB+", "MAT+", "VERB-", "MAT-",
                    "SCORE", "reports");
    for (uint32_t i = 0; i < x->n_points; i++) {
        const chn_series_point *p = &x->points[i];
        if (silent(p)) {
            const uint32_t n = silence(x, i);
            put_silence(b, x, i, n);
            i += n - 1;
            continue;
        }
        chn_buf_fmt(b, "%-8s", p->label);
        put_number(b, p->n, (int)strlen(what) > 7 ? (int)strlen(what) : 7);
        put_number(b, p->bounded, 7);
        for (uint32_t q = 1; q <= 4; q++)
            put_number(b, p->quad[q], 6);
        chn_buf score;
        chn_buf_init(&score, 64);
        if (p->scored)
            put_hundredths(&score, p->score);
        chn_buf_fmt(b, "  %7s", score.n ? score.p : ".");
        chn_buf_bear(b, &score);
        chn_buf_free(&score);
        put_number(b, p->reports, 7);
        chn_buf_z(b, change_at(x, i) ? "  <- change\n" : "\n");
    }
    put_changes(b, x);
    put_left_out(b, x, what);
}

static uint32_t highest(const chn_series *x)
{
    uint32_t most = 1;
    for (uint32_t i = 0; i < x->n_points; i++)
        if (x->points[i].n > most)
            most = x->points[i].n;
    return most;
}

static void put_bar(chn_buf *b, const chn_series_point *p, uint32_t columns,
                    uint32_t most, bool ascii)
{
    /* at least one column for one act */
    uint32_t len = (uint32_t)((uint64_t)p->n * columns / most);
    if (p->n && !len)
        len = 1;
    const uint32_t bad = p->quad[3] + p->quad[4];
    const uint32_t dark =
        p->n ? len - (uint32_t)((uint64_t)len * bad / p->n) : 0;
    for (uint32_t i = 0; i < len; i++)
        if (i < dark)
            chn_buf_z(b, ascii ? "#" : "\xE2\x96\x88"); /* full block */
        else
            chn_buf_z(b, ascii ? "-" : "\xE2\x96\x92"); /* grey block */
}

static void put_plot(chn_buf *b, const chn_series *x,
                     const chn_series_print_options *o)
{
    const uint32_t width = o->width ? o->width : 100;
    const uint32_t most = highest(x);
    const uint32_t columns = width > 50 ? width - 40 : 10;
    if (x->n_points)
        chn_buf_fmt(b, "%s, %s: %s cooperation, %s conflict\n", x->dyad,
                    o->what, o->ascii ? "#" : "\xE2\x96\x88",
                    o->ascii ? "-" : "\xE2\x96\x92");
    for (uint32_t i = 0; i < x->n_points; i++) {
        const chn_series_point *p = &x->points[i];
        if (silent(p)) {
            const uint32_t n = silence(x, i);
            put_silence(b, x, i, n);
            i += n - 1;
            continue;
        }
        const chn_series_change *c = change_at(x, i);
        chn_buf_fmt(b, "%s  ", p->label);
        put_bar(b, p, columns, most, o->ascii);
        chn_buf_fmt(b, "%s%u", p->n ? " " : "", (unsigned)p->n);
        if (p->bounded)
            chn_buf_fmt(b, " (+%u)", (unsigned)p->bounded);
        if (c) {
            chn_buf_z(b, "  <- ");
            put_hundredths(b, c->before);
            chn_buf_z(b, " -> ");
            put_hundredths(b, c->after);
        }
        chn_buf_char(b, '\n');
    }
    put_left_out(b, x, o->what);
}

/* ---- rows ---- */

static void put_jsonl(chn_buf *b, const chn_series *x)
{
    for (uint32_t i = 0; i < x->n_points; i++) {
        const chn_series_point *p = &x->points[i];
        char from[11], to[11];
        chn_day_format(p->from, from);
        chn_day_format(p->to, to);
        chn_buf_fmt(b,
                    "{\"dyad\":\"%s\",\"period\":\"%s\",\"from\":\"%s\","
                    "\"to\":\"%s\",\"n\":%u,\"bounded\":%u,\"reports\":%u,"
                    "\"quad\":[%u,%u,%u,%u],\"score\":",
                    x->dyad, p->label, from, to, (unsigned)p->n,
                    (unsigned)p->bounded, (unsigned)p->reports,
                    (unsigned)p->quad[1], (unsigned)p->quad[2],
                    (unsigned)p->quad[3], (unsigned)p->quad[4]);
        put_hundredths(b, p->score);
        chn_buf_fmt(b, ",\"scored\":%u,\"category\":{", (unsigned)p->scored);
        bool first = true;
        for (uint32_t k = 0; k < CHN_SERIES_CATEGORIES; k++) {
            if (!p->category[k])
                continue;
            chn_buf_fmt(b, "%s\"%s\":%u", first ? "" : ",",
                        chn_series_category(k), (unsigned)p->category[k]);
            first = false;
        }
        chn_buf_z(b, "}}\n");
    }
    for (uint32_t i = 0; i < x->n_changes; i++) {
        const chn_series_change *c = &x->changes[i];
        chn_buf_fmt(b,
                    "{\"dyad\":\"%s\",\"change\":\"%s\",\"before\":", x->dyad,
                    x->points[c->at].label);
        put_hundredths(b, c->before);
        chn_buf_z(b, ",\"after\":");
        put_hundredths(b, c->after);
        chn_buf_z(b, ",\"gain\":");
        put_hundredths(b, c->gain);
        chn_buf_z(b, ",\"events\":[");
        for (uint32_t k = 0; k < c->n_events; k++) {
            if (k)
                chn_buf_char(b, ',');
            chn_buf_json(b, c->events[k]);
        }
        chn_buf_z(b, "]}\n");
    }
}

static void put_csv(chn_buf *b, const chn_series *x)
{
    chn_buf_z(b, "dyad,period,date_start,date_end,n,bounded,n_reports,quad_1,"
                 "quad_2,quad_3,quad_4,score,scored");
    for (uint32_t k = 0; k < CHN_SERIES_CATEGORIES; k++)
        chn_buf_fmt(b, ",%s", chn_series_category(k));
    chn_buf_z(b, ",change_before,change_after,change_gain\r\n");
    for (uint32_t i = 0; i < x->n_points; i++) {
        const chn_series_point *p = &x->points[i];
        const chn_series_change *c = change_at(x, i);
        char from[11], to[11];
        chn_day_format(p->from, from);
        chn_day_format(p->to, to);
        chn_buf_fmt(b, "%s,%s,%s,%s,%u,%u,%u,%u,%u,%u,%u,", x->dyad, p->label,
                    from, to, (unsigned)p->n, (unsigned)p->bounded,
                    (unsigned)p->reports, (unsigned)p->quad[1],
                    (unsigned)p->quad[2], (unsigned)p->quad[3],
                    (unsigned)p->quad[4]);
        put_hundredths(b, p->score);
        chn_buf_fmt(b, ",%u", (unsigned)p->scored);
        for (uint32_t k = 0; k < CHN_SERIES_CATEGORIES; k++)
            chn_buf_fmt(b, ",%u", (unsigned)p->category[k]);
        chn_buf_z(b, ",");
        if (c)
            put_hundredths(b, c->before);
        chn_buf_z(b, ",");
        if (c)
            put_hundredths(b, c->after);
        chn_buf_z(b, ",");
        if (c)
            put_hundredths(b, c->gain);
        chn_buf_z(b, "\r\n");
    }
}

/* ---- the picture ---- */

#define LEFT 60
#define TOP 48
#define HIGH 260
/* Colours that stay apart without red-green sight and in grey. */
static const char *const quad_color[5] = {"#bbbbbb", "#8ec5e8", "#1f5f99",
                                          "#f2b66d", "#a63a00"};
static const char *const quad_name[5] = {
    "without a class", "verbal cooperation", "material cooperation",
    "verbal conflict", "material conflict"};

static void put_svg_bar(chn_buf *b, const chn_series_point *p, uint32_t i,
                        uint32_t step, uint32_t most)
{
    const uint32_t at = LEFT + i * step;
    if (silent(p)) {
        chn_buf_fmt(b,
                    "<rect x=\"%u\" y=\"%d\" width=\"%u\" height=\"%d\" "
                    "fill=\"#eeeeee\"><title>%s: no reports</title></rect>\n",
                    (unsigned)at, TOP, (unsigned)step, HIGH, p->label);
        return;
    }
    double y = TOP + HIGH;
    for (uint32_t k = 0; k < 5; k++) {
        const uint32_t q = (k + 1) % 5;
        if (!p->quad[q])
            continue;
        const double h = (double)p->quad[q] * HIGH / most;
        y -= h;
        chn_buf_fmt(b, "<rect x=\"%u\" y=\"", (unsigned)at);
        put_hundredths(b, y);
        chn_buf_fmt(b, "\" width=\"%u\" height=\"",
                    (unsigned)(step > 2 ? step - 1 : step));
        put_hundredths(b, h);
        chn_buf_fmt(b, "\" fill=\"%s\"><title>%s: %u, %s</title></rect>\n",
                    quad_color[q], p->label, (unsigned)p->quad[q],
                    quad_name[q]);
    }
}

static void put_svg_changes(chn_buf *b, const chn_series *x, uint32_t step)
{
    for (uint32_t i = 0; i < x->n_changes; i++) {
        const chn_series_change *c = &x->changes[i];
        const uint32_t at = LEFT + c->at * step;
        chn_buf_fmt(b,
                    "<line x1=\"%u\" y1=\"%d\" x2=\"%u\" y2=\"%d\" "
                    "stroke=\"#000000\" stroke-dasharray=\"4 3\"/>\n"
                    "<text x=\"%u\" y=\"%d\">%s: ",
                    (unsigned)at, TOP, (unsigned)at, TOP + HIGH,
                    (unsigned)at + 3, TOP + 12 + 14 * (int)(i % 3),
                    x->points[c->at].label);
        put_hundredths(b, c->before);
        chn_buf_z(b, " \xE2\x86\x92 ");
        put_hundredths(b, c->after);
        chn_buf_z(b, "</text>\n");
    }
}

static void put_svg(chn_buf *b, const chn_series *x, const char *what)
{
    const uint32_t n = x->n_points;
    const uint32_t step = n > 400 ? 2 : n > 100 ? 6 : n > 30 ? 12 : 24;
    const uint32_t wide = LEFT + (n * step > 520 ? n * step : 520) + 20;
    const uint32_t most = highest(x);
    chn_buf_fmt(b,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" "
                "height=\"%d\" viewBox=\"0 0 %u %d\" role=\"img\" "
                "font-family=\"sans-serif\" font-size=\"12\">\n"
                "<title>%s: %s by period</title>\n"
                "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n"
                "<text x=\"%d\" y=\"20\" font-size=\"16\">%s</text>\n",
                (unsigned)wide, TOP + HIGH + 60, (unsigned)wide,
                TOP + HIGH + 60, x->dyad, what, LEFT, x->dyad);
    for (uint32_t q = 1; q <= 4; q++)
        chn_buf_fmt(b,
                    "<rect x=\"%u\" y=\"28\" width=\"10\" height=\"10\" "
                    "fill=\"%s\"/><text x=\"%u\" y=\"37\">%s</text>\n",
                    (unsigned)(LEFT + (q - 1) * 130), quad_color[q],
                    (unsigned)(LEFT + (q - 1) * 130 + 14), quad_name[q]);
    chn_buf_fmt(b,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%u\" y2=\"%d\" "
                "stroke=\"#444444\"/>\n<text x=\"%d\" y=\"%d\" "
                "text-anchor=\"end\">%u</text>\n<text x=\"%d\" y=\"%d\" "
                "text-anchor=\"end\">0</text>\n",
                LEFT, TOP + HIGH, (unsigned)(LEFT + n * step), TOP + HIGH,
                LEFT - 6, TOP + 10, (unsigned)most, LEFT - 6, TOP + HIGH);
    for (uint32_t i = 0; i < n; i++)
        put_svg_bar(b, &x->points[i], i, step, most);
    /* a label where there is room for one */
    const uint32_t every = step >= 24 ? 3 : step >= 12 ? 6 : 72 / step;
    for (uint32_t i = 0; i < n; i += every)
        chn_buf_fmt(b, "<text x=\"%u\" y=\"%d\">%s</text>\n",
                    (unsigned)(LEFT + i * step), TOP + HIGH + 18,
                    x->points[i].label);
    put_svg_changes(b, x, step);
    chn_buf_fmt(b,
                "<text x=\"%d\" y=\"%d\">grey: no reports. In no period: %u "
                "with a wider date, %u without one.</text>\n</svg>\n",
                LEFT, TOP + HIGH + 44, (unsigned)x->wide, (unsigned)x->undated);
}

chn_code chn_series_print(const chn_series *x,
                          const chn_series_print_options *o, chn_write_fn write,
                          void *user, chn_err *err)
{
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    switch (o->format) {
    case CHN_SERIES_TABLE:
        put_table(&b, x, o->what);
        break;
    case CHN_SERIES_JSONL:
        put_jsonl(&b, x);
        break;
    case CHN_SERIES_CSV:
        put_csv(&b, x);
        break;
    case CHN_SERIES_SVG:
        put_svg(&b, x, o->what);
        break;
    case CHN_SERIES_PLOT:
        put_plot(&b, x, o);
        break;
    }
    chn_code code = CHN_OK;
    if (b.failed)
        code = chn_fail_memory(err);
    else if (b.n && !write(user, b.p, b.n))
        code = chn_fail(err, CHN_ERR_OUTPUT,
                        "the output cannot be written; is the disk full?");
    chn_buf_free(&b);
    return code;
}
