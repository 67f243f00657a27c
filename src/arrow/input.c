/* SPDX-License-Identifier: Apache-2.0 */
/* Batches in: types by their format strings, cells by their layouts. */
#include "arrow/input.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"

/* How the bytes of a column lie. */
typedef enum layout {
    LAY_NONE = 0, /* no such column, or all null */
    LAY_STR32,
    LAY_STR64,
    LAY_VIEW,
    LAY_INT,  /* signed or not, 1 to 8 bytes */
    LAY_DAY,  /* int32 days */
    LAY_TIME, /* int64 of `unit` a day */
    LAY_DICT  /* LAY_INT into `words` */
} layout;

typedef struct column {
    layout layout, words;
    uint32_t width; /* bytes of a LAY_INT, or of a dictionary's index */
    bool is_signed;
    int64_t unit;
    int64_t child;                 /* -1: not there */
    const struct ArrowArray *data; /* of this batch */
} column;

struct chn_input {
    struct ArrowArrayStream in;
    struct ArrowArray batch;
    const chn_input_column *asked;
    column *column; /* [n] */
    uint32_t n;
    int64_t n_children; /* of the schema */
    int64_t row;        /* next of this batch */
    uint64_t rows;
    bool begun; /* a row of this batch was handed out, or it is empty */
};

/* ---- the schema ---- */

static layout string_layout(const char *f)
{
    if (!strcmp(f, "u") || !strcmp(f, "z"))
        return LAY_STR32;
    if (!strcmp(f, "U") || !strcmp(f, "Z"))
        return LAY_STR64;
    return !strcmp(f, "vu") || !strcmp(f, "vz") ? LAY_VIEW : LAY_NONE;
}

/* "c" int8 ... "L" uint64 */
static bool int_layout(const char *f, column *c)
{
    static const char codes[] = "cCsSiIlL";
    const char *at = f[0] && !f[1] ? strchr(codes, f[0]) : NULL;
    if (!at)
        return false;
    const unsigned i = (unsigned)(at - codes);
    c->width = 1u << (i / 2);
    c->is_signed = i % 2 == 0;
    return true;
}

static bool date_layout(const char *f, column *c)
{
    static const struct {
        const char *prefix;
        int64_t a_day;
    } units[] = {{"tdm", 86400000},
                 {"tss:", 86400},
                 {"tsm:", 86400000},
                 {"tsu:", 86400000000},
                 {"tsn:", 86400000000000}};
    if (!strcmp(f, "tdD")) {
        c->layout = LAY_DAY;
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (!strncmp(f, units[i].prefix, strlen(units[i].prefix))) {
            c->layout = LAY_TIME;
            c->unit = units[i].a_day;
            return true;
        }
    return false;
}

static bool read_type(const struct ArrowSchema *s, chn_ask_type type, column *c)
{
    const char *f = s->format ? s->format : "";
    if (!strcmp(f, "n"))
        return true; /* all null */
    if (s->dictionary) {
        const char *words = s->dictionary->format;
        c->words = words ? string_layout(words) : LAY_NONE;
        c->layout = LAY_DICT;
        return c->words != LAY_NONE && int_layout(f, c);
    }
    c->layout = string_layout(f);
    if (c->layout != LAY_NONE)
        return true;
    if (type == CHN_ASK_NAME && int_layout(f, c)) {
        c->layout = LAY_INT;
        return true;
    }
    return type == CHN_ASK_DATE && date_layout(f, c);
}

static int64_t find(const struct ArrowSchema *s, const char *name)
{
    for (int64_t i = 0; name && i < s->n_children; i++)
        if (s->children[i] && s->children[i]->name &&
            !strcmp(s->children[i]->name, name))
            return i;
    return -1;
}

static chn_code read_column(const struct ArrowSchema *s,
                            const chn_input_column *asked, column *c,
                            chn_err *err)
{
    static const char *const want[] = {"strings", "strings or whole numbers",
                                       "dates, timestamps or strings",
                                       "binary"};
    const char *name = asked->name;
    c->child = find(s, name);
    if (c->child < 0 && asked->other) {
        c->child = find(s, asked->other);
        name = c->child < 0 ? asked->name : asked->other;
    }
    if (c->child < 0) {
        if (!asked->must)
            return CHN_OK;
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "the table has no column \"%s\"; rename the one that "
                        "holds it",
                        name);
    }
    const struct ArrowSchema *child = s->children[c->child];
    if (read_type(child, asked->type, c))
        return CHN_OK;
    return chn_fail(err, CHN_ERR_ARGUMENT,
                    "column \"%s\" has the Arrow type \"%.40s\"%s and must "
                    "hold %s; convert it",
                    name, child->format ? child->format : "",
                    child->dictionary ? " with a dictionary" : "",
                    want[asked->type]);
}

