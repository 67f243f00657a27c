/* SPDX-License-Identifier: Apache-2.0 */
/* The store, by claims made by hand. */
#include <chancery/check.h>
#include <chancery/events.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "check.h"
#include "store/detail.h"
#include "store_fixture.h"

static chn_code set_run(chn_store *s, const char *data, const char *rules,
                        chn_err *err)
{
    const chn_run_of run = {.name = {"0.1.0", data, rules, "", "plover"},
                            .min_confidence = 25};
    return chn_store_set_run(s, &run, err);
}

/* ---- all rows of a store, as text ---- */

/* The report credits an agency: its name, where the text has it. */
static void add_credit(made *m, const char *name, const char *relation)
{
    const uint32_t i = m->n_credit++;
    m->credit[i] = (chn_credit){.name = chn_str_of(name),
                                .kind = chn_str_of("agency"),
                                .reliability = chn_str_of("press"),
                                .relation = relation,
                                .span = find(m, name)};
    m->credits[i] = &m->credit[i];
}

static void dump_table(sqlite3 *db, chn_buf *b, const char *table)
{
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", table);
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        chn_buf_fmt(b, "ERROR %s: %s\n", table, sqlite3_errmsg(db));
    while (st && sqlite3_step(st) == SQLITE_ROW) {
        chn_buf_z(b, table);
        for (int i = 0; i < sqlite3_column_count(st); i++) {
            chn_buf_fmt(b, "|%d:", sqlite3_column_type(st, i));
            chn_buf_put(b, sqlite3_column_blob(st, i),
                        (size_t)sqlite3_column_bytes(st, i));
        }
        chn_buf_char(b, '\n');
    }
    (void)sqlite3_finalize(st);
}

static const char *const tables[] = {
    "sqlite_schema", "run",        "report",     "sentence",      "actor",
    "actor_office",  "observance", "claim",      "telling",       "claim_actor",
    "claim_voice",   "claim_span", "event",      "event_claim",   "review",
    "redate",        "setting",    "detail",     "verdict",       "follow",
    "credit",        "stale",      "v_sentence", "v_events_flat", "v_dyad",
    "v_icews",       "v_polecat",  "v_gdelt",    "v_observance",  "event_key",
    "event_pair",    "facet_count"};

/* As the shell's .dump does, in the order of the rows; freed by the caller. */
static void dump(const char *path, chn_buf *b)
{
    sqlite3 *db = NULL;
    chn_buf_init(b, (size_t)1 << 28);
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
        for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
            dump_table(db, b, tables[i]);
    (void)sqlite3_close(db);
}

static int64_t number(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    int64_t v = -1;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW)
        v = sqlite3_column_int64(st, 0);
    else
        printf("# %s: %s\n", sql, sqlite3_errmsg(db));
    (void)sqlite3_finalize(st);
    (void)sqlite3_close(db);
    return v;
}

static int64_t faults(const char *path)
{
    return number(path, "SELECT (SELECT count(*) FROM "
                        "pragma_foreign_key_check) + (SELECT count(*) FROM "
                        "pragma_integrity_check WHERE integrity_check <> "
                        "'ok')");
}

static bool run_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    const bool ok = sqlite3_open(path, &db) == SQLITE_OK &&
                    sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
    (void)sqlite3_close(db);
    return ok;
}

/* ---- opening ---- */

static void opening(void)
{
    char path[128];
    chn_err err;
    TEST("a missing store, a folder, no name")
    {
        CHECK(!chn_store_open(in_dir(path, "none.db"), CHN_STORE_READ, &err));
        CHECK_INT(err.code, CHN_ERR_STORE);
        CHECK(strstr(err.text, "there is no such store"));
        CHECK(strstr(err.text, "none.db"));
        CHECK(!chn_store_open(path, CHN_STORE_WRITE, &err));
        CHECK(access(path, F_OK) != 0);
        CHECK(!chn_store_open(dir, CHN_STORE_CREATE, &err));
        CHECK(strstr(err.text, "folder"));
        CHECK(!chn_store_open("", CHN_STORE_READ, &err));
        CHECK(!chn_store_open(in_dir(path, "no/such/folder.db"),
                              CHN_STORE_CREATE, &err));
        CHECK(strstr(err.text, "its folder exists"));
        CHECK(!chn_store_open(NULL, CHN_STORE_READ, NULL));
    }
    TEST("files of others are left alone")
    {
        in_dir(path, "text.db");
        FILE *f = fopen(path, "w");
        CHECK(f != NULL);
        if (f) {
            for (int i = 0; i < 100; i++)
                (void)fputs("this is a letter and no database\n", f);
            (void)fclose(f);
        }
        CHECK(!chn_store_open(path, CHN_STORE_CREATE, &err));
        CHECK(strstr(err.text, "no chancery store"));
        in_dir(path, "other.db");
        CHECK(run_sql(path, "CREATE TABLE t (x)"));
        CHECK(!chn_store_open(path, CHN_STORE_CREATE, &err));
        CHECK(strstr(err.text, "another program"));
        CHECK_INT(number(path, "SELECT count(*) FROM sqlite_schema"), 1);
    }
    TEST("a new store; an empty one; a newer one")
    {
        in_dir(path, "new.db");
        const int fd = open(path, O_CREAT | O_WRONLY, 0600);
        CHECK(fd >= 0 && close(fd) == 0);
        CHECK(!chn_store_open(path, CHN_STORE_READ, &err));
        CHECK(strstr(err.text, "is empty"));
        chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
        CHECK(s != NULL);
        chn_store_close(s);
        CHECK_INT(number(path, "PRAGMA user_version"), CHN_STORE_VERSION);
        CHECK_INT(number(path, "PRAGMA application_id"),
                  CHN_STORE_APPLICATION_ID);
        CHECK_INT(number(path, "SELECT count(*) FROM sqlite_schema WHERE "
                               "type = 'table' AND sql NOT LIKE '%STRICT%'"
                               " AND name NOT LIKE 'report_text%'"),
                  0);
        CHECK_INT(faults(path), 0);
        s = chn_store_open(path, CHN_STORE_READ, &err);
        CHECK(s != NULL);
        CHECK(s && chn_store_begin(s, &err) == CHN_ERR_ARGUMENT);
        chn_store_close(s);
        CHECK(run_sql(path, "PRAGMA user_version = 99"));
        for (int mode = CHN_STORE_READ; mode <= CHN_STORE_CREATE; mode++) {
            CHECK(!chn_store_open(path, (chn_store_mode)mode, &err));
            CHECK(strstr(err.text, "newer chancery"));
            CHECK(strstr(err.text, "99"));
        }
        chn_store_close(NULL);
    }
    TEST("a name that SQLite would take for a URI is a file's name")
    {
        char here[512];
        CHECK(getcwd(here, sizeof here) && chdir(dir) == 0);
        chn_store *s =
            chn_store_open("file:x?mode=memory", CHN_STORE_CREATE, &err);
        CHECK(s != NULL);
        chn_store_close(s);
        CHECK(access("file:x?mode=memory", F_OK) == 0);
        s = chn_store_open(":memory:", CHN_STORE_CREATE, &err);
        chn_store_close(s);
        CHECK(access(":memory:", F_OK) == 0);
        CHECK(chdir(here) == 0);
    }
    TEST("an older store is brought up to date, or nothing is done")
    {
        static const char *const two[] = {"CREATE TABLE extra (x TEXT) STRICT",
                                          "INSERT INTO extra VALUES ('here')",
                                          NULL};
        static const char *const bad[] = {"CREATE TABLE more (x TEXT) STRICT",
                                          "INSERT INTO nowhere VALUES (1)",
                                          NULL};
        chn_migration steps[CHN_STORE_VERSION + 2];
        for (uint32_t i = 0; i < CHN_STORE_VERSION; i++)
            steps[i] = chn_store_migrations[i];
        steps[CHN_STORE_VERSION] = two;
        steps[CHN_STORE_VERSION + 1] = bad;
        const uint32_t n = CHN_STORE_VERSION + 1;
        in_dir(path, "old.db");
        chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
        CHECK(s && chn_store_migrate(s, steps, n, &err) == CHN_OK);
        CHECK(s && chn_store_migrate(s, steps, n, &err) == CHN_OK);
        CHECK(s && chn_store_migrate(s, steps, n + 1, &err) != CHN_OK);
        chn_store_close(s);
        CHECK_INT(number(path, "PRAGMA user_version"), n);
        CHECK_INT(number(path, "SELECT count(*) FROM extra"), 1);
        CHECK_INT(number(path, "SELECT count(*) FROM sqlite_schema WHERE "
                               "name = 'more'"),
                  0);
    }
}

/* A store as version `n` left it, with a dated report and one without date. */
static bool make_version(const char *path, uint32_t n)
{
    static char where[] = "a store of an older version";
    chn_err err;
    chn_store old;
    memset(&old, 0, sizeof old);
    old.path = where;
    const bool ok =
        sqlite3_open(path, &old.db) == SQLITE_OK &&
        chn_store_migrate(&old, chn_store_migrations, n, &err) == CHN_OK;
    (void)sqlite3_close(old.db);
    return ok &&
           run_sql(path,
                   "INSERT INTO report (seq, id, sha256, published, bytes,"
                   " body, replaced, text) VALUES"
                   " (1, 'dated', 'x', '2001-02-03', 5, 0, 0, 'Told.'),"
                   " (2, 'bare', 'y', NULL, 5, 0, 0, 'Told.')");
}
static void dump_schema(const char *path, chn_buf *b)
{
    sqlite3 *db = NULL;
    chn_buf_init(b, (size_t)1 << 20);
    sqlite3_stmt *st = NULL;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db,
                           "SELECT sql FROM sqlite_schema WHERE sql NOT NULL"
                           " ORDER BY type, name",
                           -1, &st, NULL) == SQLITE_OK)
        while (sqlite3_step(st) == SQLITE_ROW)
            chn_buf_z(b, (const char *)sqlite3_column_text(st, 0));
    (void)sqlite3_finalize(st);
    (void)sqlite3_close(db);
}

