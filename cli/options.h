/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one table of commands and options. Parsing, --help, the man page and
 * the shell completions all come from it, so they cannot disagree.
 *
 * The grammar is getopt_long's (--name=value, --name value, -xVALUE, bundled
 * letters, "--" ends options, options and paths in any order). Parsed here
 * and not by getopt_long(3), which keeps its state in globals, changes its
 * order with POSIXLY_CORRECT, and has no option of two values
 * (--between PRK RUS).
 */
#ifndef CHN_CLI_OPTIONS_H
#define CHN_CLI_OPTIONS_H

#include <chancery/chancery.h>

#include "base/str.h"
#include "term.h"

typedef enum chn_command_id {
    CHN_COMMAND_NONE = 0, /* options of the tool itself */
    CHN_COMMAND_READ,
    CHN_COMMAND_CODE,
    CHN_COMMAND_ADD,
    CHN_COMMAND_TIMELINE,
    CHN_COMMAND_SHOW,
    CHN_COMMAND_STATS,
    CHN_COMMAND_ORIGINS,
    CHN_COMMAND_PARSE,
    CHN_COMMAND_DATE,
    CHN_COMMAND_EXPLAIN,
    CHN_COMMAND_WHY,
    CHN_COMMAND_ACTORS,
    CHN_COMMAND_MERGE,
    CHN_COMMAND_UNMERGE,
    CHN_COMMAND_DISAGREE,
    CHN_COMMAND_FOLLOWS,
    CHN_COMMAND_OBSERVANCES,
    CHN_COMMAND_MESSAGES,
    CHN_COMMAND_QUERY,
    CHN_COMMAND_SERIES,
    CHN_COMMAND_EXPORT,
    CHN_COMMAND_REBUILD,
    CHN_COMMAND_DIFF,
    CHN_COMMAND_CHECK,
    CHN_COMMAND_COMPARE,
    CHN_COMMAND_REVIEW,
    CHN_COMMAND_AGREEMENT,
    CHN_COMMAND_SERVE,
    CHN_COMMAND_EVENTS,
    CHN_COMMAND_PLAN,
    CHN_COMMAND_RUN_TASK,
    CHN_COMMAND_PUSH,
    CHN_COMMAND_COMPLETION,
    CHN_COMMAND_HELP
} chn_command_id;

typedef enum chn_option_id {
    CHN_OPTION_FORMAT = 1,
    CHN_OPTION_OUTPUT,
    CHN_OPTION_STORE,
    CHN_OPTION_MAP,
    CHN_OPTION_INPUT,
    CHN_OPTION_DATA,
    CHN_OPTION_MODEL,
    CHN_OPTION_THREADS,
    CHN_OPTION_BATCH,
    CHN_OPTION_STAMP,
    CHN_OPTION_BETWEEN,
    CHN_OPTION_FROM,
    CHN_OPTION_TO,
    CHN_OPTION_CATEGORY,
    CHN_OPTION_STATUS,
    CHN_OPTION_EXPRESSIONS,
    CHN_OPTION_SET,
    CHN_OPTION_UNSET,
    CHN_OPTION_SENTENCE,
    CHN_OPTION_TAGS_ONLY,
    CHN_OPTION_LAZY,
    CHN_OPTION_ASCII,
    CHN_OPTION_UNCERTAIN,
    CHN_OPTION_NOTES,
    CHN_OPTION_DICTIONARY,
    CHN_OPTION_DIRECTORY,
    CHN_OPTION_DAY,
    CHN_OPTION_PUBLISHER,
    CHN_OPTION_REJECTED,
    CHN_OPTION_MIN_CONFIDENCE,
    CHN_OPTION_SCALE,
    CHN_OPTION_WINDOW,
    CHN_OPTION_STRICTNESS,
    CHN_OPTION_COMPARE,
    CHN_OPTION_BY,
    CHN_OPTION_WHY,
    CHN_OPTION_ACTOR,
    CHN_OPTION_DYAD,
    CHN_OPTION_FACET, /* one named as chn_query_set has it */
    CHN_OPTION_FACETS,
    CHN_OPTION_GRAIN,
    CHN_OPTION_DIRECTED,
    CHN_OPTION_CLAIMS,
    CHN_OPTION_PLOT,
    CHN_OPTION_LAYOUT,
    CHN_OPTION_NO_TEXT,
    CHN_OPTION_WHO,
    CHN_OPTION_DAY_OF_REVIEW,
    CHN_OPTION_BELOW,
    CHN_OPTION_SHOW_ALL,
    CHN_OPTION_PORT,
    CHN_OPTION_LISTEN,
    CHN_OPTION_REVIEW,
    CHN_OPTION_SALVAGE,
    CHN_OPTION_CONNECTIONS,
    CHN_OPTION_MERGEABLE,
    CHN_OPTION_KEYS,
    CHN_OPTION_KEYED,
    CHN_OPTION_DAYS,
    CHN_OPTION_SHARDS,
    CHN_OPTION_TASKS,
    CHN_OPTION_PARTS,
    CHN_OPTION_PLAN,
    CHN_OPTION_INDEX,
    CHN_OPTION_ADDRESS,
    CHN_OPTION_SCHEMA,
    CHN_OPTION_TABLE,
    CHN_OPTION_DRY_RUN,
    CHN_OPTION_FULL,
    CHN_OPTION_REPLACE,
    CHN_OPTION_COLOR,
    CHN_OPTION_ANY_LANGUAGE,
    CHN_OPTION_GDELT,
    CHN_OPTION_MAN,
    CHN_OPTION_HELP,
    CHN_OPTION_VERSION
} chn_option_id;

