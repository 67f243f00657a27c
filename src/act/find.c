/* SPDX-License-Identifier: Apache-2.0 */
/* Finding acts: each sentence with a word that some rule begins with is
 * parsed, its words are tried from the lowest up, and what an act governs is
 * its content. */
#include <string.h>

#include "act/inside.h"
#include "base/err.h"
#include "base/str.h"

#define R(x) CHN_RELSET(CHN_REL_##x)
#define CANDIDATES_MAX 48
#define CONFIDENCE_FULL 95
#define CONFIDENCE_LEAST 10
#define COST_ASIDE 5 /* told by a noun */
#define COST_WHO 9   /* a source that a pronoun or role names */
#define COST_WHOM 5  /* a target likewise */
#define COST_ECHO 10
#define TRIGGER_MAX 8 /* tokens; longer ones show their head alone */

typedef struct finder {
    act_sent s;
    chn_acts *out;
    uint32_t cap, cap_seen;
    act_topics topics;
    uint32_t *order;  /* [tokens of the longest sentence] */
    act_world *world; /* [sentences]; NULL until an act is found */
    chn_err *err;
} finder;

/* ---- candidates ---- */

/* All rules whose pattern holds with its head at `tok`: those that ask most
 * first, then in the tables' order. */
static uint32_t matches(const finder *f, uint32_t tok,
                        act_found out[CANDIDATES_MAX])
{
    uint32_t n = 0;
    for (const act_form *x = act_forms(f->s.k, f->s.doc, tok); x; x = x->next) {
        const act_lemma *l = &f->s.k->lemmas[x->lemma];
        if (l->n_rules == 0 || !act_used_as(&f->s, tok, (act_pos)l->pos))
            continue;
        /* "talks in March" */
        if (l->pos == P_NOUN && f->s.dated[tok])
            continue;
        /* "the Talks Commission": a word of a name is no act */
        if (l->pos == P_NOUN && act_mention(&f->s, tok) != NONE &&
            chn_tree_upos(f->s.tree, tok) == CHN_PROPN)
            continue;
        /* "a promising start", "demanding tasks" */
        const bool adjective = l->pos == P_VERB &&
                               chn_tree_is_rel(f->s.tree, tok, R(AMOD)) &&
                               (x->bits & CHN_FORM_ING);
        for (uint32_t i = 0; i < l->n_rules && n < CANDIDATES_MAX; i++) {
            const act_rule *r = &f->s.k->rules[l->rules[i]];
            if (adjective && (r->flags & R_SPEECH))
                continue;
            act_found m;
            if (!act_may_hold(&f->s, l, i) || !act_match(&f->s, r, tok, &m))
                continue;
            uint32_t at = n++;
            while (at > 0 && (out[at - 1].rule->weight < r->weight ||
                              (out[at - 1].rule->weight == r->weight &&
                               out[at - 1].rule > r))) {
                out[at] = out[at - 1];
                at--;
            }
            out[at] = m;
        }
    }
    return n;
}

static chn_code see(finder *f, const act_found *x, const char *reason)
{
    void *at = f->out->seen;
    if (!chn_arena_grow(f->s.doc->arena, &at, &f->cap_seen, f->out->n_seen + 1,
                        sizeof(chn_act_seen)))
        return chn_fail_memory(f->err);
    f->out->seen = at;
    chn_act_seen *s = &f->out->seen[f->out->n_seen++];
    s->rule = (uint32_t)(x->rule - f->s.k->rules);
    s->rule_id = x->rule->id;
    s->sent = f->s.doc->tok[x->head].sent;
    s->first = x->head;
    s->end = x->head + 1;
    s->reason = reason;
    return CHN_OK;
}

static chn_code keep(finder *f, const act_found *x)
{
    void *at = f->s.found;
    if (!chn_arena_grow(f->s.doc->arena, &at, &f->s.cap_found, f->s.n_found + 1,
                        sizeof(act_found)))
        return chn_fail_memory(f->err);
    f->s.found = at;
    f->s.found[f->s.n_found++] = *x;
    return CHN_OK;
}

