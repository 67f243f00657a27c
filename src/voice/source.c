/* SPDX-License-Identifier: Apache-2.0 */
/* Whose word: the source's noun phrase before or behind a cue, and what
 * stands behind "he", "the agency", "the report". */
#include "base/str.h"
#include "voice/inside.h"

#define CLAUSE_MAX 60 /* tokens that a subject may be away from its verb */

/* The mention meant: follows pronouns and "the president". Bounded: an
 * antecedent always stands earlier in well-formed input. */
uint32_t chn_voice_resolve(const chn_mentions *m, uint32_t mention)
{
    for (uint32_t i = 0; i < 8 && mention < m->n; i++) {
        const uint32_t a = m->at[mention].antecedent;
        if (a == CHN_MENTION_NONE || a >= m->n || a == mention)
            return mention;
        mention = a;
    }
    return mention;
}

static bool sourceable(const chn_mention *m)
{
    return m->kind != CHN_KIND_PRONOUN &&
           !(m->kind == CHN_KIND_PLACE && m->locative);
}

/* Does the phrase [first, end) hold a noun of sources.tsv outside mentions?
 * The last such noun, or UINT32_MAX. Only up to a preposition: "an official
 * at the ministry" is an official. */
static uint32_t head_noun(const chn_listen *x, uint32_t first, uint32_t end)
{
    uint32_t noun = UINT32_MAX;
    for (uint32_t i = first; i < end; i++) {
        if (noun != UINT32_MAX && (w_bits(x, i) & W_PREP))
            break;
        if (chn_voice_breaks(x, i) && i > first)
            break;
        const uint32_t m = mention_at(x, i);
        if (m != CHN_MENTION_NONE && x->m->at[m].kind != CHN_KIND_PLACE &&
            x->m->at[m].core == i)
            continue;
        if (w_source(x, i) != S_NONE)
            noun = i;
    }
    return noun;
}

/* Does only an article, adjective or number stand between a preposition and
 * token t? Then what begins at t is inside a prepositional phrase. */
static bool after_prep(const chn_listen *x, uint32_t t, uint32_t lo)
{
    for (uint32_t i = t; i > lo && i + 3 > t; i--) {
        const uint32_t b = w_bits(x, i - 1);
        if (chn_tok_is(x->d, i - 1, "than")) /* "more than 50 officials" */
            return false;
        if (b & W_PREP)
            return true;
        if (!(b & (W_DET | W_TIMEADJ)) &&
            x->d->tok[i - 1].kind != CHN_TOK_NUMBER)
            return false;
    }
    return false;
}

static uint32_t with_determiner(const chn_listen *x, uint32_t t, uint32_t lo)
{
    while (t > lo && !chn_voice_breaks(x, t - 1) &&
           mention_at(x, t - 1) == CHN_MENTION_NONE &&
           !(w_bits(x, t - 1) &
             (W_PREP | W_CONJ | W_AUX | W_REL | W_SUBORD | W_TIME)) &&
           t + 5 > lo) {
        t--;
        if (w_bits(x, t) & W_DET) {
            /* "the two officials", "one of": go on over articles only */
            if (t > lo && (w_bits(x, t - 1) & W_DET))
                continue;
            break;
        }
    }
    return t;
}

/* The last attribution before now whose source is of the wanted kind:
 * `human` a person, else a body, an agency, a document. Looks back at most
 * over the last 12. */
