/* SPDX-License-Identifier: Apache-2.0 */
/* Suggestions of many reports, counted by name: chancery/actors.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "actor/know.h"
#include "actor/tables.h"
#include "base/alloc.h"
#include "base/limits.h"
#include "base/str.h"
#include "engine/actors.h"

#define TERMS_MAX 16u /* offices of one name */
#define ID_MAX 80u

typedef struct group {
    chn_suggested is;
    chn_actor_term terms[TERMS_MAX];
    chn_str keys[TERMS_MAX]; /* of the offices */
} group;

struct chn_suggestions {
    const chn_actors *actors;
    chn_arena *arena;
    map by_key;
    LIST(group *) groups;
};

chn_suggestions *chn_suggestions_new(const chn_actors *a, chn_err *err)
{
    chn_suggestions *s = chn_calloc(1, sizeof *s);
    if (s)
        s->arena = chn_arena_new(CHN_ARENA_MAX);
    if (!s || !s->arena) {
        chn_fail_memory(err);
        chn_free(s);
        return NULL;
    }
    s->actors = a;
    return s;
}

void chn_suggestions_free(chn_suggestions *s)
{
    if (!s)
        return;
    chn_arena_free(s->arena);
    chn_free(s);
}

static bool copy(chn_suggestions *s, chn_str from, chn_str *to)
{
    *to = chn_arena_str(s->arena, from.p ? from.p : "", from.n);
    return to->p != NULL;
}

static group *new_group(chn_suggestions *s, const chn_suggestion *x, chn_str id)
{
    group *g = CHN_NEW(s->arena, group, 1);
    void *p = s->groups.at;
    if (!g || !chn_arena_grow(s->arena, &p, &s->groups.cap, s->groups.n + 1,
                              sizeof(group *)))
        return NULL;
    s->groups.at = p;
    if (!copy(s, x->name, &g->is.name) || !copy(s, x->kind, &g->is.kind) ||
        !copy(s, x->quote, &g->is.quote) || !copy(s, id, &g->is.report))
        return NULL;
    g->is.span = x->span;
    g->is.terms = g->terms;
    s->groups.at[s->groups.n++] = g;
    return g;
}

/* "minister" in "foreign minister of norway". */
static bool holds(chn_str all, chn_str part)
{
    for (size_t i = 0; i + part.n <= all.n; i++)
        if (memcmp(all.p + i, part.p, part.n) == 0)
            return true;
    return false;
}

/* One office a way of telling it; the fuller words stand. A day that is not
 * known is no bound. */
static bool add_term(chn_suggestions *s, group *g, chn_str name, chn_day day)
{
    size_t i = 0;
    const chn_str key = chn_name_key(s->arena, name);
    chn_str old = {NULL, 0};
    if (!key.p)
        return false;
    for (; i < g->is.n_terms; i++) {
        old = g->keys[i];
        if (holds(old, key) || holds(key, old))
            break;
    }
    if (i == TERMS_MAX)
        return true;
    if (i < g->is.n_terms && key.n > old.n) { /* told more fully */
        g->keys[i] = key;
        if (!copy(s, name, &g->terms[i].office))
            return false;
    }
    chn_actor_term *t = &g->terms[i];
    if (i == g->is.n_terms) {
        if (!copy(s, name, &t->office))
            return false;
        g->keys[i] = key;
        t->since = t->until = CHN_DAY_NONE;
        t->rank = 3;
        g->is.n_terms++;
    }
    if (day != CHN_DAY_NONE && (t->since == CHN_DAY_NONE || day < t->since))
        t->since = day;
    return true;
}

