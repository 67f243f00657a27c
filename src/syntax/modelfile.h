/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The model file. Little-endian, as on every machine the library runs on;
 * `order` refuses others. Sections are aligned to 64 bytes, counted from the
 * beginning of the file, in the order of chn_section; none may be missing.
 * Written by tools/train, read in place.
 *
 * Numbers: D width of the encoder, H = D/2 channels a direction, L layers,
 * A arc space, R relation space, U upos (17), F feature strings, E relations
 * (all of CHN_RELS). Outputs are padded to multiples of 16.
 *
 * An int8 matrix [K inputs -> N outputs] (K multiple of 4, N of 16) lies as
 * [N/16][K/4][16][4]: sixteen outputs by four inputs are 64 bytes. Weights
 * are -63..63, so that u8 activations times them, added in pairs, stay in 16
 * bits. With it go scale[N] (float) and colsum[N] (int32, sum of the output's
 * weights over K): output = (acc - 128*colsum) * scale * row_scale + bias.
 *
 * An embedding table [rows x D] is float scale[rows] and int8 [rows][D].
 *
 * A section may have less than 64 bytes more than it needs, not less. In both
 * hash tables a key stands at hash & (slots - 1) or in one of the slots that
 * follow without a gap (past the last comes the first); one slot at least is
 * empty.
 */
#ifndef CHN_SYNTAX_MODELFILE_H
#define CHN_SYNTAX_MODELFILE_H

#include <stddef.h>
#include <stdint.h>

#define CHN_MODEL_MAGIC "CHNSYN\r\n"
#define CHN_MODEL_VERSION 1u
#define CHN_MODEL_ORDER 0x01020304u
#define CHN_MODEL_ALIGN 64u
#define CHN_MODEL_LAYERS_MAX 8u

/* Hashed tables beside the word table: prefix of 3, suffix of 2, 3, 4 code
 * points of the word's key, shape. */
#define CHN_AFFIXES 5u
/* Distances j-i in buckets: see chn_distance_bucket. 0 is "root". */
#define CHN_DIST_SIDE 16u
#define CHN_DIST_N (1u + 2u * CHN_DIST_SIDE)

typedef enum chn_section {
    CHN_S_LABELS = 0,    /* F feature strings "Mood=Ind|Tense=Past", each with
                            a NUL, the empty one is "_" */
    CHN_S_FEATS_OK,      /* uint8 [U+1][Fp]: may upos u have feature string f */
    CHN_S_WORD_HASH,     /* chn_word_slot [word_slots], a power of two */
    CHN_S_WORD_ROWS,     /* float scale[words], int8 [words][D]; row 0 is the
                            unknown word; the int8 part begins at the next
                            multiple of 64 after the scales */
    CHN_S_AFFIX_ROWS,    /* for each of CHN_AFFIXES: the same with
                            affix_rows[i] rows */
    CHN_S_INPUT,         /* float bias[D], gain[D], shift[D] */
    CHN_S_LAYERS,        /* L times: packed int8 [D -> 6H], scale[6H],
                            colsum[6H], bias[6H], gain[D], shift[D], each
                            aligned. Outputs: forward z, f, o (H each), then
                            backward z, f, o */
    CHN_S_HEADS,         /* packed int8 [D -> N], scale, colsum, bias, with N =
                            A (dep) + A (head) + R (rel dep) + R (rel head) +
                            Up (upos) + Fp (feats) */
    CHN_S_ROOT,          /* float root_head[A], root_rel[R]: the root as a head
                            (before quantising; head is behind its ReLU) */
    CHN_S_DISTANCE,      /* float [CHN_DIST_N] */
    CHN_S_RELATIONS,     /* packed int8 [R -> Ep], scale, colsum, bias */
    CHN_S_LEMMA_HASH,    /* chn_lemma_slot [lemma_slots], a power of two */
    CHN_S_LEMMA_SCRIPTS, /* scripts, each with a NUL: one digit (bytes to cut
                            from the end), then what to put there; or "=": the
                            word as written */
    CHN_S_NOTE,          /* UTF-8: data, licences, attribution, seed */
    CHN_SECTION_N
} chn_section;

typedef struct chn_word_slot {
    uint64_t hash; /* 0: empty */
    uint32_t row;
    uint32_t zero;
} chn_word_slot;

typedef struct chn_lemma_slot {
    uint64_t hash;   /* 0: empty */
    uint32_t script; /* number of the script */
    uint32_t zero;
} chn_lemma_slot;

typedef struct chn_model_header {
    char magic[8];
    uint32_t version, order;
    uint64_t bytes;    /* of the whole file */
    uint64_t checksum; /* chn_model_sum of all that follows this field */
    uint32_t width, layers, arc, rel; /* D, L, A, R */
    uint32_t feats, feats_padded;     /* F, Fp */
    uint32_t upos_padded;             /* Up: U+1 = 18 padded to 32 */
    uint32_t rels_padded;             /* Ep: CHN_REL_N padded */
    uint32_t words, word_slots;
    uint32_t affix_rows[CHN_AFFIXES]; /* powers of two */
    uint32_t lemma_slots, lemma_scripts;
    uint32_t zero;
    struct {
        uint64_t at, bytes;
    } section[CHN_SECTION_N];
} chn_model_header;

/* The checksum: of all bytes behind the field of that name. */
uint64_t chn_model_sum(const void *bytes, size_t n);

/* Bucket of a head at distance d = head - dependent (never 0): 1..16 for
 * heads to the right, 17..32 to the left: |d| 1..8 each, then 9-10, 11-13,
 * 14-17, 18-23, 24-31, 32-43, 44-63, more. */
static inline uint32_t chn_distance_bucket(int32_t d)
{
    static const uint8_t far[] = {10, 13, 17, 23, 31, 43, 63};
    const uint32_t n = (uint32_t)(d < 0 ? -d : d);
    uint32_t b = n <= 8 ? n : 9;
    while (n > 8 && b < 16 && n > far[b - 9])
        b++;
    return d > 0 ? b : b + CHN_DIST_SIDE;
}

#endif
