/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who does it, where the verb has no subject and none is shared with it: by
 * the clause that it stands in. The parser hangs such verbs on a noun or an
 * adverb ("took the step of [expelling] them", "went so far as to [bomb] it").
 */
#include "act/inside.h"

#include "base/str.h"

#define R(rel) CHN_RELSET(CHN_REL_##rel)
#define STEPS 3

/* A party, and no place. */
static bool party(const act_sent *s, uint32_t tok)
{
    const uint32_t m = tok == CHN_NONE ? NONE : act_mention(s, tok);
    return m != NONE && s->m->at[m].kind != CHN_KIND_PLACE;
}

/* Whoever does what `up` tells, if it is told as done: of "will not go so far
 * as to bomb it" nobody bombs. */
static uint32_t doer_if_done(const act_sent *s, uint32_t up)
{
    chn_verb_group g;
    chn_tree_verb_group(s->tree, up, &g);
    if (g.negated || g.modal != CHN_NONE || g.imperative ||
        g.tense == CHN_TENSE_FUTURE)
        return CHN_NONE;
    const uint32_t who = act_doer(s, up);
    return party(s, who) ? who : CHN_NONE;
}

/* "Peru took the unusual step of [expelling] them": the step's object. */
static uint32_t takes_step(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t noun = chn_tree_head(t, pred);
    if (!chn_tree_is_rel(t, pred, R(ACL)) || noun == CHN_NONE || noun > pred ||
        !chn_tree_reads(t, chn_tree_mark(t, pred), "of") ||
        !act_in_set(s, noun, s->k->steps) ||
        !chn_tree_is_rel(t, noun, R(OBJ) | R(OBL)))
        return CHN_NONE;
    return doer_if_done(s, chn_tree_head(t, noun));
}

/* "Peru is among six states that have [expelled] them", "is one of those who
 * did": whoever is such a one. */
static uint32_t is_such(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    if (!chn_tree_is_rel(t, pred, CHN_RELS_RELATIVE))
        return CHN_NONE;
    uint32_t noun = chn_tree_head(t, pred);
    for (int i = 0; i < STEPS && noun != CHN_NONE; i++) {
        const uint32_t who = chn_tree_kid(t, noun, R(COP)) != CHN_NONE
                                 ? chn_tree_kid(t, noun, R(NSUBJ))
                                 : CHN_NONE;
        if (who != CHN_NONE)
            return who < pred && party(s, who) ? who : CHN_NONE;
        if (act_mention(s, noun) != NONE || !chn_tree_is_rel(t, noun, R(NMOD)))
            return CHN_NONE;
        noun = chn_tree_head(t, noun);
    }
    return CHN_NONE;
}

/* "Peru went so far as to [bomb] it", "has more than once [bombed] it": hung
 * on the adverb. */
static uint32_t hung_on_adverb(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    uint32_t up = chn_tree_head(t, pred);
    if (!chn_tree_is_rel(t, pred, R(ADVCL)) || up == CHN_NONE || up > pred ||
        !(chn_tree_upos(t, up) == CHN_ADV || chn_tok_is(s->doc, up, "more") ||
          chn_tree_reads(t, chn_tree_mark(t, pred), "as to")))
        return CHN_NONE; /* not "jets capable of [flying] to Peru" */
    for (int i = 0; i < STEPS && up != CHN_NONE; i++) {
        if (chn_tree_upos(t, up) == CHN_VERB)
            return doer_if_done(s, up);
        if (!chn_tree_is_rel(t, up, R(ADVMOD) | R(OBJ)))
            return CHN_NONE;
        up = chn_tree_head(t, up);
    }
    return CHN_NONE;
}

/* "No sooner had they left than Peru [bombed] it", read as "left than Peru". */
static uint32_t behind_than(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t m = pred > s->first ? act_mention(s, pred - 1) : NONE;
    const uint32_t who = m == NONE ? CHN_NONE : s->m->at[m].core;
    return who != CHN_NONE && chn_tree_upos(t, pred) == CHN_VERB &&
                   chn_tree_has(t, pred, CHN_F_FIN) &&
                   chn_tree_reads(t, chn_tree_case(t, who), "than") &&
                   party(s, who)
               ? who
               : CHN_NONE;
}

