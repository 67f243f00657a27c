/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which expression belongs to an act, by the tree. An expression hangs from a
 * clause, or from a noun of one ("the talks in April"); an act is a clause or
 * a noun. The nearer the two are the better they fit; what hangs from another
 * act's clause or noun does not.
 */
#include "base/str.h"
#include "time/assign.h"

/* How well they fit; a place in the order of how they hang together. */
enum {
    FIT_NOT = 0,
    FIT_LATER_CONJUNCT,   /* "[met] and signed on Monday" */
    FIT_AROUND,           /* "On Monday, ..., who [fled]": a clause inside */
    FIT_SAME_CLAUSE,      /* "[talks] were held on Monday" */
    FIT_EARLIER_CONJUNCT, /* "met on Monday and [signed]" */
    FIT_OTHER_NOUN,       /* "[condemned] the launch on Monday" */
    FIT_OWN               /* "[met] on Monday", "the [talks] on Monday" */
};

bool chn_time_has_tree(const asker *a)
{
    return a->ask->tree && chn_tree_parsed(a->ask->tree, a->ask->trigger_first);
}

/* The token of [first, end) that hangs from outside. */
static uint32_t top_of(const chn_tree *t, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        const uint32_t h = chn_tree_head(t, i);
        if (h == CHN_NONE || h < first || h >= end)
            return i;
    }
    return first;
}

uint32_t chn_time_predicate(const asker *a)
{
    /* the trigger "telephone conversation" begins with what is not its head */
    const chn_relset before = CHN_RELSET(CHN_REL_COMPOUND) |
                              CHN_RELSET(CHN_REL_AMOD) |
                              CHN_RELSET(CHN_REL_ADVMOD);
    const chn_tree *t = a->ask->tree;
    uint32_t p = chn_tree_served(t, a->ask->trigger_first);
    while (a->ask->nominal && chn_tree_is_rel(t, p, before) &&
           chn_tree_head(t, p) != CHN_NONE)
        p = chn_tree_head(t, p);
    return p;
}

static bool event_noun(const asker *a, uint32_t tok)
{
    return (chn_time_word(a->k, a->doc, tok)->mask & CL_BIT(CL_EVNOUN)) != 0;
}

/* Participles that do a preposition's work: "will run trains beginning on the
 * 4th". */
static bool links(const asker *a, uint32_t tok)
{
    return chn_time_tie(a->k, a->doc, tok, TIE_FROM) &&
           chn_tree_kid(a->ask->tree, tok, CHN_RELS_SUBJECT) == CHN_NONE;
}

/* "was killed before [dawn] on Monday": no verb */
static bool day_part(const asker *a, uint32_t tok)
{
    return (chn_time_word(a->k, a->doc, tok)->mask & CL_BIT(CL_PART)) != 0;
}

/* "went to [Taez] on Monday": a name that the tree has for a verb. Where the
 * act's own word is written so, too, all words are: a title. */
static bool misread_name(const asker *a, uint32_t tok, uint32_t act)
{
    const chn_doc *d = a->doc;
    return chn_tree_upos(a->ask->tree, tok) == CHN_VERB &&
           (d->tok[tok].flags & CHN_TOK_CAP) &&
           !(d->tok[act].flags & CHN_TOK_CAP) &&
           tok > d->sent[d->tok[tok].sent].first &&
           !(d->tok[tok].flags & CHN_TOK_QUOTED);
}

/* Where an expression hangs. */
typedef struct hook {
    uint32_t clause; /* head of the clause */
    bool owned;      /* by the noun of another event on the way there */
    bool through;    /* the way passes the act itself */
    bool noun;       /* by any noun on the way */
} hook;

