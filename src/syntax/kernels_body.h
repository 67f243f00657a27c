/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one source of kernels_*.c: each defines CHN_KERNELS (the name of its
 * table), CHN_KERNELS_NAME and one of CHN_BY_AVX512 (with CHN_BY_AMX or
 * without), CHN_BY_AVXVNNI, CHN_BY_AVX2 or none, and is compiled with flags of
 * its own.
 *
 * Vectors are those of GCC and clang; only what they do not say well (minimum,
 * integer dot products) is written in intrinsics. Sums over a row go in
 * sixteen lanes whatever the vector length, see lanes16.
 */
#include <math.h>
#include <string.h>

#include "syntax/kernels.h"

#if defined(CHN_BY_AVX512) || defined(CHN_BY_AVXVNNI) || defined(CHN_BY_AVX2)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

#if defined(CHN_BY_AVX512)
#define VW 16 /* floats of a vector */
#elif defined(CHN_BY_AVXVNNI) || defined(CHN_BY_AVX2)
#define VW 8
#else
#define VW 4
#endif
#define NV (16 / VW)      /* vectors of sixteen lanes */
#define K_MAX 512         /* longest row, see model.c */
#define TO_INT 127.0f     /* activations are -127..127 */
#define TO_HEAD 63.0f     /* weights, and heads in arc scores, -63..63 */
#define ROUND 12582912.0f /* 1.5 * 2^23: adding it rounds to even */

/* Before a loop whose count is a constant once all is inlined. */
#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 8")
#endif

#define INLINE static inline __attribute__((always_inline))

typedef float vf __attribute__((vector_size(4 * VW)));
typedef int32_t vi __attribute__((vector_size(4 * VW)));
typedef uint32_t vu __attribute__((vector_size(4 * VW)));

INLINE vf load(const float *p)
{
    vf v;
    memcpy(&v, p, sizeof v);
    return v;
}

INLINE void store(float *p, vf v)
{
    memcpy(p, &v, sizeof v);
}

INLINE vf set1(float x)
{
#if VW == 16
    const vf v = {x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x};
#elif VW == 8
    const vf v = {x, x, x, x, x, x, x, x};
#else
    const vf v = {x, x, x, x};
#endif
    return v;
}

/* a < b ? a : b and a > b ? a : b: where one is not a number, b. */
INLINE vf vmin(vf a, vf b)
{
#if defined(CHN_BY_AVX512)
    return (vf)_mm512_min_ps((__m512)a, (__m512)b);
#elif VW == 8
    return (vf)_mm256_min_ps((__m256)a, (__m256)b);
#elif defined(__SSE2__)
    return (vf)_mm_min_ps((__m128)a, (__m128)b);
#else
    for (int i = 0; i < VW; i++)
        a[i] = a[i] < b[i] ? a[i] : b[i];
    return a;
#endif
}

INLINE vf vmax(vf a, vf b)
{
#if defined(CHN_BY_AVX512)
    return (vf)_mm512_max_ps((__m512)a, (__m512)b);
#elif VW == 8
    return (vf)_mm256_max_ps((__m256)a, (__m256)b);
#elif defined(__SSE2__)
    return (vf)_mm_max_ps((__m128)a, (__m128)b);
#else
    for (int i = 0; i < VW; i++)
        a[i] = a[i] > b[i] ? a[i] : b[i];
    return a;
#endif
}

INLINE vf vabs(vf a)
{
    return (vf)((vu)a & ~(vu)set1(-0.0f));
}

/* Sixteen lanes of partial sums. */
typedef struct lanes16 {
    vf v[NV];
} lanes16;

/* Lanes 8, 4, 2, 1 apart are added, or the larger is taken. */
#if defined(__SSE2__)
INLINE __m128 half_of(const lanes16 *s, int from)
{
    __m128 v;
    memcpy(&v, (const char *)s->v + (size_t)from * 16, sizeof v);
    return v;
}

INLINE float lanes_sum(const lanes16 *s)
{
    __m128 v = _mm_add_ps(_mm_add_ps(half_of(s, 0), half_of(s, 2)),
                          _mm_add_ps(half_of(s, 1), half_of(s, 3)));
    v = _mm_add_ps(v, _mm_movehl_ps(v, v));
    v = _mm_add_ps(v, _mm_shuffle_ps(v, v, 1));
    return _mm_cvtss_f32(v);
}

INLINE float lanes_max(const lanes16 *s)
{
    __m128 v = _mm_max_ps(_mm_max_ps(half_of(s, 0), half_of(s, 2)),
                          _mm_max_ps(half_of(s, 1), half_of(s, 3)));
    v = _mm_max_ps(v, _mm_movehl_ps(v, v));
    v = _mm_max_ps(v, _mm_shuffle_ps(v, v, 1));
    return _mm_cvtss_f32(v);
}
#else
INLINE float lanes_sum(const lanes16 *s)
{
    float x[16];
    memcpy(x, s->v, sizeof x);
    for (int w = 8; w > 0; w /= 2)
        for (int i = 0; i < w; i++)
            x[i] += x[i + w];
    return x[0];
}

INLINE float lanes_max(const lanes16 *s)
{
    float x[16];
    memcpy(x, s->v, sizeof x);
    for (int w = 8; w > 0; w /= 2)
        for (int i = 0; i < w; i++)
            x[i] = x[i] > x[i + w] ? x[i] : x[i + w];
    return x[0];
}
#endif

