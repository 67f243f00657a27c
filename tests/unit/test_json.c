/* SPDX-License-Identifier: Apache-2.0 */
/* base/json: what is accepted, what is refused and at which byte, limits. */
#include "check.h"

#include "base/alloc.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/str.h"

typedef struct got {
    chn_code code;
    chn_str a, b;
    bool has_a, has_b;
    uint32_t bad_a;
    chn_err err;
} got;

static got fields(chn_arena *arena, const char *line, size_t n)
{
    const chn_str names[] = {{"a", 1}, {"b", 1}};
    chn_str values[2] = {{"", 0}, {"", 0}};
    bool found[2] = {false, false};
    uint32_t bad[2] = {0, 0};
    got g;
    memset(&g, 0, sizeof g);
    chn_arena_reset(arena);
    g.code = chn_json_fields_count(arena, line, n, names, 2, values, found, bad,
                                   &g.err);
    g.a = values[0];
    g.b = values[1];
    g.has_a = found[0];
    g.has_b = found[1];
    g.bad_a = bad[0];
    return g;
}

#define F(s) fields(arena, "" s, sizeof(s) - 1)

/* Refused, with the byte and a word of the message. */
static void refused(chn_arena *arena, const char *line, size_t n, uint64_t byte,
                    const char *word)
{
    const got g = fields(arena, line, n);
    CHECK_INT(g.code, CHN_ERR_JSON);
    CHECK_INT(g.err.byte, byte);
    CHECK(strstr(g.err.text, word) != NULL);
    if (!strstr(g.err.text, word))
        printf("# message: %s\n", g.err.text);
}

#define BAD(s, byte, word) refused(arena, "" s, sizeof(s) - 1, byte, word)

static void accepted(chn_arena *arena)
{
    TEST("strings, numbers, null and absent")
    {
        got g = F("{\"a\":\"x\",\"b\":12}");
        CHECK_INT(g.code, CHN_OK);
        CHECK_STR(g.a, "x");
        CHECK_STR(g.b, "12");
        CHECK(g.has_a && g.has_b);
        CHECK(g.a.p[1] == '\0');
        g = F("  {\"b\":null , \"c\":[1,{\"a\":\"no\"}]} \t");
        CHECK_INT(g.code, CHN_OK);
        CHECK(!g.has_a && !g.has_b);
        CHECK_INT(g.a.n, 0);
        g = F("{\"a\":1.50,\"b\":-7}");
        CHECK_STR(g.a, "1.50");
        CHECK_STR(g.b, "-7");
        g = F("{}");
        CHECK_INT(g.code, CHN_OK);
    }
    TEST("escapes are undone, NUL bytes kept")
    {
        got g = F("{\"a\":\"\\u00e9\\n\\\"\\\\\",\"b\":\"p\\u0000q\"}");
        CHECK_STR(g.a, "\xC3\xA9\n\"\\");
        CHECK_INT(g.b.n, 3);
        CHECK(memcmp(g.b.p, "p\0q", 4) == 0);
        g = F("{\"a\":\"\\ud83d\\ude00\"}");
        CHECK_STR(g.a, "\xF0\x9F\x98\x80");
        g = F("{\"a\":\"\\ud800\"}");
        CHECK_STR(g.a, "\xEF\xBF\xBD");
    }
    TEST("invalid UTF-8 becomes U+FFFD and is counted")
    {
        got g = F("{\"a\":\"x\xFFy\xE2\x82z\",\"b\":\"\xC3\xA9\"}");
        CHECK_INT(g.code, CHN_OK);
        CHECK_STR(g.a, "x\xEF\xBF\xBDy\xEF\xBF\xBDz");
        CHECK_INT(g.bad_a, 2);
        CHECK_STR(g.b, "\xC3\xA9");
    }
    TEST("the last of members with one name counts")
    {
        got g = F("{\"a\":\"1\",\"a\":\"2\"}");
        CHECK_STR(g.a, "2");
    }
    TEST("brackets and quotes in strings are no structure")
    {
        got g = F("{\"a\":\"[{'\\\"[{'\"}");
        CHECK_INT(g.code, CHN_OK);
        CHECK_STR(g.a, "[{'\"[{'");
    }
}

