/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A claim is kept in some 200 bytes, where merging takes it in a kilobyte: its
 * words are numbers of words that are kept once, and what it has of its report
 * is kept with the report.
 */
#include "store/fresh.h"

#include "base/hash.h"

/* Claims that are kept at most. */
#define FRESH_MAX 1000000u
#define FIRST_ROOM 1024u

/* What a claim has of its report. */
typedef struct fresh_report {
    chn_str id, publisher;
    chn_day published;
    const uint32_t *sketch;
} fresh_report;

typedef struct fresh_actor {
    uint32_t country, id; /* words */
    uint32_t rank;
} fresh_actor;

struct chn_fresh {
    const fresh_report *report;
    const char *id;
    const uint32_t *words;    /* [n_words] */
    const fresh_actor *actor; /* [n_source + n_target] */
    uint32_t lead;            /* of its telling: index among the fresh */
    uint32_t with;            /* the same, or CHN_MERGE_NONE */
    uint32_t category, mode, origin, credits, place, occasion, manner, block;
    chn_day from, to, reach_from, reach_to;
    int16_t score, date, sides, mode_points, actors, place_points;
    int16_t occasion_points;
    uint16_t n_source, n_target;
    uint8_t id_n, n_words, confidence, status, precision, basis, rule;
    uint8_t symmetric, beside;
};

/* ---- words ---- */

/* Open addressing: numbers of words plus 1. Word 0 is the empty one. */
struct chn_fresh_words {
    chn_str *word; /* [n] */
    uint32_t *slot;
    uint32_t n, cap, n_slot;
};

static bool more_slots(chn_store *s, struct chn_fresh_words *w)
{
    const uint32_t n = w->n_slot ? w->n_slot * 2 : FIRST_ROOM * 2;
    uint32_t *slot = CHN_NEW(s->batch, uint32_t, n);
    if (!slot)
        return false;
    for (uint32_t i = 0; i < w->n; i++) {
        size_t at = (size_t)chn_hash(w->word[i].p, w->word[i].n, 0) & (n - 1);
        while (slot[at])
            at = (at + 1) & (n - 1);
        slot[at] = i + 1;
    }
    w->slot = slot;
    w->n_slot = n;
    return true;
}

/* Its number in *out; false: no memory. */
static bool number(chn_store *s, chn_str word, uint32_t *out)
{
    if (!s->fresh_words)
        s->fresh_words = CHN_NEW(s->batch, struct chn_fresh_words, 1);
    struct chn_fresh_words *w = s->fresh_words;
    if (!w || ((size_t)w->n * 2 >= w->n_slot && !more_slots(s, w)))
        return false;
    size_t at = (size_t)chn_hash(word.p, word.n, 0) & (w->n_slot - 1);
    for (; w->slot[at]; at = (at + 1) & (w->n_slot - 1)) {
        *out = w->slot[at] - 1;
        if (chn_str_eq(w->word[*out], word))
            return true;
    }
    void *p = w->word;
    const char *own = word.n ? chn_arena_str(s->batch, word.p, word.n).p : "";
    if (!own ||
        !chn_arena_grow(s->batch, &p, &w->cap, w->n + 1, sizeof *w->word))
        return false;
    w->word = p;
    *out = w->n++;
    w->word[*out] = chn_str_n(own, word.n);
    w->slot[at] = *out + 1;
    return true;
}

chn_str chn_fresh_word(chn_store *s, chn_str word)
{
    uint32_t i;
    return number(s, word, &i) ? s->fresh_words->word[i] : chn_str_n(NULL, 0);
}

/* ---- in ---- */

static bool day_is_kept(chn_day d)
{
    char text[16] = "";
    if (d != CHN_DAY_NONE)
        chn_day_format(d, text);
    return d == CHN_DAY_NONE || strlen(text) == 10;
}

static bool actors_are_kept(const chn_merge_actor *x, uint32_t n)
{
    bool ok = n <= UINT16_MAX;
    for (uint32_t i = 0; i < n && ok; i++)
        ok = chn_store_plain(x[i].country) && chn_store_plain(x[i].id);
    return ok;
}

/* Do the tables give back what they are given, and has it room here? */
static bool is_kept(const chn_merge_claim *c)
{
    const chn_str words[] = {c->id,     c->report,    c->category, c->mode,
                             c->origin, c->publisher, c->credits,  c->manner,
                             c->place,  c->occasion,  c->block,    c->telling};
    bool ok = day_is_kept(c->from) && day_is_kept(c->to) &&
              day_is_kept(c->published) && c->id.n <= UINT8_MAX;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ok = ok && chn_store_plain(words[i]);
    return ok && actors_are_kept(c->source, c->n_source) &&
           actors_are_kept(c->target, c->n_target);
}

