/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Maximum spanning tree by Chu-Liu and Edmonds, in the form for dense graphs:
 * a path is grown from a token through best heads until it meets the tree;
 * where it meets itself, the cycle becomes one node. Each contraction of k
 * nodes costs O(k n), and there are less than n nodes to contract in all.
 *
 * Scores are integers here, so that differences are exact. One root: each arc
 * from the root loses more than any tree can gain, so that the best tree has
 * as few of them as possible, and one is always possible.
 */
#include "syntax/decode.h"

#include <string.h>

#define COUNT_MAX ((int64_t)1 << 40)
#define NONE UINT32_MAX

int64_t chn_decode_count(float score)
{
    if (!(score > -1048576.0f))
        return -COUNT_MAX;
    if (score >= 1048576.0f)
        return COUNT_MAX;
    return (int64_t)((double)score * 1048576.0);
}

bool chn_decode_is_tree(const uint32_t *head, uint32_t n, uint32_t *mark)
{
    uint32_t roots = 0;
    memset(mark, 0, (n + (size_t)1) * sizeof *mark);
    for (uint32_t i = 1; i <= n; i++)
        roots += head[i] == 0;
    if (roots != 1)
        return false;
    /* each walk up ends at the root, at a token of an earlier walk, or at one
     * of its own: a cycle */
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t j = i;
        while (j != 0 && mark[j] == 0) {
            mark[j] = i;
            j = head[j];
        }
        if (j != 0 && mark[j] == i)
            return false;
    }
    return true;
}

/* An arc of the graph as it was given. */
typedef struct arc {
    uint32_t from, to;
} arc;

/*
 * Nodes are 0 the root, 1..n tokens, and above them contracted cycles. Each
 * node that is not contracted itself stands in a slot 0..n of the matrix: a
 * cycle in that of its first member.
 */
struct chn_decode_room {
    uint32_t slots, nodes;
    int64_t *w; /* [slot from][slot to] */
    arc *arc;   /* the best given arc for it */
    /* of a slot */
    uint32_t *active; /* slots in use, ascending */
    uint32_t n_active;
    uint32_t *node; /* its node */
    bool *done;     /* it hangs from the root */
    uint32_t *path_at;
    /* of a node */
    uint32_t *parent; /* the cycle it is part of */
    arc *enter;       /* its best arc from outside, as given */
    int64_t *gain;    /* of that arc */
    bool *dissolved;
    uint32_t *path; /* slots from the first to the last */
    uint32_t n_path;
};
typedef struct chn_decode_room work;

chn_decode_room *chn_decode_room_new(chn_arena *a, uint32_t cap)
{
    const size_t slots = cap + (size_t)1, nodes = 2 * slots;
    work *w = CHN_NEW(a, work, 1);
    if (!w)
        return NULL;
    w->w = CHN_NEW(a, int64_t, slots * slots);
    w->arc = CHN_NEW(a, arc, slots * slots);
    w->active = CHN_NEW(a, uint32_t, slots);
    w->node = CHN_NEW(a, uint32_t, slots);
    w->done = CHN_NEW(a, bool, slots);
    w->path_at = CHN_NEW(a, uint32_t, slots);
    w->parent = CHN_NEW(a, uint32_t, nodes);
    w->enter = CHN_NEW(a, arc, nodes);
    w->gain = CHN_NEW(a, int64_t, nodes);
    w->dissolved = CHN_NEW(a, bool, nodes);
    w->path = CHN_NEW(a, uint32_t, slots);
    return w->w && w->arc && w->active && w->node && w->done && w->path_at &&
                   w->parent && w->enter && w->gain && w->dissolved && w->path
               ? w
               : NULL;
}

static void fill(work *w, const float *score, size_t stride, uint32_t n)
{
    const int64_t root_cost = 2 * COUNT_MAX * (n + (int64_t)1);
    w->slots = w->nodes = n + 1;
    for (uint32_t j = 0; j <= n; j++) {
        w->w[(size_t)j * w->slots] = 0; /* the root has no head */
        for (uint32_t i = 1; i <= n; i++) {
            const size_t at = (size_t)j * w->slots + i;
            if (i == j)
                continue;
            w->w[at] = chn_decode_count(score[(i - 1) * stride + j]) -
                       (j == 0 ? root_cost : 0);
            w->arc[at].from = j;
            w->arc[at].to = i;
        }
        w->active[j] = w->node[j] = j;
        w->path_at[j] = NONE;
        w->parent[j] = NONE;
        w->done[j] = j == 0;
    }
    memset(w->dissolved, 0, 2 * (size_t)w->slots * sizeof *w->dissolved);
    w->n_active = w->slots;
}

