/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Train the parser. See tools/train/README.md for the recipe.
 * The result depends on the inputs, the options and the seed, not on the
 * number of threads: a batch is always cut into the same shards, whose
 * gradients are added in order.
 */
#include <cblas.h>
#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/err.h"
#include "export.h"
#include "net.h"

#define SHARDS 2u
#define TEACHERS 4u
#define FILES 8u

typedef struct options {
    const char *train[FILES], *dev[FILES], *silver[FILES], *extra[FILES],
        *teacher[TEACHERS];
    uint32_t n_train, n_dev, n_silver, n_extra, n_teacher;
    const char *vectors, *out, *init, *model, *note;
    shape s;
    uint32_t epochs, batch, threads, sentences, silver_sentences;
    uint64_t seed;
    float lr, decay, soft_weight, ema;
    dropout drop;
} options;

typedef struct trainer {
    options o;
    chn_arena *arena;
    labels labels;
    vocab vocab;
    corpus train, dev[FILES];
    layout l;
    float *p, *m, *v, *ema, *grad[SHARDS];
    work *work[SHARDS];
    uint64_t step;
} trainer;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- two at a time ---- */

typedef struct job {
    trainer *t;
    uint32_t shard;
    const float *p;
    const corpus *c;
    const uint32_t *ids;
    uint32_t n_ids;
    bool learn;
    uint64_t seed;
    answer_fn answer;
    void *user;
    size_t from, to; /* parameters to update */
    float rate, scale;
    double square;
    sums sums;
    bool ok;
} job;

static void *run_shard(void *arg)
{
    job *j = arg;
    trainer *t = j->t;
    j->square = 0;
    float *g = j->learn ? t->grad[j->shard] : NULL;
    if (g)
        memset(g, 0, t->l.n * sizeof *g);
    if (j->answer)
        j->ok = net_answer(t->work[j->shard], &t->l, j->p, &t->vocab, j->c,
                           j->ids, j->n_ids, j->answer, j->user);
    else
        j->ok = net_run(t->work[j->shard], &t->l, j->p, &t->vocab, j->c, j->ids,
                        j->n_ids, g, &t->o.drop, j->seed, t->o.soft_weight,
                        &j->sums);
    return NULL;
}

static void *add_shards(void *arg)
{
    job *j = arg;
    float *a = j->t->grad[0];
    const float *b = j->t->grad[1];
    double sum = 0;
    for (size_t i = j->from; i < j->to; i++) {
        a[i] = (a[i] + b[i]) * j->scale;
        sum += (double)(a[i] * a[i]);
    }
    j->square = sum;
    return NULL;
}

/* Adam with decoupled decay, and the running average of the weights. */
static void *update(void *arg)
{
    job *j = arg;
    trainer *t = j->t;
    const float *g = t->grad[0];
    const float b1 = 0.9f;
    const float b2 = 0.98f;
    const double step = (double)t->step;
    const float c1 = (float)(1.0 / (1.0 - pow(0.9, step)));
    const float c2 = (float)(1.0 / (1.0 - pow(0.98, step)));
    const float rate = j->rate;
    const float wd = rate * t->o.decay;
    float keep = (float)((1.0 + step) / (10.0 + step));
    if (keep > t->o.ema)
        keep = t->o.ema;
    for (size_t i = j->from; i < j->to; i++) {
        const float x = g[i] * j->scale;
        t->m[i] = b1 * t->m[i] + (1 - b1) * x;
        t->v[i] = b2 * t->v[i] + (1 - b2) * x * x;
        t->p[i] -=
            rate * t->m[i] * c1 / (sqrtf(t->v[i] * c2) + 1e-8f) + wd * t->p[i];
        t->ema[i] = keep * t->ema[i] + (1 - keep) * t->p[i];
    }
    return NULL;
}

static void both(trainer *t, job *j, void *(*fn)(void *))
{
    pthread_t other;
    if (t->o.threads > 1 && pthread_create(&other, NULL, fn, &j[1]) == 0) {
        fn(&j[0]);
        pthread_join(other, NULL);
    } else {
        fn(&j[0]);
        fn(&j[1]);
    }
}

