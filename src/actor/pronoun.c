/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is meant by "he", "its", "we": looked for among the mentions before, near
 * ones first, those that stand as a clause's subject before others; and what
 * stands inside a mention, "his" of "his deputy". No look back passes more than
 * BACK mentions, so the cost stays linear.
 */
#include "actor/find.h"

#include "base/err.h"
#include "base/str.h"

#include <stdio.h>

/* How far a look goes, in tokens. */
#define NAMED_AHEAD 40u
#define WISH_BACK 32u

/* ---- pronouns ---- */

typedef struct pronoun {
    const char *form;
    char who; /* h he, s she, t they, i it, w we, m I */
    bool poss;
    bool object; /* never a subject, and not "oneself" */
} pronoun;

static const pronoun PRONOUNS[] = {
    {"he", 'h', false, false},      {"him", 'h', false, true},
    {"his", 'h', true, false},      {"himself", 'h', false, false},
    {"she", 's', false, false},     {"her", 's', true, false},
    {"herself", 's', false, false}, {"they", 't', false, false},
    {"them", 't', false, true},     {"their", 't', true, false},
    {"theirs", 't', true, false},   {"themselves", 't', false, false},
    {"it", 'i', false, false},      {"its", 'i', true, false},
    {"itself", 'i', false, false},  {"we", 'w', false, false},
    {"us", 'w', false, false},      {"our", 'w', true, false},
    {"ours", 'w', true, false},     {"i", 'm', false, false},
    {"me", 'm', false, false},      {"my", 'm', true, false},
    {"myself", 'm', false, false},  {"you", 'y', false, false},
    {"your", 'y', true, false},     {"yours", 'y', false, false},
    {"yourself", 'y', false, false}};

uint8_t chn_actor_pronoun_row(const chn_token *k, bool statement)
{
    if (k->kind != CHN_TOK_WORD || k->fold.n == 0 || k->fold.n > 10 ||
        (k->flags & CHN_TOK_ALLCAP) || /* "US", "IT" */
        !strchr("hstiwumyo", k->fold.p[0]))
        return 0;
    for (uint32_t i = 0; i < sizeof PRONOUNS / sizeof *PRONOUNS; i++) {
        const pronoun *p = &PRONOUNS[i];
        if (k->fold.p[0] != p->form[0] || !chn_str_is(k->fold, p->form))
            continue;
        /* "we" of the report itself is nobody in the record */
        if ((p->who == 'w' || p->who == 'm' || p->who == 'y') &&
            !(k->flags & CHN_TOK_QUOTED) && !(statement && p->who == 'w'))
            return 0;
        return (uint8_t)(i + 1);
    }
    return 0;
}

static const pronoun *pronoun_at(const find *f, uint32_t t)
{
    const uint8_t row = f->hit[t].pronoun;
    return row ? &PRONOUNS[row - 1] : NULL;
}

char chn_actor_pronoun(const find *f, uint32_t t)
{
    const pronoun *p = pronoun_at(f, t);
    return (char)(p ? p->who : 0);
}

bool chn_actor_pronoun_poss(const find *f, uint32_t t)
{
    const pronoun *p = pronoun_at(f, t);
    return p && p->poss;
}

/* The mention itself behind a pronoun. */
static uint32_t behind(const find *f, uint32_t m)
{
    for (uint32_t i = 0; i < 4 && m != NONE; i++) {
        if (f->at[m].kind != CHN_KIND_PRONOUN ||
            f->at[m].antecedent == CHN_MENTION_NONE)
            break;
        m = f->at[m].antecedent;
    }
    return m;
}

uint32_t chn_actor_parts(const find *f, uint32_t m,
                         uint32_t out[CHN_MENTION_PARTS])
{
    uint32_t n = 0;
    if (m == NONE)
        return 0;
    if (f->at[m].n_parts) {
        n = f->at[m].n_parts;
        memcpy(out, f->at[m].parts, n * sizeof *out);
        return n;
    }
    const uint32_t c = f->ex[m].coord;
    for (uint32_t i = c; i < f->n && n < CHN_MENTION_PARTS; i++) {
        /* "after a visit to Peru, the two leaders met": no list */
        if (i > c && f->at[i].n_parts &&
            chn_tok_is(f->doc, f->at[i - 1].end, ","))
            break;
        if (f->ex[i].coord == c && f->at[i].kind != CHN_KIND_PRONOUN)
            out[n++] = i;
        else if (i > c + 2 * CHN_MENTION_PARTS)
            break;
    }
    return n > 1 ? n : 0;
}

static bool ends(chn_str w, const char *with)
{
    const size_t n = strlen(with);
    return w.n >= n && memcmp(w.p + w.n - n, with, n) == 0;
}

