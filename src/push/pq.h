/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of this folder share: a connection without libpq's names
 * (pq.c; pq_none.c where the library was not there at build), rows as COPY
 * takes them (row.c), the text of statements (sql.c, views.c).
 */
#ifndef CHN_PUSH_PQ_H
#define CHN_PUSH_PQ_H

#include "base/str.h"
#include "push/push.h"

/* ---- pq.c ---- */

typedef struct chn_pq chn_pq;

/* NULL with `err`. `secret` is kept out of every message, and so are the
 * passwords in `to`. `done` gets `where` and `later`, then and by each call
 * below that fails; it must live as long. */
chn_pq *chn_pq_open(const char *to, const char *secret, chn_push_done *done,
                    chn_err *err);
/* What was begun and not committed is undone. NULL is allowed. */
void chn_pq_close(chn_pq *q);
/* One or more statements; `doing` completes "... while <doing>". */
chn_code chn_pq_exec(chn_pq *q, const char *sql, const char *doing,
                     chn_err *err);
/* The same; *n gets the rows that the last one was done to. */
chn_code chn_pq_count(chn_pq *q, const char *sql, const char *doing, int64_t *n,
                      chn_err *err);
/* Rows of a statement; values are text, NULL is empty. false stops. */
typedef bool (*chn_pq_fn)(void *user, const chn_str *values);
chn_code chn_pq_rows(chn_pq *q, const char *sql, const char *doing,
                     chn_pq_fn fn, void *user, chn_err *err);
/* COPY ... FROM STDIN: begin, lines, end. After an error of `begin` or `put`
 * there is nothing to end. */
chn_code chn_pq_copy(chn_pq *q, const char *sql, const char *doing,
                     chn_err *err);
chn_code chn_pq_put(chn_pq *q, const char *p, size_t n, const char *doing,
                    chn_err *err);
chn_code chn_pq_copy_end(chn_pq *q, const char *doing, chn_err *err);

/* ---- secret.c ---- */

/* `text` with "***" for every occurrence of `secret`; an empty one hides
 * nothing. */
void chn_push_hide(chn_buf *b, chn_str text, chn_str secret);
/* Is this an address whose parts are where libpq looks for them? Where a
 * password has a '@' or '/' of its own, libpq would quote it as host or port.
 */
bool chn_push_legible(const char *to);

/* ---- row.c ---- */

/* A line of COPY's text form. *repaired counts values that were not UTF-8 or
 * held a NUL. */
void chn_push_row(chn_buf *b, const chn_relation *r, const chn_value *values,
                  int64_t *repaired);

/* ---- sql.c ---- */

void chn_push_name(chn_buf *b, const char *name);  /* "name" */
void chn_push_quote(chn_buf *b, const char *text); /* 'text' */
/* "schema"."table" */
void chn_push_table(chn_buf *b, const char *schema, const char *table);
/* CREATE TABLE with comments, and what a column of it is added with. */
void chn_push_create(chn_buf *b, const char *schema, const chn_relation *r);
void chn_push_add_column(chn_buf *b, const char *schema, const chn_relation *r,
                         const chn_relation_column *c);
/* Key, unique column and indexes: after the rows, which is faster. */
void chn_push_keys(chn_buf *b, const char *schema, const chn_relation *r);
/* What refers to other tables: after all tables. */
void chn_push_references(chn_buf *b, const char *schema, const chn_relation *r);
/* COPY into `table`, which is quoted as it must be. */
void chn_push_copy(chn_buf *b, const char *table, const chn_relation *r);
/* From the rows sent (temporary table "push_sent", ranges in "push_range")
 * into the table: `gone` takes out, `merged` puts in and gives the numbers of
 * rows added and changed. `dry`: gives the numbers and does nothing. */
void chn_push_gone(chn_buf *b, const char *schema, const chn_relation *r,
                   bool dry);
void chn_push_merged(chn_buf *b, const char *schema, const chn_relation *r,
                     bool dry);
/* How many rows there are not among those sent, by what tells them apart for
 * people, and how many in all: before they are put in. */
void chn_push_lost(chn_buf *b, const char *schema, const chn_relation *r);
/* Tables that tell how the others came to be. */
void chn_push_state(chn_buf *b, const char *schema);

/* ---- views.c ---- */

typedef struct chn_push_view {
    const char *name, *about;
    const char *needs; /* relations, separated by spaces */
    const char *sql;   /* with $ for the schema and its dot */
} chn_push_view;
extern const chn_push_view chn_push_views[];
extern const uint32_t chn_push_view_count;
void chn_push_create_view(chn_buf *b, const char *schema,
                          const chn_push_view *v);

#endif
