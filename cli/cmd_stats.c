/* SPDX-License-Identifier: Apache-2.0 */
/* chancery stats: what a store holds, in figures. */
#include <inttypes.h>

#include "cli.h"
#include "figures.h"
#include "out.h"
#include "when.h"
#include "wrap.h"

#define ROW_MAX ((size_t)1024 * 1024)
#define GROUP_MAX 64u

typedef struct figures {
    const chn_term *term;
    chn_format_choice format;
    chn_out out;
    chn_buf row;
    char group[GROUP_MAX]; /* the last one printed */
    bool any, memory;
} figures;

static void put_table_row(figures *f, const chn_stat *s)
{
    const uint32_t digits = 10;
    if (strncmp(f->group, s->group, GROUP_MAX - 1) != 0) {
        chn_buf_fmt(&f->row, "%s%s%s%s\n", f->any ? "\n" : "",
                    f->term->color ? "\033[1m" : "", s->group,
                    f->term->color ? "\033[0m" : "");
        const size_t n = strlen(s->group);
        memset(f->group, 0, GROUP_MAX);
        memcpy(f->group, s->group, n < GROUP_MAX ? n : GROUP_MAX - 1);
    }
    chn_buf number;
    chn_buf_init(&number, 64);
    chn_buf_int(&number, s->count);
    chn_pad(&f->row, number.n < digits ? digits - (uint32_t)number.n : 0);
    chn_buf_str(&f->row, chn_str_n(number.p, number.n));
    f->memory = f->memory || number.failed;
    chn_buf_free(&number);
    chn_buf_z(&f->row, "  ");
    if (s->name.n > 0)
        chn_text_clean(&f->row, s->name);
    else
        chn_buf_z(&f->row, "(none)");
    chn_buf_char(&f->row, '\n');
}

static bool put_row(void *user, const chn_stat *s)
{
    figures *f = user;
    chn_buf_clear(&f->row);
    if (f->format == CHN_CHOICE_JSONL) {
        chn_buf_z(&f->row, "{\"group\":");
        chn_buf_json(&f->row, chn_str_of(s->group));
        chn_buf_z(&f->row, ",\"name\":");
        chn_buf_json(&f->row, s->name);
        chn_buf_fmt(&f->row, ",\"count\":%" PRId64 "}\n", s->count);
    } else if (f->format == CHN_CHOICE_CSV) {
        chn_csv_put(&f->row, chn_str_of(s->group));
        chn_buf_char(&f->row, ',');
        chn_csv_put(&f->row, s->name);
        chn_buf_fmt(&f->row, ",%" PRId64 "\r\n", s->count);
    } else {
        put_table_row(f, s);
    }
    f->any = true;
    f->memory = f->memory || f->row.failed;
    return !f->memory && chn_out_write(&f->out, f->row.p, f->row.n);
}

int chn_list_figures(const chn_args *a, chn_term *t, chn_counter counter)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_store *s = chn_open_to_read(a->store, t, &err);
    if (!s)
        return chn_exit_say(t, &err);
    figures f;
    memset(&f, 0, sizeof f);
    f.term = t;
    f.format = a->format == CHN_CHOICE_AUTO ? CHN_CHOICE_TABLE : a->format;
    chn_buf_init(&f.row, ROW_MAX);
    chn_code code = chn_out_open(&f.out, NULL, &err);
    if (code == CHN_OK && f.format == CHN_CHOICE_CSV)
        (void)chn_out_z(&f.out, "group,name,count\r\n");
    if (code == CHN_OK)
        code = counter(s, a, put_row, &f, &err);
    if (code == CHN_OK && f.memory)
        code = chn_fail_memory(&err);
    int status = code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
    if (chn_out_end(&f.out, true, &err))
        status = chn_exit_say(t, &err);
    chn_buf_free(&f.row);
    chn_store_close(s);
    return status;
}

static chn_code count_all(chn_store *s, const chn_args *a, chn_stat_fn fn,
                          void *user, chn_err *err)
{
    (void)a;
    return chn_store_stats(s, fn, user, err);
}

int chn_cmd_stats(const chn_args *a, chn_term *t)
{
    return chn_list_figures(a, t, count_all);
}
