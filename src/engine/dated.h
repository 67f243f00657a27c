/* SPDX-License-Identifier: Apache-2.0 */
/* A report's day and how it is known, as text: for people, or JSON Lines. */
#ifndef CHN_ENGINE_DATED_H
#define CHN_ENGINE_DATED_H

#include <chancery/engine.h>

#include "time/time.h"

/* `times` are those of `doc`, which is `report`'s. */
chn_code chn_dated_print(const chn_doc *doc, const chn_times *times,
                         const chn_report *report, const chn_date_options *o,
                         chn_write_fn write, void *user, chn_err *err);

#endif
