/* SPDX-License-Identifier: Apache-2.0 */
/* Every limit of the library, by name. Each has a test at it and past it. */
#ifndef CHN_BASE_LIMITS_H
#define CHN_BASE_LIMITS_H

#include <chancery/base.h>

/* CHN_REPORT_MAX (public): bytes of one report. */
#define CHN_LINE_MAX (CHN_REPORT_MAX + 65536u) /* bytes of one JSON line */
#define CHN_JSON_DEPTH_MAX 32                  /* nesting of a JSON line */
#define CHN_PATH_DEPTH_MAX 64                  /* nesting of folders */
#define CHN_ID_MAX 512u                        /* bytes of a report's id */
#define CHN_SENTENCE_TOKENS_MAX 400u /* longer sentences are cut in two */
#define CHN_TABLE_BYTES_MAX (64u * 1024u * 1024u)
#define CHN_TABLE_COLS_MAX 32u
#define CHN_WORDS_ASKED_MAX 64u /* of one search: FTS5 takes their square */
#define CHN_CLAIMS_MAX 4096u    /* claims of one report */
#define CHN_PAGE_NODES_MAX (1024u * 1024u) /* elements and texts of a page */
#define CHN_PAGE_DEPTH_MAX 512u            /* nesting of a page's elements */
/* of a packed file's member: how many times it may grow, how many bytes it may
 * give whatever that is; of a packed file: bytes in all; of zstd: the window */
#define CHN_UNPACK_RATIO_MAX 500u
#define CHN_UNPACK_FREE ((uint64_t)64 * 1024 * 1024)
#define CHN_UNPACK_MAX ((uint64_t)1 << 40)
#define CHN_UNPACK_WINDOW_LOG_MAX 27
/* of an archive: bytes of a record that is read, of a record's head */
#define CHN_RECORD_MAX ((size_t)32 * 1024 * 1024)
#define CHN_RECORD_HEAD_MAX ((size_t)64 * 1024)
#define CHN_ARENA_MAX (1024u * 1024u * 1024u) /* bytes of one worker */

#endif
