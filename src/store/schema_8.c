/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Version 8 of the schema: keys of events in numbers, and no index that no
 * query walks. docs/store.md describes it for users, who find event_key,
 * event_pair and facet_count as views with the columns that these tables had.
 *
 * What is looked up has a number in `key`. Rows of event_at and pair_at are in
 * the order of day and id: days since 1970-01-01, 2147483647 for an undated
 * event, the end as days from there, and the digits of the event's id as eight
 * bytes, which sort as the id does. That takes a third of the room of words,
 * and these are most of the rows that an event has.
 *
 * Triggers note in event_new what was written and in event_old what an event
 * with keys was before it was changed or went, so that nothing that writes
 * events has to know of keys; index.c makes them. Outside a transaction both
 * are empty.
 */
#include "store/store_in.h"

#define UNTIL_WORD(k)                                                          \
    "CASE WHEN " k ".day = 2147483647 THEN 'undated' ELSE date((" k            \
    ".day + " k ".days) * 86400, 'unixepoch') END"

#define V_EVENT_KEY                                                            \
    "CREATE VIEW event_key AS SELECT f.facet AS facet, f.value AS "            \
    "value, " CHN_KEY_DAY("k.day") " AS day, " CHN_EVENT_ID(                   \
        "k.event") " AS event, " UNTIL_WORD("k") " AS until"                   \
                                                 " FROM key f CROSS JOIN "     \
                                                 "event_at k ON k.key = f.id"

#define V_EVENT_PAIR                                                                                    \
    "CREATE VIEW event_pair AS SELECT f.value AS dyad, " CHN_KEY_DAY("k.day") " AS day, " CHN_EVENT_ID( \
        "k.event") " AS event, " UNTIL_WORD("k") " AS until, k.way & 1 AS "                             \
                                                 "forth, k.way >> 1 & 1 AS "                            \
                                                 "back,"                                                \
                                                 " iif(k.way & "                                        \
                                                 "4, " CHN_KEY_DAY(                                     \
                                                     "k.day") ", NULL) AS "                             \
                                                              "date_from,"                              \
                                                              " iif(k.way & "                           \
                                                              "8,"                                      \
                                                              " " UNTIL_WORD(                           \
                                                                  "k") ", "                             \
                                                                       "NULL)"                          \
                                                                       " AS "                           \
                                                                       "date_"                          \
                                                                       "to,"                            \
                                                                       " k."                            \
                                                                       "categ"                          \
                                                                       "ory "                           \
                                                                       "AS "                            \
                                                                       "categ"                          \
                                                                       "ory, "                          \
                                                                       "k."                             \
                                                                       "quad "                          \
                                                                       "AS "                            \
                                                                       "quad,"                          \
                                                                       " k."                            \
                                                                       "golds"                          \
                                                                       "tein "                          \
                                                                       "AS "                            \
                                                                       "golds"                          \
                                                                       "tein,"                          \
                                                                       " CASE"                          \
                                                                       " k."                            \
                                                                       "statu"                          \
                                                                       "s "                             \
                                                                       "WHEN "                          \
                                                                       "0 "                             \
                                                                       "THEN "                          \
                                                                       "'occu"                          \
                                                                       "rred'"                          \
                                                                       " WHEN"                          \
                                                                       " 1 "                            \
                                                                       "THEN "                          \
                                                                       "'plan"                          \
                                                                       "ned'"                           \
                                                                       "  "                             \
                                                                       "WHEN "                          \
                                                                       "2 "                             \
                                                                       "THEN "                          \
                                                                       "'poss"                          \
                                                                       "ible'"                          \
                                                                       " ELSE"                          \
                                                                       " '"                             \
                                                                       "denie"                          \
                                                                       "d' "                            \
                                                                       "END "                           \
                                                                       "AS "                            \
                                                                       "statu"                          \
                                                                       "s,"                             \
                                                                       " k.n_"                          \
                                                                       "claim"                          \
                                                                       "s AS "                          \
                                                                       "n_"                             \
                                                                       "claim"                          \
                                                                       "s"                              \
                                                                       " FROM"                          \
                                                                       " key "                          \
                                                                       "f "                             \
                                                                       "CROSS"                          \
                                                                       " JOIN"                          \
                                                                       " pair"                          \
                                                                       "_at "                           \
                                                                       "k ON "                          \
                                                                       "k."                             \
                                                                       "key "                           \
                                                                       "= "                             \
                                                                       "f.id "                          \
                                                                       "WHERE"                          \
                                                                       " f."                            \
                                                                       "facet"                          \
                                                                       " = "                            \
                                                                       "'dyad"                          \
                                                                       "'"

