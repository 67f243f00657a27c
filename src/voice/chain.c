/* SPDX-License-Identifier: Apache-2.0 */
/* The stage's two questions: all attributions of a report, and the chain of
 * sources for one token. */
#include "base/err.h"
#include "base/str.h"
#include "voice/inside.h"

#define NONE UINT32_MAX
#define HOPS 16 /* links of a chain that are followed */

/* Does a sentence begin inside a quotation, or with its mark? */
static bool begins_quoted(const chn_listen *x, uint32_t s)
{
    const chn_sent *at = &x->d->sent[s];
    return at->first < at->end &&
           (chn_voice_mark(x, at->first) ||
            (x->d->tok[at->first].flags & CHN_TOK_QUOTED));
}

#define QUOTED_MAX 40 /* sentences of one quotation, as inherit.c has it */
#define REACH 2       /* sentences: inherit.c hands on from one to the next */

/* What is said in a sentence may be told in those around it, in another of its
 * quotation, or before the quotations that it follows. */
static void widen_near(const chn_listen *x, bool *near)
{
    const chn_doc *d = x->d;
    uint32_t left = 0;
    for (uint32_t s = d->n_sent; s > 0; s--) { /* before it */
        left = near[s - 1] ? REACH : left > 0 ? left - 1 : 0;
        near[s - 1] = near[s - 1] || left > 0;
    }
    left = 0;
    for (uint32_t s = 0; s < d->n_sent; s++) { /* behind it */
        const bool own = near[s];
        near[s] = near[s] || left > 0;
        left = own ? REACH : left > 0 ? left - 1 : 0;
    }
    for (uint32_t i = 0; i < d->n_quote; i++) {
        const chn_quotation *q = &d->quote[i];
        if (q->first >= q->end || q->end > d->n_tok)
            continue;
        uint32_t from = d->tok[q->first].sent;
        uint32_t to = d->tok[q->end - 1].sent;
        bool some = false;
        if (to - from > QUOTED_MAX)
            continue;
        for (uint32_t s = from; s <= to && !some; s++)
            some = near[s];
        from -= from > 0;
        to += to + 1 < d->n_sent;
        for (uint32_t s = from; some && s <= to; s++)
            near[s] = true;
    }
    for (uint32_t s = d->n_sent; s > 1; s--)
        near[s - 2] = near[s - 2] || (near[s - 1] && begins_quoted(x, s - 1));
}

chn_code chn_voice_find(const chn_voice_know *k, const chn_doc *doc,
                        const chn_mentions *m, chn_tree *tree, chn_voices *out,
                        chn_err *err)
{
    return chn_voice_find_near(k, doc, m, tree, NULL, out, err);
}

chn_code chn_voice_find_near(const chn_voice_know *k, const chn_doc *doc,
                             const chn_mentions *m, chn_tree *tree, bool *near,
                             chn_voices *out, chn_err *err)
{
    chn_listen x = {.k = k, .d = doc, .m = m, .t = tree, .err = err};
    if (near)
        widen_near(&x, near);
    x.near = near;
    *out = (chn_voices){NULL, 0};
    for (uint32_t s = 0; s < doc->n_sent && !x.no_memory; s++) {
        x.sent = s;
        if (doc->sent[s].end > doc->sent[s].first)
            chn_voice_sentence(&x);
    }
    chn_voice_sign_off(&x);
    if (x.no_memory || chn_voice_inherit(&x, doc->arena) != CHN_OK)
        return chn_fail_memory(err);
    out->at = x.at;
    out->n = x.n;
    return CHN_OK;
}

chn_code chn_voice_list(const chn_voice_know *k, const chn_doc *doc,
                        const chn_mentions *m, chn_tree *tree, chn_voices *v,
                        chn_err *err)
{
    chn_listen x = {.k = k,
                    .d = doc,
                    .m = m,
                    .t = tree,
                    .at = v->at,
                    .n = v->n,
                    .cap = v->n,
                    .err = err};
    if (tree && chn_voice_stance(&x, err) != CHN_OK)
        return chn_fail_memory(err);
    chn_voice_implied(&x);
    chn_voice_quotes(&x);
    if (x.no_memory)
        return chn_fail_memory(err);
    if (!chn_voice_order(&x, doc->arena))
        return chn_fail_memory(err);
    v->at = x.at;
    v->n = x.n;
    return CHN_OK;
}

