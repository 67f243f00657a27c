/* SPDX-License-Identifier: Apache-2.0 */
/* A store's events in the layouts of others; docs/export.md tells each field.
 * A layout with columns is a view, so that SQL and CSV cannot differ. */
#include <chancery/export.h>
#include <inttypes.h>

#include "store/store_in.h"

static const char exporting[] = "exporting events";

#define LINE_MAX_BYTES ((size_t)64 * 1024 * 1024)

typedef struct sending {
    chn_store *s;
    chn_write_fn write;
    void *user;
    chn_buf b; /* what is to be sent next */
    chn_err *err;
} sending;

static chn_code send(sending *x)
{
    if (x->b.failed)
        return chn_fail_memory(x->err);
    if (x->b.n && !x->write(x->user, x->b.p, x->b.n))
        return chn_fail(x->err, CHN_ERR_OUTPUT,
                        "the output cannot be written; is the disk full?");
    chn_buf_clear(&x->b);
    return CHN_OK;
}

/* Rows of `sql`, one by one into `put`, sent after each. */
typedef void (*put_fn)(sending *x, sqlite3_stmt *st);
static chn_code each(sending *x, const char *sql, put_fn put)
{
    sqlite3_stmt *st = chn_store_prepare(x->s, sql, x->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_code code = CHN_OK;
    while (chn_store_row(x->s, st, exporting, &code, x->err)) {
        put(x, st);
        code = send(x);
    }
    (void)sqlite3_finalize(st);
    return code;
}

/* The query's events, numbered in their order, in temp.hit. */
static chn_code gather(chn_store *s, const chn_query *q, chn_err *err)
{
    chn_buf behind;
    chn_buf_init(&behind, 128);
    chn_buf_z(&behind, ") ORDER BY day, event");
    if (q->limit || q->offset)
        chn_buf_fmt(&behind, " LIMIT %" PRId64 " OFFSET %u",
                    q->limit ? (int64_t)q->limit : (int64_t)-1,
                    (unsigned)q->offset);
    const chn_code code =
        behind.failed
            ? chn_fail_memory(err)
            : chn_store_gather(s, q,
                               "DROP TABLE IF EXISTS temp.hit;"
                               " CREATE TEMP TABLE hit (n INTEGER PRIMARY KEY,"
                               " day TEXT, event TEXT)",
                               "INSERT INTO temp.hit (day, event)"
                               " SELECT " CHN_KEY_DAY("day") ", " CHN_EVENT_ID(
                                   "event") " FROM (",
                               behind.p, exporting, err);
    chn_buf_free(&behind);
    return code;
}

/* ---- columns ---- */

/* RFC 4180. What a spreadsheet would run as a formula gets an apostrophe, as
 * print does; numbers are no formulas. */
static void put_cell(chn_buf *b, sqlite3_stmt *st, int i)
{
    if (i)
        chn_buf_char(b, ',');
    const chn_str v = chn_col_str(st, i);
    const bool text = sqlite3_column_type(st, i) == SQLITE_TEXT;
    const bool formula = text && v.n && strchr("=+@-\t\r", v.p[0]);
    bool quote = formula;
    for (size_t k = 0; k < v.n && !quote; k++)
        quote = strchr(",\"\n\r", v.p[k]) != NULL;
    if (quote)
        chn_buf_char(b, '"');
    if (formula)
        chn_buf_char(b, '\'');
    for (size_t k = 0; k < v.n; k++) {
        if (v.p[k] == '"')
            chn_buf_char(b, '"');
        chn_buf_char(b, v.p[k]);
    }
    if (quote)
        chn_buf_char(b, '"');
}

static chn_code put_view_rows(sending *x, sqlite3_stmt *st, chn_str event)
{
    chn_bind b = chn_bind_to(x->s, st);
    chn_bind_str(&b, event);
    chn_code code = b.rc == SQLITE_OK
                        ? CHN_OK
                        : chn_store_sql_fail(x->s, b.rc, exporting, x->err);
    while (chn_store_row(x->s, st, exporting, &code, x->err)) {
        for (int i = 0; i < sqlite3_column_count(st); i++)
            put_cell(&x->b, st, i);
        chn_buf_z(&x->b, "\r\n");
        code = send(x);
    }
    (void)sqlite3_reset(st);
    return code;
}

/* Event by event, so that the order is the query's and no view is made whole
 * in memory. */
static chn_code put_view(sending *x, const char *sql)
{
    sqlite3_stmt *hits = chn_store_prepare(
        x->s, "SELECT event FROM temp.hit ORDER BY n", x->err);
    sqlite3_stmt *st = hits ? chn_store_prepare(x->s, sql, x->err) : NULL;
    chn_code code = st ? CHN_OK : CHN_ERR_STORE;
    for (int i = 0; st && i < sqlite3_column_count(st); i++)
        chn_buf_fmt(&x->b, "%s%s", i ? "," : "", sqlite3_column_name(st, i));
    chn_buf_z(&x->b, "\r\n");
    if (code == CHN_OK)
        code = send(x);
    while (chn_store_row(x->s, hits, exporting, &code, x->err)) {
        code = put_view_rows(x, st, chn_col_str(hits, 0));
    }
    (void)sqlite3_finalize(st);
    (void)sqlite3_finalize(hits);
    return code;
}

/* ---- the record ---- */

static void put_claim_line(sending *x, sqlite3_stmt *st)
{
    chn_buf_str(&x->b, chn_col_str(st, 0));
    chn_buf_char(&x->b, '\n');
}

static void member_str(chn_buf *b, const char *name, chn_str v)
{
    chn_buf_fmt(b, ",\"%s\":", name);
    if (v.n)
        chn_buf_json(b, v);
    else
        chn_buf_z(b, "null");
}

/* JSON or a number as it stands in the row. */
static void member_raw(chn_buf *b, const char *name, chn_str v,
                       const char *none)
{
    chn_buf_fmt(b, ",\"%s\":", name);
    chn_buf_str(b, v.n ? v : chn_str_of(none));
}

/* The parts of an event as the claims that speak for it have them; a day or
 * place that a reviewer put in their stead has no words. */
#define EVENT_LINES(hits)                                                      \
    "SELECT e.id, e.first_reported,"                                           \
    " (SELECT json_group_array(id) FROM (SELECT c.id FROM event_claim m"       \
    "   JOIN claim c ON c.seq = m.claim WHERE m.event = e.id ORDER BY "        \
    "c.seq)),"                                                                 \
    " e.n_reports,"                                                            \
    " CASE WHEN e.origins IS NULL THEN '[]' ELSE '[' || replace(json_quote("   \
    "  e.origins), ', ', '\",\"') || ']' END,"                                 \
    " e.n_origins, e.category, e.mode, e.cameo,"                               \
    " json_extract(a.record, '$.contexts'), e.quad, e.goldstein,"              \
    " CASE WHEN e.source IS s.source AND e.source_code IS s.source_code"       \
    "  THEN json_extract(s.record, '$.source') ELSE json_array(json_object("   \
    "  'name', e.source)) END,"                                                \
    " CASE WHEN e.target IS s.target AND e.target_code IS s.target_code"       \
    "  THEN json_extract(s.record, '$.target') ELSE json_array(json_object("   \
    "  'name', e.target)) END,"                                                \
    " json_extract(s.record, '$.others'), e.symmetric,"                        \
    " CASE WHEN e.date_from IS d.date_from AND e.date_to IS d.date_to"         \
    "  THEN json_extract(d.record, '$.date') ELSE json_object('value',"        \
    "  CASE WHEN e.date_from = e.date_to THEN e.date_from ELSE e.date_from ||" \
    "  '/' || e.date_to END, 'from', e.date_from, 'to', e.date_to,"            \
    "  'precision', e.precision, 'basis', e.basis, 'text', NULL, 'span',"      \
    "  NULL) END,"                                                             \
    " json_extract(d.record, '$.dates'), e.status,"                            \
    " json_extract(b.record, '$.voice'),"                                      \
    " CASE WHEN e.place IS NULL THEN NULL WHEN e.place IS p.place THEN"        \
    "  json_extract(p.record, '$.place') ELSE json_object('name', e.place)"    \
    "  END,"                                                                   \
    " json_extract(o.record, '$.occasion'), b.id, e.confidence, e.history,"    \
    " e.disagree, coalesce(e.reviewed, 'unreviewed'),"                         \
    " (SELECT json_object('by', w.who, 'when', w.at, 'why', w.why)"            \
    "   FROM event_claim m JOIN claim c ON c.seq = m.claim JOIN review w"      \
    "   ON w.now = c.id WHERE m.event = e.id ORDER BY w.seq DESC LIMIT 1)"     \
    " FROM " hits " h CROSS JOIN event e ON e.id = h.event"                    \
    " JOIN claim b ON b.seq = e.best_claim"                                    \
    " JOIN claim s ON s.seq = e.sides_claim"                                   \
    " JOIN claim a ON a.seq = e.act_claim"                                     \
    " JOIN claim d ON d.seq = e.date_claim"                                    \
    " LEFT JOIN claim p ON p.seq = e.place_claim"                              \
    " LEFT JOIN claim o ON o.seq = e.occasion_claim ORDER BY h.n"
static const char event_sql[] = EVENT_LINES("temp.hit");
static const char one_event_sql[] = EVENT_LINES("(SELECT 1 AS n, ?1 AS event)");

static void put_event_line(sending *x, sqlite3_stmt *st)
{
    chn_buf *b = &x->b;
    chn_buf_z(b, "{\"event\":");
    chn_buf_json(b, chn_col_str(st, 0));
    member_str(b, "first_reported", chn_col_str(st, 1));
    member_raw(b, "claims", chn_col_str(st, 2), "[]");
    member_raw(b, "reports", chn_col_str(st, 3), "0");
    member_raw(b, "origins", chn_col_str(st, 4), "[]");
    member_raw(b, "origin_count", chn_col_str(st, 5), "0");
    member_str(b, "category", chn_col_str(st, 6));
    member_str(b, "mode", chn_col_str(st, 7));
    member_str(b, "cameo", chn_col_str(st, 8));
    member_raw(b, "contexts", chn_col_str(st, 9), "[]");
    member_raw(b, "quad", chn_col_str(st, 10), "null");
    member_raw(b, "goldstein", chn_col_str(st, 11), "null");
    member_raw(b, "source", chn_col_str(st, 12), "[]");
    member_raw(b, "target", chn_col_str(st, 13), "[]");
    member_raw(b, "others", chn_col_str(st, 14), "[]");
    chn_buf_fmt(b, ",\"symmetric\":%s",
                sqlite3_column_int(st, 15) ? "true" : "false");
    member_raw(b, "date", chn_col_str(st, 16), "null");
    member_raw(b, "dates", chn_col_str(st, 17), "null");
    member_str(b, "status", chn_col_str(st, 18));
    member_raw(b, "voice", chn_col_str(st, 19), "[]");
    member_raw(b, "place", chn_col_str(st, 20), "null");
    member_raw(b, "occasion", chn_col_str(st, 21), "null");
    member_str(b, "best", chn_col_str(st, 22));
    const int percent = sqlite3_column_int(st, 23);
    chn_buf_fmt(b, ",\"confidence\":%d.%02d", percent / 100, percent % 100);
    member_raw(b, "history", chn_col_str(st, 24), "[]");
    member_raw(b, "disagree", chn_col_str(st, 25), "[]");
    chn_buf_z(b, ",\"review\":{\"state\":");
    chn_buf_json(b, chn_col_str(st, 26));
    const chn_str who = chn_col_str(st, 27);
    if (who.n > 2) { /* {"by":..}: its members go on in ours */
        chn_buf_char(b, ',');
        chn_buf_str(b, chn_str_n(who.p + 1, who.n - 1));
    } else {
        chn_buf_char(b, '}');
    }
    chn_buf_z(b, "}\n");
}

/* ---- Markdown ---- */

/* Signs that Markdown would take for its own. */
static void put_md(chn_buf *b, chn_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        const char c = s.p[i];
        if ((unsigned char)c < 0x20 || c == 0x7f) {
            chn_buf_char(b, ' ');
            continue;
        }
        if (strchr("\\`*_[]<>#|~", c))
            chn_buf_char(b, '\\');
        chn_buf_char(b, c);
    }
}