static bool earlier(const chn_listen *x, bool human, bool media, bool document,
                    chn_source *out)
{
    for (uint32_t i = x->n, seen = 0; i > 0 && seen < 12; i--, seen++) {
        const chn_attribution *a = &x->at[i - 1];
        if (x->d->tok[a->cue_first].sent + (media ? 12u : 3u) < x->sent)
            return false;
        bool is_human = false;
        bool is_media = false;
        bool is_document = false;
        if (a->source != CHN_MENTION_NONE) {
            const chn_mention *m =
                &x->m->at[chn_voice_resolve(x->m, a->source)];
            is_human = m->kind == CHN_KIND_PERSON || m->unnamed;
            is_media = m->kind == CHN_KIND_MEDIA;
        } else if (a->name_end > a->name_first) {
            const uint32_t n = head_noun(x, a->name_first, a->name_end);
            const chn_source_kind s =
                n == UINT32_MAX ? S_UNNAMED : w_source(x, n);
            is_human = s == S_UNNAMED || s == S_WITNESS;
            is_document = s == S_DOCUMENT;
        } else {
            continue;
        }
        if (document && !is_document && !is_media)
            continue;
        if (media && !is_media)
            continue;
        if (!document && !media && is_human != human)
            continue;
        out->mention = a->source;
        out->name_first = a->name_first;
        out->name_end = a->name_end;
        return true;
    }
    return false;
}

/* The nearest mention of an agency or outlet before token t. */
static uint32_t media_before(const chn_listen *x, uint32_t t, uint32_t *other)
{
    uint32_t lo = 0;
    uint32_t hi = x->m->n;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (x->m->at[mid].first < t)
            lo = mid + 1;
        else
            hi = mid;
    }
    uint32_t found = CHN_MENTION_NONE;
    for (uint32_t i = lo, seen = 0; i > 0 && seen < 64; i--, seen++) {
        const chn_mention *m = &x->m->at[i - 1];
        if (m->kind != CHN_KIND_MEDIA)
            continue;
        if (found == CHN_MENTION_NONE) {
            found = i - 1;
        } else if (!chn_str_eq(m->name, x->m->at[found].name)) {
            *other = i - 1;
            break;
        }
    }
    return found;
}

/* "he", "it", "they": the last source of that kind; a person whom the actor
 * stage knows comes first. */
static void bind_pronoun(const chn_listen *x, chn_source *s)
{
    const uint32_t b = w_bits(x, s->first);
    const uint32_t m = mention_at(x, s->first);
    const uint32_t meant =
        m == CHN_MENTION_NONE ? m : chn_voice_resolve(x->m, m);
    const bool human = (b & W_HUMAN) != 0;
    chn_source e = *s;
    if (human && meant != m &&
        (x->d->tok[x->m->at[meant].core].flags & CHN_TOK_CAP))
        s->mention = m;
    else if (!(b & W_PLURAL) && earlier(x, human, false, false, &e))
        *s = e;
    else if (meant != m)
        s->mention = m;
    else if ((b & W_PLURAL) && earlier(x, true, false, false, &e))
        *s = e;
}

/* "the official added": the one that was named with that noun before. */
static void bind_unnamed(const chn_listen *x, chn_source *s)
{
    const uint32_t word = x->d->tok[s->noun].word;
    for (uint32_t i = x->n, seen = 0; i > 0 && seen < 12; i--, seen++) {
        const chn_attribution *a = &x->at[i - 1];
        for (uint32_t j = a->name_first; j < a->name_end; j++)
            if (x->d->tok[j].word == word) {
                s->name_first = a->name_first;
                s->name_end = a->name_end;
                return;
            }
    }
}

#define EITHER_SENTENCES 6 /* in which two agencies must be named */

/* "the news agency", which the actor stage has read as the last one named:
 * where another was named shortly before it can be that one. */
static void either(const chn_listen *x, chn_source *s)
{
    const chn_mention *m = &x->m->at[s->mention];
    uint32_t other = CHN_MENTION_NONE;
    if (m->kind != CHN_KIND_MEDIA || m->link != CHN_LINK_COREFERENCE)
        return;
    const uint32_t last = media_before(x, m->first, &other);
    if (last == CHN_MENTION_NONE || other == CHN_MENTION_NONE)
        return;
    if (!chn_voice_same_mention(x->m, last, s->mention))
        other = last;
    if (x->d->tok[x->m->at[other].first].sent + EITHER_SENTENCES < x->sent)
        return;
    s->ambiguous = true;
    s->other = other;
}

