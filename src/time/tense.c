/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which way an expression points, by the verb that governs it. No parser: the
 * nearest verb group before the expression in its sentence, else the first
 * one behind it. A cue anywhere in the sentence is too coarse: of weekdays in
 * sentences with a future word four in five still lie in the past.
 */
#include "time/internal.h"

#define REACH 40 /* tokens looked at on either side */

static bool is_adverb(chn_str f)
{
    return f.n > 4 && f.p[f.n - 1] == 'y' && f.p[f.n - 2] == 'l';
}

static tense_kind kind_at(const chn_time_know *k, const chn_doc *doc,
                          uint32_t t)
{
    const chn_token *tok = &doc->tok[t];
    if (tok->kind != CHN_TOK_WORD)
        return TENSE_NONE;
    const time_word *w = chn_time_word(k, doc, t);
    if (w->tense == TENSE_NOTVERB)
        return TENSE_NONE;
    if (w->tense)
        return (tense_kind)w->tense;
    const chn_str f = tok->fold;
    const bool name =
        (tok->flags & CHN_TOK_CAP) && !(tok->flags & CHN_TOK_SENT_START);
    if (f.n > 3 && f.p[f.n - 1] == 'd' && f.p[f.n - 2] == 'e' && !name)
        return TENSE_PAST;
    return is_adverb(f) ? TENSE_SKIP : TENSE_NONE;
}

/* The auxiliary that stands before the verb at t ("will be held"): its token,
 * or t. */
static uint32_t auxiliary(const chn_time_know *k, const chn_doc *doc,
                          uint32_t t, uint32_t from)
{
    uint32_t j = t;
    while (j > from && kind_at(k, doc, j - 1) == TENSE_SKIP)
        j--;
    return j > from ? j - 1 : t;
}

static time_tense plan_points(const chn_time_know *k, const chn_doc *doc,
                              uint32_t t, uint32_t from, uint32_t to)
{
    /* "planned the attack on Monday" is past; "planned for Monday" not */
    const bool open =
        t + 1 < to && chn_time_tie(k, doc, t + 1, TIE_PLANNED_FOR);
    const uint32_t a = auxiliary(k, doc, t, from);
    const tense_kind kind = a == t ? TENSE_NONE : kind_at(k, doc, a);
    if (kind == TENSE_PAST)
        return POINT_PAST;
    if (kind == TENSE_PRESENT || open)
        return POINT_FUTURE;
    const chn_str f = doc->tok[t].fold;
    return f.p[f.n - 1] == 'd' ? POINT_PAST : POINT_UNKNOWN;
}

/* "Flights resume on Friday", "the drills start on Monday": in the present what
 * is on a calendar is to come. false: it is no verb of its own ("at the start
 * on Monday", "agreed to start"), and another governs. */
static bool scheduled(const chn_time_know *k, const chn_doc *doc, uint32_t t,
                      uint32_t from)
{
    const uint32_t a = auxiliary(k, doc, t, from);
    if (a == t) /* it opens the sentence: a heading's, or an order */
        return false;
    const tense_kind kind = kind_at(k, doc, a);
    return kind != TENSE_MODAL && kind != TENSE_FUTURE && kind != TENSE_PAST &&
           kind != TENSE_PRESENT && !chn_tok_is(doc, a, "to") &&
           !chn_tok_is(doc, a, "of") && !chn_time_tie(k, doc, a, TIE_DET);
}

static time_tense past_points(const chn_time_know *k, const chn_doc *doc,
                              uint32_t t, uint32_t from)
{
    const uint32_t a = auxiliary(k, doc, t, from);
    if (a == t)
        return POINT_PAST;
    if (chn_tok_is(doc, a, "to")) { /* "is to be held", "talks to be held" */
        const tense_kind kind = a > from ? kind_at(k, doc, a - 1) : TENSE_NONE;
        return kind == TENSE_PAST ? POINT_PAST : POINT_FUTURE;
    }
    switch (kind_at(k, doc, a)) {
    case TENSE_FUTURE:
        return POINT_FUTURE;
    case TENSE_MODAL:
        if (chn_tok_is(doc, a, "would") && !chn_tok_is(doc, a + 1, "have"))
            return POINT_FUTURE;
        return POINT_UNKNOWN;
    case TENSE_PRESENT:
        /* "is held on Thursday": leave it to the rule */
        return a + 1 == t || !chn_tok_is(doc, a + 1, "been") ? POINT_UNKNOWN
                                                             : POINT_PAST;
    default:
        return POINT_PAST;
    }
}

/* What the verb at t says; false: there is none at t. */
static bool points(const chn_time_know *k, const chn_doc *doc, uint32_t t,
                   uint32_t from, uint32_t to, time_tense *out)
{
    switch (kind_at(k, doc, t)) {
    case TENSE_FUTURE:
        /* "the will of the people" */
        if (t > from && chn_time_tie(k, doc, t - 1, TIE_DET))
            return false;
        *out = POINT_FUTURE;
        return true;
    case TENSE_PLAN:
        *out = plan_points(k, doc, t, from, to);
        return true;
    case TENSE_SCHEDULE:
        *out = POINT_FUTURE;
        return scheduled(k, doc, t, from);
    case TENSE_PRESENT:
        *out = t + 1 < to && chn_tok_is(doc, t + 1, "to") ? POINT_FUTURE
                                                          : POINT_UNKNOWN;
        return true;
    case TENSE_MODAL:
        /* "said they would meet on Friday" */
        *out = chn_tok_is(doc, t, "would") && t + 1 < to &&
                       !chn_tok_is(doc, t + 1, "have")
                   ? POINT_FUTURE
                   : POINT_UNKNOWN;
        return true;
    case TENSE_PAST:
        *out = past_points(k, doc, t, from);
        return true;
    default:
        return false;
    }
}

time_tense chn_time_governing(const chn_time_know *k, const chn_doc *doc,
                              uint32_t first, uint32_t end)
{
    const chn_sent *s = &doc->sent[doc->tok[first].sent];
    time_tense tense = POINT_UNKNOWN;
    const uint32_t low = first - s->first > REACH ? first - REACH : s->first;
    for (uint32_t t = first; t > low; t--) {
        if (chn_tok_is(doc, t - 1, ";") || chn_tok_is(doc, t - 1, ":"))
            break;
        if (points(k, doc, t - 1, s->first, s->end, &tense))
            return tense;
    }
    /* "On Friday, the envoy will": only what opens its clause looks on */
    if (first - s->first > 4 && !chn_tok_is(doc, first - 1, ",") &&
        !chn_tok_is(doc, first - 2, ","))
        return POINT_UNKNOWN;
    const uint32_t high = s->end - end > REACH ? end + REACH : s->end;
    for (uint32_t t = end; t < high; t++)
        if (points(k, doc, t, s->first, s->end, &tense))
            return tense;
    return POINT_UNKNOWN;
}