/* ---- quantising ---- */

INLINE float row_max(const float *x, uint32_t k)
{
    lanes16 m;
    for (int j = 0; j < NV; j++)
        m.v[j] = set1(0.0f);
    for (uint32_t i = 0; i < k; i += 16)
        for (int j = 0; j < NV; j++)
            m.v[j] = vmax(vabs(load(x + i + j * VW)), m.v[j]);
    return lanes_max(&m);
}

/* Round to even within -top..top, by the processor where it can. What is not a
 * number becomes top. */
INLINE vi rounded(vf v, float top)
{
    v = vmax(vmin(v, set1(top)), set1(-top));
#if defined(CHN_BY_AVX512)
    return (vi)_mm512_cvtps_epi32((__m512)v);
#elif VW == 8
    return (vi)_mm256_cvtps_epi32((__m256)v);
#elif defined(__SSE2__)
    return (vi)_mm_cvtps_epi32((__m128)v);
#else
    v = (v + set1(ROUND)) - set1(ROUND);
    return __builtin_convertvector(v, vi);
#endif
}

/* Sixteen floats to round-to-even(x * by) within -top..top, as bytes with
 * `flip` (0x80 adds 128) in each. */
INLINE void put16(const float *x, vf by, float top, uint8_t flip, uint8_t *q)
{
    vi t[NV];
    for (int j = 0; j < NV; j++)
        t[j] = rounded(load(x + j * VW) * by, top);
#if defined(CHN_BY_AVX512)
    const __m128i b = _mm512_cvtepi32_epi8((__m512i)t[0]);
#elif VW == 8
    const __m256i w = _mm256_permute4x64_epi64(
        _mm256_packs_epi32((__m256i)t[0], (__m256i)t[1]), 0xD8);
    const __m128i b = _mm_packs_epi16(_mm256_castsi256_si128(w),
                                      _mm256_extracti128_si256(w, 1));
#elif defined(__SSE2__)
    const __m128i b =
        _mm_packs_epi16(_mm_packs_epi32((__m128i)t[0], (__m128i)t[1]),
                        _mm_packs_epi32((__m128i)t[2], (__m128i)t[3]));
#endif
#if defined(__SSE2__)
    _mm_storeu_si128((__m128i *)(void *)q,
                     _mm_xor_si128(b, _mm_set1_epi8((char)flip)));
#else
    for (int i = 0; i < 16; i++)
        q[i] = (uint8_t)((uint8_t)t[i / VW][i % VW] ^ flip);
#endif
}

#if defined(CHN_BY_AVX512)
/* The same of 64 floats. */
INLINE void put64(const float *x, vf by, float top, uint8_t flip, uint8_t *q)
{
    const __m512i order =
        _mm512_set_epi32(15, 11, 7, 3, 14, 10, 6, 2, 13, 9, 5, 1, 12, 8, 4, 0);
    __m512i t[4];
    UNROLL for (int j = 0; j < 4; j++)
    {
        t[j] = (__m512i)rounded(load(x + j * VW) * by, top);
    }
    const __m512i b = _mm512_packs_epi16(_mm512_packs_epi32(t[0], t[1]),
                                         _mm512_packs_epi32(t[2], t[3]));
    _mm512_storeu_si512(q, _mm512_xor_si512(_mm512_permutexvar_epi32(order, b),
                                            _mm512_set1_epi8((char)flip)));
}
#endif

INLINE void put_all(const float *x, uint32_t k, vf by, float top, uint8_t flip,
                    uint8_t *q)
{
    uint32_t i = 0;
#if defined(CHN_BY_AVX512)
    for (; i + 64 <= k; i += 64)
        put64(x + i, by, top, flip, q + i);
#endif
    for (; i < k; i += 16)
        put16(x + i, by, top, flip, q + i);
}

/* One row; its largest absolute value is known. Gives the scale. */
INLINE float put_row(const float *x, uint32_t k, float max, float top,
                     uint8_t flip, uint8_t *q)
{
    const bool some = max > 0.0f;
    const vf by = set1(some ? top / max : 0.0f);
    put_all(x, k, by, top, flip, q);
    return some ? max / top : 0.0f;
}

static void quantise(const float *x, size_t stride, const chn_quant *a)
{
    for (uint32_t i = 0; i < a->n; i++) {
        const float *row = x + i * stride;
        a->scale[i] = put_row(row, a->k, row_max(row, a->k), TO_INT, 0x80,
                              a->q + (size_t)i * a->k);
    }
}

static void pack(const float *x, size_t stride, uint32_t n, uint32_t column,
                 uint32_t k, int8_t *w, float *scale, int32_t *colsum)
{
    const vf zero = set1(0.0f);
    for (uint32_t i = 0; i < n; i++, column++) {
        float row[K_MAX];
        uint8_t q[K_MAX];
        for (uint32_t j = 0; j < k; j += VW)
            store(row + j, vmax(load(x + i * stride + j), zero));
        scale[column] = put_row(row, k, row_max(row, k), TO_HEAD, 0, q);
        int32_t sum = 0;
        for (uint32_t j = 0; j < k; j++)
            sum += (int8_t)q[j];
        colsum[column] = sum;
        int8_t *to = w + (size_t)(column / 16) * k * 16 + column % 16 * 4u;
        for (uint32_t j = 0; j < k; j += 4)
            memcpy(to + (size_t)j * 16, q + j, 4);
    }
}

