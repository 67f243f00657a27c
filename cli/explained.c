/* SPDX-License-Identifier: Apache-2.0 */
/* See explained.h. */
#include "explained.h"

#include "base/jsonview.h"
#include "claimview.h"
#include "cli.h"
#include "expressions.h"
#include "out.h"
#include "wrap.h"

#define TEXT_MAX ((size_t)256 * 1024 * 1024)
#define WORDS_COLUMNS 24u

typedef struct view {
    chn_buf *b;
    const chn_explained *x;
    const chn_term *t;
    uint32_t claim;
    chn_buf claims; /* JSON lines of the result's claims */
} view;

static bool to_buf(void *user, const char *p, size_t n)
{
    chn_buf *b = user;
    chn_buf_put(b, p, n);
    return !b->failed;
}

static void title(const view *v, const char *text)
{
    chn_buf_fmt(v->b, "\n%s%s%s\n", v->t->color ? "\033[1m" : "", text,
                v->t->color ? "\033[0m" : "");
}

static chn_str text_of(const view *v, chn_span s)
{
    const chn_str t = chn_result_report(chn_explained_result(v->x))->text;
    return s.to > s.from && s.to <= t.n ? chn_str_n(t.p + s.from, s.to - s.from)
                                        : chn_str_n("", 0);
}

static void quoted(chn_buf *b, chn_str s)
{
    chn_buf_char(b, '"');
    chn_text_clean(b, s);
    chn_buf_char(b, '"');
}

/* `  words      what they mean`, wrapped; `what` is emptied. */
static void row(const view *v, chn_str words, chn_buf *what)
{
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    chn_pad(&b, 2);
    chn_text_clean(&b, words);
    const uint32_t at = chn_text_width(chn_str_n(b.p ? b.p : "", b.n));
    const uint32_t to = at < WORDS_COLUMNS ? WORDS_COLUMNS : at + 2;
    chn_pad(&b, to - at);
    chn_buf_str(v->b, chn_str_n(b.p ? b.p : "", b.n));
    chn_wrap_put(v->b, chn_str_n(what->p ? what->p : "", what->n), v->t->width,
                 WORDS_COLUMNS, to);
    v->b->failed |= b.failed || what->failed;
    chn_buf_free(&b);
    chn_buf_clear(what);
}

/* ---- actors ---- */

static const char *link_text(chn_link link)
{
    static const char *const names[] = {
        "name", "alias", "office", "metonym", "demonym", "coreference", "list"};
    return (size_t)link < sizeof names / sizeof *names ? names[link] : "";
}

static void put_mention(const view *v, const chn_explained_mention *m,
                        chn_buf *b)
{
    const chn_actor *a = &m->actor;
    if (a->name.n) {
        chn_text_clean(b, a->name);
        chn_buf_z(b, ", ");
    }
    if (a->country.n) {
        chn_buf_str(b, a->country);
        /* "IGO/UN" is whole; "PRK" takes its sector. */
        if (a->sector.n && !memchr(a->country.p, '/', a->country.n)) {
            chn_buf_char(b, '/');
            chn_buf_str(b, a->sector);
        }
        chn_buf_z(b, ", ");
    }
    chn_buf_fmt(b, "%s by %s", m->kind, link_text(a->link));
    if (a->office.n) {
        chn_buf_z(b, "; ");
        chn_text_clean(b, a->office);
        const chn_day day = chn_result_dating(chn_explained_result(v->x))->day;
        if (day != CHN_DAY_NONE) {
            char text[11];
            chn_day_format(day, text);
            chn_buf_fmt(b, " on %s", text);
        }
    }
    if (m->stands_for.n) {
        chn_buf_z(b, "; stands for ");
        chn_text_clean(b, m->stands_for);
    }
    row(v, a->text, b);
}

