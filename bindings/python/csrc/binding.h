/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the extension share. CPython's limited API of 3.10, so
 * that one build serves every version since. */
#ifndef CHN_PYTHON_BINDING_H
#define CHN_PYTHON_BINDING_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <chancery/chancery.h>

/*
 * An engine, a result or a store, shared by Python objects and by Arrow
 * streams, which may be released by any thread, with or without the
 * interpreter's lock, and after the interpreter is gone. So this is counted
 * without Python.
 */
typedef struct chn_py_shared chn_py_shared;
typedef void (*chn_py_free_fn)(void *thing);
/* One reference. NULL, with `thing` freed: no memory. */
chn_py_shared *chn_py_share(void *thing, chn_py_free_fn free_thing);
void chn_py_ref(chn_py_shared *s);
void chn_py_unref(void *s);
void *chn_py_thing(const chn_py_shared *s);

/* Of one interpreter. */
typedef struct chn_py_state {
    PyObject *engine_type, *result_type, *store_type;
    PyObject *coding_error, *engine_error, *store_error, *query_error;
} chn_py_state;
chn_py_state *chn_py_state_of(PyObject *module);
chn_py_state *chn_py_state_of_type(PyTypeObject *type);

/* Raise `error` of the state for `err`; MemoryError where it is that. Returns
 * NULL. */
PyObject *chn_py_raise(PyObject *error, const chn_err *err);

/* A new reference to a str; "" of bytes that are not UTF-8 is never given:
 * they are replaced. None where the string is empty. */
PyObject *chn_py_str(chn_str s);
PyObject *chn_py_str_or_none(chn_str s);
PyObject *chn_py_day_or_none(chn_day d);

extern PyType_Spec chn_py_engine_spec, chn_py_result_spec, chn_py_store_spec;
/* Wraps a result, which is freed where that fails. */
PyObject *chn_py_result_new(chn_py_state *state, chn_result *r);
/* Module functions. */
PyObject *chn_py_result_stream(PyObject *module, PyObject *args);
PyObject *chn_py_table_stream(PyObject *module, PyObject *args);
PyObject *chn_py_merge_stream(PyObject *module, PyObject *args);
/* A capsule of the kind that Arrow's __arrow_c_stream__ returns. */
PyObject *chn_py_stream_capsule(struct ArrowArrayStream *s);

#endif
