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

static bool has_prefix(chn_str s, const char *z)
{
    const size_t n = strlen(z);
    return s.n >= n && memcmp(s.p, z, n) == 0;
}

static int32_t number_at(const chn_doc *d, uint32_t t)
{
    static const char *const words[] = {"one",  "two", "three",  "four",
                                        "five", "six", "seven",  "eight",
                                        "nine", "ten", "eleven", "twelve"};
    static const char *const single[] = {"a", "the", "an"};
    const chn_str f = d->tok[t].fold;
    int32_t n = 0;
    if (IS_WORD(d, t, single))
        return 1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (chn_tok_is(d, t, words[i]))
            return (int32_t)i + 1;
    for (size_t i = 0; i < f.n && i < 3; i++) {
        if (f.p[i] < '0' || f.p[i] > '9')
            return 0;
        n = n * 10 + (f.p[i] - '0');
    }
    return f.n <= 3 ? n : 0;
}

/* Days from the complement to what governs the count: 2 for "two days after",
 * -1 for "the eve of"; 0: it counts no days. */
static int32_t shift_of(const chn_doc *d, const chn_timex *x)
{
    static const char *const days[] = {"day", "days"};
    static const char *const weeks[] = {"week", "weeks"};
    const int32_t sign =
        has_prefix(x->rule, "ref.after") || has_prefix(x->rule, "ref.day-after")
            ? 1
            : -1;
    for (uint32_t t = x->first; t < x->end; t++) {
        if (chn_tok_is(d, t, "eve"))
            return -1;
        const bool week = IS_WORD(d, t, weeks);
        if (t == x->first || (!week && !IS_WORD(d, t, days)))
            continue;
        const int32_t n = number_at(d, t - 1) * (week ? 7 : 1);
        return n > MOST_DAYS ? 0 : sign * n;
    }
    return 0;
}

typedef struct count {
    uint32_t inside;  /* head of the complement */
    uint32_t outside; /* head of the clause that the count belongs to */
} count;

/* Does what lies under a token begin with the expression? A comma before it
 * hangs there too: "Monday, two days after they met". */
static bool begins_with(const chn_tree *t, uint32_t tok, const chn_timex *x)
{
    const uint32_t first = chn_tree_yield(t, tok).first;
    return first >= x->first ||
           (first + 1 == x->first && chn_tree_upos(t, first) == CHN_PUNCT);
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
           begins_with(t, up, x)) {
        n = up;
        up = chn_tree_head(t, n);
    }
    if (up == CHN_NONE)
        return c;
    if (up >= x->first && up < x->end) {
        while (up != CHN_NONE && up >= x->first && up < x->end)
            up = chn_tree_head(t, up);
    }
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
    const uint32_t clause = chn_tree_clause(t, act);
    if (clause == head)
        return clause == act;
    return clause != CHN_NONE && chn_tree_head(t, clause) == head &&
           clause == act && chn_time_goes_along(a, clause);
}

/* The day of the clause that governs the count. */
static chn_day day_outside(const asker *a, uint32_t clause)
{
    chn_time_ask ask = *a->ask;
    asker b = *a;
    ask.trigger_first = clause;
    ask.trigger_end = clause + 1;
    ask.nominal = false;
    ask.background = false;
    ask.status = CHN_STATUS_OCCURRED;
    b.ask = &ask;
    uint32_t i = chn_time_attached(&b);
    if (i == TIME_NONE && ask.story && chn_time_main_line(&b))
        i = ask.story[ask.sent];
    if (i == TIME_NONE)
        return CHN_DAY_NONE;
    const chn_timex *x = &a->times->at[i];
    return x->from == x->to ? x->from : CHN_DAY_NONE;
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
        if (a->doc->tok[t].word != word || !chn_tree_parsed(a->ask->tree, t) ||
            a->doc->tok[t].sent == a->ask->sent)
            continue;
        chn_time_ask ask = *a->ask;
        asker b = *a;
        ask.trigger_first = t;
        ask.trigger_end = t + 1;
        ask.sent = a->doc->tok[t].sent;
        ask.nominal = true;
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
        if (!has_prefix(x->rule, "ref.") || x->from != CHN_DAY_NONE)
            continue;
        const count c = read_count(t, x);
        const int32_t n = shift_of(a->doc, x);
        chn_day day = CHN_DAY_NONE;
        if (c.inside == CHN_NONE || c.outside == CHN_NONE)
            continue;
        if (is_inside(a, act, c.inside)) {
            day = n ? day_outside(a, c.outside) : CHN_DAY_NONE;
            day = day == CHN_DAY_NONE ? day : day - n;
            *bound = true;
        } else if (act == c.outside) {
            day = n ? day_told(a, c.inside) : CHN_DAY_NONE;
            day = day == CHN_DAY_NONE ? day : day + n;
            *bound = true;
        }
        if (day != CHN_DAY_NONE) {
            set_day(a, x, day, out);
            return true;
        }
    }
    return false;
}
