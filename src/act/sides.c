/* SPDX-License-Identifier: Apache-2.0 */
/* Who does it and to whom: a rule's slots filled from the tree. */
#include <string.h>

#include "act/inside.h"
#include "base/str.h"

#define R(x) CHN_RELSET(CHN_REL_##x)

/* Doubt, in percent, of an actor that the slot's word does not name itself. */
#define COST_OWNER 8 /* "condemned Peru's law": Peru */
#define COST_LATER 2 /* by a slot behind the first */
#define COST_CROWD 20
#define COST_SAID 15

typedef struct side {
    uint32_t m[CHN_ACT_SIDE];
    uint32_t n;
    int32_t cost;
} side;

/* What a slot is filled for. */
typedef struct filling {
    const act_sent *s;
    const act_rule *r;
    const act_found *f;
    const side *other; /* parties that stand on the other side, or NULL */
    bool place_ok;
    bool seat_ok; /* "an offer from Lima": a capital is its state */
} filling;

static bool known(const act_sent *s, uint32_t i)
{
    return mention(s, i)->country.n > 0 || mention(s, i)->id.n > 0;
}

/* "The guerrillas granted the regime a respite", "the miners asked the premier
 * for a hearing": who stands against a state, or speaks for itself alone, and
 * who rules it are two, whatever the rule. */
static bool faces(const act_sent *s, const act_rule *r, uint32_t a, uint32_t b)
{
    return act_trait(s, b, T_POWER) &&
           ((act_trait(s, a, T_AGAINST) &&
             !chn_str_is(r->category, "CONSULT") &&
             !chn_str_is(r->category, "ACCUSE")) ||
            (act_trait(s, a, T_PRIVATE) && !act_trait(s, a, T_FIRM) &&
             chn_str_is(r->category, "REQUEST")));
}

/* Are a and b the same party? Two sectors of one country are two parties
 * only where the rule allows it (police and protesters). */
bool act_same_party(const act_sent *s, const act_rule *r, uint32_t a,
                    uint32_t b)
{
    const chn_mention *x = mention(s, a);
    const chn_mention *y = mention(s, b);
    if (a == b)
        return true;
    if (x->country.n == 0 || y->country.n == 0)
        return x->id.n > 0 && chn_str_eq(x->id, y->id);
    if (!chn_str_eq(x->country, y->country))
        return false;
    if (!(r->flags & R_HOME) && !faces(s, r, a, b) && !faces(s, r, b, a))
        return true;
    /* "Colombia and the rebels": a state and whoever is against it */
    if ((x->sector.n == 0 && act_trait(s, b, T_AGAINST)) ||
        (y->sector.n == 0 && act_trait(s, a, T_AGAINST)))
        return false;
    return chn_str_eq(x->sector, y->sector) || x->sector.n == 0 ||
           y->sector.n == 0;
}

bool act_in_side(const act_sent *s, const act_rule *r, const uint32_t *at,
                 uint32_t n, uint32_t m)
{
    for (uint32_t i = 0; i < n; i++)
        if (act_same_party(s, r, at[i], m))
            return true;
    return false;
}

bool act_put(const act_sent *s, uint32_t *at, uint32_t *n, uint32_t m)
{
    const chn_str id = mention(s, m)->id;
    for (uint32_t i = 0; i < *n; i++)
        if (at[i] == m || (id.n && chn_str_eq(mention(s, at[i])->id, id)))
            return false; /* "the Defence Minister and Chief of Staff" */
    if (*n == CHN_ACT_SIDE)
        return false;
    at[(*n)++] = m;
    return true;
}

/* Does no list go on: "in Cusco, Peru and Chile met"? */
static bool joint_ends(const act_sent *s, uint32_t t)
{
    return t >= s->end || !act_is_a(s, t, W_CONJ);
}

/* "In Oslo, [Norway] summoned the envoy": no part of the town's name. Before
 * the sentence is parsed it may be so. */
static bool may_act(const act_sent *s, uint32_t m)
{
    const chn_mention *x = mention(s, m);
    return x->end < s->end && !chn_tok_is(s->doc, x->end, ",") &&
           (!chn_tree_parsed(s->tree, x->core) ||
            (chn_tree_is_rel(s->tree, x->core, R(NSUBJ) | R(NSUBJ_PASS)) &&
             chn_tree_head(s->tree, x->core) > x->core));
}

/* "in Cusco, Peru": the end of a place's name. */
static bool behind_place(const act_sent *s, uint32_t m)
{
    if (m == 0 || mention(s, m)->kind != CHN_KIND_COUNTRY)
        return false;
    const chn_mention *x = mention(s, m - 1);
    return (x->kind == CHN_KIND_PLACE || x->locative) &&
           /* "In Chile, Peru condemned it": another state */
           chn_str_eq(x->country, mention(s, m)->country) &&
           x->end + 1 == mention(s, m)->first &&
           chn_tok_is(s->doc, x->end, ",") &&
           joint_ends(s, mention(s, m)->end) && !may_act(s, m);
}

bool act_fits(const act_sent *s, const act_rule *r, uint32_t m, bool place_ok)
{
    const chn_mention *x = mention(s, m);
    /* "anti-Russian": see act_infer_against */
    if (x->against)
        return false;
    /* a paper is closed, hacked, bombed; it is no party to talks */
    if (x->kind == CHN_KIND_MEDIA)
        return r->quad == 4 && place_ok && x->country.n > 0;
    /* "told the Associated Press that rebels blew it up": not the agency */
    if (x->kind == CHN_KIND_PRONOUN && r->quad == 4 && x->media_kind.n > 0)
        return false;
    /* "Speaking to reporters": whoever writes it down is no party */
    if (r->quad == 1 && act_trait(s, m, T_PRESS))
        return false;
    /* "at Peru's request" is at no place */
    if (x->kind == CHN_KIND_PLACE || (x->locative && !x->possessive) ||
        behind_place(s, m))
        return (r->flags & (R_PLACE | R_WHERE)) && place_ok && x->country.n > 0;
    return known(s, m) || x->n_parts >= 2;
}

bool act_seat(const act_sent *s, const act_rule *r, uint32_t m)
{
    const chn_mention *x = mention(s, m);
    return x->seat || (x->kind == CHN_KIND_PLACE && x->country.n == 3 &&
                       chn_str_is(r->category, "AID"));
}

static bool on_other(const filling *g, uint32_t m)
{
    return g->other && act_in_side(g->s, g->r, g->other->m, g->other->n, m);
}

