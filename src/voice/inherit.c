/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a statement inherits when it has no cue of its own: the rest of a
 * quotation, the sentence that "This statement ..., as reported by X" speaks
 * of, the lead that sums up an attributed passage, the relay of a source that
 * is named again without it. Conservative on purpose: a new paragraph without
 * a cue is the report's own voice.
 */
#include "base/str.h"
#include "voice/inside.h"

#define NONE UINT32_MAX
#define HOPS_MAX 64   /* links upwards that are followed */
#define RELAYS_MAX 8  /* pairs "Yonhap quoted KCNA" remembered of a report */
#define MEDIA_MAX 16  /* named agencies and outlets of a report */
#define LEAD_SHARED 2 /* words that a lead shares with what it sums up */

typedef struct index {
    uint32_t *of; /* [n_sent + 1] first attribution of each sentence */
    uint32_t n;   /* attributions with a cue: those before are indexed */
} sent_index;

static bool index_sentences(const chn_listen *x, chn_arena *a, sent_index *ix)
{
    ix->n = x->n;
    ix->of = CHN_NEW(a, uint32_t, (size_t)x->d->n_sent + 1);
    if (!ix->of)
        return false;
    uint32_t i = 0;
    for (uint32_t s = 0; s < x->d->n_sent; s++) {
        while (i < x->n && x->d->tok[x->at[i].cue_first].sent < s)
            i++;
        ix->of[s] = i;
    }
    ix->of[x->d->n_sent] = x->n;
    return true;
}

/* Has sentence s an attribution that covers something? */
static bool attributed(const chn_listen *x, const sent_index *ix, uint32_t s)
{
    for (uint32_t i = ix->of[s]; i < ix->of[s + 1]; i++)
        if (x->at[i].n_content && (x->at[i].source != CHN_MENTION_NONE ||
                                   x->at[i].name_end > x->at[i].name_first))
            return true;
    return false;
}

static uint32_t depth(const chn_listen *x, uint32_t a)
{
    uint32_t n = 0;
    while (x->at[a].parent != CHN_ATTR_NONE && n < 16) {
        a = x->at[a].parent;
        n++;
    }
    return n;
}

/* Of the attributions of sentence s that stand on their own or are relayed,
 * the innermost; NONE if there is none. `media`: it must be an agency's. */
static uint32_t voice_of(const chn_listen *x, const sent_index *ix, uint32_t s,
                         bool media)
{
    uint32_t best = NONE;
    for (uint32_t i = ix->of[s]; i < ix->of[s + 1]; i++) {
        const chn_attribution *a = &x->at[i];
        if (!a->n_content || (media && !chn_voice_media(x, a)))
            continue;
        if (a->parent != CHN_ATTR_NONE &&
            a->content[0][0] != x->at[a->parent].content[0][0])
            continue; /* stands inside another */
        if (best == NONE || depth(x, i) > depth(x, best))
            best = i;
    }
    return best;
}

/* Give the tokens [from, to) the voice of attribution `a`. */
static void pass_on(chn_listen *x, uint32_t a, uint32_t from, uint32_t to,
                    uint32_t flags)
{
    chn_attribution copy = x->at[a];
    const uint32_t n = chn_voice_add(x, NULL, NULL);
    if (n == NONE)
        return;
    copy.cue_first = copy.cue_end = from;
    copy.scope_first = copy.scope_end = from;
    copy.source_first = copy.source_end = from;
    copy.content[0][0] = from;
    copy.content[0][1] = to;
    copy.n_content = 1;
    copy.flags = (copy.flags & ~(uint32_t)(CHN_ATTR_RELAY | CHN_ATTR_DIRECT)) |
                 CHN_ATTR_INHERITED | flags;
    x->at[n] = copy;
}

