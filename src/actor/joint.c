/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom "both sides", "the two leaders", "each government" and "these
 * delegations" stand for, and which the other state of a matter is.
 */
#include "actor/find.h"

#include "base/err.h"
#include "base/str.h"

/* ---- who is spoken of ---- */

typedef struct joint {
    uint32_t end, n;
    bool person;
    bool sides;     /* they may be of one state: "both sides" */
    bool known;     /* "both", "the": told before */
    bool plain;     /* no number: "The leaders agreed" */
    bool object;    /* "urged both sides", and not "both sides agreed" */
    bool all;       /* no number: "the Gulf states", all that are told */
    chn_str region; /* of "the three European powers": its states */
    chn_str codes;  /* of "the two Koreas": theirs */
    /* of "urged both sides": whose subject is none of them */
    chn_str doers[CHN_MENTION_PARTS];
    uint32_t n_doers;
} joint;

static bool rebels(const chn_mention *x)
{
    return chn_str_is(x->sector, "REB") || chn_str_is(x->sector, "OPP") ||
           chn_str_is(x->sector, "PRM") ||
           (x->kind == CHN_KIND_ARMED && !chn_str_is(x->sector, "MIL"));
}

/* Do two mentions stand on one side? The government of a state and those who
 * fight it do not. */
static bool same_side(const find *f, const joint *j, uint32_t a, uint32_t b)
{
    const chn_mention *x = &f->at[a], *y = &f->at[b];
    return chn_str_eq(x->country, y->country) &&
           (!j->sides || rebels(x) == rebels(y));
}

/* Can mention m be one of those whom the joint mention means? */
static bool may_be_part(const find *f, const joint *j, uint32_t m)
{
    if (j->region.n && !chn_actor_in_codes(j->region, f->at[m].country))
        return false;
    for (uint32_t i = 0; i < j->n_doers; i++)
        if (chn_str_eq(j->doers[i], f->at[m].country))
            return false;
    return true;
}

#define TOLD_MOST 12
/* Who is spoken of, by the sentences that tell them. */
typedef struct told {
    uint32_t m, sent, count;
} told;

/* How many sentences of late tell each; their number. */
static uint32_t count_told(const find *f, const joint *j, uint32_t sent,
                           told *out, uint32_t most)
{
    uint32_t n = 0, passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (f->ex[m].sent + 12 < sent)
            break;
        if (x->country.n != 3 || x->kind == CHN_KIND_MEDIA ||
            x->kind == CHN_KIND_PLACE || x->n_parts || !may_be_part(f, j, m))
            continue;
        uint32_t i = 0;
        while (i < n && !same_side(f, j, out[i].m, m))
            i++;
        if (i == most)
            continue;
        if (i == n) {
            out[n].m = m;
            out[n].count = 0;
            out[n++].sent = NONE;
        }
        if (out[i].sent != f->ex[m].sent)
            out[i].count++;
        out[i].sent = f->ex[m].sent;
        /* one of the wanted kind is the better witness */
        if ((f->at[out[i].m].modifier && !x->modifier) ||
            (f->at[out[i].m].kind == CHN_KIND_PRONOUN &&
             x->kind != CHN_KIND_PRONOUN && !x->modifier) ||
            (j->person && x->kind == CHN_KIND_PERSON &&
             f->at[out[i].m].kind != CHN_KIND_PERSON))
            out[i].m = m;
    }
    return n;
}

/* Of the states told of late but for one, the one told in most sentences;
 * neighbours of that one before all others. */
chn_str chn_actor_other_state(const find *f, uint32_t t, chn_str but)
{
    joint j;
    told all[TOLD_MOST];
    memset(&j, 0, sizeof j);
    j.doers[j.n_doers++] = but;
    const uint32_t n = count_told(f, &j, f->doc->tok[t].sent, all, TOLD_MOST);
    uint32_t best = NONE;
    bool near = false;
    for (uint32_t i = 0; i < n; i++) {
        const bool by = chn_actor_near(f->k, but, f->at[all[i].m].country);
        if (best != NONE &&
            (by != near ? near : all[i].count <= all[best].count))
            continue;
        best = i;
        near = by;
    }
    return best == NONE ? chn_str_of("") : f->at[all[best].m].country;
}

static chn_str singular(chn_str w)
{
    if (w.n > 2 && w.p[w.n - 1] == 's')
        w.n--;
    return w;
}

