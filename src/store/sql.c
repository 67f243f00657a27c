/* SPDX-License-Identifier: Apache-2.0 */
/* SQLite by the handful of calls that the store needs, and its errors in
 * words that say what to do. */
#include <inttypes.h>

#include "base/utf8.h"
#include "print/names.h"
#include "store/store_in.h"

chn_code chn_store_sql_fail(chn_store *s, int rc, const char *doing,
                            chn_err *err)
{
    switch (rc & 0xff) {
    case SQLITE_NOMEM:
        return chn_fail_memory(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: another program is writing to this store; wait "
                        "until it has ended and give the command again",
                        s->path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: the store cannot be written; allow writing to "
                        "the file and its folder, or name another file",
                        s->path);
    case SQLITE_FULL:
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: no space is left on the disk; make room and "
                        "give the command again, what was committed is kept",
                        s->path);
    case SQLITE_NOTADB:
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: this file is no chancery store; name another "
                        "one",
                        s->path);
    case SQLITE_CORRUPT:
        if (s->damaged)
            return chn_fail(err, CHN_ERR_STORE,
                            "%s: the store is damaged where it tells what "
                            "tables it has (%s); take a copy from before",
                            s->path, sqlite3_errmsg(s->db));
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: the store is damaged (%s); take a copy from "
                        "before, or save what can be read: chancery rebuild "
                        "--salvage -d %s -o FILE",
                        s->path, sqlite3_errmsg(s->db), s->path);
    case SQLITE_CANTOPEN:
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: the store cannot be opened; check that its "
                        "folder exists and that you may write there",
                        s->path);
    case SQLITE_IOERR:
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: the disk failed while %s; check the disk and "
                        "give the command again",
                        s->path, doing);
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_MISMATCH:
        return chn_fail(err, CHN_ERR_INTERNAL,
                        "%s: %s while %s (chancery %s); please report this "
                        "as an error of chancery",
                        s->path, sqlite3_errmsg(s->db), doing, CHN_VERSION);
    default:
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: %s while %s; check the file and give the "
                        "command again",
                        s->path, sqlite3_errmsg(s->db), doing);
    }
}

chn_code chn_store_exec(chn_store *s, const char *sql, const char *doing,
                        chn_err *err)
{
    const int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? CHN_OK : chn_store_sql_fail(s, rc, doing, err);
}

/* CHN_MANY rows; OR FAIL, since what undoes a statement of many rows keeps a
 * copy of each page that it changes, and one that fails gives up the batch */
#define MANY(row) row "," row "," row "," row "," row "," row "," row "," row
_Static_assert(CHN_MANY == 8, "MANY has as many rows");
#define SENTENCE_PUT                                                           \
    "INSERT OR FAIL INTO sentence (report, n, byte_from, byte_to, char_from, " \
    "char_to) VALUES "
#define ACTOR_PUT                                                              \
    "INSERT OR FAIL INTO claim_actor (claim, side, n, actor, name, country, "  \
    "sector, office, kind, link, role, text, byte_from, byte_to, char_from, "  \
    "char_to) VALUES "
#define SPAN_PUT                                                               \
    "INSERT OR FAIL INTO claim_span (claim, field, label, byte_from, "         \
    "byte_to, char_from, char_to) VALUES "
#define TELLING_PUT                                                            \
    "INSERT OR FAIL INTO telling (claim, lead, block, reach_from, reach_to, "  \
    "with_claim, rule, score, date_points, sides_points, mode_points, "        \
    "actors_points, place_points, occasion_points, words) VALUES "
#define KEY_PUT "INSERT OR FAIL INTO event_at (key, day, event, days) VALUES "
#define PAIR_PUT                                                               \
    "INSERT OR FAIL INTO pair_at (key, day, event, days, way, category, "      \
    "quad, goldstein, status, n_claims) VALUES "
#define EVENT_CLAIM_PUT                                                        \
    "INSERT OR FAIL INTO event_claim (claim, event, with_claim, rule, score, " \
    "date_points, sides_points, mode_points, actors_points, place_points, "    \
    "occasion_points, text_points, miss_claim, miss_why, miss_score) VALUES "
