/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is meant by a role alone: "the president", "his Chinese counterpart",
 * "the ministry", "the emirate". Looked for among the mentions before; no look
 * back passes more than BACK mentions, so the cost stays linear.
 */
#include "actor/find.h"

#include "base/err.h"
#include "base/str.h"

/* ---- roles alone ---- */

static bool is_leader(const find *f, const phrase *p)
{
    return p->groups[0] ==
           chn_actor_map_get(&f->k->group_of, chn_str_of("leader"));
}

#define NEARER_BACK 2 /* sentences */
/* Of those near to mention m who can be meant, the last with the very office:
 * "the chancellor" is no president. Else m. */
static uint32_t very_role(const find *f, const phrase *p, uint32_t m)
{
    for (uint32_t i = m + 1; i-- > 0 && m - i < BACK;) {
        const chn_mention *x = &f->at[i];
        const uint32_t e = f->ex[i].ent;
        if (f->ex[i].sent + NEARER_BACK < f->ex[m].sent)
            break;
        if (x->kind != CHN_KIND_PERSON || x->plural || x->n_parts ||
            (p->country.n && !chn_str_eq(p->country, x->country)))
            continue;
        if (f->ex[i].groups[0] == p->groups[0] ||
            (e != NONE && f->ents[e].groups[0] == p->groups[0]))
            return i;
    }
    return m;
}

/* Is mention m told with the role itself? That both are heads of something is
 * too little: a chancellor is no president. */
static bool told_as(const find *f, const phrase *p, uint32_t m)
{
    const uint32_t head =
        chn_actor_map_get(&f->k->group_of, chn_str_of("head"));
    for (uint32_t i = 0; i < GROUPS && p->groups[i]; i++)
        for (uint32_t j = 0; j < GROUPS && f->ex[m].groups[j]; j++)
            if (p->groups[i] == f->ex[m].groups[j] &&
                (p->groups[i] != head || !p->groups[1]))
                return true;
    return false;
}

/* Last person told with a role that can mean the same. */
static uint32_t same_role(const find *f, const phrase *p, uint32_t t)
{
    uint32_t passed = 0;
    if (!p->groups[0])
        return NONE;
    /* "the North Korean leader" is whoever stands first there */
    const bool leader = is_leader(f, p);
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (x->kind != CHN_KIND_PERSON || x->plural || x->n_parts ||
            x->first >= t)
            continue;
        if (p->country.n && !chn_str_eq(p->country, x->country))
            continue;
        if (p->part && !f->ex[m].part)
            continue;
        /* a rebel leader is no "president", an opposition leader no
         * "premier" */
        if (chn_str_is(p->sector, "GOV") && !chn_str_is(x->sector, "GOV") &&
            !chn_str_is(x->sector, "MIL"))
            continue;
        const uint32_t e = f->ex[m].ent;
        if (leader && e != NONE && p->country.n && !p->part &&
            chn_actor_leads(f->k, f->ents[e].actor, f->doc->published))
            return x->antecedent != NONE ? x->antecedent : m;
        if (x->antecedent == NONE
                ? chn_actor_groups_meet(p->groups, f->ex[m].groups)
                : told_as(f, p, m))
            return x->antecedent != NONE ? x->antecedent : m;
        if (chn_actor_groups_meet(p->groups, f->ex[m].groups) ||
            (e != NONE &&
             chn_actor_groups_meet(p->groups, f->ents[e].groups))) {
            const uint32_t v = very_role(f, p, m);
            return f->at[v].antecedent != NONE ? f->at[v].antecedent : v;
        }
    }
    return NONE;
}

/* Last body, party, group, medium of a kind. */
static uint32_t same_kind(const find *f, const phrase *p, uint32_t kinds)
{
    uint32_t passed = 0;
    uint32_t last = NONE;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (!(kinds >> x->kind & 1u) || x->plural || x->modifier)
            continue;
        if (p->country.n && !chn_str_eq(p->country, x->country))
            continue;
        if ((kinds >> CHN_KIND_BODY & 1u) &&
            !chn_actor_groups_meet(p->groups, f->ex[m].groups))
            continue;
        const uint32_t who = x->antecedent != NONE ? x->antecedent : m;
        if (last == NONE)
            last = who;
        /* "a tribunal sat. The court ... The tribunal": by the same word; but
         * "Yonhap news agency quoted KCNA": the news agency is the quoted */
        if (!(kinds >> CHN_KIND_MEDIA & 1u) &&
            chn_str_eq(f->doc->tok[x->core].fold, f->doc->tok[p->core].fold))
            return who;
    }
    return last;
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

