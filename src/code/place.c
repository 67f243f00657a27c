/* SPDX-License-Identifier: Apache-2.0 */
/* From a place's name up the tree to the act that it hangs on. */
#include <string.h>

#include "base/str.h"
#include "code/place.h"
#include "code/place_name.h"
#include "syntax/tree.h"

#define STEPS_MAX 8
#define AFAR 10000u /* tokens: nearer is what lies under the act's own word */
#define FRAME 9     /* tokens that open a sentence: "At a meeting in Oslo" */
#define BACK 3      /* sentences in which what "the city" means was named */

/* How a place hangs on an act, the surest first. */
enum {
    RANK_OWN,     /* "met in [Oslo]", "talks in [Oslo]", "Oslo, where they met"
                   */
    RANK_SHARED,  /* "held talks in [Oslo]", "a pact signed in [Oslo]", "burned
                     down the embassy in [Oslo]" */
    RANK_CLAUSE,  /* "met in [Oslo] and agreed", "came to [Oslo] to sign" */
    RANK_DOER,    /* "Norway's premier, speaking in [Oslo], said" */
    RANK_OPENING, /* "In [Oslo] on Monday, Norway said that it had signed" */
    RANK_NONE
};

#define RELS_NAME                                                              \
    (CHN_RELSET(CHN_REL_NMOD) | CHN_RELSET(CHN_REL_NMOD_DESC) |                \
     CHN_RELSET(CHN_REL_NMOD_UNMARKED) | CHN_RELSET(CHN_REL_COMPOUND) |        \
     CHN_RELSET(CHN_REL_APPOS) | CHN_RELSET(CHN_REL_FLAT) |                    \
     CHN_RELSET(CHN_REL_CONJ))
#define RELS_PART                                                              \
    (CHN_RELS_SUBJECT | CHN_RELSET(CHN_REL_OBJ) | CHN_RELSET(CHN_REL_IOBJ))
#define RELS_UNDERGOES                                                         \
    (CHN_RELSET(CHN_REL_OBJ) | CHN_RELSET(CHN_REL_NSUBJ_PASS))
#define RELS_WITHIN                                                            \
    (CHN_RELSET(CHN_REL_ACL) | CHN_RELSET(CHN_REL_XCOMP) |                     \
     CHN_RELSET(CHN_REL_OBJ))
#define RELS_JOINED                                                            \
    (CHN_RELSET(CHN_REL_CONJ) | CHN_RELSET(CHN_REL_XCOMP) |                    \
     CHN_RELSET(CHN_REL_ADVCL))

typedef struct finder {
    const chn_knows *k;
    const chn_coded *c;
    const chn_act *a;
    const chn_tree *t;
    bool goes;    /* the act ends where it goes to: "flew to Oslo" */
    bool strikes; /* it ends where it goes into */
    bool leaves;  /* it takes place where it leaves: "withdrew from Oslo" */
    bool rough;   /* force, arrests, riots: two told of one doer are in one
                     place */
    bool bodily;  /* it takes place where what it does something to stands */
} finder;

static bool own(const finder *f, uint32_t tok)
{
    for (uint32_t i = 0; i < f->a->n_node; i++)
        if (f->a->node[i] == tok)
            return true;
    return tok == f->a->verb || (tok >= f->a->first && tok < f->a->end);
}

bool code_bodily(const chn_act *a)
{
    static const char *const says[] = {"ACCUSE", "REQUEST",  "SUPPORT", "AGREE",
                                       "REJECT", "THREATEN", "CONCEDE"};
    for (size_t i = 0; i < sizeof says / sizeof *says; i++)
        if (chn_str_is(a->category, says[i]))
            return false;
    return true;
}

/* The verb that a noun is an argument of: "held [talks]", "attended the
 * opening of [talks]"; not "met him during his [visit] to Peru in Oslo". */
static uint32_t governor(const finder *f, uint32_t tok)
{
    for (uint32_t n = 0; n < STEPS_MAX; n++) {
        const uint32_t h = chn_tree_head(f->t, tok);
        if (h == CHN_NONE)
            return CHN_NONE;
        if (chn_tree_is_rel(f->t, tok, RELS_PART))
            return h;
        if (!chn_tree_is_rel(f->t, tok, RELS_NAME))
            return CHN_NONE;
        tok = h;
    }
    return CHN_NONE;
}

/* "[talks] between their envoys that ended in Oslo" */
static bool made_of(const finder *f, uint32_t noun)
{
    for (uint32_t n = 0; n < STEPS_MAX; n++) {
        if (!chn_tree_is_rel(f->t, noun, RELS_NAME))
            return false;
        noun = chn_tree_head(f->t, noun);
        if (noun == CHN_NONE || own(f, noun))
            return noun != CHN_NONE;
    }
    return false;
}

