/* SPDX-License-Identifier: Apache-2.0 */
/* Answers kept for those who ask the same of the same state of the store. The
 * one that was not asked for the longest goes first. */
#include "base/alloc.h"
#include "base/hash.h"
#include "serve/server.h"

#define BUCKETS 1024u

struct chn_block {
    chn_buf bytes;
    uint32_t users;
    pthread_mutex_t lock;
};

chn_block *chn_block_new(chn_buf *b)
{
    chn_block *x = b->failed ? NULL : chn_calloc(1, sizeof *x);
    if (!x || pthread_mutex_init(&x->lock, NULL) != 0) {
        chn_free(x);
        chn_buf_free(b);
        return NULL;
    }
    x->bytes = *b;
    x->users = 1;
    chn_buf_init(b, b->max);
    return x;
}

chn_str chn_block_str(const chn_block *b)
{
    return chn_str_n(b->bytes.p ? b->bytes.p : "", b->bytes.n);
}

chn_block *chn_block_keep(chn_block *b)
{
    (void)pthread_mutex_lock(&b->lock);
    b->users++;
    (void)pthread_mutex_unlock(&b->lock);
    return b;
}

void chn_block_drop(chn_block *b)
{
    if (!b)
        return;
    (void)pthread_mutex_lock(&b->lock);
    const bool last = --b->users == 0;
    (void)pthread_mutex_unlock(&b->lock);
    if (!last)
        return;
    (void)pthread_mutex_destroy(&b->lock);
    chn_buf_free(&b->bytes);
    chn_free(b);
}

typedef struct kept kept;
struct kept {
    kept *next;          /* of its bucket */
    kept *newer, *older; /* by when it was asked for */
    uint64_t hash;
    char *key;
    size_t n_key;
    chn_block *block;
};

struct chn_cache {
    pthread_mutex_t lock;
    kept *bucket[BUCKETS];
    kept *newest, *oldest;
    size_t bytes, most;
};

chn_cache *chn_cache_new(size_t most)
{
    chn_cache *c = chn_calloc(1, sizeof *c);
    if (c && pthread_mutex_init(&c->lock, NULL) != 0) {
        chn_free(c);
        return NULL;
    }
    if (c)
        c->most = most;
    return c;
}

static size_t cost_of(const kept *k)
{
    return sizeof *k + k->n_key + chn_block_str(k->block).n;
}

static void unlink_age(chn_cache *c, kept *k)
{
    *(k->newer ? &k->newer->older : &c->newest) = k->older;
    *(k->older ? &k->older->newer : &c->oldest) = k->newer;
    k->newer = k->older = NULL;
}

static void link_newest(chn_cache *c, kept *k)
{
    k->older = c->newest;
    *(c->newest ? &c->newest->newer : &c->oldest) = k;
    c->newest = k;
}

static void forget(chn_cache *c, kept *k)
{
    kept **at = &c->bucket[k->hash % BUCKETS];
    while (*at != k)
        at = &(*at)->next;
    *at = k->next;
    unlink_age(c, k);
    c->bytes -= cost_of(k);
    chn_block_drop(k->block);
    chn_free(k->key);
    chn_free(k);
}

void chn_cache_free(chn_cache *c)
{
    if (!c)
        return;
    while (c->newest)
        forget(c, c->newest);
    (void)pthread_mutex_destroy(&c->lock);
    chn_free(c);
}

static kept *find(const chn_cache *c, chn_str key, uint64_t hash)
{
    for (kept *k = c->bucket[hash % BUCKETS]; k; k = k->next)
        if (k->hash == hash && chn_str_eq(chn_str_n(k->key, k->n_key), key))
            return k;
    return NULL;
}

chn_block *chn_cache_get(chn_cache *c, chn_str key)
{
    const uint64_t hash = chn_hash(key.p, key.n, 3);
    (void)pthread_mutex_lock(&c->lock);
    kept *k = find(c, key, hash);
    chn_block *b = k ? chn_block_keep(k->block) : NULL;
    if (k) {
        unlink_age(c, k);
        link_newest(c, k);
    }
    (void)pthread_mutex_unlock(&c->lock);
    return b;
}

void chn_cache_put(chn_cache *c, chn_str key, chn_block *b)
{
    if (chn_block_str(b).n > c->most / 4)
        return; /* it would push out too many others */
    kept *k = chn_calloc(1, sizeof *k);
    char *own = chn_calloc(key.n + 1, 1);
    if (!k || !own) {
        chn_free(k);
        chn_free(own);
        return; /* it is made anew the next time */
    }
    memcpy(own, key.p, key.n);
    *k = (kept){.hash = chn_hash(key.p, key.n, 3),
                .key = own,
                .n_key = key.n,
                .block = chn_block_keep(b)};
    (void)pthread_mutex_lock(&c->lock);
    kept *old = find(c, key, k->hash);
    if (old)
        forget(c, old);
    k->next = c->bucket[k->hash % BUCKETS];
    c->bucket[k->hash % BUCKETS] = k;
    link_newest(c, k);
    c->bytes += cost_of(k);
    while (c->bytes > c->most && c->oldest)
        forget(c, c->oldest);
    (void)pthread_mutex_unlock(&c->lock);
}
