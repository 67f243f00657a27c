/* SPDX-License-Identifier: Apache-2.0 */
/* chancery diff: the events that differ between two stores. */
#include "cli.h"
#include "out.h"
#include "wrap.h"

typedef struct differing {
    const chn_term *term;
    bool table, memory;
    chn_out out;
    chn_buf row;
    uint64_t n;
} differing;

static void member(chn_buf *b, const char *name, chn_str v)
{
    chn_buf_fmt(b, ",\"%s\":", name);
    if (v.n)
        chn_buf_json(b, v);
    else
        chn_buf_z(b, "null");
}

static void line(chn_buf *b, const char *lead, chn_str v, uint32_t width)
{
    chn_buf text;
    chn_buf_init(&text, (size_t)16 * 1024 * 1024);
    chn_buf_z(&text, lead);
    chn_text_clean(&text, v);
    chn_pad(b, 4);
    if (text.p)
        chn_wrap_put(b, chn_str_n(text.p, text.n), width, 6, 4);
    chn_buf_bear(b, &text);
    chn_buf_free(&text);
}

static bool put(void *user, const chn_difference *d)
{
    differing *c = user;
    chn_buf *b = &c->row;
    chn_buf_clear(b);
    if (c->table) {
        chn_buf_fmt(b, "%c %.*s  ", d->sign, 9, d->b.n ? d->b.p : d->a.p);
        chn_text_clean(b, d->summary);
        chn_buf_char(b, '\n');
        if (d->changes.n)
            line(b, "", d->changes, c->term->width);
        line(b, "why: ", d->reasons, c->term->width);
    } else {
        chn_buf_fmt(b, "{\"change\":\"%s\"",
                    d->sign == '+'   ? "added"
                    : d->sign == '-' ? "removed"
                                     : "changed");
        member(b, "a", d->a);
        member(b, "b", d->b);
        member(b, "event", d->summary);
        member(b, "fields", d->changes);
        member(b, "why", d->reasons);
        chn_buf_z(b, "}\n");
    }
    c->n++;
    c->memory = c->memory || b->failed;
    return !c->memory && chn_out_write(&c->out, b->p, b->n);
}

int chn_cmd_diff(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    differing c;
    memset(&c, 0, sizeof c);
    c.term = t;
    c.table = a->format != CHN_CHOICE_JSONL;
    chn_store *s = chn_open_to_read(a->operands[0], t, &err);
    if (!s)
        return chn_exit_say(t, &err);
    chn_buf_init(&c.row, (size_t)64 * 1024 * 1024);
    chn_code code = chn_out_open(&c.out, NULL, &err);
    if (code == CHN_OK) {
        code = chn_store_diff(s, a->operands[1], put, &c, &err);
        if (code == CHN_OK && c.memory)
            code = chn_fail_memory(&err);
        if (code == CHN_OK && c.n == 0 && c.table)
            (void)chn_out_z(&c.out, "no event differs\n");
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
