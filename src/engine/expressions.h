/* SPDX-License-Identifier: Apache-2.0 */
/* A report's expressions of time, kept for the interface. */
#ifndef CHN_ENGINE_EXPRESSIONS_H
#define CHN_ENGINE_EXPRESSIONS_H

#include <chancery/dating.h>

#include "base/str.h"
#include "time/time.h"

/* `times` are those of `doc`, which is `report`'s; all is copied. NULL: no
 * memory. */
chn_expressions *chn_expressions_new(const chn_doc *doc, const chn_times *times,
                                     const chn_report *report, chn_err *err);

/* One of them as chn_expressions_print prints it. */
void chn_expression_put(chn_buf *b, const chn_expression *x);

#endif
