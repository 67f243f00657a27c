/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reports in, something of each out: what the commands code, parse and date
 * share. Their own state begins with a chn_run, so that a pointer to it is
 * one to the other.
 */
#ifndef CHN_CLI_RUN_H
#define CHN_CLI_RUN_H

#include "cli.h"
#include "out.h"
#include "source.h"
#include "watch.h"

typedef struct chn_run {
    chn_source source;
    chn_term *term;
    chn_out out;
    chn_watch watch;
    bool watching;
} chn_run;

/* Of chn_pool_options: write what the workers made of a report; stop after a
 * signal. `user` is the command's state. */
bool chn_run_emit(void *user, chn_job *job);
bool chn_run_stop(void *user);
/* A chn_write_fn into job->out. */
bool chn_run_to_job(void *user, const char *p, size_t n);

/* The source and the output. On an error the exit status is in *status and
 * there is nothing to close. `ready`: asked once between the two; or NULL. */
bool chn_run_open(chn_run *r, const chn_args *a, chn_term *t,
                  chn_code (*ready)(const chn_run *r, chn_err *err),
                  int *status);
/* Reads to the end or to a signal and closes all. `o`: read or work, and emit
 * where it is not chn_run_emit. Returns the exit status. */
int chn_run_all(chn_run *r, const chn_args *a, chn_pool_options o);

#endif
