/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of data/actors/ as arrays, and one trie over all their names.
 * A phrase may mean several things ("Georgia" a state, "Kim" many persons);
 * which one is meant is decided in the text, never here.
 */
#include "actor/know.h"
#include "actor/tables.h"

#include "base/day.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/utf8.h"

#define FOLD_MAX 256u
#define OFFICE_WORDS 6u /* longest role that opens an office's name */

typedef struct loader {
    chn_arena *a;
    const chn_tableset *set;
    const chn_text_know *text;
    chn_lex *lex;
    chn_actor_know *k;
    chn_err *err;
} loader;

/* ---- maps ---- */

static map_slot *slot_of(const map *m, chn_str key)
{
    uint64_t i = chn_hash(key.p, key.n, 11);
    for (;; i++) {
        map_slot *s = &m->at[i & (m->size - 1)];
        if (!s->key || chn_str_eq(chn_str_n(s->key, s->n), key))
            return s;
    }
}

/* The first value of a key stays. */
bool chn_actor_map_put(chn_arena *a, map *m, chn_str key, uint32_t value)
{
    if (!key.p)
        return true;
    if (key.n > UINT32_MAX)
        return false;
    if (2 * (m->n + 1) > m->size) {
        const map old = *m;
        m->size = old.size ? old.size * 2 : 64;
        m->at = CHN_NEW(a, map_slot, m->size);
        if (!m->at) {
            *m = old;
            return false;
        }
        for (uint32_t i = 0; i < old.size; i++)
            if (old.at[i].key)
                *slot_of(m, chn_str_n(old.at[i].key, old.at[i].n)) = old.at[i];
        chn_arena_release(a, old.at, old.size, sizeof(map_slot));
    }
    map_slot *s = slot_of(m, key);
    if (!s->key) {
        s->key = key.p;
        s->n = (uint32_t)key.n;
        s->value = value;
        m->n++;
    }
    return true;
}

uint32_t chn_actor_map_get(const map *m, chn_str key)
{
    if (!m->size)
        return NONE;
    const map_slot *s = slot_of(m, key);
    return s->key ? s->value : NONE;
}

/* ---- indexes ---- */

static uint64_t hash_id(const chn_actor_know *k, uint32_t row)
{
    const chn_str id = chn_actor_id_of(&k->actors.at[row]);
    return chn_hash(id.p, id.n, 11);
}

static uint64_t hash_sound(const chn_actor_know *k, uint32_t row)
{
    char s[NAME_SOUND];
    const size_t n =
        chn_actor_sound(chn_actor_surname(k, &k->names.at[row]), s, sizeof s);
    return chn_hash(s, n, 11);
}

typedef uint64_t (*hash_fn)(const chn_actor_know *k, uint32_t row);

static void index_fill(const chn_actor_know *k, const row_index *x,
                       hash_fn hash, uint32_t row)
{
    uint64_t i = hash(k, row);
    while (x->at[i & (x->size - 1)])
        i++;
    x->at[i & (x->size - 1)] = row + 1;
}

/* A row whose string no other row of the index has. false: no memory. */
static bool index_put(chn_arena *a, const chn_actor_know *k, row_index *x,
                      hash_fn hash, uint32_t row)
{
    if (2 * (x->n + 1) > x->size) {
        const row_index old = *x;
        const uint32_t size = old.size ? old.size * 2 : 1024;
        uint32_t *at = chn_arena_resize(a, NULL, size, sizeof *at);
        if (!at)
            return false;
        memset(at, 0, size * sizeof *at);
        x->at = at;
        x->size = size;
        for (uint32_t i = 0; i < old.size; i++)
            if (old.at[i])
                index_fill(k, x, hash, old.at[i] - 1);
        chn_arena_release(a, old.at, old.size, sizeof *at);
    }
    index_fill(k, x, hash, row);
    x->n++;
    return true;
}

uint32_t chn_actor_by_id(const chn_actor_know *k, chn_str id)
{
    const row_index *x = &k->by_id;
    if (!x->size)
        return NONE;
    for (uint64_t i = chn_hash(id.p, id.n, 11);; i++) {
        const uint32_t row = x->at[i & (x->size - 1)];
        if (!row)
            return NONE;
        if (chn_str_eq(chn_actor_id_of(&k->actors.at[row - 1]), id))
            return row - 1;
    }
}

uint32_t chn_actor_sounding(const chn_actor_know *k, chn_str sound)
{
    const row_index *x = &k->named;
    if (!x->size)
        return NONE;
    for (uint64_t i = chn_hash(sound.p, sound.n, 11);; i++) {
        const uint32_t row = x->at[i & (x->size - 1)];
        char s[NAME_SOUND];
        if (!row)
            return NONE;
        const size_t n = chn_actor_sound(
            chn_actor_surname(k, &k->names.at[row - 1]), s, sizeof s);
        if (chn_str_eq(chn_str_n(s, n), sound))
            return row - 1;
    }
}

/* ---- helpers ---- */

