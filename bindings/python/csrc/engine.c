/* SPDX-License-Identifier: Apache-2.0 */
/* Engines and results. Coding runs without the interpreter's lock. */
#include "binding.h"

#include <stdlib.h>
#include <string.h>

#include "grown.h"

/* ---- the engine ---- */

/* Workers that are idle; taken and given back under the interpreter's lock,
 * so that there is no lock of ours that a fork could leave closed. */
#define IDLE_MAX 64

typedef struct engine {
    PyObject_HEAD chn_py_shared *shared; /* of a chn_engine */
    chn_worker *idle[IDLE_MAX];
    int n_idle;
} engine;

static void free_engine(void *e)
{
    chn_engine_free(e);
}

/* Strings of a sequence, borrowed from it; NULL with an exception. */
static const char **strings_of(PyObject *list, Py_ssize_t *n)
{
    *n = PySequence_Size(list);
    if (*n < 0)
        return NULL;
    const char **s = calloc((size_t)*n + 1, sizeof *s);
    if (!s) {
        PyErr_NoMemory();
        return NULL;
    }
    for (Py_ssize_t i = 0; i < *n; i++) {
        PyObject *item = PySequence_GetItem(list, i);
        s[i] = item ? PyUnicode_AsUTF8AndSize(item, NULL) : NULL;
        Py_XDECREF(item); /* the tuple keeps it */
        if (!s[i]) {
            free(s);
            return NULL;
        }
    }
    return s;
}

static PyObject *engine_new(PyTypeObject *type, PyObject *args, PyObject *kw)
{
    static char *names[] = {"data",           "model",       "cpu", "scale",
                            "min_confidence", "claims_only", NULL};
    PyObject *dirs = NULL;
    chn_engine_options o;
    int least = 0;
    int claims_only = 0;
    Py_ssize_t n_dirs = 0;
    chn_engine_options_init(&o);
    if (!PyArg_ParseTupleAndKeywords(args, kw, "|O!zzzip", names, &PyTuple_Type,
                                     &dirs, &o.model, &o.cpu, &o.scale, &least,
                                     &claims_only))
        return NULL;
    const char **data = dirs ? strings_of(dirs, &n_dirs) : NULL;
    if (dirs && !data)
        return NULL;
    o.data_dirs = data;
    o.n_data_dirs = (size_t)n_dirs;
    o.min_confidence_percent = least;
    o.claims_only = claims_only != 0;
    chn_err err;
    chn_engine *opened;
    memset(&err, 0, sizeof err);
    Py_BEGIN_ALLOW_THREADS
    opened = chn_engine_open(&o, &err);
    Py_END_ALLOW_THREADS
    free(data);
    if (!opened)
        return chn_py_raise(chn_py_state_of_type(type)->engine_error, &err);
    chn_py_shared *shared = chn_py_share(opened, free_engine);
    if (!shared)
        return PyErr_NoMemory();
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    engine *self = (engine *)alloc(type, 0);
    if (self)
        self->shared = shared;
    else
        chn_py_unref(shared);
    return (PyObject *)self;
}

static void engine_dealloc(PyObject *o)
{
    engine *self = (engine *)o;
    PyTypeObject *type = Py_TYPE(o);
    freefunc give = (freefunc)PyType_GetSlot(type, Py_tp_free);
    for (int i = 0; i < self->n_idle; i++)
        chn_worker_free(self->idle[i]);
    chn_py_unref(self->shared);
    give(o);
    Py_DECREF(type);
}

static const chn_engine *engine_of(const engine *self)
{
    return chn_py_thing(self->shared);
}

static chn_worker *take_worker(engine *self, chn_err *err)
{
    if (self->n_idle > 0)
        return self->idle[--self->n_idle];
    return chn_worker_new(engine_of(self), err);
}

static void give_worker(engine *self, chn_worker *w)
{
    if (self->n_idle < IDLE_MAX)
        self->idle[self->n_idle++] = w;
    else
        chn_worker_free(w);
}

