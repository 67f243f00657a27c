/* SPDX-License-Identifier: Apache-2.0 */
/* Looking a name up in the tables: persons, bodies, states. */
#include <stdlib.h>

#include "actor/know.h"
#include "actor/tables.h"
#include "base/err.h"
#include "base/str.h"

typedef struct who {
    chn_arena *a;
    chn_actor_tables t;
    chn_str key;
    chn_actor_card_fn fn;
    void *user;
    uint32_t found;
    bool stopped, failed;
} who;

static int by_since(const void *x, const void *y)
{
    const chn_actor_term *a = x, *b = y;
    if (a->since != b->since)
        return a->since < b->since ? -1 : 1;
    return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static chn_actor_term term_of(const chn_row *r)
{
    chn_actor_term t;
    memset(&t, 0, sizeof t);
    t.office = chn_row_cell(r, CHN_COL_OFFICE);
    t.since_text = chn_row_cell(r, CHN_COL_SINCE);
    t.until_text = chn_row_cell(r, CHN_COL_UNTIL);
    (void)chn_row_day(t.since_text, false, &t.since);
    (void)chn_row_day(t.until_text, true, &t.until);
    (void)chn_str_uint(chn_row_cell(r, CHN_COL_RANK), 99, &t.rank);
    t.certain = !chn_str_is(chn_row_cell(r, CHN_COL_CERTAIN), "n");
    return t;
}

static void add_terms(who *w, chn_actor_card *c)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->t.offices.n; i++)
        n +=
            chn_str_eq(chn_row_cell(&w->t.offices.at[i], CHN_COL_ACTOR), c->id);
    chn_actor_term *at = CHN_NEW(w->a, chn_actor_term, n);
    if (!at) {
        w->failed = true;
        return;
    }
    n = 0;
    for (uint32_t i = 0; i < w->t.offices.n; i++)
        if (chn_str_eq(chn_row_cell(&w->t.offices.at[i], CHN_COL_ACTOR), c->id))
            at[n++] = term_of(&w->t.offices.at[i]);
    qsort(at, n, sizeof *at, by_since);
    c->terms = at;
    c->n_terms = n;
}

static chn_str country_name(const who *w, chn_str code)
{
    for (uint32_t i = 0; i < w->t.countries.n; i++) {
        const chn_row *r = &w->t.countries.at[i];
        if (chn_str_eq(chn_row_cell(r, CHN_COL_CODE), code) &&
            !chn_row_cell(r, CHN_COL_CUNTIL).n)
            return chn_row_cell(r, CHN_COL_CNAME);
    }
    return chn_str_of("");
}

static void tell(who *w, const chn_row *r, bool person)
{
    chn_actor_card c;
    memset(&c, 0, sizeof c);
    c.kind = person ? "person" : chn_row_cell(r, CHN_COL_KIND).p;
    c.id = chn_row_cell(r, CHN_COL_ID);
    c.name = chn_row_cell(r, CHN_COL_NAME);
    c.aliases = chn_row_cell(r, CHN_COL_ALIASES);
    c.country = chn_row_cell(r, CHN_COL_COUNTRY);
    c.country_name = country_name(w, c.country);
    c.sector = chn_row_cell(r, CHN_COL_SECTOR);
    if (!person)
        c.media_kind = chn_row_cell(r, CHN_COL_MEDIA);
    c.source = chn_row_cell(r, person ? CHN_COL_PSOURCE : CHN_COL_BSOURCE);
    c.file = r->t->file;
    c.line = chn_row_line(r);
    add_terms(w, &c);
    if (w->failed)
        return;
    w->found++;
    w->stopped = !w->fn(w->user, &c);
}

