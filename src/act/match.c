/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns over trees: what hangs on what, and does it read as asked. */
#include <string.h>

#include "act/inside.h"
#include "base/str.h"

#define R(x) CHN_RELSET(CHN_REL_##x)
static const chn_relset obliques = CHN_RELS_OBLIQUE;
static const chn_relset nominal = R(NMOD) | R(NMOD_POSS) | R(NMOD_DESC) |
                                  R(NMOD_UNMARKED) | R(COMPOUND) | R(AMOD) |
                                  R(APPOS) | R(FLAT) | R(NUMMOD);
static const chn_relset clausal =
    R(CCOMP) | R(XCOMP) | R(CSUBJ) | R(CSUBJ_PASS);

typedef struct list {
    uint32_t *at;
    uint32_t n;
} list;

static void add(list *l, uint32_t tok)
{
    if (tok == CHN_NONE || l->n == RELATED_MAX)
        return;
    for (uint32_t i = 0; i < l->n; i++)
        if (l->at[i] == tok)
            return;
    l->at[l->n++] = tok;
}

/* A token and those that are joined to it by "and". */
static void add_conj(const act_sent *s, list *l, uint32_t tok)
{
    if (tok == CHN_NONE)
        return;
    add(l, tok);
    for (uint32_t k = chn_tree_kid(s->tree, tok, R(CONJ)); k != CHN_NONE;
         k = chn_tree_kid_next(s->tree, k, R(CONJ)))
        add_conj(s, l, k);
}

static void add_kids(const act_sent *s, list *l, uint32_t tok, chn_relset rels)
{
    for (uint32_t k = chn_tree_kid(s->tree, tok, rels); k != CHN_NONE;
         k = chn_tree_kid_next(s->tree, k, rels))
        add_conj(s, l, k);
}

/* Does one of the words stand as preposition or conjunction before `kid`? */
static bool marked(const act_sent *s, uint32_t kid, const uint32_t *prep,
                   uint32_t n_prep)
{
    const chn_tree *t = s->tree;
    const chn_range c = chn_tree_case(t, kid);
    const chn_range m = chn_tree_mark(t, kid);
    for (uint32_t i = 0; i < n_prep; i++) {
        for (uint32_t k = c.first; k < c.end; k++)
            if (act_is(s, k, prep[i]))
                return true;
        for (uint32_t k = m.first; k < m.end; k++)
            if (act_is(s, k, prep[i]))
                return true;
    }
    return false;
}

static void add_marked(const act_sent *s, list *l, uint32_t tok,
                       const uint32_t *prep, uint32_t n_prep)
{
    static const chn_relset rels = CHN_RELS_OBLIQUE | R(NMOD) | R(NMOD_POSS) |
                                   R(NMOD_DESC) | R(ADVCL) | R(ACL) | R(XCOMP) |
                                   R(CCOMP) | R(OBJ) | R(CSUBJ);
    if (tok == CHN_NONE)
        return;
    for (uint32_t k = chn_tree_kid(s->tree, tok, rels); k != CHN_NONE;
         k = chn_tree_kid_next(s->tree, k, rels))
        if (marked(s, k, prep, n_prep))
            add_conj(s, l, k);
}

/* "Smith is [due] in Peru", the preposition hung on what stands before it: the
 * word behind it. */
static void add_behind_case(const act_sent *s, list *l, uint32_t tok,
                            const uint32_t *prep, uint32_t n_prep)
{
    const chn_tree *t = s->tree;
    for (uint32_t c = chn_tree_kid(t, tok, R(CASE)); c != CHN_NONE;
         c = chn_tree_kid_next(t, c, R(CASE)))
        for (uint32_t i = 0; i < n_prep && c > tok; i++) {
            if (!act_is(s, c, prep[i]))
                continue;
            for (uint32_t k = chn_tree_kid(t, tok, CHN_RELS_ALL); k != CHN_NONE;
                 k = chn_tree_kid_next(t, k, CHN_RELS_ALL))
                if (k > c && chn_tree_yield(t, k).first == c + 1)
                    add_conj(s, l, k);
        }
}

