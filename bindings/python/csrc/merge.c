/* SPDX-License-Identifier: Apache-2.0 */
/* A stream of claims, runs of one key, as a stream of events. */
#include "binding.h"

#include <string.h>

PyObject *chn_py_merge_stream(PyObject *module, PyObject *args)
{
    PyObject *capsule;
    chn_merging_options o;
    chn_merging_options_init(&o);
    if (!PyArg_ParseTuple(args, "OiiI:merge_stream", &capsule, &o.window,
                          &o.points, &o.days))
        return NULL;
    struct ArrowArrayStream *in =
        PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (!in)
        return NULL;
    struct ArrowArrayStream out;
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_code code;
    Py_BEGIN_ALLOW_THREADS
    code = chn_merge_stream(&o, in, &out, &err);
    Py_END_ALLOW_THREADS
    if (code)
        return chn_py_raise(chn_py_state_of(module)->coding_error, &err);
    return chn_py_stream_capsule(&out);
}
