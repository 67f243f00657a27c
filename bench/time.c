/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Speed of the time stage alone, and that its cost grows with the text and no
 * faster.
 *   bench_time [--quick] FILE.jsonl...
 * Lines are objects with "text" and "date" (or "dct"). Reports are cut into
 * tokens beforehand, so that only the stage is timed; the text stage has a
 * column of its own. Processor time of one thread; of several rounds the best,
 * after one to warm up. A word is what `wc -w` counts.
 *   dated:   expressions found and resolved, the report's date given
 *   undated: the same with the date withheld, so that its day is worked out
 * The second table is one report of 10 kB to 10 MB, of words that are made up
 * here and of the first file's, in nanoseconds a word: level where the cost is
 * linear. "MB" is the memory of the largest, tokens and stage.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "bench.h"
#include "text/text.h"
#include "time/time.h"

#define HEIDELTIME 3.7 /* thousands of words a second, shared measure */
#define REPORTS_MAX 4096

typedef struct report {
    chn_str text;
    chn_day date;
    chn_doc doc;
    uint32_t words;
} report;

typedef struct bench {
    chn_arena *know;    /* of the tables */
    chn_arena *arena;   /* of a file, or of one long report */
    chn_arena *scratch; /* of a round */
    chn_lex *lex;
    chn_text_know *text;
    chn_time_know *time;
    report *reports; /* [n] of the file */
    uint32_t n;
    uint32_t found;  /* expressions of the last round */
    int what;        /* work of a round */
    double at_least; /* seconds that rounds go on */
    uint32_t rounds; /* and how many there are at least */
    chn_err err;
} bench;

static uint32_t count_words(chn_str s)
{
    uint32_t n = 0;
    bool inside = false;
    for (size_t i = 0; i < s.n; i++) {
        const bool space =
            s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r';
        n += inside && space;
        inside = !space;
    }
    return n + inside;
}

/* ---- rounds ---- */

typedef enum work { WORK_TEXT, WORK_DATED, WORK_UNDATED, WORKS } work;

/* The stage makes what it makes in the scratch; the tokens stay. */
static chn_code once(bench *b, work what, const report *r)
{
    chn_times times = {0};
    chn_arena_reset(b->scratch);
    chn_doc doc = r->doc;
    if (what == WORK_TEXT)
        return chn_text_read(b->text, b->lex, b->scratch, r->text.p,
                             (uint32_t)r->text.n, 0, &doc, &b->err);
    doc.arena = b->scratch;
    doc.published = what == WORK_DATED ? r->date : CHN_DAY_NONE;
    const chn_code rc = chn_time_find(b->time, &doc, &times, &b->err);
    b->found += times.n;
    return rc;
}

static chn_code all(void *user)
{
    bench *b = user;
    chn_code rc = CHN_OK;
    b->found = 0;
    for (uint32_t i = 0; rc == CHN_OK && i < b->n; i++)
        rc = once(b, (work)b->what, &b->reports[i]);
    return rc;
}

/* Seconds of the best round. */
static chn_code best_of(bench *b, work what, double *out)
{
    b->what = what;
    return bench_best(all, b, b->rounds, b->at_least, out);
}

/* ---- reports of a file ---- */

static chn_code cut(bench *b, report *r)
{
    r->words = count_words(r->text);
    return chn_text_read(b->text, b->lex, b->arena, r->text.p,
                         (uint32_t)r->text.n, 0, &r->doc, &b->err);
}

static chn_code take_line(void *user, const char *line, size_t n)
{
    bench *b = user;
    static const chn_str names[] = {{"text", 4}, {"date", 4}, {"dct", 3}};
    chn_str v[3];
    bool found[3];
    const chn_code rc =
        chn_json_fields(b->arena, line, n, names, 3, v, found, &b->err);
    if (rc != CHN_OK)
        return rc;
    const chn_str date = found[1] ? v[1] : v[2];
    report *r = &b->reports[b->n];
    r->text = v[0];
    r->date = date.n < 10 ? chn_day_parse("2019-08-15", 10)
                          : chn_day_parse(date.p, 10);
    if (r->text.n == 0)
        return CHN_OK;
    b->n++;
    return cut(b, r);
}

static chn_code read_file(bench *b, const char *path)
{
    chn_arena_reset(b->arena);
    b->n = 0;
    b->reports = CHN_NEW(b->arena, report, REPORTS_MAX);
    if (!b->reports)
        return chn_fail_memory(&b->err);
    return bench_lines(path, REPORTS_MAX, take_line, b, &b->err);
}

