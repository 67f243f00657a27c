/* SPDX-License-Identifier: Apache-2.0 */
/* What was read on the way to the claims: as JSON, and as a drawn tree. */
#include <string.h>

#include "base/limits.h"
#include "base/str.h"
#include "engine/dated.h"
#include "engine/draw.h"
#include "engine/explained.h"
#include "engine/expressions.h"
#include "print/names.h"
#include "print/print.h"

#define TEXT_MAX ((size_t)1024 * 1024 * 1024)
#define NOTES_MAX 4096u

/* ---- the tree ---- */

void chn_explain_draw_init(chn_explain_draw *o)
{
    memset(o, 0, sizeof *o);
    o->size = sizeof *o;
    o->claim = CHN_EXPLAINED_NONE;
}

/* What a claim took a word for; the strongest first. */
typedef struct part {
    const char *name, *color;
} part;

static bool inside(chn_span word, chn_span field)
{
    return word.from >= field.from && word.to <= field.to &&
           word.to > word.from;
}

static bool among(chn_span word, const chn_actor *a, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (inside(word, a[i].span))
            return true;
    return false;
}

static bool in_voice(chn_span word, const chn_claim *c)
{
    for (uint32_t i = 0; i < c->n_voice; i++)
        if (inside(word, c->voice[i].span))
            return true;
    return false;
}

#define PARTS_MAX 8u
static uint32_t parts_of(const chn_explained *x, const chn_explained_claim *e,
                         uint32_t tok, part out[PARTS_MAX])
{
    const chn_claim *c = e->claim;
    const chn_span w = x->token[tok].span;
    uint32_t n = 0;
    bool act = false;
    for (uint32_t i = 0; i < e->n_tokens; i++)
        act |= e->tokens[i] == tok;
    if (act)
        out[n++] = (part){"act", "1;31"};
    if (among(w, c->source, c->n_source))
        out[n++] = (part){"source", "1;32"};
    if (among(w, c->target, c->n_target))
        out[n++] = (part){"target", "1;34"};
    if (among(w, c->others, c->n_others))
        out[n++] = (part){"other", "4"};
    if (inside(w, c->date.span))
        out[n++] = (part){"date", "1;36"};
    if (c->has_place && inside(w, c->place.span))
        out[n++] = (part){"place", "1;33"};
    if (in_voice(w, c))
        out[n++] = (part){"voice", "1;35"};
    if (c->has_occasion && inside(w, c->occasion.span))
        out[n++] = (part){"occasion", "36"};
    return n;
}

/* "1:act 2:target", or "act" where one claim is asked for. */
static const char *put_notes(chn_buf *b, const chn_explained *x,
                             const chn_explain_draw *o, uint32_t tok)
{
    const char *color = NULL;
    for (uint32_t i = 0; i < x->n_claim; i++) {
        part p[PARTS_MAX];
        if (o->claim != CHN_EXPLAINED_NONE && o->claim != i)
            continue;
        const uint32_t n = parts_of(x, &x->claim[i], tok, p);
        for (uint32_t k = 0; k < n; k++) {
            chn_buf_z(b, b->n ? " " : "");
            if (o->claim == CHN_EXPLAINED_NONE)
                chn_buf_fmt(b, "%u:", (unsigned)(i + 1));
            chn_buf_z(b, p[k].name);
            if (!color)
                color = p[k].color;
        }
    }
    if (o->claim != CHN_EXPLAINED_NONE)
        return color;
    for (uint32_t i = 0; i < x->n_rejected; i++) {
        if (!inside(x->token[tok].span, x->rejected[i].rejected->span))
            continue;
        chn_buf_z(b, b->n ? " not coded" : "not coded");
        break;
    }
    return color;
}

