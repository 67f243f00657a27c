/* SPDX-License-Identifier: Apache-2.0 */
/* What was read, as tables. */
#include "base/err.h"
#include "import/import.h"

#define ROW_MAX ((size_t)1 << 22)

typedef struct put {
    chn_buf b;
    chn_write_fn write;
    void *user;
    bool stopped;
} put;

static const struct {
    const char *name, *head;
} tables[IMPORT_TABLES] = {
    {"actors/persons.tsv",
     "id\tname\taliases\tcountry\tsector\tfamily_first\tsource\n"},
    {"actors/bodies.tsv", "id\tname\taliases\tcountry\tsector\tkind\tmedia_kind"
                          "\tsince\tuntil\tsource\n"},
    {"actors/offices.tsv",
     "actor\toffice\trank\tsince\tuntil\tcertain\tsource\n"},
    {"actors/countries.tsv", "code\tname\taliases\tadjectives\tpeople\tcapital"
                             "\tsince\tuntil\tsource\n"},
    {"actors/places.tsv", "name\taliases\tcountry\tlat\tlon\tkind\tsource\n"},
    {"actors/roles.tsv", "phrase\tsector\tnumber\tkind\tgroup\tgeneric\t"
                         "needs_country\tsource\n"},
    {"actors/words.tsv", "word\tclass\tvalue\tsource\n"}};

static void cell(put *p, chn_str s, bool last)
{
    s = chn_str_trim(s);
    if (!s.n)
        chn_buf_char(&p->b, '-');
    for (size_t i = 0; i < s.n; i++)
        chn_buf_char(&p->b, (unsigned char)s.p[i] < 0x20 ? ' ' : s.p[i]);
    chn_buf_char(&p->b, last ? '\n' : '\t');
}

static bool row(put *p)
{
    if (!p->b.failed && !p->write(p->user, p->b.p, p->b.n))
        p->stopped = true;
    if (p->b.failed || p->stopped)
        return false;
    chn_buf_clear(&p->b);
    return true;
}

static bool actor_row(put *p, const actor_out *a, bool person)
{
    cell(p, a->id, false);
    cell(p, a->name, false);
    cell(p, a->aliases, false);
    cell(p, a->country, false);
    cell(p, a->sector, false);
    if (person) {
        cell(p, a->family_first, false);
    } else {
        cell(p, a->kind, false);
        cell(p, a->media_kind, false);
        cell(p, a->since, false);
        cell(p, a->until, false);
    }
    cell(p, a->source, true);
    return row(p);
}

static bool office_row(put *p, const office_out *o)
{
    cell(p, o->actor, false);
    cell(p, o->name, false);
    chn_buf_fmt(&p->b, "%u\t", o->rank);
    cell(p, o->since, false);
    cell(p, o->until, false);
    cell(p, chn_str_of(o->certain ? "y" : "n"), false);
    cell(p, o->source, true);
    return row(p);
}

static bool small_row(put *p, const cells_out *c, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        cell(p, c->cell[i], i + 1 == n);
    return row(p);
}

static bool rows(put *p, const chn_import *m, size_t i)
{
    bool ok = true;
    switch (i) {
    case 0:
        for (uint32_t k = 0; ok && k < m->persons.n; k++)
            ok = actor_row(p, &m->persons.at[k], true);
        break;
    case 1:
        for (uint32_t k = 0; ok && k < m->bodies.n; k++)
            ok = actor_row(p, &m->bodies.at[k], false);
        break;
    case 2:
        for (uint32_t k = 0; ok && k < m->offices.n; k++)
            ok = office_row(p, &m->offices.at[k]);
        break;
    case 3:
        for (uint32_t k = 0; ok && k < m->countries.n; k++)
            ok = small_row(p, &m->countries.at[k], 9);
        break;
    case 4:
        for (uint32_t k = 0; ok && k < m->places.n; k++)
            ok = small_row(p, &m->places.at[k], 7);
        break;
    case 5:
        for (uint32_t k = 0; ok && k < m->roles_out.n; k++)
            ok = small_row(p, &m->roles_out.at[k], 8);
        break;
    default:
        for (uint32_t k = 0; ok && k < m->words_out.n; k++)
            ok = small_row(p, &m->words_out.at[k], 4);
        break;
    }
    return ok;
}

chn_code chn_import_table(const chn_import *m, size_t i, const char **name,
                          chn_write_fn write, void *user, chn_err *err)
{
    const uint32_t n[IMPORT_TABLES] = {
        m->persons.n, m->bodies.n,    m->offices.n,  m->countries.n,
        m->places.n,  m->roles_out.n, m->words_out.n};
    *name = i < IMPORT_TABLES ? tables[i].name : NULL;
    if (i >= IMPORT_TABLES || n[i] == 0 || !write)
        return CHN_OK;
    put p = {.write = write, .user = user};
    chn_buf_init(&p.b, ROW_MAX);
    chn_buf_z(&p.b, tables[i].head);
    const bool ok = row(&p) && rows(&p, m, i);
    const bool memory = p.b.failed;
    chn_buf_free(&p.b);
    if (ok)
        return CHN_OK;
    return memory ? chn_fail_memory(err)
                  : chn_fail(err, CHN_ERR_OUTPUT, "the output is gone");
}
