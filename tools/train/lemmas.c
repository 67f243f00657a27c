/* SPDX-License-Identifier: Apache-2.0 */
#include "lemmas.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define SLOTS (1u << 17)
#define SCRIPTS_MAX 4096u

/* One word of the treebanks at one length of ending (0: the whole word). */
typedef struct seen {
    uint64_t hash;
    uint32_t script, word;
} seen;

static int by_hash(const void *a, const void *b)
{
    const seen *x = a;
    const seen *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    if (x->script != y->script)
        return x->script < y->script ? -1 : 1;
    return x->word < y->word ? -1 : x->word > y->word;
}

static bool as_written(uint32_t upos)
{
    return upos == CHN_PROPN || upos == CHN_X || upos == CHN_SYM ||
           upos == CHN_PUNCT || upos == CHN_NUM;
}

/* "2y": cut two bytes, put y. "=": the word as written. false: none fits. */
static bool script_of(const word *w, char out[LEMMA_SCRIPT_MAX])
{
    const chn_str from = as_written(w->upos) ? w->raw : w->fold;
    const chn_str to = w->lemma;
    size_t same = 0;
    while (same < from.n && same < to.n && from.p[same] == to.p[same])
        same++;
    /* never inside a character */
    while (same > 0 && ((same < from.n && (from.p[same] & 0xC0) == 0x80) ||
                        (same < to.n && (to.p[same] & 0xC0) == 0x80)))
        same--;
    const size_t cut = from.n - same;
    const size_t put = to.n - same;
    memset(out, 0, LEMMA_SCRIPT_MAX);
    if (!as_written(w->upos) && (cut > 0 || put > 0) && to.n == w->raw.n &&
        memcmp(to.p, w->raw.p, to.n) == 0) {
        out[0] = '='; /* "American", an adjective */
        return true;
    }
    if (cut > 9 || put + 2 > LEMMA_SCRIPT_MAX)
        return false;
    out[0] = (char)('0' + cut);
    memcpy(out + 1, to.p + same, put);
    return true;
}

static uint32_t script_number(lemma_list *l, const char *s)
{
    for (uint32_t i = 0; i < l->n_scripts; i++)
        if (strcmp(l->script[i], s) == 0)
            return i;
    if (l->n_scripts == SCRIPTS_MAX)
        return 0;
    memcpy(l->script[l->n_scripts], s, LEMMA_SCRIPT_MAX);
    return l->n_scripts++;
}

static const chn_lemma_slot *find(const lemma_list *l, uint64_t h)
{
    uint32_t i = (uint32_t)h & (l->slots - 1);
    while (l->slot[i].hash && l->slot[i].hash != h)
        i = (i + 1) & (l->slots - 1);
    return &l->slot[i];
}

/* What the list says so far from endings shorter than `below`. */
static uint32_t predict(const lemma_list *l, const word *w, uint32_t below)
{
    for (uint32_t k = below; k-- > 1;) {
        if (k > w->fold.n)
            continue;
        const chn_lemma_slot *s =
            find(l, chn_lemma_hash(w->fold, k, w->upos, w->feats));
        if (s->hash)
            return s->script;
    }
    return 0;
}

/* The most frequent script of x[0..n), all with one hash. */
static uint32_t most(const seen *x, uint32_t n, uint32_t *count)
{
    uint32_t best = 0;
    *count = 0;
    for (uint32_t i = 0; i < n;) {
        uint32_t k = i;
        while (k < n && x[k].script == x[i].script)
            k++;
        if (k - i > *count) {
            *count = k - i;
            best = x[i].script;
        }
        i = k;
    }
    return best;
}

static void keep(lemma_list *l, const corpus *c, const seen *x, uint32_t n,
                 uint32_t length)
{
    for (uint32_t i = 0; i < n;) {
        uint32_t k = i;
        while (k < n && x[k].hash == x[i].hash)
            k++;
        uint32_t count;
        const uint32_t best = most(x + i, k - i, &count);
        const word *w = &c->w[x[i].word];
        const uint32_t below = length ? length : LEMMA_SUFFIX_MAX + 1;
        /* one word is no rule for its ending, but is one for itself */
        const bool enough = length == 0 || count >= 2;
        if (enough && predict(l, w, below) != best && l->n + 1 < SLOTS / 2) {
            chn_lemma_slot *s = (chn_lemma_slot *)(uintptr_t)find(l, x[i].hash);
            s->hash = x[i].hash;
            s->script = best;
            l->n++;
        }
        i = k;
    }
}

bool lemmas_learn(lemma_list *l, chn_arena *arena, const corpus *c)
{
    memset(l, 0, sizeof *l);
    l->slots = SLOTS;
    l->slot = CHN_NEW(arena, chn_lemma_slot, SLOTS);
    l->script = chn_arena_alloc(arena, SCRIPTS_MAX, LEMMA_SCRIPT_MAX);
    seen *x = chn_calloc(c->n_w + 1, sizeof *x);
    uint32_t *script = chn_calloc(c->n_w + 1, sizeof *script);
    if (!l->slot || !l->script || !x || !script)
        return false;
    const char as_it_is[LEMMA_SCRIPT_MAX] = "0";
    script_number(l, as_it_is); /* number 0 */
    for (uint32_t t = 0; t < c->n_w; t++) {
        char s[LEMMA_SCRIPT_MAX];
        script[t] = script_of(&c->w[t], s) ? script_number(l, s) : UINT32_MAX;
    }
    for (uint32_t k = 1; k <= LEMMA_SUFFIX_MAX + 1; k++) {
        const uint32_t length = k <= LEMMA_SUFFIX_MAX ? k : 0;
        uint32_t n = 0;
        for (uint32_t i = 0; i < c->n_s; i++) {
            const sentence *s = &c->s[i];
            for (uint32_t t = s->first;
                 s->kind == TREEBANK && t < s->first + s->n; t++) {
                const word *w = &c->w[t];
                if (script[t] == UINT32_MAX || length > w->fold.n)
                    continue;
                x[n++] =
                    (seen){chn_lemma_hash(w->fold, length, w->upos, w->feats),
                           script[t], t};
            }
        }
        qsort(x, n, sizeof *x, by_hash);
        keep(l, c, x, n, length);
    }
    chn_free(x);
    chn_free(script);
    return true;
}
