/* SPDX-License-Identifier: Apache-2.0 */
/* gzip and zstd on the fly: members, damage, bombs, limits at and past them. */
#include "check.h"

#include "base/limits.h"
#include "packed.h"
#include "unpack/unpack.h"

/* A file that gives at most `step` bytes at a time. */
typedef struct tape {
    const char *p;
    size_t n, step;
} tape;

static int64_t pull(void *user, void *p, size_t n)
{
    tape *t = user;
    if (t->step && n > t->step)
        n = t->step;
    if (n > t->n)
        n = t->n;
    memcpy(p, t->p, n);
    t->p += n;
    t->n -= n;
    return (int64_t)n;
}

static int64_t fail(void *user, void *p, size_t n)
{
    (void)user;
    (void)p;
    (void)n;
    return -1;
}

typedef struct got {
    chn_buf text;
    uint32_t damaged, members;
    uint64_t at[32]; /* where the damage was */
    char why[32][128];
    uint64_t from[32]; /* where each member that gave something begins */
    chn_unpacked last;
} got;

static got *unpack(const chn_buf *b, size_t step, chn_unpack_limits l)
{
    static got g;
    static char piece[1000];
    tape t = {b->p, b->n, step};
    size_t n = 0;
    chn_buf_free(&g.text);
    memset(&g, 0, sizeof g);
    chn_buf_init(&g.text, (size_t)1 << 28);
    chn_unpack *u = chn_unpack_new(pull, &t, NULL, 0, &l);
    for (;;) {
        g.last = chn_unpack_next(u, piece, sizeof piece, &n);
        const chn_member m = chn_unpack_member(u);
        if (g.last == CHN_UNPACKED_IT) {
            if (g.members == 0 || g.from[g.members - 1] != m.packed)
                g.from[g.members++ % 32] = m.packed;
            CHECK(n > 0);
            CHECK(m.plain <= g.text.n);
            chn_buf_put(&g.text, piece, n);
        } else if (g.last == CHN_UNPACKED_DAMAGED) {
            g.at[g.damaged % 32] = m.packed;
            (void)snprintf(g.why[g.damaged++ % 32], 128, "%s",
                           chn_unpack_why(u));
        } else {
            break;
        }
    }
    chn_unpack_free(u);
    return &g;
}

static chn_buf fresh(void)
{
    chn_buf b;
    chn_buf_init(&b, (size_t)1 << 28);
    return b;
}

/* Lines of words that do not pack to nothing. */
static chn_buf prose(uint32_t seed, size_t n)
{
    static const char *const words[] = {
        "envoy ",   "talks ", "border ", "signed ", "the ",    "of ",
        "council ", "north ", "ships ",  "treaty ", "denied ", "Monday "};
    chn_buf b = fresh();
    while (b.n < n) {
        seed = seed * 1664525u + 1013904223u;
        chn_buf_z(&b, words[(seed >> 16) % 12]);
        if ((seed >> 24) % 9 == 0)
            chn_buf_fmt(&b, "%u\n", seed);
    }
    return b;
}

