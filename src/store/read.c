/* SPDX-License-Identifier: Apache-2.0 */
/* Reading: timeline, one claim, figures. Nothing here writes. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/hash.h"
#include "print/names.h"
#include "store/store_in.h"

static const char reading[] = "reading the store";

void chn_filter_init(chn_filter *f)
{
    *f = (chn_filter){
        .size = sizeof *f, .from = CHN_DAY_NONE, .to = CHN_DAY_NONE};
}

/* ---- helpers ---- */

chn_str chn_store_upper(chn_arena *a, const char *z)
{
    const size_t n = strlen(z);
    char *p = CHN_NEW(a, char, n + 1);
    if (!p)
        return chn_str_n(NULL, 0);
    for (size_t i = 0; i < n; i++)
        p[i] = z[i] >= 'a' && z[i] <= 'z' ? (char)(z[i] - 32) : z[i];
    return chn_str_n(p, n);
}

/* A stretch of a report's bytes, with a NUL behind it; empty where the store
 * has no text. The column is BLOB or TEXT: the bytes are the same. */
static bool cut(chn_arena *a, sqlite3_stmt *st, int col, int64_t from,
                int64_t to, chn_str *out)
{
    const char *p = sqlite3_column_blob(st, col);
    const int64_t n = sqlite3_column_bytes(st, col);
    *out = chn_str_n("", 0);
    if (!p || from < 0 || from > to || to > n)
        return true;
    *out = chn_arena_str(a, p + from, (size_t)(to - from));
    return out->p != NULL;
}

/* "74th", "22nd", "113th" */
static const char *ordinal_end(int64_t n)
{
    const int64_t tens = n / 10 % 10;
    if (tens == 1)
        return "th";
    switch (n % 10) {
    case 1:
        return "st";
    case 2:
        return "nd";
    case 3:
        return "rd";
    default:
        return "th";
    }
}

/* ---- timeline ---- */

/* Events without both ends count by the one they have; a filter by date
 * leaves those out that have none. */
/* Within one country it must stand on both sides. */
#define TIMELINE(between)                                                      \
    "SELECT " CHN_EVENT_COLUMNS " FROM event e" CHN_EVENT_JOINS                \
    " WHERE (?1 IS NULL OR EXISTS (SELECT 1 FROM claim_actor x WHERE"          \
    "   x.claim = e.sides_claim AND x.side <> 'other' AND x.country = ?1))"    \
    " AND (?2 IS NULL OR EXISTS (SELECT 1 FROM claim_actor x WHERE"            \
    "   x.claim = e.sides_claim AND x.side <> 'other' AND x.country = ?2"      \
    "   AND (?1 IS NULL OR ?1 <> ?2 OR (x.side = 'target' AND EXISTS"          \
    "    (SELECT 1 FROM claim_actor y WHERE y.claim = x.claim AND"             \
    "     y.side = 'source' AND y.country = ?1)))))"                           \
    " AND (?3 IS NULL OR coalesce(e.date_to, e.date_from) >= ?3)"              \
    " AND (?4 IS NULL OR coalesce(e.date_from, e.date_to) <= ?4)"              \
    " AND (?5 IS NULL OR e.category = ?5)"                                     \
    " AND (?6 IS NULL OR e.status = ?6)"                                       \
    " AND e.reviewed IS NOT 'rejected'" between                                \
    " ORDER BY coalesce(e.date_from, e.date_to) IS NULL,"                      \
    "  coalesce(e.date_from, e.date_to), e.id"
static const char of_pair[] = TIMELINE(CHN_BETWEEN("e.dyad"));
static const char of_all[] = TIMELINE("");

