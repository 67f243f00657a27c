/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An entry becomes rows. A name with a state's bare code is a name of that
 * state; one with a role is a person where its codes have dates or its first
 * word is a given name, else a body. A name of one word is taken only where
 * it cannot be somebody's given name or an ordinary word: "Hassan" as Jordan
 * poisons every text.
 */
#include "base/utf8.h"
#include "import/import.h"

#define SEEN_OTHER (NONE - 1)

static uint32_t words_in(chn_str s)
{
    uint32_t n = s.n > 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == ' ';
    return n;
}

static chn_str first_word(chn_str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] != ' ')
        n++;
    return chn_str_n(s.p, n);
}

static chn_str key_of(chn_import *m, chn_str name)
{
    const chn_str k = chn_name_key(m->scratch, name);
    m->failed |= !k.p;
    return k.p ? k : chn_str_of("");
}

static const known *what_is(chn_import *m, chn_str name)
{
    const uint32_t i = chn_actor_map_get(&m->by_name, key_of(m, name));
    return i == NONE ? NULL : &m->known_at.at[i];
}

static const chn_row *known_row(const chn_import *m, uint32_t whom)
{
    return whom < m->t.persons.n ? &m->t.persons.at[whom]
                                 : &m->t.bodies.at[whom - m->t.persons.n];
}

static chn_str state_name(const chn_import *m, chn_str code)
{
    const uint32_t i = chn_actor_map_get(&m->states, code);
    return i == NONE ? code
                     : chn_row_cell(&m->t.countries.at[i], CHN_COL_CNAME);
}

static chn_str line_source(chn_import *m, uint32_t line)
{
    chn_buf b;
    chn_buf_init(&b, 1024);
    chn_buf_fmt(&b, "%.*s:%u", (int)(m->base.n < 200 ? m->base.n : 200),
                m->base.p, line);
    const chn_str s = b.failed ? chn_str_of("") : chn_import_copy(m, b.p, b.n);
    m->failed |= b.failed;
    chn_buf_free(&b);
    return s;
}

static chn_str day_text(chn_import *m, chn_day d)
{
    char z[11];
    if (d == CHN_DAY_NONE)
        return chn_str_of("");
    chn_day_format(d, z);
    return chn_import_copy(m, z, 10);
}

/* ---- names ---- */

static bool word_known(chn_import *m, chn_str name)
{
    const chn_str k = key_of(m, name);
    return chn_actor_map_get(&m->given, k) != NONE ||
           chn_actor_map_get(&m->roles, k) != NONE;
}

typedef struct namelist {
    chn_str at[64];
    uint32_t n;
} namelist;

/* The names that may be used, without doubles. */
static void usable(chn_import *m, const entry *e, bool person, namelist *out)
{
    out->n = 0;
    for (uint32_t i = 0; i < e->names.n; i++) {
        const chn_str raw = e->names.at[i];
        const chn_str name = chn_import_name(m, raw);
        bool twice = false;
        if (!name.n)
            continue;
        for (uint32_t k = 0; k < out->n; k++)
            twice |= chn_str_eq(out->at[k], name);
        if (twice)
            continue;
        if (words_in(name) == 1 && person) {
            chn_import_say(m, e->line, "name", true, raw,
                           "one word of a person's name: a surname alone is "
                           "understood where the report has the whole name");
        } else if (words_in(name) == 1 && word_known(m, name)) {
            chn_import_say(m, e->line, "name", true, raw,
                           "one word that is a given name or an ordinary word "
                           "would match everywhere; add a longer form");
        } else if (out->n == sizeof out->at / sizeof *out->at) {
            chn_import_say(m, e->line, "name", true, raw,
                           "the entry has too many names");
        } else {
            out->at[out->n++] = name;
        }
    }
}

