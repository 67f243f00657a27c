/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One name in many spellings: transliterations ("Zelensky", "Zelenskiy"),
 * initials and patronymics ("V. Putin"), family name first or last ("Orban
 * Viktor"). And who of a surname held what office when.
 */
#include "actor/know.h"

#include "base/str.h"
#include "base/utf8.h"

#define CHAIN_MAX 1024u       /* namesakes that one look-up passes */
#define PARTS_MAX 12u         /* words of a name */
#define CHIEF_DAYS (25 * 365) /* how long a chief's followers are told of */
#define SOLE_LEAST 4u         /* letters of a surname that stands alone */
#define SOUND_LEAST 5u        /* shorter sounds are too many names' */

/* ---- sounds ---- */

static bool pair(chn_str w, size_t i, const char *two)
{
    return i + 1 < w.n && w.p[i] == two[0] && w.p[i + 1] == two[1];
}

/* The letter that stands for what begins at i; *used: bytes of it. */
static char letter(chn_str w, size_t i, size_t *used)
{
    static const char digraphs[][4] = {"khk", "ghk", "dhd", "tht", "phf",
                                       "ckk", "ouu", "oou", "iai", "yai"};
    for (uint32_t d = 0; d < sizeof digraphs / sizeof *digraphs; d++)
        if (pair(w, i, digraphs[d])) {
            *used = digraphs[d][1] == 'a' ? 1 : 2;
            return digraphs[d][2];
        }
    *used = 1;
    switch (w.p[i]) {
    case 'g':
    case 'q':
        return 'k';
    case 'c':
        return (char)(i + 1 < w.n && strchr("hei", w.p[i + 1]) ? 'c' : 'k');
    case 'y':
        return (char)(i > 0 ? 'i' : 'y');
    case 'j':
        return (char)(i + 1 == w.n || i == 0 ? 'j' : 'i');
    case 'w':
        return 'v';
    case 'o':
        return 'u';
    case '-':
    case '\'':
    case '.':
        return 0;
    default:
        return w.p[i];
    }
}

size_t chn_actor_sound(chn_str w, char *out, size_t cap)
{
    size_t n = 0;
    if (w.n > 5 && w.p[2] == '-' && (pair(w, 0, "al") || pair(w, 0, "el")))
        w = chn_str_n(w.p + 3, w.n - 3);
    for (size_t i = 0, used = 1; i < w.n && n < cap; i += used) {
        const char c = letter(w, i, &used);
        if (c && !(n && out[n - 1] == c))
            out[n++] = c;
    }
    /* "Lukashenko", "Lukashenka" */
    if (n > SOUND_LEAST && strchr("aiu", out[n - 1]))
        n--;
    return n;
}

static bool sounds_alike(chn_str a, chn_str b)
{
    char x[NAME_SOUND];
    char y[NAME_SOUND];
    const size_t n = chn_actor_sound(a, x, sizeof x);
    return n == chn_actor_sound(b, y, sizeof y) && memcmp(x, y, n) == 0;
}

/* The same letters, whatever hyphens: "Jong-un", "Jongun". */
static bool same_letters(chn_str a, chn_str b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.n && (a.p[i] == '-' || a.p[i] == '\''))
            i++;
        while (j < b.n && (b.p[j] == '-' || b.p[j] == '\''))
            j++;
        if (i == a.n || j == b.n)
            return i == a.n && j == b.n;
        if (a.p[i++] != b.p[j++])
            return false;
    }
}

static chn_str without_article(chn_str w)
{
    const bool has = w.n > 5 && w.p[2] == '-' && w.p[1] == 'l' &&
                     (w.p[0] == 'a' || w.p[0] == 'e');
    return has ? chn_str_n(w.p + 3, w.n - 3) : w;
}

static uint32_t chain_of(const chn_actor_know *k, chn_str surname)
{
    char s[NAME_SOUND];
    const size_t n = chn_actor_sound(surname, s, sizeof s);
    return chn_actor_sounding(k, chn_str_n(s, n));
}