/* A mention, or the parties of "both sides". */
static bool take_mention(const filling *g, uint32_t m, side *out)
{
    const chn_mention *x = mention(g->s, m);
    const uint32_t before = out->n;
    if (!act_fits(g->s, g->r, m, g->place_ok) &&
        !(g->seat_ok && act_seat(g->s, g->r, m)))
        return false;
    /* "winner of the women's race": nobody of a state */
    if (x->possessive && x->unnamed && act_trait(g->s, m, T_FOLK) &&
        x->end == x->first + 1)
        return false;
    /* "I condemn it in the strongest terms": a deed, and no state */
    if (g->other && chn_str_is(g->r->mode, "disapprove") &&
        chn_tok_is(g->s->doc, x->first, "it") &&
        (g->s->doc->tok[x->first].flags & CHN_TOK_QUOTED))
        return false;
    if (x->n_parts >= 2) {
        /* "the spokesman and an aide" of nobody's: no party */
        for (uint32_t p = 0; p < x->n_parts; p++)
            if (known(g->s, x->parts[p]) && !on_other(g, x->parts[p]))
                act_put(g->s, out->m, &out->n, x->parts[p]);
    } else if (!on_other(g, m)) {
        act_put(g->s, out->m, &out->n, m);
    }
    return out->n > before;
}

static bool take(const filling *g, uint32_t tok, int deep, side *out);

uint32_t act_state_inside(const act_sent *s, uint32_t m, uint32_t tok)
{
    const chn_mentions *x = s->m;
    for (uint32_t i = x->n; i < x->n + x->n_inner; i++)
        if (x->at[i].first <= tok && tok < x->at[i].end &&
            x->at[i].kind != CHN_KIND_PRONOUN)
            return i;
    return m;
}

/* What stands between two mentions of one list. */
typedef enum joint { J_NONE, J_COMMA, J_WORD } joint;

static joint joint_of(const act_sent *s, uint32_t a, uint32_t b)
{
    joint j = J_NONE;
    /* "Peruvian-Chilean talks" */
    if (a + 1 == b && chn_tok_is(s->doc, a, "-"))
        return J_WORD;
    for (uint32_t t = a; t < b; t++) {
        if (act_is_a(s, t, W_CONJ))
            j = J_WORD;
        else if (chn_tok_is(s->doc, t, ","))
            j = j == J_WORD ? j : J_COMMA;
        else if (chn_tok_is(s->doc, t, "as") || chn_tok_is(s->doc, t, "well"))
            j = chn_tok_is(s->doc, t, "well") ? J_WORD : j;
        else if (!chn_tok_is(s->doc, t, "the") &&
                 !chn_tok_is(s->doc, t, "both"))
            return J_NONE;
    }
    return j;
}

/* "condemned [Peru] as well as [Chile]", read as joined to the verb. */
static bool beside(const act_sent *s, uint32_t a, uint32_t b)
{
    return chn_tree_is_rel(s->tree, b, R(CONJ)) && b > s->first &&
           chn_tree_head(s->tree, b) == chn_tree_head(s->tree, a) &&
           chn_tok_is(s->doc, b - 1, "as");
}

/* "soldiers from Peru, Chile and Cuba", "the presidents of Peru and Chile":
 * mentions that follow in one list, up to the one behind its "and". */
static void take_after(const filling *g, uint32_t m, side *out)
{
    const act_sent *s = g->s;
    uint32_t last = m;
    for (uint32_t i = m; i + 1 < s->m->n && mention(s, i + 1)->end <= s->end;
         i++) {
        const chn_mention *x = mention(s, i);
        const chn_mention *y = mention(s, i + 1);
        const joint j =
            y->first > x->end ? joint_of(s, x->end, y->first) : J_NONE;
        if (j == J_NONE || x->possessive)
            break;
        if (j == J_WORD) {
            /* "met Peru's envoy and Chile said": another clause begins */
            if (i == m && !chn_tree_under(s->tree, y->core, x->core) &&
                !beside(s, x->core, y->core))
                break;
            if (act_next_subject(s, y->core) != CHN_NONE)
                break;
            last = i + 1;
            break;
        }
    }
    for (uint32_t i = m + 1; i <= last; i++)
        take_mention(g, i, out);
}

/* "not [Peru] but Chile" */
static bool not_but(const act_sent *s, uint32_t m)
{
    return m != NONE && mention(s, m)->first > s->first &&
           chn_tok_is(s->doc, mention(s, m)->first - 1, "not") &&
           mention(s, m)->end < s->end &&
           chn_tok_is(s->doc, mention(s, m)->end, "but");
}

/* "the Peruvian and Chilean ministers", or a list of which the last is what
 * the tree names. */
static void take_before(const filling *g, uint32_t m, side *out)
{
    const act_sent *s = g->s;
    const uint32_t core = mention(s, m)->core;
    bool word = false;
    for (uint32_t i = m; i > 0 && mention(s, i - 1)->first >= s->first; i--) {
        const chn_mention *y = mention(s, i - 1);
        const joint j = mention(s, i)->first > y->end
                            ? joint_of(s, y->end, mention(s, i)->first)
                            : J_NONE;
        /* "[Peru] as well as Chile condemned it", read as "Peru condemned" */
        const uint32_t up = chn_tree_head(s->tree, core);
        const bool one =
            chn_tree_under(s->tree, y->core, core) ||
            chn_tree_coord(s->tree, y->core) == chn_tree_coord(s->tree, core) ||
            (up != CHN_NONE && chn_tree_is_rel(s->tree, up, R(CONJ)) &&
             chn_tree_head(s->tree, up) == y->core &&
             chn_tok_is(s->doc, mention(s, i)->first - 1, "as"));
        if (j == J_NONE || y->possessive || !one || not_but(s, i - 1) ||
            (j == J_COMMA && !word))
            return;
        word = true;
        take_mention(g, i - 1, out);
    }
}

/* The kids by `rels` that name an actor, with those joined to them. */
static bool take_kids(const filling *g, uint32_t tok, chn_relset rels, int deep,
                      side *out)
{
    bool any = false;
    for (uint32_t k = chn_tree_kid(g->s->tree, tok, rels); k != CHN_NONE;
         k = chn_tree_kid_next(g->s->tree, k, rels))
        any |= take(g, k, deep, out);
    return any;
}

static uint32_t verb_over(const act_sent *s, uint32_t noun);

/* Whose paper it is that speaks: "a decree signed by Peru bans it", "Peru
 * adopted a text that condemned it". */
static bool take_author(const filling *g, uint32_t tok, int deep, side *out)
{
    const chn_tree *t = g->s->tree;
    bool any = false;
    if (g->other || g->f->nominal || !act_is_a(g->s, tok, W_PAPER))
        return false;
    for (uint32_t k = chn_tree_kid(t, tok, R(ACL)); !any && k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(ACL)))
        any = take(g, chn_tree_agent(t, k).tok, deep - 1, out);
    if (any || !chn_tree_under(t, g->f->head, tok))
        return any;
    const uint32_t verb = verb_over(g->s, tok);
    const uint32_t who = verb == CHN_NONE ? CHN_NONE : act_doer(g->s, verb);
    return who != tok && take(g, who, deep - 1, out);
}

