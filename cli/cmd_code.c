/* SPDX-License-Identifier: Apache-2.0 */
/* chancery code: reports in, claims out, nothing kept. */
#include "cli.h"
#include "out.h"
#include "source.h"
#include "watch.h"

typedef struct coding {
    chn_source source;
    chn_term *term;
    chn_out out;
    chn_print_options print;
    bool header_done;
    chn_watch watch;
    bool watching;
} coding;

static bool to_job(void *user, const char *p, size_t n)
{
    chn_job *job = user;
    chn_buf_put(&job->out, p, n);
    return !job->out.failed;
}

/* Printing takes as long as coding, so the workers do it. */
static chn_code print_job(void *user, chn_job *job)
{
    const coding *c = user;
    chn_print_options o = c->print;
    o.header = false;
    return chn_result_print(job->result, &o, to_job, job, &job->err);
}

static bool emit(void *user, chn_job *job)
{
    coding *c = user;
    chn_source_say(&c->source, c->term, job);
    if (job->failed)
        return true;
    /* Which report is the first to succeed is known only here; it is printed
     * a second time, with the header. */
    if (!c->header_done && c->print.header) {
        chn_buf_clear(&job->out);
        chn_err err;
        if (chn_result_print(job->result, &c->print, to_job, job, &err)) {
            chn_source_failed(&c->source, c->term, &job->report, &err);
            return true;
        }
    }
    c->header_done = true;
    return chn_out_write(&c->out, job->out.p ? job->out.p : "", job->out.n) &&
           chn_out_flush(&c->out);
}

static bool stop(void *user)
{
    coding *c = user;
    return c->watching && chn_watch_caught(&c->watch) != 0;
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
    case CHN_CHOICE_TREE:
        break;
    }
    return t->out_tty && !a->output ? CHN_FORMAT_TABLE : CHN_FORMAT_JSONL;
}

int chn_cmd_code(const chn_args *a, chn_term *t)
{
    coding c;
    memset(&c, 0, sizeof c);
    c.term = t;
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_code code = chn_source_open(&c.source, a, &err);
    if (code == CHN_OK)
        code = chn_out_open(&c.out, a->output, &err);
    if (code) {
        chn_source_close(&c.source);
        return chn_exit_say(t, &err);
    }
    chn_print_options_init(&c.print);
    c.print.format = format_of(a, t);
    c.print.color = t->color && !a->output;
    c.print.width = t->width;
    c.print.header = c.print.format != CHN_FORMAT_JSONL;
    /* Without -o there is nothing to tidy up: signals do as always. */
    if (a->output)
        c.watching = chn_watch_start(
            &c.watch, "chancery: stopping; nothing is written\n", c.out.temp);
    const chn_pool_options po = {.engine = c.source.engine,
                                 .reader = c.source.reader,
                                 .threads = a->threads,
                                 .work = print_job,
                                 .emit = emit,
                                 .stop = stop,
                                 .user = &c};
    code = chn_pool_run(c.source.pool, &po, &err);
    chn_source_say(&c.source, t, NULL);
    const int caught = c.watching ? chn_watch_caught(&c.watch) : 0;
    int status = code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
    if (!code && !caught && !c.out.pipe && !c.out.error)
        status = chn_source_exit(&c.source, t);
    /* A file is given its name only for a run that came to its end and had
     * something to say. */
    const bool keep = !caught && (status == CHN_EXIT_DONE ||
                                  status == CHN_EXIT_SOME || !a->output);
    code = chn_out_end(&c.out, keep, &err);
    if (code && !caught)
        status = chn_exit_say(t, &err);
    chn_watch_end(&c.watch);
    chn_source_close(&c.source);
    return caught ? 128 + caught : status;
}
