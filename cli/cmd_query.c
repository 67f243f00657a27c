/* SPDX-License-Identifier: Apache-2.0 */
/* chancery query: events of a store by facets and words. */
#include "eventlist.h"
#include "figures.h"

static chn_code events(chn_store *s, const chn_args *a, chn_event_fn fn,
                       void *user, chn_err *err)
{
    chn_query q;
    chn_query_of_args(a, &q);
    return chn_store_query(s, &q, fn, user, err);
}

static chn_code facets(chn_store *s, const chn_args *a, chn_stat_fn fn,
                       void *user, chn_err *err)
{
    chn_query q;
    chn_query_of_args(a, &q);
    return chn_store_facets(s, &q, fn, user, err);
}

int chn_cmd_query(const chn_args *a, chn_term *t)
{
    return a->facets ? chn_list_figures(a, t, facets)
                     : chn_list_events(a, t, events);
}
