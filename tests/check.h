/* SPDX-License-Identifier: Apache-2.0 */
/* Checks for test programs: plain main(), TAP output, exit status 1 if any
 * check failed. Use: TEST("what") { CHECK(x); } ... return check_end(); */
#ifndef CHN_TESTS_CHECK_H
#define CHN_TESTS_CHECK_H

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int check_tests, check_bad, check_failed_now;
static const char *check_name;

static void check_close(void)
{
    if (!check_name)
        return;
    check_tests++;
    if (check_failed_now)
        check_bad++;
    printf("%s %d - %s\n", check_failed_now ? "not ok" : "ok", check_tests,
           check_name);
    check_name = NULL;
}

static int check_open(const char *name)
{
    check_close();
    check_name = name;
    check_failed_now = 0;
    return 1;
}

static int check_end(void)
{
    check_close();
    printf("1..%d\n", check_tests);
    return check_bad ? 1 : 0;
}

#define TEST(name) if (check_open(name))

#define CHECK(cond)                                                            \
    do {                                                                       \
        if (!(cond)) {                                                         \
            check_failed_now = 1;                                              \
            printf("# %s:%d: failed: %s\n", __FILE__, __LINE__, #cond);        \
        }                                                                      \
    } while (0)

#define CHECK_INT(got, want)                                                   \
    do {                                                                       \
        const int64_t g_ = (int64_t)(got), w_ = (int64_t)(want);               \
        if (g_ != w_) {                                                        \
            check_failed_now = 1;                                              \
            printf("# %s:%d: %s is %" PRId64 ", expected %" PRId64 "\n",       \
                   __FILE__, __LINE__, #got, g_, w_);                          \
        }                                                                      \
    } while (0)

/* got: chn_str; want: C string */
#define CHECK_STR(got, want)                                                   \
    do {                                                                       \
        const chn_str g_ = (got);                                              \
        const char *w_ = (want);                                               \
        if (g_.n != strlen(w_) || memcmp(g_.p ? g_.p : "", w_, g_.n)) {        \
            check_failed_now = 1;                                              \
            printf("# %s:%d: %s is \"%.*s\", expected \"%s\"\n", __FILE__,     \
                   __LINE__, #got, (int)g_.n, g_.p ? g_.p : "", w_);           \
        }                                                                      \
    } while (0)

#endif