/* `at` with a zeroed element `n`. NULL: no memory. */
static void *room(chn_arena *a, void *at, uint32_t *cap, uint32_t n,
                  size_t size)
{
    if (n >= *cap) {
        const uint32_t to = *cap < 16 ? 16 : *cap + *cap / 2;
        void *more = to > *cap ? chn_arena_resize(a, at, to, size) : NULL;
        if (!more)
            return NULL;
        at = more;
        *cap = to;
    }
    memset((char *)at + n * size, 0, size);
    return at;
}

/* A new last element, or NULL: no memory (the list is then lost, and so is
 * the engine that was being opened). */
#define PUSH(l, list)                                                          \
    (((list).at =                                                              \
          room((l)->a, (list).at, &(list).cap, (list).n, sizeof *(list).at))   \
         ? (list).at + (list).n++                                              \
         : NULL)

/* Gives back what a list will not need. */
#define CLOSE(l, list)                                                         \
    ((list).at =                                                               \
         shut((l)->a, (list).at, &(list).cap, (list).n, sizeof *(list).at))
static void *shut(chn_arena *a, void *at, uint32_t *cap, uint32_t n,
                  size_t size)
{
    void *less = at ? chn_arena_resize(a, at, n, size) : NULL;
    if (!less)
        return at;
    *cap = n;
    return less;
}

/* "LeT", "AfD": written otherwise it is another word ("Let me"). */
static bool capital_inside(chn_str s)
{
    bool small = false;
    for (size_t i = 0; i < s.n; i++) {
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') ||
              (s.p[i] >= 'A' && s.p[i] <= 'Z')))
            return false;
        if (small && s.p[i] <= 'Z')
            return true;
        small |= s.p[i] >= 'a';
    }
    return false;
}

static chn_code add_phrase(loader *l, chn_str text, fact_kind kind,
                           uint32_t row, bool alias)
{
    if (!text.n)
        return CHN_OK;
    chn_actor_know *k = l->k;
    const uint32_t value = k->facts.n;
    if (row > FACT_ROWS_MAX)
        return chn_fail(l->err, CHN_ERR_LIMIT,
                        "\"%.*s\" is in row %u; tables of actors may have %u "
                        "rows of a kind",
                        (int)text.n, text.p, row, FACT_ROWS_MAX);
    fact *f = PUSH(l, k->facts);
    if (!f)
        return chn_fail_memory(l->err);
    f->kind = (uint32_t)kind & 511u;
    f->row = row & FACT_ROWS_MAX;
    f->alias = alias;
    f->mixed = capital_inside(text);
    return chn_phrases_add(k->phrases, l->text, l->lex, text, value, l->err);
}

/* All of "a|b|c". */
static chn_code add_phrases(loader *l, chn_str list, fact_kind kind,
                            uint32_t row, bool alias)
{
    chn_str one;
    while (chn_str_next(&list, '|', &one)) {
        const chn_code c = add_phrase(l, one, kind, row, alias);
        if (c)
            return c;
    }
    return CHN_OK;
}

static uint16_t group_id(loader *l, chn_str name)
{
    chn_actor_know *k = l->k;
    const uint32_t have = chn_actor_map_get(&k->group_of, name);
    if (have != NONE)
        return (uint16_t)have;
    if (k->groups.n == UINT16_MAX)
        return 0;
    chn_str *g = PUSH(l, k->groups);
    if (!g)
        return 0;
    *g = name;
    const uint32_t id = k->groups.n - 1;
    return chn_actor_map_put(l->a, &k->group_of, name, id) ? (uint16_t)id : 0;
}

static chn_code days(const chn_rows *it, chn_err *err, uint32_t col,
                     chn_day *since, chn_day *until)
{
    if (!chn_row_day(chn_rows_cell(it, col), false, since))
        return chn_rows_fail(it, err,
                             "since is \"%.*s\"; write YYYY-MM-DD, YYYY-MM, "
                             "YYYY or -",
                             (int)chn_rows_cell(it, col).n,
                             chn_rows_cell(it, col).p);
    if (!chn_row_day(chn_rows_cell(it, col + 1), true, until))
        return chn_rows_fail(it, err,
                             "until is \"%.*s\"; write YYYY-MM-DD, YYYY-MM, "
                             "YYYY or -",
                             (int)chn_rows_cell(it, col + 1).n,
                             chn_rows_cell(it, col + 1).p);
    return CHN_OK;
}

/* Calls `fn` for each row. */
typedef chn_code (*row_fn)(loader *l, const chn_rows *it);
static chn_code each_row(loader *l, const char *name, const char *const *want,
                         uint32_t n_want, bool keyed, row_fn fn)
{
    chn_rows it;
    chn_code c =
        chn_rows_open(&it, l->a, l->set, name, want, n_want, keyed, l->err);
    if (c)
        return c;
    int got = 0;
    while ((got = chn_rows_next(&it, l->err)) == 1) {
        c = fn(l, &it);
        if (c)
            return c;
    }
    if (got < 0)
        return l->err ? l->err->code : CHN_ERR_TABLE;
    return CHN_OK;
}

