/* SPDX-License-Identifier: Apache-2.0 */
/* What a request asks: filters, pages, words; and refusing what it cannot. */
#include <stdarg.h>
#include <stdio.h>

#include "serve/api.h"

int chn_refuse(chn_call *c, int status, const char *parameter,
               const char *format, ...)
{
    va_list list;
    va_start(list, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start is seen */
    (void)vsnprintf(c->err.text, sizeof c->err.text, format, list);
    va_end(list);
    c->parameter = parameter;
    return status;
}

/* "./folder/record.db: no claim ..." -> "no claim ...": nobody needs to know
 * where the store lies. */
static void hide_path(const chn_call *c, char *text)
{
    const char *path = c->server->o.store;
    const size_t n = strlen(path);
    for (char *at = strstr(text, path); n && at; at = strstr(at, path)) {
        size_t end = n;
        char *from = at;
        if (from - text >= 2 && from[-2] == '.' && from[-1] == '/')
            from -= 2;
        if (at[n] == ':' && at[n + 1] == ' ' && from == text)
            end += 2;
        const char *in = from == text && end > n ? "" : c->server->name;
        const size_t k = strlen(in);
        if (k > (size_t)(at + end - from))
            break;
        memcpy(from, in, k);
        memmove(from + k, at + end, strlen(at + end) + 1);
        at = from + k;
    }
}

int chn_status_of(chn_call *c, chn_code code)
{
    switch (code) {
    case CHN_OK:
        return 200;
    case CHN_ERR_ARGUMENT:
    case CHN_ERR_DATE:
    case CHN_ERR_JSON:
    case CHN_ERR_ENCODING:
    case CHN_ERR_LIMIT:
        hide_path(c, c->err.text);
        return 400;
    case CHN_ERR_INPUT:
    case CHN_ERR_EMPTY:
        hide_path(c, c->err.text);
        return 404;
    case CHN_ERR_MEMORY:
        return chn_refuse(c, 503, NULL, "there is no memory for this answer");
    case CHN_ERR_STORE:
        return chn_refuse(c, 503, NULL,
                          "the store cannot be read or written just now");
    case CHN_ERR_TABLE:
    case CHN_ERR_OUTPUT:
    case CHN_ERR_INTERNAL:
        break;
    }
    return chn_refuse(c, 500, NULL, "something is wrong in chancery %s",
                      chn_version());
}

const char *chn_text_of(const chn_call *c, const char *name)
{
    const chn_param *p = chn_request_param(c->request, name);
    return p && p->value.n ? p->value.p : NULL;
}

bool chn_number_of(chn_call *c, const char *name, uint32_t least, uint32_t most,
                   uint32_t otherwise, uint32_t *out, int *status)
{
    const char *z = chn_text_of(c, name);
    *out = otherwise;
    if (!z || (chn_str_uint(chn_str_of(z), most, out) && *out >= least))
        return true;
    *status = chn_refuse(c, 400, name,
                         "%s \"%.40s\" is no whole number from %u to %u", name,
                         z, (unsigned)least, (unsigned)most);
    return false;
}

bool chn_word_of(chn_call *c, const char *name, const char *const *words,
                 uint32_t n, uint32_t otherwise, uint32_t *out, int *status)
{
    const char *z = chn_text_of(c, name);
    *out = otherwise;
    if (!z)
        return true;
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(z, words[i]) == 0) {
            *out = i;
            return true;
        }
    chn_buf b;
    chn_buf_init(&b, 1024);
    for (uint32_t i = 0; i < n; i++)
        chn_buf_fmt(&b, "%s%s", i ? ", " : "", words[i]);
    *status = chn_refuse(c, 400, name, "%s \"%.40s\" is unknown; there are: %s",
                         name, z, b.p ? b.p : "");
    chn_buf_free(&b);
    return false;
}

/* ---- filters ---- */

/* A state's name is its code, with all its people; "=Iran" is the state alone,
 * as a facet has it; else the store knows. */
static const char *actor_of(chn_call *c, const char *word)
{
    char code[16];
    chn_err none;
    if (word[0] == '=')
        return word + 1;
    if (!c->server->o.state || c->server->o.state(word, code, &none))
        return word;
    const chn_str kept = chn_arena_str(c->a, code, strlen(code));
    return kept.p ? kept.p : word;
}

/* "PRK-RUS" or "north korea-russia": names may hold a hyphen themselves. */
static const char *dyad_of(chn_call *c, const char *word)
{
    chn_err none;
    for (const char *at = strchr(word, '-'); at && c->server->o.state;
         at = strchr(at + 1, '-')) {
        char code[2][16];
        const chn_str first = chn_arena_str(c->a, word, (size_t)(at - word));
        if (!first.p || !first.n ||
            c->server->o.state(first.p, code[0], &none) ||
            c->server->o.state(at + 1, code[1], &none))
            continue;
        chn_buf b;
        chn_buf_init(&b, 64);
        chn_buf_fmt(&b, "%s-%s", code[0], code[1]);
        const chn_str kept = chn_arena_str(c->a, b.p ? b.p : "", b.n);
        chn_buf_free(&b);
        return kept.p ? kept.p : word;
    }
    return word;
}