static bool sex_fits(const find *f, uint32_t m, char who)
{
    const uint32_t e = f->ex[m].ent;
    /* "According to the chancellor's spokesman, she rang Putin" */
    const chn_str noun = f->doc->tok[f->at[m].core].fold;
    if (e == NONE && ends(noun, "man"))
        return ends(noun, "woman") == (who == 's');
    return e == NONE || !f->ents[e].sex ||
           f->ents[e].sex == (who == 's' ? 'f' : 'm');
}

/* "the forces", "the police": they. */
static bool of_many(const find *f, uint32_t m)
{
    const chn_mention *x = &f->at[m];
    const bool whole = x->kind == CHN_KIND_BODY && !x->modifier &&
                       !x->locative && x->end == x->core + 1;
    const role *r = whole ? chn_actor_role(f, x->core) : NULL;
    return r && r->mass;
}

static bool is_materiel(const find *f, uint32_t m)
{
    const uint32_t ware =
        chn_actor_map_get(&f->k->group_of, chn_str_of("materiel"));
    return f->at[m].kind == CHN_KIND_BODY && ware != NONE &&
           f->ex[m].groups[0] == ware;
}

static bool pronoun_fits(const find *f, uint32_t m, char who)
{
    const chn_mention *x = &f->at[m];
    const uint32_t b = behind(f, m);
    const uint8_t kind = f->at[b].kind;
    if (kind == CHN_KIND_PLACE || kind == CHN_KIND_PRONOUN || x->modifier)
        return false;
    if (x->locative && kind != CHN_KIND_PERSON)
        return false;
    if (who == 't' && is_materiel(f, b))
        return false; /* "they said" is no missiles */
    uint32_t parts[CHN_MENTION_PARTS];
    switch (who) {
    case 'h':
    case 's':
        return kind == CHN_KIND_PERSON && !x->plural && !x->n_parts &&
               sex_fits(f, b, who);
    case 'i':
        if (f->ex[m].owned && kind != CHN_KIND_MEDIA)
            return true;
        break;
    case 't':
        /* "the Tigers said that they were ready" */
        return x->plural || x->n_parts ||
               (kind == CHN_KIND_ARMED && !x->possessive) ||
               chn_actor_parts(f, m, parts) > 1;
    default:
        break;
    }
    return kind != CHN_KIND_PERSON && kind != CHN_KIND_PEOPLE && !x->plural &&
           !x->n_parts;
}

static int32_t nearness(const find *f, uint32_t m, uint32_t t, char who)
{
    const uint32_t sent = f->doc->tok[t].sent;
    const extra *x = &f->ex[m];
    const uint32_t back = sent - x->sent;
    static const int32_t subject[] = {60, 50, 30}, other[] = {20, 10, 0};
    int32_t s = x->subject ? subject[back] : other[back];
    /* "This visit by Shoigu is telling, as he ...": nearer than the subject
     * before, but not than this sentence's own */
    if (x->agent && back == 0)
        s = 55;
    /* "He accused Washington of using its offers": an owner is near */
    if (back == 0 && (who == 'i' || who == 't') && !x->subject &&
        chn_actor_pronoun_poss(f, t))
        s = 55;
    /* "Russia's first peacekeepers arrived, its ministry said" */
    if (who == 'i' && x->owned &&
        (f->at[m].plural || f->at[m].kind == CHN_KIND_PERSON))
        s = back == 0 && chn_actor_pronoun_poss(f, t) ? 52 : -20;
    if (who == 'i' && f->at[behind(f, m)].kind == CHN_KIND_MEDIA)
        s += t + 1 < f->doc->n_tok && chn_actor_word(f, t + 1, WORD_SAYING)
                 ? 20
                 : -15;
    if (f->at[m].possessive)
        s -= 5;
    if (f->at[m].unnamed)
        s -= 3;
    /* "walked to a jet before the Kremlin relented. It closed the border" */
    if (who == 'i' && !x->subject && is_materiel(f, behind(f, m)))
        s -= 15;
    /* "Merkel, Xi and Trump clapped. He ..." is none of them */
    uint32_t list[CHN_MENTION_PARTS];
    if ((who == 'h' || who == 's') && back > 0 &&
        chn_actor_parts(f, m, list) > 2)
        s -= 35;
    if (f->at[m].kind == CHN_KIND_PRONOUN)
        s += 2; /* it is spoken of already */
    return s;
}

