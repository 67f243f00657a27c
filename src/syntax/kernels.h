/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The arithmetic of the network, once for each instruction set. All give the
 * same bits: integer sums are exact, and floats are added, multiplied and
 * divided in an order that does not depend on the vector length (see
 * README.md). Rows are as long as the model says: widths are multiples of 16.
 */
#ifndef CHN_SYNTAX_KERNELS_H
#define CHN_SYNTAX_KERNELS_H

#include <chancery/base.h>

/* An int8 matrix in the layout of modelfile.h. */
typedef struct chn_matrix {
    const int8_t *w;
    const float *scale;
    const int32_t *colsum;
    const float *bias;
    uint32_t k, n; /* inputs, outputs */
} chn_matrix;

/* Rows of activations: `n` rows of k bytes (q + 128), one scale each. There is
 * room for a multiple of CHN_TILE rows; those past n may be read. */
#define CHN_TILE 16u
typedef struct chn_quant {
    uint8_t *q;
    float *scale;
    uint32_t n, k;
} chn_quant;

typedef struct chn_norm {
    const float *gain, *shift; /* [width] */
    uint32_t width;
} chn_norm;

/* Two chunks of sixteen channels, six values of each a token. */
static inline size_t chn_layer_room(uint32_t tokens)
{
    return (size_t)2 * 6 * 16 * ((tokens + CHN_TILE - 1) / CHN_TILE * CHN_TILE);
}

typedef struct chn_kernels {
    const char *name;
    /* out[i][j] = row i times output `from + j`, j < count (both multiples of
     * 16); rows of `out` are `stride` floats apart. */
    void (*product)(const chn_quant *a, const chn_matrix *m, uint32_t from,
                    uint32_t count, float *out, size_t stride);
    /* One row: y = bias + scale[0] * row[0] + scale[1] * row[1] ... */
    void (*input)(const float *bias, const int8_t *const row[],
                  const float scale[], uint32_t rows, uint32_t width, float *y);
    /* y = LN(y + h), or LN(y) where h is NULL, for the rows of *a, and y
     * quantised into *a. */
    void (*norm)(float *y, const float *h, const chn_norm *norm,
                 const chn_quant *a);
    /* A recurrent layer in both directions, m->k values a token to *h. `u` is
     * room for chn_layer_room(a->n) floats. */
    void (*layer)(const chn_quant *a, const chn_matrix *m, float *u, float *h);
    /* Quantise rows that are `stride` apart. */
    void (*quantise)(const float *x, size_t stride, const chn_quant *a);
    /* Heads as the matrix of arc scores: column j of `out` (w, scale, colsum
     * are written) is max(x[j], 0) in -63..63. */
    void (*pack)(const float *x, size_t stride, uint32_t n, uint32_t column,
                 uint32_t k, int8_t *w, float *scale, int32_t *colsum);
    /* score[j] += add[j], j < n; then the lowest j != self with the highest
     * score (0: there is none). score[self] and what follows up to the next
     * multiple of 16 become minus infinity. */
    uint32_t (*best)(float *score, const float *add, uint32_t n, uint32_t self);
    /* Quantised max(a + b, 0) of one row. */
    void (*pair)(const float *a, const float *b, uint32_t k, uint8_t *q,
                 float *q_scale);
} chn_kernels;

extern const chn_kernels chn_kernels_portable;
#if defined(__x86_64__) && defined(__GNUC__)
#define CHN_KERNELS_X86 1
extern const chn_kernels chn_kernels_avx2;
extern const chn_kernels chn_kernels_avxvnni;
extern const chn_kernels chn_kernels_avx512;
extern const chn_kernels chn_kernels_amx;
#endif

/* The best that this processor can do, at most `want` ("portable", "avx2",
 * "avxvnni", "avx512", "amx"; NULL or anything else: no limit). Linux lets a
 * process use the tiles of amx where it asks for them, as this does. */
const chn_kernels *chn_kernels_for(const char *want);

#endif