/* A place hangs on the predicate `v` by an adverbial at token `at`. */
static int of_predicate(const finder *f, uint32_t v, uint32_t at)
{
    if (own(f, v))
        return RANK_OWN;
    const uint32_t head = f->a->node[0];
    const uint32_t up = chn_tree_head(f->t, v);
    /* "the pact, signed in Oslo", "talks that were urged and held in Oslo" */
    const uint32_t clause = chn_tree_coord(f->t, v);
    const uint32_t of = chn_tree_head(f->t, clause);
    if (of != CHN_NONE && (own(f, of) || (f->a->nominal && made_of(f, of))) &&
        chn_tree_is_rel(f->t, clause,
                        CHN_RELS_RELATIVE | CHN_RELSET(CHN_REL_ACL)))
        return RANK_SHARED;
    /* "agreed ways to end it in Oslo": no clause of its own tells the day or
     * the doer */
    for (uint32_t n = 0, w = v; n < STEPS_MAX && w != CHN_NONE; n++) {
        /* "[proposed] that they meet in Oslo" */
        if (!chn_tree_is_rel(f->t, w, RELS_WITHIN) ||
            (!f->bodily && chn_tree_kid(f->t, w, CHN_RELS_SUBJECT) != CHN_NONE))
            break;
        w = chn_tree_head(f->t, w);
        if (w != CHN_NONE && own(f, w))
            return RANK_CLAUSE;
    }
    /* "[killed] a man and burned homes in Oslo" */
    if (f->rough && !f->a->nominal && head < v && at > v &&
        chn_tree_is_rel(f->t, v, CHN_RELSET(CHN_REL_CONJ)) && own(f, up) &&
        chn_tree_joiner(f->t, v) != CHN_NONE &&
        chn_tree_kid(f->t, v, CHN_RELS_SUBJECT) == CHN_NONE)
        return RANK_CLAUSE;
    /* "were [arrested] while crossing the border at Oslo" */
    if (f->rough && chn_tree_is_rel(f->t, v, CHN_RELSET(CHN_REL_ADVCL)) &&
        own(f, up) &&
        (chn_tree_reads(f->t, chn_tree_mark(f->t, v), "while") ||
         chn_tree_reads(f->t, chn_tree_mark(f->t, v), "when")))
        return RANK_CLAUSE;
    uint32_t verb = head;
    if (f->a->nominal) {
        verb = governor(f, head);
        if (verb == v)
            return RANK_SHARED;
    }
    for (uint32_t n = 0; n < STEPS_MAX && verb != CHN_NONE; n++) {
        if (!chn_tree_is_rel(f->t, verb, RELS_JOINED))
            return RANK_NONE;
        verb = chn_tree_head(f->t, verb);
        if (verb == v)
            return at < f->a->first ? RANK_CLAUSE : RANK_NONE;
    }
    return RANK_NONE;
}

/* What prepositions say together: "[out of] Oslo" leaves it; of "let the men
 * [through at] Oslo" the first is the verb's. */
static chn_where before(const finder *f, chn_range r)
{
    const chn_where w = chn_act_where(f->k->act, f->c->doc, r.first);
    if (r.end - r.first < 2)
        return w;
    if (chn_tree_reads(f->t, r, "out of"))
        return CHN_WHERE_FROM;
    return w != CHN_WHERE_FROM && chn_act_where(f->k->act, f->c->doc,
                                                r.end - 1) == CHN_WHERE_AT
               ? CHN_WHERE_AT
               : w;
}

/* The port, the sidelines: what it is of or at is where. */
static bool is_locale(const finder *f, uint32_t tok)
{
    const chn_where w = chn_act_where(f->k->act, f->c->doc, tok);
    return w >= CHN_WHERE_SEAT && w <= CHN_WHERE_SPOT;
}

/* What the words before a noun say of it as a place: 1 there, 2 there, or that
 * it is spoken of ("on Crete", "on the war in Crete"), 0 nothing, -1 that it is
 * none of this act ("from Oslo", "against Oslo"). */
static int marks(const finder *f, uint32_t tok)
{
    const chn_range r = chn_tree_case(f->t, tok);
    if (r.first == r.end || chn_tree_reads(f->t, r, "of"))
        return 0;
    switch (before(f, r)) {
    case CHN_WHERE_AT:
    case CHN_WHERE_AMID:
        return 1;
    case CHN_WHERE_TO:
        /* "clubbed them on the road to Oslo" */
        if (chn_tree_is_rel(f->t, tok, CHN_RELSET(CHN_REL_NMOD)) &&
            is_locale(f, chn_tree_head(f->t, tok)))
            return 1;
        /* "fired rockets into Oslo", but "killed on the way to Oslo" */
        return f->goes || (f->strikes && chn_tree_reads(f->t, r, "into")) ? 1
                                                                          : -1;
    case CHN_WHERE_FROM:
        return f->leaves || (f->strikes && chn_tree_reads(f->t, r, "out of"))
                   ? 1
                   : -1;
    case CHN_WHERE_ON:
        return 2;
    default:
        /* "closed its border with the Oslo region" */
        return chn_tree_reads(f->t, r, "with") &&
                       chn_act_where(f->k->act, f->c->doc,
                                     chn_tree_head(f->t, tok)) == CHN_WHERE_EDGE
                   ? 1
                   : -1;
    }
}

/* "[withdrew] from Oslo" */
static bool leaves_it(const finder *f, uint32_t tok)
{
    return before(f, chn_tree_case(f->t, tok)) == CHN_WHERE_FROM;
}

/* May the place be of this noun: "in the port of [Oslo]", "at Oslo's", but not
 * "in support of [Oslo]", "at the request of [Oslo]"? */
static bool holds(const finder *f, uint32_t noun)
{
    return chn_tree_upos(f->t, noun) == CHN_PROPN || is_locale(f, noun);
}

/* Does `tok` hang on somebody who is named without it? "held talks with Tan in
 * [Oslo]" is read like "the embassy in [Oslo]". */
