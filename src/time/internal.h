/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the time stage share. Nothing outside includes this. */
#ifndef CHN_TIME_INTERNAL_H
#define CHN_TIME_INTERNAL_H

#include "base/day.h"
#include "base/str.h"
#include "time/time.h"

/* Classes of tokens; names in class_names of know.c, in this order. */
enum {
    CL_WD,
    CL_WDABBR,
    CL_MON,
    CL_MONTH,
    CL_UNIT,
    CL_BIGUNIT,
    CL_PART,
    CL_SEASON,
    CL_DIR,
    CL_ADIR,
    CL_MOD,
    CL_EDGE,
    CL_SMALL,
    CL_TENS,
    CL_HUNDRED,
    CL_ONE,
    CL_VAGUE,
    CL_ORDWORD,
    CL_DECWORD,
    CL_FREQ,
    CL_EVNOUN,
    CL_YNOUN,
    CL_SNOUN,
    CL_ERA,
    CL_NENGO,
    CL_HMON,
    CL_HPRE,
    CL_HSUF,
    CL_JMON,
    CL_PMON,
    CL_AMON,
    CL_WORD_CLASSES, /* those above come from words.tsv */
    CL_DOM = CL_WORD_CLASSES,
    CL_NTH,
    CL_ORD,
    CL_YEAR,
    CL_D2,
    CL_NUM,
    CL_COUNT,
    CL_N,
    CL_DECADE,
    CL_CLOCK,
    CL_UNITS,
    CL_YMD,
    CL_DMY,
    CL_DEC3,
    CL_YY,
    CL_FY,
    CL_QN,
    CL_COUNT_OF_CLASSES
};
#define CL_BIT(c) ((uint64_t)1 << (c))

/* How words tie an expression to an act, or keep it from one: classes of
 * words.tsv too, but in no pattern; names in tie_names of know.c, in this
 * order. */
enum {
    TIE_RANK,     /* "the [first] visit since 2019" */
    TIE_WHEN,     /* "[on] Liberation Day" */
    TIE_SAME,     /* "invited him [during] his visit in June" */
    TIE_OTHER,    /* "the pact reached [after] talks in June" */
    TIE_CLAUSE,   /* "[which]", "[that]": another clause */
    TIE_GOES_ON,  /* "[He] also ...": the passage's act */
    TIE_GOES_IN,  /* "In [response], ..." */
    TIE_GOES_THE, /* "The [talks] ..." */
    TIE_FROM,     /* "will run trains [beginning] on the 4th" */
    TIE_APART,    /* "[after] the navies held": no conjunct */
    TIE_ALONG,    /* "[when] jets bombed": at that time */
    TIE_WITHIN,   /* "[in] a Wednesday meeting they signed" */
    TIE_ABOUT,    /* "criticised Peru [over] its launch" */
    TIE_ENDS,     /* "marched [before] they stoned it" */
    TIE_SOON,     /* "[hours] after": on that day */
    TIE_BEGINS,   /* "[began] on Monday with a march": the march's day */
    /* what stands round an expression; words.tsv says what each is */
    TIE_DET,
    TIE_TERM,
    TIE_TILL,
    TIE_BEHIND,
    TIE_APPROX,
    TIE_UPTO,
    TIE_BARS,
    TIE_REPORT,
    TIE_STAMP,
    TIE_NEARING,
    TIE_EVE,
    TIE_LASTED,
    TIE_ENTERED,
    TIE_WHOSE,
    TIE_FUNCTION,
    TIE_COUNTING,
    TIE_NUMBERED,
    TIE_OBSERVANCE,
    TIE_YEARLY,
    TIE_MARKS,
    TIE_MARKED,
    TIE_JOINS,
    TIE_OPENS,
    TIE_CLOSES,
    TIE_PLANNED_FOR,
    TIE_EVERY,
    TIE_COPYRIGHT,
    TIE_BEGUN,
    TIE_COUNT /* at most 64 */
};

/* Two letters of a table cell as one number: unit "W", part "NI". */
#define CODE1(a) ((a)*256)
#define CODE2(a, b) ((a)*256 + (b))