static bool body_word(chn_import *m, chn_str name)
{
    for (size_t i = 0; i < name.n;) {
        size_t e = i;
        while (e < name.n && name.p[e] != ' ')
            e++;
        const uint32_t r = chn_actor_map_get(
            &m->roles, key_of(m, chn_str_n(name.p + i, e - i)));
        if (r != NONE) {
            const chn_str kind = chn_row_cell(&m->role_rows.at[r], 2);
            if (!chn_str_is(kind, "person") && !chn_str_is(kind, "title") &&
                !chn_str_is(kind, "kin") && !chn_str_is(kind, "people"))
                return true;
        }
        i = e + 1;
    }
    return false;
}

static bool given_name(chn_import *m, chn_str name)
{
    const uint32_t v =
        chn_actor_map_get(&m->given, key_of(m, first_word(name)));
    return v == 1;
}

static bool is_person(chn_import *m, const entry *e)
{
    bool dated = false;
    if (e->person)
        return true;
    const chn_str name =
        e->names.n ? chn_import_name(m, e->names.at[0]) : chn_str_of("");
    const uint32_t words = words_in(name);
    if (words < 2 || words > 6 || body_word(m, name))
        return false;
    for (uint32_t i = 0; i < e->n_codes; i++) {
        if (e->codes[i].is.country.n != 3)
            return false;
        dated |= e->codes[i].dated;
    }
    return dated || given_name(m, name);
}

/* ---- rows ---- */

static chn_str joined(chn_import *m, const namelist *l, uint32_t from)
{
    chn_buf b;
    chn_buf_init(&b, 65536);
    for (uint32_t i = from; i < l->n; i++)
        chn_buf_fmt(&b, "%s%.*s", i > from ? "|" : "", (int)l->at[i].n,
                    l->at[i].p);
    m->failed |= b.failed;
    const chn_str s = b.n ? chn_import_copy(m, b.p, b.n) : chn_str_of("");
    chn_buf_free(&b);
    return s;
}

static bool mark_seen(chn_import *m, const namelist *l, uint32_t value)
{
    for (uint32_t i = 0; i < l->n; i++) {
        const chn_str k = chn_name_key(m->arena, l->at[i]);
        if (!k.p || !chn_actor_map_put(m->arena, &m->seen, k, value))
            return false;
    }
    return true;
}

/* Leave out names that mean something else already: in the tables, or above in
 * the dictionaries. What `l` keeps is new. */
static void new_names(chn_import *m, const entry *e, chn_str country,
                      namelist *l, uint32_t *whom, uint32_t *before)
{
    uint32_t n = 0, have = 0;
    *whom = NONE;
    *before = NONE;
    for (uint32_t i = 0; i < l->n; i++) {
        const chn_str name = l->at[i];
        const known *k = what_is(m, name);
        const uint32_t seen = chn_actor_map_get(&m->seen, key_of(m, name));
        if (k && k->actor != NONE) {
            const chn_row *r = known_row(m, k->actor);
            const chn_str c = chn_row_cell(r, CHN_COL_COUNTRY);
            if (chn_str_eq(c, country)) {
                *whom = *whom == NONE ? k->actor : *whom;
                have++;
            } else {
                chn_import_say(m, e->line, "known", true, name,
                               "means %.*s (%.*s) in the tables and %.*s here",
                               (int)chn_row_cell(r, 0).n, chn_row_cell(r, 0).p,
                               (int)c.n, c.p, (int)country.n, country.p);
            }
        } else if (k && k->land != NONE) {
            const chn_str c =
                chn_row_cell(&m->t.countries.at[k->land], CHN_COL_CODE);
            if (!chn_str_eq(c, country))
                chn_import_say(m, e->line, "known", true, name,
                               "means %.*s in the tables and %.*s here",
                               (int)c.n, c.p, (int)country.n, country.p);
            else
                have++;
        } else if (k && k->place) {
            have++;
        } else if (seen != NONE) {
            *before = *before == NONE ? seen : *before;
            have++;
        } else {
            l->at[n++] = name;
        }
    }
    l->n = n;
    m->stats.known += have;
}

