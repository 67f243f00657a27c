/* SPDX-License-Identifier: Apache-2.0 */
/* Shared by assign.c and attach.c: the question which expression dates an
 * act. */
#ifndef CHN_TIME_ASSIGN_H
#define CHN_TIME_ASSIGN_H

#include "time/internal.h"

typedef struct asker {
    const chn_time_know *k;
    const chn_doc *doc;
    const chn_times *times;
    const chn_time_ask *ask;
    uint32_t first, end; /* expressions of the sentence */
} asker;

#define TIME_NONE UINT32_MAX
/* Sentences in which a report's news is told, its headline among them. */
#define CHN_TIME_LEAD 3

/* A month, a year: no day. */
static inline bool chn_time_coarse(const chn_timex *x)
{
    return x->precision != CHN_PRECISION_DAY;
}

/* Can the expression date an act at all, and this one? */
bool chn_time_dates(const asker *a, const chn_timex *x);
/* Does the noun of another event stand, behind a preposition, in tokens [from,
 * to): "the agreement reached | over their talks | in April"? */
bool chn_time_other_event(const asker *a, uint32_t from, uint32_t to);
/* "on Liberation Day" is when; "to mark Liberation Day" is why. */
bool chn_time_as_when(const asker *a, const chn_timex *x);

/* Does the sentence go on with the passage's act: "He also", "The talks"? */
bool chn_time_goes_on(const asker *a);

/* ---- attach.c: by the tree ---- */

/* Is there a tree of the act's sentence? */
bool chn_time_has_tree(const asker *a);
/* The expression that belongs to the act, or TIME_NONE. */
uint32_t chn_time_attached(const asker *a);
/* The day told of the clause that the act comes "after"; `soon`: hours after,
 * on that very day. TIME_NONE: none. */
uint32_t chn_time_after(const asker *a, bool *soon);
/* "hours after [Saturday's] quake": of that day. */
bool chn_time_soon_after(const asker *a, const chn_timex *x);
/* Does the tree show it to belong to another verb? */
bool chn_time_foreign(const asker *a, const chn_timex *x);
/* Does the noun hold what its clause tells: "in a Wednesday [meeting] they
 * signed"? */
bool chn_time_within(const asker *a, uint32_t noun);
/* "In May Peru's premier met", "; on Monday Smith met": the words before a name
 * that trees take for one of its own. */
bool chn_time_opens(const asker *a, const chn_timex *x);
/* Is the act's clause of the main line: no background by tense or clause? */
bool chn_time_main_line(const asker *a);

/* The token that the act's words hang from. */
uint32_t chn_time_predicate(const asker *a);
/* Does a clause go on where the one above it stands: "..., killing two", "as
 * they met"? */
bool chn_time_goes_along(const asker *a, uint32_t clause);

/* ---- count.c ---- */

/* Days from what a count runs from to what governs it; false: it tells none. */
bool chn_time_shift(const chn_timex *x, int32_t *days);
/* A day and so many more; CHN_DAY_NONE outside the years 0001 to 9999. */
chn_day chn_time_days_on(chn_day d, int32_t days);

/* The day of an act that is counted from another's; false: it is not known.
 * `bound`: the act has such a count, so no other day is its own. */
bool chn_time_counted(const asker *a, chn_date *out, bool *bound);
/* Sets a->first and a->end for the sentence of a->ask. */
void chn_time_sentence(asker *a);

/* ---- story.c ---- */

/* Is it the report's own date: alone in its line, or in its dateline? */
bool chn_time_report_line(const chn_doc *d, const chn_timex *x);

/* Is a clause of the report's main line: a main clause, its conjuncts, what is
 * said in it; in the past or present, not in the past before the past? */
bool chn_time_main_clause(const chn_tree *t, uint32_t clause);

#endif