/* ---- the tables ---- */

/* "anti-Russian", of each adjective of one word. */
static chn_code add_against(loader *l, chn_str list, chn_str code)
{
    static const char against[] = "anti-";
    chn_str one;
    while (chn_str_next(&list, '|', &one)) {
        if (one.n == 0 || memchr(one.p, ' ', one.n))
            continue;
        const uint32_t row = l->k->words.n;
        word *w = PUSH(l, l->k->words);
        char *name = CHN_NEW(l->a, char, sizeof against + one.n);
        if (!w || !name)
            return chn_fail_memory(l->err);
        memcpy(name, against, sizeof against - 1);
        memcpy(name + sizeof against - 1, one.p, one.n);
        w->cls = WORD_AGAINST;
        w->value = code;
        const chn_code e =
            add_phrase(l, chn_str_n(name, sizeof against - 1 + one.n),
                       FACT_WORD, row, false);
        if (e)
            return e;
    }
    return CHN_OK;
}

static chn_code country_row(loader *l, const chn_rows *it)
{
    chn_actor_know *k = l->k;
    const uint32_t row = k->countries.n;
    land *c = PUSH(l, k->countries);
    if (!c)
        return chn_fail_memory(l->err);
    c->name = chn_rows_cell(it, 0);
    c->code = chn_rows_cell(it, 1);
    if (c->code.n != 3)
        return chn_rows_fail(it, l->err,
                             "country code is \"%.*s\"; expected ISO 3166-1 "
                             "alpha-3",
                             (int)c->code.n, c->code.p);
    chn_code e = days(it, l->err, 6, &c->since, &c->until);
    c->ambiguous = chn_str_is(chn_rows_cell(it, 8), "y");
    if (!e && c->until == CHN_DAY_NONE &&
        !chn_actor_map_put(l->a, &k->by_code, c->code, row))
        e = chn_fail_memory(l->err);
    if (!e)
        e = add_phrase(l, c->name, FACT_COUNTRY, row, false);
    if (!e)
        e = add_phrases(l, chn_rows_cell(it, 2), FACT_COUNTRY, row, true);
    if (!e)
        e = add_phrases(l, chn_rows_cell(it, 3), FACT_ADJ, row, false);
    if (!e && c->until == CHN_DAY_NONE)
        e = add_against(l, chn_rows_cell(it, 3), c->code);
    if (!e)
        e = add_phrases(l, chn_rows_cell(it, 4), FACT_PEOPLE, row, false);
    if (!e)
        e = add_phrases(l, chn_rows_cell(it, 5), FACT_CAPITAL, row, false);
    return e;
}

static chn_code load_countries(loader *l)
{
    static const char *const want[] = {"name",       "code",   "aliases",
                                       "adjectives", "people", "capital",
                                       "since",      "until",  "?ambiguous"};
    return each_row(l, "actors/countries.tsv", want, 9, true, country_row);
}

static chn_code people_row(loader *l, const chn_rows *it)
{
    const uint32_t row = l->k->countries.n;
    land *c = PUSH(l, l->k->countries);
    if (!c)
        return chn_fail_memory(l->err);
    memset(c, 0, sizeof *c);
    c->name = chn_rows_cell(it, 0);
    c->code = chn_rows_cell(it, 1);
    c->sector = chn_rows_cell(it, 4);
    c->since = c->until = CHN_DAY_NONE;
    c->part = true;
    if (c->code.n != 3)
        return chn_rows_fail(it, l->err,
                             "country code is \"%.*s\"; expected ISO 3166-1 "
                             "alpha-3",
                             (int)c->code.n, c->code.p);
    const chn_code e =
        add_phrases(l, chn_rows_cell(it, 2), FACT_ADJ, row, false);
    return e ? e
             : add_phrases(l, chn_rows_cell(it, 3), FACT_PEOPLE, row, false);
}

static chn_code load_peoples(loader *l)
{
    static const char *const want[] = {"name", "code", "adjectives", "people",
                                       "sector"};
    return each_row(l, "actors/peoples.tsv", want, 5, true, people_row);
}

static const char *const ROLE_KINDS[] = {"person", "body", "people", "armed",
                                         "party",  "org",  "media",  "state",
                                         "title",  "kin"};
static const char *const WORD_CLASSES[] = {
    "mod",      "thing",    "notname", "locative", "move",      "cityof",
    "route",    "particle", "pair",    "saying",   "clause",    "function",
    "verb",     "seat",     "other",   "female",   "male",      "region",
    "namesake", "short",    "abroad",  "firm",     "common",    "alone",
    "outward",  "ship",     "chamber", "nature",   "combining", "wide",
    "against"};

static int32_t index_of(chn_str s, const char *const *names, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (chn_str_is(s, names[i]))
            return (int32_t)i;
    return -1;
}

