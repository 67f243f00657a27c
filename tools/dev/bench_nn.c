/* SPDX-License-Identifier: Apache-2.0 */
/* bench_nn [CPU [ROUNDS [tag | mst]]]: how fast the network reads, by a random
 * model of the shipped shape and random sentences. User time, one thread. CPU
 * is portable, avx2, avxvnni, avx512 or amx. Heads are made to be trees, as
 * they nearly always are; with "mst" they are not, and the exact decoder runs.
 * The sum at the end is the same for every CPU and compiler. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "../../tests/unit/syntax_fixture.h"
#include "base/hash.h"

#define SENTENCES 400u

static double seconds(void)
{
    struct rusage u;
    if (getrusage(RUSAGE_SELF, &u) != 0)
        return 0;
    return (double)u.ru_utime.tv_sec + (double)u.ru_utime.tv_usec * 1e-6;
}

/* Every token hangs from the one before it, whatever the arcs' scores are. */
static void make_chain(void *bytes, size_t n)
{
    chn_model_header *h = bytes;
    float *d = (float *)(void *)((char *)bytes + h->section[CHN_S_DISTANCE].at);
    for (uint32_t i = 0; i < CHN_DIST_N; i++)
        d[i] = 0;
    d[0] = 1e4f;
    d[chn_distance_bucket(-1)] = 1e6f;
    fixture_seal(bytes, n);
}

int main(int argc, char **argv)
{
    static const fixture_shape shape = {128, 4,     128,    64,  10,
                                        128, 60000, 131072, 4096};
    const char *cpu = argc > 1 ? argv[1] : NULL;
    const unsigned long rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 50;
    const bool tag = argc > 3 && strcmp(argv[3], "tag") == 0;
    const bool mst = argc > 3 && strcmp(argv[3], "mst") == 0;
    uint64_t sum = 0;
    chn_err err = {CHN_OK, 0, 0, ""};
    size_t n = 0;
    uint32_t length[SENTENCES];
    uint64_t seed = 7;
    chn_doc doc;
    for (uint32_t i = 0; i < SENTENCES; i++)
        length[i] = 8 + (uint32_t)(fixture_random(&seed) % 30);
    chn_arena *a = chn_arena_new((size_t)1 << 30);
    chn_arena *scratch = chn_arena_new((size_t)1 << 30);
    void *bytes = a ? fixture_model(a, &shape, 1, &n) : NULL;
    if (bytes && !mst)
        make_chain(bytes, n);
    chn_model *m = bytes ? chn_model_of(a, bytes, n, &err) : NULL;
    if (!m || !scratch || !fixture_doc(a, 2, 70000, length, SENTENCES, &doc)) {
        printf("%s\n", err.text);
        return 1;
    }
    const char *name = chn_model_use(m, cpu);
    doc.arena = scratch;
    const double t0 = seconds();
    for (unsigned long r = 0; r < rounds; r++) {
        chn_tree *t = NULL;
        chn_arena_reset(scratch);
        if (chn_tree_new(m, &doc, &t, &err) != CHN_OK ||
            (tag ? chn_syntax_tag(t, CHN_NONE, &err)
                 : chn_syntax_parse(t, CHN_NONE, &err)) != CHN_OK) {
            printf("%s\n", err.text);
            return 1;
        }
        sum = chn_hash(t->node, doc.n_tok * sizeof *t->node, 0);
    }
    const double s = seconds() - t0;
    printf("%s %s: %.0f tokens/s (%u tokens, %u sentences, %lu rounds, %.2f s "
           "user; %016llx)\n",
           name,
           tag   ? "tag"
           : mst ? "tag+parse, mst"
                 : "tag+parse",
           (double)doc.n_tok * (double)rounds / s, doc.n_tok, doc.n_sent,
           rounds, s, (unsigned long long)sum);
    chn_arena_free(scratch);
    chn_arena_free(a);
    return 0;
}
