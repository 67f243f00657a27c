/* SPDX-License-Identifier: Apache-2.0 */
/* chancery add: reports in, kept in a store, in batches. */
#include <inttypes.h>
#include <time.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "cli.h"
#include "out.h"
#include "source.h"
#include "watch.h"
#include "wrap.h"

/* Reports that are coded while a batch is committed. */
#define AHEAD 1024u
#define MERGE_SECONDS 300 /* at most so long until claims become events */
#define NAMED_MAX 20u     /* undated reports that the summary names */
#define FLAGS_MAX 64u
#define SUMMARY_MAX ((size_t)1024 * 1024)
#define NAMES_ARENA_MAX ((size_t)4 * 1024 * 1024)

typedef struct flag_count {
    chn_str flag;
    uint64_t claims;
    chn_str first; /* a claim that has it, to look at */
} flag_count;

typedef struct adding {
    chn_source source;
    chn_term *term;
    chn_store *store;
    uint32_t batch;    /* reports in one transaction; 0: as the store says */
    uint32_t in_batch; /* in the open one */
    bool open;         /* a transaction is open */
    time_t merged;     /* when that was last due; 0: not yet */
    chn_code code;     /* the store failed */
    chn_err err;
    uint64_t added, known, undated;
    uint64_t inferred; /* dated by their own text */
    uint64_t claims;   /* of the new reports */
    chn_arena *names;
    chn_str named[NAMED_MAX];      /* undated reports */
    chn_str worked_out[NAMED_MAX]; /* inferred ones, with their days */
    flag_count flags[FLAGS_MAX];
    uint32_t n_flags;
    chn_watch watch;
    bool watching;
} adding;

static bool store_failed(adding *d)
{
    d->code = d->err.code ? d->err.code : CHN_ERR_STORE;
    if (d->open)
        chn_store_rollback(d->store);
    d->open = false;
    return false;
}

static bool commit(adding *d)
{
    if (!d->open)
        return true;
    if (chn_store_commit(d->store, &d->err))
        return store_failed(d);
    d->open = false;
    d->in_batch = 0;
    return true;
}

/* Others see what was added once it is merged: not each time, for that is
 * dear, but not too late. */
static bool save(adding *d)
{
    const time_t now = time(NULL);
    if (d->merged == 0)
        d->merged = now;
    if (now - d->merged >= MERGE_SECONDS) {
        d->merged = now;
        return commit(d);
    }
    return !chn_store_save(d->store, &d->err) || store_failed(d);
}

static void count_flag(adding *d, chn_str flag, chn_str claim)
{
    for (uint32_t i = 0; i < d->n_flags; i++) {
        if (chn_str_eq(d->flags[i].flag, flag)) {
            d->flags[i].claims++;
            return;
        }
    }
    if (d->n_flags == FLAGS_MAX)
        return;
    flag_count *f = &d->flags[d->n_flags];
    f->flag = chn_arena_str(d->names, flag.p, flag.n);
    f->first = chn_arena_str(d->names, claim.p, claim.n);
    f->claims = 1;
    if (f->flag.p && f->first.p)
        d->n_flags++;
}

/* Other flags tell how a claim was found, not what is open about it. */
static bool undecided(chn_str flag)
{
    if (chn_str_is(flag, "inferred-date"))
        return false; /* its reports are named */
    static const char *const leads[] = {"ambiguous-", "inferred-"};
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        const size_t n = strlen(leads[i]);
        if (flag.n > n && memcmp(flag.p, leads[i], n) == 0)
            return true;
    }
    return false;
}

static void count_claims(adding *d, const chn_job *job)
{
    const size_t n = chn_result_claim_count(job->result);
    d->claims += n;
    for (size_t i = 0; i < n; i++) {
        const chn_claim *c = chn_result_claim(job->result, i);
        for (uint32_t k = 0; k < c->n_flags; k++)
            if (undecided(c->flags[k]))
                count_flag(d, c->flags[k], c->id);
        if (c->date.basis == CHN_BASIS_PUBLISHED)
            count_flag(d, chn_str_of("no day in the text"), c->id);
    }
}

