/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of this folder share, and the door by which tests hand in
 * claims made by hand. Nothing else includes it.
 */
#ifndef CHN_STORE_STORE_IN_H
#define CHN_STORE_STORE_IN_H

#include <chancery/dating.h>
#include <chancery/query.h>
#include <chancery/report.h>
#include <chancery/store.h>
#include <sqlite3.h>

#include "base/arena.h"
#include "base/str.h"
#include "merge/merge.h"
#include "merge/summary.h"

/* "CHN1": tells our files from those of other programs. */
#define CHN_STORE_APPLICATION_ID 0x43484E31
/* Number of the last migration: the schema's version. */
#define CHN_STORE_VERSION 10

/* One line per prepared statement: name, SQL. Prepared when first used. */
enum {
    ST_REPORT_FIND,
    ST_REPORT_MAX,
    ST_CLAIM_MAX,
    ST_RUN_PUT,
    ST_REPORT_PUT,
    ST_REPORT_REDATE,
    ST_WORDS_GET,
    ST_WORDS_PUT,
    ST_SENTENCE_PUT,
    ST_SENTENCE_MANY,
    ST_CLAIM_PUT,
    ST_ACTOR_PUT,
    ST_OFFICE_PUT,
    ST_OBSERVANCE_PUT,
    ST_CLAIM_ACTOR_PUT,
    ST_CLAIM_ACTOR_MANY,
    ST_CLAIM_VOICE_PUT,
    ST_CLAIM_SPAN_PUT,
    ST_CLAIM_SPAN_MANY,
    ST_TELLING_PUT,
    ST_TELLING_MANY,
    ST_DETAIL_PUT,
    ST_CREDIT_PUT,
    ST_STALE_PUT,
    ST_STALE_NAME,
    ST_COUNTS,
    ST_DENIALS,
    ST_REACHES,
    ST_LOAD_TELLING,
    ST_LOAD_CLAIM,
    ST_LOAD_ACTORS,
    ST_EVENT_CLAIM_DEL,
    ST_EVENT_DEL,
    ST_EVENT_PUT,
    ST_EVENT_PUT_ONE,
    ST_EVENT_NEW_PUT,
    ST_EVENT_NEW_MANY,
    ST_KEY_NEW,
    ST_KEY_OLD,
    ST_KEY_FIND,
    ST_KEY_TAKEN,
    ST_KEY_NAME,
    ST_KEY_UNNAME,
    ST_KEY_COUNT,
    ST_KEY_PARTIES,
    ST_KEY_ORIGINS,
    ST_KEY_PUT,
    ST_KEY_MANY,
    ST_KEY_DROP,
    ST_PAIR_PUT,
    ST_PAIR_MANY,
    ST_PAIR_DROP,
    ST_EVENT_OF,
    ST_CLAIM_LINE,
    ST_EVENT_CLAIM_PUT,
    ST_EVENT_CLAIM_MANY,
    ST_N
};

/* Where the open batch added claims: what commit must merge. */
typedef struct chn_touched {
    chn_str block;    /* empty: the telling alone */
    chn_day from, to; /* its reach */
    int64_t lead;     /* claim.seq */
} chn_touched;

/* A claim that was added and is in no event yet: fresh.c. */
typedef struct chn_fresh chn_fresh;

/* An actor in an office, or without one, whose row the open batch has put in
 * or widened. */
typedef struct chn_seen {
    chn_str actor, office;
    chn_day first, last; /* NONE: on no day that is known */
} chn_seen;
#define CHN_SEEN 4096u

/* What coded the rows of a run. */
#define CHN_RUN_NAMES 5
typedef struct chn_run_of {
    /* versions of the library, the tables, the rules, the model; the scale */
    const char *name[CHN_RUN_NAMES];
    int32_t min_confidence; /* percent */
    int64_t when;           /* 0: not told */
} chn_run_of;