/* Cut ids[0..n) so that both halves have about as many words. */
static uint32_t cut(const corpus *c, const uint32_t *ids, uint32_t n)
{
    uint64_t all = 0;
    for (uint32_t i = 0; i < n; i++)
        all += c->s[ids[i]].n;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum += c->s[ids[i]].n;
        if (sum * 2 >= all)
            return i + 1;
    }
    return n;
}

static void share(trainer *t, job *j, const float *p, const corpus *c,
                  const uint32_t *ids, uint32_t n)
{
    const uint32_t half = cut(c, ids, n);
    memset(j, 0, 2 * sizeof *j);
    for (uint32_t k = 0; k < 2; k++) {
        j[k].t = t;
        j[k].shard = k;
        j[k].p = p;
        j[k].c = c;
        j[k].ids = k ? ids + half : ids;
        j[k].n_ids = k ? n - half : half;
    }
}

static void add_sums(sums *to, const sums *s)
{
    for (uint32_t k = 0; k < 4; k++)
        to->loss[k] += s->loss[k];
    to->n += s->n;
    to->upos += s->upos;
    to->feats += s->feats;
    to->uas += s->uas;
    to->las += s->las;
}

/* ---- batches ---- */

static uint64_t random_next(uint64_t *s)
{
    *s ^= *s << 13;
    *s ^= *s >> 7;
    *s ^= *s << 17;
    return *s;
}

static void shuffle(uint32_t *x, uint32_t n, uint64_t *seed)
{
    for (uint32_t i = n; i > 1; i--) {
        const uint32_t j = (uint32_t)(random_next(seed) % i);
        const uint32_t k = x[i - 1];
        x[i - 1] = x[j];
        x[j] = k;
    }
}

/* Sentences from `at` that make a batch. */
static uint32_t batch_of(const corpus *c, const uint32_t *ids, uint32_t n,
                         uint32_t at, uint32_t words)
{
    uint32_t sum = 0;
    uint32_t k = at;
    while (k < n && (k == at || sum + c->s[ids[k]].n <= words))
        sum += c->s[ids[k++]].n;
    return k - at;
}

static bool step(trainer *t, const uint32_t *ids, uint32_t n, float rate,
                 sums *total)
{
    job j[2];
    share(t, j, t->p, &t->train, ids, n);
    t->step++;
    for (uint32_t k = 0; k < 2; k++) {
        j[k].learn = true;
        j[k].seed = (t->o.seed * 1000003u + t->step) * 2 + k;
    }
    both(t, j, run_shard);
    if (!j[0].ok || !j[1].ok)
        return false;
    add_sums(total, &j[0].sums);
    add_sums(total, &j[1].sums);
    const uint32_t words = j[0].sums.n + j[1].sums.n;
    for (uint32_t k = 0; k < 2; k++) {
        j[k].from = k * (t->l.n / 2);
        j[k].to = k ? t->l.n : t->l.n / 2;
        j[k].scale = 1.0f / (float)words;
    }
    both(t, j, add_shards);
    const double size = sqrt(j[0].square + j[1].square);
    for (uint32_t k = 0; k < 2; k++) {
        j[k].rate = rate;
        j[k].scale = size > 2.0 ? (float)(2.0 / size) : 1.0f;
    }
    both(t, j, update);
    return true;
}

static sums evaluate(trainer *t, const corpus *c, const float *p)
{
    sums all = {0};
    uint32_t *ids = chn_calloc(c->n_s, sizeof *ids);
    for (uint32_t i = 0; ids && i < c->n_s; i++)
        ids[i] = i;
    for (uint32_t at = 0; ids && at < c->n_s;) {
        const uint32_t n = batch_of(c, ids, c->n_s, at, 3000);
        job j[2];
        share(t, j, p, c, ids + at, n);
        both(t, j, run_shard);
        add_sums(&all, &j[0].sums);
        add_sums(&all, &j[1].sums);
        at += n;
    }
    chn_free(ids);
    return all;
}