static bool on_somebody(const finder *f, uint32_t tok)
{
    const uint32_t h = chn_tree_head(f->t, tok);
    const uint32_t m = f->c->mentions->of_token[h];
    if (m == CHN_MENTION_NONE || f->c->mentions->at[m].kind == CHN_KIND_PLACE)
        return false;
    if (f->c->mentions->of_token[tok] != m)
        return true;
    /* "lodged a protest through its embassy in [Oslo]" is one mention; but
     * "concern about its troops in [Oslo]" */
    const chn_where w =
        chn_act_where(f->k->act, f->c->doc, chn_tree_case(f->t, h).first);
    return chn_tree_is_rel(f->t, h, CHN_RELS_OBLIQUE) &&
           (w == CHN_WHERE_AT || w == CHN_WHERE_AMID || w == CHN_WHERE_TO);
}

/* The topic of a talk: what is no word of the act, and nobody. */
static bool is_talk(const finder *f, uint32_t tok)
{
    return chn_str_is(f->a->category, "CONSULT") && !f->a->nominal &&
           !chn_str_is(f->a->mode, "visit") &&
           chn_tree_is_rel(f->t, tok, CHN_RELSET(CHN_REL_OBJ)) &&
           own(f, chn_tree_head(f->t, tok)) && !own(f, tok) &&
           f->c->mentions->of_token[tok] == CHN_MENTION_NONE;
}

/* Two mentions of one actor. */
static bool same_actor(const chn_mention *x, const chn_mention *y)
{
    return x->id.n ? chn_str_eq(x->id, y->id)
                   : x->country.n && chn_str_eq(x->country, y->country) &&
                         chn_str_eq(x->sector, y->sector);
}

/* Is the clause the content of the verb: "[told] them that he did it", "he did
 * it, he [said]", "[told] a crowd that he did it", where trees have the crowd
 * be what did it? */
static bool is_content(const finder *f, uint32_t clause, uint32_t verb)
{
    const uint32_t up = chn_tree_head(f->t, clause);
    if (up == verb)
        return chn_tree_is_rel(f->t, clause, CHN_RELSET(CHN_REL_CCOMP));
    if (chn_tree_head(f->t, verb) == clause)
        return chn_tree_is_rel(f->t, verb, CHN_RELSET(CHN_REL_PARATAXIS));
    return up != CHN_NONE && chn_tree_head(f->t, up) == verb &&
           chn_tree_is_rel(f->t, clause, CHN_RELSET(CHN_REL_ACL)) &&
           chn_tree_reads(f->t, chn_tree_mark(f->t, clause), "that");
}

/* "He accused Peru of lying, Smith [told] reporters in Oslo": who says it
 * tells of it there. */
static bool is_teller(const finder *f, uint32_t verb)
{
    const uint32_t clause = chn_tree_clause(f->t, f->a->node[0]);
    if (f->bodily || f->a->n_source == 0 || clause == CHN_NONE ||
        verb == CHN_NONE || !is_content(f, clause, verb))
        return false;
    const uint32_t s = chn_tree_subject(f->t, verb).tok;
    const uint32_t m =
        s == CHN_NONE ? CHN_MENTION_NONE : f->c->mentions->of_token[s];
    return m != CHN_MENTION_NONE &&
           same_actor(&f->c->mentions->at[m],
                      &f->c->mentions->at[f->a->source[0]]);
}

/* A place that the arguments of a predicate stand at: "attacked the embassy in
 * [Oslo]", "broke into it"; "hit the port of [Oslo]" only undergoes. */
static int of_argument(const finder *f, uint32_t tok, uint32_t at, bool marked,
                       bool beside)
{
    const bool undergoes = chn_tree_is_rel(f->t, tok, RELS_UNDERGOES);
    /* "told a rally in Oslo that he [rejected] it" */
    if (marked && undergoes && is_teller(f, chn_tree_head(f->t, tok)))
        return RANK_DOER;
    /* "discussed the war on the [border]" */
    if (!beside && is_talk(f, tok))
        return RANK_NONE;
    const bool subject = chn_tree_is_rel(f->t, tok, CHN_RELS_SUBJECT);
    if (!(beside && !subject) && !(f->bodily && (marked || undergoes)))
        return RANK_NONE;
    const int rank = of_predicate(f, chn_tree_head(f->t, tok), at);
    /* "[attacked] them, and developed the Oslo accords", "[helped] him book a
     * flight to Oslo" */
    if (rank == RANK_CLAUSE && at > f->a->first &&
        (!marked || chn_str_is(f->a->category, "AID")))
        return RANK_NONE;
    /* "cut its staff in Oslo and [withdrew] a licence" */
    if (rank == RANK_CLAUSE && beside && !f->rough &&
        chn_tree_is_rel(f->t, f->a->node[0], CHN_RELSET(CHN_REL_CONJ)) &&
        !chn_tree_under(f->t, tok, f->a->node[0]))
        return RANK_NONE;
    return rank == RANK_OWN ? RANK_SHARED : rank;
}

/* "discussed the war in [Oslo]", where the tree has them discuss in Oslo. */
static bool is_topic(const finder *f, uint32_t tok, uint32_t verb)
{
    const uint32_t before = chn_tree_case(f->t, tok).first;
    const uint32_t obj = chn_tree_kid(f->t, verb, CHN_RELSET(CHN_REL_OBJ));
    return !f->a->nominal && chn_str_is(f->a->category, "CONSULT") &&
           own(f, verb) && obj != CHN_NONE && obj + 1 == before &&
           chn_tree_kid(f->t, obj, CHN_RELSET(CHN_REL_DET)) != CHN_NONE &&
           !own(f, obj) && f->c->mentions->of_token[obj] == CHN_MENTION_NONE;
}

