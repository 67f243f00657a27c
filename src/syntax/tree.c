/* SPDX-License-Identifier: Apache-2.0 */
/* Questions to a tree; see tree.h. Words are compared by their folded form,
 * so that nothing here needs a lemma. */
#include "syntax/tree.h"

#include <string.h>

#define R(id) CHN_RELSET(CHN_REL_##id)

static const chn_relset AUXES = R(AUX) | R(AUX_PASS) | R(COP);

static bool is(const chn_tree *t, uint32_t tok, const char *folded)
{
    return chn_tok_is(t->doc, tok, folded);
}

/* Does the token read as one of `words`, a list ended by NULL? */
static bool is_one(const chn_tree *t, uint32_t tok, const char *const *words)
{
    for (; *words; words++)
        if (is(t, tok, *words))
            return true;
    return false;
}

static bool rel(const chn_tree *t, uint32_t tok, chn_relset rels)
{
    return chn_tree_is_rel(t, tok, rels);
}

/* ---- kids ---- */

static uint32_t next_of(const chn_tree *t, uint32_t kid, chn_relset rels)
{
    while (kid != CHN_NONE && !rel(t, kid, rels))
        kid = t->node[kid].next;
    return kid;
}

uint32_t chn_tree_kid(const chn_tree *t, uint32_t tok, chn_relset rels)
{
    return tok == CHN_NONE ? CHN_NONE : next_of(t, t->node[tok].child, rels);
}

uint32_t chn_tree_kid_next(const chn_tree *t, uint32_t kid, chn_relset rels)
{
    return kid == CHN_NONE ? CHN_NONE : next_of(t, t->node[kid].next, rels);
}

uint32_t chn_tree_kid_count(const chn_tree *t, uint32_t tok, chn_relset rels)
{
    uint32_t n = 0;
    for (uint32_t k = chn_tree_kid(t, tok, rels); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, rels))
        n++;
    return n;
}

uint32_t chn_tree_kid_word(const chn_tree *t, uint32_t tok, chn_relset rels,
                           const char *folded)
{
    uint32_t k = chn_tree_kid(t, tok, rels);
    while (k != CHN_NONE && !is(t, k, folded))
        k = chn_tree_kid_next(t, k, rels);
    return k;
}

uint32_t chn_tree_kid_case(const chn_tree *t, uint32_t tok, chn_relset rels,
                           const char *folded)
{
    uint32_t k = chn_tree_kid(t, tok, rels);
    while (k != CHN_NONE &&
           chn_tree_kid_word(t, k, R(CASE) | R(MARK), folded) == CHN_NONE)
        k = chn_tree_kid_next(t, k, rels);
    return k;
}

/* ---- what lies under a token ---- */

chn_range chn_tree_yield(const chn_tree *t, uint32_t tok)
{
    chn_range r = {0, 0};
    if (tok != CHN_NONE) {
        r.first = t->node[tok].left;
        r.end = t->node[tok].right + 1;
    }
    return r;
}

uint32_t chn_tree_size(const chn_tree *t, uint32_t tok)
{
    if (tok == CHN_NONE)
        return 0;
    uint32_t n = 1, at = tok;
    for (;;) {
        if (t->node[at].child != CHN_NONE) {
            at = t->node[at].child;
        } else {
            while (at != tok && t->node[at].next == CHN_NONE)
                at = t->node[at].head;
            if (at == tok)
                return n;
            at = t->node[at].next;
        }
        n++;
    }
}

bool chn_tree_contiguous(const chn_tree *t, uint32_t tok)
{
    const chn_range r = chn_tree_yield(t, tok);
    return chn_tree_size(t, tok) == r.end - r.first;
}

bool chn_tree_under(const chn_tree *t, uint32_t tok, uint32_t top)
{
    if (top == CHN_NONE)
        return false;
    while (tok != CHN_NONE && tok != top)
        tok = t->node[tok].head;
    return tok == top;
}

uint32_t chn_tree_yield_next(const chn_tree *t, uint32_t top, uint32_t prev)
{
    const chn_range r = chn_tree_yield(t, top);
    for (uint32_t i = prev == CHN_NONE ? r.first : prev + 1; i < r.end; i++)
        if (chn_tree_under(t, i, top))
            return i;
    return CHN_NONE;
}

/* ---- upwards ---- */

uint32_t chn_tree_root(const chn_tree *t, uint32_t sent)
{
    if (sent >= t->doc->n_sent || !(t->state[sent] & CHN_SENT_PARSED))
        return CHN_NONE;
    const chn_sent *s = &t->doc->sent[sent];
    for (uint32_t i = s->first; i < s->end; i++)
        if (t->node[i].head == CHN_NONE)
            return i;
    return CHN_NONE;
}

uint32_t chn_tree_depth(const chn_tree *t, uint32_t tok)
{
    uint32_t n = 0;
    while (tok != CHN_NONE && t->node[tok].head != CHN_NONE) {
        tok = t->node[tok].head;
        n++;
    }
    return n;
}

uint32_t chn_tree_above(const chn_tree *t, uint32_t tok, chn_relset rels,
                        chn_uposset tags)
{
    if (tok == CHN_NONE)
        return CHN_NONE;
    do
        tok = t->node[tok].head;
    while (tok != CHN_NONE &&
           !(rel(t, tok, rels) && (CHN_UPOSSET(t->node[tok].upos) & tags)));
    return tok;
}

