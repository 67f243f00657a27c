/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two stores compared by their claims. Events are the same where their ids
 * are, else where they share claims; claims are the same by id, else by
 * report and words.
 */
#include <chancery/review.h>

#include "store/store_in.h"

static const char comparing[] = "comparing the stores";

#define TEXT_MAX ((size_t)4 * 1024 * 1024)

/* Claims of both, and which event each is in. */
static const char *const prepare_sql[] = {
    "PRAGMA temp_store = MEMORY",
    "CREATE TEMP TABLE ca AS SELECT c.id AS claim, m.event, r.id AS report,"
    " s.byte_from AS f, s.byte_to AS t, c.rule FROM main.claim c"
    " JOIN main.event_claim m ON m.claim = c.seq"
    " JOIN main.report r ON r.seq = c.report LEFT JOIN main.claim_span s"
    "  ON s.claim = c.seq AND s.field = 'act'",
    "CREATE TEMP TABLE cb AS SELECT c.id AS claim, m.event, r.id AS report,"
    " s.byte_from AS f, s.byte_to AS t, c.rule FROM other.claim c"
    " JOIN other.event_claim m ON m.claim = c.seq"
    " JOIN other.report r ON r.seq = c.report LEFT JOIN other.claim_span s"
    "  ON s.claim = c.seq AND s.field = 'act'",
    "CREATE INDEX temp.ca_claim ON ca (claim)",
    "CREATE INDEX temp.cb_claim ON cb (claim)",
    "CREATE INDEX temp.ca_event ON ca (event)",
    "CREATE INDEX temp.cb_event ON cb (event)",
    "CREATE INDEX temp.ca_at ON ca (report, f)",
    "CREATE INDEX temp.cb_at ON cb (report, f)",
    /* pairs of events: same id; then most claims in common; then words */
    "CREATE TEMP TABLE pair (a PRIMARY KEY, b UNIQUE)",
    "INSERT INTO temp.pair SELECT x.id, x.id FROM main.event x"
    " JOIN other.event y ON y.id = x.id",
    "INSERT OR IGNORE INTO temp.pair SELECT ca.event, cb.event FROM ca JOIN cb"
    " ON cb.claim = ca.claim WHERE ca.event NOT IN (SELECT a FROM temp.pair)"
    " AND cb.event NOT IN (SELECT b FROM temp.pair) GROUP BY 1, 2"
    " ORDER BY count(*) DESC, 1, 2",
    "INSERT OR IGNORE INTO temp.pair SELECT ca.event, cb.event FROM ca JOIN cb"
    " ON cb.report = ca.report AND cb.f = ca.f AND cb.t = ca.t"
    " WHERE ca.event NOT IN (SELECT a FROM temp.pair)"
    " AND cb.event NOT IN (SELECT b FROM temp.pair) GROUP BY 1, 2"
    " ORDER BY count(*) DESC, 1, 2"};

#define SUMMARY(e)                                                             \
    "coalesce(" e ".date_from, " e                                             \
    ".date_to, 'undated') || ' ' || coalesce(" e ".source, " e                 \
    ".source_code, '?') || CASE WHEN " e ".target IS NULL AND"                 \
    " " e ".target_code IS NULL THEN '' ELSE iif(" e ".symmetric, ' <-> ',"    \
    " ' -> ') || coalesce(" e ".target, " e ".target_code) END || ' ' || " e   \
    ".category || coalesce('/' || " e ".mode, '')"
#define FIELD(name, column)                                                    \
    " || CASE WHEN x." column " IS NOT y." column " THEN '; " name ": ' ||"    \
    " coalesce(x." column ", 'none') || ' -> ' || coalesce(y." column          \
    ", 'none') ELSE '' END"

