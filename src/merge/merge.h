/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Merge: which claims tell of one act. In: summaries of claims, without any
 * text. Out: events, each a set of claims with the reason for every one of
 * them, and which claim speaks for each field. Knows nothing of how claims
 * are found, stored or printed.
 *
 * The result is a function of the set of claims: "any order, any number of
 * threads or machines gives the same events" (docs/record.md). README.md of
 * this folder tells the rules.
 */
#ifndef CHN_MERGE_MERGE_H
#define CHN_MERGE_MERGE_H

#include <chancery/claim.h>

#include "base/arena.h"

/* Days by which two reports may differ on the day of one act, unless the
 * caller says otherwise; and the most that may be said. */
#define CHN_MERGE_WINDOW 1
#define CHN_MERGE_WINDOW_MAX 7
/* Longest interval, in days, that may hold an act that another report dates
 * more closely: a month. */
#define CHN_MERGE_WIDE 31
/* Longest act of several days that a telling without a day may join. */
#define CHN_MERGE_FEW 7
/*
 * What a telling changes lies at most CHN_MERGE_CORE days from its reach, and
 * to know the events there one must know the tellings of CHN_MERGE_MARGIN days
 * more on either side (README.md, "Cost"). So a store that grows need not
 * merge a war again from its first day.
 */
#define CHN_MERGE_CORE(window)                                                 \
    (CHN_MERGE_WIDE + 2 * CHN_MERGE_FEW + 5 * ((window) + !(window)))
#define CHN_MERGE_MARGIN(window) CHN_MERGE_CORE(window)
/* Points that two tellings of two reports need to be one act, unless the
 * caller says otherwise; tellings within a report always need these. */
#define CHN_MERGE_THRESHOLD 45

#define CHN_MERGE_NONE UINT32_MAX

typedef enum chn_merge_rank {
    CHN_MERGE_RANK_STATE = 0, /* "Russia": the country says it all */
    CHN_MERGE_RANK_BODY,      /* "the Russian foreign ministry" */
    CHN_MERGE_RANK_PERSON     /* "Sergei Shoigu" */
} chn_merge_rank;

typedef struct chn_merge_actor {
    chn_str country; /* empty: unknown */
    chn_str id;      /* empty: not in the tables */
    chn_merge_rank rank;
} chn_merge_actor;

/* How freely tellings of two reports are taken for one act. */
typedef struct chn_merge_options {
    int32_t window; /* days, 0 to CHN_MERGE_WINDOW_MAX */
    int32_t points; /* 1 to 200 */
} chn_merge_options;
static inline chn_merge_options chn_merge_defaults(void)
{
    const chn_merge_options o = {CHN_MERGE_WINDOW, CHN_MERGE_THRESHOLD};
    return o;
}

/* ---- text ---- */

/* MinHash over the runs of three words of a text: two texts share about as
 * many of these numbers, of 100, as they share runs. */
#define CHN_SKETCH 60u
void chn_sketch_of(chn_str text, uint32_t out[CHN_SKETCH]);
/* Percent of the numbers that agree; 0 where one has no text. */
uint32_t chn_sketch_alike(const uint32_t *a, const uint32_t *b);

/* The words of a sentence that tell something, as hashes, ascending, each
 * once. Returns how many, at most CHN_WORDS. */
#define CHN_WORDS 48u
uint32_t chn_words_of(chn_str sentence, uint32_t out[CHN_WORDS]);
/* How many they have in common, of 100 that the shorter one has; 0 where that
 * has fewer than five. */
uint32_t chn_words_alike(const uint32_t *a, uint32_t n_a, const uint32_t *b,
                         uint32_t n_b);
/* May two modes be of one act: the same, one not told, or both ways to
 * strike? */
bool chn_merge_modes_fit(chn_str a, chn_str b);