struct chn_store {
    sqlite3 *db;
    char *path;
    bool write;
    bool in_batch;
    bool no_text; /* keeps hashes and spans only: chn_store_no_text */
    bool damaged; /* opened to save what can be read */
    sqlite3_stmt *st[ST_N];
    chn_arena *batch;   /* lives from begin to commit, over saves */
    chn_arena *scratch; /* reset by each call */
    chn_touched *touched;
    uint32_t n_touched, cap_touched;
    int64_t first_report, first_claim; /* of the open batch */
    int64_t data_version;              /* at the last save */
    chn_seen *seen; /* [CHN_SEEN], lives as `batch`; NULL: none yet */
    /* claims fresh_from <= seq < fresh_to, in this order; lives as `batch` */
    chn_fresh *fresh;
    uint32_t n_fresh, cap_fresh;
    int64_t fresh_from, fresh_to;
    bool fresh_full; /* no more of them */
    struct chn_fresh_words *fresh_words;
    bool said;        /* people have said which claims are one act */
    int64_t unmerged; /* the first claim that is in no event yet; 0: none */
    bool anew;        /* the open batch merges anew what was there before it */
    uint32_t part_least;    /* tellings and claims merged at a time */
    const uint32_t *sketch; /* of the report being added; lives as `batch` */
    /* keys of events that changed, which go at commit but for those that the
     * events have again: index.c */
    struct chn_old_key *old_key; /* lives as `batch` */
    uint32_t n_old_key, cap_old_key;
    int64_t next_report, next_claim;
    /* the run whose rows follow; run_id[0] == 0: none was told */
    char run_id[18];
    char *run_versions[CHN_RUN_NAMES]; /* as in chn_run_of */
    int32_t run_min_confidence;        /* percent */
    int64_t run_when;
    bool run_written; /* in the open batch */
};

/* ---- sql.c: the only place that knows SQLite's codes ---- */

/* Fill err from the connection's last error; `doing` completes "... while
 * <doing>". Never CHN_OK. */
chn_code chn_store_sql_fail(chn_store *s, int rc, const char *doing,
                            chn_err *err);
/* Run statements that give no rows. */
chn_code chn_store_exec(chn_store *s, const char *sql, const char *doing,
                        chn_err *err);
/* A kept statement, reset, its parameters NULL; NULL with err. */
sqlite3_stmt *chn_store_stmt(chn_store *s, int which, chn_err *err);
/* A statement of one call; the caller finalises it. */
sqlite3_stmt *chn_store_prepare(chn_store *s, const char *sql, chn_err *err);
/* Step to the end of a statement without rows; it is reset. */
chn_code chn_store_run(chn_store *s, sqlite3_stmt *st, const char *doing,
                       chn_err *err);
/* 1 a row, 0 no more, -1 error. */
int chn_store_step(chn_store *s, sqlite3_stmt *st, const char *doing,
                   chn_err *err);
/* Is there a row more? Condition of a loop over rows: false once *code is an
 * error, which it becomes if the step fails. */
bool chn_store_row(chn_store *s, sqlite3_stmt *st, const char *doing,
                   chn_code *code, chn_err *err);
/* One integer; `otherwise` where there is no row or it is NULL. */
chn_code chn_store_int(chn_store *s, const char *sql, int64_t otherwise,
                       int64_t *out, chn_err *err);

/* Binding. Failures (only "no memory" and "too big") are kept in *rc. */
typedef struct chn_bind {
    chn_store *s;
    sqlite3_stmt *st;
    int at; /* next parameter, from 1 */
    int rc; /* SQLITE_OK or the first failure */
} chn_bind;
chn_bind chn_bind_to(chn_store *s, sqlite3_stmt *st);
/* Text; empty is NULL. Bytes that are not UTF-8, and NULs, become U+FFFD.
 * `v` is borrowed until the statement is reset. */
void chn_bind_str(chn_bind *b, chn_str v);
/* Are these words stored as they are given? */
bool chn_store_plain(chn_str v);
void chn_bind_z(chn_bind *b, const char *z);
void chn_bind_int(chn_bind *b, int64_t v);
void chn_bind_real(chn_bind *b, double v); /* NULL if it is no number */
void chn_bind_null(chn_bind *b);
void chn_bind_day(chn_bind *b, chn_day d); /* "2019-08-15" or NULL */
/* Exactly these bytes: TEXT if that can hold them, else BLOB. */
void chn_bind_bytes(chn_bind *b, chn_str v);
/* `v` is borrowed as by chn_bind_str; n == 0 is NULL. */
void chn_bind_blob(chn_bind *b, const unsigned char *v, size_t n);
/* Numbers as bytes, the same on every machine: 4 each, the lowest first. */
size_t chn_store_pack(const uint32_t *v, uint32_t n, unsigned char *out);
uint32_t chn_store_unpack(const void *v, size_t bytes, uint32_t *out,
                          uint32_t most);
/* Run it; `doing` as in chn_store_sql_fail. */
chn_code chn_bind_run(chn_bind *b, const char *doing, chn_err *err);