#define SENTENCE                                                               \
    "CASE typeof(r.text) WHEN 'text'"                                          \
    " THEN substr(r.text, n.char_from + 1, n.char_to - n.char_from)"           \
    " ELSE CAST(substr(r.text, n.byte_from + 1, n.byte_to - n.byte_from)"      \
    "  AS TEXT) END"

static const char notes_sql[] =
    "DROP TABLE IF EXISTS temp.note;"
    " CREATE TEMP TABLE note (n INTEGER PRIMARY KEY, report, sentence,"
    "  UNIQUE (report, sentence));"
    " INSERT OR IGNORE INTO temp.note (report, sentence)"
    "  SELECT c.report, c.sentence FROM temp.hit h CROSS JOIN event_claim m"
    "  ON m.event = h.event JOIN claim c ON c.seq = m.claim"
    "  ORDER BY h.n, c.seq";

static const char chronology_sql[] =
    "SELECT substr(h.day, 1, 4), e.date_from, e.date_to, e.basis, e.source,"
    " e.source_code, e.target, e.target_code, e.symmetric, e.category, e.mode,"
    " e.status, e.place, e.occasion, e.ordinal, e.voice, e.n_reports,"
    " e.n_origins, e.origins, e.reviewed,"
    " (SELECT group_concat('[^' || n || ']', '') FROM (SELECT DISTINCT t.n"
    "  FROM event_claim m JOIN claim c ON c.seq = m.claim JOIN temp.note t"
    "  ON t.report = c.report AND t.sentence = c.sentence"
    "  WHERE m.event = e.id ORDER BY t.n)), e.id, c.trigger,"
    " lag(substr(h.day, 1, 4)) OVER (ORDER BY h.n)"
    " FROM temp.hit h CROSS JOIN event e ON e.id = h.event"
    " JOIN claim c ON c.seq = e.best_claim ORDER BY h.n";

