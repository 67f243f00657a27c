/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Speed and memory of the actor stage with many names.
 *   bench_actors [--names N] FILE.jsonl...
 * Lines are objects with "text". To the names of the tables come N made-up
 * persons (100,000 where nothing is said), each with a whole name and an
 * alias. Reports are cut into tokens beforehand. Processor time of one thread,
 * the best of several rounds.
 *   memory: resident, of the whole process, before any report is read; the
 *           most of it, and once the tables are open
 *   match: the longest name at every token, which is what grows with the names
 *   stage: mentions, and who they are
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "actor/know.h"
#include "base/alloc.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/str.h"
#include "bench.h"

#define REPORTS_MAX 4096
#define NAMES 100000u
#define ROUNDS 7

typedef struct bench {
    chn_arena *know, *text_arena, *scratch;
    chn_lex *lex;
    chn_text_know *text;
    chn_actor_know *actors;
    chn_doc *docs;
    uint32_t n;
    size_t bytes, tokens, found;
    chn_err err;
} bench;

#define MB 1048576.0

/* The most memory that the process has had at once, program and tables
 * compiled in included. */
static double peak_mb(void)
{
    struct rusage u;
    return getrusage(RUSAGE_SELF, &u) == 0 ? (double)u.ru_maxrss / 1024.0 : 0;
}

/* What it has now; 0 where the system does not tell. */
static double resident_mb(void)
{
    FILE *f = fopen("/proc/self/statm", "r");
    char line[128] = "";
    char *at = line;
    if (!f)
        return 0;
    if (fgets(line, sizeof line, f))
        (void)strtoul(line, &at, 10);
    (void)fclose(f);
    return (double)strtoul(at, NULL, 10) * (double)sysconf(_SC_PAGESIZE) / MB;
}

/* Syllables of a number: "Bakorel". */
static void made_up(chn_buf *b, uint32_t n, uint32_t syllables)
{
    static const char *const part[] = {"ba",  "ke",  "li",  "mo", "nu",  "ra",
                                       "so",  "te",  "vi",  "zu", "dal", "fen",
                                       "gor", "hin", "jul", "pak"};
    for (uint32_t i = 0; i < syllables; i++) {
        const char *p = part[n % 16];
        n /= 16;
        chn_buf_char(b, i == 0 ? (char)(p[0] - 'a' + 'A') : p[0]);
        chn_buf_z(b, p + 1);
    }
}

/* A row of the table: some 4,000 given names and 30,000 surnames, as a people
 * has. */
static void made_up_row(chn_buf *t, uint32_t i)
{
    chn_buf_fmt(t, "bench-%" PRIu32 "\t", i);
    made_up(t, i * 40503u >> 4, 3);
    chn_buf_char(t, ' ');
    made_up(t, i * 7919u % 30011u, 4);
    chn_buf_char(t, '\t');
    made_up(t, i * 40503u >> 4, 3);
    chn_buf_z(t, " Al-");
    made_up(t, i * 7919u % 30011u, 4);
    chn_buf_z(t, "\tNOR\tGOV\tn\tmade up\n");
}

/* The table in a block of the arena, as an overlay is read: made row by row,
 * so that no buffer of this program counts as memory of the names. */
static chn_table *made_up_persons(bench *b, uint32_t names)
{
    static const char head[] =
        "id\tname\taliases\tcountry\tsector\tfamily_first\tsource\n";
    size_t n = sizeof head - 1;
    size_t put = n;
    chn_buf row;
    chn_buf_init(&row, 1000);
    for (uint32_t i = 0; i < names; i++) {
        chn_buf_clear(&row);
        made_up_row(&row, i);
        n += row.n;
    }
    char *own = row.failed ? NULL : CHN_NEW(b->know, char, n + 1);
    if (own)
        memcpy(own, head, put);
    for (uint32_t i = 0; own && i < names; i++) {
        chn_buf_clear(&row);
        made_up_row(&row, i);
        memcpy(own + put, row.p, row.n);
        put += row.n;
    }
    chn_buf_free(&row);
    return own ? chn_table_take(b->know, "actors/persons.tsv", "made up", own,
                                n, &b->err)
               : NULL;
}

static bool open_tables(bench *b, uint32_t names)
{
    chn_tableset set;
    if (!bench_tables(b->know, &set, &b->err))
        return false;
    const chn_table *more = names > 0 ? made_up_persons(b, names) : NULL;
    if (names > 0 && !more)
        return false;
    if (more)
        set.tables[set.n++] = more;
    b->lex = chn_lex_new(b->know);
    if (b->lex)
        b->text = chn_text_know_new(b->know, &set, b->lex, &b->err);
    if (b->text)
        b->actors = chn_actor_know_new(b->know, &set, b->text, b->lex, &b->err);
    return b->actors != NULL;
}