static void put_mentions(const view *v, const chn_explained_sentence *s)
{
    chn_buf b;
    bool any = false;
    chn_buf_init(&b, TEXT_MAX);
    for (size_t i = 0; i < chn_explained_mention_count(v->x); i++) {
        const chn_explained_mention *m = chn_explained_mention_at(v->x, i);
        if (m->first < s->first || m->first >= s->end)
            continue;
        if (!any)
            title(v, "actors");
        any = true;
        put_mention(v, m, &b);
    }
    if (!any)
        title(v, "no actors");
    chn_buf_free(&b);
}

/* ---- times, voices ---- */

static void put_times(const view *v, const chn_explained_sentence *s)
{
    const chn_expressions *x = chn_explained_times(v->x);
    size_t first = 0;
    while (first < chn_expressions_count(x) &&
           chn_expressions_at(x, first)->span.from < s->span.from)
        first++;
    size_t end = first;
    while (end < chn_expressions_count(x) &&
           chn_expressions_at(x, end)->span.from < s->span.to)
        end++;
    if (first == end) {
        title(v, "no expression of time");
        return;
    }
    title(v, "times");
    chn_expressions_rows(v->b, x, first, end, v->t);
}

static bool meets(chn_span a, chn_span b)
{
    return a.to > a.from && a.from < b.to && b.from < a.to;
}

static void put_voice(const view *v, const chn_explained_voice *a, chn_buf *b)
{
    const struct {
        bool set;
        const char *text;
    } notes[] = {{a->direct, "a quotation"},
                 {a->relay, "passed on"},
                 {a->inherited, "inherited from before"},
                 {a->ambiguous, "ambiguous"},
                 {a->denies, "denies it"},
                 {a->doubts, "vouches for nothing"},
                 {a->report_level, "of the whole report"}};
    if (a->cue.to > a->cue.from) {
        quoted(b, text_of(v, a->cue));
        chn_buf_z(b, ": ");
    }
    for (uint32_t i = 0; i < a->n_content; i++) {
        chn_buf_z(b, i ? " ... " : "");
        quoted(b, text_of(v, a->content[i]));
    }
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        if (notes[i].set)
            chn_buf_fmt(b, "; %s", notes[i].text);
    if (a->rule.n) {
        chn_buf_z(b, " by rule ");
        chn_text_clean(b, a->rule);
    }
    row(v, a->name.n ? a->name : chn_str_of("(nobody named)"), b);
}

static void put_voices(const view *v, const chn_explained_sentence *s)
{
    chn_buf b;
    bool any = false;
    chn_buf_init(&b, TEXT_MAX);
    for (size_t i = 0; i < chn_explained_voice_count(v->x); i++) {
        const chn_explained_voice *a = chn_explained_voice_at(v->x, i);
        bool here = meets(a->cue, s->span) || a->report_level;
        for (uint32_t k = 0; k < a->n_content; k++)
            here |= meets(a->content[k], s->span);
        if (!here)
            continue;
        if (!any)
            title(v, "voices");
        any = true;
        put_voice(v, a, &b);
    }
    if (!any)
        title(v, "told in the report's own voice");
    chn_buf_free(&b);
}

/* ---- claims ---- */

/* The claim's line as code prints it. */
static chn_str claim_line(const view *v, const chn_claim *c)
{
    const chn_result *r = chn_explained_result(v->x);
    chn_str rest = chn_str_n(v->claims.p ? v->claims.p : "", v->claims.n);
    for (size_t i = 0; rest.n; i++) {
        const char *nl = memchr(rest.p, '\n', rest.n);
        const size_t n = nl ? (size_t)(nl - rest.p) : rest.n;
        if (chn_result_claim(r, i) == c)
            return chn_str_n(rest.p, n);
        rest = chn_str_n(rest.p + n + (nl != NULL), rest.n - n - (nl != NULL));
    }
    return rest;
}

