/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of Python's values as an Arrow stream: for what does not come out of
 * the library as columns, such as events of a store. */
#include "binding.h"

#include <stdlib.h>
#include <string.h>

#include "arrow/stream.h"

/* Batches are made at once, since the lists are Python's; they are handed out
 * when they are asked for. */
typedef struct table {
    struct ArrowSchema schema;
    struct ArrowArray *batch; /* [n] */
    size_t n, at;
} table;

static int table_schema(struct ArrowArrayStream *s, struct ArrowSchema *out)
{
    table *t = s->private_data;
    uint32_t n = 0;
    chn_column *c = calloc((size_t)t->schema.n_children + 1, sizeof *c);
    chn_code code = c ? CHN_OK : CHN_ERR_MEMORY;
    for (int64_t i = 0; c && i < t->schema.n_children; i++) {
        static const struct {
            const char *format;
            chn_column_type type;
        } types[] = {{"u", CHN_COLUMN_STR},   {"b", CHN_COLUMN_BOOL},
                     {"l", CHN_COLUMN_I64},   {"g", CHN_COLUMN_F64},
                     {"tdD", CHN_COLUMN_DAY}, {"+l", CHN_COLUMN_STRS}};
        size_t k = 0;
        while (strcmp(types[k].format, t->schema.children[i]->format) != 0)
            k++;
        c[n++] =
            (chn_column){t->schema.children[i]->name, types[k].type, false};
    }
    if (code == CHN_OK)
        code = chn_columns_schema(c, n, out, NULL);
    free(c);
    return code ? 12 /* ENOMEM */ : 0;
}

static int table_next(struct ArrowArrayStream *s, struct ArrowArray *out)
{
    table *t = s->private_data;
    memset(out, 0, sizeof *out);
    if (t->at < t->n) {
        *out = t->batch[t->at];
        t->batch[t->at++].release = NULL;
    }
    return 0;
}

static const char *table_error(struct ArrowArrayStream *s)
{
    (void)s;
    return NULL;
}

static void table_free(table *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->batch[i].release)
            t->batch[i].release(&t->batch[i]);
    if (t->schema.release)
        t->schema.release(&t->schema);
    free(t->batch);
    free(t);
}

static void table_release(struct ArrowArrayStream *s)
{
    table_free(s->private_data);
    s->release = NULL;
}

/* ---- from Python ---- */

static bool put_text(chn_rows *rows, uint32_t i, PyObject *v, bool item)
{
    Py_ssize_t n;
    const char *p = PyUnicode_AsUTF8AndSize(v, &n);
    if (!p)
        return false;
    const chn_str s = {p, (size_t)n};
    if (item)
        chn_rows_item(rows, i, s);
    else
        chn_rows_str(rows, i, s);
    return true;
}

static bool put_list(chn_rows *rows, uint32_t i, PyObject *v)
{
    const Py_ssize_t n = PySequence_Size(v);
    bool ok = n >= 0;
    for (Py_ssize_t k = 0; k < n && ok; k++) {
        PyObject *item = PySequence_GetItem(v, k);
        ok = item && put_text(rows, i, item, true);
        Py_XDECREF(item);
    }
    chn_rows_list(rows, i);
    return ok;
}

static bool put_value(chn_rows *rows, uint32_t i, chn_column_type type,
                      PyObject *v)
{
    if (v == Py_None)
        return true;
    switch (type) {
    case CHN_COLUMN_STR:
        return put_text(rows, i, v, false);
    case CHN_COLUMN_STRS:
        return put_list(rows, i, v);
    case CHN_COLUMN_BOOL:
        chn_rows_int(rows, i, PyObject_IsTrue(v));
        break;
    case CHN_COLUMN_I64:
        chn_rows_int(rows, i, PyLong_AsLongLong(v));
        break;
    case CHN_COLUMN_DAY: {
        Py_ssize_t n = 0;
        const char *p = PyUnicode_AsUTF8AndSize(v, &n);
        const chn_day d = p ? chn_day_parse(p, (size_t)n) : CHN_DAY_NONE;
        if (d != CHN_DAY_NONE)
            chn_rows_int(rows, i, d);
        break;
    }
    default:
        chn_rows_real(rows, i, PyFloat_AsDouble(v));
        break;
    }
    return !PyErr_Occurred();
}