static const char events_sql[] = "SELECT '~', x.id, y.id, " SUMMARY(
    "y") ", substr(''" FIELD("category", "category") FIELD("mode", "mode")
    FIELD("status", "status") FIELD("from", "date_from") FIELD(
        "to", "date_to") FIELD("basis", "basis") FIELD("source", "source")
        FIELD("target", "target") FIELD("source_code", "source_code") FIELD(
            "target_code",
            "target_code") FIELD("place", "place") FIELD("occasion", "occasion")
            FIELD("origins", "origins") FIELD("claims", "n_claims") FIELD(
                "reports", "n_reports") FIELD("number of origins", "n_origins")
                FIELD("score", "goldstein") FIELD(
                    "reviewed",
                    "reviewed") ", 3) AS d, coalesce(y.date_from, y.date_to, "
                                "'undated') AS day"
                                " FROM temp.pair p JOIN main.event x ON x.id = "
                                "p.a "
                                "JOIN other.event y"
                                "  ON y.id = p.b WHERE d <> ''"
                                " UNION ALL SELECT '-', x.id, NULL, " SUMMARY(
                                    "x") ", '', coalesce(x.date_from, "
                                         "x.date_to, "
                                         "'undated')"
                                         " FROM main.event x WHERE x.id NOT IN "
                                         "(SELECT a FROM temp.pair)"
                                         " UNION ALL SELECT '+', NULL, "
                                         "y.id, " SUMMARY(
                                             "y") ", '', coalesce(y.date_from, "
                                                  "y.date_to, 'undated')"
                                                  " FROM other.event y WHERE "
                                                  "y.id "
                                                  "NOT IN (SELECT b FROM"
                                                  " temp.pair) ORDER BY 6, 1, "
                                                  "2, 3";

#define CREDITS(store, report)                                                 \
    "(SELECT group_concat(name, ', ') FROM (SELECT DISTINCT c.name "           \
    "FROM " store ".credit c WHERE c.report = " report                         \
    ".seq ORDER BY c.name))"