uint32_t act_governor(const act_sent *s, uint32_t noun)
{
    const uint32_t first = chn_tree_coord(s->tree, noun);
    const uint32_t head = chn_tree_head(s->tree, first);
    if (head == CHN_NONE)
        return CHN_NONE;
    /* "took it after [fighting] with rebels", read as a clause */
    if (chn_tree_is_rel(s->tree, first, R(ADVCL)) &&
        chn_tree_upos(s->tree, first) == CHN_NOUN)
        return head;
    if (chn_tree_is_rel(s->tree, first,
                        CHN_RELS_SUBJECT | R(OBJ) | R(IOBJ) | obliques |
                            R(XCOMP)))
        return head;
    /* "A [visit] is to follow" */
    if (chn_tree_is_rel(s->tree, first, R(NSUBJ_OUTER)) &&
        chn_tree_upos(s->tree, head) == CHN_VERB)
        return head;
    return CHN_NONE;
}

uint32_t act_under(const act_sent *s, const uint32_t *prep, uint32_t n_prep,
                   uint32_t tok, uint32_t out[RELATED_MAX])
{
    const chn_tree *t = s->tree;
    list l = {out, 0};
    const bool verb = act_used_as(s, tok, P_VERB);
    const uint32_t served = act_served(s, tok);
    const bool copula = served != tok;
    /* "[was] to meet": no copula */
    if (served != tok && chn_tree_upos(t, served) == CHN_VERB)
        return 0;
    /* "[was] in Oslo" */
    if (served != tok && marked(s, served, prep, n_prep))
        add_conj(s, &l, served);
    /* "is a leading investor in Peru": of the noun, and not where it is */
    const chn_range c = chn_tree_case(t, served);
    if (copula && c.end == c.first && chn_tree_upos(t, served) == CHN_NOUN)
        return l.n;
    tok = served;
    add_marked(s, &l, tok, prep, n_prep);
    if (l.n == 0)
        add_behind_case(s, &l, tok, prep, n_prep);
    if (verb) {
        /* "took in families", "in" read as a particle */
        for (uint32_t k = chn_tree_kid(t, tok, R(COMPOUND_PRT) | R(ADVMOD));
             k != CHN_NONE;
             k = chn_tree_kid_next(t, k, R(COMPOUND_PRT) | R(ADVMOD)))
            for (uint32_t i = 0; i < n_prep; i++)
                if (act_is(s, k, prep[i]))
                    add_conj(s, &l, act_object(s, tok));
        /* what a reader hangs on the verb may hang on its object: "made an
         * offer to Peru" */
        const uint32_t obj = act_object(s, tok);
        add_marked(s, &l, obj, prep, n_prep);
        /* "guns and rockets against the camps" */
        for (uint32_t k = chn_tree_kid(t, obj, R(CONJ)); k != CHN_NONE;
             k = chn_tree_kid_next(t, k, R(CONJ)))
            add_marked(s, &l, k, prep, n_prep);
        /* "met and agreed with": shared by verbs that are joined */
        const uint32_t first = chn_tree_coord(t, tok);
        if (l.n == 0 && !copula && first != tok &&
            chn_tree_is_rel(t, tok, R(CONJ)))
            add_marked(s, &l, chn_tree_head(t, tok), prep, n_prep);
        return l.n;
    }
    /* "talks were held in Oslo with Peru", "a ban imposed on Peru" */
    const uint32_t gov = act_governor(s, tok);
    if (l.n == 0 && gov != CHN_NONE) {
        add_marked(s, &l, gov, prep, n_prep);
        /* "waited for a [call]" is no call for anything */
        if (l.n > 0 && chn_tree_under(t, tok, out[0]))
            l.n = 0;
    }
    for (uint32_t k = chn_tree_kid(t, tok, R(ACL)); l.n == 0 && k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(ACL)))
        add_marked(s, &l, k, prep, n_prep);
    /* "the signing of a treaty with Peru" */
    for (uint32_t k = chn_tree_kid(t, tok, R(NMOD)); l.n == 0 && k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(NMOD))) {
        add_marked(s, &l, k, prep, n_prep);
        /* "talks with the presidents of Peru" are no talks of Peru */
        if (l.n > 0 && chn_tree_reads(t, chn_tree_case(t, k), "with") &&
            chn_tree_reads(t, chn_tree_case(t, out[0]), "of"))
            l.n = 0;
    }
    return l.n;
}

