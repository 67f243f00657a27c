/* SPDX-License-Identifier: Apache-2.0 */
/* Who does it, where a passive or a blast names nobody: whoever says it, those
 * in power where it is done, who did the act before, somebody unknown there.
 * And who was hit, by the place that the clause names or a clause beside it. */
#include "act/inside.h"
#include "base/str.h"

#define R(x) CHN_RELSET(CHN_REL_##x)
/* Doubt in percent, as in infer.c. */
#define COST_SPEAKER 25
#define COST_DOER 28
#define HELD_REACH 200u /* mentions: what is looked for stays linear */
#define HOME_AHEAD 2u   /* times that a report names its own state more */
#define BLOWS_MAX 20u   /* of a report that a further one is held against */

/* Who says it, if the words are somebody's: "Kim said the line would be
 * [restored]". */
uint32_t act_speaker(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    for (int steps = 0; steps < 4 && pred != CHN_NONE; steps++) {
        const uint32_t up = chn_tree_head(t, pred);
        if (chn_tree_is_rel(t, pred, R(CCOMP)) && up != CHN_NONE) {
            const uint32_t who = act_doer(s, up);
            if (who == CHN_NONE || act_mention(s, who) != NONE)
                return who == CHN_NONE ? NONE : act_mention(s, who);
            /* "The office of the Peruvian president said" */
            const uint32_t of = chn_tree_kid_case(t, who, R(NMOD), "of");
            return of == CHN_NONE ? NONE : act_mention(s, of);
        }
        if (!chn_tree_is_rel(t, pred, R(CONJ) | R(XCOMP) | R(ADVCL)))
            return NONE;
        pred = up;
    }
    return NONE;
}

/* A state or a place by its name. */
static bool is_land(const act_sent *s, uint32_t m)
{
    return mention(s, m)->kind == CHN_KIND_PLACE ||
           mention(s, m)->kind == CHN_KIND_COUNTRY;
}

/* "in Peru", "in the east of Peru", "at a base near Lima": is it there? */
static bool stands_in(const act_sent *s, uint32_t tok)
{
    const chn_tree *t = s->tree;
    for (int steps = 0; steps < 3 && tok != CHN_NONE; steps++) {
        const chn_range c = chn_tree_case(t, tok);
        if (c.end == c.first)
            return false;
        if (act_is_a(s, c.first, W_WHERE))
            return true;
        tok = chn_tree_head(t, tok);
        /* "north of Lima", "close to Lima" */
        if (tok != CHN_NONE && act_in_set(s, tok, s->k->bearing))
            return true;
        if (!chn_tok_is(s->doc, c.first, "of"))
            return false;
    }
    return false;
}

/* "shelled the port, according to agents in [Lima]": where it is said. */
static bool in_credit(const act_sent *s, uint32_t tok)
{
    for (int steps = 0; steps < 4 && tok != CHN_NONE; steps++) {
        const chn_range c = chn_tree_case(s->tree, tok);
        if (c.end > c.first && chn_tok_is(s->doc, c.first, "according"))
            return true;
        tok = chn_tree_head(s->tree, tok);
    }
    return false;
}

/* "was arrested in a suburb of [Lima]": the place where it was done. */
static uint32_t done_at(const act_sent *s, uint32_t pred, bool nominal)
{
    const chn_tree *t = s->tree;
    const chn_relset rels = nominal ? R(NMOD) : CHN_RELS_OBLIQUE;
    for (uint32_t k = chn_tree_kid(t, pred, rels); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, rels)) {
        const chn_range c = chn_tree_case(t, k);
        const chn_range y = chn_tree_yield(t, k);
        if (s->dated[k] || c.end == c.first || !act_is_a(s, c.first, W_WHERE))
            continue;
        for (uint32_t i = c.end; i < y.end; i++) {
            const uint32_t m = act_mention(s, i);
            if (m != NONE && mention(s, m)->country.n == 3 && is_land(s, m))
                return m;
        }
    }
    return NONE;
}

/* "Two officers were held", not "a man was held": more than one, or somebody
 * with a part in public life. */
