/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many threads ask one server while one decides: each gets a whole answer of
 * one state of the store. Under ThreadSanitizer this shows that handles, events
 * in memory, kept answers and exports are shared as they should be.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "serve/api.h"

#define THREADS 6u
#define ROUNDS 12u

static char path[] = "/dev/shm/chancery-serve-XXXXXX";

static const char *const targets[] = {
    "/api/v1/meta",
    "/api/v1/events?limit=5",
    "/api/v1/facets?status=occurred",
    "/api/v1/density?by=year",
    "/api/v1/network?by=country",
    "/api/v1/map",
    "/api/v1/events?text=met&sort=-confidence",
    "/api/v1/review/queue?below=1",
    "/api/v1/review/progress",
    "/api/v1/reports?text=signed",
    "/api/v1/series?dyad=PRK-KOR",
    "/api/v1/observances",
    "/api/v1/disagreements",
    "/api/v1/export/jsonl",
    "/api/v1/export/rows-csv?status=occurred",
    "/",
};
#define TARGETS (sizeof targets / sizeof *targets)

typedef struct asking {
    chn_server *server;
    uint32_t first;
    uint32_t bad;
} asking;

static void now(char out[32])
{
    memcpy(out, "2026-01-31T12:00:00Z", 21);
}

static uint64_t ticks(void)
{
    return 0;
}

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

/* The bytes of an export; `most`: then it is dropped. */
static long drain(chn_job *j, size_t most)
{
    gate g;
    char buf[4096];
    size_t sum = 0;
    long n = 0;
    (void)pthread_mutex_init(&g.lock, NULL);
    (void)pthread_cond_init(&g.open, NULL);
    g.shut = false;
    while (sum < most &&
           (n = chn_job_read(j, buf, sizeof buf, shut, unshut, &g)) >= 0) {
        sum += (size_t)n;
        (void)pthread_mutex_lock(&g.lock);
        while (n == 0 && g.shut)
            (void)pthread_cond_wait(&g.open, &g.lock);
        (void)pthread_mutex_unlock(&g.lock);
    }
    (void)pthread_cond_destroy(&g.open);
    (void)pthread_mutex_destroy(&g.lock);
    return n == -2 ? -1 : (long)sum;
}

static bool ask_one(chn_server *s, const char *method, const char *target,
                    const char *body, uint32_t k)
{
    chn_request r;
    chn_answer a;
    memset(&r, 0, sizeof r);
    r.method = chn_str_of(method);
    r.target = chn_str_of(target);
    r.host = chn_str_of("127.0.0.1:8765");
    r.origin = chn_str_of("http://127.0.0.1:8765");
    r.content_type = chn_str_of("application/json");
    r.body = chn_str_of(body);
    chn_server_answer(s, &r, &a);
    bool ok = a.status == 200 || a.status == 429;
    if (a.job)
        ok = drain(a.job, k % 3 ? SIZE_MAX : 100) > 0;
    else if (a.block)
        ok = ok && a.body.n > 2 && a.body.p[a.body.n - 1] == '\n';
    if (!ok)
        printf("# %s %s: %d %.200s\n", method, target, a.status,
               a.body.p ? a.body.p : "");
    chn_answer_free(&a);
    return ok;
}

static void *ask_all(void *user)
{
    asking *x = user;
    for (uint32_t i = 0; i < ROUNDS * TARGETS; i++)
        x->bad += !ask_one(x->server, "GET", targets[(x->first + i) % TARGETS],
                           "", i);
    return NULL;
}