/* Sentences of one quotation: the speaker of one is that of all. */
static void quotations(chn_listen *x, const sent_index *ix)
{
    const chn_doc *d = x->d;
    for (uint32_t i = 0; i < d->n_quote; i++) {
        const chn_quotation *q = &d->quote[i];
        if (q->first >= q->end || q->end > d->n_tok)
            continue;
        const uint32_t s0 = d->tok[q->first].sent;
        const uint32_t s1 = d->tok[q->end - 1].sent;
        if (s1 == s0 || s1 - s0 > 40)
            continue;
        uint32_t who = NONE;
        for (uint32_t a = ix->of[s0]; a < ix->of[s1 + 1] && who == NONE; a++)
            for (uint32_t c = 0; c < x->at[a].n_content; c++)
                if (x->at[a].content[c][0] < q->end &&
                    x->at[a].content[c][1] > q->first &&
                    x->at[a].source_end > x->at[a].source_first)
                    who = a;
        if (who == NONE)
            continue;
        for (uint32_t s = s0; s <= s1; s++) {
            if (d->tok[x->at[who].cue_first].sent == s)
                continue;
            const uint32_t from =
                d->sent[s].first > q->first ? d->sent[s].first : q->first;
            const uint32_t to =
                d->sent[s].end < q->end ? d->sent[s].end : q->end;
            if (from < to && !attributed(x, ix, s))
                pass_on(x, who, from, to, CHN_ATTR_DIRECT);
        }
    }
}

#define SENTENCES_MAX 40 /* of a quotation */

/* '"A," he said. "B. C. D."': a quotation that begins with sentence s and ends
 * at `end` is his to its end, if it has no cue of its own. Its last sentence
 * that is done. */
static uint32_t whole_quotation(chn_listen *x, const sent_index *ix,
                                uint32_t who, uint32_t s, uint32_t end)
{
    const uint32_t last = x->d->tok[end - 1].sent;
    if (last - s > SENTENCES_MAX)
        return s;
    for (uint32_t i = s; i <= last; i++)
        if (attributed(x, ix, i))
            return s; /* '"... The army left," his wife said' */
    const uint32_t to = x->d->sent[last].end <= end + 3 ? last + 1 : last;
    for (uint32_t i = s; i < to; i++)
        pass_on(x, who, x->d->sent[i].first, x->d->sent[i].end,
                CHN_ATTR_DIRECT);
    return to > s ? to - 1 : s;
}

/* The one who says what sentence s tells, where only one does; no agency,
 * which may quote others next. */
static uint32_t speaker_of(const chn_listen *x, const sent_index *ix,
                           uint32_t s)
{
    uint32_t who = NONE;
    for (uint32_t i = ix->of[s]; i < ix->of[s + 1]; i++) {
        const chn_attribution *a = &x->at[i];
        if (a->n_content == 0 || a->source_end <= a->source_first)
            continue;
        if (who != NONE || a->parent != CHN_ATTR_NONE ||
            (a->flags & (CHN_ATTR_RELAY | CHN_ATTR_DENIES)) ||
            chn_voice_media(x, a))
            return NONE;
        who = i;
    }
    return who;
}

/* A sentence that is a quotation and no more, behind a quoted one. */
static void bare_quotations(chn_listen *x, const sent_index *ix)
{
    uint32_t who = NONE;
    uint32_t after = NONE;
    for (uint32_t s = 0; s < x->d->n_sent; s++) {
        const chn_sent *at = &x->d->sent[s];
        if (attributed(x, ix, s)) {
            who = NONE;
            for (uint32_t i = ix->of[s]; i < ix->of[s + 1]; i++)
                if (x->at[i].flags & CHN_ATTR_DIRECT)
                    who = i;
            after = who == NONE ? speaker_of(x, ix, s) : NONE;
            continue;
        }
        const bool same = s > 0 && at->para == x->d->sent[s - 1].para;
        const bool quote = at->first < at->end &&
                           chn_voice_mark(x, at->first) &&
                           at->first + 1 < x->d->n_tok &&
                           (x->d->tok[at->first + 1].flags & CHN_TOK_QUOTED);
        /* 'The minister said the talks had failed. "The bombs fell again."' */
        if (quote && same && who == NONE)
            who = after;
        after = NONE;
        if (who == NONE || !quote) {
            if (!same)
                who = NONE;
            continue;
        }
        const chn_quotation *q = chn_voice_quotation(x->d, at->first + 1);
        if (q && q->end + 3 >= at->end)
            s = whole_quotation(x, ix, who, s, q->end);
    }
}

/* "This statement was made ..., as reported by X" and "Both sides pledged
 * ..., as reported by X" cover the sentence before, too. */