/* "rammed a boat carrying food to Peruvian marines", "a ship bound for Peru",
 * "took in families fleeing Peru" */
static bool take_load(const filling *g, uint32_t tok, int deep, side *out)
{
    const chn_tree *t = g->s->tree;
    bool any = false;
    for (uint32_t k = chn_tree_kid(t, tok, R(ACL) | R(AMOD));
         !any && k != CHN_NONE; k = chn_tree_kid_next(t, k, R(ACL) | R(AMOD)))
        /* a boat's load says whose it is only where it is hit or held */
        if (k > tok && (act_is_a(g->s, k, W_REFUGE) ||
                        (g->r->quad == 4 && act_is_a(g->s, k, W_LOAD))))
            any = take_kids(g, k, R(OBJ), 0, out) ||
                  take_kids(g, k, CHN_RELS_OBLIQUE, deep - 1, out);
    return any;
}

/* "Peru, whose plan was accepted by Chile": whose it is, or CHN_NONE. */
static uint32_t before_whose(const act_sent *s, uint32_t noun)
{
    const uint32_t own = chn_tree_kid(s->tree, noun, R(NMOD_POSS));
    const uint32_t c = own != CHN_NONE && chn_tok_is(s->doc, own, "whose")
                           ? chn_tree_clause(s->tree, noun)
                           : CHN_NONE;
    return c != CHN_NONE && chn_tree_is_rel(s->tree, c, CHN_RELS_RELATIVE)
               ? chn_tree_head(s->tree, c)
               : CHN_NONE;
}

/* "The bombing of the Chilean embassy killed ten", "the shelling of Chile": no
 * Chile did it. */
static bool is_hit(const filling *g, uint32_t tok, uint32_t of)
{
    return !g->other && g->r->quad == 4 &&
           chn_tree_reads(g->s->tree, chn_tree_case(g->s->tree, of), "of") &&
           (act_is_a(g->s, tok, W_SUFFERED) ||
            (act_is_a(g->s, tok, W_VIOLENCE) && act_is_a(g->s, of, W_SITE)));
}

/* "a column led by Peru", "forces loyal to Peru" */
static bool take_leader(const filling *g, uint32_t tok, int deep, side *out)
{
    const chn_tree *t = g->s->tree;
    bool any = false;
    for (uint32_t k = chn_tree_kid(t, tok, R(ACL)); !any && k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(ACL)))
        if (act_is_a(g->s, k, W_HEAD))
            any = take(g, chn_tree_agent(t, k).tok, deep - 1, out);
    for (uint32_t k = chn_tree_kid(t, tok, R(AMOD) | R(ACL));
         !any && k != CHN_NONE; k = chn_tree_kid_next(t, k, R(AMOD) | R(ACL)))
        if (act_is_a(g->s, k, W_LOYAL))
            any = take(g, chn_tree_kid(t, k, CHN_RELS_OBLIQUE), deep - 1, out);
    return any;
}

/* Whoever stands behind a noun that names nobody: "Peru's law", "the law of
 * Peru", "Peruvian jets", "a column led by Peru". */
static bool take_owner(const filling *g, uint32_t tok, int deep, side *out)
{
    /* "into the sea off Peru": of acts that a place may suffer */
    static const char *const ways[] = {"by", "of",   "from", "between", "off",
                                       "in", "near", "at",   NULL};
    /* "condemned the blasts of Cusco": there, and not by it */
    const bool blast = g->other && chn_str_is(g->r->category, "ACCUSE") &&
                       act_is_a(g->s, tok, W_VIOLENCE);
    const size_t n_ways = blast                                    ? 1
                          : (g->r->flags & R_PLACE) && g->place_ok ? 8
                                                                   : 4;
    const chn_tree *t = g->s->tree;
    if (take_kids(g, tok, R(APPOS), deep - 1, out))
        return true;
    /* "on Crete, the island that was shelled" */
    if (chn_tree_is_rel(t, tok, R(APPOS)) &&
        chn_tree_kid(t, tok, CHN_RELS_RELATIVE) == g->f->head &&
        take(g, chn_tree_head(t, tok), deep - 1, out))
        return true;
    /* "the bombing of Peru's schools that killed": no Peru */
    if (!g->other && g->r->quad == 4 && act_is_a(g->s, tok, W_SITE))
        return false;
    /* "the Peruvian llama", "a singer from Peru" do nothing for Peru; an
     * attacker may be anybody */
    const bool compound = tok + 1 < g->s->end && /* "police pepper-sprayed" */
                          chn_tok_is(g->s->doc, tok + 1, "-");
    if (!g->other && !compound &&
        (act_is_a(g->s, tok, W_NATURE) ||
         (g->r->quad != 4 && act_is_a(g->s, tok, W_PRIVATE))))
        return false;
    /* "the enemies of Peru planted mines": no Peru */
    if (act_is_a(g->s, tok, W_FOE))
        return false;
    /* "sent a battery to its base near Lima": its own */
    for (uint32_t k = chn_tree_kid(t, tok, R(NMOD_POSS)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(NMOD_POSS)))
        if (act_mention(g->s, k) != NONE && on_other(g, act_mention(g->s, k)))
            return false;
    bool any = take_kids(g, tok, R(NMOD_POSS), deep - 1, out) ||
               (g->other && take(g, before_whose(g->s, tok), deep - 1, out)) ||
               take_kids(g, tok, R(AMOD) | R(COMPOUND) | R(NMOD_DESC), deep - 1,
                         out) ||
               take_leader(g, tok, deep, out);
    if (!any && g->other)
        any = take_load(g, tok, deep, out);
    for (size_t i = 0; !any && i < n_ways; i++)
        for (uint32_t k = chn_tree_kid(t, tok, R(NMOD)); !any && k != CHN_NONE;
             k = chn_tree_kid_next(t, k, R(NMOD)))
            if (chn_tree_reads(t, chn_tree_case(t, k), ways[i]) &&
                !is_hit(g, tok, k))
                any = take(g, k, deep - 1, out);
    return any || take_author(g, tok, deep, out);
}

/* "the Peruvian embassy in Oslo", "its consulates" */
static bool is_post(const act_sent *s, uint32_t m)
{
    for (uint32_t t = mention(s, m)->first; t < mention(s, m)->end; t++)
        if (act_is_a(s, t, W_POST))
            return true;
    return false;
}

/* The noun that a verb read as its adjective is done to, `who` doing it. */
static bool undergoes(const filling *g, uint32_t who, uint32_t noun)
{
    const uint32_t pred = g->f->head;
    return who < pred && pred < noun &&
           chn_tree_is_rel(g->s->tree, pred, R(AMOD)) &&
           chn_tree_head(g->s->tree, pred) == noun &&
           act_used_as(g->s, pred, P_VERB);
}

/* Put whoever `tok` names, and those joined to it by "and", into a side.
 * `deep`: how many steps down from a noun that names nobody. */
