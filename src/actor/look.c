/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the tables have at each token of a report, before any mention is read;
 * and which of several a name is: a town or a word, the body whose state the
 * report tells.
 */
#include "actor/find.h"

#include "base/err.h"
#include "base/str.h"

/* "Reading" the town, where no town need stand, is hidden. Of a phrase's facts
 * the places are the last, since their table is read last. */
static bool hide_places(const find *f, uint32_t t, hit *h)
{
    uint32_t n = h->n;
    while (n > 0) {
        const fact *x = &f->k->facts.at[h->v[n - 1]];
        if (x->kind != FACT_PLACE || !f->k->places.at[x->row].ambiguous)
            break;
        n--;
    }
    if (n == h->n || chn_actor_at_place(f->k, f->doc, t, h->end))
        return false;
    h->n = n;
    return true;
}

/* Of the facts at t those that count only where their state is told are left
 * out, but for `keep`, beside which no other body counts. The facts' list is
 * the tables', so that what is left is copied. false: no memory. */
static bool hide_told(const find *f, hit *h, uint32_t keep)
{
    uint32_t hidden = 0;
    for (uint32_t i = 0; i < h->n; i++)
        hidden += f->k->facts.at[h->v[i]].told;
    if (!hidden && keep == NONE)
        return true;
    if (hidden == h->n && keep == NONE) {
        h->n = 0;
        return true;
    }
    uint32_t *v = CHN_NEW(f->a, uint32_t, h->n);
    if (!v)
        return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < h->n; i++) {
        const fact *x = &f->k->facts.at[h->v[i]];
        if (h->v[i] == keep ||
            (!x->told && (keep == NONE || x->kind != FACT_BODY)))
            v[n++] = h->v[i];
    }
    h->v = v;
    h->n = n;
    return true;
}

/* `all`: with bodies that count only where their state is told. */
static bool look_at(const find *f, uint32_t t, uint32_t end, bool all)
{
    hit *h = &f->hit[t];
    for (;;) {
        h->end = chn_phrases_match(f->k->phrases, f->doc, t, end, &h->v, &h->n);
        if (h->end <= t) {
            h->end = 0;
            h->n = 0;
            return true;
        }
        if (!all && !hide_told(f, h, NONE))
            return false;
        /* no town General Santos: then a general */
        if (h->n && (!hide_places(f, t, h) || h->n))
            return true;
        end = h->end - 1;
    }
}

/* What the facts at t are together; where a mention may begin. A word in lower
 * case begins one as a pronoun, by what the tables have of it, or as the first
 * of "the two countries" (read_at tries). */
static inline void sum_up(const find *f, uint32_t t)
{
    hit *h = &f->hit[t];
    const fact *facts = f->k->facts.at;
    uint32_t kinds = 0, words = 0, waits = h->waits;
    for (uint32_t i = 0; i < h->n; i++) {
        const fact x = facts[h->v[i]];
        waits |= x.told | (x.kind & kinds & FACT_BODY);
        kinds |= x.kind;
        if (x.kind == FACT_WORD)
            words |= 1u << f->k->words.at[x.row].cls;
    }
    h->kinds = (uint16_t)kinds;
    h->words = words;
    h->waits = waits != 0;
    h->pronoun = chn_actor_pronoun_row(&f->doc->tok[t], f->statement);
    h->starts =
        (kinds & ~(uint32_t)FACT_WORD) || chn_actor_cap(f, t) || h->pronoun ||
        (words & (1u << WORD_MOD | 1u << WORD_PARTICLE | 1u << WORD_AGAINST)) ||
        is_in(f, t, f->doc->n_tok, L_JOINT);
}

/* What is at t where a body begins that several states have: without those
 * that wait for their state to be told. */
static bool without_told(const find *f, uint32_t t, uint32_t end)
{
    f->hit[t] = (hit){.waits = true};
    if (!look_at(f, t, end, false))
        return false;
    sum_up(f, t);
    return true;
}

/* Is an organisation or a state named in the report by more than a name that
 * others have, too: "the UN" beside "the Security Council"? */
static bool is_told(const find *f, chn_str code)
{
    for (uint32_t t = 0; t < f->doc->n_tok; t++) {
        const hit *h = &f->hit[t];
        for (uint32_t i = 0; i < h->n; i++) {
            const fact *x = &f->k->facts.at[h->v[i]];
            if ((x->kind == FACT_BODY || x->kind == FACT_PERSON) &&
                !(h->words & (1u << WORD_COMMON)) &&
                chn_str_eq(chn_actor_state_of(&f->k->actors.at[x->row]), code))
                return true;
            if ((x->kind &
                 (FACT_COUNTRY | FACT_ADJ | FACT_CAPITAL | FACT_PEOPLE)) &&
                chn_str_eq(f->k->countries.at[x->row].code, code))
                return true;
        }
    }
    return false;
}

/* Does the sentence name two states: "Peru vetoed a Security Council text on
 * Chile"? */
static bool two_states(const find *f, uint32_t t)
{
    const chn_sent *s = &f->doc->sent[f->doc->tok[t].sent];
    uint32_t first = NONE;
    for (uint32_t i = s->first; i < s->end; i++) {
        const fact *x = chn_actor_hit(
            f, i, FACT_COUNTRY | FACT_ADJ | FACT_CAPITAL | FACT_PEOPLE);
        if (x && chn_actor_cap(f, i) && first != NONE && x->row != first)
            return true;
        if (x && chn_actor_cap(f, i))
            first = x->row;
    }
    return false;
}

