/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON as it stands in web pages and feeds, as a tree in an arena. Unlike
 * base/json.h, which reads our own lines to the letter, this reads what people
 * put into pages: line ends within strings, commas too many, comment marks
 * around the whole. Keys and strings are UTF-8, escapes undone, and end in NUL.
 */
#ifndef CHN_BASE_JSONTREE_H
#define CHN_BASE_JSONTREE_H

#include <chancery/base.h>

#include "base/arena.h"

typedef enum chn_json_type {
    CHN_JSON_NULL = 0,
    CHN_JSON_WORD, /* a number, true or false, as it is written */
    CHN_JSON_STRING,
    CHN_JSON_ARRAY,
    CHN_JSON_OBJECT
} chn_json_type;

typedef struct chn_json_value {
    chn_json_type type;
    chn_str key;  /* of a member; else empty */
    chn_str text; /* of a string or word; else empty */
    const struct chn_json_value *first, *next; /* what it holds; beside it */
} chn_json_value;

/* NULL: no JSON, cut off, or nested more than CHN_JSON_DEPTH_MAX deep, with
 * err's byte; or no memory (CHN_ERR_MEMORY). What was read before a fault is
 * lost. Memory is bounded by 80 bytes for one of text. */
const chn_json_value *chn_json_tree(chn_arena *a, chn_str text, chn_err *err);

/* The member of an object, or NULL; v may be NULL. Of several the first. */
const chn_json_value *chn_json_get(const chn_json_value *v, const char *name);
/* The string or number that a member holds, or an empty string. */
chn_str chn_json_get_text(const chn_json_value *v, const char *name);

#endif
