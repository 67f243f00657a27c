/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Noun phrases around a role or a name, read left to right, one look ahead:
 *
 *   [mods] [country's | demonym | his] [mods] role+ [of COUNTRY] [, name]
 *   name , [age ,] [the] [country's | demonym] role+ [of COUNTRY]
 *
 * "Russia's defence minister Sergei Shoigu", "the visiting Chinese
 * delegation", "his North Korean counterpart, Kang Sun Nam", "Alexander
 * Matsegora, the Russian ambassador to North Korea".
 */
#include "actor/find.h"

#include "base/str.h"

#define MODS_MAX 5u
#define ROLES_MAX 5u
#define PLACES (FACT_COUNTRY | FACT_CAPITAL | FACT_PLACE)
#define BETWEEN_MAX 2u /* unknown words between a demonym and a role */

void chn_actor_phrase_init(phrase *p, uint32_t t)
{
    memset(p, 0, sizeof *p);
    p->first = p->end = p->core = t;
    p->actor = p->ent = p->antecedent = p->role = p->prefix = NONE;
    p->link = CHN_LINK_NAME;
}

static bool code_is_state(chn_str code)
{
    return code.n == 3;
}

static const actor *body_at(const find *f, uint32_t t)
{
    const fact *x = chn_actor_hit(f, t, FACT_BODY);
    return x ? &f->k->actors.at[x->row] : NULL;
}

static chn_str country_at(const find *f, uint32_t t, uint32_t kinds)
{
    const fact *x = chn_actor_hit(f, t, kinds);
    if (!x)
        return chn_str_of("");
    const chn_str own = x->kind == FACT_PLACE ? f->k->places.at[x->row].country
                                              : f->k->countries.at[x->row].code;
    const uint32_t end = f->doc->sent[f->doc->tok[t].sent].end;
    const chn_str other = chn_actor_namesake(f, t, end, own);
    return other.n ? other : own;
}

/* ---- modifiers ---- */

/* "14th" of "the Russian 14th Army" */
static bool ordinal(const find *f, uint32_t t)
{
    const chn_str w = f->doc->tok[t].fold;
    if (w.n < 3 || w.p[0] < '0' || w.p[0] > '9')
        return false;
    const char a = w.p[w.n - 2], b = w.p[w.n - 1];
    return (a == 't' && b == 'h') || (a == 's' && b == 't') ||
           ((a == 'n' || a == 'r') && b == 'd');
}

/* The token behind "Iran-backed", "Russian-speaking", "NATO-led" at t, or t.
 * `code`: whose "-led" makes what follows; else empty. */
uint32_t chn_actor_compound(const find *f, uint32_t t, uint32_t end,
                            chn_str *code)
{
    const uint32_t e = f->hit[t].end;
    *code = chn_str_of("");
    if (!e || e + 1 >= end || !chn_actor_cap(f, t) || !is(f, e, end, "-") ||
        !chn_actor_tight(f, e) || !chn_actor_tight(f, e + 1))
        return t;
    if (is(f, e + 1, end, "led")) {
        const fact *b = chn_actor_hit(f, t, FACT_BODY);
        *code = b ? chn_actor_state_of(&f->k->actors.at[b->row])
                  : country_at(f, t, FACT_COUNTRY | FACT_ADJ | FACT_CAPITAL);
        return code->n && !(b && code->n == 3) ? e + 2 : t;
    }
    return is_in(f, e + 1, end, L_BACKED) ? e + 2 : t;
}

/* "former", "then - ", "high-ranking, visiting" ... */
static uint32_t mods(const find *f, uint32_t t, uint32_t end, phrase *p)
{
    for (uint32_t i = 0; i < MODS_MAX && t < end; i++) {
        const word *w = chn_actor_word(f, t, WORD_MOD);
        chn_str led;
        const uint32_t behind = w ? t : chn_actor_compound(f, t, end, &led);
        if (behind > t) {
            if (!p->country.n)
                p->country = led;
            t = behind;
            continue;
        }
        if (!w && f->hit[t].end == 0 && t + 1 < end && ordinal(f, t) &&
            chn_actor_role(f, t + 1)) {
            t++;
            break;
        }
        if (!w)
            break;
        const uint32_t next = f->hit[t].end;
        /* "a NATO official": the word is the role itself */
        if (chn_actor_role(f, t) &&
            !(next < end &&
              (chn_actor_hit(f, next,
                             FACT_ROLE | FACT_BODY | FACT_ADJ | FACT_COUNTRY) ||
               chn_actor_word(f, next, WORD_MOD))))
            break;
        if (chn_str_is(w->value, "former"))
            p->former = true;
        else if (w->value.n && !p->country.n)
            p->country = w->value; /* "US-led forces" */
        t = next;
        if (is(f, t, end, "-") || is(f, t, end, ","))
            if (t + 1 < end && (chn_actor_word(f, t + 1, WORD_MOD) ||
                                (is(f, t, end, "-") && chn_actor_tight(f, t))))
                t++;
    }
    return t;
}

/* A lower-case word that may stand between a demonym and a role: "trade" in
 * "Chinese trade delegation". Verbs and plurals look otherwise: "Russian
 * strikes killed soldiers". */
static bool plain(const find *f, uint32_t t)
{
    const chn_token *k = &f->doc->tok[t];
    if (k->kind != CHN_TOK_WORD || chn_actor_cap(f, t) || k->fold.n < 3)
        return false;
    if (chn_actor_function(f, t) || chn_actor_det(f, t) ||
        chn_actor_pronoun(f, t) || chn_actor_word(f, t, WORD_SAYING) ||
        chn_actor_word(f, t, WORD_MOVE) || chn_actor_word(f, t, WORD_THING) ||
        chn_actor_word(f, t, WORD_CLAUSE))
        return false;
    const chn_str w = k->fold;
    const char a = w.p[w.n - 1], b = w.p[w.n - 2];
    return !(a == 's' || (a == 'd' && b == 'e') || (a == 'g' && b == 'n') ||
             (a == 'y' && b == 'l'));
}

/* ---- what stands before the role: whose it is ---- */

typedef struct owner {
    uint32_t end;
    chn_str country, sector;
    uint32_t body; /* row of an organisation, or NONE */
    uint32_t ant;  /* the mention behind "his", or NONE */
    uint8_t link;
    bool found;
    bool attributive; /* no 's: "Kremlin spokesman"; a role must follow */
    bool pronoun, ours;
    bool part; /* a people within its state: "Chechen" */
} owner;

static void own(owner *o, uint32_t end, chn_str code, uint8_t link)
{
    o->found = true;
    o->end = end;
    o->country = code;
    o->link = link;
}

/* "the North's", "the South's" */
static chn_str half_of_land(const find *f, uint32_t t)
{
    const land_half *h = chn_actor_half(f, t);
    return h ? h->code : chn_str_of("");
}

static bool owner_possessive(find *f, uint32_t t, uint32_t end, owner *o)
{
    const uint32_t e = f->hit[t].end;
    if (e && chn_actor_is_poss(f, e, end)) {
        const uint32_t state = FACT_COUNTRY | FACT_CAPITAL | FACT_PLACE;
        if (body_at(f, t)) {
            const fact *x = chn_actor_hit(f, t, FACT_BODY);
            own(o, e + 1, chn_actor_state_of(&f->k->actors.at[x->row]),
                CHN_LINK_NAME);
            o->sector = chn_actor_sector_of(&f->k->actors.at[x->row]);
            o->body = x->row;
            return true;
        }
        if (chn_actor_hit(f, t, state)) {
            own(o, e + 1, country_at(f, t, state),
                chn_actor_hit(f, t, FACT_COUNTRY) ? CHN_LINK_NAME
                                                  : CHN_LINK_METONYM);
            return true;
        }
    }
    const chn_str half = half_of_land(f, t);
    if (half.n && chn_actor_is_poss(f, t + 1, end)) {
        own(o, t + 2, half, CHN_LINK_NAME);
        return true;
    }
    if (!chn_actor_cap(f, t))
        return false;
    uint32_t pe = 0;
    const uint32_t who = chn_actor_person(f, t, end, &pe);
    if (who == NONE || !chn_actor_is_poss(f, pe, end))
        return false;
    own(o, pe + 1, f->ents[who].country, CHN_LINK_NAME);
    o->ant = f->ents[who].last;
    return true;
}

static bool abbreviation(const find *f, uint32_t t)
{
    const chn_token *k = &f->doc->tok[t];
    return (k->flags & CHN_TOK_ALLCAP) != 0 && f->hit[t].end == t + 1 &&
           k->to - k->from <= 6;
}

/* "KCNA news agency": the role only says what the name is. */
static bool media_named(const find *f, uint32_t t)
{
    const actor *a = body_at(f, t);
    if (!a || a->kind != CHN_KIND_MEDIA || f->hit[t].end >= f->doc->n_tok)
        return false;
    const role *r = chn_actor_role(f, f->hit[t].end);
    return r && r->kind == ROLE_MEDIA;
}

/* "Pakistan President X", "Ivory Coast rebels" */
static bool titled_next(const find *f, uint32_t t)
{
    if (t >= f->doc->n_tok || chn_actor_is_poss(f, t, t + 1))
        return false;
    const role *r = chn_actor_role(f, t);
    if (!r || r->generic || r->kind == ROLE_TITLE || r->kind == ROLE_STATE)
        return false;
    if (r->kind == ROLE_BODY) /* "a statement from Austria foreign ministry" */
        return chn_str_is(r->sector, "GOV") || chn_str_is(r->sector, "MIL") ||
               chn_str_is(r->sector, "COP");
    return r->kind == ROLE_PERSON ? chn_actor_cap(f, t)
                                  : r->kind == ROLE_ARMED && r->plural;
}

static bool of_government(const find *f, uint32_t t)
{
    const role *r = chn_actor_role(f, t);
    return r && !r->plural && r->kind == ROLE_BODY && r->groups[0] &&
           chn_str_is(f->k->groups.at[r->groups[0]], "government");
}

/* Who leads a state, or once did, and has the surname at t; or NONE. */
static uint32_t leader_called(const find *f, uint32_t t)
{
    static const char *const heads[] = {"president", "pm"};
    name_query q = {.surname = f->doc->tok[t].fold, .day = f->doc->published};
    uint32_t row = chn_actor_named(f->k, &q);
    if (row != NONE && !chn_actor_leads(f->k, row, q.day))
        row = NONE;
    for (size_t i = 0; i < sizeof heads / sizeof *heads && row == NONE; i++) {
        const uint16_t g[GROUPS] = {
            (uint16_t)chn_actor_map_get(&f->k->group_of, chn_str_of(heads[i]))};
        q.groups = g;
        row = chn_actor_remembered(f->k, &q);
    }
    return row;
}

/* "loyalists" of "Gaddafi loyalists", "forces" of "Haftar's forces": the many
 * who follow somebody. */
static bool followers(const find *f, uint32_t t, uint32_t end)
{
    const role *r = t < end ? chn_actor_role(f, t) : NULL;
    if (!r || chn_actor_cap(f, t) || r->kind == ROLE_STATE)
        return false;
    return r->kind == ROLE_ARMED ||
           (r->plural && (r->kind == ROLE_PEOPLE || r->kind == ROLE_PERSON)) ||
           chn_str_is(r->sector, "MIL");
}

/* "the Bush administration", "Aristide supporters", "Mobutu's generals": the
 * state whose leader has the surname at t, now or once. */
static bool owner_leader(find *f, uint32_t t, uint32_t end, owner *o)
{
    uint32_t e = 0;
    if (!chn_actor_cap(f, t) || t + 1 >= end)
        return false;
    const uint32_t who = chn_actor_person(f, t, end, &e);
    if (who != NONE) {
        if (e >= end || !(of_government(f, e) || followers(f, e, end)) ||
            !f->ents[who].country.n)
            return false;
        own(o, e, f->ents[who].country, CHN_LINK_METONYM);
        return true;
    }
    const uint32_t at = chn_actor_is_poss(f, t + 1, end) ? t + 2 : t + 1;
    if (at >= end || !(f->hit[at].kinds & FACT_ROLE) || f->titlecase ||
        !(of_government(f, at) || followers(f, at, end)) ||
        !chn_actor_unknown(f, t) || chn_actor_new_name(f, t, end) != t + 1)
        return false;
    const uint32_t row =
        of_government(f, at)
            ? leader_called(f, t)
            : chn_actor_chief(f->k, f->doc->tok[t].fold, f->doc->published);
    if (row == NONE)
        return false;
    own(o, at, chn_actor_state_of(&f->k->actors.at[row]), CHN_LINK_METONYM);
    return true;
}

/* "US President", "Kremlin spokesman", "Moscow police", "Myanmar army". A
 * place after "in" keeps to itself: "In Moscow police detained ...". */
static bool owner_attributive(const find *f, uint32_t t, owner *o)
{
    const fact *x = chn_actor_hit(f, t, FACT_BODY);
    const bool placed = t > 0 &&
                        f->doc->tok[t - 1].sent == f->doc->tok[t].sent &&
                        (chn_actor_word(f, t - 1, WORD_LOCATIVE) ||
                         chn_actor_word(f, t - 1, WORD_MOVE));
    o->attributive = true;
    if (x) {
        const actor *a = &f->k->actors.at[x->row];
        if (media_named(f, t))
            return false;
        own(o, f->hit[t].end, chn_actor_state_of(a), CHN_LINK_NAME);
        o->sector = chn_actor_sector_of(a);
        o->body = x->row;
        return true;
    }
    const bool named = chn_actor_hit(f, t, FACT_COUNTRY) != NULL;
    const uint32_t both = FACT_COUNTRY | FACT_CAPITAL | FACT_PLACE;
    if (!chn_actor_hit(f, t, both))
        return false;
    if (named && !f->titlecase && !abbreviation(f, t) &&
        !chn_actor_hit(f, t, FACT_ADJ) && !titled_next(f, f->hit[t].end))
        return false;
    if (placed && !(named && abbreviation(f, t)))
        return false;
    own(o, f->hit[t].end, country_at(f, t, both),
        named ? CHN_LINK_NAME : CHN_LINK_METONYM);
    return true;
}

static bool find_owner(find *f, uint32_t t, uint32_t end, owner *o)
{
    memset(o, 0, sizeof *o);
    o->body = o->ant = NONE;
    if (t >= end)
        return false;
    const char who = chn_actor_pronoun(f, t);
    if (who && chn_actor_pronoun_poss(f, t)) {
        const uint32_t m = chn_actor_antecedent(f, t, who);
        own(o, t + 1, m == NONE ? chn_str_of("") : f->at[m].country,
            CHN_LINK_COREFERENCE);
        o->ant = m;
        o->pronoun = true;
        o->ours = who == 'w' || who == 'm';
        return true;
    }
    const uint32_t adj = chn_actor_nation(f, t, FACT_ADJ);
    if (adj != NONE && !chn_actor_is_poss(f, f->hit[t].end, end) &&
        (chn_actor_cap(f, t) || !f->k->countries.at[adj].part)) {
        uint32_t e = f->hit[t].end;
        /* "the (North Korean) people" */
        if (is(f, e, end, ")") && t > 0 && chn_tok_is(f->doc, t - 1, "("))
            e++;
        else if (is(f, e, end, "-"))
            return false; /* "Russian-made", "Sino-Russian" */
        own(o, e, f->k->countries.at[adj].code, CHN_LINK_DEMONYM);
        o->part = f->k->countries.at[adj].part;
        o->sector = f->k->countries.at[adj].sector;
        return true;
    }
    return owner_possessive(f, t, end, o) || owner_leader(f, t, end, o) ||
           owner_attributive(f, t, o);
}

/* ---- roles ---- */

static const uint8_t KIND_OF[] = {
    CHN_KIND_PERSON, CHN_KIND_BODY,  CHN_KIND_PEOPLE, CHN_KIND_ARMED,
    CHN_KIND_ORG,    CHN_KIND_ORG,   CHN_KIND_MEDIA,  CHN_KIND_COUNTRY,
    CHN_KIND_PERSON, CHN_KIND_PERSON};

/* Have bodies of a sector officers of their own, who are no government: "the
 * chief executive of Gazprom"? */
static bool own_officers(chn_str sector)
{
    static const char *const list[] = {"BUS", "JRN", "LAB", "SOC",
                                       "REL", "EDU", "MED"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (chn_str_is(sector, list[i]))
            return true;
    return false;
}

static void head_role(const find *f, phrase *p, uint32_t row)
{
    const role *r = &f->k->roles.at[row];
    const bool later = p->role != NONE;
    const chn_str before = p->sector;
    p->speaks = later && f->k->roles.at[p->role].kind == ROLE_BODY &&
                f->k->roles.at[p->role].needs_country;
    p->role = row;
    p->kind = KIND_OF[r->kind];
    p->plural = r->plural;
    p->kin = r->kind == ROLE_KIN;
    p->media_kind = r->media_kind;
    memcpy(p->groups, r->groups, sizeof p->groups);
    /* "police spokesman": the police's; "government troops": the troops' */
    if (!r->generic || !before.n)
        p->sector = r->sector;
    /* "opposition lawmakers" are no government, "rebel commander" a rebel */
    if (r->kind == ROLE_PERSON && chn_str_is(r->sector, "GOV") &&
        own_officers(before))
        p->sector = before;
    if ((later || p->part) &&
        (chn_str_is(before, "REB") || chn_str_is(before, "COP") ||
         chn_str_is(before, "OPP")) &&
        (chn_str_is(r->sector, "GOV") || chn_str_is(r->sector, "MIL")))
        p->sector = before;
    p->counterpart = false;
    for (uint32_t i = 0; i < GROUPS && r->groups[i]; i++)
        p->counterpart |=
            chn_str_is(f->k->groups.at[r->groups[i]], "counterpart");
}

static void take_body(const find *f, phrase *p, uint32_t row)
{
    const actor *a = &f->k->actors.at[row];
    p->actor = row;
    p->kind = a->kind;
    p->sector = chn_actor_sector_of(a);
    p->media_kind = chn_actor_cell(a, a->media_kind);
    p->link = CHN_LINK_NAME;
    if (chn_actor_state_of(a).n)
        p->country = chn_actor_state_of(a);
    p->plural = false;
    p->kin = p->counterpart = false;
}

static bool usable_role(const find *f, uint32_t t, const phrase *p)
{
    const role *r = chn_actor_role(f, t);
    if (!r || r->kind == ROLE_TITLE)
        return false;
    /* "in front of the ministry": no front that fights */
    if (t > 0 && f->hit[t - 1].end > t + 1 &&
        chn_actor_word(f, t - 1, WORD_LOCATIVE))
        return false;
    if (p->role == NONE)
        return true;
    const role *h = &f->k->roles.at[p->role];
    /* After a person only a rank or title goes on: "President General X",
     * and after many nothing: "officials", "soldiers rebels". */
    if (KIND_OF[h->kind] == CHN_KIND_PERSON)
        return !h->plural && chn_actor_cap(f, t) && r->kind == ROLE_PERSON;
    if (h->plural && h->kind != ROLE_MEDIA)
        return false;
    return r->kind != ROLE_STATE && r->kind != ROLE_KIN;
}

/* "Pakistan's Foreign Office" is not Britain's, "Russia's Security Council"
 * not the United Nations'. */
static bool others_body(const find *f, uint32_t row, const role *r,
                        const phrase *p)
{
    const actor *a = &f->k->actors.at[row];
    if (!code_is_state(p->country) ||
        chn_str_eq(p->country, chn_actor_state_of(a)))
        return false;
    if (a->kind == CHN_KIND_BODY && code_is_state(chn_actor_state_of(a)))
        return true;
    /* "the Philippine Catholic Church" */
    return r && (a->kind == CHN_KIND_BODY || a->kind == CHN_KIND_IGO ||
                 chn_str_is(chn_actor_sector_of(a), "REL"));
}

static void take_role(const find *f, uint32_t at, const role *r, phrase *p)
{
    const uint32_t had = p->actor;
    const chn_str mk = p->media_kind;
    const uint8_t kind = p->kind;
    head_role(f, p, (uint32_t)(r - f->k->roles.at));
    if (had != NONE && p->kind == CHN_KIND_MEDIA && kind == CHN_KIND_MEDIA) {
        p->actor = had; /* "KCNA news agency" is KCNA */
        p->media_kind = mk.n ? mk : p->media_kind;
    } else if (had != NONE) {
        p->actor = NONE; /* "Kremlin spokesman" is a person */
    }
    if (had == NONE || p->actor == NONE)
        p->core = f->hit[at].end - 1;
}

/* "the island's government": of the state in focus, if it is an island, else of
 * the last one told that is. */
static void whose_land(find *f, uint32_t t, uint32_t end, uint32_t to,
                       phrase *p)
{
    phrase lot = *p;
    lot.first = t;
    lot.end = end;
    lot.core = end - 1;
    const uint32_t next = mods(f, end + 1, to, &lot);
    if (p->country.n || p->prefix != NONE || next >= to ||
        !chn_actor_role(f, next)) /* "the island's largest port" */
        return;
    p->country = chn_actor_focus(f, t);
    if (!chn_actor_may_mean(f, &lot, p->country))
        p->country = chn_actor_of_region(f, &lot, chn_str_of(""));
    if (p->country.n)
        p->link = CHN_LINK_COREFERENCE;
}

/* One or more roles and organisations: "foreign ministry spokesman",
 * "Communist Party Politburo member", "state KCNA news agency". Returns the
 * token after the last, or t. */
static uint32_t roles(find *f, uint32_t t, uint32_t end, phrase *p)
{
    uint32_t at = t, done = t;
    for (uint32_t i = 0; i < ROLES_MAX && at < end; i++) {
        const fact *body = chn_actor_hit(f, at, FACT_BODY);
        const role *r = chn_actor_role(f, at);
        if (body && others_body(f, body->row, r, p)) {
            if (!r)
                break;
            body = NULL;
        }
        if (body && chn_actor_cap(f, at)) {
            if (p->role != NONE && p->kind == CHN_KIND_PERSON)
                break;
            const chn_str keep = p->media_kind;
            take_body(f, p, body->row);
            p->core = f->hit[at].end - 1;
            if (!p->media_kind.n)
                p->media_kind = keep;
        } else if (r && usable_role(f, at, p)) {
            take_role(f, at, r, p);
        } else {
            break;
        }
        done = f->hit[at].end;
        at = done;
        if (r && r->kind == ROLE_ORG && chn_actor_is_poss(f, at, end) &&
            !p->country.n)
            p->country = chn_actor_bloc(f, done - 1);
        if (r && r->kind == ROLE_STATE && chn_actor_is_poss(f, at, end))
            whose_land(f, t, done, end, p);
        /* "the foreign ministry's spokesman" */
        if (chn_actor_is_poss(f, at, end) && p->kind != CHN_KIND_PERSON)
            at++;
        at = mods(f, at, end, p);
        if (at > done && at < end && !chn_actor_role(f, at) &&
            !chn_actor_hit(f, at, FACT_BODY))
            break;
    }
    return done;
}

/* ---- what follows the role ---- */

static uint32_t skip_the(const find *f, uint32_t t, uint32_t end)
{
    return is(f, t, end, "the") ? t + 1 : t;
}

static bool in_group(const find *f, const phrase *p, const char *group)
{
    for (uint32_t i = 0; i < GROUPS && p->groups[i]; i++)
        if (chn_str_is(f->k->groups.at[p->groups[i]], group))
            return true;
    return false;
}

/* Whose officer it is tells the sector. */
static void take_sector(const find *f, phrase *p, chn_str sector)
{
    if (p->role == NONE || !sector.n)
        return;
    if (f->k->roles.at[p->role].generic ||
        (p->kind == CHN_KIND_PERSON && chn_str_is(p->sector, "GOV") &&
         own_officers(sector)))
        p->sector = sector;
}

/* "of the Russian Communist Party": a phrase one level down. */
static uint32_t of_phrase(find *f, uint32_t t, uint32_t end, phrase *p)
{
    owner o;
    phrase q;
    chn_actor_phrase_init(&q, t);
    uint32_t at = mods(f, t, end, &q);
    if (find_owner(f, at, end, &o) && !o.pronoun) {
        q.country = o.country;
        q.sector = o.sector;
        const uint32_t inner = mods(f, o.end, end, &q);
        const uint32_t to = roles(f, inner, end, &q);
        if (to > inner) {
            if (!p->country.n)
                p->country = q.country;
            /* "the cabinet of Serbian Prime Minister X": X is one more */
            if (q.kind == CHN_KIND_PERSON)
                return t;
            take_sector(f, p, q.sector);
            return to;
        }
        if (o.body != NONE && o.attributive) {
            if (!p->country.n)
                p->country = o.country;
            take_sector(f, p, o.sector);
            return o.end;
        }
        return t;
    }
    const uint32_t to = roles(f, at, end, &q);
    if (to == at || q.kind == CHN_KIND_COUNTRY || q.kind == CHN_KIND_PERSON ||
        q.kind == CHN_KIND_PEOPLE)
        return t;
    /* "a spokesman for the Islamist movement" */
    if (!q.country.n && q.kind == CHN_KIND_ARMED)
        q.country = chn_actor_last_of(f, CHN_KIND_ARMED);
    if (!p->country.n)
        p->country = q.country;
    take_sector(f, p, q.sector);
    return to;
}

static bool lone_name(const find *f, uint32_t t, uint32_t end)
{
    return !(f->hit[t].end < end && chn_actor_is_poss(f, f->hit[t].end, end));
}

/* A state or place after "of" or "from" lends the phrase its state. */
static uint32_t tail_place(const find *f, uint32_t at, uint32_t end, phrase *p)
{
    const uint32_t e = f->hit[at].end;
    const bool named = chn_actor_hit(f, at, FACT_COUNTRY) != NULL;
    if (!p->country.n || !code_is_state(p->country))
        p->country = country_at(f, at, PLACES);
    if (p->link == CHN_LINK_NAME && p->kind != CHN_KIND_PERSON && !named)
        p->link = CHN_LINK_METONYM;
    if (p->plural && e + 1 < end)
        p->of_end = e;
    return e;
}

/* "of Russia", "of the State Council", "from Beijing"; or t. */
static uint32_t tail_of(find *f, uint32_t t, uint32_t end, phrase *p)
{
    const uint32_t at = skip_the(f, t + 1, end);
    const bool of = is(f, t, end, "of");
    /* "officials of the two governments": the two are one more */
    if (is_in(f, at, end, L_SEVERAL))
        return t;
    if (chn_actor_hit(f, at, PLACES) && lone_name(f, at, end))
        return chn_actor_in_name(f, at, end) ? t : tail_place(f, at, end, p);
    /* "inspectors from the United Nations" */
    const bool body = p->plural && chn_actor_hit(f, at, FACT_BODY);
    if (!of && !body)
        return t;
    const uint32_t e = of_phrase(f, at, end, p);
    if (e > at)
        return e;
    if (!of)
        return t;
    uint32_t pe = 0;
    uint32_t who = chn_actor_person(f, at, end, &pe);
    /* "the government of President Rafael Correa" */
    for (uint32_t i = at; who == NONE && i < at + 3 && i < end; i++) {
        const role *r = chn_actor_role(f, i);
        if (!r || !chn_actor_cap(f, i) || r->plural || f->hit[i].end >= end)
            break;
        who = chn_actor_person(f, f->hit[i].end, end, &pe);
        i = f->hit[i].end - 1;
    }
    /* "the government of Naoto Kan" */
    if (who != NONE && !p->country.n)
        p->country = f->ents[who].country;
    return t;
}

/* Another state whose people are called as the phrase calls them: "Congolese"
 * is two. */
static bool also_of(const find *f, const phrase *p, uint32_t to, chn_str code)
{
    for (uint32_t t = p->first; t < to && t < p->first + 4; t++)
        for (uint32_t i = 0; i < f->hit[t].n; i++) {
            const fact *x = &f->k->facts.at[f->hit[t].v[i]];
            if ((x->kind == FACT_ADJ || x->kind == FACT_COUNTRY) &&
                chn_str_eq(f->k->countries.at[x->row].code, code))
                return true;
        }
    return false;
}

/* "police in Yerevan": Armenia's; the place itself stays a mention. */
static void peek_place(const find *f, uint32_t t, uint32_t end, phrase *p)
{
    const uint32_t places = FACT_COUNTRY | FACT_CAPITAL | FACT_PLACE;
    if ((p->country.n && !p->part && !p->ethnic) || t + 1 >= end ||
        !chn_actor_word(f, t, WORD_LOCATIVE) || !is_in(f, t, end, L_AROUND))
        return;
    /* "a bomb in Oslo" is of no army, "the cook in Oslo" nobody */
    const role *r = &f->k->roles.at[p->role];
    if ((r->kind == ROLE_PEOPLE && r->generic && !p->plural) ||
        in_group(f, p, "materiel"))
        return;
    uint32_t at = skip_the(f, t + 1, end);
    if (at < end && chn_actor_word(f, at, WORD_MOD))
        at = f->hit[at].end;
    if (at >= end || !chn_actor_cap(f, at) || !chn_actor_hit(f, at, places))
        return;
    /* "Chechen fighters in Syria" are Russia's, "Hutu rebels in Burundi"
     * Burundi's, which has Hutus, too */
    const chn_str code = country_at(f, at, places);
    if (!p->country.n || p->ethnic || also_of(f, p, t, code))
        p->country = code;
}

/* "troops from Chad", "a battalion from Chad", but not "withdrew troops from
 * Chad" nor "the envoy from Chad" that was called home. */
static bool comes_from(const find *f, uint32_t from, const phrase *p)
{
    uint32_t b = p->first;
    const uint32_t first = f->doc->sent[f->doc->tok[from].sent].first;
    bool one = false;
    for (uint32_t n = 0; b > first && n < 3; n++, b--) {
        one = one || is_in(f, b - 1, b, L_ARTICLE);
        if (!chn_actor_det(f, b - 1) && !chn_actor_word(f, b - 1, WORD_MOD) &&
            f->doc->tok[b - 1].kind != CHN_TOK_NUMBER)
            break;
    }
    if (b > first && is_in(f, b - 1, b, L_AWAY))
        return false;
    return p->plural || (one && !p->country.n);
}

/* What belongs to the role behind it, "to North Korea" and "in Moscow" of
 * envoys and embassies too. Returns the token after it, or t. */
static uint32_t tail(find *f, uint32_t t, uint32_t end, phrase *p)
{
    if (t + 1 >= end || skip_the(f, t + 1, end) >= end)
        return t;
    const uint32_t at = skip_the(f, t + 1, end);
    if (is(f, t, end, "of"))
        return tail_of(f, t, end, p);
    if (is(f, t, end, "from") && comes_from(f, t, p)) {
        const uint32_t e = tail_of(f, t, end, p);
        return p->plural ? e : t; /* one alone leaves the place to itself */
    }
    if (!is(f, t, end, "to") && !is(f, t, end, "for") && !is(f, t, end, "in"))
        return t;
    const bool envoy = in_group(f, p, "ambassador") || in_group(f, p, "envoy");
    const bool post = in_group(f, p, "embassy");
    if ((envoy && (is(f, t, end, "to") || is(f, t, end, "for"))) ||
        ((post || envoy) && is(f, t, end, "in")))
        return chn_actor_hit(f, at, PLACES | FACT_BODY) && lone_name(f, at, end)
                   ? f->hit[at].end
                   : t;
    if (is(f, t, end, "to") && in_group(f, p, "adviser")) {
        /* "an aide to the Kuwaiti emir" is one more; whose he is, is told */
        const uint32_t e = of_phrase(f, at, end, p);
        return e > at ? e : t;
    }
    if (is(f, t, end, "for") && in_group(f, p, "spokes")) {
        /* "a spokesman for the Peruvian trade ministry, Smith" */
        const uint32_t e = of_phrase(f, at, end, p);
        if (e > at)
            peek_place(f, e, end, p);
        return e > at ? e : t;
    }
    return t;
}

/* ---- names beside roles ---- */

/* Ranks and titles between a role and a name: "General", "Sheikh". */
static uint32_t titles(const find *f, uint32_t t, uint32_t end, phrase *p,
                       char *sex)
{
    for (uint32_t i = 0; i < 3 && t < end; i++) {
        const role *r = chn_actor_role(f, t);
        if (!r || !chn_actor_cap(f, t) ||
            (r->kind != ROLE_TITLE && r->kind != ROLE_PERSON) || r->plural)
            break;
        if (r->sex)
            *sex = r->sex;
        if (p->role == NONE) {
            p->role = (uint32_t)(r - f->k->roles.at);
            p->sector = r->sector;
            memcpy(p->groups, r->groups, sizeof p->groups);
        }
        t = f->hit[t].end;
    }
    return t;
}

static bool countries_agree(chn_str a, chn_str b)
{
    return !a.n || !b.n || chn_str_eq(a, b);
}

/* "Senator Rubio", whom the tables have as a minister later on: what the
 * report calls him counts. */
static bool called_otherwise(const find *f, const phrase *p, chn_str sector)
{
    if (p->role == NONE || !chn_str_is(sector, "GOV") || p->former ||
        f->k->roles.at[p->role].generic)
        return false;
    return chn_str_is(p->sector, "LEG") || chn_str_is(p->sector, "OPP") ||
           chn_str_is(p->sector, "REB") || chn_str_is(p->sector, "JUD");
}

static void take_person(find *f, phrase *p, uint32_t who, uint32_t t,
                        uint32_t e)
{
    ent *n = &f->ents[who];
    if (called_otherwise(f, p, n->sector))
        n->sector = p->sector;
    p->ent = who;
    p->actor = n->actor;
    p->kind = CHN_KIND_PERSON;
    p->plural = false;
    p->name_first = t;
    p->name_end = e;
    p->link = CHN_LINK_NAME;
    p->core = e - 1;
    if (n->country.n)
        p->country = n->country;
    if (n->sector.n)
        p->sector = n->sector;
    p->name = n->name;
}

/* The last name in [at, e): "Santos" of "dos Santos", "al-Assad". */
static chn_str last_name(find *f, uint32_t at, uint32_t e)
{
    uint32_t from = e - 1;
    while (from > at && chn_actor_tight(f, from))
        from--;
    if (from + 1 == e)
        return f->doc->tok[from].fold;
    char buf[NAME_SOUND];
    size_t n = 0;
    for (uint32_t i = from; i < e; i++) {
        const chn_str w = f->doc->tok[i].fold;
        if (n + w.n > sizeof buf)
            return chn_str_of("");
        memcpy(buf + n, w.p, w.n);
        n += w.n;
    }
    return chn_arena_str(f->a, buf, n);
}

/* The state behind "of": "President Kim of South Korea". */
static chn_str of_state(const find *f, uint32_t e, uint32_t end)
{
    const uint32_t of = skip_the(f, e + 1, end);
    return is(f, e, end, "of") && of < end ? country_at(f, of, FACT_COUNTRY)
                                           : chn_str_of("");
}

/* A title says nothing of the office: "Mr Aliyev", "Colonel Gaddafi". */
static bool any_office(const find *f, const phrase *p)
{
    return p->role == NONE || !p->groups[0] || in_group(f, p, "general") ||
           f->k->roles.at[p->role].kind == ROLE_TITLE ||
           f->k->roles.at[p->role].generic;
}

/* "President Putin" in a report without a date: the only one who ever was;
 * *code: whose president, if it was one of two. The state in focus first. So
 * "Foreign Minister Lavrov", of whose name the tables have one. */
static uint32_t some_day(find *f, uint32_t at, uint32_t e, uint32_t end,
                         const phrase *p, chn_str *code)
{
    name_query q = {0};
    const bool head = in_group(f, p, "president") || in_group(f, p, "pm");
    *code = chn_str_of("");
    if (f->doc->published != CHN_DAY_NONE || p->former || e != at + 1 ||
        any_office(f, p))
        return NONE;
    q.surname = last_name(f, at, e);
    if (!head) {
        const uint32_t only = chn_actor_only(f->k, q.surname);
        if (only == NONE || !chn_actor_ever(f->k, only, p->groups))
            return NONE;
        *code = chn_actor_state_of(&f->k->actors.at[only]);
        return countries_agree(*code, p->country) ? only : NONE;
    }
    q.groups = p->groups;
    q.code = p->country.n ? p->country : of_state(f, e, end);
    if (q.code.n)
        return chn_actor_some_day(f->k, &q, code);
    q.code = chn_actor_focus(f, at);
    uint32_t row = chn_actor_some_day(f->k, &q, code);
    if (!code->n) {
        q.code = chn_str_of("");
        row = chn_actor_some_day(f->k, &q, code);
    }
    return row;
}

/* "Mr Aliyev", "President Macron", "Angolan President dos Santos" and nowhere
 * the whole name: who held the office that day. NONE: nobody, or two. */
static uint32_t by_office(find *f, uint32_t at, uint32_t e, uint32_t end,
                          const phrase *p, char sex)
{
    name_query q = {0};
    if (e == at)
        return NONE;
    q.surname = last_name(f, at, e);
    q.code = p->country.n ? p->country : of_state(f, e, end);
    q.groups = p->groups;
    q.day = f->doc->published;
    q.sex = sex;
    q.former = p->former;
    uint32_t row = chn_actor_named(f->k, &q);
    if (row == NONE && any_office(f, p) && !q.former) {
        q.groups = NULL;
        row = chn_actor_named(f->k, &q);
    }
    /* "General Pinochet", who is none of the state in focus */
    if (row == NONE && !q.code.n && e == at + 1 && in_group(f, p, "general"))
        row = chn_actor_chief(f->k, q.surname, q.day);
    if (row == NONE && !q.code.n) {
        q.code = chn_actor_focus(f, at);
        row = q.code.n ? chn_actor_named(f->k, &q) : NONE;
    }
    /* "President Kennedy", long after him */
    const bool head = in_group(f, p, "president") || in_group(f, p, "pm");
    if (row == NONE && !q.former && e == at + 1 && head && !any_office(f, p)) {
        q.groups = p->groups;
        q.code = p->country.n ? p->country : of_state(f, e, end);
        row = chn_actor_remembered(f->k, &q);
    }
    if (row == NONE) {
        chn_str code;
        row = some_day(f, at, e, end, p, &code);
    }
    /* "Fernandez de Kirchner": all of it is in her name */
    for (uint32_t i = at; i < e && row != NONE; i++)
        if (f->doc->tok[i].kind == CHN_TOK_WORD &&
            !chn_actor_word(f, i, WORD_PARTICLE) && e > at + 1 &&
            !chn_str_eq(q.surname, f->doc->tok[i].fold) &&
            !chn_actor_tight(f, i) &&
            !chn_actor_has_word(f->k, row, f->doc->tok[i].fold))
            row = NONE;
    return row == NONE ? NONE : chn_actor_ent_of(f, row);
}

/* A surname that is also a word or a state, right after a title: "Prime
 * Minister May", "Mr Jordan". Its end, or `at`. */
static uint32_t word_as_name(const find *f, uint32_t at, uint32_t end)
{
    if (f->titlecase || !chn_actor_cap(f, at) ||
        (at + 1 < end && chn_actor_cap(f, at + 1)) ||
        chn_actor_is_poss(f, at + 1, end))
        return at;
    const bool month = chn_actor_word(f, at, WORD_NOTNAME) != NULL;
    /* "Queen Victoria" */
    const bool soft = chn_actor_hit(f, at, FACT_COUNTRY) ||
                      (chn_actor_hit(f, at, FACT_CAPITAL | FACT_PLACE) &&
                       chn_actor_given_sex(f, at));
    return f->hit[at].end == at + 1 && (month || soft) ? at + 1 : at;
}

/* Is the surname another's than that of somebody told before: of a state or an
 * office that is not his, "Mrs Clinton" after Mr Clinton? */
static bool namesake_of(const find *f, uint32_t who, uint32_t e, uint32_t end,
                        const phrase *p, char sex)
{
    const ent *n = &f->ents[who];
    if (n->actor == NONE)
        return false;
    if ((sex && n->sex && sex != n->sex) ||
        !countries_agree(n->country, of_state(f, e, end)))
        return true;
    /* of lesser offices the tables do not have all */
    const bool head = in_group(f, p, "monarch") || in_group(f, p, "pm") ||
                      in_group(f, p, "president");
    return head && !any_office(f, p) &&
           !chn_actor_ever(f->k, n->actor, p->groups);
}

/* A name that nobody knows, as the role introduces it: its end, or `at`. */
static uint32_t stranger_after(find *f, uint32_t at, uint32_t e, uint32_t end,
                               phrase *p, bool comma)
{
    if (e == at || (comma && e < at + 2))
        return at;
    if (comma && e < end && !is(f, e, end, ",") && !is(f, e, end, ".") &&
        !is(f, e, end, ";") && !is(f, e, end, ")") &&
        !chn_actor_is_poss(f, e, end))
        return at;
    if (!p->country.n && p->role != NONE &&
        f->k->roles.at[p->role].needs_country) {
        /* "Foreign Minister Jean-Noel Barrot of France" */
        p->country = of_state(f, e, end);
        if (!p->country.n) /* "President Bush": one of two */
            (void)some_day(f, at, e, end, p, &p->country);
        if (!p->country.n)
            p->country = chn_actor_focus(f, at);
    }
    /* "Secretary General Galo Plaza" of the organisation told just before */
    if (!p->country.n && p->role != NONE && in_group(f, p, "secgen") &&
        !is(f, e, end, "of"))
        p->country = chn_actor_bloc(f, at);
    /* "Gen. Luis Paz", of whom nothing else is told: of whom the report is */
    if (!p->country.n && p->role != NONE && e > at + 1 && !f->titlecase &&
        in_group(f, p, "general") && !is(f, e, end, "of"))
        p->country = chn_actor_focus(f, at);
    const uint32_t who = chn_actor_learn(f, at, e, p->country, p->sector);
    if (who == NONE)
        return at;
    take_person(f, p, who, at, e);
    return e;
}

/* A person of the tables or of this report whose state fits, else a name
 * that the role introduces. `comma`: a comma stands between, so only a name
 * of two words, closed again, is believed: "the president, Ilham Aliyev,". */
static uint32_t name_after(find *f, uint32_t t, uint32_t end, phrase *p,
                           bool comma)
{
    char sex = 0;
    const uint32_t at = titles(f, t, end, p, &sex);
    if (at >= end)
        return t;
    uint32_t e = 0;
    uint32_t who = chn_actor_person(f, at, end, &e);
    if (who != NONE && chn_actor_is_poss(f, e, end) && comma)
        return t;
    if (who != NONE && e == at + 1 && namesake_of(f, who, e, end, p, sex))
        who = NONE;
    if (who != NONE) {
        /* "the Chinese president, Putin and ..." are two */
        if (!countries_agree(f->ents[who].country, p->country) &&
            !also_of(f, p, t, f->ents[who].country))
            return t;
        if (!f->ents[who].country.n)
            f->ents[who].country = p->country;
        if (!f->ents[who].sector.n)
            f->ents[who].sector = p->sector;
        take_person(f, p, who, at, e);
    } else {
        e = chn_actor_new_name(f, at, end);
        const bool odd = e == at;
        if (odd && !comma)
            e = word_as_name(f, at, end);
        who = comma ? NONE : by_office(f, at, e, end, p, sex);
        if (who != NONE) {
            chn_actor_learn_keys(f, who, at, e);
            take_person(f, p, who, at, e);
            return e;
        }
        /* "President May" is none of the tables; "Mr Jordan" is a man */
        if (odd &&
            !(p->role != NONE && (f->k->roles.at[p->role].kind == ROLE_TITLE ||
                                  chn_actor_given_sex(f, at))))
            return t;
        if (stranger_after(f, at, e, end, p, comma) == at)
            return t;
    }
    who = p->ent;
    if (sex)
        f->ents[who].sex = sex;
    if (p->kin)
        f->ents[who].relative = true;
    return e;
}

/* "the opposition party Prosperous Armenia", "news agency Yonhap". */
static uint32_t body_after(find *f, uint32_t t, uint32_t end, phrase *p)
{
    if (t >= end || p->actor != NONE || !chn_actor_cap(f, t))
        return t;
    const fact *x = chn_actor_hit(f, t, FACT_BODY);
    const role *r = &f->k->roles.at[p->role];
    if (r->plural || r->kind == ROLE_PEOPLE || r->kind == ROLE_STATE)
        return t;
    if (x) {
        const actor *a = &f->k->actors.at[x->row];
        const bool media = r->kind == ROLE_MEDIA;
        if (media != (a->kind == CHN_KIND_MEDIA) ||
            !countries_agree(chn_actor_state_of(a), p->country)) {
            /* An agency may have the letters of another body: "ACP" */
            if (!media || !(f->doc->tok[t].flags & CHN_TOK_ALLCAP))
                return t;
            p->name_first = t;
            p->name_end = f->hit[t].end;
            p->core = p->name_end - 1;
            p->name = chn_doc_slice(f->doc, t, p->name_end);
            return p->name_end;
        }
        take_body(f, p, x->row);
        p->name_first = t;
        p->name_end = f->hit[t].end;
        p->core = p->name_end - 1;
        return p->name_end;
    }
    if (r->plural || (r->kind != ROLE_PARTY && r->kind != ROLE_ARMED &&
                      r->kind != ROLE_ORG && r->kind != ROLE_MEDIA))
        return t;
    const uint32_t e = chn_actor_new_name(f, t, end);
    if (e == t)
        return t;
    p->name_first = t;
    p->name_end = e;
    p->core = e - 1;
    p->name = chn_doc_slice(f->doc, t, e);
    return e;
}

/* The organisation, army or firm that a named one is "of": its end. */
static uint32_t of_body(find *f, uint32_t of, phrase *p)
{
    const fact *x = chn_actor_hit(f, of, FACT_BODY);
    const actor *a = &f->k->actors.at[x->row];
    p->country = chn_actor_state_of(a);
    if (p->ent != NONE)
        f->ents[p->ent].country = p->country;
    return f->hit[of].end;
}

static uint32_t attach_name(find *f, uint32_t t, uint32_t end, phrase *p)
{
    const role *r = &f->k->roles.at[p->role];
    if (p->actor != NONE || r->kind == ROLE_STATE)
        return t;
    const bool comma = is(f, t, end, ",");
    const uint32_t at = comma ? t + 1 : t;
    uint32_t e = at;
    /* "the Chilean poet Pablo Neruda" */
    const bool called = r->kind == ROLE_PEOPLE && !r->plural && !comma &&
                        p->country.n && at < end && chn_actor_cap(f, at) &&
                        chn_actor_new_name(f, at, end) > at + 1;
    if ((p->kind == CHN_KIND_PERSON || called) && !r->plural) {
        /* "a prime minister, Naftali" is too thin without whose he is */
        e = name_after(f, at, end, p, comma);
    } else if (p->kind != CHN_KIND_PERSON) {
        if (comma && !(at < end && chn_actor_hit(f, at, FACT_BODY)))
            return t;
        e = body_after(f, at, end, p);
    }
    if (e == at)
        return t;
    /* "... Barrot of France", "Secretary General Plaza of the OAS" */
    if (is(f, e, end, "of") && e + 1 < end && p->name_end == e &&
        p->kind == CHN_KIND_PERSON) {
        const uint32_t of = skip_the(f, e + 1, end);
        if (of < end && !p->country.n && chn_actor_hit(f, of, FACT_BODY))
            return of_body(f, of, p);
        if (of < end && chn_actor_hit(f, of, FACT_COUNTRY) &&
            countries_agree(p->country, country_at(f, of, FACT_COUNTRY)))
            e = f->hit[of].end;
    }
    return e;
}

/* ---- whole phrases ---- */

/* After the owner: modifiers, a second demonym ("his Chinese counterpart"),
 * the town of an embassy ("its Pyongyang embassy"), a word or two. */
/* "Norway's [U.N.] ambassador", "the Norwegian [NATO] envoy": accredited there,
 * and Norway's. */
static bool posted_to(const find *f, uint32_t at, uint32_t end, const owner *o)
{
    const fact *x = chn_actor_hit(f, at, FACT_BODY);
    if (!x || o->country.n != 3 || f->hit[at].end >= end ||
        chn_actor_state_of(&f->k->actors.at[x->row]).n <= 3)
        return false;
    const role *r = chn_actor_role(f, f->hit[at].end);
    phrase probe;
    chn_actor_phrase_init(&probe, at);
    if (r)
        memcpy(probe.groups, r->groups, sizeof probe.groups);
    return r &&
           (in_group(f, &probe, "envoy") || in_group(f, &probe, "embassy"));
}

static uint32_t before_role(find *f, uint32_t t, uint32_t end, phrase *p,
                            const owner *o)
{
    uint32_t at = mods(f, t, end, p);
    if (at < end && o->link != CHN_LINK_DEMONYM) {
        const fact *adj = chn_actor_hit(f, at, FACT_ADJ);
        if (adj && f->hit[at].end < end && !is(f, f->hit[at].end, end, "-")) {
            p->country = f->k->countries.at[adj->row].code;
            p->link = CHN_LINK_DEMONYM;
            p->aka = true;
            at = mods(f, f->hit[at].end, end, p);
        }
    }
    if (at < end && chn_actor_hit(f, at, FACT_CAPITAL | FACT_PLACE) &&
        f->hit[at].end < end) {
        const role *r = chn_actor_role(f, f->hit[at].end);
        phrase probe;
        chn_actor_phrase_init(&probe, at);
        if (r)
            memcpy(probe.groups, r->groups, sizeof probe.groups);
        if (r && in_group(f, &probe, "embassy"))
            at = f->hit[at].end;
    }
    if (at < end && posted_to(f, at, end, o))
        at = f->hit[at].end;
    if (o->attributive || o->pronoun)
        return at;
    for (uint32_t i = 0; i < BETWEEN_MAX && at < end; i++) {
        if (chn_actor_role(f, at) || chn_actor_hit(f, at, FACT_BODY))
            break;
        uint32_t next = at + 1;
        if (!plain(f, at))
            break;
        /* "nuclear-capable", "song-and-dance" */
        while (next + 1 < end && is(f, next, end, "-") &&
               chn_actor_tight(f, next) && chn_actor_tight(f, next + 1))
            next += 2;
        next = mods(f, next, end, p);
        at = next;
    }
    return at;
}

/* "General X, the former head of the guard, accused ...": closed by a comma
 * or the sentence's end, else it is the next of a list. */
static uint32_t and_who(find *f, uint32_t e, uint32_t end, phrase *p)
{
    phrase q;
    if (!is(f, e, end, ",") || !is(f, e + 1, end, "the") || e + 2 >= end ||
        !chn_actor_phrase(f, e + 2, end, &q))
        return e;
    if (q.kind != CHN_KIND_PERSON || q.plural || q.role == NONE ||
        q.ent != NONE || q.of_end || q.counterpart ||
        !countries_agree(q.country, p->country))
        return e;
    if (q.end < end && !is(f, q.end, end, ",") && !is(f, q.end, end, ".") &&
        !is(f, q.end, end, ";") && !is(f, q.end, end, ")"))
        return e;
    if (!p->country.n && q.country.n) {
        p->country = q.country;
        if (p->ent != NONE)
            f->ents[p->ent].country = q.country;
    }
    return q.end;
}

static bool finish(find *f, phrase *p, uint32_t e, uint32_t end)
{
    const uint32_t head_end = e;
    if (p->role != NONE && p->actor == NONE) {
        e = tail(f, e, end, p);
        if (!p->of_end) {
            const uint32_t named = attach_name(f, e, end, p);
            if (named > e)
                e = p->kind == CHN_KIND_PERSON ? and_who(f, named, end, p)
                                               : named;
            else if (e == head_end)
                peek_place(f, e, end, p);
        }
    }
    p->end = e;
    return true;
}

/* "Rwanda's Paul Kagame": whose state is told is believed, and who has a
 * given name that the tables know is somebody. */
static bool owned_name(find *f, uint32_t at, uint32_t end, phrase *p,
                       const owner *o)
{
    uint32_t e = 0;
    if (o->attributive || o->pronoun || o->ant != NONE || at >= end)
        return false;
    uint32_t who = chn_actor_person(f, at, end, &e);
    if (who == NONE && chn_actor_given_sex(f, at)) {
        e = chn_actor_new_name(f, at, end);
        if (e > at + 1)
            who = chn_actor_learn(f, at, e, o->country, chn_str_of(""));
    }
    if (who == NONE && o->country.n && !f->titlecase) {
        /* "North Korea's Kim": its first man */
        const name_query q = {last_name(f, at, at + 1), o->country, NULL,
                              f->doc->published,        0,          false};
        const uint32_t row = chn_actor_new_name(f, at, end) == at + 1
                                 ? chn_actor_named(f->k, &q)
                                 : NONE;
        if (row != NONE && chn_actor_leads(f->k, row, f->doc->published))
            who = chn_actor_ent_of(f, row);
        e = at + 1;
    }
    if (who == NONE)
        return false;
    /* "Chile's Michelle Bachelet", whom the tables have as the UN's */
    if (f->ents[who].country.n > 3 && o->country.n == 3)
        f->ents[who].country = o->country;
    if (!countries_agree(f->ents[who].country, o->country))
        return false;
    take_person(f, p, who, at, e);
    p->end = e;
    return true;
}

/* "a summit where Presidents Sadyr Japarov and Emomali Rahmon met": the title
 * of each of those who follow, and nobody beside them. */
static bool title_of_many(const find *f, const phrase *p, uint32_t at,
                          uint32_t e, uint32_t end)
{
    return p->plural && p->kind == CHN_KIND_PERSON && chn_actor_cap(f, at) &&
           e < end && chn_actor_cap(f, e) &&
           chn_actor_new_name(f, e, end) > e && !chn_actor_hit(f, e, PLACES);
}

bool chn_actor_phrase(find *f, uint32_t t, uint32_t end, phrase *p)
{
    chn_actor_phrase_init(p, t);
    p->definite = t > 0 && chn_tok_is(f->doc, t - 1, "the");
    uint32_t at = mods(f, t, end, p);
    if (at >= end)
        return false;
    if (at > t && chn_actor_pronoun_poss(f, at))
        return false; /* "will close its embassy" */
    owner o;
    const uint32_t start = at;
    if (find_owner(f, at, end, &o)) {
        p->country = o.country;
        p->link = o.link;
        p->prefix = o.ant;
        p->ours = o.ours;
        p->owned = !o.attributive && !o.pronoun && o.link != CHN_LINK_DEMONYM;
        p->sector = o.sector;
        p->part = o.part;
        p->ethnic = o.link == CHN_LINK_DEMONYM && at > 0 &&
                    is_in(f, at - 1, at, L_ETHNIC);
        p->definite = true;
        if (o.attributive && o.body != NONE)
            p->definite = t > 0 && chn_tok_is(f->doc, t - 1, "the");
        at = before_role(f, o.end, end, p, &o);
        const uint32_t e = roles(f, at, end, p);
        if (e > at && !(o.attributive && p->role == NONE))
            return finish(f, p, e, end);
        if (e == at && at == o.end && owned_name(f, at, end, p, &o))
            return true;
        if (start > t || o.pronoun || e > at)
            return false;
        chn_actor_phrase_init(p, t);
        p->definite = t > 0 && chn_tok_is(f->doc, t - 1, "the");
        at = start;
    }
    /* A bare title before a name: "Mr Putin", "Gen. Naranjo" */
    const role *r = chn_actor_role(f, at);
    if (r && r->kind == ROLE_TITLE) {
        char sex = 0;
        const uint32_t n = titles(f, at, end, p, &sex);
        if (n == at)
            return false;
        const uint32_t e = name_after(f, at, end, p, false);
        if (e == at)
            return false;
        p->end = e;
        return true;
    }
    if (!r && !media_named(f, at))
        return false;
    const uint32_t e = roles(f, at, end, p);
    return e > at && p->role != NONE && !title_of_many(f, p, at, e, end) &&
           finish(f, p, e, end);
}

/* "Putin offered talks", and nowhere the whole name. */
static uint32_t leader_alone(find *f, uint32_t t, uint32_t e)
{
    if (e != t + 1)
        return NONE;
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    if (f->titlecase || !chn_actor_unknown(f, t) || chn_actor_given_sex(f, t) ||
        (t > first && chn_actor_cap(f, t - 1) &&
         !chn_actor_function(f, t - 1) &&
         !chn_actor_word(f, t - 1, WORD_NOTNAME)) ||
        (t > first && chn_tok_is(f->doc, t - 1, ".")) ||
        (e < f->doc->n_tok && chn_actor_cap(f, e)))
        return NONE;
    const uint32_t row =
        chn_actor_sole(f->k, f->doc->tok[t].fold, f->doc->published);
    if (row == NONE)
        return NONE;
    const uint32_t who = chn_actor_ent_of(f, row);
    if (who != NONE)
        chn_actor_learn_keys(f, who, t, e);
    return who;
}

/* What a comma and an article tell of a name before them: "the chairperson of
 * ...", "a maverick colonel", of whom a word or two tell what he is like. */
static bool apposed(find *f, uint32_t at, uint32_t end, phrase *q)
{
    const bool det = at < end && chn_actor_det(f, at - 1);
    for (uint32_t i = 0; at < end && !chn_actor_pronoun(f, at); i++, at++) {
        if (chn_actor_phrase(f, at, end, q))
            return true;
        if (!det || i == BETWEEN_MAX || !plain(f, at))
            return false;
    }
    return false;
}

/* "Ana Paz, who heads Peru's navy": of that state; NONE: none is told. */
static uint32_t heads_body(find *f, uint32_t t, uint32_t e, uint32_t end)
{
    phrase q;
    if (e < t + 2 || !is(f, e, end, ",") || !is(f, e + 1, end, "who") ||
        !is_in(f, e + 2, end, L_HEADS))
        return NONE;
    const uint32_t at = skip_the(f, e + 3, end);
    if (at >= end || !chn_actor_phrase(f, at, end, &q) || !q.country.n ||
        q.kind == CHN_KIND_PERSON)
        return NONE;
    return chn_actor_learn(f, t, e, q.country, q.sector);
}

/* A name that its part in a body makes known: a delegation "led by Liu
 * Guozhong" lends him its state. */
static uint32_t led_body(find *f, uint32_t t, uint32_t e, uint32_t end)
{
    const bool led =
        t >= 2 && chn_tok_is(f->doc, t - 1, "by") && is_in(f, t - 2, t, L_LED);
    if (led && f->n && f->ex[f->n - 1].sent == f->doc->tok[t].sent)
        return chn_actor_learn(f, t, e, f->at[f->n - 1].country,
                               f->at[f->n - 1].sector);
    return heads_body(f, t, e, end);
}

/* "Kim Jong Un, the Chairperson of ...": a name and who that is. */
bool chn_actor_name_phrase(find *f, uint32_t t, uint32_t end, phrase *p)
{
    chn_actor_phrase_init(p, t);
    uint32_t e = 0;
    uint32_t who = chn_actor_person(f, t, end, &e);
    if (who == NONE) {
        e = chn_actor_new_name(f, t, end);
        who = leader_alone(f, t, e);
    }
    if (who == NONE) {
        if (e < t + 2 || f->titlecase)
            return false;
        who = led_body(f, t, e, end);
    }
    uint32_t at = e;
    phrase q;
    bool told = false;
    if (is(f, at, end, ",") && at + 2 < end) {
        at++;
        if (f->doc->tok[at].kind == CHN_TOK_NUMBER && is(f, at + 1, end, ","))
            at += 2; /* "Zhan Qixiong, 41, a captain" */
        if (at < end && chn_actor_det(f, at))
            at++;
        told = apposed(f, at, end, &q) && q.kind == CHN_KIND_PERSON &&
               !q.plural && q.ent == NONE && q.role != NONE && !q.counterpart;
        /* Another man's role begins a list: "Putin, President Xi and ..." */
        if (told && who != NONE &&
            !countries_agree(f->ents[who].country, q.country))
            told = false;
    }
    if (who == NONE && !told)
        return false;
    if (who == NONE) {
        /* "Ana Paz, head of the cane growers": of theirs */
        if (!q.country.n &&
            (f->k->roles.at[q.role].needs_country || is(f, q.end, end, "of")))
            q.country = chn_actor_focus(f, t);
        who = chn_actor_learn(f, t, e, q.country, q.sector);
        if (who == NONE)
            return false;
    }
    if (told) {
        if (!f->ents[who].country.n)
            f->ents[who].country = q.country;
        if (!f->ents[who].sector.n)
            f->ents[who].sector = q.sector;
        p->role = q.role;
        p->kin = q.kin;
        memcpy(p->groups, q.groups, sizeof p->groups);
    }
    take_person(f, p, who, t, e);
    p->end = told ? q.end : e;
    return true;
}
