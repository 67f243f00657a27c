/* SPDX-License-Identifier: Apache-2.0 */
/* chancery rebuild: a store made anew from its reports and reviews. */
#include <chancery/check.h>
#include <inttypes.h>

#include "cli.h"
#include "out.h"
#include "source.h"

static chn_code put(const chn_args *a, const chn_rebuilt *r, chn_err *err)
{
    chn_buf b;
    chn_buf_init(&b, (size_t)64 * 1024);
    chn_buf_fmt(&b, "%" PRIu64 " reports read again, %" PRIu64 " claims\n",
                r->reports, r->claims);
    if (r->reviews)
        chn_buf_fmt(&b,
                    "%" PRIu64 " rows of review, %" PRIu64
                    " put to another claim at their place, %" PRIu64
                    " whose claim is gone\n",
                    r->reviews, r->moved, r->gone);
    if (r->moved || r->gone)
        chn_buf_fmt(&b, "  which: chancery review -d %s --conflicts\n",
                    a->output);
    if (r->same)
        chn_buf_fmt(&b, "the rows are those of %s\n", a->store);
    else
        chn_buf_fmt(&b,
                    "table %s is not that of %s; what differs: chancery diff "
                    "%s %s\n",
                    r->differs, a->store, a->store, a->output);
    chn_out out;
    chn_code code = chn_out_open(&out, NULL, err);
    if (code == CHN_OK) {
        if (b.p)
            (void)chn_out_write(&out, b.p, b.n);
        code = chn_out_end(&out, true, err);
    }
    if (b.failed)
        code = chn_fail_memory(err);
    chn_buf_free(&b);
    return code;
}

/* What is lost is no output: it is told as it is found. */
static bool lose(void *user, const char *text)
{
    chn_say(user, "%s", text);
    return true;
}

static int salvage(const chn_args *a, chn_term *t)
{
    chn_err err;
    chn_salvaged r;
    memset(&err, 0, sizeof err);
    memset(&r, 0, sizeof r);
    chn_engine *e = chn_engine_of(a, &err);
    chn_code code =
        e ? chn_store_salvage(a->store, e, a->output, lose, t, &r, &err)
          : err.code;
    chn_engine_free(e);
    if (code)
        return chn_exit_say(t, &err);
    chn_buf b;
    chn_buf_init(&b, 1024);
    chn_buf_fmt(&b,
                "%" PRIu64 " reports saved, %" PRIu64 " lost, %" PRIu64
                " claims, %" PRIu64 " rows of decisions\n",
                r.reports, r.lost, r.claims, r.decisions);
    chn_out out;
    code = chn_out_open(&out, NULL, &err);
    if (code == CHN_OK) {
        (void)chn_out_write(&out, b.p ? b.p : "", b.n);
        code = chn_out_end(&out, true, &err);
    }
    if (b.failed)
        code = chn_fail_memory(&err);
    chn_buf_free(&b);
    if (code)
        return chn_exit_say(t, &err);
    return r.lost ? CHN_EXIT_SOME : CHN_EXIT_DONE;
}

int chn_cmd_rebuild(const chn_args *a, chn_term *t)
{
    if (a->salvage)
        return salvage(a, t);
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_rebuilt r;
    chn_store *s = chn_store_open(a->store, CHN_STORE_READ, &err);
    chn_engine *e = s ? chn_engine_of(a, &err) : NULL;
    chn_code code = e          ? chn_store_rebuild(s, e, a->output, &r, &err)
                    : err.code ? err.code
                               : CHN_ERR_INTERNAL;
    if (code == CHN_OK)
        code = put(a, &r, &err);
    chn_engine_free(e);
    chn_store_close(s);
    return code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
}
