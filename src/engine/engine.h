/* SPDX-License-Identifier: Apache-2.0 */
/* Engine: the knowledge of all stages, opened once, and the order in which a
 * report flows through them. In: tables. Out: results. */
#ifndef CHN_ENGINE_ENGINE_H
#define CHN_ENGINE_ENGINE_H

#include <chancery/engine.h>

#include "base/table.h"
#include "engine/first.h"

/* Open over tables that the caller keeps until the engine is freed. */
chn_engine *chn_engine_over(const chn_tableset *set, chn_err *err);

/* Which sentences can hold an act; lives as long as the engine. */
const chn_first *chn_engine_first(const chn_engine *e);

/* What the text stage reads with, for measures of the stages; both live as
 * long as the engine. */
const chn_lex *chn_engine_lex(const chn_engine *e);
const chn_text_know *chn_engine_text(const chn_engine *e);

#endif
