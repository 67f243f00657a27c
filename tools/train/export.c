/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The model file: embeddings multiplied by the input layer and kept as int8
 * rows, matrices as packed int8 with a scale for each output.
 */
#include "export.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "lemmas.h"

typedef struct writer {
    uint8_t *p;
    size_t n, cap;
    chn_model_header head;
    bool ok;
} writer;

static void *put(writer *w, const void *bytes, size_t n)
{
    if (w->ok && w->n + n + CHN_MODEL_ALIGN > w->cap) {
        const size_t cap = (w->n + n) * 2 + CHN_MODEL_ALIGN;
        uint8_t *p = chn_realloc(w->p, cap, 1);
        w->ok = p != NULL;
        if (p) {
            memset(p + w->cap, 0, cap - w->cap);
            w->p = p;
            w->cap = cap;
        }
    }
    if (!w->ok)
        return NULL;
    void *at = w->p + w->n;
    if (bytes)
        memcpy(at, bytes, n);
    w->n += n;
    return at;
}

static void align(writer *w)
{
    const size_t over = w->n % CHN_MODEL_ALIGN;
    if (over)
        put(w, NULL, CHN_MODEL_ALIGN - over);
}

static void begin(writer *w, chn_section s)
{
    align(w);
    w->head.section[s].at = w->n;
}

static void end(writer *w, chn_section s)
{
    w->head.section[s].bytes = w->n - w->head.section[s].at;
}

static float largest(const float *x, size_t n, size_t stride)
{
    float max = 0;
    for (size_t i = 0; i < n; i++)
        if (fabsf(x[i * stride]) > max)
            max = fabsf(x[i * stride]);
    return max;
}

static int8_t rounded(float x, float limit)
{
    const float r = nearbyintf(x);
    return (int8_t)(r > limit ? limit : r < -limit ? -limit : r);
}

/* rows of floats [n][d] as scales and int8. */
static void put_rows(writer *w, const float *x, uint32_t n, uint32_t d)
{
    align(w);
    const size_t at = w->n;
    put(w, NULL, (size_t)n * sizeof(float));
    align(w);
    const size_t rows = w->n;
    put(w, NULL, (size_t)n * d);
    if (!w->ok)
        return;
    float *scale = (float *)(void *)(w->p + at);
    int8_t *q = (int8_t *)(w->p + rows);
    for (uint32_t i = 0; i < n; i++) {
        const float *r = x + (size_t)i * d;
        scale[i] = largest(r, d, 1) / 127.0f;
        for (uint32_t j = 0; j < d; j++)
            q[(size_t)i * d + j] =
                scale[i] > 0 ? rounded(r[j] / scale[i], 127) : 0;
    }
}

/*
 * The scale of one output: the one among a few that rounds its weights with
 * the least squared error. The largest weight may be clipped.
 */
static float best_scale(const float *x, uint32_t k, size_t stride)
{
    const float max = largest(x, k, stride);
    float best = max / 63.0f;
    double least = HUGE_VAL;
    for (int step = 0; max > 0 && step < 24; step++) {
        const float s = max / 63.0f * (1.0f - 0.02f * (float)step);
        double sum = 0;
        for (uint32_t i = 0; i < k; i++) {
            const float v = x[i * stride];
            const double e = (double)(v - s * (float)rounded(v / s, 63));
            sum += e * e;
        }
        if (sum < least) {
            least = sum;
            best = s;
        }
    }
    return best;
}

/* Matrix [k][n] (row-major, `stride` floats a row), n padded to `padded`. */
static void put_matrix(writer *w, const float *x, uint32_t k, uint32_t n,
                       size_t stride, uint32_t padded, const float *bias)
{
    align(w);
    const size_t at = w->n;
    put(w, NULL, (size_t)k * padded);
    align(w);
    const size_t at_scale = w->n;
    put(w, NULL, padded * sizeof(float));
    align(w);
    const size_t at_sum = w->n;
    put(w, NULL, padded * sizeof(int32_t));
    align(w);
    const size_t at_bias = w->n;
    put(w, NULL, padded * sizeof(float));
    align(w);
    if (!w->ok)
        return;
    int8_t *q = (int8_t *)(w->p + at);
    float *scale = (float *)(void *)(w->p + at_scale);
    int32_t *sum = (int32_t *)(void *)(w->p + at_sum);
    float *b = (float *)(void *)(w->p + at_bias);
    for (uint32_t j = 0; j < n; j++) {
        scale[j] = best_scale(x + j, k, stride);
        b[j] = bias[j];
        for (uint32_t i = 0; i < k; i++) {
            const int8_t v =
                scale[j] > 0 ? rounded(x[i * stride + j] / scale[j], 63) : 0;
            sum[j] += v;
            q[((size_t)(j / 16) * (k / 4) + i / 4) * 64 + (j % 16) * 4 +
              i % 4] = v;
        }
    }
}

