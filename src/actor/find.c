/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One pass over a report: at each token the longest reading wins, joint
 * mentions first, then phrases around a role or name, then bare names of
 * states, capitals, bodies and places.
 */
#include "actor/find.h"

#include "base/err.h"
#include "base/str.h"

/* ---- small questions about a token ---- */

const fact *chn_actor_hit(const find *f, uint32_t t, uint32_t kinds)
{
    const hit *h = &f->hit[t];
    for (uint32_t i = 0; (h->kinds & kinds) && i < h->n; i++) {
        const fact *x = &f->k->facts.at[h->v[i]];
        if (x->kind & kinds)
            return x;
    }
    return NULL;
}

/* Does the phrase at t tell state `code`, by name, adjective or town? */
static bool tells(const find *f, uint32_t t, chn_str code)
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
/* Does the sentence around a token tell a state, but for that token? */
static bool sentence_tells(const find *f, uint32_t but, chn_str code)
{
    const chn_sent *s = &f->doc->sent[f->doc->tok[but].sent];
    const uint32_t low =
        but > s->first + TELLS_FAR ? but - TELLS_FAR : s->first;
    const uint32_t high = s->end > but + TELLS_FAR ? but + TELLS_FAR : s->end;
    for (uint32_t t = low; t < high; t++)
        if (t != but && tells(f, t, code))
            return true;
    return false;
}

static bool told_code(const find *f, chn_str code)
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
    if (!w || told_code(f, own) || sentence_tells(f, t, own))
        return code;
    chn_str list = w->value;
    while (chn_str_next(&list, ' ', &code))
        if (told_code(f, code) || sentence_tells(f, t, code))
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
    if (told_code(f, code))
        return first->row;
    for (uint32_t i = 0; i < h->n; i++) {
        const fact *x = &f->k->facts.at[h->v[i]];
        if (!(x->kind & kinds) || x->row == first->row)
            continue;
        const chn_str other = f->k->countries.at[x->row].code;
        if (told_code(f, other))
            return x->row;
    }
    return first->row;
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

bool chn_actor_cap(const find *f, uint32_t t)
{
    return (f->doc->tok[t].flags & CHN_TOK_CAP) != 0;
}

bool chn_actor_tight(const find *f, uint32_t t)
{
    return (f->doc->tok[t].flags & CHN_TOK_SPACE) == 0;
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

bool chn_actor_det(const find *f, uint32_t t)
{
    return chn_tok_class(&f->k->lists, f->doc, t, L_DET);
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

/* ---- where a mention stands ---- */

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

typedef struct stand {
    bool place, way; /* after "in"; after "to" or "from" */
} stand;

static stand stands_at(const find *f, uint32_t t)
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
        return s;
    }
    if (is(f, b - 1, b, "of") && b - 1 > first &&
        chn_actor_word(f, b - 2, WORD_CITYOF))
        s.place = true;
    if (is(f, b - 1, b, "between") && between_places(f, b - 1, first))
        s.place = true;
    return s;
}

/* ---- writing a mention down -----------------------------------------------
 */

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

/* ---- bare names ------------------------------------------------------------
 */

static bool ends_in(chn_str w, const char *tail)
{
    const size_t n = strlen(tail);
    return w.n > n + 1 && memcmp(w.p + w.n - n, tail, n) == 0;
}

/* An adverb, or a participle with something of its own: "its embassy saying
 * that", "its embassy openly said". */
static bool goes_on(const find *f, uint32_t t, uint32_t end)
{
    const chn_str w = f->doc->tok[t].fold;
    if (ends_in(w, "ly"))
        return !chn_actor_word(f, t, WORD_THING); /* "a Turkish family" */
    /* "the U.S. bombing of the town" */
    return ends_in(w, "ing") && t + 1 < end && !is(f, t + 1, end, "of") &&
           (chn_actor_det(f, t + 1) || chn_actor_pronoun(f, t + 1) ||
            chn_actor_function(f, t + 1) || chn_actor_word(f, t, WORD_SAYING));
}

