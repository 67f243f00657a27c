/* SPDX-License-Identifier: Apache-2.0 */
/* Facts of the text stage: abbreviations, words that begin sentences, words
 * that are cut, irregular forms. Tables in data/text/. */
#include "base/hash.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/tokens.h"

typedef struct irregular {
    chn_str lemma;
    chn_str form[4]; /* past, part, ing, s; a noun's plural in [0] */
    struct irregular *next;
} irregular;

#define BUCKETS 512

#define WORD_MAX 32 /* bytes of a word of these tables */

typedef struct fact {
    uint16_t bits; /* CHN_WORD_ */
    uint8_t cut;   /* bytes of the first part */
} fact;

struct chn_text_know {
    chn_arena *arena;
    chn_lex *words; /* own numbers */
    fact *facts;    /* [number] */
    uint32_t n_facts, cap_facts;
    uint32_t cut_lengths; /* bit n: a word of n bytes is cut in two */
    uint32_t cut_lasts;   /* bit c - 'a': one that ends with c */
    irregular *verbs[BUCKETS];
    irregular *nouns[BUCKETS];
};

/* The facts of a table's word, made if new; NULL with an error. */
static fact *fact_of(chn_text_know *k, const chn_rows *it, chn_err *err)
{
    const chn_str w = chn_rows_cell(it, 0);
    char fold[WORD_MAX];
    const size_t n = chn_utf8_fold(w.p, w.n, fold, sizeof fold);
    if (n == 0 || n > sizeof fold) {
        chn_rows_fail(it, err,
                      "\"%.*s\" is no word of 1 to %d bytes; correct or remove "
                      "the row",
                      (int)w.n, w.p, WORD_MAX);
        return NULL;
    }
    const uint32_t number = chn_lex_add(k->words, chn_str_n(fold, n));
    void *facts = k->facts;
    if (!number || !chn_arena_grow(k->arena, &facts, &k->cap_facts, number + 1,
                                   sizeof(fact))) {
        chn_fail_memory(err);
        return NULL;
    }
    k->facts = facts;
    if (number >= k->n_facts)
        k->n_facts = number + 1;
    return &k->facts[number];
}

/* "capital|number" as bits; false with an error. */
static bool bits_of(const chn_rows *it, uint32_t column, uint32_t *bits,
                    chn_err *err)
{
    static const struct {
        const char *name;
        uint32_t bit;
    } names[] = {{"capital", CHN_WORD_CAPITAL}, {"number", CHN_WORD_NUMBER},
                 {"inside", CHN_WORD_INSIDE},   {"prefix", CHN_WORD_PREFIX},
                 {"unit", CHN_WORD_UNIT},       {"address", CHN_WORD_ADDRESS},
                 {"speech", CHN_WORD_SPEECH},   {"cut", CHN_WORD_CUT},
                 {"small", CHN_WORD_SMALL},     {"states", CHN_WORD_STATES},
                 {"self", CHN_WORD_SELF}};
    enum { N = sizeof names / sizeof names[0] };
    chn_str rest = chn_rows_cell(it, column);
    chn_str name;
    while (chn_str_next(&rest, '|', &name)) {
        size_t i = 0;
        while (i < N && !chn_str_is(name, names[i].name))
            i++;
        if (i == N) {
            chn_rows_fail(it, err,
                          "\"%.*s\" is not known; expected capital, number, "
                          "inside, prefix, unit, address, speech, cut, "
                          "small, states or self",
                          (int)name.n, name.p);
            return false;
        }
        *bits |= names[i].bit;
    }
    return true;
}

/* "can|not": where the word is cut. */
static bool cut_of(chn_text_know *k, const chn_rows *it, fact *f, chn_err *err)
{
    const chn_str w = chn_rows_cell(it, 0);
    chn_str rest = chn_rows_cell(it, 2);
    chn_str first;
    const char last = w.n ? w.p[w.n - 1] : ' ';
    const bool parts = chn_str_next(&rest, '|', &first) && first.n > 0 &&
                       rest.n > 0 && first.n + rest.n == w.n;
    if (!parts || !chn_str_eq(first, chn_str_n(w.p, first.n)) ||
        !chn_str_eq(rest, chn_str_n(w.p + first.n, rest.n)) || last < 'a' ||
        last > 'z') {
        chn_rows_fail(it, err,
                      "\"%.*s\" is not cut in two; give its parts, as "
                      "\"can|not\"",
                      (int)w.n, w.p);
        return false;
    }
    f->cut = (uint8_t)first.n;
    k->cut_lengths |= 1u << (w.n < 31 ? w.n : 31);
    k->cut_lasts |= 1u << (last - 'a');
    return true;
}