uint32_t chn_tree_coord(const chn_tree *t, uint32_t tok)
{
    while (tok != CHN_NONE && rel(t, tok, R(CONJ)) &&
           t->node[tok].head != CHN_NONE)
        tok = t->node[tok].head;
    return tok;
}

bool chn_tree_is_clause(const chn_tree *t, uint32_t tok)
{
    return tok != CHN_NONE && rel(t, chn_tree_coord(t, tok), CHN_RELS_CLAUSE);
}

uint32_t chn_tree_clause(const chn_tree *t, uint32_t tok)
{
    while (tok != CHN_NONE && !chn_tree_is_clause(t, tok))
        tok = t->node[tok].head;
    return tok;
}

#define RELS_FUNCTION                                                          \
    (CHN_RELSET(CHN_REL_AUX) | CHN_RELSET(CHN_REL_AUX_PASS) |                  \
     CHN_RELSET(CHN_REL_COP) | CHN_RELSET(CHN_REL_MARK) |                      \
     CHN_RELSET(CHN_REL_CASE) | CHN_RELSET(CHN_REL_CC) |                       \
     CHN_RELSET(CHN_REL_COMPOUND_PRT) | CHN_RELSET(CHN_REL_FIXED))

uint32_t chn_tree_served(const chn_tree *t, uint32_t tok)
{
    while (tok != CHN_NONE && chn_tree_is_rel(t, tok, RELS_FUNCTION) &&
           chn_tree_head(t, tok) != CHN_NONE)
        tok = chn_tree_head(t, tok);
    return tok;
}

bool chn_tree_path(const chn_tree *t, uint32_t a, uint32_t b, chn_path *out)
{
    if (a == CHN_NONE || b == CHN_NONE)
        return false;
    uint32_t up = chn_tree_depth(t, a), down = chn_tree_depth(t, b);
    const uint32_t from_a = up, from_b = down;
    while (up > down) {
        a = t->node[a].head;
        up--;
    }
    while (down > up) {
        b = t->node[b].head;
        down--;
    }
    while (a != b && up > 0) {
        a = t->node[a].head;
        b = t->node[b].head;
        up--;
    }
    out->top = a;
    out->up = from_a - up;
    out->down = from_b - up;
    return a == b;
}

/* Text that is cut where the buffer ends, its whole length counted. */
typedef struct text {
    char *p;
    size_t cap, n;
} text;

static void put(text *x, const char *z, char end)
{
    for (;; z++) {
        const char c = *z ? *z : end;
        if (x->n + 1 < x->cap)
            x->p[x->n] = c;
        x->n++;
        if (!*z)
            return;
    }
}

size_t chn_tree_path_text(const chn_tree *t, uint32_t a, uint32_t b, char *out,
                          size_t cap)
{
    text x = {out, cap, 0};
    chn_path p;
    if (cap > 0)
        out[0] = '\0';
    if (!chn_tree_path(t, a, b, &p))
        return 0;
    for (; a != p.top; a = t->node[a].head) {
        if (x.n > 0)
            put(&x, "", ' ');
        put(&x, chn_rel_name(chn_tree_rel(t, a)), '^');
    }
    for (uint32_t i = p.down; i > 0; i--) {
        uint32_t at = b; /* the way down is known from below only */
        for (uint32_t k = 1; k < i; k++)
            at = t->node[at].head;
        if (x.n > 0)
            put(&x, "", ' ');
        put(&x, chn_rel_name(chn_tree_rel(t, at)), '!');
    }
    if (cap > 0)
        out[x.n < cap ? x.n : cap - 1] = '\0';
    return x.n;
}

/* ---- coordination ---- */

uint32_t chn_tree_conjuncts(const chn_tree *t, uint32_t tok, uint32_t *out,
                            uint32_t cap)
{
    const uint32_t first = chn_tree_coord(t, tok);
    if (first == CHN_NONE)
        return 0;
    uint32_t n = 0;
    const chn_range r = chn_tree_yield(t, first);
    for (uint32_t i = r.first; i < r.end; i++) {
        if (i != first &&
            !(rel(t, i, R(CONJ)) && chn_tree_coord(t, i) == first))
            continue;
        if (n < cap)
            out[n] = i;
        n++;
    }
    return n;
}

uint32_t chn_tree_joiner(const chn_tree *t, uint32_t tok)
{
    if (tok == CHN_NONE || !rel(t, tok, R(CONJ)))
        return CHN_NONE;
    const uint32_t own = chn_tree_kid(t, tok, R(CC));
    if (own != CHN_NONE)
        return own;
    /* "A, B and C": what joins B and C joins A and B too */
    for (uint32_t k = chn_tree_kid_next(t, tok, R(CONJ)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(CONJ))) {
        const uint32_t cc = chn_tree_kid(t, k, R(CC));
        if (cc != CHN_NONE)
            return cc;
    }
    return CHN_NONE;
}

/* ---- verb group ---- */

static const char *const be_words[] = {"be",  "am",   "is",   "are",
                                       "was", "were", "been", "being",
                                       "'s",  "'re",  "'m",   NULL};
static const char *const have_words[] = {"have", "has", "had", "having",
                                         "'ve",  "'d",  "'s",  NULL};
