/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which expression dates an act, in the order of README.md: by the tree
 * (attach.c, count.c, story.c), and where there is none, or it shows nothing,
 * by what stands between the act's trigger and the expression.
 */
#include "time/assign.h"
#include "base/str.h"

#define NONE TIME_NONE

/* Inside what reports ("state media said on Saturday")? Then it dates the
 * report, unless the act is that very statement. */
static bool reports(const asker *a, const chn_timex *x)
{
    for (uint32_t i = 0; i < a->ask->n_report; i++) {
        const uint32_t from = a->ask->report[i][0];
        const uint32_t to = a->ask->report[i][1];
        if (x->first < from || x->end > to)
            continue;
        /* the cue may end inside the act's words: "expressed | concern" */
        if (a->ask->trigger_first < to && a->ask->trigger_end > from)
            continue;
        return true;
    }
    return false;
}

/* "the first such visit since 2019", "the worst fighting in ten years": how
 * long it had not been so, and no date of what is told. */
static bool compares(const asker *a, const chn_timex *x)
{
    if (x->type == CHN_TIMEX_DURATION)
        return !chn_tok_is(a->doc, x->first, "the") &&
               !(x->first > 0 && chn_tok_is(a->doc, x->first - 1, "within"));
    if (!(x->flags & CHN_TIMEX_SINCE))
        return false;
    const uint32_t low = a->doc->sent[a->ask->sent].first;
    for (uint32_t t = x->first; t > low && x->first - t < 10; t--)
        if (chn_time_tie(a->k, a->doc, t - 1, TIE_RANK))
            return true;
    return false;
}

/* "[agreed] to a truce from Friday", "[pledged] a million for next year": when
 * what was agreed begins. */
static bool begins_later(const asker *a, const chn_timex *x)
{
    return a->ask->words && x->first > a->ask->trigger_end &&
           (chn_tok_is(a->doc, x->first - 1, "from") ||
            chn_tok_is(a->doc, x->first - 1, "for"));
}

bool chn_time_dates(const asker *a, const chn_timex *x)
{
    if (x->from == CHN_DAY_NONE && x->to == CHN_DAY_NONE)
        return false;
    if (x->type == CHN_TIMEX_SET || (x->flags & CHN_TIMEX_VAGUE) ||
        (x->flags & CHN_TIMEX_HEADER) || chn_time_report_line(a->doc, x))
        return false;
    return !compares(a, x) && !reports(a, x) && !begins_later(a, x);
}

/* "on Liberation Day" is when; "to mark Liberation Day" is why. */
bool chn_time_as_when(const asker *a, const chn_timex *x)
{
    if (!(x->flags & CHN_TIMEX_OCCASION))
        return true;
    uint32_t t = x->first;
    if (t > 0 && chn_tok_is(a->doc, t - 1, "the"))
        t--;
    return t > 0 && chn_time_tie(a->k, a->doc, t - 1, TIE_WHEN);
}

static bool has_class(const asker *a, uint32_t t, uint32_t cls)
{
    return chn_time_word(a->k, a->doc, t)->mask & CL_BIT(cls);
}

/* A noun of an event that stands, behind a preposition or alone, between the
 * act and the expression: "the agreement reached during their first summit
 * in April". */
bool chn_time_other_event(const asker *a, uint32_t from, uint32_t to)
{
    /* "invited him during his visit in June" is of June as well */
    bool linked = false;
    for (uint32_t t = from; t < to; t++) {
        if (chn_time_tie(a->k, a->doc, t, TIE_SAME))
            return false;
        if (chn_time_tie(a->k, a->doc, t, TIE_OTHER))
            linked = true;
        else if (linked && has_class(a, t, CL_EVNOUN))
            return true;
    }
    return false;
}

/* A word that opens another clause: "which", "when", "that". */
static bool opens_clause(const asker *a, uint32_t t)
{
    return chn_time_tie(a->k, a->doc, t, TIE_CLAUSE) ||
           chn_tok_is(a->doc, t, ";");
}