static void print_sums(const char *name, const sums *s)
{
    const double n = s->n ? s->n / 100.0 : 1;
    printf(" %s %.2f/%.2f/%.2f/%.2f", name, s->upos / n, s->feats / n,
           s->uas / n, s->las / n);
}

static bool train(trainer *t)
{
    const corpus *c = &t->train;
    uint32_t *ids = chn_calloc(c->n_s, sizeof *ids);
    if (!ids)
        return false;
    uint64_t words = 0;
    for (uint32_t i = 0; i < c->n_s; i++) {
        ids[i] = i;
        words += c->s[i].n;
    }
    const double steps = (double)words / t->o.batch * t->o.epochs * 1.02 + 1;
    uint64_t seed = t->o.seed * 77777 + 1;
    const double begun = now();
    memcpy(t->ema, t->p, t->l.n * sizeof(float));
    for (uint32_t e = 0; e < t->o.epochs; e++) {
        shuffle(ids, c->n_s, &seed);
        sums total = {0};
        for (uint32_t at = 0; at < c->n_s;) {
            const uint32_t n = batch_of(c, ids, c->n_s, at, t->o.batch);
            const double done = (double)t->step / steps;
            double rate = (double)t->o.lr * (done < 1 ? 1 - done : 0.0);
            if (t->step < 200)
                rate *= (double)(t->step + 1) / 200;
            if (!step(t, ids + at, n, (float)rate, &total))
                return false;
            at += n;
        }
        const double n = total.n ? total.n : 1;
        printf("epoch %u  %.0f s  loss %.3f %.3f %.3f %.3f ", e + 1,
               now() - begun, total.loss[0] / n, total.loss[1] / n,
               total.loss[2] / n, total.loss[3] / n);
        print_sums("train", &total);
        for (uint32_t k = 0; k < t->o.n_dev; k++) {
            const sums s = evaluate(t, &t->dev[k], t->ema);
            print_sums("dev", &s);
        }
        printf("\n");
        fflush(stdout);
    }
    memcpy(t->p, t->ema, t->l.n * sizeof(float));
    chn_free(ids);
    return true;
}

/* ---- checkpoints ---- */

typedef struct checkpoint {
    char magic[8];
    shape s;
    uint32_t words;
    uint64_t n;
} checkpoint;

static bool save(const trainer *t, const char *path)
{
    FILE *f = fopen(path, "wb");
    checkpoint h = {"CHNTRN1", t->l.s, t->vocab.n_gold, t->l.n};
    const bool ok = f && fwrite(&h, sizeof h, 1, f) == 1 &&
                    fwrite(t->p, sizeof(float), t->l.n, f) == t->l.n;
    if ((f && fclose(f) != 0) || !ok) {
        fprintf(stderr, "train: %s: %s\n", path, strerror(errno));
        return false;
    }
    return true;
}

static float *load(const trainer *t, const char *path, layout *l)
{
    FILE *f = fopen(path, "rb");
    checkpoint h;
    float *p = NULL;
    if (f && fread(&h, sizeof h, 1, f) == 1 &&
        memcmp(h.magic, "CHNTRN1", 8) == 0 && h.words == t->vocab.n_gold) {
        layout_of(l, &h.s);
        p = l->n == h.n ? chn_calloc(l->n, sizeof *p) : NULL;
        if (p && fread(p, sizeof *p, l->n, f) != l->n) {
            chn_free(p);
            p = NULL;
        }
    }
    if (f)
        fclose(f);
    if (!p)
        fprintf(stderr, "train: %s is no checkpoint made with these inputs\n",
                path);
    return p;
}

/* ---- teachers ---- */

typedef struct lesson {
    corpus *c;
    float *head, *rel, *upos, *feats; /* sums over teachers, by sentence */
    uint32_t feats_p;
    size_t *at_head, *at_tag; /* where a sentence's rows begin */
    uint32_t teachers;
} lesson;

