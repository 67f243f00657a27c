/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a text English? A gate for what is read, by its script, its small words
 * and its runs of three letters; it takes microseconds and lets through what
 * it cannot tell. Immutable once made: any number of threads may ask.
 */
#ifndef CHN_LANG_LANG_H
#define CHN_LANG_LANG_H

#include <chancery/base.h>

#include "base/arena.h"

typedef struct chn_lang chn_lang;

/* From the tables compiled in (data/lang), into the arena. NULL with err. */
chn_lang *chn_lang_new(chn_arena *a, chn_err *err);

typedef struct chn_lang_verdict {
    bool english;  /* or too short to tell */
    chn_str looks; /* where it is not: "French", "in Cyrillic letters",
                      "another language"; lives as long as the chn_lang */
    /* what it was judged by, for tests and measuring */
    uint32_t words;    /* that were looked at */
    uint32_t small;    /* of these, small words of English */
    uint32_t other;    /* small words of the language that has most */
    uint32_t trigrams; /* runs of three letters */
    uint32_t common;   /* of these, common in English */
} chn_lang_verdict;

chn_lang_verdict chn_lang_judge(const chn_lang *l, chn_str text);

#endif