/* "the news agency", "the report", "it": point `s` at what is meant. */
static void bind(const chn_listen *x, chn_source *s)
{
    if (s->pronoun) {
        bind_pronoun(x, s);
        return;
    }
    if (s->mention != CHN_MENTION_NONE) {
        either(x, s);
        return;
    }
    const uint32_t b = w_bits(x, s->first);
    if (s->noun == UINT32_MAX || s->mention != CHN_MENTION_NONE ||
        (b & W_INDEF) || !(b & W_DET))
        return; /* "a report said": new */
    const chn_source_kind kind = w_source(x, s->noun);
    const uint32_t size = s->end - s->first;
    chn_source e = *s;
    if (kind == S_MEDIA && size <= 4) {
        uint32_t other = CHN_MENTION_NONE;
        const bool said = earlier(x, false, true, false, &e);
        const uint32_t m = media_before(x, s->first, &other);
        if (said)
            *s = e;
        else if (m != CHN_MENTION_NONE)
            s->mention = m;
        s->ambiguous =
            other != CHN_MENTION_NONE && (said || m != CHN_MENTION_NONE);
        /* of the two the one that was not taken */
        s->other = chn_voice_same_mention(x->m, other, s->mention) ? m : other;
    } else if (kind == S_DOCUMENT && size <= 3) {
        const bool report = chn_tok_is(x->d, s->noun, "report");
        if (earlier(x, false, report, !report, &e) &&
            (report || e.mention == CHN_MENTION_NONE))
            *s = e;
    } else if (size <= 2 && (kind == S_UNNAMED || kind == S_WITNESS)) {
        bind_unnamed(x, s);
    }
}

/* Begin of the noun phrase whose known part begins at t: back over "the
 * island's", "a separate", "its", "Environment". */
static uint32_t phrase_begin(const chn_listen *x, uint32_t t, uint32_t lo)
{
    const uint32_t no = W_PREP | W_CONJ | W_REL | W_AUX | W_SUBORD;
    uint32_t first = t;
    if (first > lo + 1 && chn_tok_is(x->d, first - 1, "'s")) {
        uint32_t b = first - 1;
        while (b > lo && first - b < 6 && !chn_voice_breaks(x, b - 1) &&
               !(w_bits(x, b - 1) & no))
            b--;
        first = b;
    }
    const uint32_t named = first;
    for (uint32_t b = named; b > lo && named - b < 8;) {
        b--;
        const uint32_t bits = w_bits(x, b);
        const uint32_t in = mention_at(x, b);
        if ((in != CHN_MENTION_NONE && x->m->at[in].kind != CHN_KIND_PRONOUN) ||
            chn_voice_breaks(x, b) || (bits & (no | W_TIME)))
            break;
        if ((bits & W_DET) || b == lo)
            first = b;
        /* "all the agencies" */
        if ((bits & W_DET) && !(b > lo && (w_bits(x, b - 1) & W_DET)))
            break;
    }
    return first;
}

