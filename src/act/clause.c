/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clause marks: where verbs stand, how far their clauses reach, and what
 * their subjects are, by closed word classes, verb forms and mentions alone.
 * This stands where a parser will stand; it claims no tree.
 */
#include <string.h>

#include "act/inside.h"

static uint32_t word(const act_sent *s, uint32_t t)
{
    return s->doc->tok[t].word;
}

static bool is(const act_sent *s, uint32_t t, uint32_t w)
{
    return word(s, t) == w && w != 0;
}

static uint32_t cls(const act_sent *s, uint32_t t)
{
    return act_class(s->k, s->doc, t);
}

static bool comma(const act_sent *s, uint32_t t)
{
    return is(s, t, s->k->w_comma);
}

static bool mark(const act_sent *s, uint32_t t)
{
    return s->doc->tok[t].kind == CHN_TOK_PUNCT;
}

static bool fold_is(const act_sent *s, uint32_t t, const char *z)
{
    return chn_tok_is(s->doc, t, z);
}

/* Ends a clause whatever stands around it. */
static bool hard_stop(const act_sent *s, uint32_t t)
{
    return fold_is(s, t, ";") || fold_is(s, t, ":") ||
           (fold_is(s, t, "-") && (s->doc->tok[t].flags & CHN_TOK_SPACE));
}

static uint32_t covering(const act_sent *s, uint32_t t)
{
    return s->m->of_token ? s->m->of_token[t] : NONE;
}

uint32_t act_mention_at(const act_sent *s, uint32_t t)
{
    return t < s->doc->n_tok ? covering(s, t) : NONE;
}

bool act_actor(const act_sent *s, uint32_t m)
{
    const chn_mention *x = &s->m->at[m];
    return x->kind != CHN_KIND_PLACE && !(x->kind == CHN_KIND_MEDIA);
}

/* ---- verb groups ------------------------------------------------------------
 */

static uint32_t form_bits(const act_sent *s, uint32_t t, bool noun)
{
    uint32_t bits = 0;
    for (const act_form *f = act_forms(s->k, s->doc, t); f; f = f->next)
        if (s->k->lemmas[f->lemma].noun == noun)
            bits |= f->bits;
    return bits;
}

/* Bits of a verb's form that is in no table: "-ed" and "-ing" words. */
static uint32_t guess_bits(const act_sent *s, uint32_t t)
{
    const chn_token *k = &s->doc->tok[t];
    if (k->kind != CHN_TOK_WORD || (k->flags & CHN_TOK_CAP) || k->fold.n < 6)
        return 0;
    if (memcmp(k->fold.p + k->fold.n - 2, "ed", 2) == 0)
        return CHN_FORM_PAST | CHN_FORM_PART;
    if (memcmp(k->fold.p + k->fold.n - 3, "ing", 3) == 0)
        return CHN_FORM_ING;
    return 0;
}

static uint32_t verb_bits(const act_sent *s, uint32_t t)
{
    const uint32_t m = covering(s, t);
    if (m != NONE && s->m->at[m].kind != CHN_KIND_PRONOUN)
        return 0; /* "United" of the United States is no verb */
    /* "nuclear-armed", "the Pakistan-based group" */
    if (t > s->first && fold_is(s, t - 1, "-") &&
        !(s->doc->tok[t].flags & CHN_TOK_SPACE))
        return 0;
    if (s->doc->tok[t].kind != CHN_TOK_WORD || (cls(s, t) & W_ADJ))
        return 0;
    const uint32_t bits = form_bits(s, t, false);
    return bits ? bits : guess_bits(s, t);
}

/* The last token before t that is no adverb; first - 1 (as NONE) if none. */
static uint32_t before(const act_sent *s, uint32_t t)
{
    while (t > s->first) {
        t--;
        const uint32_t c = cls(s, t);
        /* "the spokesman on Wednesday welcomed": a date stands aside */
        if (s->dated[t] || ((c & W_PREP) && t + 1 < s->end && s->dated[t + 1]))
            continue;
        const chn_str f = s->doc->tok[t].fold;
        const bool ly = f.n > 4 && memcmp(f.p + f.n - 2, "ly", 2) == 0 &&
                        covering(s, t) == NONE;
        if (!((c & W_ADV) && !(c & (W_PREP | W_SUB | W_REL | W_DET))) && !ly)
            return t;
    }
    return NONE;
}

