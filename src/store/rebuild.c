/* SPDX-License-Identifier: Apache-2.0 */
/* A store made anew: the same reports, versions and reviews, the same
 * bytes. */
#include <chancery/export.h>
#include <chancery/review.h>
#include <unistd.h>

#include "store/store_in.h"

static const char building[] = "making the store anew";

#define BATCH 500

typedef struct building_of {
    chn_store *from, *to;
    chn_worker *w;
    chn_rebuilt *out;
    chn_err *err;
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
                              "INSERT INTO setting SELECT * FROM old.setting;"
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

static chn_code all_reports(building_of *k)
{
    sqlite3_stmt *st = chn_store_prepare(
        k->from,
        "SELECT id, published, publisher, title, url, body, text, basis, day"
        " FROM report ORDER BY seq",
        k->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_code code = CHN_OK;
    uint32_t n = 0;
    while (chn_store_row(k->from, st, building, &code, k->err)) {
        if (n == 0)
            code = chn_store_begin(k->to, k->err);
        if (code == CHN_OK)
            code = one_report(k, st);
        if (code == CHN_OK && ++n == BATCH) {
            code = chn_store_commit(k->to, k->err);
            n = 0;
        }
    }
    (void)sqlite3_finalize(st);
    if (code == CHN_OK && n > 0)
        code = chn_store_commit(k->to, k->err);
    if (code)
        chn_store_rollback(k->to);
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
    code = k.to ? chn_store_begin_run(k.to, e, 0, err) : err->code;
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
