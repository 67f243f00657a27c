/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many workers over one engine and one model read the same sentences as one
 * worker does, byte for byte, with each instruction set. Under
 * ThreadSanitizer this also shows that the model is not written to. Where no
 * model is built in, a small random one is put into a file.
 */
#include <chancery/chancery.h>

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/str.h"
#include "check.h"
#include "unit/syntax_fixture.h"

#define THREADS 6u
#define ROUNDS 2u
#define OUT_MAX ((size_t)64 * 1024 * 1024)

/* Short and long, letters outside ASCII, invalid bytes, more sentences than
 * one, none with an act, none at all. */
static const char *const texts[] = {
    "Envoys of Norway met envoys of Chile in Lima on Tuesday. They signed a "
    "treaty on fishing that both had wanted for years.",
    "The minister, who had been ill, said: \"We will not sign.\" Nobody "
    "asked why.\n\nRain fell.",
    "Kh\303\240n \303\224n spoke in \342\200\234Chi\310\231in\304\203u"
    "\342\200\235 \377\300 and left.",
    "x",
    "( ( ( ) ) ) ; ; -- ... ?!",
    "Snow lay on the roofs of the town, on its two bridges, on the boats, on "
    "the long quay, and on the backs of the horses, which stood and waited "
    "while the men, cold and tired, carried sacks of grain into the mill.",
};
#define TEXTS (sizeof texts / sizeof *texts)

typedef struct job {
    const chn_engine *engine;
    uint32_t number;
    chn_buf out[ROUNDS][TEXTS];
    uint32_t failures;
} job;

static bool to_buf(void *user, const char *p, size_t n)
{
    chn_buf *b = user;
    chn_buf_put(b, p, n);
    return !b->failed;
}

static bool parse(chn_worker *w, size_t i, chn_buf *out)
{
    chn_report r;
    chn_parse_options o;
    chn_err err;
    memset(&r, 0, sizeof r);
    r.id = chn_str_of("r");
    r.published = CHN_DAY_NONE;
    r.publisher = r.title = r.url = r.file = chn_str_of("");
    r.text = chn_str_of(texts[i]);
    chn_parse_options_init(&o);
    if (chn_worker_parse(w, &r, &o, to_buf, out, &err) != CHN_OK)
        return false;
    o.lazy = true;
    o.format = CHN_PARSE_TREE;
    return chn_worker_parse(w, &r, &o, to_buf, out, &err) == CHN_OK;
}

static void *run(void *user)
{
    job *j = user;
    chn_err err;
    chn_worker *w = chn_worker_new(j->engine, &err);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        /* Another order in each thread: what a worker read before must not
         * show. */
        for (size_t k = 0; k < TEXTS; k++) {
            const size_t i = (k + j->number + round) % TEXTS;
            chn_buf_init(&j->out[round][i], OUT_MAX);
            if (!w || !parse(w, i, &j->out[round][i]))
                j->failures++;
        }
    }
    chn_worker_free(w);
    return NULL;
}

static void check_job(job *j, const chn_buf *want)
{
    CHECK_INT(j->failures, 0);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < TEXTS; i++) {
            chn_buf *got = &j->out[round][i];
            CHECK(got->n == want[i].n && got->n > 0 &&
                  memcmp(got->p, want[i].p, got->n) == 0);
            chn_buf_free(got);
        }
    }
}

static void parse_parallel(const chn_engine *engine, const chn_buf *want)
{
    job *jobs = chn_calloc(THREADS, sizeof *jobs);
    pthread_t threads[THREADS];
    uint32_t started = 0;
    CHECK(jobs != NULL);
    for (uint32_t i = 0; jobs && i < THREADS; i++) {
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

/* Parse all with the best instruction set that is at most `cpu`. */
static void check_cpu(const char *model, const char *cpu, chn_buf *want)
{
    chn_engine_options o;
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_engine_options_init(&o);
    o.model = model;
    o.cpu = cpu;
    chn_engine *engine = chn_engine_open(&o, &err);
    if (!engine)
        printf("# %s\n", err.text);
    chn_worker *w = engine ? chn_worker_new(engine, &err) : NULL;
    CHECK(w != NULL);
    for (size_t i = 0; w && i < TEXTS; i++) {
        chn_buf got;
        chn_buf_init(&got, OUT_MAX);
        CHECK(parse(w, i, &got));
        if (!want[i].p) {
            want[i] = got;
            continue;
        }
        CHECK(got.n == want[i].n && memcmp(got.p, want[i].p, got.n) == 0);
        chn_buf_free(&got);
    }
    chn_worker_free(w);
    if (w)
        parse_parallel(engine, want);
    chn_engine_free(engine);
}

/* A random model in a file. */
static bool write_model(const char *path)
{
    size_t n = 0;
    chn_arena *a = chn_arena_new((size_t)1 << 28);
    const void *bytes = a ? fixture_model(a, &fixture_small, 11, &n) : NULL;
    FILE *f = bytes ? fopen(path, "wb") : NULL;
    const bool ok = f && fwrite(bytes, 1, n, f) == n;
    chn_arena_free(a);
    return f && fclose(f) == 0 && ok;
}

int main(void)
{
    static const char *const cpus[] = {NULL,      "portable", "avx2",
                                       "avxvnni", "avx512",   "amx"};
    char dir[] = "/tmp/chancery-threads-XXXXXX", path[64];
    const char *model = NULL;
    size_t n = 0;
    chn_buf want[TEXTS];
    for (size_t i = 0; i < TEXTS; i++)
        chn_buf_init(&want[i], OUT_MAX);
    if (!chn_model_builtin(&n)) {
        if (!mkdtemp(dir))
            return 1;
        (void)snprintf(path, sizeof path, "%s/m.chn", dir);
        if (!write_model(path))
            return 1;
        model = path;
    }
    TEST("six workers at once give what one gives, by each instruction set")
    {
        for (size_t i = 0; i < sizeof cpus / sizeof *cpus; i++)
            check_cpu(model, cpus[i], want);
    }
    for (size_t i = 0; i < TEXTS; i++)
        chn_buf_free(&want[i]);
    if (model) {
        (void)unlink(path);
        (void)rmdir(dir);
    }
    return check_end();
}