/* Keep the first few ids for the summary: "seed-004 (2025-06-12)". */
static void name_report(adding *d, chn_str *names, uint64_t n, chn_str id,
                        chn_day day)
{
    if (n >= NAMED_MAX)
        return;
    chn_buf b;
    char z[11];
    chn_buf_init(&b, SUMMARY_MAX);
    chn_text_clean(&b, id);
    if (day != CHN_DAY_NONE) {
        chn_day_format(day, z);
        chn_buf_fmt(&b, " (%s)", z);
    }
    names[n] = chn_arena_str(d->names, b.p ? b.p : "", b.n);
    chn_buf_free(&b);
}

static void count(adding *d, const chn_job *job, chn_added added)
{
    if (added == CHN_ADDED_NEW) {
        d->added++;
        count_claims(d, job);
    } else {
        d->known++;
    }
    const chn_dating *day = chn_result_dating(job->result);
    if (day->day == CHN_DAY_NONE)
        name_report(d, d->named, d->undated++, job->report.id, CHN_DAY_NONE);
    else if (day->basis == CHN_DATING_INFERRED)
        name_report(d, d->worked_out, d->inferred++, job->report.id, day->day);
}

static void progress(adding *d)
{
    chn_reader_stats stats;
    memset(&stats, 0, sizeof stats);
    chn_reader_get_stats(d->source.reader, &stats);
    chn_progress(d->term, stats.done, stats.total, d->added + d->known);
}

/* In a worker: all that the rows need and that needs no store. */
static chn_code ready(void *user, chn_job *job)
{
    (void)user;
    job->made = chn_ready_make(job->result, &job->err);
    return job->made ? CHN_OK : job->err.code;
}

static void drop_ready(void *made)
{
    chn_ready_free(made);
}

static bool emit(void *user, chn_job *job)
{
    adding *d = user;
    chn_source_say(&d->source, d->term, job);
    if (job->failed)
        return true;
    if (!d->open) {
        if (chn_store_begin(d->store, &d->err))
            return store_failed(d);
        d->open = true;
    }
    chn_added added = CHN_ADDED_NEW;
    const chn_code code =
        chn_store_add_ready(d->store, job->made, &added, &d->err);
    if (code == CHN_ERR_INPUT) {
        /* Another text under a known id: this report's own fault. */
        chn_source_failed(&d->source, d->term, &job->report, &d->err);
        return true;
    }
    if (code)
        return store_failed(d);
    count(d, job, added);
    d->in_batch++;
    progress(d);
    if (d->batch)
        return d->in_batch < d->batch || commit(d);
    return !chn_store_due(d->store) || save(d);
}

static bool stop(void *user)
{
    adding *d = user;
    return d->watching && chn_watch_caught(&d->watch) != 0;
}

static void put_plural(chn_buf *b, uint64_t n, const char *one,
                       const char *many)
{
    chn_buf_fmt(b, "%" PRIu64 " %s", n, n == 1 ? one : many);
}

static void put_names(chn_buf *b, const chn_str *names, uint64_t n)
{
    const uint64_t shown = n < NAMED_MAX ? n : NAMED_MAX;
    for (uint64_t i = 0; i < shown; i++) {
        if (i > 0)
            chn_buf_z(b, ", ");
        chn_buf_str(b, names[i]);
    }
    if (n > shown)
        chn_buf_fmt(b, " and %" PRIu64 " more", n - shown);
}

static void put_undated(chn_buf *b, const adding *d)
{
    if (d->inferred > 0) {
        chn_buf_z(b, "date worked out from the text: ");
        put_names(b, d->worked_out, d->inferred);
        chn_buf_z(b, "\n  why: chancery date -f table PATH; to overrule it: "
                     "chancery date -d STORE --set REPORT=YYYY-MM-DD\n");
    }
    if (d->undated == 0)
        return;
    chn_buf_z(b, "no date of publication: ");
    put_names(b, d->named, d->undated);
    chn_buf_z(b, "\n  \"Friday\" or \"last month\" in such a report has no "
                 "year; put \"date YYYY-MM-DD \" before the text, or give "
                 "\"date\" in JSON Lines\n");
}

