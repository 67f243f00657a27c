/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is meant by "he", "both sides", "the president", "his Chinese
 * counterpart": looked for among the mentions before, near ones first, those
 * that stand as a clause's subject before others. No look back passes more
 * than BACK mentions, so the cost stays linear.
 */
#include "actor/find.h"

#include "base/err.h"
#include "base/str.h"

/* ---- pronouns ----------------------------------------------------------- */

typedef struct pronoun {
    const char *form;
    char who; /* h he, s she, t they, i it, w we, m I */
    bool poss;
} pronoun;

static const pronoun PRONOUNS[] = {
    {"he", 'h', false},       {"him", 'h', false},   {"his", 'h', true},
    {"himself", 'h', false},  {"she", 's', false},   {"her", 's', true},
    {"herself", 's', false},  {"they", 't', false},  {"them", 't', false},
    {"their", 't', true},     {"theirs", 't', true}, {"themselves", 't', false},
    {"it", 'i', false},       {"its", 'i', true},    {"itself", 'i', false},
    {"we", 'w', false},       {"us", 'w', false},    {"our", 'w', true},
    {"ours", 'w', true},      {"i", 'm', false},     {"me", 'm', false},
    {"my", 'm', true},        {"myself", 'm', false}};

static const pronoun *pronoun_at(const find *f, uint32_t t)
{
    const chn_token *k = &f->doc->tok[t];
    if (k->kind != CHN_TOK_WORD || k->fold.n > 10 ||
        (k->flags & CHN_TOK_ALLCAP)) /* "US", "IT" */
        return NULL;
    for (uint32_t i = 0; i < sizeof PRONOUNS / sizeof *PRONOUNS; i++) {
        const pronoun *p = &PRONOUNS[i];
        if (!chn_str_is(k->fold, p->form))
            continue;
        /* "we" of the report itself is nobody in the record */
        if ((p->who == 'w' || p->who == 'm') && !(k->flags & CHN_TOK_QUOTED))
            return NULL;
        return p;
    }
    return NULL;
}

char chn_actor_pronoun(const find *f, uint32_t t)
{
    const pronoun *p = pronoun_at(f, t);
    return (char)(p ? p->who : 0);
}

bool chn_actor_pronoun_poss(const find *f, uint32_t t)
{
    const pronoun *p = pronoun_at(f, t);
    return p && p->poss;
}

/* The mention itself behind a pronoun. */
static uint32_t behind(const find *f, uint32_t m)
{
    for (uint32_t i = 0; i < 4 && m != NONE; i++) {
        if (f->at[m].kind != CHN_KIND_PRONOUN ||
            f->at[m].antecedent == CHN_MENTION_NONE)
            break;
        m = f->at[m].antecedent;
    }
    return m;
}

uint32_t chn_actor_parts(const find *f, uint32_t m,
                         uint32_t out[CHN_MENTION_PARTS])
{
    uint32_t n = 0;
    if (m == NONE)
        return 0;
    if (f->at[m].n_parts) {
        n = f->at[m].n_parts;
        memcpy(out, f->at[m].parts, n * sizeof *out);
        return n;
    }
    const uint32_t c = f->ex[m].coord;
    for (uint32_t i = c; i < f->n && n < CHN_MENTION_PARTS; i++)
        if (f->ex[i].coord == c && f->at[i].kind != CHN_KIND_PRONOUN)
            out[n++] = i;
        else if (i > c + 2 * CHN_MENTION_PARTS)
            break;
    return n > 1 ? n : 0;
}

static bool sex_fits(const find *f, uint32_t m, char who)
{
    const uint32_t e = f->ex[m].ent;
    return e == NONE || !f->ents[e].sex ||
           f->ents[e].sex == (who == 's' ? 'f' : 'm');
}

