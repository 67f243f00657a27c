/* SPDX-License-Identifier: Apache-2.0 */
/* To whom, by the deed that the words speak of and that the report has told
 * before, and by what is answered. */
#include <string.h>

#include "act/inside.h"
#include "base/str.h"

#define R(x) CHN_RELSET(CHN_REL_##x)
/* Doubt in percent, as in infer.c. */
#define COST_DEED 22
#define STEM 4u /* letters that "withdrawal" and "withdrew" share */
#define DEED_SENTENCES 8u
#define DEED_REACH 6u /* tokens from a verb to the deed that it speaks of */

/* Do two words name one deed: the same, or of one stem? */
static bool same_deed(const act_sent *s, uint32_t a, uint32_t b)
{
    const chn_str x = s->doc->tok[a].fold;
    const chn_str y = s->doc->tok[b].fold;
    if (s->doc->tok[a].word != 0 && s->doc->tok[a].word == s->doc->tok[b].word)
        return true;
    return x.n > STEM && y.n > STEM && memcmp(x.p, y.p, STEM) == 0;
}

/* Parties of the act that is spoken of: whoever did it, or both where it has
 * no direction. */
static void parties(const act_sent *s, act_found *f, const chn_act *b)
{
    const bool both = b->symmetric || chn_str_is(b->category, "AGREE") ||
                      chn_str_is(b->category, "CONSULT");
    for (uint32_t j = 0; j < b->n_source; j++)
        put_target(s, f, b->source[j]);
    if (f->n_target == 0 || both)
        for (uint32_t j = 0; j < b->n_target; j++)
            put_target(s, f, b->target[j]);
}

/* Is the deed told by this act, in a word of one stem? */
static bool told_by(const act_sent *s, const chn_act *b, uint32_t deed)
{
    for (uint32_t u = 0; u < b->n_node; u++)
        if (same_deed(s, deed, b->node[u]))
            return true;
    return false;
}

/* "the accord", "this step", "Peru's call": told before. */
static bool definite(const act_sent *s, uint32_t noun)
{
    const chn_tree *t = s->tree;
    for (uint32_t k = chn_tree_kid(t, noun, R(DET)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(DET)))
        if (act_is_a(s, k, W_DEFINITE))
            return true;
    return chn_tree_kid(t, noun, R(NMOD_POSS)) != CHN_NONE;
}

/* The noun that the act is about: its object, or what stands under a
 * preposition of its own. */
static uint32_t deed_of(const act_sent *s, const act_found *f)
{
    const chn_tree *t = s->tree;
    uint32_t deed = act_object(s, f->head);
    if (f->nominal || deed == f->head)
        deed = CHN_NONE;
    if (deed == CHN_NONE || deed < f->head)
        deed =
            chn_tree_kid(t, f->head, f->nominal ? R(NMOD) : CHN_RELS_OBLIQUE);
    /* "called for an end to the drills" */
    for (int steps = 0; deed != CHN_NONE && steps < 2; steps++) {
        const uint32_t under = chn_tree_kid(t, deed, R(NMOD));
        if (under == CHN_NONE || under < deed || act_mention(s, under) != NONE)
            break;
        deed = under;
    }
    return deed != CHN_NONE && deed > f->head && deed <= f->head + DEED_REACH &&
                   act_mention(s, deed) == NONE && !s->dated[deed] &&
                   definite(s, deed)
               ? deed
               : CHN_NONE;
}

/* The category of the deed that a noun names, where it is done to whoever
 * answers it; NULL: of no one. */
static const char *answered_deed(const act_sent *s, uint32_t noun)
{
    static const struct {
        act_word word;
        const char *category;
    } deeds[] = {{W_CHARGE, "ACCUSE"},
                 {W_PENALTY, "SANCTION"},
                 {W_DEMAND, "REQUEST"},
                 {W_MENACE, "THREATEN"}};
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++)
        if (act_is_a(s, noun, deeds[i].word))
            return deeds[i].category;
    return NULL;
}