#define JOINED_ON 51 /* above a subject of the sentence before */
#define OBJECT_ON 53 /* above a subject of the sentence before */
#define WHO_BACK 8   /* tokens from "who" to a pronoun of its clause */
/* "the men of the guard who laid down their arms": what stands before "who". */
static uint32_t before_who(const find *f, uint32_t t, char who)
{
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    if (f->n == 0 || !f->at[f->n - 1].end)
        return NONE;
    for (uint32_t w = t; w > first && t - w < WHO_BACK; w--) {
        if (f->at[f->n - 1].end >= w + 1)
            return NONE; /* somebody else is told between */
        if (chn_tok_is(f->doc, w - 1, "who") && f->at[f->n - 1].end == w - 1)
            return pronoun_fits(f, f->n - 1, who) ||
                           f->at[f->n - 1].kind == CHN_KIND_ARMED
                       ? f->n - 1
                       : NONE;
    }
    return NONE;
}

/* Where "his visit to ..." leads, or "its embassy in ..." stands: a state's
 * code, or empty. Its own people do not visit it, nor has it an embassy there.
 */
static chn_str visited(const find *f, uint32_t t)
{
    const uint32_t end = f->doc->sent[f->doc->tok[t].sent].end;
    const chn_str none = {"", 0};
    uint32_t at = t + 1;
    bool stay = false;
    for (; at < end && at < t + 5 && !stay; at++)
        stay = chn_actor_word(f, at, WORD_ABROAD) != NULL;
    if (!stay || at >= end ||
        !(chn_tok_is(f->doc, at, "to") || chn_tok_is(f->doc, at, "in")))
        return none;
    for (at++; at < end && at < t + 12; at++) {
        const fact *x = chn_actor_hit(f, at, FACT_COUNTRY | FACT_CAPITAL);
        const role *r = chn_actor_role(f, at);
        if (x)
            return f->k->countries.at[x->row].code;
        if (r && r->kind == ROLE_STATE)
            return chn_actor_focus(f, t); /* "the isolated country" */
        if (f->doc->tok[at].kind == CHN_TOK_PUNCT)
            break;
    }
    return none;
}

/* Is the man of mention m named after token t in its sentence? */
static bool named_ahead(const find *f, uint32_t t, uint32_t m)
{
    const uint32_t end = f->doc->sent[f->doc->tok[t].sent].end;
    const uint32_t b = behind(f, m);
    const chn_str name = f->doc->tok[f->at[b].core].fold;
    if (f->at[b].kind != CHN_KIND_PERSON || f->ex[b].ent == NONE)
        return false;
    for (uint32_t i = t + 1; i < end && i < t + NAMED_AHEAD; i++)
        if (chn_actor_cap(f, i) && chn_str_eq(f->doc->tok[i].fold, name))
            return true;
    return false;
}

/* Who does to somebody else what is done to the pronoun at t: the last subject
 * before "him", "them", "accused it". NONE: the pronoun may be a subject. */
static uint32_t doer_before(const find *f, uint32_t t)
{
    const uint32_t sent = f->doc->tok[t].sent;
    const pronoun *p = pronoun_at(f, t);
    const bool it = p && chn_str_is(f->doc->tok[t].fold, "it") &&
                    t > f->doc->sent[sent].first && chn_actor_verb(f, t - 1) &&
                    !chn_actor_word(f, t - 1, WORD_SAYING) &&
                    !chn_actor_word(f, t - 1, WORD_CLAUSE);
    /* "Militants fired rockets, and one of them hit a house" */
    const bool part = t > 0 && chn_tok_is(f->doc, t - 1, "of") &&
                      /* but "Envoys urged both of them to meet" */
                      !(t > 2 && chn_actor_verb(f, t - 3));
    if (!p || part || !(p->object || it))
        return NONE;
    for (uint32_t m = f->n; m-- > 0 && f->ex[m].sent == sent;)
        /* "a trip to Peru, whose rulers refused to let him in" */
        if (f->ex[m].subject ||
            (f->at[m].first > 0 &&
             chn_tok_is(f->doc, f->at[m].first - 1, "whose")))
            return m;
    return NONE;
}

/* Is m, or what stands in a list with it, the doer? */
static bool is_doer(const find *f, uint32_t m, uint32_t doer)
{
    if (doer == NONE)
        return false;
    const uint32_t a = behind(f, m);
    const uint32_t b = behind(f, doer);
    return a == b || f->ex[m].coord == f->ex[doer].coord ||
           (f->ex[a].ent != NONE && f->ex[a].ent == f->ex[b].ent);
}

/* "Peru, with which it signed a pact", "Peru, whose capital it shelled": of
 * whom a relative clause tells what the pronoun at t does; or NONE. */
