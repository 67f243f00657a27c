/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Version 10 of the schema: events lie in the order of their claims. By its id
 * an event lies anywhere, so that each batch wrote most of the table anew; the
 * claim that tells it best is in no other event, and new events have new ones.
 * docs/store.md describes it for users.
 */
#include "store/store_in.h"

#define OLD_KEYS                                                               \
    " INSERT OR IGNORE INTO event_old SELECT OLD.best_claim, OLD.id,"          \
    "  OLD.date_from, OLD.date_to, OLD.category, OLD.status, OLD.place,"       \
    "  coalesce(OLD.occasion_id, OLD.occasion), OLD.reviewed, OLD.origins,"    \
    "  OLD.n_claims, OLD.symmetric, OLD.quad, OLD.goldstein, OLD.sides_claim," \
    "  OLD.mode"                                                               \
    "  WHERE OLD.reviewed IS NOT 'rejected' AND NOT EXISTS"                    \
    "   (SELECT 1 FROM event_new WHERE claim = OLD.best_claim);"

const char *const chn_store_version_10[] = {
    /* its triggers and indexes go with it */
    "CREATE TEMP TABLE event_9 AS SELECT * FROM main.event", "DROP TABLE event",
    "CREATE TABLE event ("
    " id TEXT NOT NULL UNIQUE,"
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
    " best_claim INTEGER NOT NULL PRIMARY KEY REFERENCES claim (seq),"
    " sides_claim INTEGER NOT NULL REFERENCES claim (seq),"
    " act_claim INTEGER NOT NULL REFERENCES claim (seq),"
    " date_claim INTEGER NOT NULL REFERENCES claim (seq),"
    " place_claim INTEGER REFERENCES claim (seq),"
    " occasion_claim INTEGER REFERENCES claim (seq),"
    " dyad TEXT,"
    " reviewed TEXT CHECK (reviewed IN"
    "  ('accepted', 'corrected', 'rejected'))"
    ") STRICT",
    "INSERT INTO event SELECT * FROM temp.event_9 ORDER BY best_claim",
    "DROP TABLE temp.event_9", "CREATE INDEX event_dyad ON event (dyad)",

    /* those of before may wait for their keys, which version 8 left to
     * chn_store_migrate */
    "CREATE TEMP TABLE new_9 AS SELECT event FROM main.event_new",
    "DROP TABLE event_new", "DROP TABLE event_old",
    "CREATE TABLE event_new (claim INTEGER NOT NULL PRIMARY KEY) STRICT",
    "INSERT INTO event_new SELECT best_claim FROM event"
    " WHERE id IN (SELECT event FROM temp.new_9)",
    "DROP TABLE temp.new_9",
    "CREATE TABLE event_old ("
    " claim INTEGER NOT NULL PRIMARY KEY,"
    " id TEXT NOT NULL,"
    " date_from TEXT,"
    " date_to TEXT,"
    " category TEXT NOT NULL,"
    " status TEXT NOT NULL,"
    " place TEXT,"
    " occasion TEXT,"
    " reviewed TEXT,"
    " origins TEXT,"
    " n_claims INTEGER NOT NULL,"
    " symmetric INTEGER NOT NULL,"
    " quad INTEGER,"
    " goldstein REAL,"
    " sides_claim INTEGER NOT NULL,"
    " mode TEXT"
    ") STRICT",
    "CREATE TRIGGER event_in AFTER INSERT ON event BEGIN"
    " INSERT OR IGNORE INTO event_new VALUES (NEW.best_claim); END",
    "CREATE TRIGGER event_out AFTER DELETE ON event BEGIN" OLD_KEYS
    " DELETE FROM event_new WHERE claim = OLD.best_claim; END",
    "CREATE TRIGGER event_changed AFTER UPDATE ON event BEGIN" OLD_KEYS
    " INSERT OR IGNORE INTO event_new VALUES (NEW.best_claim); END",
    NULL};
