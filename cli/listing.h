/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands that look at events side by side share: a store opened for
 * reading, an output, and rows that are put together before they are
 * written. */
#ifndef CHN_CLI_LISTING_H
#define CHN_CLI_LISTING_H

#include "cli.h"
#include "out.h"

typedef struct chn_listing {
    const chn_args *args;
    const chn_term *term;
    chn_store *store;
    chn_out out;
    chn_buf row;
    chn_filter filter; /* --between, --from, --to */
    bool json, memory;
    uint64_t n;    /* rows told */
    char head[64]; /* what the last heading was about */
} chn_listing;

/* Opens store and output; on failure says so and *status has the exit
 * status. */
bool chn_listing_open(chn_listing *r, const chn_args *a, chn_term *t,
                      int *status);
/* Closes; returns the exit status of the command that ended with `code`. */
int chn_listing_close(chn_listing *r, chn_term *t, chn_code code, chn_err *err);
/* Write the row; false: stop. */
bool chn_listing_put(chn_listing *r);

/* Is this another heading than the last one? */
bool chn_listing_new_head(chn_listing *r, chn_str head);
/* `text` in bold, on a line of its own. */
void chn_listing_bold(chn_listing *r, const char *text);
/* A paragraph, indented. */
void chn_listing_text(chn_listing *r, chn_str text, uint32_t indent);
void chn_listing_when(chn_buf *b, chn_day from, chn_day to);
/* ,"name":"value" */
void chn_listing_field(chn_listing *r, const char *name, chn_str value);
void chn_listing_day(chn_listing *r, const char *name, chn_day day);

#endif