/* Does a post's name end with the last word of the phrase: "the US ambassador
 * to [Norway]" for "Ambassador of the United States to Norway"? */
static bool post_named(const find *f, const phrase *p, chn_str post)
{
    const chn_str last = chn_doc_slice(f->doc, p->end - 1, p->end);
    return p->end > p->core + 1 && last.n > 0 && post.n > last.n &&
           memcmp(post.p + post.n - last.n, last.p, last.n) == 0;
}

/* A state has as many ambassadors as friends: nobody is meant before the post
 * is told. */
static uint32_t envoy_to(const find *f, const phrase *p)
{
    const chn_day day = f->doc->published;
    for (uint32_t who = chn_actor_map_get(&f->k->holders_of, p->country);
         day != CHN_DAY_NONE && who != NONE;
         who = f->k->actors.at[who].next_holder) {
        for (uint32_t o = f->k->actors.at[who].office; o != NONE;
             o = f->k->offices.at[o].next) {
            const office *x = &f->k->offices.at[o];
            if (x->groups[0] == p->groups[0] && x->since != CHN_DAY_NONE &&
                x->since <= day &&
                (x->until == CHN_DAY_NONE || day <= x->until) &&
                post_named(f, p, x->name))
                return who;
        }
    }
    return NONE;
}

static bool group_is(const find *f, const phrase *p, const char *name)
{
    return p->groups[0] && chn_str_is(f->k->groups.at[p->groups[0]], name);
}

static void take_holder(find *f, phrase *p)
{
    /* "the Chechen president" holds no office of Russia's, "the Hamas leader"
     * none of the state's */
    if (p->part || chn_str_is(p->sector, "REB") || chn_str_is(p->sector, "PTY"))
        return;
    const bool envoy = group_is(f, p, "ambassador") || group_is(f, p, "envoy");
    uint32_t who = envoy ? envoy_to(f, p)
                         : chn_actor_holder(f->k, p->country, p->groups,
                                            f->doc->published);
    if (who == NONE && is_leader(f, p) && p->link == CHN_LINK_OFFICE)
        for (who = chn_actor_map_get(&f->k->holders_of, p->country);
             who != NONE && !chn_actor_leads(f->k, who, f->doc->published);)
            who = f->k->actors.at[who].next_holder;
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
    if (!p->aka && (p->owned || p->link == CHN_LINK_COREFERENCE))
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

static bool of_group(const find *f, const role *r, const char *name)
{
    return r->groups[0] && chn_str_is(f->k->groups.at[r->groups[0]], name);
}

static bool spokes(const find *f, const phrase *p)
{
    return p->groups[0] ==
           chn_actor_map_get(&f->k->group_of, chn_str_of("spokes"));
}

/* No mention after all. */
static void drop(phrase *p)
{
    p->end = p->first;
}

static bool of_rank(const find *f, const role *r)
{
    return r->kind == ROLE_PERSON && of_group(f, r, "general");
}

/* The last named man of an army: he is "the general". */
static uint32_t last_soldier(const find *f)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (x->kind == CHN_KIND_PERSON && f->ex[m].ent != NONE &&
            chn_str_is(x->sector, "MIL") && !x->plural && !x->n_parts)
            return x->antecedent != NONE ? x->antecedent : m;
    }
    return NONE;
}

/* The state of the army that was told last: "the generals" are its. */
static chn_str last_army(const find *f)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++)
        if (chn_str_is(f->at[m].sector, "MIL") && f->at[m].country.n == 3)
            return f->at[m].country;
    return chn_str_of("");
}

/* "the airline's president", "president of the club": whatever state is in
 * focus, he heads none. */
static bool of_firm(const find *f, const phrase *p)
{
    const uint32_t sent = f->doc->tok[p->core].sent;
    const uint32_t first = f->doc->sent[sent].first;
    const uint32_t end = f->doc->sent[sent].end;
    for (uint32_t i = p->first; i < p->end; i++)
        if (i != p->core && chn_actor_word(f, i, WORD_FIRM))
            return true;
    if (p->first >= first + 2 && chn_actor_is_poss(f, p->first - 1, p->first) &&
        chn_actor_word(f, p->first - 2, WORD_FIRM))
        return true;
    if (!is(f, p->end, end, "of"))
        return false;
    uint32_t t = p->end + 1;
    while (t < end && t < p->end + 4 && !chn_actor_word(f, t, WORD_FIRM) &&
           !chn_actor_cap(f, t) && f->doc->tok[t].kind == CHN_TOK_WORD)
        t++;
    return t < end && t < p->end + 4 && chn_actor_word(f, t, WORD_FIRM) != NULL;
}

