/* SPDX-License-Identifier: Apache-2.0 */
/* The only door to libpq. */
#include <libpq-fe.h>

#include "base/alloc.h"
#include "push/pq.h"

#define SECRETS 4u
#define MESSAGE_MAX ((size_t)64 * 1024)
#define OLDEST_SERVER 110000 /* as PQserverVersion has it */

struct chn_pq {
    PGconn *c;
    chn_push_done *done;
    chn_buf secrets[SECRETS];
    uint32_t n_secrets;
};

static void keep_secret(chn_pq *q, const char *s)
{
    if (!s || !*s || q->n_secrets == SECRETS)
        return;
    chn_buf *b = &q->secrets[q->n_secrets++];
    chn_buf_init(b, MESSAGE_MAX);
    chn_buf_z(b, s);
}

/* One line of what libpq or the server said, without secrets. */
static void put_said(const chn_pq *q, chn_buf *b, const char *said)
{
    chn_buf from, to;
    chn_buf_init(&from, MESSAGE_MAX);
    chn_buf_init(&to, MESSAGE_MAX);
    const char *word = said ? said : "";
    while (*word == ' ' || *word == '\n')
        word++;
    for (; *word; word++) {
        if (word[0] == '\n' && word[1] == '\t')
            break; /* "Is the server running ...?": we say what to do */
        if (*word != '\n' && *word != '\r' && *word != '\t')
            chn_buf_char(&from, *word);
        else if (word[1])
            chn_buf_char(&from, ' ');
    }
    for (uint32_t i = 0; i < q->n_secrets; i++) {
        const chn_buf *s = &q->secrets[i];
        chn_buf_clear(&to);
        chn_push_hide(&to, chn_str_n(from.p ? from.p : "", from.n),
                      chn_str_n(s->p ? s->p : "", s->n));
        const chn_buf swap = from;
        from = to;
        to = swap;
    }
    chn_buf_str(b, chn_str_n(from.p ? from.p : "", from.n));
    chn_buf_free(&from);
    chn_buf_free(&to);
}

/* What one can do about a class or state of SQL's. */
static const struct {
    const char *state; /* its beginning */
    const char *advice;
    bool later;
} known[] = {
    {"42501",
     "; ask the owner of the database for the right to create the schema or "
     "write to it (GRANT CREATE ON DATABASE, or ALTER SCHEMA ... OWNER TO)",
     false},
    {"25006", "; this server takes no writes, as a standby does: name another",
     false},
    {"53100", "; the server's disk is full", true},
    {"53", "; the server lacks resources: try again later", true},
    {"57", "; the server ended the work: try again", true},
    {"08", "; try again", true},
    {"40", "; others write to the same tables: try again", true},
    {"55P03", "; others have locked the tables: try again", true},
    {"23",
     "; something else refers to these rows, or they were changed by hand: "
     "push with --full",
     false},
};

static chn_code fail(chn_pq *q, const PGresult *res, const char *doing,
                     chn_err *err)
{
    const char *state = res ? PQresultErrorField(res, PG_DIAG_SQLSTATE) : NULL;
    const char *said =
        res ? PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    chn_buf b;
    chn_buf_init(&b, MESSAGE_MAX);
    put_said(q, &b, said ? said : PQerrorMessage(q->c));
    const bool lost = PQstatus(q->c) == CONNECTION_BAD;
    const char *advice = "";
    bool later = lost;
    for (size_t i = 0; state && i < sizeof known / sizeof *known; i++)
        if (strncmp(state, known[i].state, strlen(known[i].state)) == 0) {
            advice = known[i].advice;
            later = later || known[i].later;
            break;
        }
    q->done->later = later;
    if (lost)
        (void)chn_fail(err, CHN_ERR_STORE,
                       "%s: the server went away while %s; nothing was "
                       "changed, try again (%.200s)",
                       q->done->where, doing, b.p ? b.p : "");
    else
        (void)chn_fail(err, CHN_ERR_STORE,
                       "%s: the server refused while %s: %.200s%s; nothing "
                       "was changed",
                       q->done->where, doing, b.p ? b.p : "", advice);
    chn_buf_free(&b);
    return CHN_ERR_STORE;
}