static void backwards(chn_listen *x, const sent_index *ix)
{
    for (uint32_t s = 1; s < x->d->n_sent; s++) {
        const chn_sent *at = &x->d->sent[s];
        const chn_sent *before = at - 1;
        if (at->para != before->para || at->first >= at->end ||
            !(w_bits(x, at->first) & W_ANAPHOR) ||
            (w_bits(x, at->first) & (W_HUMAN | W_THING)) ||
            attributed(x, ix, s - 1))
            continue;
        uint32_t who = NONE;
        for (uint32_t i = ix->of[s]; i < ix->of[s + 1]; i++) {
            const chn_attribution *a = &x->at[i];
            const bool as = a->rule.n > 3 && a->rule.p[0] == 'a' &&
                            a->rule.p[1] == 's' && a->rule.p[2] == '-';
            const bool own = a->n_content && a->content[0][0] == at->first;
            const bool relayed = a->parent != CHN_ATTR_NONE && who == a->parent;
            if (own && (as || relayed))
                who = i;
        }
        if (who != NONE)
            pass_on(x, who, before->first, before->end, 0);
    }
}

/* "This was reported by the governor.", "The governor said this on Telegram.":
 * does attribution a speak of the sentence before? */
static bool of_before(const chn_listen *x, const chn_attribution *a)
{
    const uint32_t first = x->d->sent[x->d->tok[a->cue_first].sent].first;
    if ((a->flags & (CHN_ATTR_REPORT_LEVEL | CHN_ATTR_RELAY)) ||
        (a->source_end == a->source_first + 1 &&
         (w_bits(x, a->source_first) & W_SELF)))
        return false;
    if (a->n_content == 0)
        return w_bits(x, first) & W_ANAPHOR;
    const uint32_t t = a->content[0][0];
    return t == a->cue_end && a->source_first == first &&
           a->parent == CHN_ATTR_NONE &&
           (chn_tok_is(x->d, t, "this") || chn_tok_is(x->d, t, "so")) &&
           (t + 1 >= a->content[0][1] || chn_voice_is(x, t + 1, W_PREP) ||
            chn_voice_time(x, t + 1, a->content[0][1]) > t + 1);
}

/* Who said the sentence before stands in this one, which may begin a paragraph
 * where that was one of its own. */
static void told_after(chn_listen *x, const sent_index *ix)
{
    for (uint32_t s = 1; s < x->d->n_sent; s++) {
        const chn_sent *at = &x->d->sent[s];
        const chn_sent *before = at - 1;
        const bool alone = s < 2 || before[-1].para != before->para;
        if ((at->para != before->para && !alone) || before->headline ||
            before->dateline || attributed(x, ix, s - 1))
            continue;
        for (uint32_t i = ix->of[s]; i < ix->of[s + 1]; i++)
            if (of_before(x, &x->at[i])) {
                pass_on(x, i, before->first, before->end, 0);
                break;
            }
    }
}

/* Words that sentence s shares with the tokens of `o`: long, and no function
 * words. Sentences are bounded, so the pairs are. */
static uint32_t shared_words(const chn_listen *x, const chn_sent *s,
                             const chn_sent *o)
{
    uint32_t n = 0;
    for (uint32_t i = s->first; i < s->end && n < LEAD_SHARED; i++) {
        const chn_str f = x->d->tok[i].fold;
        if (f.n < 5 || x->d->tok[i].kind != CHN_TOK_WORD ||
            (w_bits(x, i) & ~(uint32_t)(W_CUE | W_CUE_VERB | W_SOURCE)))
            continue;
        bool seen = false;
        for (uint32_t j = s->first; j < i && !seen; j++)
            seen = chn_str_eq(x->d->tok[j].fold, f);
        for (uint32_t j = o->first; j < o->end && !seen; j++)
            if (chn_str_eq(x->d->tok[j].fold, f)) {
                n++;
                break;
            }
    }
    return n;
}

/* The lead sums up what the next sentence gives to an agency. */
static void lead(chn_listen *x, const sent_index *ix)
{
    uint32_t s = 0;
    while (s < x->d->n_sent &&
           (x->d->sent[s].headline || x->d->sent[s].dateline))
        s++;
    if (s + 1 >= x->d->n_sent || attributed(x, ix, s))
        return;
    const chn_sent *at = &x->d->sent[s];
    const chn_sent *next = at + 1;
    /* a lead of more sentences goes on and sums nothing up */
    if (next->headline || next->para == at->para)
        return;
    const uint32_t who = voice_of(x, ix, s + 1, true);
    if (who == NONE)
        return;
    uint32_t covered = 0;
    for (uint32_t c = 0; c < x->at[who].n_content; c++)
        covered += x->at[who].content[c][1] - x->at[who].content[c][0];
    if (covered * 2 < next->end - next->first ||
        shared_words(x, at, next) < LEAD_SHARED)
        return;
    pass_on(x, who, at->first, at->end, 0);
}

