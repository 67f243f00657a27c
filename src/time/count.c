/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Acts that are dated by counting from another: "the strike came two days
 * after the ministers met". What follows the count is its complement; what
 * governs it is the act counted from the other side. Either day gives the
 * other.
 */
#include "base/str.h"
#include "time/assign.h"

#define MOST_DAYS 62 /* farther apart such counts are no exact days */

chn_day chn_time_days_on(chn_day d, int32_t days)
{
    if (d == CHN_DAY_NONE)
        return d;
    const int64_t on = (int64_t)d + days;
    return on < chn_day_of(1, 1, 1) || on > chn_day_of(9999, 12, 31)
               ? CHN_DAY_NONE
               : (chn_day)on;
}

bool chn_time_shift(const chn_timex *x, int32_t *days)
{
    *days = x->shift == CHN_SHIFT_SAME ? 0 : x->shift;
    return x->shift != 0 && *days >= -MOST_DAYS && *days <= MOST_DAYS;
}

typedef struct count {
    uint32_t inside;  /* head of the complement */
    uint32_t outside; /* head of the clause that the count belongs to */
} count;

/* Does what lies under a token begin with the expression? A comma or "and"
 * before it hangs there too: "Monday, two days after they met". */
static bool begins_with(const chn_tree *t, uint32_t tok, const chn_timex *x)
{
    uint32_t first = chn_tree_yield(t, tok).first;
    while (first < x->first && (chn_tree_upos(t, first) == CHN_PUNCT ||
                                chn_tree_upos(t, first) == CHN_CCONJ))
        first++;
    return first >= x->first;
}

/* "Two days after the vote, Peru [left]": the clause that the count opens, and
 * not its complement. */
static bool is_opened(const chn_tree *t, uint32_t tok, const chn_timex *x)
{
    if (!chn_tree_is_rel(t, tok, CHN_RELSET(CHN_REL_ROOT)))
        return false;
    for (uint32_t i = x->end; i < tok; i++)
        if (chn_tok_is(t->doc, i, ","))
            return true;
    return false;
}

static count read_count(const chn_tree *t, const chn_timex *x)
{
    count c = {CHN_NONE, CHN_NONE};
    if (x->end >= t->doc->n_tok ||
        t->doc->tok[x->end].sent != t->doc->tok[x->first].sent)
        return c;
    uint32_t n = x->end;
    uint32_t up = chn_tree_head(t, n);
    while (up != CHN_NONE && (up < x->first || up >= x->end) &&
           begins_with(t, up, x) && !is_opened(t, up, x)) {
        n = up;
        up = chn_tree_head(t, n);
    }
    if (up == CHN_NONE)
        return c;
    while (up != CHN_NONE && up >= x->first && up < x->end)
        up = chn_tree_head(t, up);
    c.inside = n;
    c.outside = up == CHN_NONE ? up : chn_tree_clause(t, up);
    return c;
}

/* Is the act the complement, or told along with it ("a day after a visit to
 * Rome, where she [signed]")? */
static bool is_inside(const asker *a, uint32_t act, uint32_t head)
{
    const chn_tree *t = a->ask->tree;
    if (act == head || chn_tree_coord(t, act) == head)
        return true;
    /* "a day after the two held a [drill]" */
    if (a->ask->nominal && chn_tree_head(t, act) == head &&
        chn_tree_is_rel(t, act, CHN_RELS_SUBJECT | CHN_RELSET(CHN_REL_OBJ)))
        return true;
    if (chn_tree_clause(t, act) != act || !chn_time_goes_along(a, act))
        return false;
    uint32_t n = chn_tree_head(t, act);
    while (n != CHN_NONE && n != head && !chn_tree_is_clause(t, n))
        n = chn_tree_head(t, n);
    return n == head;
}

/* The day of the clause that governs the count. */
static chn_day day_outside(const asker *a, uint32_t clause)
{
    chn_time_ask ask = *a->ask;
    asker b = *a;
    ask.n_node = 0;
    ask.nominal = false;
    ask.background = false;
    ask.status = CHN_STATUS_OCCURRED;
    b.ask = &ask;
    /* trees hang a count low: "ordered on Friday its envoys to leave, a day
     * after" */
    uint32_t i = TIME_NONE;
    for (; clause != CHN_NONE && i == TIME_NONE;
         clause = chn_tree_clause(a->ask->tree,
                                  chn_tree_head(a->ask->tree, clause))) {
        ask.trigger_first = clause;
        ask.trigger_end = clause + 1;
        i = chn_time_attached(&b);
        if (i == TIME_NONE && ask.story && chn_time_main_line(&b))
            i = ask.story[ask.sent];
    }
    if (i == TIME_NONE)
        return CHN_DAY_NONE;
    const chn_timex *x = &a->times->at[i];
    return x->from == x->to ? x->from : CHN_DAY_NONE;
}

