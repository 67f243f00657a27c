/* SPDX-License-Identifier: Apache-2.0 */
/* chancery follows: what follows from what. */
#include "listing.h"
#include "when.h"
#include "wrap.h"

static const char *said(const char *kind)
{
    static const struct {
        const char *kind, *said;
    } words[] = {{"done", "a plan was carried out"},
                 {"lapsed", "a plan of which no report tells that it was done"},
                 {"open", "a plan that may still come true"},
                 {"reply", "a message was answered"},
                 {"denial", "an act is denied"},
                 {"nth", "an earlier one is meant"},
                 {"signing", "an agreement was signed"},
                 {"ratification", "an agreement was ratified"},
                 {"breach", "an agreement is said to be broken"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].kind, kind) == 0)
            return words[i].said;
    return "";
}

static void put_event(chn_listing *r, chn_day from, chn_day to, chn_str what,
                      chn_str id)
{
    chn_buf line;
    chn_buf_init(&line, (size_t)1024 * 1024);
    chn_listing_when(&line, from, to);
    chn_buf_z(&line, "  ");
    chn_text_clean(&line, what);
    chn_buf_z(&line, "  ");
    chn_buf_str(&line, id);
    chn_listing_text(r, chn_str_n(line.p ? line.p : "", line.n), 4);
    r->memory = r->memory || line.failed;
    chn_buf_free(&line);
}

static bool put_row(void *user, const chn_follow_row *f)
{
    chn_listing *r = user;
    chn_buf_clear(&r->row);
    if (r->json) {
        chn_buf_fmt(&r->row, "{\"kind\":\"%s\"", f->kind);
        chn_listing_field(r, "of", f->of);
        chn_listing_field(r, "of_what", f->of_line);
        chn_listing_day(r, "of_from", f->of_from);
        chn_listing_day(r, "of_to", f->of_to);
        if (f->event.n) {
            chn_listing_field(r, "event", f->event);
            chn_listing_field(r, "what", f->line);
            chn_listing_day(r, "from", f->from);
            chn_listing_day(r, "to", f->to);
        } else {
            chn_buf_z(&r->row, ",\"event\":null");
        }
        if (f->has_days)
            chn_buf_fmt(&r->row, ",\"days\":%d", (int)f->days);
        chn_listing_field(r, "words", f->words);
        chn_buf_z(&r->row, "}\n");
        return chn_listing_put(r);
    }
    chn_listing_bold(r, f->kind);
    chn_buf_fmt(&r->row, ": %s", said(f->kind));
    if (f->has_days && f->days > 0)
        chn_buf_fmt(&r->row, " after %d %s", (int)f->days,
                    f->days == 1 ? "day" : "days");
    if (f->words.n) {
        chn_buf_z(&r->row, " (\"");
        chn_text_clean(&r->row, f->words);
        chn_buf_z(&r->row, "\")");
    }
    chn_buf_char(&r->row, '\n');
    put_event(r, f->of_from, f->of_to, f->of_line, f->of);
    if (f->event.n && !chn_str_eq(f->event, f->of))
        put_event(r, f->from, f->to, f->line, f->event);
    return chn_listing_put(r);
}

int chn_cmd_follows(const chn_args *a, chn_term *t)
{
    chn_listing r;
    chn_err err;
    int status;
    memset(&err, 0, sizeof err);
    if (!chn_listing_open(&r, a, t, &status))
        return status;
    const chn_code code =
        chn_store_follows(r.store, &r.filter, put_row, &r, &err);
    if (code == CHN_OK && r.n == 0 && !r.json) {
        chn_buf_clear(&r.row);
        chn_buf_z(&r.row, "Nothing is known to follow from anything.\n");
        (void)chn_listing_put(&r);
    }
    return chn_listing_close(&r, t, code, &err);
}
