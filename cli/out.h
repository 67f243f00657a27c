/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a command's result goes: standard output, or a file that appears
 * under its name only when it is whole (written beside it, then renamed).
 */
#ifndef CHN_CLI_OUT_H
#define CHN_CLI_OUT_H

#include <chancery/base.h>

#include "base/str.h"

typedef struct chn_out {
    int fd;
    const char *path; /* name for messages; borrowed */
    char *temp;       /* owned; NULL: written in place */
    chn_buf buf;
    int error;   /* errno of the first failed write, 0: none */
    bool pipe;   /* the reader has gone away: not an error */
    bool opened; /* fd is ours to close */
} chn_out;

/* `path` NULL: standard output. A path that is not a plain file (/dev/full)
 * is written in place. */
chn_code chn_out_open(chn_out *o, const char *path, chn_err *err);
/* A chn_write_fn; `user` is the chn_out. */
bool chn_out_write(void *user, const char *p, size_t n);
bool chn_out_z(chn_out *o, const char *z);
/* Send what is held back. */
bool chn_out_flush(chn_out *o);
/* Flush and close; `keep`: give the file its name, else remove it. Returns
 * CHN_ERR_OUTPUT where anything was not written; a closed pipe is no error.
 */
chn_code chn_out_end(chn_out *o, bool keep, chn_err *err);

/* errno as words ("No space left on device"). */
void chn_errno_text(int e, char *out, size_t n);

#endif