/* Rows that are put into one table. A statement of CHN_MANY of them takes half
 * as long as that many of one, so `many` is used as long as enough are left,
 * and `one` for the rest. What is bound is borrowed until chn_many_end. */
#define CHN_MANY 8u
typedef struct chn_many {
    chn_bind b;
    int one, many;     /* statements, with as many parameters a row */
    size_t left;       /* rows to come */
    uint32_t at, rows; /* of the statement at hand */
    int width;
    const char *doing;
    chn_err *err;
    chn_code code;
} chn_many;
chn_many chn_many_of(chn_store *s, int one, int many, size_t n,
                     const char *doing, chn_err *err);
/* The next row, to be bound; no more than n. NULL: `code` tells why. */
chn_bind *chn_many_row(chn_many *m);
chn_code chn_many_end(chn_many *m);

/* Columns. Borrowed until the next step or reset. NULL gives empty. */
chn_str chn_col_str(sqlite3_stmt *st, int i);
chn_day chn_col_day(sqlite3_stmt *st, int i);
uint32_t chn_col_u32(sqlite3_stmt *st, int i);
/* Words of print/names.h back to their values. */
chn_status chn_col_status(sqlite3_stmt *st, int i);
chn_precision chn_col_precision(sqlite3_stmt *st, int i);
chn_basis chn_col_basis(sqlite3_stmt *st, int i);
chn_dating_basis chn_col_dating(sqlite3_stmt *st, int i);
/* The word for a report's basis in the tables; NULL: no day is known. */
const char *chn_store_basis_word(chn_dating_basis b);

/* ---- schema.c ---- */

/* A migration: statements, NULL at the end. Step i leads from version i to
 * i + 1; step 0 makes everything in an empty file. */
typedef const char *const *chn_migration;
extern const chn_migration chn_store_migrations[CHN_STORE_VERSION];
/* schema_6.c */
extern const char *const chn_store_version_6[];
/* schema_7.c */
extern const char *const chn_store_version_7[];
/* schema_8.c */
extern const char *const chn_store_version_8[];
/* schema_views.c */
extern const char *const chn_store_version_9[];
/* schema_10.c */
extern const char *const chn_store_version_10[];
/* Bring an open store to version `n_steps`. */
chn_code chn_store_migrate(chn_store *s, const chn_migration *steps,
                           uint32_t n_steps, chn_err *err);

/* ---- put.c ---- */

/* A coded report, wherever it comes from. */
typedef struct chn_store_input {
    const chn_report *report;
    const chn_dating *dating; /* NULL: the report's date was given, or none */
    const chn_claim *const *claims; /* [n_claims] */
    uint32_t n_claims;
    const chn_span *sentences; /* [n_sentences] */
    uint32_t n_sentences;
    const chn_credit *const *credits; /* [n_credits] */
    uint32_t n_credits;
    uint32_t replaced;
    /* code points before a byte of the text */
    uint32_t (*code_point)(void *user, uint32_t byte);
    /* the claim as the record's JSON line, without a newline */
    void (*record)(void *user, chn_buf *b, const chn_claim *c);
    void *user;
} chn_store_input;

chn_code chn_store_put(chn_store *s, const chn_store_input *in,
                       chn_added *added, chn_err *err);
/* The same of what was made ready before. */
chn_code chn_store_put_ready(chn_store *s, const chn_ready *x, chn_added *added,
                             chn_err *err);
/* Put a report that is there already in the place of itself, as it was read
 * with another day: number `seq`, claims new, events merged at commit. */
chn_code chn_store_replace(chn_store *s, int64_t seq, const chn_store_input *in,
                           chn_err *err);
chn_code chn_store_set_run(chn_store *s, const chn_run_of *run, chn_err *err);

/* ---- verdict.c ---- */

/* Window and points that this store merges with. */
chn_code chn_store_merge_options(chn_store *s, chn_merge_options *o,
                                 chn_err *err);

/* What people have said about claims that are there, in the order of their
 * rows: a row of two claims that the store has. */
typedef struct chn_store_verdict {
    int64_t seq, a, b; /* of the row; of the claims */
    bool merge;
    int64_t act;
} chn_store_verdict;
chn_code chn_store_verdicts(chn_store *s, chn_arena *a, chn_store_verdict **v,
                            uint32_t *n, chn_err *err);

/* Is one of the two claims where the open batch has touched? */
chn_code chn_store_near(chn_store *s, const chn_store_verdict *v,
                        int32_t window, bool *near, chn_err *err);