/* Fill `out` for the mention i as head of a phrase that ends at hi. */
static bool take_mention(const chn_listen *x, uint32_t i, uint32_t lo,
                         uint32_t hi, uint32_t depth, chn_source *out)
{
    const chn_mention *m = &x->m->at[i];
    out->first = phrase_begin(x, m->first, lo);
    out->end = hi;
    out->mention = i;
    out->name_first = out->name_end = out->first;
    uint32_t rest = m->end;
    if (rest < hi && chn_tok_is(x->d, rest, "'s"))
        rest++;
    if (rest >= hi)
        return true;
    /* "South Korea's" + "unification ministry": the second */
    const uint32_t second = mention_at(x, rest);
    if (m->possessive && second != CHN_MENTION_NONE && second != i &&
        x->m->at[second].kind != CHN_KIND_PLACE &&
        x->m->at[second].kind != CHN_KIND_PRONOUN && depth < 4) {
        const uint32_t from = out->first;
        const bool ok = take_mention(x, second, lo, hi, depth + 1, out);
        out->first = from;
        if (out->name_end > out->name_first)
            out->name_first = from;
        return ok;
    }
    const uint32_t noun = head_noun(x, rest, hi);
    const bool tail = (w_bits(x, rest) & (W_PREP | W_CONJ | W_TIME)) ||
                      chn_tok_is(x->d, rest, "(") ||
                      chn_tok_is(x->d, rest, ",");
    if (tail || m->kind == CHN_KIND_PERSON) {
        /* "Kim's message said": Kim; "Kim's aides said": the aides */
        if (!(m->possessive && noun != UINT32_MAX) ||
            w_source(x, noun) == S_DOCUMENT) {
            out->noun = m->possessive ? noun : UINT32_MAX;
            return true;
        }
    }
    if (noun == UINT32_MAX)
        return true;
    out->noun = noun;
    /* a name in apposition: "White House spokesman John Kirby" */
    for (uint32_t j = i + 1; j < x->m->n && x->m->at[j].first < hi; j++)
        if (x->m->at[j].kind == CHN_KIND_PERSON && x->m->at[j].first > noun) {
            out->mention = j;
            return true;
        }
    const chn_source_kind kind = w_source(x, noun);
    if (kind == S_DOCUMENT) /* "a KCNA report", "the ministry's statement" */
        return true;
    if (kind == S_MEDIA && m->kind == CHN_KIND_MEDIA)
        return true; /* "the Carib Press agency" */
    out->mention = CHN_MENTION_NONE;
    out->name_first = out->first;
    out->name_end = hi;
    return true;
}

/* A noun of sources.tsv at t as head. */
static bool take_noun(const chn_listen *x, uint32_t t, uint32_t lo, uint32_t hi,
                      chn_source *out)
{
    /* the last noun of the compound: "interior ministry statement" */
    uint32_t noun = t;
    while (noun + 1 < hi && w_source(x, noun + 1) != S_NONE)
        noun++;
    out->first = with_determiner(x, t, lo);
    out->end = hi;
    out->noun = noun;
    out->mention = CHN_MENTION_NONE;
    out->name_first = out->first;
    out->name_end = hi;
    const chn_source_kind kind = w_source(x, noun);
    const uint32_t next = noun + 1;
    if (next >= hi)
        return true;
    uint32_t m = mention_at(x, next);
    if (m != CHN_MENTION_NONE && x->m->at[m].kind == CHN_KIND_PERSON) {
        /* "spokesman John Kirby"; but "President Medvedev's spokeswoman" */
        const uint32_t from = out->first;
        take_mention(x, m, lo, hi, 0, out);
        if (out->name_end > out->name_first)
            out->name_first = from;
        out->first = from;
    } else if (m != CHN_MENTION_NONE && kind == S_MEDIA &&
               x->m->at[m].kind == CHN_KIND_MEDIA) {
        out->mention = m; /* "news agency Yonhap" */
    } else if (kind == S_DOCUMENT && (w_bits(x, next) & W_PREP)) {
        /* "a report by the state news agency Xinhua" */
        for (uint32_t i = next + 1; i < hi; i++) {
            m = mention_at(x, i);
            if (m != CHN_MENTION_NONE && !chn_tok_is(x->d, next, "with") &&
                !chn_tok_is(x->d, next, "on") &&
                !chn_tok_is(x->d, next, "to") && sourceable(&x->m->at[m])) {
                out->mention = m;
                break;
            }
        }
    } else if (mention_at(x, next) == CHN_MENTION_NONE &&
               (x->d->tok[next].flags & CHN_TOK_CAP) &&
               (kind == S_UNNAMED || kind == S_MEDIA)) {
        out->name_first = next; /* a name that no table knows */
    }
    return true;
}

