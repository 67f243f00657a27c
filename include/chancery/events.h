/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file events.h
 * What a store's events are once they stand side by side: merging by hand and
 * its reasons, disagreement, what follows from what, what recurs each year.
 * src/merge/README.md and docs/store.md have the rules.
 */
#ifndef CHANCERY_EVENTS_H
#define CHANCERY_EVENTS_H

#include <chancery/base.h>
#include <chancery/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- merging ---- */

/** Who decides, when and why; all but `why` must be told. */
typedef struct chn_hand {
    const char *who;
    const char *at;  /**< "2026-01-31", or whatever the caller's clock says */
    const char *why; /**< NULL: no reason is told */
} chn_hand;

/**
 * Say that two claims tell of one act, or that a claim does not tell of the
 * act of its event. Rows of table `verdict`: the claims are found again by id,
 * else by report and place, after the reports were coded anew. A batch must
 * be open; events follow at commit.
 *
 * @param a,b ids of claims, or of events for the claim that tells them best,
 *            or the first five or more characters of one.
 * @return CHN_ERR_INPUT: no such claim, or nothing would change.
 */
CHN_API chn_code chn_store_merge_claims(chn_store *s, const char *a,
                                        const char *b, const chn_hand *h,
                                        chn_err *err);
/** `n` claims leave their events; those of one event stay together. */
CHN_API chn_code chn_store_unmerge_claims(chn_store *s, const char *const *ids,
                                          size_t n, const chn_hand *h,
                                          chn_err *err);

/** How freely reports are taken to tell of one act. Negative: as it is. All
 * events are merged anew at commit; a batch must be open. */
CHN_API chn_code chn_store_set_merging(chn_store *s, int32_t window,
                                       int32_t points, chn_err *err);
CHN_API chn_code chn_store_merging(chn_store *s, int32_t *window,
                                   int32_t *points, chn_err *err);

/** Two claims, compared. Strings are borrowed for the call. */
typedef struct chn_compared {
    chn_str claim[2], report[2], event[2], line[2];
    bool one_event, one_telling;
    const char *rule; /**< by which they were compared: "same-date" ... */
    const char *gate; /**< what keeps them apart by themselves: "persons" ...;
                           "": nothing */
    int32_t date, sides, mode, actors, place, occasion, text; /**< points */
    int32_t score, needed;
    chn_str by_hand; /**< "merge by A on D: why" of the last word on them */
} chn_compared;
typedef void (*chn_compared_fn)(void *user, const chn_compared *c);
CHN_API chn_code chn_store_compare_claims(chn_store *s, const char *a,
                                          const char *b, chn_compared_fn fn,
                                          void *user, chn_err *err);

/** A claim of an event, with the reason for which it is in it, and the nearest
 * claim that is not. */
typedef struct chn_member_row {
    chn_str event, claim, report, line;
    chn_str rule, with; /**< "same-date", and the claim it was compared with */
    int32_t score, date, sides, mode, actors, place, occasion, text;
    chn_str miss, miss_line, miss_why; /**< empty: none was near */
    int32_t miss_score;
} chn_member_row;
typedef bool (*chn_member_fn)(void *user, const chn_member_row *row);
/** Of the event of this id (or of the claim's), or where it is NULL of all
 * events that more than one report tells; by event and claim. */
CHN_API chn_code chn_store_members(chn_store *s, const char *id,
                                   chn_member_fn fn, void *user, chn_err *err);

/** A row of table `verdict`. `state`: "holds"; "waits", where a claim is not
 * in the store; "conflict", where another word stands against it. */
typedef struct chn_verdict_row {
    int64_t seq;
    chn_str kind, a, b, who, at, why;
    chn_str line[2]; /**< the claims in a line; empty where they are away */
    const char *state;
} chn_verdict_row;
typedef bool (*chn_verdict_fn)(void *user, const chn_verdict_row *row);
CHN_API chn_code chn_store_verdict_rows(chn_store *s, chn_verdict_fn fn,
                                        void *user, chn_err *err);

/* ---- disagreement ---- */

