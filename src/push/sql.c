/* SPDX-License-Identifier: Apache-2.0 */
/* The text of statements, from the description of a relation. */
#include "push/pq.h"

static const char *const types[] = {
    [CHN_RELATION_TEXT] = "text",
    [CHN_RELATION_INTEGER] = "bigint",
    [CHN_RELATION_REAL] = "double precision",
    [CHN_RELATION_DAY] = "date",
    [CHN_RELATION_BOOL] = "boolean",
    [CHN_RELATION_JSON] = "jsonb",
};

static void put_twice(chn_buf *b, const char *s, char quote)
{
    chn_buf_char(b, quote);
    for (; *s; s++) {
        if (*s == quote)
            chn_buf_char(b, quote);
        chn_buf_char(b, *s);
    }
    chn_buf_char(b, quote);
}

void chn_push_name(chn_buf *b, const char *name)
{
    put_twice(b, name, '"');
}

/* The connection has standard_conforming_strings on. */
void chn_push_quote(chn_buf *b, const char *text)
{
    put_twice(b, text, '\'');
}

void chn_push_table(chn_buf *b, const char *schema, const char *table)
{
    chn_push_name(b, schema);
    chn_buf_char(b, '.');
    chn_push_name(b, table);
}

/* "a", "b" with `before` each, of columns from..to. */
static void put_columns(chn_buf *b, const chn_relation *r, uint32_t from,
                        uint32_t to, const char *before)
{
    for (uint32_t i = from; i < to; i++) {
        if (i > from)
            chn_buf_z(b, ", ");
        chn_buf_z(b, before);
        chn_push_name(b, r->columns[i].name);
    }
}

static void put_comment(chn_buf *b, const char *schema, const chn_relation *r,
                        const chn_relation_column *c)
{
    chn_buf_z(b, "COMMENT ON COLUMN ");
    chn_push_table(b, schema, r->name);
    chn_buf_char(b, '.');
    chn_push_name(b, c->name);
    chn_buf_z(b, " IS ");
    chn_push_quote(b, c->about);
    chn_buf_z(b, ";\n");
}

void chn_push_create(chn_buf *b, const char *schema, const chn_relation *r)
{
    chn_buf_z(b, "CREATE TABLE ");
    chn_push_table(b, schema, r->name);
    chn_buf_z(b, " (");
    for (uint32_t i = 0; i < r->n_columns; i++) {
        const chn_relation_column *c = &r->columns[i];
        chn_buf_z(b, i ? ", " : "");
        chn_push_name(b, c->name);
        chn_buf_fmt(b, " %s%s", types[c->type], c->required ? " NOT NULL" : "");
    }
    chn_buf_z(b, ");\nCOMMENT ON TABLE ");
    chn_push_table(b, schema, r->name);
    chn_buf_z(b, " IS ");
    chn_push_quote(b, r->about);
    chn_buf_z(b, ";\n");
    for (uint32_t i = 0; i < r->n_columns; i++)
        put_comment(b, schema, r, &r->columns[i]);
}

void chn_push_add_column(chn_buf *b, const char *schema, const chn_relation *r,
                         const chn_relation_column *c)
{
    /* NULL until the rows are sent, whatever the column requires */
    chn_buf_z(b, "ALTER TABLE ");
    chn_push_table(b, schema, r->name);
    chn_buf_z(b, " ADD COLUMN ");
    chn_push_name(b, c->name);
    chn_buf_fmt(b, " %s;\n", types[c->type]);
    put_comment(b, schema, r, c);
}

static void put_alter(chn_buf *b, const char *schema, const chn_relation *r)
{
    chn_buf_z(b, "ALTER TABLE ");
    chn_push_table(b, schema, r->name);
    chn_buf_z(b, " ADD ");
}