/* Behind the leading "But on Sunday", "Meanwhile". */
static uint32_t skip_opening(const chn_listen *x, uint32_t lo, uint32_t hi)
{
    uint32_t b = lo;
    for (;;) {
        uint32_t u = b;
        while (u < hi && mention_at(x, u) == CHN_MENTION_NONE &&
               chn_voice_is(x, u, W_ADVERB | W_CONJ))
            u++;
        const uint32_t w = chn_voice_time(x, u, hi);
        if (w < hi)
            u = w;
        if (u == b)
            return b;
        b = u;
    }
}

/* Take what stands at *i, if it can be a source; else move *i on in it. */
static bool take(const chn_listen *x, uint32_t *i, uint32_t b, uint32_t hi,
                 chn_source *out)
{
    const uint32_t m = mention_at(x, *i);
    const bool name =
        m != CHN_MENTION_NONE && x->m->at[m].kind != CHN_KIND_PRONOUN;
    if (name) {
        const chn_mention *at = &x->m->at[m];
        if (!after_prep(x, at->first < b ? b : at->first, b) &&
            at->kind != CHN_KIND_PLACE)
            return take_mention(x, m, b, hi, 0, out);
        *i = at->end > *i ? at->end - 1 : *i;
        return false;
    }
    if (w_bits(x, *i) & W_PRONOUN) {
        out->first = *i;
        out->end = hi;
        out->mention = m;
        out->pronoun = true;
        return true;
    }
    return m == CHN_MENTION_NONE && w_source(x, *i) != S_NONE &&
           !after_prep(x, with_determiner(x, *i, b), b) &&
           take_noun(x, *i, b, hi, out);
}

/* A name that no table knows: a run of capitals up to hi. */
static bool take_capitals(const chn_listen *x, uint32_t b, uint32_t hi,
                          chn_source *out)
{
    uint32_t i = hi;
    while (i > b && (x->d->tok[i - 1].flags & CHN_TOK_CAP) &&
           mention_at(x, i - 1) == CHN_MENTION_NONE)
        i--;
    if (i == hi || ((x->d->tok[i].flags & CHN_TOK_SENT_START) &&
                    chn_voice_is(x, i, W_PREP | W_DET | W_CONJ)))
        return false;
    out->first = out->name_first = i;
    out->end = out->name_end = hi;
    if (i > b && (w_bits(x, i - 1) & W_DET))
        out->first--;
    return true;
}

/* The source in the noun phrase [lo, hi), or false. */
static bool source_in(const chn_listen *x, uint32_t lo, uint32_t hi,
                      chn_source *out)
{
    *out = (chn_source){.mention = CHN_MENTION_NONE, .noun = UINT32_MAX};
    const uint32_t b = skip_opening(x, lo, hi);
    if (b >= hi)
        return false;
    bool found = false;
    for (uint32_t i = b; i < hi && !found; i++)
        found = take(x, &i, b, hi, out);
    if (!found && !take_capitals(x, b, hi, out))
        return false;
    /* "the ministry on Monday" */
    while (out->end > out->first + 1) {
        const uint32_t u = chn_voice_time_back(x, out->end, out->first + 1);
        if (u < out->end)
            out->end = u;
        else if (chn_voice_is(x, out->end - 1, W_ADVERB) &&
                 mention_at(x, out->end - 1) == CHN_MENTION_NONE)
            out->end--;
        else
            break;
    }
    if (out->name_end > out->end)
        out->name_end = out->end;
    bind(x, out);
    return true;
}

bool chn_voice_source_in(const chn_listen *x, uint32_t lo, uint32_t hi,
                         chn_source *out)
{
    /* "Smith, who leads their council, as saying" */
    for (uint32_t i = lo + 1; i < hi; i++)
        if (chn_tok_is(x->d, i, ",")) {
            if (source_in(x, lo, i, out))
                return true;
            break;
        }
    return source_in(x, lo, hi, out);
}