static bool of_joint(find *f, uint32_t m);
static bool owned_by_both(find *f, uint32_t m);

#define THESE_BACK 3 /* sentences */
void chn_actor_gather(find *f, uint32_t m)
{
    chn_mention *x = &f->at[m];
    if (of_joint(f, m) || owned_by_both(f, m))
        return;
    if (!x->plural || x->n_parts || x->first == 0 ||
        x->kind == CHN_KIND_PRONOUN ||
        !(chn_tok_is(f->doc, x->first - 1, "these") ||
          chn_tok_is(f->doc, x->first - 1, "those")))
        return;
    const chn_str noun = singular(f->doc->tok[x->end - 1].fold);
    uint32_t parts[CHN_MENTION_PARTS];
    uint32_t n = 0;
    for (uint32_t i = m; i-- > 0 && m - i < BACK && n < CHN_MENTION_PARTS;) {
        const chn_mention *y = &f->at[i];
        if (f->ex[i].sent + THESE_BACK < f->ex[m].sent)
            break;
        if (y->kind == CHN_KIND_PRONOUN || y->modifier ||
            !chn_str_eq(singular(f->doc->tok[y->core].fold), noun))
            continue;
        parts[n++] = i;
    }
    if (n < 2)
        return;
    x->n_parts = n;
    for (uint32_t i = 0; i < n; i++)
        x->parts[i] = parts[n - 1 - i]; /* in order of the text */
    x->country = f->at[x->parts[0]].country;
}

/* ---- "both sides", "the two leaders" --------------------------------------
 */

/* "The two agreed", "the pair met": a verb or the like follows, no noun. */
bool chn_actor_no_noun(const find *f, uint32_t t, uint32_t end)
{
    if (is(f, t, end, "-") && chn_actor_tight(f, t))
        return false; /* "the two-week detention" */
    if (t >= end || f->doc->tok[t].kind == CHN_TOK_PUNCT ||
        chn_actor_function(f, t) || chn_actor_word(f, t, WORD_SAYING) ||
        chn_actor_word(f, t, WORD_CLAUSE))
        return true;
    return chn_actor_verb(f, t);
}

/* "each side", "neither government" */
static bool each_side(const find *f, uint32_t t, uint32_t end)
{
    const bool each = is(f, t, end, "each");
    /* "either side" may be one of them, and which is not told */
    if (!each && !is(f, t, end, "neither"))
        return false;
    /* "on each side of the road" is nobody */
    if (is(f, t + 2, end, "of") || (t > 0 && chn_tok_is(f->doc, t - 1, "on")))
        return false;
    return is_in(f, t + 1, end, each ? L_EACH : L_NEITHER);
}

/* "The leaders agreed to stay in touch", at the head of a sentence: no number
 * and nobody named behind. Not "the leaders of several states", and not "the
 * ministers", wherever they are an object. */
static bool read_plain(const find *f, uint32_t t, uint32_t end, joint *j)
{
    const word *w = t + 1 < end ? chn_actor_word(f, t + 1, WORD_PAIR) : NULL;
    /* "Based on these talks, the parties agreed" */
    const bool opens = t == f->doc->sent[f->doc->tok[t].sent].first ||
                       (chn_tok_is(f->doc, t - 1, ",") && w &&
                        chn_actor_verb(f, f->hit[t + 1].end));
    if (!w || !is(f, t, end, "the") || !opens ||
        !(chn_str_is(w->value, "person") || is(f, t + 1, end, "parties")))
        return false;
    j->end = f->hit[t + 1].end;
    j->person = j->known = j->plain = true;
    return !is(f, j->end, end, "of") && !is(f, j->end, end, "from") &&
           chn_actor_no_noun(f, j->end, end);
}

/* "the trio", "the quartet": so many states; "the Gulf states", "the Baltic
 * capitals": those of them that are told; "the warring camps": two. */
