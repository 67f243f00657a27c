/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A trie over words. Edges are one hash table keyed by (node, word), so a
 * step costs one look-up whatever the number of phrases.
 *
 *   node 0 --kim--> 1 --jong--> 2 --un--> 3: variants
 *                                            caps 111: values 17
 *
 * A node's values stand in variants by the capitals they ask for; when the
 * trie is done each variant also holds the values of all that ask for less.
 */
#include "base/hash.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/text.h"
#include "text/tokens.h"

#define WORDS_MAX 24
#define SCRATCH_MAX (1u << 20) /* bytes; a phrase is a cell of a table */

typedef struct variant {
    uint32_t cap;    /* bit i: word i must begin with a capital */
    uint32_t allcap; /* bit i: word i must be all capitals */
    uint32_t *values;
    uint32_t n, room;
    struct variant *next; /* strictest first, once done */
} variant;

typedef struct edge {
    uint32_t node, word, to;
} edge;

struct chn_phrases {
    chn_arena *arena;
    chn_arena *scratch; /* the words of the phrase that is being added */
    edge *edges;        /* [size], open addressing; to == 0: free */
    uint32_t size, n_edges;
    variant **nodes; /* [n_nodes] */
    uint32_t n_nodes, cap_nodes;
};

chn_phrases *chn_phrases_new(chn_arena *a)
{
    chn_phrases *p = CHN_NEW(a, chn_phrases, 1);
    if (!p)
        return NULL;
    p->arena = a;
    p->scratch = chn_arena_new(SCRATCH_MAX);
    if (!p->scratch)
        return NULL;
    chn_arena_adopt(a, p->scratch);
    p->size = 1024;
    p->edges = CHN_NEW(a, edge, p->size);
    void *nodes = NULL;
    if (!p->edges ||
        !chn_arena_grow(a, &nodes, &p->cap_nodes, 256, sizeof(variant *)))
        return NULL;
    p->nodes = nodes;
    p->n_nodes = 1;
    return p;
}

static edge *edge_at(const chn_phrases *p, uint32_t node, uint32_t word)
{
    const uint32_t key[2] = {node, word};
    uint64_t i = chn_hash(key, sizeof key, 3);
    for (;; i++) {
        edge *e = &p->edges[i & (p->size - 1)];
        if (e->to == 0 || (e->node == node && e->word == word))
            return e;
    }
}

static bool grow_edges(chn_phrases *p)
{
    edge *old = p->edges;
    const uint32_t old_size = p->size;
    edge *edges = CHN_NEW(p->arena, edge, (size_t)old_size * 2);
    if (!edges)
        return false;
    p->edges = edges;
    p->size = old_size * 2;
    for (uint32_t i = 0; i < old_size; i++)
        if (old[i].to)
            *edge_at(p, old[i].node, old[i].word) = old[i];
    chn_arena_release(p->arena, old, old_size, sizeof(edge));
    return true;
}

/* The node behind `node` by `word`, made if new; 0: no memory. */
static uint32_t step_add(chn_phrases *p, uint32_t node, uint32_t word)
{
    const edge *known = edge_at(p, node, word);
    if (known->to)
        return known->to;
    if (p->n_edges * 2 >= p->size && !grow_edges(p))
        return 0;
    void *nodes = p->nodes;
    if (!chn_arena_grow(p->arena, &nodes, &p->cap_nodes, p->n_nodes + 1,
                        sizeof(variant *)))
        return 0;
    p->nodes = nodes;
    p->nodes[p->n_nodes] = NULL;
    edge *e = edge_at(p, node, word);
    e->node = node;
    e->word = word;
    e->to = p->n_nodes++;
    p->n_edges++;
    return e->to;
}

static bool add_value(chn_phrases *p, variant *v, uint32_t value)
{
    uint32_t at = 0;
    while (at < v->n && v->values[at] < value)
        at++;
    if (at < v->n && v->values[at] == value)
        return true;
    void *values = v->values;
    if (!chn_arena_grow(p->arena, &values, &v->room, v->n + 1,
                        sizeof(uint32_t)))
        return false;
    v->values = values;
    memmove(v->values + at + 1, v->values + at, (v->n - at) * sizeof(uint32_t));
    v->values[at] = value;
    v->n++;
    return true;
}

static variant *variant_of(chn_phrases *p, uint32_t node, uint32_t cap,
                           uint32_t allcap)
{
    variant *v = p->nodes[node];
    while (v && (v->cap != cap || v->allcap != allcap))
        v = v->next;
    if (v)
        return v;
    v = CHN_NEW(p->arena, variant, 1);
    if (!v)
        return NULL;
    v->cap = cap;
    v->allcap = allcap;
    v->next = p->nodes[node];
    p->nodes[node] = v;
    return v;
}

static bool is_hyphen(const char *text, const chn_token *t)
{
    char fold[4];
    return chn_utf8_fold(text + t->from, t->to - t->from, fold, 4) == 1 &&
           fold[0] == '-';
}

