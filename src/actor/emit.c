/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A phrase becomes a mention: how it stands in its sentence ("in Oslo", as a
 * subject, in a list), and what is written down.
 */
#include "actor/find.h"

#include "base/err.h"
#include "base/str.h"

/* ---- where it stands ---- */

/* "Monday", "April" */
static bool day_word(const find *f, uint32_t t)
{
    const word *w = chn_actor_word(f, t, WORD_NOTNAME);
    return w && chn_str_is(w->value, "time");
}

/* The token before a phrase, its articles and modifiers left out. */
static uint32_t before(const find *f, uint32_t t, uint32_t first)
{
    uint32_t i = t;
    for (uint32_t n = 0; i > first && n < 4; n++) {
        const uint32_t b = i - 1;
        if (!chn_actor_det(f, b) &&
            !(chn_actor_word(f, b, WORD_MOD) &&
              !chn_actor_hit(f, b, ~0u ^ FACT_WORD)) &&
            !(chn_actor_word(f, b, WORD_NOTNAME) && !day_word(f, b)) &&
            !is(f, b, i, "("))
            break;
        i = b;
    }
    return i;
}

/* "and", ",", "or", "/" between two mentions: one list. Its first mention,
 * or NONE. */
static uint32_t list_head(const find *f, uint32_t b)
{
    if (!f->n)
        return NONE;
    uint32_t last = f->n - 1;
    uint32_t i = f->at[last].end, steps = 0;
    /* "Mbeki of South Africa, Kufuor of Ghana": the state is the man's */
    if (last > 0 && f->at[last].kind == CHN_KIND_COUNTRY &&
        f->at[last - 1].kind == CHN_KIND_PERSON &&
        f->at[last - 1].end + 1 == f->at[last].first &&
        is(f, f->at[last - 1].end, b, "of"))
        last--;
    if (i >= b || f->ex[last].sent != f->doc->tok[b - 1].sent)
        return NONE;
    for (; i < b && steps < 3; i++, steps++) {
        const bool joins = is(f, i, b, ",") || is(f, i, b, "and") ||
                           is(f, i, b, "or") || is(f, i, b, "/") ||
                           is(f, i, b, "nor") || is(f, i, b, "&") ||
                           (chn_actor_is_poss(f, i, b) && i + 1 < b);
        if (!joins)
            return NONE;
    }
    return i == b ? f->ex[last].coord : NONE;
}

static bool speaker_verb(const find *f, uint32_t t)
{
    return chn_actor_word(f, t, WORD_SAYING) &&
           !chn_tok_class(&f->k->lists, f->doc, t, L_HEARER);
}

static bool stands_as_subject(const find *f, uint32_t b, uint32_t first)
{
    /* "..., the island's deputy foreign minister": what counts stands before
     * the owner */
    for (uint32_t n = 0;
         n < 3 && b > first + 1 && chn_actor_is_poss(f, b - 1, b + 1); n++)
        b = before(f, b - 2, first);
    if (b == first)
        return true;
    const chn_token *k = &f->doc->tok[b - 1];
    if (k->kind == CHN_TOK_PUNCT)
        return !chn_actor_is_poss(f, b - 1, b);
    /* "On Sunday the bloc gave ..." */
    if (day_word(f, b - 1) || k->kind == CHN_TOK_NUMBER)
        return true;
    return chn_actor_word(f, b - 1, WORD_CLAUSE) || speaker_verb(f, b - 1);
}

/* "train service between Moscow and Pyongyang": places; "talks between
 * Moscow and Kyiv": states. */
static bool between_places(const find *f, uint32_t b, uint32_t first)
{
    for (uint32_t i = b; i-- > first && b - i < 5;)
        if (chn_actor_word(f, i, WORD_ROUTE))
            return true;
    return false;
}

