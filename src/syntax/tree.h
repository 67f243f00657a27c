/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the stages ask of a tree. In: a chn_tree with parsed sentences. Out:
 * tokens, ranges of tokens, and how they were found. All functions are pure,
 * allocate nothing, and take CHN_NONE for a token (the answer is then none).
 * In a sentence that is not parsed no token has kids, head or relation.
 *
 * In examples the token asked about stands in [brackets].
 */
#ifndef CHN_SYNTAX_TREE_H
#define CHN_SYNTAX_TREE_H

#include "syntax/syntax.h"

/* Tokens [first, end); none: first == end. */
typedef struct chn_range {
    uint32_t first, end;
} chn_range;

/* A set of tags: CHN_UPOSSET(CHN_NOUN) | CHN_UPOSSET(CHN_PROPN). */
typedef uint32_t chn_uposset;
#define CHN_UPOSSET(u) ((chn_uposset)1 << (u))
#define CHN_UPOS_ALL (~(chn_uposset)0)

/* Relations that are asked for together. */
#define CHN_RELS_SUBJECT                                                       \
    (CHN_RELSET(CHN_REL_NSUBJ) | CHN_RELSET(CHN_REL_NSUBJ_PASS) |              \
     CHN_RELSET(CHN_REL_CSUBJ) | CHN_RELSET(CHN_REL_CSUBJ_PASS))
#define CHN_RELS_OBLIQUE                                                       \
    (CHN_RELSET(CHN_REL_OBL) | CHN_RELSET(CHN_REL_OBL_AGENT) |                 \
     CHN_RELSET(CHN_REL_OBL_UNMARKED))
#define CHN_RELS_RELATIVE                                                      \
    (CHN_RELSET(CHN_REL_ACL_RELCL) | CHN_RELSET(CHN_REL_ADVCL_RELCL))
/* Heads of clauses by relation; conj of one of them is a head of a clause
 * too, see chn_tree_is_clause. */
#define CHN_RELS_CLAUSE                                                        \
    (CHN_RELSET(CHN_REL_ROOT) | CHN_RELSET(CHN_REL_CCOMP) |                    \
     CHN_RELSET(CHN_REL_XCOMP) | CHN_RELSET(CHN_REL_ADVCL) |                   \
     CHN_RELSET(CHN_REL_ACL) | CHN_RELSET(CHN_REL_CSUBJ) |                     \
     CHN_RELSET(CHN_REL_CSUBJ_OUTER) | CHN_RELSET(CHN_REL_CSUBJ_PASS) |        \
     CHN_RELSET(CHN_REL_PARATAXIS) | CHN_RELS_RELATIVE)

/* ---- kids ---- */

/* First kid by one of the relations, in order of the text; CHN_NONE: none. */
uint32_t chn_tree_kid(const chn_tree *t, uint32_t tok, chn_relset rels);
/* The next kid of the same head behind `kid`. */
uint32_t chn_tree_kid_next(const chn_tree *t, uint32_t kid, chn_relset rels);
uint32_t chn_tree_kid_count(const chn_tree *t, uint32_t tok, chn_relset rels);
/* First kid by one of the relations that reads as `folded`. */
uint32_t chn_tree_kid_word(const chn_tree *t, uint32_t tok, chn_relset rels,
                           const char *folded);
/* First kid by one of the relations that has a preposition, possessive mark
 * or conjunction (case, mark) that reads as `folded`: the agent of "talks
 * [held] by both" is kid_case(t, held, CHN_RELS_OBLIQUE, "by"). */
uint32_t chn_tree_kid_case(const chn_tree *t, uint32_t tok, chn_relset rels,
                           const char *folded);

/* ---- what lies under a token ---- */

/* From the leftmost to behind the rightmost token under `tok`. */
chn_range chn_tree_yield(const chn_tree *t, uint32_t tok);
/* Tokens under `tok`, itself included. */
uint32_t chn_tree_size(const chn_tree *t, uint32_t tok);
/* Is every token of the yield's range under `tok`? */
bool chn_tree_contiguous(const chn_tree *t, uint32_t tok);
/* Is `tok` `top` itself or somewhere below it? */
bool chn_tree_under(const chn_tree *t, uint32_t tok, uint32_t top);
/* The tokens under `top` in order of the text: begin with CHN_NONE, end at
 * CHN_NONE. */
uint32_t chn_tree_yield_next(const chn_tree *t, uint32_t top, uint32_t prev);

/* ---- upwards ---- */

/* Root of a sentence; CHN_NONE: not parsed, or empty. */
uint32_t chn_tree_root(const chn_tree *t, uint32_t sent);
/* Steps to the root: 0 for the root. */
uint32_t chn_tree_depth(const chn_tree *t, uint32_t tok);
/* Nearest token above `tok` that hangs by one of the relations and has one
 * of the tags. */
uint32_t chn_tree_above(const chn_tree *t, uint32_t tok, chn_relset rels,
                        chn_uposset tags);
/* Is the token the head of a clause: by its relation, or a conjunct of one? */
bool chn_tree_is_clause(const chn_tree *t, uint32_t tok);
/* Head of the clause that the token is in: itself or the nearest above. */
uint32_t chn_tree_clause(const chn_tree *t, uint32_t tok);

/* The word that a function word serves: the verb of an auxiliary, what a copula
 * joins, the clause of a conjunction, the noun of a preposition; any other word
 * itself. */
uint32_t chn_tree_served(const chn_tree *t, uint32_t tok);

