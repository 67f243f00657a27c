/* SPDX-License-Identifier: Apache-2.0 */
#include "net.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/limits.h"

/* ---- parameters ---- */

static size_t take(layout *l, size_t n)
{
    const size_t at = l->n;
    l->n += n;
    return at;
}

void layout_of(layout *l, const shape *s)
{
    memset(l, 0, sizeof *l);
    l->s = *s;
    const size_t d = s->width;
    l->outs = 2 * s->arc + 2 * s->rel + UPOS_P + s->feats_p;
    l->word = take(l, (size_t)s->trained * EMB);
    for (uint32_t k = 0; k < CHN_AFFIXES; k++)
        l->affix[k] = take(l, (size_t)s->affix * AFFIX);
    l->in_w = take(l, INPUT * d);
    l->in_b = take(l, d);
    l->in_g = take(l, d);
    l->in_s = take(l, d);
    for (uint32_t i = 0; i < s->layers; i++) {
        l->w[i] = take(l, d * 3 * d);
        l->b[i] = take(l, 3 * d);
        l->g[i] = take(l, d);
        l->sh[i] = take(l, d);
    }
    l->head_w = take(l, d * l->outs);
    l->head_b = take(l, l->outs);
    l->root_head = take(l, s->arc);
    l->root_rel = take(l, s->rel);
    l->dist = take(l, CHN_DIST_N);
    l->rel_w = take(l, (size_t)s->rel * REL_P);
    l->rel_b = take(l, REL_P);
}

static uint64_t next_random(uint64_t *s)
{
    uint64_t x = *s += 0x9E3779B97F4A7C15ull;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
    return x ^ (x >> 31);
}

static float uniform(uint64_t *s)
{
    return (float)(next_random(s) >> 40) / (float)(1u << 24);
}

static void fill(float *p, size_t n, float scale, uint64_t *seed)
{
    for (size_t i = 0; i < n; i++)
        p[i] = (2.0f * uniform(seed) - 1.0f) * scale;
}

static void set(float *p, size_t n, float value)
{
    for (size_t i = 0; i < n; i++)
        p[i] = value;
}

void params_init(const layout *l, float *p, uint64_t seed)
{
    const uint32_t d = l->s.width;
    memset(p, 0, l->n * sizeof *p);
    fill(p + l->word, (size_t)l->s.trained * EMB, 0.1f, &seed);
    for (uint32_t k = 0; k < CHN_AFFIXES; k++)
        fill(p + l->affix[k], (size_t)l->s.affix * AFFIX, 0.2f, &seed);
    fill(p + l->in_w, (size_t)INPUT * d, sqrtf(3.0f / INPUT), &seed);
    set(p + l->in_g, d, 1);
    for (uint32_t i = 0; i < l->s.layers; i++) {
        fill(p + l->w[i], (size_t)d * 3 * d, sqrtf(3.0f / (float)d), &seed);
        set(p + l->g[i], d, 1);
        /* forget little at first: the state remembers a few words */
        const uint32_t h = d / 2;
        for (uint32_t dir = 0; dir < 2; dir++)
            set(p + l->b[i] + dir * 3 * h + h, h, 1.0f);
    }
    fill(p + l->head_w, (size_t)d * l->outs, sqrtf(3.0f / (float)d), &seed);
    /* products of two rows of A: keep the first scores small */
    for (uint32_t i = 0; i < d; i++)
        for (uint32_t j = 0; j < l->s.arc; j++)
            p[l->head_w + (size_t)i * l->outs + j] *=
                1.0f / sqrtf((float)l->s.arc);
    fill(p + l->root_head, l->s.arc, 0.1f, &seed);
    fill(p + l->root_rel, l->s.rel, 0.1f, &seed);
    fill(p + l->rel_w, (size_t)l->s.rel * REL_P, sqrtf(3.0f / (float)l->s.rel),
         &seed);
}

/* ---- work ---- */

enum {
    B_X = 0, /* N x INPUT */
    B_DX,
    B_IN,   /* N x D: before the first norm */
    B_Y,    /* (L+1) x N x D: outputs of the norms, dropped out */
    B_DY,   /* N x D */
    B_NORM, /* (L+1) x N x D: normalised, before the gain */
    B_RSTD, /* (L+1) x N */
    B_U,    /* L x N x 3D: z, f, o after their functions */
    B_C,    /* L x N x D */
    B_DU,   /* N x 3D */
    B_H,    /* N x D */
    B_DH,
    B_Z, /* N x outs */
    B_DZ,
    B_YD,  /* N x D: last Y, dropped out for the heads */
    B_ARC, /* n x (n+1) */
    B_HID, /* n x R */
    B_DHID,
    B_REL, /* n x REL_P */
    B_N
};

