/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text: a report's bytes as sentences and tokens with exact spans.
 * In: bytes. Out: chn_doc. Knows nothing of actors, dates or acts.
 *
 * All spans inside the stages are bytes of doc->text, the *view*: the bytes
 * as given, with invalid UTF-8 replaced by U+FFFD. Only the code stage maps
 * them back (chn_doc_origin). For valid input both are the same bytes.
 */
#ifndef CHN_TEXT_TEXT_H
#define CHN_TEXT_TEXT_H

#include <chancery/base.h>

#include "base/arena.h"
#include "base/table.h"

/* ---- words: every word that some table names has a number ---- */

/* Word -> number, built while the engine opens, then immutable. Keys are
 * folded forms (chn_utf8_fold). Number 0 is "unknown". */
typedef struct chn_lex chn_lex;
chn_lex *chn_lex_new(chn_arena *a);
/* The number of a folded word, added if new; 0: no memory. */
uint32_t chn_lex_add(chn_lex *x, chn_str folded);
/* The number, or 0. */
uint32_t chn_lex_find(const chn_lex *x, const char *p, size_t n);
/* The same in two steps, with others between them: the first asks the memory
 * for the place, and what it returns goes to the second, with the same word. No
 * word may be added meanwhile. */
uint64_t chn_lex_ask(const chn_lex *x, const char *p, size_t n);
uint32_t chn_lex_answer(const chn_lex *x, uint64_t asked, const char *p,
                        size_t n);
/* One more than the highest number. */
uint32_t chn_lex_count(const chn_lex *x);

/* ---- tokens ---- */

enum {
    CHN_TOK_CAP = 1,        /* first letter is upper case */
    CHN_TOK_ALLCAP = 2,     /* two or more letters, all upper case */
    CHN_TOK_SPACE = 4,      /* white space stands before it */
    CHN_TOK_PARA = 8,       /* first token of a paragraph */
    CHN_TOK_QUOTED = 16,    /* inside a quotation (between the marks) */
    CHN_TOK_SENT_START = 32 /* first word of its sentence (quotes aside) */
};
typedef enum chn_tok_kind {
    CHN_TOK_WORD = 0, /* letters, inner apostrophes, dots of "U.S." */
    CHN_TOK_NUMBER,   /* digits with inner , . : as "1,200" "3.5" "10:30";
                         ordinals "74th"; "1990s" "'90s"; "9/11",
                         "25/12/2016" and "2016-12-25" */
    CHN_TOK_PUNCT,    /* one mark, or a run of one: "..." "?!" "--" */
    CHN_TOK_OTHER     /* URLs, symbols, anything else */
} chn_tok_kind;

/* As Universal Dependencies cuts English: "Russia's" is "Russia" + "'s";
 * "don't" "do" + "n't"; "cannot" "can" + "not"; "5km" "5" + "km"; "Jong-un"
 * is "Jong" + "-" + "un" (no SPACE flags inside), but "non-member" and
 * "mid-May" one token; "U.S." one token. */
typedef struct chn_token {
    uint32_t from, to; /* bytes of doc->text */
    chn_str fold;      /* folded form, in the doc's arena */
    uint32_t word;     /* number in the lexicon, 0 unknown */
    uint32_t sent;     /* its sentence */
    uint8_t kind;      /* chn_tok_kind */
    uint8_t flags;
} chn_token;

typedef struct chn_sent {
    uint32_t first, end; /* tokens [first, end) */
    chn_span span;
    uint32_t para; /* paragraph number, from 0 */
    bool headline; /* a line of its own without a final stop */
    bool dateline; /* "TOKYO, Sept. 25 (Agencies) -" before the first
                      sentence: its places and dates are the report's */
} chn_sent;

/* Quotation: tokens [first, end) between the marks. `open`: no closing mark
 * was found. Marks themselves are tokens first-1 and end. */
typedef struct chn_quotation {
    uint32_t first, end;
    bool open;
} chn_quotation;

typedef struct chn_doc {
    chn_arena *arena;  /* scratch: all that the stages make for this doc */
    const char *text;  /* the view */
    uint32_t n;        /* its bytes */
    uint32_t body;     /* where the body starts (view) */
    chn_day published; /* CHN_DAY_NONE: undated */
    chn_str publisher; /* empty: not told */
    chn_token *tok;
    uint32_t n_tok;
    chn_sent *sent;
    uint32_t n_sent;
    chn_quotation *quote;
    uint32_t n_quote;
    uint32_t replaced;       /* invalid sequences replaced */
    struct chn_patch *patch; /* [replaced] offset map, ordered */
} chn_doc;

/* Abbreviations and other facts of the tokenizer, from data/text/. */
typedef struct chn_text_know chn_text_know;
chn_text_know *chn_text_know_new(chn_arena *a, const chn_tableset *set,
                                 chn_lex *lex, chn_err *err);

/* Fill *doc from bytes as given. `body` and the spans it leads to are in the
 * given bytes' terms until mapped. Tokens begin at `body`. */
