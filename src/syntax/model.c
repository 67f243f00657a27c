/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The model file: mapped, checked once from end to end, read in place. After
 * the checks no index of the file is out of range, whoever wrote it; floats
 * may be anything, since nothing is indexed by them.
 */
#include "syntax/model.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/str.h"

#define ROWS_MAX (1u << 24)
#define FEATS_MAX 4096u
#define SUM_FROM (offsetof(chn_model_header, checksum) + sizeof(uint64_t))

static const char *const section_names[CHN_SECTION_N] = {
    "labels",        "feature strings of tags",
    "word hash",     "word rows",
    "affix rows",    "input",
    "layers",        "heads",
    "root",          "distance",
    "relations",     "lemma hash",
    "lemma scripts", "note"};

/* ---- checksum ---- */

static uint64_t rotate(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

static uint64_t sum_step(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9E3779B97F4A7C15ull;
    return rotate(h, 29);
}

/* Four lanes of eight bytes, so that no step waits for the one before it. */
uint64_t chn_model_sum(const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    uint64_t lane[4] = {1, 2, 3, 4};
    uint64_t h = n;
    size_t i = 0;
    for (; i + 32 <= n; i += 32) {
        uint64_t x[4];
        memcpy(x, p + i, sizeof x);
        for (int l = 0; l < 4; l++)
            lane[l] = sum_step(lane[l], x[l]);
    }
    for (; i < n; i += 8) {
        uint64_t x = 0;
        memcpy(&x, p + i, n - i < 8 ? n - i : 8);
        lane[0] = sum_step(lane[0], x);
    }
    for (int l = 0; l < 4; l++)
        h = sum_step(h, lane[l]);
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93ull;
    return h ^ h >> 32;
}

/* ---- reading in place ---- */

/* The file while it is checked. */
typedef struct reader {
    const unsigned char *p;
    const chn_model_header *head;
    chn_section section; /* the one being cut up */
    uint64_t at, end;    /* what is left of it */
    bool failed;
    chn_err *err;
} reader;

#define REBUILD "use a model file made for this version of chancery"

static uint64_t aligned(uint64_t n)
{
    return (n + CHN_MODEL_ALIGN - 1) / CHN_MODEL_ALIGN * CHN_MODEL_ALIGN;
}

static bool broken(reader *r, const char *what)
{
    if (!r->failed)
        chn_fail(r->err, CHN_ERR_TABLE, "model: section %s: %s; " REBUILD,
                 section_names[r->section], what);
    r->failed = true;
    return false;
}

/* The next `n` bytes of the section; what follows begins at 64 again. */
static const void *take(reader *r, uint64_t n)
{
    if (r->failed || n > r->end - r->at) {
        broken(r, "too short for the model's shape");
        return NULL;
    }
    const void *p = r->p + r->at;
    r->at = aligned(r->at + n) < r->end ? aligned(r->at + n) : r->end;
    return p;
}

static void open_section(reader *r, chn_section s)
{
    r->section = s;
    r->at = r->head->section[s].at;
    r->end = r->at + r->head->section[s].bytes;
}

/* All of it was taken, but for padding. */
static bool close_section(reader *r)
{
    if (!r->failed && r->end - r->at >= CHN_MODEL_ALIGN)
        broken(r, "longer than the model's shape");
    return !r->failed;
}

static void take_embedding(reader *r, chn_embedding *e, uint32_t rows,
                           uint32_t width)
{
    e->scale = take(r, (uint64_t)rows * sizeof(float));
    e->row = take(r, (uint64_t)rows * width);
    e->n = rows;
}

/* The sums of the columns must be those of the weights: they bound what the
 * products can be. */
static void check_matrix(reader *r, const chn_matrix *m)
{
    for (uint32_t b = 0; b < m->n / 16; b++) {
        const int8_t *w = m->w + (size_t)b * m->k * 16;
        int32_t sum[16] = {0};
        bool fits = true;
        for (size_t i = 0; i < m->k * (size_t)16; i += 64) {
            for (size_t o = 0; o < 16; o++) {
                for (size_t j = 0; j < 4; j++) {
                    const int8_t x = w[i + 4 * o + j];
                    sum[o] += x;
                    fits = fits && x >= -63 && x <= 63;
                }
            }
        }
        if (!fits)
            broken(r, "a weight is not within -63..63");
        if (memcmp(sum, m->colsum + (size_t)b * 16, sizeof sum) != 0)
            broken(r, "a column sum is not that of the weights");
    }
}

static void take_matrix(reader *r, chn_matrix *m, uint32_t k, uint32_t n)
{
    m->k = k;
    m->n = n;
    m->w = take(r, (uint64_t)k * n);
    m->scale = take(r, (uint64_t)n * sizeof(float));
    m->colsum = take(r, (uint64_t)n * sizeof(int32_t));
    m->bias = take(r, (uint64_t)n * sizeof(float));
    if (!r->failed)
        check_matrix(r, m);
}

static void take_norm(reader *r, chn_norm *norm, uint32_t width)
{
    norm->gain = take(r, (uint64_t)width * sizeof(float));
    norm->shift = take(r, (uint64_t)width * sizeof(float));
    norm->width = width;
}

/* ---- the header ---- */

static bool power_of_two(uint32_t n)
{
    return n > 0 && n <= ROWS_MAX && (n & (n - 1)) == 0;
}

static bool of(uint32_t n, uint32_t multiple, uint32_t max)
{
    return n > 0 && n <= max && n % multiple == 0;
}

/* NULL, or what of the shape is wrong. */
static const char *bad_shape(const chn_model_header *h)
{
    if (!of(h->width, 32, CHN_WIDTH_MAX))
        return "width";
    if (!of(h->layers, 1, CHN_MODEL_LAYERS_MAX))
        return "layers";
    if (!of(h->arc, 16, CHN_WIDTH_MAX))
        return "arc";
    if (!of(h->rel, 16, CHN_REL_MAX))
        return "rel";
    if (!of(h->feats_padded, 16, FEATS_MAX) || h->feats == 0 ||
        h->feats > h->feats_padded)
        return "feature strings";
    if (!of(h->upos_padded, 16, 256) || h->upos_padded < CHN_UPOS_N)
        return "tags";
    if (!of(h->rels_padded, 16, 256) || h->rels_padded < CHN_REL_N)
        return "relations";
    if (!of(h->words, 1, ROWS_MAX) || !power_of_two(h->word_slots))
        return "words";
    for (uint32_t i = 0; i < CHN_AFFIXES; i++)
        if (!power_of_two(h->affix_rows[i]))
            return "affix rows";
    if (!power_of_two(h->lemma_slots) || h->lemma_scripts > ROWS_MAX)
        return "lemmas";
    return h->zero == 0 ? NULL : "reserved field";
}

static bool check_sections(reader *r, size_t n)
{
    uint64_t end = sizeof(chn_model_header);
    for (uint32_t s = 0; s < CHN_SECTION_N; s++) {
        const uint64_t at = r->head->section[s].at;
        const uint64_t bytes = r->head->section[s].bytes;
        r->section = (chn_section)s;
        if (at % CHN_MODEL_ALIGN != 0 || at < end || at > n || bytes > n - at)
            return broken(r, "out of place");
        end = at + bytes;
    }
    return true;
}

static bool check_header(reader *r, size_t n)
{
    const chn_model_header *h = r->head;
    const char *what = NULL;
    if (n < sizeof *h || memcmp(h->magic, CHN_MODEL_MAGIC, 8) != 0)
        what = "this is not a model";
    else if (h->order != CHN_MODEL_ORDER)
        what = "it was made for another byte order";
    if (what) {
        chn_fail(r->err, CHN_ERR_TABLE, "model: %s; " REBUILD, what);
        return false;
    }
    if (h->version != CHN_MODEL_VERSION) {
        chn_fail(r->err, CHN_ERR_TABLE,
                 "model: its format is %u, this program reads %u; " REBUILD,
                 h->version, CHN_MODEL_VERSION);
        return false;
    }
    if (h->bytes != n) {
        chn_fail(r->err, CHN_ERR_TABLE,
                 "model: it should have %llu bytes and has %zu; copy it again",
                 (unsigned long long)h->bytes, n);
        return false;
    }
    if (h->checksum != chn_model_sum(r->p + SUM_FROM, n - SUM_FROM)) {
        chn_fail(r->err, CHN_ERR_TABLE,
                 "model: the checksum is wrong, some bytes have changed; copy "
                 "it again");
        return false;
    }
    what = bad_shape(h);
    if (what) {
        chn_fail(r->err, CHN_ERR_TABLE,
                 "model: shape: %s out of range; " REBUILD, what);
        return false;
    }
    return check_sections(r, n);
}

/* ---- sections ---- */

/* Slots hold numbers below `limit`, and one of them is empty. The two kinds
 * of slots are alike. */
static void check_slots(reader *r, const chn_word_slot *slot, uint32_t slots,
                        uint32_t limit)
{
    bool gap = false;
    for (uint32_t i = 0; i < slots; i++) {
        if (slot[i].hash == 0)
            gap = true;
        else if (slot[i].row >= limit) {
            broken(r, "a slot holds a number out of range");
            return;
        }
    }
    if (!gap)
        broken(r, "no slot is empty");
}

static void read_rows(reader *r, chn_model *m)
{
    const chn_model_header *h = r->head;
    open_section(r, CHN_S_WORD_HASH);
    m->word_slot = take(r, (uint64_t)h->word_slots * sizeof(chn_word_slot));
    m->word_mask = h->word_slots - 1;
    if (close_section(r))
        check_slots(r, m->word_slot, h->word_slots, h->words);
    open_section(r, CHN_S_WORD_ROWS);
    take_embedding(r, &m->word, h->words, h->width);
    close_section(r);
    open_section(r, CHN_S_AFFIX_ROWS);
    for (uint32_t i = 0; i < CHN_AFFIXES; i++)
        take_embedding(r, &m->affix[i], h->affix_rows[i], h->width);
    close_section(r);
}

static void read_network(reader *r, chn_model *m)
{
    const chn_model_header *h = r->head;
    open_section(r, CHN_S_INPUT);
    m->input_bias = take(r, (uint64_t)h->width * sizeof(float));
    take_norm(r, &m->input_norm, h->width);
    close_section(r);
    open_section(r, CHN_S_LAYERS);
    for (uint32_t i = 0; i < h->layers; i++) {
        take_matrix(r, &m->layer[i], h->width, 3 * h->width);
        take_norm(r, &m->layer_norm[i], h->width);
    }
    close_section(r);
    open_section(r, CHN_S_HEADS);
    take_matrix(r, &m->heads, h->width,
                2 * h->arc + 2 * h->rel + h->upos_padded + h->feats_padded);
    close_section(r);
    open_section(r, CHN_S_ROOT);
    m->root_head = take(r, (uint64_t)h->arc * sizeof(float));
    m->root_rel = take(r, (uint64_t)h->rel * sizeof(float));
    close_section(r);
    open_section(r, CHN_S_RELATIONS);
    take_matrix(r, &m->relations, h->rel, h->rels_padded);
    close_section(r);
}

static bool read_distance(reader *r, chn_arena *a, chn_model *m)
{
    const int32_t most = (int32_t)CHN_SENTENCE_TOKENS_MAX;
    open_section(r, CHN_S_DISTANCE);
    const float *bucket = take(r, CHN_DIST_N * sizeof(float));
    if (!close_section(r) || !bucket)
        return false;
    m->distance = CHN_NEW(a, float, 2 * CHN_SENTENCE_TOKENS_MAX + 1);
    if (!m->distance)
        return false;
    for (int32_t d = -most; d <= most; d++)
        if (d != 0)
            m->distance[d + most] = bucket[chn_distance_bucket(d)];
    m->distance_root = bucket[0];
    return true;
}

/* The section as `n` strings, none of them empty, each with a NUL, and zeros.
 * NULL: it is not, or there is no memory. */
static const char **read_strings(reader *r, chn_arena *a, uint32_t n)
{
    const char *p = (const char *)r->p + r->at;
    const char *end = (const char *)r->p + r->end;
    /* each has two bytes at least: no array larger than the file */
    const bool fits = n <= (r->end - r->at) / 2;
    const char **out = fits ? CHN_NEW(a, const char *, n) : NULL;
    for (uint32_t i = 0; out && i < n; i++) {
        const char *nul = memchr(p, 0, (size_t)(end - p));
        if (!nul || nul == p) {
            broken(r, "fewer strings than the header says");
            return NULL;
        }
        out[i] = p;
        p = nul + 1;
    }
    if (!fits)
        broken(r, "fewer strings than the header says");
    for (; fits && p < end; p++)
        if (*p != '\0')
            broken(r, "more strings than the header says");
    return r->failed ? NULL : out;
}

/* Which feature strings go with which tag. A tag without any has the empty
 * one, or the first. */
static bool read_feats_of(reader *r, chn_arena *a, chn_model *m)
{
    const chn_model_header *h = r->head;
    open_section(r, CHN_S_FEATS_OK);
    const uint8_t *ok = take(r, (uint64_t)CHN_UPOS_N * h->feats_padded);
    if (!close_section(r) || !ok)
        return false;
    uint16_t none = 0;
    for (uint32_t f = h->feats; f-- > 0;)
        if (strcmp(m->feats[f], "_") == 0)
            none = (uint16_t)f;
    for (uint32_t u = 0; u < CHN_UPOS_N; u++, ok += h->feats_padded) {
        uint16_t *list = CHN_NEW(a, uint16_t, h->feats);
        uint32_t n = 0;
        if (!list)
            return false;
        for (uint32_t f = 0; f < h->feats; f++)
            if (ok[f])
                list[n++] = (uint16_t)f;
        if (n == 0)
            list[n++] = none;
        m->feats_of[u].feats = list;
        m->feats_of[u].n = n;
    }
    return true;
}

static bool read_labels(reader *r, chn_arena *a, chn_model *m)
{
    open_section(r, CHN_S_LABELS);
    m->n_feats = r->head->feats;
    m->feats = read_strings(r, a, m->n_feats);
    m->feats_bits = CHN_NEW(a, uint32_t, m->n_feats);
    if (!m->feats || !m->feats_bits)
        return false;
    for (uint32_t f = 0; f < m->n_feats; f++)
        m->feats_bits[f] = chn_feats_bits(m->feats[f]);
    return read_feats_of(r, a, m);
}

static bool read_lemmas(reader *r, chn_arena *a, chn_model *m)
{
    const chn_model_header *h = r->head;
    open_section(r, CHN_S_LEMMA_HASH);
    const void *slot =
        take(r, (uint64_t)h->lemma_slots * sizeof(chn_lemma_slot));
    if (close_section(r))
        check_slots(r, slot, h->lemma_slots, h->lemma_scripts);
    m->lemma_slot = slot;
    m->lemma_mask = h->lemma_slots - 1;
    open_section(r, CHN_S_LEMMA_SCRIPTS);
    m->n_scripts = h->lemma_scripts;
    if (!r->failed)
        m->script = read_strings(r, a, m->n_scripts);
    if (!m->script)
        return false;
    for (uint32_t i = 0; i < m->n_scripts; i++) {
        const char *script = m->script[i];
        if ((script[0] < '0' || script[0] > '9') && strcmp(script, "=") != 0)
            return broken(r, "a script begins with no digit and is no \"=\"");
    }
    return true;
}

chn_model *chn_model_of(chn_arena *a, const void *bytes, size_t n, chn_err *err)
{
    reader r = {bytes, bytes, CHN_S_LABELS, 0, 0, false, err};
    if ((uintptr_t)bytes % CHN_MODEL_ALIGN != 0) {
        chn_fail(err, CHN_ERR_ARGUMENT,
                 "model: it lies at no multiple of %u; copy it to one",
                 CHN_MODEL_ALIGN);
        return NULL;
    }
    if (!check_header(&r, n))
        return NULL;
    chn_model *m = CHN_NEW(a, chn_model, 1);
    if (!m) {
        chn_fail_memory(err);
        return NULL;
    }
    const chn_model_header *h = r.head;
    m->width = h->width;
    m->layers = h->layers;
    m->arc = h->arc;
    m->rel = h->rel;
    m->upos_padded = h->upos_padded;
    m->feats_padded = h->feats_padded;
    m->k = chn_kernels_for(NULL);
    m->note = chn_str_n((const char *)bytes + h->section[CHN_S_NOTE].at,
                        (size_t)h->section[CHN_S_NOTE].bytes);
    (void)snprintf(m->version, sizeof m->version, "%012llx",
                   (unsigned long long)(h->checksum >> 16));
    read_rows(&r, m);
    if (!r.failed)
        read_network(&r, m);
    if (r.failed || !read_distance(&r, a, m) || !read_labels(&r, a, m) ||
        !read_lemmas(&r, a, m) || r.failed) {
        if (!r.failed)
            chn_fail_memory(err);
        return NULL;
    }
    return m;
}

/* "FILE: model: ..." */
static void name_file(const char *path, chn_err *err)
{
    if (err) {
        const chn_err said = *err;
        chn_fail(err, said.code, "%s: %s", path, said.text);
    }
}

static chn_model *cannot(const char *path, int why, chn_err *err)
{
    char text[128];
    if (strerror_r(why, text, sizeof text) != 0)
        text[0] = '\0';
    chn_fail(err, CHN_ERR_INPUT, "%s: %s; name a model file that can be read",
             path, text);
    return NULL;
}

chn_model *chn_model_open(chn_arena *a, const char *path, chn_err *err)
{
    struct stat st;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return cannot(path, errno, err);
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0) {
        (void)close(fd);
        chn_fail(err, CHN_ERR_INPUT,
                 "%s: not a file with content; name a model file", path);
        return NULL;
    }
    const size_t n = (size_t)st.st_size;
    void *p = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
    const int why = errno;
    (void)close(fd);
    if (p == MAP_FAILED)
        return cannot(path, why, err);
    chn_model *m = chn_model_of(a, p, n, err);
    if (!m) {
        (void)munmap(p, n);
        name_file(path, err);
        return NULL;
    }
    m->mapped = p;
    m->mapped_n = n;
    return m;
}

void chn_model_close(chn_model *m)
{
    if (m && m->mapped) {
        (void)munmap(m->mapped, m->mapped_n);
        m->mapped = NULL;
    }
}

const char *chn_model_version(const chn_model *m)
{
    return m->version;
}

chn_str chn_model_note(const chn_model *m)
{
    return m->note;
}

const char *chn_model_use(chn_model *m, const char *cpu)
{
    m->k = chn_kernels_for(cpu);
    return m->k->name;
}
