/* SPDX-License-Identifier: Apache-2.0 */
/* Engine: the knowledge of all stages, opened once, and the order in which a
 * report flows through them. In: tables. Out: results. */
#ifndef CHN_ENGINE_ENGINE_H
#define CHN_ENGINE_ENGINE_H

#include <chancery/engine.h>

#include "base/table.h"

/* Open over tables that the caller keeps until the engine is freed. */
chn_engine *chn_engine_over(const chn_tableset *set, chn_err *err);

#endif
