/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the tree tells of a sentence's cues. The word patterns of cues.c have
 * read it before: here their spans are set right, cues are added that words
 * alone do not show ("a study found prices were rising"), and where the tree
 * says nothing all stays as it was.
 */
#include <string.h>

#include "syntax/tree.h"
#include "voice/inside.h"

#define NONE UINT32_MAX
#define R(x) CHN_RELSET(CHN_REL_##x)
#define CLAUSES (R(CCOMP) | R(XCOMP))
/* Where another clause of the cue's own begins: "said that ..., adding ..." */
#define OTHERS (R(CONJ) | R(PARATAXIS) | R(ADVCL))

static bool is(const chn_listen *x, uint32_t t, const char *word)
{
    return t < x->d->n_tok && chn_tok_is(x->d, t, word);
}

static bool stops(const chn_listen *x, uint32_t t)
{
    return is(x, t, ",") || is(x, t, "(") || is(x, t, ";") || is(x, t, ":") ||
           (x->d->tok[t].kind == CHN_TOK_PUNCT &&
            (x->d->tok[t].flags & CHN_TOK_SPACE) && is(x, t, "-"));
}

/* Is the comma at t one between conjuncts of `head`, or before "including"? */
static bool lists(const chn_listen *x, uint32_t head, uint32_t t, uint32_t end)
{
    if (!is(x, t, ",") || t + 1 >= end)
        return false;
    if (is(x, t + 1, "including") || is(x, t + 1, "such"))
        return true;
    for (uint32_t k = chn_tree_kid(x->t, head, R(CONJ)); k != CHN_NONE;
         k = chn_tree_kid_next(x->t, k, R(CONJ)))
        if (k > t)
            return true;
    return false;
}

/* The noun phrase at `head` as a source: without prepositions before it and
 * without what is only added behind a comma; not the clause that holds the
 * cue. */
static chn_range phrase(const chn_listen *x, uint32_t head, uint32_t cue)
{
    chn_range r = chn_tree_yield(x->t, head);
    const chn_range own = chn_tree_case(x->t, head);
    if (own.end > own.first && own.end <= head && own.end > r.first)
        r.first = own.end;
    for (uint32_t t = r.first; t < head; t++)
        if ((is(x, t, ",") || chn_voice_mark(x, t)) &&
            chn_tree_head(x->t, t) == head)
            r.first = t + 1;
    while (r.first < head &&
           (chn_voice_is(x, r.first, W_CONJ) || chn_voice_breaks(x, r.first) ||
            chn_voice_mark(x, r.first)))
        r.first++;
    if (cue > head && cue < r.end) {
        /* "the envoy who said": up to the clause */
        uint32_t k = cue;
        while (chn_tree_head(x->t, k) != head &&
               chn_tree_head(x->t, k) != CHN_NONE)
            k = chn_tree_head(x->t, k);
        const chn_range clause = chn_tree_yield(x->t, k);
        r.end = clause.first > head ? clause.first : cue;
    }
    uint32_t end = head + 1;
    while (end < r.end && !chn_voice_mark(x, end) &&
           (!stops(x, end) || lists(x, head, end, r.end)))
        end++;
    r.end = end;
    while (r.end > head + 1 && chn_voice_breaks(x, r.end - 1))
        r.end--;
    /* "the ministry on Monday" */
    const uint32_t time = chn_voice_time_back(x, r.end, head + 1);
    if (time < r.end && time > head)
        r.end = time;
    return r;
}

/* Who speaks at the verb: head token and its phrase, or none. */
static uint32_t speaker(const chn_listen *x, uint32_t verb, chn_range *r)
{
    chn_arg a = chn_tree_doer(x->t, verb);
    *r = (chn_range){0, 0};
    /* of two subjects the nearer: "Yang will go to see Moon, an aide said" */
    if (a.how == CHN_ARG_OWN && a.tok < verb)
        for (uint32_t k = a.tok; k != CHN_NONE && k < verb;
             k = chn_tree_kid_next(x->t, k, CHN_RELS_SUBJECT))
            a.tok = k;
    if (a.tok == CHN_NONE || a.tok == verb ||
        x->d->tok[a.tok].sent != x->sent || a.tok < x->first)
        return CHN_NONE;
    if (chn_tree_upos(x->t, a.tok) == CHN_VERB)
        return CHN_NONE;
    *r = phrase(x, a.tok, verb);
    return r->end > r->first ? a.tok : CHN_NONE;
}

