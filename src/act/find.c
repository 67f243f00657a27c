/* SPDX-License-Identifier: Apache-2.0 */
/* Finding acts: rules matched at verbs and nouns, their slots filled from the
 * clause. */
#include <string.h>

#include "act/inside.h"
#include "base/err.h"
#include "base/str.h"

#define CANDIDATES_MAX 24

typedef struct match {
    const act_rule *rule;
    uint32_t index;
    uint32_t first, end; /* trigger tokens */
    uint32_t actor;      /* mention that an ACTOR element took, or NONE */
} match;

/* States that the report names, most often first: its topic. */
#define TOPICS_MAX 32
typedef struct topic {
    uint32_t mention; /* the first that names it */
    uint32_t n;
} topic;

typedef struct finder {
    const chn_act_know *k;
    const chn_doc *doc;
    const chn_mentions *m;
    act_sent s;
    chn_acts *out;
    uint32_t cap;
    uint32_t shadow; /* tokens before this are an act's content */
    topic topics[TOPICS_MAX];
    uint32_t n_topics;
    chn_err *err;
} finder;

/* ---- matching ---- */

static bool is_word(const finder *f, uint32_t t, uint32_t w)
{
    return w != 0 && f->doc->tok[t].word == w;
}

static bool has_choice(const act_elem *e, uint32_t x)
{
    for (uint32_t i = 0; i < e->n; i++)
        if (e->choice[i] == x)
            return true;
    return false;
}

static bool elem_at(const finder *f, const act_elem *e, uint32_t t)
{
    if (e->kind == E_WORD)
        return has_choice(e, f->doc->tok[t].word);
    for (const act_form *x = act_forms(f->k, f->doc, t); x; x = x->next) {
        if (!has_choice(e, x->lemma))
            continue;
        if (e->kind == E_NOUN)
            return f->s.group_of[t] == NONE;
        return f->s.group_of[t] != NONE;
    }
    return false;
}

/* A gap may not pass another verb or the end of a clause. */
static bool gap_may_pass(const finder *f, uint32_t t)
{
    const chn_token *k = &f->doc->tok[t];
    if (f->s.group_of[t] != NONE)
        return false;
    if (k->kind == CHN_TOK_PUNCT && k->fold.n == 1 &&
        (k->fold.p[0] == ';' || k->fold.p[0] == ':' || k->fold.p[0] == ','))
        return false;
    /* "said that cooperation ... would violate": no relative clause */
    if (t > f->s.first && f->s.group_of[t - 1] != NONE &&
        is_word(f, t, f->k->w_that))
        return true;
    return (act_class(f->k, f->doc, t) & W_REL) == 0 ||
           act_mention_at(&f->s, t) != NONE;
}

/* Match the rule with its first element at t. */
static bool match_rule(const finder *f, const act_rule *r, uint32_t t, match *m)
{
    uint32_t at = t + 1;
    m->rule = r;
    m->first = t;
    m->end = at;
    m->actor = NONE;
    for (uint32_t i = 1; i < r->n_elem; i++) {
        const act_elem *e = &r->elem[i];
        uint32_t gap = 0;
        if (e->kind == E_GAP) {
            gap = e->n;
            e = &r->elem[++i];
        }
        bool found = false;
        for (uint32_t used = 0; used <= gap && at < f->s.end; used++) {
            if (e->kind == E_ACTOR) {
                const uint32_t x = act_mention_at(&f->s, at);
                if (x != NONE && act_actor(&f->s, x) &&
                    !f->m->at[x].possessive) {
                    m->actor = x;
                    at = f->m->at[x].end;
                    found = true;
                    break;
                }
            } else if (elem_at(f, e, at)) {
                at++;
                found = true;
                break;
            }
            if (used == gap || !gap_may_pass(f, at))
                break;
            at++;
        }
        if (!found)
            return false;
        m->end = at;
    }
    return true;
}

/* All rules that match with their first element at t: longest first, then in
 * the table's order. */
static uint32_t matches_at(const finder *f, uint32_t t, match *out)
{
    uint32_t n = 0;
    const bool verb = f->s.group_of[t] != NONE;
    for (const act_form *x = act_forms(f->k, f->doc, t); x; x = x->next) {
        const act_lemma *l = &f->k->lemmas[x->lemma];
        if (l->noun == verb)
            continue;
        for (uint32_t i = 0; i < l->n_rules && n < CANDIDATES_MAX; i++) {
            match m;
            if (!match_rule(f, &f->k->rules[l->rules[i]], t, &m))
                continue;
            m.index = l->rules[i];
            uint32_t at = n;
            while (at > 0 && (out[at - 1].rule->weight < m.rule->weight ||
                              (out[at - 1].rule->weight == m.rule->weight &&
                               out[at - 1].index > m.index))) {
                out[at] = out[at - 1];
                at--;
            }
            out[at] = m;
            n++;
        }
    }
    return n;
}

/* ---- slots ---- */

typedef struct side {
    uint32_t m[CHN_ACT_SIDE];
    uint32_t n;
    int32_t cost; /* doubt, percent */
} side;

static const chn_mention *mention(const finder *f, uint32_t i)
{
    return &f->m->at[i];
}

static bool known(const finder *f, uint32_t i)
{
    const chn_mention *x = mention(f, i);
    return x->country.n > 0 || x->id.n > 0;
}

static bool same_country(const chn_mention *a, const chn_mention *b)
{
    return chn_str_eq(a->country, b->country);
}

