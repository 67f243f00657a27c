/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file export.h
 * A store's events in the layouts of other tools (docs/export.md tells each
 * field), and copies of a store.
 */
#ifndef CHANCERY_EXPORT_H
#define CHANCERY_EXPORT_H

#include <chancery/base.h>
#include <chancery/engine.h>
#include <chancery/query.h>
#include <chancery/store.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum chn_export_format {
    CHN_EXPORT_JSONL = 0,  /**< the record's events, one a line */
    CHN_EXPORT_CLAIMS,     /**< the record's claims, one a line */
    CHN_EXPORT_GED,        /**< CSV, names as in UCDP GED */
    CHN_EXPORT_ICEWS,      /**< CSV, the 20 columns of ICEWS */
    CHN_EXPORT_POLECAT,    /**< CSV, the 40 columns of POLECAT */
    CHN_EXPORT_GDELT,      /**< CSV, the 61 columns of GDELT 2 events */
    CHN_EXPORT_CHRONOLOGY, /**< Markdown, a footnote for each source */
    CHN_EXPORT_GRAPHML,    /**< actors, and an edge for each act of a pair */
    CHN_EXPORT_ICAL        /**< the days that are marked each year */
} chn_export_format;

/** Events of a query in a format; the same store and query give the same
 * bytes. @return CHN_ERR_OUTPUT where `write` said stop. */
CHN_API chn_code chn_store_export(chn_store *s, const chn_query *q,
                                  chn_export_format format, chn_write_fn write,
                                  void *user, chn_err *err);

/** One event as CHN_EXPORT_JSONL has it, with the end of its line; nothing
 * where there is none of this id. */
CHN_API chn_code chn_store_record(chn_store *s, const char *event,
                                  chn_write_fn write, void *user, chn_err *err);

/**
 * Copy a store into a new file, with pages in one order: copies of stores with
 * the same rows are the same bytes.
 *
 * @param no_text  leave out all words of the reports; hashes, spans, codes,
 *                 names and bibliographic fields stay.
 * @return CHN_ERR_STORE where the file is there already or cannot be written.
 */
CHN_API chn_code chn_store_copy(chn_store *s, const char *path, bool no_text,
                                chn_err *err);

/** Whose file it is: does it keep the reports' words? CHN_STORE_CREATE stores
 * do unless chn_store_no_text was called before the first report. */
CHN_API chn_code chn_store_no_text(chn_store *s, chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
