/* SPDX-License-Identifier: Apache-2.0 */
/* Arrow streams: a producer of every layout, and a consumer who does whatever
 * the interface allows. Under the address sanitizer this shows that all that
 * is handed out is released, once. */
#include <chancery/chancery.h>
#include <errno.h>
#include <stdlib.h>

#include "arrow/claims.h"
#include "arrow/column.h"
#include "check.h"
#include "merge/summary.h"

#define MAX_COLUMNS 8

/* ---- a producer, by hand ---- */

/* One column of the producer, with its arrays as the layouts have them. */
typedef struct mock_column {
    const char *name, *format;
    const void *buffers[4];
    int64_t n_buffers, offset, nulls;
    struct ArrowArray *dictionary;
    const char *dictionary_format;
} mock_column;

typedef struct mock {
    mock_column column[MAX_COLUMNS];
    int64_t n_columns;
    int64_t rows, offset, batches;
    const void *valid; /* bits of the struct itself */
    int fail_after;    /* get_next fails once so many were given; 0: never */
    int64_t given;
    int schemas, arrays, streams; /* not released yet */
    struct ArrowSchema schema[MAX_COLUMNS], words[MAX_COLUMNS];
    struct ArrowSchema *schema_at[MAX_COLUMNS];
    struct ArrowArray array[MAX_COLUMNS];
    struct ArrowArray *array_at[MAX_COLUMNS];
    const void *none[1];
} mock;

static void release_schema(struct ArrowSchema *s)
{
    mock *m = s->private_data;
    m->schemas--;
    s->release = NULL;
}

static void release_array(struct ArrowArray *a)
{
    mock *m = a->private_data;
    m->arrays--;
    a->release = NULL;
}

static void release_stream(struct ArrowArrayStream *s)
{
    mock *m = s->private_data;
    m->streams--;
    s->release = NULL;
}

static int mock_schema(struct ArrowArrayStream *s, struct ArrowSchema *out)
{
    mock *m = s->private_data;
    memset(out, 0, sizeof *out);
    for (int64_t i = 0; i < m->n_columns; i++) {
        m->schema[i] = (struct ArrowSchema){.format = m->column[i].format,
                                            .name = m->column[i].name,
                                            .flags = ARROW_FLAG_NULLABLE};
        if (m->column[i].dictionary) {
            m->words[i] = (struct ArrowSchema){
                .format = m->column[i].dictionary_format, .name = ""};
            m->schema[i].dictionary = &m->words[i];
        }
        m->schema_at[i] = &m->schema[i];
    }
    out->format = "+s";
    out->name = "";
    out->n_children = m->n_columns;
    out->children = m->schema_at;
    out->release = release_schema;
    out->private_data = m;
    m->schemas++;
    return 0;
}

static int mock_next(struct ArrowArrayStream *s, struct ArrowArray *out)
{
    mock *m = s->private_data;
    memset(out, 0, sizeof *out);
    if (m->fail_after && m->given >= m->fail_after)
        return EIO;
    if (m->given == m->batches)
        return 0;
    m->given++;
    for (int64_t i = 0; i < m->n_columns; i++) {
        mock_column *c = &m->column[i];
        m->array[i] = (struct ArrowArray){.length = m->rows + m->offset,
                                          .null_count = c->nulls,
                                          .offset = c->offset,
                                          .n_buffers = c->n_buffers,
                                          .buffers = c->buffers,
                                          .dictionary = c->dictionary};
        m->array_at[i] = &m->array[i];
    }
    out->length = m->rows;
    out->offset = m->offset;
    out->null_count = m->valid ? -1 : 0;
    out->n_buffers = 1;
    m->none[0] = m->valid;
    out->buffers = m->none;
    out->n_children = m->n_columns;
    out->children = m->array_at;
    out->release = release_array;
    out->private_data = m;
    m->arrays++;
    return 0;
}

static const char *mock_error(struct ArrowArrayStream *s)
{
    (void)s;
    return "the disk is gone";
}

static struct ArrowArrayStream mock_stream(mock *m)
{
    m->streams++;
    return (struct ArrowArrayStream){.get_schema = mock_schema,
                                     .get_next = mock_next,
                                     .get_last_error = mock_error,
                                     .release = release_stream,
                                     .private_data = m};
}

