/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking out what a report told, so that it can be read again with another
 * day. Its row stays. An event that had a claim of it goes with it; what other
 * reports told of that event is merged anew at commit.
 */
#include "store/fresh.h"

static const char forgetting[] = "taking out what a report told";

/* Claims of report ?1. */
#define OWN "(SELECT seq FROM claim WHERE report = ?1)"
/* Events that they are in. */
#define EVENTS "(SELECT event FROM event_claim WHERE claim IN " OWN ")"

/* Tellings that lead, of those events: the report's own and the others'. */
static const char leads_sql[] =
    "SELECT claim, block, reach_from, reach_to FROM telling"
    " WHERE claim = lead AND (claim IN " OWN " OR claim IN"
    "  (SELECT t.lead FROM event_claim m JOIN telling t ON t.claim = m.claim"
    "   WHERE m.event IN " EVENTS "))";

/* In this order: what looks at other rows first. */
static const char *const events_sql[] = {
    "INSERT INTO stale SELECT DISTINCT dyad FROM event WHERE id IN " EVENTS
    " AND dyad IS NOT NULL ON CONFLICT DO NOTHING",
    "DELETE FROM event WHERE id IN " EVENTS};

/* Once the events have no keys: these are found by their claims. */
static const char *const out_sql[] = {
    "DELETE FROM event_claim WHERE event NOT IN (SELECT id FROM event)",
    "DELETE FROM telling WHERE claim IN " OWN,
    "DELETE FROM claim_span WHERE claim IN " OWN,
    "DELETE FROM claim_voice WHERE claim IN " OWN,
    /* made anew from what is left: see seen_sql */
    "DELETE FROM actor_office WHERE actor IN"
    " (SELECT actor FROM claim_actor WHERE claim IN " OWN ")",
    "DELETE FROM claim_actor WHERE claim IN " OWN,
    "DELETE FROM claim WHERE report = ?1",
    "DELETE FROM detail WHERE report = ?1",
    "DELETE FROM credit WHERE report = ?1",
    "DELETE FROM sentence WHERE report = ?1"};

/* The day is that of put.c: the act's, else the report's. */
static const char seen_sql[] =
    "INSERT INTO actor_office (actor, office, first_seen, last_seen)"
    " SELECT actor, office, min(day), max(day) FROM"
    "  (SELECT a.actor, a.office,"
    "    CASE WHEN c.basis <> 'published' AND c.date_from IS NOT NULL"
    "     THEN c.date_from ELSE r.day END AS day"
    "   FROM claim_actor a JOIN claim c ON c.seq = a.claim"
    "   JOIN report r ON r.seq = c.report"
    "   WHERE a.actor IS NOT NULL AND a.office IS NOT NULL AND"
    "    a.actor NOT IN (SELECT actor FROM actor_office))"
    " GROUP BY actor, office";

static chn_code run(chn_store *s, const char *sql, int64_t report, chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(s, sql, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    if (sqlite3_bind_parameter_count(st) > 0)
        chn_bind_int(&b, report);
    const chn_code code = chn_bind_run(&b, forgetting, err);
    (void)sqlite3_finalize(st);
    return code;
}

static chn_code touch_leads(chn_store *s, int64_t report, chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(s, leads_sql, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_int(&b, report);
    return chn_store_touch_rows(s, &b, err);
}

chn_code chn_store_forget(chn_store *s, int64_t report, chn_err *err)
{
    s->seen = NULL; /* rows of actor_office go, too */
    chn_fresh_drop(s);
    /* until COMMIT: a review names a claim by its id, which is away for a
     * moment, and so are the claims of an event */
    chn_code code =
        chn_store_exec(s, "PRAGMA defer_foreign_keys = ON", forgetting, err);
    if (code == CHN_OK)
        code = touch_leads(s, report, err);
    for (size_t i = 0;
         i < sizeof events_sql / sizeof *events_sql && code == CHN_OK; i++)
        code = run(s, events_sql[i], report, err);
    if (code == CHN_OK)
        code = chn_store_unindex(s, err);
    for (size_t i = 0; i < sizeof out_sql / sizeof *out_sql && code == CHN_OK;
         i++)
        code = run(s, out_sql[i], report, err);
    if (code == CHN_OK)
        code = chn_store_exec(s, seen_sql, forgetting, err);
    return code;
}

/* A review of a claim that is not told any more would hang in the air. */
static chn_code check_reviews(chn_store *s, chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(
        s,
        "SELECT claim FROM review WHERE match IS NOT 'gone' AND"
        " coalesce(now, claim) NOT IN (SELECT id FROM claim) LIMIT 1",
        err);
    if (!st)
        return CHN_ERR_STORE;
    const int row = chn_store_step(s, st, forgetting, err);
    chn_code code = row < 0 ? CHN_ERR_STORE : CHN_OK;
    if (row > 0) {
        const chn_str id = chn_col_str(st, 0);
        code = chn_fail(err, CHN_ERR_INPUT,
                        "%s: claim %.*s has a review and would be gone with "
                        "that date; take the review out first",
                        s->path, (int)id.n, id.p);
    }
    (void)sqlite3_finalize(st);
    return code;
}

chn_code chn_store_forgotten(chn_store *s, chn_err *err)
{
    static const char *const sql[] = {
        "DELETE FROM actor WHERE id NOT IN"
        " (SELECT actor FROM claim_actor WHERE actor IS NOT NULL)",
        "DELETE FROM observance WHERE id NOT IN"
        " (SELECT occasion_id FROM claim WHERE occasion_id IS NOT NULL)"};
    chn_code code = check_reviews(s, err);
    for (size_t i = 0; i < sizeof sql / sizeof *sql && code == CHN_OK; i++)
        code = chn_store_exec(s, sql[i], forgetting, err);
    return code;
}