#define OLD_KEYS                                                               \
    " INSERT OR IGNORE INTO event_old SELECT OLD.id, OLD.date_from,"           \
    "  OLD.date_to, OLD.category, OLD.status, OLD.place,"                      \
    "  coalesce(OLD.occasion_id, OLD.occasion), OLD.reviewed, OLD.origins,"    \
    "  OLD.n_claims, OLD.symmetric, OLD.quad, OLD.goldstein, OLD.sides_claim," \
    "  OLD.mode"                                                               \
    "  WHERE OLD.reviewed IS NOT 'rejected'"                                   \
    "   AND NOT EXISTS (SELECT 1 FROM event_new WHERE event = OLD.id);"

const char *const chn_store_version_8[] = {
    "DROP TRIGGER event_key_out", "DROP TRIGGER event_pair_out",
    "DROP TRIGGER event_out", "DROP TRIGGER event_out_new",
    "DROP TRIGGER event_change", "DROP TRIGGER event_changed",
    "DROP TABLE event_key", "DROP TABLE event_pair", "DROP TABLE facet_count",
    "DROP INDEX event_date", "DROP INDEX event_sides",
    "DROP INDEX claim_actor_country", "DROP INDEX claim_actor_actor",
    "DROP INDEX telling_lead",
    /* most tellings are of one claim, which leads itself */
    "CREATE INDEX telling_lead ON telling (lead) WHERE lead <> claim",

    "CREATE TABLE key ("
    " id INTEGER NOT NULL PRIMARY KEY,"
    " facet TEXT NOT NULL,"
    " value TEXT NOT NULL,"
    " n INTEGER NOT NULL,"
    " UNIQUE (facet, value)"
    ") STRICT",
    "CREATE TABLE event_at ("
    " key INTEGER NOT NULL,"
    " day INTEGER NOT NULL,"
    " event BLOB NOT NULL,"
    " days INTEGER NOT NULL,"
    " PRIMARY KEY (key, day, event)"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE pair_at ("
    " key INTEGER NOT NULL,"
    " day INTEGER NOT NULL,"
    " event BLOB NOT NULL,"
    " days INTEGER NOT NULL,"
    " way INTEGER NOT NULL,"
    " category TEXT NOT NULL,"
    " quad INTEGER,"
    " goldstein REAL,"
    " status INTEGER NOT NULL,"
    " n_claims INTEGER NOT NULL,"
    " PRIMARY KEY (key, day, event)"
    ") STRICT, WITHOUT ROWID",
    "CREATE VIEW facet_count AS SELECT facet, value, n FROM key", V_EVENT_KEY,
    V_EVENT_PAIR,

    "CREATE TABLE event_old ("
    " id TEXT NOT NULL PRIMARY KEY,"
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
    ") STRICT, WITHOUT ROWID",
    "CREATE TRIGGER event_out AFTER DELETE ON event BEGIN" OLD_KEYS
    " DELETE FROM event_new WHERE event = OLD.id; END",
    "CREATE TRIGGER event_changed AFTER UPDATE ON event BEGIN" OLD_KEYS
    " INSERT OR IGNORE INTO event_new VALUES (NEW.id); END",
    /* chn_store_migrate makes their keys */
    "INSERT OR IGNORE INTO event_new SELECT id FROM event", NULL};
