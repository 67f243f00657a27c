/* SPDX-License-Identifier: Apache-2.0 */
/* See watch.h. */
#include "watch.h"

#include <string.h>
#include <unistd.h>

static void *wait_for_signals(void *user)
{
    chn_watch *w = user;
    for (;;) {
        int signo = 0;
        if (sigwait(&w->set, &signo) != 0)
            continue;
        if (atomic_load(&w->stop))
            return NULL;
        int none = 0;
        if (!atomic_compare_exchange_strong(&w->caught, &none, signo)) {
            if (w->temp)
                (void)unlink(w->temp);
            _exit(128 + signo);
        }
        const ssize_t k = write(STDERR_FILENO, w->what, strlen(w->what));
        (void)k; /* nothing can be done where standard error is gone */
    }
}

bool chn_watch_start(chn_watch *w, const char *what, const char *temp)
{
    static const int wanted[] = {SIGINT, SIGTERM, SIGHUP};
    memset(w, 0, sizeof *w);
    atomic_init(&w->caught, 0);
    atomic_init(&w->stop, false);
    w->what = what;
    w->temp = temp;
    sigemptyset(&w->set);
    bool any = false;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct sigaction act;
        if (sigaction(wanted[i], NULL, &act) == 0 &&
            act.sa_handler != SIG_IGN) {
            sigaddset(&w->set, wanted[i]);
            w->wake = wanted[i];
            any = true;
        }
    }
    if (!any || pthread_sigmask(SIG_BLOCK, &w->set, &w->before) != 0)
        return false;
    if (pthread_create(&w->thread, NULL, wait_for_signals, w) != 0) {
        (void)pthread_sigmask(SIG_SETMASK, &w->before, NULL);
        return false;
    }
    w->running = true;
    return true;
}

int chn_watch_caught(chn_watch *w)
{
    return atomic_load(&w->caught);
}

void chn_watch_end(chn_watch *w)
{
    if (!w->running)
        return;
    /* not pthread_cancel: it loads libgcc_s, and aborts without memory */
    atomic_store(&w->stop, true);
    (void)pthread_kill(w->thread, w->wake);
    (void)pthread_join(w->thread, NULL);
    (void)pthread_sigmask(SIG_SETMASK, &w->before, NULL);
    w->running = false;
}
