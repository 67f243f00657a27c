/* SPDX-License-Identifier: Apache-2.0 */
#include "data.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"

#define LINE_MAX_BYTES 65536

/* Features that acts, times and actors ask for; the rest are notes on
 * spelling and style. */
static bool wanted(const char *p, size_t n)
{
    static const char *const names[] = {
        "Case=",     "Definite=", "Degree=", "Gender=",   "Mood=",
        "Number=",   "NumType=",  "Person=", "Polarity=", "Poss=",
        "PronType=", "Reflex=",   "Tense=",  "VerbForm=", "Voice="};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const size_t len = strlen(names[i]);
        if (n > len && memcmp(p, names[i], len) == 0)
            return true;
    }
    return false;
}

static size_t keep_features(const char *p, char *out, size_t cap)
{
    size_t used = 0;
    while (*p) {
        const size_t n = strcspn(p, "|");
        if (wanted(p, n) && used + n + 2 < cap) {
            if (used)
                out[used++] = '|';
            memcpy(out + used, p, n);
            used += n;
        }
        p += n;
        if (*p)
            p++;
    }
    if (!used)
        out[used++] = '_';
    out[used] = '\0';
    return used;
}

/* Number of a feature string; FEATS_MAX: unknown, or no room. */
static uint32_t feats_of(corpus *c, labels *l, const char *s, bool learn)
{
    if (l->n == 0)
        l->feats[l->n++] = "_";
    for (uint32_t i = 0; i < l->n; i++)
        if (strcmp(l->feats[i], s) == 0)
            return i;
    if (!learn || l->n == FEATS_MAX)
        return FEATS_MAX;
    const chn_str copy = chn_arena_str(c->arena, s, strlen(s));
    if (!copy.p)
        return FEATS_MAX;
    l->feats[l->n] = copy.p;
    return l->n++;
}

static size_t split(char *line, char **col, size_t cap)
{
    size_t n = 0;
    char *p = line;
    while (n < cap) {
        col[n++] = p;
        p = strchr(p, '\t');
        if (!p)
            break;
        *p++ = '\0';
    }
    return n;
}

static bool add_word(corpus *c, labels *l, char **col, bool learn)
{
    void *w = c->w;
    if (!chn_arena_grow(c->arena, &w, &c->cap_w, c->n_w + 1, sizeof(word)))
        return false;
    c->w = w;
    word *x = &c->w[c->n_w];
    memset(x, 0, sizeof *x);
    x->raw = chn_arena_str(c->arena, col[1], strlen(col[1]));
    x->lemma = chn_arena_str(c->arena, col[2], strlen(col[2]));
    const size_t need = chn_utf8_fold(col[1], strlen(col[1]), NULL, 0);
    char *fold = CHN_NEW(c->arena, char, need + 1);
    if (!x->raw.p || !x->lemma.p || !fold)
        return false;
    chn_utf8_fold(col[1], strlen(col[1]), fold, need);
    x->fold = chn_str_n(fold, need);
    x->upos = (uint8_t)chn_upos_of(col[3], strlen(col[3]));
    char feats[512];
    keep_features(strcmp(col[5], "_") == 0 ? "" : col[5], feats, sizeof feats);
    const uint32_t f = feats_of(c, l, feats, learn);
    x->feats = (uint16_t)(f == FEATS_MAX ? 0 : f);
    if (learn)
        l->ok[x->upos][x->feats] = 1;
    x->head = (uint16_t)strtoul(col[6], NULL, 10);
    chn_rel rel = chn_rel_of(col[7], strlen(col[7]));
    if (rel == CHN_REL_NONE) /* a rare subtype: obl:tmod */
        rel = chn_rel_of(col[7], strcspn(col[7], ":"));
    x->rel = (uint8_t)rel;
    c->n_w++;
    return true;
}

/* The words since `first` are a sentence, if its heads are sound. */
static bool end_sentence(corpus *c, uint32_t first, sentence_kind kind)
{
    const uint32_t n = c->n_w - first;
    if (n == 0)
        return true;
    bool sound = n <= CHN_SENTENCE_TOKENS_MAX;
    for (uint32_t i = first; kind != SILVER && i < c->n_w; i++)
        sound = sound && c->w[i].head <= n && c->w[i].rel && c->w[i].upos;
    if (!sound) {
        c->n_w = first;
        return true;
    }
    void *s = c->s;
    if (!chn_arena_grow(c->arena, &s, &c->cap_s, c->n_s + 1, sizeof(sentence)))
        return false;
    c->s = s;
    c->s[c->n_s++] = (sentence){first, n, kind};
    return true;
}

