/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file arrow.h
 * Tables of reports in, tables of claims out, by the Arrow C data and stream
 * interfaces (arrow.apache.org/docs/format/CStreamInterface.html): what
 * pyarrow, polars, DuckDB, R and Spark hand each other without copies. No
 * Arrow library is linked.
 */
#ifndef CHANCERY_ARROW_H
#define CHANCERY_ARROW_H

#include <chancery/base.h>
#include <chancery/engine.h>
#include <chancery/merging.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The structures as the Arrow project publishes them, guarded by its names. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};
#endif

/** Most bytes of a batch that is handed out, unless one row alone has more. */
#define CHN_STREAM_BATCH_BYTES (8u * 1024u * 1024u)

typedef struct chn_stream_options {
    size_t size; /**< set by init */
    /** A row with outcome "error" for each report that cannot be read or
     * coded; on by init. Else it is passed over. */
    bool error_rows;
    /** A row with outcome "none" for each report without a claim. */
    bool none_rows;
    /** The columns that merging on another machine needs (below). */
    bool merge;
    /** How keys are made, with `merge`; NULL: the defaults. Borrowed for the
     * call. */
    const chn_merging_options *merging;
    uint32_t batch_rows; /**< most rows of a batch; 0: as many as fit */
    /** Called once, when the stream that was made is released or could not be
     * made; for what must outlive it. Called by the thread that releases.
     * NULL: nothing. */
    void (*done)(void *user);
    void *user;
} chn_stream_options;
CHN_API void chn_stream_options_init(chn_stream_options *o);

/**
 * Code a table of reports.
 *
 * Columns of `in` are found by name, in any order; others are passed over:
 *
 * - `text`: must be there;
 * - `id`: a string or a whole number; none, or null: a hash, as a reader
 *   gives it;
 * - `date`: a date, a timestamp (its day in UTC) or a string that begins
 *   "YYYY-MM-DD"; null: the text may tell it;
 * - `publisher`, or else `outlet`; `url`; `title`.
 *
 * Strings may be utf8, large_utf8, string views, the binary types, or
 * dictionaries of these; arrays may be sliced and hold nulls.
 *
 * The rows that come out are claims, in the order of the reports, with the
 * columns that docs/python.md lists: the fields of docs/record.md flat, spans
 * in bytes of the text, and in `json` the whole claim as chn_result_print
 * prints it. `outcome` is "claim", and with the options "none" or "error",
 * where `error_code` and `error_message` tell why and only the columns about
 * the report are filled. A bad report is never an error of the stream.
 *
 * With `merge`: `merge_key` (only claims of one key can be of one act; null:
 * meets no other), `merge_from` and `merge_to` (days on which it can),
 * `telling` (the claim that stands for its report's telling) and `merge` (what
 * merging reads of it, packed).
 *
 * Nothing is read from `in` but its schema before a batch is asked for; then
 * as much as it takes to fill one, at most one batch of `in` ahead. Batches
 * have at most CHN_STREAM_BATCH_BYTES bytes of rows. The rows do not depend on
 * how those of `in` are cut into batches.
 *
 * @param e    must outlive the stream (see chn_stream_options.done).
 * @param o    NULL: claims and error rows.
 * @param in   moved: owned by `out` from here on, in->release is NULL. After
 *             an error it is as it was, the caller's.
 * @param out  released by its consumer through out->release. Used by one
 *             thread at a time; starts none.
 * @return CHN_ERR_ARGUMENT where a column has a type that cannot be read or
 *         `text` is missing; CHN_ERR_INPUT where `in` gives no schema.
 */
CHN_API chn_code chn_code_stream(const chn_engine *e,
                                 const chn_stream_options *o,
                                 struct ArrowArrayStream *in,
                                 struct ArrowArrayStream *out, chn_err *err);

/**
 * The same rows from results that are there already.
 *
 * @param results  [n], borrowed until `out` is released (the list itself for
 *                 the call).
 */
CHN_API chn_code chn_result_stream(const chn_result *const *results, size_t n,
                                   const chn_stream_options *o,
                                   struct ArrowArrayStream *out, chn_err *err);

/**
 * Merge a table of claims into events: the second step, behind a shuffle.
 *
 * Columns of `in`, found by name: `merge_key`, `json` and `merge`, of the rows
 * that chn_code_stream made with `merge`, one for each of their `merge_keys`.
 * Rows of one key must follow each other, all that there are, in any order;
 * keys may come in any order. Rows without a key are passed over, so rows of
 * errors do no harm.
 *
 * The rows that come out are events, by key and id: `event`, `category`,
 * `mode`, `cameo`, `status`, `date_from`, `date_to`, `first_reported`,
 * `claims`, `reports`, `origins` (numbers), `confidence`, and in `json` the
 * whole event as chn_merging_events prints it.
 *
 * A key's claims are in memory. Ownership and threads as chn_code_stream.
 *
 * @param o  NULL: the defaults; must be those that made the keys.
 */
CHN_API chn_code chn_merge_stream(const chn_merging_options *o,
                                  struct ArrowArrayStream *in,
                                  struct ArrowArrayStream *out, chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
