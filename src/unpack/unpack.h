/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gzip and zstd on the fly: the only door to zlib and libzstd.
 *
 * A packed file is a row of members (gzip) or frames (zstd), called members
 * here. Archives of the web hold one for each record, so where a member begins
 * is told, and a damaged one costs that one: the next is looked for and read.
 * Memory is bounded whatever the file holds. Not thread-safe; one owner.
 */
#ifndef CHN_UNPACK_UNPACK_H
#define CHN_UNPACK_UNPACK_H

#include <chancery/base.h>

#include "base/str.h"

typedef enum chn_packing {
    CHN_PACKING_NONE = 0,
    CHN_PACKING_GZIP,
    CHN_PACKING_ZSTD,
    CHN_PACKING_ZLIB, /* of HTTP's "deflate"; has no mark to be found by */
    CHN_PACKING_RAW   /* what some servers send for "deflate" */
} chn_packing;

/* Bytes that chn_packing_of wants to see. */
#define CHN_PACKING_MARK 4u
/* By the first bytes; NONE where they are neither's. */
chn_packing chn_packing_of(const void *bytes, size_t n);

/* The next at most n > 0 bytes of the packed file into p. Returns how many, 0
 * at the end, -1 where reading failed. */
typedef int64_t (*chn_unpack_fn)(void *user, void *p, size_t n);

typedef struct chn_unpack_limits {
    uint64_t ratio; /* a member may grow so many times */
    uint64_t free;  /* but so many bytes whatever its ratio */
    uint64_t total; /* bytes of all members */
} chn_unpack_limits;
/* CHN_UNPACK_RATIO_MAX and its like of base/limits.h. */
chn_unpack_limits chn_unpack_limits_usual(void);

typedef struct chn_member {
    uint64_t packed; /* byte of the packed file at which it begins */
    uint64_t plain;  /* byte of what was unpacked at which it begins */
} chn_member;

typedef enum chn_unpacked {
    CHN_UNPACKED_END = 0,
    CHN_UNPACKED_IT,
    CHN_UNPACKED_DAMAGED, /* chn_unpack_why; the next call goes on behind it */
    CHN_UNPACKED_TROUBLE, /* `fn` said -1 */
    CHN_UNPACKED_NO_MEMORY
} chn_unpacked;

typedef struct chn_unpack chn_unpack;

/* `head`: what was read of the file already, copied; at most
 * CHN_UNPACK_HEAD_MAX bytes. NULL: no memory. */
#define CHN_UNPACK_HEAD_MAX ((size_t)64 * 1024)
chn_unpack *chn_unpack_new(chn_unpack_fn fn, void *user, const void *head,
                           size_t n_head, const chn_unpack_limits *limits);
void chn_unpack_free(chn_unpack *u);
/* The next 1..cap bytes, all of one member. */
chn_unpacked chn_unpack_next(chn_unpack *u, char *out, size_t cap, size_t *n);
/* Of the bytes, or of the damage, told last. */
chn_member chn_unpack_member(const chn_unpack *u);
/* What is wrong, for a message; valid until the next call. */
const char *chn_unpack_why(const chn_unpack *u);
/* No member was damaged: something else stands where one should begin. */
bool chn_unpack_junk(const chn_unpack *u);

/*
 * Bytes in memory, whole, appended to `out` up to out->max. *why gets NULL, or
 * what is wrong: then `out` holds what could be read before it.
 * CHN_ERR_MEMORY, CHN_ERR_LIMIT (more than out->max or the usual ratio), or
 * CHN_OK.
 */
chn_code chn_unpack_all(chn_packing packing, const void *p, size_t n,
                        chn_buf *out, const char **why);

#endif