/* End of the words that name a source: "diplomats", and not "diplomats who
 * asked for silence". */
static uint32_t called(const chn_listen *x, chn_range r)
{
    uint32_t t = r.first + 1;
    while (t < r.end && (!(w_bits(x, t) & W_REL) || chn_voice_breaks(x, t)))
        t++;
    return t < r.end ? t : r.end;
}

static bool resolve(const chn_listen *x, chn_range r, chn_source *s)
{
    if (chn_voice_source_in(x, r.first, r.end, s) &&
        (s->mention == CHN_MENTION_NONE ||
         x->m->at[s->mention].first >= r.first)) {
        s->first = r.first;
        s->end = r.end;
        return true;
    }
    *s = (chn_source){.mention = CHN_MENTION_NONE,
                      .first = r.first,
                      .end = r.end,
                      .name_first = r.first,
                      .name_end = called(x, r),
                      .noun = NONE};
    return false;
}

/* The verb of an attribution's cue, or CHN_NONE. */
static uint32_t verb_of(const chn_listen *x, const chn_attribution *a)
{
    for (uint32_t t = a->cue_end; t > a->cue_first; t--)
        if (chn_tree_upos(x->t, t - 1) == CHN_VERB)
            return t - 1;
    return CHN_NONE;
}

static void mend_source(chn_listen *x, chn_attribution *a, uint32_t verb)
{
    chn_range r;
    const uint32_t who = speaker(x, verb, &r);
    if (who == CHN_NONE)
        return;
    const bool had = a->source_end > a->source_first;
    const bool meets =
        had && r.first < a->source_end && a->source_first < r.end;
    if (meets) {
        if (a->source != CHN_MENTION_NONE) {
            const chn_mention *m = &x->m->at[a->source];
            if (m->first < r.end && m->end > r.end && m->end <= a->source_end)
                r.end = m->end; /* "state media KCNA" is one name */
        }
        a->source_first = r.first;
        a->source_end = r.end;
        if (a->source == CHN_MENTION_NONE && a->name_end > a->name_first &&
            a->name_first >= r.first && a->name_end <= r.end) {
            a->name_first = r.first;
            a->name_end = called(x, r);
        }
        return;
    }
    /* what stands right before the cue is its subject, whatever the tree
     * says: "..., on Wednesday night, Canberra said" */
    const chn_arg arg = chn_tree_doer(x->t, verb);
    if (had && (arg.how != CHN_ARG_OWN ||
                (a->source_end == a->cue_first && r.end != a->cue_first)))
        return;
    chn_source s;
    if (!resolve(x, r, &s) && had)
        return;
    a->source = s.mention;
    a->source_first = s.first;
    a->source_end = s.end;
    a->name_first = s.name_first;
    a->name_end = s.name_end;
}

/* The first clause of `tok` by one of the relations at or behind `end`. */
static uint32_t clause_of(const chn_listen *x, uint32_t tok, chn_relset rels,
                          uint32_t end)
{
    for (uint32_t k = chn_tree_kid(x->t, tok, rels); k != CHN_NONE;
         k = chn_tree_kid_next(x->t, k, rels))
        if (k >= end && chn_tree_yield(x->t, k).first >= end)
            return k;
    return CHN_NONE;
}

/* The clause behind the verb that is its content, or CHN_NONE. */
static uint32_t clause_behind(const chn_listen *x, uint32_t verb, uint32_t end)
{
    return clause_of(x, verb, CLAUSES, end);
}

/* First token of the verb's next clause behind `from`: "said that ..., and
 * [left]"; x->end: none. */
