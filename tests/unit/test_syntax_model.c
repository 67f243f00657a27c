/* SPDX-License-Identifier: Apache-2.0 */
/* Model files: what is taken, what is refused, and that nothing in a bad one
 * leads out of it. */
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/str.h"
#include "check.h"
#include "unit/syntax_fixture.h"

static chn_arena *arena;
static unsigned char *good; /* a valid model */
static size_t good_n;

/* A copy to spoil, at a multiple of 64. */
static unsigned char *copy_of(chn_arena *a)
{
    char *p = chn_arena_alloc(a, good_n + 64, 1);
    if (!p)
        exit(1);
    p += (64 - (uintptr_t)p % 64) % 64;
    memcpy(p, good, good_n);
    return (unsigned char *)p;
}

/* Is it refused, and does the message have `what` in it? */
static bool refused(chn_arena *a, const void *p, size_t n, const char *what)
{
    chn_err err = {CHN_OK, 0, 0, ""};
    if (chn_model_of(a, p, n, &err))
        return false;
    if (err.code != CHN_OK && strstr(err.text, what) != NULL)
        return true;
    printf("# \"%s\" lacks \"%s\"\n", err.text, what);
    return false;
}

/* The same, for a header that was changed and sealed again. */
static bool refused_sealed(chn_arena *a, unsigned char *p, const char *what)
{
    fixture_seal(p, good_n);
    return refused(a, p, good_n, what);
}

static void test_header(chn_arena *a)
{
    chn_model_header *h = (chn_model_header *)(void *)copy_of(a);
    unsigned char *p = (unsigned char *)h;
    h->magic[3] ^= 1;
    CHECK(refused(a, p, good_n, "not a model"));
    h->magic[3] ^= 1;
    h->version++;
    CHECK(refused(a, p, good_n, "format is 2"));
    h->version--;
    h->order = 0x04030201u;
    CHECK(refused(a, p, good_n, "byte order"));
    h->order = CHN_MODEL_ORDER;
    h->bytes++;
    CHECK(refused(a, p, good_n, "copy it again"));
    h->bytes--;
    h->checksum ^= 1;
    CHECK(refused(a, p, good_n, "checksum"));
    h->checksum ^= 1;
    CHECK(chn_model_of(a, p, good_n, NULL) != NULL);
    CHECK(refused(a, p + 1, good_n, "multiple of 64"));
}

static void test_shape(chn_arena *a)
{
    static const struct {
        size_t at;
        uint32_t value;
        const char *what;
    } bad[] = {
#define FIELD(f) offsetof(chn_model_header, f)
        {FIELD(width), 0, "width"},
        {FIELD(width), 48, "width"},
        {FIELD(width), 544, "width"},
        {FIELD(width), 64, "too short"},
        {FIELD(layers), 0, "layers"},
        {FIELD(layers), 9, "layers"},
        {FIELD(layers), 1, "longer"},
        {FIELD(layers), 3, "too short"},
        {FIELD(arc), 8, "arc"},
        {FIELD(arc), 528, "arc"},
        {FIELD(arc), 32, "too short"},
        {FIELD(rel), 272, "rel"},
        {FIELD(rel), 32, "too short"},
        {FIELD(feats), 0, "feature strings"},
        {FIELD(feats), 17, "feature strings"},
        {FIELD(feats), 9, "more strings"},
        {FIELD(feats), 16, "fewer strings"},
        {FIELD(feats_padded), 15, "feature strings"},
        {FIELD(feats_padded), 64, "too short"},
        {FIELD(upos_padded), 16, "tags"},
        {FIELD(upos_padded), 48, "too short"},
        {FIELD(rels_padded), 48, "relations"},
        {FIELD(rels_padded), 80, "too short"},
        {FIELD(words), 0, "words"},
        {FIELD(words), 49, "out of range"},
        {FIELD(words), 5000, "too short"},
        {FIELD(words), 0xFFFFFFFFu, "words"},
        {FIELD(word_slots), 0, "words"},
        {FIELD(word_slots), 100, "words"},
        {FIELD(word_slots), 64, "longer"},
        {FIELD(word_slots), 1u << 24, "too short"},
        {FIELD(affix_rows[0]), 0, "affix rows"},
        {FIELD(affix_rows[4]), 3, "affix rows"},
        {FIELD(affix_rows[4]), 1u << 24, "too short"},
        {FIELD(lemma_slots), 0, "lemmas"},
        {FIELD(lemma_slots), 8192, "too short"},
        {FIELD(lemma_scripts), 0xFFFFFFFFu, "lemmas"},
        {FIELD(lemma_scripts), 1u << 20, "fewer strings"},
        {FIELD(lemma_scripts), 5, "out of range"},
        {FIELD(zero), 1, "reserved"},
#undef FIELD
    };
    unsigned char *p = copy_of(a);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        uint32_t was;
        memcpy(&was, p + bad[i].at, sizeof was);
        memcpy(p + bad[i].at, &bad[i].value, sizeof was);
        if (!refused_sealed(a, p, bad[i].what)) {
            printf("# case %zu\n", i);
            CHECK(false);
        }
        memcpy(p + bad[i].at, &was, sizeof was);
    }
}