typedef struct buffer {
    void *p;
    size_t cap;
} buffer;

struct work {
    buffer b[B_N];
    buffer mask[CHN_MODEL_LAYERS_MAX + 4]; /* bytes: kept or not */
    buffer rows;                           /* rows after word dropout */
    uint64_t seed;
};

work *work_new(void)
{
    return chn_calloc(1, sizeof(work));
}

void work_free(work *w)
{
    if (!w)
        return;
    for (size_t i = 0; i < B_N; i++)
        chn_free(w->b[i].p);
    for (size_t i = 0; i < CHN_MODEL_LAYERS_MAX + 4; i++)
        chn_free(w->mask[i].p);
    chn_free(w->rows.p);
    chn_free(w);
}

static void *room(buffer *b, size_t bytes)
{
    if (bytes > b->cap) {
        chn_free(b->p);
        b->cap = bytes + bytes / 2;
        b->p = chn_calloc(b->cap, 1);
        if (!b->p)
            b->cap = 0;
    }
    return b->p;
}

static float *floats(work *w, uint32_t which, size_t n)
{
    return room(&w->b[which], n * sizeof(float));
}

/* ---- pieces ---- */

static void gemm(bool ta, bool tb, size_t m, size_t n, size_t k, const float *a,
                 size_t lda, const float *b, size_t ldb, float beta, float *c,
                 size_t ldc)
{
    cblas_sgemm(CblasRowMajor, ta ? CblasTrans : CblasNoTrans,
                tb ? CblasTrans : CblasNoTrans, (int)m, (int)n, (int)k, 1.0f, a,
                (int)lda, b, (int)ldb, beta, c, (int)ldc);
}

/* Bytes that say what is kept; x is scaled where kept, 0 where not. */
static bool drop(work *w, buffer *b, float *x, size_t n, float prob)
{
    uint8_t *m = room(b, n + 8);
    if (!m)
        return false;
    const uint8_t limit = (uint8_t)(prob * 256.0f);
    const float scale = 256.0f / (256.0f - (float)limit);
    for (size_t i = 0; i < n; i += 8) {
        const uint64_t r = next_random(&w->seed);
        memcpy(m + i, &r, 8);
    }
    for (size_t i = 0; i < n; i++) {
        m[i] = m[i] >= limit;
        x[i] = m[i] ? x[i] * scale : 0.0f;
    }
    return true;
}

static void undrop(const buffer *b, float *dx, size_t n, float prob)
{
    const uint8_t *m = b->p;
    const uint8_t limit = (uint8_t)(prob * 256.0f);
    const float scale = 256.0f / (256.0f - (float)limit);
    for (size_t i = 0; i < n; i++)
        dx[i] = m[i] ? dx[i] * scale : 0.0f;
}

static void norm(const float *x, size_t n, uint32_t d, const float *gain,
                 const float *shift, float *normed, float *rstd, float *y)
{
    for (size_t i = 0; i < n; i++) {
        const float *r = x + i * d;
        float mean = 0;
        float var = 0;
        for (uint32_t j = 0; j < d; j++)
            mean += r[j];
        mean /= (float)d;
        for (uint32_t j = 0; j < d; j++)
            var += (r[j] - mean) * (r[j] - mean);
        const float k = 1.0f / sqrtf(var / (float)d + 1e-5f);
        rstd[i] = k;
        for (uint32_t j = 0; j < d; j++) {
            normed[i * d + j] = (r[j] - mean) * k;
            y[i * d + j] = normed[i * d + j] * gain[j] + shift[j];
        }
    }
}

/* dy becomes dx. */
static void norm_back(float *dy, size_t n, uint32_t d, const float *gain,
                      const float *normed, const float *rstd, float *dgain,
                      float *dshift)
{
    for (size_t i = 0; i < n; i++) {
        float *g = dy + i * d;
        const float *x = normed + i * d;
        float a = 0;
        float b = 0;
        for (uint32_t j = 0; j < d; j++) {
            dgain[j] += g[j] * x[j];
            dshift[j] += g[j];
            g[j] *= gain[j];
            a += g[j];
            b += g[j] * x[j];
        }
        a /= (float)d;
        b /= (float)d;
        for (uint32_t j = 0; j < d; j++)
            g[j] = (g[j] - a - x[j] * b) * rstd[i];
    }
}

