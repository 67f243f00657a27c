/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The network: the same bits by every instruction set, the numbers that a
 * plain reading of src/syntax/README.md gives, and trees that are trees.
 */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/str.h"
#include "check.h"
#include "syntax/nn.h"
#include "unit/syntax_fixture.h"

static const char *const cpus[] = {"portable", "avx2", "avxvnni", "avx512",
                                   "amx"};
#define CPUS (sizeof cpus / sizeof *cpus)

static chn_model *model_of(chn_arena *a, const fixture_shape *s, uint64_t seed)
{
    size_t n = 0;
    chn_err err = {CHN_OK, 0, 0, ""};
    void *p = fixture_model(a, s, seed, &n);
    chn_model *m = p ? chn_model_of(a, p, n, &err) : NULL;
    if (!m) {
        printf("# %s\n", err.text);
        exit(1);
    }
    return m;
}

static chn_tree *tree_of(const chn_model *m, const chn_doc *doc)
{
    chn_tree *t = NULL;
    if (chn_tree_new(m, doc, &t, NULL) != CHN_OK)
        exit(1);
    return t;
}

static bool same_trees(const chn_tree *a, const chn_tree *b)
{
    return memcmp(a->node, b->node, a->doc->n_tok * sizeof *a->node) == 0;
}

/* Floats of the last sentence, bit by bit. */
static bool same_floats(const chn_tree *a, const chn_tree *b, uint32_t n)
{
    const chn_nn_scratch *x = a->scratch, *y = b->scratch;
    const chn_model *m = a->model;
    const size_t columns = chn_nn_score_stride(n);
    for (uint32_t i = 0; i < n; i++)
        if (memcmp(x->score + i * columns, y->score + i * columns,
                   (n + (size_t)1) * sizeof(float)) != 0)
            return false;
    return memcmp(x->y, y->y, (size_t)n * m->width * sizeof(float)) == 0 &&
           memcmp(x->x.q, y->x.q, (size_t)n * m->width) == 0 &&
           memcmp(x->rel_score, y->rel_score,
                  (size_t)n * m->relations.n * sizeof(float)) == 0;
}

/* ---- the same bits ---- */

static void test_paths(const fixture_shape *s, uint64_t seed)
{
    static const uint32_t lengths[] = {1,  2,  3,  4,  5,   6,  7,
                                       8,  9,  13, 15, 16,  17, 23,
                                       31, 32, 33, 65, 399, 400};
    chn_arena *a = chn_arena_new((size_t)1 << 30);
    chn_model *m = model_of(a, s, seed);
    for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
        chn_doc doc;
        chn_tree *t[CPUS];
        if (!fixture_doc(a, seed + l, s->words * 2, &lengths[l], 1, &doc))
            exit(1);
        for (size_t c = 0; c < CPUS; c++) {
            chn_model_use(m, cpus[c]);
            t[c] = tree_of(m, &doc);
            CHECK_INT(chn_syntax_parse(t[c], CHN_NONE, NULL), CHN_OK);
            CHECK(same_trees(t[0], t[c]));
            CHECK(same_floats(t[0], t[c], lengths[l]));
        }
    }
    chn_arena_free(a);
}

/* ---- a plain reading of README.md ---- */

typedef struct plain {
    float y[64][128], h[64][128], out[64][1024];
    float scale[64];
    int q[64][128];
} plain;

static void plain_norm(float *x, const chn_norm *norm)
{
    double mean = 0, var = 0;
    for (uint32_t i = 0; i < norm->width; i++)
        mean += (double)x[i];
    mean /= norm->width;
    for (uint32_t i = 0; i < norm->width; i++)
        var += ((double)x[i] - mean) * ((double)x[i] - mean);
    const double by = 1 / sqrt(var / norm->width + 1e-5);
    for (uint32_t i = 0; i < norm->width; i++)
        x[i] = (float)(((double)x[i] - mean) * by * (double)norm->gain[i] +
                       (double)norm->shift[i]);
}