static void be_silent(void *user, const char *notice)
{
    (void)user;
    (void)notice;
}

/* Passwords of the address: what libpq itself shows as stars. */
static bool keep_secrets(chn_pq *q, const char *to, const char *secret)
{
    keep_secret(q, secret);
    PQconninfoOption *all = PQconninfoParse(to, NULL);
    if (!all)
        return false;
    for (const PQconninfoOption *o = all; o->keyword; o++)
        if (o->val &&
            (*o->dispchar == '*' || strcmp(o->keyword, "sslpassword") == 0))
            keep_secret(q, o->val);
    PQconninfoFree(all);
    return true;
}

static void tell_where(chn_pq *q)
{
    const char *db = PQdb(q->c);
    const char *host = PQhost(q->c);
    chn_buf b;
    chn_buf_init(&b, 1024);
    chn_buf_fmt(&b, "%.80s on %.120s", db ? db : "?",
                host && *host ? host : "this machine");
    if (b.p && !b.failed && b.n < sizeof q->done->where)
        memcpy(q->done->where, b.p, b.n + 1);
    chn_buf_free(&b);
}

static chn_code check_server(chn_pq *q, chn_err *err)
{
    const int version = PQserverVersion(q->c);
    if (version < OLDEST_SERVER)
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: the server is PostgreSQL %d; 11 is the oldest "
                        "that works",
                        q->done->where, version / 10000);
    const char *encoding = PQparameterStatus(q->c, "server_encoding");
    if (!encoding || strcmp(encoding, "UTF8") != 0)
        return chn_fail(err, CHN_ERR_STORE,
                        "%s: the database keeps text as %.40s, and reports "
                        "need UTF8; make one with: createdb -E UTF8 -T "
                        "template0 NAME",
                        q->done->where, encoding ? encoding : "?");
    return CHN_OK;
}

/* What libpq is asked for: the address may say otherwise. */
#define WORDS 4
static const char *const words[WORDS + 1] = {"connect_timeout", "dbname",
                                             "fallback_application_name",
                                             "client_encoding", NULL};

static void fill(const char *values[WORDS + 1], const char *to)
{
    values[0] = "15";
    values[1] = to;
    values[2] = "chancery push";
    values[3] = "UTF8";
    values[4] = NULL;
}

static chn_code refuse(chn_pq *q, const char *to, chn_err *err)
{
    chn_buf b;
    chn_buf_init(&b, MESSAGE_MAX);
    put_said(q, &b, PQerrorMessage(q->c));
    const char *values[WORDS + 1];
    fill(values, to);
    /* whoever answers, and not to us, will not do so later either */
    const bool answers = PQpingParams(words, values, 1) == PQPING_OK;
    const char *advice = answers ? "check user, rights and the database's name"
                                 : "check host and port, or try later";
    if (PQconnectionNeedsPassword(q->c))
        advice = "put the password into PGPASSWORD or ~/.pgpass";
    else if (PQconnectionUsedPassword(q->c))
        advice = "check user, PGPASSWORD or ~/.pgpass, and the database";
    q->done->later = !answers;
    (void)chn_fail(err, CHN_ERR_STORE,
                   "cannot connect: %.300s; %s; nothing was changed",
                   b.p ? b.p : "", advice);
    chn_buf_free(&b);
    return CHN_ERR_STORE;
}

chn_pq *chn_pq_open(const char *to, const char *secret, chn_push_done *done,
                    chn_err *err)
{
    chn_pq *q = chn_calloc(1, sizeof *q);
    if (!q) {
        (void)chn_fail_memory(err);
        return NULL;
    }
    q->done = done;
    if (!chn_push_legible(to) || !keep_secrets(q, to, secret)) {
        /* libpq would quote the part that it cannot read */
        (void)chn_fail(err, CHN_ERR_ARGUMENT,
                       "the address after --to cannot be read; write "
                       "postgresql://USER@HOST:PORT/DATABASE, with %%40 for @ "
                       "and %%2F for / in a name or password, or service=NAME");
        chn_pq_close(q);
        return NULL;
    }
    const char *values[WORDS + 1];
    fill(values, to);
    q->c = PQconnectdbParams(words, values, 1);
    chn_code code = q->c ? CHN_OK : chn_fail_memory(err);
    if (code == CHN_OK && PQstatus(q->c) != CONNECTION_OK)
        code = refuse(q, to, err);
    if (code == CHN_OK) {
        (void)PQsetNoticeProcessor(q->c, be_silent, NULL);
        tell_where(q);
        code = check_server(q, err);
    }
    if (code) {
        chn_pq_close(q);
        return NULL;
    }
    return q;
}

