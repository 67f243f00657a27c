/* SPDX-License-Identifier: Apache-2.0 */
/* chancery agreement: reviewers with each other, the coder with them. */
#include <math.h>

#include "cli.h"
#include "out.h"
#include "wrap.h"

typedef struct agreeing {
    bool table, memory;
    chn_out out;
    chn_buf row;
    uint64_t n;
} agreeing;

/* Thousandths; what is not known is a dot, or null. */
static void figure(chn_buf *b, double v, bool table)
{
    if (isnan(v)) {
        chn_buf_z(b, table ? "       ." : "null");
        return;
    }
    const long n = lround(v * 1000);
    const long a = n < 0 ? -n : n;
    chn_buf_fmt(b, table ? "  %s%ld.%03ld" : "%s%ld.%03ld",
                n < 0   ? "-"
                : table ? " "
                        : "",
                a / 1000, a % 1000);
}

static void put_table(chn_buf *b, const agreeing *c, const chn_agreement *x)
{
    if (c->n == 0)
        chn_buf_fmt(b, "%-24s  %-8s  %5s  %6s  %6s  %6s  %6s  %6s\n", "who",
                    "field", "n", "agree", "kappa", "alpha", "prec.", "recall");
    chn_buf who;
    chn_buf_init(&who, 4096);
    if (x->a.n) {
        chn_text_clean(&who, x->a);
        chn_buf_z(&who, ", ");
        chn_text_clean(&who, x->b);
    } else {
        chn_buf_z(&who,
                  strcmp(x->kind, "all") == 0 ? "all reviewers" : "the coder");
    }
    chn_buf_fmt(b, "%-24s  %-8s  %5u", who.p ? who.p : "", x->field,
                (unsigned)x->n);
    chn_buf_bear(b, &who);
    chn_buf_free(&who);
    const double v[] = {x->percent, x->kappa, x->alpha, x->precision,
                        x->recall};
    for (int i = 0; i < 5; i++)
        figure(b, v[i], true);
    chn_buf_char(b, '\n');
}

static void put_json(chn_buf *b, const chn_agreement *x)
{
    static const char *const names[] = {"agree", "kappa", "alpha", "precision",
                                        "recall"};
    const double v[] = {x->percent, x->kappa, x->alpha, x->precision,
                        x->recall};
    chn_buf_fmt(b, "{\"kind\":\"%s\",\"a\":", x->kind);
    if (x->a.n)
        chn_buf_json(b, x->a);
    else
        chn_buf_z(b, "null");
    chn_buf_z(b, ",\"b\":");
    if (x->b.n)
        chn_buf_json(b, x->b);
    else
        chn_buf_z(b, "null");
    chn_buf_fmt(b, ",\"field\":\"%s\",\"n\":%u", x->field, (unsigned)x->n);
    for (int i = 0; i < 5; i++) {
        chn_buf_fmt(b, ",\"%s\":", names[i]);
        figure(b, v[i], false);
    }
    chn_buf_z(b, "}\n");
}

static bool put(void *user, const chn_agreement *x)
{
    agreeing *c = user;
    chn_buf_clear(&c->row);
    if (c->table)
        put_table(&c->row, c, x);
    else
        put_json(&c->row, x);
    c->n++;
    c->memory = c->memory || c->row.failed;
    return !c->memory && chn_out_write(&c->out, c->row.p, c->row.n);
}

int chn_cmd_agreement(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    agreeing c;
    memset(&c, 0, sizeof c);
    c.table = a->format != CHN_CHOICE_JSONL;
    chn_store *s = chn_open_to_read(a->store, t, &err);
    if (!s)
        return chn_exit_say(t, &err);
    chn_buf_init(&c.row, (size_t)1024 * 1024);
    chn_code code = chn_out_open(&c.out, NULL, &err);
    if (code == CHN_OK) {
        code = chn_store_agreement(s, put, &c, &err);
        if (code == CHN_OK && c.memory)
            code = chn_fail_memory(&err);
        if (code == CHN_OK && c.n == 0)
            chn_say_plain(t,
                          "nothing is reviewed; begin with: chancery review "
                          "-d %s --by NAME",
                          a->store);
        chn_err end;
        memset(&end, 0, sizeof end);
        if (chn_out_end(&c.out, true, &end) && code == CHN_OK) {
            err = end;
            code = end.code;
        }
    }
    chn_buf_free(&c.row);
    chn_store_close(s);
    return code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
}