/* Is [lo, hi) nothing but a list of names and nouns that can speak? */
static bool listing(const chn_listen *x, uint32_t lo, uint32_t hi)
{
    bool any = false;
    for (uint32_t i = lo; i < hi; i++) {
        if (mention_at(x, i) != CHN_MENTION_NONE || w_source(x, i) != S_NONE) {
            any = true;
            continue;
        }
        if (!(w_bits(x, i) & (W_DET | W_AND)) && !chn_tok_is(x->d, i, "'s"))
            return false;
    }
    return any;
}

/* Begin of the stretch of words that ends before e and can hold a subject. */
static uint32_t stretch(const chn_listen *x, uint32_t e)
{
    uint32_t i = e;
    while (i > x->first && e - i < CLAUSE_MAX) {
        const uint32_t t = i - 1;
        const uint32_t m = mention_at(x, t);
        if (m != CHN_MENTION_NONE && t > x->m->at[m].first &&
            x->m->at[m].kind != CHN_KIND_PRONOUN) {
            i = x->m->at[m].first > x->first ? x->m->at[m].first : x->first;
            continue;
        }
        if (m != CHN_MENTION_NONE) {
            i--;
            continue;
        }
        if (chn_tok_is(x->d, t, ")")) {
            /* "the Korean Central News Agency (KCNA) said" */
            uint32_t o = t;
            while (o > x->first && t - o < 8 && !chn_tok_is(x->d, o, "("))
                o--;
            if (chn_tok_is(x->d, o, "(") && o > x->first &&
                x->d->tok[o - 1].kind == CHN_TOK_WORD) {
                i = o;
                continue;
            }
            break;
        }
        if (chn_voice_breaks(x, t))
            break;
        if (w_bits(x, t) & W_REL)
            break;
        if (w_bits(x, t) & W_CONJ) {
            if (!(w_bits(x, t) & W_AND))
                break;
            uint32_t l = t;
            while (l > x->first && t - l < 12 && !chn_voice_breaks(x, l - 1) &&
                   !(w_bits(x, l - 1) & (W_REL | W_SUBORD | W_CONJ | W_ADVERB)))
                l--;
            if (!listing(x, l, t))
                break;
        } else if ((w_bits(x, t) & W_SUBORD) &&
                   !(chn_tok_is(x->d, t, "as") && t + 2 < e &&
                     chn_tok_is(x->d, t + 1, "well")) &&
                   !(t >= 2 && chn_tok_is(x->d, t, "as") &&
                     chn_tok_is(x->d, t - 1, "well"))) {
            break;
        }
        i--;
    }
    return i;
}

/* An appositive or relative clause between commas, as in "Ma, who briefed
 * reporters himself, said": does the segment from t look like one? */
static bool aside(const chn_listen *x, uint32_t t, uint32_t end)
{
    if (t >= end)
        return false;
    if (chn_voice_is(x, t, W_REL | W_DET | W_PREP))
        return true;
    if (w_bits(x, t) & (W_CUE_VERB | W_SAYING))
        return true; /* ", quoted by the same agency," */
    if (w_source(x, t) != S_NONE)
        return true; /* ", director of the office," */
    if (x->d->tok[t].kind == CHN_TOK_NUMBER)
        return true; /* ", 47, said" */
    const uint32_t m = mention_at(x, t);
    if (m != CHN_MENTION_NONE)
        return x->m->at[m].kind == CHN_KIND_PERSON
                   ? x->m->at[m].end == end
                   : x->m->at[m].kind != CHN_KIND_PRONOUN;
    /* a name that no table knows: capitals only */
    for (uint32_t i = t; i < end; i++)
        if (!(x->d->tok[i].flags & CHN_TOK_CAP) &&
            x->d->tok[i].kind == CHN_TOK_WORD)
            return false;
    return true;
}

