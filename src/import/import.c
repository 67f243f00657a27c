/* SPDX-License-Identifier: Apache-2.0 */
/* The import as a program sees it; what the tables know; notes. */
#include "import/import.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/alloc.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "import/over.h"

#define WHY 400u

void *chn_import_room(chn_import *m, void *at, uint32_t *cap, uint32_t need,
                      size_t size)
{
    if (!chn_arena_grow(m->arena, &at, cap, need, size))
        m->failed = true;
    return at;
}

chn_str chn_import_copy(chn_import *m, const char *p, size_t n)
{
    const chn_str s = chn_arena_str(m->arena, p, n);
    m->failed |= !s.p;
    return s.p ? s : chn_str_of("");
}

void chn_import_say(chn_import *m, uint32_t line, const char *group, bool lost,
                    chn_str what, const char *fmt, ...)
{
    char why[WHY];
    va_list ap;
    va_start(ap, fmt);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start is seen */
    const int n = vsnprintf(why, sizeof why, fmt, ap);
    va_end(ap);
    chn_import_note *x = IMPORT_PUSH(m, m->notes);
    if (!x)
        return;
    size_t len = n < 0 ? 0 : (size_t)n < WHY ? (size_t)n : WHY - 1;
    while (len == WHY - 1 && len > 0 &&
           ((unsigned char)why[len] & 0xC0) == 0x80)
        len--;
    x->file = m->file;
    x->line = line;
    x->group = group;
    x->lost = lost;
    x->what = chn_import_copy(m, what.p, what.n);
    x->why = chn_import_copy(m, why, len);
    if (lost)
        m->stats.lost++;
    else
        m->stats.changed++;
}

/* ---- what is known ---- */

static known *known_name(chn_import *m, chn_str name)
{
    const chn_str key = chn_name_key(m->arena, name);
    if (!key.p) {
        m->failed = true;
        return NULL;
    }
    const uint32_t have = chn_actor_map_get(&m->by_name, key);
    if (have != NONE)
        return &m->known_at.at[have];
    known *k = IMPORT_PUSH(m, m->known_at);
    if (!k)
        return NULL;
    *k = (known){NONE, NONE, false};
    m->failed |=
        !chn_actor_map_put(m->arena, &m->by_name, key, m->known_at.n - 1);
    return k;
}

static void know_names(chn_import *m, chn_str name, chn_str list, uint32_t who,
                       uint32_t state, bool site)
{
    for (chn_str one = name; !m->failed;) {
        known *k = one.n ? known_name(m, one) : NULL;
        if (k && k->actor == NONE)
            k->actor = who;
        if (k && k->land == NONE)
            k->land = state;
        if (k)
            k->place |= site;
        if (!chn_str_next(&list, '|', &one))
            return;
    }
}

static void know_actors(chn_import *m)
{
    for (uint32_t k = 0; k < 2; k++) {
        const chn_rowset *s = k ? &m->t.bodies : &m->t.persons;
        for (uint32_t i = 0; i < s->n; i++) {
            const chn_row *r = &s->at[i];
            const uint32_t n = k ? m->t.persons.n + i : i;
            know_names(m, chn_row_cell(r, CHN_COL_NAME),
                       chn_row_cell(r, CHN_COL_ALIASES), n, NONE, false);
            m->failed |= !chn_actor_map_put(m->arena, &m->ids,
                                            chn_row_cell(r, CHN_COL_ID), n);
        }
    }
    for (uint32_t i = 0; i < m->t.countries.n; i++) {
        const chn_row *r = &m->t.countries.at[i];
        if (!chn_row_cell(r, CHN_COL_CUNTIL).n)
            m->failed |= !chn_actor_map_put(m->arena, &m->states,
                                            chn_row_cell(r, CHN_COL_CODE), i);
        for (uint32_t c = CHN_COL_CALIASES; c <= CHN_COL_CAPITAL; c++)
            know_names(m, chn_row_cell(r, CHN_COL_CNAME), chn_row_cell(r, c),
                       NONE, i, false);
    }
}

static chn_code read_tables(chn_import *m, const chn_tableset *set,
                            chn_err *err)
{
    static const char *const codes[] = {"key", "becomes", "office"};
    static const char *const roles[] = {"phrase", "sector", "kind", "group"};
    static const char *const words[] = {"word", "class"};
    static const char *const places[] = {"name", "aliases"};
    static const char *const traits[] = {"code", "traits"};
    chn_rowset w, p, s;
    chn_code c = chn_actor_tables_read(&m->t, m->arena, set, err);
    if (!c)
        c = chn_rowset_read(&m->code_rows, m->arena, set, "import/codes.tsv",
                            codes, 3, true, err);
    if (!c)
        c = chn_rowset_read(&m->role_rows, m->arena, set, "actors/roles.tsv",
                            roles, 4, true, err);
    if (!c)
        c = chn_rowset_read(&w, m->arena, set, "actors/words.tsv", words, 2,
                            false, err);
    if (!c)
        c = chn_rowset_read(&s, m->arena, set, "actors/traits.tsv", traits, 2,
                            true, err);
    if (!c)
        c = chn_rowset_read(&p, m->arena, set, "actors/places.tsv", places, 2,
                            true, err);
    if (c)
        return c;
    for (uint32_t i = 0; i < m->code_rows.n; i++)
        m->failed |= !chn_actor_map_put(
            m->arena, &m->codes, chn_row_cell(&m->code_rows.at[i], 0), i);
    for (uint32_t i = 0; i < m->role_rows.n; i++) {
        const chn_str key =
            chn_name_key(m->arena, chn_row_cell(&m->role_rows.at[i], 0));
        m->failed |= !key.p || !chn_actor_map_put(m->arena, &m->roles, key, i);
    }
    for (uint32_t i = 0; i < w.n; i++) {
        const chn_str cls = chn_row_cell(&w.at[i], 1);
        const chn_str key = chn_name_key(m->arena, chn_row_cell(&w.at[i], 0));
        const bool particle = chn_str_is(cls, "particle");
        if (!key.p || !chn_actor_map_put(
                          m->arena, particle ? &m->particles : &m->given, key,
                          chn_str_is(cls, "male") || chn_str_is(cls, "female")))
            m->failed = true;
    }
    for (uint32_t i = 0; i < s.n; i++) {
        chn_str list = chn_row_cell(&s.at[i], 1);
        chn_str one;
        while (chn_str_next(&list, '|', &one))
            if (chn_str_is(one, "family-first"))
                m->failed |= !chn_actor_map_put(m->arena, &m->family_first,
                                                chn_row_cell(&s.at[i], 0), i);
    }
    know_actors(m);
    for (uint32_t i = 0; i < p.n; i++)
        know_names(m, chn_row_cell(&p.at[i], 0), chn_row_cell(&p.at[i], 1),
                   NONE, NONE, true);
    return m->failed ? chn_fail_memory(err) : CHN_OK;
}

