/* SPDX-License-Identifier: Apache-2.0 */
/* See jsonview.h. */
#include "base/jsonview.h"

#include "base/utf8.h"

static size_t space(chn_str s, size_t i)
{
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t' ||
                       s.p[i] == '\r'))
        i++;
    return i;
}

/* Past the string that begins at i. */
static size_t skip_string(chn_str s, size_t i)
{
    for (i++; i < s.n && s.p[i] != '"'; i++)
        if (s.p[i] == '\\')
            i++;
    return i < s.n ? i + 1 : s.n;
}

/* Past the value at i: brackets are counted, so nesting needs no stack. */
static size_t skip_value(chn_str s, size_t i)
{
    uint32_t depth = 0;
    while (i < s.n) {
        const char c = s.p[i];
        if (c == '"') {
            i = skip_string(s, i);
            if (depth == 0)
                return i;
            continue;
        }
        if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (depth == 0)
                return i;
            depth--;
            if (depth == 0)
                return i + 1;
        } else if (depth == 0 && (c == ',' || c == ' ' || c == '\n')) {
            return i;
        }
        i++;
    }
    return s.n;
}

static chn_str value_at(chn_str s, size_t from, size_t to)
{
    const chn_str v = chn_str_n(s.p + from, to - from);
    return chn_str_is(v, "null") ? chn_str_n("", 0) : v;
}

void chn_json_members(chn_str json, const char *const *names, uint32_t n,
                      chn_str *values)
{
    uint32_t left = n;
    for (uint32_t k = 0; k < n; k++)
        values[k] = chn_str_n("", 0);
    size_t i = space(json, 0);
    if (i >= json.n || json.p[i] != '{')
        return;
    for (i = space(json, i + 1); left && i < json.n && json.p[i] == '"';) {
        const size_t key = i + 1, end = skip_string(json, i);
        i = space(json, end);
        if (i >= json.n || json.p[i] != ':' || end <= key)
            return;
        i = space(json, i + 1);
        const size_t from = i;
        const chn_str name = chn_str_n(json.p + key, end - 1 - key);
        i = skip_value(json, i);
        for (uint32_t k = 0; k < n; k++)
            if (values[k].n == 0 && chn_str_is(name, names[k])) {
                values[k] = value_at(json, from, i);
                left--;
            }
        i = space(json, i);
        if (i < json.n && json.p[i] == ',')
            i = space(json, i + 1);
    }
}

chn_str chn_json_member(chn_str json, const char *name)
{
    chn_str value;
    chn_json_members(json, &name, 1, &value);
    return value;
}

bool chn_json_element(chn_str json, size_t *at, chn_str *value)
{
    size_t i = *at;
    if (i == 0) {
        i = space(json, 0);
        if (i >= json.n || json.p[i] != '[')
            return false;
        i++;
    }
    i = space(json, i);
    if (i < json.n && json.p[i] == ',')
        i = space(json, i + 1);
    if (i >= json.n || json.p[i] == ']')
        return false;
    const size_t from = i;
    i = skip_value(json, i);
    if (i == from)
        return false;
    *value = value_at(json, from, i);
    *at = i;
    return true;
}

static uint32_t hex4(chn_str s, size_t i)
{
    uint32_t v = 0;
    for (size_t k = 0; k < 4; k++) {
        const char c = i + k < s.n ? s.p[i + k] : 'x';
        if (c >= '0' && c <= '9')
            v = v * 16 + (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            v = v * 16 + (uint32_t)(c - 'a') + 10;
        else if (c >= 'A' && c <= 'F')
            v = v * 16 + (uint32_t)(c - 'A') + 10;
        else
            return 0xFFFD;
    }
    return v;
}

/* The escape behind the backslash at i; returns the bytes it took. */
static size_t escape(chn_buf *b, chn_str s, size_t i)
{
    const char c = i + 1 < s.n ? s.p[i + 1] : '\\';
    switch (c) {
    case 'n':
        chn_buf_char(b, '\n');
        return 2;
    case 't':
        chn_buf_char(b, '\t');
        return 2;
    case 'r':
        chn_buf_char(b, '\r');
        return 2;
    case 'b':
    case 'f':
        chn_buf_char(b, ' ');
        return 2;
    case 'u': {
        uint32_t cp = hex4(s, i + 2);
        size_t took = 6;
        if (cp >= 0xD800 && cp < 0xDC00 && i + 7 < s.n && s.p[i + 6] == '\\' &&
            s.p[i + 7] == 'u') {
            const uint32_t low = hex4(s, i + 8);
            if (low >= 0xDC00 && low < 0xE000) {
                cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
                took = 12;
            }
        }
        if (cp >= 0xD800 && cp < 0xE000)
            cp = 0xFFFD;
        char out[4];
        chn_buf_put(b, out, chn_utf8_put(cp, out));
        return took;
    }
    default:
        chn_buf_char(b, c);
        return 2;
    }
}

void chn_json_text(chn_buf *b, chn_str value)
{
    if (value.n < 2 || value.p[0] != '"') {
        chn_buf_str(b, value);
        return;
    }
    const chn_str s = chn_str_n(value.p + 1, value.n - 2);
    for (size_t i = 0; i < s.n;) {
        if (s.p[i] == '\\') {
            i += escape(b, s, i);
        } else {
            chn_buf_char(b, s.p[i]);
            i++;
        }
    }
}
