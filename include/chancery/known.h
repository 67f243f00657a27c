/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file known.h
 * Events that somebody else coded, to compare a store's with: event files of
 * GDELT 1.0 and 2.0.
 */
#ifndef CHANCERY_KNOWN_H
#define CHANCERY_KNOWN_H

#include <chancery/base.h>
#include <chancery/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One event of a list. Strings are borrowed for the call; empty: not told. */
typedef struct chn_known {
    chn_str id;
    chn_day day;    /**< CHN_DAY_NONE: not told */
    chn_day added;  /**< when it came into the list; CHN_DAY_NONE: not told */
    chn_str source; /**< ISO 3166-1 alpha-3 of who acts */
    chn_str target; /**< and towards whom */
    chn_str source_name, target_name;
    chn_str code;  /**< CAMEO: "042" */
    chn_str root;  /**< its first two digits */
    uint32_t quad; /**< quad class 1 to 4; 0: not told */
    chn_str url;
    uint64_t line; /**< in the file */
} chn_known;
/** false: stop. */
typedef bool (*chn_known_fn)(void *user, const chn_known *event);

/**
 * The events of a file: tab or comma between its columns, with or without a
 * line of their names, packed or not, NA for what is not told. Country codes of
 * CAMEO that are not ISO's are put into ISO's.
 *
 * @param path    a file, or "-" for standard input.
 * @param notice  told of each line that cannot be read; may be NULL.
 * @return CHN_ERR_INPUT where the file cannot be opened or read, or has no
 *         column of days, CHN_ERR_MEMORY, or CHN_OK, also after `fn` said stop.
 */
CHN_API chn_code chn_known_read(const char *path, chn_known_fn fn,
                                chn_notice_fn notice, void *user, chn_err *err);
/** The same of bytes, such as chn_store_export gives as CHN_EXPORT_GDELT. */
CHN_API chn_code chn_known_read_bytes(const char *name, const void *bytes,
                                      size_t n, chn_known_fn fn,
                                      chn_notice_fn notice, void *user,
                                      chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
