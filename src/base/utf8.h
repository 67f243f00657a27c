/* SPDX-License-Identifier: Apache-2.0 */
/* Strict UTF-8 (no overlongs, surrogates, or > U+10FFFF), folding. */
#ifndef CHN_BASE_UTF8_H
#define CHN_BASE_UTF8_H

#include <chancery/base.h>

#define CHN_UTF8_BAD UINT32_MAX

/*
 * Decode one code point at p[0..n), n > 0. *len gets its bytes. Invalid:
 * returns CHN_UTF8_BAD and *len is the length of the maximal subpart that a
 * replacement character stands for (Unicode 15, section 3.9; what Python's
 * errors="replace" does), at least 1.
 */
uint32_t chn_utf8_next(const char *p, size_t n, uint32_t *len);
/* Append; returns the number of bytes written, 1..4. */
uint32_t chn_utf8_put(uint32_t cp, char out[4]);
/* Position of the first invalid byte, or n. ASCII fast path. */
size_t chn_utf8_check(const char *p, size_t n);
/* Code points in p[0..n); an invalid sequence counts as one. */
size_t chn_utf8_count(const char *p, size_t n);

/* Character classes; code points below 128 by table, others by utf8proc. */
bool chn_cp_letter(uint32_t cp); /* letters and combining marks */
bool chn_cp_upper(uint32_t cp);
bool chn_cp_digit(uint32_t cp); /* ASCII digits only */
bool chn_cp_space(uint32_t cp); /* incl. no-break and other Unicode spaces */

/*
 * Fold for comparing: lower case, accents stripped (NFKD without marks; also
 * ø->o, ł->l, đ->d, ß->ss, æ->ae, œ->oe, ı->i, ʻ and ’ -> '), typographic
 * quotes and dashes to ASCII. Writes at most `cap` bytes, returns the bytes
 * needed (so > cap: did not fit). Never reads past n; invalid bytes become
 * '?'.
 */
size_t chn_utf8_fold(const char *p, size_t n, char *out, size_t cap);

#endif