static uint32_t told_of(const find *f, uint32_t t)
{
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    uint32_t w = t;
    if (f->n == 0 || t < first + 3)
        return NONE;
    if (chn_tok_is(f->doc, t - 1, "which") || chn_tok_is(f->doc, t - 1, "whom"))
        w = t - 2; /* a preposition */
    else if (chn_tok_is(f->doc, t - 2, "whose"))
        w = t - 2;
    else if (chn_tok_is(f->doc, t - 3, "whose"))
        w = t - 3;
    if (w == t || w <= first)
        return NONE;
    for (uint32_t m = f->n; m-- > 0 && f->at[m].end + 1 >= w;)
        if (f->at[m].end == w ||
            (f->at[m].end + 1 == w && chn_tok_is(f->doc, w - 1, ",")))
            return m;
    return NONE;
}

/* "Envoys, led by Russia, urged both of them": those by whom the doer is led */
static bool leads(const find *f, uint32_t m)
{
    const uint32_t t = f->at[m].first;
    return f->ex[m].agent && t > 1 && is_in(f, t - 2, t, L_LED);
}

#define SPEAKER_ON 56 /* above a subject of the sentence before */
/* "The ministry said that they condemned it": a body that speaks of itself. It
 * is right before the verb of saying; NONE: nobody is. */
static uint32_t body_that_says(const find *f, uint32_t t)
{
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    uint32_t v = t;
    if (v > first && chn_tok_is(f->doc, v - 1, "that"))
        v--;
    if (f->n == 0 || v <= first + 1 || !chn_actor_word(f, v - 1, WORD_SAYING))
        return NONE;
    const chn_mention *x = &f->at[f->n - 1];
    const bool body = x->kind == CHN_KIND_BODY || x->kind == CHN_KIND_IGO ||
                      x->kind == CHN_KIND_COUNTRY || x->kind == CHN_KIND_ORG ||
                      x->plural;
    return body && f->ex[f->n - 1].subject && x->end <= v - 1 &&
                   x->first >= first && v - 1 - x->end <= 2
               ? f->n - 1
               : NONE;
}

/* "Some analysts have said they fear": those whom no table has, and nobody
 * told before. Behind "of the" a word is seldom the subject. */
static bool others_say(const find *f, uint32_t t)
{
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    uint32_t v = t;
    if (v > first && chn_tok_is(f->doc, v - 1, "that"))
        v--;
    if (v <= first + 1 || !chn_actor_word(f, v - 1, WORD_SAYING))
        return false;
    v--;
    while (v > first + 1 && is_in(f, v - 1, v, L_SAID))
        v--;
    /* "other analysts said they": of no state that is told */
    const chn_mention *x = f->n ? &f->at[f->n - 1] : NULL;
    if (x && x->end == v && x->plural && !x->country.n)
        return true;
    const chn_token *k = &f->doc->tok[v - 1];
    if (k->kind != CHN_TOK_WORD || k->fold.n < 5 || (k->flags & CHN_TOK_CAP) ||
        k->fold.p[k->fold.n - 1] != 's' || chn_actor_function(f, v - 1) ||
        (x && x->end >= v))
        return false;
    for (uint32_t i = v - 1; i-- > first && v - i < 6;)
        if (chn_actor_function(f, i))
            return false;
    return true;
}

/* "It expelled the envoy, and [he] left": one named there, before the subject
 * of the sentence before; of who speaks it says nothing. */
static bool joins_on(const find *f, uint32_t t)
{
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    const uint32_t end = f->doc->sent[f->doc->tok[t].sent].end;
    return t > first + 2 && t + 1 < end && chn_tok_is(f->doc, t - 2, ",") &&
           (chn_tok_is(f->doc, t - 1, "and") ||
            chn_tok_is(f->doc, t - 1, "but")) &&
           !chn_actor_word(f, t + 1, WORD_SAYING);
}

/* nearness, of a pronoun that joins_on, too */
static int32_t on_from(const find *f, uint32_t m, uint32_t t, char who)
{
    const int32_t s = nearness(f, m, t, who);
    return (who == 'h' || who == 's') && s < JOINED_ON && !f->ex[m].subject &&
                   f->ex[m].sent == f->doc->tok[t].sent &&
                   !f->at[m].possessive && joins_on(f, t)
               ? JOINED_ON
               : s;
}