static chn_code load_lists(loader *l)
{
    static const char *const names[L_LISTS] = {[L_DET] = "det",
                                               [L_ARTICLE] = "article",
                                               [L_ONE] = "one",
                                               [L_THEN] = "then",
                                               [L_PAST] = "past",
                                               [L_HEARER] = "hearer",
                                               [L_BACKED] = "backed",
                                               [L_LED] = "led",
                                               [L_HEADS] = "heads",
                                               [L_AWAY] = "away",
                                               [L_SIDE] = "side",
                                               [L_EACH] = "each",
                                               [L_NEITHER] = "neither",
                                               [L_DUO] = "duo",
                                               [L_TRIO] = "trio",
                                               [L_QUARTET] = "quartet",
                                               [L_WARRING] = "warring",
                                               [L_JOINT] = "joint",
                                               [L_SEVERAL] = "several",
                                               [L_WERE] = "were",
                                               [L_SHARED] = "shared",
                                               [L_WISH] = "wish",
                                               [L_PERFORMS] = "performs",
                                               [L_REALM] = "realm",
                                               [L_FOREIGN] = "foreign",
                                               [L_REGNAL] = "regnal",
                                               [L_AT] = "at",
                                               [L_AROUND] = "around",
                                               [L_LINK] = "link",

                                               [L_ADJECTIVE] = "adjective",
                                               [L_ETHNIC] = "ethnic",
                                               [L_PARTOF] = "partof",
                                               [L_NEWS] = "news",
                                               [L_STANDIN] = "standin",
                                               [L_ASIDE] = "aside",
                                               [L_TOWARDS] = "towards",
                                               [L_ADDRESSED] = "addressed",
                                               [L_BLOW] = "blow",
                                               [L_COUNTED] = "counted",
                                               [L_SAID] = "said",
                                               [L_WORLDWIDE] = "worldwide",
                                               [L_WORLD] = "world",
                                               [L_ACROSS] = "across",
                                               [L_PLURAL] = "plural"};
    _Static_assert(L_LISTS <= 64, "each list is a bit");
    const chn_class_table t = {"actors/lists.tsv", names, L_LISTS};
    return chn_classes_read(&l->k->lists, l->a, l->set, &t, l->text, l->lex,
                            l->err);
}

static chn_code trait_row(loader *l, const chn_rows *it)
{
    static const char *const names[] = {"immigrants", "namesakes",
                                        "family-first", "first-again",
                                        "either-order"};
    chn_actor_know *k = l->k;
    const chn_str code = chn_rows_cell(it, 0);
    const chn_str called = chn_rows_cell(it, 2);
    const uint32_t row = chn_actor_map_get(&k->by_code, code);
    chn_str list = chn_rows_cell(it, 1);
    chn_str one;
    if (row == NONE) /* an overlay took the state away */
        return CHN_OK;
    while (chn_str_next(&list, '|', &one)) {
        const int32_t i = index_of(one, names, sizeof names / sizeof *names);
        if (i < 0)
            return chn_rows_fail(it, l->err,
                                 "unknown trait \"%.*s\"; the head of the "
                                 "table lists them",
                                 (int)one.n, one.p);
        k->countries.at[row].traits |= (uint8_t)(1u << i);
    }
    if (!called.n)
        return CHN_OK;
    land_half *h = &k->half[k->half[0].word.n ? 1 : 0];
    if (h->word.n)
        return chn_rows_fail(it, l->err,
                             "a third half; only one land of two states is "
                             "known");
    *h = (land_half){called, code};
    return CHN_OK;
}

static chn_code load_traits(loader *l)
{
    static const char *const want[] = {"code", "traits", "half"};
    return each_row(l, "actors/traits.tsv", want, 3, true, trait_row);
}

static chn_code neighbour_row(loader *l, const chn_rows *it)
{
    const uint32_t row =
        chn_actor_map_get(&l->k->by_code, chn_rows_cell(it, 0));
    if (row != NONE) /* no overlay took the state away */
        l->k->countries.at[row].near = chn_rows_cell(it, 1);
    return CHN_OK;
}

static chn_code load_neighbours(loader *l)
{
    static const char *const want[] = {"code", "neighbours"};
    return each_row(l, "actors/neighbours.tsv", want, 2, true, neighbour_row);
}

static chn_code role_groups(loader *l, chn_str list, role *r)
{
    if (r->kind == ROLE_MEDIA) {
        r->media_kind = list;
        return CHN_OK;
    }
    if ((r->kind == ROLE_TITLE || r->kind == ROLE_KIN) &&
        (chn_str_is(list, "m") || chn_str_is(list, "f"))) {
        r->sex = list.p[0];
        return CHN_OK;
    }
    chn_str one;
    for (uint32_t i = 0; i < GROUPS && chn_str_next(&list, '|', &one); i++) {
        r->groups[i] = group_id(l, one);
        if (!r->groups[i])
            return chn_fail_memory(l->err);
    }
    return CHN_OK;
}

static chn_code fold_key(loader *l, chn_str s, chn_str *out)
{
    char buf[FOLD_MAX];
    const size_t n = chn_utf8_fold(s.p, s.n, buf, sizeof buf);
    *out = chn_arena_str(l->a, buf, n < sizeof buf ? n : sizeof buf);
    return out->p ? CHN_OK : chn_fail_memory(l->err);
}

