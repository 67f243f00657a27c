/* SPDX-License-Identifier: Apache-2.0 */
/* To whom, where no slot of the rule names anybody (doer.c: who does it;
 * deed.c: by what was told before). Every claim made so is flagged, and its
 * confidence is lower. */
#include <string.h>

#include "act/inside.h"
#include "base/str.h"

#define R(x) CHN_RELSET(CHN_REL_##x)
/* Doubt in percent; how often such claims are right on the development sets
 * (tools/calibrate fits probabilities to what is left). */
#define COST_BEFORE 35
#define COST_HOME 12
/* eight in ten are right on the development sets, five on other news */
#define COST_TOPIC 20
/* Measured on the development sets (docs/scores.md): */
#define NEAR_BACK 2     /* sentences back in which a state is near */
#define WEIGHT_TIMES 2u /* of being named once anywhere */
#define WEIGHT_NEAR 3u  /* of being named there */
#define WEIGHT_PARTY 4u /* of being a party of the act before */
#define HOME_TIMES                                                             \
    3u /* a report so much about one state is of its own affairs */
#define PAIR_OF_TEN 5u /* of the first: then both of two states are meant */
#define ONE_OF_TEN 9u  /* likewise, of what is done to one */
#define OWN_TIMES 2u   /* what its people say of a state's own affairs */
#define LONG_REPORT 80 /* sentences */

/* Of the source's own, or people of its state: "Abbas", "a Palestinian boy". No
 * topic beside it; its rebels or its army may be. */
static bool of_source(const act_sent *s, const act_found *f, uint32_t m)
{
    const bool folk = act_trait(s, m, T_FOLK);
    for (uint32_t i = 0; i < f->n_source && folk; i++)
        if (chn_str_eq(mention(s, f->source[i])->country,
                       mention(s, m)->country))
            return true;
    return is_source(s, f, m);
}

/*
 * Does the accusation name a victim? "condemned the attack on the Norwegian
 * embassy", "deplored the explosions in Egypt": whoever did it is somebody
 * else, and no guess is made.
 */
static bool names_victim(const act_sent *s, const act_found *f)
{
    if (!chn_str_is(f->rule->category, "ACCUSE"))
        return false;
    const chn_range y = chn_tree_yield(s->tree, f->head);
    for (uint32_t t = f->head + 1; t < y.end; t++) {
        const uint32_t m = act_mention(s, t);
        if (m == NONE || t != mention(s, m)->core ||
            !chn_tree_under(s->tree, t, f->head))
            continue;
        if (mention(s, m)->kind == CHN_KIND_PLACE || mention(s, m)->locative)
            return true;
        const chn_range c = chn_tree_case(s->tree, t);
        if (c.end == c.first + 1 && act_is_a(s, c.first, W_VICTIM))
            return true;
    }
    return false;
}

/* "told Turkey that it had nothing to do with it": who hears it, or NONE. */
static uint32_t hearer(const act_sent *s, const act_found *f)
{
    const uint32_t obj = f->nominal || !(f->rule->flags & R_SPEECH)
                             ? CHN_NONE
                             : act_object(s, f->head);
    return obj != CHN_NONE &&
                   chn_tree_kid(s->tree, f->head, R(CCOMP)) != CHN_NONE
               ? act_mention(s, obj)
               : NONE;
}

/* Has a target been found in what the act governs? Then it costs. */
static bool in_content(act_found *f)
{
    if (!f->n_target)
        return false;
    f->cost += COST_REST;
    f->inferred = CHN_INFERRED_CONTENT;
    return true;
}

/* Whoever else the words name that the act governs: "criticised the expulsion
 * of the Russian envoys". */
static void from_content(const act_sent *s, act_found *f)
{
    for (uint32_t t = f->head + 1; t < s->end && f->n_target == 0; t++) {
        const uint32_t m = act_mention(s, t);
        if (m == NONE || !act_fits(s, f->rule, m, false) ||
            !act_content(s, f, t))
            continue;
        /* "was wrong," he told reporters: they only hear it */
        if (act_trait(s, m, T_PRESS))
            continue;
        if (m == hearer(s, f))
            continue;
        /* "Peru sent home four envoys, and Chile ten": Chile sent ten */
        if (t > s->first && mention(s, m)->end < s->end &&
            act_is_a(s, t - 1, W_CONJ) &&
            chn_tree_upos(s->tree, mention(s, m)->end) == CHN_NUM)
            continue;
        /* "praised soldiers who inflicted defeat on Peru" */
        const uint32_t c = chn_tree_clause(s->tree, t);
        if (c != CHN_NONE && c != f->head &&
            chn_tree_is_rel(s->tree, c, CHN_RELS_RELATIVE))
            continue;
        const chn_mention *x = mention(s, m);
        if (x->n_parts >= 2)
            for (uint32_t p = 0; p < x->n_parts; p++)
                put_target(s, f, x->parts[p]);
        else
            put_target(s, f, m);
        (void)in_content(f);
    }
}

/* "the Peruvian envoy to Chile gave a dinner" */
static void from_source(const act_sent *s, act_found *f)
{
    if (f->nominal || f->n_source != 1 || f->n_target ||
        mention(s, f->source[0])->end > f->head)
        return;
    const chn_mention *x = mention(s, f->source[0]);
    for (uint32_t t = x->first + 1; t < x->end && f->n_target == 0; t++) {
        const uint32_t m = act_state_inside(s, f->source[0], t);
        if (m != f->source[0] && chn_tok_is(s->doc, t - 1, "to"))
            put_target(s, f, m);
    }
    if (in_content(f))
        return;
    for (uint32_t t = x->end; t < f->head; t++) {
        const uint32_t m = act_mention(s, t);
        if (act_used_as(s, t, P_VERB))
            return;
        if (m != NONE && act_fits(s, f->rule, m, false))
            put_target(s, f, m);
        if (in_content(f))
            return;
    }
}

/* "welcomed the news" of al-Qaeda's loss: nobody greets or helps those who
 * fight any state. */