void chn_push_keys(chn_buf *b, const char *schema, const chn_relation *r)
{
    put_alter(b, schema, r);
    chn_buf_z(b, "PRIMARY KEY (");
    put_columns(b, r, 0, r->n_key, "");
    chn_buf_z(b, ");\n");
    if (r->unique) {
        /* deferred: two rows may change their places */
        put_alter(b, schema, r);
        chn_buf_z(b, "UNIQUE (");
        chn_push_name(b, r->unique);
        chn_buf_z(b, ") DEFERRABLE INITIALLY DEFERRED;\n");
    }
    for (uint32_t i = 0; i < CHN_RELATION_INDEXES && r->indexes[i]; i++) {
        /* a hash takes texts of any length, and finds them by the whole */
        const bool hash = *r->indexes[i] == '#';
        chn_buf_z(b, "CREATE INDEX ON ");
        chn_push_table(b, schema, r->name);
        chn_buf_fmt(b, "%s (%s);\n", hash ? " USING hash" : "",
                    r->indexes[i] + hash);
    }
}

void chn_push_references(chn_buf *b, const char *schema, const chn_relation *r)
{
    for (uint32_t i = 0; i < r->n_columns; i++) {
        const chn_relation_column *c = &r->columns[i];
        if (!c->refers)
            continue;
        put_alter(b, schema, r);
        chn_buf_z(b, "FOREIGN KEY (");
        chn_push_name(b, c->name);
        chn_buf_z(b, ") REFERENCES ");
        chn_push_table(b, schema, c->refers);
        chn_buf_z(b, " DEFERRABLE INITIALLY DEFERRED;\n");
    }
}

void chn_push_copy(chn_buf *b, const char *table, const chn_relation *r)
{
    chn_buf_fmt(b, "COPY %s (", table);
    put_columns(b, r, 0, r->n_columns, "");
    chn_buf_z(b, ") FROM STDIN");
}

static void put_same_key(chn_buf *b, const chn_relation *r)
{
    for (uint32_t i = 0; i < r->n_key; i++) {
        chn_buf_z(b, i ? " AND t." : "t.");
        chn_push_name(b, r->columns[i].name);
        chn_buf_z(b, " = x.");
        chn_push_name(b, r->columns[i].name);
    }
}

/* "(a, b) IS DISTINCT FROM (a, b)" of what is not key. */
static void put_distinct(chn_buf *b, const chn_relation *r, const char *other)
{
    chn_buf_char(b, '(');
    put_columns(b, r, r->n_key, r->n_columns, "t.");
    chn_buf_z(b, ") IS DISTINCT FROM (");
    put_columns(b, r, r->n_key, r->n_columns, other);
    chn_buf_char(b, ')');
}

void chn_push_gone(chn_buf *b, const char *schema, const chn_relation *r,
                   bool dry)
{
    chn_buf_z(b, dry ? "SELECT count(*) FROM " : "DELETE FROM ");
    chn_push_table(b, schema, r->name);
    chn_buf_z(b, " t");
    if (r->part >= 0) {
        chn_buf_z(b, dry ? ", push_range r WHERE t."
                         : " USING push_range r WHERE t.");
        chn_push_name(b, r->columns[r->part].name);
        chn_buf_z(b, " > r.lo AND t.");
        chn_push_name(b, r->columns[r->part].name);
        chn_buf_z(b, " <= r.hi AND");
    } else {
        chn_buf_z(b, " WHERE");
    }
    chn_buf_z(b, " NOT EXISTS (SELECT 1 FROM push_sent x WHERE ");
    put_same_key(b, r);
    chn_buf_char(b, ')');
}

void chn_push_lost(chn_buf *b, const char *schema, const chn_relation *r)
{
    chn_buf_z(b, "SELECT count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM "
                 "push_sent x WHERE x.");
    chn_push_name(b, r->unique);
    chn_buf_z(b, " = t.");
    chn_push_name(b, r->unique);
    chn_buf_z(b, ") AND EXISTS (SELECT 1 FROM push_range r WHERE t.");
    chn_push_name(b, r->columns[r->part].name);
    chn_buf_z(b, " > r.lo AND t.");
    chn_push_name(b, r->columns[r->part].name);
    chn_buf_z(b, " <= r.hi)), count(*) FROM ");
    chn_push_table(b, schema, r->name);
    chn_buf_z(b, " t");
}

