/* SPDX-License-Identifier: Apache-2.0 */
/* chancery date: reports in, the day of each and how it is known out, or the
 * expressions of time in it. The days of a store's reports: cmd_redate.c. */
#include "expressions.h"
#include "run.h"

typedef struct dating {
    chn_run run; /* first */
    chn_date_options options;
    bool expressions;
} dating;

static chn_code read_expressions(const dating *c, chn_worker *w, chn_job *job)
{
    chn_expressions *x = chn_worker_expressions(w, &job->report, &job->err);
    if (!x)
        return job->err.code;
    chn_code code = CHN_OK;
    if (c->options.format == CHN_FORMAT_JSONL)
        code = chn_expressions_print(x, chn_run_to_job, job, &job->err);
    else
        chn_expressions_table(&job->out, x, c->run.term);
    chn_expressions_free(x);
    return code;
}

static chn_code read_job(void *user, chn_worker *w, chn_job *job)
{
    const dating *c = user;
    const chn_code code = c->expressions
                              ? read_expressions(c, w, job)
                              : chn_worker_date(w, &job->report, &c->options,
                                                chn_run_to_job, job, &job->err);
    return job->out.failed ? chn_fail_memory(&job->err) : code;
}

int chn_cmd_date(const chn_args *a, chn_term *t)
{
    if (chn_args_in_store(a))
        return chn_cmd_redate(a, t);
    dating c;
    int status = 0;
    memset(&c, 0, sizeof c);
    if (!chn_run_open(&c.run, a, t, NULL, &status))
        return status;
    const bool table =
        a->format == CHN_CHOICE_TABLE ||
        (a->format == CHN_CHOICE_AUTO && t->out_tty && !a->output);
    chn_date_options_init(&c.options);
    c.expressions = a->expressions;
    c.options.format = table ? CHN_FORMAT_TABLE : CHN_FORMAT_JSONL;
    const chn_pool_options po = {.read = read_job};
    return chn_run_all(&c.run, a, po);
}