static hook hook_of(const asker *a, const chn_timex *x, uint32_t act)
{
    const chn_tree *t = a->ask->tree;
    hook k = {CHN_NONE, false, false, false};
    uint32_t n = top_of(t, x->first, x->end);
    /* "on Saturday Norway condemned it", read as a "Saturday Norway" */
    const uint32_t name = chn_tree_is_rel(t, n, CHN_RELSET(CHN_REL_COMPOUND)) &&
                                  chn_tree_head(t, n) == x->end &&
                                  x->first > 0 &&
                                  chn_tok_is(a->doc, x->first - 1, "on")
                              ? x->end
                              : CHN_NONE;
    while (n != CHN_NONE && (!chn_tree_is_clause(t, n) || links(a, n) ||
                             day_part(a, n) || misread_name(a, n, act))) {
        if (n == act)
            k.through = true;
        else if (!k.through && n != name && (n < x->first || n >= x->end)) {
            k.noun = true;
            /* "cut ties in January", but "criticised over its launch in
             * January" */
            k.owned =
                k.owned || (event_noun(a, n) &&
                            !(chn_tree_head(t, n) == act &&
                              chn_tree_is_rel(t, n, CHN_RELSET(CHN_REL_OBJ))));
        }
        n = chn_tree_head(t, n);
    }
    k.clause = n;
    return k;
}

/* A conjunct; not "came on Monday, a day after the navies [held]", which the
 * tree may take for one. */
static bool joined(const asker *a, uint32_t clause)
{
    const chn_tree *t = a->ask->tree;
    const chn_range m = chn_tree_mark(t, clause);
    return chn_tree_is_rel(t, clause, CHN_RELSET(CHN_REL_CONJ)) &&
           !(m.first < m.end && chn_time_tie(a->k, a->doc, m.first, TIE_APART));
}

/* Does `low` hang from `high` by coordination of clauses alone? */
static bool conjunct_of(const asker *a, uint32_t low, uint32_t high)
{
    const chn_tree *t = a->ask->tree;
    uint32_t n = low;
    while (n != CHN_NONE && n != high && joined(a, n))
        n = chn_tree_head(t, n);
    return n == high && low != high;
}

/* A clause that goes on where the one above it stands: a participle ("...,
 * killing two"), "as", "when", "while", or a relative clause behind a comma
 * that tells in the same tense what came of it. */
bool chn_time_goes_along(const asker *a, uint32_t clause)
{
    const chn_tree *t = a->ask->tree;
    chn_verb_group own;
    chn_tree_verb_group(t, clause, &own);
    if (chn_tree_is_rel(t, clause, CHN_RELSET(CHN_REL_ADVCL))) {
        const chn_range m = chn_tree_mark(t, clause);
        /* "when" is an adverb of its clause */
        uint32_t by = m.first < m.end
                          ? m.first
                          : chn_tree_kid(t, clause, CHN_RELSET(CHN_REL_ADVMOD));
        /* "as the party [called] a strike", where "as" is the party's */
        if (by == CHN_NONE && own.tense == CHN_TENSE_PAST)
            by = chn_tree_yield(t, clause).first;
        if (by != CHN_NONE && chn_time_tie(a->k, a->doc, by, TIE_ALONG))
            return !own.perfect;
        return m.first == m.end && own.participle && !own.perfect;
    }
    if (chn_tree_is_rel(t, clause, CHN_RELS_RELATIVE)) {
        const chn_range y = chn_tree_yield(t, clause);
        return own.tense == CHN_TENSE_PAST && !own.perfect && y.first > 0 &&
               (chn_tok_is(a->doc, y.first - 1, ",") ||
                chn_tok_is(a->doc, y.first, ","));
    }
    return false;
}

/* The act's clause lies inside the clause that the expression hangs from. */
static int around(const asker *a, const chn_timex *x, uint32_t clause,
                  uint32_t host)
{
    const chn_tree *t = a->ask->tree;
    uint32_t n = clause;
    while (n != CHN_NONE && n != host) {
        if (chn_tree_is_rel(t, n, CHN_RELSET(CHN_REL_XCOMP))) {
            /* "began on Monday to withdraw"; "agreed on Monday to withdraw" is
             * the day of the words */
            if (a->ask->status != CHN_STATUS_OCCURRED)
                return FIT_NOT;
        } else if (chn_tree_is_rel(t, n, CHN_RELSET(CHN_REL_CONJ))) {
            if (x->first >= n || !joined(a, n))
                return FIT_NOT;
        } else if (!chn_time_goes_along(a, n)) {
            return FIT_NOT;
        }
        n = chn_tree_head(t, n);
        n = n == CHN_NONE ? n : chn_tree_clause(t, n);
    }
    return n == host ? FIT_AROUND : FIT_NOT;
}

