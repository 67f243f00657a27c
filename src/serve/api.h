/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that answer /api/v1 share. docs/api/openapi.json is what they
 * must give; tests/cli/serve.sh holds the two together. */
#ifndef CHN_SERVE_API_H
#define CHN_SERVE_API_H

#include "serve/server.h"

/* One request being answered. */
typedef struct chn_call {
    chn_server *server;
    const chn_request *request;
    chn_store *store;             /* held at one state */
    const chn_overview *overview; /* NULL: the route does not ask for it */
    const char *version;          /* of what is answered from */
    chn_arena *a;
    chn_buf *b; /* the answer's JSON */
    chn_err err;
    const char *code, *parameter; /* of a refusal; NULL: by its status */
    chn_str id;                   /* the path's {id} or {format} */
    chn_answer *answer;
} chn_call;

/* Each writes one JSON value into `b` and returns 200, or another status with
 * what is wrong in `err`. */
typedef int (*chn_handler)(chn_call *c);

/* ---- refusing ---- */

int chn_refuse(chn_call *c, int status, const char *parameter,
               const char *format, ...) CHN_PRINTF(4, 5);
/* The status for what the store said; 200 for CHN_OK. Paths are taken out of
 * messages that could have one. */
int chn_status_of(chn_call *c, chn_code code);

/* ---- parameters ---- */

/* NUL-terminated; NULL: not there, or empty. */
const char *chn_text_of(const chn_call *c, const char *name);
bool chn_number_of(chn_call *c, const char *name, uint32_t least, uint32_t most,
                   uint32_t otherwise, uint32_t *out, int *status);
/* Position of the value among words; `otherwise` where it is not there. */
bool chn_word_of(chn_call *c, const char *name, const char *const *words,
                 uint32_t n, uint32_t otherwise, uint32_t *out, int *status);
/* Filter of events: those that chancery query has. */
int chn_query_of(chn_call *c, chn_query *q);
/* from, to. */
int chn_days_of(chn_call *c, chn_day *from, chn_day *to);
/* between=PRK-RUS, from, to; the codes lie in the arena. */
int chn_filter_of(chn_call *c, chn_filter *f);

typedef struct chn_paging {
    uint32_t limit, offset;
} chn_paging;
/* `otherwise`: the limit where none is asked for. */
int chn_paging_of(chn_call *c, uint32_t otherwise, chn_paging *p);
/* "total":N,"offset":..,"limit":..,"next":..,"previous":.. */
void chn_put_paging(chn_call *c, const chn_paging *p, uint64_t total);

/* ---- writing ---- */

/* "name": with a comma before it where one is needed. */
void chn_key(chn_buf *b, const char *name);
void chn_put_str(chn_buf *b, const char *name, chn_str v);  /* never null */
void chn_put_text(chn_buf *b, const char *name, chn_str v); /* empty: null */
void chn_put_int(chn_buf *b, const char *name, int64_t v);
void chn_put_real(chn_buf *b, const char *name, double v); /* NAN: null */
void chn_put_bool(chn_buf *b, const char *name, bool v);
void chn_put_day(chn_buf *b, const char *name, chn_day d);
void chn_put_json(chn_buf *b, const char *name, chn_str json);
void chn_put_date(chn_buf *b, chn_day from, chn_day to, chn_precision p,
                  chn_basis basis);
void chn_comma(chn_buf *b); /* between elements of a list */
/* A chn_write_fn into a chn_buf, and a chn_page_fn that adds elements. */
bool chn_into_buf(void *user, const char *p, size_t n);
bool chn_into_list(void *user, chn_str json, chn_str extra);
/* A page as the list `name`. */
chn_code chn_put_page(chn_call *c, const char *name, chn_page_kind kind,
                      const chn_page *p);
/* The one number or object of a page; empty where it has none. */
chn_code chn_page_one(chn_call *c, chn_page_kind kind, const chn_page *p,
                      chn_str *out);

/* text.c: bytes of a text -> UTF-16 code units. */
typedef struct chn_units {
    chn_str text;
    uint32_t *byte, *unit; /* a place in each block of the text */
} chn_units;
/* false: no memory. `text` is borrowed. */
bool chn_units_init(chn_units *u, chn_arena *a, chn_str text);
uint32_t chn_unit_at(const chn_units *u, size_t byte);
/* A stretch of `v`'s report and its marks; `whole`: all of it. */
void chn_put_stretch(chn_call *c, const chn_claim_view *v, bool whole);
/* Those within [from, to), counted from `from`. */
void chn_put_marks(chn_buf *b, const chn_units *u, const chn_mark *marks,
                   uint32_t n, uint32_t from, uint32_t to);

