/* SPDX-License-Identifier: Apache-2.0 */
/* From acts to claims. Everything a claim points at is copied into the
 * result's arena, and every span is mapped to the bytes as given. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/str.h"
#include "code/code.h"
#include "code/place.h"
#include "syntax/tree.h"

#define FLAGS_MAX 12

typedef struct maker {
    const chn_knows *k;
    const chn_coded *c;
    chn_result *r;
    chn_arena *a;
    uint32_t cap;
    uint32_t (*reports)[2]; /* token ranges that date reports, not acts */
    uint32_t n_reports;
    const chn_str *no_flags;
    chn_date last_date; /* of the passage, for inherited dates */
    uint32_t last_sent;
    bool has_last;
    code_scene scene;
    chn_err *err;
} maker;

/* ---- copies and spans ---- */

static chn_span given(const maker *m, chn_span view)
{
    chn_span s = {0, 0};
    if (view.to > view.from) {
        s.from = chn_doc_origin(m->c->doc, view.from);
        s.to = chn_doc_origin(m->c->doc, view.to);
    }
    return s;
}

/* The report's own bytes for a span, borrowed from the result's copy. */
static chn_str cut(const maker *m, chn_span s)
{
    return chn_str_n(m->r->report.text.p + s.from, s.to - s.from);
}

/* A string with a NUL behind it in the result. */
static bool keep(const maker *m, chn_str *s)
{
    *s = chn_arena_str(m->a, s->p ? s->p : "", s->n);
    return s->p != NULL;
}

/* ---- actors ---- */

static bool make_actor(const maker *m, uint32_t mention, chn_day day,
                       chn_str role, chn_actor *out)
{
    const chn_mention *x = &m->c->mentions->at[mention];
    memset(out, 0, sizeof *out);
    out->id = x->id;
    out->name = x->name;
    out->country = x->country;
    out->sector = x->sector;
    out->role = role;
    out->link = (chn_link)x->link;
    out->span = given(m, x->span);
    out->text = cut(m, out->span);
    if (x->actor != CHN_ACTOR_NONE)
        out->office = chn_actor_office(m->k->actor, x->actor, day);
    return keep(m, &out->id) && keep(m, &out->name) && keep(m, &out->country) &&
           keep(m, &out->sector) && keep(m, &out->office) &&
           keep(m, &out->role) && keep(m, &out->text);
}

static chn_actor *make_side(const maker *m, const uint32_t *mentions,
                            uint32_t n, chn_day day, const chn_str *roles)
{
    chn_actor *a = CHN_NEW(m->a, chn_actor, n + 1);
    for (uint32_t i = 0; a && i < n; i++) {
        const chn_str role = roles ? roles[i] : chn_str_n("", 0);
        if (!make_actor(m, mentions[i], day, role, &a[i]))
            return NULL;
    }
    return a;
}

/* Who set off a bomb is not told: somebody where it went off. */
static bool make_unknown(const maker *m, chn_claim *c)
{
    chn_actor *a = CHN_NEW(m->a, chn_actor, 1);
    if (!a || c->n_source == 0)
        return a != NULL;
    *a = c->source[0];
    a->id = a->office = chn_str_n("", 0);
    a->name = chn_str_of("unidentified attackers");
    a->sector = chn_str_of("UAF");
    a->link = CHN_LINK_COREFERENCE;
    c->source = a;
    c->n_source = 1;
    return keep(m, &a->id) && keep(m, &a->office) && keep(m, &a->name) &&
           keep(m, &a->sector);
}

/* Somebody of an actor's country, whom the text does not name: known by the
 * country alone, and proved by the words that name the actor. NULL: no memory.
 */
static chn_actor *of_country(const maker *m, const chn_actor *of)
{
    chn_actor *a = CHN_NEW(m->a, chn_actor, 1);
    if (!a)
        return NULL;
    *a = *of;
    a->id = chn_str_n("", 0);
    a->name = chn_actor_country(m->k->actor, a->country);
    a->link = CHN_LINK_COREFERENCE;
    if (!keep(m, &a->id) || !keep(m, &a->name))
        return NULL;
    a->office = a->sector = a->role = a->id;
    return a;
}

/* "Police arrested ten": of the source's own country. */
static bool make_home(const maker *m, chn_claim *c)
{
    if (c->n_source == 0 || c->source[0].country.n == 0)
        return true;
    c->target = of_country(m, &c->source[0]);
    c->n_target = 1;
    return c->target != NULL;
}

/* "Peruvian opposition leader Soto was arrested": by Peru. */
static bool make_state(const maker *m, const chn_act *a, chn_claim *c)
{
    const uint8_t kind = m->c->mentions->at[a->source[0]].kind;
    if (kind == CHN_KIND_COUNTRY || kind == CHN_KIND_PLACE)
        return true;
    c->source = of_country(m, &c->source[0]);
    return c->source != NULL;
}

/* ---- date, place, occasion, quotation ---- */

/*
 * Is the act told by its own doer? "Peru announced on Monday that it
 * would leave": then the day of the words is the day of the act.
 */
static bool told_by_doer(const maker *m, const chn_act *a)
{
    const chn_voices *v = m->c->voices;
    const chn_doc *d = m->c->doc;
    const uint32_t near = a->sent + 1 < d->n_sent ? a->sent + 1 : a->sent;
    const uint32_t low = d->sent[a->sent ? a->sent - 1 : 0].first;
    for (uint32_t i = chn_voice_first(v, low);
         i < v->n && v->at[i].cue_first < d->sent[near].end; i++) {
        const chn_attribution *x = &v->at[i];
        bool covers = false;
        for (uint32_t j = 0; j < x->n_content; j++)
            covers |=
                x->content[j][0] <= a->first && a->first < x->content[j][1];
        if (!covers || x->source >= m->c->mentions->n)
            continue;
        const chn_mention *who = &m->c->mentions->at[x->source];
        for (uint32_t j = 0; j < a->n_source; j++) {
            const chn_mention *y = &m->c->mentions->at[a->source[j]];
            if (who->country.n && chn_str_eq(who->country, y->country) &&
                who->kind != CHN_KIND_MEDIA)
                return true;
        }
    }
    return false;
}

/* Days for which a report's earlier act can still bound a later one: news of
 * last week's act is no reaction to yesterday's. */
#define REACTION_DAYS 7