/* The place at token `at` hangs by the adverbial `tok`. */
static int by_oblique(const finder *f, uint32_t tok, uint32_t at)
{
    uint32_t h = chn_tree_head(f->t, tok);
    /* "drilled at the Oslo base [south] of Riga" */
    if (chn_tree_is_rel(f->t, h, CHN_RELSET(CHN_REL_ADVMOD)))
        h = chn_tree_head(f->t, h);
    if (is_topic(f, tok, h))
        return RANK_NONE;
    const int rank = of_predicate(f, h, at);
    if (rank == RANK_NONE && is_teller(f, h))
        return RANK_DOER;
    /* "[helped] him move to Oslo" */
    if (rank == RANK_CLAUSE && chn_str_is(f->a->category, "AID") &&
        before(f, chn_tree_case(f->t, tok)) == CHN_WHERE_TO)
        return RANK_NONE;
    /* "[freed] the men whom they had taken from Oslo" */
    return rank != RANK_OWN && f->leaves && leaves_it(f, tok) ? RANK_NONE
                                                              : rank;
}

/* "in [Oslo]'s central prison", but "at Oslo's request" */
static bool is_inside(const finder *f, uint32_t tok)
{
    return chn_tree_is_rel(f->t, tok, CHN_RELSET(CHN_REL_NMOD_POSS)) &&
           holds(f, chn_tree_head(f->t, tok));
}

/* "flew over Crete", but "the dispute over Crete" */
static bool is_dispute(const finder *f, uint32_t tok, int said)
{
    return said == 2 && !f->bodily &&
           chn_tree_reads(f->t, chn_tree_case(f->t, tok), "over");
}

/* A place that hangs by an adverb ("at the Oslo base [south] of Riga") or from
 * what somebody or something is ("a curfew is in [force] in Oslo"). */
static int by_other(const finder *f, uint32_t tok, uint32_t at)
{
    if (chn_tree_is_rel(f->t, tok, CHN_RELSET(CHN_REL_ADVMOD)))
        return of_predicate(f, chn_tree_head(f->t, tok), at);
    /* but "the attack in Oslo is the first since they were [ousted]" */
    const uint32_t clause = chn_tree_clause(f->t, f->a->node[0]);
    return chn_tree_kid(f->t, tok, CHN_RELSET(CHN_REL_COP)) != CHN_NONE &&
                   !(clause != CHN_NONE &&
                     chn_tree_is_rel(f->t, clause, CHN_RELSET(CHN_REL_ADVCL)))
               ? of_predicate(f, tok, at)
               : RANK_NONE;
}

/* "was in the Peruvian [capital]" */
static bool is_predicate(const finder *f, uint32_t tok, int said)
{
    return said == 1 && own(f, tok) &&
           chn_tree_kid(f->t, tok, CHN_RELSET(CHN_REL_COP)) != CHN_NONE;
}

/* "sent home four diplomats, and [Crete] two" */
static bool is_joined_to_others(const finder *f, uint32_t tok, int said)
{
    return said == 0 && chn_tree_is_rel(f->t, tok, CHN_RELSET(CHN_REL_CONJ)) &&
           !holds(f, chn_tree_coord(f->t, tok));
}

/* "shelled the port, according to [agents] in Oslo" */
static bool is_source(const finder *f, uint32_t tok)
{
    const chn_range c = chn_tree_case(f->t, tok);
    return c.end > c.first && chn_tok_is(f->c->doc, c.first, "according");
}

/* What stands above it is no way from the place to the act. `of`: it hangs on
 * the noun by this word. */
static bool is_cut_off(const finder *f, uint32_t tok, int said, bool marked,
                       bool of)
{
    if (is_source(f, tok))
        return true;
    if (!marked)
        return said < 0 || (said > 0 && of && !holds(f, tok)) ||
               is_dispute(f, tok, said);
    /* "a raid on the camp in [Oslo]", but "talks on the war in Oslo" */
    return said == 2 && !code_in_time(f->c->times, tok) && !is_locale(f, tok) &&
           !(f->strikes && own(f, chn_tree_head(f->t, tok)));
}

static int hangs(const finder *f, uint32_t tok)
{
    const uint32_t at = tok;
    bool marked = false;
    bool beside = false;
    bool of = false;    /* of the noun that `tok` is now */
    bool apart = false; /* which is no place: "the envoys of [Oslo]" */
    for (uint32_t n = 0; n < STEPS_MAX; n++) {
        const uint32_t h = chn_tree_head(f->t, tok);
        const int said = marks(f, tok);
        if (n == 0 && is_predicate(f, tok, said))
            return RANK_OWN;
        if (h == CHN_NONE)
            return marked ? by_other(f, tok, at) : RANK_NONE;
        if ((n == 0 && is_joined_to_others(f, tok, said)) ||
            is_cut_off(f, tok, said, marked, of))
            return RANK_NONE;
        apart = apart || (of && !marked && !own(f, tok) && !holds(f, tok));
        of = chn_tree_reads(f->t, chn_tree_case(f->t, tok), "of");
        marked = marked || said > 0;
        if (chn_tree_is_rel(f->t, tok, CHN_RELS_OBLIQUE) && said > 0)
            return by_oblique(f, tok, at);
        if (chn_tree_is_rel(f->t, tok, RELS_PART | CHN_RELS_OBLIQUE))
            return apart ? RANK_NONE : of_argument(f, tok, at, marked, beside);
        const bool inside = tok == at && is_inside(f, tok);
        if (!inside && !chn_tree_is_rel(f->t, tok, RELS_NAME))
            return marked ? by_other(f, tok, at) : RANK_NONE;
        /* "planned for the same day in Oslo" */
        if (said > 0 && code_in_time(f->c->times, h) &&
            chn_tree_is_rel(f->t, h, CHN_RELS_OBLIQUE))
            return of_predicate(f, chn_tree_head(f->t, h), at);
        if (marked && own(f, h))
            return RANK_OWN;
        beside = beside || (said > 0 && on_somebody(f, tok));
        tok = h;
    }
    return RANK_NONE;
}

