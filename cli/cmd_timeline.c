/* SPDX-License-Identifier: Apache-2.0 */
/* chancery timeline: the events of a store by date. */
#include "cli.h"
#include "eventlist.h"
#include "out.h"
#include "when.h"
#include "wrap.h"

#define ROW_MAX ((size_t)16 * 1024 * 1024)
#define SHORT_ID                                                               \
    9u                  /* "c" and 8 digits: unique in any store of a size     \
                           that a person reads */
#define STACK_BELOW 84u /* narrower: one event below the other, no columns */

enum { COL_DATE = 0, COL_WHO, COL_ACT, COL_WHERE, COL_WORD, COL_N, COL_ID };
#define COLS 7u

typedef struct listing {
    const chn_term *term;
    chn_format_choice format;
    chn_out out;
    chn_buf row; /* one event, printed */
    chn_buf cell[COLS];
    chn_grid grid;
    uint64_t n;
    bool undated; /* their heading has been printed */
    bool memory;
} listing;

/* Columns that matter little stay narrow; the rest share what is left. */
static void set_grid(chn_grid *g, uint32_t width)
{
    const uint32_t fixed = 15 + 5 + SHORT_ID; /* date, n, id */
    g->n = COLS;
    g->gap = 2;
    const uint32_t gaps = (COLS - 1) * g->gap;
    const uint32_t left = width > fixed + gaps ? width - fixed - gaps : 40;
    g->width[COL_DATE] = 15;
    g->width[COL_N] = 5;
    g->width[COL_ID] = SHORT_ID;
    g->width[COL_WHO] = left * 34 / 100;
    g->width[COL_ACT] = left * 28 / 100;
    g->width[COL_WHERE] = left * 20 / 100;
    g->width[COL_WORD] =
        left - g->width[COL_WHO] - g->width[COL_ACT] - g->width[COL_WHERE];
}

static const char *status_color(chn_str status)
{
    if (chn_str_is(status, "planned"))
        return "\033[36m"; /* as the table of claims */
    if (chn_str_is(status, "possible"))
        return "\033[35m";
    if (chn_str_is(status, "denied"))
        return "\033[31m";
    return NULL;
}

static void put_side(chn_buf *b, chn_str names, chn_str codes)
{
    /* Names where there are some; else the state. */
    if (names.n > 0)
        chn_text_clean(b, names);
    else if (codes.n > 0)
        chn_text_clean(b, codes);
    else
        chn_buf_char(b, '?');
}

static void put_who(chn_buf *b, const chn_event_row *r)
{
    put_side(b, r->source, r->source_code);
    if (r->target.n == 0 && r->target_code.n == 0)
        return;
    chn_buf_z(b, r->symmetric ? " <-> " : " -> ");
    put_side(b, r->target, r->target_code);
}

static void put_act(chn_buf *b, const chn_event_row *r)
{
    if (!chn_str_is(r->status, "occurred")) {
        chn_buf_char(b, '[');
        chn_text_clean(b, r->status);
        chn_buf_z(b, "] ");
    }
    chn_text_clean(b, r->category);
    if (r->mode.n > 0) {
        chn_buf_char(b, '/');
        chn_text_clean(b, r->mode);
    }
    if (r->trigger.n > 0) {
        chn_buf_z(b, " \"");
        chn_text_clean(b, r->trigger);
        chn_buf_char(b, '"');
    }
}

static void put_where(chn_buf *b, const chn_event_row *r)
{
    chn_text_clean(b, r->place);
    if (r->place.n > 0 && r->occasion.n > 0)
        chn_buf_z(b, "; ");
    chn_text_clean(b, r->occasion);
}

/* "KCNA says, via Yonhap": nothing is told here as a fact that somebody only
 * says. The chain runs from the report outwards to the origin. */
static void put_word(chn_buf *b, const chn_event_row *r)
{
    static const char arrow[] = " <- ";
    const size_t n = sizeof arrow - 1;
    if (r->voice.n == 0) {
        if (r->origins.n > 0)
            chn_text_clean(b, r->origins);
        chn_buf_z(b, r->origins.n > 0 ? " says" : "the report itself");
        return;
    }
    size_t at = r->voice.n; /* where the origin's name begins */
    while (at > n && memcmp(r->voice.p + at - n, arrow, n) != 0)
        at--;
    if (at <= n)
        at = 0;
    chn_text_clean(b, chn_str_n(r->voice.p + at, r->voice.n - at));
    chn_buf_z(b, " says");
    if (at > 0) {
        chn_buf_z(b, ", via ");
        chn_text_clean(b, chn_str_n(r->voice.p, at - n));
    }
}

