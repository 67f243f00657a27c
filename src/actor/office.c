/* SPDX-License-Identifier: Apache-2.0 */
/* What the tables say when asked: who holds which office on a day, and places
 * by their names. */
#include "actor/know.h"

static bool office_on(const office *o, chn_day day)
{
    if (day == CHN_DAY_NONE)
        return o->since == CHN_DAY_NONE && o->until == CHN_DAY_NONE;
    return (o->since == CHN_DAY_NONE || o->since <= day) &&
           (o->until == CHN_DAY_NONE || day <= o->until);
}

uint32_t chn_actor_office_row(const chn_actor_know *k, uint32_t who,
                              chn_day day)
{
    uint32_t best = NONE;
    if (who >= k->actors.n)
        return NONE;
    for (uint32_t i = k->actors.at[who].office; i != NONE;
         i = k->offices.at[i].next) {
        const office *o = &k->offices.at[i];
        if (!office_on(o, day))
            continue;
        const office *b = best == NONE ? NULL : &k->offices.at[best];
        /* The list runs from the table's last row to its first: <= lets the
         * first of equal rows win. */
        if (!b || o->certain > b->certain ||
            (o->certain == b->certain && o->rank <= b->rank))
            best = i;
    }
    return best;
}

chn_str chn_actor_office(const chn_actor_know *k, uint32_t who, chn_day day)
{
    const uint32_t o = chn_actor_office_row(k, who, day);
    return o == NONE ? chn_str_of("") : k->offices.at[o].name;
}

static bool begins(chn_str s, const char *with)
{
    const chn_str w = chn_str_of(with);
    return s.n >= w.n && memcmp(s.p, w.p, w.n) == 0;
}

/* The state, or the organisation of states, of this very name, or empty. */
static chn_str code_of_name(const chn_actor_know *k, chn_str name)
{
    for (uint32_t i = 0; i < k->countries.n; i++)
        if (chn_str_eq(k->countries.at[i].name, name))
            return k->countries.at[i].code;
    for (uint32_t i = k->actors.n; i-- > 0;) {
        const actor *a = &k->actors.at[i];
        if (a->kind == CHN_KIND_PERSON)
            break;
        if (begins(chn_actor_state_of(a), "IGO/") &&
            chn_str_eq(chn_actor_name_of(a), name))
            return chn_actor_state_of(a);
    }
    return chn_str_of("");
}

/* Where the last " of " or " of the " of an office's name ends, or 0. */
static size_t behind_of(chn_str name)
{
    size_t at = 0;
    for (size_t i = 0; i + 4 < name.n; i++)
        if (memcmp(name.p + i, " of ", 4) == 0)
            at = i + 4;
    if (at && at + 4 < name.n && memcmp(name.p + at, "the ", 4) == 0)
        at += 4;
    return at;
}

chn_str chn_actor_office_state(const chn_actor_know *k, uint32_t who,
                               chn_day day)
{
    const chn_str none = {"", 0};
    const uint32_t row = chn_actor_office_row(k, who, day);
    if (row == NONE)
        return none;
    const office *o = &k->offices.at[row];
    const bool abroad = begins(chn_actor_state_of(&k->actors.at[who]), "IGO/");
    /* who chairs a union of states for a year stays his own state's */
    const bool heads =
        begins(o->name, "Secretary") || begins(o->name, "Managing Director") ||
        begins(o->name, "Director") || begins(o->name, "Executive Secretary");
    const size_t at = abroad || heads ? behind_of(o->name) : 0;
    if (!at)
        return none;
    const chn_str code =
        code_of_name(k, chn_str_n(o->name.p + at, o->name.n - at));
    return code.n == 3 ? (abroad ? code : none) : (heads ? code : none);
}

/* A party's president is no "French president". */
static bool of_state(const actor *a)
{
    const chn_str s = chn_actor_sector_of(a);
    return chn_str_is(s, "GOV") || chn_str_is(s, "MIL") ||
           chn_str_is(s, "LEG") || chn_str_is(s, "JUD");
}

bool chn_actor_leads(const chn_actor_know *k, uint32_t who, chn_day day)
{
    if (who >= k->actors.n || day == CHN_DAY_NONE ||
        !of_state(&k->actors.at[who]))
        return false;
    for (uint32_t i = k->actors.at[who].office; i != NONE;
         i = k->offices.at[i].next)
        if (k->offices.at[i].rank == 1 && office_on(&k->offices.at[i], day))
            return true;
    return false;
}