static void hear(void *user, uint32_t id, const answers *a)
{
    lesson *s = user;
    const uint32_t n = s->c->s[id].n;
    const size_t h = s->at_head[id];
    const size_t w = s->c->s[id].first - s->at_tag[0];
    for (size_t i = 0; i < (size_t)n * (n + 1); i++)
        s->head[h + i] += a->head[i];
    for (size_t i = 0; i < (size_t)n * REL_P; i++)
        s->rel[w * REL_P + i] += a->rel[i];
    for (size_t i = 0; i < (size_t)n * UPOS_P; i++)
        s->upos[w * UPOS_P + i] += a->upos[i];
    for (size_t i = 0; i < (size_t)n * s->feats_p; i++)
        s->feats[w * s->feats_p + i] += a->feats[i];
}

/* The best few of n, their share made 1. */
static soft best_of(const float *p, uint32_t n)
{
    soft s = {{0}, {0}};
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = SOFT;
        while (k > 0 && p[i] > s.p[k - 1])
            k--;
        if (k == SOFT)
            continue;
        for (uint32_t j = SOFT - 1; j > k; j--) {
            s.p[j] = s.p[j - 1];
            s.id[j] = s.id[j - 1];
        }
        s.p[k] = p[i];
        s.id[k] = (uint16_t)i;
    }
    float all = 0;
    for (uint32_t k = 0; k < SOFT; k++)
        all += s.p[k];
    float kept = 0;
    for (uint32_t k = 0; k < SOFT; k++) {
        if (s.p[k] < 0.01f * all)
            s.p[k] = 0;
        kept += s.p[k];
    }
    /* They must add to 1: what lacks is a gradient that pushes all scores of
     * a row down together, which no loss ever stops. */
    for (uint32_t k = 0; k < SOFT; k++)
        s.p[k] /= kept;
    return s;
}

/* Read a run of sentences with all teachers and keep their answers. */
static bool teach_some(trainer *t, float *const *p, const layout *l, lesson *s,
                       const uint32_t *ids, uint32_t n)
{
    corpus *c = &t->train;
    size_t heads = 0;
    size_t words = 0;
    for (uint32_t i = 0; i < n; i++) {
        const size_t k = c->s[ids[i]].n;
        s->at_head[ids[i]] = heads;
        heads += k * (k + 1);
        words += k;
    }
    s->at_tag[0] = c->s[ids[0]].first;
    memset(s->head, 0, heads * sizeof *s->head);
    memset(s->rel, 0, words * REL_P * sizeof *s->rel);
    memset(s->upos, 0, words * UPOS_P * sizeof *s->upos);
    memset(s->feats, 0, words * s->feats_p * sizeof *s->feats);
    for (uint32_t k = 0; k < t->o.n_teacher; k++) {
        job j[2];
        const layout mine = t->l;
        t->l = l[k];
        share(t, j, p[k], c, ids, n);
        j[0].answer = j[1].answer = hear;
        j[0].user = j[1].user = s;
        both(t, j, run_shard);
        t->l = mine;
        if (!j[0].ok || !j[1].ok)
            return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        const sentence *x = &c->s[ids[i]];
        for (uint32_t k = 0; k < x->n; k++) {
            target *a = &c->soft[x->first + k];
            const size_t w = x->first - s->at_tag[0] + k;
            a->head = best_of(s->head + s->at_head[ids[i]] + k * (x->n + 1),
                              x->n + 1);
            a->rel = best_of(s->rel + w * REL_P, CHN_REL_N);
            a->upos = best_of(s->upos + w * UPOS_P, CHN_UPOS_N);
            a->feats = best_of(s->feats + w * s->feats_p, s->feats_p);
            word *to = &c->w[x->first + k];
            to->head = a->head.id[0];
            to->rel = (uint8_t)a->rel.id[0];
            to->upos = (uint8_t)a->upos.id[0];
            to->feats = a->feats.id[0];
        }
    }
    return true;
}

