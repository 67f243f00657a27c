/* SPDX-License-Identifier: Apache-2.0 */
/* A report's syntax as text: CoNLL-U for programs, a drawn tree for people. */
#ifndef CHN_ENGINE_PARSED_H
#define CHN_ENGINE_PARSED_H

#include <chancery/engine.h>

#include "syntax/syntax.h"

#define CHN_PARSED_NO_MODEL                                                    \
    "no model of syntax is built in; name one with --model FILE (in a "        \
    "program: chn_engine_options.model)"

/* Reads the sentences that are asked for and prints them one by one. `wanted`
 * has a byte for each sentence, 0: pass over; NULL: all are wanted. */
chn_code chn_parsed_print(chn_tree *t, const uint8_t *wanted,
                          const chn_report *report, const chn_parse_options *o,
                          chn_write_fn write, void *user, chn_err *err);

#endif