static bool no_friend(const act_sent *s, const act_found *f, uint32_t m)
{
    return f->rule->quad == 1 && mention(s, m)->country.n != STATE_CODE &&
           act_trait(s, m, T_AGAINST);
}

/* No troops are moved against the United Nations. */
static bool no_foe(const act_sent *s, const act_found *f, uint32_t m)
{
    return chn_str_is(f->rule->category, "MOBILIZE") &&
           mention(s, m)->country.n != STATE_CODE;
}

/* "near the [Peruvian] border", "along the border with [Peru]": a frontier of
 * that state, and nothing that leaves it. */
static bool at_edge(const act_sent *s, uint32_t tok)
{
    const chn_tree *t = s->tree;
    const uint32_t up = chn_tree_head(t, tok);
    if (up == CHN_NONE || !act_is_a(s, up, W_EDGE))
        return false;
    const chn_range c = chn_tree_case(t, up);
    return c.end > c.first && !act_is_a(s, c.first, W_WHENCE);
}

/* "mustered troops near the Peruvian border", "put its navy on alert off
 * Peru", "sent a brigade to positions facing Peru": against whom. */
static void from_edge(const act_sent *s, act_found *f)
{
    if (f->nominal || !chn_str_is(f->rule->category, "MOBILIZE"))
        return;
    for (uint32_t t = f->head + 1; t < s->end && f->n_target == 0; t++) {
        const uint32_t m = act_mention(s, t);
        if (m == NONE || t != mention(s, m)->core ||
            mention(s, m)->country.n != STATE_CODE || of_source(s, f, m) ||
            !chn_tree_under(s->tree, t, f->head))
            continue;
        if (at_edge(s, t) || (t > s->first && act_is_a(s, t - 1, W_FACING)))
            act_put(s, f->target, &f->n_target, m);
    }
    if (f->n_target) {
        f->cost += COST_REST;
        f->inferred = CHN_INFERRED_CONTENT;
    }
}

/* The other party of the act told just before: "The White House criticised
 * the expulsion" after an act of North Korea's. */
static void from_before(const act_sent *s, act_found *f, const chn_acts *before)
{
    if (before->n == 0)
        return;
    const chn_act *a = &before->at[before->n - 1];
    if (a->sent + 2 < s->doc->tok[f->head].sent)
        return;
    /* "Guterres also condemned the strike": the same stand against the same
     * party; any other act answers whoever acted */
    const bool alike = chn_str_eq(a->category, f->rule->category);
    const uint32_t *first = alike ? a->target : a->source;
    const uint32_t *second = alike ? a->source : a->target;
    const uint32_t n_first = alike ? a->n_target : a->n_source;
    const uint32_t n_second = alike ? a->n_source : a->n_target;
    for (uint32_t i = 0; i < n_first; i++)
        if (!is_source(s, f, first[i]) && !no_foe(s, f, first[i]))
            act_put(s, f->target, &f->n_target, first[i]);
    for (uint32_t i = 0; i < n_second && f->n_target == 0; i++)
        if (!is_source(s, f, second[i]) && !no_foe(s, f, second[i]))
            act_put(s, f->target, &f->n_target, second[i]);
    if (f->n_target) {
        f->cost += COST_BEFORE;
        f->inferred = CHN_INFERRED_BEFORE;
    }
}

/* How often the state of a mention is named in the sentences near the act. */
static uint32_t near_times(const act_sent *s, uint32_t sent, uint32_t like)
{
    const uint32_t from = sent > NEAR_BACK ? sent - NEAR_BACK : 0;
    uint32_t n = 0;
    for (uint32_t t = s->doc->sent[from].first; t < s->end; t++) {
        const uint32_t m = act_mention(s, t);
        if (m == NONE || mention(s, m)->core != t)
            continue;
        n += chn_str_eq(mention(s, m)->country, mention(s, like)->country);
    }
    return n;
}

static bool party(const act_sent *s, const chn_acts *before, uint32_t like)
{
    if (!before || before->n == 0)
        return false;
    const chn_act *a = &before->at[before->n - 1];
    for (uint32_t i = 0; i < a->n_source; i++)
        if (chn_str_eq(mention(s, a->source[i])->country,
                       mention(s, like)->country))
            return true;
    for (uint32_t i = 0; i < a->n_target; i++)
        if (chn_str_eq(mention(s, a->target[i])->country,
                       mention(s, like)->country))
            return true;
    return false;
}

/* "The president condemned the blast", "Moscow denied it": who rules a state
 * does not mean it. */
static bool governs(const act_sent *s, const act_found *f)
{
    if (f->n_source != 1)
        return false;
    const chn_mention *x = mention(s, f->source[0]);
    if (chn_str_is(f->rule->category, "ACCUSE"))
        return x->sector.n == 0 || act_trait(s, f->source[0], T_RULES);
    return x->kind == CHN_KIND_COUNTRY && chn_str_is(f->rule->mode, "yield");
}

bool act_one_state(const act_sent *s, const uint32_t *side, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (mention(s, side[i])->country.n != STATE_CODE ||
            !chn_str_eq(mention(s, side[i])->country,
                        mention(s, side[0])->country))
            return false;
    return n > 0;
}

/* A quarrel inside one state: the other side is of the source's own. */
static bool at_home(act_found *f)
{
    f->inferred = CHN_INFERRED_HOME;
    f->cost += COST_HOME;
    return true;
}

/* Whom the report is about is told of only by those who deal with states: a
 * court that acquits, police that detain, citizens that give mean nobody
 * abroad. And a transcript of many pages is about no one matter. */
static bool may_mean_topic(const act_sent *s, const act_found *f)
{
    bool any = false;
    for (uint32_t i = 0; i < f->n_source; i++)
        any = any || mention(s, f->source[i])->sector.n == 0 ||
              mention(s, f->source[i])->country.n != STATE_CODE ||
              act_trait(s, f->source[i], T_ABROAD);
    return (any || f->n_source == 0) && s->doc->n_sent <= LONG_REPORT;
}

