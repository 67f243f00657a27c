/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One pass over a report: at each token the longest reading wins, joint
 * mentions first, then phrases around a role or name, then bare names of
 * states, capitals, bodies and places.
 */
#include "actor/find.h"

#include "base/err.h"
#include "base/str.h"

/* ---- two states of one land ---- */

/* "the North" once Korea is spoken of; "South and North Korea". */
static uint32_t read_half(find *f, uint32_t t, uint32_t end)
{
    const land_half *h = t < end ? chn_actor_half(f, t) : NULL;
    if (!h)
        return t;
    const land_half *other = &f->k->half[h == f->k->half];
    bool ok = false;
    if (is(f, t + 1, end, "and") && t + 2 < end) {
        const fact *c = chn_actor_hit(f, t + 2, FACT_COUNTRY);
        ok = c && chn_str_eq(f->k->countries.at[c->row].code, other->code);
    }
    const bool the = t > 0 && is(f, t - 1, t, "the");
    const bool cap_next = t + 1 < end && chn_actor_cap(f, t + 1) &&
                          f->doc->tok[t + 1].kind == CHN_TOK_WORD;
    if (!ok && the && !cap_next && !is(f, t + 1, end, "-"))
        ok = chn_actor_told(f, h->code) || chn_actor_told(f, other->code);
    if (!ok)
        return t;
    phrase p = chn_actor_name_alone(t, t + 1, CHN_KIND_COUNTRY, h->code);
    p.link = CHN_LINK_ALIAS;
    const uint32_t c = chn_actor_map_get(&f->k->by_code, p.country);
    if (c != NONE)
        p.name = f->k->countries.at[c].name;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m != NONE) {
        f->at[m].locative =
            chn_actor_stands_at(f, t).place && !f->at[m].possessive;
    }
    return t + 1;
}

/* ---- lists that share a role -----------------------------------------------
 */

/* "Chinese and Russian foreign ministers": the first demonyms of the list are
 * mentions of the same kind as the phrase that ends it. */
static uint32_t demonym_list(find *f, uint32_t t, uint32_t end)
{
    uint32_t at[CHN_MENTION_PARTS], n = 0, i = t;
    const uint32_t kinds = FACT_ADJ | FACT_COUNTRY;
    while (n < CHN_MENTION_PARTS && i < end && chn_actor_hit(f, i, kinds)) {
        at[n++] = i;
        i = f->hit[i].end;
        if (is(f, i, end, ",") && is(f, i + 1, end, "and"))
            i++;
        if (!is(f, i, end, "and") && !is(f, i, end, ",") &&
            !is(f, i, end, "or"))
            break;
        /* "hit Greece, the Turkish ministers said": another clause */
        if (is(f, i, end, ",") && is(f, i + 1, end, "the") &&
            !chn_actor_hit(f, at[n - 1], FACT_ADJ))
            break;
        i += is(f, i + 1, end, "the") ? 2 : 1;
    }
    if (n < 2 || !chn_actor_hit(f, at[0], FACT_ADJ | FACT_COUNTRY) ||
        !chn_actor_hit(f, at[n - 1], FACT_ADJ))
        return t;
    phrase p;
    if (!chn_actor_phrase(f, at[n - 1], end, &p) || p.role == NONE ||
        !(p.plural || p.kind == CHN_KIND_MEDIA || f->k->roles.at[p.role].mass))
        return t;
    const uint32_t head = f->n;
    for (uint32_t j = 0; j + 1 < n; j++) {
        const fact *x = chn_actor_hit(f, at[j], FACT_ADJ);
        if (!x)
            x = chn_actor_hit(f, at[j], FACT_COUNTRY);
        phrase q = p;
        q.first = at[j];
        q.end = f->hit[at[j]].end;
        q.core = q.end - 1;
        q.country = f->k->countries.at[x->row].code;
        q.link = CHN_LINK_LIST;
        q.of_end = 0;
        const uint32_t m = chn_actor_emit(f, &q);
        if (m == NONE)
            return p.end;
    }
    chn_actor_resolve(f, at[n - 1], &p);
    if (p.end > p.first) {
        const uint32_t m = chn_actor_emit(f, &p);
        if (m != NONE && head < m)
            f->ex[m].coord = f->ex[head].coord;
    }
    return p.end > p.first ? p.end : at[n - 1];
}

