/* SPDX-License-Identifier: Apache-2.0 */
/* Pages of a store as JSON, made by SQLite's own functions: the statements are
 * the description of what each page has. */
#include <chancery/pages.h>
#include <inttypes.h>

#include "store/store_in.h"

static const char reading[] = "reading the store";

void chn_page_init(chn_page *p)
{
    *p =
        (chn_page){.size = sizeof *p, .from = CHN_DAY_NONE, .to = CHN_DAY_NONE};
}

/* Parameters by name, so that statements need not count them. */
#define LIMITED " LIMIT coalesce(nullif(:limit, 0), -1) OFFSET :offset"

#define DECISION                                                               \
    "json_object('decision', iif(w.decision, w.decision, w.seq), 'claim',"     \
    " w.claim, 'now', w.now, 'event', (SELECT m.event FROM claim c JOIN"       \
    " event_claim m ON m.claim = c.seq WHERE c.id = w.now), 'state',"          \
    " iif(w.field = 'missed', 'missed', w.state), 'field',"                    \
    " nullif(w.field, 'missed'), 'was', w.was, 'value', w.value, 'who',"       \
    " w.who, 'at', w.at, 'why', w.why, 'match', w.match, 'undone',"            \
    " json(iif(w.decision > 0 AND w.decision IN (SELECT undoes FROM review"    \
    " WHERE undoes NOTNULL), 'true', 'false')), 'undoes', w.undoes)"

#define REPORT                                                                 \
    "json_object('id', r.id, 'publisher', r.publisher, 'title', r.title,"      \
    " 'url', r.url, 'published', r.published, 'dated', json_object('day',"     \
    " r.day, 'from', r.day_from, 'to', r.day_to, 'confidence',"                \
    " coalesce(r.confidence, 0), 'basis', r.basis), 'has_text',"               \
    " json(iif(r.text IS NULL, 'false', 'true')), 'claims', (SELECT count(*)"  \
    " FROM claim c WHERE c.report = r.seq), 'events', (SELECT"                 \
    " count(DISTINCT m.event) FROM claim c JOIN event_claim m ON m.claim ="    \
    " c.seq WHERE c.report = r.seq), 'bytes', r.bytes)"

#define FOLLOW_ROW(kind, x, y, days, words)                                    \
    "json_object('kind', " kind ", 'of', " x                                   \
    ".id, 'of_line', " CHN_EVENT_LINE(                                         \
        x) ", 'of_from', " x ".date_from, 'of_to', " x ".date_to, 'event', " y \
           ".id, 'line', " CHN_EVENT_LINE(y) ", 'from', " y                    \
                                             ".date_from, 'to', " y            \
                                             ".date_to, 'days', " days         \
                                             ", 'words', " words ")"
#define FOLLOWED FOLLOW_ROW("f.kind", "x", "y", "f.days", "f.words")
#define PLAN_STATE CHN_PLAN_STATE("e")
#define PLAN_LINE CHN_EVENT_LINE("e")

#define ACTIVE                                                                 \
    " w.state <> 'unreviewed' AND w.undoes IS NULL AND w.decision NOT IN"      \
    " (SELECT undoes FROM review WHERE undoes NOTNULL)"