static float plain_quantise(const float *x, uint32_t k, float top, int *q)
{
    float max = 0;
    for (uint32_t i = 0; i < k; i++)
        max = fabsf(x[i]) > max ? fabsf(x[i]) : max;
    for (uint32_t i = 0; i < k; i++)
        q[i] = max > 0 ? (int)nearbyintf(x[i] * (top / max)) : 0;
    return max / top;
}

static int plain_weight(const chn_matrix *m, uint32_t in, uint32_t out)
{
    return m->w[(size_t)(out / 16) * m->k * 16 + (size_t)(in / 4) * 64 +
                out % 16 * 4 + in % 4];
}

static void plain_product(const chn_matrix *m, const float *x, float *out)
{
    int q[512];
    const float scale = plain_quantise(x, m->k, 127, q);
    for (uint32_t o = 0; o < m->n; o++) {
        int sum = 0;
        for (uint32_t i = 0; i < m->k; i++)
            sum += q[i] * plain_weight(m, i, o);
        out[o] = (float)sum * m->scale[o] * scale + m->bias[o];
    }
}

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static void plain_layer(const chn_model *m, uint32_t l, plain *p, uint32_t n)
{
    const uint32_t d = m->width, half = d / 2;
    for (uint32_t t = 0; t < n; t++)
        plain_product(&m->layer[l], p->y[t], p->out[t]);
    for (uint32_t i = 0; i < d; i++) {
        const bool back = i >= half;
        double c = 0;
        for (uint32_t k = 0; k < n; k++) {
            const uint32_t t = back ? n - 1 - k : k;
            const float *u = p->out[t] + (back ? 3 * half + i - half : i);
            const double f = logistic((double)u[half]);
            c = (double)u[0] + f * (c - (double)u[0]);
            p->h[t][i] = (float)(logistic((double)u[2 * half]) * c);
        }
    }
    for (uint32_t t = 0; t < n; t++) {
        for (uint32_t i = 0; i < d; i++)
            p->y[t][i] += p->h[t][i];
        plain_norm(p->y[t], &m->layer_norm[l]);
    }
}

static void plain_input(const chn_model *m, const chn_doc *doc, plain *p)
{
    for (uint32_t t = 0; t < doc->n_tok; t++) {
        const chn_token *k = &doc->tok[t];
        uint64_t hash[CHN_FEATURES];
        chn_syntax_features(
            k->fold, chn_str_n(doc->text + k->from, k->to - k->from), hash);
        const uint32_t word = chn_model_word(m, hash[0]);
        for (uint32_t i = 0; i < m->width; i++) {
            float x = m->input_bias[i] +
                      m->word.scale[word] *
                          (float)m->word.row[(size_t)word * m->width + i];
            for (uint32_t f = 0; f < CHN_AFFIXES; f++) {
                const size_t row = hash[f + 1] & (m->affix[f].n - 1);
                x += m->affix[f].scale[row] *
                     (float)m->affix[f].row[row * m->width + i];
            }
            p->y[t][i] = x;
        }
        plain_norm(p->y[t], &m->input_norm);
    }
}

/* The score of head j (0: the root) for token i, both counted from 1. */
static float plain_score(const chn_model *m, const plain *p, uint32_t i,
                         uint32_t j)
{
    float head[512];
    int dep_q[512], head_q[512], sum = 0;
    for (uint32_t k = 0; k < m->arc; k++) {
        const float x = j == 0 ? m->root_head[k] : p->out[j - 1][m->arc + k];
        head[k] = x > 0 ? x : 0;
    }
    const float a = plain_quantise(p->out[i - 1], m->arc, 127, dep_q);
    const float b = plain_quantise(head, m->arc, 63, head_q);
    for (uint32_t k = 0; k < m->arc; k++)
        sum += dep_q[k] * head_q[k];
    return (float)sum * a * b +
           (j == 0 ? m->distance_root
                   : m->distance[CHN_SENTENCE_TOKENS_MAX + j - i]);
}