static void put_floats(writer *w, const float *x, size_t n)
{
    align(w);
    put(w, x, n * sizeof *x);
}

/* y += x . W, x of n, W [n][d]. */
static void multiply(float *y, const float *x, const float *m, uint32_t n,
                     uint32_t d)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < d; j++)
            y[j] += x[i] * m[(size_t)i * d + j];
}

/* ---- sections ---- */

static void put_labels(writer *w, const export_in *in)
{
    const uint32_t fp = in->l->s.feats_p;
    begin(w, CHN_S_LABELS);
    for (uint32_t i = 0; i < in->labels->n; i++)
        put(w, in->labels->feats[i], strlen(in->labels->feats[i]) + 1);
    end(w, CHN_S_LABELS);
    begin(w, CHN_S_FEATS_OK);
    for (uint32_t u = 0; u < CHN_UPOS_N; u++) {
        uint8_t ok[FEATS_MAX] = {0};
        memcpy(ok, in->labels->ok[u], FEATS_MAX);
        bool any = false;
        for (uint32_t f = 0; f < in->labels->n; f++)
            any = any || ok[f];
        if (!any)
            ok[0] = 1;
        put(w, ok, fp);
    }
    end(w, CHN_S_FEATS_OK);
}

static bool put_words(writer *w, const export_in *in)
{
    const vocab *v = in->v;
    const layout *l = in->l;
    const uint32_t d = l->s.width;
    const float *win = in->p + l->in_w;
    /* rows that say more than the unknown word does */
    uint32_t *row = chn_calloc(v->n, sizeof *row);
    float *x = chn_calloc((size_t)v->n * d, sizeof *x);
    if (!row || !x)
        return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        const float *vec = v->vec + (size_t)i * VEC;
        if (i > 0 && !v->trained[i] && largest(vec, VEC, 1) <= 0)
            continue;
        multiply(x + (size_t)n * d, vec, win, VEC, d);
        multiply(x + (size_t)n * d,
                 in->p + l->word + (size_t)v->trained[i] * EMB,
                 win + (size_t)VEC * d, EMB, d);
        row[i] = n++;
    }
    uint32_t slots = 1;
    while (slots < n * 2)
        slots *= 2;
    chn_word_slot *slot = chn_calloc(slots, sizeof *slot);
    for (uint32_t i = 0; slot && i < v->slots; i++) {
        const chn_word_slot *s = &v->slot[i];
        if (!s->hash || !row[s->row])
            continue;
        uint32_t k = (uint32_t)s->hash & (slots - 1);
        while (slot[k].hash)
            k = (k + 1) & (slots - 1);
        slot[k].hash = s->hash;
        slot[k].row = row[s->row];
    }
    w->ok = w->ok && slot;
    begin(w, CHN_S_WORD_HASH);
    if (slot)
        put(w, slot, slots * sizeof *slot);
    end(w, CHN_S_WORD_HASH);
    begin(w, CHN_S_WORD_ROWS);
    put_rows(w, x, n, d);
    end(w, CHN_S_WORD_ROWS);
    w->head.words = n;
    w->head.word_slots = slots;
    chn_free(slot);
    chn_free(row);
    chn_free(x);
    return w->ok;
}

static bool put_affixes(writer *w, const export_in *in)
{
    const layout *l = in->l;
    const uint32_t d = l->s.width;
    float *x = chn_calloc((size_t)l->s.affix * d, sizeof *x);
    if (!x)
        return false;
    begin(w, CHN_S_AFFIX_ROWS);
    for (uint32_t k = 0; k < CHN_AFFIXES; k++) {
        memset(x, 0, (size_t)l->s.affix * d * sizeof *x);
        for (uint32_t i = 0; i < l->s.affix; i++)
            multiply(x + (size_t)i * d, in->p + l->affix[k] + (size_t)i * AFFIX,
                     in->p + l->in_w + (size_t)(VEC + EMB + k * AFFIX) * d,
                     AFFIX, d);
        put_rows(w, x, l->s.affix, d);
        w->head.affix_rows[k] = l->s.affix;
    }
    end(w, CHN_S_AFFIX_ROWS);
    chn_free(x);
    return w->ok;
}

