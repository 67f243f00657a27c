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

/* Is `folded`, without its dot, an abbreviation ("gen", "sept")? */
bool chn_text_abbreviation(const chn_text_know *k, const char *p, size_t n);
/* Is it a word that begins sentences far more often than names ("the")? */
bool chn_text_starter(const chn_text_know *k, chn_str folded);

/* Past, participle and other forms of an irregular verb; false: regular.
 * out: past, participle, ing, s; alternatives separated by '|'. */
bool chn_text_irregular(const chn_text_know *k, chn_str lemma, chn_str out[4]);
/* Plural of an irregular noun; false: regular. */
bool chn_text_plural(const chn_text_know *k, chn_str lemma, chn_str *plural);

#endif