static bool read_several(const find *f, uint32_t at, uint32_t end, joint *j)
{
    const bool three = is_in(f, at, end, L_TRIO);
    if (three || is_in(f, at, end, L_QUARTET)) {
        j->n = three ? 3 : 4;
        j->known = true;
        j->end = at + 1;
        return !chn_actor_cap(f, at) && chn_actor_no_noun(f, at + 1, end);
    }
    const word *g = at < end ? chn_actor_word(f, at, WORD_REGION) : NULL;
    const uint32_t noun = g ? f->hit[at].end : at + 1;
    const word *w = noun < end ? chn_actor_word(f, noun, WORD_PAIR) : NULL;
    if (!w || !(g || is_in(f, at, end, L_WARRING)) ||
        !chn_str_is(w->value, "state"))
        return false;
    if (g)
        j->region = g->value;
    j->all = g != NULL;
    j->sides = !g;
    j->known = true;
    j->end = f->hit[noun].end;
    return true;
}

/* "pleaded with both to come back", "urged both to talk", "rang each of them":
 * two who are told before. Not "both to Peru and to Chile", "both Peru and
 * Chile". */
static bool both_alone(const find *f, uint32_t t, uint32_t end, joint *j)
{
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    if (t == first || !(is(f, t, end, "both") || is(f, t, end, "each")))
        return false;
    j->known = j->sides = true;
    if (is(f, t, end, "each") && is(f, t + 1, end, "of") &&
        is(f, t + 2, end, "them")) {
        j->end = t + 3;
        return true;
    }
    /* "Kuwait invited both foreign ministers, and each has accepted" */
    if (is(f, t, end, "each") && is_in(f, t + 1, end, L_WERE) &&
        (is(f, t - 1, t, "and") || is(f, t - 1, t, ","))) {
        j->end = t + 1;
        return true;
    }
    const bool behind = is_in(f, t - 1, t, L_TOWARDS);
    if (!is(f, t, end, "both") || !(behind || chn_actor_verb(f, t - 1)))
        return false;
    j->end = t + 1;
    if (is(f, t + 1, end, "to"))
        return t + 2 < end && !chn_actor_cap(f, t + 2) &&
               !chn_actor_det(f, t + 2);
    return t + 1 < end && f->doc->tok[t + 1].kind == CHN_TOK_PUNCT;
}