static float logistic(float x)
{
    return 1.0f / (1.0f + expf(-x));
}

/* u: n x 3D with z, f, o for each direction; c and h: n x D. */
static void scan(float *u, uint32_t n, uint32_t d, float *c, float *h)
{
    const uint32_t k = d / 2;
    for (uint32_t dir = 0; dir < 2; dir++) {
        const float *before = NULL;
        for (uint32_t s = 0; s < n; s++) {
            const uint32_t t = dir ? n - 1 - s : s;
            float *z = u + (size_t)t * 3 * d + (size_t)dir * 3 * k;
            float *f = z + k;
            float *o = f + k;
            float *ct = c + (size_t)t * d + (size_t)dir * k;
            float *ht = h + (size_t)t * d + (size_t)dir * k;
            for (uint32_t j = 0; j < 2 * k; j++)
                f[j] = logistic(f[j]);
            for (uint32_t j = 0; j < k; j++) {
                const float cp = before ? before[j] : 0.0f;
                ct[j] = z[j] + f[j] * (cp - z[j]);
                ht[j] = o[j] * ct[j];
            }
            before = ct;
        }
    }
}

static void scan_back(const float *u, uint32_t n, uint32_t d, const float *c,
                      const float *dh, float *du)
{
    const uint32_t k = d / 2;
    float carry[512];
    for (uint32_t dir = 0; dir < 2; dir++) {
        memset(carry, 0, sizeof carry);
        for (uint32_t s = n; s-- > 0;) {
            const uint32_t t = dir ? n - 1 - s : s;
            const size_t at = (size_t)t * 3 * d + (size_t)dir * 3 * k;
            const float *z = u + at;
            const float *f = z + k;
            const float *o = f + k;
            float *dz = du + at;
            const float *ct = c + (size_t)t * d + (size_t)dir * k;
            const float *g = dh + (size_t)t * d + (size_t)dir * k;
            const float *cp = s == 0 ? NULL : dir ? ct + d : ct - d;
            for (uint32_t j = 0; j < k; j++) {
                const float before = cp ? cp[j] : 0.0f;
                const float dc = g[j] * o[j] + carry[j];
                dz[j] = dc * (1.0f - f[j]);
                dz[k + j] = dc * (before - z[j]) * f[j] * (1.0f - f[j]);
                dz[2 * k + j] = g[j] * ct[j] * o[j] * (1.0f - o[j]);
                carry[j] = dc * f[j];
            }
        }
    }
}

static void add_bias(float *x, size_t n, size_t d, const float *b)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < d; j++)
            x[i * d + j] += b[j];
}

static void add_columns(const float *x, size_t n, size_t d, float *sum)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < d; j++)
            sum[j] += x[i * d + j];
}

/* Scores to probabilities; returns the best. */
static uint32_t softmax(float *x, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (x[i] > x[best])
            best = i;
    const float top = x[best];
    float sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        x[i] = expf(x[i] - top);
        sum += x[i];
    }
    for (uint32_t i = 0; i < n; i++)
        x[i] /= sum;
    return best;
}

/* Probabilities to the loss's gradient in place; returns the loss. */
static double cross(float *x, const soft *s, float weight, uint32_t n)
{
    double loss = 0;
    for (uint32_t i = 0; i < n; i++)
        x[i] *= weight;
    for (uint32_t k = 0; k < SOFT && s->p[k] > 0; k++) {
        loss -=
            (double)s->p[k] * log((double)x[s->id[k]] / (double)weight + 1e-12);
        x[s->id[k]] -= s->p[k] * weight;
    }
    return loss * (double)weight;
}

/* ---- forward to the heads' outputs ---- */

typedef struct pass {
    work *w;
    const layout *l;
    const float *p;
    const vocab *v;
    const corpus *c;
    const uint32_t *ids;
    uint32_t n_ids;
    size_t n; /* words */
    const dropout *drop;
    float *grad;
} pass;

