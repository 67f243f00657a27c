/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Version 7 of the schema: whom a report credits as a whole. Rows of before
 * have none until their report is read again. docs/store.md describes it for
 * users.
 */
#include "store/store_in.h"

#define QUOTE                                                                  \
    "CASE typeof(r.text) WHEN 'text'"                                          \
    " THEN substr(r.text, n.char_from + 1, n.char_to - n.char_from)"           \
    " ELSE CAST(substr(r.text, n.byte_from + 1, n.byte_to - n.byte_from)"      \
    "  AS TEXT) END"

/* UCDP's grades: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 less
 * than a year or a year. NULL: the text does not tell. */
#define V_EVENTS_FLAT                                                          \
    "CREATE VIEW v_events_flat AS"                                             \
    " SELECT e.id AS event_id, e.date_from AS date_start,"                     \
    "  e.date_to AS date_end,"                                                 \
    "  CASE WHEN e.basis = 'published' OR e.date_from IS NULL"                 \
    "    OR e.date_to IS NULL THEN NULL"                                       \
    "   WHEN e.date_from = e.date_to THEN 1"                                   \
    "   WHEN julianday(e.date_to) - julianday(e.date_from) < 6 THEN 2"         \
    "   WHEN julianday(e.date_to) - julianday(e.date_from) < 7 THEN 3"         \
    "   WHEN julianday(e.date_to) - julianday(e.date_from) < 31 THEN 4"        \
    "   ELSE 5 END AS date_prec,"                                              \
    "  e.basis AS date_basis, e.first_reported AS report_date,"                \
    "  e.source AS actor1, s.actor AS actor1_id, s.country AS actor1_iso3,"    \
    "  NULL AS actor1_cow, s.sector AS actor1_role,"                           \
    "  s.office AS actor1_office,"                                             \
    "  e.target AS actor2, t.actor AS actor2_id, t.country AS actor2_iso3,"    \
    "  NULL AS actor2_cow, t.sector AS actor2_role,"                           \
    "  t.office AS actor2_office,"                                             \
    "  e.symmetric, e.category || coalesce('/' || e.mode, '') AS event_type,"  \
    "  e.category AS plover, e.mode AS plover_mode, e.cameo, e.quad,"          \
    "  e.goldstein AS scale, e.status, e.occasion,"                            \
    "  e.base_year AS occasion_base_year, e.ordinal AS occasion_ordinal,"      \
    "  e.place AS where_description, NULL AS where_prec,"                      \
    "  e.place_country AS country,"                                            \
    "  e.lat AS latitude, e.lon AS longitude,"                                 \
    "  e.n_reports AS number_of_sources, e.n_reports, e.n_origins,"            \
    "  c.origin AS source_original, e.voice AS source_chain,"                  \
    "  (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT x.name"          \
    "   FROM credit x WHERE x.report = c.report ORDER BY x.name))"             \
    "   AS source_credits,"                                                    \
    "  r.id AS source_article, r.publisher AS source_office,"                  \
    "  r.day AS source_date, r.basis AS source_date_basis,"                    \
    "  r.title AS source_headline, r.url AS source_url, " QUOTE " AS quote,"   \
    "  r.sha256 AS doc_sha256, n.byte_from AS byte_start,"                     \
    "  n.byte_to AS byte_end, c.id AS claim_id, c.rule AS rule_id,"            \
    "  CASE e.reviewed WHEN 'corrected' THEN 'human' ELSE 'rule' END"          \
    "   AS coder,"                                                             \
    "  coalesce(e.reviewed, 'unreviewed') AS reviewed,"                        \
    "  e.confidence / 100.0 AS confidence"                                     \
    " FROM event e JOIN claim c ON c.seq = e.best_claim"                       \
    " JOIN report r ON r.seq = c.report"                                       \
    " JOIN sentence n ON n.report = c.report AND n.n = c.sentence"             \
    " LEFT JOIN claim_actor s ON s.claim = e.sides_claim"                      \
    "  AND s.side = 'source' AND s.n = 0"                                      \
    " LEFT JOIN claim_actor t ON t.claim = e.sides_claim"                      \
    "  AND t.side = 'target' AND t.n = 0"

/* An origin can be credited and tell no claim: it has a row, too. */
#define V_ORIGIN                                                               \
    "CREATE VIEW v_origin AS"                                                  \
    " SELECT origin, max(kind) AS kind, max(reliability) AS reliability,"      \
    "  sum(claims) AS claims, sum(denials) AS denials,"                        \
    "  sum(reports) AS reports, sum(events) AS events,"                        \
    "  sum(events_alone) AS events_alone, sum(credited) AS credited FROM ("    \
    " SELECT v.name AS origin, max(v.kind) AS kind,"                           \
    "  max(v.reliability) AS reliability, count(*) AS claims,"                 \
    "  sum(coalesce(v.certainty, '') = 'denies') AS denials,"                  \
    "  count(DISTINCT c.report) AS reports,"                                   \
    "  count(DISTINCT m.event) AS events,"                                     \
    "  count(DISTINCT CASE WHEN e.n_origins = 1 THEN m.event END)"             \
    "   AS events_alone, 0 AS credited"                                        \
    " FROM claim c JOIN event_claim m ON m.claim = c.seq"                      \
    " JOIN event e ON e.id = m.event"                                          \
    " LEFT JOIN claim_voice v ON v.claim = c.seq AND v.n ="                    \
    "  (SELECT max(w.n) FROM claim_voice w WHERE w.claim = c.seq)"             \
    " GROUP BY v.name"                                                         \
    " UNION ALL SELECT name, max(kind), max(reliability), 0, 0, 0, 0, 0,"      \
    "  count(DISTINCT report) FROM credit GROUP BY name)"                      \
    " GROUP BY origin"

const char *const chn_store_version_7[] = {
    "CREATE TABLE credit ("
    " report INTEGER NOT NULL REFERENCES report (seq),"
    " n INTEGER NOT NULL,"
    " name TEXT NOT NULL,"
    " voice TEXT,"
    " kind TEXT,"
    " reliability TEXT,"
    " relation TEXT NOT NULL CHECK (relation IN"
    "  ('dateline', 'signed', 'inputs', 'reporting')),"
    " byte_from INTEGER,"
    " byte_to INTEGER,"
    " char_from INTEGER,"
    " char_to INTEGER,"
    " PRIMARY KEY (report, n)"
    ") STRICT, WITHOUT ROWID",
    "DROP VIEW v_origin",
    V_ORIGIN,
    "DROP VIEW v_events_flat",
    V_EVENTS_FLAT,
    NULL};