static bool keep_actors(chn_store *s, const chn_merge_claim *c, chn_fresh *f)
{
    const uint32_t n = c->n_source + c->n_target;
    fresh_actor *own = CHN_NEW(s->batch, fresh_actor, n);
    bool ok = own != NULL;
    for (uint32_t i = 0; ok && i < n; i++) {
        const chn_merge_actor *x =
            i < c->n_source ? &c->source[i] : &c->target[i - c->n_source];
        ok = number(s, x->country, &own[i].country) &&
             number(s, x->id, &own[i].id);
        own[i].rank = (uint32_t)x->rank;
    }
    f->actor = own;
    f->n_source = (uint16_t)c->n_source;
    f->n_target = (uint16_t)c->n_target;
    return ok;
}

/* Claims of one sentence share them. */
static bool keep_words(chn_store *s, const chn_merge_claim *c,
                       const chn_fresh *before, chn_fresh *f)
{
    const size_t bytes = c->n_words * sizeof *c->words;
    f->n_words = (uint8_t)c->n_words; /* at most CHN_WORDS */
    if (before && before->n_words == c->n_words &&
        (bytes == 0 || memcmp(before->words, c->words, bytes) == 0)) {
        f->words = before->words;
        return true;
    }
    uint32_t *own = CHN_NEW(s->batch, uint32_t, c->n_words);
    if (own && bytes)
        memcpy(own, c->words, bytes);
    f->words = own;
    return own != NULL;
}

static void keep_numbers(const chn_merge_claim *c, chn_fresh *f)
{
    const chn_merge_why *y = &c->why;
    f->from = c->from;
    f->to = c->to;
    f->reach_from = c->reach_from;
    f->reach_to = c->reach_to;
    f->score = y->score;
    f->date = y->date;
    f->sides = y->sides;
    f->mode_points = y->mode;
    f->actors = y->actors;
    f->place_points = y->place;
    f->occasion_points = y->occasion;
    f->rule = y->rule;
    f->confidence = (uint8_t)c->confidence_percent;
    f->status = (uint8_t)c->status;
    f->precision = (uint8_t)c->precision;
    f->basis = (uint8_t)c->basis;
    f->symmetric = c->symmetric;
}

static bool keep_claim(chn_store *s, const chn_merge_claim *c, chn_fresh *f)
{
    const chn_str id = chn_arena_str(s->batch, c->id.p, c->id.n);
    f->id = id.p;
    f->id_n = (uint8_t)c->id.n;
    keep_numbers(c, f);
    return id.p && number(s, c->category, &f->category) &&
           number(s, c->mode, &f->mode) && number(s, c->origin, &f->origin) &&
           number(s, c->credits, &f->credits) &&
           number(s, c->place, &f->place) &&
           number(s, c->occasion, &f->occasion) &&
           number(s, c->manner, &f->manner) && number(s, c->block, &f->block) &&
           keep_actors(s, c, f);
}

/* Where the claim is that stands for the telling: claims of a report are few,
 * and most lead themselves. */
static uint32_t lead_of(const chn_merge_claim *c, uint32_t i)
{
    uint32_t lead = i;
    for (uint32_t k = 0; !chn_str_eq(c[lead].id, c[i].telling); k++)
        lead = k;
    return lead;
}

static const fresh_report *keep_report(chn_store *s, const chn_merge_claim *c)
{
    fresh_report *r = CHN_NEW(s->batch, fresh_report, 1);
    if (!r)
        return NULL;
    r->id = chn_arena_str(s->batch, c->report.p, c->report.n);
    r->publisher = chn_fresh_word(s, c->publisher);
    r->published = c->published;
    r->sketch = c->sketch; /* lives as long as the batch: put.c */
    return r->id.p && r->publisher.p ? r : NULL;
}

static bool room_for(chn_store *s, uint32_t n)
{
    uint32_t cap = s->cap_fresh ? s->cap_fresh : FIRST_ROOM;
    if (n <= s->cap_fresh)
        return true;
    while (cap < n)
        cap += cap / 2;
    void *p = chn_arena_resize(s->batch, s->fresh, cap, sizeof *s->fresh);
    if (!p)
        return false;
    s->fresh = p;
    s->cap_fresh = cap;
    return true;
}