/* A sentence that goes on with "They", "Both" behind one that an agency
 * tells. A person's sentence passes nothing on here: what he did next is the
 * report's to tell ("He also invited his guest"). */
static void continuation(chn_listen *x, const sent_index *ix)
{
    for (uint32_t s = 1; s < x->d->n_sent; s++) {
        const chn_sent *at = &x->d->sent[s];
        if (at->para != at[-1].para || at->first >= at->end ||
            attributed(x, ix, s) || !attributed(x, ix, s - 1) || at->headline)
            continue;
        if (!(w_bits(x, at->first) & W_PRONOUN) &&
            !chn_tok_is(x->d, at->first, "both"))
            continue;
        uint32_t who = voice_of(x, ix, s - 1, true);
        /* "Akar said in remarks carried by X. He had also ...": both */
        for (uint32_t i = ix->of[s - 1];
             who != NONE && (w_bits(x, at->first) & W_HUMAN) && i < ix->of[s];
             i++)
            if (x->at[i].parent == who && !chn_voice_media(x, &x->at[i]) &&
                x->at[i].n_content &&
                x->at[i].content[0][0] == x->at[who].content[0][0])
                who = i;
        if (who != NONE)
            pass_on(x, who, at->first, at->end, 0);
    }
}

static bool generic(const chn_mention *m)
{
    return m->kind == CHN_KIND_MEDIA && m->id.n == 0;
}

/* "state media" is the agency of that country that the report names. */
static void state_media(chn_listen *x)
{
    uint32_t named[MEDIA_MAX];
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->m->n && n < MEDIA_MAX; i++) {
        const chn_mention *m = &x->m->at[i];
        if (m->kind != CHN_KIND_MEDIA || m->id.n == 0)
            continue;
        uint32_t j = 0;
        while (j < n && !chn_str_eq(x->m->at[named[j]].id, m->id))
            j++;
        if (j == n)
            named[n++] = i;
    }
    for (uint32_t i = 0; i < x->n; i++) {
        chn_attribution *a = &x->at[i];
        if (a->source == CHN_MENTION_NONE)
            continue;
        const chn_mention *as = &x->m->at[a->source];
        const chn_mention *m = &x->m->at[chn_voice_resolve(x->m, a->source)];
        /* "the state agency" was taken for one that is no state's */
        bool wrong = false;
        for (uint32_t t = as->first; as != m && t < as->end; t++)
            wrong |= chn_tok_is(x->d, t, "state") &&
                     !chn_str_is(m->media_kind, "state media");
        if ((!generic(m) && !wrong) || chn_voice_many(x, m))
            continue;
        uint32_t fit = NONE;
        uint32_t fits = 0;
        for (uint32_t j = 0; j < n; j++) {
            const chn_mention *o = &x->m->at[named[j]];
            if (!chn_str_is(o->media_kind, "state media"))
                continue;
            if (wrong || m->country.n == 0 ||
                chn_str_eq(m->country, o->country)) {
                if (fit == NONE || wrong)
                    fit = named[j];
                fits++;
            }
        }
        if (fit == NONE)
            continue;
        a->source = fit;
        if (fits > 1 || wrong || m->country.n == 0)
            a->flags |= CHN_ATTR_AMBIGUOUS;
    }
}

/* Is `i` the attribution `a` or one that it hangs upon? Then `i` must not hang
 * upon `a`. */
static bool above(const chn_listen *x, uint32_t a, uint32_t i)
{
    uint32_t hops = 0;
    while (a != CHN_ATTR_NONE && a != i && hops++ < HOPS_MAX)
        a = x->at[a].parent;
    return a != CHN_ATTR_NONE;
}

/* "the KCNA said", behind "Yonhap quoted KCNA as saying": Yonhap passes that
 * on, too. A lead before it likewise, for agencies. */