static void put_head(listing *l)
{
    static const char *const names[COLS] = {
        "WHEN",          "WHO", "ACT",  "PLACE, OCCASION",
        "ON WHOSE WORD", "R/O", "CLAIM"};
    chn_str cells[COLS];
    const char *color[COLS];
    for (uint32_t i = 0; i < COLS; i++) {
        cells[i] = chn_str_of(names[i]);
        color[i] = l->term->color ? "\033[1m" : NULL;
    }
    chn_grid_row(&l->row, &l->grid, cells, color);
}

static bool dated(const chn_event_row *r)
{
    return r->from != CHN_DAY_NONE || r->to != CHN_DAY_NONE;
}

static void fill_cells(listing *l, const chn_event_row *r)
{
    for (uint32_t i = 0; i < COLS; i++)
        chn_buf_clear(&l->cell[i]);
    if (dated(r)) {
        chn_when_put(&l->cell[COL_DATE], r->from, r->to, r->precision);
        const char *note = chn_when_basis_note(r->basis);
        if (*note)
            chn_buf_fmt(&l->cell[COL_DATE], "\n%s", note);
    }
    put_who(&l->cell[COL_WHO], r);
    put_act(&l->cell[COL_ACT], r);
    put_where(&l->cell[COL_WHERE], r);
    put_word(&l->cell[COL_WORD], r);
    chn_buf_fmt(&l->cell[COL_N], "%u/%u", (unsigned)r->n_reports,
                (unsigned)r->n_origins);
    chn_text_clean(
        &l->cell[COL_ID],
        chn_str_n(r->claim.p, r->claim.n < SHORT_ID ? r->claim.n : SHORT_ID));
    for (uint32_t i = 0; i < COLS; i++)
        l->memory = l->memory || l->cell[i].failed;
}

static chn_str cell(const listing *l, uint32_t i)
{
    return chn_str_n(l->cell[i].p ? l->cell[i].p : "", l->cell[i].n);
}

/* For narrow terminals:
 *   2019-08-15  Kim Jong Un <-> Vladimir Putin
 *       SUPPORT/message "exchanged"; Vladivostok
 *       Yonhap <- KCNA  1/1  c1f0a2b34                                     */
static void put_stack(listing *l, const chn_event_row *r)
{
    chn_buf line;
    chn_buf_init(&line, ROW_MAX);
    if (dated(r)) {
        chn_when_put(&line, r->from, r->to, r->precision);
        const char *note = chn_when_basis_note(r->basis);
        chn_buf_fmt(&line, "%s%s  ", *note ? " " : "", note);
    }
    chn_buf_str(&line, cell(l, COL_WHO));
    const char *on = l->term->color ? status_color(r->status) : NULL;
    if (line.p)
        chn_wrap_put(&l->row, chn_str_n(line.p, line.n), l->term->width, 4, 0);
    chn_buf_clear(&line);
    if (on)
        chn_buf_z(&line, on);
    chn_buf_str(&line, cell(l, COL_ACT));
    if (on)
        chn_buf_z(&line, "\033[0m");
    if (l->cell[COL_WHERE].n > 0)
        chn_buf_z(&line, "; ");
    chn_buf_str(&line, cell(l, COL_WHERE));
    chn_pad(&l->row, 4);
    if (line.p)
        chn_wrap_put(&l->row, chn_str_n(line.p, line.n), l->term->width, 4, 4);
    chn_buf_clear(&line);
    chn_buf_str(&line, cell(l, COL_WORD));
    chn_buf_fmt(&line, "  %s  %s", cell(l, COL_N).p, cell(l, COL_ID).p);
    chn_pad(&l->row, 4);
    if (line.p)
        chn_wrap_put(&l->row, chn_str_n(line.p, line.n), l->term->width, 4, 4);
    l->memory = l->memory || line.failed;
    chn_buf_free(&line);
}