/* Nouns under a word, two steps deep. */
static void add_dependents(const act_sent *s, list *l, uint32_t tok)
{
    static const chn_relset first =
        R(OBJ) | R(IOBJ) | R(NSUBJ_PASS) | CHN_RELS_OBLIQUE | R(NMOD) |
        R(NMOD_POSS) | R(NMOD_DESC) | R(NMOD_UNMARKED) | R(COMPOUND) | R(AMOD) |
        R(XCOMP) | R(NUMMOD);
    add_conj(s, l, act_object(s, tok));
    add_kids(s, l, tok, first);
    const uint32_t n = l->n;
    /* "called the raid a provocation", hung on the raid */
    for (uint32_t i = 0; i < n; i++)
        add_kids(s, l, l->at[i], nominal | R(OBJ));
    const uint32_t m = l->n;
    for (uint32_t i = n; i < m; i++)
        add_kids(s, l, l->at[i], R(NMOD) | R(COMPOUND) | R(AMOD));
}

/* "The raid, Norway [said], was a crime": between the commas of a clause. */
static bool inserted(const act_sent *s, uint32_t tok, uint32_t first)
{
    const chn_tree *t = s->tree;
    const uint32_t head = chn_tree_head(t, tok);
    const uint32_t end = chn_tree_yield(t, tok).end;
    return head > tok && chn_tok_is(s->doc, first - 1, ",") &&
           (chn_tok_is(s->doc, end - 1, ",") ||
            (end < head && chn_tok_is(s->doc, end, ","))) &&
           chn_tree_yield(t, head).first < first - 1;
}

bool act_after_words(const act_sent *s, uint32_t tok)
{
    const chn_tree *t = s->tree;
    uint32_t first = chn_tree_yield(t, tok).first;
    if (chn_tok_is(s->doc, first, ","))
        first++;
    return chn_tree_is_rel(t, tok, R(PARATAXIS)) && first > s->first &&
           (chn_tree_head(t, tok) < tok || inserted(s, tok, first)) &&
           chn_tree_kid(t, tok, R(OBJ) | R(CCOMP)) == CHN_NONE &&
           !chn_tok_is(s->doc, first - 1, ";") &&
           !chn_tok_is(s->doc, first - 1, ":") &&
           !chn_tok_is(s->doc, first, ";") && !chn_tok_is(s->doc, first, ":");
}

/* "ordered the families of its envoys and all staff to [leave]", hung on the
 * last of them. */
static void add_clause_at_end(const act_sent *s, list *l, uint32_t obj)
{
    const chn_tree *t = s->tree;
    const uint32_t end = chn_tree_yield(t, obj).end;
    for (int steps = 0; steps < 3 && obj != CHN_NONE; steps++) {
        uint32_t last = CHN_NONE;
        for (uint32_t k = chn_tree_kid(t, obj, R(CONJ) | R(NMOD));
             k != CHN_NONE; k = chn_tree_kid_next(t, k, R(CONJ) | R(NMOD)))
            last = chn_tree_yield(t, k).end == end ? k : CHN_NONE;
        obj = last;
        for (uint32_t k = chn_tree_kid(t, obj, R(ACL)); k != CHN_NONE;
             k = chn_tree_kid_next(t, k, R(ACL))) {
            chn_verb_group g;
            chn_tree_verb_group(t, k, &g);
            if (g.infinitive)
                add_conj(s, l, k);
        }
    }
}

/* "After the plan [failed], Peru said that it would help": what stands before
 * the verb is not said where something behind it is, unless it is quoted. */