static void implied_relays(chn_listen *x, uint32_t n)
{
    uint32_t pair[RELAYS_MAX];
    uint32_t n_pair = 0;
    for (uint32_t i = 0; i < n && n_pair < RELAYS_MAX; i++) {
        const chn_attribution *a = &x->at[i];
        if (a->parent == CHN_ATTR_NONE || a->n_content == 0)
            continue;
        const chn_attribution *p = &x->at[a->parent];
        /* "told the BBC": the next words need not have been told it */
        if ((p->flags & CHN_ATTR_RELAY) && p->n_content &&
            p->cue_first != a->cue_first &&
            p->content[0][0] == a->content[0][0] && !chn_voice_same(x, a, p))
            pair[n_pair++] = i;
    }
    for (uint32_t j = 0; j < n_pair; j++) {
        const uint32_t origin = pair[j];
        const bool media = chn_voice_media(x, &x->at[origin]);
        const uint32_t para =
            x->d->sent[x->d->tok[x->at[origin].cue_first].sent].para;
        for (uint32_t i = 0; i < x->n; i++) {
            chn_attribution *b = &x->at[i];
            if (i == origin || b->parent != CHN_ATTR_NONE ||
                (b->flags & CHN_ATTR_RELAY) || b->n_content == 0 ||
                above(x, x->at[origin].parent, i) || (!media && i < origin) ||
                !chn_voice_same(x, b, &x->at[origin]))
                continue;
            const uint32_t at = x->d->sent[x->d->tok[b->cue_first].sent].para;
            if (at + 1 < para || (!media && (at < para || at > para + 3)))
                continue;
            b->parent = x->at[origin].parent;
        }
    }
}

/* Order by cue and renumber the parents. Inherited ones are few and were
 * added behind the others, which are nearly in order. */
bool chn_voice_order(chn_listen *x, chn_arena *a)
{
    chn_attribution *to = CHN_NEW(a, chn_attribution, x->n);
    uint32_t *count = CHN_NEW(a, uint32_t, (size_t)x->d->n_tok + 2);
    uint32_t *moved = CHN_NEW(a, uint32_t, x->n);
    if (!to || !count || !moved)
        return false;
    for (uint32_t i = 0; i < x->n; i++)
        count[x->at[i].cue_first + 1]++;
    for (uint32_t t = 0; t <= x->d->n_tok; t++)
        count[t + 1] += count[t];
    for (uint32_t i = 0; i < x->n; i++) {
        moved[i] = count[x->at[i].cue_first]++;
        to[moved[i]] = x->at[i];
    }
    for (uint32_t i = 0; i < x->n; i++)
        if (to[i].parent != CHN_ATTR_NONE)
            to[i].parent = moved[to[i].parent];
    x->at = to;
    return true;
}

chn_code chn_voice_inherit(chn_listen *x, chn_arena *a)
{
    sent_index ix;
    if (!index_sentences(x, a, &ix))
        return CHN_ERR_MEMORY;
    state_media(x);
    const uint32_t own = x->n;
    quotations(x, &ix);
    bare_quotations(x, &ix);
    backwards(x, &ix);
    told_after(x, &ix);
    lead(x, &ix);
    continuation(x, &ix);
    if (x->no_memory)
        return CHN_ERR_MEMORY;
    implied_relays(x, own);
    return chn_voice_order(x, a) ? CHN_OK : CHN_ERR_MEMORY;
}

/* Is the agency's country the speaker's own? */
static bool own_agency(const chn_listen *x, const chn_attribution *agency,
                       const chn_attribution *a)
{
    if (a->source == CHN_MENTION_NONE || !chn_voice_media(x, agency))
        return false;
    const chn_mention *m = &x->m->at[chn_voice_resolve(x->m, agency->source)];
    const chn_mention *s = &x->m->at[chn_voice_resolve(x->m, a->source)];
    const bool what =
        s->kind == CHN_KIND_COUNTRY && chn_str_is(a->rule, "what-call");
    const bool person = s->kind == CHN_KIND_PERSON && !s->unnamed &&
                        chn_str_is(m->media_kind, "state media");
    return (what || person) && m->country.n > 0 &&
           chn_str_eq(m->country, s->country);
}

#define IMPLIED_MAX 32 /* relayed speakers of a report that are remembered */

