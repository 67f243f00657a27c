/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Is a store sound, and what can be saved of one that is not.
 *
 * Not safe for two threads on one store; see chancery/store.h.
 */
#ifndef CHANCERY_CHECK_H
#define CHANCERY_CHECK_H

#include <chancery/engine.h>
#include <chancery/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One thing that is wrong or was lost, in words, valid during the call.
 * @return false: enough. */
typedef bool (*chn_fault_fn)(void *user, const char *text);

/**
 * Read the whole store and tell what is wrong with it: pages and indexes
 * (SQLite's integrity_check), rows that point to none, reports whose text is
 * not the one whose SHA-256 was kept, claims without an event, spans outside
 * of their report. Takes about as long as reading the file.
 *
 * @param n set to the number of findings
 * @return CHN_OK however many there are; CHN_ERR_STORE where the file cannot
 *         be read on, after what was found until then.
 */
CHN_API chn_code chn_store_check(chn_store *s, chn_fault_fn fn, void *user,
                                 uint64_t *n, chn_err *err);

/** What chn_store_salvage could read. */
typedef struct chn_salvaged {
    uint64_t reports, claims; /**< in the new store */
    uint64_t lost;            /**< reports that cannot be read, as far as the
                                   rest of the file tells */
    uint64_t decisions;       /**< days set by hand, reviews and merges */
} chn_salvaged;

/**
 * Make `path`, a new store, of what can be read of the damaged one in `from`:
 * each report by itself, left out where its page is broken or its text is not
 * the one whose SHA-256 was kept; it is coded anew, and days set by hand,
 * reviews and merges are put to it. What is lost is told by name where an
 * index still has it. `from` is not changed.
 *
 * @return CHN_ERR_STORE where nothing can be read, or `path` is there already.
 */
CHN_API chn_code chn_store_salvage(const char *from, const chn_engine *e,
                                   const char *path, chn_fault_fn fn,
                                   void *user, chn_salvaged *out, chn_err *err);

#ifdef __cplusplus
}
#endif

#endif