/* The slot of the best head of a slot; its arc is kept with the node. */
static uint32_t best_head(work *w, uint32_t slot)
{
    uint32_t best = NONE;
    for (uint32_t i = 0; i < w->n_active; i++) {
        const uint32_t from = w->active[i];
        if (from != slot &&
            (best == NONE || w->w[(size_t)from * w->slots + slot] >
                                 w->w[(size_t)best * w->slots + slot]))
            best = from;
    }
    const size_t at = (size_t)best * w->slots + slot;
    const uint32_t node = w->node[slot];
    w->enter[node] = w->arc[at];
    w->gain[node] = w->w[at];
    return best;
}

/* The arcs between the cycle path[from..n_path) and slot `x`: into the cycle
 * those that gain most over the arc that they replace, out of it the best. */
static void merge_arcs(work *w, uint32_t from, uint32_t x, uint32_t into)
{
    int64_t best_in = 0, best_out = 0;
    arc in = {0, 0}, out = {0, 0};
    for (uint32_t i = from; i < w->n_path; i++) {
        const uint32_t m = w->path[i];
        const size_t a = (size_t)x * w->slots + m;
        const size_t b = (size_t)m * w->slots + x;
        const int64_t gain = w->w[a] - w->gain[w->node[m]];
        if (i == from || gain > best_in) {
            best_in = gain;
            in = w->arc[a];
        }
        if (i == from || w->w[b] > best_out) {
            best_out = w->w[b];
            out = w->arc[b];
        }
    }
    w->w[(size_t)x * w->slots + into] = best_in;
    w->arc[(size_t)x * w->slots + into] = in;
    w->w[(size_t)into * w->slots + x] = best_out;
    w->arc[(size_t)into * w->slots + x] = out;
}

/* path[from..n_path) becomes one node, the end of the path. */
static void contract(work *w, uint32_t from)
{
    const uint32_t into = w->path[from];
    uint32_t kept = 0;
    for (uint32_t i = 0; i < w->n_active; i++) {
        const uint32_t x = w->active[i];
        const bool member = w->path_at[x] != NONE && w->path_at[x] >= from;
        if (!member)
            merge_arcs(w, from, x, into);
        if (!member || x == into)
            w->active[kept++] = x;
    }
    w->n_active = kept;
    const uint32_t node = w->nodes++;
    for (uint32_t i = from; i < w->n_path; i++) {
        w->parent[w->node[w->path[i]]] = node;
        w->path_at[w->path[i]] = NONE;
    }
    w->parent[node] = NONE;
    w->node[into] = node;
    w->path_at[into] = from;
    w->n_path = from + 1;
}

/* Grow a path from `slot` until it meets what hangs from the root. */
static void grow(work *w, uint32_t slot)
{
    w->path[0] = slot;
    w->path_at[slot] = 0;
    w->n_path = 1;
    for (;;) {
        const uint32_t head = best_head(w, w->path[w->n_path - 1]);
        if (w->done[head])
            break;
        if (w->path_at[head] != NONE) {
            contract(w, w->path_at[head]);
        } else {
            w->path_at[head] = w->n_path;
            w->path[w->n_path++] = head;
        }
    }
    for (uint32_t i = 0; i < w->n_path; i++) {
        w->done[w->path[i]] = true;
        w->path_at[w->path[i]] = NONE;
    }
}

void chn_decode_mst(chn_decode_room *room, const float *score, size_t stride,
                    uint32_t n, uint32_t *head)
{
    work *w = room;
    fill(w, score, stride, n);
    for (uint32_t i = 0; i < w->n_active; i++) {
        if (!w->done[w->active[i]]) {
            grow(w, w->active[i]);
            i = 0; /* the list has changed; slot 0 is done */
        }
    }
    /* A cycle comes before its members: the arc into it replaces theirs on
     * the way down to the token that it enters. */
    for (uint32_t v = w->nodes - 1; v > 0; v--) {
        if (w->dissolved[v])
            continue;
        const arc e = w->enter[v];
        head[e.to] = e.from;
        for (uint32_t x = e.to; x != v; x = w->parent[x])
            w->dissolved[x] = true;
    }
}