uint32_t chn_actor_antecedent(const find *f, uint32_t t, char who)
{
    if (who == 't' && !chn_actor_pronoun_poss(f, t) && others_say(f, t))
        return NONE;
    const uint32_t sent = f->doc->tok[t].sent;
    const uint32_t doer = doer_before(f, t);
    const uint32_t other = told_of(f, t);
    const chn_str away =
        chn_actor_pronoun_poss(f, t) ? visited(f, t) : chn_str_of("");
    if (who == 't') {
        const uint32_t m = before_who(f, t, who);
        if (m != NONE)
            return behind(f, m);
    }
    uint32_t best = NONE, passed = 0;
    int32_t score = -100;
    if (who == 't' && !chn_actor_pronoun_poss(f, t) &&
        (best = body_that_says(f, t)) != NONE)
        score = SPEAKER_ON;
    if (who == 'w' || who == 'm' || who == 'y')
        return NONE; /* chn_actor_first_persons */
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        if (f->ex[m].sent + 2 < sent)
            break;
        /* "them" is rather what the forces fired; the police are people */
        if (!pronoun_fits(f, m, who) && !(who == 't' && of_many(f, m) &&
                                          (!chn_tok_is(f->doc, t, "them") ||
                                           chn_str_is(f->at[m].sector, "COP"))))
            continue;
        int32_t s = on_from(f, m, t, who);
        /* "told the guards to leave and paid them": what its doer acts on goes
         * before what was spoken of */
        if (doer != NONE && m > doer && !f->ex[m].subject && s < OBJECT_ON &&
            !chn_actor_pronoun_poss(f, t))
            s = OBJECT_ON;
        /* "Putin met Xi and praised him": Xi */
        if (is_doer(f, m, doer) ||
            (doer != NONE && m > doer && leads(f, f->ex[m].coord)))
            s -= 60;
        if ((away.n && chn_str_eq(f->at[m].country, away)) ||
            is_doer(f, m, other))
            s -= 50;
        /* "He may telephone Trump" is no Trump */
        if ((who == 'h' || who == 's') && f->ex[m].sent < sent &&
            !chn_actor_pronoun_poss(f, t) && named_ahead(f, t, m))
            s -= 50;
        /* Of a sentence before, its first subject goes on: "Kim met Xi, and
         * Lavrov stood by. He ..." */
        if (s > score || (s == score && f->ex[m].sent < sent)) {
            score = s;
            best = m;
        }
    }
    /* "Envoys urged them": nobody else is there, and not the envoys */
    if (best != NONE && who == 't' && is_doer(f, best, doer))
        return NONE;
    return behind(f, best);
}

static void copy_meaning(const find *f, chn_mention *to, uint32_t from)
{
    const chn_mention *b = &f->at[from];
    to->antecedent = from;
    to->actor = b->actor;
    to->id = b->id;
    to->name = b->name;
    to->country = b->country;
    to->sector = b->sector;
    to->media_kind = b->media_kind;
    to->unnamed = b->unnamed;
}

/* "Putin met Xi. They agreed": the only two of the sentence before. */
static uint32_t two_before(const find *f, uint32_t sent, uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t m = f->n; m-- > 0 && f->ex[m].sent + 1 >= sent;) {
        const chn_mention *x = &f->at[m];
        if (f->ex[m].sent == sent || x->modifier || x->locative ||
            f->ex[m].way || x->kind == CHN_KIND_PLACE)
            continue;
        if (n == 2 || x->country.n != 3 || x->plural || x->n_parts ||
            (x->kind != CHN_KIND_PERSON && x->kind != CHN_KIND_COUNTRY))
            return 0;
        out[n++] = m;
    }
    if (n != 2 || chn_str_eq(f->at[out[0]].country, f->at[out[1]].country))
        return 0;
    const uint32_t last = out[0];
    out[0] = out[1];
    out[1] = last;
    return 2;
}

void chn_actor_pronoun_emit(find *f, uint32_t t, char who)
{
    phrase p;
    chn_actor_phrase_init(&p, t);
    p.end = t + 1;
    p.kind = CHN_KIND_PRONOUN;
    p.link = CHN_LINK_COREFERENCE;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m == NONE)
        return;
    /* one's own mention must not answer for it */
    f->n--;
    const uint32_t a = chn_actor_antecedent(f, t, who);
    uint32_t parts[CHN_MENTION_PARTS];
    uint32_t n = who == 't' ? chn_actor_parts(f, a, parts) : 0;
    if (who == 't' && a == NONE)
        n = two_before(f, f->doc->tok[t].sent, parts);
    f->n++;
    chn_mention *x = &f->at[m];
    if (n && a == NONE) {
        x->n_parts = n;
        memcpy(x->parts, parts, n * sizeof *parts);
        x->country = f->at[parts[0]].country;
    }
    x->possessive = chn_actor_pronoun_poss(f, t);
    x->plural = who == 't' || who == 'w';
    if (a == NONE)
        return;
    copy_meaning(f, x, a);
    f->ex[m].ent = f->ex[a].ent;
    memcpy(f->ex[m].groups, f->ex[a].groups, sizeof f->ex[m].groups);
    if (n) {
        x->n_parts = n;
        memcpy(x->parts, parts, n * sizeof *parts);
    }
    if (f->ex[m].ent != NONE && (who == 'h' || who == 's') &&
        !f->ents[f->ex[m].ent].sex)
        f->ents[f->ex[m].ent].sex = who == 's' ? 'f' : 'm';
}

