/* SPDX-License-Identifier: Apache-2.0 */
/* Push without a server: rows, parts, passwords, statements; and relations,
 * which it reads. tests/cli/push.sh has the server. */
#include <unistd.h>

#include "check.h"
#include "push/parts.h"
#include "push/pq.h"

static chn_value text(const char *p, size_t n)
{
    const chn_value v = {CHN_VALUE_TEXT, 0, 0, {p, n}};
    return v;
}

static void rows(void)
{
    static const chn_relation_column columns[] = {
        {"a", CHN_RELATION_TEXT, false, false, NULL, ""},
        {"b", CHN_RELATION_JSON, false, false, NULL, ""},
        {"c", CHN_RELATION_REAL, false, false, NULL, ""},
        {"d", CHN_RELATION_INTEGER, false, false, NULL, ""}};
    static const chn_relation r = {"r", "", columns, 4, 1, -1, NULL, {NULL}};
    static const struct {
        const char *in;
        size_t n;
        const char *out;
        int64_t repaired;
    } cases[] = {
        {"", 0, "", 0},
        {"plain", 5, "plain", 0},
        {"a\tb\nc\rd\\e", 9, "a\\tb\\nc\\rd\\\\e", 0},
        {"\\.", 2, "\\\\.", 0},
        {"\\N", 2, "\\\\N", 0},
        {"\xF0\x9F\x98\x80", 4, "\xF0\x9F\x98\x80", 0},
        {"x\0y", 3, "x\xEF\xBF\xBDy", 1},
        {"x\xFF\ty", 4, "x\xEF\xBF\xBD\\ty", 1},
        /* one mark for a sequence that is cut short, as the store counts */
        {"\xE2\x82z", 3, "\xEF\xBF\xBDz", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        chn_value v[4] = {{.kind = CHN_VALUE_NULL}};
        v[0] = text(cases[i].in, cases[i].n);
        chn_buf b, want;
        chn_buf_init(&b, 1024);
        chn_buf_init(&want, 1024);
        int64_t repaired = 0;
        chn_push_row(&b, &r, v, &repaired);
        chn_buf_fmt(&want, "%s\t\\N\t\\N\t\\N\n", cases[i].out);
        CHECK_STR(chn_str_n(b.p, b.n), want.p);
        CHECK_INT(repaired, cases[i].repaired);
        chn_buf_free(&b);
        chn_buf_free(&want);
    }
    chn_value v[4] = {{.kind = CHN_VALUE_NULL}};
    const char json[] = "{\"a\":\"x\\u0000y\\\\u0000\"}";
    v[1] = text(json, sizeof json - 1);
    v[2].kind = CHN_VALUE_REAL;
    v[2].real = 0.5;
    v[3].kind = CHN_VALUE_INTEGER;
    v[3].integer = INT64_MIN;
    chn_buf b;
    chn_buf_init(&b, 1024);
    int64_t repaired = 0;
    chn_push_row(&b, &r, v, &repaired);
    CHECK_STR(chn_str_n(b.p, b.n),
              "\\N\t{\"a\":\"x\\\\ufffdy\\\\\\\\u0000\"}\t0.5\t"
              "-9223372036854775808\n");
    CHECK_INT(repaired, 1);
    chn_buf_free(&b);
}

/* Parts of the numbers 1 to n without `out`, each row holding its number; but
 * `other` has another row. */
static void fill(chn_parts *p, int64_t n, int64_t out, int64_t other)
{
    chn_parts_init(p, false);
    for (int64_t i = 1; i <= n; i++) {
        const int64_t row = i == other ? -1 : i;
        if (i != out)
            CHECK(chn_parts_row(p, i, (const char *)&row, sizeof row));
    }
    CHECK(chn_parts_end(p));
}

static size_t changed(const chn_parts *now, const chn_parts *then,
                      int64_t number, bool *held)
{
    chn_parts out;
    chn_parts_init(&out, false);
    CHECK(chn_parts_changed(now, then, &out));
    *held = false;
    for (size_t i = 0; i < out.n; i++)
        if (number > out.part[i].lo && number <= out.part[i].hi)
            *held = true;
    const size_t n = out.n;
    chn_parts_free(&out);
    return n;
}

static void parts(void)
{
    chn_parts a, b;
    bool held;
    fill(&a, 10000, 0, 0);
    CHECK_INT(a.rows, 10000);
    CHECK(a.n > 80 && a.n < 320);
    CHECK(a.part[0].lo == INT64_MIN && a.part[a.n - 1].hi == INT64_MAX);
    for (size_t i = 1; i < a.n; i++)
        CHECK_INT(a.part[i].lo, a.part[i - 1].hi);
    CHECK_INT(changed(&a, &a, 1, &held), 0);
    /* a row that changed, is gone, or came: one part, with it */
    static const int64_t at[] = {1, 777, 5000, 10000};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        fill(&b, 10000, 0, at[i]);
        CHECK_INT(changed(&b, &a, at[i], &held), 1);
        CHECK(held);
        chn_parts_free(&b);
        fill(&b, 10000, at[i], 0);
        CHECK_INT(changed(&b, &a, at[i], &held), 1);
        CHECK(held);
        CHECK_INT(changed(&a, &b, at[i], &held), 1);
        CHECK(held);
        chn_parts_free(&b);
    }
    fill(&b, 12000, 0, 0);
    CHECK_INT(changed(&b, &a, 11000, &held), 1); /* neighbours are joined */
    CHECK(held);
    chn_parts_free(&b);
    fill(&b, 0, 0, 0); /* none is one part, of everything */
    CHECK_INT(b.n, 1);
    CHECK_INT(changed(&b, &a, 5, &held), 1);
    CHECK(held);
    chn_parts_free(&b);
    chn_parts_init(&b, false); /* nothing is known of what is there */
    CHECK_INT(changed(&a, &b, 5, &held), 1);
    CHECK(held);
    chn_parts_free(&b);
    chn_parts_free(&a);
    chn_parts_init(&a, true);
    for (int64_t i = 0; i < 5000; i++)
        CHECK(chn_parts_row(&a, 0, "x", 1));
    CHECK(chn_parts_end(&a));
    CHECK_INT(a.n, 1);
    chn_parts_free(&a);
}

