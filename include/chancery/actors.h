/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file actors.h
 * The tables of actors: who is in them, what is wrong with them, whom reports
 * name that they lack, and dictionaries of other coders made into tables.
 *
 * A chn_actors holds tables as they are written, so that tables which an
 * engine would refuse can be looked at. It is immutable once opened: any
 * number of threads may use one. What a callback gets is borrowed for the
 * call. No function here reads the clock.
 */
#ifndef CHANCERY_ACTORS_H
#define CHANCERY_ACTORS_H

#include <chancery/base.h>
#include <chancery/engine.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The tables compiled in, with those of the user's folders behind them. */
typedef struct chn_actors chn_actors;

/**
 * Read the tables of folders (see chn_engine_options.data_dirs).
 *
 * @param dirs  borrowed for the call; NULL with n_dirs 0.
 * @return NULL where a folder cannot be read or a file is no table (`err`
 *         names file and line). Free with chn_actors_free.
 */
CHN_API chn_actors *chn_actors_open(const char *const *dirs, size_t n_dirs,
                                    chn_err *err);
CHN_API void chn_actors_free(chn_actors *a);

/* ---- lint ---- */

typedef enum chn_finding_level {
    CHN_FINDING_NOTE = 0, /**< worth a look; may well be right */
    CHN_FINDING_WARNING,  /**< wrong unless somebody knows better: a row in
                               actors/allow.tsv says so */
    CHN_FINDING_ERROR     /**< wrong */
} chn_finding_level;

typedef struct chn_finding {
    const char *group; /**< "overlap", "gap", "date", "id", "code", "alias",
                            "shared", "duplicate", "ordinary", "state",
                            "order", "uncertain", "allow" */
    chn_finding_level level;
    const char *file; /**< the table */
    uint32_t line;    /**< the row's line in it */
    bool own;         /**< a row of the user's folders has part in it */
    const char *what;
    const char *advice; /**< what to do */
} chn_finding;
/** @return false: stop. */
typedef bool (*chn_finding_fn)(void *user, const chn_finding *f);

typedef struct chn_lint_options {
    size_t size;    /**< set by init */
    bool uncertain; /**< offices with certain = n are findings too (notes) */
} chn_lint_options;
CHN_API void chn_lint_options_init(chn_lint_options *o);

/** What was looked at. */
typedef struct chn_lint_stats {
    uint32_t persons, bodies, offices, uncertain, places;
    uint32_t allowed; /**< findings that actors/allow.tsv lets pass */
} chn_lint_stats;

/**
 * Check the tables: ids, codes, dates, two holders of one seat, gaps in a
 * succession, names that mean several things. Findings come by table and
 * line. O(n log n) in the number of rows.
 *
 * @param o      NULL: the defaults.
 * @param stats  NULL is allowed.
 * @return CHN_ERR_OUTPUT where `fn` said stop, CHN_ERR_TABLE where a table
 *         lacks a column, CHN_ERR_MEMORY.
 */
CHN_API chn_code chn_actors_lint(const chn_actors *a, const chn_lint_options *o,
                                 chn_finding_fn fn, void *user,
                                 chn_lint_stats *stats, chn_err *err);

/* ---- who is that ---- */

/** An office that an actor held. Days are the first and last that the row
 * can mean; CHN_DAY_NONE: open. */
typedef struct chn_actor_term {
    chn_str office;
    chn_str since_text, until_text; /**< as the row has them: "2012-11" */
    chn_day since, until;
    uint32_t rank; /**< 1 the highest */
    bool certain;
} chn_actor_term;

/** A row of persons.tsv, bodies.tsv or countries.tsv. */
typedef struct chn_actor_card {
    const char *kind; /**< "person", "state", or a body's kind */
    chn_str id;       /**< of a state its code */
    chn_str name;
    chn_str aliases; /**< separated by '|' */
    chn_str country; /**< code */
    chn_str country_name;
    chn_str sector, media_kind, source;
    const char *file;
    uint32_t line;
    const chn_actor_term *terms; /**< by beginning; of a state none */
    size_t n_terms;
} chn_actor_card;
/** @return false: stop. */
typedef bool (*chn_actor_card_fn)(void *user, const chn_actor_card *card);

/**
 * Look a name up: an id, a whole name or alias, a state's name or code; where
 * it is none of these, a part of a person's name. Case, accents and hyphens
 * do not matter.
 *
 * @param found  how many there were; NULL is allowed.
 */
CHN_API chn_code chn_actors_find(const chn_actors *a, chn_str name,
                                 chn_actor_card_fn fn, void *user,
                                 uint32_t *found, chn_err *err);

/* ---- whom the tables lack ---- */