static chn_code fail_producer(struct ArrowArrayStream *in, int rc, chn_err *err)
{
    const char *says = in->get_last_error ? in->get_last_error(in) : NULL;
    if (rc == ENOMEM)
        return chn_fail_memory(err);
    return chn_fail(err, CHN_ERR_INPUT,
                    "the table cannot be read further (error %d%s%.300s); "
                    "see where it comes from",
                    rc, says ? ": " : "", says ? says : "");
}

static chn_code read_schema(chn_input *x, struct ArrowArrayStream *in,
                            chn_err *err)
{
    struct ArrowSchema s;
    memset(&s, 0, sizeof s);
    if (!in->release || !in->get_schema || !in->get_next)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "the stream of reports was released already; make a "
                        "new one");
    const int rc = in->get_schema(in, &s);
    if (rc)
        return fail_producer(in, rc, err);
    chn_code code = CHN_OK;
    if (!s.format || strcmp(s.format, "+s") != 0)
        code = chn_fail(err, CHN_ERR_ARGUMENT,
                        "the stream holds no table but Arrow type \"%.40s\"; "
                        "give one with columns text, id, date ...",
                        s.format ? s.format : "");
    x->n_children = s.n_children;
    for (uint32_t i = 0; i < x->n && code == CHN_OK; i++)
        code = read_column(&s, &x->asked[i], &x->column[i], err);
    if (s.release)
        s.release(&s);
    return code;
}

chn_input *chn_input_new(struct ArrowArrayStream *in,
                         const chn_input_column *columns, uint32_t n,
                         chn_err *err)
{
    chn_input *x = chn_calloc(1, sizeof *x);
    column *c = chn_calloc(n, sizeof *c);
    if (!x || !c) {
        chn_free(x);
        chn_free(c);
        chn_fail_memory(err);
        return NULL;
    }
    x->asked = columns;
    x->column = c;
    x->n = n;
    for (uint32_t i = 0; i < n; i++)
        c[i].child = -1;
    if (read_schema(x, in, err) != CHN_OK) {
        chn_input_free(x);
        return NULL;
    }
    x->in = *in;
    in->release = NULL;
    return x;
}

static void drop_batch(chn_input *x)
{
    if (x->batch.release)
        x->batch.release(&x->batch);
    memset(&x->batch, 0, sizeof x->batch);
    x->row = 0;
}

void chn_input_free(chn_input *x)
{
    if (!x)
        return;
    drop_batch(x);
    if (x->in.release)
        x->in.release(&x->in);
    chn_free(x->column);
    chn_free(x);
}

/* ---- batches ---- */

/* Are the buffers there that this layout reads? */
static bool array_fits(const struct ArrowArray *a, layout l, int64_t rows)
{
    static const int64_t needs[] = {0, 3, 3, 3, 2, 2, 2, 2};
    if (a->offset < 0 || a->length < 0 || rows > a->length)
        return false;
    if (l == LAY_NONE || a->length == 0)
        return true;
    if (a->n_buffers < needs[l] || !a->buffers || !a->buffers[1])
        return false;
    if (l == LAY_VIEW) /* views, data ..., their lengths */
        return a->n_buffers == 3 || a->buffers[a->n_buffers - 1] != NULL;
    return true;
}