bool chn_store_event_row(sqlite3_stmt *st, chn_arena *a, chn_event_row *r)
{
    *r = (chn_event_row){
        .id = chn_col_str(st, 0),
        .from = chn_col_day(st, 1),
        .to = chn_col_day(st, 2),
        .precision = chn_col_precision(st, 3),
        .basis = chn_col_basis(st, 4),
        .category = chn_col_str(st, 5),
        .mode = chn_col_str(st, 6),
        .cameo = chn_col_str(st, 7),
        .status = chn_col_str(st, 8),
        .source = chn_col_str(st, 9),
        .target = chn_col_str(st, 10),
        .source_code = chn_col_str(st, 11),
        .target_code = chn_col_str(st, 12),
        .symmetric = sqlite3_column_int(st, 13) != 0,
        .place = chn_col_str(st, 14),
        .occasion = chn_col_str(st, 15),
        .origins = chn_col_str(st, 17),
        .voice = chn_col_str(st, 18),
        .n_reports = chn_col_u32(st, 19),
        .n_claims = chn_col_u32(st, 20),
        .n_origins = chn_col_u32(st, 21),
        .claim = chn_col_str(st, 22),
        .trigger = chn_col_str(st, 23),
        .confidence_percent = sqlite3_column_int(st, 27),
        .quad = sqlite3_column_int(st, 28),
        .has_goldstein = sqlite3_column_type(st, 29) != SQLITE_NULL,
        .goldstein = sqlite3_column_double(st, 29),
        .reviewed = chn_col_str(st, 30),
        .disagree = sqlite3_column_int(st, 31) != 0,
    };
    if (r->reviewed.n == 0)
        r->reviewed = chn_str_of("unreviewed");
    const int64_t ordinal = sqlite3_column_int64(st, 16);
    if (ordinal > 0) {
        chn_buf b;
        chn_buf_init(&b, (size_t)CHN_REPORT_MAX);
        chn_buf_str(&b, r->occasion);
        chn_buf_fmt(&b, "%s(%" PRId64 "%s)", r->occasion.n ? " " : "", ordinal,
                    ordinal_end(ordinal));
        r->occasion = chn_arena_str(a, b.p, b.n);
        const bool ok = !b.failed && r->occasion.p;
        chn_buf_free(&b);
        if (!ok)
            return false;
    }
    return cut(a, st, 24, sqlite3_column_int64(st, 25),
               sqlite3_column_int64(st, 26), &r->sentence);
}