/*
 * Words that answer what the report told before cannot be older than it:
 * "Guterres condemned the strikes" after "Missiles struck Odesa on Saturday".
 * Then both ends are known, though the day is not told.
 */
static void bound_reaction(const maker *m, const chn_act *a, chn_date *d)
{
    const chn_date *last = &m->last_date;
    if (d->basis != CHN_BASIS_PUBLISHED || a->background || !a->speech ||
        a->status != CHN_STATUS_OCCURRED || !m->has_last ||
        d->to == CHN_DAY_NONE || last->from == CHN_DAY_NONE ||
        last->from > d->to || d->to - last->from > REACTION_DAYS)
        return;
    d->from = last->from;
    d->basis = CHN_BASIS_BOUNDED;
    d->precision =
        d->from == d->to ? CHN_PRECISION_DAY : CHN_PRECISION_INTERVAL;
    d->span = last->span;
}

static chn_date make_date(maker *m, const chn_act *a, uint32_t *occasion)
{
    chn_time_ask ask;
    memset(&ask, 0, sizeof ask);
    ask.tree = m->c->tree;
    /* a message has its own day, or none that the text tells */
    const bool own_day = a->dated == 's' && a->speech;
    ask.story = own_day ? NULL : m->c->story;
    ask.told = !a->background && told_by_doer(m, a);
    ask.trigger_first = a->verb;
    /* the verb alone: "refused on Saturday to apologise" has its day inside */
    ask.trigger_end = a->verb + 1;
    ask.clause_first = a->clause_first;
    ask.clause_end = a->clause_end;
    ask.sent = a->sent;
    ask.status = a->status;
    ask.nominal = a->nominal && a->verb == a->first;
    ask.background = a->background;
    ask.along = a->speech || chn_str_is(a->category, "CONSULT");
    /* what is asked or refused has days of its own */
    ask.words = a->speech || !code_bodily(a);
    ask.node = a->node;
    ask.n_node = ask.words ? 0 : a->n_node;
    ask.report = (const uint32_t(*)[2])m->reports;
    ask.n_report = m->n_reports;
    ask.previous = m->has_last && !own_day ? &m->last_date : NULL;
    ask.previous_sent = m->last_sent;
    *occasion = UINT32_MAX;
    chn_date d =
        chn_time_of_act(m->k->time, m->c->doc, m->c->times, &ask, occasion);
    /* an inherited date is handed on: "During the meeting ... In response" */
    if ((d.basis == CHN_BASIS_TEXT || d.basis == CHN_BASIS_INHERITED) &&
        a->status == CHN_STATUS_OCCURRED && !a->background) {
        m->last_date = d;
        m->last_sent = a->sent;
        m->has_last = true;
    }
    bound_reaction(m, a, &d);
    d.span = given(m, d.span);
    d.text = cut(m, d.span);
    return d;
}

/* A visit to a state takes place there; NULL: none, or nobody knows where. */
static const chn_mention *visited(const maker *m, const chn_act *a)
{
    if (!chn_str_is(a->mode, "visit") || a->n_target != 1)
        return NULL;
    const chn_mention *x = &m->c->mentions->at[a->target[0]];
    return x->kind == CHN_KIND_COUNTRY || x->kind == CHN_KIND_PLACE ? x : NULL;
}

static void set_place(const maker *m, const code_where *w, chn_str country,
                      chn_place *out)
{
    out->name = w->fact.name;
    out->country = country;
    out->lat = w->fact.lat;
    out->lon = w->fact.lon;
    out->has_point = w->fact.has_point;
    out->span = given(m, chn_doc_span(m->c->doc, w->first, w->end));
}

static bool make_place(maker *m, const chn_act *a, chn_place *out)
{
    const chn_mention *x = visited(m, a);
    code_where w;
    memset(out, 0, sizeof *out);
    /* "invited him to Moscow during his visit to Peru" */
    if (code_place(m->k, m->c, a, &m->scene, &w) &&
        (!x || w.fact.country.n == 0 ||
         chn_str_eq(x->country, w.fact.country))) {
        /* "on a visit to Peru was received in Xyz": no table has the town */
        set_place(m, &w, x ? x->country : w.fact.country, out);
        return true;
    }
    if (!x)
        return false;
    out->name = x->name;
    out->country = x->country;
    out->span = given(m, x->span);
    return true;
}

static void make_occasion(const maker *m, uint32_t timex, chn_claim *c)
{
    if (timex >= m->c->times->n)
        return;
    const chn_timex *t = &m->c->times->at[timex];
    c->has_occasion = true;
    c->occasion.id = t->occasion;
    c->occasion.name = t->occasion_name;
    c->occasion.ordinal = t->ordinal;
    c->occasion.base_year = t->base_year;
    c->occasion.span = given(m, t->span);
}

/* The quotation of the act's sentence, if the act is its speaker's words. */
static void make_quote(const maker *m, const chn_act *a, chn_claim *c)
{
    const chn_doc *d = m->c->doc;
    const chn_sent *s = &d->sent[a->sent];
    if (!a->speech)
        return;
    for (uint32_t i = 0; i < d->n_quote; i++) {
        const chn_quotation *q = &d->quote[i];
        if (q->first >= s->end)
            return;
        /* one or two words are a title or a term, not speech */
        if (q->first < s->first || q->end <= q->first || q->end - q->first < 3)
            continue;
        c->has_quote = true;
        c->quote.span = given(m, chn_doc_span(d, q->first, q->end));
        c->quote.text = cut(m, c->quote.span);
        chn_voice who;
        if (chn_voice_speaker(m->k->voice, d, m->c->mentions, m->c->voices,
                              q->first, &who))
            c->quote.speaker = who.id.n ? who.id : who.name;
        else if (c->n_source)
            c->quote.speaker =
                c->source[0].id.n ? c->source[0].id : c->source[0].name;
        return;
    }
}

/* ---- voice ---- */

/* Days after which an act is known to all, whoever recalls it. */
#define KNOWN_DAYS 5

/* Does an expression of a time some days ago begin in the range? They are in
 * order. */
static bool has_time(const chn_times *times, chn_range r)
{
    uint32_t lo = 0;
    uint32_t hi = times->n;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (times->at[mid].first < r.first)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < times->n && times->at[lo].first < r.end &&
           (times->anchor == CHN_DAY_NONE || times->at[lo].to == CHN_DAY_NONE ||
            times->at[lo].to + KNOWN_DAYS < times->anchor);
}

