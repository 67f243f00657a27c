/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A trie over words, in two forms. While phrases are added, a node knows its
 * parent, and one hash table finds a node by its parent and word. Once done, a
 * node's children lie side by side by their words:
 *
 *   node   0  1    2     3     4   5
 *   word   -  kim  lee   jong  il  un     kim -> jong -> il, un
 *   first  1  3    4     4     6   6      children of i: first[i] to first[i+1]
 *
 * so that a node is 12 bytes and needs no table, and one without children (most
 * are) costs no look-up. Which words open a phrase is asked at every token:
 * those are bits, and a count of the bits before is the node.
 *
 * What a node means stands in variants by the capitals they ask for, strictest
 * first; each also holds the values of all that ask for less:
 *
 *   head [cap allcap] [n] values ...
 */
#include "base/hash.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/text.h"
#include "text/tokens.h"

#define WORDS_MAX 24
#define SCRATCH_MAX ((size_t)256 * 1024 * 1024)

/* Head of a variant: three flags, then the capitals of the first words. */
enum {
    HEAD_LAST = 1,   /* of its node */
    HEAD_SINGLE = 2, /* one value, whose number is not written */
    HEAD_WIDE = 4    /* capitals in two words of their own */
};
#define HEAD_CAP 3
#define HEAD_WORDS 14
#define HEAD_ALLCAP (HEAD_CAP + HEAD_WORDS)
#define HEAD_MASK ((1u << HEAD_WORDS) - 1)

typedef struct node {
    uint32_t word;
    uint32_t first;  /* child */
    uint32_t values; /* its variants in `values`; 0: no phrase ends here */
} node;

/* Words that open a phrase, 64 at a time. */
typedef struct opening {
    uint64_t bits;
    uint32_t before; /* words that stand in earlier ones */
} opening;

/* ---- while phrases are added ---- */

/* A phrase with one value. */
typedef struct entry {
    uint32_t cap;    /* bit i: word i must begin with a capital */
    uint32_t allcap; /* bit i: word i must be all capitals */
    uint32_t value;
    uint32_t next; /* added before, of the same node; NONE: none */
} entry;
#define NONE UINT32_MAX

typedef struct seed {
    uint32_t parent, word;
    uint32_t entry; /* the last added */
} seed;

typedef struct builder {
    seed *seeds;     /* [n] nodes, in the order they came */
    uint32_t *slots; /* [size], open addressing; 0: free */
    entry *entries;
    uint32_t n, cap, size, n_entries, cap_entries;
} builder;

struct chn_phrases {
    chn_arena *arena;
    chn_arena *scratch; /* the words of the phrase that is being added */
    builder b;          /* empty once done */
    node *nodes;        /* [n_nodes + 1]; the last one only ends the others */
    uint32_t n_nodes;
    opening *openings; /* [n_openings] */
    uint32_t n_openings;
    uint32_t *values;
    uint32_t n_values, cap_values;
};

/* Room for `need` in an array of its own block, half as much again. */
static bool more(chn_arena *a, void **at, uint32_t *cap, uint32_t need,
                 size_t size)
{
    if (need <= *cap)
        return true;
    uint32_t to = *cap < 64 ? 64 : *cap + *cap / 2;
    to = to < need ? need : to;
    void *p = to < UINT32_MAX / 2 ? chn_arena_resize(a, *at, to, size) : NULL;
    if (!p)
        return false;
    *at = p;
    *cap = to;
    return true;
}

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
    builder *b = &p->b;
    void *seeds = NULL;
    b->size = 256;
    b->slots = chn_arena_resize(a, NULL, b->size, sizeof(uint32_t));
    if (!b->slots || !more(a, &seeds, &b->cap, 1, sizeof(seed)))
        return NULL;
    memset(b->slots, 0, b->size * sizeof(uint32_t));
    b->seeds = seeds;
    b->seeds[0] = (seed){0, 0, NONE};
    b->n = 1;
    return p;
}

static uint32_t *slot_of(const builder *b, uint32_t parent, uint32_t word)
{
    const uint32_t key[2] = {parent, word};
    for (uint64_t i = chn_hash(key, sizeof key, 3);; i++) {
        uint32_t *s = &b->slots[i & (b->size - 1)];
        if (*s == 0 ||
            (b->seeds[*s].parent == parent && b->seeds[*s].word == word))
            return s;
    }
}

static bool grow_slots(chn_phrases *p)
{
    builder *b = &p->b;
    uint32_t *slots = chn_arena_resize(p->arena, b->slots, (size_t)b->size * 2,
                                       sizeof(uint32_t));
    if (!slots)
        return false;
    b->slots = slots;
    b->size *= 2;
    memset(slots, 0, (size_t)b->size * sizeof(uint32_t));
    for (uint32_t i = 1; i < b->n; i++)
        *slot_of(b, b->seeds[i].parent, b->seeds[i].word) = i;
    return true;
}

