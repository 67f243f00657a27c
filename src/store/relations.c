/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The record as tables for another database: each relation of
 * include/chancery/relations.h, and where in the store its rows stand. What
 * merging keeps for itself (telling, sketches, keys) is not here, and neither
 * is what another row tells already: claim.record, event.disagree.
 */
#include <chancery/relations.h>

#include "base/alloc.h"
#include "store/store_in.h"

/* name, about; R: never NULL; W: words of the reports; F: refers to */
#define C(n, t, a)                                                             \
    {                                                                          \
        n, CHN_RELATION_##t, false, false, NULL, a                             \
    }
#define R(n, t, a)                                                             \
    {                                                                          \
        n, CHN_RELATION_##t, true, false, NULL, a                              \
    }
#define W(n, t, a)                                                             \
    {                                                                          \
        n, CHN_RELATION_##t, false, true, NULL, a                              \
    }
#define F(n, t, to, a)                                                         \
    {                                                                          \
        n, CHN_RELATION_##t, false, false, to, a                               \
    }
#define RF(n, t, to, a)                                                        \
    {                                                                          \
        n, CHN_RELATION_##t, true, false, to, a                                \
    }

#define SPAN                                                                   \
    C("byte_from", INTEGER, "first byte of its words in the report's text"),   \
        C("byte_to", INTEGER, "byte after its words"),                         \
        C("char_from", INTEGER, "the same in characters, from 0"),             \
        C("char_to", INTEGER, "character after its words")
#define CODING                                                                 \
    R("category", TEXT, "what kind of act, by PLOVER"),                        \
        C("mode", TEXT, "which act of that kind"),                             \
        C("cameo", TEXT, "code of CAMEO"),                                     \
        C("contexts", TEXT, "what it is about, by PLOVER, comma-separated"),   \
        C("quad", INTEGER,                                                     \
          "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, "  \
          "4 material conflict"),                                              \
        C("goldstein", REAL, "how cooperative, on the scale of the run"),      \
        C("source", TEXT, "who acts, names"),                                  \
        C("target", TEXT, "towards whom, names"),                              \
        C("source_code", TEXT, "who acts, codes of country and sector"),       \
        C("target_code", TEXT, "towards whom, codes"),                         \
        R("symmetric", BOOL, "an act of both: source and target are equals"),  \
        R("status", TEXT, "occurred, planned, possible or denied"),            \
        C("date_from", DAY, "first day on which it can have been"),            \
        C("date_to", DAY, "last day on which it can have been"),               \
        R("precision", TEXT, "how exactly the text tells the date"),           \
        R("basis", TEXT, "what the date rests on"),                            \
        W("date_text", TEXT, "the words that tell the date")
#define PLACE                                                                  \
    C("place", TEXT, "where"),                                                 \
        C("place_country", TEXT, "country of the place, ISO 3166-1 alpha-3"),  \
        C("lat", REAL, "latitude of the place, degrees north"),                \
        C("lon", REAL, "longitude of the place, degrees east"),                \
        F("occasion_id", TEXT, "observance", "the occasion that it marks"),    \
        C("occasion", TEXT, "name of the occasion"),                           \
        C("ordinal", INTEGER, "which time it is marked: 74 of a 74th"),        \
        C("base_year", INTEGER, "the year of which it is the anniversary")
#define POINTS                                                                 \
    R("rule", TEXT, "why it is in the event"),                                 \
        R("score", INTEGER, "points of the comparison, their sum"),            \
        R("date_points", INTEGER, "points for the date"),                      \
        R("sides_points", INTEGER, "points for source and target"),            \
        R("mode_points", INTEGER, "points for the act"),                       \
        R("actors_points", INTEGER, "points for persons and bodies"),          \
        R("place_points", INTEGER, "points for the place"),                    \
        R("occasion_points", INTEGER, "points for the occasion"),              \
        R("text_points", INTEGER, "points for the words of the sentences")

static const chn_relation_column run_columns[] = {
    R("id", TEXT, "made of the versions"),
    R("version", TEXT, "of chancery"),
    R("data_version", TEXT, "of the tables of knowledge"),
    R("rules_version", TEXT, "of the rules"),
    C("model_version", TEXT, "of the model for syntax; NULL: none"),
    C("scale", TEXT, "that quad and goldstein are on"),
    C("min_confidence", INTEGER, "claims below, in percent, were left out"),
    C("began", INTEGER, "seconds since 1970; NULL: not asked for"),
    C("options", JSON, "what it was told besides")};

