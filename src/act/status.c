/* SPDX-License-Identifier: Apache-2.0 */
/* Did it happen? The verb group, the words above it, the words beside it. */
#include "act/inside.h"

#define R(x) CHN_RELSET(CHN_REL_##x)
#define STEPS_MAX 6 /* "plans to try to help to end" */

static bool reads_at(const act_sent *s, uint32_t t, const char *word)
{
    return t >= s->first && t < s->end && chn_tok_is(s->doc, t, word);
}

/* "in case Peru attacks", "on condition that", "in the event that", but not "on
 * condition of anonymity". Trees hang such words in many ways. */
static bool opens_condition(const act_sent *s, uint32_t t)
{
    const bool that = reads_at(s, t + 1, "that");
    if (act_is_a(s, t, W_LEST))
        return true;
    if (act_is_a(s, t, W_PROVIDED))
        return that;
    if (!act_is_a(s, t, W_CASE) || t <= s->first)
        return false;
    if (reads_at(s, t - 1, "in"))
        return true;
    return that && (reads_at(s, t - 1, "on") ||
                    (t > s->first + 1 && reads_at(s, t - 1, "the") &&
                     reads_at(s, t - 2, "in")));
}

#define CONDITION_REACH 12u
/* Does a condition open before the word, in its clause? */
static bool supposed(const act_sent *s, uint32_t tok)
{
    for (uint32_t t = tok; t > s->first && tok - t < CONDITION_REACH; t--) {
        /* "Should Peru attack Chile, Brazil will help": turned round */
        if (opens_condition(s, t - 1) ||
            ((s->doc->tok[t - 1].flags & CHN_TOK_SENT_START) &&
             act_is_a(s, t - 1, W_TURNED)))
            return true;
        if (chn_tok_is(s->doc, t - 1, ",") || chn_tok_is(s->doc, t - 1, ";") ||
            chn_tree_upos(s->tree, t - 1) == CHN_VERB)
            return false;
    }
    return false;
}

/* "refuses talks until the ban [is] lifted", "before troops [leave]": not yet
 * done, whatever may come. `mark` is the word that the clause begins with. */
static bool awaited(const act_sent *s, uint32_t pred, uint32_t mark)
{
    if (!act_is_a(s, mark, W_AWAIT))
        return false;
    chn_verb_group g;
    chn_tree_verb_group(s->tree, pred, &g);
    return g.tense == CHN_TENSE_PRESENT && !g.infinitive && !g.participle;
}

static bool conditional(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    for (int steps = 0; pred != CHN_NONE && steps < STEPS_MAX; steps++) {
        const chn_range m = chn_tree_mark(t, pred);
        for (uint32_t i = m.first; i < m.end; i++)
            if (act_is(s, i, s->k->w_if) || act_is(s, i, s->k->w_unless) ||
                act_is(s, i, s->k->w_whether) || awaited(s, pred, i))
                return true;
        if (supposed(s, pred))
            return true;
        /* "if they attack and win" */
        if (!chn_tree_is_rel(t, pred, R(CONJ) | R(XCOMP)))
            return false;
        pred = chn_tree_head(t, pred);
    }
    return false;
}

static bool begins(const act_sent *s, uint32_t pred, const char *word)
{
    const chn_range m = chn_tree_mark(s->tree, pred);
    for (uint32_t i = m.first; i < m.end; i++)
        if (chn_tok_is(s->doc, i, word))
            return true;
    return false;
}

/* What "LEMMA to do it" says of doing it, as status + 1; 0: nothing. */
static uint32_t governed(const act_sent *s, uint32_t tok)
{
    for (const act_form *x = act_forms(s->k, s->doc, tok); x; x = x->next) {
        const act_lemma *l = &s->k->lemmas[x->lemma];
        if (l->infinitive && act_used_as(s, tok, (act_pos)l->pos))
            return l->infinitive;
    }
    return 0;
}

static chn_status under(const act_sent *s, uint32_t pred, bool infinitive,
                        int steps);

/* Are the words somebody's: "said that it would [help]", "It would [help], she
 * said"? */
static bool told(const act_sent *s, uint32_t pred)
{
    const uint32_t first = chn_tree_coord(s->tree, pred);
    return chn_tree_is_rel(s->tree, first, R(CCOMP)) ||
           chn_tree_kid(s->tree, first, R(PARATAXIS)) != CHN_NONE;
}

/* "neither Peru nor Chile", "no state": the subject says that nobody did. */
bool act_nobody(const act_sent *s, uint32_t pred)
{
    const uint32_t who = chn_tree_kid(s->tree, pred, R(NSUBJ) | R(NSUBJ_PASS));
    for (uint32_t k = chn_tree_kid(s->tree, who, CHN_RELS_ALL);
         k != CHN_NONE && k < who;
         k = chn_tree_kid_next(s->tree, k, CHN_RELS_ALL))
        if (act_is_a(s, k, W_NOT))
            return true;
    return false;
}

