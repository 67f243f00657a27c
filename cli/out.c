/* SPDX-License-Identifier: Apache-2.0 */
/* See out.h. */
#include "out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/err.h"

#define OUT_HOLD 65536u
#define OUT_MAX (256u * 1024u * 1024u)

void chn_errno_text(int e, char *out, size_t n)
{
    if (n > 0 && strerror_r(e, out, n) != 0)
        (void)snprintf(out, n, "error %d", e);
}

static chn_code fail_open(chn_err *err, const char *path)
{
    char why[128];
    chn_errno_text(errno, why, sizeof why);
    return chn_fail(err, CHN_ERR_OUTPUT,
                    "cannot write \"%s\": %s; name another file with -o", path,
                    why);
}

/* mkstemp makes files for the owner alone; the result should have the rights
 * that a file made by the shell's ">" has. */
static void usual_rights(int fd)
{
    const mode_t mask = umask(0);
    (void)umask(mask);
    (void)fchmod(fd, 0666 & ~mask);
}

chn_code chn_out_open(chn_out *o, const char *path, chn_err *err)
{
    memset(o, 0, sizeof *o);
    chn_buf_init(&o->buf, OUT_MAX);
    o->fd = STDOUT_FILENO;
    o->path = path ? path : "<stdout>";
    if (!path)
        return CHN_OK;
    o->fd = -1;
    struct stat st;
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
        o->fd = open(path, O_WRONLY | O_CLOEXEC);
        if (o->fd < 0)
            return fail_open(err, path);
        o->opened = true;
        return CHN_OK;
    }
    static const char tail[] = ".XXXXXX";
    const size_t n = strlen(path);
    o->temp = chn_calloc(n + sizeof tail, 1);
    if (!o->temp)
        return chn_fail_memory(err);
    memcpy(o->temp, path, n);
    memcpy(o->temp + n, tail, sizeof tail);
    o->fd = mkstemp(o->temp);
    if (o->fd < 0) {
        chn_free(o->temp);
        o->temp = NULL;
        return fail_open(err, path);
    }
    o->opened = true;
    usual_rights(o->fd);
    return CHN_OK;
}

bool chn_out_flush(chn_out *o)
{
    size_t at = 0;
    while (at < o->buf.n && !o->error && !o->pipe) {
        const ssize_t k = write(o->fd, o->buf.p + at, o->buf.n - at);
        if (k >= 0)
            at += (size_t)k;
        else if (errno == EPIPE)
            o->pipe = true;
        else if (errno != EINTR)
            o->error = errno;
    }
    chn_buf_clear(&o->buf);
    return !o->error && !o->pipe;
}

bool chn_out_write(void *user, const char *p, size_t n)
{
    chn_out *o = user;
    if (o->error || o->pipe)
        return false;
    chn_buf_put(&o->buf, p, n);
    if (o->buf.failed) {
        o->error = ENOMEM;
        return false;
    }
    return o->buf.n < OUT_HOLD || chn_out_flush(o);
}

bool chn_out_z(chn_out *o, const char *z)
{
    return chn_out_write(o, z, strlen(z));
}

chn_code chn_out_end(chn_out *o, bool keep, chn_err *err)
{
    if (keep)
        (void)chn_out_flush(o);
    /* A rename that survives a crash must not name a file that does not. */
    if (o->temp && keep && !o->error && fsync(o->fd) != 0 && errno != EINVAL)
        o->error = errno;
    if (o->opened && close(o->fd) != 0 && !o->error && errno != EINTR)
        o->error = errno;
    if (o->temp) {
        keep = keep && !o->error;
        if (keep && rename(o->temp, o->path) != 0) {
            o->error = errno;
            keep = false;
        }
        if (!keep)
            (void)unlink(o->temp);
    }
    chn_free(o->temp);
    o->temp = NULL;
    o->opened = false;
    chn_buf_free(&o->buf);
    if (!o->error)
        return CHN_OK;
    char why[128];
    chn_errno_text(o->error, why, sizeof why);
    return chn_fail(err, CHN_ERR_OUTPUT,
                    "cannot write \"%s\": %s; the output is not complete",
                    o->path, why);
}
