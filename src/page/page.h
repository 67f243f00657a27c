/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A news page to its main text, title, publisher and days. The only door to
 * libxml2's HTML parser. Nothing is fetched, whatever a page refers to.
 *
 * Thread-safe: no state but the caller's arena, from which all strings that
 * are handed out come; they live as long as it is not reset.
 */
#ifndef CHN_PAGE_PAGE_H
#define CHN_PAGE_PAGE_H

#include <chancery/base.h>

#include "base/arena.h"

/* What is known of a page from outside of it. */
typedef struct chn_page_hints {
    chn_str charset; /* the HTTP header's name, or empty */
    chn_str url;     /* where the page was found, or empty */
} chn_page_hints;

/* One post of a live blog, which has a day of its own. */
typedef struct chn_page_post {
    chn_str title, text;
    chn_day published; /* CHN_DAY_NONE: its stamp has no day */
    chn_str stamp;     /* as it stands in the page; may be empty */
} chn_page_post;

/* Strings are empty (n == 0) where the page does not tell. */
typedef struct chn_page {
    chn_str title, publisher;
    chn_str url;  /* the canonical one, else the hint's */
    chn_str lang; /* as the page says: "en", "en-GB" */
    chn_str text; /* paragraphs parted by "\n\n", UTF-8; of a live blog all
                     posts, each under its stamp and title */
    chn_day published;
    chn_str published_basis; /* "json-ld datePublished",
                                "meta article:published_time", "time element",
                                "url", "text", ""; never a day on which the
                                page was changed */
    chn_day modified;
    chn_str modified_basis;
    chn_str charset;            /* what the bytes were read as: "utf-8" */
    uint64_t replaced;          /* byte sequences that became U+FFFD */
    const chn_page_post *posts; /* [n_posts] of a live blog, as they stand */
    uint32_t n_posts;           /* 0: no live blog */
    chn_str text_basis;         /* "json-ld", "markup", "text", "" */
    bool cut;                   /* a limit was reached: what follows in the
                                   page is not read */
} chn_page;

/*
 * Read a page of at most CHN_REPORT_MAX bytes. A page without any main text
 * is no error: `text` is empty. `h` may be NULL.
 *
 * CHN_ERR_LIMIT: more bytes. CHN_ERR_MEMORY.
 */
chn_code chn_page_read(chn_arena *a, const void *bytes, size_t n,
                       const chn_page_hints *h, chn_page *out, chn_err *err);

/* The HTML of a feed's entry as text, paragraphs parted by "\n\n": all of it,
 * less what no reader sees (scripts, styles) and captions. Errors as above. */
chn_code chn_page_fragment(chn_arena *a, chn_str html, chn_str *text,
                           chn_err *err);

/* Whether bytes look like the beginning of an HTML page: a doctype, or one of
 * the tags that pages begin with, behind space, comments or a byte order mark.
 * UTF-16 is recognised too. */
bool chn_page_looks_html(const void *bytes, size_t n);

#endif