static bool take(const filling *g, uint32_t tok, int deep, side *out)
{
    if (tok == CHN_NONE || deep < 0)
        return false;
    tok = act_before_which(g->s, tok);
    const uint32_t m = act_mention(g->s, tok);
    bool any = false;
    /* "Peru, with [whom] Chile dined" */
    const uint32_t in = m == NONE && act_is_a(g->s, tok, W_WHICH)
                            ? chn_tree_clause(g->s->tree, tok)
                            : CHN_NONE;
    if (in != CHN_NONE && chn_tree_is_rel(g->s->tree, in, CHN_RELS_RELATIVE))
        return take(g, chn_tree_head(g->s->tree, in), deep - 1, out);
    if (not_but(g->s, m)) {
        for (uint32_t k = chn_tree_kid(g->s->tree, tok, R(CONJ)); k != CHN_NONE;
             k = chn_tree_kid_next(g->s->tree, k, R(CONJ)))
            any |= take(g, k, 0, out);
        return any;
    }
    /* "protested outside the Peruvian embassy in [Oslo]": what stands under
     * "in" is no part of the name */
    const bool apart = m != NONE && mention(g->s, m)->core != tok &&
                       is_post(g->s, m) && act_state_inside(g->s, m, tok) != m;
    if (m != NONE && !apart)
        any = take_mention(g, m, out);
    /* "closed its embassy in [Peru]": what stands inside its own name */
    if (m != NONE && !any && mention(g->s, m)->core != tok)
        any = take_mention(g, act_state_inside(g->s, m, tok), out);
    if (any) {
        take_before(g, m, out);
        take_after(g, m, out);
    }
    const bool nobody = m == NONE || (!any && !known(g->s, m));
    if (nobody && take_owner(g, tok, deep, out)) {
        out->cost += COST_OWNER;
        any = true;
    }
    /* "leader Kim and President Putin": what is joined to any of its words */
    const uint32_t first = any && m != NONE ? mention(g->s, m)->first : tok;
    const uint32_t end = any && m != NONE ? mention(g->s, m)->end : tok + 1;
    for (uint32_t t = first; t < end; t++)
        for (uint32_t k = chn_tree_kid(g->s->tree, t, R(CONJ)); k != CHN_NONE;
             k = chn_tree_kid_next(g->s->tree, k, R(CONJ)))
            /* "Peru, but not Chile"; "Peru, for its part, [accused] Chilean
             * troops", read as a list */
            if ((k < first || k >= end) && !undergoes(g, tok, k) &&
                act_next_subject(g->s, k) == CHN_NONE &&
                chn_tree_kid_word(g->s->tree, k, R(ADVMOD), "not") == CHN_NONE)
                any |= take(g, k, 0, out);
    return any;
}

/* ---- slots ---- */

#define DEEP 2 /* "the signing of the ministers of Peru" */

/* The verb over a noun, through "a round of talks". */
static uint32_t verb_over(const act_sent *s, uint32_t noun)
{
    const chn_tree *t = s->tree;
    for (int steps = 0; steps < 3; steps++) {
        const uint32_t gov = act_governor(s, noun);
        if (gov != CHN_NONE)
            return gov;
        const uint32_t first = chn_tree_coord(t, noun);
        if (!chn_tree_is_rel(t, first, R(NMOD) | R(COMPOUND) | R(APPOS)))
            return CHN_NONE;
        noun = chn_tree_head(t, first);
    }
    return CHN_NONE;
}

static bool verb_between(const act_sent *s, uint32_t a, uint32_t b)
{
    for (uint32_t t = a + 1; t < b; t++)
        if (chn_tree_upos(s->tree, t) == CHN_VERB)
            return true;
    return false;
}

/* "condemned the regime's raid": a raid of somebody who is not known, and not
 * of whoever condemned it. */
static bool owned_by_others(const filling *g)
{
    const chn_tree *t = g->s->tree;
    const uint32_t owner = chn_tree_kid(t, g->f->head, R(NMOD_POSS));
    return owner != CHN_NONE && act_mention(g->s, owner) == NONE &&
           chn_tree_upos(t, owner) != CHN_PRON && !g->s->dated[owner];
}

/* "Peru spurned the idea that Chile mediate, [calling] it absurd": words behind
 * a comma are those of whoever the sentence is about. CHN_NONE: they hang on it
 * already. */
static uint32_t sayer_above(const filling *g)
{
    const act_sent *s = g->s;
    const chn_tree *t = s->tree;
    const uint32_t pred = g->f->head;
    chn_verb_group v;
    /* "is in Lima, where Peru took him in, after [stepping] down" */
    const bool after = pred > s->first + 1 &&
                       (chn_tok_is(s->doc, pred - 1, "after") ||
                        chn_tok_is(s->doc, pred - 1, "before")) &&
                       chn_tok_is(s->doc, pred - 2, ",");
    if (pred <= s->first || !chn_tree_is_rel(t, pred, R(ADVCL)) ||
        chn_tree_head(t, pred) > pred ||
        !(after ||
          ((g->r->flags & R_SPEECH) && chn_tok_is(s->doc, pred - 1, ","))))
        return CHN_NONE;
    chn_tree_verb_group(t, pred, &v);
    const uint32_t in = chn_tree_clause(t, chn_tree_head(t, pred));
    if (!v.participle || v.passive || in == CHN_NONE ||
        !chn_tree_is_rel(t, in, after ? CHN_RELS_RELATIVE : R(ACL) | R(CCOMP)))
        return CHN_NONE;
    const uint32_t up = chn_tree_clause(t, chn_tree_head(t, in));
    const bool of_noun =
        after || chn_tree_upos(t, chn_tree_head(t, in)) == CHN_NOUN;
    return of_noun ? up : CHN_NONE;
}

/* "Two blasts in Lima, [Peru] killed ten", read as two subjects: it says where
 * Lima is. */
static bool says_where(const act_sent *s, uint32_t doer, uint32_t tok)
{
    const uint32_t m = act_mention(s, tok);
    if (m == NONE || mention(s, m)->kind != CHN_KIND_COUNTRY ||
        mention(s, m)->first != tok || tok < doer + 3 ||
        !chn_tok_is(s->doc, tok - 1, ","))
        return false;
    const chn_range c = chn_tree_case(s->tree, tok - 2);
    return c.end > c.first && chn_tree_under(s->tree, tok - 2, doer);
}

/* "had his critics [rounded up]", "had them [arrested]": who had it done. Of
 * "had ten soldiers killed" it is whose they were. */