static void lone_person(find *f, uint32_t t, phrase *p, const role *r)
{
    if (p->country.n == 0 && of_firm(f, p)) {
        drop(p);
        return;
    }
    const bool told = p->country.n != 0;
    if (told)
        p->link = CHN_LINK_OFFICE;
    const bool definite = p->definite || chn_actor_cap(f, p->first);
    if (p->kin && p->prefix == NONE) {
        drop(p); /* "a brother country" */
        return;
    }
    if (definite && !p->plural && !p->kin) {
        const uint32_t m = same_role(f, p, t);
        if (m != NONE) {
            take_mention(f, p, m);
            return;
        }
    }
    if (definite && !told && !p->plural && p->groups[0] && of_rank(f, r)) {
        const uint32_t m = last_soldier(f);
        if (m != NONE) {
            take_mention(f, p, m);
            return;
        }
    }
    const bool tail = p->end > p->core + 1; /* "head of the army" */
    /* "The army of Peru seized it. The Swedish envoy urged the generals" */
    if (definite && !told && p->plural && of_rank(f, r))
        p->country = last_army(f);
    /* "Oslo was silent. In Dakar, the information minister applauded" */
    if (!told && !p->country.n && !p->plural && r->needs_country && !p->ours &&
        !p->former && !p->kin && p->prefix == NONE)
        p->country = chn_actor_clause_place(f, t);
    /* "Outside the embassy in Dakar, activists chanted" */
    if (!told && !p->country.n && (r->needs_country || tail || p->speaks) &&
        !p->ours)
        p->country = p->plural && !p->definite && chn_str_is(r->sector, "CVL")
                         ? chn_actor_local_focus(f, t)
                         : chn_actor_focus(f, t);
    if (!p->country.n && r->generic && !r->needs_country && !spokes(f, p)) {
        drop(p); /* "the figure", "members", "a chair" */
        return;
    }
    if (definite && !p->plural && !p->former && !p->kin &&
        (!r->generic || is_leader(f, p) || of_group(f, r, "secgen") ||
         (told && of_group(f, r, "pm"))) &&
        p->country.n)
        take_holder(f, p);
}

/* The state that a sentence is about: its first one. "North Korea held a
 * parade before a Chinese delegation, state media said." */
static chn_str first_state(const find *f, uint32_t t)
{
    chn_str code = {"", 0};
    for (uint32_t m = f->n; m-- > 0 && f->ex[m].sent == f->doc->tok[t].sent;)
        if (chn_actor_state_told(&f->at[m]) &&
            f->at[m].kind != CHN_KIND_PLACE && !f->at[m].locative)
            code = f->at[m].country;
    return code;
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
        p->country = first_state(f, t);
        if (!p->country.n)
            p->country = chn_actor_focus(f, t);
    }
}

/* "the bomber struck": a man, where no state's aircraft are told. */
static const word *man_alone(const find *f, const phrase *p)
{
    const word *w = chn_actor_word(f, p->core, WORD_ALONE);
    uint32_t passed = 0;
    for (uint32_t m = f->n; w && m-- > 0 && passed < BACK; passed++)
        if (f->at[m].kind == CHN_KIND_BODY &&
            chn_actor_word(f, f->at[m].core, WORD_ALONE) == w)
            return NULL;
    return w;
}

/* "Beirut asked the Security Council to meet": no state's, where none of that
 * name was told before. */
static bool nations_council(const find *f, const phrase *p)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const uint32_t core = f->at[m].core;
        if (f->at[m].kind == CHN_KIND_BODY && core > 0 &&
            chn_tok_is(f->doc, core, "council") &&
            chn_tok_is(f->doc, core - 1, "security"))
            return false;
    }
    return p->definite && !p->plural && !p->owned && p->prefix == NONE &&
           p->core == p->first + 1 && chn_actor_cap(f, p->core) &&
           chn_tok_is(f->doc, p->first, "security") &&
           chn_tok_is(f->doc, p->core, "council");
}

