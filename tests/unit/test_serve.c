/* SPDX-License-Identifier: Apache-2.0 */
/* Requests without sockets: parsing, limits, who may ask, what is kept. */
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "serve/api.h"

/* ---- parsing ---- */

static int parse(chn_request *r, chn_arena *a, const char *target)
{
    const char *what;
    memset(r, 0, sizeof *r);
    r->target = chn_str_of(target);
    return chn_request_parse(r, a, &what);
}

static void parsing(chn_arena *a)
{
    chn_request r;
    CHECK_INT(parse(&r, a, "/api/v1/reports/a%2Fb%20c?x=1&y=%C3%A9+z&w"), 0);
    CHECK_INT(r.n_segments, 4);
    CHECK_STR(r.segment[3], "a/b c");
    CHECK_STR(chn_request_param(&r, "x")->value, "1");
    CHECK_STR(chn_request_param(&r, "y")->value, "\xC3\xA9 z");
    CHECK_STR(chn_request_param(&r, "w")->value, "");
    CHECK(chn_request_param(&r, "z") == NULL);
    CHECK_INT(parse(&r, a, "/"), 0);
    CHECK_INT(r.n_segments, 0);
    CHECK_INT(parse(&r, a, "//x"), 0);
    CHECK_INT(r.n_segments, 2);
    static const char *const bad[] = {
        "",      "x",      "*",       "http://h/", "/a b",    "/a\\b",
        "/a#b",  "/%",     "/%4",     "/%zz",      "/%00",    "/%FF",
        "/?a=%", "/?%0=1", "/?a=%00", "/?a=%FF",   "/?a&a=1", "/\x7F"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_INT(parse(&r, a, bad[i]), 400);
}

static void limits(chn_arena *a)
{
    static char target[CHN_SERVE_TARGET_MAX + 2];
    chn_request r;
    chn_buf b;
    memset(target, 'a', sizeof target - 1);
    target[0] = '/';
    CHECK_INT(parse(&r, a, target), 414);
    target[CHN_SERVE_TARGET_MAX] = '\0';
    CHECK_INT(parse(&r, a, target), 0);
    chn_buf_init(&b, 4096);
    chn_buf_char(&b, '/');
    for (uint32_t i = 0; i < CHN_SERVE_SEGMENTS_MAX; i++)
        chn_buf_z(&b, i ? "/a" : "a");
    CHECK_INT(parse(&r, a, b.p), 0);
    chn_buf_z(&b, "/a");
    CHECK_INT(parse(&r, a, b.p), 404);
    chn_buf_clear(&b);
    chn_buf_z(&b, "/?");
    for (uint32_t i = 0; i < CHN_SERVE_PARAMS_MAX; i++)
        chn_buf_fmt(&b, "p%u=1&", (unsigned)i);
    CHECK_INT(parse(&r, a, b.p), 0);
    CHECK_INT(r.n_params, CHN_SERVE_PARAMS_MAX);
    chn_buf_z(&b, "q=1");
    CHECK_INT(parse(&r, a, b.p), 400);
    chn_buf_free(&b);
}

/* ---- who may ask ---- */

static chn_request ask(chn_arena *a, const char *method, const char *target,
                       const char *host)
{
    chn_request r;
    CHECK_INT(parse(&r, a, target), 0);
    r.method = chn_str_of(method);
    r.host = chn_str_of(host);
    return r;
}

static void hosts(chn_arena *a)
{
    chn_server s;
    memset(&s, 0, sizeof s);
    memcpy(s.host, "127.0.0.1", 10);
    s.port = 8765;
    static const struct {
        const char *host;
        int status;
    } t[] = {{"127.0.0.1:8765", 0},
             {"localhost:8765", 0},
             {"[::1]:8765", 0},
             {"127.0.0.1", 403},
             {"localhost:80", 403},
             {"", 403},
             {":8765", 403},
             {"evil.example:8765", 403},
             {"127.0.0.1:8765:8765", 403},
             {"localhost.evil:8765", 403},
             {"127.0.0.1:08765", 0},
             {"127.0.0.1:99999999", 403},
             {"192.168.0.1:8765", 403},
             {"127.0.0.1:8765@evil", 403},
             {"127.0.0.1 :8765", 403}};
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        const chn_request r = ask(a, "GET", "/", t[i].host);
        CHECK_INT(chn_guard(&s, &r).status, t[i].status);
    }
    s.any_host = true;
    const chn_request number = ask(a, "GET", "/", "192.168.0.1:8765");
    const chn_request name = ask(a, "GET", "/", "evil.example:8765");
    CHECK_INT(chn_guard(&s, &number).status, 0);
    CHECK_INT(chn_guard(&s, &name).status, 403);
    s.port = 80;
    const chn_request usual = ask(a, "GET", "/", "127.0.0.1");
    CHECK_INT(chn_guard(&s, &usual).status, 0);
    chn_request odd = usual;
    odd.odd = true;
    CHECK_INT(chn_guard(&s, &odd).status, 400);
}

