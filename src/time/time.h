/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time: expressions of time and what they mean, and which of them dates an
 * act. In: tokens and the report's date. Out: TIMEX values, occasions, the
 * date of an act. Knows nothing of actors' identities or categories.
 */
#ifndef CHN_TIME_TIME_H
#define CHN_TIME_TIME_H

#include <chancery/claim.h>

#include "base/bound.h"
#include "base/table.h"
#include "syntax/tree.h"
#include "text/text.h"

typedef struct chn_time_know chn_time_know;

typedef enum chn_timex_type {
    CHN_TIMEX_DATE = 0,
    CHN_TIMEX_TIME,
    CHN_TIMEX_DURATION,
    CHN_TIMEX_SET
} chn_timex_type;

enum {
    CHN_TIMEX_SINCE = 1,     /* "since 2019": from is told, no act's day */
    CHN_TIMEX_UNTIL = 2,     /* "until", "by", "before" */
    CHN_TIMEX_AFTER = 4,     /* "after the 12th" */
    CHN_TIMEX_VAGUE = 8,     /* "recently", "in the future": no days */
    CHN_TIMEX_HEADER = 16,   /* the report's own date line */
    CHN_TIMEX_OCCASION = 32, /* a named day or an anniversary */
    CHN_TIMEX_APPROX = 64,
    CHN_TIMEX_WINDOW = 128 /* "in six weeks", "within this year": a bound */
};

/* What an expression left open, so that a planned act can look forward. */
typedef enum chn_timex_open {
    CHN_TIMEX_FULL = 0,
    CHN_TIMEX_OPEN_WEEK,  /* "Monday" */
    CHN_TIMEX_OPEN_MONTH, /* "the 12th" */
    CHN_TIMEX_OPEN_YEAR   /* "April", "12 June" */
} chn_timex_open;

/* What the days of an expression were counted from. */
typedef enum chn_timex_base {
    CHN_TIMEX_BY_ITSELF = 0, /* the words tell them */
    CHN_TIMEX_BY_REPORT,     /* "Monday", "last month" */
    CHN_TIMEX_BY_TOLD,       /* "the previous day": what was told before */
    CHN_TIMEX_BY_NEXT,       /* "two days before Friday": told behind it */
    CHN_TIMEX_BY_NAME        /* a named day, an anniversary: the table */
} chn_timex_base;

typedef struct chn_timex {
    uint32_t first, end; /* tokens */
    chn_span span;       /* without the preposition */
    uint8_t type;        /* chn_timex_type */
    uint8_t flags;
    uint8_t precision; /* chn_precision of from/to */
    bool conflict;     /* told two ways that disagree: "Monday (June 4)" */
    chn_day from, to;  /* CHN_DAY_NONE: not resolved */
    char value[24];    /* TIMEX3 value: "2019-04", "P6W", "2023-W36", ... */
    /* of OCCASION */
    chn_str occasion, occasion_name; /* id, name */
    int32_t ordinal, base_year;
    chn_str rule;     /* row of patterns.tsv, or "named" */
    uint8_t open;     /* chn_timex_open: what the words left open */
    uint8_t base;     /* chn_timex_base: what its days were counted from */
    uint8_t mod;      /* 'S' early, 'M' mid, 'E' late, 'A' about; 0 none */
    chn_day base_day; /* that day; CHN_DAY_NONE: none, or not one day */
    /* "two days before the vote", where nothing tells the vote's day: counted
     * from what follows, `shift` days on from it; 0: months or years, or not
     * told how many */
    bool counted;
    int32_t shift;
#define CHN_SHIFT_SAME INT32_MAX /* that very day: "the day of the vote" */
} chn_timex;

/* One step of the way from an undated report's words to its day. */
typedef struct chn_dated_why {
    chn_span span; /* the words, bytes of the view */
    chn_str text;  /* what they mean, a sentence */
    bool hard;     /* struck days out; else made them less likely */
    bool fits;     /* agrees with the answer */
} chn_dated_why;

