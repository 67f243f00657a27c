/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file store.h
 * The store: one SQLite file that keeps reports, claims and events
 * (docs/store.md describes its tables; they are a public format).
 * A store is used by one thread at a time.
 */
#ifndef CHANCERY_STORE_H
#define CHANCERY_STORE_H

#include <chancery/base.h>
#include <chancery/claim.h>
#include <chancery/dating.h>
#include <chancery/engine.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct chn_store chn_store;

typedef enum chn_store_mode {
    CHN_STORE_READ = 0,  /**< must exist; never written */
    CHN_STORE_WRITE = 1, /**< must exist */
    CHN_STORE_CREATE = 2 /**< made if it does not exist */
} chn_store_mode;

/** The program uses SQLite for its stores alone: it keeps no count of its
 * memory then, which costs two locks for each piece. Before anything else, in
 * one thread; later it does nothing. */
CHN_API void chn_store_alone(void);

/** @return NULL with `err`: no such file, not a chancery store, made by a
 * newer version, locked, or no memory. Migrates an older store in WRITE and
 * CREATE mode. */
CHN_API chn_store *chn_store_open(const char *path, chn_store_mode mode,
                                  chn_err *err);
/** Closes; an open batch is rolled back. NULL is allowed. What follows from
 * what is worked out first; where that fails it is left to the next one that
 * writes to the store, and nobody is told: see chn_store_finish. */
CHN_API void chn_store_close(chn_store *s);
/** Works out what follows from what, closes, and tells whether that was done.
 * An error concerns nothing that was committed: it is kept, and the next one
 * that writes to the store takes up what was left. NULL is allowed. */
CHN_API chn_code chn_store_finish(chn_store *s, chn_err *err);

/** What an add did. */
typedef enum chn_added {
    CHN_ADDED_NEW = 0,  /**< report and claims are in the open batch */
    CHN_ADDED_KNOWN = 1 /**< the same report is there already: no change */
} chn_added;

/** Describes the run whose rows follow: kept in table `run`. `when` is the
 * caller's clock in seconds since 1970, or 0 to leave it out (then the same
 * input gives the same bytes). */
CHN_API chn_code chn_store_begin_run(chn_store *s, const chn_engine *e,
                                     int64_t when, chn_err *err);

/** Begin a batch: one transaction. */
CHN_API chn_code chn_store_begin(chn_store *s, chn_err *err);
/**
 * Add a coded report to the open batch. The same report (same id and same
 * bytes) changes nothing; another text under a known id is an error of that
 * report alone (CHN_ERR_INPUT), and the batch goes on.
 */
CHN_API chn_code chn_store_add(chn_store *s, const chn_result *r,
                               chn_added *added, chn_err *err);
/** What a report's rows are made of, as far as it does not need the store. */
typedef struct chn_ready chn_ready;
/**
 * Make a coded report ready to be added: the record's lines, hashes, what its
 * sentences tell besides. A third of the work of chn_store_add, and for any
 * thread to do, where only one at a time may add. `r` must outlive it.
 * @return NULL with an error of this report (CHN_ERR_INPUT), or no memory.
 */
CHN_API chn_ready *chn_ready_make(const chn_result *r, chn_err *err);
CHN_API void chn_ready_free(chn_ready *x); /**< NULL is allowed */
/** Add it to the open batch, as chn_store_add does. */
CHN_API chn_code chn_store_add_ready(chn_store *s, const chn_ready *x,
                                     chn_added *added, chn_err *err);
/**
 * Is it time to save what was added? Each open batch takes memory: this says
 * yes at 4,000 reports or 40,000 claims. False where no batch is open.
 */
CHN_API bool chn_store_due(const chn_store *s);
/**
 * Save what was added, and begin the next batch. After it returns, reports and
 * claims survive a crash. They become events at the next chn_store_commit, by
 * this program or whoever opens the store for writing after it: a commit reads
 * what lies around its claims and writes most pages of the store's indexes, so
 * that one for many batches is cheaper than one for each. It is a commit where
 * a million claims wait, or where the batch changes events that were there.
 */
CHN_API chn_code chn_store_save(chn_store *s, chn_err *err);
/** Claims that were saved and are in no event yet: an add is at work, or was
 * cut off. */
CHN_API chn_code chn_store_unmerged(chn_store *s, uint64_t *claims,
                                    chn_err *err);
/** Merge what the batch touched into events and commit. After it returns the
 * batch survives a crash. */
