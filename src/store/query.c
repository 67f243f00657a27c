/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Events by facets and words. A query becomes one statement that walks the
 * index of its rarest condition in the order of days and asks the others by
 * key, so that a page of a listing costs a page and not the store.
 */
#include <inttypes.h>

#include "base/day.h"
#include "base/limits.h"
#include "store/store_in.h"

static const char asking[] = "asking the store";

#define SQL_MAX ((size_t)4 * 1024 * 1024)
/* Values that one condition may stand for ("kim"). */
#define VALUES_MAX 200u
/* Reports with the words asked for: below this they are fetched and sorted,
 * above it the days are walked and each event is asked for them. */
#define WORDS_FEW 2000

void chn_query_init(chn_query *q)
{
    *q = (chn_query){
        .size = sizeof *q, .from = CHN_DAY_NONE, .to = CHN_DAY_NONE};
}

/* ---- conditions by name ---- */

static chn_code set_number(const char *name, const char *value, uint32_t *out,
                           chn_err *err)
{
    if (!chn_str_uint(chn_str_of(value), UINT32_MAX - 1, out))
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "%s \"%s\" is no whole number; give 0 or more", name,
                        value);
    return CHN_OK;
}

/* YYYY, YYYY-MM or YYYY-MM-DD: its first day, or its last. */
static chn_code set_day(const char *name, const char *value, bool last,
                        chn_day *out, chn_err *err)
{
    const chn_str s = chn_str_of(value);
    uint32_t y = 0, m = last ? 12 : 1;
    *out = CHN_DAY_NONE;
    if (s.n == 10)
        *out = chn_day_parse(s.p, s.n);
    else if ((s.n == 4 || (s.n == 7 && s.p[4] == '-' &&
                           chn_str_uint(chn_str_n(s.p + 5, 2), 12, &m))) &&
             chn_str_uint(chn_str_n(s.p, 4), 9999, &y) && y > 0 && m > 0)
        *out = chn_day_of((int32_t)y, (int32_t)m,
                          last ? chn_days_in_month((int32_t)y, (int32_t)m) : 1);
    if (*out == CHN_DAY_NONE)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "%s \"%s\" is not a day; give YYYY, YYYY-MM or "
                        "YYYY-MM-DD",
                        name, value);
    return CHN_OK;
}

chn_code chn_query_set(chn_query *q, const char *name, const char *value,
                       chn_err *err)
{
    const struct {
        const char *name;
        const char **at;
    } text[] = {{"actor", &q->actor},       {"dyad", &q->dyad},
                {"category", &q->category}, {"mode", &q->mode},
                {"status", &q->status},     {"place", &q->place},
                {"origin", &q->origin},     {"occasion", &q->occasion},
                {"reviewed", &q->reviewed}, {"text", &q->text}};
    const bool none = !value || !*value;
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        if (strcmp(text[i].name, name) != 0)
            continue;
        *text[i].at = none ? NULL : value;
        return CHN_OK;
    }
    if (strcmp(name, "from") == 0 || strcmp(name, "to") == 0) {
        const bool last = name[0] == 't';
        chn_day *day = last ? &q->to : &q->from;
        *day = CHN_DAY_NONE;
        return none ? CHN_OK : set_day(name, value, last, day, err);
    }
    if (strcmp(name, "confidence") == 0) {
        double share = 0;
        if (!none && (!chn_str_double(chn_str_of(value), &share) || share < 0 ||
                      share > 1))
            return chn_fail(err, CHN_ERR_ARGUMENT,
                            "confidence \"%s\" is no probability; give a "
                            "number from 0 to 1",
                            value);
        q->confidence = (int32_t)(share * 100 + 0.5);
        return CHN_OK;
    }
    if (strcmp(name, "limit") == 0 || strcmp(name, "offset") == 0) {
        uint32_t *n = name[0] == 'l' ? &q->limit : &q->offset;
        *n = 0;
        return none ? CHN_OK : set_number(name, value, n, err);
    }
    return chn_fail(err, CHN_ERR_ARGUMENT,
                    "no events are asked for by \"%s\"; there are actor, dyad, "
                    "category, mode, status, place, origin, occasion, "
                    "reviewed, text, from, to, confidence, limit and offset",
                    name);
}

