/* SPDX-License-Identifier: Apache-2.0 */
/* The patterns of one sentence: where a cue stands, whose it is, and what it
 * covers. They are those of the design's section 6.3 in the form that tokens
 * and mentions allow; every loop is bounded by the sentence and most by a few
 * tokens. */
#include "base/str.h"
#include "voice/inside.h"

#define LOOK 26      /* tokens behind a cue in which "that" may come */
#define AS_SAYING 24 /* tokens between "quoted" and "as saying" */
#define NONE UINT32_MAX

static bool is(const chn_listen *x, uint32_t t, const char *word)
{
    return t < x->end && chn_tok_is(x->d, t, word);
}

uint32_t chn_voice_add(chn_listen *x, const chn_cue *cue, const chn_source *s)
{
    void *at = x->at;
    if (!chn_arena_grow(x->d->arena, &at, &x->cap, x->n + 1,
                        sizeof(chn_attribution))) {
        x->no_memory = true;
        return NONE;
    }
    x->at = at;
    chn_attribution *a = &x->at[x->n];
    *a = (chn_attribution){.source = CHN_MENTION_NONE,
                           .other = CHN_MENTION_NONE,
                           .parent = CHN_ATTR_NONE};
    if (cue) {
        a->rule = cue->id;
        a->flags = cue->flags;
    }
    if (s) {
        a->source = s->mention;
        a->source_first = s->first;
        a->source_end = s->end;
        a->name_first = s->name_first;
        a->name_end = s->name_end;
        if (s->ambiguous) {
            a->flags |= CHN_ATTR_AMBIGUOUS;
            a->other = s->other;
        }
        /* "A KCNA report said": the noun is the cue that counts */
        const uint32_t w = s->noun != NONE && s->noun < x->d->n_tok
                               ? x->d->tok[s->noun].word
                               : 0;
        if (cue && cue->form == CUE_VERB && w && w < x->k->n_words &&
            x->k->noun[w])
            a->rule = x->k->cues[x->k->noun[w] - 1].id;
    }
    return x->n++;
}

static void content(chn_listen *x, uint32_t a, uint32_t from, uint32_t to)
{
    if (a == NONE)
        return;
    chn_attribution *at = &x->at[a];
    while (from < to && (is(x, from, ",") || is(x, from, ":")))
        from++;
    while (to > from &&
           (chn_tok_is(x->d, to - 1, ",") || chn_tok_is(x->d, to - 1, ":") ||
            chn_tok_is(x->d, to - 1, "-")))
        to--;
    if (from >= to || at->n_content == 2)
        return;
    at->content[at->n_content][0] = from;
    at->content[at->n_content][1] = to;
    at->n_content++;
    if (at->n_content == 1 && chn_voice_mark(x, from)) {
        const chn_quotation *q = chn_voice_quotation(x->d, from);
        if (q && q->end + 1 >= to)
            at->flags |= CHN_ATTR_DIRECT;
    }
}

/* Left end of what a cue behind it covers: the sentence, or what follows a
 * semicolon or colon outside quotation marks. */
static uint32_t left_of(const chn_listen *x, uint32_t t)
{
    uint32_t i = t;
    while (i > x->first) {
        const uint32_t p = i - 1;
        if ((chn_tok_is(x->d, p, ";") || chn_tok_is(x->d, p, ":")) &&
            !(x->d->tok[p].flags & CHN_TOK_QUOTED))
            break;
        i--;
    }
    return i;
}

/* Right end of what "X said that ..." covers from t on. `plain`: stop at
 * ", and", too: the outlet's own words begin there. */
static uint32_t right_end(const chn_listen *x, uint32_t t, bool plain)
{
    uint32_t i = t;
    for (; i < x->end; i++) {
        if (x->d->tok[i].flags & CHN_TOK_QUOTED)
            continue;
        if (is(x, i, ";"))
            break;
        if (is(x, i, ",") && i + 1 < x->end &&
            mention_at(x, i + 1) == CHN_MENTION_NONE) {
            uint32_t n = i + 1;
            /* "..., a day after the premier told reporters" */
            if ((w_bits(x, n) & W_DET) || x->d->tok[n].kind == CHN_TOK_NUMBER)
                n++;
            if (n < x->end && (w_bits(x, n) & W_TIME) &&
                (is(x, n + 1, "after") || is(x, n + 1, "before")))
                break;
            if (n == i + 1 && (w_bits(x, n) & W_STOP))
                break;
            if (plain && n == i + 1 && (w_bits(x, n) & W_CONJ))
                break;
        }
    }
    while (i > t && x->d->tok[i - 1].kind == CHN_TOK_PUNCT &&
           !chn_voice_mark(x, i - 1) && !chn_tok_is(x->d, i - 1, ")"))
        i--;
    return i;
}

uint32_t chn_voice_right(const chn_listen *x, uint32_t t)
{
    return right_end(x, t, false);
}

/* Words before `t` in [from, t) that can be content: at least two that are no
 * adverbials. */
static bool has_words(const chn_listen *x, uint32_t from, uint32_t t)
{
    uint32_t n = 0;
    for (uint32_t i = from; i < t; i++)
        if (x->d->tok[i].kind == CHN_TOK_WORD ||
            x->d->tok[i].kind == CHN_TOK_NUMBER)
            n++;
    return n >= 2;
}

/* Behind a cue at [.., t): nothing but the end, a break or an aside? */
static bool at_break(const chn_listen *x, uint32_t t)
{
    return t >= x->end ||
           (chn_voice_breaks(x, t) && !chn_voice_mark(x, t) && !is(x, t, ":") &&
            !is(x, t, "(")) ||
           (chn_voice_mark(x, t) && t + 1 >= x->end);
}

/* A quotation that opens at t, perhaps behind a comma or colon. Its first
 * mark, or NONE. */
static uint32_t opening(const chn_listen *x, uint32_t t)
{
    while (t < x->end && (is(x, t, ",") || is(x, t, ":")))
        t++;
    if (t < x->end && chn_voice_mark(x, t) && t + 1 < x->end &&
        (x->d->tok[t + 1].flags & CHN_TOK_QUOTED))
        return t;
    return NONE;
}

static uint32_t find_that(const chn_listen *x, uint32_t t, uint32_t reach)
{
    for (uint32_t i = t; i < x->end && i < t + reach; i++) {
        if (is(x, i, ";") || (w_bits(x, i) & W_CUE_VERB))
            return NONE;
        if (chn_tok_is(x->d, i, "that") &&
            mention_at(x, i) == CHN_MENTION_NONE &&
            chn_voice_time(x, i, x->end) == i) /* not "that morning" */
            return i;
    }
    return NONE;
}

/* The addressee behind "told", in words until "that", a break or a clause:
 * "told Pakistan's parliament on Thursday that". Returns where it ends, and
 * in *content where the content begins, or NONE. */
