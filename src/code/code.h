/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Code: puts a claim together. In: acts, mentions, times, voices. Out: claims
 * in a result, in terms of the bytes given. Here the act's date, its place,
 * occasion, quotation and chain of sources meet; several tellings of one act
 * in one report become one claim.
 */
#ifndef CHN_CODE_CODE_H
#define CHN_CODE_CODE_H

#include <chancery/dating.h>
#include <chancery/engine.h>

#include "act/act.h"
#include "actor/actor.h"
#include "code/scores.h"
#include "text/text.h"
#include "time/time.h"
#include "voice/voice.h"

/* What was not coded, and the row of its rule. */
typedef struct chn_rejection {
    chn_rejected told;
    uint32_t rule;
} chn_rejection;

struct chn_result {
    chn_arena *arena; /* owns everything below */
    chn_report report;
    chn_dating dating; /* the day it was read with */
    chn_claim *claims;
    uint32_t n_claims;
    uint32_t *claim_act; /* [n_claims] index of its act */
    chn_rejection *rejected;
    uint32_t n_rejected;
    chn_credit *credits;
    uint32_t n_credits;
    chn_span *sentences;
    uint32_t n_sentences;
    uint32_t n_tokens;
    uint32_t replaced;
    uint32_t *marks; /* [n_marks] code points before byte i * CHN_MARK_STEP */
    uint32_t n_marks;
};
#define CHN_MARK_STEP 256u

/* All that the stages made of one report. */
typedef struct chn_coded {
    const chn_doc *doc;
    const chn_mentions *mentions;
    const chn_times *times;
    const chn_voices *voices;
    const chn_acts *acts;
    const chn_tree *tree;  /* sentences with acts or days; NULL: no model */
    const uint32_t *story; /* of chn_time_story; NULL without a tree */
} chn_coded;

/* What the stages know; borrowed from the engine. */
typedef struct chn_knows {
    const chn_actor_know *actor;
    const chn_time_know *time;
    const chn_voice_know *voice;
    const chn_act_know *act;
    const chn_calibration *calibration;
    const chn_scale *scale;
    int32_t min_confidence; /* percent */
} chn_knows;

/* A result that holds a copy of the report and no claims yet. */
chn_result *chn_result_new(const chn_report *report, chn_err *err);
/* Fill it from what the stages made. */
chn_code chn_code_claims(const chn_knows *k, const chn_coded *c, chn_result *r,
                         chn_err *err);

#endif