static bool all_released(const mock *m)
{
    return m->schemas == 0 && m->arrays == 0 && m->streams == 0;
}

/* ---- three reports ---- */

#define TEXT_A                                                                 \
    "French President Emmanuel Macron met German Chancellor Angela Merkel in " \
    "Paris on Friday."
#define TEXT_B "It rained all day."
#define TEXT_C                                                                 \
    "Kim Jong Un sent a message to Vladimir Putin on Thursday, KCNA said."
#define LEN(s) ((int32_t)sizeof(s) - 1)
#define END_A LEN(TEXT_A)
#define END_B (END_A + LEN(TEXT_B))
#define END_C (END_B + LEN(TEXT_C))

static const char texts[] = TEXT_A TEXT_B TEXT_C;
static const int32_t text_at[] = {0, END_A, END_B, END_C};
static const int64_t text_at64[] = {0, END_A, END_B, END_C};
static const char ids[] = "abc";
static const int32_t id_at[] = {0, 1, 2, 3};
static const int32_t days[] = {17550, 17550, 17550}; /* 2018-01-19 */

static mock plain(void)
{
    return (mock){.column = {{.name = "text",
                              .format = "u",
                              .buffers = {NULL, text_at, texts},
                              .n_buffers = 3},
                             {.name = "date",
                              .format = "tdD",
                              .buffers = {NULL, days},
                              .n_buffers = 2},
                             {.name = "id",
                              .format = "u",
                              .buffers = {NULL, id_at, ids},
                              .n_buffers = 3}},
                  .n_columns = 3,
                  .rows = 3,
                  .batches = 1};
}

/* ---- a consumer ---- */

static uint32_t column_of(const char *name)
{
    uint32_t i = 0;
    while (i < chn_claim_column_count(true) &&
           strcmp(chn_claim_columns[i].name, name) != 0)
        i++;
    return i;
}

static bool null_at(const struct ArrowArray *a, int64_t row)
{
    const unsigned char *bits = a->buffers[0];
    return bits && !((unsigned)bits[row / 8] >> (row % 8) & 1u);
}

static chn_str cell(const struct ArrowArray *batch, const char *name,
                    int64_t row)
{
    const struct ArrowArray *a = batch->children[column_of(name)];
    const int32_t *at = a->buffers[1];
    if (null_at(a, row))
        return (chn_str){"", 0};
    return chn_str_n((const char *)a->buffers[2] + at[row],
                     (size_t)(at[row + 1] - at[row]));
}

static uint32_t number(const struct ArrowArray *batch, const char *name,
                       int64_t row)
{
    const uint32_t *v = batch->children[column_of(name)]->buffers[1];
    return v[row];
}

/* All rows of all batches as lines "report outcome claim"; frees. */
static void read_all(struct ArrowArrayStream *s, chn_buf *b)
{
    struct ArrowArray a;
    chn_buf_init(b, 1 << 20);
    while (s->get_next(s, &a) == 0 && a.release) {
        for (int64_t i = 0; i < a.length; i++) {
            chn_buf_str(b, cell(&a, "report", i));
            chn_buf_char(b, ' ');
            chn_buf_str(b, cell(&a, "outcome", i));
            chn_buf_char(b, ' ');
            chn_buf_str(b, cell(&a, "error_code", i));
            chn_buf_str(b, cell(&a, "category", i));
            chn_buf_char(b, '\n');
        }
        a.release(&a);
    }
    s->release(s);
}

static chn_buf code_all(const chn_engine *e, mock *m)
{
    struct ArrowArrayStream in = mock_stream(m);
    struct ArrowArrayStream out;
    chn_stream_options o;
    chn_err err;
    chn_buf b;
    chn_stream_options_init(&o);
    o.none_rows = true;
    if (chn_code_stream(e, &o, &in, &out, &err) != CHN_OK) {
        chn_buf_init(&b, 1 << 20);
        chn_buf_z(&b, err.text);
        in.release(&in);
        return b;
    }
    CHECK(in.release == NULL);
    read_all(&out, &b);
    return b;
}

#define CHECK_ROWS(engine, mock, want)                                         \
    do {                                                                       \
        chn_buf got_ = code_all((engine), (mock));                             \
        CHECK_STR(chn_str_n(got_.p, got_.n), (want));                          \
        CHECK(all_released(mock));                                             \
        chn_buf_free(&got_);                                                   \
    } while (0)

