/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Models and documents for tests of the syntax stage: small, random, valid,
 * and always the same for a seed. The trees such a model makes mean nothing.
 */
#ifndef CHN_TESTS_SYNTAX_FIXTURE_H
#define CHN_TESTS_SYNTAX_FIXTURE_H

#include <string.h>

#include "base/arena.h"
#include "syntax/features.h"
#include "syntax/modelfile.h"
#include "syntax/syntax.h"

typedef struct fixture_shape {
    uint32_t width, layers, arc, rel, feats, feats_padded;
    uint32_t words, word_slots, affix_rows;
} fixture_shape;

static const fixture_shape fixture_small = {32, 2, 16, 16, 10, 16, 50, 128, 16};
/* As few bytes as may be, for fuzzing. */
static const fixture_shape fixture_tiny = {32, 1, 16, 16, 2, 16, 8, 16, 4};

/* splitmix64 */
static inline uint64_t fixture_random(uint64_t *seed)
{
    uint64_t z = *seed += 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

/* -1..1 */
static inline float fixture_float(uint64_t *seed)
{
    return (float)((int32_t)(fixture_random(seed) >> 40) - (1 << 23)) /
           8388608.0f;
}

/* The spelling of word number i: "ba", "cha" ... up to four syllables. */
static inline size_t fixture_word(uint32_t i, char out[16])
{
    static const char *const syllables[] = {"ba", "ed", "ing", "s",
                                            "mo", "ly", "er",  "tion"};
    size_t n = 0;
    i++;
    for (; i > 0; i /= 8) {
        const char *s = syllables[i % 8];
        for (; *s && n < 15; s++)
            out[n++] = *s;
    }
    out[n] = '\0';
    return n;
}

static const char *const fixture_feats[] = {
    "_",
    "Number=Sing",
    "Number=Plur",
    "Mood=Ind|Tense=Past|VerbForm=Fin",
    "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "VerbForm=Inf",
    "Tense=Past|VerbForm=Part|Voice=Pass",
    "Degree=Pos",
    "Case=Nom|Number=Plur|Person=3|PronType=Prs",
    "Definite=Def|PronType=Art",
};
#define FIXTURE_FEATS (sizeof fixture_feats / sizeof *fixture_feats)

typedef struct fixture {
    unsigned char *p;
    size_t n, cap;
    chn_model_header *head;
    uint64_t seed;
} fixture;

/* Bytes at the next multiple of 64. */
static inline void *fixture_room(fixture *f, size_t n)
{
    void *p = f->p + f->n;
    f->n = (f->n + n + 63) / 64 * 64;
    return f->n <= f->cap ? p : NULL;
}

static inline void fixture_begin(fixture *f, chn_section s)
{
    f->head->section[s].at = f->n;
}

static inline void fixture_end(fixture *f, chn_section s)
{
    f->head->section[s].bytes = f->n - f->head->section[s].at;
}

static inline void fixture_floats(fixture *f, size_t n, float base, float by)
{
    float *p = fixture_room(f, n * sizeof *p);
    for (size_t i = 0; p && i < n; i++)
        p[i] = base + by * fixture_float(&f->seed);
}

static inline void fixture_bytes(fixture *f, size_t n, int most)
{
    int8_t *p = fixture_room(f, n);
    const uint64_t range = 2 * (uint64_t)most + 1;
    for (size_t i = 0; p && i < n; i++)
        p[i] = (int8_t)((int)(fixture_random(&f->seed) % range) - most);
}

static inline void fixture_matrix(fixture *f, uint32_t k, uint32_t n)
{
    const int8_t *w = (const int8_t *)(f->p + f->n);
    fixture_bytes(f, (size_t)k * n, 63);
    fixture_floats(f, n, 0.003f, 0.002f);
    int32_t *sum = fixture_room(f, n * sizeof *sum);
    for (uint32_t o = 0; sum && o < n; o++) {
        sum[o] = 0;
        for (uint32_t i = 0; i < k; i++)
            sum[o] += w[(size_t)(o / 16) * k * 16 + (size_t)(i / 4) * 64 +
                        o % 16 * 4u + i % 4];
    }
    fixture_floats(f, n, 0.0f, 0.5f);
}

static inline void fixture_embedding(fixture *f, uint32_t rows, uint32_t width)
{
    fixture_floats(f, rows, 0.01f, 0.005f);
    fixture_bytes(f, (size_t)rows * width, 127);
}

/* Hash and row into a table of slots; chn_lemma_slot is laid out alike. */
static inline void fixture_slot(chn_word_slot *slot, uint32_t slots,
                                uint64_t hash, uint32_t row)
{
    uint32_t i = (uint32_t)hash & (slots - 1);
    while (slot[i].hash != 0 && slot[i].hash != hash)
        i = (i + 1) & (slots - 1);
    slot[i].hash = hash;
    slot[i].row = row;
}

static inline void fixture_strings(fixture *f, const char *const *s, size_t n)
{
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++)
        bytes += strlen(s[i]) + 1;
    char *p = fixture_room(f, bytes);
    for (size_t i = 0; p && i < n; i++) {
        const size_t size = strlen(s[i]) + 1;
        memcpy(p, s[i], size);
        p += size;
    }
}