/* A bare form that is past and participle, without an object, may tell of
 * victims and not of who did it: "was killed and seven others injured". */
static bool of_victims(const finder *f, const act_found *x)
{
    const chn_tree *t = f->s.tree;
    if (x->nominal || x->n_target > 0 || x->rule->quad != 4 ||
        !(chn_str_is(x->rule->category, "ASSAULT") ||
          chn_str_is(x->rule->category, "COERCE")) ||
        chn_tree_object(t, x->head).tok != CHN_NONE)
        return false;
    return chn_tree_subject(t, x->head).how == CHN_ARG_CONJ &&
           chn_tree_has(t, x->head, CHN_F_PAST | CHN_F_PART);
}

/* "Anyone who insults the king may be jailed", "whoever does it is jailed":
 * what a law says of everybody, and not what somebody did. */
static bool of_anyone(const finder *f, const act_found *x)
{
    if (x->nominal)
        return false;
    const uint32_t who = act_object(&f->s, x->head);
    chn_verb_group g;
    chn_tree_verb_group(f->s.tree, x->head, &g);
    if (who == CHN_NONE || who > x->head || !g.passive ||
        g.tense == CHN_TENSE_PAST)
        return false;
    for (uint32_t t = who; t + 5 > who && t > f->s.first; t--)
        if (act_is_a(&f->s, t, W_ANYONE))
            return true;
    return false;
}

/* May the rule hold in this voice and polarity? */
/* "Chile is recovering from an earthquake that hit the coast, [killing] ten":
 * read as of Chile. */
static bool of_nature(const finder *f, const act_found *x)
{
    const act_sent *s = &f->s;
    uint32_t verb = x->head;
    if (x->nominal || !chn_str_is(x->rule->category, "ASSAULT"))
        return false;
    /* "killing ten and [wounding] five" */
    while (chn_tree_is_rel(s->tree, verb, R(CONJ)) &&
           chn_tree_head(s->tree, verb) < verb)
        verb = chn_tree_head(s->tree, verb);
    if (!chn_tree_is_rel(s->tree, verb, R(ADVCL)) ||
        chn_tree_kid(s->tree, verb, CHN_RELS_SUBJECT) != CHN_NONE)
        return false;
    for (uint32_t t = s->first; t < x->head; t++)
        if (act_in_set(s, t, s->k->disasters))
            return true;
    return false;
}

static bool in_voice(const finder *f, const act_found *x)
{
    const uint32_t flags = x->rule->flags;
    if (!(flags & (R_PASSIVE | R_ACTIVE | R_NEGATED)))
        return true;
    chn_verb_group g;
    chn_tree_verb_group(f->s.tree, x->head, &g);
    g.passive = g.passive && !act_active(&f->s, x->head);
    return !(
        ((flags & R_PASSIVE) && !g.passive) ||
        ((flags & R_ACTIVE) && g.passive) ||
        ((flags & R_NEGATED) && !g.negated && !act_nobody(&f->s, x->head)));
}

/* The act below gets the status that the word above gives it. */
static void restate(finder *f, const act_found *x)
{
    act_found *a = &f->s.found[x->inner];
    const uint32_t flags = x->rule->flags;
    if (flags & R_DENIED)
        a->status = CHN_STATUS_DENIED;
    else if (flags & R_PLANNED)
        a->status = CHN_STATUS_PLANNED;
    else if (flags & R_POSSIBLE)
        a->status = CHN_STATUS_POSSIBLE;
    else if (flags & R_OCCURRED)
        a->status = CHN_STATUS_OCCURRED;
}

static const char other_voice[] = "another voice or polarity";

/* How much may be made up: nothing, who did it, who was hit where. */
typedef enum guess { GUESS_NOT, GUESS_DOER, GUESS_VICTIM } guess;