/* "Oslo, where they met": the place ends before the word. */
static bool where_it(const finder *f, uint32_t end)
{
    const chn_doc *d = f->c->doc;
    uint32_t w = end;
    if (w < d->n_tok && chn_tok_is(d, w, ","))
        w++;
    if (w >= d->n_tok || d->tok[w].sent != f->a->sent ||
        !chn_tok_is(d, w, "where"))
        return false;
    const uint32_t v = chn_tree_head(f->t, w);
    return v != CHN_NONE && own(f, v);
}

/* Is the act told beside the line: "who [fled]", "after they had [fled]"? What
 * had been before is a background, too, and is of the line. */
static bool is_aside(const finder *f)
{
    for (uint32_t v = chn_tree_clause(f->t, f->a->node[0]); v != CHN_NONE;
         v = chn_tree_clause(f->t, chn_tree_head(f->t, v)))
        if (chn_tree_is_rel(f->t, v,
                            CHN_RELS_RELATIVE | CHN_RELSET(CHN_REL_ADVCL) |
                                CHN_RELSET(CHN_REL_ACL)))
            return true;
    return false;
}

/* "In Oslo on Monday, Norway said that ...", "In the north of Crete, ..." */
static bool opens(const finder *f, uint32_t first, uint32_t head)
{
    const uint32_t begin = f->c->doc->sent[f->a->sent].first;
    /* "In Oslo, where guns are banned, a crowd stormed": trees lose the rest */
    if (first == begin + 1 && marks(f, head) == 1 &&
        head == chn_tree_root(f->t, f->a->sent))
        return true;
    uint32_t top = head;
    for (uint32_t n = 0; n < STEPS_MAX && marks(f, top) == 0 &&
                         chn_tree_is_rel(f->t, top, RELS_NAME) &&
                         is_locale(f, chn_tree_head(f->t, top));
         n++)
        top = chn_tree_head(f->t, top);
    return (!f->a->background || !is_aside(f)) &&
           chn_tree_case(f->t, top).first == begin && marks(f, top) > 0 &&
           (top != head || first == begin + 1) &&
           chn_tree_is_rel(f->t, top, CHN_RELS_OBLIQUE) &&
           chn_tree_head(f->t, top) == chn_tree_root(f->t, f->a->sent);
}

/* The token of [first, end) that the others hang on. */
static uint32_t head_of(const chn_tree *t, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        const uint32_t h = chn_tree_head(t, i);
        if (h == CHN_NONE || h < first || h >= end)
            return i;
    }
    return first;
}

/* A party is told as one, and "Russia's" or "Russian" tells whose. Of "the
 * embassy in Oslo" only the embassy is. */
static bool is_party(const finder *f, uint32_t first, uint32_t end, bool town)
{
    const uint32_t head = head_of(f->t, first, end);
    const uint32_t m = f->c->mentions->of_token[head];
    /* "was in the Peruvian [capital]" */
    if (m == CHN_MENTION_NONE ||
        chn_act_where(f->k->act, f->c->doc, head) == CHN_WHERE_SEAT)
        return false;
    const chn_mention *x = &f->c->mentions->at[m];
    /* "[sent] an envoy to Oslo" */
    if (town && f->goes && own(f, x->core) && marks(f, head) == 1)
        return false;
    if (x->core < first || x->core >= end)
        /* "the President of Peru", "twenty [US] soldiers", "the
         * embassies of Peru and Chile" */
        return x->kind == CHN_KIND_PERSON ||
               (!town &&
                (chn_tree_is_rel(f->t, head,
                                 CHN_RELSET(CHN_REL_COMPOUND) |
                                     CHN_RELSET(CHN_REL_AMOD)) ||
                 chn_tree_reads(f->t, chn_tree_case(f->t, head), "of")));
    if ((x->possessive && !(town && holds(f, chn_tree_head(f->t, x->core)))) ||
        (x->modifier && x->kind != CHN_KIND_PLACE))
        return true;
    if (x->possessive)
        return false;
    if (x->kind == CHN_KIND_PLACE || x->locative ||
        (f->leaves && leaves_it(f, x->core)))
        return false;
    for (uint32_t i = 0; i < f->a->n_source; i++)
        if (f->a->source[i] == m)
            return true;
    for (uint32_t i = 0; i < f->a->n_target; i++)
        if (f->a->target[i] == m)
            return true;
    return false;
}

/* Is an adverb of place the act's: "met [here]", "met at a hotel [there]"? */
static bool by_adverb(const finder *f, uint32_t tok)
{
    if (chn_tree_rel(f->t, tok) != CHN_REL_ADVMOD)
        return false;
    uint32_t h = chn_tree_head(f->t, tok);
    for (uint32_t n = 0; n < STEPS_MAX && h != CHN_NONE && !own(f, h) &&
                         chn_tree_is_rel(f->t, h,
                                         RELS_NAME | CHN_RELS_OBLIQUE |
                                             CHN_RELSET(CHN_REL_OBJ) |
                                             CHN_RELSET(CHN_REL_ADVMOD));
         n++)
        h = chn_tree_head(f->t, h);
    return h != CHN_NONE && (own(f, h) || of_predicate(f, h, tok) < RANK_DOER ||
                             is_teller(f, h));
}

