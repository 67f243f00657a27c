/* SPDX-License-Identifier: Apache-2.0 */
/* The only door to malloc. Everything else uses an arena or these. */
#ifndef CHN_BASE_ALLOC_H
#define CHN_BASE_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

/* NULL on overflow or no memory; zeroed. */
void *chn_calloc(size_t count, size_t size);
void *chn_realloc(void *p, size_t count, size_t size);
void chn_free(void *p);

/* a * b and a + b; false on overflow. */
bool chn_mul(size_t a, size_t b, size_t *out);
bool chn_add(size_t a, size_t b, size_t *out);

#endif
