/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The measures of the CoNLL 2018 shared task, "Multilingual Parsing from Raw
 * Text to Universal Dependencies", on CoNLL-U: a gold file and a system's file
 * of the same characters, cut into tokens, words and sentences each its own
 * way. https://universaldependencies.org/conll18/evaluation.html
 *
 * Words are paired by the characters they cover, white space aside; inside a
 * multiword token, which is cut into words that no characters belong to, by
 * the longest common subsequence of the words' forms.
 */
#ifndef CHN_BENCH_CONLL18_H
#define CHN_BENCH_CONLL18_H

#include "base/arena.h"
#include "base/err.h"

#define CONLL_NONE UINT32_MAX

typedef struct conll_word {
    chn_str form, lemma, upos, feats, rel; /* "_" where the file says so */
    uint32_t from, to;                     /* of conll_file.chars */
    uint32_t head;                         /* word; CONLL_NONE: root or none */
    bool headed;                           /* the file tells a head */
    bool multi;                            /* a part of a multiword token */
} conll_word;

/* A token as written: one word, or a range of them. */
typedef struct conll_token {
    chn_str form;
    uint32_t first, end; /* words */
    uint32_t from, to;   /* of conll_file.chars */
    bool space;          /* white space follows (no SpaceAfter=No) */
} conll_token;

typedef struct conll_sent {
    uint32_t first, end; /* tokens */
    bool para;           /* # newpar or # newdoc stands before it */
} conll_sent;

typedef struct conll_file {
    char *chars; /* all forms of tokens without white space */
    uint32_t n_chars, cap_chars;
    conll_word *word;
    uint32_t n_word, cap_word;
    conll_token *tok;
    uint32_t n_tok, cap_tok;
    conll_sent *sent;
    uint32_t n_sent, cap_sent;
} conll_file;

/* Read bytes, which must outlive *out. `name` is for messages. Comments and
 * empty nodes ("8.1") are passed over. */
chn_code conll_parse(chn_arena *a, const char *name, const char *bytes,
                     size_t n, conll_file *out, chn_err *err);
/* The same from a file. */
chn_code conll_read(chn_arena *a, const char *path, conll_file *out,
                    chn_err *err);

typedef enum conll_measure {
    CONLL_TOKENS = 0,
    CONLL_SENTENCES,
    CONLL_WORDS,
    CONLL_UPOS,
    CONLL_UFEATS, /* universal features only */
    CONLL_LEMMAS,
    CONLL_UAS,
    CONLL_LAS,  /* relations without subtypes */
    CONLL_CLAS, /* LAS of words with a relation of content */
    CONLL_MEASURES
} conll_measure;

typedef struct conll_score {
    uint32_t gold, system, right;
} conll_score;

const char *conll_measure_name(conll_measure m);
double conll_precision(conll_score s);
double conll_recall(conll_score s);
double conll_f1(conll_score s);

/* Fails where the characters of the two files differ, and shows both there. */
chn_code conll_compare(chn_arena *a, const conll_file *gold,
                       const conll_file *system,
                       conll_score score[CONLL_MEASURES], chn_err *err);

#endif