static act_group *add_group(act_sent *s, uint32_t first, uint32_t head,
                            uint32_t end, group_kind kind)
{
    act_group *g = &s->group[s->n_group];
    memset(g, 0, sizeof *g);
    g->first = first;
    g->head = head;
    g->end = end;
    g->kind = kind;
    g->parent = NONE;
    s->group_of[head] = s->n_group++;
    return g;
}

/* Does the verb at t take a clause without "that"? */
static bool says(const act_sent *s, uint32_t t)
{
    for (const act_form *f = act_forms(s->k, s->doc, t); f; f = f->next)
        if (s->k->lemmas[f->lemma].says)
            return true;
    return false;
}

/* A group that begins with auxiliaries at t: "has been asked", "will not
 * go", "is to be renamed". Returns the token behind it, or t. */
static uint32_t auxiliaries(act_sent *s, uint32_t t, bool infinitive,
                            uint32_t first)
{
    bool be = false;
    bool have = false;
    bool had = false;
    bool will = false;
    bool may = false;
    bool neg = false;
    bool is_to = false;
    uint32_t last_aux = NONE;
    uint32_t i = t;
    for (; i < s->end; i++) {
        const uint32_t c = cls(s, i);
        const bool name = covering(s, i) != NONE &&
                          s->m->at[covering(s, i)].kind != CHN_KIND_PRONOUN;
        if (name)
            break;
        if (c & W_AUX) {
            /* "has" as a main verb ends the group: has a plan */
            be |= (c & W_BE) != 0;
            have |= (c & W_HAVE) != 0;
            had |= is(s, i, s->k->w_had);
            will |= (c & W_WILL) != 0;
            may |= (c & W_MAY) != 0;
            last_aux = i;
        } else if (c & W_NEG) {
            neg = true;
        } else if (last_aux != NONE && be && is(s, i, s->k->w_to) &&
                   i + 1 < s->end &&
                   ((verb_bits(s, i + 1) & CHN_FORM_BASE) ||
                    (cls(s, i + 1) & W_BE))) {
            is_to = true; /* "are to establish" */
            be = false;
        } else if ((c & W_ADV) && !(c & W_PREP) && last_aux != NONE) {
            continue;
        } else if (s->doc->tok[i].fold.n > 4 &&
                   memcmp(s->doc->tok[i].fold.p + s->doc->tok[i].fold.n - 2,
                          "ly", 2) == 0 &&
                   last_aux != NONE) {
            continue;
        } else {
            break;
        }
    }
    if (last_aux == NONE)
        return t;
    uint32_t head = last_aux;
    uint32_t end = last_aux + 1;
    uint32_t bits = 0;
    if (i < s->end) {
        bits = verb_bits(s, i);
        const bool fits = (bits & (CHN_FORM_PART | CHN_FORM_ING)) ||
                          ((bits & CHN_FORM_BASE) &&
                           (will || may || is_to || infinitive ||
                            (cls(s, last_aux) & (W_DO | W_WILL | W_MAY))));
        /* "is ready": no verb; "have sanctions": a noun */
        if (fits && !(cls(s, i) & (W_PREP | W_DET | W_CONJ))) {
            head = i;
            end = i + 1;
        }
    }
    act_group *g =
        add_group(s, first, head, end, infinitive ? G_INFINITIVE : G_FINITE);
    g->negated = neg;
    g->will = will || is_to;
    g->may = may;
    g->perfect = have;
    g->pluperfect = had && head != last_aux;
    g->passive = be && head != last_aux && (bits & CHN_FORM_PART) &&
                 !(bits & CHN_FORM_ING);
    return end;
}

/*
 * Has the stretch before t its finite verb already? "held joint military
 * exercises": a present form after it is a noun, unless a new clause begins
 * in between or the verb takes one ("said Russia wants").
 */