static bool embed(pass *q)
{
    work *w = q->w;
    const layout *l = q->l;
    const uint32_t d = l->s.width;
    float *x = floats(w, B_X, q->n * INPUT);
    uint32_t *rows = room(&w->rows, q->n * (CHN_FEATURES + 1) * sizeof *rows);
    float *in = floats(w, B_IN, q->n * d);
    if (!x || !rows || !in)
        return false;
    size_t at = 0;
    for (uint32_t i = 0; i < q->n_ids; i++) {
        const sentence *s = &q->c->s[q->ids[i]];
        for (uint32_t t = 0; t < s->n; t++, at++) {
            const word *k = &q->c->w[s->first + t];
            uint32_t *r = rows + at * (CHN_FEATURES + 1);
            memcpy(r, k->row, sizeof k->row);
            r[CHN_FEATURES] = q->v->trained[r[0]];
            if (r[CHN_FEATURES] >= l->s.trained)
                r[CHN_FEATURES] = 0; /* a teacher that did not learn it */
            if (q->grad && uniform(&w->seed) < q->drop->word)
                r[0] = r[CHN_FEATURES] = 0;
            else if (q->grad && uniform(&w->seed) < q->drop->learned)
                r[CHN_FEATURES] = 0; /* its vector must do */
            float *out = x + at * INPUT;
            memcpy(out, q->v->vec + (size_t)r[0] * VEC, VEC * sizeof *out);
            memcpy(out + VEC, q->p + l->word + (size_t)r[CHN_FEATURES] * EMB,
                   EMB * sizeof *out);
            for (uint32_t a = 0; a < CHN_AFFIXES; a++) {
                float *to = out + VEC + EMB + a * AFFIX;
                if (q->grad && uniform(&w->seed) < q->drop->affix) {
                    r[a + 1] = UINT32_MAX;
                    memset(to, 0, AFFIX * sizeof *to);
                } else {
                    memcpy(to, q->p + l->affix[a] + (size_t)r[a + 1] * AFFIX,
                           AFFIX * sizeof *to);
                }
            }
        }
    }
    gemm(false, false, q->n, d, INPUT, x, INPUT, q->p + l->in_w, d, 0, in, d);
    add_bias(in, q->n, d, q->p + l->in_b);
    return true;
}

static bool encode(pass *q)
{
    work *w = q->w;
    const layout *l = q->l;
    const uint32_t d = l->s.width;
    const size_t nd = q->n * d;
    const uint32_t layers = l->s.layers;
    if (!embed(q))
        return false;
    float *y = floats(w, B_Y, (layers + 1) * nd);
    float *normed = floats(w, B_NORM, (layers + 1) * nd);
    float *rstd = floats(w, B_RSTD, (layers + 1) * q->n);
    float *u = floats(w, B_U, layers * 3 * nd);
    float *c = floats(w, B_C, layers * nd);
    float *h = floats(w, B_H, nd);
    if (!y || !normed || !rstd || !u || !c || !h)
        return false;
    norm(w->b[B_IN].p, q->n, d, q->p + l->in_g, q->p + l->in_s, normed, rstd,
         y);
    if (q->grad && !drop(w, &w->mask[0], y, nd, q->drop->input))
        return false;
    for (uint32_t i = 0; i < layers; i++) {
        float *yi = y + i * nd;
        float *ui = u + i * 3 * nd;
        gemm(false, false, q->n, 3 * d, d, yi, d, q->p + l->w[i], 3 * d, 0, ui,
             3 * d);
        add_bias(ui, q->n, 3 * d, q->p + l->b[i]);
        size_t at = 0;
        for (uint32_t k = 0; k < q->n_ids; k++) {
            const uint32_t n = q->c->s[q->ids[k]].n;
            scan(ui + at * 3 * d, n, d, c + i * nd + at * d, h + at * d);
            at += n;
        }
        if (q->grad && !drop(w, &w->mask[i + 1], h, nd, q->drop->hidden))
            return false;
        for (size_t k = 0; k < nd; k++)
            h[k] += yi[k];
        norm(h, q->n, d, q->p + l->g[i], q->p + l->sh[i], normed + (i + 1) * nd,
             rstd + (i + 1) * q->n, y + (i + 1) * nd);
    }
    float *last = floats(w, B_YD, nd);
    float *z = floats(w, B_Z, q->n * l->outs);
    if (!last || !z)
        return false;
    memcpy(last, y + layers * nd, nd * sizeof *last);
    if (q->grad && !drop(w, &w->mask[layers + 1], last, nd, q->drop->hidden))
        return false;
    gemm(false, false, q->n, l->outs, d, last, d, q->p + l->head_w, l->outs, 0,
         z, l->outs);
    add_bias(z, q->n, l->outs, q->p + l->head_b);
    /* head is behind a ReLU; dep, head and the relations' halves are dropped */
    const uint32_t a = l->s.arc;
    for (size_t i = 0; i < q->n; i++)
        for (uint32_t j = a; j < 2 * a; j++)
            if (z[i * l->outs + j] < 0)
                z[i * l->outs + j] = 0;
    if (q->grad) {
        const uint32_t m = 2 * a + 2 * l->s.rel;
        uint8_t *mask = room(&w->mask[layers + 2], q->n * m + 8);
        if (!mask)
            return false;
        const uint8_t limit = (uint8_t)(q->drop->head * 256.0f);
        const float scale = 256.0f / (256.0f - (float)limit);
        for (size_t i = 0; i < q->n * m; i += 8) {
            const uint64_t r = next_random(&w->seed);
            memcpy(mask + i, &r, 8);
        }
        for (size_t i = 0; i < q->n; i++)
            for (uint32_t j = 0; j < m; j++) {
                uint8_t *k = &mask[i * m + j];
                *k = *k >= limit;
                z[i * l->outs + j] *= *k ? scale : 0.0f;
            }
    }
    return true;
}

