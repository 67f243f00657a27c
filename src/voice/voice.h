/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Voice: on whose word. In: tokens, mentions. Out: attributions (source, cue,
 * content), nested into chains. Knows nothing of categories or dates.
 */
#ifndef CHN_VOICE_VOICE_H
#define CHN_VOICE_VOICE_H

#include <chancery/claim.h>

#include "actor/actor.h"
#include "base/table.h"
#include "syntax/syntax.h"
#include "text/text.h"

typedef struct chn_voice_know chn_voice_know;

#define CHN_ATTR_NONE UINT32_MAX

enum {
    CHN_ATTR_DIRECT = 1,    /* content is a quotation */
    CHN_ATTR_RELAY = 2,     /* the source only passes on: quoted, cited */
    CHN_ATTR_INHERITED = 4, /* no cue of its own; from an earlier sentence */
    CHN_ATTR_AMBIGUOUS = 8, /* "the news agency" can be two */
    CHN_ATTR_DENIES = 16,   /* the cue denies its content */
    CHN_ATTR_DOUBTS = 32,   /* claims, alleges, reportedly */
    CHN_ATTR_REPORT_LEVEL = 64, /* tag line: "(With inputs from Reuters)" */
    CHN_ATTR_STANCE = 128,  /* a wish, call, pledge, opinion: the source's act,
                               no link of a claim's chain */
    CHN_ATTR_IMPLIED = 256, /* its parent is not named with it */
    CHN_ATTR_CONFIRMS = 1024, /* confirms what is told already */
    CHN_ATTR_BELIEVES = 2048, /* the source's own doubt: believes, thinks */
    CHN_ATTR_ADDRESSEE = 512  /* it was told to this outlet, which passes it
                                 on: "told the BBC" */
};

typedef struct chn_attribution {
    uint32_t source; /* mention, or CHN_MENTION_NONE: no source named */
    uint32_t other;  /* where "the news agency" can be two, the second; or
                        CHN_MENTION_NONE */
    uint32_t source_first, source_end; /* tokens of the source phrase */
    uint32_t name_first, name_end;     /* tokens that name the source where no
                                          mention does ("two diplomats"); those
                                          of the antecedent where the source
                                          phrase is "they"; else equal */
    uint32_t cue_first, cue_end;       /* tokens, the verb group */
    uint32_t more_first, more_end;     /* its second part, or equal: "quoted
                                          ... as saying"; "continued, ...,"
                                          he said */
    uint32_t again_first, again_end;   /* the source of the second part, or
                                          equal */
    uint32_t scope_first, scope_end;   /* tokens of the whole cue phrase with
                                          its adverbials ("said on Saturday",
                                          "as reported by KCNA on
                                          Wednesday"): its dates date the
                                          report */
    uint32_t content[2][2];            /* token ranges, n_content of them */
    uint32_t n_content;
    uint32_t parent; /* attribution that this one stands in or is relayed
                        by, or CHN_ATTR_NONE */
    uint32_t flags;
    chn_str rule; /* row of data/voice/cues.tsv */
} chn_attribution;

typedef struct chn_voices {
    chn_attribution *at; /* ordered by cue */
    uint32_t n;
} chn_voices;

chn_voice_know *chn_voice_know_new(chn_arena *a, const chn_tableset *set,
                                   const chn_text_know *text, chn_lex *lex,
                                   chn_err *err);
chn_code chn_voice_find(const chn_voice_know *k, const chn_doc *doc,
                        const chn_mentions *m, chn_tree *tree, chn_voices *out,
                        chn_err *err);
/* Likewise, where only what may bear upon some sentences is wanted: the others
 * are read by their words alone, and nothing is parsed for them. `near`
 * [n_sent] holds these sentences; those that bear upon them are added. */
chn_code chn_voice_find_near(const chn_voice_know *k, const chn_doc *doc,
                             const chn_mentions *m, chn_tree *tree, bool *near,
                             chn_voices *out, chn_err *err);

/*
 * For listing: adds wishes, calls, pledges and opinions, which are acts of
 * their source and no voice (CHN_ATTR_STANCE), and the relays that the report
 * implies for a speaker whom it quotes through an agency elsewhere
 * (CHN_ATTR_IMPLIED). Claims are made without them.
 */
chn_code chn_voice_list(const chn_voice_know *k, const chn_doc *doc,
                        const chn_mentions *m, chn_tree *tree, chn_voices *v,
                        chn_err *err);

/* What the report as a whole says it has from others (CHN_ATTR_REPORT_LEVEL),
 * each name once for each relation. `out` has room for CHN_CREDITS_MAX. Names
 * and spans are in view terms. Returns their number. */
#define CHN_CREDITS_MAX 16
uint32_t chn_voice_credits(const chn_voice_know *k, const chn_doc *doc,
                           const chn_mentions *m, const chn_voices *v,
                           chn_credit out[CHN_CREDITS_MAX]);

/* Cues with their examples, for tests and for listing. */
typedef struct chn_cue_example {
    chn_str id;
    chn_str positive, negative; /* sentences */
} chn_cue_example;
uint32_t chn_voice_cue_count(const chn_voice_know *k);
chn_cue_example chn_voice_cue_example(const chn_voice_know *k, uint32_t i);

/* First attribution whose cue is at or behind token t; v->n if none. */
uint32_t chn_voice_first(const chn_voices *v, uint32_t t);

/* Who says the words at token t: the innermost source of an attribution whose
 * content holds it. false: nobody but the report. */
bool chn_voice_speaker(const chn_voice_know *k, const chn_doc *doc,
                       const chn_mentions *m, const chn_voices *v, uint32_t t,
                       chn_voice *out);

#define CHN_CHAIN_MAX 8
/*
 * The chain for an act whose trigger is token `t`, from the report outwards
 * to the origin. `speaker`: mention that is the act's own source actor where
 * the act is the statement itself (it is then no link), or CHN_MENTION_NONE.
 * Returns the number of links; *flags gets the union of the attributions'
 * flags. Names and spans are in view terms.
 */
uint32_t chn_voice_chain(const chn_voice_know *k, const chn_doc *doc,
                         const chn_mentions *m, const chn_voices *v, uint32_t t,
                         uint32_t speaker, chn_voice out[CHN_CHAIN_MAX],
                         uint32_t *flags);

/* The links from the report to attribution `a`, itself included; of[i] gets
 * the attribution of link i. Returns their number. */
uint32_t chn_voice_path(const chn_voice_know *k, const chn_doc *doc,
                        const chn_mentions *m, const chn_voices *v, uint32_t a,
                        chn_voice out[CHN_CHAIN_MAX],
                        uint32_t of[CHN_CHAIN_MAX]);
/* Those who speak together in attribution `a` ("they", "the two sides"): their
 * number, 0 for one speaker. */
uint32_t chn_voice_speakers(const chn_voice_know *k, const chn_doc *doc,
                            const chn_mentions *m, const chn_voices *v,
                            uint32_t a, chn_voice out[CHN_MENTION_PARTS]);

#endif