static uint32_t causer(const filling *g)
{
    const chn_tree *t = g->s->tree;
    const uint32_t act = chn_tree_coord(t, g->f->head);
    const uint32_t over = chn_tree_head(t, act);
    const bool noun = chn_tree_is_rel(t, act, R(ACL)) && over + 1 == act &&
                      chn_tree_is_rel(t, over, R(OBJ));
    const uint32_t verb = noun ? chn_tree_head(t, over) : over;
    chn_verb_group v;
    if (over == CHN_NONE || verb == CHN_NONE || verb > act ||
        (!noun && (!chn_tree_is_rel(t, act, R(XCOMP)) ||
                   chn_tree_kid(t, verb, R(OBJ)) + 1 != act)) ||
        !(chn_tok_is(g->s->doc, verb, "had") ||
          chn_tok_is(g->s->doc, verb, "have") ||
          chn_tok_is(g->s->doc, verb, "has")) ||
        chn_str_is(g->r->category, "ASSAULT"))
        return CHN_NONE;
    /* "Peru and Chile had each [signed]" is no noun */
    if (!noun && act_mention(g->s, act - 1) == NONE)
        return CHN_NONE;
    chn_tree_verb_group(t, act, &v);
    return v.participle && !v.progressive ? act_doer(g->s, verb) : CHN_NONE;
}

static void fill_subject(const filling *g, side *out)
{
    const chn_tree *t = g->s->tree;
    if (!g->f->nominal) {
        const uint32_t above = sayer_above(g);
        const uint32_t had = causer(g);
        const uint32_t doer =
            had != CHN_NONE
                ? had
                : act_doer(g->s, above != CHN_NONE ? above : g->f->head);
        take(g, doer, DEEP, out);
        /* "Its premier, John Howard, and President Clinton": two subjects */
        const uint32_t next = doer != CHN_NONE &&
                                      chn_tree_is_rel(t, doer, R(NSUBJ)) &&
                                      chn_tree_head(t, doer) == g->f->head
                                  ? chn_tree_kid_next(t, doer, R(NSUBJ))
                                  : CHN_NONE;
        if (next != CHN_NONE && next < g->f->head &&
            !verb_between(g->s, doer, next) && !says_where(g->s, doer, next))
            take(g, next, 0, out);
        return;
    }
    /* "is on a [visit]" */
    const bool joined = chn_tree_kid(t, g->f->head, R(COP)) != CHN_NONE;
    const uint32_t verb = joined ? g->f->head : verb_over(g->s, g->f->head);
    const uint32_t up = chn_tree_head(t, g->f->head);
    /* "Smith, on a [visit] to Kyiv", "Smith, in a [call] with Jones," */
    const chn_range c = chn_tree_case(t, g->f->head);
    if (!joined && up != CHN_NONE && up < g->f->head &&
        chn_tree_is_rel(t, g->f->head, R(NMOD)) &&
        act_mention(g->s, up) != NONE &&
        (chn_tree_reads(t, c, "on") ||
         (chn_tree_reads(t, c, "in") &&
          chn_tok_is(g->s->doc, c.first - 1, ","))))
        take(g, up, 0, out);
    if (verb == CHN_NONE || out->n || owned_by_others(g))
        return;
    const uint32_t doer = act_doer(g->s, verb);
    const bool told = chn_tree_is_rel(t, chn_tree_clause(t, verb),
                                      CHN_RELS_RELATIVE); /* "who was on a" */
    if (doer != CHN_NONE && (told || !chn_tree_under(t, g->f->head, doer)) &&
        take(g, doer, DEEP, out))
        out->cost += 5;
}

static void fill_clause_subject(const filling *g, side *out)
{
    static const act_cons comp = {.link = L_COMP, .want = WANT_ANY};
    uint32_t near[RELATED_MAX];
    for (uint32_t i = 0; i < g->f->n_node && out->n == 0; i++) {
        const uint32_t n = act_related(g->s, &comp, g->f->node[i], near);
        for (uint32_t k = 0; k < n && out->n == 0; k++) {
            const uint32_t who = chn_tree_subject(g->s->tree, near[k]).tok;
            take(g,
                 who != CHN_NONE
                     ? who
                     : chn_tree_kid(g->s->tree, near[k], R(NSUBJ_OUTER)),
                 DEEP, out);
            chn_verb_group v;
            chn_tree_verb_group(g->s->tree, near[k], &v);
            /* "hopes that the men will be freed by Peru" */
            if (out->n == 0 && (v.passive || who == CHN_NONE))
                take(g, act_object(g->s, near[k]), DEEP, out);
        }
    }
}

/* "said in a letter [sent] to Peru": who said it. */
static void fill_over(const filling *g, side *out)
{
    const chn_tree *t = g->s->tree;
    const uint32_t noun = chn_tree_head(t, g->f->head);
    if (!chn_tree_is_rel(t, g->f->head, R(ACL)) || noun == CHN_NONE)
        return;
    const uint32_t verb = verb_over(g->s, noun);
    if (verb != CHN_NONE && take(g, act_doer(g->s, verb), DEEP, out))
        out->cost += 5;
}

/* "Peru was [granted] a loan by Chile": who gets it, of a passive that has an
 * object of its own. CHN_NONE: it has none. */
static uint32_t receiver(const act_sent *s, uint32_t pred)
{
    chn_verb_group v;
    chn_tree_verb_group(s->tree, pred, &v);
    return v.passive && chn_tree_kid(s->tree, pred, R(OBJ)) != CHN_NONE
               ? chn_tree_subject(s->tree, pred).tok
               : CHN_NONE;
}

static void fill_object(const filling *g, side *out)
{
    const chn_tree *t = g->s->tree;
    if (g->f->nominal || take(g, receiver(g->s, g->f->head), DEEP, out))
        return;
    if (!take_kids(g, g->f->head, R(IOBJ), 0, out)) {
        const uint32_t whom = act_object(g->s, g->f->head);
        const uint32_t left = act_left_of(g->s, whom);
        take(g, left != CHN_NONE ? left : whom, DEEP, out);
    }
    /* "said Peru must leave": who must */
    if (out->n == 0 &&
        chn_tree_kid(t, g->f->head, R(CCOMP) | R(XCOMP)) != CHN_NONE)
        fill_clause_subject(g, out);
}

static void fill_owner(const filling *g, side *out)
{
    const chn_tree *t = g->s->tree;
    /* "sanctions on Peruvian airlines": what stands under a preposition is
     * done to, not by, its owner; asked last */
    for (int under = 0; under < 2 && out->n == 0; under++) {
        for (uint32_t i = 0; i < g->f->n_node && out->n == 0; i++) {
            const uint32_t n = g->f->node[i];
            const chn_range c = chn_tree_case(t, n);
            const bool below = i > 0 && c.end > c.first;
            /* "allegations against the Peruvian minister": not hers; "a rally
             * against the Peruvian government": there */
            if (below && !g->other && act_mention(g->s, n) != NONE &&
                !chn_str_is(g->r->category, "PROTEST"))
                continue;
            /* "drills around the Peruvian island": not by Peru */
            if (below && chn_str_is(g->r->category, "MOBILIZE") &&
                !chn_tok_is(g->s->doc, c.first, "of"))
                continue;
            if (act_used_as(g->s, n, P_NOUN) && below == (under == 1))
                take_kids(g, n,
                          R(NMOD_POSS) | R(AMOD) | R(COMPOUND) | R(NMOD_DESC),
                          0, out);
        }
    }
}

