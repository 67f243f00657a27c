/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file query.h
 * Asking a store: events by facets and words, counts of each facet, series of
 * a pair of countries with change points.
 *
 * The names of facets are the same everywhere: options of `chancery query`,
 * names for chn_query_set, groups of chn_store_facets, and column `facet` of
 * table event_key.
 */
#ifndef CHANCERY_QUERY_H
#define CHANCERY_QUERY_H

#include <chancery/base.h>
#include <chancery/engine.h>
#include <chancery/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Which events are meant: those that fit all that is not NULL. Strings are
 * borrowed. Events that a reviewer rejected are left out, unless `reviewed`
 * is "rejected". */
typedef struct chn_query {
    size_t size;          /**< set by init */
    const char *actor;    /**< an id, a code of a country, or a name or part of
                               one: anybody who fits */
    const char *dyad;     /**< "PRK-RUS", in either order */
    const char *category; /**< "CONSULT" */
    const char *status;   /**< "occurred" ... */
    const char *place;    /**< a name; case does not matter */
    const char *origin;   /**< "KCNA", or "the report itself" */
    const char *occasion; /**< its id */
    const char *reviewed; /**< unreviewed, accepted, corrected, rejected */
    const char *text;     /**< words that a report of the event has, all of
                               them; "in quotes" in this order; word* */
    chn_day from, to;     /**< the event may lie within; CHN_DAY_NONE: open */
    uint32_t limit;       /**< 0: all */
    uint32_t offset;      /**< events passed over first */
    const char *mode;     /**< "visit" ... */
    int32_t confidence;   /**< at least so many percent; 0: any */
} chn_query;
CHN_API void chn_query_init(chn_query *q);

/**
 * Set one condition by its name: actor, dyad, category, mode, status, place,
 * origin, occasion, reviewed, text, from, to (YYYY, YYYY-MM or YYYY-MM-DD),
 * confidence (0 to 1), limit, offset. An empty value takes it back.
 *
 * @param value  borrowed until the query has been asked.
 * @return CHN_ERR_ARGUMENT where there is no such name or value.
 */
CHN_API chn_code chn_query_set(chn_query *q, const char *name,
                               const char *value, chn_err *err);

/**
 * Events by date (undated last), then id.
 *
 * @return CHN_ERR_INPUT where `actor` fits nobody in the store or `text` is
 *         asked of a store that keeps none, or has more than 64 words;
 *         CHN_ERR_ARGUMENT where `dyad` is no pair.
 */
CHN_API chn_code chn_store_query(chn_store *s, const chn_query *q,
                                 chn_event_fn fn, void *user, chn_err *err);

/** How many events of the query have each value of each facet, the most
 * frequent first: group "events" (one figure: all), then actor, dyad,
 * category, mode, status, place, origin, occasion, year, reviewed. `limit` is
 * the most values of one facet, 0: all. */
CHN_API chn_code chn_store_facets(chn_store *s, const chn_query *q,
                                  chn_stat_fn fn, void *user, chn_err *err);

/* ---- series ---- */

typedef enum chn_grain {
    CHN_GRAIN_MONTH = 0,
    CHN_GRAIN_QUARTER,
    CHN_GRAIN_YEAR
} chn_grain;

#define CHN_SERIES_CATEGORIES 16

/** What a series is of. */
typedef struct chn_series_options {
    size_t size;      /**< set by init */
    const char *dyad; /**< "PRK-RUS"; must be there */
    bool directed;    /**< only acts of the first towards the second, and of
                           both */
    bool by_claims;   /**< count claims, and not events */
    chn_grain grain;
    const char *status;   /**< NULL: occurred */
    const char *category; /**< NULL: all */
    chn_day from, to;     /**< CHN_DAY_NONE: first and last event */
} chn_series_options;
CHN_API void chn_series_options_init(chn_series_options *o);

/** One period. Counts are of events, or of claims by `by_claims`. */
typedef struct chn_series_point {
    chn_day from, to;
    char label[12];   /**< "2019-04", "2019-Q2", "2019" */
    uint32_t n;       /**< acts that lie within the period */
    uint32_t bounded; /**< besides: known only to be by or since a day in it */
    uint32_t reports; /**< reports of this period in the whole store */
    uint32_t quad[5]; /**< by quad class 1 to 4; 0: none */
    uint32_t category[CHN_SERIES_CATEGORIES]; /**< chn_series_category */
    double score;                             /**< sum of scores */
    uint32_t scored;                          /**< acts that have one */
} chn_series_point;

/** A place where the rate changes. */
typedef struct chn_series_change {
    uint32_t at;           /**< the first point of the new rate */
    double before, after;  /**< acts a period */
    double gain;           /**< how much better two rates fit than one, in
                                units of the penalty */
    const chn_str *events; /**< [n_events]: those of point `at`, or where the
                                rate falls of the last before that has some */
    uint32_t n_events;
} chn_series_change;

/** Borrowed for the call. */
typedef struct chn_series {
    char dyad[40]; /**< as it was understood: "PRK-RUS", directed "PRK>RUS" */
    const chn_series_point *points; /**< [n_points], without gaps */
    uint32_t n_points;
    const chn_series_change *changes; /**< [n_changes], by time */
    uint32_t n_changes;
    uint32_t wide;    /**< acts whose date is wider than a period: in none */
    uint32_t undated; /**< acts without any date */
} chn_series;
typedef void (*chn_series_fn)(void *user, const chn_series *series);

/** Name of category `i` of chn_series_point; NULL beyond the last. */
CHN_API const char *chn_series_category(uint32_t i);

/**
 * A pair of countries over time. An act counts in a period only where its
 * whole date lies in it: a bin never claims more than the text. Change points
 * are those of the best piecewise constant Poisson rate (docs/series.md);
 * periods with no acts and no reports at all are left out of it, since they
 * tell nothing.
 *
 * @return CHN_ERR_ARGUMENT where the dyad is no pair.
 */
CHN_API chn_code chn_store_series(chn_store *s, const chn_series_options *o,
                                  chn_series_fn fn, void *user, chn_err *err);

typedef enum chn_series_format {
    CHN_SERIES_TABLE = 0,
    CHN_SERIES_JSONL, /**< a line for each point, then one for each change */
    CHN_SERIES_CSV,   /**< a row for each point */
    CHN_SERIES_SVG,   /**< one picture, without scripts or links */
    CHN_SERIES_PLOT   /**< bars for a terminal */
} chn_series_format;

typedef struct chn_series_print_options {
    size_t size; /**< set by init */
    chn_series_format format;
    uint32_t width;   /**< columns of a table or plot, 0 = 100 */
    bool ascii;       /**< plot: bars of ASCII */
    const char *what; /**< what is counted, for headings: "events" */
} chn_series_print_options;
CHN_API void chn_series_print_options_init(chn_series_print_options *o);

/** Print a series. @return CHN_ERR_OUTPUT where `write` said stop. */
CHN_API chn_code chn_series_print(const chn_series *x,
                                  const chn_series_print_options *o,
                                  chn_write_fn write, void *user, chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
