/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Version 6 of the schema: what searching, series, reviews and exports need.
 * docs/store.md describes it for users.
 *
 * event_key and event_pair say of each event under which values it is found,
 * and hold the day, so that a listing walks one index in its order and stops.
 * A rejected event has no keys. Triggers note in event_new what was written,
 * so that nothing that writes events has to know of keys; commit makes those
 * of a batch together and sorted, which takes a tenth of the time of making
 * them one by one. Outside a transaction event_new is empty.
 */
#include "store/store_in.h"

#define DAY(e) "coalesce(" e ".date_from, " e ".date_to, 'undated')"
#define UNTIL(e) "coalesce(" e ".date_to, " e ".date_from, 'undated')"

/* Pairs of countries: on two sides, or together in an act of both. */
#define PAIRED(e)                                                              \
    " s.country NOTNULL AND t.country NOTNULL AND"                             \
    " ((s.side = 'source' AND t.side = 'target') OR (" e ".symmetric AND"      \
    "  s.country <> t.country AND s.side = t.side AND s.side <> 'other' AND"   \
    "  s.n < t.n))"
#define PAIRS(e)                                                               \
    " FROM claim_actor s JOIN claim_actor t ON t.claim = s.claim"              \
    " WHERE s.claim = " e ".sides_claim AND" PAIRED(e)
#define PAIR "min(s.country, t.country) || '-' || max(s.country, t.country)"

#define NEW_EVENTS " FROM event_new w CROSS JOIN event e ON e.id = w.event"
#define KEPT " e.reviewed IS NOT 'rejected'"

/* Keys and how many there are, of a statement that gives f, v and the rest. */
#define COUNTED(select)                                                        \
    "INSERT INTO facet_count SELECT f, v, count(*) FROM (" select ")"          \
    " GROUP BY 1, 2 ON CONFLICT DO UPDATE SET n = n + excluded.n"
#define KEYS(select)                                                           \
    "INSERT INTO event_key " select " ORDER BY 2, 3, 4", COUNTED(select)

/* One value per event: facet, expression. */
#define ONE(facet, value)                                                      \
    KEYS("SELECT '" facet "' AS f, " value                                     \
         " AS v, " DAY("e") ", e.id,"                                          \
                            " " UNTIL("e") NEW_EVENTS " WHERE " value          \
                                                      " NOTNULL AND" KEPT)
/* Several, of the rows `x`. */
#define SOME(facet, value, rows)                                               \
    KEYS("SELECT DISTINCT '" facet "' AS f, " value                            \
         " AS v, " DAY("e") ", e.id, " UNTIL("e") NEW_EVENTS                   \
         " CROSS JOIN " rows " WHERE " value " NOTNULL AND" KEPT)
#define PARTIES "claim_actor x ON x.claim = e.sides_claim AND x.side <> 'other'"
#define DYADS                                                                  \
    "SELECT " PAIR " AS v, " DAY("e") ", e.id, " UNTIL(                        \
        "e") ","                                                               \
             " max(e.symmetric OR s.country <= t.country),"                    \
             " max(e.symmetric OR s.country >= t.country), e.date_from, "      \
             "e.date_to,"                                                      \
             " e.category, e.quad, e.goldstein, e.status, "                    \
             "e.n_claims" NEW_EVENTS                                           \
             " CROSS JOIN claim_actor s ON s.claim = e.sides_claim"            \
             " CROSS JOIN claim_actor t ON t.claim = s.claim"                  \
             " WHERE" KEPT " AND" PAIRED("e") " GROUP BY 1, e.id"

/* Acts whose date is wider than a month: whoever asks for a period looks at
 * these, and else only at a month before it. */
#define WIDE(e)                                                                \
    "CASE WHEN julianday(" e ".date_to) - julianday(" e ".date_from) > 31"     \
    " THEN '' END"
#define YEAR(e) "substr(coalesce(" e ".date_from, " e ".date_to), 1, 4)"

/* Keys of a store of before; index.c makes those of a batch. */
#define INDEX                                                                  \
    ONE("event", "''"), ONE("wide", WIDE("e")),                                \
        COUNTED("SELECT 'year' AS f, " YEAR("e") " AS v" NEW_EVENTS            \
                                                 " WHERE v NOTNULL AND" KEPT), \
        ONE("category", "e.category"), ONE("status", "e.status"),              \
        ONE("place", "e.place"),                                               \
        ONE("occasion", "coalesce(e.occasion_id, e.occasion)"),                \
        ONE("reviewed", "coalesce(e.reviewed, 'unreviewed')"),                 \
        SOME("actor", "coalesce(x.actor, x.name, x.country)", PARTIES),        \
        SOME("country", "x.country", PARTIES),                                 \
        SOME("origin", "coalesce(x.origin, 'the report itself')",              \
             "event_claim m ON m.event = e.id"                                 \
             " CROSS JOIN claim x ON x.seq = m.claim"),                        \
        "INSERT INTO event_pair " DYADS " ORDER BY 1, 2, 3",                   \
        COUNTED("SELECT 'dyad' AS f, v FROM (" DYADS ")"),                     \
        "DELETE FROM event_new"