/* "The rebels warned", "police charged", "the union demanded": rebels and the
 * opposition stand against their own state where the report tells at least as
 * much of it, and who does not deal with states means nobody abroad. */
static bool of_home(const act_sent *s, const act_found *f, uint32_t own,
                    uint32_t high)
{
    bool against = f->n_source > 0;
    for (uint32_t i = 0; i < f->n_source; i++)
        against = against && act_trait(s, f->source[i], T_AGAINST);
    /* "a no-confidence motion that the Greens brought" */
    for (uint32_t i = 0; i < f->rule->n_contexts && f->n_source > 0; i++)
        if (chn_str_is(f->rule->contexts[i], "legislative") &&
            chn_str_is(f->rule->category, "ACCUSE") &&
            (f->rule->flags & R_HOME) && act_trait(s, f->source[0], T_HOME))
            return true;
    return (against && own * 2 >= high * 3) ||
           (f->rule->quad != 1 && f->n_source > 0 &&
            s->doc->n_sent <= LONG_REPORT && !may_mean_topic(s, f));
}

/* "The premier promised a new constitution": what somebody of a state, and not
 * the state by its name, promises, praises or grants in a report of its own
 * affairs is meant for its own. */
static bool for_home(const act_sent *s, const act_found *f, uint32_t own,
                     uint32_t high)
{
    bool people = f->n_source > 0;
    bool parties = f->n_source > 0;
    for (uint32_t i = 0; i < f->n_source; i++) {
        people = people && mention(s, f->source[i])->sector.n > 0;
        parties = parties && act_trait(s, f->source[i], T_HOME);
    }
    return own > OWN_TIMES * high &&
           (parties || (people && f->rule->quad == 1 &&
                        !chn_str_is(f->rule->category, "CONSULT")));
}

/* "The Kremlin threatened to answer in kind", in a report of who expelled its
 * diplomats: who rules a state threatens nobody at home. */
static bool abroad_only(const act_sent *s, const act_found *f)
{
    if (!chn_str_is(f->rule->category, "THREATEN"))
        return false;
    for (uint32_t i = 0; i < f->n_source; i++)
        if (mention(s, f->source[i])->kind != CHN_KIND_COUNTRY &&
            !act_trait(s, f->source[i], T_RULES))
            return false;
    return f->n_source > 0;
}

/* "The premier promised help", "imposed a ban": to one state, unless two are
 * named as often; while both of two are welcomed, received, asked. */
static uint32_t pair_of_ten(const act_found *f)
{
    static const char *const one[] = {"AGREE", "AID", "THREATEN", "SANCTION"};
    for (size_t i = 0; i < sizeof one / sizeof one[0]; i++)
        if (chn_str_is(f->rule->category, one[i]))
            return ONE_OF_TEN;
    return PAIR_OF_TEN;
}

/* Whom the report is about, those named near the act and those of the act
 * before first. */
static bool from_topics(const act_sent *s, act_found *f, const chn_acts *before,
                        const act_topics *topics)
{
    const bool forces = chn_str_is(f->rule->category, "MOBILIZE");
    const uint32_t sent = s->doc->tok[f->head].sent;
    uint32_t best = NONE;
    uint32_t second = NONE;
    uint32_t own = 0;
    uint32_t high = 0;
    uint32_t next = 0;
    uint32_t times = 0;
    for (uint32_t i = 0; i < topics->n; i++) {
        const uint32_t m = topics->mention[i];
        const uint32_t hears = hearer(s, f);
        const bool source = of_source(s, f, m);
        if (no_foe(s, f, m) || no_friend(s, f, m))
            continue;
        if (hears != NONE &&
            chn_str_eq(mention(s, hears)->country, mention(s, m)->country))
            continue;
        const uint32_t x = WEIGHT_TIMES * topics->times[i] +
                           WEIGHT_NEAR * near_times(s, sent, m) +
                           (party(s, before, m) ? WEIGHT_PARTY : 0);
        if (source) {
            own = own > x ? own : x;
        } else if (x > high) {
            next = high;
            second = best;
            high = x;
            best = m;
            times = topics->times[i];
        } else if (x > next) {
            next = x;
            second = m;
        }
    }
    if (before && own > high * HOME_TIMES && f->rule->quad != 1 && !forces &&
        !(abroad_only(s, f) && times >= TOPIC_TIMES))
        return !governs(s, f) && at_home(f);
    if (before && (of_home(s, f, own, high) || for_home(s, f, own, high)))
        return at_home(f);
    /* help in a report of home affairs stays there */
    if (!before && own > high * HOME_TIMES)
        return false;
    if (best == NONE || times < TOPIC_TIMES || !may_mean_topic(s, f))
        return false;
    put_target(s, f, best);
    if (before && second != NONE && next * 10 >= high * pair_of_ten(f))
        put_target(s, f, second);
    if (f->n_target == 0)
        return false;
    f->cost += COST_TOPIC;
    f->inferred = CHN_INFERRED_TOPIC;
    return true;
}

/* "will send a battery to its base near Lima": to nobody else. */
static bool to_own(const act_sent *s, const act_found *f)
{
    uint32_t near[RELATED_MAX];
    const uint32_t n = act_under(s, &s->k->w_to, 1, f->head, near);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t own = chn_tree_kid(s->tree, near[i], R(NMOD_POSS));
        const uint32_t m = own == CHN_NONE ? NONE : act_mention(s, own);
        if (m != NONE && is_source(s, f, m))
            return true;
    }
    return false;
}

static bool names_others(const act_sent *s, const act_found *f);

bool act_infer_topic(const act_sent *s, act_found *f, const act_topics *topics)
{
    if (to_own(s, f) || names_others(s, f))
        return false;
    return from_topics(s, f, NULL, topics);
}

/* Ties are cut with, help is sent to and troops are moved against whom the
 * report is about, even where the rule wants a target; of other categories
 * that is wrong more often than right (measured on the development sets; of
 * threats on other news: "the authorities warned of a second wave"). */