/* The day of a report as its text tells it. */
typedef struct chn_dated {
    chn_day day;       /* CHN_DAY_NONE: the clues fix no single day */
    chn_day from, to;  /* it lies in here; CHN_DAY_NONE: no such end */
    double confidence; /* of `day`, else of [from, to]; 0..1 */
    bool refused;      /* the clues contradict each other: no answer */
    chn_dated_why *why;
    uint32_t n_why;
} chn_dated;

typedef struct chn_times {
    chn_timex *at; /* ordered by token, never overlapping */
    uint32_t n;
    chn_day anchor; /* the report's date, or worked out from the text, or
                       CHN_DAY_NONE */
    const chn_dated *dated; /* of an undated report; NULL: it has a date */
} chn_times;

/* Reads data/time/ tables. */
chn_time_know *chn_time_know_new(chn_arena *a, const chn_tableset *set,
                                 const chn_text_know *text, chn_lex *lex,
                                 chn_err *err);
chn_code chn_time_find(const chn_time_know *k, const chn_doc *doc,
                       chn_times *out, chn_err *err);
/* The same with what other stages know of an undated report's day. */
chn_code chn_time_find_within(const chn_time_know *k, const chn_doc *doc,
                              const chn_bound *bounds, uint32_t n_bounds,
                              chn_times *out, chn_err *err);

/* What the time stage must know of an act to date it. Token ranges. */
typedef struct chn_time_ask {
    /* The sentence's tree; NULL, or not parsed there: what belongs to the act
     * is guessed from the words between. */
    const chn_tree *tree;
    uint32_t trigger_first, trigger_end;
    uint32_t clause_first, clause_end; /* its clause */
    uint32_t sent;                     /* its sentence */
    chn_status status;
    bool nominal; /* the trigger is a noun: "the April summit" */
    /* its other words, whose adverbials are the act's ("stopped answering on
     * Monday") */
    const uint32_t *node;
    uint32_t n_node;
    bool words;      /* said, agreed, refused: the content has its own days */
    bool along;      /* words or a meeting, which a relative clause in the plain
                        past tells along with its sentence */
    bool background; /* told in a relative or participle clause, or with
                        had + participle */
    /* tokens [n][2] that belong to a reporting cue ("state media said on
     * Saturday"): expressions inside date the REPORT */
    const uint32_t (*report)[2];
    uint32_t n_report;
    const chn_date *previous; /* date of the passage's earlier act, for
                                 `inherited`; NULL: none */
    uint32_t previous_sent;
    bool told; /* by its own doer: "announced on Tuesday that it was leaving";
                  the day of the words is the act's */
    /* of chn_time_story; NULL: not known */
    const uint32_t *story;
} chn_time_ask;

/* The day at which the report's main line stands when a sentence begins: by
 * sentence the index of an expression, or UINT32_MAX. In the doc's arena.
 * Looks at the parsed sentences alone. */
chn_code chn_time_story(const chn_time_know *k, const chn_doc *doc,
                        const chn_times *times, const chn_tree *tree,
                        uint32_t **out, chn_err *err);

/* The act's date by the assignment order of docs (src/time/README.md); also
 * the occasion's timex index, or UINT32_MAX. `out->text` and span are set in
 * view terms. */
chn_date chn_time_of_act(const chn_time_know *k, const chn_doc *doc,
                         const chn_times *t, const chn_time_ask *ask,
                         uint32_t *occasion);

/* The day of a named day (its id) in a year; CHN_DAY_NONE: no such id, or no
 * single day in that year. */
chn_day chn_time_observance(const chn_time_know *k, chn_str id, int32_t year);

/* Rows of patterns.tsv with their examples, for tests and for listing. */
typedef struct chn_time_example {
    chn_str rule;
    chn_str yes, no; /* sentences, see the head of patterns.tsv */
    const char *file;
    uint32_t line;
} chn_time_example;
uint32_t chn_time_rule_count(const chn_time_know *k);
chn_time_example chn_time_rule_example(const chn_time_know *k, uint32_t i);

#endif
