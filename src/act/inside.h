/* SPDX-License-Identifier: Apache-2.0 */
/* Inside the act stage: compiled rules, clause marks, matches. */
#ifndef CHN_ACT_INSIDE_H
#define CHN_ACT_INSIDE_H

#include "act/act.h"

#define NONE UINT32_MAX

/* ---- words ----------------------------------------------------------------
 */

enum { /* closed classes of data/rules/words.tsv */
       W_BE = 1,
       W_HAVE = 2,
       W_DO = 4,
       W_WILL = 8,
       W_MAY = 16,
       W_NEG = 32,
       W_ADV = 64,
       W_PREP = 128,
       W_DET = 256,
       W_CONJ = 512,
       W_SUB = 1024,
       W_REL = 2048,
       W_PRON = 4096,
       W_ADJ = 8192 /* looks like a verb form and is none: willing, ongoing */
};
#define W_AUX (W_BE | W_HAVE | W_DO | W_WILL | W_MAY)

/* A form of a lemma: "met" of meet. Chained by word. */
typedef struct act_form {
    uint32_t lemma; /* index in act_lemma */
    uint32_t bits;  /* CHN_FORM_* */
    struct act_form *next;
} act_form;

typedef struct act_lemma {
    chn_str text;
    bool noun;
    uint8_t infinitive;  /* status + 1 of "LEMMA to do it", 0: not told */
    bool says;           /* a clause may follow without "that" */
    bool object_control; /* "urged X to leave": X leaves */
    uint32_t *rules;     /* rules whose first element has it, in order */
    uint32_t n_rules, cap_rules;
} act_lemma;

typedef enum elem_kind { E_VERB, E_NOUN, E_WORD, E_GAP, E_ACTOR } elem_kind;
#define ELEM_CHOICES 24
#define ELEMS_MAX 8
typedef struct act_elem {
    elem_kind kind;
    uint32_t n;                    /* choices; of a gap: most tokens */
    uint32_t choice[ELEM_CHOICES]; /* lemma, or word number */
} act_elem;

typedef enum slot_kind {
    S_SUBJ = 1, /* the verb's subject */
    S_OBJ,      /* its object, or the object's owner */
    S_POSS,     /* before the noun: "Kim's visit", "the Russian attack" */
    S_BETWEEN,  /* "between A and B": both sides */
    S_PREP,     /* after a preposition: word in slot.prep */
    S_PAIR      /* the sides of the subject: "the two sides agreed" */
} slot_kind;
typedef struct act_slot {
    slot_kind kind;
    uint32_t prep; /* word number */
} act_slot;
#define SLOTS_MAX 8

enum {
    R_SPEECH = 1,    /* the act is a statement of its source */
    R_CONTENT = 2,   /* what follows is its content and no act of its own */
    R_HOME = 4,      /* source and target may be of one country */
    R_SYMMETRIC = 8, /* no direction */
    R_SOURCE = 16,   /* a source is needed (always, but for drops) */
    R_TARGET = 32,   /* a target is needed */
    R_PLANNED = 64,  /* told as planned by its words alone */
    R_DROP = 128,    /* no act: the words mean something else */
    R_PASSIVE = 256, /* only in the passive */
    R_ACTIVE = 512,  /* only in the active */
    R_DENIED = 1024, /* its words say that it did not happen */
    R_POSSIBLE = 2048,
    R_PLACE = 4096, /* the target may be a place: "arrived in Moscow" */
    R_SENT = 8192,  /* its date is the day a message was sent */
    R_RECEIVED = 16384,
    R_DELIVERED = 32768,
    R_NEGATED = 65536 /* only where negated, and then it happened: "would not
                         accept" is a rejection */
};

typedef struct act_rule {
    chn_str id, category, mode, cameo, positive, negative;
    chn_str pattern, frame, reason; /* as the table has them */
    chn_str *contexts;
    uint32_t n_contexts;
    int32_t quad, goldstein_tenth;
    act_elem elem[ELEMS_MAX];
    uint32_t n_elem;
    act_slot source[SLOTS_MAX], target[SLOTS_MAX];
    uint32_t n_source, n_target;
    uint32_t flags;
    uint8_t weight; /* elements that are no gaps: longer wins */
    const char *file;
    uint32_t line;
} act_rule;

struct chn_act_know {
    chn_arena *arena;
    chn_lex *lex;
    uint16_t *classes; /* [n_words] W_* by word number */
    act_form **forms;  /* [n_words] */
    uint32_t n_words;
    act_lemma *lemmas;
    uint32_t n_lemmas, cap_lemmas;
    act_rule *rules;
    uint32_t n_rules, cap_rules;
    uint32_t w_by, w_to, w_of, w_and, w_or, w_comma, w_that, w_if, w_s, w_had,
        w_than, w_well, w_as, w_between, w_after, w_before, w_against, w_from,
        w_for, w_with;
};

/* ---- clauses ----------------------------------------------------------------
 */

typedef enum group_kind {
    G_FINITE = 0,
    G_INFINITIVE, /* "to strengthen" */
    G_ING,        /* "promising", "for sending" */
    G_REDUCED     /* "signed on Sunday", "led by" */
} group_kind;

/* A verb with its auxiliaries. */
typedef struct act_group {
    uint32_t first, head, end; /* tokens; head is the main verb */
    group_kind kind;
    bool passive, negated, perfect, pluperfect, relative, conditional;
    bool will, may;  /* modals */
    uint32_t parent; /* group that governs an infinitive or participle */
    uint32_t clause_first, clause_end;
    uint32_t subject[CHN_ACT_SIDE];
    uint32_t n_subject;
    int32_t subject_cost; /* doubt in the subject, percent */
} act_group;

typedef struct act_sent {
    const chn_act_know *k;
    const chn_doc *doc;
    const chn_mentions *m;
    uint32_t first, end; /* tokens */
    act_group *group;    /* [n_group] by token */
    uint32_t n_group;
    uint32_t *group_of; /* [n_tok of doc] group whose head a token is */
    const bool *dated;  /* [n_tok of doc] tokens of time expressions */
    chn_tree *tree;     /* NULL: none; its sentences are parsed when asked */
} act_sent;

uint32_t act_class(const chn_act_know *k, const chn_doc *d, uint32_t t);
const act_form *act_forms(const chn_act_know *k, const chn_doc *d, uint32_t t);
/* Find the verb groups of a sentence, their clauses and subjects. `s->group`
 * and `s->group_of` have room. */
void act_clauses(act_sent *s);
/* Subjects by the tree, where the words between tell none or a doubtful one. */
chn_code act_tree_subjects(act_sent *s, chn_err *err);
/* Mention that begins / ends at a token, or NONE. */
uint32_t act_mention_at(const act_sent *s, uint32_t t);
/* The mentions that stand in one list with m to its left / right. Appends to
 * out[*n], at most CHN_ACT_SIDE, m itself first. */
void act_list_left(const act_sent *s, uint32_t m, uint32_t *out, uint32_t *n);
void act_list_right(const act_sent *s, uint32_t m, uint32_t end, uint32_t *out,
                    uint32_t *n);
/* Can this mention act (a pure place cannot)? */
bool act_actor(const act_sent *s, uint32_t m);

#endif
