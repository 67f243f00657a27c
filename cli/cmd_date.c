/* SPDX-License-Identifier: Apache-2.0 */
/* chancery date: reports in, the day of each and how it is known out, or the
 * expressions of time in it. The days of a store's reports: cmd_redate.c. */
#include "cli.h"
#include "expressions.h"
#include "out.h"
#include "source.h"
#include "watch.h"

typedef struct dating {
    chn_source source;
    chn_term *term;
    chn_out out;
    chn_date_options options;
    bool expressions;
    chn_watch watch;
    bool watching;
} dating;

static bool to_job(void *user, const char *p, size_t n)
{
    chn_job *job = user;
    chn_buf_put(&job->out, p, n);
    return !job->out.failed;
}

static chn_code read_expressions(const dating *c, chn_worker *w, chn_job *job)
{
    chn_expressions *x = chn_worker_expressions(w, &job->report, &job->err);
    if (!x)
        return job->err.code;
    chn_code code = CHN_OK;
    if (c->options.format == CHN_FORMAT_JSONL)
        code = chn_expressions_print(x, to_job, job, &job->err);
    else
        chn_expressions_table(&job->out, x, c->term);
    chn_expressions_free(x);
    return code;
}

static chn_code read_job(void *user, chn_worker *w, chn_job *job)
{
    const dating *c = user;
    const chn_code code = c->expressions
                              ? read_expressions(c, w, job)
                              : chn_worker_date(w, &job->report, &c->options,
                                                to_job, job, &job->err);
    return job->out.failed ? chn_fail_memory(&job->err) : code;
}

static bool emit(void *user, chn_job *job)
{
    dating *c = user;
    chn_source_say(&c->source, c->term, job);
    if (job->failed)
        return true;
    return chn_out_write(&c->out, job->out.p ? job->out.p : "", job->out.n) &&
           chn_out_flush(&c->out);
}

static bool stop(void *user)
{
    dating *c = user;
    return c->watching && chn_watch_caught(&c->watch) != 0;
}

static chn_code open_all(dating *c, const chn_args *a, chn_err *err)
{
    chn_code code = chn_source_open(&c->source, a, err);
    if (code)
        return code;
    return chn_out_open(&c->out, a->output, err);
}

int chn_cmd_date(const chn_args *a, chn_term *t)
{
    if (chn_args_in_store(a))
        return chn_cmd_redate(a, t);
    dating c;
    memset(&c, 0, sizeof c);
    c.term = t;
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_code code = open_all(&c, a, &err);
    if (code) {
        chn_source_close(&c.source);
        return chn_exit_say(t, &err);
    }
    const bool table =
        a->format == CHN_CHOICE_TABLE ||
        (a->format == CHN_CHOICE_AUTO && t->out_tty && !a->output);
    chn_date_options_init(&c.options);
    c.expressions = a->expressions;
    c.options.format = table ? CHN_FORMAT_TABLE : CHN_FORMAT_JSONL;
    /* Without -o there is nothing to tidy up: signals do as always. */
    if (a->output)
        c.watching = chn_watch_start(
            &c.watch, "chancery: stopping; nothing is written\n", c.out.temp);
    const chn_pool_options po = {.engine = c.source.engine,
                                 .reader = c.source.reader,
                                 .threads = a->threads,
                                 .read = read_job,
                                 .emit = emit,
                                 .stop = stop,
                                 .user = &c};
    code = chn_pool_run(c.source.pool, &po, &err);
    chn_source_say(&c.source, t, NULL);
    const int caught = c.watching ? chn_watch_caught(&c.watch) : 0;
    int status = code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
    if (!code && !caught && !c.out.pipe && !c.out.error)
        status = chn_source_exit(&c.source, t);
    /* As code does: a file's name only for a run that had something to say. */
    const bool keep = !caught && (status == CHN_EXIT_DONE ||
                                  status == CHN_EXIT_SOME || !a->output);
    code = chn_out_end(&c.out, keep, &err);
    if (code && !caught)
        status = chn_exit_say(t, &err);
    chn_watch_end(&c.watch);
    chn_source_close(&c.source);
    return caught ? 128 + caught : status;
}
