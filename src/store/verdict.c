/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a store merges, and what people say about two claims: rows that outlive
 * the claims they are about. A row's claims are found again by id, else by
 * report and place, so that a store coded anew keeps what was decided.
 */
#include <inttypes.h>

#include <chancery/events.h>

#include "store/store_in.h"

#define LINE_MAX ((size_t)1024 * 1024)
static const char reading[] = "reading the store";
static const char deciding[] = "keeping what was decided";

/* ---- settings ---- */

static chn_code setting(chn_store *s, const char *name, int64_t otherwise,
                        int64_t *out, chn_err *err)
{
    sqlite3_stmt *st =
        chn_store_prepare(s, "SELECT value FROM setting WHERE name = ?1", err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_z(&b, name);
    const int row = chn_store_step(s, st, reading, err);
    *out = row > 0 ? sqlite3_column_int64(st, 0) : otherwise;
    (void)sqlite3_finalize(st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}

static chn_code set_setting(chn_store *s, const char *name, int64_t value,
                            chn_err *err)
{
    sqlite3_stmt *st =
        chn_store_prepare(s,
                          "INSERT INTO setting (name, value) VALUES (?1, ?2)"
                          " ON CONFLICT DO UPDATE SET value = excluded.value",
                          err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_z(&b, name);
    chn_bind_int(&b, value);
    const chn_code code = chn_bind_run(&b, deciding, err);
    (void)sqlite3_finalize(st);
    return code;
}

chn_code chn_store_merge_options(chn_store *s, chn_merge_options *o,
                                 chn_err *err)
{
    int64_t window;
    int64_t points;
    chn_code code = setting(s, "merge.window", CHN_MERGE_WINDOW, &window, err);
    if (code == CHN_OK)
        code = setting(s, "merge.points", CHN_MERGE_THRESHOLD, &points, err);
    if (code)
        return code;
    o->window = window < 0                      ? 0
                : window > CHN_MERGE_WINDOW_MAX ? CHN_MERGE_WINDOW_MAX
                                                : (int32_t)window;
    o->points = points < 1 ? 1 : points > 200 ? 200 : (int32_t)points;
    return CHN_OK;
}

chn_code chn_store_merging(chn_store *s, int32_t *window, int32_t *points,
                           chn_err *err)
{
    chn_merge_options o;
    const chn_code code = chn_store_merge_options(s, &o, err);
    if (code == CHN_OK) {
        *window = o.window;
        *points = o.points;
    }
    return code;
}

static chn_code need_batch(const chn_store *s, chn_err *err)
{
    return s->in_batch
               ? CHN_OK
               : chn_fail(err, CHN_ERR_ARGUMENT,
                          "%s: no batch is open; begin one first", s->path);
}

chn_code chn_store_set_merging(chn_store *s, int32_t window, int32_t points,
                               chn_err *err)
{
    chn_code code = need_batch(s, err);
    if (code == CHN_OK && (window > CHN_MERGE_WINDOW_MAX || points > 200))
        code = chn_fail(err, CHN_ERR_ARGUMENT,
                        "the window is 0 to %d days, the points 1 to 200",
                        CHN_MERGE_WINDOW_MAX);
    if (code == CHN_OK && window >= 0)
        code = set_setting(s, "merge.window", window, err);
    if (code == CHN_OK && points > 0)
        code = set_setting(s, "merge.points", points, err);
    return code == CHN_OK ? chn_store_touch_all(s, err) : code;
}

/* ---- where to merge anew ---- */

chn_code chn_store_touch_rows(chn_store *s, chn_bind *b, chn_err *err)
{
    sqlite3_stmt *st = b->st;
    s->anew = true;
    chn_code code = b->rc == SQLITE_OK
                        ? CHN_OK
                        : chn_store_sql_fail(s, b->rc, reading, err);
    while (chn_store_row(s, st, reading, &code, err)) {
        const bool block = chn_col_str(st, 1).n > 0;
        code = chn_store_touch(s, chn_col_str(st, 1),
                               block ? sqlite3_column_int(st, 2) : CHN_DAY_NONE,
                               block ? sqlite3_column_int(st, 3) : CHN_DAY_NONE,
                               sqlite3_column_int64(st, 0), err);
    }
    (void)sqlite3_finalize(st);
    return code;
}

chn_code chn_store_touch_all(chn_store *s, chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(
        s,
        "SELECT claim, block, reach_from, reach_to FROM telling"
        " WHERE claim = lead",
        err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    return chn_store_touch_rows(s, &b, err);
}

chn_code chn_store_touch_unmerged(chn_store *s, chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(
        s,
        "SELECT claim, block, reach_from, reach_to FROM telling"
        " WHERE claim = lead AND claim >= ?1 AND claim < ?2",
        err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_int(&b, s->unmerged);
    chn_bind_int(&b, s->fresh_from);
    return chn_store_touch_rows(s, &b, err);
}

chn_code chn_store_touch_claim(chn_store *s, int64_t claim, chn_err *err)
{
    sqlite3_stmt *st =
        chn_store_prepare(s,
                          "SELECT l.claim, l.block, l.reach_from, l.reach_to"
                          " FROM telling t JOIN telling l ON l.claim = t.lead"
                          " WHERE t.claim = ?1",
                          err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_int(&b, claim);
    return chn_store_touch_rows(s, &b, err);
}

chn_code chn_store_near(chn_store *s, const chn_store_verdict *v,
                        int32_t window, bool *near, chn_err *err)
{
    *near = false;
    const int64_t far = 2 * (int64_t)CHN_MERGE_CORE(window) + CHN_MERGE_WIDE;
    sqlite3_stmt *st = chn_store_prepare(
        s,
        "SELECT lead, block, reach_from, reach_to FROM telling"
        " WHERE claim IN (?1, ?2)",
        err);
    if (!st)
        return CHN_ERR_STORE;
    (void)sqlite3_bind_int64(st, 1, v->a);
    (void)sqlite3_bind_int64(st, 2, v->b);
    int row;
    while ((row = chn_store_step(s, st, reading, err)) > 0 && !*near) {
        const int64_t lead = sqlite3_column_int64(st, 0);
        const chn_str block = chn_col_str(st, 1);
        const int64_t from = sqlite3_column_int64(st, 2);
        const int64_t to = sqlite3_column_int64(st, 3);
        for (uint32_t i = 0; i < s->n_touched && !*near; i++) {
            const chn_touched *t = &s->touched[i];
            *near = block.n == 0
                        ? t->block.n == 0 && t->lead == lead
                        : chn_str_eq(t->block, block) && from - far <= t->to &&
                              to + far >= t->from;
        }
    }
    (void)sqlite3_finalize(st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}

/* ---- rows and their claims ---- */

/* A claim of the row: by its id, else the one of the same report that shares
 * most of the words, of the same category if there is one. 0: it is not
 * there. ORDER BY cannot see the row, so the best is the greatest number that
 * holds category, words and claim. */
#define FIND(x)                                                                \
    "coalesce((SELECT seq FROM claim WHERE id = v." x "),"                     \
    " (SELECT 4294967295 - max(((c.category = v." x "_category) * 100000 +"    \
    "   min(99999, min(p.char_to, v." x "_to) -"                               \
    "    max(p.char_from, v." x "_from))) * 4294967296 +"                      \
    "   4294967295 - c.seq) % 4294967296"                                      \
    "  FROM claim c JOIN report r ON r.seq = c.report"                         \
    "  JOIN claim_span p ON p.claim = c.seq AND p.field = 'act'"               \
    "  WHERE r.id = v." x "_report AND p.char_from < v." x "_to"               \
    "   AND p.char_to > v." x "_from), 0)"

chn_code chn_store_verdicts(chn_store *s, chn_arena *a, chn_store_verdict **v,
                            uint32_t *n, chn_err *err)
{
    *v = NULL;
    *n = 0;
    uint32_t cap = 0;
    sqlite3_stmt *st =
        chn_store_prepare(s,
                          "SELECT v.seq, v.act, v.kind, " FIND("a") ", " FIND(
                              "b") " FROM verdict v ORDER BY v.seq",
                          err);
    if (!st)
        return CHN_ERR_STORE;
    chn_code code = CHN_OK;
    while (chn_store_row(s, st, reading, &code, err)) {
        const chn_store_verdict x = {
            .seq = sqlite3_column_int64(st, 0),
            .act = sqlite3_column_int64(st, 1),
            .merge = chn_str_is(chn_col_str(st, 2), "merge"),
            .a = sqlite3_column_int64(st, 3),
            .b = sqlite3_column_int64(st, 4)};
        if (x.a == 0 || x.b == 0 || x.a == x.b)
            continue;
        void *p = *v;
        if (!chn_arena_grow(a, &p, &cap, *n + 1, sizeof **v)) {
            code = chn_fail_memory(err);
            break;
        }
        *v = p;
        (*v)[(*n)++] = x;
    }
    (void)sqlite3_finalize(st);
    return code;
}

/* ---- ids ---- */

/* A claim by its id or the beginning of one; an event stands for the claim
 * that tells it best. */
static chn_code find_claim(chn_store *s, const char *id, int64_t *seq,
                           chn_err *err)
{
    const bool event = id[0] == 'e';
    sqlite3_stmt *st = chn_store_prepare(
        s,
        event ? "SELECT best_claim FROM event WHERE id >= ?1 AND id < ?1 || 'g'"
                " LIMIT 2"
              : "SELECT seq FROM claim WHERE id >= ?1 AND id < ?1 || 'g'"
                " LIMIT 2",
        err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_z(&b, id);
    int row = strlen(id) < 5 ? 0 : chn_store_step(s, st, reading, err);
    int n = 0;
    if (row > 0) {
        *seq = sqlite3_column_int64(st, 0);
        n = 1;
        row = chn_store_step(s, st, reading, err);
        n += row > 0;
    }
    (void)sqlite3_finalize(st);
    if (row < 0)
        return CHN_ERR_STORE;
    if (n == 0)
        return chn_fail(err, CHN_ERR_INPUT,
                        "%s: no claim or event has the id \"%s\"; give at "
                        "least five characters of one",
                        s->path, id);
    if (n > 1)
        return chn_fail(err, CHN_ERR_INPUT,
                        "%s: more than one id begins with \"%s\"; give more "
                        "of it",
                        s->path, id);
    return CHN_OK;
}

/* ---- deciding ---- */

static chn_code put_verdict(chn_store *s, const char *kind, int64_t act,
                            int64_t a, int64_t b, const chn_hand *h,
                            chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(
        s,
        "INSERT INTO verdict (act, kind, a, a_report, a_from, a_to, a_category,"
        " b, b_report, b_from, b_to, b_category, who, at, why)"
        " SELECT ?1, ?2, x.id, r.id, p.char_from, p.char_to, x.category,"
        "  y.id, q.id, o.char_from, o.char_to, y.category, ?5, ?6, ?7"
        " FROM claim x JOIN report r ON r.seq = x.report"
        " JOIN claim_span p ON p.claim = x.seq AND p.field = 'act',"
        " claim y JOIN report q ON q.seq = y.report"
        " JOIN claim_span o ON o.claim = y.seq AND o.field = 'act'"
        " WHERE x.seq = ?3 AND y.seq = ?4",
        err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind bind = chn_bind_to(s, st);
    chn_bind_int(&bind, act);
    chn_bind_z(&bind, kind);
    chn_bind_int(&bind, a);
    chn_bind_int(&bind, b);
    chn_bind_z(&bind, h->who);
    chn_bind_z(&bind, h->at);
    chn_bind_str(&bind, chn_str_of(h->why ? h->why : ""));
    chn_code code = chn_bind_run(&bind, deciding, err);
    (void)sqlite3_finalize(st);
    if (code == CHN_OK)
        code = chn_store_touch_claim(s, a, err);
    return code == CHN_OK ? chn_store_touch_claim(s, b, err) : code;
}

static chn_code next_act(chn_store *s, int64_t *act, chn_err *err)
{
    return chn_store_int(s, "SELECT coalesce(max(act), 0) + 1 FROM verdict", 1,
                         act, err);
}

static chn_code check_hand(const chn_hand *h, chn_err *err)
{
    if (!h || !h->who || !*h->who || !h->at || !*h->at)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "who decides, and when, must be told");
    return CHN_OK;
}

/* The id of a claim's event; empty: it has none. */
static chn_code event_of(chn_store *s, int64_t claim, char out[32],
                         chn_err *err)
{
    sqlite3_stmt *st = chn_store_stmt(s, ST_EVENT_OF, err);
    if (!st)
        return CHN_ERR_STORE;
    (void)sqlite3_bind_int64(st, 1, claim);
    const int row = chn_store_step(s, st, reading, err);
    const chn_str x = row > 0 ? chn_col_str(st, 0) : chn_str_n("", 0);
    const size_t len = x.n < 31 ? x.n : 31;
    memcpy(out, x.p, len);
    out[len] = '\0';
    (void)sqlite3_reset(st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}

/* Words that keep some claim of one event from some claim of the other are
 * taken back: who says that the two are one says so. */
static chn_code take_back(chn_store *s, const char *ex, const char *ey,
                          int64_t act, const chn_hand *h, chn_err *err)
{
    chn_store_verdict *v;
    uint32_t n;
    chn_code code = chn_store_verdicts(s, s->scratch, &v, &n, err);
    for (uint32_t i = 0; i < n && code == CHN_OK; i++) {
        char ea[32];
        char eb[32];
        bool later = v[i].merge;
        for (uint32_t k = i + 1; k < n && !later; k++)
            later = (v[k].a == v[i].a && v[k].b == v[i].b) ||
                    (v[k].a == v[i].b && v[k].b == v[i].a);
        if (later)
            continue;
        code = event_of(s, v[i].a, ea, err);
        if (code == CHN_OK)
            code = event_of(s, v[i].b, eb, err);
        if (code == CHN_OK && ((strcmp(ea, ex) == 0 && strcmp(eb, ey) == 0) ||
                               (strcmp(ea, ey) == 0 && strcmp(eb, ex) == 0)))
            code = put_verdict(s, "merge", act, v[i].a, v[i].b, h, err);
    }
    return code;
}

chn_code chn_store_merge_claims(chn_store *s, const char *a, const char *b,
                                const chn_hand *h, chn_err *err)
{
    int64_t x;
    int64_t y;
    int64_t act;
    char ex[32];
    char ey[32];
    chn_code code = need_batch(s, err);
    if (code == CHN_OK)
        code = check_hand(h, err);
    if (code == CHN_OK)
        code = find_claim(s, a, &x, err);
    if (code == CHN_OK)
        code = find_claim(s, b, &y, err);
    if (code == CHN_OK)
        code = event_of(s, x, ex, err);
    if (code == CHN_OK)
        code = event_of(s, y, ey, err);
    if (code == CHN_OK && ex[0] && strcmp(ex, ey) == 0)
        code = chn_fail(err, CHN_ERR_INPUT,
                        "%s: %s and %s are one event already (%s)", s->path, a,
                        b, ex);
    if (code == CHN_OK)
        code = next_act(s, &act, err);
    if (code == CHN_OK)
        code = take_back(s, ex, ey, act, h, err);
    return code == CHN_OK ? put_verdict(s, "merge", act, x, y, h, err) : code;
}

/* A row against each claim that stays. */
static chn_code take_out(chn_store *s, const int64_t *seq, size_t n, size_t at,
                         int64_t act, const chn_hand *h, uint32_t *rows,
                         chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(
        s,
        "SELECT o.claim FROM event_claim m JOIN event_claim o"
        " ON o.event = m.event JOIN claim c ON c.seq = o.claim"
        " WHERE m.claim = ?1 AND o.claim <> ?1 ORDER BY c.id",
        err);
    if (!st)
        return CHN_ERR_STORE;
    (void)sqlite3_bind_int64(st, 1, seq[at]);
    chn_code code = CHN_OK;
    while (chn_store_row(s, st, reading, &code, err)) {
        const int64_t other = sqlite3_column_int64(st, 0);
        bool leaves = false;
        for (size_t i = 0; i < n; i++)
            leaves = leaves || seq[i] == other;
        if (leaves)
            continue;
        (*rows)++;
        code = put_verdict(s, "unmerge", act, seq[at], other, h, err);
    }
    (void)sqlite3_finalize(st);
    return code;
}

chn_code chn_store_unmerge_claims(chn_store *s, const char *const *ids,
                                  size_t n, const chn_hand *h, chn_err *err)
{
    int64_t act;
    chn_code code = need_batch(s, err);
    if (code == CHN_OK)
        code = check_hand(h, err);
    int64_t *seq = CHN_NEW(s->scratch, int64_t, n);
    if (code == CHN_OK && !seq)
        code = chn_fail_memory(err);
    for (size_t i = 0; i < n && code == CHN_OK; i++) {
        seq[i] = 0;
        code = find_claim(s, ids[i], &seq[i], err);
    }
    if (code == CHN_OK)
        code = next_act(s, &act, err);
    for (size_t i = 0; i < n && code == CHN_OK; i++) {
        uint32_t rows = 0;
        code = take_out(s, seq, n, i, act, h, &rows, err);
        if (code == CHN_OK && rows == 0)
            code = chn_fail(err, CHN_ERR_INPUT,
                            "%s: nobody else tells the event of %s; there is "
                            "nothing to take it out of",
                            s->path, ids[i]);
    }
    return code;
}

/* ---- why ---- */

/* "wire-1, 2023-07-26: CONSULT/visit Kim Jong Un -> China "visited"". */
static chn_code put_line(chn_store *s, int64_t claim, chn_buf *b,
                         chn_buf *report, chn_buf *id, chn_err *err)
{
    sqlite3_stmt *st = chn_store_stmt(s, ST_CLAIM_LINE, err);
    if (!st)
        return CHN_ERR_STORE;
    (void)sqlite3_bind_int64(st, 1, claim);
    const int row = chn_store_step(s, st, reading, err);
    if (row > 0) {
        const chn_str from = chn_col_str(st, 2);
        const chn_str to = chn_col_str(st, 3);
        if (id)
            chn_buf_str(id, chn_col_str(st, 0));
        if (report)
            chn_buf_str(report, chn_col_str(st, 1));
        if (chn_str_is(chn_col_str(st, 4), "published"))
            chn_buf_z(b, "no day told");
        else if (chn_str_eq(from, to))
            chn_buf_str(b, from);
        else {
            chn_buf_str(b, from);
            chn_buf_z(b, "..");
            chn_buf_str(b, to);
        }
        chn_buf_z(b, " ");
        chn_buf_str(b, chn_col_str(st, 5));
        chn_buf_z(b, " ");
        chn_buf_str(b, chn_col_str(st, 6));
        chn_buf_z(b, sqlite3_column_int(st, 8) ? " <-> " : " -> ");
        chn_buf_str(b, chn_col_str(st, 7));
        chn_buf_z(b, " \"");
        chn_buf_str(b, chn_col_str(st, 9));
        chn_buf_z(b, "\"");
        if (!chn_str_is(chn_col_str(st, 10), "occurred")) {
            chn_buf_z(b, " [");
            chn_buf_str(b, chn_col_str(st, 10));
            chn_buf_z(b, "]");
        }
    }
    (void)sqlite3_reset(st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}

static chn_code put_last_word(chn_store *s, int64_t a, int64_t b, chn_buf *out,
                              chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(
        s,
        "SELECT kind, who, at, coalesce(why, '') FROM"
        " (SELECT v.*, " FIND("a") " AS x, " FIND(
            "b") " AS y FROM verdict v)"
                 " WHERE (x = ?1 AND y = ?2) OR (x = ?2 AND y = ?1)"
                 " ORDER BY seq DESC LIMIT 1",
        err);
    if (!st)
        return CHN_ERR_STORE;
    (void)sqlite3_bind_int64(st, 1, a);
    (void)sqlite3_bind_int64(st, 2, b);
    const int row = chn_store_step(s, st, reading, err);
    if (row > 0) {
        chn_buf_str(out, chn_col_str(st, 0));
        chn_buf_z(out, " by ");
        chn_buf_str(out, chn_col_str(st, 1));
        chn_buf_z(out, " on ");
        chn_buf_str(out, chn_col_str(st, 2));
        if (chn_col_str(st, 3).n) {
            chn_buf_z(out, ": ");
            chn_buf_str(out, chn_col_str(st, 3));
        }
    }
    (void)sqlite3_finalize(st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}

static chn_str str_of(const chn_buf *b)
{
    return chn_str_n(b->p ? b->p : "", b->n);
}

chn_code chn_store_compare_claims(chn_store *s, const char *a, const char *b,
                                  chn_compared_fn fn, void *user, chn_err *err)
{
    int64_t seq[2];
    chn_buf t[7]; /* ids, reports, lines, last word */
    chn_merge_why why;
    chn_merge_options o;
    bool kin = false;
    char event[2][32];
    for (int i = 0; i < 7; i++)
        chn_buf_init(&t[i], LINE_MAX);
    chn_compared c;
    memset(&c, 0, sizeof c);
    chn_code code = find_claim(s, a, &seq[0], err);
    if (code == CHN_OK)
        code = find_claim(s, b, &seq[1], err);
    for (int i = 0; i < 2 && code == CHN_OK; i++) {
        code = put_line(s, seq[i], &t[4 + i], &t[2 + i], &t[i], err);
        if (code == CHN_OK)
            code = event_of(s, seq[i], event[i], err);
    }
    if (code == CHN_OK)
        code = put_last_word(s, seq[0], seq[1], &t[6], err);
    if (code == CHN_OK)
        code = chn_store_merge_options(s, &o, err);
    if (code == CHN_OK)
        code = chn_store_compare_seq(s, seq[0], seq[1], &why, &kin, err);
    if (code == CHN_OK) {
        for (int i = 0; i < 2; i++) {
            c.claim[i] = str_of(&t[i]);
            c.report[i] = str_of(&t[2 + i]);
            c.line[i] = str_of(&t[4 + i]);
            c.event[i] = chn_str_of(event[i]);
        }
        c.by_hand = str_of(&t[6]);
        c.one_event = chn_str_eq(c.event[0], c.event[1]);
        c.one_telling = kin;
        c.rule = chn_merge_rule_name((chn_merge_rule)why.rule);
        c.gate = chn_merge_gate_name((chn_merge_gate)why.gate);
        c.date = why.date;
        c.sides = why.sides;
        c.mode = why.mode;
        c.actors = why.actors;
        c.place = why.place;
        c.occasion = why.occasion;
        c.text = why.text;
        c.score = why.score;
        c.needed =
            why.rule == CHN_MERGE_SAME_REPORT ? CHN_MERGE_THRESHOLD : o.points;
        fn(user, &c);
    }
    for (int i = 0; i < 7; i++)
        chn_buf_free(&t[i]);
    return code;
}

chn_code chn_store_verdict_rows(chn_store *s, chn_verdict_fn fn, void *user,
                                chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(
        s,
        "SELECT v.seq, v.kind, v.a, v.b, v.who, v.at, coalesce(v.why, "
        "''), " FIND("a") ", " FIND("b") " FROM verdict v ORDER BY v.seq",
        err);
    if (!st)
        return CHN_ERR_STORE;
    chn_code code = CHN_OK;
    chn_buf line[2];
    chn_buf_init(&line[0], LINE_MAX);
    chn_buf_init(&line[1], LINE_MAX);
    bool more = true;
    while (more && chn_store_row(s, st, reading, &code, err)) {
        chn_verdict_row r;
        memset(&r, 0, sizeof r);
        char event[2][32] = {"", ""};
        for (int i = 0; i < 2 && code == CHN_OK; i++) {
            const int64_t seq = sqlite3_column_int64(st, 7 + i);
            chn_buf_clear(&line[i]);
            if (seq)
                code = put_line(s, seq, &line[i], NULL, NULL, err);
            if (seq && code == CHN_OK)
                code = event_of(s, seq, event[i], err);
            r.line[i] = str_of(&line[i]);
        }
        r.seq = sqlite3_column_int64(st, 0);
        r.kind = chn_col_str(st, 1);
        r.a = chn_col_str(st, 2);
        r.b = chn_col_str(st, 3);
        r.who = chn_col_str(st, 4);
        r.at = chn_col_str(st, 5);
        r.why = chn_col_str(st, 6);
        const bool one = strcmp(event[0], event[1]) == 0;
        r.state = !event[0][0] || !event[1][0]           ? "waits"
                  : one == (chn_str_is(r.kind, "merge")) ? "holds"
                                                         : "conflict";
        if (code == CHN_OK)
            more = fn(user, &r);
    }
    chn_buf_free(&line[0]);
    chn_buf_free(&line[1]);
    (void)sqlite3_finalize(st);
    return code;
}

chn_code chn_store_members(chn_store *s, const char *id, chn_member_fn fn,
                           void *user, chn_err *err)
{
    int64_t claim = 0;
    char event[32] = "";
    chn_code code = id ? find_claim(s, id, &claim, err) : CHN_OK;
    if (code == CHN_OK && id)
        code = event_of(s, claim, event, err);
    if (code)
        return code;
        /* two statements: one that asks for either would look at all events */
#define MEMBERS(where)                                                         \
    "SELECT e.id, c.id, r.id, c.seq, m.rule, w.id, m.score, m.date_points,"    \
    " m.sides_points, m.mode_points, m.actors_points, m.place_points,"         \
    " m.occasion_points, m.text_points, x.id, x.seq, m.miss_why,"              \
    " m.miss_score FROM event e JOIN event_claim m ON m.event = e.id"          \
    " JOIN claim c ON c.seq = m.claim JOIN report r ON r.seq = c.report"       \
    " LEFT JOIN claim w ON w.seq = m.with_claim"                               \
    " LEFT JOIN claim x ON x.seq = m.miss_claim WHERE " where                  \
    " ORDER BY e.id, c.id"
    sqlite3_stmt *st = chn_store_prepare(
        s,
        id ? MEMBERS("e.id = ?1") : MEMBERS("?1 IS NULL AND e.n_reports > 1"),
        err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_str(&b, chn_str_of(event));
    chn_buf line[2];
    chn_buf_init(&line[0], LINE_MAX);
    chn_buf_init(&line[1], LINE_MAX);
    bool more = true;
    while (more && chn_store_row(s, st, reading, &code, err)) {
        chn_buf_clear(&line[0]);
        chn_buf_clear(&line[1]);
        code =
            put_line(s, sqlite3_column_int64(st, 3), &line[0], NULL, NULL, err);
        if (code == CHN_OK && sqlite3_column_int64(st, 15))
            code = put_line(s, sqlite3_column_int64(st, 15), &line[1], NULL,
                            NULL, err);
        const chn_member_row r = {
            .event = chn_col_str(st, 0),
            .claim = chn_col_str(st, 1),
            .report = chn_col_str(st, 2),
            .line = str_of(&line[0]),
            .rule = chn_col_str(st, 4),
            .with = chn_col_str(st, 5),
            .score = sqlite3_column_int(st, 6),
            .date = sqlite3_column_int(st, 7),
            .sides = sqlite3_column_int(st, 8),
            .mode = sqlite3_column_int(st, 9),
            .actors = sqlite3_column_int(st, 10),
            .place = sqlite3_column_int(st, 11),
            .occasion = sqlite3_column_int(st, 12),
            .text = sqlite3_column_int(st, 13),
            .miss = chn_col_str(st, 14),
            .miss_line = str_of(&line[1]),
            .miss_why = chn_col_str(st, 16),
            .miss_score = sqlite3_column_int(st, 17),
        };
        if (code == CHN_OK)
            more = fn(user, &r);
    }
    chn_buf_free(&line[0]);
    chn_buf_free(&line[1]);
    (void)sqlite3_finalize(st);
    return code;
}