static void put_md_side(chn_buf *b, sqlite3_stmt *st, int at)
{
    const chn_str name = chn_col_str(st, at);
    const chn_str code = chn_col_str(st, at + 1);
    put_md(b, name.n ? name : code.n ? code : chn_str_of("?"));
}

static void put_md_day(chn_buf *b, sqlite3_stmt *st)
{
    const chn_str from = chn_col_str(st, 1);
    const chn_str to = chn_col_str(st, 2);
    const chn_str basis = chn_col_str(st, 3);
    chn_buf_z(b, "- **");
    if (!from.n && !to.n)
        chn_buf_z(b, "undated");
    else if (!from.n)
        chn_buf_fmt(b, "by %s", to.p);
    else if (!to.n)
        chn_buf_fmt(b, "since %s", from.p);
    else if (chn_str_eq(from, to))
        chn_buf_str(b, from);
    else
        chn_buf_fmt(b, "%s to %s", from.p, to.p);
    chn_buf_z(b, "**");
    if (chn_str_is(basis, "inherited"))
        chn_buf_z(b, " (day of an earlier act of the passage)");
    else if (chn_str_is(basis, "occasion"))
        chn_buf_z(b, " (day of the occasion)");
    else if (chn_str_is(basis, "published"))
        chn_buf_z(b, " (the report's day; the text has none)");
    chn_buf_z(b, ": ");
}

