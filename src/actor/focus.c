/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The state that a passage is about, the place of a clause, and the
 * organisation of states that "the bloc" is.
 */
#include "actor/find.h"

#include "base/err.h"
#include "base/str.h"

/* How far a look goes, in tokens. */
#define WHERE_BACK 24u
#define AHEAD 20u
#define STATE_AHEAD 40u

/* ---- the country in focus ---- */

bool chn_actor_state_told(const chn_mention *m)
{
    return m->country.n == 3 && m->kind != CHN_KIND_MEDIA;
}

/* This sentence's subject. */
static chn_str focus_here(const find *f, uint32_t sent)
{
    for (uint32_t m = f->n; m-- > 0 && f->ex[m].sent == sent;) {
        const chn_mention *x = &f->at[m];
        if (chn_actor_state_told(x) && x->kind != CHN_KIND_PLACE &&
            !x->locative && !f->ex[m].way && f->ex[m].subject)
            return x->country;
    }
    return chn_str_of("");
}

/* "Jiu Valley miners", "the Umma Party": a name that nobody knows tells that
 * they need not be of the state that the sentence begins with. */
static bool named_after(const find *f, uint32_t t)
{
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    if (t <= first || f->titlecase || !chn_actor_role(f, t) ||
        chn_actor_role(f, t)->kind == ROLE_PERSON)
        return false;
    const chn_token *k = &f->doc->tok[t - 1];
    /* "the 201st Motor Rifle Division" */
    if (k->fold.n > 2 && k->fold.p[0] >= '0' && k->fold.p[0] <= '9' &&
        chn_actor_cap(f, t))
        return true;
    return k->kind == CHN_TOK_WORD && chn_actor_cap(f, t - 1) &&
           !(k->flags & CHN_TOK_ALLCAP) && chn_actor_unknown(f, t - 1) &&
           !chn_actor_det(f, t - 1) && !chn_actor_function(f, t - 1) &&
           !chn_actor_pronoun(f, t - 1) && k->fold.p[0] != '\'' &&
           (t - 1 > first || !(k->flags & CHN_TOK_SENT_START) ||
            f->hit[t - 1].n == 0);
}

#define COUNT_BACK 8u
/* "Danish shelling killed more than 100 civilians": whoever is hit is rather of
 * whom the sentences before tell. */
static bool strikes_across(const find *f, uint32_t t)
{
    const uint32_t sent = f->doc->tok[t].sent;
    const uint32_t first = f->doc->sent[sent].first;
    uint32_t b = t;
    if (f->n == 0 || f->ex[f->n - 1].sent != sent)
        return false;
    while (b > first + 1 && t - b < COUNT_BACK &&
           (f->doc->tok[b - 1].kind != CHN_TOK_WORD ||
            chn_actor_det(f, b - 1) || chn_actor_word(f, b - 1, WORD_MOD) ||
            is_in(f, b - 1, b, L_COUNTED)))
        b--;
    return is_in(f, b - 1, b, L_BLOW);
}

/* "Oslo criticised the army", "Oslo was criticised by students": a state that
 * speaks to somebody whose state is not told speaks more often to another's,
 * whom the sentences before are about. */
static bool talks_across(const find *f, uint32_t t)
{
    const uint32_t sent = f->doc->tok[t].sent;
    const uint32_t first = f->doc->sent[sent].first;
    uint32_t m = f->n, b = t;
    while (m > 0 && f->ex[m - 1].sent == sent && !f->ex[m - 1].subject)
        m--;
    if (!m || f->ex[m - 1].sent != sent ||
        f->at[m - 1].kind != CHN_KIND_COUNTRY || f->at[m - 1].modifier)
        return false;
    while (b > first &&
           (chn_actor_det(f, b - 1) ||
            (chn_actor_word(f, b - 1, WORD_MOD) && !chn_actor_role(f, b - 1))))
        b--;
    if (b > first + 1 &&
        (chn_tok_is(f->doc, b - 1, "by") || chn_tok_is(f->doc, b - 1, "on") ||
         chn_tok_is(f->doc, b - 1, "to") || chn_tok_is(f->doc, b - 1, "with")))
        b--;
    return b > first && chn_actor_word(f, b - 1, WORD_OUTWARD);
}

/* "A judge heard Norwegian bankers", and no state before: the
 * first one of the sentence that nobody goes to or speaks with. */