uint32_t chn_voice_first(const chn_voices *v, uint32_t t)
{
    uint32_t lo = 0;
    uint32_t hi = v->n;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (v->at[mid].cue_first < t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool covers(const chn_attribution *a, uint32_t t, uint32_t *size)
{
    *size = 0;
    bool in = false;
    for (uint32_t c = 0; c < a->n_content; c++) {
        *size += a->content[c][1] - a->content[c][0];
        in |= t >= a->content[c][0] && t < a->content[c][1];
    }
    return in;
}

/* "Nicaragua, which had broken off relations, will restore them, he said":
 * is t in the relative clause? It is the report's own background. */
static bool aside(const chn_listen *x, uint32_t t, uint32_t from)
{
    for (uint32_t i = t; i > from && t - i < 25; i--) {
        if (i < t && x->d->tok[i].kind == CHN_TOK_PUNCT &&
            chn_voice_breaks(x, i))
            return false;
        if (i > from && chn_tok_is(x->d, i - 1, ","))
            return (w_bits(x, i) & W_REL) && !chn_tok_is(x->d, i, "that");
    }
    return false;
}

static uint32_t depth(const chn_voices *v, uint32_t a)
{
    uint32_t n = 0;
    while (v->at[a].parent != CHN_ATTR_NONE && n < 16) {
        a = v->at[a].parent;
        n++;
    }
    return n;
}

/* Tokens [first, end) without article and possessive pronoun. */
static chn_str bare(const chn_listen *x, uint32_t first, uint32_t end)
{
    while (first + 1 < end && (w_bits(x, first) & W_DET) &&
           x->d->tok[first].kind == CHN_TOK_WORD &&
           (chn_tok_is(x->d, first, "a") || chn_tok_is(x->d, first, "an") ||
            chn_tok_is(x->d, first, "the") || (w_bits(x, first) & W_POSS) ||
            chn_tok_is(x->d, first, "another") ||
            chn_tok_is(x->d, first, "some")))
        first++;
    return chn_doc_slice(x->d, first, end);
}

/* "Vladimir Putin" -> "Putin", where the surname comes last; "Kim Jong Un"
 * stays. The mention's core is the surname. */
static chn_str surname(const chn_listen *x, const chn_mention *m)
{
    chn_str name = m->name;
    if (name.n == 0)
        return bare(x, m->first, m->end);
    for (uint32_t i = 0; i < x->k->n_full; i++)
        if (chn_str_eq(x->k->full[i], m->country))
            return name;
    size_t cut = name.n;
    while (cut > 0 && name.p[cut - 1] != ' ')
        cut--;
    if (cut == 0 || m->core >= x->d->n_tok)
        return name;
    const chn_token *c = &x->d->tok[m->core];
    const chn_str core = chn_str_n(x->d->text + c->from, c->to - c->from);
    const chn_str last = chn_str_n(name.p + cut, name.n - cut);
    /* the last part of a hyphenated surname is its core's token */
    if (chn_str_eq(core, last))
        return last;
    return name;
}

static bool is_military(const chn_mention *m)
{
    return m->sector.n >= 3 && m->sector.p[0] == 'M' && m->sector.p[1] == 'I' &&
           m->sector.p[2] == 'L';
}

/* "a senior official": a person by his office alone. The core of a name is
 * in capitals. */
static bool nameless(const chn_listen *x, const chn_mention *m)
{
    return m->unnamed || (m->kind == CHN_KIND_PERSON && m->id.n == 0 &&
                          !(x->d->tok[m->core].flags & CHN_TOK_CAP));
}

static const char *kind_of(const chn_listen *x, const chn_mention *m)
{
    if (nameless(x, m))
        return "unnamed";
    switch (m->kind) {
    case CHN_KIND_COUNTRY:
    case CHN_KIND_BODY:
        return is_military(m) ? "military" : "government";
    case CHN_KIND_PERSON:
        return "person";
    case CHN_KIND_IGO:
        return "IGO";
    case CHN_KIND_MEDIA:
        return m->media_kind.n ? m->media_kind.p : "outlet";
    case CHN_KIND_PEOPLE:
        return "unnamed";
    default:
        return "organisation";
    }
}

static const char *kind_of_noun(const chn_listen *x, uint32_t first,
                                uint32_t end)
{
    static const char *const names[] = {
        "person",   "unnamed",      "witness", "government",
        "military", "organisation", "outlet",  "document"};
    chn_source_kind kind = S_NONE;
    for (uint32_t i = first; i < end; i++) {
        if (kind != S_NONE && (w_bits(x, i) & W_PREP))
            break;
        if (w_source(x, i) != S_NONE)
            kind = w_source(x, i);
    }
    return names[kind];
}

static bool is_cap(const chn_listen *x, uint32_t t)
{
    return x->d->tok[t].kind == CHN_TOK_WORD &&
           (x->d->tok[t].flags & CHN_TOK_CAP) &&
           !(w_bits(x, t) & (W_DET | W_TIME | W_PREP));
}

/* "the agency Carib Press", "Geo television": the capitals beside the noun
 * are the name of an outlet that no table has. */
static chn_str outlet(const chn_listen *x, const chn_mention *m, uint32_t to)
{
    uint32_t first = m->first;
    uint32_t end = m->end;
    while (end < x->d->n_tok && is_cap(x, end) &&
           x->d->tok[end].sent == x->d->tok[m->first].sent)
        end++;
    if (end > m->end) {
        for (first = m->end; first > m->first && is_cap(x, first - 1);)
            first--;
        return chn_doc_slice(x->d, first, end);
    }
    while (first > 0 && is_cap(x, first - 1) &&
           !(x->d->tok[first - 1].flags & CHN_TOK_SENT_START))
        first--;
    /* "the state channel TRT": the name behind the noun */
    uint32_t name = end;
    while (name > first && is_cap(x, name - 1))
        name--;
    if (name < end && name > first && w_source(x, name - 1) != S_NONE)
        return chn_doc_slice(x->d, name, end);
    /* "media outlets in Norway": whose they are is part of their name */
    const uint32_t of = end + 1 < to && chn_voice_is(x, end, W_PREP)
                            ? mention_at(x, end + 1)
                            : CHN_MENTION_NONE;
    if (of != CHN_MENTION_NONE && x->m->at[of].first == end + 1 &&
        x->m->at[of].kind == CHN_KIND_COUNTRY && x->m->at[of].end <= to)
        end = x->m->at[of].end;
    return bare(x, first, end);
}

bool chn_voice_many(const chn_listen *x, const chn_mention *m)
{
    for (uint32_t t = m->first; t < m->end; t++)
        if (chn_tok_is(x->d, t, "outlets"))
            return true;
    return false;
}

static chn_str certainty_of(uint32_t flags)
{
    return chn_str_of(flags & CHN_ATTR_DENIES     ? "denies"
                      : flags & CHN_ATTR_BELIEVES ? "believes"
                      : flags & CHN_ATTR_DOUBTS   ? "claims"
                      : flags & CHN_ATTR_CONFIRMS ? "confirms"
                                                  : "");
}

/* Fill the link of attribution a; false: it names nobody. */
static bool name_link(const chn_listen *x, const chn_attribution *a,
                      chn_voice *out)
{
    *out = (chn_voice){.inherited = (a->flags & CHN_ATTR_INHERITED) != 0};
    uint32_t first = a->source_first;
    uint32_t end = a->source_end;
    if (a->source != CHN_MENTION_NONE) {
        const uint32_t i = chn_voice_resolve(x->m, a->source);
        const chn_mention *m = &x->m->at[i];
        if (m->kind == CHN_KIND_PRONOUN && m->name.n == 0)
            return false;
        out->id = m->id;
        out->kind = chn_str_of(kind_of(x, m));
        if (nameless(x, m)) {
            /* "diplomats in Oslo", and not "diplomats who asked for ..." */
            uint32_t to = m->end;
            while (m->first >= first && to < end && !(w_bits(x, to) & W_REL))
                to++;
            out->name = bare(x, m->first, to);
        } else if (m->kind == CHN_KIND_PERSON)
            out->name = surname(x, m);
        else if (m->kind == CHN_KIND_MEDIA && m->id.n)
            out->name = chn_voice_short(x->k, m->id).n
                            ? chn_voice_short(x->k, m->id)
                            : m->name;
        else if (m->kind == CHN_KIND_MEDIA)
            out->name = outlet(x, m, end);
        else
            out->name = bare(x, m->first, m->end);
        if (m->kind == CHN_KIND_MEDIA && m->id.n == 0) {
            for (uint32_t j = 0; j < x->k->n_state; j++)
                if (x->k->state[j].sole && !chn_voice_many(x, m) &&
                    chn_str_eq(x->k->state[j].country, m->country)) {
                    out->name = x->k->state[j].agency;
                    out->kind = chn_str_of("state media");
                }
        }
        if (a->source < x->m->n && x->m->at[a->source].first >= first &&
            x->m->at[a->source].end <= end && end > first)
            out->span = x->m->at[a->source].span;
        else if (end > first)
            out->span = chn_doc_span(x->d, first, end);
        return out->name.n > 0;
    }
    if (a->name_end <= a->name_first)
        return false;
    out->name = bare(x, a->name_first, a->name_end);
    out->kind = chn_str_of(kind_of_noun(x, a->name_first, a->name_end));
    if (end > first)
        out->span = chn_doc_span(x->d, first, end);
    return out->name.n > 0;
}

bool chn_voice_link(const chn_listen *x, const chn_attribution *a,
                    chn_voice *out)
{
    if (!name_link(x, a, out))
        return false;
    if ((a->flags & CHN_ATTR_AMBIGUOUS) && a->other < x->m->n) {
        chn_attribution second = *a;
        chn_voice v;
        second.source = a->other;
        if (name_link(x, &second, &v) && !chn_str_eq(v.name, out->name))
            out->alternative = v.name;
    }
    out->certainty = certainty_of(a->flags);
    out->reliability = chn_voice_class(x->k, out->id, out->name, out->kind);
    return true;
}

/* "Peru as well as Chile": the mentions of the source with
 * nothing but joining words between them. */
static uint32_t joined(const chn_listen *x, const chn_attribution *a,
                       uint32_t out[CHN_MENTION_PARTS])
{
    uint32_t n = 0;
    for (uint32_t t = a->source_first; t < a->source_end;) {
        const uint32_t m = mention_at(x, t);
        if (m != CHN_MENTION_NONE && x->m->at[m].end > t) {
            if (n == CHN_MENTION_PARTS || x->m->at[m].possessive)
                return 0;
            out[n++] = m;
            t = x->m->at[m].end;
        } else if (chn_voice_is(x, t, W_AND | W_DET) ||
                   chn_tok_is(x->d, t, ",") || chn_tok_is(x->d, t, "as") ||
                   chn_tok_is(x->d, t, "well")) {
            t++;
        } else {
            return 0;
        }
    }
    return n > 1 ? n : 0;
}

static bool is_speaker(const chn_listen *x, const chn_attribution *a,
                       uint32_t speaker)
{
    if (speaker >= x->m->n || a->source >= x->m->n)
        return false;
    if (chn_voice_same_mention(x->m, a->source, speaker))
        return true;
    /* "Chile and Peru said that they would": one of those who speak */
    uint32_t parts[CHN_MENTION_PARTS];
    const uint32_t n = joined(x, a, parts);
    for (uint32_t i = 0; i < n; i++)
        if (chn_voice_same_mention(x->m, parts[i], speaker))
            return true;
    /* "the two sides said that they would": one of those meant */
    const chn_mention *s = &x->m->at[chn_voice_resolve(x->m, a->source)];
    for (uint32_t i = 0; i < s->n_parts && i < CHN_MENTION_PARTS; i++)
        if (chn_voice_same_mention(x->m, s->parts[i], speaker))
            return true;
    const chn_mention *p = &x->m->at[chn_voice_resolve(x->m, speaker)];
    for (uint32_t i = 0; i < p->n_parts && i < CHN_MENTION_PARTS; i++)
        if (chn_voice_same_mention(x->m, p->parts[i], a->source))
            return true;
    return false;
}

/* "The ministry confirmed that it had helped": a deed that is known on the
 * doer's word alone; "it would help" is his statement. */
static bool own_deed(const chn_listen *x, const chn_attribution *a, uint32_t t)
{
    bool inside = false;
    for (uint32_t c = 0; c < a->n_content; c++)
        inside |= t >= a->content[c][0] && t < a->content[c][1];
    for (uint32_t i = t; inside && i > a->cue_end && t - i < 4; i--)
        if (chn_tok_is(x->d, i - 1, "had"))
            return true;
    return false;
}

/* The innermost attribution with a source that covers token t, or NONE. */
static uint32_t innermost(const chn_listen *x, const chn_voices *v, uint32_t t,
                          uint32_t *flags)
{
    const chn_sent *s = &x->d->sent[x->d->tok[t].sent];
    uint32_t best = NONE;
    uint32_t best_depth = 0;
    uint32_t best_size = 0;
    for (uint32_t i = chn_voice_first(v, s->first);
         i < v->n && v->at[i].cue_first < s->end; i++) {
        uint32_t size;
        if (v->at[i].flags & CHN_ATTR_STANCE)
            continue;
        if (!covers(&v->at[i], t, &size) ||
            (!(x->d->tok[t].flags & CHN_TOK_QUOTED) &&
             v->at[i].content[0][1] <= v->at[i].cue_first &&
             aside(x, t, v->at[i].content[0][0])))
            continue;
        *flags |= v->at[i].flags;
        if (v->at[i].source == CHN_MENTION_NONE &&
            v->at[i].name_end <= v->at[i].name_first)
            continue; /* no source: a flag and no link */
        const uint32_t dp = depth(v, i);
        if (best == NONE || dp > best_depth ||
            (dp == best_depth && size < best_size)) {
            best = i;
            best_depth = dp;
            best_size = size;
        }
    }
    return best;
}

bool chn_voice_speaker(const chn_voice_know *k, const chn_doc *doc,
                       const chn_mentions *m, const chn_voices *v, uint32_t t,
                       chn_voice *out)
{
    const chn_listen x = {.k = k, .d = doc, .m = m};
    uint32_t flags = 0;
    if (t >= doc->n_tok || doc->tok[t].sent >= doc->n_sent)
        return false;
    const uint32_t a = innermost(&x, v, t, &flags);
    return a != NONE && chn_voice_link(&x, &v->at[a], out);
}

/* "The deal is off, quoting KCNA, which cited Lavrov, said": KCNA's words are
 * heard as who says it all, too. It stays where it cites, and once. */
static uint32_t without(chn_voice *out, uint32_t n, chn_span span)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (span.to == 0 || out[i].span.from != span.from ||
            out[i].span.to != span.to)
            out[kept++] = out[i];
    return kept;
}

uint32_t chn_voice_chain(const chn_voice_know *k, const chn_doc *doc,
                         const chn_mentions *m, const chn_voices *v, uint32_t t,
                         uint32_t speaker, chn_voice out[CHN_CHAIN_MAX],
                         uint32_t *flags)
{
    const chn_listen x = {.k = k, .d = doc, .m = m};
    *flags = 0;
    if (t >= doc->n_tok || doc->tok[t].sent >= doc->n_sent)
        return 0;
    const uint32_t best = innermost(&x, v, t, flags);
    uint32_t path[HOPS];
    uint32_t n_path = 0;
    for (uint32_t i = best; i != NONE && n_path < HOPS; i = v->at[i].parent)
        path[n_path++] = i;
    uint32_t n = 0;
    for (uint32_t i = n_path; i > 0 && n < CHN_CHAIN_MAX; i--) {
        const chn_attribution *a = &v->at[path[i - 1]];
        *flags |= a->flags;
        if (is_speaker(&x, a, speaker) && !(a->flags & CHN_ATTR_DENIES) &&
            !own_deed(&x, a, t))
            continue;
        chn_voice link;
        if (!chn_voice_link(&x, a, &link))
            continue;
        /* a link whose words stand in another sentence is implied */
        if (doc->tok[a->cue_first].sent != doc->tok[t].sent) {
            link.inherited = true;
            link.span = (chn_span){0, 0};
        }
        n = without(out, n, link.span);
        if (n > 0 && chn_str_eq(out[n - 1].name, link.name))
            continue; /* "The chairman continued, "...", he said" */
        out[n++] = link;
    }
    return n;
}

uint32_t chn_voice_path(const chn_voice_know *k, const chn_doc *doc,
                        const chn_mentions *m, const chn_voices *v, uint32_t a,
                        chn_voice out[CHN_CHAIN_MAX],
                        uint32_t of[CHN_CHAIN_MAX])
{
    const chn_listen x = {.k = k, .d = doc, .m = m};
    uint32_t path[HOPS];
    uint32_t n_path = 0;
    for (uint32_t i = a; i != NONE && n_path < HOPS; i = v->at[i].parent)
        path[n_path++] = i;
    uint32_t n = 0;
    for (uint32_t i = n_path; i > 0 && n < CHN_CHAIN_MAX; i--)
        if (chn_voice_link(&x, &v->at[path[i - 1]], &out[n])) {
            if (n > 0 && chn_str_eq(out[n - 1].name, out[n].name) && i > 1)
                continue;
            of[n++] = path[i - 1];
        }
    return n;
}

#define PERSON_REACH 32 /* mentions before a joint one */

/* "Kim met the Chinese delegation, the second visit by officials from Beijing.
 * The two sides announced": the parties of a talk are those that its sentence
 * names first, and no word of what it says of them. */
static void parties(const chn_listen *x, uint32_t joint, uint32_t *parts,
                    uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const chn_mention *c = &x->m->at[parts[i]];
        const uint32_t sent = x->d->tok[c->first].sent;
        if (c->country.n == 0 || sent == x->d->tok[x->m->at[joint].first].sent)
            continue;
        for (uint32_t j = parts[i], seen = 0; j > 0 && seen < PERSON_REACH;
             j--, seen++) {
            const chn_mention *p = &x->m->at[j - 1];
            if (x->d->tok[p->first].sent != sent)
                break;
            if (!p->modifier && !p->possessive && !p->locative &&
                p->n_parts == 0 && p->kind != CHN_KIND_PRONOUN &&
                p->kind != CHN_KIND_PLACE && p->kind != CHN_KIND_MEDIA &&
                chn_str_eq(p->country, c->country))
                parts[i] = j - 1;
        }
    }
}