/* Somebody of an act told before is the target. */
static bool is_told(act_found *f)
{
    if (f->n_target == 0)
        return false;
    f->cost += COST_DEED;
    f->inferred = CHN_INFERRED_DEED;
    return true;
}

/* "rejected the charge", "a charge that Peru denied": whoever accused Peru. */
void act_from_accuser(const act_sent *s, act_found *f, const chn_acts *before)
{
    uint32_t noun = f->nominal || f->n_source == 0 ||
                            !chn_str_is(f->rule->category, "REJECT")
                        ? CHN_NONE
                        : act_object(s, f->head);
    /* "accusing it of spying, charges that Peru rejects", "charges" read as a
     * verb */
    if (noun != CHN_NONE && noun > s->first && chn_tok_is(s->doc, noun, "that"))
        noun--;
    const char *deed = noun == CHN_NONE ? NULL : answered_deed(s, noun);
    const uint32_t sent = s->doc->tok[f->head].sent;
    for (uint32_t i = before->n; deed && i-- > 0;) {
        const chn_act *b = &before->at[i];
        if (b->sent + DEED_SENTENCES < sent)
            return;
        if (!chn_str_is(b->category, deed) ||
            !act_of_state(s, b->target, b->n_target, f->source[0]))
            continue;
        for (uint32_t j = 0; j < b->n_source; j++)
            put_target(s, f, b->source[j]);
        if (is_told(f))
            return;
    }
}

/* "welcomed the withdrawal": whoever withdrew. The deed is told before, by a
 * word of the same stem. (Nouns for kinds of acts, "the accord" for any AGREE
 * told before, were tried: they chose the wrong act more often than the
 * report's topic chose the wrong state.) */
void act_from_deed(const act_sent *s, act_found *f, const chn_acts *before)
{
    const uint32_t deed = deed_of(s, f);
    if (deed == CHN_NONE)
        return;
    const uint32_t sent = s->doc->tok[f->head].sent;
    for (uint32_t i = before->n; i-- > 0;) {
        const chn_act *b = &before->at[i];
        if (b->sent + DEED_SENTENCES < sent)
            break;
        if (!told_by(s, b, deed))
            continue;
        parties(s, f, b);
        if (is_told(f))
            return;
    }
}

#define REMARK_SENTENCES 2u
#define SAYS_BEHIND 3u /* "Blinken [on Friday said]" */

/* Does whoever the mention names say something, by the words behind it? */
static bool says(const act_sent *s, uint32_t m)
{
    const uint32_t e = mention(s, m)->end;
    const uint32_t end = s->doc->sent[s->doc->tok[e - 1].sent].end;
    for (uint32_t t = e; t < end && t < e + SAYS_BEHIND; t++)
        if (act_in_set(s, t, s->k->utters))
            return true;
    return mention(s, m)->first > 0 &&
           act_in_set(s, mention(s, m)->first - 1, s->k->utters);
}

/* "'They never leave,' Blinken said. Moscow denounced [the remark]": whoever
 * spoke last and is not of the source's own. */
void act_from_remark(const act_sent *s, act_found *f)
{
    const bool may = chn_str_is(f->rule->category, "ACCUSE") ||
                     chn_str_is(f->rule->category, "REJECT") ||
                     chn_str_is(f->rule->category, "SUPPORT");
    const uint32_t deed = may && f->n_source > 0 ? deed_of(s, f) : CHN_NONE;
    if (deed == CHN_NONE || !act_in_set(s, deed, s->k->remarks) ||
        chn_tree_kid(s->tree, deed, R(NMOD_POSS) | R(NMOD)) != CHN_NONE)
        return;
    const uint32_t sent = s->doc->tok[f->head].sent;
    for (uint32_t t = f->head;
         t-- > 0 && f->n_target == 0 &&
         s->doc->tok[t].sent + REMARK_SENTENCES >= sent;) {
        const uint32_t m = act_mention(s, t);
        if (m != NONE && mention(s, m)->core == t &&
            mention(s, m)->country.n > 0 && act_fits(s, f->rule, m, false) &&
            !act_of_state(s, f->source, f->n_source, m) && says(s, m))
            put_target(s, f, m);
    }
    (void)is_told(f);
}

