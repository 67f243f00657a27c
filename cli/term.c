/* SPDX-License-Identifier: Apache-2.0 */
/* See term.h. Widths and colour follow https://no-color.org and the usual
 * meaning of COLUMNS. */
#include "term.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"
#include "wrap.h"

#define BAR_EVERY_MS 100
#define SAY_MAX 8192u

/* The environment is read here only, before any thread is started. */
static const char *env(const char *name)
{
    return getenv(name); /* NOLINT(concurrency-mt-unsafe) */
}

const char *chn_env_store(void)
{
    return env("CHANCERY_STORE");
}

const char *chn_env_cpu(void)
{
    const char *cpu = env("CHANCERY_CPU");
    return cpu && *cpu ? cpu : NULL;
}

const char *chn_env_push_to(void)
{
    return env("CHANCERY_PUSH_TO");
}

const char *chn_env_password(void)
{
    return env("PGPASSWORD");
}

bool chn_env_guard(void)
{
    const char *guard = env("CHANCERY_GUARD");
    return !guard || strcmp(guard, "off") != 0;
}

static uint32_t width_of(int fd)
{
    const char *columns = env("COLUMNS");
    uint32_t n = 0;
    if (columns && chn_str_uint(chn_str_of(columns), 100000, &n) && n > 0) {
        if (n < CHN_WIDTH_MIN)
            return CHN_WIDTH_MIN;
        return n > CHN_WIDTH_MAX ? CHN_WIDTH_MAX : n;
    }
    struct winsize ws;
    memset(&ws, 0, sizeof ws);
    if (isatty(fd) && ioctl(fd, TIOCGWINSZ, &ws) == 0 && ws.ws_col > 0) {
        n = ws.ws_col;
        if (n < CHN_WIDTH_MIN)
            return CHN_WIDTH_MIN;
        return n > CHN_WIDTH_MAX ? CHN_WIDTH_MAX : n;
    }
    return CHN_WIDTH_DEFAULT;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* By the name alone ("en_US.UTF-8", "C.utf8"): setlocale(3) is a global. */
static bool locale_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    const char *v = NULL;
    for (size_t i = 0; i < 3 && !(v && *v); i++)
        v = env(names[i]);
    for (; v && *v; v++)
        if (lower(v[0]) == 'u' && lower(v[1]) == 't' && lower(v[2]) == 'f' &&
            (v[3] == '8' || (v[3] == '-' && v[4] == '8')))
            return true;
    return false;
}

void chn_term_init(chn_term *t)
{
    memset(t, 0, sizeof *t);
    t->out_tty = isatty(STDOUT_FILENO) == 1;
    t->err_tty = isatty(STDERR_FILENO) == 1;
    t->width = width_of(STDOUT_FILENO);
    t->utf8 = locale_utf8();
    t->start = chn_clock_ms();
    chn_term_set_color(t, CHN_COLOR_AUTO);
}

void chn_term_set_color(chn_term *t, chn_color_when when)
{
    const char *no_color = env("NO_COLOR");
    const char *term = env("TERM");
    if (when == CHN_COLOR_ALWAYS)
        t->color = true;
    else if (when == CHN_COLOR_NEVER)
        t->color = false;
    else
        t->color = t->out_tty && !(no_color && *no_color) &&
                   !(term && strcmp(term, "dumb") == 0);
}

int64_t chn_clock_ms(void)
{
    struct timespec ts;
    if (clock_gettime(CLOCK_MONOTONIC, &ts) != 0)
        return 0;
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* One write per message, so that lines of two runs do not mix. Nothing can
 * be done where standard error is gone. */
static void put_err(const char *p, size_t n)
{
    while (n > 0) {
        const ssize_t k = write(STDERR_FILENO, p, n);
        if (k <= 0)
            return;
        p += (size_t)k;
        n -= (size_t)k;
    }
}

static void bar_clear(chn_term *t)
{
    if (t->bar)
        put_err("\r\033[K", 4);
    t->bar = false;
}

static void say(chn_term *t, const char *lead, const char *fmt, va_list ap)
    __attribute__((format(printf, 3, 0)));

static void say(chn_term *t, const char *lead, const char *fmt, va_list ap)
{
    char text[SAY_MAX];
    /* The analyser does not see through the caller's va_start. */
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
    const int k = vsnprintf(text, sizeof text, fmt, ap);
    if (k < 0)
        return;
    const size_t n =
        (size_t)k < sizeof text ? (size_t)k : (size_t)(sizeof text - 1);
    chn_buf b;
    chn_buf_init(&b, 4 * SAY_MAX);
    chn_buf_z(&b, lead);
    /* A file's name may hold an escape sequence; it must not reach the
     * terminal. */
    chn_text_clean(&b, chn_str_n(text, n));
    chn_buf_char(&b, '\n');
    bar_clear(t);
    if (!b.failed) {
        put_err(b.p, b.n);
    } else { /* "out of memory" must come out without any */
        for (size_t i = 0; i < n; i++) {
            if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
                text[i] = '?';
        }
        put_err(lead, strlen(lead));
        put_err(text, n);
        put_err("\n", 1);
    }
    chn_buf_free(&b);
}

void chn_say(chn_term *t, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    say(t, "chancery: ", fmt, ap);
    va_end(ap);
}

void chn_say_plain(chn_term *t, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    say(t, "", fmt, ap);
    va_end(ap);
}

static void put_left(chn_buf *b, uint64_t seconds)
{
    if (seconds >= 3600)
        chn_buf_fmt(b, "%u:%02u:%02u left", (unsigned)(seconds / 3600),
                    (unsigned)(seconds / 60 % 60), (unsigned)(seconds % 60));
    else
        chn_buf_fmt(b, "%u:%02u left", (unsigned)(seconds / 60),
                    (unsigned)(seconds % 60));
}

void chn_progress(chn_term *t, uint64_t done, uint64_t total, uint64_t reports)
{
    if (!t->err_tty)
        return;
    const int64_t now = chn_clock_ms();
    if (t->bar && now - t->bar_at < BAR_EVERY_MS)
        return;
    t->bar = true;
    t->bar_at = now;
    const uint64_t ms = now > t->start ? (uint64_t)(now - t->start) : 1;
    const uint32_t cells = 24;
    chn_buf b;
    chn_buf_init(&b, 1024);
    chn_buf_z(&b, "\r\033[K");
    if (total > 0) {
        if (done > total)
            done = total;
        /* In doubles: done * 100 could overflow only past 10^17 bytes. */
        const double part = (double)done / (double)total;
        const uint32_t full = (uint32_t)(part * cells);
        chn_buf_char(&b, '[');
        for (uint32_t i = 0; i < cells; i++)
            chn_buf_char(&b, i < full ? '#' : '.');
        chn_buf_fmt(&b, "] %3u %%  ", (unsigned)(part * 100.0));
    }
    chn_buf_int(&b, (int64_t)reports);
    chn_buf_z(&b, " reports  ");
    chn_buf_int(&b, (int64_t)(reports * 1000 / ms));
    chn_buf_z(&b, "/s");
    /* The first second says too little to promise an end. */
    if (total > 0 && done > 0 && ms > 1000) {
        const double left =
            (double)ms * ((double)total / (double)done - 1.0) / 1000.0;
        chn_buf_z(&b, "  ");
        put_left(&b, left > 1e9 ? 1000000000u : (uint64_t)left);
    }
    if (!b.failed)
        put_err(b.p, b.n);
    chn_buf_free(&b);
}

void chn_progress_end(chn_term *t)
{
    bar_clear(t);
}
