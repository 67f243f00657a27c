/* SPDX-License-Identifier: Apache-2.0 */
/* Merging in parts: whatever the spans, the window and the order, the events
 * of all keys are those of one run; and lines that are none are refused. */
#include <chancery/merging.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/jsonview.h"
#include "base/str.h"
#include "check.h"
#include "shard/line.h"

#define N 1500
#define LINE 1200

static uint64_t rnd(uint64_t *s)
{
    *s ^= *s << 13;
    *s ^= *s >> 7;
    *s ^= *s << 17;
    return *s;
}

/* One claim of one report, of one of few blocks: days without a gap, so that
 * chains run over every edge. */
static void put_claim(char *line, uint32_t i, uint64_t *s, uint32_t days,
                      chn_day first)
{
    static const char *const who[] = {"kim-jong-un", "ri-yong-ho"};
    static const char *const mode[] = {"", "visit", "talks"};
    static const char *const voice[] = {"", "KCNA", "TASS"};
    static const char *const publisher[] = {"A", "B", "C", "D", ""};
    char id[20];
    char report[20];
    char block[64];
    uint32_t words[6];
    const chn_day day = first + (chn_day)(rnd(s) % days);
    const uint32_t kind = (uint32_t)(rnd(s) % 10);
    const chn_day wide = kind < 6 ? 0 : (chn_day)(rnd(s) % 31);
    const bool undated = kind == 9;
    const bool year = kind == 8 && rnd(s) % 4 == 0;
    const char *other = rnd(s) % 3 ? "RUS" : "CHN";
    (void)snprintf(id, sizeof id, "c%016llx",
                   (unsigned long long)i * 0x9e3779b97f4a7c15ULL);
    (void)snprintf(report, sizeof report, "r%u", i);
    (void)snprintf(block, sizeof block, "CONSULT %s,PRK%s", other,
                   year ? " 2017-01-01/2017-12-31" : "");
    for (uint32_t k = 0; k < 6; k++)
        words[k] = k * 4 + (uint32_t)(rnd(s) % 3);
    const chn_merge_actor source = {
        chn_str_of("PRK"), chn_str_of(who[rnd(s) % 2]), CHN_MERGE_RANK_PERSON};
    const chn_merge_actor target = {chn_str_of(other), chn_str_of(""),
                                    CHN_MERGE_RANK_STATE};
    const chn_day from = year ? 17167 : undated ? day - 1 : day;
    const chn_day to = year ? 17531 : undated ? day : day + wide;
    const chn_merge_claim m = {.id = chn_str_of(id),
                               .report = chn_str_of(report),
                               .category = chn_str_of("CONSULT"),
                               .mode = chn_str_of(mode[rnd(s) % 3]),
                               .source = &source,
                               .n_source = 1,
                               .target = &target,
                               .n_target = 1,
                               .symmetric = rnd(s) % 2 == 0,
                               .status = (chn_status)(rnd(s) % 6 < 4 ? 0 : 1),
                               .from = undated ? CHN_DAY_NONE : from,
                               .to = undated ? day : to,
                               .precision = CHN_PRECISION_DAY,
                               .basis = undated ? CHN_BASIS_PUBLISHED
                                                : CHN_BASIS_TEXT,
                               .published = undated ? day : day + 1,
                               .origin = chn_str_of(voice[rnd(s) % 3]),
                               .publisher = chn_str_of(publisher[rnd(s) % 5]),
                               .manner = chn_str_of("en/consult.meet"),
                               .confidence_percent = (int32_t)(rnd(s) % 100),
                               .words = words,
                               .n_words = 6,
                               .telling = chn_str_of(id),
                               .block = chn_str_of(block),
                               .reach_from = from,
                               .reach_to = to};
    chn_buf b;
    chn_buf packed;
    chn_buf_init(&b, LINE);
    chn_buf_init(&packed, LINE);
    chn_buf_fmt(&b,
                "{\"claim\":\"%s\",\"report\":\"%s\",\"category\":"
                "\"CONSULT\",\"voice\":[]}",
                id, report);
    chn_line_put_merge(&b, &m, &packed);
    CHECK(!b.failed);
    memcpy(line, b.p, b.n + 1);
    chn_buf_free(&b);
    chn_buf_free(&packed);
}

/* Events as lines, to be sorted. */
typedef struct lines {
    chn_arena *a;
    chn_str *at;
    uint32_t n, cap;
} lines;