static void from_version_1(void)
{
    char path[128];
    char other[128];
    chn_err err;
    TEST("a store of version 1 gets its reports' days")
    {
        drop(in_dir(path, "v1.db"));
        CHECK(make_version(path, 1));
        CHECK_INT(number(path, "PRAGMA user_version"), 1);
        CHECK(!chn_store_open(path, CHN_STORE_READ, &err));
        CHECK_INT(err.code, CHN_ERR_STORE);
        CHECK(strstr(err.text, "an older chancery"));
        chn_store *s = chn_store_open(path, CHN_STORE_WRITE, &err);
        CHECK(s != NULL);
        chn_store_close(s);
        CHECK_INT(number(path, "PRAGMA user_version"), CHN_STORE_VERSION);
        CHECK_INT(number(path, "SELECT count(*) FROM report WHERE id = 'dated'"
                               " AND day = published AND day_from = day AND "
                               "day_to = day AND basis = 'given' AND "
                               "confidence = 100 AND reasons IS NULL"),
                  1);
        CHECK_INT(number(path, "SELECT count(*) FROM report WHERE id = 'bare'"
                               " AND day IS NULL AND basis IS NULL"),
                  1);
        CHECK(!run_sql(path, "UPDATE report SET basis = 'guessed'"));
        CHECK_INT(number(path, "SELECT count(*) FROM v_events_flat"), 0);
        CHECK_INT(number(path, "SELECT count(*) FROM v_polecat"), 0);
        CHECK_INT(faults(path), 0);
        s = chn_store_open(path, CHN_STORE_READ, &err);
        CHECK(s != NULL);
        chn_store_close(s);
    }
    TEST("its tables are those of a new store")
    {
        chn_buf a;
        chn_buf b;
        drop(in_dir(other, "fresh.db"));
        chn_store *s = chn_store_open(other, CHN_STORE_CREATE, &err);
        CHECK(s != NULL);
        chn_store_close(s);
        dump_schema(path, &a);
        dump_schema(other, &b);
        CHECK(a.n > 1000 && a.n == b.n && memcmp(a.p, b.p, a.n) == 0);
        chn_buf_free(&a);
        chn_buf_free(&b);
    }
}

/* A claim in its report's own voice, in an event, as version 6 kept them. */
static const char told_in_6[] =
    "INSERT INTO sentence VALUES (1, 0, 0, 5, 0, 5);"
    "INSERT INTO claim (seq, id, report, n, sentence, category, symmetric,"
    " status, precision, basis, rule, confidence, record) VALUES (1, 'c1', 1,"
    " 0, 0, 'CONSULT', 0, 'occurred', 'none', 'published', 'x', 80, '{}');"
    "INSERT INTO event (id, category, symmetric, status, precision, basis,"
    " n_claims, n_reports, n_origins, confidence, best_claim, sides_claim,"
    " act_claim, date_claim) VALUES ('e0000000000000001', 'CONSULT', 0, "
    "'occurred', 'none',"
    " 'published', 1, 1, 1, 80, 1, 1, 1, 1);"
    "INSERT INTO event_claim (event, claim, rule, score, date_points,"
    " sides_points, mode_points, actors_points, place_points, occasion_points)"
    " VALUES ('e0000000000000001', 1, 'first', 0, 0, 0, 0, 0, 0, 0)";

static void from_version_6(void)
{
    char path[128];
    chn_err err;
    chn_added added;
    TEST("a store of version 6 keeps its rows and takes in credits")
    {
        static made m;
        drop(in_dir(path, "v6.db"));
        CHECK(make_version(path, 6));
        CHECK(run_sql(path, told_in_6));
        CHECK(!chn_store_open(path, CHN_STORE_READ, &err));
        CHECK(strstr(err.text, "an older chancery"));
        chn_store *s = chn_store_open(path, CHN_STORE_WRITE, &err);
        CHECK(s != NULL);
        CHECK_INT(number(path, "PRAGMA user_version"), CHN_STORE_VERSION);
        CHECK_INT(number(path, "SELECT count(*) FROM credit"), 0);
        CHECK_INT(number(path, "SELECT claims FROM v_origin WHERE origin IS"
                               " NULL AND credited = 0 AND events_alone = 1"),
                  1);
        CHECK_INT(
            number(
                path,
                "SELECT count(*) FROM v_events_flat WHERE"
                " event_id = 'e0000000000000001' AND source_credits IS NULL"),
            1);
        made_init(&m, "new", "2001-02-04", "Kim met Shoigu.\n(Reuters)");
        add_credit(&m, "Reuters", "signed");
        CHECK(set_run(s, "d", "r", &err) == CHN_OK);
        CHECK_INT(chn_store_begin(s, &err), CHN_OK);
        CHECK_INT(put(s, &m, &added, &err), CHN_OK);
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        chn_store_close(s);
        CHECK_INT(number(path, "SELECT byte_from FROM credit WHERE name ="
                               " 'Reuters' AND relation = 'signed' AND kind ="
                               " 'agency' AND char_to = 24"),
                  17);
        CHECK_INT(number(path, "SELECT credited FROM v_origin WHERE origin ="
                               " 'Reuters' AND claims = 0"),
                  1);
        CHECK(!run_sql(path, "UPDATE credit SET relation = 'guessed'"));
        CHECK_INT(faults(path), 0);
    }
}

static void from_version_7(void)
{
    char path[128];
    chn_err err;
    TEST("events of a store of version 7 are found by the same values")
    {
        drop(in_dir(path, "v7.db"));
        CHECK(make_version(path, 7));
        CHECK(run_sql(path, told_in_6));
        CHECK(run_sql(path,
                      "INSERT INTO claim_actor (claim, side, n, name, country,"
                      " kind, link) VALUES (1, 'source', 0, 'a fleet', 'PRK',"
                      " 'body', 'name');"
                      "INSERT INTO event_key VALUES ('place', 'Nowhere',"
                      " 'undated', 'e0000000000000001', 'undated')"));
        chn_store *s = chn_store_open(path, CHN_STORE_WRITE, &err);
        CHECK(s != NULL);
        chn_store_close(s);
        CHECK_INT(number(path, "PRAGMA user_version"), CHN_STORE_VERSION);
        CHECK_INT(number(path,
                         "SELECT count(*) FROM event_key WHERE"
                         " event = 'e0000000000000001' AND day = 'undated' AND"
                         " until = day AND (facet, value) IN (VALUES"
                         " ('event', ''), ('category', 'CONSULT'),"
                         " ('status', 'occurred'), ('reviewed', 'unreviewed'),"
                         " ('origin', 'the report itself'),"
                         " ('actor', 'a fleet'), ('country', 'PRK'))"),
                  7);
        CHECK_INT(number(path, "SELECT count(*) FROM event_key"), 7);
        CHECK_INT(number(path, "SELECT count(*) FROM facet_count WHERE n = 1"),
                  7);
        CHECK_INT(number(path, "SELECT (SELECT count(*) FROM event_new) +"
                               " (SELECT count(*) FROM event_old)"),
                  0);
        CHECK_INT(faults(path), 0);
    }
}

static void from_version_9(void)
{
    char path[128];
    chn_err err;
    TEST("events of a store of version 9 lie in the order of their claims")
    {
        drop(in_dir(path, "v9.db"));
        CHECK(make_version(path, 9));
        CHECK(run_sql(path, told_in_6));
        CHECK(run_sql(
            path,
            "INSERT INTO claim (seq, id, report, n, sentence, category,"
            " symmetric, status, precision, basis, rule, confidence, record)"
            " VALUES (2, 'c2', 1, 1, 0, 'AID', 0, 'occurred', 'none',"
            " 'published', 'x', 80, '{}');"
            "INSERT INTO event SELECT 'e0000000000000000', first_reported,"
            " 'AID', mode, cameo, contexts, quad, goldstein, source, target,"
            " source_code, target_code, symmetric, status, date_from, date_to,"
            " precision, basis, date_text, place, place_country, lat, lon,"
            " occasion_id, occasion, ordinal, base_year, origins, n_claims,"
            " n_reports, n_origins, voice, confidence, history, disagree, 2, 2,"
            " 2, 2, NULL, NULL, 'PRK', 'accepted' FROM event;"
            "INSERT INTO event_claim (event, claim, rule, score, date_points,"
            " sides_points, mode_points, actors_points, place_points,"
            " occasion_points) VALUES ('e0000000000000000', 2, 'first', 0, 0,"
            " 0, 0, 0, 0, 0);"
            "DELETE FROM event_new"));
        chn_store *s = chn_store_open(path, CHN_STORE_WRITE, &err);
        CHECK(s != NULL);
        CHECK_INT(number(path, "PRAGMA user_version"), CHN_STORE_VERSION);
        CHECK_INT(number(path, "SELECT count(*) FROM (SELECT id, rowid AS n,"
                               " category, dyad, reviewed FROM event) WHERE"
                               " (n, id, category, dyad, reviewed) = (2,"
                               " 'e0000000000000000', 'AID', 'PRK', 'accepted')"
                               " OR (n, id, category) = (1,"
                               " 'e0000000000000001', 'CONSULT')"),
                  2);
        CHECK(!run_sql(path, "INSERT INTO event_new VALUES ('e1')"));
        /* triggers note what is taken out and put in */
        CHECK(run_sql(path, "DELETE FROM event WHERE best_claim = 2"));
        CHECK_INT(number(path, "SELECT count(*) FROM event_old WHERE"
                               " id = 'e0000000000000000' AND claim = 2"),
                  1);
        CHECK(run_sql(path, "DELETE FROM event_old;"
                            "DELETE FROM event_claim WHERE claim = 2;"
                            "DELETE FROM claim WHERE seq = 2"));
        chn_store_close(s);
        CHECK_INT(faults(path), 0);
    }
}