enum {
    UNIT_SECOND = CODE1('S'),
    UNIT_MINUTE = CODE2('T', 'M'),
    UNIT_HOUR = CODE2('T', 'H'),
    UNIT_DAY = CODE1('D'),
    UNIT_WEEK = CODE1('W'),
    UNIT_FORTNIGHT = CODE1('F'),
    UNIT_MONTH = CODE1('M'),
    UNIT_QUARTER = CODE1('Q'),
    UNIT_YEAR = CODE1('Y'),
    UNIT_DECADE = CODE2('D', 'E'),
    UNIT_CENTURY = CODE2('C', 'E')
};

#define WORD_CLASSES_MAX 6
typedef struct time_word {
    uint64_t mask;    /* classes */
    uint64_t capmask; /* of these, those that need a capital */
    uint64_t upmask;  /* of these, those that need all capitals */
    uint8_t cls[WORD_CLASSES_MAX];
    int16_t val[WORD_CLASSES_MAX];
    uint8_t n;
    uint8_t tense; /* tense_kind */
    bool starts;   /* some pattern begins with it */
    uint64_t ties; /* TIE_* */
} time_word;

typedef enum tense_kind {
    TENSE_NONE = 0,
    TENSE_FUTURE,
    TENSE_PLAN,
    TENSE_PRESENT,
    TENSE_MODAL,
    TENSE_PAST,
    TENSE_SKIP,
    TENSE_NOTVERB,
    TENSE_SCHEDULE
} tense_kind;

typedef enum time_op {
    OP_NONE = 0,
    OP_DAY,
    OP_ISO,
    OP_NUMERIC,
    OP_MONTHDAY,
    OP_MDRANGE,
    OP_MONTHYEAR,
    OP_MONTH,
    OP_MONTH_DIR,
    OP_MONTH_ADIR,
    OP_MONTH_RELYEAR,
    OP_YEAR,
    OP_DECADE,
    OP_DECADE_WORD,
    OP_CENTURY,
    OP_WEEKDAY,
    OP_WEEKDAY_DIR,
    OP_WEEKDAY_ADIR,
    OP_WEEKDAY_AGO,
    OP_SET_WD,
    OP_DOM,
    OP_DOM_OF,
    OP_DEICTIC,
    OP_RELUNIT,
    OP_EDGE_THIS,
    OP_YEAREND,
    OP_WEEKEND,
    OP_SEASON,
    OP_SEASON_YEAR,
    OP_SEASON_DIR,
    OP_VAGUEREF,
    OP_AGO,
    OP_AGO_EXACT,
    OP_OFFSET,
    OP_OFFSET_DAY,
    OP_OFFSET_ADIR,
    OP_OFFSET_UNIT,
    OP_OFFSET_N,
    OP_OFFSET_REF,
    OP_SAME,
    OP_SAME_UNIT,
    OP_SAME_RELYEAR,
    OP_SET,
    OP_SET_FREQ,
    OP_SET_DAY,
    OP_DUR,
    OP_DUR_VAGUE,
    OP_DUR_HALF,
    OP_ANNIV,
    OP_QUARTER,
    OP_HALF,
    OP_CLOCK,
    OP_CLOCK_HOUR,
    OP_CLOCK_WORD,
    OP_PART,
    OP_YEAR_SHORT,
    OP_FISCAL,
    OP_ERA,
    OP_ERA_MONTH,
    OP_CAL_YEAR,
    OP_CAL_DAY,
    OP_OPENING,
    OP_NAMED, /* not in patterns.tsv: a row of days.tsv */
    OP_COUNT
} time_op;

/* One element of a context: any of words and classes, or none of them. */
typedef struct time_context {
    const uint32_t *words; /* lexicon numbers */
    uint32_t n_words;
    uint64_t classes;
    bool negated, start, det, cap, present;
} time_context;

typedef struct time_pattern {
    chn_str id;
    uint8_t op;
    chn_str arg;
    time_context before, after;
    chn_str yes, no;
    const char *file;
    uint32_t line;
} time_pattern;

/*
 * The patterns as a trie. An edge asks for one word (lexicon number) or one
 * class of token, and may forbid a space before it.
 *
 *   0 --<mon>--> 1 --<dom>--> 2: md.md
 *                             |--,--> 3 --<year>--> 4: day.mdy
 *                             `--<year>--> 5: day.mdy
 */
#define SYM_CLASS 0x80000000u
typedef struct time_edge {
    uint32_t sym;
    uint32_t to;
    uint32_t next; /* edge, 0: last */
    bool glued;    /* no space may stand before */
} time_edge;
typedef struct time_node {
    uint32_t edges; /* first edge, 0: none */
    uint32_t ends;  /* first of time_end, 0: none */
} time_node;
typedef struct time_end {
    uint32_t pattern;
    uint32_t next;
} time_end;

