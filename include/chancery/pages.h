/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file pages.h
 * What a program that shows a store page by page asks besides listings:
 * reports with words, decisions, runs, what waits. Rows come as JSON objects
 * whose fields are those of docs/api/openapi.json.
 */
#ifndef CHANCERY_PAGES_H
#define CHANCERY_PAGES_H

#include <chancery/base.h>
#include <chancery/store.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum chn_page_kind {
    CHN_PAGE_RUNS = 0,        /**< Run */
    CHN_PAGE_COUNTS,          /**< one object: what Meta.store counts */
    CHN_PAGE_REPORTS,         /**< ReportRow without `snippet`: text, publisher,
                                   from, to, order, limit, offset */
    CHN_PAGE_REPORTS_N,       /**< one number: how many there are */
    CHN_PAGE_DECISIONS,       /**< Decision, newest first: who, limit, offset */
    CHN_PAGE_DECISIONS_N,     /**< one number */
    CHN_PAGE_EVENT_DECISIONS, /**< Decision: id */
    CHN_PAGE_CLAIM_DECISIONS, /**< Decision: id */
    CHN_PAGE_EVENT_FOLLOWS,   /**< Follow: id */
    CHN_PAGE_EVENT_CLAIMS,    /**< ids as strings: id, limit, offset */
    CHN_PAGE_EVENT_HISTORY,   /**< one list of states in time: id */
    CHN_PAGE_EVENT_STATE,     /**< text: the state of its reviews: id */
    CHN_PAGE_CLAIM_EVENT,     /**< text: the claim's event: id */
    CHN_PAGE_PROGRESS,        /**< one object: decided, accepted ...: who */
    CHN_PAGE_DECIDED,         /**< ids of claims as text: who */
    CHN_PAGE_CLAIM_LINE,      /**< one object: line, event, report, day: id */
    CHN_PAGE_KINDS
} chn_page_kind;

typedef enum chn_report_order {
    CHN_REPORTS_ADDED = 0,
    CHN_REPORTS_DATE,     /**< undated last */
    CHN_REPORTS_DATE_DOWN /**< newest first, undated last */
} chn_report_order;

/** What a page is of; NULL, 0 and CHN_DAY_NONE: any. Strings are borrowed. */
typedef struct chn_page {
    size_t size; /**< set by init */
    const char *id, *who;
    const char *text; /**< words, as chn_query has them */
    const char *publisher;
    chn_day from, to;
    chn_report_order order;
    uint32_t limit, offset; /**< limit 0: all */
} chn_page;
CHN_API void chn_page_init(chn_page *p);

/** `extra`: of CHN_PAGE_REPORTS with words, some text round the first hit with
 * each hit between the bytes 1 and 2; else empty. Borrowed for the call. */
typedef bool (*chn_page_fn)(void *user, chn_str json, chn_str extra);
CHN_API chn_code chn_store_page(chn_store *s, chn_page_kind kind,
                                const chn_page *p, chn_page_fn fn, void *user,
                                chn_err *err);

/** A claim within its report; borrowed for the call. */
typedef struct chn_report_claim {
    chn_str json; /**< claim, event, category, mode, status, source, target,
                       symmetric, confidence, trigger: an object */
    chn_span sentence;     /**< bytes of the report's text */
    const chn_mark *marks; /**< [n_marks] */
    uint32_t n_marks;
} chn_report_claim;
/** A report with its text. */
typedef struct chn_report_view {
    chn_str json;   /**< ReportRow without `snippet` */
    chn_str text;   /**< empty in a store without text */
    uint32_t body;  /**< byte at which the body begins */
    chn_str sha256; /**< of the text's bytes */
    uint32_t replaced;
    chn_str reasons; /**< of a day worked out: JSON; empty: none */
    bool has_text;
} chn_report_view;
typedef void (*chn_report_fn)(void *user, const chn_report_view *r);
typedef bool (*chn_report_claim_fn)(void *user, const chn_report_claim *c);
/** Show the report of this id, then each of its claims, in their order.
 * @return CHN_ERR_INPUT where there is none. */
CHN_API chn_code chn_store_report(chn_store *s, const char *id,
                                  chn_report_fn fn, chn_report_claim_fn each,
                                  void *user, chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