/* ---- a surname and an office ---- */

static bool on_day(const office *o, chn_day day)
{
    return (o->since == CHN_DAY_NONE || o->since <= day) &&
           (o->until == CHN_DAY_NONE || day <= o->until);
}

/* How well an actor's offices answer a query: less is better. */
static uint32_t office_score(const chn_actor_know *k, uint32_t who,
                             const name_query *q)
{
    const bool titled = q->groups && q->groups[0];
    uint32_t best = UINT32_MAX;
    for (uint32_t i = k->actors.at[who].office; i != NONE;
         i = k->offices.at[i].next) {
        const office *o = &k->offices.at[i];
        uint32_t s = o->rank;
        if (q->former) {
            if (o->until == CHN_DAY_NONE || o->until >= q->day)
                continue;
            s = (uint32_t)(q->day - o->until);
        } else if (!on_day(o, q->day) ||
                   (o->since == CHN_DAY_NONE && o->until == CHN_DAY_NONE)) {
            continue;
        }
        if (titled && !chn_actor_groups_meet(q->groups, o->groups))
            continue;
        if (titled && q->groups[0] != o->groups[0])
            s += 1u << 20; /* a premier is a head of state's kind at most */
        best = s < best ? s : best;
    }
    return best;
}

bool chn_actor_ever(const chn_actor_know *k, uint32_t who,
                    const uint16_t *groups)
{
    for (uint32_t i = k->actors.at[who].office; i != NONE;
         i = k->offices.at[i].next)
        if (chn_actor_groups_meet(groups, k->offices.at[i].groups))
            return true;
    return false;
}

static uint32_t named_by(const chn_actor_know *k, const name_query *q,
                         bool exact)
{
    uint32_t best = NONE, score = UINT32_MAX, passed = 0;
    bool tie = false;
    const chn_str surname = without_article(q->surname);
    for (uint32_t i = chain_of(k, q->surname); i != NONE && passed < CHAIN_MAX;
         i = k->names.at[i].next, passed++) {
        const namesake *x = &k->names.at[i];
        const actor *a = &k->actors.at[x->actor];
        if (exact !=
            same_letters(without_article(chn_actor_surname(k, x)), surname))
            continue;
        if (x->patronymic)
            continue;
        if (x->regnal && !(q->groups && q->groups[0]))
            continue;
        if (q->code.n && !chn_str_eq(q->code, chn_actor_state_of(a)))
            continue;
        if (q->sex && a->sex && q->sex != a->sex)
            continue;
        if (!exact && !q->code.n && !chn_actor_leads(k, x->actor, q->day))
            continue;
        const uint32_t s = office_score(k, x->actor, q);
        if (s > score || s == UINT32_MAX || x->actor == best)
            continue;
        tie = s == score;
        best = x->actor;
        score = s;
    }
    return tie ? NONE : best;
}

uint32_t chn_actor_named(const chn_actor_know *k, const name_query *q)
{
    char s[NAME_SOUND];
    if (q->day == CHN_DAY_NONE || !q->surname.n)
        return NONE;
    const uint32_t who = named_by(k, q, true);
    if (who != NONE || q->former ||
        chn_actor_sound(q->surname, s, sizeof s) < SOUND_LEAST)
        return who;
    return named_by(k, q, false);
}

/* Days between a day and the nearest term of an office of rank 1 with the very
 * role; UINT32_MAX: never held one. */
static uint32_t days_from_office(const chn_actor_know *k, uint32_t who,
                                 const name_query *q)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t i = k->actors.at[who].office; i != NONE;
         i = k->offices.at[i].next) {
        const office *o = &k->offices.at[i];
        if (o->rank != 1 || o->groups[0] != q->groups[0])
            continue;
        uint32_t d = 0;
        if (o->until != CHN_DAY_NONE && o->until < q->day)
            d = (uint32_t)(q->day - o->until);
        else if (o->since != CHN_DAY_NONE && o->since > q->day)
            d = (uint32_t)(o->since - q->day);
        best = d < best ? d : best;
    }
    return best;
}