static void put_md_event(sending *x, sqlite3_stmt *st)
{
    chn_buf *b = &x->b;
    const chn_str year = chn_col_str(st, 0);
    if (!chn_str_eq(year, chn_col_str(st, 23))) {
        chn_buf_z(b, "\n## ");
        chn_buf_str(b, chn_str_is(year, "unda") ? chn_str_of("Undated") : year);
        chn_buf_z(b, "\n\n");
    }
    put_md_day(b, st);
    put_md_side(b, st, 4);
    if (chn_col_str(st, 6).n || chn_col_str(st, 7).n) {
        chn_buf_z(b, sqlite3_column_int(st, 8) ? " and " : " to ");
        put_md_side(b, st, 6);
    }
    chn_buf_z(b, ": ");
    if (!chn_str_is(chn_col_str(st, 11), "occurred")) {
        chn_buf_str(b, chn_col_str(st, 11));
        chn_buf_char(b, ' ');
    }
    chn_buf_str(b, chn_col_str(st, 9));
    if (chn_col_str(st, 10).n)
        chn_buf_fmt(b, "/%s", chn_col_str(st, 10).p);
    if (chn_col_str(st, 22).n) {
        chn_buf_z(b, ", \"");
        put_md(b, chn_col_str(st, 22));
        chn_buf_char(b, '"');
    }
    if (chn_col_str(st, 12).n) {
        chn_buf_z(b, "; ");
        put_md(b, chn_col_str(st, 12));
    }
    if (chn_col_str(st, 13).n) {
        chn_buf_z(b, "; ");
        put_md(b, chn_col_str(st, 13));
        if (sqlite3_column_int(st, 14) > 0)
            chn_buf_fmt(b, " (no. %d)", sqlite3_column_int(st, 14));
    }
    chn_buf_z(b, ". On the word of ");
    put_md(b, chn_col_str(st, 15).n ? chn_col_str(st, 15)
                                    : chn_str_of("the report itself"));
    const int reports = sqlite3_column_int(st, 16);
    const int origins = sqlite3_column_int(st, 17);
    chn_buf_fmt(b, "; %d %s, %d %s.", reports,
                reports == 1 ? "report" : "reports", origins,
                origins == 1 ? "origin" : "origins");
    if (chn_col_str(st, 19).n)
        chn_buf_fmt(b, " Reviewed: %s.", chn_col_str(st, 19).p);
    chn_buf_str(b, chn_col_str(st, 20));
    chn_buf_char(b, '\n');
}