static inline void fixture_words(fixture *f, const fixture_shape *s)
{
    fixture_begin(f, CHN_S_LABELS);
    fixture_strings(f, fixture_feats, s->feats);
    fixture_end(f, CHN_S_LABELS);
    fixture_begin(f, CHN_S_FEATS_OK);
    uint8_t *ok = fixture_room(f, CHN_UPOS_N * (size_t)s->feats_padded);
    for (uint32_t u = 0; u < CHN_UPOS_N; u++)
        for (uint32_t i = 0; i < s->feats; i++) /* X has none at all */
            ok[u * s->feats_padded + i] =
                u != CHN_X && (i == 0 || (u + i) % 3 == 0);
    fixture_end(f, CHN_S_FEATS_OK);
    fixture_begin(f, CHN_S_WORD_HASH);
    chn_word_slot *slot = fixture_room(f, s->word_slots * sizeof *slot);
    for (uint32_t i = 1; i < s->words; i++) {
        char word[16];
        const size_t n = fixture_word(i, word);
        fixture_slot(slot, s->word_slots, chn_syntax_hash(word, n, 0), i);
    }
    fixture_end(f, CHN_S_WORD_HASH);
    fixture_begin(f, CHN_S_WORD_ROWS);
    fixture_embedding(f, s->words, s->width);
    fixture_end(f, CHN_S_WORD_ROWS);
    fixture_begin(f, CHN_S_AFFIX_ROWS);
    for (uint32_t i = 0; i < CHN_AFFIXES; i++)
        fixture_embedding(f, s->affix_rows, s->width);
    fixture_end(f, CHN_S_AFFIX_ROWS);
}

static inline void fixture_network(fixture *f, const fixture_shape *s)
{
    const chn_model_header *h = f->head;
    fixture_begin(f, CHN_S_INPUT);
    fixture_floats(f, s->width, 0.0f, 0.1f);
    fixture_floats(f, s->width, 1.0f, 0.2f);
    fixture_floats(f, s->width, 0.0f, 0.2f);
    fixture_end(f, CHN_S_INPUT);
    fixture_begin(f, CHN_S_LAYERS);
    for (uint32_t l = 0; l < s->layers; l++) {
        fixture_matrix(f, s->width, 3 * s->width);
        fixture_floats(f, s->width, 1.0f, 0.2f);
        fixture_floats(f, s->width, 0.0f, 0.2f);
    }
    fixture_end(f, CHN_S_LAYERS);
    fixture_begin(f, CHN_S_HEADS);
    fixture_matrix(f, s->width,
                   2 * s->arc + 2 * s->rel + h->upos_padded + h->feats_padded);
    fixture_end(f, CHN_S_HEADS);
    fixture_begin(f, CHN_S_ROOT);
    fixture_floats(f, s->arc, 0.2f, 1.0f);
    fixture_floats(f, s->rel, 0.0f, 1.0f);
    fixture_end(f, CHN_S_ROOT);
    fixture_begin(f, CHN_S_DISTANCE);
    fixture_floats(f, CHN_DIST_N, 0.0f, 1.0f);
    fixture_end(f, CHN_S_DISTANCE);
    fixture_begin(f, CHN_S_RELATIONS);
    fixture_matrix(f, s->rel, h->rels_padded);
    fixture_end(f, CHN_S_RELATIONS);
}

/* "moning" -> "mo" as a whole word; "...ed" cut; "...s" cut; "...tion" to
 * "te"; for every tag and feature string. */
static inline void fixture_lemmas(fixture *f, const fixture_shape *s)
{
    static const char *const scripts[] = {"0", "1", "2", "3te", "9", "="};
    static const struct {
        const char *text;
        size_t end; /* 0: a whole word */
        uint32_t script;
    } keys[] = {
        {"moing", 0, 3}, {"ed", 2, 2}, {"s", 1, 1},
        {"tion", 4, 3},  {"er", 0, 4}, {"ly", 0, 5},
    };
    fixture_begin(f, CHN_S_LEMMA_HASH);
    chn_word_slot *slot = fixture_room(f, f->head->lemma_slots * sizeof *slot);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const chn_str key = {keys[i].text, strlen(keys[i].text)};
        for (uint32_t u = 1; u < CHN_UPOS_N; u++)
            for (uint32_t k = 0; k < s->feats; k++)
                fixture_slot(slot, f->head->lemma_slots,
                             chn_lemma_hash(key, keys[i].end, u, k),
                             keys[i].script);
    }
    fixture_end(f, CHN_S_LEMMA_HASH);
    f->head->lemma_scripts = sizeof scripts / sizeof *scripts;
    fixture_begin(f, CHN_S_LEMMA_SCRIPTS);
    fixture_strings(f, scripts, sizeof scripts / sizeof *scripts);
    fixture_end(f, CHN_S_LEMMA_SCRIPTS);
}