static bool small_number(const find *f, uint32_t at, uint32_t end, joint *j)
{
    static const char *const numbers[] = {"two", "three", "four"};
    for (uint32_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (is(f, at, end, numbers[i])) {
            j->n = i + 2;
            return true;
        }
    return false;
}

/* "three European [powers]": the noun behind the number, and of which region.
 * "two Peruvian ministers" are no two of whom the text told, but "the two
 * German states" may be. */
static uint32_t counted_noun(const find *f, uint32_t t, uint32_t at,
                             uint32_t end, joint *j)
{
    const bool meant = at > t + 1; /* a word before the number: "the", "both" */
    const uint16_t named = meant ? FACT_COUNTRY : FACT_COUNTRY | FACT_ADJ;
    for (uint32_t i = 0; i < 3 && at < end; i++, at++) {
        if (chn_actor_word(f, at, WORD_PAIR) ||
            f->doc->tok[at].kind != CHN_TOK_WORD || chn_actor_function(f, at) ||
            chn_actor_hit(f, at, named))
            break;
        /* "four United [Nations] observers": a name */
        if (f->hit[at].end > at + 1 && chn_actor_cap(f, at) &&
            chn_actor_hit(f, at, FACT_BODY))
            break;
        const word *g = chn_actor_word(f, at, WORD_REGION);
        if (g)
            j->region = g->value;
    }
    return at;
}

static bool read_joint(const find *f, uint32_t t, uint32_t end, joint *j)
{
    uint32_t at = t;
    bool counted = false, both = false, det = false;
    j->n = 2;
    if (both_alone(f, t, end, j))
        return true;
    if (each_side(f, t, end)) {
        j->known = true;
        j->sides = is(f, t + 1, end, "side") || is(f, t + 1, end, "party");
        j->end = t + 2;
        return true;
    }
    if (read_plain(f, t, end, j))
        return true;
    if (is(f, at, end, "both")) {
        both = counted = true;
        at++;
    }
    if (is(f, at, end, "the") || is(f, at, end, "these") ||
        (at < end && chn_actor_pronoun_poss(f, at))) {
        det = true;
        at++;
    }
    /* "the same three monarchies", "the other two", "all four" */
    if ((det && (is(f, at, end, "same") || is(f, at, end, "other"))) ||
        (!det && !both && is(f, at, end, "all")))
        at++;
    const bool every = at > t && is(f, at - 1, end, "all");
    if (!both && small_number(f, at, end, j)) {
        counted = true;
        at++;
    }
    det |= every && counted;
    if (!counted && det && is_in(f, at, end, L_DUO)) {
        j->person = j->known = true;
        j->end = at + 1;
        return chn_actor_no_noun(f, at + 1, end);
    }
    if (!counted && det && read_several(f, at, end, j))
        return true;
    if (!counted && !det)
        return false;
    if (!counted && at < end && chn_actor_word(f, at, WORD_PAIR) &&
        chn_str_is(chn_actor_word(f, at, WORD_PAIR)->value, "state") &&
        chn_actor_is_poss(f, f->hit[at].end, end)) {
        j->known = true;
        j->end = f->hit[at].end; /* "the countries' leaders" */
        return true;
    }
    const uint32_t noun = counted ? counted_noun(f, t, at, end, j) : at;
    j->known = both || det;
    const word *w = noun < end ? chn_actor_word(f, noun, WORD_PAIR) : NULL;
    if (w && (counted || chn_tok_is(f->doc, noun, "sides"))) {
        j->person =
            chn_str_is(w->value, "person") || chn_str_is(w->value, "human");
        j->sides = is_in(f, noun, end, L_SIDE); /* may be of one state */
        j->known |= !counted;
        if (noun > t && memchr(w->value.p, ' ', w->value.n))
            j->codes = w->value;
        j->end = f->hit[noun].end;
        return true;
    }
    if (!counted || (both && !det && !is_in(f, at, end, L_WERE)))
        return false;
    j->person = false;
    j->sides = true;
    j->end = at;
    return (det || both) && chn_actor_no_noun(f, at, end);
}

static bool part_fits(const find *f, uint32_t m, uint32_t pass, bool person)
{
    const chn_mention *x = &f->at[m];
    if (!x->country.n || x->kind == CHN_KIND_MEDIA || x->n_parts ||
        x->kind == CHN_KIND_PRONOUN)
        return false;
    if (pass == 0 && person && x->kind != CHN_KIND_PERSON)
        return false;
    if (pass < 2 && (x->modifier || x->locative || x->kind == CHN_KIND_PLACE ||
                     f->ex[m].way || x->country.n != 3))
        return false;
    return true;
}

/* "A and B" of so many states, or a joint mention before, told at most `back`
 * sentences ago. */
static uint32_t listed_parts(const find *f, const joint *j, uint32_t sent,
                             uint32_t back, uint32_t *out)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        if (f->ex[m].sent + back < sent)
            break;
        uint32_t parts[CHN_MENTION_PARTS];
        const uint32_t n = chn_actor_parts(f, m, parts);
        bool good = n == j->n && !f->at[m].modifier;
        for (uint32_t i = 0; i < n && good; i++) {
            const chn_mention *x = &f->at[parts[i]];
            good = x->country.n == 3 && x->kind != CHN_KIND_PLACE &&
                   x->kind != CHN_KIND_MEDIA && may_be_part(f, j, parts[i]);
            for (uint32_t k = 0; k < i && good; k++)
                good = !same_side(f, j, parts[i], parts[k]);
        }
        if (good) {
            memcpy(out, parts, n * sizeof *out);
            return n;
        }
    }
    return 0;
}

#define PLAIN_BACK 6 /* sentences */
/* The two men of state, each of another state, whom one of the sentences before
 * names together; none if they name a third. "Putin rang Merkel. The leaders
 * agreed", and not "Bush said so. Merkel spoke in Bonn. The ministers left". */
static uint32_t two_persons(const find *f, uint32_t sent, uint32_t *out)
{
    uint32_t at[2];                  /* the last mention of each */
    uint32_t seen[2] = {NONE, NONE}; /* the sentence that was looked at last */
    uint32_t n = 0, passed = 0;
    bool together = false;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (f->ex[m].sent + PLAIN_BACK < sent)
            break;
        if (x->kind != CHN_KIND_PERSON || x->plural || x->n_parts ||
            x->modifier || f->ex[m].ent == NONE || x->country.n != 3)
            continue;
        uint32_t i = 0;
        while (i < n && !chn_str_eq(f->at[at[i]].country, x->country))
            i++;
        if (i == 2 || (i == n && !chn_str_is(x->sector, "GOV")))
            return 0;
        if (i == n)
            at[n++] = m;
        seen[i] = f->ex[m].sent;
        together |= n == 2 && seen[0] == seen[1];
    }
    if (!together)
        return 0;
    out[0] = at[0] < at[1] ? at[0] : at[1]; /* in order of the text */
    out[1] = at[0] < at[1] ? at[1] : at[0];
    return 2;
}