chn_code chn_store_timeline(chn_store *s, const chn_filter *f, chn_event_fn fn,
                            void *user, chn_err *err)
{
    chn_filter all;
    chn_filter_init(&all);
    if (!f)
        f = &all;
    chn_arena_reset(s->scratch);
    const char *codes[3] = {f->a, f->b, f->category};
    chn_str word[3];
    for (int i = 0; i < 3; i++) {
        word[i] =
            codes[i] ? chn_store_upper(s->scratch, codes[i]) : chn_str_n("", 0);
        if (!word[i].p)
            return chn_fail_memory(err);
    }
    sqlite3_stmt *st =
        chn_store_prepare(s, chn_has_party(f) ? of_pair : of_all, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_str(&b, word[0]);
    chn_bind_str(&b, word[1]);
    chn_bind_day(&b, f->from);
    chn_bind_day(&b, f->to);
    chn_bind_str(&b, word[2]);
    chn_bind_z(&b, f->status);
    chn_arena *a = s->batch;
    /* in a batch its arena is in use; a timeline then only adds to it */
    chn_code code = CHN_OK;
    if (b.rc != SQLITE_OK)
        code = chn_store_sql_fail(s, b.rc, reading, err);
    bool go = true;
    while (go && chn_store_row(s, st, reading, &code, err)) {
        chn_event_row r;
        if (!s->in_batch)
            chn_arena_reset(a);
        if (chn_store_event_row(st, a, &r))
            go = fn(user, &r);
        else
            code = chn_fail_memory(err);
    }
    (void)sqlite3_finalize(st);
    return code;
}

/* ---- one claim ---- */

#define PREFIX_MIN 5
#define SHOWN_FITS 4

/* Claims and events whose id begins with ?1; an event stands for its best
 * claim. A range, not LIKE: ids are compared byte by byte, and '~' is behind
 * every digit. */
static const char find_sql[] =
    "SELECT id, seq FROM claim WHERE id >= ?1 AND id < ?1 || '~'"
    " UNION ALL SELECT id, best_claim FROM event WHERE id >= ?1 AND"
    " id < ?1 || '~' ORDER BY 1 LIMIT 5";

static chn_code find_claim(chn_store *s, const char *id, int64_t *seq,
                           chn_err *err)
{
    const chn_str want = chn_str_of(id);
    sqlite3_stmt *st = chn_store_prepare(s, find_sql, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_str(&b, want);
    chn_buf fits;
    chn_buf_init(&fits, 4096);
    uint32_t n = 0;
    bool exact = false;
    int row = 0;
    while (!exact && (row = chn_store_step(s, st, reading, err)) > 0) {
        const chn_str got = chn_col_str(st, 0);
        exact = chn_str_eq(got, want); /* comes first: it is the shortest */
        *seq = sqlite3_column_int64(st, 1);
        if (n < SHOWN_FITS) {
            if (n)
                chn_buf_z(&fits, ", ");
            chn_buf_str(&fits, got);
        }
        n++;
    }
    (void)sqlite3_finalize(st);
    chn_code code = CHN_OK;
    if (row < 0)
        code = CHN_ERR_STORE;
    else if (n == 0)
        code = chn_fail(err, CHN_ERR_INPUT,
                        "%s: no claim or event has the id \"%s\"; see the "
                        "ids with: chancery timeline -d %s --format jsonl",
                        s->path, id, s->path);
    else if (!exact && want.n < PREFIX_MIN)
        code = chn_fail(err, CHN_ERR_INPUT,
                        "\"%s\" is too short for an id; give at least %d "
                        "characters",
                        id, PREFIX_MIN);
    else if (!exact && n > 1)
        code = chn_fail(err, CHN_ERR_INPUT,
                        "\"%s\" fits more than one id (%.*s%s); give more "
                        "characters",
                        id, (int)fits.n, fits.p, n > SHOWN_FITS ? " ..." : "");
    chn_buf_free(&fits);
    return code;
}

/* Columns day, day_from, day_to, confidence, basis; reasons stay where they
 * are. */
static void read_dating(sqlite3_stmt *st, int at, chn_dating *d)
{
    *d = (chn_dating){.day = chn_col_day(st, at),
                      .from = chn_col_day(st, at + 1),
                      .to = chn_col_day(st, at + 2),
                      .confidence_percent = sqlite3_column_int(st, at + 3),
                      .basis = chn_col_dating(st, at + 4)};
}

static chn_code load_credits(chn_store *s, int64_t seq, chn_claim_view *v,
                             chn_err *err)
{
    static const char *const relations[] = {"dateline", "signed", "inputs",
                                            "reporting"};
    sqlite3_stmt *st = chn_store_prepare(
        s,
        "SELECT x.name, x.voice, x.kind, x.reliability, x.relation,"
        " x.byte_from, x.byte_to FROM credit x JOIN claim c"
        "  ON c.report = x.report WHERE c.seq = ?1 ORDER BY x.n",
        err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_int(&b, seq);
    chn_credit *at = NULL;
    uint32_t n = 0;
    uint32_t cap = 0;
    chn_code code =
        b.rc == SQLITE_OK ? CHN_OK : chn_store_sql_fail(s, b.rc, reading, err);
    while (chn_store_row(s, st, reading, &code, err)) {
        void *p = at;
        if (!chn_arena_grow(s->scratch, &p, &cap, n + 1, sizeof *at)) {
            code = chn_fail_memory(err);
            break;
        }
        at = p;
        at[n] = (chn_credit){.relation = "reporting"};
        for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
            if (chn_str_is(chn_col_str(st, 4), relations[i]))
                at[n].relation = relations[i];
        chn_str *words[] = {&at[n].name, &at[n].id, &at[n].kind,
                            &at[n].reliability};
        for (int i = 0; i < 4 && code == CHN_OK; i++) {
            const chn_str w = chn_col_str(st, i);
            *words[i] = chn_arena_str(s->scratch, w.p, w.n);
            if (!words[i]->p)
                code = chn_fail_memory(err);
        }
        at[n].span.from = chn_col_u32(st, 5);
        at[n++].span.to = chn_col_u32(st, 6);
    }
    (void)sqlite3_finalize(st);
    v->credits = at;
    v->n_credits = n;
    return code;
}

static const char view_sql[] =
    "SELECT c.record, r.id, r.publisher, r.title, r.url, e.event,"
    " r.published, n.byte_from, n.byte_to, r.text, r.day, r.day_from,"
    " r.day_to, r.confidence, r.basis, r.body"
    " FROM claim c JOIN report r ON r.seq = c.report"
    " JOIN sentence n ON n.report = c.report AND n.n = c.sentence"
    " LEFT JOIN event_claim e ON e.claim = c.seq WHERE c.seq = ?1";

/* All spans of a claim: role, two parts of a label, bytes. */
static const char marks_sql[] =
    "SELECT side AS role, name AS label, country AS more, sector AS rest,"
    " byte_from AS f, byte_to AS t FROM claim_actor"
    "  WHERE claim = ?1 AND byte_to > 0"
    " UNION ALL SELECT 'voice', name, kind, NULL, byte_from, byte_to"
    "  FROM claim_voice WHERE claim = ?1 AND byte_to > 0"
    " UNION ALL SELECT field, label, NULL, NULL, byte_from, byte_to"
    "  FROM claim_span WHERE claim = ?1"
    " ORDER BY f, t, role, label";

static const char *role_of(chn_str field)
{
    static const char *const same[] = {"source", "target",   "act",  "date",
                                       "place",  "occasion", "voice"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (chn_str_is(field, same[i]))
            return same[i];
    if (chn_str_is(field, "sent") || chn_str_is(field, "received") ||
        chn_str_is(field, "delivered"))
        return "date";
    return "other";
}

/* "Kim Jong Un, PRK/GOV"; "KCNA, state media"; "sent 2019-08-14" */
static bool put_label(chn_arena *a, sqlite3_stmt *st, chn_str field,
                      chn_str *out)
{
    const chn_str more = chn_col_str(st, 2);
    const chn_str rest = chn_col_str(st, 3);
    chn_buf b;
    chn_buf_init(&b, (size_t)CHN_REPORT_MAX);
    if (chn_str_is(field, "sent") || chn_str_is(field, "received") ||
        chn_str_is(field, "delivered")) {
        chn_buf_str(&b, field);
        chn_buf_char(&b, ' ');
    }
    chn_buf_str(&b, chn_col_str(st, 1));
    if (more.n) {
        if (b.n)
            chn_buf_z(&b, ", ");
        chn_buf_str(&b, more);
    }
    if (rest.n) {
        chn_buf_z(&b, more.n ? "/" : ", ");
        chn_buf_str(&b, rest);
    }
    *out = chn_arena_str(a, b.p ? b.p : "", b.n);
    const bool ok = !b.failed && out->p;
    chn_buf_free(&b);
    return ok;
}

chn_code chn_store_marks(chn_store *s, int64_t seq, chn_mark **marks,
                         uint32_t *n_marks, chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(s, marks_sql, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_int(&b, seq);
    chn_mark *at = NULL;
    uint32_t n = 0;
    uint32_t cap = 0;
    bool ok = b.rc == SQLITE_OK;
    int row = 0;
    while (ok && (row = chn_store_step(s, st, reading, err)) > 0) {
        const chn_str field = chn_col_str(st, 0);
        if (chn_str_is(field, "quote"))
            continue; /* a quotation holds the other marks, it is none */
        void *p = at;
        ok = chn_arena_grow(s->scratch, &p, &cap, n + 1, sizeof *at);
        if (!ok)
            break;
        at = p;
        at[n].role = role_of(field);
        at[n].span.from = chn_col_u32(st, 4);
        at[n].span.to = chn_col_u32(st, 5);
        ok = put_label(s->scratch, st, field, &at[n].label);
        n++;
    }
    (void)sqlite3_finalize(st);
    if (row < 0)
        return CHN_ERR_STORE;
    if (!ok)
        return chn_fail_memory(err);
    *marks = at;
    *n_marks = n;
    return CHN_OK;
}

chn_code chn_store_show(chn_store *s, const char *id, chn_claim_fn fn,
                        void *user, chn_err *err)
{
    chn_arena_reset(s->scratch);
    int64_t seq = 0;
    chn_code code = find_claim(s, id, &seq, err);
    if (code)
        return code;
    chn_claim_view v = {0};
    chn_mark *marks = NULL;
    code = chn_store_marks(s, seq, &marks, &v.n_marks, err);
    if (code == CHN_OK)
        code = load_credits(s, seq, &v, err);
    if (code)
        return code;
    v.marks = marks;
    sqlite3_stmt *st = chn_store_prepare(s, view_sql, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_int(&b, seq);
    const int row =
        b.rc == SQLITE_OK ? chn_store_step(s, st, reading, err) : -1;
    if (b.rc != SQLITE_OK)
        code = chn_store_sql_fail(s, b.rc, reading, err);
    else if (row < 0)
        code = CHN_ERR_STORE;
    if (row > 0) {
        v.json = chn_col_str(st, 0);
        v.report = chn_col_str(st, 1);
        v.publisher = chn_col_str(st, 2);
        v.title = chn_col_str(st, 3);
        v.url = chn_col_str(st, 4);
        v.event = chn_col_str(st, 5);
        v.published = chn_col_day(st, 6);
        read_dating(st, 10, &v.dating);
        v.report_body = chn_col_u32(st, 15);
        v.sentence_span.from = chn_col_u32(st, 7);
        v.sentence_span.to = chn_col_u32(st, 8);
        if (cut(s->scratch, st, 9, v.sentence_span.from, v.sentence_span.to,
                &v.sentence) &&
            cut(s->scratch, st, 9, 0, sqlite3_column_bytes(st, 9),
                &v.report_text))
            fn(user, &v);
        else
            code = chn_fail_memory(err);
    }
    (void)sqlite3_finalize(st);
    return code;
}

/* ---- figures ---- */

/* Counts are kept as acts come, of all events but rejected ones (key.n), which
 * are looked up: a store of 600,000 events took seven seconds to count. */
#define REJECTED                                                               \
    " FROM event e WHERE e.reviewed = 'rejected' AND e.id IN"                  \
    " (SELECT m.event FROM review r JOIN claim q ON q.id = r.now"              \
    "  JOIN event_claim m ON m.claim = q.seq)"
#define KEPT_AND(facet, rejected, order)                                       \
    "SELECT value, sum(n) FROM (SELECT value, n FROM facet_count"              \
    "  WHERE facet = '" facet "' UNION ALL " rejected                          \
    " ) GROUP BY 1 ORDER BY " order
#define FIRST_DAY "coalesce(e.date_from, e.date_to)"

static const struct {
    const char *group, *sql;
} stats_sql[] = {
    {"reports",
     "WITH t AS MATERIALIZED (SELECT count(*) AS n, sum(basis = 'given') AS g,"
     "  sum(basis = 'inferred' AND day NOTNULL) AS i,"
     "  sum(basis = 'set') AS h, sum(day IS NULL) AS u FROM report)"
     " SELECT 'all', n FROM t UNION ALL SELECT 'dated', g FROM t"
     " UNION ALL SELECT 'dated by their text', i FROM t"
     " UNION ALL SELECT 'dated by hand', h FROM t"
     " UNION ALL SELECT 'undated', u FROM t"},
    {"claims", "SELECT 'all', count(*) FROM claim"},
    {"events", "SELECT 'all', count(*) FROM event"},
    {"status", KEPT_AND("status", "SELECT e.status, 1" REJECTED, "2 DESC, 1")},
    {"category",
     KEPT_AND("category", "SELECT e.category, 1" REJECTED, "2 DESC, 1")},
    {"origin", KEPT_AND("origin",
                        "SELECT coalesce(c.origin, 'the report itself'),"
                        "  count(DISTINCT x.event) FROM event_claim x"
                        "  JOIN claim c ON c.seq = x.claim"
                        "  WHERE x.event IN (SELECT e.id" REJECTED ") GROUP BY"
                        "  1",
                        "2 DESC, 1")},
    /* every pair of two countries that stand on two sides, or together in an
     * act without direction, once for each event */
    {"dyad",
     "SELECT * FROM (" KEPT_AND(
         "dyad",
         "SELECT min(s.country, t.country) || '-' || max(s.country, t.country),"
         "  count(DISTINCT v.id) FROM event v"
         "  JOIN claim_actor s ON s.claim = v.sides_claim"
         "  JOIN claim_actor t ON t.claim = v.sides_claim"
         "  WHERE v.id IN (SELECT e.id" REJECTED ") AND"
         "  ((s.side = 'source' AND t.side = 'target') OR (v.symmetric AND"
         "   s.side = t.side AND s.side <> 'other' AND s.n < t.n)) GROUP BY 1",
         "2 DESC, 1") ") WHERE value <> '' AND"
                      " substr(value, 1, instr(value, '-') - 1) <>"
                      " substr(value, instr(value, '-') + 1)"},
    {"year", "SELECT * FROM (" KEPT_AND(
                 "year",
                 "SELECT substr(" FIRST_DAY ", 1, 4), 1" REJECTED
                 " AND " FIRST_DAY " NOTNULL",
                 "1") ") UNION ALL SELECT * FROM"
                      " (SELECT 'undated', (SELECT count(*)"
                      "  FROM event) - (SELECT total(n)"
                      "  FROM facet_count WHERE facet = 'year')"
                      "  - (SELECT count(*)" REJECTED " AND " FIRST_DAY
                      " NOTNULL) AS n) WHERE n > 0"},
};

chn_code chn_store_stats(chn_store *s, chn_stat_fn fn, void *user, chn_err *err)
{
    /* one picture, though another program may be adding */
    const bool own = sqlite3_get_autocommit(s->db) != 0;
    chn_code code = CHN_OK;
    if (own)
        code = chn_store_exec(s, "BEGIN", reading, err);
    bool go = true;
    for (size_t i = 0;
         code == CHN_OK && go && i < sizeof stats_sql / sizeof *stats_sql;
         i++) {
        sqlite3_stmt *st = chn_store_prepare(s, stats_sql[i].sql, err);
        int row = -1;
        while (st && go && (row = chn_store_step(s, st, reading, err)) > 0) {
            const chn_stat x = {stats_sql[i].group, chn_col_str(st, 0),
                                sqlite3_column_int64(st, 1)};
            go = fn(user, &x);
        }
        (void)sqlite3_finalize(st);
        if (!st || row < 0)
            code = CHN_ERR_STORE;
    }
    if (own)
        (void)sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
    return code;
}

/* ---- reports ---- */

static const char reports_sql[] =
    "SELECT r.id, r.publisher, r.title, r.published, r.day, r.day_from,"
    " r.day_to, r.confidence, r.basis, r.reasons, r.text NOT NULL,"
    " (SELECT count(*) FROM claim c WHERE c.report = r.seq)"
    " FROM report r ORDER BY r.seq";

chn_code chn_store_reports(chn_store *s, chn_stored_report_fn fn, void *user,
                           chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(s, reports_sql, err);
    if (!st)
        return CHN_ERR_STORE;
    bool go = true;
    int row = 0;
    while (go && (row = chn_store_step(s, st, reading, err)) > 0) {
        chn_stored_report r = {.id = chn_col_str(st, 0),
                               .publisher = chn_col_str(st, 1),
                               .title = chn_col_str(st, 2),
                               .published = chn_col_day(st, 3),
                               .reasons = chn_col_str(st, 9),
                               .has_text = sqlite3_column_int(st, 10) != 0,
                               .n_claims = chn_col_u32(st, 11)};
        read_dating(st, 4, &r.dating);
        go = fn(user, &r);
    }
    (void)sqlite3_finalize(st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}

chn_code chn_store_origins(chn_store *s, chn_origin_fn fn, void *user,
                           chn_err *err)
{
    static const char sql[] =
        "SELECT origin, kind, reliability, claims, denials, reports, events,"
        " events_alone, credited FROM v_origin ORDER BY events DESC, claims "
        "DESC, origin";
    sqlite3_stmt *st = chn_store_prepare(s, sql, err);
    bool go = true;
    int row = -1;
    while (st && go && (row = chn_store_step(s, st, reading, err)) > 0) {
        const chn_origin x = {.name = chn_col_str(st, 0),
                              .kind = chn_col_str(st, 1),
                              .reliability = chn_col_str(st, 2),
                              .claims = sqlite3_column_int64(st, 3),
                              .denials = sqlite3_column_int64(st, 4),
                              .reports = sqlite3_column_int64(st, 5),
                              .events = sqlite3_column_int64(st, 6),
                              .alone = sqlite3_column_int64(st, 7),
                              .credited = sqlite3_column_int64(st, 8)};
        go = fn(user, &x);
    }
    (void)sqlite3_finalize(st);
    return !st || row < 0 ? CHN_ERR_STORE : CHN_OK;
}

chn_code chn_store_rows(chn_store *s, const chn_str *ids, uint32_t n,
                        chn_event_fn fn, void *user, chn_err *err)
{
    chn_arena *a = chn_arena_new((size_t)256 * 1024 * 1024);
    sqlite3_stmt *st =
        chn_store_prepare(s,
                          "SELECT " CHN_EVENT_COLUMNS
                          " FROM event e" CHN_EVENT_JOINS " WHERE e.id = ?1",
                          err);
    chn_code code = st ? CHN_OK : CHN_ERR_STORE;
    if (!a)
        code = chn_fail_memory(err);
    bool go = true;
    for (uint32_t i = 0; i < n && go && code == CHN_OK; i++) {
        (void)sqlite3_reset(st);
        chn_arena_reset(a);
        chn_bind b = chn_bind_to(s, st);
        chn_bind_str(&b, ids[i]);
        chn_event_row r;
        if (b.rc != SQLITE_OK)
            code = chn_store_sql_fail(s, b.rc, reading, err);
        else if (!chn_store_row(s, st, reading, &code, err))
            continue;
        else if (chn_store_event_row(st, a, &r))
            go = fn(user, &r);
        else
            code = chn_fail_memory(err);
    }
    (void)sqlite3_finalize(st);
    chn_arena_free(a);
    return code;
}

/* ---- the state of the rows ---- */

/* All that is ever added, changed or taken out moves one of these: reports and
 * claims come with numbers, a report that is read again with a row of redate,
 * decisions of people are rows, and merging has its settings. What follows is
 * worked out late, which empties `stale`. */
#define CLAIMS_STATE                                                           \
    "SELECT coalesce((SELECT max(seq) FROM report), 0) || ' ' ||"              \
    " coalesce((SELECT max(seq) FROM claim), 0) || ' ' ||"                     \
    " coalesce((SELECT max(seq) FROM redate), 0) || ' ' ||"                    \
    " coalesce((SELECT id FROM claim ORDER BY seq DESC LIMIT 1), '') || ' ' "  \
    "|| coalesce((SELECT sha256 FROM report ORDER BY seq DESC LIMIT 1), '')"   \
    " || ' ' || coalesce((SELECT group_concat(id, ' ') FROM run), '')"
static const char claims_version_sql[] = CLAIMS_STATE;
static const char version_sql[] = CLAIMS_STATE
    " || ' ' || coalesce((SELECT max(seq) FROM review), 0) || ' ' ||"
    " coalesce((SELECT max(seq) FROM verdict), 0) || ' ' ||"
    " (SELECT count(*) FROM stale) || ' ' ||"
    " coalesce((SELECT group_concat(name || '=' || value, ' ') FROM setting),"
    "  '')";

static chn_code hash_row(chn_store *s, const char *sql,
                         char out[CHN_STORE_VERSION_LEN], chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(s, sql, err);
    const int row = st ? chn_store_step(s, st, reading, err) : -1;
    if (row > 0) {
        const chn_str v = chn_col_str(st, 0);
        chn_sha256 h;
        chn_sha256_init(&h);
        chn_sha256_put(&h, v.p, v.n);
        chn_sha256_put(&h, chn_version(), strlen(chn_version()));
        chn_sha256_hex(&h, out, CHN_STORE_VERSION_LEN - 1);
    }
    (void)sqlite3_finalize(st);
    return row > 0 ? CHN_OK : CHN_ERR_STORE;
}

chn_code chn_store_version(chn_store *s, char out[CHN_STORE_VERSION_LEN],
                           chn_err *err)
{
    return hash_row(s, version_sql, out, err);
}

chn_code chn_store_claims_version(chn_store *s, char out[CHN_STORE_VERSION_LEN],
                                  chn_err *err)
{
    return hash_row(s, claims_version_sql, out, err);
}

chn_code chn_store_hold(chn_store *s, chn_err *err)
{
    return chn_store_exec(s, "BEGIN", reading, err);
}

void chn_store_release(chn_store *s)
{
    if (!sqlite3_get_autocommit(s->db))
        (void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}
