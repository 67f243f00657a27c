/* SPDX-License-Identifier: Apache-2.0 */
/* What answers share: handles of the store, the events in memory, kept
 * answers. */
#include "serve/server.h"
#include "base/alloc.h"

chn_store *chn_server_take(chn_server *s, chn_err *err)
{
    chn_store *h = NULL;
    (void)pthread_mutex_lock(&s->lock);
    if (s->n_idle)
        h = s->idle[--s->n_idle];
    (void)pthread_mutex_unlock(&s->lock);
    return h ? h : chn_store_open(s->o.store, CHN_STORE_READ, err);
}

void chn_server_give(chn_server *s, chn_store *h)
{
    (void)pthread_mutex_lock(&s->lock);
    const bool room = s->n_idle < s->cap_idle;
    if (room)
        s->idle[s->n_idle++] = h;
    (void)pthread_mutex_unlock(&s->lock);
    if (!room)
        chn_store_close(h);
}

/* With the lock held: false, and the last one frees it. */
static chn_view *let_go(chn_view *v)
{
    return v && --v->users == 0 ? v : NULL;
}

static void free_view(chn_view *v)
{
    if (!v)
        return;
    chn_overview_free(v->overview);
    chn_free(v);
}

void chn_server_leave(chn_server *s, chn_view *v)
{
    (void)pthread_mutex_lock(&s->lock);
    chn_view *last = let_go(v);
    (void)pthread_mutex_unlock(&s->lock);
    free_view(last);
}

/* The server's view, if it will do: it is of this state, or another thread
 * makes the one that is. NULL: the caller has to make it. */
static chn_view *current(chn_server *s, const char *version)
{
    chn_overview_head h;
    chn_view *v = NULL;
    (void)pthread_mutex_lock(&s->lock);
    if (s->view) {
        chn_overview_tell(s->view->overview, &h);
        if (s->reading || strcmp(h.version, version) == 0)
            v = s->view;
    }
    if (v)
        v->users++;
    else
        s->reading = true;
    (void)pthread_mutex_unlock(&s->lock);
    return v;
}

chn_view *chn_server_view(chn_server *s, chn_store *h, const char *version,
                          chn_err *err)
{
    chn_view *v = current(s, version);
    if (v)
        return v;
    v = chn_calloc(1, sizeof *v);
    if (v)
        v->overview = chn_overview_new(h, err);
    else
        (void)chn_fail_memory(err);
    if (v && !v->overview) {
        chn_free(v);
        v = NULL;
    }
    (void)pthread_mutex_lock(&s->lock);
    s->reading = false;
    chn_view *last = NULL;
    if (v) {
        v->users = 2; /* the server's, and the caller's */
        last = let_go(s->view);
        s->view = v;
    }
    (void)pthread_mutex_unlock(&s->lock);
    free_view(last);
    return v;
}

void chn_server_warm(chn_server *s)
{
    static const char *const lists[] = {
        "/api/v1/review/progress", "/api/v1/origins", "/api/v1/messages",
        "/api/v1/follows", "/api/v1/observances"};
    char host[96], cookie[64];
    chn_buf b;
    chn_buf_init(&b, sizeof host);
    chn_buf_fmt(&b, "localhost:%u", (unsigned)s->port);
    memcpy(host, b.p ? b.p : "", b.n + 1);
    chn_buf_clear(&b);
    chn_buf_fmt(&b, "chancery=%s", s->token);
    memcpy(cookie, b.p ? b.p : "", b.n + 1);
    const bool ok = !b.failed;
    chn_buf_free(&b);
    for (size_t i = 0; i < sizeof lists / sizeof *lists && ok; i++) {
        chn_answer a;
        chn_request r;
        memset(&r, 0, sizeof r);
        r.method = chn_str_of("GET");
        r.target = chn_str_of(lists[i]);
        r.host = chn_str_of(host);
        r.cookie = chn_str_of(cookie);
        (void)pthread_mutex_lock(&s->lock);
        const bool stop = s->stopping;
        (void)pthread_mutex_unlock(&s->lock);
        if (stop)
            return;
        chn_server_answer(s, &r, &a);
        chn_answer_free(&a);
    }
}

/* ---- start and end ---- */

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