static bool has_finite(const act_sent *s, uint32_t t)
{
    if (s->n_group == 0)
        return false;
    const act_group *g = &s->group[s->n_group - 1];
    for (uint32_t i = g->end; i < t; i++)
        if (mark(s, i) ||
            (covering(s, i) == NONE && (cls(s, i) & (W_CONJ | W_SUB | W_REL))))
            return false;
    return !says(s, g->head);
}

static uint32_t governor(const act_sent *s, uint32_t m);

/* What stands before a bare verb form. */
typedef struct lookback {
    uint32_t t; /* the last token that is no adverb, or NONE */
    uint32_t classes;
    const chn_mention *mention;
    bool subject; /* it can be a subject: a name, he, who */
    bool punct;
} lookback;

static lookback look_back(const act_sent *s, uint32_t t)
{
    lookback l = {.t = before(s, t)};
    if (l.t == NONE)
        return l;
    const uint32_t m = covering(s, l.t);
    l.classes = cls(s, l.t);
    l.punct = mark(s, l.t);
    if (m != NONE) {
        l.mention = &s->m->at[m];
        l.subject = !l.mention->possessive && !l.mention->modifier;
    } else {
        l.subject = (l.classes & (W_PRON | W_REL)) != 0;
    }
    return l;
}

/* "said, promising"; "for sending"; "Kim visiting Russia"; but not "the
 * warming ties" or "Friday's meeting". */
static bool ing_verb(const act_sent *s, const lookback *l)
{
    if (l->t == NONE || l->punct)
        return true;
    if (l->mention && (l->mention->possessive || l->mention->modifier))
        return false;
    return !(l->classes & W_DET) && !is(s, l->t, s->k->w_s);
}

static bool past_verb(const act_sent *s, uint32_t t, uint32_t bits,
                      const lookback *l, group_kind *kind)
{
    *kind = G_FINITE;
    /* "led by", "signed on Sunday by" */
    uint32_t by = t + 1;
    while (by < s->end && by < t + 6 &&
           (s->dated[by] || fold_is(s, by, "on") || fold_is(s, by, "in")))
        by++;
    if ((bits & CHN_FORM_PART) && by < s->end && is(s, by, s->k->w_by)) {
        *kind = G_REDUCED;
        return true;
    }
    if (l->subject)
        return true;
    if (l->t == NONE || (l->classes & (W_PREP | W_DET)) || l->mention) {
        /* sentence-initial participle: "Angered by" */
        *kind = G_REDUCED;
        return l->t == NONE && (bits & CHN_FORM_PART);
    }
    /* after "and", a comma, or a common noun: "an accord signed on Sunday" or
     * "the talks ended"; settle_reduced decides */
    return true;
}

/* "Kim meets", "the two sides agree", "who visit" */
static bool present_verb(const act_sent *s, uint32_t t, uint32_t bits,
                         const lookback *l)
{
    if (!l->subject || (l->classes & W_DET) || has_finite(s, t))
        return false;
    /* "the destruction of ISIL targets": what a preposition governs is no
     * subject, so the word is a noun */
    if ((bits & CHN_FORM_S) && l->mention && governor(s, covering(s, l->t)))
        return false;
    return !l->mention || (bits & CHN_FORM_S) || l->mention->plural ||
           (l->classes & (W_PRON | W_REL));
}

/* Is the bare verb form at t, without auxiliary, a verb here? */
static bool plain_verb(const act_sent *s, uint32_t t, uint32_t bits,
                       group_kind *kind)
{
    const lookback l = look_back(s, t);
    if (bits & CHN_FORM_ING) {
        *kind = G_ING;
        return ing_verb(s, &l);
    }
    if (bits & CHN_FORM_PAST)
        return past_verb(s, t, bits, &l, kind);
    if (bits & CHN_FORM_PART) {
        *kind = G_REDUCED;
        return !(l.classes & (W_DET | W_PREP)) && !(l.mention && !l.subject);
    }
    *kind = G_FINITE;
    return present_verb(s, t, bits, &l);
}

