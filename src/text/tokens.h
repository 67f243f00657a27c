/* SPDX-License-Identifier: Apache-2.0 */
/* Inside the text stage: the tokenizer that reports and phrases share. */
#ifndef CHN_TEXT_TOKENS_H
#define CHN_TEXT_TOKENS_H

#include "text/text.h"

/* Tokens of text[from..n). Fills from, to, kind, and the flags CAP, ALLCAP,
 * SPACE. fold and word are the caller's. */
chn_code chn_tokens_cut(const chn_text_know *k, chn_arena *a, const char *text,
                        uint32_t from, uint32_t n, chn_token **out,
                        uint32_t *n_out, chn_err *err);

/* What the tables of data/text/ say of a word. */
enum {
    CHN_WORD_ABBREVIATION = 1, /* "gen": keeps a full stop ... */
    CHN_WORD_CAPITAL = 2,      /* ... where it has a capital: "Sen." */
    CHN_WORD_NUMBER = 4,       /* ... before a number: "No. 5" */
    CHN_WORD_INSIDE = 8,       /* ... unless a capital follows: "etc." */
    CHN_WORD_STARTER = 16,     /* begins sentences: "the" */
    CHN_WORD_PREFIX = 32,      /* one token with what follows: "non-" */
    CHN_WORD_UNIT = 64,        /* a token of its own: the "km" of "5km" */
    CHN_WORD_ADDRESS = 128,    /* ends an address: "com" */
    CHN_WORD_SPEECH = 256,     /* goes on behind a quotation: "asked" */
    CHN_WORD_CUT = 512,        /* two tokens: "cannot" */
    CHN_WORD_SMALL = 1024,     /* ... but not with a capital: "im" */
    CHN_WORD_STATES = 2048,    /* "said:" before what somebody states */
    CHN_WORD_SELF = 4096       /* "I": he speaks of himself */
};
/* 0: no table knows it. */
uint32_t chn_text_facts(const chn_text_know *k, chn_str folded);
/* The same of a word as written. */
uint32_t chn_text_facts_of(const chn_text_know *k, const char *p, size_t n);
/* Bytes of the first of the two tokens of p[0..n), as 3 of "cannot"; 0: it
 * is one. */
uint32_t chn_text_cut(const chn_text_know *k, const char *p, size_t n);

/* Past, participle and other forms of an irregular verb; false: regular.
 * out: past, participle, ing, s; alternatives separated by '|'. */
bool chn_text_irregular(const chn_text_know *k, chn_str lemma, chn_str out[4]);
/* Plural of an irregular noun; false: regular. */
bool chn_text_plural(const chn_text_know *k, chn_str lemma, chn_str *plural);

#endif
