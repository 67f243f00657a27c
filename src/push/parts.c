/* SPDX-License-Identifier: Apache-2.0 */
/* A relation cut into parts, each with the hash of its rows. */
#include "push/parts.h"

#include "base/alloc.h"

void chn_parts_init(chn_parts *p, bool whole)
{
    memset(p, 0, sizeof *p);
    p->whole = whole;
    p->lo = INT64_MIN;
    chn_sha256_init(&p->hash);
}

void chn_parts_free(chn_parts *p)
{
    chn_free(p->part);
    p->part = NULL;
    p->n = p->cap = 0;
}

bool chn_parts_add(chn_parts *p, const chn_part *part)
{
    if (p->n == p->cap) {
        const size_t cap = p->cap ? p->cap * 2 : 64;
        chn_part *more = chn_realloc(p->part, cap, sizeof *more);
        if (!more)
            return false;
        p->part = more;
        p->cap = cap;
    }
    p->part[p->n++] = *part;
    return true;
}

static bool shut(chn_parts *p, int64_t hi)
{
    chn_part part = {.lo = p->lo, .hi = hi};
    chn_sha256_hex(&p->hash, part.hash, CHN_PART_DIGITS);
    p->lo = hi;
    chn_sha256_init(&p->hash);
    return chn_parts_add(p, &part);
}

/* One number in 64 ends a part, always the same: what was added or taken out
 * elsewhere moves no other boundary. */
static bool ends(int64_t number)
{
    return ((uint64_t)number * UINT64_C(0x9E3779B97F4A7C15)) >> 58 == 0;
}

bool chn_parts_row(chn_parts *p, int64_t number, const char *row, size_t n)
{
    bool ok = true;
    if (!p->whole && p->any && number != p->last && ends(p->last))
        ok = shut(p, p->last);
    p->any = true;
    p->last = number;
    p->rows++;
    chn_sha256_put(&p->hash, row, n);
    return ok;
}

bool chn_parts_end(chn_parts *p)
{
    return shut(p, INT64_MAX);
}

static bool same(const chn_part *a, const chn_part *b)
{
    return a->lo == b->lo && a->hi == b->hi && strcmp(a->hash, b->hash) == 0;
}

bool chn_parts_changed(const chn_parts *now, const chn_parts *then,
                       chn_parts *out)
{
    size_t k = 0;
    for (size_t i = 0; i < now->n; i++) {
        const chn_part *part = &now->part[i];
        while (k < then->n && then->part[k].hi < part->hi)
            k++;
        if (k < then->n && same(&then->part[k], part))
            continue;
        if (out->n && out->part[out->n - 1].hi == part->lo)
            out->part[out->n - 1].hi = part->hi;
        else if (!chn_parts_add(out, part))
            return false;
    }
    return true;
}