static bool holds(finder *f, act_found *x, guess may, const char **why)
{
    if (!in_voice(f, x)) {
        *why = other_voice;
        return false;
    }
    if (x->rule->flags & R_DROP)
        return true;
    if (x->rule->flags & R_SAME)
        return x->inner != NONE;
    x->nominal = act_used_as(&f->s, x->head, P_NOUN) && x->rule->pos == P_NOUN;
    if (!act_fill(&f->s, x, why)) {
        const bool topical = act_is_topical(x->rule);
        const bool told =
            may == GUESS_VICTIM && act_infer_talks(&f->s, x, f->out);
        if (!told &&
            ((x->n_source == 0 && !x->doerless) ||
             (topical && x->nominal && chn_str_is(x->rule->category, "AID")) ||
             !(act_infer_against(&f->s, x) || act_infer_each_other(&f->s, x) ||
               (topical
                    ? act_infer_topic(&f->s, x, &f->topics) ||
                          act_infer_retort(&f->s, x, f->out)
                    : (may == GUESS_VICTIM &&
                       (act_infer_casualties(&f->s, x) ||
                        act_infer_victim(&f->s, x) || act_infer_own(&f->s, x) ||
                        act_infer_other(&f->s, x, &f->topics) ||
                        act_infer_reply(&f->s, x, f->out) ||
                        act_infer_home(&f->s, x, &f->topics))) ||
                          act_infer_foe(&f->s, x, &f->topics, f->out)))))
            return false;
    }
    if (!x->nominal &&
        act_habit(&f->s, x->head, chn_str_is(x->rule->category, "ASSAULT"))) {
        *why = "a habit";
        return false;
    }
    if (of_nature(f, x)) {
        *why = "a disaster did it";
        return false;
    }
    if (of_anyone(f, x)) {
        *why = "a law";
        return false;
    }
    if (of_victims(f, x)) {
        *why = "victims, not doers";
        return false;
    }
    x->status = act_status_of(&f->s, x);
    /* "no talks", "did not hold a meeting": a noun gives no denied act */
    if (x->nominal && x->status == CHN_STATUS_DENIED) {
        *why = "said not to be";
        return false;
    }
    return true;
}

static chn_code try_token(finder *f, uint32_t tok)
{
    act_found list[CANDIDATES_MAX];
    const uint32_t n = matches(f, tok, list);
    const char *first_why = NULL;
    const act_found *first = &list[0];
    /* a rule whose sides are told comes before one that must guess */
    for (uint32_t i = 0; i < (GUESS_VICTIM + 1) * n; i++) {
        const char *why = "its act below is missing";
        const guess may = (guess)(i / n);
        act_found x = list[i % n];
        const bool held = holds(f, &x, may, &why);
        if (held && x.doerless && may < GUESS_DOER)
            why = "no source";
        if (!held || (x.doerless && may < GUESS_DOER)) {
            /* a rule for the voice that it is in says more */
            if (!first_why || (first_why == other_voice && why != first_why)) {
                first_why = why;
                first = &list[i % n];
            }
            continue;
        }
        if (x.rule->flags & R_SAME) {
            restate(f, &x);
            return CHN_OK;
        }
        return keep(f, &x);
    }
    return n > 0 ? see(f, first, first_why) : CHN_OK;
}

/* ---- what governs what ---- */

static bool time_clause(const act_sent *s, uint32_t kid)
{
    const chn_range c = chn_tree_case(s->tree, kid);
    const chn_range m = chn_tree_mark(s->tree, kid);
    for (uint32_t i = c.first; i < c.end; i++)
        if (act_is_a(s, i, W_TIME))
            return true;
    for (uint32_t i = m.first; i < m.end; i++)
        if (act_is_a(s, i, W_TIME))
            return true;
    return false;
}

static bool is_node(const act_found *f, uint32_t tok)
{
    for (uint32_t i = 0; i < f->n_node; i++)
        if (f->node[i] == tok)
            return true;
    return false;
}

/* "threatened Chile, [blaming] it for the raid": what a participle behind a
 * comma tells beside the saying is told as done. */