void chn_pq_close(chn_pq *q)
{
    if (!q)
        return;
    PQfinish(q->c);
    for (uint32_t i = 0; i < q->n_secrets; i++) {
        if (q->secrets[i].p)
            memset(q->secrets[i].p, 0, q->secrets[i].n);
        chn_buf_free(&q->secrets[i]);
    }
    chn_free(q);
}

static chn_code check(chn_pq *q, const PGresult *res, const char *doing,
                      chn_err *err)
{
    switch (PQresultStatus(res)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
        return CHN_OK;
    default:
        return fail(q, res, doing, err);
    }
}

chn_code chn_pq_exec(chn_pq *q, const char *sql, const char *doing,
                     chn_err *err)
{
    PGresult *res = PQexec(q->c, sql);
    const chn_code code = check(q, res, doing, err);
    PQclear(res);
    return code;
}

chn_code chn_pq_count(chn_pq *q, const char *sql, const char *doing, int64_t *n,
                      chn_err *err)
{
    *n = 0;
    PGresult *res = PQexec(q->c, sql);
    const chn_code code = check(q, res, doing, err);
    for (const char *p = code ? "" : PQcmdTuples(res); *p >= '0' && *p <= '9';)
        *n = *n * 10 + (*p++ - '0');
    PQclear(res);
    return code;
}

chn_code chn_pq_rows(chn_pq *q, const char *sql, const char *doing,
                     chn_pq_fn fn, void *user, chn_err *err)
{
    PGresult *res = PQexec(q->c, sql);
    chn_code code = check(q, res, doing, err);
    const int columns = code ? 0 : PQnfields(res);
    chn_str *values = chn_calloc((size_t)columns + 1, sizeof *values);
    if (!values) {
        PQclear(res);
        return code ? code : chn_fail_memory(err);
    }
    bool more = true;
    for (int i = 0; code == CHN_OK && more && i < PQntuples(res); i++) {
        for (int k = 0; k < columns; k++)
            values[k] = chn_str_n(PQgetvalue(res, i, k),
                                  (size_t)PQgetlength(res, i, k));
        more = fn(user, values);
    }
    chn_free(values);
    PQclear(res);
    return code;
}

chn_code chn_pq_copy(chn_pq *q, const char *sql, const char *doing,
                     chn_err *err)
{
    PGresult *res = PQexec(q->c, sql);
    const chn_code code = PQresultStatus(res) == PGRES_COPY_IN
                              ? CHN_OK
                              : fail(q, res, doing, err);
    PQclear(res);
    return code;
}

/* What the server says at the end of a COPY, good or bad. */
static chn_code last_words(chn_pq *q, const char *doing, chn_err *err)
{
    chn_code code = CHN_OK;
    for (PGresult *res = PQgetResult(q->c); res; res = PQgetResult(q->c)) {
        if (code == CHN_OK)
            code = check(q, res, doing, err);
        PQclear(res);
    }
    if (code == CHN_OK && PQstatus(q->c) == CONNECTION_BAD)
        code = fail(q, NULL, doing, err);
    return code;
}

chn_code chn_pq_put(chn_pq *q, const char *p, size_t n, const char *doing,
                    chn_err *err)
{
    while (n > 0) {
        const int part = n > 1u << 20 ? 1 << 20 : (int)n;
        if (PQputCopyData(q->c, p, part) != 1) {
            const chn_code code = last_words(q, doing, err);
            return code ? code : fail(q, NULL, doing, err);
        }
        p += part;
        n -= (size_t)part;
    }
    return CHN_OK;
}

chn_code chn_pq_copy_end(chn_pq *q, const char *doing, chn_err *err)
{
    if (PQputCopyEnd(q->c, NULL) != 1)
        return fail(q, NULL, doing, err);
    return last_words(q, doing, err);
}