/* "While Chile looked on, Peru, an old friend, [bombed] it", read as what Chile
 * looked at: behind the comma another clause begins. */
static uint32_t behind_clause(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    if (!chn_tree_has(t, pred, CHN_F_FIN))
        return CHN_NONE;
    for (uint32_t c = chn_tree_kid(t, pred, R(ADVCL));
         c != CHN_NONE && c < pred; c = chn_tree_kid_next(t, c, R(ADVCL)))
        for (uint32_t k = chn_tree_kid(t, c, R(OBJ) | R(OBL));
             k != CHN_NONE && k < pred;
             k = chn_tree_kid_next(t, k, R(OBJ) | R(OBL))) {
            const uint32_t m = act_mention(s, k);
            if (k > c && m != NONE && party(s, k) && !s->m->at[m].possessive &&
                s->m->at[m].first > c + 1 &&
                chn_tok_is(s->doc, s->m->at[m].first - 1, ",") &&
                chn_tree_case(t, k).end == chn_tree_case(t, k).first)
                return k;
        }
    return CHN_NONE;
}

/* "Chile kept its envoy in Lima; Peru, by contrast, [sent] its own home", read
 * as a list of places: whom the clause behind the semicolon begins with. */
static uint32_t behind_semicolon(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    uint32_t at = pred;
    if (!chn_tree_has(t, pred, CHN_F_FIN))
        return CHN_NONE;
    while (at > s->first && !chn_tok_is(s->doc, at - 1, ";")) {
        at--;
        if (chn_tree_upos(t, at) == CHN_VERB)
            return CHN_NONE;
    }
    at += at > s->first && chn_tok_is(s->doc, at, "the");
    const uint32_t m = at > s->first ? act_mention(s, at) : NONE;
    return m != NONE && s->m->at[m].first == at && !s->m->at[m].possessive &&
                   !s->m->at[m].modifier && party(s, s->m->at[m].core)
               ? s->m->at[m].core
               : CHN_NONE;
}

uint32_t act_doer_above(const act_sent *s, uint32_t pred)
{
    static uint32_t (*const ways[])(const act_sent *, uint32_t) = {
        takes_step,  is_such,       hung_on_adverb,
        behind_than, behind_clause, behind_semicolon};
    uint32_t who = CHN_NONE;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0] && who == CHN_NONE; i++)
        who = ways[i](s, pred);
    return who;
}

uint32_t act_behind_place(const act_sent *s, uint32_t pred, uint32_t tok)
{
    const chn_tree *t = s->tree;
    const uint32_t m = act_mention(s, tok);
    if (m == NONE || tok > pred || chn_tree_head(t, tok) != pred ||
        !chn_tree_is_rel(t, tok, R(NSUBJ)))
        return tok;
    for (uint32_t k = chn_tree_kid(t, tok, R(APPOS)); k != CHN_NONE && k < pred;
         k = chn_tree_kid_next(t, k, R(APPOS))) {
        const uint32_t n = act_mention(s, k);
        const uint32_t end = chn_tree_yield(t, k).end;
        if (n == NONE || !party(s, k) || s->m->at[n].possessive ||
            s->m->at[n].first < tok + 3 || end > pred ||
            !chn_tok_is(s->doc, s->m->at[n].first - 1, ","))
            continue;
        const uint32_t place = act_mention(s, s->m->at[n].first - 2);
        if (place != NONE && s->m->at[place].kind == CHN_KIND_PLACE &&
            !chn_tok_is(s->doc, end, ",") &&
            !chn_str_eq(s->m->at[n].country, s->m->at[m].country) &&
            !chn_str_eq(s->m->at[n].country, s->m->at[place].country))
            return k; /* "in Karachi, Pakistan" is where */
    }
    return tok;
}