static const char *const do_words[] = {"do", "does", "did", NULL};
static const char *const will_words[] = {"will", "shall", "'ll",
                                         "wo",   "sha",   NULL};
static const char *const modal_words[] = {"may",   "might",  "can",  "ca",
                                          "could", "should", "must", "would",
                                          "ought", "'d",     "need", NULL};
static const char *const past_words[] = {"was", "were", "had",
                                         "did", "'d",   NULL};
static const char *const present_words[] = {"am",   "is", "are",  "has",
                                            "have", "do", "does", "'s",
                                            "'re",  "'m", "'ve",  NULL};
static const char *const not_words[] = {"not", "n't", "never", NULL};

static bool verbal(const chn_tree *t, uint32_t tok)
{
    return t->node[tok].upos == CHN_VERB || t->node[tok].upos == CHN_AUX;
}

static bool bit(const chn_tree *t, uint32_t tok, uint32_t bits)
{
    return (t->node[tok].bits & bits) != 0;
}

static bool ends_ing(const chn_tree *t, uint32_t tok)
{
    const chn_str f = t->doc->tok[tok].fold;
    return f.n > 4 && memcmp(f.p + f.n - 3, "ing", 3) == 0;
}

/* "meeting": a participle or gerund of the present. */
static bool ing_form(const chn_tree *t, uint32_t tok)
{
    if (!verbal(t, tok))
        return false;
    return bit(t, tok, CHN_F_GER) ||
           (bit(t, tok, CHN_F_PART) && !bit(t, tok, CHN_F_PAST) &&
            ends_ing(t, tok));
}

/* "met" as a participle. */
static bool past_form(const chn_tree *t, uint32_t tok)
{
    return verbal(t, tok) && bit(t, tok, CHN_F_PART) &&
           bit(t, tok, CHN_F_PAST | CHN_F_PASS) && !ing_form(t, tok);
}

/* What a verb group is read from. */
typedef struct group {
    uint32_t pred;
    uint32_t first_aux; /* first auxiliary or copula */
    uint32_t to;        /* "to" */
    uint32_t have;      /* have of the perfect */
    uint32_t be;        /* first form of be */
    uint32_t will;
} group;

static void widen(chn_verb_group *g, uint32_t tok)
{
    if (tok < g->span.first)
        g->span.first = tok;
    if (tok >= g->span.end)
        g->span.end = tok + 1;
}

/* Is "'s" or "'d" the one of have? By what the next verb is. */
static bool have_clitic(const chn_tree *t, uint32_t aux, uint32_t pred)
{
    uint32_t next = pred;
    for (uint32_t k = chn_tree_kid_next(t, aux, AUXES); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, AUXES))
        if (k > aux && k < next)
            next = k;
    if (next != pred)
        return is(t, next, "been") || is(t, next, "had");
    return rel(t, aux, R(AUX)) && past_form(t, pred) &&
           !bit(t, pred, CHN_F_PASS);
}

/* "Two would-be bombers were killed": a piece of a word. */
static bool hyphened(const chn_tree *t, uint32_t k)
{
    return k + 1 < t->doc->n_tok && chn_tok_is(t->doc, k + 1, "-") &&
           !(t->doc->tok[k + 1].flags & CHN_TOK_SPACE);
}

static void read_aux(const chn_tree *t, uint32_t k, group *x, chn_verb_group *g)
{
    if (hyphened(t, k))
        return;
    const bool short_have =
        (is(t, k, "'s") || is(t, k, "'d")) && have_clitic(t, k, x->pred);
    if (x->first_aux == CHN_NONE)
        x->first_aux = k;
    if (is_one(t, k, will_words))
        x->will = k;
    else if (short_have || (is_one(t, k, have_words) && !is(t, k, "'s") &&
                            !is(t, k, "'d") && rel(t, k, R(AUX))))
        x->have = k;
    else if (is_one(t, k, modal_words))
        g->modal = k;
    else if (is_one(t, k, do_words))
        g->emphatic = true;
    else if (x->be == CHN_NONE && is_one(t, k, be_words))
        x->be = k;
    if (rel(t, k, R(AUX_PASS)))
        g->passive = true;
    /* "is meeting" and "is being met" alike */
    if (is(t, k, "being") && x->be != CHN_NONE && x->be != k)
        g->progressive = true;
}

/* "not", "never", "no longer" among the kids of a predicate. */
static bool negates(const chn_tree *t, uint32_t k)
{
    if (!rel(t, k, R(ADVMOD) | R(AUX) | R(DET) | R(CC)))
        return false;
    return is_one(t, k, not_words) ||
           (is(t, k, "longer") &&
            chn_tree_kid_word(t, k, CHN_RELS_ALL, "no") != CHN_NONE);
}

static void read_kids(const chn_tree *t, group *x, chn_verb_group *g)
{
    const uint32_t pred = x->pred;
    for (uint32_t k = chn_tree_kid(t, pred, CHN_RELS_ALL); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, CHN_RELS_ALL)) {
        if (negates(t, k)) {
            g->negated = true;
            g->negation = k;
        } else if (rel(t, k, AUXES)) {
            read_aux(t, k, x, g);
            if (rel(t, k, R(COP)))
                g->copular = true;
        } else if (rel(t, k, R(MARK)) && is(t, k, "to") && k < pred) {
            x->to = k;
        } else if (rel(t, k, R(COMPOUND_PRT))) {
            g->particle = k;
        } else {
            if (rel(t, k, R(NSUBJ_PASS) | R(CSUBJ_PASS)))
                g->passive = true;
            continue;
        }
        widen(g, k);
    }
}