/* Are a and b the same party? Two sectors of one country are two parties
 * only where the rule allows it (police and protesters). */
static bool same_party(const finder *f, const act_rule *r, uint32_t a,
                       uint32_t b)
{
    const chn_mention *x = mention(f, a);
    const chn_mention *y = mention(f, b);
    if (a == b)
        return true;
    if (x->country.n == 0 || y->country.n == 0)
        return x->id.n > 0 && chn_str_eq(x->id, y->id);
    if (!same_country(x, y))
        return false;
    if (!(r->flags & R_HOME))
        return true;
    return chn_str_eq(x->sector, y->sector) || x->sector.n == 0 ||
           y->sector.n == 0;
}

static bool in_side(const finder *f, const act_rule *r, const side *s,
                    uint32_t m)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (same_party(f, r, s->m[i], m))
            return true;
    return false;
}

static void put(const finder *f, side *s, uint32_t m)
{
    const chn_str id = f->m->at[m].id;
    for (uint32_t i = 0; i < s->n; i++)
        if (s->m[i] == m || (id.n && chn_str_eq(f->m->at[s->m[i]].id, id)))
            return; /* "the Defence Minister and Chief of Staff": one man */
    if (s->n < CHN_ACT_SIDE)
        s->m[s->n++] = m;
}

/* Put a mention and those listed with it; members of "both sides" instead of
 * the phrase. `not_side`: parties that stand on the other side already. */
static void put_list(const finder *f, const act_rule *r, side *s, uint32_t m,
                     uint32_t limit, const side *not_side)
{
    uint32_t list[CHN_ACT_SIDE];
    uint32_t n = 0;
    act_list_right(&f->s, m, limit, list, &n);
    for (uint32_t i = 0; i < n; i++) {
        const chn_mention *x = mention(f, list[i]);
        if (x->n_parts >= 2) {
            for (uint32_t p = 0; p < x->n_parts; p++)
                if (!not_side || !in_side(f, r, not_side, x->parts[p]))
                    put(f, s, x->parts[p]);
        } else if (known(f, list[i]) &&
                   (!not_side || !in_side(f, r, not_side, list[i]))) {
            put(f, s, list[i]);
        }
    }
}

/* What may stand for a party in this slot. */
static bool fits(const finder *f, const act_rule *r, uint32_t m, bool place_ok)
{
    const chn_mention *x = mention(f, m);
    if (x->kind == CHN_KIND_MEDIA)
        return false;
    /* "Speaking to reporters": whoever writes it down is no party */
    if (r->quad == 1 && chn_str_is(x->sector, "JRN"))
        return false;
    if (x->kind == CHN_KIND_PLACE || x->locative)
        return (r->flags & R_PLACE) && place_ok && x->country.n > 0;
    return known(f, m) || x->n_parts >= 2;
}

/* The end of what a trigger's complements can reach. */
static uint32_t reach(const finder *f, uint32_t from, uint32_t clause_end)
{
    uint32_t t = from;
    while (t < clause_end) {
        if (f->s.group_of[t] != NONE) {
            const act_group *g = &f->s.group[f->s.group_of[t]];
            if (g->kind == G_FINITE)
                break;
        }
        t++;
    }
    return t;
}

/* Where a walk through a verb's complements stands. */
typedef struct complements {
    uint32_t prep; /* the preposition that governs what comes, or 0 */
    bool noun;     /* a common noun stands since it */
    bool named;    /* and an actor */
    uint32_t own;  /* tokens before this are the trigger itself */
} complements;

/* A token that is no part of a mention. false: another clause begins. */
static bool pass_token(const finder *f, uint32_t t, complements *c)
{
    const uint32_t cls = act_class(f->k, f->doc, t);
    const chn_token *k = &f->doc->tok[t];
    if (f->s.group_of[t] != NONE) {
        /* "A curfew was imposed by": the verb of the trigger ends nothing */
        if (t >= c->own && f->s.group[f->s.group_of[t]].kind == G_FINITE)
            return false;
        c->prep = 0; /* complements of a participle or infinitive */
        c->noun = true;
    } else if (cls & W_PREP) {
        c->prep = k->word;
        c->noun = c->named = false;
    } else if (k->kind == CHN_TOK_PUNCT) {
        /* "with his host, Singapore's president": an apposition to a noun
         * that named nobody */
        const bool apposition = c->prep != 0 && c->noun && !c->named;
        if (is_word(f, t, f->k->w_comma) && !apposition) {
            c->prep = 0;
            c->noun = true;
        }
    } else if (k->kind == CHN_TOK_WORD && !(cls & (W_DET | W_ADV))) {
        c->noun = true;
    }
    return true;
}

/*
 * Walk the complements behind the trigger's first word: mentions with the
 * preposition that governs them. Fills the first list that fits `slot`.
 */