/** One value of a field on which an event's claims differ. */
typedef struct chn_disagree_row {
    chn_str event, what; /**< "CONSULT/visit Kim Jong Un -> China" */
    chn_day from, to;    /**< of the event */
    chn_str field;       /**< "date", "status", "mode", "place", "occasion",
                              "persons", "number of missiles", "talks began",
                              "who did it" */
    chn_str value;
    bool agreed; /**< the value that the event takes */
    bool vague;  /**< all values can be true: "at least 80" and "82" */
    chn_str claims, reports, origins; /**< joined by ", " */
    chn_str quote; /**< words that say so, of the first claim */
} chn_disagree_row;
typedef bool (*chn_disagree_fn)(void *user, const chn_disagree_row *row);

/** What the claims of one event, or of all where `event` is NULL, differ in:
 * rows by event's date, event, field, the agreed value first. Then rival
 * accounts, field "who did it": acts of force of one kind, day, place and
 * victim that reports ascribe to others; each account is an event of its own,
 * and all stand under the smallest event's id. */
CHN_API chn_code chn_store_disagree(chn_store *s, const chn_filter *f,
                                    const char *event, chn_disagree_fn fn,
                                    void *user, chn_err *err);

/* ---- what follows ---- */

/** An event that follows from another: "done" (a plan), "reply" (a message),
 * "denial", "nth" ("the second such visit"), "signing", "ratification" and
 * "breach" (of an agreement); and plans without a deed: "open" and "lapsed",
 * which have no `event`. */
typedef struct chn_follow_row {
    const char *kind;
    chn_str of, of_line, event, line; /**< event ids, and events in a line */
    chn_day of_from, of_to, from, to;
    bool has_days;
    int32_t days;  /**< between them */
    chn_str words; /**< "the second such visit in six weeks"; empty: none */
} chn_follow_row;
typedef bool (*chn_follow_fn)(void *user, const chn_follow_row *row);
CHN_API chn_code chn_store_follows(chn_store *s, const chn_filter *f,
                                   chn_follow_fn fn, void *user, chn_err *err);

/* ---- observances ---- */

/** An act of one year of what recurs. */
typedef struct chn_observed {
    chn_str observance, name; /**< id and name; `name` "" where the day has
                                   none */
    int32_t base_year;        /**< 0: unknown */
    chn_str between;          /**< "PRK-RUS" */
    int32_t month, day;       /**< on which it falls */
    chn_day due;              /**< the next time after the last report */
    int32_t first, last;      /**< years told */
    uint32_t n_years;
    chn_str gaps; /**< "2020, 2021": years between without a report of it */

    int32_t year;
    bool told_only; /**< no act of this year is in the store, but a report of
                         another year says that there was one */
    chn_str event, line, origins;
    chn_day from, to;
    const char *basis;   /**< what the day rests on; "" where told_only */
    int32_t ordinal;     /**< as told; 0: not told */
    chn_str quote;       /**< the act's sentence, and what it quotes */
    chn_str adds, drops; /**< words against the year before; "" */
} chn_observed;
typedef bool (*chn_observed_fn)(void *user, const chn_observed *row);

/** What recurs, by between, day and year. `f`: only its parties and days; `e`
 * tells on which day a named day falls; without it (NULL) the acts do. */
CHN_API chn_code chn_store_observances(chn_store *s, const chn_engine *e,
                                       const chn_filter *f, chn_observed_fn fn,
                                       void *user, chn_err *err);

/* ---- messages ---- */

/** A message in one direction; an exchange gives two. */
typedef struct chn_message_row {
    chn_str event, claim, source, target, source_code, target_code;
    chn_day from, to;
    chn_precision precision;
    chn_basis basis;
    chn_str status, occasion, carrier, voice, origins, trigger;
    bool exchange, voice_inherited;
} chn_message_row;
typedef bool (*chn_message_fn)(void *user, const chn_message_row *row);

/** Messages by date. `f`: parties by country and days; `a`, `b`: only between
 * these two actors (ids, or parts of their names); NULL: any. */
CHN_API chn_code chn_store_messages(chn_store *s, const chn_filter *f,
                                    const char *a, const char *b,
                                    chn_message_fn fn, void *user,
                                    chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