static chn_code check_batch(chn_input *x, chn_err *err)
{
    struct ArrowArray *b = &x->batch;
    bool ok = b->length >= 0 && b->offset >= 0 &&
              b->offset <= INT64_MAX - b->length &&
              b->n_children == x->n_children;
    for (uint32_t i = 0; i < x->n && ok; i++) {
        column *c = &x->column[i];
        c->data = c->child < 0 ? NULL : b->children[c->child];
        if (c->child < 0)
            continue;
        ok = c->data && array_fits(c->data, c->layout, b->offset + b->length);
        if (ok && c->layout == LAY_DICT)
            ok = c->data->dictionary &&
                 array_fits(c->data->dictionary, c->words, 0);
    }
    if (ok)
        return CHN_OK;
    return chn_fail(err, CHN_ERR_INPUT,
                    "a batch behind row %" PRIu64 " of the table does not "
                    "hold what its schema says; report this to whoever made "
                    "it",
                    x->rows);
}

static bool valid(const struct ArrowArray *a, int64_t i)
{
    const unsigned char *bits =
        a->null_count != 0 && a->n_buffers > 0 ? a->buffers[0] : NULL;
    i += a->offset;
    return !bits || ((unsigned)bits[i / 8] >> (i % 8) & 1u);
}

int chn_input_next(chn_input *x, chn_err *err)
{
    if (x->batch.release && x->row >= x->batch.length) {
        drop_batch(x);
        return 0;
    }
    if (!x->batch.release) {
        if (!x->in.release)
            return -1;
        const int rc = x->in.get_next(&x->in, &x->batch);
        if (rc) {
            memset(&x->batch, 0, sizeof x->batch);
            (void)fail_producer(&x->in, rc, err);
            return -2;
        }
        if (!x->batch.release) {
            x->in.release(&x->in);
            x->in.release = NULL;
            return -1;
        }
        x->row = 0;
        if (check_batch(x, err) != CHN_OK) {
            drop_batch(x);
            return -2;
        }
        if (x->batch.length == 0) {
            drop_batch(x);
            return 0;
        }
    }
    x->row++;
    x->rows++;
    return 1;
}

uint64_t chn_input_row(const chn_input *x)
{
    return x->rows;
}

/* ---- cells ---- */

static int64_t read_int(const struct ArrowArray *a, const column *c, int64_t i)
{
    const unsigned char *p =
        (const unsigned char *)a->buffers[1] + (a->offset + i) * c->width;
    uint64_t v = 0;
    uint8_t one;
    uint16_t two;
    uint32_t four;
    switch (c->width) {
    case 1:
        memcpy(&one, p, 1);
        v = c->is_signed ? (uint64_t)(int64_t)(int8_t)one : one;
        break;
    case 2:
        memcpy(&two, p, 2);
        v = c->is_signed ? (uint64_t)(int64_t)(int16_t)two : two;
        break;
    case 4:
        memcpy(&four, p, 4);
        v = c->is_signed ? (uint64_t)(int64_t)(int32_t)four : four;
        break;
    default:
        memcpy(&v, p, 8);
        break;
    }
    return (int64_t)v;
}

static bool read_offsets(const struct ArrowArray *a, int64_t i, bool wide,
                         int64_t at[2])
{
    if (wide) {
        const char *p = (const char *)a->buffers[1] + i * 8;
        memcpy(at, p, 16);
    } else {
        int32_t narrow[2];
        memcpy(narrow, (const char *)a->buffers[1] + i * 4, 8);
        at[0] = narrow[0];
        at[1] = narrow[1];
    }
    return at[0] >= 0 && at[0] <= at[1] && (a->buffers[2] || at[0] == at[1]);
}

/* A view: int32 length; up to 12 bytes inline, else 4 bytes of prefix, int32
 * number of the buffer and int32 offset in it. */
