/* SPDX-License-Identifier: Apache-2.0 */
/* What an actor's sector says of its acts: data/rules/sectors.tsv. */
#include "act/inside.h"
#include "base/err.h"
#include "base/str.h"

struct act_sector {
    chn_str code;
    uint32_t traits;
};

static chn_code read_traits(act_loader *l, chn_str list, uint32_t *traits)
{
    static const act_name known[] = {
        {"power", T_POWER},     {"against", T_AGAINST}, {"abroad", T_ABROAD},
        {"private", T_PRIVATE}, {"folk", T_FOLK},       {"firm", T_FIRM},
        {"army", T_ARMY},       {"press", T_PRESS},     {"rules", T_RULES},
        {"home", T_HOME}};
    return act_read_names(l, list, "trait", known, sizeof known / sizeof *known,
                          traits);
}

chn_code act_load_sectors(act_loader *l, const chn_tableset *set)
{
    static const char *const want[] = {"sector", "traits"};
    act_sectors *x = &l->k->sectors;
    chn_code rc = chn_rows_open(&l->it, l->k->arena, set, "rules/sectors.tsv",
                                want, 2, true, l->err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&l->it, l->err)) > 0) {
        void *at = x->at;
        if (!chn_arena_grow(l->k->arena, &at, &x->cap, x->n + 1,
                            sizeof(act_sector)))
            return chn_fail_memory(l->err);
        x->at = at;
        act_sector *one = &x->at[x->n++];
        *one = (act_sector){chn_rows_cell(&l->it, 0), 0};
        rc = read_traits(l, chn_rows_cell(&l->it, 1), &one->traits);
    }
    return more < 0 ? CHN_ERR_TABLE : rc;
}

bool act_trait(const act_sent *s, uint32_t m, uint32_t traits)
{
    const chn_str code = s->m->at[m].sector;
    const act_sectors *x = &s->k->sectors;
    for (uint32_t i = 0; code.n > 0 && i < x->n; i++)
        if (chn_str_eq(x->at[i].code, code))
            return (x->at[i].traits & traits) != 0;
    return false;
}