static chn_code load_words(chn_text_know *k, chn_arena *a,
                           const chn_tableset *set, const char *name,
                           const char *const *want, uint32_t bits, chn_err *err)
{
    chn_rows it;
    chn_code rc = chn_rows_open(&it, a, set, name, want, 3, true, err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&it, err)) > 0) {
        uint32_t now = bits;
        fact *f = bits_of(&it, 1, &now, err) ? fact_of(k, &it, err) : NULL;
        if (!f || ((now & CHN_WORD_CUT) && !cut_of(k, &it, f, err)))
            return CHN_ERR_TABLE;
        f->bits |= (uint16_t)now;
    }
    return more < 0 ? CHN_ERR_TABLE : rc;
}

static chn_code load_forms(irregular **buckets, chn_arena *a,
                           const chn_tableset *set, const char *name,
                           const char *const *want, uint32_t n_want,
                           chn_err *err)
{
    chn_rows it;
    chn_code rc = chn_rows_open(&it, a, set, name, want, n_want, true, err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&it, err)) > 0) {
        irregular *v = CHN_NEW(a, irregular, 1);
        if (!v)
            return chn_fail_memory(err);
        v->lemma = chn_rows_cell(&it, 0);
        for (uint32_t i = 1; i < n_want; i++)
            v->form[i - 1] = chn_rows_cell(&it, i);
        if (v->lemma.n == 0 || v->form[0].n == 0)
            return chn_rows_fail(&it, err,
                                 "a form is empty; give the lemma and its "
                                 "first form");
        const size_t b = chn_hash(v->lemma.p, v->lemma.n, 2) % BUCKETS;
        v->next = buckets[b];
        buckets[b] = v;
    }
    return more < 0 ? CHN_ERR_TABLE : rc;
}

chn_text_know *chn_text_know_new(chn_arena *a, const chn_tableset *set,
                                 chn_lex *lex, chn_err *err)
{
    static const char *const verb[] = {"lemma", "past", "participle", "?ing",
                                       "?third"};
    static const char *const noun[] = {"lemma", "plural"};
    (void)lex;
    static const char *const abbreviation[] = {"word", "?when", "?parts"};
    static const char *const starter[] = {"word", "?is", "?parts"};
    static const char *const token[] = {"word", "is", "?parts"};
    chn_text_know *k = CHN_NEW(a, chn_text_know, 1);
    if (k)
        k->words = chn_lex_new(a);
    if (!k || !k->words) {
        chn_fail_memory(err);
        return NULL;
    }
    k->arena = a;
    if (load_words(k, a, set, "text/abbreviations.tsv", abbreviation,
                   CHN_WORD_ABBREVIATION, err) != CHN_OK ||
        load_words(k, a, set, "text/starters.tsv", starter, CHN_WORD_STARTER,
                   err) != CHN_OK ||
        load_words(k, a, set, "text/tokens.tsv", token, 0, err) != CHN_OK ||
        load_forms(k->verbs, a, set, "text/verbs.tsv", verb, 5, err) !=
            CHN_OK ||
        load_forms(k->nouns, a, set, "text/nouns.tsv", noun, 2, err) != CHN_OK)
        return NULL;
    return k;
}

uint32_t chn_text_facts(const chn_text_know *k, chn_str folded)
{
    const uint32_t w =
        folded.n <= WORD_MAX ? chn_lex_find(k->words, folded.p, folded.n) : 0;
    return w ? k->facts[w].bits : 0;
}

uint32_t chn_text_facts_of(const chn_text_know *k, const char *p, size_t n)
{
    char fold[WORD_MAX];
    if (n > WORD_MAX)
        return 0;
    const size_t len = chn_utf8_fold(p, n, fold, sizeof fold);
    return len <= sizeof fold ? chn_text_facts(k, chn_str_n(fold, len)) : 0;
}

uint32_t chn_text_cut(const chn_text_know *k, const char *p, size_t n)
{
    const uint32_t last =
        n ? (uint32_t)(unsigned char)(p[n - 1] | 32) - 'a' : 26;
    if (n >= 31 || last > 25 || !(k->cut_lengths >> n & 1) ||
        !(k->cut_lasts >> last & 1))
        return 0;
    char fold[WORD_MAX];
    const size_t len = chn_utf8_fold(p, n, fold, sizeof fold);
    const uint32_t w = len == n ? chn_lex_find(k->words, fold, len) : 0;
    if (!w || ((k->facts[w].bits & CHN_WORD_SMALL) && fold[0] != p[0]))
        return 0;
    return k->facts[w].cut;
}

static const irregular *find(irregular *const *buckets, chn_str lemma)
{
    const irregular *v = buckets[chn_hash(lemma.p, lemma.n, 2) % BUCKETS];
    while (v && !chn_str_eq(v->lemma, lemma))
        v = v->next;
    return v;
}

bool chn_text_irregular(const chn_text_know *k, chn_str lemma, chn_str out[4])
{
    const irregular *v = find(k->verbs, lemma);
    for (int i = 0; v && i < 4; i++)
        out[i] = v->form[i];
    return v != NULL;
}

bool chn_text_plural(const chn_text_know *k, chn_str lemma, chn_str *plural)
{
    const irregular *v = find(k->nouns, lemma);
    if (v)
        *plural = v->form[0];
    return v != NULL;
}
