/* SPDX-License-Identifier: Apache-2.0 */
/* Columns, and the structures that own them. Every structure that is handed
 * out owns its memory alone, so that a consumer may take a child out of its
 * parent and release both in any order. */
#include "arrow/column.h"

#include "base/alloc.h"

/* ---- growing memory ---- */

typedef struct bytes {
    unsigned char *p;
    size_t n, cap;
} bytes;

static void bytes_free(bytes *b)
{
    chn_free(b->p);
    *b = (bytes){NULL, 0, 0};
}

static bool bytes_room(bytes *b, size_t more)
{
    if (more <= b->cap - b->n)
        return true;
    size_t cap = b->cap ? b->cap : 64;
    while (cap - b->n < more) {
        if (cap > SIZE_MAX / 2)
            return false;
        cap *= 2;
    }
    unsigned char *p = chn_realloc(b->p, cap, 1);
    if (!p)
        return false;
    b->p = p;
    b->cap = cap;
    return true;
}

static bool bytes_put(bytes *b, const void *p, size_t n)
{
    if (!bytes_room(b, n))
        return false;
    if (n)
        memcpy(b->p + b->n, p, n);
    b->n += n;
    return true;
}

/* ---- schema ---- */

/* One node: the structures of its children and the name, which are its own. */
typedef struct schema_own {
    struct ArrowSchema **children; /* [n] */
    struct ArrowSchema *child;     /* [n] */
    char *name;
} schema_own;

static void schema_release(struct ArrowSchema *s)
{
    schema_own *own = s->private_data;
    for (int64_t i = 0; i < s->n_children; i++)
        if (own->child[i].release)
            own->child[i].release(&own->child[i]);
    chn_free(own->children);
    chn_free(own->child);
    chn_free(own->name);
    chn_free(own);
    s->release = NULL;
}

static bool schema_make(struct ArrowSchema *out, const char *format,
                        const char *name, bool nullable, uint32_t n)
{
    schema_own *own = chn_calloc(1, sizeof *own);
    const size_t len = strlen(name) + 1;
    memset(out, 0, sizeof *out);
    if (own) {
        own->children = chn_calloc(n ? n : 1, sizeof *own->children);
        own->child = chn_calloc(n ? n : 1, sizeof *own->child);
        own->name = chn_calloc(len, 1);
    }
    if (!own || !own->children || !own->child || !own->name) {
        if (own) {
            chn_free(own->children);
            chn_free(own->child);
            chn_free(own->name);
        }
        chn_free(own);
        return false;
    }
    memcpy(own->name, name, len);
    for (uint32_t i = 0; i < n; i++)
        own->children[i] = &own->child[i];
    out->format = format;
    out->name = own->name;
    out->flags = nullable ? ARROW_FLAG_NULLABLE : 0;
    out->n_children = n;
    out->children = n ? own->children : NULL;
    out->release = schema_release;
    out->private_data = own;
    return true;
}

static const char *format_of(chn_column_type t)
{
    static const char *const formats[] = {"u", "z", "+l", "b", "i",
                                          "I", "l", "f",  "g", "tdD"};
    return formats[t];
}

chn_code chn_columns_schema(const chn_column *c, uint32_t n,
                            struct ArrowSchema *out, chn_err *err)
{
    if (!schema_make(out, "+s", "", false, n))
        return chn_fail_memory(err);
    bool ok = true;
    for (uint32_t i = 0; i < n && ok; i++) {
        struct ArrowSchema *child = out->children[i];
        const bool list = c[i].type == CHN_COLUMN_STRS;
        ok = schema_make(child, format_of(c[i].type), c[i].name, !c[i].always,
                         list ? 1 : 0);
        if (ok && list)
            ok = schema_make(child->children[0], "u", "item", true, 0);
    }
    if (ok)
        return CHN_OK;
    out->release(out);
    return chn_fail_memory(err);
}

/* ---- rows ---- */

typedef struct cells {
    bytes valid;   /* a bit for each row */
    bytes offsets; /* int32: strings and lists */
    bytes data;
    bytes item_offsets; /* of a list's strings, whose bytes are `data` */
    uint32_t n, nulls, items;
} cells;

struct chn_rows {
    const chn_column *column; /* [n_columns] */
    cells *cells;
    uint32_t n_columns, n;
    size_t bytes;
    bool failed;
};