static chn_tense_form tense_of(const chn_tree *t, uint32_t tok)
{
    if (is_one(t, tok, past_words))
        return CHN_TENSE_PAST;
    if (is_one(t, tok, present_words))
        return CHN_TENSE_PRESENT;
    if (bit(t, tok, CHN_F_INF | CHN_F_PART | CHN_F_GER))
        return CHN_TENSE_NONE;
    if (bit(t, tok, CHN_F_PAST))
        return CHN_TENSE_PAST;
    return bit(t, tok, CHN_F_PRES) ? CHN_TENSE_PRESENT : CHN_TENSE_NONE;
}

/* The "is going" of "is [going] to meet", if `pred` is that "meet". */
static uint32_t going(const chn_tree *t, uint32_t pred)
{
    const uint32_t head = t->node[pred].head;
    if (head == CHN_NONE || !rel(t, pred, R(XCOMP)) || !is(t, head, "going") ||
        chn_tree_kid(t, head, AUXES) == CHN_NONE ||
        chn_tree_kid(t, head, CHN_RELS_OBLIQUE | R(OBJ)) != CHN_NONE)
        return CHN_NONE;
    return head;
}

static void set_tense(const chn_tree *t, const group *x, chn_verb_group *g)
{
    const uint32_t pred = x->pred;
    const uint32_t go = x->to != CHN_NONE ? going(t, pred) : CHN_NONE;
    if (x->will != CHN_NONE) {
        g->tense = CHN_TENSE_FUTURE;
        return;
    }
    if (g->modal != CHN_NONE)
        return;
    if (go != CHN_NONE) {
        group of = {go, CHN_NONE, CHN_NONE, CHN_NONE, CHN_NONE, CHN_NONE};
        chn_verb_group up = *g;
        read_kids(t, &of, &up);
        g->span = up.span;
        widen(g, go);
        g->negated = up.negated;
        g->negation = up.negation;
        g->prospective = true;
        g->modal = up.modal;
        g->tense =
            of.will != CHN_NONE ? CHN_TENSE_FUTURE : tense_of(t, of.first_aux);
    } else if (x->to != CHN_NONE) {
        /* "is to meet" */
        if (x->be != CHN_NONE && x->be < x->to) {
            g->prospective = true;
            g->tense = tense_of(t, x->be);
        } else {
            g->infinitive = true;
        }
    } else {
        const uint32_t verb = x->first_aux != CHN_NONE ? x->first_aux : pred;
        if (verb != pred || verbal(t, pred))
            g->tense = tense_of(t, verb);
    }
    if (g->prospective && g->tense == CHN_TENSE_PRESENT)
        g->tense = CHN_TENSE_FUTURE;
}

/* The first conjunct, where `pred` lacks auxiliaries that its form asks for:
 * "was seized and [burned]", "will meet and [sign]". */
static uint32_t sharer(const chn_tree *t, const group *x)
{
    const uint32_t pred = x->pred, first = chn_tree_coord(t, pred);
    if (first == pred || x->first_aux != CHN_NONE || x->to != CHN_NONE ||
        !verbal(t, pred) || !verbal(t, first) ||
        chn_tree_kid(t, pred, CHN_RELS_SUBJECT) != CHN_NONE)
        return CHN_NONE;
    uint32_t aux = CHN_NONE;
    for (uint32_t k = chn_tree_kid(t, first, AUXES | R(MARK)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, AUXES | R(MARK)))
        if (k < first && (rel(t, k, AUXES) || is(t, k, "to")))
            aux = k; /* the last before the verb */
    if (aux == CHN_NONE)
        return CHN_NONE;
    /* The same form as the first's verb has, so the same auxiliaries fit. A
     * finite form stands alone. */
    const bool base = is(t, aux, "to") || is_one(t, aux, will_words) ||
                      is_one(t, aux, modal_words) || is_one(t, aux, do_words);
    if (base)
        return bit(t, pred, CHN_F_INF) ||
                       !bit(t, pred,
                            CHN_F_PAST | CHN_F_PART | CHN_F_GER | CHN_F_P3)
                   ? first
                   : CHN_NONE;
    if (ing_form(t, first))
        return ing_form(t, pred) ? first : CHN_NONE;
    return past_form(t, pred) ? first : CHN_NONE;
}

