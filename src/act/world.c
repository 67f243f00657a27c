/* SPDX-License-Identifier: Apache-2.0 */
/* Which world a sentence tells of: this one, that of a film, novel, game or
 * joke, that of sport, that of markets. Words say so (data/rules/worlds.tsv);
 * one word alone does not ("protests against the film"), unless it is plain
 * ("once upon a time"). */
#include <string.h>

#include "act/inside.h"
#include "base/err.h"
#include "base/str.h"

#define ENOUGH 8 /* half points: a weight of 4 in the table */
#define WEIGHT_MAX 4

typedef struct cue {
    uint8_t world, weight;
} cue;

struct act_worlds {
    chn_phrases *phrases;
    cue *cues;
    uint32_t n, cap;
};

chn_code act_load_worlds(act_loader *l, const chn_tableset *set)
{
    static const char *const want[] = {"key", "phrase", "world", "weight"};
    static const char *const names[ACT_WORLDS] = {"", "fiction", "sport",
                                                  "market"};
    struct act_worlds *w = CHN_NEW(l->k->arena, struct act_worlds, 1);
    if (!w || !(w->phrases = chn_phrases_new(l->k->arena)))
        return chn_fail_memory(l->err);
    chn_code rc = chn_rows_open(&l->it, l->k->arena, set, "rules/worlds.tsv",
                                want, 4, true, l->err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&l->it, l->err)) > 0) {
        void *cues = w->cues;
        uint32_t weight = 0;
        uint8_t world = 1;
        while (world < ACT_WORLDS &&
               !chn_str_is(chn_rows_cell(&l->it, 2), names[world]))
            world++;
        if (world == ACT_WORLDS)
            return chn_rows_fail(&l->it, l->err,
                                 "unknown world; fiction, sport or market");
        if (!chn_str_uint(chn_rows_cell(&l->it, 3), WEIGHT_MAX, &weight))
            return chn_rows_fail(&l->it, l->err,
                                 "the weight is no number from 0 to %d",
                                 WEIGHT_MAX);
        if (!chn_arena_grow(l->k->arena, &cues, &w->cap, w->n + 1, sizeof(cue)))
            return chn_fail_memory(l->err);
        w->cues = cues;
        w->cues[w->n] = (cue){world, (uint8_t)weight};
        rc = chn_phrases_add(w->phrases, l->text, l->k->lex,
                             chn_rows_cell(&l->it, 1), w->n++, l->err);
    }
    if (more < 0)
        return CHN_ERR_TABLE;
    l->k->worlds = w;
    return rc == CHN_OK ? chn_phrases_done(w->phrases, l->err) : rc;
}

#define AS_BACK 3 /* words: "as a mere [farce]" */

typedef struct points {
    uint32_t of[ACT_WORLDS]; /* half points */
    bool plain[ACT_WORLDS];  /* a word is there that is enough by itself */
} points;

/* "dismissed the charge as a fairy tale": likewise. */
static bool likened(const chn_doc *d, const chn_sent *s, uint32_t t)
{
    for (uint32_t i = 1; i <= AS_BACK && t >= s->first + i; i++)
        if (chn_tok_is(d, t - i, "as"))
            return i > 1 && (chn_tok_is(d, t - i + 1, "a") ||
                             chn_tok_is(d, t - i + 1, "an"));
    return false;
}

/* What a sentence's own words say. */
static points of_sentence(const struct act_worlds *w, const chn_doc *d,
                          const chn_sent *s)
{
    points p = {{0}, {false}};
    uint32_t t = s->first;
    while (t < s->end) {
        const uint32_t *values;
        uint32_t n = 0;
        uint32_t e = t;
        if (chn_phrases_begin(w->phrases, d->tok[t].word))
            e = chn_phrases_match(w->phrases, d, t, s->end, &values, &n);
        /* "another fairy tale," the minister said: a figure of speech */
        const bool quoted =
            (d->tok[t].flags & CHN_TOK_QUOTED) != 0 || likened(d, s, t);
        for (uint32_t i = 0; e > t && i < n && !quoted; i++) {
            const cue *c = &w->cues[values[i]];
            p.of[c->world] += 2u * c->weight;
            p.plain[c->world] |= c->weight == WEIGHT_MAX;
        }
        t = e > t ? e : t + 1;
    }
    return p;
}

/* Headlines and datelines are of the whole report. */
static bool above(const chn_sent *s)
{
    return s->headline || s->dateline;
}

