/* SPDX-License-Identifier: Apache-2.0 */
/* See pool.h. */
#include "pool.h"

#include <pthread.h>
#include <unistd.h>

#include "base/alloc.h"
#include "options.h"

#define THREADS_DEFAULT_MAX 8u
#define JOBS_PER_THREAD 4u
/* Bytes of text of reports that are read ahead. What a coded report takes is
 * many times that. */
#define AHEAD_BYTES ((size_t)4 * 1024 * 1024)
#define JOB_ARENA_MAX ((size_t)64 * 1024 * 1024)
#define JOB_OUT_MAX ((size_t)1024 * 1024 * 1024)
#define NOTES_MAX ((size_t)64 * 1024 * 1024)

enum { JOB_FREE = 0, JOB_WAITING, JOB_BUSY, JOB_DONE };

struct chn_pool {
    const chn_pool_options *o;
    chn_job *jobs; /* [n_jobs] */
    uint32_t n_jobs;
    uint32_t n_few;         /* of them, whatever their size */
    uint64_t in, take, out; /* counts of jobs, index modulo n_jobs */
    size_t bytes;           /* of text, of the jobs between out and in */
    bool closing;           /* workers end; waiting jobs are dropped */
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    chn_buf notes;
};

typedef struct thread {
    pthread_t id;
    chn_pool *pool;
    chn_worker *worker;
} thread;

chn_pool *chn_pool_new(chn_err *err)
{
    chn_pool *p = chn_calloc(1, sizeof *p);
    if (!p) {
        (void)chn_fail_memory(err);
        return NULL;
    }
    chn_buf_init(&p->notes, NOTES_MAX);
    return p;
}

void chn_pool_free(chn_pool *p)
{
    if (!p)
        return;
    chn_buf_free(&p->notes);
    chn_free(p);
}

chn_buf *chn_pool_notes(chn_pool *p)
{
    return &p->notes;
}

static void code(const chn_pool_options *o, chn_worker *w, chn_job *job)
{
    if (o->read) {
        job->failed = o->read(o->user, w, job) != CHN_OK;
        return;
    }
    job->result = chn_worker_code(w, &job->report, &job->err);
    job->failed = !job->result || (o->work && o->work(o->user, job) != CHN_OK);
}

