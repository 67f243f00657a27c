/* SPDX-License-Identifier: Apache-2.0 */
/* base: arena, strings, UTF-8, hashes, tables. */
#include <chancery/chancery.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/table.h"
#include "base/utf8.h"
#include "check.h"

static void arenas(void)
{
    TEST("a large allocation that is given back makes room")
    {
        chn_arena *a = chn_arena_new((size_t)64 << 20);
        char *small = a ? CHN_NEW(a, char, 100) : NULL;
        char *large = small ? CHN_NEW(a, char, (size_t)40 << 20) : NULL;
        CHECK(large != NULL);
        CHECK(a && CHN_NEW(a, char, (size_t)40 << 20) == NULL);
        chn_arena_release(a, large, (size_t)40 << 20, 1);
        CHECK_INT(chn_arena_used(a), 112);
        large = CHN_NEW(a, char, (size_t)40 << 20);
        CHECK(large != NULL && large[0] == 0);
        /* what shares its block stays */
        chn_arena_release(a, small, 100, 1);
        CHECK(chn_arena_used(a) >= (size_t)40 << 20);
        chn_arena_free(a);
    }
    TEST("an arena says whether its bound was what refused")
    {
        chn_arena *a = chn_arena_new((size_t)1 << 20);
        CHECK(chn_arena_alloc(a, SIZE_MAX / 2, 1) == NULL);
        CHECK(chn_arena_full(a));
        chn_arena_reset(a);
        CHECK(!chn_arena_full(a));
        CHECK(CHN_NEW(a, char, 16) != NULL && !chn_arena_full(a));
        chn_arena_free(a);
    }
    TEST("an array of its own block grows in place and leaves no copy")
    {
        chn_arena *a = chn_arena_new((size_t)1 << 20);
        char *small = CHN_NEW(a, char, 16);
        uint32_t *p = chn_arena_resize(a, NULL, 10, sizeof *p);
        CHECK(small != NULL && p != NULL);
        for (uint32_t i = 0; p && i < 10; i++)
            p[i] = i;
        CHECK_INT(chn_arena_used(a), 16 + 48);
        p = chn_arena_resize(a, p, 100000, sizeof *p);
        CHECK(p != NULL && p[0] == 0 && p[9] == 9);
        CHECK_INT(chn_arena_used(a), 16 + 400000);
        /* what does not fit leaves it as it was, and is told apart */
        CHECK(!chn_arena_full(a));
        CHECK(chn_arena_resize(a, p, 300000, sizeof *p) == NULL);
        CHECK(chn_arena_full(a));
        CHECK(chn_arena_resize(a, p, SIZE_MAX, sizeof *p) == NULL);
        CHECK(p != NULL && p[9] == 9);
        char *next = CHN_NEW(a, char, 16);
        CHECK(next != NULL && next[0] == 0);
#ifndef CHN_ARENA_DEBUG
        CHECK(next == small + 16); /* the common block is still in use */
#endif
        p = chn_arena_resize(a, p, 5, sizeof *p);
        CHECK(p != NULL && p[4] == 4);
        CHECK_INT(chn_arena_used(a), 32 + 32);
        chn_arena_release(a, p, 5, sizeof *p);
        CHECK_INT(chn_arena_used(a), 32);
        chn_arena_free(a);
    }
    TEST("an array of its own block may be an arena's first")
    {
        chn_arena *a = chn_arena_new((size_t)1 << 20);
        char *p = chn_arena_resize(a, NULL, 100, 1);
        CHECK(p != NULL && CHN_NEW(a, char, 16) != NULL);
        p = chn_arena_resize(a, p, 1000, 1);
        CHECK(p != NULL);
        chn_arena_release(a, p, 1000, 1);
        CHECK_INT(chn_arena_used(a), 16);
        chn_arena_reset(a);
        CHECK(CHN_NEW(a, char, 1000) != NULL);
        chn_arena_free(a);
    }
    TEST("an arena gives zeroed, aligned memory and keeps to its maximum")
    {
        chn_arena *a = chn_arena_new(1 << 20);
        CHECK(a != NULL);
        uint64_t *p = CHN_NEW(a, uint64_t, 100);
        CHECK(p != NULL);
        for (int i = 0; p && i < 100; i++)
            CHECK(p[i] == 0);
        CHECK(((uintptr_t)p & 15) == 0);
        CHECK(chn_arena_alloc(a, SIZE_MAX, 2) == NULL);
        CHECK(chn_arena_alloc(a, 2 << 20, 1) == NULL);
        CHECK(chn_arena_alloc(a, 1 << 19, 1) != NULL);
        chn_arena_reset(a);
        CHECK_INT(chn_arena_used(a), 0);
        CHECK(chn_arena_alloc(a, 1 << 19, 1) != NULL);
        chn_arena_free(a);
        chn_arena_free(NULL);
    }
    TEST("a growing array keeps what it holds")
    {
        chn_arena *a = chn_arena_new(1 << 20);
        void *data = NULL;
        uint32_t cap = 0;
        for (uint32_t i = 0; i < 1000; i++) {
            CHECK(chn_arena_grow(a, &data, &cap, i + 1, sizeof(uint32_t)));
            ((uint32_t *)data)[i] = i;
        }
        for (uint32_t i = 0; i < 1000; i++)
            CHECK(((uint32_t *)data)[i] == i);
        chn_arena_free(a);
    }
}