static chn_str str_of(const char *p, Py_ssize_t n)
{
    chn_str s = {p ? p : "", p ? (size_t)n : 0};
    return s;
}

static PyObject *engine_code(PyObject *o, PyObject *args)
{
    engine *self = (engine *)o;
    chn_py_state *st = chn_py_state_of_type(Py_TYPE(o));
    const char *text, *id, *date, *publisher, *title, *url;
    Py_ssize_t n_text, n_id, n_date, n_publisher, n_title, n_url;
    /* bytes objects, which keep still while the lock is given up */
    if (!PyArg_ParseTuple(args, "y#z#z#z#z#z#:code", &text, &n_text, &id, &n_id,
                          &date, &n_date, &publisher, &n_publisher, &title,
                          &n_title, &url, &n_url))
        return NULL;
    chn_err err;
    chn_report r;
    char made[CHN_REPORT_ID_LEN];
    memset(&err, 0, sizeof err);
    memset(&r, 0, sizeof r);
    r.text = str_of(text, n_text);
    r.id = str_of(id, n_id);
    r.publisher = str_of(publisher, n_publisher);
    r.title = str_of(title, n_title);
    r.url = str_of(url, n_url);
    r.file = str_of("", 0);
    r.published = date ? chn_day_parse(date, (size_t)n_date) : CHN_DAY_NONE;
    if (date && r.published == CHN_DAY_NONE) {
        PyErr_Format(PyExc_ValueError,
                     "date must be a day that exists, \"YYYY-MM-DD\", not "
                     "\"%s\"",
                     date);
        return NULL;
    }
    chn_worker *w = take_worker(self, &err);
    if (!w)
        return chn_py_raise(st->coding_error, &err);
    chn_result *result = NULL;
    Py_BEGIN_ALLOW_THREADS
    if (chn_report_complete(&r, made, &err) == CHN_OK)
        result = chn_worker_code(w, &r, &err);
    Py_END_ALLOW_THREADS
    give_worker(self, w);
    if (!result)
        return chn_py_raise(st->coding_error, &err);
    return chn_py_result_new(st, result);
}

static void stream_options(chn_stream_options *o, int error_rows, int none_rows,
                           int merge, unsigned batch_rows)
{
    chn_stream_options_init(o);
    o->error_rows = error_rows != 0;
    o->none_rows = none_rows != 0;
    o->merge = merge != 0;
    o->batch_rows = batch_rows;
}

static PyObject *engine_stream(PyObject *o, PyObject *args)
{
    engine *self = (engine *)o;
    PyObject *capsule;
    int error_rows, none_rows, merge;
    unsigned batch_rows;
    chn_merging_options merging;
    chn_merging_options_init(&merging);
    if (!PyArg_ParseTuple(args, "OpppI|iiI:stream", &capsule, &error_rows,
                          &none_rows, &merge, &batch_rows, &merging.window,
                          &merging.points, &merging.days))
        return NULL;
    struct ArrowArrayStream *in =
        PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (!in)
        return NULL;
    chn_stream_options so;
    stream_options(&so, error_rows, none_rows, merge, batch_rows);
    so.merging = &merging;
    so.done = chn_py_unref;
    so.user = self->shared;
    chn_py_ref(self->shared);
    struct ArrowArrayStream out;
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_code code;
    Py_BEGIN_ALLOW_THREADS
    code = chn_code_stream(engine_of(self), &so, in, &out, &err);
    Py_END_ALLOW_THREADS
    if (code)
        return chn_py_raise(chn_py_state_of_type(Py_TYPE(o))->coding_error,
                            &err);
    return chn_py_stream_capsule(&out);
}

static PyObject *get_data_version(PyObject *o, void *unused)
{
    (void)unused;
    return PyUnicode_FromString(
        chn_engine_data_version(engine_of((engine *)o)));
}