void chn_tree_verb_group(const chn_tree *t, uint32_t pred, chn_verb_group *out)
{
    group x = {pred, CHN_NONE, CHN_NONE, CHN_NONE, CHN_NONE, CHN_NONE};
    memset(out, 0, sizeof *out);
    out->modal = out->particle = out->negation = CHN_NONE;
    if (pred == CHN_NONE)
        return;
    out->span.first = pred;
    out->span.end = pred + 1;
    read_kids(t, &x, out);
    const uint32_t first = sharer(t, &x);
    const chn_range own = out->span;
    if (first != CHN_NONE) {
        const chn_verb_group bare = *out;
        x.pred = first;
        read_kids(t, &x, out);
        out->particle = bare.particle;
        out->shared = true;
        const uint32_t cc = chn_tree_joiner(t, pred);
        /* "did not meet but talked" */
        if (cc != CHN_NONE && is(t, cc, "but")) {
            out->negated = bare.negated;
            out->negation = bare.negation;
        }
    }
    set_tense(t, &x, out);
    if (first != CHN_NONE)
        out->span = own;
    out->perfect = x.have != CHN_NONE;
    if (x.be != CHN_NONE && !out->copular && ing_form(t, pred))
        out->progressive = true;
    const bool alone = x.first_aux == CHN_NONE && x.to == CHN_NONE;
    /* "Envoys [called] for talks", "met and [called]": a form that is past and
     * participle is no participle beside its subject */
    if (past_form(t, pred) && alone &&
        chn_tree_kid(t, pred, R(NSUBJ)) == CHN_NONE &&
        !(rel(t, pred, R(ROOT) | R(CCOMP)) &&
          chn_tree_kid(t, pred, R(OBJ)) != CHN_NONE) &&
        !(rel(t, pred, R(CONJ)) && first == CHN_NONE &&
          chn_tree_kid(t, chn_tree_coord(t, pred), R(NSUBJ)) != CHN_NONE &&
          chn_tree_kid(t, chn_tree_coord(t, pred), AUXES) == CHN_NONE) &&
        (bit(t, pred, CHN_F_PASS) || rel(t, pred, R(ACL) | R(ADVCL) | R(AMOD))))
        out->passive = true;
    if (x.first_aux == CHN_NONE || is(t, x.first_aux, "being") ||
        is(t, x.first_aux, "having")) {
        out->participle =
            x.to == CHN_NONE && (ing_form(t, pred) || past_form(t, pred));
        out->imperative = bit(t, pred, CHN_F_IMP);
        if (alone && bit(t, pred, CHN_F_INF))
            out->infinitive = true; /* "helped [rebuild]" */
    }
}

/* ---- arguments ---- */

static const char *const relative_words[] = {"who",  "whom",  "which",
                                             "that", "whose", NULL};

static bool relative_word(const chn_tree *t, uint32_t tok)
{
    return chn_tree_has(t, tok, CHN_F_REL) ||
           (t->node[tok].upos == CHN_PRON && is_one(t, tok, relative_words) &&
            !bit(t, tok, CHN_F_DEM));
}

/* The noun a relative clause is about, for a token in the clause. */
static uint32_t relative_noun(const chn_tree *t, uint32_t tok)
{
    const uint32_t c = chn_tree_coord(
        t, rel(t, tok, CHN_RELS_RELATIVE)
               ? tok
               : chn_tree_above(t, tok, CHN_RELS_RELATIVE, CHN_UPOS_ALL));
    return c == CHN_NONE ? CHN_NONE : t->node[c].head;
}

static chn_arg arg(uint32_t tok, chn_arg_how how)
{
    const chn_arg a = {tok, tok == CHN_NONE ? CHN_ARG_NONE : how};
    return a;
}

/* A kid as an argument: a relative pronoun stands for its noun. */
static chn_arg own_arg(const chn_tree *t, uint32_t kid)
{
    if (kid == CHN_NONE || !relative_word(t, kid))
        return arg(kid, CHN_ARG_OWN);
    const uint32_t noun = relative_noun(t, kid);
    return noun == CHN_NONE ? arg(kid, CHN_ARG_OWN)
                            : arg(noun, CHN_ARG_RELATIVE);
}

static uint32_t object_kid(const chn_tree *t, uint32_t pred)
{
    const uint32_t obj = chn_tree_kid(t, pred, R(OBJ));
    return obj != CHN_NONE ? obj : chn_tree_kid(t, pred, R(IOBJ));
}

static bool passive(const chn_tree *t, uint32_t pred)
{
    chn_verb_group g;
    chn_tree_verb_group(t, pred, &g);
    return g.passive;
}

/* Verbs whose object does not control: "promised them to [leave]". */
static const char *const promise_words[] = {"promise",   "promises", "promised",
                                            "promising", "vow",      "vows",
                                            "vowed",     "vowing",   NULL};
/* "accused them of [hiding] it": the object controls. */
static const char *const object_marks[] = {"of",  "from", "against",
                                           "for", "into", NULL};

/* One step up for a subject: either `found`, or the predicate to ask next. */
typedef struct step {
    chn_arg found;
    uint32_t ask; /* CHN_NONE: none */
    chn_arg_how how;
} step;

static step found(chn_arg a)
{
    const step s = {a, CHN_NONE, CHN_ARG_NONE};
    return s;
}

static step ask(uint32_t pred, chn_arg_how how)
{
    const step s = {{CHN_NONE, CHN_ARG_NONE}, pred, how};
    return s;
}

/* Of the object of the governing verb, else of its subject. */
static step controlled(const chn_tree *t, uint32_t pred, bool by_object)
{
    const uint32_t gov = t->node[pred].head;
    uint32_t obj = CHN_NONE;
    if (by_object && !is_one(t, gov, promise_words))
        obj = object_kid(t, gov);
    if (obj != CHN_NONE && obj != pred)
        return found(arg(own_arg(t, obj).tok, CHN_ARG_CONTROL));
    return ask(gov, CHN_ARG_CONTROL);
}