/* ---- what a condition means in this store ---- */

/* One condition: keys any of which an event must have. */
typedef struct cond {
    const char *facet;
    int64_t key[VALUES_MAX]; /* of the values */
    uint32_t n;
    int64_t events; /* at most so many have it */
} cond;

#define CONDS 8u
typedef struct asking_of {
    chn_store *s;
    const chn_query *q;
    chn_arena *a;
    cond *c; /* [CONDS] */
    uint32_t n;
    chn_str words;   /* for MATCH; empty: none */
    int64_t reports; /* that have them; at most WORDS_FEW + 1 */
    chn_err *err;
} asking_of;

/* Values that fit, with their counts; the statement gives key, n. */
static chn_code fill(asking_of *k, cond *c, const char *sql, chn_str word)
{
    sqlite3_stmt *st = chn_store_prepare(k->s, sql, k->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(k->s, st);
    chn_bind_z(&b, c->facet);
    chn_bind_str(&b, word);
    chn_code code = b.rc == SQLITE_OK
                        ? CHN_OK
                        : chn_store_sql_fail(k->s, b.rc, asking, k->err);
    while (c->n < VALUES_MAX &&
           chn_store_row(k->s, st, asking, &code, k->err)) {
        c->key[c->n++] = sqlite3_column_int64(st, 0);
        c->events += sqlite3_column_int64(st, 1);
    }
    (void)sqlite3_finalize(st);
    return code;
}

static cond *new_cond(asking_of *k, const char *facet)
{
    cond *c = &k->c[k->n++];
    c->facet = facet;
    c->n = 0;
    c->events = 0;
    return c;
}

static const char same_sql[] =
    "SELECT id, n FROM key WHERE facet = ?1 AND value = coalesce(?2, '')";
static const char like_sql[] = "SELECT id, n FROM key WHERE facet = ?1 AND"
                               " lower(value) = lower(?2) ORDER BY value";
/* The word is a whole word of the name or of the key. */
#define HAS(x) "instr(' ' || lower(" x ") || ' ', ' ' || lower(?2) || ' ') > 0"
static const char named_sql[] =
    "SELECT id, n FROM key WHERE facet = ?1 AND (" HAS(
        "value") " OR value IN"
                 " (SELECT id FROM actor WHERE " HAS(
                     "name") ")) ORDER BY value";

/* By id, by country, by name or a word of it. */
static chn_code ask_actor(asking_of *k)
{
    const chn_str word = chn_str_of(k->q->actor);
    const chn_str code_word = chn_store_upper(k->a, k->q->actor);
    if (!code_word.p)
        return chn_fail_memory(k->err);
    cond *c = new_cond(k, "actor");
    chn_code code = fill(k, c, same_sql, word);
    if (code == CHN_OK && c->n == 0) {
        c->facet = "country";
        code = fill(k, c, same_sql, code_word);
    }
    if (code == CHN_OK && c->n == 0) {
        c->facet = "actor";
        code = fill(k, c, named_sql, word);
    }
    if (code == CHN_OK && c->n == 0)
        code = chn_fail(k->err, CHN_ERR_INPUT,
                        "%s: nobody in it is called \"%s\"; give an id, a "
                        "country's code, a name or a word of one; who is in "
                        "it is listed by: chancery query -d %s --facets",
                        k->s->path, k->q->actor, k->s->path);
    return code;
}

chn_code chn_store_dyad(const char *word, chn_arena *a, chn_str *first,
                        chn_str *second, chn_err *err)
{
    const chn_str up = chn_store_upper(a, word);
    if (!up.p)
        return chn_fail_memory(err);
    const char *cut = memchr(up.p, '-', up.n);
    if (!cut || cut == up.p || cut + 1 == up.p + up.n)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "dyad \"%s\" is no pair; give two codes of countries "
                        "or organisations with - between them, as PRK-RUS",
                        word);
    *first = chn_str_n(up.p, (size_t)(cut - up.p));
    *second = chn_str_n(cut + 1, up.n - first->n - 1);
    return CHN_OK;
}

