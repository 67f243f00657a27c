/* SPDX-License-Identifier: Apache-2.0 */
/* A report's day and how it is known: kept for the interface, or printed for
 * people or as JSON Lines. */
#ifndef CHN_ENGINE_DATED_H
#define CHN_ENGINE_DATED_H

#include <chancery/dating.h>

#include "base/arena.h"
#include "base/str.h"
#include "time/time.h"

/* `times` are those of `doc`, which is `report`'s; all that *out points at is
 * copied into `a`. */
chn_code chn_dated_keep(chn_arena *a, const chn_doc *doc,
                        const chn_times *times, const chn_report *report,
                        chn_dating *out, chn_err *err);

chn_code chn_dated_print(const chn_dating *d, const chn_report *report,
                         const chn_date_options *o, chn_write_fn write,
                         void *user, chn_err *err);

/* ,"name":"2019-08-15" or ,"name":null */
void chn_dated_put_day(chn_buf *b, const char *name, chn_day d);

#endif
