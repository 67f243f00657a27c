/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door to libmicrohttpd, and the only one: sockets, threads, limits and
 * timeouts. What a request means is none of its business.
 */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

#include "base/alloc.h"
#include "serve/api.h"

/* A silent connection ends. */
#define SILENCE_S 20u
/* A request must be there, and an answer taken, in this time; a large answer
 * has more: at least so many bytes a second. */
#define REQUEST_MS 30000u
#define ANSWER_MS 60000u
#define SLOWEST 16384u /* bytes a second */
/* Head of a request and of its answer. */
#define HEAD_MAX ((size_t)16384)
#define WATCH_MS 500u

/* MHD says MHD_YES and MHD_NO by an enum since 0.9.71, before by an int. */
#if MHD_VERSION >= 0x00097002
typedef enum MHD_Result mhd_result;
#else
typedef int mhd_result;
#endif

/* A connection, as the watch sees it. */
typedef struct peer peer;
struct peer {
    peer *next, *before;
    MHD_socket fd;
    uint64_t until; /* ticks; then it is shut */
};

struct chn_http {
    chn_server *server;
    struct MHD_Daemon *daemon;
    pthread_mutex_t lock; /* of the peers */
    peer *peers;
    pthread_t watch, warm;
    bool watched, warming;
    atomic_bool stop;
    char link[256];
};

/* One request and its answer. */
typedef struct exchange {
    chn_http *http;
    struct MHD_Connection *connection;
    char target[CHN_SERVE_TARGET_MAX + 2]; /* one more than may be */
    size_t n_target;
    chn_buf body;
    bool begun, answered;
    chn_job *job;
    uint64_t taken; /* bytes of the job, since the watch was told */
} exchange;

/* ---- watching ---- */

static void notify(void *cls, struct MHD_Connection *connection,
                   void **socket_context,
                   enum MHD_ConnectionNotificationCode what)
{
    chn_http *h = cls;
    peer *p = *socket_context;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *fd = MHD_get_connection_info(
            connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        p = chn_calloc(1, sizeof *p);
        *socket_context = p;
        if (!p || !fd)
            return; /* unwatched: silence ends it, too */
        p->fd = fd->connect_fd;
        p->until = h->server->o.ticks() + REQUEST_MS;
        (void)pthread_mutex_lock(&h->lock);
        p->next = h->peers;
        if (p->next)
            p->next->before = p;
        h->peers = p;
        (void)pthread_mutex_unlock(&h->lock);
        return;
    }
    if (!p)
        return;
    /* told before the socket is closed: it cannot be another's yet */
    (void)pthread_mutex_lock(&h->lock);
    *(p->before ? &p->before->next : &h->peers) = p->next;
    if (p->next)
        p->next->before = p->before;
    (void)pthread_mutex_unlock(&h->lock);
    *socket_context = NULL;
    chn_free(p);
}

static void give_time(exchange *x, uint64_t ms)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        x->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    peer *p = info ? info->socket_context : NULL;
    if (!p)
        return;
    (void)pthread_mutex_lock(&x->http->lock);
    p->until = x->http->server->o.ticks() + ms;
    (void)pthread_mutex_unlock(&x->http->lock);
}

/* Shuts what has run out of time: who sends a byte now and then is never
 * silent. */
static void *watch(void *cls)
{
    chn_http *h = cls;
    const struct timespec pause = {.tv_nsec = (long)WATCH_MS * 1000000};
    while (!atomic_load(&h->stop)) {
        (void)nanosleep(&pause, NULL);
        const uint64_t now = h->server->o.ticks();
        (void)pthread_mutex_lock(&h->lock);
        for (const peer *p = h->peers; p; p = p->next)
            if (p->until < now)
                (void)shutdown(p->fd, SHUT_RDWR);
        (void)pthread_mutex_unlock(&h->lock);
    }
    return NULL;
}

static void *warm(void *cls)
{
    const chn_http *h = cls;
    chn_server_warm(h->server);
    return NULL;
}