static chn_code draw(const chn_explained *x, const chn_explain_draw *o,
                     chn_arena *a, chn_buf *out, chn_err *err)
{
    const chn_explained_sentence *s = &x->sentence[o->sentence];
    const uint32_t n = s->end - s->first;
    chn_drawn *w = CHN_NEW(a, chn_drawn, n + 1);
    chn_draw_room room = {.arena = a};
    const chn_drawing d = {.width = o->width,
                           .tree = x->trees,
                           .ascii = o->ascii,
                           .color = o->color};
    if (!w)
        return chn_fail_memory(err);
    chn_buf note;
    chn_buf_init(&note, NOTES_MAX);
    bool kept = true;
    for (uint32_t i = 0; i < n && kept; i++) {
        const chn_explained_token *t = &x->token[s->first + i];
        chn_buf_clear(&note);
        w[i] = (chn_drawn){.text = t->text,
                           .lemma = t->lemma,
                           .upos = t->upos,
                           .rel = t->rel,
                           .more = "",
                           .head = t->head == CHN_EXPLAINED_NONE
                                       ? CHN_DRAW_ROOT
                                       : t->head - s->first};
        w[i].color = put_notes(&note, x, o, s->first + i);
        w[i].note = chn_arena_str(a, note.p ? note.p : "", note.n);
        kept = w[i].note.p != NULL;
    }
    chn_buf_free(&note);
    return kept && chn_draw(out, &room, w, n, &d) && !out->failed
               ? CHN_OK
               : chn_fail_memory(err);
}

static chn_code send(chn_buf *b, chn_write_fn write, void *user, chn_err *err)
{
    if (b->failed)
        return chn_fail_memory(err);
    if (!write(user, b->p ? b->p : "", b->n))
        return chn_fail(err, CHN_ERR_OUTPUT, "the output cannot be written");
    return CHN_OK;
}

chn_code chn_explained_draw(const chn_explained *x, const chn_explain_draw *o,
                            chn_write_fn write, void *user, chn_err *err)
{
    if (o->sentence >= x->n_sentence)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "there is no sentence %u; %u were explained",
                        (unsigned)o->sentence, (unsigned)x->n_sentence);
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    if (!a)
        return chn_fail_memory(err);
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    chn_code rc = draw(x, o, a, &b, err);
    if (rc == CHN_OK)
        rc = send(&b, write, user, err);
    chn_buf_free(&b);
    chn_arena_free(a);
    return rc;
}

/* ---- JSON ---- */

static void key(chn_buf *b, const char *name)
{
    if (b->n && b->p[b->n - 1] != '{')
        chn_buf_char(b, ',');
    chn_buf_fmt(b, "\"%s\":", name);
}

static void member(chn_buf *b, const char *name, chn_str s)
{
    key(b, name);
    if (s.n)
        chn_buf_json(b, s);
    else
        chn_buf_z(b, "null");
}

static void put_span(chn_buf *b, const chn_explained *x, const char *name,
                     chn_span s)
{
    key(b, name);
    if (s.to == 0)
        chn_buf_z(b, "null");
    else
        chn_buf_fmt(b, "[%u,%u]",
                    (unsigned)chn_result_code_point(x->result, s.from),
                    (unsigned)chn_result_code_point(x->result, s.to));
}

/* {"text", "span"}, or null */
static void put_words(chn_buf *b, const chn_explained *x, const char *name,
                      chn_span s)
{
    key(b, name);
    if (s.to == 0) {
        chn_buf_z(b, "null");
        return;
    }
    chn_buf_char(b, '{');
    member(b, "text",
           chn_str_n(x->result->report.text.p + s.from, s.to - s.from));
    put_span(b, x, "span", s);
    chn_buf_char(b, '}');
}

static void open_list(chn_buf *b, const char *name)
{
    key(b, name);
    chn_buf_char(b, '[');
}

static void next(chn_buf *b)
{
    if (b->n && b->p[b->n - 1] != '[')
        chn_buf_char(b, ',');
}