static bool speaks(const find *f, uint32_t m)
{
    const chn_mention *x = &f->at[behind(f, m)];
    return x->kind != CHN_KIND_MEDIA && x->kind != CHN_KIND_PLACE &&
           x->kind != CHN_KIND_PRONOUN && x->country.n;
}

/* Has a sentence words outside the marks? */
static bool own_words(const find *f, uint32_t sent)
{
    const chn_sent *s = &f->doc->sent[sent];
    for (uint32_t t = s->first; t < s->end; t++)
        if (f->doc->tok[t].kind == CHN_TOK_WORD &&
            !(f->doc->tok[t].flags & CHN_TOK_QUOTED))
            return true;
    return false;
}

#define SPEECH_BACK 24u /* sentences of one quotation, as far as looked at */

/* The sentence before the words that `sent` goes on with: "It is late," Smith
 * said. "Nobody knows. [We] leave." */
static uint32_t speech_from(const find *f, uint32_t sent)
{
    uint32_t from = sent;
    while (from > 0 && sent - from < SPEECH_BACK) {
        from--;
        if (own_words(f, from))
            break;
    }
    return from;
}

/* Who is told behind the marks of what token t is in: "[We] left. It is late,"
 * Smith said. */
static uint32_t told_behind(const find *f, uint32_t m)
{
    const uint32_t t = f->at[m].first;
    uint32_t end = t;
    for (uint32_t q = 0; q < f->doc->n_quote; q++) {
        const chn_quotation *x = &f->doc->quote[q];
        if (x->first > t)
            break;
        if (x->end > end && !x->open)
            end = x->end;
    }
    if (end == t || end >= f->doc->n_tok ||
        f->doc->tok[end].sent == f->ex[m].sent)
        return NONE;
    for (uint32_t i = m + 1; i < f->n && i - m < BACK; i++) {
        if (f->ex[i].sent > f->doc->tok[end].sent)
            break;
        if (f->at[i].first >= end && f->ex[i].subject && speaks(f, i))
            return behind(f, i);
    }
    return NONE;
}

/* The person whose words the sentence of mention m tells, before the marks or
 * behind them; else the one of the sentence before its first. */
static uint32_t speaker_of(const find *f, uint32_t m)
{
    uint32_t best = told_behind(f, m);
    if (best != NONE)
        return best;
    const uint32_t from = speech_from(f, f->ex[m].sent);
    for (uint32_t i = m; i-- > 0 && m - i < BACK;) {
        if (f->ex[i].sent < from)
            break;
        if (!f->ex[i].quoted && f->ex[i].subject && speaks(f, i)) {
            best = behind(f, i);
            break;
        }
    }
    for (uint32_t i = m + 1; i < f->n && i - m < BACK; i++) {
        if (f->ex[i].sent != f->ex[m].sent)
            break;
        if (!f->ex[i].quoted && f->ex[i].subject && speaks(f, i)) {
            if (best == NONE || f->ex[best].sent != f->ex[m].sent)
                best = behind(f, i);
            break;
        }
    }
    return best;
}

#define LETTER_BACK 16 /* sentences from a letter's words to whom it is for */
/* Whom the words are for: told after "to" outside the marks, in the sentence
 * or in those before it ("Smith wrote in a letter to Jones"). */
static uint32_t addressee_of(const find *f, uint32_t m, uint32_t speaker)
{
    const uint32_t sent = f->ex[m].sent;
    uint32_t from = m;
    while (from + 1 < f->n && f->ex[from + 1].sent == sent)
        from++;
    for (uint32_t i = from + 1; i-- > 0 && from - i < BACK;) {
        const chn_mention *x = &f->at[i];
        if (f->ex[i].sent + LETTER_BACK < sent)
            break;
        if (f->ex[i].quoted || x->kind != CHN_KIND_PERSON || x->first == 0 ||
            !chn_tok_is(f->doc, x->first - 1, "to") || !speaks(f, i))
            continue;
        const uint32_t b = behind(f, i);
        if (speaker == NONE || f->ex[b].ent != f->ex[speaker].ent)
            return b;
    }
    return NONE;
}