/* "reopen the embassy that Lima closed in 2016", "the sailors whom they
 * took two years ago": what a relative clause recalls with its own
 * date is known to the report, whoever tells the rest. */
static bool recalled(const maker *m, const chn_act *a, uint32_t t)
{
    const chn_tree *tree = m->c->tree;
    if (!a->background || !tree || !chn_tree_parsed(tree, t))
        return false;
    const uint32_t top = chn_tree_coord(tree, chn_tree_clause(tree, t));
    if (top == CHN_NONE || !chn_tree_is_rel(tree, top, CHN_RELS_RELATIVE))
        return false;
    /* "Waters, who said that he had been seized": told in that clause */
    const chn_range r = chn_tree_yield(tree, top);
    if (!has_time(m->c->times, r))
        return false;
    const chn_voices *v = m->c->voices;
    for (uint32_t i = chn_voice_first(v, r.first);
         i < v->n && v->at[i].cue_first < r.end; i++)
        for (uint32_t c = 0; c < v->at[i].n_content; c++)
            if (v->at[i].content[c][0] <= t && t < v->at[i].content[c][1])
                return false;
    return true;
}

/* "Lavrov told reporters that talks with Oslo would go on": the talks have no
 * doer of their own, and their source is the words' speaker. */
static bool lent(const maker *m, const chn_act *a, uint32_t t)
{
    const chn_voices *v = m->c->voices;
    const chn_doc *d = m->c->doc;
    const uint32_t who = m->c->mentions->at[a->source[0]].first;
    if (!a->nominal)
        return false;
    for (uint32_t i = chn_voice_first(v, d->sent[a->sent].first);
         i < v->n && v->at[i].cue_first < d->sent[a->sent].end; i++) {
        const chn_attribution *x = &v->at[i];
        if (who < x->source_first || who >= x->source_end)
            continue;
        for (uint32_t c = 0; c < x->n_content; c++)
            if (x->content[c][0] <= t && t < x->content[c][1])
                return true;
    }
    return false;
}

static bool make_voice(const maker *m, const chn_act *a, chn_claim *c,
                       uint32_t *flags)
{
    chn_voice chain[CHN_CHAIN_MAX];
    memset(chain, 0, sizeof chain);
    /* the head of what was matched: a trigger may begin before the content */
    const uint32_t t = a->n_node ? a->node[0] : a->first;
    /* of a deed without a doer whoever tells it was taken: he is a link */
    const bool named =
        a->n_source && a->doer != CHN_DOER_SPEAKER && !lent(m, a, t);
    const uint32_t speaker = named ? a->source[0] : CHN_MENTION_NONE;
    uint32_t n = chn_voice_chain(m->k->voice, m->c->doc, m->c->mentions,
                                 m->c->voices, t, speaker, chain, flags);
    /* "'We will build it,' Smith said in a message to Jones, as quoted by the
     * palace": whoever relays the words relays the message */
    const uint32_t words = m->c->doc->sent[a->sent].first;
    if (n == 0 && a->dated == 's' && a->speech && words < t)
        n = chn_voice_chain(m->k->voice, m->c->doc, m->c->mentions,
                            m->c->voices, words + 1, speaker, chain, flags);
    if (recalled(m, a, t))
        n = 0;
    chn_voice *v = CHN_NEW(m->a, chn_voice, n + 1);
    if (!v)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        v[i] = chain[i];
        v[i].span = given(m, chain[i].span);
        if (!keep(m, &v[i].name) || !keep(m, &v[i].id) ||
            !keep(m, &v[i].kind) || !keep(m, &v[i].alternative) ||
            !keep(m, &v[i].certainty) || !keep(m, &v[i].reliability))
            return false;
    }
    c->voice = v;
    c->n_voice = n;
    return true;
}

/* ---- one claim ---- */

static bool make_flags(const maker *m, const chn_act *a, uint32_t voice_flags,
                       chn_claim *c)
{
    static const char *const doers[] = {"", "source-is-speaker",
                                        "source-of-before", "source-is-state",
                                        "source-is-unknown"};
    static const char *const ways[] = {"",
                                       "target-of-deed",
                                       "target-in-content",
                                       "target-of-before",
                                       "target-is-topic",
                                       "target-at-home"};
    chn_str *f = CHN_NEW(m->a, chn_str, FLAGS_MAX);
    if (!f)
        return false;
    if (voice_flags & CHN_ATTR_AMBIGUOUS)
        f[c->n_flags++] = chn_str_of("ambiguous-voice");
    if (a->background)
        f[c->n_flags++] = chn_str_of("background");
    if (voice_flags & CHN_ATTR_DENIES)
        f[c->n_flags++] = chn_str_of("denied-by-voice");
    if (voice_flags & CHN_ATTR_DOUBTS)
        f[c->n_flags++] = chn_str_of("doubted-by-voice");
    if (m->c->times->dated && m->c->times->anchor != CHN_DAY_NONE)
        f[c->n_flags++] = chn_str_of("inferred-date");
    if (a->doer)
        f[c->n_flags++] = chn_str_of("inferred-source");
    if (a->inferred)
        f[c->n_flags++] = chn_str_of("inferred-target");
    if (a->doer)
        f[c->n_flags++] = chn_str_of(doers[a->doer]);
    if (a->inferred)
        f[c->n_flags++] = chn_str_of(ways[a->inferred]);
    c->flags = f;
    return true;
}

static void put_id(chn_sha256 *h, chn_str s)
{
    chn_sha256_put(h, s.p ? s.p : "", s.n);
    chn_sha256_put(h, "", 1); /* a NUL parts the fields */
}

static void put_ids(chn_sha256 *h, const chn_actor *a, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        put_id(h, a[i].id);
        put_id(h, a[i].country);
        put_id(h, a[i].sector);
        put_id(h, a[i].name);
    }
    put_id(h, chn_str_n("", 0));
}

/* Content id: hash of report id, trigger span, rule, actors. */
static bool make_id(const maker *m, chn_claim *c)
{
    chn_sha256 h;
    char text[18] = "c";
    const uint32_t span[2] = {c->trigger_span.from, c->trigger_span.to};
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(span[i / 4] >> (8 * (i % 4)));
    chn_sha256_init(&h);
    put_id(&h, c->report);
    chn_sha256_put(&h, bytes, sizeof bytes);
    put_id(&h, c->rule);
    put_ids(&h, c->source, c->n_source);
    put_ids(&h, c->target, c->n_target);
    chn_sha256_hex(&h, text + 1, 16);
    c->id = chn_arena_str(m->a, text, 17);
    return c->id.p != NULL;
}