static uint32_t next_clause(const chn_listen *x, uint32_t verb, uint32_t from)
{
    for (uint32_t k = chn_tree_kid(x->t, verb, OTHERS); k != CHN_NONE;
         k = chn_tree_kid_next(x->t, k, OTHERS)) {
        const uint32_t first = chn_tree_yield(x->t, k).first;
        /* "his wish to go" is a clause of the wish, wherever it hangs */
        if (first <= from || is(x, first, "to"))
            continue;
        /* "said they tried, but then failed": no subject of its own, and no
         * cue; the tree guesses whose verb it is */
        if (chn_tree_is_rel(x->t, k, R(CONJ)) &&
            !(w_bits(x, k) & (W_CUE | W_STANCE)) &&
            chn_tree_kid(x->t, k, CHN_RELS_SUBJECT) == CHN_NONE)
            continue;
        return first;
    }
    return x->end;
}

static uint32_t strip(const chn_listen *x, uint32_t from, uint32_t to)
{
    while (to > from + 1 && x->d->tok[to - 1].kind == CHN_TOK_PUNCT &&
           !chn_voice_mark(x, to - 1) && !is(x, to - 1, ")") &&
           !is(x, to - 1, "]") && !is(x, to - 1, "%"))
        to--;
    return to;
}

/* A quotation that is begun is taken whole. */
static uint32_t close_quote(const chn_listen *x, uint32_t from, uint32_t to)
{
    for (uint32_t t = from; t < to; t++) {
        if (!chn_voice_mark(x, t))
            continue;
        const chn_quotation *q = chn_voice_quotation(x->d, t);
        if (q && q->first == t + 1 && q->end >= to && q->end < x->end &&
            !q->open)
            return q->end + 1;
    }
    return to;
}

/* Content of "X said that ..." by its clause. */
static void content_of(const chn_listen *x, uint32_t verb, uint32_t clause,
                       uint32_t end, uint32_t out[2])
{
    const chn_range y = chn_tree_yield(x->t, clause);
    uint32_t from = y.first;
    while (from < clause && (is(x, from, ",") || is(x, from, ":")))
        from++;
    if (from > end && chn_voice_mark(x, from - 1) &&
        chn_tree_head(x->t, from - 1) == verb)
        from--;
    /* no clause has two subjects: "told Radio Lima [the road was closed]" */
    const uint32_t subject = chn_tree_kid(x->t, clause, CHN_RELS_SUBJECT);
    const uint32_t second =
        subject == CHN_NONE || subject > clause
            ? CHN_NONE
            : chn_tree_kid_next(x->t, subject, CHN_RELS_SUBJECT);
    if (second != CHN_NONE && second < clause &&
        from == chn_tree_yield(x->t, subject).first)
        from = chn_tree_yield(x->t, second).first;
    /* a gloss behind the head is the report's: ", which ...", "; ..." */
    uint32_t to = chn_voice_right(x, clause > from ? clause : from);
    const uint32_t other = next_clause(x, verb, y.end - 1);
    if (other < to)
        to = other;
    if (to > y.end && chn_voice_is(x, y.end, W_CONJ) &&
        !is(x, y.end + 1, "that"))
        to = y.end;
    /* "Delhi, which says that ..., had ..." */
    if (chn_tree_is_rel(x->t, verb, CHN_RELS_RELATIVE) && to > y.end)
        to = y.end;
    while (to > from && chn_voice_is(x, to - 1, W_CONJ))
        to--;
    out[0] = from;
    out[1] = close_quote(x, from, strip(x, from, to));
}

/* Does the verb have an object or adverbial before `content`, or the clause a
 * subject that is not its own? */
static bool addressed(const chn_listen *x, uint32_t verb, uint32_t clause,
                      uint32_t content)
{
    if (chn_tree_yield(x->t, clause).first < content)
        return true;
    const chn_relset rels = R(OBJ) | R(IOBJ) | R(OBL);
    for (uint32_t k = chn_tree_kid(x->t, verb, rels); k != CHN_NONE;
         k = chn_tree_kid_next(x->t, k, rels))
        if (k > verb && k < content)
            return true;
    return false;
}

