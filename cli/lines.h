/* SPDX-License-Identifier: Apache-2.0 */
/* A file's lines, one after the other, in memory of one line. */
#ifndef CHN_CLI_LINES_H
#define CHN_CLI_LINES_H

#include <chancery/base.h>

#include "base/hash.h"
#include "base/str.h"

/* Longest line: a claim with its report's spans is a few kB. */
#define CHN_LINE_MAX ((size_t)64 * 1024 * 1024)

typedef struct chn_lines {
    int fd;
    const char *path; /* borrowed, for messages */
    chn_buf buf;
    size_t at;
    uint64_t line; /* number of the last one */
    uint64_t bytes;
    chn_sha256 sum; /* of all that was read */
    bool end, opened;
} chn_lines;

/* "-": standard input. On an error there is nothing to close. */
chn_code chn_lines_open(chn_lines *l, const char *path, chn_err *err);
/* 1: *line without its newline, valid until the next call; 0: no more; -1
 * with `err`. */
int chn_lines_next(chn_lines *l, chn_str *line, chn_err *err);
void chn_lines_close(chn_lines *l);

#endif
