/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names without a role: of states, peoples, capitals, places and bodies, in
 * full or in short. Whether a capital is its state, and which of two of one
 * name is meant.
 */
#include "actor/find.h"

#include "base/str.h"

/* ---- a name, or a part of one ---- */

/* A word that no table has and that no English ending makes one: "Denzel". */
static bool no_word(const chn_token *k)
{
    static const char *const tails[] = {"s",  "ed",  "ing", "ly", "al",
                                        "an", "ive", "er",  "ic", "ar"};
    for (uint32_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (chn_actor_ends_in(k->fold, tails[i]))
            return false;
    return k->word == 0;
}

/* In the name of something else, before or after it. */
static bool part_of_name(const find *f, uint32_t t, uint32_t e, uint32_t end,
                         bool ambiguous)
{
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    if (f->titlecase)
        return false;
    if (t > first && chn_actor_unknown_cap(f, t - 1)) {
        const bool opens = (f->doc->tok[t - 1].flags & CHN_TOK_SENT_START);
        const chn_str w = f->doc->tok[t - 1].fold;
        const bool ing = w.n > 4 && w.p[w.n - 1] == 'g' && w.p[w.n - 2] == 'n';
        /* "Visiting Jordan, the ..." opens a sentence and is no name */
        if (!opens || (ambiguous && !ing) || chn_actor_given_sex(f, t - 1) ||
            no_word(&f->doc->tok[t - 1]))
            return true;
    }
    /* "Chad Wolf", "Israel Katz" */
    return ambiguous && e < end && chn_actor_unknown_cap(f, e);
}

bool chn_actor_in_name(const find *f, uint32_t t, uint32_t end)
{
    const fact *x = chn_actor_hit(f, t, FACT_COUNTRY);
    const uint32_t e = f->hit[t].end;
    return x && f->k->countries.at[x->row].ambiguous && !f->titlecase &&
           e < end && chn_actor_unknown_cap(f, e) && !chn_actor_tight(f, e);
}

uint32_t chn_actor_brackets(const find *f, uint32_t e, uint32_t end,
                            const phrase *p)
{
    if (!is(f, e, end, "(") || e + 2 >= end)
        return e;
    const uint32_t to = f->hit[e + 1].end;
    const uint32_t close = to ? to : e + 2;
    if (!is(f, close, end, ")"))
        return e;
    const fact *c = chn_actor_hit(f, e + 1, FACT_COUNTRY);
    const fact *b = chn_actor_hit(f, e + 1, FACT_BODY);
    if (c && p->kind == CHN_KIND_COUNTRY &&
        chn_str_eq(f->k->countries.at[c->row].code, p->country))
        return close + 1;
    if (b && b->row == p->actor)
        return close + 1;
    /* an abbreviation of a name that needs none of ours: "(SPA)" */
    if (!to && p->kind != CHN_KIND_COUNTRY &&
        (f->doc->tok[e + 1].flags & CHN_TOK_ALLCAP))
        return close + 1;
    return e;
}

/* "the Congo River": nobody. */
static bool of_waters(const find *f, uint32_t e, uint32_t end)
{
    const word *w = e < end ? chn_actor_word(f, e, WORD_THING) : NULL;
    return w && chn_str_is(w->value, "geo") && chn_actor_cap(f, e);
}

/* ---- two of one name ---- */

/* Ends an address: "in Paris, Texas," but not "in Paris, Texas and Rome". */
static bool address_ends(const find *f, uint32_t e, uint32_t end)
{
    if (e >= end || is(f, e, end, ".") || is(f, e, end, ")"))
        return true;
    return is(f, e, end, ",") && e + 1 < end && !is(f, e + 1, end, "and") &&
           !chn_actor_hit(f, e + 1, FACT_COUNTRY | FACT_CAPITAL | FACT_PLACE);
}

/* "In Vienna, Iran, with the support of Russia, blocked it": what follows a
 * state between commas tells of the state, and not of the town. */
static bool tells_of_state(const find *f, uint32_t e, uint32_t end)
{
    return is(f, e, end, ",") && is_in(f, e + 1, end, L_ASIDE);
}

/* The state of "Texas" in "Paris, Texas": a region or state of the name's
 * address that is not its own. Empty: no such address. */
static chn_str address_of(const find *f, uint32_t e, uint32_t end, chn_str own)
{
    const chn_str none = {"", 0};
    if (!is(f, e, end, ",") || e + 1 >= end || !f->hit[e + 1].end ||
        !address_ends(f, f->hit[e + 1].end, end))
        return none;
    const word *n = chn_actor_word(f, e + 1, WORD_NAMESAKE);
    const fact *x = chn_actor_hit(f, e + 1, FACT_PLACE);
    if (!x && !tells_of_state(f, f->hit[e + 1].end, end))
        x = chn_actor_hit(f, e + 1, FACT_COUNTRY);
    if (!x || chn_str_eq(chn_actor_fact_state(f, x), own))
        return none;
    return n ? n->value : chn_actor_fact_state(f, x);
}

/* Is the last mention a place of state `code`, with but `join` between? */
static bool after_place_of(const find *f, uint32_t t, chn_str code)
{
    if (!f->n || f->at[f->n - 1].end + 1 != t ||
        (!chn_tok_is(f->doc, t - 1, ",") && !chn_tok_is(f->doc, t - 1, "and")))
        return false;
    const chn_mention *m = &f->at[f->n - 1];
    return m->kind == CHN_KIND_PLACE && chn_str_eq(m->country, code);
}

/* "the state of Georgia", "Atlanta, Georgia", "Georgia and Texas"; of towns,
 * a sentence that tells the other state and not their own. Its code. */
static chn_str other_of_name(const find *f, uint32_t t, uint32_t end,
                             chn_str own)
{
    const word *w = chn_actor_word(f, t, WORD_NAMESAKE);
    const chn_str none = {"", 0};
    if (!w || !w->value.n)
        return none;
    const chn_sent *s = &f->doc->sent[f->doc->tok[t].sent];
    const uint32_t e = f->hit[t].end;
    if (!chn_actor_hit(f, t, FACT_COUNTRY))
        return chn_actor_sentence_tells(f, t, w->value) &&
                       !chn_actor_sentence_tells(f, t, own)
                   ? w->value
                   : none;
    const bool state = t >= s->first + 2 && chn_tok_is(f->doc, t - 1, "of") &&
                       is_in(f, t - 2, t, L_PARTOF);
    const bool next = e + 1 < end &&
                      (is(f, e, end, ",") || is(f, e, end, "and")) &&
                      chn_actor_hit(f, e + 1, FACT_PLACE) &&
                      !chn_actor_hit(f, e + 1, FACT_CAPITAL | FACT_COUNTRY) &&
                      chn_actor_tells(f, e + 1, w->value);
    return state || next || is(f, e, end, "state") ||
                   after_place_of(f, t, w->value)
               ? w->value
               : none;
}

chn_str chn_actor_namesake(const find *f, uint32_t t, uint32_t end, chn_str own)
{
    const chn_str other = other_of_name(f, t, end, own);
    return other.n || chn_actor_hit(f, t, FACT_COUNTRY)
               ? other
               : address_of(f, f->hit[t].end, end, own);
}

static uint32_t namesake_place(find *f, uint32_t t, chn_str code)
{
    phrase p = chn_actor_name_alone(t, f->hit[t].end, CHN_KIND_PLACE, code);
    const uint32_t m = chn_actor_emit(f, &p);
    if (m != NONE)
        chn_actor_mark_place(f, m);
    return p.end;
}

/* ---- one kind after the other ---- */

static uint32_t bare_country(find *f, uint32_t t, uint32_t end, const fact *x)
{
    const land *c = &f->k->countries.at[x->row];
    uint32_t e = f->hit[t].end;
    /* "60 billion rubles (US $2.6 billion)" names a currency; "gave Peru $2
     * million" does not */
    const bool money =
        is(f, e, end, "$") && ((f->doc->tok[t].flags & CHN_TOK_ALLCAP) ||
                               (t > 0 && chn_tok_is(f->doc, t - 1, "(")));
    if (money || part_of_name(f, t, e, end, c->ambiguous) ||
        of_waters(f, e, end))
        return e;
    const chn_str other = other_of_name(f, t, end, c->code);
    if (other.n)
        return namesake_place(f, t, other);
    const bool is_adj = chn_actor_hit(f, t, FACT_ADJ) != NULL;
    phrase p = chn_actor_name_alone(t, e, CHN_KIND_COUNTRY, c->code);
    p.name = c->name;
    const uint32_t wide = chn_actor_brackets(f, e, end, &p);
    p.end = wide;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m == NONE)
        return e;
    const stand s = chn_actor_stands_at(f, t);
    chn_mention *y = &f->at[m];
    y->locative = s.place;
    f->ex[m].way = s.way;
    if (m > 0 && f->ex[m].coord == f->ex[m - 1].coord && f->at[m - 1].locative)
        y->locative = true;
    if (y->possessive || e >= end)
        return wide;
    const chn_token *k = &f->doc->tok[t];
    const bool abbr = (k->flags & CHN_TOK_ALLCAP) && f->hit[t].end == t + 1;
    const bool cap_next =
        !f->titlecase && chn_actor_unknown_cap(f, e) && chn_actor_cap(f, e);
    const bool dash = is(f, wide, end, "-") && chn_actor_tight(f, wide) &&
                      wide + 1 < end && chn_actor_tight(f, wide + 1);
    const bool after_dash =
        t > 0 && is(f, t - 1, t, "-") && chn_actor_tight(f, t) &&
        chn_actor_tight(f, t - 1) && chn_actor_noun_follows(f, e, end);
    y->modifier =
        cap_next || dash || after_dash || chn_actor_word(f, e, WORD_THING) ||
        ((abbr || is_adj) && !f->titlecase && !chn_actor_det_before(f, t) &&
         !f->doc->sent[f->doc->tok[t].sent].headline &&
         chn_actor_noun_follows(f, e, end));
    /* "killed in the U.S. airstrike": in no country */
    const bool raid =
        abbr && chn_actor_det_before(f, t) && chn_actor_noun_follows(f, e, end);
    if (y->modifier || raid)
        y->locative = false;
    return wide;
}