static bool ly_adverb(const act_sent *s, uint32_t t)
{
    const chn_str f = s->doc->tok[t].fold;
    return f.n > 4 && memcmp(f.p + f.n - 2, "ly", 2) == 0;
}

/* "to strengthen", "to further strengthen", "to be held" from the "to" at t.
 * Returns the token behind, or t. */
static uint32_t infinitive(act_sent *s, uint32_t t)
{
    uint32_t v = t + 1;
    if (!is(s, t, s->k->w_to) || v >= s->end)
        return t;
    while (v + 1 < s->end && (cls(s, v) & (W_ADV | W_NEG)) &&
           !(cls(s, v) & W_AUX))
        v++;
    if (v + 1 < s->end && !(verb_bits(s, v) & CHN_FORM_BASE) && ly_adverb(s, v))
        v++; /* "to formally end" */
    if (cls(s, v) & (W_BE | W_HAVE)) {
        const uint32_t end = auxiliaries(s, v, true, t);
        if (end > v)
            return end;
    }
    if (!(verb_bits(s, v) & CHN_FORM_BASE) || (cls(s, v) & W_DET))
        return t;
    add_group(s, t, v, v + 1, G_INFINITIVE);
    return v + 1;
}

/* A bare verb at t, if it is one. */
static void plain_group(act_sent *s, uint32_t t, uint32_t classes)
{
    group_kind kind;
    if (classes & (W_PREP | W_DET | W_SUB))
        return;
    const uint32_t bits = verb_bits(s, t);
    if (bits && plain_verb(s, t, bits, &kind))
        add_group(s, t, t, t + 1, kind)->passive = kind == G_REDUCED;
}

static void find_groups(act_sent *s)
{
    for (uint32_t t = s->first; t < s->end;) {
        uint32_t end = infinitive(s, t);
        const bool name = covering(s, t) != NONE &&
                          s->m->at[covering(s, t)].kind != CHN_KIND_PRONOUN;
        const uint32_t c = name ? 0 : cls(s, t);
        /* a clitic "'s" is nearly always possessive in news */
        if (end == t && (c & W_AUX) && !is(s, t, s->k->w_s))
            end = auxiliaries(s, t, false, t);
        if (end == t) {
            plain_group(s, t, c);
            end = t + 1;
        }
        t = end;
    }
}

/* Does the common noun at t stand behind a preposition? "in a message sent to
 * Oslo": such a noun is no subject. */
static bool in_phrase(const act_sent *s, uint32_t t)
{
    for (int left = 6; left > 0; left--) {
        const uint32_t c = cls(s, t);
        if (covering(s, t) != NONE || mark(s, t) || s->group_of[t] != NONE ||
            (c & (W_SUB | W_REL | W_CONJ)) || s->dated[t])
            return false;
        if (c & W_PREP)
            return true;
        if (t == s->first)
            return false;
        t--;
    }
    return false;
}

/* "an accord signed on Sunday was praised": a past form after a common noun
 * is reduced if a finite verb follows before the clause's end. */
static void settle_reduced(act_sent *s)
{
    for (uint32_t i = 0; i < s->n_group; i++) {
        act_group *g = &s->group[i];
        if (g->kind != G_FINITE || g->first != g->head)
            continue;
        const uint32_t bits = verb_bits(s, g->head);
        if (!(bits & CHN_FORM_PART) || !(bits & CHN_FORM_PAST))
            continue;
        const uint32_t p = before(s, g->head);
        if (p == NONE || mark(s, p) || covering(s, p) != NONE ||
            (cls(s, p) & (W_CONJ | W_REL | W_PRON | W_SUB | W_ADV)))
            continue;
        if (in_phrase(s, p)) {
            g->kind = G_REDUCED;
            g->passive = true;
            continue;
        }
        /* the next finite group in the same stretch */
        for (uint32_t j = i + 1; j < s->n_group; j++) {
            const act_group *h = &s->group[j];
            bool stop = false;
            for (uint32_t t = g->end; t < h->first && !stop; t++)
                stop = hard_stop(s, t) || (cls(s, t) & (W_SUB | W_REL)) ||
                       comma(s, t) || (cls(s, t) & W_CONJ);
            if (stop)
                break;
            if (h->kind == G_FINITE) {
                g->kind = G_REDUCED;
                g->passive = true;
                break;
            }
        }
    }
}

