/* SPDX-License-Identifier: Apache-2.0 */
/* Printed bytes that grow: a chn_write_fn and its memory, freed with free().
 * Without Python, so that it is filled while the lock is given up. */
#ifndef CHN_PYTHON_GROWN_H
#define CHN_PYTHON_GROWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef struct grown {
    char *p;
    size_t n, cap;
} grown;

static inline bool grow(void *user, const char *p, size_t n)
{
    grown *g = user;
    if (n > g->cap - g->n) {
        size_t cap = g->cap ? g->cap : 4096;
        while (cap - g->n < n)
            cap *= 2;
        char *more = realloc(g->p, cap);
        if (!more)
            return false;
        g->p = more;
        g->cap = cap;
    }
    if (n)
        memcpy(g->p + g->n, p, n);
    g->n += n;
    return true;
}

#endif