/* Why the claims of events ?1 in A and ?2 in B are not the same. */
static const char reasons_sql[] =
    "SELECT DISTINCT w FROM ("
    " SELECT 1 AS k, 'report ' || cb.report || ' is new' AS w FROM cb WHERE"
    "  cb.event = ?2 AND cb.report NOT IN (SELECT id FROM main.report)"
    " UNION ALL SELECT 2, 'report ' || ca.report || ' is gone' FROM ca WHERE"
    "  ca.event = ?1 AND ca.report NOT IN (SELECT id FROM other.report)"
    " UNION ALL SELECT 3, 'rule ' || ca.rule || ' -> ' || cb.rule FROM ca"
    "  JOIN cb ON cb.report = ca.report AND cb.f = ca.f AND cb.t = ca.t"
    "  WHERE (ca.event = ?1 OR cb.event = ?2) AND ca.claim <> cb.claim"
    "  AND ca.rule <> cb.rule"
    " UNION ALL SELECT 4, 'actors of rule ' || cb.rule || ' in report ' ||"
    "  cb.report FROM ca JOIN cb ON cb.report = ca.report AND cb.f = ca.f AND"
    "  cb.t = ca.t WHERE (ca.event = ?1 OR cb.event = ?2) AND ca.claim <>"
    "  cb.claim AND ca.rule = cb.rule"
    " UNION ALL SELECT 5, 'rule ' || cb.rule || ' tells it in report ' ||"
    "  cb.report FROM cb WHERE cb.event = ?2 AND cb.report IN (SELECT id FROM"
    "  main.report) AND NOT EXISTS (SELECT 1 FROM ca WHERE ca.report ="
    "  cb.report AND ca.f = cb.f AND ca.t = cb.t)"
    " UNION ALL SELECT 6, 'rule ' || ca.rule || ' tells it no more in report '"
    "  || ca.report FROM ca WHERE ca.event = ?1 AND ca.report IN (SELECT id"
    "  FROM other.report) AND NOT EXISTS (SELECT 1 FROM cb WHERE cb.report ="
    "  ca.report AND cb.f = ca.f AND cb.t = ca.t)"
    " UNION ALL SELECT 7, 'the day of report ' || x.id || ': ' || coalesce("
    "  x.day, 'none') || ' -> ' || coalesce(y.day, 'none') FROM cb JOIN"
    "  main.report x ON x.id = cb.report JOIN other.report y ON y.id ="
    "  cb.report WHERE cb.event = ?2 AND x.day IS NOT y.day"
    " UNION ALL SELECT 8, 'whom report ' || id || ' credits: ' ||"
    "  coalesce(was, 'none') || ' -> ' || coalesce(now, 'none') FROM (SELECT"
    "  x.id, " CREDITS("main", "x") " AS was, " CREDITS(
        "other",
        "y") " AS now"
             "  FROM cb JOIN main.report x ON x.id = cb.report JOIN "
             "other.report y"
             "  ON y.id = cb.report WHERE cb.event = ?2) WHERE was IS NOT now"
             " UNION ALL SELECT 9, 'review by ' || w.who || coalesce(', ' || "
             "w.why, '')"
             "  FROM cb JOIN other.review w ON w.now = cb.claim WHERE cb.event "
             "= ?2 AND"
             "  NOT EXISTS (SELECT 1 FROM main.review v WHERE v.claim = "
             "w.claim AND"
             "  v.who = w.who AND v.at = w.at AND v.state = w.state AND "
             "v.field IS"
             "  w.field)"
             " UNION ALL SELECT 9, 'review by ' || w.who || ' is not there any "
             "more'"
             "  FROM ca JOIN main.review w ON w.now = ca.claim WHERE ca.event "
             "= ?1 AND"
             "  NOT EXISTS (SELECT 1 FROM other.review v WHERE v.claim = "
             "w.claim AND"
             "  v.who = w.who AND v.at = w.at AND v.state = w.state)"
             " UNION ALL SELECT 10, 'merged with the claims of event ' || "
             "o.event"
             "  FROM ca JOIN cb ON cb.claim = ca.claim JOIN ca o ON o.claim IN "
             "(SELECT"
             "  claim FROM cb z WHERE z.event = ?2) WHERE ca.event = ?1 AND "
             "cb.event ="
             "  ?2 AND o.event <> ?1"
             " UNION ALL SELECT 11, 'claim ' || ca.claim || ' is now in event "
             "' ||"
             "  cb.event FROM ca JOIN cb ON cb.claim = ca.claim WHERE ca.event "
             "= ?1 AND"
             "  cb.event IS NOT ?2"
             " UNION ALL SELECT 12, 'claim ' || cb.claim || ' was in event ' ||"
             "  ca.event FROM cb JOIN ca ON ca.claim = cb.claim WHERE cb.event "
             "= ?2 AND"
             "  ca.event IS NOT ?1)"
             " ORDER BY k, w LIMIT 12";

/* Where nothing else differs it is what the same words were read with. */
static const char versions_sql[] =
    "SELECT CASE WHEN x.rules_version <> y.rules_version THEN 'rules ' ||"
    " x.rules_version || ' -> ' || y.rules_version ELSE '' END || CASE WHEN"
    " x.data_version <> y.data_version THEN ' tables ' || x.data_version ||"
    " ' -> ' || y.data_version ELSE '' END || CASE WHEN x.version <> y.version"
    " THEN ' chancery ' || x.version || ' -> ' || y.version ELSE '' END ||"
    " CASE WHEN x.model_version IS NOT y.model_version THEN ' model ' ||"
    " coalesce(x.model_version, 'none') || ' -> ' || coalesce("
    " y.model_version, 'none') ELSE '' END || CASE WHEN x.scale IS NOT y.scale"
    " THEN ' scale ' || coalesce(x.scale, '?') || ' -> ' || coalesce(y.scale,"
    " '?') ELSE '' END FROM main.run x JOIN other.run y WHERE x.id <> y.id"
    " ORDER BY x.id, y.id LIMIT 1";