bool act_is_topical(const act_rule *r)
{
    static const char *const list[] = {"AID", "SANCTION", "MOBILIZE"};
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        if (chn_str_is(r->category, list[i]))
            return true;
    return false;
}

#define FOE_TIMES 3u /* that a foe is named, and twice a third state's */

/* The other state of a report about two, of which the source is one; or NONE.
 */
static uint32_t other_of_two(const act_sent *s, const act_found *f,
                             const act_topics *topics)
{
    uint32_t own = 0;
    uint32_t high = 0;
    uint32_t next = 0;
    uint32_t best = NONE;
    for (uint32_t i = 0; i < topics->n; i++) {
        const uint32_t m = topics->mention[i];
        const uint32_t n = topics->times[i];
        if (chn_str_eq(mention(s, m)->country,
                       mention(s, f->source[0])->country)) {
            own = n;
        } else if (n > high) {
            next = high;
            high = n;
            best = m;
        } else if (n > next) {
            next = n;
        }
    }
    /* "Peru says Chile launched an offensive": against Peru */
    const uint32_t who = act_speaker(s, f->head);
    const bool says =
        who != NONE && best != NONE &&
        chn_str_eq(mention(s, who)->country, mention(s, best)->country);
    return own < TOPIC_TIMES || high < FOE_TIMES ||
                   (high < 2 * next && !says) || own > FOE_TIMES * high
               ? NONE
               : best;
}

static bool aim_at(const act_sent *s, act_found *f, uint32_t who)
{
    if (who == NONE)
        return false;
    put_target(s, f, who);
    f->cost += COST_TOPIC;
    f->inferred = CHN_INFERRED_TOPIC;
    return f->n_target > 0;
}

#define FOE_BACK 40u /* acts before */
/* Whom the source's own state fights in this report, by the last act that one
 * side did to the other; or NONE. */
static uint32_t last_foe(const act_sent *s, const act_found *f,
                         const chn_acts *before)
{
    const uint32_t own = f->source[0];
    for (uint32_t i = before->n, n = 0; i-- > 0 && n < FOE_BACK; n++) {
        const chn_act *b = &before->at[i];
        const bool ours = act_of_state(s, b->source, b->n_source, own);
        const bool hits = act_of_state(s, b->target, b->n_target, own);
        if (!chn_str_is(b->category, "ASSAULT") || ours == hits)
            continue;
        const uint32_t parties = ours ? b->n_target : b->n_source;
        const uint32_t who =
            parties == 1 ? (ours ? b->target[0] : b->source[0]) : NONE;
        if (who != NONE && mention(s, who)->country.n == STATE_CODE)
            return who;
    }
    return NONE;
}

/* "Sudanese warplanes bombed the oilfield": a thing that is of no state by
 * name is hit; in a report about two states it is the other's, else of whom
 * they fight in it. */
bool act_infer_foe(const act_sent *s, act_found *f, const act_topics *topics,
                   const chn_acts *before)
{
    /* who fights his own state hits at home */
    if (f->nominal || f->n_source == 0 ||
        !chn_str_is(f->rule->category, "ASSAULT") ||
        act_trait(s, f->source[0], T_AGAINST | T_PRIVATE))
        return false;
    const uint32_t obj = act_object(s, f->head);
    if (obj == CHN_NONE || obj < f->head || act_mention(s, obj) != NONE ||
        s->dated[obj] || !act_used_as(s, obj, P_NOUN))
        return false;
    uint32_t other = other_of_two(s, f, topics);
    if (other == NONE && !act_is_a(s, obj, W_SHARE)) /* "took part in" */
        other = last_foe(s, f, before);
    return aim_at(s, f, other);
}

/* "Airbus warned of costs": no state that the report names is meant. */
static bool in_business(const act_sent *s, const act_found *f)
{
    bool all = f->n_source > 0;
    for (uint32_t i = 0; i < f->n_source; i++)
        all = all && act_trait(s, f->source[i], T_FIRM);
    return all;
}

/* Rules of these categories that want a target may take it from a report of two
 * states; of ACCUSE, REQUEST and SUPPORT that is wrong more often than right.
 */
bool act_is_against(const act_rule *r)
{
    return chn_str_is(r->category, "THREATEN") ||
           chn_str_is(r->category, "COERCE");
}

/* "Peru sealed the border post", "Lima warned that its patience was at an end":
 * what a state does to somebody untold, or threatens, in a report about two
 * states, is meant for the other. */
bool act_infer_other(const act_sent *s, act_found *f, const act_topics *topics)
{
    if (!act_is_against(f->rule) || f->nominal || f->n_source == 0 ||
        s->doc->n_sent > LONG_REPORT ||
        !act_one_state(s, f->source, f->n_source) || in_business(s, f))
        return false;
    for (uint32_t i = 0; i < f->n_source; i++)
        if (mention(s, f->source[i])->sector.n > 0 &&
            !act_trait(s, f->source[i], T_ABROAD))
            return false;
    return aim_at(s, f, other_of_two(s, f, topics));
}

/* "appealed to his compatriots", "refused to see its own envoys": the words
 * name people of the source's own state. */
static uint32_t own_named(const act_sent *s, const act_found *f)
{
    uint32_t near[RELATED_MAX];
    uint32_t obj = f->nominal ? CHN_NONE : act_object(s, f->head);
    /* of "apologised to its people" more may be told */
    if (obj == CHN_NONE && !f->nominal && f->rule->quad != 1 &&
        act_under(s, &s->k->w_to, 1, f->head, near) > 0)
        obj = near[0];
    const uint32_t m = act_mention(s, obj);
    /* "called on other states": on none of its own */
    for (uint32_t t = f->head + 1; m != NONE && t < obj; t++)
        if (act_is_a(s, t, W_ALL))
            return NONE;
    const bool own = m != NONE && obj > f->head && is_source(s, f, m) &&
                     (mention(s, m)->kind == CHN_KIND_PEOPLE ||
                      mention(s, m)->kind == CHN_KIND_ARMED);
    return own ? m : NONE;
}

#define TALKS_SENTENCES 3u
#define LEAD_SENTENCES 1u

