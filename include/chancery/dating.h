/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file dating.h
 * Time as a report tells it: the day of the report and how that is known, and
 * its expressions of time with their values and days.
 *
 * All calls here are thread-safe for different workers over one engine, ask
 * neither clock nor locale, and take time linear in the text's length.
 */
#ifndef CHANCERY_DATING_H
#define CHANCERY_DATING_H

#include <chancery/base.h>
#include <chancery/claim.h>
#include <chancery/engine.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How the day of a report is known. */
typedef enum chn_dating_basis {
    CHN_DATING_NONE = 0,     /**< it is not: the text tells too little */
    CHN_DATING_GIVEN,        /**< it came with the report */
    CHN_DATING_INFERRED,     /**< worked out from the text */
    CHN_DATING_SET,          /**< set by hand, in a store */
    CHN_DATING_CONTRADICTION /**< the text contradicts itself: no day */
} chn_dating_basis;

/** "none", "given", "inferred", "set", "contradiction"; never NULL. */
CHN_API const char *chn_dating_basis_name(chn_dating_basis basis);

/** One step of the way from a report's words to its day. */
typedef struct chn_reason {
    chn_span span; /**< the words, bytes of the report's text */
    chn_str says;  /**< what they mean, a sentence */
    bool hard;     /**< it rules days out; else it makes them less likely */
    bool agrees;   /**< with the day that was found */
} chn_reason;

/** The day of a report. Borrowed from its result or expressions. */
typedef struct chn_dating {
    chn_day day;      /**< CHN_DAY_NONE: no single day is known */
    chn_day from, to; /**< it lies in here, inclusive; CHN_DAY_NONE: open */
    int32_t confidence_percent; /**< of `day`, else of [from, to]; 0..100 */
    chn_dating_basis basis;
    const chn_reason *reasons; /**< [n_reasons], the weightiest first; none
                                    unless the day was worked out */
    uint32_t n_reasons;
} chn_dating;

/** The day that a report was read with; borrowed from `r`. */
CHN_API const chn_dating *chn_result_dating(const chn_result *r);

typedef enum chn_expression_type {
    CHN_EXPRESSION_DATE = 0,
    CHN_EXPRESSION_TIME,
    CHN_EXPRESSION_DURATION,
    CHN_EXPRESSION_SET
} chn_expression_type;

/** What the days of an expression were counted from. */
typedef enum chn_expression_anchor {
    CHN_ANCHOR_NONE = 0, /**< the words tell the day, or there is none */
    CHN_ANCHOR_REPORT,   /**< the report's day: "Monday", "last month" */
    CHN_ANCHOR_TOLD,     /**< what was told before: "the previous day" */
    CHN_ANCHOR_NEXT,     /**< what is told behind: "a day before Friday" */
    CHN_ANCHOR_NAME      /**< a table: named day, anniversary */
} chn_expression_anchor;

/** Which end of an act's time an expression tells: "since 2019". */
typedef enum chn_expression_bound {
    CHN_BOUND_NONE = 0,
    CHN_BOUND_SINCE, /**< "since", "from": it begins there */
    CHN_BOUND_UNTIL, /**< "until", "by", "before": it ends there */
    CHN_BOUND_AFTER, /**< "after": it begins behind it */
    CHN_BOUND_WITHIN /**< "within this year", "in six weeks" */
} chn_expression_bound;

/** One expression of time. */
typedef struct chn_expression {
    chn_span span;               /**< bytes of the report's text */
    uint32_t char_from, char_to; /**< the same in code points */
    chn_span sentence;           /**< of the sentence it stands in, bytes */
    chn_str text;                /**< as it stands in the report */
    chn_expression_type type;
    chn_str value;    /**< TIMEX3: "2019-04", "P6W", "XXXX-WXX-1", "PAST_REF" */
    chn_str mod;      /**< TIMEX3: START, MID, END, APPROX; empty: none */
    chn_day from, to; /**< its days; CHN_DAY_NONE: none are known */
    chn_precision precision;
    chn_expression_anchor anchor;
    chn_day anchor_day; /**< CHN_DAY_NONE: none, or no single day */
    chn_expression_bound bound;
    bool approximate; /**< its days are rough: seasons, "early", "about" */
    bool conflict;    /**< told two ways that disagree: "Monday (June 4)" */
    chn_str occasion; /**< id of a named day or anniversary; empty: none */
    chn_str rule;     /**< row of data/time/patterns.tsv, or "named" */
} chn_expression;

/** The expressions of one report, in its order, never overlapping. Owns its
 * memory; may move between threads. */
typedef struct chn_expressions chn_expressions;

/**
 * Find the expressions of time of one report. One without a date is dated by
 * its text first, as chn_worker_date does.
 *
 * @param w       this thread's worker; reset by the call.
 * @param report  borrowed for the call.
 * @return owned by the caller (chn_expressions_free); NULL with `err`:
 *         CHN_ERR_LIMIT, CHN_ERR_ARGUMENT (`body` behind the text's end) or
 *         CHN_ERR_MEMORY. A report without any is no error.
 */
CHN_API chn_expressions *
chn_worker_expressions(chn_worker *w, const chn_report *report, chn_err *err);
/** NULL is allowed. */
CHN_API void chn_expressions_free(chn_expressions *x);

CHN_API size_t chn_expressions_count(const chn_expressions *x);
/** @return expression `i`, borrowed from `x`; NULL past the end. */
CHN_API const chn_expression *chn_expressions_at(const chn_expressions *x,
                                                 size_t i);
/** The report's day, that the expressions were read with; borrowed. */
CHN_API const chn_dating *chn_expressions_dating(const chn_expressions *x);
/** A copy of the report, text included; borrowed from `x`. */
CHN_API const chn_report *chn_expressions_report(const chn_expressions *x);

/**
 * Print them as one line of JSON: {"id", "date", "basis", "timexes": [{"start",
 * "end", "type", "value", "from", "to", "anchor", "anchor_date", "text",
 * "rule"}, ...]}; "mod", "bound", "occasion", "approximate" and "conflict"
 * only where there is something to say. Offsets are code points, end
 * exclusive.
 *
 * @return CHN_ERR_OUTPUT where `write` said stop, or CHN_ERR_MEMORY.
 */
CHN_API chn_code chn_expressions_print(const chn_expressions *x,
                                       chn_write_fn write, void *user,
                                       chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