static void put_network(writer *w, const export_in *in)
{
    const layout *l = in->l;
    const float *p = in->p;
    const uint32_t d = l->s.width;
    begin(w, CHN_S_INPUT);
    put_floats(w, p + l->in_b, d);
    put_floats(w, p + l->in_g, d);
    put_floats(w, p + l->in_s, d);
    end(w, CHN_S_INPUT);
    begin(w, CHN_S_LAYERS);
    for (uint32_t i = 0; i < l->s.layers; i++) {
        put_matrix(w, p + l->w[i], d, 3 * d, 3 * d, 3 * d, p + l->b[i]);
        put_floats(w, p + l->g[i], d);
        put_floats(w, p + l->sh[i], d);
    }
    end(w, CHN_S_LAYERS);
    begin(w, CHN_S_HEADS);
    put_matrix(w, p + l->head_w, d, l->outs, l->outs, l->outs, p + l->head_b);
    end(w, CHN_S_HEADS);
    begin(w, CHN_S_ROOT);
    put_floats(w, p + l->root_head, l->s.arc);
    put_floats(w, p + l->root_rel, l->s.rel);
    end(w, CHN_S_ROOT);
    begin(w, CHN_S_DISTANCE);
    put_floats(w, p + l->dist, CHN_DIST_N);
    end(w, CHN_S_DISTANCE);
    begin(w, CHN_S_RELATIONS);
    put_matrix(w, p + l->rel_w, l->s.rel, REL_P, REL_P, REL_P, p + l->rel_b);
    end(w, CHN_S_RELATIONS);
}

static bool put_lemmas(writer *w, const export_in *in)
{
    chn_arena *a = chn_arena_new((size_t)1 << 30);
    lemma_list list;
    const bool ok = a && lemmas_learn(&list, a, in->c);
    if (ok) {
        uint32_t slots = 1;
        while (slots < list.n * 2)
            slots *= 2;
        chn_lemma_slot *slot = CHN_NEW(a, chn_lemma_slot, slots);
        for (uint32_t i = 0; slot && i < list.slots; i++) {
            if (!list.slot[i].hash)
                continue;
            uint32_t k = (uint32_t)list.slot[i].hash & (slots - 1);
            while (slot[k].hash)
                k = (k + 1) & (slots - 1);
            slot[k] = list.slot[i];
        }
        w->ok = w->ok && slot;
        begin(w, CHN_S_LEMMA_HASH);
        if (slot)
            put(w, slot, slots * sizeof *slot);
        end(w, CHN_S_LEMMA_HASH);
        begin(w, CHN_S_LEMMA_SCRIPTS);
        for (uint32_t i = 0; i < list.n_scripts; i++)
            put(w, list.script[i], strlen(list.script[i]) + 1);
        end(w, CHN_S_LEMMA_SCRIPTS);
        w->head.lemma_slots = slots;
        w->head.lemma_scripts = list.n_scripts;
        printf("lemmas: %u endings, %u scripts\n", list.n, list.n_scripts);
    }
    chn_arena_free(a);
    return ok && w->ok;
}

static bool put_note(writer *w, const char *path)
{
    begin(w, CHN_S_NOTE);
    FILE *f = path ? fopen(path, "r") : NULL;
    if (path && !f) {
        fprintf(stderr, "train: %s: %s\n", path, strerror(errno));
        return false;
    }
    char line[1024];
    size_t n;
    while (f && (n = fread(line, 1, sizeof line, f)) > 0)
        put(w, line, n);
    if (f)
        fclose(f);
    put(w, "\n", 1);
    end(w, CHN_S_NOTE);
    return true;
}

bool export_model(const export_in *in, const char *path)
{
    writer w = {.ok = true};
    chn_model_header *h = &w.head;
    const shape *s = &in->l->s;
    memcpy(h->magic, CHN_MODEL_MAGIC, sizeof h->magic);
    h->version = CHN_MODEL_VERSION;
    h->order = CHN_MODEL_ORDER;
    h->width = s->width;
    h->layers = s->layers;
    h->arc = s->arc;
    h->rel = s->rel;
    h->feats = in->labels->n;
    h->feats_padded = s->feats_p;
    h->upos_padded = UPOS_P;
    h->rels_padded = REL_P;
    put(&w, h, sizeof *h);
    put_labels(&w, in);
    bool ok = put_words(&w, in) && put_affixes(&w, in);
    put_network(&w, in);
    ok = ok && put_lemmas(&w, in) && put_note(&w, in->note);
    align(&w);
    if (!ok || !w.ok) {
        fputs("train: the model was not written\n", stderr);
        chn_free(w.p);
        return false;
    }
    h->bytes = w.n;
    memcpy(w.p, h, sizeof *h);
    const size_t from = offsetof(chn_model_header, checksum) + sizeof(uint64_t);
    h->checksum = chn_model_sum(w.p + from, w.n - from);
    memcpy(w.p, h, sizeof *h);
    FILE *f = fopen(path, "wb");
    ok = f && fwrite(w.p, 1, w.n, f) == w.n;
    if ((f && fclose(f) != 0) || !ok) {
        fprintf(stderr, "train: %s: %s\n", path, strerror(errno));
        ok = false;
    } else {
        printf("%s: %zu bytes\n", path, w.n);
    }
    chn_free(w.p);
    return ok;
}