typedef enum day_rule {
    RULE_FIXED,    /* 08-15 */
    RULE_NTH,      /* 05:2W7 second Sunday of May; -1: the last */
    RULE_EASTER,   /* easter+1 */
    RULE_ORTHODOX, /* orthodox+0 */
    RULE_FROM,     /* 06-20>W6 the first Saturday from 20 June on */
    RULE_UPTO,     /* 05-24<W1 the last Monday up to 24 May */
    RULE_MOON,     /* moon:eid-al-fitr+1, by moon.tsv */
    RULE_OPEN      /* "-": no day can be told */
} day_rule;

/* The days of a feast of another calendar, by moon.tsv. */
typedef struct time_feast {
    chn_str name;
    chn_day *days; /* not in order: an overlay's come last */
    uint32_t n, cap;
} time_feast;

typedef struct time_day {
    chn_str id, name, country;
    uint8_t rule;
    int16_t month, day, nth, weekday;
    int16_t offset;
    int16_t since, until;         /* years in which the rule holds; 0 no end */
    const time_feast *feast;      /* of RULE_MOON */
    const struct time_day *other; /* what ruled in other years; only its rule
                                     means something */
    int32_t base_year;
} time_day;

typedef struct time_alias {
    uint32_t day;
    bool needs_country;
} time_alias;

typedef struct time_era {
    chn_day from, until;
    chn_str what;
} time_era;

#define EVENT_WORDS_MAX 6
typedef struct time_event {
    uint32_t words[EVENT_WORDS_MAX]; /* values in event_words */
    uint32_t n_words;
    uint8_t anywhere; /* bit: that word need not stand in the sentence */
    int32_t year, month;
    chn_day day; /* CHN_DAY_NONE: only the month is known */
    chn_str what;
} time_event;

struct chn_time_know {
    const chn_lex *lex;
    time_word *words; /* [n_words] by lexicon number */
    uint32_t n_words;
    uint64_t start_classes;
    time_node *nodes;
    uint32_t n_nodes, cap_nodes;
    time_edge *edges;
    uint32_t n_edges, cap_edges;
    time_end *ends;
    uint32_t n_ends, cap_ends;
    time_pattern *patterns;
    uint32_t n_patterns, cap_patterns;
    time_day *days;
    uint32_t n_days, cap_days;
    time_feast *feasts;
    uint32_t n_feasts, cap_feasts;
    time_alias *aliases;
    uint32_t n_aliases, cap_aliases;
    chn_phrases *names;       /* -> alias */
    chn_phrases *near;        /* -> days whose country it tells */
    chn_phrases *marks;       /* -> day that marks such an event */
    chn_phrases *event_words; /* -> word number */
    time_event *events;
    uint32_t n_events, cap_events;
    chn_phrases *era_words; /* -> era */
    time_era *eras;
    uint32_t n_eras, cap_eras;
};

/* ---- match.c: tokens -> expressions not yet resolved ---- */

typedef struct time_token {
    uint64_t classes;
    int32_t num;      /* of <ymd>, <dmy>: its numbers as year, d2, d2 */
    uint32_t num_end; /* token after a number phrase that begins here */
    /* "mid-May" is <mod> and, joined to it, what these tell */
    uint64_t joined; /* classes; 0: nothing is joined */
    const time_word *joined_word;
    int32_t joined_num, joined_mod;
} time_token;

/* What an expression's words said; v[c] means something where mask has c. */
typedef struct time_caps {
    uint64_t mask;
    /* no word of a date says more; a number that does is cut to what is
     * refused everywhere. Small, for every expression of a report has one */
    int16_t v[CL_COUNT_OF_CLASSES];
    int32_t second; /* the second <dom>, <d2> */
    bool has_second;
} time_caps;

typedef struct time_raw {
    uint32_t first, end; /* tokens */
    uint32_t pattern;    /* row, or an index of days for OP_NAMED */
    uint8_t op;
    bool quoted;
    bool dead; /* found to be no date after all */
    bool half; /* "and a half": years are counted in months then */
    time_caps c;
} time_raw;

typedef struct time_raws {
    time_raw *at;
    uint32_t n, cap;
} time_raws;