static bool read_view(const struct ArrowArray *a, int64_t i, chn_str *out)
{
    const char *p = (const char *)a->buffers[1] + i * 16;
    int32_t n;
    int32_t buffer;
    int32_t from;
    memcpy(&n, p, 4);
    if (n < 0)
        return false;
    if (n <= 12) {
        *out = chn_str_n(p + 4, (size_t)n);
        return true;
    }
    memcpy(&buffer, p + 8, 4);
    memcpy(&from, p + 12, 4);
    const int64_t n_data = a->n_buffers - 3;
    if (buffer < 0 || buffer >= n_data || from < 0)
        return false;
    const char *data = a->buffers[2 + buffer];
    int64_t size;
    memcpy(&size,
           (const char *)a->buffers[a->n_buffers - 1] + (int64_t)buffer * 8, 8);
    if (!data || (int64_t)from + n > size)
        return false;
    *out = chn_str_n(data + from, (size_t)n);
    return true;
}

static bool read_str(const struct ArrowArray *a, layout l, int64_t i,
                     chn_str *out)
{
    int64_t at[2];
    i += a->offset;
    if (l == LAY_VIEW)
        return read_view(a, i, out);
    if (!read_offsets(a, i, l == LAY_STR64, at))
        return false;
    *out = at[0] == at[1] ? chn_str_n("", 0)
                          : chn_str_n((const char *)a->buffers[2] + at[0],
                                      (size_t)(at[1] - at[0]));
    return true;
}

static void set_day(chn_cell *out, int64_t day)
{
    /* years 0 to 9999, which a day can be written in */
    const bool ok = day >= -719528 && day <= 2932896;
    out->type = ok ? CHN_CELL_DAY : CHN_CELL_BAD;
    out->day = ok ? (chn_day)day : CHN_DAY_NONE;
}

static void set_str(chn_cell *out, bool ok)
{
    out->type = ok ? CHN_CELL_STR : CHN_CELL_BAD;
}

static void read_dict(const column *c, int64_t i, chn_cell *out)
{
    const struct ArrowArray *words = c->data->dictionary;
    const int64_t at = read_int(c->data, c, i);
    if (at < 0 || at >= words->length)
        out->type = CHN_CELL_BAD;
    else if (valid(words, at))
        set_str(out, read_str(words, c->words, at, &out->str));
}

static void read_cell(const column *c, int64_t i, chn_cell *out)
{
    int64_t v;
    switch (c->layout) {
    case LAY_NONE:
        return;
    case LAY_STR32:
    case LAY_STR64:
    case LAY_VIEW:
        set_str(out, read_str(c->data, c->layout, i, &out->str));
        return;
    case LAY_DICT:
        read_dict(c, i, out);
        return;
    case LAY_INT:
        v = read_int(c->data, c, i);
        if (c->is_signed)
            (void)snprintf(out->digits, sizeof out->digits, "%" PRId64, v);
        else
            (void)snprintf(out->digits, sizeof out->digits, "%" PRIu64,
                           (uint64_t)v);
        out->str = chn_str_of(out->digits);
        out->type = CHN_CELL_STR;
        return;
    case LAY_DAY: {
        int32_t day;
        memcpy(&day,
               (const char *)c->data->buffers[1] + (c->data->offset + i) * 4,
               4);
        set_day(out, day);
        return;
    }
    case LAY_TIME: {
        memcpy(&v,
               (const char *)c->data->buffers[1] + (c->data->offset + i) * 8,
               8);
        set_day(out, v / c->unit - (v % c->unit < 0));
        return;
    }
    }
}

void chn_input_cell(const chn_input *x, uint32_t which, chn_cell *out)
{
    const column *c = &x->column[which];
    const int64_t row = x->row - 1;
    out->type = CHN_CELL_NULL;
    out->str = chn_str_n("", 0);
    out->day = CHN_DAY_NONE;
    if (!c->data || !valid(&x->batch, row))
        return;
    /* a struct's offset holds for its children, on top of their own */
    const int64_t i = x->batch.offset + row;
    if (valid(c->data, i))
        read_cell(c, i, out);
}
