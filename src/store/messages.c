/* SPDX-License-Identifier: Apache-2.0 */
/* "Which messages were exchanged between Kim and Putin, when, on what occasion,
 * on whose word?" An exchange is one event and two messages. */
#include <inttypes.h>

#include <chancery/events.h>

#include "store/store_in.h"

/* Is actor ?p of that side an actor with this id, or with a name that holds
 * these words? */
#define SIDE(side, p)                                                          \
    "EXISTS (SELECT 1 FROM claim_actor x WHERE x.claim = e.sides_claim"        \
    " AND x.side = '" side "' AND (x.actor = lower(" p ") OR"                  \
    "  instr(lower(x.name), lower(" p ")) OR"                                  \
    "  instr(lower(x.actor), lower(" p "))))"

/* ?5 wrote to ?6, or ?6 to ?5; ?6 may be left open. */
#define FORTH                                                                  \
    SIDE("source", "?5") " AND (?6 IS NULL OR " SIDE("target", "?6") ")"
#define BACK                                                                   \
    SIDE("target", "?5") " AND (?6 IS NULL OR " SIDE("source", "?6") ")"

/* What both messages of an exchange share. */
#define SHARED                                                                 \
    " date_from, date_to, precision, basis, status, occasion, ordinal,"        \
    " carrier, voice, origins, trigger_words, symmetric, inherited,"

#define MESSAGES(between)                                                      \
    "WITH m AS (SELECT e.*, c.id AS claim_id, c.trigger AS trigger_words,"     \
    "  EXISTS (SELECT 1 FROM claim_voice v WHERE v.claim = e.best_claim"       \
    "   AND v.inherited = 1) AS inherited,"                                    \
    "  (SELECT group_concat(n, ', ') FROM (SELECT DISTINCT"                    \
    "    coalesce(x.name, x.text) AS n FROM event_claim q"                     \
    "    JOIN claim_actor x ON x.claim = q.claim AND x.side = 'other'"         \
    "    WHERE q.event = e.id AND x.role = 'carrier' ORDER BY n)) AS carrier"  \
    "  FROM event e JOIN claim c ON c.seq = e.best_claim"                      \
    "  WHERE e.mode = 'message'"                                               \
    "  AND (?3 IS NULL OR coalesce(e.date_to, e.date_from) >= ?3)"             \
    "  AND (?4 IS NULL OR coalesce(e.date_from, e.date_to) <= ?4)" between     \
    "  AND (?5 IS NULL OR (" FORTH ") OR (" BACK ")))"                         \
    " SELECT * FROM (SELECT id, claim_id, source, target, source_code,"        \
    "  target_code," SHARED " 0 AS way FROM m"                                 \
    " UNION ALL SELECT id, claim_id, target, source, target_code,"             \
    "  source_code," SHARED " 1 FROM m WHERE symmetric = 1"                    \
    "  AND coalesce(target, target_code) IS NOT NULL)"                         \
    " ORDER BY coalesce(date_from, date_to) IS NULL,"                          \
    "  coalesce(date_from, date_to), id, way"
static const char of_pair[] = MESSAGES(CHN_BETWEEN("e.dyad"));
static const char of_all[] = MESSAGES("");

static const char *ordinal_end(int32_t n)
{
    if (n / 10 % 10 == 1)
        return "th";
    return n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th";
}

chn_code chn_store_messages(chn_store *s, const chn_filter *f, const char *a,
                            const char *b, chn_message_fn fn, void *user,
                            chn_err *err)
{
    sqlite3_stmt *st =
        chn_store_prepare(s, chn_has_party(f) ? of_pair : of_all, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind bind = chn_bind_to(s, st);
    chn_bind_str(&bind, chn_str_of(f && f->a ? f->a : ""));
    chn_bind_str(&bind, chn_str_of(f && f->b ? f->b : ""));
    chn_bind_day(&bind, f ? f->from : CHN_DAY_NONE);
    chn_bind_day(&bind, f ? f->to : CHN_DAY_NONE);
    chn_bind_str(&bind, chn_str_of(a ? a : ""));
    chn_bind_str(&bind, chn_str_of(b ? b : ""));
    chn_buf occasion;
    chn_buf_init(&occasion, (size_t)1024 * 1024);
    chn_code code = CHN_OK;
    bool more = true;
    while (more && chn_store_row(s, st, "reading the store", &code, err)) {
        const int32_t ordinal = sqlite3_column_int(st, 12);
        chn_buf_clear(&occasion);
        chn_buf_str(&occasion, chn_col_str(st, 11));
        if (ordinal > 0)
            chn_buf_fmt(&occasion, "%s(%" PRId32 "%s)", occasion.n ? " " : "",
                        ordinal, ordinal_end(ordinal));
        const chn_message_row r = {
            .event = chn_col_str(st, 0),
            .claim = chn_col_str(st, 1),
            .source = chn_col_str(st, 2),
            .target = chn_col_str(st, 3),
            .source_code = chn_col_str(st, 4),
            .target_code = chn_col_str(st, 5),
            .from = chn_col_day(st, 6),
            .to = chn_col_day(st, 7),
            .precision = chn_col_precision(st, 8),
            .basis = chn_col_basis(st, 9),
            .status = chn_col_str(st, 10),
            .occasion = chn_str_n(occasion.p ? occasion.p : "", occasion.n),
            .carrier = chn_col_str(st, 13),
            .voice = chn_col_str(st, 14),
            .origins = chn_col_str(st, 15),
            .trigger = chn_col_str(st, 16),
            .exchange = sqlite3_column_int(st, 17) != 0,
            .voice_inherited = sqlite3_column_int(st, 18) != 0,
        };
        if (occasion.failed)
            code = chn_fail_memory(err);
        else
            more = fn(user, &r);
    }
    chn_buf_free(&occasion);
    (void)sqlite3_finalize(st);
    return code;
}
