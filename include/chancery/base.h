/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file base.h
 * Types that every part of chancery's interface shares: strings, spans,
 * dates, error codes. No function here allocates; all are thread-safe.
 */
#ifndef CHANCERY_BASE_H
#define CHANCERY_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(CHN_BUILDING) && defined(__GNUC__)
#define CHN_API __attribute__((visibility("default")))
#else
#define CHN_API
#endif

/** Longest report in bytes. Offsets are uint32_t because of it. */
#define CHN_REPORT_MAX (16u * 1024u * 1024u)

/**
 * A borrowed string: `n` bytes at `p`, UTF-8. Strings that the library hands
 * out also end in a NUL byte that `n` does not count. An absent string has
 * n == 0; `p` is then "" or NULL.
 */
typedef struct chn_str {
    const char *p;
    size_t n;
} chn_str;

/** Bytes [from, to) of a report's text. No span: from == to == 0. */
typedef struct chn_span {
    uint32_t from;
    uint32_t to;
} chn_span;

/** A day: days since 1970-01-01 in the proleptic Gregorian calendar. */
typedef int32_t chn_day;

/** "No day is known". */
#define CHN_DAY_NONE INT32_MIN

/** What went wrong. Append-only; 0 is success. */
typedef enum chn_code {
    CHN_OK = 0,
    CHN_ERR_ARGUMENT = 1,  /**< the caller's argument is not allowed */
    CHN_ERR_INPUT = 10,    /**< a file or record cannot be read */
    CHN_ERR_ENCODING = 11, /**< bytes are not UTF-8 */
    CHN_ERR_JSON = 12,     /**< a line is not one JSON object */
    CHN_ERR_DATE = 13,     /**< a date does not exist or has no known form */
    CHN_ERR_EMPTY = 14,    /**< a report has no text */
    CHN_ERR_TABLE = 20,    /**< a data table is wrong */
    CHN_ERR_STORE = 30,    /**< the store cannot be opened or written */
    CHN_ERR_LIMIT = 40,    /**< an input is larger than its named limit */
    CHN_ERR_MEMORY = 50,   /**< out of memory */
    CHN_ERR_OUTPUT = 60,   /**< writing the output failed */
    CHN_ERR_INTERNAL = 70  /**< a bug of ours; please report it */
} chn_code;

/** Bytes of a message, with its NUL. */
#define CHN_ERR_TEXT 480

/**
 * An error with its place. Lives with the caller, on the stack; may be passed
 * as NULL where it is not wanted. `line` counts from 1 and `byte` from 0;
 * both are 0 where they mean nothing. `text` is a whole message for people:
 * what, where, what to do.
 */
typedef struct chn_err {
    chn_code code;
    uint64_t line;
    uint64_t byte;
    char text[CHN_ERR_TEXT];
} chn_err;

/** The short name of a code ("input", "store" ...), never NULL. */
CHN_API const char *chn_code_name(chn_code code);

/** The library's version, "MAJOR.MINOR.PATCH". */
CHN_API const char *chn_version(void);

/**
 * Read a day from "YYYY-MM-DD" (exactly 10 bytes).
 *
 * @return the day, or CHN_DAY_NONE where the form is another or the day does
 *         not exist ("2023-02-30").
 */
CHN_API chn_day chn_day_parse(const char *p, size_t n);

/** Write a day as "YYYY-MM-DD" and NUL. Years 0..9999; others as "----". */
CHN_API void chn_day_format(chn_day day, char out[11]);

#ifdef __cplusplus
}
#endif
#endif
