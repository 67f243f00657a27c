/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A request as it comes: first line, headers, an empty line, a body. What an
 * honest browser sends with each is there unless the input says otherwise.
 * "!" in front asks a server that wants a token. Whatever comes, there is an
 * answer: JSON where it says so, one shape for what is wrong, no path of this
 * machine, and a read-only server changes nothing.
 */
#include "fuzz.h"

#include <chancery/chancery.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/utf8.h"
#include "serve/api.h"

#define INPUT_MAX 16384u
#define BODY_MAX ((size_t)64 * 1024 * 1024)
/* A store with too many decisions makes each input slow. */
#define POSTS_MAX 300u

static chn_server *reading, *reviewing; /* libFuzzer hands nothing over */
static char dir[] = "/dev/shm/chancery-fuzz-XXXXXX";
static char fresh[64], used[64];
static uint32_t posts;
static char token[CHN_SERVE_TOKEN];
static const char host[] = "127.0.0.1:8765";
static const char origin[] = "http://127.0.0.1:8765";

static const char *const reports[][2] = {
    {"2019-04-26",
     "Kim Jong Un met Vladimir Putin in Vladivostok on Thursday, KCNA said. "
     "They agreed to hold talks on a railway. The Kremlin denied that a treaty "
     "had been signed."},
    {"2019-04-27",
     "North Korean leader Kim Jong Un visited Russia and met Putin on 25 April "
     "2019, TASS reported. Japan condemned the visit. South Korea's foreign "
     "minister will visit Moscow on 3 May."},
    {"2020-04-26", "Putin sent a message to Kim Jong Un on the anniversary of "
                   "their summit. \xF0\x9F\x9A\x82 Moscow and Pyongyang signed "
                   "an agreement \xE2\x80\x9Con rail\xE2\x80\x9D."},
    {"2021-04-26", "Japan and South Korea met in Seoul. \xFF Beijing accused "
                   "Washington of breaking the agreement."}};

static void now(char out[32])
{
    memcpy(out, "2026-01-31T12:00:00Z", 21);
}

static uint64_t ticks(void)
{
    return 0;
}

static chn_code state(const char *word, char out[16], chn_err *err)
{
    if (strcmp(word, "russia") != 0)
        return chn_fail(err, CHN_ERR_ARGUMENT, "no state");
    memcpy(out, "RUS", 4);
    return CHN_OK;
}

static void make_store(const char *path)
{
    chn_err err;
    chn_engine *e = chn_engine_open(NULL, &err);
    HOLDS(e != NULL);
    chn_worker *w = chn_worker_new(e, &err);
    chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
    HOLDS(w && s);
    HOLDS(chn_store_begin_run(s, e, 0, &err) == CHN_OK);
    HOLDS(chn_store_begin(s, &err) == CHN_OK);
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        chn_report r;
        chn_added added;
        char id[] = "report/0";
        id[7] = (char)('0' + i);
        memset(&r, 0, sizeof r);
        r.id = chn_str_of(id);
        r.publisher = chn_str_of("Yonhap");
        r.title = chn_str_of("A <b>title</b> *");
        r.url = chn_str_of("https://example.org/?a=b");
        r.published = chn_day_parse(reports[i][0], 10);
        r.text = chn_str_of(reports[i][1]);
        chn_result *x = chn_worker_code(w, &r, &err);
        HOLDS(x != NULL);
        HOLDS(chn_store_add(s, x, &added, &err) == CHN_OK);
        chn_result_free(x);
    }
    HOLDS(chn_store_commit(s, &err) == CHN_OK);
    chn_store_close(s);
    chn_worker_free(w);
    chn_engine_free(e);
}

static void copy_store(void)
{
    char buf[65536];
    FILE *in = fopen(fresh, "rb");
    FILE *out = fopen(used, "wb");
    HOLDS(in && out);
    for (size_t n; (n = fread(buf, 1, sizeof buf, in)) > 0;)
        HOLDS(fwrite(buf, 1, n, out) == n);
    (void)fclose(in);
    HOLDS(fclose(out) == 0);
}