bool chn_time_opens(const asker *a, const chn_timex *x)
{
    const chn_doc *d = a->doc;
    const uint32_t begin = d->sent[d->tok[x->first].sent].first;
    if (x->first == begin || x->end >= d->n_tok ||
        !(d->tok[x->end].flags & CHN_TOK_CAP) ||
        !(chn_tok_is(d, x->first - 1, "on") ||
          chn_tok_is(d, x->first - 1, "in")))
        return false;
    return x->first - 1 == begin || chn_tok_is(d, x->first - 2, ":") ||
           chn_tok_is(d, x->first - 2, ";") || chn_tok_is(d, x->first - 2, ",");
}

/* "praised Tuesday's launch", "the April talks", "the 1998 movement": the
 * noun's alone. */
static bool possessive(const asker *a, const chn_timex *x)
{
    if (chn_time_opens(a, x))
        return false;
    const chn_tree *t = a->ask->tree;
    const uint32_t n = top_of(t, x->first, x->end);
    return chn_tree_is_rel(t, n,
                           CHN_RELSET(CHN_REL_NMOD_POSS) |
                               CHN_RELSET(CHN_REL_COMPOUND) |
                               CHN_RELSET(CHN_REL_AMOD)) ||
           (chn_time_coarse(x) &&
            chn_tree_is_rel(t, n, CHN_RELSET(CHN_REL_NUMMOD))) ||
           (x->end < a->doc->n_tok && chn_tok_is(a->doc, x->end, "'s"));
}

/* "[began] with a protest" */
static bool opens(const asker *a, uint32_t verb)
{
    return verb != CHN_NONE && chn_time_tie(a->k, a->doc, verb, TIE_BEGUN);
}

bool chn_time_within(const asker *a, uint32_t noun)
{
    const chn_tree *t = a->ask->tree;
    const chn_range c = chn_tree_case(t, noun);
    /* "fired on the port in Saturday's strike" may hang it on the port */
    if (c.first == c.end ||
        !(chn_tree_is_rel(t, noun, CHN_RELS_OBLIQUE) ||
          (event_noun(a, noun) &&
           chn_tree_is_rel(t, noun, CHN_RELSET(CHN_REL_NMOD)))))
        return false;
    /* "It began on Monday with a protest" */
    if (chn_tok_is(a->doc, c.first, "with") && opens(a, chn_tree_head(t, noun)))
        return true;
    /* "will go there next week for talks"; "thanked him on Monday for the
     * talks" is no such thing */
    return chn_time_tie(a->k, a->doc, c.first, TIE_WITHIN) ||
           (a->ask->status == CHN_STATUS_PLANNED &&
            chn_tok_is(a->doc, c.first, "for"));
}

/* A noun that is what its clause tells of: its subject or object, or of one
 * ("a round of talks"); not what it stands after or about. */
static bool central(const asker *a, uint32_t act, uint32_t clause)
{
    const chn_tree *t = a->ask->tree;
    uint32_t n = act;
    while (n != CHN_NONE && chn_tree_head(t, n) != clause) {
        const chn_range c = chn_tree_case(t, n);
        const bool of = c.first < c.end && chn_tok_is(a->doc, c.first, "of");
        if (!chn_tree_is_rel(t, n, CHN_RELSET(CHN_REL_CONJ)) && !of)
            return false;
        n = chn_tree_head(t, n);
        if (n != CHN_NONE && of && event_noun(a, n))
            return false;
    }
    /* "began on Monday with a [march]" */
    const bool begins = n != CHN_NONE &&
                        chn_time_tie(a->k, a->doc, clause, TIE_BEGINS) &&
                        chn_tree_is_rel(t, n, CHN_RELS_OBLIQUE) &&
                        chn_tree_reads(t, chn_tree_case(t, n), "with");
    return n != CHN_NONE &&
           (chn_tree_is_rel(t, n, CHN_RELS_SUBJECT | CHN_RELSET(CHN_REL_OBJ)) ||
            begins || chn_time_within(a, n));
}