static void put_table_row(listing *l, const chn_event_row *r)
{
    const bool stack = l->term->width < STACK_BELOW;
    if (l->n == 0 && !stack)
        put_head(l);
    if (!dated(r) && !l->undated) {
        l->undated = true;
        chn_buf_fmt(&l->row, "%sundated%s\n", l->n ? "\n" : "",
                    stack ? ":" : "");
    }
    fill_cells(l, r);
    if (stack) {
        put_stack(l, r);
        return;
    }
    chn_str cells[COLS];
    const char *color[COLS] = {NULL};
    for (uint32_t i = 0; i < COLS; i++)
        cells[i] = cell(l, i);
    if (l->term->color) {
        color[COL_ACT] = status_color(r->status);
        color[COL_ID] = "\033[2m";
    }
    chn_grid_row(&l->row, &l->grid, cells, color);
}

static bool add(void *user, const char *p, size_t n)
{
    chn_buf *b = user;
    chn_buf_put(b, p, n);
    return !b->failed;
}

/* Fails only where the buffer does, which put_row looks at. */
static void put_printed(listing *l, const chn_event_row *r,
                        chn_row_format format)
{
    chn_err err;
    (void)chn_event_row_print(r, format, add, &l->row, &err);
}

static bool put_row(void *user, const chn_event_row *r)
{
    listing *l = user;
    chn_buf_clear(&l->row);
    if (l->format == CHN_CHOICE_JSONL) {
        put_printed(l, r, CHN_ROW_JSON);
    } else if (l->format == CHN_CHOICE_CSV) {
        put_printed(l, r, CHN_ROW_CSV);
    } else {
        put_table_row(l, r);
    }
    l->n++;
    l->memory = l->memory || l->row.failed;
    return !l->memory && chn_out_write(&l->out, l->row.p, l->row.n);
}

static void list_init(listing *l, const chn_args *a, const chn_term *t)
{
    memset(l, 0, sizeof *l);
    l->term = t;
    l->format = a->format == CHN_CHOICE_AUTO ? CHN_CHOICE_TABLE : a->format;
    chn_buf_init(&l->row, ROW_MAX);
    for (uint32_t i = 0; i < COLS; i++)
        chn_buf_init(&l->cell[i], ROW_MAX);
    set_grid(&l->grid, t->width);
}

int chn_list_events(const chn_args *a, chn_term *t, chn_lister lister)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_store *s = chn_open_to_read(a->store, t, &err);
    if (!s)
        return chn_exit_say(t, &err);
    listing l;
    list_init(&l, a, t);
    chn_code code = chn_out_open(&l.out, NULL, &err);
    if (code == CHN_OK && l.format == CHN_CHOICE_CSV)
        code = chn_event_row_print(NULL, CHN_ROW_CSV_HEAD, chn_out_write,
                                   &l.out, &err);
    if (code == CHN_OK)
        code = lister(s, a, put_row, &l, &err);
    if (code == CHN_OK && l.memory)
        code = chn_fail_memory(&err);
    int status = code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
    /* An empty answer is an answer; on a terminal it should not look like a
     * command that did nothing. */
    if (!code && l.n == 0 && l.format == CHN_CHOICE_TABLE)
        chn_say_plain(t, "no events match");
    if (chn_out_end(&l.out, true, &err))
        status = chn_exit_say(t, &err);
    for (uint32_t i = 0; i < COLS; i++)
        chn_buf_free(&l.cell[i]);
    chn_buf_free(&l.row);
    chn_store_close(s);
    return status;
}

static chn_code by_date(chn_store *s, const chn_args *a, chn_event_fn fn,
                        void *user, chn_err *err)
{
    chn_filter f;
    chn_filter_init(&f);
    f.a = a->a[0] ? a->a : NULL;
    f.b = a->b[0] ? a->b : NULL;
    f.from = a->from;
    f.to = a->to;
    f.category = a->category[0] ? a->category : NULL;
    f.status = a->status;
    return chn_store_timeline(s, &f, fn, user, err);
}

int chn_cmd_timeline(const chn_args *a, chn_term *t)
{
    return chn_list_events(a, t, by_date);
}