static bool teach(trainer *t)
{
    corpus *c = &t->train;
    float *p[TEACHERS];
    layout l[TEACHERS];
    for (uint32_t k = 0; k < t->o.n_teacher; k++) {
        p[k] = load(t, t->o.teacher[k], &l[k]);
        if (!p[k] || l[k].s.feats_p != t->l.s.feats_p)
            return false;
    }
    const size_t words = 4000;
    lesson s = {.c = c, .feats_p = t->l.s.feats_p};
    s.head = chn_calloc(words * 402, sizeof(float));
    s.rel = chn_calloc(words * REL_P, sizeof(float));
    s.upos = chn_calloc(words * UPOS_P, sizeof(float));
    s.feats = chn_calloc(words * s.feats_p, sizeof(float));
    s.at_head = chn_calloc(c->n_s, sizeof(size_t));
    s.at_tag = chn_calloc(1, sizeof(size_t));
    c->soft = chn_calloc(c->n_w, sizeof *c->soft);
    uint32_t *ids = chn_calloc(c->n_s, sizeof *ids);
    if (!s.head || !s.rel || !s.upos || !s.feats || !s.at_head || !s.at_tag ||
        !c->soft || !ids)
        return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_s; i++)
        if (c->s[i].kind == SILVER)
            ids[n++] = i;
    const double begun = now();
    for (uint32_t at = 0; at < n;) {
        const uint32_t k = batch_of(c, ids, n, at, (uint32_t)words);
        if (!teach_some(t, p, l, &s, ids + at, k))
            return false;
        at += k;
    }
    printf("%u teachers read %u sentences in %.0f s\n", t->o.n_teacher, n,
           now() - begun);
    fflush(stdout);
    for (uint32_t k = 0; k < t->o.n_teacher; k++)
        chn_free(p[k]);
    chn_free(s.head);
    chn_free(s.rel);
    chn_free(s.upos);
    chn_free(s.feats);
    chn_free(s.at_head);
    chn_free(s.at_tag);
    chn_free(ids);
    return true;
}

/* ---- options ---- */

static const char usage[] =
    "usage: train --train FILE... --vectors FILE [options]\n"
    "  --train FILE    CoNLL-U to learn from (may be repeated)\n"
    "  --dev FILE      CoNLL-U to measure on after each epoch\n"
    "  --extra FILE    labelled as --train, not counted for the vocabulary\n"
    "  --silver FILE   CoNLL-U whose words alone are used, with --teacher\n"
    "  --teacher FILE  checkpoint that reads the silver text (repeated:\n"
    "                  their answers are averaged)\n"
    "  --vectors FILE  word vectors, text form\n"
    "  --init FILE     begin with this checkpoint\n"
    "  --out FILE      checkpoint to write\n"
    "  --model FILE    int8 model to write\n"
    "  --note FILE     text to keep in the model (data, licences)\n"
    "  --width N --layers N --arc N --rel N --affix N   the shape\n"
    "  --epochs N --batch WORDS --lr X --decay X --ema X --soft-weight X\n"
    "  --drop-word X --drop-learned X --drop-affix X --drop-input X\n"
    "  --drop-hidden X --drop-head X --seed N --threads N\n"
    "  --sentences N   of the treebanks, --silver-sentences N: the first N\n";

static bool number(const char *name, const char *value, options *o)
{
    const struct {
        const char *name;
        uint32_t *to;
    } ints[] = {{"--width", &o->s.width},
                {"--layers", &o->s.layers},
                {"--arc", &o->s.arc},
                {"--rel", &o->s.rel},
                {"--affix", &o->s.affix},
                {"--epochs", &o->epochs},
                {"--batch", &o->batch},
                {"--threads", &o->threads},
                {"--sentences", &o->sentences},
                {"--silver-sentences", &o->silver_sentences}};
    const struct {
        const char *name;
        float *to;
    } reals[] = {{"--lr", &o->lr},
                 {"--decay", &o->decay},
                 {"--ema", &o->ema},
                 {"--soft-weight", &o->soft_weight},
                 {"--drop-word", &o->drop.word},
                 {"--drop-learned", &o->drop.learned},
                 {"--drop-affix", &o->drop.affix},
                 {"--drop-input", &o->drop.input},
                 {"--drop-hidden", &o->drop.hidden},
                 {"--drop-head", &o->drop.head}};
    for (size_t i = 0; i < sizeof ints / sizeof ints[0]; i++)
        if (strcmp(name, ints[i].name) == 0) {
            *ints[i].to = (uint32_t)strtoul(value, NULL, 10);
            return true;
        }
    for (size_t i = 0; i < sizeof reals / sizeof reals[0]; i++)
        if (strcmp(name, reals[i].name) == 0) {
            *reals[i].to = strtof(value, NULL);
            return true;
        }
    if (strcmp(name, "--seed") == 0) {
        o->seed = strtoull(value, NULL, 10);
        return true;
    }
    return false;
}