/* How many reports and claims a batch may have before it is time to save it. */
static void due(void)
{
    char path[128];
    chn_err err;
    TEST("a batch is due at so many reports or claims, whatever was there")
    {
        static const struct {
            int64_t reports, claims, more_reports, more_claims;
            bool due;
        } at[] = {{0, 0, 3999, 0, false},        {0, 0, 4000, 0, true},
                  {0, 0, 10, 39999, false},      {0, 0, 10, 40000, true},
                  {900000, 0, 3999, 0, false},   {900000, 0, 4000, 0, true},
                  {9, 9000000, 1, 39999, false}, {9, 9000000, 1, 40000, true}};
        drop(in_dir(path, "due.db"));
        chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
        CHECK(s && !chn_store_due(s));
        CHECK(s && chn_store_begin(s, &err) == CHN_OK && !chn_store_due(s));
        for (size_t i = 0; s && i < sizeof at / sizeof *at; i++) {
            s->first_report = at[i].reports + 1;
            s->next_report = s->first_report + at[i].more_reports;
            s->first_claim = at[i].claims + 1;
            s->next_claim = s->first_claim + at[i].more_claims;
            CHECK_INT(chn_store_due(s), at[i].due);
        }
        chn_store_close(s);
    }
}

static void dump_follow(const char *path, chn_buf *b)
{
    sqlite3 *db = NULL;
    chn_buf_init(b, (size_t)1 << 24);
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
        dump_table(db, b, "follow");
    (void)sqlite3_close(db);
}

/* Three acts of each of many pairs: a visit, another that is told as the
 * second one, and a third that is planned. `each`: a run for each report. */
static bool many_pairs(const char *path, bool each)
{
    static made m;
    chn_err err;
    chn_added added;
    static const char *const days[] = {"2021-02-20", "2021-03-20",
                                       "2021-03-10"};
    chn_store *s = NULL;
    bool ok = true;
    drop(path);
    for (int i = 0; i < 150 && ok; i++) {
        char id[16], claim[24], code[4];
        snprintf(id, sizeof id, "r%03d", i);
        snprintf(claim, sizeof claim, "c%03d", i);
        snprintf(code, sizeof code, "X%02d", i / 3);
        made_init(&m, id, i % 3 ? "2021-03-01" : "2021-02-21",
                  i % 3 == 1
                      ? "Kim met Shoigu, the second such visit in six weeks."
                      : "Kim met Shoigu on a visit.");
        chn_claim *c =
            add_claim(&m, claim, "CONSULT", "visit", days[i % 3], "met", 0);
        c->status = i % 3 == 2 ? CHN_STATUS_PLANNED : CHN_STATUS_OCCURRED;
        m.target[0].country = chn_str_of(code);
        if (!s) {
            s = chn_store_open(path, CHN_STORE_CREATE, &err);
            ok = s && set_run(s, "d", "r", &err) == CHN_OK &&
                 chn_store_begin(s, &err) == CHN_OK;
        }
        ok = ok && put(s, &m, &added, &err) == CHN_OK;
        if (ok && (each || i == 149)) {
            ok = chn_store_commit(s, &err) == CHN_OK;
            chn_store_close(s);
            s = NULL;
        }
    }
    chn_store_close(s);
    return ok;
}

static void followed(void)
{
    char path[128];
    char other[128];
    TEST("what follows is the same for many pairs at once and for one by one")
    {
        chn_buf a;
        chn_buf b;
        CHECK(many_pairs(in_dir(path, "many.db"), false));
        CHECK(many_pairs(in_dir(other, "few.db"), true));
        CHECK_INT(number(path, "SELECT count(*) FROM follow WHERE kind = 'nth'"
                               " AND words NOTNULL"),
                  50);
        CHECK_INT(
            number(path, "SELECT count(*) FROM follow WHERE kind = 'done'"),
            50);
        CHECK_INT(number(path, "SELECT count(*) FROM stale"), 0);
        dump_follow(path, &a);
        dump_follow(other, &b);
        CHECK(a.n > 100 && a.n == b.n && memcmp(a.p, b.p, a.n) == 0);
        chn_buf_free(&a);
        chn_buf_free(&b);
    }
}

static void credits(void)
{
    char path[128];
    chn_err err;
    chn_added added;
    static made m;
    TEST("reports in their own voice that credit one agency are one origin")
    {
        drop(in_dir(path, "credit.db"));
        chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
        CHECK(s && set_run(s, "d", "r", &err) == CHN_OK);
        /* a report to a batch: what was there before counts, too */
        static const char *const ids[] = {"one", "two", "three", "four"};
        static const char *const text[] = {
            "Kim met Shoigu.\nWith inputs from Reuters",
            "Reuters: Kim met him.", "Kim met Shoigu, an aide said.",
            "Kim then met Shoigu. AFP, Reuters"};
        static const int origins[] = {1, 1, 2, 2};
        for (int i = 0; i < 4; i++) {
            made_init(&m, ids[i], "2023-07-27", text[i]);
            m.report.publisher = chn_str_of(ids[i]);
            char id[24];
            snprintf(id, sizeof id, "c00000000000000c%d", i);
            add_claim(&m, id, "CONSULT", "visit", "2023-07-26", "met", 0)
                ->n_voice = 0;
            if (i == 3)
                add_credit(&m, "AFP", "signed");
            if (i != 2)
                add_credit(&m, "Reuters", i ? "dateline" : "inputs");
            CHECK_INT(chn_store_begin(s, &err), CHN_OK);
            CHECK_INT(put(s, &m, &added, &err), CHN_OK);
            CHECK_INT(chn_store_commit(s, &err), CHN_OK);
            CHECK_INT(number(path, "SELECT n_reports FROM event"), i + 1);
            CHECK_INT(number(path, "SELECT n_origins FROM event"), origins[i]);
        }
        chn_store_close(s);
        CHECK_INT(number(path, "SELECT credited FROM v_origin WHERE origin ="
                               " 'Reuters'"),
                  3);
        CHECK_INT(number(path, "SELECT count(*) FROM event WHERE origins IS"
                               " NULL AND voice IS NULL"),
                  1);
    }
}

/* ---- one report ---- */

static const char text_a[] =
    " date 2023-07-27 Kim received Shoigu on Wednesday, Yonhap quoted KCNA.\n"
    "Before it Kim wrote to \xE2\x80\x9CShoigu\xE2\x80\x9D, agency KCNA said.";

static void make_a(made *m)
{
    made_init(m, "report-a", "2023-07-27", text_a);
    chn_claim *c = add_claim(m, "c0000000000000a1", "CONSULT", "", "2023-07-26",
                             "received", 0);
    c->date.text = chn_str_of("Wednesday");
    c->date.span = find(m, "Wednesday");
    c->has_occasion = true;
    c->occasion.id = chn_str_of("kp-victory-day");
    c->occasion.name = chn_str_of("Victory Day");
    c->occasion.ordinal = 70;
    c->occasion.base_year = 1953;
    c->has_place = c->place.has_point = true;
    c->place.name = chn_str_of("Pyongyang");
    c->place.country = chn_str_of("PRK");
    c->place.lat = 39.03;
    c->place.lon = 125.75;
    c = add_claim(m, "c0000000000000a2", "CONSULT", "message", NULL, "wrote",
                  1);
    c->symmetric = false;
    m->target[1].span = find(m, "\xE2\x80\x9CShoigu");
    m->target[1].span.from += 3;
}

static uint32_t shown;
static uint32_t seen_marks;
static char seen_event[24];
static void check_view(void *user, const chn_claim_view *v)
{
    const char *want = user;
    shown++;
    seen_marks = v->n_marks;
    snprintf(seen_event, sizeof seen_event, "%s", v->event.p);
    CHECK_STR(v->report, "report-a");
    CHECK_STR(v->report_text, text_a);
    CHECK_STR(v->publisher, "The Harbour Post");
    CHECK(v->event.n == 17 && v->event.p[0] == 'e');
    CHECK(v->json.n && strstr(v->json.p, want));
    for (uint32_t i = 0; i < v->n_marks; i++) {
        const chn_mark *m = &v->marks[i];
        const chn_str cut = chn_str_n(v->report_text.p + m->span.from,
                                      m->span.to - m->span.from);
        CHECK(i == 0 || v->marks[i - 1].span.from <= m->span.from);
        if (strcmp(m->role, "source") == 0) {
            CHECK_STR(cut, "Kim");
            CHECK_STR(m->label, "Kim Jong Un, PRK/GOV");
        } else if (strcmp(m->role, "target") == 0) {
            CHECK_STR(cut, "Shoigu");
        } else if (strcmp(m->role, "voice") == 0) {
            CHECK_STR(cut, "KCNA");
            CHECK_STR(m->label, "KCNA, state media");
        } else if (strcmp(m->role, "date") == 0) {
            CHECK_STR(cut, "Wednesday");
            CHECK_STR(m->label, "2023-07-26");
        } else {
            CHECK(strcmp(m->role, "act") == 0);
            CHECK(chn_str_is(cut, "received") || chn_str_is(cut, "wrote"));
        }
    }
}

typedef struct rows {
    uint32_t n, stop;
    char first[24], last[24];
    char text[160];
    char occasion[40];
    char voice[40];
} rows;

static bool count_row(void *user, const chn_event_row *r)
{
    rows *x = user;
    if (x->n == 0) {
        snprintf(x->first, sizeof x->first, "%s", r->id.p);
        snprintf(x->text, sizeof x->text, "%s", r->sentence.p);
        snprintf(x->occasion, sizeof x->occasion, "%s", r->occasion.p);
        snprintf(x->voice, sizeof x->voice, "%s", r->voice.p);
    }
    snprintf(x->last, sizeof x->last, "%s", r->id.p);
    x->n++;
    return x->n != x->stop;
}