static bool beside(const act_sent *s, const act_found *f, uint32_t at)
{
    const chn_tree *t = s->tree;
    if (f->nominal || at <= f->head || !chn_tree_is_rel(t, at, R(ADVCL)) ||
        chn_tree_head(t, at) != f->head || !chn_tree_has(t, at, CHN_F_PRES) ||
        !act_used_as(s, at, P_VERB))
        return false;
    const chn_range mark = chn_tree_mark(t, at);
    return mark.first == mark.end && chn_tok_is(s->doc, at - 1, ",");
}

bool act_content(const act_sent *s, const act_found *f, uint32_t tok)
{
    const chn_tree *t = s->tree;
    uint32_t at = tok;
    while (at != CHN_NONE && !is_node(f, at)) {
        const uint32_t up = chn_tree_head(t, at);
        if (up == CHN_NONE)
            break;
        /* what a relative clause tells is told as done */
        if (time_clause(s, at) || chn_tree_is_rel(t, at, CHN_RELS_RELATIVE))
            return false;
        if (is_node(f, up)) {
            if (time_clause(s, at) || beside(s, f, at))
                return false;
            if (chn_tree_is_rel(t, at, R(CONJ) | R(PARATAXIS)))
                return up != f->head && chn_tree_is_rel(t, at, R(CONJ));
            /* "In a call on Tuesday Peru offered": circumstances stand before
             * the verb, and are told as done */
            if (at < up && up == f->head && !f->nominal &&
                chn_tree_is_rel(t, at, CHN_RELS_OBLIQUE | R(ADVCL) | R(NMOD)))
                return false;
            /* who does it is no content; what is done is */
            return !chn_tree_is_rel(t, at,
                                    R(NSUBJ) | R(CSUBJ) | R(OBL_AGENT) |
                                        R(VOCATIVE) | R(DISCOURSE));
        }
        at = up;
    }
    /* "Peru will leave, he warned": the words stand above their verb */
    return act_after_words(s, f->head) && (f->rule->flags & R_CONTENT) &&
           chn_tree_under(t, tok, chn_tree_head(t, f->head)) &&
           !chn_tree_under(t, tok, f->head);
}

/* "shelled the town, [killing] ten": what came of an attack is no second. */
static bool outcome(const finder *f, const act_found *a, const act_found *b)
{
    return b->n_target == 0 &&
           chn_str_eq(a->rule->category, b->rule->category) &&
           chn_str_is(b->rule->category, "ASSAULT") &&
           chn_tree_is_rel(f->s.tree, b->head, R(ADVCL)) &&
           chn_tree_head(f->s.tree, b->head) == a->head;
}

/* "Peru rebuffed a [request] by Chile": two acts, and the request was made to
 * whoever answers it. */
static bool answered(const finder *f, act_found *a, act_found *b)
{
    if (act_infer_asked(&f->s, a, b))
        return true;
    if (!b->nominal || !(b->rule->flags & R_SPEECH) || a->nominal ||
        a->n_source == 0 || b->n_source == 0 ||
        !(chn_str_is(b->rule->category, "REQUEST") ||
          chn_str_is(b->rule->category, "ACCUSE")) ||
        !(chn_str_is(a->rule->category, "REJECT") ||
          chn_str_is(a->rule->category, "AGREE") ||
          chn_str_is(a->rule->category, "CONCEDE")) ||
        act_object(&f->s, a->head) != b->head)
        return false;
    for (uint32_t i = 0; i < b->n_source; i++)
        if (act_in_side(&f->s, a->rule, a->source, a->n_source, b->source[i]))
            return false;
    for (uint32_t i = 0; i < a->n_source && b->n_target == 0; i++)
        act_put(&f->s, b->target, &b->n_target, a->source[i]);
    return true;
}