static void add_said(const act_sent *s, list *l, uint32_t tok)
{
    const chn_tree *t = s->tree;
    bool behind = false;
    for (uint32_t k = chn_tree_kid(t, tok, R(CCOMP)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(CCOMP)))
        behind = behind || k > tok;
    for (uint32_t k = chn_tree_kid(t, tok, clausal); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, clausal))
        if (!behind || k > tok || !chn_tree_is_rel(t, k, R(CCOMP)) ||
            (s->doc->tok[k].flags & CHN_TOK_QUOTED))
            add_conj(s, l, k);
}

static void add_clauses(const act_sent *s, list *l, uint32_t tok)
{
    const chn_tree *t = s->tree;
    add_said(s, l, tok);
    /* "sailed to [end] it", not "refused, [saying] that" */
    for (uint32_t k = chn_tree_kid(t, tok, R(ADVCL) | R(ACL)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(ADVCL) | R(ACL))) {
        chn_verb_group g;
        chn_tree_verb_group(t, k, &g);
        if (g.infinitive)
            add_conj(s, l, k);
    }
    /* "Peru will leave, he said": the words said stand above */
    if (act_after_words(s, tok))
        add_conj(s, l, chn_tree_head(t, tok));
    for (uint32_t k = chn_tree_kid(t, tok, R(PARATAXIS)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(PARATAXIS))) {
        const uint32_t first = chn_tree_yield(t, k).first;
        /* "denied that it was so; his men had [arrested] nine": no content */
        if (first <= tok || (!chn_tok_is(s->doc, first, ";") &&
                             !chn_tok_is(s->doc, first - 1, ";")))
            add_conj(s, l, k);
    }
    /* "made a promise to leave" */
    const uint32_t obj = act_object(s, tok);
    if (obj != CHN_NONE && obj > tok) {
        add_kids(s, l, obj, R(ACL) | R(CCOMP));
        add_clause_at_end(s, l, obj);
    }
    /* "wants to be able to leave" */
    const uint32_t n = l->n;
    for (uint32_t i = 0; i < n; i++)
        add_kids(s, l, l->at[i], R(XCOMP));
}

/* "gave Peru ten million [dollars]", read as two objects. */
static uint32_t second_object(const act_sent *s, uint32_t tok)
{
    const uint32_t obj = act_object(s, tok);
    return obj != CHN_NONE && obj > tok && chn_tree_head(s->tree, obj) == tok &&
                   chn_tree_is_rel(s->tree, obj, R(OBJ)) &&
                   act_mention(s, obj) != NONE
               ? chn_tree_kid_next(s->tree, obj, R(OBJ))
               : CHN_NONE;
}

/* Is it one of the words of `c`? "Should Peru attack, Chile will help" is a
 * condition and no duty. */
static bool one_of_words(const act_sent *s, const act_cons *c, uint32_t tok)
{
    if ((s->doc->tok[tok].flags & CHN_TOK_SENT_START) &&
        act_is_a(s, tok, W_TURNED))
        return false;
    for (uint32_t i = 0; i < c->n_prep; i++)
        if (act_is(s, tok, c->prep[i]))
            return true;
    return false;
}

/* Words that hang on it, or on what hangs on it: particles, adverbs,
 * prepositions, auxiliaries of its clause. */
static void add_words(const act_sent *s, list *l, const act_cons *c,
                      uint32_t tok)
{
    const chn_tree *t = s->tree;
    for (uint32_t k = chn_tree_kid(t, tok, CHN_RELS_ALL); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, CHN_RELS_ALL)) {
        if (one_of_words(s, c, k))
            add(l, k);
        /* "sent troops to the border [in] May" calls none in */
        const chn_relset in_time = s->dated[k] ? R(CASE) : 0;
        for (uint32_t g = chn_tree_kid(t, k, CHN_RELS_ALL & ~in_time);
             g != CHN_NONE;
             g = chn_tree_kid_next(t, g, CHN_RELS_ALL & ~in_time))
            if (one_of_words(s, c, g))
                add(l, g);
    }
}