static uint32_t n_rows(chn_store *s, const char *a, const char *b,
                       const char *from, const char *to, const char *category,
                       const char *status)
{
    chn_filter f;
    chn_err err;
    rows r = {0};
    chn_filter_init(&f);
    f.a = a;
    f.b = b;
    f.from = day(from);
    f.to = day(to);
    f.category = category;
    f.status = status;
    CHECK_INT(chn_store_timeline(s, &f, count_row, &r, &err), CHN_OK);
    return r.n;
}

static bool find_stat(void *user, const chn_stat *st)
{
    chn_buf *b = user;
    chn_buf_fmt(b, "%s/", st->group);
    chn_buf_str(b, st->name);
    chn_buf_char(b, '=');
    chn_buf_int(b, st->count);
    chn_buf_char(b, ';');
    return true;
}

static void one_report(void)
{
    char path[128];
    chn_err err;
    chn_added added;
    made a;
    made b;
    make_a(&a);
    in_dir(path, "one.db");
    chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
    TEST("a report goes in once")
    {
        CHECK(s != NULL);
        if (!s)
            exit(1);
        CHECK_INT(put(s, &a, &added, &err), CHN_ERR_ARGUMENT);
        CHECK_INT(chn_store_commit(s, &err), CHN_ERR_ARGUMENT);
        CHECK_INT(set_run(s, "2026-01-01", "2026-01-02", &err), CHN_OK);
        CHECK_INT(chn_store_begin(s, &err), CHN_OK);
        CHECK_INT(chn_store_begin(s, &err), CHN_ERR_ARGUMENT);
        CHECK_INT(put(s, &a, &added, &err), CHN_OK);
        CHECK_INT(added, CHN_ADDED_NEW);
        CHECK_INT(put(s, &a, &added, &err), CHN_OK);
        CHECK_INT(added, CHN_ADDED_KNOWN);
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        chn_buf before;
        chn_buf after;
        dump(path, &before);
        CHECK_INT(chn_store_begin(s, &err), CHN_OK);
        CHECK_INT(put(s, &a, &added, &err), CHN_OK);
        CHECK_INT(added, CHN_ADDED_KNOWN);
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        dump(path, &after);
        CHECK(before.n == after.n && memcmp(before.p, after.p, after.n) == 0);
        CHECK(!strstr(before.p, "ERROR"));
        chn_buf_free(&before);
        chn_buf_free(&after);
    }
    TEST("another text or date under its id is an error of that report alone")
    {
        CHECK_INT(chn_store_begin(s, &err), CHN_OK);
        made_init(&b, "report-a", "2023-07-27", "Kim met Shoigu again.");
        CHECK_INT(put(s, &b, &added, &err), CHN_ERR_INPUT);
        CHECK(strstr(err.text, "report-a") && strstr(err.text, "one.db") &&
              strstr(err.text, "another text"));
        make_a(&b);
        b.report.published = CHN_DAY_NONE;
        CHECK_INT(put(s, &b, &added, &err), CHN_ERR_INPUT);
        CHECK(strstr(err.text, "no date") && strstr(err.text, "2023-07-27"));
        /* what no stage should do: a span past the end, one id twice */
        made_init(&b, "report-b", "2023-07-27", "Kim met Shoigu.");
        add_claim(&b, "c0000000000000b1", "CONSULT", "", NULL, "met", 0);
        b.claim[0].trigger_span.to = 999;
        CHECK_INT(put(s, &b, &added, &err), CHN_ERR_INPUT);
        CHECK(strstr(err.text, "outside"));
        b.claim[0].trigger_span = find(&b, "met");
        add_claim(&b, "c0000000000000b1", "CONSULT", "", NULL, "met", 0);
        CHECK_INT(put(s, &b, &added, &err), CHN_ERR_INPUT);
        CHECK(strstr(err.text, "two claims"));
        made_init(&b, "report-c", "2023-07-28", "Kim met Shoigu.");
        CHECK_INT(put(s, &b, &added, &err), CHN_OK);
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        CHECK_INT(number(path, "SELECT count(*) FROM report"), 2);
        CHECK_INT(number(path, "SELECT max(seq) FROM report"), 2);
        CHECK_INT(faults(path), 0);
    }
    TEST("a batch that is given up leaves nothing")
    {
        made_init(&b, "report-d", "2023-07-28", "Kim met Shoigu.");
        CHECK_INT(chn_store_begin(s, &err), CHN_OK);
        CHECK_INT(put(s, &b, &added, &err), CHN_OK);
        chn_store_rollback(s);
        chn_store_rollback(s);
        CHECK_INT(number(path, "SELECT count(*) FROM report"), 2);
    }
    TEST("rows and spans, in bytes and in characters")
    {
        CHECK_INT(number(path, "SELECT count(*) FROM claim"), 2);
        CHECK_INT(number(path, "SELECT count(*) FROM event"), 2);
        CHECK_INT(number(path, "SELECT count(*) FROM run WHERE scale = 'plover'"
                               " AND min_confidence = 25 AND version = '0.1.0'"
                               " AND model_version IS NULL AND began IS NULL"),
                  1);
        CHECK_INT(number(path, "SELECT count(*) FROM claim_actor a JOIN claim "
                               "c ON c.seq = a.claim JOIN report r ON r.seq = "
                               "c.report WHERE substr(r.text, a.char_from + "
                               "1, a.char_to - a.char_from) <> a.text OR "
                               "CAST(substr(CAST(r.text AS BLOB), a.byte_from "
                               "+ 1, a.byte_to - a.byte_from) AS TEXT) <> "
                               "a.text"),
                  0);
        CHECK_INT(number(path, "SELECT byte_to - char_to FROM claim_actor "
                               "WHERE claim = 2 AND side = 'target'"),
                  2);
        CHECK_INT(number(path, "SELECT count(*) FROM v_sentence WHERE text "
                               "LIKE 'Before it Kim wrote to _Shoigu_, "
                               "agency KCNA said.'"),
                  1);
        CHECK_INT(number(path, "SELECT date_prec FROM v_events_flat WHERE "
                               "occasion_ordinal = 70 AND actor1_iso3 = 'PRK' "
                               "AND actor2_id = 'sergei-shoigu' AND "
                               "source_original = 'KCNA' AND "
                               "number_of_sources = 1"),
                  1);
        CHECK_INT(number(path, "SELECT SQLDATE FROM v_gdelt WHERE EventCode "
                               "= '042' AND Actor1Code = 'PRKGOV' AND "
                               "ActionGeo_FullName = 'Pyongyang'"),
                  20230726);
        CHECK_INT(number(path, "SELECT count(*) FROM v_icews WHERE "
                               "cameo_code = '042' AND intensity = 1.9"),
                  3);
        CHECK_INT(number(path, "SELECT count(*) FROM v_polecat WHERE "
                               "\"Event Type\" = 'CONSULT' AND \"Actor "
                               "Country\" LIKE '%PRK%'"),
                  2);
        CHECK_INT(number(path, "SELECT count(*) FROM actor_office WHERE "
                               "first_seen = '2023-07-26' AND last_seen = "
                               "'2023-07-27'"),
                  2);
        CHECK_INT(number(path, "SELECT base_year FROM observance"), 1953);
    }
    TEST("show: by id, by event, by the first characters")
    {
        char id[24];
        shown = 0;
        CHECK_INT(chn_store_show(s, "c0000000000000a2", check_view,
                                 (void *)(uintptr_t) "c0000000000000a2", &err),
                  CHN_OK);
        CHECK_INT(shown, 1);
        CHECK_INT(seen_marks, 4);
        CHECK_INT(chn_store_show(s, "c0000000000000a1", check_view,
                                 (void *)(uintptr_t) "c0000000000000a1", &err),
                  CHN_OK);
        CHECK_INT(seen_marks, 5);
        memcpy(id, seen_event, sizeof id);
        CHECK_INT(chn_store_show(s, id, check_view,
                                 (void *)(uintptr_t) "c0000000000000a1", &err),
                  CHN_OK);
        id[5] = 0;
        CHECK_INT(chn_store_show(s, id, check_view,
                                 (void *)(uintptr_t) "c0000000000000a1", &err),
                  CHN_OK);
        CHECK_INT(shown, 4);
        CHECK_INT(chn_store_show(s, "c0000", check_view, NULL, &err),
                  CHN_ERR_INPUT);
        CHECK(strstr(err.text, "c0000000000000a1, c0000000000000a2"));
        id[4] = 0;
        CHECK_INT(chn_store_show(s, id, check_view, NULL, &err), CHN_ERR_INPUT);
        CHECK(strstr(err.text, "too short"));
        const char *const none[] = {
            "", "%", "c%", "zzzzzz", "c0000000000000a1x", "'; DROP TABLE x"};
        for (size_t i = 0; i < sizeof none / sizeof *none; i++)
            CHECK_INT(chn_store_show(s, none[i], check_view, NULL, &err),
                      CHN_ERR_INPUT);
        CHECK_INT(shown, 4);
    }
    TEST("timeline and its filters")
    {
        rows r = {0};
        CHECK_INT(chn_store_timeline(s, NULL, count_row, &r, &err), CHN_OK);
        CHECK_INT(r.n, 2);
        CHECK(strcmp(r.occasion, "Victory Day (70th)") == 0);
        CHECK(strcmp(r.voice, "Yonhap <- KCNA") == 0);
        CHECK(strncmp(r.text, " date 2023-07-27 Kim received", 29) == 0);
        memset(&r, 0, sizeof r);
        r.stop = 1;
        CHECK_INT(chn_store_timeline(s, NULL, count_row, &r, &err), CHN_OK);
        CHECK_INT(r.n, 1);
        CHECK_INT(n_rows(s, "RUS", "prk", NULL, NULL, NULL, NULL), 2);
        CHECK_INT(n_rows(s, "RUS", NULL, NULL, NULL, NULL, NULL), 2);
        CHECK_INT(n_rows(s, "RUS", "CHN", NULL, NULL, NULL, NULL), 0);
        CHECK_INT(n_rows(s, "RUS", "RUS", NULL, NULL, NULL, NULL), 0);
        CHECK_INT(n_rows(s, NULL, NULL, "2023-07-27", NULL, NULL, NULL), 1);
        CHECK_INT(n_rows(s, NULL, NULL, NULL, "2023-07-26", NULL, NULL), 1);
        CHECK_INT(n_rows(s, NULL, NULL, "2020-01-01", "2020-12-31", NULL, NULL),
                  0);
        CHECK_INT(n_rows(s, NULL, NULL, NULL, NULL, "consult", NULL), 2);
        CHECK_INT(n_rows(s, NULL, NULL, NULL, NULL, "AID", NULL), 0);
        CHECK_INT(n_rows(s, NULL, NULL, NULL, NULL, NULL, "planned"), 0);
    }
    TEST("figures")
    {
        chn_buf f;
        chn_buf_init(&f, 4096);
        CHECK_INT(chn_store_stats(s, find_stat, &f, &err), CHN_OK);
        const char *const want[] = {"reports/all=2;",      "reports/dated=2;",
                                    "reports/undated=0;",  "claims/all=2;",
                                    "events/all=2;",       "status/occurred=2;",
                                    "category/CONSULT=2;", "origin/KCNA=2;",
                                    "dyad/PRK-RUS=2;",     "year/2023=2;"};
        for (size_t i = 0; i < sizeof want / sizeof *want; i++)
            CHECK(strstr(f.p, want[i]));
        chn_buf_free(&f);
    }
    chn_store_close(s);
    TEST("a closed store is one file, readable where nobody may write")
    {
        char side[160];
        struct stat st;
        snprintf(side, sizeof side, "%s-wal", path);
        CHECK(access(side, F_OK) != 0);
        CHECK(chmod(path, 0400) == 0 && stat(path, &st) == 0);
        s = chn_store_open(path, CHN_STORE_READ, &err);
        CHECK(s && n_rows(s, NULL, NULL, NULL, NULL, NULL, NULL) == 2);
        chn_store_close(s);
        if (access(path, W_OK) != 0) { /* not for root */
            CHECK(!chn_store_open(path, CHN_STORE_WRITE, &err));
            CHECK(strstr(err.text, "cannot be written"));
        }
        CHECK(chmod(path, 0600) == 0);
    }
}