CHN_API chn_code chn_store_commit(chn_store *s, chn_err *err);
/** Give the open batch up. */
CHN_API void chn_store_rollback(chn_store *s);

/** Which events a listing shows. Strings are borrowed for the call. */
typedef struct chn_filter {
    size_t size;          /**< set by init */
    const char *a, *b;    /**< --between: country codes; NULL: any */
    chn_day from, to;     /**< inclusive; CHN_DAY_NONE: open */
    const char *category; /**< NULL: any */
    const char *status;   /**< "occurred" ...; NULL: any */
} chn_filter;
CHN_API void chn_filter_init(chn_filter *f);

/** One event of a listing; strings are borrowed for the call. Dates are as
 * in chn_date. `source`/`target`: names joined by ", ". */
typedef struct chn_event_row {
    chn_str id;
    chn_day from, to;
    chn_precision precision;
    chn_basis basis;
    chn_str category, mode, cameo, status;
    chn_str source, target;           /**< actor names */
    chn_str source_code, target_code; /**< "PRK/GOV, KOR" */
    bool symmetric;
    chn_str place;    /**< empty: none */
    chn_str occasion; /**< "Liberation Day (74th)"; empty: none */
    chn_str origins;  /**< "KCNA, Kremlin"; empty: the reports' own voice */
    chn_str voice;    /**< of the best claim: "Yonhap <- KCNA" */
    uint32_t n_reports, n_claims, n_origins;
    chn_str claim; /**< id of the claim that tells it best */
    chn_str trigger;
    chn_str sentence; /**< its sentence; empty in a store without text */
    int32_t confidence_percent; /**< of the best claim */
    int32_t quad;               /**< 1 to 4; 0: none */
    bool has_goldstein;
    double goldstein; /**< on the scale of its run */
    chn_str reviewed; /**< "unreviewed", "accepted" ... */
    bool disagree;    /**< its claims contradict each other */
} chn_event_row;
typedef bool (*chn_event_fn)(void *user, const chn_event_row *row);

typedef enum chn_row_format {
    CHN_ROW_JSON = 0, /**< one object in a line */
    CHN_ROW_CSV,      /**< RFC 4180; names as in UCDP's tables where they have
                           one */
    CHN_ROW_CSV_HEAD  /**< the names of the columns; `row` may be NULL */
} chn_row_format;
/** Print an event as `chancery timeline` and `query` do, with the end of its
 * line. @return CHN_ERR_OUTPUT where `write` said stop. */
CHN_API chn_code chn_event_row_print(const chn_event_row *row,
                                     chn_row_format format, chn_write_fn write,
                                     void *user, chn_err *err);
/** Events by their ids, in the order of the ids; those that are not there are
 * passed over. */
CHN_API chn_code chn_store_rows(chn_store *s, const chn_str *ids, uint32_t n,
                                chn_event_fn fn, void *user, chn_err *err);
/** A name for the state of the store's rows: changes with every commit that
 * changes any of them, and is the same for the same rows. */
#define CHN_STORE_VERSION_LEN 17
CHN_API chn_code chn_store_version(chn_store *s,
                                   char out[CHN_STORE_VERSION_LEN],
                                   chn_err *err);
/** The same of its reports and claims alone: decisions do not change it. */
CHN_API chn_code chn_store_claims_version(chn_store *s,
                                          char out[CHN_STORE_VERSION_LEN],
                                          chn_err *err);
/** Between these two calls the store is seen as it was at the first, whatever
 * others write; only for reading. */
CHN_API chn_code chn_store_hold(chn_store *s, chn_err *err);
CHN_API void chn_store_release(chn_store *s);

/** Events by date (undated last), then id. `fn` returns false to stop. */
CHN_API chn_code chn_store_timeline(chn_store *s, const chn_filter *f,
                                    chn_event_fn fn, void *user, chn_err *err);

/** A marked stretch of a sentence, in bytes of the report's text. */
typedef struct chn_mark {
    chn_span span;
    const char *role; /**< "source", "target", "act", "date", "place",
                           "voice", "occasion", "other" */
    chn_str label;    /**< what the field says: "Kim Jong Un, PRK/GOV" */
} chn_mark;

