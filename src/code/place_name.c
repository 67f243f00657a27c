/* SPDX-License-Identifier: Apache-2.0 */
/* Names of places, of the tables and by the words beside them. */
#include "code/place_name.h"

#include <string.h>

#include "base/str.h"
#include "syntax/tree.h"

/* Words of a name: "Chakan - da - Bagh", "San Pedro de Macoris". */
#define WORDS_MAX 8u

bool code_in_time(const chn_times *t, uint32_t tok)
{
    uint32_t from = 0, to = t->n; /* in order of the text */
    while (from < to) {
        const uint32_t mid = from + (to - from) / 2;
        if (t->at[mid].end <= tok)
            from = mid + 1;
        else
            to = mid;
    }
    return from < t->n && tok >= t->at[from].first;
}

/* "the Peruvian [capital]", "Peru's [capital]", "the [capital] of Peru". */
static bool capital_at(const chn_knows *k, const chn_coded *c, uint32_t i,
                       uint32_t end, code_where *out)
{
    const chn_mentions *all = c->mentions;
    if (chn_act_where(k->act, c->doc, i) != CHN_WHERE_SEAT)
        return false;
    const uint32_t before = i > 0 ? all->of_token[i - 1] : CHN_MENTION_NONE;
    const uint32_t of = i + 2 < end && chn_tok_is(c->doc, i + 1, "of")
                            ? all->of_token[i + 2]
                            : CHN_MENTION_NONE;
    const uint32_t m = before != CHN_MENTION_NONE ? before : of;
    if (m == CHN_MENTION_NONE || all->at[m].kind != CHN_KIND_COUNTRY ||
        !chn_place_capital(k->actor, all->at[m].country, &out->fact))
        return false;
    out->first = m == before ? all->at[m].first : i;
    out->end = m == before ? i + 1 : all->at[m].end;
    return true;
}

/* "the Peruvian [border]": named by its own words; "the Peruvian [jungle]" is
 * Peru. */
static bool edge_at(const chn_knows *k, const chn_coded *c, uint32_t i,
                    code_where *out)
{
    const chn_doc *d = c->doc;
    const uint32_t m = i > 0 ? c->mentions->of_token[i - 1] : CHN_MENTION_NONE;
    const chn_where w = chn_act_where(k->act, d, i);
    if (m == CHN_MENTION_NONE || (w != CHN_WHERE_EDGE && w != CHN_WHERE_GROUND))
        return false;
    const chn_mention *x = &c->mentions->at[m];
    if (x->kind != CHN_KIND_COUNTRY || !x->modifier || x->end != i)
        return false;
    memset(&out->fact, 0, sizeof out->fact);
    out->first = x->first;
    out->end = i + 1;
    out->fact.country = x->country;
    out->fact.name = w == CHN_WHERE_EDGE
                         ? chn_doc_slice(d, x->first, i + 1)
                         : chn_actor_country(k->actor, x->country);
    return true;
}

/* ---- names that no table has ---- */

static bool is_name(const chn_coded *c, uint32_t t)
{
    const chn_token *x = &c->doc->tok[t];
    return x->kind == CHN_TOK_WORD && (x->flags & CHN_TOK_CAP) &&
           chn_tree_upos(c->tree, t) == CHN_PROPN &&
           c->mentions->of_token[t] == CHN_MENTION_NONE &&
           !code_in_time(c->times, t);
}

/* What may stand within a name: "Chakan-da-Bagh", "San Pedro de Macoris". */
static bool is_link(const chn_knows *k, const chn_doc *d, uint32_t t)
{
    return chn_tok_is(d, t, "-") || chn_place_link(k->actor, d, t);
}

static uint32_t name_end(const chn_knows *k, const chn_coded *c, uint32_t i,
                         uint32_t end)
{
    uint32_t e = i + 1;
    const uint32_t max = end - i > WORDS_MAX ? i + WORDS_MAX : end;
    for (uint32_t t = i + 1; t < max; t++) {
        if (is_name(c, t))
            e = t + 1;
        else if (!is_link(k, c->doc, t))
            break;
    }
    return e;
}

static bool is_ground(const chn_knows *k, const chn_doc *d, uint32_t t)
{
    const chn_where w = chn_act_where(k->act, d, t);
    return w >= CHN_WHERE_EDGE && w <= CHN_WHERE_SPOT;
}

/* Does the name [i, e) hang on the noun `t`, or both on one noun behind:
 * "Tarik bin Zahid [base]", "Kalka [crossing] point"? */
static bool hangs_on(const chn_tree *t, uint32_t i, uint32_t e, uint32_t noun)
{
    const uint32_t up = chn_tree_head(t, noun);
    const bool within = up > noun && up != CHN_NONE &&
                        chn_tree_is_rel(t, noun, CHN_RELSET(CHN_REL_COMPOUND));
    for (uint32_t n = e; n-- > i;) {
        const uint32_t h = chn_tree_head(t, n);
        if (h == noun || (within && h == up))
            return true;
    }
    return false;
}

/* "Unity [oilfield]", "Dadaab refugee [camp]": the noun that its words hang
 * on, or `e` if there is none. */
static uint32_t ground_end(const chn_knows *k, const chn_coded *c, uint32_t i,
                           uint32_t e, uint32_t end)
{
    for (uint32_t t = e; t < end && t < e + 2; t++) {
        const chn_upos u = chn_tree_upos(c->tree, t);
        if (u != CHN_NOUN && u != CHN_PROPN)
            return e;
        if (is_ground(k, c->doc, t) && hangs_on(c->tree, i, e, t))
            return t + 1;
    }
    return e;
}