chn_import *chn_import_over(const chn_tableset *set, chn_err *err)
{
    chn_import *m = chn_calloc(1, sizeof *m);
    if (m) {
        m->arena = chn_arena_new(CHN_ARENA_MAX);
        m->scratch = chn_arena_new(CHN_ARENA_MAX);
    }
    if (!m || !m->arena || !m->scratch) {
        chn_fail_memory(err);
        chn_import_free(m);
        return NULL;
    }
    if (read_tables(m, set, err)) {
        chn_import_free(m);
        return NULL;
    }
    return m;
}

void chn_import_free(chn_import *m)
{
    if (!m)
        return;
    chn_arena_free(m->arena);
    chn_arena_free(m->scratch);
    chn_free(m);
}

/* ---- reading ---- */

/* Old dictionaries are ASCII with a few bytes of Latin-1. */
static chn_str to_utf8(chn_import *m, const char *bytes, size_t n)
{
    char *p = CHN_NEW(m->arena, char, 2 * n + 1);
    size_t put = 0;
    if (!p) {
        m->failed = true;
        return chn_str_of("");
    }
    for (size_t i = 0; i < n;) {
        uint32_t len = 1;
        uint32_t cp = chn_utf8_next(bytes + i, n - i, &len);
        if (cp == CHN_UTF8_BAD) {
            cp = (unsigned char)bytes[i];
            cp = cp < 0xA0 ? ' ' : cp;
            len = 1;
        }
        if ((cp < 0x20 && cp != '\n') || cp == 0x7F || cp == 0xFEFF ||
            cp == '|')
            cp = ' ';
        char one[4];
        const uint32_t k = chn_utf8_put(cp, one);
        memcpy(p + put, one, k);
        put += k;
        i += len;
    }
    return chn_str_n(p, put);
}

static chn_str base_name(chn_str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '/')
            from = i + 1;
    return chn_str_n(s.p + from, s.n - from);
}

/* What is the same for many lines is told once a file. */
static void sum_up(chn_import *m)
{
    if (m->stems)
        chn_import_say(m, 0, "stem", false,
                       chn_str_of("names without a final _"),
                       "stems (\"SYRI\" for SYRIANS) match as whole words "
                       "only; there are %u",
                       m->stems);
    if (m->gaps)
        chn_import_say(m, 0, "gap", false, chn_str_of("names with blanks"),
                       "other words may stand there and do not match; there "
                       "are %u",
                       m->gaps);
    if (m->open)
        chn_import_say(m, 0, "open", false,
                       chn_str_of("offices without an end"),
                       "held when the dictionary was made; write their ends: "
                       "they are marked as uncertain; there are %u",
                       m->open);
    if (m->kept)
        chn_import_say(m, 0, "known", true,
                       chn_str_of("offices of persons whom the tables have"),
                       "the tables' own stand; there are %u", m->kept);
}

chn_code chn_import_add(chn_import *m, chn_dictionary from, const char *name,
                        const char *bytes, size_t n, chn_err *err)
{
    if (n > CHN_TABLE_BYTES_MAX)
        return chn_fail(err, CHN_ERR_LIMIT,
                        "%s: %zu bytes; a dictionary may have %u", name, n,
                        CHN_TABLE_BYTES_MAX);
    m->file = chn_import_copy(m, name, strlen(name));
    const chn_str text = to_utf8(m, bytes, n);
    m->base = base_name(m->file);
    m->stems = m->gaps = m->open = m->kept = 0;
    m->markers = (map){0};
    if (m->failed)
        return chn_fail_memory(err);
    const chn_code c = from == CHN_DICTIONARY_COUNTRYINFO
                           ? chn_import_countryinfo(m, text, err)
                           : chn_import_dictionary(m, from, text, err);
    if (m->failed)
        return chn_fail_memory(err);
    sum_up(m);
    return m->failed ? chn_fail_memory(err) : c;
}

void chn_import_get_stats(const chn_import *m, chn_import_stats *out)
{
    *out = m->stats;
    out->persons = m->persons.n;
    out->bodies = m->bodies.n;
    out->offices = m->offices.n;
    out->roles = m->roles_out.n;
    out->words = m->words_out.n;
    out->places = m->places.n;
    out->countries = m->countries.n;
}

bool chn_import_note_at(const chn_import *m, size_t i, chn_import_note *out)
{
    if (i >= m->notes.n)
        return false;
    *out = m->notes.at[i];
    return true;
}