static bool make_claim(maker *m, const chn_act *a, chn_claim *c)
{
    uint32_t occasion;
    uint32_t voice_flags = 0;
    memset(c, 0, sizeof *c);
    c->report = m->r->report.id;
    c->category = a->category;
    c->mode = a->mode;
    c->cameo = a->cameo;
    c->rule = a->rule_id;
    c->quad = a->quad;
    c->goldstein_tenth = a->goldstein_tenth;
    c->symmetric = a->symmetric;
    c->status = a->status;
    c->score_percent = a->confidence;
    c->confidence_percent =
        chn_calibration_step(m->k->calibration, a->confidence).percent;
    chn_scale_apply(m->k->scale, c);
    c->sentence = a->sent;
    c->sentence_span = m->r->sentences[a->sent];
    c->trigger_span = given(m, chn_doc_span(m->c->doc, a->first, a->end));
    c->trigger = cut(m, c->trigger_span);
    c->date = make_date(m, a, &occasion);
    const chn_date none = {
        CHN_DAY_NONE,        CHN_DAY_NONE, CHN_PRECISION_NONE,
        CHN_BASIS_PUBLISHED, {"", 0},      {0, 0}};
    c->sent = c->received = c->delivered = none;
    if (c->date.basis == CHN_BASIS_TEXT) {
        if (a->dated == 's')
            c->sent = c->date;
        else if (a->dated == 'r')
            c->received = c->date;
        else if (a->dated == 'd')
            c->delivered = c->date;
    }
    const chn_day day = c->date.from != CHN_DAY_NONE ? c->date.from
                        : c->date.to != CHN_DAY_NONE ? c->date.to
                                                     : m->c->times->anchor;
    c->source = make_side(m, a->source, a->n_source, day, NULL);
    c->n_source = a->n_source;
    if (a->doer == CHN_DOER_UNKNOWN && c->source && !make_unknown(m, c))
        return false;
    if (a->doer == CHN_DOER_STATE && a->n_source == 1 && c->source &&
        !make_state(m, a, c))
        return false;
    c->target = make_side(m, a->target, a->n_target, day, NULL);
    c->n_target = a->n_target;
    if (a->home && c->target && !make_home(m, c))
        return false;
    c->others = make_side(m, a->others, a->n_others, day, a->other_role);
    c->n_others = a->n_others;
    chn_str *contexts = CHN_NEW(m->a, chn_str, a->n_contexts + 1);
    if (!c->source || !c->target || !c->others || !contexts)
        return false;
    for (uint32_t i = 0; i < a->n_contexts; i++) {
        contexts[i] = a->contexts[i];
        if (!keep(m, &contexts[i]))
            return false;
    }
    c->contexts = contexts;
    c->n_contexts = a->n_contexts;
    c->has_place = make_place(m, a, &c->place);
    make_occasion(m, occasion, c);
    make_quote(m, a, c);
    if (!make_voice(m, a, c, &voice_flags))
        return false;
    /* "denied that it had asked": told, and said not to have happened */
    if ((voice_flags & CHN_ATTR_DENIES) && c->status == CHN_STATUS_OCCURRED)
        c->status = CHN_STATUS_DENIED;
    return make_flags(m, a, voice_flags, c) && keep(m, &c->category) &&
           keep(m, &c->mode) && keep(m, &c->cameo) && keep(m, &c->rule) &&
           keep(m, &c->trigger) && keep(m, &c->date.text) &&
           keep(m, &c->place.name) && keep(m, &c->place.country) &&
           keep(m, &c->occasion.id) && keep(m, &c->occasion.name) &&
           keep(m, &c->quote.text) && keep(m, &c->quote.speaker) &&
           make_id(m, c);
}

/* ---- one act told twice ---- */

/* An observance is not the act's own day: a message for the 12th is sent on
 * the 11th. */
static bool told_date(const chn_date *d)
{
    return d->basis == CHN_BASIS_TEXT;
}

static bool dates_meet(const chn_date *a, const chn_date *b)
{
    if (!told_date(a) || !told_date(b) || a->from == CHN_DAY_NONE ||
        b->from == CHN_DAY_NONE || a->to == CHN_DAY_NONE ||
        b->to == CHN_DAY_NONE)
        return true; /* one of them does not say */
    return a->from <= b->to && b->from <= a->to;
}

static bool has_country(const chn_actor *a, uint32_t n, chn_str country)
{
    for (uint32_t i = 0; i < n; i++)
        if (chn_str_eq(a[i].country, country))
            return true;
    return false;
}

/* Is one of them of the place's state? A place that no table has may have none,
 * and so may a party. */
static bool of_place(const chn_actor *a, uint32_t n, const chn_place *place)
{
    return place->country.n > 0 && has_country(a, n, place->country);
}

static bool same_countries(const chn_actor *a, uint32_t n_a, const chn_actor *b,
                           uint32_t n_b)
{
    for (uint32_t i = 0; i < n_a; i++)
        if (!has_country(b, n_b, a[i].country))
            return false;
    for (uint32_t i = 0; i < n_b; i++)
        if (!has_country(a, n_a, b[i].country))
            return false;
    return true;
}

/* "en/consult.meet" of "en/consult.meet.3": rules of one family tell one
 * kind of act, so two of them may tell the same one. */
static chn_str family(chn_str rule)
{
    while (rule.n && rule.p[rule.n - 1] != '.')
        rule.n--;
    return rule;
}

/* The person a mention names, by itself or through a pronoun; else NULL. */
static const chn_mention *person(const maker *m, uint32_t i)
{
    const chn_mention *x = &m->c->mentions->at[i];
    for (int hops = 0; hops < 4 && x->kind == CHN_KIND_PRONOUN; hops++) {
        if (x->antecedent >= m->c->mentions->n)
            return NULL;
        x = &m->c->mentions->at[x->antecedent];
    }
    return x->kind == CHN_KIND_PERSON && x->name.n && !x->unnamed ? x : NULL;
}

/*
 * Do both sides name persons of one country, and not the same ones? Two
 * meetings of a minister with different hosts are two acts.
 */