/* "the first envoy", "the last one": who is told apart by what they do. */
static bool one_of_row(const chn_tree *t, uint32_t noun)
{
    static const char *const row_words[] = {
        "first",  "second", "third", "fourth", "fifth", "last",
        "latest", "next",   "only",  "1st",    "2nd",   NULL};
    for (uint32_t k = chn_tree_kid(t, noun, R(AMOD) | R(NUMMOD) | R(ADVMOD));
         k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(AMOD) | R(NUMMOD) | R(ADVMOD)))
        if (is_one(t, k, row_words))
            return true;
    /* "the first to [sign]" */
    return is_one(t, noun, row_words);
}

/* "the pact [signed]", "envoys [carrying] gifts", "their plan to [sign]", "the
 * first envoy to [sign]". */
static step of_noun(const chn_tree *t, uint32_t pred, const chn_verb_group *g)
{
    const uint32_t noun = t->node[pred].head;
    if (!g->infinitive || one_of_row(t, noun))
        return found(arg(noun, CHN_ARG_REDUCED));
    const uint32_t owner = chn_tree_kid(t, noun, R(NMOD_POSS));
    if (owner != CHN_NONE)
        return found(arg(owner, CHN_ARG_CONTROL));
    /* "the move by Peru to [expel] the envoy" */
    for (uint32_t k = chn_tree_kid(t, noun, R(NMOD)); k != CHN_NONE && k < pred;
         k = chn_tree_kid_next(t, k, R(NMOD)))
        if (chn_tree_reads(t, chn_tree_case(t, k), "by"))
            return found(arg(own_arg(t, k).tok, CHN_ARG_CONTROL));
    const uint32_t verb = t->node[noun].head;
    if (!rel(t, noun, R(OBJ)) || verb == CHN_NONE)
        return found(arg(CHN_NONE, CHN_ARG_NONE));
    /* "gave them leave to [go]" */
    const uint32_t to = chn_tree_kid(t, verb, R(IOBJ));
    return to != CHN_NONE ? found(arg(own_arg(t, to).tok, CHN_ARG_CONTROL))
                          : ask(verb, CHN_ARG_CONTROL);
}

static step of_adverbial(const chn_tree *t, uint32_t pred,
                         const chn_verb_group *g)
{
    const uint32_t mark = chn_tree_kid(t, pred, R(MARK) | R(CASE));
    const bool finite = !g->infinitive && !g->participle;
    /* "was quoted as [promising] help" */
    const uint32_t aux = chn_tree_kid(t, pred, R(AUX));
    if (!finite && mark != CHN_NONE && is(t, mark, "as") &&
        (ing_form(t, pred) || (aux != CHN_NONE && is(t, aux, "having"))))
        return controlled(t, pred, true);
    /* "as [planned]" is about the whole clause */
    if (finite ||
        (mark != CHN_NONE && (is(t, mark, "as") || is(t, mark, "than"))))
        return found(arg(CHN_NONE, CHN_ARG_NONE));
    return controlled(t, pred,
                      mark != CHN_NONE && !g->infinitive &&
                          is_one(t, mark, object_marks));
}

static step subject_step(const chn_tree *t, uint32_t pred)
{
    const uint32_t own = chn_tree_kid(t, pred, CHN_RELS_SUBJECT);
    if (own != CHN_NONE)
        return found(own_arg(t, own));
    /* "the [jailed] envoy" */
    if (rel(t, pred, R(AMOD)) && (past_form(t, pred) || ing_form(t, pred)))
        return found(arg(t->node[pred].head, CHN_ARG_REDUCED));
    if (t->node[pred].head == CHN_NONE || !chn_tree_is_clause(t, pred))
        return found(arg(CHN_NONE, CHN_ARG_NONE));
    if (rel(t, pred, R(CONJ)))
        return ask(t->node[pred].head, CHN_ARG_CONJ);
    if (rel(t, pred, R(XCOMP)))
        return controlled(t, pred, true);
    if (rel(t, pred, CHN_RELS_RELATIVE))
        return found(arg(t->node[pred].head, CHN_ARG_RELATIVE));
    chn_verb_group g;
    chn_tree_verb_group(t, pred, &g);
    if (rel(t, pred, R(ACL)))
        return of_noun(t, pred, &g);
    if (rel(t, pred, R(ADVCL)))
        return of_adverbial(t, pred, &g);
    /* "denied [hiding] it" */
    if (rel(t, pred, R(CCOMP)) && (g.participle || g.infinitive))
        return ask(t->node[pred].head, CHN_ARG_CONTROL);
    return found(arg(CHN_NONE, CHN_ARG_NONE));
}

chn_arg chn_tree_subject(const chn_tree *t, uint32_t pred)
{
    chn_arg_how how = CHN_ARG_NONE;
    while (pred != CHN_NONE) {
        const step s = subject_step(t, pred);
        if (s.ask == CHN_NONE)
            return arg(s.found.tok, how == CHN_ARG_NONE ? s.found.how : how);
        if (how == CHN_ARG_NONE)
            how = s.how;
        pred = s.ask;
    }
    return arg(CHN_NONE, CHN_ARG_NONE);
}

/* Nouns of time and manner: "the day they [met]" lacks no object. */
static const char *const when_words[] = {
    "day",    "days", "night",  "week",  "weeks", "month",
    "months", "year", "years",  "time",  "times", "hour",
    "moment", "way",  "reason", "place", NULL};

/* Is there a word in the relative clause that takes the noun's part: "which"
 * as subject or object, "where", "in which"? */
