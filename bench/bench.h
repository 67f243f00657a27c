/* SPDX-License-Identifier: Apache-2.0 */
/* What the benches share: the clock, the tables, reports a line each. */
#ifndef CHN_BENCH_H
#define CHN_BENCH_H

#include "base/table.h"

/* Seconds of processor time of this process. */
double bench_now(void);

/* The tables compiled in, with room for one more. false: no memory. */
bool bench_tables(chn_arena *a, chn_tableset *out, chn_err *err);

/* Each line of a file, until `take` fails or has been called `most` times. */
chn_code bench_lines(const char *path, uint32_t most,
                     chn_code (*take)(void *user, const char *line, size_t n),
                     void *user, chn_err *err);

/* A round to warm up, then at least so many, for so many seconds or more: how
 * long the best of them took. */
chn_code bench_best(chn_code (*run)(void *user), void *user, uint32_t rounds,
                    double seconds, double *best);

/* The name of a file in a table: no folder, and up to the first dot. */
chn_str bench_name(const char *path);

#endif