static const char three[] = "a claim CONSULT\nb none \nc claim CONSULT\n";

/* ---- layouts ---- */

static void put_view(unsigned char *at, const char *p, int32_t n,
                     int32_t offset)
{
    const int32_t buffer = 0;
    memset(at, 0, 16);
    memcpy(at, &n, 4);
    if (n <= 12) {
        memcpy(at + 4, p, (size_t)n);
        return;
    }
    memcpy(at + 4, p, 4);
    memcpy(at + 8, &buffer, 4);
    memcpy(at + 12, &offset, 4);
}

static void test_layouts(const chn_engine *e)
{
    TEST("utf8, date32 and ids; the input is read to its end and released")
    {
        mock m = plain();
        CHECK_ROWS(e, &m, three);
    }
    TEST("large_utf8 and binary")
    {
        mock m = plain();
        m.column[0].format = "U";
        m.column[0].buffers[1] = text_at64;
        CHECK_ROWS(e, &m, three);
        m = plain();
        m.column[0].format = "z";
        CHECK_ROWS(e, &m, three);
    }
    TEST("string views, short ones inline")
    {
        unsigned char views[48];
        unsigned char id_views[48];
        const int64_t sizes[] = {END_C};
        put_view(views, texts, END_A, 0);
        put_view(views + 16, texts + END_A, END_B - END_A, END_A);
        put_view(views + 32, texts + END_B, END_C - END_B, END_B);
        for (int i = 0; i < 3; i++)
            put_view(id_views + (ptrdiff_t)16 * i, ids + i, 1, 0);
        mock m = plain();
        m.column[0] = (mock_column){.name = "text",
                                    .format = "vu",
                                    .buffers = {NULL, views, texts, sizes},
                                    .n_buffers = 4};
        m.column[2] = (mock_column){.name = "id",
                                    .format = "vu",
                                    .buffers = {NULL, id_views, sizes},
                                    .n_buffers = 3};
        CHECK_ROWS(e, &m, three);
        const int32_t far = 1000; /* out of its buffer */
        memcpy(views + 12, &far, 4);
        m.given = 0;
        CHECK_ROWS(e, &m, "a error input\nb none \nc claim CONSULT\n");
    }
    TEST("dictionaries, with an index out of the words and a null word")
    {
        const int8_t at[] = {0, 2, 1};
        const uint16_t bad[] = {0, 7, 3};
        const unsigned char not_last = 0x07;
        const int32_t words_at[] = {0, END_A, END_B, END_C, END_C};
        const void *words[] = {NULL, words_at, texts};
        struct ArrowArray dict = {
            .length = 3, .n_buffers = 3, .buffers = words};
        mock m = plain();
        m.column[0] = (mock_column){.name = "text",
                                    .format = "c",
                                    .buffers = {NULL, at},
                                    .n_buffers = 2,
                                    .dictionary = &dict,
                                    .dictionary_format = "u"};
        CHECK_ROWS(e, &m, "a claim CONSULT\nb claim CONSULT\nc none \n");
        dict.length = 4;
        dict.null_count = 1;
        words[0] = &not_last;
        m.column[0].format = "S";
        m.column[0].buffers[1] = bad;
        m.given = 0;
        CHECK_ROWS(e, &m, "a claim CONSULT\nb error input\nc error empty\n");
    }
    TEST("slices: of the struct, of a column, and both with nulls")
    {
        mock m = plain();
        m.offset = 1;
        m.rows = 2;
        CHECK_ROWS(e, &m, "b none \nc claim CONSULT\n");
        m = plain();
        m.column[0].offset = 1; /* the texts of b and c for ids a and b */
        m.rows = 2;
        CHECK_ROWS(e, &m, "a none \nb claim CONSULT\n");
        const unsigned char bits = 0x05; /* of three ids the second is null */
        m = plain();
        m.offset = 1;
        m.rows = 2;
        m.column[2].buffers[0] = &bits;
        m.column[2].nulls = -1;
        CHECK_ROWS(e, &m, "5fa88f0ecb321637 none \nc claim CONSULT\n");
    }
    TEST("a row that the struct says is null has no text")
    {
        const unsigned char bits = 0x06;
        mock m = plain();
        m.valid = &bits;
        CHECK_ROWS(e, &m, " error empty\nb none \nc claim CONSULT\n");
    }
    TEST("ids of whole numbers, a column of nulls, columns nobody asked for")
    {
        const uint64_t big[] = {1, UINT64_MAX, 3};
        mock m = plain();
        m.column[2] = (mock_column){.name = "id",
                                    .format = "L",
                                    .buffers = {NULL, big},
                                    .n_buffers = 2};
        m.column[3] = (mock_column){.name = "url", .format = "n"};
        m.column[4] = (mock_column){.name = "embedding", .format = "+w:8"};
        m.n_columns = 5;
        CHECK_ROWS(e, &m,
                   "1 claim CONSULT\n18446744073709551615 none \n"
                   "3 claim CONSULT\n");
    }
}