#define DROP_KEY(facet, values)                                                \
    "DELETE FROM event_key WHERE facet = '" facet "' AND value IN (" values    \
    ") AND day = " DAY("OLD") " AND event = OLD.id;"

#define KEYS_OUT                                                               \
    DROP_KEY("event", "''")                                                    \
    DROP_KEY("wide", "''")                                                     \
    "UPDATE facet_count SET n = n - 1 WHERE facet = 'year' AND value = " YEAR( \
        "OLD") ";"                                                             \
               "DELETE FROM facet_count WHERE facet = 'year' AND n = "         \
               "0;" DROP_KEY("category",                                       \
                             "OLD.category") DROP_KEY("status", "OLD.status")  \
                   DROP_KEY("place", "OLD.place") DROP_KEY(                    \
                       "occasion",                                             \
                       "coalesce(OLD.occasion_id, "                            \
                       "OLD.occasion)") DROP_KEY("reviewed",                   \
                                                 "coalesce(OLD.reviewed, "     \
                                                 "'unreviewed')")              \
                       DROP_KEY("actor", "SELECT coalesce(actor, name, "       \
                                         "country) FROM claim_actor"           \
                                         " WHERE claim = OLD.sides_claim")     \
                           DROP_KEY("country", "SELECT country FROM "          \
                                               "claim_actor WHERE claim = "    \
                                               "OLD.sides_claim")              \
                               DROP_KEY(                                       \
                                   "origin",                                   \
                                   "SELECT value FROM facet_count WHERE "      \
                                   "facet = "                                  \
                                   "'origin'") "DELETE FROM event_pair WHERE " \
                                               "dyad IN (SELECT " PAIR PAIRS(  \
                                                   "OLD") ") AND day "         \
                                                          "= " DAY(            \
                                                              "OLD") " AND "   \
                                                                     "event"   \
                                                                     " = "     \
                                                                     "OLD."    \
                                                                     "id;"

/* ---- views with the columns of other data sets, complete and in their
 * order; docs/export.md says where each comes from ---- */

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

/* Two parties a row, as those data sets have: one row per event and pair of
 * actors, an act of both twice. Only what occurred: none of them has plans
 * or denials. */
#define V_DYAD_HALF(from, to, where)                                           \
    " SELECT e.id AS event, iif(e.date_from = e.date_to, e.date_from, NULL)"   \
    "  AS day, e.date_from, e.date_to,"                                        \
    "  e.category, e.mode, e.cameo, e.contexts, e.quad, e.goldstein,"          \
    "  s.name AS source, s.actor AS source_id, s.country AS source_country,"   \
    "  s.sector AS source_sector, s.office AS source_office,"                  \
    "  s.text AS source_text, s.char_from AS source_char,"                     \
    "  t.name AS target, t.actor AS target_id, t.country AS target_country,"   \
    "  t.sector AS target_sector, t.office AS target_office,"                  \
    "  t.text AS target_text, t.char_from AS target_char,"                     \
    "  e.place, e.place_country, e.lat, e.lon, e.n_claims, e.n_reports,"       \
    "  e.n_origins, e.first_reported, c.sentence, c.voice,"                    \
    "  r.id AS report, r.publisher, r.day AS published, r.title, r.url"        \
    " FROM event e JOIN claim c ON c.seq = e.best_claim"                       \
    " JOIN report r ON r.seq = c.report"                                       \
    " LEFT JOIN claim_actor s ON s.claim = e.sides_claim"                      \
    "  AND s.side = '" from "'"                                                \
    " LEFT JOIN claim_actor t ON t.claim = e.sides_claim"                      \
    "  AND t.side = '" to "'"                                                  \
    " WHERE e.status = 'occurred' AND e.reviewed IS NOT 'rejected'" where

#define V_DYAD                                                                 \
    "CREATE VIEW v_dyad AS" V_DYAD_HALF(                                       \
        "source", "target",                                                    \
        "") " UNION ALL" V_DYAD_HALF("target", "source",                       \
                                     " AND e.symmetric AND s.claim NOTNULL"    \
                                     " AND t.claim NOTNULL")