/* A verb other than the act's own. */
static bool is_verb(const asker *a, uint32_t t)
{
    const time_word *w = chn_time_word(a->k, a->doc, t);
    if (w->tense == TENSE_FUTURE || w->tense == TENSE_PAST ||
        w->tense == TENSE_MODAL || w->tense == TENSE_PRESENT)
        return true;
    if (w->tense)
        return false;
    const chn_token *tok = &a->doc->tok[t];
    const chn_str f = tok->fold;
    return tok->kind == CHN_TOK_WORD && !(tok->flags & CHN_TOK_CAP) &&
           f.n > 3 && f.p[f.n - 1] == 'd' && f.p[f.n - 2] == 'e';
}

static bool verb_between(const asker *a, uint32_t from, uint32_t to)
{
    for (uint32_t t = from; t < to; t++)
        if (is_verb(a, t))
            return true;
    return false;
}

static bool clause_between(const asker *a, uint32_t from, uint32_t to)
{
    for (uint32_t t = from; t < to; t++)
        if (opens_clause(a, t))
            return true;
    return false;
}

/* ---- 1 and 2: the act's own, its clause, its sentence ----------------------
 */

#define NP_REACH                                                               \
    6 /* tokens before a noun: "next month's joint naval drill"                \
       */

/* In the noun phrase: "Tuesday's launch", "the April summit", "their first
 * summit in the city of Vladivostok in April". */
static uint32_t of_noun(const asker *a)
{
    const chn_time_ask *q = a->ask;
    uint32_t before = NONE;
    for (uint32_t i = a->first; i < a->end; i++) {
        const chn_timex *x = &a->times->at[i];
        if (!chn_time_dates(a, x) || !chn_time_as_when(a, x))
            continue;
        if (x->end <= q->trigger_first) {
            if (q->trigger_first - x->end <= NP_REACH &&
                !verb_between(a, x->end, q->trigger_first) &&
                (chn_tok_is(a->doc, x->end, "'s") ||
                 q->trigger_first - x->end <= 2))
                before = i;
            continue;
        }
        if (before != NONE)
            return before;
        if (x->first >= q->trigger_end &&
            !verb_between(a, q->trigger_end, x->first) &&
            !clause_between(a, q->trigger_end, x->first) &&
            !chn_time_other_event(a, q->trigger_end, x->first))
            return i;
    }
    return before;
}

/* Behind the verb in its clause, nearest first; an expression behind another
 * event's noun is that event's, a day told by a weekday may still be the
 * verb's: "condemned the launch on Tuesday". */
static uint32_t after_verb(const asker *a)
{
    const chn_time_ask *q = a->ask;
    for (uint32_t i = a->first; i < a->end; i++) {
        const chn_timex *x = &a->times->at[i];
        if (x->first < q->trigger_end || x->end > q->clause_end ||
            !chn_time_dates(a, x) || !chn_time_as_when(a, x))
            continue;
        if (clause_between(a, q->trigger_end, x->first))
            return NONE;
        if (chn_tok_is(a->doc, x->end < a->doc->n_tok ? x->end : x->first,
                       "'s"))
            continue; /* "praised Tuesday's launch" */
        if (chn_time_coarse(x) &&
            chn_time_other_event(a, q->trigger_end, x->first))
            continue; /* "over its launch in April" */
        return i;
    }
    return NONE;
}

/* Before the verb in its clause: "On Wednesday, Kim met", "Kim on Wednesday
 * met". The nearest that no other event's noun owns. */
static uint32_t before_verb(const asker *a)
{
    const chn_time_ask *q = a->ask;
    for (uint32_t i = a->end; i > a->first; i--) {
        const chn_timex *x = &a->times->at[i - 1];
        if (x->end > q->trigger_first || x->first < q->clause_first ||
            !chn_time_dates(a, x) || !chn_time_as_when(a, x))
            continue;
        if (x->end < a->doc->n_tok && chn_tok_is(a->doc, x->end, "'s"))
            continue;
        return i - 1;
    }
    return NONE;
}

