/* SPDX-License-Identifier: Apache-2.0 */
/* See unpack.h. */
#include "unpack/unpack.h"

#include <string.h>
#define ZLIB_CONST /* input is not written to */
#include <zlib.h>
#include <zstd.h>

#include "base/alloc.h"
#include "base/limits.h"

/* A deflate stream that was damaged may run past its own end, into the next
 * member, before the decoder notices: the last bytes that were read are kept,
 * so that the search can go back. */
#define BACK ((size_t)64 * 1024)
/* A mark is a member's where it gives so many bytes or comes to its end. More
 * would pass over a member that is damaged further on, and has to be told. */
#define PROOF_IN ((size_t)64 * 1024)
#define PROOF_OUT ((size_t)256)
#define IN_CAP ((size_t)256 * 1024)

/* One decoder, whichever. */
typedef struct decoder {
    chn_packing packing; /* NONE: closed */
    z_stream z;
    ZSTD_DCtx *zstd;
} decoder;

typedef enum decoded {
    DECODED_SOME, /* perhaps nothing: wants more bytes */
    DECODED_LAST, /* the member is complete */
    DECODED_BAD,
    DECODED_NO_MEMORY
} decoded;

struct chn_unpack {
    chn_unpack_fn fn;
    void *user;
    chn_unpack_limits limits;
    /*  in  [...read...|.....unread.....|...free...]
     *      ^base      from             to         IN_CAP */
    unsigned char *in;
    size_t from, to;
    uint64_t base;
    bool ended, dead;
    bool hunting, junk;
    decoder dec;
    chn_member member;
    uint64_t given;    /* of this member */
    uint64_t total;    /* of all */
    const char *broke; /* what the decoder said; told at the next call */
    char why[CHN_ERR_TEXT];
};

chn_packing chn_packing_of(const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    if (n < CHN_PACKING_MARK)
        return CHN_PACKING_NONE;
    if (p[0] == 0x1F && p[1] == 0x8B && p[2] == 8 && (p[3] & 0xE0) == 0)
        return CHN_PACKING_GZIP;
    if (p[0] == 0x28 && p[1] == 0xB5 && p[2] == 0x2F && p[3] == 0xFD)
        return CHN_PACKING_ZSTD;
    if ((p[0] & 0xF0) == 0x50 && p[1] == 0x2A && p[2] == 0x4D && p[3] == 0x18)
        return CHN_PACKING_ZSTD; /* a frame to be skipped */
    return CHN_PACKING_NONE;
}

chn_unpack_limits chn_unpack_limits_usual(void)
{
    const chn_unpack_limits l = {CHN_UNPACK_RATIO_MAX, CHN_UNPACK_FREE,
                                 CHN_UNPACK_MAX};
    return l;
}

/* ---- decoders -------------------------------------------------------------
 */

static bool dec_open(decoder *d, chn_packing packing)
{
    memset(d, 0, sizeof *d);
    bool good = false;
    if (packing == CHN_PACKING_ZSTD) {
        d->zstd = ZSTD_createDCtx();
        good = d->zstd &&
               !ZSTD_isError(ZSTD_DCtx_setParameter(
                   d->zstd, ZSTD_d_windowLogMax, CHN_UNPACK_WINDOW_LOG_MAX));
        if (!good)
            (void)ZSTD_freeDCtx(d->zstd);
    } else {
        const int bits = packing == CHN_PACKING_GZIP   ? MAX_WBITS + 16
                         : packing == CHN_PACKING_ZLIB ? MAX_WBITS
                                                       : -MAX_WBITS;
        good = inflateInit2(&d->z, bits) == Z_OK;
    }
    if (good)
        d->packing = packing;
    return good;
}

static void dec_close(decoder *d)
{
    if (d->packing == CHN_PACKING_ZSTD)
        (void)ZSTD_freeDCtx(d->zstd);
    else if (d->packing != CHN_PACKING_NONE)
        (void)inflateEnd(&d->z);
    memset(d, 0, sizeof *d);
}

/* Bytes taken of `in` and put to `out` go into *used and *made. */
static decoded dec_zstd(decoder *d, const unsigned char *in, size_t n,
                        void *out, size_t cap, size_t *used, size_t *made,
                        const char **why)
{
    ZSTD_inBuffer ib = {in, n, 0};
    ZSTD_outBuffer ob = {out, cap, 0};
    const size_t left = ZSTD_decompressStream(d->zstd, &ob, &ib);
    *used = ib.pos;
    *made = ob.pos;
    if (!ZSTD_isError(left))
        return left == 0 ? DECODED_LAST : DECODED_SOME;
    *why = ZSTD_getErrorName(left);
    return DECODED_BAD;
}