/* The node behind `parent` by `word`, made if new; 0: no memory. */
static uint32_t step_add(chn_phrases *p, uint32_t parent, uint32_t word)
{
    builder *b = &p->b;
    const uint32_t known = *slot_of(b, parent, word);
    if (known)
        return known;
    if ((uint64_t)b->n * 4 >= (uint64_t)b->size * 3 && !grow_slots(p))
        return 0;
    void *seeds = b->seeds;
    if (!more(p->arena, &seeds, &b->cap, b->n + 1, sizeof(seed)))
        return 0;
    b->seeds = seeds;
    b->seeds[b->n] = (seed){parent, word, NONE};
    *slot_of(b, parent, word) = b->n;
    return b->n++;
}

static bool add_entry(chn_phrases *p, uint32_t at, entry e)
{
    builder *b = &p->b;
    void *entries = b->entries;
    if (!more(p->arena, &entries, &b->cap_entries, b->n_entries + 1,
              sizeof(entry)))
        return false;
    b->entries = entries;
    e.next = b->seeds[at].entry;
    b->entries[b->n_entries] = e;
    b->seeds[at].entry = b->n_entries++;
    return true;
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
    uint32_t at = 0;
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
        if (!p->b.seeds)
            return chn_fail(err, CHN_ERR_INTERNAL,
                            "\"%.*s\" comes after the last phrase", (int)text.n,
                            text.p);
        const uint32_t w = chn_lex_add(lex, chn_str_n(fold, len));
        at = w ? step_add(p, at, w) : 0;
        if (!at)
            return chn_fail_memory(err);
        if (tok[i].flags & CHN_TOK_CAP)
            cap |= 1u << words;
        if (tok[i].flags & CHN_TOK_ALLCAP)
            allcap |= 1u << words;
        words++;
    }
    if (at == 0)
        return chn_fail(err, CHN_ERR_TABLE,
                        "an empty phrase; give at least one word");
    const entry e = {cap, allcap, value, NONE};
    return add_entry(p, at, e) ? CHN_OK : chn_fail_memory(err);
}

/* ---- freezing ---- */

typedef struct variant {
    uint32_t cap, allcap;
    uint32_t *values; /* smallest first */
    uint32_t n, room;
    struct variant *next; /* strictest first, once sorted */
} variant;

static bool add_value(chn_arena *a, variant *v, uint32_t value)
{
    uint32_t at = v->n; /* most come in order */
    while (at > 0 && v->values[at - 1] > value)
        at--;
    if (at > 0 && v->values[at - 1] == value)
        return true;
    void *values = v->values;
    if (!chn_arena_grow(a, &values, &v->room, v->n + 1, sizeof(uint32_t)))
        return false;
    v->values = values;
    memmove(v->values + at + 1, v->values + at, (v->n - at) * sizeof(uint32_t));
    v->values[at] = value;
    v->n++;
    return true;
}