static const char *const statements[CHN_PAGE_KINDS] = {
    [CHN_PAGE_RUNS] =
        "SELECT json_object('id', u.id, 'version', u.version, 'data_version',"
        " u.data_version, 'rules_version', u.rules_version, 'model_version',"
        " u.model_version, 'scale', u.scale, 'min_confidence',"
        " u.min_confidence, 'began', u.began, 'options', iif(json_valid("
        " u.options), json(u.options), u.options), 'reports', (SELECT"
        " count(*) FROM report r WHERE r.run = u.id)) FROM run u ORDER BY u.id",
    [CHN_PAGE_COUNTS] =
        "SELECT json_object('schema', (SELECT user_version FROM"
        " pragma_user_version), 'reports', (SELECT count(*) FROM report),"
        " 'undated_reports', (SELECT count(*) FROM report WHERE day IS NULL),"
        " 'claims', (SELECT count(*) FROM claim), 'has_text', json(iif(EXISTS"
        " (SELECT 1 FROM report WHERE text NOTNULL), 'true', 'false')),"
        " 'first_report', (SELECT min(day) FROM report), 'last_report',"
        " (SELECT max(day) FROM report))",
    [CHN_PAGE_DECISIONS] =
        "SELECT " DECISION " FROM review w WHERE (:who IS NULL OR w.who = :who)"
        " ORDER BY w.seq DESC" LIMITED,
    [CHN_PAGE_DECISIONS_N] =
        "SELECT count(*) FROM review w WHERE (:who IS NULL OR w.who = :who)",
    [CHN_PAGE_EVENT_DECISIONS] =
        "SELECT " DECISION " FROM event_claim m JOIN claim c ON c.seq = m.claim"
        " JOIN review w ON w.now = c.id WHERE m.event = :id ORDER BY w.seq",
    [CHN_PAGE_CLAIM_DECISIONS] =
        "SELECT " DECISION " FROM review w WHERE w.now = :id ORDER BY w.seq",
    [CHN_PAGE_EVENT_FOLLOWS] =
        "SELECT j FROM (SELECT coalesce(y.date_from, y.date_to) AS d,"
        " y.id AS i, " FOLLOWED " AS j FROM follow f"
        " JOIN event x ON x.id = f.of JOIN event y ON y.id = f.event"
        " WHERE f.event = :id OR f.of = :id"
        " UNION ALL SELECT '9', '', json_object('kind', " PLAN_STATE
        ", 'of', e.id, 'of_line', " PLAN_LINE ", 'of_from', e.date_from,"
        " 'of_to', e.date_to, 'event', NULL, 'line', NULL, 'from', NULL,"
        " 'to', NULL, 'days', NULL, 'words', NULL)"
        " FROM event e WHERE e.id = :id AND e.status = 'planned'"
        " AND NOT EXISTS (SELECT 1 FROM follow f WHERE f.of = e.id"
        "  AND f.kind = 'done')) ORDER BY d, i",
    [CHN_PAGE_EVENT_CLAIMS] =
        "SELECT c.id FROM event_claim m JOIN claim c ON c.seq = m.claim"
        " WHERE m.event = :id ORDER BY c.seq" LIMITED,
    [CHN_PAGE_EVENT_HISTORY] =
        "SELECT coalesce(history, '[]') FROM event WHERE id = :id",
    [CHN_PAGE_EVENT_STATE] =
        "SELECT coalesce(reviewed, 'unreviewed') FROM event WHERE id = :id",
    [CHN_PAGE_CLAIM_EVENT] =
        "SELECT m.event FROM claim c JOIN event_claim m ON m.claim = c.seq"
        " WHERE c.id = :id",
    [CHN_PAGE_PROGRESS] =
        "WITH v AS (SELECT w.now, w.state, max(w.seq) FROM review w WHERE"
        " (:who IS NULL OR w.who = :who) AND w.now NOTNULL AND w.match <>"
        " 'changed' AND w.field IS NOT 'missed' AND" ACTIVE " GROUP BY w.now)"
        " SELECT json_object('decided', count(*), 'accepted',"
        " coalesce(sum(state = 'accepted'), 0), 'corrected', coalesce(sum("
        " state = 'corrected'), 0), 'rejected', coalesce(sum(state ="
        " 'rejected'), 0), 'missed', (SELECT count(*) FROM review w WHERE"
        " w.field = 'missed' AND (:who IS NULL OR w.who = :who) AND" ACTIVE
        ")) FROM v",
    [CHN_PAGE_DECIDED] =
        "SELECT DISTINCT w.now FROM review w WHERE w.now NOTNULL AND"
        " (:who IS NULL OR w.who = :who) AND w.match <> 'changed' AND"
        " w.field IS NOT 'missed' AND" ACTIVE,
    [CHN_PAGE_CLAIM_LINE] = "SELECT json_object('line', " CHN_EVENT_LINE(
        "c") " || coalesce(' \"' || c.trigger || '\"', '') || iif(c.status"
             " = 'occurred', '', ' [' || c.status || ']'), 'event',"
             " m.event, 'report', r.id, 'day', c.date_from)"
             " FROM claim c JOIN report r ON r.seq = c.report LEFT JOIN"
             " event_claim m ON m.claim = c.seq WHERE c.id = :id",
};