chn_code chn_time_match(const chn_time_know *k, const chn_doc *doc,
                        const time_token **info, time_raws *out, chn_err *err);
bool chn_time_word_value(const chn_time_know *k, const chn_doc *doc, uint32_t t,
                         uint32_t cls, int32_t *out);
static inline const time_word *chn_time_word(const chn_time_know *k,
                                             const chn_doc *doc, uint32_t t)
{
    const uint32_t w = doc->tok[t].word;
    return &k->words[w < k->n_words ? w : 0];
}

static inline bool chn_time_tie(const chn_time_know *k, const chn_doc *doc,
                                uint32_t t, uint32_t tie)
{
    return (chn_time_word(k, doc, t)->ties >> tie & 1) != 0;
}

/* ---- tense.c ---- */

typedef enum time_tense {
    POINT_UNKNOWN = 0,
    POINT_PAST,
    POINT_FUTURE
} time_tense;
/* Which way the verb that governs tokens [first, end) points. */
time_tense chn_time_governing(const chn_time_know *k, const chn_doc *doc,
                              uint32_t first, uint32_t end);

/* ---- named.c: days with names, anniversaries ---- */

/* The day in a year; CHN_DAY_NONE: it has none, its rule did not hold then,
 * or it falls twice in that year. */
chn_day chn_time_day_in(const time_day *d, int32_t year);
/* The day nearest to `anchor`, of this year, the last and the next. */
chn_day chn_time_day_near(const time_day *d, chn_day anchor);
/* The row whose name needs no country told, where aliases[0..n) is what one
 * name may be; UINT32_MAX: none, or more than one. */
uint32_t chn_time_pick_default(const chn_time_know *k, const uint32_t *aliases,
                               uint32_t n);
/* Does `near` tell a country in tokens [first, end)? Bit per day row is too
 * wide; so: the row among `rows` whose country stands nearest before, else
 * after, token t in [first, end); UINT32_MAX none. */
uint32_t chn_time_pick_country(const chn_time_know *k, const chn_doc *doc,
                               const uint32_t *rows, uint32_t n, uint32_t t,
                               uint32_t first, uint32_t end);
/* The row that an anniversary "of ..." [t, end) marks; UINT32_MAX none.
 * `year`: the report's, 0 unknown; `ordinal`: 0 unknown. */
uint32_t chn_time_pick_marked(const chn_time_know *k, const chn_doc *doc,
                              uint32_t t, uint32_t end, uint32_t sent,
                              int32_t ordinal, int32_t year);

/* ---- foreign.c: dates told in other calendars ---- */

/* The days of a year of another calendar; false: it has no such year. `arg`
 * is that of the pattern's row. */
bool chn_time_foreign_year(const time_raw *r, chn_str arg, chn_day *from,
                           chn_day *to);
/* The day, or CHN_DAY_NONE where that calendar does not have it. Without a
 * year it is the nearest to `anchor`. */
chn_day chn_time_foreign_day(const time_raw *r, chn_str arg, chn_day anchor);

/* ---- narrate.c: years that a history leaves out ---- */

/* Is this a history: nearly all years that it tells lie well before the
 * report, and nothing is told from the report's day ("on Monday")? */
bool chn_time_is_history(const time_raws *raws, chn_day anchor);
/* The year that is told first; 0: none. */
int32_t chn_time_first_year(const time_raws *raws);

/* Where a history's story stands: the year and month told last. */
typedef struct time_story {
    int32_t year;  /* 0: none yet */
    int32_t month; /* 0: only the year */
} time_story;
/* The year of a month that has none, going on with the story; 0: none. */
int32_t chn_time_story_year(const time_story *s, int32_t month);

/* ---- resolve.c ---- */

chn_code chn_time_resolve(const chn_time_know *k, const chn_doc *doc,
                          const time_token *info, time_raws *raws,
                          chn_day anchor, chn_times *out, chn_err *err);

/* ---- anchor.c: the day of an undated report ---- */

/* Gathers what the text tells of the report's day, adds `bounds`, and asks
 * solve.c. *out is in the doc's arena. */
chn_code chn_time_anchor(const chn_time_know *k, const chn_doc *doc,
                         const time_raws *raws, const chn_bound *bounds,
                         uint32_t n_bounds, const chn_dated **out,
                         chn_err *err);

#endif