static chn_code measure_file(bench *b, const char *path)
{
    chn_code rc = read_file(b, path);
    uint32_t words = 0;
    uint32_t tokens = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        words += b->reports[i].words;
        tokens += b->reports[i].doc.n_tok;
    }
    double took[WORKS] = {0};
    uint32_t found[WORKS] = {0};
    for (work w = WORK_TEXT; rc == CHN_OK && w < WORKS; w++) {
        rc = best_of(b, w, &took[w]);
        found[w] = b->found;
    }
    if (rc != CHN_OK)
        return rc;
    const chn_str name = bench_name(path);
    printf("%-20.*s %7" PRIu32 " %8" PRIu32 " %8" PRIu32 " %7" PRIu32 " |",
           (int)name.n, name.p, b->n, words, tokens, found[WORK_DATED]);
    for (work w = WORK_TEXT; w < WORKS; w++)
        printf(" %8.0f", words / took[w] / 1000);
    printf(" | %7.0f %7.0f\n", words / took[WORK_DATED] / 1000 / HEIDELTIME,
           words / took[WORK_UNDATED] / 1000 / HEIDELTIME);
    return CHN_OK;
}

/* ---- one long report ---- */

typedef struct shape {
    const char *name;
    const char *parts[8]; /* a # is a number, an @ a month, a & a weekday */
} shape;

static const shape shapes[] = {
    {"dated news",
     {"The envoys met in the port on & and signed a note on fishing rights. ",
      "Talks had begun on # @ 20## after a pause of # weeks. ",
      "The minister said the next round would be held on the #th. ",
      "The previous day, both sides had praised the accord of @ 19##.\n\n",
      "A ferry line that was closed in 20## will open again next month. ",
      "Her deputy left on & morning and is due back within # days. "}},
    {"no dates",
     {"The envoys met in the port and signed a note on fishing rights. ",
      "Both sides praised the accord and asked for more patience.\n\n"}},
    {"weekdays", {"& "}},
    {"weekday sentences", {"They met on &. "}},
    {"numbers", {"# ", "20## ", "#,### "}},
    {"digits and strokes", {"20##-# ", "#/#/20## ", "#-#-# "}},
    {"months", {"@ "}},
    {"days of months", {"# @ ", "@ # "}},
    {"the 1#th", {"on the 1#th "}},
    {"day before a day", {"a day before "}},
    {"the day before", {"the day before # "}},
    {"the previous day", {"The previous day they left. "}},
    {"the next day", {"the next day "}},
    {"years after", {"# years after ", "@ 20## "}},
    {"one sentence",
     {"and the envoys who met on & and on # @ asked for # more weeks ",
      "while the deputy, who left the previous day, was silent "}},
    {"capitals",
     {"The Envoys Met On & And Signed A Note On # @ 20## For The Third Time ",
      "MAY SUN MARCH SECOND WILL MARK TODAY "}},
    {"quotations", {"\"Today we leave,\" he said. ", "\"On & it rained. "}},
    {"named days", {"Independence Day ", "on Victory Day "}},
    {"anniversaries",
     {"the 7#th anniversary of the founding ", "the #th anniversary of 19## "}},
    {"known events", {"Putin Kim Trump summit June last year signed "}},
    {"futures", {"it will on & be going to & "}},
    {"white space", {"&          \n       \n     # @           "}},
    {"no white space", {"&,&;#-#-20##/"}}};

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void put_part(chn_buf *b, const char *part, uint32_t *seed)
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    static const char *const days[] = {"Monday",   "Tuesday", "Wednesday",
                                       "Thursday", "Friday",  "Saturday",
                                       "Sunday"};
    for (const char *p = part; *p; p++) {
        if (*p == '#')
            chn_buf_int(b, 1 + next_random(seed) % 9);
        else if (*p == '@')
            chn_buf_z(b, months[next_random(seed) % 12]);
        else if (*p == '&')
            chn_buf_z(b, days[next_random(seed) % 7]);
        else
            chn_buf_char(b, *p);
    }
}

static void put_shape(chn_buf *b, const shape *s, size_t size)
{
    uint32_t seed = 1;
    while (!b->failed && b->n < size)
        for (uint32_t i = 0; i < 8 && s->parts[i]; i++)
            put_part(b, s->parts[i], &seed);
}

/* The file's texts one after the other, and again. */
static void put_texts(chn_buf *b, const bench *of, size_t size)
{
    while (!b->failed && b->n < size)
        for (uint32_t i = 0; i < of->n && b->n < size; i++) {
            chn_buf_str(b, of->reports[i].text);
            chn_buf_z(b, "\n\n");
        }
}

#define SIZES 4
static const size_t sizes[SIZES] = {10000, 100000, 1000000, 10000000};

/* Nanoseconds a word, and the memory that the stage takes. */
static chn_code long_report(bench *b, chn_str text, double ns[WORKS],
                            double *mb)
{
    report r = {.text = text, .date = chn_day_parse("2019-08-15", 10)};
    report *const old = b->reports;
    const uint32_t old_n = b->n;
    chn_arena *const of_file = b->arena;
    b->arena = chn_arena_new(CHN_ARENA_MAX);
    if (!b->arena)
        return chn_fail_memory(&b->err);
    chn_code rc = cut(b, &r);
    if (r.words == 1) /* no white space: words of common length */
        r.words = (uint32_t)(text.n / 6) + 1;
    b->reports = &r;
    b->n = 1;
    *mb = 0;
    for (work w = WORK_TEXT; rc == CHN_OK && w < WORKS; w++) {
        double took = 0;
        /* what one kind of work leaves is of no use to the next */
        chn_arena_free(b->scratch);
        b->scratch = chn_arena_new(CHN_ARENA_MAX);
        rc = b->scratch ? best_of(b, w, &took) : chn_fail_memory(&b->err);
        ns[w] = took * 1e9 / r.words;
        if (w == WORK_TEXT)
            continue;
        const double used =
            (double)(chn_arena_used(b->arena) + chn_arena_used(b->scratch));
        *mb = used / 1e6 > *mb ? used / 1e6 : *mb;
    }
    chn_arena_free(b->arena);
    b->arena = of_file;
    b->reports = old;
    b->n = old_n;
    return rc;
}

