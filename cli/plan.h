/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plan as its file tells it, and the marks of what is done. The protocol is
 * in docs/cluster.md.
 */
#ifndef CHN_CLI_PLAN_H
#define CHN_CLI_PLAN_H

#include <chancery/chancery.h>

#include "base/arena.h"
#include "base/str.h"

/* Version of the files' format, not of the tool. */
#define CHN_PLAN_FORMAT 1u

/* Bytes of a file. `whole`: read it by its path, whatever is in it. */
typedef struct chn_piece {
    chn_str file;
    uint64_t from, to;
    char sha256[65];
    bool whole;
} chn_piece;

typedef struct chn_shard {
    uint32_t task;
    chn_piece *piece; /* [n_piece] */
    uint32_t n_piece;
} chn_shard;

typedef struct chn_plan {
    chn_arena *arena;
    chn_str folder;   /* of the plan's file, with a '/' behind; "" here */
    char digest[17];  /* of the plan's bytes: what belongs to it says so */
    chn_str versions; /* as chn_put_versions */
    chn_merging_options merging;
    uint32_t tasks, parts;
    chn_shard *shard; /* [n_shard] */
    uint32_t n_shard;
    char **options; /* [n_options], of chancery code; argv's beginning */
    uint32_t n_options;
} chn_plan;

/* What the lines of a claim depend on besides its report. */
void chn_put_versions(chn_buf *b, const chn_engine *e);

/* A file's bytes, appended to `b`. */
chn_code chn_file_read(const char *path, chn_buf *b, chn_err *err);

/* Free with chn_plan_free always. */
chn_code chn_plan_read(chn_plan *p, const char *path, chn_err *err);
void chn_plan_free(chn_plan *p);

/* Name of a file beside the plan: "code-00003.p007.keyed"; NULL: no memory.
 * `part` beyond the plan's: none in the name. */
#define CHN_NO_PART UINT32_MAX
char *chn_plan_path(const chn_plan *p, const char *stage, uint32_t n,
                    uint32_t part, const char *ending);

/* A file that a mark speaks for. */
typedef struct chn_made {
    uint32_t part; /* of code; else CHN_NO_PART */
    uint64_t lines, bytes;
    char sha256[65];
} chn_made;

/* NAME.done of a shard, a part or the whole. */
typedef struct chn_done {
    uint64_t reports, failed, claims, events;
    chn_made *made; /* [n], in the plan's arena */
    uint32_t n;
} chn_done;

/* Is it done, by this plan, and are its files there in their sizes? `ending`
 * is that of the files. false also where the mark is another plan's or
 * damaged: then it is to be done again. */
bool chn_done_read(chn_plan *p, const char *stage, uint32_t n,
                   const char *ending, chn_done *d);
/* Written last, under a temporary name. */
chn_code chn_done_write(const chn_plan *p, const char *stage, uint32_t n,
                        const chn_done *d, chn_err *err);

#endif