static void tell_state(who *w, const chn_row *r)
{
    chn_actor_card c;
    memset(&c, 0, sizeof c);
    c.kind = "state";
    c.id = c.country = chn_row_cell(r, CHN_COL_CODE);
    c.name = c.country_name = chn_row_cell(r, CHN_COL_CNAME);
    c.aliases = chn_row_cell(r, CHN_COL_CALIASES);
    c.source = chn_row_cell(r, CHN_COL_CSOURCE);
    c.file = r->t->file;
    c.line = chn_row_line(r);
    w->found++;
    w->stopped = !w->fn(w->user, &c);
}

static bool is_key(who *w, chn_str name)
{
    const chn_str k = chn_name_key(w->a, name);
    w->failed |= !k.p;
    return k.p && chn_str_eq(k, w->key);
}

static bool in_list(who *w, chn_str list)
{
    chn_str one;
    while (chn_str_next(&list, '|', &one))
        if (is_key(w, one))
            return true;
    return false;
}

/* "shoigu" and "kim jong" stand in a name at its words' limits. */
static bool part_of(who *w, chn_str name)
{
    const chn_str k = chn_name_key(w->a, name);
    if (!k.p) {
        w->failed = true;
        return false;
    }
    for (size_t i = 0; i + w->key.n <= k.n; i++)
        if ((i == 0 || k.p[i - 1] == ' ') &&
            (i + w->key.n == k.n || k.p[i + w->key.n] == ' ') &&
            memcmp(k.p + i, w->key.p, w->key.n) == 0)
            return true;
    return false;
}

static bool part_of_any(who *w, chn_str list)
{
    chn_str one;
    while (chn_str_next(&list, '|', &one))
        if (part_of(w, one))
            return true;
    return false;
}

static bool whole(who *w, const chn_row *r)
{
    return is_key(w, chn_row_cell(r, CHN_COL_ID)) ||
           is_key(w, chn_row_cell(r, CHN_COL_NAME)) ||
           in_list(w, chn_row_cell(r, CHN_COL_ALIASES));
}

static bool going(const who *w)
{
    return !w->stopped && !w->failed;
}

static void states(who *w)
{
    for (uint32_t i = 0; going(w) && i < w->t.countries.n; i++) {
        const chn_row *r = &w->t.countries.at[i];
        if (is_key(w, chn_row_cell(r, CHN_COL_CODE)) ||
            is_key(w, chn_row_cell(r, CHN_COL_CNAME)) ||
            in_list(w, chn_row_cell(r, CHN_COL_CALIASES)))
            tell_state(w, r);
    }
}

chn_code chn_actor_who(chn_arena *a, const chn_tableset *set, chn_str name,
                       chn_actor_card_fn fn, void *user, uint32_t *found,
                       chn_err *err)
{
    who w;
    memset(&w, 0, sizeof w);
    w.a = a;
    w.fn = fn;
    w.user = user;
    w.key = chn_name_key(a, name);
    if (!w.key.p)
        return chn_fail_memory(err);
    const chn_code c = chn_actor_tables_read(&w.t, a, set, err);
    if (c)
        return c;
    if (w.key.n)
        states(&w);
    for (uint32_t i = 0; w.key.n && going(&w) && i < w.t.persons.n; i++)
        if (whole(&w, &w.t.persons.at[i]))
            tell(&w, &w.t.persons.at[i], true);
    for (uint32_t i = 0; w.key.n && going(&w) && i < w.t.bodies.n; i++)
        if (whole(&w, &w.t.bodies.at[i]))
            tell(&w, &w.t.bodies.at[i], false);
    for (uint32_t i = 0; w.key.n && !w.found && going(&w) && i < w.t.persons.n;
         i++)
        if (part_of(&w, chn_row_cell(&w.t.persons.at[i], CHN_COL_NAME)) ||
            part_of_any(&w, chn_row_cell(&w.t.persons.at[i], CHN_COL_ALIASES)))
            tell(&w, &w.t.persons.at[i], true);
    if (w.failed)
        return chn_fail_memory(err);
    if (w.stopped)
        return chn_fail(err, CHN_ERR_OUTPUT, "the output is gone");
    if (found)
        *found = w.found;
    return CHN_OK;
}