/* A closing mark that nobody opened ends what was said. */
static void end_at_mark(const chn_listen *x, chn_attribution *a)
{
    if (a->n_content == 0 || a->content[0][0] < a->cue_end)
        return;
    for (uint32_t t = a->content[0][0] + 1; t + 1 < a->content[0][1]; t++) {
        if (!chn_voice_mark(x, t) || (x->d->tok[t].flags & CHN_TOK_QUOTED))
            continue;
        const chn_quotation *q = chn_voice_quotation(x->d, t);
        if (q && (q->first == t + 1 || q->end == t))
            continue;
        a->content[0][1] = strip(x, a->content[0][0], t);
        a->n_content = 1;
        return;
    }
}

static void mend_content(chn_listen *x, chn_attribution *a, uint32_t verb)
{
    if (a->n_content == 0 || a->content[0][0] < a->cue_end)
        return;
    uint32_t clause = clause_behind(x, verb, a->cue_end);
    /* "expressed his belief that": the noun's clause */
    if (clause == CHN_NONE && a->cue_end > verb + 1)
        clause = clause_of(x, a->cue_end - 1, CLAUSES | R(ACL), a->cue_end);
    if (clause == CHN_NONE)
        return;
    uint32_t c[2];
    content_of(x, verb, clause, a->cue_end, c);
    if (c[1] <= c[0])
        return;
    const uint32_t first = a->content[0][0];
    /* "that" and a quotation's mark are where the words saw them; only behind
     * an addressee the tree knows better */
    if (!is(x, first, "that") && !chn_voice_mark(x, first) &&
        (c[0] < first || addressed(x, verb, clause, c[0])))
        a->content[0][0] = c[0];
    a->content[0][1] = c[1] > a->content[0][0] ? c[1] : a->content[0][1];
    a->n_content = 1;
}

static uint32_t found_at(const chn_listen *x, uint32_t t)
{
    for (uint32_t i = x->sent_attr; i < x->n; i++)
        if ((t >= x->at[i].cue_first && t < x->at[i].cue_end) ||
            (x->at[i].scope_first <= t && t < x->at[i].cue_end &&
             x->at[i].cue_first > t))
            return i;
    return NONE;
}

/* Is the verb a statement's, and not "to say that", "did not say that"? */
static bool states(const chn_listen *x, uint32_t verb, const chn_cue *c,
                   uint32_t *first)
{
    chn_verb_group g;
    chn_tree_verb_group(x->t, verb, &g);
    *first = g.span.end > g.span.first && g.span.first < verb &&
                     g.span.first >= x->first
                 ? g.span.first
                 : verb;
    while (*first < verb && !chn_voice_is(x, *first, W_AUX))
        ++*first;
    if (g.passive || g.infinitive || g.imperative)
        return false;
    return !g.negated || c->cls == CLASS_DENY;
}

static bool kid_behind(const chn_listen *x, uint32_t tok, chn_relset rels)
{
    for (uint32_t k = chn_tree_kid(x->t, tok, rels); k != CHN_NONE;
         k = chn_tree_kid_next(x->t, k, rels))
        if (k > tok)
            return true;
    return false;
}

/* Can the verb close a statement, as in "..., she said"? One with an object
 * or in a clause that hangs on a noun cannot. */
static bool last_word(const chn_listen *x, uint32_t verb)
{
    return !chn_tree_is_rel(x->t, verb,
                            CHN_RELS_RELATIVE | R(ACL) | R(ADVCL) | R(AMOD)) &&
           !kid_behind(x, verb, R(OBJ) | R(CCOMP) | R(XCOMP));
}