static chn_code put_reasons(chn_store *s, sqlite3_stmt *st, chn_str a,
                            chn_str b, chn_str versions, chn_buf *out,
                            chn_err *err)
{
    (void)sqlite3_reset(st);
    chn_bind bind = chn_bind_to(s, st);
    chn_bind_str(&bind, a);
    chn_bind_str(&bind, b);
    chn_buf_clear(out);
    int row = 0;
    while ((row = chn_store_step(s, st, comparing, err)) > 0) {
        if (out->n)
            chn_buf_z(out, "; ");
        chn_buf_str(out, chn_col_str(st, 0));
    }
    if (!out->n && versions.n)
        chn_buf_str(out, versions);
    if (!out->n)
        chn_buf_z(out, "another claim stands beside it");
    if (row < 0)
        return CHN_ERR_STORE;
    return out->failed ? chn_fail_memory(err) : CHN_OK;
}

static chn_code each(chn_store *s, chn_str versions, chn_difference_fn fn,
                     void *user, chn_err *err)
{
    chn_buf why;
    chn_buf_init(&why, TEXT_MAX);
    sqlite3_stmt *st = chn_store_prepare(s, events_sql, err);
    sqlite3_stmt *reasons = st ? chn_store_prepare(s, reasons_sql, err) : NULL;
    chn_code code = reasons ? CHN_OK : CHN_ERR_STORE;
    bool go = true;
    while (go && chn_store_row(s, st, comparing, &code, err)) {
        chn_difference d = {.sign = *chn_col_str(st, 0).p,
                            .a = chn_col_str(st, 1),
                            .b = chn_col_str(st, 2),
                            .summary = chn_col_str(st, 3),
                            .changes = chn_col_str(st, 4)};
        code = put_reasons(s, reasons, d.a, d.b, versions, &why, err);
        d.reasons = chn_str_n(why.p ? why.p : "", why.n);
        if (code == CHN_OK)
            go = fn(user, &d);
    }
    (void)sqlite3_finalize(reasons);
    (void)sqlite3_finalize(st);
    chn_buf_free(&why);
    return code;
}

chn_code chn_store_diff(chn_store *a, const char *b, chn_difference_fn fn,
                        void *user, chn_err *err)
{
    /* is it a store, and of this version? */
    chn_store *other = chn_store_open(b, CHN_STORE_READ, err);
    if (!other)
        return err->code;
    chn_store_close(other);
    sqlite3_stmt *st = chn_store_prepare(a, "ATTACH DATABASE ?1 AS other", err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind bind = chn_bind_to(a, st);
    chn_bind_z(&bind, b);
    chn_code code = chn_bind_run(&bind, comparing, err);
    (void)sqlite3_finalize(st);
    if (code)
        return code;
    for (size_t i = 0;
         i < sizeof prepare_sql / sizeof *prepare_sql && code == CHN_OK; i++)
        code = chn_store_exec(a, prepare_sql[i], comparing, err);
    chn_buf versions;
    chn_buf_init(&versions, TEXT_MAX);
    st = code == CHN_OK ? chn_store_prepare(a, versions_sql, err) : NULL;
    if (code == CHN_OK && !st)
        code = CHN_ERR_STORE;
    if (st && chn_store_step(a, st, comparing, err) > 0)
        chn_buf_str(&versions, chn_str_trim(chn_col_str(st, 0)));
    (void)sqlite3_finalize(st);
    if (code == CHN_OK)
        code = each(a, chn_str_n(versions.p ? versions.p : "", versions.n), fn,
                    user, err);
    chn_buf_free(&versions);
    (void)sqlite3_exec(a->db,
                       "DROP TABLE IF EXISTS temp.pair;"
                       " DROP TABLE IF EXISTS temp.ca;"
                       " DROP TABLE IF EXISTS temp.cb; DETACH DATABASE other",
                       NULL, NULL, NULL);
    return code;
}
