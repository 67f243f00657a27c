/* SPDX-License-Identifier: Apache-2.0 */
/* See explained.h. */
#include "engine/explained.h"

#include <string.h>

#include "base/limits.h"
#include "base/str.h"
#include "engine/expressions.h"

#define NAMES_MAX 4096u

typedef struct maker {
    chn_explained *x;
    chn_arena *a;
    const chn_knows *k;
    const chn_first *first;
    const chn_coded *c;
    chn_tree *tree;  /* lemmas are made when they are asked for */
    uint32_t lo, hi; /* the wanted tokens of the report */
    chn_err *err;
} maker;

static bool copy(const maker *m, chn_str *s)
{
    *s = chn_arena_str(m->a, s->p ? s->p : "", s->n);
    return s->p != NULL;
}

static chn_span given(const maker *m, chn_span view)
{
    chn_span s = {0, 0};
    if (view.to > view.from) {
        s.from = chn_doc_origin(m->c->doc, view.from);
        s.to = chn_doc_origin(m->c->doc, view.to);
    }
    return s;
}

static chn_span span_of(const maker *m, uint32_t first, uint32_t end)
{
    const chn_span none = {0, 0};
    return first < end ? given(m, chn_doc_span(m->c->doc, first, end)) : none;
}

static chn_str cut(const maker *m, chn_span s)
{
    return chn_str_n(m->x->result->report.text.p + s.from, s.to - s.from);
}

/* Do tokens [first, end) touch what is wanted? */
static bool wanted(const maker *m, uint32_t first, uint32_t end)
{
    return first < m->hi && end > m->lo;
}

/* ---- words ---- */

static bool make_token(const maker *m, uint32_t tok, chn_explained_token *t)
{
    t->span = span_of(m, tok, tok + 1);
    t->text = cut(m, t->span);
    t->upos = t->rel = "_";
    t->feats = t->lemma = chn_str_n("", 0);
    t->head = CHN_EXPLAINED_NONE;
    if (m->tree) {
        const uint32_t head = chn_tree_head(m->tree, tok);
        t->lemma = chn_tree_lemma(m->tree, tok);
        t->upos = chn_upos_name(chn_tree_upos(m->tree, tok));
        t->rel = chn_rel_name(chn_tree_rel(m->tree, tok));
        t->feats = chn_str_of(chn_tree_feats(m->tree, tok));
        if (head != CHN_NONE)
            t->head = head - m->lo;
    }
    return copy(m, &t->text) && copy(m, &t->lemma) && copy(m, &t->feats);
}

static bool make_sentences(const maker *m, uint32_t from, uint32_t end)
{
    chn_explained *x = m->x;
    const chn_doc *d = m->c->doc;
    x->sentence = CHN_NEW(m->a, chn_explained_sentence, end - from + 1);
    x->token = CHN_NEW(m->a, chn_explained_token, m->hi - m->lo + 1);
    if (!x->sentence || !x->token)
        return false;
    for (uint32_t s = from; s < end; s++)
        x->sentence[x->n_sentence++] = (chn_explained_sentence){
            .index = s,
            .span = given(m, d->sent[s].span),
            .first = d->sent[s].first - m->lo,
            .end = d->sent[s].end - m->lo,
            .candidate = chn_first_wants(m->first, d, s)};
    for (uint32_t t = m->lo; t < m->hi; t++)
        if (!make_token(m, t, &x->token[x->n_token++]))
            return false;
    return true;
}

/* ---- actors ---- */

static const char *kind_name(uint8_t kind)
{
    static const char *const names[] = {"country", "body",   "person", "igo",
                                        "org",     "armed",  "media",  "people",
                                        "place",   "pronoun"};
    return kind < sizeof names / sizeof *names ? names[kind] : "country";
}

static chn_str called(const chn_mention *x, chn_str text)
{
    return x->name.n ? x->name : text;
}

/* "Russia, China": whom "both sides" stands for. */
static bool stands_for(const maker *m, const chn_mention *x, chn_str *out)
{
    const chn_mentions *all = m->c->mentions;
    chn_buf b;
    chn_buf_init(&b, NAMES_MAX);
    for (uint32_t i = 0; i < x->n_parts; i++) {
        const chn_mention *y = &all->at[x->parts[i]];
        chn_buf_z(&b, b.n ? ", " : "");
        chn_buf_str(&b, called(y, cut(m, given(m, y->span))));
    }
    if (x->n_parts == 0 && x->antecedent < all->n) {
        const chn_mention *y = &all->at[x->antecedent];
        chn_buf_str(&b, called(y, cut(m, given(m, y->span))));
    }
    *out = chn_str_n(b.p ? b.p : "", b.failed ? 0 : b.n);
    const bool kept = copy(m, out);
    chn_buf_free(&b);
    return kept;
}