static const chn_relation_column report_columns[] = {
    R("seq", INTEGER, "number in the order of input"),
    R("id", TEXT, "the id given with it"),
    R("sha256", TEXT, "of the text's bytes"),
    C("published", DAY, "the date given with it"),
    C("publisher", TEXT, "as given"),
    C("title", TEXT, "as given"),
    C("url", TEXT, "as given"),
    R("bytes", INTEGER, "length of the text"),
    R("body", INTEGER, "byte at which the body begins, after a date line"),
    R("replaced", INTEGER, "invalid UTF-8 sequences in the text"),
    W("text", TEXT,
      "the text as given; in PostgreSQL with U+FFFD for what it cannot keep"),
    F("run", TEXT, "run", "what coded it"),
    C("day", DAY, "the day it was read with"),
    C("day_from", DAY, "the day is not before"),
    C("day_to", DAY, "the day is not after"),
    C("confidence", INTEGER, "of the day, in percent"),
    C("basis", TEXT, "how the day is known: given, inferred or set"),
    W("reasons", JSON, "why a worked-out day is taken")};

static const chn_relation_column sentence_columns[] = {
    RF("report", INTEGER, "report", "number of the report"),
    R("n", INTEGER, "number in the report, from 0"), SPAN};

static const chn_relation_column credit_columns[] = {
    RF("report", INTEGER, "report", "number of the report"),
    R("n", INTEGER, "in the order of its words, from 0"),
    R("name", TEXT, "who is credited"),
    C("voice", TEXT, "id in the tables of voices"),
    C("kind", TEXT, "agency, state media, outlet ..."),
    C("reliability", TEXT, "class of the source"),
    R("relation", TEXT, "dateline, signed, inputs or reporting"),
    SPAN};

static const chn_relation_column detail_columns[] = {
    RF("report", INTEGER, "report", "number of the report"),
    R("sentence", INTEGER, "number of the sentence"),
    R("n", INTEGER, "number in the sentence, from 0"),
    R("kind", TEXT, "count, began, nth, year, annual, reply, denial or breach"),
    C("noun", TEXT, "what is counted"),
    C("low", INTEGER, "at least"),
    C("high", INTEGER, "at most"),
    W("text", TEXT, "its words"),
    SPAN};

static const chn_relation_column redate_columns[] = {
    R("seq", INTEGER, "number, oldest first"),
    RF("report", INTEGER, "report", "number of the report"),
    C("was", DAY, "the day before"),
    C("was_basis", TEXT, "its basis"),
    C("day", DAY, "the day after"),
    C("basis", TEXT, "its basis"),
    F("run", TEXT, "run", "what read the report again")};

static const chn_relation_column actor_columns[] = {
    R("id", TEXT, "id in the tables of actors"), C("name", TEXT, "its name"),
    C("country", TEXT, "ISO 3166-1 alpha-3"),
    C("sector", TEXT, "GOV, MIL ...; see docs/actors.md")};

static const chn_relation_column actor_office_columns[] = {
    RF("actor", TEXT, "actor", "id of the actor"),
    R("office", TEXT, "the office"),
    C("first_seen", DAY, "first day of an act in it"),
    C("last_seen", DAY, "last day of an act in it")};

static const chn_relation_column observance_columns[] = {
    R("id", TEXT, "id of the occasion"), C("name", TEXT, "its name"),
    C("base_year", INTEGER, "the year that is remembered")};

static const chn_relation_column place_columns[] = {
    R("place", TEXT, "its name"),
    R("country", TEXT, "ISO 3166-1 alpha-3; empty: none is known"),
    C("lat", REAL, "degrees north"),
    C("lon", REAL, "degrees east"),
    R("claims", INTEGER, "that name it"),
    R("events", INTEGER, "that have such a claim")};