/* Does the verb go on with what was told: "[the talks] resumed", "[it] was
 * agreed"? */
static bool of_talks(const act_sent *s, const act_found *f)
{
    const chn_tree *t = s->tree;
    if (f->nominal || f->n_target > 0 || f->n_source > 1)
        return false;
    if (chn_str_is(f->rule->category, "AGREE")) {
        const uint32_t it =
            chn_tree_kid(t, f->head, R(EXPL) | R(NSUBJ) | R(NSUBJ_PASS));
        return f->n_source == 0 && it != CHN_NONE &&
               chn_tok_is(s->doc, it, "it") &&
               chn_tree_kid(t, f->head, R(AUX_PASS)) != CHN_NONE &&
               act_doer(s, f->head) == CHN_NONE;
    }
    if (!chn_str_is(f->rule->category, "CONSULT"))
        return false;
    for (uint32_t i = 1; i < f->n_node; i++) {
        const uint32_t det = chn_tree_kid(t, f->node[i], R(DET));
        if (act_in_set(s, f->node[i], s->k->talks) && det != CHN_NONE &&
            act_is_a(s, det, W_DEFINITE) &&
            chn_tree_kid(t, f->node[i], R(NMOD) | R(NMOD_POSS) | R(AMOD)) ==
                CHN_NONE)
            return true;
    }
    return false;
}

/* "Peru and Chile held talks. The negotiations will resume next week": of the
 * two who met. */
bool act_infer_talks(const act_sent *s, act_found *f, const chn_acts *before)
{
    if (!of_talks(s, f))
        return false;
    const bool agreed = chn_str_is(f->rule->category, "AGREE");
    for (uint32_t k = 0; k < before->n; k++) {
        /* the talks that a report is about are told first */
        const uint32_t i = agreed ? k : before->n - 1 - k;
        const chn_act *b = &before->at[i];
        if (agreed ? b->sent > LEAD_SENTENCES
                   : b->sent + TALKS_SENTENCES < s->doc->tok[f->head].sent)
            return false;
        if (!chn_str_is(b->category, "CONSULT") || b->n_source == 0 ||
            b->n_target == 0 || (agreed && b->status != CHN_STATUS_OCCURRED))
            continue;
        const uint32_t said = f->n_source ? f->source[0] : NONE;
        const bool theirs = said == NONE ||
                            act_of_state(s, b->source, b->n_source, said) ||
                            act_of_state(s, b->target, b->n_target, said);
        if (!theirs)
            continue;
        f->n_source = 0;
        for (uint32_t j = 0; j < b->n_source; j++)
            act_put(s, f->source, &f->n_source, b->source[j]);
        for (uint32_t j = 0; j < b->n_target; j++)
            act_put(s, f->target, &f->n_target, b->target[j]);
        f->doerless = false;
        f->cost += COST_REST;
        f->inferred = CHN_INFERRED_BEFORE;
        return true;
    }
    return false;
}

#define ABROAD_SENTENCES 1u
/* The place told last, if it is of another state than the source's. */
static uint32_t place_abroad(const act_sent *s, const act_found *f)
{
    const uint32_t sent = s->doc->tok[f->head].sent;
    const uint32_t back = sent > ABROAD_SENTENCES ? sent - ABROAD_SENTENCES : 0;
    for (uint32_t t = f->head; t-- > s->doc->sent[back].first;) {
        const uint32_t m = act_mention(s, t);
        if (m == NONE || !mention(s, m)->locative ||
            mention(s, m)->country.n != STATE_CODE)
            continue;
        return act_of_state(s, f->source, f->n_source, m) ? NONE : m;
    }
    return NONE;
}

/* "A U.S. air strike in Peru killed ten [militants]": none of the striker's own
 * where the place told last is abroad. */
static bool not_at_home(const act_sent *s, act_found *f, uint32_t place)
{
    if (!chn_str_is(f->rule->category, "ASSAULT") || f->n_source == 0 ||
        act_trait(s, f->source[0], T_AGAINST | T_PRIVATE) || place == NONE)
        return false;
    f->n_target = 0;
    put_target(s, f, place);
    f->cost += COST_REST;
    f->inferred = CHN_INFERRED_CONTENT;
    return true;
}

void act_infer_abroad(const act_sent *s, act_found *f, const act_topics *topics)
{
    if (f->n_source == 0 || f->inferred == CHN_INFERRED_HOME ||
        (f->rule->flags & R_UNKNOWN))
        return;
    const bool army = act_trait(s, f->source[0], T_ABROAD);
    if (f->n_target == 0 && act_one_state(s, f->source, f->n_source) &&
        (mention(s, f->source[0])->sector.n == 0 || army))
        (void)not_at_home(s, f, place_abroad(s, f));
    if (f->n_target != 1)
        return;
    const chn_mention *x = mention(s, f->target[0]);
    if ((x->link != CHN_LINK_COREFERENCE && x->end > x->first + 1) ||
        x->id.n > 0 ||
        !(x->kind == CHN_KIND_ARMED || x->kind == CHN_KIND_PEOPLE) ||
        !act_of_state(s, f->source, f->n_source, f->target[0]))
        return;
    /* "U.S. drones killed four militants", in a report rather about Pakistan */
    if (!not_at_home(s, f, place_abroad(s, f)) && army &&
        x->kind == CHN_KIND_ARMED && topics->n > 0 &&
        !act_of_state(s, f->source, f->n_source, topics->mention[0]))
        (void)not_at_home(s, f, other_of_two(s, f, topics));
}

/* "Rebels ambushed a patrol": who fights his own state hits at home. */
static bool fights_at_home(const act_sent *s, const act_found *f)
{
    const uint32_t obj = f->nominal ? CHN_NONE : act_object(s, f->head);
    bool against = chn_str_is(f->rule->category, "ASSAULT");
    for (uint32_t i = 0; i < f->n_source; i++)
        against = against && act_trait(s, f->source[i], T_AGAINST) &&
                  mention(s, f->source[i])->link != CHN_LINK_COREFERENCE;
    return against && act_one_state(s, f->source, f->n_source) &&
           obj != CHN_NONE && obj > f->head && !s->dated[obj] &&
           act_used_as(s, obj, P_NOUN) &&
           (act_mention(s, obj) == NONE || own_named(s, f) != NONE);
}