/* "He is in Oslo. He will be received [there]": the place told last, of this
 * sentence or the one before. */
static bool there(const finder *f, code_where *out)
{
    const chn_doc *d = f->c->doc;
    const uint32_t sent = f->a->sent;
    const uint32_t begin = d->sent[sent > 0 ? sent - 1 : 0].first;
    for (uint32_t i = d->sent[sent].first; i < d->sent[sent].end; i++) {
        if (!chn_tok_is(d, i, "there") || !by_adverb(f, i))
            continue;
        for (uint32_t j = i; j-- > begin;) {
            const uint32_t before = j > begin ? j - 1 : j;
            if (chn_act_where(f->k->act, d, before) != CHN_WHERE_NO &&
                code_place_name(f->k, f->c, j, i, out))
                return true;
        }
    }
    return false;
}

/* Is it what the noun can mean: the seat of its state, or a town? */
static bool can_be(const finder *f, uint32_t noun, const code_where *w)
{
    chn_place_fact seat;
    if (chn_act_where(f->k->act, f->c->doc, noun) != CHN_WHERE_SEAT)
        return w->fact.has_point || w->unlisted;
    return chn_place_capital(f->k->actor, w->fact.country, &seat) &&
           chn_str_eq(seat.name, w->fact.name);
}

/* The town of the report's dateline; `noun`: one that this can mean, or
 * CHN_NONE. */
static bool dateline(const finder *f, uint32_t noun, code_where *out)
{
    const chn_doc *d = f->c->doc;
    for (uint32_t n = 0; n < f->a->sent && n < BACK; n++)
        for (uint32_t j = d->sent[n].first;
             d->sent[n].dateline && j < d->sent[n].end; j++)
            if (code_place_name(f->k, f->c, j, d->sent[n].end, out) &&
                (noun == CHN_NONE || can_be(f, noun, out)))
                return true;
    return false;
}

/* "LIMA - ... met [here] on Monday", "signed a pact at a meeting [here]". */
static bool here(const finder *f, code_where *out)
{
    const chn_doc *d = f->c->doc;
    const chn_sent *s = &d->sent[f->a->sent];
    for (uint32_t i = s->first; i < s->end; i++)
        if (chn_tok_is(d, i, "here") && !(d->tok[i].flags & CHN_TOK_QUOTED) &&
            by_adverb(f, i))
            return dateline(f, CHN_NONE, out);
    return false;
}

/* Is the token the act's doer, or named along with him? */
static bool is_doer(const finder *f, uint32_t tok)
{
    const uint32_t s = chn_tree_subject(f->t, f->a->node[0]).tok;
    for (uint32_t n = 0; n < STEPS_MAX && tok != CHN_NONE; n++) {
        if (tok == s)
            return s != CHN_NONE;
        if (!chn_tree_is_rel(f->t, tok, RELS_NAME & ~CHN_RELSET(CHN_REL_NMOD)))
            return false;
        tok = chn_tree_head(f->t, tok);
    }
    return false;
}

/* Does what lies under a token stand between commas, or before one where the
 * sentence begins? */
static bool set_off(const finder *f, uint32_t tok)
{
    const chn_doc *d = f->c->doc;
    const chn_range y = chn_tree_yield(f->t, tok);
    if (y.first > d->sent[f->a->sent].first)
        return chn_tok_is(d, y.first, ",") || chn_tok_is(d, y.first - 1, ",");
    return chn_tok_is(d, y.end - 1, ",") ||
           (y.end < d->n_tok && chn_tok_is(d, y.end, ","));
}

/* Is whoever does it at a place: "who was in Oslo", "speaking in Oslo"; but
 * "who was born in Oslo", "who studied there"? */
static bool puts_there(const finder *f, uint32_t clause)
{
    chn_verb_group g;
    chn_tree_verb_group(f->t, clause, &g);
    return !g.perfect && g.tense != CHN_TENSE_FUTURE && g.modal == CHN_NONE &&
           !g.negated &&
           ((g.copular && marks(f, clause) == 1) ||
            chn_act_where(f->k->act, f->c->doc, clause) == CHN_WHERE_THERE);
}

/* "Smith, who was in [Oslo] for talks, [praised]", "Smith, at a summit in
 * [Oslo], [praised]", "Speaking in [Oslo], Smith [praised]". */
static bool of_doer(const finder *f, uint32_t tok)
{
    bool marked = false;
    for (uint32_t n = 0; n < STEPS_MAX; n++) {
        const uint32_t h = chn_tree_head(f->t, tok);
        const int said = marks(f, tok);
        if (h == CHN_NONE || (!marked && said < 0))
            return false;
        marked = marked || said == 1;
        if (chn_tree_is_clause(f->t, tok)) {
            if (!marked || !puts_there(f, tok))
                return false;
            if (chn_tree_is_rel(f->t, tok, CHN_RELSET(CHN_REL_ADVCL)))
                return own(f, h) && set_off(f, tok);
            return chn_tree_is_rel(f->t, tok,
                                   CHN_RELS_RELATIVE |
                                       CHN_RELSET(CHN_REL_ACL)) &&
                   is_doer(f, h) && set_off(f, tok);
        }
        if (marked && is_doer(f, h) && said == 1)
            return set_off(f, tok);
        if (!chn_tree_is_rel(f->t, tok,
                             RELS_NAME | CHN_RELS_OBLIQUE |
                                 CHN_RELSET(CHN_REL_OBJ)))
            return false;
        tok = h;
    }
    return false;
}