static bool of_public(const act_sent *s, const act_found *f)
{
    for (uint32_t i = 0; i < f->n_target; i++) {
        const chn_mention *x = mention(s, f->target[i]);
        if (x->plural || (x->sector.n > 0 && !chn_str_is(x->sector, "CVL")))
            return true;
    }
    const uint32_t obj = f->nominal ? CHN_NONE : act_object(s, f->head);
    return obj != CHN_NONE && (!chn_tree_has(s->tree, obj, CHN_F_SING) ||
                               chn_str_is(f->rule->mode, "martial-law") ||
                               chn_str_is(f->rule->mode, "curfew"));
}

/* "The U.S. bombing of a village in the east of Peru killed ten": whoever is
 * hit is of the place, if that is not the source's own. */
bool act_infer_victim(const act_sent *s, act_found *f)
{
    if (!chn_str_is(f->rule->category, "ASSAULT") ||
        !(f->rule->flags & R_PLACE) || f->n_source == 0)
        return false;
    /* "the mastermind of attacks was killed by Peru": not Peru's attacks */
    if (f->nominal &&
        !chn_tree_under(s->tree, mention(s, f->source[0])->core, f->head))
        return false;
    const uint32_t up = chn_tree_clause(s->tree, f->head);
    for (uint32_t t = f->head + 1; t < s->end; t++) {
        const uint32_t m = act_mention(s, t);
        if (m == NONE || t != mention(s, m)->core || !is_land(s, m) ||
            mention(s, m)->country.n != 3 ||
            chn_tree_clause(s->tree, t) != up || is_source(s, f, m) ||
            !stands_in(s, t) || in_credit(s, t))
            continue;
        put_target(s, f, m);
        f->cost += COST_REST;
        return f->n_target > 0;
    }
    return false;
}

/* "Two Chileans died when Peruvian troops [opened] fire": who was hit, by the
 * clause above or one that is joined to it. */
bool act_infer_casualties(const act_sent *s, act_found *f)
{
    const chn_tree *t = s->tree;
    if (f->nominal || f->n_target > 0 || f->n_source == 0 ||
        !chn_str_is(f->rule->category, "ASSAULT"))
        return false;
    uint32_t verb = chn_tree_is_rel(t, f->head, R(ADVCL))
                        ? chn_tree_head(t, f->head)
                        : CHN_NONE;
    for (uint32_t k = chn_tree_kid(t, f->head, R(CONJ));
         k != CHN_NONE && verb == CHN_NONE;
         k = chn_tree_kid_next(t, k, R(CONJ)))
        verb = act_is_a(s, k, W_HARMED) ? k : CHN_NONE;
    if (verb == CHN_NONE || !act_is_a(s, verb, W_HARMED))
        return false;
    const uint32_t who = chn_tree_kid(t, verb, R(NSUBJ) | R(NSUBJ_PASS));
    const uint32_t m = who == CHN_NONE ? NONE : act_mention(s, who);
    if (m == NONE || !act_fits(s, f->rule, m, true))
        return false;
    put_target(s, f, m);
    if (f->n_target > 0)
        f->cost += COST_REST;
    return f->n_target > 0;
}

/* The state that the report names far more than any other, or NONE. */
uint32_t act_own_topic(const act_sent *s, const act_topics *topics)
{
    if (topics->n == 0 || topics->times[0] < TOPIC_TIMES ||
        (topics->n > 1 && topics->times[0] < HOME_AHEAD * topics->times[1]) ||
        !is_land(s, topics->mention[0]))
        return NONE;
    return topics->mention[0];
}

/* Those in power where it is done: by the place that the clause names, else of
 * the state that the report is about. */
static bool from_state(const act_sent *s, act_found *f, const chn_acts *before,
                       const act_topics *topics, bool place)
{
    const uint32_t who =
        place ? done_at(s, chn_tree_coord(s->tree, f->head), f->nominal)
              : act_own_topic(s, topics);
    if (who == NONE || mention(s, who)->country.n != 3 ||
        (f->status != CHN_STATUS_OCCURRED && f->status != CHN_STATUS_PLANNED) ||
        (before->n == 0 && f->rule->n_target > 0 && !of_public(s, f)))
        return false;
    /* "was declared in Peru": of those in power there, and told of them all */
    if (f->n_target == 1 && f->target[0] == who && (f->rule->flags & R_HOME))
        f->n_target = 0;
    for (uint32_t i = 0; i < f->n_target; i++)
        if (f->target[i] == who ||
            (mention(s, f->target[i])->sector.n == 0 && is_target(s, f, who)))
            return false;
    act_put(s, f->source, &f->n_source, who);
    f->doer = CHN_DOER_STATE;
    f->cost += place ? COST_SPEAKER : COST_DOER;
    return f->n_source > 0;
}

