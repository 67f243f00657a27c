/* SPDX-License-Identifier: Apache-2.0 */
/* chancery query: events of a store by facets and words. */
#include "eventlist.h"
#include "figures.h"

/* What the options have in common with other commands, put to the rest. */
static void query_of(const chn_args *a, chn_query *q)
{
    *q = a->query;
    q->from = a->from;
    q->to = a->to;
    q->category = a->category[0] ? a->category : NULL;
    q->status = a->status;
}

static chn_code events(chn_store *s, const chn_args *a, chn_event_fn fn,
                       void *user, chn_err *err)
{
    chn_query q;
    query_of(a, &q);
    return chn_store_query(s, &q, fn, user, err);
}

static chn_code facets(chn_store *s, const chn_args *a, chn_stat_fn fn,
                       void *user, chn_err *err)
{
    chn_query q;
    query_of(a, &q);
    return chn_store_facets(s, &q, fn, user, err);
}

int chn_cmd_query(const chn_args *a, chn_term *t)
{
    return a->facets ? chn_list_figures(a, t, facets)
                     : chn_list_events(a, t, events);
}