#define EVENT_NEW_PUT "INSERT OR IGNORE INTO event_new (claim) VALUES "
#define ROW1 "(?)"
#define ROW4 "(?, ?, ?, ?)"
#define ROW6 "(?, ?, ?, ?, ?, ?)"
#define ROW7 "(?, ?, ?, ?, ?, ?, ?)"
#define ROW10 "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define ROW15 "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define ROW16 "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

/* Sides, links and so on are words in the tables: they are a public format,
 * and "occurred" needs no codebook. */
static const char *const statements[ST_N] = {
    [ST_REPORT_FIND] = "SELECT sha256, published FROM report WHERE id = ?1",
    [ST_REPORT_MAX] = "SELECT max(seq) FROM report",
    [ST_CLAIM_MAX] = "SELECT max(seq) FROM claim",
    [ST_RUN_PUT] = "INSERT INTO run (id, min_confidence, version, "
                   "data_version, rules_version, model_version, scale, began, "
                   "options) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
                   "ON CONFLICT DO NOTHING",
    [ST_REPORT_PUT] =
        "INSERT INTO report (seq, id, sha256, published, publisher, title, "
        "url, bytes, body, replaced, text, run, day, day_from, day_to, "
        "confidence, basis, reasons, sketch) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
        "?14, ?15, ?16, ?17, ?18, ?19)",
    [ST_REPORT_REDATE] =
        "UPDATE report SET replaced = ?2, run = ?3, day = ?4, day_from = ?5, "
        "day_to = ?6, confidence = ?7, basis = ?8, reasons = ?9, "
        "sketch = ?10 WHERE seq = ?1",
    [ST_WORDS_GET] = "SELECT seq, text FROM report WHERE seq >= ?1 AND text "
                     "NOTNULL ORDER BY seq",
    [ST_WORDS_PUT] = "INSERT INTO report_text (rowid, text) VALUES (?1, ?2)",
    [ST_SENTENCE_PUT] = SENTENCE_PUT ROW6,
    [ST_SENTENCE_MANY] = SENTENCE_PUT MANY(ROW6),
    [ST_CLAIM_PUT] =
        "INSERT INTO claim (seq, id, report, n, sentence, category, mode, "
        "cameo, contexts, quad, goldstein, source, target, source_code, "
        "target_code, symmetric, status, date_from, date_to, precision, "
        "basis, date_text, origin, voice, place, place_country, lat, lon, "
        "occasion_id, occasion, ordinal, base_year, quote, speaker, "
        "trigger, rule, confidence, flags, record) VALUES (?1, ?2, ?3, ?4, "
        "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
        "?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, "
        "?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39)",
    [ST_ACTOR_PUT] = "INSERT INTO actor (id, name, country, sector) "
                     "VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    [ST_OFFICE_PUT] =
        "INSERT INTO actor_office (actor, office, first_seen, last_seen) "
        "VALUES (?1, ?2, ?3, ?3) ON CONFLICT DO UPDATE SET "
        "first_seen = min(coalesce(first_seen, excluded.first_seen), "
        "coalesce(excluded.first_seen, first_seen)), "
        "last_seen = max(coalesce(last_seen, excluded.last_seen), "
        "coalesce(excluded.last_seen, last_seen))",
    [ST_OBSERVANCE_PUT] =
        "INSERT INTO observance (id, name, base_year) VALUES (?1, ?2, ?3) "
        "ON CONFLICT DO UPDATE SET "
        "base_year = coalesce(base_year, excluded.base_year)",
    [ST_CLAIM_ACTOR_PUT] = ACTOR_PUT ROW16,
    [ST_CLAIM_ACTOR_MANY] = ACTOR_PUT MANY(ROW16),
    [ST_CLAIM_VOICE_PUT] =
        "INSERT INTO claim_voice (claim, n, name, voice, kind, inherited, "
        "byte_from, byte_to, char_from, char_to, certainty, reliability) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    [ST_CREDIT_PUT] =
        "INSERT INTO credit (report, n, name, voice, kind, reliability, "
        "relation, byte_from, byte_to, char_from, char_to) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    [ST_CLAIM_SPAN_PUT] = SPAN_PUT ROW7,
    [ST_CLAIM_SPAN_MANY] = SPAN_PUT MANY(ROW7),
    [ST_TELLING_PUT] = TELLING_PUT ROW15,
    [ST_TELLING_MANY] = TELLING_PUT MANY(ROW15),
    [ST_DETAIL_PUT] =
        "INSERT INTO detail (report, sentence, n, kind, noun, low, high, text, "
        "byte_from, byte_to, char_from, char_to) VALUES (?1, ?2, ?3, ?4, ?5, "
        "?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    [ST_STALE_PUT] = "INSERT INTO stale SELECT dyad FROM event WHERE id = ?1 "
                     "AND dyad IS NOT NULL ON CONFLICT DO NOTHING",
    [ST_STALE_NAME] = "INSERT OR IGNORE INTO stale (dyad) VALUES (?1)",
    /* what a report tells beside a claim: in its sentence and the two on
     * either side, unless that tells another act */
    [ST_COUNTS] = "SELECT d.kind, d.noun, d.low, d.high, d.text FROM claim c "
                  "JOIN detail d ON d.report = c.report AND d.sentence BETWEEN "
                  "c.sentence - 2 AND c.sentence + 2 WHERE c.seq = ?1 "
                  "AND d.kind IN ('count', 'began') ORDER BY d.sentence, d.n",
    [ST_DENIALS] =
        "SELECT d.sentence, d.text, d.noun, a.text FROM claim c "
        "JOIN detail d ON d.report = c.report AND d.kind = 'denial' "
        "LEFT JOIN claim_actor a ON a.claim = c.seq AND a.side = 'source' "
        "WHERE c.seq = ?1 ORDER BY d.sentence, d.n, a.n",
#define LOAD                                                                   \
    "SELECT t.claim, t.lead, iif(t.lead = t.claim, c.id, (SELECT l.id FROM "   \
    "claim l WHERE l.seq = t.lead)), t.block, t.reach_from, t.reach_to, "      \
    "t.with_claim, t.rule, t.score, t.date_points, t.sides_points, "           \
    "t.mode_points, t.actors_points, t.place_points, t.occasion_points, "      \
    "c.id, r.id, c.category, c.mode, c.symmetric, c.status, c.date_from, "     \
    "c.date_to, c.precision, c.basis, "                                        \
    "CASE WHEN r.basis <> 'inferred' OR r.confidence >= 50 THEN r.day END, "   \
    "c.origin, r.publisher, "                                                  \
    "c.place, coalesce(c.occasion_id, c.occasion), c.confidence, e.event, "    \
    "e.with_claim, e.rule, e.score, c.rule, t.words, r.sketch, "               \
    "e.miss_claim, e.miss_why, e.miss_score, "                                 \
    "CASE WHEN c.origin IS NULL THEN (SELECT group_concat(name, char(10)) "    \
    "FROM (SELECT DISTINCT x.name FROM credit x WHERE x.report = c.report "    \
    "AND x.kind IN ('agency', 'state media', 'outlet') ORDER BY x.name)) "     \
    "END, EXISTS (SELECT 1 FROM detail d WHERE d.report = c.report) "          \
    "FROM telling t "                                                          \
    "JOIN claim c ON c.seq = t.claim "                                         \
    "JOIN report r ON r.seq = c.report "                                       \
    "LEFT JOIN event_claim e ON e.claim = t.claim "
    /* from the index alone */
    [ST_REACHES] =
        "SELECT claim, reach_from, reach_to FROM telling WHERE block = ?1 "
        "AND reach_from BETWEEN ?2 - ?4 AND ?3 AND reach_to >= ?2 "
        "AND NOT (claim >= ?5 AND claim < ?6)",
    [ST_LOAD_TELLING] = LOAD "WHERE t.claim = ?1 OR "
                             "(t.lead = ?1 AND t.lead <> t.claim) "
                             "ORDER BY t.claim",
    [ST_LOAD_CLAIM] = LOAD "WHERE t.claim = ?1",
#undef LOAD
    [ST_LOAD_ACTORS] =
        "SELECT side = 'target', country, actor, kind FROM claim_actor "
        "WHERE claim = ?1 AND side IN ('source', 'target') "
        "ORDER BY side, n",
    [ST_EVENT_CLAIM_DEL] = "DELETE FROM event_claim WHERE claim = ?1",
    [ST_EVENT_DEL] = "DELETE FROM event WHERE id = ?1",
/* of the claims that speak for an event: its act, sides and date by the name
 * of a row, its place and occasion by a list of columns */
#define EVENT_PUT(a, s, d, place, occasion)                                    \
    "INSERT OR FAIL INTO event (id, first_reported, category, mode, cameo, "   \
    "contexts, quad, goldstein, source, target, source_code, "                 \
    "target_code, symmetric, status, date_from, date_to, precision, "          \
    "basis, date_text, place, place_country, lat, lon, occasion_id, "          \
    "occasion, ordinal, base_year, origins, n_claims, n_reports, "             \
    "n_origins, voice, confidence, history, disagree, best_claim, "            \
    "sides_claim, act_claim, date_claim, place_claim, occasion_claim, "        \
    "dyad) SELECT ?1, ?2, " a ".category, " a ".mode, " a ".cameo, " a         \
    ".contexts, " a ".quad, " a ".goldstein, " s ".source, " s ".target, " s   \
    ".source_code, " s ".target_code, " s ".symmetric, ?3, " d                 \
    ".date_from, " d ".date_to, " d ".precision, " d ".basis, " d              \
    ".date_text, " place ", " occasion ", ?4, ?5, ?6, ?7, b.voice, "           \
    "b.confidence, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16 FROM claim b "
#define IF(n, column) "iif(?" n " NOTNULL, b." column ", NULL)"
    [ST_EVENT_PUT] = EVENT_PUT(
        "a", "s", "d", "p.place, p.place_country, p.lat, p.lon",
        "o.occasion_id, o.occasion, o.ordinal, "
        "o.base_year") "JOIN claim s ON s.seq = ?11 JOIN claim a ON "
                       "a.seq = ?12 JOIN claim d ON d.seq = ?13 "
                       "LEFT JOIN claim p ON p.seq = ?14 "
                       "LEFT JOIN claim o ON o.seq = ?15 WHERE b.seq = ?10",
    /* one claim speaks for all */
    [ST_EVENT_PUT_ONE] = EVENT_PUT(
        "b", "b", "b",
        IF("14", "place") ", " IF("14", "place_country") ", " IF(
            "14", "lat") ", " IF("14", "lon"),
        IF("15", "occasion_id") ", " IF("15", "occasion") ", " IF(
            "15", "ordinal") ", " IF("15", "base_year")) "WHERE b.seq = ?10",
#undef IF
#undef EVENT_PUT
    [ST_EVENT_NEW_PUT] = EVENT_NEW_PUT ROW1,
    [ST_EVENT_NEW_MANY] = EVENT_NEW_PUT MANY(ROW1),
    [ST_KEY_NEW] =
        "SELECT e.id, e.date_from, e.date_to, e.category, e.status, e.place, "
        "coalesce(e.occasion_id, e.occasion), e.reviewed, e.origins, "
        "e.n_claims, e.symmetric, e.quad, e.goldstein, e.sides_claim, e.mode, "
        "e.best_claim FROM event_new w CROSS JOIN event e ON e.best_claim = "
        "w.claim WHERE w.claim > ?1 AND e.reviewed IS NOT 'rejected' "
        "ORDER BY w.claim LIMIT ?2",
    [ST_KEY_OLD] = "SELECT id, date_from, date_to, category, status, place, "
                   "occasion, reviewed, origins, n_claims, symmetric, quad, "
                   "goldstein, sides_claim, mode, claim FROM event_old WHERE "
                   "claim > ?1 ORDER BY claim LIMIT ?2",
    [ST_KEY_FIND] = "SELECT id FROM key WHERE facet = ?1 AND value = ?2",
    [ST_KEY_TAKEN] = "SELECT 1 FROM key WHERE id = ?1",
    [ST_KEY_NAME] =
        "INSERT INTO key (id, facet, value, n) VALUES (?1, ?2, ?3, 0)",
    [ST_KEY_COUNT] = "UPDATE key SET n = n + ?2 WHERE id = ?1",
    [ST_KEY_UNNAME] = "DELETE FROM key WHERE id = ?1 AND n = 0",
    [ST_KEY_PARTIES] = "SELECT side, country, coalesce(actor, name, country) "
                       "FROM claim_actor WHERE claim = ?1 AND side <> 'other' "
                       "ORDER BY side, n",
    [ST_KEY_ORIGINS] = "SELECT c.origin FROM event_claim m "
                       "CROSS JOIN claim c ON c.seq = m.claim "
                       "WHERE m.event = ?1",
    [ST_KEY_PUT] = KEY_PUT ROW4,
    [ST_KEY_MANY] = KEY_PUT MANY(ROW4),
    [ST_KEY_DROP] =
        "DELETE FROM event_at WHERE key = ?1 AND day = ?2 AND event = ?3",
    [ST_PAIR_PUT] = PAIR_PUT ROW10,
    [ST_PAIR_MANY] = PAIR_PUT MANY(ROW10),
    [ST_PAIR_DROP] =
        "DELETE FROM pair_at WHERE key = ?1 AND day = ?2 AND event = ?3",
    [ST_EVENT_OF] = "SELECT event FROM event_claim WHERE claim = ?1",
    [ST_CLAIM_LINE] =
        "SELECT c.id, r.id, coalesce(c.date_from, ''), "
        "coalesce(c.date_to, ''), c.basis, "
        "c.category || coalesce('/' || c.mode, ''), "
        "coalesce(c.source, c.source_code, '?'), "
        "coalesce(c.target, c.target_code, '?'), c.symmetric, "
        "coalesce(c.trigger, ''), c.status "
        "FROM claim c JOIN report r ON r.seq = c.report WHERE c.seq = ?1",
    [ST_EVENT_CLAIM_PUT] = EVENT_CLAIM_PUT ROW15,
    [ST_EVENT_CLAIM_MANY] = EVENT_CLAIM_PUT MANY(ROW15),
};