static variant *variant_of(chn_arena *a, variant **list, const entry *e)
{
    variant *v = *list;
    while (v && (v->cap != e->cap || v->allcap != e->allcap))
        v = v->next;
    if (v)
        return v;
    v = CHN_NEW(a, variant, 1);
    if (!v)
        return NULL;
    v->cap = e->cap;
    v->allcap = e->allcap;
    v->next = *list;
    *list = v;
    return v;
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

/* The variants of a node with all their values; false: no memory. */
static bool gather(chn_phrases *p, uint32_t last, variant **out)
{
    builder *b = &p->b;
    uint32_t first = NONE;
    while (last != NONE) { /* turns the list: as they were added */
        const uint32_t before = b->entries[last].next;
        b->entries[last].next = first;
        first = last;
        last = before;
    }
    *out = NULL;
    chn_arena_reset(p->scratch);
    for (; first != NONE; first = b->entries[first].next) {
        variant *v = variant_of(p->scratch, out, &b->entries[first]);
        if (!v || !add_value(p->scratch, v, b->entries[first].value))
            return false;
    }
    *out = sorted(*out);
    for (variant *v = *out; v; v = v->next)
        for (const variant *lax = v->next; lax; lax = lax->next) {
            if ((lax->cap & ~v->cap) || (lax->allcap & ~v->allcap))
                continue;
            for (uint32_t j = 0; j < lax->n; j++)
                if (!add_value(p->scratch, v, lax->values[j]))
                    return false;
        }
    return true;
}

static bool write_variant(chn_phrases *p, const variant *v)
{
    void *values = p->values;
    if (v->n > UINT32_MAX / 4 - p->n_values ||
        !more(p->arena, &values, &p->cap_values, p->n_values + 4 + v->n,
              sizeof(uint32_t)))
        return false;
    p->values = values;
    const bool wide = ((v->cap | v->allcap) & ~HEAD_MASK) != 0;
    uint32_t *out = p->values + p->n_values;
    uint32_t n = 0;
    uint32_t head = (v->next ? 0u : HEAD_LAST) | (v->n == 1 ? HEAD_SINGLE : 0u);
    head |= wide ? HEAD_WIDE : v->cap << HEAD_CAP | v->allcap << HEAD_ALLCAP;
    out[n++] = head;
    if (wide) {
        out[n++] = v->cap;
        out[n++] = v->allcap;
    }
    if (v->n != 1)
        out[n++] = v->n;
    memcpy(out + n, v->values, v->n * sizeof(uint32_t));
    p->n_values += n + v->n;
    return true;
}

/* Writes what phrases mean that end at a node; *at is where. */
static bool write_values(chn_phrases *p, uint32_t last, uint32_t *at)
{
    *at = 0;
    if (last == NONE)
        return true;
    const entry *e = &p->b.entries[last];
    *at = p->n_values;
    if (e->next == NONE) { /* nearly all */
        uint32_t value = e->value;
        const variant one = {e->cap, e->allcap, &value, 1, 1, NULL};
        return write_variant(p, &one);
    }
    variant *list = NULL;
    if (!gather(p, last, &list))
        return false;
    for (const variant *v = list; v; v = v->next)
        if (!write_variant(p, v))
            return false;
    return true;
}

/* ids[0..n) in the order of a field of their seeds, which is below `keys`;
 * ids with the same one stay as they were. starts: [keys + 1]. */
static void sort_by(const builder *b, bool parent, const uint32_t *ids,
                    uint32_t n, uint32_t *starts, uint32_t keys, uint32_t *out)
{
#define FIELD(i) (parent ? b->seeds[i].parent : b->seeds[i].word)
    memset(starts, 0, ((size_t)keys + 1) * sizeof *starts);
    for (uint32_t i = 0; i < n; i++)
        starts[FIELD(ids[i]) + 1]++;
    for (uint32_t i = 0; i < keys; i++)
        starts[i + 1] += starts[i];
    for (uint32_t i = 0; i < n; i++)
        out[starts[FIELD(ids[i])]++] = ids[i];
    for (uint32_t i = keys; i > 0; i--) /* back to where they began */
        starts[i] = starts[i - 1];
    starts[0] = 0;
#undef FIELD
}

static uint32_t bits_below(uint64_t v, uint32_t bit)
{
    v &= ((uint64_t)1 << bit) - 1;
    v -= v >> 1 & 0x5555555555555555u;
    v = (v & 0x3333333333333333u) + (v >> 2 & 0x3333333333333333u);
    v = (v + (v >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (uint32_t)(v * 0x0101010101010101u >> 56);
}

static bool write_openings(chn_phrases *p)
{
    const uint32_t end = p->nodes[1].first;
    p->n_openings = end > 1 ? p->nodes[end - 1].word / 64 + 1 : 0;
    p->openings = CHN_NEW(p->arena, opening, p->n_openings);
    if (!p->openings)
        return false;
    for (uint32_t i = 1; i < end; i++)
        p->openings[p->nodes[i].word / 64].bits |= (uint64_t)1
                                                   << p->nodes[i].word % 64;
    uint32_t before = 0;
    for (uint32_t i = 0, n = 1; i < p->n_openings; i++) {
        p->openings[i].before = before;
        for (; n < end && p->nodes[n].word / 64 == i; n++)
            before++;
    }
    return true;
}

/* Nodes breadth first: `order` takes the seed of each. `starts` are where each
 * seed's children begin in `kids`. */
static void number_nodes(chn_phrases *p, const uint32_t *kids,
                         const uint32_t *starts, uint32_t *order)
{
    uint32_t next = 1;
    order[0] = 0;
    for (uint32_t i = 0; i < p->n_nodes; i++) {
        const uint32_t old = order[i];
        p->nodes[i].word = p->b.seeds[old].word;
        p->nodes[i].first = next;
        for (uint32_t j = starts[old]; j < starts[old + 1]; j++)
            order[next++] = kids[j];
    }
    p->nodes[p->n_nodes].first = next;
}

static bool freeze(chn_phrases *p)
{
    builder *b = &p->b;
    const uint32_t n = b->n;
    uint32_t keys = n;
    chn_arena_release(p->arena, b->slots, b->size, sizeof(uint32_t));
    for (uint32_t i = 1; i < n; i++)
        keys = b->seeds[i].word >= keys ? b->seeds[i].word + 1 : keys;
    uint32_t *ids = chn_arena_resize(p->arena, NULL, n, sizeof *ids);
    uint32_t *kids = chn_arena_resize(p->arena, NULL, n, sizeof *kids);
    uint32_t *starts =
        chn_arena_resize(p->arena, NULL, (size_t)keys + 1, sizeof *starts);
    p->nodes = chn_arena_resize(p->arena, NULL, (size_t)n + 1, sizeof(node));
    if (!ids || !kids || !starts || !p->nodes)
        return false;
    p->n_nodes = n;
    for (uint32_t i = 1; i < n; i++)
        kids[i - 1] = i;
    sort_by(b, false, kids, n - 1, starts, keys, ids);
    sort_by(b, true, ids, n - 1, starts, n, kids);
    number_nodes(p, kids, starts, ids);
    chn_arena_release(p->arena, starts, (size_t)keys + 1, sizeof *starts);
    chn_arena_release(p->arena, kids, n, sizeof *kids);
    p->n_values = 1; /* 0 is "none" */
    for (uint32_t i = 0; i < n; i++)
        if (!write_values(p, b->seeds[ids[i]].entry, &p->nodes[i].values))
            return false;
    chn_arena_release(p->arena, ids, n, sizeof *ids);
    chn_arena_release(p->arena, b->seeds, b->cap, sizeof(seed));
    chn_arena_release(p->arena, b->entries, b->cap_entries, sizeof(entry));
    memset(b, 0, sizeof *b);
    return write_openings(p);
}

chn_code chn_phrases_done(chn_phrases *p, chn_err *err)
{
    if (!freeze(p))
        return chn_fail_memory(err);
    if (p->values)
        p->values = chn_arena_resize(p->arena, p->values, p->n_values,
                                     sizeof(uint32_t));
    return p->values || p->n_nodes == 1 ? CHN_OK : chn_fail_memory(err);
}

/* ---- matching ---- */

/* The node of a word that opens a phrase, or 0. */
static uint32_t open_with(const chn_phrases *p, uint32_t word)
{
    if (word / 64 >= p->n_openings)
        return 0;
    const opening *o = &p->openings[word / 64];
    if (!(o->bits >> word % 64 & 1))
        return 0;
    return o->before + bits_below(o->bits, word % 64) + 1;
}

/* The node behind another by a word, or 0. */
static uint32_t step(const chn_phrases *p, uint32_t from, uint32_t word)
{
    uint32_t low = p->nodes[from].first;
    const uint32_t end = p->nodes[from + 1].first;
    uint32_t high = end;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (p->nodes[mid].word < word)
            low = mid + 1;
        else
            high = mid;
    }
    return low < end && p->nodes[low].word == word ? low : 0;
}

/* The first variant that asks for no more capitals than these. */
static bool choose(const uint32_t *at, uint32_t cap, uint32_t allcap,
                   const uint32_t **values, uint32_t *n)
{
    for (;;) {
        const uint32_t head = *at++;
        uint32_t need = head >> HEAD_CAP & HEAD_MASK;
        uint32_t need_all = head >> HEAD_ALLCAP;
        if (head & HEAD_WIDE) {
            need = *at++;
            need_all = *at++;
        }
        const uint32_t has = head & HEAD_SINGLE ? 1 : *at++;
        if (!((need & ~cap) | (need_all & ~allcap))) {
            *values = at;
            *n = has;
            return true;
        }
        if (head & HEAD_LAST)
            return false;
        at += has;
    }
}

uint32_t chn_phrases_match(const chn_phrases *p, const chn_doc *doc, uint32_t t,
                           uint32_t end, const uint32_t **values, uint32_t *n)
{
    const uint32_t start = t;
    uint32_t best = t;
    uint32_t at_node = 0;
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
        if (!k->word)
            break;
        at_node = words ? step(p, at_node, k->word) : open_with(p, k->word);
        if (!at_node)
            break;
        /* the "un" of "Jong-un" is as capital as its "Jong" */
        if ((k->flags & CHN_TOK_CAP) || (hyphen && (cap >> (words - 1) & 1)))
            cap |= 1u << words;
        if (k->flags & CHN_TOK_ALLCAP)
            allcap |= 1u << words;
        hyphen = false;
        words++;
        t++;
        const uint32_t at = p->nodes[at_node].values;
        if (at && choose(p->values + at, cap, allcap, values, n))
            best = t;
    }
    return best;
}

bool chn_phrases_begin(const chn_phrases *p, uint32_t word)
{
    return word != 0 && open_with(p, word) != 0;
}