/* Scores of all heads of one sentence: n x (n+1), column 0 the root. */
static void arcs(const pass *q, const float *z, uint32_t n, float *s)
{
    const layout *l = q->l;
    const uint32_t a = l->s.arc;
    const float *dist = q->p + l->dist;
    gemm(false, true, n, n, a, z, l->outs, z + a, l->outs, 0, s + 1, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        float *row = s + (size_t)i * (n + 1);
        const float *dep = z + (size_t)i * l->outs;
        float root = dist[0];
        for (uint32_t k = 0; k < a; k++)
            root += dep[k] * q->p[l->root_head + k];
        row[0] = root;
        for (uint32_t j = 0; j < n; j++)
            if (j != i)
                row[j + 1] +=
                    dist[chn_distance_bucket((int32_t)j - (int32_t)i)];
        row[i + 1] = -1e9f;
    }
}

static soft one(uint32_t id)
{
    soft s = {{(uint16_t)id}, {1.0f}};
    return s;
}

static target answer_of(const corpus *c, uint32_t t, bool gold)
{
    if (!gold)
        return c->soft[t];
    const word *w = &c->w[t];
    target a = {one(w->head), one(w->rel), one(w->upos), one(w->feats)};
    return a;
}

/* ---- one sentence's heads: losses and gradients of z ---- */

typedef struct half {
    float *z, *dz; /* of the sentence */
    uint32_t first, n;
    bool gold;
    float weight;
} half;

static void tags(const pass *q, half *b, const target *want, sums *out,
                 uint32_t i)
{
    const layout *l = q->l;
    const uint32_t at = 2 * l->s.arc + 2 * l->s.rel;
    float *z = b->z + (size_t)i * l->outs + at;
    const word *w = &q->c->w[b->first + i];
    const uint32_t u = softmax(z, CHN_UPOS_N);
    const uint32_t f = softmax(z + UPOS_P, l->s.feats_p);
    out->upos += u == w->upos;
    out->feats += f == w->feats;
    if (!b->dz)
        return;
    float *dz = b->dz + (size_t)i * l->outs + at;
    out->loss[2] += cross(z, &want->upos, b->weight, CHN_UPOS_N);
    out->loss[3] +=
        cross(z + UPOS_P, &want->feats, 0.5f * b->weight, l->s.feats_p);
    memcpy(dz, z, CHN_UPOS_N * sizeof *dz);
    memcpy(dz + UPOS_P, z + UPOS_P, l->s.feats_p * sizeof *dz);
}

/* Relation scores of every word under head[i]; hid is kept for the way
 * back. */