/* A cue that the word patterns did not see, at a verb. */
static void add(chn_listen *x, const chn_cue *c, uint32_t t, uint32_t end)
{
    uint32_t first;
    if (!states(x, t, c, &first))
        return;
    chn_range r;
    chn_source s;
    if (speaker(x, t, &r) == CHN_NONE)
        return;
    resolve(x, r, &s);
    const uint32_t clause = clause_behind(x, t, end);
    if (clause != CHN_NONE) {
        uint32_t content[2];
        content_of(x, t, clause, end, content);
        if (chn_tree_rel(x->t, clause) == CHN_REL_XCOMP &&
            !(c->frames & F_OBJECT))
            return; /* "wrote to ask" */
        chn_voice_set(x, c, &s, first, end, content[0], content[1]);
        return;
    }
    if (c->frames & F_QUOTE) {
        uint32_t i = chn_voice_adverbials(x, end, x->end);
        while (i < x->end && (is(x, i, ",") || is(x, i, ":")))
            i++;
        if (i + 1 < x->end && chn_voice_mark(x, i) &&
            (x->d->tok[i + 1].flags & CHN_TOK_QUOTED)) {
            chn_voice_set(x, c, &s, first, end, i,
                          close_quote(x, i, chn_voice_right(x, i)));
            return;
        }
    }
    if (!last_word(x, t))
        return;
    if ((c->frames & F_TAIL) && s.end <= first)
        chn_voice_tail(x, c, &s, first, end, end);
    else if ((c->frames & F_TAIL) && s.first >= end) {
        chn_source at = s; /* "..., said the envoy" */
        at.first = first;
        if (chn_voice_tail(x, c, &at, first, end, s.end)) {
            x->at[x->n - 1].source_first = s.first;
            x->at[x->n - 1].source_end = s.end;
        }
    }
}

static bool parsed(const chn_listen *x)
{
    return chn_syntax_parse(x->t, x->sent, x->err) == CHN_OK &&
           chn_tree_root(x->t, x->sent) != CHN_NONE;
}

/* Is a link of a chain told here? It may be meant in all of the report. */
static bool relays(const chn_listen *x)
{
    for (uint32_t i = x->sent_attr; i < x->n; i++)
        if ((x->at[i].flags & CHN_ATTR_RELAY) ||
            x->at[i].parent != CHN_ATTR_NONE)
            return true;
    return false;
}

void chn_voice_trees(chn_listen *x)
{
    bool any = x->n > x->sent_attr;
    if (x->near && !x->near[x->sent] && !relays(x))
        return;
    for (uint32_t t = x->first; t < x->end && !any; t++)
        any = (w_bits(x, t) & W_CUE) != 0;
    if (!any || !x->t || !parsed(x))
        return;
    const uint32_t had = x->n;
    for (uint32_t i = x->sent_attr; i < had; i++) {
        chn_attribution *a = &x->at[i];
        const uint32_t verb = verb_of(x, a);
        chn_attribution *to =
            a->parent != CHN_ATTR_NONE ? &x->at[a->parent] : NULL;
        if (verb == CHN_NONE || (a->flags & CHN_ATTR_RELAY) ||
            (to && !(to->flags & CHN_ATTR_ADDRESSEE)))
            continue;
        mend_source(x, a, verb);
        mend_content(x, a, verb);
        end_at_mark(x, a);
        if (to) { /* whom it was told passes on the same words */
            to->n_content = a->n_content;
            memcpy(to->content, a->content, sizeof to->content);
        }
    }
    for (uint32_t t = x->first; t < x->end && !x->no_memory; t++) {
        if (!(w_bits(x, t) & W_CUE) || chn_tree_upos(x->t, t) != CHN_VERB)
            continue;
        const uint32_t word = x->d->tok[t].word;
        for (uint32_t i = x->k->head[word]; i; i = x->k->ways[i].next) {
            const chn_cue_word *w = &x->k->ways[i];
            const chn_cue *c = &x->k->cues[w->cue];
            if (c->form != CUE_VERB || c->cls == CLASS_QUOTE ||
                c->cls == CLASS_CITE || c->cls == CLASS_STANCE ||
                (c->frames & (F_PASSIVE | F_WHAT)) ||
                !chn_voice_follows(x, w, t))
                continue;
            if (found_at(x, t) == NONE)
                add(x, c, t, t + 1 + w->n_rest);
            break;
        }
    }
}