static uint32_t addressee(const chn_listen *x, const chn_cue *c, uint32_t t,
                          bool source, uint32_t *content_at)
{
    *content_at = NONE;
    uint32_t i = t;
    for (uint32_t n = 0; i < x->end && n < LOOK; n++) {
        const uint32_t m = mention_at(x, i);
        if (chn_tok_is(x->d, i, "that") && m == CHN_MENTION_NONE) {
            *content_at = i;
            return i;
        }
        if (at_break(x, i) || opening(x, i) == i || is(x, i, ":"))
            return i;
        if (n > 0 && is(x, i, "to"))
            return t; /* "told them to go": an order */
        const uint32_t time = chn_voice_time(x, i, x->end);
        const bool bare = n > 0 && (c->frames & F_BARE) &&
                          m == CHN_MENTION_NONE && time == i &&
                          w_source(x, i) == S_NONE &&
                          !(w_bits(x, i) & (W_PREP | W_TIME | W_AND)) &&
                          !chn_tok_is(x->d, i, "'s");
        if (bare) {
            /* "told reporters the talks had ended" */
            *content_at = source ? i : NONE;
            return source ? i : t;
        }
        if (w_bits(x, i) & W_PREP)
            i = chn_voice_phrase_end(x, i + 1, x->end);
        else if (time > i)
            i = time;
        else if (m != CHN_MENTION_NONE && x->m->at[m].end > i)
            i = x->m->at[m].end;
        else
            i++;
        if (m != CHN_MENTION_NONE && i < x->end && source &&
            mention_at(x, i) != CHN_MENTION_NONE && (c->frames & F_BARE)) {
            *content_at = i; /* "told Kagame Washington was troubled" */
            return i;
        }
    }
    return i;
}

/* "denied helping", "denied any part in the raid". */
static bool gerund(const chn_listen *x, uint32_t i)
{
    const chn_str f = x->d->tok[i].fold;
    return (f.n > 4 && f.p[f.n - 1] == 'g' && f.p[f.n - 2] == 'n') ||
           is(x, i, "any") || is(x, i, "having");
}

/* A clause that begins at i, behind the cue's adverbials from t on. */
static uint32_t clause_at(const chn_listen *x, const chn_cue *c, uint32_t t,
                          uint32_t i, bool source, bool *tail)
{
    if (chn_tok_is(x->d, i, "that") && mention_at(x, i) == CHN_MENTION_NONE) {
        /* "said in a report that cited KCNA": a relative clause */
        if (i > t && i + 1 < x->end && (w_bits(x, i + 1) & W_CUE_VERB)) {
            *tail = true;
            return NONE;
        }
        return (c->frames & (F_THAT | F_BARE)) && i + 1 < x->end ? i : NONE;
    }
    if ((c->frames & F_WHETHER) && is(x, i, "whether"))
        return i;
    if ((c->frames & F_ING) && gerund(x, i))
        return i;
    if ((c->frames & F_BARE) && source)
        return i;
    /* "Putin said in Moscow on Friday that": the words between are the
     * cue's; "asserted on Friday that" */
    if (i > t && (c->frames & F_THAT))
        return find_that(x, i, 8);
    if ((c->frames & F_OBJECT) && source && (w_bits(x, i) & (W_POSS | W_DET)))
        return i;
    return NONE;
}

/* What stands behind "X said": where the content begins, or NONE with *tail
 * set where only an aside or the end follows. */
static uint32_t behind(const chn_listen *x, const chn_cue *c, uint32_t t,
                       bool source, bool *tail, uint32_t *scope)
{
    uint32_t i;
    *tail = false;
    if (c->frames & F_PERSON) {
        uint32_t at;
        i = addressee(x, c, t, source, &at);
        *scope = i;
        if (at != NONE || i == t)
            return at;
    } else {
        i = chn_voice_adverbials(x, t, x->end);
        *scope = i;
    }
    const uint32_t q = opening(x, i);
    if (q != NONE && (c->frames & F_QUOTE))
        return q;
    if (at_break(x, i) || is(x, i, "(")) {
        *tail = true;
        return NONE;
    }
    if (is(x, i, ":"))
        return c->frames & F_QUOTE ? i + 1 : NONE;
    return clause_at(x, c, t, i, source, tail);
}

static uint32_t tail_left(const chn_listen *x, uint32_t t)
{
    uint32_t from = left_of(x, t);
    /* "But on the 5th, ..." keeps its adverbials: they date the act */
    while (from < t && chn_voice_is(x, from, W_CONJ) &&
           mention_at(x, from) == CHN_MENTION_NONE)
        from++;
    return from;
}

/* "..., X said[, ...]": content before, and behind where it goes on. */
bool chn_voice_tail(chn_listen *x, const chn_cue *c, const chn_source *s,
                    uint32_t cue_first, uint32_t cue_end, uint32_t scope)
{
    const uint32_t begin = s->first < cue_first ? s->first : cue_first;
    const uint32_t from = tail_left(x, begin);
    /* "Consequently, the daily reports, the minister left" */
    const bool opener = begin == from + 2 && is(x, from + 1, ",") &&
                        is(x, scope, ",") && has_words(x, scope, x->end);
    if (begin == from || (!opener && !has_words(x, from, begin)))
        return false;
    if (!chn_voice_breaks(x, begin - 1) && !chn_voice_mark(x, begin - 1))
        return false;
    /* 'The chairman continued, "...," he said': one attribution, two cues */
    if (x->n > x->sent_attr) {
        chn_attribution *at = &x->at[x->n - 1];
        const chn_attribution *p = at;
        if ((p->flags & CHN_ATTR_DIRECT) && p->n_content == 1 &&
            p->content[0][0] > p->cue_first && s->pronoun &&
            p->content[0][1] + 1 >= begin) {
            at->more_first = cue_first;
            at->more_end = cue_end;
            at->again_first = s->first;
            at->again_end = s->end;
            return true;
        }
    }
    const uint32_t a = chn_voice_add(x, c, s);
    if (a == NONE)
        return false;
    x->at[a].cue_first = cue_first;
    x->at[a].cue_end = cue_end;
    x->at[a].scope_first = begin;
    x->at[a].scope_end = scope;
    content(x, a, from, begin);
    /* "In spring, she said, the ship had been freed" */
    uint32_t n = scope;
    const uint32_t q = opening(x, n);
    if (q != NONE && q + 1 < x->end) {
        content(x, a, q, chn_voice_right(x, q));
    } else if (is(x, n, ",") && n + 2 < x->end) {
        n++;
        const bool time = chn_voice_time(x, n, x->end) > n;
        /* "Before they met, he said, the EU had put pressure on them" */
        const bool clause = chn_voice_is(x, from, W_SUBORD | W_PREP) &&
                            mention_at(x, from) == CHN_MENTION_NONE;
        if (!time && !(w_bits(x, n) & (W_NOTCONTENT | W_CUE_VERB)) &&
            !is(x, n, "but"))
            content(x, a, n, right_end(x, n, begin - from > 4));
        else if (!(w_bits(x, n) & (W_CUE_VERB | W_STOP | W_SUBORD)) &&
                 (begin - from <= 4 || clause))
            content(x, a, n, chn_voice_right(x, n));
    }
    return true;
}

/* Auxiliaries before a verb at t: first of its group; *e gets the token
 * behind the subject. */
static uint32_t group(const chn_listen *x, uint32_t t, uint32_t *e, bool *be,
                      bool *negated)
{
    uint32_t first = t;
    uint32_t i = t;
    *be = *negated = false;
    while (i > x->first && t - i < 8) {
        const uint32_t p = i - 1;
        if (mention_at(x, p) != CHN_MENTION_NONE)
            break;
        const uint32_t b = w_bits(x, p);
        const chn_str f = x->d->tok[p].fold;
        const bool ly = f.n > 4 && f.p[f.n - 1] == 'y' && f.p[f.n - 2] == 'l';
        /* "Russia 's said" cannot be; "he 's said" can */
        if (chn_tok_is(x->d, p, "'s") &&
            !(p > x->first && (w_bits(x, p - 1) & W_PRONOUN)))
            break;
        if (b & W_AUX) {
            *be |= (b & W_BE) != 0;
            *negated |=
                chn_tok_is(x->d, p, "not") || chn_tok_is(x->d, p, "n't");
            if (first == i)
                first = p;
        } else if (chn_tok_is(x->d, p, "never")) {
            *negated = true;
        } else if (!((b & W_ADVERB) && !(b & W_TIME)) && !ly) {
            const uint32_t u = chn_voice_time_back(x, i, x->first);
            if (u == i || u == x->first)
                break;
            i = u;
            continue;
        }
        i = p;
    }
    *e = i;
    return first;
}

