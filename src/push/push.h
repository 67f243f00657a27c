/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Push: a store's relations (chancery/relations.h) as tables of a PostgreSQL
 * database. In: a store, an address. Out: tables that hold the same rows, or,
 * where anything fails, those that were there before. The door for the tool.
 */
#ifndef CHN_PUSH_PUSH_H
#define CHN_PUSH_PUSH_H

#include <chancery/relations.h>

typedef struct chn_push_options {
    const char *to; /* as libpq has it: "postgresql://host/db", "service=x" */
    const char *schema; /* in which the tables are */
    const char *const
        *tables; /* [n_tables] and what they refer to; none: all */
    size_t n_tables;
    bool no_text; /* without the words of the reports */
    bool dry_run; /* tell what would change, and change nothing */
    bool full;    /* compare every row, not only those that the store changed */
    bool replace; /* even if most reports that are there would go */
    const char *secret; /* never to be shown; NULL: none */
} chn_push_options;

/* What was done, or would be, to one table. */
typedef struct chn_push_count {
    const char *table;
    bool made;    /* the table was not there */
    int64_t rows; /* of the store */
    int64_t added, changed, gone;
} chn_push_count;
typedef bool (*chn_push_fn)(void *user, const chn_push_count *count);

typedef struct chn_push_done {
    bool nothing;     /* all was there already */
    bool later;       /* of an error: it may work another time */
    char where[256];  /* "press on db.example", for people */
    int64_t repaired; /* values with a NUL or invalid UTF-8: U+FFFD is there */
} chn_push_done;

/*
 * One transaction: all tables are as in the store afterwards, or nothing has
 * changed. `fn` is called for each table, also where nothing changed; false
 * gives the push up (CHN_ERR_OUTPUT).
 *
 * CHN_ERR_ARGUMENT: an option is wrong, or this chancery was built without
 * libpq. CHN_ERR_STORE: the store or the server; `done->later` says whether to
 * try again. Messages never hold a password.
 */
chn_code chn_push(chn_store *s, const chn_push_options *o, chn_push_fn fn,
                  void *user, chn_push_done *done, chn_err *err);

/* Does an address hold a password? Others see it in the list of processes. */
bool chn_push_tells_secret(const char *to);

#endif