static void lone_body(find *f, uint32_t t, phrase *p, const role *r)
{
    if (p->country.n)
        return;
    if (r->generic && of_group(f, r, "materiel")) {
        drop(p); /* "missiles" of nobody */
        return;
    }
    const word *man = man_alone(f, p);
    if (man) {
        p->kind = CHN_KIND_ARMED;
        p->sector = man->value;
    }
    const bool nations = nations_council(f, p);
    if (r->needs_country && !p->ours && !nations)
        p->country = chn_actor_clause_place(f, t);
    if (!man && p->definite && !p->plural) {
        const uint32_t m =
            same_kind(f, p, 1u << CHN_KIND_BODY | 1u << CHN_KIND_IGO);
        /* those of a headline, before any state was told, are of none */
        if (m != NONE && (f->at[m].country.n || f->at[m].id.n)) {
            take_mention(f, p, m);
            return;
        }
    }
    if (!p->country.n && nations) {
        p->actor = chn_actor_by_id(f->k, chn_str_of("un-security-council"));
        p->country = chn_str_of("IGO/UN");
        p->kind = CHN_KIND_IGO;
        p->sector = chn_str_of("");
        p->link = CHN_LINK_ALIAS;
        return;
    }
    if (r->needs_country && !p->ours && !p->country.n)
        p->country = chn_str_is(r->sector, "COP") ? chn_actor_local_focus(f, t)
                                                  : chn_actor_focus(f, t);
    if (!p->country.n)
        p->link = CHN_LINK_NAME;
    else
        p->link = CHN_LINK_COREFERENCE;
}

/* "ASEAN ministers met. The bloc ...": the last organisation of states that
 * somebody told of is of. */
static chn_str last_igo(const find *f, uint32_t t)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK / 4; passed++) {
        const chn_str c = f->at[m].country;
        if (f->ex[m].sent + 1 < f->doc->tok[t].sent)
            break;
        /* all states' organisation is no bloc of some */
        if (c.n > 4 && memcmp(c.p, "IGO/", 4) == 0 && !chn_str_is(c, "IGO/UN"))
            return c;
    }
    return chn_str_of("");
}

/* "a trip to Peru, whose rulers had refused it": the state right before. */
static chn_str state_before_whose(const find *f, uint32_t t)
{
    if (f->n == 0 || t < 2 || !chn_tok_is(f->doc, t - 1, "whose"))
        return chn_str_of("");
    const chn_mention *x = &f->at[f->n - 1];
    const bool state = x->kind == CHN_KIND_COUNTRY || x->kind == CHN_KIND_PLACE;
    return state && x->country.n == 3 && x->end < t && t - 1 - x->end <= 1
               ? x->country
               : chn_str_of("");
}

/* The state in focus; of "Norway greeted the country" no Norway. */
static chn_str state_of_topic(find *f, uint32_t t)
{
    const uint32_t sent = f->doc->tok[t].sent;
    const uint32_t first = f->doc->sent[sent].first;
    uint32_t b = t;
    while (b > first && chn_actor_det(f, b - 1))
        b--;
    if (!chn_actor_is_object(f, b, first))
        return chn_actor_focus(f, t);
    const uint32_t all = f->n;
    while (f->n > 0 && f->ex[f->n - 1].sent == sent)
        f->n--;
    const chn_str code = chn_actor_focus(f, t);
    f->n = all;
    return code.n ? code : chn_actor_focus(f, t);
}

#define BAND_BACK 24u
/* "Two Danish gunmen fired. Police shot the attackers": a band of which the
 * report told whose it is. */
static uint32_t last_band(const find *f)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BAND_BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (x->kind == CHN_KIND_ARMED && chn_str_is(x->sector, "UAF") &&
            x->country.n && !x->modifier)
            return x->link == CHN_LINK_DEMONYM       ? m
                   : x->link == CHN_LINK_COREFERENCE ? x->antecedent
                                                     : NONE;
    }
    return NONE;
}

/* Who fights a state, the last one told. A band of men whom nobody knows is
 * none of them. */
static uint32_t last_rebels(const find *f, const role *r)
{
    uint32_t passed = 0;
    if (chn_str_is(r->sector, "CRM"))
        return NONE;
    if (chn_str_is(r->sector, "UAF"))
        return last_band(f);
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (x->kind == CHN_KIND_ARMED && chn_str_is(x->sector, "REB") &&
            x->country.n && !x->modifier)
            return x->antecedent != NONE ? x->antecedent : m;
    }
    return NONE;
}

/* "the militants": those told before. */
static bool the_rebels(const find *f, phrase *p, const role *r)
{
    const uint32_t m =
        p->definite && p->plural && !p->country.n ? last_rebels(f, r) : NONE;
    if (m == NONE)
        return false;
    p->antecedent = m;
    p->country = f->at[m].country;
    p->link = CHN_LINK_COREFERENCE;
    return true;
}