static void pair(const float *a, const float *b, uint32_t k, uint8_t *q,
                 float *q_scale)
{
    const vf zero = set1(0.0f);
    float row[K_MAX];
    for (uint32_t j = 0; j < k; j += VW)
        store(row + j, vmax(load(a + j) + load(b + j), zero));
    *q_scale = put_row(row, k, row_max(row, k), TO_INT, 0x80, q);
}

/* ---- layer normalisation ---- */

/* The steps of a row wait for each other, those of other rows do not: each
 * step is done for ROWS rows before the next. */
#define ROWS 16

#if defined(CHN_BY_AVX512)
/* Two vectors to one: the halves that stood 8, 4, 2 or 1 lanes apart. */
#define NEAR(a, b, f, how) (vf) f((__m512)(a), (__m512)(b), how)
#define BY_8(a, b, op)                                                         \
    op(NEAR(a, b, _mm512_shuffle_f32x4, 0x44),                                 \
       NEAR(a, b, _mm512_shuffle_f32x4, 0xEE))
#define BY_4(a, b, op)                                                         \
    op(NEAR(a, b, _mm512_shuffle_f32x4, 0x88),                                 \
       NEAR(a, b, _mm512_shuffle_f32x4, 0xDD))
#define BY_2(a, b, op)                                                         \
    op(NEAR(a, b, _mm512_shuffle_ps, 0x44), NEAR(a, b, _mm512_shuffle_ps, 0xEE))
#define BY_1(a, b, op)                                                         \
    op(NEAR(a, b, _mm512_shuffle_ps, 0x88), NEAR(a, b, _mm512_shuffle_ps, 0xDD))
/* As lanes_sum and lanes_max, of all rows at once. */
#define OF_ROWS(s, out, op)                                                    \
    do {                                                                       \
        vf x[8];                                                               \
        UNROLL for (int i = 0; i < 8; i++)                                     \
        {                                                                      \
            const int at = i % 4 + i / 4 * 8;                                  \
            x[i] = BY_8((s)[at].v[0], (s)[at + 4].v[0], op);                   \
        }                                                                      \
        UNROLL for (int i = 0; i < 4; i++)                                     \
        {                                                                      \
            x[i] = BY_4(x[i], x[i + 4], op);                                   \
        }                                                                      \
        x[0] = BY_2(x[0], x[1], op);                                           \
        x[1] = BY_2(x[2], x[3], op);                                           \
        store(out, BY_1(x[0], x[1], op));                                      \
    } while (0)

INLINE vf vadd(vf a, vf b)
{
    return a + b;
}

INLINE void sums_of(const lanes16 s[ROWS], float out[ROWS])
{
    OF_ROWS(s, out, vadd);
}

INLINE void maxima_of(const lanes16 s[ROWS], float out[ROWS])
{
    OF_ROWS(s, out, vmax);
}
#else
INLINE void sums_of(const lanes16 s[ROWS], float out[ROWS])
{
    for (int r = 0; r < ROWS; r++)
        out[r] = lanes_sum(&s[r]);
}

INLINE void maxima_of(const lanes16 s[ROWS], float out[ROWS])
{
    for (int r = 0; r < ROWS; r++)
        out[r] = lanes_max(&s[r]);
}
#endif

INLINE lanes16 norm_sum(float *y, const float *h, uint32_t d)
{
    lanes16 s;
    for (int j = 0; j < NV; j++)
        s.v[j] = set1(0.0f);
    for (uint32_t i = 0; i < d; i += 16) {
        for (int j = 0; j < NV; j++) {
            const uint32_t at = i + (uint32_t)j * VW;
            vf x = load(y + at);
            if (h) {
                x += load(h + at);
                store(y + at, x);
            }
            s.v[j] += x;
        }
    }
    return s;
}

INLINE lanes16 norm_var(const float *y, uint32_t d, float mean)
{
    const vf m = set1(mean);
    lanes16 s;
    for (int j = 0; j < NV; j++)
        s.v[j] = set1(0.0f);
    for (uint32_t i = 0; i < d; i += 16) {
        for (int j = 0; j < NV; j++) {
            const vf c = load(y + i + j * VW) - m;
            s.v[j] += c * c;
        }
    }
    return s;
}

INLINE lanes16 norm_scale(float *y, const chn_norm *norm, float mean, float by)
{
    const vf m = set1(mean), b = set1(by);
    const float *gain = norm->gain, *shift = norm->shift;
    const uint32_t d = norm->width;
    lanes16 top;
    for (int j = 0; j < NV; j++)
        top.v[j] = set1(0.0f);
    for (uint32_t i = 0; i < d; i += 16) {
        for (int j = 0; j < NV; j++) {
            const uint32_t at = i + (uint32_t)j * VW;
            const vf x =
                (load(y + at) - m) * b * load(gain + at) + load(shift + at);
            store(y + at, x);
            top.v[j] = vmax(vabs(x), top.v[j]);
        }
    }
    return top;
}