static const chn_relation_column claim_columns[] = {
    R("seq", INTEGER, "number of the claim"),
    R("id", TEXT, "its id, as the record has it"),
    RF("report", INTEGER, "report", "number of the report"),
    R("n", INTEGER, "order within the report"),
    R("sentence", INTEGER, "number of the sentence"),
    CODING,
    C("origin", TEXT, "on whose word; NULL: the report's own"),
    C("voice", TEXT, "the chain of sources, from the report outwards"),
    PLACE,
    W("quote", TEXT, "direct speech that tells it"),
    C("speaker", TEXT, "who is quoted"),
    W("trigger", TEXT, "the words of the act"),
    C("rule", TEXT, "rule that found it"),
    R("confidence", INTEGER, "in percent"),
    C("flags", TEXT, "what is doubtful, comma-separated")};

static const chn_relation_column claim_actor_columns[] = {
    RF("claim", INTEGER, "claim", "number of the claim"),
    R("side", TEXT, "source, target or other"),
    R("n", INTEGER, "order on the side, from 0"),
    F("actor", TEXT, "actor", "id of the actor; NULL: not in the tables"),
    C("name", TEXT, "its name"),
    C("country", TEXT, "ISO 3166-1 alpha-3"),
    C("sector", TEXT, "GOV, MIL ..."),
    C("office", TEXT, "held on the day of the act"),
    R("kind", TEXT, "state, body or person"),
    R("link", TEXT, "how the words name it"),
    C("role", TEXT, "of others: carrier ..."),
    W("text", TEXT, "its words"),
    SPAN};

static const chn_relation_column claim_voice_columns[] = {
    RF("claim", INTEGER, "claim", "number of the claim"),
    R("n", INTEGER, "place in the chain, 0 next to the report"),
    C("name", TEXT, "who says it"),
    C("voice", TEXT, "id in the tables of voices"),
    C("kind", TEXT, "agency, state media, official ..."),
    R("inherited", BOOL, "taken over from a sentence before"),
    SPAN,
    C("certainty", TEXT, "denies, claims, believes or confirms; NULL: says"),
    C("reliability", TEXT, "class of the source")};

static const chn_relation_column claim_span_columns[] = {
    RF("claim", INTEGER, "claim", "number of the claim"),
    R("field", TEXT,
      "act, date, sent, received, delivered, place, occasion or quote"),
    C("label", TEXT, "what the field says"), SPAN};

static const chn_relation_column event_columns[] = {
    R("id", TEXT, "its id, as the record has it"),
    C("first_reported", DAY, "day of the first report of it"),
    CODING,
    PLACE,
    C("origins", TEXT, "on whose word, names"),
    R("n_claims", INTEGER, "claims that tell it"),
    R("n_reports", INTEGER, "reports that tell it"),
    R("n_origins", INTEGER, "origins that it rests on"),
    C("voice", TEXT, "chain of sources of the best claim"),
    R("confidence", INTEGER, "of the best claim, in percent"),
    RF("best_claim", INTEGER, "claim", "the claim that tells it best"),
    R("sides_claim", INTEGER,
      "number of the claim whose source and target it has"),
    R("act_claim", INTEGER, "number of the claim whose act it has"),
    R("date_claim", INTEGER, "number of the claim whose date it has"),
    C("place_claim", INTEGER, "number of the claim whose place it has"),
    C("occasion_claim", INTEGER, "number of the claim whose occasion it has"),
    C("dyad", TEXT, "countries of its parties"),
    C("reviewed", TEXT, "accepted, corrected or rejected; NULL: not reviewed")};

static const chn_relation_column pair_columns[] = {
    RF("event", TEXT, "event", "id of the event"),
    R("dyad", TEXT, "the two countries in the order of the alphabet: PRK-RUS"),
    RF("claim", INTEGER, "claim", "the claim that tells it best"),
    R("forth", BOOL, "an act of the first towards the second"),
    R("back", BOOL, "an act of the second towards the first"),
    C("date_from", DAY, "first day on which it can have been"),
    C("date_to", DAY, "last day on which it can have been"),
    R("category", TEXT, "what kind of act, by PLOVER"),
    C("quad", INTEGER, "verbal or material cooperation or conflict"),
    C("goldstein", REAL, "how cooperative, on the scale of the run"),
    R("status", TEXT, "occurred, planned, possible or denied"),
    R("n_claims", INTEGER, "claims that tell it")};