static bool path_option(const char *name, const char *value, options *o)
{
    const struct {
        const char *name;
        const char **to;
        uint32_t *n;
        uint32_t cap;
    } lists[] = {{"--train", o->train, &o->n_train, FILES},
                 {"--dev", o->dev, &o->n_dev, FILES},
                 {"--silver", o->silver, &o->n_silver, FILES},
                 {"--extra", o->extra, &o->n_extra, FILES},
                 {"--teacher", o->teacher, &o->n_teacher, TEACHERS}};
    const struct {
        const char *name;
        const char **to;
    } paths[] = {{"--vectors", &o->vectors},
                 {"--init", &o->init},
                 {"--out", &o->out},
                 {"--model", &o->model},
                 {"--note", &o->note}};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        if (strcmp(name, lists[i].name) == 0 && *lists[i].n < lists[i].cap) {
            lists[i].to[(*lists[i].n)++] = value;
            return true;
        }
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        if (strcmp(name, paths[i].name) == 0) {
            *paths[i].to = value;
            return true;
        }
    return false;
}

static bool options_read(options *o, int argc, char **argv)
{
    *o = (options){.s = {128, 4, 128, 64, 4096, 0, 0},
                   .epochs = 14,
                   .batch = 1500,
                   .threads = 2,
                   .seed = 1,
                   .lr = 3e-3f,
                   .decay = 1e-3f,
                   .soft_weight = 1,
                   .ema = 0.999f,
                   .drop = {0.07f, 0.3f, 0.2f, 0.1f, 0.15f, 0.25f}};
    for (int i = 1; i + 1 < argc; i += 2)
        if (!path_option(argv[i], argv[i + 1], o) &&
            !number(argv[i], argv[i + 1], o)) {
            fprintf(stderr, "train: unknown option %s\n%s", argv[i], usage);
            return false;
        }
    if (argc % 2 == 0 || !o->n_train || !o->vectors) {
        fputs(usage, stderr);
        return false;
    }
    if (o->s.width % 32 || o->s.width > 512 || o->s.layers < 1 ||
        o->s.layers > CHN_MODEL_LAYERS_MAX || o->s.arc % 16 || o->s.rel % 16 ||
        (o->s.affix & (o->s.affix - 1)) || !o->s.affix || !o->batch) {
        fprintf(stderr, "train: the shape is not one the parser can read; "
                        "width is a multiple of 32 up to 512\n");
        return false;
    }
    return true;
}

/* ---- all of it ---- */

static void limit(corpus *c, uint32_t from, uint32_t n)
{
    if (n && c->n_s > from + n)
        c->n_s = from + n;
}

