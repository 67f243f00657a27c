/* SPDX-License-Identifier: Apache-2.0 */
/* chancery push: a store's record as tables of a PostgreSQL database. */
#include <inttypes.h>

#include "cli.h"
#include "listing.h"
#include "push/push.h"
#include "wrap.h"

#define TABLES_MAX 64u
#define DIGITS 10u

/* Told at the end: a push that fails has changed nothing. */
typedef struct counts {
    chn_push_count count[TABLES_MAX];
    uint32_t n;
} counts;

static bool keep(void *user, const chn_push_count *count)
{
    counts *c = user;
    if (c->n < TABLES_MAX)
        c->count[c->n++] = *count;
    return true;
}

static void put_number(chn_buf *b, int64_t x)
{
    chn_buf n;
    chn_buf_init(&n, 64);
    chn_buf_int(&n, x);
    chn_pad(b, n.n < DIGITS ? DIGITS - (uint32_t)n.n : 0);
    chn_buf_str(b, chn_str_n(n.p ? n.p : "", n.n));
    b->failed = b->failed || n.failed;
    chn_buf_free(&n);
}

static void put_count(chn_listing *r, const chn_push_count *c, uint32_t width)
{
    if (r->json) {
        chn_buf_fmt(&r->row,
                    "{\"table\":\"%s\",\"made\":%s,\"rows\":%" PRId64
                    ",\"added\":%" PRId64 ",\"changed\":%" PRId64
                    ",\"gone\":%" PRId64 "}\n",
                    c->table, c->made ? "true" : "false", c->rows, c->added,
                    c->changed, c->gone);
        return;
    }
    chn_buf_z(&r->row, c->table);
    const size_t n = strlen(c->table);
    chn_pad(&r->row, n < width ? width - (uint32_t)n : 0);
    put_number(&r->row, c->rows);
    put_number(&r->row, c->added);
    put_number(&r->row, c->changed);
    put_number(&r->row, c->gone);
    chn_buf_char(&r->row, '\n');
}

static void tell(chn_listing *r, const counts *c)
{
    const uint32_t width = 16;
    if (!r->json) {
        chn_buf head;
        chn_buf_init(&head, 256);
        chn_buf_fmt(&head, "%-16s%10s%10s%10s%10s", "TABLE", "ROWS", "ADDED",
                    "CHANGED", "GONE");
        r->memory = r->memory || head.failed;
        chn_listing_bold(r, head.p ? head.p : "");
        chn_buf_char(&r->row, '\n');
        chn_buf_free(&head);
    }
    for (uint32_t i = 0; i < c->n; i++)
        put_count(r, &c->count[i], width);
    (void)chn_listing_put(r);
}

static chn_code push(const chn_args *a, chn_term *t, chn_listing *r,
                     chn_push_done *done, chn_err *err)
{
    const char *to = a->address ? a->address : chn_env_push_to();
    if (!to || !*to)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "push needs a database; give --to "
                        "postgresql://USER@HOST/DATABASE, or set "
                        "CHANCERY_PUSH_TO");
    if (a->address && chn_push_tells_secret(a->address))
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--to has a password, which everyone on this machine "
                        "can see; put it into PGPASSWORD or ~/.pgpass, or the "
                        "address into CHANCERY_PUSH_TO");
    const chn_push_options o = {.to = to,
                                .schema = a->schema ? a->schema : "chancery",
                                .tables = a->tables,
                                .n_tables = a->n_tables,
                                .no_text = a->no_text,
                                .dry_run = a->dry_run,
                                .full = a->full,
                                .replace = a->replace,
                                .secret = chn_env_password()};
    counts c = {.n = 0};
    const chn_code code = chn_push(r->store, &o, keep, &c, done, err);
    if (code)
        return code;
    if (done->repaired)
        chn_say(t,
                "%" PRId64 " values hold a NUL or bytes that are not UTF-8; "
                "U+FFFD stands in their place",
                done->repaired);
    if (done->nothing) {
        chn_say(t, "%s, schema \"%s\": nothing %s", done->where, o.schema,
                a->dry_run ? "would change" : "changed");
        return CHN_OK;
    }
    tell(r, &c);
    chn_say(t,
            a->dry_run ? "%s, schema \"%s\": this is what would change"
                       : "%s, schema \"%s\": up to date",
            done->where, o.schema);
    return CHN_OK;
}

int chn_cmd_push(const chn_args *a, chn_term *t)
{
    chn_err err;
    chn_listing r;
    chn_push_done done;
    memset(&err, 0, sizeof err);
    memset(&done, 0, sizeof done);
    int status = CHN_EXIT_DONE;
    if (!chn_listing_open(&r, a, t, &status))
        return status;
    const chn_code code = push(a, t, &r, &done, &err);
    status = chn_listing_close(&r, t, code, &err);
    return code == CHN_ERR_STORE && done.later ? CHN_EXIT_LATER : status;
}