/* The pair as the tables have it: the smaller code first. */
chn_code chn_store_dyad_key(chn_arena *a, chn_str x, chn_str y, chn_str *out,
                            chn_err *err)
{
    const bool turn = chn_str_cmp(x, y) > 0;
    const chn_str lo = turn ? y : x;
    const chn_str hi = turn ? x : y;
    char *p = CHN_NEW(a, char, lo.n + hi.n + 2);
    if (!p)
        return chn_fail_memory(err);
    memcpy(p, lo.p, lo.n);
    p[lo.n] = '-';
    memcpy(p + lo.n + 1, hi.p, hi.n);
    *out = chn_str_n(p, lo.n + hi.n + 1);
    return CHN_OK;
}

static chn_code ask_dyad(asking_of *k)
{
    chn_str a = {"", 0};
    chn_str b = {"", 0};
    chn_str key = {"", 0};
    chn_code code = chn_store_dyad(k->q->dyad, k->a, &a, &b, k->err);
    if (code == CHN_OK)
        code = chn_store_dyad_key(k->a, a, b, &key, k->err);
    if (code)
        return code;
    return fill(k, new_cond(k, "dyad"), same_sql, key);
}

/* Words become FTS5 strings, so that no sign in them is taken for an
 * operator: rail "link to" coop* -> "rail" "link to" "coop"* */
chn_code chn_store_words(chn_store *s, const char *text, chn_arena *a,
                         chn_str *words, chn_err *err)
{
    chn_buf b;
    uint32_t asked = 0;
    chn_buf_init(&b, SQL_MAX);
    for (const char *p = text; *p;) {
        if (*p == ' ' || *p == '\t') {
            p++;
            continue;
        }
        if (asked++ == CHN_WORDS_ASKED_MAX) {
            chn_buf_free(&b);
            return chn_fail(err, CHN_ERR_INPUT,
                            "more than %u words to search for; give fewer, or "
                            "put phrases in quotation marks",
                            CHN_WORDS_ASKED_MAX);
        }
        const bool quoted = *p == '"';
        p += quoted;
        const char *end = p;
        while (*end && (quoted ? *end != '"' : *end != ' ' && *end != '\t'))
            end++;
        size_t n = (size_t)(end - p);
        const bool star = !quoted && n > 1 && end[-1] == '*';
        if (b.n)
            chn_buf_char(&b, ' ');
        chn_buf_char(&b, '"');
        for (size_t i = 0; i < n - star; i++) {
            if (p[i] == '"')
                chn_buf_char(&b, '"');
            chn_buf_char(&b, p[i]);
        }
        chn_buf_z(&b, star ? "\"*" : "\"");
        p = end + (quoted && *end);
    }
    const bool failed = b.failed;
    *words = chn_arena_str(a, b.p ? b.p : "", b.n);
    chn_buf_free(&b);
    if (failed || !words->p)
        return chn_fail_memory(err);
    if (words->n == 0)
        return CHN_OK; /* spaces only */
    int64_t kept = 0;
    chn_code code =
        chn_store_int(s,
                      "SELECT NOT EXISTS (SELECT 1 FROM report) OR"
                      " EXISTS (SELECT 1 FROM report WHERE text NOTNULL)",
                      0, &kept, err);
    if (code == CHN_OK && !kept)
        code = chn_fail(err, CHN_ERR_INPUT,
                        "%s: this store keeps no text, so its words cannot be "
                        "searched; leave --text out",
                        s->path);
    return code;
}

