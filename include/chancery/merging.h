/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file merging.h
 * Events without a store: claims as lines that may travel, the keys by which
 * they are spread, and the events of a part. Merging is a function of the set
 * of claims: any order, any number of parts and machines give the same lines.
 * docs/cluster.md has the protocol.
 */
#ifndef CHANCERY_MERGING_H
#define CHANCERY_MERGING_H

#include <chancery/base.h>
#include <chancery/engine.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Must be the same for all parts of one record. */
typedef struct chn_merging_options {
    size_t size;    /**< set by init */
    int32_t window; /**< days by which two reports may differ on the day of one
                         act: 0 to 7 */
    int32_t points; /**< that two tellings need to be one act: 1 to 200 */
    uint32_t days;  /**< of one kind of act between the same parties, so many
                         days are merged by one key: 1 to 100000. Fewer make
                         smaller parts and more copies at their edges */
} chn_merging_options;
CHN_API void chn_merging_options_init(chn_merging_options *o);

/**
 * Print all claims of a result as chn_result_print does in JSON Lines, each
 * with a member `merge` more: what merging needs of its report and of the
 * report's other claims, so that nothing else need travel with it.
 *
 * @return CHN_ERR_OUTPUT where `write` said stop. Thread-safe for different
 *         results.
 */
CHN_API chn_code chn_result_print_mergeable(const chn_result *r,
                                            chn_write_fn write, void *user,
                                            chn_err *err);

/** Takes a key, borrowed for the call. @return false: stop. */
typedef bool (*chn_merge_key_fn)(void *user, chn_str key);

/**
 * The keys under which a claim is merged, one to three with the default days:
 * the one whose part may own its event, and those of the neighbours in time
 * that must see it. No two claims of one event fail to meet under the key
 * that owns it. Text without control characters; "~" begins the key of claims
 * that meet no other.
 *
 * @param line  of chn_result_print_mergeable, with or without its newline.
 * @param o     NULL: the defaults.
 * @return CHN_ERR_INPUT where the line is no such claim; CHN_ERR_OUTPUT where
 *         `fn` said stop. Thread-safe.
 */
CHN_API chn_code chn_merge_keys(chn_str line, const chn_merging_options *o,
                                chn_merge_key_fn fn, void *user, chn_err *err);

/** Claims that wait to be merged. Used by one thread at a time. */
typedef struct chn_merging chn_merging;

/** @return NULL on a wrong option or no memory. `o` NULL: the defaults. */
CHN_API chn_merging *chn_merging_new(const chn_merging_options *o,
                                     chn_err *err);
CHN_API void chn_merging_free(chn_merging *m);

/** One more claim; the line is copied. The same claim twice counts once.
 * @return CHN_ERR_INPUT where the line is no claim with a member `merge`. */
CHN_API chn_code chn_merging_add(chn_merging *m, chn_str line, chn_err *err);

/**
 * Merge what was added, hand the events out by id, one JSON line to each call
 * of `write`, and begin anew with no claims.
 *
 * @param key  NULL: all events. Else what was added are all claims of this
 *             key, and events that another key owns are left out.
 * @return CHN_ERR_INPUT where `key` is none; CHN_ERR_OUTPUT where `write` said
 *         stop. O(n log n) in the claims, all of which are in memory.
 */
CHN_API chn_code chn_merging_events(chn_merging *m, const char *key,
                                    chn_write_fn write, void *user,
                                    chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