static void put_words(const view *v, const chn_explained_claim *e, chn_buf *b)
{
    for (uint32_t i = 0; i < e->n_tokens; i++) {
        const chn_explained_token *t =
            chn_explained_token_at(v->x, e->tokens[i]);
        chn_buf_z(b, i ? ", " : "");
        quoted(b, t->text);
        for (size_t k = 0; k < chn_explained_sentence_count(v->x); k++) {
            const chn_explained_sentence *s =
                chn_explained_sentence_at(v->x, k);
            if (e->tokens[i] >= s->first && e->tokens[i] < s->end)
                chn_buf_fmt(b, " %u", (unsigned)(e->tokens[i] - s->first + 1));
        }
    }
}

static void put_share(chn_buf *b, int32_t percent)
{
    chn_buf_fmt(b, "%d.%02d", (int)percent / 100, (int)percent % 100);
}

static void put_rule(const view *v, const chn_explained_claim *e)
{
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    chn_text_clean(&b, e->rule.id);
    chn_buf_z(&b, ": ");
    chn_text_clean(&b, e->rule.reason);
    chn_claim_field(v->b, "rule", &b, v->t);
    chn_text_clean(&b, e->rule.pattern);
    chn_claim_field(v->b, "pattern", &b, v->t);
    chn_text_clean(&b, e->rule.frame);
    chn_claim_field(v->b, "frame", &b, v->t);
    put_words(v, e, &b);
    chn_claim_field(v->b, "matched", &b, v->t);
    put_share(&b, e->claim->score_percent);
    if (e->counted) {
        chn_buf_fmt(&b, "; of %u claims that were looked at with a score of ",
                    (unsigned)e->counted);
        put_share(&b, e->score_from);
        chn_buf_z(&b, " to ");
        put_share(&b, e->score_to);
        chn_buf_z(&b, " a share of ");
        put_share(&b, e->claim->confidence_percent);
        chn_buf_z(&b, " was right: the confidence");
    } else {
        chn_buf_z(&b, "; not calibrated, so it is the confidence");
    }
    chn_claim_field(v->b, "score", &b, v->t);
    v->b->failed |= b.failed;
    chn_buf_free(&b);
}

static void put_claims(const view *v, const chn_explained_sentence *s)
{
    const chn_str id = chn_result_report(chn_explained_result(v->x))->id;
    bool any = false;
    for (uint32_t i = 0; i < chn_explained_claim_count(v->x); i++) {
        const chn_explained_claim *e = chn_explained_claim_at(v->x, i);
        char head[64];
        if (e->claim->sentence != s->index)
            continue;
        any = true;
        if (v->claim != CHN_EXPLAINED_NONE && v->claim != i)
            continue;
        chn_buf b;
        chn_buf_init(&b, sizeof head);
        if (v->claim == CHN_EXPLAINED_NONE)
            chn_buf_fmt(&b, "claim %u: %s", (unsigned)(i + 1), e->claim->id.p);
        else
            chn_buf_fmt(&b, "claim %s", e->claim->id.p);
        title(v, b.p ? b.p : "claim");
        chn_buf_free(&b);
        chn_claim_fields(v->b, claim_line(v, e->claim), id, v->t);
        put_rule(v, e);
    }
    if (!any)
        title(v, s->candidate
                     ? "no claim"
                     : "no claim: no word that a rule begins with, or none "
                       "that may name an actor");
}

static void put_rejected(const view *v, const chn_explained_sentence *s)
{
    chn_buf b;
    bool any = false;
    chn_buf_init(&b, TEXT_MAX);
    for (size_t i = 0; i < chn_explained_rejected_count(v->x); i++) {
        const chn_explained_rejected *e = chn_explained_rejected_at(v->x, i);
        if (e->rejected->sentence != s->index)
            continue;
        if (!any)
            title(v, "seen and not coded");
        any = true;
        chn_text_clean(&b, e->rejected->reason);
        chn_buf_z(&b, "; rule ");
        chn_text_clean(&b, e->rule.id);
        chn_buf_z(&b, ": ");
        chn_text_clean(&b, e->rule.reason);
        row(v, e->rejected->text, &b);
    }
    chn_buf_free(&b);
}