/* Up to ROWS rows. */
static void norm_some(float *y, const float *h, const chn_norm *norm,
                      uint32_t n, uint8_t *q, float *q_scale)
{
    const size_t d = norm->width;
    float mean[ROWS], by[ROWS], max[ROWS], to[ROWS];
    lanes16 s[ROWS];
    memset(s + n, 0, (ROWS - n) * sizeof *s);
    for (uint32_t r = 0; r < n; r++)
        s[r] = norm_sum(y + r * d, h ? h + r * d : NULL, norm->width);
    sums_of(s, mean);
    for (int r = 0; r < ROWS; r++)
        mean[r] /= (float)norm->width;
    for (uint32_t r = 0; r < n; r++)
        s[r] = norm_var(y + r * d, norm->width, mean[r]);
    sums_of(s, by);
    for (int r = 0; r < ROWS; r++)
        by[r] = 1.0f / sqrtf(by[r] / (float)norm->width + 1e-5f);
    for (uint32_t r = 0; r < n; r++)
        s[r] = norm_scale(y + r * d, norm, mean[r], by[r]);
    maxima_of(s, max);
    for (int r = 0; r < ROWS; r++)
        to[r] = max[r] > 0.0f ? TO_INT / max[r] : 0.0f;
    for (uint32_t r = 0; r < n; r++) {
        q_scale[r] = max[r] > 0.0f ? max[r] / TO_INT : 0.0f;
        put_all(y + r * d, norm->width, set1(to[r]), TO_INT, 0x80, q + r * d);
    }
}

static void norm_rows(float *y, const float *h, const chn_norm *norm,
                      const chn_quant *a)
{
    const size_t d = norm->width;
    for (uint32_t t = 0; t < a->n; t += ROWS)
        norm_some(y + t * d, h ? h + t * d : NULL, norm,
                  a->n - t < ROWS ? a->n - t : ROWS, a->q + t * d,
                  a->scale + t);
}

/* VW floats of VW signed bytes. */
INLINE vf bytes(const int8_t *p)
{
#if defined(CHN_BY_AVX512)
    const __m128i b = _mm_loadu_si128((const __m128i *)(const void *)p);
    return (vf)_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(b));
#elif VW == 8
    const __m128i b = _mm_loadl_epi64((const __m128i *)(const void *)p);
    return (vf)_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(b));
#else
    vf v;
    for (int i = 0; i < VW; i++)
        v[i] = (float)p[i];
    return v;
#endif
}

static void input(const float *bias, const int8_t *const row[],
                  const float scale[], uint32_t rows, uint32_t width, float *y)
{
    for (uint32_t i = 0; i < width; i += VW) {
        vf x = load(bias + i);
        for (uint32_t r = 0; r < rows; r++)
            x += set1(scale[r]) * bytes(row[r] + i);
        store(y + i, x);
    }
}

/* ---- choosing heads ---- */

static uint32_t best(float *score, const float *add, uint32_t n, uint32_t self)
{
    const uint32_t end = (n + 15) / 16 * 16;
    for (uint32_t j = 0; j < n; j++)
        score[j] += add[j];
    score[self] = -INFINITY;
    for (uint32_t j = n; j < end; j++)
        score[j] = -INFINITY;
    lanes16 m;
    for (int j = 0; j < NV; j++)
        m.v[j] = set1(-INFINITY);
    for (uint32_t i = 0; i < end; i += 16)
        for (int j = 0; j < NV; j++)
            m.v[j] = vmax(load(score + i + j * VW), m.v[j]);
    const float top = lanes_max(&m);
    for (uint32_t j = 0; j < n && top > -INFINITY; j++)
        if (score[j] == top)
            return j;
    return 0;
}

/* ---- products ---- */

/* A block is sixteen outputs; four inputs of a block are 64 bytes. */
#if defined(CHN_BY_AVX512)
#define BLOCKS 2
#define TOKENS 8
typedef __m512i acc_part;
#define PARTS 1
#define LOAD_W(p) _mm512_loadu_si512(p)
#define SPREAD(x) _mm512_set1_epi32(x)
/* GCC 12 copies the accumulators around the intrinsic */
INLINE __m512i dot(__m512i acc, __m512i a, __m512i w)
{
    __asm__("vpdpbusd %2, %1, %0" : "+v"(acc) : "v"(a), "v"(w));
    return acc;
}
#define DOT dot
#elif defined(CHN_BY_AVXVNNI) || defined(CHN_BY_AVX2)
#define BLOCKS 1
typedef __m256i acc_part;
#define PARTS 2
#define LOAD_W(p) _mm256_loadu_si256((const __m256i *)(const void *)(p))
#define SPREAD(x) _mm256_set1_epi32(x)
#if defined(CHN_BY_AVXVNNI)
#define TOKENS 6
INLINE __m256i dot(__m256i acc, __m256i a, __m256i w)
{
    __asm__("%{vex%} vpdpbusd %2, %1, %0" : "+x"(acc) : "x"(a), "x"(w));
    return acc;
}
#define DOT dot
#else
#define TOKENS 4
/* 255 * 63 * 2 fits 16 bits */
#define DOT(acc, a, w)                                                         \
    _mm256_add_epi32(acc, _mm256_madd_epi16(_mm256_maddubs_epi16(a, w),        \
                                            _mm256_set1_epi16(1)))
#endif
#else
#define BLOCKS 1
#define TOKENS 4
#endif