bool corpus_read(corpus *c, labels *l, const char *path, sentence_kind kind,
                 bool learn, chn_err *err)
{
    FILE *f = fopen(path, "r");
    if (!f) {
        chn_fail(err, CHN_ERR_INPUT, "%s: %s", path, strerror(errno));
        return false;
    }
    static char line[LINE_MAX_BYTES];
    uint32_t first = c->n_w;
    bool ok = true;
    while (ok && fgets(line, sizeof line, f)) {
        line[strcspn(line, "\r\n")] = '\0';
        char *col[10];
        if (line[0] == '\0') {
            ok = end_sentence(c, first, kind);
            first = c->n_w;
        } else if (line[0] != '#' && split(line, col, 10) == 10 &&
                   !strpbrk(col[0], "-.")) {
            ok = add_word(c, l, col, learn);
        }
    }
    ok = ok && end_sentence(c, first, kind);
    fclose(f);
    if (!ok)
        chn_fail_memory(err);
    return ok;
}

/* ---- vocabulary ---- */

static chn_word_slot *slot_of(const vocab *v, uint64_t h)
{
    uint32_t i = (uint32_t)h & (v->slots - 1);
    while (v->slot[i].hash && v->slot[i].hash != h)
        i = (i + 1) & (v->slots - 1);
    return &v->slot[i];
}

bool vocab_read(vocab *v, chn_arena *a, const char *path, chn_err *err)
{
    v->slots = 1u << 18;
    v->cap = 1u << 17;
    v->slot = CHN_NEW(a, chn_word_slot, v->slots);
    v->vec = CHN_NEW(a, float, (size_t)v->cap *VEC);
    v->trained = CHN_NEW(a, uint32_t, v->cap);
    v->count = CHN_NEW(a, uint32_t, v->cap);
    v->silver = CHN_NEW(a, uint32_t, v->cap);
    v->n = 1;
    if (!v->slot || !v->vec || !v->trained || !v->count || !v->silver) {
        chn_fail_memory(err);
        return false;
    }
    FILE *f = fopen(path, "r");
    if (!f) {
        chn_fail(err, CHN_ERR_INPUT, "%s: %s", path, strerror(errno));
        return false;
    }
    static char line[LINE_MAX_BYTES];
    char fold[512];
    while (fgets(line, sizeof line, f) && v->n < v->cap) {
        char *sp = strchr(line, ' ');
        if (!sp || (v->n == 1 && strspn(line, "0123456789 \n") == strlen(line)))
            continue; /* the head line: words, dimensions */
        const size_t n =
            chn_utf8_fold(line, (size_t)(sp - line), fold, sizeof fold);
        if (n > sizeof fold)
            continue;
        const uint64_t h = chn_syntax_hash(fold, n, 0);
        chn_word_slot *s = slot_of(v, h);
        if (s->hash)
            continue; /* "méxico" after "mexico" */
        s->hash = h;
        s->row = v->n;
        char *p = sp;
        for (uint32_t i = 0; i < VEC; i++)
            v->vec[(size_t)v->n * VEC + i] = strtof(p, &p);
        v->n++;
    }
    fclose(f);
    return true;
}

bool vocab_learn(vocab *v, const corpus *c)
{
    /* words without a vector: counted first, kept where seen twice */
    v->n_gold = v->n;
    for (uint32_t i = 0; i < c->n_s; i++) {
        const sentence *s = &c->s[i];
        for (uint32_t t = s->first; t < s->first + s->n; t++) {
            const uint64_t h =
                chn_syntax_hash(c->w[t].fold.p, c->w[t].fold.n, 0);
            chn_word_slot *k = slot_of(v, h);
            if (!k->hash) {
                if (v->n == v->cap)
                    return false;
                k->hash = h;
                k->row = v->n++;
            }
            if (s->kind == TREEBANK)
                v->count[k->row]++;
            else
                v->silver[k->row]++;
        }
        if (s->kind == TREEBANK)
            v->n_gold = v->n;
    }
    /* those of the treebanks first: a teacher that never saw the silver text
     * has the same numbers */
    v->n_trained = 1;
    for (uint32_t r = 1; r < v->n_gold; r++)
        if (v->count[r] >= 2)
            v->trained[r] = v->n_trained++;
    for (uint32_t r = 1; r < v->n; r++)
        if (!v->trained[r] && v->silver[r] + v->count[r] >= 5)
            v->trained[r] = v->n_trained++;
    return true;
}

void corpus_index(corpus *c, const vocab *v, uint32_t affix)
{
    for (uint32_t t = 0; t < c->n_w; t++) {
        word *w = &c->w[t];
        uint64_t h[CHN_FEATURES];
        chn_syntax_features(w->fold, w->raw, h);
        const chn_word_slot *s = slot_of(v, h[0]);
        w->row[0] = s->hash ? s->row : 0;
        for (uint32_t k = 1; k < CHN_FEATURES; k++)
            w->row[k] = (uint32_t)h[k] & (affix - 1);
    }
}