/* What a shell offers for an argument. */
typedef enum chn_complete {
    CHN_COMPLETE_NONE = 0,
    CHN_COMPLETE_WORDS,
    CHN_COMPLETE_FILES,
    CHN_COMPLETE_DIRS
} chn_complete;

typedef struct chn_option {
    chn_option_id id;
    uint64_t commands; /* bit 1 << chn_command_id */
    const char *name;  /* without dashes */
    char letter;       /* 0: none */
    uint8_t n_values;
    const char *values; /* "FILE", "STATE STATE"; NULL: none */
    const char *words;  /* the only values allowed, or NULL */
    chn_complete complete;
    bool hidden;
    const char *help;
} chn_option;

typedef struct chn_example {
    const char *what, *command;
} chn_example;

#define CHN_EXAMPLES 3u
typedef struct chn_command {
    chn_command_id id;
    const char *name;
    const char *operands; /* "PATH..."; "" none */
    const char *words;    /* the only operands allowed, or NULL */
    chn_complete complete;
    bool hidden;
    const char *summary;
    const char *about; /* paragraphs, separated by an empty line */
    chn_example examples[CHN_EXAMPLES];
} chn_command;

extern const chn_option chn_options[];
extern const uint32_t chn_option_count;
extern const chn_command chn_commands[];
extern const uint32_t chn_command_count;

/* NULL: no such command. */
const chn_command *chn_command_find(const char *name);
const chn_command *chn_command_get(chn_command_id id);
/* Whether the option is one of this command, or of the tool as a whole. */
bool chn_option_of(const chn_option *o, chn_command_id id);

/* The word of `words` (separated by spaces) nearest in spelling to `s`, or
 * an empty string where none is near. */
chn_str chn_nearest_word(chn_str s, const char *words);
/* "table, jsonl or csv" */
void chn_words_text(chn_buf *b, const char *words);

#define CHN_THREADS_MAX 64u
#define CHN_BATCH_MAX 1000000u
#define CHN_SENTENCE_MAX 1000000u
#define CHN_PORT_DEFAULT 8765u
#define CHN_DAYS_MAX 100000u
#define CHN_TASKS_MAX 100000u
#define CHN_PARTS_MAX 256u
#define CHN_CONNECTIONS_MAX 100000u
#define CHN_CONNECTIONS_DEFAULT 12000u

typedef enum chn_format_choice {
    CHN_CHOICE_AUTO = 0,
    CHN_CHOICE_TABLE,
    CHN_CHOICE_JSONL,
    CHN_CHOICE_CSV,
    CHN_CHOICE_CONLLU,
    CHN_CHOICE_TREE,
    CHN_CHOICE_SVG
} chn_format_choice;