uint32_t act_related(const act_sent *s, const act_cons *c, uint32_t tok,
                     uint32_t out[RELATED_MAX])
{
    list l = {out, 0};
    const uint32_t served = act_served(s, tok);
    if (c->link != L_PREP) {
        if (served != tok && (c->link == L_DEP || c->link == L_ARG))
            add_conj(s, &l, served);
        tok = served;
    }
    switch ((link_kind)c->link) {
    case L_SUBJ:
        add_conj(s, &l, act_doer(s, tok));
        add_conj(s, &l, act_counted(s, act_doer(s, tok)));
        break;
    case L_OBJ:
        add_conj(s, &l, act_object(s, tok));
        add_conj(s, &l, act_counted(s, act_object(s, tok)));
        /* "gave [Peru] the nod" */
        add_conj(s, &l, chn_tree_kid(s->tree, tok, R(IOBJ)));
        add_conj(s, &l, second_object(s, tok));
        break;
    case L_COMP:
        add_clauses(s, &l, tok);
        break;
    case L_DEP:
        add_dependents(s, &l, tok);
        break;
    case L_ARG:
        add_conj(s, &l, act_doer(s, tok));
        add_dependents(s, &l, tok);
        break;
    case L_MOD:
        add_kids(s, &l, tok, nominal | R(NMOD_POSS) | R(ADVMOD) | R(ACL));
        break;
    case L_GOV:
        add(&l, act_governor(s, tok));
        add_kids(s, &l, tok, R(ACL) | R(ACL_RELCL));
        break;
    case L_PREP:
        return act_under(s, c->prep, c->n_prep, tok, out);
    case L_WORD:
        add_words(s, &l, c, tok);
        break;
    }
    return l.n;
}

/* ---- does it read as asked ---- */

bool act_used_as(const act_sent *s, uint32_t tok, act_pos pos)
{
    const chn_tree *t = s->tree;
    const chn_upos u = chn_tree_upos(t, tok);
    if (pos == P_WORD)
        return true;
    if (pos == P_NOUN)
        return u == CHN_NOUN || u == CHN_PROPN;
    if (u == CHN_VERB || u == CHN_AUX)
        return true;
    /* "were detained", "is pleased": participles that read as adjectives */
    /* "Peruvian troops [advanced]", read as one too */
    return u == CHN_ADJ && (chn_tree_has(t, tok, CHN_F_PART) ||
                            chn_tree_kid(t, tok, R(COP)) != CHN_NONE ||
                            chn_tree_kid(t, tok, R(NSUBJ)) != CHN_NONE);
}