chn_code chn_fresh_keep(chn_store *s, const chn_merge_claim *c,
                        const unsigned char *beside, uint32_t n, int64_t first,
                        chn_err *err)
{
    bool keep = !s->fresh_full && s->n_fresh + n <= FRESH_MAX &&
                first == s->fresh_from + s->n_fresh;
    for (uint32_t i = 0; i < n && keep; i++)
        keep = is_kept(&c[i]);
    s->fresh_full = !keep;
    if (!keep || n == 0)
        return CHN_OK;
    const uint32_t at = s->n_fresh;
    const fresh_report *report = keep_report(s, c);
    bool ok = report && room_for(s, at + n);
    for (uint32_t i = 0; i < n && ok; i++) {
        chn_fresh *f = &s->fresh[at + i];
        memset(f, 0, sizeof *f);
        f->report = report;
        f->lead = at + lead_of(c, i);
        f->with = c[i].why.with == CHN_MERGE_NONE ? CHN_MERGE_NONE
                                                  : at + c[i].why.with;
        f->beside = beside[i];
        ok = keep_claim(s, &c[i], f) &&
             keep_words(s, &c[i], i ? f - 1 : NULL, f);
    }
    if (!ok)
        return chn_fail_memory(err);
    s->n_fresh += n;
    return CHN_OK;
}

void chn_fresh_drop(chn_store *s)
{
    s->fresh_full = true;
    s->n_fresh = 0;
    s->fresh_to = s->fresh_from;
}

/* ---- out ---- */

chn_str chn_fresh_block(const chn_store *s, uint32_t i)
{
    return s->fresh_words->word[s->fresh[i].block];
}

static bool read_actors(const chn_store *s, const chn_fresh *f, chn_arena *a,
                        chn_merge_claim *c)
{
    const uint32_t n = (uint32_t)f->n_source + f->n_target;
    chn_merge_actor *x = CHN_NEW(a, chn_merge_actor, n);
    for (uint32_t i = 0; x && i < n; i++)
        x[i] = (chn_merge_actor){s->fresh_words->word[f->actor[i].country],
                                 s->fresh_words->word[f->actor[i].id],
                                 (chn_merge_rank)f->actor[i].rank};
    c->source = x;
    c->n_source = f->n_source;
    c->target = x ? x + f->n_source : NULL;
    c->n_target = f->n_target;
    return x != NULL;
}

chn_code chn_fresh_claim(const chn_store *s, uint32_t i, chn_arena *a,
                         chn_merge_claim *c, int64_t *seq, int64_t *with,
                         unsigned *beside, chn_err *err)
{
    const chn_fresh *f = &s->fresh[i];
    const chn_fresh *lead = &s->fresh[f->lead];
    const chn_str *word = s->fresh_words->word;
    *seq = s->fresh_from + i;
    *with = f->with == CHN_MERGE_NONE ? 0 : s->fresh_from + f->with;
    *beside = f->beside;
    *c = (chn_merge_claim){.id = chn_str_n(f->id, f->id_n),
                           .report = f->report->id,
                           .category = word[f->category],
                           .mode = word[f->mode],
                           .symmetric = f->symmetric,
                           .status = (chn_status)f->status,
                           .from = f->from,
                           .to = f->to,
                           .precision = (chn_precision)f->precision,
                           .basis = (chn_basis)f->basis,
                           .published = f->report->published,
                           .origin = word[f->origin],
                           .publisher = f->report->publisher,
                           .credits = word[f->credits],
                           .place = word[f->place],
                           .occasion = word[f->occasion],
                           .manner = word[f->manner],
                           .confidence_percent = f->confidence,
                           .words = f->words,
                           .n_words = f->n_words,
                           .sketch = f->report->sketch,
                           .telling = chn_str_n(lead->id, lead->id_n),
                           .block = word[f->block],
                           .reach_from = f->reach_from,
                           .reach_to = f->reach_to,
                           /* as a row of `telling` says it */
                           .why = {.with = CHN_MERGE_NONE,
                                   .rule = f->rule,
                                   .score = f->score,
                                   .date = f->date,
                                   .sides = f->sides,
                                   .mode = f->mode_points,
                                   .actors = f->actors,
                                   .place = f->place_points,
                                   .occasion = f->occasion_points}};
    return read_actors(s, f, a, c) ? CHN_OK : chn_fail_memory(err);
}