/* "southern", "the south" */
static bool directs(const find *f, uint32_t t)
{
    return chn_actor_det(f, t) || chn_actor_word(f, t, WORD_MOD) ||
           chn_actor_word(f, t, WORD_CITYOF);
}

/* The place behind a preposition at `prep`: "in the south of [Serbia]". NULL:
 * none. */
static const fact *place_behind(const find *f, uint32_t prep, uint32_t end)
{
    uint32_t at = prep + 1;
    for (uint32_t n = 0; n < 2 && at < end && directs(f, at); n++)
        at = f->hit[at].end ? f->hit[at].end : at + 1;
    return at < end
               ? chn_actor_hit(f, at, FACT_COUNTRY | FACT_CAPITAL | FACT_PLACE)
               : NULL;
}

/* "ethnic Albanians in south Serbia", "the Albanians of southern Serbia": of
 * the state where they live, and that is no Albania where they are called
 * ethnic. Empty: no such place. */
static chn_str home_of(const find *f, uint32_t t, uint32_t e, uint32_t end)
{
    const bool ethnic = t > 0 && is_in(f, t - 1, t, L_ETHNIC);
    if (e + 1 >= end ||
        !(is(f, e, end, "of") || (ethnic && is(f, e, end, "in"))))
        return ethnic ? chn_actor_local_focus(f, t) : chn_str_of("");
    const fact *x = place_behind(f, e, end);
    return x ? chn_actor_fact_state(f, x) : chn_str_of("");
}

