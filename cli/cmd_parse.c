/* SPDX-License-Identifier: Apache-2.0 */
/* chancery parse: reports in, the syntax of their sentences out. */
#include "run.h"

typedef struct parsing {
    chn_run run; /* first */
    chn_parse_options options;
} parsing;

static chn_code read_job(void *user, chn_worker *w, chn_job *job)
{
    const parsing *c = user;
    const chn_code code = chn_worker_parse(w, &job->report, &c->options,
                                           chn_run_to_job, job, &job->err);
    return job->out.failed ? chn_fail_memory(&job->err) : code;
}

/* Once, and not for each report. */
static chn_code has_model(const chn_run *r, chn_err *err)
{
    return *chn_engine_model_version(r->source.engine)
               ? CHN_OK
               : chn_fail(err, CHN_ERR_TABLE,
                          "this chancery has no model of syntax built in; name "
                          "one with --model FILE");
}

int chn_cmd_parse(const chn_args *a, chn_term *t)
{
    parsing c;
    int status = 0;
    memset(&c, 0, sizeof c);
    if (!chn_run_open(&c.run, a, t, has_model, &status))
        return status;
    const bool tree =
        a->format == CHN_CHOICE_TREE ||
        (a->format == CHN_CHOICE_AUTO && t->out_tty && !a->output);
    chn_parse_options_init(&c.options);
    c.options.format = tree ? CHN_PARSE_TREE : CHN_PARSE_CONLLU;
    c.options.tags_only = a->tags_only;
    c.options.lazy = a->lazy;
    c.options.sentence = a->sentence;
    c.options.ascii = a->ascii || !t->utf8;
    c.options.color = t->color && !a->output;
    c.options.width = t->width;
    const chn_pool_options po = {.read = read_job};
    return chn_run_all(&c.run, a, po);
}
