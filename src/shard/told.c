/* SPDX-License-Identifier: Apache-2.0 */
/* See told.h. */
#include "shard/told.h"

#include <stdlib.h>

#include "print/names.h"

static int str_cmp(const void *pa, const void *pb)
{
    return chn_str_cmp(*(const chn_str *)pa, *(const chn_str *)pb);
}

chn_code chn_told_origins(chn_arena *a, const chn_merge_claim *c,
                          const chn_merge_event *e, const chn_str **names,
                          uint32_t *n, chn_err *err)
{
    chn_str *o = CHN_NEW(a, chn_str, e->n_member);
    if (!o)
        return chn_fail_memory(err);
    uint32_t all = 0;
    for (uint32_t i = 0; i < e->n_member; i++)
        if (c[e->member[i]].origin.n)
            o[all++] = c[e->member[i]].origin;
    if (all > 1)
        qsort(o, all, sizeof *o, str_cmp);
    *n = 0;
    for (uint32_t i = 0; i < all; i++)
        if (i == 0 || !chn_str_eq(o[i], o[*n - 1]))
            o[(*n)++] = o[i];
    *names = o;
    return CHN_OK;
}

typedef struct stage {
    chn_day first; /* report that tells it first; NONE: no dated one */
    chn_status status;
    uint32_t n;
} stage;

static bool before(const stage *a, const stage *b)
{
    if ((a->first == CHN_DAY_NONE) != (b->first == CHN_DAY_NONE))
        return b->first == CHN_DAY_NONE;
    if (a->first != b->first)
        return a->first < b->first;
    /* on one day: planned, possible, then what became of it */
    static const int rank[] = {2, 0, 1, 3};
    return rank[a->status & 3] < rank[b->status & 3];
}

void chn_told_history(const chn_merge_claim *c, const chn_merge_event *e,
                      chn_buf *b)
{
    stage st[4];
    for (int i = 0; i < 4; i++)
        st[i] = (stage){CHN_DAY_NONE, (chn_status)i, 0};
    uint32_t kinds = 0;
    for (uint32_t i = 0; i < e->n_member; i++) {
        const chn_merge_claim *m = &c[e->member[i]];
        stage *x = &st[m->status & 3];
        kinds += x->n++ == 0;
        if (m->published != CHN_DAY_NONE &&
            (x->first == CHN_DAY_NONE || m->published < x->first))
            x->first = m->published;
    }
    if (kinds < 2)
        return;
    for (int i = 1; i < 4; i++)
        for (int k = i; k > 0 && before(&st[k], &st[k - 1]); k--) {
            const stage t = st[k];
            st[k] = st[k - 1];
            st[k - 1] = t;
        }
    bool open = false;
    for (int i = 0; i < 4; i++) {
        if (st[i].n == 0)
            continue;
        char day[11];
        chn_buf_char(b, open ? ',' : '[');
        open = true;
        chn_buf_fmt(b, "{\"status\":\"%s\",\"reported\":",
                    chn_name_status(st[i].status));
        if (st[i].first == CHN_DAY_NONE) {
            chn_buf_z(b, "null");
        } else {
            chn_day_format(st[i].first, day);
            chn_buf_fmt(b, "\"%s\"", day);
        }
        chn_buf_fmt(b, ",\"claims\":%u}", (unsigned)st[i].n);
    }
    chn_buf_char(b, ']');
}