/* After a nation's adjective or an abbreviation: does a noun follow, so that
 * it is only a modifier ("US sanctions", "Russian bombers")? */
static bool noun_follows(const find *f, uint32_t e, uint32_t end)
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

/* A word in capitals that nobody knows, on either side: "Air China", "Qatar
 * Airways", "Michael Jordan". */
static bool unknown_cap(const find *f, uint32_t t)
{
    const chn_token *k = &f->doc->tok[t];
    return k->kind == CHN_TOK_WORD && chn_actor_cap(f, t) &&
           chn_actor_unknown(f, t) && k->fold.p[0] != '\'' &&
           !chn_actor_det(f, t) && !chn_actor_pronoun(f, t);
}

/* A word that no table has and that no English ending makes one: "Denzel". */
static bool no_word(const chn_token *k)
{
    static const char *const tails[] = {"s",  "ed",  "ing", "ly", "al",
                                        "an", "ive", "er",  "ic", "ar"};
    for (uint32_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (ends_in(k->fold, tails[i]))
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
    if (t > first && unknown_cap(f, t - 1)) {
        const bool opens = (f->doc->tok[t - 1].flags & CHN_TOK_SENT_START);
        const chn_str w = f->doc->tok[t - 1].fold;
        const bool ing = w.n > 4 && w.p[w.n - 1] == 'g' && w.p[w.n - 2] == 'n';
        /* "Visiting Jordan, the ..." opens a sentence and is no name */
        if (!opens || (ambiguous && !ing) || chn_actor_given_sex(f, t - 1) ||
            no_word(&f->doc->tok[t - 1]))
            return true;
    }
    /* "Chad Wolf", "Israel Katz" */
    return ambiguous && e < end && unknown_cap(f, e);
}

bool chn_actor_in_name(const find *f, uint32_t t, uint32_t end)
{
    const fact *x = chn_actor_hit(f, t, FACT_COUNTRY);
    const uint32_t e = f->hit[t].end;
    return x && f->k->countries.at[x->row].ambiguous && !f->titlecase &&
           e < end && unknown_cap(f, e) && !chn_actor_tight(f, e);
}

static chn_str state_of(const find *f, const fact *x)
{
    if (x->kind == FACT_PLACE)
        return f->k->places.at[x->row].country;
    return f->k->countries.at[x->row].code;
}

static void mark_place(find *f, uint32_t m)
{
    chn_mention *x = &f->at[m];
    x->kind = CHN_KIND_PLACE;
    x->locative = true;
    x->link = CHN_LINK_NAME;
    x->name = chn_doc_slice(f->doc, x->first, x->end);
    f->ex[m].subject = false;
}

/* "DPRK (North Korea)", "the Korean Central News Agency (KCNA)": one. */
static uint32_t own_brackets(const find *f, uint32_t e, uint32_t end,
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

static bool det_before(const find *f, uint32_t t)
{
    return t > 0 &&
           (chn_actor_det(f, t - 1) || chn_actor_pronoun_poss(f, t - 1) ||
            chn_actor_is_poss(f, t - 1, t + 1) ||
            chn_tok_is(f->doc, t - 1, "'s"));
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
    static const char *const words[] = {"with",      "which",  "whose",
                                        "backed",    "joined", "along",
                                        "supported", "like",   "citing"};
    for (size_t i = 0; is(f, e, end, ",") && i < sizeof words / sizeof *words;
         i++)
        if (is(f, e + 1, end, words[i]))
            return true;
    return false;
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
    if (!x || chn_str_eq(state_of(f, x), own))
        return none;
    return n ? n->value : state_of(f, x);
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
        return sentence_tells(f, t, w->value) && !sentence_tells(f, t, own)
                   ? w->value
                   : none;
    const bool state = t >= s->first + 2 && chn_tok_is(f->doc, t - 1, "of") &&
                       is_in(f, t - 2, t, L_PARTOF);
    const bool next = e + 1 < end &&
                      (is(f, e, end, ",") || is(f, e, end, "and")) &&
                      chn_actor_hit(f, e + 1, FACT_PLACE) &&
                      !chn_actor_hit(f, e + 1, FACT_CAPITAL | FACT_COUNTRY) &&
                      tells(f, e + 1, w->value);
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

/* The name in tokens [t, e) as a phrase of its own. */
static phrase named(uint32_t t, uint32_t e, uint8_t kind, chn_str code)
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

static uint32_t namesake_place(find *f, uint32_t t, chn_str code)
{
    phrase p = named(t, f->hit[t].end, CHN_KIND_PLACE, code);
    const uint32_t m = chn_actor_emit(f, &p);
    if (m != NONE)
        mark_place(f, m);
    return p.end;
}

static uint32_t bare_country(find *f, uint32_t t, uint32_t end, const fact *x)
{
    const land *c = &f->k->countries.at[x->row];
    uint32_t e = f->hit[t].end;
    /* "60 billion rubles (US $2.6 billion)" names a currency */
    if (is(f, e, end, "$") || part_of_name(f, t, e, end, c->ambiguous) ||
        of_waters(f, e, end))
        return e;
    const chn_str other = other_of_name(f, t, end, c->code);
    if (other.n)
        return namesake_place(f, t, other);
    const bool is_adj = chn_actor_hit(f, t, FACT_ADJ) != NULL;
    phrase p = named(t, e, CHN_KIND_COUNTRY, c->code);
    p.name = c->name;
    const uint32_t wide = own_brackets(f, e, end, &p);
    p.end = wide;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m == NONE)
        return e;
    const stand s = stands_at(f, t);
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
        !f->titlecase && unknown_cap(f, e) && chn_actor_cap(f, e);
    const bool dash = is(f, wide, end, "-") && chn_actor_tight(f, wide) &&
                      wide + 1 < end && chn_actor_tight(f, wide + 1);
    const bool after_dash =
        t > 0 && is(f, t - 1, t, "-") && chn_actor_tight(f, t) &&
        chn_actor_tight(f, t - 1) && noun_follows(f, e, end);
    y->modifier = cap_next || dash || after_dash ||
                  chn_actor_word(f, e, WORD_THING) ||
                  ((abbr || is_adj) && !f->titlecase && !det_before(f, t) &&
                   !f->doc->sent[f->doc->tok[t].sent].headline &&
                   noun_follows(f, e, end));
    /* "killed in the U.S. airstrike": in no country */
    const bool raid = abbr && det_before(f, t) && noun_follows(f, e, end);
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
    return x ? state_of(f, x) : chn_str_of("");
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
            chn_str_eq(f->k->countries.at[y->row].code, state_of(f, x)))
            return state_of(f, x);
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
        t > f->doc->sent[f->doc->tok[t].sent].first && unknown_cap(f, t - 1))
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
        !ends_in(f->doc->tok[e - 1].fold, "s") &&
        !ends_in(f->doc->tok[e - 1].fold, "men"))
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
    if (e < end && unknown_cap(f, e) && !is(f, e, end, "-"))
        return false;
    return noun || is(f, e, end, "and") || is(f, e, end, "-");
}