static void origins(chn_arena *a)
{
    chn_server s;
    memset(&s, 0, sizeof s);
    memcpy(s.host, "127.0.0.1", 10);
    s.port = 8765;
    chn_request r = ask(a, "POST", "/api/v1/merges", "127.0.0.1:8765");
    r.content_type = chn_str_of("application/json; charset=utf-8");
    CHECK_INT(chn_guard(&s, &r).status, 403);
    r.origin = chn_str_of("http://127.0.0.1:8765");
    CHECK_INT(chn_guard(&s, &r).status, 0);
    r.origin = chn_str_of("http://localhost:8765"); /* another origin */
    CHECK_INT(chn_guard(&s, &r).status, 403);
    r.origin = chn_str_of("http://127.0.0.1:87650");
    CHECK_INT(chn_guard(&s, &r).status, 403);
    r.origin = chn_str_of("");
    r.fetch_site = chn_str_of("same-origin");
    CHECK_INT(chn_guard(&s, &r).status, 0);
    r.fetch_site = chn_str_of("same-site");
    CHECK_INT(chn_guard(&s, &r).status, 403);
    r.fetch_site = chn_str_of("same-origin");
    r.content_type = chn_str_of("text/plain");
    CHECK_INT(chn_guard(&s, &r).status, 415);
    chn_request get = ask(a, "GET", "/api/v1/meta", "127.0.0.1:8765");
    get.fetch_site = chn_str_of("cross-site");
    CHECK_INT(chn_guard(&s, &get).status, 403);
    get = ask(a, "GET", "/events", "127.0.0.1:8765");
    get.fetch_site = chn_str_of("cross-site");
    CHECK_INT(chn_guard(&s, &get).status, 0);
}

static void tokens(chn_arena *a)
{
    char one[CHN_SERVE_TOKEN], two[CHN_SERVE_TOKEN];
    CHECK(chn_token_make(one) && chn_token_make(two));
    CHECK(strlen(one) == 32 && strcmp(one, two) != 0);
    CHECK(chn_token_same(chn_str_of(one), one));
    CHECK(!chn_token_same(chn_str_of(two), one));
    CHECK(!chn_token_same(chn_str_n(one, 31), one));
    CHECK(!chn_token_same(chn_str_of(""), one));
    chn_server s;
    chn_answer out;
    char line[128];
    memset(&s, 0, sizeof s);
    memcpy(s.host, "127.0.0.1", 10);
    s.port = 8765;
    memcpy(s.token, one, sizeof one);
    chn_request r = ask(a, "GET", "/", "127.0.0.1:8765");
    CHECK_INT(chn_guard(&s, &r).status, 401);
    snprintf(line, sizeof line, "a=b; chancery=%s", one);
    r.cookie = chn_str_of(line);
    CHECK_INT(chn_guard(&s, &r).status, 0);
    r.cookie = chn_str_of("chancery=");
    CHECK_INT(chn_guard(&s, &r).status, 401);
    snprintf(line, sizeof line, "Bearer %s", one);
    r.authorization = chn_str_of(line);
    CHECK_INT(chn_guard(&s, &r).status, 0);
    snprintf(line, sizeof line, "/events/e1?token=%s", one);
    r = ask(a, "GET", line, "127.0.0.1:8765");
    memset(&out, 0, sizeof out);
    CHECK(chn_guard_enter(&s, &r, &out));
    CHECK(strcmp(out.location, "/events/e1") == 0);
    CHECK(strstr(out.cookie, "HttpOnly; SameSite=Strict") != NULL);
    CHECK_INT(out.status, 303);
    snprintf(line, sizeof line, "//evil.example/x?token=%s", one);
    r = ask(a, "GET", line, "127.0.0.1:8765");
    CHECK(chn_guard_enter(&s, &r, &out) && strcmp(out.location, "/") == 0);
    r = ask(a, "GET", line, "evil.example:8765");
    CHECK(!chn_guard_enter(&s, &r, &out));
    snprintf(line, sizeof line, "/?token=%s", two);
    r = ask(a, "GET", line, "127.0.0.1:8765");
    CHECK(!chn_guard_enter(&s, &r, &out));
}