sqlite3_stmt *chn_store_stmt(chn_store *s, int which, chn_err *err)
{
    if (!s->st[which]) {
        const int rc =
            sqlite3_prepare_v3(s->db, statements[which], -1,
                               SQLITE_PREPARE_PERSISTENT, &s->st[which], NULL);
        if (rc != SQLITE_OK) {
            chn_store_sql_fail(s, rc, "preparing a statement", err);
            return NULL;
        }
    } else {
        /* both return the error of the step before, which was told then */
        (void)sqlite3_reset(s->st[which]);
        (void)sqlite3_clear_bindings(s->st[which]);
    }
    return s->st[which];
}

sqlite3_stmt *chn_store_prepare(chn_store *s, const char *sql, chn_err *err)
{
    sqlite3_stmt *st = NULL;
    const int rc = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL);
    if (rc != SQLITE_OK) {
        chn_store_sql_fail(s, rc, "preparing a statement", err);
        return NULL;
    }
    return st;
}

int chn_store_step(chn_store *s, sqlite3_stmt *st, const char *doing,
                   chn_err *err)
{
    const int rc = sqlite3_step(st);
    if (rc == SQLITE_ROW)
        return 1;
    if (rc == SQLITE_DONE)
        return 0;
    chn_store_sql_fail(s, rc, doing, err);
    return -1;
}