/* "the Security Council" is the UN's in a report that names the UN and in a
 * sentence of two states, else that of the state in focus: of what it may be,
 * the other is hidden. */
static bool choose_common(find *f)
{
    chn_str code = {"", 0}; /* of the last one, which is looked for once */
    bool told = false;
    for (uint32_t t = 0; t < f->doc->n_tok; t++) {
        hit *h = &f->hit[t];
        const fact *b = h->words & (1u << WORD_COMMON)
                            ? chn_actor_hit(f, t, FACT_BODY)
                            : NULL;
        if (!b)
            continue;
        const chn_str of = chn_actor_state_of(&f->k->actors.at[b->row]);
        if (!chn_str_eq(of, code))
            told = is_told(f, of);
        code = of;
        uint32_t *v = CHN_NEW(f->a, uint32_t, (size_t)h->n + 1);
        if (!v)
            return false;
        const uint32_t hide =
            told || (code.n > 3 && two_states(f, t)) ? FACT_ROLE : FACT_BODY;
        uint32_t n = 0;
        for (uint32_t i = 0; i < h->n; i++)
            if (f->k->facts.at[h->v[i]].kind != hide)
                v[n++] = h->v[i];
        h->v = v;
        h->n = n;
        h->kinds &= (uint16_t)~hide;
    }
    return true;
}

/* is_told, but for the very fact: a name is no proof of its own state. */
static bool state_told(const find *f, chn_str code, uint32_t but)
{
    for (uint32_t t = 0; t < f->doc->n_tok; t++) {
        const hit *h = &f->hit[t];
        for (uint32_t i = 0; i < h->n; i++) {
            const fact *x = &f->k->facts.at[h->v[i]];
            if (h->v[i] == but)
                continue;
            if (x->kind == FACT_PLACE
                    ? chn_str_eq(f->k->places.at[x->row].country, code)
                : x->kind == FACT_BODY || x->kind == FACT_PERSON
                    ? chn_str_eq(chn_actor_state_of(&f->k->actors.at[x->row]),
                                 code)
                    : (x->kind & (FACT_COUNTRY | FACT_ADJ | FACT_CAPITAL |
                                  FACT_PEOPLE)) &&
                          chn_str_eq(f->k->countries.at[x->row].code, code))
                return true;
        }
    }
    return false;
}

/* The same, asked of the report once for a name. */
static bool told_before(find *f, chn_str code, uint32_t x)
{
    for (uint32_t i = 0; i < f->n_told && i < TOLD_KEPT; i++)
        if (f->told[i].fact == x)
            return f->told[i].yes;
    const uint32_t i = f->n_told++ % TOLD_KEPT;
    f->told[i].fact = x;
    f->told[i].yes = state_told(f, code, x);
    return f->told[i].yes;
}

/* Of the bodies at t that count only where their state is told, the one whose
 * state is: by the report, or of several by the sentence. NONE: none, or
 * two. */
static uint32_t told_body(find *f, uint32_t t, const uint32_t *v, uint32_t n)
{
    uint32_t best = NONE, count = 0, near = NONE, n_near = 0;
    for (uint32_t i = 0; i < n; i++) {
        const fact *x = &f->k->facts.at[v[i]];
        if (x->kind != FACT_BODY)
            continue;
        const chn_str code = chn_actor_state_of(&f->k->actors.at[x->row]);
        /* who has the name alone is no state's, or told, too */
        if (!x->told && code.n != 3)
            return NONE;
        if (!told_before(f, code, v[i]))
            continue;
        if (!x->told)
            return v[i];
        best = v[i];
        count++;
        if (chn_actor_sentence_tells(f, t, code)) {
            near = v[i];
            n_near++;
        }
    }
    return n_near == 1 ? near : count == 1 ? best : NONE;
}

/* "the Broad Front" in a report on Uruguay. */
static bool choose_told(find *f, uint32_t t, uint32_t end)
{
    hit *h = &f->hit[t];
    if (!chn_actor_cap(f, t))
        return true;
    const uint32_t *v;
    uint32_t n, e = end, keep = NONE;
    while ((e = chn_phrases_match(f->k->phrases, f->doc, t, e, &v, &n)) > t &&
           e >= h->end && e > t) {
        keep = chn_actor_cap(f, e - 1) ? told_body(f, t, v, n) : NONE;
        if (keep != NONE || e == t + 1)
            break;
        e--;
    }
    if (keep == NONE)
        return true;
    *h = (hit){.end = e, .n = n, .v = v};
    if (!hide_told(f, h, keep))
        return false;
    sum_up(f, t);
    return true;
}

chn_code chn_actor_look_up(find *f)
{
    const chn_doc *d = f->doc;
    uint32_t last = 0; /* behind the last token that waits */
    f->hit = CHN_NEW(f->a, hit, (size_t)d->n_tok + 1);
    if (!f->hit)
        return chn_fail_memory(f->err);
    f->statement = chn_actor_is_statement(f);
    for (uint32_t i = 0; i < d->n_sent; i++)
        for (uint32_t t = d->sent[i].first; t < d->sent[i].end; t++) {
            (void)look_at(f, t, d->sent[i].end, true);
            sum_up(f, t);
            if (f->hit[t].waits && !without_told(f, t, d->sent[i].end))
                return chn_fail_memory(f->err);
            if (f->hit[t].waits)
                last = t + 1;
        }
    for (uint32_t t = 0; t < last; t++)
        if (f->hit[t].waits && !choose_told(f, t, d->sent[d->tok[t].sent].end))
            return chn_fail_memory(f->err);
    return choose_common(f) ? CHN_OK : chn_fail_memory(f->err);
}