/* ---- clauses ---- */

/* The token that parts two neighbouring groups. */
static uint32_t boundary(const act_sent *s, const act_group *a,
                         const act_group *b)
{
    uint32_t sub = NONE;
    uint32_t hard = NONE;
    uint32_t last_comma = NONE;
    uint32_t conj = NONE;
    for (uint32_t t = a->end; t < b->first; t++) {
        const bool name = covering(s, t) != NONE &&
                          s->m->at[covering(s, t)].kind != CHN_KIND_PRONOUN;
        const uint32_t c = name ? 0 : cls(s, t);
        if (hard_stop(s, t) && hard == NONE)
            hard = t;
        /* "that" before a noun is a determiner; as, after, before and since
         * are prepositions before a noun phrase without a verb, but here a
         * verb follows */
        if ((c & (W_SUB | W_REL)) && sub == NONE)
            sub = t;
        if (comma(s, t))
            last_comma = t;
        if ((c & W_CONJ) && !name)
            conj = t;
    }
    if (hard != NONE)
        return hard;
    if (sub != NONE && b->kind == G_FINITE)
        return sub;
    if (b->kind != G_FINITE)
        return last_comma != NONE && last_comma + 1 == b->first ? last_comma
                                                                : b->first;
    /* "An accord signed by Norway and Sweden ended": one noun phrase */
    if (a->kind == G_REDUCED && last_comma == NONE)
        return b->first;
    if (conj != NONE && (last_comma == NONE || conj > last_comma))
        return conj;
    if (last_comma != NONE)
        return last_comma;
    /* "said Russia was": at the subject */
    uint32_t t = b->first;
    while (t > a->end && covering(s, t - 1) == NONE)
        t--;
    if (t > a->end)
        return s->m->at[covering(s, t - 1)].first > a->end
                   ? s->m->at[covering(s, t - 1)].first
                   : a->end;
    return b->first;
}

static void find_clauses(act_sent *s)
{
    uint32_t from = s->first;
    for (uint32_t i = 0; i < s->n_group; i++) {
        act_group *g = &s->group[i];
        g->clause_first = from;
        g->clause_end =
            i + 1 < s->n_group ? boundary(s, g, &s->group[i + 1]) : s->end;
        if (i + 1 < s->n_group)
            from = g->clause_end;
    }
}

/* ---- lists of mentions ---- */

/* Do tokens [from, to) only join a list? *strong: by "and" or the like. */
static bool joins(const act_sent *s, uint32_t from, uint32_t to, bool *strong)
{
    *strong = false;
    if (to - from > 5)
        return false;
    bool any = false;
    for (uint32_t t = from; t < to; t++) {
        const uint32_t c = cls(s, t);
        if (is(s, t, s->k->w_and) || is(s, t, s->k->w_or)) {
            *strong = any = true;
        } else if (comma(s, t)) {
            any = true;
        } else if (is(s, t, s->k->w_as) && t + 2 < to &&
                   is(s, t + 1, s->k->w_well) && is(s, t + 2, s->k->w_as)) {
            *strong = any = true;
            t += 2;
        } else if (!((c & W_DET) || (s->doc->tok[t].kind == CHN_TOK_WORD &&
                                     !(c & (W_PREP | W_SUB | W_REL | W_AUX)) &&
                                     covering(s, t) == NONE &&
                                     s->group_of[t] == NONE && t + 1 == to))) {
            return false; /* one adjective may stand before the next name */
        }
    }
    return any;
}

static bool same_side(const act_sent *s, uint32_t a, uint32_t b)
{
    const chn_mention *x = &s->m->at[a];
    const chn_mention *y = &s->m->at[b];
    return x->country.n && x->country.n == y->country.n &&
           memcmp(x->country.p, y->country.p, x->country.n) == 0;
}