#define V_ICEWS                                                                \
    "CREATE VIEW v_icews AS"                                                   \
    " SELECT event AS event_id, day AS event_date,"                            \
    "  source AS source_name, source_sector AS source_sectors,"                \
    "  source_country AS source_country,"                                      \
    "  category || coalesce('/' || mode, '') AS event_text,"                   \
    "  cameo AS cameo_code, goldstein AS intensity,"                           \
    "  target AS target_name, target_sector AS target_sectors,"                \
    "  target_country AS target_country, report AS story_id,"                  \
    "  sentence + 1 AS sentence_number, publisher AS publisher,"               \
    "  place AS city, NULL AS district, NULL AS province,"                     \
    "  place_country AS country, lat AS latitude,"                             \
    "  lon AS longitude FROM v_dyad"

/* Lists stand in one field; who acts together with whom has no recipient. */
#define LIST(column, side)                                                     \
    "(SELECT group_concat(v, ';') FROM (SELECT " column " AS v"                \
    " FROM claim_actor x WHERE x.claim = e.sides_claim AND " side              \
    " ORDER BY x.side, x.n))"
#define ACTOR_SIDE "(x.side = 'source' OR (e.symmetric AND x.side = 'target'))"
#define RECIPIENT_SIDE "(x.side = 'target' AND NOT e.symmetric)"
#define FIRST(column, side)                                                    \
    "(SELECT " column " FROM claim_actor x WHERE x.claim = e.sides_claim"      \
    " AND " side " ORDER BY x.side, x.n LIMIT 1)"
#define PARTY_LIST(name, what, column, side)                                   \
    LIST(column, side) " AS \"" name " " what "\","
#define PARTY(name, side)                                                      \
    PARTY_LIST(name, "Name", "x.name", side)                                   \
    PARTY_LIST(name, "Country", "x.country", side)                             \
    " NULL AS \"" name " COW\"," FIRST(                                        \
        "x.sector",                                                            \
        side) " AS \"Primary " name " Sector\"," PARTY_LIST(name, "Sectors",   \
                                                            "x.sector", side)  \
        PARTY_LIST(name, "Title", "x.office", side)                            \
            PARTY_LIST(name, "Name Raw", "x.text", side) " NULL AS \"" name    \
                                                         " Wikipedia ID\","

#define V_POLECAT                                                              \
    "CREATE VIEW v_polecat AS"                                                 \
    " SELECT e.id AS \"Event ID\","                                            \
    "  iif(e.date_from = e.date_to, e.date_from, NULL) AS \"Event Date\","     \
    "  e.category AS \"Event Type\", e.mode AS \"Event Mode\","                \
    "  e.goldstein AS \"Intensity\", e.quad AS \"Quad Code\","                 \
    "  replace(e.contexts, ',', ';') AS \"Contexts\"," PARTY("Actor",          \
                                                             ACTOR_SIDE)       \
        PARTY(                                                                 \
            "Recipient",                                                       \
            RECIPIENT_SIDE) "  e.place AS \"Placename\", NULL AS \"City\", "   \
                            "NULL AS \"District\","                            \
                            "  NULL AS \"Province\", e.place_country AS "      \
                            "\"Country\","                                     \
                            "  e.lat AS \"Latitude\", e.lon AS \"Longitude\"," \
                            "  NULL AS \"GeoNames ID\", NULL AS \"Raw "        \
                            "Placename\","                                     \
                            "  NULL AS \"Feature Type\", r.publisher AS "      \
                            "\"Source\","                                      \
                            "  r.day AS \"Publication Date\", NULL AS "        \
                            "\"Story People\","                                \
                            "  NULL AS \"Story Organizations\", NULL AS "      \
                            "\"Story Locations\","                             \
                            "  'eng' AS \"Language\", u.version AS "           \
                            "\"Version\""                                      \
                            " FROM event e JOIN claim c ON c.seq = "           \
                            "e.best_claim"                                     \
                            " JOIN report r ON r.seq = c.report LEFT JOIN "    \
                            "run u ON u.id = r.run"                            \
                            " WHERE e.status = 'occurred' AND e.reviewed IS "  \
                            "NOT 'rejected'"

