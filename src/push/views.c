/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Views of the store that make questions short, in PostgreSQL's SQL: the same
 * names, columns and rows (docs/store.md). tests/cli/push.sh compares them.
 */
#include "push/pq.h"

#define SENTENCE                                                               \
    " substr(r.text, n.char_from::int + 1, (n.char_to - n.char_from)::int)"
#define FIRST(letter, side)                                                    \
    " LEFT JOIN $claim_actor " letter " ON " letter ".claim = e.sides_claim"   \
    " AND " letter ".side = '" side "'"
#define BEST                                                                   \
    " FROM $event e JOIN $claim c ON c.seq = e.best_claim"                     \
    " JOIN $report r ON r.seq = c.report"
#define IN_SENTENCE                                                            \
    " JOIN $sentence n ON n.report = c.report AND n.n = c.sentence"

#define DYAD_HALF(from, to, where)                                             \
    " SELECT e.id AS event, CASE WHEN e.date_from = e.date_to"                 \
    "  THEN e.date_from END AS day, e.date_from, e.date_to, e.category,"       \
    "  e.mode, e.cameo, e.contexts, e.quad, e.goldstein,"                      \
    "  s.name AS source, s.actor AS source_id, s.country AS source_country,"   \
    "  s.sector AS source_sector, s.office AS source_office,"                  \
    "  s.text AS source_text, s.char_from AS source_char,"                     \
    "  t.name AS target, t.actor AS target_id, t.country AS target_country,"   \
    "  t.sector AS target_sector, t.office AS target_office,"                  \
    "  t.text AS target_text, t.char_from AS target_char,"                     \
    "  e.place, e.place_country, e.lat, e.lon, e.n_claims, e.n_reports,"       \
    "  e.n_origins, e.first_reported, c.sentence, c.voice,"                    \
    "  r.id AS report, r.publisher, r.day AS published, r.title, r.url" BEST   \
        FIRST("s", from) FIRST(                                                \
            "t",                                                               \
            to) " WHERE e.status = 'occurred' AND e.reviewed IS DISTINCT FROM" \
                " 'rejected'" where

const chn_push_view chn_push_views[] = {
    {"v_sentence", "sentences with their text", "sentence report",
     "SELECT r.id AS report, n.n, n.byte_from, n.byte_to, n.char_from,"
     " n.char_to," SENTENCE " AS text"
     " FROM $sentence n JOIN $report r ON r.seq = n.report"},
    {"v_claim", "one claim with what one looks up beside it",
     "claim report sentence event_claim",
     "SELECT c.id AS claim, m.event, r.id AS report, r.publisher,"
     " r.day AS report_day, r.title, r.url,"
     " c.category, c.mode, c.cameo, c.contexts, c.quad, c.goldstein,"
     " c.source, c.target, c.source_code, c.target_code, c.symmetric,"
     " c.status, c.date_from, c.date_to, c.precision, c.basis, c.date_text,"
     " c.origin, c.voice, c.place, c.place_country, c.lat, c.lon,"
     " c.occasion_id, c.occasion, c.ordinal, c.base_year, c.quote,"
     " c.speaker, c.trigger, c.confidence, c.flags, c.sentence," SENTENCE
     " AS sentence_text"
     " FROM $claim c JOIN $report r ON r.seq = c.report" IN_SENTENCE
     " LEFT JOIN $event_claim m ON m.claim = c.seq"},
    {"v_events_flat", "one event a row, with names of UCDP GED",
     "event claim report sentence claim_actor credit",
     "SELECT e.id AS event_id, e.date_from AS date_start,"
     " e.date_to AS date_end,"
     " CASE WHEN e.basis = 'published' OR e.date_from IS NULL"
     "  OR e.date_to IS NULL THEN NULL"
     "  WHEN e.date_from = e.date_to THEN 1"
     "  WHEN e.date_to - e.date_from < 6 THEN 2"
     "  WHEN e.date_to - e.date_from < 7 THEN 3"
     "  WHEN e.date_to - e.date_from < 31 THEN 4 ELSE 5 END AS date_prec,"
     " e.basis AS date_basis, e.first_reported AS report_date,"
     " e.source AS actor1, s.actor AS actor1_id, s.country AS actor1_iso3,"
     " NULL::text AS actor1_cow, s.sector AS actor1_role,"
     " s.office AS actor1_office,"
     " e.target AS actor2, t.actor AS actor2_id, t.country AS actor2_iso3,"
     " NULL::text AS actor2_cow, t.sector AS actor2_role,"
     " t.office AS actor2_office,"
     " e.symmetric, e.category || coalesce('/' || e.mode, '') AS event_type,"
     " e.category AS plover, e.mode AS plover_mode, e.cameo, e.quad,"
     " e.goldstein AS scale, e.status, e.occasion,"
     " e.base_year AS occasion_base_year, e.ordinal AS occasion_ordinal,"
     " e.place AS where_description, NULL::bigint AS where_prec,"
     " e.place_country AS country, e.lat AS latitude, e.lon AS longitude,"
     " e.n_reports AS number_of_sources, e.n_reports, e.n_origins,"
     " c.origin AS source_original, e.voice AS source_chain,"
     " (SELECT string_agg(DISTINCT x.name, '; ' ORDER BY x.name)"
     "  FROM $credit x WHERE x.report = c.report) AS source_credits,"
     " r.id AS source_article, r.publisher AS source_office,"
     " r.day AS source_date, r.basis AS source_date_basis,"
     " r.title AS source_headline, r.url AS source_url," SENTENCE
     " AS quote, r.sha256 AS doc_sha256, n.byte_from AS byte_start,"
     " n.byte_to AS byte_end, c.id AS claim_id, c.rule AS rule_id,"
     " CASE e.reviewed WHEN 'corrected' THEN 'human' ELSE 'rule' END"
     "  AS coder,"
     " coalesce(e.reviewed, 'unreviewed') AS reviewed,"
     " e.confidence / 100.0::double precision AS confidence" BEST IN_SENTENCE
         FIRST("s", "source") " AND s.n = 0" FIRST("t",
                                                   "target") " AND t.n = 0"},
    {"v_dyad",
     "one row for each event that occurred and each pair of its actors",
     "event claim report claim_actor",
     DYAD_HALF("source", "target",
               "") " UNION ALL" DYAD_HALF("target", "source",
                                          " AND e.symmetric"
                                          " AND s.claim IS NOT NULL"
                                          " AND t.claim IS NOT NULL")},
    {"v_origin", "on whose word; NULL: the reports' own", "origin",
     "SELECT nullif(origin, '') AS origin, kind, reliability, claims, denials,"
     " reports, events, events_alone, credited FROM $origin"},
    {"v_observance", "events that marked an occasion, with the year",
     "event observance",
     "SELECT e.occasion_id AS observance, o.name, o.base_year,"
     " to_char(coalesce(e.date_from, e.date_to), 'YYYY') AS year, e.ordinal,"
     " e.source_code, e.target_code, e.category, e.mode, e.status,"
     " e.id AS event FROM $event e JOIN $observance o ON o.id ="
     " e.occasion_id"},
};
const uint32_t chn_push_view_count =
    sizeof chn_push_views / sizeof *chn_push_views;
