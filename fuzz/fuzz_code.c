/* SPDX-License-Identifier: Apache-2.0 */
/* The whole pipeline through the public interface: every span lies on
 * character boundaries and re-cuts to what the claim says, and each printed
 * line is a JSON object. */
#include "fuzz.h"

#include <chancery/chancery.h>
#include <string.h>

#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"

#define TEXT_MAX 20000u /* longer inputs find nothing that shorter do not */

static chn_engine *engine; /* libFuzzer has no place to hand it over */
static chn_worker *worker;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    chn_err err;
    (void)argc;
    (void)argv;
    engine = chn_engine_open(NULL, &err);
    HOLDS(engine != NULL);
    worker = chn_worker_new(engine, &err);
    HOLDS(worker != NULL);
    return 0;
}

/* edge[i]: a character starts at byte i, or the text ends there */
static bool edge[TEXT_MAX + 1];

static void on_edges(chn_span s, size_t n)
{
    HOLDS(s.from <= s.to && s.to <= n && edge[s.from] && edge[s.to]);
}

static void cuts(chn_str text, chn_span s, chn_str want)
{
    on_edges(s, text.n);
    if (s.to > 0)
        HOLDS(chn_str_eq(chn_str_n(text.p + s.from, s.to - s.from), want));
}

static void actors(chn_str text, const chn_actor *a, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        cuts(text, a[i].span, a[i].text);
}

static void check_claim(chn_str text, const chn_claim *c)
{
    const chn_date *dates[] = {&c->date, &c->sent, &c->received, &c->delivered};
    actors(text, c->source, c->n_source);
    actors(text, c->target, c->n_target);
    actors(text, c->others, c->n_others);
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        cuts(text, dates[i]->span, dates[i]->text);
    for (uint32_t i = 0; i < c->n_voice; i++)
        on_edges(c->voice[i].span, text.n);
    if (c->has_place)
        on_edges(c->place.span, text.n);
    if (c->has_occasion)
        on_edges(c->occasion.span, text.n);
    if (c->has_quote)
        cuts(text, c->quote.span, c->quote.text);
    HOLDS(c->trigger.n > 0 && c->trigger_span.to > 0);
    cuts(text, c->trigger_span, c->trigger);
    on_edges(c->sentence_span, text.n);
    HOLDS(c->sentence_span.from <= c->trigger_span.from);
    HOLDS(c->trigger_span.to <= c->sentence_span.to);
    HOLDS(c->id.n == 17 && c->id.p[0] == 'c');
    HOLDS(c->confidence_percent >= 0 && c->confidence_percent <= 100);
}

static bool take(void *user, const char *p, size_t n)
{
    chn_buf_put(user, p, n);
    return true;
}

static void check_print(const chn_result *r, size_t claims)
{
    static const chn_str names[] = {{"claim", 5}, {"report", 6}};
    chn_print_options o;
    chn_err err;
    chn_buf b;
    chn_print_options_init(&o);
    o.format = CHN_FORMAT_JSONL;
    chn_buf_init(&b, (size_t)1 << 30);
    HOLDS(chn_result_print(r, &o, take, &b, &err) == CHN_OK && !b.failed);
    chn_arena *a = chn_arena_new((size_t)64 * 1024 * 1024);
    HOLDS(a != NULL);
    size_t lines = 0;
    for (size_t i = 0; i < b.n; lines++) {
        chn_str values[2];
        bool found[2];
        const char *end = memchr(b.p + i, '\n', b.n - i);
        HOLDS(end != NULL);
        const size_t n = (size_t)(end - (b.p + i));
        chn_arena_reset(a);
        HOLDS(chn_utf8_check(b.p + i, n) == n);
        HOLDS(!chn_json_fields(a, b.p + i, n, names, 2, values, found, &err));
        HOLDS(found[0] && found[1]);
        i += n + 1;
    }
    HOLDS(lines == claims);
    chn_arena_free(a);
    chn_buf_free(&b);
}

/* What explain tells: words and spans of the text, and one JSON object. */
static void check_explained(const chn_report *rep, size_t claims)
{
    chn_err err;
    chn_explained *x = chn_worker_explain(worker, rep, NULL, &err);
    HOLDS(x != NULL);
    HOLDS(chn_explained_claim_count(x) == claims);
    for (size_t i = 0; i < chn_explained_token_count(x); i++) {
        const chn_explained_token *t = chn_explained_token_at(x, i);
        cuts(rep->text, t->span, t->text);
        HOLDS(t->head == CHN_EXPLAINED_NONE ||
              t->head < chn_explained_token_count(x));
    }
    for (size_t i = 0; i < chn_explained_mention_count(x); i++)
        actors(rep->text, &chn_explained_mention_at(x, i)->actor, 1);
    for (size_t i = 0; i < chn_explained_rejected_count(x); i++) {
        const chn_rejected *j = chn_explained_rejected_at(x, i)->rejected;
        cuts(rep->text, j->span, j->text);
        HOLDS(j->reason.n > 0);
    }
    chn_buf b;
    chn_buf_init(&b, (size_t)1 << 30);
    chn_explain_draw o;
    chn_explain_draw_init(&o);
    for (; o.sentence < chn_explained_sentence_count(x); o.sentence++)
        HOLDS(chn_explained_draw(x, &o, take, &b, &err) == CHN_OK);
    HOLDS(!b.p || !memchr(b.p, 27, b.n)); /* nothing steers the terminal */
    chn_buf_clear(&b);
    HOLDS(chn_explained_print(x, take, &b, &err) == CHN_OK && !b.failed);
    HOLDS(b.n > 0 && b.p[b.n - 1] == '\n' && chn_utf8_check(b.p, b.n) == b.n);
    chn_buf_free(&b);
    chn_explained_free(x);
}

static void code(const chn_report *rep)
{
    uint32_t len = 1;
    chn_err err;
    memset(edge, 0, sizeof edge);
    for (size_t i = 0; i < rep->text.n; i += len) {
        edge[i] = true;
        (void)chn_utf8_next(rep->text.p + i, rep->text.n - i, &len);
    }
    edge[rep->text.n] = true;
    chn_result *r = chn_worker_code(worker, rep, &err);
    HOLDS(r != NULL);
    HOLDS(chn_str_eq(chn_result_report(r)->text, rep->text));
    for (size_t i = 0; i < chn_result_sentence_count(r); i++)
        on_edges(chn_result_sentence(r, i), rep->text.n);
    const size_t n = chn_result_claim_count(r);
    for (size_t i = 0; i < n; i++)
        check_claim(rep->text, chn_result_claim(r, i));
    HOLDS(chn_result_claim(r, n) == NULL);
    HOLDS(chn_result_code_point(r, (uint32_t)rep->text.n) ==
          chn_utf8_count(rep->text.p, rep->text.n));
    check_print(r, n);
    chn_result_free(r);
    check_explained(rep, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    chn_report rep;
    chn_err err;
    if (n > TEXT_MAX)
        n = TEXT_MAX;
    chn_reader *reader = chn_reader_new(NULL, &err);
    HOLDS(reader != NULL);
    HOLDS(
        !chn_reader_add_bytes(reader, "f.txt", CHN_INPUT_TEXT, data, n, &err));
    if (chn_reader_next(reader, &rep, &err) == 1)
        code(&rep);
    chn_reader_free(reader);
    return 0;
}
