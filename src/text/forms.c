/* SPDX-License-Identifier: Apache-2.0 */
/* Forms of English verbs and nouns: spelling rules, then the tables of what
 * does not follow them. */
#include "base/str.h"
#include "text/tokens.h"

#define FORM_MAX 64

static bool vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Groups of vowels: an estimate of syllables. */
static int syllables(chn_str w)
{
    int n = 0;
    for (size_t i = 0; i < w.n; i++)
        if (vowel(w.p[i]) || w.p[i] == 'y')
            n += i == 0 || !(vowel(w.p[i - 1]) || w.p[i - 1] == 'y');
    if (n > 1 && w.p[w.n - 1] == 'e')
        n--;
    return n;
}

/* stop -> stopped: consonant, single vowel, consonant other than w, x, y */
static bool short_end(chn_str w)
{
    if (w.n < 3)
        return false;
    const char a = w.p[w.n - 3];
    const char b = w.p[w.n - 2];
    const char c = w.p[w.n - 1];
    const bool qu = a == 'u' && w.n > 3 && w.p[w.n - 4] == 'q';
    return (!vowel(a) || qu) && vowel(b) && !vowel(c) && c != 'w' && c != 'x' &&
           c != 'y';
}

typedef struct maker {
    chn_form_fn fn;
    void *user;
    chn_code rc;
} maker;

static void give(maker *m, chn_str stem, const char *more, bool twice,
                 uint32_t bits)
{
    char form[FORM_MAX];
    const size_t k = strlen(more);
    if (m->rc != CHN_OK || stem.n == 0 || stem.n + k + 2 > FORM_MAX)
        return;
    memcpy(form, stem.p, stem.n);
    size_t n = stem.n;
    if (twice) {
        form[n] = form[n - 1];
        n++;
    }
    memcpy(form + n, more, k);
    m->rc = m->fn(m->user, chn_str_n(form, n + k), bits);
}

static void give_list(maker *m, chn_str list, uint32_t bits)
{
    chn_str one;
    while (chn_str_next(&list, '|', &one))
        give(m, one, "", false, bits);
}

static bool ends(chn_str w, const char *z)
{
    const size_t n = strlen(z);
    return w.n > n && memcmp(w.p + w.n - n, z, n) == 0;
}

static chn_str cut(chn_str w, size_t n)
{
    return chn_str_n(w.p, w.n - n);
}

static void s_form(maker *m, chn_str w, uint32_t bits)
{
    if (ends(w, "s") || ends(w, "x") || ends(w, "z") || ends(w, "ch") ||
        ends(w, "sh") || (ends(w, "o") && !vowel(w.p[w.n - 2])))
        give(m, w, "es", false, bits);
    else if (ends(w, "y") && !vowel(w.p[w.n - 2]))
        give(m, cut(w, 1), "ies", false, bits);
    else
        give(m, w, "s", false, bits);
}

/* travelled, cancelled, fuelled, dialled: British spelling doubles an l */
static bool british_l(chn_str w)
{
    return (syllables(w) > 1 && ends(w, "l") && short_end(w)) ||
           ends(w, "uel") || ends(w, "ial");
}

static void ed_forms(maker *m, chn_str w, uint32_t bits)
{
    const bool one = syllables(w) <= 1;
    if (ends(w, "e"))
        give(m, w, "d", false, bits);
    else if (ends(w, "y") && !vowel(w.p[w.n - 2]))
        give(m, cut(w, 1), "ied", false, bits);
    else
        give(m, w, "ed", one && short_end(w), bits);
    if (british_l(w))
        give(m, w, "ed", true, bits);
}

static void ing_forms(maker *m, chn_str w)
{
    const bool one = syllables(w) <= 1;
    if (ends(w, "ie"))
        give(m, cut(w, 2), "ying", false, CHN_FORM_ING);
    else if (ends(w, "e") && !ends(w, "ee") && !ends(w, "ye") && !ends(w, "oe"))
        give(m, cut(w, 1), "ing", false, CHN_FORM_ING);
    else
        give(m, w, "ing", one && short_end(w), CHN_FORM_ING);
    if (british_l(w))
        give(m, w, "ing", true, CHN_FORM_ING);
}

chn_code chn_verb_forms(const chn_text_know *k, chn_str lemma, chn_form_fn fn,
                        void *user)
{
    chn_str form[4];
    maker m = {fn, user, CHN_OK};
    const bool odd = chn_text_irregular(k, lemma, form);
    give(&m, lemma, "", false, CHN_FORM_BASE);
    if (odd && form[3].n)
        give_list(&m, form[3], CHN_FORM_S);
    else
        s_form(&m, lemma, CHN_FORM_S);
    if (odd && form[2].n)
        give_list(&m, form[2], CHN_FORM_ING);
    else
        ing_forms(&m, lemma);
    if (!odd) {
        ed_forms(&m, lemma, CHN_FORM_PAST | CHN_FORM_PART);
    } else if (chn_str_eq(form[0], form[1])) {
        give_list(&m, form[0], CHN_FORM_PAST | CHN_FORM_PART);
    } else {
        give_list(&m, form[0], CHN_FORM_PAST);
        give_list(&m, form[1], CHN_FORM_PART);
    }
    return m.rc;
}

chn_code chn_noun_forms(const chn_text_know *k, chn_str lemma, chn_form_fn fn,
                        void *user)
{
    chn_str plural;
    maker m = {fn, user, CHN_OK};
    give(&m, lemma, "", false, CHN_FORM_BASE);
    if (chn_text_plural(k, lemma, &plural))
        give_list(&m, plural, CHN_FORM_PLURAL);
    else
        s_form(&m, lemma, CHN_FORM_PLURAL);
    return m.rc;
}