typedef struct tile {
    const uint8_t *q;
    const float *q_scale;
    const int8_t *w;
    const float *scale, *bias;
    const int32_t *colsum;
    uint32_t k;
    float *out;
    size_t stride;
} tile;

/* `tokens` rows by `blocks` blocks; both are constants where it is called. */
#if defined(PARTS)
INLINE void tile_run(const tile *t, int tokens, int blocks)
{
    acc_part acc[TOKENS][BLOCKS * PARTS];
    UNROLL for (int b = 0; b < blocks * PARTS; b++)
    {
        acc_part c = LOAD_W(t->colsum + b * VW);
#if PARTS == 1
        c = _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(c, 7));
#else
        c = _mm256_sub_epi32(_mm256_setzero_si256(), _mm256_slli_epi32(c, 7));
#endif
        UNROLL for (int i = 0; i < tokens; i++)
        {
            acc[i][b] = c;
        }
    }
    const size_t next = (size_t)t->k * 16; /* from block to block */
    for (uint32_t k = 0; k < t->k; k += 4) {
        acc_part w[BLOCKS * PARTS];
        UNROLL for (int b = 0; b < blocks * PARTS; b++)
        {
            w[b] = LOAD_W(t->w + (size_t)(b / PARTS) * next + (size_t)k * 16 +
                          (size_t)(b % PARTS) * 32);
        }
        UNROLL for (int i = 0; i < tokens; i++)
        {
            int32_t four;
            memcpy(&four, t->q + (size_t)i * t->k + k, 4);
            const acc_part a = SPREAD(four);
            UNROLL for (int b = 0; b < blocks * PARTS; b++)
            {
                acc[i][b] = DOT(acc[i][b], a, w[b]);
            }
        }
    }
    UNROLL for (int b = 0; b < blocks * PARTS; b++)
    {
        const vf scale = load(t->scale + b * VW), bias = load(t->bias + b * VW);
        UNROLL for (int i = 0; i < tokens; i++)
        {
            const vf x = __builtin_convertvector((vi)acc[i][b], vf);
            store(t->out + (size_t)i * t->stride + b * VW,
                  x * scale * set1(t->q_scale[i]) + bias);
        }
    }
}
#elif defined(__SSE2__)
/* One row by one block. Weights in the upper half of 16 bits are 256 times
 * what they are; 512 inputs of them still fit 32 bits. */
INLINE void tile_row(const tile *t, const uint8_t *q, float q_scale, float *out)
{
    const __m128i zero = _mm_setzero_si128();
    __m128i acc[8]; /* two halves of two outputs in each */
    for (int b = 0; b < 8; b++)
        acc[b] = zero;
    for (uint32_t k = 0; k < t->k; k += 4) {
        int32_t four;
        memcpy(&four, q + k, 4);
        const __m128i a = _mm_unpacklo_epi8(_mm_set1_epi32(four), zero);
        UNROLL for (int b = 0; b < 4; b++)
        {
            const __m128i w = _mm_loadu_si128(
                (const __m128i *)(const void *)(t->w + (size_t)k * 16 +
                                                (size_t)b * 16));
            acc[2 * b] = _mm_add_epi32(
                acc[2 * b], _mm_madd_epi16(a, _mm_unpacklo_epi8(zero, w)));
            acc[2 * b + 1] = _mm_add_epi32(
                acc[2 * b + 1], _mm_madd_epi16(a, _mm_unpackhi_epi8(zero, w)));
        }
    }
    UNROLL for (int b = 0; b < 4; b++)
    {
        const __m128 lo = (__m128)_mm_srai_epi32(acc[2 * b], 8);
        const __m128 hi = (__m128)_mm_srai_epi32(acc[2 * b + 1], 8);
        const vi sum =
            (vi)_mm_shuffle_ps(lo, hi, 0x88) + (vi)_mm_shuffle_ps(lo, hi, 0xDD);
        const __m128i less = _mm_slli_epi32(
            _mm_loadu_si128((const __m128i *)(const void *)(t->colsum + b * 4)),
            7);
        const vf x = __builtin_convertvector(sum - (vi)less, vf);
        store(out + b * 4, x * load(t->scale + b * 4) * set1(q_scale) +
                               load(t->bias + b * 4));
    }
}

INLINE void tile_run(const tile *t, int tokens, int blocks)
{
    (void)blocks;
    for (int i = 0; i < tokens; i++)
        tile_row(t, t->q + (size_t)i * t->k, t->q_scale[i],
                 t->out + (size_t)i * t->stride);
}
#else
INLINE void tile_run(const tile *t, int tokens, int blocks)
{
    (void)blocks;
    int32_t acc[TOKENS][16];
    for (int i = 0; i < tokens; i++)
        for (int o = 0; o < 16; o++)
            acc[i][o] = -128 * t->colsum[o];
    for (uint32_t k = 0; k < t->k; k += 4) {
        const int8_t *w = t->w + (size_t)k * 16;
        for (int i = 0; i < tokens; i++) {
            const uint8_t *q = t->q + (size_t)i * t->k + k;
            for (int o = 0; o < 16; o++)
                acc[i][o] += q[0] * w[4 * o] + q[1] * w[4 * o + 1] +
                             q[2] * w[4 * o + 2] + q[3] * w[4 * o + 3];
        }
    }
    for (int i = 0; i < tokens; i++)
        for (int o = 0; o < 16; o++)
            t->out[(size_t)i * t->stride + (size_t)o] =
                (float)acc[i][o] * t->scale[o] * t->q_scale[i] + t->bias[o];
}
#endif