/* "[criticised] Peru over its launch in January", not "[broke] off talks on a
 * treaty in January": one that is not told before has no day of its own */
static bool behind_other_event(const asker *a, uint32_t act, const chn_timex *x)
{
    const chn_tree *t = a->ask->tree;
    for (uint32_t n = act + 1; n < x->first; n++) {
        const chn_range c = chn_tree_case(t, n);
        if (event_noun(a, n) && c.first < c.end &&
            !chn_tok_is(a->doc, c.end, "a") &&
            !chn_tok_is(a->doc, c.end, "an") &&
            chn_time_tie(a->k, a->doc, c.first, TIE_ABOUT))
            return true;
    }
    return false;
}

/* "was [killed] when troops stormed the camp on Friday" */
static bool opened_by_when(const asker *a, uint32_t clause)
{
    const chn_range y = chn_tree_yield(a->ask->tree, clause);
    return chn_tok_is(a->doc, y.first, "when") ||
           chn_tok_is(a->doc, y.first, "as");
}

/* "hours [after]", "shortly [after]" */
static bool is_soon(const asker *a, uint32_t after)
{
    return after > a->doc->sent[a->ask->sent].first &&
           chn_time_tie(a->k, a->doc, after - 1, TIE_SOON);
}

bool chn_time_soon_after(const asker *a, const chn_timex *x)
{
    uint32_t t = x->first;
    if (t > 0 && chn_tok_is(a->doc, t - 1, "the"))
        t--;
    return t > 0 && chn_tok_is(a->doc, t - 1, "after") && is_soon(a, t - 1);
}

uint32_t chn_time_after(const asker *a, bool *soon)
{
    const chn_tree *t = a->ask->tree;
    const uint32_t act = chn_time_predicate(a);
    if (a->ask->nominal)
        return TIME_NONE;
    for (uint32_t i = a->first; i < a->end; i++) {
        const chn_timex *x = &a->times->at[i];
        if (!chn_time_dates(a, x) || chn_time_coarse(x) || possessive(a, x))
            continue;
        const hook k = hook_of(a, x, act);
        if (k.clause == CHN_NONE || k.owned || k.through ||
            chn_tree_head(t, k.clause) != act ||
            !chn_tree_is_rel(t, k.clause, CHN_RELSET(CHN_REL_ADVCL)))
            continue;
        const chn_range m = chn_tree_mark(t, k.clause);
        if (m.first < m.end && chn_tok_is(a->doc, m.first, "after")) {
            *soon = is_soon(a, m.first);
            return i;
        }
    }
    return TIME_NONE;
}

/* Does the head of a verb's clause stand in tokens [from, to)? */
static bool verb_within(const asker *a, uint32_t from, uint32_t to)
{
    const chn_tree *t = a->ask->tree;
    for (uint32_t n = from; n < to; n++)
        if (chn_tree_upos(t, n) == CHN_VERB && chn_tree_is_clause(t, n) &&
            !day_part(a, n))
            return true;
    return false;
}

/*
 * "The envoy, who came on Friday, [met] the king on Sunday", where the tree has
 * Sunday hang from "came", over the act: no sentence is built so. Nor does the
 * day of "who [met] the king at the palace on Sunday, said" hang from beyond
 * its comma.
 */
static bool torn(const asker *a, const chn_timex *x, uint32_t act,
                 const hook *k)
{
    const chn_tree *t = a->ask->tree;
    if (a->ask->nominal || x->first < act || k->through || k->owned ||
        verb_within(a, act + 1, x->first))
        return false;
    if (k->clause < act)
        return !chn_tree_under(t, act, k->clause);
    return k->clause > x->end && x->end < a->doc->n_tok &&
           chn_tok_is(a->doc, x->end, ",") &&
           chn_tree_is_rel(t, act, CHN_RELS_RELATIVE) &&
           !chn_tok_is(a->doc, x->first - 1, ",");
}

