/* SPDX-License-Identifier: Apache-2.0 */
/* Where claims of one event differ: what merging wrote into event.disagree,
 * with the reports and origins behind each value. */
#include <chancery/events.h>

#include "store/rivals.h"

/* One row a value. Fields by their place in the list, the agreed value first,
 * as they were written. */
#define DISAGREE(one)                                                          \
    "SELECT e.id, " CHN_EVENT_LINE(                                            \
        "e") ","                                                               \
             " e.date_from, e.date_to, f.value ->> 'field', v.value ->> "      \
             "'value',"                                                        \
             " v.key, coalesce(v.value ->> 'vague', 0),"                       \
             " (SELECT group_concat(j.value, ', ') FROM json_each(v.value, "   \
             "'$.claims')"                                                     \
             "   j),"                                                          \
             " (SELECT group_concat(id, ', ') FROM (SELECT DISTINCT r.id"      \
             "   FROM json_each(v.value, '$.claims') j JOIN claim c ON c.id "  \
             "= j.value"                                                       \
             "   JOIN report r ON r.seq = c.report ORDER BY r.id)),"           \
             " (SELECT group_concat(o, ', ') FROM (SELECT DISTINCT"            \
             "   coalesce(c.origin, r.publisher, r.id) AS o"                   \
             "   FROM json_each(v.value, '$.claims') j JOIN claim c ON c.id "  \
             "= j.value"                                                       \
             "   JOIN report r ON r.seq = c.report ORDER BY o)),"              \
             " coalesce(v.value ->> 'words', (SELECT CASE f.value ->> 'field'" \
             "   WHEN 'date' THEN coalesce(c.date_text, c.trigger)"            \
             "   WHEN 'place' THEN (SELECT p.label FROM claim_span p WHERE"    \
             "     p.claim = c.seq AND p.field = 'place')"                     \
             "   ELSE c.trigger END FROM json_each(v.value, '$.claims') j"     \
             "   JOIN claim c ON c.id = j.value ORDER BY j.key LIMIT 1))"      \
             " FROM event e, json_each(e.disagree) f, json_each(f.value, "     \
             "'$.values') v"                                                   \
             " WHERE e.disagree IS NOT NULL"                                   \
             " AND (?3 IS NULL OR coalesce(e.date_to, e.date_from) >= ?3)"     \
             " AND (?4 IS NULL OR coalesce(e.date_from, e.date_to) <= ?4)" one \
             " ORDER BY coalesce(e.date_from, e.date_to) IS NULL,"             \
             "  coalesce(e.date_from, e.date_to), e.id, f.key, v.key"

/* An event, or the events of claims, by the beginning of an id: looked up, so
 * that one event does not cost a walk over all. */
static const char of_one[] =
    DISAGREE(" AND (coalesce(?1, ?2) IS NULL OR (true" CHN_BETWEEN(
        "e.dyad") "))"
                  " AND (e.id IN (SELECT id FROM event WHERE id >= ?5 AND"
                  "  id < ?5 || 'g' UNION SELECT m.event FROM claim c JOIN "
                  "event_claim m ON"
                  "  m.claim = c.seq WHERE c.id >= ?5 AND c.id < ?5 || 'g'))");
static const char of_pair[] = DISAGREE(CHN_BETWEEN("e.dyad") " AND ?5 IS NULL");
static const char of_all[] = DISAGREE(" AND ?5 IS NULL");

chn_code chn_store_disagree(chn_store *s, const chn_filter *f,
                            const char *event, chn_disagree_fn fn, void *user,
                            chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(s,
                                         event              ? of_one
                                         : chn_has_party(f) ? of_pair
                                                            : of_all,
                                         err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_str(&b, chn_str_of(f && f->a ? f->a : ""));
    chn_bind_str(&b, chn_str_of(f && f->b ? f->b : ""));
    chn_bind_day(&b, f ? f->from : CHN_DAY_NONE);
    chn_bind_day(&b, f ? f->to : CHN_DAY_NONE);
    chn_bind_str(&b, chn_str_of(event ? event : ""));
    chn_code code = CHN_OK;
    bool more = true;
    while (more && chn_store_row(s, st, "reading the store", &code, err)) {
        const chn_disagree_row r = {
            .event = chn_col_str(st, 0),
            .what = chn_col_str(st, 1),
            .from = chn_col_day(st, 2),
            .to = chn_col_day(st, 3),
            .field = chn_col_str(st, 4),
            .value = chn_col_str(st, 5),
            .agreed = sqlite3_column_int(st, 6) == 0,
            .vague = sqlite3_column_int(st, 7) != 0,
            .claims = chn_col_str(st, 8),
            .reports = chn_col_str(st, 9),
            .origins = chn_col_str(st, 10),
            .quote = chn_col_str(st, 11),
        };
        more = fn(user, &r);
    }
    (void)sqlite3_finalize(st);
    return code == CHN_OK && more ? chn_store_rivals(s, f, event, fn, user, err)
                                  : code;
}