static chn_code role_row(loader *l, const chn_rows *it)
{
    chn_actor_know *k = l->k;
    const uint32_t row = k->roles.n;
    role *r = PUSH(l, k->roles);
    if (!r)
        return chn_fail_memory(l->err);
    r->phrase = chn_rows_cell(it, 0);
    r->sector = chn_rows_cell(it, 1);
    const chn_str number = chn_rows_cell(it, 2);
    const int32_t kind = index_of(chn_rows_cell(it, 3), ROLE_KINDS, 10);
    if (kind < 0)
        return chn_rows_fail(it, l->err,
                             "kind is \"%.*s\"; expected person, body, "
                             "people, armed, party, org, media, state, title "
                             "or kin",
                             (int)chn_rows_cell(it, 3).n,
                             chn_rows_cell(it, 3).p);
    r->kind = (uint8_t)kind;
    r->plural = chn_str_is(number, "pl");
    r->mass = chn_str_is(number, "mass");
    r->generic = chn_str_is(chn_rows_cell(it, 5), "y");
    r->needs_country = chn_str_is(chn_rows_cell(it, 6), "y");
    chn_code e = role_groups(l, chn_rows_cell(it, 4), r);
    chn_str key = {0};
    if (!e)
        e = fold_key(l, r->phrase, &key);
    if (!e && !chn_actor_map_put(l->a, &k->role_of, key, row))
        e = chn_fail_memory(l->err);
    return e ? e : add_phrase(l, r->phrase, FACT_ROLE, row, false);
}

static chn_code load_roles(loader *l)
{
    static const char *const want[] = {"phrase",       "sector", "number",
                                       "kind",         "group",  "generic",
                                       "needs_country"};
    return each_row(l, "actors/roles.tsv", want, 7, true, role_row);
}

static chn_code word_row(loader *l, const chn_rows *it)
{
    chn_actor_know *k = l->k;
    const int32_t cls = index_of(chn_rows_cell(it, 1), WORD_CLASSES,
                                 sizeof WORD_CLASSES / sizeof *WORD_CLASSES);
    if (cls < 0)
        return chn_rows_fail(it, l->err,
                             "class is \"%.*s\"; expected one of those that "
                             "the head of the table lists",
                             (int)chn_rows_cell(it, 1).n,
                             chn_rows_cell(it, 1).p);
    const uint32_t row = k->words.n;
    word *w = PUSH(l, k->words);
    if (!w)
        return chn_fail_memory(l->err);
    w->cls = (uint8_t)cls;
    w->value = chn_rows_cell(it, 2);
    if (w->cls == WORD_FEMALE || w->cls == WORD_MALE) {
        chn_str key = {0};
        const chn_code e = fold_key(l, chn_rows_cell(it, 0), &key);
        if (e)
            return e;
        if (!chn_actor_map_put(l->a, &k->sex_of, key,
                               w->cls == WORD_FEMALE ? 'f' : 'm'))
            return chn_fail_memory(l->err);
    }
    return add_phrase(l, chn_rows_cell(it, 0), FACT_WORD, row, false);
}

static chn_code load_words(loader *l)
{
    static const char *const want[] = {"word", "class", "?value"};
    return each_row(l, "actors/words.tsv", want, 3, false, word_row);
}

/* Cells of the row: its id, name, country and sector, and its kind of medium
 * in column `media`, if any. */
static chn_code add_actor(loader *l, const chn_rows *it, uint8_t kind,
                          uint32_t media, actor **out)
{
    chn_actor_know *k = l->k;
    const uint32_t row = k->actors.n;
    const chn_str id = chn_rows_cell(it, 0);
    if (chn_actor_by_id(k, id) != NONE)
        return chn_rows_fail(it, l->err,
                             "id \"%.*s\" stands twice; give each actor an "
                             "id of its own",
                             (int)id.n, id.p);
    actor *a = PUSH(l, k->actors);
    if (!a)
        return chn_fail_memory(l->err);
    a->id = id.p;
    a->name = (int32_t)(chn_rows_cell(it, 1).p - id.p);
    a->country = (int32_t)(chn_rows_cell(it, 3).p - id.p);
    a->sector = (int32_t)(chn_rows_cell(it, 4).p - id.p);
    a->media_kind = media ? (int32_t)(chn_rows_cell(it, media).p - id.p) : 0;
    a->kind = kind;
    a->office = NONE;
    a->next_holder = NONE;
    *out = a;
    return index_put(l->a, k, &k->by_id, hash_id, row)
               ? CHN_OK
               : chn_fail_memory(l->err);
}

/* "King Hussein", "Pope Francis" */
static bool title_first(const chn_actor_know *k, chn_str folded, size_t space)
{
    return chn_actor_in_list(k, chn_str_n(folded.p, space), L_REGNAL);
}

/* Where the pool of surnames has one: many persons share theirs, and those of
 * one sound stand in one chain. `head`: its first two may have it. NONE: no
 * memory. */
