/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Act: who did what to whom, by rules of data/rules/. In: tokens, mentions
 * (and attributions, to know statements from what they state). Out: acts with
 * the rule that found them. Knows nothing of dates or of printing.
 */
#ifndef CHN_ACT_ACT_H
#define CHN_ACT_ACT_H

#include <chancery/claim.h>

#include "actor/actor.h"
#include "base/table.h"
#include "syntax/tree.h"
#include "text/text.h"
#include "time/time.h"

typedef struct chn_act_know chn_act_know;

#define CHN_ACT_SIDE 8  /* most actors of one side */
#define CHN_ACT_NODES 8 /* most words that a rule matches */

/* Where a target comes from that no slot of the rule names. */
typedef enum chn_inferred {
    CHN_INFERRED_NOT = 0,
    CHN_INFERRED_DEED,    /* whoever did what the words speak of */
    CHN_INFERRED_CONTENT, /* whoever else the content names */
    CHN_INFERRED_BEFORE,  /* the other party of the act told before */
    CHN_INFERRED_TOPIC,   /* the state that the report names most */
    CHN_INFERRED_HOME     /* somebody of the source's own country */
} chn_inferred;

/* Where a source comes from that the words do not name: "was test-fired". */
typedef enum chn_doer {
    CHN_DOER_NAMED = 0,
    CHN_DOER_SPEAKER, /* whoever tells it: "said that it would be lifted" */
    CHN_DOER_BEFORE,  /* whoever did the act told before */
    CHN_DOER_STATE,   /* those in power where it was done */
    CHN_DOER_UNKNOWN  /* somebody unknown: the source is the place alone */
} chn_doer;

typedef struct chn_act {
    uint32_t rule; /* row */
    chn_str rule_id, category, mode, cameo;
    const chn_str *contexts;
    uint32_t n_contexts;
    int32_t quad, goldstein_tenth;
    uint32_t first, end;                  /* trigger tokens */
    uint32_t node[CHN_ACT_NODES], n_node; /* tokens that the rule matched, head
                                             first */
    uint32_t clause_first, clause_end;
    uint32_t verb; /* last verb of a trigger that begins with a noun ("letter
                      sent"): its adverbials date the act; else first */
    uint32_t sent;
    uint32_t source[CHN_ACT_SIDE], n_source; /* mentions */
    uint32_t target[CHN_ACT_SIDE], n_target;
    uint32_t others[CHN_ACT_SIDE], n_others;
    chn_str other_role[CHN_ACT_SIDE];
    bool symmetric;
    bool nominal;
    bool background;
    bool speech;      /* the act is a statement of its source */
    uint8_t dated;    /* of messages: 's'ent, 'r'eceived, 'd'elivered; 0 */
    uint8_t inferred; /* chn_inferred */
    uint8_t doer;     /* chn_doer */
    bool home;        /* nobody is named as target: somebody of the source's own
                         country ("police arrested 190 people") */
    chn_status status;
    int32_t confidence;
} chn_act;

/* Seen and not coded. `reason` is static text: "no source", "no target",
 * "content of another act", "the words mean something else". */
typedef struct chn_act_seen {
    uint32_t rule; /* row */
    chn_str rule_id;
    uint32_t sent, first, end; /* tokens */
    const char *reason;
} chn_act_seen;

typedef struct chn_acts {
    chn_act *at;
    uint32_t n;
    chn_act_seen *seen;
    uint32_t n_seen;
    bool *passed; /* [n_sent] sentences that no act can be of, and that were
                     left unparsed for that alone; NULL: none */
} chn_acts;

chn_act_know *chn_act_know_new(chn_arena *a, const chn_tableset *set,
                               const chn_text_know *text, chn_lex *lex,
                               chn_err *err);
/* Is this word a form of a verb or noun that some rule begins with? */
bool chn_act_begins(const chn_act_know *k, uint32_t word);
/* Does a preposition put something at a place ("in Oslo"), or on its way there
 * ("to Oslo")? Or what does a noun or verb say of a place? Classes where,
 * midst, whither, upon, whence, seat, edge, locale, ground, spot and there of
 * words.tsv. */
typedef enum chn_where {
    CHN_WHERE_NO = 0,
    CHN_WHERE_AT,
    CHN_WHERE_AMID, /* there, and no place's name: "aboard the Kursk" */
    CHN_WHERE_TO,
    CHN_WHERE_ON, /* there, or spoken of: "on Crete" */
    CHN_WHERE_FROM,
    /* no prepositions */
    CHN_WHERE_SEAT,   /* "the Peruvian capital" */
    CHN_WHERE_EDGE,   /* "the Peruvian border" */
    CHN_WHERE_PART,   /* "the port of Oslo", "the sidelines" */
    CHN_WHERE_GROUND, /* "the Peruvian jungle" */
    CHN_WHERE_SPOT,   /* "the city": one named before */
    CHN_WHERE_THERE   /* "speaking in Oslo": whoever does it is there */
} chn_where;
chn_where chn_act_where(const chn_act_know *k, const chn_doc *doc,
                        uint32_t tok);
/* `tree`: sentences with a word that some rule begins with are parsed.
 * `acts_only`: the same acts, but what was seen and not coded is not wanted, so
 * that sentences that lack a rule's words or parties are left unparsed. */
chn_code chn_act_find(const chn_act_know *k, const chn_doc *doc,
                      const chn_mentions *m, const chn_times *t, chn_tree *tree,
                      bool acts_only, chn_acts *out, chn_err *err);

/* Rules with their examples, for tests and for listing. */
typedef struct chn_rule_example {
    chn_str rule;
    chn_str positive, negative; /* sentences */
    const char *file;
    uint32_t line;
} chn_rule_example;
/* What a rule says of itself, as its table has it. */
typedef struct chn_rule_text {
    chn_str id, pattern, frame, reason;
} chn_rule_text;
chn_rule_text chn_act_rule_text(const chn_act_know *k, uint32_t rule);
uint32_t chn_act_rule_count(const chn_act_know *k);
chn_rule_example chn_act_rule_example(const chn_act_know *k, uint32_t i);

#endif
