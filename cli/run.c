/* SPDX-License-Identifier: Apache-2.0 */
#include "run.h"

bool chn_run_to_job(void *user, const char *p, size_t n)
{
    chn_job *job = user;
    chn_buf_put(&job->out, p, n);
    return !job->out.failed;
}

bool chn_run_emit(void *user, chn_job *job)
{
    chn_run *r = user;
    chn_source_say(&r->source, r->term, job);
    if (job->failed)
        return true;
    return chn_out_write(&r->out, job->out.p ? job->out.p : "", job->out.n) &&
           chn_out_flush(&r->out);
}

bool chn_run_stop(void *user)
{
    chn_run *r = user;
    return r->watching && chn_watch_caught(&r->watch) != 0;
}

bool chn_run_open(chn_run *r, const chn_args *a, chn_term *t,
                  chn_code (*ready)(const chn_run *r, chn_err *err),
                  int *status)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    r->term = t;
    chn_code code = chn_source_open(&r->source, a, &err);
    if (code == CHN_OK && ready)
        code = ready(r, &err);
    if (code == CHN_OK)
        code = chn_out_open(&r->out, a->output, &err);
    if (code == CHN_OK)
        return true;
    chn_source_close(&r->source);
    *status = chn_exit_say(t, &err);
    return false;
}

int chn_run_all(chn_run *r, const chn_args *a, chn_pool_options o)
{
    chn_term *t = r->term;
    chn_err err;
    memset(&err, 0, sizeof err);
    /* Without -o there is nothing to tidy up: signals do as always. */
    if (a->output)
        r->watching = chn_watch_start(
            &r->watch, "chancery: stopping; nothing is written\n", r->out.temp);
    o.engine = r->source.engine;
    o.reader = r->source.reader;
    o.threads = a->threads;
    if (!o.emit)
        o.emit = chn_run_emit;
    o.stop = chn_run_stop;
    o.user = r;
    chn_code code = chn_pool_run(r->source.pool, &o, &err);
    chn_source_say(&r->source, t, NULL);
    const int caught = r->watching ? chn_watch_caught(&r->watch) : 0;
    int status = code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
    if (!code && !caught && !r->out.pipe && !r->out.error)
        status = chn_source_exit(&r->source, t);
    /* A file is given its name only for a run that came to its end and had
     * something to say. */
    const bool keep = !caught && (status == CHN_EXIT_DONE ||
                                  status == CHN_EXIT_SOME || !a->output);
    code = chn_out_end(&r->out, keep, &err);
    if (code && !caught)
        status = chn_exit_say(t, &err);
    chn_watch_end(&r->watch);
    chn_source_close(&r->source);
    return caught ? 128 + caught : status;
}
