/* SPDX-License-Identifier: Apache-2.0 */
/* Small facts about tokens: breaks between clauses, expressions of time, the
 * end of a noun phrase. Without a parser these are what stands in for it;
 * each looks at a bounded number of tokens. */
#include "voice/inside.h"

#define TIME_REACH 7  /* tokens of "on Monday evening Washington time" */
#define PHRASE_MAX 16 /* tokens of a source's noun phrase */

/* Is t a quotation mark? An apostrophe without a space is none. */
bool chn_voice_mark(const chn_listen *x, uint32_t t)
{
    const chn_token *k = &x->d->tok[t];
    if (k->kind != CHN_TOK_PUNCT || k->fold.n == 0)
        return false;
    return k->fold.p[0] == '"' ||
           (k->fold.n >= 2 && (k->fold.p[0] == '<' || k->fold.p[0] == '>') &&
            k->fold.p[1] == k->fold.p[0]) ||
           (k->to - k->from == 2 && /* « » */
            (unsigned char)x->d->text[k->from] == 0xC2);
}

/* Does t end a stretch of words? The hyphen of "state-run" does not, nor the
 * apostrophe of "ministers'". */
bool chn_voice_breaks(const chn_listen *x, uint32_t t)
{
    const chn_token *k = &x->d->tok[t];
    if (k->kind != CHN_TOK_PUNCT)
        return false;
    if (k->flags & CHN_TOK_SPACE)
        return true;
    const char c = k->fold.n ? k->fold.p[0] : 0;
    return !((c == '-' && k->fold.n == 1) || c == '\'' || c == '/');
}

/* Is t a word of one of these classes, and not inside a name? */
bool chn_voice_is(const chn_listen *x, uint32_t t, uint32_t bits)
{
    if (!(w_bits(x, t) & bits))
        return false;
    const uint32_t m = mention_at(x, t);
    return m == CHN_MENTION_NONE || x->m->at[m].kind == CHN_KIND_PRONOUN ||
           x->m->at[m].first == t;
}

/* End of the expression of time that begins at t ("on Wednesday", "late on
 * the 12th", "last month"), or t. */
uint32_t chn_voice_time(const chn_listen *x, uint32_t t, uint32_t end)
{
    uint32_t i = t;
    uint32_t last = t;
    bool prep = false;
    for (; i < end && i < t + TIME_REACH; i++) {
        const uint32_t b = w_bits(x, i);
        const bool num = x->d->tok[i].kind == CHN_TOK_NUMBER;
        if (b & W_TIME) {
            last = i + 1;
        } else if (num) {
            if (prep)
                last = i + 1;
        } else if (b & W_TIMEPREP) {
            prep = true;
        } else if (!(b & (W_TIMEADJ | W_DET)) && !chn_tok_is(x->d, i, "of") &&
                   !chn_tok_is(x->d, i, "'s")) {
            break;
        }
    }
    return last;
}

/* Begin of the expression of time that ends before t, or t. */
uint32_t chn_voice_time_back(const chn_listen *x, uint32_t t, uint32_t lo)
{
    if (t <= lo)
        return t;
    const uint32_t b0 = w_bits(x, t - 1);
    if (!(b0 & W_TIME) && x->d->tok[t - 1].kind != CHN_TOK_NUMBER)
        return t;
    const uint32_t stop = t - lo > TIME_REACH ? t - TIME_REACH : lo;
    uint32_t best = b0 & W_TIME ? t - 1 : t;
    for (uint32_t i = t - 1; i >= stop; i--) {
        const uint32_t b = w_bits(x, i);
        if (b & (W_TIMEPREP | W_TIMEADJ))
            best = i;
        else if (!(b & (W_TIME | W_DET)) &&
                 x->d->tok[i].kind != CHN_TOK_NUMBER &&
                 !chn_tok_is(x->d, i, "of"))
            break;
        if (i == 0)
            break;
    }
    return best;
}

/* A prepositional phrase at t that runs to a break, to "that" or to an
 * expression of time: "in a statement", "on condition of anonymity", "to
 * reporters at the White House". End, or t. */