static bool other_persons(const maker *m, const uint32_t *a, uint32_t n_a,
                          const uint32_t *b, uint32_t n_b)
{
    for (uint32_t i = 0; i < n_a; i++) {
        const chn_mention *x = person(m, a[i]);
        bool other = false;
        bool same = false;
        for (uint32_t j = 0; x && j < n_b; j++) {
            const chn_mention *y = person(m, b[j]);
            if (!y || !chn_str_eq(x->country, y->country))
                continue;
            if (chn_str_eq(x->name, y->name))
                same = true;
            else
                other = true;
        }
        if (other && !same)
            return true;
    }
    return false;
}

/* All actors of an act, both sides, for other_persons. */
static uint32_t all_sides(const chn_act *a, uint32_t out[2 * CHN_ACT_SIDE])
{
    memcpy(out, a->source, a->n_source * sizeof *out);
    memcpy(out + a->n_source, a->target, a->n_target * sizeof *out);
    return a->n_source + a->n_target;
}

static bool different_people(const maker *m, uint32_t i, uint32_t j)
{
    uint32_t a[2 * CHN_ACT_SIDE];
    uint32_t b[2 * CHN_ACT_SIDE];
    const uint32_t n_a = all_sides(&m->c->acts->at[i], a);
    const uint32_t n_b = all_sides(&m->c->acts->at[j], b);
    return other_persons(m, a, n_a, b, n_b);
}

#define APART_DEGREES                                                          \
    0.5 /* of two towns that are none of the other's suburbs */

/* "A bomb killed ten in Lima. Two more went off in Cusco": another place,
 * another blow. */
static bool in_other_towns(const chn_claim *a, const chn_claim *b)
{
    return chn_str_is(a->category, "ASSAULT") && a->has_place && b->has_place &&
           a->place.has_point && b->place.has_point &&
           !chn_str_eq(a->place.name, b->place.name) &&
           (fabs(a->place.lat - b->place.lat) > APART_DEGREES ||
            fabs(a->place.lon - b->place.lon) > APART_DEGREES);
}

static bool same_act(const chn_claim *a, const chn_claim *b)
{
    if (in_other_towns(a, b) || !chn_str_eq(a->category, b->category) ||
        a->status != b->status || !chn_str_eq(a->mode, b->mode) ||
        !chn_str_eq(family(a->rule), family(b->rule)))
        return false;
    if (!dates_meet(&a->date, &b->date))
        return false;
    if (same_countries(a->source, a->n_source, b->source, b->n_source) &&
        same_countries(a->target, a->n_target, b->target, b->n_target))
        return true;
    return (a->symmetric || b->symmetric) &&
           same_countries(a->source, a->n_source, b->target, b->n_target) &&
           same_countries(a->target, a->n_target, b->source, b->n_source);
}

/* The telling that says more: a date of its own, then what is more certain,
 * then what comes first. */
static bool tells_more(const chn_claim *a, const chn_claim *b)
{
    if (told_date(&a->date) != told_date(&b->date))
        return told_date(&a->date);
    /* the score, since steps of the probability are wide */
    if (a->score_percent != b->score_percent)
        return a->score_percent > b->score_percent;
    return a->trigger_span.from < b->trigger_span.from;
}

/* Of a side's countries, each once: two envoys of one state are no other side
 * than one. */
static uint64_t countries_key(const chn_actor *a, uint32_t n)
{
    uint64_t key = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!has_country(a, i, a[i].country))
            key ^= chn_hash(a[i].country.p, a[i].country.n, 8);
    return key;
}

/* Claims of one report are few; a bucket by category and first country keeps
 * the work near linear where a report is long. */
static uint64_t bucket_key(const chn_claim *c)
{
    const uint64_t key = chn_hash(c->category.p, c->category.n, 7);
    return key ^ (countries_key(c->source, c->n_source) +
                  countries_key(c->target, c->n_target));
}

#define BUCKETS 256u

/* Claims that stand for another: gone[i] is the one that tells more, plus 1;
 * 0: it stays. */
static chn_code find_retellings(maker *m, uint32_t **out)
{
    const chn_result *r = m->r;
    uint32_t *next = CHN_NEW(m->c->doc->arena, uint32_t, r->n_claims + 1);
    uint32_t *gone = CHN_NEW(m->c->doc->arena, uint32_t, r->n_claims + 1);
    uint32_t head[BUCKETS];
    *out = gone;
    if (!next || !gone)
        return chn_fail_memory(m->err);
    for (uint32_t i = 0; i < BUCKETS; i++)
        head[i] = UINT32_MAX;
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const uint32_t b = (uint32_t)(bucket_key(&r->claims[i]) % BUCKETS);
        for (uint32_t j = head[b]; j != UINT32_MAX && !gone[i]; j = next[j]) {
            if (gone[j] || !same_act(&r->claims[i], &r->claims[j]) ||
                different_people(m, i, j))
                continue;
            if (tells_more(&r->claims[i], &r->claims[j]))
                gone[j] = i + 1;
            else
                gone[i] = j + 1;
        }
        next[i] = head[b];
        head[b] = i;
    }
    return CHN_OK;
}

/* ---- what is done on a visit ---- */

#define VISITS_MAX 16u
#define PASSAGE_ACTS 12u /* acts around one that can tell its place */
#define VISIT_DAYS 7     /* that a visit told with its first day may last */

static bool with_id(const chn_actor *a, uint32_t n, chn_str id)
{
    for (uint32_t i = 0; i < n; i++)
        if (chn_str_eq(a[i].id, id))
            return true;
    return false;
}

/* One of a visit's guests, on one side, meets somebody of the place. */
static bool meets_host(const chn_claim *v, const chn_actor *guests, uint32_t n,
                       const chn_actor *hosts, uint32_t n_hosts)
{
    for (uint32_t i = 0; i < v->n_source; i++)
        if (v->source[i].id.n && with_id(guests, n, v->source[i].id))
            return of_place(hosts, n_hosts, &v->place);
    return false;
}

/* A visit that is told without its day is the one that the report is about. */
static bool during(const chn_claim *c, const chn_claim *v)
{
    if (v->date.from == CHN_DAY_NONE)
        return v->date.precision == CHN_PRECISION_NONE &&
               v->status == CHN_STATUS_OCCURRED &&
               c->date.basis == CHN_BASIS_TEXT;
    return c->date.from != CHN_DAY_NONE && c->date.from >= v->date.from &&
           c->date.to <= v->date.to + VISIT_DAYS;
}