/* "flies", "meets": a form of a verb of the class that tells what is set down
 * in diaries, and "hit" may be past. */
static bool in_diaries(const act_sent *s, uint32_t pred)
{
    const chn_str f = s->doc->tok[pred].fold;
    return f.n > 1 && f.p[f.n - 1] == 's' &&
           act_in_set(s, pred, s->k->scheduled);
}

/* "flies to Peru on Monday", "opens next week": a day beside a bare present is
 * one to come. */
static bool scheduled(const act_sent *s, uint32_t pred, const chn_verb_group *g)
{
    if (g->tense != CHN_TENSE_PRESENT || g->perfect || g->progressive ||
        g->passive || g->negated || g->infinitive || g->participle ||
        chn_tree_kid(s->tree, pred, R(AUX) | R(COP) | R(MARK)) != CHN_NONE ||
        chn_tree_is_rel(s->tree, pred, CHN_RELS_RELATIVE) ||
        !in_diaries(s, pred))
        return false;
    for (uint32_t k = chn_tree_kid(s->tree, pred, CHN_RELS_OBLIQUE);
         k != CHN_NONE; k = chn_tree_kid_next(s->tree, k, CHN_RELS_OBLIQUE)) {
        const uint32_t first = chn_tree_yield(s->tree, k).first;
        if (s->dated[k] &&
            (chn_tree_reads(s->tree, chn_tree_case(s->tree, k), "on") ||
             chn_tok_is(s->doc, first, "next") ||
             chn_tok_is(s->doc, k, "tomorrow")))
            return true;
    }
    return false;
}

/* "rejected claims that its troops [killed] ten", "dismissed the charge that it
 * had [armed] them": said not to be so, whether the clause hangs on the noun or
 * on the verb. */
static bool refuted(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    uint32_t up = chn_tree_head(t, pred);
    if (up == CHN_NONE || up > pred ||
        !chn_tree_is_rel(t, pred, R(ACL) | R(CCOMP)) ||
        !chn_tree_reads(t, chn_tree_mark(t, pred), "that"))
        return false;
    if (chn_tree_is_rel(t, up, R(OBJ) | R(NSUBJ_PASS)))
        up = chn_tree_head(t, up);
    return up != CHN_NONE && act_in_set(s, up, s->k->denying);
}

static chn_status status_at(const act_sent *s, uint32_t pred, int steps)
{
    uint32_t whom;
    const uint32_t have = act_caused(s, pred, &whom);
    if (have != CHN_NONE)
        pred = have;
    chn_verb_group g;
    chn_tree_verb_group(s->tree, pred, &g);
    /* "Prime Minister Theresa May threw out" */
    if (g.modal != CHN_NONE && act_mention(s, g.modal) != NONE)
        g.modal = CHN_NONE;
    if (conditional(s, pred))
        return CHN_STATUS_POSSIBLE;
    if (refuted(s, pred))
        return CHN_STATUS_DENIED;
    /* "would" behind "said" is the future of what was said then */
    const bool negated = g.negated || act_nobody(s, pred);
    const bool would =
        g.modal != CHN_NONE && (chn_tok_is(s->doc, g.modal, "would") ||
                                chn_tok_is(s->doc, g.modal, "'d"));
    if (g.modal != CHN_NONE &&
        !(would && !g.perfect && !negated && told(s, pred)))
        return negated || (would && g.perfect) ? CHN_STATUS_DENIED
                                               : CHN_STATUS_POSSIBLE;
    /* "barred from entering", "left without signing", "was to have met",
     * "neither Peru nor Chile signed" */
    if (negated || begins(s, pred, "from") || begins(s, pred, "without") ||
        (g.prospective && g.perfect))
        return CHN_STATUS_DENIED;
    if (begins(s, pred, "due")) /* "are due to meet" */
        return CHN_STATUS_PLANNED;
    if (would || g.tense == CHN_TENSE_FUTURE || g.prospective ||
        scheduled(s, pred, &g))
        return CHN_STATUS_PLANNED;
    if (g.tense == CHN_TENSE_NONE && steps < STEPS_MAX &&
        chn_tree_is_rel(s->tree, pred,
                        R(XCOMP) | R(ADVCL) | R(ACL) | R(CCOMP) | R(CONJ)))
        return under(s, pred, g.infinitive, steps + 1);
    return CHN_STATUS_OCCURRED;
}