static void in_order(uint32_t *at, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t k = i; k > 0 && at[k] < at[k - 1]; k--) {
            const uint32_t x = at[k];
            at[k] = at[k - 1];
            at[k - 1] = x;
        }
}

/* The last so many mentions of different states, in the order of the text. */
static uint32_t last_parts(const find *f, const joint *j, uint32_t sent,
                           uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t pass = j->person ? 0 : 1; pass < 3 && n < j->n; pass++) {
        uint32_t passed = 0;
        n = 0;
        for (uint32_t m = f->n; m-- > 0 && passed < BACK && n < j->n;
             passed++) {
            if (f->ex[m].sent + 12 < sent)
                break;
            if (!part_fits(f, m, pass, j->person) || !may_be_part(f, j, m))
                continue;
            uint32_t i = 0;
            while (i < n && !same_side(f, j, out[i], m))
                i++;
            if (i == n)
                out[n++] = m;
        }
    }
    in_order(out, n);
    return n;
}

#define CHOSEN (NONE - 1u)
/* Those told in most sentences, whom a passage is about whoever else has a
 * word in it; where the two are a subject, only if the near ones are all
 * others. False: they are not. */
static bool told_most(const find *f, const joint *j, uint32_t sent,
                      uint32_t *out)
{
    told t[TOLD_MOST];
    const uint32_t n = count_told(f, j, sent, t, TOLD_MOST);
    uint32_t least = 2;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < j->n; k++)
            if (same_side(f, j, t[i].m, out[k]) && t[i].count >= least)
                least = t[i].count + 1;
    for (uint32_t i = 0; i < j->n; i++) {
        uint32_t best = NONE;
        for (uint32_t k = 0; k < n; k++)
            if (t[k].count && (best == NONE || t[k].count > t[best].count))
                best = k;
        if (best == NONE)
            return false;
        if (t[best].count < (j->n_doers ? 3u : least))
            return false;
        for (uint32_t k = 0; k < j->n && !j->n_doers; k++)
            if (same_side(f, j, t[best].m, out[k]))
                return false;
        t[best].count = 0;
        t[best].sent = CHOSEN;
    }
    uint32_t c = 0;
    for (uint32_t k = 0; k < n; k++)
        if (!t[k].count && t[k].sent == CHOSEN && c < j->n)
            out[c++] = t[k].m;
    in_order(out, c);
    return c == j->n;
}

/* "It accused the two nations" after "South Korea fired its artillery": the
 * state, where it has been told; else what was told of it. */
static uint32_t state_itself(const find *f, uint32_t m)
{
    for (uint32_t i = m + 1; i-- > 0 && m - i < BACK;)
        if (f->at[i].kind == CHN_KIND_COUNTRY && !f->at[i].locative &&
            !f->at[i].plural && chn_str_eq(f->at[i].country, f->at[m].country))
            return i;
    return m;
}

/* Whom "the two" are: a list in this sentence or the one before; else the
 * last so many of different states there; else both ways further back. */
static uint32_t find_parts(const find *f, const joint *j, uint32_t sent,
                           uint32_t *out)
{
    uint32_t n = listed_parts(f, j, sent, 1, out);
    if (!n) {
        n = last_parts(f, j, sent, out);
        uint32_t far[CHN_MENTION_PARTS];
        if ((n < j->n || f->ex[out[0]].sent + 1 < sent) &&
            listed_parts(f, j, sent, j->n > 2 ? 12 : 4, far)) {
            memcpy(out, far, j->n * sizeof *out);
            n = j->n;
        }
    }
    if (n != j->n)
        return 0;
    (void)told_most(f, j, sent, out);
    for (uint32_t i = 0; i < n && !j->person && !j->sides; i++)
        out[i] = state_itself(f, out[i]);
    return n;
}