static void secrets(void)
{
    static const char *const tells[] = {"postgresql://ada:x@db/press",
                                        "postgres://:x@db",
                                        "password=x",
                                        "host=db password = 'x'",
                                        "postgresql://db/press?password=x",
                                        "postgresql://db/?sslpassword=x"};
    static const char *const silent[] = {
        "postgresql://ada@db:5432/press", "postgresql:///press", "service=desk",
        "postgresql://ada:@db/press", "host=db dbname=press"};
    for (size_t i = 0; i < sizeof tells / sizeof *tells; i++)
        CHECK(chn_push_tells_secret(tells[i]));
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++) {
        CHECK(!chn_push_tells_secret(silent[i]));
        CHECK(chn_push_legible(silent[i]));
    }
    static const char *const garbled[] = {"postgresql://ada:se@cret@db/press",
                                          "postgresql://ada:se/cret@db/press",
                                          "mysql://db/press",
                                          "press",
                                          "",
                                          "postgresql://ada:s?x@db"};
    for (size_t i = 0; i < sizeof garbled / sizeof *garbled; i++)
        CHECK(!chn_push_legible(garbled[i]));
    CHECK(chn_push_legible("postgresql://a@[::1]:5432,[fe80::2]:7/x?y=z"));
    CHECK(chn_push_legible("postgresql://ada:se%40cret@db:5432/press"));
    chn_buf b;
    chn_buf_init(&b, 1024);
    chn_push_hide(&b, chn_str_of("x secret secre secretsecret"),
                  chn_str_of("secret"));
    CHECK_STR(chn_str_n(b.p, b.n), "x *** secre ******");
    chn_buf_clear(&b);
    chn_push_hide(&b, chn_str_of("as it is"), chn_str_of(""));
    CHECK_STR(chn_str_n(b.p, b.n), "as it is");
    chn_buf_clear(&b);
    chn_push_table(&b, "a\"b", "c");
    chn_push_quote(&b, "it's");
    CHECK_STR(chn_str_n(b.p, b.n), "\"a\"\"b\".\"c\"'it''s'");
    chn_buf_free(&b);
}

static bool count(void *user, const chn_value *values)
{
    (void)values;
    ++*(uint32_t *)user;
    return true;
}

/* Each relation can be read, refers to one that is there by its key, and has
 * the column that it is read in parts by. */
static void relations(void)
{
    chn_err err;
    const char path[] = "test_push.db";
    (void)unlink(path);
    chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
    CHECK(s != NULL);
    uint32_t n;
    const chn_relation *all = chn_relations(&n);
    CHECK(n >= 20 && n <= 32);
    for (uint32_t i = 0; s && i < n; i++) {
        const chn_relation *r = &all[i];
        CHECK(chn_relation_find(r->name) == r);
        CHECK(r->n_key >= 1 && r->n_key < r->n_columns && r->n_columns < 63);
        CHECK(r->part < (int32_t)r->n_columns);
        if (r->part >= 0)
            CHECK(r->columns[r->part].type == CHN_RELATION_INTEGER &&
                  r->columns[r->part].required);
        for (uint32_t k = 0; k < r->n_key; k++)
            CHECK(r->columns[k].required);
        for (uint32_t k = 0; k < r->n_columns; k++) {
            const char *to = r->columns[k].refers;
            const chn_relation *other = to ? chn_relation_find(to) : NULL;
            CHECK(!to || (other && other->n_key == 1 &&
                          other->columns[0].type == r->columns[k].type));
            CHECK(*r->columns[k].about != 0);
        }
        for (int no_text = 0; no_text < 2; no_text++) {
            chn_relation_read how;
            chn_relation_read_init(&how);
            how.no_text = no_text != 0;
            uint32_t rows_read = 0;
            CHECK_INT(chn_store_relation(s, r, &how, count, &rows_read, &err),
                      CHN_OK);
            CHECK_INT(rows_read, 0);
        }
    }
    CHECK_STR(chn_str_of(all[0].name), "run");
    CHECK(chn_relation_find("nonsense") == NULL);
    const chn_relation *event = chn_relation_find("event");
    CHECK_STR(chn_str_of(event->columns[event->part].name), "best_claim");
    chn_store_close(s);
    (void)unlink(path);
}

int main(void)
{
    TEST("rows in COPY's form") rows();
    TEST("parts and what changed") parts();
    TEST("passwords and addresses") secrets();
    TEST("relations of an empty store") relations();
    return check_end();
}