uint32_t chn_actor_remembered(const chn_actor_know *k, const name_query *q)
{
    uint32_t best = NONE, least = UINT32_MAX, passed = 0;
    const chn_str surname = without_article(q->surname);
    if (q->day == CHN_DAY_NONE || !q->surname.n || !q->groups || !q->groups[0])
        return NONE;
    for (uint32_t i = chain_of(k, q->surname); i != NONE && passed < CHAIN_MAX;
         i = k->names.at[i].next, passed++) {
        const namesake *x = &k->names.at[i];
        const actor *a = &k->actors.at[x->actor];
        if (x->patronymic || x->regnal ||
            !same_letters(without_article(chn_actor_surname(k, x)), surname) ||
            (q->code.n && !chn_str_eq(q->code, chn_actor_state_of(a))))
            continue;
        const uint32_t d = days_from_office(k, x->actor, q);
        if (d == UINT32_MAX)
            continue;
        if (best != NONE &&
            !chn_str_eq(chn_actor_state_of(a),
                        chn_actor_state_of(&k->actors.at[best])))
            return NONE; /* two states had one */
        if (d < least) {
            best = x->actor;
            least = d;
        }
    }
    return best;
}

static bool ever_headed(const chn_actor_know *k, uint32_t who, uint16_t group)
{
    for (uint32_t i = k->actors.at[who].office; i != NONE;
         i = k->offices.at[i].next)
        if (k->offices.at[i].rank == 1 && k->offices.at[i].groups[0] == group)
            return true;
    return false;
}

uint32_t chn_actor_some_day(const chn_actor_know *k, const name_query *q,
                            chn_str *code)
{
    uint32_t one = NONE, passed = 0;
    bool more = false;
    const chn_str surname = without_article(q->surname);
    *code = chn_str_of("");
    if (!q->surname.n || !q->groups || !q->groups[0])
        return NONE;
    for (uint32_t i = chain_of(k, q->surname); i != NONE && passed < CHAIN_MAX;
         i = k->names.at[i].next, passed++) {
        const namesake *x = &k->names.at[i];
        const chn_str state = chn_actor_state_of(&k->actors.at[x->actor]);
        if (x->patronymic || x->regnal || x->actor == one ||
            !same_letters(without_article(chn_actor_surname(k, x)), surname) ||
            (q->code.n && !chn_str_eq(q->code, state)) ||
            !ever_headed(k, x->actor, q->groups[0]))
            continue;
        if (one != NONE && !chn_str_eq(*code, state)) {
            *code = chn_str_of(""); /* two states had one */
            return NONE;
        }
        more = one != NONE;
        one = x->actor;
        *code = state;
    }
    return more ? NONE : one;
}

/* Does the actor fight a state, or did hold an office of rank 1 in the years
 * around a day? */
static bool has_followers(const chn_actor_know *k, uint32_t who, chn_day day)
{
    const actor *a = &k->actors.at[who];
    if (chn_str_is(chn_actor_sector_of(a), "REB"))
        return true;
    for (uint32_t o = a->office; o != NONE; o = k->offices.at[o].next) {
        const office *x = &k->offices.at[o];
        if (x->rank == 1 &&
            (x->since == CHN_DAY_NONE || x->since < day + CHIEF_DAYS) &&
            (x->until == CHN_DAY_NONE || day < x->until + CHIEF_DAYS))
            return true;
    }
    return false;
}

