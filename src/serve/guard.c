/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who may ask. A page of another site that a browser shows can send requests
 * here, too: by the name of a host of its own that it points at this machine
 * (then Host is not ours), or across sites (then the browser says so).
 */
#include "serve/server.h"

static const char cookie_name[] = "chancery=";

static chn_str port_of(chn_str host, chn_str *port)
{
    *port = chn_str_n("", 0);
    size_t at = host.n;
    while (at > 0 && host.p[at - 1] >= '0' && host.p[at - 1] <= '9')
        at--;
    if (at == 0 || host.p[at - 1] != ':')
        return host;
    *port = chn_str_n(host.p + at, host.n - at);
    return chn_str_n(host.p, at - 1);
}

/* 192.168.0.1 or [fe80::1]: no name that somebody else could point here. */
static bool is_address(chn_str h)
{
    if (h.n > 2 && h.p[0] == '[' && h.p[h.n - 1] == ']') {
        for (size_t i = 1; i + 1 < h.n; i++)
            if (!h.p[i] || !strchr("0123456789abcdefABCDEF:.", h.p[i]))
                return false;
        return true;
    }
    uint32_t dots = 0;
    for (size_t i = 0; i < h.n; i++) {
        if (h.p[i] == '.')
            dots++;
        else if (h.p[i] < '0' || h.p[i] > '9')
            return false;
    }
    return dots == 3;
}

static bool our_host(const chn_server *s, chn_str host)
{
    chn_str port;
    uint32_t number = 80;
    const chn_str name = port_of(host, &port);
    if (port.n && !chn_str_uint(port, 65535, &number))
        return false;
    if (number != s->port)
        return false;
    return chn_str_is(name, s->host) || chn_str_is(name, "localhost") ||
           chn_str_is(name, "127.0.0.1") || chn_str_is(name, "[::1]") ||
           (s->any_host && is_address(name));
}

/* http://HOST of a page of ours. */
static bool our_origin(const chn_request *r)
{
    static const char scheme[] = "http://";
    const size_t n = sizeof scheme - 1;
    return r->origin.n > n && memcmp(r->origin.p, scheme, n) == 0 &&
           chn_str_eq(chn_str_n(r->origin.p + n, r->origin.n - n), r->host);
}

/* The value of our cookie; empty: none. */
static chn_str cookie_of(const chn_request *r)
{
    chn_str rest = r->cookie, part;
    const size_t n = sizeof cookie_name - 1;
    while (chn_str_next(&rest, ';', &part)) {
        part = chn_str_trim(part);
        if (part.n >= n && memcmp(part.p, cookie_name, n) == 0)
            return chn_str_n(part.p + n, part.n - n);
    }
    return chn_str_n("", 0);
}

static chn_str bearer_of(const chn_request *r)
{
    static const char word[] = "Bearer ";
    const size_t n = sizeof word - 1;
    return r->authorization.n > n && memcmp(r->authorization.p, word, n) == 0
               ? chn_str_n(r->authorization.p + n, r->authorization.n - n)
               : chn_str_n("", 0);
}

static bool may_enter(const chn_server *s, const chn_request *r)
{
    return !s->token[0] || chn_token_same(cookie_of(r), s->token) ||
           chn_token_same(bearer_of(r), s->token);
}

bool chn_guard_enter(const chn_server *s, const chn_request *r, chn_answer *out)
{
    const chn_param *t = chn_request_param(r, "token");
    if (!s->token[0] || !t || !chn_str_is(r->method, "GET") ||
        !our_host(s, r->host) || r->odd || !chn_token_same(t->value, s->token))
        return false;
    /* the page without its token, so that it does not stay in the address */
    memcpy(out->location, r->path.p, r->path.n);
    out->location[r->path.n] = '\0';
    /* "//host/path" would be another site's */
    if (r->path.n > 1 && r->path.p[1] == '/')
        out->location[1] = '\0';
    chn_buf b;
    chn_buf_init(&b, sizeof out->cookie);
    chn_buf_fmt(&b, "%s%s; Path=/; HttpOnly; SameSite=Strict", cookie_name,
                s->token);
    if (!b.failed)
        memcpy(out->cookie, b.p, b.n + 1);
    chn_buf_free(&b);
    out->status = 303;
    return true;
}

chn_refusal chn_guard(const chn_server *s, const chn_request *r)
{
    const bool post = chn_str_is(r->method, "POST");
    const bool api = r->n_segments > 0 && chn_str_is(r->segment[0], "api");
    if (r->odd)
        return (chn_refusal){400, "bad_request",
                             "headers of this request contradict each other"};
    if (!our_host(s, r->host))
        return (chn_refusal){403, "forbidden",
                             "this server is not what the Host header names; "
                             "open the link that chancery serve printed"};
    if (!may_enter(s, r))
        return (chn_refusal){401, "unauthorized",
                             "a token is needed; open the link that chancery "
                             "serve printed"};
    if (api && chn_str_is(r->fetch_site, "cross-site"))
        return (chn_refusal){403, "forbidden",
                             "another site may not ask this server"};
    if (!post)
        return (chn_refusal){0, NULL, NULL};
    if (r->origin.n ? !our_origin(r)
                    : !chn_str_is(r->fetch_site, "same-origin"))
        return (chn_refusal){403, "forbidden",
                             "a POST must come from a page of this server: "
                             "its Origin must be the server's address"};
    chn_str type = r->content_type, first;
    if (!chn_str_next(&type, ';', &first) ||
        !chn_str_is(chn_str_trim(first), "application/json"))
        return (chn_refusal){415, "unsupported_media_type",
                             "a POST must be of type application/json"};
    return (chn_refusal){0, NULL, NULL};
}