bool chn_store_row(chn_store *s, sqlite3_stmt *st, const char *doing,
                   chn_code *code, chn_err *err)
{
    if (*code)
        return false;
    const int row = chn_store_step(s, st, doing, err);
    if (row < 0)
        *code = CHN_ERR_STORE;
    return row > 0;
}

chn_code chn_store_run(chn_store *s, sqlite3_stmt *st, const char *doing,
                       chn_err *err)
{
    const int rc = sqlite3_step(st);
    chn_code code = CHN_OK;
    if (rc != SQLITE_DONE && rc != SQLITE_ROW)
        code = chn_store_sql_fail(s, rc, doing, err);
    (void)sqlite3_reset(st); /* repeats the step's error */
    return code;
}

chn_code chn_store_int(chn_store *s, const char *sql, int64_t otherwise,
                       int64_t *out, chn_err *err)
{
    *out = otherwise;
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(st);
        if (rc == SQLITE_ROW) {
            if (sqlite3_column_type(st, 0) != SQLITE_NULL)
                *out = sqlite3_column_int64(st, 0);
            rc = SQLITE_OK;
        } else if (rc == SQLITE_DONE) {
            rc = SQLITE_OK;
        }
    }
    const chn_code code =
        rc == SQLITE_OK ? CHN_OK
                        : chn_store_sql_fail(s, rc, "reading the store", err);
    (void)sqlite3_finalize(st);
    return code;
}