static void put_md_note(sending *x, sqlite3_stmt *st)
{
    chn_buf *b = &x->b;
    chn_buf_fmt(b, "[^%d]: ", sqlite3_column_int(st, 0));
    for (int i = 1; i <= 2; i++) { /* publisher, title */
        if (!chn_col_str(st, i).n)
            continue;
        put_md(b, chn_col_str(st, i));
        chn_buf_z(b, ", ");
    }
    chn_buf_z(b, "report ");
    put_md(b, chn_col_str(st, 3));
    chn_buf_fmt(b, ", %s",
                chn_col_str(st, 4).n ? chn_col_str(st, 4).p : "undated");
    if (chn_str_is(chn_col_str(st, 5), "inferred"))
        chn_buf_z(b, " (day worked out from the text)");
    if (chn_col_str(st, 6).n) {
        chn_buf_z(b, ", <");
        /* a link is given as it is; its end must not be in it */
        const chn_str url = chn_col_str(st, 6);
        for (size_t i = 0; i < url.n; i++)
            if ((unsigned char)url.p[i] > 0x20 && !strchr("<>", url.p[i]))
                chn_buf_char(b, url.p[i]);
        chn_buf_char(b, '>');
    }
    if (chn_col_str(st, 7).n) {
        chn_buf_z(b, ": \"");
        put_md(b, chn_col_str(st, 7));
        chn_buf_char(b, '"');
    }
    chn_buf_z(b, ".\n");
}