static void append(uint32_t *out, uint32_t *n, uint32_t m)
{
    for (uint32_t i = 0; i < *n; i++)
        if (out[i] == m)
            return;
    if (*n < CHN_ACT_SIDE)
        out[(*n)++] = m;
}

void act_list_left(const act_sent *s, uint32_t m, uint32_t *out, uint32_t *n)
{
    append(out, n, m);
    bool listed = false;
    while (m > 0 && s->m->at[m - 1].first >= s->first) {
        const chn_mention *a = &s->m->at[m - 1];
        const chn_mention *b = &s->m->at[m];
        bool strong;
        if (a->end > b->first || !joins(s, a->end, b->first, &strong) ||
            a->possessive || !act_actor(s, m - 1))
            return;
        /* a bare comma joins only inside a list that has its "and", and an
         * apposition ("North Korea's leader, Kim") is one actor */
        if (!strong && (!listed || same_side(s, m - 1, m)))
            return;
        listed = true;
        m--;
        append(out, n, m);
    }
}

void act_list_right(const act_sent *s, uint32_t m, uint32_t end, uint32_t *out,
                    uint32_t *n)
{
    append(out, n, m);
    uint32_t pending[CHN_ACT_SIDE];
    uint32_t n_pending = 0;
    while (m + 1 < s->m->n && s->m->at[m + 1].first < end) {
        const chn_mention *a = &s->m->at[m];
        const chn_mention *b = &s->m->at[m + 1];
        bool strong;
        if (b->first < a->end || !joins(s, a->end, b->first, &strong) ||
            !act_actor(s, m + 1))
            return;
        if (n_pending < CHN_ACT_SIDE)
            pending[n_pending++] = m + 1;
        if (strong) { /* commas before the "and" were a list */
            for (uint32_t i = 0; i < n_pending; i++)
                append(out, n, pending[i]);
            n_pending = 0;
        }
        m++;
    }
}

/* ---- subjects ---- */

/* The preposition that governs the mention, or 0: "of the two governments". */
static uint32_t governor(const act_sent *s, uint32_t m)
{
    uint32_t t = s->m->at[m].first;
    for (int left = 4; t > s->first && left > 0; left--) {
        t--;
        const uint32_t c = cls(s, t);
        if (s->dated[t])
            return 0; /* "On Saturday President Oak": not "on" President */
        if (covering(s, t) != NONE) {
            if (covering(s, t) != m && !s->m->at[covering(s, t)].possessive &&
                !s->m->at[covering(s, t)].modifier)
                return 0;
            continue;
        }
        if ((c & W_PREP) && s->group_of[t] == NONE)
            return word(s, t);
        if (mark(s, t) || s->group_of[t] != NONE ||
            (c & (W_SUB | W_REL | W_AUX | W_CONJ | W_PRON)))
            return 0;
    }
    return 0;
}

static void copy_subject(act_group *g, const act_group *from, int32_t cost)
{
    memcpy(g->subject, from->subject, sizeof g->subject);
    g->n_subject = from->n_subject;
    g->subject_cost = from->subject_cost + cost;
}

/* Is there an inserted stretch between commas that ends with the comma at t?
 * Returns the token before its first comma + 1, or NONE. */
static uint32_t inserted(const act_sent *s, uint32_t t, uint32_t low)
{
    uint32_t nearest = NONE;
    for (uint32_t i = t; i > low && t - i < 45;) {
        i--;
        if (hard_stop(s, i))
            break;
        if (!comma(s, i) && !fold_is(s, i, "("))
            continue;
        /* ", the", ", 41,", ", Kim Jong Un,", ", in Oslo," */
        if (nearest == NONE)
            nearest = i;
        /* ", who received his guest, Mr Oak, at the palace, said": a relative
         * clause holds commas of its own */
        if (covering(s, i + 1) == NONE && (cls(s, i + 1) & W_REL) &&
            !is(s, i + 1, s->k->w_that))
            return i;
    }
    return nearest;
}

/* "Kim, who visited": the antecedent stands before the pronoun at p. */
static void relative_subject(const act_sent *s, act_group *g, uint32_t p)
{
    uint32_t t = p;
    g->relative = true;
    if (t > s->first && comma(s, t - 1))
        t--;
    if (t > s->first && covering(s, t - 1) != NONE) {
        append(g->subject, &g->n_subject, covering(s, t - 1));
        g->subject_cost = 8;
    }
}