static bool pronoun_fits(const find *f, uint32_t m, char who)
{
    const chn_mention *x = &f->at[m];
    const uint32_t b = behind(f, m);
    const uint8_t kind = f->at[b].kind;
    if (kind == CHN_KIND_PLACE || kind == CHN_KIND_PRONOUN || x->modifier)
        return false;
    if (x->locative && kind != CHN_KIND_PERSON)
        return false;
    uint32_t parts[CHN_MENTION_PARTS];
    switch (who) {
    case 'h':
    case 's':
        return kind == CHN_KIND_PERSON && !x->plural && !x->n_parts &&
               sex_fits(f, b, who);
    case 't':
        return x->plural || x->n_parts || chn_actor_parts(f, m, parts) > 1;
    default:
        return kind != CHN_KIND_PERSON && kind != CHN_KIND_PEOPLE &&
               !x->plural && !x->n_parts;
    }
}

static int32_t nearness(const find *f, uint32_t m, uint32_t sent)
{
    const extra *x = &f->ex[m];
    const uint32_t back = sent - x->sent;
    static const int32_t subject[] = {60, 50, 30}, other[] = {20, 10, 0};
    int32_t s = x->subject ? subject[back] : other[back];
    if (f->at[m].possessive)
        s -= 5;
    if (f->at[m].unnamed)
        s -= 3;
    if (f->at[m].kind == CHN_KIND_PRONOUN)
        s += 2; /* it is spoken of already */
    return s;
}

uint32_t chn_actor_antecedent(const find *f, uint32_t t, char who)
{
    const uint32_t sent = f->doc->tok[t].sent;
    uint32_t best = NONE, passed = 0;
    int32_t score = -100;
    if (who == 'w' || who == 'm')
        return NONE; /* chn_actor_first_persons */
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        if (f->ex[m].sent + 2 < sent)
            break;
        if (!pronoun_fits(f, m, who))
            continue;
        int32_t s = nearness(f, m, sent);
        /* Of a sentence before, its first subject goes on: "Kim met Xi, and
         * Lavrov stood by. He ..." */
        if (s > score || (s == score && f->ex[m].sent < sent)) {
            score = s;
            best = m;
        }
    }
    return behind(f, best);
}

static void copy_meaning(const find *f, chn_mention *to, uint32_t from)
{
    const chn_mention *b = &f->at[from];
    to->antecedent = from;
    to->actor = b->actor;
    to->id = b->id;
    to->name = b->name;
    to->country = b->country;
    to->sector = b->sector;
    to->media_kind = b->media_kind;
    to->unnamed = b->unnamed;
}

void chn_actor_pronoun_emit(find *f, uint32_t t, char who)
{
    phrase p;
    chn_actor_phrase_init(&p, t);
    p.end = t + 1;
    p.kind = CHN_KIND_PRONOUN;
    p.link = CHN_LINK_COREFERENCE;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m == NONE)
        return;
    /* one's own mention must not answer for it */
    f->n--;
    const uint32_t a = chn_actor_antecedent(f, t, who);
    uint32_t parts[CHN_MENTION_PARTS];
    const uint32_t n = who == 't' ? chn_actor_parts(f, a, parts) : 0;
    f->n++;
    chn_mention *x = &f->at[m];
    x->possessive = chn_actor_pronoun_poss(f, t);
    x->plural = who == 't' || who == 'w';
    if (a == NONE)
        return;
    copy_meaning(f, x, a);
    f->ex[m].ent = f->ex[a].ent;
    memcpy(f->ex[m].groups, f->ex[a].groups, sizeof f->ex[m].groups);
    if (n) {
        x->n_parts = n;
        memcpy(x->parts, parts, n * sizeof *parts);
    }
    if (f->ex[m].ent != NONE && (who == 'h' || who == 's') &&
        !f->ents[f->ex[m].ent].sex)
        f->ents[f->ex[m].ent].sex = who == 's' ? 'f' : 'm';
}

/* "I" and "we" inside a quotation: the person whose words the sentence tells,
 * before the marks or behind them; else the one of the sentence before. */