int chn_query_of(chn_call *c, chn_query *q)
{
    static const char *const names[] = {
        "actor", "dyad",   "category",  "mode",     "status",
        "place", "origin", "occasion",  "reviewed", "text",
        "from",  "to",     "confidence"};
    static const char *const statuses[] = {"occurred", "planned", "possible",
                                           "denied"};
    static const char *const states[] = {"unreviewed", "accepted", "corrected",
                                         "rejected"};
    uint32_t word;
    int status = 200;
    chn_query_init(q);
    if (!chn_word_of(c, "status", statuses, 4, 0, &word, &status) ||
        !chn_word_of(c, "reviewed", states, 4, 0, &word, &status))
        return status;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *v = chn_text_of(c, names[i]);
        if (!v)
            continue;
        if (i == 0)
            v = actor_of(c, v);
        else if (i == 1)
            v = dyad_of(c, v);
        const chn_code code = chn_query_set(q, names[i], v, &c->err);
        if (code) {
            c->parameter = names[i];
            return chn_status_of(c, code);
        }
    }
    if (q->from != CHN_DAY_NONE && q->to != CHN_DAY_NONE && q->from > q->to)
        return chn_refuse(c, 400, "from", "from is later than to");
    return 200;
}

int chn_days_of(chn_call *c, chn_day *from, chn_day *to)
{
    static const char *const names[] = {"from", "to"};
    chn_query q;
    chn_query_init(&q);
    for (size_t i = 0; i < 2; i++) {
        const chn_code code =
            chn_query_set(&q, names[i], chn_text_of(c, names[i]), &c->err);
        if (code) {
            c->parameter = names[i];
            return chn_status_of(c, code);
        }
    }
    *from = q.from;
    *to = q.to;
    if (*from != CHN_DAY_NONE && *to != CHN_DAY_NONE && *from > *to)
        return chn_refuse(c, 400, "from", "from is later than to");
    return 200;
}

int chn_filter_of(chn_call *c, chn_filter *f)
{
    chn_filter_init(f);
    const int status = chn_days_of(c, &f->from, &f->to);
    const char *pair = chn_text_of(c, "between");
    if (status != 200 || !pair)
        return status;
    pair = dyad_of(c, pair);
    const char *cut = strchr(pair, '-');
    if (!cut || cut == pair || !cut[1])
        return chn_refuse(c, 400, "between",
                          "between is no pair; give two codes or names of "
                          "countries with - between them, as PRK-RUS");
    f->a = chn_arena_str(c->a, pair, (size_t)(cut - pair)).p;
    f->b = cut + 1;
    return f->a ? 200 : chn_status_of(c, CHN_ERR_MEMORY);
}

/* ---- pages ---- */

/* A cursor is the state of the store and an offset: "1f..c0.150". */
static int cursor_of(chn_call *c, const char *z, chn_paging *p)
{
    const size_t n = strlen(c->version);
    const char *dot = strchr(z, '.');
    if (!dot || !chn_str_uint(chn_str_of(dot + 1), 10000000, &p->offset))
        return chn_refuse(c, 400, "cursor", "this is no cursor of a page");
    if ((size_t)(dot - z) != n || memcmp(z, c->version, n) != 0)
        return chn_refuse(c, 409, "cursor",
                          "the store has changed since that page was made; "
                          "begin again with the first");
    return 200;
}

int chn_paging_of(chn_call *c, uint32_t otherwise, chn_paging *p)
{
    int status = 200;
    if (!chn_number_of(c, "limit", 1, CHN_SERVE_PAGE_MAX, otherwise, &p->limit,
                       &status) ||
        !chn_number_of(c, "offset", 0, 10000000, 0, &p->offset, &status))
        return status;
    const char *cursor = chn_text_of(c, "cursor");
    if (!cursor)
        return 200;
    if (chn_text_of(c, "offset"))
        return chn_refuse(c, 400, "cursor",
                          "a page is asked for by offset or by cursor");
    return cursor_of(c, cursor, p);
}

static void put_cursor(chn_call *c, const char *name, bool has, uint32_t offset)
{
    chn_key(c->b, name);
    if (has)
        chn_buf_fmt(c->b, "\"%s.%u\"", c->version, (unsigned)offset);
    else
        chn_buf_z(c->b, "null");
}

void chn_put_paging(chn_call *c, const chn_paging *p, uint64_t total)
{
    chn_put_int(c->b, "total", (int64_t)total);
    chn_put_int(c->b, "offset", p->offset);
    chn_put_int(c->b, "limit", p->limit);
    put_cursor(c, "next", p->offset + (uint64_t)p->limit < total,
               p->offset + p->limit);
    put_cursor(c, "previous", p->offset > 0,
               p->offset > p->limit ? p->offset - p->limit : 0);
}