static bool make_mention(const maker *m, const chn_mention *x,
                         chn_explained_mention *out)
{
    chn_actor *a = &out->actor;
    a->id = x->id;
    a->name = x->name;
    a->country = x->country;
    a->sector = x->sector;
    a->link = (chn_link)x->link;
    a->span = given(m, x->span);
    a->text = cut(m, a->span);
    a->role = a->office = chn_str_n("", 0);
    if (x->actor != CHN_ACTOR_NONE)
        a->office =
            chn_actor_office(m->k->actor, x->actor, m->c->times->anchor);
    out->kind = kind_name(x->kind);
    out->first = x->first > m->lo ? x->first - m->lo : 0;
    out->end = (x->end < m->hi ? x->end : m->hi) - m->lo;
    return copy(m, &a->id) && copy(m, &a->name) && copy(m, &a->country) &&
           copy(m, &a->sector) && copy(m, &a->text) && copy(m, &a->office) &&
           copy(m, &a->role) && stands_for(m, x, &out->stands_for);
}

static bool make_mentions(const maker *m)
{
    const chn_mentions *all = m->c->mentions;
    chn_explained *x = m->x;
    x->mention = CHN_NEW(m->a, chn_explained_mention, all->n + 1);
    if (!x->mention)
        return false;
    for (uint32_t i = 0; i < all->n; i++)
        if (wanted(m, all->at[i].first, all->at[i].end) &&
            !make_mention(m, &all->at[i], &x->mention[x->n_mention++]))
            return false;
    return true;
}

/* ---- voices ---- */

static bool make_voice(const maker *m, const chn_attribution *v,
                       chn_explained_voice *out)
{
    const chn_mentions *all = m->c->mentions;
    out->source = span_of(m, v->source_first, v->source_end);
    out->cue = span_of(m, v->cue_first, v->cue_end);
    for (uint32_t i = 0; i < v->n_content && i < 2; i++)
        out->content[out->n_content++] =
            span_of(m, v->content[i][0], v->content[i][1]);
    if (v->source < all->n) {
        const chn_mention *y = &all->at[v->source];
        out->name = called(y, cut(m, given(m, y->span)));
    } else if (v->name_first < v->name_end) {
        out->name = cut(m, span_of(m, v->name_first, v->name_end));
    } else {
        out->name = cut(m, out->source);
    }
    out->rule = v->rule;
    out->direct = (v->flags & CHN_ATTR_DIRECT) != 0;
    out->relay = (v->flags & CHN_ATTR_RELAY) != 0;
    out->inherited = (v->flags & CHN_ATTR_INHERITED) != 0;
    out->ambiguous = (v->flags & CHN_ATTR_AMBIGUOUS) != 0;
    out->denies = (v->flags & CHN_ATTR_DENIES) != 0;
    out->doubts = (v->flags & CHN_ATTR_DOUBTS) != 0;
    out->report_level = (v->flags & CHN_ATTR_REPORT_LEVEL) != 0;
    return copy(m, &out->name) && copy(m, &out->rule);
}

static bool make_voices(const maker *m)
{
    const chn_voices *all = m->c->voices;
    chn_explained *x = m->x;
    x->voice = CHN_NEW(m->a, chn_explained_voice, all->n + 1);
    if (!x->voice)
        return false;
    for (uint32_t i = 0; i < all->n; i++) {
        const chn_attribution *v = &all->at[i];
        bool here = wanted(m, v->cue_first, v->cue_end) ||
                    (v->flags & CHN_ATTR_REPORT_LEVEL);
        for (uint32_t k = 0; k < v->n_content; k++)
            here |= wanted(m, v->content[k][0], v->content[k][1]);
        if (here && !make_voice(m, v, &x->voice[x->n_voice++]))
            return false;
    }
    return true;
}

/* ---- claims ---- */

static bool rule_of(const maker *m, uint32_t rule, chn_explained_rule *out)
{
    const chn_rule_text t = chn_act_rule_text(m->k->act, rule);
    out->id = t.id;
    out->pattern = t.pattern;
    out->frame = t.frame;
    out->reason = t.reason;
    return copy(m, &out->id) && copy(m, &out->pattern) &&
           copy(m, &out->frame) && copy(m, &out->reason);
}

static bool matched(const maker *m, const chn_act *a, chn_explained_claim *out)
{
    const uint32_t n = a->n_node ? a->n_node : a->end - a->first;
    uint32_t *t = CHN_NEW(m->a, uint32_t, n + 1);
    if (!t)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t tok = a->n_node ? a->node[i] : a->first + i;
        if (tok >= m->lo && tok < m->hi)
            t[out->n_tokens++] = tok - m->lo;
    }
    out->tokens = t;
    return true;
}