/* Is the verb the noun's: "[attacked] Lima" for "on the eve of the attack",
 * "[signed] it" for "a day after the signing"? */
#define STEM 3
static bool tells_it(const asker *a, uint32_t tok, uint32_t noun)
{
    const chn_str v = a->doc->tok[tok].fold;
    const chn_str n = a->doc->tok[noun].fold;
    if (v.n < STEM || n.n < STEM || v.p[v.n - 2] != 'e' ||
        v.p[v.n - 1] != 'd' || chn_tree_upos(a->ask->tree, tok) != CHN_VERB)
        return false;
    /* "attack|ed", "releas|ed", "sign|ed" for "attack", "release", "signing" */
    const chn_str stem = chn_str_n(v.p, v.n - 2);
    const chn_str rest = chn_str_n(n.p + stem.n, n.n - stem.n);
    return stem.n >= STEM && n.n >= stem.n &&
           memcmp(n.p, stem.p, stem.n) == 0 &&
           (rest.n == 0 || chn_str_is(rest, "e") || chn_str_is(rest, "ing") ||
            chn_str_is(rest, "ment") || chn_str_is(rest, "ion"));
}

/* An earlier telling of the complement that has a day: "freed on Saturday" is
 * none, "their release on Saturday" is, for "on the eve of the release". */
#define LOOK_BACK 1500 /* tokens */
static chn_day day_told(const asker *a, uint32_t noun)
{
    const uint32_t word = a->doc->tok[noun].word;
    const uint32_t low = noun > LOOK_BACK ? noun - LOOK_BACK : 0;
    if (word == 0)
        return CHN_DAY_NONE;
    for (uint32_t n = noun; n > low; n--) {
        const uint32_t t = n - 1;
        if (a->doc->tok[t].sent == a->ask->sent ||
            !chn_tree_parsed(a->ask->tree, t))
            continue;
        const bool verb = tells_it(a, t, noun);
        if (a->doc->tok[t].word != word && !verb)
            continue;
        chn_time_ask ask = *a->ask;
        asker b = *a;
        ask.trigger_first = t;
        ask.trigger_end = t + 1;
        ask.sent = a->doc->tok[t].sent;
        ask.nominal = !verb;
        ask.n_node = 0;
        ask.background = false;
        ask.status = CHN_STATUS_OCCURRED;
        b.ask = &ask;
        chn_time_sentence(&b);
        const uint32_t i = chn_time_attached(&b);
        if (i != TIME_NONE && a->times->at[i].precision == CHN_PRECISION_DAY)
            return a->times->at[i].from;
    }
    return CHN_DAY_NONE;
}

static void set_day(const asker *a, const chn_timex *x, chn_day day,
                    chn_date *out)
{
    memset(out, 0, sizeof *out);
    out->from = out->to = day;
    out->precision = CHN_PRECISION_DAY;
    out->basis = CHN_BASIS_TEXT;
    out->span = x->span;
    out->text = chn_doc_slice(a->doc, x->first, x->end);
}

bool chn_time_counted(const asker *a, chn_date *out, bool *bound)
{
    const chn_tree *t = a->ask->tree;
    *bound = false;
    if (!chn_time_has_tree(a))
        return false;
    const uint32_t act = chn_time_predicate(a);
    for (uint32_t i = a->first; i < a->end; i++) {
        const chn_timex *x = &a->times->at[i];
        if (!x->counted)
            continue;
        const count c = read_count(t, x);
        int32_t n = 0;
        const bool told = chn_time_shift(x, &n);
        chn_day day = CHN_DAY_NONE;
        if (c.inside == CHN_NONE || c.outside == CHN_NONE)
            continue;
        if (is_inside(a, act, c.inside)) {
            if (told)
                day = chn_time_days_on(day_outside(a, c.outside), -n);
            *bound = true;
        } else if (act == c.outside) {
            if (told)
                day = chn_time_days_on(day_told(a, c.inside), n);
            *bound = true;
        }
        if (day != CHN_DAY_NONE) {
            set_day(a, x, day, out);
            return true;
        }
    }
    return false;
}