/* What an act governs is its content; the words of its pattern are its own. */
static void settle(finder *f)
{
    for (uint32_t i = 0; i < f->s.n_found; i++) {
        act_found *a = &f->s.found[i];
        /* "called on them to [protest]", where no rule knows the call; what
         * one's own are ordered to do is one's own act */
        if (!a->gone && !a->nominal &&
            act_asked_to(&f->s, a->head) != CHN_NONE &&
            !act_in_set(&f->s, chn_tree_head(f->s.tree, a->head),
                        f->s.k->commands))
            a->gone = "content of another act";
        for (uint32_t j = 0; j < f->s.n_found; j++) {
            act_found *b = &f->s.found[j];
            if (i == j || b->gone || (a->gone && a->gone[0] == '\0'))
                continue;
            if (answered(f, a, b))
                continue;
            if ((is_node(a, b->head) && a->head != b->head) ||
                outcome(f, a, b)) {
                b->gone = a->inner == j ? "content of another act"
                                        : ""; /* one act by two words */
                b->taker = i;
            } else if ((a->rule->flags & R_CONTENT) && !a->gone &&
                       act_content(&f->s, a, b->head))
                b->gone = "content of another act";
        }
    }
}

/* ---- from what was found to acts ---- */

/* Head of the finite clause that a token is in. */
static uint32_t finite_clause(const act_sent *s, uint32_t tok)
{
    uint32_t c = chn_tree_clause(s->tree, tok);
    while (c != CHN_NONE) {
        chn_verb_group g;
        chn_tree_verb_group(s->tree, c, &g);
        const uint32_t up = chn_tree_head(s->tree, c);
        if (up == CHN_NONE || !(g.infinitive || g.participle))
            return c;
        c = chn_tree_clause(s->tree, up);
    }
    return CHN_NONE;
}

/* The stretch around the act that belongs to its own clause. */
static void clause_of(const act_sent *s, uint32_t tok, chn_act *a)
{
    const uint32_t own = finite_clause(s, tok);
    a->clause_first = tok;
    a->clause_end = tok + 1;
    while (a->clause_first > s->first &&
           finite_clause(s, a->clause_first - 1) == own)
        a->clause_first--;
    while (a->clause_end < s->end && finite_clause(s, a->clause_end) == own)
        a->clause_end++;
}

static void trigger_of(const act_found *x, chn_act *a)
{
    memcpy(a->node, x->node, sizeof a->node);
    a->n_node = x->n_node;
    a->first = x->head;
    a->end = x->head + 1;
    for (uint32_t i = 1; i < x->n_node; i++) {
        const uint32_t first = x->node[i] < a->first ? x->node[i] : a->first;
        const uint32_t end = x->node[i] + 1 > a->end ? x->node[i] + 1 : a->end;
        if (end - first <= TRIGGER_MAX) {
            a->first = first;
            a->end = end;
        }
    }
}

/* "So did Peru": the act told before, with another source. */
static bool echo(finder *f, act_found *x)
{
    if (f->out->n == 0)
        return false;
    const chn_act *a = &f->out->at[f->out->n - 1];
    if (a->sent + 1 < f->s.doc->tok[x->head].sent)
        return false;
    x->rule = &f->s.k->rules[a->rule];
    for (uint32_t i = 0; i < a->n_target; i++)
        if (!act_in_side(&f->s, x->rule, x->source, x->n_source, a->target[i]))
            act_put(&f->s, x->target, &x->n_target, a->target[i]);
    x->cost += COST_ECHO;
    /* "Peru will not follow suit" has a status of its own */
    if (x->status == CHN_STATUS_OCCURRED)
        x->status = a->status;
    return !act_in_side(&f->s, x->rule, a->source, a->n_source, x->source[0]);
}

/* Is everybody on a side people without an office, a force or a cause? */
static bool private_people(const finder *f, const uint32_t *side, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const chn_mention *m = &f->s.m->at[side[i]];
        if (m->kind != CHN_KIND_PEOPLE ||
            !(m->sector.n == 0 || act_trait(&f->s, side[i], T_PRIVATE)))
            return false;
    }
    return true;
}

/* Is everybody on a side a firm? */
static bool firms(const finder *f, const uint32_t *side, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!act_trait(&f->s, side[i], T_FIRM))
            return false;
    return true;
}

