/* SPDX-License-Identifier: Apache-2.0 */
/* From a request to its answer: who may, what is meant, what is kept. */
#include "base/hash.h"
#include "serve/api.h"

#define F                                                                      \
    " actor dyad category mode status place origin occasion reviewed text "    \
    "from to confidence "
#define PAGE " limit offset cursor "
#define SERIES " dyad by directed unit status category from to "

/* What a route needs. */
enum {
    HANDLE = 1,   /* a handle for reading */
    OVERVIEW = 2, /* and the events in memory */
    KEEP = 4,     /* the answer may be kept for others */
    CHANGES = 8,  /* a POST; reads nothing beforehand */
    SKIPS = 16    /* the answer changes with what was skipped, too */
};

typedef struct route {
    const char *method;
    const char *path; /* below /api/v1; {id} is any segment */
    uint32_t needs;
    const char *params; /* allowed ones, each between blanks */
    chn_handler handler;
} route;

static const route routes[] = {
    {"GET", "openapi.json", 0, "", chn_api_openapi},
    {"GET", "meta", HANDLE | OVERVIEW | KEEP, "", chn_api_meta},
    {"GET", "runs", HANDLE | KEEP, "", chn_api_runs},
    {"GET", "events", HANDLE | OVERVIEW | KEEP, F PAGE " sort ",
     chn_api_events},
    {"GET", "events/{id}", HANDLE | OVERVIEW | KEEP, "", chn_api_event},
    {"GET", "events/{id}/citation", HANDLE | OVERVIEW | KEEP, "",
     chn_api_citation},
    {"GET", "facets", HANDLE | OVERVIEW | KEEP, F " facet like limit ",
     chn_api_facets},
    {"GET", "density", HANDLE | OVERVIEW | KEEP, F " by ", chn_api_density},
    {"GET", "network", HANDLE | OVERVIEW | KEEP, F " by limit ",
     chn_api_network},
    {"GET", "map", HANDLE | OVERVIEW | KEEP, F " limit ", chn_api_map},
    {"GET", "claims/{id}", HANDLE | KEEP, " whole ", chn_api_claim},
    {"GET", "compare", HANDLE | KEEP, " a b ", chn_api_compare},
    {"GET", "reports", HANDLE | KEEP, PAGE " text publisher from to sort ",
     chn_api_reports},
    {"GET", "reports/{id}", HANDLE | KEEP, "", chn_api_report},
    {"GET", "series", HANDLE | KEEP, SERIES, chn_api_series},
    {"GET", "observances", HANDLE | KEEP, " between from to " PAGE,
     chn_api_observances},
    {"GET", "messages", HANDLE | KEEP, " between from to a b " PAGE,
     chn_api_messages},
    {"GET", "follows", HANDLE | KEEP, " between from to " PAGE,
     chn_api_follows},
    {"GET", "disagreements", HANDLE | OVERVIEW | KEEP, F PAGE,
     chn_api_disagreements},
    {"GET", "origins", HANDLE | KEEP, "", chn_api_origins},
    {"GET", "review/queue", HANDLE | KEEP | SKIPS, " below " PAGE,
     chn_api_queue},
    {"GET", "review/progress", HANDLE | KEEP | SKIPS, "", chn_api_progress},
    {"GET", "review/agreement", HANDLE | KEEP, "", chn_api_agreement},
    {"GET", "review/conflicts", HANDLE | KEEP, "", chn_api_conflicts},
    {"GET", "review/decisions", HANDLE | KEEP, PAGE, chn_api_decisions},
    {"POST", "review/decisions", CHANGES, "", chn_api_decide},
    {"GET", "merges", HANDLE | KEEP, "", chn_api_merges},
    {"POST", "merges", CHANGES, "", chn_api_merge},
    {"POST", "splits", CHANGES, "", chn_api_split},
    {"GET", "export/{id}", HANDLE | OVERVIEW, F " limit offset " SERIES,
     chn_api_export},
};

/* ---- refusing ---- */

static const char *code_of(int status)
{
    switch (status) {
    case 400:
        return "bad_request";
    case 401:
        return "unauthorized";
    case 403:
        return "forbidden";
    case 404:
        return "not_found";
    case 405:
        return "method_not_allowed";
    case 409:
        return "conflict";
    case 413:
        return "too_large";
    case 414:
        return "uri_too_long";
    case 415:
        return "unsupported_media_type";
    case 429:
        return "too_many_requests";
    case 503:
        return "unavailable";
    default:
        return "internal";
    }
}