static bool fronted(const asker *a, const chn_timex *x)
{
    const chn_sent *s = &a->doc->sent[a->ask->sent];
    return x->first <= s->first + 3;
}

/* The rest of the sentence. What opens the sentence holds for all of it; what
 * stands in an earlier coordinate clause holds on ("met on Monday and signed");
 * what follows in a clause of its own does not. */
static uint32_t in_sentence(const asker *a)
{
    const chn_time_ask *q = a->ask;
    uint32_t found = NONE;
    for (uint32_t i = a->first; i < a->end; i++) {
        const chn_timex *x = &a->times->at[i];
        if (!chn_time_dates(a, x) || !chn_time_as_when(a, x) ||
            (x->end < a->doc->n_tok && chn_tok_is(a->doc, x->end, "'s")))
            continue;
        if (x->end <= q->trigger_first) {
            if (fronted(a, x) || (!chn_time_coarse(x) &&
                                  !clause_between(a, x->end, q->trigger_first)))
                found = i;
        } else if (x->first >= q->trigger_end && found == NONE &&
                   !chn_time_coarse(x) &&
                   !clause_between(a, q->trigger_end, x->first) &&
                   !verb_between(a, q->trigger_end, x->first)) {
            found = i;
        }
    }
    return found;
}

/* ---- making the date ---- */

static chn_day month_on(chn_day d, int32_t n)
{
    return d == CHN_DAY_NONE ? d : chn_day_add_months(d, n);
}

/* The same; CHN_DAY_NONE where that month has no such day. */
static chn_day same_mday(chn_day d, int32_t n)
{
    const chn_day on = month_on(d, n);
    return on == CHN_DAY_NONE || chn_day_ymd(on).day == chn_day_ymd(d).day
               ? on
               : CHN_DAY_NONE;
}

/* A planned act looks forward: "proposed that they meet on Monday", read on a
 * Sunday, is tomorrow. The same day stays. */
static void look_forward(const chn_timex *x, chn_day anchor, chn_day *from,
                         chn_day *to)
{
    if (anchor == CHN_DAY_NONE || *to == CHN_DAY_NONE || *to >= anchor)
        return;
    if (x->open == CHN_TIMEX_OPEN_WEEK) {
        if (*to > chn_day_of(9999, 12, 31) - 7)
            return;
        *from += 7;
        *to += 7;
    } else if (x->open == CHN_TIMEX_OPEN_MONTH) {
        /* the 31st is not the 30th: the next month that has one */
        chn_day d = same_mday(*from, 1);
        if (d == CHN_DAY_NONE)
            d = same_mday(*from, 2);
        if (d != CHN_DAY_NONE)
            *from = *to = d;
    } else if (x->open == CHN_TIMEX_OPEN_YEAR) {
        const chn_day f = same_mday(*from, 12);
        const chn_day t =
            *from == *to ? f : month_on(*to, 12); /* a month's last day */
        if (f != CHN_DAY_NONE && t != CHN_DAY_NONE && f - anchor < 200) {
            *from = f;
            *to = t;
        }
    }
}

static bool planned(const chn_time_ask *q)
{
    return q->status == CHN_STATUS_PLANNED || q->status == CHN_STATUS_POSSIBLE;
}