static chn_code measure_shape(bench *b, const char *name, const shape *s)
{
    double ns[SIZES][WORKS];
    double mb = 0;
    chn_code rc = CHN_OK;
    for (uint32_t i = 0; rc == CHN_OK && i < SIZES; i++) {
        chn_buf text;
        chn_buf_init(&text, CHN_REPORT_MAX);
        if (s)
            put_shape(&text, s, sizes[i]);
        else
            put_texts(&text, b, sizes[i]);
        size_t n = sizes[i] < text.n ? sizes[i] : text.n;
        while (n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80)
            n--; /* whole characters */
        rc = text.failed ? chn_fail_memory(&b->err)
                         : long_report(b, chn_str_n(text.p, n), ns[i], &mb);
        chn_buf_free(&text);
    }
    if (rc != CHN_OK) {
        printf("%-20s %s\n", name, b->err.text);
        return rc;
    }
    printf("%-20s |", name);
    for (work w = WORK_DATED; w < WORKS; w++) {
        for (uint32_t i = 0; i < SIZES; i++)
            printf(" %6.0f", ns[i][w]);
        /* short undated reports pay for the search, which is one a report */
        printf(" %5.2f |", ns[SIZES - 1][w] / ns[SIZES - 2][w]);
    }
    printf(" %6.0f %5.0f\n", ns[SIZES - 1][WORK_TEXT], mb);
    return CHN_OK;
}

static chn_code measure_growth(bench *b)
{
    printf("\nnanoseconds a word of one report; x: 10 MB against 1 MB\n");
    printf("%-20s | %-33s | %-33s |\n", "", "dated", "undated");
    printf("%-20s |", "report of");
    for (int i = 0; i < 2; i++)
        printf(" %6s %6s %6s %6s %5s |", "10 kB", "100 kB", "1 MB", "10 MB",
               "x");
    printf(" %6s %5s\n", "text", "MB");
    chn_code rc = measure_shape(b, "the first file", NULL);
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        const chn_code one = measure_shape(b, shapes[i].name, &shapes[i]);
        rc = rc == CHN_OK ? one : rc;
        (void)fflush(stdout);
    }
    return rc;
}

/* ---- opening ---- */

static bool open_bench(bench *b)
{
    b->know = chn_arena_new(CHN_ARENA_MAX);
    b->arena = chn_arena_new(CHN_ARENA_MAX);
    b->scratch = chn_arena_new(CHN_ARENA_MAX);
    if (!b->know || !b->arena || !b->scratch) {
        chn_fail_memory(&b->err);
        return false;
    }
    chn_tableset set;
    if (!bench_tables(b->know, &set, &b->err))
        return false;
    b->lex = chn_lex_new(b->know);
    if (!b->lex) {
        chn_fail_memory(&b->err);
        return false;
    }
    b->text = chn_text_know_new(b->know, &set, b->lex, &b->err);
    if (b->text)
        b->time = chn_time_know_new(b->know, &set, b->text, b->lex, &b->err);
    return b->time != NULL;
}

int main(int argc, char **argv)
{
    bench b = {.at_least = 1, .rounds = 3};
    int first = 1;
    bool quick = false;
    if (argc > 1 && strcmp(argv[1], "--quick") == 0) {
        quick = true;
        first = 2;
        b.at_least = 0.1;
    }
    if (first >= argc) {
        (void)fprintf(stderr, "usage: bench_time [--quick] FILE.jsonl...\n");
        return 2;
    }
    bool ok = open_bench(&b);
    if (ok) {
        printf("%-20s %7s %8s %8s %7s | %-26s | %-15s\n", "", "", "", "", "",
               "thousand words a second", "times HeidelTime");
        printf("%-20s %7s %8s %8s %7s | %8s %8s %8s | %7s %7s\n", "file",
               "reports", "words", "tokens", "found", "text", "dated",
               "undated", "dated", "undated");
    }
    for (int i = argc - 1; ok && i >= first; i--) {
        ok = measure_file(&b, argv[i]) == CHN_OK; /* the first stays loaded */
        (void)fflush(stdout);
    }
    b.at_least = quick ? 0 : 0.1;
    b.rounds = quick ? 1 : 3;
    ok = ok && measure_growth(&b) == CHN_OK;
    if (!ok)
        (void)fprintf(stderr, "bench_time: %s\n", b.err.text);
    chn_arena_free(b.scratch);
    chn_arena_free(b.arena);
    chn_arena_free(b.know);
    return ok ? 0 : 1;
}
