/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file overview.h
 * A store's events held in memory, to count and sort them without a walk
 * through the file: facets, density, networks, maps and pages of any order
 * under any query, in milliseconds for hundreds of thousands of events.
 *
 * An overview is made once from a store and never changes: any number of
 * threads may use it at a time. It is of one state of the store
 * (chn_store_version); after a commit make a new one. It finds the events that
 * chn_store_query finds, in the same order.
 */
#ifndef CHANCERY_OVERVIEW_H
#define CHANCERY_OVERVIEW_H

#include <chancery/base.h>
#include <chancery/query.h>
#include <chancery/store.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct chn_overview chn_overview;

/** Read all events of `s`; some 150 bytes an event. NULL with `err`. Free with
 * chn_overview_free (NULL is allowed). */
CHN_API chn_overview *chn_overview_new(chn_store *s, chn_err *err);
CHN_API void chn_overview_free(chn_overview *o);

/** What it is of. */
typedef struct chn_overview_head {
    const char *version; /**< chn_store_version of the store it was made of */
    uint32_t events;     /**< without those rejected */
    uint32_t rejected;
    chn_day first, last; /**< of events; CHN_DAY_NONE: none has a day */
} chn_overview_head;
CHN_API void chn_overview_tell(const chn_overview *o, chn_overview_head *h);

/** The events of a query, by date (undated last), then id. `at` are numbers
 * of events in the overview. */
typedef struct chn_selection {
    uint32_t n;
    uint32_t *at; /**< [n] */
} chn_selection;

/**
 * The events that `q` means; its limit and offset are not looked at.
 *
 * @param s    the store that the overview is of, to search words in; not
 *             touched where the query has none.
 * @param out  free with chn_selection_free in every case.
 * @return CHN_ERR_ARGUMENT and CHN_ERR_INPUT as chn_store_query.
 */
CHN_API chn_code chn_overview_select(const chn_overview *o, chn_store *s,
                                     const chn_query *q, chn_selection *out,
                                     chn_err *err);
CHN_API void chn_selection_free(chn_selection *x);

typedef enum chn_order {
    CHN_ORDER_DATE = 0, /**< undated last, in both directions */
    CHN_ORDER_CONFIDENCE,
    CHN_ORDER_REPORTS,
    CHN_ORDER_ORIGINS
} chn_order;
/** Put a selection into another order; equal ones stay by date. */
CHN_API chn_code chn_overview_sort(const chn_overview *o, chn_selection *x,
                                   chn_order order, bool falling, chn_err *err);

/** Id of an event by its number. */
CHN_API chn_str chn_overview_id(const chn_overview *o, uint32_t at);
/** Do its claims contradict each other? */
CHN_API bool chn_overview_disagrees(const chn_overview *o, uint32_t at);
/** Number of the event with this id; UINT32_MAX: none. */
CHN_API uint32_t chn_overview_find(const chn_overview *o, chn_str id);
/** How many events there are, rejected ones included: numbers are below. */
CHN_API uint32_t chn_overview_size(const chn_overview *o);

/** Names of the facets in their order: "actor" ...; NULL beyond the last. */
CHN_API const char *chn_overview_facet_name(uint32_t i);

/** A value of a facet; borrowed for the call. */
typedef struct chn_facet_value {
    chn_str value, label; /**< label: a name for people, else the value */
    uint32_t n;
} chn_facet_value;
typedef bool (*chn_facet_fn)(void *user, const chn_facet_value *v);
/** Values of one facet under a selection, the most frequent first, years by
 * year. `fn` returns false to stop. CHN_ERR_ARGUMENT: no such facet. */
CHN_API chn_code chn_overview_facet(const chn_overview *o,
                                    const chn_selection *x, const char *facet,
                                    chn_facet_fn fn, void *user, chn_err *err);

#define CHN_STATUSES 4
/** "occurred", "planned", "possible", "denied" of 0 to 3. */
CHN_API const char *chn_overview_status(uint32_t i);

typedef enum chn_density_by {
    CHN_DENSITY_DAY = 0,
    CHN_DENSITY_MONTH,
    CHN_DENSITY_YEAR
} chn_density_by;
/** `period` is "2019-08-15", "2019-08" or "2019"; "" for undated events, which
 * come last. An event counts at its first day, else its last. */
typedef bool (*chn_density_fn)(void *user, const char *period,
                               const uint32_t n[CHN_STATUSES]);
CHN_API void chn_overview_density(const chn_overview *o, const chn_selection *x,
                                  chn_density_by by, chn_density_fn fn,
                                  void *user);

/** An actor or country of a network. */
typedef struct chn_network_node {
    chn_str id, label, country; /**< country: empty where it is not known */
    uint32_t n;                 /**< events that it has part in */
} chn_network_node;
/** What passed between two of the nodes. */
typedef struct chn_network_edge {
    uint32_t a, b; /**< numbers of nodes, a < b */
    uint32_t n, forth, back, cooperation, conflict;
    double score;
    chn_day first, last; /**< CHN_DAY_NONE: all are undated */
} chn_network_edge;
typedef struct chn_network {
    const chn_network_node *nodes; /**< [n_nodes], most events first */
    uint32_t n_nodes;
    const chn_network_edge *edges; /**< [n_edges], most events first */
    uint32_t n_edges;
    uint32_t left_out; /**< actors of the selection that are no nodes */
} chn_network;
typedef void (*chn_network_fn)(void *user, const chn_network *net);
/** The `limit` (2 to 300) actors or countries with most events, and the edges
 * between them: two stand on two sides of an act, or together in an act of
 * both. */
CHN_API chn_code chn_overview_network(const chn_overview *o,
                                      const chn_selection *x, bool countries,
                                      uint32_t limit, chn_network_fn fn,
                                      void *user, chn_err *err);

/** A place, or a country where `place` is empty. */
typedef struct chn_map_row {
    chn_str place, country;
    bool has_point;
    double lat, lon;
    uint32_t n, status[CHN_STATUSES];
} chn_map_row;
typedef struct chn_map {
    const chn_map_row *countries; /**< most events first */
    uint32_t n_countries;
    const chn_map_row *places;
    uint32_t n_places;
    uint32_t nowhere;  /**< events without a place */
    uint32_t unplaced; /**< with a place whose country is not known */
} chn_map;
typedef void (*chn_map_fn)(void *user, const chn_map *map);
CHN_API chn_code chn_overview_map(const chn_overview *o, const chn_selection *x,
                                  chn_map_fn fn, void *user, chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