/* "a Czech and a Dane swam": one of a people. */
static bool one_of(const find *f, uint32_t t)
{
    return t > 0 && is_in(f, t - 1, t, L_ONE);
}

/* Whose those are that a people's name and "in" follow: the state's there, if
 * it has such a people, too ("Druze in Sweida"). Empty: nobody's. */
static chn_str people_in(const find *f, uint32_t t, uint32_t end)
{
    const uint32_t e = f->hit[t].end;
    const chn_str none = {"", 0};
    if (!is(f, e, end, "in") || e + 1 >= end)
        return none;
    const fact *x = place_behind(f, e, end);
    if (!x)
        return none;
    const hit *h = &f->hit[t];
    for (uint32_t i = 0; i < h->n; i++) {
        const fact *y = &f->k->facts.at[h->v[i]];
        if ((y->kind & (FACT_ADJ | FACT_PEOPLE)) &&
            chn_str_eq(f->k->countries.at[y->row].code,
                       chn_actor_fact_state(f, x)))
            return chn_actor_fact_state(f, x);
    }
    return none;
}

/* "Bulgarian Turks", "Yanomami Indians" and "Mostar Croats" are of the state
 * named first. Else the people's own. */
static chn_str minority_of(const find *f, uint32_t t, uint32_t end,
                           uint32_t row)
{
    const land *c = &f->k->countries.at[row];
    const chn_str in = people_in(f, t, end);
    if (in.n)
        return in;
    /* "Nasa Indians" are none of India's */
    if (chn_actor_trait(f->k, c->code, TRAIT_NAMESAKES) &&
        t > f->doc->sent[f->doc->tok[t].sent].first &&
        chn_actor_unknown_cap(f, t - 1))
        return chn_actor_local_focus(f, t);
    if (!f->n || c->part ||
        /* "Cuban Americans" are Americans */
        chn_actor_trait(f->k, c->code, TRAIT_IMMIGRANTS))
        return c->code;
    /* "Latvia's ethnic Russians" */
    const chn_mention *m = &f->at[f->n - 1];
    const uint32_t b = is_in(f, t - 1, t, L_ETHNIC) ? t - 1 : t;
    if (m->possessive && m->end + 1 == b && m->country.n == 3)
        return m->country;
    if (m->end != t)
        return c->code;
    const bool first =
        m->country.n == 3 && !m->possessive && !m->locative &&
        ((m->kind == CHN_KIND_COUNTRY && m->modifier &&
          m->link == CHN_LINK_DEMONYM) ||
         m->kind == CHN_KIND_PLACE || m->kind == CHN_KIND_PEOPLE);
    return first ? m->country : c->code;
}