#define GDELT_PARTY(n, side)                                                   \
    " " side "_country || coalesce(" side "_sector, '') AS Actor" n "Code,"    \
    " " side " AS Actor" n "Name, " side "_country AS Actor" n "CountryCode,"  \
    " NULL AS Actor" n "KnownGroupCode, NULL AS Actor" n "EthnicCode,"         \
    " NULL AS Actor" n "Religion1Code, NULL AS Actor" n "Religion2Code,"       \
    " " side "_sector AS Actor" n "Type1Code, NULL AS Actor" n "Type2Code,"    \
    " NULL AS Actor" n "Type3Code,"
#define GDELT_NOWHERE(n)                                                       \
    " NULL AS Actor" n "Geo_Type, NULL AS Actor" n "Geo_FullName,"             \
    " NULL AS Actor" n "Geo_CountryCode, NULL AS Actor" n "Geo_ADM1Code,"      \
    " NULL AS Actor" n "Geo_ADM2Code, NULL AS Actor" n "Geo_Lat,"              \
    " NULL AS Actor" n "Geo_Long, NULL AS Actor" n "Geo_FeatureID,"

#define V_GDELT                                                                \
    "CREATE VIEW v_gdelt AS"                                                   \
    " SELECT event AS GLOBALEVENTID,"                                          \
    "  CAST(replace(day, '-', '') AS INTEGER) AS SQLDATE,"                     \
    "  iif(substr(date_from, 1, 7) = substr(date_to, 1, 7), CAST(replace("     \
    "   substr(date_from, 1, 7), '-', '') AS INTEGER), NULL) AS MonthYear,"    \
    "  iif(substr(date_from, 1, 4) = substr(date_to, 1, 4), CAST(substr("      \
    "   date_from, 1, 4) AS INTEGER), NULL) AS Year,"                          \
    "  round(substr(day, 1, 4) + (substr(day, 6, 2) * 30 + substr(day, 9, 2))" \
    "   / 365.0, 4) AS FractionDate," GDELT_PARTY("1", "source") GDELT_PARTY(  \
        "2",                                                                   \
        "target") "  sentence = 0 AS IsRootEvent,"                             \
                  "  cameo AS EventCode, substr(cameo, 1, 3) AS "              \
                  "EventBaseCode,"                                             \
                  "  substr(cameo, 1, 2) AS EventRootCode, quad AS QuadClass," \
                  "  goldstein AS GoldsteinScale, n_claims AS NumMentions,"    \
                  "  n_origins AS NumSources, n_reports AS NumArticles, NULL " \
                  "AS AvgTone," GDELT_NOWHERE("1") GDELT_NOWHERE(              \
                      "2") "  NULL AS ActionGeo_Type, place AS "               \
                           "ActionGeo_FullName,"                               \
                           "  place_country AS ActionGeo_CountryCode, NULL "   \
                           "AS ActionGeo_ADM1Code,"                            \
                           "  NULL AS ActionGeo_ADM2Code, lat AS "             \
                           "ActionGeo_Lat,"                                    \
                           "  lon AS ActionGeo_Long, NULL AS "                 \
                           "ActionGeo_FeatureID,"                              \
                           "  CAST(replace(first_reported, '-', '') AS "       \
                           "INTEGER) AS DATEADDED,"                            \
                           "  url AS SOURCEURL FROM v_dyad"