/* ---- what is kept ---- */

static chn_block *block_of(const char *text, size_t times)
{
    chn_buf b;
    chn_buf_init(&b, (size_t)1 << 30);
    for (size_t i = 0; i < times; i++)
        chn_buf_z(&b, text);
    return chn_block_new(&b);
}

static void keeping(void)
{
    chn_cache *c = chn_cache_new(4096); /* some twenty blocks */
    char key[16];
    CHECK(chn_cache_get(c, chn_str_of("x")) == NULL);
    for (int i = 0; i < 200; i++) {
        chn_block *b = block_of("0123456789", 10);
        snprintf(key, sizeof key, "k%d", i);
        chn_cache_put(c, chn_str_of(key), b);
        chn_block_drop(b);
        /* the first is asked for all the time: it stays */
        chn_block *first = chn_cache_get(c, chn_str_of("k0"));
        CHECK(first != NULL);
        chn_block_drop(first);
    }
    CHECK(chn_cache_get(c, chn_str_of("k1")) == NULL);
    chn_block *last = chn_cache_get(c, chn_str_of("k199"));
    CHECK(last != NULL && chn_block_str(last).n == 100);
    /* another under the same key; whoever has the old one keeps it */
    chn_block *other = block_of("x", 1);
    chn_cache_put(c, chn_str_of("k199"), other);
    chn_block_drop(other);
    CHECK_INT(chn_block_str(last).n, 100);
    chn_block_drop(last);
    last = chn_cache_get(c, chn_str_of("k199"));
    CHECK(last != NULL && chn_block_str(last).n == 1);
    chn_cache_free(c);
    CHECK_STR(chn_block_str(last), "x");
    chn_block_drop(last);
}

/* ---- text ---- */

static void units(chn_arena *a)
{
    chn_units u;
    /* a, e with acute, an engine (two units), a bad byte, z */
    CHECK(chn_units_init(&u, a, chn_str_of("a\xC3\xA9\xF0\x9F\x9A\x82\xFFz")));
    CHECK_INT(chn_unit_at(&u, 0), 0);
    CHECK_INT(chn_unit_at(&u, 1), 1);
    CHECK_INT(chn_unit_at(&u, 3), 2);
    CHECK_INT(chn_unit_at(&u, 7), 4);
    CHECK_INT(chn_unit_at(&u, 8), 5);
    CHECK_INT(chn_unit_at(&u, 9), 6);
    CHECK_INT(chn_unit_at(&u, 1000), 6);
    CHECK_INT(chn_unit_at(&u, 1), 1); /* backwards, too */
    CHECK(chn_units_init(&u, a, chn_str_of("")));
    CHECK_INT(chn_unit_at(&u, 0), 0);
    /* a long one: every place the same as counted from the beginning */
    chn_buf b;
    chn_buf_init(&b, (size_t)1 << 20);
    while (b.n < 20000)
        chn_buf_z(&b, b.n % 7 ? "\xF0\x9F\x9A\x82" : "ab\xC3\xA9");
    CHECK(chn_units_init(&u, a, chn_str_n(b.p, b.n)));
    uint32_t want = 0;
    for (size_t i = 0; i < b.n;) {
        CHECK_INT(chn_unit_at(&u, i), want);
        const unsigned char c = (unsigned char)b.p[i];
        i += c < 0x80 ? 1 : c < 0xE0 ? 2 : 4;
        want += c >= 0xF0 ? 2 : 1;
    }
    chn_buf_free(&b);
}

