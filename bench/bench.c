/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/str.h"

double bench_now(void)
{
    struct timespec t;
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) != 0)
        return 0;
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

bool bench_tables(chn_arena *a, chn_tableset *out, chn_err *err)
{
    out->n = 0;
    out->tables = CHN_NEW(a, const chn_table *, chn_builtin_table_count + 1);
    if (!out->tables) {
        chn_fail_memory(err);
        return false;
    }
    while (out->n < chn_builtin_table_count) {
        out->tables[out->n] = &chn_builtin_tables[out->n];
        out->n++;
    }
    return true;
}

chn_code bench_lines(const char *path, uint32_t most,
                     chn_code (*take)(void *user, const char *line, size_t n),
                     void *user, chn_err *err)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t n = 0;
    chn_code rc = CHN_OK;
    FILE *f = fopen(path, "rb");
    if (!f)
        return chn_fail(err, CHN_ERR_INPUT, "%s cannot be read", path);
    for (uint32_t i = 0;
         rc == CHN_OK && i < most && (n = getline(&line, &room, f)) > 0; i++)
        rc = take(user, line, (size_t)n);
    free(line);
    (void)fclose(f);
    return rc;
}

chn_code bench_best(chn_code (*run)(void *user), void *user, uint32_t rounds,
                    double seconds, double *best)
{
    chn_code rc = run(user);
    const double begun = bench_now();
    *best = 0;
    for (uint32_t i = 0;
         rc == CHN_OK && (i < rounds || bench_now() - begun < seconds); i++) {
        const double start = bench_now();
        rc = run(user);
        const double took = bench_now() - start;
        *best = i == 0 || took < *best ? took : *best;
    }
    return rc;
}

chn_str bench_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    return chn_str_n(name, strcspn(name, "."));
}