static chn_date make(const asker *a, uint32_t i)
{
    const chn_timex *x = &a->times->at[i];
    const chn_day anchor = a->times->anchor;
    chn_date d = {0};
    d.from = x->from;
    d.to = x->to;
    d.precision = (chn_precision)x->precision;
    d.basis = CHN_BASIS_TEXT;
    d.span = x->span;
    uint32_t first = x->first;
    uint32_t end = x->end;
    if (planned(a->ask))
        look_forward(x, anchor, &d.from, &d.to);
    const bool after =
        (x->flags & CHN_TIMEX_AFTER) && !chn_time_soon_after(a, x);
    const bool starts = x->flags & CHN_TIMEX_SINCE;
    const bool ends = x->flags & CHN_TIMEX_UNTIL;
    if (starts && i + 1 < a->end &&
        (a->times->at[i + 1].flags & CHN_TIMEX_UNTIL) &&
        a->times->at[i + 1].first == x->end + 1 &&
        a->times->at[i + 1].to >= d.from) {
        /* "from Sunday to Wednesday"; ends that were read the wrong way
         * round tell no interval */
        d.to = a->times->at[i + 1].to;
        d.precision = CHN_PRECISION_INTERVAL;
        end = a->times->at[i + 1].end;
    } else if (ends && i > a->first &&
               (a->times->at[i - 1].flags & CHN_TIMEX_SINCE) &&
               a->times->at[i - 1].end + 1 == x->first &&
               a->times->at[i - 1].from <= d.to) {
        d.from = a->times->at[i - 1].from;
        d.precision = CHN_PRECISION_INTERVAL;
        first = a->times->at[i - 1].first;
    } else if (starts || after) {
        d.to = planned(a->ask) || anchor < d.from ? CHN_DAY_NONE : anchor;
        d.basis = CHN_BASIS_BOUNDED;
        d.precision = CHN_PRECISION_INTERVAL;
    } else if (ends) {
        d.from = planned(a->ask) && anchor != CHN_DAY_NONE && d.to >= anchor
                     ? anchor
                     : CHN_DAY_NONE;
        d.basis = CHN_BASIS_BOUNDED;
        d.precision = CHN_PRECISION_INTERVAL;
    } else if (x->flags & CHN_TIMEX_WINDOW) {
        d.basis = CHN_BASIS_BOUNDED;
    }
    /* a past act is not after the report, a planned one not before it */
    if (anchor != CHN_DAY_NONE && d.from != CHN_DAY_NONE &&
        d.to != CHN_DAY_NONE && d.from <= anchor && anchor <= d.to) {
        if (a->ask->status == CHN_STATUS_OCCURRED)
            d.to = anchor;
        else if (a->ask->status == CHN_STATUS_PLANNED)
            d.from = anchor;
    }
    d.span = chn_doc_span(a->doc, first, end);
    d.text = chn_doc_slice(a->doc, first, end);
    return d;
}

/* ---- 3 to 6 ---- */

/* "During the meeting", "In response", "Both sides", "He": the passage goes
 * on with the same act. */
bool chn_time_goes_on(const asker *a)
{
    const chn_sent *s = &a->doc->sent[a->ask->sent];
    uint32_t t = s->first;
    while (t < s->end && a->doc->tok[t].kind != CHN_TOK_WORD)
        t++;
    if (t + 1 >= s->end)
        return false;
    if (chn_tok_is(a->doc, t, "in"))
        return chn_time_tie(a->k, a->doc, t + 1, TIE_GOES_IN);
    if (chn_tok_is(a->doc, t, "the"))
        return chn_time_tie(a->k, a->doc, t + 1, TIE_GOES_THE);
    return chn_time_tie(a->k, a->doc, t, TIE_GOES_ON);
}

/* The day of the report's main line, where the act is of that line. */
static uint32_t story_day(const asker *a)
{
    const chn_time_ask *q = a->ask;
    if (!q->story || planned(q) || !chn_time_has_tree(a) ||
        !chn_time_main_line(a))
        return NONE;
    return q->story[q->sent];
}