/* The source of another cue of this sentence, for "noted ... and said". */
static bool shared(const chn_listen *x, uint32_t t, chn_source *s)
{
    for (uint32_t i = x->n; i > x->sent_attr; i--) {
        const chn_attribution *a = &x->at[i - 1];
        if (a->cue_first < t && a->source_end > a->source_first &&
            a->source_first < t && !(a->flags & CHN_ATTR_RELAY)) {
            *s = (chn_source){.mention = a->source,
                              .first = a->source_first,
                              .end = a->source_end,
                              .name_first = a->name_first,
                              .name_end = a->name_end,
                              .noun = NONE,
                              .shared = true};
            return true;
        }
    }
    /* the sentence's subject: "Erdogan hailed the deal, saying that" */
    uint32_t hi = x->first;
    while (hi < t && !chn_tok_is(x->d, hi, ","))
        hi++;
    for (uint32_t lo = x->first; lo < t;) {
        /* behind an opening adverbial: "After the vote, Javad Vaeedi" */
        if (!chn_voice_is(x, lo, W_PREP | W_SUBORD)) {
            uint32_t i = lo;
            while (i < hi && (chn_voice_is(x, i, W_ADVERB | W_CONJ) ||
                              chn_voice_time(x, i, hi) > i)) {
                const uint32_t u = chn_voice_time(x, i, hi);
                i = u > i ? u : i + 1;
            }
            uint32_t end = i;
            while (end < hi && end < i + 4 && (w_bits(x, end) & W_DET) &&
                   mention_at(x, end) == CHN_MENTION_NONE)
                end++;
            const uint32_t m = end < hi ? mention_at(x, end) : CHN_MENTION_NONE;
            if (m != CHN_MENTION_NONE)
                end = x->m->at[m].end;
            else if (end < hi && chn_voice_is(x, end, W_PRONOUN))
                end++;
            else
                while (end < hi && ((x->d->tok[end].flags & CHN_TOK_CAP) ||
                                    w_source(x, end) != S_NONE))
                    end++;
            const bool ok =
                end > i && end <= hi && chn_voice_source_in(x, i, end, s);
            s->shared = true;
            return ok;
        }
        if (hi >= t)
            return false;
        lo = hi + 1;
        hi = lo;
        while (hi < t && !chn_tok_is(x->d, hi, ","))
            hi++;
    }
    return false;
}

/* "said the ministry", "warned Dmitry Rogozin, the envoy": the source behind
 * a cue that follows a comma or a quotation. */
static bool inverted(const chn_listen *x, uint32_t t, chn_source *s)
{
    if (t >= x->end)
        return false;
    const uint32_t m = mention_at(x, t);
    const bool can = (m != CHN_MENTION_NONE && x->m->at[m].first == t) ||
                     (w_bits(x, t) & (W_DET | W_PRONOUN)) ||
                     w_source(x, t) != S_NONE ||
                     (x->d->tok[t].flags & CHN_TOK_CAP);
    if (!can)
        return false;
    uint32_t e = chn_voice_phrase_end(x, t, x->end);
    if (e == t)
        return false;
    uint32_t after = chn_voice_adverbials(x, e, x->end);
    if (after < x->end && !chn_voice_breaks(x, after) &&
        !(w_bits(x, after) & W_REL))
        return false;
    if (!chn_voice_source_in(x, t, e, s))
        return false;
    /* "said Ukraine's foreign minister, Dmytro Kuleba" */
    const bool person = s->mention != CHN_MENTION_NONE &&
                        x->m->at[s->mention].kind == CHN_KIND_PERSON;
    if (!person && is(x, e, ",") && e + 1 < x->end) {
        const uint32_t n = mention_at(x, e + 1);
        if (n != CHN_MENTION_NONE && x->m->at[n].kind == CHN_KIND_PERSON) {
            s->mention = n;
            s->name_first = s->name_end = s->first;
            s->end = x->m->at[n].end < x->end ? x->m->at[n].end : x->end;
        }
    }
    return true;
}

uint32_t chn_voice_set(chn_listen *x, const chn_cue *c, const chn_source *s,
                       uint32_t cue_first, uint32_t cue_end, uint32_t from,
                       uint32_t to)
{
    const uint32_t a = chn_voice_add(x, c, s);
    if (a == NONE)
        return a;
    chn_attribution *at = &x->at[a];
    at->cue_first = cue_first;
    at->cue_end = cue_end;
    at->scope_first =
        s && s->end > s->first && s->first < cue_first && !s->shared
            ? s->first
            : cue_first;
    at->scope_end = cue_end;
    content(x, a, from, to);
    return a;
}

static void copy_content(chn_listen *x, uint32_t to, uint32_t from)
{
    if (to == NONE || from == NONE)
        return;
    for (uint32_t i = 0; i < 2; i++) {
        x->at[to].content[i][0] = x->at[from].content[i][0];
        x->at[to].content[i][1] = x->at[from].content[i][1];
    }
    x->at[to].n_content = x->at[from].n_content;
}

/* The attribution of this sentence that a relay or ", citing Y" belongs to:
 * the last before t, else NONE. */
static uint32_t main_before(const chn_listen *x, uint32_t t)
{
    for (uint32_t i = x->n; i > x->sent_attr; i--)
        if (x->at[i - 1].cue_first < t && x->at[i - 1].n_content &&
            x->at[i - 1].source_end > x->at[i - 1].source_first)
            return i - 1;
    return NONE;
}

/* "Yonhap quoted KCNA as saying [that ...]". */
static bool quoted_as(chn_listen *x, const chn_cue *c, uint32_t t,
                      uint32_t first, uint32_t e)
{
    uint32_t as = t + 1;
    while (as < x->end && as < t + AS_SAYING &&
           !(chn_tok_is(x->d, as, "as") && as + 1 < x->end &&
             (w_bits(x, as + 1) & W_SAYING)))
        as++;
    if (as >= x->end || as >= t + AS_SAYING)
        return false;
    chn_source relay;
    chn_source origin;
    const bool a_ok = chn_voice_source_before(x, e, &relay);
    if (!chn_voice_source_in(x, t + 1, as, &origin))
        return false;
    const uint32_t end = as + 2;
    uint32_t from;
    uint32_t to;
    const uint32_t begin = a_ok && relay.first < first ? relay.first : first;
    if (end < x->end && !at_break(x, end)) {
        from = end;
        to = chn_voice_right(x, end);
        if (!is(x, as + 1, "saying"))
            from = as + 1; /* "as rejecting the intrusion" */
    } else {
        from = tail_left(x, begin);
        to = begin;
    }
    const uint32_t a =
        a_ok ? chn_voice_set(x, c, &relay, first, t + 1, from, to) : NONE;
    if (a != NONE)
        x->at[a].flags |= CHN_ATTR_RELAY;
    const uint32_t b = chn_voice_set(x, c, &origin, as, end, from, to);
    if (b != NONE) {
        x->at[b].parent = a;
        x->at[b].more_first = t;
        x->at[b].more_end = t + 1;
        x->at[b].scope_first = begin;
        if (x->at[b].n_content == 0) {
            /* "Yonhap quoted KCNA as saying." behind nothing: not ours */
            x->n = a != NONE ? a : b;
            return false;
        }
    }
    return true;
}