/* ---- binding ---- */

chn_bind chn_bind_to(chn_store *s, sqlite3_stmt *st)
{
    const chn_bind b = {s, st, 1, SQLITE_OK};
    return b;
}

static void keep(chn_bind *b, int rc)
{
    if (rc != SQLITE_OK && b->rc == SQLITE_OK)
        b->rc = rc;
    b->at++;
}

bool chn_store_plain(chn_str v)
{
    return v.n == 0 ||
           (!memchr(v.p, 0, v.n) && chn_utf8_check(v.p, v.n) == v.n);
}

static void bind_repaired(chn_bind *b, chn_str v)
{
    static const char mark[] = "\xEF\xBF\xBD"; /* U+FFFD */
    chn_buf t;
    chn_buf_init(&t, (size_t)CHN_REPORT_MAX * 4);
    for (size_t i = 0; i < v.n;) {
        uint32_t len;
        const uint32_t cp = chn_utf8_next(v.p + i, v.n - i, &len);
        if (cp == CHN_UTF8_BAD || cp == 0)
            chn_buf_put(&t, mark, 3);
        else
            chn_buf_put(&t, v.p + i, len);
        i += len;
    }
    keep(b, t.failed ? SQLITE_NOMEM
                     : sqlite3_bind_text64(b->st, b->at, t.p, t.n,
                                           SQLITE_TRANSIENT, SQLITE_UTF8));
    chn_buf_free(&t);
}

