/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a sentence cannot tell, by its words and mentions alone, before it has
 * a tree. All here is necessary for an act and none of it enough: what is
 * ruled out would not have been found (tests/unit/test_act.c compares).
 */
#include <string.h>

#include "act/inside.h"
#include "base/hash.h"
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
    act_ask a = {{nothing, nothing}, nothing, {NO_LIST, NO_LIST}, false, true};
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
            a.list[n] = c->n_choice > 0 ? c->list : NO_LIST;
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

/* From this many lemmas on it is less to meet all bits of a screen. */
#define LIST_LONG 12u

static bool new_list(chn_act_know *k, const act_cons *c)
{
    act_list *l = &k->lists[k->n_lists++];
    *l = (act_list){c->choice, c->n_choice, NULL};
    if (c->n_choice < LIST_LONG)
        return true;
    l->bits = CHN_NEW(k->arena, uint64_t, SCREEN_WORDS);
    for (uint32_t i = 0; l->bits && i < c->n_choice; i++)
        set(l->bits, c->choice[i]);
    return l->bits != NULL;
}

/* Equal lists of lemmas get one number: "@weapon" stands in many patterns, and
 * is looked for once in a sentence. */
static bool number_lists(chn_act_know *k)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->n_rules; i++)
        n += k->rules[i].n_cons;
    uint32_t slots = 16;
    while (slots < 2 * n)
        slots *= 2;
    uint32_t *slot = CHN_NEW(k->arena, uint32_t, slots); /* number + 1 */
    k->lists = CHN_NEW(k->arena, act_list, (size_t)n + 1);
    k->n_lists = 0;
    if (!slot || !k->lists)
        return false;
    for (uint32_t i = 0; i < k->n_rules; i++) {
        for (uint32_t j = 0; j < k->rules[i].n_cons; j++) {
            act_cons *c = &k->rules[i].cons[j];
            const size_t bytes = c->n_choice * sizeof *c->choice;
            if (c->n_choice == 0)
                continue;
            uint32_t at = (uint32_t)chn_hash(c->choice, bytes, 0) & (slots - 1);
            while (slot[at]) {
                const act_list *o = &k->lists[slot[at] - 1];
                if (o->n_choice == c->n_choice &&
                    memcmp(o->choice, c->choice, bytes) == 0)
                    break;
                at = (at + 1) & (slots - 1);
            }
            if (!slot[at]) {
                if (!new_list(k, c))
                    return false;
                slot[at] = k->n_lists;
            }
            c->list = slot[at] - 1;
        }
    }
    return true;
}

bool act_screen_sent(act_sent *s, chn_arena *a)
{
    const size_t words = s->k->n_lists / 64 + 1;
    s->list_asked = CHN_NEW(a, uint64_t, words);
    s->list_there = CHN_NEW(a, uint64_t, words);
    return s->list_asked && s->list_there;
}

bool act_screen_new(chn_act_know *k)
{
    if (!number_lists(k))
        return false;
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
    /* "bring it to zero": a noun under its preposition, whatever its tag */
    return may_be_used(s, tok, pos) || u == CHN_ADJ ||
           (pos == P_NOUN && (u == CHN_VERB || u == CHN_NUM || u == CHN_ADV ||
                              u == CHN_X || u == CHN_SYM));
}

static void forget_lists(act_sent *s)
{
    memset(s->list_asked, 0, (s->k->n_lists / 64 + 1) * sizeof *s->list_asked);
}

static bool any_of(const act_sent *s, const act_list *l)
{
    const uint64_t *lemma = s->screen.lemma;
    uint64_t both = 0;
    if (!l->bits) {
        uint32_t i = 0;
        while (i < l->n_choice && !has(lemma, l->choice[i]))
            i++;
        return i < l->n_choice;
    }
    for (uint32_t i = 0; i < SCREEN_WORDS; i++)
        both |= lemma[i] & l->bits[i];
    return both != 0;
}