static void put_error(chn_answer *out, int status, const char *message,
                      const char *parameter)
{
    chn_buf b;
    chn_buf_init(&b, 65536);
    chn_buf_z(&b, "{\"error\":{");
    chn_put_int(&b, "status", status);
    chn_put_str(&b, "code", chn_str_of(code_of(status)));
    chn_put_str(&b, "message", chn_str_of(message));
    if (parameter)
        chn_put_str(&b, "parameter", chn_str_of(parameter));
    chn_buf_z(&b, "}}\n");
    out->status = status;
    out->type = "application/json";
    out->cache_control = "no-store";
    out->etag[0] = '\0';
    out->block = chn_block_new(&b);
    out->body = out->block ? chn_block_str(out->block) : chn_str_n("", 0);
}

void chn_answer_free(chn_answer *a)
{
    chn_block_drop(a->block);
    if (a->job)
        chn_job_drop(a->job);
    a->block = NULL;
    a->job = NULL;
}

/* ---- routes ---- */

/* Do the segments behind /api/v1 fit? `id` gets the one that is free. */
static bool fits(const route *x, const chn_request *r, chn_str *id)
{
    chn_str rest = chn_str_of(x->path), part;
    uint32_t i = 2;
    *id = chn_str_n("", 0);
    for (; chn_str_next(&rest, '/', &part); i++) {
        if (i >= r->n_segments)
            return false;
        if (chn_str_is(part, "{id}")) {
            if (!r->segment[i].n)
                return false;
            *id = r->segment[i];
        } else if (!chn_str_eq(part, r->segment[i])) {
            return false;
        }
    }
    return i == r->n_segments;
}

static const route *find_route(const chn_request *r, chn_str *id,
                               const char **allow)
{
    const bool post = chn_str_is(r->method, "POST");
    bool get_there = false, post_there = false;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        chn_str found;
        if (!fits(&routes[i], r, &found))
            continue;
        const bool posts = strcmp(routes[i].method, "POST") == 0;
        get_there = get_there || !posts;
        post_there = post_there || posts;
        if (posts == post) {
            *id = found;
            return &routes[i];
        }
    }
    *allow = get_there && post_there ? "GET, HEAD, POST"
             : get_there             ? "GET, HEAD"
             : post_there            ? "POST"
                                     : NULL;
    return NULL;
}

static const char *unknown_param(const route *x, const chn_request *r)
{
    for (uint32_t i = 0; i < r->n_params; i++) {
        const chn_str name = r->param[i].name;
        chn_str rest = chn_str_of(x->params), one;
        bool is_there = false;
        while (!is_there && chn_str_next(&rest, ' ', &one))
            is_there = one.n && chn_str_eq(one, name);
        if (!is_there)
            return name.p;
    }
    return NULL;
}

/* ---- kept answers ---- */

static void make_etag(chn_answer *out, const char *version, chn_str key)
{
    chn_sha256 h;
    chn_sha256_init(&h);
    chn_sha256_put(&h, version, strlen(version));
    chn_sha256_put(&h, chn_version(), strlen(chn_version()));
    chn_sha256_put(&h, key.p, key.n);
    out->etag[0] = '"';
    chn_sha256_hex(&h, out->etag + 1, 24);
    out->etag[25] = '"';
    out->etag[26] = '\0';
}

/* Is the tag among those of If-None-Match? */
static bool has_tag(chn_str list, const char *etag)
{
    chn_str one;
    if (!*etag)
        return false;
    while (chn_str_next(&list, ',', &one)) {
        one = chn_str_trim(one);
        if (one.n > 2 && one.p[0] == 'W' && one.p[1] == '/')
            one = chn_str_n(one.p + 2, one.n - 2);
        if (chn_str_is(one, etag) || chn_str_is(one, "*"))
            return true;
    }
    return false;
}

/* A body that the caller has already: nothing but the tag. */
static bool not_changed(const chn_request *r, chn_answer *out)
{
    if (!has_tag(r->if_none_match, out->etag))
        return false;
    out->status = 304;
    out->type = NULL;
    return true;
}

/* ---- answering ---- */