void chn_bind_blob(chn_bind *b, const unsigned char *v, size_t n)
{
    keep(b, n ? sqlite3_bind_blob64(b->st, b->at, v, n, SQLITE_STATIC)
              : sqlite3_bind_null(b->st, b->at));
}

size_t chn_store_pack(const uint32_t *v, uint32_t n, unsigned char *out)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < 4; k++)
            out[i * 4 + k] = (unsigned char)(v[i] >> (8 * k));
    return (size_t)n * 4;
}

uint32_t chn_store_unpack(const void *v, size_t bytes, uint32_t *out,
                          uint32_t most)
{
    const unsigned char *p = v;
    const uint32_t n = bytes / 4 > most ? most : p ? (uint32_t)(bytes / 4) : 0;
    for (uint32_t i = 0; i < n; i++)
        out[i] = (uint32_t)p[i * 4] | (uint32_t)p[i * 4 + 1] << 8 |
                 (uint32_t)p[i * 4 + 2] << 16 | (uint32_t)p[i * 4 + 3] << 24;
    return n;
}

void chn_bind_str(chn_bind *b, chn_str v)
{
    if (v.n == 0)
        chn_bind_null(b);
    else if (chn_store_plain(v))
        keep(b, sqlite3_bind_text64(b->st, b->at, v.p, v.n, SQLITE_STATIC,
                                    SQLITE_UTF8));
    else
        bind_repaired(b, v);
}

void chn_bind_z(chn_bind *b, const char *z)
{
    chn_bind_str(b, chn_str_of(z));
}

void chn_bind_int(chn_bind *b, int64_t v)
{
    keep(b, sqlite3_bind_int64(b->st, b->at, v));
}

void chn_bind_real(chn_bind *b, double v)
{
    keep(b, sqlite3_bind_double(b->st, b->at, v)); /* NaN becomes NULL */
}

void chn_bind_null(chn_bind *b)
{
    keep(b, sqlite3_bind_null(b->st, b->at));
}

void chn_bind_day(chn_bind *b, chn_day d)
{
    char text[11] = "";
    if (d != CHN_DAY_NONE)
        chn_day_format(d, text);
    if (strlen(text) == 10)
        keep(b, sqlite3_bind_text(b->st, b->at, text, 10, SQLITE_TRANSIENT));
    else
        chn_bind_null(b); /* none, or of no year that can be written */
}