static bool has_relative_word(const chn_tree *t, uint32_t clause)
{
    const chn_range r = chn_tree_yield(t, clause);
    for (uint32_t i = r.first; i < clause && i < r.end; i++)
        if ((relative_word(t, i) || is(t, i, "where") || is(t, i, "when") ||
             is(t, i, "why")) &&
            chn_tree_above(t, i, CHN_RELS_CLAUSE | R(CONJ), CHN_UPOS_ALL) ==
                clause)
            return true;
    return false;
}

/* The noun of a relative clause without object: "the pact they [signed]",
 * "the pact they want to [sign]". */
static uint32_t gap_noun(const chn_tree *t, uint32_t pred)
{
    uint32_t c = pred;
    /* the lower verb has the gap */
    if (chn_tree_kid(t, pred, R(XCOMP) | R(CCOMP)) != CHN_NONE)
        return CHN_NONE;
    while (c != CHN_NONE && rel(t, c, R(XCOMP))) {
        c = t->node[c].head;
        if (c != CHN_NONE && chn_tree_kid(t, c, R(OBJ)) != CHN_NONE)
            return CHN_NONE;
    }
    if (c == CHN_NONE || !rel(t, c, R(ACL_RELCL)) ||
        chn_tree_kid(t, c, CHN_RELS_SUBJECT) == CHN_NONE ||
        has_relative_word(t, c))
        return CHN_NONE;
    const uint32_t noun = t->node[c].head;
    /* "told the agency that officials [shot] at a car", "said to the agency
     * that": whoever hears it, and no relative clause */
    if (noun != CHN_NONE && chn_tree_kid(t, c, R(MARK)) != CHN_NONE &&
        (rel(t, noun, R(IOBJ)) ||
         (rel(t, noun, R(OBL)) &&
          chn_tree_reads(t, chn_tree_case(t, noun), "to"))))
        return CHN_NONE;
    return noun == CHN_NONE || is_one(t, noun, when_words) ? CHN_NONE : noun;
}

/* Nothing but joining words, adverbs and commas from a to b? */
static bool joined(const chn_tree *t, uint32_t a, uint32_t b)
{
    static const chn_uposset joins =
        CHN_UPOSSET(CHN_CCONJ) | CHN_UPOSSET(CHN_ADV) | CHN_UPOSSET(CHN_PUNCT) |
        CHN_UPOSSET(CHN_AUX);
    for (uint32_t i = a + 1; i < b; i++)
        if (!(CHN_UPOSSET(t->node[i].upos) & joins) &&
            !rel(t, i, R(COMPOUND_PRT)))
            return false;
    return a < b;
}

/* "[seized] and burned the ship", whichever verb has it as its kid. */
static uint32_t shared_object(const chn_tree *t, uint32_t pred)
{
    const uint32_t first = chn_tree_coord(t, pred);
    if (first != pred) {
        const uint32_t obj = chn_tree_kid(t, first, R(OBJ));
        return obj != CHN_NONE && obj > pred ? obj : CHN_NONE;
    }
    uint32_t last = pred;
    for (uint32_t k = chn_tree_kid(t, pred, R(CONJ)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(CONJ))) {
        if (!verbal(t, k) || !joined(t, last, k) ||
            chn_tree_kid(t, k, CHN_RELS_SUBJECT) != CHN_NONE)
            return CHN_NONE;
        const uint32_t obj = chn_tree_kid(t, k, R(OBJ));
        if (obj != CHN_NONE)
            return obj > k ? obj : CHN_NONE;
        last = k;
    }
    return CHN_NONE;
}

chn_arg chn_tree_object(const chn_tree *t, uint32_t pred)
{
    const chn_arg none = {CHN_NONE, CHN_ARG_NONE};
    if (pred == CHN_NONE)
        return none;
    const chn_arg own = own_arg(t, object_kid(t, pred));
    if (own.tok != CHN_NONE)
        return own;
    if (passive(t, pred))
        return chn_tree_subject(t, pred);
    const uint32_t noun = gap_noun(t, pred);
    if (noun != CHN_NONE)
        return arg(noun, CHN_ARG_RELATIVE);
    if (!verbal(t, pred) ||
        chn_tree_kid(t, pred, R(CCOMP) | R(XCOMP) | R(COP)) != CHN_NONE)
        return none;
    return arg(shared_object(t, pred), CHN_ARG_CONJ);
}

static uint32_t agent_kid(const chn_tree *t, uint32_t pred)
{
    const uint32_t k = chn_tree_kid(t, pred, R(OBL_AGENT));
    return k != CHN_NONE ? k : chn_tree_kid_case(t, pred, R(OBL), "by");
}

chn_arg chn_tree_agent(const chn_tree *t, uint32_t pred)
{
    const chn_arg none = {CHN_NONE, CHN_ARG_NONE};
    if (pred == CHN_NONE || !passive(t, pred))
        return none;
    const chn_arg own = own_arg(t, agent_kid(t, pred));
    if (own.tok != CHN_NONE)
        return own;
    /* "was seized and [burned] by pirates", where the first verb has it, and
     * the other way round */
    const uint32_t first = chn_tree_coord(t, pred);
    if (first != pred) {
        const uint32_t k = agent_kid(t, first);
        if (k != CHN_NONE && k > pred && passive(t, first))
            return arg(own_arg(t, k).tok, CHN_ARG_CONJ);
        return none;
    }
    const uint32_t next = chn_tree_kid(t, pred, R(CONJ));
    if (next != CHN_NONE && joined(t, pred, next) && passive(t, next))
        return arg(own_arg(t, agent_kid(t, next)).tok, CHN_ARG_CONJ);
    return none;
}