/* "the Gulf states": those of a region that are told of late, two at least. */
static uint32_t all_told(const find *f, const joint *j, uint32_t sent,
                         uint32_t *out)
{
    told t[TOLD_MOST];
    const uint32_t n = count_told(f, j, sent, t, TOLD_MOST);
    uint32_t c = 0;
    for (uint32_t i = 0; i < n && c < CHN_MENTION_PARTS; i++)
        out[c++] = t[i].m;
    in_order(out, c);
    for (uint32_t i = 0; i < c; i++)
        out[i] = state_itself(f, out[i]);
    return c < 2 ? 0 : c;
}

#define ALONE 3 /* times as many sentences as any other state */
/* "urged both sides" of a war in one state: that state; or empty. */
static chn_str state_of_sides(const find *f, const joint *j, uint32_t sent,
                              uint32_t *count)
{
    told t[TOLD_MOST];
    const uint32_t n = count_told(f, j, sent, t, TOLD_MOST);
    uint32_t best = NONE;
    for (uint32_t i = 0; i < n; i++)
        if (best == NONE || t[i].count > t[best].count)
            best = i;
    for (uint32_t i = 0; i < n; i++)
        if (!chn_str_eq(f->at[t[i].m].country, f->at[t[best].m].country) &&
            t[i].count * ALONE > t[best].count)
            return chn_str_of("");
    /* "Peru bowled Chile out, and the crowd cheered both sides" */
    for (uint32_t i = 0; i < j->n_doers; i++)
        if (best != NONE && j->doers[i].n == 3 && t[best].count < 2)
            return chn_str_of("");
    *count = best == NONE ? 0 : t[best].count;
    return best == NONE ? chn_str_of("") : f->at[t[best].m].country;
}

/* Does the joint mention at t follow a verb that somebody else does to them:
 * "urged both sides", "called on the two countries"? */
bool chn_actor_is_object(const find *f, uint32_t t, uint32_t first)
{
    if (t <= first || f->doc->tok[t - 1].kind != CHN_TOK_WORD)
        return false;
    const bool prep = chn_tok_is(f->doc, t - 1, "on") ||
                      chn_tok_is(f->doc, t - 1, "to") ||
                      chn_tok_is(f->doc, t - 1, "with");
    const uint32_t v = prep && t > first + 1 ? t - 2 : t - 1;
    return chn_actor_verb(f, v) && !chn_actor_word(f, v, WORD_CLAUSE);
}

static void find_doers(const find *f, uint32_t sent, joint *j)
{
    for (uint32_t m = f->n;
         m-- > 0 && f->ex[m].sent == sent && j->n_doers < CHN_MENTION_PARTS;) {
        /* "Jets of Peru's hit it after Chile had urged both sides": Chile */
        if (j->n_doers && f->ex[m].coord != f->ex[m + 1].coord)
            break;
        if (f->ex[m].subject && f->at[m].country.n)
            j->doers[j->n_doers++] = f->at[m].country;
    }
}

/* "the two Koreas", whoever was told before: the number is the one state, the
 * noun the other and both. */
static uint32_t both_of_name(find *f, const joint *j)
{
    chn_str rest = j->codes;
    chn_str code;
    uint32_t m[2] = {NONE, NONE};
    for (uint32_t i = 0; i < 2 && chn_str_next(&rest, ' ', &code); i++) {
        phrase p;
        chn_actor_phrase_init(&p, j->end - 2 + i);
        p.end = p.first + 1;
        p.kind = CHN_KIND_COUNTRY;
        p.country = code;
        p.name = chn_actor_country_name(f, code);
        p.link = i ? CHN_LINK_COREFERENCE : CHN_LINK_LIST;
        m[i] = chn_actor_emit(f, &p);
        if (m[i] == NONE)
            return j->end;
    }
    chn_mention *x = &f->at[m[1]];
    x->plural = true;
    x->n_parts = 2;
    memcpy(x->parts, m, sizeof m);
    return j->end;
}