/*
 * "Kim thanked his guest", where KCNA is quoted with Kim's other words: the
 * report has it from KCNA, too. A speaker for whom the report names no relay
 * has that with which it quotes him elsewhere; a leader, or a government in
 * "what Pyongyang called", in a report that rests on the state's own agency
 * has the agency.
 */
void chn_voice_implied(chn_listen *x)
{
    uint32_t known[IMPLIED_MAX];
    uint32_t n = 0;
    uint32_t agency = NONE;
    for (uint32_t i = 0; i < x->n; i++) {
        const chn_attribution *a = &x->at[i];
        if (agency == NONE && a->parent == CHN_ATTR_NONE && a->n_content &&
            !(a->flags & CHN_ATTR_INHERITED) && chn_voice_media(x, a))
            agency = i;
        if (n == IMPLIED_MAX || a->parent == CHN_ATTR_NONE ||
            (a->flags & CHN_ATTR_INHERITED) || a->source == CHN_MENTION_NONE ||
            chn_voice_media(x, a))
            continue;
        const chn_mention *m = &x->m->at[chn_voice_resolve(x->m, a->source)];
        const chn_attribution *p = &x->at[a->parent];
        if (m->kind == CHN_KIND_PERSON && !m->unnamed &&
            (chn_voice_media(x, p) || (p->flags & CHN_ATTR_RELAY)))
            known[n++] = i;
    }
    for (uint32_t i = 0; i < x->n; i++) {
        chn_attribution *a = &x->at[i];
        if (a->parent != CHN_ATTR_NONE || a->source == CHN_MENTION_NONE ||
            (a->flags & CHN_ATTR_REPORT_LEVEL) || chn_voice_media(x, a))
            continue;
        for (uint32_t j = 0; j < n && a->parent == CHN_ATTR_NONE; j++)
            if (known[j] != i && !above(x, x->at[known[j]].parent, i) &&
                chn_voice_same(x, a, &x->at[known[j]]))
                a->parent = x->at[known[j]].parent;
        if (a->parent == CHN_ATTR_NONE && agency != NONE &&
            !above(x, agency, i) && own_agency(x, &x->at[agency], a))
            a->parent = agency;
        if (a->parent != CHN_ATTR_NONE)
            a->flags |= CHN_ATTR_IMPLIED;
    }
}

/* The quotation that begins with the mark at t or right behind it. */
static const chn_quotation *begun_at(const chn_listen *x, uint32_t t)
{
    const chn_quotation *q = chn_voice_quotation(x->d, t);
    return q && (q->first == t + 1 || q->first == t) ? q : NULL;
}

/* Paragraphs over which one quotation may go on. */
#define PARAGRAPHS_MAX 12

/* A mark that closes nothing in [from, end): the token behind it, or from. */
static uint32_t lone_close(const chn_listen *x, uint32_t from, uint32_t end)
{
    for (uint32_t t = from; t < end; t++) {
        if (!chn_voice_mark(x, t))
            continue;
        const chn_quotation *q = chn_voice_quotation(x->d, t);
        const bool known = q && (q->first == t + 1 || q->end == t);
        return known ? from : t + 1;
    }
    return from;
}

/* Where the words that begin with quotation q end: at its mark; where the
 * paragraph ends without one, behind the paragraphs that open again, or that
 * close what they have not opened. */
static uint32_t speech_end(const chn_listen *x, const chn_quotation *q)
{
    uint32_t end = q->end;
    bool open = q->open;
    if (!open)
        return end < x->d->n_tok && chn_voice_mark(x, end) ? end + 1 : end;
    for (uint32_t p = 0; open && p < PARAGRAPHS_MAX && end < x->d->n_tok; p++) {
        uint32_t last = end + 1;
        while (last < x->d->n_tok && !(x->d->tok[last].flags & CHN_TOK_PARA))
            last++;
        const chn_quotation *next =
            chn_voice_mark(x, end) ? begun_at(x, end) : NULL;
        if (next) {
            open = next->open;
            end = open ? next->end : next->end + 1;
            continue;
        }
        const uint32_t close = lone_close(x, end, last);
        if (close == end)
            break;
        end = close;
        open = false;
    }
    return end;
}