/* Does anybody on a side deal with states? */
static bool any_abroad(const finder *f, const uint32_t *side, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (act_trait(&f->s, side[i], T_ABROAD))
            return true;
    return false;
}

static bool referred(const finder *f, const uint32_t *side, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (f->s.m->at[side[i]].link == CHN_LINK_COREFERENCE)
            return true;
    return false;
}

/* Who deals with states, in a report that is rather about another one. */
static bool abroad(const act_sent *s, const chn_mention *army,
                   const act_topics *topics)
{
    uint32_t own = 0;
    uint32_t other = 0;
    for (uint32_t i = 0; i < topics->n; i++) {
        const uint32_t n = topics->times[i];
        if (chn_str_eq(s->m->at[topics->mention[i]].country, army->country))
            own = n;
        else if (n > other)
            other = n;
    }
    return other > own;
}

/* A state that hits somebody who is not told: rather others than its own ("a
 * woman was killed by Israeli action"). Its army may shoot at home,
 * its rebels own to a blast there, and not where the report is about another
 * state ("U.S. forces in Iraq fired warning shots"). */
static bool strikes(const act_sent *s, const act_found *x,
                    const act_topics *topics)
{
    for (uint32_t i = 0; i < x->n_source; i++) {
        const chn_mention *m = &s->m->at[x->source[i]];
        if (m->sector.n == 0)
            return chn_str_is(x->rule->category, "ASSAULT");
        if (act_trait(s, x->source[i], T_ABROAD) && abroad(s, m, topics))
            return true;
    }
    return false;
}

/* "Will Peru attack Chile?": what is asked is not told. */
static bool asked(const act_sent *s)
{
    uint32_t t = s->end;
    while (t > s->first && s->doc->tok[t - 1].kind == CHN_TOK_PUNCT &&
           !chn_tok_is(s->doc, t - 1, "?") && !chn_tok_is(s->doc, t - 1, "."))
        t--;
    return t > s->first && chn_tok_is(s->doc, t - 1, "?");
}

