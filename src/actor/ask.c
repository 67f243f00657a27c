/* SPDX-License-Identifier: Apache-2.0 */
/* Small questions about a token and those beside it. */
#include "actor/find.h"

#include "base/str.h"

bool chn_actor_tells(const find *f, uint32_t t, chn_str code)
{
    const hit *h = &f->hit[t];
    for (uint32_t i = 0; i < h->n; i++) {
        const fact *x = &f->k->facts.at[h->v[i]];
        if (x->kind == FACT_PLACE
                ? chn_str_eq(f->k->places.at[x->row].country, code)
                : (x->kind &
                   (FACT_COUNTRY | FACT_ADJ | FACT_PEOPLE | FACT_CAPITAL)) &&
                      chn_str_eq(f->k->countries.at[x->row].code, code))
            return true;
    }
    return false;
}

#define TELLS_FAR 64u /* tokens, so that a look costs the same everywhere */

bool chn_actor_sentence_tells(const find *f, uint32_t but, chn_str code)
{
    const chn_sent *s = &f->doc->sent[f->doc->tok[but].sent];
    const uint32_t low =
        but > s->first + TELLS_FAR ? but - TELLS_FAR : s->first;
    const uint32_t high = s->end > but + TELLS_FAR ? but + TELLS_FAR : s->end;
    for (uint32_t t = low; t < high; t++)
        if (t != but && chn_actor_tells(f, t, code))
            return true;
    return false;
}

bool chn_actor_told(const find *f, chn_str code)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < 2 * BACK; passed++)
        if (chn_str_eq(f->at[m].country, code))
            return true;
    return false;
}

/* Syria's Turkmen, where Syria is spoken of and Turkmenistan is not. */
static chn_str kin_of(const find *f, uint32_t t, chn_str own)
{
    const word *w = chn_actor_word(f, t, WORD_NAMESAKE);
    chn_str code = {"", 0};
    if (!w || chn_actor_told(f, own) || chn_actor_sentence_tells(f, t, own))
        return code;
    chn_str list = w->value;
    while (chn_str_next(&list, ' ', &code))
        if (chn_actor_told(f, code) || chn_actor_sentence_tells(f, t, code))
            return code;
    return chn_str_of("");
}

uint32_t chn_actor_nation(const find *f, uint32_t t, uint32_t kinds)
{
    const hit *h = &f->hit[t];
    const fact *first = chn_actor_hit(f, t, kinds);
    if (!first || h->n < 2)
        return first ? first->row : NONE;
    const chn_str code = f->k->countries.at[first->row].code;
    const chn_str kin = kin_of(f, t, code);
    if (kin.n)
        return chn_actor_map_get(&f->k->by_code, kin);
    if (chn_actor_told(f, code))
        return first->row;
    for (uint32_t i = 0; i < h->n; i++) {
        const fact *x = &f->k->facts.at[h->v[i]];
        if (!(x->kind & kinds) || x->row == first->row)
            continue;
        const chn_str other = f->k->countries.at[x->row].code;
        if (chn_actor_told(f, other))
            return x->row;
    }
    return first->row;
}

uint32_t chn_actor_combining(const find *f, uint32_t t, uint32_t end)
{
    const word *w = chn_actor_word(f, t, WORD_COMBINING);
    if (!w || t + 2 >= end || f->doc->tok[t + 1].fold.n != 1 ||
        f->doc->tok[t + 1].fold.p[0] != '-' || !chn_actor_tight(f, t + 1) ||
        !chn_actor_tight(f, t + 2) || !chn_actor_hit(f, t + 2, FACT_ADJ))
        return NONE;
    return chn_actor_map_get(&f->k->by_code, w->value);
}

const word *chn_actor_word(const find *f, uint32_t t, word_class cls)
{
    const hit *h = &f->hit[t];
    for (uint32_t i = 0; (h->words >> cls & 1u) && i < h->n; i++) {
        const fact *x = &f->k->facts.at[h->v[i]];
        if (x->kind == FACT_WORD && f->k->words.at[x->row].cls == cls)
            return &f->k->words.at[x->row];
    }
    return NULL;
}

bool chn_actor_unknown(const find *f, uint32_t t)
{
    const hit *h = &f->hit[t];
    for (uint32_t i = 0; i < h->n; i++) {
        const fact *x = &f->k->facts.at[h->v[i]];
        if (x->kind != FACT_WORD ||
            (f->k->words.at[x->row].cls != WORD_FEMALE &&
             f->k->words.at[x->row].cls != WORD_MALE))
            return false;
    }
    return true;
}

const role *chn_actor_role(const find *f, uint32_t t)
{
    const fact *x = chn_actor_hit(f, t, FACT_ROLE);
    return x ? &f->k->roles.at[x->row] : NULL;
}