/* Number of a word in its sentence, from 1. */
static unsigned number(const chn_explained *x, uint32_t tok)
{
    return tok - x->sentence[chn_explained_sentence_of(x, tok)].first + 1;
}

static void put_token(chn_buf *b, const chn_explained *x, uint32_t tok)
{
    const chn_explained_token *t = &x->token[tok];
    next(b);
    chn_buf_fmt(b, "{\"n\":%u", number(x, tok));
    member(b, "text", t->text);
    put_span(b, x, "span", t->span);
    if (x->trees) {
        member(b, "lemma", t->lemma);
        member(b, "upos", chn_str_of(t->upos));
        member(b, "feats", t->feats);
        key(b, "head");
        chn_buf_fmt(b, "%u",
                    t->head == CHN_EXPLAINED_NONE ? 0 : number(x, t->head));
        member(b, "rel", chn_str_of(t->rel));
    }
    chn_buf_char(b, '}');
}

static void put_mention(chn_buf *b, const chn_explained *x,
                        const chn_explained_mention *m)
{
    next(b);
    chn_buf_char(b, '{');
    member(b, "text", m->actor.text);
    put_span(b, x, "span", m->actor.span);
    key(b, "words");
    chn_buf_fmt(b, "[%u,%u]", number(x, m->first), number(x, m->end - 1));
    member(b, "kind", chn_str_of(m->kind));
    member(b, "actor", m->actor.id);
    member(b, "name", m->actor.name);
    member(b, "country", m->actor.country);
    member(b, "sector", m->actor.sector);
    member(b, "office", m->actor.office);
    member(b, "link", chn_str_of(chn_name_link(m->actor.link)));
    member(b, "stands_for", m->stands_for);
    chn_buf_char(b, '}');
}

static void put_voice(chn_buf *b, const chn_explained *x,
                      const chn_explained_voice *v)
{
    const struct {
        const char *name;
        bool set;
    } flags[] = {{"direct", v->direct},
                 {"relay", v->relay},
                 {"inherited", v->inherited},
                 {"ambiguous", v->ambiguous},
                 {"denies", v->denies},
                 {"doubts", v->doubts},
                 {"report-level", v->report_level}};
    next(b);
    chn_buf_char(b, '{');
    member(b, "name", v->name);
    put_words(b, x, "source", v->source);
    put_words(b, x, "cue", v->cue);
    open_list(b, "content");
    for (uint32_t i = 0; i < v->n_content; i++) {
        next(b);
        chn_buf_char(b, '{');
        member(b, "text",
               chn_str_n(x->result->report.text.p + v->content[i].from,
                         v->content[i].to - v->content[i].from));
        put_span(b, x, "span", v->content[i]);
        chn_buf_char(b, '}');
    }
    chn_buf_char(b, ']');
    member(b, "rule", v->rule);
    open_list(b, "flags");
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (!flags[i].set)
            continue;
        next(b);
        chn_buf_json(b, chn_str_of(flags[i].name));
    }
    chn_buf_z(b, "]}");
}

static void put_rule(chn_buf *b, const chn_explained_rule *r)
{
    key(b, "rule");
    chn_buf_char(b, '{');
    member(b, "id", r->id);
    member(b, "reason", r->reason);
    member(b, "pattern", r->pattern);
    member(b, "frame", r->frame);
    chn_buf_char(b, '}');
}

static void put_percent(chn_buf *b, const char *name, int32_t percent)
{
    key(b, name);
    chn_buf_fmt(b, "%d.%02d", (int)percent / 100, (int)percent % 100);
}

