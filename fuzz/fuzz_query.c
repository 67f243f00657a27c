/* SPDX-License-Identifier: Apache-2.0 */
/* Questions to a store, as people and programs give them: name and value of
 * each facet from the input, then rows, counts and a series are read. Nothing
 * is changed, nothing is SQL, and what is found are days and claims. */
#include "fuzz.h"

#include <chancery/chancery.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/day.h"
#include "base/str.h"

#define INPUT_MAX 4096u

static chn_store *store; /* libFuzzer has no place to hand it over */

static const char *const reports[] = {
    ("Russian defence minister Sergei Shoigu visited Pyongyang on Wednesday, "
     "Yonhap quoted KCNA as saying."),
    "Kim Jong Un met Sergei Shoigu in Pyongyang on Wednesday, TASS said.",
    "Norway and Chile signed a pact in Oslo on Saturday. Rain fell.",
    "Norway condemned Chile on Friday, Reuters reported."};

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    char path[] = "/tmp/chancery-fuzz-query-XXXXXX";
    chn_err err;
    (void)argc;
    (void)argv;
    const int fd = mkstemp(path);
    HOLDS(fd >= 0);
    (void)close(fd);
    (void)unlink(path);
    chn_engine *e = chn_engine_open(NULL, &err);
    chn_worker *w = e ? chn_worker_new(e, &err) : NULL;
    chn_store *s = w ? chn_store_open(path, CHN_STORE_CREATE, &err) : NULL;
    HOLDS(s && chn_store_begin_run(s, e, 0, &err) == CHN_OK);
    HOLDS(chn_store_begin(s, &err) == CHN_OK);
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        char id[8];
        chn_report r;
        chn_added added;
        memset(&r, 0, sizeof r);
        (void)snprintf(id, sizeof id, "r%u", (unsigned)i);
        r.id = r.file = chn_str_of(id);
        r.text = chn_str_of(reports[i]);
        r.published = 19566 + (chn_day)i;
        chn_result *x = chn_worker_code(w, &r, &err);
        HOLDS(x && chn_store_add(s, x, &added, &err) == CHN_OK);
        chn_result_free(x);
    }
    HOLDS(chn_store_commit(s, &err) == CHN_OK);
    HOLDS(chn_store_finish(s, &err) == CHN_OK);
    chn_worker_free(w);
    chn_engine_free(e);
    store = chn_store_open(path, CHN_STORE_READ, &err);
    HOLDS(store != NULL);
    (void)unlink(path); /* it stays open */
    return 0;
}

static bool row(void *user, const chn_event_row *r)
{
    uint32_t *const n = user;
    HOLDS(r->id.n > 1 && r->id.p[0] == 'e');
    HOLDS(r->from == CHN_DAY_NONE || r->to == CHN_DAY_NONE || r->from <= r->to);
    ++*n;
    return true;
}

static bool value(void *user, const chn_stat *v)
{
    uint32_t *const n = user;
    HOLDS(v->name.p || !v->name.n);
    ++*n;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[INPUT_MAX + 1];
    chn_query q;
    chn_err err;
    if (size > INPUT_MAX)
        return 0;
    /* lines NAME=VALUE; values are borrowed, so they are cut in place */
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    chn_query_init(&q);
    for (char *at = text; *at;) {
        char *end = at + strcspn(at, "\n");
        const bool last = !*end;
        *end = '\0';
        char *eq = strchr(at, '=');
        if (eq) {
            *eq = '\0';
            const chn_code code = chn_query_set(&q, at, eq + 1, &err);
            HOLDS(code == CHN_OK || err.text[0]);
        }
        if (last)
            break;
        at = end + 1;
    }
    uint32_t n = 0, all = 0, values = 0;
    chn_code code = chn_store_query(store, &q, row, &n, &err);
    HOLDS(code != CHN_ERR_INTERNAL);
    if (code == CHN_OK) {
        HOLDS(!q.limit || n <= q.limit);
        /* a page is a part of the whole */
        q.limit = q.offset = 0;
        HOLDS(chn_store_query(store, &q, row, &all, &err) == CHN_OK);
        HOLDS(n <= all && all <= 16);
        code = chn_store_facets(store, &q, value, &values, &err);
        HOLDS(code != CHN_ERR_INTERNAL);
    }
    return 0;
}