/* "officials of both states", "historians from the two countries": theirs. */
static bool of_joint(find *f, uint32_t m)
{
    chn_mention *x = &f->at[m];
    const uint32_t sent = f->ex[m].sent;
    const uint32_t end = f->doc->sent[sent].end;
    joint j;
    memset(&j, 0, sizeof j);
    if (!x->plural || x->n_parts || x->link == CHN_LINK_DEMONYM ||
        f->ex[m].ent != NONE ||
        (x->kind != CHN_KIND_PERSON && x->kind != CHN_KIND_BODY &&
         x->kind != CHN_KIND_PEOPLE) ||
        !(is(f, x->end, end, "of") || is(f, x->end, end, "from")) ||
        !read_joint(f, x->end + 1, end, &j) || !j.known || j.codes.n)
        return false;
    f->n--; /* it is none of the two itself */
    const uint32_t n = find_parts(f, &j, sent, x->parts);
    f->n++;
    x->n_parts = n;
    if (n) {
        x->country = f->at[x->parts[0]].country;
        x->link = CHN_LINK_COREFERENCE;
    }
    return n != 0;
}

/* "the two neighbours' navies": theirs. */
static bool owned_by_both(find *f, uint32_t m)
{
    chn_mention *x = &f->at[m];
    if (m == 0 || !x->plural || x->n_parts || x->link == CHN_LINK_DEMONYM ||
        f->ex[m].ent != NONE ||
        (x->kind != CHN_KIND_PERSON && x->kind != CHN_KIND_BODY &&
         x->kind != CHN_KIND_PEOPLE))
        return false;
    const chn_mention *by = &f->at[m - 1];
    if (by->n_parts < 2 || by->kind == CHN_KIND_PRONOUN ||
        by->end + 1 != x->first || !chn_actor_is_poss(f, by->end, x->end))
        return false;
    x->n_parts = by->n_parts;
    memcpy(x->parts, by->parts, by->n_parts * sizeof *by->parts);
    x->country = by->country;
    x->link = CHN_LINK_COREFERENCE;
    return true;
}

/* The two sides, or the one state whose they are. */
static uint32_t find_sides(const find *f, const joint *j, uint32_t sent,
                           uint32_t *out, chn_str *alone)
{
    uint32_t count = 0;
    const chn_str one =
        j->sides ? state_of_sides(f, j, sent, &count) : chn_str_of("");
    const bool listed = listed_parts(f, j, sent, 1, out) > 0;
    uint32_t n = find_parts(f, j, sent, out);
    /* its government and its rebels, if both are told */
    bool home = true;
    for (uint32_t i = 0; i < n; i++)
        home &= chn_str_eq(f->at[out[i]].country, one);
    if (one.n && count >= ALONE && !listed && !home && j->object)
        n = 0;
    *alone = n ? chn_str_of("") : one;
    return n;
}

uint32_t chn_actor_joint(find *f, uint32_t t, uint32_t end)
{
    joint j;
    memset(&j, 0, sizeof j);
    if (!read_joint(f, t, end, &j))
        return t;
    if (j.codes.n)
        return both_of_name(f, &j);
    uint32_t parts[CHN_MENTION_PARTS];
    chn_str alone = chn_str_of("");
    const uint32_t sent = f->doc->tok[t].sent;
    j.object = chn_actor_is_object(f, t, f->doc->sent[sent].first);
    if (j.object)
        find_doers(f, sent, &j);
    const uint32_t n = j.plain   ? two_persons(f, sent, parts)
                       : j.all   ? all_told(f, &j, sent, parts)
                       : j.known ? find_sides(f, &j, sent, parts, &alone)
                                 : 0;
    if (!n && (j.plain || j.all || each_side(f, t, end)))
        return t; /* "each country" of many */
    phrase p;
    chn_actor_phrase_init(&p, t);
    if (is(f, t, end, "the") || is(f, t, end, "these"))
        p.first++;
    p.end = j.end;
    p.core = j.end - 1;
    p.kind = j.person ? CHN_KIND_PERSON : CHN_KIND_COUNTRY;
    if (n && !j.person && f->at[parts[0]].kind == CHN_KIND_PERSON &&
        is(f, j.end - 1, end, "two"))
        p.kind = CHN_KIND_PERSON; /* "the two agreed" */
    p.link = CHN_LINK_COREFERENCE;
    p.plural = true;
    if (n) {
        p.country = f->at[parts[0]].country;
        p.sector = j.person || p.kind == CHN_KIND_PERSON
                       ? f->at[parts[0]].sector
                       : chn_str_of("");
    } else {
        p.country = alone;
    }
    const uint32_t m = chn_actor_emit(f, &p);
    if (m != NONE && n > 1) {
        f->at[m].n_parts = n;
        memcpy(f->at[m].parts, parts, n * sizeof *parts);
    }
    return j.end;
}
