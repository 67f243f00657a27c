/* SPDX-License-Identifier: Apache-2.0 */
/*
 * event_dates: the day that the time stage gives to events whose words are
 * known, for scoring. Reads JSON Lines {"id", "dct", "text", "spans"} from
 * standard input, where "spans" is a string of code points "40-46 231-239" in
 * order of the text, and prints {"id", "dates": [{"start", "value", "from",
 * "to", "basis", "text"}]} for each. Clauses, tense and background are read
 * from the trees.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "syntax/tree.h"
#include "time/time.h"

typedef struct world {
    chn_arena *a, *scratch;
    chn_lex *lex;
    chn_text_know *text;
    chn_time_know *time;
    chn_model *model;
} world;

static const char *const bases[] = {"published", "text", "inherited",
                                    "occasion", "bounded"};

static void put_day(chn_buf *b, const char *name, chn_day d)
{
    char z[11];
    chn_day_format(d, z);
    if (d == CHN_DAY_NONE)
        chn_buf_fmt(b, ",\"%s\":null", name);
    else
        chn_buf_fmt(b, ",\"%s\":\"%s\"", name, z);
}

/* The token at a code point. */
static uint32_t token_at(const chn_doc *d, size_t point)
{
    for (uint32_t t = 0; t < d->n_tok; t++)
        if (chn_utf8_count(d->text, d->tok[t].to) > point)
            return t;
    return CHN_NONE;
}

static chn_status status_of(const chn_tree *t, uint32_t pred)
{
    chn_verb_group g;
    memset(&g, 0, sizeof g);
    chn_tree_verb_group(t, pred, &g);
    if (g.tense == CHN_TENSE_FUTURE || (g.prospective && !g.perfect))
        return CHN_STATUS_PLANNED;
    if (g.modal != CHN_NONE && !g.perfect)
        return CHN_STATUS_POSSIBLE;
    return CHN_STATUS_OCCURRED;
}

/* Told in a relative clause, by a participle behind a noun, or as what had
 * been before. */
static bool background_of(const chn_tree *t, uint32_t clause)
{
    chn_verb_group g;
    memset(&g, 0, sizeof g);
    chn_tree_verb_group(t, clause, &g);
    return (g.perfect && g.tense == CHN_TENSE_PAST) ||
           chn_tree_is_rel(t, clause,
                           CHN_RELS_RELATIVE | CHN_RELSET(CHN_REL_ACL));
}

static void date_spans(const world *w, const chn_doc *d, const chn_tree *t,
                       const chn_times *times, const uint32_t *story,
                       const char *spans, chn_buf *out)
{
    chn_date last;
    uint32_t last_sent = 0;
    bool has_last = false;
    const char *sep = "";
    for (const char *p = spans; *p;) {
        char *end = NULL;
        const unsigned long from = strtoul(p, &end, 10);
        p = *end == '-' ? end + 1 : end;
        (void)strtoul(p, &end, 10);
        p = *end ? end + 1 : end;
        const uint32_t tok = token_at(d, from);
        if (tok == CHN_NONE)
            continue;
        const uint32_t clause = chn_tree_clause(t, tok);
        const chn_range yield = chn_tree_yield(t, clause);
        chn_time_ask ask;
        memset(&ask, 0, sizeof ask);
        ask.tree = t;
        ask.trigger_first = tok;
        ask.trigger_end = tok + 1;
        ask.clause_first = yield.first;
        ask.clause_end = yield.end;
        ask.sent = d->tok[tok].sent;
        ask.nominal = chn_tree_upos(t, tok) != CHN_VERB && clause != tok;
        ask.status = ask.nominal ? CHN_STATUS_OCCURRED : status_of(t, clause);
        ask.background = !ask.nominal && background_of(t, clause);
        ask.previous = has_last ? &last : NULL;
        ask.previous_sent = last_sent;
        ask.story = story;
        uint32_t occasion = UINT32_MAX;
        const chn_date x = chn_time_of_act(w->time, d, times, &ask, &occasion);
        if ((x.basis == CHN_BASIS_TEXT || x.basis == CHN_BASIS_INHERITED) &&
            ask.status == CHN_STATUS_OCCURRED && !ask.background) {
            last = x;
            last_sent = ask.sent;
            has_last = true;
        }
        chn_buf_fmt(out, "%s{\"start\":%lu,\"basis\":\"%s\"", sep, from,
                    (size_t)x.basis < sizeof bases / sizeof *bases
                        ? bases[x.basis]
                        : "?");
        put_day(out, "from", x.from);
        put_day(out, "to", x.to);
        chn_buf_fmt(out, ",\"text\":");
        chn_buf_json(out, chn_str_n(x.text.p ? x.text.p : "", x.text.n));
        chn_buf_z(out, "}");
        sep = ",";
    }
}

