/* SPDX-License-Identifier: Apache-2.0 */
/* chancery observances: what recurs every year. */
#include "listing.h"
#include "source.h"
#include "when.h"
#include "wrap.h"

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

static void put_json(chn_listing *r, const chn_observed *o)
{
    chn_buf_z(&r->row, "{\"observance\":");
    chn_buf_json(&r->row, o->observance);
    chn_listing_field(r, "name", o->name);
    chn_listing_field(r, "between", o->between);
    chn_buf_fmt(&r->row,
                ",\"month\":%d,\"day\":%d,\"base_year\":", (int)o->month,
                (int)o->day);
    if (o->base_year)
        chn_buf_fmt(&r->row, "%d", (int)o->base_year);
    else
        chn_buf_z(&r->row, "null");
    chn_buf_fmt(&r->row, ",\"first\":%d,\"last\":%d,\"years\":%u",
                (int)o->first, (int)o->last, (unsigned)o->n_years);
    chn_listing_field(r, "gaps", o->gaps);
    chn_listing_day(r, "due", o->due);
    chn_buf_fmt(&r->row, ",\"year\":%d,\"told_only\":%s", (int)o->year,
                o->told_only ? "true" : "false");
    chn_listing_field(r, "event", o->event);
    chn_listing_field(r, "what", o->line);
    chn_listing_day(r, "from", o->from);
    chn_listing_day(r, "to", o->to);
    chn_listing_field(r, "basis", chn_str_of(o->basis));
    if (o->ordinal)
        chn_buf_fmt(&r->row, ",\"ordinal\":%d", (int)o->ordinal);
    chn_listing_field(r, "origins", o->origins);
    chn_listing_field(r, "words", o->quote);
    chn_listing_field(r, "adds", o->adds);
    chn_listing_field(r, "drops", o->drops);
    chn_buf_z(&r->row, "}\n");
}

static void put_head(chn_listing *r, const chn_observed *o)
{
    chn_buf line;
    char due[11];
    chn_buf_init(&line, (size_t)1024 * 1024);
    chn_buf_fmt(&line, "%d %s  ", (int)o->day, months[(o->month + 11) % 12]);
    if (o->name.n)
        chn_text_clean(&line, o->name);
    else
        chn_buf_z(&line, "(no name)");
    chn_buf_z(&line, "  ");
    chn_text_clean(&line, o->between);
    if (r->n)
        chn_buf_char(&r->row, '\n');
    if (line.p)
        chn_listing_bold(r, line.p);
    chn_day_format(o->due, due);
    chn_buf_char(&r->row, '\n');
    chn_buf_clear(&line);
    if (o->first == o->last)
        chn_buf_fmt(&line, "told for %d", (int)o->first);
    else
        chn_buf_fmt(&line, "told for %u years of %d to %d",
                    (unsigned)o->n_years, (int)o->first, (int)o->last);
    if (o->base_year)
        chn_buf_fmt(&line, "; counted from %d", (int)o->base_year);
    if (o->gaps.n) {
        chn_buf_z(&line, "; no report of ");
        chn_buf_str(&line, o->gaps);
    }
    chn_buf_fmt(&line, "; next due %s", due);
    chn_listing_text(r, chn_str_n(line.p ? line.p : "", line.n), 2);
    r->memory = r->memory || line.failed;
    chn_buf_free(&line);
}

static void put_words(chn_listing *r, const char *what, chn_str words)
{
    if (words.n == 0)
        return;
    chn_buf line;
    chn_buf_init(&line, (size_t)1024 * 1024);
    chn_buf_fmt(&line, "%s: ", what);
    chn_text_clean(&line, words);
    chn_listing_text(r, chn_str_n(line.p ? line.p : "", line.n), 8);
    r->memory = r->memory || line.failed;
    chn_buf_free(&line);
}

static void put_year(chn_listing *r, const chn_observed *o)
{
    chn_buf line;
    chn_buf_init(&line, (size_t)1024 * 1024);
    chn_buf_fmt(&line, "%d  ", (int)o->year);
    if (o->told_only) {
        chn_buf_z(&line, "told by a report of another year; no report of its "
                         "own");
    } else {
        chn_listing_when(&line, o->from, o->to);
        chn_buf_z(&line, strcmp(o->basis, "occasion") == 0    ? " (named day)"
                         : strcmp(o->basis, "inherited") == 0 ? " (inherited)"
                                                              : "");
        chn_buf_z(&line, "  ");
        chn_text_clean(&line, o->line);
        if (o->ordinal)
            chn_buf_fmt(&line, "; told as number %d", (int)o->ordinal);
        chn_buf_z(&line, "; on the word of ");
        chn_text_clean(&line, o->origins);
        chn_buf_z(&line, "  ");
        chn_buf_str(&line, o->event);
    }
    chn_listing_text(r, chn_str_n(line.p ? line.p : "", line.n), 4);
    chn_buf_clear(&line);
    if (o->quote.n) {
        chn_buf_char(&line, '"');
        chn_text_clean(&line, o->quote);
        chn_buf_char(&line, '"');
        chn_listing_text(r, chn_str_n(line.p ? line.p : "", line.n), 8);
    }
    put_words(r, "new against the year before", o->adds);
    put_words(r, "gone", o->drops);
    r->memory = r->memory || line.failed;
    chn_buf_free(&line);
}

static bool put_row(void *user, const chn_observed *o)
{
    chn_listing *r = user;
    chn_buf_clear(&r->row);
    if (r->json) {
        put_json(r, o);
        return chn_listing_put(r);
    }
    chn_buf head;
    chn_buf_init(&head, (size_t)1024 * 1024);
    chn_buf_fmt(&head, "%d-%d-%d-", (int)o->month, (int)o->day, (int)o->first);
    chn_buf_str(&head, o->between);
    chn_buf_str(&head, o->observance);
    if (chn_listing_new_head(r, chn_str_n(head.p ? head.p : "", head.n)))
        put_head(r, o);
    put_year(r, o);
    chn_buf_bear(&r->row, &head);
    chn_buf_free(&head);
    return chn_listing_put(r);
}

int chn_cmd_observances(const chn_args *a, chn_term *t)
{
    chn_listing r;
    chn_err err;
    int status;
    memset(&err, 0, sizeof err);
    if (!chn_listing_open(&r, a, t, &status))
        return status;
    chn_engine *e = chn_engine_of(a, &err);
    const chn_code code =
        e ? chn_store_observances(r.store, e, &r.filter, put_row, &r, &err)
        : err.code ? err.code
                   : CHN_ERR_INTERNAL;
    chn_engine_free(e);
    if (code == CHN_OK && r.n == 0 && !r.json) {
        chn_buf_clear(&r.row);
        chn_buf_z(&r.row, "Nothing is known to recur.\n");
        (void)chn_listing_put(&r);
    }
    return chn_listing_close(&r, t, code, &err);
}
