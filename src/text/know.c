/* SPDX-License-Identifier: Apache-2.0 */
/* Facts of the text stage: abbreviations, words that begin sentences,
 * irregular forms. Tables in data/text/. */
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

struct chn_text_know {
    chn_lex *words; /* own numbers: abbreviations first, then starters */
    uint32_t first_starter;
    irregular *verbs[BUCKETS];
    irregular *nouns[BUCKETS];
};

static chn_code load_words(chn_text_know *k, chn_arena *a,
                           const chn_tableset *set, const char *name,
                           chn_err *err)
{
    static const char *const want[] = {"word"};
    chn_rows it;
    chn_code rc = chn_rows_open(&it, a, set, name, want, 1, true, err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&it, err)) > 0) {
        const chn_str w = chn_rows_cell(&it, 0);
        char fold[64];
        const size_t n = chn_utf8_fold(w.p, w.n, fold, sizeof fold);
        if (n == 0 || n > sizeof fold)
            return chn_rows_fail(&it, err,
                                 "\"%.*s\" is no word of 1 to 64 "
                                 "bytes; correct or remove the row",
                                 (int)w.n, w.p);
        if (!chn_lex_add(k->words, chn_str_n(fold, n)))
            return chn_fail_memory(err);
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
    chn_text_know *k = CHN_NEW(a, chn_text_know, 1);
    if (k)
        k->words = chn_lex_new(a);
    if (!k || !k->words) {
        chn_fail_memory(err);
        return NULL;
    }
    if (load_words(k, a, set, "text/abbreviations.tsv", err) != CHN_OK)
        return NULL;
    k->first_starter = chn_lex_add(k->words, chn_str_of(" "));
    if (load_words(k, a, set, "text/starters.tsv", err) != CHN_OK ||
        load_forms(k->verbs, a, set, "text/verbs.tsv", verb, 5, err) !=
            CHN_OK ||
        load_forms(k->nouns, a, set, "text/nouns.tsv", noun, 2, err) != CHN_OK)
        return NULL;
    return k;
}

bool chn_text_abbreviation(const chn_text_know *k, const char *p, size_t n)
{
    char fold[32];
    const size_t len = chn_utf8_fold(p, n, fold, sizeof fold);
    if (len > sizeof fold)
        return false;
    const uint32_t w = chn_lex_find(k->words, fold, len);
    return w != 0 && w < k->first_starter;
}

bool chn_text_starter(const chn_text_know *k, chn_str folded)
{
    return chn_lex_find(k->words, folded.p, folded.n) > k->first_starter;
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