/* "the [capital]", "this [city]": a place that was named before. */
static bool is_back(const finder *f, uint32_t i)
{
    const chn_doc *d = f->c->doc;
    const chn_where w = chn_act_where(f->k->act, d, i);
    if (w != CHN_WHERE_SEAT && w != CHN_WHERE_SPOT)
        return false;
    /* "the besieged [city]", "the Black Sea [port]", but "the largest city" */
    uint32_t det = i > 0 ? i - 1 : i;
    while (det > d->sent[f->a->sent].first && chn_tree_head(f->t, det) == i &&
           (chn_tree_is_rel(f->t, det, CHN_RELSET(CHN_REL_COMPOUND)) ||
            chn_tree_upos(f->t, det) == CHN_VERB))
        det = chn_tree_yield(f->t, det).first - 1;
    return det >= d->sent[f->a->sent].first && det < i &&
           (chn_tok_is(d, det, "the") || chn_tok_is(d, det, "this")) &&
           chn_tree_kid(f->t, i, CHN_RELSET(CHN_REL_NMOD)) == CHN_NONE &&
           chn_tree_kid(f->t, i,
                        CHN_RELSET(CHN_REL_APPOS) | CHN_RELSET(CHN_REL_ACL) |
                            CHN_RELS_RELATIVE) == CHN_NONE &&
           (hangs(f, i) < RANK_NONE || opens(f, det, i));
}

/* "The rebels drove into the capital" in a report from Lima, or after Lima was
 * named: the one named last, else the dateline's. */
static bool named_before(const finder *f, code_where *out)
{
    const chn_doc *d = f->c->doc;
    const chn_sent *s = &d->sent[f->a->sent];
    uint32_t noun = s->first;
    while (noun < s->end && !is_back(f, noun))
        noun++;
    if (noun == s->end)
        return false;
    const uint32_t low =
        d->sent[f->a->sent > BACK ? f->a->sent - BACK : 0].first;
    for (uint32_t j = noun; j-- > low;)
        if (!chn_tree_under(f->t, j, noun) &&
            code_place_name(f->k, f->c, j, noun, out) && can_be(f, noun, out))
            return true;
    return dateline(f, noun, out);
}

/* A town or the like; a country or its border is none. */
static bool is_spot(const code_where *w)
{
    return w->fact.has_point || w->unlisted;
}

/* "In Crete a crowd stoned the police near [Sougia]": the town may be in the
 * country. */
static bool is_in(const code_where *town, const code_where *country)
{
    return is_spot(town) && !is_spot(country) &&
           (town->fact.country.n == 0 ||
            chn_str_eq(town->fact.country, country->fact.country));
}

/* "the [Black Sea] port" tells which port, and is not where. */
static bool is_sea_of(const finder *f, const code_where *w, uint32_t head)
{
    const uint32_t up = chn_tree_head(f->t, head);
    return !w->unlisted && w->fact.country.n == 0 && up != CHN_NONE &&
           chn_tree_is_rel(f->t, head, CHN_RELSET(CHN_REL_COMPOUND)) &&
           chn_act_where(f->k->act, f->c->doc, up) == CHN_WHERE_SPOT;
}

/* How the place hangs on the act. */
static int rank_of(const finder *f, const code_where *w)
{
    const uint32_t head = head_of(f->t, w->first, w->end);
    /* "chanted 'Death to America'" */
    if ((f->c->doc->tok[w->first].flags & CHN_TOK_QUOTED) &&
        !(f->c->doc->tok[f->a->node[0]].flags & CHN_TOK_QUOTED))
        return RANK_NONE;
    if (!is_sea_of(f, w, head) && !is_party(f, w->first, w->end, is_spot(w))) {
        const int rank = where_it(f, w->end) ? RANK_OWN : hangs(f, head);
        /* "the Black Sea port of Odesa" is Odesa */
        if (rank < RANK_CLAUSE && chn_tree_rel(f->t, head) == CHN_REL_COMPOUND)
            return rank + 1;
        if (rank < RANK_NONE)
            return rank;
        if (!f->a->nominal && f->a->n_node && of_doer(f, head))
            return RANK_DOER;
    }
    return opens(f, w->first, head) ? RANK_OPENING : RANK_NONE;
}

/* The places that a sentence names, found once for all its acts. */
static void look(const finder *f, code_scene *scene)
{
    const chn_sent *s = &f->c->doc->sent[f->a->sent];
    if (scene->sent == f->a->sent)
        return;
    scene->sent = f->a->sent;
    scene->n = 0;
    for (uint32_t i = s->first; i < s->end && scene->n < CODE_PLACES; i++) {
        code_where *w = &scene->at[scene->n];
        if (code_place_name(f->k, f->c, i, s->end, w)) {
            i = w->end - 1;
            scene->n++;
        }
    }
}

/* "Dhobley, [Somalia]", "Dhobley in [Somalia]": only says where the town is. */
static bool is_rest(const finder *f, const code_where *town,
                    const code_where *w)
{
    return is_spot(town) && !is_spot(w) && town->end + 1 == w->first &&
           chn_str_eq(town->fact.country, w->fact.country) &&
           (chn_tok_is(f->c->doc, town->end, ",") ||
            chn_tok_is(f->c->doc, town->end, "in"));
}