chn_code chn_text_read(const chn_text_know *k, const chn_lex *lex, chn_arena *a,
                       const char *bytes, uint32_t n, uint32_t body,
                       chn_doc *doc, chn_err *err);
/* Byte of the given text for a byte of the view. */
uint32_t chn_doc_origin(const chn_doc *doc, uint32_t view_byte);
/* The text of tokens [from, to), with what stands between them. */
chn_str chn_doc_slice(const chn_doc *doc, uint32_t from, uint32_t to);
chn_span chn_doc_span(const chn_doc *doc, uint32_t from, uint32_t to);
/* Does token t read as `folded`? */
static inline bool chn_tok_is(const chn_doc *d, uint32_t t, const char *folded)
{
    const chn_str f = d->tok[t].fold;
    size_t i = 0;
    for (; i < f.n; i++)
        if (folded[i] != f.p[i]) /* a NUL of `folded` differs too */
            return false;
    return folded[i] == '\0';
}

/* ---- phrases: a trie over words ---- */

/* Phrase -> values, built while the engine opens, then immutable. A phrase is
 * text of a table; it is tokenised as reports are. */
typedef struct chn_phrases chn_phrases;
chn_phrases *chn_phrases_new(chn_arena *a);
/* Add; one phrase may have many values. Capitals in `text` must stand in the
 * report too: a word written "Turkey" matches Turkey and TURKEY, one written
 * "US" matches US only, one written "leader" matches any case. A hyphen
 * inside a word of the report may be absent in the phrase ("Kim Jong Un"
 * matches "Kim Jong-un"). */
chn_code chn_phrases_add(chn_phrases *p, const chn_text_know *k, chn_lex *lex,
                         chn_str text, uint32_t value, chn_err *err);
/* Freeze for matching. */
chn_code chn_phrases_done(chn_phrases *p, chn_err *err);

/* Longest phrase that begins at token `t` and ends at or before `end`.
 * Returns the token after it, or t if there is none; *values points at its
 * *n values (smallest first, owned by the trie). */
uint32_t chn_phrases_match(const chn_phrases *p, const chn_doc *doc, uint32_t t,
                           uint32_t end, const uint32_t **values, uint32_t *n);

/* Does a phrase begin with this word of the lexicon? For a first look at a
 * sentence, before capitals and the rest of the phrase are asked. */
bool chn_phrases_begin(const chn_phrases *p, uint32_t word);

/* ---- verb and noun forms ---- */

enum {
    CHN_FORM_BASE = 1, /* "meet" (also present plural) */
    CHN_FORM_S = 2,    /* "meets" */
    CHN_FORM_PAST = 4, /* "met" */
    CHN_FORM_PART = 8, /* "met", "taken": past participle */
    CHN_FORM_ING = 16,
    CHN_FORM_PLURAL = 32 /* of a noun: "talks" */
};
/* Make the forms of an English verb lemma: regular spelling rules unless
 * data/text/irregular.tsv has it. Calls `fn` for each (form, bits). A form
 * that is two of them ("met") is called once with both bits. */
typedef chn_code (*chn_form_fn)(void *user, chn_str form, uint32_t bits);
chn_code chn_verb_forms(const chn_text_know *k, chn_str lemma, chn_form_fn fn,
                        void *user);
/* Singular and plural of a noun. */
chn_code chn_noun_forms(const chn_text_know *k, chn_str lemma, chn_form_fn fn,
                        void *user);

/* ---- classes of words ---- */

/* Which of a stage's classes each word is of: closed classes and short lists
 * of words that its tables name. Bit i is the i-th class. */
typedef struct chn_classes {
    uint64_t *of; /* [n] by word number */
    uint32_t n, cap;
} chn_classes;
#define CHN_CLASS(i) (UINT64_C(1) << (i))

/* A table of the columns key, word, class and pos (v, n: the word in all its
 * forms; may be missing); the classes have these names, in the order of their
 * bits, at most 64. */
typedef struct chn_class_table {
    const char *file;
    const char *const *names; /* NULL: no table names this class */
    uint32_t n_names;
} chn_class_table;
chn_code chn_classes_read(chn_classes *c, chn_arena *a, const chn_tableset *set,
                          const chn_class_table *t, const chn_text_know *text,
                          chn_lex *lex, chn_err *err);
/* One more class of a word. false: no memory. */
bool chn_classes_put(chn_classes *c, chn_arena *a, uint32_t word, uint32_t cls);

static inline uint64_t chn_classes_of(const chn_classes *c, uint32_t word)
{
    return word < c->n ? c->of[word] : 0; /* of 0, the unknown word: none */
}
/* Is token t of the class? */
static inline bool chn_tok_class(const chn_classes *c, const chn_doc *d,
                                 uint32_t t, uint32_t cls)
{
    return (chn_classes_of(c, d->tok[t].word) & CHN_CLASS(cls)) != 0;
}

#endif