/* One of the act's own words: "[stopped] answering calls in August". */
static bool is_node(const asker *a, uint32_t clause)
{
    for (uint32_t i = 0; i < a->ask->n_node; i++)
        if (a->ask->node[i] == clause)
            return true;
    return false;
}

/* "[discussed] ways of ending it on Friday": what is not finite has no day of
 * its own; but "asked them to end it on Friday". */
static bool in_gerund(const asker *a, const chn_timex *x, uint32_t act,
                      uint32_t clause)
{
    const chn_tree *t = a->ask->tree;
    if (x->first < act || chn_time_coarse(x))
        return false;
    for (uint32_t n = clause; n != act;) {
        chn_verb_group g;
        chn_tree_verb_group(t, n, &g);
        if (!g.participle || g.passive || g.infinitive)
            return false;
        /* "thanked them for coming on Friday" has */
        if (!chn_tree_is_rel(t, n, CHN_RELSET(CHN_REL_XCOMP)) &&
            !chn_tree_reads(t, chn_tree_mark(t, n), "of"))
            return false;
        n = chn_tree_head(t, n);
        n = n == CHN_NONE ? n : chn_tree_clause(t, n);
        if (n == CHN_NONE)
            return false;
    }
    return true;
}

/* "the [talks] held on Monday", "[talks] that opened on Monday": the clause
 * tells of the noun, or of one that it is made of ("of its ministers"). */
static bool tells_noun(const asker *a, uint32_t act, uint32_t clause)
{
    const chn_tree *t = a->ask->tree;
    chn_verb_group g;
    if (!a->ask->nominal ||
        !chn_tree_is_rel(t, clause,
                         CHN_RELSET(CHN_REL_ACL) | CHN_RELS_RELATIVE))
        return false;
    chn_tree_verb_group(t, clause, &g);
    if (g.infinitive || (g.participle && !g.passive) ||
        g.tense == CHN_TENSE_FUTURE || g.modal != CHN_NONE ||
        (chn_tree_is_rel(t, clause, CHN_RELS_RELATIVE) &&
         chn_tree_kid(t, clause, CHN_RELS_SUBJECT) == CHN_NONE))
        return false;
    for (uint32_t n = chn_tree_head(t, clause); n != CHN_NONE;
         n = chn_tree_head(t, n)) {
        if (n == act)
            return true;
        if (event_noun(a, n) ||
            !chn_tree_is_rel(t, n, CHN_RELSET(CHN_REL_NMOD)))
            return false;
    }
    return false;
}

/* "Crowds gathered on Friday; police [fired]" */
static bool beside(const asker *a, uint32_t clause, uint32_t host)
{
    const chn_tree *t = a->ask->tree;
    const chn_range y = chn_tree_yield(t, clause);
    chn_verb_group g;
    chn_tree_verb_group(t, clause, &g);
    return chn_tree_is_rel(t, clause,
                           CHN_RELSET(CHN_REL_PARATAXIS) |
                               CHN_RELSET(CHN_REL_CONJ)) &&
           chn_tree_head(t, clause) == host && g.tense == CHN_TENSE_PAST &&
           !g.perfect && !g.copular &&
           ((y.first > 0 && chn_tok_is(a->doc, y.first - 1, ";")) ||
            chn_tree_kid_word(t, clause, CHN_RELSET(CHN_REL_PUNCT), ";") !=
                CHN_NONE);
}

/* "Thousands marched on Sunday before a crowd [stoned] the mission": the one
 * went over into the other. */