/* ---- bytes that are no text ---- */

static void odd_bytes(void)
{
    char path[128];
    chn_err err;
    chn_added added;
    made a;
    in_dir(path, "odd.db");
    TEST("text is kept to the byte, valid or not")
    {
        made_init(&a, "odd", "2023-07-27", "Kim met Shoigu");
        a.text[3] = (char)0xFF;
        a.text[7] = 0;
        a.report.text = chn_str_n(a.text, 14);
        a.report.title = chn_str_of("A \xC3( title");
        a.sentence[0].from = 0;
        a.sentence[0].to = 14;
        a.n_sentence = 1;
        add_claim(&a, "c0000000000000d1", "CONSULT", "", NULL, "met", 0);
        chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
        CHECK(s && chn_store_begin(s, &err) == CHN_OK);
        CHECK_INT(put(s, &a, &added, &err), CHN_OK);
        CHECK_INT(put(s, &a, &added, &err), CHN_OK);
        CHECK_INT(added, CHN_ADDED_KNOWN);
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        rows r = {0};
        CHECK_INT(chn_store_timeline(s, NULL, count_row, &r, &err), CHN_OK);
        CHECK_INT(r.n, 1);
        chn_store_close(s);
        CHECK_INT(number(path, "SELECT count(*) FROM report WHERE "
                               "hex(text) = "
                               "'4B696DFF6D65740053686F696775'"),
                  1);
        CHECK_INT(number(path, "SELECT count(*) FROM report WHERE title = "
                               "'A ' || char(65533) || '( title'"),
                  1);
        CHECK_INT(faults(path), 0);
    }
    TEST("an undated report, without claims, without anything")
    {
        made_init(&a, "bare", NULL, "Nothing happened.");
        a.report.publisher = chn_str_of("");
        chn_store *s = chn_store_open(path, CHN_STORE_WRITE, &err);
        CHECK(s && chn_store_begin(s, &err) == CHN_OK);
        CHECK_INT(put(s, &a, &added, &err), CHN_OK);
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        chn_store_close(s);
        CHECK_INT(number(path, "SELECT count(*) FROM report WHERE published "
                               "IS NULL AND publisher IS NULL"),
                  1);
    }
}

/* ---- two programs ---- */

static void two_writers(void)
{
    char path[128];
    chn_err err;
    in_dir(path, "busy.db");
    TEST("one writes, another reads; two do not write")
    {
        chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
        chn_store *w = chn_store_open(path, CHN_STORE_WRITE, &err);
        chn_store *r = chn_store_open(path, CHN_STORE_READ, &err);
        CHECK(s && w && r);
        if (!s || !w || !r)
            exit(1);
        (void)sqlite3_busy_timeout(w->db, 10);
        CHECK_INT(chn_store_begin(s, &err), CHN_OK);
        CHECK_INT(chn_store_begin(w, &err), CHN_ERR_STORE);
        CHECK(strstr(err.text, "another program is writing"));
        CHECK_INT(n_rows(r, NULL, NULL, NULL, NULL, NULL, NULL), 0);
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        CHECK_INT(chn_store_begin(w, &err), CHN_OK);
        chn_store_close(w);
        chn_store_close(s);
        chn_store_close(r);
        CHECK_INT(faults(path), 0);
    }
}

/* ---- batches ---- */

#define N_REPORTS 400u

static uint64_t rnd(uint64_t *x)
{
    *x = *x * 6364136223846793005u + 1442695040888963407u;
    return *x >> 33;
}

/* Report i of a small world in which acts are told again and again, before
 * and after, dated and not. */
static void make_report(made *m, uint32_t i)
{
    static const char *const ids[] = {"sergei-shoigu", "sergei-lavrov", ""};
    static const char *const modes[] = {"", "visit", "message"};
    static const char *const places[] = {"Pyongyang", "Moscow"};
    uint64_t x = (uint64_t)i * 7919 + 17;
    (void)rnd(&x);
    char id[32];
    char text[128];
    char when[11];
    const chn_day base = day("2023-01-01");
    snprintf(id, sizeof id, "w%03u", (unsigned)i);
    snprintf(text, sizeof text,
             "Kim met Shoigu, KCNA said in dispatch %u.\n%u soldiers died.",
             (unsigned)i, 2 + (unsigned)i % 3);
    const chn_day told = base + (chn_day)(rnd(&x) % 300);
    chn_day_format(told, when);
    made_init(m, id, rnd(&x) % 10 ? when : NULL, text);
    const uint32_t n = (uint32_t)(rnd(&x) % 4);
    for (uint32_t k = 0; k < n; k++) {
        char claim[24];
        snprintf(claim, sizeof claim, "c%08x%08x",
                 (unsigned)(rnd(&x) & 0xffffffffu), (unsigned)(i * 8 + k));
        chn_day_format(told - (chn_day)(rnd(&x) % 3), when);
        /* one after the other: of arguments the compiler chooses the order */
        const char *const day = rnd(&x) % 4 ? when : NULL;
        const char *const mode = modes[rnd(&x) % 3];
        const char *const category = rnd(&x) % 5 ? "CONSULT" : "AGREE";
        chn_claim *c = add_claim(m, claim, category, mode, day, "met", 0);
        const uint64_t who = rnd(&x) % 3;
        m->target[k].id = chn_str_of(ids[who]);
        if (who != 0) {
            m->target[k].name =
                chn_str_of(who == 1 ? "Sergei Lavrov" : "Russia");
            m->target[k].office =
                chn_str_of(who == 1 ? "Minister of Foreign Affairs" : "");
        }
        if (rnd(&x) % 9 == 0) {
            m->target[k].country = chn_str_of("CHN");
            m->target[k].id = chn_str_of("");
        }
        const bool some = c->date.to != CHN_DAY_NONE;
        if (rnd(&x) % 7 == 0 && some)
            c->date.to += 20;
        if (rnd(&x) % 19 == 0 && some)
            c->date.to += 200;
        if (rnd(&x) % 3 == 0) {
            c->has_place = true;
            c->place.name = chn_str_of(places[rnd(&x) % 2]);
        }
        c->status =
            rnd(&x) % 6 ? CHN_STATUS_OCCURRED : (chn_status)(rnd(&x) % 4);
        c->n_voice = (uint32_t)(rnd(&x) % 3);
        c->symmetric = rnd(&x) % 2;
    }
    static const char *const agency[] = {"AFP", "KCNA", "Reuters"};
    if (rnd(&x) % 3 == 0)
        add_credit(m, agency[rnd(&x) % 3], "signed");
    if (rnd(&x) % 6 == 0)
        add_credit(m, agency[rnd(&x) % 3], "inputs");
}

/* `seed` of three: batches are merged block by block; of five: most of them
 * are saved, and merged later. */
static bool fill_into(const char *path, uint64_t seed, uint32_t step)
{
    chn_err err;
    made *m = malloc(sizeof *m);
    chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
    bool ok = m && s && set_run(s, "d", "r", &err) == CHN_OK;
    const bool blocks = seed % 3 == 0;
    const bool saves = seed % 5 == 0;
    for (uint32_t i = 0; ok && i < N_REPORTS;) {
        if (blocks)
            s->part_least = 1;
        uint32_t n = step ? step : 1 + (uint32_t)(rnd(&seed) % 9);
        ok = s->in_batch || chn_store_begin(s, &err) == CHN_OK;
        for (; ok && n > 0 && i < N_REPORTS; n--, i++) {
            chn_added added;
            make_report(m, i);
            ok = put(s, m, &added, &err) == CHN_OK;
        }
        const bool save = saves && i < N_REPORTS && rnd(&seed) % 4;
        ok = ok && (save ? chn_store_save(s, &err)
                         : chn_store_commit(s, &err)) == CHN_OK;
        if (ok && !step && rnd(&seed) % 8 == 0) {
            /* a break, as after a killed run */
            chn_store_close(s);
            s = chn_store_open(path, CHN_STORE_WRITE, &err);
            ok = s && set_run(s, "d", "r", &err) == CHN_OK;
        }
    }
    if (!ok)
        printf("# %s\n", err.text);
    chn_store_close(s);
    free(m);
    return ok;
}