static bool keep(void *user, const char *p, size_t n)
{
    lines *l = user;
    void *v = l->at;
    if (!chn_arena_grow(l->a, &v, &l->cap, l->n + 1, sizeof *l->at))
        return false;
    l->at = v;
    l->at[l->n++] = chn_arena_str(l->a, p, n);
    return true;
}

static bool keep_key(void *user, chn_str key)
{
    return keep(user, key.p, key.n);
}

static int line_cmp(const void *a, const void *b)
{
    return chn_str_cmp(*(const chn_str *)a, *(const chn_str *)b);
}

static bool same(const lines *a, const lines *b)
{
    for (uint32_t i = 0; i < a->n && i < b->n; i++)
        if (!chn_str_eq(a->at[i], b->at[i])) {
            printf("# %.*s# %.*s", (int)a->at[i].n, a->at[i].p, (int)b->at[i].n,
                   b->at[i].p);
            return false;
        }
    return a->n == b->n;
}

/* A claim behind one of its keys. */
typedef struct keyed {
    chn_str key, line;
} keyed;

static int keyed_cmp(const void *pa, const void *pb)
{
    const keyed *a = pa;
    const keyed *b = pb;
    const int d = chn_str_cmp(a->key, b->key);
    return d ? d : chn_str_cmp(a->line, b->line);
}

static void in_parts(char (*line)[LINE], const chn_merging_options *o,
                     lines *out, uint32_t *copies)
{
    chn_err err;
    lines keys = {.a = out->a};
    keyed *at = CHN_NEW(out->a, keyed, (size_t)N * 200);
    uint32_t n = 0;
    for (uint32_t i = 0; i < N; i++) {
        keys.n = 0;
        CHECK_INT(chn_merge_keys(chn_str_of(line[i]), o, keep_key, &keys, &err),
                  CHN_OK);
        for (uint32_t k = 0; k < keys.n && n < N * 200; k++)
            at[n++] = (keyed){keys.at[k], chn_str_of(line[i])};
    }
    *copies = n;
    qsort(at, n, sizeof *at, keyed_cmp);
    chn_merging *m = chn_merging_new(o, &err);
    for (uint32_t i = 0; i < n;) {
        const chn_str key = at[i].key;
        for (; i < n && chn_str_eq(at[i].key, key); i++)
            CHECK_INT(chn_merging_add(m, at[i].line, &err), CHN_OK);
        CHECK_INT(chn_merging_events(m, key.p, keep, out, &err), CHN_OK);
    }
    chn_merging_free(m);
    if (out->n > 1)
        qsort(out->at, out->n, sizeof *out->at, line_cmp);
}

static void parts_of(char (*line)[LINE], int32_t window, uint32_t days)
{
    chn_err err;
    chn_merging_options o;
    chn_merging_options_init(&o);
    o.window = window;
    o.days = days;
    uint32_t copies = 0;
    lines all = {.a = chn_arena_new((size_t)1 << 30)};
    lines parts = {.a = all.a};
    chn_merging *m = chn_merging_new(&o, &err);
    for (uint32_t i = N; i > 0; i--)
        CHECK_INT(chn_merging_add(m, chn_str_of(line[i - 1]), &err), CHN_OK);
    CHECK_INT(chn_merging_add(m, chn_str_of(line[7]), &err), CHN_OK);
    CHECK_INT(chn_merging_events(m, NULL, keep, &all, &err), CHN_OK);
    chn_merging_free(m);
    in_parts(line, &o, &parts, &copies);
    CHECK(all.n > 50 && all.n < N);
    CHECK(copies > N);
    CHECK(same(&all, &parts));
    chn_arena_free(all.a);
}

static void refuses(chn_merging *m, const char *text)
{
    chn_err err;
    lines none = {0};
    CHECK_INT(chn_merging_add(m, chn_str_of(text), &err), CHN_ERR_INPUT);
    CHECK_INT(chn_merge_keys(chn_str_of(text), NULL, keep_key, &none, &err),
              CHN_ERR_INPUT);
}

