/* SPDX-License-Identifier: Apache-2.0 */
/* Every rule of data/rules/ finds an act in its positive example and
 * none in its negative one. */
#include <chancery/chancery.h>

#include "act/act.h"
#include "base/str.h"
#include "check.h"

static int fires(chn_worker *w, chn_str rule, chn_str text)
{
    chn_err err;
    chn_report r = {0};
    r.id = chn_str_of("example");
    r.published = chn_day_parse("2020-06-17", 10);
    r.text = text;
    r.publisher = r.title = r.url = r.file = chn_str_of("");
    chn_result *res = chn_worker_code(w, &r, &err);
    int found = res ? 0 : -1;
    for (size_t i = 0; res && i < chn_result_claim_count(res); i++)
        if (chn_str_eq(chn_result_claim(res, i)->rule, rule))
            found = 1;
    chn_result_free(res);
    return found;
}

static const char *const tables_of[] = {
    "rules/support.tsv",   "rules/consult.tsv",  "rules/agree.tsv",
    "rules/cooperate.tsv", "rules/aid.tsv",      "rules/concede.tsv",
    "rules/retreat.tsv",   "rules/request.tsv",  "rules/accuse.tsv",
    "rules/reject.tsv",    "rules/threaten.tsv", "rules/sanction.tsv",
    "rules/coerce.tsv",    "rules/mobilize.tsv", "rules/protest.tsv",
    "rules/assault.tsv"};

static void run_table(chn_worker *w, chn_arena *a, const chn_tableset *set,
                      const char *table)
{
    static const char *const want[] = {"id", "positive", "negative", "flags"};
    chn_err err;
    chn_rows it;
    TEST(table)
    {
        CHECK_INT(chn_rows_open(&it, a, set, table, want, 4, true, &err),
                  CHN_OK);
    }
    while (chn_rows_next(&it, &err) > 0) {
        const chn_str flags = chn_rows_cell(&it, 3);
        if (flags.n && (strstr(flags.p, "drop") || strstr(flags.p, "same")))
            continue; /* find no act of their own by design */
        char name[200];
        const chn_str id = chn_rows_cell(&it, 0);
        (void)snprintf(name, sizeof name, "%.*s", (int)id.n, id.p);
        TEST(name)
        {
            const chn_str yes = chn_rows_cell(&it, 1);
            const chn_str no = chn_rows_cell(&it, 2);
            if (fires(w, id, yes) != 1) {
                printf("# not found in: %.*s\n", (int)yes.n, yes.p);
                CHECK(false && "positive example");
            }
            if (fires(w, id, no) != 0) {
                printf("# found in: %.*s\n", (int)no.n, no.p);
                CHECK(false && "negative example");
            }
        }
        check_close();
    }
}

int main(void)
{
    chn_err err;
    const chn_table *tables[256];
    chn_tableset set = {tables, 0};
    for (uint32_t i = 0; i < chn_builtin_table_count && i < 256; i++)
        tables[set.n++] = &chn_builtin_tables[i];
    chn_arena *a = chn_arena_new((size_t)1 << 28);
    chn_engine *e = chn_engine_open(NULL, &err);
    chn_worker *w = e ? chn_worker_new(e, &err) : NULL;
    TEST("rules load")
    {
        CHECK(w != NULL);
    }
    for (size_t i = 0; w && i < sizeof tables_of / sizeof tables_of[0]; i++)
        run_table(w, a, &set, tables_of[i]);
    chn_worker_free(w);
    chn_engine_free(e);
    chn_arena_free(a);
    return check_end();
}
