/* SPDX-License-Identifier: Apache-2.0 */
/* What code, add and parse share: the engine, the reader, its notices. */
#ifndef CHN_CLI_SOURCE_H
#define CHN_CLI_SOURCE_H

#include <chancery/chancery.h>

#include "cli.h"
#include "pool.h"

typedef struct chn_source {
    chn_engine *engine;
    chn_reader *reader;
    chn_pool *pool;
    uint64_t uncoded; /* reports that were read but could not be coded */
    bool internal;    /* one of these was a bug of ours */
} chn_source;

/* An engine by the command line; NULL with err. */
chn_engine *chn_engine_of(const chn_args *a, chn_err *err);
/* Open all three by the command line. Free with chn_source_close always. */
chn_code chn_source_open(chn_source *s, const chn_args *a, chn_err *err);
/* The same with nothing to read yet: the caller adds it to the reader. */
chn_code chn_source_empty(chn_source *s, const chn_args *a, chn_err *err);
void chn_source_close(chn_source *s);

/* Say what the reader had to say before a job, then, if it could not be
 * coded, why. `job` NULL: after the last. */
void chn_source_say(chn_source *s, chn_term *t, chn_job *job);
/* Count and name a report that came to nothing after it was read. */
void chn_source_failed(chn_source *s, chn_term *t, const chn_report *r,
                       const chn_err *err);

/* The exit status once all is read; says so where there was nothing. */
int chn_source_exit(const chn_source *s, chn_term *t);

#endif