static void put_merge(chn_buf *b, const char *schema, const chn_relation *r)
{
    chn_buf_z(b, "WITH w AS (INSERT INTO ");
    chn_push_table(b, schema, r->name);
    chn_buf_z(b, " AS t (");
    put_columns(b, r, 0, r->n_columns, "");
    chn_buf_z(b, ") SELECT ");
    put_columns(b, r, 0, r->n_columns, "");
    chn_buf_z(b, " FROM push_sent ON CONFLICT (");
    put_columns(b, r, 0, r->n_key, "");
    chn_buf_z(b, ") DO UPDATE SET ");
    for (uint32_t i = r->n_key; i < r->n_columns; i++) {
        chn_buf_z(b, i > r->n_key ? ", " : "");
        chn_push_name(b, r->columns[i].name);
        chn_buf_z(b, " = EXCLUDED.");
        chn_push_name(b, r->columns[i].name);
    }
    chn_buf_z(b, " WHERE ");
    put_distinct(b, r, "EXCLUDED.");
    /* a row that was there has the lock of this transaction on it */
    chn_buf_z(b, " RETURNING t.xmax = 0 AS fresh) SELECT count(*) FILTER"
                 " (WHERE fresh), count(*) FILTER (WHERE NOT fresh) FROM w");
}

void chn_push_merged(chn_buf *b, const char *schema, const chn_relation *r,
                     bool dry)
{
    if (!dry) {
        put_merge(b, schema, r);
        return;
    }
    chn_buf_z(b, "SELECT count(*) FILTER (WHERE t.");
    chn_push_name(b, r->columns[0].name);
    chn_buf_z(b, " IS NULL), count(*) FILTER (WHERE t.");
    chn_push_name(b, r->columns[0].name);
    chn_buf_z(b, " IS NOT NULL AND ");
    put_distinct(b, r, "x.");
    chn_buf_z(b, ") FROM push_sent x LEFT JOIN ");
    chn_push_table(b, schema, r->name);
    chn_buf_z(b, " t ON ");
    put_same_key(b, r);
}

static void put_about(chn_buf *b, const char *what, const char *schema,
                      const char *table, const char *about)
{
    chn_buf_fmt(b, "COMMENT ON %s ", what);
    if (table)
        chn_push_table(b, schema, table);
    else
        chn_push_name(b, schema);
    chn_buf_z(b, " IS ");
    chn_push_quote(b, about);
    chn_buf_z(b, ";\n");
}

void chn_push_state(chn_buf *b, const char *schema)
{
    chn_buf_z(b, "CREATE TABLE ");
    chn_push_table(b, schema, "push");
    chn_buf_z(b, " (n bigint PRIMARY KEY, at timestamptz NOT NULL, who text NOT"
                 " NULL, format bigint NOT NULL, chancery text NOT NULL, store"
                 " text NOT NULL, no_text boolean NOT NULL, added bigint NOT"
                 " NULL, changed bigint NOT NULL, gone bigint NOT NULL);\n");
    put_about(b, "TABLE", schema, "push",
              "each push that changed something, the last of them now here");
    chn_buf_z(b, "CREATE TABLE ");
    chn_push_table(b, schema, "push_part");
    chn_buf_z(b, " (relation text NOT NULL, lo bigint NOT NULL, hi bigint NOT"
                 " NULL, hash text NOT NULL, PRIMARY KEY (relation, hi));\n");
    put_about(b, "TABLE", schema, "push_part",
              "hashes of the rows that were sent, by which the next push finds "
              "what changed; not for reading");
}

void chn_push_create_view(chn_buf *b, const char *schema,
                          const chn_push_view *v)
{
    chn_buf_z(b, "CREATE VIEW ");
    chn_push_table(b, schema, v->name);
    chn_buf_z(b, " AS ");
    for (const char *p = v->sql; *p; p++) {
        if (*p == '$') {
            chn_push_name(b, schema);
            chn_buf_char(b, '.');
        } else {
            chn_buf_char(b, *p);
        }
    }
    chn_buf_z(b, ";\n");
    put_about(b, "VIEW", schema, v->name, v->about);
}