bool act_infer_own(const act_sent *s, act_found *f)
{
    if (f->n_source == 0 || f->n_target > 0)
        return false;
    const uint32_t own =
        chn_str_is(f->rule->category, "REQUEST") ? own_named(s, f) : NONE;
    const bool told = own != NONE && !act_trait(s, own, T_PRESS);
    return (told || fights_at_home(s, f)) && at_home(f);
}

/* "Soldiers rampaged through the market, [raping] women": those in power hit
 * at home in a report of their own state. */
bool act_infer_home(const act_sent *s, act_found *f, const act_topics *topics)
{
    const uint32_t obj = f->nominal ? CHN_NONE : act_object(s, f->head);
    const uint32_t own = act_own_topic(s, topics);
    if (own == NONE || !chn_str_is(f->rule->category, "ASSAULT") ||
        !act_one_state(s, f->source, f->n_source) || obj == CHN_NONE ||
        obj < f->head || act_mention(s, obj) != NONE || s->dated[obj] ||
        !act_used_as(s, obj, P_NOUN) || (f->rule->flags & R_UNKNOWN) ||
        act_in_set(s, obj, s->k->raids) || /* "conducted airstrikes" */
        !chn_str_eq(mention(s, own)->country,
                    mention(s, f->source[0])->country))
        return false;
    for (uint32_t i = 0; i < f->n_source; i++)
        if (!act_trait(s, f->source[i], T_POWER))
            return false;
    return not_at_home(s, f, place_abroad(s, f)) || at_home(f);
}

/* "called the bombing cowardly", "denounced the attack": no doer is told. */
bool act_deplores_violence(const act_sent *s, const act_found *f)
{
    const uint32_t obj = f->nominal ? CHN_NONE : act_object(s, f->head);
    return obj != CHN_NONE && obj > f->head &&
           chn_str_is(f->rule->category, "ACCUSE") &&
           act_is_a(s, obj, W_VIOLENCE);
}

/* Of whom of this mention's state has the report told an attack? Rather the
 * state itself than its rebels, and no marchers; NONE: of nobody. */
static uint32_t violent(const act_sent *s, const chn_acts *before, uint32_t m)
{
    uint32_t rebel = NONE;
    for (uint32_t i = before->n; i-- > 0;) {
        const chn_act *b = &before->at[i];
        const bool attack = b->quad == 4 && !chn_str_is(b->category, "PROTEST");
        for (uint32_t j = 0; attack && j < b->n_source; j++) {
            const uint32_t who = b->source[j];
            if (!chn_str_eq(mention(s, who)->country, mention(s, m)->country))
                continue;
            if (!act_trait(s, who, T_AGAINST | T_PRIVATE))
                return m;
            if (!act_trait(s, who, T_PRIVATE) && rebel == NONE)
                rebel = who;
        }
    }
    return rebel;
}

bool act_of_state(const act_sent *s, const uint32_t *side, uint32_t n,
                  uint32_t m)
{
    for (uint32_t i = 0; i < n; i++)
        if (chn_str_eq(mention(s, side[i])->country, mention(s, m)->country))
            return true;
    return false;
}

/* Has the report told that one struck the other? */
static bool has_hit(const act_sent *s, const chn_acts *before, uint32_t one,
                    uint32_t other)
{
    for (uint32_t i = before->n; i-- > 0;) {
        const chn_act *b = &before->at[i];
        if (chn_str_is(b->category, "ASSAULT") &&
            act_of_state(s, b->source, b->n_source, one) &&
            act_of_state(s, b->target, b->n_target, other))
            return true;
    }
    return false;
}

/* Whom the report names most is as likely who was hit: a guess who did a
 * violent deed must be somebody of whom such deeds are told, and where its
 * rebels did it, no state is blamed. `any`: others are left as they are. */
static void only_the_violent(const act_sent *s, act_found *f,
                             const chn_acts *before, bool any)
{
    uint32_t n = 0;
    uint32_t doers = 0;
    uint32_t doer = NONE;
    for (uint32_t i = 0; i < f->n_target; i++) {
        const uint32_t who = violent(s, before, f->target[i]);
        if (who == f->target[i]) {
            doers++;
            doer = who;
        }
        if (who != NONE || any)
            f->target[n++] = who != NONE ? who : f->target[i];
    }
    /* of a pair whose one struck the other that one is blamed */
    if (any && n == 2 && doers == 1 &&
        has_hit(s, before, doer, f->target[f->target[0] == doer])) {
        f->target[0] = doer;
        n = 1;
    }
    f->n_target = n;
    if (n == 0)
        f->inferred = 0;
}

/* Two states on the side of those who act: the second is whom the first acts
 * with. false: they are not two. */
static bool to_each_other(const act_sent *s, act_found *f)
{
    if (f->n_source != 2 ||
        act_same_party(s, f->rule, f->source[0], f->source[1]))
        return false;
    act_put(s, f->target, &f->n_target, f->source[1]);
    f->n_source = 1;
    f->mutual = true;
    return true;
}

bool act_infer_each_other(const act_sent *s, act_found *f)
{
    const uint32_t obj = f->nominal ? CHN_NONE : act_object(s, f->head);
    const uint32_t whose =
        obj == CHN_NONE ? CHN_NONE : chn_tree_kid(s->tree, obj, R(NMOD_POSS));
    return whose != CHN_NONE && act_is_a(s, obj, W_BETWEEN) &&
           chn_tok_is(s->doc, whose, "their") && to_each_other(s, f);
}

/* "The leaders reaffirmed their commitment": what both of two states say of
 * their affairs is said to each other, and of no third. */
