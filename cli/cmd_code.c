/* SPDX-License-Identifier: Apache-2.0 */
/* chancery code: reports in, claims out, nothing kept. */
#include "guard/guard.h"
#include "run.h"

/* Reports under way at most, so that a long one keeps nobody waiting: the
 * longest of a newspaper's day is some 50 times as long as most. */
#define JOBS_AHEAD 24

typedef struct coding {
    chn_run run; /* first */
    chn_print_options print;
    bool header_done;
    bool rejected;  /* what was not coded, instead of claims */
    bool mergeable; /* claims with what merging needs */
} coding;

/* Printing takes as long as coding, so the workers do it. */
static chn_code print_job(void *user, chn_job *job)
{
    const coding *c = user;
    chn_print_options o = c->print;
    o.header = false;
    chn_code code = CHN_OK;
    if (c->rejected)
        code = chn_result_print_rejected(job->result, chn_run_to_job, job,
                                         &job->err);
    else if (c->mergeable)
        code = chn_result_print_mergeable(job->result, chn_run_to_job, job,
                                          &job->err);
    else
        code =
            chn_result_print(job->result, &o, chn_run_to_job, job, &job->err);
    /* it goes into memory first: no disk is full */
    return code && job->out.failed ? chn_fail_memory(&job->err) : code;
}

static bool emit(void *user, chn_job *job)
{
    coding *c = user;
    /* Which report is the first to succeed is known only here; it is printed
     * a second time, with the header. */
    if (!job->failed && !c->header_done && c->print.header) {
        chn_buf_clear(&job->out);
        chn_err err;
        if (chn_result_print(job->result, &c->print, chn_run_to_job, job,
                             &err)) {
            chn_source_say(&c->run.source, c->run.term, job);
            chn_source_failed(&c->run.source, c->run.term, &job->report, &err);
            return true;
        }
    }
    c->header_done |= !job->failed;
    return chn_run_emit(&c->run, job);
}

static chn_format format_of(const chn_args *a, const chn_term *t)
{
    switch (a->format) {
    case CHN_CHOICE_TABLE:
        return CHN_FORMAT_TABLE;
    case CHN_CHOICE_CSV:
        return CHN_FORMAT_CSV;
    case CHN_CHOICE_JSONL:
        return CHN_FORMAT_JSONL;
    case CHN_CHOICE_AUTO:
    case CHN_CHOICE_CONLLU: /* of parse */
    case CHN_CHOICE_SVG:
    case CHN_CHOICE_TREE:
        break;
    }
    return t->out_tty && !a->output ? CHN_FORMAT_TABLE : CHN_FORMAT_JSONL;
}

int chn_cmd_code(const chn_args *a, chn_term *t)
{
    coding c;
    int status = 0;
    memset(&c, 0, sizeof c);
    if (!chn_run_open(&c.run, a, t, NULL, &status))
        return status;
    chn_print_options_init(&c.print);
    c.rejected = a->rejected;
    c.mergeable = a->mergeable;
    c.print.format =
        c.rejected || c.mergeable ? CHN_FORMAT_JSONL : format_of(a, t);
    c.print.color = t->color && !a->output;
    c.print.width = t->width;
    c.print.header = c.print.format != CHN_FORMAT_JSONL;
    if (chn_env_guard())
        (void)chn_guard_start(a->output ? CHN_GUARD_READ_RENAME
                                        : CHN_GUARD_READ);
    const chn_pool_options po = {
        .work = print_job, .emit = emit, .ahead = JOBS_AHEAD};
    return chn_run_all(&c.run, a, po);
}
