/* SPDX-License-Identifier: Apache-2.0 */
/* A forgiving reader of JSON: what browsers and search engines get along with
 * must not cost us a page. */
#include "base/jsontree.h"

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"

typedef struct scan {
    chn_arena *a;
    const char *p;
    size_t n, i;
    chn_err *err;
    bool no_memory;
} scan;

static void skip_space(scan *s)
{
    for (; s->i < s->n; s->i++) {
        const char c = s->p[s->i];
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return;
    }
}

static char peek(const scan *s)
{
    return s->i < s->n ? s->p[s->i] : '\0';
}

static bool wrong(const scan *s, const char *what)
{
    if (!s->no_memory)
        chn_fail_at(s->err, CHN_ERR_JSON, 0, s->i, "%s", what);
    return false;
}

static bool no_memory(scan *s)
{
    s->no_memory = true;
    chn_fail_memory(s->err);
    return false;
}

/* Four hexadecimal digits at s->i; UINT32_MAX: there are none. */
static uint32_t hex4(const scan *s)
{
    uint32_t v = 0;
    if (s->n - s->i < 4)
        return UINT32_MAX;
    for (size_t k = 0; k < 4; k++) {
        const char c = s->p[s->i + k];
        uint32_t d = UINT32_MAX;
        if (c >= '0' && c <= '9')
            d = (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            d = (uint32_t)(c - 'a' + 10);
        else if (c >= 'A' && c <= 'F')
            d = (uint32_t)(c - 'A' + 10);
        if (d == UINT32_MAX)
            return d;
        v = v * 16 + d;
    }
    return v;
}

/* What stands behind "\u", pairs of surrogates made one. */
static uint32_t unicode(scan *s)
{
    uint32_t cp = hex4(s);
    if (cp == UINT32_MAX)
        return 0xFFFD;
    s->i += 4;
    if (cp >= 0xD800 && cp < 0xDC00 && s->n - s->i >= 6 && s->p[s->i] == '\\' &&
        s->p[s->i + 1] == 'u') {
        s->i += 2;
        const uint32_t low = hex4(s);
        if (low >= 0xDC00 && low < 0xE000) {
            s->i += 4;
            return 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
        }
        s->i -= 2;
    }
    if ((cp >= 0xD800 && cp < 0xE000) || cp == 0)
        cp = 0xFFFD;
    return cp;
}

static char escaped(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'b':
    case 'f':
        return ' ';
    default:
        return c; /* of '"', '\\' and '/', and of what needs no escape */
    }
}

static bool string(scan *s, chn_str *out)
{
    size_t end = s->i + 1;
    while (end < s->n && s->p[end] != '"')
        end += s->p[end] == '\\' ? 2 : 1;
    if (end >= s->n)
        return wrong(s, "a string does not end");
    /* no escape is shorter than what it stands for, but for a lone "\u" */
    char *p = chn_arena_alloc(s->a, (end - s->i) * 2 + 4, 1);
    if (!p)
        return no_memory(s);
    size_t n = 0;
    for (s->i++; s->i < end;) {
        char c = s->p[s->i++];
        if (c == '\\') {
            c = s->p[s->i++];
            if (c == 'u') {
                n += chn_utf8_put(unicode(s), p + n);
                continue;
            }
            c = escaped(c);
        }
        p[n++] = c;
    }
    s->i = end + 1;
    p[n] = '\0';
    *out = chn_str_n(p, n);
    return true;
}

static bool word(scan *s, chn_json_value *v)
{
    const size_t from = s->i;
    for (; s->i < s->n; s->i++) {
        const char c = s->p[s->i];
        const bool in = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                        (c >= 'A' && c <= 'Z') || c == '-' || c == '+' ||
                        c == '.' || c == '_';
        if (!in)
            break;
    }
    if (s->i == from)
        return wrong(s, "expected a value");
    v->text = chn_arena_str(s->a, s->p + from, s->i - from);
    if (!v->text.p)
        return no_memory(s);
    v->type = CHN_JSON_WORD;
    if (chn_str_is(v->text, "null")) {
        v->type = CHN_JSON_NULL;
        v->text = chn_str_n("", 0);
    }
    return true;
}

static bool value(scan *s, chn_json_value *v, uint32_t depth);

/* "key": of a member. */
static bool key(scan *s, chn_json_value *v)
{
    if (peek(s) != '"')
        return wrong(s, "expected a name in double quotes");
    if (!string(s, &v->key))
        return false;
    skip_space(s);
    if (peek(s) != ':')
        return wrong(s, "expected \":\" behind a name");
    s->i++;
    return true;
}

/* What stands between brackets. */
static bool items(scan *s, chn_json_value *v, char close, uint32_t depth)
{
    const chn_json_value **tail = &v->first;
    if (depth >= CHN_JSON_DEPTH_MAX)
        return wrong(s, "values are nested too deep");
    s->i++;
    for (;;) {
        skip_space(s);
        if (peek(s) == ',') { /* one too many does no harm */
            s->i++;
            continue;
        }
        if (peek(s) == close) {
            s->i++;
            return true;
        }
        chn_json_value *item = CHN_NEW(s->a, chn_json_value, 1);
        if (!item)
            return no_memory(s);
        item->key = item->text = chn_str_n("", 0);
        if (close == '}' && !key(s, item))
            return false;
        if (!value(s, item, depth + 1)) // NOLINT(misc-no-recursion): bounded
            return false;
        *tail = item;
        tail = &item->next;
    }
}

// NOLINTNEXTLINE(misc-no-recursion): CHN_JSON_DEPTH_MAX bounds it
static bool value(scan *s, chn_json_value *v, uint32_t depth)
{
    skip_space(s);
    switch (peek(s)) {
    case '{':
        v->type = CHN_JSON_OBJECT;
        return items(s, v, '}', depth);
    case '[':
        v->type = CHN_JSON_ARRAY;
        return items(s, v, ']', depth);
    case '"':
        v->type = CHN_JSON_STRING;
        return string(s, &v->text);
    default:
        return word(s, v);
    }
}

const chn_json_value *chn_json_tree(chn_arena *a, chn_str text, chn_err *err)
{
    scan s = {a, text.p, text.n, 0, err, false};
    /* "<!--" and "//<![CDATA[" before the first bracket */
    while (s.i < s.n && s.p[s.i] != '{' &&
           (s.p[s.i] != '[' || (s.i >= 2 && s.p[s.i - 1] == '!') ||
            (s.i > 0 && s.p[s.i - 1] == 'A')))
        s.i++;
    chn_json_value *v = CHN_NEW(a, chn_json_value, 1);
    if (!v) {
        (void)no_memory(&s);
        return NULL;
    }
    v->key = v->text = chn_str_n("", 0);
    return value(&s, v, 0) ? v : NULL;
}

const chn_json_value *chn_json_get(const chn_json_value *v, const char *name)
{
    if (!v || v->type != CHN_JSON_OBJECT)
        return NULL;
    for (const chn_json_value *m = v->first; m; m = m->next) {
        if (chn_str_is(m->key, name))
            return m;
    }
    return NULL;
}

chn_str chn_json_get_text(const chn_json_value *v, const char *name)
{
    const chn_json_value *m = chn_json_get(v, name);
    return m ? m->text : chn_str_n("", 0);
}