static void strings(void)
{
    TEST("fields, numbers, order")
    {
        chn_str rest = chn_str_of("a| b |");
        chn_str f;
        CHECK(chn_str_next(&rest, '|', &f));
        CHECK_STR(f, "a");
        CHECK(chn_str_next(&rest, '|', &f));
        CHECK_STR(f, "b");
        CHECK(!chn_str_next(&rest, '|', &f));
        uint32_t u;
        CHECK(chn_str_uint(chn_str_of("42"), 100, &u) && u == 42);
        CHECK(!chn_str_uint(chn_str_of("101"), 100, &u));
        CHECK(!chn_str_uint(chn_str_of("4x"), 100, &u));
        CHECK(!chn_str_uint(chn_str_of(""), 100, &u));
        double d;
        CHECK(chn_str_double(chn_str_of("-3.5"), &d) && d < -3.4 && d > -3.6);
        CHECK(!chn_str_double(chn_str_of("1e5"), &d));
        CHECK(chn_str_cmp(chn_str_of("ab"), chn_str_of("abc")) < 0);
    }
    TEST("a buffer stops at its maximum and says so")
    {
        chn_buf b;
        chn_buf_init(&b, 8);
        chn_buf_z(&b, "12345678");
        CHECK(!b.failed);
        chn_buf_char(&b, '9');
        CHECK(b.failed);
        CHECK_INT(b.n, 8);
        chn_buf_free(&b);
    }
    TEST("JSON strings")
    {
        chn_buf b;
        chn_buf_init(&b, 1000);
        chn_buf_json(&b, chn_str_n("a\"\\\n\x01\xC3\xA9\xFF", 8));
        CHECK_STR(chn_str_n(b.p, b.n),
                  "\"a\\\"\\\\\\n\\u0001\xC3\xA9\xEF\xBF\xBD\"");
        chn_buf_free(&b);
    }
}

