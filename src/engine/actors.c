/* SPDX-License-Identifier: Apache-2.0 */
/* chancery/actors.h, as far as it looks at tables: each call has an arena of
 * its own, so that threads may share what was opened. */
#include "engine/actors.h"

#include <stddef.h>
#include <string.h>

#include "actor/tables.h"
#include "base/alloc.h"
#include "base/limits.h"
#include "engine/overlay.h"
#include "import/over.h"

struct chn_actors {
    chn_arena *arena;
    chn_overlays over;
};

chn_actors *chn_actors_open(const char *const *dirs, size_t n_dirs,
                            chn_err *err)
{
    chn_actors *a = chn_calloc(1, sizeof *a);
    if (a)
        a->arena = chn_arena_new(CHN_ARENA_MAX);
    if (!a || !a->arena) {
        chn_fail_memory(err);
        chn_free(a);
        return NULL;
    }
    if (chn_overlays_read(&a->over, a->arena, dirs, (uint32_t)n_dirs, err)) {
        chn_actors_free(a);
        return NULL;
    }
    return a;
}

void chn_actors_free(chn_actors *a)
{
    if (!a)
        return;
    chn_arena_free(a->arena);
    chn_free(a);
}

const chn_tableset *chn_actors_set(const chn_actors *a)
{
    return &a->over.set;
}

void chn_lint_options_init(chn_lint_options *o)
{
    memset(o, 0, sizeof *o);
    o->size = sizeof *o;
}

chn_code chn_actors_lint(const chn_actors *a, const chn_lint_options *o,
                         chn_finding_fn fn, void *user, chn_lint_stats *stats,
                         chn_err *err)
{
    chn_arena *scratch = chn_arena_new(CHN_ARENA_MAX);
    if (!scratch)
        return chn_fail_memory(err);
    const chn_code c =
        chn_actor_lint(scratch, &a->over.set, o, fn, user, stats, err);
    chn_arena_free(scratch);
    return c;
}

chn_code chn_actors_find(const chn_actors *a, chn_str name,
                         chn_actor_card_fn fn, void *user, uint32_t *found,
                         chn_err *err)
{
    chn_arena *scratch = chn_arena_new(CHN_ARENA_MAX);
    if (!scratch)
        return chn_fail_memory(err);
    const chn_code c =
        chn_actor_who(scratch, &a->over.set, name, fn, user, found, err);
    chn_arena_free(scratch);
    return c;
}

chn_import *chn_import_new(const chn_actors *a, chn_err *err)
{
    return chn_import_over(&a->over.set, err);
}