/* "The Chinese said", "the Russians": a people. */
static uint32_t bare_people(find *f, uint32_t t, uint32_t end, uint32_t row)
{
    phrase p;
    const uint32_t e = f->hit[t].end;
    /* "Dane" and "Pole" alone may be anybody's name */
    if (!one_of(f, t) && !chn_actor_hit(f, t, FACT_ADJ) &&
        !chn_actor_ends_in(f->doc->tok[e - 1].fold, "s") &&
        !chn_actor_ends_in(f->doc->tok[e - 1].fold, "men"))
        return e;
    chn_actor_phrase_init(&p, t);
    p.end = e;
    p.core = e - 1;
    p.kind = CHN_KIND_PEOPLE;
    p.country = minority_of(f, t, end, row);
    const chn_str home = chn_str_eq(p.country, f->k->countries.at[row].code)
                             ? home_of(f, t, e, end)
                             : chn_str_of("");
    if (home.n)
        p.country = home;
    p.link = CHN_LINK_DEMONYM;
    p.plural = !one_of(f, t);
    chn_actor_emit(f, &p);
    return e;
}

/* Is the name of a people no name of a person's: "Karen villagers", but not
 * "Karen Smith", "Senator Moro"? */
static bool part_stands(const find *f, uint32_t t, uint32_t end, bool noun)
{
    const uint32_t e = f->hit[t].end;
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    if (!chn_actor_cap(f, t) || f->titlecase)
        return false;
    if (t > first && chn_actor_cap(f, t - 1) && !chn_actor_det(f, t - 1) &&
        (chn_actor_unknown(f, t - 1) || chn_actor_role(f, t - 1)))
        return false;
    if (e < end && chn_actor_unknown_cap(f, e) && !is(f, e, end, "-"))
        return false;
    return noun || is(f, e, end, "and") || is(f, e, end, "-");
}

/* A nation's adjective of one word or its form before a hyphen. */
static uint32_t as_modifier(find *f, uint32_t t, uint32_t e, uint32_t row)
{
    phrase p;
    chn_actor_phrase_init(&p, t);
    p.end = e;
    p.core = e - 1;
    p.kind = CHN_KIND_COUNTRY;
    p.country = f->k->countries.at[row].code;
    p.name = f->k->countries.at[row].name;
    p.link = CHN_LINK_DEMONYM;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m != NONE)
        f->at[m].modifier = true;
    return e;
}

static uint32_t bare_adjective(find *f, uint32_t t, uint32_t end, uint32_t row)
{
    const uint32_t e = f->hit[t].end;
    if (one_of(f, t) && e < end && !is(f, e, end, "-") &&
        !chn_actor_noun_follows(f, e, end) &&
        (is(f, e, end, "and") || !chn_actor_hit(f, e, FACT_ADJ)))
        return bare_people(f, t, end, row);
    const bool noun =
        chn_actor_noun_follows(f, e, end) &&
        !(chn_actor_hit(f, t, FACT_PEOPLE) && chn_actor_det_before(f, t) &&
          e < end && chn_actor_word(f, e, WORD_SAYING));
    if (chn_actor_hit(f, t, FACT_PEOPLE) && !noun && !is(f, e, end, "-") &&
        !is(f, e, end, "and") && !is(f, e, end, ","))
        return bare_people(f, t, end, row);
    if (f->k->countries.at[row].part && !part_stands(f, t, end, noun))
        return e;
    return as_modifier(f, t, e, row);
}

/* The body that a town stands for: "Brussels", which says no more about Belgium
 * than the Union does, "Aden", those who rule there. */
