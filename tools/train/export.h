/* SPDX-License-Identifier: Apache-2.0 */
/* From floats to the int8 model file that src/syntax reads. */
#ifndef TRAIN_EXPORT_H
#define TRAIN_EXPORT_H

#include "net.h"

typedef struct export_in {
    const layout *l;
    const float *p;
    const vocab *v;
    const labels *labels;
    const corpus *c;  /* for the lemmas */
    const char *note; /* path, or NULL */
} export_in;

/* Writes the file; says on stderr why it could not. */
bool export_model(const export_in *in, const char *path);

#endif