/* "in [Dhobley]", "from [Dhobley]", "to [Dhobley]", and not "among" names. */
static bool at_place(const chn_knows *k, const chn_doc *d, uint32_t i)
{
    const chn_where w = chn_act_where(k->act, d, i - 1);
    return w == CHN_WHERE_AT || w == CHN_WHERE_TO || w == CHN_WHERE_FROM;
}

/* "the town of [Dhobley]" */
static bool of_ground(const chn_knows *k, const chn_doc *d, uint32_t i,
                      uint32_t begin)
{
    return i >= begin + 2 && chn_tok_is(d, i - 1, "of") &&
           (is_ground(k, d, i - 2) ||
            chn_act_where(k->act, d, i - 2) == CHN_WHERE_PART);
}

/* Somebody of this name is told of: "met in [Smith]". */
static bool is_somebody(const chn_coded *c, uint32_t i, uint32_t e)
{
    const chn_doc *d = c->doc;
    for (uint32_t m = 0; m < c->mentions->n; m++) {
        const chn_mention *x = &c->mentions->at[m];
        if (x->kind != CHN_KIND_PERSON)
            continue;
        for (uint32_t t = x->first; t < x->end; t++)
            if (chn_str_eq(d->tok[t].fold, d->tok[e - 1].fold) ||
                chn_str_eq(d->tok[t].fold, d->tok[i].fold))
                return true;
    }
    return false;
}

/* Whose it is: "[Somali] town of Dhobley", "Dhobley, [Somalia]", "Dhobley in
 * [Somalia]". */
static chn_str country_of(const chn_knows *k, const chn_coded *c, uint32_t i,
                          uint32_t e, uint32_t begin, uint32_t end)
{
    const chn_doc *d = c->doc;
    chn_place_fact f;
    if (of_ground(k, d, i, begin) && i >= begin + 3) {
        const uint32_t m = c->mentions->of_token[i - 3];
        if (m != CHN_MENTION_NONE && c->mentions->at[m].modifier &&
            c->mentions->at[m].kind == CHN_KIND_COUNTRY)
            return c->mentions->at[m].country;
    }
    uint32_t t = e;
    while (t < end && t < e + 2 &&
           (chn_tok_is(d, t, ",") || chn_tok_is(d, t, "in")))
        t++;
    if (t > e && t < end && chn_place_match(k->actor, d, t, end, &f) > 0)
        return f.country;
    return chn_str_n("", 0);
}

/* "North [Waziristan]", "Greater [Manchester]": a table has the rest of it. */
static bool ends_listed(const chn_knows *k, const chn_doc *d, uint32_t i,
                        uint32_t e)
{
    chn_place_fact f;
    for (uint32_t t = i + 1; t < e; t++)
        if (chn_place_match(k->actor, d, t, e, &f) == e - t)
            return true;
    return false;
}

/* "visited [Dhobley], Somalia, on Monday": the state stands between commas. */
static bool before_state(const chn_knows *k, const chn_doc *d, uint32_t e,
                         uint32_t end)
{
    chn_place_fact f;
    if (e + 1 >= end || !chn_tok_is(d, e, ","))
        return false;
    const uint32_t n = chn_place_match(k->actor, d, e + 1, end, &f);
    const uint32_t t = e + 1 + n;
    return n > 0 && !f.has_point && f.country.n > 0 &&
           (t >= end || chn_tok_is(d, t, ",") || chn_tok_is(d, t, "."));
}

/* A name that the words beside it make a place. */
static bool unlisted_at(const chn_knows *k, const chn_coded *c, uint32_t i,
                        uint32_t end, code_where *out)
{
    const chn_doc *d = c->doc;
    const uint32_t begin = d->sent[d->tok[i].sent].first;
    if (i == begin || !is_name(c, i) || is_name(c, i - 1))
        return false;
    const uint32_t named = name_end(k, c, i, end);
    const uint32_t e = ground_end(k, c, i, named, end);
    const bool grounded = e > named;
    if (!grounded && !at_place(k, d, i) && !of_ground(k, d, i, begin) &&
        !before_state(k, d, named, end))
        return false;
    if (!grounded && ((named == i + 1 && (d->tok[i].flags & CHN_TOK_ALLCAP)) ||
                      (named < end && (chn_tok_is(d, named, "'s") ||
                                       d->tok[named].kind == CHN_TOK_NUMBER))))
        return false;
    if (is_somebody(c, i, named) || ends_listed(k, d, i, named))
        return false;
    memset(&out->fact, 0, sizeof out->fact);
    out->first = i;
    out->end = e;
    out->unlisted = true;
    out->fact.name = chn_doc_slice(d, i, e);
    out->fact.country = country_of(k, c, i, e, begin, end);
    return true;
}

bool code_place_name(const chn_knows *k, const chn_coded *c, uint32_t i,
                     uint32_t end, code_where *out)
{
    const uint32_t n = chn_place_match(k->actor, c->doc, i, end, &out->fact);
    out->first = i;
    out->end = i + n;
    out->unlisted = false;
    return n > 0 || capital_at(k, c, i, end, out) || edge_at(k, c, i, out) ||
           unlisted_at(k, c, i, end, out);
}
