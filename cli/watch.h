/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stop on ctrl-c in an orderly way. A thread of its own waits for SIGINT,
 * SIGTERM and SIGHUP, so there is no handler and no global: the first signal
 * sets a flag that the command reads between two reports, the second ends
 * the process.
 */
#ifndef CHN_CLI_WATCH_H
#define CHN_CLI_WATCH_H

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>

typedef struct chn_watch {
    pthread_t thread;
    sigset_t set;
    sigset_t before;   /* the mask to go back to */
    atomic_int caught; /* signal, 0: none */
    atomic_bool stop;  /* chn_watch_end asks the thread to return */
    int wake;          /* a signal of `set` that wakes it */
    const char *what;  /* said after the first signal */
    const char *temp;  /* removed at the second; NULL: nothing */
    bool running;
} chn_watch;

/* Before any other thread is started: they inherit the mask. A signal that
 * the caller ignores (nohup) stays ignored. false: signals do as before. */
bool chn_watch_start(chn_watch *w, const char *what, const char *temp);
/* The signal that asks to stop, or 0. */
int chn_watch_caught(chn_watch *w);
void chn_watch_end(chn_watch *w);

#endif