/* "our joint efforts": those of the speaker and of the one spoken to. */
static bool joint_ours(const find *f, uint32_t m)
{
    const uint32_t end = f->doc->sent[f->ex[m].sent].end;
    for (uint32_t i = m; i < f->n && f->ex[i].sent == f->ex[m].sent; i++) {
        if (chn_actor_pronoun(f, f->at[i].first) != 'w')
            continue;
        if (is_in(f, f->at[i].end, end, L_SHARED))
            return true;
    }
    for (uint32_t i = m; i-- > 0 && f->ex[i].sent == f->ex[m].sent;)
        if (chn_actor_pronoun(f, f->at[i].first) == 'w' &&
            f->at[i].n_parts == 2)
            return true; /* and so is the "we" that follows */
    return false;
}

#define STATED_IN 3u /* sentences at the head of a statement */
#define STATED_BY 3u /* "The United States [strongly condemns]" */

/* "Norway condemns the attack. We urge Peru ...": a ministry's own words, in
 * which nobody reports what is said. */
bool chn_actor_is_statement(const find *f)
{
    static const char *const reported[] = {"said", "says", "told", "reported"};
    const chn_doc *d = f->doc;
    bool performs = false;
    bool we = false;
    for (uint32_t t = 0; t < d->n_tok; t++) {
        if (d->tok[t].flags & CHN_TOK_QUOTED)
            continue;
        we = we || chn_tok_is(d, t, "we") || chn_tok_is(d, t, "our");
        if (d->tok[t].sent >= STATED_IN) {
            if (we || !performs)
                break;
            continue;
        }
        performs = performs || is_in(f, t, d->n_tok, L_PERFORMS);
        for (size_t i = 0; i < sizeof reported / sizeof reported[0]; i++)
            if (chn_tok_is(d, t, reported[i]))
                return false;
    }
    return we && performs;
}

/* In whose name a statement is, or NONE. */
static uint32_t stater(const find *f)
{
    for (uint32_t i = 0; i < f->n && f->ex[i].sent < STATED_IN; i++) {
        const chn_mention *x = &f->at[i];
        const uint32_t end = f->doc->sent[f->ex[i].sent].end;
        if (f->ex[i].quoted || x->country.n == 0 || x->kind == CHN_KIND_PLACE ||
            x->kind == CHN_KIND_MEDIA)
            continue;
        for (uint32_t t = x->end; t < end && t < x->end + STATED_BY; t++)
            if (is_in(f, t, end, L_PERFORMS))
                return i;
    }
    return NONE;
}

static bool first_person(char who)
{
    return who == 'w' || who == 'm' || who == 'y';
}

/* Whom pronoun x, which stands in mention m or is it, means. */
static void mean_speaker(const find *f, uint32_t m, char who, chn_mention *x)
{
    const bool own = f->statement && !f->ex[m].quoted;
    const uint32_t speaker = own ? stater(f) : speaker_of(f, m);
    const uint32_t other =
        own || who == 'm' ? NONE : addressee_of(f, m, speaker);
    const uint32_t best = who == 'y' ? other : speaker;
    if (best == NONE)
        return;
    if (x->kind != CHN_KIND_PRONOUN) {
        x->country = f->at[best].country; /* "our soldiers" */
        return;
    }
    copy_meaning(f, x, best);
    if (who == 'w' && other != NONE && joint_ours(f, m)) {
        x->n_parts = 2;
        x->parts[0] = speaker;
        x->parts[1] = other;
    }
}

/* Does a sentence tell a wish before token t: "his hope that ..."? */
static bool wished(const find *f, uint32_t t)
{
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    for (uint32_t i = t; i-- > first && t - i < WISH_BACK;)
        if (is_in(f, i, t, L_WISH))
            return true;
    return false;
}

/* "He wrote to the king. He wished the government and people success": what a
 * letter wishes for is the reader's. */
static void of_reader(find *f, uint32_t m)
{
    chn_mention *x = &f->at[m];
    if (x->link != CHN_LINK_COREFERENCE || x->antecedent != NONE ||
        x->end != x->first + 1 || x->first == 0 ||
        !(chn_tok_is(f->doc, x->first - 1, "the") ||
          chn_tok_is(f->doc, x->first - 1, "and")))
        return;
    if (!is_in(f, x->first, x->end, L_REALM) || !wished(f, x->first))
        return;
    const uint32_t writer = speaker_of(f, m);
    const uint32_t reader = writer == NONE ? NONE : addressee_of(f, m, writer);
    if (reader == NONE)
        return;
    x->country = f->at[reader].country;
    x->name = chn_actor_country_name(f, x->country);
    if (x->kind == CHN_KIND_COUNTRY)
        return;
    char buf[96];
    const chn_str noun = f->doc->tok[x->first].fold;
    const int n = snprintf(buf, sizeof buf, "%.*s of %.*s", (int)noun.n, noun.p,
                           (int)x->name.n, x->name.p);
    if (n > 0 && (size_t)n < sizeof buf)
        x->name = chn_arena_str(f->a, buf, (size_t)n);
}