static void plain_relations(const chn_model *m, const plain *p, uint32_t i,
                            uint32_t j, float *out)
{
    float x[256];
    for (uint32_t k = 0; k < m->rel; k++) {
        const float *r = &p->out[i - 1][2 * m->arc];
        const float up =
            j == 0 ? m->root_rel[k] : p->out[j - 1][2 * m->arc + m->rel + k];
        x[k] = r[k] + up > 0 ? r[k] + up : 0;
    }
    plain_product(&m->relations, x, out);
}

/* The largest difference of encoder, scores of heads, scores of relations. */
static void plain_compare(const chn_model *m, chn_tree *t, plain *p,
                          double most[3])
{
    const chn_nn_scratch *s = t->scratch;
    const uint32_t n = t->doc->n_tok;
    plain_input(m, t->doc, p);
    for (uint32_t l = 0; l < m->layers; l++)
        plain_layer(m, l, p, n);
    most[0] = most[1] = most[2] = 0;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < m->width; k++)
            most[0] = fmax(most[0], fabs((double)p->y[i][k] -
                                         (double)s->y[i * m->width + k]));
        /* from what the kernels made: an activation at the border between
         * two numbers may have gone the other way */
        plain_product(&m->heads, s->y + (size_t)i * m->width, p->out[i]);
    }
    for (uint32_t i = 1; i <= n; i++) {
        float rel[256];
        for (uint32_t j = 0; j <= n; j++)
            if (j != i)
                most[1] = fmax(
                    most[1],
                    fabs((double)plain_score(m, p, i, j) -
                         (double)
                             s->score[(i - 1) * chn_nn_score_stride(n) + j]));
        plain_relations(m, p, i, s->up[i], rel);
        for (uint32_t k = 0; k < m->relations.n; k++)
            most[2] =
                fmax(most[2],
                     fabs((double)rel[k] -
                          (double)s->rel_score[(i - 1) * m->relations.n + k]));
    }
}

static void test_plain(const fixture_shape *s, uint64_t seed)
{
    chn_arena *a = chn_arena_new((size_t)1 << 30);
    plain *p = CHN_NEW(a, plain, 1);
    const uint32_t length = 19;
    chn_doc doc;
    chn_model *m = model_of(a, s, seed);
    if (!p || !fixture_doc(a, seed, s->words * 2, &length, 1, &doc))
        exit(1);
    chn_tree *t = tree_of(m, &doc);
    CHECK_INT(chn_syntax_parse(t, 0, NULL), CHN_OK);
    double most[3];
    plain_compare(m, t, p, most);
    printf("# encoder %.2g, heads %.2g, relations %.2g\n", most[0], most[1],
           most[2]);
    CHECK(most[0] < 0.05);
    CHECK(most[1] < 0.05);
    CHECK(most[2] < 0.05);
    /* heads are the best or, together, the best tree; tags the best */
    for (uint32_t i = 0; i < length; i++) {
        const float *up = p->out[i] + 2 * (m->arc + m->rel);
        const float *feats = up + m->upos_padded;
        const uint32_t u = t->node[i].upos;
        CHECK(u > 0 && u < CHN_UPOS_N);
        for (uint32_t k = 1; k < CHN_UPOS_N; k++)
            CHECK(up[k] <= up[u] + 1e-3f);
        for (uint32_t k = 0; k < m->feats_of[u].n; k++)
            CHECK(feats[m->feats_of[u].feats[k]] <=
                  feats[t->node[i].feats] + 1e-3f);
    }
    chn_arena_free(a);
}

/* ---- trees ---- */