static bool fill_right(const finder *f, const match *m, const act_slot *slot,
                       uint32_t end, const side *other, side *out)
{
    const act_rule *r = m->rule;
    complements c = {.own = m->end};
    const bool object = slot->kind == S_OBJ;
    for (uint32_t t = m->first + 1; t < end;) {
        const uint32_t i = act_mention_at(&f->s, t);
        if (i == NONE) {
            /* the trigger's own words say nothing of an object: "bailed out" */
            if (!(object && t < m->end) && !pass_token(f, t, &c))
                return false;
            t++;
            continue;
        }
        const chn_mention *x = mention(f, i);
        const bool owner = x->possessive || x->modifier;
        const bool want =
            object ? c.prep == 0 && !c.noun : c.prep == slot->prep;
        if (want && fits(f, r, i, true)) {
            const uint32_t before = out->n;
            put_list(f, r, out, i, end, other);
            if (out->n > before) {
                out->cost += owner ? 8 : 0;
                return true;
            }
        }
        t = x->end > t ? x->end : t + 1;
        c.named = true;
        if (!owner) /* "told Kim", "China, Russia" go on as objects */
            c.noun = !(object && c.prep == 0);
    }
    return false;
}

/* "between A and B": both into one side, which the caller parts, or, where
 * one of them is the other side already, the other one. */
static bool fill_between(const finder *f, const act_rule *r, uint32_t from,
                         uint32_t end, const side *other, side *out)
{
    for (uint32_t t = from; t < end; t++) {
        if (!is_word(f, t, f->k->w_between))
            continue;
        for (uint32_t i = t + 1; i < end && i < t + 8; i++) {
            const uint32_t m = act_mention_at(&f->s, i);
            if (m == NONE)
                continue;
            put_list(f, r, out, m, end, other);
            /* "the train between Moscow and Pyongyang": places, two states */
            for (uint32_t j = m; (r->flags & R_PLACE) && j < m + 2 &&
                                 j < f->m->n && f->m->at[j].first < end;
                 j++)
                if (known(f, j) && !(other && in_side(f, r, other, j)))
                    put(f, out, j);
            return out->n >= 1;
        }
    }
    return false;
}

/* "Kim's rare visit", "their first summit", "the Russian attack". */
static bool fill_owner(const finder *f, const act_rule *r, uint32_t noun,
                       side *out)
{
    uint32_t t = noun;
    for (int left = 5; t > f->s.first && left > 0; left--) {
        t--;
        const uint32_t m = act_mention_at(&f->s, t);
        if (m != NONE) {
            const chn_mention *x = mention(f, m);
            if (!(x->possessive || x->modifier) || !fits(f, r, m, false))
                return false;
            if (x->n_parts >= 2) {
                for (uint32_t p = 0; p < x->n_parts; p++)
                    put(f, out, x->parts[p]);
            } else {
                uint32_t list[CHN_ACT_SIDE];
                uint32_t n = 0;
                act_list_left(&f->s, m, list, &n);
                for (uint32_t i = 0; i < n; i++)
                    if (known(f, list[i]))
                        put(f, out, list[i]);
            }
            return out->n > 0;
        }
        const uint32_t c = act_class(f->k, f->doc, t);
        if (f->doc->tok[t].kind == CHN_TOK_PUNCT || f->s.group_of[t] != NONE ||
            (c & (W_PREP | W_SUB | W_REL | W_CONJ | W_AUX)))
            return false;
    }
    return false;
}

static void put_subject(const finder *f, const act_rule *r, const act_group *g,
                        side *out, const side *not_side)
{
    for (uint32_t i = 0; i < g->n_subject; i++) {
        const chn_mention *x = mention(f, g->subject[i]);
        if (x->kind == CHN_KIND_MEDIA || x->kind == CHN_KIND_PLACE)
            continue;
        if (x->n_parts >= 2) {
            for (uint32_t p = 0; p < x->n_parts; p++)
                if (!not_side || !in_side(f, r, not_side, x->parts[p]))
                    put(f, out, x->parts[p]);
        } else if (known(f, g->subject[i]) &&
                   (!not_side || !in_side(f, r, not_side, g->subject[i]))) {
            put(f, out, g->subject[i]);
        }
    }
    if (out->n)
        out->cost += g->subject_cost;
}

/* The verb in whose reach a noun stands: the last group before it in its
 * clause, else the clause's own. */
static const act_group *group_of_noun(const finder *f, uint32_t t)
{
    const act_group *best = NULL;
    for (uint32_t i = 0; i < f->s.n_group; i++) {
        const act_group *g = &f->s.group[i];
        if (t >= g->clause_first && t < g->clause_end)
            return g;
        if (g->head < t)
            best = g;
    }
    return best;
}

/* ---- status ---- */

static const act_lemma *lemma_of(const finder *f, uint32_t t)
{
    for (const act_form *x = act_forms(f->k, f->doc, t); x; x = x->next)
        if (!f->k->lemmas[x->lemma].noun)
            return &f->k->lemmas[x->lemma];
    return NULL;
}

static chn_status group_status(const finder *f, const act_group *g)
{
    if (g->conditional)
        return CHN_STATUS_POSSIBLE;
    if (g->may)
        return g->negated ? CHN_STATUS_DENIED : CHN_STATUS_POSSIBLE;
    if (g->negated)
        return CHN_STATUS_DENIED;
    if (g->will)
        return CHN_STATUS_PLANNED;
    if (g->kind == G_INFINITIVE && g->parent != NONE) {
        const act_group *p = &f->s.group[g->parent];
        const act_lemma *l = lemma_of(f, p->head);
        if (l && l->infinitive) {
            chn_status s = (chn_status)(l->infinitive - 1);
            /* "did not fail to come" is beyond this; "does not plan to" */
            if (p->negated && s != CHN_STATUS_DENIED)
                s = CHN_STATUS_DENIED;
            else if (s == CHN_STATUS_OCCURRED)
                s = group_status(f, p);
            return s;
        }
        const chn_status up = group_status(f, p);
        /* "arrived to attend" happened; a purpose is not told as done */
        return up == CHN_STATUS_OCCURRED ? CHN_STATUS_POSSIBLE : up;
    }
    if ((g->kind == G_ING || g->kind == G_REDUCED) && g->parent != NONE &&
        g->kind == G_ING) {
        const chn_status up = group_status(f, &f->s.group[g->parent]);
        return up == CHN_STATUS_DENIED ? CHN_STATUS_OCCURRED : up;
    }
    return CHN_STATUS_OCCURRED;
}

