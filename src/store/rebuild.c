/* SPDX-License-Identifier: Apache-2.0 */
/* A store made anew: the same reports, versions and reviews, the same
 * bytes. */
#include <chancery/check.h>
#include <chancery/export.h>
#include <chancery/review.h>
#include <unistd.h>

#include "store/store_in.h"

static const char building[] = "making the store anew";

#define BATCH 500
#define REPORT_SQL                                                             \
    "SELECT id, published, publisher, title, url, body, text, basis, day,"     \
    " sha256"

typedef struct building_of {
    chn_store *from, *to;
    chn_worker *w;
    chn_rebuilt *out;
    chn_err *err;
    uint32_t in_batch;
} building_of;

static chn_code attach(chn_store *s, const char *path, chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(s, "ATTACH DATABASE ?1 AS old", err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_z(&b, path);
    const chn_code code = chn_bind_run(&b, building, err);
    (void)sqlite3_finalize(st);
    return code;
}

/* How claims are merged must be known before the first of them. */
static chn_code carry_rules(building_of *k)
{
    chn_code code = attach(k->to, k->from->path, k->err);
    if (code == CHN_OK)
        code = chn_store_exec(k->to,
                              "INSERT INTO setting SELECT * FROM old.setting"
                              " WHERE name <> 'merge.waits';"
                              " INSERT INTO verdict SELECT * FROM old.verdict"
                              " ORDER BY seq",
                              building, k->err);
    return code;
}

static chn_code one_report(building_of *k, sqlite3_stmt *st)
{
    chn_report r;
    memset(&r, 0, sizeof r);
    const bool set = chn_str_is(chn_col_str(st, 7), "set");
    const char *text = sqlite3_column_blob(st, 6);
    r.id = chn_col_str(st, 0);
    r.published = set ? chn_col_day(st, 8) : chn_col_day(st, 1);
    r.publisher = chn_col_str(st, 2);
    r.title = chn_col_str(st, 3);
    r.url = chn_col_str(st, 4);
    r.body = chn_col_u32(st, 5);
    r.text = chn_str_n(text ? text : "", (size_t)sqlite3_column_bytes(st, 6));
    r.file = r.id;
    chn_result *result = chn_worker_code(k->w, &r, k->err);
    if (!result)
        return k->err->code ? k->err->code : CHN_ERR_INTERNAL;
    k->out->reports++;
    k->out->claims += chn_result_claim_count(result);
    const chn_code code =
        chn_store_add_dated(k->to, result, chn_col_day(st, 1), set, k->err);
    chn_result_free(result);
    return code;
}

static chn_code in_batches(building_of *k, sqlite3_stmt *st)
{
    chn_code code = CHN_OK;
    if (k->in_batch == 0)
        code = chn_store_begin(k->to, k->err);
    if (code == CHN_OK)
        code = one_report(k, st);
    if (code == CHN_OK && ++k->in_batch == BATCH) {
        code = chn_store_commit(k->to, k->err);
        k->in_batch = 0;
    }
    return code;
}

static chn_code end_batch(building_of *k, chn_code code)
{
    if (code == CHN_OK && k->in_batch > 0)
        code = chn_store_commit(k->to, k->err);
    if (code)
        chn_store_rollback(k->to);
    return code;
}

static chn_code all_reports(building_of *k)
{
    sqlite3_stmt *st = chn_store_prepare(
        k->from, REPORT_SQL " FROM report ORDER BY seq", k->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_code code = CHN_OK;
    while (chn_store_row(k->from, st, building, &code, k->err))
        code = in_batches(k, st);
    (void)sqlite3_finalize(st);
    return end_batch(k, code);
}

/* The rows of decisions are there: to the claims with them. */
static chn_code put_decisions(building_of *k, chn_code code)
{
    chn_store *s = k->to;
    if (code == CHN_OK)
        code = chn_store_anchor(s, k->err);
    /* keys go, and come again with what the decisions make of the events */
    if (code == CHN_OK)
        code = chn_store_exec(
            s,
            "UPDATE event SET reviewed = NULL WHERE id IN (SELECT m.event FROM"
            " review w JOIN claim c ON c.id = w.now JOIN event_claim m"
            " ON m.claim = c.seq)",
            building, k->err);
    if (code == CHN_OK)
        code = chn_store_commit(s, k->err);
    else
        chn_store_rollback(s);
    int64_t n = 0;
    if (code == CHN_OK)
        code = chn_store_int(s, "SELECT count(*) FROM review", 0, &n, k->err);
    k->out->reviews = (uint64_t)n;
    if (code == CHN_OK)
        code = chn_store_int(s,
                             "SELECT count(*) FROM review WHERE match IN"
                             " ('span', 'content', 'changed')",
                             0, &n, k->err);
    k->out->moved = (uint64_t)n;
    if (code == CHN_OK)
        code =
            chn_store_int(s, "SELECT count(*) FROM review WHERE match = 'gone'",
                          0, &n, k->err);
    k->out->gone = (uint64_t)n;
    return code;
}

/* What people decided: days set and reviews, as they stand there. */
static chn_code carry_over(building_of *k)
{
    static const char *const sql[] = {
        "INSERT INTO redate (seq, report, was, was_basis, day, basis, run)"
        " SELECT d.seq, n.seq, d.was, d.was_basis, d.day, d.basis,"
        "  (SELECT min(id) FROM run) FROM old.redate d JOIN old.report r"
        "  ON r.seq = d.report JOIN report n ON n.id = r.id ORDER BY d.seq",
        "INSERT INTO review SELECT * FROM old.review ORDER BY seq"};
    chn_store *s = k->to;
    chn_code code = chn_store_begin(s, k->err);
    for (size_t i = 0; i < sizeof sql / sizeof *sql && code == CHN_OK; i++)
        code = chn_store_exec(s, sql[i], building, k->err);
    return put_decisions(k, code);
}

/* What a store tells, without the numbers of its rows: those of a report that
 * was read again are others. %s is the store. */
static chn_code compare(building_of *k)
{
    static const char *const told[][2] = {
        {"run", "SELECT version, data_version, rules_version, model_version,"
                " scale, min_confidence, options FROM %s.run"},
        {"report", "SELECT id, sha256, published, publisher, title, url, body,"
                   " replaced, day, day_from, day_to, basis, reasons"
                   " FROM %s.report"},
        {"credit", "SELECT r.id, c.n, c.name, c.voice, c.kind, c.reliability,"
                   " c.relation, c.byte_from, c.byte_to FROM %s.credit c"
                   " JOIN %s.report r ON r.seq = c.report"},
        {"claim", "SELECT id, record FROM %s.claim"},
        {"event", "SELECT id, first_reported, category, mode, cameo, contexts,"
                  " quad, goldstein, source, target, source_code, target_code,"
                  " symmetric, status, date_from, date_to, precision, basis,"
                  " place, place_country, occasion_id, occasion, ordinal,"
                  " origins, n_claims, n_reports, n_origins, voice, history,"
                  " disagree, reviewed FROM %s.event"},
        {"event_key", "SELECT * FROM %s.event_key"},
        {"event_pair", "SELECT * FROM %s.event_pair"},
        {"facet_count", "SELECT * FROM %s.facet_count"},
        {"actor_office", "SELECT * FROM %s.actor_office"},
        {"review", "SELECT * FROM %s.review"}};
    k->out->same = true;
    for (size_t i = 0; i < sizeof told / sizeof *told && k->out->same; i++) {
        chn_buf b;
        chn_buf_init(&b, 16384);
        for (int side = 0; side < 2; side++) {
            chn_buf_z(&b, side ? " + EXISTS (" : "SELECT EXISTS (");
            for (int part = 0; part < 2; part++) {
                const char *rest = told[i][1];
                for (const char *at; (at = strstr(rest, "%s")) != NULL;
                     rest = at + 2) {
                    chn_buf_put(&b, rest, (size_t)(at - rest));
                    chn_buf_z(&b, part == side ? "main" : "old");
                }
                chn_buf_z(&b, rest);
                chn_buf_z(&b, part ? ")" : " EXCEPT ");
            }
        }
        int64_t differ = 0;
        const chn_code code =
            b.failed ? chn_fail_memory(k->err)
                     : chn_store_int(k->to, b.p, 0, &differ, k->err);
        chn_buf_free(&b);
        if (code)
            return code;
        if (differ) {
            k->out->same = false;
            memcpy(k->out->differs, told[i][0], strlen(told[i][0]) + 1);
        }
    }
    return CHN_OK;
}

static chn_code check(chn_store *s, const char *path, chn_err *err)
{
    if (access(path, F_OK) == 0)
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: there is such a file already; name a new one",
                        path);
    int64_t bare = 0;
    const chn_code code = chn_store_int(
        s, "SELECT count(*) FROM report WHERE text IS NULL", 0, &bare, err);
    if (code == CHN_OK && bare)
        return chn_fail(err, CHN_ERR_INPUT,
                        "%s: the store does not keep the text of its reports, "
                        "so they cannot be read again; rebuild the store that "
                        "has them",
                        s->path);
    return code;
}

chn_code chn_store_rebuild(chn_store *s, const chn_engine *e, const char *path,
                           chn_rebuilt *out, chn_err *err)
{
    memset(out, 0, sizeof *out);
    building_of k = {.from = s, .out = out, .err = err};
    chn_code code = check(s, path, err);
    if (code)
        return code;
    k.w = chn_worker_new(e, err);
    k.to = k.w ? chn_store_open(path, CHN_STORE_CREATE, err) : NULL;
    code = k.to        ? chn_store_begin_run(k.to, e, 0, err)
           : err->code ? err->code
                       : CHN_ERR_INTERNAL;
    if (code == CHN_OK)
        code = carry_rules(&k);
    if (code == CHN_OK)
        code = all_reports(&k);
    if (code == CHN_OK)
        code = carry_over(&k);
    if (code == CHN_OK)
        code = compare(&k);
    if (code == CHN_OK)
        code = chn_store_exec(k.to, "DETACH DATABASE old", building, err);
    if (code == CHN_OK)
        code = chn_store_tidy(k.to, err);
    chn_store_close(k.to);
    chn_worker_free(k.w);
    if (code)
        chn_store_remove(path);
    return code;
}

/* ---- of a damaged store ---- */

typedef struct saving {
    building_of k; /* first */
    chn_salvaged *out;
    chn_fault_fn fn;
    void *user;
    int64_t upto; /* rows with a greater number there are none */
    bool counted; /* a table says so, and not the size of the file */
} saving;

static chn_code tell(saving *v, const char *before, chn_str what,
                     const char *after)
{
    chn_buf b;
    chn_buf_init(&b, 65536);
    chn_buf_z(&b, before);
    chn_buf_str(&b, what);
    chn_buf_z(&b, after);
    chn_code code = CHN_OK;
    if (b.failed)
        code = chn_fail_memory(v->k.err);
    else
        (void)v->fn(v->user, b.p);
    chn_buf_free(&b);
    return code;
}

/* Memory and a disk that is full are not damage. */
static bool is_damage(const chn_store *s)
{
    const int rc = sqlite3_errcode(s->db) & 0xff;
    return rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB || rc == SQLITE_IOERR ||
           rc == SQLITE_ERROR;
}

/* How many rows there may be: what any table that can be read says of the
 * largest number, else what the file has room for. */
static int64_t largest_number(chn_store *s, bool *counted)
{
    static const char *const sql[] = {
        "SELECT max(seq) FROM report", "SELECT max(report) FROM sentence",
        "SELECT max(report) FROM claim", "SELECT max(report) FROM credit",
        "SELECT max(seq) FROM report WHERE id > ''"};
    chn_err ignored;
    int64_t most = -1;
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        int64_t n = -1;
        if (chn_store_int(s, sql[i], -1, &n, &ignored) == CHN_OK && n > most)
            most = n;
    }
    *counted = most >= 0;
    if (*counted)
        return most;
    int64_t pages = 0, size = 0;
    if (chn_store_int(s, "PRAGMA page_count", 0, &pages, &ignored) ||
        chn_store_int(s, "PRAGMA page_size", 0, &size, &ignored))
        return 0;
    return pages * (size / 256); /* a report's row is longer than that */
}