static bool is_loopback(const char *listen)
{
    return !listen || strcmp(listen, "127.0.0.1") == 0 ||
           strcmp(listen, "::1") == 0 || strcmp(listen, "localhost") == 0;
}

/* An address of IPv6 stands in brackets in Host. */
static bool set_host(chn_server *s)
{
    const char *z = s->o.listen ? s->o.listen : "127.0.0.1";
    const bool six = strchr(z, ':') != NULL;
    chn_buf b;
    chn_buf_init(&b, sizeof s->host);
    chn_buf_fmt(&b, six ? "[%s]" : "%s", z);
    const bool ok = !b.failed && b.n < sizeof s->host;
    if (ok)
        memcpy(s->host, b.p, b.n + 1);
    chn_buf_free(&b);
    s->any_host = strcmp(z, "0.0.0.0") == 0 || strcmp(z, "::") == 0;
    return ok;
}

static chn_code open_all(chn_server *s, chn_err *err)
{
    char version[CHN_STORE_VERSION_LEN];
    if (!set_host(s))
        return chn_fail(err, CHN_ERR_ARGUMENT, "the address \"%s\" is none",
                        s->o.listen);
    if (!is_loopback(s->o.listen) && !chn_token_make(s->token))
        return chn_fail(err, CHN_ERR_INTERNAL,
                        "the system gives no random numbers for a token");
    s->name = name_of(s->o.store);
    s->cap_idle = s->o.threads + CHN_SERVE_EXPORTS_MAX;
    s->idle = chn_calloc(s->cap_idle, sizeof(chn_store *));
    s->cache = chn_cache_new(CHN_SERVE_CACHE_BYTES);
    s->lists = chn_cache_new(CHN_SERVE_CACHE_BYTES);
    s->skipped = chn_calloc(CHN_SERVE_SKIPPED_MAX, sizeof *s->skipped);
    if (!s->idle || !s->cache || !s->lists || !s->skipped)
        return chn_fail_memory(err);
    /* the writer first: it brings an older store up to date */
    if (s->o.reviewer) {
        s->writer = chn_store_open(s->o.store, CHN_STORE_WRITE, err);
        if (!s->writer)
            return err->code ? err->code : CHN_ERR_STORE;
    }
    chn_store *h = chn_server_take(s, err);
    if (!h)
        return err->code ? err->code : CHN_ERR_STORE;
    chn_code code = chn_store_version(h, version, err);
    if (code == CHN_OK) {
        chn_view *v = chn_server_view(s, h, version, err);
        code = v ? CHN_OK : CHN_ERR_MEMORY;
        if (v)
            chn_server_leave(s, v);
    }
    chn_server_give(s, h);
    return code;
}

chn_server *chn_server_new(const chn_serve_options *o, chn_err *err)
{
    chn_server *s = chn_calloc(1, sizeof *s);
    if (!s || pthread_mutex_init(&s->lock, NULL) != 0) {
        chn_free(s);
        (void)chn_fail_memory(err);
        return NULL;
    }
    s->o = *o;
    s->port = o->port;
    if (pthread_mutex_init(&s->writing, NULL) != 0 ||
        pthread_mutex_init(&s->making, NULL) != 0 ||
        pthread_cond_init(&s->ended, NULL) != 0) {
        (void)pthread_mutex_destroy(&s->lock);
        chn_free(s);
        (void)chn_fail_memory(err);
        return NULL;
    }
    if (open_all(s, err) != CHN_OK) {
        chn_server_free(s);
        return NULL;
    }
    return s;
}

void chn_server_free(chn_server *s)
{
    if (!s)
        return;
    for (uint32_t i = 0; i < s->n_idle; i++)
        chn_store_close(s->idle[i]);
    /* last of all: it makes one file of the store again */
    chn_store_close(s->writer);
    free_view(s->view);
    chn_cache_free(s->cache);
    chn_cache_free(s->lists);
    chn_free(s->skipped);
    chn_free((void *)s->idle);
    (void)pthread_cond_destroy(&s->ended);
    (void)pthread_mutex_destroy(&s->making);
    (void)pthread_mutex_destroy(&s->writing);
    (void)pthread_mutex_destroy(&s->lock);
    chn_free(s);
}