static bool inherits(const asker *a)
{
    const chn_time_ask *q = a->ask;
    const chn_date *p = q->previous;
    if (!p || q->background || planned(q) ||
        (p->basis != CHN_BASIS_TEXT && p->basis != CHN_BASIS_INHERITED &&
         p->basis != CHN_BASIS_OCCASION) ||
        p->from == CHN_DAY_NONE || p->to == CHN_DAY_NONE ||
        p->precision != CHN_PRECISION_DAY || q->previous_sent > q->sent)
        return false;
    const uint32_t gap = q->sent - q->previous_sent;
    if (gap == 0)
        return true;
    const chn_sent *was = &a->doc->sent[q->previous_sent];
    const chn_sent *is = &a->doc->sent[q->sent];
    if (gap == 1 && was->para == is->para)
        return true;
    return gap <= 2 && chn_time_goes_on(a);
}

/* The observance told nearest to the act: in its clause, else anywhere in the
 * sentence of an act that is no background. */
static uint32_t find_occasion(const asker *a)
{
    const chn_time_ask *q = a->ask;
    uint32_t best = NONE;
    uint32_t best_gap = NONE;
    for (uint32_t i = a->first; i < a->end; i++) {
        const chn_timex *x = &a->times->at[i];
        if (!(x->flags & CHN_TIMEX_OCCASION))
            continue;
        const bool inside =
            x->first >= q->clause_first && x->end <= q->clause_end;
        if (!inside && q->background)
            continue;
        const uint32_t gap =
            (x->first >= q->trigger_end   ? x->first - q->trigger_end
             : q->trigger_first >= x->end ? q->trigger_first - x->end
                                          : 0) +
            (inside ? 0 : 1000);
        if (gap < best_gap) {
            best_gap = gap;
            best = i;
        }
    }
    return best;
}

/* By the words between, where there is no tree or it shows nothing. */
static uint32_t by_words(const asker *a)
{
    const chn_time_ask *q = a->ask;
    uint32_t i = NONE;
    if (q->nominal) {
        i = of_noun(a);
        if (i != NONE || q->background)
            return i;
    }
    i = after_verb(a);
    if (i == NONE)
        i = before_verb(a);
    if (i == NONE && !q->background)
        i = in_sentence(a);
    return i;
}

static uint32_t find_own(const asker *a)
{
    if (!chn_time_has_tree(a))
        return by_words(a);
    uint32_t i = chn_time_attached(a);
    if (i != NONE)
        return i;
    i = by_words(a);
    return i == NONE || chn_time_foreign(a, &a->times->at[i]) ? NONE : i;
}

/* Expressions of the sentence, by bisection. */
void chn_time_sentence(asker *a)
{
    const chn_sent *s = &a->doc->sent[a->ask->sent];
    uint32_t low = 0;
    uint32_t high = a->times->n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (a->times->at[mid].first < s->first)
            low = mid + 1;
        else
            high = mid;
    }
    a->first = low;
    while (low < a->times->n && a->times->at[low].first < s->end)
        low++;
    a->end = low;
}

/*
 * "said on Friday, three days after Moscow recognised": the act's clause is
 * what the count runs from, so its day is the count back from the day that
 * stands before it, whoever's that is.
 */
static bool counted_from(const asker *a, chn_date *out)
{
    for (uint32_t i = a->first; i < a->end; i++) {
        const chn_timex *x = &a->times->at[i];
        int32_t n = 0;
        if (!x->counted || !chn_time_shift(x, &n) ||
            x->end > a->ask->trigger_first || a->ask->clause_first < x->first ||
            a->ask->clause_first > x->end)
            continue;
        for (uint32_t j = i; j > a->first; j--) {
            const chn_timex *base = &a->times->at[j - 1];
            if (base->from == CHN_DAY_NONE || chn_time_coarse(base))
                continue;
            const chn_day day = chn_time_days_on(base->from, -n);
            if (day == CHN_DAY_NONE)
                return false;
            *out = make(a, i);
            out->from = out->to = day;
            out->precision = CHN_PRECISION_DAY;
            out->basis = CHN_BASIS_TEXT;
            return true;
        }
    }
    return false;
}

