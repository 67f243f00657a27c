/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chancery run-task: one task of a plan. Whatever a task writes has another
 * name until it is whole, and a mark is written last: a task that is killed,
 * or runs twice at once, leaves what is there as it was or as it must be.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "cli.h"
#include "lines.h"
#include "out.h"
#include "plan.h"
#include "run.h"
#include "source.h"

#define ARENA_MAX ((size_t)1 << 40)
#define KEYED ".keyed"
#define JSONL ".jsonl"

/* A file that is being made, with what its mark will say. */
typedef struct making {
    chn_out out;
    bool open;
    chn_sha256 sum;
    uint64_t lines, bytes;
} making;

typedef struct tasking {
    chn_plan plan;
    chn_term *term;
    uint32_t threads;
    chn_err *err;
    /* of the shard that is being coded */
    chn_source source;
    making *part; /* [plan.parts] */
    uint32_t shard;
    chn_str line;
    chn_done done;
    chn_code code; /* writing failed */
} tasking;

static chn_code make(tasking *k, making *m, const char *stage, uint32_t n,
                     uint32_t part, const char *ending)
{
    const char *path = chn_plan_path(&k->plan, stage, n, part, ending);
    if (!path)
        return chn_fail_memory(k->err);
    chn_sha256_init(&m->sum);
    m->lines = m->bytes = 0;
    const chn_code code = chn_out_open(&m->out, path, k->err);
    m->open = code == CHN_OK;
    return code;
}

static bool made(making *m, const char *p, size_t n)
{
    chn_sha256_put(&m->sum, p, n);
    m->bytes += n;
    return chn_out_write(&m->out, p, n);
}

/* Its name is given, or it goes; `to` gets what the mark says. */
static chn_code make_end(tasking *k, making *m, bool keep, uint32_t part,
                         chn_made *to)
{
    if (!m->open)
        return CHN_OK;
    m->open = false;
    *to = (chn_made){.part = part, .lines = m->lines, .bytes = m->bytes};
    chn_sha256_hex(&m->sum, to->sha256, 64);
    return chn_out_end(&m->out, keep, k->err);
}

/* ---- code ---- */

static chn_code print_job(void *user, chn_job *job)
{
    (void)user;
    return chn_result_print_mergeable(job->result, chn_run_to_job, job,
                                      &job->err);
}

/* Into the part that merges the key. */
static bool put_key(void *user, chn_str key)
{
    tasking *k = user;
    const uint32_t at = (uint32_t)(chn_hash(key.p, key.n, 0) % k->plan.parts);
    making *m = &k->part[at];
    if (!m->open)
        k->code = make(k, m, "code", k->shard, at, KEYED);
    if (k->code)
        return false;
    m->lines++;
    return made(m, key.p, key.n) && made(m, "\t", 1) &&
           made(m, k->line.p, k->line.n) && made(m, "\n", 1);
}

static bool emit(void *user, chn_job *job)
{
    tasking *k = user;
    chn_source_say(&k->source, k->term, job);
    if (job->failed)
        return true;
    chn_str rest = chn_str_n(job->out.p ? job->out.p : "", job->out.n);
    while (rest.n) {
        const char *nl = memchr(rest.p, '\n', rest.n);
        k->line = chn_str_n(rest.p, nl ? (size_t)(nl - rest.p) : rest.n);
        rest.p += k->line.n + (nl != NULL);
        rest.n -= k->line.n + (nl != NULL);
        k->done.claims++;
        const chn_code code =
            chn_merge_keys(k->line, &k->plan.merging, put_key, k, &job->err);
        if (code) {
            if (!k->code) /* made() said no: chn_out_end will tell why */
                k->code = code == CHN_ERR_OUTPUT ? CHN_OK : code;
            if (k->code && code != CHN_ERR_OUTPUT)
                *k->err = job->err;
            return false;
        }
    }
    return true;
}

static chn_code changed(const chn_piece *x, chn_err *err)
{
    return chn_fail(err, CHN_ERR_INPUT,
                    "%s: bytes %" PRIu64 " to %" PRIu64 " are not those that "
                    "the plan was made of; plan it anew",
                    x->file.p, x->from, x->to);
}

