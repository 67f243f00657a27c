/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many workers over one engine give what one worker gives, byte for byte.
 * Run under ThreadSanitizer this also shows that the engine is not written
 * to. Results are made in one thread, printed and freed in another: they may
 * move.
 */
#include <chancery/chancery.h>

#include <pthread.h>

#include "base/alloc.h"
#include "base/str.h"
#include "check.h"

#define THREADS 8u
#define ROUNDS 3u
#define OUT_MAX ((size_t)64 * 1024 * 1024)

typedef struct text {
    const char *id, *published, *text;
} text;

/* Every stage has something to do: names, relays, relative dates, plans,
 * denials, occasions, letters outside ASCII, invalid bytes, nothing. */
static const text texts[] = {
    {"moon", "2018-09-20",
     "South Korean President Moon Jae-in met North Korean leader Kim Jong Un "
     "in Pyongyang on Wednesday, Yonhap said. The two leaders signed a joint "
     "declaration."},
    {"shoigu", "2023-07-28",
     "Russian defence minister Sergei Shoigu visited Pyongyang on Wednesday "
     "to mark the 70th anniversary of the armistice, KCNA reported. He handed "
     "over a letter from President Vladimir Putin."},
    {"treaty", "2024-06-20",
     "Russia and North Korea signed a partnership treaty in Pyongyang on "
     "Wednesday, TASS quoted the Kremlin as saying. Putin invited Kim Jong Un "
     "to visit Moscow."},
    {"plan", "",
     "Chinese Foreign Minister Wang Yi will visit Moscow next week. Japan may "
     "impose new sanctions on North Korea, Kyodo reported on Friday."},
    {"denial", "2023-09-07",
     "The Kremlin denied that Russia had sold weapons to North Korea. "
     "\"There was no such agreement\", spokesman Dmitry Peskov said."},
    {"letters", "2021-10-02",
     "Präsident \xE2\x80\x9CMoon\xE2\x80\x9D wrote to Kim \xE2\x80\x94 "
     "\xEA\xB9\x80\xEC\xA0\x95\xEC\x9D\x80 \xE2\x80\x94 in September. "
     "\xFF\xC0 Seoul thanked Pyongyang on 1 October."},
    {"nothing", "2020-01-01", "The weather was fine. Trains ran on time."},
    {"one", "2020-01-02", "x"},
};
#define TEXTS (sizeof texts / sizeof *texts)

static chn_report report_of(const text *t)
{
    chn_report r;
    memset(&r, 0, sizeof r);
    r.id = chn_str_of(t->id);
    r.published = chn_day_parse(t->published, strlen(t->published));
    r.publisher = r.title = r.url = chn_str_of("");
    r.text = chn_str_of(t->text);
    r.file = chn_str_of("test");
    return r;
}

static bool to_buf(void *user, const char *p, size_t n)
{
    chn_buf_put(user, p, n);
    return true;
}

/* Print a result as all three formats. */
static bool print_all(const chn_result *r, chn_buf *out)
{
    const chn_format formats[] = {CHN_FORMAT_JSONL, CHN_FORMAT_CSV,
                                  CHN_FORMAT_TABLE};
    for (size_t i = 0; i < 3; i++) {
        chn_print_options o;
        chn_print_options_init(&o);
        o.format = formats[i];
        if (chn_result_print(r, &o, to_buf, out, NULL))
            return false;
    }
    return !out->failed;
}

typedef struct job {
    const chn_engine *engine;
    uint32_t number;
    chn_result *made[ROUNDS][TEXTS];
    uint32_t failures;
} job;

static void *run(void *user)
{
    job *j = user;
    chn_err err;
    chn_worker *w = chn_worker_new(j->engine, &err);
    if (!w) {
        j->failures++;
        return NULL;
    }
    for (uint32_t round = 0; round < ROUNDS; round++) {
        /* Another order in each thread: what a worker did before must not
         * show. */
        for (size_t k = 0; k < TEXTS; k++) {
            const size_t i = (k + j->number + round) % TEXTS;
            const chn_report r = report_of(&texts[i]);
            j->made[round][i] = chn_worker_code(w, &r, &err);
            if (!j->made[round][i])
                j->failures++;
        }
    }
    chn_worker_free(w);
    return NULL;
}

static uint32_t compare(const job *j, const chn_buf *want)
{
    uint32_t bad = 0;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < TEXTS; i++) {
            chn_buf got;
            chn_buf_init(&got, OUT_MAX);
            if (!j->made[round][i] || !print_all(j->made[round][i], &got) ||
                got.n != want[i].n || memcmp(got.p, want[i].p, got.n) != 0) {
                printf("# thread %u, round %u, report %s differs\n",
                       (unsigned)j->number, (unsigned)round, texts[i].id);
                bad++;
            }
            chn_buf_free(&got);
        }
    }
    return bad;
}

/* What one worker says, into want[TEXTS]; returns the number of claims. */
static size_t code_serial(const chn_engine *engine, chn_buf *want)
{
    chn_err err;
    size_t claims = 0;
    chn_worker *w = engine ? chn_worker_new(engine, &err) : NULL;
    CHECK(w != NULL);
    for (size_t i = 0; i < TEXTS; i++) {
        chn_buf_init(&want[i], OUT_MAX);
        const chn_report r = report_of(&texts[i]);
        chn_result *got = w ? chn_worker_code(w, &r, &err) : NULL;
        CHECK(got && print_all(got, &want[i]));
        claims += got ? chn_result_claim_count(got) : 0;
        chn_result_free(got);
    }
    chn_worker_free(w);
    return claims;
}

static void check_job(job *j, const chn_buf *want)
{
    CHECK_INT(j->failures, 0);
    CHECK_INT(compare(j, want), 0);
    for (uint32_t r = 0; r < ROUNDS; r++)
        for (size_t k = 0; k < TEXTS; k++)
            chn_result_free(j->made[r][k]);
}

static void code_parallel(const chn_engine *engine, const chn_buf *want)
{
    job *jobs = chn_calloc(THREADS, sizeof *jobs);
    pthread_t threads[THREADS];
    uint32_t started = 0;
    CHECK(jobs != NULL);
    for (uint32_t i = 0; jobs && engine && i < THREADS; i++) {
        jobs[i].engine = engine;
        jobs[i].number = i;
        if (pthread_create(&threads[i], NULL, run, &jobs[i]) != 0)
            break;
        started++;
    }
    CHECK_INT(started, THREADS);
    for (uint32_t i = 0; i < started; i++)
        (void)pthread_join(threads[i], NULL);
    for (uint32_t i = 0; i < started; i++)
        check_job(&jobs[i], want);
    chn_free(jobs);
}

int main(void)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_engine *engine = chn_engine_open(NULL, &err);
    if (!engine)
        printf("# %s\n", err.text);
    chn_buf want[TEXTS];
    size_t claims = 0;
    TEST("one worker codes every report")
    {
        CHECK(engine != NULL);
        claims = code_serial(engine, want);
    }
    TEST("there is something to compare")
    {
        CHECK(claims >= 3);
    }
    TEST("eight workers at once give the same bytes")
    {
        code_parallel(engine, want);
    }
    for (size_t i = 0; i < TEXTS; i++)
        chn_buf_free(&want[i]);
    chn_engine_free(engine);
    return check_end();
}