static bool fill(const char *path, uint64_t seed, uint32_t step)
{
    drop(path);
    return fill_into(path, seed, step);
}

static void batches(void)
{
    char path[128];
    chn_buf want;
    chn_buf got;
    TEST("one batch or many: the same rows in every table")
    {
        CHECK(fill(in_dir(path, "all.db"), 1, N_REPORTS));
        dump(path, &want);
        CHECK(!strstr(want.p, "ERROR"));
        CHECK_INT(faults(path), 0);
        printf(
            "# %d claims, %d events, %d of more than one claim, %d "
            "disagree, %d with a history\n",
            (int)number(path, "SELECT count(*) FROM claim"),
            (int)number(path, "SELECT count(*) FROM event"),
            (int)number(path, "SELECT count(*) FROM event WHERE n_claims > 1"),
            (int)number(path, "SELECT count(*) FROM event WHERE disagree "
                              "IS NOT NULL"),
            (int)number(path, "SELECT count(*) FROM event WHERE history "
                              "IS NOT NULL"));
        CHECK(number(path, "SELECT max(n_reports) FROM event") > 3);
        CHECK_INT(number(path, "SELECT (SELECT count(*) FROM claim) - (SELECT "
                               "sum(n_claims) FROM event)"),
                  0);
        CHECK_INT(number(path, "SELECT count(*) FROM event e WHERE (history "
                               "IS NOT NULL AND NOT json_valid(history)) OR "
                               "(disagree IS NOT NULL AND NOT "
                               "json_valid(disagree))"),
                  0);
        for (uint32_t i = 0; i < 12; i++) {
            CHECK(fill(in_dir(path, "parts.db"), 100 + i, i < 2 ? 1 : 0));
            dump(path, &got);
            CHECK(got.n == want.n && memcmp(got.p, want.p, got.n) == 0);
            chn_buf_free(&got);
            CHECK_INT(faults(path), 0);
        }
        chn_buf_free(&want);
    }
}

/* ---- reports read again ---- */

/* What events are, told by ids: numbers of rows depend on what went before. */
static const char *const by_ids[] = {
    ("SELECT e.id, e.first_reported, e.category, e.mode, e.source, e.target,"
     " e.status, e.date_from, e.date_to, e.precision, e.basis, e.place,"
     " e.origins, e.n_claims, e.n_reports, e.n_origins, e.voice, e.history,"
     " e.disagree, b.id, s.id, a.id, d.id FROM event e"
     " JOIN claim b ON b.seq = e.best_claim JOIN claim s ON s.seq ="
     " e.sides_claim JOIN claim a ON a.seq = e.act_claim"
     " JOIN claim d ON d.seq = e.date_claim ORDER BY e.id"),
    ("SELECT c.id, e.event, w.id, e.rule, e.score FROM event_claim e"
     " JOIN claim c ON c.seq = e.claim LEFT JOIN claim w ON w.seq ="
     " e.with_claim ORDER BY c.id"),
    ("SELECT c.id, l.id, t.block, t.reach_from, t.reach_to, t.rule, t.score"
     " FROM telling t JOIN claim c ON c.seq = t.claim"
     " JOIN claim l ON l.seq = t.lead ORDER BY c.id"),
    ("SELECT r.id, r.published, r.day, r.basis, n.n, n.byte_from, n.byte_to"
     " FROM report r JOIN sentence n ON n.report = r.seq ORDER BY r.id, n.n"),
    "SELECT * FROM actor ORDER BY id",
    "SELECT * FROM actor_office ORDER BY actor, office",
    "SELECT * FROM observance ORDER BY id",
    ("SELECT c.id, m.id, e.miss_why, e.miss_score FROM event_claim e"
     " JOIN claim c ON c.seq = e.claim LEFT JOIN claim m ON m.seq ="
     " e.miss_claim ORDER BY c.id"),
    ("SELECT r.id, d.sentence, d.n, d.kind, d.noun, d.low, d.high FROM detail d"
     " JOIN report r ON r.seq = d.report ORDER BY r.id, d.sentence, d.n"),
    ("SELECT r.id, c.n, c.name, c.relation, c.byte_from FROM credit c"
     " JOIN report r ON r.seq = c.report ORDER BY r.id, c.n"),
    "SELECT * FROM follow ORDER BY event, kind, of",
    "SELECT * FROM stale"};

static void dump_by_ids(const char *path, chn_buf *b)
{
    sqlite3 *db = NULL;
    chn_buf_init(b, (size_t)1 << 28);
    (void)sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL);
    for (size_t i = 0; i < sizeof by_ids / sizeof *by_ids; i++) {
        sqlite3_stmt *st = NULL;
        if (sqlite3_prepare_v2(db, by_ids[i], -1, &st, NULL) != SQLITE_OK)
            chn_buf_fmt(b, "ERROR %s\n", sqlite3_errmsg(db));
        while (st && sqlite3_step(st) == SQLITE_ROW) {
            for (int k = 0; k < sqlite3_column_count(st); k++) {
                chn_buf_char(b, '|');
                chn_buf_put(b, sqlite3_column_blob(st, k),
                            (size_t)sqlite3_column_bytes(st, k));
            }
            chn_buf_char(b, '\n');
        }
        (void)sqlite3_finalize(st);
    }
    (void)sqlite3_close(db);
}

/* The report as it was told `off` days later, its claims with other ids. */
static void shift(made *m, chn_day off, chn_dating *d)
{
    for (uint32_t i = 0; i < m->n_claim; i++) {
        chn_claim *c = &m->claim[i];
        m->claim_id[i][1] = 'f';
        if (c->date.from != CHN_DAY_NONE)
            c->date.from += off;
        if (c->date.to != CHN_DAY_NONE)
            c->date.to += off;
        if (i % 2)
            c->mode = chn_str_of("visit");
    }
    memset(d, 0, sizeof *d);
    d->day = d->from = d->to = m->report.published == CHN_DAY_NONE
                                   ? day("2023-05-05") + off
                                   : m->report.published + off;
    d->basis = CHN_DATING_SET;
    d->confidence_percent = 100;
}

static chn_store_input input(const made *m, const chn_dating *d, void *user)
{
    return (chn_store_input){.report = &m->report,
                             .dating = d,
                             .claims = m->claims,
                             .n_claims = m->n_claim,
                             .sentences = m->sentence,
                             .n_sentences = m->n_sentence,
                             .credits = m->credits,
                             .n_credits = m->n_credit,
                             .code_point = points,
                             .record = line,
                             .user = user};
}

/* Every third report is told with another day and set right later. */
static bool fill_wrong(const char *path, uint32_t step)
{
    chn_err err;
    chn_added added;
    chn_dating d;
    drop(path);
    made *m = malloc(sizeof *m);
    chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
    bool ok = m && s && set_run(s, "d", "r", &err) == CHN_OK;
    ok = ok && chn_store_begin(s, &err) == CHN_OK;
    for (uint32_t i = 0; ok && i < N_REPORTS; i++) {
        make_report(m, i);
        if (i % 3 == 0)
            shift(m, (chn_day)(i % 50) - 20, &d);
        const chn_store_input in = input(m, i % 3 ? NULL : &d, m);
        ok = chn_store_put(s, &in, &added, &err) == CHN_OK;
    }
    /* or read again before they are merged */
    ok = ok && (step % 2 ? chn_store_save(s, &err)
                         : chn_store_commit(s, &err)) == CHN_OK;
    for (uint32_t i = 0; ok && i < N_REPORTS;) {
        ok = s->in_batch || chn_store_begin(s, &err) == CHN_OK;
        for (uint32_t k = 0; ok && k < step && i < N_REPORTS; i += 3, k++) {
            make_report(m, i);
            const chn_store_input in = input(m, NULL, m);
            ok = chn_store_replace(s, (int64_t)i + 1, &in, &err) == CHN_OK;
        }
        ok = ok && chn_store_commit(s, &err) == CHN_OK;
    }
    if (!ok)
        printf("# %s\n", err.text);
    chn_store_close(s);
    free(m);
    return ok;
}

/* ---- saved, and not merged yet ---- */

/* Puts in reports [from, to). */
static bool put_some(chn_store *s, uint32_t from, uint32_t to, chn_err *err)
{
    bool ok = true;
    made *m = malloc(sizeof *m);
    for (uint32_t i = from; m && ok && i < to; i++) {
        chn_added added;
        make_report(m, i);
        ok = put(s, m, &added, err) == CHN_OK;
    }
    free(m);
    return m && ok;
}