static void be_seat(find *f, uint32_t m, const word *w)
{
    chn_str list = w->value, code = {"", 0}, sector = {"", 0};
    (void)chn_str_next(&list, ' ', &code);
    (void)chn_str_next(&list, ' ', &sector);
    f->at[m].kind = sector.n ? CHN_KIND_BODY : CHN_KIND_IGO;
    f->at[m].country = code;
    f->at[m].sector = sector;
    if (!sector.n)
        f->at[m].name = code;
    f->at[m].link = CHN_LINK_METONYM;
}

/* "Belgian paratroops ... Brussels": the report has told of the state whose
 * capital mention m is, and of no organisation that sits there. */
static bool told_state(const find *f, uint32_t m)
{
    uint32_t own = 0;
    for (uint32_t i = m, n = 0; i-- > 0 && n < BACK; n++) {
        if (f->at[i].country.n > 4 && f->at[i].kind == CHN_KIND_IGO)
            return false;
        own += chn_str_eq(f->at[i].country, f->at[m].country) &&
               (f->at[i].kind == CHN_KIND_COUNTRY ||
                f->at[i].link == CHN_LINK_DEMONYM);
    }
    return own > 0;
}

/* "a flight to Lima", "travelled from Lima" */
static bool moves_there(const find *f, uint32_t t)
{
    return t > 1 && (chn_actor_word(f, t - 2, WORD_MOVE) ||
                     chn_actor_word(f, t - 2, WORD_ROUTE));
}

/* A capital is its state as a subject, after "with" or "between", or with 's;
 * after "in", "at", "to", "from" it is a town (voice notes, 6.8), but `seat`
 * tells the act stage where "to" and "from" may mean its state. */
static uint32_t bare_capital(find *f, uint32_t t, uint32_t end, const fact *x)
{
    const uint32_t e = f->hit[t].end;
    if (part_of_name(f, t, e, end, false) ||
        (!f->titlecase && e < end && chn_actor_unknown_cap(f, e) &&
         !chn_actor_tight(f, e)))
        return e;
    const chn_str own = f->k->countries.at[x->row].code;
    const chn_str other = chn_actor_namesake(f, t, end, own);
    if (other.n)
        return namesake_place(f, t, other);
    phrase p = chn_actor_name_alone(t, e, CHN_KIND_COUNTRY, own);
    p.name = f->k->countries.at[x->row].name;
    p.link = CHN_LINK_METONYM;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m == NONE)
        return e;
    if (f->at[m].possessive)
        return e;
    const stand s = chn_actor_stands_at(f, t);
    const bool listed = m > 0 && f->at[m - 1].kind == CHN_KIND_PLACE &&
                        f->at[m - 1].locative && f->at[m - 1].end + 1 == t &&
                        (is(f, t - 1, t, "and") || is(f, t - 1, t, "or"));
    const bool moved = t > 0 && chn_actor_word(f, t - 1, WORD_MOVE);
    const bool bound = t > 1 &&
                       (is(f, t - 1, t, "for") || is(f, t - 1, t, "on")) &&
                       chn_actor_word(f, t - 2, WORD_MOVE);
    /* "Seoul, South Korea" */
    bool address = false;
    if (is(f, e, end, ",") && e + 1 < end) {
        const fact *c = chn_actor_hit(f, e + 1, FACT_COUNTRY);
        address = c && chn_str_eq(f->k->countries.at[c->row].code, p.country);
    }
    const bool noun =
        e < end &&
        (chn_actor_word(f, e, WORD_THING) ||
         (chn_actor_det_before(f, t) && chn_actor_noun_follows(f, e, end)));
    if (s.place || s.way || listed || moved || bound || address) {
        chn_actor_mark_place(f, m);
        f->ex[m].way = s.way;
        /* "an offer from Peru", "a note to Lima"; "flew to Lima" is a town */
        f->at[m].seat = s.way && !noun && !listed && !bound && !address &&
                        !moves_there(f, t);
    } else if (noun) {
        chn_actor_mark_place(f, m);
        f->at[m].locative = false;
        f->at[m].modifier = true;
    } else if (chn_actor_word(f, t, WORD_SEAT) && !told_state(f, m)) {
        be_seat(f, m, chn_actor_word(f, t, WORD_SEAT));
    }
    return e;
}

/* "Stepanakert rejected the plan", "talks with Hargeisa": the town where those
 * sit who rule a part of a state, or ruled it once, is they, as a capital is
 * its state. */