static chn_server *serve(const char *store, const char *who, const char *listen)
{
    chn_err err;
    const chn_serve_options o = {.store = store,
                                 .reviewer = who,
                                 .listen = listen,
                                 .port = 8765,
                                 .below = 80,
                                 .threads = 1,
                                 .connections = 16,
                                 .state = state,
                                 .now = now,
                                 .ticks = ticks};
    chn_server *s = chn_server_new(&o, &err);
    HOLDS(s != NULL);
    return s;
}

static void renew(void)
{
    chn_server_free(reviewing);
    copy_store();
    reviewing = serve(used, "ada", NULL);
    posts = 0;
}

static void tidy(void)
{
    chn_server_free(reviewing);
    chn_server_free(reading);
    reviewing = reading = NULL;
    (void)unlink(fresh);
    (void)unlink(used);
    (void)rmdir(dir);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    HOLDS(mkdtemp(dir) != NULL);
    (void)snprintf(fresh, sizeof fresh, "%s/fresh.db", dir);
    (void)snprintf(used, sizeof used, "%s/used.db", dir);
    make_store(fresh);
    reading = serve(fresh, NULL, "0.0.0.0");
    memcpy(token, reading->token, sizeof token);
    HOLDS(strlen(token) == CHN_SERVE_TOKEN - 1);
    renew();
    (void)atexit(tidy);
    return 0;
}

/* ---- exports, read as http.c does, but without its threads ---- */

typedef struct gate {
    pthread_mutex_t lock;
    pthread_cond_t open;
    bool shut;
} gate;

static void shut(void *user)
{
    gate *g = user;
    (void)pthread_mutex_lock(&g->lock);
    g->shut = true;
    (void)pthread_mutex_unlock(&g->lock);
}

static void unshut(void *user)
{
    gate *g = user;
    (void)pthread_mutex_lock(&g->lock);
    g->shut = false;
    (void)pthread_cond_signal(&g->open);
    (void)pthread_mutex_unlock(&g->lock);
}

static void drain(chn_job *j, size_t most)
{
    gate g;
    char buf[4096];
    HOLDS(pthread_mutex_init(&g.lock, NULL) == 0 &&
          pthread_cond_init(&g.open, NULL) == 0);
    g.shut = false;
    size_t sum = 0;
    long n = 0;
    while (sum < most &&
           (n = chn_job_read(j, buf, sizeof buf, shut, unshut, &g)) >= 0) {
        sum += (size_t)n;
        (void)pthread_mutex_lock(&g.lock);
        while (n == 0 && g.shut)
            (void)pthread_cond_wait(&g.open, &g.lock);
        (void)pthread_mutex_unlock(&g.lock);
    }
    HOLDS(n != -2);
    (void)pthread_cond_destroy(&g.open);
    (void)pthread_mutex_destroy(&g.lock);
}

/* ---- one request ---- */

static chn_str line_of(chn_str *rest)
{
    const char *end = memchr(rest->p, '\n', rest->n);
    const size_t n = end ? (size_t)(end - rest->p) : rest->n;
    chn_str line = chn_str_n(rest->p, n);
    *rest = chn_str_n(rest->p + (end ? n + 1 : n), rest->n - (end ? n + 1 : n));
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    return line;
}

static bool named(chn_str line, const char *name, chn_str *value)
{
    const size_t n = strlen(name);
    if (line.n < n || memcmp(line.p, name, n) != 0)
        return false;
    *value = chn_str_trim(chn_str_n(line.p + n, line.n - n));
    return true;
}

