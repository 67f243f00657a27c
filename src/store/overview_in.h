/* SPDX-License-Identifier: Apache-2.0 */
/* Inside an overview: what the file that makes it and the file that counts
 * share. */
#ifndef CHN_STORE_OVERVIEW_IN_H
#define CHN_STORE_OVERVIEW_IN_H

#include <chancery/overview.h>

#include "store/store_in.h"

#define NONE UINT32_MAX

enum {
    F_ACTOR = 0,
    F_DYAD,
    F_CATEGORY,
    F_MODE,
    F_STATUS,
    F_PLACE,
    F_ORIGIN,
    F_OCCASION,
    F_YEAR,
    F_REVIEWED,
    F_SHOWN,             /* those before are facets for people */
    F_COUNTRY = F_SHOWN, /* of parties */
    F_REPORT,            /* its values are numbers of reports */
    F_N
};

/* Strings by number, and numbers by string. */
typedef struct words {
    chn_str *value, *label;
    uint32_t n, cap, cap_label;
    uint32_t *slot; /* [slots], NONE: free; a power of two */
    uint32_t slots;
} words;

/* Values of each event: those of event i are item[start[i] .. start[i + 1]).
 * Facets with one value have no `start`, and NONE where there is none. */
typedef struct column {
    uint32_t *start, *item;
    uint8_t *side; /* of parties: SOURCE | TARGET; else NULL */
} column;
#define SOURCE 1u
#define TARGET 2u

typedef struct point {
    uint32_t country; /* of words[F_COUNTRY]; NONE */
    double lat, lon;  /* NAN: not known */
} point;

#define SYMMETRIC 1u
#define DISAGREE 2u
#define REJECTED 4u

struct chn_overview {
    chn_arena *a;
    char version[CHN_STORE_VERSION_LEN];
    chn_overview_head head;
    uint32_t n, rejected;
    chn_str *id;
    chn_day *from, *to;
    uint8_t *flags, *confidence, *quad, *status;
    double *score; /* NAN: none */
    uint32_t *reports, *origins;
    words words[F_N];
    column column[F_N];
    uint32_t *land; /* [words of F_ACTOR]: its country, NONE */
    point *point;   /* of words[F_PLACE] */
    uint32_t points, point_cap;
    words ids;
    int64_t most_report;
};

static inline const uint32_t *values_of(const chn_overview *o, uint32_t facet,
                                        uint32_t event, uint32_t *n)
{
    const column *c = &o->column[facet];
    if (c->start) {
        *n = c->start[event + 1] - c->start[event];
        return &c->item[c->start[event]];
    }
    *n = c->item[event] != NONE;
    return &c->item[event];
}

#endif
