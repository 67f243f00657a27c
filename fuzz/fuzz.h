/* SPDX-License-Identifier: Apache-2.0 */
/* What every fuzz target has. libFuzzer calls these; so does replay_main.c,
 * which runs a stored corpus with any compiler. */
#ifndef CHN_FUZZ_FUZZ_H
#define CHN_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* An invariant. It stays on in every build. */
#define HOLDS(cond)                                                            \
    do {                                                                       \
        if (!(cond)) {                                                         \
            (void)fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__,      \
                          __LINE__, #cond);                                    \
            abort();                                                           \
        }                                                                      \
    } while (0)

#endif