static PyObject *get_rules_version(PyObject *o, void *unused)
{
    (void)unused;
    return PyUnicode_FromString(
        chn_engine_rules_version(engine_of((engine *)o)));
}

static PyObject *get_model_version(PyObject *o, void *unused)
{
    (void)unused;
    return PyUnicode_FromString(
        chn_engine_model_version(engine_of((engine *)o)));
}

static PyObject *get_scale(PyObject *o, void *unused)
{
    (void)unused;
    return PyUnicode_FromString(chn_engine_scale(engine_of((engine *)o)));
}

static PyObject *get_min_confidence(PyObject *o, void *unused)
{
    (void)unused;
    return PyLong_FromLong(chn_engine_min_confidence(engine_of((engine *)o)));
}

static PyMethodDef engine_methods[] = {
    {"code", engine_code, METH_VARARGS,
     "code(text, id, date, publisher, title, url)\n--\n\n"
     "Code one report. All are bytes; all but text may be None."},
    {"stream", engine_stream, METH_VARARGS,
     "stream(capsule, error_rows, none_rows, merge, batch_rows, window=1, "
     "points=45, days=512)\n--\n\n"
     "Code an Arrow stream of reports; a capsule of the stream of rows."},
    {NULL, NULL, 0, NULL}};

static PyGetSetDef engine_getset[] = {
    {"data_version", get_data_version, NULL, "Version of the tables.", NULL},
    {"rules_version", get_rules_version, NULL, "Version of the rules.", NULL},
    {"model_version", get_model_version, NULL,
     "Version of the model of syntax; empty without one.", NULL},
    {"scale", get_scale, NULL, "Scale of quad class and score.", NULL},
    {"min_percent", get_min_confidence, NULL, "Least confidence, in percent.",
     NULL},
    {NULL, NULL, NULL, NULL, NULL}};

static PyType_Slot engine_slots[] = {
    {Py_tp_doc, "Engine(data=(), model=None, cpu=None, scale=None, "
                "min_confidence=0, claims_only=False)\n--\n\nTables and rules, "
                "shared by threads."},
    {Py_tp_new, (void *)engine_new},
    {Py_tp_dealloc, (void *)engine_dealloc},
    {Py_tp_methods, engine_methods},
    {Py_tp_getset, engine_getset},
    {0, NULL}};

PyType_Spec chn_py_engine_spec = {
    .name = "chancery._chancery.Engine",
    .basicsize = sizeof(engine),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = engine_slots,
};

/* ---- a result ---- */

typedef struct result {
    PyObject_HEAD chn_py_shared *shared; /* of a chn_result */
} result;

static void free_result(void *r)
{
    chn_result_free(r);
}

PyObject *chn_py_result_new(chn_py_state *state, chn_result *r)
{
    chn_py_shared *shared = chn_py_share(r, free_result);
    if (!shared)
        return PyErr_NoMemory();
    PyTypeObject *type = (PyTypeObject *)state->result_type;
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    result *self = (result *)alloc(type, 0);
    if (self)
        self->shared = shared;
    else
        chn_py_unref(shared);
    return (PyObject *)self;
}

static void result_dealloc(PyObject *o)
{
    PyTypeObject *type = Py_TYPE(o);
    freefunc give = (freefunc)PyType_GetSlot(type, Py_tp_free);
    chn_py_unref(((result *)o)->shared);
    give(o);
    Py_DECREF(type);
}

static const chn_result *result_of(PyObject *o)
{
    return chn_py_thing(((result *)o)->shared);
}

/* What was printed, as str; frees it. */
static PyObject *printed(PyObject *o, chn_code code, const chn_err *err,
                         grown *g)
{
    PyObject *s = NULL;
    if (code == CHN_ERR_OUTPUT)
        PyErr_NoMemory();
    else if (code)
        chn_py_raise(chn_py_state_of_type(Py_TYPE(o))->coding_error, err);
    else
        s = PyUnicode_DecodeUTF8(g->p ? g->p : "", (Py_ssize_t)g->n, "replace");
    free(g->p);
    return s;
}

