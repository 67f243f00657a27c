/* SPDX-License-Identifier: Apache-2.0 */
/* Counting what an overview has: one pass over the numbers of a selection. */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "store/overview_in.h"

/* Actors of one act that a network draws lines between: a summit of sixty
 * would be 1,770 of them. */
#define PARTIES_MAX 16u

static const char *const facet_names[F_SHOWN] = {
    "actor", "dyad",   "category", "mode", "status",
    "place", "origin", "occasion", "year", "reviewed"};

static const char *const statuses[CHN_STATUSES] = {"occurred", "planned",
                                                   "possible", "denied"};

const char *chn_overview_facet_name(uint32_t i)
{
    return i < F_SHOWN ? facet_names[i] : NULL;
}

const char *chn_overview_status(uint32_t i)
{
    return i < CHN_STATUSES ? statuses[i] : "";
}

/* ---- order ---- */

static uint32_t key_of(const chn_overview *o, chn_order order, uint32_t event)
{
    switch (order) {
    case CHN_ORDER_CONFIDENCE:
        return o->confidence[event];
    case CHN_ORDER_REPORTS:
        return o->reports[event];
    case CHN_ORDER_ORIGINS:
        return o->origins[event];
    case CHN_ORDER_DATE:
        break;
    }
    return 0;
}

/* More than so many reports of one event are not told apart. */
#define KEYS 4096u

static void turn(chn_selection *x, uint32_t n)
{
    for (uint32_t i = 0; i < n / 2; i++) {
        const uint32_t t = x->at[i];
        x->at[i] = x->at[n - 1 - i];
        x->at[n - 1 - i] = t;
    }
}

chn_code chn_overview_sort(const chn_overview *o, chn_selection *x,
                           chn_order order, bool falling, chn_err *err)
{
    if (order == CHN_ORDER_DATE) {
        uint32_t dated = 0;
        while (dated < x->n && (o->from[x->at[dated]] != CHN_DAY_NONE ||
                                o->to[x->at[dated]] != CHN_DAY_NONE))
            dated++;
        if (falling)
            turn(x, dated);
        return CHN_OK;
    }
    uint32_t *to = chn_calloc((size_t)x->n + 1, sizeof *to);
    uint32_t *begin = chn_calloc(KEYS + 1, sizeof *begin);
    if (!to || !begin) {
        chn_free(to);
        chn_free(begin);
        return chn_fail_memory(err);
    }
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < x->n; i++) {
            uint32_t k = key_of(o, order, x->at[i]);
            k = k < KEYS ? k : KEYS - 1;
            k = falling ? KEYS - 1 - k : k;
            if (pass == 0)
                begin[k + 1]++;
            else
                to[begin[k]++] = x->at[i];
        }
        for (uint32_t k = 0; pass == 0 && k < KEYS; k++)
            begin[k + 1] += begin[k];
    }
    chn_free(begin);
    chn_free(x->at);
    x->at = to;
    return CHN_OK;
}

/* ---- facets ---- */

typedef struct counted {
    chn_str value;
    uint32_t n, at;
} counted;

static int by_count(const void *x, const void *y)
{
    const counted *a = x, *b = y;
    if (a->n != b->n)
        return a->n < b->n ? 1 : -1;
    return chn_str_cmp(a->value, b->value);
}

static int by_value(const void *x, const void *y)
{
    const counted *a = x, *b = y;
    return chn_str_cmp(a->value, b->value);
}

/* Counts of each value, those that have none left out; sorted by `order`.
 * Free with chn_free. NULL: no memory. */
static counted *count(const chn_overview *o, const chn_selection *x,
                      uint32_t facet, int (*order)(const void *, const void *),
                      uint32_t *n)
{
    const words *w = &o->words[facet];
    counted *c = chn_calloc((size_t)w->n + 1, sizeof *c);
    if (!c)
        return NULL;
    for (uint32_t i = 0; i < x->n; i++) {
        uint32_t k;
        const uint32_t *v = values_of(o, facet, x->at[i], &k);
        while (k-- > 0)
            c[v[k]].n++;
    }
    uint32_t to = 0;
    for (uint32_t i = 0; i < w->n; i++)
        if (c[i].n)
            c[to++] = (counted){w->value[i], c[i].n, i};
    if (to > 1)
        qsort(c, to, sizeof *c, order);
    *n = to;
    return c;
}

