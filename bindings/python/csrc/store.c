/* SPDX-License-Identifier: Apache-2.0 */
/* A store, for reading: the library's questions, and SQL over the tables and
 * views that docs/store.md describes. Only one thread at a time may be inside;
 * the package sees to it. */
#include "binding.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "grown.h"

typedef struct store {
    PyObject_HEAD chn_store *store; /* NULL: closed */
    sqlite3 *db;
} store;

static void close_all(store *self)
{
    chn_store_close(self->store);
    self->store = NULL;
    (void)sqlite3_close_v2(self->db);
    self->db = NULL;
}

static PyObject *store_error(PyObject *o)
{
    return chn_py_state_of_type(Py_TYPE(o))->store_error;
}

/* Raise for a message of SQLite's. */
static PyObject *raise_sql(PyObject *error, sqlite3 *db)
{
    chn_err err = {CHN_ERR_STORE, 0, 0, ""};
    const char *says = db ? sqlite3_errmsg(db) : "out of memory";
    const size_t n = strlen(says);
    const size_t fits = n < sizeof err.text ? n : sizeof err.text - 1;
    memcpy(err.text, says, fits);
    err.text[fits] = '\0';
    return chn_py_raise(error, &err);
}

static PyObject *store_new(PyTypeObject *type, PyObject *args, PyObject *kw)
{
    static char *names[] = {"path", NULL};
    PyObject *path = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kw, "O&", names,
                                     PyUnicode_FSConverter, &path))
        return NULL;
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    store *self = (store *)alloc(type, 0);
    if (!self) {
        Py_DECREF(path);
        return NULL;
    }
    const char *file = PyBytes_AsString(path);
    chn_err err;
    int rc = SQLITE_OK;
    memset(&err, 0, sizeof err);
    Py_BEGIN_ALLOW_THREADS
    self->store = chn_store_open(file, CHN_STORE_READ, &err);
    if (self->store) {
        rc = sqlite3_open_v2(file, &self->db,
                             SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
        if (rc == SQLITE_OK)
            (void)sqlite3_busy_timeout(self->db, 10000);
    }
    Py_END_ALLOW_THREADS
    Py_DECREF(path);
    PyObject *error = chn_py_state_of_type(type)->store_error;
    if (self->store && rc == SQLITE_OK)
        return (PyObject *)self;
    if (!self->store)
        chn_py_raise(error, &err);
    else
        raise_sql(error, self->db);
    Py_DECREF(self);
    return NULL;
}

static void store_dealloc(PyObject *o)
{
    PyTypeObject *type = Py_TYPE(o);
    freefunc give = (freefunc)PyType_GetSlot(type, Py_tp_free);
    close_all((store *)o);
    give(o);
    Py_DECREF(type);
}

static PyObject *store_close(PyObject *o, PyObject *unused)
{
    (void)unused;
    close_all((store *)o);
    Py_RETURN_NONE;
}

/* The open store; NULL with an exception where it is closed. */
static chn_store *open_store(PyObject *o)
{
    store *self = (store *)o;
    const chn_err err = {CHN_ERR_STORE, 0, 0,
                         "the store is closed; open it again"};
    if (!self->store)
        chn_py_raise(store_error(o), &err);
    return self->store;
}

/* An exception for what a question came to. */
static PyObject *raise_answer(PyObject *o, chn_code code, const chn_err *err)
{
    chn_py_state *st = chn_py_state_of_type(Py_TYPE(o));
    if (code == CHN_ERR_OUTPUT)
        return PyErr_NoMemory();
    return chn_py_raise(code == CHN_ERR_ARGUMENT || code == CHN_ERR_INPUT
                            ? st->query_error
                            : st->store_error,
                        err);
}

/* ---- conditions ---- */

