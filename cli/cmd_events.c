/* SPDX-License-Identifier: Apache-2.0 */
/* chancery events: claims in, events out, no store. */
#include <inttypes.h>

#include "cli.h"
#include "lines.h"
#include "out.h"
#include "spread.h"

#define KEY_MAX ((size_t)1024 * 1024)

typedef struct eventing {
    chn_merging_options o;
    chn_merging *merging;
    chn_out out;
    chn_str line; /* of --keys, the one whose keys are told */
    chn_buf key;  /* of --keyed, the run that is being read; with its tab */
    bool keys, keyed;
} eventing;

void chn_merging_of_args(const chn_args *a, chn_merging_options *o)
{
    chn_merging_options_init(o);
    if (a->window_told)
        o->window = (int32_t)a->window;
    if (a->points)
        o->points = (int32_t)a->points;
    if (a->days)
        o->days = a->days;
}

static bool put_key(void *user, chn_str key)
{
    eventing *e = user;
    return chn_out_write(&e->out, key.p, key.n) &&
           chn_out_write(&e->out, "\t", 1) &&
           chn_out_write(&e->out, e->line.p, e->line.n) &&
           chn_out_write(&e->out, "\n", 1);
}

/* The run of one key is whole. */
static chn_code end_run(eventing *e, chn_err *err)
{
    if (e->key.n == 0)
        return CHN_OK;
    e->key.p[e->key.n - 1] = '\0'; /* the tab */
    return chn_merging_events(e->merging, e->key.p, chn_out_write, &e->out,
                              err);
}

static chn_code take_keyed(eventing *e, chn_str line, chn_err *err)
{
    const char *tab = line.n ? memchr(line.p, '\t', line.n) : NULL;
    if (!tab)
        return chn_fail(err, CHN_ERR_INPUT,
                        "no key and tab before the claim; expected lines of: "
                        "chancery events --keys");
    const chn_str key = chn_str_n(line.p, (size_t)(tab - line.p) + 1);
    const int d =
        chn_str_cmp(chn_str_n(e->key.p ? e->key.p : "", e->key.n), key);
    if (d > 0)
        return chn_fail(err, CHN_ERR_INPUT,
                        "key \"%.*s\" comes too late; sort the lines: LC_ALL=C "
                        "sort",
                        (int)key.n - 1, key.p);
    if (d < 0) {
        const chn_code code = end_run(e, err);
        if (code)
            return code;
        chn_buf_clear(&e->key);
        chn_buf_str(&e->key, key);
        if (e->key.failed)
            return chn_fail_memory(err);
    }
    return chn_merging_add(e->merging, chn_str_n(tab + 1, line.n - key.n), err);
}

static chn_code take(eventing *e, chn_str line, chn_err *err)
{
    if (e->keyed)
        return take_keyed(e, line, err);
    if (!e->keys)
        return chn_merging_add(e->merging, line, err);
    e->line = line;
    return chn_merge_keys(line, &e->o, put_key, e, err);
}

/* What is wrong with a line is told with its place. */
static chn_code placed(const chn_lines *l, chn_err *err)
{
    char text[CHN_ERR_TEXT];
    memcpy(text, err->text, sizeof text);
    if (err->code != CHN_ERR_INPUT)
        return err->code;
    return chn_fail(err, CHN_ERR_INPUT, "%s:%" PRIu64 ": %.300s", l->path,
                    l->line, text);
}

static chn_code read_file(eventing *e, const char *path, chn_err *err)
{
    chn_lines l;
    chn_str line;
    chn_code code = chn_lines_open(&l, path, err);
    if (code)
        return code;
    int got = 0;
    while (code == CHN_OK && (got = chn_lines_next(&l, &line, err)) == 1)
        if (line.n && take(e, line, err))
            code = placed(&l, err);
    if (got < 0)
        code = err->code;
    chn_lines_close(&l);
    return code;
}

static chn_code read_all(eventing *e, const chn_args *a, chn_err *err)
{
    chn_code code = CHN_OK;
    if (a->n_operands == 0)
        code = read_file(e, "-", err);
    for (size_t i = 0; i < a->n_operands && code == CHN_OK; i++)
        code = read_file(e, a->operands[i], err);
    if (code == CHN_OK && e->keyed)
        code = end_run(e, err);
    else if (code == CHN_OK && !e->keys)
        code =
            chn_merging_events(e->merging, NULL, chn_out_write, &e->out, err);
    return code;
}

int chn_cmd_events(const chn_args *a, chn_term *t)
{
    eventing e = {.keys = a->keys, .keyed = a->keyed};
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_buf_init(&e.key, KEY_MAX);
    chn_merging_of_args(a, &e.o);
    e.merging = chn_merging_new(&e.o, &err);
    chn_code code =
        e.merging ? chn_out_open(&e.out, a->output, &err) : err.code;
    if (code == CHN_OK) {
        code = read_all(&e, a, &err);
        if (code == CHN_ERR_OUTPUT)
            code = CHN_OK; /* chn_out_end says what is wrong, or nothing */
        chn_err end;
        if (chn_out_end(&e.out, code == CHN_OK, &end) && code == CHN_OK) {
            err = end;
            code = end.code;
        }
    }
    chn_merging_free(e.merging);
    chn_buf_free(&e.key);
    return code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
}