static chn_str state_ahead(const find *f, uint32_t t)
{
    static const char *const aims[] = {"with", "against"};
    const uint32_t kinds =
        FACT_COUNTRY | FACT_ADJ | FACT_PEOPLE | FACT_CAPITAL | FACT_PLACE;
    const uint32_t sent = f->doc->tok[t].sent;
    const uint32_t end = f->doc->sent[sent].end;
    for (uint32_t i = t + 1; i < end && i < t + STATE_AHEAD; i++) {
        const fact *x = chn_actor_hit(f, i, kinds);
        if (!x || !chn_actor_cap(f, i) || chn_actor_hit(f, i, FACT_BODY) ||
            (chn_actor_cap(f, i - 1) && chn_actor_unknown(f, i - 1)))
            continue; /* "Senator Jim Jordan" is of no Jordan */
        /* "Senator Moro", "Shan-e-Mustafa" */
        if (x->kind == FACT_ADJ && f->k->countries.at[x->row].part &&
            (chn_actor_cap(f, i - 1) || f->hit[i].end >= end ||
             chn_actor_cap(f, f->hit[i].end) ||
             f->doc->tok[f->hit[i].end].kind != CHN_TOK_WORD))
            continue;
        const uint32_t b = chn_actor_det(f, i - 1) && i > t + 1 ? i - 2 : i - 1;
        for (size_t k = 0; k < sizeof aims / sizeof *aims; k++)
            if (chn_tok_is(f->doc, b, aims[k]) &&
                !chn_actor_hit(f, i, FACT_ADJ))
                return chn_str_of("");
        const word *way = chn_actor_word(f, b, WORD_LOCATIVE);
        if (chn_actor_word(f, b, WORD_MOVE) ||
            (way && chn_str_is(way->value, "way")))
            return chn_str_of("");
        /* "Students criticised Norway" are of no Norway */
        if (chn_actor_word(f, b, WORD_OUTWARD) &&
            !chn_actor_hit(f, i, FACT_ADJ))
            return chn_str_of("");
        return x->kind == FACT_PLACE ? f->k->places.at[x->row].country
                                     : f->k->countries.at[x->row].code;
    }
    return chn_str_of("");
}

/* "Lima said that Chilean boats had come and that the navy had stopped them":
 * the second clause goes back to whoever says both. */
static chn_str says_both(const find *f, uint32_t t)
{
    const uint32_t sent = f->doc->tok[t].sent;
    const uint32_t first = f->doc->sent[sent].first;
    if (t > first && is(f, t - 1, t, "the"))
        t--;
    if (t < first + 2 || !chn_tok_is(f->doc, t - 1, "that") ||
        !chn_tok_is(f->doc, t - 2, "and"))
        return chn_str_of("");
    for (uint32_t m = f->n; m-- > 0 && f->ex[m].sent == sent;)
        if (f->ex[m].subject && chn_actor_state_told(&f->at[m]) &&
            chn_actor_word(f, f->at[m].end, WORD_SAYING))
            return f->at[m].country;
    return chn_str_of("");
}

/* Is it the place that its sentence begins with: "In Baku some two dozen
 * parties met"? */
static bool opens_with(const find *f, uint32_t m)
{
    const chn_mention *x = &f->at[m];
    const uint32_t first = f->doc->sent[f->ex[m].sent].first;
    const uint32_t end = f->doc->sent[f->ex[m].sent].end;
    if (!chn_tok_is(f->doc, first, "in") &&
        !chn_tok_is(f->doc, first, "inside"))
        return false;
    /* "In the Armenian capital thousands marched" */
    const uint32_t next = x->end + chn_actor_is_poss(f, x->end, end);
    const bool city =
        x->country.n == 3 && x->first <= first + 2 &&
        (x->modifier || x->possessive || x->link == CHN_LINK_DEMONYM) &&
        next < end && chn_actor_word(f, next, WORD_CITYOF);
    return city || (x->locative && x->first == first + 1);
}

#define OPENS_MORE 6u /* what is told next is there, too */
#define OPENS_PARA 16u
#define OPENS_BACK 3u /* and what the paragraph tells after it */

static bool same_para(const find *f, uint32_t a, uint32_t b)
{
    return f->doc->sent[a].para == f->doc->sent[b].para;
}

/* What the place that opens a sentence before adds to its state, `there` being
 * the last place that was told: "In Rome ... in Oslo ..." has gone elsewhere.
 */
static uint32_t opening_weight(const find *f, uint32_t m, uint32_t sent,
                               chn_str there)
{
    const uint32_t back = sent - f->ex[m].sent;
    const bool para = same_para(f, sent, f->ex[m].sent);
    if (!(back == 1 || (para && back <= OPENS_BACK)) || !opens_with(f, m))
        return 0;
    const bool still = !there.n || chn_str_eq(there, f->at[m].country);
    return para && still ? OPENS_PARA : OPENS_MORE;
}

