/* SPDX-License-Identifier: Apache-2.0 */
/* Named scales: quad class and score of codes. */
#include "base/hash.h"
#include "base/str.h"
#include "code/scores.h"

#define NAMES_MAX 512u
#define BUCKETS 256u /* a scale has some 300 codes */

typedef struct grade {
    chn_str code; /* CAMEO code, "CATEGORY" or "CATEGORY/mode" */
    int32_t quad; /* 0: not told */
    int32_t tenths;
    bool scored;
    struct grade *next;
} grade;

struct chn_scale {
    const char *name;
    grade *bucket[BUCKETS];
};

static uint32_t bucket_of(chn_str code)
{
    return (uint32_t)(chn_hash(code.p, code.n, 0) % BUCKETS);
}

static const grade *find(const chn_scale *s, chn_str code)
{
    const grade *g = code.n ? s->bucket[bucket_of(code)] : NULL;
    while (g && !chn_str_eq(g->code, code))
        g = g->next;
    return g;
}

static chn_code add_grade(chn_arena *a, chn_scale *s, const chn_rows *it,
                          chn_err *err)
{
    const chn_str quad = chn_rows_cell(it, 3);
    const chn_str score = chn_rows_cell(it, 4);
    grade *g = CHN_NEW(a, grade, 1);
    uint32_t q = 0;
    double v = 0;
    if (!g)
        return chn_fail_memory(err);
    g->code = chn_rows_cell(it, 2);
    if (g->code.n == 0)
        return chn_rows_fail(it, err, "the code is empty");
    if (quad.n && (!chn_str_uint(quad, 4, &q) || q == 0))
        return chn_rows_fail(it, err, "quad is \"%.*s\"; expected 1, 2, 3 or 4",
                             (int)quad.n, quad.p);
    if (score.n && (!chn_str_double(score, &v) || v < -1000 || v > 1000))
        return chn_rows_fail(
            it, err, "score is \"%.*s\"; expected a number from -1000 to 1000",
            (int)score.n, score.p);
    g->quad = (int32_t)q;
    g->scored = score.n > 0;
    g->tenths = (int32_t)(v < 0 ? v * 10 - 0.5 : v * 10 + 0.5);
    grade **at = &s->bucket[bucket_of(g->code)];
    g->next = *at;
    *at = g;
    return CHN_OK;
}

/* The names of the scales, for whoever misspelt one. */
static void put_name(chn_buf *names, chn_str scale)
{
    chn_str rest = chn_str_n(names->p ? names->p : "", names->n), one;
    while (chn_str_next(&rest, ',', &one))
        if (chn_str_eq(one, scale))
            return;
    chn_buf_z(names, names->n ? ", " : "");
    chn_buf_str(names, scale);
}

chn_scale *chn_scale_new(chn_arena *a, const chn_tableset *set,
                         const char *name, chn_err *err)
{
    static const char *const want[] = {"key", "scale", "code", "quad", "score"};
    chn_scale *s = CHN_NEW(a, chn_scale, 1);
    const chn_str called = chn_str_of(name ? name : CHN_SCALE_DEFAULT);
    chn_rows it;
    bool any = false;
    chn_buf names;
    chn_buf_init(&names, NAMES_MAX);
    if (s)
        s->name = chn_arena_str(a, called.p, called.n).p;
    if (!s || !s->name) {
        chn_fail_memory(err);
        return NULL;
    }
    chn_code rc =
        chn_rows_open(&it, a, set, "ontology/scales.tsv", want, 5, true, err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&it, err)) > 0) {
        const chn_str scale = chn_rows_cell(&it, 1);
        put_name(&names, scale);
        if (chn_str_eq(scale, called)) {
            rc = add_grade(a, s, &it, err);
            any = true;
        }
    }
    if (rc == CHN_OK && more == 0 && !any)
        rc = chn_fail(err, CHN_ERR_ARGUMENT,
                      "unknown scale \"%s\"; ontology/scales.tsv has %s",
                      s->name, names.p ? names.p : "none");
    chn_buf_free(&names);
    return rc == CHN_OK && more == 0 ? s : NULL;
}

const char *chn_scale_name(const chn_scale *s)
{
    return s->name;
}

static const grade *by_cameo(const chn_scale *s, chn_str code)
{
    const grade *g = NULL;
    for (; !g && code.n >= 2; code.n--)
        g = find(s, code);
    return g;
}

static const grade *by_mode(const chn_scale *s, const chn_claim *c)
{
    char text[64];
    const size_t n = c->category.n + 1 + c->mode.n;
    if (c->mode.n == 0 || n > sizeof text)
        return NULL;
    memcpy(text, c->category.p, c->category.n);
    text[c->category.n] = '/';
    memcpy(text + c->category.n + 1, c->mode.p, c->mode.n);
    return find(s, chn_str_n(text, n));
}

void chn_scale_apply(const chn_scale *s, chn_claim *c)
{
    const grade *g[3] = {by_cameo(s, c->cameo), by_mode(s, c),
                         find(s, c->category)};
    bool quad = false, score = false;
    for (int i = 0; i < 3; i++) {
        if (g[i] && g[i]->quad && !quad) {
            c->quad = g[i]->quad;
            quad = true;
        }
        if (g[i] && g[i]->scored && !score) {
            c->goldstein_tenth = g[i]->tenths;
            score = true;
        }
    }
}