static void *run_thread(void *user)
{
    thread *t = user;
    chn_pool *p = t->pool;
    (void)pthread_mutex_lock(&p->lock);
    for (;;) {
        while (!p->closing && p->take == p->in)
            (void)pthread_cond_wait(&p->work, &p->lock);
        if (p->closing)
            break;
        chn_job *job = &p->jobs[p->take++ % p->n_jobs];
        job->state = JOB_BUSY;
        (void)pthread_mutex_unlock(&p->lock);
        code(p->o, t->worker, job);
        (void)pthread_mutex_lock(&p->lock);
        job->state = JOB_DONE;
        (void)pthread_cond_signal(&p->done);
    }
    (void)pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* What was made of a result goes before it. */
static void drop_result(const chn_pool_options *o, chn_job *job)
{
    if (job->made && o->drop)
        o->drop(job->made);
    job->made = NULL;
    chn_result_free(job->result);
    job->result = NULL;
}

static void job_clear(const chn_pool_options *o, chn_job *job)
{
    drop_result(o, job);
    chn_buf_clear(&job->out);
    chn_buf_clear(&job->notes);
    chn_arena_reset(job->arena);
}

static bool copy(chn_arena *a, chn_str *s)
{
    *s = chn_arena_str(a, s->p ? s->p : "", s->n);
    return s->p != NULL;
}

/* The reader's strings live until its next report; the job's until it is
 * emitted. */
static bool job_fill(chn_job *job, const chn_report *r)
{
    job->report = *r;
    return copy(job->arena, &job->report.id) &&
           copy(job->arena, &job->report.publisher) &&
           copy(job->arena, &job->report.title) &&
           copy(job->arena, &job->report.url) &&
           copy(job->arena, &job->report.text) &&
           copy(job->arena, &job->report.file) &&
           copy(job->arena, &job->report.published_basis) &&
           copy(job->arena, &job->report.modified_basis) &&
           copy(job->arena, &job->report.lang);
}

/* 1 a job was filled, 0 no more, -1 error. */
static int read_job(chn_pool *p, chn_job *job, chn_err *err)
{
    chn_report report;
    const int got = chn_reader_next(p->o->reader, &report, err);
    if (got <= 0)
        return got;
    if (!job_fill(job, &report)) {
        (void)chn_fail_memory(err);
        return -1;
    }
    /* Swap and not copy: the lines now belong to this report. */
    const chn_buf lines = p->notes;
    p->notes = job->notes;
    job->notes = lines;
    return 1;
}

/* One thread: no queue, a report is out before the next is read. */
static chn_code run_alone(chn_pool *p, chn_worker *w, chn_err *err)
{
    chn_job *job = &p->jobs[0];
    for (;;) {
        if (p->o->stop && p->o->stop(p->o->user))
            return CHN_OK;
        const int got = read_job(p, job, err);
        if (got < 0)
            return err->code;
        if (got == 0)
            return CHN_OK;
        code(p->o, w, job);
        const bool more = p->o->emit(p->o->user, job);
        job_clear(p->o, job);
        if (!more)
            return CHN_OK;
    }
}

/* What the calling thread does next. Reading comes first until the workers
 * have work for a while: emit may take long. */
typedef enum step { STEP_READ, STEP_EMIT, STEP_WAIT, STEP_END } step;

static step next_step(chn_pool *p, bool ended)
{
    const uint64_t held = p->in - p->out;
    const bool full =
        held == p->n_jobs || (held >= p->n_few && p->bytes >= AHEAD_BYTES);
    const bool done = held > 0 && p->jobs[p->out % p->n_jobs].state == JOB_DONE;
    const bool fed = p->in - p->take > p->n_jobs / 2;
    if (!ended && !full && !(done && fed))
        return STEP_READ;
    if (done)
        return STEP_EMIT;
    return held > 0 ? STEP_WAIT : STEP_END;
}

static chn_code run_ring(chn_pool *p, chn_err *err)
{
    bool ended = false;
    for (;;) {
        (void)pthread_mutex_lock(&p->lock);
        step now = next_step(p, ended);
        while (now == STEP_WAIT) {
            (void)pthread_cond_wait(&p->done, &p->lock);
            now = next_step(p, ended);
        }
        (void)pthread_mutex_unlock(&p->lock);
        if (now == STEP_END)
            return CHN_OK;
        if (now == STEP_EMIT) {
            chn_job *head = &p->jobs[p->out % p->n_jobs];
            const bool more = p->o->emit(p->o->user, head);
            p->bytes -= head->report.text.n;
            job_clear(p->o, head);
            head->state = JOB_FREE;
            p->out++; /* only this thread writes or reads it */
            if (!more)
                return CHN_OK;
            continue;
        }
        if (p->o->stop && p->o->stop(p->o->user)) {
            ended = true;
            continue;
        }
        chn_job *job = &p->jobs[p->in % p->n_jobs];
        const int got = read_job(p, job, err);
        if (got < 0)
            return err->code;
        if (got == 0) {
            ended = true;
            continue;
        }
        p->bytes += job->report.text.n;
        (void)pthread_mutex_lock(&p->lock);
        job->state = JOB_WAITING;
        p->in++;
        (void)pthread_cond_signal(&p->work);
        (void)pthread_mutex_unlock(&p->lock);
    }
}

static uint32_t processors(void)
{
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    if (n < 1)
        return 1;
    return n > (long)THREADS_DEFAULT_MAX ? THREADS_DEFAULT_MAX : (uint32_t)n;
}

static chn_code start(chn_pool *p, thread *threads, uint32_t n,
                      uint32_t *started, chn_err *err)
{
    for (uint32_t i = 0; i < n; i++) {
        threads[i].pool = p;
        if (pthread_create(&threads[i].id, NULL, run_thread, &threads[i]) != 0)
            return chn_fail(err, CHN_ERR_MEMORY,
                            "cannot start thread %u: memory or the number "
                            "of threads is used up; give fewer with "
                            "--threads",
                            (unsigned)(i + 1));
        (*started)++;
    }
    return CHN_OK;
}

static chn_code make(chn_pool *p, thread *threads, uint32_t n, chn_err *err)
{
    for (uint32_t i = 0; i < p->n_jobs; i++) {
        chn_buf_init(&p->jobs[i].out, JOB_OUT_MAX);
        chn_buf_init(&p->jobs[i].notes, NOTES_MAX);
        p->jobs[i].arena = chn_arena_new(JOB_ARENA_MAX);
        if (!p->jobs[i].arena)
            return chn_fail_memory(err);
    }
    for (uint32_t i = 0; i < n; i++) {
        threads[i].worker = chn_worker_new(p->o->engine, err);
        if (!threads[i].worker)
            return err->code;
    }
    return CHN_OK;
}

chn_code chn_pool_run(chn_pool *p, const chn_pool_options *o, chn_err *err)
{
    const uint32_t n = o->threads ? o->threads : processors();
    chn_err own;
    if (!err)
        err = &own;
    p->o = o;
    p->in = p->take = p->out = 0;
    p->closing = false;
    p->n_few = n == 1 ? 1 : n * JOBS_PER_THREAD;
    p->n_jobs = n > 1 && o->ahead > p->n_few ? o->ahead : p->n_few;
    p->bytes = 0;
    p->jobs = chn_calloc(p->n_jobs, sizeof *p->jobs);
    thread *threads = chn_calloc(n, sizeof *threads);
    chn_code result;
    uint32_t started = 0;
    if (!p->jobs || !threads) {
        result = chn_fail_memory(err);
        goto out;
    }
    result = make(p, threads, n, err);
    if (result)
        goto out;
    if (n == 1) {
        result = run_alone(p, threads[0].worker, err);
        goto out;
    }
    if (pthread_mutex_init(&p->lock, NULL) != 0 ||
        pthread_cond_init(&p->work, NULL) != 0 ||
        pthread_cond_init(&p->done, NULL) != 0) {
        result = chn_fail_memory(err);
        goto out;
    }
    result = start(p, threads, n, &started, err);
    if (result == CHN_OK)
        result = run_ring(p, err);
    (void)pthread_mutex_lock(&p->lock);
    p->closing = true;
    (void)pthread_cond_broadcast(&p->work);
    (void)pthread_mutex_unlock(&p->lock);
    for (uint32_t i = 0; i < started; i++)
        (void)pthread_join(threads[i].id, NULL);
    (void)pthread_cond_destroy(&p->done);
    (void)pthread_cond_destroy(&p->work);
    (void)pthread_mutex_destroy(&p->lock);
out:
    for (uint32_t i = 0; threads && i < n; i++)
        chn_worker_free(threads[i].worker);
    for (uint32_t i = 0; p->jobs && i < p->n_jobs; i++) {
        drop_result(o, &p->jobs[i]);
        chn_buf_free(&p->jobs[i].out);
        chn_buf_free(&p->jobs[i].notes);
        chn_arena_free(p->jobs[i].arena);
    }
    chn_free(threads);
    chn_free(p->jobs);
    p->jobs = NULL;
    return result;
}