/* ---- a request ---- */

static void *begin(void *cls, const char *uri,
                   struct MHD_Connection *connection)
{
    exchange *x = chn_calloc(1, sizeof *x);
    if (!x)
        return NULL;
    x->http = cls;
    x->connection = connection;
    x->n_target = strnlen(uri, CHN_SERVE_TARGET_MAX + 1);
    memcpy(x->target, uri, x->n_target);
    chn_buf_init(&x->body, CHN_SERVE_BODY_MAX + 1);
    return x;
}

static void end(void *cls, struct MHD_Connection *connection, void **con_cls,
                enum MHD_RequestTerminationCode why)
{
    exchange *x = *con_cls;
    (void)cls;
    (void)connection;
    (void)why;
    if (!x)
        return;
    if (x->answered)
        give_time(x, REQUEST_MS); /* for the next one */
    chn_buf_free(&x->body);
    chn_free(x);
    *con_cls = NULL;
}

typedef struct taking {
    chn_request *r;
    bool framed; /* the body's length was told */
} taking;

static mhd_result take_header(void *cls, enum MHD_ValueKind kind,
                              const char *name, const char *value)
{
    taking *t = cls;
    chn_request *r = t->r;
    const struct {
        const char *name;
        chn_str *at;
    } headers[] = {{"origin", &r->origin},
                   {"sec-fetch-site", &r->fetch_site},
                   {"cookie", &r->cookie},
                   {"authorization", &r->authorization},
                   {"if-none-match", &r->if_none_match},
                   {"content-type", &r->content_type}};
    (void)kind;
    const chn_str v = chn_str_of(value ? value : "");
    if (strcasecmp(name, "host") == 0) {
        r->odd = r->odd || r->host.n;
        r->host = v;
    } else if (strcasecmp(name, "content-length") == 0 ||
               strcasecmp(name, "transfer-encoding") == 0) {
        /* two lengths of one body: two programs may take it for two requests */
        r->odd = r->odd || t->framed;
        t->framed = true;
    } else if (strcasecmp(name, "accept-encoding") == 0) {
        chn_str rest = v, one;
        while (chn_str_next(&rest, ',', &one))
            if (chn_str_is(chn_str_trim(one), "gzip"))
                r->takes_gzip = true;
    }
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        if (strcasecmp(name, headers[i].name) == 0)
            *headers[i].at = v;
    return MHD_YES;
}

/* ---- an answer ---- */

static void drop_block(void *cls)
{
    chn_block_drop(cls);
}

static void suspend(void *cls)
{
    MHD_suspend_connection(cls);
}

static void resume(void *cls)
{
    MHD_resume_connection(cls);
}

/* What a job's reader needs; the exchange may end before the response does. */
typedef struct stream {
    chn_job *job;
    exchange *x;
    struct MHD_Connection *connection;
    uint64_t taken;
} stream;

static ssize_t read_job(void *cls, uint64_t pos, char *buf, size_t max)
{
    stream *s = cls;
    (void)pos;
    const long n =
        chn_job_read(s->job, buf, max, suspend, resume, s->connection);
    if (n == -1)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (n < 0)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    s->taken += (uint64_t)n;
    /* waiting for the store is not the reader's fault, taking little is */
    if (n == 0 || s->taken >= (uint64_t)SLOWEST * 4) {
        s->taken = 0;
        give_time(s->x, ANSWER_MS);
    }
    return (ssize_t)n;
}

static void drop_job(void *cls)
{
    stream *s = cls;
    chn_job_drop(s->job);
    chn_free(s);
}

