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

#define CHN_ACT_SIDE 8 /* most actors of one side */

typedef struct chn_act {
    uint32_t rule; /* row */
    chn_str rule_id, category, mode, cameo;
    const chn_str *contexts;
    uint32_t n_contexts;
    int32_t quad, goldstein_tenth;
    uint32_t first, end; /* trigger tokens */
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
    bool speech;   /* the act is a statement of its source */
    uint8_t dated; /* of messages: 's'ent, 'r'eceived, 'd'elivered; 0 */
    bool inferred; /* the target is not in the rule's slots: from the rest
                      of the sentence, or the act before */
    bool home;     /* nobody is named as target: somebody of the source's own
                      country ("police arrested 190 people") */
    chn_status status;
    int32_t confidence;
    uint32_t node[8], n_node; /* tokens that the rule matched, head first */
} chn_act;

/* Seen and not coded. `reason`: static text such as "no source", "no target",
 * "content of another act", "the words mean something else". */
typedef struct chn_act_seen {
    uint32_t rule; /* row */
    chn_str rule_id;
    uint32_t sent, first, end; /* trigger tokens */
    const char *reason;
} chn_act_seen;

typedef struct chn_acts {
    chn_act *at;
    uint32_t n;
    chn_act_seen *seen;
    uint32_t n_seen;
} chn_acts;

chn_act_know *chn_act_know_new(chn_arena *a, const chn_tableset *set,
                               const chn_text_know *text, chn_lex *lex,
                               chn_err *err);
/* Is this word a form of a verb or noun that some rule begins with? */
bool chn_act_begins(const chn_act_know *k, uint32_t word);
/* `tree`: NULL, or one whose sentences are parsed as they are needed: subjects
 * that the words between do not tell are read from it. */
chn_code chn_act_find(const chn_act_know *k, const chn_doc *doc,
                      const chn_mentions *m, const chn_times *t, chn_tree *tree,
                      chn_acts *out, chn_err *err);

/* Rules with their examples, for tests and for listing. */
typedef struct chn_rule_example {
    chn_str rule;
    chn_str positive, negative; /* sentences */
    const char *file;
    uint32_t line;
} chn_rule_example;
uint32_t chn_act_rule_count(const chn_act_know *k);
chn_rule_example chn_act_rule_example(const chn_act_know *k, uint32_t i);

/* A rule as its table has it, for whoever asks why. Borrowed from `k`. */
typedef struct chn_rule_text {
    chn_str id, pattern, frame, reason;
} chn_rule_text;
chn_rule_text chn_act_rule_text(const chn_act_know *k, uint32_t rule);

#endif