static void read_request(chn_str in, chn_request *r)
{
    memset(r, 0, sizeof *r);
    chn_str first = line_of(&in);
    (void)chn_str_next(&first, ' ', &r->method);
    (void)chn_str_next(&first, ' ', &r->target);
    r->host = chn_str_of(host);
    r->origin = chn_str_of(origin);
    r->content_type = chn_str_of("application/json");
    for (chn_str line = line_of(&in); line.n; line = line_of(&in)) {
        bool two = false;
        (void)(named(line, "Host:", &r->host) ||
               named(line, "Origin:", &r->origin) ||
               named(line, "Sec-Fetch-Site:", &r->fetch_site) ||
               named(line, "Cookie:", &r->cookie) ||
               named(line, "Authorization:", &r->authorization) ||
               named(line, "If-None-Match:", &r->if_none_match) ||
               named(line, "Content-Type:", &r->content_type));
        two = line.n == 5 && memcmp(line.p, "Host2", 5) == 0;
        r->odd = r->odd || two;
        r->takes_gzip = r->takes_gzip || (line.n == 4 && line.p[0] == 'g');
    }
    r->body = in;
}

static void check_json(chn_str body)
{
    chn_err err;
    chn_arena *a = chn_arena_new(BODY_MAX);
    const chn_str name = chn_str_of("none of them");
    chn_str value;
    bool found;
    HOLDS(a && body.n > 2 && body.p[body.n - 1] == '\n');
    HOLDS(chn_utf8_check(body.p, body.n) == body.n);
    const chn_code code =
        chn_json_fields(a, body.p, body.n - 1, &name, 1, &value, &found, &err);
    if (code)
        (void)fprintf(stderr, "%s\n%.*s\n", err.text, (int)body.n, body.p);
    HOLDS(code == CHN_OK);
    chn_arena_free(a);
}

static bool holds_dir(chn_str s)
{
    const size_t n = strlen(dir);
    for (size_t i = 0; i + n <= s.n; i++)
        if (memcmp(s.p + i, dir, n) == 0)
            return true;
    return false;
}

static void check(const chn_answer *a, const chn_request *r, chn_str in)
{
    static const int known[] = {200, 303, 304, 400, 401, 403, 404,
                                405, 409, 413, 414, 415, 429, 503};
    bool is_known = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        is_known = is_known || a->status == known[i];
    HOLDS(is_known);
    HOLDS(!a->job || a->status == 200);
    if (a->status >= 400)
        HOLDS(a->body.n > 10 && memcmp(a->body.p, "{\"error\":{", 10) == 0);
    if (a->status == 303)
        HOLDS(a->location[0] == '/' && a->location[1] != '/' && a->cookie[0]);
    if (a->status == 304)
        HOLDS(a->body.n == 0 && a->etag[0] == '"');
    const bool json = a->type && strcmp(a->type, "application/json") == 0;
    const bool head = chn_str_is(r->method, "HEAD");
    if (json && a->block && !head)
        check_json(a->body);
    /* libFuzzer sees what is compared, and may ask for the path itself */
    HOLDS(!holds_dir(a->body) || holds_dir(in));
    for (const char *p = a->location; *p; p++)
        HOLDS((unsigned char)*p > ' ');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    chn_answer a;
    chn_request r;
    if (n > INPUT_MAX || n == 0)
        return 0;
    const bool other = data[0] == '!';
    chn_str in = chn_str_n((const char *)data + other, n - other);
    read_request(in, &r);
    chn_server *s = other ? reading : reviewing;
    chn_server_answer(s, &r, &a);
    check(&a, &r, in);
    /* without the token nothing is shown */
    if (other && a.status == 200) {
        const char *at = r.cookie.n ? r.cookie.p : r.authorization.p;
        HOLDS(at != NULL && (r.cookie.n || r.authorization.n));
    }
    if (other && chn_str_is(r.method, "POST"))
        HOLDS(a.status >= 400);
    if (a.job)
        drain(a.job, n % 2 ? (size_t)8192 : BODY_MAX);
    chn_answer_free(&a);
    chn_jobs_wait(s);
    if (!other && chn_str_is(r.method, "POST") && ++posts > POSTS_MAX)
        renew();
    return 0;
}