/* "Smith, the envoy, was quoted by two papers as saying", "the sources
 * were quoted as saying". */
static bool was_quoted(chn_listen *x, const chn_cue *c, uint32_t t,
                       uint32_t first, uint32_t e)
{
    uint32_t as = t + 1;
    while (as < x->end && as < t + AS_SAYING &&
           !(chn_tok_is(x->d, as, "as") && as + 1 < x->end &&
             (w_bits(x, as + 1) & W_SAYING)))
        as++;
    chn_source origin;
    chn_source relay = {.mention = CHN_MENTION_NONE};
    if (as >= x->end || as >= t + AS_SAYING ||
        !chn_voice_source_before(x, e, &origin))
        return false;
    bool by = is(x, t + 1, "by") && chn_voice_source_in(x, t + 2, as, &relay);
    uint32_t end = as + 2;
    /* "was quoted as saying by the agency" */
    uint32_t behind = end;
    if (!by && is(x, end, "by")) {
        behind = chn_voice_phrase_end(x, end + 1, x->end);
        by =
            behind > end + 1 && chn_voice_source_in(x, end + 1, behind, &relay);
        if (!by)
            behind = end;
    }
    uint32_t from = behind;
    uint32_t to = chn_voice_right(x, behind);
    if (behind >= x->end || at_break(x, behind)) {
        from = tail_left(x, origin.first);
        to = origin.first;
    }
    uint32_t a = NONE;
    if (by) {
        a = chn_voice_set(x, c, &relay, t, behind > end ? t + 1 : t + 2, from,
                          to);
        if (a != NONE)
            x->at[a].flags |= CHN_ATTR_RELAY;
    }
    const uint32_t b = chn_voice_set(x, c, &origin, first, end, from, to);
    if (b != NONE)
        x->at[b].parent = a;
    return true;
}

/* ", citing Y", "which quoted Y": Y is the origin of what the sentence's main
 * attribution tells; "carried by X", "quoted by the same agency": X passes it
 * on. Resolved when the sentence is done, since the main cue may follow. */
typedef struct later {
    const chn_cue *cue;
    chn_source source;
    uint32_t cue_first, cue_end;
    bool relay;
} later;

#define LATER_MAX 6

typedef struct later_list {
    later at[LATER_MAX];
    uint32_t n;
} later_list;

static bool put_off(later_list *todo, later l)
{
    if (todo->n == LATER_MAX)
        return false;
    todo->at[todo->n++] = l;
    return true;
}

static void attach(chn_listen *x, const later *l)
{
    uint32_t main = main_before(x, l->cue_first);
    if (main == NONE)
        for (uint32_t i = x->sent_attr; i < x->n; i++)
            if (x->at[i].n_content &&
                x->at[i].source_end > x->at[i].source_first) {
                main = i;
                break;
            }
    uint32_t from = left_of(x, l->cue_first);
    uint32_t to = l->cue_first;
    if (l->relay && main == NONE) {
        /* "condemned the plan, in a statement carried by Xinhua, and ..." */
        to = chn_voice_right(x, l->source.end);
        if (!has_words(x, from, l->cue_first)) {
            from = l->source.end;
            if (is(x, from, ","))
                from++;
        }
    }
    if (!l->relay && main == NONE)
        from = to; /* citing without saying */
    const uint32_t a = chn_voice_set(x, l->cue, &l->source, l->cue_first,
                                     l->cue_end, from, to);
    if (a == NONE)
        return;
    x->at[a].scope_end = l->source.end;
    if (main != NONE && !(l->relay && x->at[main].parent != CHN_ATTR_NONE)) {
        copy_content(x, a, main);
        if (l->relay) {
            x->at[main].parent = a;
            x->at[a].flags |= CHN_ATTR_RELAY;
        } else {
            x->at[a].parent = main;
            x->at[main].flags |= CHN_ATTR_RELAY;
        }
    } else if (l->relay) {
        x->at[a].flags |= CHN_ATTR_RELAY;
    }
    if (x->at[a].n_content == 0)
        x->n = a; /* nothing is covered: no attribution */
}

/* "According to Reuters the army left", "According to officials Russian
 * troops left": no comma tells where the source that begins at t ends and the
 * clause begins. Its first token, or NONE. */
static uint32_t clause_begins(const chn_listen *x, uint32_t t)
{
    uint32_t last = t;
    while (last < x->end && last < t + LOOK && !chn_voice_breaks(x, last) &&
           !(w_bits(x, last) & (W_REL | W_SUBORD)))
        last++;
    if (is(x, last, ",")) /* "According to KCNA, the ..." */
        return NONE;
    for (uint32_t i = t + 1; i < last; i++) {
        const uint32_t before = mention_at(x, i - 1);
        const uint32_t m = mention_at(x, i);
        if (before == CHN_MENTION_NONE &&
            (w_bits(x, i - 1) & (W_PREP | W_DET | W_AND | W_POSS | W_REL)))
            continue;
        if (before != CHN_MENTION_NONE && before == m)
            continue;
        const chn_str f = x->d->tok[i - 1].fold;
        const bool named = before != CHN_MENTION_NONE &&
                           x->m->at[before].kind == CHN_KIND_MEDIA &&
                           !x->m->at[before].modifier;
        const bool many =
            w_source(x, i - 1) != S_NONE && f.n > 2 && f.p[f.n - 1] == 's';
        const bool article = chn_tok_is(x->d, i, "the") &&
                             (m == CHN_MENTION_NONE || x->m->at[m].first == i);
        if (article ? x->d->tok[i - 1].kind == CHN_TOK_WORD
                    : m != CHN_MENTION_NONE && x->m->at[m].first == i &&
                          (named || many))
            return i;
    }
    return NONE;
}

