/* SPDX-License-Identifier: Apache-2.0 */
/* chancery messages: who wrote to whom, when, on what occasion, on whose
 * word. */
#include "listing.h"
#include "when.h"
#include "wrap.h"

enum { COL_DATE = 0, COL_WHO, COL_OCCASION, COL_CARRIER, COL_WORD, COL_ID };
#define COLS 6u

typedef struct listing {
    chn_listing rows;
    chn_grid grid;
} listing;

static void set_grid(chn_grid *g, uint32_t width)
{
    const uint32_t fixed = 15 + 9 + 2 * (COLS - 1);
    const uint32_t left = width > fixed + 40 ? width - fixed : 40;
    g->n = COLS;
    g->gap = 2;
    g->width[COL_DATE] = 15;
    g->width[COL_ID] = 9;
    g->width[COL_WHO] = left * 34 / 100;
    g->width[COL_OCCASION] = left * 26 / 100;
    g->width[COL_CARRIER] = left * 17 / 100;
    g->width[COL_WORD] =
        left - left * 34 / 100 - left * 26 / 100 - left * 17 / 100;
}

static void put_json(chn_listing *r, const chn_message_row *m)
{
    chn_buf_z(&r->row, "{\"event\":");
    chn_buf_json(&r->row, m->event);
    chn_listing_field(r, "claim", m->claim);
    chn_listing_field(r, "source", m->source);
    chn_listing_field(r, "target", m->target);
    chn_listing_field(r, "source_code", m->source_code);
    chn_listing_field(r, "target_code", m->target_code);
    chn_listing_day(r, "from", m->from);
    chn_listing_day(r, "to", m->to);
    chn_listing_field(r, "basis", chn_str_of(chn_basis_word(m->basis)));
    chn_listing_field(r, "status", m->status);
    chn_listing_field(r, "occasion", m->occasion);
    chn_listing_field(r, "carrier", m->carrier);
    chn_listing_field(r, "voice", m->voice);
    chn_listing_field(r, "origins", m->origins);
    chn_buf_fmt(&r->row, ",\"exchange\":%s,\"inherited\":%s",
                m->exchange ? "true" : "false",
                m->voice_inherited ? "true" : "false");
    chn_listing_field(r, "words", m->trigger);
    chn_buf_z(&r->row, "}\n");
}

static void put_cells(listing *l, const chn_message_row *m)
{
    chn_buf cell[COLS];
    chn_str text[COLS];
    const char *color[COLS] = {NULL};
    for (uint32_t i = 0; i < COLS; i++)
        chn_buf_init(&cell[i], (size_t)1024 * 1024);
    chn_when_put(&cell[COL_DATE], m->from, m->to, m->precision);
    const char *note = chn_when_basis_note(m->basis);
    if (*note)
        chn_buf_fmt(&cell[COL_DATE], "\n%s", note);
    chn_text_clean(&cell[COL_WHO], m->source.n ? m->source : m->source_code);
    chn_buf_z(&cell[COL_WHO], " -> ");
    chn_text_clean(&cell[COL_WHO], m->target.n ? m->target : m->target_code);
    if (!chn_str_is(m->status, "occurred")) {
        chn_buf_z(&cell[COL_WHO], " [");
        chn_text_clean(&cell[COL_WHO], m->status);
        chn_buf_z(&cell[COL_WHO], "]");
    }
    chn_text_clean(&cell[COL_OCCASION], m->occasion);
    chn_text_clean(&cell[COL_CARRIER], m->carrier);
    if (m->voice.n)
        chn_text_clean(&cell[COL_WORD], m->voice);
    else
        chn_buf_z(&cell[COL_WORD], "the report itself");
    if (m->voice_inherited)
        chn_buf_z(&cell[COL_WORD], " (inherited)");
    chn_text_clean(&cell[COL_ID],
                   chn_str_n(m->claim.p, m->claim.n < 9 ? m->claim.n : 9));
    for (uint32_t i = 0; i < COLS; i++)
        text[i] = chn_str_n(cell[i].p ? cell[i].p : "", cell[i].n);
    chn_grid_row(&l->rows.row, &l->grid, text, color);
    for (uint32_t i = 0; i < COLS; i++) {
        l->rows.memory = l->rows.memory || cell[i].failed;
        chn_buf_free(&cell[i]);
    }
}

static bool put_row(void *user, const chn_message_row *m)
{
    static const char *const heads[COLS] = {
        "WHEN", "WHO", "OCCASION", "CARRIER", "ON WHOSE WORD", "CLAIM"};
    listing *l = user;
    chn_buf_clear(&l->rows.row);
    if (l->rows.json) {
        put_json(&l->rows, m);
        return chn_listing_put(&l->rows);
    }
    if (l->rows.n == 0) {
        chn_str text[COLS];
        const char *color[COLS];
        for (uint32_t i = 0; i < COLS; i++) {
            text[i] = chn_str_of(heads[i]);
            color[i] = l->rows.term->color ? "\033[1m" : NULL;
        }
        chn_grid_row(&l->rows.row, &l->grid, text, color);
    }
    put_cells(l, m);
    return chn_listing_put(&l->rows);
}

int chn_cmd_messages(const chn_args *a, chn_term *t)
{
    listing l;
    chn_err err;
    int status;
    memset(&err, 0, sizeof err);
    memset(&l, 0, sizeof l);
    if (!chn_listing_open(&l.rows, a, t, &status))
        return status;
    set_grid(&l.grid, t->width);
    const chn_code code = chn_store_messages(
        l.rows.store, &l.rows.filter, a->n_operands ? a->operands[0] : NULL,
        a->n_operands > 1 ? a->operands[1] : NULL, put_row, &l, &err);
    if (code == CHN_OK && l.rows.n == 0 && !l.rows.json) {
        chn_buf_clear(&l.rows.row);
        chn_buf_z(&l.rows.row, "No message is known.\n");
        (void)chn_listing_put(&l.rows);
    }
    return chn_listing_close(&l.rows, t, code, &err);
}
