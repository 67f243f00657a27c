/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file explain.h
 * Why a report was coded as it was: all that was read on the way from its
 * words to its claims. For whoever writes rules, and for reports of bugs.
 *
 * A chn_explained owns its memory and may move between threads; what its
 * functions hand out is borrowed from it. chn_worker_explain is thread-safe
 * for different workers over one engine; neither clock nor locale is asked.
 */
#ifndef CHANCERY_EXPLAIN_H
#define CHANCERY_EXPLAIN_H

#include <chancery/base.h>
#include <chancery/claim.h>
#include <chancery/dating.h>
#include <chancery/engine.h>

#ifdef __cplusplus
extern "C" {
#endif

/** "No token", "no sentence". */
#define CHN_EXPLAINED_NONE UINT32_MAX

typedef struct chn_explained chn_explained;

typedef struct chn_explain_options {
    size_t size;       /**< set by init */
    uint32_t sentence; /**< this one alone, counted from 1; 0: all */
} chn_explain_options;
CHN_API void chn_explain_options_init(chn_explain_options *o);

/**
 * Code one report as chn_worker_code does, and keep what was read on the way.
 * Every sentence that is asked for is parsed, also those that coding passes
 * over; the claims are the same.
 *
 * @param w       this thread's worker; reset by the call.
 * @param report  borrowed for the call.
 * @param o       NULL: all sentences.
 * @return owned by the caller (chn_explained_free); NULL with `err`:
 *         CHN_ERR_ARGUMENT where there is no such sentence, else as
 *         chn_worker_code. Without a model of syntax there are tokens without
 *         tags and trees.
 */
CHN_API chn_explained *chn_worker_explain(chn_worker *w,
                                          const chn_report *report,
                                          const chn_explain_options *o,
                                          chn_err *err);
/** NULL is allowed. */
CHN_API void chn_explained_free(chn_explained *x);

/** The claims of the whole report, whatever sentences were asked for. */
CHN_API const chn_result *chn_explained_result(const chn_explained *x);
/** The expressions of time of the whole report. */
CHN_API const chn_expressions *chn_explained_times(const chn_explained *x);
/** Whether tokens have tags, heads and relations. */
CHN_API bool chn_explained_has_trees(const chn_explained *x);

/** A sentence that was asked for. Ranges are indexes of the lists below. */
typedef struct chn_explained_sentence {
    uint32_t index; /**< in the report, from 0 */
    chn_span span;
    uint32_t first, end; /**< its tokens [first, end) */
    bool candidate; /**< it has a word that some rule begins with and one that
                         may name an actor; else no rule is tried */
} chn_explained_sentence;
CHN_API size_t chn_explained_sentence_count(const chn_explained *x);
CHN_API const chn_explained_sentence *
chn_explained_sentence_at(const chn_explained *x, size_t i);

/** A word. `upos`, `feats` and `rel` are Universal Dependencies v2; "_" where
 * there is no model. */
typedef struct chn_explained_token {
    chn_span span; /**< bytes of the report's text */
    chn_str text, lemma;
    const char *upos, *rel;
    chn_str feats;
    uint32_t head; /**< index of the token it hangs from; CHN_EXPLAINED_NONE:
                        a root, or no tree */
} chn_explained_token;
CHN_API size_t chn_explained_token_count(const chn_explained *x);
CHN_API const chn_explained_token *
chn_explained_token_at(const chn_explained *x, size_t i);

/** An actor as it is named, with the office held on the report's day. */
typedef struct chn_explained_mention {
    chn_actor actor;  /**< `role` is empty */
    const char *kind; /**< "country", "body", "person", "igo", "org", "armed",
                           "media", "people", "place", "pronoun" */
    uint32_t first, end; /**< tokens of the whole phrase */
    chn_str stands_for;  /**< names of those that "both sides" or "he" means;
                              else empty */
} chn_explained_mention;
CHN_API size_t chn_explained_mention_count(const chn_explained *x);
CHN_API const chn_explained_mention *
chn_explained_mention_at(const chn_explained *x, size_t i);

/** An attribution: who says what. Spans may lie in other sentences. */
typedef struct chn_explained_voice {
    chn_span source, cue; /**< none: from == to */
    chn_span content[2];  /**< [n_content] */
    uint32_t n_content;
    chn_str name; /**< of the source; empty: not named */
    chn_str rule; /**< row of data/voice/cues.tsv */
    bool direct, relay, inherited, ambiguous, denies, doubts, report_level;
} chn_explained_voice;
CHN_API size_t chn_explained_voice_count(const chn_explained *x);
CHN_API const chn_explained_voice *
chn_explained_voice_at(const chn_explained *x, size_t i);

/** What a rule's row says of itself. */
typedef struct chn_explained_rule {
    chn_str id, pattern, frame, reason;
} chn_explained_rule;

/** A claim of the sentences asked for. */
typedef struct chn_explained_claim {
    const chn_claim *claim;
    chn_explained_rule rule;
    const uint32_t *tokens; /**< [n_tokens] that the rule matched, the word it
                                 begins with first */
    uint32_t n_tokens;
    /** The step of rules/calibration.tsv that made its score a confidence:
     * scores in percent, and the claims that it was counted on (0: none, the
     * confidence is the score). */
    int32_t score_from, score_to;
    uint32_t counted;
} chn_explained_claim;
CHN_API size_t chn_explained_claim_count(const chn_explained *x);
CHN_API const chn_explained_claim *
chn_explained_claim_at(const chn_explained *x, size_t i);

/** What was seen in these sentences and not coded. */
typedef struct chn_explained_rejected {
    const chn_rejected *rejected;
    chn_explained_rule rule;
} chn_explained_rejected;
CHN_API size_t chn_explained_rejected_count(const chn_explained *x);
CHN_API const chn_explained_rejected *
chn_explained_rejected_at(const chn_explained *x, size_t i);

typedef struct chn_explain_draw {
    size_t size;       /**< set by init */
    uint32_t sentence; /**< index among those explained */
    uint32_t claim;    /**< mark the words of this one, index among those
                            explained; CHN_EXPLAINED_NONE (the default): of
                            all, with their numbers from 1 */
    uint32_t width;    /**< columns, 0 = 100 */
    bool ascii, color;
} chn_explain_draw;
CHN_API void chn_explain_draw_init(chn_explain_draw *o);

/**
 * Draw the tree of a sentence for people: a line for each word with its
 * number, lemma (where the width allows), tag, relation and head, and behind
 * it what the claims took the word for: "1:act 1:source".
 *
 * @return CHN_ERR_OUTPUT where `write` said stop, CHN_ERR_ARGUMENT where there
 *         is no such sentence, or CHN_ERR_MEMORY.
 */
CHN_API chn_code chn_explained_draw(const chn_explained *x,
                                    const chn_explain_draw *o,
                                    chn_write_fn write, void *user,
                                    chn_err *err);

/**
 * Print all of it as one JSON object on one line (docs/explain.md lists the
 * members). Places are code points of the report's text, end exclusive; words
 * are counted from 1 in their sentence, as in CoNLL-U.
 *
 * @return CHN_ERR_OUTPUT where `write` said stop, or CHN_ERR_MEMORY.
 */
CHN_API chn_code chn_explained_print(const chn_explained *x, chn_write_fn write,
                                     void *user, chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
