/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of persons inside one report: who was named in full, and which
 * surname or given name stands for whom from then on ("Natalya Timakova ...
 * Timakova", "Kim Jong-un ... Jong-un").
 */
#include "actor/find.h"

#include "base/err.h"
#include "base/str.h"

#define SOUND_LEAST 5u /* letters; shorter surnames sound like many */

static bool hyphen(const find *f, uint32_t t)
{
    return chn_tok_is(f->doc, t, "-");
}

/* 'm' or 'f' where the word at t is a given name that tells, else 0. The
 * longest phrase there may be the whole name, so the word is asked alone. */
char chn_actor_given_sex(const find *f, uint32_t t)
{
    const uint32_t *v = NULL;
    uint32_t n = 0;
    if (chn_phrases_match(f->k->phrases, f->doc, t, t + 1, &v, &n) == t)
        return 0;
    for (uint32_t i = 0; i < n; i++) {
        const fact *x = &f->k->facts.at[v[i]];
        if (x->kind != FACT_WORD)
            continue;
        if (f->k->words.at[x->row].cls == WORD_FEMALE)
            return 'f';
        if (f->k->words.at[x->row].cls == WORD_MALE)
            return 'm';
    }
    return 0;
}

/* ---- keys ---- */

static void add_key(find *f, uint32_t who, const chn_str *tok, uint32_t n)
{
    if (!n || tok[0].n < 2)
        return;
    uint32_t h = chn_actor_map_get(&f->key_of, tok[0]);
    if (h != NONE) {
        uint32_t same = 0;
        for (uint32_t i = f->heads[h]; i != NONE; i = f->keys[i].next) {
            const key *o = &f->keys[i];
            same++;
            if (o->ent != who || o->n != n)
                continue;
            uint32_t j = 0;
            while (j < n && chn_str_eq(o->tok[j], tok[j]))
                j++;
            if (j == n)
                return;
        }
        if (same >= 16) /* keeps a look-up short whatever the report */
            return;
    }
    void *p = f->keys;
    if (!chn_arena_grow(f->a, &p, &f->cap_keys, f->n_keys + 1, sizeof(key))) {
        f->failed = true;
        return;
    }
    f->keys = p;
    if (h == NONE) {
        void *q = f->heads;
        if (!chn_arena_grow(f->a, &q, &f->cap_heads, f->n_heads + 1,
                            sizeof(uint32_t))) {
            f->failed = true;
            return;
        }
        f->heads = q;
        h = f->n_heads++;
        f->heads[h] = NONE;
        if (!chn_actor_map_put(f->a, &f->key_of, tok[0], h))
            f->failed = true;
    }
    key *k = &f->keys[f->n_keys];
    memset(k, 0, sizeof *k);
    k->ent = who;
    k->n = n;
    memcpy(k->tok, tok, n * sizeof *tok);
    k->next = f->heads[h];
    f->heads[h] = f->n_keys++;
}

/* "~" and how a surname sounds: no folded word begins so. */
static chn_str sound_key(chn_str w, char *buf, size_t cap)
{
    buf[0] = '~';
    const size_t n = chn_actor_sound(w, buf + 1, cap - 1);
    return chn_str_n(buf, n > SOUND_LEAST ? n + 1 : 0);
}

/* "Zelenskyy" may come back as "Zelensky". */
static void add_sound(find *f, uint32_t who, chn_str surname)
{
    char buf[NAME_SOUND];
    const chn_str s = sound_key(surname, buf, sizeof buf);
    if (!s.n || chn_actor_map_get(&f->key_of, s) != NONE)
        return;
    const chn_str kept = chn_arena_str(f->a, s.p, s.n);
    if (!kept.p || !chn_actor_map_put(f->a, &f->key_of, kept, who))
        f->failed = true;
}

/* "Bashar al-Assad" may come back as "al-Assad" and as "Assad", "Kim Jong-un"
 * as "Kim" and as "Jong-un", "Jean-Noel Barrot" as "Barrot". */
void chn_actor_learn_keys(find *f, uint32_t who, uint32_t t, uint32_t end)
{
    chn_str tok[NAME_WORDS];
    bool joined[NAME_WORDS]; /* a hyphen stands before it */
    bool small[NAME_WORDS];
    uint32_t n = 0;
    for (uint32_t i = t; i < end && n < NAME_WORDS; i++) {
        if (hyphen(f, i) || f->doc->tok[i].kind != CHN_TOK_WORD)
            continue;
        joined[n] = i > t && hyphen(f, i - 1);
        small[n] = !chn_actor_cap(f, i);
        tok[n++] = f->doc->tok[i].fold;
    }
    if (!n)
        return;
    add_key(f, who, tok, n);
    ent *e = &f->ents[who];
    if (!e->sex && end > t + 1)
        e->sex = chn_actor_given_sex(f, t);
    const bool ff =
        e->actor != NONE
            ? f->k->actors.at[e->actor].family_first
            : chn_actor_trait(f->k, e->country,
                              TRAIT_FAMILY_FIRST | TRAIT_FIRST_AGAIN);
    if (n == 1)
        return;
    if (ff) {
        add_key(f, who, tok, 1);
        add_key(f, who, tok + 1, n - 1); /* "Jong-un" */
        return;
    }
    uint32_t last = n - 1;
    const bool suffix =
        chn_str_is(tok[last], "jr") || chn_str_is(tok[last], "jr.") ||
        chn_str_is(tok[last], "ii") || chn_str_is(tok[last], "iii");
    if (suffix && last > 1)
        last--;
    add_key(f, who, tok + last, 1);
    if (e->actor != NONE)
        add_sound(f, who, tok[last]);
    uint32_t from = last;
    while (from > 1 && (joined[from] || small[from - 1]))
        from--; /* "dos Santos", "al-Assad", "Rodriguez-Maradiaga" */
    if (from < last)
        add_key(f, who, tok + from, last - from + 1);
}

/* Does key k stand at t? Its end, or 0. */
static uint32_t key_at(const find *f, const key *k, uint32_t t, uint32_t end)
{
    uint32_t i = t;
    for (uint32_t j = 0; j < k->n; j++) {
        if (j && i < end && hyphen(f, i))
            i++;
        if (i >= end || !chn_str_eq(f->doc->tok[i].fold, k->tok[j]))
            return 0;
        i++;
    }
    return i;
}

/* A surname alone means its last holder in full in this paragraph, else the
 * one named most; somebody's kin never ("his sister, Kim Yo Jong ... Kim"). */
static bool better(const find *f, uint32_t a, uint32_t b, uint32_t para)
{
    const ent *x = &f->ents[a], *y = &f->ents[b];
    if (x->relative != y->relative)
        return !x->relative;
    const bool xp = x->full_para == para, yp = y->full_para == para;
    if (xp != yp)
        return xp;
    if (xp && x->last != y->last)
        return x->last > y->last;
    return x->count > y->count;
}

/* A word that nobody knows and that sounds like a surname told before. */
static uint32_t by_sound(const find *f, uint32_t t, uint32_t *e)
{
    char buf[NAME_SOUND];
    if (!f->n_keys || !chn_actor_cap(f, t) || f->hit[t].n ||
        f->doc->tok[t].kind != CHN_TOK_WORD)
        return NONE;
    const chn_str s = sound_key(f->doc->tok[t].fold, buf, sizeof buf);
    const uint32_t who = s.n ? chn_actor_map_get(&f->key_of, s) : NONE;
    if (who != NONE)
        *e = t + 1;
    return who;
}

static uint32_t by_key(const find *f, uint32_t t, uint32_t end, uint32_t *e)
{
    const uint32_t h = chn_actor_map_get(&f->key_of, f->doc->tok[t].fold);
    uint32_t best = NONE, best_end = 0;
    if (h == NONE)
        return by_sound(f, t, e);
    const uint32_t para = chn_actor_para(f, t);
    for (uint32_t i = f->heads[h]; i != NONE; i = f->keys[i].next) {
        const key *k = &f->keys[i];
        const uint32_t to = key_at(f, k, t, end);
        if (!to || to < best_end)
            continue;
        if (to > best_end || best == NONE || better(f, k->ent, best, para)) {
            best = k->ent;
            best_end = to;
        }
    }
    if (best == NONE)
        return NONE;
    /* A small word may open a name ("al-Assad") but is none alone. */
    if (!chn_actor_cap(f, t) && !chn_actor_cap(f, best_end - 1))
        return NONE;
    *e = best_end;
    return best;
}

/* ---- entities ---- */

static uint32_t new_ent(find *f)
{
    void *p = f->ents;
    if (!chn_arena_grow(f->a, &p, &f->cap_ents, f->n_ents + 1, sizeof(ent))) {
        f->failed = true;
        return NONE;
    }
    f->ents = p;
    ent *e = &f->ents[f->n_ents];
    memset(e, 0, sizeof *e);
    e->actor = NONE;
    e->last = NONE;
    e->full_para = NONE;
    return f->n_ents++;
}

uint32_t chn_actor_ent_of(find *f, uint32_t who)
{
    char buf[16];
    size_t n = 0;
    for (uint32_t v = who; n < 12; v /= 10) {
        buf[n++] = (char)('0' + v % 10);
        if (v < 10)
            break;
    }
    buf[n++] = '#'; /* no folded word has it */
    const uint32_t have = chn_actor_map_get(&f->key_of, chn_str_n(buf, n));
    if (have != NONE)
        return have;
    const uint32_t i = new_ent(f);
    if (i == NONE)
        return NONE;
    const actor *a = &f->k->actors.at[who];
    f->ents[i].actor = who;
    f->ents[i].name = chn_actor_name_of(a);
    f->ents[i].country = chn_actor_state_of(a);
    f->ents[i].sector = chn_actor_sector_of(a);
    f->ents[i].sex = a->sex;
    const uint32_t o = chn_actor_office_row(f->k, who, f->doc->published);
    const chn_str of = chn_actor_office_state(f->k, who, f->doc->published);
    if (of.n)
        f->ents[i].country = of;
    if (o != NONE)
        memcpy(f->ents[i].groups, f->k->offices.at[o].groups,
               sizeof f->ents[i].groups);
    const chn_str name = chn_arena_str(f->a, buf, n);
    if (!name.p || !chn_actor_map_put(f->a, &f->key_of, name, i))
        f->failed = true;
    return i;
}

/* The day on which an actor left his last office before a day, or the least. */
static int64_t left_on(const find *f, uint32_t who, chn_day day)
{
    int64_t last = INT64_MIN;
    for (uint32_t i = f->k->actors.at[who].office; i != NONE;
         i = f->k->offices.at[i].next) {
        const chn_day until = f->k->offices.at[i].until;
        if (until != CHN_DAY_NONE && until < day && until > last)
            last = until;
    }
    return last;
}

/* Among the persons that a phrase of the tables names: the only one; else who
 * held an office that day, or was the last to leave one. */
static uint32_t pick(find *f, uint32_t t)
{
    const hit *h = &f->hit[t];
    const chn_day day = f->doc->published;
    uint32_t only = NONE, n = 0, held = NONE, past = NONE;
    int64_t latest = INT64_MIN;
    for (uint32_t i = 0; i < h->n; i++) {
        const fact *x = &f->k->facts.at[h->v[i]];
        if (x->kind != FACT_PERSON)
            continue;
        if (only != x->row)
            n++;
        only = x->row;
        if (day == CHN_DAY_NONE)
            continue;
        if (chn_actor_office(f->k, x->row, day).n)
            held = held == NONE || held == x->row ? x->row : NONE - 1;
        const int64_t left = left_on(f, x->row, day);
        if (left > latest) {
            latest = left;
            past = x->row;
        }
    }
    if (n == 1)
        return only;
    if (held != NONE)
        return held < f->k->actors.n ? held : NONE;
    return past;
}

/* A capitalised word that no table knows: then "Trump" in "Trump Tower" or
 * "Melania Trump" is a part of another name. */
static bool stranger(const find *f, uint32_t t)
{
    const chn_token *k = &f->doc->tok[t];
    if (k->kind != CHN_TOK_WORD || !chn_actor_cap(f, t) ||
        !chn_actor_unknown(f, t))
        return false;
    return !chn_actor_function(f, t) && !chn_actor_det(f, t) &&
           !chn_actor_pronoun(f, t) && k->fold.p[0] != '\'';
}

static bool inside_a_name(const find *f, uint32_t t, uint32_t e, uint32_t end)
{
    if (f->titlecase)
        return false;
    if (e < end && stranger(f, e) && !chn_actor_tight(f, e))
        return true;
    if (t == 0 || f->doc->tok[t - 1].sent != f->doc->tok[t].sent)
        return false;
    const chn_str w = f->doc->tok[t - 1].fold;
    if (w.n == 2 && w.p[1] == '.' && chn_actor_cap(f, t - 1))
        return true; /* "W. Putin" */
    /* "Igor Putin", but "Yesterday Putin" */
    return stranger(f, t - 1) &&
           (!(f->doc->tok[t - 1].flags & CHN_TOK_SENT_START) ||
            chn_actor_given_sex(f, t - 1));
}

/* "Zorvek Amman, 31, a cook": an age behind a name tells a person, whose
 * surname is no capital's in the rest of the report. */
static void learn_aged(find *f, uint32_t t)
{
    const chn_doc *d = f->doc;
    uint32_t age = 0;
    if (t == 0 || t + 3 >= d->n_tok || d->tok[t].sent != d->tok[t - 1].sent ||
        f->hit[t].end != t + 1 ||
        !chn_actor_hit(f, t, FACT_CAPITAL | FACT_PLACE | FACT_COUNTRY) ||
        !chn_actor_cap(f, t - 1) || !chn_actor_unknown(f, t - 1) ||
        !chn_tok_is(d, t + 1, ",") ||
        !chn_str_uint(d->tok[t + 2].fold, 110, &age) || age < 10 ||
        !chn_tok_is(d, t + 3, ","))
        return;
    const uint32_t who =
        chn_actor_learn(f, t - 1, t + 1, chn_str_of(""), chn_str_of(""));
    if (who != NONE)
        f->ents[who].aged = true;
}

void chn_actor_prescan(find *f)
{
    for (uint32_t t = 0; t < f->doc->n_tok && !f->failed; t++) {
        learn_aged(f, t);
        if (f->hit[t].end < t + 2 || !chn_actor_hit(f, t, FACT_PERSON))
            continue;
        const uint32_t row = pick(f, t);
        const uint32_t who = row == NONE ? NONE : chn_actor_ent_of(f, row);
        if (who != NONE)
            chn_actor_learn_keys(f, who, t, f->hit[t].end);
    }
}

static chn_str joined(find *f, chn_str a, chn_str b)
{
    char buf[NAME_SOUND];
    if (a.n + b.n > sizeof buf)
        return a;
    memcpy(buf, a.p, a.n);
    memcpy(buf + a.n, b.p, b.n);
    return chn_arena_str(f->a, buf, a.n + b.n);
}

/* A whole name of the tables, spelled or ordered otherwise: "V. Putin". */
static uint32_t variant(find *f, uint32_t t, uint32_t end, uint32_t *e)
{
    chn_str tok[NAME_WORDS];
    uint32_t n = 0;
    if (!chn_actor_cap(f, t) || f->titlecase)
        return NONE;
    const uint32_t to = chn_actor_new_name(f, t, end);
    if (to < t + 2)
        return NONE;
    for (uint32_t i = t; i < to; i++) {
        if (f->doc->tok[i].kind != CHN_TOK_WORD)
            continue;
        if (n == NAME_WORDS)
            return NONE;
        tok[n++] = f->doc->tok[i].fold;
    }
    const bool parted = n > 2 && hyphen(f, to - 2);
    uint32_t row = chn_actor_variant(f->k, tok, n, f->doc->published);
    if (row == NONE && parted) {
        /* "Ahmadi-Nejad" */
        tok[n - 2] = joined(f, tok[n - 2], tok[n - 1]);
        row = chn_actor_variant(f->k, tok, n - 1, f->doc->published);
    }
    /* "Manuel Antonio Noriega" */
    if (row == NONE && n == 3 && !parted) {
        tok[1] = tok[2];
        row = chn_actor_variant(f->k, tok, 2, f->doc->published);
    }
    const uint32_t who = row == NONE ? NONE : chn_actor_ent_of(f, row);
    if (who == NONE)
        return NONE;
    chn_actor_learn_keys(f, who, t, to);
    f->ents[who].full_para = chn_actor_para(f, t);
    *e = to;
    return who;
}

uint32_t chn_actor_person(find *f, uint32_t t, uint32_t end, uint32_t *e)
{
    uint32_t key_end = 0;
    uint32_t who = by_key(f, t, end, &key_end);
    if (chn_actor_hit(f, t, FACT_PERSON) && f->hit[t].end <= end &&
        f->hit[t].end > key_end) {
        const uint32_t row = pick(f, t);
        /* "Kim" in "Kim Sung-han" is a stranger's */
        if (row != NONE &&
            !(f->hit[t].end == t + 1 && inside_a_name(f, t, t + 1, end))) {
            who = chn_actor_ent_of(f, row);
            *e = f->hit[t].end;
            if (who != NONE)
                chn_actor_learn_keys(f, who, t, *e);
            if (who != NONE && *e > t + 1)
                f->ents[who].full_para = chn_actor_para(f, t);
            return who;
        }
    }
    if (who == NONE)
        return variant(f, t, end, e);
    if (key_end == t + 1) {
        if (inside_a_name(f, t, key_end, end))
            return NONE;
        /* "Jordan" the man and Jordan the state */
        if (!f->ents[who].aged &&
            chn_actor_hit(f, t,
                          FACT_COUNTRY | FACT_ADJ | FACT_ROLE | FACT_CAPITAL))
            return NONE;
    }
    *e = key_end;
    return who;
}

/* Is the trade or the people of this name a name of persons, too: "Robin
 * Cook", "Karen Smith", "Aung Tun"? */
static bool also_name(const find *f, uint32_t t, bool first)
{
    const role *r = chn_actor_role(f, t);
    const fact *adj = chn_actor_hit(f, t, FACT_ADJ | FACT_PEOPLE);
    if (f->hit[t].end != t + 1)
        return false;
    if (adj)
        return f->k->countries.at[adj->row].part &&
               (chn_actor_given_sex(f, t) || !first) &&
               !(t + 1 < f->doc->n_tok && chn_actor_role(f, t + 1));
    if (!r || first || r->plural)
        return false;
    if (r->kind == ROLE_TITLE) /* "Tun" ends a name in Myanmar */
        return t + 1 >= f->doc->n_tok || !chn_actor_cap(f, t + 1);
    return r->kind == ROLE_PEOPLE && r->generic;
}

/* ---- names that nobody knows ---- */

static bool blocks(const find *f, uint32_t t, bool first)
{
    if (chn_actor_det(f, t) || chn_actor_pronoun(f, t) ||
        chn_actor_word(f, t, WORD_NOTNAME) || chn_actor_function(f, t) ||
        chn_actor_combining(f, t, f->doc->n_tok) != NONE ||
        chn_actor_word(f, t, WORD_AGAINST))
        return true;
    const uint32_t hard = FACT_ADJ | FACT_PEOPLE | FACT_ROLE;
    if (chn_actor_hit(f, t, hard) && !also_name(f, t, first))
        return true;
    const uint32_t soft = FACT_COUNTRY | FACT_CAPITAL | FACT_BODY | FACT_PLACE;
    return first && chn_actor_hit(f, t, soft);
}

/* "Visiting Jordan, the pope ...": a verb opens the sentence. */
static bool opens_clause(const find *f, uint32_t t, uint32_t end)
{
    const chn_token *k = &f->doc->tok[t];
    return (k->flags & CHN_TOK_SENT_START) && k->fold.n > 5 &&
           memcmp(k->fold.p + k->fold.n - 3, "ing", 3) == 0 && t + 1 < end &&
           chn_actor_hit(f, t + 1,
                         FACT_COUNTRY | FACT_CAPITAL | FACT_PLACE | FACT_BODY);
}

uint32_t chn_actor_new_name(const find *f, uint32_t t, uint32_t end)
{
    uint32_t i = t, words = 0;
    const uint32_t most = f->titlecase ? 2 : 6;
    if (end > t + NAME_WORDS + 4)
        end = t + NAME_WORDS + 4;
    while (i < end && words < most) {
        const chn_token *k = &f->doc->tok[i];
        if (k->kind != CHN_TOK_WORD || k->fold.n == 0 || k->fold.p[0] == '\'')
            break;
        uint32_t next = i + 1;
        if (chn_actor_word(f, i, WORD_PARTICLE)) {
            /* "Musaad bin Mohammed al-Aiban" */
            if (next < end && hyphen(f, next))
                next++;
            if (next >= end || !chn_actor_cap(f, next) ||
                f->doc->tok[next].kind != CHN_TOK_WORD)
                break;
            i = next;
            continue;
        }
        if (!chn_actor_cap(f, i) || blocks(f, i, words == 0) ||
            (words == 0 && opens_clause(f, i, end)))
            break;
        words++;
        i = next;
        /* "Suk-yeol", "Jean-Yves", "Kamorteiro-Abreu" */
        while (i + 1 < end && hyphen(f, i) && chn_actor_tight(f, i) &&
               chn_actor_tight(f, i + 1) &&
               f->doc->tok[i + 1].kind == CHN_TOK_WORD)
            i += 2;
    }
    return words ? i : t;
}

uint32_t chn_actor_learn(find *f, uint32_t t, uint32_t end, chn_str code,
                         chn_str sector)
{
    const uint32_t i = new_ent(f);
    if (i == NONE)
        return NONE;
    ent *e = &f->ents[i];
    e->name = chn_doc_slice(f->doc, t, end);
    e->country = code;
    e->sector = sector;
    e->full_para = chn_actor_para(f, t);
    chn_actor_learn_keys(f, i, t, end);
    return i;
}