static bool has_slot(const act_slot *slots, uint32_t n, slot_kind kind)
{
    for (uint32_t i = 0; i < n; i++)
        if (slots[i].kind == kind)
            return true;
    return false;
}

/* "The accord [signed] in Lima": a participle behind its noun. */
static bool reduced(const filling *g)
{
    return !g->f->nominal && g->f->n_node > 1 &&
           chn_tree_is_rel(g->s->tree, g->f->head, R(ACL)) &&
           chn_tree_head(g->s->tree, g->f->head) == g->f->node[1];
}

/* "Peru's [killing] of two was condemned by Chile": what stands behind "by" is
 * the verb's where the noun has an owner that did it; of "their release" the
 * owners are freed. */
static bool of_verb(const filling *g, uint32_t prep, uint32_t tok)
{
    const uint32_t owner =
        g->f->nominal ? chn_tree_kid(g->s->tree, g->f->head, R(NMOD_POSS))
                      : CHN_NONE;
    /* "The accord [signed] in Lima was brokered by Peru": not signed by it */
    if (prep == g->s->k->w_by && reduced(g) &&
        !chn_tree_under(g->s->tree, tok, g->f->head))
        return true;
    return prep == g->s->k->w_by && owner != CHN_NONE &&
           has_slot(g->r->source, g->r->n_source, S_POSS) &&
           act_mention(g->s, owner) != NONE &&
           !chn_tree_under(g->s->tree, tok, g->f->head);
}

/* "In Brussels ten states pledged it": where, and not to whom. Who is visited,
 * hit or held may be known by the place alone. */
static bool sets_scene(const filling *g, uint32_t prep, uint32_t tok)
{
    return prep == g->s->k->w_in && g->other && g->r->quad < 3 &&
           !chn_str_is(g->r->category, "CONSULT") && !g->f->nominal &&
           tok < g->f->head;
}

static void fill_under(const filling *g, const uint32_t *prep, uint32_t n_prep,
                       side *out)
{
    uint32_t near[RELATED_MAX];
    for (uint32_t i = 0; i < g->f->n_node && out->n == 0; i++) {
        const uint32_t n = act_under(g->s, prep, n_prep, g->f->node[i], near);
        for (uint32_t k = 0; k < n; k++)
            if (!g->s->dated[near[k]] && !of_verb(g, prep[0], near[k]) &&
                !sets_scene(g, prep[0], near[k]) &&
                take(g, near[k], DEEP, out) && out->n == CHN_ACT_SIDE)
                break;
    }
}

static bool has_prep(const act_rule *r, uint32_t prep)
{
    for (uint32_t i = 0; i < r->n_target; i++)
        if (r->target[i].kind == S_PREP && r->target[i].prep == prep)
            return true;
    return false;
}

/* "discussed ways of ending the war with Peru": deeper down. */
static void fill_with(const filling *g, side *out)
{
    const chn_tree *t = g->s->tree;
    if (!has_prep(g->r, g->s->k->w_with))
        return;
    for (uint32_t i = g->f->head + 1; i < g->s->end && out->n == 0; i++)
        if (act_mention(g->s, i) != NONE &&
            chn_tree_reads(t, chn_tree_case(t, i), "with") &&
            chn_tree_under(t, i, g->f->head))
            take(g, i, 1, out);
    out->cost += COST_LATER;
}

static void fill_from_act(const filling *g, side *out)
{
    if (g->f->inner == NONE)
        return;
    const act_found *a = &g->s->found[g->f->inner];
    for (uint32_t i = 0; i < a->n_source; i++)
        if (!on_other(g, a->source[i]))
            act_put(g->s, out->m, &out->n, a->source[i]);
    for (uint32_t i = 0; i < a->n_target && out->n == 0; i++)
        if (!on_other(g, a->target[i]))
            act_put(g->s, out->m, &out->n, a->target[i]);
}

static void first_under(const filling *g, uint32_t from, uint32_t end,
                        uint32_t top, side *out)
{
    for (uint32_t t = from; t < end && out->n == 0; t++) {
        const uint32_t m = act_mention(g->s, t);
        if (m != NONE && mention(g->s, m)->core == t &&
            chn_tree_under(g->s->tree, t, top))
            take(g, t, 0, out);
    }
}

static void fill_within(const filling *g, side *out)
{
    const uint32_t head = g->f->head;
    first_under(g, head + 1, chn_tree_yield(g->s->tree, head).end, head, out);
    /* "Norway will not meet Peru, its president said": told before its verb */
    const uint32_t told = chn_tree_kid(g->s->tree, head, R(CCOMP));
    if (out->n == 0 && told != CHN_NONE && told < head)
        first_under(g, told, head, told, out);
}

/* "will strike if Peru [attacks]", "unless Peru pulls out": who does what the
 * condition tells, of the verb or of the clause that it governs. */
static void fill_condition(const filling *g, side *out)
{
    const act_sent *s = g->s;
    for (uint32_t t = s->first; t < s->end && out->n == 0; t++) {
        if (!chn_tree_is_rel(s->tree, t, R(ADVCL)) ||
            !chn_tree_under(s->tree, t, g->f->head))
            continue;
        const chn_range by = chn_tree_mark(s->tree, t);
        if (chn_tree_reads(s->tree, by, "if") ||
            chn_tree_reads(s->tree, by, "unless") ||
            chn_tree_reads(s->tree, by, "should"))
            take(g, chn_tree_subject(s->tree, t).tok, DEEP, out);
    }
}

#define BETWEEN_REACH 12u
/* "a call between the Peruvian premier and the president of Chile was short",
 * where the tree hangs the second elsewhere. */
static void fill_between(const filling *g, side *out)
{
    const act_sent *s = g->s;
    const uint32_t head = g->f->head;
    for (uint32_t t = head; t < s->end && t < head + BETWEEN_REACH; t++) {
        if (!act_is(s, t, s->k->w_between))
            continue;
        const uint32_t end =
            t + BETWEEN_REACH < s->end ? t + BETWEEN_REACH : s->end;
        bool and = false;
        for (uint32_t i = t + 1; i < end; i++) {
            const uint32_t m = act_mention(s, i);
            if (m == NONE) {
                and = and || act_is_a(s, i, W_CONJ);
                continue;
            }
            const bool second = out->n > 0 && and;
            if (out->n == 0 || second)
                take_mention(g, m, out);
            if (second)
                return;
            i = mention(s, m)->end - 1;
        }
    }
}