static decoded dec_step(decoder *d, const unsigned char *in, size_t n,
                        unsigned char *out, size_t cap, size_t *used,
                        size_t *made, const char **why)
{
    if (d->packing == CHN_PACKING_ZSTD)
        return dec_zstd(d, in, n, out, cap, used, made, why);
    /* zlib counts in unsigned int */
    const uInt most = 1u << 30;
    const uInt have = n < most ? (uInt)n : most;
    const uInt room = cap < most ? (uInt)cap : most;
    d->z.next_in = in;
    d->z.avail_in = have;
    d->z.next_out = out;
    d->z.avail_out = room;
    const int got = inflate(&d->z, Z_NO_FLUSH);
    *used = have - d->z.avail_in;
    *made = room - d->z.avail_out;
    if (got == Z_STREAM_END)
        return DECODED_LAST;
    if (got == Z_OK || got == Z_BUF_ERROR)
        return DECODED_SOME;
    if (got == Z_MEM_ERROR)
        return DECODED_NO_MEMORY;
    *why = d->z.msg ? d->z.msg : "wrong data";
    return DECODED_BAD;
}

/* ---- bytes in -------------------------------------------------------------
 */

/* At least `want` unread bytes where the file has so many. false: reading
 * failed. */
static bool ensure(chn_unpack *u, size_t want)
{
    while (u->to - u->from < want && !u->ended) {
        if (u->to == IN_CAP) {
            const size_t keep = u->from < BACK ? u->from : BACK;
            const size_t cut = u->from - keep;
            memmove(u->in, u->in + cut, u->to - cut);
            u->base += cut;
            u->from -= cut;
            u->to -= cut;
        }
        const int64_t n = u->fn(u->user, u->in + u->to, IN_CAP - u->to);
        if (n < 0)
            return false;
        u->ended = n == 0;
        u->to += (size_t)n;
    }
    return true;
}

chn_unpack *chn_unpack_new(chn_unpack_fn fn, void *user, const void *head,
                           size_t n_head, const chn_unpack_limits *limits)
{
    chn_unpack *u = chn_calloc(1, sizeof *u);
    if (!u)
        return NULL;
    u->in = chn_calloc(IN_CAP, 1);
    if (!u->in || n_head > CHN_UNPACK_HEAD_MAX) {
        chn_unpack_free(u);
        return NULL;
    }
    u->fn = fn;
    u->user = user;
    u->limits = *limits;
    if (n_head)
        memcpy(u->in, head, n_head);
    u->to = n_head;
    return u;
}

void chn_unpack_free(chn_unpack *u)
{
    if (!u)
        return;
    dec_close(&u->dec);
    chn_free(u->in);
    chn_free(u);
}

chn_member chn_unpack_member(const chn_unpack *u)
{
    return u->member;
}

const char *chn_unpack_why(const chn_unpack *u)
{
    return u->why;
}

bool chn_unpack_junk(const chn_unpack *u)
{
    return u->junk;
}

/* ---- behind damage --------------------------------------------------------
 */

static chn_unpacked damaged(chn_unpack *u, const char *fmt, const char *why)
{
    chn_err e;
    /* the two texts are this file's own */
    chn_fail(&e, CHN_ERR_INPUT, "%s%s", fmt, why);
    memcpy(u->why, e.text, sizeof u->why);
    dec_close(&u->dec);
    u->hunting = true;
    u->junk = false;
    return CHN_UNPACKED_DAMAGED;
}

/* Back to what was read of the member, but its own mark. */
static void go_back(chn_unpack *u)
{
    const uint64_t first = u->member.packed + 1;
    const uint64_t at = u->base + u->from;
    if (at <= first) { /* it failed on its mark, which is passed over */
        u->from += (size_t)(first - at);
        return;
    }
    const uint64_t back = at - first;
    u->from = back < u->from ? u->from - (size_t)back : 0;
}

/* 1 a member begins here, 0 it does not, -1 no memory. */
static int prove(const chn_unpack *u, chn_packing packing)
{
    decoder d;
    unsigned char proof[PROOF_OUT];
    if (!dec_open(&d, packing))
        return -1;
    size_t at = u->from, made = 0;
    decoded got = DECODED_SOME;
    while (got == DECODED_SOME && made < PROOF_OUT) {
        size_t used = 0, more = 0;
        const char *why = NULL;
        got = dec_step(&d, u->in + at, u->to - at, proof + made,
                       PROOF_OUT - made, &used, &more, &why);
        at += used;
        made += more;
        if (used == 0 && more == 0)
            break;
    }
    dec_close(&d);
    if (got == DECODED_NO_MEMORY)
        return -1;
    return got != DECODED_BAD;
}

/* To the next member. IT: there; or END, TROUBLE, NO_MEMORY. */
static chn_unpacked hunt(chn_unpack *u)
{
    for (;;) {
        if (!ensure(u, PROOF_IN))
            return CHN_UNPACKED_TROUBLE;
        const size_t n = u->to - u->from;
        const size_t last = u->ended || n < PROOF_IN ? n : n - PROOF_IN + 1;
        size_t i = 0;
        for (; i < last; i++) {
            const unsigned char *p = u->in + u->from + i;
            const chn_packing packing = chn_packing_of(p, n - i);
            if (packing == CHN_PACKING_NONE)
                continue;
            u->from += i;
            i = 0;
            const int is = prove(u, packing);
            if (is < 0)
                return CHN_UNPACKED_NO_MEMORY;
            if (is) {
                u->hunting = false;
                return CHN_UNPACKED_IT;
            }
            u->from++;
            break;
        }
        u->from += i;
        if (u->ended && u->to - u->from < CHN_PACKING_MARK)
            return CHN_UNPACKED_END;
    }
}