chn_code chn_suggestions_add(chn_suggestions *s, const chn_suggestion *one,
                             chn_str id, chn_day published, chn_err *err)
{
    const chn_str key = chn_name_key(s->arena, one->name);
    if (!key.p)
        return chn_fail_memory(err);
    const uint32_t have = chn_actor_map_get(&s->by_key, key);
    group *g = have == NONE ? new_group(s, one, id) : s->groups.at[have];
    if (!g || (have == NONE &&
               !chn_actor_map_put(s->arena, &s->by_key, key, s->groups.n - 1)))
        return chn_fail_memory(err);
    g->is.reports++;
    if ((!g->is.country.n && !copy(s, one->country, &g->is.country)) ||
        (!g->is.sector.n && !copy(s, one->sector, &g->is.sector)) ||
        (!g->is.media_kind.n && !copy(s, one->media_kind, &g->is.media_kind)) ||
        (one->office.n && !add_term(s, g, one->office, published)))
        return chn_fail_memory(err);
    return CHN_OK;
}

static int by_reports(const void *x, const void *y)
{
    const group *a = *(group *const *)x, *b = *(group *const *)y;
    if (a->is.reports != b->is.reports)
        return a->is.reports > b->is.reports ? -1 : 1;
    return chn_str_cmp(a->is.name, b->is.name);
}

static chn_code old_ids(chn_suggestions *s, map *ids, chn_err *err)
{
    chn_actor_tables t;
    const chn_code c =
        chn_actor_tables_read(&t, s->arena, chn_actors_set(s->actors), err);
    for (uint32_t k = 0; !c && k < 2; k++) {
        const chn_rowset *r = k ? &t.bodies : &t.persons;
        for (uint32_t i = 0; i < r->n; i++)
            if (!chn_actor_map_put(s->arena, ids,
                                   chn_row_cell(&r->at[i], CHN_COL_ID), i))
                return chn_fail_memory(err);
    }
    return c;
}

/* "Zoë O'Brien" -> "zoe-obrien". */
static bool make_id(chn_suggestions *s, map *ids, group *g)
{
    const chn_str key = chn_name_key(s->arena, g->is.name);
    char id[ID_MAX + 16];
    size_t n = 0;
    if (!key.p)
        return false;
    for (size_t i = 0; i < key.n && n < ID_MAX; i++) {
        const char c = key.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            id[n++] = c;
        else if (c != '\'' && n > 0 && id[n - 1] != '-')
            id[n++] = '-';
    }
    while (n > 0 && id[n - 1] == '-')
        n--;
    if (!n)
        id[n++] = 'x';
    const size_t base = n;
    for (unsigned k = 2; chn_actor_map_get(ids, chn_str_n(id, n)) != NONE;
         k++) {
        const int more = snprintf(id + base, sizeof id - base, "-%u", k);
        n = base + (more > 0 ? (size_t)more : 0);
    }
    return copy(s, chn_str_n(id, n), &g->is.id) &&
           chn_actor_map_put(s->arena, ids, g->is.id, 0);
}

static bool finish(chn_suggestions *s, group *g)
{
    for (size_t i = 0; i < g->is.n_terms; i++) {
        char day[11];
        if (g->terms[i].since == CHN_DAY_NONE)
            continue;
        chn_day_format(g->terms[i].since, day);
        if (!copy(s, chn_str_of(day), &g->terms[i].since_text))
            return false;
    }
    return true;
}

size_t chn_suggestions_done(chn_suggestions *s, chn_err *err)
{
    map ids = {0};
    if (!s->groups.n)
        return 0;
    qsort(s->groups.at, s->groups.n, sizeof *s->groups.at, by_reports);
    if (old_ids(s, &ids, err))
        return 0;
    for (uint32_t i = 0; i < s->groups.n; i++)
        if (!make_id(s, &ids, s->groups.at[i]) || !finish(s, s->groups.at[i])) {
            (void)chn_fail_memory(err);
            return 0;
        }
    return s->groups.n;
}

const chn_suggested *chn_suggestions_at(const chn_suggestions *s, size_t i)
{
    return i < s->groups.n ? &s->groups.at[i]->is : NULL;
}
