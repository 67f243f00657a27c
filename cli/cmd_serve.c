/* SPDX-License-Identifier: Apache-2.0 */
/* chancery serve: a store in the browser. */
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "guard/guard.h"
#include "out.h"
#include "serve/serve.h"
#include "source.h"
#include "state.h"
#include "watch.h"

/* Descriptors that are no connections: store, threads, terminal. */
#define OTHERS 256u

static void now(char out[32])
{
    const time_t t = time(NULL);
    struct tm utc;
    if (!gmtime_r(&t, &utc) || !strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &utc))
        memcpy(out, "1970-01-01T00:00:00Z", 21);
}

static uint64_t ticks(void)
{
    struct timespec t;
    return clock_gettime(CLOCK_MONOTONIC, &t) == 0
               ? (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000
               : 0;
}

static uint32_t threads_of(const chn_args *a)
{
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    if (a->threads)
        return a->threads;
    return n < 1 ? 2 : n > 4 ? 8 : (uint32_t)n * 2;
}

/* As many as are asked for, if the system gives so many descriptors. */
static uint32_t connections_of(const chn_args *a)
{
    struct rlimit r;
    if (getrlimit(RLIMIT_NOFILE, &r) != 0)
        return 512;
    if (r.rlim_cur < a->connections + OTHERS && r.rlim_cur < r.rlim_max) {
        r.rlim_cur = r.rlim_max < a->connections + OTHERS
                         ? r.rlim_max
                         : a->connections + OTHERS;
        (void)setrlimit(RLIMIT_NOFILE, &r);
        (void)getrlimit(RLIMIT_NOFILE, &r);
    }
    if (r.rlim_cur >= a->connections + OTHERS)
        return a->connections;
    return r.rlim_cur > OTHERS * 2 ? (uint32_t)r.rlim_cur - OTHERS : 64;
}

/* Printed for the person, and flushed for whoever reads it through a pipe. */
static bool tell(const char *link, chn_err *err)
{
    chn_out out;
    if (chn_out_open(&out, NULL, err))
        return false;
    const bool ok =
        chn_out_z(&out, link) && chn_out_z(&out, "\n") && chn_out_flush(&out);
    return !chn_out_end(&out, true, err) && (ok || out.pipe);
}

static int serve(chn_server *s, chn_watch *w, chn_term *t, bool guard)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_http *h = chn_http_start(s, &err);
    if (!h)
        return chn_exit_say(t, &err);
    int status = CHN_EXIT_DONE;
    if (guard)
        (void)chn_guard_start(CHN_GUARD_SERVE);
    if (tell(chn_http_link(h), &err)) {
        chn_say_plain(t, "open this link in a browser; ctrl-c ends");
        const struct timespec pause = {.tv_nsec = 100000000};
        while (!chn_watch_caught(w))
            (void)nanosleep(&pause, NULL);
    } else {
        status = chn_exit_say(t, &err);
    }
    chn_http_stop(h);
    return status;
}

int chn_cmd_serve(const chn_args *a, chn_term *t)
{
    chn_err err;
    chn_watch watch;
    memset(&err, 0, sizeof err);
    const bool guard = chn_env_guard(); /* before there are threads */
    chn_engine *e = chn_engine_of(a, &err);
    if (!e)
        return chn_exit_say(t, &err);
    const chn_serve_options o = {.store = a->store,
                                 .listen = a->listen,
                                 .port = (uint16_t)a->port,
                                 .reviewer = a->review ? a->who : NULL,
                                 .below = a->below ? a->below : 80,
                                 .threads = threads_of(a),
                                 .connections = connections_of(a),
                                 .engine = e,
                                 .state = chn_state_code,
                                 .now = now,
                                 .ticks = ticks};
    /* without it a signal would end it in the middle of a decision */
    chn_server *s = NULL;
    if (chn_watch_start(&watch, "\nending\n", NULL) || watch.wake == 0)
        s = chn_server_new(&o, &err);
    else
        (void)chn_fail(&err, CHN_ERR_MEMORY,
                       "cannot start the thread that waits for signals: "
                       "memory or the number of threads is used up");
    /* a signal is how it ends, not how it fails */
    const int status = s ? serve(s, &watch, t, guard) : chn_exit_say(t, &err);
    chn_server_free(s);
    chn_watch_end(&watch);
    chn_engine_free(e);
    return status;
}