/* ---- wishes, calls, pledges, opinions ---- */

/* Does an attribution with a cue of the sentence hold token t as its cue? The
 * sentence's are at [lo, hi). */
static bool taken(const chn_listen *x, uint32_t lo, uint32_t hi, uint32_t t)
{
    for (uint32_t i = lo; i < hi; i++)
        if (t >= x->at[i].cue_first && t < x->at[i].cue_end)
            return true;
    return false;
}

/* "am convinced": the verb, or the adjective that a copula joins. */
static bool predicate(const chn_listen *x, const chn_cue *c, uint32_t t,
                      uint32_t *first)
{
    chn_verb_group g;
    chn_tree_verb_group(x->t, t, &g);
    *first = t;
    if (c->frames & F_PASSIVE) {
        const uint32_t be =
            chn_tree_kid(x->t, t, R(COP) | R(AUX_PASS) | R(AUX));
        if (be == CHN_NONE || be > t)
            return false;
        *first = be;
        return true;
    }
    if (chn_tree_upos(x->t, t) != CHN_VERB || g.passive || g.infinitive ||
        g.imperative || g.negated)
        return false;
    if (g.span.first >= x->first && g.span.first < t)
        *first = g.span.first;
    while (*first < t && !chn_voice_is(x, *first, W_AUX))
        ++*first;
    return true;
}

/* Who speaks at a participle or second verb, where the tree hangs it upon the
 * wrong word: the nearest other cue's source before it, else the subject of
 * the sentence. "sent a message to B expressing his wish": not B. */
static bool main_speaker(const chn_listen *x, uint32_t t, chn_range *r)
{
    const uint32_t root = chn_tree_root(x->t, x->sent);
    const uint32_t who = chn_tree_subject(x->t, root).tok;
    if (who == CHN_NONE || who > t || who < x->first)
        return false;
    *r = phrase(x, who, t);
    return r->end > r->first;
}

/* Who speaks at a cue: the subject; of a participle that the tree hangs upon
 * the noun before it, that of the sentence. */
static bool who_speaks(const chn_listen *x, const chn_cue *c, uint32_t t,
                       chn_range *r)
{
    const chn_arg who = chn_tree_subject(x->t, t);
    *r = (chn_range){0, 0};
    if (c->frames & F_PASSIVE) {
        if (who.tok == CHN_NONE || who.tok < x->first)
            return false;
        *r = phrase(x, who.tok, t);
    } else if (who.how == CHN_ARG_REDUCED && chn_tree_is_rel(x->t, t, R(ACL)) &&
               main_speaker(x, t, r)) {
        return true;
    } else if (speaker(x, t, r) == CHN_NONE && !main_speaker(x, t, r)) {
        return false;
    }
    return r->end > r->first;
}

/* What the verb says, wishes or praises as its object: up to a comma or its
 * next clause. */
static bool object_of(const chn_listen *x, uint32_t t, uint32_t end,
                      uint32_t out[2])
{
    const uint32_t to = next_clause(x, t, end);
    uint32_t i = end;
    if (!kid_behind(x, t, R(OBJ) | R(OBL) | R(XCOMP) | R(CCOMP)))
        return false;
    for (; i < to; i++) {
        if (x->d->tok[i].flags & CHN_TOK_QUOTED)
            continue;
        if (is(x, i, ";") || is(x, i, "("))
            break;
        if (is(x, i, ",") && i + 1 < to && !is(x, i + 1, "including") &&
            !lists(x, t, i, to))
            break;
    }
    out[0] = end;
    out[1] = close_quote(x, end, strip(x, end, i));
    return out[1] > out[0] + 1;
}

