/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a sentence cannot tell, by its words and mentions alone, before it has
 * a tree. All here is necessary for an act and none of it enough: what is
 * ruled out would not have been found (tests/unit/test_act.c compares).
 */
#include <string.h>

#include "act/inside.h"
#include "base/str.h"

static void set(uint64_t *bits, uint32_t n)
{
    bits[n / 64 % SCREEN_WORDS] |= (uint64_t)1 << n % 64;
}

static bool has(const uint64_t *bits, uint32_t n)
{
    return (bits[n / 64 % SCREEN_WORDS] >> n % 64 & 1u) != 0;
}

/* A lemma's or word's bit among those of a part of a pattern. */
static void sign(act_signs *s, uint32_t number)
{
    const uint32_t bit = number * UINT32_C(0x9E3779B1) >> 25;
    s->at[bit / 64] |= (uint64_t)1 << bit % 64;
}

static bool meet(const act_signs *a, const act_signs *b)
{
    return ((a->at[0] & b->at[0]) | (a->at[1] & b->at[1])) != 0;
}

static act_ask ask_of(const act_rule *r)
{
    const act_signs nothing = {{UINT64_MAX, UINT64_MAX}};
    act_ask a = {{nothing, nothing}, nothing, false, true};
    uint32_t n = 0;
    a.alone = !(r->flags & (R_DROP | R_SAME));
    for (uint32_t i = 0; i < r->n_cons; i++) {
        const act_cons *c = &r->cons[i];
        if (c->not )
            continue;
        if (c->want == WANT_LEMMA && n < 2) {
            a.signs[n] = (act_signs){{0, 0}};
            for (uint32_t k = 0; k < c->n_choice; k++)
                sign(&a.signs[n], c->choice[k]);
            n++;
        }
        if (c->n_prep > 0 && a.words.at[0] == UINT64_MAX) {
            a.words = (act_signs){{0, 0}};
            for (uint32_t k = 0; k < c->n_prep; k++)
                sign(&a.words, c->prep[k]);
        }
        a.actor |= c->want == WANT_ACTOR;
        a.alone &= c->want != WANT_ACT;
    }
    return a;
}

bool act_screen_new(chn_act_know *k)
{
    for (uint32_t i = 0; i < k->n_lemmas; i++) {
        act_lemma *l = &k->lemmas[i];
        l->asks = CHN_NEW(k->arena, act_ask, (size_t)l->n_rules + 1);
        if (!l->asks)
            return false;
        for (uint32_t j = 0; j < l->n_rules; j++)
            l->asks[j] = ask_of(&k->rules[l->rules[j]]);
    }
    return true;
}

/* By its tag, may the word be used so (act_used_as)? */
static bool may_be_used(const act_sent *s, uint32_t tok, act_pos pos)
{
    const chn_upos u = chn_tree_upos(s->tree, tok);
    if (pos == P_VERB)
        return u == CHN_VERB || u == CHN_AUX || u == CHN_ADJ;
    return pos != P_NOUN || u == CHN_NOUN || u == CHN_PROPN;
}

/* ... and begin a rule: "the Talks Commission" (matches in find.c)? */
static bool may_begin(const act_sent *s, uint32_t tok, act_pos pos)
{
    return may_be_used(s, tok, pos) &&
           !(pos == P_NOUN && act_mention(s, tok) != NONE &&
             chn_tree_upos(s->tree, tok) == CHN_PROPN);
}

/* ... or be what a pattern asks for (reads in match.c)? */
static bool may_read(const act_sent *s, uint32_t tok, act_pos pos)
{
    const chn_upos u = chn_tree_upos(s->tree, tok);
    return may_be_used(s, tok, pos) || u == CHN_ADJ ||
           (pos == P_NOUN && u == CHN_VERB);
}

void act_screen_tagged(act_sent *s)
{
    act_screen *x = &s->screen;
    memset(x->lemma, 0, sizeof x->lemma);
    memset(&x->signs, 0, sizeof x->signs);
    for (uint32_t t = s->first; t < s->end; t++) {
        for (const act_form *f = act_forms(s->k, s->doc, t); f; f = f->next) {
            if (!may_read(s, t, (act_pos)s->k->lemmas[f->lemma].pos))
                continue;
            set(x->lemma, f->lemma);
            sign(&x->signs, f->lemma);
        }
    }
    x->tagged = true;
}

static void add_mention(act_screen *x, uint32_t m)
{
    if (x->n_mention < SCREEN_MENTIONS)
        x->mention[x->n_mention] = m;
    x->n_mention++;
}

void act_screen_read(act_sent *s)
{
    act_screen *x = &s->screen;
    memset(x, 0, sizeof *x);
    for (uint32_t t = s->first; t < s->end; t++) {
        set(x->word, s->doc->tok[t].word);
        sign(&x->words, s->doc->tok[t].word);
        for (const act_form *f = act_forms(s->k, s->doc, t); f; f = f->next) {
            set(x->lemma, f->lemma);
            sign(&x->signs, f->lemma);
        }
    }
    for (uint32_t t = s->first; t < s->end; t++) {
        const uint32_t m = act_mention(s, t);
        if (m == NONE)
            continue;
        const chn_mention *a = &s->m->at[m];
        x->actor |= a->kind != CHN_KIND_PLACE && a->kind != CHN_KIND_MEDIA;
        add_mention(x, m);
        while (t + 1 < s->end && act_mention(s, t + 1) == m)
            t++;
    }
    /* "ambassador to [Peru]": act_state_inside */
    for (uint32_t i = s->m->n; i < s->m->n + s->m->n_inner; i++)
        if (s->m->at[i].first >= s->first && s->m->at[i].first < s->end)
            add_mention(x, i);
}