static bool make_claims(const maker *m)
{
    chn_explained *x = m->x;
    const chn_result *r = x->result;
    x->claim = CHN_NEW(m->a, chn_explained_claim, r->n_claims + 1);
    x->claim_at = CHN_NEW(m->a, uint32_t, r->n_claims + 1);
    x->rejected = CHN_NEW(m->a, chn_explained_rejected, r->n_rejected + 1);
    if (!x->claim || !x->claim_at || !x->rejected)
        return false;
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const chn_act *a = &m->c->acts->at[r->claim_act[i]];
        if (!wanted(m, a->first, a->first + 1))
            continue;
        chn_explained_claim *out = &x->claim[x->n_claim];
        const chn_step s =
            chn_calibration_step(m->k->calibration, r->claims[i].score_percent);
        x->claim_at[x->n_claim++] = i;
        out->claim = &r->claims[i];
        out->score_from = s.from;
        out->score_to = s.to;
        out->counted = s.n;
        if (!rule_of(m, a->rule, &out->rule) || !matched(m, a, out))
            return false;
    }
    for (uint32_t i = 0; i < r->n_rejected; i++) {
        const chn_rejection *j = &r->rejected[i];
        const chn_sent *s = &m->c->doc->sent[j->told.sentence];
        if (!wanted(m, s->first, s->end))
            continue;
        chn_explained_rejected *out = &x->rejected[x->n_rejected++];
        out->rejected = &j->told;
        if (!rule_of(m, j->rule, &out->rule))
            return false;
    }
    return true;
}

/* ---- all ---- */

static bool fill(const maker *m, uint32_t from, uint32_t end)
{
    return make_sentences(m, from, end) && make_mentions(m) && make_voices(m) &&
           make_claims(m);
}

chn_explained *chn_explained_new(const chn_knows *k, const chn_first *first,
                                 const chn_coded *c, chn_tree *tree,
                                 const chn_report *report, chn_result *r,
                                 const chn_explain_options *o, chn_err *err)
{
    const chn_doc *d = c->doc;
    const uint32_t one = o ? o->sentence : 0;
    const uint32_t from = one ? one - 1 : 0;
    const uint32_t end = one ? one : d->n_sent;
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    chn_explained *x = a ? CHN_NEW(a, chn_explained, 1) : NULL;
    if (!x) {
        chn_arena_free(a);
        chn_result_free(r);
        chn_fail_memory(err);
        return NULL;
    }
    x->arena = a;
    x->result = r;
    x->trees = tree != NULL;
    maker m = {.x = x,
               .a = a,
               .k = k,
               .first = first,
               .c = c,
               .tree = tree,
               .err = err};
    if (end > from) {
        m.lo = d->sent[from].first;
        m.hi = d->sent[end - 1].end;
    }
    x->times = chn_expressions_new(d, c->times, report, err);
    if (x->times && fill(&m, from, end))
        return x;
    chn_fail_memory(err);
    chn_explained_free(x);
    return NULL;
}

void chn_explained_free(chn_explained *x)
{
    if (!x)
        return;
    chn_result_free(x->result);
    chn_expressions_free(x->times);
    chn_arena_free(x->arena);
}

void chn_explain_options_init(chn_explain_options *o)
{
    memset(o, 0, sizeof *o);
    o->size = sizeof *o;
}

/* ---- what the interface asks for ---- */

const chn_result *chn_explained_result(const chn_explained *x)
{
    return x->result;
}

const chn_expressions *chn_explained_times(const chn_explained *x)
{
    return x->times;
}

bool chn_explained_has_trees(const chn_explained *x)
{
    return x->trees;
}

#define LIST(name, type)                                                       \
    size_t chn_explained_##name##_count(const chn_explained *x)                \
    {                                                                          \
        return x->n_##name;                                                    \
    }                                                                          \
    const type *chn_explained_##name##_at(const chn_explained *x, size_t i)    \
    {                                                                          \
        return i < x->n_##name ? &x->name[i] : NULL;                           \
    }
LIST(sentence, chn_explained_sentence)
LIST(token, chn_explained_token)
LIST(mention, chn_explained_mention)
LIST(voice, chn_explained_voice)
LIST(claim, chn_explained_claim)
LIST(rejected, chn_explained_rejected)

uint32_t chn_explained_sentence_of(const chn_explained *x, uint32_t token)
{
    uint32_t lo = 0, hi = x->n_sentence;
    while (lo + 1 < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (x->sentence[mid].first <= token)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}
