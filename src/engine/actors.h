/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of actors as a program holds them: chancery/actors.h. */
#ifndef CHN_ENGINE_ACTORS_H
#define CHN_ENGINE_ACTORS_H

#include <chancery/actors.h>

#include "base/table.h"

const chn_tableset *chn_actors_set(const chn_actors *a);

#endif
