/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file report.h
 * Reports in: one news report as it was given, and the reader that finds
 * reports in files, folders and streams.
 */
#ifndef CHANCERY_REPORT_H
#define CHANCERY_REPORT_H

#include <chancery/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * One report as it was given; of a web page its main text. All strings are
 * borrowed from whoever made it (for a reader: until the next chn_reader_next
 * or chn_reader_free).
 */
typedef struct chn_report {
    chn_str id;        /**< never empty: given, file's base name, or a hash */
    chn_day published; /**< the report's date, or CHN_DAY_NONE: undated */
    chn_str publisher; /**< empty: not told */
    chn_str title;     /**< empty: not told */
    chn_str url;       /**< empty: not told */
    chn_str text;      /**< bytes as given, of a web page its main text;
                            spans count in them */
    uint32_t body;     /**< byte of `text` at which the body starts: after a
                            header such as " date 2019-08-15 ", else 0 */
    chn_str file;      /**< where it came from, "<stdin>" for a stream */
    uint64_t line;     /**< line in that file, 0: the whole file */
    chn_str published_basis; /**< of a web page: what told `published`, such
                                  as "json-ld datePublished"; else empty */
    chn_day modified;        /**< of a web page: when it was changed last, or
                                  CHN_DAY_NONE; never taken for `published` */
    chn_str modified_basis;  /**< what told it; else empty */
    chn_str lang;            /**< as the page tells: "en-GB"; else empty */
} chn_report;

/** Bytes of an id that the library makes, with its NUL. */
#define CHN_REPORT_ID_LEN 17

/**
 * Complete a report held in memory as a reader does: its `body`, behind a
 * header such as " date 2019-08-15 "; `published` by that header where it has
 * none; and an id by its content where it has none, written to `id`.
 *
 * @param r   `text` must be told; on an error it is as it was.
 * @param id  lives as long as `r`.
 * @return CHN_ERR_EMPTY, CHN_ERR_LIMIT (text or id too long) or CHN_ERR_DATE
 *         (a header with a day that does not exist).
 */
CHN_API chn_code chn_report_complete(chn_report *r, char id[CHN_REPORT_ID_LEN],
                                     chn_err *err);

/** Finds reports in paths, one after the other. Used by one thread. */
typedef struct chn_reader chn_reader;

/** How a file's bytes are read. */
typedef enum chn_input_kind {
    CHN_INPUT_AUTO = 0,  /**< by ending, or by its first bytes: .jsonl,
                              .ndjson, .json are JSON Lines, .warc and .arc
                              archives, .html and .htm pages, .rss, .atom, .xml
                              and .rdf feeds; others text, unless they begin as
                              an archive, a feed or a page does; standard input
                              by its first bytes. What is packed with gzip or
                              zstd is unpacked first, whatever its name */
    CHN_INPUT_TEXT = 1,  /**< one file, one report, or several with a form feed
                              on a line of its own between them */
    CHN_INPUT_JSONL = 2, /**< one line, one report */
    CHN_INPUT_WARC = 3,  /**< WARC or ARC: one page, one report; of a live blog
                              one report for each post */
    CHN_INPUT_FEED = 4,  /**< RSS, Atom, JSON Feed: one entry, one report */
    CHN_INPUT_HTML = 5   /**< one page, one report; of a live blog
                              one report for each post */
} chn_input_kind;

/** What the library tells while it runs. Never called after an error that
 * was returned; `text` is borrowed for the call. */
typedef struct chn_notice {
    chn_code code; /**< CHN_OK: for information */
    chn_str file;
    uint64_t line;
    uint64_t byte;
    const char *text; /**< a whole message for people */
} chn_notice;
typedef void (*chn_notice_fn)(void *user, const chn_notice *notice);

/** Set by chn_reader_options_init; then change what you need. */
typedef struct chn_reader_options {
    size_t size; /**< sizeof of this struct, set by init */
    chn_input_kind kind;
    /** `n_map` pairs "field=name": our field (id, date, publisher, title,
     * text, url) and the name it has in the input. Borrowed until
     * chn_reader_new returns. */
    const char *const *map;
    size_t n_map;
    /** Called for each report that cannot be read, and for warnings. */
    chn_notice_fn notice;
    void *user;
    /** Reports in other languages are counted, told and passed over. */
    bool english_only;
} chn_reader_options;
CHN_API void chn_reader_options_init(chn_reader_options *o);

/** @return a reader, or NULL on a wrong option or no memory. Free with
 * chn_reader_free. `o` may be NULL. */
CHN_API chn_reader *chn_reader_new(const chn_reader_options *o, chn_err *err);
CHN_API void chn_reader_free(chn_reader *r);

/**
 * Add a path to read: a file, a folder (all files below it, in byte order of
 * their paths; names that begin with a dot are left out), or "-" for standard
 * input. The path is copied; nothing is opened yet.
 */
CHN_API chn_code chn_reader_add(chn_reader *r, const char *path, chn_err *err);

/** Add a report held in memory, read as `kind` (AUTO means text). `bytes`
 * are borrowed until the reader is freed; `name` is copied. */
CHN_API chn_code chn_reader_add_bytes(chn_reader *r, const char *name,
                                      chn_input_kind kind, const void *bytes,
                                      size_t n, chn_err *err);

/**
 * The next report.
 *
 * A report or file that cannot be read is told through `notice`, counted in
 * chn_reader_stats, and passed over: no other report is lost.
 *
 * @return 1 a report is in `out`; 0 no more; -1 the reader itself cannot go
 *         on (`err`: out of memory).
 */
CHN_API int chn_reader_next(chn_reader *r, chn_report *out, chn_err *err);

/**
 * The files that a reader would read for a path, without reading them: the
 * path itself, or of a folder all reports below it, in the reader's order.
 *
 * @param notice  what is left out; may be NULL. Gets `user`, as `file` does.
 * @return CHN_ERR_INPUT for the first path that cannot be looked at.
 */
CHN_API chn_code chn_reader_files(const char *path, chn_notice_fn notice,
                                  void (*file)(void *user, const char *path),
                                  void *user, chn_err *err);

/** What a reader has done so far. */
typedef struct chn_reader_stats {
    uint64_t reports;  /**< handed out */
    uint64_t undated;  /**< of these, without a date */
    uint64_t failed;   /**< records or files that could not be read */
    uint64_t bytes;    /**< bytes of the text handed out */
    uint64_t replaced; /**< invalid UTF-8 sequences in it */
    uint64_t total;    /**< bytes of all regular files added so far, for a
                            progress bar; 0 where it cannot be known */
    uint64_t done;     /**< bytes of them that were read */
    uint64_t foreign;  /**< reports passed over as not English */
} chn_reader_stats;
CHN_API void chn_reader_get_stats(const chn_reader *r, chn_reader_stats *out);

#ifdef __cplusplus
}
#endif
#endif