static int run(const world *w, chn_err *err)
{
    static const chn_str names[] = {
        {"id", 2}, {"dct", 3}, {"text", 4}, {"spans", 5}};
    char *line = NULL;
    size_t room = 0;
    ssize_t n = 0;
    int status = 0;
    while (!status && (n = getline(&line, &room, stdin)) > 0) {
        chn_arena *a = w->scratch;
        chn_arena_reset(a);
        chn_str v[4];
        bool found[4];
        chn_doc doc;
        chn_times times = {0};
        chn_tree *tree = NULL;
        uint32_t *story = NULL;
        status = 1;
        if (chn_json_fields(a, line, (size_t)n, names, 4, v, found, err) ||
            chn_text_read(w->text, w->lex, a, v[2].p, (uint32_t)v[2].n, 0, &doc,
                          err))
            break;
        doc.published = chn_day_parse(v[1].p, v[1].n);
        if (chn_time_find(w->time, &doc, &times, err) ||
            chn_tree_new(w->model, &doc, &tree, err) ||
            chn_syntax_parse(tree, CHN_NONE, err) ||
            chn_time_story(w->time, &doc, &times, tree, &story, err))
            break;
        chn_buf b;
        chn_buf_init(&b, CHN_LINE_MAX);
        chn_buf_z(&b, "{\"id\":");
        chn_buf_json(&b, v[0]);
        chn_buf_z(&b, ",\"dates\":[");
        const chn_str spans = chn_arena_str(a, v[3].p, v[3].n);
        date_spans(w, &doc, tree, &times, story, spans.p, &b);
        chn_buf_z(&b, "]}\n");
        if (!b.failed && fwrite(b.p, 1, b.n, stdout) == b.n)
            status = 0;
        chn_buf_free(&b);
    }
    free(line);
    return status;
}

int main(void)
{
    static const chn_table *tables[256];
    chn_err err = {0};
    world w = {0};
    chn_tableset set = {tables, 0};
    for (uint32_t i = 0; i < chn_builtin_table_count && i < 256; i++)
        tables[set.n++] = &chn_builtin_tables[i];
    size_t n = 0;
    const void *bytes = chn_model_builtin(&n);
    w.a = chn_arena_new(CHN_ARENA_MAX);
    w.scratch = chn_arena_new(CHN_ARENA_MAX);
    w.lex = w.a ? chn_lex_new(w.a) : NULL;
    w.text = w.lex ? chn_text_know_new(w.a, &set, w.lex, &err) : NULL;
    w.time = w.text ? chn_time_know_new(w.a, &set, w.text, w.lex, &err) : NULL;
    w.model = w.time && bytes ? chn_model_of(w.a, bytes, n, &err) : NULL;
    const int status = w.model && w.scratch ? run(&w, &err) : 4;
    if (status)
        (void)fprintf(stderr, "event_dates: %s\n", err.text);
    chn_model_close(w.model);
    chn_arena_free(w.a);
    chn_arena_free(w.scratch);
    return status;
}