chn_arg chn_tree_doer(const chn_tree *t, uint32_t pred)
{
    const chn_arg none = {CHN_NONE, CHN_ARG_NONE};
    if (pred == CHN_NONE)
        return none;
    return passive(t, pred) ? chn_tree_agent(t, pred)
                            : chn_tree_subject(t, pred);
}

/* ---- phrases ---- */

/* The kids by `rels` before `tok` that stand together, with what is fixed to
 * them. */
static chn_range leading(const chn_tree *t, uint32_t tok, chn_relset rels)
{
    chn_range r = {0, 0};
    for (uint32_t k = chn_tree_kid(t, tok, rels); k != CHN_NONE && k < tok;
         k = chn_tree_kid_next(t, k, rels)) {
        if (r.end > r.first && k != r.end)
            break;
        if (r.end == r.first)
            r.first = k;
        r.end = k + 1;
        for (uint32_t f = chn_tree_kid(t, k, R(FIXED)); f != CHN_NONE;
             f = chn_tree_kid_next(t, f, R(FIXED)))
            if (f >= r.end)
                r.end = f + 1;
    }
    return r;
}

chn_range chn_tree_case(const chn_tree *t, uint32_t tok)
{
    const chn_range own = leading(t, tok, R(CASE));
    const uint32_t first = chn_tree_coord(t, tok);
    return own.end > own.first || first == tok ? own
                                               : leading(t, first, R(CASE));
}

chn_range chn_tree_mark(const chn_tree *t, uint32_t tok)
{
    return leading(t, tok, R(MARK) | R(CASE));
}

bool chn_tree_reads(const chn_tree *t, chn_range r, const char *folded)
{
    for (uint32_t i = r.first; i < r.end; i++) {
        const chn_str f = t->doc->tok[i].fold;
        if (i > r.first && *folded++ != ' ')
            return false;
        for (size_t k = 0; k < f.n; k++)
            if (*folded++ != f.p[k]) /* its NUL differs too, and ends it */
                return false;
    }
    return *folded == '\0' && r.end > r.first;
}

/* The hyphen of "cease-fire": no space on either side. */
static bool hyphen(const chn_tree *t, uint32_t tok)
{
    const chn_doc *d = t->doc;
    return is(t, tok, "-") && !(d->tok[tok].flags & CHN_TOK_SPACE) &&
           tok + 1 < d->n_tok && !(d->tok[tok + 1].flags & CHN_TOK_SPACE);
}

/* The kid of `tok` that begins or ends at token `at`. */
static uint32_t kid_at(const chn_tree *t, uint32_t tok, uint32_t at, bool ends)
{
    for (uint32_t k = chn_tree_kid(t, tok, CHN_RELS_ALL); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, CHN_RELS_ALL))
        if ((ends ? t->node[k].right : t->node[k].left) == at)
            return k;
    return CHN_NONE;
}

chn_range chn_tree_core(const chn_tree *t, uint32_t tok)
{
    static const chn_relset before = R(DET) | R(DET_PREDET) | R(AMOD) |
                                     R(COMPOUND) | R(NUMMOD) | R(NMOD_POSS) |
                                     R(NMOD_DESC) | R(FLAT) | R(GOESWITH);
    static const chn_relset behind = R(FLAT) | R(COMPOUND) | R(NUMMOD) |
                                     R(NMOD_DESC) | R(FIXED) | R(GOESWITH);
    chn_range r = {0, 0};
    if (tok == CHN_NONE)
        return r;
    r.first = tok;
    r.end = tok + 1;
    const chn_sent *s = &t->doc->sent[t->doc->tok[tok].sent];
    while (r.first > s->first) {
        const uint32_t k = kid_at(t, tok, r.first - 1, true);
        if (k == CHN_NONE || !(rel(t, k, before) || hyphen(t, k)))
            break;
        r.first = t->node[k].left;
    }
    while (r.end < s->end) {
        const uint32_t k = kid_at(t, tok, r.end, false);
        if (k == CHN_NONE || !(rel(t, k, behind) || hyphen(t, k)))
            break;
        r.end = t->node[k].right + 1;
    }
    return r;
}

chn_range chn_tree_phrase(const chn_tree *t, uint32_t tok)
{
    static const chn_relset stops =
        CHN_RELS_CLAUSE | R(APPOS) | R(CONJ) | R(CC) | R(ORPHAN) | R(DISCOURSE);
    chn_range r = chn_tree_core(t, tok);
    if (tok == CHN_NONE)
        return r;
    uint32_t end = t->node[tok].right + 1;
    for (uint32_t k = chn_tree_kid(t, tok, stops); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, stops))
        if (k > tok && t->node[k].left < end)
            end = t->node[k].left;
    while (end > r.end &&
           (t->node[end - 1].upos == CHN_PUNCT ||
            (rel(t, end - 1, R(CASE)) && t->node[end - 1].head == tok)))
        end--;
    if (end > r.end)
        r.end = end;
    return r;
}
