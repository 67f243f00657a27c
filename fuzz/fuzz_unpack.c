/* SPDX-License-Identifier: Apache-2.0 */
/* gzip and zstd: whatever the bytes, it comes to an end, members stand in
 * order, and memory is bounded. */
#include "fuzz.h"

#include <string.h>

#include "unpack/unpack.h"

typedef struct tape {
    const uint8_t *p;
    size_t n;
} tape;

static int64_t pull(void *user, void *p, size_t n)
{
    tape *t = user;
    const size_t most = t->n < n ? t->n : n;
    memcpy(p, t->p, most);
    t->p += most;
    t->n -= most;
    return (int64_t)most;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static char out[4096];
    chn_unpack_limits l = chn_unpack_limits_usual();
    l.free = 1 << 16;
    l.total = 1 << 22;
    tape t = {data, n};
    chn_unpack *u = chn_unpack_new(pull, &t, NULL, 0, &l);
    HOLDS(u != NULL);
    uint64_t last = 0, total = 0, damaged = 0;
    for (;;) {
        size_t got = 0;
        const chn_unpacked is = chn_unpack_next(u, out, sizeof out, &got);
        const chn_member m = chn_unpack_member(u);
        if (is != CHN_UNPACKED_IT && is != CHN_UNPACKED_DAMAGED)
            break;
        HOLDS(m.packed >= last && m.packed <= n && m.plain <= total);
        HOLDS(is == CHN_UNPACKED_DAMAGED || (got > 0 && got <= sizeof out));
        last = m.packed;
        total += got;
        damaged += is == CHN_UNPACKED_DAMAGED;
        HOLDS(damaged <= n + 1 && total <= l.total);
    }
    chn_unpack_free(u);
    for (int k = CHN_PACKING_GZIP; k <= CHN_PACKING_RAW; k++) {
        chn_buf b;
        const char *why;
        chn_buf_init(&b, 1 << 20);
        (void)chn_unpack_all((chn_packing)k, data, n, &b, &why);
        HOLDS(b.n <= b.max);
        chn_buf_free(&b);
    }
    return 0;
}