static void refuse_call(chn_call *c, int status)
{
    c->err.text[sizeof c->err.text - 1] = '\0';
    put_error(c->answer, status,
              c->err.text[0] ? c->err.text : "this cannot be answered",
              c->parameter);
}

static void run(chn_call *c, const route *x, chn_str key)
{
    chn_answer *out = c->answer;
    chn_buf b;
    chn_buf_init(&b, CHN_SERVE_ANSWER_MAX);
    c->b = &b;
    int status = x->handler(c);
    if (status == 200 && !out->job) {
        if (!out->raw)
            chn_buf_char(&b, '\n');
        if (b.failed)
            status = chn_status_of(c, CHN_ERR_MEMORY);
    }
    if (status != 200) {
        chn_buf_free(&b);
        refuse_call(c, status);
        return;
    }
    out->status = 200;
    if (out->job) {
        chn_buf_free(&b);
        return;
    }
    if (!out->type) /* that of an export is set */
        out->type = "application/json";
    out->block = chn_block_new(&b);
    if (!out->block) {
        (void)chn_status_of(c, CHN_ERR_MEMORY);
        refuse_call(c, 503);
        return;
    }
    out->body = chn_block_str(out->block);
    if (key.n && (x->needs & KEEP))
        chn_cache_put(c->server->cache, key, out->block);
}

/* Version and target: what a kept answer goes by. */
static chn_str key_of(const chn_call *c, const route *x)
{
    chn_server *s = c->server;
    chn_buf b;
    chn_buf_init(&b, CHN_SERVE_TARGET_MAX + 64);
    chn_buf_z(&b, c->version);
    if (x->needs & SKIPS) {
        (void)pthread_mutex_lock(&s->lock);
        chn_buf_fmt(&b, " %u", (unsigned)s->skips);
        (void)pthread_mutex_unlock(&s->lock);
    }
    chn_buf_char(&b, ' ');
    chn_buf_str(&b, c->request->target);
    /* cut short it would be the key of another answer */
    const chn_str key =
        b.failed ? chn_str_n(NULL, 0) : chn_arena_str(c->a, b.p, b.n);
    chn_buf_free(&b);
    return key.p ? key : chn_str_n("", 0);
}

static void read_store(chn_call *c, const route *x)
{
    chn_server *s = c->server;
    char version[CHN_STORE_VERSION_LEN] = "";
    chn_view *view = NULL;
    c->store = chn_server_take(s, &c->err);
    chn_code code = c->store      ? CHN_OK
                    : c->err.code ? c->err.code
                                  : CHN_ERR_STORE;
    if (code == CHN_OK)
        code = chn_store_hold(c->store, &c->err);
    if (code == CHN_OK)
        code = chn_store_version(c->store, version, &c->err);
    c->version = version;
    if (code == CHN_OK && (x->needs & OVERVIEW)) {
        view = chn_server_view(s, c->store, version, &c->err);
        code = view ? CHN_OK : c->err.code ? c->err.code : CHN_ERR_MEMORY;
    }
    if (view) {
        chn_overview_head h;
        c->overview = view->overview;
        chn_overview_tell(view->overview, &h);
        c->version = h.version;
    }
    const chn_str key = code ? chn_str_n("", 0) : key_of(c, x);
    if (!code && !key.n)
        code = chn_fail_memory(&c->err);
    if (code) {
        refuse_call(c, chn_status_of(c, code));
    } else {
        const bool tagged = (x->needs & KEEP) || x->handler == chn_api_export;
        if (tagged)
            make_etag(c->answer, c->version, key);
        c->answer->cache_control = "no-cache";
        chn_block *kept =
            (x->needs & KEEP) && key.n ? chn_cache_get(s->cache, key) : NULL;
        if (kept) {
            /* it was made, so the request is in order: the tag may do */
            c->answer->status = 200;
            c->answer->type = "application/json";
            c->answer->cache_hit = true;
            c->answer->block = kept;
            c->answer->body = chn_block_str(kept);
        } else if (x->handler != chn_api_export ||
                   !not_changed(c->request, c->answer)) {
            run(c, x, key);
        }
        if (c->answer->status == 200 && not_changed(c->request, c->answer)) {
            const char *control = c->answer->cache_control;
            chn_answer_free(c->answer);
            c->answer->body = chn_str_n("", 0);
            c->answer->cache_control = control;
        }
    }
    if (view)
        chn_server_leave(s, view);
    if (c->store) {
        chn_store_release(c->store);
        chn_server_give(s, c->store);
    }
}