INLINE void tile_tokens(const tile *t, uint32_t tokens, int blocks)
{
    switch (tokens) {
#if TOKENS >= 8
    case 8:
        tile_run(t, 8, blocks);
        break;
    case 7:
        tile_run(t, 7, blocks);
        break;
#endif
#if TOKENS >= 6
    case 6:
        tile_run(t, 6, blocks);
        break;
    case 5:
        tile_run(t, 5, blocks);
        break;
#endif
    case 4:
        tile_run(t, 4, blocks);
        break;
    case 3:
        tile_run(t, 3, blocks);
        break;
    case 2:
        tile_run(t, 2, blocks);
        break;
    default:
        tile_run(t, 1, blocks);
        break;
    }
}

/* All rows by some blocks. */
INLINE void tile_rows(tile t, uint32_t n, int blocks)
{
    /* as even as can be: 9 rows are 5 + 4, not 8 + 1 */
    uint32_t turns = (n + TOKENS - 1) / TOKENS;
    for (; n > 0; turns--) {
        const uint32_t now = (n + turns - 1) / turns;
        tile_tokens(&t, now, blocks);
        t.q += (size_t)now * t.k;
        t.q_scale += now;
        t.out += now * t.stride;
        n -= now;
    }
}

/* The tile whose first output is row `at` of m, written to `out`. */
INLINE tile tile_at(const chn_quant *a, const chn_matrix *m, uint32_t at,
                    float *out, size_t stride)
{
    tile t;
    t.q = a->q;
    t.q_scale = a->scale;
    t.w = m->w + (size_t)at * m->k;
    t.scale = m->scale + at;
    t.bias = m->bias + at;
    t.colsum = m->colsum + at;
    t.k = m->k;
    t.out = out;
    t.stride = stride;
    return t;
}

INLINE void product_rows(const chn_quant *a, const chn_matrix *m, uint32_t from,
                         uint32_t count, float *out, size_t stride)
{
    uint32_t at = from;
    for (; at + 16 * BLOCKS <= from + count; at += 16 * BLOCKS)
        tile_rows(tile_at(a, m, at, out + (at - from), stride), a->n, BLOCKS);
#if BLOCKS > 1
    if (at < from + count)
        tile_rows(tile_at(a, m, at, out + (at - from), stride), a->n, 1);
#endif
}

/* ---- products by tiles ---- */

#if defined(CHN_BY_AMX)
#define TILE 16u      /* rows, and columns of 32 bits */
#define TILE_K 64u    /* inputs of a tile */
#define TILED_MAX 128 /* inputs that the tiles below hold */

/* What LDTILECFG reads: all tiles have 16 rows of 64 bytes. */
typedef struct tile_config {
    uint8_t palette, start, zero[14];
    uint16_t bytes[16];
    uint8_t rows[16];
} tile_config;

static const tile_config tiles = {1,
                                  0,
                                  {0},
                                  {64, 64, 64, 64, 64, 64, 64, 64},
                                  {16, 16, 16, 16, 16, 16, 16, 16}};

/* Rows lie in tiles 0 and 1 (the second 64 inputs), the sixteen rows behind
 * them in 2 and 3, weights in 4 and 5, sums in 6 and 7. Numbers of tiles are
 * part of an instruction's name, so they are written out. */
#define ROWS_LOAD(from, first, second)                                         \
    do {                                                                       \
        _tile_loadd(first, from, k);                                           \
        if (two)                                                               \
            _tile_loadd(second, (from) + TILE_K, k);                           \
    } while (0)
#define SUMS(to, into, first, second)                                          \
    do {                                                                       \
        _tile_zero(into);                                                      \
        _tile_dpbusd(into, first, 4);                                          \
        if (two)                                                               \
            _tile_dpbusd(into, second, 5);                                     \
        _tile_stored(into, to, TILE * sizeof(int32_t));                        \
    } while (0)

/* Sums of a tile to floats, as tile_run has them. */
INLINE void put_sums(const tile *t, const int32_t *sum, uint32_t n)
{
    const vf scale = load(t->scale), bias = load(t->bias);
    const __m512i less = _mm512_slli_epi32(_mm512_loadu_si512(t->colsum), 7);
    for (uint32_t i = 0; i < n; i++) {
        const __m512i x = _mm512_loadu_si512(sum + (size_t)i * TILE);
        const vf y = __builtin_convertvector((vi)_mm512_sub_epi32(x, less), vf);
        store(t->out + i * t->stride, y * scale * set1(t->q_scale[i]) + bias);
    }
}

/* Blocks of outputs whose sums are made before the first of them is turned into
 * floats: what waits for tiles and what waits for sums then overlap. */
#define BLOCKS_AHEAD 8u

