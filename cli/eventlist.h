/* SPDX-License-Identifier: Apache-2.0 */
/* Events as rows of a table, JSON Lines or CSV: what timeline and query
 * share. In cmd_timeline.c. */
#ifndef CHN_CLI_EVENTLIST_H
#define CHN_CLI_EVENTLIST_H

#include "cli.h"

/* Hands the events that the command line means to `fn`, in their order. */
typedef chn_code (*chn_lister)(chn_store *s, const chn_args *a, chn_event_fn fn,
                               void *user, chn_err *err);

/* Opens the store, prints them by --format, returns the exit status. */
int chn_list_events(const chn_args *a, chn_term *t, chn_lister lister);

#endif