static chn_code chronology(sending *x)
{
    chn_code code = chn_store_exec(x->s, notes_sql, exporting, x->err);
    chn_buf_z(&x->b, "# Chronology\n");
    if (code == CHN_OK)
        code = each(x, chronology_sql, put_md_event);
    chn_buf_char(&x->b, '\n');
    if (code == CHN_OK)
        code = each(x,
                    "SELECT t.n, r.publisher, r.title, r.id, r.day, r.basis,"
                    " r.url, " SENTENCE " FROM temp.note t JOIN report r"
                    " ON r.seq = t.report JOIN sentence n"
                    " ON n.report = t.report AND n.n = t.sentence"
                    " ORDER BY t.n",
                    put_md_note);
    return code == CHN_OK ? send(x) : code;
}

/* ---- GraphML ---- */

static void put_xml(chn_buf *b, chn_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        const char c = s.p[i];
        if (c == '&')
            chn_buf_z(b, "&amp;");
        else if (c == '<')
            chn_buf_z(b, "&lt;");
        else if (c == '>')
            chn_buf_z(b, "&gt;");
        else if (c == '"')
            chn_buf_z(b, "&quot;");
        else
            chn_buf_char(b, (unsigned char)c < 0x20 ? ' ' : c);
    }
}

static void put_data(chn_buf *b, const char *key, chn_str v)
{
    if (!v.n)
        return;
    chn_buf_fmt(b, "<data key=\"%s\">", key);
    put_xml(b, v);
    chn_buf_z(b, "</data>");
}

static void put_node(sending *x, sqlite3_stmt *st)
{
    chn_buf_z(&x->b, "<node id=\"");
    put_xml(&x->b, chn_col_str(st, 0));
    chn_buf_z(&x->b, "\">");
    put_data(&x->b, "name", chn_col_str(st, 1));
    put_data(&x->b, "country", chn_col_str(st, 2));
    put_data(&x->b, "sector", chn_col_str(st, 3));
    chn_buf_z(&x->b, "</node>\n");
}

static void put_edge(sending *x, sqlite3_stmt *st)
{
    static const char *const keys[] = {
        "event", "date",   "until", "category", "mode",    "quad",
        "score", "status", "place", "reports",  "origins", "claim"};
    chn_buf_fmt(&x->b, "<edge directed=\"%s\" source=\"",
                sqlite3_column_int(st, 2) ? "false" : "true");
    put_xml(&x->b, chn_col_str(st, 0));
    chn_buf_z(&x->b, "\" target=\"");
    put_xml(&x->b, chn_col_str(st, 1));
    chn_buf_z(&x->b, "\">");
    for (int i = 0; i < 12; i++)
        put_data(&x->b, keys[i], chn_col_str(st, i + 3));
    chn_buf_z(&x->b, "</edge>\n");
}

#define ACTOR_ID(a) "coalesce(" a ".actor, " a ".name, " a ".country)"

static chn_code graphml(sending *x)
{
    static const char *const keys[][3] = {
        {"name", "node", "string"},     {"country", "node", "string"},
        {"sector", "node", "string"},   {"event", "edge", "string"},
        {"date", "edge", "string"},     {"until", "edge", "string"},
        {"category", "edge", "string"}, {"mode", "edge", "string"},
        {"quad", "edge", "int"},        {"score", "edge", "double"},
        {"status", "edge", "string"},   {"place", "edge", "string"},
        {"reports", "edge", "int"},     {"origins", "edge", "int"},
        {"claim", "edge", "string"}};
    chn_buf_z(&x->b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<graphml xmlns=\"http://graphml.graphdrawing.org/"
                     "xmlns\">\n");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        chn_buf_fmt(&x->b,
                    "<key id=\"%s\" for=\"%s\" attr.name=\"%s\" "
                    "attr.type=\"%s\"/>\n",
                    keys[i][0], keys[i][1], keys[i][0], keys[i][2]);
    chn_buf_z(&x->b, "<graph edgedefault=\"directed\">\n");
    chn_code code = each(
        x,
        "SELECT id, min(name), min(country), min(sector) FROM "
        "(SELECT " ACTOR_ID(
            "a") " AS id, a.name, a.country, a.sector FROM temp.hit h"
                 " CROSS JOIN event e ON e.id = h.event CROSS JOIN claim_actor"
                 " a ON a.claim = e.sides_claim AND a.side <> 'other')"
                 " WHERE id NOTNULL GROUP BY id ORDER BY id",
        put_node);
    if (code == CHN_OK)
        code =
            each(x,
                 "SELECT " ACTOR_ID("s") ", " ACTOR_ID(
                     "t") ", e.symmetric, e.id,"
                          " e.date_from, e.date_to, e.category, e.mode, e.quad,"
                          " e.goldstein, e.status, e.place, e.n_reports,"
                          " e.n_origins, c.id FROM temp.hit h"
                          " CROSS JOIN event e ON e.id = h.event"
                          " CROSS JOIN claim_actor s ON s.claim = e.sides_claim"
                          "  AND s.side = 'source'"
                          " CROSS JOIN claim_actor t ON t.claim = e.sides_claim"
                          "  AND t.side = 'target'"
                          " JOIN claim c ON c.seq = e.best_claim"
                          " WHERE " ACTOR_ID("s") " NOTNULL AND " ACTOR_ID(
                              "t") " NOTNULL ORDER BY h.n, s.n, t.n",
                 put_edge);
    chn_buf_z(&x->b, "</graph>\n</graphml>\n");
    return code == CHN_OK ? send(x) : code;
}