/** Somebody whom a report names with a role and no table has. */
typedef struct chn_suggestion {
    chn_str name;
    chn_str kind;       /**< "person", or a body's kind */
    chn_str country;    /**< told beside the name; empty: not told */
    chn_str sector;     /**< empty: not told */
    chn_str office;     /**< as told; empty: none, and of bodies */
    chn_str media_kind; /**< of media */
    chn_str quote;      /**< the words that tell it */
    chn_span span;      /**< of `quote`, in the bytes of the report's text */
} chn_suggestion;
/** @return false: stop. */
typedef bool (*chn_suggestion_fn)(void *user, const chn_suggestion *s);

/**
 * Whom one report names and no table has; each once, in the order of the
 * text. What a suggestion holds stands in the report: nothing is guessed.
 *
 * @param w  this thread's worker; reset by the call.
 * @return CHN_ERR_OUTPUT where `fn` said stop. O(n) in the text's length.
 */
CHN_API chn_code chn_worker_suggest(chn_worker *w, const chn_report *report,
                                    chn_suggestion_fn fn, void *user,
                                    chn_err *err);

/** Suggestions of many reports, counted. Used by one thread. */
typedef struct chn_suggestions chn_suggestions;
/** @param a  borrowed until the suggestions are freed: ids that it has are
 * not given again. */
CHN_API chn_suggestions *chn_suggestions_new(const chn_actors *a, chn_err *err);
CHN_API void chn_suggestions_free(chn_suggestions *s);
/** Count one suggestion of the report `id`. All is copied. Each report counts
 * once for a name. */
CHN_API chn_code chn_suggestions_add(chn_suggestions *s,
                                     const chn_suggestion *one, chn_str id,
                                     chn_day published, chn_err *err);

/** One name over all reports. Borrowed from the suggestions. */
typedef struct chn_suggested {
    chn_str id; /**< free in the tables */
    chn_str name, kind, country, sector, media_kind;
    uint32_t reports;
    chn_str report; /**< an example: its report, span and words */
    chn_span span;
    chn_str quote;
    const chn_actor_term *terms; /**< since: the day of the first report that
                                      tells it; never certain */
    size_t n_terms;
} chn_suggested;
/** Sort by number of reports, then name, and give the ids. @return how many.
 */
CHN_API size_t chn_suggestions_done(chn_suggestions *s, chn_err *err);
/** Number `i` after chn_suggestions_done; NULL past the end. */
CHN_API const chn_suggested *chn_suggestions_at(const chn_suggestions *s,
                                                size_t i);

/* ---- dictionaries of other coders ---- */

typedef enum chn_dictionary {
    CHN_DICTIONARY_TABARI = 0,
    CHN_DICTIONARY_PETRARCH,
    CHN_DICTIONARY_COUNTRYINFO
} chn_dictionary;

/** Dictionaries on their way to tables. Used by one thread. */
typedef struct chn_import chn_import;
/** @param a  whose names are known already; borrowed until the import is
 * freed. */
CHN_API chn_import *chn_import_new(const chn_actors *a, chn_err *err);
CHN_API void chn_import_free(chn_import *m);

/**
 * Read one dictionary. What a file of TABARI or PETRARCH holds (actors,
 * agents, discards) is told by its name, else by its content.
 *
 * @param name   for messages; copied.
 * @param bytes  borrowed for the call.
 * @return CHN_ERR_INPUT where it is no such dictionary at all. Lines that
 *         cannot be carried over are notes and no error.
 */
CHN_API chn_code chn_import_add(chn_import *m, chn_dictionary from,
                                const char *name, const char *bytes, size_t n,
                                chn_err *err);

/** A line that was not carried over as it stands. */
typedef struct chn_import_note {
    chn_str file;
    uint32_t line;
    const char *group; /**< "code", "date", "name", "known", "null" ... */
    bool lost;         /**< nothing of it was carried over */
    chn_str what;      /**< the words of the dictionary */
    chn_str why;
} chn_import_note;

typedef struct chn_import_stats {
    uint32_t entries; /**< names with a code that were read */
    uint32_t known;   /**< names that the tables have with the same state */
    uint32_t persons, bodies, offices, roles, words, places, countries;
    uint32_t changed, lost; /**< notes */
} chn_import_stats;
CHN_API void chn_import_get_stats(const chn_import *m, chn_import_stats *out);
/** Note `i`, in the order of the files; borrowed. @return false past the end.
 */
CHN_API bool chn_import_note_at(const chn_import *m, size_t i,
                                chn_import_note *out);

/**
 * Write one table ("actors/persons.tsv" ...) of what was read.
 *
 * @param i     from 0.
 * @param name  set to the table's name, or NULL past the end.
 * @return CHN_ERR_OUTPUT where `write` said stop. A table without rows is not
 *         written at all: nothing is called.
 */
CHN_API chn_code chn_import_table(const chn_import *m, size_t i,
                                  const char **name, chn_write_fn write,
                                  void *user, chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