/* ---- reports ---- */

/* " FROM report .. WHERE .." with only the conditions that are asked for: what
 * stands behind the text in its row, as the day, is read through the text, and
 * a list must not read all texts. Days and numbers alone come from an index. */
static void put_reports_of(chn_buf *b, const chn_page *p)
{
    const char *with = " WHERE ";
    chn_buf_z(b, " FROM report r");
    if (p->text) {
        chn_buf_fmt(b,
                    "%sr.seq IN (SELECT rowid FROM report_text WHERE"
                    " report_text MATCH :text)",
                    with);
        with = " AND ";
    }
    if (p->publisher) {
        chn_buf_fmt(b, "%sr.publisher = :publisher", with);
        with = " AND ";
    }
    if (p->from != CHN_DAY_NONE) {
        chn_buf_fmt(b, "%sr.day >= :from", with);
        with = " AND ";
    }
    if (p->to != CHN_DAY_NONE)
        chn_buf_fmt(b, "%sr.day <= :to", with);
}

static void put_reports(chn_buf *b, const chn_page *p, bool count)
{
    static const char *const orders[] = {"r.seq", "r.day NULLS LAST, r.seq",
                                         "r.day DESC, r.seq DESC"};
    static const char found[] =
        " FROM report_text f WHERE report_text MATCH :text";
    const char *order = orders[p->order];
    const bool words_alone = p->text && !p->publisher &&
                             p->from == CHN_DAY_NONE && p->to == CHN_DAY_NONE;
    if (count) {
        chn_buf_z(b, "SELECT count(*)");
        if (words_alone)
            chn_buf_z(b, found);
        else
            put_reports_of(b, p);
        return;
    }
    chn_buf_fmt(b, "SELECT " REPORT ", %s FROM (SELECT ",
                p->text ? "(SELECT snippet(report_text, 0, char(1), char(2),"
                          " char(8230), 24) FROM report_text WHERE report_text"
                          " MATCH :text AND rowid = r.seq)"
                        : "NULL");
    if (words_alone && p->order == CHN_REPORTS_ADDED) {
        chn_buf_fmt(b, "f.rowid AS seq%s ORDER BY f.rowid", found);
    } else {
        chn_buf_z(b, "r.seq AS seq");
        put_reports_of(b, p);
        /* +: by an index and sorted, not by the table and its texts */
        chn_buf_fmt(b, " ORDER BY %s%s",
                    p->order == CHN_REPORTS_ADDED ? "+" : "", order);
    }
    chn_buf_fmt(b,
                LIMITED ") p CROSS JOIN report r ON r.seq = p.seq ORDER BY"
                        " %s",
                order);
}

/* ---- asking ---- */

static void bind_text(chn_bind *b, const char *name, chn_str v)
{
    b->at = sqlite3_bind_parameter_index(b->st, name);
    if (b->at)
        chn_bind_str(b, v);
}

static void bind_day(chn_bind *b, const char *name, chn_day v)
{
    b->at = sqlite3_bind_parameter_index(b->st, name);
    if (b->at)
        chn_bind_day(b, v);
}

static void bind_number(chn_bind *b, const char *name, uint32_t v)
{
    b->at = sqlite3_bind_parameter_index(b->st, name);
    if (b->at)
        chn_bind_int(b, v);
}