bool chn_actor_groups_meet(const uint16_t *a, const uint16_t *b)
{
    for (uint32_t i = 0; i < GROUPS && a[i]; i++)
        for (uint32_t j = 0; j < GROUPS && b[j]; j++)
            if (a[i] == b[j])
                return true;
    return false;
}

/* Does the office's name say of which state it is? "President of France". */
static bool names_state(const chn_actor_know *k, const office *o, chn_str code)
{
    const uint32_t c = chn_actor_map_get(&k->by_code, code);
    if (c == NONE)
        return false;
    const chn_str name = k->countries.at[c].name;
    for (size_t i = 0; i + name.n <= o->name.n; i++)
        if (memcmp(o->name.p + i, name.p, name.n) == 0)
            return true;
    return false;
}

uint32_t chn_actor_holder(const chn_actor_know *k, chn_str code,
                          const uint16_t *groups, chn_day day)
{
    uint32_t best = NONE, rank = UINT32_MAX;
    if (day == CHN_DAY_NONE || !code.n || !groups[0])
        return NONE;
    for (uint32_t who = chn_actor_map_get(&k->holders_of, code); who != NONE;
         who = k->actors.at[who].next_holder) {
        if (!of_state(&k->actors.at[who]))
            continue;
        for (uint32_t o = k->actors.at[who].office; o != NONE;
             o = k->offices.at[o].next) {
            const office *f = &k->offices.at[o];
            /* Nobody's day in office is known who has no first day. */
            if (f->since == CHN_DAY_NONE || !office_on(f, day) ||
                f->groups[0] != groups[0])
                continue;
            const uint32_t r = f->rank + (names_state(k, f, code) ? 0 : 100);
            if (r >= rank)
                continue;
            best = who;
            rank = r;
        }
    }
    return best;
}

/* "in Reading, where ...", "near Nice"; not "in Jackson's speech" nor "near
 * Austin Powers". */
bool chn_actor_at_place(const chn_actor_know *k, const chn_doc *doc, uint32_t t,
                        uint32_t e)
{
    const chn_token *tok = doc->tok;
    if (t == 0 || tok[t - 1].sent != tok[t].sent ||
        !chn_tok_class(&k->lists, doc, t - 1, L_AT))
        return false;
    if (e >= doc->n_tok || tok[e].sent != tok[t].sent)
        return true;
    const bool tight = !(tok[e].flags & CHN_TOK_SPACE);
    if (tok[e].kind == CHN_TOK_WORD)
        return !tight && !(tok[e].flags & CHN_TOK_CAP);
    return !(tight && (chn_tok_is(doc, e, "-") || chn_tok_is(doc, e, "'")));
}

static chn_place_fact place_fact(const place *p)
{
    return (chn_place_fact){p->name, p->country, p->lat, p->lon, p->has_point};
}

bool chn_place_capital(const chn_actor_know *k, chn_str country,
                       chn_place_fact *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->places.n; i++)
        if (k->places.at[i].capital &&
            chn_str_eq(k->places.at[i].country, country)) {
            *out = place_fact(&k->places.at[i]);
            n++;
        }
    return n == 1;
}

bool chn_place_link(const chn_actor_know *k, const chn_doc *doc, uint32_t t)
{
    return chn_tok_class(&k->lists, doc, t, L_LINK);
}

uint32_t chn_place_match(const chn_actor_know *k, const chn_doc *doc,
                         uint32_t t, uint32_t end, chn_place_fact *out)
{
    const uint32_t *v = NULL;
    uint32_t n = 0;
    if (t >= end)
        return 0;
    const uint32_t e = chn_phrases_match(k->phrases, doc, t, end, &v, &n);
    const land *named = NULL, *capital = NULL;
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < n && e > t; i++) {
        const fact *f = &k->facts.at[v[i]];
        if (f->kind == FACT_PLACE) {
            const place *p = &k->places.at[f->row];
            if (p->ambiguous && !chn_actor_at_place(k, doc, t, e))
                continue;
            *out = place_fact(p);
            return e - t;
        }
        if (f->kind == FACT_COUNTRY)
            named = &k->countries.at[f->row];
        if (f->kind == FACT_CAPITAL)
            capital = &k->countries.at[f->row];
    }
    if (!named && !capital)
        return 0;
    out->country = named ? named->code : capital->code;
    out->name = named ? named->name : chn_doc_slice(doc, t, e);
    return e - t;
}

bool chn_actor_begins(const chn_actor_know *k, uint32_t number)
{
    return chn_phrases_begin(k->phrases, number) ||
           (chn_classes_of(&k->lists, number) & CHN_CLASS(L_STANDIN)) != 0;
}