static void relations(const pass *q, const half *b, const uint32_t *head,
                      float *hid, float *rel)
{
    const layout *l = q->l;
    const uint32_t r = l->s.rel;
    const uint32_t at = 2 * l->s.arc;
    for (uint32_t i = 0; i < b->n; i++) {
        const float *d = b->z + (size_t)i * l->outs + at;
        const float *h = head[i] == 0
                             ? q->p + l->root_rel
                             : b->z + (size_t)(head[i] - 1) * l->outs + at + r;
        for (uint32_t k = 0; k < r; k++) {
            const float v = d[k] + h[k];
            hid[(size_t)i * r + k] = v > 0 ? v : 0;
        }
    }
    gemm(false, false, b->n, REL_P, r, hid, r, q->p + l->rel_w, REL_P, 0, rel,
         REL_P);
    add_bias(rel, b->n, REL_P, q->p + l->rel_b);
}

static void relations_back(const pass *q, const half *b, const uint32_t *head,
                           const float *hid, const float *drel, float *dhid)
{
    const layout *l = q->l;
    const uint32_t r = l->s.rel;
    const uint32_t at = 2 * l->s.arc;
    gemm(true, false, r, REL_P, b->n, hid, r, drel, REL_P, 1,
         q->grad + l->rel_w, REL_P);
    add_columns(drel, b->n, REL_P, q->grad + l->rel_b);
    gemm(false, true, b->n, r, REL_P, drel, REL_P, q->p + l->rel_w, REL_P, 0,
         dhid, r);
    for (uint32_t i = 0; i < b->n; i++) {
        float *d = b->dz + (size_t)i * l->outs + at;
        float *h = head[i] == 0
                       ? q->grad + l->root_rel
                       : b->dz + (size_t)(head[i] - 1) * l->outs + at + r;
        for (uint32_t k = 0; k < r; k++)
            if (hid[(size_t)i * r + k] > 0) {
                d[k] += dhid[(size_t)i * r + k];
                h[k] += dhid[(size_t)i * r + k];
            }
    }
}

static void arcs_back(const pass *q, const half *b, const float *ds)
{
    const layout *l = q->l;
    const uint32_t a = l->s.arc;
    const uint32_t n = b->n;
    float *dist = q->grad + l->dist;
    gemm(false, false, n, a, n, ds + 1, n + 1, b->z + a, l->outs, 1, b->dz,
         l->outs);
    gemm(true, false, n, a, n, ds + 1, n + 1, b->z, l->outs, 1, b->dz + a,
         l->outs);
    for (uint32_t i = 0; i < n; i++) {
        const float *row = ds + (size_t)i * (n + 1);
        const float *dep = b->z + (size_t)i * l->outs;
        float *ddep = b->dz + (size_t)i * l->outs;
        dist[0] += row[0];
        for (uint32_t k = 0; k < a; k++) {
            q->grad[l->root_head + k] += row[0] * dep[k];
            ddep[k] += row[0] * q->p[l->root_head + k];
        }
        for (uint32_t j = 0; j < n; j++)
            if (j != i)
                dist[chn_distance_bucket((int32_t)j - (int32_t)i)] +=
                    row[j + 1];
    }
}

static bool heads(pass *q, half *b, sums *out)
{
    work *w = q->w;
    const layout *l = q->l;
    const uint32_t n = b->n;
    float *s = floats(w, B_ARC, (size_t)n * (n + 1));
    float *hid = floats(w, B_HID, (size_t)n * l->s.rel);
    float *dhid = floats(w, B_DHID, (size_t)n * l->s.rel);
    float *rel = floats(w, B_REL, (size_t)n * REL_P);
    uint32_t head[CHN_SENTENCE_TOKENS_MAX] = {0};
    bool right[CHN_SENTENCE_TOKENS_MAX];
    if (!s || !hid || !dhid || !rel)
        return false;
    arcs(q, b->z, n, s);
    for (uint32_t i = 0; i < n; i++) {
        const target want = answer_of(q->c, b->first + i, b->gold);
        float *row = s + (size_t)i * (n + 1);
        head[i] = want.head.id[0];
        right[i] = softmax(row, n + 1) == head[i];
        out->uas += right[i];
        if (b->dz)
            out->loss[0] += cross(row, &want.head, b->weight, n + 1);
    }
    relations(q, b, head, hid, rel);
    for (uint32_t i = 0; i < n; i++) {
        const target want = answer_of(q->c, b->first + i, b->gold);
        float *row = rel + (size_t)i * REL_P;
        const uint32_t best = softmax(row, CHN_REL_N);
        const chn_rel a = chn_rel_base((chn_rel)best);
        out->las += right[i] && a == chn_rel_base((chn_rel)want.rel.id[0]);
        if (b->dz) {
            out->loss[1] += cross(row, &want.rel, b->weight, CHN_REL_N);
            memset(row + CHN_REL_N, 0, (REL_P - CHN_REL_N) * sizeof *row);
        }
        tags(q, b, &want, out, i);
    }
    out->n += n;
    if (b->dz) {
        arcs_back(q, b, s);
        relations_back(q, b, head, hid, rel, dhid);
    }
    return true;
}