typedef enum chn_merge_rule {
    CHN_MERGE_FIRST = 0,   /* began the event: compared with nothing */
    CHN_MERGE_SAME_REPORT, /* told again by the same report */
    CHN_MERGE_SAME_DATE,   /* two reports give the same interval */
    CHN_MERGE_WITHIN,      /* one interval overlaps the other */
    CHN_MERGE_NEXT_DAY,    /* they differ by a day, and nothing else fits */
    CHN_MERGE_NEAR_REPORT, /* no date, told by a report of those days */
    CHN_MERGE_BY_HAND      /* somebody said so */
} chn_merge_rule;
const char *chn_merge_rule_name(chn_merge_rule rule);

/* What kept two tellings apart. */
typedef enum chn_merge_gate {
    CHN_MERGE_OPEN = 0,
    CHN_MERGE_GATE_POINTS,  /* too few */
    CHN_MERGE_GATE_STATUS,  /* planned or denied, and nothing ties them */
    CHN_MERGE_GATE_SIDES,   /* the other way round */
    CHN_MERGE_GATE_PERSONS, /* other persons of one country */
    CHN_MERGE_GATE_MODE,    /* another kind of act */
    CHN_MERGE_GATE_REPORT,  /* one report tells both, apart */
    CHN_MERGE_GATE_CHOICE,  /* more than one act fits */
    CHN_MERGE_GATE_DATE     /* other days */
} chn_merge_gate;
const char *chn_merge_gate_name(chn_merge_gate gate);

/* Why a claim is in its event: what it was compared with, and what each
 * field was worth. */
typedef struct chn_merge_why {
    uint32_t with; /* index of the claim it was compared with, or NONE */
    uint8_t rule;  /* chn_merge_rule */
    uint8_t gate;  /* chn_merge_gate; OPEN: they are one act */
    int16_t date, sides, mode, actors, place, occasion, text; /* points */
    int16_t score;                                            /* their sum */
    /* Of an event's claims: the nearest telling that was looked at and is not
     * in the event, or NONE. */
    uint32_t miss;
    uint8_t miss_gate;
    int16_t miss_score;
} chn_merge_why;

/* One claim, without text. Strings are borrowed. Ids are unique. */
typedef struct chn_merge_claim {
    chn_str id, report;
    chn_str category, mode;
    const chn_merge_actor *source; /* [n_source] */
    uint32_t n_source;
    const chn_merge_actor *target; /* [n_target] */
    uint32_t n_target;
    bool symmetric;
    chn_status status;
    chn_day from, to; /* as in chn_date */
    chn_precision precision;
    chn_basis basis;
    chn_day published; /* of its report; CHN_DAY_NONE: undated */
    chn_str origin;    /* last link of the voice; empty: the report's own */
    chn_str publisher; /* whose own voice that is; empty: unknown */
    chn_str credits;   /* of its report where that speaks in its own voice:
                          agencies and outlets by name, sorted, a newline
                          between two; empty: none */
    chn_str place;     /* name; empty: none */
    chn_str occasion;  /* id, or name without one; empty: none */
    chn_str manner;    /* kind of word that told it, "en/support.thank": the
                          rule without its number; empty: unknown */
    int32_t confidence_percent;
    const uint32_t *words; /* [n_words], chn_words_of its sentence */
    uint32_t n_words;
    const uint32_t *sketch; /* of its report; NULL: unknown */

    /* Filled by chn_merge_report, read by chn_merge_events. */
    chn_str telling; /* id of the claim that stands for this report's telling
                        of the act */
    chn_str block;   /* only tellings of one block can be one act; empty:
                        this telling meets no other */
    chn_day reach_from, reach_to; /* days on which it can meet others; both
                                     NONE where block is empty */
    chn_merge_why why;            /* within the report */
} chn_merge_claim;

/* Days for which an event stands in the block of a claim, for a caller that
 * merges a part of the claims; NONE where its telling meets no other. */
typedef struct chn_merge_part {
    uint32_t claim;
    chn_day from, to;
} chn_merge_part;

