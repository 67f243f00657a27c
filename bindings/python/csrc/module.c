/* SPDX-License-Identifier: Apache-2.0 */
/* The module chancery._chancery: what is not Python's business to know. The
 * package beside it is what people import. */
#include "binding.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct chn_py_shared {
    atomic_int refs;
    void *thing;
    chn_py_free_fn free_thing;
};

chn_py_shared *chn_py_share(void *thing, chn_py_free_fn free_thing)
{
    chn_py_shared *s = malloc(sizeof *s);
    if (!s) {
        free_thing(thing);
        return NULL;
    }
    atomic_init(&s->refs, 1);
    s->thing = thing;
    s->free_thing = free_thing;
    return s;
}

void chn_py_ref(chn_py_shared *s)
{
    atomic_fetch_add(&s->refs, 1);
}

void chn_py_unref(void *shared)
{
    chn_py_shared *s = shared;
    if (s && atomic_fetch_sub(&s->refs, 1) == 1) {
        s->free_thing(s->thing);
        free(s);
    }
}

void *chn_py_thing(const chn_py_shared *s)
{
    return s->thing;
}

/* ---- errors and strings ---- */

PyObject *chn_py_raise(PyObject *error, const chn_err *err)
{
    if (err->code == CHN_ERR_MEMORY)
        return PyErr_NoMemory();
    PyObject *args = Py_BuildValue("(sKs)", chn_code_name(err->code),
                                   (unsigned long long)err->byte, err->text);
    if (args) {
        PyErr_SetObject(error, args); /* a tuple is the call's arguments */
        Py_DECREF(args);
    }
    return NULL;
}

PyObject *chn_py_str(chn_str s)
{
    return PyUnicode_DecodeUTF8(s.n ? s.p : "", (Py_ssize_t)s.n, "replace");
}

PyObject *chn_py_str_or_none(chn_str s)
{
    if (s.n)
        return chn_py_str(s);
    Py_RETURN_NONE;
}

PyObject *chn_py_day_or_none(chn_day d)
{
    char text[11];
    if (d == CHN_DAY_NONE)
        Py_RETURN_NONE;
    chn_day_format(d, text);
    return PyUnicode_FromString(text);
}

/* ---- streams ---- */

static void free_capsule(PyObject *capsule)
{
    struct ArrowArrayStream *s =
        PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (s && s->release) /* else a consumer has it */
        s->release(s);
    free(s);
}

PyObject *chn_py_stream_capsule(struct ArrowArrayStream *s)
{
    struct ArrowArrayStream *own = malloc(sizeof *own);
    PyObject *capsule = NULL;
    if (own) {
        *own = *s;
        capsule = PyCapsule_New(own, "arrow_array_stream", free_capsule);
        if (capsule)
            return capsule;
    } else {
        PyErr_NoMemory();
    }
    free(own);
    s->release(s);
    return NULL;
}

/* ---- the module ---- */

chn_py_state *chn_py_state_of(PyObject *module)
{
    return PyModule_GetState(module);
}

chn_py_state *chn_py_state_of_type(PyTypeObject *type)
{
    return PyType_GetModuleState(type);
}

static PyObject *get_error(PyObject *errors, const char *name)
{
    return PyObject_GetAttrString(errors, name);
}

static PyObject *add_type(PyObject *module, PyType_Spec *spec, const char *name)
{
    PyObject *type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (!type)
        return NULL;
    Py_INCREF(type);
    if (PyModule_AddObject(module, name, type) < 0) {
        Py_DECREF(type);
        Py_DECREF(type);
        return NULL;
    }
    return type;
}

static int module_exec(PyObject *module)
{
    chn_py_state *st = chn_py_state_of(module);
    PyObject *errors = PyImport_ImportModule("chancery._errors");
    if (!errors)
        return -1;
    st->coding_error = get_error(errors, "CodingError");
    st->engine_error = get_error(errors, "EngineError");
    st->store_error = get_error(errors, "StoreError");
    st->query_error = get_error(errors, "QueryError");
    Py_DECREF(errors);
    if (!st->coding_error || !st->engine_error || !st->store_error ||
        !st->query_error)
        return -1;
    st->engine_type = add_type(module, &chn_py_engine_spec, "Engine");
    st->result_type = add_type(module, &chn_py_result_spec, "Result");
    st->store_type = add_type(module, &chn_py_store_spec, "Store");
    if (!st->engine_type || !st->result_type || !st->store_type)
        return -1;
    return PyModule_AddStringConstant(module, "version", chn_version());
}

static int module_traverse(PyObject *module, visitproc visit, void *arg)
{
    chn_py_state *st = chn_py_state_of(module);
    if (!st)
        return 0;
    Py_VISIT(st->engine_type);
    Py_VISIT(st->result_type);
    Py_VISIT(st->store_type);
    Py_VISIT(st->coding_error);
    Py_VISIT(st->engine_error);
    Py_VISIT(st->store_error);
    Py_VISIT(st->query_error);
    return 0;
}

static int module_clear(PyObject *module)
{
    chn_py_state *st = chn_py_state_of(module);
    if (!st)
        return 0;
    Py_CLEAR(st->engine_type);
    Py_CLEAR(st->result_type);
    Py_CLEAR(st->store_type);
    Py_CLEAR(st->coding_error);
    Py_CLEAR(st->engine_error);
    Py_CLEAR(st->store_error);
    Py_CLEAR(st->query_error);
    return 0;
}

static PyMethodDef methods[] = {
    {"result_stream", chn_py_result_stream, METH_VARARGS,
     "result_stream(results, error_rows, none_rows, merge, batch_rows)\n--\n\n"
     "The rows of results, as a capsule of an Arrow stream."},
    {"merge_stream", chn_py_merge_stream, METH_VARARGS,
     "merge_stream(capsule, window, points, days)\n--\n\n"
     "Merge an Arrow stream of claims, by runs of one key; a capsule of the "
     "stream of events."},
    {"table_stream", chn_py_table_stream, METH_VARARGS,
     "table_stream(names, types, columns)\n--\n\n"
     "Lists of values as a capsule of an Arrow stream."},
    {NULL, NULL, 0, NULL}};

static PyModuleDef_Slot slots[] = {{Py_mod_exec, (void *)module_exec},
                                   {0, NULL}};

static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT,
    .m_name = "chancery._chancery",
    .m_doc = "The compiled part of chancery. Import chancery instead.",
    .m_size = sizeof(chn_py_state),
    .m_methods = methods,
    .m_slots = slots,
    .m_traverse = module_traverse,
    .m_clear = module_clear,
};

PyMODINIT_FUNC PyInit__chancery(void);
PyMODINIT_FUNC PyInit__chancery(void)
{
    return PyModuleDef_Init(&module_def);
}