/* Is a lemma of the list there? */
static bool list_there(const act_sent *s, uint32_t list)
{
    uint64_t *const asked = &s->list_asked[list / 64];
    uint64_t *const there = &s->list_there[list / 64];
    const uint64_t bit = (uint64_t)1 << list % 64;
    if (!(*asked & bit)) {
        *asked |= bit;
        *there = any_of(s, &s->k->lists[list]) ? *there | bit : *there & ~bit;
    }
    return (*there & bit) != 0;
}

void act_screen_tagged(act_sent *s)
{
    act_screen *x = &s->screen;
    forget_lists(s);
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
    forget_lists(s);
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
        /* a place is one to the rules of what is done to places */
        x->actor |= a->kind != CHN_KIND_MEDIA &&
                    (a->kind != CHN_KIND_PLACE || a->country.n > 0);
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
    return c->want != WANT_LEMMA || (c->n_choice > 0 && list_there(s, c->list));
}

bool act_may_hold(const act_sent *s, const act_lemma *l, uint32_t i)
{
    const act_screen *x = &s->screen;
    const act_ask *a = &l->asks[i];
    if (!meet(&a->signs[0], &x->signs) || !meet(&a->signs[1], &x->signs) ||
        !meet(&a->words, &x->words) || (a->actor && !x->actor))
        return false;
    for (uint32_t n = 0; n < 2; n++)
        if (a->list[n] != NO_LIST && !list_there(s, a->list[n]))
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
    if (r->pos != P_VERB || (r->flags & R_SYMMETRIC) ||
        ((r->flags & R_SPEECH) && !act_is_answer(r)))
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
    return act_fits(s, r, m, (r->flags & R_WHERE) != 0) || act_seat(s, r, m) ||
           may_be_crowd(s, r, m);
}

static bool may_be_party(const act_sent *s, const act_rule *r, uint32_t m)
{
    return act_fits(s, r, m, true) || act_seat(s, r, m) ||
           may_be_crowd(s, r, m);
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
static bool may_guess(const act_sent *s, const act_rule *r, uint32_t lemma)
{
    if (act_is_topical(r) || act_is_against(r) || act_is_reply(s, r, lemma) ||
        chn_str_is(r->category, "ASSAULT"))
        return true;
    bool folk = false;
    for (uint32_t i = 0; i < s->screen.n_mention; i++)
        folk |= s->m->at[s->screen.mention[i]].kind == CHN_KIND_PEOPLE ||
                s->m->at[s->screen.mention[i]].kind == CHN_KIND_ARMED;
    return folk && r->pos == P_VERB && chn_str_is(r->category, "REQUEST");
}

static bool may_fill(const act_sent *s, const act_rule *r, uint32_t lemma,
                     const chn_acts *before)
{
    const act_screen *x = &s->screen;
    bool source = false;
    if (may_lack_doer(s, r, before) || x->n_mention > SCREEN_MENTIONS)
        return true;
    for (uint32_t i = 0; i < x->n_mention && !source; i++)
        source = may_be_source(s, r, x->mention[i]);
    return source && (!(r->flags & R_TARGET) || may_guess(s, r, lemma) ||
                      two_parties(s, r));
}

bool act_may_tell(const act_sent *s, const chn_acts *before)
{
    for (uint32_t t = s->first; t < s->end; t++) {
        if (!act_is_a(s, t, W_BEGINS))
            continue;
        for (const act_form *f = act_forms(s->k, s->doc, t); f; f = f->next) {
            const act_lemma *l = &s->k->lemmas[f->lemma];
            if (l->pos == P_NOUN && s->dated[t])
                continue;
            if (s->screen.tagged && !may_begin(s, t, (act_pos)l->pos))
                continue;
            for (uint32_t i = 0; i < l->n_rules; i++) {
                if (l->asks[i].alone && act_may_hold(s, l, i) &&
                    may_fill(s, &s->k->rules[l->rules[i]], f->lemma, before))
                    return true;
            }
        }
    }
    return false;
}
