/* SPDX-License-Identifier: Apache-2.0 */
/* Figures in groups: what stats and query --facets share. In cmd_stats.c. */
#ifndef CHN_CLI_FIGURES_H
#define CHN_CLI_FIGURES_H

#include "cli.h"

typedef chn_code (*chn_counter)(chn_store *s, const chn_args *a, chn_stat_fn fn,
                                void *user, chn_err *err);

/* Opens the store, prints the figures by --format, returns the exit status. */
int chn_list_figures(const chn_args *a, chn_term *t, chn_counter counter);

#endif
