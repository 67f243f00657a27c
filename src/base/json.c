/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading one line of JSON Lines with json-c. json-c 0.16 is lenient where we
 * must not be and trusts memory to be there, so a scan of our own goes first:
 * it finds nesting past the limit, single quotes (which json-c takes around
 * names even in its strict mode) and lines whose many small values would cost
 * far more memory than their bytes. It does not read values: json-c does.
 */
#include "base/json.h"

#include <json-c/json.h>

#include "base/alloc.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"

/* Bytes of a value that a message shows. */
#define SHOWN 24

/* "x" quoted for a message: what stands at a byte of the line. */
typedef struct shown {
    char text[SHOWN];
} shown;

static shown show_byte(const char *line, size_t n, size_t at)
{
    shown s;
    memset(&s, 0, sizeof s);
    if (at >= n) {
        memcpy(s.text, "the end of the line", 20);
        return s;
    }
    uint32_t len = 1;
    const uint32_t cp = chn_utf8_next(line + at, n - at, &len);
    if (cp == CHN_UTF8_BAD || cp < 0x20 || cp == 0x7F) {
        static const char hex[] = "0123456789ABCDEF";
        const unsigned char c = (unsigned char)line[at];
        memcpy(s.text, "the byte 0x", 11);
        s.text[11] = hex[c >> 4];
        s.text[12] = hex[c & 15];
        return s;
    }
    s.text[0] = '"';
    memcpy(s.text + 1, line + at, len);
    s.text[1 + len] = '"';
    return s;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Past the string that opens at line[i] == '"'; n where it does not close. */
static size_t skip_string(const char *line, size_t n, size_t i)
{
    for (i++; i < n && line[i] != '"'; i++) {
        if (line[i] == '\\')
            i++;
    }
    return i < n ? i + 1 : n;
}

/* The scan that goes first. *cells gets the line's cost in cells, *close the
 * byte of the bracket that closes the object, or n. */
static chn_code scan(const char *line, size_t n, uint32_t *cells, size_t *close,
                     chn_err *err)
{
    uint32_t depth = 0;
    *close = n;
    uint32_t cost = 0;
    for (size_t i = 0; i < n;) {
        const char c = line[i];
        if (c == '"') {
            i = skip_string(line, n, i);
            continue;
        }
        if (c == '\'')
            return chn_fail_at(err, CHN_ERR_JSON, 0, i,
                               "found a single quote; put names and strings "
                               "in double quotes");
        if (c == '{' || c == '[') {
            depth++;
            cost += 16;
        } else if ((c == '}' || c == ']') && depth > 0) {
            depth--;
            if (depth == 0 && *close == n)
                *close = i;
        } else if (c == ',' || c == ':') {
            cost++;
        }
        if (depth > CHN_JSON_DEPTH_MAX)
            return chn_fail_at(err, CHN_ERR_LIMIT, 0, i,
                               "values are nested more than %d deep; leave "
                               "the fields out that are not needed",
                               CHN_JSON_DEPTH_MAX);
        if (cost > CHN_JSON_CELLS_MAX)
            return chn_fail_at(err, CHN_ERR_LIMIT, 0, i,
                               "the object has too many values; leave the "
                               "fields out that are not needed");
        i++;
    }
    *cells = cost;
    return CHN_OK;
}

/* json-c 0.16 does not check every allocation of its own: a name that it
 * cannot copy is a NULL that it follows. So ask for the room first, and give
 * it back to be found again. */
static bool room_for(size_t n, uint32_t cells)
{
    void *p = chn_realloc(NULL, n * 4 + (size_t)cells * 64 + 4096, 1);
    chn_free(p);
    return p != NULL;
}

static chn_code fail_parse(enum json_tokener_error e, const char *line,
                           size_t n, size_t at, size_t close, chn_err *err)
{
    const shown s = show_byte(line, n, at);
    if (at >= n)
        return chn_fail_at(err, CHN_ERR_JSON, 0, n,
                           "the line ends before its JSON object does; one "
                           "whole object must stand on one line");
    if (at > close)
        return chn_fail_at(err, CHN_ERR_JSON, 0, at,
                           "%s follows the JSON object; put each object on a "
                           "line of its own",
                           s.text);
    switch (e) {
    case json_tokener_error_parse_object_key_name:
        return chn_fail_at(err, CHN_ERR_JSON, 0, at,
                           "expected a field's name in double quotes, found "
                           "%s",
                           s.text);
    case json_tokener_error_parse_object_key_sep:
        return chn_fail_at(err, CHN_ERR_JSON, 0, at,
                           "expected \":\" after the field's name, found %s",
                           s.text);
    case json_tokener_error_parse_object_value_sep:
        return chn_fail_at(err, CHN_ERR_JSON, 0, at,
                           "expected \",\" or \"}\" after the value, found %s",
                           s.text);
    case json_tokener_error_parse_array:
        return chn_fail_at(err, CHN_ERR_JSON, 0, at,
                           "expected \",\" or \"]\" after the value, found %s",
                           s.text);
    case json_tokener_error_parse_string:
        return chn_fail_at(err, CHN_ERR_JSON, 0, at,
                           "%s does not belong in an escape; write a "
                           "backslash in a string as two",
                           s.text);
    case json_tokener_error_parse_number: /* json-c 0.17 and later */
        return chn_fail_at(err, CHN_ERR_JSON, 0, at,
                           "the number before %s is malformed or too large to "
                           "be kept exactly; put it in double quotes",
                           s.text);
    default:
        return chn_fail_at(err, CHN_ERR_JSON, 0, at,
                           "%s cannot stand here in a JSON object; check the "
                           "quotes and commas before it",
                           s.text);
    }
}

/* The line's object, to be freed with json_object_put. */
static chn_code parse(const char *line, size_t n, struct json_object **out,
                      chn_err *err)
{
    size_t start = 0;
    while (start < n && is_space(line[start]))
        start++;
    if (start == n || line[start] != '{')
        return chn_fail_at(err, CHN_ERR_JSON, 0, start,
                           "expected a JSON object that begins with \"{\", "
                           "found %s%s",
                           show_byte(line, n, start).text,
                           start < n && line[start] == '['
                               ? "; write the array's objects one on a line"
                               : "");
    uint32_t cells = 0;
    size_t close = n;
    /* json-c takes a NUL byte for the end of its input */
    const char *nul = memchr(line, '\0', n);
    if (nul)
        return chn_fail_at(err, CHN_ERR_JSON, 0, (uint64_t)(nul - line),
                           "the byte 0x00 cannot stand in JSON; write it as "
                           "\\u0000 or take it out");
    const chn_code scanned = scan(line, n, &cells, &close, err);
    if (scanned)
        return scanned;
    if (!room_for(n, cells))
        return chn_fail_memory(err);
    /* its depth counts scalars too; the scan has set ours already */
    struct json_tokener *tok = json_tokener_new_ex(CHN_JSON_DEPTH_MAX + 2);
    if (!tok)
        return chn_fail_memory(err);
    json_tokener_set_flags(tok, JSON_TOKENER_STRICT);
    /* n <= CHN_LINE_MAX, far from INT_MAX */
    struct json_object *obj = json_tokener_parse_ex(tok, line, (int)n);
    const enum json_tokener_error e = json_tokener_get_error(tok);
    const size_t end = json_tokener_get_parse_end(tok);
    json_tokener_free(tok);
    if (e == json_tokener_success && obj && end == n) {
        *out = obj;
        return CHN_OK;
    }
    /* the object's first byte was right: where json-c did not get past it, or
     * made nothing of it without a complaint, it had no memory */
    if (end <= start || (e == json_tokener_success && !obj))
        return chn_fail_memory(err);
    json_object_put(obj);
    return fail_parse(e, line, n, end, close, err);
}

/* A copy of p[0..n) in which U+FFFD stands for each invalid sequence. */
static chn_str valid_copy(chn_arena *a, const char *p, size_t n,
                          uint32_t *replaced)
{
    const size_t good = chn_utf8_check(p, n);
    *replaced = 0;
    if (good == n)
        return chn_arena_str(a, p, n);
    size_t need = good;
    uint32_t len = 1;
    for (size_t i = good; i < n; i += len) {
        const bool bad = chn_utf8_next(p + i, n - i, &len) == CHN_UTF8_BAD;
        need += bad ? 3 : len;
        *replaced += bad;
    }
    chn_str out = {NULL, 0};
    char *to = chn_arena_alloc(a, need + 1, 1);
    if (!to)
        return out;
    memcpy(to, p, good);
    size_t at = good;
    for (size_t i = good; i < n; i += len) {
        if (chn_utf8_next(p + i, n - i, &len) == CHN_UTF8_BAD) {
            memcpy(to + at, "\xEF\xBF\xBD", 3);
            at += 3;
        } else {
            memcpy(to + at, p + i, len);
            at += len;
        }
    }
    out.p = to;
    out.n = at;
    return out;
}

/* The value as text. */
static chn_code take(chn_arena *a, chn_str name, struct json_object *v,
                     chn_str *value, uint32_t *replaced, chn_err *err)
{
    const enum json_type type = json_object_get_type(v);
    const char *p = NULL;
    size_t n = 0;
    if (type == json_type_string) {
        p = json_object_get_string(v);
        n = (size_t)json_object_get_string_len(v);
    } else if (type == json_type_int || type == json_type_double) {
        /* json-c cuts integers at what 64 bits hold; an id cut so would make
         * two reports one */
        const int64_t i = json_object_get_int64(v);
        if (type == json_type_int &&
            (i == INT64_MIN || json_object_get_uint64(v) == UINT64_MAX))
            return chn_fail_at(err, CHN_ERR_JSON, 0, 0,
                               "the number in field \"%.*s\" is too large to "
                               "be kept exactly; put it in double quotes",
                               (int)name.n, name.p);
        p = json_object_get_string(v);
        n = p ? strlen(p) : 0;
    } else {
        return chn_fail_at(err, CHN_ERR_JSON, 0, 0,
                           "field \"%.*s\" is %s; expected a string",
                           (int)name.n, name.p,
                           type == json_type_array    ? "an array"
                           : type == json_type_object ? "an object"
                                                      : "true or false");
    }
    if (!p)
        return chn_fail_memory(err);
    *value = valid_copy(a, p, n, replaced);
    return value->p ? CHN_OK : chn_fail_memory(err);
}

static chn_code member(chn_arena *a, struct json_object *obj, chn_str name,
                       chn_str *value, bool *found, uint32_t *replaced,
                       chn_err *err)
{
    value->p = "";
    value->n = 0;
    *found = false;
    *replaced = 0;
    const chn_str key = chn_arena_str(a, name.p, name.n); /* ends in NUL */
    if (!key.p)
        return chn_fail_memory(err);
    struct json_object *v = NULL;
    if (!json_object_object_get_ex(obj, key.p, &v) || !v)
        return CHN_OK; /* absent or null */
    *found = true;
    return take(a, key, v, value, replaced, err);
}

chn_code chn_json_fields_count(chn_arena *a, const char *line, size_t n,
                               const chn_str *names, uint32_t n_names,
                               chn_str *values, bool *found, uint32_t *replaced,
                               chn_err *err)
{
    if (n > CHN_LINE_MAX)
        return chn_fail_at(err, CHN_ERR_LIMIT, 0, 0,
                           "the line is longer than %u bytes; split the "
                           "report or leave fields out",
                           CHN_LINE_MAX);
    struct json_object *obj = NULL;
    chn_code code = parse(line, n, &obj, err);
    for (uint32_t i = 0; !code && i < n_names; i++)
        code =
            member(a, obj, names[i], &values[i], &found[i], &replaced[i], err);
    json_object_put(obj);
    return code;
}

chn_code chn_json_fields(chn_arena *a, const char *line, size_t n,
                         const chn_str *names, uint32_t n_names,
                         chn_str *values, bool *found, chn_err *err)
{
    uint32_t *replaced = CHN_NEW(a, uint32_t, n_names);
    if (!replaced)
        return chn_fail_memory(err);
    return chn_json_fields_count(a, line, n, names, n_names, values, found,
                                 replaced, err);
}