static bool take(table *t, chn_rows *rows)
{
    struct ArrowArray *more = realloc(t->batch, (t->n + 1) * sizeof *more);
    if (!more)
        return false;
    t->batch = more;
    if (chn_rows_take(rows, &t->batch[t->n], NULL) != CHN_OK)
        return false;
    t->n++;
    return true;
}

static bool fill(table *t, const chn_column *c, uint32_t n, PyObject *columns,
                 Py_ssize_t length)
{
    chn_rows *rows = chn_rows_new(c, n);
    bool ok = rows != NULL;
    for (Py_ssize_t row = 0; row < length && ok; row++) {
        for (uint32_t i = 0; i < n && ok; i++) {
            PyObject *list = PyList_GetItem(columns, (Py_ssize_t)i);
            PyObject *v = PyList_GetItem(list, row);
            ok = v && put_value(rows, i, c[i].type, v);
        }
        if (!ok)
            break;
        chn_rows_end(rows);
        if (chn_rows_bytes(rows) > CHN_STREAM_BATCH_BYTES - 1024 * 1024)
            ok = take(t, rows);
    }
    if (ok && chn_rows_count(rows))
        ok = take(t, rows);
    chn_rows_free(rows);
    if (!ok && !PyErr_Occurred())
        PyErr_NoMemory();
    return ok;
}

static bool read_columns(PyObject *names, const char *types, chn_column *c,
                         Py_ssize_t n)
{
    static const char codes[] = "sbifdl";
    static const chn_column_type type[] = {CHN_COLUMN_STR, CHN_COLUMN_BOOL,
                                           CHN_COLUMN_I64, CHN_COLUMN_F64,
                                           CHN_COLUMN_DAY, CHN_COLUMN_STRS};
    for (Py_ssize_t i = 0; i < n; i++) {
        const char *at = types[i] ? strchr(codes, types[i]) : NULL;
        PyObject *name = PyList_GetItem(names, i);
        c[i].name = name ? PyUnicode_AsUTF8AndSize(name, NULL) : NULL;
        if (!c[i].name)
            return false;
        if (!at) {
            PyErr_SetString(PyExc_ValueError,
                            "types are a letter of \"sbifdl\" a column");
            return false;
        }
        c[i].type = type[at - codes];
    }
    return true;
}

/* All columns are lists of one length; -1 with an exception. */
static Py_ssize_t length_of(PyObject *columns, Py_ssize_t n)
{
    Py_ssize_t length = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *list = PyList_GetItem(columns, i);
        if (!list || !PyList_Check(list) ||
            (i && PyList_Size(list) != length)) {
            PyErr_SetString(PyExc_ValueError,
                            "columns must be lists of one length");
            return -1;
        }
        length = PyList_Size(list);
    }
    return length;
}

PyObject *chn_py_table_stream(PyObject *module, PyObject *args)
{
    PyObject *names, *columns;
    const char *types;
    (void)module;
    if (!PyArg_ParseTuple(args, "O!sO!:table_stream", &PyList_Type, &names,
                          &types, &PyList_Type, &columns))
        return NULL;
    const Py_ssize_t n = PyList_Size(names);
    if (PyList_Size(columns) != n || (Py_ssize_t)strlen(types) != n) {
        PyErr_SetString(PyExc_ValueError,
                        "a name and a type for each column are wanted");
        return NULL;
    }
    const Py_ssize_t length = length_of(columns, n);
    if (length < 0)
        return NULL;
    chn_column *c = calloc((size_t)n + 1, sizeof *c);
    table *t = calloc(1, sizeof *t);
    bool ok = c && t;
    if (!ok)
        PyErr_NoMemory();
    ok = ok && read_columns(names, types, c, n);
    if (ok && chn_columns_schema(c, (uint32_t)n, &t->schema, NULL) != CHN_OK) {
        PyErr_NoMemory();
        ok = false;
    }
    ok = ok && fill(t, c, (uint32_t)n, columns, length);
    free(c);
    if (!ok) {
        if (t)
            table_free(t);
        return NULL;
    }
    struct ArrowArrayStream s = {.get_schema = table_schema,
                                 .get_next = table_next,
                                 .get_last_error = table_error,
                                 .release = table_release,
                                 .private_data = t};
    return chn_py_stream_capsule(&s);
}
