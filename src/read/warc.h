/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Archives of the web: WARC 0.17, 1.0 and 1.1, and ARC before it. Record by
 * record out of a stream, packed or not; a record that is damaged is named and
 * the next one found.
 */
#ifndef CHN_READ_WARC_H
#define CHN_READ_WARC_H

#include "read/read.h"

/* What became of the records, for the line that sums a file up. */
typedef struct chn_warc_counts {
    uint64_t records;
    uint64_t pages; /* handed out */
    uint64_t empty; /* of these, without a text: counted by the caller */
    uint64_t status, media; /* answers that are not 200; no HTML or text */
    uint64_t requests, metadata, revisits, infos, others;
    uint64_t bad;
} chn_warc_counts;

typedef struct chn_warc {
    chn_warc_counts counts;
    bool arc;
    uint32_t arc_fields; /* of a record's line */
    bool told;           /* that nothing is right here */
    uint64_t told_at;    /* the byte that was named last */
    chn_buf body;        /* what was sent in chunks or packed */
    chn_buf spare;
    char id[96]; /* of the record in hand, for messages; or its address */
} chn_warc;

/* A page or text of an archive. */
typedef struct chn_warc_page {
    uint64_t at; /* byte of the file: of the record, or of its packed member */
    chn_str url;
    bool html;       /* else plain text */
    chn_str charset; /* as the server said, or empty */
    chn_str body;    /* [valid until the next call] */
    const char *odd; /* what is wrong with it though it can be read; or NULL */
} chn_warc_page;

typedef struct chn_warc_bad {
    uint64_t at;
    const char *what;
    const char *detail; /* or empty */
} chn_warc_bad;

void chn_warc_start(chn_warc *w, bool arc);
void chn_warc_free(chn_warc *w);
/* IT: `page`, whose record is w->id; DAMAGED: `out`, go on; END, TROUBLE,
 * NO_MEMORY. */
chn_got chn_warc_next(chn_warc *w, chn_stream *s, chn_warc_page *page,
                      chn_warc_bad *out);

/* ---- http: what a server sent ---- */

typedef enum chn_http {
    CHN_HTTP_PAGE = 0,
    CHN_HTTP_STATUS, /* not 200 */
    CHN_HTTP_MEDIA,  /* neither HTML nor plain text */
    CHN_HTTP_BAD,    /* *why */
    CHN_HTTP_NO_MEMORY
} chn_http;

/* The block of a response: its body, chunks joined and unpacked, into `page`,
 * in place or in w->body. */
chn_http chn_http_read(chn_warc *w, chn_str block, chn_warc_page *page,
                       const char **why);
/* A media type to html / charset. false: neither HTML nor plain text. An empty
 * one is judged by the body's first bytes. */
bool chn_http_media(chn_str type, chn_str body, bool *html, chn_str *charset);
/* The next "Name: value" line of a head; a line that begins with a space goes
 * with the one before. false: no more. */
bool chn_head_next(chn_str *head, chn_str *name, chn_str *value);
bool chn_name_is(chn_str name, const char *lower);
/* Bytes of a head with its blank line; 0: it has no end in there. */
size_t chn_head_end(const char *p, size_t n);

#endif