/* "urged all parties to stay calm": sides, and no party of a parliament */
static bool all_sides(const find *f, uint32_t t, const phrase *p, const role *r)
{
    return r->kind == ROLE_PARTY && p->first == p->core && !p->country.n &&
           t > 0 && chn_tok_is(f->doc, t - 1, "all") &&
           chn_tok_is(f->doc, t, "parties") && t + 1 < f->doc->n_tok &&
           !chn_tok_is(f->doc, t + 1, "in");
}

/* "that alliance", "the 16-nation bloc", "the six-member grouping". */
static bool the_before(const find *f, uint32_t t)
{
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    for (uint32_t n = 0; t > first && n < 5; n++, t--) {
        const chn_token *k = &f->doc->tok[t - 1];
        if (chn_tok_is(f->doc, t - 1, "the") ||
            chn_tok_is(f->doc, t - 1, "that") ||
            chn_tok_is(f->doc, t - 1, "this"))
            return true;
        const bool part = t > first + 1 && chn_tok_is(f->doc, t - 2, "-");
        if (!part && !chn_tok_is(f->doc, t - 1, "-") &&
            k->kind != CHN_TOK_NUMBER &&
            (chn_actor_cap(f, t - 1) || chn_actor_function(f, t - 1) ||
             k->kind != CHN_TOK_WORD || f->hit[t - 1].end))
            return false;
    }
    return false;
}

#define STRUCK_AHEAD 3u /* words to the verb */
/* "Rebels [captured Goma]", and the report tells of no state: of the town's. */
static chn_str state_of_struck(const find *f, uint32_t e)
{
    const uint32_t end = f->doc->sent[f->doc->tok[e - 1].sent].end;
    for (uint32_t i = e; i + 1 < end && i < e + STRUCK_AHEAD; i++) {
        if (!chn_actor_word(f, i, WORD_MOVE))
            continue;
        const fact *x = chn_actor_hit(f, i + 1, FACT_PLACE | FACT_CAPITAL);
        return x ? chn_actor_fact_state(f, x) : chn_str_of("");
    }
    return chn_str_of("");
}

static void lone_group(find *f, uint32_t t, phrase *p, const role *r)
{
    uint32_t kinds = 1u << CHN_KIND_ORG;
    if (r->kind == ROLE_ORG)
        kinds |= 1u << CHN_KIND_IGO | 1u << CHN_KIND_ARMED;
    if (r->kind == ROLE_ARMED)
        kinds = 1u << CHN_KIND_ARMED;
    if (all_sides(f, t, p, r)) {
        drop(p);
        return;
    }
    const bool bloc = r->kind == ROLE_ORG && of_group(f, r, "igo");
    if (bloc) { /* "the bloc", "that US-led alliance" */
        kinds = 1u << CHN_KIND_IGO;
        p->definite |= the_before(f, t);
        if (p->country.n == 3 && p->link == CHN_LINK_NAME && !p->owned)
            p->country = chn_str_of("");
    }
    if (!p->country.n && p->definite && !p->plural) {
        /* "the group" is the armed one before a charity */
        uint32_t m = r->kind == ROLE_ORG && of_group(f, r, "armedgroup")
                         ? same_kind(f, p, 1u << CHN_KIND_ARMED)
                         : NONE;
        if (m == NONE)
            m = same_kind(f, p, kinds);
        const chn_str told = bloc ? chn_actor_bloc(f, p->core) : chn_str_of("");
        if (told.n && m != NONE && !chn_str_eq(told, f->at[m].country)) {
            phrase q = *p;
            q.country = told;
            m = same_kind(f, &q, kinds);
        } else if (bloc && !told.n && chn_actor_kind_of_state(f, p)) {
            m = NONE; /* "the alliance" is no bank */
        }
        if (m != NONE) {
            take_mention(f, p, m);
            p->kind = f->at[m].kind;
            return;
        }
        p->country = told;
    }
    if (bloc && p->definite && !p->plural && !p->country.n &&
        !chn_actor_kind_of_state(f, p))
        p->country = last_igo(f, t);
    if (r->kind == ROLE_ARMED && the_rebels(f, p, r))
        return;
    if (r->generic && !p->country.n) { /* "a group" is nobody */
        drop(p);
        return;
    }
    if (p->country.n > 3 && r->kind == ROLE_ORG)
        p->kind = CHN_KIND_IGO;
    /* guerrillas are of the place they are told at */
    if (!p->country.n && r->needs_country && r->kind == ROLE_ARMED)
        p->country = chn_actor_place_here(f, t);
    if (!p->country.n && r->needs_country)
        p->country = r->kind == ROLE_ARMED ? state_of_topic(f, t)
                                           : chn_actor_focus(f, t);
    if (!p->country.n && r->needs_country && r->kind == ROLE_ARMED)
        p->country = state_of_struck(f, p->end);
}