chn_rows *chn_rows_new(const chn_column *c, uint32_t n)
{
    chn_rows *r = chn_calloc(1, sizeof *r);
    cells *x = chn_calloc(n ? n : 1, sizeof *x);
    if (!r || !x) {
        chn_free(r);
        chn_free(x);
        return NULL;
    }
    r->column = c;
    r->cells = x;
    r->n_columns = n;
    return r;
}

static void clear(chn_rows *r)
{
    for (uint32_t i = 0; i < r->n_columns; i++) {
        cells *x = &r->cells[i];
        bytes_free(&x->valid);
        bytes_free(&x->offsets);
        bytes_free(&x->data);
        bytes_free(&x->item_offsets);
        x->n = x->nulls = x->items = 0;
    }
    r->n = 0;
    r->bytes = 0;
    r->failed = false;
}

void chn_rows_free(chn_rows *r)
{
    if (!r)
        return;
    clear(r);
    chn_free(r->cells);
    chn_free(r);
}

static void add(chn_rows *r, bytes *b, const void *p, size_t n)
{
    if (!r->failed && !bytes_put(b, p, n))
        r->failed = true;
    r->bytes += n;
}

/* Where the next string or list begins; the first of all is 0. */
static void add_offset(chn_rows *r, bytes *b, size_t end)
{
    const int32_t zero = 0;
    if (end > INT32_MAX) {
        r->failed = true;
        return;
    }
    const int32_t at = (int32_t)end;
    if (b->n == 0)
        add(r, b, &zero, sizeof zero);
    add(r, b, &at, sizeof at);
}

static void set_bit(chn_rows *r, bytes *b, uint32_t i, bool on)
{
    const unsigned char none = 0;
    if (i % 8 == 0)
        add(r, b, &none, 1);
    if (on && !r->failed)
        b->p[i / 8] = (unsigned char)(b->p[i / 8] | (1u << (i % 8)));
}

static void told(chn_rows *r, cells *x)
{
    set_bit(r, &x->valid, x->n, true);
    x->n++;
}

void chn_rows_str(chn_rows *r, uint32_t column, chn_str s)
{
    cells *x = &r->cells[column];
    add(r, &x->data, s.p, s.n);
    add_offset(r, &x->offsets, x->data.n);
    told(r, x);
}

void chn_rows_int(chn_rows *r, uint32_t column, int64_t v)
{
    cells *x = &r->cells[column];
    const int32_t narrow = (int32_t)v;
    const uint32_t positive = (uint32_t)v;
    switch (r->column[column].type) {
    case CHN_COLUMN_BOOL:
        set_bit(r, &x->data, x->n, v != 0);
        break;
    case CHN_COLUMN_U32:
        add(r, &x->data, &positive, sizeof positive);
        break;
    case CHN_COLUMN_I64:
        add(r, &x->data, &v, sizeof v);
        break;
    default:
        add(r, &x->data, &narrow, sizeof narrow);
        break;
    }
    told(r, x);
}

void chn_rows_real(chn_rows *r, uint32_t column, double v)
{
    cells *x = &r->cells[column];
    const float narrow = (float)v;
    if (r->column[column].type == CHN_COLUMN_F32)
        add(r, &x->data, &narrow, sizeof narrow);
    else
        add(r, &x->data, &v, sizeof v);
    told(r, x);
}

void chn_rows_item(chn_rows *r, uint32_t column, chn_str s)
{
    cells *x = &r->cells[column];
    add(r, &x->data, s.p, s.n);
    add_offset(r, &x->item_offsets, x->data.n);
    x->items++;
}

void chn_rows_list(chn_rows *r, uint32_t column)
{
    cells *x = &r->cells[column];
    add_offset(r, &x->offsets, x->items);
    told(r, x);
}

static void add_null(chn_rows *r, uint32_t column)
{
    static const unsigned char zeros[8];
    cells *x = &r->cells[column];
    switch (r->column[column].type) {
    case CHN_COLUMN_STR:
    case CHN_COLUMN_BYTES:
        add_offset(r, &x->offsets, x->data.n);
        break;
    case CHN_COLUMN_STRS:
        add_offset(r, &x->offsets, x->items);
        break;
    case CHN_COLUMN_BOOL:
        set_bit(r, &x->data, x->n, false);
        break;
    case CHN_COLUMN_I64:
    case CHN_COLUMN_F64:
        add(r, &x->data, zeros, 8);
        break;
    case CHN_COLUMN_I32:
    case CHN_COLUMN_U32:
    case CHN_COLUMN_F32:
    case CHN_COLUMN_DAY:
        add(r, &x->data, zeros, 4);
        break;
    }
    set_bit(r, &x->valid, x->n, false);
    x->n++;
    x->nulls++;
}