static const chn_relation_column event_claim_columns[] = {
    RF("claim", INTEGER, "claim", "number of the claim; it tells one event"),
    RF("event", TEXT, "event", "id of the event"),
    C("with_claim", INTEGER, "number of the claim that it was compared with"),
    POINTS,
    C("miss_claim", INTEGER,
      "number of the nearest claim that is not in the event"),
    C("miss_why", TEXT, "why that one is not"),
    C("miss_score", INTEGER, "its points")};

static const chn_relation_column event_history_columns[] = {
    RF("event", TEXT, "event", "id of the event"),
    R("n", INTEGER, "order, from 0"),
    C("status", TEXT, "planned, occurred ..."),
    C("reported", DAY, "day of the first report of it"),
    C("claims", INTEGER, "that tell it so")};

static const chn_relation_column disagreement_columns[] = {
    RF("event", TEXT, "event", "id of the event"),
    R("item", INTEGER, "number of the field, from 0"),
    R("n", INTEGER, "number of the value; the event takes 0"),
    R("field", TEXT, "date, status, place, denial, number of ..."),
    C("value", TEXT, "what these claims say"),
    C("vague", BOOL, "all values can be true"),
    W("words", TEXT, "the words that say so"),
    C("claims", JSON, "ids of the claims")};

static const chn_relation_column follow_columns[] = {
    RF("event", TEXT, "event", "id of the event"),
    R("kind", TEXT,
      "done, reply, denial, nth, signing, ratification or breach"),
    RF("of", TEXT, "event", "the event that it follows from"),
    C("days", INTEGER, "between them"),
    R("dyad", TEXT, "countries of the parties"),
    W("words", TEXT, "the words that say so")};

static const chn_relation_column origin_columns[] = {
    R("origin", TEXT, "who; empty: the reports' own word"),
    C("kind", TEXT, "agency, state media, official ..."),
    C("reliability", TEXT, "class of the source"),
    R("claims", INTEGER, "on its word"),
    R("denials", INTEGER, "of these"),
    R("reports", INTEGER, "with such a claim"),
    R("events", INTEGER, "with such a claim"),
    R("events_alone", INTEGER, "that no other origin tells"),
    R("credited", INTEGER, "reports that credit it as a whole")};

static const chn_relation_column message_columns[] = {
    RF("event", TEXT, "event", "id of the event"),
    R("way", INTEGER, "0 there, 1 back"),
    RF("claim", INTEGER, "claim", "the claim that tells it best"),
    C("source", TEXT, "who wrote, names"),
    C("target", TEXT, "to whom, names"),
    C("source_code", TEXT, "who wrote, codes"),
    C("target_code", TEXT, "to whom, codes"),
    C("date_from", DAY, "not before"),
    C("date_to", DAY, "not after"),
    R("precision", TEXT, "how exactly the text tells the date"),
    R("basis", TEXT, "what the date rests on"),
    R("status", TEXT, "occurred, planned, possible or denied"),
    C("occasion", TEXT, "on what occasion"),
    C("ordinal", INTEGER, "which time it is marked"),
    C("carrier", TEXT, "who brought it"),
    C("voice", TEXT, "chain of sources"),
    C("origins", TEXT, "on whose word"),
    W("trigger", TEXT, "the words of the act")};

static const chn_relation_column review_columns[] = {
    R("seq", INTEGER, "number, oldest first"),
    R("claim", TEXT, "id of the claim at the time"),
    C("report", TEXT, "id of the report"),
    C("byte_from", INTEGER, "first byte of the words of the act"),
    C("byte_to", INTEGER, "byte after them"),
    C("sentence_sha256", TEXT, "of the sentence"),
    C("category", TEXT, "of the claim at the time"),
    C("source_code", TEXT, "of the claim at the time"),
    C("target_code", TEXT, "of the claim at the time"),
    W("told", TEXT, "the words of the act"),
    R("state", TEXT, "accepted, corrected, rejected or unreviewed"),
    C("field", TEXT, "the field that is corrected"),
    C("was", TEXT, "its value before"),
    C("value", TEXT, "its value now"),
    R("who", TEXT, "who decided"),
    R("at", TEXT, "when"),
    C("why", TEXT, "the reason given"),
    C("now", TEXT, "id of the claim that it holds for"),
    C("match", TEXT,
      "how that was found: same, span, content, changed or gone"),
    R("decision", INTEGER, "joins the rows of one decision"),
    C("undoes", INTEGER, "the decision that this row takes back")};

