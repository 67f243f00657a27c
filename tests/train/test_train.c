/* SPDX-License-Identifier: Apache-2.0 */
/* The trainer: gradients against differences, lemma lists, a model that the
 * parser reads as the trainer meant it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "check.h"
#include "export.h"
#include "lemmas.h"
#include "net.h"

/* Two sentences of our own; the second has a word that is its own phrase. */
static const char treebank[] =
    "1\tThe\tthe\tDET\tDT\tDefinite=Def|PronType=Art\t2\tdet\t_\t_\n"
    "2\tenvoys\tenvoy\tNOUN\tNNS\tNumber=Plur\t3\tnsubj\t_\t_\n"
    "3\tmet\tmeet\tVERB\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_\t_\n"
    "4\tin\tin\tADP\tIN\t_\t5\tcase\t_\t_\n"
    "5\tOslo\tOslo\tPROPN\tNNP\tNumber=Sing\t3\tobl\t_\tSpaceAfter=No\n"
    "6\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n"
    "\n"
    "1\tTalks\ttalk\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_\n"
    "2\tfailed\tfail\tVERB\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_"
    "\t_\n"
    "\n"
    "1\tCities\tcity\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_\n"
    "2\twaited\twait\tVERB\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_"
    "\t_\n"
    "\n"
    "1\tParties\tparty\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_\n"
    "2\tvoted\tvote\tVERB\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_"
    "\t_\n";

static const char vectors[] = "2 64\n";

typedef struct setting {
    chn_arena *arena;
    corpus c;
    labels labels;
    vocab v;
    layout l;
    float *p, *grad;
    char dir[64];
} setting;

static bool write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    const bool ok = f && fputs(text, f) >= 0;
    return f && fclose(f) == 0 && ok;
}

static bool open_setting(setting *s)
{
    char tree[96];
    char vec[96];
    chn_err err = {0};
    memset(s, 0, sizeof *s);
    snprintf(s->dir, sizeof s->dir, "/tmp/chancery-train-XXXXXX");
    if (!mkdtemp(s->dir))
        return false;
    snprintf(tree, sizeof tree, "%s/tree.conllu", s->dir);
    snprintf(vec, sizeof vec, "%s/vec.txt", s->dir);
    char line[2048];
    size_t n = (size_t)snprintf(line, sizeof line, "%smet", vectors);
    for (int i = 0; i < 64; i++)
        n += (size_t)snprintf(line + n, sizeof line - n, " 0.%d", i % 7 + 1);
    snprintf(line + n, sizeof line - n, "\n");
    s->arena = chn_arena_new((size_t)1 << 30);
    s->c.arena = s->arena;
    if (!write_file(tree, treebank) || !write_file(vec, line) ||
        !corpus_read(&s->c, &s->labels, tree, TREEBANK, true, &err) ||
        !vocab_read(&s->v, s->arena, vec, &err) || !vocab_learn(&s->v, &s->c))
        return false;
    corpus_index(&s->c, &s->v, 16);
    unlink(tree);
    unlink(vec);
    const shape sh = {32, 2, 16, 16, 16, s->v.n_trained, 16};
    layout_of(&s->l, &sh);
    s->p = chn_calloc(s->l.n, sizeof(float));
    s->grad = chn_calloc(s->l.n, sizeof(float));
    params_init(&s->l, s->p, 7);
    return true;
}

static void close_setting(setting *s)
{
    rmdir(s->dir);
    chn_free(s->p);
    chn_free(s->grad);
    chn_arena_free(s->arena);
}

static double loss_at(setting *s, work *w, float *grad)
{
    static const uint32_t ids[] = {0, 1};
    const dropout drop = {0.1f, 0.1f, 0.1f, 0.2f, 0.2f, 0.2f};
    sums out = {0};
    memset(grad, 0, s->l.n * sizeof *grad);
    CHECK(net_run(w, &s->l, s->p, &s->v, &s->c, ids, 2, grad, &drop, 11, 1,
                  &out));
    return out.loss[0] + out.loss[1] + out.loss[2] + out.loss[3];
}

/* A difference of the loss against the gradient, in each kind of parameter;
 * the same seed drops the same. */
static void test_gradient(void)
{
    setting s;
    CHECK(open_setting(&s));
    work *w = work_new();
    float *other = chn_calloc(s.l.n, sizeof *other);
    const double before = loss_at(&s, w, s.grad);
    CHECK(before > 1);
    uint32_t tried = 0;
    for (size_t i = 0; i < s.l.n; i += 37) {
        if (fabsf(s.grad[i]) < 0.02f)
            continue;
        const float keep = s.p[i];
        const float h = 2e-3f;
        s.p[i] = keep + h;
        const double up = loss_at(&s, w, other);
        s.p[i] = keep - h;
        const double down = loss_at(&s, w, other);
        s.p[i] = keep;
        const double want = (up - down) / (2.0 * (double)h);
        const double got = (double)s.grad[i];
        if (fabs(want - got) > 0.02 + 0.05 * fabs(got)) {
            printf("# parameter %zu: gradient %g, difference %g\n", i, got,
                   want);
            CHECK(false);
        }
        tried++;
    }
    CHECK(tried > 50);
    chn_free(other);
    work_free(w);
    close_setting(&s);
}

static void test_read(void)
{
    setting s;
    CHECK(open_setting(&s));
    CHECK(s.c.n_s == 4);
    CHECK(s.c.w[2].upos == CHN_VERB);
    CHECK(s.c.w[0].head == 2);
    CHECK(s.c.w[4].rel == CHN_REL_OBL);
    CHECK(s.c.w[2].row[0] != 0); /* it has a vector */
    close_setting(&s);
}

/* "Cities" and "Parties" make -ies a rule; "met" is one of its own. */
static void test_lemmas(void)
{
    setting s;
    CHECK(open_setting(&s));
    lemma_list l;
    CHECK(lemmas_learn(&l, s.arena, &s.c));
    CHECK(l.n >= 2);
    bool y = false;
    bool meet = false;
    for (uint32_t i = 0; i < l.n_scripts; i++) {
        y = y || strcmp(l.script[i], "3y") == 0;
        meet = meet || strcmp(l.script[i], "1et") == 0;
    }
    CHECK(y);
    CHECK(meet);
    close_setting(&s);
}

static void test_export(void)
{
    setting s;
    CHECK(open_setting(&s));
    char path[96];
    snprintf(path, sizeof path, "%s/m.chn", s.dir);
    const export_in in = {&s.l, s.p, &s.v, &s.labels, &s.c, NULL};
    CHECK(export_model(&in, path));
    chn_err err = {0};
    chn_model *m = chn_model_open(s.arena, path, &err);
    CHECK(m != NULL);
    if (!m)
        printf("# %s\n", err.text);
    else
        chn_model_close(m);
    unlink(path);
    close_setting(&s);
}

int main(void)
{
    TEST("a treebank is read") test_read();
    TEST("gradients are those of the loss") test_gradient();
    TEST("lemmas from endings") test_lemmas();
    TEST("the parser takes the model") test_export();
    return check_end();
}
