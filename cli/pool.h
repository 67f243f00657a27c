/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Threads that code reports. The calling thread reads reports into a bounded
 * ring and takes them out again in the order in which they came, so what it
 * prints or stores is the same with any number of threads.
 *
 *   reader -> [ done | done | busy | waiting | free | free ] -> emit
 *               ^out            ^take          ^in
 *
 * The ring's mutex is the only lock.
 */
#ifndef CHN_CLI_POOL_H
#define CHN_CLI_POOL_H

#include <chancery/chancery.h>

#include "base/arena.h"
#include "base/str.h"

/* One place of the ring. */
typedef struct chn_job {
    chn_report report;  /* a copy, in `arena` */
    chn_result *result; /* NULL: coding failed, or `read` stood in for it */
    chn_err err;
    void *made;    /* what `work` made; `drop` frees it */
    chn_buf out;   /* what `work` wrote */
    chn_buf notes; /* lines the reader said before this report */
    bool failed;   /* coding, `work` or `read` failed, see `err` */
    /* private */
    chn_arena *arena;
    int state;
} chn_job;

typedef struct chn_pool_options {
    const chn_engine *engine;
    chn_reader *reader;
    uint32_t threads; /* 0: one for each processor, at most 8 */
    /* Reports that may be read ahead of `emit`, so that the workers have some
     * while it is busy for long; less where they are large. 0: a few. */
    uint32_t ahead;
    /* In a worker, instead of coding: fills job->out. NULL: code. */
    chn_code (*read)(void *user, chn_worker *w, chn_job *job);
    /* In a worker, after coding succeeded: may fill job->out and job->made.
     * NULL: none. */
    chn_code (*work)(void *user, chn_job *job);
    /* Frees job->made, before the result goes. NULL: `work` makes none. */
    void (*drop)(void *made);
    /* In the calling thread, in the order of the reports. false: stop. */
    bool (*emit)(void *user, chn_job *job);
    /* Between two reports, in the calling thread. true: read no more. */
    bool (*stop)(void *user);
    void *user;
} chn_pool_options;

/* Where the reader's notice callback should write: `notes` of the report
 * that is being read. Valid while chn_pool_run runs. */
typedef struct chn_pool chn_pool;
chn_pool *chn_pool_new(chn_err *err);
void chn_pool_free(chn_pool *p);
chn_buf *chn_pool_notes(chn_pool *p);

/* Returns when the reader has no more, `stop` or `emit` said so, or on an
 * error of its own (no memory, no thread, the reader cannot go on). Lines
 * that came after the last report stay in chn_pool_notes. */
chn_code chn_pool_run(chn_pool *p, const chn_pool_options *o, chn_err *err);

#endif