static void test_sections(chn_arena *a)
{
    chn_model_header *h = (chn_model_header *)(void *)copy_of(a);
    for (uint32_t s = 0; s < CHN_SECTION_N; s++) {
        const uint64_t at = h->section[s].at, bytes = h->section[s].bytes;
        const uint64_t bad_at[] = {0,           at + 1,     at - 64,
                                   good_n + 64, UINT64_MAX, UINT64_MAX - 63};
        for (size_t i = 0; i < sizeof bad_at / sizeof *bad_at; i++) {
            h->section[s].at = bad_at[i];
            CHECK(refused_sealed(a, (unsigned char *)h, "section"));
        }
        h->section[s].at = at;
        const uint64_t bad_bytes[] = {UINT64_MAX, good_n, UINT64_MAX - at + 1};
        for (size_t i = 0; i < sizeof bad_bytes / sizeof *bad_bytes; i++) {
            h->section[s].bytes = bad_bytes[i];
            CHECK(refused_sealed(a, (unsigned char *)h, "section"));
        }
        if (s != CHN_S_NOTE) { /* which may be as short as it likes */
            h->section[s].bytes = 0;
            CHECK(refused_sealed(a, (unsigned char *)h, "section"));
        }
        h->section[s].bytes = bytes;
    }
    fixture_seal(h, good_n);
    CHECK(chn_model_of(a, h, good_n, NULL) != NULL);
}

/* Contents that would lead somewhere else. */
static void test_contents(chn_arena *a)
{
    unsigned char *p = copy_of(a);
    const chn_model_header *h = (const chn_model_header *)(const void *)p;
    unsigned char *at = p + h->section[CHN_S_LAYERS].at;
    unsigned char was = *at;
    *at = 64;
    CHECK(refused_sealed(a, p, "-63..63"));
    *at = (unsigned char)(was == 1 ? 2 : 1);
    CHECK(refused_sealed(a, p, "column sum"));
    *at = was;
    chn_word_slot *slot =
        (chn_word_slot *)(void *)(p + h->section[CHN_S_WORD_HASH].at);
    uint32_t used = 0;
    while (slot[used].hash == 0)
        used++;
    const uint32_t row = slot[used].row;
    slot[used].row = h->words;
    CHECK(refused_sealed(a, p, "out of range"));
    slot[used].row = row;
    for (uint32_t i = 0; i < h->word_slots; i++)
        slot[i].hash |= 1;
    CHECK(refused_sealed(a, p, "no slot is empty"));
    memcpy(p, good, good_n);
    at = p + h->section[CHN_S_LEMMA_SCRIPTS].at;
    *at = 'x';
    CHECK(refused_sealed(a, p, "digit"));
    memcpy(p, good, good_n);
    memset(p + h->section[CHN_S_LABELS].at, 'x',
           (size_t)h->section[CHN_S_LABELS].bytes);
    CHECK(refused_sealed(a, p, "fewer strings"));
}

/* Parse something with it by all kernels; true where all trees are alike. */
static bool use(chn_arena *a, chn_model *m)
{
    static const char *const cpu[] = {"portable", "avx2", "avxvnni", "avx512",
                                      "amx"};
    static const uint32_t length[] = {1, 7, 20};
    chn_node first[28];
    chn_doc doc;
    if (!fixture_doc(a, 3, 60, length, 3, &doc))
        exit(1);
    for (size_t i = 0; i < 5; i++) {
        chn_tree *t = NULL;
        chn_model_use(m, cpu[i]);
        if (chn_tree_new(m, &doc, &t, NULL) != CHN_OK ||
            chn_syntax_parse(t, CHN_NONE, NULL) != CHN_OK)
            return false;
        for (uint32_t k = 0; k < doc.n_tok; k++)
            if (!chn_tree_lemma(t, k).p || !chn_tree_feats(t, k))
                return false;
        if (i == 0)
            memcpy(first, t->node, sizeof first);
        else if (memcmp(first, t->node, sizeof first) != 0)
            return false;
    }
    return true;
}

/* Any bytes, with a checksum that fits: refused or read without harm. */
static void test_random(void)
{
    uint64_t seed = 11;
    uint32_t taken = 0;
    for (uint32_t round = 0; round < 300; round++) {
        chn_arena *a = chn_arena_new((size_t)1 << 28);
        unsigned char *p = copy_of(a);
        const uint32_t changes = 1 + round % 4;
        for (uint32_t i = 0; i < changes; i++) {
            /* half of them among the header's */
            const uint64_t r = fixture_random(&seed);
            const size_t in = r & 1 ? sizeof(chn_model_header) : good_n;
            const size_t at = 32 + (size_t)(r >> 8) % (in - 32);
            p[at] = (unsigned char)fixture_random(&seed);
        }
        fixture_seal(p, good_n);
        chn_model *m = chn_model_of(a, p, good_n, NULL);
        if (m) {
            taken++;
            CHECK(use(a, m));
        }
        chn_arena_free(a);
    }
    CHECK(taken > 20);
}