void chn_actor_first_persons(find *f)
{
    for (uint32_t m = 0; m < f->n; m++) {
        chn_mention *x = &f->at[m];
        if (x->kind != CHN_KIND_PRONOUN || x->antecedent != NONE)
            continue;
        const char who = chn_actor_pronoun(f, x->first);
        if (who != 'w' && who != 'm')
            continue;
        uint32_t best = NONE;
        for (uint32_t i = m; i-- > 0 && m - i < BACK;) {
            if (f->ex[i].sent + 1 < f->ex[m].sent)
                break;
            if (!f->ex[i].quoted && f->ex[i].subject &&
                f->at[behind(f, i)].kind == CHN_KIND_PERSON) {
                best = behind(f, i);
                break;
            }
        }
        for (uint32_t i = m + 1; i < f->n && i - m < BACK; i++) {
            if (f->ex[i].sent != f->ex[m].sent)
                break;
            if (!f->ex[i].quoted && f->ex[i].subject &&
                f->at[behind(f, i)].kind == CHN_KIND_PERSON) {
                if (best == NONE || f->ex[best].sent != f->ex[m].sent)
                    best = behind(f, i);
                break;
            }
        }
        if (best != NONE)
            copy_meaning(f, x, best);
    }
}

/* ---- the country in focus ------------------------------------------------ */

static bool state_told(const chn_mention *m)
{
    return m->country.n == 3 && m->kind != CHN_KIND_MEDIA;
}

/* The last state told in this sentence; else the one told most of late; else
 * that of the dateline. */
chn_str chn_actor_focus(const find *f, uint32_t t)
{
    const uint32_t sent = f->doc->tok[t].sent;
    chn_str code[12];
    uint32_t count[12], n = 0, seen = 0;
    for (uint32_t m = f->n; m-- > 0 && seen < 24;) {
        const chn_mention *x = &f->at[m];
        if (f->ex[m].sent + 6 < sent)
            break;
        seen++;
        if (!state_told(x))
            continue;
        if (f->ex[m].sent == sent && x->kind != CHN_KIND_PLACE)
            return x->country;
        uint32_t i = 0;
        while (i < n && !chn_str_eq(code[i], x->country))
            i++;
        if (i == 12)
            continue;
        if (i == n) {
            code[n] = x->country;
            count[n++] = 0;
        }
        /* the place where this sentence stands weighs most */
        count[i] += f->ex[m].sent == sent ? 4 : 1;
    }
    uint32_t best = NONE;
    for (uint32_t i = 0; i < n; i++)
        if (best == NONE || count[i] > count[best])
            best = i;
    return best == NONE ? f->dateline : code[best];
}

/* ---- roles alone --------------------------------------------------------- */

/* Last person told with a role that can mean the same. */
static uint32_t same_role(const find *f, const phrase *p, uint32_t t)
{
    uint32_t passed = 0;
    if (!p->groups[0])
        return NONE;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (x->kind != CHN_KIND_PERSON || x->plural || x->n_parts ||
            x->first >= t)
            continue;
        if (p->country.n && !chn_str_eq(p->country, x->country))
            continue;
        const uint32_t e = f->ex[m].ent;
        if (chn_actor_groups_meet(p->groups, f->ex[m].groups) ||
            (e != NONE && chn_actor_groups_meet(p->groups,
                                                f->ents[e].groups)))
            return x->antecedent != NONE ? x->antecedent : m;
    }
    return NONE;
}

/* Last body, party, group, medium of a kind. */
static uint32_t same_kind(const find *f, const phrase *p, uint32_t kinds)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (!(kinds >> x->kind & 1u) || x->plural || x->modifier)
            continue;
        if (p->country.n && !chn_str_eq(p->country, x->country))
            continue;
        if (x->kind == CHN_KIND_BODY &&
            !chn_actor_groups_meet(p->groups, f->ex[m].groups))
            continue;
        return x->antecedent != NONE ? x->antecedent : m;
    }
    return NONE;
}

static void take_mention(const find *f, phrase *p, uint32_t m)
{
    const chn_mention *x = &f->at[m];
    p->antecedent = m;
    p->actor = x->actor;
    p->ent = f->ex[m].ent;
    p->country = x->country;
    if (x->sector.n)
        p->sector = x->sector;
    if (x->media_kind.n)
        p->media_kind = x->media_kind;
    p->name = x->name;
    if (p->link != CHN_LINK_OFFICE)
        p->link = CHN_LINK_COREFERENCE;
}