static bool read_all(trainer *t, chn_err *err)
{
    options *o = &t->o;
    corpus *c = &t->train;
    c->arena = t->arena;
    for (uint32_t i = 0; i < o->n_train; i++)
        if (!corpus_read(c, &t->labels, o->train[i], TREEBANK, true, err))
            return false;
    limit(c, 0, o->sentences);
    const uint32_t gold = c->n_s;
    for (uint32_t i = 0; i < o->n_silver; i++)
        if (!corpus_read(c, &t->labels, o->silver[i], SILVER, false, err))
            return false;
    limit(c, gold, o->silver_sentences);
    const uint32_t silver = c->n_s - gold;
    for (uint32_t i = 0; i < o->n_extra; i++)
        if (!corpus_read(c, &t->labels, o->extra[i], EXTRA, false, err))
            return false;
    for (uint32_t i = 0; i < o->n_dev; i++) {
        t->dev[i].arena = t->arena;
        if (!corpus_read(&t->dev[i], &t->labels, o->dev[i], TREEBANK, false,
                         err))
            return false;
    }
    if (!vocab_read(&t->vocab, t->arena, o->vectors, err))
        return false;
    if (!vocab_learn(&t->vocab, c)) {
        chn_fail(err, CHN_ERR_LIMIT, "more than %u words", t->vocab.cap);
        return false;
    }
    corpus_index(c, &t->vocab, o->s.affix);
    for (uint32_t i = 0; i < o->n_dev; i++)
        corpus_index(&t->dev[i], &t->vocab, o->s.affix);
    o->s.trained = t->vocab.n_trained;
    o->s.feats_p = (t->labels.n + 15) / 16 * 16;
    printf("%u gold, %u silver and %u more sentences, %u words, vocabulary %u "
           "(%u learned), %u feature strings\n",
           gold, silver, c->n_s - gold - silver, c->n_w, t->vocab.n,
           t->vocab.n_trained, t->labels.n);
    fflush(stdout);
    /* without a teacher, silver words were only counted */
    for (uint32_t i = 0; !o->n_teacher && i < c->n_s; i++)
        if (c->s[i].kind == SILVER)
            c->s[i--] = c->s[--c->n_s];
    return true;
}

static bool make_room(trainer *t)
{
    layout_of(&t->l, &t->o.s);
    t->p = chn_calloc(t->l.n, sizeof(float));
    t->m = chn_calloc(t->l.n, sizeof(float));
    t->v = chn_calloc(t->l.n, sizeof(float));
    t->ema = chn_calloc(t->l.n, sizeof(float));
    bool ok = t->p && t->m && t->v && t->ema;
    for (uint32_t k = 0; k < SHARDS; k++) {
        t->grad[k] = chn_calloc(t->l.n, sizeof(float));
        t->work[k] = work_new();
        ok = ok && t->grad[k] && t->work[k];
    }
    return ok;
}

static bool run(trainer *t)
{
    chn_err err = {0};
    if (!read_all(t, &err)) {
        fprintf(stderr, "train: %s\n", err.text);
        return false;
    }
    if (!make_room(t)) {
        fputs("train: out of memory\n", stderr);
        return false;
    }
    params_init(&t->l, t->p, t->o.seed);
    if (t->o.init) {
        layout l;
        float *p = load(t, t->o.init, &l);
        if (!p || l.n != t->l.n) {
            chn_free(p);
            return false;
        }
        memcpy(t->p, p, l.n * sizeof *p);
        chn_free(p);
    }
    printf("%zu parameters\n", t->l.n);
    if (t->o.n_teacher && !teach(t))
        return false;
    if (t->o.epochs && !train(t))
        return false;
    for (uint32_t k = 0; !t->o.epochs && k < t->o.n_dev; k++) {
        const sums s = evaluate(t, &t->dev[k], t->p);
        print_sums(t->o.dev[k], &s);
        printf("\n");
    }
    if (t->o.out && !save(t, t->o.out))
        return false;
    if (!t->o.model)
        return true;
    const export_in in = {&t->l,      t->p,      &t->vocab,
                          &t->labels, &t->train, t->o.note};
    return export_model(&in, t->o.model);
}

int main(int argc, char **argv)
{
    trainer *t = chn_calloc(1, sizeof *t);
    bool ok = t && options_read(&t->o, argc, argv);
    if (ok) {
        openblas_set_num_threads(1);
        t->arena = chn_arena_new((size_t)8 << 30);
        ok = t->arena && run(t);
        for (uint32_t k = 0; k < SHARDS; k++) {
            work_free(t->work[k]);
            chn_free(t->grad[k]);
        }
        chn_free(t->p);
        chn_free(t->m);
        chn_free(t->v);
        chn_free(t->ema);
        chn_free(t->train.soft);
        chn_arena_free(t->arena);
    }
    chn_free(t);
    return ok ? 0 : 1;
}