static bool has_choice(const act_cons *c, uint32_t lemma)
{
    uint32_t lo = 0;
    uint32_t hi = c->n_choice;
    while (lo < hi) {
        const uint32_t mid = (lo + hi) / 2;
        if (c->choice[mid] < lemma)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < c->n_choice && c->choice[lo] == lemma;
}

static bool reads(const act_sent *s, const act_cons *c, uint32_t tok)
{
    for (const act_form *x = act_forms(s->k, s->doc, tok); x; x = x->next) {
        if (!has_choice(c, x->lemma))
            continue;
        const act_pos pos = (act_pos)s->k->lemmas[x->lemma].pos;
        if (pos == P_WORD)
            return true;
        /* "a test launch", "the test": what is asked of a dependent is its
         * word; whether tagged noun or verb there, the link tells enough */
        if (act_used_as(s, tok, pos) || chn_tree_upos(s->tree, tok) == CHN_ADJ)
            return true;
        /* "took it to [court]", read as a verb under its preposition */
        if (pos == P_NOUN && chn_tree_is_rel(s->tree, tok, R(OBL) | R(NMOD)))
            return true;
    }
    return false;
}

static uint32_t found_at(const act_sent *s, const act_cons *c, uint32_t tok)
{
    for (uint32_t i = s->n_found; i-- > 0;) {
        const act_found *f = &s->found[i];
        if (f->gone || f->rule->flags & (R_DROP | R_SAME))
            continue;
        bool at = false;
        for (uint32_t n = 0; n < f->n_node && !at; n++)
            at = f->node[n] == tok;
        if (at && (c->acts >> f->rule->cat & 1u) &&
            (c->statuses == 0 || (c->statuses >> f->status & 1u)))
            return i;
    }
    return NONE;
}

/* Somebody; a town only where the act may be done to a place ("stayed in
 * Lima"), or where it stands for its state ("gave it to Lima"). */
static bool is_party(const act_sent *s, const act_rule *r, uint32_t m)
{
    const chn_mention *x = &s->m->at[m];
    if (x->kind == CHN_KIND_PLACE)
        return x->country.n > 0 && (act_seat(s, r, m) || (r->flags & R_PLACE));
    return x->kind != CHN_KIND_MEDIA;
}

/* "said it would not [attack]", "said that Chile was not [behind] it": what a
 * pattern asks to be told is denied. Not "not only". */
static bool is_denied(const act_sent *s, uint32_t tok)
{
    chn_verb_group g;
    chn_tree_verb_group(s->tree, tok, &g);
    const uint32_t behind = g.negation == CHN_NONE ? s->end : g.negation + 1;
    return g.negated &&
           !(behind < s->end && (chn_tok_is(s->doc, behind, "only") ||
                                 chn_tok_is(s->doc, behind, "just")));
}

/* The token under `tok` that fulfils the constraint, or CHN_NONE. */
static uint32_t fulfil(const act_sent *s, const act_rule *r, const act_cons *c,
                       uint32_t tok, uint32_t *inner)
{
    uint32_t near[RELATED_MAX];
    const uint32_t n = act_related(s, c, tok, near);
    const bool plain = c->link == L_COMP && !c->not &&!r->negation;
    for (uint32_t i = 0; i < n; i++) {
        switch ((want_kind)c->want) {
        case WANT_ANY:
            return near[i];
        case WANT_LEMMA:
            if (reads(s, c, near[i]) && !(plain && is_denied(s, near[i])))
                return near[i];
            break;
        case WANT_ACTOR: {
            const uint32_t m = act_mention(s, act_before_which(s, near[i]));
            if (m != NONE && is_party(s, r, m))
                return near[i];
            break;
        }
        case WANT_PLACE: {
            const uint32_t m = act_mention(s, near[i]);
            if (m != NONE && (s->m->at[m].kind == CHN_KIND_PLACE ||
                              (s->m->at[m].kind == CHN_KIND_COUNTRY &&
                               s->m->at[m].link == CHN_LINK_METONYM)))
                return near[i];
            break;
        }
        case WANT_ACT: {
            const uint32_t f = found_at(s, c, near[i]);
            if (f != NONE && !(plain && chn_str_is(r->category, "THREATEN") &&
                               is_denied(s, near[i]))) {
                *inner = f;
                return near[i];
            }
            break;
        }
        }
    }
    return CHN_NONE;
}

bool act_match(const act_sent *s, const act_rule *r, uint32_t tok,
               act_found *out)
{
    memset(out, 0, sizeof *out);
    out->rule = r;
    out->head = tok;
    out->inner = NONE;
    out->node[out->n_node++] = tok;
    uint32_t last = tok;
    for (uint32_t i = 0; i < r->n_cons; i++) {
        const act_cons *c = &r->cons[i];
        const uint32_t from = c->chained ? last : tok;
        uint32_t inner = NONE;
        const uint32_t hit = fulfil(s, r, c, from, &inner);
        if ((hit == CHN_NONE) != c->not )
            return false;
        if (c->not )
            continue;
        if (inner != NONE)
            out->inner = inner;
        last = hit;
        if (out->n_node < NODES_MAX)
            out->node[out->n_node++] = hit;
        /* "called off a round of talks": of the talks, too */
        const uint32_t counted = c->link == L_PREP || c->link == L_WORD
                                     ? CHN_NONE
                                     : act_counted(s, hit);
        if (counted != CHN_NONE && out->n_node < NODES_MAX)
            out->node[out->n_node++] = counted;
    }
    return true;
}