static bool ends_in(const asker *a, const chn_timex *x, uint32_t clause,
                    uint32_t host)
{
    const chn_tree *t = a->ask->tree;
    const chn_range m = chn_tree_mark(t, clause);
    chn_verb_group g;
    chn_tree_verb_group(t, clause, &g);
    return x->end < clause && !chn_time_coarse(x) &&
           a->ask->status == CHN_STATUS_OCCURRED &&
           chn_tree_is_rel(t, clause, CHN_RELSET(CHN_REL_ADVCL)) &&
           chn_tree_head(t, clause) == host && m.first < m.end &&
           m.first > x->end && /* "on Monday, a day before they met" */
           chn_time_tie(a->k, a->doc, m.first, TIE_ENDS) &&
           (g.tense == CHN_TENSE_PAST || g.participle);
}

/* "Hours after Saturday's quake it began [flying] in troops": a day that owns
 * a noun. */
static int fit_owner(const asker *a, const chn_timex *x, uint32_t act,
                     uint32_t hooked)
{
    const chn_tree *t = a->ask->tree;
    const uint32_t clause = chn_tree_clause(t, act);
    const uint32_t noun = chn_tree_head(t, top_of(t, x->first, x->end));
    const bool soon =
        chn_time_soon_after(a, x) && clause == act &&
        (hooked == act || (chn_tree_head(t, act) == hooked &&
                           chn_tree_is_rel(t, act, CHN_RELSET(CHN_REL_XCOMP))));
    return soon || (hooked == act && clause == act && noun != CHN_NONE &&
                    chn_time_within(a, noun))
               ? FIT_OTHER_NOUN
               : FIT_NOT;
}

/* "The envoy, who [came] on Monday, praised": one goes on to do the other.
 * Not so "whose bomb [killed] two", "where they are to [meet]". */
static bool comes_first(const asker *a, uint32_t clause)
{
    const chn_tree *t = a->ask->tree;
    const uint32_t who = chn_tree_kid(t, clause, CHN_RELS_SUBJECT);
    chn_verb_group g;
    chn_tree_verb_group(t, clause, &g);
    return g.tense == CHN_TENSE_PAST && !g.perfect && g.modal == CHN_NONE &&
           (who == CHN_NONE ||
            chn_tree_kid_word(t, who, CHN_RELSET(CHN_REL_NMOD_POSS), "whose") ==
                CHN_NONE);
}

/* "The envoy, who [left] on Monday after talks, [praised]" */
static bool doer_came(const asker *a, uint32_t clause, uint32_t other)
{
    const chn_tree *t = a->ask->tree;
    const chn_range y = chn_tree_yield(t, other);
    uint32_t who = chn_tree_head(t, other);
    if (!chn_tree_is_rel(t, other, CHN_RELS_RELATIVE) ||
        !chn_tree_contiguous(t, other) || !comes_first(a, other) ||
        !(chn_tok_is(a->doc, y.first, ",") ||
          (y.first > 0 && chn_tok_is(a->doc, y.first - 1, ","))))
        return false;
    while (who != CHN_NONE &&
           chn_tree_is_rel(
               t, who, CHN_RELSET(CHN_REL_APPOS) | CHN_RELSET(CHN_REL_FLAT)))
        who = chn_tree_head(t, who);
    return who != CHN_NONE && chn_tree_is_rel(t, who, CHN_RELS_SUBJECT) &&
           chn_tree_head(t, who) == clause;
}

/* An expression of another clause, `other`. */
static int fit_other(const asker *a, const chn_timex *x, uint32_t act,
                     uint32_t other)
{
    const chn_tree *t = a->ask->tree;
    const uint32_t clause = chn_tree_clause(t, act);
    if (conjunct_of(a, clause, other))
        return x->first < clause ? FIT_EARLIER_CONJUNCT : FIT_NOT;
    if (conjunct_of(a, other, clause))
        return chn_tree_kid(t, other, CHN_RELS_SUBJECT) == CHN_NONE &&
                       !chn_time_coarse(x) && x->first > act
                   ? FIT_LATER_CONJUNCT
                   : FIT_NOT;
    if (chn_tree_head(t, other) == clause && chn_time_goes_along(a, other) &&
        chn_tree_is_rel(t, other, CHN_RELSET(CHN_REL_ADVCL)) &&
        (x->end < act || (!chn_time_coarse(x) && opened_by_when(a, other))))
        return FIT_AROUND; /* "When he came in May, he [met] nobody" */
    if (x->first < clause &&
        (beside(a, clause, other) || ends_in(a, x, clause, other)))
        return FIT_AROUND;
    if (x->end <= act && !chn_time_coarse(x) && doer_came(a, clause, other))
        return FIT_LATER_CONJUNCT;
    if (chn_tree_under(t, clause, other))
        return around(a, x, clause, other);
    if (!a->ask->nominal && chn_tree_under(t, other, act) &&
        in_gerund(a, x, act, other))
        return FIT_LATER_CONJUNCT;
    return FIT_NOT;
}