/* ---- iCalendar ---- */

/* RFC 5545: lines of at most 75 bytes, folded between characters. */
static void put_ical(chn_buf *b, const char *name, chn_str v)
{
    size_t column = strlen(name) + 1;
    chn_buf_z(b, name);
    chn_buf_char(b, ':');
    for (size_t i = 0; i < v.n; i++) {
        const char c = v.p[i];
        const bool lead = ((unsigned char)c & 0xC0) != 0x80;
        if (lead && column >= 70) {
            chn_buf_z(b, "\r\n ");
            column = 1;
        }
        if (strchr("\\;,", c) && c)
            chn_buf_char(b, '\\');
        if (c == '\n')
            chn_buf_z(b, "\\n");
        else if ((unsigned char)c >= 0x20)
            chn_buf_char(b, c);
        column += 2;
    }
    chn_buf_z(b, "\r\n");
}

static void put_day_each_year(sending *x, sqlite3_stmt *st)
{
    chn_buf *b = &x->b;
    const chn_str id = chn_col_str(st, 0);
    const chn_str first = chn_col_str(st, 2);
    const chn_str known = chn_col_str(st, 3);
    chn_buf text;
    chn_buf_init(&text, LINE_MAX_BYTES);
    chn_buf_z(b, "BEGIN:VEVENT\r\nUID:");
    chn_buf_str(b, id);
    /* the day of the last report and not the clock: the same bytes again */
    chn_buf_fmt(b, "@chancery\r\nDTSTAMP:%.4s%.2s%.2sT000000Z\r\n", known.p,
                known.p + 5, known.p + 8);
    chn_buf_fmt(b, "DTSTART;VALUE=DATE:%.4s%.2s%.2s\r\n", first.p, first.p + 5,
                first.p + 8);
    chn_buf_z(b, "RRULE:FREQ=YEARLY\r\nTRANSP:TRANSPARENT\r\n");
    put_ical(b, "SUMMARY", chn_col_str(st, 1));
    if (sqlite3_column_int(st, 4))
        chn_buf_fmt(&text, "Since %d.\n", sqlite3_column_int(st, 4));
    chn_buf_fmt(&text, "Acts in the record: %s", chn_col_str(st, 5).p);
    put_ical(b, "DESCRIPTION", chn_str_n(text.p ? text.p : "", text.n));
    chn_buf_bear(b, &text);
    chn_buf_free(&text);
    chn_buf_z(b, "END:VEVENT\r\n");
}