static const chn_relation_column verdict_columns[] = {
    R("seq", INTEGER, "number, oldest first"),
    R("act", INTEGER, "rows of one command"),
    R("kind", TEXT, "merge or unmerge"),
    R("a", TEXT, "id of a claim"),
    R("a_report", TEXT, "id of its report"),
    R("a_from", INTEGER, "first character of its act"),
    R("a_to", INTEGER, "character after it"),
    R("a_category", TEXT, "its category"),
    R("b", TEXT, "id of the other claim"),
    R("b_report", TEXT, "id of its report"),
    R("b_from", INTEGER, "first character of its act"),
    R("b_to", INTEGER, "character after it"),
    R("b_category", TEXT, "its category"),
    R("who", TEXT, "who says so"),
    R("at", TEXT, "when"),
    C("why", TEXT, "the reason given")};

#define N(a) (uint32_t)(sizeof(a) / sizeof *(a))

#define RELATION(name, about, key, part, unique, ...)                          \
    {                                                                          \
#name, about, name##_columns, N(name##_columns), key, part, unique,    \
        {                                                                      \
            __VA_ARGS__                                                        \
        }                                                                      \
    }

/* key columns; the column by whose numbers it is read in parts; a column
 * without equals; indexes */
static const chn_relation relations[] = {
    RELATION(
        run,
        "what coded rows of the record: versions and options of one chancery",
        1, -1, NULL, NULL),
    RELATION(report, "one document as it was given", 1, 0, "id", "day",
             "#publisher"),
    RELATION(sentence, "sentences of a report; v_sentence has their text", 2, 0,
             NULL, NULL),
    RELATION(credit, "whom a report names for the whole of it", 2, 0, NULL,
             "#name"),
    RELATION(detail,
             "words of sentences that no claim has: numbers, replies, denials",
             3, 0, NULL, NULL),
    RELATION(
        redate,
        "days of reports that were set by hand or taken back, oldest first", 1,
        0, NULL, NULL),
    RELATION(actor, "actors that were seen", 1, -1, NULL, "country"),
    RELATION(actor_office, "offices in which an actor was seen", 2, -1, NULL,
             NULL),
    RELATION(observance, "occasions that were marked", 1, -1, NULL, NULL),
    RELATION(place, "where acts were placed", 2, -1, NULL, NULL),
    RELATION(claim, "one report's telling of one act", 1, 0, "id", "report",
             "date_from", "source_code, target_code", "#origin"),
    RELATION(claim_actor, "who takes part in an act, as one claim has it", 3, 0,
             NULL, "country", "actor"),
    RELATION(claim_voice, "the chain of sources of a claim", 2, 0, NULL,
             "#name"),
    RELATION(claim_span, "the other spans of a claim", 2, 0, NULL, NULL),
    RELATION(event, "an act, once, whoever tells it", 1, 33, NULL, "best_claim",
             "date_from", "dyad", "source_code, target_code", "category"),
    RELATION(pair, "acts of two countries: what a series counts", 2, 2, NULL,
             "claim", "dyad, date_from"),
    RELATION(event_claim, "which event a claim tells, and why", 1, 0, NULL,
             "event"),
    RELATION(event_history,
             "the states that the claims of an act tell, in their order", 2, -1,
             NULL, NULL),
    RELATION(disagreement,
             "where the claims of one act contradict each other: a row for "
             "each value",
             3, -1, NULL, "field"),
    RELATION(follow, "what follows from what", 3, -1, NULL, "of"),
    RELATION(origin, "on whose word claims and events rest", 1, -1, NULL, NULL),
    RELATION(
        message,
        "messages that were sent; an exchange is one event and two of them", 2,
        -1, NULL, "date_from", "claim"),
    RELATION(review, "decisions of people on claims, oldest first", 1, 0, NULL,
             "now"),
    RELATION(verdict,
             "what people say on whether two claims are one act, oldest first",
             1, 0, NULL, NULL),
};

/* An event may have gone since, until the store is closed. */
static const char follow_rows[] =
    "(SELECT f.* FROM follow f JOIN event a ON a.id = f.event"
    " JOIN event b ON b.id = f.of)";
/* A key is never NULL. */
static const char origin_rows[] =
    "(SELECT coalesce(origin, '') AS origin, kind, reliability, claims,"
    " denials, reports, events, events_alone, credited FROM v_origin)";

