/* SPDX-License-Identifier: Apache-2.0 */
/* Packs bytes for tests of what reads packed ones. */
#ifndef CHN_TESTS_PACKED_H
#define CHN_TESTS_PACKED_H

#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include "base/str.h"

/* One gzip member (bits 31), zlib (15) or raw (-15) stream, appended. */
static void pack_zlib(chn_buf *b, const void *p, size_t n, int bits)
{
    static unsigned char out[1 << 20];
    z_stream z;
    memset(&z, 0, sizeof z);
    if (deflateInit2(&z, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    z.next_in = (unsigned char *)(size_t)p;
    z.avail_in = (unsigned)n;
    int got;
    do {
        z.next_out = out;
        z.avail_out = sizeof out;
        got = deflate(&z, Z_FINISH);
        chn_buf_put(b, (const char *)out, sizeof out - z.avail_out);
    } while (got == Z_OK);
    (void)deflateEnd(&z);
}

static void pack_gzip(chn_buf *b, const void *p, size_t n)
{
    pack_zlib(b, p, n, 31);
}

static void pack_zstd(chn_buf *b, const void *p, size_t n)
{
    static char out[1 << 20];
    ZSTD_CCtx *x = ZSTD_createCCtx(); /* with a checksum, as zstd(1) does */
    (void)ZSTD_CCtx_setParameter(x, ZSTD_c_checksumFlag, 1);
    const size_t got = ZSTD_compress2(x, out, sizeof out, p, n);
    (void)ZSTD_freeCCtx(x);
    if (ZSTD_isError(got))
        abort();
    chn_buf_put(b, out, got);
}

#endif
