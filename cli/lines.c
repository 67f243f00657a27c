/* SPDX-License-Identifier: Apache-2.0 */
/* See lines.h. */
#include "lines.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "out.h"

#define CHUNK 65536u

static chn_code fail_read(chn_err *err, const char *path)
{
    char why[128];
    chn_errno_text(errno, why, sizeof why);
    return chn_fail(err, CHN_ERR_INPUT, "cannot read \"%s\": %s", path, why);
}

chn_code chn_lines_open(chn_lines *l, const char *path, chn_err *err)
{
    *l = (chn_lines){.fd = STDIN_FILENO, .path = path};
    chn_buf_init(&l->buf, CHN_LINE_MAX);
    chn_sha256_init(&l->sum);
    if (strcmp(path, "-") == 0) {
        l->path = "<stdin>";
        return CHN_OK;
    }
    l->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (l->fd < 0)
        return fail_read(err, path);
    l->opened = true;
    return CHN_OK;
}

/* Reads on behind what is still to be handed out. */
static int more(chn_lines *l, chn_err *err)
{
    char chunk[CHUNK];
    if (l->at > 0 && l->buf.p) { /* what was handed out goes */
        const size_t rest = l->buf.n - l->at;
        memmove(l->buf.p, l->buf.p + l->at, rest);
        l->buf.n = rest;
        l->at = 0;
    }
    ssize_t n;
    do
        n = read(l->fd, chunk, sizeof chunk);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        (void)fail_read(err, l->path);
        return -1;
    }
    if (n == 0) {
        l->end = true;
        return 0;
    }
    l->bytes += (uint64_t)n;
    chn_sha256_put(&l->sum, chunk, (size_t)n);
    chn_buf_put(&l->buf, chunk, (size_t)n);
    if (l->buf.failed) {
        (void)chn_fail(err, CHN_ERR_LIMIT,
                       "%s:%" PRIu64 ": the line is longer than %u MB", l->path,
                       l->line + 1, (unsigned)(CHN_LINE_MAX >> 20));
        return -1;
    }
    return 1;
}

int chn_lines_next(chn_lines *l, chn_str *line, chn_err *err)
{
    size_t seen = 0; /* behind `at`, without a newline */
    for (;;) {
        const char *p = l->buf.p ? l->buf.p + l->at : "";
        const size_t n = l->buf.n - l->at;
        const char *nl = n > seen ? memchr(p + seen, '\n', n - seen) : NULL;
        if (nl || (l->end && n > 0)) {
            *line = chn_str_n(p, nl ? (size_t)(nl - p) : n);
            l->at += line->n + (nl != NULL);
            l->line++;
            return 1;
        }
        if (l->end)
            return 0;
        seen = n;
        if (more(l, err) < 0)
            return -1;
    }
}

void chn_lines_close(chn_lines *l)
{
    if (l->opened)
        (void)close(l->fd);
    chn_buf_free(&l->buf);
    l->opened = false;
}
