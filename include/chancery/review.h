/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file review.h
 * Decisions of people on claims, agreement between them, stores made anew and
 * compared (docs/review.md).
 */
#ifndef CHANCERY_REVIEW_H
#define CHANCERY_REVIEW_H

#include <chancery/base.h>
#include <chancery/engine.h>
#include <chancery/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A claim that waits for a reviewer; borrowed for the call. */
typedef struct chn_doubt {
    chn_str claim;      /**< for chn_store_show */
    int32_t confidence; /**< percent */
    chn_str reasons;    /**< "confidence 0.55, ambiguous-voice" */
} chn_doubt;
typedef bool (*chn_doubt_fn)(void *user, const chn_doubt *d);

/** Claims that `who` has not decided on, with a confidence below `below`
 * percent or with a flag that leaves something open; the least sure first. */
CHN_API chn_code chn_store_doubts(chn_store *s, const char *who, int32_t below,
                                  chn_doubt_fn fn, void *user, chn_err *err);

typedef enum chn_review_state {
    CHN_REVIEW_ACCEPTED = 1,
    CHN_REVIEW_CORRECTED,
    CHN_REVIEW_REJECTED,
    CHN_REVIEW_MISSED /**< an act near this claim that the coder missed */
} chn_review_state;

/** One decision. Strings are borrowed. */
typedef struct chn_decision {
    const char *claim;
    chn_review_state state;
    const char *fields;   /**< corrected: "date=2023-07-26; place=Moscow", of
                               category, mode, status, date, source, target,
                               place, occasion; missed: what */
    const char *who, *at; /**< both must be there */
    const char *why;      /**< NULL: none told */
} chn_decision;

/** Keep a decision and apply it to the claim's event; one transaction.
 * @return CHN_ERR_ARGUMENT where a field or value is none. */
CHN_API chn_code chn_store_review(chn_store *s, const chn_decision *d,
                                  chn_err *err);
/** Take the last decision of `who` back, as a row of its own. `claim` (16
 * digits and more, 32 bytes) gets its claim; "" where there was none. */
CHN_API chn_code chn_store_review_undo(chn_store *s, const char *who,
                                       const char *at, char claim[32],
                                       chn_err *err);

/** A decision that contradicts another, or whose claim is not what it was. */
typedef struct chn_conflict {
    const char *kind; /**< "reviewers": two differ; "changed": at its place
                           another act is told now; "gone": nothing is */
    chn_str claim, report, field;
    chn_str who, value;             /**< this one says */
    chn_str other_who, other_value; /**< another, or what is told now */
} chn_conflict;
typedef bool (*chn_conflict_fn)(void *user, const chn_conflict *c);
CHN_API chn_code chn_store_conflicts(chn_store *s, chn_conflict_fn fn,
                                     void *user, chn_err *err);

/** A figure of agreement; what is not known is NAN. */
typedef struct chn_agreement {
    const char *kind;         /**< "pair", "all" or "coder" */
    chn_str a, b;             /**< reviewers of a pair */
    const char *field;        /**< "verdict", "category", "date" ... */
    uint32_t n;               /**< claims that it is over */
    double percent;           /**< 0 to 1; coder: share left as it was */
    double kappa;             /**< pair: Cohen's */
    double alpha;             /**< pair, all: Krippendorff's, nominal */
    double precision, recall; /**< coder, verdict */
} chn_agreement;
typedef bool (*chn_agreement_fn)(void *user, const chn_agreement *x);
CHN_API chn_code chn_store_agreement(chn_store *s, chn_agreement_fn fn,
                                     void *user, chn_err *err);

/** What chn_store_rebuild did. */
typedef struct chn_rebuilt {
    uint64_t reports, claims;
    uint64_t reviews, moved, gone; /**< put to another id; to none */
    bool same;                     /**< all rows are those of the old store */
    char differs[64];              /**< else the first table that differs */
} chn_rebuilt;

/**
 * Make `path`, a new store, of the reports of `s`, days set by hand and
 * reviews; the same of these and of versions give the same bytes.
 *
 * @return CHN_ERR_INPUT where `s` keeps no text.
 */
CHN_API chn_code chn_store_rebuild(chn_store *s, const chn_engine *e,
                                   const char *path, chn_rebuilt *out,
                                   chn_err *err);

/** One difference between two stores; borrowed for the call. */
typedef struct chn_difference {
    char sign;       /**< '+' only in B, '-' only in A, '~' both */
    chn_str a, b;    /**< ids of the event; one is empty for + and - */
    chn_str summary; /**< "2023-07-26 Kim Jong Un -> Sergei Shoigu CONSULT" */
    chn_str changes; /**< "date: 2023-07-25 -> 2023-07-26; claims: 1 -> 2" */
    chn_str reasons; /**< "report x is new; rule a is now b" */
} chn_difference;
typedef bool (*chn_difference_fn)(void *user, const chn_difference *d);
/** Compare `a` with the store in file `b`, by claims. */
CHN_API chn_code chn_store_diff(chn_store *a, const char *b,
                                chn_difference_fn fn, void *user, chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