/* A quotation of many sentences is content of whoever says it. */
static void whole_quotations(chn_listen *x)
{
    for (uint32_t i = 0; i < x->n; i++) {
        chn_attribution *a = &x->at[i];
        if (a->n_content == 0 || (a->flags & CHN_ATTR_INHERITED))
            continue;
        uint32_t *last = a->content[a->n_content - 1];
        const chn_quotation *q =
            last[1] > last[0] ? chn_voice_quotation(x->d, last[1] - 1) : NULL;
        if (!q || q->first < last[0] || q->first > last[1])
            continue;
        const uint32_t end = speech_end(x, q);
        if (end > last[1] &&
            x->d->tok[last[1] - 1].sent != x->d->tok[end - 1].sent)
            last[1] = end;
    }
}

/* "'A fresh start': Norway and Chile sign a pact": words of nobody, unless
 * the text gives much the same ones to an agency. */
static void headline(chn_listen *x, const chn_cue *cue)
{
    uint32_t s = 0;
    while (s < x->d->n_sent && s < 4 &&
           x->d->sent[s].end <= x->d->sent[s].first)
        s++;
    if (s >= x->d->n_sent || s >= 4)
        return;
    const chn_sent *at = &x->d->sent[s];
    const chn_quotation *q = begun_at(x, at->first);
    if (!q || q->open || q->end + 1 >= x->d->n_tok ||
        !chn_tok_is(x->d, q->end + 1, ":") || q->end - q->first < 3)
        return;
    x->first = at->first;
    x->end = at->end;
    const uint32_t n = chn_voice_set(x, cue, NULL, q->end + 1, q->end + 2,
                                     at->first, q->end + 1);
    if (n == NONE)
        return;
    const chn_sent words = {.first = q->first, .end = q->end};
    for (uint32_t i = 0; i < n; i++) {
        const chn_attribution *a = &x->at[i];
        if (!chn_voice_media(x, a) || a->n_content == 0)
            continue;
        const chn_sent said = {.first = a->content[0][0],
                               .end = a->content[0][1]};
        if (said.end - said.first < 200 &&
            shared_words(x, &words, &said) >= LEAD_SHARED) {
            x->at[n].source = a->source;
            x->at[n].parent = a->parent;
            x->at[n].flags |= CHN_ATTR_IMPLIED;
            return;
        }
    }
}

/* '"(The message) said that ...," X said. "And that ...," it added.': the
 * second goes on with what the message said. */
static void goes_on(chn_listen *x)
{
    const uint32_t n = x->n;
    for (uint32_t i = 0; i < n; i++) {
        const chn_attribution *a = &x->at[i];
        if (!(a->flags & CHN_ATTR_DIRECT) || a->n_content == 0)
            continue;
        uint32_t t = a->content[0][0];
        const uint32_t end = a->content[0][1];
        while (t < end && (chn_voice_mark(x, t) || chn_tok_is(x->d, t, "and")))
            t++;
        if (t >= end || !chn_tok_is(x->d, t, "that") || i == 0)
            continue;
        const uint32_t sent = x->d->tok[a->cue_first].sent;
        for (uint32_t j = i; j > 0 && i - j < 8; j--) {
            const chn_attribution *b = &x->at[j - 1];
            if (x->d->tok[b->cue_first].sent + 1 != sent ||
                !(x->d->tok[b->cue_first].flags & CHN_TOK_QUOTED) ||
                b->n_content == 0 ||
                !chn_tok_is(x->d, b->content[0][0], "that"))
                continue;
            chn_attribution copy = *b;
            copy.cue_first = copy.cue_end = t;
            copy.scope_first = copy.scope_end = t;
            copy.source_first = copy.source_end = t;
            copy.more_first = copy.more_end = 0;
            copy.content[0][0] = t;
            copy.content[0][1] = chn_voice_mark(x, end - 1) ? end - 1 : end;
            copy.n_content = 1;
            copy.parent = i;
            copy.flags = CHN_ATTR_IMPLIED;
            const uint32_t c = chn_voice_add(x, NULL, NULL);
            if (c == NONE)
                return;
            x->at[c] = copy;
            break;
        }
    }
}

void chn_voice_quotes(chn_listen *x)
{
    whole_quotations(x);
    goes_on(x);
    for (uint32_t i = 0; i < x->k->n_cues; i++)
        if (x->k->cues[i].frames & F_COLON)
            headline(x, &x->k->cues[i]);
}
