/* SPDX-License-Identifier: Apache-2.0 */
/* Lists that are made whole and read page by page. */
#include "serve/api.h"

static bool find_lines(chn_arena *a, chn_lines *l)
{
    const chn_str all = chn_block_str(l->block);
    uint32_t cap = 0;
    l->n = 0;
    for (size_t at = 0;; l->n++) {
        void *p = l->at;
        if (!chn_arena_grow(a, &p, &cap, l->n + 1, sizeof *l->at))
            return false;
        l->at = p;
        l->at[l->n] = (uint32_t)at;
        const char *end =
            at < all.n ? memchr(all.p + at, '\n', all.n - at) : NULL;
        if (!end)
            return true;
        at = (size_t)(end - all.p) + 1;
    }
}

chn_code chn_lines_of(chn_call *c, const char *version, const char *name,
                      chn_fill fill, const void *user, chn_lines *out)
{
    chn_buf key, b;
    chn_code code = CHN_OK;
    *out = (chn_lines){NULL, NULL, 0};
    chn_buf_init(&key, 65536);
    chn_buf_init(&b, CHN_SERVE_ANSWER_MAX);
    /* a target begins with /, so these are no answers */
    chn_buf_fmt(&key, "%s %s", version, name);
    const chn_str k = chn_str_n(key.p ? key.p : "", key.n);
    /* one at a time: who asks for the same waits, and finds it made */
    (void)pthread_mutex_lock(&c->server->making);
    if (!key.failed)
        out->block = chn_cache_get(c->server->lists, k);
    if (!out->block) {
        code = fill(c, &b, user);
        if (code == CHN_OK) {
            out->block = chn_block_new(&b);
            if (out->block && !key.failed)
                chn_cache_put(c->server->lists, k, out->block);
            else if (!out->block)
                code = chn_fail_memory(&c->err);
        } else {
            chn_buf_free(&b);
        }
    }
    (void)pthread_mutex_unlock(&c->server->making);
    chn_buf_free(&key);
    if (code == CHN_OK && !find_lines(c->a, out))
        code = chn_fail_memory(&c->err);
    return code;
}

void chn_lines_free(chn_lines *l)
{
    chn_block_drop(l->block);
    l->block = NULL;
}

chn_str chn_line(const chn_lines *l, uint32_t i)
{
    return chn_str_n(chn_block_str(l->block).p + l->at[i],
                     l->at[i + 1] - l->at[i] - 1);
}

void chn_put_lines(chn_call *c, const char *name, const chn_lines *l,
                   const chn_paging *p)
{
    chn_buf_char(c->b, '{');
    chn_put_paging(c, p, l->n);
    chn_key(c->b, name);
    chn_buf_char(c->b, '[');
    for (uint32_t i = p->offset; i < l->n && i - p->offset < p->limit; i++) {
        chn_comma(c->b);
        chn_buf_str(c->b, chn_line(l, i));
    }
    chn_buf_z(c->b, "]}");
}