static uint32_t bare_adjective(find *f, uint32_t t, uint32_t end, uint32_t row)
{
    const uint32_t e = f->hit[t].end;
    if (one_of(f, t) && e < end && !is(f, e, end, "-") &&
        !noun_follows(f, e, end) &&
        (is(f, e, end, "and") || !chn_actor_hit(f, e, FACT_ADJ)))
        return bare_people(f, t, end, row);
    const bool noun = noun_follows(f, e, end) &&
                      !(chn_actor_hit(f, t, FACT_PEOPLE) && det_before(f, t) &&
                        e < end && chn_actor_word(f, e, WORD_SAYING));
    if (chn_actor_hit(f, t, FACT_PEOPLE) && !noun && !is(f, e, end, "-") &&
        !is(f, e, end, "and") && !is(f, e, end, ","))
        return bare_people(f, t, end, row);
    if (f->k->countries.at[row].part && !part_stands(f, t, end, noun))
        return e;
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

/* A capital is its state as a subject, after "with" or "between", or with 's;
 * after "in", "at", "to", "from" it is a town (voice notes, 6.8). */
static uint32_t bare_capital(find *f, uint32_t t, uint32_t end, const fact *x)
{
    const uint32_t e = f->hit[t].end;
    if (part_of_name(f, t, e, end, false) ||
        (!f->titlecase && e < end && unknown_cap(f, e) &&
         !chn_actor_tight(f, e)))
        return e;
    const chn_str own = f->k->countries.at[x->row].code;
    const chn_str other = chn_actor_namesake(f, t, end, own);
    if (other.n)
        return namesake_place(f, t, other);
    phrase p = named(t, e, CHN_KIND_COUNTRY, own);
    p.name = f->k->countries.at[x->row].name;
    p.link = CHN_LINK_METONYM;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m == NONE)
        return e;
    if (f->at[m].possessive)
        return e;
    const stand s = stands_at(f, t);
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
        e < end && (chn_actor_word(f, e, WORD_THING) ||
                    (det_before(f, t) && noun_follows(f, e, end)));
    if (s.place || s.way || listed || moved || bound || address) {
        mark_place(f, m);
        f->ex[m].way = s.way;
    } else if (noun) {
        mark_place(f, m);
        f->at[m].locative = false;
        f->at[m].modifier = true;
    } else if (chn_actor_word(f, t, WORD_SEAT)) {
        /* "Brussels" says no more about Belgium than the Union does */
        f->at[m].kind = CHN_KIND_IGO;
        f->at[m].country = chn_actor_word(f, t, WORD_SEAT)->value;
        f->at[m].name = f->at[m].country;
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
    chn_str list = w->value, code = {"", 0}, sector = {"", 0};
    (void)chn_str_next(&list, ' ', &code);
    (void)chn_str_next(&list, ' ', &sector);
    f->at[m].kind = CHN_KIND_BODY;
    f->at[m].country = code;
    f->at[m].sector = sector;
    f->at[m].link = CHN_LINK_METONYM;
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
    phrase p = named(t, e, CHN_KIND_PLACE, f->k->places.at[x->row].country);
    p.name = f->k->places.at[x->row].name;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m == NONE)
        return e;
    const stand s = stands_at(f, t);
    f->at[m].locative = s.place || s.way;
    f->at[m].modifier =
        !f->at[m].locative && det_before(f, t) && noun_follows(f, e, end);
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
    phrase p = named(t, e, a->kind, chn_actor_state_of(a));
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
    const uint32_t wide = own_brackets(f, e, end, &p);
    p.end = wide;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m == NONE)
        return e;
    const stand s = stands_at(f, t);
    f->at[m].locative = s.place;
    const bool abbr = caps && e == t + 1;
    f->at[m].modifier =
        !f->at[m].possessive && wide == e && e < end && !f->titlecase &&
        (chn_actor_word(f, e, WORD_THING) ||
         (abbr && a->kind == CHN_KIND_IGO && !det_before(f, t) &&
          noun_follows(f, e, end) && !chn_actor_hit(f, e, FACT_ROLE)));
    return wide;
}