/* Heads, children and spans of a sentence fit each other. */
static bool sound(const chn_tree *t, uint32_t sent)
{
    const uint32_t first = t->doc->sent[sent].first;
    const uint32_t end = t->doc->sent[sent].end;
    uint32_t roots = 0, children = 0;
    for (uint32_t i = first; i < end; i++) {
        const chn_node *k = &t->node[i];
        uint32_t left = i, right = i, up = i, steps = 0;
        while (up != CHN_NONE && steps++ <= end - first)
            up = t->node[up].head;
        roots += k->head == CHN_NONE;
        if (up != CHN_NONE ||
            (k->head == CHN_NONE) != (k->rel == CHN_REL_ROOT) ||
            k->rel == CHN_REL_NONE || k->rel >= CHN_REL_N)
            return false;
        for (uint32_t c = k->child, last = 0; c != CHN_NONE;
             c = t->node[c].next) {
            const chn_node *kid = &t->node[c];
            if (kid->head != i || (last && c <= last) || c < first || c >= end)
                return false;
            left = kid->left < left ? kid->left : left;
            right = kid->right > right ? kid->right : right;
            last = c;
            children++;
        }
        if (left != k->left || right != k->right)
            return false;
    }
    return roots == 1 && children == end - first - 1;
}

static void test_trees(void)
{
    enum { N = 200 };
    chn_arena *a = chn_arena_new((size_t)1 << 30);
    chn_model *m = model_of(a, &fixture_small, 21);
    uint32_t length[N];
    uint64_t seed = 4;
    chn_doc doc;
    for (uint32_t i = 0; i < N; i++)
        length[i] = 1 + (uint32_t)(fixture_random(&seed) % 40);
    length[7] = 400;
    length[100] = 0;
    if (!fixture_doc(a, 9, 80, length, N, &doc))
        exit(1);
    chn_tree *all = tree_of(m, &doc), *some = tree_of(m, &doc);
    CHECK_INT(chn_syntax_parse(all, CHN_NONE, NULL), CHN_OK);
    for (uint32_t i = 0; i < N; i++)
        if (length[i] > 0 && !sound(all, i))
            CHECK(false);
    /* tags first, for some right before the tree */
    for (uint32_t i = N; i-- > 0;) {
        CHECK(!chn_tree_parsed(some, doc.sent[i].first) || length[i] == 0);
        CHECK_INT(chn_syntax_tag(some, i, NULL), CHN_OK);
        CHECK_INT(some->state[i] & CHN_SENT_TAGGED, CHN_SENT_TAGGED);
        if (i % 3 == 0)
            CHECK_INT(chn_syntax_parse(some, i, NULL), CHN_OK);
    }
    CHECK_INT(chn_syntax_tag(some, CHN_NONE, NULL), CHN_OK);
    CHECK_INT(chn_syntax_parse(some, CHN_NONE, NULL), CHN_OK);
    CHECK_INT(chn_syntax_parse(some, CHN_NONE, NULL), CHN_OK);
    CHECK(same_trees(all, some));
    /* random models leave plenty to the exact decoder: see that it ran */
    CHECK(all->scratch->trees != NULL);
    chn_arena_free(a);
}

/* ---- threads ---- */

typedef struct job {
    const chn_model *m;
    chn_node node[500];
    pthread_t thread;
    bool ok;
} job;

static void *run_job(void *user)
{
    static const uint32_t length[] = {30, 1, 100, 9, 60, 300};
    job *j = user;
    chn_arena *a = chn_arena_new((size_t)1 << 28);
    chn_doc doc;
    chn_tree *t = NULL;
    j->ok = a && fixture_doc(a, 77, 80, length, 6, &doc) &&
            chn_tree_new(j->m, &doc, &t, NULL) == CHN_OK &&
            chn_syntax_parse(t, CHN_NONE, NULL) == CHN_OK && doc.n_tok == 500;
    if (j->ok)
        memcpy(j->node, t->node, sizeof j->node);
    if (a)
        chn_arena_free(a);
    return NULL;
}

