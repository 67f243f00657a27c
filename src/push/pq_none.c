/* SPDX-License-Identifier: Apache-2.0 */
/* In the place of pq.c where libpq was not there at build. */
#include "push/pq.h"

chn_pq *chn_pq_open(const char *to, const char *secret, chn_push_done *done,
                    chn_err *err)
{
    (void)to;
    (void)secret;
    (void)done;
    (void)chn_fail(err, CHN_ERR_ARGUMENT,
                   "this chancery was built without PostgreSQL; install "
                   "libpq-dev and build it again: sh tools/setup.sh build && "
                   "cmake --preset release && cmake --build --preset release");
    return NULL;
}

void chn_pq_close(chn_pq *q)
{
    (void)q;
}

/* There is no connection that these could be called with. */
static chn_code never(chn_err *err)
{
    return chn_fail(err, CHN_ERR_INTERNAL, "a push without libpq");
}

chn_code chn_pq_exec(chn_pq *q, const char *sql, const char *doing,
                     chn_err *err)
{
    (void)q;
    (void)sql;
    (void)doing;
    return never(err);
}

chn_code chn_pq_count(chn_pq *q, const char *sql, const char *doing, int64_t *n,
                      chn_err *err)
{
    *n = 0;
    return chn_pq_exec(q, sql, doing, err);
}

chn_code chn_pq_rows(chn_pq *q, const char *sql, const char *doing,
                     chn_pq_fn fn, void *user, chn_err *err)
{
    (void)fn;
    (void)user;
    return chn_pq_exec(q, sql, doing, err);
}

chn_code chn_pq_copy(chn_pq *q, const char *sql, const char *doing,
                     chn_err *err)
{
    return chn_pq_exec(q, sql, doing, err);
}

chn_code chn_pq_put(chn_pq *q, const char *p, size_t n, const char *doing,
                    chn_err *err)
{
    (void)n;
    return chn_pq_exec(q, p, doing, err);
}

chn_code chn_pq_copy_end(chn_pq *q, const char *doing, chn_err *err)
{
    return chn_pq_exec(q, "", doing, err);
}
