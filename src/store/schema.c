/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The schema, and how a file gets it. docs/store.md describes it for users:
 * it is a public format, so a change here is a new migration, never an edit
 * of one that was released.
 */
#include "store/store_in.h"

/* ---- views that changed: one text, by the column that a report's day is
 * read from ---- */

/* UCDP's grades: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 less
 * than a year or a year. NULL: the text does not tell. */
#define V_EVENTS_FLAT(day, more)                                               \
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
    "  s.sector AS actor1_role, s.office AS actor1_office,"                    \
    "  e.target AS actor2, t.actor AS actor2_id, t.country AS actor2_iso3,"    \
    "  t.sector AS actor2_role, t.office AS actor2_office,"                    \
    "  e.symmetric, e.category || coalesce('/' || e.mode, '') AS event_type,"  \
    "  e.category AS plover, e.mode AS plover_mode, e.cameo, e.quad,"          \
    "  e.goldstein AS scale, e.status, e.occasion,"                            \
    "  e.base_year AS occasion_base_year, e.ordinal AS occasion_ordinal,"      \
    "  e.place AS where_description, e.place_country AS country,"              \
    "  e.lat AS latitude, e.lon AS longitude,"                                 \
    "  e.n_reports AS number_of_sources, e.n_reports, e.n_origins,"            \
    "  c.origin AS source_original, e.voice AS source_chain,"                  \
    "  r.id AS source_article, r.publisher AS source_office,"                  \
    "  " day " AS source_date, r.title AS source_headline,"                    \
    "  r.url AS source_url,"                                                   \
    "  CASE typeof(r.text) WHEN 'text'"                                        \
    "   THEN substr(r.text, n.char_from + 1, n.char_to - n.char_from)"         \
    "   ELSE CAST(substr(r.text, n.byte_from + 1,"                             \
    "    n.byte_to - n.byte_from) AS TEXT) END AS quote,"                      \
    "  r.sha256 AS doc_sha256, n.byte_from AS byte_start,"                     \
    "  n.byte_to AS byte_end, c.id AS claim_id, c.rule AS rule_id,"            \
    "  'rule' AS coder,"                                                       \
    "  coalesce((SELECT w.state FROM review w WHERE w.claim = c.id"            \
    "   ORDER BY w.seq DESC LIMIT 1), 'unreviewed') AS reviewed,"              \
    "  e.confidence / 100.0 AS confidence" more ""                             \
    " FROM event e JOIN claim c ON c.seq = e.best_claim"                       \
    " JOIN report r ON r.seq = c.report"                                       \
    " JOIN sentence n ON n.report = c.report AND n.n = c.sentence"             \
    " LEFT JOIN claim_actor s ON s.claim = e.sides_claim"                      \
    "  AND s.side = 'source' AND s.n = 0"                                      \
    " LEFT JOIN claim_actor t ON t.claim = e.sides_claim"                      \
    "  AND t.side = 'target' AND t.n = 0"

/* The three below have two parties a row, as those data sets have: one
 * row per event and pair of actors. Only what occurred: none of them has
 * plans or denials. */
#define V_DYAD(day)                                                            \
    "CREATE VIEW v_dyad AS"                                                    \
    " SELECT e.id AS event, coalesce(e.date_from, e.date_to) AS day,"          \
    "  e.category, e.mode, e.cameo, e.contexts, e.quad, e.goldstein,"          \
    "  s.name AS source, s.actor AS source_id, s.country AS source_country,"   \
    "  s.sector AS source_sector, s.office AS source_office,"                  \
    "  s.text AS source_text,"                                                 \
    "  t.name AS target, t.actor AS target_id, t.country AS target_country,"   \
    "  t.sector AS target_sector, t.office AS target_office,"                  \
    "  t.text AS target_text,"                                                 \
    "  e.place, e.place_country, e.lat, e.lon, e.n_claims, e.n_reports,"       \
    "  e.n_origins, e.first_reported, c.sentence, c.voice,"                    \
    "  r.id AS report, r.publisher, " day ", r.title, r.url"                   \
    " FROM event e JOIN claim c ON c.seq = e.best_claim"                       \
    " JOIN report r ON r.seq = c.report"                                       \
    " LEFT JOIN claim_actor s ON s.claim = e.sides_claim"                      \
    "  AND s.side = 'source'"                                                  \
    " LEFT JOIN claim_actor t ON t.claim = e.sides_claim"                      \
    "  AND t.side = 'target'"                                                  \
    " WHERE e.status = 'occurred'"

