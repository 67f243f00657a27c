/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A model file of anybody's: it is refused with a message, or it reads
 * sentences into trees. Bytes that begin as a model does are one; where they
 * are refused, once more with what guards the rest put right. Other bytes are
 * changes to a small valid model, so that the network behind the checks is
 * reached at once: a byte that says what, three of a place, then the value.
 *
 * corpus/model/tiny is fixture_model of fixture_tiny with seed 1.
 */
#include "fuzz.h"

#include "syntax_fixture.h"
#include "tree.h"

#define FILE_MAX ((size_t)1024 * 1024)
#define ARENA_MAX ((size_t)512 * 1024 * 1024)
#define SENTENCES 5u

static chn_arena *arena; /* libFuzzer has no place to hand it over */
static chn_arena *tiny_arena;
static const void *tiny;
static size_t tiny_n;

static void close_arenas(void)
{
    chn_arena_free(arena);
    chn_arena_free(tiny_arena);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    arena = chn_arena_new(ARENA_MAX);
    tiny_arena = chn_arena_new(ARENA_MAX);
    HOLDS(arena && tiny_arena && atexit(close_arenas) == 0);
    tiny = fixture_model(tiny_arena, &fixture_tiny, 1, &tiny_n);
    HOLDS(tiny != NULL);
    return 0;
}

static void use(chn_model *m, const char *cpu)
{
    static const uint32_t length[SENTENCES] = {1, 2, 19, 0, 7};
    chn_doc doc;
    chn_tree *t = NULL;
    chn_err err;
    HOLDS(strlen(chn_model_version(m)) == 12);
    HOLDS(chn_model_note(m).p != NULL);
    HOLDS(chn_model_use(m, cpu) != NULL);
    HOLDS(fixture_doc(arena, 5, 40, length, SENTENCES, &doc));
    HOLDS(chn_tree_new(m, &doc, &t, &err) == CHN_OK);
    HOLDS(chn_syntax_tag(t, 2, &err) == CHN_OK);
    HOLDS(chn_syntax_parse(t, CHN_NONE, &err) == CHN_OK);
    for (uint32_t i = 0; i < SENTENCES; i++)
        tree_holds(t, i);
    chn_model_close(m);
}

/* false: refused. */
static bool try_model(const void *bytes, size_t n)
{
    static const char *const cpus[] = {"portable", "avx2", "avxvnni", "avx512",
                                       "amx"};
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_model *m = chn_model_of(arena, bytes, n, &err);
    if (!m) {
        HOLDS(err.code == CHN_ERR_TABLE && err.text[0]);
        return false;
    }
    /* each path for some inputs, the same for the same input */
    use(m, cpus[chn_model_sum(bytes, n) % 4]);
    return true;
}

static uint64_t value(const uint8_t *p, size_t n)
{
    uint64_t x = 0;
    for (size_t i = 0; i < n; i++)
        x |= (uint64_t)p[i] << 8 * i;
    return x;
}

static void change(unsigned char *bytes, const uint8_t *data, size_t n)
{
    const size_t guards =
        offsetof(chn_model_header, checksum) + sizeof(uint64_t);
    for (size_t i = 0; i + 4 < n;) {
        const size_t width = (size_t)1 << (data[i] & 3);
        /* the header is what matters most */
        const size_t most = data[i] & 4 ? tiny_n : sizeof(chn_model_header);
        const size_t have = n - i - 4 < width ? n - i - 4 : width;
        const size_t at =
            guards + (size_t)value(data + i + 1, 3) % (most - guards);
        const uint64_t x = value(data + i + 4, have);
        memcpy(bytes + at, &x, tiny_n - at < width ? tiny_n - at : width);
        i += 4 + have;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const bool whole = n >= 3 && memcmp(data, "CHN", 3) == 0;
    const size_t size = whole ? n : tiny_n;
    if (n > FILE_MAX)
        return 0;
    chn_arena_reset(arena);
    char *room = chn_arena_alloc(arena, size + 64, 1);
    HOLDS(room != NULL);
    unsigned char *bytes =
        (unsigned char *)room + (64 - (uintptr_t)room % 64) % 64;
    memcpy(bytes, whole ? (const void *)data : tiny, size);
    if (whole && (try_model(bytes, size) || n < sizeof(chn_model_header)))
        return 0;
    if (!whole)
        change(bytes, data, n);
    chn_model_header *h = (chn_model_header *)(void *)bytes;
    memcpy(h->magic, CHN_MODEL_MAGIC, sizeof h->magic);
    h->version = CHN_MODEL_VERSION;
    h->order = CHN_MODEL_ORDER;
    h->bytes = size;
    fixture_seal(bytes, size);
    (void)try_model(bytes, size);
    return 0;
}