static void answer_api(chn_server *s, chn_request *r, chn_arena *a,
                       chn_answer *out)
{
    chn_call c = {.server = s, .request = r, .a = a, .answer = out};
    const char *allow = NULL;
    c.version = "";
    if (r->n_segments < 2 || !chn_str_is(r->segment[1], "v1")) {
        put_error(out, 404, "there is only /api/v1", NULL);
        return;
    }
    const route *x = find_route(r, &c.id, &allow);
    if (!x) {
        out->allow = allow;
        put_error(out, allow ? 405 : 404,
                  allow ? "this address does not take the method"
                        : "there is nothing at this address; "
                          "/api/v1/openapi.json lists what there is",
                  NULL);
        return;
    }
    const char *unknown = unknown_param(x, r);
    if (unknown) {
        refuse_call(&c, chn_refuse(&c, 400, unknown,
                                   "there is no parameter \"%.80s\" here",
                                   unknown));
        return;
    }
    if (x->needs & HANDLE) {
        read_store(&c, x);
        return;
    }
    out->cache_control = x->needs & CHANGES ? "no-store" : "no-cache";
    if (!(x->needs & CHANGES))
        make_etag(out, "", r->target);
    run(&c, x, chn_str_n("", 0));
    if (out->status == 200 && not_changed(r, out)) {
        chn_answer_free(out);
        out->body = chn_str_n("", 0);
    }
}

/* Any address that is no file shows the first page, which knows what the
 * address means. */
static void answer_page(const chn_request *r, chn_answer *out)
{
    const chn_asset *a = chn_asset_find(
        chn_str_is(r->path, "/") ? chn_str_of("/index.html") : r->path);
    if (!a && r->n_segments > 0 && chn_str_is(r->segment[0], "assets")) {
        put_error(out, 404, "there is no such file", NULL);
        return;
    }
    if (!a)
        a = chn_asset_find(chn_str_of("/index.html"));
    if (!a) {
        put_error(out, 404, "this build has no pages", NULL);
        return;
    }
    out->status = 200;
    out->type = a->type;
    out->cache_control =
        a->immutable ? "public, max-age=31536000, immutable" : "no-cache";
    memcpy(out->etag, a->etag, strlen(a->etag) + 1);
    out->gzip = r->takes_gzip && a->gzip_begin;
    out->body = out->gzip ? chn_str_n((const char *)a->gzip_begin,
                                      (size_t)(a->gzip_end - a->gzip_begin))
                          : chn_str_n((const char *)a->begin,
                                      (size_t)(a->end - a->begin));
    if (not_changed(r, out))
        out->body = chn_str_n("", 0);
}

void chn_server_answer(chn_server *s, chn_request *r, chn_answer *out)
{
    const char *what = "";
    memset(out, 0, sizeof *out);
    chn_arena *a = chn_arena_new(CHN_SERVE_ANSWER_MAX);
    if (!a) {
        put_error(out, 503, "there is no memory for this answer", NULL);
        return;
    }
    const bool read =
        chn_str_is(r->method, "GET") || chn_str_is(r->method, "HEAD");
    const int status = chn_request_parse(r, a, &what);
    const chn_refusal no = chn_guard(s, r);
    if (status) {
        put_error(out, status, what, NULL);
    } else if (chn_guard_enter(s, r, out)) {
        out->cache_control = "no-store";
    } else if (no.status) {
        put_error(out, no.status, no.message, NULL);
    } else if (!read && !chn_str_is(r->method, "POST")) {
        out->allow = "GET, HEAD, POST";
        put_error(out, 405, "this server takes GET, HEAD and POST", NULL);
    } else if (r->body.n > CHN_SERVE_BODY_MAX) {
        put_error(out, 413, "the body is too long", NULL);
    } else if (r->n_segments > 0 && chn_str_is(r->segment[0], "api")) {
        answer_api(s, r, a, out);
    } else if (!read) {
        out->allow = "GET, HEAD";
        put_error(out, 405, "this address does not take the method", NULL);
    } else {
        answer_page(r, out);
    }
    chn_arena_free(a);
}