static void fill_prep(const filling *g, uint32_t prep, side *out)
{
    /* "shelled posts inside Peru" */
    const uint32_t in[] = {prep, g->s->k->w_inside, g->s->k->w_within};
    filling under = *g;
    under.seat_ok = true;
    fill_under(&under, in, prep == g->s->k->w_in ? 3 : 1, out);
    if (out->n == 0 && prep == g->s->k->w_to && !g->f->nominal)
        take(g, receiver(g->s, g->f->head), DEEP, out);
}

static void fill(const filling *g, const act_slot *slots, uint32_t n, side *out)
{
    for (uint32_t i = 0; i < n && out->n == 0; i++) {
        switch (slots[i].kind) {
        case S_SUBJ:
            fill_subject(g, out);
            break;
        case S_OBJ:
            fill_object(g, out);
            break;
        case S_POSS:
            fill_owner(g, out);
            break;
        case S_BETWEEN: {
            const uint32_t preps[] = {g->s->k->w_between, g->s->k->w_among};
            fill_under(g, preps, 2, out);
            if (out->n < 2 && !(g->other && g->other->n))
                fill_between(g, out);
            break;
        }
        case S_PREP:
            /* "condemned the explosions in Cusco": whoever is hit is there */
            if (g->other && slots[i].prep == g->s->k->w_in &&
                act_deplores_violence(g->s, g->f))
                break;
            fill_prep(g, slots[i].prep, out);
            break;
        case S_PAIR:
            break; /* made from the source side, see part_sides */
        case S_COMP:
            fill_clause_subject(g, out);
            break;
        case S_ACT:
            fill_from_act(g, out);
            break;
        case S_WITHIN:
            fill_within(g, out);
            break;
        case S_IF:
            fill_condition(g, out);
            break;
        case S_OVER:
            fill_over(g, out);
            break;
        }
        if (i > 0 && out->n)
            out->cost += COST_LATER;
    }
}

/* One side holds both parties of an act without direction: part them by
 * country. */
static void part_sides(const act_sent *s, const act_rule *r, side *source,
                       side *target)
{
    if (target->n || source->n < 2)
        return;
    side rest = {.n = 0};
    side keep = {.n = 0};
    keep.cost = source->cost;
    act_put(s, keep.m, &keep.n, source->m[0]);
    for (uint32_t i = 1; i < source->n; i++) {
        side *to =
            act_same_party(s, r, source->m[0], source->m[i]) ? &keep : &rest;
        act_put(s, to->m, &to->n, source->m[i]);
    }
    if (rest.n) {
        *source = keep;
        *target = rest;
    }
}

#define DATELINE_REACH 8u /* mentions of headline and dateline */
#define TOLD_REACH 200u   /* mentions: what is looked for stays linear */
/* "LIMA - Nurses downed tools": a crowd of whom no place is told gathers where
 * the report is from, if its state is told of. */
static void fill_from_dateline(const filling *g, side *source)
{
    const act_sent *s = g->s;
    const uint32_t who = g->f->nominal ? CHN_NONE : act_doer(s, g->f->head);
    const uint32_t known_as = who == CHN_NONE ? NONE : act_mention(s, who);
    if (who == CHN_NONE || s->dated[who] ||
        (known_as != NONE && known(s, known_as)))
        return;
    for (uint32_t m = 0; m < s->m->n && m < DATELINE_REACH; m++) {
        const chn_mention *x = mention(s, m);
        if (!s->doc->sent[s->doc->tok[x->first].sent].dateline ||
            x->country.n != 3)
            continue;
        for (uint32_t i = m + 1; i < s->m->n && i < m + TOLD_REACH; i++)
            if (chn_str_eq(mention(s, i)->country, x->country) &&
                mention(s, i)->kind == CHN_KIND_COUNTRY) {
                act_put(s, source->m, &source->n, i);
                break;
            }
        return;
    }
}

/* "In Lima, several thousand marched": a crowd without a name is of the
 * place where it gathers. */
static void fill_crowd(const filling *g, side *source)
{
    if (!chn_str_is(g->r->category, "PROTEST"))
        return;
    const chn_range y =
        chn_tree_yield(g->s->tree, chn_tree_clause(g->s->tree, g->f->head));
    for (uint32_t t = y.first; t < y.end && source->n == 0; t++) {
        uint32_t m = act_mention(g->s, t);
        const uint32_t whole = m;
        /* "outside the Peruvian embassy in [Oslo]" */
        if (m != NONE && t > 0 && chn_tok_is(g->s->doc, t - 1, "in"))
            m = act_state_inside(g->s, m, t);
        /* at an embassy they are not of its state */
        if (m == NONE || (m == whole && is_post(g->s, m)))
            continue;
        const chn_mention *x = mention(g->s, m);
        if ((x->kind == CHN_KIND_PLACE || x->locative || m >= g->s->m->n) &&
            x->country.n)
            act_put(g->s, source->m, &source->n, m);
    }
    if (source->n == 0)
        fill_from_dateline(g, source);
    source->cost += COST_CROWD;
}

/* "signed on behalf of Peru": Peru's act. */
static void fill_behalf(const filling *g, side *source)
{
    const chn_tree *t = g->s->tree;
    filling own = *g;
    own.other = NULL;
    for (uint32_t k = chn_tree_kid(t, g->f->head, CHN_RELS_OBLIQUE);
         k != CHN_NONE; k = chn_tree_kid_next(t, k, CHN_RELS_OBLIQUE)) {
        const uint32_t of = chn_tree_kid(t, k, R(NMOD));
        if (chn_tree_reads(t, chn_tree_case(t, k), "on behalf of"))
            take(&own, k, DEEP, source);
        else if (chn_tok_is(g->s->doc, k, "behalf"))
            take(&own, of != CHN_NONE ? of : chn_tree_kid(t, k, R(NMOD_POSS)),
                 DEEP, source);
    }
}

/* Who carries, hosts, mediates: somebody else, though often of one side's
 * state. */
static void fill_others(const filling *g, act_found *f, const side *source,
                        const side *target)
{
    side both = *source;
    for (uint32_t i = 0; i < target->n; i++)
        act_put(g->s, both.m, &both.n, target->m[i]);
    filling other = *g;
    other.other = NULL;
    for (uint32_t i = 0; i < g->r->n_other; i++) {
        side found = {.n = 0};
        fill(&other, g->r->other[i].slot, g->r->other[i].n_slot, &found);
        for (uint32_t k = 0; k < found.n; k++) {
            side tried = both; /* refuses whom it has already */
            if (tried.n < CHN_ACT_SIDE &&
                act_put(g->s, tried.m, &tried.n, found.m[k]) &&
                f->n_others < CHN_ACT_SIDE &&
                act_put(g->s, f->others, &f->n_others, found.m[k]))
                f->other_role[f->n_others - 1] = g->r->other[i].role;
        }
    }
}