int main(void)
{
    const chn_unpack_limits usual = chn_unpack_limits_usual();
    chn_buf a = prose(1, 3000), z = prose(2, 90000), c = prose(3, 400);

    TEST("marks")
    {
        CHECK_INT(chn_packing_of("\x1F\x8B\x08\0", 4), CHN_PACKING_GZIP);
        CHECK_INT(chn_packing_of("\x1F\x8B\x08\xE0", 4), CHN_PACKING_NONE);
        CHECK_INT(chn_packing_of("\x1F\x8B\x08", 3), CHN_PACKING_NONE);
        CHECK_INT(chn_packing_of("\x28\xB5\x2F\xFD", 4), CHN_PACKING_ZSTD);
        CHECK_INT(chn_packing_of("\x5E\x2A\x4D\x18", 4), CHN_PACKING_ZSTD);
        CHECK_INT(chn_packing_of("date 20", 7), CHN_PACKING_NONE);
    }
    TEST("members of both kinds in a row, whatever comes at a time")
    {
        chn_buf b = fresh(), want = fresh();
        pack_gzip(&b, a.p, a.n);
        const size_t second = b.n;
        pack_zstd(&b, z.p, z.n);
        pack_gzip(&b, "", 0); /* holds nothing */
        const size_t third = b.n;
        pack_gzip(&b, c.p, c.n);
        chn_buf_put(&b, "\0\0\0\0\0\0", 6); /* of a tape */
        chn_buf_put(&want, a.p, a.n);
        chn_buf_put(&want, z.p, z.n);
        chn_buf_put(&want, c.p, c.n);
        static const size_t steps[] = {0, 1, 7, 4096};
        for (size_t i = 0; i < 4; i++) {
            const got *g = unpack(&b, steps[i], usual);
            CHECK_INT(g->damaged, 0);
            CHECK_INT(g->last, CHN_UNPACKED_END);
            CHECK_INT(g->members, 3);
            CHECK_INT(g->from[0], 0);
            CHECK_INT(g->from[1], second);
            CHECK_INT(g->from[2], third);
            CHECK(g->text.n == want.n &&
                  memcmp(g->text.p, want.p, want.n) == 0);
        }
        chn_buf_free(&b);
        chn_buf_free(&want);
    }
    TEST("each damaged member is told once, all others are read")
    {
        /* every byte of the second of three members, damaged in turn */
        chn_buf b = fresh();
        pack_gzip(&b, a.p, a.n);
        const size_t from = b.n;
        pack_gzip(&b, c.p, c.n);
        const size_t to = b.n;
        pack_gzip(&b, z.p, z.n);
        uint32_t silent = 0;
        for (size_t i = from; i < to; i++) {
            const char was = b.p[i];
            b.p[i] = (char)(was ^ 0x55);
            const got *g = unpack(&b, 0, usual);
            silent += g->damaged == 0; /* its name, its time */
            CHECK(g->damaged <= 1);
            if (g->damaged)
                CHECK_INT(g->at[0], from);
            CHECK(g->text.n >= a.n + z.n);
            CHECK(memcmp(g->text.p, a.p, a.n) == 0);
            CHECK(memcmp(g->text.p + g->text.n - z.n, z.p, z.n) == 0);
            b.p[i] = was;
        }
        CHECK(silent <= 7); /* flags, time, level, system */
        chn_buf_free(&b);
    }
    TEST("two damaged members in a row are told both")
    {
        chn_buf b = fresh();
        size_t at[5];
        for (size_t i = 0; i < 5; i++) {
            at[i] = b.n;
            pack_gzip(&b, z.p, z.n);
        }
        b.p[at[1] + 3000] ^= 1;
        b.p[at[2] + 5000] ^= 1;
        const got *g = unpack(&b, 0, usual);
        CHECK_INT(g->damaged, 2);
        CHECK_INT(g->at[0], at[1]);
        CHECK_INT(g->at[1], at[2]);
        CHECK(g->text.n >= 3 * z.n);
        chn_buf_free(&b);
    }
    TEST("zstd: a damaged frame costs that frame")
    {
        chn_buf b = fresh();
        pack_zstd(&b, a.p, a.n);
        const size_t from = b.n;
        pack_zstd(&b, z.p, z.n);
        memset(b.p + from + 9, 0xFF, 12);
        pack_zstd(&b, c.p, c.n);
        const got *g = unpack(&b, 0, usual);
        CHECK_INT(g->damaged, 1);
        CHECK_INT(g->at[0], from);
        CHECK(memcmp(g->text.p + g->text.n - c.n, c.p, c.n) == 0);
        chn_buf_free(&b);
    }
    TEST("cut off, and followed by something else")
    {
        chn_buf b = fresh();
        pack_gzip(&b, z.p, z.n);
        const size_t whole = b.n;
        b.n = whole - 9;
        const got *g = unpack(&b, 0, usual);
        CHECK_INT(g->damaged, 1);
        CHECK(strstr(g->why[0], "ends in the middle") != NULL);
        CHECK(g->text.n > 0);
        b.n = whole;
        chn_buf_z(&b, "not packed at all");
        g = unpack(&b, 0, usual);
        CHECK_INT(g->damaged, 1);
        CHECK_INT(g->at[0], whole);
        CHECK_INT(g->text.n, z.n);
        chn_buf_free(&b);
    }
    TEST("bombs: the ratio and what is free, at them and past them")
    {
        chn_buf b = fresh(), zeros = fresh();
        for (size_t i = 0; i < 100000; i++)
            chn_buf_char(&zeros, '0');
        pack_gzip(&b, zeros.p, zeros.n);
        const size_t bomb = b.n;
        pack_gzip(&b, a.p, a.n);
        chn_unpack_limits l = usual;
        l.ratio = 20;
        l.free = 100000; /* all of it */
        const got *g = unpack(&b, 0, l);
        CHECK_INT(g->damaged, 0);
        CHECK_INT(g->text.n, 100000 + a.n);
        l.free = 99999;
        g = unpack(&b, 0, l);
        CHECK_INT(g->damaged, 1);
        CHECK(strstr(g->why[0], "bomb") != NULL);
        CHECK(memcmp(g->text.p + g->text.n - a.n, a.p, a.n) == 0);
        l.free = 10;
        l.ratio = 100000;
        CHECK_INT(unpack(&b, 1, l)->damaged, 0);
        l.ratio = (100000 - 1000) / bomb;
        CHECK_INT(unpack(&b, 1, l)->damaged, 1);
        chn_buf_free(&b);
        chn_buf_free(&zeros);
    }
    TEST("the file as a whole")
    {
        chn_buf b = fresh();
        for (int i = 0; i < 4; i++)
            pack_gzip(&b, a.p, a.n);
        chn_unpack_limits l = usual;
        l.total = 4 * a.n;
        CHECK_INT(unpack(&b, 0, l)->damaged, 0);
        l.total = 4 * a.n - 1;
        const got *g = unpack(&b, 0, l);
        CHECK_INT(g->damaged, 1);
        CHECK_INT(g->last, CHN_UNPACKED_END);
        CHECK(g->text.n >= 3 * a.n);
        chn_buf_free(&b);
    }
    TEST("zstd: a window that wants more memory than there is leave for")
    {
        chn_buf b = fresh();
        ZSTD_CCtx *x = ZSTD_createCCtx();
        static char out[1 << 18];
        (void)ZSTD_CCtx_setParameter(x, ZSTD_c_windowLog,
                                     CHN_UNPACK_WINDOW_LOG_MAX + 1);
        ZSTD_inBuffer in = {z.p, z.n, 0};
        ZSTD_outBuffer ob = {out, sizeof out, 0};
        /* streamed: the size is not known, so the window stands in the frame */
        (void)ZSTD_compressStream2(x, &ob, &in, ZSTD_e_continue);
        (void)ZSTD_compressStream2(x, &ob, &in, ZSTD_e_end);
        (void)ZSTD_freeCCtx(x);
        chn_buf_put(&b, out, ob.pos);
        pack_zstd(&b, c.p, c.n);
        const got *g = unpack(&b, 0, usual);
        CHECK_INT(g->damaged, 1);
        CHECK_INT(g->text.n, c.n);
        chn_buf_free(&b);
    }
    TEST("reading fails")
    {
        char piece[16];
        size_t n = 1;
        chn_unpack *u = chn_unpack_new(fail, NULL, "\x1F\x8B\x08\0", 4, &usual);
        CHECK_INT(chn_unpack_next(u, piece, sizeof piece, &n),
                  CHN_UNPACKED_TROUBLE);
        CHECK_INT(n, 0);
        chn_unpack_free(u);
    }
    TEST("in memory: gzip, zlib, raw, zstd; cut off; too much")
    {
        static const int bits[] = {31, 15, -15};
        static const chn_packing kinds[] = {CHN_PACKING_GZIP, CHN_PACKING_ZLIB,
                                            CHN_PACKING_RAW, CHN_PACKING_ZSTD};
        for (size_t i = 0; i < 4; i++) {
            chn_buf b = fresh(), out;
            const char *why = "";
            if (i < 3)
                pack_zlib(&b, z.p, z.n, bits[i]);
            else
                pack_zstd(&b, z.p, z.n);
            chn_buf_init(&out, z.n);
            CHECK_INT(chn_unpack_all(kinds[i], b.p, b.n, &out, &why), CHN_OK);
            CHECK(why == NULL);
            CHECK(out.n == z.n && memcmp(out.p, z.p, z.n) == 0);
            chn_buf_clear(&out);
            CHECK_INT(chn_unpack_all(kinds[i], b.p, b.n / 2, &out, &why),
                      CHN_OK);
            CHECK(why != NULL);
            CHECK(out.n < z.n && memcmp(out.p, z.p, out.n) == 0);
            chn_buf_free(&out);
            chn_buf_init(&out, z.n - 1);
            CHECK_INT(chn_unpack_all(kinds[i], b.p, b.n, &out, &why),
                      CHN_ERR_LIMIT);
            chn_buf_free(&out);
            chn_buf_free(&b);
        }
    }
    chn_buf_free(&a);
    chn_buf_free(&z);
    chn_buf_free(&c);
    return check_end();
}