chn_code chn_store_page(chn_store *s, chn_page_kind kind, const chn_page *p,
                        chn_page_fn fn, void *user, chn_err *err)
{
    chn_arena *a = chn_arena_new(CHN_REPORT_MAX);
    chn_str words = {"", 0};
    chn_code code = a ? CHN_OK : chn_fail_memory(err);
    if (code == CHN_OK && p->text)
        code = chn_store_words(s, p->text, a, &words, err);
    chn_page plain = *p;
    if (words.n == 0) /* spaces only */
        plain.text = NULL;
    p = &plain;
    chn_buf sql;
    chn_buf_init(&sql, 65536);
    const bool reports = kind == CHN_PAGE_REPORTS || kind == CHN_PAGE_REPORTS_N;
    if (reports)
        put_reports(&sql, p, kind == CHN_PAGE_REPORTS_N);
    if (code == CHN_OK && sql.failed)
        code = chn_fail_memory(err);
    sqlite3_stmt *st =
        code == CHN_OK
            ? chn_store_prepare(s, reports ? sql.p : statements[kind], err)
            : NULL;
    chn_buf_free(&sql);
    if (code == CHN_OK && !st)
        code = CHN_ERR_STORE;
    if (st) {
        chn_bind b = chn_bind_to(s, st);
        bind_text(&b, ":id", chn_str_of(p->id));
        bind_text(&b, ":who", chn_str_of(p->who));
        bind_text(&b, ":publisher", chn_str_of(p->publisher));
        bind_text(&b, ":text", words);
        bind_day(&b, ":from", p->from);
        bind_day(&b, ":to", p->to);
        bind_number(&b, ":limit", p->limit);
        bind_number(&b, ":offset", p->offset);
        if (b.rc != SQLITE_OK)
            code = chn_store_sql_fail(s, b.rc, reading, err);
    }
    bool go = true;
    while (go && chn_store_row(s, st, reading, &code, err))
        go = fn(user, chn_col_str(st, 0),
                sqlite3_column_count(st) > 1 ? chn_col_str(st, 1)
                                             : chn_str_n("", 0));
    (void)sqlite3_finalize(st);
    chn_arena_free(a);
    return code;
}

/* ---- one report ---- */

static const char report_sql[] =
    "SELECT " REPORT ", r.text, r.body, r.sha256, r.replaced, r.reasons,"
    " r.seq FROM report r WHERE r.id = ?1";

static const char report_claims_sql[] =
    "SELECT json_object('claim', c.id, 'event', m.event, 'category',"
    " c.category, 'mode', c.mode, 'status', c.status, 'source', c.source,"
    " 'target', c.target, 'symmetric', json(iif(c.symmetric, 'true',"
    " 'false')), 'confidence', c.confidence / 100.0, 'trigger', c.trigger),"
    " n.byte_from, n.byte_to, c.seq FROM claim c JOIN sentence n ON"
    " n.report = c.report AND n.n = c.sentence LEFT JOIN event_claim m ON"
    " m.claim = c.seq WHERE c.report = ?1 ORDER BY c.n";

static chn_code each_claim(chn_store *s, int64_t report,
                           chn_report_claim_fn each, void *user, chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(s, report_claims_sql, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_int(&b, report);
    chn_code code = CHN_OK;
    bool go = true;
    while (go && chn_store_row(s, st, reading, &code, err)) {
        chn_arena_reset(s->scratch);
        chn_mark *marks = NULL;
        chn_report_claim c = {.json = chn_col_str(st, 0)};
        c.sentence.from = chn_col_u32(st, 1);
        c.sentence.to = chn_col_u32(st, 2);
        code = chn_store_marks(s, sqlite3_column_int64(st, 3), &marks,
                               &c.n_marks, err);
        c.marks = marks;
        if (code == CHN_OK)
            go = each(user, &c);
    }
    (void)sqlite3_finalize(st);
    return code;
}

chn_code chn_store_report(chn_store *s, const char *id, chn_report_fn fn,
                          chn_report_claim_fn each, void *user, chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(s, report_sql, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_str(&b, chn_str_of(id));
    chn_code code = CHN_OK;
    int64_t seq = -1;
    if (chn_store_row(s, st, reading, &code, err)) {
        const chn_report_view v = {
            .json = chn_col_str(st, 0),
            .text = chn_str_n(sqlite3_column_blob(st, 1),
                              (size_t)sqlite3_column_bytes(st, 1)),
            .body = chn_col_u32(st, 2),
            .sha256 = chn_col_str(st, 3),
            .replaced = chn_col_u32(st, 4),
            .reasons = chn_col_str(st, 5),
            .has_text = sqlite3_column_type(st, 1) != SQLITE_NULL,
        };
        seq = sqlite3_column_int64(st, 6);
        fn(user, &v);
    } else if (code == CHN_OK) {
        code = chn_fail(err, CHN_ERR_INPUT,
                        "no report in this store has the id \"%s\"", id);
    }
    (void)sqlite3_finalize(st);
    return code ? code : each_claim(s, seq, each, user, err);
}
