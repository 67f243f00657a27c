/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A relation cut into parts by the numbers that its rows are ordered by, with
 * a hash of each part's rows as they are sent. Where the server has the same
 * part with the same hash, nothing needs to be sent. Parts follow each other
 * without a gap, from the smallest number to the largest, so rows that are gone
 * are in one, too.
 */
#ifndef CHN_PUSH_PARTS_H
#define CHN_PUSH_PARTS_H

#include "base/hash.h"
#include "base/str.h"

#define CHN_PART_DIGITS 32u

typedef struct chn_part {
    int64_t lo, hi; /* lo < number <= hi */
    char hash[CHN_PART_DIGITS + 1];
} chn_part;

typedef struct chn_parts {
    chn_part *part; /* [n], owned */
    size_t n, cap;
    int64_t rows;
    /* private below */
    bool whole, any;
    int64_t lo, last;
    chn_sha256 hash;
} chn_parts;

/* `whole`: one part, whatever the numbers are. */
void chn_parts_init(chn_parts *p, bool whole);
void chn_parts_free(chn_parts *p);
/* A part that is known; in order. false: no memory. */
bool chn_parts_add(chn_parts *p, const chn_part *part);
/* The next row, numbers never going back; then the end. false: no memory. */
bool chn_parts_row(chn_parts *p, int64_t number, const char *row, size_t n);
bool chn_parts_end(chn_parts *p);
/* Parts of `now` that `then` has not, neighbours joined, into `out`, whose
 * hashes mean nothing. false: no memory. */
bool chn_parts_changed(const chn_parts *now, const chn_parts *then,
                       chn_parts *out);

#endif
