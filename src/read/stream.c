/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes of one file. Memory is bounded by the longest line or report that is
 * allowed, whatever the size of the file. */
#include "read/read.h"

#include <errno.h>
#include <stddef.h>
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
    s->line = s->taken = s->gone = 0;
    s->packed = NULL;
    s->n_packed = 0;
    chn_unpack_free(s->unpack);
    s->unpack = NULL;
    s->n_members = 0;
    s->hurt = false;
    s->looked = fd < 0;
}

void chn_stream_bytes(chn_stream *s, const char *p, size_t n)
{
    chn_stream_file(s, -1);
    if (chn_packing_of(p, n) != CHN_PACKING_NONE) {
        s->packed = p;
        s->n_packed = n;
        s->looked = false;
        return;
    }
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
    chn_free(s->members);
    memset(s, 0, sizeof *s);
    s->fd = -1;
}

uint64_t chn_stream_at(const chn_stream *s)
{
    return s->gone + s->from;
}

uint64_t chn_stream_place(const chn_stream *s, uint64_t plain, bool *own)
{
    *own = false;
    if (!s->unpack)
        return plain;
    uint64_t at = 0;
    for (uint32_t i = 0; i < s->n_members; i++) {
        if (s->members[i].plain > plain)
            break;
        at = s->members[i].packed;
        *own = s->members[i].plain == plain;
    }
    return at;
}