/* ---- all ---- */

static chn_code put_sentence(const view *v, uint32_t at, bool ascii,
                             chn_err *err)
{
    const chn_explained_sentence *s = chn_explained_sentence_at(v->x, at);
    chn_buf text;
    chn_buf_init(&text, TEXT_MAX);
    if (chn_result_sentence_count(chn_explained_result(v->x)) > 1)
        chn_buf_fmt(&text, "%u  ", (unsigned)(s->index + 1));
    chn_text_clean(&text, text_of(v, s->span));
    chn_buf_z(v->b, at ? "\n\n" : "\n");
    chn_wrap_put(v->b, chn_str_n(text.p ? text.p : "", text.n), v->t->width, 3,
                 0);
    v->b->failed |= text.failed;
    chn_buf_free(&text);
    chn_buf_char(v->b, '\n');
    chn_explain_draw o;
    chn_explain_draw_init(&o);
    o.sentence = at;
    o.claim = v->claim;
    o.width = v->t->width;
    o.ascii = ascii || !v->t->utf8;
    o.color = v->t->color;
    const chn_code rc = chn_explained_draw(v->x, &o, to_buf, v->b, err);
    if (rc != CHN_OK)
        return v->b->failed ? chn_fail_memory(err) : rc;
    if (!chn_explained_has_trees(v->x))
        chn_buf_z(v->b, "(no model of syntax: no tags, no tree)\n");
    put_mentions(v, s);
    put_times(v, s);
    put_voices(v, s);
    put_claims(v, s);
    put_rejected(v, s);
    return CHN_OK;
}

static void put_head(const view *v)
{
    const chn_result *r = chn_explained_result(v->x);
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    chn_text_clean(&b, chn_result_report(r)->id);
    if (chn_result_report(r)->publisher.n) {
        chn_buf_z(&b, ", ");
        chn_text_clean(&b, chn_result_report(r)->publisher);
    }
    chn_buf_z(&b, ": ");
    chn_dating_text(&b, chn_result_dating(r));
    chn_wrap_put(v->b, chn_str_n(b.p ? b.p : "", b.n), v->t->width, 4, 0);
    v->b->failed |= b.failed;
    chn_buf_free(&b);
}

chn_code chn_explained_put(chn_buf *b, const chn_explained *x, uint32_t claim,
                           bool ascii, const chn_term *t, chn_err *err)
{
    view v = {.b = b, .x = x, .t = t, .claim = claim};
    chn_print_options o;
    chn_print_options_init(&o);
    chn_buf_init(&v.claims, TEXT_MAX);
    chn_code rc =
        chn_result_print(chn_explained_result(x), &o, to_buf, &v.claims, err);
    put_head(&v);
    for (uint32_t i = 0; rc == CHN_OK && i < chn_explained_sentence_count(x);
         i++)
        rc = put_sentence(&v, i, ascii, err);
    if (v.claims.failed || b->failed)
        rc = chn_fail_memory(err);
    chn_buf_free(&v.claims);
    return rc;
}

chn_code chn_explained_put_json(chn_buf *b, const chn_explained *x,
                                chn_err *err)
{
    const chn_code rc = chn_explained_print(x, to_buf, b, err);
    return b->failed ? chn_fail_memory(err) : rc;
}

int chn_explained_out(chn_buf *b, chn_code code, chn_err *err, chn_term *t)
{
    int status = code ? chn_exit_say(t, err) : CHN_EXIT_DONE;
    chn_out out;
    if (code == CHN_OK && chn_out_open(&out, NULL, err) == CHN_OK) {
        (void)chn_out_write(&out, b->p ? b->p : "", b->n);
        if (chn_out_end(&out, true, err))
            status = chn_exit_say(t, err);
    }
    chn_buf_free(b);
    return status;
}