/* ---- answers of a server without a store of its own ---- */

static void now(char out[32])
{
    memcpy(out, "2026-01-31T12:00:00Z", 21);
}

static uint64_t ticks(void)
{
    return 0;
}

static int status_of(chn_server *s, const char *method, const char *target,
                     size_t body)
{
    static char bytes[CHN_SERVE_BODY_MAX + 2];
    chn_request r;
    chn_answer a;
    memset(&r, 0, sizeof r);
    r.method = chn_str_of(method);
    r.target = chn_str_of(target);
    r.host = chn_str_of("127.0.0.1:8765");
    r.origin = chn_str_of("http://127.0.0.1:8765");
    r.content_type = chn_str_of("application/json");
    memset(bytes, ' ', sizeof bytes);
    r.body = chn_str_n(bytes, body);
    chn_server_answer(s, &r, &a);
    const int status = a.status;
    if (status >= 400)
        CHECK(a.body.n > 10 && memcmp(a.body.p, "{\"error\":{", 10) == 0);
    chn_answer_free(&a);
    return status;
}

static void answers(void)
{
    char path[] = "/dev/shm/chancery-serve-XXXXXX";
    chn_err err;
    const int fd = mkstemp(path);
    CHECK(fd >= 0 && close(fd) == 0);
    (void)unlink(path);
    chn_store_close(chn_store_open(path, CHN_STORE_CREATE, &err));
    const chn_serve_options o = {.store = path,
                                 .reviewer = "ada",
                                 .port = 8765,
                                 .below = 80,
                                 .threads = 2,
                                 .connections = 16,
                                 .now = now,
                                 .ticks = ticks};
    chn_server *s = chn_server_new(&o, &err);
    CHECK(s != NULL);
    if (!s)
        return;
    static const char *const fine[] = {"/",
                                       "/events/e1",
                                       "/api/v1/meta",
                                       "/api/v1/events",
                                       "/api/v1/facets",
                                       "/api/v1/density",
                                       "/api/v1/network",
                                       "/api/v1/map",
                                       "/api/v1/reports",
                                       "/api/v1/origins",
                                       "/api/v1/review/queue",
                                       "/api/v1/runs",
                                       "/api/v1/review/progress",
                                       "/api/v1/review/agreement",
                                       "/api/v1/openapi.json"};
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        CHECK_INT(status_of(s, "GET", fine[i], 0), 200);
        CHECK_INT(status_of(s, "HEAD", fine[i], 0), 200);
    }
    CHECK_INT(status_of(s, "GET", "/api/v1/events/e1", 0), 404);
    CHECK_INT(status_of(s, "GET", "/api", 0), 404);
    CHECK_INT(status_of(s, "GET", "/api/v2/meta", 0), 404);
    CHECK_INT(status_of(s, "GET", "/api/v1/", 0), 404);
    CHECK_INT(status_of(s, "BREW", "/", 0), 405);
    CHECK_INT(status_of(s, "POST", "/", 2), 405);
    CHECK_INT(status_of(s, "POST", "/api/v1/meta", 2), 405);
    CHECK_INT(status_of(s, "GET", "/api/v1/splits", 0), 405);
    CHECK_INT(status_of(s, "POST", "/api/v1/merges", CHN_SERVE_BODY_MAX), 400);
    CHECK_INT(status_of(s, "POST", "/api/v1/merges", CHN_SERVE_BODY_MAX + 1),
              413);
    chn_server_free(s);
    (void)unlink(path);
}

int main(void)
{
    chn_arena *a = chn_arena_new((size_t)64 * 1024 * 1024);
    if (!a)
        return 1;
    TEST("targets are taken apart")
    parsing(a);
    TEST("limits, at them and past them")
    limits(a);
    TEST("Host must be ours")
    hosts(a);
    TEST("Origin and type of a POST")
    origins(a);
    TEST("tokens")
    tokens(a);
    TEST("kept answers: the oldest goes first")
    keeping();
    TEST("bytes become UTF-16 code units")
    units(a);
    TEST("answers of an empty store")
    answers();
    chn_arena_free(a);
    return check_end();
}