static bool of_both(const act_sent *s, act_found *f)
{
    const uint32_t doer = f->nominal ? CHN_NONE : act_doer(s, f->head);
    const uint32_t m = doer == CHN_NONE ? NONE : act_mention(s, doer);
    return f->rule->quad == 1 && m != NONE && mention(s, m)->n_parts == 2 &&
           to_each_other(s, f);
}

/* "Peru shrugged off a [request] by Chile": it was made to Peru, unless Peru
 * backs it. */
static void from_answer(const act_sent *s, act_found *f)
{
    const uint32_t verb = act_governor(s, f->head);
    if (!f->nominal || verb == CHN_NONE || f->n_source == 0 ||
        !(chn_str_is(f->rule->category, "REQUEST") ||
          chn_str_is(f->rule->category, "ACCUSE")) ||
        act_object(s, verb) != f->head)
        return;
    for (uint32_t i = 0; i < s->n_found; i++)
        if (s->found[i].head == verb &&
            chn_str_is(s->found[i].rule->category, "SUPPORT"))
            return;
    const uint32_t doer = act_doer(s, verb);
    const uint32_t m = doer == CHN_NONE ? NONE : act_mention(s, doer);
    if (m == NONE || !act_fits(s, f->rule, m, false))
        return;
    put_target(s, f, m);
    (void)in_content(f);
}

/* "Peru may lift sanctions if Chile [gives] up its missiles": what one does
 * for the other's deed is done for that other. */
static void from_bargain(const act_sent *s, act_found *f)
{
    const chn_tree *t = s->tree;
    if (f->nominal || f->n_source == 0 ||
        !chn_tree_is_rel(t, f->head, R(ADVCL)) ||
        !(chn_tree_reads(t, chn_tree_mark(t, f->head), "if") ||
          chn_tree_reads(t, chn_tree_mark(t, f->head), "unless")))
        return;
    const uint32_t verb = chn_tree_head(t, f->head);
    for (uint32_t i = 0; i < s->n_found && f->n_target == 0; i++) {
        const act_found *x = &s->found[i];
        for (uint32_t j = 0; x->head == verb && j < x->n_source; j++)
            if (act_fits(s, f->rule, x->source[j], false))
                put_target(s, f, x->source[j]);
    }
    if (f->n_target > 0) {
        f->cost += COST_REST;
        f->inferred = CHN_INFERRED_CONTENT;
    }
}

/* "severed ties with Peru, accusing it of dealings with Chile": a pronoun of
 * whom no more is known stands where somebody is accused or urged. */
static bool of_pronoun(const act_sent *s, const act_found *f)
{
    const uint32_t obj =
        f->nominal || f->rule->quad != 3 ? CHN_NONE : act_object(s, f->head);
    return obj != CHN_NONE && obj > f->head && act_is_a(s, obj, W_THEM);
}

/* "The leaders agreed to stay in touch", "asked for help", "is ready to
 * strike": somebody else is there, if the report has just told of him. */
static bool takes_two(const act_found *f)
{
    return (f->rule->flags & R_SYMMETRIC) ||
           chn_str_is(f->rule->category, "REQUEST") ||
           chn_str_is(f->rule->category, "MOBILIZE");
}

/* "A court denied a request of prosecutors", "called a meeting of his
 * advisers", of its own side: nobody else is meant. */
static bool asked_by_own(const act_sent *s, const act_found *f)
{
    const chn_tree *t = s->tree;
    const uint32_t obj = f->nominal ? CHN_NONE : act_object(s, f->head);
    if (obj == CHN_NONE || !(chn_str_is(f->rule->category, "REJECT") ||
                             chn_str_is(f->rule->mode, "meet")))
        return false;
    for (uint32_t k = chn_tree_kid(t, obj, R(NMOD)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(NMOD))) {
        const uint32_t m = act_mention(s, k);
        if (m != NONE && mention(s, m)->plural && is_source(s, f, m) &&
            (chn_tree_reads(t, chn_tree_case(t, k), "of") ||
             chn_tree_reads(t, chn_tree_case(t, k), "by") ||
             chn_tree_reads(t, chn_tree_case(t, k), "from")))
            return true;
    }
    return false;
}

#define ALL_REACH 8u
/* "recommends that every country join", "is helping him": all of them, and a
 * man who is nobody told of, are not whom the report is about. */
static bool names_others(const act_sent *s, const act_found *f)
{
    const uint32_t obj = f->nominal ? CHN_NONE : act_object(s, f->head);
    const uint32_t m =
        obj != CHN_NONE && obj > f->head ? act_mention(s, obj) : NONE;
    if (obj != CHN_NONE && obj > f->head && m == NONE &&
        (chn_tok_is(s->doc, obj, "him") || chn_tok_is(s->doc, obj, "her")))
        return true;
    /* "may punish European banks" */
    if (m != NONE && mention(s, m)->country.n == 0)
        return true;
    if (!chn_str_is(f->rule->category, "REQUEST"))
        return false;
    for (uint32_t t = f->head + 1; t + 1 < s->end && t < f->head + ALL_REACH;
         t++)
        if (act_is_a(s, t, W_ALL) && act_is_a(s, t + 1, W_STATES))
            return true;
    return false;
}

/* "urged all parties to settle what divides India and Japan": those whom the
 * report is about, rather than whom the words name. */
static bool to_all_sides(const act_sent *s, const act_found *f)
{
    for (uint32_t t = f->head + 1; t + 1 < s->end && t < f->head + ALL_REACH;
         t++)
        if (act_is_a(s, t, W_ALL) && (chn_tok_is(s->doc, t + 1, "parties") ||
                                      chn_tok_is(s->doc, t + 1, "sides")))
            return true;
    return false;
}

/* Whom the adjectives of a word say that it is against. */
static void against_of(const act_sent *s, act_found *f, uint32_t tok)
{
    if (tok == CHN_NONE)
        return;
    for (uint32_t k = chn_tree_kid(s->tree, tok, R(AMOD) | R(COMPOUND));
         k != CHN_NONE;
         k = chn_tree_kid_next(s->tree, k, R(AMOD) | R(COMPOUND))) {
        const uint32_t m = act_mention(s, k);
        if (m != NONE && mention(s, m)->against)
            act_put(s, f->target, &f->n_target, m);
    }
}

