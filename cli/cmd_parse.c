/* SPDX-License-Identifier: Apache-2.0 */
/* chancery parse: reports in, the syntax of their sentences out. */
#include "cli.h"
#include "out.h"
#include "source.h"
#include "watch.h"

typedef struct parsing {
    chn_source source;
    chn_term *term;
    chn_out out;
    chn_parse_options options;
    chn_watch watch;
    bool watching;
} parsing;

static bool to_job(void *user, const char *p, size_t n)
{
    chn_job *job = user;
    chn_buf_put(&job->out, p, n);
    return !job->out.failed;
}

static chn_code read_job(void *user, chn_worker *w, chn_job *job)
{
    const parsing *c = user;
    const chn_code code =
        chn_worker_parse(w, &job->report, &c->options, to_job, job, &job->err);
    return job->out.failed ? chn_fail_memory(&job->err) : code;
}

static bool emit(void *user, chn_job *job)
{
    parsing *c = user;
    chn_source_say(&c->source, c->term, job);
    if (job->failed)
        return true;
    return chn_out_write(&c->out, job->out.p ? job->out.p : "", job->out.n) &&
           chn_out_flush(&c->out);
}

static bool stop(void *user)
{
    parsing *c = user;
    return c->watching && chn_watch_caught(&c->watch) != 0;
}

static chn_code open_all(parsing *c, const chn_args *a, chn_err *err)
{
    chn_code code = chn_source_open(&c->source, a, err);
    if (code)
        return code;
    /* Once, and not for each report. */
    if (!*chn_engine_model_version(c->source.engine))
        return chn_fail(err, CHN_ERR_TABLE,
                        "this chancery has no model of syntax built in; name "
                        "one with --model FILE");
    return chn_out_open(&c->out, a->output, err);
}

int chn_cmd_parse(const chn_args *a, chn_term *t)
{
    parsing c;
    memset(&c, 0, sizeof c);
    c.term = t;
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_code code = open_all(&c, a, &err);
    if (code) {
        chn_source_close(&c.source);
        return chn_exit_say(t, &err);
    }
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