static void test_dates(const chn_engine *e)
{
    TEST("dates as strings and timestamps; a bad one is that row's error")
    {
        static const char words[] = "2018-01-19T08:002018-02-30soon";
        static const int32_t at[] = {0, 16, 26, 30};
        mock m = plain();
        m.column[1] = (mock_column){.name = "date",
                                    .format = "u",
                                    .buffers = {NULL, at, words},
                                    .n_buffers = 3};
        CHECK_ROWS(e, &m, "a claim CONSULT\nb error date\nc error date\n");
        const int64_t us[] = {INT64_C(1516320000000000), -1, INT64_MAX};
        m = plain();
        m.column[1] = (mock_column){.name = "date",
                                    .format = "tsu:Europe/Oslo",
                                    .buffers = {NULL, us},
                                    .n_buffers = 2};
        CHECK_ROWS(e, &m, "a claim CONSULT\nb none \nc error date\n");
    }
}

/* ---- what is wrong with a table ---- */

static void test_refused(const chn_engine *e)
{
    TEST("no text, a type that cannot be read: the input stays the caller's")
    {
        mock m = plain();
        m.column[0].name = "body";
        CHECK_ROWS(e, &m,
                   "the table has no column \"text\"; rename the one that "
                   "holds it");
        m = plain();
        m.column[0].format = "g";
        CHECK_ROWS(e, &m,
                   "column \"text\" has the Arrow type \"g\" and must hold "
                   "strings; convert it");
    }
    TEST("a producer that fails: what was coded is given, then its words")
    {
        mock m = plain();
        m.batches = 5;
        m.fail_after = 2;
        struct ArrowArrayStream in = mock_stream(&m);
        struct ArrowArrayStream out;
        struct ArrowArray a;
        chn_err err;
        CHECK_INT(chn_code_stream(e, NULL, &in, &out, &err), CHN_OK);
        for (int i = 0; i < 2; i++) {
            CHECK_INT(out.get_next(&out, &a), 0);
            CHECK_INT(a.length, 2);
            CHECK(out.get_last_error(&out) == NULL);
            a.release(&a);
        }
        for (int i = 0; i < 2; i++) { /* it stays stopped */
            CHECK_INT(out.get_next(&out, &a), EIO);
            CHECK(a.release == NULL);
            CHECK(strstr(out.get_last_error(&out), "the disk is gone"));
        }
        out.release(&out);
        CHECK(all_released(&m));
    }
    TEST("a batch that is not what its schema says")
    {
        mock m = plain();
        m.column[0].buffers[1] = NULL;
        struct ArrowArrayStream in = mock_stream(&m);
        struct ArrowArrayStream out;
        struct ArrowArray a;
        chn_err err;
        CHECK_INT(chn_code_stream(e, NULL, &in, &out, &err), CHN_OK);
        CHECK_INT(out.get_next(&out, &a), EIO);
        CHECK(strstr(out.get_last_error(&out), "does not hold what its"));
        out.release(&out);
        CHECK(all_released(&m));
    }
}

/* ---- release ---- */

static void count_done(void *user)
{
    ++*(int *)user;
}