stand chn_actor_stands_at(const find *f, uint32_t t)
{
    stand s = {false, false};
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    const uint32_t b = before(f, t, first);
    if (b == first)
        return s;
    const word *w = chn_actor_word(f, b - 1, WORD_LOCATIVE);
    if (w) {
        s.way = chn_str_is(w->value, "way");
        s.place = !s.way;
        /* "appealed to Brussels to step in", "an apology to Tokyo" */
        if (is(f, b - 1, b, "to") && b - 1 > first &&
            chn_tok_class(&f->k->lists, f->doc, b - 2, L_ADDRESSED))
            s.way = false;
        return s;
    }
    if (is(f, b - 1, b, "of") && b - 1 > first &&
        chn_actor_word(f, b - 2, WORD_CITYOF))
        s.place = true;
    if (is(f, b - 1, b, "between") && between_places(f, b - 1, first))
        s.place = true;
    return s;
}

/* ---- writing it down ---- */

static bool room_for(find *f)
{
    void *p = f->at, *q = f->ex;
    if (f->failed ||
        !chn_arena_grow(f->a, &p, &f->cap, f->n + 1, sizeof(chn_mention)))
        return false;
    f->at = p;
    if (!chn_arena_grow(f->a, &q, &f->cap_ex, f->n + 1, sizeof(extra)))
        return false;
    f->ex = q;
    return true;
}

/* What is known by description alone is called by it: "Russian troops"; what
 * needs its owner's name gets it: "embassy of Russia". */
static chn_str describe(find *f, const phrase *p)
{
    const role *r = p->role == NONE ? NULL : &f->k->roles.at[p->role];
    const chn_str words = chn_doc_slice(f->doc, p->first, p->end);
    const bool broken = words.n && memchr(words.p, ')', words.n);
    const bool own_words =
        !broken &&
        (p->link == CHN_LINK_DEMONYM || p->link == CHN_LINK_METONYM ||
         p->link == CHN_LINK_NAME || p->link == CHN_LINK_OFFICE);
    if (!r || !p->country.n || (own_words && p->prefix == NONE))
        return words;
    const chn_str of = chn_actor_country_name(f, p->country);
    /* "its Japanese counterpart" of a ministry is a ministry */
    const chn_str what =
        p->counterpart && p->kind == CHN_KIND_BODY && p->groups[0]
            ? f->k->groups.at[p->groups[0]]
            : r->phrase;
    const size_t n = what.n + 4 + of.n;
    char *s = CHN_NEW(f->a, char, n + 1);
    if (!s) {
        f->failed = true;
        return chn_str_of("");
    }
    memcpy(s, what.p, what.n);
    memcpy(s + what.n, " of ", 4);
    memcpy(s + what.n + 4, of.p, of.n);
    return chn_str_n(s, n);
}

static void names_of(find *f, const phrase *p, chn_mention *m)
{
    if (p->actor != NONE && p->actor < f->k->actors.n) {
        const actor *a = &f->k->actors.at[p->actor];
        m->actor = p->actor;
        m->id = chn_actor_id_of(a);
        m->name = chn_actor_name_of(a);
        if (!m->country.n)
            m->country = chn_actor_state_of(a);
        return;
    }
    if (p->name.n)
        m->name = p->name;
    else if (p->kind == CHN_KIND_COUNTRY && !p->plural && m->country.n)
        m->name = chn_actor_country_name(f, m->country);
    else if (p->kind != CHN_KIND_PRONOUN && !p->plural)
        m->name = describe(f, p);
    else if (p->kind != CHN_KIND_PRONOUN)
        m->name = p->role == NONE && p->kind != CHN_KIND_PEOPLE
                      ? chn_str_of("")
                      : describe(f, p);
}

/* "war crimes tribunal" ends like the role "tribunal": so "the tribunal"
 * means it later on. */
static void body_groups(const find *f, const phrase *p, uint16_t *out)
{
    for (uint32_t t = p->first; t < p->end; t++) {
        char buf[96];
        size_t n = 0;
        for (uint32_t i = t; i < p->end && n < sizeof buf; i++) {
            const chn_str w = f->doc->tok[i].fold;
            if (n + w.n + 1 > sizeof buf)
                return;
            if (n)
                buf[n++] = ' ';
            memcpy(buf + n, w.p, w.n);
            n += w.n;
        }
        const uint32_t r = chn_actor_map_get(&f->k->role_of, chn_str_n(buf, n));
        if (r == NONE)
            continue;
        memcpy(out, f->k->roles.at[r].groups,
               GROUPS * sizeof *f->k->roles.at[r].groups);
        return;
    }
}

