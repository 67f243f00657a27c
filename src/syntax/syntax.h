/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Syntax: a tag, features, lemma, head and relation for each token.
 * In: chn_doc (text). Out: chn_tree. Knows nothing of actors, dates or acts.
 *
 * Universal Dependencies v2 (https://universaldependencies.org/). Sentences
 * are read on demand: chn_syntax_tag and chn_syntax_parse do one sentence,
 * and do nothing where it was done before. Other stages ask the tree through
 * the functions below and never walk its arrays.
 */
#ifndef CHN_SYNTAX_SYNTAX_H
#define CHN_SYNTAX_SYNTAX_H

#include "text/text.h"

#define CHN_NONE UINT32_MAX /* no token */

/* ---- inventories: the order is part of the model's format ---- */

typedef enum chn_upos {
    CHN_UPOS_NONE = 0, /* not tagged */
    CHN_ADJ,
    CHN_ADP,
    CHN_ADV,
    CHN_AUX,
    CHN_CCONJ,
    CHN_DET,
    CHN_INTJ,
    CHN_NOUN,
    CHN_NUM,
    CHN_PART,
    CHN_PRON,
    CHN_PROPN,
    CHN_PUNCT,
    CHN_SCONJ,
    CHN_SYM,
    CHN_VERB,
    CHN_X,
    CHN_UPOS_N
} chn_upos;

/* Relations, in byte order of their names. CHN_REL_NONE: not parsed. */
#define CHN_RELS(X)                                                            \
    X(ACL, "acl")                                                              \
    X(ACL_RELCL, "acl:relcl")                                                  \
    X(ADVCL, "advcl")                                                          \
    X(ADVCL_RELCL, "advcl:relcl")                                              \
    X(ADVMOD, "advmod")                                                        \
    X(AMOD, "amod")                                                            \
    X(APPOS, "appos")                                                          \
    X(AUX, "aux")                                                              \
    X(AUX_PASS, "aux:pass")                                                    \
    X(CASE, "case")                                                            \
    X(CC, "cc")                                                                \
    X(CC_PRECONJ, "cc:preconj")                                                \
    X(CCOMP, "ccomp")                                                          \
    X(COMPOUND, "compound")                                                    \
    X(COMPOUND_PRT, "compound:prt")                                            \
    X(CONJ, "conj")                                                            \
    X(COP, "cop")                                                              \
    X(CSUBJ, "csubj")                                                          \
    X(CSUBJ_OUTER, "csubj:outer")                                              \
    X(CSUBJ_PASS, "csubj:pass")                                                \
    X(DEP, "dep")                                                              \
    X(DET, "det")                                                              \
    X(DET_PREDET, "det:predet")                                                \
    X(DISCOURSE, "discourse")                                                  \
    X(DISLOCATED, "dislocated")                                                \
    X(EXPL, "expl")                                                            \
    X(FIXED, "fixed")                                                          \
    X(FLAT, "flat")                                                            \
    X(GOESWITH, "goeswith")                                                    \
    X(IOBJ, "iobj")                                                            \
    X(LIST, "list")                                                            \
    X(MARK, "mark")                                                            \
    X(NMOD, "nmod")                                                            \
    X(NMOD_DESC, "nmod:desc")                                                  \
    X(NMOD_POSS, "nmod:poss")                                                  \
    X(NMOD_UNMARKED, "nmod:unmarked")                                          \
    X(NSUBJ, "nsubj")                                                          \
    X(NSUBJ_OUTER, "nsubj:outer")                                              \
    X(NSUBJ_PASS, "nsubj:pass")                                                \
    X(NUMMOD, "nummod")                                                        \
    X(OBJ, "obj")                                                              \
    X(OBL, "obl")                                                              \
    X(OBL_AGENT, "obl:agent")                                                  \
    X(OBL_UNMARKED, "obl:unmarked")                                            \
    X(ORPHAN, "orphan")                                                        \
    X(PARATAXIS, "parataxis")                                                  \
    X(PUNCT, "punct")                                                          \
    X(REPARANDUM, "reparandum")                                                \
    X(ROOT, "root")                                                            \
    X(VOCATIVE, "vocative")                                                    \
    X(XCOMP, "xcomp")

typedef enum chn_rel {
    CHN_REL_NONE = 0,
#define CHN_REL_ENUM(id, name) CHN_REL_##id,
    CHN_RELS(CHN_REL_ENUM)
#undef CHN_REL_ENUM
        CHN_REL_N
} chn_rel;

/* A set of relations. CHN_RELSET(CHN_REL_OBJ) | CHN_RELSET(CHN_REL_OBL) */
typedef uint64_t chn_relset;
#define CHN_RELSET(r) ((chn_relset)1 << (r))
#define CHN_RELS_ALL (~(chn_relset)0)

/* Features that later stages ask for, as bits. */
enum {
    CHN_F_PAST = 1u << 0,  /* Tense=Past */
    CHN_F_PRES = 1u << 1,  /* Tense=Pres */
    CHN_F_FIN = 1u << 2,   /* VerbForm=Fin */
    CHN_F_INF = 1u << 3,   /* VerbForm=Inf */
    CHN_F_PART = 1u << 4,  /* VerbForm=Part */
    CHN_F_GER = 1u << 5,   /* VerbForm=Ger */
    CHN_F_PASS = 1u << 6,  /* Voice=Pass */
    CHN_F_IND = 1u << 7,   /* Mood=Ind */
    CHN_F_IMP = 1u << 8,   /* Mood=Imp */
    CHN_F_SUB = 1u << 9,   /* Mood=Sub */
    CHN_F_SING = 1u << 10, /* Number=Sing */
    CHN_F_PLUR = 1u << 11, /* Number=Plur, Ptan */
    CHN_F_P1 = 1u << 12,   /* Person=1 */
    CHN_F_P2 = 1u << 13,
    CHN_F_P3 = 1u << 14,
    CHN_F_POS = 1u << 15, /* Degree=Pos */
    CHN_F_CMP = 1u << 16,
    CHN_F_SUP = 1u << 17,
    CHN_F_POSS = 1u << 18, /* Poss=Yes */
    CHN_F_PRS = 1u << 19,  /* PronType=Prs */
    CHN_F_REL = 1u << 20,  /* PronType=Rel */
    CHN_F_DEM = 1u << 21,  /* PronType=Dem */
    CHN_F_INT = 1u << 22,  /* PronType=Int */
    CHN_F_NEG = 1u << 23,  /* Polarity=Neg, PronType=Neg */
    CHN_F_NOM = 1u << 24,  /* Case=Nom */
    CHN_F_ACC = 1u << 25,
    CHN_F_GEN = 1u << 26,
    CHN_F_DEF = 1u << 27, /* Definite=Def */
    CHN_F_INDEF = 1u << 28,
    CHN_F_REFLEX = 1u << 29,
    CHN_F_MASC = 1u << 30 /* Gender=Masc */
};
#define CHN_F_FEM (1u << 31) /* Gender=Fem; no int, so no enumerator */

const char *chn_upos_name(chn_upos u); /* "NOUN"; "_" for none */
const char *chn_rel_name(chn_rel r);   /* "nsubj:pass"; "_" for none */
chn_upos chn_upos_of(const char *p, size_t n);
chn_rel chn_rel_of(const char *p, size_t n); /* full name; NONE: unknown */
/* The relation without its subtype: "nsubj:pass" -> CHN_REL_NSUBJ. */
chn_rel chn_rel_base(chn_rel r);

/* ---- model ---- */

/* The model: weights and word table, read-only, shared by threads. */
typedef struct chn_model chn_model;

/* The model of bytes that outlive it (the one in the binary). */
chn_model *chn_model_of(chn_arena *a, const void *bytes, size_t n,
                        chn_err *err);
/* Map a file read-only. Refused with a message (what, where, what to do):
 * not a model, another version, wrong length, wrong checksum, sections out of
 * range. Unmapped by chn_model_close. */
chn_model *chn_model_open(chn_arena *a, const char *path, chn_err *err);
void chn_model_close(chn_model *m);
/* The model compiled in and its bytes; NULL and 0 where there is none (a build
 * before models/english.chn exists). Aligned for chn_model_of. */
const void *chn_model_builtin(size_t *n);
/* Twelve hex digits of the content, for the claims' version. */
const char *chn_model_version(const chn_model *m);
/* What the model's maker wrote: data, licences, attribution, seed. */
chn_str chn_model_note(const chn_model *m);
/* Choose the instruction set: "portable", "avx2", "avxvnni", "avx512" or "amx",
 * or the best below it that the processor has; NULL or another name: the best
 * of all, which a model has when it is opened. Not while another thread uses
 * the model. Returns the name of what was chosen. The trees are the same. */
const char *chn_model_use(chn_model *m, const char *cpu);

/* ---- reading ---- */

typedef struct chn_node {
    uint32_t head;        /* token; CHN_NONE: root, or not parsed */
    uint32_t child;       /* first child in order of the text, or CHN_NONE */
    uint32_t next;        /* next child of the same head, or CHN_NONE */
    uint32_t left, right; /* yield: leftmost and rightmost token under it */
    uint32_t bits;        /* CHN_F_ */
    uint16_t feats;       /* number of the model's feature string */
    uint8_t upos, rel;    /* chn_upos, chn_rel */
} chn_node;

enum { CHN_SENT_TAGGED = 1, CHN_SENT_PARSED = 2 };

/* Owned by doc->arena. `node` has doc->n_tok entries, `state` doc->n_sent.
 * Read through the functions below. */
typedef struct chn_tree {
    const chn_doc *doc;
    const chn_model *model;
    chn_node *node;
    uint8_t *state;
    chn_str *lemma;                 /* [n_tok]; p == NULL: not made yet */
    struct chn_nn_scratch *scratch; /* of nn.c, grown as sentences need it */
} chn_tree;

/* An empty tree over the document: nothing tagged, nothing parsed. */
chn_code chn_tree_new(const chn_model *m, const chn_doc *doc, chn_tree **out,
                      chn_err *err);
/* Tags, features of one sentence; of all where sent is CHN_NONE. Sentences
 * done before are passed over. */
chn_code chn_syntax_tag(chn_tree *t, uint32_t sent, chn_err *err);
/* Tags, features, heads and relations, likewise. */
chn_code chn_syntax_parse(chn_tree *t, uint32_t sent, chn_err *err);

/* ---- asking: see tree.c; all functions are pure ---- */

static inline bool chn_tree_parsed(const chn_tree *t, uint32_t tok)
{
    return (t->state[t->doc->tok[tok].sent] & CHN_SENT_PARSED) != 0;
}
static inline chn_upos chn_tree_upos(const chn_tree *t, uint32_t tok)
{
    return (chn_upos)t->node[tok].upos;
}
static inline chn_rel chn_tree_rel(const chn_tree *t, uint32_t tok)
{
    return (chn_rel)t->node[tok].rel;
}
static inline uint32_t chn_tree_head(const chn_tree *t, uint32_t tok)
{
    return t->node[tok].head;
}
static inline bool chn_tree_has(const chn_tree *t, uint32_t tok, uint32_t bits)
{
    return (t->node[tok].bits & bits) == bits;
}
static inline bool chn_tree_is_rel(const chn_tree *t, uint32_t tok,
                                   chn_relset rels)
{
    return (CHN_RELSET(t->node[tok].rel) & rels) != 0;
}
/* Features as UD writes them: "Mood=Ind|Tense=Past"; "_" for none. */
const char *chn_tree_feats(const chn_tree *t, uint32_t tok);
/* Lemma, made on first use; lives as long as the document. */
chn_str chn_tree_lemma(chn_tree *t, uint32_t tok);

#endif
