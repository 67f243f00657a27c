/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file engine.h
 * The coder: engine (knowledge), worker (a thread's memory), result (one
 * report's claims), and the formats they are printed in.
 */
#ifndef CHANCERY_ENGINE_H
#define CHANCERY_ENGINE_H

#include <chancery/base.h>
#include <chancery/claim.h>
#include <chancery/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/** All tables and rules. Immutable once opened, shared by all threads, freed
 * last. */
typedef struct chn_engine chn_engine;
/** Scratch memory of one thread, reused for any number of reports. */
typedef struct chn_worker chn_worker;
/** One report's claims. Owns its memory; may move between threads. */
typedef struct chn_result chn_result;

typedef struct chn_engine_options {
    size_t size; /**< set by init */
    /** Folders with tables that add to, or replace rows of, those compiled
     * in; later folders win. Borrowed for the call. */
    const char *const *data_dirs;
    size_t n_data_dirs;
    /** A model of syntax in a file; NULL: the one built in, if there is one.
     * Borrowed for the call; the file must not change while the engine is
     * open. */
    const char *model;
    /** Instruction set that syntax is read with: "portable", "avx2",
     * "avxvnni", "avx512", "amx", or the best below it that the processor has;
     * NULL: the best of all. For tests and measures: the trees are the same.
     * Borrowed for the call. */
    const char *cpu;
    /** Scale of data/ontology/scales.tsv that gives the quad class and score
     * of each claim; NULL: "plover". Borrowed for the call. */
    const char *scale;
    /** Claims less likely right than this are not coded but among the
     * rejected; 0 (the default) .. 100. */
    int32_t min_confidence_percent;
    /** chn_worker_code: claims are all that is wanted. They are the same, and
     * come sooner, but what was rejected is told in part only. */
    bool claims_only;
} chn_engine_options;
CHN_API void chn_engine_options_init(chn_engine_options *o);

/**
 * Open the knowledge.
 *
 * @param o   NULL: the tables and the model compiled in.
 * @return NULL on a wrong table or model (`err` names file, line, what to
 *         do), an unknown instruction set or scale, or no memory. A build
 * without a model is no error.
 */
CHN_API chn_engine *chn_engine_open(const chn_engine_options *o, chn_err *err);
CHN_API void chn_engine_free(chn_engine *e);
/** Version of the tables: 12 hexadecimal digits of the SHA-256 of their
 * content, overlays included. Borrowed from the engine. */
CHN_API const char *chn_engine_data_version(const chn_engine *e);
/** The same of the act rules alone. */
CHN_API const char *chn_engine_rules_version(const chn_engine *e);
/** The same of the model of syntax; "" where there is none. */
CHN_API const char *chn_engine_model_version(const chn_engine *e);
/** The scale in use, by its name. Borrowed from the engine. */
CHN_API const char *chn_engine_scale(const chn_engine *e);
/** The least confidence in use, in percent. */
CHN_API int32_t chn_engine_min_confidence(const chn_engine *e);
/** The day on which an observance (the id of a named day, as in
 * chn_occasion) falls in a year; CHN_DAY_NONE: the tables do not tell. */
CHN_API chn_day chn_engine_observance(const chn_engine *e, chn_str id,
                                      int32_t year);

CHN_API chn_worker *chn_worker_new(const chn_engine *e, chn_err *err);
CHN_API void chn_worker_free(chn_worker *w);

/**
 * Code one report.
 *
 * @param w       this thread's worker; reset by the call.
 * @param report  borrowed for the call.
 * @return the claims, owned by the caller (chn_result_free), ordered by
 *         sentence and trigger; or NULL with `err`. Spans are byte offsets
 *         into report->text as given. Thread-safe for different workers over
 *         one engine. O(n) in the text's length.
 */
CHN_API chn_result *chn_worker_code(chn_worker *w, const chn_report *report,
                                    chn_err *err);
CHN_API void chn_result_free(chn_result *r);

CHN_API size_t chn_result_claim_count(const chn_result *r);
/** @return claim `i`, borrowed from `r`; NULL past the end. */
CHN_API const chn_claim *chn_result_claim(const chn_result *r, size_t i);
/** What was seen and not coded, ordered by sentence and words. */
CHN_API size_t chn_result_rejected_count(const chn_result *r);
/** @return the i-th of these, borrowed from `r`; NULL past the end. */
CHN_API const chn_rejected *chn_result_rejected(const chn_result *r, size_t i);
/** Whom the report credits as a whole, in the order of its words. */
CHN_API size_t chn_result_credit_count(const chn_result *r);
/** @return the i-th of these, borrowed from `r`; NULL past the end. */
CHN_API const chn_credit *chn_result_credit(const chn_result *r, size_t i);
/** A copy of the report that was coded, text included; borrowed from `r`. */
CHN_API const chn_report *chn_result_report(const chn_result *r);
CHN_API size_t chn_result_sentence_count(const chn_result *r);
/** Bytes of sentence `i`. */
CHN_API chn_span chn_result_sentence(const chn_result *r, size_t i);
/** Invalid UTF-8 sequences that were read as U+FFFD. */
CHN_API uint32_t chn_result_replaced(const chn_result *r);
/** Tokens that were read, for rates. */
CHN_API uint32_t chn_result_token_count(const chn_result *r);
/** Code points of the report's text before byte `byte`; an invalid sequence
 * counts as one. `byte` must not exceed the text's length. */
CHN_API uint32_t chn_result_code_point(const chn_result *r, uint32_t byte);

typedef enum chn_format {
    CHN_FORMAT_JSONL = 0, /**< one claim a line, as docs/record.md says */
    CHN_FORMAT_CSV,       /**< one claim a line, RFC 4180, header first */
    CHN_FORMAT_TABLE      /**< for people: aligned, cut to a width */
} chn_format;

/** Takes printed bytes. @return false: stop, the output is gone. */
typedef bool (*chn_write_fn)(void *user, const char *p, size_t n);

typedef struct chn_print_options {
    size_t size; /**< set by init */
    chn_format format;
    bool color;     /**< table only */
    uint32_t width; /**< table only: columns, 0 = 100 */
    bool header;    /**< csv and table: print the header line(s) first */
} chn_print_options;
CHN_API void chn_print_options_init(chn_print_options *o);

/** Print all claims of a result. Bytes depend on the claims and options
 * alone. @return CHN_ERR_OUTPUT where `write` said stop. */
CHN_API chn_code chn_result_print(const chn_result *r,
                                  const chn_print_options *o,
                                  chn_write_fn write, void *user, chn_err *err);

/** Print what was seen and not coded, as JSON Lines: {"report", "sentence",
 * "span", "text", "rule", "reason"}; `sentence` counts from 0, `span` is in
 * code points. @return as chn_result_print. */
CHN_API chn_code chn_result_print_rejected(const chn_result *r,
                                           chn_write_fn write, void *user,
                                           chn_err *err);

typedef enum chn_parse_format {
    CHN_PARSE_CONLLU = 0, /**< CoNLL-U, universaldependencies.org/format.html;
                               TokenRange in MISC is the word's place in the
                               report, in code points as in the record */
    CHN_PARSE_TREE        /**< for people: a line for each word, the tree drawn
                               before it */
} chn_parse_format;

typedef struct chn_parse_options {
    size_t size; /**< set by init */
    chn_parse_format format;
    bool tags_only;    /**< tags and features, no heads and relations */
    bool lazy;         /**< sentences alone that can hold an act: one with a
                            word of some rule and one of some actor */
    uint32_t sentence; /**< this one alone, counted from 1; 0: all */
    bool ascii;        /**< tree only: draw in ASCII */
    bool color;        /**< tree only */
    uint32_t width;    /**< tree only: columns, 0 = 100 */
} chn_parse_options;
CHN_API void chn_parse_options_init(chn_parse_options *o);

/**
 * Print the syntax of one report's sentences: for each word its tag, features,
 * lemma, head and relation by Universal Dependencies v2.
 *
 * @param w       this thread's worker; reset by the call.
 * @param report  borrowed for the call.
 * @param o       NULL: all sentences as CoNLL-U.
 * @return CHN_ERR_TABLE where the engine has no model, CHN_ERR_ARGUMENT where
 *         the report has no such sentence, CHN_ERR_OUTPUT where `write` said
 *         stop. Bytes depend on the report, the options and the model alone.
 */
CHN_API chn_code chn_worker_parse(chn_worker *w, const chn_report *report,
                                  const chn_parse_options *o,
                                  chn_write_fn write, void *user, chn_err *err);

typedef struct chn_date_options {
    size_t size;       /**< set by init */
    chn_format format; /**< CHN_FORMAT_JSONL: one report a line; else text for
                            people */
} chn_date_options;
CHN_API void chn_date_options_init(chn_date_options *o);

/**
 * Print the day of one report: the one given with it, else what its text
 * tells, with the words that tell it, what they mean, and a confidence.
 *
 * @param w       this thread's worker; reset by the call.
 * @param report  borrowed for the call.
 * @param o       NULL: JSON Lines.
 * @return CHN_ERR_OUTPUT where `write` said stop. A report that cannot be
 *         dated is no error. The clock is never asked. O(n) in the text's
 *         length.
 */
CHN_API chn_code chn_worker_date(chn_worker *w, const chn_report *report,
                                 const chn_date_options *o, chn_write_fn write,
                                 void *user, chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