/* "I", "we" and "you" inside a quotation. */
void chn_actor_first_persons(find *f)
{
    for (uint32_t m = 0; m < f->n; m++) {
        chn_mention *x = &f->at[m];
        of_reader(f, m);
        if (x->antecedent != NONE || x->n_parts)
            continue;
        const char who = chn_actor_pronoun(f, x->first);
        if (x->kind != CHN_KIND_PRONOUN && (x->country.n || !who))
            continue;
        if (first_person(who))
            mean_speaker(f, m, who, x);
    }
}

/* ---- inside a mention ---- */

static chn_mention *new_inner(find *f, uint32_t first, uint32_t end)
{
    void *p = f->inner;
    if (f->failed || !chn_arena_grow(f->a, &p, &f->cap_inner, f->n_inner + 1,
                                     sizeof(chn_mention))) {
        f->failed = true;
        return NULL;
    }
    f->inner = p;
    chn_mention *x = &f->inner[f->n_inner++];
    memset(x, 0, sizeof *x);
    x->first = first;
    x->end = end;
    x->core = end - 1;
    x->span = chn_doc_span(f->doc, first, end);
    x->actor = CHN_ACTOR_NONE;
    x->antecedent = CHN_MENTION_NONE;
    return x;
}

/* "his" of "his deputy", which mention m is. */
static void inner_pronoun(find *f, uint32_t m, uint32_t t, char who)
{
    chn_mention *x = new_inner(f, t, t + 1);
    if (!x)
        return;
    x->kind = CHN_KIND_PRONOUN;
    x->link = CHN_LINK_COREFERENCE;
    x->possessive = true;
    x->plural = who == 't' || who == 'w';
    if (first_person(who)) {
        mean_speaker(f, m, who, x);
        return;
    }
    const uint32_t all = f->n;
    f->n = m; /* only what was told before */
    const uint32_t a = chn_actor_antecedent(f, t, who);
    const uint32_t n = who == 't' ? chn_actor_parts(f, a, x->parts) : 0;
    f->n = all;
    if (a == NONE)
        return;
    copy_meaning(f, x, a);
    x->n_parts = n;
}

/* The other state in "ambassador to China", "its Oslo embassy", and the town in
 * "the Norwegian consulate in Arequipa". */
static uint32_t inner_state(find *f, uint32_t m, uint32_t t)
{
    const chn_mention *y = &f->at[m];
    const fact *c =
        chn_actor_hit(f, t, FACT_COUNTRY | FACT_CAPITAL | FACT_PLACE);
    const uint32_t e = f->hit[t].end;
    const bool town = c && c->kind == FACT_PLACE;
    if (!c || e > y->end || !chn_actor_cap(f, t) ||
        (town && (t == y->first || !chn_tok_is(f->doc, t - 1, "in"))))
        return t + 1;
    const land *l = town ? NULL : &f->k->countries.at[c->row];
    const chn_str code = town ? f->k->places.at[c->row].country : l->code;
    const chn_span s = chn_doc_span(f->doc, t, e);
    const chn_span all = chn_doc_span(f->doc, y->first, y->end);
    /* a person's span is the name where there is one */
    const bool named = y->kind == CHN_KIND_PERSON
                           ? y->span.from != all.from || y->span.to != all.to
                           : y->actor != CHN_ACTOR_NONE;
    if (chn_str_eq(code, y->country) ||
        (named && s.from >= y->span.from && s.to <= y->span.to))
        return e;
    chn_mention *x = new_inner(f, t, e);
    if (!x)
        return e;
    x->locative = town || c->kind == FACT_CAPITAL;
    x->kind = x->locative ? CHN_KIND_PLACE : CHN_KIND_COUNTRY;
    x->link = CHN_LINK_NAME;
    x->country = code;
    x->name = x->locative ? chn_doc_slice(f->doc, t, e) : l->name;
    x->possessive = chn_actor_is_poss(f, e, y->end);
    return e;
}

void chn_actor_inner(find *f)
{
    for (uint32_t m = 0; m < f->n && !f->failed; m++) {
        const chn_mention *y = &f->at[m];
        if (y->kind == CHN_KIND_PRONOUN || y->kind == CHN_KIND_COUNTRY ||
            y->kind == CHN_KIND_PLACE || y->end == y->first + 1)
            continue;
        for (uint32_t t = y->first; t < y->end && !f->failed;) {
            const char who = chn_actor_pronoun(f, t);
            if (who && chn_actor_pronoun_poss(f, t)) {
                inner_pronoun(f, m, t, who);
                t++;
            } else {
                t = inner_state(f, m, t);
            }
        }
    }
}