/* The words between a phrase's article and its end that say which states it
 * may mean: "the Gulf emirate", "the isolated Adriatic state". */
typedef struct regions {
    const word *w[2];
    uint32_t n;
} regions;

#define REGION_LEFT 4u /* words before the phrase that its tables lack */

static regions regions_of(const find *f, const phrase *p)
{
    const uint32_t first = f->doc->sent[f->doc->tok[p->first].sent].first;
    regions r = {.n = 0};
    uint32_t b = p->first;
    while (b > first && p->first - b < REGION_LEFT &&
           !chn_actor_det(f, b - 1) && !chn_actor_function(f, b - 1))
        b--;
    if (b == first || !chn_actor_det(f, b - 1))
        b = p->first;
    for (uint32_t i = b; i < p->end && r.n < 2; i++) {
        r.w[r.n] = chn_actor_word(f, i, WORD_REGION);
        if (!r.w[r.n]) /* "the oil-rich kingdom" */
            r.w[r.n] = chn_actor_word(f, i, WORD_NATURE);
        r.n += r.w[r.n] != NULL;
    }
    return r;
}

static bool in_regions(const regions *r, chn_str code)
{
    bool good = code.n == 3;
    for (uint32_t i = 0; i < r->n && good; i++)
        good = chn_actor_in_codes(r->w[i]->value, code);
    return good;
}

/* A state that stands inside a mention: Niger of "envoys to Niger". */
static chn_str named_within(const find *f, const regions *r, chn_str but,
                            uint32_t t)
{
    enum { LEFT = 150 };
    for (uint32_t n = 0; t-- > 0 && n < LEFT; n++) {
        const fact *x = chn_actor_hit(f, t, FACT_COUNTRY | FACT_ADJ);
        const chn_str code =
            x ? f->k->countries.at[x->row].code : chn_str_of("");
        if (x && in_regions(r, code) && !chn_str_eq(code, but))
            return code;
    }
    return chn_str_of("");
}

bool chn_actor_may_mean(const find *f, const phrase *p, chn_str code)
{
    const regions r = regions_of(f, p);
    return r.n && in_regions(&r, code);
}

chn_str chn_actor_of_region(const find *f, const phrase *p, chn_str but)
{
    const regions r = regions_of(f, p);
    uint32_t passed = 0;
    for (uint32_t m = f->n; r.n && m-- > 0 && passed < BACK; passed++)
        if (chn_actor_state_told(&f->at[m]) &&
            in_regions(&r, f->at[m].country) &&
            !chn_str_eq(f->at[m].country, but))
            return f->at[m].country;
    return r.n ? named_within(f, &r, but, p->first) : chn_str_of("");
}

/* A state, told before, in the place of the phrase; no mention where none is
 * known. */
static void mean_state(const find *f, phrase *p)
{
    if (!p->country.n) {
        drop(p);
        return;
    }
    p->sector = chn_str_of("");
    p->link = CHN_LINK_COREFERENCE;
    p->name = chn_actor_country_name(f, p->country);
}

/* "Oslo accused its neighbour": the other state of the matter. */
static void neighbour(find *f, uint32_t t, phrase *p)
{
    const uint32_t end = f->doc->sent[f->doc->tok[t].sent].end;
    const uint32_t next = is(f, p->end, end, ",") ? p->end + 1 : p->end;
    chn_str whose = {"", 0};
    if (p->prefix != NONE)
        whose = f->at[p->prefix].country;
    else if (p->owned)
        whose = p->country;
    /* "its neighbour Sweden" */
    const bool named =
        next < end && chn_actor_hit(f, next, FACT_COUNTRY) != NULL;
    p->country = chn_str_of("");
    /* "its former colony", "the former colonial power" */
    if (!named && (whose.n == 3 || p->definite))
        p->country = chn_actor_of_region(f, p, whose);
    if (whose.n == 3 && !named && !p->country.n)
        p->country = chn_actor_other_state(f, t, whose);
    mean_state(f, p);
}