static chn_status rule_status(const act_rule *r, chn_status s)
{
    if (r->flags & R_DENIED)
        return CHN_STATUS_DENIED;
    if ((r->flags & R_PLANNED) && s == CHN_STATUS_OCCURRED)
        return CHN_STATUS_PLANNED;
    if ((r->flags & R_POSSIBLE) && s != CHN_STATUS_DENIED)
        return CHN_STATUS_POSSIBLE;
    return s;
}

/* ---- an act from a match ---- */

/* What the slots of one act are filled from. */
typedef struct scene {
    const act_rule *rule;
    const match *m;
    const act_group *g; /* the verb, or the verb over a noun; may be NULL */
    bool passive, nominal;
    uint32_t limit; /* complements reach to here */
} scene;

static void fill_subject(const finder *f, const scene *c, const side *other,
                         side *out)
{
    if (!c->nominal && c->passive) {
        const act_slot by = {S_PREP, f->k->w_by};
        fill_right(f, c->m, &by, c->limit, other, out);
    } else if (c->g && !(c->nominal && c->g->passive)) {
        put_subject(f, c->rule, c->g, out, other);
        if (c->nominal && out->n)
            out->cost += 5;
    }
}

static void fill_object(const finder *f, const scene *c, const act_slot *slot,
                        const side *other, side *out)
{
    if (c->m->actor != NONE) {
        if (!other || !in_side(f, c->rule, other, c->m->actor))
            put_list(f, c->rule, out, c->m->actor, c->limit, other);
    } else if (!c->nominal && c->passive) {
        if (c->g)
            put_subject(f, c->rule, c->g, out, other);
    } else {
        fill_right(f, c->m, slot, c->limit, other, out);
    }
}

/* Fill one side by the rule's slots, in their order. */
static void fill(const finder *f, const scene *c, const act_slot *slots,
                 uint32_t n, const side *other, side *out)
{
    for (uint32_t i = 0; i < n && out->n == 0; i++) {
        const act_slot *slot = &slots[i];
        switch (slot->kind) {
        case S_SUBJ:
            fill_subject(f, c, other, out);
            break;
        case S_OBJ:
            fill_object(f, c, slot, other, out);
            break;
        case S_POSS:
            fill_owner(f, c->rule, c->nominal ? c->m->first : c->m->end - 1,
                       out);
            break;
        case S_BETWEEN:
            /* "talks between A and B", "the train between A and B, which
             * had stopped, will resume" */
            if (!fill_between(f, c->rule, c->m->first + 1, c->limit, other,
                              out))
                fill_between(f, c->rule, f->s.first, c->m->first, other, out);
            break;
        case S_PREP:
            fill_right(f, c->m, slot, c->limit, other, out);
            break;
        case S_PAIR:
            break; /* made from the source side, see part_sides */
        }
        if (i > 0 && out->n)
            out->cost += 2;
    }
}

/* One side holds both parties of an act without direction: part them by
 * country. */
static void part_sides(const finder *f, const act_rule *r, side *source,
                       side *target)
{
    if (target->n || source->n < 2)
        return;
    side rest = {.n = 0};
    side keep = {.n = 0};
    keep.cost = source->cost;
    put(f, &keep, source->m[0]);
    for (uint32_t i = 1; i < source->n; i++)
        put(f, same_party(f, r, source->m[0], source->m[i]) ? &keep : &rest,
            source->m[i]);
    if (rest.n) {
        *source = keep;
        *target = rest;
    }
}

/* "arrived in Seoul along with a Chinese delegation": who came too. */
static void fill_companions(const finder *f, const act_rule *r, uint32_t from,
                            uint32_t end, const side *target, side *source)
{
    for (uint32_t t = from; t + 2 < end; t++) {
        if (!(chn_tok_is(f->doc, t, "along") ||
              chn_tok_is(f->doc, t, "together")) ||
            !is_word(f, t + 1, f->k->w_with))
            continue;
        for (uint32_t i = t + 2; i < end && i < t + 7; i++) {
            const uint32_t m = act_mention_at(&f->s, i);
            if (m != NONE && fits(f, r, m, false)) {
                put_list(f, r, source, m, end, target);
                return;
            }
        }
    }
}

/*
 * Does the accusation name a victim? "condemned the attack on the Norwegian
 * embassy", "deplored the explosions in Egypt": whoever did it is somebody
 * else, and no guess is made.
 */
static bool names_victim(const finder *f, const act_rule *r, uint32_t from,
                         uint32_t end)
{
    if (!chn_str_is(r->category, "ACCUSE"))
        return false;
    bool on = false;
    for (uint32_t t = from; t < end; t++) {
        const uint32_t m = act_mention_at(&f->s, t);
        if (m != NONE) {
            if (on || mention(f, m)->kind == CHN_KIND_PLACE ||
                mention(f, m)->locative)
                return true;
            t = mention(f, m)->end - 1;
        } else if (act_class(f->k, f->doc, t) & W_PREP) {
            on = chn_tok_is(f->doc, t, "on") || is_word(f, t, f->k->w_against);
        } else if (f->s.group_of[t] != NONE) {
            return false;
        }
    }
    return false;
}

