/* SPDX-License-Identifier: Apache-2.0 */
/* A push from its beginning to its end, in one transaction. */
#include "push/push.h"

#include <inttypes.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "push/parts.h"
#include "push/pq.h"

/* Of the tables: what older pushes can read and write. One that needs more
 * than a new column gets the next number. */
#define FORMAT 1
#define RELATIONS_MAX 32u
#define COLUMNS_MAX 64u
#define NAME_MAX_PG 63u /* bytes of a name that PostgreSQL keeps */
#define SQL_MAX ((size_t)4 * 1024 * 1024)
#define SEND_AT ((size_t)256 * 1024)
#define ROW_MAX ((size_t)CHN_REPORT_MAX * 4)

typedef struct pusher {
    chn_store *s;
    const chn_push_options *o;
    chn_push_fn fn;
    void *user;
    chn_push_done *done;
    chn_err *err;
    chn_pq *q;
    chn_buf sql;
    const chn_relation *relations; /* [n] */
    uint32_t n;
    bool want[RELATIONS_MAX];
    bool made[RELATIONS_MAX];
    uint64_t columns[RELATIONS_MAX]; /* that are there; 0: no such table */
    uint64_t views;                  /* that are there */
    bool schema, ours;
    int64_t format, pushes;
    bool same; /* the last push was of this state of the store */
    char version[CHN_STORE_VERSION_LEN];
    int64_t added, changed, gone;
} pusher;

static chn_code run(pusher *p, const char *doing)
{
    if (p->sql.failed)
        return chn_fail_memory(p->err);
    return chn_pq_exec(p->q, p->sql.p ? p->sql.p : "", doing, p->err);
}

static chn_buf *begin(pusher *p)
{
    chn_buf_clear(&p->sql);
    return &p->sql;
}

/* ---- what is asked for ---- */

static chn_code check_schema(const char *schema, chn_err *err)
{
    const size_t n = strlen(schema);
    if (n == 0 || n > NAME_MAX_PG || chn_utf8_check(schema, n) != n ||
        strncmp(schema, "pg_", 3) == 0)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "\"%.80s\" is no name for a schema; give --schema "
                        "another, of at most 63 bytes and not beginning with "
                        "pg_",
                        schema);
    return CHN_OK;
}

/* The tables asked for, and those that they refer to. */
static void want(pusher *p, uint32_t i)
{
    if (p->want[i])
        return;
    p->want[i] = true;
    const chn_relation *r = &p->relations[i];
    for (uint32_t k = 0; k < r->n_columns; k++)
        if (r->columns[k].refers)
            want(p, (uint32_t)(chn_relation_find(r->columns[k].refers) -
                               p->relations));
}

static chn_code choose(pusher *p)
{
    p->relations = chn_relations(&p->n);
    if (p->n > RELATIONS_MAX)
        return chn_fail(p->err, CHN_ERR_INTERNAL, "%u relations", p->n);
    for (uint32_t i = 0; p->o->n_tables == 0 && i < p->n; i++)
        p->want[i] = true;
    for (size_t k = 0; k < p->o->n_tables; k++) {
        const chn_relation *r = chn_relation_find(p->o->tables[k]);
        if (!r)
            return chn_fail(p->err, CHN_ERR_ARGUMENT,
                            "there is no table \"%.60s\"; docs/postgresql.md "
                            "lists them",
                            p->o->tables[k]);
        want(p, (uint32_t)(r - p->relations));
    }
    return CHN_OK;
}

/* ---- what is there ---- */

static uint32_t column_of(const chn_relation *r, chn_str name)
{
    uint32_t i = 0;
    while (i < r->n_columns && !chn_str_is(name, r->columns[i].name))
        i++;
    return i;
}

static bool see_column(void *user, const chn_str *v)
{
    pusher *p = user;
    p->schema = true;
    if (chn_str_is(v[0], "push") && chn_str_is(v[1], "format"))
        p->ours = true;
    for (uint32_t i = 0; i < p->n; i++)
        if (chn_str_is(v[0], p->relations[i].name)) {
            const uint32_t k = column_of(&p->relations[i], v[1]);
            p->columns[i] |= UINT64_C(1) << (k < COLUMNS_MAX ? k : 63);
        }
    for (uint32_t i = 0; i < chn_push_view_count; i++)
        if (chn_str_is(v[0], chn_push_views[i].name))
            p->views |= UINT64_C(1) << i;
    return true;
}