#define REPLY_SENTENCES 3u

bool act_in_set(const act_sent *s, uint32_t tok, const act_class_words *c)
{
    for (const act_form *f = act_forms(s->k, s->doc, tok); f; f = f->next)
        if (act_in_class(c, f->lemma))
            return true;
    return false;
}

/* "termed [the move] unprecedented": what stands here was done before. */
static bool of_deed(const act_sent *s, uint32_t obj)
{
    return act_in_set(s, obj, s->k->answered) && definite(s, obj) &&
           chn_tree_kid(s->tree, obj, R(NMOD_POSS)) == CHN_NONE;
}

/* Is it an answer: "rejected the charge", "brushed that aside", "consented"? */
static bool answers(const act_sent *s, const act_found *f)
{
    const uint32_t obj = f->nominal ? CHN_NONE : act_object(s, f->head);
    if (f->nominal)
        return false;
    if (obj == CHN_NONE || obj < f->head)
        return act_in_set(s, f->head, s->k->replies);
    if (act_mention(s, obj) != NONE)
        return false;
    return chn_tok_is(s->doc, obj, "that") || chn_tok_is(s->doc, obj, "this") ||
           chn_tok_is(s->doc, obj, "it") || chn_tok_is(s->doc, obj, "them") ||
           of_deed(s, obj);
}

bool act_is_reply(const act_sent *s, const act_rule *r, uint32_t lemma)
{
    static const char *const list[] = {"REJECT", "ACCUSE", "AGREE", "CONCEDE"};
    bool may = false;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        may = may || chn_str_is(r->category, list[i]);
    if (!may || lemma == NONE || act_in_class(s->k->replies, lemma))
        return may;
    for (uint32_t t = s->first; t < s->end; t++)
        if (act_in_set(s, t, s->k->answered))
            return true;
    return false;
}

/* Whoever has just done something, or something hostile, to the source. */
static void from_last(const act_sent *s, act_found *f, const chn_acts *before,
                      bool hostile)
{
    for (uint32_t i = before->n; i-- > 0 && f->n_target == 0;) {
        const chn_act *b = &before->at[i];
        if (b->sent + REPLY_SENTENCES < s->doc->tok[f->head].sent)
            return;
        if (b->symmetric || (hostile && b->quad < 3) ||
            !act_of_state(s, b->target, b->n_target, f->source[0]) ||
            act_of_state(s, b->source, b->n_source, f->source[0]))
            continue;
        for (uint32_t j = 0; j < b->n_source; j++)
            put_target(s, f, b->source[j]);
    }
    (void)is_told(f);
}

/* "Peru accused Chile. Santiago rejected the charge": whoever has just done
 * something to the source is answered. */
void act_from_reply(const act_sent *s, act_found *f, const chn_acts *before)
{
    if (act_is_reply(s, f->rule, NONE) && f->n_source > 0 &&
        act_one_state(s, f->source, f->n_source) && answers(s, f))
        from_last(s, f, before, false);
}

/* "Peru shelled Chile. Santiago severed relations": with Peru. */
bool act_infer_retort(const act_sent *s, act_found *f, const chn_acts *before)
{
    if (f->nominal || f->n_source == 0 || f->n_target > 0 ||
        !chn_str_is(f->rule->category, "SANCTION") ||
        !act_one_state(s, f->source, f->n_source))
        return false;
    from_last(s, f, before, true);
    return f->n_target > 0;
}

bool act_infer_reply(const act_sent *s, act_found *f, const chn_acts *before)
{
    if (f->nominal || f->n_target > 0)
        return false;
    const uint32_t obj = act_object(s, f->head);
    if (!act_in_set(s, f->head, s->k->replies) &&
        !(obj != CHN_NONE && obj > f->head && act_mention(s, obj) == NONE &&
          of_deed(s, obj)))
        return false;
    act_from_reply(s, f, before);
    return f->n_target > 0;
}