/* ---- Koreas ----------------------------------------------------------------
 */

const land_half *chn_actor_half(const find *f, uint32_t t)
{
    for (uint32_t i = 0; chn_actor_cap(f, t) && i < 2; i++)
        if (f->k->half[i].word.n &&
            chn_str_eq(f->doc->tok[t].fold, f->k->half[i].word))
            return &f->k->half[i];
    return NULL;
}

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
        ok = told_code(f, h->code) || told_code(f, other->code);
    if (!ok)
        return t;
    phrase p = named(t, t + 1, CHN_KIND_COUNTRY, h->code);
    p.link = CHN_LINK_ALIAS;
    const uint32_t c = chn_actor_map_get(&f->k->by_code, p.country);
    if (c != NONE)
        p.name = f->k->countries.at[c].name;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m != NONE) {
        f->at[m].locative = stands_at(f, t).place && !f->at[m].possessive;
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
        p.country = state_of(f, x);
        p.name_first = i;
        p.name_end = p.end;
        const uint32_t m = chn_actor_emit(f, &p);
        if (m == NONE)
            return t;
        mark_place(f, m);
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
        unknown_cap(f, p->end) && p->link == CHN_LINK_NAME && !p->country.n)
        return true;
    if (!noun_follows(f, p->end, end) || chn_actor_cap(f, p->end))
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
        p.end = own_brackets(f, p.end, end, &p);
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
        is_in(f, p.core, p.end, L_ADJECTIVE) && noun_follows(f, p.end, end))
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
    if (sentence_tells(f, t, code))
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