const char *const chn_store_version_6[] = {
    /* ---- searching ---- */
    "CREATE VIRTUAL TABLE report_text USING fts5 (text, content = 'report',"
    " content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2')",
    "INSERT INTO report_text (rowid, text)"
    " SELECT seq, text FROM report WHERE text NOTNULL",
    "CREATE INDEX report_day ON report (day)",

    "ALTER TABLE event ADD COLUMN reviewed TEXT CHECK (reviewed IN"
    " ('accepted', 'corrected', 'rejected'))",

    "CREATE TABLE event_key ("
    " facet TEXT NOT NULL,"
    " value TEXT NOT NULL,"
    " day TEXT NOT NULL,"
    " event TEXT NOT NULL,"
    " until TEXT NOT NULL,"
    " PRIMARY KEY (facet, value, day, event)"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE event_pair ("
    " dyad TEXT NOT NULL,"
    " day TEXT NOT NULL,"
    " event TEXT NOT NULL,"
    " until TEXT NOT NULL,"
    " forth INTEGER NOT NULL CHECK (forth IN (0, 1)),"
    " back INTEGER NOT NULL CHECK (back IN (0, 1)),"
    " date_from TEXT,"
    " date_to TEXT,"
    " category TEXT NOT NULL,"
    " quad INTEGER,"
    " goldstein REAL,"
    " status TEXT NOT NULL,"
    " n_claims INTEGER NOT NULL,"
    " PRIMARY KEY (dyad, day, event)"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE facet_count ("
    " facet TEXT NOT NULL,"
    " value TEXT NOT NULL,"
    " n INTEGER NOT NULL,"
    " PRIMARY KEY (facet, value)"
    ") STRICT, WITHOUT ROWID",

    "CREATE TRIGGER event_key_out AFTER DELETE ON event_key BEGIN"
    " UPDATE facet_count SET n = n - 1"
    "  WHERE facet = OLD.facet AND value = OLD.value;"
    " DELETE FROM facet_count WHERE facet = OLD.facet AND value = OLD.value"
    "  AND n = 0; END",
    "CREATE TRIGGER event_pair_out AFTER DELETE ON event_pair BEGIN"
    " UPDATE facet_count SET n = n - 1"
    "  WHERE facet = 'dyad' AND value = OLD.dyad;"
    " DELETE FROM facet_count WHERE facet = 'dyad' AND value = OLD.dyad"
    "  AND n = 0; END",

    "CREATE TABLE event_new (event TEXT NOT NULL PRIMARY KEY)"
    " STRICT, WITHOUT ROWID",
    "INSERT INTO event_new SELECT id FROM event", INDEX,
    "CREATE TRIGGER event_in AFTER INSERT ON event BEGIN"
    " INSERT OR IGNORE INTO event_new VALUES (NEW.id); END",
    "CREATE TRIGGER event_out AFTER DELETE ON event"
    " WHEN OLD.reviewed IS NOT 'rejected' AND"
    " NOT EXISTS (SELECT 1 FROM event_new WHERE event = OLD.id) BEGIN " KEYS_OUT
    " END",
    "CREATE TRIGGER event_out_new AFTER DELETE ON event BEGIN"
    " DELETE FROM event_new WHERE event = OLD.id; END",
    "CREATE TRIGGER event_change BEFORE UPDATE ON event"
    " WHEN OLD.reviewed IS NOT 'rejected' AND"
    " NOT EXISTS (SELECT 1 FROM event_new WHERE event = OLD.id) BEGIN " KEYS_OUT
    " END",
    "CREATE TRIGGER event_changed AFTER UPDATE ON event BEGIN"
    " INSERT OR IGNORE INTO event_new VALUES (NEW.id); END",

    /* ---- reviews: told by place and content, so that they outlive the
     * claim that they were made on ---- */
    "DROP VIEW v_events_flat",
    "CREATE TABLE review_6 ("
    " seq INTEGER NOT NULL PRIMARY KEY,"
    " claim TEXT NOT NULL,"
    " report TEXT,"
    " byte_from INTEGER,"
    " byte_to INTEGER,"
    " sentence_sha256 TEXT,"
    " category TEXT,"
    " source_code TEXT,"
    " target_code TEXT,"
    " told TEXT,"
    " state TEXT NOT NULL CHECK (state IN"
    "  ('unreviewed', 'accepted', 'corrected', 'rejected')),"
    " field TEXT,"
    " was TEXT,"
    " value TEXT,"
    " who TEXT NOT NULL,"
    " at TEXT NOT NULL,"
    " why TEXT,"
    " now TEXT,"
    " match TEXT CHECK (match IN"
    "  ('same', 'span', 'content', 'changed', 'gone')),"
    " decision INTEGER NOT NULL DEFAULT 0,"
    " undoes INTEGER"
    ") STRICT",
    "INSERT INTO review_6 (seq, claim, report, byte_from, byte_to, category,"
    " source_code, target_code, state, field, value, who, at, why, now, match)"
    " SELECT w.seq, w.claim, r.id, s.byte_from, s.byte_to, c.category,"
    "  c.source_code, c.target_code, w.state, w.field, w.value, w.who, w.at,"
    "  w.why, c.id, iif(c.id IS NULL, 'gone', 'same') FROM review w LEFT JOIN "
    "claim c ON c.id = w.claim"
    " LEFT JOIN report r ON r.seq = c.report LEFT JOIN claim_span s"
    "  ON s.claim = c.seq AND s.field = 'act'",
    "DROP TABLE review", "ALTER TABLE review_6 RENAME TO review",
    "CREATE INDEX review_claim ON review (now, seq)",

    /* ---- what a run was told besides ---- */
    "ALTER TABLE run ADD COLUMN options TEXT",

    V_EVENTS_FLAT, "DROP VIEW v_icews", "DROP VIEW v_polecat",
    "DROP VIEW v_gdelt", "DROP VIEW v_dyad", V_DYAD, V_ICEWS, V_POLECAT,
    V_GDELT, NULL};