/* Touch all tellings: at commit every event is merged anew. */
chn_code chn_store_touch_all(chn_store *s, chn_err *err);
/* Touch those of claims that were saved before the open batch and are in no
 * event yet. */
chn_code chn_store_touch_unmerged(chn_store *s, chn_err *err);
/* Touch the tellings that a statement yields: claim, block, reach_from,
 * reach_to of those that lead. It is finalised. */
chn_code chn_store_touch_rows(chn_store *s, chn_bind *b, chn_err *err);
/* Touch the telling of a claim. */
chn_code chn_store_touch_claim(chn_store *s, int64_t claim, chn_err *err);

/* ---- follow.c ---- */

/* Work out again what follows from what where events changed. */
chn_code chn_store_settle(chn_store *s, chn_err *err);

/* Note that the merge must look there. `block` is copied. */
chn_code chn_store_touch(chn_store *s, chn_str block, chn_day from, chn_day to,
                         int64_t lead, chn_err *err);

/* ---- read.c ---- */

/* What chn_store_event_row reads, of `event e` and what speaks for it. */
#define CHN_EVENT_COLUMNS                                                      \
    "e.id, e.date_from, e.date_to, e.precision, e.basis, e.category,"          \
    " e.mode, e.cameo, e.status, e.source, e.target, e.source_code,"           \
    " e.target_code, e.symmetric, e.place, e.occasion, e.ordinal, e.origins,"  \
    " e.voice, e.n_reports, e.n_claims, e.n_origins, c.id, c.trigger,"         \
    " r.text, s.byte_from, s.byte_to, e.confidence, e.quad, e.goldstein,"      \
    " e.reviewed, e.disagree NOTNULL"
#define CHN_EVENT_JOINS                                                        \
    " JOIN claim c ON c.seq = e.best_claim"                                    \
    " JOIN report r ON r.seq = c.report"                                       \
    " JOIN sentence s ON s.report = c.report AND s.n = c.sentence"
/* false: no memory. Strings are borrowed from the row or put into `a`. */
bool chn_store_event_row(sqlite3_stmt *st, chn_arena *a, chn_event_row *r);

/* The marks of a claim, ordered; in `scratch`. */
chn_code chn_store_marks(chn_store *s, int64_t seq, chn_mark **marks,
                         uint32_t *n, chn_err *err);

static inline bool chn_has_party(const chn_filter *f)
{
    return f && (f->a || f->b);
}

/* Events between ?1 and ?2, by the index of the sets of countries: those are
 * few, walked by a step of the index for each. For statements that are told
 * of at least one country; a walk over all events is faster for the others. */
#define CHN_IS_PARTY(p)                                                        \
    "(" p " IS NULL OR instr(',' || x || ',', ',' || " p " || ','))"
#define CHN_BETWEEN(dyad)                                                      \
    " AND " dyad " IN (WITH RECURSIVE d(x) AS (SELECT min(dyad) FROM event"    \
    "  UNION ALL SELECT (SELECT min(dyad) FROM event WHERE dyad > d.x)"        \
    "  FROM d WHERE d.x NOTNULL) SELECT x FROM d WHERE x NOTNULL "             \
    "AND " CHN_IS_PARTY("?1") " AND " CHN_IS_PARTY("?2") ")"

/* What became of a plan that nothing tells to be done: a week after its last
 * day it has lapsed; one without a last day cannot. */
#define CHN_PLAN_STATE(e)                                                      \
    "CASE WHEN " e ".basis <> 'published' AND " e ".date_to IS NOT NULL AND"   \
    " julianday(" e ".date_to) + 7 < (SELECT max(julianday(day)) FROM report)" \
    " THEN 'lapsed' ELSE 'open' END"
/* An event, or a claim, in a line: "CONSULT/visit Kim Jong Un -> China"; `e`
 * is its row's name in a statement. */
#define CHN_EVENT_LINE(e)                                                      \
    e ".category || coalesce('/' || " e ".mode, '') || ' ' || coalesce(" e     \
      ".source, " e ".source_code, '?') || CASE WHEN coalesce(" e              \
      ".target, " e ".target_code) IS NULL THEN '' WHEN " e                    \
      ".symmetric THEN ' <-> ' ELSE ' -> ' END || coalesce(" e ".target, " e   \
      ".target_code, '')"

/* Codes are upper case in the tables; "prk" is meant as PRK. p is NULL: no
 * memory. */
chn_str chn_store_upper(chn_arena *a, const char *z);

/* ---- query.c ---- */

/* A query's events into a table: runs `table`, which makes it, then `insert`
 * and `behind` around a statement that yields their (day, event). */
