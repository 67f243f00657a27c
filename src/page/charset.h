/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes of unknown letters to UTF-8, as browsers read them. The only door to
 * iconv. */
#ifndef CHN_PAGE_CHARSET_H
#define CHN_PAGE_CHARSET_H

#include <chancery/base.h>

#include "base/arena.h"

/*
 * What the bytes are written in is decided by, in this order: a byte order
 * mark; `declared` (an HTTP header's name, or empty); <meta charset>, <meta
 * http-equiv> or <?xml encoding?> in the first 4096 bytes; the bytes
 * themselves. A name is passed over where nobody knows it, and where the bytes
 * speak against it: told UTF-8 but mostly not, or told one byte a letter but
 * valid UTF-8. Names mean what they mean to browsers: iso-8859-1 is
 * windows-1252.
 *
 * `name` gets the name in lower case ("utf-8", "windows-1252"); `replaced` the
 * number of sequences that became U+FFFD. No byte order mark is handed out.
 * `utf8` ends in NUL; where the bytes are UTF-8 already it may be the bytes
 * themselves, copied. CHN_ERR_LIMIT: more than CHN_REPORT_MAX bytes.
 */
chn_code chn_charset_utf8(chn_arena *a, const void *data, size_t n,
                          chn_str declared, chn_str *utf8, chn_str *name,
                          uint64_t *replaced, chn_err *err);

/* The letter that byte 0x80..0x9F stands for in windows-1252, which is also
 * what browsers make of &#128; to &#159;. 0: none. */
uint32_t chn_charset_c1(uint32_t byte);

#endif
