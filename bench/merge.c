/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cost of merging: synthetic claims, a quarter of a million and more, and how
 * long the two steps take; four times the claims should take about four times
 * as long. `bench_merge [CLAIMS]`: the most, default a million.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "bench.h"
#include "merge/merge.h"

#define COUNTRIES 60u
#define SENTENCES 400u
#define PER_DAY 600u /* claims: reports come by date */

typedef struct world {
    chn_merge_claim *c;
    char (*name)[2][12];
    char country[COUNTRIES][4];
    chn_merge_actor actor[COUNTRIES];
    uint32_t words[SENTENCES][CHN_WORDS];
    uint32_t n_words[SENTENCES];
} world;

static uint64_t rnd(uint64_t *s)
{
    *s = *s * 6364136223846793005u + 1442695040888963407u;
    return *s >> 33;
}

/* A few pairs make most of the news. */
static uint32_t country(uint64_t *s)
{
    const uint32_t a = (uint32_t)(rnd(s) % COUNTRIES);
    const uint32_t b = (uint32_t)(rnd(s) % COUNTRIES);
    return a < b ? a : b;
}

static void make_words(world *w, uint64_t *s)
{
    for (uint32_t i = 0; i < SENTENCES; i++) {
        char text[256] = "";
        size_t n = 0;
        for (int k = 0; k < 18; k++)
            n += (size_t)snprintf(text + n, sizeof text - n, "%c%cword%u ",
                                  (char)('a' + rnd(s) % 26),
                                  (char)('a' + rnd(s) % 26),
                                  (unsigned)(rnd(s) % 9));
        w->n_words[i] = chn_words_of(chn_str_of(text), w->words[i]);
    }
}

static void make_claims(world *w, uint32_t n, uint64_t *s)
{
    static const char *const category[] = {"CONSULT", "SUPPORT", "AGREE",
                                           "ACCUSE",  "ASSAULT", "SANCTION"};
    static const char *const mode[] = {"", "", "visit", "message", "phone"};
    static const char *const manner[] = {"en/a.one", "en/a.two", "en/a.three"};
    const chn_day base = chn_day_of(2010, 1, 1);
    for (uint32_t i = 0; i < n; i++) {
        chn_merge_claim *c = &w->c[i];
        memset(c, 0, sizeof *c);
        const uint32_t report = i / 6;
        (void)snprintf(w->name[i][0], sizeof w->name[i][0], "c%08x",
                       (unsigned)(i * 2654435761u));
        (void)snprintf(w->name[i][1], sizeof w->name[i][1], "r%u",
                       (unsigned)report);
        const uint32_t words = (uint32_t)(rnd(s) % SENTENCES);
        c->id = chn_str_of(w->name[i][0]);
        c->report = chn_str_of(w->name[i][1]);
        c->category = chn_str_of(category[rnd(s) % 6]);
        c->mode = chn_str_of(mode[rnd(s) % 5]);
        c->manner = chn_str_of(manner[rnd(s) % 3]);
        c->source = &w->actor[country(s)];
        c->target = &w->actor[country(s)];
        c->n_source = c->n_target = 1;
        c->symmetric = rnd(s) % 3 == 0;
        c->status = rnd(s) % 8 ? CHN_STATUS_OCCURRED : CHN_STATUS_PLANNED;
        c->published = base + (chn_day)(i / PER_DAY);
        c->basis = CHN_BASIS_TEXT;
        c->precision = CHN_PRECISION_DAY;
        c->from = c->to = c->published - (chn_day)(rnd(s) % 3);
        if (rnd(s) % 5 == 0) {
            c->basis = CHN_BASIS_PUBLISHED;
            c->from = CHN_DAY_NONE;
            c->to = c->published;
        } else if (rnd(s) % 10 == 0) {
            c->from -= (chn_day)(rnd(s) % CHN_MERGE_WIDE);
        }
        c->words = w->words[words];
        c->n_words = w->n_words[words];
        c->confidence_percent = 80;
    }
}

static int done(world *w, int status)
{
    if (w) {
        free(w->c);
        free(w->name);
    }
    free(w);
    return status;
}

int main(int argc, char **argv)
{
    uint32_t most = 1000000;
    if (argc > 1 && !chn_str_uint(chn_str_of(argv[1]), 20000000, &most))
        return 2;
    world *w = calloc(1, sizeof *w);
    if (!w)
        return done(w, 1);
    w->c = calloc(most, sizeof *w->c);
    w->name = calloc(most, sizeof *w->name);
    if (!w->c || !w->name)
        return done(w, 1);
    uint64_t s = 20240601;
    make_words(w, &s);
    for (uint32_t i = 0; i < COUNTRIES; i++) {
        w->country[i][0] = 'A';
        w->country[i][1] = (char)('A' + i / 26);
        w->country[i][2] = (char)('A' + i % 26);
        w->actor[i].country = chn_str_of(w->country[i]);
    }
    (void)puts("claims\tevents\tseconds\tmicroseconds_per_claim\tmegabytes");
    for (uint32_t n = most / 16; n <= most; n *= 4) {
        chn_arena *a = chn_arena_new((size_t)32 << 30);
        chn_merge_result r;
        chn_err err;
        make_claims(w, n, &s);
        const double began = bench_now();
        if (!a || chn_merge_all(a, w->c, n, &r, &err) != CHN_OK) {
            (void)fprintf(stderr, "%s\n", a ? err.text : "no memory");
            chn_arena_free(a);
            return done(w, 1);
        }
        const double took = bench_now() - began;
        (void)printf("%u\t%u\t%.2f\t%.2f\t%zu\n", (unsigned)n,
                     (unsigned)r.n_event, took, took * 1e6 / n,
                     chn_arena_used(a) >> 20);
        chn_arena_free(a);
    }
    return done(w, 0);
}