static chn_code push(finder *f, act_found *x)
{
    const act_rule *r = x->rule;
    void *at = f->out->at;
    if (asked(&f->s))
        return see(f, x, "a question");
    if (x->doerless && !act_infer_doer(&f->s, x, f->out, &f->topics))
        return see(f, x, "no source");
    if (x->rule->flags & R_ECHO) {
        if (!echo(f, x))
            return see(f, x, "no act before");
        r = x->rule;
    }
    /* "passengers refused treatment", "doctors advise people to walk": people
     * as such speak to those whom they name and who hold an office, or not at
     * all */
    if (r->n_target > 0 && r->quad != 4 && x->n_source > 0 &&
        private_people(f, x->source, x->n_source) &&
        (x->n_target == 0 || (private_people(f, x->target, x->n_target) &&
                              chn_str_eq(f->s.m->at[x->source[0]].country,
                                         f->s.m->at[x->target[0]].country))))
        return see(f, x, "no target");
    /* "Airbus warned of charges", "two airlines signed a deal": what firms do
     * for themselves or with each other is no politics */
    const bool own = x->n_target == 0;
    act_infer(&f->s, x, f->out, &f->topics);
    act_infer_abroad(&f->s, x, &f->topics);
    if (x->n_source > 0 && firms(f, x->source, x->n_source) &&
        (firms(f, x->target, x->n_target) ||
         (own && !any_abroad(f, x->target, x->n_target))))
        return see(f, x, "of firms alone");
    if (!f->world) { /* most reports have no act */
        f->world = CHN_NEW(f->s.doc->arena, act_world, f->s.doc->n_sent);
        if (!f->world || !act_find_worlds(f->s.k, f->s.doc, f->world))
            return chn_fail_memory(f->err);
    }
    const char *other =
        act_other_world(&f->s, x, &f->world[f->s.doc->tok[x->head].sent]);
    if (other)
        return see(f, x, other);
    if (!chn_arena_grow(f->s.doc->arena, &at, &f->cap, f->out->n + 1,
                        sizeof(chn_act)))
        return chn_fail_memory(f->err);
    f->out->at = at;
    chn_act *a = &f->out->at[f->out->n++];
    memset(a, 0, sizeof *a);
    a->rule = (uint32_t)(r - f->s.k->rules);
    a->rule_id = r->id;
    a->category = r->category;
    a->mode = r->mode;
    a->cameo = r->cameo;
    a->contexts = r->contexts;
    a->n_contexts = r->n_contexts;
    a->quad = r->quad;
    a->goldstein_tenth = r->goldstein_tenth;
    if (x->status == CHN_STATUS_PLANNED && !x->doerless &&
        f->s.k->planned[r->cat].category.n > 0) {
        a->category = f->s.k->planned[r->cat].category;
        a->cameo = f->s.k->planned[r->cat].cameo;
        a->mode = chn_str_n("", 0);
        a->quad = f->s.k->planned[r->cat].quad;
        a->goldstein_tenth = f->s.k->planned[r->cat].goldstein_tenth;
    }
    trigger_of(x, a);
    clause_of(&f->s, x->head, a);
    a->verb = x->head;
    a->sent = f->s.doc->tok[x->head].sent;
    memcpy(a->source, x->source, sizeof a->source);
    a->n_source = x->n_source;
    memcpy(a->target, x->target, sizeof a->target);
    a->n_target = x->n_target;
    memcpy(a->others, x->others, sizeof a->others);
    memcpy(a->other_role, x->other_role, sizeof a->other_role);
    a->n_others = x->n_others;
    a->symmetric = (r->flags & R_SYMMETRIC) != 0 || x->mutual;
    a->nominal = x->nominal;
    a->background = act_background(&f->s, x->head);
    a->speech = (r->flags & R_SPEECH) != 0;
    a->dated = r->flags & R_SENT        ? 's'
               : r->flags & R_RECEIVED  ? 'r'
               : r->flags & R_DELIVERED ? 'd'
                                        : 0;
    a->status = x->status;
    a->doer = (uint8_t)x->doer;
    a->home = x->inferred == CHN_INFERRED_HOME;
    /* marchers march at home, wherever the report is */
    a->home |= x->n_target == 0 &&
               act_one_state(&f->s, x->source, x->n_source) &&
               (r->flags & R_HOME) && r->quad == 4 && r->n_target > 0 &&
               (chn_str_is(r->category, "PROTEST") ||
                x->doer == CHN_DOER_UNKNOWN || !strikes(&f->s, x, &f->topics));
    a->inferred = (uint8_t)(a->home ? CHN_INFERRED_HOME : x->inferred);
    a->confidence = CONFIDENCE_FULL - x->cost - (x->nominal ? COST_ASIDE : 0) -
                    (referred(f, x->source, x->n_source) ? COST_WHO : 0) -
                    (referred(f, x->target, x->n_target) ? COST_WHOM : 0);
    if (a->confidence < CONFIDENCE_LEAST)
        a->confidence = CONFIDENCE_LEAST;
    return CHN_OK;
}

/* ---- sentences ---- */

/* Is there a word that a rule begins with, and an actor? */
static bool wanted(const finder *f)
{
    bool word = false;
    bool actor = false;
    for (uint32_t t = f->s.first; t < f->s.end && !(word && actor); t++) {
        word = word || chn_act_begins(f->s.k, f->s.doc->tok[t].word);
        actor = actor || act_mention(&f->s, t) != NONE;
    }
    return word && actor;
}

/* The tokens that rules begin with, lowest in the tree first. */
static uint32_t by_depth(finder *f)
{
    uint32_t n = 0;
    for (uint32_t t = f->s.first; t < f->s.end; t++) {
        if (!chn_act_begins(f->s.k, f->s.doc->tok[t].word))
            continue;
        const uint32_t d = chn_tree_depth(f->s.tree, t);
        uint32_t at = n++;
        while (at > 0 && chn_tree_depth(f->s.tree, f->order[at - 1]) < d) {
            f->order[at] = f->order[at - 1];
            at--;
        }
        f->order[at] = t;
    }
    return n;
}