static int64_t number_of(chn_str s)
{
    int64_t n = 0;
    const bool minus = s.n && s.p[0] == '-';
    for (size_t i = minus; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        n = n * 10 - (s.p[i] - '0'); /* the least has no opposite */
    return minus ? n : -n;
}

static bool see_push(void *user, const chn_str *v)
{
    pusher *p = user;
    p->pushes = number_of(v[0]);
    p->format = number_of(v[1]);
    p->same = chn_str_is(v[2], p->version) &&
              chn_str_is(v[3], p->o->no_text ? "t" : "f");
    return true;
}

static bool see_true(void *user, const chn_str *v)
{
    *(bool *)user = chn_str_is(v[0], "t");
    return true;
}

static chn_code lock(pusher *p)
{
    chn_buf *b = begin(p);
    chn_buf_z(b, "SELECT pg_try_advisory_xact_lock(1128812081, hashtext(");
    chn_push_quote(b, p->o->schema);
    chn_buf_z(b, "))");
    bool got = false;
    chn_code code = b->failed ? chn_fail_memory(p->err)
                              : chn_pq_rows(p->q, b->p, "asking for the lock",
                                            see_true, &got, p->err);
    if (code == CHN_OK && !got) {
        p->done->later = true;
        code = chn_fail(p->err, CHN_ERR_STORE,
                        "%s: another push into schema \"%s\" is under way; "
                        "wait for its end and try again",
                        p->done->where, p->o->schema);
    }
    return code;
}

static chn_code survey(pusher *p)
{
    static const char doing[] = "looking at what is there";
    chn_buf *b = begin(p);
    /* a schema without tables has one row, too */
    chn_buf_z(b, "SELECT coalesce(c.relname, ''), coalesce(a.attname, '')"
                 " FROM pg_catalog.pg_namespace n"
                 " LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid"
                 "  AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"
                 " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid"
                 "  AND a.attnum > 0 AND NOT a.attisdropped"
                 " WHERE n.nspname = ");
    chn_push_quote(b, p->o->schema);
    if (b->failed)
        return chn_fail_memory(p->err);
    chn_code code = chn_pq_rows(p->q, b->p, doing, see_column, p, p->err);
    for (uint32_t i = 0; code == CHN_OK && !p->ours && i < p->n; i++)
        if (p->columns[i])
            code = chn_fail(p->err, CHN_ERR_STORE,
                            "%s: schema \"%s\" has a table \"%s\" that "
                            "chancery did not make; name another with --schema",
                            p->done->where, p->o->schema, p->relations[i].name);
    if (code || !p->ours)
        return code;
    b = begin(p);
    chn_buf_z(b, "SELECT n, format, store, no_text FROM ");
    chn_push_table(b, p->o->schema, "push");
    chn_buf_z(b, " ORDER BY n DESC LIMIT 1");
    if (b->failed)
        return chn_fail_memory(p->err);
    code = chn_pq_rows(p->q, b->p, doing, see_push, p, p->err);
    if (code == CHN_OK && p->format > FORMAT)
        code = chn_fail(p->err, CHN_ERR_STORE,
                        "%s: a newer chancery wrote schema \"%s\" (version "
                        "%" PRId64 ", this one writes %d); install the newer "
                        "chancery, or name another schema with --schema",
                        p->done->where, p->o->schema, p->format, FORMAT);
    return code;
}

/* All columns of the relation are there. */
static uint64_t all_columns(const chn_relation *r)
{
    return (UINT64_C(1) << r->n_columns) - 1;
}

static bool complete(const pusher *p, uint32_t i)
{
    const uint64_t all = all_columns(&p->relations[i]);
    return (p->columns[i] & all) == all;
}

/* ---- rows ---- */

typedef struct walk {
    pusher *p;
    const chn_relation *r;
    chn_parts *parts;        /* hashed into; NULL: not */
    const chn_parts *ranges; /* those sent; NULL: all */
    size_t range;
    bool send;
    chn_buf out; /* rows that wait to be sent */
    size_t at;   /* where the current row begins in it */
    chn_code code;
} walk;

static const char sending[] = "sending rows";

static bool in_range(walk *w, int64_t number)
{
    const chn_parts *g = w->ranges;
    if (!g)
        return true;
    while (w->range < g->n && g->part[w->range].hi < number)
        w->range++;
    return w->range < g->n && number > g->part[w->range].lo;
}

static bool on_row(void *user, const chn_value *values)
{
    walk *w = user;
    const int64_t number = w->r->part >= 0 ? values[w->r->part].integer : 0;
    const bool send = w->send && in_range(w, number);
    if (!send && !w->parts)
        return true;
    w->at = w->out.n;
    int64_t repaired = 0;
    chn_push_row(&w->out, w->r, values, &repaired);
    bool ok = !w->out.failed;
    if (ok && w->parts)
        ok =
            chn_parts_row(w->parts, number, w->out.p + w->at, w->out.n - w->at);
    if (!ok)
        w->code = chn_fail_memory(w->p->err);
    if (send)
        w->p->done->repaired += repaired;
    if (ok && (!send || w->out.n >= SEND_AT)) {
        if (send)
            w->code =
                chn_pq_put(w->p->q, w->out.p, w->out.n, sending, w->p->err);
        chn_buf_clear(&w->out);
    }
    return w->code == CHN_OK;
}

/* Reads the relation; what is to be sent goes into the COPY that is open. */
static chn_code go(walk *w)
{
    pusher *p = w->p;
    chn_relation_read how;
    chn_relation_read_init(&how);
    how.no_text = p->o->no_text;
    if (w->ranges && w->ranges->n) {
        const chn_part *first = &w->ranges->part[0];
        how.from = first->lo == INT64_MIN ? INT64_MIN : first->lo + 1;
        how.to = w->ranges->part[w->ranges->n - 1].hi;
    }
    chn_buf_init(&w->out, ROW_MAX + SEND_AT);
    chn_code code = chn_store_relation(p->s, w->r, &how, on_row, w, p->err);
    if (code == CHN_OK)
        code = w->code;
    if (code == CHN_OK && w->send && w->out.n)
        code = chn_pq_put(p->q, w->out.p, w->out.n, sending, p->err);
    if (code == CHN_OK && w->parts && !chn_parts_end(w->parts))
        code = chn_fail_memory(p->err);
    chn_buf_free(&w->out);
    return code;
}

/* Hashes of what is there and of the store's rows. */
static chn_code hash(pusher *p, const chn_relation *r, chn_parts *parts)
{
    walk w = {.p = p, .r = r, .parts = parts};
    return go(&w);
}

static chn_code copy(pusher *p, const char *table, const chn_relation *r,
                     bool fresh, chn_parts *parts, const chn_parts *ranges)
{
    chn_buf *b = begin(p);
    chn_push_copy(b, table, r);
    if (fresh)
        chn_buf_z(b, " WITH (FREEZE)");
    if (b->failed)
        return chn_fail_memory(p->err);
    chn_code code = chn_pq_copy(p->q, b->p, sending, p->err);
    if (code)
        return code;
    walk w = {.p = p, .r = r, .parts = parts, .ranges = ranges, .send = true};
    code = go(&w);
    return code ? code : chn_pq_copy_end(p->q, sending, p->err);
}

typedef struct seen_parts {
    chn_parts *parts;
    bool memory;
} seen_parts;

static bool see_part(void *user, const chn_str *v)
{
    seen_parts *seen = user;
    chn_part part = {.lo = number_of(v[0]), .hi = number_of(v[1])};
    if (v[2].n <= CHN_PART_DIGITS)
        memcpy(part.hash, v[2].p, v[2].n);
    seen->memory = !chn_parts_add(seen->parts, &part);
    return !seen->memory;
}

static chn_code read_parts(pusher *p, const chn_relation *r, chn_parts *then)
{
    chn_buf *b = begin(p);
    chn_buf_z(b, "SELECT lo, hi, hash FROM ");
    chn_push_table(b, p->o->schema, "push_part");
    chn_buf_z(b, " WHERE relation = ");
    chn_push_quote(b, r->name);
    chn_buf_z(b, " ORDER BY hi");
    if (b->failed)
        return chn_fail_memory(p->err);
    seen_parts seen = {then, false};
    const chn_code code = chn_pq_rows(p->q, b->p, "reading what was sent",
                                      see_part, &seen, p->err);
    return code == CHN_OK && seen.memory ? chn_fail_memory(p->err) : code;
}

static chn_code put_parts(pusher *p, const chn_relation *r,
                          const chn_parts *now)
{
    static const char doing[] = "noting what was sent";
    chn_buf *b = begin(p);
    chn_buf_z(b, "DELETE FROM ");
    chn_push_table(b, p->o->schema, "push_part");
    chn_buf_z(b, " WHERE relation = ");
    chn_push_quote(b, r->name);
    chn_code code = run(p, doing);
    if (code)
        return code;
    b = begin(p);
    chn_buf_z(b, "COPY ");
    chn_push_table(b, p->o->schema, "push_part");
    chn_buf_z(b, " FROM STDIN");
    code = b->failed ? chn_fail_memory(p->err)
                     : chn_pq_copy(p->q, b->p, doing, p->err);
    if (code)
        return code;
    b = begin(p);
    for (size_t i = 0; code == CHN_OK && i < now->n; i++) {
        const chn_part *part = &now->part[i];
        chn_buf_fmt(b, "%s\t%" PRId64 "\t%" PRId64 "\t%s\n", r->name, part->lo,
                    part->hi, part->hash);
        if (b->failed)
            return chn_fail_memory(p->err);
        if (b->n >= SEND_AT || i + 1 == now->n) {
            code = chn_pq_put(p->q, b->p, b->n, doing, p->err);
            b = begin(p);
        }
    }
    return code ? code : chn_pq_copy_end(p->q, doing, p->err);
}

/* ---- one table ---- */

static chn_code make(pusher *p, uint32_t i, chn_push_count *count)
{
    const chn_relation *r = &p->relations[i];
    chn_parts parts;
    chn_parts_init(&parts, r->part < 0);
    chn_code code = CHN_OK;
    count->made = true;
    if (p->o->dry_run) {
        code = hash(p, r, &parts);
    } else {
        p->made[i] = true;
        chn_push_create(begin(p), p->o->schema, r);
        code = run(p, "making a table");
        chn_buf table;
        chn_buf_init(&table, 1024);
        chn_push_table(&table, p->o->schema, r->name);
        if (code == CHN_OK && table.failed)
            code = chn_fail_memory(p->err);
        if (code == CHN_OK)
            code = copy(p, table.p, r, true, &parts, NULL);
        chn_buf_free(&table);
        if (code == CHN_OK) {
            chn_push_keys(begin(p), p->o->schema, r);
            code = run(p, "making indexes");
        }
        if (code == CHN_OK)
            code = put_parts(p, r, &parts);
    }
    count->rows = count->added = parts.rows;
    chn_parts_free(&parts);
    return code;
}

static chn_code add_columns(pusher *p, uint32_t i)
{
    const chn_relation *r = &p->relations[i];
    (void)begin(p);
    for (uint32_t k = 0; k < r->n_columns; k++)
        if (!(p->columns[i] >> k & 1u))
            chn_push_add_column(&p->sql, p->o->schema, r, &r->columns[k]);
    return p->sql.n ? run(p, "adding columns") : CHN_OK;
}

/* A temporary table as the relation's, and the ranges that it is about. */
static chn_code make_temporary(pusher *p, const chn_relation *r,
                               const chn_parts *ranges)
{
    chn_buf *b = begin(p);
    chn_buf_z(b, "CREATE TEMPORARY TABLE push_sent (LIKE ");
    chn_push_table(b, p->o->schema, r->name);
    chn_buf_z(b, ") ON COMMIT DROP; CREATE TEMPORARY TABLE push_range (lo"
                 " bigint NOT NULL, hi bigint NOT NULL) ON COMMIT DROP");
    for (size_t i = 0; i < ranges->n; i++)
        chn_buf_fmt(b, "%s(%" PRId64 ", %" PRId64 ")",
                    i ? ", " : "; INSERT INTO push_range VALUES ",
                    ranges->part[i].lo, ranges->part[i].hi);
    return run(p, "making a temporary table");
}

static bool see_counts(void *user, const chn_str *v)
{
    chn_push_count *count = user;
    count->added = number_of(v[0]);
    count->changed = number_of(v[1]);
    return true;
}

static bool see_gone(void *user, const chn_str *v)
{
    chn_push_count *count = user;
    count->gone = number_of(v[0]);
    return true;
}

/* From the temporary table into the relation's. */
static chn_code settle(pusher *p, const chn_relation *r, chn_push_count *count)
{
    static const char doing[] = "changing rows";
    const bool dry = p->o->dry_run;
    chn_code code = chn_pq_exec(p->q, "ANALYZE push_sent; ANALYZE push_range",
                                doing, p->err);
    chn_push_gone(begin(p), p->o->schema, r, dry);
    if (p->sql.failed)
        code = chn_fail_memory(p->err);
    if (code == CHN_OK && dry)
        code = chn_pq_rows(p->q, p->sql.p, doing, see_gone, count, p->err);
    else if (code == CHN_OK)
        code = chn_pq_count(p->q, p->sql.p, doing, &count->gone, p->err);
    chn_push_merged(begin(p), p->o->schema, r, dry);
    if (p->sql.failed)
        code = chn_fail_memory(p->err);
    if (code == CHN_OK)
        code = chn_pq_rows(p->q, p->sql.p, doing, see_counts, count, p->err);
    if (code == CHN_OK)
        code = chn_pq_exec(p->q, "DROP TABLE push_sent, push_range", doing,
                           p->err);
    return code;
}

static bool see_lost(void *user, const chn_str *v)
{
    int64_t *n = user;
    n[0] = number_of(v[0]);
    n[1] = number_of(v[1]);
    return true;
}

/* Another store would put its reports in the place of all that are there. */
static chn_code check_lost(pusher *p, const chn_relation *r)
{
    if (p->o->replace || p->o->dry_run || strcmp(r->name, "report") != 0)
        return CHN_OK;
    int64_t n[2] = {0, 0}; /* reports that are not in the store; all */
    chn_push_lost(begin(p), p->o->schema, r);
    if (p->sql.failed)
        return chn_fail_memory(p->err);
    const chn_code code = chn_pq_rows(
        p->q, p->sql.p, "looking at what would go", see_lost, n, p->err);
    if (code || n[0] * 2 <= n[1])
        return code;
    return chn_fail(p->err, CHN_ERR_STORE,
                    "%s: %" PRId64 " of the %" PRId64 " reports in schema "
                    "\"%s\" are not in this store; if it is to take their "
                    "place give --replace, else another --schema; nothing was "
                    "changed",
                    p->done->where, n[0], n[1], p->o->schema);
}

static chn_code update(pusher *p, uint32_t i, chn_push_count *count)
{
    const chn_relation *r = &p->relations[i];
    chn_parts now, then, ranges;
    chn_parts_init(&now, r->part < 0);
    chn_parts_init(&then, false);
    chn_parts_init(&ranges, false);
    chn_code code = p->o->dry_run ? CHN_OK : add_columns(p, i);
    if (code == CHN_OK)
        code = hash(p, r, &now);
    /* a column that was added has nothing in it yet */
    const bool whole = p->o->full || !complete(p, i);
    if (code == CHN_OK && !whole)
        code = read_parts(p, r, &then);
    count->rows = now.rows;
    if (code == CHN_OK && !chn_parts_changed(&now, &then, &ranges))
        code = chn_fail_memory(p->err);
    if (code == CHN_OK && p->o->dry_run && !complete(p, i)) {
        count->changed = now.rows;
    } else if (code == CHN_OK && ranges.n) {
        code = make_temporary(p, r, &ranges);
        if (code == CHN_OK)
            code = copy(p, "push_sent", r, false, NULL,
                        r->part >= 0 ? &ranges : NULL);
        if (code == CHN_OK)
            code = check_lost(p, r);
        if (code == CHN_OK)
            code = settle(p, r, count);
        if (code == CHN_OK && !p->o->dry_run)
            code = put_parts(p, r, &now);
    }
    chn_parts_free(&now);
    chn_parts_free(&then);
    chn_parts_free(&ranges);
    return code;
}

static chn_code push_table(pusher *p, uint32_t i)
{
    chn_push_count count = {.table = p->relations[i].name};
    const chn_code code =
        p->columns[i] ? update(p, i, &count) : make(p, i, &count);
    if (code)
        return code;
    p->added += count.added;
    p->changed += count.changed;
    p->gone += count.gone;
    return p->fn(p->user, &count)
               ? CHN_OK
               : chn_fail(p->err, CHN_ERR_OUTPUT, "given up");
}

/* ---- around the tables ---- */

static chn_code prepare(pusher *p)
{
    chn_buf *b = begin(p);
    if (!p->schema) {
        chn_buf_z(b, "CREATE SCHEMA ");
        chn_push_name(b, p->o->schema);
        chn_buf_z(b, "; COMMENT ON SCHEMA ");
        chn_push_name(b, p->o->schema);
        chn_buf_z(b, " IS 'who did what to whom, when, on whose word: the "
                     "record that chancery made of news reports';\n");
    }
    if (!p->ours)
        chn_push_state(b, p->o->schema);
    return b->n ? run(p, "making the schema") : CHN_OK;
}

static bool has_word(const char *words, const char *word)
{
    chn_str rest = chn_str_of(words), w;
    while (chn_str_next(&rest, ' ', &w))
        if (chn_str_is(w, word))
            return true;
    return false;
}

static chn_code finish_tables(pusher *p)
{
    chn_buf *b = begin(p);
    for (uint32_t i = 0; i < p->n; i++)
        if (p->made[i])
            chn_push_references(b, p->o->schema, &p->relations[i]);
    for (uint32_t v = 0; v < chn_push_view_count; v++) {
        bool can = !(p->views >> v & 1u);
        for (uint32_t i = 0; i < p->n; i++)
            if (has_word(chn_push_views[v].needs, p->relations[i].name))
                can = can && (p->made[i] || p->columns[i]);
        if (can)
            chn_push_create_view(b, p->o->schema, &chn_push_views[v]);
    }
    chn_code code = b->n ? run(p, "joining the tables") : CHN_OK;
    b = begin(p);
    for (uint32_t i = 0; i < p->n; i++)
        if (p->made[i]) {
            chn_buf_z(b, "ANALYZE ");
            chn_push_table(b, p->o->schema, p->relations[i].name);
            chn_buf_z(b, ";\n");
        }
    if (code == CHN_OK && b->n)
        code = run(p, "counting for the planner");
    return code;
}

static chn_code note(pusher *p)
{
    chn_buf *b = begin(p);
    chn_buf_z(b, "INSERT INTO ");
    chn_push_table(b, p->o->schema, "push");
    chn_buf_fmt(b, " VALUES (%" PRId64 ", now(), session_user, %d, ",
                p->pushes + 1, FORMAT);
    chn_push_quote(b, chn_version());
    chn_buf_z(b, ", ");
    chn_push_quote(b, p->version);
    chn_buf_fmt(b, ", %s, %" PRId64 ", %" PRId64 ", %" PRId64 ")",
                p->o->no_text ? "true" : "false", p->added, p->changed,
                p->gone);
    return run(p, "noting the push");
}

/* All that the last push left is as it should be, without a look at rows. */
static bool is_there(const pusher *p)
{
    bool same = p->ours && p->same && !p->o->full;
    for (uint32_t i = 0; i < p->n; i++)
        if (p->want[i])
            same = same && complete(p, i);
    return same;
}

static chn_code push_all(pusher *p)
{
    chn_code code = chn_pq_exec(
        p->q,
        "SET standard_conforming_strings = on; SET statement_timeout = 0;"
        " SET idle_in_transaction_session_timeout = 0; SET search_path = "
        "pg_catalog; SET DateStyle = ISO; BEGIN",
        "beginning", p->err);
    if (code == CHN_OK && !p->o->dry_run)
        code = lock(p);
    if (code == CHN_OK)
        code = survey(p);
    if (code)
        return code;
    if (is_there(p)) {
        p->done->nothing = true;
        return CHN_OK;
    }
    if (!p->o->dry_run)
        code = prepare(p);
    /* tables that are there are kept up with the others */
    for (uint32_t i = 0; code == CHN_OK && i < p->n; i++)
        if (p->want[i] || p->columns[i])
            code = push_table(p, i);
    bool made = false;
    for (uint32_t i = 0; i < p->n; i++)
        made = made || p->made[i] ||
               (p->o->dry_run && p->want[i] && !p->columns[i]);
    p->done->nothing = p->added + p->changed + p->gone == 0 && !made;
    if (code || p->o->dry_run)
        return code;
    code = finish_tables(p);
    if (code == CHN_OK)
        code = note(p);
    return code ? code : chn_pq_exec(p->q, "COMMIT", "committing", p->err);
}

chn_code chn_push(chn_store *s, const chn_push_options *o, chn_push_fn fn,
                  void *user, chn_push_done *done, chn_err *err)
{
    pusher p = {.s = s, .o = o, .fn = fn, .user = user, .done = done};
    p.err = err;
    memset(done, 0, sizeof *done);
    chn_code code = check_schema(o->schema, err);
    if (code == CHN_OK)
        code = choose(&p);
    if (code == CHN_OK)
        code = chn_store_hold(s, err);
    if (code)
        return code;
    chn_buf_init(&p.sql, SQL_MAX);
    code = chn_store_version(s, p.version, err);
    if (code == CHN_OK) {
        p.q = chn_pq_open(o->to, o->secret, done, err);
        code = p.q ? push_all(&p) : err->code;
    }
    chn_pq_close(p.q); /* what is not committed is undone */
    chn_store_release(s);
    chn_buf_free(&p.sql);
    return code;
}