/* Likewise, whoever acts in the sentence before: the passage goes on about it.
 */
static uint32_t subject_weight(const find *f, uint32_t m, uint32_t sent)
{
    if (!f->ex[m].subject || sent - f->ex[m].sent != 1)
        return 0;
    return same_para(f, sent, f->ex[m].sent) ? 4 : 2;
}

/* The state that acts in this sentence; else the one told in most sentences of
 * late, near ones and the dateline's counting more. "Prime Minister X" without
 * a state is the one of the country that the report is about. */
chn_str chn_actor_focus(const find *f, uint32_t t)
{
    enum { MOST = 12 };
    static const uint32_t weight[] = {8, 5, 4, 4, 3, 3, 3, 2, 2, 2, 2, 2, 2};
    const uint32_t sent = f->doc->tok[t].sent;
    const chn_str both = says_both(f, t);
    const chn_str here = both.n ? both : focus_here(f, sent);
    const bool named = named_after(f, t);
    const bool across =
        here.n && (named || talks_across(f, t) || strikes_across(f, t));
    if (here.n && !across)
        return here;
    chn_str code[MOST], there = {"", 0};
    uint32_t count[MOST], last[MOST], n = 0, seen = 0;
    if (f->dateline.n) {
        code[n] = f->dateline;
        last[n] = NONE;
        count[n++] = 5;
    }
    for (uint32_t m = f->n; m-- > 0 && seen < 64; seen++) {
        const chn_mention *x = &f->at[m];
        if (f->ex[m].sent + 12 < sent)
            break;
        if (!chn_actor_state_told(x) || f->ex[m].way ||
            x->kind == CHN_KIND_PRONOUN || (across && f->ex[m].sent == sent))
            continue;
        uint32_t i = 0;
        while (i < n && !chn_str_eq(code[i], x->country))
            i++;
        if (i == MOST)
            continue;
        if (i == n) {
            code[n] = x->country;
            count[n] = 0;
            last[n++] = NONE;
        }
        if (!there.n && (x->locative || x->kind == CHN_KIND_PLACE))
            there = x->country;
        count[i] += opening_weight(f, m, sent, there);
        if (last[i] == f->ex[m].sent)
            continue;
        last[i] = f->ex[m].sent;
        count[i] += weight[sent - f->ex[m].sent] + subject_weight(f, m, sent);
    }
    uint32_t best = NONE;
    for (uint32_t i = 0; i < n; i++)
        if (best == NONE || count[i] > count[best])
            best = i;
    if (best != NONE)
        return code[best];
    if (named && here.n)
        return chn_str_of("");
    return across ? here : state_ahead(f, t);
}

/* "in Maputo, where parliament cheered": the place before "where". */
static chn_str where_place(const find *f, uint32_t t)
{
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    for (uint32_t w = t; w > first && t - w < WHERE_BACK; w--) {
        if (!chn_tok_is(f->doc, w - 1, "where"))
            continue;
        for (uint32_t m = f->n; m-- > 0 && f->at[m].end + 2 >= w;)
            if (f->at[m].end < w && f->at[m].country.n == 3 &&
                (f->at[m].kind == CHN_KIND_PLACE ||
                 f->at[m].kind == CHN_KIND_COUNTRY))
                return f->at[m].country;
        break;
    }
    return chn_str_of("");
}

/* "In Lisbon, parliament sat", "In Baku some two dozen parties met": the place
 * that opens the sentence. */
static chn_str opening_place(const find *f, uint32_t t)
{
    const uint32_t sent = f->doc->tok[t].sent;
    const uint32_t first = f->doc->sent[sent].first;
    for (uint32_t m = f->n; m-- > 0 && f->ex[m].sent == sent;) {
        const chn_mention *x = &f->at[m];
        if (x->first > first + 3 || x->country.n != 3)
            continue;
        const bool comma = x->locative && chn_tok_is(f->doc, first, "in") &&
                           x->end < t && chn_tok_is(f->doc, x->end, ",");
        if (comma || (opens_with(f, m) && x->end <= t))
            return x->country;
    }
    return chn_str_of("");
}

static chn_str told_place(const find *f, uint32_t t)
{
    const fact *x =
        chn_actor_hit(f, t, FACT_COUNTRY | FACT_CAPITAL | FACT_PLACE);
    if (!x || !chn_actor_cap(f, t))
        return chn_str_of("");
    return x->kind == FACT_PLACE ? f->k->places.at[x->row].country
                                 : f->k->countries.at[x->row].code;
}

