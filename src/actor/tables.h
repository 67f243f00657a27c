/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of actors as they are written, for looking at them: lint, show,
 * import. Rows stand in the order of the tables, those that an overlay
 * replaces or removes are left out, and nothing is refused, since what is
 * wrong is what is looked for.
 */
#ifndef CHN_ACTOR_TABLES_H
#define CHN_ACTOR_TABLES_H

#include <chancery/actors.h>

#include "base/arena.h"
#include "base/table.h"

#define CHN_CELLS 12u

typedef struct chn_row {
    const chn_table *t;
    uint32_t row;
    uint32_t from;       /* which table of the set */
    const int32_t *cols; /* of the columns asked for; -1: not there */
} chn_row;

typedef struct chn_rowset {
    chn_row *at;
    uint32_t n, cap;
    /* rows whose key stands in an earlier row of the same table */
    chn_row *again;
    uint32_t n_again, cap_again;
} chn_rowset;

/* `want` as for chn_rows_open. CHN_ERR_TABLE where a column is missing. */
chn_code chn_rowset_read(chn_rowset *s, chn_arena *a, const chn_tableset *set,
                         const char *name, const char *const *want,
                         uint32_t n_want, bool keyed, chn_err *err);
chn_str chn_row_cell(const chn_row *r, uint32_t i);
static inline uint32_t chn_row_line(const chn_row *r)
{
    return r->t->lines[r->row + 1];
}

/* "2012", "2012-11" or "2012-11-06"; `last` takes the end of what is told.
 * Empty gives CHN_DAY_NONE. false: no such day. */
bool chn_row_day(chn_str cell, bool last, chn_day *out);

/* A name for comparing: folded, hyphens and dots as blanks, single blanks.
 * p == NULL: no memory. */
chn_str chn_name_key(chn_arena *a, chn_str name);

/* The columns of persons.tsv, bodies.tsv, offices.tsv, countries.tsv, in the
 * order of these numbers. */
enum {
    CHN_COL_ID = 0,
    CHN_COL_NAME,
    CHN_COL_ALIASES,
    CHN_COL_COUNTRY,
    CHN_COL_SECTOR,
    CHN_COL_FAMILY,
    CHN_COL_PSOURCE
};
enum {
    CHN_COL_KIND = 5,
    CHN_COL_MEDIA,
    CHN_COL_BSINCE,
    CHN_COL_BUNTIL,
    CHN_COL_BSOURCE
};
enum {
    CHN_COL_ACTOR = 0,
    CHN_COL_OFFICE,
    CHN_COL_RANK,
    CHN_COL_SINCE,
    CHN_COL_UNTIL,
    CHN_COL_CERTAIN
};
enum {
    CHN_COL_CNAME = 0,
    CHN_COL_CODE,
    CHN_COL_CALIASES,
    CHN_COL_ADJECTIVES,
    CHN_COL_PEOPLE,
    CHN_COL_CAPITAL,
    CHN_COL_CSINCE,
    CHN_COL_CUNTIL,
    CHN_COL_CSOURCE
};

typedef struct chn_actor_tables {
    chn_rowset persons, bodies, offices, countries;
} chn_actor_tables;
chn_code chn_actor_tables_read(chn_actor_tables *t, chn_arena *a,
                               const chn_tableset *set, chn_err *err);

/* lint.c, who.c: see chancery/actors.h. */
chn_code chn_actor_lint(chn_arena *a, const chn_tableset *set,
                        const chn_lint_options *o, chn_finding_fn fn,
                        void *user, chn_lint_stats *stats, chn_err *err);
chn_code chn_actor_who(chn_arena *a, const chn_tableset *set, chn_str name,
                       chn_actor_card_fn fn, void *user, uint32_t *found,
                       chn_err *err);

#endif