/* Whoever else the rest of the sentence names: "criticised the expulsion of
 * the Russian envoys". */
static void fill_rest(const finder *f, const act_rule *r, uint32_t from,
                      uint32_t end, const side *source, side *target)
{
    for (uint32_t t = from; t < end && target->n == 0; t++) {
        const uint32_t m = act_mention_at(&f->s, t);
        /* "praised soldiers who inflicted defeat on ..." */
        if (m == NONE && (act_class(f->k, f->doc, t) & W_REL) &&
            !is_word(f, t, f->k->w_that))
            return;
        if (m != NONE && fits(f, r, m, false))
            put_list(f, r, target, m, end, source);
    }
    target->cost += 15;
}

/* The other party of the act told just before: "The White House criticised
 * the expulsion" after an act of North Korea's. */
static void fill_before(const finder *f, const act_rule *r, uint32_t sent,
                        const side *source, side *target)
{
    if (f->out->n == 0)
        return;
    const chn_act *a = &f->out->at[f->out->n - 1];
    if (a->sent + 2 < sent)
        return;
    /* "Guterres also condemned the strike": the same stand against the same
     * party; any other act answers whoever acted */
    const bool alike = chn_str_eq(a->category, r->category);
    const uint32_t *first = alike ? a->target : a->source;
    const uint32_t *second = alike ? a->source : a->target;
    const uint32_t n_first = alike ? a->n_target : a->n_source;
    const uint32_t n_second = alike ? a->n_source : a->n_target;
    for (uint32_t i = 0; i < n_first; i++)
        if (!in_side(f, r, source, first[i]))
            put(f, target, first[i]);
    for (uint32_t i = 0; i < n_second && target->n == 0; i++)
        if (!in_side(f, r, source, second[i]))
            put(f, target, second[i]);
    target->cost += 25;
}

static bool push(finder *f, const scene *c, const side *source,
                 const side *target, chn_status status, bool mutual)
{
    const act_rule *r = c->rule;
    const match *m = c->m;
    const act_group *g = c->g;
    const bool nominal = c->nominal;
    void *at = f->out->at;
    if (!chn_arena_grow(f->doc->arena, &at, &f->cap, f->out->n + 1,
                        sizeof(chn_act)))
        return false;
    f->out->at = at;
    chn_act *a = &f->out->at[f->out->n++];
    memset(a, 0, sizeof *a);
    a->rule = m->index;
    a->rule_id = r->id;
    a->category = r->category;
    a->mode = r->mode;
    a->cameo = r->cameo;
    a->contexts = r->contexts;
    a->n_contexts = r->n_contexts;
    a->quad = r->quad;
    a->goldstein_tenth = r->goldstein_tenth;
    a->first = m->first;
    a->end = m->end;
    a->clause_first = g ? g->clause_first : f->s.first;
    a->clause_end = g ? g->clause_end : f->s.end;
    a->verb = m->first;
    for (uint32_t t = m->first; nominal && t < m->end; t++) {
        if (f->s.group_of[t] == NONE)
            continue;
        a->verb = t;
        if (f->s.group[f->s.group_of[t]].clause_end > a->clause_end)
            a->clause_end = f->s.group[f->s.group_of[t]].clause_end;
    }
    a->sent = f->doc->tok[m->first].sent;
    memcpy(a->source, source->m, sizeof a->source);
    a->n_source = source->n;
    memcpy(a->target, target->m, sizeof a->target);
    a->n_target = target->n;
    a->symmetric = (r->flags & R_SYMMETRIC) != 0 || mutual;
    a->nominal = nominal;
    a->background = g && (g->pluperfect || g->relative || g->kind == G_REDUCED);
    a->speech = (r->flags & R_SPEECH) != 0;
    a->dated = r->flags & R_SENT        ? 's'
               : r->flags & R_RECEIVED  ? 'r'
               : r->flags & R_DELIVERED ? 'd'
                                        : 0;
    a->status = status;
    a->confidence = 90 - source->cost - target->cost - (a->background ? 5 : 0) -
                    (nominal ? 5 : 0);
    if (a->confidence < 10)
        a->confidence = 10;
    return true;
}

/* "urged North Korea to talk and condemned Russia": a finite past verb after
 * "and" goes on with the trigger's own verb, not with its content. */
static bool coordinated(const finder *f, const match *m, uint32_t t)
{
    if (!(is_word(f, t, f->k->w_and) || chn_tok_is(f->doc, t, "but")) ||
        t + 1 >= f->s.end || f->s.group_of[m->first] == NONE)
        return false;
    const act_group *own = &f->s.group[f->s.group_of[m->first]];
    uint32_t v = t + 1;
    while (v + 1 < f->s.end && (act_class(f->k, f->doc, v) & W_ADV))
        v++;
    if (f->s.group_of[v] == NONE || own->kind != G_FINITE || own->will ||
        own->may)
        return false;
    const act_group *g = &f->s.group[f->s.group_of[v]];
    if (g->kind != G_FINITE || g->first != g->head)
        return false;
    for (const act_form *x = act_forms(f->k, f->doc, v); x; x = x->next)
        if (!f->k->lemmas[x->lemma].noun && (x->bits & CHN_FORM_PAST))
            return true;
    return false;
}