static uint32_t pp(const chn_listen *x, uint32_t t, uint32_t end)
{
    if (t >= end || !chn_voice_is(x, t, W_PREP))
        return t;
    uint32_t i = t + 1;
    if (i + 1 < end && chn_tok_is(x->d, i, "condition") &&
        chn_tok_is(x->d, i + 1, "that")) {
        /* "said on condition that nobody name her" */
        while (i < end && !chn_voice_breaks(x, i))
            i++;
        return i;
    }
    for (; i < end && i < t + PHRASE_MAX; i++) {
        if (chn_voice_breaks(x, i) || chn_tok_is(x->d, i, "that"))
            return i > t + 1 ? i : t;
        const uint32_t b = w_bits(x, i);
        const uint32_t m = mention_at(x, i);
        if (m != CHN_MENTION_NONE && x->m->at[m].kind != CHN_KIND_PRONOUN)
            continue;
        if ((b & W_AUX) && !chn_tok_is(x->d, i, "'s"))
            return t; /* "said in Moscow prices were rising" */
        if (b & W_PRONOUN)
            return t;
    }
    return i == end ? end : t;
}

/* End of the adverbials that begin at t, behind a cue. */
uint32_t chn_voice_adverbials(const chn_listen *x, uint32_t t, uint32_t end)
{
    for (uint32_t rounds = 0; rounds < 4 && t < end; rounds++) {
        uint32_t u = t;
        while (u < end && chn_voice_is(x, u, W_ADVERB) &&
               !(w_bits(x, u) & W_TIME) && !chn_voice_is(x, u, W_NOTCONTENT))
            u++;
        u = chn_voice_time(x, u, end);
        u = pp(x, u, end);
        if (u == t)
            break;
        t = u;
    }
    return t;
}

/* End of the noun phrase that begins at t: "a Japanese government official",
 * "sources close to the talks", "the general staff in Moscow". */
uint32_t chn_voice_phrase_end(const chn_listen *x, uint32_t t, uint32_t end)
{
    uint32_t i = t;
    while (i < end && i < t + PHRASE_MAX) {
        const uint32_t m = mention_at(x, i);
        if (m != CHN_MENTION_NONE && x->m->at[m].kind != CHN_KIND_PRONOUN &&
            x->m->at[m].end > i) {
            i = x->m->at[m].end < end ? x->m->at[m].end : end;
            continue;
        }
        if (chn_tok_is(x->d, i, "(")) {
            /* "the Korean Central Broadcasting Station (KCBS)" */
            if (i + 2 < end && chn_tok_is(x->d, i + 2, ")") && i > t) {
                i += 3;
                continue;
            }
            break;
        }
        if (chn_tok_is(x->d, i, "'s")) {
            i++;
            continue;
        }
        const uint32_t b = w_bits(x, i);
        if (chn_voice_breaks(x, i) || (b & (W_REL | W_AUX)) ||
            chn_tok_is(x->d, i, "as"))
            break;
        if ((b & W_SUBORD) && i > t)
            break;
        if ((b & (W_PREP | W_DET | W_TIMEADJ)) && i > t &&
            chn_voice_time(x, i, end) > i)
            break;
        if (i > t && (b & W_TIME))
            break;
        if (i > t && (b & W_CUE_VERB))
            break; /* "a ministry statement quoted by ..." */
        if ((b & W_CONJ) && !(b & W_AND))
            break;
        i++;
    }
    while (i > t + 1 && chn_voice_is(x, i - 1, W_AND | W_PREP | W_DET))
        i--;
    return i;
}

/* The quotation whose marks or words hold token t, or NULL. */
const chn_quotation *chn_voice_quotation(const chn_doc *d, uint32_t t)
{
    uint32_t lo = 0;
    uint32_t hi = d->n_quote;
    while (lo < hi) { /* the last that begins at or before t + 1 */
        const uint32_t mid = lo + (hi - lo) / 2;
        if (d->quote[mid].first <= t + 1)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == 0)
        return NULL;
    /* marks nest two deep at most in news */
    for (uint32_t back = 0; back < 3 && back < lo; back++) {
        const chn_quotation *q = &d->quote[lo - 1 - back];
        if (t <= q->end)
            return q;
    }
    return NULL;
}