/* "[rejected] calls to end the law, in force since 2005": what goes on since
 * then is told by "has rejected", or by a noun. */
static bool holds_since(const asker *a, const chn_timex *x, uint32_t act,
                        const hook *k)
{
    chn_verb_group g;
    if (!(x->flags & CHN_TIMEX_SINCE) || a->ask->nominal)
        return false;
    chn_tree_verb_group(a->ask->tree, act, &g);
    return k->noun || (g.tense == CHN_TENSE_PAST && !g.perfect);
}

static int fit(const asker *a, const chn_timex *x, uint32_t act)
{
    const uint32_t clause = chn_tree_clause(a->ask->tree, act);
    const hook k = hook_of(a, x, act);
    if (k.clause == CHN_NONE || holds_since(a, x, act, &k))
        return FIT_NOT;
    if (k.clause != act && !k.owned && !k.noun && is_node(a, k.clause))
        return FIT_OTHER_NOUN;
    if (torn(a, x, act, &k))
        return FIT_OTHER_NOUN;
    if (!k.owned && tells_noun(a, act, k.clause))
        return FIT_OTHER_NOUN;
    if (chn_time_coarse(x) && !k.through && behind_other_event(a, act, x))
        return FIT_NOT;
    if (k.through || (k.clause == act && !k.noun))
        return k.owned ? FIT_NOT : FIT_OWN;
    if (possessive(a, x))
        return fit_owner(a, x, act, k.clause);
    if (k.clause == act) /* by a noun of the act's clause */
        return k.owned && chn_time_coarse(x) ? FIT_NOT : FIT_OTHER_NOUN;
    if (k.owned)
        return FIT_NOT;
    if (k.clause == clause)
        return central(a, act, clause) ? FIT_SAME_CLAUSE : FIT_NOT;
    return fit_other(a, x, act, k.clause);
}

static uint32_t gap(const chn_timex *x, uint32_t tok)
{
    return x->first > tok ? x->first - tok : tok - x->first;
}

/* Of two that fit alike a day says more than a month. */
static bool nearer(const chn_timex *x, const chn_timex *y, uint32_t act)
{
    if (chn_time_coarse(x) != chn_time_coarse(y))
        return chn_time_coarse(y);
    return gap(x, act) < gap(y, act);
}

/*
 * Trees err most where a sentence is long: there "on Sunday" may hang from a
 * relative clause before the act's verb. So what the words suggest stands
 * unless the tree shows a verb of another act on the way to the expression.
 */
