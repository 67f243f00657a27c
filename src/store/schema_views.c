/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Version 9 of the schema: views for what so far only commands told, with a
 * row for each thing: claims with their report and event, messages, places,
 * disagreements, the states that an act went through. docs/store.md describes
 * them for users; relations.c reads them, too.
 */
#include "store/store_in.h"

/* One claim with what one looks up beside it. */
#define V_CLAIM                                                                \
    "CREATE VIEW v_claim AS"                                                   \
    " SELECT c.id AS claim, m.event, r.id AS report, r.publisher,"             \
    "  r.day AS report_day, r.title, r.url,"                                   \
    "  c.category, c.mode, c.cameo, c.contexts, c.quad, c.goldstein,"          \
    "  c.source, c.target, c.source_code, c.target_code, c.symmetric,"         \
    "  c.status, c.date_from, c.date_to, c.precision, c.basis, c.date_text,"   \
    "  c.origin, c.voice, c.place, c.place_country, c.lat, c.lon,"             \
    "  c.occasion_id, c.occasion, c.ordinal, c.base_year, c.quote,"            \
    "  c.speaker, c.trigger, c.confidence, c.flags, c.sentence,"               \
    "  CASE typeof(r.text) WHEN 'text'"                                        \
    "   THEN substr(r.text, n.char_from + 1, n.char_to - n.char_from)"         \
    "   ELSE CAST(substr(r.text, n.byte_from + 1, n.byte_to - n.byte_from)"    \
    "    AS TEXT) END AS sentence_text"                                        \
    " FROM claim c JOIN report r ON r.seq = c.report"                          \
    " JOIN sentence n ON n.report = c.report AND n.n = c.sentence"             \
    " LEFT JOIN event_claim m ON m.claim = c.seq"

/* An exchange is one event and two messages: `way` 1 is the way back. */
#define MESSAGE(from, to, way, where)                                          \
    " SELECT e.id AS event, " way " AS way, e.best_claim AS claim,"            \
    "  e." from " AS source, e." to " AS target,"                              \
    "  e." from "_code AS source_code, e." to "_code AS target_code,"          \
    "  e.date_from, e.date_to, e.precision, e.basis, e.status, e.occasion,"    \
    "  e.ordinal, (SELECT group_concat(n, ', ') FROM (SELECT DISTINCT"         \
    "    coalesce(x.name, x.text) AS n FROM event_claim q"                     \
    "    JOIN claim_actor x ON x.claim = q.claim AND x.side = 'other'"         \
    "    WHERE q.event = e.id AND x.role = 'carrier' ORDER BY n)) AS carrier," \
    "  e.voice, e.origins, c.trigger"                                          \
    " FROM event e JOIN claim c ON c.seq = e.best_claim"                       \
    " WHERE e.mode = 'message'" where
#define V_MESSAGE                                                              \
    "CREATE VIEW v_message AS" MESSAGE(                                        \
        "source", "target", "0",                                               \
        "") " UNION ALL" MESSAGE("target", "source", "1",                      \
                                 " AND e.symmetric = 1 AND"                    \
                                 " coalesce(e.target, e.target_code) NOTNULL")

/* Members of objects are rows of json_each: json_extract and ->> are not for
 * the views of a schema that is not trusted. */

/* event.disagree, a row for each value of each field */
#define V_DISAGREEMENT                                                         \
    "CREATE VIEW v_disagreement AS"                                            \
    " SELECT e.id AS event, f.key AS item, v.key AS n,"                        \
    "  (SELECT value FROM json_each(f.value) WHERE key = 'field') AS field,"   \
    "  max(CASE k.key WHEN 'value' THEN k.value END) AS value,"                \
    "  max(k.key = 'vague' AND k.value) AS vague,"                             \
    "  max(CASE k.key WHEN 'words' THEN k.value END) AS words,"                \
    "  max(CASE k.key WHEN 'claims' THEN k.value END) AS claims"               \
    " FROM event e, json_each(e.disagree) f,"                                  \
    "  json_each(f.value, '$.values') v, json_each(v.value) k"                 \
    " WHERE e.disagree NOTNULL GROUP BY e.id, f.key, v.key"

/* event.history, a row for each state */
#define V_EVENT_HISTORY                                                        \
    "CREATE VIEW v_event_history AS"                                           \
    " SELECT e.id AS event, h.key AS n,"                                       \
    "  max(CASE k.key WHEN 'status' THEN k.value END) AS status,"              \
    "  max(CASE k.key WHEN 'reported' THEN k.value END) AS reported,"          \
    "  max(CASE k.key WHEN 'claims' THEN k.value END) AS claims"               \
    " FROM event e, json_each(e.history) h, json_each(h.value) k"              \
    " WHERE e.history NOTNULL GROUP BY e.id, h.key"

const char *const chn_store_version_9[] = {
    V_CLAIM, V_MESSAGE,

    /* where acts were placed: a country is '' where none is known */
    "CREATE VIEW v_place AS"
    " SELECT c.place, coalesce(c.place_country, '') AS country,"
    "  min(c.lat) AS lat, min(c.lon) AS lon, count(*) AS claims,"
    "  count(DISTINCT m.event) AS events FROM claim c"
    " LEFT JOIN event_claim m ON m.claim = c.seq"
    " WHERE c.place NOTNULL GROUP BY 1, 2",
    V_DISAGREEMENT, V_EVENT_HISTORY,

    /* what a series counts: acts of two countries, in whatever order and on
     * whatever sides; rejected ones have none */
    "CREATE VIEW v_pair AS"
    " SELECT p.event, p.dyad, e.best_claim AS claim, p.forth, p.back,"
    "  p.date_from, p.date_to, p.category, p.quad, p.goldstein, p.status,"
    "  p.n_claims FROM event_pair p JOIN event e ON e.id = p.event",
    NULL};