static void add_offices(chn_import *m, const entry *e, chn_str id)
{
    for (uint32_t i = 0; i < e->n_codes; i++) {
        const coded *c = &e->codes[i];
        const chn_str title = c->title.n ? c->title : c->is.office;
        if (!c->dated || !title.n)
            continue;
        office_out *o = IMPORT_PUSH(m, m->offices);
        if (!o)
            return;
        const chn_str state = state_name(m, c->is.country);
        chn_buf b;
        chn_buf_init(&b, 4096);
        chn_buf_fmt(&b, "%.*s of %.*s", (int)title.n, title.p, (int)state.n,
                    state.p);
        m->failed |= b.failed;
        o->source = line_source(m, e->line);
        o->actor = id;
        o->name = b.failed ? title : chn_import_copy(m, b.p, b.n);
        chn_buf_free(&b);
        o->since = day_text(m, c->since);
        o->until = day_text(m, c->until);
        o->rank = c->rank ? c->rank : 3;
        o->certain = c->since != CHN_DAY_NONE && c->until != CHN_DAY_NONE;
        m->open += c->until == CHN_DAY_NONE;
    }
}

/* A row of the tables with more names replaces that row. */
static void more_names(chn_import *m, const entry *e, uint32_t whom,
                       const namelist *l)
{
    const bool person = whom < m->t.persons.n;
    const chn_row *r = known_row(m, whom);
    actor_out *a =
        person ? IMPORT_PUSH(m, m->persons) : IMPORT_PUSH(m, m->bodies);
    if (!a)
        return;
    memset(a, 0, sizeof *a);
    const chn_str old = chn_row_cell(r, CHN_COL_ALIASES);
    const chn_str more = joined(m, l, 0);
    chn_buf b;
    chn_buf_init(&b, 1u << 20);
    chn_buf_fmt(&b, "%.*s%s%.*s", (int)old.n, old.p, old.n ? "|" : "",
                (int)more.n, more.p);
    m->failed |= b.failed;
    a->aliases = b.failed ? more : chn_import_copy(m, b.p, b.n);
    chn_buf_free(&b);
    a->id = chn_row_cell(r, CHN_COL_ID);
    a->name = chn_row_cell(r, CHN_COL_NAME);
    a->country = chn_row_cell(r, CHN_COL_COUNTRY);
    a->sector = chn_row_cell(r, CHN_COL_SECTOR);
    if (person) {
        a->family_first = chn_row_cell(r, CHN_COL_FAMILY);
    } else {
        a->kind = chn_row_cell(r, CHN_COL_KIND);
        a->media_kind = chn_row_cell(r, CHN_COL_MEDIA);
        a->since = chn_row_cell(r, CHN_COL_BSINCE);
        a->until = chn_row_cell(r, CHN_COL_BUNTIL);
    }
    chn_buf_init(&b, 4096);
    const chn_str src =
        chn_row_cell(r, person ? CHN_COL_PSOURCE : CHN_COL_BSOURCE);
    const chn_str from = line_source(m, e->line);
    chn_buf_fmt(&b, "%.*s; names from %.*s", (int)src.n, src.p, (int)from.n,
                from.p);
    m->failed |= b.failed;
    a->source = b.failed ? from : chn_import_copy(m, b.p, b.n);
    chn_buf_free(&b);
}

/* The same row of the tables with names from two entries: one row, or the
 * table would have an id twice. */
static bool merged(chn_import *m, bool person, chn_str id, const namelist *l)
{
    actor_out *at = person ? m->persons.at : m->bodies.at;
    const uint32_t n = person ? m->persons.n : m->bodies.n;
    const uint32_t i = chn_actor_map_get(&m->seen, id);
    if (i == NONE || i >= n || !chn_str_eq(at[i].id, id))
        return false;
    const chn_str more = joined(m, l, 0);
    chn_buf b;
    chn_buf_init(&b, 1u << 20);
    chn_buf_fmt(&b, "%.*s%s%.*s", (int)at[i].aliases.n, at[i].aliases.p,
                at[i].aliases.n ? "|" : "", (int)more.n, more.p);
    m->failed |= b.failed;
    if (!b.failed)
        at[i].aliases = chn_import_copy(m, b.p, b.n);
    chn_buf_free(&b);
    return true;
}