static bool seat_acts(find *f, uint32_t t, uint32_t e, uint32_t end, uint32_t m)
{
    const word *w = chn_actor_word(f, t, WORD_SEAT);
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    if (!w || w->value.n < 3 || f->at[m].locative || f->at[m].modifier ||
        is(f, e, end, ",") || (e < end && chn_actor_word(f, e, WORD_THING)))
        return false;
    const bool by =
        t > first && (is(f, t - 1, t, "by") || is(f, t - 1, t, "with") ||
                      is(f, t - 1, t, "between"));
    const bool acts = e < end && chn_actor_verb(f, e) && f->ex[m].subject;
    const bool object = chn_actor_is_object(f, t, first) &&
                        !chn_actor_word(f, t - 1, WORD_MOVE);
    if (!by && !acts && !object && !f->at[m].possessive)
        return false;
    be_seat(f, m, w);
    return true;
}

static uint32_t bare_place(find *f, uint32_t t, uint32_t end, const fact *x)
{
    const uint32_t e = f->hit[t].end;
    /* "southern Lebanon" is no less a name */
    const bool cap = chn_actor_cap(f, t) || chn_actor_cap(f, e - 1);
    if (!cap || part_of_name(f, t, e, end, true))
        return e;
    const chn_str own = f->k->places.at[x->row].country;
    const chn_str other = chn_actor_namesake(f, t, end, own);
    if (other.n)
        return namesake_place(f, t, other);
    phrase p = chn_actor_name_alone(t, e, CHN_KIND_PLACE,
                                    f->k->places.at[x->row].country);
    p.name = f->k->places.at[x->row].name;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m == NONE)
        return e;
    const stand s = chn_actor_stands_at(f, t);
    f->at[m].locative = s.place || s.way;
    f->at[m].modifier = !f->at[m].locative && chn_actor_det_before(f, t) &&
                        chn_actor_noun_follows(f, e, end);
    if (seat_acts(f, t, e, end, m))
        return e;
    f->ex[m].subject = false;
    return e;
}

/* "the Russian White House": another state's stands before it. */
static bool of_another(const find *f, uint32_t t, const actor *a)
{
    if (!f->n || a->kind != CHN_KIND_BODY || chn_actor_state_of(a).n != 3)
        return false;
    const chn_mention *m = &f->at[f->n - 1];
    return m->end == t && m->modifier && m->kind == CHN_KIND_COUNTRY &&
           m->country.n == 3 && !chn_str_eq(m->country, chn_actor_state_of(a));
}

/* Is the word written with a capital behind its first letter: "LeT"? */
static bool capital_inside(const chn_doc *d, uint32_t t)
{
    const chn_str w = chn_doc_slice(d, t, t + 1);
    for (size_t i = 1; i < w.n; i++)
        if (w.p[i] >= 'A' && w.p[i] <= 'Z')
            return true;
    return false;
}

static uint32_t bare_body(find *f, uint32_t t, uint32_t end, const fact *x)
{
    const uint32_t e = f->hit[t].end;
    const actor *a = &f->k->actors.at[x->row];
    const bool caps = (f->doc->tok[t].flags & CHN_TOK_ALLCAP) != 0;
    /* "Liberation" the newspaper in "Liberation Day" */
    if (e == t + 1 && !caps &&
        (!chn_actor_cap(f, t) || part_of_name(f, t, e, end, true) ||
         (x->mixed && !capital_inside(f->doc, t))))
        return e;
    phrase p = chn_actor_name_alone(t, e, a->kind, chn_actor_state_of(a));
    p.actor = x->row;
    p.sector = chn_actor_sector_of(a);
    p.media_kind = chn_actor_cell(a, a->media_kind);
    p.link = x->alias ? CHN_LINK_ALIAS : CHN_LINK_NAME;
    p.definite = true;
    if (of_another(f, t, a)) {
        p.actor = NONE;
        p.country = f->at[f->n - 1].country;
        p.name = chn_actor_name_of(a);
    }
    const uint32_t wide = chn_actor_brackets(f, e, end, &p);
    p.end = wide;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m == NONE)
        return e;
    const stand s = chn_actor_stands_at(f, t);
    f->at[m].locative = s.place;
    const bool abbr = caps && e == t + 1;
    f->at[m].modifier =
        !f->at[m].possessive && wide == e && e < end && !f->titlecase &&
        (chn_actor_word(f, e, WORD_THING) ||
         (abbr && a->kind == CHN_KIND_IGO && !chn_actor_det_before(f, t) &&
          chn_actor_noun_follows(f, e, end) &&
          !chn_actor_hit(f, e, FACT_ROLE)));
    return wide;
}

