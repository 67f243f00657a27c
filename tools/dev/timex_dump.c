/* SPDX-License-Identifier: Apache-2.0 */
/*
 * timex_dump DATA_DIR: time expressions of reports, for scoring.
 *
 * Reads JSON Lines {"id", "dct", "text"} from standard input and prints one
 * line each: {"id", "anchor", "timexes": [{"start", "end", "type", "value",
 * "from", "to", "rule", "text"}]}; offsets are code points of the text. A
 * glued header (" date YYYY-MM-DD ") is skipped. With a second argument
 * "undated" the dct is ignored. DATA_DIR is the project's data folder.
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
#include "time/time.h"

static chn_str slurp(chn_arena *a, const char *path)
{
    chn_str s = {NULL, 0};
    FILE *f = fopen(path, "rb");
    if (!f)
        return s;
    char part[65536];
    chn_buf b;
    chn_buf_init(&b, CHN_TABLE_BYTES_MAX);
    size_t n;
    while ((n = fread(part, 1, sizeof part, f)) > 0)
        chn_buf_put(&b, part, n);
    if (!ferror(f) && !b.failed)
        s = chn_arena_str(a, b.p ? b.p : "", b.n);
    chn_buf_free(&b);
    (void)fclose(f);
    return s;
}

static uint32_t header(chn_str t)
{
    size_t i = 0;
    while (i < t.n && t.p[i] == ' ')
        i++;
    if (t.n < i + 16 || memcmp(t.p + i, "date ", 5) != 0 ||
        chn_day_parse(t.p + i + 5, 10) == CHN_DAY_NONE || t.p[i + 15] != ' ')
        return 0;
    return (uint32_t)(i + 16);
}

static void put_day(chn_buf *b, const char *name, chn_day d)
{
    char z[11];
    chn_day_format(d, z);
    if (d == CHN_DAY_NONE)
        chn_buf_fmt(b, ",\"%s\":null", name);
    else
        chn_buf_fmt(b, ",\"%s\":\"%s\"", name, z);
}

static void put_times(chn_buf *b, chn_str id, const chn_doc *doc,
                      const chn_times *t)
{
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    chn_buf_z(b, "{\"id\":");
    chn_buf_json(b, id);
    put_day(b, "anchor", t->anchor);
    chn_buf_z(b, ",\"timexes\":[");
    for (uint32_t i = 0; i < t->n; i++) {
        const chn_timex *x = &t->at[i];
        const size_t start = chn_utf8_count(doc->text, x->span.from);
        const size_t end = start + chn_utf8_count(doc->text + x->span.from,
                                                  x->span.to - x->span.from);
        chn_buf_fmt(b, "%s{\"start\":%zu,\"end\":%zu,\"type\":\"%s\"",
                    i ? "," : "", start, end, types[x->type]);
        chn_buf_fmt(b, ",\"value\":\"%s\"", x->value);
        put_day(b, "from", x->from);
        put_day(b, "to", x->to);
        chn_buf_fmt(b, ",\"flags\":%u,\"conflict\":%s,\"rule\":", x->flags,
                    x->conflict ? "true" : "false");
        chn_buf_json(b, x->rule);
        chn_buf_z(b, ",\"occasion\":");
        chn_buf_json(b, x->occasion);
        chn_buf_z(b, ",\"text\":");
        chn_buf_json(
            b, chn_str_n(doc->text + x->span.from, x->span.to - x->span.from));
        chn_buf_z(b, "}");
    }
    chn_buf_z(b, "]}\n");
}

static int run(const chn_text_know *text, const chn_lex *lex,
               const chn_time_know *know, bool undated, chn_err *err)
{
    static const chn_str names[] = {{"id", 2}, {"dct", 3}, {"text", 4}};
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    char *line = NULL;
    size_t room = 0;
    ssize_t n = 0;
    int status = a ? 0 : 1;
    while (!status && (n = getline(&line, &room, stdin)) > 0) {
        chn_arena_reset(a);
        chn_str v[3];
        bool found[3];
        chn_doc doc;
        chn_times times = {0};
        status = 1;
        if (chn_json_fields(a, line, (size_t)n, names, 3, v, found, err))
            break;
        if (chn_text_read(text, lex, a, v[2].p, (uint32_t)v[2].n, header(v[2]),
                          &doc, err))
            break;
        doc.published = undated ? CHN_DAY_NONE : chn_day_parse(v[1].p, v[1].n);
        if (chn_time_find(know, &doc, &times, err))
            break;
        chn_buf b;
        chn_buf_init(&b, CHN_LINE_MAX);
        put_times(&b, v[0], &doc, &times);
        if (!b.failed && fwrite(b.p, 1, b.n, stdout) == b.n)
            status = 0;
        chn_buf_free(&b);
    }
    free(line);
    chn_arena_free(a);
    return status;
}

int main(int argc, char **argv)
{
    static const char *const files[] = {
        "text/abbreviations.tsv", "text/nouns.tsv", "text/starters.tsv",
        "text/tokens.tsv",        "text/verbs.tsv", "time/days.tsv",
        "time/moon.tsv",          "time/eras.tsv",  "time/events.tsv",
        "time/patterns.tsv",      "time/tense.tsv", "time/words.tsv"};
    enum { N = sizeof files / sizeof files[0] };
    if (argc < 2) {
        fprintf(stderr, "usage: timex_dump DATA_DIR [undated]\n");
        return 2;
    }
    chn_err err = {0};
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    const chn_table *tables[N];
    chn_tableset set = {tables, 0};
    for (size_t i = 0; i < N; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", argv[1], files[i]);
        const chn_str s = slurp(a, path);
        if (!s.p)
            continue;
        chn_table *t = chn_table_parse(a, files[i], path, s.p, s.n, &err);
        if (!t) {
            fprintf(stderr, "timex_dump: %s\n", err.text);
            return 4;
        }
        tables[set.n++] = t;
    }
    chn_lex *lex = chn_lex_new(a);
    chn_text_know *text = chn_text_know_new(a, &set, lex, &err);
    chn_time_know *know =
        text ? chn_time_know_new(a, &set, text, lex, &err) : NULL;
    int status = 4;
    if (know)
        status = run(text, lex, know, argc > 2, &err);
    if (status)
        fprintf(stderr, "timex_dump: %s\n", err.text);
    chn_arena_free(a);
    return status;
}
