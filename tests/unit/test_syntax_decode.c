/* SPDX-License-Identifier: Apache-2.0 */
/* Trees from scores: against every possible tree on small graphs. */
#include <math.h>

#include "check.h"
#include "syntax/decode.h"
#include "unit/syntax_fixture.h"

#define N_MAX 6u

static int64_t sum_of(const float *score, size_t stride, uint32_t n,
                      const uint32_t *head)
{
    int64_t sum = 0;
    for (uint32_t i = 1; i <= n; i++)
        sum += chn_decode_count(score[(i - 1) * stride + head[i]]);
    return sum;
}

/* The best sum over all trees with one root, by trying all heads. */
static int64_t best_sum(const float *score, size_t stride, uint32_t n)
{
    uint32_t head[N_MAX + 1] = {0}, mark[N_MAX + 1];
    int64_t best = INT64_MIN;
    for (;;) {
        if (chn_decode_is_tree(head, n, mark)) {
            const int64_t sum = sum_of(score, stride, n, head);
            best = sum > best ? sum : best;
        }
        uint32_t i = 1;
        while (i <= n && head[i] == n)
            head[i++] = 0;
        if (i > n)
            return best;
        head[i]++;
    }
}

/* By definition: from each token the root is reached in n steps. */
static bool reaches_root(const uint32_t *head, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t j = i, steps = 0;
        for (; j != 0 && steps <= n; steps++)
            j = head[j];
        if (j != 0)
            return false;
        roots += head[i] == 0;
    }
    return roots == 1;
}

/* Every assignment of heads. */
static bool tree_test_agrees(uint32_t n)
{
    uint32_t head[N_MAX + 1] = {0}, mark[N_MAX + 1];
    for (;;) {
        if (chn_decode_is_tree(head, n, mark) != reaches_root(head, n))
            return false;
        uint32_t i = 1;
        while (i <= n && head[i] == n)
            head[i++] = 0;
        if (i > n)
            return true;
        head[i]++;
    }
}

/* Random scores; `steps` > 0: few different ones, so that many trees tie. */
static void random_scores(uint64_t *seed, float *score, size_t cells,
                          uint32_t steps)
{
    for (size_t i = 0; i < cells; i++)
        score[i] = steps ? (float)(fixture_random(seed) % steps)
                         : 8.0f * fixture_float(seed);
}

static uint32_t count_bad(chn_decode_room *room, uint32_t n, uint32_t steps,
                          uint32_t rounds)
{
    const size_t stride = 16;
    uint64_t seed = n * 1000 + steps;
    uint32_t bad = 0;
    for (uint32_t r = 0; r < rounds; r++) {
        float score[N_MAX * 16];
        uint32_t head[N_MAX + 1] = {0}, again[N_MAX + 1] = {0};
        random_scores(&seed, score, sizeof score / sizeof *score, steps);
        chn_decode_mst(room, score, stride, n, head);
        chn_decode_mst(room, score, stride, n, again);
        bad += !reaches_root(head, n) ||
               sum_of(score, stride, n, head) != best_sum(score, stride, n) ||
               memcmp(head, again, sizeof head) != 0;
    }
    return bad;
}

/* Long sentences: a tree, and no worse than trees that are easy to name. */
static bool long_is_tree(chn_arena *a, uint32_t n, uint32_t steps)
{
    const size_t stride = n + 1;
    uint64_t seed = n + steps;
    float *score = CHN_NEW(a, float, n *stride);
    uint32_t *head = CHN_NEW(a, uint32_t, stride);
    uint32_t *chain = CHN_NEW(a, uint32_t, stride);
    chn_decode_room *room = chn_decode_room_new(a, n);
    if (!score || !head || !chain || !room)
        return false;
    random_scores(&seed, score, n * stride, steps);
    chn_decode_mst(room, score, stride, n, head);
    for (uint32_t i = 1; i <= n; i++)
        chain[i] = i - 1;
    return reaches_root(head, n) &&
           sum_of(score, stride, n, head) >= sum_of(score, stride, n, chain);
}

int main(void)
{
    chn_arena *a = chn_arena_new((size_t)1 << 30);
    chn_decode_room *room = a ? chn_decode_room_new(a, N_MAX) : NULL;
    if (!room)
        return 1;

    TEST("what is a tree with one root")
    {
        for (uint32_t n = 1; n <= N_MAX; n++)
            CHECK(tree_test_agrees(n));
    }
    TEST("the best tree is found, ties or not")
    {
        for (uint32_t n = 1; n <= 5; n++) {
            CHECK_INT(count_bad(room, n, 0, 200), 0);
            CHECK_INT(count_bad(room, n, 3, 200), 0);
            CHECK_INT(count_bad(room, n, 1, 5), 0);
        }
        CHECK_INT(count_bad(room, 6, 0, 20), 0);
        CHECK_INT(count_bad(room, 6, 2, 20), 0);
    }
    TEST("scores that are no numbers, and endless ones")
    {
        const float odd[] = {NAN, INFINITY, -INFINITY, 3e38f, -3e38f, 0.0f};
        uint64_t seed = 5;
        for (uint32_t r = 0; r < 500; r++) {
            float score[N_MAX * 16];
            uint32_t head[N_MAX + 1] = {0};
            for (size_t i = 0; i < sizeof score / sizeof *score; i++)
                score[i] = odd[fixture_random(&seed) % 6];
            chn_decode_mst(room, score, 16, 1 + r % N_MAX, head);
            CHECK(reaches_root(head, 1 + r % N_MAX));
        }
        CHECK_INT(chn_decode_count(NAN), -((int64_t)1 << 40));
        CHECK_INT(chn_decode_count(INFINITY), (int64_t)1 << 40);
        CHECK_INT(chn_decode_count(-INFINITY), -((int64_t)1 << 40));
        CHECK_INT(chn_decode_count(1.5f), 1572864);
    }
    TEST("sentences of 400 tokens")
    {
        CHECK(long_is_tree(a, 400, 0));
        CHECK(long_is_tree(a, 400, 2));
        CHECK(long_is_tree(a, 399, 1));
    }
    chn_arena_free(a);
    return check_end();
}