/* Room for more bytes and a NUL behind the window. */
static bool make_room(chn_stream *s)
{
    if (s->to + 1 < s->cap)
        return true;
    const size_t n = s->to - s->from;
    if (s->from > 0) {
        memmove(s->buf, s->buf + s->from, n);
        s->gone += s->from;
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

/* A chn_unpack_fn: bytes of the file as they are. */
static int64_t read_raw(void *user, void *p, size_t n)
{
    chn_stream *s = user;
    ssize_t got;
    if (s->packed) {
        const size_t most = n < s->n_packed ? n : s->n_packed;
        memcpy(p, s->packed, most);
        s->packed += most;
        s->n_packed -= most;
        s->taken += most;
        return (int64_t)most;
    }
    if (s->fd < 0)
        return 0;
    do
        got = read(s->fd, p, n);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        s->trouble = errno;
    else
        s->taken += (uint64_t)got;
    return got;
}

/* The window has bytes of this member. */
static bool note_member(chn_stream *s, chn_member m)
{
    uint32_t keep = 0; /* those that end before the window are of no use */
    while (keep + 1 < s->n_members &&
           s->members[keep + 1].plain <= chn_stream_at(s))
        keep++;
    if (keep > 0) {
        memmove(s->members, s->members + keep,
                (s->n_members - keep) * sizeof *s->members);
        s->n_members -= keep;
    }
    if (s->n_members && s->members[s->n_members - 1].packed == m.packed)
        return true;
    if (s->n_members == s->cap_members) {
        const uint32_t cap = s->cap_members ? s->cap_members * 2 : 16;
        chn_member *more = chn_realloc(s->members, cap, sizeof *more);
        if (!more)
            return false;
        s->members = more;
        s->cap_members = cap;
    }
    s->members[s->n_members++] = m;
    return true;
}

static chn_got unpack_more(chn_stream *s)
{
    size_t n = 0;
    switch (
        chn_unpack_next(s->unpack, s->buf + s->to, s->cap - 1 - s->to, &n)) {
    case CHN_UNPACKED_END:
        return CHN_GOT_END;
    case CHN_UNPACKED_TROUBLE:
        return CHN_GOT_TROUBLE;
    case CHN_UNPACKED_NO_MEMORY:
        return CHN_GOT_NO_MEMORY;
    case CHN_UNPACKED_DAMAGED:
        s->damage.member = chn_unpack_member(s->unpack);
        s->damage.plain = s->gone + s->to;
        s->damage.why = chn_unpack_why(s->unpack);
        s->damage.junk = chn_unpack_junk(s->unpack);
        s->hurt = true;
        return CHN_GOT_DAMAGED;
    case CHN_UNPACKED_IT:
        break;
    }
    if (!note_member(s, chn_unpack_member(s->unpack)))
        return CHN_GOT_NO_MEMORY;
    s->to += n;
    return CHN_GOT_IT;
}

/* Is it packed? The first bytes may come one by one. */
static chn_got look(chn_stream *s)
{
    char head[CHN_PACKING_MARK];
    size_t n = 0;
    s->looked = true;
    while (n < sizeof head) {
        const int64_t got = read_raw(s, head + n, sizeof head - n);
        if (got < 0)
            return CHN_GOT_TROUBLE;
        if (got == 0)
            break;
        n += (size_t)got;
    }
    if (chn_packing_of(head, n) == CHN_PACKING_NONE) {
        memcpy(s->buf, head, n);
        s->to = n;
        return n ? CHN_GOT_IT : CHN_GOT_END;
    }
    const chn_unpack_limits limits = chn_unpack_limits_usual();
    s->unpack = chn_unpack_new(read_raw, s, head, n, &limits);
    return s->unpack ? unpack_more(s) : CHN_GOT_NO_MEMORY;
}

chn_got chn_stream_fill(chn_stream *s)
{
    if (s->hurt)
        return CHN_GOT_DAMAGED;
    if (s->fd < 0 && s->looked && !s->unpack)
        return CHN_GOT_END;
    if (!make_room(s))
        return CHN_GOT_NO_MEMORY;
    s->win = s->buf;
    if (!s->looked)
        return look(s);
    if (s->unpack)
        return unpack_more(s);
    const int64_t n = read_raw(s, s->buf + s->to, s->cap - 1 - s->to);
    if (n < 0)
        return CHN_GOT_TROUBLE;
    s->to += (size_t)n;
    return n > 0 ? CHN_GOT_IT : CHN_GOT_END;
}

void chn_stream_pass(chn_stream *s, size_t n)
{
    s->from += n;
    s->scanned = 0;
}

void chn_stream_cut(chn_stream *s)
{
    s->gone += s->to;
    s->from = s->to = s->scanned = 0;
    s->hurt = false;
}

/* What was cut in two by damage is dropped. */
static chn_got cut(chn_stream *s, chn_got got)
{
    if (got == CHN_GOT_DAMAGED)
        chn_stream_cut(s);
    return got;
}

chn_got chn_stream_head(chn_stream *s, size_t most, chn_str *head)
{
    chn_got got = CHN_GOT_IT;
    while (got == CHN_GOT_IT && s->to - s->from < most)
        got = chn_stream_fill(s);
    head->n = s->to - s->from < most ? s->to - s->from : most;
    head->p = head->n ? s->win + s->from : "";
    return got == CHN_GOT_TROUBLE || got == CHN_GOT_NO_MEMORY ? got
                                                              : CHN_GOT_IT;
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
        const chn_got got = chn_stream_fill(s);
        if (got == CHN_GOT_END || got == CHN_GOT_DAMAGED) {
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
        s->gone += s->to;
        s->from = s->to = 0;
        const chn_got got = chn_stream_fill(s);
        if (got == CHN_GOT_END)
            return CHN_GOT_TOO_LONG;
        if (got != CHN_GOT_IT)
            return cut(s, got);
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
        const chn_got got = chn_stream_fill(s);
        if (got == CHN_GOT_IT)
            continue;
        if (got != CHN_GOT_END)
            return cut(s, got);
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

/* A form feed that has a line to itself; len: of it and its line's end. With
 * `ended` the file ends behind the window. -1: none; `*seen` bytes need not be
 * looked at again. */
static ptrdiff_t feed_at(const char *p, size_t n, bool ended, size_t *seen,
                         size_t *len)
{
    while (*seen < n) {
        const char *hit = memchr(p + *seen, '\f', n - *seen);
        if (!hit) {
            *seen = n;
            return -1;
        }
        const size_t i = (size_t)(hit - p);
        const size_t left = n - i;
        *len = left > 1 && p[i + 1] == '\n'                       ? 2u
               : left > 2 && p[i + 1] == '\r' && p[i + 2] == '\n' ? 3u
               : ended && left == 1                               ? 1u
                                                                  : 0u;
        const bool starts = i == 0 || p[i - 1] == '\n';
        if (starts && *len > 0)
            return (ptrdiff_t)i;
        *seen = i;
        if (starts && left < 3 && !ended)
            return -1; /* its line's end is not here yet */
        *seen = i + 1;
    }
    return -1;
}

/* Bytes up to the end, or where `parts` to the next form feed. */
static chn_got take(chn_stream *s, size_t max, bool parts, chn_str *part,
                    bool *more)
{
    chn_got got = CHN_GOT_IT;
    size_t seen = 0;
    for (;;) {
        const size_t n = s->to - s->from;
        const char *p = n ? s->win + s->from : "";
        size_t len = 0;
        const ptrdiff_t at =
            parts ? feed_at(p, n, got == CHN_GOT_END, &seen, &len) : -1;
        *more = at >= 0;
        if (at >= 0 || got == CHN_GOT_END) {
            const size_t size = at >= 0 ? (size_t)at : n;
            if (size > max)
                return CHN_GOT_TOO_LONG;
            if (!chn_stream_borrowed(s))
                s->buf[s->from + size] = '\0'; /* on the form feed */
            part->p = p;
            part->n = size;
            s->from += size + len;
            return n == 0 ? CHN_GOT_END : CHN_GOT_IT;
        }
        if (n > max)
            return CHN_GOT_TOO_LONG;
        got = chn_stream_fill(s);
        if (got != CHN_GOT_IT && got != CHN_GOT_END)
            return cut(s, got);
    }
}

chn_got chn_stream_part(chn_stream *s, size_t max, chn_str *part, bool *more)
{
    return take(s, max, true, part, more);
}

chn_got chn_stream_all(chn_stream *s, size_t max, chn_str *all)
{
    bool more;
    return take(s, max, false, all, &more);
}