static bool cons_may_hold(const act_sent *s, const act_cons *c)
{
    const act_screen *x = &s->screen;
    if (c->not )
        return true;
    if (c->link == L_PREP || c->link == L_WORD) {
        uint32_t i = 0;
        while (i < c->n_prep && !has(x->word, c->prep[i]))
            i++;
        if (i == c->n_prep)
            return false;
    }
    if (c->want != WANT_LEMMA)
        return true;
    for (uint32_t i = 0; i < c->n_choice; i++)
        if (has(x->lemma, c->choice[i]))
            return true;
    return false;
}

bool act_may_hold(const act_sent *s, const act_lemma *l, uint32_t i)
{
    const act_screen *x = &s->screen;
    const act_ask *a = &l->asks[i];
    if (!meet(&a->signs[0], &x->signs) || !meet(&a->signs[1], &x->signs) ||
        !meet(&a->words, &x->words) || (a->actor && !x->actor))
        return false;
    const act_rule *r = &s->k->rules[l->rules[i]];
    for (uint32_t c = 0; c < r->n_cons; c++)
        if (!cons_may_hold(s, &r->cons[c]))
            return false;
    return true;
}

/* ---- sides ---- */

/* May the act's doer be found elsewhere (act_infer_doer)? */
static bool may_lack_doer(const act_sent *s, const act_rule *r,
                          const chn_acts *before)
{
    if (r->pos != P_VERB || (r->flags & (R_SYMMETRIC | R_SPEECH)))
        return false;
    return (r->flags & (R_STATE | R_UNKNOWN)) ||
           (before->n > 0 && before->at[before->n - 1].sent + DOER_REACH >=
                                 s->doc->tok[s->first].sent);
}

/* May a crowd be of this place (fill_crowd)? */
static bool may_be_crowd(const act_sent *s, const act_rule *r, uint32_t m)
{
    return s->m->at[m].country.n > 0 && chn_str_is(r->category, "PROTEST");
}

static bool may_be_source(const act_sent *s, const act_rule *r, uint32_t m)
{
    return act_fits(s, r, m, (r->flags & R_WHERE) != 0) ||
           may_be_crowd(s, r, m);
}

static bool may_be_party(const act_sent *s, const act_rule *r, uint32_t m)
{
    return act_fits(s, r, m, true) || may_be_crowd(s, r, m);
}

/* Are there two parties that may stand on two sides? */
static bool two_parties(const act_sent *s, const act_rule *r)
{
    const act_screen *x = &s->screen;
    for (uint32_t i = 0; i < x->n_mention; i++) {
        if (!may_be_party(s, r, x->mention[i]))
            continue;
        if (s->m->at[x->mention[i]].n_parts >= 2)
            return true;
        for (uint32_t j = 0; j < i; j++)
            if (may_be_party(s, r, x->mention[j]) &&
                !act_same_party(s, r, x->mention[i], x->mention[j]))
                return true;
    }
    return false;
}

/* May a target that no words name be guessed (holds in find.c)? From
 * the report, of what is hit, of "told its citizens to leave". */
static bool may_guess(const act_sent *s, const act_rule *r)
{
    if (act_is_topical(r) || chn_str_is(r->category, "ASSAULT"))
        return true;
    bool folk = false;
    for (uint32_t i = 0; i < s->screen.n_mention; i++)
        folk |= s->m->at[s->screen.mention[i]].kind == CHN_KIND_PEOPLE ||
                s->m->at[s->screen.mention[i]].kind == CHN_KIND_ARMED;
    return folk && r->pos == P_VERB && chn_str_is(r->category, "REQUEST");
}

static bool may_fill(const act_sent *s, const act_rule *r,
                     const chn_acts *before)
{
    const act_screen *x = &s->screen;
    bool source = false;
    if (may_lack_doer(s, r, before) || x->n_mention > SCREEN_MENTIONS)
        return true;
    for (uint32_t i = 0; i < x->n_mention && !source; i++)
        source = may_be_source(s, r, x->mention[i]);
    return source &&
           (!(r->flags & R_TARGET) || may_guess(s, r) || two_parties(s, r));
}

bool act_may_tell(const act_sent *s, const chn_acts *before)
{
    for (uint32_t t = s->first; t < s->end; t++) {
        if (!(act_class(s->k, s->doc, t) & W_BEGINS))
            continue;
        for (const act_form *f = act_forms(s->k, s->doc, t); f; f = f->next) {
            const act_lemma *l = &s->k->lemmas[f->lemma];
            if (l->pos == P_NOUN && s->dated[t])
                continue;
            if (s->screen.tagged && !may_begin(s, t, (act_pos)l->pos))
                continue;
            for (uint32_t i = 0; i < l->n_rules; i++) {
                if (l->asks[i].alone && act_may_hold(s, l, i) &&
                    may_fill(s, &s->k->rules[l->rules[i]], before))
                    return true;
            }
        }
    }
    return false;
}
