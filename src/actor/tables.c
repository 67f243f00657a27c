/* SPDX-License-Identifier: Apache-2.0 */
#include "actor/tables.h"

#include "actor/know.h"
#include "base/day.h"
#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"

chn_str chn_row_cell(const chn_row *r, uint32_t i)
{
    return chn_table_cell(r->t, r->row, r->cols[i]);
}

bool chn_row_day(chn_str cell, bool last, chn_day *out)
{
    uint32_t y = 0, m = last ? 12 : 1;
    *out = CHN_DAY_NONE;
    if (!cell.n)
        return true;
    if (cell.n == 10) {
        *out = chn_day_parse(cell.p, cell.n);
        return *out != CHN_DAY_NONE;
    }
    if ((cell.n != 4 && cell.n != 7) ||
        !chn_str_uint(chn_str_n(cell.p, 4), 9999, &y))
        return false;
    if (cell.n == 7 &&
        (cell.p[4] != '-' || !chn_str_uint(chn_str_n(cell.p + 5, 2), 12, &m)))
        return false;
    if (y < 1 || m < 1)
        return false;
    const int32_t d = last ? chn_days_in_month((int32_t)y, (int32_t)m) : 1;
    *out = chn_day_of((int32_t)y, (int32_t)m, d);
    return *out != CHN_DAY_NONE;
}

chn_str chn_name_key(chn_arena *a, chn_str name)
{
    const size_t need = chn_utf8_fold(name.p, name.n, NULL, 0);
    char *p = CHN_NEW(a, char, need + 1);
    if (!p)
        return chn_str_n(NULL, 0);
    (void)chn_utf8_fold(name.p, name.n, p, need);
    size_t n = 0;
    for (size_t i = 0; i < need; i++) {
        const char c = p[i] == '-' || p[i] == '.' || p[i] == '_' ? ' ' : p[i];
        if (c == ' ' && (n == 0 || p[n - 1] == ' '))
            continue;
        p[n++] = c;
    }
    while (n > 0 && p[n - 1] == ' ')
        n--;
    p[n] = '\0';
    return chn_str_n(p, n);
}

static bool push(chn_arena *a, chn_row **at, uint32_t *n, uint32_t *cap,
                 chn_row row)
{
    void *p = *at;
    if (!chn_arena_grow(a, &p, cap, *n + 1, sizeof row))
        return false;
    *at = p;
    (*at)[(*n)++] = row;
    return true;
}

/* NULL: no memory, or a column is missing, as *code says. */
static const int32_t *columns(const chn_table *t, chn_arena *a,
                              const char *const *want, uint32_t n_want,
                              chn_code *code, chn_err *err)
{
    int32_t *cols = CHN_NEW(a, int32_t, n_want);
    if (!cols) {
        *code = chn_fail_memory(err);
        return NULL;
    }
    for (uint32_t i = 0; i < n_want; i++) {
        const bool optional = want[i][0] == '?';
        cols[i] = chn_table_col(t, want[i] + optional);
        if (cols[i] >= 0 || optional)
            continue;
        *code = chn_fail_at(err, CHN_ERR_TABLE, t->lines[0], 0,
                            "%s:%u: column \"%s\" is missing; add it to the "
                            "header and to every row",
                            t->file, t->lines[0], want[i]);
        return NULL;
    }
    return cols;
}

/* Which row of all is in force for its key: the first of the last table. */
static bool mark(chn_rowset *s, chn_arena *a, map *keys, chn_row row,
                 chn_str key)
{
    if (key.n > 1 && key.p[0] == '!')
        key = chn_str_n(key.p + 1, key.n - 1);
    const uint32_t have = chn_actor_map_get(keys, key);
    if (have == NONE)
        return chn_actor_map_put(a, keys, key, s->n) &&
               push(a, &s->at, &s->n, &s->cap, row);
    if (s->at[have].from == row.from)
        return push(a, &s->again, &s->n_again, &s->cap_again, row);
    s->at[have] = row;
    return true;
}

chn_code chn_rowset_read(chn_rowset *s, chn_arena *a, const chn_tableset *set,
                         const char *name, const char *const *want,
                         uint32_t n_want, bool keyed, chn_err *err)
{
    map keys = {0};
    memset(s, 0, sizeof *s);
    for (uint32_t i = 0; i < set->n; i++) {
        const chn_table *t = set->tables[i];
        if (strcmp(t->name, name) != 0)
            continue;
        chn_code code = CHN_OK;
        const int32_t *cols = columns(t, a, want, n_want, &code, err);
        if (!cols)
            return code;
        for (uint32_t r = 0; r < t->n_rows; r++) {
            const chn_row row = {t, r, i, cols};
            if (!(keyed ? mark(s, a, &keys, row, chn_row_cell(&row, 0))
                        : push(a, &s->at, &s->n, &s->cap, row)))
                return chn_fail_memory(err);
        }
    }
    /* "!id" removes; the place that it took is closed */
    uint32_t n = 0;
    for (uint32_t i = 0; keyed && i < s->n; i++) {
        const chn_str key = chn_row_cell(&s->at[i], 0);
        if (key.n > 1 && key.p[0] == '!')
            continue;
        s->at[n++] = s->at[i];
    }
    s->n = keyed ? n : s->n;
    return CHN_OK;
}

chn_code chn_actor_tables_read(chn_actor_tables *t, chn_arena *a,
                               const chn_tableset *set, chn_err *err)
{
    static const char *const persons[] = {"id",      "name",   "aliases",
                                          "country", "sector", "family_first",
                                          "?source"};
    static const char *const bodies[] = {
        "id",   "name",       "aliases", "country", "sector",
        "kind", "media_kind", "?since",  "?until",  "?source"};
    static const char *const offices[] = {"actor", "office", "rank",
                                          "since", "until",  "?certain"};
    static const char *const countries[] = {"name",       "code",   "aliases",
                                            "adjectives", "people", "capital",
                                            "since",      "until",  "?source"};
    chn_code c = chn_rowset_read(&t->persons, a, set, "actors/persons.tsv",
                                 persons, 7, true, err);
    if (!c)
        c = chn_rowset_read(&t->bodies, a, set, "actors/bodies.tsv", bodies, 10,
                            true, err);
    if (!c)
        c = chn_rowset_read(&t->offices, a, set, "actors/offices.tsv", offices,
                            6, false, err);
    return c ? c
             : chn_rowset_read(&t->countries, a, set, "actors/countries.tsv",
                               countries, 9, true, err);
}