uint32_t chn_actor_chief(const chn_actor_know *k, chn_str surname, chn_day day)
{
    uint32_t best = NONE, passed = 0;
    if (day == CHN_DAY_NONE || surname.n < SOLE_LEAST)
        return NONE;
    for (uint32_t i = chain_of(k, surname); i != NONE && passed < CHAIN_MAX;
         i = k->names.at[i].next, passed++) {
        const namesake *x = &k->names.at[i];
        const chn_str code = chn_actor_state_of(&k->actors.at[x->actor]);
        if (x->patronymic || x->regnal ||
            !same_letters(chn_actor_surname(k, x), surname) || !code.n)
            continue;
        if (best != NONE &&
            !chn_str_eq(code, chn_actor_state_of(&k->actors.at[best])))
            return NONE; /* two states have one */
        if (best == NONE || has_followers(k, x->actor, day))
            best = x->actor;
    }
    return best != NONE && has_followers(k, best, day) ? best : NONE;
}

uint32_t chn_actor_only(const chn_actor_know *k, chn_str surname)
{
    uint32_t best = NONE, passed = 0;
    if (surname.n < SOLE_LEAST)
        return NONE;
    for (uint32_t i = chain_of(k, surname); i != NONE && passed < CHAIN_MAX;
         i = k->names.at[i].next, passed++) {
        const namesake *x = &k->names.at[i];
        if (x->patronymic || x->regnal ||
            !same_letters(chn_actor_surname(k, x), surname) || x->actor == best)
            continue;
        if (best != NONE)
            return NONE;
        best = x->actor;
    }
    return best;
}

uint32_t chn_actor_sole(const chn_actor_know *k, chn_str surname, chn_day day)
{
    const uint32_t best =
        day == CHN_DAY_NONE ? NONE : chn_actor_only(k, surname);
    return best != NONE && chn_actor_leads(k, best, day) ? best : NONE;
}

/* ---- whole names ---- */

typedef struct parts {
    chn_str at[PARTS_MAX];
    uint32_t n;
    char buf[256];
} parts;

static void split(const chn_actor_know *k, chn_str full, parts *p)
{
    const size_t need = chn_utf8_fold(full.p, full.n, p->buf, sizeof p->buf);
    size_t from = 0;
    p->n = 0;
    if (need > sizeof p->buf)
        return;
    for (size_t i = 0; i <= need; i++) {
        if (i < need && p->buf[i] != ' ' && p->buf[i] != '-')
            continue;
        const chn_str w = chn_str_n(p->buf + from, i - from);
        from = i + 1;
        if (w.n && p->n < PARTS_MAX && !chn_actor_in_list(k, w, L_LINK))
            p->at[p->n++] = w;
    }
}

bool chn_actor_has_word(const chn_actor_know *k, uint32_t who, chn_str w)
{
    parts p;
    split(k, chn_actor_name_of(&k->actors.at[who]), &p);
    for (uint32_t i = 0; i < p.n; i++)
        if (sounds_alike(p.at[i], w))
            return true;
    return false;
}

/* A given name told by its first vowel and its consonants: "Hamid", "Hamed".
 * Returns the length; *open: a vowel ends it. */
static size_t skeleton(chn_str w, char *out, size_t cap, bool *open)
{
    char s[NAME_SOUND];
    const size_t m = chn_actor_sound(w, s, sizeof s);
    size_t n = 0, vowels = 0;
    for (size_t i = 0; i < m && n < cap; i++) {
        const bool vowel = strchr("aeiu", s[i]) != NULL;
        if ((!vowel || vowels == 0) && !(n && out[n - 1] == s[i]))
            out[n++] = s[i];
        vowels += vowel;
    }
    *open = w.n && strchr("aeiouy", w.p[w.n - 1]);
    return n;
}

static bool given_alike(chn_str a, chn_str b)
{
    char x[NAME_SOUND];
    char y[NAME_SOUND];
    bool open_a = false, open_b = false;
    if (sounds_alike(a, b))
        return true;
    const size_t n = skeleton(a, x, sizeof x, &open_a);
    return n > 3 && n == skeleton(b, y, sizeof y, &open_b) &&
           open_a == open_b && memcmp(x, y, n) == 0;
}

