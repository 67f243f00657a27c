/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file relations.h
 * The record as tables for another database: what a store's public tables and
 * views hold (docs/store.md), described and read row by row. `chancery push`
 * writes them into PostgreSQL.
 *
 * A store is used by one thread at a time; descriptions are constant and may
 * be read by any.
 */
#ifndef CHANCERY_RELATIONS_H
#define CHANCERY_RELATIONS_H

#include <chancery/base.h>
#include <chancery/store.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum chn_relation_type {
    CHN_RELATION_TEXT = 0,
    CHN_RELATION_INTEGER, /**< 64 bits */
    CHN_RELATION_REAL,
    CHN_RELATION_DAY,  /**< text, YYYY-MM-DD */
    CHN_RELATION_BOOL, /**< 0 or 1 */
    CHN_RELATION_JSON  /**< text */
} chn_relation_type;

typedef struct chn_relation_column {
    const char *name;
    chn_relation_type type;
    bool required;      /**< never NULL */
    bool words;         /**< quotes the reports: NULL where text is left out */
    const char *refers; /**< a relation whose key it is; NULL: none */
    const char *about;  /**< one sentence for people, without full stop */
} chn_relation_column;

#define CHN_RELATION_INDEXES 5u

typedef struct chn_relation {
    const char *name;
    const char *about;
    const chn_relation_column *columns; /**< [n_columns], the key first */
    uint32_t n_columns;
    uint32_t n_key; /**< columns that make a row unique; rows come in the
                         order of these */
    /** The column by whose numbers parts of the relation can be read; -1: it
     * is read as a whole. Rows then come in its order first. */
    int32_t part;
    const char *unique; /**< one more column without equals; NULL: none */
    /** lists of columns worth an index, "source_code, date_from"; "#origin":
     * texts of any length, looked up as a whole */
    const char *indexes[CHN_RELATION_INDEXES];
} chn_relation;

/** All relations; one that is referred to may come after. */
CHN_API const chn_relation *chn_relations(uint32_t *n);
/** NULL: there is none of this name. */
CHN_API const chn_relation *chn_relation_find(const char *name);

typedef enum chn_value_kind {
    CHN_VALUE_NULL = 0,
    CHN_VALUE_INTEGER,
    CHN_VALUE_REAL,
    CHN_VALUE_TEXT /**< a report's text may hold bytes that are not UTF-8, and
                        NULs; no other does */
} chn_value_kind;

typedef struct chn_value {
    chn_value_kind kind;
    int64_t integer;
    double real;
    chn_str text; /**< borrowed until the function returns */
} chn_value;

/** `values` has one for each column. false stops. */
typedef bool (*chn_relation_fn)(void *user, const chn_value *values);

typedef struct chn_relation_read {
    bool no_text;     /**< leave the reports' words out */
    int64_t from, to; /**< of column `part`, inclusive; INT64_MIN and
                           INT64_MAX: all. Unused where there is no part */
} chn_relation_read;
CHN_API void chn_relation_read_init(chn_relation_read *r);

/**
 * Rows of a relation, in the order of its part, then its key, texts by their
 * bytes.
 *
 * @return CHN_ERR_STORE where the store cannot be read, CHN_ERR_MEMORY.
 */
CHN_API chn_code chn_store_relation(chn_store *s, const chn_relation *relation,
                                    const chn_relation_read *how,
                                    chn_relation_fn fn, void *user,
                                    chn_err *err);

#ifdef __cplusplus
}
#endif
#endif
