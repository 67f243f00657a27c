/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of "chancery actors" share. */
#ifndef CHN_CLI_ACTORS_H
#define CHN_CLI_ACTORS_H

#include "cli.h"
#include "out.h"

/* The operands behind the first word. */
int chn_actors_suggest(const chn_args *a, chn_term *t);
int chn_actors_import(const chn_args *a, chn_term *t);

/* Make DIR/actors for new tables. A table that stands there already is an
 * error: nothing of the user's is written over. `names`: n tables. */
chn_code chn_tables_folder(const char *dir, const char *const *names, size_t n,
                           chn_err *err);
/* Open the new table DIR/name. */
chn_code chn_table_create(chn_out *out, const char *dir, const char *name,
                          char **path, chn_err *err);
/* A cell: "-" for empty, no tabs and line ends. */
void chn_cell_put(chn_buf *b, chn_str s);
/* ",\"name\":\"value\"" */
void chn_json_put(chn_buf *b, const char *name, chn_str s);

#endif