static void test_threads(void)
{
    enum { N = 4 };
    chn_arena *a = chn_arena_new((size_t)1 << 28);
    const chn_model *m = model_of(a, &fixture_small, 5);
    job *jobs = CHN_NEW(a, job, N);
    if (!jobs)
        exit(1);
    for (uint32_t i = 0; i < N; i++) {
        jobs[i].m = m;
        if (pthread_create(&jobs[i].thread, NULL, run_job, &jobs[i]) != 0)
            exit(1);
    }
    for (uint32_t i = 0; i < N; i++) {
        CHECK_INT(pthread_join(jobs[i].thread, NULL), 0);
        CHECK(jobs[i].ok);
        CHECK(memcmp(jobs[i].node, jobs[0].node, sizeof jobs[i].node) == 0);
    }
    chn_arena_free(a);
}

/* ---- words ---- */

/* A document of one sentence of these words. */
static void words_doc(chn_arena *a, chn_doc *doc, const char *const *raw,
                      const char *const *fold, uint32_t n)
{
    uint32_t at = 0;
    memset(doc, 0, sizeof *doc);
    char *text = CHN_NEW(a, char, 1024);
    doc->tok = CHN_NEW(a, chn_token, n);
    doc->sent = CHN_NEW(a, chn_sent, 1);
    if (!text || !doc->tok || !doc->sent)
        exit(1);
    doc->arena = a;
    doc->text = text;
    doc->n_tok = doc->sent[0].end = n;
    doc->n_sent = 1;
    for (uint32_t i = 0; i < n; i++) {
        const size_t size = strlen(raw[i]);
        memcpy(text + at, raw[i], size);
        doc->tok[i].from = at;
        doc->tok[i].to = at + (uint32_t)size;
        doc->tok[i].fold = chn_str_of(fold[i]);
        at += (uint32_t)size;
        text[at++] = ' ';
    }
    doc->n = at;
}

static void test_lemmas(void)
{
    static const char *const raw[] = {"Moing", "Baed", "Bas", "Motion",
                                      "er",    "Ly",   "s",   "Ma\xC3\xA9"};
    static const char *const fold[] = {"moing", "baed", "bas", "motion",
                                       "er",    "ly",   "s",   "mas"};
    static const char *const noun[] = {"mote", "ba", "ba", "motte",
                                       "er",   "Ly", "s",  "ma"};
    /* as written; the last would cut within a character */
    static const char *const propn[] = {"Mote", "Ba", "Ba", "Motte",
                                        "er",   "Ly", "s",  "Ma\xC3\xA9"};
    chn_arena *a = chn_arena_new((size_t)1 << 28);
    const chn_model *m = model_of(a, &fixture_small, 5);
    chn_doc doc;
    words_doc(a, &doc, raw, fold, 8);
    chn_tree *t = tree_of(m, &doc);
    CHECK_STR(chn_tree_lemma(t, 0), "moing"); /* not tagged: the form */
    CHECK_STR(chn_str_of(chn_tree_feats(t, 0)), "_");
    CHECK_INT(chn_syntax_tag(t, 0, NULL), CHN_OK);
    for (uint32_t i = 0; i < 8; i++) {
        t->node[i].upos = CHN_NOUN;
        t->node[i].feats = 1;
        CHECK_STR(chn_tree_lemma(t, i), noun[i]);
        CHECK(chn_tree_lemma(t, i).p == chn_tree_lemma(t, i).p);
        CHECK_STR(chn_str_of(chn_tree_feats(t, i)), "Number=Sing");
        t->lemma[i].p = NULL;
        t->node[i].upos = CHN_PROPN;
        CHECK_STR(chn_tree_lemma(t, i), propn[i]);
    }
    chn_arena_free(a);
}