/* ---- names in short ---- */

/* Does body m's name have the word, as "Revolutionary Guards" has "Guard"? */
static bool name_has(const find *f, uint32_t m, chn_str w)
{
    const chn_mention *x = &f->at[m];
    if (x->end < x->first + 2)
        return false;
    const size_t n = w.n - (w.p[w.n - 1] == 's');
    for (uint32_t t = x->first; t < x->end; t++) {
        const chn_str o = f->doc->tok[t].fold;
        const size_t k = o.n - (o.n && o.p[o.n - 1] == 's');
        if (k == n && memcmp(o.p, w.p, n) == 0 && chn_actor_cap(f, t))
            return true;
    }
    return false;
}

/* The body that a table's short name stands for, where its state is told. */
static uint32_t short_of_table(const find *f, uint32_t t)
{
    const word *w = chn_actor_word(f, t, WORD_SHORT);
    const uint32_t row = w ? chn_actor_by_id(f->k, w->value) : NONE;
    if (row == NONE)
        return NONE;
    const chn_str code = chn_actor_state_of(&f->k->actors.at[row]);
    if (chn_actor_sentence_tells(f, t, code))
        return row;
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++)
        if (chn_str_eq(f->at[m].country, code))
            return row;
    return NONE;
}

/* Of the states whose parliament the word may mean, the one in focus, else the
 * last one told. */
static chn_str state_of_chamber(const find *f, uint32_t t, const word *w)
{
    const chn_str here = chn_actor_focus(f, t);
    if (here.n && chn_actor_in_codes(w->value, here))
        return here;
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++)
        if (chn_actor_in_codes(w->value, f->at[m].country))
            return f->at[m].country;
    return chn_str_of("");
}

/* "the House approved the bill": a chamber of parliament, though the report
 * names the White House. */
static uint32_t chamber(find *f, uint32_t t, const word *w)
{
    phrase p;
    chn_actor_phrase_init(&p, t);
    p.country = state_of_chamber(f, t, w);
    if (!p.country.n)
        return t;
    p.end = t + 1;
    p.kind = CHN_KIND_BODY;
    p.sector = chn_str_of("LEG");
    p.definite = true;
    p.link = CHN_LINK_ALIAS;
    (void)chn_actor_emit(f, &p);
    return t + 1;
}

uint32_t chn_actor_short(find *f, uint32_t t, uint32_t end)
{
    const chn_token *k = &f->doc->tok[t];
    if (t == 0 || !chn_tok_is(f->doc, t - 1, "the") || !chn_actor_cap(f, t) ||
        f->titlecase || k->fold.n < 4 || f->hit[t].end > t + 1 ||
        (t + 1 < end && chn_actor_cap(f, t + 1)) ||
        chn_actor_hit(f, t, ~0u ^ (FACT_WORD | FACT_ROLE | FACT_PERSON)))
        return t;
    const word *w = chn_actor_word(f, t, WORD_CHAMBER);
    if (w)
        return t + 1 < end && chn_tok_is(f->doc, t + 1, "of")
                   ? t
                   : chamber(f, t, w);
    const uint32_t kinds = 1u << CHN_KIND_BODY | 1u << CHN_KIND_ARMED |
                           1u << CHN_KIND_ORG | 1u << CHN_KIND_IGO;
    uint32_t passed = 0, from = NONE;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK && from == NONE; passed++)
        if ((kinds >> f->at[m].kind & 1u) && f->at[m].actor != CHN_ACTOR_NONE &&
            name_has(f, m, k->fold))
            from = m;
    const uint32_t row =
        from != NONE ? f->at[from].actor : short_of_table(f, t);
    if (row == NONE || row >= f->k->actors.n)
        return t;
    const actor *a = &f->k->actors.at[row];
    phrase p = chn_actor_name_alone(t, t + 1, a->kind, chn_actor_state_of(a));
    p.actor = row;
    p.sector = chn_actor_sector_of(a);
    p.definite = true;
    p.link = from != NONE ? CHN_LINK_COREFERENCE : CHN_LINK_ALIAS;
    p.antecedent = from;
    (void)chn_actor_emit(f, &p);
    return t + 1;
}

/* Are the letters those with which the last words of a mention begin, or do
 * they stand in brackets behind it: "General Motors", "Statnor Petroleum
 * (SP)"? */