/* Up to 32 rows. */
INLINE void tiles_run(tile t, uint32_t n, uint32_t count, bool two)
{
    const size_t k = t.k;
    int32_t sum[BLOCKS_AHEAD][2][TILE * TILE];
#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
    memset(sum, 0, sizeof sum); /* it does not see what a tile stores */
#endif
#endif
    ROWS_LOAD(t.q, 0, 1);
    if (n > TILE)
        ROWS_LOAD(t.q + TILE * k, 2, 3);
    for (uint32_t left = count / TILE; left > 0;) {
        const uint32_t now = left < BLOCKS_AHEAD ? left : BLOCKS_AHEAD;
        for (uint32_t b = 0; b < now; b++, t.w += k * TILE) {
            _tile_loadd(4, t.w, TILE_K);
            if (two)
                _tile_loadd(5, t.w + (size_t)TILE_K * TILE, TILE_K);
            SUMS(sum[b][0], 6, 0, 1);
            if (n > TILE)
                SUMS(sum[b][1], 7, 2, 3);
        }
        for (uint32_t b = 0; b < now; b++) {
            put_sums(&t, sum[b][0], n < TILE ? n : TILE);
            if (n > TILE) {
                tile behind = t;
                behind.q_scale += TILE;
                behind.out += TILE * t.stride;
                put_sums(&behind, sum[b][1], n - TILE);
            }
            t.scale += TILE;
            t.bias += TILE;
            t.colsum += TILE;
            t.out += TILE;
        }
        left -= now;
    }
}

static bool tiled(uint32_t k)
{
    return k <= TILED_MAX && k % TILE_K == 0;
}

static void product(const chn_quant *a, const chn_matrix *m, uint32_t from,
                    uint32_t count, float *out, size_t stride)
{
    const uint32_t k = m->k;
    if (!tiled(k)) {
        product_rows(a, m, from, count, out, stride);
        return;
    }
    _tile_loadconfig(&tiles);
    for (uint32_t i = 0; i < a->n; i += 2 * TILE) {
        const uint32_t n = a->n - i < 2 * TILE ? a->n - i : 2 * TILE;
        tile t = tile_at(a, m, from, out + i * stride, stride);
        t.q += (size_t)i * k;
        t.q_scale += i;
        if (k == TILED_MAX)
            tiles_run(t, n, count, true);
        else
            tiles_run(t, n, count, false);
    }
    _tile_release();
}
#else
static void product(const chn_quant *a, const chn_matrix *m, uint32_t from,
                    uint32_t count, float *out, size_t stride)
{
    product_rows(a, m, from, count, out, stride);
}
#endif

/* ---- the recurrent layer ---- */

/* Some channels of a layer: what it multiplies out, six stretches (z, f and o
 * forward, then backward), each with a row a token. */
typedef struct chunk {
    const float *u;
    size_t gate, wide; /* values from stretch to stretch, from row to row */
    uint32_t n, half;
    float *h;
#if defined(CHN_BY_AMX)
    /* u holds the tiles' sums, and these make floats of them */
    const int32_t *sum;
    const float *q_scale;
    vf scale[6], bias[6];
    vi less[6];
#endif
} chunk;

INLINE vf value(const chunk *c, int gate, size_t t)
{
    const size_t at = (size_t)gate * c->gate + t * c->wide;
#if defined(CHN_BY_AMX)
    if (c->sum) {
        const vi x = (vi)_mm512_loadu_si512(c->sum + at) - c->less[gate];
        return __builtin_convertvector(x, vf) * c->scale[gate] *
                   set1(c->q_scale[t]) +
               c->bias[gate];
    }
#endif
    return load(c->u + at);
}

/* 1 + e^-x for x cut to -20..20: 2^t with t = n + f, |f| <= 1/2, 2^f by a
 * polynomial (relative error below 3e-6). Not a number counts as 20. Four at a
 * time: each step waits for the one before, those of the others do not. */
#define FOUR UNROLL for (int i = 0; i < 4; i++)

INLINE void one_plus_exp(vf x[4])
{
    const vf round = set1(ROUND);
    vf n[4], p[4];
    FOUR x[i] = vmin(x[i], set1(20.0f));
    FOUR x[i] = vmax(x[i], set1(-20.0f)) * set1(-1.44269504f);
    FOUR n[i] = x[i] + round;
    FOUR x[i] = x[i] - (n[i] - round);
    FOUR p[i] = set1(0.00967589f) * x[i] + set1(0.0559208f);
    FOUR p[i] = p[i] * x[i] + set1(0.2402211f);
    FOUR p[i] = p[i] * x[i] + set1(0.6931211f);
    FOUR p[i] = p[i] * x[i] + set1(1.0000001f);
    /* the low bits of n are the number */
    FOUR p[i] = (vf)((vu)p[i] + ((vu)n[i] << 23));
    FOUR x[i] = p[i] + set1(1.0f);
}

/* Token t forward, and the token as far from the end backward; *c and *back are
 * what the tokens before left. */
INLINE void recur_step(const chunk *k, size_t t, vf *c, vf *back)
{
    const size_t s = k->n - 1 - t, row = 2 * (size_t)k->half;
    vf x[4] = {value(k, 1, t), value(k, 4, s), value(k, 2, t), value(k, 5, s)};
    one_plus_exp(x);
    const vf z = value(k, 0, t), y = value(k, 3, s);
    *c = z + set1(1.0f) / x[0] * (*c - z);
    *back = y + set1(1.0f) / x[1] * (*back - y);
    store(k->h + t * row, *c / x[2]);
    store(k->h + s * row + k->half, *back / x[3]);
}