/* "the leaders of Peru, Chile and Brazil": each state gets the
 * leaders' sector. */
static uint32_t states_of(find *f, const phrase *p, uint32_t head, uint32_t end)
{
    uint32_t i = p->of_end;
    for (uint32_t n = 0; n < 12; n++) {
        uint32_t at = i;
        if (is(f, at, end, ","))
            at++;
        if (is(f, at, end, "and"))
            at++;
        if (at == i)
            break;
        if (is(f, at, end, "the"))
            at++;
        if (at >= end || !chn_actor_hit(f, at, FACT_COUNTRY | FACT_CAPITAL) ||
            chn_actor_is_poss(f, f->hit[at].end, end))
            break;
        /* "of Russia, China said": the list must end with "and" */
        uint32_t look = f->hit[at].end;
        if (is(f, i, end, ",") && !is(f, i + 1, end, "and") &&
            !is(f, look, end, ",") && !is(f, look, end, "and"))
            break;
        const fact *x = chn_actor_hit(f, at, FACT_COUNTRY);
        if (!x)
            x = chn_actor_hit(f, at, FACT_CAPITAL);
        phrase q = *p;
        q.first = at;
        q.end = f->hit[at].end;
        q.core = q.end - 1;
        q.country = f->k->countries.at[x->row].code;
        q.link = CHN_LINK_LIST;
        q.name_first = q.name_end = at;
        const uint32_t m = chn_actor_emit(f, &q);
        if (m == NONE)
            return i;
        f->ex[m].coord = f->ex[head].coord;
        f->ex[m].subject = f->ex[head].subject;
        i = q.end;
    }
    return i;
}

/* ---- the dateline -----------------------------------------------------------
 */

/* "SEOUL (Agencies) - ", "RIYADH/TEHRAN - ", "MOSCOW, Nov 29 - ": places. */
static uint32_t dateline(find *f, const chn_sent *s)
{
    const uint32_t t = s->first;
    const uint32_t most = s->end < t + 18 ? s->end : t + 18;
    if (t >= s->end || !(f->doc->tok[t].flags & CHN_TOK_ALLCAP) ||
        !(f->doc->tok[t].flags & (CHN_TOK_PARA | CHN_TOK_SENT_START)))
        return t;
    uint32_t dash = t + 1;
    while (dash < most &&
           !(is(f, dash, most, "-") && !chn_actor_tight(f, dash)))
        dash++;
    if (dash == most)
        return t;
    for (uint32_t i = t; i < dash; i++) {
        const uint32_t kinds = FACT_CAPITAL | FACT_PLACE | FACT_COUNTRY;
        if (is(f, i, dash, "(")) { /* "SUVA (Fiji) - " */
            if (!chn_actor_hit(f, i + 1, kinds) ||
                !is(f, f->hit[i + 1].end, dash, ")"))
                break;
            continue;
        }
        const fact *x = chn_actor_hit(f, i, kinds);
        if (!x)
            continue;
        phrase p;
        chn_actor_phrase_init(&p, i);
        p.end = f->hit[i].end < dash ? f->hit[i].end : dash;
        p.kind = CHN_KIND_PLACE;
        p.country = chn_actor_fact_state(f, x);
        p.name_first = i;
        p.name_end = p.end;
        const uint32_t m = chn_actor_emit(f, &p);
        if (m == NONE)
            return t;
        chn_actor_mark_place(f, m);
        if (!f->dateline.n)
            f->dateline = p.country;
        i = p.end - 1;
    }
    return dash + 1;
}

