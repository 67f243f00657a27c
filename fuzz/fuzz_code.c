/* SPDX-License-Identifier: Apache-2.0 */
/* The whole pipeline through the public interface: every span lies on
 * character boundaries and re-cuts to what the claim says, days exist and are
 * in order, no words stand twice in a chain of voices, every code is one of the
 * tables, each printed line is a JSON object, and the same claims are a table
 * of RFC 4180. */
#include "fuzz.h"

#include <chancery/chancery.h>
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "base/str.h"
#include "base/table.h"
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

/* A row of the table of PLOVER says so: kind, code, parent ("" for none). */
static bool in_ontology(const char *kind, chn_str code, chn_str parent)
{
    const chn_table *t = NULL;
    for (uint32_t i = 0; i < chn_builtin_table_count; i++)
        if (strcmp(chn_builtin_tables[i].name, "ontology/plover.tsv") == 0)
            t = &chn_builtin_tables[i];
    HOLDS(t != NULL);
    const int32_t col[] = {chn_table_col(t, "kind"), chn_table_col(t, "code"),
                           chn_table_col(t, "parent")};
    HOLDS(col[0] >= 0 && col[1] >= 0 && col[2] >= 0);
    for (uint32_t r = 0; r < t->n_rows; r++)
        if (chn_str_is(chn_table_cell(t, r, col[0]), kind) &&
            chn_str_eq(chn_table_cell(t, r, col[1]), code) &&
            chn_str_eq(chn_table_cell(t, r, col[2]), parent))
            return true;
    return false;
}

static bool in_cameo(chn_str code)
{
    for (uint32_t i = 0; i < chn_builtin_table_count; i++) {
        const chn_table *t = &chn_builtin_tables[i];
        const int32_t col = chn_table_col(t, "code");
        if (strcmp(t->name, "ontology/cameo.tsv") != 0)
            continue;
        for (uint32_t r = 0; r < t->n_rows; r++)
            if (chn_str_eq(chn_table_cell(t, r, col), code))
                return true;
    }
    return false;
}

static void check_codes(const chn_claim *c)
{
    const chn_str none = {"", 0};
    HOLDS(in_ontology("category", c->category, none));
    if (c->mode.n)
        HOLDS(in_ontology("mode", c->mode, c->category));
    for (uint32_t i = 0; i < c->n_contexts; i++)
        HOLDS(in_ontology("context", c->contexts[i], none));
    if (c->cameo.n)
        HOLDS(in_cameo(c->cameo));
    HOLDS(c->quad >= 1 && c->quad <= 4);
    HOLDS(c->goldstein_tenth >= -100 && c->goldstein_tenth <= 100);
    HOLDS(c->rule.n > 0);
}

/* A day that its own year, month and day give again. */
static void check_day(chn_day d)
{
    if (d == CHN_DAY_NONE)
        return;
    const chn_ymd y = chn_day_ymd(d);
    HOLDS(y.month >= 1 && y.month <= 12 && y.day >= 1 && y.day <= 31);
    HOLDS(chn_day_of(y.year, y.month, y.day) == d);
    HOLDS(y.year >= -9999 && y.year <= 9999);
}

static void check_date(const chn_date *d)
{
    check_day(d->from);
    check_day(d->to);
    if (d->from != CHN_DAY_NONE && d->to != CHN_DAY_NONE)
        HOLDS(d->from <= d->to);
    HOLDS(d->precision >= CHN_PRECISION_NONE &&
          d->precision <= CHN_PRECISION_INTERVAL);
    HOLDS(d->basis >= CHN_BASIS_PUBLISHED && d->basis <= CHN_BASIS_BOUNDED);
    if (d->precision == CHN_PRECISION_DAY)
        HOLDS(d->from == d->to && d->from != CHN_DAY_NONE);
}

/* From the report outwards, each link from words of its own: words that come
 * again would be a chain that goes round. A source may come again with other
 * words, as the text says: "KCNA quoted Yonhap as citing KCNA". */