/* The claim's line as code prints it, and why. */
static void put_claim(chn_buf *b, const chn_explained *x,
                      const chn_explained_claim *e)
{
    next(b);
    chn_buf_z(b, "{\"claim\":");
    chn_print_claim(b, x->result, e->claim);
    put_rule(b, &e->rule);
    open_list(b, "words");
    for (uint32_t i = 0; i < e->n_tokens; i++)
        chn_buf_fmt(b, i ? ",%u" : "%u", number(x, e->tokens[i]));
    chn_buf_char(b, ']');
    put_percent(b, "score", e->claim->score_percent);
    key(b, "calibration");
    chn_buf_char(b, '{');
    put_percent(b, "from", e->score_from);
    put_percent(b, "to", e->score_to);
    put_percent(b, "probability", e->claim->confidence_percent);
    key(b, "n");
    chn_buf_fmt(b, "%u}}", (unsigned)e->counted);
}

static void put_rejected(chn_buf *b, const chn_explained *x,
                         const chn_explained_rejected *e)
{
    next(b);
    chn_buf_char(b, '{');
    member(b, "text", e->rejected->text);
    put_span(b, x, "span", e->rejected->span);
    member(b, "reason", e->rejected->reason);
    put_rule(b, &e->rule);
    chn_buf_char(b, '}');
}

static bool of_sentence(const chn_explained_sentence *s, chn_span span)
{
    return span.from >= s->span.from && span.from < s->span.to;
}

static void put_lists(chn_buf *b, const chn_explained *x,
                      const chn_explained_sentence *s)
{
    open_list(b, "tokens");
    for (uint32_t i = s->first; i < s->end; i++)
        put_token(b, x, i);
    chn_buf_z(b, "]");
    open_list(b, "actors");
    for (uint32_t i = 0; i < x->n_mention; i++)
        if (x->mention[i].first >= s->first && x->mention[i].first < s->end)
            put_mention(b, x, &x->mention[i]);
    chn_buf_z(b, "]");
    open_list(b, "times");
    for (size_t i = 0; i < chn_expressions_count(x->times); i++) {
        const chn_expression *e = chn_expressions_at(x->times, i);
        if (!of_sentence(s, e->span))
            continue;
        next(b);
        chn_expression_put(b, e);
    }
    chn_buf_z(b, "]");
    open_list(b, "claims");
    for (uint32_t i = 0; i < x->n_claim; i++)
        if (x->claim[i].claim->sentence == s->index)
            put_claim(b, x, &x->claim[i]);
    chn_buf_z(b, "]");
    open_list(b, "not_coded");
    for (uint32_t i = 0; i < x->n_rejected; i++)
        if (x->rejected[i].rejected->sentence == s->index)
            put_rejected(b, x, &x->rejected[i]);
    chn_buf_z(b, "]");
}

chn_code chn_explained_print(const chn_explained *x, chn_write_fn write,
                             void *user, chn_err *err)
{
    const chn_report *r = &x->result->report;
    const chn_dating *d = &x->result->dating;
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    chn_buf_z(&b, "{\"report\":{\"id\":");
    chn_buf_json(&b, r->id);
    chn_dated_put_day(&b, "date", d->day);
    member(&b, "basis", chn_str_of(chn_dating_basis_name(d->basis)));
    member(&b, "publisher", r->publisher);
    chn_buf_char(&b, '}');
    open_list(&b, "sentences");
    for (uint32_t i = 0; i < x->n_sentence; i++) {
        const chn_explained_sentence *s = &x->sentence[i];
        next(&b);
        chn_buf_fmt(&b, "{\"index\":%u", (unsigned)s->index);
        member(&b, "text",
               chn_str_n(r->text.p + s->span.from, s->span.to - s->span.from));
        put_span(&b, x, "span", s->span);
        key(&b, "candidate");
        chn_buf_z(&b, s->candidate ? "true" : "false");
        put_lists(&b, x, s);
        chn_buf_char(&b, '}');
    }
    chn_buf_z(&b, "]");
    open_list(&b, "voices");
    for (uint32_t i = 0; i < x->n_voice; i++)
        put_voice(&b, x, &x->voice[i]);
    chn_buf_z(&b, "]}\n");
    const chn_code rc = send(&b, write, user, err);
    chn_buf_free(&b);
    return rc;
}