static uint32_t keep_surname(loader *l, chn_str s, uint32_t head)
{
    chn_actor_know *k = l->k;
    for (uint32_t i = 0; i < 2 && head != NONE; i++) {
        const namesake *x = &k->names.at[head];
        if (chn_str_eq(chn_actor_surname(k, x), s))
            return x->surname;
        head = x->next;
    }
    const uint32_t at = k->surnames.n;
    for (size_t i = 0; i < s.n; i++) {
        char *c = PUSH(l, k->surnames);
        if (!c)
            return NONE;
        *c = s.p[i];
    }
    return at;
}

static chn_code add_name(loader *l, uint32_t row, chn_str full)
{
    chn_actor_know *k = l->k;
    char sound[NAME_SOUND];
    char buf[FOLD_MAX];
    const size_t need = chn_utf8_fold(full.p, full.n, buf, sizeof buf);
    const chn_str key = chn_str_n(buf, need < sizeof buf ? need : sizeof buf);
    actor *a = &k->actors.at[row];
    const char *space = memchr(key.p, ' ', key.n);
    const size_t first = space ? (size_t)(space - key.p) : key.n;
    size_t from = 0, to = key.n;
    while (to > 0 && key.p[to - 1] == ' ')
        to--;
    for (size_t i = 0; i < to; i++)
        if (key.p[i] == ' ')
            from = i + 1;
    const bool bin =
        key.n > first + 5 && memcmp(key.p + first, " bin ", 5) == 0;
    const bool regnal = space && !bin && title_first(k, key, first);
    if (regnal) {
        from = first + 1;
        const char *next = memchr(key.p + from, ' ', key.n - from);
        to = next ? (size_t)(next - key.p) : key.n;
    } else if (a->family_first) {
        from = 0;
        to = first;
    }
    if (!a->sex && !a->family_first) {
        const uint32_t sex =
            chn_actor_map_get(&k->sex_of, chn_str_n(key.p, first));
        a->sex = (char)(sex == NONE ? 0 : sex);
    }
    /* "Abdullah II of Jordan" is no Mr Jordan */
    if (!regnal && from >= 4 && memcmp(key.p + from - 4, " of ", 4) == 0)
        return CHN_OK;
    const chn_str surname = chn_str_n(key.p + from, to - from);
    const size_t n = chn_actor_sound(surname, sound, sizeof sound);
    const uint32_t head = chn_actor_sounding(k, chn_str_n(sound, n));
    const uint32_t at = k->names.n;
    const uint32_t kept = keep_surname(l, surname, head);
    namesake *x = PUSH(l, k->names);
    if (!x || kept == NONE)
        return chn_fail_memory(l->err);
    x->full = (int32_t)(full.p - a->id);
    x->full_n = (full.n < UINT16_MAX ? (uint32_t)full.n : UINT16_MAX) & 0xFFFFu;
    x->surname = kept;
    x->surname_n = (uint32_t)surname.n & 0x3FFFu; /* at most FOLD_MAX */
    x->actor = row;
    x->regnal = regnal;
    x->patronymic =
        !regnal && from >= 5 && memcmp(key.p + from - 5, " bin ", 5) == 0;
    x->next = NONE;
    if (head != NONE) {
        x->next = k->names.at[head].next;
        k->names.at[head].next = at;
        return CHN_OK;
    }
    return index_put(l->a, k, &k->named, hash_sound, at)
               ? CHN_OK
               : chn_fail_memory(l->err);
}

static chn_code add_names(loader *l, uint32_t row, chn_str name,
                          chn_str aliases)
{
    chn_code e = add_name(l, row, name);
    chn_str one;
    while (!e && chn_str_next(&aliases, '|', &one))
        if (memchr(one.p, ' ', one.n))
            e = add_name(l, row, one);
    return e;
}

static chn_code person_row(loader *l, const chn_rows *it)
{
    actor *a = NULL;
    chn_code e = add_actor(l, it, CHN_KIND_PERSON, 0, &a);
    if (e || !a)
        return e;
    const uint32_t row = l->k->actors.n - 1;
    const chn_str name = chn_rows_cell(it, 1);
    a->family_first = chn_str_is(chn_rows_cell(it, 5), "y");
    e = add_names(l, row, name, chn_rows_cell(it, 2));
    if (!e)
        e = add_phrase(l, name, FACT_PERSON, row, false);
    return e ? e : add_phrases(l, chn_rows_cell(it, 2), FACT_PERSON, row, true);
}

static chn_code load_persons(loader *l)
{
    static const char *const want[] = {"id",      "name",   "aliases",
                                       "country", "sector", "family_first"};
    return each_row(l, "actors/persons.tsv", want, 6, true, person_row);
}

/* "Broad Front" of "Broad Front of Uruguay", "NLC" of "NLC of Nigeria": where
 * the end of a body's name is its state's. Empty: it is not, or what is left
 * is a word like others ("Bank of Japan") or a role. */