/* The day of the words by which the doer tells the act. */
static uint32_t of_words(const asker *a)
{
    chn_time_ask ask = *a->ask;
    asker b = *a;
    if (!ask.told)
        return NONE;
    ask.report = NULL;
    ask.n_report = 0;
    ask.clause_first = a->doc->sent[ask.sent].first;
    b.ask = &ask;
    const uint32_t i = find_own(&b);
    return i != NONE ? i : by_words(&b);
}

/* "was arrested after his boat collided with two ships on the 7th": then or
 * later. */
static bool from_after(const asker *a, chn_date *out)
{
    bool soon = false;
    if (a->ask->status != CHN_STATUS_OCCURRED || !chn_time_has_tree(a))
        return false;
    const uint32_t i = chn_time_after(a, &soon);
    if (i == NONE)
        return false;
    *out = make(a, i);
    if (soon || out->basis != CHN_BASIS_TEXT)
        return true;
    out->to = a->times->anchor;
    out->basis = CHN_BASIS_BOUNDED;
    out->precision = CHN_PRECISION_INTERVAL;
    return out->to == CHN_DAY_NONE || out->from <= out->to;
}

/* From the passage or from the report's main line; false: from neither. */
static bool inherited(const asker *a, chn_date *out)
{
    const uint32_t story = story_day(a);
    bool passage = inherits(a);
    /* a flashback of the sentence before does not go on in "The court upheld
     * the claim" */
    if (passage && story != NONE && a->ask->sent != a->ask->previous_sent &&
        a->ask->previous->to < a->times->at[story].from && !chn_time_goes_on(a))
        passage = false;
    /* "In an address on Friday he said that it had been so. He [accused]" */
    if (passage && story != NONE &&
        a->doc->tok[a->times->at[story].first].sent > a->ask->previous_sent &&
        a->doc->tok[a->times->at[story].first].sent < a->ask->sent)
        passage = false;
    if (passage)
        *out = *a->ask->previous;
    else if (story != NONE)
        *out = make(a, story);
    else
        return false;
    out->basis = CHN_BASIS_INHERITED;
    return true;
}

chn_date chn_time_of_act(const chn_time_know *k, const chn_doc *doc,
                         const chn_times *t, const chn_time_ask *ask,
                         uint32_t *occasion)
{
    asker a = {k, doc, t, ask, 0, 0};
    chn_time_sentence(&a);
    *occasion = find_occasion(&a);
    chn_date d = {0};
    bool counted = false;
    uint32_t own = chn_time_has_tree(&a) ? chn_time_attached(&a) : NONE;
    if (own == NONE && chn_time_counted(&a, &d, &counted))
        return d;
    if (own == NONE && !counted)
        own = find_own(&a);
    if (own != NONE)
        return make(&a, own);
    if (counted_from(&a, &d))
        return d;
    own = counted ? NONE : of_words(&a);
    if (own != NONE)
        return make(&a, own);
    if (!counted && inherited(&a, &d))
        return d;
    if (!counted && from_after(&a, &d))
        return d;
    if (*occasion != NONE && !ask->background) {
        const chn_timex *x = &t->at[*occasion];
        if (x->from != CHN_DAY_NONE && !reports(&a, x)) {
            d = make(&a, *occasion);
            d.basis = CHN_BASIS_OCCASION;
            return d;
        }
    }
    d.from = CHN_DAY_NONE;
    d.to = CHN_DAY_NONE;
    d.precision = CHN_PRECISION_NONE;
    d.basis = CHN_BASIS_PUBLISHED;
    /* the report's day bounds what is past; what is planned comes after it */
    if (ask->status == CHN_STATUS_PLANNED)
        d.from = t->anchor;
    else if (ask->status == CHN_STATUS_OCCURRED)
        d.to = t->anchor;
    return d;
}
