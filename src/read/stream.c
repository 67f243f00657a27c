/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes of one file. Memory is bounded by the longest line or report that is
 * allowed, whatever the size of the file. */
#include "read/read.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"

#define FIRST_CAP ((size_t)64 * 1024)

void chn_stream_file(chn_stream *s, int fd)
{
    s->fd = fd;
    s->win = s->buf;
    s->from = s->to = s->scanned = 0;
    s->trouble = 0;
    s->line = s->taken = 0;
}

void chn_stream_bytes(chn_stream *s, const char *p, size_t n)
{
    chn_stream_file(s, -1);
    s->win = p;
    s->to = n;
    s->taken = n;
}

void chn_stream_close(chn_stream *s)
{
    /* standard input is not ours to close */
    if (s->fd > STDERR_FILENO)
        (void)close(s->fd);
    chn_stream_file(s, -1);
}

void chn_stream_free(chn_stream *s)
{
    chn_stream_close(s);
    chn_free(s->buf);
    memset(s, 0, sizeof *s);
    s->fd = -1;
}

/* Room for more bytes and a NUL behind the window. */
static bool make_room(chn_stream *s)
{
    if (s->to + 1 < s->cap)
        return true;
    const size_t n = s->to - s->from;
    if (s->from > 0) {
        memmove(s->buf, s->buf + s->from, n);
        s->from = 0;
        s->to = n;
    }
    if (n + 1 < s->cap)
        return true;
    const size_t cap = s->cap ? s->cap * 2 : FIRST_CAP;
    char *p = chn_realloc(s->buf, cap, 1);
    if (!p)
        return false;
    s->buf = p;
    s->cap = cap;
    s->win = p;
    return true;
}

/* More bytes into the window. */
static chn_got fill(chn_stream *s)
{
    if (s->fd < 0)
        return CHN_GOT_END;
    if (!make_room(s))
        return CHN_GOT_NO_MEMORY;
    s->win = s->buf;
    ssize_t n;
    do
        n = read(s->fd, s->buf + s->to, s->cap - 1 - s->to);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        s->trouble = errno;
        return CHN_GOT_TROUBLE;
    }
    s->to += (size_t)n;
    s->taken += (uint64_t)n;
    return n > 0 ? CHN_GOT_IT : CHN_GOT_END;
}

chn_got chn_stream_peek(chn_stream *s, char *first)
{
    size_t i = 0;
    *first = '\0';
    for (;;) {
        const size_t n = s->to - s->from;
        const char *p = n ? s->win + s->from : "";
        if (i == 0 && n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
            i = 3;
        /* a mark may have come in part: "\xEF" alone decides nothing */
        const bool part = i == 0 && n < 3 && n > 0 && p[0] == '\xEF';
        while (!part && i < n && strchr(" \t\r\n", p[i]) && p[i])
            i++;
        if (!part && i < n) {
            *first = p[i];
            return CHN_GOT_IT;
        }
        if (i > FIRST_CAP)
            return CHN_GOT_IT;
        const chn_got got = fill(s);
        if (got == CHN_GOT_END) {
            *first = part ? p[0] : '\0';
            return CHN_GOT_IT;
        }
        if (got != CHN_GOT_IT)
            return got;
    }
}

/* The rest of a line that is too long. */
static chn_got skip_line(chn_stream *s)
{
    for (;;) {
        const size_t n = s->to - s->from;
        const char *p = n ? s->win + s->from : "";
        const char *end = n ? memchr(p, '\n', n) : NULL;
        if (end) {
            s->from += (size_t)(end - p) + 1;
            return CHN_GOT_TOO_LONG;
        }
        s->from = s->to = 0;
        const chn_got got = fill(s);
        if (got == CHN_GOT_END)
            return CHN_GOT_TOO_LONG;
        if (got != CHN_GOT_IT)
            return got;
    }
}

chn_got chn_stream_line(chn_stream *s, size_t max, chn_str *line)
{
    for (;;) {
        const size_t n = s->to - s->from;
        const char *p = n ? s->win + s->from : "";
        const char *end = n > s->scanned
                              ? memchr(p + s->scanned, '\n', n - s->scanned)
                              : NULL;
        s->scanned = n;
        const size_t len = end ? (size_t)(end - p) : n;
        if (len > max) {
            s->line++;
            s->scanned = 0;
            return skip_line(s);
        }
        if (end) {
            s->line++;
            s->scanned = 0;
            s->from += len + 1;
            line->p = p;
            line->n = len;
            return CHN_GOT_IT;
        }
        const chn_got got = fill(s);
        if (got == CHN_GOT_IT)
            continue;
        if (got != CHN_GOT_END)
            return got;
        if (n == 0)
            return CHN_GOT_END;
        s->line++; /* the last line, without a newline */
        s->scanned = 0;
        s->from = s->to;
        line->p = p;
        line->n = n;
        return CHN_GOT_IT;
    }
}

chn_got chn_stream_all(chn_stream *s, size_t max, chn_str *all)
{
    const bool in_memory = s->fd < 0;
    for (;;) {
        const size_t n = s->to - s->from;
        if (n > max)
            return CHN_GOT_TOO_LONG;
        const chn_got got = fill(s);
        if (got == CHN_GOT_IT)
            continue;
        if (got != CHN_GOT_END)
            return got;
        if (!in_memory)
            s->buf[s->to] = '\0';
        all->p = n ? s->win + s->from : "";
        all->n = n;
        s->from = s->to;
        return CHN_GOT_IT;
    }
}