/* The checksum anew, after bytes were changed. */
static inline void fixture_seal(void *bytes, size_t n)
{
    chn_model_header *h = bytes;
    const size_t from = offsetof(chn_model_header, checksum) + sizeof(uint64_t);
    h->checksum = chn_model_sum((const char *)bytes + from, n - from);
}

/* A model file in `a`, at a multiple of 64; *n gets its bytes. NULL: no
 * memory. */
static inline void *fixture_model(chn_arena *a, const fixture_shape *s,
                                  uint64_t seed, size_t *n)
{
    const size_t d = s->width;
    fixture f;
    memset(&f, 0, sizeof f);
    f.cap =
        65536 + s->word_slots * sizeof(chn_word_slot) +
        4096 * sizeof(chn_lemma_slot) +
        (s->words + 64 + (size_t)CHN_AFFIXES * (s->affix_rows + 64)) * (d + 4) +
        s->layers * (3 * d * d + 64 * d) +
        (d + 64) * (2 * s->arc + 2 * s->rel + s->feats_padded + 64u) +
        128 * (s->rel + 64u) + 32 * (size_t)s->feats_padded;
    char *p = chn_arena_alloc(a, f.cap + 64, 1);
    if (!p)
        return NULL;
    f.p = (unsigned char *)p + (64 - (uintptr_t)p % 64) % 64;
    f.seed = seed;
    f.head = fixture_room(&f, sizeof *f.head);
    chn_model_header *h = f.head;
    memcpy(h->magic, CHN_MODEL_MAGIC, 8);
    h->version = CHN_MODEL_VERSION;
    h->order = CHN_MODEL_ORDER;
    h->width = s->width;
    h->layers = s->layers;
    h->arc = s->arc;
    h->rel = s->rel;
    h->feats = s->feats;
    h->feats_padded = s->feats_padded;
    h->upos_padded = 32;
    h->rels_padded = (CHN_REL_N + 15) / 16 * 16;
    h->words = s->words;
    h->word_slots = s->word_slots;
    for (uint32_t i = 0; i < CHN_AFFIXES; i++)
        h->affix_rows[i] = s->affix_rows;
    h->lemma_slots = s->feats > 2 ? 4096 : 512;
    fixture_words(&f, s);
    fixture_network(&f, s);
    fixture_lemmas(&f, s);
    static const char *const note[] = {"a model of a test"};
    fixture_begin(&f, CHN_S_NOTE);
    fixture_strings(&f, note, 1);
    fixture_end(&f, CHN_S_NOTE);
    h->bytes = f.n;
    fixture_seal(f.p, f.n);
    *n = f.n;
    return f.n <= f.cap ? f.p : NULL;
}

/* A document of `n_sent` sentences of random words, `length[i]` tokens each.
 * false: no memory. */
static inline bool fixture_doc(chn_arena *a, uint64_t seed, uint32_t words,
                               const uint32_t *length, uint32_t n_sent,
                               chn_doc *doc)
{
    uint32_t n = 0, at = 0;
    for (uint32_t i = 0; i < n_sent; i++)
        n += length[i];
    memset(doc, 0, sizeof *doc);
    char *text = CHN_NEW(a, char, n *(size_t)17 + 1);
    char *fold = CHN_NEW(a, char, n *(size_t)17 + 1);
    doc->arena = a;
    doc->text = text;
    doc->tok = CHN_NEW(a, chn_token, n);
    doc->sent = CHN_NEW(a, chn_sent, n_sent);
    doc->n_sent = n_sent;
    if (!text || !fold || !doc->tok || !doc->sent)
        return false;
    for (uint32_t i = 0; i < n_sent; i++) {
        doc->sent[i].first = doc->n_tok;
        for (uint32_t j = 0; j < length[i]; j++) {
            char word[16];
            chn_token *t = &doc->tok[doc->n_tok++];
            const uint64_t r = fixture_random(&seed);
            const size_t w = fixture_word((uint32_t)(r % words), word);
            t->from = at;
            t->to = at + (uint32_t)w;
            t->sent = i;
            memcpy(text + at, word, w);
            memcpy(fold + at, word, w);
            if (r >> 32 & 1 && text[at] >= 'a')
                text[at] = (char)(text[at] - 'a' + 'A');
            t->fold.p = fold + at;
            t->fold.n = w;
            at += (uint32_t)w;
            text[at++] = ' ';
        }
        doc->sent[i].end = doc->n_tok;
    }
    doc->n = at;
    return true;
}

#endif