static void test_release(const chn_engine *e)
{
    TEST("nothing is read but the schema before a batch is asked for")
    {
        mock m = plain();
        int done = 0;
        struct ArrowArrayStream in = mock_stream(&m);
        struct ArrowArrayStream out;
        chn_stream_options o;
        chn_err err;
        chn_stream_options_init(&o);
        o.done = count_done;
        o.user = &done;
        CHECK_INT(chn_code_stream(e, &o, &in, &out, &err), CHN_OK);
        CHECK_INT(m.given, 0);
        CHECK_INT(m.schemas, 0);
        CHECK_INT(done, 0);
        out.release(&out);
        CHECK_INT(done, 1);
        CHECK(out.release == NULL);
        CHECK(all_released(&m));
    }
    TEST("done is called, too, where no stream was made")
    {
        mock m = plain();
        int done = 0;
        m.column[0].name = "body";
        struct ArrowArrayStream in = mock_stream(&m);
        struct ArrowArrayStream out;
        chn_stream_options o;
        chn_err err;
        chn_stream_options_init(&o);
        o.done = count_done;
        o.user = &done;
        CHECK_INT(chn_code_stream(e, &o, &in, &out, &err), CHN_ERR_ARGUMENT);
        CHECK_INT(done, 1);
        CHECK(in.release != NULL);
        in.release(&in);
        CHECK(all_released(&m));
    }
    TEST("batches outlive their stream; children outlive their batch")
    {
        mock m = plain();
        struct ArrowArrayStream in = mock_stream(&m);
        struct ArrowArrayStream out;
        struct ArrowArray a;
        struct ArrowSchema s;
        chn_err err;
        chn_stream_options o;
        chn_stream_options_init(&o);
        o.merge = true;
        CHECK_INT(chn_code_stream(e, &o, &in, &out, &err), CHN_OK);
        CHECK_INT(out.get_next(&out, &a), 0);
        CHECK_INT(out.get_schema(&out, &s), 0);
        out.release(&out);
        /* move the batch, a string column, a list and its strings */
        struct ArrowArray moved = a;
        a.release = NULL;
        struct ArrowArray json = *moved.children[column_of("json")];
        moved.children[column_of("json")]->release = NULL;
        struct ArrowArray voice = *moved.children[column_of("voice")];
        moved.children[column_of("voice")]->release = NULL;
        struct ArrowArray names = *voice.children[0];
        voice.children[0]->release = NULL;
        struct ArrowSchema kept = *s.children[column_of("merge")];
        s.children[column_of("merge")]->release = NULL;
        moved.release(&moved);
        CHECK(moved.release == NULL);
        s.release(&s);
        CHECK(s.release == NULL);
        CHECK(kept.name && strcmp(kept.name, "merge") == 0);
        CHECK(strcmp(kept.format, "z") == 0);
        kept.release(&kept);
        CHECK_INT(((const char *)json.buffers[2])[0], '{');
        json.release(&json);
        voice.release(&voice);
        CHECK_INT(names.length, 1);
        CHECK_STR(chn_str_n(names.buffers[2], 4), "KCNA");
        names.release(&names);
        CHECK(all_released(&m));
    }
    TEST("the end is told again; a stream may be left half-read")
    {
        mock m = plain();
        struct ArrowArrayStream in = mock_stream(&m);
        struct ArrowArrayStream out;
        struct ArrowArray a;
        chn_err err;
        CHECK_INT(chn_code_stream(e, NULL, &in, &out, &err), CHN_OK);
        CHECK_INT(out.get_next(&out, &a), 0);
        a.release(&a);
        for (int i = 0; i < 3; i++) {
            CHECK_INT(out.get_next(&out, &a), 0);
            CHECK(a.release == NULL);
        }
        out.release(&out);
        CHECK(all_released(&m));
        m = plain();
        m.batches = 100;
        in = mock_stream(&m);
        CHECK_INT(chn_code_stream(e, NULL, &in, &out, &err), CHN_OK);
        CHECK_INT(out.get_next(&out, &a), 0);
        out.release(&out);
        a.release(&a);
        CHECK(m.given <= 2);
        CHECK(all_released(&m));
    }
}

/* ---- rows ---- */

static bool to_buf(void *user, const char *p, size_t n)
{
    chn_buf_put(user, p, n);
    return true;
}