static void test_labels(void)
{
    for (uint32_t u = 1; u < CHN_UPOS_N; u++) {
        const char *name = chn_upos_name((chn_upos)u);
        CHECK_INT(chn_upos_of(name, strlen(name)), u);
    }
    for (uint32_t r = 1; r < CHN_REL_N; r++) {
        const char *name = chn_rel_name((chn_rel)r);
        CHECK_INT(chn_rel_of(name, strlen(name)), r);
        const chn_rel base = chn_rel_base((chn_rel)r);
        CHECK(base != CHN_REL_NONE && !strchr(chn_rel_name(base), ':'));
        if (r > 1)
            CHECK(strcmp(chn_rel_name((chn_rel)(r - 1)), name) < 0);
    }
    CHECK_INT(chn_rel_base(CHN_REL_NSUBJ_PASS), CHN_REL_NSUBJ);
    CHECK_INT(chn_rel_base(CHN_REL_OBJ), CHN_REL_OBJ);
    CHECK_INT(chn_rel_of("nsub", 4), CHN_REL_NONE);
    CHECK_INT(chn_upos_of("NOUNS", 5), CHN_UPOS_NONE);
    CHECK_INT(chn_feats_bits("_"), 0);
    CHECK_INT(chn_feats_bits(""), 0);
    CHECK_INT(chn_feats_bits("Mood=Ind|Tense=Past|VerbForm=Fin"),
              CHN_F_IND | CHN_F_PAST | CHN_F_FIN);
    CHECK_INT(chn_feats_bits("PronType=Int,Rel"), CHN_F_INT | CHN_F_REL);
    CHECK_INT(chn_feats_bits("Number=Ptan"), CHN_F_PLUR);
    CHECK_INT(chn_feats_bits("Numbe=Plur|Number|=Plur|Number="), 0);
    CHECK_INT(chn_feats_bits("Gender=Fem|PronType=Neg"), CHN_F_FEM | CHN_F_NEG);
}

int main(void)
{
    static const fixture_shape shapes[] = {
        {64, 3, 48, 16, 10, 32, 200, 512, 64},
        {128, 4, 128, 64, 10, 128, 300, 512, 64},
        {96, 1, 16, 48, 10, 16, 200, 512, 1},
        {512, 2, 512, 256, 10, 16, 20, 64, 4},
    };
    TEST("the same bits by every instruction set")
    {
        chn_arena *a = chn_arena_new((size_t)1 << 28);
        chn_model *m = model_of(a, &fixture_small, 1);
        for (size_t c = 0; c < CPUS; c++)
            printf("# %s: %s\n", cpus[c], chn_model_use(m, cpus[c]));
        CHECK(strcmp(chn_model_use(m, "portable"), "portable") == 0);
        chn_arena_free(a);
        test_paths(&fixture_small, 1);
        for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
            test_paths(&shapes[s], 2 + s);
    }
    TEST("what a plain reading of the description gives")
    {
        test_plain(&fixture_small, 3);
        test_plain(&shapes[0], 4);
        test_plain(&shapes[1], 5);
        test_plain(&shapes[2], 6);
    }
    TEST("trees are trees; tags first or all at once")
    {
        test_trees();
    }
    TEST("a sentence longer than the limit is refused")
    {
        const uint32_t length = CHN_SENTENCE_TOKENS_MAX + 1;
        chn_arena *a = chn_arena_new((size_t)1 << 28);
        chn_err err = {CHN_OK, 0, 0, ""};
        chn_doc doc;
        CHECK(fixture_doc(a, 1, 50, &length, 1, &doc));
        chn_tree *t = tree_of(model_of(a, &fixture_small, 1), &doc);
        CHECK_INT(chn_syntax_parse(t, 0, &err), CHN_ERR_LIMIT);
        CHECK(strstr(err.text, "401") != NULL);
        chn_arena_free(a);
    }
    TEST("a document without sentences")
    {
        chn_arena *a = chn_arena_new((size_t)1 << 28);
        chn_doc doc;
        CHECK(fixture_doc(a, 1, 50, NULL, 0, &doc));
        chn_tree *t = tree_of(model_of(a, &fixture_small, 1), &doc);
        CHECK_INT(chn_syntax_parse(t, CHN_NONE, NULL), CHN_OK);
        chn_arena_free(a);
    }
    TEST("threads share a model")
    {
        test_threads();
    }
    TEST("lemmas")
    {
        test_lemmas();
    }
    TEST("names and feature bits")
    {
        test_labels();
    }
    return check_end();
}