/* What their rows are read from, in the same order: a table, a view, or a
 * query. */
static const char *const sources[] = {
    "run",         "report",          "sentence",       "credit",
    "detail",      "redate",          "actor",          "actor_office",
    "observance",  "v_place",         "claim",          "claim_actor",
    "claim_voice", "claim_span",      "event",          "v_pair",
    "event_claim", "v_event_history", "v_disagreement", follow_rows,
    origin_rows,   "v_message",       "review",         "verdict",
};
_Static_assert(N(relations) == N(sources), "one source for each");

const chn_relation *chn_relations(uint32_t *n)
{
    *n = N(relations);
    return relations;
}

const chn_relation *chn_relation_find(const char *name)
{
    for (uint32_t i = 0; i < N(relations); i++)
        if (strcmp(relations[i].name, name) == 0)
            return &relations[i];
    return NULL;
}

void chn_relation_read_init(chn_relation_read *r)
{
    r->no_text = false;
    r->from = INT64_MIN;
    r->to = INT64_MAX;
}

static void put_query(chn_buf *b, const chn_relation *r, bool no_text)
{
    chn_buf_z(b, "SELECT ");
    for (uint32_t i = 0; i < r->n_columns; i++) {
        if (i)
            chn_buf_z(b, ", ");
        if (no_text && r->columns[i].words)
            chn_buf_z(b, "NULL");
        else
            chn_buf_fmt(b, "\"%s\"", r->columns[i].name);
    }
    chn_buf_fmt(b, " FROM %s", sources[r - relations]);
    if (r->part >= 0)
        chn_buf_fmt(b, " WHERE \"%s\" BETWEEN ?1 AND ?2",
                    r->columns[r->part].name);
    chn_buf_z(b, " ORDER BY ");
    if (r->part > 0)
        chn_buf_fmt(b, "\"%s\", ", r->columns[r->part].name);
    for (uint32_t i = 0; i < r->n_key; i++)
        chn_buf_fmt(b, "%s\"%s\"", i ? ", " : "", r->columns[i].name);
}

static chn_value value_of(sqlite3_stmt *st, int i)
{
    chn_value v = {CHN_VALUE_NULL, 0, 0, {"", 0}};
    switch (sqlite3_column_type(st, i)) {
    case SQLITE_NULL:
        break;
    case SQLITE_INTEGER:
        v.kind = CHN_VALUE_INTEGER;
        v.integer = sqlite3_column_int64(st, i);
        break;
    case SQLITE_FLOAT:
        v.kind = CHN_VALUE_REAL;
        v.real = sqlite3_column_double(st, i);
        break;
    default: /* a BLOB is a text with bytes that TEXT cannot hold */
        v.kind = CHN_VALUE_TEXT;
        v.text.p = sqlite3_column_blob(st, i);
        v.text.n = (size_t)sqlite3_column_bytes(st, i);
        if (!v.text.p) /* empty, or no memory: the step after tells */
            v.text.p = "";
        break;
    }
    return v;
}

chn_code chn_store_relation(chn_store *s, const chn_relation *relation,
                            const chn_relation_read *how, chn_relation_fn fn,
                            void *user, chn_err *err)
{
    chn_buf sql;
    chn_buf_init(&sql, (size_t)64 * 1024);
    put_query(&sql, relation, how->no_text);
    chn_value *values = chn_calloc(relation->n_columns, sizeof *values);
    if (sql.failed || !values) {
        chn_free(values);
        chn_buf_free(&sql);
        return chn_fail_memory(err);
    }
    sqlite3_stmt *st = chn_store_prepare(s, sql.p, err);
    chn_code code = st ? CHN_OK : CHN_ERR_STORE;
    if (st && relation->part >= 0) {
        chn_bind b = chn_bind_to(s, st);
        chn_bind_int(&b, how->from);
        chn_bind_int(&b, how->to);
    }
    bool more = true;
    while (more && chn_store_row(s, st, "reading the store", &code, err)) {
        for (uint32_t i = 0; i < relation->n_columns; i++)
            values[i] = value_of(st, (int)i);
        more = fn(user, values);
    }
    (void)sqlite3_finalize(st);
    chn_free(values);
    chn_buf_free(&sql);
    return code;
}