static void utf8(void)
{
    uint32_t len;
    TEST("strict decoding")
    {
        CHECK(chn_utf8_next("\xE2\x82\xAC", 3, &len) == 0x20AC && len == 3);
        CHECK(chn_utf8_next("\xC0\x80", 2, &len) == CHN_UTF8_BAD && len == 1);
        CHECK(chn_utf8_next("\xED\xA0\x80", 3, &len) == CHN_UTF8_BAD);
        CHECK(chn_utf8_next("\xF4\x90\x80\x80", 4, &len) == CHN_UTF8_BAD);
        CHECK(chn_utf8_next("\xE2\x82", 2, &len) == CHN_UTF8_BAD && len == 2);
        CHECK(chn_utf8_next("\xF0\x9F\x92\xA9", 4, &len) == 0x1F4A9);
        CHECK_INT(chn_utf8_check("abc\xFFz", 5), 3);
        CHECK_INT(chn_utf8_count("a\xC3\xA9\xFFz", 5), 4);
    }
    TEST("folding")
    {
        char out[64];
        size_t n = chn_utf8_fold("ERDO\xC4\x9E"
                                 "AN\xE2\x80\x99S",
                                 12, out, 64);
        CHECK_STR(chn_str_n(out, n), "erdogan's");
        n = chn_utf8_fold("\xC3\x98st \xE2\x80\x94 \xC5\x81", 11, out, 64);
        CHECK_STR(chn_str_n(out, n), "ost - l");
        CHECK_INT(chn_utf8_fold("abcdef", 6, out, 3), 6);
    }
}

static void hashes(void)
{
    TEST("SHA-256 of \"abc\"")
    {
        chn_sha256 s;
        char hex[65];
        chn_sha256_init(&s);
        chn_sha256_put(&s, "abc", 3);
        chn_sha256_hex(&s, hex, 64);
        CHECK_STR(chn_str_of(hex), "ba7816bf8f01cfea414140de5dae2223b00361a3961"
                                   "77a9cb410ff61f20015ad");
    }
    TEST("SHA-256 over a block's edge")
    {
        chn_sha256 s;
        char hex[65];
        chn_sha256_init(&s);
        for (int i = 0; i < 1000; i++)
            chn_sha256_put(&s, "aaaaaaaaaa", 10);
        chn_sha256_hex(&s, hex, 64);
        CHECK_STR(chn_str_of(hex), "27dd1f61b867b6a0f6e9d8a41c43231de52107e53ae"
                                   "424de8f847b821db4b711");
    }
}

static const chn_table *parse(chn_arena *a, const char *name, const char *text,
                              chn_err *err)
{
    return chn_table_parse(a, name, "t.tsv", text, strlen(text), err);
}