void chn_bind_bytes(chn_bind *b, chn_str v)
{
    if (v.n && !chn_store_plain(v))
        keep(b, sqlite3_bind_blob64(b->st, b->at, v.p, v.n, SQLITE_STATIC));
    else
        keep(b, sqlite3_bind_text64(b->st, b->at, v.n ? v.p : "", v.n,
                                    SQLITE_STATIC, SQLITE_UTF8));
}

chn_code chn_bind_run(chn_bind *b, const char *doing, chn_err *err)
{
    if (b->rc != SQLITE_OK)
        return chn_store_sql_fail(b->s, b->rc, doing, err);
    return chn_store_run(b->s, b->st, doing, err);
}

/* ---- columns ---- */

chn_str chn_col_str(sqlite3_stmt *st, int i)
{
    const unsigned char *p = sqlite3_column_text(st, i);
    const int n = sqlite3_column_bytes(st, i);
    return p && n > 0 ? chn_str_n((const char *)p, (size_t)n)
                      : chn_str_n("", 0);
}

chn_day chn_col_day(sqlite3_stmt *st, int i)
{
    const chn_str s = chn_col_str(st, i);
    return s.n ? chn_day_parse(s.p, s.n) : CHN_DAY_NONE;
}

uint32_t chn_col_u32(sqlite3_stmt *st, int i)
{
    const int64_t v = sqlite3_column_int64(st, i);
    return v < 0 || v > UINT32_MAX ? 0 : (uint32_t)v;
}

chn_status chn_col_status(sqlite3_stmt *st, int i)
{
    const chn_str v = chn_col_str(st, i);
    int k = CHN_STATUS_OCCURRED;
    while (k < CHN_STATUS_DENIED &&
           !chn_str_is(v, chn_name_status((chn_status)k)))
        k++;
    return (chn_status)k;
}

chn_precision chn_col_precision(sqlite3_stmt *st, int i)
{
    const chn_str v = chn_col_str(st, i);
    int k = CHN_PRECISION_NONE;
    while (k < CHN_PRECISION_INTERVAL &&
           !chn_str_is(v, chn_name_precision((chn_precision)k)))
        k++;
    return (chn_precision)k;
}

chn_basis chn_col_basis(sqlite3_stmt *st, int i)
{
    const chn_str v = chn_col_str(st, i);
    int k = CHN_BASIS_PUBLISHED;
    while (k < CHN_BASIS_BOUNDED &&
           !chn_str_is(v, chn_name_basis((chn_basis)k)))
        k++;
    return (chn_basis)k;
}

const char *chn_store_basis_word(chn_dating_basis b)
{
    return b == CHN_DATING_GIVEN || b == CHN_DATING_INFERRED ||
                   b == CHN_DATING_SET
               ? chn_dating_basis_name(b)
               : NULL;
}

chn_dating_basis chn_col_dating(sqlite3_stmt *st, int i)
{
    const chn_str v = chn_col_str(st, i);
    int k = CHN_DATING_SET;
    while (k > CHN_DATING_NONE &&
           !chn_str_is(v, chn_dating_basis_name((chn_dating_basis)k)))
        k--;
    return (chn_dating_basis)k;
}

/* ---- many rows ---- */

chn_many chn_many_of(chn_store *s, int one, int many, size_t n,
                     const char *doing, chn_err *err)
{
    const chn_many m = {.b = {.s = s},
                        .one = one,
                        .many = many,
                        .left = n,
                        .doing = doing,
                        .err = err};
    return m;
}

chn_code chn_many_end(chn_many *m)
{
    if (m->code == CHN_OK && m->rows)
        m->code = chn_bind_run(&m->b, m->doing, m->err);
    m->rows = m->at = 0;
    return m->code;
}

chn_bind *chn_many_row(chn_many *m)
{
    if (m->at == m->rows) {
        if (chn_many_end(m))
            return NULL;
        const bool many = m->left >= CHN_MANY;
        sqlite3_stmt *st =
            chn_store_stmt(m->b.s, many ? m->many : m->one, m->err);
        if (!st) {
            m->code = CHN_ERR_STORE;
            return NULL;
        }
        m->b = chn_bind_to(m->b.s, st);
        m->rows = many ? CHN_MANY : 1;
        m->width = sqlite3_bind_parameter_count(st) / (int)m->rows;
    }
    m->b.at = (int)m->at++ * m->width + 1;
    m->left--;
    return &m->b;
}