/* Where an act's content ends: at a semicolon, or at a new clause with "and",
 * "but" or "while" that has a subject of its own. */
static uint32_t content_end(const finder *f, const match *m)
{
    for (uint32_t t = m->end; t < f->s.end; t++) {
        const chn_token *k = &f->doc->tok[t];
        if (k->kind == CHN_TOK_PUNCT && k->fold.n == 1 && k->fold.p[0] == ';')
            return t;
        if (coordinated(f, m, t))
            return t;
        const bool comma =
            k->kind == CHN_TOK_PUNCT && k->fold.n == 1 && k->fold.p[0] == ',';
        if (comma && t + 2 < f->s.end &&
            (chn_tok_is(f->doc, t + 1, "but") ||
             chn_tok_is(f->doc, t + 1, "and") ||
             chn_tok_is(f->doc, t + 1, "while") ||
             chn_tok_is(f->doc, t + 1, "which") ||
             chn_tok_is(f->doc, t + 1, "who"))) {
            /* ", and Moscow said": a subject, then a finite verb */
            for (uint32_t i = 0; i < f->s.n_group; i++) {
                const act_group *g = &f->s.group[i];
                if (g->first > t && g->first < t + 10 && g->kind == G_FINITE)
                    return t;
            }
        }
    }
    return f->s.end;
}

/* How far the complements of a verb reach: infinitives and participles
 * behind it still carry them ("pledged to strengthen ties with Russia").
 * *clause_end gets the end of the clauses that were taken in. */
static uint32_t reach_of(const finder *f, const match *m, const act_group *g,
                         uint32_t *clause_end)
{
    *clause_end = g ? g->clause_end : f->s.end;
    if (*clause_end < m->end)
        *clause_end = m->end;
    /* "a letter sent to the president": the clause of the trigger's last verb
     */
    for (uint32_t t = m->first; t < m->end; t++)
        if (f->s.group_of[t] != NONE &&
            f->s.group[f->s.group_of[t]].clause_end > *clause_end)
            *clause_end = f->s.group[f->s.group_of[t]].clause_end;
    uint32_t limit = reach(f, m->end, *clause_end);
    if (f->s.group_of[m->first] == NONE)
        return limit;
    uint32_t i = f->s.group_of[m->first] + 1;
    while (i < f->s.n_group && limit == *clause_end &&
           (f->s.group[i].kind == G_INFINITIVE ||
            f->s.group[i].kind == G_REDUCED) &&
           f->s.group[i].clause_first <= *clause_end + 1) {
        *clause_end = f->s.group[i].clause_end;
        limit = reach(f, m->end, *clause_end);
        i++;
    }
    return limit;
}

/* "In Yerevan, some 10,000 people marched": a crowd without a name is of the
 * place where it gathers. */
static void fill_crowd(const finder *f, const scene *c, side *source)
{
    if (!chn_str_is(c->rule->category, "PROTEST") || c->passive)
        return;
    for (uint32_t t = f->s.first; t < f->s.end && source->n == 0; t++) {
        const uint32_t m = act_mention_at(&f->s, t);
        if (m == NONE)
            continue;
        const chn_mention *x = mention(f, m);
        if ((x->kind == CHN_KIND_PLACE || x->locative) && x->country.n)
            put(f, source, m);
    }
    source->cost += 20;
}

/* The state that the report is about, if it is not the source's. */
static void fill_topic(const finder *f, const act_rule *r, const side *source,
                       side *target)
{
    for (uint32_t i = 0; i < f->n_topics && target->n == 0; i++) {
        /* a topic is named again and again */
        if (f->topics[i].n < 3)
            return;
        if (!in_side(f, r, source, f->topics[i].mention))
            put(f, target, f->topics[i].mention);
    }
    target->cost += 30;
}

/* Fill both sides from the rule's slots. *mutual: the sides of one subject
 * ("the two sides pledged"). *guessed: the target is the report's topic.
 * false: the rule does not hold. */
static bool fill_sides(const finder *f, const scene *c, side *source,
                       side *target, bool *mutual, bool *guessed)
{
    const act_rule *r = c->rule;
    fill(f, c, r->source, r->n_source, NULL, source);
    if (source->n == 0)
        fill_crowd(f, c, source);
    /* "A, B and C cut ties with D" before "A and B cut ties" */
    if (source->n)
        fill(f, c, r->target, r->n_target, source, target);
    if (target->n == 0 && (r->flags & R_SYMMETRIC))
        part_sides(f, r, source, target);
    for (uint32_t i = 0; i < r->n_target && target->n == 0; i++) {
        if (r->target[i].kind == S_PAIR) {
            part_sides(f, r, source, target);
            *mutual = target->n > 0;
        }
    }
    if (source->n == 0)
        return false;
    /* ties are cut with, and help is sent to, whom the report is about;
     * measured on the development sets, other categories are not */
    if ((r->flags & R_TARGET) && target->n == 0 &&
        (chn_str_is(r->category, "AID") ||
         chn_str_is(r->category, "SANCTION"))) {
        fill_topic(f, r, source, target);
        *guessed = target->n > 0;
    }
    return !((r->flags & R_TARGET) && target->n == 0);
}

