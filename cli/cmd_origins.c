/* SPDX-License-Identifier: Apache-2.0 */
/* chancery origins: on whose word a store's claims and events rest. */
#include <inttypes.h>

#include "cli.h"
#include "out.h"
#include "when.h"
#include "wrap.h"

#define ROW_MAX ((size_t)64 * 1024)
#define DIGITS 8u

typedef struct listing {
    const chn_term *term;
    chn_format_choice format;
    chn_out out;
    chn_buf row;
    bool any, memory;
} listing;

static void put_number(listing *l, int64_t x)
{
    chn_buf n;
    chn_buf_init(&n, 64);
    chn_buf_int(&n, x);
    chn_pad(&l->row, n.n < DIGITS ? DIGITS - (uint32_t)n.n : 0);
    chn_buf_str(&l->row, chn_str_n(n.p, n.n));
    l->memory = l->memory || n.failed;
    chn_buf_free(&n);
}

static void put_table_row(listing *l, const chn_origin *o)
{
    if (!l->any)
        chn_buf_fmt(&l->row, "%s%8s%8s%8s%8s%9s  %s%s\n",
                    l->term->color ? "\033[1m" : "", "EVENTS", "ALONE",
                    "CLAIMS", "REPORTS", "CREDITED", "ORIGIN (KIND, CLASS)",
                    l->term->color ? "\033[0m" : "");
    put_number(l, o->events);
    put_number(l, o->alone);
    put_number(l, o->claims);
    put_number(l, o->reports);
    chn_buf_char(&l->row, ' ');
    put_number(l, o->credited);
    chn_buf_z(&l->row, "  ");
    if (o->name.n == 0) {
        chn_buf_z(&l->row, "the report itself\n");
        return;
    }
    chn_text_clean(&l->row, o->name);
    if (o->kind.n > 0) {
        chn_buf_z(&l->row, " (");
        chn_text_clean(&l->row, o->kind);
        if (o->reliability.n > 0) {
            chn_buf_z(&l->row, ", ");
            chn_text_clean(&l->row, o->reliability);
        }
        chn_buf_char(&l->row, ')');
    }
    if (o->denials > 0)
        chn_buf_fmt(&l->row, ", denies %" PRId64, o->denials);
    chn_buf_char(&l->row, '\n');
}

static void put_member(chn_buf *b, const char *name, chn_str s)
{
    chn_buf_fmt(b, "\"%s\":", name);
    if (s.n > 0)
        chn_buf_json(b, s);
    else
        chn_buf_z(b, "null");
    chn_buf_char(b, ',');
}

static bool put_row(void *user, const chn_origin *o)
{
    listing *l = user;
    chn_buf_clear(&l->row);
    if (l->format == CHN_CHOICE_JSONL) {
        chn_buf_char(&l->row, '{');
        put_member(&l->row, "origin", o->name);
        put_member(&l->row, "kind", o->kind);
        put_member(&l->row, "reliability", o->reliability);
        chn_buf_fmt(&l->row,
                    "\"events\":%" PRId64 ",\"events_alone\":%" PRId64
                    ",\"claims\":%" PRId64 ",\"denials\":%" PRId64
                    ",\"reports\":%" PRId64 ",\"credited\":%" PRId64 "}\n",
                    o->events, o->alone, o->claims, o->denials, o->reports,
                    o->credited);
    } else if (l->format == CHN_CHOICE_CSV) {
        chn_csv_put(&l->row, o->name);
        chn_buf_char(&l->row, ',');
        chn_csv_put(&l->row, o->kind);
        chn_buf_char(&l->row, ',');
        chn_csv_put(&l->row, o->reliability);
        chn_buf_fmt(&l->row,
                    ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64
                    ",%" PRId64 "\r\n",
                    o->events, o->alone, o->claims, o->denials, o->reports,
                    o->credited);
    } else {
        put_table_row(l, o);
    }
    l->any = true;
    l->memory = l->memory || l->row.failed;
    return !l->memory && chn_out_write(&l->out, l->row.p, l->row.n);
}

int chn_cmd_origins(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_store *s = chn_open_to_read(a->store, t, &err);
    if (!s)
        return chn_exit_say(t, &err);
    listing l;
    memset(&l, 0, sizeof l);
    l.term = t;
    l.format = a->format == CHN_CHOICE_AUTO ? CHN_CHOICE_TABLE : a->format;
    chn_buf_init(&l.row, ROW_MAX);
    chn_code code = chn_out_open(&l.out, NULL, &err);
    if (code == CHN_OK && l.format == CHN_CHOICE_CSV)
        (void)chn_out_z(&l.out, "origin,kind,reliability,events,events_alone,"
                                "claims,denials,reports,credited\r\n");
    if (code == CHN_OK)
        code = chn_store_origins(s, put_row, &l, &err);
    if (code == CHN_OK && l.memory)
        code = chn_fail_memory(&err);
    int status = code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
    if (chn_out_end(&l.out, true, &err))
        status = chn_exit_say(t, &err);
    chn_buf_free(&l.row);
    chn_store_close(s);
    return status;
}