/* "the Guards", "the Front": a body told before by more of its name. */
static uint32_t short_name(find *f, uint32_t t, uint32_t end)
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
    phrase p = named(t, t + 1, a->kind, chn_actor_state_of(a));
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
    phrase p = named(t, t + 1, x->kind, x->country);
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

/* "USS Cole", "HMS Invincible": a ship by the letters of its navy. */
static uint32_t ship(find *f, uint32_t t, uint32_t end)
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
    phrase p = named(t, e, CHN_KIND_BODY, w->value);
    p.sector = chn_str_of("MIL");
    p.name = chn_doc_slice(f->doc, t, e);
    p.definite = true;
    (void)chn_actor_emit(f, &p);
    return e;
}

static uint32_t read_bare(find *f, uint32_t t, uint32_t end)
{
    chn_str led; /* "Iran-backed Hezbollah" is nothing that Iran does */
    const uint32_t behind = chn_actor_compound(f, t, end, &led);
    if (behind > t && !led.n)
        return behind;
    const fact *x = chn_actor_hit(f, t, FACT_BODY);
    if (x)
        return bare_body(f, t, end, x);
    if ((x = chn_actor_hit(f, t, FACT_COUNTRY)))
        return bare_country(f, t, end, x);
    if ((x = chn_actor_hit(f, t, FACT_CAPITAL)))
        return bare_capital(f, t, end, x);
    uint32_t row = chn_actor_nation(f, t, FACT_ADJ);
    if (row != NONE)
        return bare_adjective(f, t, end, row);
    row = chn_actor_nation(f, t, FACT_PEOPLE);
    if (row != NONE)
        return bare_people(f, t, end, row);
    if ((x = chn_actor_hit(f, t, FACT_PLACE)))
        return bare_place(f, t, end, x);
    return initials(f, t);
}

static uint32_t read_at(find *f, uint32_t t, uint32_t end)
{
    uint32_t e = chn_actor_joint(f, t, end);
    if (e > t)
        return e;
    if ((e = short_name(f, t, end)) > t)
        return e;
    if ((e = demonym_list(f, t, end)) > t)
        return e;
    if ((e = read_phrase(f, t, end)) > t)
        return e;
    if ((e = read_name(f, t, end)) > t)
        return e;
    if ((e = read_half(f, t, end)) > t)
        return e;
    if ((e = ship(f, t, end)) > t)
        return e;
    const char who = chn_actor_pronoun(f, t);
    if (who) {
        chn_actor_pronoun_emit(f, t, who);
        return t + 1;
    }
    if ((e = read_bare(f, t, end)) > t)
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
    h->pronoun = chn_actor_pronoun_row(&f->doc->tok[t]);
    h->starts = (kinds & ~(uint32_t)FACT_WORD) || chn_actor_cap(f, t) ||
                h->pronoun ||
                (words & (1u << WORD_MOD | 1u << WORD_PARTICLE)) ||
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
        if (sentence_tells(f, t, code)) {
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

static chn_code look_up(find *f)
{
    const chn_doc *d = f->doc;
    uint32_t last = 0; /* behind the last token that waits */
    f->hit = CHN_NEW(f->a, hit, (size_t)d->n_tok + 1);
    if (!f->hit)
        return chn_fail_memory(f->err);
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

chn_code chn_actor_find(const chn_actor_know *k, const chn_doc *doc,
                        chn_mentions *out, chn_err *err)
{
    find f = {0};
    f.k = k;
    f.doc = doc;
    f.a = doc->arena;
    f.err = err;
    memset(out, 0, sizeof *out);
    const chn_code c = look_up(&f);
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