/* A program that saves 200 reports and is killed while it adds more. */
static bool killed(const char *path)
{
    chn_err err;
    int status = 1;
    drop(path);
    (void)fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
        _exit(s && set_run(s, "d", "r", &err) == CHN_OK &&
                      chn_store_begin(s, &err) == CHN_OK &&
                      put_some(s, 0, 100, &err) &&
                      chn_store_save(s, &err) == CHN_OK &&
                      put_some(s, 100, 200, &err) &&
                      chn_store_save(s, &err) == CHN_OK &&
                      put_some(s, 200, 210, &err)
                  ? 0
                  : 1);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static bool first_fault(void *user, const char *text)
{
    (void)snprintf(user, 256, "%s", text);
    return false;
}

/* Somebody else adds report 300 as soon as the first save is through. */
typedef struct other_writer {
    const char *path;
    bool done;
} other_writer;

static int add_beside(void *user, sqlite3 *db, const char *name, int pages)
{
    other_writer *o = user;
    chn_err err;
    (void)db;
    (void)name;
    (void)pages;
    if (o->done)
        return SQLITE_OK;
    o->done = true;
    chn_store *s = chn_store_open(o->path, CHN_STORE_WRITE, &err);
    CHECK(s && set_run(s, "d", "r", &err) == CHN_OK);
    CHECK_INT(chn_store_begin(s, &err), CHN_OK);
    CHECK(put_some(s, 300, 301, &err));
    CHECK_INT(chn_store_commit(s, &err), CHN_OK);
    chn_store_close(s);
    return SQLITE_OK;
}

static void saved(void)
{
    char path[128];
    char other[128];
    char fault[256] = "";
    chn_err err;
    uint64_t n = 0;
    TEST("what was saved is kept where its program is killed, and merged later")
    {
        chn_buf want;
        chn_buf got;
        CHECK(killed(in_dir(path, "killed.db")));
        CHECK_INT(number(path, "SELECT count(*) FROM report"), 200);
        chn_store *s = chn_store_open(path, CHN_STORE_READ, &err);
        CHECK(s && chn_store_unmerged(s, &n, &err) == CHN_OK);
        CHECK_INT((int64_t)n, number(path, "SELECT count(*) FROM claim"));
        CHECK(n > 100);
        CHECK_INT(number(path, "SELECT count(*) FROM event"), 0);
        CHECK(s && chn_store_check(s, first_fault, fault, &n, &err) == CHN_OK);
        CHECK_STR(chn_str_of(fault), "");
        chn_store_close(s);
        s = chn_store_open(path, CHN_STORE_WRITE, &err);
        CHECK(s && set_run(s, "d", "r", &err) == CHN_OK &&
              chn_store_begin(s, &err) == CHN_OK &&
              put_some(s, 200, N_REPORTS, &err));
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        CHECK_INT(chn_store_unmerged(s, &n, &err), CHN_OK);
        CHECK_INT((int64_t)n, 0);
        CHECK_INT(chn_store_finish(s, &err), CHN_OK);
        CHECK_INT(number(path, "SELECT count(*) FROM setting"), 0);
        CHECK_INT(faults(path), 0);
        CHECK(fill(in_dir(other, "whole.db"), 1, N_REPORTS));
        dump(path, &got);
        dump(other, &want);
        CHECK(got.n == want.n && memcmp(got.p, want.p, got.n) == 0);
        chn_buf_free(&got);
        chn_buf_free(&want);
    }
    TEST("whoever opens it for writing merges it, with nothing to add")
    {
        CHECK(killed(in_dir(path, "killed.db")));
        chn_store *s = chn_store_open(path, CHN_STORE_WRITE, &err);
        CHECK_INT(chn_store_finish(s, &err), CHN_OK);
        CHECK(number(path, "SELECT count(*) FROM event") > 50);
        CHECK_INT(number(path, "SELECT count(*) FROM claim WHERE seq NOT IN"
                               " (SELECT claim FROM event_claim)"),
                  0);
        CHECK_INT(faults(path), 0);
    }
    TEST("what somebody else adds between two saves is merged with it")
    {
        chn_buf want;
        chn_buf got;
        other_writer o = {in_dir(path, "beside.db"), false};
        drop(path);
        chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
        CHECK(s && set_run(s, "d", "r", &err) == CHN_OK &&
              chn_store_begin(s, &err) == CHN_OK && put_some(s, 0, 200, &err));
        (void)sqlite3_wal_hook(s->db, add_beside, &o);
        CHECK_INT(chn_store_save(s, &err), CHN_OK);
        CHECK(o.done);
        CHECK_INT((int64_t)s->n_fresh, 0);
        CHECK(put_some(s, 200, 250, &err));
        CHECK_INT(chn_store_save(s, &err), CHN_OK);
        CHECK(s->n_fresh > 0);
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        chn_store_close(s);
        CHECK_INT(faults(path), 0);
        drop(in_dir(other, "whole.db"));
        s = chn_store_open(other, CHN_STORE_CREATE, &err);
        CHECK(s && set_run(s, "d", "r", &err) == CHN_OK &&
              chn_store_begin(s, &err) == CHN_OK && put_some(s, 0, 200, &err) &&
              put_some(s, 300, 301, &err) && put_some(s, 200, 250, &err));
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        chn_store_close(s);
        dump(path, &got);
        dump(other, &want);
        CHECK(got.n == want.n && memcmp(got.p, want.p, got.n) == 0);
        chn_buf_free(&got);
        chn_buf_free(&want);
    }
    TEST("a batch that changes what was there is no mere save")
    {
        CHECK(fill(in_dir(path, "anew.db"), 1, N_REPORTS));
        chn_store *s = chn_store_open(path, CHN_STORE_WRITE, &err);
        CHECK(s && set_run(s, "d", "r", &err) == CHN_OK &&
              chn_store_begin(s, &err) == CHN_OK);
        made *m = malloc(sizeof *m);
        if (m)
            make_report(m, 7);
        if (m) {
            const chn_store_input in = input(m, NULL, m);
            CHECK_INT(chn_store_replace(s, 8, &in, &err), CHN_OK);
        }
        CHECK_INT(chn_store_save(s, &err), CHN_OK);
        CHECK_INT(chn_store_unmerged(s, &n, &err), CHN_OK);
        CHECK_INT((int64_t)n, 0);
        free(m);
        chn_store_close(s);
        CHECK_INT(faults(path), 0);
    }
}

static void read_again(void)
{
    char path[128];
    chn_buf want;
    chn_buf got;
    TEST("a report that is read again leaves no trace of what it told before")
    {
        CHECK(fill(in_dir(path, "all.db"), 1, N_REPORTS));
        dump_by_ids(path, &want);
        CHECK(!strstr(want.p, "ERROR"));
        static const uint32_t steps[] = {1, 7, N_REPORTS};
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
            CHECK(fill_wrong(in_dir(path, "again.db"), steps[i]));
            CHECK_INT(faults(path), 0);
            dump_by_ids(path, &got);
            CHECK(got.n == want.n && memcmp(got.p, want.p, got.n) == 0);
            chn_buf_free(&got);
        }
        chn_buf_free(&want);
    }
}

/* ---- people's word ---- */

/* An id of a claim, by a query that gives one. */
static const char *one_id(const char *path, const char *sql, char out[32])
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    out[0] = '\0';
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW)
        snprintf(out, 32, "%s", (const char *)sqlite3_column_text(st, 0));
    (void)sqlite3_finalize(st);
    (void)sqlite3_close(db);
    return out;
}

static chn_code decide(const char *path, const char *a, const char *b,
                       chn_err *err)
{
    const chn_hand h = {.who = "reader", .at = "2024-01-01", .why = "test"};
    chn_store *s = chn_store_open(path, CHN_STORE_WRITE, err);
    if (!s)
        return CHN_ERR_STORE;
    chn_code code = chn_store_begin(s, err);
    if (code == CHN_OK)
        code = b ? chn_store_merge_claims(s, a, b, &h, err)
                 : chn_store_unmerge_claims(s, &a, 1, &h, err);
    if (code == CHN_OK)
        code = chn_store_commit(s, err);
    chn_store_close(s);
    return code;
}

static void decided(void)
{
    char path[128];
    char other[128];
    char x[32];
    char y[32];
    chn_err err;
    TEST("claims are taken out and put together by hand")
    {
        CHECK(fill(in_dir(path, "hand.db"), 1, 7));
        const int64_t before = number(path, "SELECT count(*) FROM event");
        one_id(path,
               "SELECT c.id FROM event_claim m JOIN event e ON e.id = m.event"
               " JOIN claim c ON c.seq = m.claim WHERE e.n_reports > 1"
               " ORDER BY c.id LIMIT 1",
               x);
        CHECK_INT(decide(path, x, NULL, &err), CHN_OK);
        CHECK_INT(number(path, "SELECT count(*) FROM event"), before + 1);
        CHECK_INT(decide(path, x, NULL, &err), CHN_ERR_INPUT);
        one_id(path,
               "SELECT v.b FROM verdict v WHERE v.kind = 'unmerge' LIMIT 1", y);
        CHECK_INT(decide(path, x, y, &err), CHN_OK);
        CHECK_INT(number(path, "SELECT count(*) FROM event"), before);
        CHECK_INT(decide(path, x, y, &err), CHN_ERR_INPUT);
        /* acts of other kinds and years, too */
        one_id(path,
               "SELECT c.id FROM claim c WHERE c.category = 'ASSAULT'"
               " ORDER BY c.id LIMIT 1",
               x);
        one_id(path,
               "SELECT c.id FROM claim c WHERE c.category = 'CONSULT'"
               " ORDER BY c.id DESC LIMIT 1",
               y);
        if (x[0] && y[0]) {
            CHECK_INT(decide(path, x, y, &err), CHN_OK);
            CHECK_INT(number(path, "SELECT count(*) FROM event"), before - 1);
        }
        CHECK_INT(faults(path), 0);
        CHECK_INT(decide(path, "cffffffffff", y, &err), CHN_ERR_INPUT);
    }
    TEST("a store made anew from reports and decisions is the same store")
    {
        chn_buf want;
        chn_buf got;
        dump(path, &want);
        in_dir(other, "hand2.db");
        drop(other);
        chn_store *s = chn_store_open(other, CHN_STORE_CREATE, &err);
        CHECK(s != NULL);
        chn_store_close(s);
        char sql[256];
        snprintf(sql, sizeof sql,
                 "ATTACH '%s' AS old; INSERT INTO verdict SELECT * FROM"
                 " old.verdict",
                 path);
        CHECK(run_sql(other, sql));
        CHECK(fill_into(other, 1, 3));
        dump(other, &got);
        CHECK(got.n == want.n && memcmp(got.p, want.p, got.n) == 0);
        chn_buf_free(&want);
        chn_buf_free(&got);
    }
    TEST("another window and back: the same rows but for the setting")
    {
        chn_buf want;
        chn_buf got;
        const int64_t before = number(path, "SELECT count(*) FROM event");
        for (int i = 0; i < 2; i++) {
            chn_store *s = chn_store_open(path, CHN_STORE_WRITE, &err);
            CHECK(s != NULL);
            CHECK_INT(chn_store_begin(s, &err), CHN_OK);
            CHECK_INT(chn_store_set_merging(s, 9, -1, &err), CHN_ERR_ARGUMENT);
            CHECK_INT(chn_store_set_merging(s, i ? 1 : 5, i ? 45 : 30, &err),
                      CHN_OK);
            CHECK_INT(chn_store_commit(s, &err), CHN_OK);
            chn_store_close(s);
            if (i == 0)
                CHECK(number(path, "SELECT count(*) FROM event") < before);
        }
        CHECK_INT(number(path, "SELECT count(*) FROM event"), before);
        CHECK(run_sql(path, "DELETE FROM setting"));
        dump(other, &want);
        dump(path, &got);
        CHECK(got.n == want.n && memcmp(got.p, want.p, got.n) == 0);
        chn_buf_free(&want);
        chn_buf_free(&got);
    }
}