static struct MHD_Response *response_of(exchange *x, chn_answer *a)
{
    if (a->job) {
        stream *s = chn_calloc(1, sizeof *s);
        if (!s)
            return NULL;
        *s = (stream){a->job, x, x->connection, 0};
        struct MHD_Response *r = MHD_create_response_from_callback(
            MHD_SIZE_UNKNOWN, 32768, read_job, s, drop_job);
        if (r)
            a->job = NULL; /* the response's now */
        else
            chn_free(s);
        return r;
    }
    /* MHD takes no const, and changes nothing */
    const char *body = a->body.p ? a->body.p : "";
    void *bytes = NULL;
    memcpy(&bytes, &body, sizeof bytes);
    if (!a->block)
        return MHD_create_response_from_buffer(a->body.n, bytes,
                                               MHD_RESPMEM_PERSISTENT);
    struct MHD_Response *r =
        MHD_create_response_from_buffer_with_free_callback_cls(
            a->body.n, bytes, drop_block, a->block);
    if (r)
        a->block = NULL;
    return r;
}

static void add(struct MHD_Response *r, const char *name, const char *value)
{
    if (value && *value)
        (void)MHD_add_response_header(r, name, value);
}

static void add_headers(struct MHD_Response *r, const chn_answer *a)
{
    static const char *const always[][2] = {
        {"Content-Security-Policy",
         "default-src 'none'; script-src 'self'; style-src 'self'; img-src "
         "'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
         "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Permissions-Policy",
         "camera=(), microphone=(), geolocation=(), interest-cohort=()"},
    };
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        add(r, always[i][0], always[i][1]);
    add(r, "Content-Type", a->type);
    add(r, "ETag", a->etag);
    add(r, "Cache-Control", a->cache_control);
    add(r, "Allow", a->allow);
    add(r, "Location", a->location);
    add(r, "Set-Cookie", a->cookie);
    add(r, "Content-Disposition", a->disposition);
    if (a->gzip)
        add(r, "Content-Encoding", "gzip");
    if (a->gzip)
        add(r, "Vary", "Accept-Encoding");
    if (a->status == 401)
        add(r, "WWW-Authenticate", "Bearer");
    if (a->status == 503 || a->status == 429)
        add(r, "Retry-After", "2");
}

static mhd_result answer(exchange *x, const char *method)
{
    chn_answer a;
    chn_request r;
    memset(&r, 0, sizeof r);
    r.method = chn_str_of(method);
    r.target = chn_str_n(x->target, x->n_target);
    r.body = chn_str_n(x->body.p ? x->body.p : "", x->body.n);
    taking t = {&r, false};
    (void)MHD_get_connection_values(x->connection, MHD_HEADER_KIND, take_header,
                                    &t);
    if (x->body.failed) /* one byte more than may be: refused as too long */
        r.body.n = CHN_SERVE_BODY_MAX + 1;
    x->answered = true;
    give_time(x, ANSWER_MS);
    chn_server_answer(x->http->server, &r, &a);
    give_time(x, ANSWER_MS + a.body.n / SLOWEST * 1000);
    struct MHD_Response *response = response_of(x, &a);
    mhd_result ok = MHD_NO;
    if (response) {
        add_headers(response, &a);
        ok = MHD_queue_response(x->connection, (unsigned)a.status, response);
        MHD_destroy_response(response);
    }
    chn_answer_free(&a);
    return ok;
}

static mhd_result handle(void *cls, struct MHD_Connection *connection,
                         const char *url, const char *method,
                         const char *version, const char *data, size_t *n,
                         void **con_cls)
{
    exchange *x = *con_cls;
    (void)cls;
    (void)connection;
    (void)url;
    (void)version;
    if (!x)
        return MHD_NO; /* no memory */
    if (!x->begun) {
        x->begun = true;
        return MHD_YES;
    }
    if (*n) {
        if (!x->body.failed)
            chn_buf_put(&x->body, data, *n);
        *n = 0;
        return MHD_YES;
    }
    return answer(x, method);
}

/* ---- starting ---- */

