/* SPDX-License-Identifier: Apache-2.0 */
/* What the reader's own files share: its state, a report in the making, and
 * the words about one that is lost. */
#ifndef CHN_READ_INSIDE_H
#define CHN_READ_INSIDE_H

#include "base/err.h"
#include "base/str.h"
#include "lang/lang.h"
#include "page/feed.h"
#include "read/read.h"
#include "read/warc.h"

enum {
    FIELD_ID,
    FIELD_DATE,
    FIELD_PUBLISHER,
    FIELD_TITLE,
    FIELD_TEXT,
    FIELD_URL,
    FIELDS
};

/* Another name of a field: data/read/fields.tsv. */
typedef struct chn_alias {
    uint32_t field;
    chn_str name;
} chn_alias;

typedef struct chn_input {
    struct chn_input *next;
    chn_str path; /* or name; ends in NUL */
    chn_input_kind kind;
    bool in_memory;
    const void *bytes; /* [n], borrowed */
    size_t n;
} chn_input;

/* Reports that are not English, by what they look like. */
#define FOREIGN_MAX 64
typedef struct chn_foreign {
    chn_str looks;
    uint64_t n;
} chn_foreign;

struct chn_reader {
    chn_arena *keep; /* names and paths, for the reader's life */
    chn_arena *item; /* strings of the report handed out last */
    chn_arena *leaf; /* those of a page, and what reading it takes */
    chn_paper paper; /* a page of which reports are left, if `pages` */
    bool pages;
    uint64_t page_at;  /* byte of its record in the archive */
    chn_err page_name; /* that record's name */
    chn_str names[FIELDS];
    bool mapped[FIELDS];      /* by the caller: no other name will do */
    const chn_alias *aliases; /* [n_aliases] */
    uint32_t n_aliases;
    chn_input_kind kind;
    chn_notice_fn notice;
    void *user;
    chn_input *first;
    chn_input **tail;
    chn_input **next; /* the source to open next */
    chn_walk *walk;
    chn_stream stream;
    chn_warc warc;
    bool open;            /* `stream` has something to read */
    chn_input_kind form;  /* of what is open: never AUTO */
    bool named;           /* its name may be an id */
    uint32_t parts;       /* reports of a text file cut at form feeds so far */
    bool ended;           /* the last part was read; the feed was */
    chn_feed feed;        /* in `item` */
    uint32_t entry, bare; /* the next of its entries; those without text */
    chn_str file;         /* its name */
    uint64_t size;        /* of a regular file; else 0 */
    const chn_lang *lang; /* NULL: any language will do */
    chn_foreign foreign[FOREIGN_MAX]; /* [n_foreign] of what is open */
    uint32_t n_foreign;
    bool endless; /* some source's size cannot be known */
    chn_reader_stats stats;
};

/* A report in the making, and where its fields stand for messages. */
typedef struct chn_draft {
    chn_report report;
    uint64_t line;    /* 0: of an archive or feed, `at` and `name` count */
    uint64_t at;      /* byte of the file */
    const char *name; /* of the record or entry; or NULL */
    chn_str raw;      /* the JSON line; empty for a text file */
    bool has_date;    /* a date field was given */
} chn_draft;

/* ---- telling: tell.c ---- */

void chn_reader_tell(const chn_reader *r, chn_code code, uint64_t line,
                     uint64_t byte, const char *text);
/* A report is lost: "FILE:LINE: byte N: what; what to do"; line 0: without. */
void chn_reader_lose(chn_reader *r, chn_code code, uint64_t line, uint64_t byte,
                     const char *what);
/* The same of a whole file. */
void chn_reader_lose_file(chn_reader *r, chn_code code, const char *what);
void chn_reader_lose_reading(chn_reader *r, uint64_t line);
void chn_reader_lose_damaged(chn_reader *r, uint64_t line);
/* All of a file that is open. 1; 0 lost and told, `large` where it is too long;
 * -1 no memory. */
int chn_reader_whole(chn_reader *r, chn_str *bytes, const char *large,
                     chn_err *err);
/* Of a report in the making, as above; `byte` counts in its line. */
void chn_draft_lose(chn_reader *r, const chn_draft *d, chn_code code,
                    uint64_t byte, const char *what);
/* No report is lost. */
void chn_reader_remark(const chn_reader *r, uint64_t line, uint64_t byte,
                       const char *what);
void chn_draft_remark(const chn_reader *r, const chn_draft *d, uint64_t byte,
                      const char *what);
void chn_draft_remark_replaced(chn_reader *r, const chn_draft *d, uint64_t bad,
                               uint64_t at);

/* ---- what all reports need: draft.c ---- */

void chn_draft_init(chn_draft *d);
/* Byte of the line at which a field's value stands. Only messages need it. */
uint64_t chn_draft_field_at(const chn_reader *r, const chn_draft *d, int field);
/* Publisher, address and title become copies of the report's own, in UTF-8.
 * false: no memory. */
bool chn_draft_keep(chn_reader *r, chn_report *rep);
/* Limits, body, id. 1 done, 0 lost and told, -1 no memory. */
int chn_draft_complete(chn_reader *r, chn_draft *d, chn_report *out,
                       chn_err *err);
/* At the end of a file: what was passed over as not English. */
void chn_reader_tell_foreign(chn_reader *r);
/* "https://www.example.org:80/a" -> "www.example.org"; empty: no address. */
chn_str chn_url_host(chn_str url);

/* ---- the forms: 1 a report, 0 the end of what is open, -1 no memory ---- */

int chn_next_text(chn_reader *r, chn_report *out, chn_err *err);
int chn_next_line(chn_reader *r, chn_report *out, chn_err *err);
int chn_next_archived(chn_reader *r, chn_report *out, chn_err *err);
int chn_next_entry(chn_reader *r, chn_report *out, chn_err *err);
int chn_next_page(chn_reader *r, chn_report *out, chn_err *err);
/* The next report of a page that was read before. */
int chn_next_post(chn_reader *r, chn_report *out, chn_err *err);
/* The names of data/read/fields.tsv. */
chn_code chn_read_aliases(chn_reader *r, chn_err *err);

#endif