/* A claim with a review stays, or nothing is done. */
static void reviewed(void)
{
    char path[128];
    chn_err err;
    chn_dating d;
    TEST("a claim that has a review is not lost")
    {
        CHECK(fill(in_dir(path, "again.db"), 1, N_REPORTS));
        CHECK(run_sql(path,
                      "INSERT INTO review (claim, state, who, at) SELECT id,"
                      " 'accepted', 'reader', '2024-01-01' FROM claim"));
        chn_buf want;
        chn_buf got;
        made *m = malloc(sizeof *m);
        chn_store *s = chn_store_open(path, CHN_STORE_WRITE, &err);
        uint32_t i = 0;
        if (!m || !s)
            exit(1);
        /* rows by hand get their places with the next batch */
        CHECK_INT(chn_store_begin(s, &err), CHN_OK);
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        dump(path, &want);
        do
            make_report(m, i++);
        while (m->n_claim == 0);
        CHECK_INT(chn_store_begin(s, &err), CHN_OK);
        const chn_store_input same = input(m, NULL, m);
        CHECK_INT(chn_store_replace(s, i, &same, &err), CHN_OK);
        chn_store_rollback(s);
        CHECK_INT(chn_store_begin(s, &err), CHN_OK);
        shift(m, 9, &d);
        const chn_store_input in = input(m, &d, m);
        CHECK_INT(chn_store_replace(s, i, &in, &err), CHN_ERR_INPUT);
        CHECK(strstr(err.text, "has a review"));
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        chn_store_close(s);
        free(m);
        dump(path, &got);
        CHECK(got.n == want.n && memcmp(got.p, want.p, got.n) == 0);
        chn_buf_free(&want);
        chn_buf_free(&got);
        CHECK_INT(faults(path), 0);
    }
}

/* ---- the public door ---- */

typedef struct listed {
    uint32_t n;
    chn_day day;
    chn_dating_basis basis;
    bool reasons;
} listed;

static bool last_report(void *user, const chn_stored_report *r)
{
    listed *l = user;
    l->n++;
    l->day = r->dating.day;
    l->basis = r->dating.basis;
    l->reasons = r->reasons.n > 2 && r->has_text;
    return true;
}

static listed list(chn_store *s)
{
    chn_err err;
    listed l = {0};
    CHECK_INT(chn_store_reports(s, last_report, &l, &err), CHN_OK);
    return l;
}

static void overruled(void)
{
    static const char told[] = "French President Emmanuel Macron met German "
                               "Chancellor Angela Merkel in Paris on Friday, "
                               "the 55th anniversary of the Elysee Treaty.";
    char path[128];
    chn_err err;
    chn_added added;
    chn_redated x;
    in_dir(path, "redate.db");
    chn_engine *e = chn_engine_open(NULL, &err);
    chn_worker *w = e ? chn_worker_new(e, &err) : NULL;
    chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
    chn_report r;
    memset(&r, 0, sizeof r);
    r.id = chn_str_of("told");
    r.published = CHN_DAY_NONE;
    r.text = chn_str_of(told);
    r.file = r.id;
    chn_result *result = w && s ? chn_worker_code(w, &r, &err) : NULL;
    if (!result)
        exit(1);
    TEST("a day is set and taken back")
    {
        const chn_dating was = *chn_result_dating(result);
        CHECK_INT(chn_store_begin_run(s, e, 0, &err), CHN_OK);
        CHECK_INT(chn_store_redate(s, w, "told", 0, &x, &err),
                  CHN_ERR_ARGUMENT);
        CHECK_INT(chn_store_begin(s, &err), CHN_OK);
        CHECK_INT(chn_store_add(s, result, &added, &err), CHN_OK);
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        CHECK_INT(list(s).day, was.day);
        CHECK_INT(list(s).basis, was.basis);
        CHECK_INT(chn_store_begin(s, &err), CHN_OK);
        CHECK_INT(chn_store_redate(s, w, "none", 0, &x, &err), CHN_ERR_INPUT);
        CHECK(strstr(err.text, "no report has the id"));
        CHECK_INT(chn_store_redate(s, w, "told", day("2018-01-26"), &x, &err),
                  CHN_OK);
        CHECK_INT(x.was, was.day);
        CHECK_INT(x.basis, CHN_DATING_SET);
        CHECK_INT(x.day, day("2018-01-26"));
        CHECK(x.n_claims > 0);
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        CHECK_INT(list(s).day, day("2018-01-26"));
        CHECK_INT(number(path, "SELECT count(*) FROM claim WHERE date_from = "
                               "'2018-01-26'") > 0,
                  1);
        CHECK_INT(number(path, "SELECT count(*) FROM event WHERE "
                               "first_reported = '2018-01-26'") > 0,
                  1);
        CHECK_INT(chn_store_begin(s, &err), CHN_OK);
        CHECK_INT(chn_store_redate(s, w, "told", CHN_DAY_NONE, NULL, &err),
                  CHN_OK);
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        CHECK_INT(list(s).day, was.day);
        CHECK_INT(list(s).basis, was.basis);
        CHECK_INT(list(s).n, 1);
        CHECK_INT(number(path, "SELECT count(*) FROM redate WHERE was_basis "
                               "= 'set' OR basis = 'set'"),
                  2);
        CHECK_INT(faults(path), 0);
    }
    TEST("without the text nothing can be read again")
    {
        CHECK(run_sql(path, "UPDATE report SET text = NULL"));
        CHECK_INT(chn_store_begin(s, &err), CHN_OK);
        CHECK_INT(chn_store_redate(s, w, "told", 0, &x, &err), CHN_ERR_INPUT);
        CHECK(strstr(err.text, "does not keep the text"));
        CHECK_INT(chn_store_commit(s, &err), CHN_OK);
        CHECK(!list(s).reasons);
    }
    chn_result_free(result);
    chn_store_close(s);
    chn_worker_free(w);
    chn_engine_free(e);
}

typedef struct told {
    char text[512];
    size_t n;
} told;

static chn_code tell(void *user, const chn_detail *d)
{
    told *t = user;
    const int n =
        snprintf(t->text + t->n, sizeof t->text - t->n, "%s %.*s %d %d; ",
                 d->kind, (int)d->noun.n, d->noun.p, (int)d->low, (int)d->high);
    t->n += n > 0 && t->n + (size_t)n < sizeof t->text ? (size_t)n : 0;
    return CHN_OK;
}

static void details(void)
{
    chn_err err;
    const chn_detail_tables t = chn_detail_tables_builtin();
    TEST("the words of details load, and are sorted")
    {
        CHECK_INT(chn_detail_tables_check(&t, &err), CHN_OK);
        CHECK(t.words && t.phrases && t.phrases->n_rows > 20);
        for (uint32_t i = 1; t.words && i < t.words->n_rows; i++)
            CHECK(chn_str_cmp(chn_table_cell(t.words, i - 1, 0),
                              chn_table_cell(t.words, i, 0)) < 0);
    }
    TEST("counts, returns and answers of a sentence")
    {
        told out = {.n = 0};
        const chn_detail_of of = {
            .tables = &t, .day = CHN_DAY_NONE, .put = tell, .user = &out};
        CHECK_INT(chn_details(&of,
                              chn_str_of("Forty-two sailors and about 20 "
                                         "people made the third visit in two "
                                         "weeks, in response."),
                              0),
                  CHN_OK);
        CHECK_STR(chn_str_n(out.text, out.n),
                  "count sailor 42 42; count people 18 22; nth visit 3 14; "
                  "reply  0 0; ");
    }
}

int main(void)
{
    /* in memory where that can be: thousands of commits */
    if (access("/dev/shm", W_OK) != 0)
        memmove(dir, "/tmp/chancery-store-XXXXXX", 27);
    if (!mkdtemp(dir))
        return 1;
    details();
    opening();
    from_version_1();
    from_version_6();
    from_version_7();
    from_version_9();
    due();
    followed();
    credits();
    one_report();
    odd_bytes();
    two_writers();
    batches();
    saved();
    read_again();
    reviewed();
    decided();
    overruled();
    const char *const made_here[] = {
        "text.db",  "other.db", "new.db",   "old.db",   "one.db",
        "odd.db",   "busy.db",  "all.db",   "parts.db", "file:x?mode=memory",
        ":memory:", "v1.db",    "fresh.db", "again.db", "redate.db",
        "hand.db",  "hand2.db", "v6.db",    "credit.db"};
    for (size_t i = 0; i < sizeof made_here / sizeof *made_here; i++) {
        char path[128];
        drop(in_dir(path, made_here[i]));
    }
    (void)rmdir(dir);
    return check_end();
}