typedef struct chn_path {
    uint32_t top;      /* lowest token above both */
    uint32_t up, down; /* steps from a to top, from top to b */
} chn_path;

/* false: not in one tree. */
bool chn_tree_path(const chn_tree *t, uint32_t a, uint32_t b, chn_path *out);
/* The relations on the way, each with "^" for a step up or "!" for one down:
 * from subject to object "nsubj^ obj!". Returns the bytes needed without the
 * NUL; what does not fit is cut. No way: "". */
size_t chn_tree_path_text(const chn_tree *t, uint32_t a, uint32_t b, char *out,
                          size_t cap);

/* ---- coordination ---- */

/* First conjunct of the coordination that `tok` is in; itself: of none. */
uint32_t chn_tree_coord(const chn_tree *t, uint32_t tok);
/* All conjuncts of that coordination in order of the text, nested ones too.
 * Returns their number, at least 1; `out` gets the first `cap` of them. */
uint32_t chn_tree_conjuncts(const chn_tree *t, uint32_t tok, uint32_t *out,
                            uint32_t cap);
/* The word that joins `tok` to the conjunct before it ("and", "but"), or
 * CHN_NONE. */
uint32_t chn_tree_joiner(const chn_tree *t, uint32_t tok);

/* ---- verb group ---- */

typedef enum chn_tense_form {
    CHN_TENSE_NONE = 0, /* not finite, a modal verb, or no verb */
    CHN_TENSE_PAST,
    CHN_TENSE_PRESENT,
    CHN_TENSE_FUTURE /* will, shall; also with "going to" in the present */
} chn_tense_form;

/*
 * The verb group of a predicate: its auxiliaries, copula, "to", "not" and
 * particle. A conjunct without auxiliaries of its own has those of the first
 * conjunct where its form asks for them ("will meet and [sign]"): `shared`.
 */
typedef struct chn_verb_group {
    chn_range span;    /* from the first to behind the last own token; others
                          may stand between ("has, they said, met") */
    uint32_t modal;    /* may, might, can, could, should, must, would, ought:
                          its token, or CHN_NONE. will and shall are a tense */
    uint32_t particle; /* "up" of "set up", or CHN_NONE */
    uint32_t negation; /* not, n't, never, "longer" of "no longer" */
    chn_tense_form tense;
    bool perfect;     /* have met */
    bool progressive; /* is meeting */
    bool passive;     /* is met; also participles of reduced relatives */
    bool negated;
    bool infinitive;  /* to meet: not finite */
    bool participle;  /* meeting, met: not finite */
    bool copular;     /* is a member */
    bool emphatic;    /* did meet, does not meet */
    bool prospective; /* going to meet, is to meet: tense is that of "be",
                         but future for the present */
    bool imperative;
    bool shared;
} chn_verb_group;

void chn_tree_verb_group(const chn_tree *t, uint32_t pred, chn_verb_group *out);

/* ---- arguments ---- */

/* How an argument was found; where several steps led to it, the first. */
typedef enum chn_arg_how {
    CHN_ARG_NONE = 0,
    CHN_ARG_OWN,      /* a kid of the predicate */
    CHN_ARG_CONJ,     /* "Envoys met and [signed]" */
    CHN_ARG_CONTROL,  /* "Envoys agreed to [sign]", "told them to [sign]",
                         "[Speaking] in Oslo, she ...", "their plan to
                         [sign]" */
    CHN_ARG_RELATIVE, /* "envoys who [signed]", "the pact they [signed]" */
    CHN_ARG_REDUCED   /* "envoys [carrying] gifts", "the pact [signed]", "the
                         [jailed] envoy", "the first envoy to [sign]" */
} chn_arg_how;

typedef struct chn_arg {
    uint32_t tok; /* CHN_NONE: none */
    chn_arg_how how;
} chn_arg;

/* The grammatical subject: of a passive that which undergoes. */
chn_arg chn_tree_subject(const chn_tree *t, uint32_t pred);
/* That which undergoes: obj, else iobj, else the subject of a passive, the
 * noun of a relative clause that lacks its object, or an object shared by
 * conjuncts ("[seized] and burned the ship"). */
chn_arg chn_tree_object(const chn_tree *t, uint32_t pred);
/* Of a passive: "by whom". */
chn_arg chn_tree_agent(const chn_tree *t, uint32_t pred);
/* Who does it: the agent of a passive, the subject of any other. */
chn_arg chn_tree_doer(const chn_tree *t, uint32_t pred);

/* ---- phrases ---- */

/* Prepositions before a noun: "in", "because of", "out of"; a conjunct has
 * those of the first where it has none. */
chn_range chn_tree_case(const chn_tree *t, uint32_t tok);
/* Conjunctions and prepositions that begin a clause: "after", "so that". */
chn_range chn_tree_mark(const chn_tree *t, uint32_t tok);
/* Do the tokens of a range read as these folded words, single spaces between
 * them? */
bool chn_tree_reads(const chn_tree *t, chn_range r, const char *folded);

/* The noun phrase without what follows its head: determiner, adjectives,
 * possessor, compounds and numbers before it, the rest of a name behind it:
 * "the two South Korean [envoys] in Oslo" -> "the two South Korean envoys". */
chn_range chn_tree_core(const chn_tree *t, uint32_t tok);
/* The phrase up to its first relative clause, apposition, other clause or
 * conjunct behind the head: "the [head] of the army, who ..." -> "the head of
 * the army". Without the preposition before it. */
chn_range chn_tree_phrase(const chn_tree *t, uint32_t tok);

#endif
