/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Feeds to their entries: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed, and lists of
 * news for search engines (sitemaps). The only door to libxml2's XML parser.
 * Nothing is fetched, no entity of the file's own is expanded.
 *
 * Thread-safe: no state but the caller's arena, from which all strings come.
 */
#ifndef CHN_PAGE_FEED_H
#define CHN_PAGE_FEED_H

#include <chancery/base.h>

#include "base/arena.h"

/* Strings are empty where the feed does not tell. */
typedef struct chn_feed_entry {
    chn_str title, url;
    chn_str publisher; /* of a news sitemap, which names it for each entry */
    chn_str text;      /* paragraphs parted by "\n\n", UTF-8 */
    chn_str date;      /* as it stands in the feed */
    chn_day published; /* CHN_DAY_NONE: not told, or `date` is no day */
    bool changed;      /* told is only when it was changed */
    uint64_t line;     /* of the entry; 0 in a JSON Feed */
} chn_feed_entry;

typedef struct chn_feed {
    const char *kind; /* "RSS", "Atom", "JSON Feed", "news sitemap",
                         "sitemap" */
    chn_str title;
    const chn_feed_entry *entries; /* [n] */
    uint32_t n;
    uint64_t bad_line; /* where it is not well-formed; 0: it is */
    const char *bad;   /* what is wrong there, in the parser's words */
    uint64_t replaced; /* byte sequences that became U+FFFD */
    uint32_t lost;     /* entries of a JSON Feed that cannot be read */
} chn_feed;

/* CHN_ERR_INPUT: no feed; the message says what it is instead, and not which
 * file. CHN_ERR_LIMIT, CHN_ERR_MEMORY. */
chn_code chn_feed_read(chn_arena *a, const void *bytes, size_t n, chn_feed *out,
                       chn_err *err);

#endif