/* seq numbers follow the order of input, so that they are the same however
 * the input was cut into batches; AUTOINCREMENT would keep a history of its
 * own. Tables whose rows come and go (event) have no rowid for that reason.
 */
static const char *const version_1[] = {
    "CREATE TABLE run ("
    " id TEXT NOT NULL PRIMARY KEY,"
    " version TEXT NOT NULL,"
    " data_version TEXT NOT NULL,"
    " rules_version TEXT NOT NULL,"
    " began INTEGER"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE report ("
    " seq INTEGER NOT NULL PRIMARY KEY,"
    " id TEXT NOT NULL UNIQUE,"
    " sha256 TEXT NOT NULL,"
    " published TEXT,"
    " publisher TEXT,"
    " title TEXT,"
    " url TEXT,"
    " bytes INTEGER NOT NULL,"
    " body INTEGER NOT NULL,"
    " replaced INTEGER NOT NULL,"
    " text ANY,"
    " run TEXT REFERENCES run (id)"
    ") STRICT",

    "CREATE TABLE sentence ("
    " report INTEGER NOT NULL REFERENCES report (seq),"
    " n INTEGER NOT NULL,"
    " byte_from INTEGER NOT NULL,"
    " byte_to INTEGER NOT NULL,"
    " char_from INTEGER NOT NULL,"
    " char_to INTEGER NOT NULL,"
    " PRIMARY KEY (report, n)"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE actor ("
    " id TEXT NOT NULL PRIMARY KEY,"
    " name TEXT,"
    " country TEXT,"
    " sector TEXT"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE actor_office ("
    " actor TEXT NOT NULL REFERENCES actor (id),"
    " office TEXT NOT NULL,"
    " first_seen TEXT,"
    " last_seen TEXT,"
    " PRIMARY KEY (actor, office)"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE observance ("
    " id TEXT NOT NULL PRIMARY KEY,"
    " name TEXT,"
    " base_year INTEGER"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE claim ("
    " seq INTEGER NOT NULL PRIMARY KEY,"
    " id TEXT NOT NULL UNIQUE,"
    " report INTEGER NOT NULL REFERENCES report (seq),"
    " n INTEGER NOT NULL,"
    " sentence INTEGER NOT NULL,"
    " category TEXT NOT NULL,"
    " mode TEXT,"
    " cameo TEXT,"
    " contexts TEXT,"
    " quad INTEGER,"
    " goldstein REAL,"
    " source TEXT,"
    " target TEXT,"
    " source_code TEXT,"
    " target_code TEXT,"
    " symmetric INTEGER NOT NULL CHECK (symmetric IN (0, 1)),"
    " status TEXT NOT NULL CHECK"
    "  (status IN ('occurred', 'planned', 'possible', 'denied')),"
    " date_from TEXT,"
    " date_to TEXT,"
    " precision TEXT NOT NULL,"
    " basis TEXT NOT NULL,"
    " date_text TEXT,"
    " origin TEXT,"
    " voice TEXT,"
    " place TEXT,"
    " place_country TEXT,"
    " lat REAL,"
    " lon REAL,"
    " occasion_id TEXT REFERENCES observance (id),"
    " occasion TEXT,"
    " ordinal INTEGER,"
    " base_year INTEGER,"
    " quote TEXT,"
    " speaker TEXT,"
    " trigger TEXT,"
    " rule TEXT,"
    " confidence INTEGER NOT NULL,"
    " flags TEXT,"
    " record TEXT NOT NULL,"
    " UNIQUE (report, n),"
    " FOREIGN KEY (report, sentence) REFERENCES sentence (report, n)"
    ") STRICT",

    "CREATE TABLE claim_actor ("
    " claim INTEGER NOT NULL REFERENCES claim (seq),"
    " side TEXT NOT NULL CHECK (side IN ('source', 'target', 'other')),"
    " n INTEGER NOT NULL,"
    " actor TEXT REFERENCES actor (id),"
    " name TEXT,"
    " country TEXT,"
    " sector TEXT,"
    " office TEXT,"
    " kind TEXT NOT NULL CHECK (kind IN ('state', 'body', 'person')),"
    " link TEXT NOT NULL,"
    " role TEXT,"
    " text TEXT,"
    " byte_from INTEGER,"
    " byte_to INTEGER,"
    " char_from INTEGER,"
    " char_to INTEGER,"
    " PRIMARY KEY (claim, side, n)"
    ") STRICT, WITHOUT ROWID",
    "CREATE INDEX claim_actor_country ON claim_actor (country, claim)",
    "CREATE INDEX claim_actor_actor ON claim_actor (actor, claim)",

    "CREATE TABLE claim_voice ("
    " claim INTEGER NOT NULL REFERENCES claim (seq),"
    " n INTEGER NOT NULL,"
    " name TEXT,"
    " voice TEXT,"
    " kind TEXT,"
    " inherited INTEGER NOT NULL CHECK (inherited IN (0, 1)),"
    " byte_from INTEGER,"
    " byte_to INTEGER,"
    " char_from INTEGER,"
    " char_to INTEGER,"
    " PRIMARY KEY (claim, n)"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE claim_span ("
    " claim INTEGER NOT NULL REFERENCES claim (seq),"
    " field TEXT NOT NULL,"
    " label TEXT,"
    " byte_from INTEGER NOT NULL,"
    " byte_to INTEGER NOT NULL,"
    " char_from INTEGER NOT NULL,"
    " char_to INTEGER NOT NULL,"
    " PRIMARY KEY (claim, field)"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE telling ("
    " claim INTEGER NOT NULL PRIMARY KEY REFERENCES claim (seq),"
    " lead INTEGER NOT NULL REFERENCES claim (seq),"
    " block TEXT,"
    " reach_from INTEGER,"
    " reach_to INTEGER,"
    " with_claim INTEGER REFERENCES claim (seq),"
    " rule TEXT NOT NULL,"
    " score INTEGER NOT NULL,"
    " date_points INTEGER NOT NULL,"
    " sides_points INTEGER NOT NULL,"
    " mode_points INTEGER NOT NULL,"
    " actors_points INTEGER NOT NULL,"
    " place_points INTEGER NOT NULL,"
    " occasion_points INTEGER NOT NULL"
    ") STRICT",
    "CREATE INDEX telling_block ON telling (block, reach_from, reach_to)",
    "CREATE INDEX telling_lead ON telling (lead)",

    "CREATE TABLE event ("
    " id TEXT NOT NULL PRIMARY KEY,"
    " first_reported TEXT,"
    " category TEXT NOT NULL,"
    " mode TEXT,"
    " cameo TEXT,"
    " contexts TEXT,"
    " quad INTEGER,"
    " goldstein REAL,"
    " source TEXT,"
    " target TEXT,"
    " source_code TEXT,"
    " target_code TEXT,"
    " symmetric INTEGER NOT NULL CHECK (symmetric IN (0, 1)),"
    " status TEXT NOT NULL CHECK"
    "  (status IN ('occurred', 'planned', 'possible', 'denied')),"
    " date_from TEXT,"
    " date_to TEXT,"
    " precision TEXT NOT NULL,"
    " basis TEXT NOT NULL,"
    " date_text TEXT,"
    " place TEXT,"
    " place_country TEXT,"
    " lat REAL,"
    " lon REAL,"
    " occasion_id TEXT REFERENCES observance (id),"
    " occasion TEXT,"
    " ordinal INTEGER,"
    " base_year INTEGER,"
    " origins TEXT,"
    " n_claims INTEGER NOT NULL,"
    " n_reports INTEGER NOT NULL,"
    " n_origins INTEGER NOT NULL,"
    " voice TEXT,"
    " confidence INTEGER NOT NULL,"
    " history TEXT,"
    " disagree TEXT,"
    " best_claim INTEGER NOT NULL REFERENCES claim (seq),"
    " sides_claim INTEGER NOT NULL REFERENCES claim (seq),"
    " act_claim INTEGER NOT NULL REFERENCES claim (seq),"
    " date_claim INTEGER NOT NULL REFERENCES claim (seq),"
    " place_claim INTEGER REFERENCES claim (seq),"
    " occasion_claim INTEGER REFERENCES claim (seq)"
    ") STRICT, WITHOUT ROWID",
    "CREATE INDEX event_date ON event (coalesce(date_from, date_to))",
    "CREATE INDEX event_sides ON event (sides_claim)",

    "CREATE TABLE event_claim ("
    " claim INTEGER NOT NULL PRIMARY KEY REFERENCES claim (seq),"
    " event TEXT NOT NULL REFERENCES event (id),"
    " with_claim INTEGER REFERENCES claim (seq),"
    " rule TEXT NOT NULL,"
    " score INTEGER NOT NULL,"
    " date_points INTEGER NOT NULL,"
    " sides_points INTEGER NOT NULL,"
    " mode_points INTEGER NOT NULL,"
    " actors_points INTEGER NOT NULL,"
    " place_points INTEGER NOT NULL,"
    " occasion_points INTEGER NOT NULL"
    ") STRICT",
    "CREATE INDEX event_claim_event ON event_claim (event, claim)",

    "CREATE TABLE review ("
    " seq INTEGER NOT NULL PRIMARY KEY,"
    " claim TEXT NOT NULL REFERENCES claim (id),"
    " state TEXT NOT NULL CHECK (state IN"
    "  ('unreviewed', 'accepted', 'corrected', 'rejected')),"
    " field TEXT,"
    " value TEXT,"
    " who TEXT NOT NULL,"
    " at TEXT NOT NULL,"
    " why TEXT"
    ") STRICT",
    "CREATE INDEX review_claim ON review (claim, seq)",

    /* ---- views: columns that users of other data sets know ---- */

    "CREATE VIEW v_sentence AS"
    " SELECT r.id AS report, s.n, s.byte_from, s.byte_to, s.char_from,"
    "  s.char_to,"
    "  CASE typeof(r.text) WHEN 'text'"
    "   THEN substr(r.text, s.char_from + 1, s.char_to - s.char_from)"
    "   ELSE CAST(substr(r.text, s.byte_from + 1,"
    "    s.byte_to - s.byte_from) AS TEXT) END AS text"
    " FROM sentence s JOIN report r ON r.seq = s.report",

    V_EVENTS_FLAT("r.published", ""),

    V_DYAD("r.published"),

    "CREATE VIEW v_icews AS"
    " SELECT event AS event_id, day AS event_date, source AS source_name,"
    "  source_sector AS source_sectors, source_country,"
    "  category || coalesce('/' || mode, '') AS event_text,"
    "  cameo AS cameo_code, goldstein AS intensity, target AS target_name,"
    "  target_sector AS target_sectors, target_country,"
    "  report AS story_id, sentence + 1 AS sentence_number, publisher,"
    "  place AS city, place_country AS country, lat AS latitude,"
    "  lon AS longitude FROM v_dyad",

    "CREATE VIEW v_polecat AS"
    " SELECT event AS \"Event ID\", day AS \"Event Date\","
    "  category AS \"Event Type\", mode AS \"Event Mode\","
    "  goldstein AS \"Intensity\", quad AS \"Quad Code\","
    "  contexts AS \"Contexts\", source AS \"Actor Name\","
    "  source_country AS \"Actor Country\","
    "  source_sector AS \"Primary Actor Sector\","
    "  source_office AS \"Actor Title\","
    "  source_text AS \"Actor Name Raw\","
    "  target AS \"Recipient Name\","
    "  target_country AS \"Recipient Country\","
    "  target_sector AS \"Primary Recipient Sector\","
    "  target_office AS \"Recipient Title\","
    "  target_text AS \"Recipient Name Raw\","
    "  place AS \"Placename\", place_country AS \"Country\","
    "  lat AS \"Latitude\", lon AS \"Longitude\","
    "  publisher AS \"Source\", published AS \"Publication Date\","
    "  title AS \"Headline\" FROM v_dyad",

    "CREATE VIEW v_gdelt AS"
    " SELECT event AS GlobalEventID,"
    "  CAST(replace(day, '-', '') AS INTEGER) AS SQLDATE,"
    "  CAST(replace(substr(day, 1, 7), '-', '') AS INTEGER) AS MonthYear,"
    "  CAST(substr(day, 1, 4) AS INTEGER) AS Year,"
    "  source_country || coalesce(source_sector, '') AS Actor1Code,"
    "  source AS Actor1Name, source_country AS Actor1CountryCode,"
    "  source_sector AS Actor1Type1Code,"
    "  target_country || coalesce(target_sector, '') AS Actor2Code,"
    "  target AS Actor2Name, target_country AS Actor2CountryCode,"
    "  target_sector AS Actor2Type1Code,"
    "  cameo AS EventCode, substr(cameo, 1, 3) AS EventBaseCode,"
    "  substr(cameo, 1, 2) AS EventRootCode, quad AS QuadClass,"
    "  goldstein AS GoldsteinScale, n_claims AS NumMentions,"
    "  n_origins AS NumSources, n_reports AS NumArticles,"
    "  place AS ActionGeo_FullName, place_country AS ActionGeo_CountryCode,"
    "  lat AS ActionGeo_Lat, lon AS ActionGeo_Long,"
    "  CAST(replace(first_reported, '-', '') AS INTEGER) AS DATEADDED,"
    "  url AS SOURCEURL FROM v_dyad",

    "CREATE VIEW v_observance AS"
    " SELECT e.occasion_id AS observance, o.name, o.base_year,"
    "  substr(coalesce(e.date_from, e.date_to), 1, 4) AS year, e.ordinal,"
    "  e.source_code, e.target_code, e.category, e.mode, e.status,"
    "  e.id AS event"
    " FROM event e JOIN observance o ON o.id = e.occasion_id",
    NULL};

/* The day of a report and how it is known; what was set by hand before. The
 * reports of a version 1 that had no date get theirs when they are read again:
 * nothing here can read them. */
static const char *const version_2[] = {
    "ALTER TABLE report ADD COLUMN day TEXT",
    "ALTER TABLE report ADD COLUMN day_from TEXT",
    "ALTER TABLE report ADD COLUMN day_to TEXT",
    "ALTER TABLE report ADD COLUMN confidence INTEGER",
    "ALTER TABLE report ADD COLUMN basis TEXT CHECK"
    "  (basis IN ('given', 'inferred', 'set'))",
    "ALTER TABLE report ADD COLUMN reasons TEXT",
    "UPDATE report SET day = published, day_from = published,"
    "  day_to = published, confidence = 100, basis = 'given'"
    "  WHERE published IS NOT NULL",

    "CREATE TABLE redate ("
    " seq INTEGER NOT NULL PRIMARY KEY,"
    " report INTEGER NOT NULL REFERENCES report (seq),"
    " was TEXT,"
    " was_basis TEXT,"
    " day TEXT,"
    " basis TEXT,"
    " run TEXT REFERENCES run (id)"
    ") STRICT",
    "CREATE INDEX redate_report ON redate (report, seq)",

    "DROP VIEW v_events_flat",
    V_EVENTS_FLAT("r.day", ", r.basis AS source_date_basis"),
    "DROP VIEW v_dyad",
    V_DYAD("r.day AS published"),
    NULL};

/* What else a run coded with: rows of before do not tell. */
static const char *const version_3[] = {
    "ALTER TABLE run ADD COLUMN model_version TEXT",
    "ALTER TABLE run ADD COLUMN scale TEXT",
    "ALTER TABLE run ADD COLUMN min_confidence INTEGER", NULL};

/* Whose word: how each link says so, its class, and a view by origin. The
 * origin of a claim is the last link of its chain; NULL is the report. */
static const char *const version_4[] = {
    "ALTER TABLE claim_voice ADD COLUMN certainty TEXT",
    "ALTER TABLE claim_voice ADD COLUMN reliability TEXT",
    "CREATE VIEW v_origin AS"
    " SELECT v.name AS origin, max(v.kind) AS kind,"
    "  max(v.reliability) AS reliability, count(*) AS claims,"
    "  sum(coalesce(v.certainty, '') = 'denies') AS denials,"
    "  count(DISTINCT c.report) AS reports,"
    "  count(DISTINCT m.event) AS events,"
    "  count(DISTINCT CASE WHEN e.n_origins = 1 THEN m.event END)"
    "   AS events_alone"
    " FROM claim c JOIN event_claim m ON m.claim = c.seq"
    " JOIN event e ON e.id = m.event"
    " LEFT JOIN claim_voice v ON v.claim = c.seq AND v.n ="
    "  (SELECT max(w.n) FROM claim_voice w WHERE w.claim = c.seq)"
    " GROUP BY v.name",
    NULL};

/* Countries of an event's parties, "PRK,RUS": what follows from what, and what
 * recurs, is looked for among the events of one set. */
#define DYAD(claim)                                                            \
    "(SELECT group_concat(country, ',') FROM (SELECT DISTINCT country"         \
    " FROM claim_actor WHERE claim = " claim " AND side <> 'other'"            \
    " AND country IS NOT NULL ORDER BY country))"

/* Merging with the words of reports and people's word; what follows from what.
 * Reports of before have no sketch and no details until they are read again. */
static const char *const version_5[] = {
    "ALTER TABLE report ADD COLUMN sketch BLOB",
    "ALTER TABLE telling ADD COLUMN words BLOB",
    "ALTER TABLE event_claim ADD COLUMN text_points INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE event_claim ADD COLUMN miss_claim INTEGER",
    "ALTER TABLE event_claim ADD COLUMN miss_why TEXT",
    "ALTER TABLE event_claim ADD COLUMN miss_score INTEGER",
    "ALTER TABLE event ADD COLUMN dyad TEXT",
    "UPDATE event SET dyad = " DYAD("event.sides_claim"),
    "CREATE INDEX event_dyad ON event (dyad)",

    "CREATE TABLE setting ("
    " name TEXT NOT NULL PRIMARY KEY,"
    " value INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE detail ("
    " report INTEGER NOT NULL REFERENCES report (seq),"
    " sentence INTEGER NOT NULL,"
    " n INTEGER NOT NULL,"
    " kind TEXT NOT NULL,"
    " noun TEXT,"
    " low INTEGER,"
    " high INTEGER,"
    " text TEXT,"
    " byte_from INTEGER NOT NULL,"
    " byte_to INTEGER NOT NULL,"
    " char_from INTEGER NOT NULL,"
    " char_to INTEGER NOT NULL,"
    " PRIMARY KEY (report, sentence, n)"
    ") STRICT, WITHOUT ROWID",

    /* claims by id and by their place, so that a row finds its claim again
     * after the reports were coded anew */
    "CREATE TABLE verdict ("
    " seq INTEGER NOT NULL PRIMARY KEY,"
    " act INTEGER NOT NULL,"
    " kind TEXT NOT NULL CHECK (kind IN ('merge', 'unmerge')),"
    " a TEXT NOT NULL,"
    " a_report TEXT NOT NULL,"
    " a_from INTEGER NOT NULL,"
    " a_to INTEGER NOT NULL,"
    " a_category TEXT NOT NULL,"
    " b TEXT NOT NULL,"
    " b_report TEXT NOT NULL,"
    " b_from INTEGER NOT NULL,"
    " b_to INTEGER NOT NULL,"
    " b_category TEXT NOT NULL,"
    " who TEXT NOT NULL,"
    " at TEXT NOT NULL,"
    " why TEXT"
    ") STRICT",

    "CREATE TABLE follow ("
    " event TEXT NOT NULL,"
    " kind TEXT NOT NULL CHECK (kind IN ('done', 'reply', 'denial', 'nth',"
    "  'signing', 'ratification', 'breach')),"
    " of TEXT NOT NULL,"
    " days INTEGER,"
    " dyad TEXT NOT NULL,"
    " words TEXT,"
    " PRIMARY KEY (event, kind, of)"
    ") STRICT, WITHOUT ROWID",
    "CREATE INDEX follow_of ON follow (of)",
    "CREATE INDEX follow_dyad ON follow (dyad)",

    /* sets of countries whose events changed since `follow` was written */
    "CREATE TABLE stale ("
    " dyad TEXT NOT NULL PRIMARY KEY"
    ") STRICT, WITHOUT ROWID",
    "INSERT INTO stale SELECT DISTINCT dyad FROM event WHERE dyad IS NOT NULL",
    NULL};

const chn_migration chn_store_migrations[CHN_STORE_VERSION] = {
    version_1,           version_2,           version_3,
    version_4,           version_5,           chn_store_version_6,
    chn_store_version_7, chn_store_version_8, chn_store_version_9,
    chn_store_version_10};

chn_code chn_store_migrate(chn_store *s, const chn_migration *steps,
                           uint32_t n_steps, chn_err *err)
{
    const char *doing = "preparing the store's tables";
    chn_code code = chn_store_exec(s, "BEGIN IMMEDIATE", doing, err);
    if (code)
        return code;
    /* another program may have done it while we waited for the lock */
    int64_t have;
    code = chn_store_int(s, "PRAGMA user_version", 0, &have, err);
    for (int64_t i = have; code == CHN_OK && i >= 0 && i < n_steps; i++) {
        for (const char *const *sql = steps[i]; *sql && code == CHN_OK; sql++)
            code = chn_store_exec(s, *sql, doing, err);
        char set[48];
        chn_buf b;
        chn_buf_init(&b, sizeof set);
        chn_buf_fmt(&b, "PRAGMA user_version = %d", (int)i + 1);
        if (b.failed)
            code = chn_fail_memory(err);
        if (code == CHN_OK)
            code = chn_store_exec(s, b.p, doing, err);
        chn_buf_free(&b);
    }
    /* the keys that version 8 asks for, of the tables as they are now */
    if (code == CHN_OK && have < 8 && n_steps >= CHN_STORE_VERSION)
        code = chn_store_index(s, err);
    if (code == CHN_OK) {
        _Static_assert(CHN_STORE_APPLICATION_ID == 1128812081,
                       "the number in the pragma");
        code =
            chn_store_exec(s, "PRAGMA application_id = 1128812081", doing, err);
    }
    if (code == CHN_OK)
        code = chn_store_exec(s, "COMMIT", doing, err);
    if (code)
        (void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return code;
}