/* "(Kim's message) said": the parenthesis that ends at p is the subject. */
static bool in_parenthesis(const chn_listen *x, uint32_t p, chn_source *out)
{
    uint32_t o = p;
    while (o > x->first && p - o < 8 && !chn_tok_is(x->d, o, "("))
        o--;
    return chn_tok_is(x->d, o, "(") &&
           (o == x->first || x->d->tok[o - 1].kind != CHN_TOK_WORD) &&
           chn_voice_source_in(x, o + 1, p, out);
}

/* The antecedent of the relative pronoun at p: "New Delhi, which says". */
static bool antecedent(const chn_listen *x, uint32_t p, chn_source *out)
{
    uint32_t b = p;
    if (b > x->first && chn_tok_is(x->d, b - 1, ","))
        b--;
    const uint32_t lo = stretch(x, b);
    if (lo == b || !chn_voice_source_in(x, lo, b, out))
        return false;
    if (out->end > b)
        out->end = b;
    return true;
}

static bool relative(const chn_listen *x, uint32_t t)
{
    return (w_bits(x, t) & W_REL) && mention_at(x, t) == CHN_MENTION_NONE;
}

/* "the palace's spokesman, Smith, told": the name in the aside [o,
 * close) names the source that `out` only describes. */
static void name_in_aside(const chn_listen *x, uint32_t o, uint32_t close,
                          chn_source *out)
{
    bool described = true; /* by a noun or an office alone */
    if (out->mention != CHN_MENTION_NONE) {
        const chn_mention *who = &x->m->at[out->mention];
        described = who->kind == CHN_KIND_PERSON;
        if (described && !who->unnamed && who->link != CHN_LINK_OFFICE &&
            (x->d->tok[who->core].flags & CHN_TOK_CAP))
            return;
    }
    chn_source name;
    if (close - o > 5 || out->pronoun ||
        !chn_voice_source_in(x, o, close, &name))
        return;
    const uint32_t m = mention_at(x, o);
    bool named = name.noun == UINT32_MAX && name.mention == CHN_MENTION_NONE &&
                 name.name_first == o;
    if (m != CHN_MENTION_NONE && x->m->at[m].end == close)
        named = described || x->m->at[m].kind == CHN_KIND_PERSON ||
                x->m->at[m].kind == CHN_KIND_MEDIA;
    if (!named)
        return;
    out->mention = name.mention;
    out->name_first = name.name_first;
    out->name_end = name.name_end;
}

/* A comma at p, before the cue: "Smith, the foreign minister, said",
 * "Peru, whose premier, Smith, had called the talks, said". */
static bool before_comma(const chn_listen *x, uint32_t p, chn_source *out)
{
    const uint32_t at = p > x->first ? mention_at(x, p - 1) : CHN_MENTION_NONE;
    if (at != CHN_MENTION_NONE && x->m->at[at].kind == CHN_KIND_PERSON &&
        x->m->at[at].first + 2 < p) {
        /* "his deputy, Andrew Kao, told": one mention holds both */
        for (uint32_t i = x->m->at[at].first; i < p; i++)
            if (chn_tok_is(x->d, i, ",")) {
                const uint32_t lo = stretch(x, p);
                return lo < p && source_in(x, lo, p, out);
            }
    }
    uint32_t close = p;
    for (uint32_t hops = 0; hops < 4; hops++) {
        uint32_t o = close;
        while (o > x->first && p - o < CLAUSE_MAX &&
               !chn_tok_is(x->d, o - 1, ",") && !chn_voice_mark(x, o - 1) &&
               !chn_tok_is(x->d, o - 1, ";"))
            o--;
        if (o <= x->first + 1 || !chn_tok_is(x->d, o - 1, ","))
            return false;
        const uint32_t comma = o - 1;
        const uint32_t lo = aside(x, o, close) ? stretch(x, comma) : comma;
        if (lo < comma && chn_voice_source_in(x, lo, comma, out)) {
            name_in_aside(x, o, close, out);
            out->end = comma;
            return true;
        }
        close = comma;
    }
    return false;
}