static chn_result *code_c(const chn_engine *e, const char *text)
{
    chn_err err;
    char id[CHN_REPORT_ID_LEN];
    chn_report r;
    memset(&r, 0, sizeof r);
    r.text = chn_str_of(text);
    r.published = 17550;
    CHECK_INT(chn_report_complete(&r, id, &err), CHN_OK);
    chn_worker *w = chn_worker_new(e, &err);
    chn_result *result = chn_worker_code(w, &r, &err);
    chn_worker_free(w);
    return result;
}

static void test_rows(const chn_engine *e)
{
    TEST("rows of results say what the record's line says")
    {
        chn_result *r = code_c(e, TEXT_C);
        const chn_result *results[] = {r, r};
        struct ArrowArrayStream out;
        struct ArrowArray a;
        chn_err err;
        chn_buf line;
        chn_print_options po;
        chn_print_options_init(&po);
        chn_buf_init(&line, 1 << 20);
        CHECK_INT(chn_result_print(r, &po, to_buf, &line, &err), CHN_OK);
        CHECK_INT(chn_result_stream(results, 2, NULL, &out, &err), CHN_OK);
        CHECK_INT(out.get_next(&out, &a), 0);
        CHECK_INT(a.length, 2);
        const chn_str json = cell(&a, "json", 1);
        CHECK_INT(json.n + 1, line.n);
        CHECK(line.n && memcmp(json.p, line.p, json.n) == 0);
        CHECK_STR(cell(&a, "source", 0), "Kim Jong Un");
        CHECK_STR(cell(&a, "source_code", 0), "PRK/GOV");
        CHECK_STR(cell(&a, "target_text", 1), "Vladimir Putin");
        CHECK_STR(cell(&a, "origin", 1), "KCNA");
        CHECK_STR(cell(&a, "date", 1), "2018-01-18");
        CHECK_INT(number(&a, "source_byte_start", 1), 0);
        CHECK_INT(number(&a, "source_byte_end", 1), 11);
        out.release(&out);
        a.release(&a);
        chn_buf_free(&line);
        chn_result_free(r);
    }
    TEST("a text that is not UTF-8 gives strings that are")
    {
        chn_result *r = code_c(
            e, "Caf\xE9. Kim Jong Un sent a message to Vladimir Putin, the "
               "\xFFPeople\xFF daily said.");
        const chn_result *results[] = {r};
        struct ArrowArrayStream out;
        struct ArrowArray a;
        chn_err err;
        CHECK_INT(chn_result_stream(results, 1, NULL, &out, &err), CHN_OK);
        CHECK_INT(out.get_next(&out, &a), 0);
        CHECK(a.length > 0);
        const chn_str s = cell(&a, "sentence", 0);
        CHECK(s.n > 0 && !memchr(s.p, 0xFF, s.n));
        a.release(&a);
        out.release(&out);
        chn_result_free(r);
    }
    TEST("batches are cut at batch_rows, and the rows stay the same")
    {
        chn_result *r = code_c(e, TEXT_A);
        const chn_result *results[5] = {r, r, r, r, r};
        struct ArrowArrayStream out;
        struct ArrowArray a;
        chn_err err;
        chn_stream_options o;
        chn_stream_options_init(&o);
        o.batch_rows = 2;
        CHECK_INT(chn_result_stream(results, 5, &o, &out, &err), CHN_OK);
        const int64_t want[] = {2, 2, 1};
        for (int i = 0; i < 3; i++) {
            CHECK_INT(out.get_next(&out, &a), 0);
            CHECK_INT(a.length, want[i]);
            CHECK_STR(cell(&a, "category", a.length - 1), "CONSULT");
            a.release(&a);
        }
        CHECK_INT(out.get_next(&out, &a), 0);
        CHECK(a.release == NULL);
        out.release(&out);
        chn_result_free(r);
    }
    TEST("no batch has more than 8 MB")
    {
        chn_result *r = code_c(e, TEXT_A);
        enum { MANY = 9000 };
        const chn_result **results = calloc(MANY, sizeof *results);
        struct ArrowArrayStream out;
        struct ArrowArray a;
        chn_err err;
        int64_t rows = 0;
        int batches = 0;
        for (int i = 0; i < MANY; i++)
            results[i] = r;
        CHECK_INT(chn_result_stream(results, MANY, NULL, &out, &err), CHN_OK);
        while (out.get_next(&out, &a) == 0 && a.release) {
            size_t bytes = 0;
            for (int64_t i = 0; i < a.n_children; i++) {
                const struct ArrowArray *c = a.children[i];
                const int32_t *at = c->buffers[1];
                bytes += (size_t)c->length * 4;
                if (c->n_buffers == 3)
                    bytes += (size_t)at[c->length];
            }
            CHECK(bytes <= CHN_STREAM_BATCH_BYTES);
            rows += a.length;
            batches++;
            a.release(&a);
        }
        CHECK_INT(rows, MANY);
        CHECK(batches > 1);
        out.release(&out);
        free(results);
        chn_result_free(r);
    }
}