#define STEM 5u /* letters that "withdrawal" and "withdrew" share */
/* Do two words name one deed: the same, or of one stem? */
static bool same_deed(const finder *f, uint32_t a, uint32_t b)
{
    const chn_str x = f->doc->tok[a].fold;
    const chn_str y = f->doc->tok[b].fold;
    if (f->doc->tok[a].word != 0 && f->doc->tok[a].word == f->doc->tok[b].word)
        return true;
    return x.n > STEM && y.n > STEM && memcmp(x.p, y.p, STEM) == 0;
}

#define DEED_REACH 5u /* tokens from a verb to the deed that it speaks of */
/* "welcomed the withdrawal": whoever withdrew. The deed is told before, by a
 * word of the same stem. */
static void fill_deed(const finder *f, const act_rule *r, const match *m,
                      const side *source, side *target)
{
    const uint32_t end =
        m->end + DEED_REACH < f->s.end ? m->end + DEED_REACH : f->s.end;
    for (uint32_t t = m->end; t < end; t++) {
        const uint32_t c = act_class(f->k, f->doc, t);
        if (c & W_DET)
            continue;
        if (f->doc->tok[t].kind != CHN_TOK_WORD || (c & (W_PREP | W_CONJ)) ||
            act_mention_at(&f->s, t) != NONE)
            return;
        for (uint32_t i = f->out->n; i-- > 0;) {
            const chn_act *b = &f->out->at[i];
            bool same = false;
            for (uint32_t u = b->first; u < b->end && !same; u++)
                same = f->doc->tok[u].kind == CHN_TOK_WORD &&
                       !act_class(f->k, f->doc, u) && same_deed(f, t, u);
            for (uint32_t j = 0; same && j < b->n_source; j++)
                if (!in_side(f, r, source, b->source[j]))
                    put(f, target, b->source[j]);
            if (target->n > 0) {
                target->cost += 10;
                return;
            }
        }
    }
}

/* Look for a target outside the rule's slots. Who was arrested or hit must be
 * told: a guess there would name a victim. */
static bool infer_target(const finder *f, const scene *c, const side *source,
                         side *target)
{
    const act_rule *r = c->rule;
    const match *m = c->m;
    if (target->n > 0 || r->n_target == 0 ||
        (r->quad == 4 && !chn_str_is(r->category, "SANCTION")) ||
        names_victim(f, r, m->first + 1, content_end(f, m)))
        return false;
    fill_deed(f, r, m, source, target);
    if (target->n > 0)
        return true;
    fill_rest(f, r, m->first + 1, content_end(f, m), source, target);
    /* "the Russian ambassador to North Korea held a banquet" */
    if (target->n == 0 && source->n == 1 && !c->nominal &&
        mention(f, source->m[0])->end <= m->first)
        fill_rest(f, r, mention(f, source->m[0])->end, m->first, source,
                  target);
    if (target->n == 0)
        fill_before(f, r, f->doc->tok[m->first].sent, source, target);
    if (target->n == 0)
        fill_topic(f, r, source, target);
    return target->n > 0;
}

static chn_status act_status(const finder *f, const scene *c)
{
    const act_group *g = c->g;
    if (c->rule->flags & R_NEGATED)
        return g && g->conditional ? CHN_STATUS_POSSIBLE : CHN_STATUS_OCCURRED;
    /* "lodged no protest" */
    for (uint32_t t = c->m->first + 1; t < c->m->end; t++)
        if (chn_tok_is(f->doc, t, "no"))
            return CHN_STATUS_DENIED;
    if (!g || (c->nominal && g->head < c->m->first &&
               (g->kind == G_ING || g->kind == G_REDUCED)))
        return CHN_STATUS_OCCURRED;
    return group_status(f, g);
}

/*
 * "was killed and seven others injured in an airstrike": a bare form that is
 * past and participle, without an object, tells of victims and not of who
 * did it.
 */
static bool of_victims(const finder *f, const scene *c, const side *target)
{
    if (c->nominal || c->passive || target->n > 0 ||
        !(chn_str_is(c->rule->category, "ASSAULT") ||
          chn_str_is(c->rule->category, "COERCE")) ||
        c->g->first != c->g->head || c->m->end != c->m->first + 1)
        return false;
    uint32_t bits = 0;
    for (const act_form *x = act_forms(f->k, f->doc, c->g->head); x;
         x = x->next)
        if (!f->k->lemmas[x->lemma].noun)
            bits |= x->bits;
    if (!(bits & CHN_FORM_PAST) || !(bits & CHN_FORM_PART))
        return false;
    const uint32_t next = c->m->end;
    return next >= f->s.end || f->doc->tok[next].kind == CHN_TOK_PUNCT ||
           (act_class(f->k, f->doc, next) &
            (W_PREP | W_CONJ | W_SUB | W_ADV)) != 0 ||
           f->s.dated[next];
}