static void refusals(chn_arena *arena)
{
    TEST("not one whole object")
    {
        BAD("", 0, "the end of the line");
        BAD("null", 0, "\"n\"");
        BAD("  [1]", 2, "one on a line");
        BAD("{\"a\":1", 6, "ends before");
        BAD("{\"a\":\"x", 7, "ends before");
        BAD("{\"a\":\"x\\", 8, "ends before");
        BAD("{\"a\":1} x", 8, "\"x\" follows");
        BAD("{\"a\":1}{\"a\":2}", 7, "\"{\" follows");
    }
    TEST("broken inside")
    {
        BAD("{a:1}", 1, "name in double quotes");
        BAD("{'a':1}", 1, "single quote");
        BAD("{\"a\" 1}", 5, "expected \":\"");
        BAD("{\"a\":1 \"b\":2}", 7, "expected \",\"");
        BAD("{\"a\":1,}", 7, "\"}\"");
        BAD("{\"a\":\"\\q\"}", 7, "escape");
        BAD("{\"a\":tru}", 8, "cannot stand");
        BAD("{\"a\":\x01}", 5, "0x01");
        BAD("{/**/\"a\":1}", 1, "\"/\"");
    }
    TEST("a raw NUL byte")
    {
        const got g = F("{\"a\":\"x\0y\"}");
        CHECK_INT(g.code, CHN_ERR_JSON);
        CHECK_INT(g.err.byte, 7);
    }
    TEST("values that are not text")
    {
        BAD("{\"a\":[\"x\"]}", 0, "field \"a\" is an array");
        BAD("{\"b\":{}}", 0, "field \"b\" is an object");
        BAD("{\"a\":true}", 0, "true or false");
    }
    TEST("a number that 64 bits do not hold is not cut")
    {
        /* json-c 0.16 reads and cuts it, 0.17 stops behind it: the byte told
         * differs, the advice does not */
        got g = F("{\"a\":123456789012345678901234}");
        CHECK_INT(g.code, CHN_ERR_JSON);
        CHECK(strstr(g.err.text, "double quotes") != NULL);
        g = F("{\"a\":-99999999999999999999}");
        CHECK_INT(g.code, CHN_ERR_JSON);
        CHECK(strstr(g.err.text, "double quotes") != NULL);
        g = F("{\"a\":9223372036854775808}");
        CHECK_STR(g.a, "9223372036854775808");
    }
}

static void nested(chn_arena *arena, const char *open, const char *close,
                   size_t depth, chn_code want)
{
    char line[1024];
    size_t n = 0;
    line[n++] = '{';
    memcpy(line + n, "\"c\":", 4);
    n += 4;
    for (size_t i = 1; i < depth; i++) {
        memcpy(line + n, open, strlen(open));
        n += strlen(open);
    }
    line[n++] = '1';
    for (size_t i = 1; i < depth; i++)
        line[n++] = *close;
    line[n++] = '}';
    CHECK_INT(fields(arena, line, n).code, want);
}

static void limits(chn_arena *arena)
{
    TEST("depth: at the limit and one past it")
    {
        nested(arena, "[", "]", CHN_JSON_DEPTH_MAX, CHN_OK);
        nested(arena, "[", "]", CHN_JSON_DEPTH_MAX + 1, CHN_ERR_LIMIT);
        nested(arena, "{\"k\":", "}", CHN_JSON_DEPTH_MAX, CHN_OK);
        nested(arena, "{\"k\":", "}", CHN_JSON_DEPTH_MAX + 1, CHN_ERR_LIMIT);
    }
    TEST("line: at the limit and one past it")
    {
        char *line = chn_realloc(NULL, (size_t)CHN_LINE_MAX + 1, 1);
        CHECK(line != NULL);
        if (line) {
            memset(line, 'x', (size_t)CHN_LINE_MAX + 1);
            memcpy(line, "{\"a\":\"", 6);
            memcpy(line + CHN_LINE_MAX - 2, "\"}", 2);
            got g = fields(arena, line, CHN_LINE_MAX);
            CHECK_INT(g.code, CHN_OK);
            CHECK_INT(g.a.n, CHN_LINE_MAX - 8);
            memcpy(line + CHN_LINE_MAX - 2, "x\"}", 3);
            g = fields(arena, line, (size_t)CHN_LINE_MAX + 1);
            CHECK_INT(g.code, CHN_ERR_LIMIT);
        }
        chn_free(line);
    }
    TEST("cells: at the limit and one past it")
    {
        /* {"c":[,,,]}: 33 cells and the commas; a scan alone is wanted, so
         * the commas stand without values and json-c refuses what passes */
        const size_t most = CHN_JSON_CELLS_MAX - 33;
        const size_t n = 6 + most + 1 + 2;
        char *line = chn_realloc(NULL, n, 1);
        CHECK(line != NULL);
        if (line) {
            memset(line, ',', n);
            memcpy(line, "{\"c\":[", 6);
            memcpy(line + 6 + most, "]}", 2);
            CHECK_INT(fields(arena, line, n - 1).code, CHN_ERR_JSON);
            memcpy(line + 6 + most, ",]}", 3);
            CHECK_INT(fields(arena, line, n).code, CHN_ERR_LIMIT);
        }
        chn_free(line);
    }
    TEST("an arena that is full is an error")
    {
        chn_arena *small = chn_arena_new(256);
        CHECK(small != NULL);
        if (small) {
            char line[1024];
            memset(line, 'x', sizeof line);
            memcpy(line, "{\"a\":\"", 6);
            memcpy(line + sizeof line - 2, "\"}", 2);
            CHECK_INT(fields(small, line, sizeof line).code, CHN_ERR_MEMORY);
        }
        chn_arena_free(small);
    }
}

int main(void)
{
    chn_arena *arena = chn_arena_new((size_t)256 * 1024 * 1024);
    if (!arena)
        return 1;
    accepted(arena);
    refusals(arena);
    limits(arena);
    chn_arena_free(arena);
    return check_end();
}