/* The mention inside another that begins at or behind a token, by its number;
 * or NONE. */
static uint32_t inner_from(const act_sent *s, uint32_t tok)
{
    uint32_t lo = 0;
    uint32_t hi = s->m->n_inner;
    while (lo < hi) {
        const uint32_t mid = (lo + hi) / 2;
        if (s->m->inner[mid].first < tok)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < s->m->n_inner ? s->m->n + lo : NONE;
}

/* "outside the Norwegian embassy in [Lima]": where what has a name is. */
static uint32_t place_of_body(const act_sent *s, uint32_t m)
{
    const chn_mention *x = mention(s, m);
    if (x->kind != CHN_KIND_BODY)
        return NONE;
    for (uint32_t i = inner_from(s, x->first);
         i != NONE && i < s->m->n + s->m->n_inner &&
         mention(s, i)->first < x->end;
         i++)
        if (mention(s, i)->locative && mention(s, i)->country.n == STATE_CODE &&
            mention(s, i)->first > x->first &&
            act_is_a(s, mention(s, i)->first - 1, W_WHERE))
            return i;
    return NONE;
}

/* "after they had met": does a word of time mark the clause? */
static bool in_time(const act_sent *s, uint32_t clause)
{
    const chn_range m = chn_tree_mark(s->tree, clause);
    for (uint32_t i = m.first; i < m.end; i++)
        if (act_is_a(s, i, W_TIME))
            return true;
    return false;
}

/* Is a token told behind a verb, in its clause or in one that goes on with it,
 * and not under "after, before, since"? */
static bool clause_holds(const act_sent *s, uint32_t verb, uint32_t tok)
{
    const chn_tree *t = s->tree;
    for (uint32_t at = tok; at != CHN_NONE && at != verb;
         at = chn_tree_head(t, at))
        if (chn_tree_is_rel(t, at, CHN_RELS_RELATIVE) ||
            (chn_tree_is_rel(t, at, R(ADVCL)) && in_time(s, at)))
            return false;
    return true;
}

/* The place that the sentence names as where things are, or NONE. `clause`: its
 * own places alone, "a day after they had met in [Lima]"; or CHN_NONE. */
static uint32_t place_told(const act_sent *s, uint32_t first, uint32_t end,
                           uint32_t clause)
{
    for (uint32_t t = first; t < end; t++) {
        const uint32_t m = act_mention(s, t);
        if (m == NONE || t != mention(s, m)->core ||
            (clause != CHN_NONE && t > clause && !clause_holds(s, clause, t)))
            continue;
        if (is_land(s, m) && mention(s, m)->country.n == STATE_CODE &&
            stands_in(s, t) && !in_credit(s, t))
            return m;
        const uint32_t in = place_of_body(s, m);
        if (in != NONE)
            return in;
    }
    return NONE;
}

/* "[Another] bomb", "bombs also went off", unless it is "the bomb" once more.
 */
static bool told_as_further(const act_sent *s, const act_found *f)
{
    const chn_tree *t = s->tree;
    for (uint32_t i = 0; i < f->n_node; i++)
        for (uint32_t k =
                 chn_tree_kid(t, f->node[i], R(DET) | R(AMOD) | R(ADVMOD));
             k != CHN_NONE;
             k = chn_tree_kid_next(t, k, R(DET) | R(AMOD) | R(ADVMOD)))
            if (act_in_set(s, k, s->k->further))
                return true;
    return false;
}

static bool is_the_blow(const act_sent *s, const act_found *f)
{
    const chn_tree *t = s->tree;
    for (uint32_t i = 0; i < f->n_node; i++) {
        const uint32_t det = chn_tree_kid(t, f->node[i], R(DET));
        if (act_used_as(s, f->node[i], P_NOUN) && det != CHN_NONE &&
            act_is_a(s, det, W_DEFINITE))
            return true;
    }
    return false;
}

/* Do two sentences each name a day, and no word of one is in the other's? */
static bool on_another_day(const act_sent *s, chn_range one, chn_range other)
{
    const chn_token *tok = s->doc->tok;
    bool any = false;
    for (uint32_t j = other.first; j < other.end; j++)
        any = any || s->dated[j];
    if (!any)
        return false;
    any = false;
    for (uint32_t i = one.first; i < one.end; i++) {
        if (!s->dated[i])
            continue;
        any = true;
        for (uint32_t j = other.first; j < other.end; j++)
            if (s->dated[j] && chn_str_eq(tok[i].fold, tok[j].fold))
                return false;
    }
    return any;
}

/* Is it another blow than one told before: on another day, in another town?
 * "the blast" is the one told. */
static bool another_blow(const act_sent *s, const act_found *f,
                         const chn_act *a)
{
    if (is_the_blow(s, f) || a->sent == s->doc->tok[f->head].sent)
        return false;
    if (told_as_further(s, f))
        return true;
    const chn_sent *then = &s->doc->sent[a->sent];
    if (on_another_day(s, (chn_range){s->first, s->end},
                       (chn_range){then->first, then->end}))
        return true;
    const uint32_t here = place_told(s, s->first, s->end, f->head);
    const uint32_t there = place_told(s, then->first, then->end, CHN_NONE);
    return here != NONE && there != NONE &&
           mention(s, here)->kind == CHN_KIND_PLACE &&
           mention(s, there)->kind == CHN_KIND_PLACE &&
           !chn_str_eq(mention(s, here)->name, mention(s, there)->name);
}

/* "A bomb killed ten people in Lima": somebody there, of whom no more is known.
 * One blow is told once: not where the report has told who struck that state,
 * unless it is another one. */
static bool from_nowhere(const act_sent *s, act_found *f,
                         const chn_acts *before, const act_topics *topics)
{
    uint32_t who = place_told(s, s->first, s->end, f->head);
    /* "struck the port of Odesa" */
    if (who == NONE && f->n_target > 0 && is_land(s, f->target[0]) &&
        mention(s, f->target[0])->country.n == STATE_CODE)
        who = f->target[0];
    if (who == NONE)
        who = act_own_topic(s, topics);
    /* "Another bomb killed two": where the one before went off */
    const chn_act *last = before->n ? &before->at[before->n - 1] : NULL;
    if (who == NONE && last && last->doer == CHN_DOER_UNKNOWN &&
        last->sent + DOER_REACH >= s->doc->tok[f->head].sent)
        who = last->source[0];
    if (who == NONE || f->status != CHN_STATUS_OCCURRED)
        return false;
    const chn_str hit = mention(s, f->n_target ? f->target[0] : who)->country;
    for (uint32_t i = 0, looked = 0; i < before->n; i++) {
        const chn_act *a = &before->at[i];
        if (!chn_str_is(a->category, "ASSAULT") || a->background)
            continue;
        bool same = a->n_target == 0;
        for (uint32_t j = 0; j < a->n_target; j++)
            same = same || chn_str_eq(mention(s, a->target[j])->country, hit);
        if (same && (++looked > BLOWS_MAX || !another_blow(s, f, a)))
            return false;
    }
    act_put(s, f->source, &f->n_source, who);
    f->doer = CHN_DOER_UNKNOWN;
    f->cost += COST_DOER;
    return f->n_source > 0;
}

/* Is it one of a state who is held, asked or freed, and who is not in power
 * there? Who is asked may be. */
static bool is_held(const act_sent *s, const act_found *f, bool asked)
{
    return f->n_target == 1 && !f->nominal &&
           mention(s, f->target[0])->sector.n > 0 &&
           mention(s, f->target[0])->country.n == STATE_CODE &&
           (asked || !act_trait(s, f->target[0], T_POWER)) &&
           !act_trait(s, f->target[0], T_PRIVATE);
}

/* "A Peruvian deputy was arrested", after what Chile did: by those in power
 * where the deputy is one. The state's mention, or NONE: who is held is no such
 * man, or the state is not told. */
static uint32_t state_of_held(const act_sent *s, const act_found *f)
{
    if (!chn_str_is(f->rule->category, "COERCE") || !is_held(s, f, false))
        return NONE;
    const chn_str code = mention(s, f->target[0])->country;
    for (uint32_t i = f->target[0], n = 0; i-- > 0 && n < HELD_REACH; n++)
        if (mention(s, i)->kind == CHN_KIND_COUNTRY &&
            chn_str_eq(mention(s, i)->country, code))
            return i;
    return NONE;
}

/* "Peruvian opposition leader Soto was arrested", "a Peruvian minister is being
 * investigated", and nothing tells by whom: by Peru. */
static bool from_held(const act_sent *s, act_found *f)
{
    const bool asked = chn_str_is(f->rule->category, "ACCUSE");
    if (!(f->rule->flags & R_STATE) || f->status != CHN_STATUS_OCCURRED ||
        !(asked || chn_str_is(f->rule->category, "COERCE") ||
          chn_str_is(f->rule->category, "RETREAT")) ||
        !is_held(s, f, asked))
        return false;
    act_put(s, f->source, &f->n_source, f->target[0]);
    f->doer = CHN_DOER_STATE;
    f->cost += COST_DOER;
    return f->n_source > 0;
}

static bool at_home(const act_sent *s, uint32_t own, uint32_t m)
{
    return own == NONE ||
           chn_str_eq(mention(s, own)->country, mention(s, m)->country);
}

bool act_is_answer(const act_rule *r)
{
    return chn_str_is(r->category, "REJECT") ||
           chn_str_is(r->category, "AGREE") ||
           chn_str_is(r->category, "CONCEDE");
}

/* "Peru offered Chile talks, and was turned down": by whoever was asked. */
static bool from_asked(const act_sent *s, act_found *f, const chn_acts *before)
{
    const uint32_t obj = act_object(s, f->head);
    if (obj == CHN_NONE || act_mention(s, obj) == NONE)
        return false;
    for (uint32_t i = before->n; i-- > 0 && f->n_source == 0;) {
        const chn_act *a = &before->at[i];
        if (a->sent + 1 < s->doc->tok[f->head].sent)
            break;
        if (!(chn_str_is(a->category, "REQUEST") ||
              chn_str_is(a->category, "AGREE")) ||
            a->n_target == 0)
            continue;
        bool asker = false;
        for (uint32_t j = 0; j < a->n_source; j++)
            asker = asker || is_target(s, f, a->source[j]);
        if (!asker)
            continue;
        for (uint32_t j = 0; j < a->n_target; j++)
            if (!is_target(s, f, a->target[j]) &&
                act_fits(s, f->rule, a->target[j], false))
                act_put(s, f->source, &f->n_source, a->target[j]);
        break;
    }
    if (f->n_source == 0)
        return false;
    f->doer = CHN_DOER_BEFORE;
    f->cost += COST_DOER;
    return true;
}

/* "Peru's [offer] of talks with Chile was rejected": by Chile. */
bool act_infer_asked(const act_sent *s, act_found *f, const act_found *deed)
{
    if (!f->doerless || !deed->nominal || !act_is_answer(f->rule) ||
        (deed->rule->flags & R_SYMMETRIC) || /* "a deal was approved" */
        act_object(s, f->head) != deed->head || deed->n_source == 0 ||
        deed->n_target == 0 ||
        !(chn_str_is(deed->rule->category, "REQUEST") ||
          chn_str_is(deed->rule->category, "AGREE")))
        return false;
    for (uint32_t i = 0; i < deed->n_target; i++)
        if (act_fits(s, f->rule, deed->target[i], false))
            act_put(s, f->source, &f->n_source, deed->target[i]);
    if (f->n_source == 0)
        return false;
    f->n_target = 0;
    for (uint32_t i = 0; i < deed->n_source; i++)
        act_put(s, f->target, &f->n_target, deed->source[i]);
    f->doerless = false;
    f->doer = CHN_DOER_BEFORE;
    f->cost += COST_DOER;
    return true;
}

static bool is_coercive(const act_rule *r)
{
    return (r->flags & R_STATE) || chn_str_is(r->category, "COERCE");
}

/* Whoever says it: "said that it would be lifted", "Police say that three more
 * were arrested", "has been turned down, the premier confirmed". */
static bool from_speaker(const act_sent *s, act_found *f)
{
    const uint32_t who = act_speaker(s, f->head);
    if (who == NONE || !act_fits(s, f->rule, who, false) ||
        is_target(s, f, who))
        return false;
    const bool power = act_trait(s, who, T_POWER);
    const bool may = f->rule->flags & R_SPEECH
                         ? power && f->n_target > 0 &&
                               chn_str_is(f->rule->category, "REJECT")
                         : f->status != CHN_STATUS_OCCURRED ||
                               chn_str_is(f->rule->category, "THREATEN") ||
                               (power && is_coercive(f->rule));
    if (!may)
        return false;
    act_put(s, f->source, &f->n_source, who);
    f->doer = CHN_DOER_SPEAKER;
    f->cost += COST_SPEAKER;
    return f->n_source > 0;
}

/* Whoever did the act told before, or underwent it. `own`: of this state. */
static void from_before(const act_sent *s, act_found *f, const chn_act *a,
                        uint32_t own)
{
    const bool state = (f->rule->flags & R_STATE) != 0;
    const bool coerce = is_coercive(f->rule);
    for (uint32_t j = 0; j < a->n_source; j++)
        if (!is_target(s, f, a->source[j]) && at_home(s, own, a->source[j]) &&
            !(coerce && act_trait(s, a->source[j], T_AGAINST)) &&
            /* "the United Nations left. Its experts were expelled" */
            !(state && mention(s, a->source[j])->country.n != STATE_CODE) &&
            /* "was held in Lima": by those in power there */
            (a->doer == CHN_DOER_STATE ||
             act_fits(s, f->rule, a->source[j], false)))
            act_put(s, f->source, &f->n_source, a->source[j]);
    /* "The expulsion of the Peruvian envoy was hailed": not by Peru */
    const bool victim = f->rule->quad <= 2 && a->quad >= 3;
    for (uint32_t j = 0; j < a->n_target && f->n_source == 0 && !victim; j++)
        if (!is_target(s, f, a->target[j]) && at_home(s, own, a->target[j]) &&
            !(coerce && act_trait(s, a->target[j], T_AGAINST)) &&
            act_fits(s, f->rule, a->target[j], false))
            act_put(s, f->source, &f->n_source, a->target[j]);
}

bool act_infer_doer(const act_sent *s, act_found *f, const chn_acts *before,
                    const act_topics *topics)
{
    if (f->rule->flags & R_UNKNOWN)
        return from_nowhere(s, f, before, topics);
    if (act_is_answer(f->rule) && from_asked(s, f, before))
        return true;
    if (from_speaker(s, f))
        return true;
    if (f->rule->flags & R_SPEECH)
        return false;
    const bool state = (f->rule->flags & R_STATE) != 0;
    if (state && from_state(s, f, before, topics, true))
        return true;
    const bool follows = act_follows(s, f);
    if (f->nominal && !follows)
        return false;
    /* "until the ban is lifted", "if they are freed": who would is no guess */
    if (f->status == CHN_STATUS_POSSIBLE &&
        chn_tree_is_rel(s->tree, f->head, R(ADVCL)))
        return false;
    const uint32_t own = state_of_held(s, f);
    for (uint32_t i = before->n; i-- > 0 && f->n_source == 0;) {
        const chn_act *a = &before->at[i];
        if (a->sent + DOER_REACH < s->doc->tok[f->head].sent)
            break;
        if (!follows || chn_str_eq(a->category, f->rule->category))
            from_before(s, f, a, own);
    }
    if (f->n_source == 0 && own != NONE) {
        act_put(s, f->source, &f->n_source, own);
        f->doer = CHN_DOER_STATE;
        f->cost += COST_DOER;
        return true;
    }
    if (f->n_source == 0)
        return state &&
               (from_state(s, f, before, topics, false) || from_held(s, f));
    f->doer = CHN_DOER_BEFORE;
    f->cost += COST_DOER;
    return true;
}
