/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The day at which a report's main line stands. News tells its day once, in
 * the first sentences ("On Tuesday the envoys met"), and goes on in the plain
 * past; only what interrupts that line has days of its own: flashbacks ("In
 * 2003 ..."), what had been before, what will be.
 */
#include "time/assign.h"

/* News is younger; an older day opens a flashback. */
#define NEWS_DAYS 14

/* Sentences for which a flashback goes on in its paragraph. */
#define ASIDE 1

#define RELS_SAME_LINE                                                         \
    (CHN_RELSET(CHN_REL_CONJ) | CHN_RELSET(CHN_REL_CCOMP) |                    \
     CHN_RELSET(CHN_REL_PARATAXIS))

/* Told as past or present, not as the past before the past or as to come. */
static bool in_line(const chn_verb_group *g)
{
    return !(g->perfect && g->tense == CHN_TENSE_PAST) &&
           g->tense != CHN_TENSE_FUTURE && g->modal == CHN_NONE;
}

/* "A bomb went off, [killing] two", "answered by [expelling] the envoy". */
static bool outcome(const chn_tree *t, uint32_t clause, const chn_verb_group *g)
{
    const chn_range m = chn_tree_mark(t, clause);
    return chn_tree_is_rel(t, clause, CHN_RELSET(CHN_REL_ADVCL)) &&
           g->participle && !g->perfect && !g->passive &&
           (m.first == m.end || chn_tree_reads(t, m, "by"));
}

bool chn_time_main_clause(const chn_tree *t, uint32_t clause)
{
    bool conjunct = false; /* of which the tense is its own */
    for (uint32_t n = clause; n != CHN_NONE;
         n = chn_tree_clause(t, chn_tree_head(t, n))) {
        chn_verb_group g;
        chn_tree_verb_group(t, n, &g);
        if (!conjunct && !in_line(&g))
            return false;
        if (chn_tree_is_rel(t, n, CHN_RELSET(CHN_REL_ROOT)))
            return true;
        /* "became a member on Monday", but "agreed to meet on Monday" */
        if (!chn_tree_is_rel(t, n, RELS_SAME_LINE) && !outcome(t, n, &g) &&
            !(chn_tree_is_rel(t, n, CHN_RELSET(CHN_REL_XCOMP)) &&
              !g.infinitive))
            return false;
        conjunct = chn_tree_is_rel(t, n, CHN_RELSET(CHN_REL_CONJ)) &&
                   g.tense == CHN_TENSE_PAST && !g.shared;
    }
    return false;
}

/* Does the expression hang from the main clause itself? In a first sentence
 * also from a participle: "Under a deal signed on Sunday the two are to ..." */
static bool of_main_clause(const asker *a, const chn_timex *x, bool lead)
{
    const chn_tree *t = a->ask->tree;
    uint32_t n = x->first;
    while (n != CHN_NONE && !chn_tree_is_clause(t, n)) {
        const bool inside = n >= x->first && n < x->end;
        const chn_range c = chn_tree_case(t, n);
        /* "the events of today" */
        if ((chn_tree_is_rel(t, n, CHN_RELSET(CHN_REL_NMOD_POSS)) &&
             !chn_time_opens(a, x)) ||
            (inside && c.first < c.end && chn_tok_is(a->doc, c.first, "of")))
            return false;
        /* "described the talks on Monday" */
        if (!inside &&
            (chn_time_word(a->k, a->doc, n)->mask & CL_BIT(CL_EVNOUN)) != 0 &&
            !chn_tree_is_rel(t, n, CHN_RELS_SUBJECT) && !chn_time_within(a, n))
            return false;
        n = chn_tree_head(t, n);
    }
    if (n == CHN_NONE)
        return false;
    if (lead && chn_tree_is_rel(t, n, CHN_RELSET(CHN_REL_ACL))) {
        chn_verb_group g;
        chn_tree_verb_group(t, n, &g);
        return g.participle && !g.perfect;
    }
    return chn_time_main_clause(t, n);
}

static bool is_news(const chn_timex *x, chn_day anchor)
{
    return x->precision == CHN_PRECISION_DAY && x->from == x->to &&
           !(x->flags & (CHN_TIMEX_SINCE | CHN_TIMEX_UNTIL | CHN_TIMEX_AFTER |
                         CHN_TIMEX_OCCASION | CHN_TIMEX_WINDOW)) &&
           (anchor == CHN_DAY_NONE ||
            (x->to <= anchor && anchor - x->to <= NEWS_DAYS));
}

bool chn_time_report_line(const chn_doc *d, const chn_timex *x)
{
    const chn_sent *s = &d->sent[d->tok[x->first].sent];
    if (s->dateline)
        return true;
    for (uint32_t t = s->first; t < s->end; t++)
        if (d->tok[t].kind != CHN_TOK_PUNCT && (t < x->first || t >= x->end))
            return false;
    return true;
}

static bool is_old(const chn_timex *x, chn_day anchor)
{
    return anchor != CHN_DAY_NONE && x->to != CHN_DAY_NONE && x->to < anchor &&
           anchor - x->to > NEWS_DAYS;
}

#define LATER_DAYS 1100 /* years told later than a day make it history */
/* Of a report without a date: the last day that it tells of. */
static chn_day last_told(const chn_times *t)
{
    chn_day last = CHN_DAY_NONE;
    for (uint32_t i = 0; i < t->n && t->anchor == CHN_DAY_NONE; i++)
        if (t->at[i].from != CHN_DAY_NONE &&
            (last == CHN_DAY_NONE || t->at[i].from > last))
            last = t->at[i].from;
    return last;
}

/* "Smith was born on 21 June 1953": a life, and no news. */
static bool of_a_life(const asker *a, const chn_timex *x)
{
    const uint32_t c = chn_tree_clause(a->ask->tree, x->first);
    return c != CHN_NONE && chn_tok_is(a->doc, c, "born");
}

typedef struct line {
    asker a;
    chn_day last;   /* that an undated report tells of */
    uint32_t now;   /* expression of the main line's day */
    chn_day before; /* where the line stood before it */
    uint32_t first; /* sentence that told the first one */
    uint32_t aside; /* sentences for which a flashback still goes on */
    uint32_t back;  /* expression of its day, or TIME_NONE: too old */
} line;

static bool tells_day(const line *l, const chn_timex *x, uint32_t sent)
{
    const bool quoted = (l->a.doc->tok[x->first].flags & CHN_TOK_QUOTED) != 0;
    return chn_tree_parsed(l->a.ask->tree, x->first) && !quoted &&
           chn_time_dates(&l->a, x) &&
           of_main_clause(&l->a, x,
                          l->now == TIME_NONE && sent < CHN_TIME_LEAD);
}

/* One sentence's expressions from `i` on. Returns the first of the next. */
static uint32_t read_sentence(line *l, chn_time_ask *ask, uint32_t sent,
                              uint32_t i)
{
    const chn_times *t = l->a.times;
    const uint32_t end = l->a.doc->sent[sent].end;
    bool moved = false;
    bool old = false;
    uint32_t back = TIME_NONE;
    for (; i < t->n && t->at[i].first < end; i++) {
        const chn_timex *x = &t->at[i];
        ask->trigger_first = x->first;
        ask->trigger_end = x->end;
        if (moved || !tells_day(l, x, sent))
            continue;
        if (is_old(x, t->anchor) || of_a_life(&l->a, x) ||
            (l->last != CHN_DAY_NONE && x->to != CHN_DAY_NONE &&
             l->last - x->to > LATER_DAYS))
            old = true;
        else if (!is_news(x, t->anchor))
            continue;
        else if (l->now != TIME_NONE && x->to < t->at[l->now].to &&
                 x->to != l->before) {
            old = true; /* the line goes back only to where it stood */
            back = i;
        } else {
            if (l->now != TIME_NONE && t->at[l->now].to != x->to)
                l->before = t->at[l->now].to;
            l->now = i;
            moved = true;
        }
    }
    if (moved && l->first == TIME_NONE)
        l->first = sent;
    if (moved) {
        l->aside = 0;
    } else if (old) {
        l->aside = ASIDE;
        l->back = back;
    } else if (l->aside > 0) {
        l->aside--;
    }
    return i;
}

chn_code chn_time_story(const chn_time_know *k, const chn_doc *doc,
                        const chn_times *times, const chn_tree *tree,
                        uint32_t **out, chn_err *err)
{
    chn_time_ask ask = {.tree = tree};
    line l = {.a = {k, doc, times, &ask, 0, 0},
              .last = last_told(times),
              .now = TIME_NONE,
              .before = CHN_DAY_NONE,
              .first = TIME_NONE,
              .back = TIME_NONE};
    uint32_t *at = CHN_NEW(doc->arena, uint32_t, doc->n_sent + 1);
    uint32_t i = 0;
    if (!at)
        return chn_fail_memory(err);
    *out = at;
    for (uint32_t s = 0; s < doc->n_sent; s++) {
        if (s > 0 && doc->sent[s].para != doc->sent[s - 1].para)
            l.aside = 0;
        ask.sent = s;
        /* "On Sunday the bloc gave them a week. It also [closed] it." */
        at[s] = l.aside == 0             ? l.now
                : chn_time_goes_on(&l.a) ? l.back
                                         : TIME_NONE;
        i = read_sentence(&l, &ask, s, i);
    }
    /* a headline tells what the first sentences tell */
    if (l.first > 0 && l.first < CHN_TIME_LEAD && doc->sent[0].headline)
        at[0] = at[l.first + 1];
    return CHN_OK;
}