chn_code chn_overview_facet(const chn_overview *o, const chn_selection *x,
                            const char *facet, chn_facet_fn fn, void *user,
                            chn_err *err)
{
    uint32_t f = 0;
    while (f < F_SHOWN && strcmp(facet_names[f], facet) != 0)
        f++;
    if (f == F_SHOWN)
        return chn_fail(err, CHN_ERR_ARGUMENT, "there is no facet \"%s\"",
                        facet);
    uint32_t n;
    counted *c = count(o, x, f, f == F_YEAR ? by_value : by_count, &n);
    if (!c)
        return chn_fail_memory(err);
    bool go = true;
    for (uint32_t i = 0; i < n && go; i++) {
        const chn_str label = o->words[f].label[c[i].at];
        const chn_facet_value v = {c[i].value, label.n ? label : c[i].value,
                                   c[i].n};
        go = fn(user, &v);
    }
    chn_free(c);
    return CHN_OK;
}

/* ---- density ---- */

void chn_overview_density(const chn_overview *o, const chn_selection *x,
                          chn_density_by by, chn_density_fn fn, void *user)
{
    static const size_t length[] = {10, 7, 4};
    char at[11] = "", next[11];
    uint32_t n[CHN_STATUSES] = {0};
    bool any = false, go = true;
    for (uint32_t i = 0; i < x->n && go; i++) {
        const uint32_t e = x->at[i];
        const chn_day d = o->from[e] != CHN_DAY_NONE ? o->from[e] : o->to[e];
        memset(next, 0, sizeof next);
        if (d != CHN_DAY_NONE)
            chn_day_format(d, next);
        next[d != CHN_DAY_NONE ? length[by] : 0] = '\0';
        if (any && strcmp(at, next) != 0) {
            go = fn(user, at, n);
            memset(n, 0, sizeof n);
        }
        memcpy(at, next, sizeof at);
        any = true;
        n[o->status[e]]++;
    }
    if (any && go)
        (void)fn(user, at, n);
}

/* ---- network ---- */

typedef struct weaving {
    const chn_overview *o;
    uint32_t facet;
    uint32_t *node;            /* [words]: number of the node, NONE */
    uint32_t n;                /* nodes */
    chn_network_edge *between; /* [n][n], a < b */
} weaving;

static void put_edge(weaving *w, uint32_t event, uint32_t x, uint32_t y,
                     bool both)
{
    const chn_overview *o = w->o;
    const bool turned = x > y;
    chn_network_edge *e =
        &w->between[(size_t)(turned ? y : x) * w->n + (turned ? x : y)];
    const chn_day first =
        o->from[event] != CHN_DAY_NONE ? o->from[event] : o->to[event];
    const chn_day last =
        o->to[event] != CHN_DAY_NONE ? o->to[event] : o->from[event];
    if (e->n == 0)
        e->first = e->last = CHN_DAY_NONE;
    e->n++;
    e->forth += both || !turned;
    e->back += both || turned;
    e->cooperation += o->quad[event] == 1 || o->quad[event] == 2;
    e->conflict += o->quad[event] == 3 || o->quad[event] == 4;
    if (!isnan(o->score[event]))
        e->score += o->score[event];
    if (first != CHN_DAY_NONE && (e->first == CHN_DAY_NONE || first < e->first))
        e->first = first;
    if (last != CHN_DAY_NONE && (e->last == CHN_DAY_NONE || last > e->last))
        e->last = last;
}

static void weave(weaving *w, uint32_t event)
{
    uint32_t n;
    const uint32_t *v = values_of(w->o, w->facet, event, &n);
    const column *c = &w->o->column[w->facet];
    const uint8_t *side = &c->side[c->start[event]];
    const bool both = w->o->flags[event] & SYMMETRIC;
    n = n < PARTIES_MAX ? n : PARTIES_MAX;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = i + 1; k < n; k++) {
            const uint32_t x = w->node[v[i]], y = w->node[v[k]];
            if (x == NONE || y == NONE)
                continue;
            const bool to = (side[i] & SOURCE) && (side[k] & TARGET);
            const bool fro = (side[k] & SOURCE) && (side[i] & TARGET);
            if (both || (to && fro))
                put_edge(w, event, x, y, true);
            else if (to)
                put_edge(w, event, x, y, false);
            else if (fro)
                put_edge(w, event, y, x, false);
        }
    }
}

