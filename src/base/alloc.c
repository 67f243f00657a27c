/* SPDX-License-Identifier: Apache-2.0 */
/* The only calls of malloc in the library. */
#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>

bool chn_mul(size_t a, size_t b, size_t *out)
{
    if (a != 0 && b > SIZE_MAX / a)
        return false;
    *out = a * b;
    return true;
}

bool chn_add(size_t a, size_t b, size_t *out)
{
    if (b > SIZE_MAX - a)
        return false;
    *out = a + b;
    return true;
}

void *chn_calloc(size_t count, size_t size)
{
    size_t n;
    if (!chn_mul(count, size, &n))
        return NULL;
    return calloc(1, n ? n : 1);
}

void *chn_realloc(void *p, size_t count, size_t size)
{
    size_t n;
    if (!chn_mul(count, size, &n))
        return NULL;
    return realloc(p, n ? n : 1);
}

void chn_free(void *p)
{
    free(p);
}