bool chn_time_foreign(const asker *a, const chn_timex *x)
{
    const chn_tree *t = a->ask->tree;
    const uint32_t act = chn_time_predicate(a);
    const hook k = hook_of(a, x, act);
    const uint32_t c = k.clause;
    /* "a leader of the 1998 revolt [dismissed] it" */
    if (chn_time_coarse(x) && !a->ask->nominal && possessive(a, x) &&
        !chn_time_within(a, chn_tree_head(t, top_of(t, x->first, x->end))))
        return true;
    if (holds_since(a, x, act, &k))
        return true;
    if (c == CHN_NONE || c == act || k.through)
        return false;
    /* "five years after its launch the shop in May passed": the verb's */
    if (a->ask->nominal && c == chn_tree_clause(t, act) &&
        chn_tree_upos(t, c) == CHN_VERB && !central(a, act, c))
        return true;
    /* "the envoy who came on Monday praised": which envoy, no day of the
     * praise; but "the envoy, who came on Monday, praised"; and not "the
     * rebels, whose bomb killed two on Monday, praised" */
    const chn_range y = chn_tree_yield(t, c);
    if (chn_tree_is_rel(t, c, CHN_RELS_RELATIVE) && chn_tree_contiguous(t, c) &&
        y.first > 0 && (act < y.first || act >= y.end) &&
        ((!chn_tok_is(a->doc, y.first - 1, ",") &&
          !chn_tok_is(a->doc, y.first, ",")) ||
         !comes_first(a, c)))
        return true;
    /* "a million marched on the 9th, [refused] once more" */
    if (c < x->first && x->end < act && chn_tree_upos(t, c) == CHN_VERB &&
        chn_tree_is_rel(t, act, CHN_RELSET(CHN_REL_PARATAXIS)))
        return true;
    /* "freed the men caught on Friday, and Peru [promised] gas" */
    if (x->end + 1 < act && chn_tok_is(a->doc, x->end, ",") &&
        chn_tree_upos(t, x->end + 1) == CHN_CCONJ && c < x->first &&
        chn_tree_upos(t, c) == CHN_VERB && c != chn_tree_coord(t, act) &&
        !chn_tree_under(t, act, c) &&
        chn_tree_kid(t, act, CHN_RELS_SUBJECT) != CHN_NONE)
        return true;
    const uint32_t low = act < x->first ? act : x->first;
    const uint32_t high = act < x->first ? x->first : act;
    return c > low && c < high && chn_tree_upos(t, c) == CHN_VERB &&
           !chn_tree_under(t, act, c);
}

uint32_t chn_time_attached(const asker *a)
{
    const uint32_t act = chn_time_predicate(a);
    uint32_t best = TIME_NONE;
    int best_fit = FIT_NOT;
    for (uint32_t i = a->first; i < a->end; i++) {
        const chn_timex *x = &a->times->at[i];
        if (!chn_time_dates(a, x) || !chn_time_as_when(a, x))
            continue;
        const int f = fit(a, x, act);
        if (f > best_fit || (f == best_fit && f != FIT_NOT &&
                             nearer(x, &a->times->at[best], act))) {
            best = i;
            best_fit = f;
        }
    }
    return best;
}

/* "..., said the army, which [blamed] the rebels": what is said or who is met
 * in the plain past goes along with the main line; "who [founded] the party"
 * is history. */
static bool aside_of_main(const asker *a, uint32_t clause)
{
    const chn_tree *t = a->ask->tree;
    const uint32_t up = chn_tree_head(t, clause);
    return a->ask->along && up != CHN_NONE &&
           chn_tree_is_rel(t, clause, CHN_RELS_RELATIVE) &&
           chn_time_goes_along(a, clause) &&
           chn_time_main_clause(t, chn_tree_clause(t, up));
}

bool chn_time_main_line(const asker *a)
{
    const chn_tree *t = a->ask->tree;
    const uint32_t clause = chn_tree_clause(t, chn_time_predicate(a));
    chn_verb_group g;
    if (clause == CHN_NONE)
        return false;
    if (a->ask->background)
        return aside_of_main(a, clause);
    if (!chn_time_main_clause(t, clause))
        return false;
    /* "has changed, [giving] way to others" holds on like what it came of */
    uint32_t main = clause;
    while (chn_tree_is_rel(t, main, CHN_RELSET(CHN_REL_ADVCL)))
        main = chn_tree_clause(t, chn_tree_head(t, main));
    chn_tree_verb_group(t, main, &g);
    /* "The treaty bans mines", "Oslo has often accused Riga" hold on; a
     * headline and a first sentence tell what happened */
    return g.tense == CHN_TENSE_PAST || g.participle || a->ask->sent == 0 ||
           (g.perfect && a->ask->sent < CHN_TIME_LEAD);
}
