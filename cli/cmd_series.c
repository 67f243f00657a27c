/* SPDX-License-Identifier: Apache-2.0 */
/* chancery series: the acts of two countries over time. */
#include "cli.h"
#include "out.h"

typedef struct drawing {
    chn_series_print_options print;
    chn_out out;
    chn_code code;
    chn_err *err;
} drawing;

static void put(void *user, const chn_series *x)
{
    drawing *d = user;
    d->code = chn_series_print(x, &d->print, chn_out_write, &d->out, d->err);
    if (d->code == CHN_ERR_OUTPUT)
        d->code = CHN_OK; /* chn_out_end says what is wrong, or nothing */
}

int chn_cmd_series(const chn_args *a, chn_term *t)
{
    static const chn_series_format formats[] = {
        [CHN_CHOICE_AUTO] = CHN_SERIES_TABLE,
        [CHN_CHOICE_TABLE] = CHN_SERIES_TABLE,
        [CHN_CHOICE_JSONL] = CHN_SERIES_JSONL,
        [CHN_CHOICE_CSV] = CHN_SERIES_CSV,
        [CHN_CHOICE_SVG] = CHN_SERIES_SVG};
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_store *s = chn_open_to_read(a->store, t, &err);
    if (!s)
        return chn_exit_say(t, &err);
    drawing d;
    memset(&d, 0, sizeof d);
    d.err = &err;
    chn_series_print_options_init(&d.print);
    d.print.format = a->plot ? CHN_SERIES_PLOT : formats[a->format];
    d.print.width = t->width;
    d.print.ascii = a->ascii || !t->utf8;
    d.print.what = a->by_claims ? "claims" : "events";
    chn_series_options o;
    chn_series_options_init(&o);
    o.dyad = a->query.dyad;
    o.directed = a->directed;
    o.by_claims = a->by_claims;
    o.grain = a->grain;
    o.status = a->status;
    o.category = a->category[0] ? a->category : NULL;
    o.from = a->from;
    o.to = a->to;
    chn_code code = chn_out_open(&d.out, a->output, &err);
    if (code == CHN_OK) {
        code = chn_store_series(s, &o, put, &d, &err);
        code = code ? code : d.code;
        if (code)
            (void)chn_exit_say(t, &err);
        chn_err end;
        memset(&end, 0, sizeof end);
        if (chn_out_end(&d.out, code == CHN_OK, &end) && code == CHN_OK) {
            code = end.code;
            (void)chn_exit_say(t, &end);
        }
    } else {
        (void)chn_exit_say(t, &err);
    }
    chn_store_close(s);
    return chn_exit_of(code);
}
