/* SPDX-License-Identifier: Apache-2.0 */
/* Is a store sound? All of it is read. */
#include <chancery/check.h>

#include "base/hash.h"
#include "store/store_in.h"

#define TEXT_MAX ((size_t)1024 * 1024)

/* The first claim that waits to be merged, which is no fault: an add is at
 * work, or was cut off. NULL would hide all others. */
#define UNMERGED                                                               \
    "coalesce((SELECT value FROM setting WHERE name = 'merge.waits'),"         \
    " 9223372036854775807)"

static const char checking[] = "checking the store";

typedef struct checker {
    chn_store *s;
    chn_fault_fn fn;
    void *user;
    uint64_t *n;
    bool enough;
    chn_buf b;
    chn_err *err;
} checker;

/* What stands in the buffer is a finding. */
static chn_code found(checker *c)
{
    if (c->b.failed)
        return chn_fail_memory(c->err);
    ++*c->n;
    c->enough = !c->fn(c->user, c->b.p);
    chn_buf_clear(&c->b);
    return CHN_OK;
}

/* One question whose rows are findings; each has one text. */
static chn_code ask(checker *c, const char *sql)
{
    sqlite3_stmt *st = chn_store_prepare(c->s, sql, c->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_code code = CHN_OK;
    while (!c->enough && chn_store_row(c->s, st, checking, &code, c->err)) {
        chn_buf_str(&c->b, chn_col_str(st, 0));
        code = found(c);
    }
    (void)sqlite3_finalize(st);
    return code;
}

bool chn_store_text_is(sqlite3_stmt *st, int text, int sha256)
{
    char hex[65];
    chn_sha256 h;
    const void *p = sqlite3_column_blob(st, text);
    chn_sha256_init(&h);
    chn_sha256_put(&h, p ? p : "", (size_t)sqlite3_column_bytes(st, text));
    chn_sha256_hex(&h, hex, 64);
    hex[64] = '\0';
    return chn_str_is(chn_col_str(st, sha256), hex);
}

static chn_code texts(checker *c)
{
    sqlite3_stmt *st = chn_store_prepare(
        c->s,
        "SELECT id, text, sha256 FROM report WHERE text NOTNULL ORDER BY seq",
        c->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_code code = CHN_OK;
    while (!c->enough && chn_store_row(c->s, st, checking, &code, c->err)) {
        if (chn_store_text_is(st, 1, 2))
            continue;
        chn_buf_z(&c->b, "report \"");
        chn_buf_str(&c->b, chn_col_str(st, 0));
        chn_buf_z(&c->b, "\": its text is not the one that was stored");
        code = found(c);
    }
    (void)sqlite3_finalize(st);
    return code;
}

chn_code chn_store_check(chn_store *s, chn_fault_fn fn, void *user, uint64_t *n,
                         chn_err *err)
{
    static const char *const questions[] = {
        "SELECT 'file: ' || integrity_check FROM pragma_integrity_check"
        " WHERE integrity_check <> 'ok'",
        "SELECT 'table ' || \"table\" || ', row ' || coalesce(rowid, '?') ||"
        " ': points to a row of ' || parent || ' that is not there'"
        " FROM pragma_foreign_key_check",
        "SELECT 'claim ' || id || ': is in no event' FROM claim WHERE seq NOT"
        " IN (SELECT claim FROM event_claim) AND seq < " UNMERGED,
        "SELECT 'claim ' || id || ': is in event ' || m.event || ', which is"
        " not there' FROM event_claim m JOIN claim c ON c.seq = m.claim WHERE"
        " m.event NOT IN (SELECT id FROM event)",
        "SELECT 'claim ' || c.id || ': its words lie outside of report ' ||"
        " r.id FROM claim_span x JOIN claim c ON c.seq = x.claim JOIN report r"
        " ON r.seq = c.report WHERE x.byte_from > x.byte_to OR x.byte_to >"
        " r.bytes GROUP BY c.seq",
        "SELECT 'claim ' || c.id || ': its day, ' || coalesce(date_from, '') ||"
        " ' to ' || coalesce(date_to, '') || ', is none' FROM claim c WHERE"
        " date_from > date_to OR date_from <> coalesce(date(date_from), '') OR"
        " date_to <> coalesce(date(date_to), '')"};
    checker c = {.s = s, .fn = fn, .user = user, .n = n, .err = err};
    *n = 0;
    chn_buf_init(&c.b, TEXT_MAX);
    chn_code code =
        chn_store_exec(s, "PRAGMA cell_size_check = ON", checking, err);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (code == CHN_OK && !c.enough)
            code = ask(&c, questions[i]);
    if (code == CHN_OK && !c.enough)
        code = texts(&c);
    chn_buf_free(&c.b);
    return code;
}
