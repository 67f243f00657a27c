/* SPDX-License-Identifier: Apache-2.0 */
/* A state as a person writes it: its code or one of its names. */
#ifndef CHN_CLI_STATE_H
#define CHN_CLI_STATE_H

#include <chancery/base.h>

#define CHN_STATE_MAX 16u

/*
 * "prk", "PRK", "North Korea" or "Russian Federation" -> the code in capitals;
 * "igo/un" -> "IGO/UN". By the table of states built in.
 *
 * @return CHN_ERR_ARGUMENT with a message where it is neither.
 */
chn_code chn_state_code(const char *word, char out[CHN_STATE_MAX],
                        chn_err *err);

#endif