/* Do the words together have the same letters? */
static bool same_joined(const chn_str *a, uint32_t n, const chn_str *b,
                        uint32_t m)
{
    uint32_t i = 0, j = 0;
    size_t x = 0, y = 0;
    for (;;) {
        while (i < n && x == a[i].n) {
            i++;
            x = 0;
        }
        while (j < m && y == b[j].n) {
            j++;
            y = 0;
        }
        if (i == n || j == m)
            return i == n && j == m;
        if (a[i].p[x++] != b[j].p[y++])
            return false;
    }
}

static bool initial(chn_str w)
{
    return w.n == 1 || (w.n == 2 && w.p[1] == '.');
}

static bool patronymic(chn_str w)
{
    static const char *const tails[] = {"ovich", "evich", "yevich",
                                        "ovna",  "evna",  "ich"};
    for (uint32_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        const size_t n = strlen(tails[i]);
        if (w.n > n + 2 && memcmp(w.p + w.n - n, tails[i], n) == 0)
            return true;
    }
    return false;
}

/* "V.", "Vladimir V.", "Vladimir Vladimirovich" for "Vladimir". */
static bool given_fits(const chn_str *t, uint32_t n, const chn_str *c,
                       uint32_t m, bool in_office)
{
    if (!n || !m)
        return false;
    if (initial(t[0]) ? t[0].p[0] != c[0].p[0] || !in_office
                      : !given_alike(t[0], c[0]))
        return false;
    if (m > 1 && n < 2 && !initial(t[0]))
        return false;
    for (uint32_t i = 1; i < n; i++) {
        bool fits = initial(t[i]) || patronymic(t[i]);
        for (uint32_t j = 1; j < m && !fits; j++)
            fits = sounds_alike(t[i], c[j]);
        if (!fits)
            return false;
    }
    return true;
}

static bool whole_fits(const chn_actor_know *k, const namesake *x,
                       const chn_str *t, uint32_t n, chn_day day)
{
    const actor *a = &k->actors.at[x->actor];
    parts c;
    split(k, chn_actor_full(k, x), &c);
    if (c.n < 2 || x->regnal)
        return false;
    if (a->family_first)
        return (chn_str_eq(t[0], c.at[0]) &&
                same_joined(t + 1, n - 1, c.at + 1, c.n - 1)) ||
               (chn_str_eq(t[n - 1], c.at[0]) &&
                same_joined(t, n - 1, c.at + 1, c.n - 1));
    if (sounds_alike(t[n - 1], c.at[c.n - 1]))
        return given_fits(t, n - 1, c.at, c.n - 1,
                          day != CHN_DAY_NONE &&
                              chn_actor_office_row(k, x->actor, day) != NONE);
    return n == 2 && c.n == 2 &&
           chn_actor_trait(k, chn_actor_state_of(a), TRAIT_EITHER_ORDER) &&
           chn_str_eq(t[0], c.at[1]) && chn_str_eq(t[1], c.at[0]);
}

uint32_t chn_actor_variant(const chn_actor_know *k, const chn_str *words,
                           uint32_t n_words, chn_day day)
{
    chn_str t[PARTS_MAX];
    uint32_t n = 0, best = NONE;
    for (uint32_t i = 0; i < n_words && n < PARTS_MAX; i++)
        if (!chn_actor_in_list(k, words[i], L_LINK))
            t[n++] = words[i];
    if (n < 2)
        return NONE;
    for (uint32_t end = 0; end < 2; end++) {
        uint32_t passed = 0;
        for (uint32_t i = chain_of(k, t[end ? 0 : n - 1]);
             i != NONE && passed < CHAIN_MAX;
             i = k->names.at[i].next, passed++) {
            const namesake *x = &k->names.at[i];
            if (x->actor == best || !whole_fits(k, x, t, n, day))
                continue;
            if (best != NONE)
                return NONE; /* two whom it may mean */
            best = x->actor;
        }
    }
    return best;
}