static bool add_flag(const maker *m, chn_claim *c, const char *flag)
{
    chn_str *f = CHN_NEW(m->a, chn_str, c->n_flags + 1);
    if (!f)
        return false;
    memcpy(f, c->flags, c->n_flags * sizeof *f);
    f[c->n_flags++] = chn_str_of(flag);
    c->flags = f;
    return true;
}

/*
 * "Kim's trip to Peru ... On Monday he met the Peruvian president": what guest
 * and host do together is done there, unless the words say where.
 */
static bool place_on_visits(const maker *m)
{
    const chn_result *r = m->r;
    const chn_claim *visit[VISITS_MAX];
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_claims && n < VISITS_MAX; i++)
        if (chn_str_is(r->claims[i].mode, "visit") && r->claims[i].has_place)
            visit[n++] = &r->claims[i];
    for (uint32_t i = 0; i < r->n_claims && n > 0; i++) {
        chn_claim *c = &r->claims[i];
        if (c->has_place || !chn_str_is(c->category, "CONSULT") ||
            (c->mode.n && !chn_str_is(c->mode, "visit")))
            continue;
        for (uint32_t j = 0; j < n && !c->has_place; j++) {
            const chn_claim *v = visit[j];
            if (c->status != v->status || !during(c, v) ||
                (!meets_host(v, c->source, c->n_source, c->target,
                             c->n_target) &&
                 !meets_host(v, c->target, c->n_target, c->source,
                             c->n_source)))
                continue;
            c->has_place = true;
            c->place = v->place;
            if (!add_flag(m, c, "place-of-visit"))
                return false;
        }
    }
    return true;
}

/* ---- where a passage stands ---- */

/* Days of two claims that do not speak against one scene. */
static bool same_day(const chn_claim *a, const chn_claim *b)
{
    if (a->date.from == CHN_DAY_NONE || b->date.from == CHN_DAY_NONE)
        return a->date.basis != CHN_BASIS_TEXT ||
               b->date.basis != CHN_BASIS_TEXT;
    return a->date.from <= b->date.to && b->date.from <= a->date.to;
}

/* Is the act told with "he", "it": the passage goes on with its doer? */
static bool goes_on(const maker *m, const chn_act *a)
{
    return a->n_source > 0 &&
           m->c->mentions->at[a->source[0]].kind == CHN_KIND_PRONOUN;
}

/* Does act `v` tell where the doer of `a` is: "Smith, who met the king in
 * Oslo, praised", "came to Oslo and praised"? */
static bool leads_to(const maker *m, const chn_act *v, const chn_act *a)
{
    const chn_tree *t = m->c->tree;
    if (!t || !v->n_node || !a->n_node)
        return false;
    const uint32_t at = chn_tree_clause(t, v->node[0]);
    const uint32_t up = chn_tree_head(t, at);
    const bool visit = chn_str_is(v->mode, "visit");
    /* "..., said Smith, who was in Oslo", but "called it a lie and has since
     * left for Oslo", "for the party that he led in Oslo" */
    if (v->first > a->first)
        return visit && up != CHN_NONE &&
               chn_tree_is_rel(t, at, CHN_RELS_RELATIVE) &&
               m->c->mentions->of_token[up] == a->source[0];
    if (visit)
        return true;
    return at != CHN_NONE && chn_str_is(v->category, "CONSULT") && !v->mode.n &&
           (chn_tree_is_rel(t, at, CHN_RELS_RELATIVE) ||
            chn_tree_coord(t, at) ==
                chn_tree_coord(t, chn_tree_clause(t, a->node[0])));
}

/* Claim `v` tells the place of claim `i`, the same doer's. */
static bool tells_place(const maker *m, uint32_t v, uint32_t i)
{
    const chn_claim *from = &m->r->claims[v];
    const chn_claim *to = &m->r->claims[i];
    const chn_act *a = &m->c->acts->at[i];
    const chn_doc *d = m->c->doc;
    if (!from->has_place || from->status != CHN_STATUS_OCCURRED ||
        !same_day(from, to) || from->n_source == 0 ||
        !with_id(to->source, to->n_source, from->source[0].id))
        return false;
    /* "came on from Hanoi, where he spoke; he also met Singapore's premier" */
    if (chn_str_is(to->category, "CONSULT") && !to->mode.n &&
        !of_place(to->target, to->n_target, &from->place) &&
        !of_place(to->source, to->n_source, &from->place))
        return false;
    if (from->sentence == to->sentence)
        return leads_to(m, &m->c->acts->at[v], a);
    code_where own; /* "In Oslo she also met the king" */
    return from->sentence + 1 == to->sentence && goes_on(m, a) &&
           !code_frame(m->k, m->c, to->sentence, &own) &&
           !m->c->acts->at[v].background &&
           d->sent[from->sentence].para == d->sent[to->sentence].para;
}

/* Can it have been done where its doer was just then? Words and meetings; an
 * attack is ordered from afar, and a telephone has two ends. */
static bool done_there(const maker *m, uint32_t i)
{
    const chn_claim *c = &m->r->claims[i];
    const chn_act *a = &m->c->acts->at[i];
    return !c->has_place && c->status == CHN_STATUS_OCCURRED &&
           !a->background && c->n_source > 0 && c->source[0].id.n > 0 &&
           (!code_bodily(a) || (chn_str_is(c->category, "CONSULT") &&
                                (!c->mode.n || chn_str_is(c->mode, "visit"))));
}

/* "Smith, on a visit to Peru, praised ... She also promised": what somebody
 * says is said where the words around put him. */
static bool place_in_passage(const maker *m)
{
    const chn_result *r = m->r;
    for (uint32_t i = 0; i < r->n_claims; i++) {
        if (!done_there(m, i))
            continue;
        /* acts are in order of the text: near ones stand near */
        const uint32_t low = i > PASSAGE_ACTS ? i - PASSAGE_ACTS : 0;
        const uint32_t high =
            i + PASSAGE_ACTS < r->n_claims ? i + PASSAGE_ACTS : r->n_claims;
        for (uint32_t v = low; v < high && !r->claims[i].has_place; v++) {
            if (v == i || !tells_place(m, v, i))
                continue;
            r->claims[i].has_place = true;
            r->claims[i].place = r->claims[v].place;
            if (!add_flag(m, &r->claims[i], "place-of-passage"))
                return false;
        }
    }
    return true;
}

/* ---- scenes ---- */

#define SCENE 2 /* sentences back of the paragraph that can set one */