/* ---- sentences ---- */

static bool in_titlecase(const find *f, const chn_sent *s)
{
    uint32_t words = 0, caps = 0;
    for (uint32_t t = s->first; t < s->end; t++) {
        const chn_token *k = &f->doc->tok[t];
        if (k->kind != CHN_TOK_WORD || k->fold.n < 4)
            continue;
        words++;
        caps += chn_actor_cap(f, t);
    }
    return s->headline && words > 3 && caps * 4 >= words * 3;
}

/* "military cooperation", "government custody", "firm belief": no actor. */
static bool only_modifier(const find *f, const phrase *p, uint32_t end)
{
    if (p->role == NONE || p->actor != NONE || p->plural ||
        p->name_end > p->name_first || p->kind == CHN_KIND_PERSON ||
        p->kind == CHN_KIND_PEOPLE ||
        (p->kind == CHN_KIND_MEDIA && !f->k->roles.at[p->role].generic) ||
        p->core + 1 != p->end || chn_actor_is_poss(f, p->end, end))
        return false;
    /* "Armed Forces Day" */
    if (p->end < end && !f->titlecase && chn_actor_cap(f, p->core) &&
        chn_actor_unknown_cap(f, p->end) && p->link == CHN_LINK_NAME &&
        !p->country.n)
        return true;
    if (!chn_actor_noun_follows(f, p->end, end) || chn_actor_cap(f, p->end))
        return false;
    const bool adjective = is_in(f, p->core, p->end, L_ADJECTIVE);
    if (p->link == CHN_LINK_COREFERENCE)
        return true; /* "his firm belief": only "his" is */
    if (p->link != CHN_LINK_NAME || p->country.n)
        return false; /* "Russian military exercises" still tells Russia */
    return adjective || p->kind == CHN_KIND_MEDIA ||
           (!p->definite && !f->k->roles.at[p->role].mass);
}

static uint32_t read_phrase(find *f, uint32_t t, uint32_t end)
{
    phrase p;
    /* "a 62-member team"; "ex-president" and "then-premier" go on */
    if (t > 1 && is(f, t - 1, t, "-") && chn_actor_tight(f, t) &&
        chn_actor_tight(f, t - 1) && !chn_actor_cap(f, t) &&
        !is_in(f, t - 2, t, L_PAST))
        return t;
    if (!chn_actor_phrase(f, t, end, &p) || p.end <= t)
        return t;
    if (only_modifier(f, &p, end))
        return p.link == CHN_LINK_COREFERENCE ? t : p.end;
    chn_actor_resolve(f, t, &p);
    if (p.end <= p.first)
        return t;
    if (p.actor != NONE || p.kind == CHN_KIND_MEDIA)
        p.end = chn_actor_brackets(f, p.end, end, &p);
    /* "their prime ministers": those of the two it is about */
    uint32_t parts[CHN_MENTION_PARTS];
    const uint32_t n =
        p.plural && p.prefix != NONE && p.link == CHN_LINK_COREFERENCE
            ? chn_actor_parts(f, p.prefix, parts)
            : 0;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m == NONE)
        return p.end;
    if (p.kind == CHN_KIND_BODY && p.actor == NONE && p.country.n &&
        !f->at[m].possessive && p.core + 1 == p.end &&
        is_in(f, p.core, p.end, L_ADJECTIVE) &&
        chn_actor_noun_follows(f, p.end, end))
        f->at[m].modifier = true;
    if (n) {
        f->at[m].n_parts = n;
        memcpy(f->at[m].parts, parts, n * sizeof *parts);
    }
    chn_actor_gather(f, m);
    return p.of_end ? states_of(f, &p, m, end) : p.end;
}

static uint32_t read_name(find *f, uint32_t t, uint32_t end)
{
    phrase p;
    const bool small = chn_actor_word(f, t, WORD_PARTICLE) != NULL;
    if ((!chn_actor_cap(f, t) && !small) ||
        !chn_actor_name_phrase(f, t, end, &p))
        return t;
    chn_actor_emit(f, &p);
    return p.end;
}