/* Does a preposition of place lead to token `i` by words that only tell which
 * place: "in Oslo", "in the old town of Oslo", "in Norway's Oslo"? */
static bool led_there(const chn_knows *k, const chn_coded *c, uint32_t i,
                      uint32_t begin)
{
    const chn_doc *d = c->doc;
    for (uint32_t t = i; t-- > begin;) {
        const chn_where w = chn_act_where(k->act, d, t);
        if (w == CHN_WHERE_AT)
            return true;
        if (w > CHN_WHERE_NO && w <= CHN_WHERE_FROM)
            return false;
        if (chn_tok_is(d, t, "of") &&
            (t == begin || chn_act_where(k->act, d, t - 1) < CHN_WHERE_SEAT ||
             chn_act_where(k->act, d, t - 1) > CHN_WHERE_SPOT))
            return false;
    }
    return false;
}

bool code_frame(const chn_knows *k, const chn_coded *c, uint32_t sent,
                code_where *out)
{
    const chn_doc *d = c->doc;
    const chn_sent *s = &d->sent[sent];
    const uint32_t end = s->end < s->first + FRAME ? s->end : s->first + FRAME;
    if (s->dateline || s->first == s->end ||
        chn_act_where(k->act, d, s->first) != CHN_WHERE_AT)
        return false;
    for (uint32_t i = s->first + 1; i < end && !chn_tok_is(d, i, ","); i++)
        if (code_place_name(k, c, i, s->end, out) && is_spot(out))
            return led_there(k, c, i, s->first);
    return false;
}

/* "In Oslo Smith said that they would meet; it was late, he [warned]": the town
 * that the sentence opens with, of what its subject says. */
static bool of_speaker(const finder *f, code_where *out)
{
    const uint32_t root = chn_tree_root(f->t, f->a->sent);
    if (f->bodily || root == CHN_NONE || f->a->n_source == 0 || is_aside(f) ||
        !code_frame(f->k, f->c, f->a->sent, out))
        return false;
    const uint32_t s = chn_tree_subject(f->t, root).tok;
    const uint32_t m =
        s == CHN_NONE ? CHN_MENTION_NONE : f->c->mentions->of_token[s];
    return m != CHN_MENTION_NONE &&
           same_actor(&f->c->mentions->at[m],
                      &f->c->mentions->at[f->a->source[0]]);
}

bool code_names_spot(const chn_knows *k, const chn_coded *c, uint32_t sent)
{
    const chn_sent *s = &c->doc->sent[sent];
    code_where w;
    for (uint32_t i = s->first; i < s->end; i++)
        if (code_place_name(k, c, i, s->end, &w) && is_spot(&w))
            return true;
    return false;
}

bool code_place(const chn_knows *k, const chn_coded *c, const chn_act *a,
                code_scene *scene, code_where *out)
{
    /* who telephones is at two places */
    if (!c->tree || !chn_tree_parsed(c->tree, a->first) ||
        chn_str_is(a->mode, "phone"))
        return false;
    const finder f = {.k = k,
                      .c = c,
                      .a = a,
                      .t = c->tree,
                      .goes = chn_str_is(a->mode, "visit") ||
                              chn_str_is(a->category, "MOBILIZE") ||
                              chn_str_is(a->category, "AID") ||
                              chn_str_is(a->category, "PROTEST"),
                      .strikes = chn_str_is(a->category, "ASSAULT"),
                      .leaves = chn_str_is(a->category, "RETREAT") ||
                                chn_str_is(a->mode, "abduct"),
                      .rough = chn_str_is(a->category, "ASSAULT") ||
                               chn_str_is(a->category, "COERCE") ||
                               chn_str_is(a->category, "PROTEST"),
                      .bodily = code_bodily(a)};
    int best = RANK_NONE;
    uint32_t far = 0;
    look(&f, scene);
    for (uint32_t i = 0; i < scene->n; i++) {
        const code_where *w = &scene->at[i];
        if (best < RANK_NONE && is_rest(&f, out, w))
            continue;
        const int rank = rank_of(&f, w);
        uint32_t away =
            w->first > a->first ? w->first - a->first : a->first - w->first;
        /* "cut its staff in Oslo and [closed] the Riga bureau" */
        if (a->n_node && !chn_tree_under(f.t, w->first, a->node[0]))
            away += AFAR;
        /* of "in Oslo and in Riga" the first */
        const bool joined =
            best < RANK_NONE &&
            chn_tree_coord(f.t, head_of(f.t, w->first, w->end)) ==
                head_of(f.t, out->first, out->end);
        bool better = rank < best || (rank == best && rank < RANK_NONE &&
                                      away < far && !joined);
        if (best <= RANK_CLAUSE && rank <= RANK_CLAUSE)
            better = (better && !is_in(out, w)) || is_in(w, out);
        /* "at the Red Fort in Delhi": the town is what a map and a reader look
         * for */
        const bool town = rank == best && best < RANK_NONE &&
                          out->end + 1 == w->first &&
                          chn_tok_is(c->doc, out->end, "in");
        if (better || town) {
            best = rank;
            far = away;
            *out = *w;
        }
    }
    return best < RANK_NONE || of_speaker(&f, out) || there(&f, out) ||
           here(&f, out) || named_before(&f, out);
}