static chn_status under(const act_sent *s, uint32_t pred, bool infinitive,
                        int steps)
{
    const chn_tree *t = s->tree;
    const uint32_t up = chn_tree_head(t, pred);
    if (up == CHN_NONE)
        return CHN_STATUS_OCCURRED;
    if (chn_tree_is_rel(t, pred, R(CONJ)))
        return status_at(s, up, steps);
    /* "went so far as to [bomb] it", "took the step of [bombing] it" */
    if (chn_tree_reads(t, chn_tree_mark(t, pred), "as to") ||
        (begins(s, pred, "of") && act_in_set(s, up, s->k->steps))) {
        const uint32_t verb =
            chn_tree_upos(t, up) == CHN_VERB ? up : chn_tree_head(t, up);
        return verb == CHN_NONE ? CHN_STATUS_OCCURRED
                                : status_at(s, verb, steps);
    }
    if (!infinitive) {
        /* "at risk of being held by Peru" */
        if (chn_tree_is_rel(t, pred, R(ACL)) && begins(s, pred, "of") &&
            governed(s, up))
            return (chn_status)(governed(s, up) - 1);
        if (!chn_tree_is_rel(t, pred, R(XCOMP) | R(CCOMP)))
            return CHN_STATUS_OCCURRED; /* "signed on Sunday", "leading" */
        const chn_status st = status_at(s, up, steps);
        const uint32_t said = governed(s, up);
        return said && st == CHN_STATUS_OCCURRED ? (chn_status)(said - 1) : st;
    }
    /* "has yet to sign" */
    for (uint32_t k = chn_tree_kid(t, up, R(ADVMOD)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(ADVMOD)))
        if (chn_tok_is(s->doc, k, "yet"))
            return CHN_STATUS_DENIED;
    const uint32_t said = governed(s, up);
    const chn_status above = status_at(s, up, steps);
    if (said) {
        const chn_status st = (chn_status)(said - 1);
        /* "does not plan to": "did not fail to" is beyond this */
        if (above == CHN_STATUS_DENIED)
            return CHN_STATUS_DENIED;
        return st == CHN_STATUS_OCCURRED ? above : st;
    }
    /* "arrived to attend" happened; a purpose is not told as done */
    return above == CHN_STATUS_OCCURRED ? CHN_STATUS_POSSIBLE : above;
}

chn_status act_status(const act_sent *s, uint32_t pred)
{
    return status_at(s, pred, 0);
}

/* A word of the class before the noun: "no talks", "planned talks". */
static bool modified(const act_sent *s, uint32_t noun, act_word class)
{
    for (uint32_t k = chn_tree_kid(s->tree, noun, CHN_RELS_ALL);
         k != CHN_NONE && k < noun;
         k = chn_tree_kid_next(s->tree, k, CHN_RELS_ALL))
        if (act_is_a(s, k, class))
            return true;
    return false;
}

#define AHEAD_REACH 5u
/* "in the lead up to talks", "ahead of Monday's summit": still to come. Trees
 * hang such words in many ways. */
static bool ahead(const act_sent *s, uint32_t noun)
{
    for (uint32_t t = noun; t > s->first && noun - t < AHEAD_REACH; t--) {
        if (act_is_a(s, t - 1, W_AHEAD))
            return true;
        if (t > s->first + 1 && chn_tok_is(s->doc, t - 1, "up") &&
            act_is_a(s, t - 2, W_LEADUP))
            return true;
        if (chn_tok_is(s->doc, t - 1, ",") ||
            chn_tree_upos(s->tree, t - 1) == CHN_VERB)
            return false;
    }
    return false;
}

/* "Peru's request", "a request by Peru", "talks between": somebody's. */
static bool owned(const act_sent *s, uint32_t noun)
{
    const chn_tree *t = s->tree;
    for (uint32_t k = chn_tree_kid(t, noun, R(NMOD_POSS) | R(AMOD) | R(NMOD));
         k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(NMOD_POSS) | R(AMOD) | R(NMOD)))
        if (act_mention(s, k) != NONE &&
            (k < noun || chn_tree_reads(t, chn_tree_case(t, k), "by") ||
             chn_tree_reads(t, chn_tree_case(t, k), "from") ||
             chn_tree_reads(t, chn_tree_case(t, k), "between")))
            return true;
    return false;
}