/* The day of an occasion is the one that most of its acts of one day have. */
static chn_code ical(sending *x)
{
    chn_buf_z(&x->b, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                     "PRODID:-//chancery//observances//EN\r\n");
    const chn_code code = each(
        x,
        "WITH told AS (SELECT e.occasion_id AS id, e.date_from AS day,"
        "  e.first_reported AS known, substr(e.date_from, 1, 4) || ' ' ||"
        "  coalesce(e.source, e.source_code, '?') || ', ' || coalesce("
        "  e.target, e.target_code, '?') || ': ' || e.category ||"
        "  coalesce('/' || e.mode, '') AS line, h.n"
        "  FROM temp.hit h CROSS JOIN event e ON e.id = h.event"
        "  WHERE e.occasion_id NOTNULL AND e.date_from = e.date_to),"
        " days AS (SELECT id, substr(day, 6) AS md, count(*) AS k FROM told"
        "  GROUP BY 1, 2)"
        " SELECT t.id, o.name, min(t.day), max(coalesce(t.known, t.day)),"
        "  o.base_year, (SELECT group_concat(line, '; ') FROM (SELECT line"
        "   FROM told u WHERE u.id = t.id ORDER BY u.n))"
        " FROM told t JOIN observance o ON o.id = t.id WHERE substr(t.day, 6)"
        "  = (SELECT md FROM days d WHERE d.id = t.id ORDER BY k DESC, md"
        "  LIMIT 1) GROUP BY t.id ORDER BY substr(min(t.day), 6), t.id",
        put_day_each_year);
    chn_buf_z(&x->b, "END:VCALENDAR\r\n");
    return code == CHN_OK ? send(x) : code;
}

chn_code chn_store_export(chn_store *s, const chn_query *q,
                          chn_export_format format, chn_write_fn write,
                          void *user, chn_err *err)
{
    sending x = {.s = s, .write = write, .user = user, .err = err};
    chn_buf_init(&x.b, LINE_MAX_BYTES);
    chn_code code = gather(s, q, err);
    if (code == CHN_OK) {
        switch (format) {
        case CHN_EXPORT_JSONL:
            code = each(&x, event_sql, put_event_line);
            break;
        case CHN_EXPORT_CLAIMS:
            code = each(&x,
                        "SELECT c.record FROM temp.hit h CROSS JOIN"
                        " event_claim m ON m.event = h.event JOIN claim c"
                        " ON c.seq = m.claim ORDER BY h.n, c.seq",
                        put_claim_line);
            break;
        case CHN_EXPORT_GED:
            code =
                put_view(&x, "SELECT * FROM v_events_flat WHERE event_id = ?1");
            break;
        case CHN_EXPORT_ICEWS:
            code = put_view(&x, "SELECT * FROM v_icews WHERE event_id = ?1");
            break;
        case CHN_EXPORT_POLECAT:
            code =
                put_view(&x, "SELECT * FROM v_polecat WHERE \"Event ID\" = ?1");
            break;
        case CHN_EXPORT_GDELT:
            code =
                put_view(&x, "SELECT * FROM v_gdelt WHERE GLOBALEVENTID = ?1");
            break;
        case CHN_EXPORT_CHRONOLOGY:
            code = chronology(&x);
            break;
        case CHN_EXPORT_GRAPHML:
            code = graphml(&x);
            break;
        case CHN_EXPORT_ICAL:
            code = ical(&x);
            break;
        }
    }
    (void)sqlite3_exec(s->db,
                       "DROP TABLE IF EXISTS temp.hit;"
                       " DROP TABLE IF EXISTS temp.note",
                       NULL, NULL, NULL);
    chn_buf_free(&x.b);
    return code;
}

chn_code chn_store_record(chn_store *s, const char *event, chn_write_fn write,
                          void *user, chn_err *err)
{
    sending x = {.s = s, .write = write, .user = user, .err = err};
    sqlite3_stmt *st = chn_store_prepare(s, one_event_sql, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_str(&b, chn_str_of(event));
    chn_code code = CHN_OK;
    chn_buf_init(&x.b, LINE_MAX_BYTES);
    if (chn_store_row(s, st, exporting, &code, err)) {
        put_event_line(&x, st);
        code = send(&x);
    }
    (void)sqlite3_finalize(st);
    chn_buf_free(&x.b);
    return code;
}
