/* SPDX-License-Identifier: Apache-2.0 */
/* What events, plan and run-task share. In cmd_events.c. */
#ifndef CHN_CLI_SPREAD_H
#define CHN_CLI_SPREAD_H

#include "options.h"

/* How the command line says that claims are merged. */
void chn_merging_of_args(const chn_args *a, chn_merging_options *o);

#endif