chn_code chn_phrases_add(chn_phrases *p, const chn_text_know *k, chn_lex *lex,
                         chn_str text, uint32_t value, chn_err *err)
{
    chn_token *tok = NULL;
    uint32_t n = 0;
    chn_arena_reset(p->scratch);
    const chn_code rc = chn_tokens_cut(k, p->scratch, text.p, 0,
                                       (uint32_t)text.n, &tok, &n, err);
    if (rc != CHN_OK)
        return rc;
    uint32_t node = 0;
    uint32_t cap = 0;
    uint32_t allcap = 0;
    uint32_t words = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (is_hyphen(text.p, &tok[i]) && i > 0 && i + 1 < n)
            continue; /* the matcher passes over hyphens inside words */
        if (words == WORDS_MAX)
            return chn_fail(err, CHN_ERR_LIMIT,
                            "\"%.*s\" has more than %d words; shorten it",
                            (int)text.n, text.p, WORDS_MAX);
        char fold[256];
        const size_t len = chn_utf8_fold(
            text.p + tok[i].from, tok[i].to - tok[i].from, fold, sizeof fold);
        if (len == 0 || len > sizeof fold)
            return chn_fail(err, CHN_ERR_LIMIT,
                            "a word of \"%.*s\" is longer than 256 bytes",
                            (int)text.n, text.p);
        const uint32_t w = chn_lex_add(lex, chn_str_n(fold, len));
        node = w ? step_add(p, node, w) : 0;
        if (!node)
            return chn_fail_memory(err);
        if (tok[i].flags & CHN_TOK_CAP)
            cap |= 1u << words;
        if (tok[i].flags & CHN_TOK_ALLCAP)
            allcap |= 1u << words;
        words++;
    }
    if (node == 0)
        return chn_fail(err, CHN_ERR_TABLE,
                        "an empty phrase; give at least one word");
    variant *v = variant_of(p, node, cap, allcap);
    if (!v || !add_value(p, v, value))
        return chn_fail_memory(err);
    return CHN_OK;
}

static uint32_t strictness(const variant *v)
{
    uint32_t n = 0;
    for (uint32_t b = v->cap; b; b &= b - 1)
        n++;
    for (uint32_t b = v->allcap; b; b &= b - 1)
        n++;
    return n;
}

static variant *sorted(variant *list)
{
    variant *out = NULL;
    while (list) {
        variant *v = list;
        list = list->next;
        variant **at = &out;
        while (*at && strictness(*at) >= strictness(v))
            at = &(*at)->next;
        v->next = *at;
        *at = v;
    }
    return out;
}

chn_code chn_phrases_done(chn_phrases *p, chn_err *err)
{
    for (uint32_t i = 0; i < p->n_nodes; i++) {
        p->nodes[i] = sorted(p->nodes[i]);
        for (variant *v = p->nodes[i]; v; v = v->next) {
            for (const variant *lax = v->next; lax; lax = lax->next) {
                if ((lax->cap & ~v->cap) || (lax->allcap & ~v->allcap))
                    continue;
                for (uint32_t j = 0; j < lax->n; j++)
                    if (!add_value(p, v, lax->values[j]))
                        return chn_fail_memory(err);
            }
        }
    }
    return CHN_OK;
}

uint32_t chn_phrases_match(const chn_phrases *p, const chn_doc *doc, uint32_t t,
                           uint32_t end, const uint32_t **values, uint32_t *n)
{
    const uint32_t start = t;
    uint32_t best = t;
    uint32_t node = 0;
    uint32_t cap = 0;
    uint32_t allcap = 0;
    uint32_t words = 0;
    bool hyphen = false;
    *n = 0;
    *values = NULL;
    while (t < end && words < WORDS_MAX) {
        const chn_token *k = &doc->tok[t];
        /* "Jong-un": pass over a hyphen that touches both its words */
        if (t > start && k->fold.n == 1 && k->fold.p[0] == '-' &&
            !(k->flags & CHN_TOK_SPACE) && t + 1 < end &&
            !(doc->tok[t + 1].flags & CHN_TOK_SPACE)) {
            t++;
            hyphen = true;
            continue;
        }
        node = k->word ? edge_at(p, node, k->word)->to : 0;
        if (!node)
            break;
        /* the "un" of "Jong-un" is as capital as its "Jong" */
        if ((k->flags & CHN_TOK_CAP) || (hyphen && (cap >> (words - 1) & 1)))
            cap |= 1u << words;
        if (k->flags & CHN_TOK_ALLCAP)
            allcap |= 1u << words;
        hyphen = false;
        words++;
        t++;
        for (const variant *v = p->nodes[node]; v; v = v->next) {
            if ((v->cap & ~cap) || (v->allcap & ~allcap))
                continue;
            best = t;
            *values = v->values;
            *n = v->n;
            break;
        }
    }
    return best;
}

bool chn_phrases_begin(const chn_phrases *p, uint32_t word)
{
    return word != 0 && edge_at(p, 0, word)->to != 0;
}
