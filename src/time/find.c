/* SPDX-License-Identifier: Apache-2.0 */
/* The door of the stage: match, find the report's day if it has none,
 * resolve. */
#include "time/internal.h"

chn_code chn_time_find(const chn_time_know *k, const chn_doc *doc,
                       chn_times *out, chn_err *err)
{
    const time_token *info = NULL;
    time_raws raws = {NULL, 0, 0};
    const chn_code code = chn_time_match(k, doc, &info, &raws, err);
    if (code)
        return code;
    const chn_day anchor = doc->published != CHN_DAY_NONE
                               ? doc->published
                               : chn_time_anchor(k, doc, &raws);
    return chn_time_resolve(k, doc, info, &raws, anchor, out, err);
}