/* "Norway, Sweden and Denmark said": the source begins with the first of a
 * list, whose members are of one kind. "After talks with Norway, Sweden and
 * Denmark said" is none. */
static void list_before(const chn_listen *x, chn_source *out)
{
    const uint32_t own = mention_at(x, out->first);
    bool joint = false;
    for (uint32_t t = out->first; t < out->end; t++)
        joint |= (w_bits(x, t) & W_AND) != 0;
    if (!joint || own == CHN_MENTION_NONE || out->pronoun)
        return;
    uint32_t first = out->first;
    uint32_t left = CHN_MENTION_NONE;
    for (uint32_t n = 0; n < CHN_MENTION_PARTS && first > x->first + 1; n++) {
        if (!chn_tok_is(x->d, first - 1, ","))
            break;
        const uint32_t m = mention_at(x, first - 2);
        if (m == CHN_MENTION_NONE || x->m->at[m].end != first - 1 ||
            x->m->at[m].kind != x->m->at[own].kind || x->m->at[m].modifier ||
            x->m->at[m].first < x->first)
            break;
        left = m;
        first = with_determiner(x, x->m->at[m].first, x->first);
    }
    if (left == CHN_MENTION_NONE || after_prep(x, first, x->first))
        return;
    out->first = first;
    out->mention = left;
}

/* The subject of a cue whose verb group begins at e. */
bool chn_voice_source_before(const chn_listen *x, uint32_t e, chn_source *out)
{
    if (e <= x->first)
        return false;
    const uint32_t p = e - 1;
    if (chn_tok_is(x->d, p, ")") && in_parenthesis(x, p, out))
        return true;
    if (relative(x, p))
        return !chn_tok_is(x->d, p, "that") && antecedent(x, p, out);
    if (chn_tok_is(x->d, p, ","))
        return before_comma(x, p, out);
    const uint32_t lo = stretch(x, e);
    if (lo == e)
        return false;
    if (chn_voice_source_in(x, lo, e, out)) {
        list_before(x, out);
        return true;
    }
    /* "envoys who asked for silence said" */
    return lo > x->first && relative(x, lo - 1) && antecedent(x, lo - 1, out);
}

bool chn_voice_media(const chn_listen *x, const chn_attribution *a)
{
    return a->source != CHN_MENTION_NONE &&
           x->m->at[chn_voice_resolve(x->m, a->source)].kind == CHN_KIND_MEDIA;
}

/* Do both mentions mean one actor? A state is one by its name and its
 * capital. */
bool chn_voice_same_mention(const chn_mentions *m, uint32_t a, uint32_t b)
{
    if (a >= m->n || b >= m->n)
        return false;
    const chn_mention *p = &m->at[chn_voice_resolve(m, a)];
    const chn_mention *q = &m->at[chn_voice_resolve(m, b)];
    if (p == q || (p->actor != CHN_ACTOR_NONE && p->actor == q->actor))
        return true;
    if (p->kind != q->kind || !chn_str_eq(p->country, q->country))
        return false;
    if (p->kind == CHN_KIND_COUNTRY)
        return p->country.n > 0;
    return p->name.n > 0 && chn_str_eq(p->name, q->name);
}

/* Are the sources of both the same actor? */
bool chn_voice_same(const chn_listen *x, const chn_attribution *a,
                    const chn_attribution *b)
{
    if (a->source == CHN_MENTION_NONE || b->source == CHN_MENTION_NONE)
        return a->source == b->source && a->name_first == b->name_first &&
               a->name_end == b->name_end && a->name_end > a->name_first;
    return chn_voice_same_mention(x->m, a->source, b->source);
}