static void take_holder(find *f, phrase *p)
{
    const uint32_t who =
        chn_actor_holder(f->k, p->country, p->groups, f->doc->published);
    if (who == NONE)
        return;
    const uint32_t e = chn_actor_ent_of(f, who);
    if (e == NONE)
        return;
    p->ent = e;
    p->actor = who;
    p->name = f->ents[e].name;
    if (f->ents[e].sector.n)
        p->sector = f->ents[e].sector;
}

/* "his North Korean counterpart": the same office of that state. */
static void counterpart(find *f, uint32_t t, phrase *p)
{
    if (!p->aka && p->link != CHN_LINK_DEMONYM)
        p->country = chn_str_of("");
    if (p->prefix != NONE && !p->plural) {
        const uint32_t e = f->ex[p->prefix].ent;
        const uint16_t *g = f->ex[p->prefix].groups;
        if (!g[0] && e != NONE)
            g = f->ents[e].groups;
        memcpy(p->groups, g, sizeof p->groups);
        if (f->at[p->prefix].sector.n)
            p->sector = f->at[p->prefix].sector;
        p->kind = f->at[p->prefix].kind == CHN_KIND_BODY ? CHN_KIND_BODY
                                                         : CHN_KIND_PERSON;
    }
    if (!p->country.n || p->kind != CHN_KIND_PERSON || p->plural)
        return;
    p->link = CHN_LINK_OFFICE;
    const uint32_t m = same_role(f, p, t);
    if (m != NONE)
        take_mention(f, p, m);
    else
        take_holder(f, p);
}

static void lone_person(find *f, uint32_t t, phrase *p, const role *r)
{
    const bool told = p->country.n != 0;
    if (told)
        p->link = CHN_LINK_OFFICE;
    const bool definite = p->definite || chn_actor_cap(f, p->first);
    if (definite && !p->plural && !p->former && !p->kin) {
        const uint32_t m = same_role(f, p, t);
        if (m != NONE) {
            take_mention(f, p, m);
            return;
        }
    }
    if (!told && r->needs_country)
        p->country = chn_actor_focus(f, t);
    if (definite && !p->plural && !p->former && !p->kin && !r->generic)
        take_holder(f, p);
}

static void drop(phrase *p)
{
    p->end = p->first;
}

static void lone_media(find *f, uint32_t t, phrase *p, const role *r)
{
    if (p->country.n)
        return;
    if (p->definite && !p->plural && !r->mass) {
        const uint32_t m = same_kind(f, p, 1u << CHN_KIND_MEDIA);
        if (m != NONE) {
            take_mention(f, p, m);
            return;
        }
    }
    if (r->generic) { /* "an agency", "the website" of anybody */
        drop(p);
        return;
    }
    if (chn_str_is(r->media_kind, "state media")) {
        uint32_t passed = 0;
        for (uint32_t m = f->n; m-- > 0 && passed < 24; passed++)
            if (f->at[m].kind == CHN_KIND_MEDIA && f->at[m].country.n &&
                chn_str_is(f->at[m].media_kind, "state media")) {
                p->country = f->at[m].country;
                return;
            }
        p->country = chn_actor_focus(f, t);
    }
}

static void lone_body(find *f, uint32_t t, phrase *p, const role *r)
{
    if (p->country.n)
        return;
    if (p->definite && !p->plural) {
        const uint32_t m = same_kind(f, p, 1u << CHN_KIND_BODY);
        if (m != NONE) {
            take_mention(f, p, m);
            return;
        }
    }
    if (r->needs_country)
        p->country = chn_actor_focus(f, t);
    if (!p->country.n)
        p->link = CHN_LINK_NAME;
    else
        p->link = CHN_LINK_COREFERENCE;
}

static void lone_group(find *f, uint32_t t, phrase *p, const role *r)
{
    const uint32_t kinds = 1u << CHN_KIND_IGO | 1u << CHN_KIND_ORG |
                           1u << CHN_KIND_ARMED;
    if (!p->country.n && p->definite && !p->plural) {
        const uint32_t m = same_kind(
            f, p, r->kind == ROLE_ARMED ? 1u << CHN_KIND_ARMED : kinds);
        if (m != NONE) {
            take_mention(f, p, m);
            p->kind = f->at[m].kind;
            return;
        }
    }
    if (r->generic) { /* "a group" is nobody */
        drop(p);
        return;
    }
    if (!p->country.n && r->needs_country)
        p->country = chn_actor_focus(f, t);
}