static bool begins_with(const find *f, const chn_mention *x, uint32_t t)
{
    const chn_str w = f->doc->tok[t].fold;
    if (x->end + 2 < f->doc->n_tok && chn_tok_is(f->doc, x->end, "(") &&
        chn_str_eq(f->doc->tok[x->end + 1].fold, w) &&
        chn_tok_is(f->doc, x->end + 2, ")"))
        return true;
    size_t left = w.n;
    for (uint32_t i = x->end; i-- > x->first && left > 0;) {
        const chn_token *k = &f->doc->tok[i];
        if (k->kind != CHN_TOK_WORD || !(k->flags & CHN_TOK_CAP))
            continue; /* "Bank of Norway" */
        if (chn_str_eq(k->fold, w))
            return i > x->first + 1; /* "(GM)" inside it */
        if (k->fold.p[0] != w.p[left - 1])
            return false;
        left--;
    }
    return left == 0;
}

/* "GM": a firm or body told before whose name begins so. */
static uint32_t initials(find *f, uint32_t t)
{
    const chn_token *k = &f->doc->tok[t];
    const uint32_t kinds = 1u << CHN_KIND_BODY | 1u << CHN_KIND_ARMED |
                           1u << CHN_KIND_ORG | 1u << CHN_KIND_IGO;
    if (!(k->flags & CHN_TOK_ALLCAP) || f->hit[t].end || f->titlecase)
        return t;
    uint32_t passed = 0, from = NONE;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK && from == NONE; passed++)
        if ((kinds >> f->at[m].kind & 1u) && f->at[m].name.n &&
            f->at[m].link != CHN_LINK_COREFERENCE &&
            begins_with(f, &f->at[m], t))
            from = m;
    if (from == NONE)
        return t;
    const chn_mention *x = &f->at[from];
    phrase p = chn_actor_name_alone(t, t + 1, x->kind, x->country);
    p.actor = x->actor;
    p.ent = f->ex[from].ent;
    p.sector = x->sector;
    p.name = x->name;
    p.definite = true;
    p.link = CHN_LINK_COREFERENCE;
    p.antecedent = from;
    (void)chn_actor_emit(f, &p);
    return t + 1;
}

uint32_t chn_actor_ship(find *f, uint32_t t, uint32_t end)
{
    const word *w = chn_actor_word(f, t, WORD_SHIP);
    uint32_t e = t + 1;
    if (!w || !(f->doc->tok[t].flags & CHN_TOK_ALLCAP))
        return t;
    while (e < end && e < t + 5 && f->doc->tok[e].kind == CHN_TOK_WORD &&
           chn_actor_cap(f, e) && f->doc->tok[e].fold.p[0] != '\'')
        e++;
    if (e == t + 1)
        return t;
    phrase p = chn_actor_name_alone(t, e, CHN_KIND_BODY, w->value);
    p.sector = chn_str_of("MIL");
    p.name = chn_doc_slice(f->doc, t, e);
    p.definite = true;
    (void)chn_actor_emit(f, &p);
    return e;
}

uint32_t chn_actor_bare(find *f, uint32_t t, uint32_t end)
{
    chn_str led; /* "Iran-backed Hezbollah" is nothing that Iran does */
    const uint32_t behind = chn_actor_compound(f, t, end, &led);
    if (behind > t && !led.n)
        return behind;
    const word *foe = chn_actor_word(f, t, WORD_AGAINST);
    uint32_t row = foe ? chn_actor_map_get(&f->k->by_code, foe->value)
                       : chn_actor_combining(f, t, end);
    if (row != NONE) {
        const uint32_t m = f->n;
        (void)as_modifier(f, t, t + 1, row);
        if (foe && f->n > m)
            f->at[m].against = true;
        return t + 1;
    }
    const fact *x = chn_actor_hit(f, t, FACT_BODY);
    if (x)
        return bare_body(f, t, end, x);
    if ((x = chn_actor_hit(f, t, FACT_COUNTRY)))
        return bare_country(f, t, end, x);
    if ((x = chn_actor_hit(f, t, FACT_CAPITAL)))
        return bare_capital(f, t, end, x);
    row = chn_actor_nation(f, t, FACT_ADJ);
    if (row != NONE)
        return bare_adjective(f, t, end, row);
    row = chn_actor_nation(f, t, FACT_PEOPLE);
    if (row != NONE)
        return bare_people(f, t, end, row);
    if ((x = chn_actor_hit(f, t, FACT_PLACE)))
        return bare_place(f, t, end, x);
    return initials(f, t);
}
