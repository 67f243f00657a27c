/* SPDX-License-Identifier: Apache-2.0 */
#include "listing.h"

#include "when.h"
#include "wrap.h"

#define ROW_MAX ((size_t)64 * 1024 * 1024)

bool chn_listing_open(chn_listing *r, const chn_args *a, chn_term *t,
                      int *status)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    memset(r, 0, sizeof *r);
    r->args = a;
    r->term = t;
    r->json = a->format == CHN_CHOICE_JSONL;
    chn_buf_init(&r->row, ROW_MAX);
    chn_filter_init(&r->filter);
    r->filter.a = a->a[0] ? a->a : NULL;
    r->filter.b = a->b[0] ? a->b : NULL;
    r->filter.from = a->from;
    r->filter.to = a->to;
    r->store = chn_open_to_read(a->store, t, &err);
    if (!r->store || chn_out_open(&r->out, NULL, &err) != CHN_OK) {
        chn_store_close(r->store);
        *status = chn_exit_say(t, &err);
        return false;
    }
    return true;
}

int chn_listing_close(chn_listing *r, chn_term *t, chn_code code, chn_err *err)
{
    if (code == CHN_OK && r->memory)
        code = chn_fail_memory(err);
    int status = code ? chn_exit_say(t, err) : CHN_EXIT_DONE;
    if (chn_out_end(&r->out, true, err))
        status = chn_exit_say(t, err);
    chn_buf_free(&r->row);
    chn_store_close(r->store);
    return status;
}

bool chn_listing_put(chn_listing *r)
{
    r->n++;
    r->memory = r->memory || r->row.failed;
    return !r->memory && chn_out_write(&r->out, r->row.p, r->row.n);
}

bool chn_listing_new_head(chn_listing *r, chn_str head)
{
    const size_t n = head.n < sizeof r->head - 1 ? head.n : sizeof r->head - 1;
    if (r->n && strlen(r->head) == n && memcmp(r->head, head.p, n) == 0)
        return false;
    memcpy(r->head, head.p, n);
    r->head[n] = '\0';
    return true;
}

void chn_listing_bold(chn_listing *r, const char *text)
{
    chn_buf_fmt(&r->row, "%s%s%s", r->term->color ? "\033[1m" : "", text,
                r->term->color ? "\033[0m" : "");
}

void chn_listing_text(chn_listing *r, chn_str text, uint32_t indent)
{
    chn_buf clean;
    chn_buf_init(&clean, ROW_MAX);
    chn_text_clean(&clean, text);
    chn_pad(&r->row, indent);
    chn_wrap_put(&r->row, chn_str_n(clean.p ? clean.p : "", clean.n),
                 r->term->width, indent, indent);
    r->memory = r->memory || clean.failed;
    chn_buf_free(&clean);
}

void chn_listing_when(chn_buf *b, chn_day from, chn_day to)
{
    char day[11];
    if (from == CHN_DAY_NONE && to == CHN_DAY_NONE) {
        chn_buf_z(b, "no date");
        return;
    }
    if (from == CHN_DAY_NONE) {
        chn_day_format(to, day);
        chn_buf_fmt(b, "by %s", day);
        return;
    }
    chn_day_format(from, day);
    chn_buf_z(b, day);
    if (to == CHN_DAY_NONE) {
        chn_buf_z(b, "..");
    } else if (to != from) {
        chn_day_format(to, day);
        chn_buf_fmt(b, "..%s", day);
    }
}

void chn_listing_field(chn_listing *r, const char *name, chn_str value)
{
    chn_buf_fmt(&r->row, ",\"%s\":", name);
    chn_buf_json(&r->row, value);
}

void chn_listing_day(chn_listing *r, const char *name, chn_day day)
{
    chn_buf_fmt(&r->row, ",\"%s\":", name);
    chn_day_json(&r->row, day);
}