/* The bytes of a piece, mapped; freed with munmap. */
typedef struct mapped {
    void *p;
    size_t n;
} mapped;

static chn_code map_piece(const chn_piece *x, mapped *m, chn_err *err)
{
    struct stat st;
    char sum[65];
    const int fd = open(x->file.p, O_RDONLY | O_CLOEXEC);
    *m = (mapped){0};
    if (fd < 0 || fstat(fd, &st) != 0) {
        if (fd >= 0)
            (void)close(fd);
        return chn_fail(err, CHN_ERR_INPUT, "%s: it cannot be read", x->file.p);
    }
    const bool fits = x->from <= x->to && (uint64_t)st.st_size >= x->to &&
                      (!x->whole || (uint64_t)st.st_size == x->to);
    if (fits && x->to > 0) {
        m->n = (size_t)x->to;
        m->p = mmap(NULL, m->n, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    (void)close(fd);
    if (m->p == MAP_FAILED) {
        *m = (mapped){0};
        return chn_fail(err, CHN_ERR_INPUT, "%s: it cannot be mapped",
                        x->file.p);
    }
    chn_sha256 s;
    chn_sha256_init(&s);
    if (m->p)
        chn_sha256_put(&s, (const char *)m->p + x->from,
                       (size_t)(x->to - x->from));
    chn_sha256_hex(&s, sum, 64);
    return fits && strcmp(sum, x->sha256) == 0 ? CHN_OK : changed(x, err);
}

/* All pieces of the shard into the reader. */
static chn_code give_pieces(tasking *k, const chn_shard *s, mapped *maps)
{
    for (uint32_t i = 0; i < s->n_piece; i++) {
        const chn_piece *x = &s->piece[i];
        chn_code code = map_piece(x, &maps[i], k->err);
        if (code == CHN_OK && x->whole) {
            code = chn_reader_add(k->source.reader, x->file.p, k->err);
        } else if (code == CHN_OK) {
            chn_buf name; /* lines are counted from there */
            chn_buf_init(&name, CHN_LINE_MAX);
            chn_buf_fmt(&name, "%s+%" PRIu64, x->file.p, x->from);
            code = name.failed ? chn_fail_memory(k->err)
                               : chn_reader_add_bytes(
                                     k->source.reader, name.p, CHN_INPUT_JSONL,
                                     (const char *)maps[i].p + x->from,
                                     (size_t)(x->to - x->from), k->err);
            chn_buf_free(&name);
        }
        if (code)
            return code;
    }
    return CHN_OK;
}

static chn_code check_versions(const tasking *k)
{
    chn_buf b;
    chn_buf_init(&b, CHN_LINE_MAX);
    chn_put_versions(&b, k->source.engine);
    const bool same =
        !b.failed && chn_str_eq(chn_str_n(b.p, b.n), k->plan.versions);
    chn_code code = CHN_OK;
    if (!same)
        code = chn_fail(k->err, CHN_ERR_INPUT,
                        "the plan was made with %.*s, this is %s; run it with "
                        "the same, or plan anew",
                        (int)k->plan.versions.n, k->plan.versions.p,
                        b.p ? b.p : "");
    chn_buf_free(&b);
    return code;
}

static chn_code code_pieces(tasking *k, const chn_args *a, const chn_shard *s,
                            mapped *maps)
{
    chn_code code = chn_source_empty(&k->source, a, k->err);
    if (code == CHN_OK)
        code = check_versions(k);
    if (code == CHN_OK)
        code = give_pieces(k, s, maps);
    if (code)
        return code;
    const chn_pool_options po = {.engine = k->source.engine,
                                 .reader = k->source.reader,
                                 .threads = k->threads,
                                 .work = print_job,
                                 .emit = emit,
                                 .user = k};
    code = chn_pool_run(k->source.pool, &po, k->err);
    chn_source_say(&k->source, k->term, NULL);
    chn_reader_stats stats;
    memset(&stats, 0, sizeof stats);
    chn_reader_get_stats(k->source.reader, &stats);
    k->done.reports = stats.reports;
    k->done.failed = stats.failed + k->source.uncoded;
    if (code == CHN_OK && k->source.internal)
        code = chn_fail(k->err, CHN_ERR_INTERNAL,
                        "shard %u: a report could not be coded",
                        (unsigned)k->shard);
    return code ? code : k->code;
}

/* The parts' files, then the mark. */
static chn_code end_shard(tasking *k, chn_code code)
{
    k->done.made = CHN_NEW(k->plan.arena, chn_made, k->plan.parts);
    if (code == CHN_OK && !k->done.made)
        code = chn_fail_memory(k->err);
    for (uint32_t i = 0; i < k->plan.parts; i++) {
        chn_made to;
        const bool some = k->part[i].open;
        const chn_err kept = *k->err;
        const chn_code end = make_end(k, &k->part[i], code == CHN_OK, i, &to);
        if (code)
            *k->err = kept;
        code = code ? code : end;
        if (code == CHN_OK && some)
            k->done.made[k->done.n++] = to;
    }
    return code ? code
                : chn_done_write(&k->plan, "code", k->shard, &k->done, k->err);
}

static chn_code code_shard(tasking *k, const chn_args *a, uint32_t n)
{
    const chn_shard *s = &k->plan.shard[n];
    mapped *maps = CHN_NEW(k->plan.arena, mapped, s->n_piece);
    k->part = CHN_NEW(k->plan.arena, making, k->plan.parts);
    if (!maps || !k->part)
        return chn_fail_memory(k->err);
    k->shard = n;
    k->done = (chn_done){0};
    chn_code code = code_pieces(k, a, s, maps);
    chn_source_close(&k->source);
    code = end_shard(k, code);
    for (uint32_t i = 0; i < s->n_piece; i++)
        if (maps[i].p)
            (void)munmap(maps[i].p, maps[i].n);
    return code;
}

static chn_code run_code(tasking *k, uint32_t task, uint32_t *skipped,
                         chn_done *sum)
{
    static char tool[] = "chancery";
    static char code_word[] = "code";
    char **argv = CHN_NEW(k->plan.arena, char *, k->plan.n_options + 3);
    chn_args a;
    if (!argv)
        return chn_fail_memory(k->err);
    argv[0] = tool;
    argv[1] = code_word;
    for (uint32_t i = 0; i < k->plan.n_options; i++)
        argv[2 + i] = k->plan.options[i];
    argv[2 + k->plan.n_options] = code_word; /* a path, never opened */
    chn_code code =
        chn_args_parse((int)k->plan.n_options + 3, argv, NULL, &a, k->err);
    for (uint32_t i = 0; i < k->plan.n_shard && code == CHN_OK; i++) {
        if (k->plan.shard[i].task != task)
            continue;
        const bool done = chn_done_read(&k->plan, "code", i, KEYED, &k->done);
        *skipped += done;
        if (!done)
            code = code_shard(k, &a, i);
        sum->reports += k->done.reports;
        sum->failed += k->done.failed;
        sum->claims += k->done.claims;
    }
    chn_args_free(&a);
    return code;
}

/* ---- merge ---- */

/* Lines in memory, to be sorted. */
typedef struct heap {
    chn_arena *arena;
    chn_str *line; /* [n] */
    uint32_t n, cap;
} heap;

static chn_code heap_put(heap *h, chn_str line, chn_err *err)
{
    void *p = h->line;
    if (!chn_arena_grow(h->arena, &p, &h->cap, h->n + 1, sizeof *h->line))
        return chn_fail_memory(err);
    h->line = p;
    h->line[h->n] = chn_arena_str(h->arena, line.p, line.n);
    return h->line[h->n++].p ? CHN_OK : chn_fail_memory(err);
}

static int line_cmp(const void *a, const void *b)
{
    return chn_str_cmp(*(const chn_str *)a, *(const chn_str *)b);
}

static void heap_sort(heap *h)
{
    if (h->n > 1)
        qsort(h->line, h->n, sizeof *h->line, line_cmp);
}

/* What was read is what the mark of its maker says, to the last bit? */
static chn_code check_sum(chn_lines *l, const chn_made *x, chn_err *err)
{
    char sum[65];
    chn_sha256_hex(&l->sum, sum, 64);
    if (l->bytes == x->bytes && strcmp(sum, x->sha256) == 0)
        return CHN_OK;
    return chn_fail(err, CHN_ERR_INPUT,
                    "%s is damaged; remove it and run the task that makes it "
                    "again",
                    l->path);
}

static chn_code read_part(tasking *k, uint32_t shard, const chn_made *x,
                          heap *h)
{
    chn_lines l;
    chn_str line;
    const char *path = chn_plan_path(&k->plan, "code", shard, x->part, KEYED);
    if (!path)
        return chn_fail_memory(k->err);
    chn_code code = chn_lines_open(&l, path, k->err);
    if (code)
        return code;
    int got = 0;
    while (code == CHN_OK && (got = chn_lines_next(&l, &line, k->err)) == 1)
        code = heap_put(h, line, k->err);
    if (got < 0)
        code = k->err->code;
    if (code == CHN_OK)
        code = check_sum(&l, x, k->err);
    chn_lines_close(&l);
    return code;
}

static chn_code read_parts(tasking *k, uint32_t part, heap *h)
{
    chn_code code = CHN_OK;
    for (uint32_t i = 0; i < k->plan.n_shard && code == CHN_OK; i++) {
        chn_done d;
        if (!chn_done_read(&k->plan, "code", i, KEYED, &d))
            return chn_fail(k->err, CHN_ERR_INPUT,
                            "shard %u is not coded; run task %u first",
                            (unsigned)i, (unsigned)k->plan.shard[i].task);
        for (uint32_t f = 0; f < d.n && code == CHN_OK; f++)
            if (d.made[f].part == part)
                code = read_part(k, i, &d.made[f], h);
    }
    return code;
}

typedef struct events {
    heap h;
    chn_err *err;
    chn_code code;
} events;

static bool keep_event(void *user, const char *p, size_t n)
{
    events *e = user;
    e->code = heap_put(&e->h, chn_str_n(p, n), e->err);
    return e->code == CHN_OK;
}

/* Each run of one key by itself. */
static chn_code merge_runs(tasking *k, const heap *h, events *e)
{
    chn_merging *m = chn_merging_new(&k->plan.merging, k->err);
    chn_code code = m ? CHN_OK : k->err->code;
    for (uint32_t i = 0; i < h->n && code == CHN_OK;) {
        const char *tab = memchr(h->line[i].p, '\t', h->line[i].n);
        if (!tab) {
            code = chn_fail(k->err, CHN_ERR_INPUT, "a claim has no key");
            break;
        }
        const size_t n = (size_t)(tab - h->line[i].p);
        const chn_str key = chn_arena_str(e->h.arena, h->line[i].p, n);
        if (!key.p) {
            code = chn_fail_memory(k->err);
            break;
        }
        for (; code == CHN_OK && i < h->n && h->line[i].n > n &&
               chn_str_eq(chn_str_n(h->line[i].p, n), key) &&
               h->line[i].p[n] == '\t';
             i++)
            code = chn_merging_add(
                m, chn_str_n(h->line[i].p + n + 1, h->line[i].n - n - 1),
                k->err);
        if (code == CHN_OK)
            code = chn_merging_events(m, key.p, keep_event, e, k->err);
        code = e->code ? e->code : code;
    }
    chn_merging_free(m);
    return code;
}

static chn_code write_events(tasking *k, uint32_t part, const heap *h)
{
    making m;
    chn_made to;
    memset(&m, 0, sizeof m);
    chn_code code = make(k, &m, "merge", part, CHN_NO_PART, JSONL);
    if (code)
        return code;
    bool ok = true;
    for (uint32_t i = 0; i < h->n && ok; i++, m.lines++)
        ok = made(&m, h->line[i].p, h->line[i].n);
    code = make_end(k, &m, true, CHN_NO_PART, &to);
    k->done.made = &to;
    k->done.n = 1;
    k->done.events = h->n;
    return code ? code
                : chn_done_write(&k->plan, "merge", part, &k->done, k->err);
}

static chn_code run_merge(tasking *k, uint32_t part)
{
    heap h = {.arena = chn_arena_new(ARENA_MAX)};
    events e = {.h = {.arena = chn_arena_new(ARENA_MAX)}, .err = k->err};
    chn_code code = h.arena && e.h.arena ? CHN_OK : chn_fail_memory(k->err);
    k->done = (chn_done){0};
    if (code == CHN_OK)
        code = read_parts(k, part, &h);
    heap_sort(&h);
    k->done.claims = h.n; /* with the copies at edges */
    if (code == CHN_OK)
        code = merge_runs(k, &h, &e);
    heap_sort(&e.h);
    if (code == CHN_OK)
        code = write_events(k, part, &e.h);
    chn_arena_free(h.arena);
    chn_arena_free(e.h.arena);
    return code;
}

/* ---- finish ---- */

typedef struct tributary {
    chn_lines lines;
    chn_str line;
    chn_made made;
    bool open, some;
} tributary;

static chn_code next_line(tributary *x, chn_err *err)
{
    const int got = chn_lines_next(&x->lines, &x->line, err);
    x->some = got == 1;
    if (got < 0)
        return err->code;
    return got ? CHN_OK : check_sum(&x->lines, &x->made, err);
}

static chn_code open_parts(tasking *k, tributary *x)
{
    for (uint32_t i = 0; i < k->plan.parts; i++) {
        chn_done d;
        if (!chn_done_read(&k->plan, "merge", i, JSONL, &d) || d.n != 1)
            return chn_fail(k->err, CHN_ERR_INPUT,
                            "part %u is not merged; run task %u first",
                            (unsigned)i, (unsigned)(k->plan.tasks + i));
        x[i].made = d.made[0];
        const char *path =
            chn_plan_path(&k->plan, "merge", i, CHN_NO_PART, JSONL);
        if (!path)
            return chn_fail_memory(k->err);
        chn_code code = chn_lines_open(&x[i].lines, path, k->err);
        x[i].open = code == CHN_OK;
        if (code == CHN_OK)
            code = next_line(&x[i], k->err);
        if (code)
            return code;
    }
    return CHN_OK;
}

static chn_code join_parts(tasking *k, tributary *x, making *m)
{
    for (;;) {
        tributary *first = NULL;
        for (uint32_t i = 0; i < k->plan.parts; i++)
            if (x[i].some &&
                (!first || chn_str_cmp(x[i].line, first->line) < 0))
                first = &x[i];
        if (!first)
            return CHN_OK;
        m->lines++;
        if (!made(m, first->line.p, first->line.n) || !made(m, "\n", 1))
            return CHN_OK; /* chn_out_end says why */
        const chn_code code = next_line(first, k->err);
        if (code)
            return code;
    }
}

/* A file that nobody has written to for so long belongs to no task that still
 * runs: a scheduler may run one twice. */
#define LEFT_SECONDS 3600

/* "code-00003.p007.keyed.a1B2c3": a file that is, or was, being made. */
static bool is_temporary(const char *name)
{
    const char *dot = strrchr(name, '.');
    if (!dot || strlen(dot) != 7)
        return false;
    const chn_str stem = chn_str_n(name, (size_t)(dot - name));
    static const char *const tails[] = {KEYED, JSONL, ".done"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        const size_t n = strlen(tails[i]);
        if (stem.n > n && memcmp(stem.p + stem.n - n, tails[i], n) == 0)
            return strncmp(name, "code-", 5) == 0 ||
                   strncmp(name, "merge-", 6) == 0 ||
                   strncmp(name, "events.", 7) == 0;
    }
    return false;
}

/* What killed tasks left. */
static void clear_left(const tasking *k)
{
    const time_t now = time(NULL);
    struct stat st;
    const chn_str folder =
        chn_arena_str(k->plan.arena, k->plan.folder.p, k->plan.folder.n);
    DIR *d = opendir(folder.p && folder.n ? folder.p : ".");
    const struct dirent *e;
    while (d && (e = readdir(d)) != NULL) /* NOLINT(concurrency-mt-unsafe) */
        if (is_temporary(e->d_name) &&
            fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
            st.st_mtime < now - LEFT_SECONDS)
            (void)unlinkat(dirfd(d), e->d_name, 0);
    if (d)
        (void)closedir(d);
}

static chn_code run_finish(tasking *k)
{
    making m;
    chn_made to;
    memset(&m, 0, sizeof m);
    tributary *x = CHN_NEW(k->plan.arena, tributary, k->plan.parts);
    if (!x)
        return chn_fail_memory(k->err);
    k->done = (chn_done){0};
    for (uint32_t i = 0; i < k->plan.n_shard; i++) {
        chn_done d;
        if (chn_done_read(&k->plan, "code", i, KEYED, &d)) {
            k->done.reports += d.reports;
            k->done.failed += d.failed;
            k->done.claims += d.claims;
        }
    }
    chn_code code = open_parts(k, x);
    if (code == CHN_OK)
        code = make(k, &m, "events", CHN_NO_PART, CHN_NO_PART, JSONL);
    if (code == CHN_OK)
        code = join_parts(k, x, &m);
    const chn_err kept = *k->err;
    const chn_code end = make_end(k, &m, code == CHN_OK, CHN_NO_PART, &to);
    if (code)
        *k->err = kept;
    code = code ? code : end;
    for (uint32_t i = 0; i < k->plan.parts; i++)
        if (x[i].open)
            chn_lines_close(&x[i].lines);
    if (code)
        return code;
    k->done.events = m.lines;
    k->done.made = &to;
    k->done.n = 1;
    clear_left(k);
    return chn_done_write(&k->plan, "events", CHN_NO_PART, &k->done, k->err);
}

/* ---- one of them ---- */

static void say_done(const tasking *k, const char *what, uint32_t n,
                     const chn_done *d, bool skipped)
{
    if (skipped)
        chn_say(k->term, "%s %u: done before", what, (unsigned)n);
    else if (d->reports || strcmp(what, "code") == 0)
        chn_say(k->term,
                "%s %u: %" PRIu64 " reports, %" PRIu64 " failed, %" PRIu64
                " claims, %" PRIu64 " events",
                what, (unsigned)n, d->reports, d->failed, d->claims, d->events);
    else
        chn_say(k->term,
                "%s %u: %" PRIu64 " claims with copies, %" PRIu64 " events",
                what, (unsigned)n, d->claims, d->events);
}

static chn_code run_index(tasking *k, uint32_t index)
{
    chn_plan *p = &k->plan;
    chn_code code = CHN_OK;
    if (index < p->tasks) {
        uint32_t skipped = 0;
        uint32_t all = 0;
        chn_done sum = {0};
        for (uint32_t i = 0; i < p->n_shard; i++)
            all += p->shard[i].task == index;
        code = run_code(k, index, &skipped, &sum);
        if (code == CHN_OK)
            say_done(k, "code", index, &sum, skipped == all);
        return code;
    }
    index -= p->tasks;
    if (index < p->parts) {
        const bool done = chn_done_read(p, "merge", index, JSONL, &k->done);
        if (!done)
            code = run_merge(k, index);
        if (code == CHN_OK)
            say_done(k, "merge", index, &k->done, done);
        return code;
    }
    if (index > p->parts)
        return chn_fail(k->err, CHN_ERR_ARGUMENT, "the plan has tasks 0 to %u",
                        (unsigned)(p->tasks + p->parts));
    const bool done = chn_done_read(p, "events", CHN_NO_PART, JSONL, &k->done);
    if (!done)
        code = run_finish(k);
    if (code == CHN_OK)
        say_done(k, "finish", 0, &k->done, done);
    return code;
}

int chn_cmd_run_task(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    tasking *k = chn_calloc(1, sizeof *k);
    if (!k) {
        (void)chn_fail_memory(&err);
        return chn_exit_say(t, &err);
    }
    k->term = t;
    k->err = &err;
    k->threads = a->threads ? a->threads : 1;
    chn_code code = chn_plan_read(&k->plan, a->plan, &err);
    if (code == CHN_OK)
        code = run_index(k, a->index);
    chn_plan_free(&k->plan);
    chn_free(k);
    return code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
}