/* Each report by its number: what is broken beside it is not touched. */
static chn_code save_reports(saving *v)
{
    building_of *k = &v->k;
    sqlite3_stmt *st = chn_store_prepare(
        k->from, REPORT_SQL " FROM report WHERE seq = ?1", k->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_code code = CHN_OK;
    for (int64_t seq = 1; seq <= v->upto && code == CHN_OK; seq++) {
        (void)sqlite3_reset(st);
        (void)sqlite3_bind_int64(st, 1, seq);
        const int row = chn_store_step(k->from, st, building, k->err);
        if (row < 0 && !is_damage(k->from))
            code = k->err->code;
        if (row <= 0 || sqlite3_column_type(st, 6) == SQLITE_NULL)
            continue;
        if (chn_store_text_is(st, 6, 9))
            code = in_batches(k, st);
        else
            code = tell(v, "report \"", chn_col_str(st, 0),
                        "\": its text is not the one that was stored; left "
                        "out");
    }
    (void)sqlite3_finalize(st);
    return end_batch(k, code);
}

/* Rows of a table of decisions, one by one. */
static chn_code save_rows(saving *v, const char *most, const char *sql)
{
    chn_store *s = v->k.to;
    chn_err ignored;
    int64_t upto = 0;
    if (chn_store_int(s, most, 0, &upto, &ignored)) {
        /* a read that failed may have taken the batch back */
        if (sqlite3_get_autocommit(s->db))
            return chn_fail(v->k.err, ignored.code, "%s", ignored.text);
        upto = v->upto * 16;
    }
    sqlite3_stmt *st = chn_store_prepare(s, sql, v->k.err);
    if (!st) /* the table's own definition is gone */
        return is_damage(s) && !sqlite3_get_autocommit(s->db) ? CHN_OK
                                                              : CHN_ERR_STORE;
    chn_code code = CHN_OK;
    for (int64_t seq = 1; seq <= upto && code == CHN_OK; seq++) {
        (void)sqlite3_reset(st);
        (void)sqlite3_bind_int64(st, 1, seq);
        const int row = chn_store_step(s, st, building, v->k.err);
        if (row < 0 && (!is_damage(s) || sqlite3_get_autocommit(s->db)))
            code = v->k.err->code;
        if (row == 0)
            v->out->decisions += (uint64_t)sqlite3_changes(s->db);
    }
    (void)sqlite3_finalize(st);
    return code;
}

static chn_code save_rules(saving *v)
{
    chn_store *s = v->k.to;
    chn_err why;
    chn_code code = attach(s, v->k.from->path, v->k.err);
    if (code == CHN_OK &&
        chn_store_exec(s,
                       "INSERT INTO setting SELECT * FROM old.setting"
                       " WHERE name <> 'merge.waits'",
                       building, &why))
        code = is_damage(s) ? tell(v, "", chn_str_of("table setting"),
                                   ": how claims are merged is lost, they are "
                                   "merged as usual")
                            : chn_fail(v->k.err, why.code, "%s", why.text);
    if (code == CHN_OK)
        code = chn_store_exec(s, "BEGIN IMMEDIATE", building, v->k.err);
    if (code == CHN_OK)
        code = save_rows(v, "SELECT max(seq) FROM old.verdict",
                         "INSERT INTO verdict SELECT * FROM old.verdict WHERE"
                         " seq = ?1");
    if (code == CHN_OK)
        code = chn_store_exec(s, "COMMIT", building, v->k.err);
    return code;
}

static chn_code save_decisions(saving *v)
{
    chn_code code = chn_store_begin(v->k.to, v->k.err);
    if (code == CHN_OK)
        code = save_rows(
            v, "SELECT max(seq) FROM old.redate",
            "INSERT INTO redate (seq, report, was, was_basis, day, basis, run)"
            " SELECT d.seq, n.seq, d.was, d.was_basis, d.day, d.basis,"
            "  (SELECT min(id) FROM run) FROM old.redate d JOIN old.report r"
            "  ON r.seq = d.report JOIN report n ON n.id = r.id"
            " WHERE d.seq = ?1");
    if (code == CHN_OK)
        code = save_rows(v, "SELECT max(seq) FROM old.review",
                         "INSERT INTO review SELECT * FROM old.review WHERE"
                         " seq = ?1");
    return put_decisions(&v->k, code);
}

/* Those that an index still names, and how many the rest must be. */
static chn_code name_lost(saving *v)
{
    chn_err ignored;
    if (v->counted && (uint64_t)v->upto > v->out->reports)
        v->out->lost = (uint64_t)v->upto - v->out->reports;
    sqlite3_stmt *st = chn_store_prepare(
        v->k.to,
        "SELECT o.id FROM (SELECT id FROM old.report WHERE id > '' ORDER BY id)"
        " o WHERE o.id NOT IN (SELECT id FROM main.report)",
        &ignored);
    chn_code code = CHN_OK;
    while (st && code == CHN_OK &&
           chn_store_step(v->k.to, st, building, &ignored) > 0)
        code = tell(v, "report \"", chn_col_str(st, 0), "\" is lost");
    (void)sqlite3_finalize(st);
    return code;
}

chn_code chn_store_salvage(const char *from, const chn_engine *e,
                           const char *path, chn_fault_fn fn, void *user,
                           chn_salvaged *out, chn_err *err)
{
    chn_rebuilt made;
    memset(out, 0, sizeof *out);
    memset(&made, 0, sizeof made);
    if (access(path, F_OK) == 0)
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: there is such a file already; name a new one",
                        path);
    chn_store *s = chn_store_open_damaged(from, err);
    if (!s)
        return err->code;
    saving v = {.k = {.from = s, .out = &made, .err = err},
                .out = out,
                .fn = fn,
                .user = user};
    chn_code code =
        chn_store_exec(s, "PRAGMA cell_size_check = ON", building, err);
    v.upto = code ? 0 : largest_number(s, &v.counted);
    v.k.w = code ? NULL : chn_worker_new(e, err);
    v.k.to = v.k.w ? chn_store_open(path, CHN_STORE_CREATE, err) : NULL;
    code = v.k.to      ? chn_store_begin_run(v.k.to, e, 0, err)
           : err->code ? err->code
                       : CHN_ERR_INTERNAL;
    if (code == CHN_OK)
        code = save_rules(&v);
    if (code == CHN_OK)
        code = save_reports(&v);
    out->reports = made.reports;
    out->claims = made.claims;
    if (code == CHN_OK)
        code = save_decisions(&v);
    if (code == CHN_OK)
        code = name_lost(&v);
    if (code == CHN_OK && out->reports == 0)
        code = chn_fail(err, CHN_ERR_STORE,
                        "%s: no report in it can be read; take a copy from "
                        "before",
                        from);
    if (code == CHN_OK)
        code = chn_store_exec(v.k.to, "DETACH DATABASE old", building, err);
    if (code == CHN_OK)
        code = chn_store_tidy(v.k.to, err);
    chn_store_close(v.k.to);
    chn_worker_free(v.k.w);
    chn_store_close(s);
    if (code)
        chn_store_remove(path);
    return code;
}