/* ---- members --------------------------------------------------------------
 */

/* Files from tapes are filled up with zeros. */
static bool only_zeros(const chn_unpack *u)
{
    for (size_t i = u->from; i < u->to; i++) {
        if (u->in[i])
            return false;
    }
    return true;
}

static chn_unpacked begin(chn_unpack *u)
{
    if (u->hunting) {
        const chn_unpacked got = hunt(u);
        if (got != CHN_UNPACKED_IT)
            return got;
    }
    for (;;) { /* over zeros */
        if (!ensure(u, CHN_PACKING_MARK))
            return CHN_UNPACKED_TROUBLE;
        if (u->from == u->to || u->in[u->from] || !only_zeros(u))
            break;
        u->from = u->to;
    }
    if (u->from == u->to)
        return CHN_UNPACKED_END;
    u->member.packed = u->base + u->from;
    u->member.plain = u->total;
    u->given = 0;
    const chn_packing packing =
        chn_packing_of(u->in + u->from, u->to - u->from);
    if (packing == CHN_PACKING_NONE) {
        (void)damaged(u, "what stands here is no gzip member or zstd frame",
                      "");
        u->junk = true;
        return CHN_UNPACKED_DAMAGED;
    }
    return dec_open(&u->dec, packing) ? CHN_UNPACKED_IT
                                      : CHN_UNPACKED_NO_MEMORY;
}

/* Too much for what it is? */
static chn_unpacked weigh(chn_unpack *u)
{
    const uint64_t in = u->base + u->from - u->member.packed;
    if (u->total > u->limits.total) {
        u->dead = true;
        return damaged(u,
                       "the file unpacks to more bytes than are read; "
                       "split it",
                       "");
    }
    if (u->given > u->limits.free && u->given / u->limits.ratio > in)
        return damaged(u,
                       "it unpacks to so many times its size that it is "
                       "refused as a bomb; unpack it yourself if it is "
                       "none",
                       "");
    return CHN_UNPACKED_IT;
}

chn_unpacked chn_unpack_next(chn_unpack *u, char *out, size_t cap, size_t *n)
{
    *n = 0;
    while (!u->dead) {
        if (u->dec.packing == CHN_PACKING_NONE) {
            const chn_unpacked got = begin(u);
            if (got != CHN_UNPACKED_IT)
                return got;
        }
        if (u->broke) {
            const chn_unpacked bad = damaged(u, "it is damaged: ", u->broke);
            u->broke = NULL;
            go_back(u);
            return bad;
        }
        if (!ensure(u, 1))
            return CHN_UNPACKED_TROUBLE;
        size_t used = 0, made = 0;
        const char *why = "";
        const decoded got =
            dec_step(&u->dec, u->in + u->from, u->to - u->from,
                     (unsigned char *)out, cap, &used, &made, &why);
        u->from += used;
        u->given += made;
        u->total += made;
        if (got == DECODED_NO_MEMORY)
            return CHN_UNPACKED_NO_MEMORY;
        if (got == DECODED_BAD) /* what came before it tells whose it was */
            u->broke = why;
        if (got == DECODED_LAST)
            dec_close(&u->dec);
        const chn_unpacked fair = made ? weigh(u) : CHN_UNPACKED_IT;
        if (fair != CHN_UNPACKED_IT) {
            u->total -= made;
            return fair;
        }
        if (made) {
            *n = made;
            return CHN_UNPACKED_IT;
        }
        if (got == DECODED_SOME && u->ended && u->from == u->to) {
            const chn_unpacked bad =
                damaged(u, "the file ends in the middle of it", "");
            go_back(u);
            return bad;
        }
    }
    return CHN_UNPACKED_END;
}

chn_code chn_unpack_all(chn_packing packing, const void *p, size_t n,
                        chn_buf *out, const char **why)
{
    decoder d;
    const unsigned char *in = p;
    *why = NULL;
    if (!dec_open(&d, packing))
        return CHN_ERR_MEMORY;
    chn_code code = CHN_OK;
    size_t at = 0;
    uint64_t given = 0;
    decoded got = DECODED_SOME;
    while (code == CHN_OK && got == DECODED_SOME) {
        unsigned char piece[16384];
        size_t used = 0, made = 0;
        got = dec_step(&d, in + at, n - at, piece, sizeof piece, &used, &made,
                       why);
        at += used;
        given += made;
        if (got == DECODED_NO_MEMORY)
            code = CHN_ERR_MEMORY;
        if (out->n + made > out->max ||
            (given > CHN_UNPACK_FREE && given / CHN_UNPACK_RATIO_MAX > at)) {
            code = CHN_ERR_LIMIT;
            break;
        }
        chn_buf_put(out, (const char *)piece, made);
        if (out->failed)
            code = CHN_ERR_MEMORY;
        if (got == DECODED_SOME && used == 0 && made == 0) {
            *why = "it ends too early";
            break;
        }
    }
    dec_close(&d);
    return code;
}