/* "Kim received Shoigu ... Both sides pledged": where one side is a person the
 * other is, too, if one of that country is named before. */
static void persons(const chn_listen *x, uint32_t *parts, uint32_t n)
{
    bool any = false;
    for (uint32_t i = 0; i < n; i++)
        any |= x->m->at[parts[i]].kind == CHN_KIND_PERSON;
    for (uint32_t i = 0; any && i < n; i++) {
        const chn_mention *c = &x->m->at[parts[i]];
        if (c->kind != CHN_KIND_COUNTRY || c->country.n == 0)
            continue;
        for (uint32_t j = parts[i], seen = 0; j > 0 && seen < PERSON_REACH;
             j--, seen++) {
            const chn_mention *p = &x->m->at[j - 1];
            if (p->kind == CHN_KIND_PERSON && !p->unnamed && p->name.n &&
                chn_str_eq(p->country, c->country)) {
                parts[i] = j - 1;
                break;
            }
        }
    }
}

uint32_t chn_voice_speakers(const chn_voice_know *k, const chn_doc *doc,
                            const chn_mentions *m, const chn_voices *v,
                            uint32_t a, chn_voice out[CHN_MENTION_PARTS])
{
    const chn_listen x = {.k = k, .d = doc, .m = m};
    const uint32_t who = v->at[a].source;
    if (who >= m->n)
        return 0;
    const chn_mention *s = &m->at[who];
    if (s->n_parts == 0)
        s = &m->at[chn_voice_resolve(m, who)];
    uint32_t parts[CHN_MENTION_PARTS];
    uint32_t n_parts = 0;
    for (uint32_t i = 0; i < s->n_parts && i < CHN_MENTION_PARTS; i++)
        parts[n_parts++] = s->parts[i];
    if (n_parts == 0)
        n_parts = joined(&x, &v->at[a], parts);
    if (s->n_parts)
        parties(&x, (uint32_t)(s - m->at), parts, n_parts);
    persons(&x, parts, n_parts);
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_parts; i++) {
        chn_attribution one = v->at[a];
        one.source = parts[i];
        n += chn_voice_link(&x, &one, &out[n]);
    }
    return n;
}