/** One claim as the store keeps it. */
typedef struct chn_claim_view {
    chn_str json; /**< the record's line, as `code --format jsonl` */
    chn_str report, publisher, title, url, event;
    chn_day published;
    chn_str sentence;       /**< empty in a store without text */
    chn_span sentence_span; /**< bytes of the report's text */
    const chn_mark *marks;  /**< [n_marks], ordered; may lie outside the
                                 sentence (inherited fields) */
    uint32_t n_marks;
    chn_str report_text;  /**< empty in a store without text */
    chn_dating dating;    /**< the report's day; `published` is what was given
                               with it. Without reasons */
    uint32_t report_body; /**< byte of report_text at which the body starts */
    const chn_credit *credits; /**< [n_credits], of the report */
    uint32_t n_credits;
} chn_claim_view;

/**
 * Find a claim by its id (or an event by its id: its best claim), or by the
 * first 5 or more characters of one if they fit only one.
 *
 * @param fn called once with the view, borrowed for the call.
 * @return CHN_ERR_INPUT where nothing or more than one fits.
 */
typedef void (*chn_claim_fn)(void *user, const chn_claim_view *view);
CHN_API chn_code chn_store_show(chn_store *s, const char *id, chn_claim_fn fn,
                                void *user, chn_err *err);

/** A report as a store keeps it, without its text. Borrowed for the call. */
typedef struct chn_stored_report {
    chn_str id, publisher, title;
    chn_day published; /**< as it was given; CHN_DAY_NONE: it was not */
    chn_dating dating; /**< the day it was read with; `reasons` is empty */
    chn_str reasons;   /**< of a day worked out from the text: a list in JSON
                            as `chancery date --format jsonl` prints it */
    bool has_text;
    uint32_t n_claims;
} chn_stored_report;
typedef bool (*chn_stored_report_fn)(void *user, const chn_stored_report *r);

/** All reports in the order in which they were added. `fn` returns false to
 * stop. */
CHN_API chn_code chn_store_reports(chn_store *s, chn_stored_report_fn fn,
                                   void *user, chn_err *err);

/** What chn_store_redate did. */
typedef struct chn_redated {
    chn_day was, day; /**< CHN_DAY_NONE: no single day */
    chn_dating_basis was_basis, basis;
    uint32_t n_claims; /**< that the report has now */
} chn_redated;

/**
 * Say which day a report of the store is of, whatever it was given or its
 * text tells, or take that back. The report is read again with that day: its
 * claims are those of this engine and that day, and commit merges the events
 * anew. Table `redate` keeps what was there before.
 *
 * @param s       a batch must be open; chn_store_begin_run tells whose
 *                versions the new rows are of.
 * @param w       this thread's worker; reset by the call.
 * @param report  the report's id.
 * @param day     CHN_DAY_NONE: the day that was given with it or else is
 *                worked out from its text.
 * @param out     NULL is allowed.
 * @return CHN_ERR_INPUT where there is no such report, the store does not
 *         keep its text, or a claim that has a review would be gone; nothing
 *         is changed then, and the batch goes on.
 */
CHN_API chn_code chn_store_redate(chn_store *s, chn_worker *w,
                                  const char *report, chn_day day,
                                  chn_redated *out, chn_err *err);

/** One figure of the statistics; `group` is "reports", "status", "category",
 * "origin", "dyad", "year" ... */
typedef struct chn_stat {
    const char *group;
    chn_str name;
    int64_t count;
} chn_stat;
typedef bool (*chn_stat_fn)(void *user, const chn_stat *stat);
CHN_API chn_code chn_store_stats(chn_store *s, chn_stat_fn fn, void *user,
                                 chn_err *err);

/** What rests on one origin: the last link of the chain of sources. One that
 * reports credit and no claim has is told with zeros. */
typedef struct chn_origin {
    chn_str name;        /**< "KCNA"; empty: the reports' own word */
    chn_str kind;        /**< "state media", "person" ...; empty with `name` */
    chn_str reliability; /**< class of the table; empty: it has none */
    int64_t claims;
    int64_t denials; /**< of the claims, those that it denies */
    int64_t reports;
    int64_t events;
    int64_t alone;    /**< events that no other origin tells */
    int64_t credited; /**< reports that credit it as a whole: a dateline's
                           agency, a tag line, a sign-off */
} chn_origin;
typedef bool (*chn_origin_fn)(void *user, const chn_origin *origin);

/** All origins, those of most events first. `fn` returns false to stop. */
CHN_API chn_code chn_store_origins(chn_store *s, chn_origin_fn fn, void *user,
                                   chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