/* "according to X", "as reported by X", tag lines. */
static uint32_t prepositional(chn_listen *x, const chn_cue *c, uint32_t t,
                              uint32_t end, later_list *todo)
{
    if (c->cls == CLASS_CREDIT)
        return chn_voice_tag_line(x, c, t, end);
    uint32_t e = chn_voice_phrase_end(x, end, x->end);
    const uint32_t clause =
        c->cls == CLASS_ACCORD && t == x->first ? clause_begins(x, end) : NONE;
    if (clause != NONE)
        e = clause;
    chn_source s;
    if (e == end || !chn_voice_source_in(x, end, e, &s)) {
        if (c->cls != CLASS_ACCORD || e <= end)
            return t;
        s = (chn_source){.mention = CHN_MENTION_NONE,
                         .first = end,
                         .end = e,
                         .name_first = end,
                         .name_end = e,
                         .noun = NONE};
    }
    /* "one of its officers, Smith": the name */
    if (is(x, e, ",") && e + 1 < x->end) {
        const uint32_t n = mention_at(x, e + 1);
        const bool person = s.mention != CHN_MENTION_NONE &&
                            x->m->at[s.mention].kind == CHN_KIND_PERSON;
        if (n != CHN_MENTION_NONE && !person && t > x->first &&
            x->m->at[n].kind == CHN_KIND_PERSON &&
            (x->m->at[n].end >= x->end ||
             chn_voice_breaks(x, x->m->at[n].end))) {
            s.mention = n;
            s.end = x->m->at[n].end;
        }
    }
    const uint32_t scope =
        clause != NONE ? clause
                       : chn_voice_adverbials(x, s.end > e ? s.end : e, x->end);
    if (c->origin) {
        put_off(todo, (later){c, s, t, end, false});
        return scope;
    }
    /* a relay of what another cue says: "Putin said, as quoted by the
     * Kremlin" and not "Both sides pledged, as reported by KCNA" */
    const uint32_t before = main_before(x, t);
    const bool relays = c->cls == CLASS_QUOTE && before != NONE && t > x->first;
    if (relays) {
        put_off(todo, (later){c, s, t, end, true});
        return scope;
    }
    if (s.mention != CHN_MENTION_NONE && x->m->at[s.mention].end > s.end &&
        x->m->at[s.mention].end <= e)
        s.end = x->m->at[s.mention].end; /* "state media KCNA" */
    const uint32_t a = chn_voice_set(x, c, &s, t, end, t, t);
    if (a == NONE)
        return scope;
    x->at[a].scope_first = t;
    x->at[a].scope_end = scope;
    const uint32_t from = tail_left(x, t);
    const bool left =
        has_words(x, from, t) && chn_voice_time(x, from, t) + 1 < t;
    if (left)
        content(x, a, from, t);
    uint32_t n = scope;
    if (is(x, n, ",") || is(x, n, ":") ||
        (is(x, n, "-") && (x->d->tok[n].flags & CHN_TOK_SPACE)))
        n++;
    /* "According to Yonhap, quoting KCNA, the army ..." */
    if (n + 1 < x->end && n > scope && (w_bits(x, n) & W_CUE_VERB) && !left) {
        const uint32_t pe = chn_voice_phrase_end(x, n + 1, x->end);
        if (is(x, pe, ","))
            n = pe + 1;
    }
    const bool on = n < x->end && (n > scope || clause != NONE) &&
                    (!left || !((w_bits(x, n) & W_NOTCONTENT) ||
                                (w_bits(x, n) & W_CUE_VERB)));
    if (on && has_words(x, n, x->end))
        content(x, a, n, chn_voice_right(x, n));
    if (x->at[a].n_content == 0)
        x->n = a;
    return scope;
}

/* "in what Pyongyang called a new heyday": t is at "called". */
static bool what_called(chn_listen *x, const chn_cue *c, uint32_t t)
{
    uint32_t w = t;
    while (w > x->first && t - w < 12 && !chn_tok_is(x->d, w, "what") &&
           !chn_voice_breaks(x, w))
        w--;
    chn_source s;
    if (!chn_tok_is(x->d, w, "what") || w + 1 >= t ||
        !chn_voice_source_in(x, w + 1, t, &s))
        return false;
    uint32_t to = t + 1;
    while (to < x->end && !chn_voice_breaks(x, to))
        to++;
    if (to < x->end && chn_voice_mark(x, to)) {
        const chn_quotation *q = chn_voice_quotation(x->d, to);
        if (q && q->end < x->end && q->end >= to)
            to = q->end + 1;
    }
    const uint32_t a = chn_voice_set(x, c, &s, t, t + 1, t + 1, to);
    if (a != NONE && x->at[a].n_content == 0) {
        x->n = a;
        return false;
    }
    return a != NONE;
}

/* "is believed to": no source, and none may be made up. */
static bool agentless(chn_listen *x, const chn_cue *c, uint32_t t,
                      const chn_cue_word *w)
{
    uint32_t e;
    bool be;
    bool no;
    const uint32_t first = group(x, t, &e, &be, &no);
    if (!be)
        return false;
    const uint32_t end = t + 1 + w->n_rest;
    const bool it = is(x, end - 1, "that");
    if (it && !(e > x->first && chn_tok_is(x->d, e - 1, "it")))
        return false;
    return chn_voice_set(x, c, NULL, first, end, end,
                         chn_voice_right(x, end)) != NONE;
}

/* "expressed his belief that". */
static bool expressed(chn_listen *x, const chn_cue *c, uint32_t t,
                      uint32_t first, const chn_source *s, uint32_t *next)
{
    uint32_t i = t + 1;
    while (i < x->end && i < t + 5 && !(w_bits(x, i) & W_BELIEF) &&
           !chn_voice_breaks(x, i))
        i++;
    if (i < x->end && (w_bits(x, i) & W_BELIEF)) {
        *next = i + 1;
        if (is(x, i + 1, "that"))
            return chn_voice_set(x, c, s, first, i + 1, i + 1,
                                 chn_voice_right(x, i + 1)) != NONE;
        return chn_voice_set(x, c, s, first, t + 1, t + 1,
                             chn_voice_right(x, t + 1)) != NONE;
    }
    *next = t + 1;
    if (t + 1 < x->end && !chn_voice_breaks(x, t + 1))
        return chn_voice_set(x, c, s, first, t + 1, t + 1,
                             chn_voice_right(x, t + 1)) != NONE;
    return false;
}

/* A passive with its agent: "was announced on Saturday by Lukin", "had been
 * told by Moscow that". */
static bool passive(chn_listen *x, const chn_cue *c, uint32_t t, uint32_t first)
{
    uint32_t by = t + 1;
    while (by < x->end && by < t + 10 && !chn_tok_is(x->d, by, "by") &&
           !chn_voice_breaks(x, by) && !chn_tok_is(x->d, by, "that"))
        by++;
    if (by >= x->end || by >= t + 10 || !chn_tok_is(x->d, by, "by"))
        return false;
    const uint32_t e = chn_voice_phrase_end(x, by + 1, x->end);
    chn_source s;
    if (e <= by + 1 || !chn_voice_source_in(x, by + 1, e, &s))
        return false;
    if (c->frames & F_PERSON) {
        if (!is(x, e, "that"))
            return false;
        return chn_voice_set(x, c, &s, first, t + 1, e,
                             chn_voice_right(x, e)) != NONE;
    }
    /* "It was reported by TASS that the army left" */
    const bool bare =
        first == x->first + 1 && (w_bits(x, x->first) & W_ANAPHOR);
    const uint32_t that = bare ? find_that(x, e, 8) : NONE;
    if (that != NONE)
        return chn_voice_set(x, c, &s, first, t + 1, that,
                             chn_voice_right(x, that)) != NONE;
    /* "This was confirmed by Oslo.": of the sentence before, see inherit.c */
    if (bare && at_break(x, chn_voice_adverbials(x, e, x->end)))
        return chn_voice_set(x, c, &s, first, t + 1, t, t) != NONE;
    if (c->cls != CLASS_ANNOUNCE && c->cls != CLASS_REPORT)
        return false;
    const uint32_t from = tail_left(x, first);
    if (!has_words(x, from, first))
        return false;
    const uint32_t a = chn_voice_set(x, c, &s, first, t + 1, from, first);
    if (a != NONE)
        x->at[a].scope_end = e;
    return a != NONE;
}

/* The media addressee of "told the BBC that": it passes the words on. */
static void told_media(chn_listen *x, const chn_cue *c, uint32_t main,
                       uint32_t t, uint32_t scope)
{
    if (!(c->frames & F_PERSON))
        return;
    for (uint32_t i = t + 1; i < scope && i < t + 8; i++) {
        const uint32_t m = mention_at(x, i);
        if (m == CHN_MENTION_NONE || x->m->at[m].kind != CHN_KIND_MEDIA)
            continue;
        chn_source s = {.mention = m,
                        .first = x->m->at[m].first,
                        .end = x->m->at[m].end,
                        .noun = NONE};
        const uint32_t a = chn_voice_set(x, c, &s, t, t + 1, t, t);
        if (a == NONE)
            return;
        copy_content(x, a, main);
        x->at[a].flags |= CHN_ATTR_RELAY | CHN_ATTR_ADDRESSEE;
        x->at[main].parent = a;
        return;
    }
}