void chn_rows_end(chn_rows *r)
{
    r->n++;
    for (uint32_t i = 0; i < r->n_columns; i++)
        if (r->cells[i].n < r->n)
            add_null(r, i);
}

uint32_t chn_rows_count(const chn_rows *r)
{
    return r->n;
}

size_t chn_rows_bytes(const chn_rows *r)
{
    return r->bytes;
}

/* ---- batch ---- */

typedef struct array_own {
    const void *buffers[3];
    struct ArrowArray **children; /* [n] */
    struct ArrowArray *child;     /* [n] */
    unsigned char *memory[3];     /* what the buffers point to */
} array_own;

static void array_release(struct ArrowArray *a)
{
    array_own *own = a->private_data;
    for (int64_t i = 0; i < a->n_children; i++)
        if (own->child[i].release)
            own->child[i].release(&own->child[i]);
    for (int i = 0; i < 3; i++)
        chn_free(own->memory[i]);
    chn_free(own->children);
    chn_free(own->child);
    chn_free(own);
    a->release = NULL;
}

static bool array_make(struct ArrowArray *out, uint32_t length, uint32_t nulls,
                       uint32_t buffers, uint32_t n)
{
    array_own *own = chn_calloc(1, sizeof *own);
    memset(out, 0, sizeof *out);
    if (own) {
        own->children = chn_calloc(n ? n : 1, sizeof *own->children);
        own->child = chn_calloc(n ? n : 1, sizeof *own->child);
    }
    if (!own || !own->children || !own->child) {
        if (own) {
            chn_free(own->children);
            chn_free(own->child);
        }
        chn_free(own);
        return false;
    }
    for (uint32_t i = 0; i < n; i++)
        own->children[i] = &own->child[i];
    out->length = length;
    out->null_count = nulls;
    out->n_buffers = buffers;
    out->n_children = n;
    out->buffers = own->buffers;
    out->children = n ? own->children : NULL;
    out->release = array_release;
    out->private_data = own;
    return true;
}

/* Hand a buffer over. */
static void give(struct ArrowArray *a, int at, bytes *b)
{
    array_own *own = a->private_data;
    own->memory[at] = b->p;
    own->buffers[at] = b->p;
    *b = (bytes){NULL, 0, 0};
}

static bool take_column(cells *x, chn_column_type type, struct ArrowArray *out)
{
    const bool str = type == CHN_COLUMN_STR || type == CHN_COLUMN_BYTES;
    const bool list = type == CHN_COLUMN_STRS;
    const int32_t zero = 0;
    /* consumers want these to point somewhere, also where all is empty */
    if (((str || list) && x->data.n == 0 && !bytes_room(&x->data, 1)) ||
        (list && x->items == 0 &&
         !bytes_put(&x->item_offsets, &zero, sizeof zero)) ||
        !array_make(out, x->n, x->nulls, str ? 3 : 2, list ? 1 : 0))
        return false;
    if (list && !array_make(out->children[0], x->items, 0, 3, 0))
        return false;
    if (x->nulls)
        give(out, 0, &x->valid);
    if (str || list)
        give(out, 1, &x->offsets);
    if (list) {
        give(out->children[0], 1, &x->item_offsets);
        give(out->children[0], 2, &x->data);
    } else {
        give(out, str ? 2 : 1, &x->data);
    }
    return true;
}

chn_code chn_rows_take(chn_rows *r, struct ArrowArray *out, chn_err *err)
{
    bool ok = !r->failed && array_make(out, r->n, 0, 1, r->n_columns);
    const bool made = ok;
    for (uint32_t i = 0; i < r->n_columns && ok; i++)
        ok = take_column(&r->cells[i], r->column[i].type, out->children[i]);
    if (!ok && made)
        out->release(out);
    clear(r);
    return ok ? CHN_OK : chn_fail_memory(err);
}