/* --set REPORT=DATE, --unset REPORT. */
typedef struct chn_redate {
    chn_str report; /* of argv: `n` ends it, no NUL does */
    chn_day day;    /* CHN_DAY_NONE: take back what was set */
} chn_redate;

/* A command line, understood. Strings are those of argv. */
typedef struct chn_args {
    chn_command_id command;
    bool help, version, man, stamp, tags_only, lazy, ascii, expressions;
    bool store_told; /* -d is on the command line */
    bool uncertain, notes;
    bool dictionary; /* --from was given */
    chn_dictionary from_dictionary;
    const char *directory; /* actors --output */
    chn_day day; /* actors show, explain: --date; CHN_DAY_NONE: none */
    const char **operands; /* [n_operands], owned */
    size_t n_operands;
    const char **maps; /* [n_maps], owned */
    size_t n_maps;
    const char **data; /* [n_data], owned */
    size_t n_data;
    chn_redate *redates; /* [n_redates], owned: --set and --unset */
    size_t n_redates;
    chn_format_choice format;
    chn_color_when color;
    chn_input_kind input;
    const char *output, *store, *model;
    const char *publisher, *scale; /* NULL: none told */
    bool rejected;
    bool any_language;
    const char *gdelt;      /* compare --gdelt; NULL: none */
    bool compare;           /* merge --compare */
    bool window_told;       /* merge --window */
    uint32_t window;        /* days */
    uint32_t points;        /* merge --strictness; 0: not told */
    const char *by, *why;   /* merge, unmerge; NULL: not told */
    int32_t min_confidence; /* percent */
    uint32_t threads;       /* 0: as many as there are processors */
    uint32_t batch;
    uint32_t sentence; /* 0: all */
    char a[16], b[16]; /* --between, in capitals; "" any */
    chn_day from, to;  /* CHN_DAY_NONE: open */
    char category[32]; /* in capitals; "" any */
    const char *status;
    chn_query query;          /* query, export: what no other member tells */
    char actor[16], dyad[40]; /* a country's code, a pair of them */
    bool facets, directed, by_claims, plot;
    chn_grain grain;
    const char *layout; /* export --format; NULL: jsonl */
    bool no_text;
    bool salvage;         /* rebuild */
    const char *who, *at; /* review: --by, --on */
    int32_t below;        /* review: percent */
    bool conflicts;
    uint32_t port; /* serve; 0: any that is free */
    const char *listen;
    bool review;
    uint32_t connections;
    bool mergeable;         /* code */
    bool keys, keyed;       /* events */
    uint32_t days;          /* events, plan: --days; 0: the default */
    uint32_t shards, tasks; /* plan; 0: not told */
    uint32_t parts;         /* plan; 0: as many as tasks */
    const char *plan;       /* run-task */
    uint32_t index;         /* run-task */
    bool index_told;
    const char *address; /* push --to; NULL: not told */
    const char *schema;
    const char **tables; /* [n_tables], owned */
    size_t n_tables;
    bool dry_run, full, replace;
} chn_args;

/* CHN_ERR_ARGUMENT with a message, or CHN_ERR_MEMORY. `store` is meant where
 * -d is not given; NULL or empty: none. Free with chn_args_free in every
 * case. */
chn_code chn_args_parse(int argc, char **argv, const char *store, chn_args *a,
                        chn_err *err);
void chn_args_free(chn_args *a);
/* Which events query, export and review mean. */
void chn_query_of_args(const chn_args *a, chn_query *q);
/* Does date look into a store, and not at paths? */
bool chn_args_in_store(const chn_args *a);

/* Texts made from the table. */
void chn_help_put(chn_buf *b, chn_command_id id, uint32_t width);
void chn_man_put(chn_buf *b);
/* `shell`: "bash", "zsh" or "fish". false: another. */
bool chn_completion_put(chn_buf *b, const char *shell);

/* Sections of the man page that are prose: exit status, environment ... */
typedef struct chn_prose {
    const char *title;
    const char *text; /* paragraphs; a line "term: words" in a list is
                         written "\t" term "\t" words */
} chn_prose;
extern const chn_prose chn_prose_sections[];
extern const uint32_t chn_prose_count;

#endif