static void tables(void)
{
    chn_err err;
    chn_arena *a = chn_arena_new(1 << 24);
    TEST("a table with comments, empty cells and CRLF")
    {
        const chn_table *t =
            parse(a, "x.tsv", "# note\r\nk\tv\r\n\na\t-\nb\t 2 \n", &err);
        CHECK(t != NULL);
        CHECK_INT(t->n_rows, 2);
        CHECK_INT(t->lines[1], 4);
        CHECK_STR(chn_table_cell(t, 0, 1), "");
        CHECK_STR(chn_table_cell(t, 1, 1), "2");
        CHECK_INT(chn_table_col(t, "v"), 1);
        CHECK_INT(chn_table_col(t, "w"), -1);
    }
    TEST("wrong tables name file and line and what to do")
    {
        CHECK(!parse(a, "x.tsv", "k\tv\na\n", &err));
        CHECK_STR(chn_str_of(err.text),
                  "t.tsv:2: the row has 1 cells and the header 2; write \"-\" "
                  "for an empty cell");
        CHECK(!parse(a, "x.tsv", "# only a note\n", &err));
        CHECK(!parse(a, "x.tsv", "k\n\xFF\n", &err));
        CHECK(strstr(err.text, "not UTF-8") != NULL);
    }
    TEST("columns at the limit and one past it")
    {
        chn_buf b;
        chn_buf_init(&b, 1000);
        for (uint32_t i = 0; i + 1 < CHN_TABLE_COLS_MAX; i++)
            chn_buf_z(&b, "c\t");
        chn_buf_z(&b, "c");
        CHECK(parse(a, "x.tsv", b.p, &err) != NULL);
        chn_buf_z(&b, "\tc");
        CHECK(parse(a, "x.tsv", b.p, &err) == NULL);
        chn_buf_free(&b);
    }
    TEST("overlay rows replace, add and remove")
    {
        static const char *const want[] = {"k", "v", "?w"};
        const chn_table *list[2] = {
            parse(a, "x.tsv", "k\tv\na\t1\nb\t2\nc\t3\n", &err),
            parse(a, "x.tsv", "k\tv\tw\nb\t9\t-\n!c\t-\t-\nd\t4\t5\n", &err)};
        const chn_tableset set = {list, 2};
        chn_rows it;
        chn_buf b;
        chn_buf_init(&b, 1000);
        CHECK_INT(chn_rows_open(&it, a, &set, "x.tsv", want, 3, true, &err),
                  CHN_OK);
        while (chn_rows_next(&it, &err) > 0) {
            chn_buf_str(&b, chn_rows_cell(&it, 0));
            chn_buf_str(&b, chn_rows_cell(&it, 1));
            chn_buf_str(&b, chn_rows_cell(&it, 2));
            chn_buf_char(&b, ' ');
        }
        CHECK_STR(chn_str_n(b.p, b.n), "a1 b9 d45 ");
        chn_buf_free(&b);
    }
    TEST("a key twice in one table is an error")
    {
        static const char *const want[] = {"k"};
        const chn_table *list[1] = {parse(a, "x.tsv", "k\na\nb\na\n", &err)};
        const chn_tableset set = {list, 1};
        chn_rows it;
        CHECK_INT(chn_rows_open(&it, a, &set, "x.tsv", want, 1, true, &err),
                  CHN_ERR_TABLE);
        CHECK_STR(chn_str_of(err.text), "t.tsv:4: \"a\" stands in line 2 "
                                        "already; keep one of the two rows");
    }
    TEST("a missing column is an error that names it")
    {
        static const char *const want[] = {"k", "colour"};
        const chn_table *list[1] = {parse(a, "x.tsv", "k\na\n", &err)};
        const chn_tableset set = {list, 1};
        chn_rows it;
        CHECK_INT(chn_rows_open(&it, a, &set, "x.tsv", want, 2, false, &err),
                  CHN_OK);
        CHECK_INT(chn_rows_next(&it, &err), -1);
        CHECK(strstr(err.text, "\"colour\"") != NULL);
    }
    chn_arena_free(a);
}

static void errors(void)
{
    TEST("a long message is cut at a character")
    {
        chn_err err;
        char text[CHN_ERR_TEXT * 2];
        memset(text, 'a', sizeof text);
        for (size_t i = 0; i + 1 < sizeof text; i += 2)
            memcpy(text + i, "\xC3\xA9", 2);
        text[sizeof text - 1] = '\0';
        chn_fail(&err, CHN_ERR_INPUT, "x%s", text);
        CHECK(strlen(err.text) < CHN_ERR_TEXT);
        CHECK_INT(chn_utf8_check(err.text, strlen(err.text)), strlen(err.text));
        CHECK_INT(chn_fail(NULL, CHN_ERR_INPUT, "x"), CHN_ERR_INPUT);
    }
}

int main(void)
{
    arenas();
    strings();
    utf8();
    hashes();
    tables();
    errors();
    TEST("arena: objects of changing sizes do not fill it up for good")
    {
        chn_arena *a = chn_arena_new((size_t)64 * 1024 * 1024);
        uint32_t missing = 0, seed = 1;
        for (int i = 0; i < 1000; i++) {
            chn_arena_reset(a);
            for (int k = 0; k < 4; k++) {
                seed = seed * 1664525u + 1013904223u;
                missing += !chn_arena_alloc(a, 1, (seed >> 10) % 3000000u);
            }
        }
        CHECK_INT(missing, 0);
        chn_arena_free(a);
    }
    return check_end();
}