static chn_code summary(adding *d, chn_err *err)
{
    chn_reader_stats stats;
    memset(&stats, 0, sizeof stats);
    chn_reader_get_stats(d->source.reader, &stats);
    chn_buf b;
    chn_buf_init(&b, SUMMARY_MAX);
    put_plural(&b, d->added + d->known + d->source.uncoded, "report",
               "reports");
    chn_buf_fmt(
        &b, " read, %" PRIu64 " new, %" PRIu64 " known, %" PRIu64 " failed; ",
        d->added, d->known, stats.failed + d->source.uncoded);
    if (d->inferred > 0)
        chn_buf_fmt(&b, "%" PRIu64 " dated by the text, ", d->inferred);
    chn_buf_fmt(&b, "%" PRIu64 " undated; ", d->undated);
    put_plural(&b, d->claims, "claim", "claims");
    chn_buf_char(&b, '\n');
    put_undated(&b, d);
    if (d->n_flags > 0)
        chn_buf_z(&b, "could not be decided:\n");
    for (uint32_t i = 0; i < d->n_flags; i++) {
        chn_buf_z(&b, "  ");
        chn_text_clean(&b, d->flags[i].flag);
        chn_buf_z(&b, ": ");
        put_plural(&b, d->flags[i].claims, "claim", "claims");
        chn_buf_fmt(&b, ", first %.*s\n", (int)d->flags[i].first.n,
                    d->flags[i].first.p);
    }
    chn_out out;
    chn_code code = chn_out_open(&out, NULL, err);
    if (b.failed)
        code = chn_fail_memory(err);
    else
        (void)chn_out_write(&out, b.p, b.n);
    const chn_code end = chn_out_end(&out, true, err);
    chn_buf_free(&b);
    return code ? code : end;
}

static chn_code open_all(adding *d, const chn_args *a, chn_err *err)
{
    chn_code code = chn_source_open(&d->source, a, err);
    if (code)
        return code;
    d->names = chn_arena_new(NAMES_ARENA_MAX);
    if (!d->names)
        return chn_fail_memory(err);
    d->store = chn_store_open(a->store, CHN_STORE_CREATE, err);
    if (!d->store)
        return err->code ? err->code : CHN_ERR_STORE;
    if (a->no_text && chn_store_no_text(d->store, err))
        return err->code;
    /* Without --stamp no clock, so that the same reports make the same
     * store. */
    const int64_t when = a->stamp ? (int64_t)time(NULL) : 0;
    return chn_store_begin_run(d->store, d->source.engine, when, err);
}

static int run(adding *d, const chn_args *a)
{
    chn_term *t = d->term;
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_code code = open_all(d, a, &err);
    if (code)
        return chn_exit_say(t, &err);
    d->watching = chn_watch_start(&d->watch,
                                  "\nchancery: finishing the open batch; "
                                  "ctrl-c again stops at once\n",
                                  NULL);
    const chn_pool_options po = {.engine = d->source.engine,
                                 .reader = d->source.reader,
                                 .threads = a->threads,
                                 .ahead = AHEAD,
                                 .work = ready,
                                 .drop = drop_ready,
                                 .emit = emit,
                                 .stop = stop,
                                 .user = d};
    code = chn_pool_run(d->source.pool, &po, &err);
    /* What was coded before an error of the reader is still worth keeping. */
    if (!d->code)
        (void)commit(d);
    chn_progress_end(t);
    chn_source_say(&d->source, t, NULL);
    const int caught = d->watching ? chn_watch_caught(&d->watch) : 0;
    int status = CHN_EXIT_DONE;
    if (d->code)
        status = chn_exit_say(t, &d->err);
    else if (code)
        status = chn_exit_say(t, &err);
    else if (!caught)
        status = chn_source_exit(&d->source, t);
    if (!d->code && status != CHN_EXIT_INPUT && summary(d, &err))
        status = chn_exit_say(t, &err);
    if (caught && !d->code)
        chn_say(t, "stopped; give the same command again to go on");
    return caught && !d->code ? 128 + caught : status;
}

int chn_cmd_add(const chn_args *a, chn_term *t)
{
    adding *d = chn_calloc(1, sizeof *d);
    if (!d) {
        chn_err err;
        (void)chn_fail_memory(&err);
        return chn_exit_say(t, &err);
    }
    d->term = t;
    d->batch = a->batch;
    int status = run(d, a);
    chn_watch_end(&d->watch);
    chn_err err;
    if (status == CHN_EXIT_DONE || status == CHN_EXIT_SOME) {
        if (chn_store_finish(d->store, &err))
            status = chn_exit_say(t, &err);
    } else {
        chn_store_close(d->store);
    }
    chn_arena_free(d->names);
    chn_source_close(&d->source);
    chn_free(d);
    return status;
}