/* What a walk left from a verb has met that may serve if nothing better
 * comes. */
typedef struct second_best {
    uint32_t owner; /* "Greek police fired", "Bogota's decision" */
    uint32_t pp;    /* "officials of the two governments met" */
} second_best;

/* A mention on the way left: true if it is the subject. */
static bool mention_is_subject(const act_sent *s, const act_group *g,
                               uint32_t m, second_best *b)
{
    const chn_mention *x = &s->m->at[m];
    const uint32_t prep = governor(s, m);
    if (x->modifier || (x->possessive && x->end < g->first)) {
        if (b->owner == NONE && !prep)
            b->owner = m;
        return false;
    }
    if (!act_actor(s, m))
        return false;
    if (prep && b->owner == NONE && b->pp == NONE &&
        (prep == s->k->w_of || prep == s->k->w_from))
        b->pp = m;
    return prep == 0;
}

/* An earlier verb on the way left. Returns the token to go on from, or NONE
 * to stop; "met Putin and discussed" has the same subject. */
static uint32_t pass_verb(act_sent *s, act_group *g, const act_group *h,
                          const second_best *b)
{
    if (h->kind != G_FINITE || h->relative)
        return h->first; /* belongs to a noun on the way */
    const uint32_t q = before(s, g->first);
    if (q != NONE && ((cls(s, q) & W_CONJ) || comma(s, q)) && b->pp == NONE)
        copy_subject(g, h, 3);
    return NONE;
}

/* A mark or conjunction on the way left: the token to go on from, or NONE. */
static uint32_t pass_mark(const act_sent *s, const act_group *g, uint32_t t)
{
    if (comma(s, t) || fold_is(s, t, ")")) {
        /* only right before the verb does a comma close an insertion */
        const uint32_t open =
            before(s, g->first) == t ? inserted(s, t, s->first) : NONE;
        return open != NONE && open > s->first ? open : t;
    }
    const uint32_t c = cls(s, t);
    if (hard_stop(s, t) || ((c & W_SUB) && !(c & (W_PREP | W_DET | W_ADV))))
        return NONE;
    return t;
}

/* "praised Turkey for its efforts and urged Moscow": a verb right behind
 * "and" has the subject of the finite verb before it. */
static bool coordinated_subject(act_sent *s, uint32_t gi)
{
    for (uint32_t i = gi; i > 0; i--) {
        const act_group *h = &s->group[i - 1];
        if (h->kind != G_FINITE)
            continue;
        if (h->n_subject)
            copy_subject(&s->group[gi], h, 3);
        return h->n_subject > 0;
    }
    return false;
}

static void finite_subject(act_sent *s, uint32_t gi)
{
    act_group *g = &s->group[gi];
    const uint32_t p = before(s, g->first);
    second_best b = {NONE, NONE};
    if (p == NONE)
        return;
    if (covering(s, p) == NONE && (cls(s, p) & W_REL) &&
        !(cls(s, p) & W_CONJ)) {
        relative_subject(s, g, p);
        return;
    }
    if (covering(s, p) == NONE && (cls(s, p) & W_CONJ) &&
        coordinated_subject(s, gi))
        return;
    for (uint32_t t = g->first; t != NONE && t > s->first;) {
        t--;
        const uint32_t m = covering(s, t);
        if (m != NONE) {
            t = s->m->at[m].first;
            if (mention_is_subject(s, g, m, &b)) {
                act_list_left(s, m, g->subject, &g->n_subject);
                return;
            }
        } else if (b.owner != NONE) {
            break; /* nothing nearer will come */
        } else if (s->group_of[t] != NONE && s->group_of[t] < gi) {
            t = pass_verb(s, g, &s->group[s->group_of[t]], &b);
        } else {
            t = pass_mark(s, g, t);
        }
    }
    if (g->n_subject)
        return;
    if (b.owner != NONE) {
        act_list_left(s, b.owner, g->subject, &g->n_subject);
        g->subject_cost = 5;
    } else if (b.pp != NONE) {
        act_list_left(s, b.pp, g->subject, &g->n_subject);
        g->subject_cost = 15;
    }
}