static PyObject *result_lines(PyObject *o, PyObject *unused)
{
    (void)unused;
    grown g = {NULL, 0, 0};
    chn_err err;
    chn_code code;
    chn_print_options po;
    chn_print_options_init(&po);
    memset(&err, 0, sizeof err);
    code = chn_result_print(result_of(o), &po, grow, &g, &err);
    return printed(o, code, &err, &g);
}

static PyObject *result_rejected(PyObject *o, PyObject *unused)
{
    (void)unused;
    grown g = {NULL, 0, 0};
    chn_err err;
    memset(&err, 0, sizeof err);
    const chn_code code =
        chn_result_print_rejected(result_of(o), grow, &g, &err);
    return printed(o, code, &err, &g);
}

static PyObject *result_count(PyObject *o, PyObject *unused)
{
    (void)unused;
    return PyLong_FromSize_t(chn_result_claim_count(result_of(o)));
}

static PyObject *result_char(PyObject *o, PyObject *arg)
{
    const unsigned long byte = PyLong_AsUnsignedLong(arg);
    if (PyErr_Occurred())
        return NULL;
    if (byte > chn_result_report(result_of(o))->text.n) {
        PyErr_SetString(PyExc_IndexError, "no such byte in the report's text");
        return NULL;
    }
    return PyLong_FromUnsignedLong(
        chn_result_code_point(result_of(o), (uint32_t)byte));
}

static PyObject *result_spans(PyObject *o, PyObject *unused)
{
    (void)unused;
    const chn_result *r = result_of(o);
    const Py_ssize_t n = (Py_ssize_t)chn_result_sentence_count(r);
    PyObject *list = PyList_New(n);
    for (Py_ssize_t i = 0; list && i < n; i++) {
        const chn_span s = chn_result_sentence(r, (size_t)i);
        PyObject *pair = Py_BuildValue("(II)", s.from, s.to);
        if (!pair || PyList_SetItem(list, i, pair) < 0)
            Py_CLEAR(list);
    }
    return list;
}

static PyObject *result_credits(PyObject *o, PyObject *unused)
{
    (void)unused;
    const chn_result *r = result_of(o);
    const Py_ssize_t n = (Py_ssize_t)chn_result_credit_count(r);
    PyObject *list = PyList_New(n);
    for (Py_ssize_t i = 0; list && i < n; i++) {
        const chn_credit *c = chn_result_credit(r, (size_t)i);
        PyObject *item = Py_BuildValue(
            "(NNNsII)", chn_py_str(c->name), chn_py_str_or_none(c->id),
            chn_py_str_or_none(c->kind), c->relation, c->span.from, c->span.to);
        if (!item || PyList_SetItem(list, i, item) < 0)
            Py_CLEAR(list);
    }
    return list;
}

static PyObject *result_report(PyObject *o, void *unused)
{
    (void)unused;
    const chn_report *r = chn_result_report(result_of(o));
    return Py_BuildValue("{s:N,s:N,s:N,s:N,s:N,s:I}", "id", chn_py_str(r->id),
                         "date", chn_py_day_or_none(r->published), "publisher",
                         chn_py_str_or_none(r->publisher), "title",
                         chn_py_str_or_none(r->title), "url",
                         chn_py_str_or_none(r->url), "body", r->body);
}

static PyObject *result_dating(PyObject *o, void *unused)
{
    (void)unused;
    const chn_dating *d = chn_result_dating(result_of(o));
    return Py_BuildValue(
        "{s:N,s:N,s:N,s:i,s:s}", "day", chn_py_day_or_none(d->day), "from",
        chn_py_day_or_none(d->from), "to", chn_py_day_or_none(d->to), "percent",
        (int)d->confidence_percent, "basis", chn_dating_basis_name(d->basis));
}