static uint32_t read_at(find *f, uint32_t t, uint32_t end)
{
    /* "[Latin American] states condemned it": of no one state */
    if (chn_actor_word(f, t, WORD_WIDE))
        return f->hit[t].end;
    uint32_t e = chn_actor_joint(f, t, end);
    if (e > t)
        return e;
    if ((e = chn_actor_short(f, t, end)) > t)
        return e;
    if ((e = demonym_list(f, t, end)) > t)
        return e;
    if ((e = read_phrase(f, t, end)) > t)
        return e;
    if ((e = read_name(f, t, end)) > t)
        return e;
    if ((e = read_half(f, t, end)) > t)
        return e;
    if ((e = chn_actor_ship(f, t, end)) > t)
        return e;
    const char who = chn_actor_pronoun(f, t);
    if (who) {
        chn_actor_pronoun_emit(f, t, who);
        return t + 1;
    }
    if ((e = chn_actor_bare(f, t, end)) > t)
        return e;
    return t + 1;
}

/* An agency or outlet of the tables, alone in a dateline's bracket. */
static bool media(find *f, uint32_t t, uint32_t end)
{
    const fact *x = t < end ? chn_actor_hit(f, t, FACT_BODY) : NULL;
    if (!x || f->k->actors.at[x->row].kind != CHN_KIND_MEDIA ||
        !is(f, f->hit[t].end, end, ")"))
        return false;
    return read_at(f, t, f->hit[t].end) > t + 1;
}

static void sentence(find *f, uint32_t i)
{
    const chn_sent *s = &f->doc->sent[i];
    f->titlecase = in_titlecase(f, s);
    uint32_t t = dateline(f, s);
    for (uint32_t a = s->first; a < t; a++)
        if (is(f, a, t, "(")) /* "OSLO (NTB) -": the agency */
            (void)media(f, a + 1, t);
    while (t < s->end && !f->failed) {
        if (f->hit[t].starts && f->doc->tok[t].kind == CHN_TOK_WORD)
            t = read_at(f, t, s->end);
        else
            t++;
    }
}

chn_code chn_actor_find(const chn_actor_know *k, const chn_doc *doc,
                        chn_mentions *out, chn_err *err)
{
    find f = {0};
    f.k = k;
    f.doc = doc;
    f.a = doc->arena;
    f.err = err;
    memset(out, 0, sizeof *out);
    const chn_code c = chn_actor_look_up(&f);
    if (c)
        return c;
    chn_actor_prescan(&f);
    for (uint32_t i = 0; i < doc->n_sent && !f.failed; i++)
        sentence(&f, i);
    if (f.failed)
        return chn_fail_memory(err);
    chn_actor_first_persons(&f);
    chn_actor_inner(&f);
    if (f.failed)
        return chn_fail_memory(err);
    out->of_token = CHN_NEW(f.a, uint32_t, (size_t)doc->n_tok + 1);
    if (!out->of_token)
        return chn_fail_memory(err);
    for (uint32_t t = 0; t <= doc->n_tok; t++)
        out->of_token[t] = CHN_MENTION_NONE;
    for (uint32_t m = 0; m < f.n; m++)
        for (uint32_t t = f.at[m].first; t < f.at[m].end; t++)
            out->of_token[t] = m;
    void *at = f.at;
    if (f.n_inner > 0) {
        if (!chn_arena_grow(f.a, &at, &f.cap, f.n + f.n_inner,
                            sizeof(chn_mention)))
            return chn_fail_memory(err);
        f.at = at;
        memcpy(f.at + f.n, f.inner, f.n_inner * sizeof(chn_mention));
    }
    out->at = f.at;
    out->n = f.n;
    out->inner = f.at ? f.at + f.n : NULL;
    out->n_inner = f.n_inner;
    return CHN_OK;
}