/* "A deal between Peru and Chile was approved", nobody knows by whom: what the
 * approval had for its own, the deal, is told all the same. */
static chn_code give_back(finder *f, uint32_t taker)
{
    chn_code rc = CHN_OK;
    for (uint32_t i = 0; rc == CHN_OK && i < f->s.n_found; i++) {
        act_found *x = &f->s.found[i];
        if (x->gone && x->gone[0] == '\0' && x->taker == taker &&
            !x->doerless) {
            x->gone = NULL;
            /* what stands behind is still to come */
            if (x->head < f->s.found[taker].head)
                rc = push(f, x);
        }
    }
    return rc;
}

static chn_code find_in_sentence(finder *f)
{
    if (!wanted(f))
        return CHN_OK;
    const uint32_t sent = f->s.doc->tok[f->s.first].sent;
    act_screen_read(&f->s);
    chn_code rc = CHN_OK;
    if (f->out->passed) {
        /* by its words alone, then by their tags */
        bool may = act_may_tell(&f->s, f->out);
        if (may) {
            rc = chn_syntax_tag(f->s.tree, sent, f->err);
            act_screen_tagged(&f->s);
            may = act_may_tell(&f->s, f->out);
        }
        f->out->passed[sent] = !may;
        if (!may || rc != CHN_OK)
            return rc;
    }
    rc = chn_syntax_parse(f->s.tree, sent, f->err);
    f->s.n_found = 0;
    const uint32_t n = rc == CHN_OK ? by_depth(f) : 0;
    for (uint32_t i = 0; rc == CHN_OK && i < n; i++)
        rc = try_token(f, f->order[i]);
    settle(f);
    /* in order of the text: each may look back at the one before */
    for (uint32_t t = f->s.first; rc == CHN_OK && t < f->s.end; t++) {
        for (uint32_t i = 0; rc == CHN_OK && i < f->s.n_found; i++) {
            act_found *x = &f->s.found[i];
            if (x->head != t || (x->gone && x->gone[0] == '\0'))
                continue;
            const uint32_t had = f->out->n;
            if (x->rule->flags & R_DROP)
                rc = see(f, x, "the words mean something else");
            else
                rc = x->gone ? see(f, x, x->gone) : push(f, x);
            if (rc == CHN_OK && x->doerless && !x->gone && f->out->n == had)
                rc = give_back(f, i);
        }
    }
    return rc;
}

chn_code chn_act_find(const chn_act_know *k, const chn_doc *doc,
                      const chn_mentions *m, const chn_times *t, chn_tree *tree,
                      bool acts_only, chn_acts *out, chn_err *err)
{
    memset(out, 0, sizeof *out);
    uint32_t longest = 0;
    uint32_t body = 0;
    for (uint32_t i = 0; i < doc->n_sent; i++) {
        if (doc->sent[i].end - doc->sent[i].first > longest)
            longest = doc->sent[i].end - doc->sent[i].first;
        body += !doc->sent[i].headline && !doc->sent[i].dateline;
    }
    finder f = {.out = out, .err = err};
    f.s.k = k;
    f.s.doc = doc;
    f.s.m = m;
    f.s.tree = tree;
    f.order = CHN_NEW(doc->arena, uint32_t, longest + 1);
    bool *dated = CHN_NEW(doc->arena, bool, doc->n_tok + 1);
    if (acts_only)
        out->passed = CHN_NEW(doc->arena, bool, doc->n_sent + 1);
    if (!f.order || !dated || (acts_only && !out->passed) ||
        !act_screen_sent(&f.s, doc->arena))
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < t->n; i++)
        for (uint32_t j = t->at[i].first; j < t->at[i].end; j++)
            dated[j] = true;
    f.s.dated = dated;
    act_count_topics(&f.s, &f.topics);
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