/* A dict of str to str; the strings are borrowed from it. */
static bool read_query(PyObject *o, PyObject *conditions, chn_query *q)
{
    PyObject *key, *value;
    Py_ssize_t at = 0;
    chn_query_init(q);
    while (PyDict_Next(conditions, &at, &key, &value)) {
        const char *k = PyUnicode_AsUTF8AndSize(key, NULL);
        const char *v = k ? PyUnicode_AsUTF8AndSize(value, NULL) : NULL;
        chn_err err;
        if (!v)
            return false;
        memset(&err, 0, sizeof err);
        const chn_code code = chn_query_set(q, k, v, &err);
        if (code) {
            raise_answer(o, code, &err);
            return false;
        }
    }
    return true;
}

typedef struct answer {
    grown out;
    chn_err err;
    chn_code inner;
} answer;

static bool put_event(void *user, const chn_event_row *row)
{
    answer *a = user;
    a->inner = chn_event_row_print(row, CHN_ROW_JSON, grow, &a->out, &a->err);
    return a->inner == CHN_OK;
}

static PyObject *answered(PyObject *o, chn_code code, answer *a)
{
    PyObject *s = NULL;
    if (code == CHN_OK)
        code = a->inner;
    if (code)
        raise_answer(o, code, &a->err);
    else
        s = PyUnicode_DecodeUTF8(a->out.p ? a->out.p : "", (Py_ssize_t)a->out.n,
                                 "replace");
    free(a->out.p);
    return s;
}

static PyObject *store_events(PyObject *o, PyObject *args)
{
    PyObject *conditions;
    chn_query q;
    chn_store *s = open_store(o);
    answer a;
    chn_code code;
    memset(&a, 0, sizeof a);
    if (!s || !PyArg_ParseTuple(args, "O!:events", &PyDict_Type, &conditions) ||
        !read_query(o, conditions, &q))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    code = chn_store_query(s, &q, put_event, &a, &a.err);
    Py_END_ALLOW_THREADS
    return answered(o, code, &a);
}