static void lone_state(find *f, uint32_t t, phrase *p)
{
    const bool this = t > 0 && chn_tok_is(f->doc, t - 1, "this");
    if (p->prefix != NONE) {
        p->antecedent = p->prefix;
    } else if (p->country.n || !(p->definite || this) || p->plural) {
        drop(p);
        return;
    } else {
        p->country = chn_actor_focus(f, t);
    }
    if (!p->country.n) {
        drop(p);
        return;
    }
    p->sector = chn_str_of("");
    p->link = CHN_LINK_COREFERENCE;
    p->name = chn_actor_country_name(f, p->country);
}

void chn_actor_resolve(find *f, uint32_t t, phrase *p)
{
    if (p->role == NONE || p->actor != NONE || p->name_end > p->name_first)
        return;
    const role *r = &f->k->roles.at[p->role];
    if (p->counterpart) {
        counterpart(f, t, p);
        return;
    }
    switch ((role_kind)r->kind) {
    case ROLE_PERSON:
    case ROLE_KIN:
    case ROLE_TITLE:
        lone_person(f, t, p, r);
        break;
    case ROLE_BODY:
        lone_body(f, t, p, r);
        break;
    case ROLE_PEOPLE: {
        const uint32_t g =
            chn_actor_map_get(&f->k->group_of, chn_str_of("people"));
        const bool people = g != NONE && r->groups[0] == g;
        if (!p->country.n && people && !p->definite)
            drop(p); /* "500 people" */
        else if (!p->country.n && r->needs_country)
            p->country = chn_actor_focus(f, t);
        break;
    }
    case ROLE_MEDIA:
        lone_media(f, t, p, r);
        break;
    case ROLE_ARMED:
    case ROLE_PARTY:
    case ROLE_ORG:
        lone_group(f, t, p, r);
        break;
    case ROLE_STATE:
        lone_state(f, t, p);
        break;
    }
}

/* ---- "both sides", "the two leaders" -------------------------------------- */

static bool is(const find *f, uint32_t t, uint32_t end, const char *w)
{
    return t < end && chn_tok_is(f->doc, t, w);
}