/* Try one match. 1: an act was made, 0: it does not hold, -1: no memory. */
static int try_match(finder *f, const match *m)
{
    const act_rule *r = m->rule;
    scene c = {.rule = r, .m = m};
    c.nominal = f->s.group_of[m->first] == NONE;
    c.g = c.nominal ? group_of_noun(f, m->first)
                    : &f->s.group[f->s.group_of[m->first]];
    c.passive = !c.nominal && c.g->passive;
    if (((r->flags & R_PASSIVE) && !c.passive) ||
        ((r->flags & R_ACTIVE) && c.passive) ||
        ((r->flags & R_NEGATED) && !(c.g && c.g->negated)))
        return 0;
    if (r->flags & R_DROP)
        return 1;
    uint32_t clause_end;
    c.limit = reach_of(f, m, c.g, &clause_end);
    side source = {.n = 0};
    side target = {.n = 0};
    bool mutual = false;
    bool guessed = false;
    if (!fill_sides(f, &c, &source, &target, &mutual, &guessed))
        return 0;
    if (of_victims(f, &c, &target))
        return 0;
    if (!c.nominal)
        fill_companions(f, r, m->end, clause_end, &target, &source);
    const bool inferred = infer_target(f, &c, &source, &target);
    const chn_status status = act_status(f, &c);
    /* "no talks", "did not hold a meeting": a noun gives no denied act */
    if (c.nominal && status == CHN_STATUS_DENIED)
        return 0;
    if (!push(f, &c, &source, &target, rule_status(r, status), mutual))
        return -1;
    chn_act *a = &f->out->at[f->out->n - 1];
    a->home =
        target.n == 0 && (r->flags & R_HOME) && r->quad == 4 && r->n_target > 0;
    a->inferred = inferred || guessed || a->home;
    return 1;
}

/* "invited Kim to Moscow during his visit to North Korea": what stands under
 * a preposition of time is told as done, whatever the content is. */
static bool background_noun(const finder *f, uint32_t t)
{
    static const char *const words[] = {"during", "after", "following",
                                        "since"};
    if (f->s.group_of[t] != NONE)
        return false;
    for (uint32_t i = t; i > f->s.first && t - i < 6;) {
        i--;
        if (f->s.group_of[i] != NONE || f->doc->tok[i].kind == CHN_TOK_PUNCT)
            return false;
        for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
            if (chn_tok_is(f->doc, i, words[w]))
                return true;
    }
    return false;
}

static chn_code find_in_sentence(finder *f)
{
    match list[CANDIDATES_MAX];
    act_clauses(&f->s);
    const chn_code parsed = act_tree_subjects(&f->s, f->err);
    if (parsed != CHN_OK)
        return parsed;
    f->shadow = f->s.first;
    for (uint32_t t = f->s.first; t < f->s.end; t++) {
        if (t < f->shadow && !background_noun(f, t))
            continue;
        const uint32_t n = matches_at(f, t, list);
        for (uint32_t i = 0; i < n; i++) {
            const int made = try_match(f, &list[i]);
            if (made < 0)
                return chn_fail_memory(f->err);
            if (made == 0)
                continue;
            const uint32_t to = list[i].rule->flags & R_CONTENT
                                    ? content_end(f, &list[i])
                                    : list[i].end;
            if (to > f->shadow)
                f->shadow = to;
            break;
        }
    }
    return CHN_OK;
}

static void count_topics(finder *f)
{
    for (uint32_t i = 0; i < f->m->n; i++) {
        const chn_mention *x = &f->m->at[i];
        if (x->country.n == 0 || x->kind == CHN_KIND_MEDIA)
            continue;
        uint32_t t = 0;
        while (t < f->n_topics &&
               !same_country(&f->m->at[f->topics[t].mention], x))
            t++;
        if (t == TOPICS_MAX)
            continue;
        if (t == f->n_topics) {
            f->topics[t].mention = i;
            f->topics[f->n_topics++].n = 0;
        }
        f->topics[t].n++;
        /* most often first; the earlier one where they are even */
        while (t > 0 && f->topics[t - 1].n < f->topics[t].n) {
            const topic up = f->topics[t];
            f->topics[t] = f->topics[t - 1];
            f->topics[t - 1] = up;
            t--;
        }
    }
}

chn_code chn_act_find(const chn_act_know *k, const chn_doc *doc,
                      const chn_mentions *m, const chn_times *t, chn_tree *tree,
                      chn_acts *out, chn_err *err)
{
    memset(out, 0, sizeof *out);
    uint32_t longest = 0;
    for (uint32_t i = 0; i < doc->n_sent; i++)
        if (doc->sent[i].end - doc->sent[i].first > longest)
            longest = doc->sent[i].end - doc->sent[i].first;
    finder f = {.k = k, .doc = doc, .m = m, .out = out, .err = err};
    f.s.k = k;
    f.s.doc = doc;
    f.s.m = m;
    f.s.tree = tree;
    f.s.group = CHN_NEW(doc->arena, act_group, longest + 1);
    f.s.group_of = CHN_NEW(doc->arena, uint32_t, doc->n_tok + 1);
    bool *dated = CHN_NEW(doc->arena, bool, doc->n_tok + 1);
    if (!f.s.group || !f.s.group_of || !dated)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < t->n; i++)
        for (uint32_t j = t->at[i].first; j < t->at[i].end; j++)
            dated[j] = true;
    f.s.dated = dated;
    count_topics(&f);
    uint32_t body = 0;
    for (uint32_t i = 0; i < doc->n_sent; i++)
        body += !doc->sent[i].headline && !doc->sent[i].dateline;
    for (uint32_t i = 0; i < doc->n_sent; i++) {
        const chn_sent *s = &doc->sent[i];
        /* a headline repeats the body in a grammar of its own; it is coded
         * only where there is no body */
        if (s->dateline || (s->headline && body > 0))
            continue;
        f.s.first = s->first;
        f.s.end = s->end;
        const chn_code rc = find_in_sentence(&f);
        if (rc != CHN_OK)
            return rc;
    }
    return CHN_OK;
}