/* A sentence's own words, half of what stands in the sentences beside it, and
 * what the report's sentences have on the average. */
bool act_find_worlds(const chn_act_know *k, const chn_doc *d, act_world *world)
{
    points *p = CHN_NEW(d->arena, points, d->n_sent + 1);
    points all = {{0}, {false}};
    points told = {{0}, {false}}; /* by headline and dateline: of all */
    if (!p)
        return false;
    for (uint32_t i = 0; i < d->n_sent; i++) {
        p[i] = of_sentence(k->worlds, d, &d->sent[i]);
        for (uint32_t w = 1; w < ACT_WORLDS; w++)
            all.of[w] += p[i].of[w];
        for (uint32_t w = 1; above(&d->sent[i]) && w < ACT_WORLDS; w++)
            told.of[w] += p[i].of[w];
    }
    for (uint32_t i = 0; i < d->n_sent; i++) {
        uint32_t best = ENOUGH - 1;
        world[i] = (act_world){ACT_REAL, false};
        for (uint32_t w = 1; w < ACT_WORLDS; w++) {
            const uint32_t mine = p[i].of[w];
            const uint32_t sum =
                mine + (i > 0 ? p[i - 1].of[w] / 2 : 0) + p[i + 1].of[w] / 2 +
                (d->n_sent > 1 ? (all.of[w] - mine) / (d->n_sent - 1) : 0) +
                told.of[w] - (above(&d->sent[i]) ? mine : 0);
            /* beside a game other things are told: "talks were held. At the
             * Olympics both had a joint hockey team" */
            const bool own = w == ACT_FICTION || p[i].of[w] > 0;
            if (own && sum > best) {
                best = sum;
                world[i].world = (uint8_t)w;
            }
        }
        const uint8_t w = world[i].world;
        world[i].plain =
            p[i].plain[w] || (w == ACT_SPORT && best >= 2 * ENOUGH);
        /* a film goes on in the next sentence; a game is told word by word */
        if (w == ACT_FICTION)
            world[i].plain |= p[i + 1].plain[w] || (i > 0 && p[i - 1].plain[w]);
    }
    return true;
}

/* Somebody whose deeds are a state's, whatever is told beside it. `country`:
 * a state by its bare name is. */
static bool official(const act_sent *s, uint32_t m, uint8_t world, bool country)
{
    const chn_mention *x = &s->m->at[m];
    switch (x->kind) {
    case CHN_KIND_COUNTRY:
        /* "the German brewer cut prices" */
        return country && !(world == ACT_MARKET && x->modifier);
    case CHN_KIND_BODY:
    case CHN_KIND_IGO:
    case CHN_KIND_ARMED:
    case CHN_KIND_MEDIA:
        return true;
    case CHN_KIND_ORG:
        return world != ACT_MARKET;
    default:
        /* the captain of a team is no officer */
        return x->sector.n > 0 && !act_trait(s, m, T_PRIVATE) &&
               !(world == ACT_SPORT && act_trait(s, m, T_ARMY));
    }
}

static bool any_official(const act_sent *s, const uint32_t *side, uint32_t n,
                         uint8_t world, bool country)
{
    for (uint32_t i = 0; i < n; i++)
        if (official(s, side[i], world, country))
            return true;
    return false;
}

/* "The president sent greetings to the film awards": who is known by his own
 * name is of this world, where no plain word says otherwise. */
static bool known_by_name(const act_sent *s, const act_found *f)
{
    for (uint32_t i = 0; i < f->n_source; i++)
        if (s->m->at[f->source[i]].actor != CHN_ACTOR_NONE &&
            s->m->at[f->source[i]].kind != CHN_KIND_COUNTRY)
            return true;
    return false;
}

const char *act_other_world(const act_sent *s, const act_found *f,
                            const act_world *w)
{
    const bool speech = (f->rule->flags & R_SPEECH) != 0;
    const bool market = w->world == ACT_MARKET;
    /* "Germany beat Brazil" is a team's, and a state that warns or condemns is
     * none, unless by plain words of a game ("blamed the goalkeeper") */
    const bool country = market || (speech && !w->plain);
    if (w->world == ACT_REAL)
        return NULL;
    if (w->world == ACT_FICTION)
        return !w->plain && known_by_name(s, f)
                   ? NULL
                   : "of a film, a novel, a game or a joke";
    if (any_official(s, f->source, f->n_source, w->world, country) ||
        any_official(s, f->target, f->n_target, w->world, market && !speech))
        return NULL;
    return market ? "of markets" : "of sport";
}