static void stance(chn_listen *x, const chn_cue *c, uint32_t t, uint32_t end)
{
    uint32_t first;
    chn_range r;
    chn_source s;
    uint32_t content[2] = {end, end};
    if (!predicate(x, c, t, &first) || !who_speaks(x, c, t, &r))
        return;
    resolve(x, r, &s);
    const uint32_t clause = clause_behind(x, t, end);
    if (clause != CHN_NONE && !(c->frames & F_OBJECT)) {
        content_of(x, t, clause, end, content);
    } else if (is(x, end, "that") && end < x->end) {
        content[1] = chn_voice_right(x, end);
        /* inside a quotation no further than it goes */
        const chn_quotation *q = chn_voice_quotation(x->d, t);
        if (q && (x->d->tok[t].flags & CHN_TOK_QUOTED) && q->end < content[1])
            content[1] = q->end;
    } else if (!(c->frames & (F_OBJECT | F_NOUN)) ||
               !object_of(x, t, end, content)) {
        return;
    }
    if (content[1] <= content[0] + 1)
        return;
    const uint32_t a =
        chn_voice_set(x, c, &s, first, end, content[0], content[1]);
    if (a != NONE)
        x->at[a].flags |= CHN_ATTR_STANCE;
}

/* The smallest content of the sentence that holds the cue. */
static uint32_t holder(const chn_listen *x, uint32_t lo, uint32_t hi,
                       uint32_t cue)
{
    uint32_t best = CHN_ATTR_NONE;
    uint32_t size = UINT32_MAX;
    for (uint32_t i = lo; i < hi; i++)
        for (uint32_t c = 0; c < x->at[i].n_content; c++) {
            const uint32_t *r = x->at[i].content[c];
            /* of a relay and its origin with one content the origin */
            if (r[0] <= cue && cue < r[1] &&
                (r[1] - r[0] < size ||
                 (r[1] - r[0] == size && x->at[i].parent == best))) {
                best = i;
                size = r[1] - r[0];
            }
        }
    return best;
}

/* "expressing his wish", "disclosing details": with an object and no clause a
 * cue of saying is no voice either. */
static bool listed_only(const chn_cue *c)
{
    return c->cls == CLASS_STANCE ||
           (c->form == CUE_VERB && (c->frames & (F_NOUN | F_OBJECT)));
}

static void stances_of(chn_listen *x, uint32_t lo, uint32_t hi)
{
    for (uint32_t t = x->first; t < x->end && !x->no_memory; t++) {
        if (!(w_bits(x, t) & (W_STANCE | W_CUE)) || taken(x, lo, hi, t))
            continue;
        const uint32_t word = x->d->tok[t].word;
        for (uint32_t i = x->k->head[word]; i; i = x->k->ways[i].next) {
            const chn_cue_word *w = &x->k->ways[i];
            const chn_cue *c = &x->k->cues[w->cue];
            const uint32_t n = x->n;
            if (!listed_only(c) || !chn_voice_follows(x, w, t))
                continue;
            stance(x, c, t, t + 1 + w->n_rest);
            if (x->n > n) {
                x->at[n].parent = holder(x, lo, hi, t);
                chn_voice_first_person(x, n);
                break;
            }
        }
    }
}

chn_code chn_voice_stance(chn_listen *x, chn_err *err)
{
    const uint32_t own = x->n; /* ordered by cue */
    uint32_t at = 0;
    (void)err;
    for (uint32_t s = 0; s < x->d->n_sent && !x->no_memory; s++) {
        const chn_sent *sent = &x->d->sent[s];
        while (at < own && x->at[at].cue_first < sent->first)
            at++;
        uint32_t hi = at;
        while (hi < own && x->at[hi].cue_first < sent->end)
            hi++;
        bool any = false;
        for (uint32_t t = sent->first; t < sent->end && !any; t++)
            any = (w_bits(x, t) & (W_STANCE | W_CUE)) != 0;
        x->sent = s;
        x->first = sent->first;
        x->end = sent->end;
        x->sent_attr = x->n;
        if (any && parsed(x))
            stances_of(x, at, hi);
        at = hi;
    }
    return x->no_memory ? CHN_ERR_MEMORY : CHN_OK;
}