uint32_t chn_actor_emit(find *f, const phrase *p)
{
    if (!room_for(f)) {
        f->failed = true;
        return NONE;
    }
    const chn_token *tok = f->doc->tok;
    const chn_sent *s = &f->doc->sent[tok[p->first].sent];
    const uint32_t b = before(f, p->first, s->first);
    const uint32_t head = list_head(f, b);
    const uint32_t i = f->n;
    chn_mention *m = &f->at[i];
    extra *x = &f->ex[i];
    memset(m, 0, sizeof *m);
    memset(x, 0, sizeof *x);
    m->first = p->first;
    m->end = p->end;
    m->core = p->core >= p->first && p->core < p->end ? p->core : p->end - 1;
    const bool named = p->name_end > p->name_first;
    m->span = named ? chn_doc_span(f->doc, p->name_first, p->name_end)
                    : chn_doc_span(f->doc, p->first, p->end);
    m->actor = CHN_ACTOR_NONE;
    m->antecedent = p->antecedent;
    m->country = p->country;
    m->sector = p->sector;
    m->kind = p->kind;
    m->link = p->link;
    m->plural = p->plural;
    if (p->kind == CHN_KIND_MEDIA)
        m->media_kind = p->media_kind;
    names_of(f, p, m);
    m->possessive = chn_actor_is_poss(f, p->end, s->end);
    m->unnamed = (p->kind == CHN_KIND_PERSON || p->kind == CHN_KIND_PEOPLE) &&
                 !named && p->actor == NONE && p->ent == NONE &&
                 (p->plural || !p->definite) &&
                 p->antecedent == CHN_MENTION_NONE;
    x->ent = p->ent;
    x->sent = tok[p->first].sent;
    x->para = s->para;
    x->quoted = (tok[p->first].flags & CHN_TOK_QUOTED) != 0;
    memcpy(x->groups, p->groups, sizeof x->groups);
    x->coord = i;
    x->subject = stands_as_subject(f, b, s->first);
    x->owned = p->owned;
    x->part = p->part;
    x->agent = b > s->first && is(f, b - 1, b, "by");
    if (m->kind == CHN_KIND_BODY && !x->groups[0])
        body_groups(f, p, x->groups);
    /* "Pakistan, a key U.S. ally, urged its citizens": no list of states */
    bool aside = false;
    for (uint32_t t = b; p->kind == CHN_KIND_COUNTRY && t < p->first; t++)
        aside |= is_in(f, t, p->first, L_ARTICLE);
    if (!aside && head != NONE && head < i &&
        f->at[head].kind != CHN_KIND_PLACE && p->kind != CHN_KIND_PLACE &&
        !f->at[i - 1].locative && p->kind != CHN_KIND_PRONOUN) {
        x->coord = head;
        x->subject = f->ex[head].subject;
    }
    if (p->ent != NONE) {
        ent *e = &f->ents[p->ent];
        e->count++;
        e->last = i;
        if (p->groups[0] && p->antecedent == CHN_MENTION_NONE)
            memcpy(e->groups, p->groups, sizeof e->groups);
    }
    f->n++;
    return i;
}

void chn_actor_mark_place(find *f, uint32_t m)
{
    chn_mention *x = &f->at[m];
    x->kind = CHN_KIND_PLACE;
    x->locative = true;
    x->link = CHN_LINK_NAME;
    x->name = chn_doc_slice(f->doc, x->first, x->end);
    f->ex[m].subject = false;
}

phrase chn_actor_name_alone(uint32_t t, uint32_t e, uint8_t kind, chn_str code)
{
    phrase p;
    chn_actor_phrase_init(&p, t);
    p.end = e;
    p.core = e - 1;
    p.kind = kind;
    p.country = code;
    p.name_first = t;
    p.name_end = e;
    return p;
}