static PyObject *result_text(PyObject *o, void *unused)
{
    (void)unused;
    const chn_str t = chn_result_report(result_of(o))->text;
    return PyBytes_FromStringAndSize(t.p, (Py_ssize_t)t.n);
}

static PyObject *result_tokens(PyObject *o, void *unused)
{
    (void)unused;
    return PyLong_FromUnsignedLong(chn_result_token_count(result_of(o)));
}

static PyMethodDef result_methods[] = {
    {"lines", result_lines, METH_NOARGS,
     "lines()\n--\n\nThe claims as JSON Lines, as `chancery code` prints "
     "them."},
    {"rejected", result_rejected, METH_NOARGS,
     "rejected()\n--\n\nWhat was seen and not coded, as JSON Lines."},
    {"count", result_count, METH_NOARGS, "count()\n--\n\nHow many claims."},
    {"char", result_char, METH_O,
     "char(byte)\n--\n\nCode points of the text before a byte."},
    {"sentences", result_spans, METH_NOARGS,
     "sentences()\n--\n\nSpans of the sentences, in bytes."},
    {"credits", result_credits, METH_NOARGS,
     "credits()\n--\n\nWhom the report credits as a whole."},
    {NULL, NULL, 0, NULL}};

static PyGetSetDef result_getset[] = {
    {"report", result_report, NULL, "The report that was coded.", NULL},
    {"dating", result_dating, NULL, "The day it was read with.", NULL},
    {"text", result_text, NULL, "Its bytes.", NULL},
    {"tokens", result_tokens, NULL, "How many tokens were read.", NULL},
    {NULL, NULL, NULL, NULL, NULL}};

static PyType_Slot result_slots[] = {{Py_tp_doc, "One report's claims."},
                                     {Py_tp_dealloc, (void *)result_dealloc},
                                     {Py_tp_methods, result_methods},
                                     {Py_tp_getset, result_getset},
                                     {0, NULL}};

PyType_Spec chn_py_result_spec = {
    .name = "chancery._chancery.Result",
    .basicsize = sizeof(result),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = result_slots,
};

/* ---- results as rows ---- */

/* Results that a stream keeps. */
typedef struct kept {
    size_t n;
    chn_py_shared *result[];
} kept;

static void let_go(void *user)
{
    kept *k = user;
    for (size_t i = 0; i < k->n; i++)
        chn_py_unref(k->result[i]);
    free(k);
}

PyObject *chn_py_result_stream(PyObject *module, PyObject *args)
{
    chn_py_state *st = chn_py_state_of(module);
    PyObject *list;
    int error_rows, none_rows, merge;
    unsigned batch_rows;
    if (!PyArg_ParseTuple(args, "O!pppI:result_stream", &PyList_Type, &list,
                          &error_rows, &none_rows, &merge, &batch_rows))
        return NULL;
    const Py_ssize_t n = PyList_Size(list);
    kept *k = malloc(sizeof *k + (size_t)n * sizeof *k->result);
    const chn_result **r = malloc(((size_t)n + 1) * sizeof *r);
    if (!k || !r) {
        free(k);
        free(r);
        return PyErr_NoMemory();
    }
    k->n = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PyList_GetItem(list, i);
        if (!PyObject_TypeCheck(item, (PyTypeObject *)st->result_type)) {
            PyErr_SetString(PyExc_TypeError, "a list of Result is wanted");
            let_go(k);
            free(r);
            return NULL;
        }
        k->result[i] = ((result *)item)->shared;
        chn_py_ref(k->result[i]);
        k->n++;
        r[i] = result_of(item);
    }
    chn_stream_options so;
    stream_options(&so, error_rows, none_rows, merge, batch_rows);
    so.done = let_go;
    so.user = k;
    struct ArrowArrayStream out;
    chn_err err;
    memset(&err, 0, sizeof err);
    const chn_code code = chn_result_stream(r, (size_t)n, &so, &out, &err);
    free(r);
    if (code)
        return chn_py_raise(st->coding_error, &err);
    return chn_py_stream_capsule(&out);
}