/* ---- lines.c: lists that take the store long to make ---- */

/* JSON objects, one a line, kept for the pages of the list that others ask for
 * of the same state of the store. */
typedef struct chn_lines {
    chn_block *block;
    uint32_t *at; /* [n + 1] where each line begins */
    uint32_t n;
} chn_lines;
/* Adds objects to `b`, each with a newline behind it. */
typedef chn_code (*chn_fill)(chn_call *c, chn_buf *b, const void *user);
/* `version` and `name` are what it is kept by. Free with chn_lines_free. */
chn_code chn_lines_of(chn_call *c, const char *version, const char *name,
                      chn_fill fill, const void *user, chn_lines *out);
void chn_lines_free(chn_lines *l);
chn_str chn_line(const chn_lines *l, uint32_t i);
/* {"total":..,"name":[page]} */
void chn_put_lines(chn_call *c, const char *name, const chn_lines *l,
                   const chn_paging *p);

/* ---- what several answers have ---- */

int chn_put_claim(chn_call *c, const char *id, bool whole);
chn_code chn_put_disagreements(chn_call *c, const char *event, bool fields);
void chn_put_row(chn_buf *b, const chn_event_row *r);
const char *chn_who_of(const chn_call *c);
/* A claim that waits for a reviewer; strings lie in the arena. */
typedef struct chn_waiting {
    chn_str claim, reasons;
    int32_t confidence;
    bool skipped;
} chn_waiting;
chn_code chn_put_waiting(chn_call *c, const chn_waiting *w);
/* Decided, waiting and the last ten; *first gets who waits first. */
chn_code chn_put_progress(chn_call *c, chn_waiting *first);
void chn_cite(chn_call *c, const chn_event_row *r, chn_str head);
int chn_series_of(chn_call *c, chn_series_options *o);

/* ---- routes ---- */

int chn_api_meta(chn_call *c);
int chn_api_openapi(chn_call *c);
int chn_api_runs(chn_call *c);
int chn_api_events(chn_call *c);
int chn_api_event(chn_call *c);
int chn_api_citation(chn_call *c);
int chn_api_facets(chn_call *c);
int chn_api_density(chn_call *c);
int chn_api_network(chn_call *c);
int chn_api_map(chn_call *c);
int chn_api_claim(chn_call *c);
int chn_api_compare(chn_call *c);
int chn_api_reports(chn_call *c);
int chn_api_report(chn_call *c);
int chn_api_series(chn_call *c);
int chn_api_observances(chn_call *c);
int chn_api_messages(chn_call *c);
int chn_api_follows(chn_call *c);
int chn_api_disagreements(chn_call *c);
int chn_api_origins(chn_call *c);
int chn_api_queue(chn_call *c);
int chn_api_progress(chn_call *c);
int chn_api_agreement(chn_call *c);
int chn_api_conflicts(chn_call *c);
int chn_api_decisions(chn_call *c);
int chn_api_decide(chn_call *c);
int chn_api_merges(chn_call *c);
int chn_api_merge(chn_call *c);
int chn_api_split(chn_call *c);
int chn_api_export(chn_call *c);

/* ---- jobs.c: exports that are made while they are sent ---- */

/* Formats: for meta; NULL beyond the last. */
typedef struct chn_layout {
    const char *name, *title, *type, *suffix;
    int export; /* chn_export_format, or -1: rows, -2: series */
    int kind;   /* of rows and series */
} chn_layout;
/* NULL: too many run, or no memory; status says which. */
chn_job *chn_job_start(chn_server *s, const chn_layout *f, const chn_query *q,
                       int *status);
/* Bytes that are there, up to n; 0: none yet; -1: the end; -2: it failed.
 * With 0 `wait` was called with `user` before, and `resume` will be, by another
 * thread, once it is worth asking again. */
long chn_job_read(chn_job *j, char *out, size_t n, void (*wait)(void *user),
                  void (*resume)(void *user), void *user);
/* The reader is done, or has gone. */
void chn_job_drop(chn_job *j);
const chn_layout *chn_layout_get(uint32_t i);
const chn_layout *chn_layout_find(chn_str name);
#endif