/* "The two agreed", "the pair met": a verb or the like follows, no noun. */
static bool no_noun(const find *f, uint32_t t, uint32_t end)
{
    static const char *const verbs[] = {"met", "held", "spoke", "began",
                                        "swore", "shook", "put", "set"};
    if (t >= end || f->doc->tok[t].kind == CHN_TOK_PUNCT ||
        chn_actor_function(f, t) || chn_actor_word(f, t, WORD_SAYING) ||
        chn_actor_word(f, t, WORD_CLAUSE))
        return true;
    const chn_str w = f->doc->tok[t].fold;
    if (w.n > 3 && w.p[w.n - 1] == 'd' && w.p[w.n - 2] == 'e')
        return true;
    for (uint32_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (chn_str_is(w, verbs[i]))
            return true;
    return false;
}

typedef struct joint {
    uint32_t end, n;
    bool person;
} joint;

static bool read_joint(const find *f, uint32_t t, uint32_t end, joint *j)
{
    uint32_t at = t;
    bool counted = false, both = false, det = false;
    j->n = 2;
    if (is(f, at, end, "both")) {
        both = counted = true;
        at++;
    }
    if (is(f, at, end, "the") || is(f, at, end, "these") ||
        (at < end && chn_actor_pronoun_poss(f, at))) {
        det = true;
        at++;
    }
    static const char *const numbers[] = {"two", "three", "four"};
    for (uint32_t i = 0; i < 3 && !both; i++)
        if (is(f, at, end, numbers[i])) {
            counted = true;
            j->n = i + 2;
            at++;
            break;
        }
    if (!counted && det && (is(f, at, end, "pair") || is(f, at, end, "duo"))) {
        j->person = true;
        j->end = at + 1;
        return no_noun(f, at + 1, end);
    }
    if (!counted && !det)
        return false;
    uint32_t noun = at;
    for (uint32_t i = 0; i < 3 && noun < end && counted; i++) {
        if (chn_actor_word(f, noun, WORD_PAIR) ||
            f->doc->tok[noun].kind != CHN_TOK_WORD ||
            chn_actor_function(f, noun) || chn_actor_hit(f, noun, FACT_COUNTRY))
            break;
        noun++;
    }
    const word *w = noun < end ? chn_actor_word(f, noun, WORD_PAIR) : NULL;
    if (w && (counted || chn_tok_is(f->doc, noun, "sides"))) {
        j->person = chn_str_is(w->value, "person");
        j->end = f->hit[noun].end;
        return true;
    }
    if (!counted || (both && !det && !is(f, at, end, "have") &&
                     !is(f, at, end, "had") && !is(f, at, end, "are") &&
                     !is(f, at, end, "were") && !is(f, at, end, "will")))
        return false;
    j->person = false;
    j->end = at;
    return (det || both) && no_noun(f, at, end);
}

static bool part_fits(const find *f, uint32_t m, uint32_t pass, bool person)
{
    const chn_mention *x = &f->at[m];
    if (!x->country.n || x->kind == CHN_KIND_MEDIA || x->n_parts ||
        x->kind == CHN_KIND_PRONOUN)
        return false;
    if (pass == 0 && person && x->kind != CHN_KIND_PERSON)
        return false;
    if (pass < 2 && (x->modifier || x->locative || x->kind == CHN_KIND_PLACE))
        return false;
    return person || pass || x->country.n == 3;
}

/* The last so many mentions of different states, in the order of the text. */
static uint32_t find_parts(const find *f, uint32_t want, bool person,
                           uint32_t sent, uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t pass = person ? 0 : 1; pass < 3 && n < want; pass++) {
        uint32_t passed = 0;
        n = 0;
        for (uint32_t m = f->n; m-- > 0 && passed < BACK && n < want;
             passed++) {
            if (f->ex[m].sent + 12 < sent)
                break;
            if (!part_fits(f, m, pass, person))
                continue;
            uint32_t i = 0;
            while (i < n &&
                   !chn_str_eq(f->at[out[i]].country, f->at[m].country))
                i++;
            if (i < n)
                continue;
            out[n++] = m;
        }
    }
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t j = i; j > 0 && out[j] < out[j - 1]; j--) {
            const uint32_t x = out[j];
            out[j] = out[j - 1];
            out[j - 1] = x;
        }
    return n;
}

uint32_t chn_actor_joint(find *f, uint32_t t, uint32_t end)
{
    joint j = {0, 0, false};
    if (!read_joint(f, t, end, &j))
        return t;
    uint32_t parts[CHN_MENTION_PARTS];
    const uint32_t n = find_parts(f, j.n, j.person, f->doc->tok[t].sent,
                                  parts);
    phrase p;
    chn_actor_phrase_init(&p, t);
    if (is(f, t, end, "the") || is(f, t, end, "these"))
        p.first++;
    p.end = j.end;
    p.core = j.end - 1;
    p.kind = j.person ? CHN_KIND_PERSON : CHN_KIND_COUNTRY;
    if (n && !j.person && f->at[parts[0]].kind == CHN_KIND_PERSON &&
        is(f, j.end - 1, end, "two"))
        p.kind = CHN_KIND_PERSON; /* "the two agreed" */
    p.link = CHN_LINK_COREFERENCE;
    p.plural = true;
    if (n) {
        p.country = f->at[parts[0]].country;
        p.sector = j.person || p.kind == CHN_KIND_PERSON
                       ? f->at[parts[0]].sector
                       : chn_str_of("");
    }
    const uint32_t m = chn_actor_emit(f, &p);
    if (m != NONE && n > 1) {
        f->at[m].n_parts = n;
        memcpy(f->at[m].parts, parts, n * sizeof *parts);
    }
    return j.end;
}