/* An act. All indices are into the claims given. */
typedef struct chn_merge_event {
    char id[18];              /* "e" and 16 hexadecimal digits */
    const uint32_t *member;   /* [n_member], by claim id */
    const chn_merge_why *why; /* [n_member] */
    uint32_t n_member;
    uint32_t n_reports, n_origins;
    chn_merge_part *part; /* [n_part]; more than one if merged by hand */
    uint32_t n_part;
    chn_status status;
    chn_day first_reported; /* CHN_DAY_NONE: only undated reports */
    /* The claim whose value of a field the event takes: the most frequent
     * one, then the more specific, then the smallest claim id. */
    uint32_t best;  /* tells it best */
    uint32_t sides; /* source, target, symmetric */
    uint32_t act;   /* category, mode, code */
    uint32_t date;
    uint32_t place;    /* NONE: no claim has a place */
    uint32_t occasion; /* NONE: none */
} chn_merge_event;

typedef struct chn_merge_result {
    chn_merge_event *event; /* [n_event], by smallest claim id */
    uint32_t n_event;
} chn_merge_result;

/*
 * First step: the claims of one report. Finds which of them tell of one act
 * and fills telling, block, reach and why of each (strings in the arena).
 * Depends on nothing but these claims. `why.with` is an index into `c`.
 */
chn_code chn_merge_report(chn_arena *a, chn_merge_claim *c, uint32_t n,
                          chn_err *err);

/*
 * Second step: claims of many reports, each prepared by the first step, to
 * events. `why` of the claims is read for the reasons within a report; its
 * `with` must index `c`. All claims of a telling must be there.
 *
 * From a part of the claims, all those of a block whose reach overlaps the
 * days [f - CHN_MERGE_MARGIN, t + CHN_MERGE_MARGIN], the events of that block
 * that stand within [f, t] are the same as from all claims. `o` NULL: the
 * defaults.
 */
chn_code chn_merge_events(chn_arena *a, const chn_merge_options *o,
                          const chn_merge_claim *c, uint32_t n,
                          chn_merge_result *out, chn_err *err);

/* Somebody's word on two claims. */
typedef struct chn_merge_verdict {
    uint32_t a, b; /* claims */
    bool merge;    /* one act; else a is taken out of b's event */
    uint32_t act;  /* what one command took out stays together */
    bool conflict; /* out: a later or contrary word stands against it */
} chn_merge_verdict;

/*
 * Third step: events as people have said they are, from those of the second
 * step. Of two words on the same two claims the later one holds; to be apart
 * counts more than to be one by way of others.
 */
chn_code chn_merge_apply(chn_arena *a, const chn_merge_claim *c, uint32_t n,
                         chn_merge_verdict *v, uint32_t n_v,
                         chn_merge_result *r, chn_err *err);

/* Are these two claims one act by themselves? For an answer to somebody who
 * asks. CHN_MERGE_GATE_DATE also where their blocks differ. */
chn_code chn_merge_compare(chn_arena *a, const chn_merge_options *o,
                           const chn_merge_claim *c, uint32_t x, uint32_t y,
                           chn_merge_why *why, chn_err *err);

/* The first two steps on any set of claims, in any order. */
chn_code chn_merge_all(chn_arena *a, chn_merge_claim *c, uint32_t n,
                       chn_merge_result *out, chn_err *err);

/* Fields on which an event's claims may disagree. */
typedef enum chn_merge_field {
    CHN_MERGE_DATE = 0,
    CHN_MERGE_STATUS,
    CHN_MERGE_MODE,
    CHN_MERGE_SIDES,
    CHN_MERGE_PLACE,
    CHN_MERGE_OCCASION
} chn_merge_field;

/* One value of a field and the claims that give it. */
typedef struct chn_merge_value {
    const uint32_t *claim; /* [n], by claim id */
    uint32_t n;
} chn_merge_value;

/*
 * The values that an event's claims give a field: most frequent first, then
 * the more specific, then by smallest claim id. A claim that does not tell
 * the field (no date, no place) gives no value. *values is in the arena.
 */
chn_code chn_merge_values(chn_arena *a, const chn_merge_claim *c,
                          const chn_merge_event *e, chn_merge_field field,
                          chn_merge_value **values, uint32_t *n, chn_err *err);

#endif
