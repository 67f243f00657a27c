/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a claim's own JSON line: members and elements by position, nothing
 * copied. For lines that this program wrote; anything else gives "absent",
 * never a crash. */
#ifndef CHN_BASE_JSONVIEW_H
#define CHN_BASE_JSONVIEW_H

#include <chancery/base.h>

#include "base/str.h"

/* The value of a member of object `json`, as it stands there; n == 0:
 * absent, or null. */
chn_str chn_json_member(chn_str json, const char *name);
/* All wanted members at once: values[i] as chn_json_member gives names[i]. */
void chn_json_members(chn_str json, const char *const *names, uint32_t n,
                      chn_str *values);
/* The next element of an array. `at` starts as 0. false: no more. */
bool chn_json_element(chn_str json, size_t *at, chn_str *value);
/* A string's value, or a number's text, appended to `b`. */
void chn_json_text(chn_buf *b, chn_str value);

#endif