static PyObject *store_export(PyObject *o, PyObject *args)
{
    static const char *const names[] = {"jsonl",      "claims",  "ged",
                                        "icews",      "polecat", "gdelt",
                                        "chronology", "graphml", "ical"};
    PyObject *conditions;
    const char *name;
    chn_query q;
    chn_store *s = open_store(o);
    answer a;
    chn_code code;
    memset(&a, 0, sizeof a);
    if (!s ||
        !PyArg_ParseTuple(args, "O!s:export", &PyDict_Type, &conditions,
                          &name) ||
        !read_query(o, conditions, &q))
        return NULL;
    size_t format = 0;
    while (format < sizeof names / sizeof *names && strcmp(names[format], name))
        format++;
    if (format == sizeof names / sizeof *names) {
        PyErr_Format(PyExc_ValueError,
                     "there is no format \"%s\"; use jsonl, claims, ged, "
                     "icews, polecat, gdelt, chronology, graphml or ical",
                     name);
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    code = chn_store_export(s, &q, (chn_export_format)format, grow, &a.out,
                            &a.err);
    Py_END_ALLOW_THREADS
    return answered(o, code, &a);
}

/* ---- figures ---- */

typedef struct figures {
    PyObject *list; /* NULL: an exception is set */
} figures;

static bool put_figure(figures *f, PyObject *item)
{
    if (!item || PyList_Append(f->list, item) < 0)
        Py_CLEAR(f->list);
    Py_XDECREF(item);
    return f->list != NULL;
}

static bool put_stat(void *user, const chn_stat *x)
{
    return put_figure(user,
                      Py_BuildValue("(sNL)", x->group, chn_py_str(x->name),
                                    (long long)x->count));
}

/* With the interpreter's lock held: figures are few. */
static PyObject *store_facets(PyObject *o, PyObject *args)
{
    PyObject *conditions;
    chn_query q;
    chn_store *s = open_store(o);
    chn_err err;
    if (!s || !PyArg_ParseTuple(args, "O!:facets", &PyDict_Type, &conditions) ||
        !read_query(o, conditions, &q))
        return NULL;
    memset(&err, 0, sizeof err);
    figures f = {PyList_New(0)};
    if (!f.list)
        return NULL;
    const chn_code code = chn_store_facets(s, &q, put_stat, &f, &err);
    if (code && f.list) {
        Py_CLEAR(f.list);
        raise_answer(o, code, &err);
    }
    return f.list;
}

static bool put_origin(void *user, const chn_origin *x)
{
    return put_figure(
        user,
        Py_BuildValue(
            "{s:N,s:N,s:N,s:L,s:L,s:L,s:L,s:L,s:L}", "name",
            chn_py_str_or_none(x->name), "kind", chn_py_str_or_none(x->kind),
            "reliability", chn_py_str_or_none(x->reliability), "claims",
            (long long)x->claims, "denials", (long long)x->denials, "reports",
            (long long)x->reports, "events", (long long)x->events, "alone",
            (long long)x->alone, "credited", (long long)x->credited));
}

static PyObject *store_origins(PyObject *o, PyObject *unused)
{
    (void)unused;
    chn_store *s = open_store(o);
    chn_err err;
    if (!s)
        return NULL;
    memset(&err, 0, sizeof err);
    figures f = {PyList_New(0)};
    if (!f.list)
        return NULL;
    const chn_code code = chn_store_origins(s, put_origin, &f, &err);
    if (code && f.list) {
        Py_CLEAR(f.list);
        raise_answer(o, code, &err);
    }
    return f.list;
}

/* ---- series ---- */

static void put_series(void *user, const chn_series *x)
{
    answer *a = user;
    chn_series_print_options po;
    chn_series_print_options_init(&po);
    po.format = CHN_SERIES_JSONL;
    a->inner = chn_series_print(x, &po, grow, &a->out, &a->err);
}

static PyObject *store_series(PyObject *o, PyObject *args)
{
    chn_series_options so;
    chn_series_options_init(&so);
    const char *grain, *from, *to;
    int directed, by_claims;
    chn_store *s = open_store(o);
    answer a;
    chn_code code;
    memset(&a, 0, sizeof a);
    if (!s ||
        !PyArg_ParseTuple(args, "sszzzzpp:series", &so.dyad, &grain, &so.status,
                          &so.category, &from, &to, &directed, &by_claims))
        return NULL;
    so.directed = directed != 0;
    so.by_claims = by_claims != 0;
    so.grain = strcmp(grain, "year") == 0      ? CHN_GRAIN_YEAR
               : strcmp(grain, "quarter") == 0 ? CHN_GRAIN_QUARTER
                                               : CHN_GRAIN_MONTH;
    if (from)
        so.from = chn_day_parse(from, strlen(from));
    if (to)
        so.to = chn_day_parse(to, strlen(to));
    Py_BEGIN_ALLOW_THREADS
    code = chn_store_series(s, &so, put_series, &a, &a.err);
    Py_END_ALLOW_THREADS
    return answered(o, code, &a);
}

/* ---- one claim ---- */

static PyObject *marks_of(const chn_claim_view *v)
{
    PyObject *list = PyList_New((Py_ssize_t)v->n_marks);
    for (uint32_t i = 0; list && i < v->n_marks; i++) {
        const chn_mark *m = &v->marks[i];
        PyObject *item = Py_BuildValue("(sNII)", m->role, chn_py_str(m->label),
                                       m->span.from, m->span.to);
        if (!item || PyList_SetItem(list, (Py_ssize_t)i, item) < 0)
            Py_CLEAR(list);
    }
    return list;
}

static void put_view(void *user, const chn_claim_view *v)
{
    PyObject **out = user;
    *out = Py_BuildValue(
        "{s:N,s:N,s:N,s:N,s:N,s:N,s:N,s:N,s:(II),s:N,s:y#}", "json",
        chn_py_str(v->json), "report", chn_py_str(v->report), "publisher",
        chn_py_str_or_none(v->publisher), "title", chn_py_str_or_none(v->title),
        "url", chn_py_str_or_none(v->url), "event",
        chn_py_str_or_none(v->event), "published",
        chn_py_day_or_none(v->published), "sentence",
        chn_py_str_or_none(v->sentence), "sentence_span", v->sentence_span.from,
        v->sentence_span.to, "marks", marks_of(v), "text",
        v->report_text.n ? v->report_text.p : "", (Py_ssize_t)v->report_text.n);
}

static PyObject *store_show(PyObject *o, PyObject *args)
{
    const char *id;
    chn_store *s = open_store(o);
    chn_err err;
    PyObject *view = NULL;
    if (!s || !PyArg_ParseTuple(args, "s:show", &id))
        return NULL;
    memset(&err, 0, sizeof err);
    const chn_code code = chn_store_show(s, id, put_view, &view, &err);
    if (code == CHN_OK)
        return view; /* NULL: its exception is set */
    Py_XDECREF(view);
    return raise_answer(o, code, &err);
}

static PyObject *store_record(PyObject *o, PyObject *args)
{
    const char *id;
    chn_store *s = open_store(o);
    answer a;
    memset(&a, 0, sizeof a);
    if (!s || !PyArg_ParseTuple(args, "s:record", &id))
        return NULL;
    return answered(o, chn_store_record(s, id, grow, &a.out, &a.err), &a);
}

static PyObject *store_version(PyObject *o, PyObject *unused)
{
    (void)unused;
    char version[CHN_STORE_VERSION_LEN];
    chn_store *s = open_store(o);
    chn_err err;
    if (!s)
        return NULL;
    memset(&err, 0, sizeof err);
    const chn_code code = chn_store_version(s, version, &err);
    return code ? raise_answer(o, code, &err) : PyUnicode_FromString(version);
}

/* ---- SQL ---- */

static int bind_value(sqlite3_stmt *st, int at, PyObject *v)
{
    Py_ssize_t n;
    if (v == Py_None)
        return sqlite3_bind_null(st, at);
    if (PyLong_Check(v)) { /* True and False, too */
        const long long i = PyLong_AsLongLong(v);
        return PyErr_Occurred() ? -1 : sqlite3_bind_int64(st, at, i);
    }
    if (PyFloat_Check(v))
        return sqlite3_bind_double(st, at, PyFloat_AsDouble(v));
    if (PyUnicode_Check(v)) {
        const char *s = PyUnicode_AsUTF8AndSize(v, &n);
        return s ? sqlite3_bind_text64(st, at, s, (sqlite3_uint64)n,
                                       SQLITE_TRANSIENT, SQLITE_UTF8)
                 : -1;
    }
    PyErr_SetString(PyExc_TypeError,
                    "parameters of SQL are None, int, float or str");
    return -1;
}

static PyObject *cell(sqlite3_stmt *st, int i)
{
    switch (sqlite3_column_type(st, i)) {
    case SQLITE_INTEGER:
        return PyLong_FromLongLong(sqlite3_column_int64(st, i));
    case SQLITE_FLOAT:
        return PyFloat_FromDouble(sqlite3_column_double(st, i));
    case SQLITE_TEXT: {
        const char *p = (const char *)sqlite3_column_text(st, i);
        return PyUnicode_DecodeUTF8(p ? p : "", sqlite3_column_bytes(st, i),
                                    "replace");
    }
    case SQLITE_BLOB: {
        const char *p = sqlite3_column_blob(st, i);
        return PyBytes_FromStringAndSize(p ? p : "",
                                         sqlite3_column_bytes(st, i));
    }
    default:
        Py_RETURN_NONE;
    }
}

static PyObject *names_of(sqlite3_stmt *st)
{
    const int n = sqlite3_column_count(st);
    PyObject *names = PyList_New(n);
    for (int i = 0; names && i < n; i++) {
        PyObject *name = PyUnicode_FromString(sqlite3_column_name(st, i));
        if (!name || PyList_SetItem(names, i, name) < 0)
            Py_CLEAR(names);
    }
    return names;
}

static PyObject *row_of(sqlite3_stmt *st)
{
    const int n = sqlite3_column_count(st);
    PyObject *row = PyTuple_New(n);
    for (int i = 0; row && i < n; i++) {
        PyObject *v = cell(st, i);
        if (!v || PyTuple_SetItem(row, i, v) < 0)
            Py_CLEAR(row);
    }
    return row;
}

/* Rows into a list; false with an exception. */
static bool step_all(PyObject *o, sqlite3_stmt *st, PyObject *rows)
{
    for (;;) {
        int rc;
        Py_BEGIN_ALLOW_THREADS
        rc = sqlite3_step(st);
        Py_END_ALLOW_THREADS
        if (rc == SQLITE_DONE)
            return true;
        if (rc != SQLITE_ROW) {
            raise_sql(store_error(o), ((store *)o)->db);
            return false;
        }
        PyObject *row = row_of(st);
        const int bad = row ? PyList_Append(rows, row) : -1;
        Py_XDECREF(row);
        if (bad)
            return false;
    }
}

static PyObject *store_sql(PyObject *o, PyObject *args)
{
    const char *sql;
    PyObject *values;
    sqlite3 *db = ((store *)o)->db;
    sqlite3_stmt *st = NULL;
    const char *rest = "";
    if (!open_store(o) ||
        !PyArg_ParseTuple(args, "sO!:sql", &sql, &PyTuple_Type, &values))
        return NULL;
    PyObject *error = chn_py_state_of_type(Py_TYPE(o))->query_error;
    if (sqlite3_prepare_v2(db, sql, -1, &st, &rest) != SQLITE_OK)
        return raise_sql(error, db);
    if (!st || rest[strspn(rest, " \t\r\n;")]) {
        (void)sqlite3_finalize(st);
        PyErr_SetString(PyExc_ValueError, "one statement of SQL is wanted");
        return NULL;
    }
    bool ok = true;
    for (Py_ssize_t i = 0; i < PyTuple_Size(values) && ok; i++) {
        const int rc = bind_value(st, (int)i + 1, PyTuple_GetItem(values, i));
        ok = rc == SQLITE_OK;
        if (rc > 0)
            raise_sql(error, db);
    }
    PyObject *names = ok ? names_of(st) : NULL;
    PyObject *rows = names ? PyList_New(0) : NULL;
    if (rows && !step_all(o, st, rows))
        Py_CLEAR(rows);
    (void)sqlite3_finalize(st);
    if (rows)
        return Py_BuildValue("(NN)", names, rows);
    Py_XDECREF(names);
    return NULL;
}

static PyMethodDef store_methods[] = {
    {"close", store_close, METH_NOARGS, "close()\n--\n\nClose the file."},
    {"events", store_events, METH_VARARGS,
     "events(conditions)\n--\n\nEvents as JSON Lines."},
    {"export", store_export, METH_VARARGS,
     "export(conditions, format)\n--\n\nAs `chancery export` prints."},
    {"facets", store_facets, METH_VARARGS,
     "facets(conditions)\n--\n\nCounts as (facet, value, n)."},
    {"origins", store_origins, METH_NOARGS,
     "origins()\n--\n\nWhat rests on whose word."},
    {"series", store_series, METH_VARARGS,
     "series(dyad, grain, status, category, from, to, directed, by_claims)\n"
     "--\n\nA pair of countries over time, as JSON Lines."},
    {"show", store_show, METH_VARARGS, "show(id)\n--\n\nOne claim."},
    {"record", store_record, METH_VARARGS,
     "record(event)\n--\n\nOne event as a line of JSON."},
    {"sql", store_sql, METH_VARARGS,
     "sql(statement, values)\n--\n\nNames of columns, and rows."},
    {"version", store_version, METH_NOARGS,
     "version()\n--\n\nA name for the state of the rows."},
    {NULL, NULL, 0, NULL}};

static PyType_Slot store_slots[] = {
    {Py_tp_doc, "Store(path)\n--\n\nA store, for reading."},
    {Py_tp_new, (void *)store_new},
    {Py_tp_dealloc, (void *)store_dealloc},
    {Py_tp_methods, store_methods},
    {0, NULL}};

PyType_Spec chn_py_store_spec = {
    .name = "chancery._chancery.Store",
    .basicsize = sizeof(store),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = store_slots,
};