static chn_status noun_status(const act_sent *s, uint32_t noun, bool speech)
{
    const chn_tree *t = s->tree;
    if (modified(s, noun, W_NOT))
        return CHN_STATUS_DENIED;
    if (modified(s, noun, W_SOON) || ahead(s, noun))
        return CHN_STATUS_PLANNED;
    if (supposed(s, noun)) /* "in case of an attack by Peru" */
        return CHN_STATUS_POSSIBLE;
    const uint32_t first = chn_tree_coord(t, noun);
    const chn_range c = chn_tree_case(t, first);
    for (uint32_t i = c.first; i < c.end; i++)
        if (act_is_a(s, i, W_TIME))
            return CHN_STATUS_OCCURRED;
    /* "will meet at the request of Peru": asked already */
    if (speech && chn_tree_is_rel(t, first, CHN_RELS_OBLIQUE))
        return CHN_STATUS_OCCURRED;
    const uint32_t gov = act_governor(s, noun);
    if (gov != CHN_NONE && act_used_as(s, gov, P_VERB)) {
        const uint32_t said = governed(s, gov);
        const chn_status st = act_status(s, gov);
        /* "rebuffed a request by Peru": asked all the same */
        if (speech && said == CHN_STATUS_DENIED + 1 && owned(s, noun))
            return CHN_STATUS_OCCURRED;
        /* "Peru's invasion was not forgotten": it took place all the same */
        if (st == CHN_STATUS_DENIED && owned(s, noun) &&
            chn_tree_is_rel(t, first, CHN_RELS_SUBJECT) &&
            !act_in_set(s, gov, s->k->happening))
            return CHN_STATUS_OCCURRED;
        return said && st == CHN_STATUS_OCCURRED &&
                       chn_tree_is_rel(t, first, R(OBJ) | R(NSUBJ_PASS))
                   ? (chn_status)(said - 1)
                   : st;
    }
    return CHN_STATUS_OCCURRED;
}

chn_status act_status_of(const act_sent *s, const act_found *f)
{
    if (f->rule->flags & R_NEGATED)
        return conditional(s, f->head) ? CHN_STATUS_POSSIBLE
                                       : CHN_STATUS_OCCURRED;
    /* "feared that fights between them will start": no verb where it stands as
     * a subject, whatever it is tagged */
    const bool noun =
        f->nominal ||
        chn_tree_is_rel(s->tree, f->head, R(NSUBJ) | R(NSUBJ_PASS) | R(OBJ));
    chn_status st =
        noun ? noun_status(s, f->head, (f->rule->flags & R_SPEECH) != 0)
             : act_status(s, act_served(s, f->head)); /* "will [be] in Oslo" */
    /* "lodged no protest" */
    for (uint32_t i = 1; i < f->n_node && st == CHN_STATUS_OCCURRED &&
                         !(f->rule->flags & R_OCCURRED);
         i++)
        if (act_used_as(s, f->node[i], P_NOUN) &&
            modified(s, f->node[i], W_NOT))
            st = CHN_STATUS_DENIED;
    if (f->rule->flags & R_DENIED)
        return CHN_STATUS_DENIED;
    if ((f->rule->flags & R_PLANNED) && st == CHN_STATUS_OCCURRED)
        return CHN_STATUS_PLANNED;
    if ((f->rule->flags & R_POSSIBLE) && st != CHN_STATUS_DENIED)
        return CHN_STATUS_POSSIBLE;
    /* what stands above lifts nothing, its own "could" does */
    if ((f->rule->flags & R_OCCURRED) && st != CHN_STATUS_DENIED)
        return f->nominal ? CHN_STATUS_OCCURRED
                          : status_at(s, f->head, STEPS_MAX);
    return st;
}

bool act_habit(const act_sent *s, uint32_t pred, bool violent)
{
    const chn_tree *t = s->tree;
    chn_verb_group g;
    chn_tree_verb_group(t, pred, &g);
    if (g.tense != CHN_TENSE_PRESENT || g.perfect || g.progressive)
        return false;
    /* "They kill taxi drivers," he said: what is done now is told otherwise */
    if (violent && (s->doc->tok[pred].flags & CHN_TOK_QUOTED) && !g.passive)
        return true;
    for (uint32_t k = chn_tree_kid(t, pred, R(ADVMOD)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(ADVMOD)))
        if (act_is_a(s, k, W_HABIT))
            return true;
    for (uint32_t k = chn_tree_kid(t, pred, R(OBL_UNMARKED)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(OBL_UNMARKED)))
        for (uint32_t d = chn_tree_kid(t, k, R(DET)); d != CHN_NONE;
             d = chn_tree_kid_next(t, d, R(DET)))
            if (act_is_a(s, d, W_EVERY))
                return true;
    return false;
}

bool act_background(const act_sent *s, uint32_t tok)
{
    uint32_t whom;
    const uint32_t have = act_caused(s, tok, &whom);
    if (have != CHN_NONE)
        tok = have;
    const chn_tree *t = s->tree;
    const uint32_t c = chn_tree_clause(t, tok);
    if (c == CHN_NONE)
        return false;
    chn_verb_group g;
    chn_tree_verb_group(t, c, &g);
    if (g.perfect && g.tense == CHN_TENSE_PAST)
        return true;
    if (chn_tree_is_rel(t, c, CHN_RELS_RELATIVE))
        return true;
    /* "was on Monday [shelled]", read as a Monday that was */
    return chn_tree_is_rel(t, c, R(ACL)) && !s->dated[chn_tree_head(t, c)] &&
           g.participle && g.passive && chn_tree_kid(t, c, R(OBJ)) == CHN_NONE;
}