/* ---- what merging needs ---- */

static void test_merge(const chn_engine *e)
{
    TEST("a summary comes back from its bytes; damaged ones are refused")
    {
        mock m = plain();
        struct ArrowArrayStream in = mock_stream(&m);
        struct ArrowArrayStream out;
        struct ArrowArray a;
        chn_err err;
        chn_stream_options o;
        chn_stream_options_init(&o);
        o.merge = true;
        CHECK_INT(chn_code_stream(e, &o, &in, &out, &err), CHN_OK);
        CHECK_INT(out.get_next(&out, &a), 0);
        CHECK_STR(cell(&a, "merge_key", 1), "MESSAGE PRK,RUS");
        CHECK(chn_str_eq(cell(&a, "telling", 1), cell(&a, "claim", 1)));
        chn_arena *arena = chn_arena_new(1 << 24);
        chn_merge_claim c;
        chn_str packed = cell(&a, "merge", 1);
        CHECK_INT(chn_merge_unpack(arena, packed, &c, &err), CHN_OK);
        CHECK(chn_str_eq(c.id, cell(&a, "claim", 1)));
        CHECK(chn_str_eq(c.block, cell(&a, "merge_key", 1)));
        CHECK_STR(c.origin, "KCNA");
        CHECK_INT(c.n_source, 1);
        CHECK_STR(c.source[0].country, "PRK");
        CHECK_INT(c.published, 17550);
        CHECK(c.sketch != NULL);
        chn_buf again;
        chn_buf_init(&again, 1 << 20);
        chn_merge_pack(&again, &c);
        CHECK(chn_str_eq(packed, chn_str_n(again.p, again.n)));
        for (size_t n = 0; n < packed.n; n++)
            CHECK_INT(chn_merge_unpack(arena, chn_str_n(packed.p, n), &c, &err),
                      CHN_ERR_INPUT);
        for (size_t n = 0; n < again.n; n++) { /* no byte makes it read on */
            again.p[n] = (char)(again.p[n] ^ 0x7F);
            (void)chn_merge_unpack(arena, chn_str_n(again.p, again.n), &c,
                                   &err);
            again.p[n] = (char)(again.p[n] ^ 0x7F);
        }
        chn_buf_free(&again);
        chn_arena_free(arena);
        a.release(&a);
        out.release(&out);
        CHECK(all_released(&m));
    }
}

static void test_report(void)
{
    TEST("a report in memory is completed as a reader does")
    {
        chn_report r;
        chn_err err;
        char id[CHN_REPORT_ID_LEN];
        memset(&r, 0, sizeof r);
        r.published = CHN_DAY_NONE;
        r.text = chn_str_of(" date 2018-01-19 It rained.");
        CHECK_INT(chn_report_complete(&r, id, &err), CHN_OK);
        CHECK_INT(r.published, 17550);
        CHECK_INT(r.body, 17);
        CHECK_INT(r.id.n, 16);
        r.text = chn_str_of(" date 2018-02-30 It rained.");
        r.published = CHN_DAY_NONE;
        CHECK_INT(chn_report_complete(&r, id, &err), CHN_ERR_DATE);
        CHECK_INT(err.byte, 6);
        r.text = chn_str_of(" \n");
        CHECK_INT(chn_report_complete(&r, id, &err), CHN_ERR_EMPTY);
    }
}

int main(void)
{
    chn_err err;
    chn_engine *e = chn_engine_open(NULL, &err);
    TEST("the engine opens")
    {
        CHECK(e != NULL);
    }
    if (e) {
        test_layouts(e);
        test_dates(e);
        test_refused(e);
        test_release(e);
        test_rows(e);
        test_merge(e);
    }
    test_report();
    chn_engine_free(e);
    return check_end();
}