static void lone_state(find *f, uint32_t t, phrase *p)
{
    bool known = p->definite;
    for (uint32_t i = t, n = 0; i > 0 && n < REGION_LEFT; n++) {
        i--;
        if (chn_actor_word(f, i, WORD_OTHER) || is(f, i, t, "new")) {
            drop(p); /* "the first country to ..." */
            return;
        }
        if (chn_actor_det(f, i)) {
            /* "the isolated country", "this country" */
            known |=
                chn_tok_is(f->doc, i, "the") || chn_tok_is(f->doc, i, "this");
            break;
        }
        if (chn_actor_cap(f, i) || chn_actor_function(f, i))
            break;
    }
    for (uint32_t i = p->first; i < p->end; i++)
        if (chn_actor_word(f, i, WORD_OTHER) || is(f, i, p->end, "new")) {
            drop(p);
            return;
        }
    if (p->prefix != NONE) {
        p->antecedent = p->prefix;
    } else if (p->country.n || !known || p->plural) {
        drop(p);
        return;
    } else {
        p->country = chn_actor_of_region(f, p, chn_str_of(""));
        /* no island was told: then this one is none */
        if (!p->country.n && !regions_of(f, p).n)
            p->country = state_of_topic(f, t);
    }
    mean_state(f, p);
}

/* "the Macedonian side" is Macedonia's, "the other side", "at his side" are
 * nobody's. */
static bool side_of_nobody(const find *f, const phrase *p)
{
    const uint32_t g = chn_actor_map_get(&f->k->group_of, chn_str_of("side"));
    return g != NONE && p->groups[0] == g &&
           (!p->country.n || p->prefix != NONE ||
            p->link == CHN_LINK_COREFERENCE);
}

/* "a delegation led by Shoigu", "the government of President Estrada": it is of
 * his state. */
static void led_by(find *f, phrase *p)
{
    uint32_t t = p->end;
    const uint32_t end = f->doc->sent[f->doc->tok[p->first].sent].end;
    phrase q;
    uint32_t e = 0;
    if (p->country.n || p->prefix != NONE || t + 2 >= end)
        return;
    const bool of = is(f, t, end, "of");
    if (!of && !(is(f, t + 1, end, "by") && is_in(f, t, end, L_LED)))
        return;
    t += of ? 1 : 2;
    const uint32_t who = chn_actor_person(f, t, end, &e);
    if (who != NONE)
        p->country = f->ents[who].country;
    else if (chn_actor_phrase(f, t, end, &q) &&
             (!of || q.name_end > q.name_first))
        p->country = q.country;
    if (p->country.n)
        p->link = CHN_LINK_COREFERENCE;
}

/* "foreign troops", "international observers", "Central American soldiers". */
static bool from_abroad(const find *f, uint32_t t, const phrase *p)
{
    for (uint32_t i = t > 0 ? t - 1 : t; i < p->core; i++) {
        if (f->doc->tok[i].sent != f->doc->tok[p->core].sent)
            continue;
        if (i < t && !chn_actor_word(f, i, WORD_REGION) &&
            f->hit[i].end > i + 1)
            continue;
        /* of the role's own words, "foreign minister", none counts */
        if (i > t && chn_actor_role(f, i) && f->hit[i].end > i + 1)
            break;
        /* "the ministry of foreign affairs" */
        if (i == t && chn_actor_role(f, i) && f->hit[i].end > i + 2) {
            i = f->hit[i].end - 1;
            continue;
        }
        if (chn_actor_word(f, i, WORD_REGION))
            return true;
        if (is_in(f, i, p->core, L_FOREIGN) &&
            !(chn_actor_role(f, i) && f->hit[i].end > i + 1))
            return true;
    }
    return false;
}

/* "leaders worldwide", "leaders around the world", "governments" of nobody. */
static bool of_all_states(const find *f, const phrase *p)
{
    const uint32_t end = f->doc->sent[f->doc->tok[p->first].sent].end;
    uint32_t t = p->end;
    if (!p->plural || p->prefix != NONE)
        return false;
    if (is_in(f, t, end, L_WORLDWIDE))
        return true;
    if (is(f, t, end, "from"))
        t++;
    if (t > p->end || is_in(f, t, end, L_ACROSS)) {
        t += is_in(f, t, end, L_ACROSS);
        if (is(f, t, end, "the") && is_in(f, t + 1, end, L_WORLD))
            return true;
    }
    return !p->definite && is_in(f, p->core, p->end, L_PLURAL);
}