static chn_code take_line(void *user, const char *line, size_t n)
{
    static const chn_str names[] = {{"text", 4}};
    bench *b = user;
    chn_str v;
    bool found = false;
    chn_code rc =
        chn_json_fields(b->text_arena, line, n, names, 1, &v, &found, &b->err);
    if (rc == CHN_OK)
        rc = chn_text_read(b->text, b->lex, b->text_arena, v.p, (uint32_t)v.n,
                           0, &b->docs[b->n], &b->err);
    if (rc != CHN_OK)
        return rc;
    b->bytes += v.n;
    b->tokens += b->docs[b->n].n_tok;
    b->n++;
    return CHN_OK;
}

static chn_code match_all(void *user)
{
    bench *b = user;
    b->found = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        const chn_doc *d = &b->docs[i];
        for (uint32_t s = 0; s < d->n_sent; s++)
            for (uint32_t t = d->sent[s].first; t < d->sent[s].end; t++) {
                const uint32_t *v = NULL;
                uint32_t n = 0;
                b->found += chn_phrases_match(b->actors->phrases, d, t,
                                              d->sent[s].end, &v, &n) > t;
            }
    }
    return CHN_OK;
}

static chn_code stage_all(void *user)
{
    bench *b = user;
    chn_code rc = CHN_OK;
    b->found = 0;
    for (uint32_t i = 0; rc == CHN_OK && i < b->n; i++) {
        chn_doc d = b->docs[i];
        chn_mentions m;
        chn_arena_reset(b->scratch);
        d.arena = b->scratch;
        rc = chn_actor_find(b->actors, &d, &m, &b->err);
        b->found += rc == CHN_OK ? m.n : 0;
    }
    return rc;
}

int main(int argc, char **argv)
{
    bench b = {0};
    uint32_t names = NAMES;
    int first = 1;
    if (argc > 2 && strcmp(argv[1], "--names") == 0) {
        names = (uint32_t)strtoul(argv[2], NULL, 10);
        first = 3;
    }
    if (first >= argc) {
        (void)fprintf(stderr,
                      "usage: bench_actors [--names N] FILE.jsonl...\n");
        return 2;
    }
    const double before = resident_mb();
    b.know = chn_arena_new(CHN_ARENA_MAX);
    b.text_arena = chn_arena_new(CHN_ARENA_MAX);
    b.scratch = chn_arena_new(CHN_ARENA_MAX);
    b.docs = chn_calloc(REPORTS_MAX, sizeof *b.docs);
    const double begun = bench_now();
    bool fine =
        b.know && b.text_arena && b.scratch && b.docs && open_tables(&b, names);
    const double opened = bench_now() - begun;
    const double peak = peak_mb();
    const double held = resident_mb();
    for (int i = first; fine && i < argc; i++)
        fine = bench_lines(argv[i], REPORTS_MAX - b.n, take_line, &b, &b.err) ==
               CHN_OK;
    if (!fine) {
        (void)fprintf(stderr, "bench_actors: %s\n", b.err.text);
        return 1;
    }
    printf("%" PRIu32 " names added; tables open in %.2f s\n", names, opened);
    printf("memory %7.1f MB at most while they open, %.1f MB then; %.1f MB "
           "before; %.1f MB of it are tables and names\n",
           peak, held, before, (double)chn_arena_used(b.know) / MB);
    printf("%" PRIu32 " reports, %zu bytes, %zu tokens\n", b.n, b.bytes,
           b.tokens);
    double match;
    double stage;
    (void)bench_best(match_all, &b, ROUNDS, 0, &match);
    printf("match %8.1f MB/s  %zu names\n", (double)b.bytes / 1e6 / match,
           b.found);
    if (bench_best(stage_all, &b, ROUNDS, 0, &stage) != CHN_OK) {
        (void)fprintf(stderr, "bench_actors: %s\n", b.err.text);
        return 1;
    }
    printf("stage %8.1f MB/s  %zu mentions\n", (double)b.bytes / 1e6 / stage,
           b.found);
    chn_arena_free(b.scratch);
    chn_arena_free(b.text_arena);
    chn_arena_free(b.know);
    chn_free(b.docs);
    return 0;
}