static chn_str without_state(const loader *l, chn_str name, chn_str code)
{
    const chn_str none = {"", 0};
    const uint32_t c = chn_actor_map_get(&l->k->by_code, code);
    if (c == NONE)
        return none;
    const chn_str state = l->k->countries.at[c].name;
    if (name.n < state.n + 6 ||
        memcmp(name.p + name.n - state.n, state.p, state.n) != 0)
        return none;
    size_t n = name.n - state.n;
    if (n > 5 && memcmp(name.p + n - 4, "the ", 4) == 0)
        n -= 4;
    if (n < 6 || memcmp(name.p + n - 4, " of ", 4) != 0)
        return none;
    const chn_str rest = chn_str_n(name.p, n - 4);
    bool more = false, capitals = true;
    for (size_t i = 0; i < rest.n; i++) {
        more |= rest.p[i] == ' ';
        capitals &= rest.p[i] >= 'A' && rest.p[i] <= 'Z';
    }
    char buf[FOLD_MAX];
    const size_t m = chn_utf8_fold(rest.p, rest.n, buf, sizeof buf);
    if (!(more || capitals) || m >= sizeof buf ||
        chn_actor_map_get(&l->k->role_of, chn_str_n(buf, m)) != NONE)
        return none;
    return rest;
}

static chn_code add_told(loader *l, chn_str name, uint32_t row)
{
    const chn_str code = chn_actor_state_of(&l->k->actors.at[row]);
    const chn_str rest = without_state(l, name, code);
    if (!rest.n)
        return CHN_OK;
    const chn_code e = add_phrase(l, rest, FACT_BODY, row, true);
    if (!e)
        l->k->facts.at[l->k->facts.n - 1].told = true;
    return e;
}

static chn_code body_row(loader *l, const chn_rows *it)
{
    static const char *const kinds[] = {"body",  "igo",   "org",
                                        "armed", "media", "party"};
    static const uint8_t as[] = {CHN_KIND_BODY,  CHN_KIND_IGO,   CHN_KIND_ORG,
                                 CHN_KIND_ARMED, CHN_KIND_MEDIA, CHN_KIND_ORG};
    const int32_t kind = index_of(chn_rows_cell(it, 5), kinds, 6);
    if (kind < 0)
        return chn_rows_fail(it, l->err,
                             "kind is \"%.*s\"; expected body, igo, org, "
                             "armed, media or party",
                             (int)chn_rows_cell(it, 5).n,
                             chn_rows_cell(it, 5).p);
    actor *a = NULL;
    chn_code e = add_actor(l, it, as[kind], 6, &a);
    if (e || !a)
        return e;
    const uint32_t row = l->k->actors.n - 1;
    e = add_phrase(l, chn_rows_cell(it, 1), FACT_BODY, row, false);
    if (!e)
        e = add_phrases(l, chn_rows_cell(it, 2), FACT_BODY, row, true);
    if (as[kind] == CHN_KIND_MEDIA)
        return e; /* "Associated Press of Pakistan" is no Associated Press */
    if (!e)
        e = add_told(l, chn_rows_cell(it, 1), row);
    chn_str aliases = chn_rows_cell(it, 2), one;
    while (!e && chn_str_next(&aliases, '|', &one))
        e = add_told(l, one, row);
    return e;
}

static chn_code load_bodies(loader *l)
{
    static const char *const want[] = {"id",     "name", "aliases",   "country",
                                       "sector", "kind", "media_kind"};
    return each_row(l, "actors/bodies.tsv", want, 7, true, body_row);
}

/* The groups of the role that an office's name begins with: "Minister of
 * Defence of the Russian Federation" is what "defence minister" means. */
static void office_groups(const chn_actor_know *k, chn_str name, uint16_t *out)
{
    char buf[FOLD_MAX];
    size_t n = chn_utf8_fold(name.p, name.n, buf, sizeof buf);
    n = n < sizeof buf ? n : sizeof buf;
    size_t ends[OFFICE_WORDS];
    uint32_t words = 0;
    for (size_t i = 0; i <= n && words < OFFICE_WORDS; i++)
        if (i == n || buf[i] == ' ' || buf[i] == ',')
            ends[words++] = i;
    while (words-- > 0) {
        const uint32_t r =
            chn_actor_map_get(&k->role_of, chn_str_n(buf, ends[words]));
        if (r == NONE)
            continue;
        memcpy(out, k->roles.at[r].groups, sizeof k->roles.at[r].groups);
        return;
    }
}