static void lone_people(find *f, uint32_t t, phrase *p, const role *r)
{
    const uint32_t g = chn_actor_map_get(&f->k->group_of, chn_str_of("people"));
    const bool people = g != NONE && r->groups[0] == g;
    if (p->country.n)
        return;
    if (people && !p->definite && !p->ours) {
        /* "500 people marched in Oslo"; without a place they are nobody */
        p->country = chn_actor_place_here(f, t);
        if (!p->country.n)
            drop(p);
    } else if (r->needs_country && !p->ours) {
        /* "In Cairo students marched": of the place, as any crowd is */
        const bool local = chn_str_is(r->sector, "CVL") ||
                           (p->plural && (chn_str_is(r->sector, "EDU") ||
                                          chn_str_is(r->sector, "LAB")));
        p->country =
            local ? chn_actor_local_focus(f, t) : chn_actor_focus(f, t);
    }
}

/* "President Estrada's government", "the Peruvian minister's spokesman": whose
 * mention ends right before is the owner; one adjective may stand between. */
static void owned_by_last(const find *f, uint32_t t, phrase *p)
{
    if (p->country.n || p->prefix != NONE || p->ours || f->n == 0)
        return;
    const chn_mention *x = &f->at[f->n - 1];
    const bool person = x->kind == CHN_KIND_PERSON;
    const bool many = x->kind == CHN_KIND_ARMED || x->kind == CHN_KIND_BODY;
    if (!(person || many) || !x->country.n || !x->possessive || x->end >= t ||
        t - x->end > 2 || f->ex[f->n - 1].sent != f->doc->tok[t].sent ||
        chn_actor_function(f, t - 1))
        return;
    p->country = x->country;
    p->prefix = f->n - 1;
    p->owned = true;
    p->link = CHN_LINK_NAME;
    if (x->kind == CHN_KIND_ARMED && x->sector.n)
        p->sector = x->sector; /* "the rebels' leaders" hold no office */
}

void chn_actor_resolve(find *f, uint32_t t, phrase *p)
{
    if (p->role == NONE || p->actor != NONE || p->name_end > p->name_first)
        return;
    const role *r = &f->k->roles.at[p->role];
    if (p->counterpart) {
        /* "his host", who need not have his office */
        const uint32_t host =
            chn_actor_map_get(&f->k->group_of, chn_str_of("host"));
        if (!p->aka && host != NONE && p->groups[1] == host)
            drop(p);
        else
            counterpart(f, t, p);
        return;
    }
    const uint32_t end = f->doc->sent[f->doc->tok[t].sent].end;
    /* "a Russian missile strike", "Kenyan mother tongues" */
    if (r->generic && !r->plural &&
        (of_group(f, r, "materiel") || r->kind == ROLE_PEOPLE) &&
        !chn_actor_no_noun(f, p->end, end)) {
        drop(p);
        return;
    }
    /* "fans", "a novelist" without a state are nobody that acts */
    if (r->generic && r->kind == ROLE_PEOPLE && !p->country.n) {
        drop(p);
        return;
    }
    if (r->kind == ROLE_BODY || r->kind == ROLE_PEOPLE ||
        (r->kind == ROLE_PERSON && p->plural))
        led_by(f, p);
    /* "the Taoiseach", "the Pope": there is but one */
    const word *only = !p->country.n && p->prefix == NONE &&
                               r->kind != ROLE_STATE && r->kind != ROLE_ORG
                           ? chn_actor_kind_of_state(f, p)
                           : NULL;
    if (only && only->value.n == 3)
        p->country = only->value;
    if (!p->country.n && p->prefix == NONE && r->kind != ROLE_STATE &&
        (r->kind != ROLE_ORG || p->plural) && /* "European banks" */
        (from_abroad(f, t, p) || of_all_states(f, p)))
        return; /* of many states, and which is not told */
    owned_by_last(f, t, p);
    if (!p->country.n && p->prefix == NONE && r->kind != ROLE_STATE)
        p->country = state_before_whose(f, t);
    switch ((role_kind)r->kind) {
    case ROLE_PERSON:
    case ROLE_KIN:
    case ROLE_TITLE:
        lone_person(f, t, p, r);
        break;
    case ROLE_BODY:
        if (side_of_nobody(f, p))
            drop(p);
        else
            lone_body(f, t, p, r);
        break;
    case ROLE_PEOPLE:
        lone_people(f, t, p, r);
        break;
    case ROLE_MEDIA:
        lone_media(f, t, p, r);
        break;
    case ROLE_ARMED:
    case ROLE_PARTY:
    case ROLE_ORG:
        lone_group(f, t, p, r);
        break;
    case ROLE_STATE:
        if (of_group(f, r, "neighbour"))
            neighbour(f, t, p);
        else
            lone_state(f, t, p);
        break;
    }
}