/* A verb cue and what stands around it. */
typedef struct verb_cue {
    const chn_cue *c;
    uint32_t form;    /* CHN_FORM_ bits */
    uint32_t t, end;  /* the verb; the token behind the cue */
    uint32_t first;   /* of the verb group */
    uint32_t e;       /* token behind the subject */
    uint32_t before;  /* the token before e, or NONE */
    uint32_t pb;      /* its classes */
    bool plain;       /* it is in no mention */
    bool be, negated; /* of the verb group */
    later_list *todo;
} verb_cue;

static bool defer(const verb_cue *v, const chn_source *s, uint32_t cue_end,
                  bool relay)
{
    return put_off(v->todo, (later){v->c, *s, v->t, cue_end, relay});
}

static bool media_source(const chn_listen *x, const chn_source *s)
{
    if (s->mention != CHN_MENTION_NONE)
        return x->m->at[chn_voice_resolve(x->m, s->mention)].kind ==
               CHN_KIND_MEDIA;
    return s->noun != NONE && w_source(x, s->noun) == S_MEDIA;
}

/* "carried by Xinhua", "quoted by the same agency", "reported by KCNA": a
 * participle with its agent. The token behind, or v->t. */
static uint32_t by_agent(chn_listen *x, const verb_cue *v, bool media)
{
    const uint32_t pe = chn_voice_phrase_end(x, v->end + 1, x->end);
    chn_source s;
    if (pe > v->end + 1 && chn_voice_source_in(x, v->end + 1, pe, &s) &&
        (!media || media_source(x, &s)) && defer(v, &s, v->end + 1, true))
        return pe;
    return v->t;
}

/* "a message that the agency Xinhua carried on Friday". */
static uint32_t carried(chn_listen *x, const verb_cue *v)
{
    chn_source s;
    if ((v->form & CHN_FORM_PAST) && !v->be &&
        chn_voice_source_before(x, v->e, &s) && s.mention != CHN_MENTION_NONE &&
        media_source(x, &s) && s.first > x->first &&
        (w_bits(x, s.first - 1) & W_REL) && defer(v, &s, v->end, true))
        return v->end;
    return v->t;
}

/* ", citing Y", "which quoted Y", "attributing it to Y". */
static uint32_t citing(chn_listen *x, const verb_cue *v, uint32_t from)
{
    const uint32_t pe = chn_voice_phrase_end(x, from, x->end);
    chn_source s;
    if (pe > from && chn_voice_source_in(x, from, pe, &s) &&
        defer(v, &s, v->end, false))
        return pe;
    return v->t;
}

/* Cues whose object is the origin, or whose subject passes on. */
static uint32_t quote_cue(chn_listen *x, const verb_cue *v)
{
    const chn_cue *c = v->c;
    const bool ing = (v->form & CHN_FORM_ING) != 0;
    const bool part = (v->form & CHN_FORM_PART) != 0;
    if (v->be && part) {
        if (was_quoted(x, c, v->t, v->first, v->e))
            return v->end;
    } else if ((v->form & (CHN_FORM_PAST | CHN_FORM_S)) && (c->frames & F_AS) &&
               quoted_as(x, c, v->t, v->first, v->e)) {
        return v->end;
    }
    if (part && is(x, v->end, "by") && (c->frames & (F_BY | F_BY_MEDIA)))
        return by_agent(x, v, !(c->frames & F_AS));
    if (c->frames & F_ACTIVE)
        return carried(x, v);
    if ((c->frames & F_PARTICIPLE) && !is(x, v->end, "as") &&
        (ing || (v->plain && (v->pb & W_REL))))
        return citing(x, v, v->end);
    if ((c->frames & F_TO) && ing) {
        uint32_t to = v->end;
        while (to < x->end && to < v->end + 3 && !is(x, to, "to"))
            to++;
        if (is(x, to, "to"))
            return citing(x, v, to + 1);
    }
    return v->t;
}

/* '..., said the ministry'. The token behind, or v->t. */
static uint32_t inversion(chn_listen *x, const verb_cue *v)
{
    const bool past =
        (v->form & (CHN_FORM_PAST | CHN_FORM_PART)) && v->first == v->t;
    chn_source s;
    if (!past || v->before == NONE || !v->plain ||
        !(chn_voice_breaks(x, v->before) || chn_voice_mark(x, v->before)) ||
        chn_tok_is(x->d, v->before, ")") || !(v->c->frames & F_TAIL) ||
        (v->c->frames & F_PERSON) || !inverted(x, v->end, &s))
        return v->t;
    const uint32_t after = chn_voice_adverbials(x, s.end, x->end);
    chn_source at = s;
    at.first = v->first;
    if (!chn_voice_tail(x, v->c, &at, v->first, v->end, after))
        return v->t;
    x->at[x->n - 1].source_first = s.first;
    x->at[x->n - 1].source_end = s.end;
    return s.end;
}

/* The subject of a gerund: "with its embassy saying", else the sentence's. */
static bool gerund_subject(const chn_listen *x, const verb_cue *v,
                           chn_source *s)
{
    uint32_t with = v->e;
    while (with > x->first && v->e - with < 10 &&
           !chn_tok_is(x->d, with - 1, "with") &&
           !chn_voice_breaks(x, with - 1))
        with--;
    if (with > x->first && chn_tok_is(x->d, with - 1, "with") && with < v->e &&
        chn_voice_source_in(x, with, v->e, s))
        return true;
    return v->before != NONE && shared(x, v->t, s);
}

/* The subject of a finite cue. `no`: what looks like a cue is none, as in
 * "the interview reports". */
static bool subject(const chn_listen *x, const verb_cue *v, chn_source *s,
                    bool *no)
{
    const bool base =
        !(v->form & (CHN_FORM_PAST | CHN_FORM_PART | CHN_FORM_ING));
    *no = false;
    bool has = chn_voice_source_before(x, v->e, s);
    if (!has && v->before != NONE && v->plain &&
        ((v->pb & W_CONJ) || chn_tok_is(x->d, v->before, ",")))
        has = shared(x, v->t, s);
    if (base)
        *no = !has || (v->plain && !s->pronoun && v->first == v->t &&
                       w_source(x, v->before) == S_NONE && !(v->pb & W_REL) &&
                       !chn_tok_is(x->d, v->before, ","));
    return has;
}

/* "X said that ...": the content is behind, from `from` on. */
static uint32_t said_that(chn_listen *x, const verb_cue *v, const chn_source *s,
                          bool has, uint32_t from, uint32_t scope)
{
    if ((!has && !chn_tok_is(x->d, from, "that")) ||
        (v->negated && v->c->cls != CLASS_DENY) || /* "did not say that" */
        (has && from == s->first))
        return v->t;
    uint32_t to = chn_voice_right(x, from);
    if (opening(x, from) == from) {
        /* '..., "...," he said': the quotation and no more */
        const chn_quotation *q = chn_voice_quotation(x->d, from);
        if (q && q->end < x->end && q->end > from && q->end + 1 < to)
            to = q->end + 1;
    }
    const uint32_t a = chn_voice_set(x, v->c, s, v->first, v->end, from, to);
    if (a != NONE) {
        x->at[a].scope_end = scope;
        told_media(x, v->c, a, v->t, scope);
    }
    return v->end;
}