/* ---- the way back ---- */

static bool back(pass *q)
{
    work *w = q->w;
    const layout *l = q->l;
    const uint32_t d = l->s.width;
    const size_t nd = q->n * d;
    const uint32_t layers = l->s.layers;
    const uint32_t a = l->s.arc;
    float *dz = w->b[B_DZ].p;
    const float *z = w->b[B_Z].p;
    float *dy = floats(w, B_DY, nd);
    float *dh = floats(w, B_DH, nd);
    float *du = floats(w, B_DU, 3 * nd);
    float *dx = floats(w, B_DX, q->n * INPUT);
    if (!dy || !dh || !du || !dx)
        return false;
    const uint32_t m = 2 * a + 2 * l->s.rel;
    const uint8_t *mask = w->mask[layers + 2].p;
    const uint8_t limit = (uint8_t)(q->drop->head * 256.0f);
    const float scale = 256.0f / (256.0f - (float)limit);
    for (size_t i = 0; i < q->n; i++)
        for (uint32_t j = 0; j < m; j++) {
            const size_t at = i * l->outs + j;
            const bool dead = j >= a && j < 2 * a && z[at] <= 0;
            dz[at] *= mask[i * m + j] && !dead ? scale : 0.0f;
        }
    gemm(true, false, d, l->outs, q->n, w->b[B_YD].p, d, dz, l->outs, 1,
         q->grad + l->head_w, l->outs);
    add_columns(dz, q->n, l->outs, q->grad + l->head_b);
    gemm(false, true, q->n, d, l->outs, dz, l->outs, q->p + l->head_w, l->outs,
         0, dy, d);
    undrop(&w->mask[layers + 1], dy, nd, q->drop->hidden);
    const float *y = w->b[B_Y].p;
    const float *normed = w->b[B_NORM].p;
    const float *rstd = w->b[B_RSTD].p;
    const float *u = w->b[B_U].p;
    const float *c = w->b[B_C].p;
    for (uint32_t i = layers; i-- > 0;) {
        norm_back(dy, q->n, d, q->p + l->g[i], normed + (i + 1) * nd,
                  rstd + (i + 1) * q->n, q->grad + l->g[i], q->grad + l->sh[i]);
        memcpy(dh, dy, nd * sizeof *dh);
        undrop(&w->mask[i + 1], dh, nd, q->drop->hidden);
        size_t at = 0;
        for (uint32_t k = 0; k < q->n_ids; k++) {
            const uint32_t n = q->c->s[q->ids[k]].n;
            scan_back(u + i * 3 * nd + at * 3 * d, n, d, c + i * nd + at * d,
                      dh + at * d, du + at * 3 * d);
            at += n;
        }
        gemm(true, false, d, 3 * d, q->n, y + i * nd, d, du, 3 * d, 1,
             q->grad + l->w[i], 3 * d);
        add_columns(du, q->n, 3 * d, q->grad + l->b[i]);
        gemm(false, true, q->n, d, 3 * d, du, 3 * d, q->p + l->w[i], 3 * d, 1,
             dy, d); /* beside the residual, which dy already holds */
    }
    undrop(&w->mask[0], dy, nd, q->drop->input);
    norm_back(dy, q->n, d, q->p + l->in_g, normed, rstd, q->grad + l->in_g,
              q->grad + l->in_s);
    gemm(true, false, INPUT, d, q->n, w->b[B_X].p, INPUT, dy, d, 1,
         q->grad + l->in_w, d);
    add_columns(dy, q->n, d, q->grad + l->in_b);
    gemm(false, true, q->n, INPUT, d, dy, d, q->p + l->in_w, d, 0, dx, INPUT);
    const uint32_t *rows = w->rows.p;
    for (size_t t = 0; t < q->n; t++) {
        const uint32_t *r = rows + t * (CHN_FEATURES + 1);
        const float *g = dx + t * INPUT + VEC;
        float *to = q->grad + l->word + (size_t)r[CHN_FEATURES] * EMB;
        for (uint32_t j = 0; j < EMB; j++)
            to[j] += g[j];
        for (uint32_t k = 0; k < CHN_AFFIXES; k++) {
            if (r[k + 1] == UINT32_MAX)
                continue;
            to = q->grad + l->affix[k] + (size_t)r[k + 1] * AFFIX;
            for (uint32_t j = 0; j < AFFIX; j++)
                to[j] += g[EMB + k * AFFIX + j];
        }
    }
    return true;
}

