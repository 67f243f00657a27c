/* SPDX-License-Identifier: Apache-2.0 */
/* A target taken apart: segments of the path and parameters, escapes undone.
 * Strict: what a browser of ours would not send is refused. */
#include "base/utf8.h"
#include "serve/server.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Text without NUL, in the arena. false: it is none; *memory says why. */
static bool undo(chn_str s, bool plus, chn_arena *a, chn_str *out, bool *memory)
{
    char *p = CHN_NEW(a, char, s.n + 1);
    size_t n = 0;
    *memory = p == NULL;
    for (size_t i = 0; p && i < s.n; i++, n++) {
        char c = s.p[i];
        if (c == '%') {
            const int hi = i + 2 < s.n ? hex(s.p[i + 1]) : -1;
            const int lo = i + 2 < s.n ? hex(s.p[i + 2]) : -1;
            if (hi < 0 || lo < 0)
                return false;
            c = (char)(hi * 16 + lo);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        if (c == '\0')
            return false;
        p[n] = c;
    }
    if (!p || chn_utf8_check(p, n) != n)
        return false;
    *out = chn_str_n(p, n);
    return true;
}

static int parse_path(chn_request *r, chn_str path, chn_arena *a,
                      const char **what)
{
    r->path = path;
    chn_str rest = chn_str_n(path.p + 1, path.n - 1);
    while (rest.n) {
        const char *cut = memchr(rest.p, '/', rest.n);
        const size_t n = cut ? (size_t)(cut - rest.p) : rest.n;
        if (r->n_segments == CHN_SERVE_SEGMENTS_MAX) {
            *what = "the path has too many parts";
            return 404;
        }
        bool memory;
        if (!undo(chn_str_n(rest.p, n), false, a, &r->segment[r->n_segments],
                  &memory)) {
            *what = "the path is no text";
            return memory ? 503 : 400;
        }
        r->n_segments++;
        rest = cut ? chn_str_n(cut + 1, rest.n - n - 1) : chn_str_n("", 0);
    }
    return 0;
}

static int parse_params(chn_request *r, chn_str query, chn_arena *a,
                        const char **what)
{
    while (query.n) {
        const char *cut = memchr(query.p, '&', query.n);
        const size_t n = cut ? (size_t)(cut - query.p) : query.n;
        const char *eq = memchr(query.p, '=', n);
        const size_t name = eq ? (size_t)(eq - query.p) : n;
        if (n) {
            if (r->n_params == CHN_SERVE_PARAMS_MAX) {
                *what = "there are too many parameters";
                return 400;
            }
            chn_param *p = &r->param[r->n_params];
            bool memory = false;
            p->value = chn_str_n("", 0);
            if (!undo(chn_str_n(query.p, name), true, a, &p->name, &memory) ||
                (eq && !undo(chn_str_n(eq + 1, n - name - 1), true, a,
                             &p->value, &memory))) {
                *what = "a parameter is no text";
                return memory ? 503 : 400;
            }
            for (uint32_t i = 0; i < r->n_params; i++)
                if (chn_str_eq(r->param[i].name, p->name)) {
                    *what = "a parameter is there twice";
                    return 400;
                }
            r->n_params++;
        }
        query = cut ? chn_str_n(cut + 1, query.n - n - 1) : chn_str_n("", 0);
    }
    return 0;
}

int chn_request_parse(chn_request *r, chn_arena *a, const char **what)
{
    r->n_segments = r->n_params = 0;
    r->path = chn_str_n("/", 1);
    *what = "";
    if (r->target.n > CHN_SERVE_TARGET_MAX) {
        *what = "the address is too long";
        return 414;
    }
    if (r->target.n == 0 || r->target.p[0] != '/') {
        *what = "the address does not begin with /";
        return 400;
    }
    for (size_t i = 0; i < r->target.n; i++)
        if ((unsigned char)r->target.p[i] <= ' ' || r->target.p[i] == 0x7F ||
            r->target.p[i] == '#' || r->target.p[i] == '\\') {
            *what = "the address has a sign that must be escaped";
            return 400;
        }
    const char *cut = memchr(r->target.p, '?', r->target.n);
    const size_t n = cut ? (size_t)(cut - r->target.p) : r->target.n;
    const int status = parse_path(r, chn_str_n(r->target.p, n), a, what);
    if (status || !cut)
        return status;
    return parse_params(r, chn_str_n(cut + 1, r->target.n - n - 1), a, what);
}

const chn_param *chn_request_param(const chn_request *r, const char *name)
{
    for (uint32_t i = 0; i < r->n_params; i++)
        if (chn_str_is(r->param[i].name, name))
            return &r->param[i];
    return NULL;
}