int main(void)
{
    static char line[N][LINE];
    uint64_t s = 88172645463325252ULL;
    chn_err err;
    TEST("parts of any size give the events of one run")
    {
        static const uint32_t days[] = {1, 3, 16, 64, 512};
        for (uint32_t i = 0; i < N; i++)
            put_claim(line[i], i, &s, 900, 17000);
        for (size_t d = 0; d < sizeof days / sizeof *days; d++)
            parts_of(line, 1, days[d]);
        parts_of(line, 0, 16);
        parts_of(line, 3, 16);
        parts_of(line, 7, 40);
    }
    TEST("also where one pair has very many claims on few days")
    {
        for (uint32_t i = 0; i < N; i++)
            put_claim(line[i], i, &s, 200, 17000);
        parts_of(line, 1, 8);
        parts_of(line, 1, 32);
    }
    TEST("before 1970 days are cut as after it")
    {
        lines keys = {.a = chn_arena_new(1 << 20)};
        put_claim(line[0], 3, &s, 1, -7000);
        CHECK_INT(
            chn_merge_keys(chn_str_of(line[0]), NULL, keep_key, &keys, &err),
            CHN_OK);
        CHECK(keys.n > 0 && strstr(keys.at[0].p, " @512:-") != NULL);
        chn_merging *m = chn_merging_new(NULL, &err);
        lines events = {.a = keys.a};
        for (uint32_t i = 0; i < keys.n; i++) {
            CHECK_INT(chn_merging_add(m, chn_str_of(line[0]), &err), CHN_OK);
            CHECK_INT(chn_merging_events(m, keys.at[i].p, keep, &events, &err),
                      CHN_OK);
        }
        CHECK_INT((int)events.n, 1);
        chn_merging_free(m);
        chn_arena_free(keys.a);
    }
    TEST("what is no claim is refused, and what is no key")
    {
        lines none = {0};
        chn_merging *m = chn_merging_new(NULL, &err);
        refuses(m, "");
        refuses(m, "{}");
        refuses(m, "[1,2");
        refuses(m, "{\"claim\":\"c1\",\"report\":\"r\",\"category\":\"AID\"}");
        static const char *const bad[] = {
            "", "=", "AAA", "AAAA", "====", "AQ==", "A?==", "AQAA", "\\"};
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
            char text[128];
            (void)snprintf(text, sizeof text,
                           "{\"claim\":\"c1\",\"report\":\"r\","
                           "\"category\":\"AID\",\"merge\":\"%s\"}",
                           bad[i]);
            refuses(m, text);
        }
        /* each byte of a good one turned: refused, or merged, never a crash */
        for (size_t i = 0; line[1][i]; i++) {
            char text[LINE];
            memcpy(text, line[1], LINE);
            text[i] = text[i] == 'A' ? '/' : 'A';
            (void)chn_merging_add(m, chn_str_of(text), &err);
        }
        /* days that run backwards, another claim's summary */
        chn_merge_claim wrong = {.id = chn_str_of("c1"),
                                 .telling = chn_str_of("c1"),
                                 .block = chn_str_of("AID A,B"),
                                 .reach_from = 20,
                                 .reach_to = 19};
        for (int i = 0; i < 3; i++) {
            chn_buf b;
            chn_buf packed;
            chn_buf_init(&b, LINE);
            chn_buf_init(&packed, LINE);
            chn_buf_z(&b, "{\"claim\":\"c1\",\"report\":\"r\","
                          "\"category\":\"AID\"}");
            chn_line_put_merge(&b, &wrong, &packed);
            refuses(m, b.p);
            chn_buf_free(&b);
            chn_buf_free(&packed);
            wrong.reach_to = i ? 21 : INT32_MAX;
            wrong.id = chn_str_of(i ? "c2" : "c1");
        }
        CHECK_INT(chn_merging_events(m, "", keep, &none, &err), CHN_ERR_INPUT);
        CHECK_INT(chn_merging_events(m, "A B @x:1", keep, &none, &err),
                  CHN_ERR_INPUT);
        none.a = chn_arena_new((size_t)1 << 24);
        CHECK_INT(chn_merging_events(m, NULL, keep, &none, &err), CHN_OK);
        chn_arena_free(none.a);
        chn_merging_free(m);
        chn_merging_options o;
        chn_merging_options_init(&o);
        o.days = 0;
        CHECK(chn_merging_new(&o, &err) == NULL);
        CHECK_INT(err.code, CHN_ERR_ARGUMENT);
        chn_merging_free(NULL);
    }
    TEST("members are found in one pass as one by one")
    {
        static const char *const names[] = {"b", "none", "a"};
        chn_str v[3];
        chn_json_members(
            chn_str_of("{\"a\": \"x}\\\"\", \"b\":[1,{\"a\":2}],\"c\":null}"),
            names, 3, v);
        CHECK(chn_str_is(v[0], "[1,{\"a\":2}]"));
        CHECK(v[1].n == 0);
        CHECK(chn_str_is(v[2], "\"x}\\\"\""));
    }
    return check_end();
}
