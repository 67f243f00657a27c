/* SPDX-License-Identifier: Apache-2.0 */
/* The only door to json-c: one line, one flat object of strings. */
#ifndef CHN_BASE_JSON_H
#define CHN_BASE_JSON_H

#include <chancery/base.h>

#include "base/arena.h"

/* Most "cells" of one line: 1 for each ',' and ':' outside strings, 16 for
 * each '{' and '['. json-c needs up to about 64 bytes for a cell, so this
 * bounds what a hostile line of "[{},{},{} ..." can make it take. */
#define CHN_JSON_CELLS_MAX (4u * 1024u * 1024u)

/* Values of the wanted top-level members of one JSON object. Strings as they
 * are (escapes undone, NUL bytes kept, invalid UTF-8 read as U+FFFD), numbers
 * as their text, null and absent as empty with found[i] = false. Of members
 * with one name the last counts. Copies into the arena, NUL-terminated. On
 * error `err->byte` is the byte in the line, and the message does not say
 * which file and line: the caller knows. */
chn_code chn_json_fields(chn_arena *a, const char *line, size_t n,
                         const chn_str *names, uint32_t n_names,
                         chn_str *values, bool *found, chn_err *err);
/* The same; replaced[i] gets the number of invalid UTF-8 sequences of value i
 * that were replaced. */
chn_code chn_json_fields_count(chn_arena *a, const char *line, size_t n,
                               const chn_str *names, uint32_t n_names,
                               chn_str *values, bool *found, uint32_t *replaced,
                               chn_err *err);

#endif