static int by_weight(const void *x, const void *y)
{
    const chn_network_edge *a = x, *b = y;
    if (a->n != b->n)
        return a->n < b->n ? 1 : -1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

chn_code chn_overview_network(const chn_overview *o, const chn_selection *x,
                              bool countries, uint32_t limit, chn_network_fn fn,
                              void *user, chn_err *err)
{
    if (limit < 2 || limit > 300)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "a network of %u nodes is none; ask for 2 to 300",
                        (unsigned)limit);
    weaving w = {.o = o, .facet = countries ? F_COUNTRY : F_ACTOR};
    const words *of = &o->words[w.facet];
    uint32_t all = 0;
    counted *c = count(o, x, w.facet, by_count, &all);
    w.n = all < limit ? all : limit;
    w.node = chn_calloc((size_t)of->n + 1, sizeof *w.node);
    w.between = chn_calloc((size_t)w.n * w.n + 1, sizeof *w.between);
    chn_network_node *nodes = chn_calloc((size_t)w.n + 1, sizeof *nodes);
    const bool ok = c && w.node && w.between && nodes;
    if (ok) {
        memset(w.node, 0xFF, of->n * sizeof *w.node);
        for (uint32_t i = 0; i < w.n; i++) {
            const chn_str label = of->label[c[i].at];
            w.node[c[i].at] = i;
            const uint32_t land = countries ? NONE : o->land[c[i].at];
            nodes[i] = (chn_network_node){
                c[i].value, label.n ? label : c[i].value,
                countries      ? c[i].value
                : land != NONE ? o->words[F_COUNTRY].value[land]
                               : chn_str_n("", 0),
                c[i].n};
        }
        for (uint32_t i = 0; i < x->n; i++)
            weave(&w, x->at[i]);
        uint32_t n = 0;
        for (uint32_t a = 0; a < w.n; a++)
            for (uint32_t b = a + 1; b < w.n; b++) {
                chn_network_edge e = w.between[(size_t)a * w.n + b];
                e.a = a;
                e.b = b;
                if (e.n)
                    w.between[n++] = e;
            }
        if (n > 1)
            qsort(w.between, n, sizeof *w.between, by_weight);
        const chn_network net = {nodes, w.n, w.between, n, all - w.n};
        fn(user, &net);
    }
    chn_free(c);
    chn_free(w.node);
    chn_free(w.between);
    chn_free(nodes);
    return ok ? CHN_OK : chn_fail_memory(err);
}

/* ---- map ---- */

static int by_events(const void *x, const void *y)
{
    const chn_map_row *a = x, *b = y;
    if (a->n != b->n)
        return a->n < b->n ? 1 : -1;
    const int c = chn_str_cmp(a->place, b->place);
    return c ? c : chn_str_cmp(a->country, b->country);
}

static uint32_t close_rows(chn_map_row *row, uint32_t n)
{
    uint32_t to = 0;
    for (uint32_t i = 0; i < n; i++)
        if (row[i].n)
            row[to++] = row[i];
    if (to > 1)
        qsort(row, to, sizeof *row, by_events);
    return to;
}

chn_code chn_overview_map(const chn_overview *o, const chn_selection *x,
                          chn_map_fn fn, void *user, chn_err *err)
{
    const words *places = &o->words[F_PLACE], *lands = &o->words[F_COUNTRY];
    chn_map_row *p = chn_calloc((size_t)places->n + 1, sizeof *p);
    chn_map_row *c = chn_calloc((size_t)lands->n + 1, sizeof *c);
    chn_map map = {.places = p, .countries = c};
    const bool ok = p && c;
    for (uint32_t i = 0; ok && i < x->n; i++) {
        const uint32_t place = o->column[F_PLACE].item[x->at[i]];
        const uint8_t status = o->status[x->at[i]];
        if (place == NONE) {
            map.nowhere++;
            continue;
        }
        p[place].n++;
        p[place].status[status]++;
        const uint32_t land = o->point[place].country;
        if (land == NONE) {
            map.unplaced++;
            continue;
        }
        c[land].n++;
        c[land].status[status]++;
    }
    for (uint32_t i = 0; ok && i < places->n; i++) {
        const point *at = &o->point[i];
        p[i].place = places->value[i];
        p[i].country =
            at->country == NONE ? chn_str_n("", 0) : lands->value[at->country];
        p[i].has_point = !isnan(at->lat);
        p[i].lat = at->lat;
        p[i].lon = at->lon;
    }
    for (uint32_t i = 0; ok && i < lands->n; i++)
        c[i].country = lands->value[i];
    if (ok) {
        map.n_places = close_rows(p, places->n);
        map.n_countries = close_rows(c, lands->n);
        fn(user, &map);
    }
    chn_free(p);
    chn_free(c);
    return ok ? CHN_OK : chn_fail_memory(err);
}