static void *decide(void *user)
{
    static const char *const bodies[] = {
        "{\"action\":\"accept\",\"claim\":\"%s\"}",
        "{\"action\":\"reject\",\"claim\":\"%s\"}",
        "{\"action\":\"undo\"}",
        "{\"action\":\"skip\",\"claim\":\"%s\"}",
    };
    asking *x = user;
    char claim[32] = "";
    chn_err err;
    chn_store *s = chn_server_take(x->server, &err);
    chn_page page;
    chn_page_init(&page);
    chn_buf ids;
    chn_buf_init(&ids, 65536);
    chn_overview *o = s ? chn_overview_new(s, &err) : NULL;
    if (!o) {
        x->bad++;
        return NULL;
    }
    page.id = chn_overview_id(o, 0).p;
    x->bad += chn_store_page(s, CHN_PAGE_EVENT_CLAIMS, &page, chn_into_list,
                             &ids, &err) != CHN_OK;
    if (ids.n >= 17)
        memcpy(claim, ids.p, 17);
    chn_buf_free(&ids);
    chn_overview_free(o);
    chn_server_give(x->server, s);
    for (uint32_t i = 0; i < 24; i++) {
        char body[128];
        const char *format = bodies[i % 4];
        const char *at = strstr(format, "%s");
        if (at)
            snprintf(body, sizeof body, "%.*s%s%s", (int)(at - format), format,
                     claim, at + 2);
        else
            snprintf(body, sizeof body, "%s", format);
        x->bad +=
            !ask_one(x->server, "POST", "/api/v1/review/decisions", body, i);
    }
    return NULL;
}

static void fill(void)
{
    static const char *const texts[] = {
        "South Korean President Moon Jae-in met North Korean leader Kim Jong "
        "Un in Pyongyang on Wednesday, Yonhap said. They signed a declaration.",
        "Russia and North Korea signed a treaty in Pyongyang on Wednesday, "
        "TASS said. Japan condemned it. China may visit Seoul next week."};
    chn_err err;
    chn_engine *e = chn_engine_open(NULL, &err);
    chn_worker *w = chn_worker_new(e, &err);
    chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
    CHECK(e && w && s);
    CHECK_INT(chn_store_begin(s, &err), CHN_OK);
    for (int i = 0; i < 40; i++) {
        chn_report r;
        chn_added added;
        char id[16];
        snprintf(id, sizeof id, "r%d", i);
        memset(&r, 0, sizeof r);
        r.id = chn_str_of(id);
        r.published = chn_day_parse("2018-09-20", 10) + i * 7;
        r.publisher = r.title = r.url = chn_str_of("");
        r.text = chn_str_of(texts[i % 2]);
        chn_result *x = chn_worker_code(w, &r, &err);
        CHECK(x && chn_store_add(s, x, &added, &err) == CHN_OK);
        chn_result_free(x);
    }
    CHECK_INT(chn_store_commit(s, &err), CHN_OK);
    chn_store_close(s);
    chn_worker_free(w);
    chn_engine_free(e);
}

int main(void)
{
    chn_err err;
    asking all[THREADS + 1];
    pthread_t thread[THREADS + 1];
    const int fd = mkstemp(path);
    if (fd < 0 || close(fd) != 0)
        return 1;
    (void)unlink(path);
    const chn_serve_options o = {.store = path,
                                 .reviewer = "ada",
                                 .port = 8765,
                                 .below = 80,
                                 .threads = THREADS,
                                 .connections = 16,
                                 .now = now,
                                 .ticks = ticks};
    TEST("a store")
    fill();
    chn_server *s = chn_server_new(&o, &err);
    if (!s)
        return 1;
    TEST("whole answers while decisions are made")
    {
        for (uint32_t i = 0; i <= THREADS; i++) {
            all[i] = (asking){s, i * 3, 0};
            CHECK_INT(pthread_create(&thread[i], NULL,
                                     i == THREADS ? decide : ask_all, &all[i]),
                      0);
        }
        for (uint32_t i = 0; i <= THREADS; i++) {
            CHECK_INT(pthread_join(thread[i], NULL), 0);
            CHECK_INT(all[i].bad, 0);
        }
    }
    TEST("exports end when they are broken off")
    {
        chn_jobs_break(s);
        chn_jobs_wait(s);
        CHECK_INT(s->exports, 0);
    }
    chn_server_free(s);
    (void)unlink(path);
    return check_end();
}