chn_code chn_store_gather(chn_store *s, const chn_query *q, const char *table,
                          const char *insert, const char *behind,
                          const char *doing, chn_err *err);
/* A person's words as an FTS5 query, in `a`. CHN_ERR_INPUT where the store
 * keeps no text. */
chn_code chn_store_words(chn_store *s, const char *text, chn_arena *a,
                         chn_str *words, chn_err *err);
/* "prk-rus": its two codes in capitals; and the pair as a key. In `a`. */
chn_code chn_store_dyad(const char *word, chn_arena *a, chn_str *first,
                        chn_str *second, chn_err *err);
chn_code chn_store_dyad_key(chn_arena *a, chn_str x, chn_str y, chn_str *out,
                            chn_err *err);

/* api.c: add a report that was read with a day that was set by hand; its row
 * keeps `published`. */
chn_code chn_store_add_dated(chn_store *s, const chn_result *r,
                             chn_day published, bool set, chn_err *err);

/* ---- review.c ---- */

/* Put decisions to the claims that are there now. */
chn_code chn_store_anchor(chn_store *s, chn_err *err);
/* Put decisions on the events that the batch wrote. */
chn_code chn_store_apply_reviews(chn_store *s, chn_err *err);

/* ---- copy.c ---- */

/* A claim's line without the words of its report. */
void chn_store_bare(chn_buf *b, chn_str line);
/* Pages and the index of words in an order of their own: stores with the same
 * rows become the same bytes. */
chn_code chn_store_tidy(chn_store *s, chn_err *err);
/* Takes away the file of a store that was given up, with what SQLite may have
 * left beside it: a journal there would be played into the next file of that
 * name. */
void chn_store_remove(const char *path);
/* To read what can be read of it: what opening asks of its tables is not
 * asked. */
chn_store *chn_store_open_damaged(const char *path, chn_err *err);
/* Is the text in column `text` the one of the SHA-256 in column `sha256`? */
bool chn_store_text_is(sqlite3_stmt *st, int text, int sha256);

/* ---- index.c ---- */

/* Keys by which the events that event_new names are found, and no more those
 * of event_old. In a transaction; both are empty afterwards. */
chn_code chn_store_index(chn_store *s, chn_err *err);
/* Keys of event_old are noted, to go at commit: while the claims of these
 * events are still there. */
chn_code chn_store_unindex(chn_store *s, chn_err *err);

/* Days and events as event_at and pair_at have them. */
#define CHN_KEY_UNDATED INT32_MAX
/* pair_at.way: from the first country to the second, and back; which ends of
 * its dates the event has */
#define CHN_PAIR_FORTH 1u
#define CHN_PAIR_BACK 2u
#define CHN_PAIR_FROM 4u
#define CHN_PAIR_TO 8u
/* A column of eight bytes as the event's id; SQL. */
#define CHN_EVENT_ID(column) "'e' || lower(hex(" column "))"
/* A day of theirs in words; SQL. */
#define CHN_KEY_DAY(d)                                                         \
    "CASE WHEN " d " = 2147483647 THEN 'undated' ELSE date((" d ") * 86400,"   \
    " 'unixepoch') END"
/* "2021-04-07" as such a day; empty: undated. */
chn_day chn_key_day(chn_str day);
/* "e0123456789abcdef" as a number; false: it is no such id. */
bool chn_event_digits(chn_str id, uint64_t *out);
void chn_event_bytes(uint64_t event, unsigned char out[8]);
/* And back. */
void chn_event_name(uint64_t event, char out[18]);
/* Let statements ask for them: chancery_day(text), chancery_event(text). */
chn_code chn_store_key_functions(chn_store *s, chn_err *err);

/* ---- forget.c ---- */

/* Take out a report's sentences and claims and the events that these were
 * in; the report's row stays, and what the events had from other reports is
 * merged anew at commit. In a transaction. */
chn_code chn_store_forget(chn_store *s, int64_t report, chn_err *err);
/* Once the claims are in again: tables that say what was seen follow. */
chn_code chn_store_forgotten(chn_store *s, chn_err *err);

/* ---- events.c ---- */

/* Merge what the batch touched, and what was saved and not merged before it,
 * and write the events. */
chn_code chn_store_merge(chn_store *s, chn_err *err);
/* Two claims by themselves; *kin: one telling of one report. */
chn_code chn_store_compare_seq(chn_store *s, int64_t a, int64_t b,
                               chn_merge_why *why, bool *kin, chn_err *err);

#endif