/* A chunk at a time, so that the next step finds near by what products left. */
INLINE void layer_rows(const chn_quant *a, const chn_matrix *m, float *u,
                       float *h)
{
    const uint32_t half = m->n / 6;
    for (uint32_t i = 0, wide; i < half; i += wide) {
        wide = half - i >= 16 * BLOCKS ? 16 * BLOCKS : 16;
        chunk k = {.gate = (size_t)a->n * wide, .wide = wide};
        k.n = a->n;
        k.half = half;
        for (uint32_t g = 0; g < 6; g++)
            product_rows(a, m, g * half + i, wide, u + g * k.gate, wide);
        for (uint32_t j = 0; j < wide; j += VW) {
            vf c = set1(0.0f), back = set1(0.0f);
            k.u = u + j;
            k.h = h + i + j;
            for (size_t t = 0; t < k.n; t++)
                recur_step(&k, t, &c, &back);
        }
    }
}

#if defined(CHN_BY_AMX)
/* The tiles of a chunk that are still to be multiplied: six blocks of weights
 * by `rows` rows. */
typedef struct errand {
    const uint8_t *q;
    const int8_t *w;
    int32_t *to;
    size_t next; /* from a block of weights to the next */
    uint32_t rows, row, blocks;
} errand;

INLINE errand errand_of(const chn_quant *a, const chn_matrix *m, uint32_t i,
                        int32_t *to)
{
    errand e;
    e.q = a->q;
    e.w = m->w + (size_t)i * m->k;
    e.to = to;
    e.next = (size_t)(m->n / 6) * m->k;
    e.rows = (a->n + TILE - 1) / TILE * TILE;
    e.row = 0;
    e.blocks = 6;
    return e;
}

/* Sixteen rows by one block. */
INLINE void errand_go(errand *e, size_t k, bool two)
{
    if (e->row == 0) {
        _tile_loadd(4, e->w, TILE_K);
        if (two)
            _tile_loadd(5, e->w + (size_t)TILE_K * TILE, TILE_K);
        e->w += e->next;
    }
    /* one after the other by turns, so that neither waits for the other */
    if (e->row % (2 * TILE) == 0) {
        ROWS_LOAD(e->q + e->row * k, 0, 1);
        SUMS(e->to, 6, 0, 1);
    } else {
        ROWS_LOAD(e->q + e->row * k, 2, 3);
        SUMS(e->to, 7, 2, 3);
    }
    e->to += TILE * TILE;
    e->row += TILE;
    if (e->row == e->rows) {
        e->row = 0;
        e->blocks--;
    }
}

INLINE void chunk_at(chunk *k, const chn_matrix *m, uint32_t i)
{
    for (uint32_t g = 0; g < 6; g++) {
        const size_t at = (size_t)g * k->half + i;
        k->scale[g] = load(m->scale + at);
        k->bias[g] = load(m->bias + at);
        k->less[g] =
            (vi)_mm512_slli_epi32(_mm512_loadu_si512(m->colsum + at), 7);
    }
}

/* While the steps of a chunk wait for each other, the tiles multiply the next
 * chunk. */
INLINE void layer_tiles(const chn_quant *a, const chn_matrix *m, int32_t *u,
                        float *h, bool two)
{
    const size_t depth = m->k;
    errand e = errand_of(a, m, 0, u);
    const size_t size = (size_t)6 * e.rows * TILE;
    const uint32_t errands = 6 * e.rows / TILE;
    chunk k = {.gate = (size_t)e.rows * TILE, .wide = TILE};
    k.n = a->n;
    k.half = m->n / 6;
    k.q_scale = a->scale;
#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
    memset(u, 0, 2 * size * sizeof *u); /* it does not see what a tile stores */
#endif
#endif
    _tile_loadconfig(&tiles);
    while (e.blocks > 0)
        errand_go(&e, depth, two);
    for (uint32_t i = 0; i < k.half; i += TILE) {
        const bool last = i + TILE == k.half;
        vf c = set1(0.0f), back = set1(0.0f);
        uint32_t due = 0;
        k.sum = u + i / TILE % 2 * size;
        k.h = h + i;
        chunk_at(&k, m, i);
        if (!last)
            e = errand_of(a, m, i + TILE, u + (i / TILE + 1) % 2 * size);
        for (uint32_t t = 0; t < k.n; t++) {
            recur_step(&k, t, &c, &back);
            due += errands;
            if (due >= k.n && e.blocks > 0) {
                due -= k.n;
                errand_go(&e, depth, two);
            }
        }
        while (e.blocks > 0)
            errand_go(&e, depth, two);
    }
    _tile_release();
}

static void layer(const chn_quant *a, const chn_matrix *m, float *u, float *h)
{
    if (!tiled(m->k))
        layer_rows(a, m, u, h);
    else if (m->k == TILED_MAX)
        layer_tiles(a, m, (int32_t *)(void *)u, h, true);
    else
        layer_tiles(a, m, (int32_t *)(void *)u, h, false);
}
#else
static void layer(const chn_quant *a, const chn_matrix *m, float *u, float *h)
{
    layer_rows(a, m, u, h);
}
#endif

const chn_kernels CHN_KERNELS = {
    CHN_KERNELS_NAME, product, input, norm_rows, layer,
    quantise,         pack,    best,  pair};