/* "..., X said", or "X said, according to Y, that ...". */
static uint32_t said_last(chn_listen *x, const verb_cue *v, const chn_source *s,
                          uint32_t scope)
{
    if (chn_voice_tail(x, v->c, s, v->first, v->end, scope)) {
        told_media(x, v->c, x->n - 1, v->t, scope);
        return v->end;
    }
    uint32_t from = v->c->frames & F_THAT ? find_that(x, scope, LOOK) : NONE;
    if (from == NONE)
        from = opening(x, scope);
    if (from == NONE)
        return v->t;
    const uint32_t a = chn_voice_set(x, v->c, s, v->first, v->end, from,
                                     chn_voice_right(x, from));
    if (a != NONE)
        x->at[a].scope_end = scope;
    return v->end;
}

/* "As the ministry said, ...", "..., as officials warned, ...": what stands
 * beside the clause. The token behind, or v->t. */
static uint32_t as_said(chn_listen *x, const verb_cue *v, const chn_source *s,
                        uint32_t scope)
{
    if (s->first <= x->first || !is(x, s->first - 1, "as") ||
        (s->end == s->first + 1 && (w_bits(x, s->first) & W_SELF)))
        return v->t; /* "as I have said": the speech goes on */
    const uint32_t as = s->first - 1;
    const uint32_t from = tail_left(x, as);
    const bool opens = from == as;
    if (opens ? !(is(x, scope, ",") && has_words(x, scope, x->end))
              : !has_words(x, from, as) ||
                    !(chn_voice_breaks(x, as - 1) || chn_voice_mark(x, as - 1)))
        return v->t;
    const uint32_t a = chn_voice_set(x, v->c, s, v->first, v->end, from, as);
    if (a == NONE)
        return v->t;
    x->at[a].scope_first = as;
    x->at[a].scope_end = scope;
    if (is(x, scope, ","))
        content(x, a, scope + 1, chn_voice_right(x, scope + 1));
    return v->end;
}

/* "accused the army of shelling a village": whoever accuses says so, and the
 * report does not. The token behind, or v->t. */
static uint32_t accused_of(chn_listen *x, const verb_cue *v,
                           const chn_source *s)
{
    uint32_t of = v->end;
    while (of < x->end && of < v->end + LOOK && !chn_voice_breaks(x, of) &&
           !(is(x, of, "of") && mention_at(x, of) == CHN_MENTION_NONE &&
             of + 1 < x->end && gerund(x, of + 1)))
        of++;
    if (!is(x, of, "of") || v->negated)
        return v->t;
    /* ", a charge it denies", "and called on others" are the report's */
    uint32_t to = of + 2;
    while (to < x->end && !chn_voice_breaks(x, to)) {
        const chn_str f = x->d->tok[to + 1 < x->end ? to + 1 : to].fold;
        if ((w_bits(x, to) & W_AND) && to + 1 < x->end &&
            mention_at(x, to + 1) == CHN_MENTION_NONE &&
            ((w_bits(x, to + 1) & (W_CUE_VERB | W_AUX | W_STANCE)) ||
             (f.n > 3 && f.p[f.n - 1] == 'd' && f.p[f.n - 2] == 'e')))
            break;
        to++;
    }
    const uint32_t a = chn_voice_set(x, v->c, s, v->first, v->end, of + 1, to);
    return a == NONE ? v->t : v->end;
}

static uint32_t say_cue(chn_listen *x, const verb_cue *v)
{
    const bool ing = (v->form & CHN_FORM_ING) != 0;
    const bool part = (v->form & CHN_FORM_PART) != 0;
    if (v->be && part && !ing)
        return passive(x, v->c, v->t, v->first) ? v->end : v->t;
    if (v->first == v->t && v->plain &&
        ((v->pb & (W_DET | W_PREP)) || chn_tok_is(x->d, v->before, "'s")) &&
        !(v->pb & (W_PRONOUN | W_REL | W_ADVERB)))
        return v->t; /* "the reported launch", "Kim's claim", "to say" */
    uint32_t next = v->t;
    /* "a letter reported by KCNA": a participle behind a noun */
    if (part && v->first == v->t && is(x, v->end, "by") &&
        v->c->cls == CLASS_REPORT)
        next = by_agent(x, v, false);
    if (next == v->t)
        next = inversion(x, v);
    if (next != v->t)
        return next;
    chn_source s = {.mention = CHN_MENTION_NONE, .noun = NONE};
    bool no = false;
    const bool has =
        ing && !v->be ? gerund_subject(x, v, &s) : subject(x, v, &s, &no);
    if (no)
        return v->t;
    if (v->c->frames & F_OF)
        return has ? accused_of(x, v, &s) : v->t;
    if (v->c->frames & F_NOUN)
        return has && expressed(x, v->c, v->t, v->first, &s, &next) ? next
                                                                    : v->t;
    bool tail;
    uint32_t scope = v->end;
    const uint32_t from = behind(x, v->c, v->end, has, &tail, &scope);
    if (from != NONE)
        return said_that(x, v, &s, has, from, scope);
    if (tail && has && (v->c->frames & F_TAIL) && !v->negated && !ing) {
        next = as_said(x, v, &s, scope);
        return next == v->t ? said_last(x, v, &s, scope) : next;
    }
    return v->t;
}

/* One verb cue at t. Returns the token to go on from, or t: it is none. */
static uint32_t verb(chn_listen *x, const chn_cue *c, const chn_cue_word *w,
                     uint32_t t, later_list *todo)
{
    if (mention_at(x, t) != CHN_MENTION_NONE)
        return t; /* "the United States" */
    verb_cue v = {.c = c,
                  .form = w->form,
                  .t = t,
                  .end = t + 1 + w->n_rest,
                  .todo = todo};
    v.first = group(x, t, &v.e, &v.be, &v.negated);
    v.before = v.e > x->first ? v.e - 1 : NONE;
    v.pb = v.before == NONE ? 0 : w_bits(x, v.before);
    v.plain = v.before != NONE && mention_at(x, v.before) == CHN_MENTION_NONE;
    if (c->cls == CLASS_QUOTE || c->cls == CLASS_CITE)
        return quote_cue(x, &v);
    return say_cue(x, &v);
}

bool chn_voice_follows(const chn_listen *x, const chn_cue_word *w, uint32_t t)
{
    if (t + w->n_rest >= x->end)
        return false;
    for (uint32_t i = 0; i < w->n_rest; i++)
        if (x->d->tok[t + 1 + i].word != w->rest[i])
            return false;
    return true;
}

/* "reportedly": its clause has no source. */
static void adverb(chn_listen *x, const chn_cue *c, uint32_t t)
{
    const uint32_t a = chn_voice_set(x, c, NULL, t, t + 1, left_of(x, t), t);
    content(x, a, t + 1, chn_voice_right(x, t + 1));
}

/* "Putin said the ties were friendly, the North's media said": what Putin
 * said ends where the outer cue begins. "Kim noted that ..., and he said that
 * ...": what Kim noted ends before "and". */