static chn_code office_row(loader *l, const chn_rows *it)
{
    chn_actor_know *k = l->k;
    const chn_str id = chn_rows_cell(it, 0);
    const uint32_t who = chn_actor_by_id(k, id);
    if (who == NONE)
        return chn_rows_fail(it, l->err,
                             "no actor has the id \"%.*s\"; add it to "
                             "persons.tsv or bodies.tsv",
                             (int)id.n, id.p);
    const uint32_t row = k->offices.n;
    office *o = PUSH(l, k->offices);
    if (!o)
        return chn_fail_memory(l->err);
    o->name = chn_rows_cell(it, 1);
    if (!chn_str_uint(chn_rows_cell(it, 2), 99, &o->rank))
        return chn_rows_fail(
            it, l->err, "rank is \"%.*s\"; expected 1 (highest) to 99",
            (int)chn_rows_cell(it, 2).n, chn_rows_cell(it, 2).p);
    const chn_code e = days(it, l->err, 3, &o->since, &o->until);
    if (e)
        return e;
    o->certain = !chn_str_is(chn_rows_cell(it, 5), "n");
    office_groups(k, o->name, o->groups);
    actor *a = &k->actors.at[who];
    const chn_str state = chn_actor_state_of(a);
    if (a->office == NONE && state.n) {
        const uint32_t h = chn_actor_map_get(&k->holders_of, state);
        if (h == NONE) {
            if (!chn_actor_map_put(l->a, &k->holders_of, state, who))
                return chn_fail_memory(l->err);
        } else {
            a->next_holder = k->actors.at[h].next_holder;
            k->actors.at[h].next_holder = who;
        }
    }
    o->next = a->office;
    a->office = row;
    return CHN_OK;
}

static chn_code load_offices(loader *l)
{
    static const char *const want[] = {"actor", "office", "rank",
                                       "since", "until",  "?certain"};
    return each_row(l, "actors/offices.tsv", want, 6, false, office_row);
}

static chn_code place_row(loader *l, const chn_rows *it)
{
    chn_actor_know *k = l->k;
    const uint32_t row = k->places.n;
    place *p = PUSH(l, k->places);
    if (!p)
        return chn_fail_memory(l->err);
    p->name = chn_rows_cell(it, 0);
    p->country = chn_rows_cell(it, 2);
    const chn_str lat = chn_rows_cell(it, 3), lon = chn_rows_cell(it, 4);
    if (lat.n || lon.n) {
        if (!chn_str_double(lat, &p->lat) || !chn_str_double(lon, &p->lon) ||
            p->lat < -90.0 || p->lat > 90.0 || p->lon < -180.0 ||
            p->lon > 180.0)
            return chn_rows_fail(it, l->err,
                                 "\"%.*s\", \"%.*s\" is no point; write "
                                 "degrees, north and east positive",
                                 (int)lat.n, lat.p, (int)lon.n, lon.p);
        p->has_point = true;
    }
    p->ambiguous = chn_str_is(chn_rows_cell(it, 5), "y");
    p->capital = chn_str_is(chn_rows_cell(it, 6), "capital");
    const chn_code e = add_phrase(l, p->name, FACT_PLACE, row, false);
    return e ? e : add_phrases(l, chn_rows_cell(it, 1), FACT_PLACE, row, true);
}

static chn_code load_places(loader *l)
{
    static const char *const want[] = {"name", "aliases",    "country", "lat",
                                       "lon",  "?ambiguous", "?kind"};
    return each_row(l, "actors/places.tsv", want, 7, false, place_row);
}

chn_actor_know *chn_actor_know_new(chn_arena *a, const chn_tableset *set,
                                   const chn_text_know *text, chn_lex *lex,
                                   chn_err *err)
{
    static chn_code (*const load[])(loader *) = {
        load_lists,  load_roles,      load_words,   load_countries,
        load_traits, load_neighbours, load_peoples, load_persons,
        load_bodies, load_offices,    load_places};
    chn_err own = {0};
    chn_actor_know *k = CHN_NEW(a, chn_actor_know, 1);
    loader l = {a, set, text, lex, k, err ? err : &own};
    chn_str *none = k ? PUSH(&l, k->groups) : NULL; /* group 0: no group */
    if (k) {
        k->lex = lex;
        k->phrases = chn_phrases_new(a);
    }
    if (!none || !k->phrases) {
        chn_fail_memory(err);
        return NULL;
    }
    for (uint32_t i = 0; i < sizeof load / sizeof *load; i++)
        if (load[i](&l))
            return NULL;
    CLOSE(&l, k->facts);
    CLOSE(&l, k->actors);
    CLOSE(&l, k->names);
    CLOSE(&l, k->surnames);
    CLOSE(&l, k->offices);
    CLOSE(&l, k->places);
    if (chn_phrases_done(k->phrases, l.err))
        return NULL;
    return k;
}

bool chn_actor_in_list(const chn_actor_know *k, chn_str folded, word_list l)
{
    const uint32_t w = chn_lex_find(k->lex, folded.p, folded.n);
    return (chn_classes_of(&k->lists, w) & CHN_CLASS(l)) != 0;
}

bool chn_actor_trait(const chn_actor_know *k, chn_str code, uint32_t traits)
{
    const uint32_t c = chn_actor_map_get(&k->by_code, code);
    return c != NONE && (k->countries.at[c].traits & traits) != 0;
}

bool chn_actor_near(const chn_actor_know *k, chn_str code, chn_str other)
{
    const uint32_t c = chn_actor_map_get(&k->by_code, code);
    chn_str list = c == NONE ? chn_str_of("") : k->countries.at[c].near;
    chn_str one;
    while (chn_str_next(&list, ' ', &one))
        if (chn_str_eq(one, other))
            return true;
    return false;
}