static chn_code ask_words(asking_of *k)
{
    chn_code code = chn_store_words(k->s, k->q->text, k->a, &k->words, k->err);
    if (code || k->words.n == 0)
        return code;
    sqlite3_stmt *st =
        chn_store_prepare(k->s,
                          "SELECT count(*) FROM (SELECT rowid FROM report_text"
                          " WHERE report_text MATCH ?1 LIMIT 2001)",
                          k->err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind w = chn_bind_to(k->s, st);
    chn_bind_str(&w, k->words);
    if (chn_store_step(k->s, st, asking, k->err) > 0)
        k->reports = sqlite3_column_int64(st, 0);
    else
        code = CHN_ERR_STORE;
    (void)sqlite3_finalize(st);
    return code;
}

static chn_code ask_all(asking_of *k)
{
    const chn_query *q = k->q;
    chn_code code = CHN_OK;
    if (q->actor)
        code = ask_actor(k);
    if (code == CHN_OK && q->dyad)
        code = ask_dyad(k);
    const struct {
        const char *facet, *value;
        bool up;
    } plain[] = {
        {"category", q->category, true},  {"status", q->status, false},
        {"place", q->place, false},       {"origin", q->origin, false},
        {"occasion", q->occasion, false}, {"reviewed", q->reviewed, false}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain && code == CHN_OK;
         i++) {
        if (!plain[i].value)
            continue;
        cond *c = new_cond(k, plain[i].facet);
        const chn_str word = plain[i].up ? chn_store_upper(k->a, plain[i].value)
                                         : chn_str_of(plain[i].value);
        code = word.p ? fill(k, c, same_sql, word) : chn_fail_memory(k->err);
        if (code == CHN_OK && c->n == 0)
            code = fill(k, c, like_sql, word);
    }
    if (code == CHN_OK && q->text)
        code = ask_words(k);
    return code;
}

/* ---- the statement ---- */

/* SQL text that yields (day, event) of a query's events, as event_at has them,
 * with the values to bind to it in their order. Lives in the arena that made
 * it. */
typedef struct hits {
    chn_buf sql;
    chn_str *value; /* [n] text parameters ?1 ... */
    uint32_t n, cap;
} hits;

static bool add_value(asking_of *k, hits *h, chn_str v)
{
    void *p = h->value;
    if (!chn_arena_grow(k->a, &p, &h->cap, h->n + 1, sizeof *h->value))
        return false;
    h->value = p;
    h->value[h->n++] = v;
    chn_buf_fmt(&h->sql, "?%u", (unsigned)h->n);
    return true;
}

/* " key IN (..)" of alias `x`. */
static void put_keys(hits *h, const cond *c, const char *x)
{
    chn_buf_fmt(&h->sql, "%s.key", x);
    if (c->n == 1) {
        chn_buf_fmt(&h->sql, " = %" PRId64, c->key[0]);
        return;
    }
    chn_buf_z(&h->sql, " IN (");
    for (uint32_t i = 0; i < c->n; i++)
        chn_buf_fmt(&h->sql, "%s%" PRId64, i ? "," : "", c->key[i]);
    chn_buf_char(&h->sql, ')');
}

static const char *table_of(const cond *c)
{
    return strcmp(c->facet, "dyad") == 0 ? "pair_at" : "event_at";
}

/* SQL for what is asked of an event: its day, number and end as event_at has
 * them, and its id. */
typedef struct of_event {
    const char *day, *number, *until, *id;
} of_event;

static const of_event of_key = {"k.day", "k.event", "(k.day + k.days)",
                                CHN_EVENT_ID("k.event")};
#define E_DAY "chancery_day(coalesce(e.date_from, e.date_to, ''))"
#define E_UNTIL "chancery_day(coalesce(e.date_to, e.date_from, ''))"
#define E_NUMBER "chancery_event(e.id)"
static const of_event of_row = {E_DAY, E_NUMBER, E_UNTIL, "e.id"};

static bool put_rest(asking_of *k, hits *h, const cond *driver,
                     bool words_drive, const of_event *at)
{
    bool ok = true;
    for (uint32_t i = 0; i < k->n && ok; i++) {
        if (&k->c[i] == driver)
            continue;
        chn_buf_fmt(&h->sql, " AND EXISTS (SELECT 1 FROM %s x WHERE ",
                    table_of(&k->c[i]));
        put_keys(h, &k->c[i], "x");
        chn_buf_fmt(&h->sql, " AND x.day = %s AND x.event = %s)", at->day,
                    at->number);
    }
    if (ok && k->words.n && !words_drive) {
        chn_buf_fmt(&h->sql,
                    " AND EXISTS (SELECT 1 FROM event_claim m JOIN claim c ON "
                    "c.seq = m.claim WHERE m.event = %s AND c.report IN "
                    "(SELECT rowid FROM report_text WHERE report_text MATCH ",
                    at->id);
        ok = add_value(k, h, k->words);
        chn_buf_z(&h->sql, "))");
    }
    if (ok && (k->q->mode || k->q->confidence)) {
        chn_buf_fmt(&h->sql,
                    " AND EXISTS (SELECT 1 FROM event x WHERE x.id = %s",
                    at->id);
        if (k->q->confidence)
            chn_buf_fmt(&h->sql, " AND x.confidence >= %d",
                        (int)k->q->confidence);
        if (k->q->mode) {
            chn_buf_z(&h->sql, " AND lower(x.mode) = lower(");
            ok = add_value(k, h, chn_str_of(k->q->mode));
            chn_buf_char(&h->sql, ')');
        }
        chn_buf_char(&h->sql, ')');
    }
    if (k->q->to != CHN_DAY_NONE)
        chn_buf_fmt(&h->sql, " AND %s <= %d", at->day, (int)k->q->to);
    if (k->q->from != CHN_DAY_NONE)
        chn_buf_fmt(&h->sql, " AND %s < %d AND %s >= %d", at->day,
                    (int)CHN_KEY_UNDATED, at->until, (int)k->q->from);
    return ok;
}

/* What began earlier than a month before the period is looked up by itself,
 * so that the walk need not begin with the first event of all. */
static bool put_wide(asking_of *k, hits *h, const cond *driver)
{
    const chn_day month = k->q->from - 31;
    chn_buf_fmt(&h->sql,
                " AND k.day >= %d UNION ALL SELECT k.day, k.event FROM"
                " event_at k WHERE k.key ="
                " (SELECT id FROM key WHERE facet = 'wide' AND value = '')"
                " AND k.day < %d AND EXISTS (SELECT 1 FROM %s x WHERE ",
                (int)month, (int)month, table_of(driver));
    put_keys(h, driver, "x");
    chn_buf_z(&h->sql, " AND x.day = k.day AND x.event = k.event)");
    return put_rest(k, h, driver, false, &of_key);
}

/* `all` is the condition that every event meets. */
static bool put_statement(asking_of *k, hits *h, const cond *all)
{
    const cond *driver = all;
    for (uint32_t i = 0; i < k->n; i++)
        if (driver == all || k->c[i].events < driver->events)
            driver = &k->c[i];
    const bool words_drive = k->words.n && k->reports <= WORDS_FEW &&
                             (driver == all || k->reports * 8 < driver->events);
    if (words_drive) {
        chn_buf_z(&h->sql,
                  "SELECT DISTINCT " E_DAY " AS day, " E_NUMBER " AS event"
                  " FROM report_text f CROSS JOIN claim c ON c.report = f.rowid"
                  " CROSS JOIN event_claim m ON m.claim = c.seq"
                  " CROSS JOIN event e ON e.id = m.event"
                  " WHERE e.reviewed IS NOT 'rejected' AND f.text MATCH ");
        return add_value(k, h, k->words) && put_rest(k, h, NULL, true, &of_row);
    }
    chn_buf_fmt(&h->sql,
                "SELECT %s k.day AS day, k.event AS event FROM %s k WHERE ",
                driver->n == 1 ? "" : "DISTINCT", table_of(driver));
    put_keys(h, driver, "k");
    if (!put_rest(k, h, driver, false, &of_key))
        return false;
    return k->q->from == CHN_DAY_NONE || put_wide(k, h, driver);
}

/* ---- rejected events: they have no keys and are looked up in the table ----
 */

/* One condition: SQL with the value in the place of %. */
static bool put_where(asking_of *k, hits *h, const char *sql, chn_str v)
{
    bool ok = v.p != NULL;
    for (const char *p = sql; *p && ok; p++) {
        if (*p == '%')
            ok = add_value(k, h, v);
        else
            chn_buf_char(&h->sql, *p);
    }
    return ok;
}

#define PARTY                                                                  \
    " AND EXISTS (SELECT 1 FROM claim_actor x LEFT JOIN actor a ON a.id ="     \
    " x.actor WHERE x.claim = e.sides_claim AND x.side <> 'other' AND "
#define WORD_OF(x) "instr(' ' || lower(" x ") || ' ', ' ' || lower(%) || ' ')"

static bool put_rejected(asking_of *k, hits *h, chn_str first, chn_str second)
{
    const chn_query *q = k->q;
    const struct {
        const char *value, *sql;
    } conds[] = {
        {q->actor, PARTY "(lower(x.country) = lower(%) OR " WORD_OF(
                       "coalesce(x.actor, x.name, "
                       "x.country)") " OR " WORD_OF("a.name") "))"},
        {q->category, " AND lower(e.category) = lower(%)"},
        {q->status, " AND lower(e.status) = lower(%)"},
        {q->place, " AND lower(e.place) = lower(%)"},
        {q->occasion,
         " AND lower(coalesce(e.occasion_id, e.occasion)) = lower(%)"},
        {q->origin,
         " AND EXISTS (SELECT 1 FROM event_claim m JOIN claim c ON"
         " c.seq = m.claim WHERE m.event = e.id AND"
         " lower(coalesce(c.origin, 'the report itself')) = lower(%))"}};
    chn_buf_z(&h->sql, "SELECT " E_DAY " AS day, " E_NUMBER " AS event"
                       " FROM event e WHERE e.reviewed = 'rejected'");
    bool ok = true;
    for (size_t i = 0; i < sizeof conds / sizeof *conds && ok; i++)
        if (conds[i].value)
            ok = put_where(k, h, conds[i].sql, chn_str_of(conds[i].value));
    if (q->dyad && ok)
        ok = put_where(k, h, PARTY "x.country = %)", first) &&
             put_where(k, h, PARTY "x.country = %)", second);
    return ok && put_rest(k, h, NULL, false, &of_row);
}

/* `a` keeps the values. Free with free_hits in every case. */
static chn_code make_hits(chn_store *s, const chn_query *q, chn_arena *a,
                          hits *h, chn_err *err)
{
    *h = (hits){0};
    chn_buf_init(&h->sql, SQL_MAX);
    asking_of k = {.s = s, .q = q, .a = a, .err = err};
    k.c = CHN_NEW(a, cond, CONDS + 1);
    if (!k.c)
        return chn_fail_memory(err);
    cond *all = &k.c[CONDS];
    *all = (cond){.facet = "event"};
    const bool rejected = q->reviewed && strcmp(q->reviewed, "rejected") == 0;
    chn_code code = CHN_OK;
    chn_str first = chn_str_n("", 0);
    chn_str second = first;
    if (!rejected)
        code = fill(&k, all, same_sql, chn_str_n("", 0));
    if (!rejected && code == CHN_OK)
        code = ask_all(&k);
    if (rejected && q->dyad)
        code = chn_store_dyad(q->dyad, a, &first, &second, err);
    if (rejected && code == CHN_OK && q->text)
        code = ask_words(&k);
    if (code)
        return code;
    const bool ok = rejected ? put_rejected(&k, h, first, second)
                             : put_statement(&k, h, all);
    return ok && !h->sql.failed ? CHN_OK : chn_fail_memory(err);
}

static void free_hits(hits *h)
{
    chn_buf_free(&h->sql);
}

static void bind_hits(const hits *h, chn_bind *b)
{
    for (uint32_t i = 0; i < h->n; i++) {
        /* "" is a value here, and not NULL */
        const int rc = sqlite3_bind_text(b->st, b->at, h->value[i].p,
                                         (int)h->value[i].n, SQLITE_STATIC);
        if (rc != SQLITE_OK && b->rc == SQLITE_OK)
            b->rc = rc;
        b->at++;
    }
}

/* ---- listing ---- */

static chn_code each_row(chn_store *s, sqlite3_stmt *st, chn_event_fn fn,
                         void *user, chn_err *err)
{
    chn_arena *rows = chn_arena_new((size_t)256 * 1024 * 1024);
    if (!rows)
        return chn_fail_memory(err);
    chn_code code = CHN_OK;
    bool go = true;
    while (go && chn_store_row(s, st, asking, &code, err)) {
        chn_event_row r;
        chn_arena_reset(rows);
        if (chn_store_event_row(st, rows, &r))
            go = fn(user, &r);
        else
            code = chn_fail_memory(err);
    }
    chn_arena_free(rows);
    return code;
}

chn_code chn_store_query(chn_store *s, const chn_query *q, chn_event_fn fn,
                         void *user, chn_err *err)
{
    chn_arena *a = chn_arena_new(CHN_REPORT_MAX);
    if (!a)
        return chn_fail_memory(err);
    hits h;
    chn_buf b;
    chn_buf_init(&b, SQL_MAX);
    chn_code code = make_hits(s, q, a, &h, err);
    sqlite3_stmt *st = NULL;
    if (code == CHN_OK) {
        chn_buf_z(&b, "SELECT " CHN_EVENT_COLUMNS " FROM (");
        chn_buf_str(&b, chn_str_n(h.sql.p, h.sql.n));
        chn_buf_z(&b, " ORDER BY 1, 2");
        if (q->limit || q->offset)
            chn_buf_fmt(&b, " LIMIT %" PRId64 " OFFSET %u",
                        q->limit ? (int64_t)q->limit : (int64_t)-1,
                        (unsigned)q->offset);
        chn_buf_z(&b,
                  ") h CROSS JOIN event e ON e.id = " CHN_EVENT_ID("h.event")
                      CHN_EVENT_JOINS " ORDER BY h.day, h.event");
        if (b.failed)
            code = chn_fail_memory(err);
        else
            st = chn_store_prepare(s, b.p, err);
        if (code == CHN_OK && !st)
            code = CHN_ERR_STORE;
    }
    if (code == CHN_OK) {
        chn_bind bind = chn_bind_to(s, st);
        bind_hits(&h, &bind);
        code = bind.rc == SQLITE_OK
                   ? each_row(s, st, fn, user, err)
                   : chn_store_sql_fail(s, bind.rc, asking, err);
    }
    (void)sqlite3_finalize(st);
    free_hits(&h);
    chn_buf_free(&b);
    chn_arena_free(a);
    return code;
}

/* ---- facets ---- */

/* The counts of the whole store are kept; those of a query are made from its
 * events, which are gathered once. The names are those of the facets. */
static const struct {
    const char *group, *whole, *hits;
} facets[] = {
    {"events", "SELECT 'all', n FROM facet_count WHERE facet = 'event'",
     "SELECT 'all', count(*) FROM temp.hit"},
#define WHOLE(f)                                                               \
    "SELECT value, n FROM facet_count WHERE facet = '" f "' ORDER BY 2 DESC, " \
    "1"
#define OF_HITS(x)                                                             \
    "SELECT " x ", count(*) FROM temp.hit WHERE " x " NOTNULL GROUP BY 1"      \
    " ORDER BY 2 DESC, 1"
    {"actor", WHOLE("actor"),
     "SELECT coalesce(x.actor, x.name, x.country), count(DISTINCT h.event)"
     " FROM temp.hit h CROSS JOIN claim_actor x ON x.claim = h.sides"
     " WHERE x.side <> 'other' GROUP BY 1 HAVING 1 NOTNULL"
     " ORDER BY 2 DESC, 1"},
    {"dyad", WHOLE("dyad"),
     "SELECT min(s.country, t.country) || '-' || max(s.country, t.country),"
     " count(DISTINCT h.event) FROM temp.hit h"
     " CROSS JOIN claim_actor s ON s.claim = h.sides"
     " CROSS JOIN claim_actor t ON t.claim = h.sides"
     " WHERE s.country NOTNULL AND t.country NOTNULL AND"
     "  ((s.side = 'source' AND t.side = 'target') OR (h.symmetric AND"
     "   s.country <> t.country AND s.side = t.side AND s.side <> 'other'"
     "   AND s.n < t.n)) GROUP BY 1 ORDER BY 2 DESC, 1"},
    {"category", WHOLE("category"), OF_HITS("category")},
    {"mode", WHOLE("mode"), OF_HITS("mode")},
    {"status", WHOLE("status"), OF_HITS("status")},
    {"place", WHOLE("place"), OF_HITS("place")},
    {"origin", WHOLE("origin"),
     "SELECT coalesce(c.origin, 'the report itself'), count(DISTINCT h.event)"
     " FROM temp.hit h CROSS JOIN event_claim m ON m.event = h.event"
     " CROSS JOIN claim c ON c.seq = m.claim GROUP BY 1 ORDER BY 2 DESC, 1"},
    {"occasion", WHOLE("occasion"), OF_HITS("occasion")},
    {"year", "SELECT value, n FROM facet_count WHERE facet = 'year' ORDER BY 1",
     "SELECT substr(day, 1, 4), count(*) FROM temp.hit WHERE day <> 'undated'"
     " GROUP BY 1 ORDER BY 1"},
    {"reviewed", WHOLE("reviewed"), OF_HITS("reviewed")},
};

static bool whole_store(const chn_query *q)
{
    return !q->actor && !q->dyad && !q->category && !q->status && !q->place &&
           !q->origin && !q->occasion && !q->reviewed && !q->text && !q->mode &&
           !q->confidence && q->from == CHN_DAY_NONE && q->to == CHN_DAY_NONE;
}

chn_code chn_store_gather(chn_store *s, const chn_query *q, const char *table,
                          const char *insert, const char *behind,
                          const char *doing, chn_err *err)
{
    chn_arena *a = chn_arena_new(CHN_REPORT_MAX);
    if (!a)
        return chn_fail_memory(err);
    hits h;
    chn_buf b;
    chn_buf_init(&b, SQL_MAX);
    sqlite3_stmt *st = NULL;
    chn_code code = make_hits(s, q, a, &h, err);
    if (code == CHN_OK)
        code = chn_store_exec(s, table, doing, err);
    if (code == CHN_OK) {
        chn_buf_z(&b, insert);
        chn_buf_str(&b, chn_str_n(h.sql.p, h.sql.n));
        chn_buf_z(&b, behind);
        st = b.failed ? NULL : chn_store_prepare(s, b.p, err);
        if (!st)
            code = b.failed ? chn_fail_memory(err) : CHN_ERR_STORE;
    }
    if (code == CHN_OK) {
        chn_bind bind = chn_bind_to(s, st);
        bind_hits(&h, &bind);
        code = chn_bind_run(&bind, doing, err);
    }
    (void)sqlite3_finalize(st);
    free_hits(&h);
    chn_buf_free(&b);
    chn_arena_free(a);
    return code;
}

static chn_code gather(chn_store *s, const chn_query *q, chn_err *err)
{
    return chn_store_gather(
        s, q,
        "PRAGMA temp_store = MEMORY; DROP TABLE IF EXISTS temp.hit;"
        " CREATE TEMP TABLE hit (day, event, sides, symmetric, category,"
        " mode, status, place, occasion, reviewed)",
        "INSERT INTO temp.hit SELECT coalesce(e.date_from, e.date_to,"
        " 'undated'), e.id, e.sides_claim,"
        " e.symmetric, e.category, e.mode, e.status, e.place,"
        " coalesce(e.occasion_id, e.occasion),"
        " coalesce(e.reviewed, 'unreviewed') FROM (",
        ") h CROSS JOIN event e ON e.id = " CHN_EVENT_ID("h.event"), asking,
        err);
}

static chn_code one_facet(chn_store *s, const char *group, const char *sql,
                          uint32_t limit, chn_stat_fn fn, void *user, bool *go,
                          chn_err *err)
{
    sqlite3_stmt *st = chn_store_prepare(s, sql, err);
    if (!st)
        return CHN_ERR_STORE;
    int row = 0;
    for (uint32_t n = 0; *go && (limit == 0 || n < limit); n++) {
        row = chn_store_step(s, st, asking, err);
        if (row <= 0)
            break;
        const chn_stat x = {group, chn_col_str(st, 0),
                            sqlite3_column_int64(st, 1)};
        *go = fn(user, &x);
    }
    (void)sqlite3_finalize(st);
    return row < 0 ? CHN_ERR_STORE : CHN_OK;
}

chn_code chn_store_facets(chn_store *s, const chn_query *q, chn_stat_fn fn,
                          void *user, chn_err *err)
{
    const bool whole = whole_store(q);
    chn_code code = whole ? CHN_OK : gather(s, q, err);
    bool go = true;
    for (size_t i = 0; i < sizeof facets / sizeof *facets && code == CHN_OK;
         i++)
        code = one_facet(s, facets[i].group,
                         whole ? facets[i].whole : facets[i].hits, q->limit, fn,
                         user, &go, err);
    if (!whole)
        (void)sqlite3_exec(s->db, "DROP TABLE IF EXISTS temp.hit", NULL, NULL,
                           NULL);
    return code;
}