static void trim(chn_listen *x)
{
    for (uint32_t i = x->sent_attr; i < x->n; i++) {
        chn_attribution *a = &x->at[i];
        for (uint32_t j = x->sent_attr; j < x->n; j++) {
            const chn_attribution *b = &x->at[j];
            if (j == i || b->cue_first <= a->cue_first || !b->n_content)
                continue;
            uint32_t cut = NONE;
            const uint32_t begin = b->scope_first;
            if (b->content[0][0] <= a->cue_first &&
                a->cue_first < b->content[0][1] &&
                b->content[0][1] < b->cue_first)
                cut = b->content[0][1];
            else if (b->content[0][0] > b->cue_first && begin > x->first &&
                     (w_bits(x, begin - 1) & W_CONJ) && begin >= 2 &&
                     (chn_tok_is(x->d, begin - 2, ",") ||
                      (b->source_end > b->source_first &&
                       b->source_first == a->source_first)))
                cut = begin - 1;
            if (cut == NONE)
                continue;
            for (uint32_t c = 0; c < a->n_content; c++) {
                uint32_t *r = a->content[c];
                if (r[0] > a->cue_first && r[0] < cut && cut < r[1]) {
                    r[1] = cut;
                    while (r[1] > r[0] + 1 && chn_tok_is(x->d, r[1] - 1, ","))
                        r[1]--;
                } else if (r[0] > a->cue_first && r[0] >= cut) {
                    a->n_content = c;
                    break;
                }
            }
        }
    }
}

/* "After the ministry said the troops had left, shots were heard": what is said
 * in a clause that leads ends with it. */
static void lead_clause(chn_listen *x)
{
    if (x->first >= x->end || !chn_voice_is(x, x->first, W_SUBORD))
        return;
    for (uint32_t i = x->sent_attr; i < x->n; i++) {
        chn_attribution *a = &x->at[i];
        if (a->source_first != x->first + 1 || a->cue_first < a->source_end ||
            a->n_content != 1 || a->content[0][0] < a->cue_end)
            continue;
        for (uint32_t t = a->content[0][0] + 1; t < a->content[0][1]; t++)
            if (is(x, t, ",") && !(x->d->tok[t].flags & CHN_TOK_QUOTED) &&
                has_words(x, t, a->content[0][1]))
                a->content[0][1] = t;
    }
}

/* Nested attributions: the parent is the smallest content that holds the
 * cue. Sentences are short and cues few, so all pairs are compared. */
static void nest(chn_listen *x)
{
    for (uint32_t i = x->sent_attr; i < x->n; i++) {
        chn_attribution *a = &x->at[i];
        uint32_t root = i;
        /* a relay's chain is hung up as a whole */
        if (a->parent != CHN_ATTR_NONE)
            continue;
        uint32_t best = NONE;
        uint32_t size = UINT32_MAX;
        for (uint32_t j = x->sent_attr; j < x->n; j++) {
            if (j == i)
                continue;
            const chn_attribution *b = &x->at[j];
            for (uint32_t c = 0; c < b->n_content; c++) {
                const uint32_t n = b->content[c][1] - b->content[c][0];
                if (b->content[c][0] <= a->cue_first &&
                    a->cue_end <= b->content[c][1] && n < size) {
                    /* the innermost of a relay pair is the one that holds */
                    best = j;
                    size = n;
                }
            }
        }
        if (best == NONE)
            continue;
        for (uint32_t j = x->sent_attr; j < x->n; j++)
            if (x->at[j].parent == best && j != i &&
                x->at[j].n_content == x->at[best].n_content &&
                x->at[j].content[0][0] == x->at[best].content[0][0] &&
                x->at[j].content[0][1] == x->at[best].content[0][1])
                best = j;
        /* never a circle: "A said that B said", each holding the other */
        uint32_t up = best;
        uint32_t hops = 0;
        while (up != CHN_ATTR_NONE && up != root && hops++ < 16)
            up = x->at[up].parent;
        if (up == CHN_ATTR_NONE)
            a->parent = best;
    }
}

/* "I" and "we" in what somebody says are whoever says it. */
void chn_voice_first_person(chn_listen *x, uint32_t i)
{
    chn_attribution *a = &x->at[i];
    if (a->parent == CHN_ATTR_NONE || a->source_end != a->source_first + 1 ||
        !(w_bits(x, a->source_first) & W_SELF))
        return;
    const chn_attribution *p = &x->at[a->parent];
    if (p->source == CHN_MENTION_NONE && p->name_end <= p->name_first)
        return;
    a->source = p->source;
    a->name_first = p->name_first;
    a->name_end = p->name_end;
}

#define HEADLINE_SOURCE 5 /* tokens */

/* "Army fires two rockets: KCNA", "..., two dead: police": a headline that ends
 * with its source. "War in Sudan: what to know" has none. */
static void headline_source(chn_listen *x)
{
    uint32_t colon = x->end;
    while (colon > x->first && x->end - colon < HEADLINE_SOURCE + 2 &&
           !chn_tok_is(x->d, colon - 1, ":"))
        colon--;
    if (!x->d->sent[x->sent].headline || colon <= x->first || colon >= x->end ||
        x->n > x->sent_attr || !chn_tok_is(x->d, colon - 1, ":") ||
        !has_words(x, x->first, colon - 1))
        return;
    chn_source s;
    if (chn_voice_phrase_end(x, colon, x->end) != x->end ||
        !chn_voice_source_in(x, colon, x->end, &s) || s.pronoun ||
        s.first != colon || s.end != x->end)
        return;
    if (w_source(x, x->end - 1) == S_NONE &&
        (s.mention == CHN_MENTION_NONE ||
         x->m->at[s.mention].kind != CHN_KIND_MEDIA))
        return; /* "Ukraine war: Putin" */
    for (uint32_t i = 0; i < x->k->n_cues; i++)
        if (x->k->cues[i].frames & F_COLON) {
            (void)chn_voice_set(x, &x->k->cues[i], &s, colon - 1, colon,
                                x->first, colon - 1);
            return;
        }
}

/* Read one sentence: x->sent is set, x->first and x->end become its tokens
 * without the dateline. */
void chn_voice_sentence(chn_listen *x)
{
    const chn_sent *s = &x->d->sent[x->sent];
    later_list todo = {.n = 0};
    x->sent_attr = x->n;
    x->first = chn_voice_dateline(x, s->first, s->end);
    x->sent_attr = x->n;
    x->end = s->end;
    for (uint32_t t = x->first; t < x->end && !x->no_memory;) {
        uint32_t next = t;
        const uint32_t word = x->d->tok[t].word;
        if (!(w_bits(x, t) & W_CUE)) {
            t++;
            continue;
        }
        for (uint32_t i = x->k->head[word]; i && next == t;
             i = x->k->ways[i].next) {
            const chn_cue_word *w = &x->k->ways[i];
            const chn_cue *c = &x->k->cues[w->cue];
            if (c->cls == CLASS_STANCE || !chn_voice_follows(x, w, t))
                continue;
            if (c->frames & F_PASSIVE)
                next = agentless(x, c, t, w) ? t + 1 + w->n_rest : t;
            else if (c->frames & F_WHAT)
                next = what_called(x, c, t) ? t + 1 : t;
            else if (c->form == CUE_VERB)
                next = verb(x, c, w, t, &todo);
            else if (c->form == CUE_ADVERB)
                adverb(x, c, t);
            else if (c->form == CUE_PHRASE)
                next = prepositional(x, c, t, t + 1 + w->n_rest, &todo);
        }
        t = next > t ? next : t + 1;
    }
    chn_voice_trees(x);
    headline_source(x);
    for (uint32_t i = 0; i < todo.n && !x->no_memory; i++)
        attach(x, &todo.at[i]);
    trim(x);
    lead_clause(x);
    nest(x);
    for (uint32_t i = x->sent_attr; i < x->n; i++)
        chn_voice_first_person(x, i);
}