static void known_actor(chn_import *m, const entry *e, uint32_t whom,
                        const namelist *l)
{
    const bool person = whom < m->t.persons.n;
    const chn_str id = chn_row_cell(known_row(m, whom), CHN_COL_ID);
    if (!l->n)
        return;
    if (!merged(m, person, id, l)) {
        more_names(m, e, whom, l);
        const uint32_t i = (person ? m->persons.n : m->bodies.n) - 1;
        m->failed |= !chn_actor_map_put(m->arena, &m->seen, id, i);
    }
    m->failed |= !mark_seen(m, l, SEEN_OTHER);
}

/* A code with a role stands before one without, a role that is held before one
 * that was; of two of a kind the one without dates, which is the default, and
 * of a person's the last. */
static bool better(const coded *c, const coded *best, bool person)
{
    const int x = (c->is.sector.n > 0) + (c->is.sector.n && !c->is.elite);
    const int y =
        (best->is.sector.n > 0) + (best->is.sector.n && !best->is.elite);
    if (x != y)
        return x > y;
    return person || !c->dated || best->dated;
}

static const coded *main_code(const entry *e, bool person)
{
    const coded *best = NULL;
    for (uint32_t i = 0; i < e->n_codes; i++) {
        const coded *c = &e->codes[i];
        if (c->is.null)
            continue;
        if (!best)
            best = c;
        else if (better(c, best, person))
            best = c;
    }
    return best;
}

static void tell_codes(chn_import *m, const entry *e, const coded *main,
                       bool person)
{
    for (uint32_t i = 0; i < e->n_codes; i++) {
        const coded *c = &e->codes[i];
        if (c != main && !c->is.null && !person)
            chn_import_say(m, e->line, "code", false, c->raw,
                           "a body has one state and sector in the tables; "
                           "%.*s stands",
                           (int)main->raw.n, main->raw.p);
        else if (c != main && person && c->is.country.n &&
                 !chn_str_eq(c->is.country, main->is.country))
            chn_import_say(m, e->line, "code", false, c->raw,
                           "a person has one state in the tables; %.*s stands",
                           (int)main->is.country.n, main->is.country.p);
    }
    if (main->is.rest.n)
        chn_import_say(m, e->line, "code", false, main->raw,
                       "the tables have no place for %.*s",
                       (int)main->is.rest.n, main->is.rest.p);
}

static void put_person(chn_import *m, const entry *e, const coded *main,
                       namelist *l)
{
    uint32_t whom = NONE, before = NONE;
    new_names(m, e, main->is.country, l, &whom, &before);
    if (whom != NONE) {
        for (uint32_t i = 0; i < e->n_codes; i++)
            m->kept += e->codes[i].dated &&
                       (e->codes[i].title.n || e->codes[i].is.office.n);
        known_actor(m, e, whom, l);
        return;
    }
    if (before < m->persons.n &&
        chn_str_eq(m->persons.at[before].country, main->is.country)) {
        add_offices(m, e, m->persons.at[before].id);
        return;
    }
    if (!l->n)
        return;
    actor_out *a = IMPORT_PUSH(m, m->persons);
    if (!a)
        return;
    memset(a, 0, sizeof *a);
    a->id = chn_import_id(m, l->at[0]);
    a->name = l->at[0];
    a->aliases = joined(m, l, 1);
    a->country = main->is.country;
    a->sector = main->is.sector;
    a->family_first = chn_str_of(
        chn_actor_map_get(&m->family_first, a->country) != NONE ? "y" : "n");
    a->source = line_source(m, e->line);
    m->failed |= !mark_seen(m, l, m->persons.n - 1);
    add_offices(m, e, a->id);
}

