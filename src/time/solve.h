/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The day of an undated report as a search: every day of 1990-2035 is a
 * candidate, each clue strikes days out or makes them less likely, and what
 * is left is the answer. Weights are sixteenths of a bit, whole numbers, so
 * that every machine gets the same answer. Knows no words: anchor.c and the
 * caller make the clues.
 */
#ifndef CHN_TIME_SOLVE_H
#define CHN_TIME_SOLVE_H

#include "base/bound.h"
#include "base/day.h"
#include "time/time.h"

#define SOLVE_YEAR_LOW 1990
#define SOLVE_YEAR_HIGH 2035

/* What a clue compares a candidate day with. */
typedef enum clue_kind {
    CLUE_BOUND,    /* spans: the day lies in one of them */
    CLUE_NEAR,     /* day: a day told in full */
    CLUE_MONTHDAY, /* month, mday and, if not 0, wd: "Saturday (July 4)" */
    CLUE_DOM,      /* mday and, if not 0, wd: "Friday the 13th" */
    CLUE_WEEKDAY,  /* wd */
    CLUE_MONTH,    /* month: "in February" */
    CLUE_FEAST,    /* feast: a named day, near in either direction */
    CLUE_AROUND,   /* spans[0], by a count of years: "fourteen years ago" */
    CLUE_RECENT,   /* years: the newest year that is told */
    CLUE_UNIT      /* day lies `years` years or months from the report's */
} clue_kind;

/* How the days between what was told and the report are spread. */
typedef enum clue_profile {
    SPREAD_LEAD,    /* an act of the first sentence */
    SPREAD_TODAY,   /* "Saturday, July 4" in the first sentence */
    SPREAD_FIRST,   /* a weekday told farther down, and none before it */
    SPREAD_BODY,    /* an act told farther down */
    SPREAD_DAY,     /* "Saturday (July 4)": a day of this week */
    SPREAD_OLD,     /* by its number, where days are told by weekday */
    SPREAD_COUNTED, /* a month that the text counts to */
    SPREAD_REPORT,  /* "KCNA said on the 12th" */
    SPREAD_PLAN,    /* still to come */
    SPREAD_FAR,     /* still to come, told as OLD is */
    SPREAD_OPEN,    /* past or to come: nobody says */
    SPREAD_FEAST,   /* kept on its day */
    SPREAD_EVENT,   /* a known event in the first sentence: this report's? */
    SPREAD_MAYBE,   /* perhaps that event */
    SPREAD_HISTORY, /* a known event farther down */
    SPREAD_LINE     /* the report's own date line */
} clue_profile;

#define CLUE_SPANS_MAX CHN_BOUND_SPANS_MAX
typedef struct clue {
    uint8_t kind, spread;
    uint8_t month_unit; /* of UNIT, AROUND: counted in months */
    bool hard;          /* days that do not fit are struck out */
    bool era;           /* words of an era: an office told there says more */
    int32_t miss;       /* of BOUND, UNIT: weight of a day outside */
    int32_t month, mday, wd, years;
    chn_day day;
    struct {
        chn_day from, to; /* CHN_DAY_NONE: open */
        int32_t less;     /* weight that a day in it loses */
    } spans[CLUE_SPANS_MAX];
    uint32_t n_spans;
    const chn_day *feast; /* its day in each year, one before to one after */
    chn_span span;        /* words that say so */
    chn_str why;          /* what they mean; "" : say nothing */
} clue;

#define SOLVE_FEAST_DAYS (SOLVE_YEAR_HIGH - SOLVE_YEAR_LOW + 3)

#define CLUES_MAX 256
typedef struct clues {
    clue at[CLUES_MAX];
    uint32_t n;
    chn_day horizon; /* days after it are less likely: no table knows them */
} clues;

/* Add unless the like is there; the stronger spread stays. False: full. */
bool chn_solve_add(clues *c, const clue *x);

/* Fills *out; out->day is CHN_DAY_NONE where the clues do not fix one. */
chn_code chn_solve(chn_arena *a, const clues *c, chn_dated *out, chn_err *err);

#endif
