/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decisions of people. A decision is told by its place (report, span of the
 * act, hash of the sentence) and content (category, sides), so that it finds
 * its claim again after the reports were coded anew; column `now` is the claim
 * that it holds for. Nothing is ever changed or dropped: an undo is a row.
 */
#include <chancery/review.h>

#include "base/day.h"
#include "base/hash.h"
#include "store/store_in.h"

static const char reviewing[] = "keeping a review";

/* Rows that count: neither an undo nor undone. */
#define ACTIVE                                                                 \
    "state <> 'unreviewed' AND undoes IS NULL AND"                             \
    " decision NOT IN (SELECT undoes FROM review WHERE undoes NOTNULL)"

static const char *const field_names[] = {"category", "mode",    "status",
                                          "date",     "source",  "target",
                                          "place",    "occasion"};

/* A statement with text values bound in order, run to its end. */
static chn_code run(chn_store *s, const char *sql, const char *const *v, int n,
                    chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(s, sql, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    for (int i = 0; i < n; i++)
        chn_bind_z(&b, v[i]);
    const chn_code code = chn_bind_run(&b, reviewing, err);
    (void)sqlite3_finalize(st);
    return code;
}

/* ---- finding the claim again ---- */

/* Fill what a row that was written by hand does not tell. */
static const char fill_sql[] =
    "UPDATE review SET now = c.id, match = 'same', report = r.id,"
    " byte_from = s.byte_from, byte_to = s.byte_to, category = c.category,"
    " source_code = c.source_code, target_code = c.target_code,"
    " told = c.trigger FROM claim c JOIN report r ON r.seq = c.report"
    " LEFT JOIN claim_span s ON s.claim = c.seq AND s.field = 'act'"
    " WHERE c.id = review.claim AND review.report IS NULL";

/* Rows whose claim is not there any more, or never was. */
#define LOST "(now IS NULL OR NOT EXISTS (SELECT 1 FROM claim WHERE id = now))"
/* Claims of the report, with how far each is off; the nearest is taken. */
#define AT_PLACE                                                               \
    "SELECT id FROM (SELECT c.id, c.n, (c.source_code IS NOT"                  \
    "  review.source_code) + (c.target_code IS NOT review.target_code) AS off" \
    " , abs(s.byte_from - review.byte_from) AS far"                            \
    " FROM report r JOIN claim c ON c.report = r.seq"                          \
    " JOIN claim_span s ON s.claim = c.seq AND s.field = 'act'"                \
    " WHERE r.id = review.report"
#define NEAREST ") ORDER BY off, far, n LIMIT 1)"
static const char *const anchor_sql[] = {
    "UPDATE review SET now = claim, match = 'same' WHERE " LOST
    " AND EXISTS (SELECT 1 FROM claim WHERE id = review.claim)",
    /* the same words tell the same kind of act */
    "UPDATE review SET match = 'span', now = (" AT_PLACE
    "  AND s.byte_from = review.byte_from AND s.byte_to = review.byte_to"
    "  AND c.category = review.category" NEAREST " WHERE " LOST,
    /* the act's words are cut otherwise */
    "UPDATE review SET match = 'content', now = (" AT_PLACE
    "  AND c.category = review.category AND c.source_code IS"
    "  review.source_code AND c.target_code IS review.target_code" NEAREST
    " WHERE " LOST,
    /* the same words tell another act: shown as a conflict */
    "UPDATE review SET match = 'changed', now = (" AT_PLACE
    "  AND s.byte_from = review.byte_from AND s.byte_to = "
    "review.byte_to" NEAREST " WHERE " LOST,
    ("UPDATE review SET match = 'gone', now = NULL WHERE " LOST),
};

chn_code chn_store_anchor(chn_store *s, chn_err *err)
{
    int64_t lost = 0;
    chn_code code =
        chn_store_int(s, "SELECT EXISTS (SELECT 1 FROM review WHERE " LOST ")",
                      0, &lost, err);
    if (code || !lost)
        return code;
    code = chn_store_exec(s, fill_sql, reviewing, err);
    for (size_t i = 0;
         i < sizeof anchor_sql / sizeof *anchor_sql && code == CHN_OK; i++)
        code = chn_store_exec(s, anchor_sql[i], reviewing, err);
    return code;
}

/* ---- what decisions make of events ---- */

/* Claims with their last verdict, and fields with their last value; a field
 * of a claim that was rejected afterwards does not count. */
#define VERDICTS                                                               \
    "SELECT now, state, max(seq) FROM review WHERE now NOTNULL AND match <>"   \
    " 'changed' AND field IS NOT 'missed' AND " ACTIVE " GROUP BY now"

static const char touched_sql[] =
    "SELECT m.event, sum(v.state = 'rejected'), sum(v.state = 'corrected'),"
    " sum(v.state = 'accepted'), e.n_claims FROM (" VERDICTS ") v"
    " JOIN claim c ON c.id = v.now JOIN event_claim m ON m.claim = c.seq"
    " JOIN event e ON e.id = m.event JOIN event_new w ON w.claim = e.best_claim"
    " GROUP BY m.event ORDER BY m.event";

static const char values_sql[] =
    "SELECT w.field, w.value, max(w.seq) FROM event_claim m JOIN claim c"
    " ON c.seq = m.claim JOIN review w ON w.now = c.id JOIN (" VERDICTS ") v"
    " ON v.now = c.id WHERE m.event = ?1 AND w.state = 'corrected' AND v.state"
    " = 'corrected' AND w.match <> 'changed' AND w.field NOTNULL AND"
    " w.undoes IS NULL AND w.decision NOT IN (SELECT undoes FROM review WHERE"
    " undoes NOTNULL) GROUP BY w.field ORDER BY w.field";

static const char *set_sql(chn_str field)
{
    static const struct {
        const char *field, *sql;
    } sets[] = {
        /* class and score belong to the act that was there before */
        {"category", "UPDATE event SET category = ?2, mode = NULL, cameo ="
                     " NULL, quad = NULL, goldstein = NULL WHERE id = ?1"},
        {"mode", "UPDATE event SET mode = ?2 WHERE id = ?1"},
        {"status", "UPDATE event SET status = ?2 WHERE id = ?1"},
        {"date", "UPDATE event SET date_from = substr(?2, 1, 10), date_to ="
                 " substr(?2, -10), precision = iif(length(?2) > 10,"
                 " 'interval', 'day'), basis = 'text', date_text = NULL"
                 " WHERE id = ?1"},
        {"source", "UPDATE event SET source = ?2 WHERE id = ?1"},
        {"target", "UPDATE event SET target = ?2 WHERE id = ?1"},
        {"place", "UPDATE event SET place = ?2, place_country = NULL, lat ="
                  " NULL, lon = NULL WHERE id = ?1"},
        {"occasion", "UPDATE event SET occasion = ?2, occasion_id = NULL,"
                     " ordinal = NULL, base_year = NULL WHERE id = ?1"}};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (chn_str_is(field, sets[i].field))
            return sets[i].sql;
    return NULL;
}

static chn_code put_values(chn_store *s, const char *event, chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(s, values_sql, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_z(&b, event);
    chn_code code = CHN_OK;
    while (chn_store_row(s, st, reviewing, &code, err)) {
        const char *sql = set_sql(chn_col_str(st, 0));
        const char *v[] = {event, chn_col_str(st, 1).p};
        if (sql)
            code = run(s, sql, v, 2, err);
    }
    (void)sqlite3_finalize(st);
    return code;
}

typedef struct verdict {
    char event[32];
    const char *state;
} verdict;

chn_code chn_store_apply_reviews(chn_store *s, chn_err *err)
{
    int64_t any = 0;
    chn_code code =
        chn_store_int(s, "SELECT EXISTS (SELECT 1 FROM review)", 0, &any, err);
    if (code || !any)
        return code;
    /* read all first: the updates change what is read */
    verdict *v = NULL;
    uint32_t n = 0, cap = 0;
    sqlite3_stmt *st = chn_store_prepare(s, touched_sql, err);
    if (!st)
        return CHN_ERR_STORE;
    while (chn_store_row(s, st, reviewing, &code, err)) {
        void *p = v;
        if (!chn_arena_grow(s->scratch, &p, &cap, n + 1, sizeof *v)) {
            code = chn_fail_memory(err);
            break;
        }
        v = p;
        const chn_str id = chn_col_str(st, 0);
        v[n] = (verdict){.state = NULL};
        if (id.n < sizeof v[n].event)
            memcpy(v[n].event, id.p, id.n);
        if (sqlite3_column_int(st, 1) >= sqlite3_column_int(st, 4))
            v[n].state = "rejected";
        else if (sqlite3_column_int(st, 2))
            v[n].state = "corrected";
        else if (sqlite3_column_int(st, 3))
            v[n].state = "accepted";
        n += v[n].state != NULL;
    }
    (void)sqlite3_finalize(st);
    for (uint32_t i = 0; i < n && code == CHN_OK; i++) {
        const char *set[] = {v[i].event, v[i].state};
        code =
            run(s, "UPDATE event SET reviewed = ?2 WHERE id = ?1", set, 2, err);
        if (code == CHN_OK && strcmp(v[i].state, "corrected") == 0)
            code = put_values(s, v[i].event, err);
    }
    return code;
}

/* The claim's event is made anew from its claims, then all decisions that
 * hold are put on it: an undo leaves no trace in it. */
static chn_code remake(chn_store *s, const char *claim, chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(
        s,
        "SELECT DISTINCT t.lead, l.block, l.reach_from, l.reach_to"
        " FROM claim c JOIN event_claim m ON m.claim = c.seq"
        " JOIN event_claim o ON o.event = m.event"
        " JOIN telling t ON t.claim = o.claim JOIN telling l"
        " ON l.claim = t.lead WHERE c.id = ?1",
        err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_z(&b, claim);
    chn_code code = chn_store_touch_rows(s, &b, err);
    const char *v[] = {claim};
    if (code == CHN_OK)
        code =
            chn_store_exec(s, "PRAGMA defer_foreign_keys = ON", reviewing, err);
    /* its keys are found by its members, so these go last */
    if (code == CHN_OK)
        code = run(s,
                   "DELETE FROM event WHERE id = (SELECT m.event FROM claim c"
                   " JOIN event_claim m ON m.claim = c.seq WHERE c.id = ?1)",
                   v, 1, err);
    if (code == CHN_OK)
        code = chn_store_unindex(s, err);
    if (code == CHN_OK)
        code = run(s,
                   "DELETE FROM event_claim WHERE event = (SELECT m.event FROM"
                   " claim c JOIN event_claim m ON m.claim = c.seq"
                   " WHERE c.id = ?1)",
                   v, 1, err);
    return code;
}

/* ---- one decision ---- */

static chn_code no_value(const char *field, chn_str value, const char *what,
                         chn_err *err)
{
    return chn_fail(err, CHN_ERR_ARGUMENT, "%s \"%.*s\" is none; give %s",
                    field, (int)value.n, value.p, what);
}

static bool is_day(chn_str s)
{
    return s.n == 10 && chn_day_parse(s.p, 10) != CHN_DAY_NONE;
}

static chn_code check_value(const char *field, chn_str v, chn_err *err)
{
    if (v.n == 0)
        return no_value(field, v, "a value behind =", err);
    if (strcmp(field, "category") == 0) {
        for (uint32_t i = 0; chn_series_category(i); i++)
            if (chn_str_is(v, chn_series_category(i)))
                return CHN_OK;
        return no_value(field, v, "one of PLOVER's, as CONSULT", err);
    }
    if (strcmp(field, "status") == 0) {
        if (chn_str_is(v, "occurred") || chn_str_is(v, "planned") ||
            chn_str_is(v, "possible") || chn_str_is(v, "denied"))
            return CHN_OK;
        return no_value(field, v, "occurred, planned, possible or denied", err);
    }
    if (strcmp(field, "date") == 0) {
        const bool two =
            v.n == 21 && v.p[10] == '/' && is_day(chn_str_n(v.p, 10)) &&
            is_day(chn_str_n(v.p + 11, 10)) && memcmp(v.p, v.p + 11, 10) <= 0;
        if (!two && !is_day(v))
            return no_value(field, v, "YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD",
                            err);
    }
    return CHN_OK;
}

static const char decide_sql[] =
    "INSERT INTO review (claim, report, byte_from, byte_to, sentence_sha256,"
    " category, source_code, target_code, told, state, field, was, value, who,"
    " at, why, now, match, decision)"
    " SELECT c.id, r.id, s.byte_from, s.byte_to, ?1, c.category,"
    "  c.source_code, c.target_code, c.trigger, ?2, ?3,"
    "  CASE ?3 WHEN 'category' THEN c.category WHEN 'mode' THEN c.mode"
    "   WHEN 'status' THEN c.status WHEN 'date' THEN CASE WHEN c.date_from ="
    "   c.date_to THEN c.date_from ELSE coalesce(c.date_from, '') || '/' ||"
    "   coalesce(c.date_to, '') END WHEN 'source' THEN c.source"
    "   WHEN 'target' THEN c.target WHEN 'place' THEN c.place"
    "   WHEN 'occasion' THEN c.occasion END,"
    "  ?4, ?5, ?6, ?7, c.id, 'same', ?8 FROM claim c"
    " JOIN report r ON r.seq = c.report LEFT JOIN claim_span s"
    "  ON s.claim = c.seq AND s.field = 'act' WHERE c.id = ?9";

typedef struct deciding {
    chn_store *s;
    const chn_decision *d;
    char sha[65]; /* of the sentence; "": no text */
    int64_t decision;
    chn_err *err;
} deciding;

static chn_code put_row(deciding *k, const char *state, const char *field,
                        chn_str value)
{
    sqlite3_stmt *st = chn_store_prepare(k->s, decide_sql, k->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(k->s, st);
    chn_bind_z(&b, k->sha);
    chn_bind_z(&b, state);
    chn_bind_z(&b, field);
    chn_bind_str(&b, value);
    chn_bind_z(&b, k->d->who);
    chn_bind_z(&b, k->d->at);
    chn_bind_z(&b, k->d->why);
    chn_bind_int(&b, k->decision);
    chn_bind_z(&b, k->d->claim);
    const chn_code code = chn_bind_run(&b, reviewing, k->err);
    (void)sqlite3_finalize(st);
    return code;
}

/* "date=2023-07-26; place=Moscow": one row a field. */
static chn_code put_fields(deciding *k)
{
    chn_str rest = chn_str_of(k->d->fields);
    chn_str part;
    uint32_t n = 0;
    while (chn_str_next(&rest, ';', &part)) {
        part = chn_str_trim(part);
        if (part.n == 0)
            continue;
        const char *eq = memchr(part.p, '=', part.n);
        const chn_str name =
            chn_str_trim(chn_str_n(part.p, eq ? (size_t)(eq - part.p) : 0));
        const char *field = NULL;
        for (size_t i = 0; i < sizeof field_names / sizeof *field_names; i++)
            if (chn_str_is(name, field_names[i]))
                field = field_names[i];
        if (!field)
            return chn_fail(k->err, CHN_ERR_ARGUMENT,
                            "\"%.*s\" is no FIELD=VALUE; fields are category, "
                            "mode, status, date, source, target, place and "
                            "occasion",
                            (int)part.n, part.p);
        const chn_str value =
            chn_str_trim(chn_str_n(eq + 1, part.n - (size_t)(eq + 1 - part.p)));
        chn_code code = check_value(field, value, k->err);
        if (code == CHN_OK)
            code = put_row(k, "corrected", field, value);
        if (code)
            return code;
        n++;
    }
    return n ? CHN_OK
             : chn_fail(k->err, CHN_ERR_ARGUMENT,
                        "nothing is corrected; write FIELD=VALUE");
}

static chn_code hash_sentence(deciding *k)
{
    sqlite3_stmt *st = chn_store_prepare(
        k->s,
        "SELECT CAST(substr(CAST(r.text AS BLOB), n.byte_from + 1,"
        " n.byte_to - n.byte_from) AS BLOB) FROM claim c JOIN report r"
        " ON r.seq = c.report JOIN sentence n ON n.report = c.report AND"
        " n.n = c.sentence WHERE c.id = ?1",
        k->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(k->s, st);
    chn_bind_z(&b, k->d->claim);
    const int row = chn_store_step(k->s, st, reviewing, k->err);
    chn_code code = row < 0 ? CHN_ERR_STORE : CHN_OK;
    if (row == 0)
        code = chn_fail(k->err, CHN_ERR_INPUT, "%s: no claim has the id \"%s\"",
                        k->s->path, k->d->claim);
    const chn_str text = row > 0 ? chn_col_str(st, 0) : chn_str_n("", 0);
    if (text.n) {
        chn_sha256 h;
        chn_sha256_init(&h);
        chn_sha256_put(&h, text.p, text.n);
        chn_sha256_hex(&h, k->sha, 64);
    }
    (void)sqlite3_finalize(st);
    return code;
}

static chn_code begin(chn_store *s, const char *who, const char *at,
                      int64_t *next, chn_err *err)
{
    if (!who || !*who || !at || !*at)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "a decision needs a name and a time; give --by NAME");
    chn_code code = chn_store_begin(s, err);
    if (code == CHN_OK)
        code = chn_store_int(s, "SELECT max(seq) FROM review", 0, next, err);
    *next += 1;
    return code;
}

chn_code chn_store_review(chn_store *s, const chn_decision *d, chn_err *err)
{
    deciding k = {.s = s, .d = d, .err = err};
    chn_code code = begin(s, d->who, d->at, &k.decision, err);
    if (code == CHN_OK)
        code = hash_sentence(&k);
    if (code == CHN_OK) {
        if (d->state == CHN_REVIEW_CORRECTED)
            code = put_fields(&k);
        else if (d->state == CHN_REVIEW_MISSED)
            code = put_row(&k, "corrected", "missed",
                           chn_str_of(d->fields ? d->fields : ""));
        else
            code = put_row(
                &k, d->state == CHN_REVIEW_ACCEPTED ? "accepted" : "rejected",
                NULL, chn_str_n("", 0));
    }
    if (code == CHN_OK)
        code = remake(s, d->claim, err);
    if (code == CHN_OK)
        return chn_store_commit(s, err);
    chn_store_rollback(s);
    return code;
}

chn_code chn_store_review_undo(chn_store *s, const char *who, const char *at,
                               char claim[32], chn_err *err)
{
    int64_t next = 0;
    claim[0] = '\0';
    chn_code code = begin(s, who, at, &next, err);
    sqlite3_stmt *st = NULL;
    if (code == CHN_OK)
        st = chn_store_prepare(s,
                               "SELECT decision, now FROM review WHERE who ="
                               " ?1 AND " ACTIVE " ORDER BY seq DESC LIMIT 1",
                               err);
    if (code == CHN_OK && !st)
        code = CHN_ERR_STORE;
    int64_t undone = 0;
    if (code == CHN_OK) {
        chn_bind b = chn_bind_to(s, st);
        chn_bind_z(&b, who);
        const int row = chn_store_step(s, st, reviewing, err);
        const chn_str id = row > 0 ? chn_col_str(st, 1) : chn_str_n("", 0);
        if (row > 0)
            undone = sqlite3_column_int64(st, 0);
        if (id.n && id.n < 32) {
            memcpy(claim, id.p, id.n);
            claim[id.n] = '\0';
        }
        if (row < 0)
            code = CHN_ERR_STORE;
    }
    (void)sqlite3_finalize(st);
    if (code == CHN_OK && undone) {
        st = chn_store_prepare(
            s,
            "INSERT INTO review (claim, report, byte_from, byte_to,"
            " sentence_sha256, category, source_code, target_code, told, state,"
            " who, at, now, match, decision, undoes) SELECT claim, report,"
            " byte_from, byte_to, sentence_sha256, category, source_code,"
            " target_code, told, 'unreviewed', ?2, ?3, now, match, ?4, ?1"
            " FROM review WHERE seq = ?1",
            err);
        code = st ? CHN_OK : CHN_ERR_STORE;
        if (st) {
            chn_bind b = chn_bind_to(s, st);
            chn_bind_int(&b, undone);
            chn_bind_z(&b, who);
            chn_bind_z(&b, at);
            chn_bind_int(&b, next);
            code = chn_bind_run(&b, reviewing, err);
        }
        (void)sqlite3_finalize(st);
        if (code == CHN_OK && claim[0])
            code = remake(s, claim, err);
    }
    if (code == CHN_OK)
        return chn_store_commit(s, err);
    chn_store_rollback(s);
    return code;
}

/* ---- what waits, what contradicts ---- */

chn_code chn_store_doubts(chn_store *s, const char *who, int32_t below,
                          chn_doubt_fn fn, void *user, chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(
        s,
        "SELECT c.id, c.confidence, 'confidence ' || printf('%.2f',"
        " c.confidence / 100.0) || coalesce(', ' || replace(c.flags, ',',"
        " ', '), '') FROM claim c WHERE (c.confidence < ?2 OR"
        " instr(',' || c.flags, ',ambiguous-') OR"
        " instr(',' || c.flags, ',inferred-')) AND NOT EXISTS (SELECT 1 FROM"
        " review WHERE now = c.id AND match <> 'changed' AND who = ?1 AND"
        " field IS NOT 'missed' AND " ACTIVE ") ORDER BY c.confidence, c.seq",
        err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_z(&b, who);
    chn_bind_int(&b, below);
    bool go = true;
    int row = 0;
    while (go && (row = chn_store_step(s, st, reviewing, err)) > 0) {
        const chn_doubt d = {chn_col_str(st, 0), sqlite3_column_int(st, 1),
                             chn_col_str(st, 2)};
        go = fn(user, &d);
    }
    (void)sqlite3_finalize(st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}

/* The last word of each reviewer on a claim and field. */
#define LAST                                                                   \
    "SELECT now, report, who, coalesce(field, 'verdict') AS field,"            \
    " CASE WHEN field IS NULL THEN state ELSE value END AS value, max(seq)"    \
    " AS seq FROM review WHERE now NOTNULL AND match <> 'changed' AND"         \
    " field IS NOT 'missed' AND " ACTIVE " GROUP BY 1, 3, 4"
#define VERDICT_OF(a)                                                          \
    "(SELECT state FROM review WHERE now = " a ".now AND who = " a ".who AND"  \
    " field IS NOT 'missed' AND " ACTIVE " ORDER BY seq DESC LIMIT 1)"

static const char conflicts_sql[] =
    "WITH last AS MATERIALIZED (" LAST ")"
    " SELECT 'reviewers', a.now, a.report, a.field, a.who, a.value, b.who,"
    "  b.value FROM last a JOIN last b ON b.now = a.now AND b.field = a.field"
    "  AND b.who > a.who AND b.value <> a.value"
    " UNION ALL SELECT 'reviewers', a.now, a.report, 'verdict', a.who, "
    "  VERDICT_A, b.who, VERDICT_B FROM (SELECT DISTINCT now, report, who FROM"
    "  last) a JOIN (SELECT DISTINCT now, who FROM last) b ON b.now = a.now AND"
    "  b.who > a.who WHERE (VERDICT_A = 'rejected') <> (VERDICT_B = 'rejected')"
    " UNION ALL SELECT w.match, w.claim, w.report, coalesce(w.field,"
    "  'verdict'), w.who, coalesce(w.value, w.state), NULL, CASE w.match WHEN"
    "  'changed' THEN (SELECT category || ' ' || coalesce(source, '?') || ', '"
    "   || coalesce(target, '?') FROM claim WHERE id = w.now) END"
    "  FROM review w WHERE w.match IN ('changed', 'gone') AND " ACTIVE
    " ORDER BY 1 DESC, 2, 4, 5";

static bool put_verdicts(chn_buf *b)
{
    /* the two sub-queries stand four times: put in here */
    chn_str rest = chn_str_of(conflicts_sql);
    for (size_t i = 0; i < rest.n;) {
        const char *p = rest.p + i;
        if (strncmp(p, "VERDICT_A", 9) == 0) {
            chn_buf_z(b, VERDICT_OF("a"));
            i += 9;
        } else if (strncmp(p, "VERDICT_B", 9) == 0) {
            chn_buf_z(b, VERDICT_OF("b"));
            i += 9;
        } else {
            chn_buf_char(b, *p);
            i++;
        }
    }
    return !b->failed;
}

chn_code chn_store_conflicts(chn_store *s, chn_conflict_fn fn, void *user,
                             chn_err *err)
{
    chn_buf b;
    chn_buf_init(&b, (size_t)1 << 20);
    sqlite3_stmt *st = put_verdicts(&b) ? chn_store_prepare(s, b.p, err) : NULL;
    const bool memory = b.failed;
    chn_buf_free(&b);
    if (!st)
        return memory ? chn_fail_memory(err) : CHN_ERR_STORE;
    bool go = true;
    int row = 0;
    while (go && (row = chn_store_step(s, st, reviewing, err)) > 0) {
        const chn_conflict c = {chn_col_str(st, 0).p, chn_col_str(st, 1),
                                chn_col_str(st, 2),   chn_col_str(st, 3),
                                chn_col_str(st, 4),   chn_col_str(st, 5),
                                chn_col_str(st, 6),   chn_col_str(st, 7)};
        go = fn(user, &c);
    }
    (void)sqlite3_finalize(st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}