static size_t words_of(const corpus *c, const uint32_t *ids, uint32_t n)
{
    size_t sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += c->s[ids[i]].n;
    return sum;
}

bool net_run(work *w, const layout *l, const float *p, const vocab *v,
             const corpus *c, const uint32_t *ids, uint32_t n_ids, float *grad,
             const dropout *drop_by, uint64_t seed, float soft_w, sums *out)
{
    pass q = {w,       l,   p, v, c, ids, n_ids, words_of(c, ids, n_ids),
              drop_by, grad};
    w->seed = seed;
    if (q.n == 0)
        return true;
    if (!encode(&q))
        return false;
    float *dz = NULL;
    if (grad) {
        dz = floats(w, B_DZ, q.n * l->outs);
        if (!dz)
            return false;
        memset(dz, 0, q.n * l->outs * sizeof *dz);
    }
    float *z = w->b[B_Z].p;
    size_t at = 0;
    for (uint32_t i = 0; i < n_ids; i++) {
        const sentence *s = &c->s[ids[i]];
        half b = {z + at * l->outs,  dz ? dz + at * l->outs : NULL,
                  s->first,          s->n,
                  s->kind != SILVER, s->kind == SILVER ? soft_w : 1.0f};
        if (!heads(&q, &b, out))
            return false;
        at += s->n;
    }
    return !grad || back(&q);
}

bool net_answer(work *w, const layout *l, const float *p, const vocab *v,
                const corpus *c, const uint32_t *ids, uint32_t n_ids,
                answer_fn fn, void *user)
{
    pass q = {w, l, p, v, c, ids, n_ids, words_of(c, ids, n_ids), NULL, NULL};
    if (q.n == 0)
        return true;
    if (!encode(&q))
        return false;
    float *z = w->b[B_Z].p;
    size_t at = 0;
    for (uint32_t i = 0; i < n_ids; i++) {
        const sentence *s = &c->s[ids[i]];
        const uint32_t n = s->n;
        half b = {z + at * l->outs, NULL, s->first, n, false, 1};
        float *arc = floats(w, B_ARC, (size_t)n * (n + 1));
        float *hid = floats(w, B_HID, (size_t)n * l->s.rel);
        float *rel = floats(w, B_REL, (size_t)n * REL_P);
        float *tag = floats(w, B_DU, (size_t)n * (UPOS_P + l->s.feats_p));
        uint32_t head[CHN_SENTENCE_TOKENS_MAX] = {0};
        if (!arc || !hid || !rel || !tag)
            return false;
        arcs(&q, b.z, n, arc);
        for (uint32_t k = 0; k < n; k++)
            head[k] = softmax(arc + (size_t)k * (n + 1), n + 1);
        relations(&q, &b, head, hid, rel);
        float *feats = tag + (size_t)n * UPOS_P;
        for (uint32_t k = 0; k < n; k++) {
            const float *from =
                b.z + (size_t)k * l->outs + 2 * l->s.arc + 2 * l->s.rel;
            softmax(rel + (size_t)k * REL_P, CHN_REL_N);
            memcpy(tag + (size_t)k * UPOS_P, from, UPOS_P * sizeof *tag);
            memcpy(feats + (size_t)k * l->s.feats_p, from + UPOS_P,
                   l->s.feats_p * sizeof *tag);
            softmax(tag + (size_t)k * UPOS_P, CHN_UPOS_N);
            softmax(feats + (size_t)k * l->s.feats_p, l->s.feats_p);
        }
        const answers a = {arc, rel, tag, feats};
        fn(user, q.ids[i], &a);
        at += n;
    }
    return true;
}