/* "[anti-American] protesters marched", "extended the [anti-Russian]
 * sanctions": what is done is against them. ("condemned an anti-American
 * rally" is not.) */
bool act_infer_against(const act_sent *s, act_found *f)
{
    static const char *const list[] = {"PROTEST", "SANCTION", "ASSAULT",
                                       "RETREAT"};
    bool may = false;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        may = may || chn_str_is(f->rule->category, list[i]);
    if (!may || f->n_target > 0)
        return false;
    against_of(s, f, f->head);
    for (uint32_t i = 0; i < f->n_node && f->n_target == 0; i++)
        against_of(s, f, f->node[i]);
    if (f->n_target == 0 && !f->nominal) {
        against_of(s, f, act_object(s, f->head));
        against_of(s, f, act_doer(s, f->head));
    }
    return f->n_target > 0;
}

void act_infer(const act_sent *s, act_found *f, const chn_acts *before,
               const act_topics *topics)
{
    const act_rule *r = f->rule;
    (void)act_infer_against(s, f);
    act_infer_casualties(s, f);
    if (f->n_target == 0 && !f->nominal)
        act_infer_victim(s, f);
    if (f->n_target == 0)
        from_edge(s, f);
    if (f->n_target == 0)
        (void)act_infer_each_other(s, f);
    /* who was arrested or hit must be told: a guess there would name a victim
     */
    if (f->n_target > 0 || r->n_target == 0 ||
        (r->quad == 4 && !act_is_topical(r)) || names_victim(s, f))
        return;
    /* "Police stepped up security": against nobody that the report names */
    if (chn_str_is(r->category, "MOBILIZE") && chn_str_is(r->mode, "police"))
        return;
    if (own_named(s, f) != NONE && !chn_str_is(r->category, "MOBILIZE")) {
        if (r->quad != 1)
            at_home(f);
        return;
    }
    if (asked_by_own(s, f) || names_others(s, f))
        return;
    if (of_pronoun(s, f) && may_mean_topic(s, f))
        from_before(s, f, before);
    if (f->n_target == 0)
        act_from_accuser(s, f, before);
    if (f->n_target == 0)
        act_from_remark(s, f);
    if (f->n_target == 0)
        act_from_reply(s, f, before);
    if (f->n_target == 0)
        act_from_deed(s, f, before);
    if (f->n_target == 0 && !to_all_sides(s, f))
        from_content(s, f);
    if (f->n_target == 0)
        from_answer(s, f);
    if (f->n_target == 0)
        from_bargain(s, f);
    if (f->n_target == 0)
        from_source(s, f);
    if (f->n_target == 0 && !in_business(s, f) && !of_both(s, f)) {
        from_topics(s, f, before, topics);
        if (f->n_target == 0 && may_mean_topic(s, f) &&
            (f->inferred != CHN_INFERRED_HOME || takes_two(f)))
            from_before(s, f, before);
    }
    if (f->n_target > 0 && act_deplores_violence(s, f))
        only_the_violent(s, f, before, false);
    else if (f->inferred == CHN_INFERRED_TOPIC &&
             chn_str_is(r->category, "ACCUSE"))
        only_the_violent(s, f, before, true);
}

static int stands_for(const chn_mention *x)
{
    if (x->kind == CHN_KIND_COUNTRY && !x->plural)
        return 2;
    return x->id.n > 0 &&
           (x->kind == CHN_KIND_BODY || x->kind == CHN_KIND_ARMED);
}

/* A state of which rebels alone have a name, "Shining Path", is not they, if
 * others of it are told of more often. */
static void no_rebels_for_all(const act_sent *s, act_topics *out,
                              const uint32_t *rebels, const uint32_t *others)
{
    for (uint32_t t = 0; t < out->n; t++)
        if (act_trait(s, out->mention[t], T_AGAINST) && others[t] != NONE &&
            2 * rebels[t] < out->times[t])
            out->mention[t] = others[t];
}

void act_count_topics(const act_sent *s, act_topics *out)
{
    const chn_mentions *m = s->m;
    uint32_t rebels[TOPICS_MAX] = {0};
    uint32_t others[TOPICS_MAX];
    memset(out, 0, sizeof *out);
    for (uint32_t t = 0; t < TOPICS_MAX; t++)
        others[t] = NONE;
    for (uint32_t i = 0; i < m->n; i++) {
        const chn_mention *x = &m->at[i];
        /* what is told of a firm is no affair of its state */
        if (x->country.n == 0 || x->kind == CHN_KIND_MEDIA ||
            act_trait(s, i, T_FIRM))
            continue;
        uint32_t t = 0;
        while (t < out->n &&
               !chn_str_eq(m->at[out->mention[t]].country, x->country))
            t++;
        if (t == TOPICS_MAX)
            continue;
        if (t == out->n) {
            out->mention[t] = i;
            out->times[out->n++] = 0;
        }
        out->times[t]++;
        if (act_trait(s, i, T_AGAINST))
            rebels[t]++;
        else if (others[t] == NONE && act_trait(s, i, T_POWER))
            others[t] = i;
        /* the state itself stands for it, else a body of its own, not a
         * spokesman or a member who is named first */
        if (stands_for(x) > stands_for(&m->at[out->mention[t]]))
            out->mention[t] = i;
        /* most often first; the earlier one where they are even */
        while (t > 0 && out->times[t - 1] < out->times[t]) {
            const uint32_t who = out->mention[t];
            const uint32_t times = out->times[t];
            const uint32_t reb = rebels[t];
            const uint32_t other = others[t];
            out->mention[t] = out->mention[t - 1];
            out->times[t] = out->times[t - 1];
            rebels[t] = rebels[t - 1];
            others[t] = others[t - 1];
            out->mention[t - 1] = who;
            out->times[t - 1] = times;
            rebels[t - 1] = reb;
            others[t - 1] = other;
            t--;
        }
    }
    no_rebels_for_all(s, out, rebels, others);
}