/* Floats of a section that are no numbers, infinite, huge, tiny. */
static void test_floats(void)
{
    static const float odd[] = {NAN, INFINITY, -INFINITY, 3e38f, 1e-44f, -0.0f};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        for (uint32_t s = CHN_S_INPUT; s <= CHN_S_DISTANCE; s++) {
            chn_arena *a = chn_arena_new((size_t)1 << 28);
            unsigned char *p = copy_of(a);
            const chn_model_header *h =
                (const chn_model_header *)(const void *)p;
            unsigned char *to = p + h->section[s].at;
            size_t bytes = (size_t)h->section[s].bytes;
            if (s == CHN_S_LAYERS || s == CHN_S_HEADS) {
                /* the scales, behind the packed weights */
                const size_t k = h->width;
                const size_t n = s == CHN_S_LAYERS
                                     ? 3 * k
                                     : 2 * h->arc + 2 * h->rel +
                                           h->upos_padded + h->feats_padded;
                to += k * n;
                bytes = 4 * n;
            }
            for (size_t k = 0; k + 4 <= bytes; k += 8)
                memcpy(to + k, &odd[i], 4);
            fixture_seal(p, good_n);
            chn_model *m = chn_model_of(a, p, good_n, NULL);
            CHECK(m && use(a, m));
            chn_arena_free(a);
        }
    }
}

static bool write_file(const char *path, const void *p, size_t n)
{
    FILE *f = fopen(path, "wb");
    return f && fwrite(p, 1, n, f) == n && fclose(f) == 0;
}

static void test_files(chn_arena *a)
{
    char path[] = "/tmp/chn-model-XXXXXX";
    const int fd = mkstemp(path);
    chn_err err = {CHN_OK, 0, 0, ""};
    CHECK(fd >= 0 && close(fd) == 0);
    CHECK(!chn_model_open(a, path, &err));
    CHECK_INT(err.code, CHN_ERR_INPUT);
    CHECK(write_file(path, good, good_n / 2));
    CHECK(!chn_model_open(a, path, &err));
    CHECK(strstr(err.text, path) && strstr(err.text, "copy it again"));
    CHECK(write_file(path, good, good_n));
    chn_model *m = chn_model_open(a, path, &err);
    CHECK(m && use(a, m));
    if (m)
        CHECK_INT(strlen(chn_model_version(m)), 12);
    chn_model_close(m);
    CHECK(remove(path) == 0);
    CHECK(!chn_model_open(a, path, &err));
    CHECK_INT(err.code, CHN_ERR_INPUT);
    CHECK(strstr(err.text, path) != NULL);
    CHECK(!chn_model_open(a, "/", &err));
}

int main(void)
{
    arena = chn_arena_new((size_t)1 << 30);
    good = arena ? fixture_model(arena, &fixture_small, 1, &good_n) : NULL;
    if (!good)
        return 1;

    TEST("a valid model is taken")
    {
        chn_err err = {CHN_OK, 0, 0, ""};
        chn_model *m = chn_model_of(arena, good, good_n, &err);
        CHECK(m != NULL);
        CHECK(m && use(arena, m));
        if (m) {
            CHECK_INT(strlen(chn_model_version(m)), 12);
            CHECK(strncmp(chn_model_note(m).p, "a model of a test", 17) == 0);
        }
        chn_model_close(m);
        chn_model_close(NULL);
    }
    TEST("a file cut short anywhere is refused")
    {
        for (size_t n = 0; n < good_n; n += n < 2048 ? 1 : 97)
            if (chn_model_of(arena, good, n, NULL))
                CHECK(false);
    }
    TEST("wrong magic, version, order, length, checksum")
    {
        test_header(arena);
    }
    TEST("shapes out of range, or not those of the sections")
    {
        test_shape(arena);
    }
    TEST("sections out of place")
    {
        test_sections(arena);
    }
    TEST("contents out of range")
    {
        test_contents(arena);
    }
    TEST("random changes do no harm")
    {
        test_random();
    }
    TEST("floats that are no numbers do no harm")
    {
        test_floats();
    }
    TEST("files")
    {
        test_files(arena);
    }
    TEST("the checksum sees every byte, and lengths")
    {
        unsigned char p[100];
        memset(p, 0, sizeof p);
        const uint64_t sum = chn_model_sum(p, sizeof p);
        for (size_t i = 0; i < sizeof p; i++) {
            p[i] = 1;
            CHECK(chn_model_sum(p, sizeof p) != sum);
            p[i] = 0;
            CHECK(chn_model_sum(p, i) != sum);
        }
    }
    TEST("the model in the binary, where there is one")
    {
        size_t n = 1;
        chn_err err = {CHN_OK, 0, 0, ""};
        const void *p = chn_model_builtin(&n);
        CHECK((p == NULL) == (n == 0));
        chn_model *m = p ? chn_model_of(arena, p, n, &err) : NULL;
        CHECK(!p || (m && use(arena, m)));
    }
    chn_arena_free(arena);
    return check_end();
}