static const char *kind_of(const meaning *x)
{
    static const struct {
        const char *sector, *kind;
    } by[] = {{"REB", "armed"}, {"UAF", "armed"}, {"PRM", "armed"},
              {"PTY", "party"}, {"OPP", "party"}, {"JRN", "media"},
              {"BUS", "org"},   {"SOC", "org"},   {"LAB", "org"},
              {"EDU", "org"},   {"REL", "org"},   {"CRM", "armed"}};
    if (x->country.n > 4 && memcmp(x->country.p, "IMG/", 4) == 0)
        return "armed";
    for (size_t i = 0; i < sizeof by / sizeof *by; i++)
        if (chn_str_is(x->sector, by[i].sector))
            return by[i].kind;
    if (x->country.n > 4 && x->country.p[3] == '/')
        return x->country.p[0] == 'I' ? "igo" : "org";
    return "body";
}

/* "NGO/" + "Oxfam" or the initials of a long name. */
static chn_str group_name(chn_import *m, chn_str prefix, chn_str name)
{
    char fold[IMPORT_NAME + 64];
    size_t n = chn_utf8_fold(name.p, name.n, fold, sizeof fold);
    n = n < sizeof fold ? n : sizeof fold;
    chn_buf b;
    chn_buf_init(&b, 64);
    chn_buf_str(&b, prefix);
    const bool all = words_in(name) == 1;
    for (size_t i = 0; i < n && b.n < 20; i++) {
        const char c = fold[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
            continue;
        if (all || i == 0 || fold[i - 1] == ' ')
            chn_buf_char(&b, c >= 'a' ? (char)(c - 32) : c);
    }
    if (b.n == prefix.n)
        chn_buf_char(&b, 'X');
    m->failed |= b.failed;
    const chn_str s = b.failed ? prefix : chn_import_copy(m, b.p, b.n);
    chn_buf_free(&b);
    return s;
}

static void put_body(chn_import *m, const entry *e, const coded *main,
                     namelist *l)
{
    uint32_t whom = NONE, before = NONE;
    meaning is = main->is;
    if (l->n && is.country.n == 4)
        is.country = group_name(m, is.country, l->at[0]);
    new_names(m, e, is.country, l, &whom, &before);
    if (whom != NONE) {
        known_actor(m, e, whom, l);
        return;
    }
    if (!l->n)
        return;
    actor_out *a = IMPORT_PUSH(m, m->bodies);
    if (!a)
        return;
    memset(a, 0, sizeof *a);
    a->id = chn_import_id(m, l->at[0]);
    a->name = l->at[0];
    a->aliases = joined(m, l, 1);
    a->country = is.country;
    a->sector = is.sector;
    a->kind = chn_str_of(kind_of(&is));
    if (chn_str_is(a->kind, "media"))
        a->media_kind = chn_str_of("outlet");
    a->since = day_text(m, main->since);
    a->until = day_text(m, main->until);
    a->source = line_source(m, e->line);
    m->failed |= !mark_seen(m, l, SEEN_OTHER);
}

static void put_land(chn_import *m, const entry *e, chn_str code, namelist *l)
{
    uint32_t whom = NONE, before = NONE;
    new_names(m, e, code, l, &whom, &before);
    if (whom != NONE || !l->n)
        return;
    cells_out *c =
        e->place ? IMPORT_PUSH(m, m->places) : IMPORT_PUSH(m, m->countries);
    if (!c)
        return;
    memset(c, 0, sizeof *c);
    if (e->place) {
        c->cell[0] = l->at[0];
        c->cell[1] = joined(m, l, 1);
        c->cell[2] = code;
        c->cell[5] = chn_str_of(e->capital ? "capital" : "city");
        c->cell[6] = line_source(m, e->line);
    } else {
        c->cell[0] = code;
        c->cell[1] = l->at[0];
        c->cell[2] = joined(m, l, 1);
        c->cell[8] = line_source(m, e->line);
    }
    m->failed |= !mark_seen(m, l, SEEN_OTHER);
}

void chn_import_null(chn_import *m, uint32_t line, chn_str phrase,
                     const char *group)
{
    const chn_str name = chn_import_lower(m, phrase);
    const known *k = name.n ? what_is(m, name) : NULL;
    const bool digits = name.n && name.p[0] >= '0' && name.p[0] <= '9';
    if (k || words_in(name) < 2 || digits ||
        chn_actor_map_get(&m->seen, key_of(m, name)) != NONE) {
        chn_import_say(
            m, line, group, true, phrase, "%s",
            k ? "the tables know the name; a row with \"!\" before "
                "its id removes it"
            : strcmp(group, "null") == 0
                ? "one word would be hidden wherever it stands"
                : "no table drops a sentence for one word or a year; "
                  "what it tells is recorded as what it is");
        return;
    }
    namelist l = {{name}, 1};
    cells_out *c = IMPORT_PUSH(m, m->words_out);
    if (!c)
        return;
    memset(c, 0, sizeof *c);
    c->cell[0] = name;
    c->cell[1] = chn_str_of("notname");
    c->cell[3] = line_source(m, line);
    m->failed |= !mark_seen(m, &l, SEEN_OTHER);
    if (strcmp(group, "discard") == 0)
        chn_import_say(m, line, group, false, phrase,
                       "its words name nobody any more; the sentence is still "
                       "read");
}

void chn_import_discard(chn_import *m, uint32_t line, chn_str phrase)
{
    phrase = chn_str_trim(phrase);
    while (phrase.n && phrase.p[0] == '+')
        phrase = chn_str_trim(chn_str_n(phrase.p + 1, phrase.n - 1));
    if (!phrase.n)
        return;
    m->stats.entries++;
    chn_arena_reset(m->scratch);
    chn_import_null(m, line, phrase, "discard");
}

void chn_import_entry(chn_import *m, const entry *e)
{
    chn_arena_reset(m->scratch);
    if (!e->names.n)
        return;
    m->stats.entries++;
    const bool person = is_person(m, e);
    const coded *main = main_code(e, person);
    namelist l;
    if (!main) {
        if (!e->n_codes)
            chn_import_say(m, e->line, "code", true, e->names.at[0],
                           "the name has no code");
        for (uint32_t i = 0; e->n_codes && i < e->names.n; i++)
            chn_import_null(m, e->line, e->names.at[i], "null");
        return;
    }
    if (main->is.several) {
        chn_import_say(m, e->line, "compound", true, e->names.at[0],
                       "one name of several actors (%.*s); no table has that",
                       (int)(main->raw.n < 60 ? main->raw.n : 60), main->raw.p);
        return;
    }
    if (!main->is.country.n) {
        chn_import_say(
            m, e->line, "code", true, e->names.at[0],
            main->is.region
                ? "%.*s is a region of several states and so no "
                  "actor's state"
                : "the code %.*s begins with no state and no group; add "
                  "it to import/codes.tsv in a folder for --data",
            (int)(main->raw.n < 60 ? main->raw.n : 60), main->raw.p);
        return;
    }
    usable(m, e, person, &l);
    if (!l.n)
        return;
    tell_codes(m, e, main, person);
    if (e->place || (!person && main->is.country.n == 3 && !main->is.sector.n &&
                     !body_word(m, l.at[0])))
        put_land(m, e, main->is.country, &l);
    else if (person)
        put_person(m, e, main, &l);
    else
        put_body(m, e, main, &l);
}

/* ---- common nouns with a role ---- */

static void put_role(chn_import *m, uint32_t line, chn_str phrase,
                     chn_str sector, bool plural)
{
    const chn_str name = chn_import_lower(m, phrase);
    if (!name.n)
        return;
    if (what_is(m, name) ||
        chn_actor_map_get(&m->roles, key_of(m, name)) != NONE) {
        m->stats.known++;
        return;
    }
    const chn_str key = chn_name_key(m->arena, name);
    if (!key.p || chn_actor_map_get(&m->given, key) != NONE ||
        chn_actor_map_get(&m->seen, key) != NONE) {
        chn_import_say(m, line, "name", true, phrase,
                       "the words have another meaning in the tables or above");
        return;
    }
    /* the head is the last word, or the one before "of" */
    size_t end = name.n;
    for (size_t i = 0; i + 4 <= name.n && end == name.n; i++)
        if (i > 0 && memcmp(name.p + i, " of ", 4) == 0)
            end = i;
    size_t from = end;
    while (from > 0 && name.p[from - 1] != ' ')
        from--;
    const uint32_t head = chn_actor_map_get(
        &m->roles, key_of(m, chn_str_n(name.p + from, end - from)));
    cells_out *c = IMPORT_PUSH(m, m->roles_out);
    if (!c)
        return;
    memset(c, 0, sizeof *c);
    c->cell[0] = name;
    c->cell[1] = sector;
    c->cell[2] = chn_str_of(plural ? "pl" : "sg");
    c->cell[3] = head != NONE ? chn_row_cell(&m->role_rows.at[head], 2)
                              : chn_str_of("person");
    if (chn_str_is(c->cell[3], "title") || chn_str_is(c->cell[3], "kin"))
        c->cell[3] = chn_str_of("person");
    if (chn_str_is(c->cell[3], "media"))
        c->cell[4] = chn_row_cell(&m->role_rows.at[head], 3);
    c->cell[6] = chn_str_of("y");
    c->cell[7] = line_source(m, line);
    m->failed |= !chn_actor_map_put(m->arena, &m->seen, key, SEEN_OTHER);
}

/* NOUN -> NOUNS, ARMY -> ARMIES, BOSS -> BOSSES: as PETRARCH does. */
static chn_str plural_of(chn_import *m, chn_str s)
{
    while (s.n && (s.p[s.n - 1] == '_' || s.p[s.n - 1] == ' '))
        s.n--;
    chn_buf b;
    chn_buf_init(&b, 4096);
    if (s.n > 1 && (s.p[s.n - 1] == 'Y' || s.p[s.n - 1] == 'y')) {
        chn_buf_put(&b, s.p, s.n - 1);
        chn_buf_z(&b, "IES");
    } else {
        chn_buf_str(&b, s);
        chn_buf_z(&b, s.n > 1 && s.p[s.n - 1] == 'S' && s.p[s.n - 2] == 'S'
                          ? "ES"
                          : "S");
    }
    m->failed |= b.failed;
    const chn_str out = b.failed ? s : chn_import_copy(m, b.p, b.n);
    chn_buf_free(&b);
    return out;
}

void chn_import_role(chn_import *m, uint32_t line, chn_str phrase,
                     chn_str plural, bool no_plural, chn_str code)
{
    chn_str rest = {"", 0}, seat = {"", 0};
    const bool last = code.n && code.p[code.n - 1] == '~';
    chn_arena_reset(m->scratch);
    m->stats.entries++;
    if (code.n && (code.p[0] == '~' || last))
        code = last ? chn_str_n(code.p, code.n - 1)
                    : chn_str_n(code.p + 1, code.n - 1);
    const chn_str sector = chn_import_sector(m, code, &rest, &seat);
    if (!sector.n) {
        chn_import_say(m, line, "code", true, phrase,
                       "the role %.*s is no sector of the record",
                       (int)(code.n < 60 ? code.n : 60), code.p);
        return;
    }
    if (rest.n)
        chn_import_say(m, line, "code", false, phrase,
                       "the tables have no place for %.*s", (int)rest.n,
                       rest.p);
    put_role(m, line, phrase, sector, false);
    if (!no_plural)
        put_role(m, line, plural.n ? plural : plural_of(m, phrase), sector,
                 true);
}