/* What has its place where it is done, and is done by those who are there. */
static bool is_local(const chn_claim *c)
{
    static const char *const local[] = {"ASSAULT", "COERCE",   "PROTEST",
                                        "RETREAT", "MOBILIZE", "AID"};
    for (size_t i = 0; i < sizeof local / sizeof *local; i++)
        if (chn_str_is(c->category, local[i]))
            return true;
    return false;
}

/* What two make together. */
static bool is_joint(const chn_claim *c)
{
    return chn_str_is(c->category, "SUPPORT") ||
           chn_str_is(c->category, "AGREE") ||
           chn_str_is(c->category, "COOPERATE");
}

static bool has_party(const chn_claim *c, chn_str country)
{
    return has_country(c->source, c->n_source, country) ||
           has_country(c->target, c->n_target, country);
}

/* Force, arrests and riots: who answers whom does so on the spot. */
static bool is_rough(const chn_claim *c)
{
    return chn_str_is(c->category, "ASSAULT") ||
           chn_str_is(c->category, "COERCE") ||
           chn_str_is(c->category, "PROTEST");
}

/* "had [searched] it the day before" goes on with the scene; "whom troops had
 * [freed]" is told beside it. */
static bool is_line(const maker *m, const chn_act *a)
{
    const chn_tree *t = m->c->tree;
    if (!t || a->n_node == 0)
        return false;
    for (uint32_t v = chn_tree_clause(t, a->node[0]); v != CHN_NONE;
         v = chn_tree_clause(t, chn_tree_head(t, v)))
        if (chn_tree_is_rel(t, v,
                            CHN_RELS_RELATIVE | CHN_RELSET(CHN_REL_ADVCL) |
                                CHN_RELSET(CHN_REL_ACL)))
            return false;
    return true;
}

/* "Smith called on the king in Oslo. The two [signed] a pact": what those who
 * met make with each other just then; but "Smith telephoned the king. Since
 * their talks in Oslo they have signed a pact". */
static bool of_their_talks(const maker *m, uint32_t v, uint32_t i)
{
    const chn_claim *met = &m->r->claims[v];
    const chn_claim *c = &m->r->claims[i];
    return chn_str_is(met->category, "CONSULT") && met->n_source > 0 &&
           met->n_target > 0 && met->place.country.n > 0 &&
           !m->c->acts->at[v].background && !m->c->acts->at[v].nominal &&
           is_joint(c) && !m->c->acts->at[i].speech &&
           (met->date.from == CHN_DAY_NONE) == (c->date.from == CHN_DAY_NONE) &&
           has_party(c, met->source[0].country) &&
           has_party(c, met->target[0].country) &&
           !chn_str_eq(met->source[0].country, met->target[0].country);
}

/* The place that sentence `sent` gives claim `i`: the town that it opens with,
 * or where something rough was done that this one goes on with. */
static const chn_place *scene_of(const maker *m, uint32_t i, uint32_t sent,
                                 chn_place *out)
{
    const chn_result *r = m->r;
    const chn_claim *c = &r->claims[i];
    code_where w;
    if (is_local(c) && code_frame(m->k, m->c, sent, &w)) {
        set_place(m, &w, w.fact.country, out);
        return keep(m, &out->name) && keep(m, &out->country) ? out : NULL;
    }
    for (uint32_t v = i; v-- > 0 && r->claims[v].sentence >= sent;) {
        const chn_claim *x = &r->claims[v];
        if (x->sentence == sent && x->has_place && x->place.has_point &&
            x->status == CHN_STATUS_OCCURRED &&
            ((is_rough(x) && is_rough(c)) || of_their_talks(m, v, i)) &&
            same_day(x, c))
            return &x->place;
    }
    return NULL;
}

/* Is one of them at home there; and if it goes somewhere ("In Oslo crowds sang.
 * [Norway sent soldiers to Mali]"), is that there? */
static bool fits_scene(const chn_claim *c, chn_str country)
{
    const bool goes = chn_str_is(c->category, "MOBILIZE") ||
                      chn_str_is(c->category, "AID") ||
                      chn_str_is(c->category, "RETREAT");
    if (country.n == 0)
        return true;
    return goes && c->n_target > 0
               ? has_country(c->target, c->n_target, country)
               : has_party(c, country);
}

/* "In Oslo settlers overturned stalls. [Soldiers killed two of them.]" */
static bool place_in_scene(const maker *m)
{
    const chn_result *r = m->r;
    const chn_doc *d = m->c->doc;
    for (uint32_t i = 0; i < r->n_claims; i++) {
        chn_claim *c = &r->claims[i];
        chn_place other;
        if (c->has_place || c->status != CHN_STATUS_OCCURRED ||
            (!is_local(c) && !is_joint(c)) || !is_line(m, &m->c->acts->at[i]) ||
            code_names_spot(m->k, m->c, c->sentence))
            continue;
        for (uint32_t n = 1; n <= SCENE && n <= c->sentence; n++) {
            const uint32_t s = c->sentence - n;
            if (d->sent[s].para != d->sent[c->sentence].para)
                break;
            const chn_place *p = scene_of(m, i, s, &other);
            if (p && fits_scene(c, p->country)) {
                c->place = *p;
                c->has_place = true;
                if (!add_flag(m, c, "place-of-passage"))
                    return false;
            }
            if (p || code_names_spot(m->k, m->c, s))
                break;
        }
    }
    return true;
}

/* ---- what is not coded ---- */

#define REASON_MAX 64u

static chn_code reject(maker *m, uint32_t rule, chn_str rule_id, uint32_t sent,
                       chn_span span, chn_str reason)
{
    chn_result *r = m->r;
    chn_rejected *x = &r->rejected[r->n_rejected].told;
    x->sentence = sent;
    x->span = span;
    x->text = cut(m, span);
    x->rule = rule_id;
    x->reason = reason;
    r->rejected[r->n_rejected++].rule = rule;
    return keep(m, &x->text) && keep(m, &x->rule) && keep(m, &x->reason)
               ? CHN_OK
               : chn_fail_memory(m->err);
}

static chn_code reject_claim(maker *m, uint32_t i, chn_str reason)
{
    const chn_claim *c = &m->r->claims[i];
    return reject(m, m->c->acts->at[i].rule, c->rule, c->sentence,
                  c->trigger_span, reason);
}

/* The claim that a retelling stands behind in the end. */
static const chn_claim *teller(const maker *m, const uint32_t *gone, uint32_t i)
{
    while (gone[i])
        i = gone[i] - 1;
    return &m->r->claims[i];
}