static void check_voice(chn_str text, const chn_claim *c)
{
    for (uint32_t i = 0; i < c->n_voice; i++) {
        const chn_voice *v = &c->voice[i];
        on_edges(v->span, text.n);
        HOLDS(v->name.n > 0 && v->kind.n > 0);
        HOLDS(v->inherited || v->span.to > v->span.from);
        for (uint32_t j = 0; j < i; j++) {
            const chn_voice *w = &c->voice[j];
            HOLDS(v->inherited || w->inherited ||
                  v->span.from != w->span.from || v->span.to != w->span.to);
        }
    }
}

static void check_claim(chn_str text, const chn_claim *c)
{
    const chn_date *dates[] = {&c->date, &c->sent, &c->received, &c->delivered};
    actors(text, c->source, c->n_source);
    actors(text, c->target, c->n_target);
    actors(text, c->others, c->n_others);
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        cuts(text, dates[i]->span, dates[i]->text);
        check_date(dates[i]);
    }
    check_voice(text, c);
    check_codes(c);
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
    HOLDS(c->score_percent >= 0 && c->score_percent <= 100);
    HOLDS(c->status >= CHN_STATUS_OCCURRED && c->status <= CHN_STATUS_DENIED);
}

static bool take(void *user, const char *p, size_t n)
{
    chn_buf_put(user, p, n);
    return true;
}

/* Reads one cell of RFC 4180 from p[0] on; its bytes and what ends it: ',',
 * '\n', or 0 where it is none. */
static size_t csv_cell(const char *p, size_t n, char *ends)
{
    size_t i = 0;
    *ends = 0;
    if (n && p[0] == '"') {
        for (i = 1; i < n; i++) {
            if (p[i] != '"')
                continue;
            if (i + 1 < n && p[i + 1] == '"')
                i++; /* a quote in it is two */
            else
                break;
        }
        i++;
    } else {
        while (i < n && (!p[i] || !strchr(",\"\r\n", p[i])))
            i++;
    }
    if (i < n && p[i] == ',')
        *ends = ',';
    if (i + 1 < n && p[i] == '\r' && p[i + 1] == '\n')
        *ends = '\n';
    if (i < n && p[i] == '\n')
        *ends = '\n';
    return i;
}

/* No spreadsheet runs it: it begins with none of these, but for numbers. */
static bool harmless(const char *p, size_t n)
{
    const size_t at = n && p[0] == '"';
    if (n <= at || !p[at] || !strchr("=+-@\t\r", p[at]))
        return true;
    for (size_t i = at + 1; i + at < n; i++)
        if (!p[i] || !strchr("0123456789.", p[i]))
            return false;
    return p[at] == '-' && n > at + 1;
}

static void check_csv(const chn_result *r, size_t claims)
{
    chn_print_options o;
    chn_err err;
    chn_buf b;
    chn_print_options_init(&o);
    o.format = CHN_FORMAT_CSV;
    chn_buf_init(&b, (size_t)1 << 30);
    HOLDS(chn_result_print(r, &o, take, &b, &err) == CHN_OK && !b.failed);
    HOLDS(chn_utf8_check(b.p, b.n) == b.n);
    size_t rows = 0, cells = 0, width = 0;
    for (size_t i = 0; i < b.n; i++) {
        char ends;
        const size_t n = csv_cell(b.p + i, b.n - i, &ends);
        HOLDS(ends != 0 && harmless(b.p + i, n));
        cells++;
        i += n + (b.p[i + n] == '\r');
        if (ends == ',')
            continue;
        if (rows++ == 0)
            width = cells;
        HOLDS(cells == width);
        cells = 0;
    }
    HOLDS(cells == 0 && rows == claims + (rows > 0));
    chn_buf_free(&b);
}

static void check_print(const chn_result *r, size_t claims)
{
    static const chn_str names[] = {
        {"claim", 5}, {"report", 6}, {"confidence", 10}};
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
        chn_str values[3];
        bool found[3];
        const char *end = memchr(b.p + i, '\n', b.n - i);
        HOLDS(end != NULL);
        const size_t n = (size_t)(end - (b.p + i));
        chn_arena_reset(a);
        HOLDS(chn_utf8_check(b.p + i, n) == n);
        HOLDS(!chn_json_fields(a, b.p + i, n, names, 3, values, found, &err));
        HOLDS(found[0] && found[1] && found[2]);
        HOLDS(values[2].n && (values[2].p[0] == '0' || /* 0 to 1 */
                              chn_str_is(values[2], "1")));
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
    check_csv(r, n);
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