static bool set_address(chn_http *h, struct sockaddr_in *v4,
                        struct sockaddr_in6 *v6)
{
    const char *z = h->server->o.listen;
    memset(v4, 0, sizeof *v4);
    memset(v6, 0, sizeof *v6);
    v4->sin_family = AF_INET;
    v4->sin_port = htons(h->server->o.port);
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(h->server->o.port);
    if (!z || strcmp(z, "localhost") == 0)
        z = "127.0.0.1";
    if (inet_pton(AF_INET, z, &v4->sin_addr) == 1)
        return true;
    v4->sin_family = AF_UNSPEC;
    return inet_pton(AF_INET6, z, &v6->sin6_addr) == 1;
}

static bool start_daemon(chn_http *h)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    const chn_serve_options *o = &h->server->o;
    if (!set_address(h, &v4, &v6))
        return false;
    const bool six = v4.sin_family == AF_UNSPEC;
    const void *address = six ? (const void *)&v6 : (const void *)&v4;
    unsigned flags =
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
    if (six)
        flags |= MHD_USE_IPv6;
    h->daemon = MHD_start_daemon(
        flags, o->port, NULL, NULL, handle, h, MHD_OPTION_SOCK_ADDR, address,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)o->threads,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)o->connections,
        MHD_OPTION_CONNECTION_TIMEOUT, SILENCE_S,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEAD_MAX,
        MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024u, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_URI_LOG_CALLBACK, begin, h, MHD_OPTION_NOTIFY_COMPLETED, end,
        h, MHD_OPTION_NOTIFY_CONNECTION, notify, h, MHD_OPTION_END);
    return h->daemon != NULL;
}

static bool put_link(chn_http *h)
{
    const chn_server *s = h->server;
    const bool usual = s->port == 80;
    chn_buf b;
    chn_buf_init(&b, sizeof h->link);
    chn_buf_fmt(&b, "http://%s", s->any_host ? "localhost" : s->host);
    if (!usual)
        chn_buf_fmt(&b, ":%u", (unsigned)s->port);
    chn_buf_char(&b, '/');
    if (s->token[0])
        chn_buf_fmt(&b, "?token=%s", s->token);
    const bool ok = !b.failed && b.n < sizeof h->link;
    if (ok)
        memcpy(h->link, b.p, b.n + 1);
    chn_buf_free(&b);
    return ok;
}

chn_http *chn_http_start(chn_server *s, chn_err *err)
{
    chn_http *h = chn_calloc(1, sizeof *h);
    if (!h || pthread_mutex_init(&h->lock, NULL) != 0) {
        chn_free(h);
        (void)chn_fail_memory(err);
        return NULL;
    }
    h->server = s;
    atomic_init(&h->stop, false);
    bool ok = start_daemon(h);
    if (ok) {
        const union MHD_DaemonInfo *info =
            MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT);
        s->port = info && info->port ? info->port : s->o.port;
        h->watched = pthread_create(&h->watch, NULL, watch, h) == 0;
        ok = h->watched && put_link(h);
    }
    if (ok) /* a server without is slower at first, and as good */
        h->warming = pthread_create(&h->warm, NULL, warm, h) == 0;
    if (ok)
        return h;
    (void)chn_fail(err, CHN_ERR_OUTPUT,
                   "%s, port %u cannot be listened on; is another program "
                   "there? give --port 0 for any that is free",
                   s->o.listen ? s->o.listen : "127.0.0.1",
                   (unsigned)s->o.port);
    chn_http_stop(h);
    return NULL;
}

void chn_http_stop(chn_http *h)
{
    if (!h)
        return;
    if (h->daemon) {
        /* nobody may be left waiting for an export when the threads end */
        chn_jobs_break(h->server);
        MHD_stop_daemon(h->daemon);
        chn_jobs_wait(h->server);
    }
    atomic_store(&h->stop, true);
    if (h->watched)
        (void)pthread_join(h->watch, NULL);
    if (h->warming)
        (void)pthread_join(h->warm, NULL);
    (void)pthread_mutex_destroy(&h->lock);
    chn_free(h);
}

const char *chn_http_link(const chn_http *h)
{
    return h->link;
}