static const act_lemma *verb_lemma(const act_sent *s, uint32_t t)
{
    for (const act_form *f = act_forms(s->k, s->doc, t); f; f = f->next)
        if (!s->k->lemmas[f->lemma].noun)
            return &s->k->lemmas[f->lemma];
    return NULL;
}

/* Last actor between two tokens that is no preposition's object. */
static uint32_t object_between(const act_sent *s, uint32_t from, uint32_t to)
{
    uint32_t found = NONE;
    for (uint32_t t = from; t < to; t++) {
        const uint32_t m = covering(s, t);
        if (m != NONE && act_actor(s, m) && !s->m->at[m].possessive)
            found = m;
    }
    return found;
}

static bool quoted(const act_sent *s, uint32_t group)
{
    return (s->doc->tok[s->group[group].head].flags & CHN_TOK_QUOTED) != 0;
}

static void other_subject(act_sent *s, uint32_t gi)
{
    act_group *g = &s->group[gi];
    const uint32_t p = before(s, g->first);
    /* "Kim visiting Russia": its own subject */
    if (g->kind == G_ING && p != NONE && covering(s, p) != NONE &&
        act_actor(s, covering(s, p)) && !mark(s, p) &&
        !s->m->at[covering(s, p)].possessive && !governor(s, covering(s, p)) &&
        gi > 0 && s->group[gi - 1].end <= s->m->at[covering(s, p)].first) {
        const act_lemma *l = verb_lemma(s, s->group[gi - 1].head);
        if (!l || !l->object_control) {
            g->parent = gi - 1;
        }
    }
    if (gi > 0) {
        /* "stated, "I will be with you," promising": not the quoted verb */
        uint32_t up = gi - 1;
        while (up > 0 && quoted(s, up) && !quoted(s, gi))
            up--;
        g->parent = up;
        const act_group *h = &s->group[up];
        const act_lemma *l = verb_lemma(s, h->head);
        const uint32_t o = object_between(s, h->end, g->first);
        if (o != NONE && g->kind == G_INFINITIVE && l && l->object_control) {
            if (h->passive)
                copy_subject(g, h, 3);
            else
                act_list_left(s, o, g->subject, &g->n_subject);
            g->subject_cost += 5;
            return;
        }
        if (o == NONE && h->passive && l && l->object_control) {
            copy_subject(g, h, 3);
            return;
        }
        if (g->kind == G_ING && o != NONE && p != NONE &&
            is(s, p, s->k->w_for)) {
            append(g->subject, &g->n_subject, o); /* "thanked X for doing" */
            g->subject_cost = 10;
            return;
        }
        copy_subject(g, h, g->kind == G_ING ? 10 : 5);
        return;
    }
    /* sentence-initial participle: the next finite group's subject */
    for (uint32_t j = gi + 1; j < s->n_group; j++) {
        if (s->group[j].kind == G_FINITE && !s->group[j].relative) {
            copy_subject(g, &s->group[j], 5);
            return;
        }
    }
}

void act_clauses(act_sent *s)
{
    s->n_group = 0;
    for (uint32_t t = s->first; t < s->end; t++)
        s->group_of[t] = NONE;
    find_groups(s);
    settle_reduced(s);
    find_clauses(s);
    for (uint32_t i = 0; i < s->n_group; i++)
        if (s->group[i].kind == G_FINITE)
            finite_subject(s, i);
    for (uint32_t i = 0; i < s->n_group; i++)
        if (s->group[i].kind == G_INFINITIVE || s->group[i].kind == G_ING)
            other_subject(s, i);
    /* what stands under "if" is not told as done */
    for (uint32_t i = 0; i < s->n_group; i++) {
        act_group *g = &s->group[i];
        for (uint32_t t = g->clause_first; t < g->first; t++)
            g->conditional |= is(s, t, s->k->w_if) || fold_is(s, t, "unless");
    }
}