/* Is token t the 's or ' of a possessive? */
bool chn_actor_is_poss(const find *f, uint32_t t, uint32_t end)
{
    if (t >= end || !chn_actor_tight(f, t))
        return false;
    if (chn_tok_is(f->doc, t, "'s"))
        return true;
    /* "the allies' ships", "Reuters' report"; not a closing quote */
    return chn_tok_is(f->doc, t, "'") && t > 0 &&
           f->doc->tok[t - 1].fold.n > 1 &&
           f->doc->tok[t - 1].fold.p[f->doc->tok[t - 1].fold.n - 1] == 's' &&
           t + 1 < end && f->doc->tok[t + 1].kind == CHN_TOK_WORD;
}

bool chn_actor_function(const find *f, uint32_t t)
{
    return chn_actor_word(f, t, WORD_FUNCTION) ||
           chn_actor_word(f, t, WORD_LOCATIVE) ||
           chn_actor_word(f, t, WORD_CLAUSE);
}

uint32_t chn_actor_para(const find *f, uint32_t t)
{
    return f->doc->sent[f->doc->tok[t].sent].para;
}

chn_str chn_actor_country(const chn_actor_know *k, chn_str code)
{
    const uint32_t c = chn_actor_map_get(&k->by_code, code);
    return c == NONE ? code : k->countries.at[c].name;
}

chn_str chn_actor_country_name(const find *f, chn_str code)
{
    return chn_actor_country(f->k, code);
}

bool chn_actor_verb(const find *f, uint32_t t)
{
    const chn_str w = f->doc->tok[t].fold;
    if (chn_actor_word(f, t, WORD_VERB) || chn_actor_word(f, t, WORD_SAYING) ||
        chn_actor_word(f, t, WORD_MOVE))
        return true;
    return w.n > 3 && w.p[w.n - 1] == 'd' && w.p[w.n - 2] == 'e';
}

const land_half *chn_actor_half(const find *f, uint32_t t)
{
    for (uint32_t i = 0; chn_actor_cap(f, t) && i < 2; i++)
        if (f->k->half[i].word.n &&
            chn_str_eq(f->doc->tok[t].fold, f->k->half[i].word))
            return &f->k->half[i];
    return NULL;
}

chn_str chn_actor_fact_state(const find *f, const fact *x)
{
    if (x->kind == FACT_PLACE)
        return f->k->places.at[x->row].country;
    return f->k->countries.at[x->row].code;
}

bool chn_actor_det_before(const find *f, uint32_t t)
{
    return t > 0 &&
           (chn_actor_det(f, t - 1) || chn_actor_pronoun_poss(f, t - 1) ||
            chn_actor_is_poss(f, t - 1, t + 1) ||
            chn_tok_is(f->doc, t - 1, "'s"));
}

bool chn_actor_ends_in(chn_str w, const char *tail)
{
    const size_t n = strlen(tail);
    return w.n > n + 1 && memcmp(w.p + w.n - n, tail, n) == 0;
}

/* An adverb, or a participle with something of its own: "its embassy saying
 * that", "its embassy openly said". */
static bool goes_on(const find *f, uint32_t t, uint32_t end)
{
    const chn_str w = f->doc->tok[t].fold;
    if (chn_actor_ends_in(w, "ly"))
        return !chn_actor_word(f, t, WORD_THING); /* "a Turkish family" */
    /* "the U.S. bombing of the town" */
    return chn_actor_ends_in(w, "ing") && t + 1 < end &&
           !is(f, t + 1, end, "of") &&
           (chn_actor_det(f, t + 1) || chn_actor_pronoun(f, t + 1) ||
            chn_actor_function(f, t + 1) || chn_actor_word(f, t, WORD_SAYING));
}

bool chn_actor_noun_follows(const find *f, uint32_t e, uint32_t end)
{
    if (e >= end)
        return false;
    const chn_token *k = &f->doc->tok[e];
    if (is(f, e, end, "-") && chn_actor_tight(f, e))
        return true;
    if (k->kind == CHN_TOK_NUMBER)
        return false;
    if (k->kind != CHN_TOK_WORD || k->fold.p[0] == '\'')
        return false;
    return !chn_actor_function(f, e) && !chn_actor_det(f, e) &&
           !chn_actor_pronoun(f, e) && !chn_actor_verb(f, e) &&
           !goes_on(f, e, end);
}

bool chn_actor_unknown_cap(const find *f, uint32_t t)
{
    const chn_token *k = &f->doc->tok[t];
    return k->kind == CHN_TOK_WORD && chn_actor_cap(f, t) &&
           chn_actor_unknown(f, t) && k->fold.p[0] != '\'' &&
           !chn_actor_det(f, t) && !chn_actor_pronoun(f, t);
}