/* "Protesters threw paint in Dakar": a place told further on in the
 * clause. */
static chn_str place_ahead(const find *f, uint32_t t)
{
    const uint32_t end = f->doc->sent[f->doc->tok[t].sent].end;
    for (uint32_t i = t + 1; i + 1 < end && i < t + AHEAD; i++) {
        const word *w = chn_actor_word(f, i, WORD_LOCATIVE);
        if (chn_actor_word(f, i, WORD_SAYING) || chn_tok_is(f->doc, i, ";") ||
            chn_tok_is(f->doc, i, ",") || chn_tok_is(f->doc, i, "that") ||
            chn_tok_is(f->doc, i, "\"") ||
            (chn_tok_is(f->doc, i, "and") && chn_actor_verb(f, i + 1)))
            break;
        if (!w || chn_str_is(w->value, "way"))
            continue;
        uint32_t at = f->hit[i].end > i ? f->hit[i].end : i + 1;
        for (uint32_t n = 0; n < 3 && at < end; n++) {
            const chn_str code = told_place(f, at);
            if (code.n)
                return code;
            if (!chn_actor_det(f, at) && !chn_actor_word(f, at, WORD_MOD) &&
                !chn_actor_word(f, at, WORD_CITYOF) && !is(f, at, end, "of"))
                break;
            at = f->hit[at].end > at ? f->hit[at].end : at + 1;
        }
    }
    return chn_str_of("");
}

/* "the Peruvian consulate in Dakar": where that is. */
static chn_str seat_of(const find *f, uint32_t m)
{
    const chn_mention *x = &f->at[m];
    for (uint32_t i = x->first + 1; x->kind == CHN_KIND_BODY && i + 1 < x->end;
         i++)
        if (chn_tok_is(f->doc, i, "in"))
            return told_place(f, i + 1);
    return chn_str_of("");
}

/* Where the sentence around token t takes place. Empty: it does not tell. */
chn_str chn_actor_place_here(const find *f, uint32_t t)
{
    const uint32_t sent = f->doc->tok[t].sent;
    const chn_str where = where_place(f, t);
    if (where.n)
        return where;
    for (uint32_t m = f->n; m-- > 0 && f->ex[m].sent == sent;) {
        const chn_str seat = seat_of(f, m);
        if (seat.n)
            return seat;
        if (f->at[m].locative && f->at[m].country.n == 3)
            return f->at[m].country;
    }
    return place_ahead(f, t);
}

chn_str chn_actor_local_focus(const find *f, uint32_t t)
{
    const chn_str here = chn_actor_place_here(f, t);
    return here.n ? here : chn_actor_focus(f, t);
}

/* Whose "parliament" is: of the place that the clause tells it to be in. */
chn_str chn_actor_clause_place(const find *f, uint32_t t)
{
    const chn_str code = where_place(f, t);
    return code.n ? code : opening_place(f, t);
}

/* The row of the table that tells which states or organisations the noun may
 * be: "the emirate", "the alliance". */
const word *chn_actor_kind_of_state(const find *f, const phrase *p)
{
    for (uint32_t i = p->first; i <= p->core; i++)
        if (f->hit[i].end == p->core + 1 && chn_actor_word(f, i, WORD_REGION))
            return chn_actor_word(f, i, WORD_REGION);
    return NULL;
}

bool chn_actor_in_codes(chn_str list, chn_str code)
{
    chn_str one;
    while (chn_str_next(&list, ' ', &one))
        if (chn_str_eq(one, code))
            return true;
    return false;
}

chn_str chn_actor_bloc(const find *f, uint32_t t)
{
    const word *w = chn_actor_word(f, t, WORD_REGION);
    chn_str best = {"", 0};
    uint32_t most = 0, passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (x->country.n <= 4 || chn_str_is(x->country, "IGO/UN") ||
            !(w ? chn_actor_in_codes(w->value, x->country)
                : x->kind == CHN_KIND_IGO))
            continue;
        uint32_t n = 0;
        for (uint32_t i = m + 1; i-- > 0 && m - i < BACK;)
            n += chn_str_eq(f->at[i].country, x->country);
        if (n > most) {
            most = n;
            best = x->country;
        }
    }
    return best;
}

chn_str chn_actor_last_of(const find *f, uint8_t kind)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++)
        if (f->at[m].kind == kind)
            return f->at[m].country;
    return chn_str_of("");
}