/* Claims that stay move to the front; the others are told with a reason. */
static chn_code keep_claims(maker *m, const uint32_t *gone)
{
    chn_result *r = m->r;
    const uint32_t n = r->n_claims;
    chn_code rc = CHN_OK;
    for (uint32_t i = 0; i < n && rc == CHN_OK; i++) {
        const chn_claim *c = &r->claims[i];
        chn_buf why;
        chn_buf_init(&why, REASON_MAX);
        if (gone[i])
            chn_buf_fmt(&why, "told again by claim %s",
                        teller(m, gone, i)->id.p);
        else if (c->confidence_percent < m->k->min_confidence)
            chn_buf_fmt(&why, "below --min-confidence: %d.%02d",
                        (int)c->confidence_percent / 100,
                        (int)c->confidence_percent % 100);
        if (why.n || why.failed)
            rc = why.failed ? chn_fail_memory(m->err)
                            : reject_claim(m, i, chn_str_n(why.p, why.n));
        chn_buf_free(&why);
    }
    r->n_claims = 0;
    for (uint32_t i = 0; i < n && rc == CHN_OK; i++) {
        if (gone[i] || r->claims[i].confidence_percent < m->k->min_confidence)
            continue;
        r->claim_act[r->n_claims] = i;
        r->claims[r->n_claims++] = r->claims[i];
    }
    return rc;
}

static int order(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b)
{
    const chn_rejection *x = a;
    const chn_rejection *y = b;
    int d = order(x->told.span.from, y->told.span.from);
    if (d == 0)
        d = order(x->told.span.to, y->told.span.to);
    if (d == 0)
        d = order(x->rule, y->rule);
    return d ? d : chn_str_cmp(x->told.reason, y->told.reason);
}

static chn_code part_claims(maker *m)
{
    chn_result *r = m->r;
    const chn_acts *acts = m->c->acts;
    const uint32_t room = acts->n + acts->n_seen + 1;
    uint32_t *gone = NULL;
    r->rejected = CHN_NEW(m->a, chn_rejection, room);
    r->claim_act = CHN_NEW(m->a, uint32_t, acts->n + 1);
    if (!r->rejected || !r->claim_act)
        return chn_fail_memory(m->err);
    chn_code rc = find_retellings(m, &gone);
    if (rc == CHN_OK &&
        (!place_in_passage(m) || !place_in_scene(m) || !place_on_visits(m)))
        rc = chn_fail_memory(m->err);
    for (uint32_t i = 0; rc == CHN_OK && i < acts->n_seen; i++) {
        const chn_act_seen *s = &acts->seen[i];
        rc = reject(m, s->rule, s->rule_id, s->sent,
                    given(m, chn_doc_span(m->c->doc, s->first, s->end)),
                    chn_str_of(s->reason));
    }
    if (rc == CHN_OK)
        rc = keep_claims(m, gone);
    if (rc == CHN_OK && r->n_rejected > 1)
        qsort(r->rejected, r->n_rejected, sizeof *r->rejected, by_place);
    return rc;
}

/* ---- the report
 * ---------------------------------------------------------------------------
 */

static chn_code copy_sentences(maker *m)
{
    const chn_doc *d = m->c->doc;
    m->r->sentences = CHN_NEW(m->a, chn_span, d->n_sent + 1);
    if (!m->r->sentences)
        return chn_fail_memory(m->err);
    for (uint32_t i = 0; i < d->n_sent; i++)
        m->r->sentences[i] = given(m, d->sent[i].span);
    m->r->n_sentences = d->n_sent;
    m->r->n_tokens = d->n_tok;
    m->r->replaced = d->replaced;
    return CHN_OK;
}

/* The stage's strings live in the document; the result keeps its own. */
static chn_code copy_credits(maker *m)
{
    chn_result *r = m->r;
    r->credits = CHN_NEW(m->a, chn_credit, CHN_CREDITS_MAX);
    if (!r->credits)
        return chn_fail_memory(m->err);
    r->n_credits = chn_voice_credits(m->k->voice, m->c->doc, m->c->mentions,
                                     m->c->voices, r->credits);
    for (uint32_t i = 0; i < r->n_credits; i++) {
        chn_credit *x = &r->credits[i];
        x->span = given(m, x->span);
        chn_str *own[] = {&x->name, &x->id, &x->kind, &x->reliability};
        for (size_t k = 0; k < sizeof own / sizeof *own; k++) {
            *own[k] = chn_arena_str(m->a, own[k]->p, own[k]->n);
            if (!own[k]->p)
                return chn_fail_memory(m->err);
        }
    }
    return CHN_OK;
}

static chn_code collect_reports(maker *m)
{
    const chn_voices *v = m->c->voices;
    m->reports =
        chn_arena_alloc(m->c->doc->arena, v->n + 1, sizeof *m->reports);
    if (!m->reports)
        return chn_fail_memory(m->err);
    for (uint32_t i = 0; i < v->n; i++) {
        if (v->at[i].scope_end <= v->at[i].scope_first)
            continue;
        m->reports[m->n_reports][0] = v->at[i].scope_first;
        m->reports[m->n_reports++][1] = v->at[i].scope_end;
    }
    return CHN_OK;
}

chn_code chn_code_claims(const chn_knows *k, const chn_coded *c, chn_result *r,
                         chn_err *err)
{
    maker m = {.k = k,
               .c = c,
               .r = r,
               .a = r->arena,
               .scene = {.sent = CHN_NONE},
               .err = err};
    chn_code rc = copy_sentences(&m);
    if (rc == CHN_OK)
        rc = collect_reports(&m);
    if (rc == CHN_OK)
        rc = copy_credits(&m);
    if (rc != CHN_OK)
        return rc;
    if (c->acts->n > CHN_CLAIMS_MAX)
        return chn_fail(err, CHN_ERR_LIMIT,
                        "%.*s: %u acts in one report; at most %u are allowed, "
                        "so split it into its articles",
                        (int)r->report.id.n, r->report.id.p, c->acts->n,
                        CHN_CLAIMS_MAX);
    r->claims = CHN_NEW(r->arena, chn_claim, c->acts->n + 1);
    if (!r->claims)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < c->acts->n; i++)
        if (!make_claim(&m, &c->acts->at[i], &r->claims[r->n_claims++]))
            return chn_fail_memory(err);
    return part_claims(&m);
}