/* Whose is the act in the pattern: the source's own, or another's? */
static bool right_owner(const act_sent *s, const act_found *f,
                        const side *source)
{
    if (!(f->rule->flags & (R_SELF | R_OTHER)) || f->inner == NONE)
        return true;
    const act_found *a = &s->found[f->inner];
    bool own = a->n_source == 0;
    for (uint32_t i = 0; i < a->n_source; i++)
        own =
            own || act_in_side(s, f->rule, source->m, source->n, a->source[i]);
    return own == ((f->rule->flags & R_SELF) != 0);
}

bool act_follows(const act_sent *s, const act_found *f)
{
    const uint32_t verb = chn_tree_head(s->tree, f->head);
    return f->nominal && verb != CHN_NONE && act_is_a(s, verb, W_FOLLOW) &&
           chn_tree_is_rel(s->tree, f->head, R(NSUBJ) | R(NSUBJ_OUTER)) &&
           chn_tree_kid(s->tree, verb, R(OBJ)) == CHN_NONE;
}

/* "was test-fired": a passive of which nobody is said to have done it. Whoever
 * did it is looked for when the acts before are known. */
static bool nobody_named(const act_sent *s, const act_found *f)
{
    chn_verb_group g;
    if (f->rule->flags & R_UNKNOWN)
        return true;
    /* "the arrest of two Peruvians in Oslo" */
    if (f->nominal && (f->rule->flags & R_STATE))
        return true;
    if (act_follows(s, f))
        return true;
    if (f->nominal || f->rule->pos != P_VERB ||
        !has_slot(f->rule->source, f->rule->n_source, S_SUBJ) ||
        (f->rule->flags & R_SYMMETRIC) ||
        ((f->rule->flags & R_SPEECH) && !act_is_answer(f->rule)))
        return false;
    /* measured on the development sets: whoever did it before is seldom who
     * attacks or meets next */
    if ((chn_str_is(f->rule->category, "ASSAULT") &&
         !(f->rule->flags & R_STATE)) ||
        chn_str_is(f->rule->category, "CONSULT"))
        return false;
    /* a clause of its own: not "banned goods", "goods that are banned" */
    const uint32_t clause = chn_tree_coord(s->tree, f->head);
    uint32_t be = chn_tree_kid(s->tree, clause, R(AUX_PASS));
    if (be == CHN_NONE) { /* "asked for talks and [was] rebuffed" */
        be = chn_tree_kid(s->tree, f->head, R(AUX_PASS));
        if (be != CHN_NONE && chn_tok_is(s->doc, be, "being"))
            be = CHN_NONE;
    }
    if (be == CHN_NONE ||
        chn_tree_is_rel(s->tree, clause, CHN_RELS_RELATIVE | R(ACL) | R(AMOD)))
        return false;
    chn_tree_verb_group(s->tree, f->head, &g);
    return g.passive && act_doer(s, f->head) == CHN_NONE &&
           act_object(s, f->head) != CHN_NONE;
}

/* "accused each other", "one another". */
static bool one_another(const act_sent *s, const act_found *f)
{
    const uint32_t obj = act_object(s, f->head);
    return !f->nominal && obj != CHN_NONE && obj > f->head &&
           act_is_a(s, obj, W_OTHER);
}

/* "EU ministers met", "NATO's envoys held talks": with each other. */
static void among_themselves(const act_sent *s, const act_found *f,
                             const side *source, side *target)
{
    if (target->n > 0 || source->n != 1 || f->nominal ||
        !(f->rule->flags & R_SYMMETRIC))
        return;
    const chn_mention *x = mention(s, source->m[0]);
    if (x->plural && x->kind == CHN_KIND_PERSON && x->country.n > 4 &&
        memcmp(x->country.p, "IGO/", 4) == 0) {
        target->m[0] = source->m[0];
        target->n = 1;
    }
}

/* "Peru will hold talks, Chile's ministry said": with Chile. "Diplomats said",
 * "his spokesman said": with nobody who is told. */
static bool is_one_body(const act_sent *s, uint32_t m)
{
    const uint32_t whose =
        chn_tree_kid(s->tree, mention(s, m)->core, R(NMOD_POSS));
    return !mention(s, m)->plural &&
           (whose == CHN_NONE || chn_tree_upos(s->tree, whose) != CHN_PRON);
}

bool act_fill(const act_sent *s, act_found *f, const char **why)
{
    const act_rule *r = f->rule;
    side source = {.n = 0};
    side target = {.n = 0};
    filling g = {.s = s, .r = r, .f = f, .place_ok = (r->flags & R_WHERE) != 0};
    fill(&g, r->source, r->n_source, &source);
    if (source.n == 0)
        fill_crowd(&g, &source);
    /* "talks with Peru would take place, Chile's ministry said" */
    if (source.n == 0 && (r->flags & R_SYMMETRIC)) {
        /* "said that [talks] with Chile were going on" */
        const uint32_t verb =
            f->nominal && chn_tree_is_rel(s->tree, f->head, R(NSUBJ))
                ? act_governor(s, f->head)
                : CHN_NONE;
        const uint32_t who = act_speaker(s, verb != CHN_NONE ? verb : f->head);
        if (who != NONE && take_mention(&g, who, &source))
            source.cost += COST_SAID;
    }
    if (source.n == 0 && !nobody_named(s, f)) {
        *why = "no source";
        return false;
    }
    /* "killed by a bomb of Peru's": the rules of those who are known */
    if (source.n > 0 && (r->flags & R_UNKNOWN)) {
        *why = "somebody did it";
        return false;
    }
    f->doerless = source.n == 0;
    if (!right_owner(s, f, &source)) {
        *why = "the act below is another's";
        return false;
    }
    g.other = &source;
    g.place_ok = true;
    fill(&g, r->target, r->n_target, &target);
    if (r->flags & R_SYMMETRIC) {
        part_sides(s, r, &source, &target);
        if (target.n == 0)
            fill_with(&g, &target);
        const uint32_t who = target.n == 0 ? act_speaker(s, f->head) : NONE;
        if (who != NONE && is_one_body(s, who) &&
            take_mention(&g, who, &target))
            target.cost += COST_SAID;
    }
    if (target.n == 0 && one_another(s, f)) {
        part_sides(s, r, &source, &target);
        f->mutual = target.n > 0;
    }
    if (target.n == 0 && has_slot(r->target, r->n_target, S_PAIR)) {
        part_sides(s, r, &source, &target);
        f->mutual = target.n > 0;
    }
    if (chn_str_is(r->category, "CONSULT"))
        among_themselves(s, f, &source, &target);
    fill_behalf(&g, &source);
    fill_others(&g, f, &source, &target);
    memcpy(f->source, source.m, sizeof f->source);
    f->n_source = source.n;
    memcpy(f->target, target.m, sizeof f->target);
    f->n_target = target.n;
    f->cost = source.cost + target.cost;
    *why = "no target";
    return target.n > 0 || !(r->flags & R_TARGET);
}
