/* SPDX-License-Identifier: Apache-2.0 */
/* chancery plan: a large input cut into tasks. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/limits.h"
#include "cli.h"
#include "out.h"
#include "plan.h"
#include "source.h"
#include "spread.h"

#define ARENA_MAX ((size_t)1 << 36)
#define TEXT_MAX ((size_t)1 << 30)
#define TASKS_DEFAULT 8u
#define CHUNK (1u << 20)
#define PATH_BYTES 4096

typedef struct given {
    chn_str path; /* absolute */
    uint64_t bytes;
} given;

typedef struct planning {
    const chn_args *args;
    chn_term *term;
    chn_arena *arena;
    given *file; /* [n] */
    uint32_t n, cap;
    uint64_t total, target; /* bytes: of all, of a shard */
    chn_shard *shard;       /* [n_shard] */
    uint32_t n_shard, cap_shard;
    uint32_t cap_piece; /* of the last shard */
    uint64_t filled;    /* bytes of the last shard */
    chn_code code;
    chn_err *err;
} planning;

static void notice(void *user, const chn_notice *n)
{
    planning *p = user;
    chn_say(p->term, "%s", n->text);
}

static chn_code absolute(chn_arena *a, const char *path, chn_str *out,
                         chn_err *err)
{
    char here[PATH_BYTES];
    chn_buf b;
    if (path[0] != '/' && !getcwd(here, sizeof here))
        return chn_fail(err, CHN_ERR_INPUT,
                        "%s: the full path of this folder is not to be had; "
                        "give that of the file",
                        path);
    chn_buf_init(&b, TEXT_MAX);
    if (path[0] != '/')
        chn_buf_fmt(&b, "%s/", strcmp(here, "/") == 0 ? "" : here);
    chn_buf_z(&b, path);
    *out = chn_arena_str(a, b.p ? b.p : "", b.n);
    chn_buf_free(&b);
    return out->p ? CHN_OK : chn_fail_memory(err);
}

static void add_file(void *user, const char *path)
{
    planning *p = user;
    struct stat st;
    given x;
    if (p->code)
        return;
    p->code = absolute(p->arena, path, &x.path, p->err);
    if (p->code)
        return;
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode)) {
        p->code = chn_fail(p->err, CHN_ERR_INPUT,
                           "%s is no file; tasks read plain files", path);
        return;
    }
    x.bytes = (uint64_t)st.st_size;
    p->total += x.bytes;
    void *v = p->file;
    if (!chn_arena_grow(p->arena, &v, &p->cap, p->n + 1, sizeof *p->file)) {
        p->code = chn_fail_memory(p->err);
        return;
    }
    p->file = v;
    p->file[p->n++] = x;
}

/* ---- cutting ---- */

static chn_code add_piece(planning *p, chn_piece piece)
{
    const bool full = p->n_shard == 0 || p->filled >= p->target;
    void *v;
    if (full) {
        v = p->shard;
        if (!chn_arena_grow(p->arena, &v, &p->cap_shard, p->n_shard + 1,
                            sizeof *p->shard))
            return chn_fail_memory(p->err);
        p->shard = v;
        p->shard[p->n_shard++] = (chn_shard){0};
        p->cap_piece = 0;
        p->filled = 0;
    }
    chn_shard *s = &p->shard[p->n_shard - 1];
    v = s->piece;
    if (!chn_arena_grow(p->arena, &v, &p->cap_piece, s->n_piece + 1,
                        sizeof *s->piece))
        return chn_fail_memory(p->err);
    s->piece = v;
    s->piece[s->n_piece++] = piece;
    p->filled += piece.to - piece.from;
    return CHN_OK;
}

static bool ends_in(chn_str s, const char *tail)
{
    const size_t n = strlen(tail);
    return s.n > n && memcmp(s.p + s.n - n, tail, n) == 0;
}

/* JSON Lines can be cut between two lines; compressed ones cannot. */
static bool can_cut(const planning *p, const given *f, const char *head,
                    size_t n)
{
    if (n > 1 && ((head[0] == '\x1f' && head[1] == '\x8b') ||
                  (head[0] == '\x28' && head[1] == '\xb5')))
        return false;
    return p->args->input == CHN_INPUT_JSONL ||
           (p->args->input == CHN_INPUT_AUTO &&
            (ends_in(f->path, ".jsonl") || ends_in(f->path, ".ndjson")));
}

/* A piece as it grows. */
typedef struct cutting {
    chn_sha256 sum;
    uint64_t from, at;
    bool cut; /* may be cut at all */
} cutting;

static chn_code end_piece(planning *p, const given *f, cutting *c, bool last)
{
    chn_piece piece = {.file = f->path,
                       .from = c->from,
                       .to = c->at,
                       .whole = last && c->from == 0};
    chn_sha256_hex(&c->sum, piece.sha256, 64);
    chn_sha256_init(&c->sum);
    c->from = c->at;
    return add_piece(p, piece);
}

/* One chunk of the file: pieces end at the first line that is over once the
 * shard is full. */
static chn_code cut_chunk(planning *p, const given *f, cutting *c,
                          const char *b, size_t n)
{
    while (n > 0) {
        const uint64_t held =
            p->n_shard && p->filled < p->target ? p->filled : 0;
        const uint64_t want = p->target - held;
        const uint64_t have = c->at - c->from;
        size_t skip = have < want ? (size_t)(want - have) : 1;
        const char *nl = NULL;
        if (c->cut && skip <= n)
            nl = memchr(b + skip - 1, '\n', n - skip + 1);
        const size_t take = nl ? (size_t)(nl + 1 - b) : n;
        chn_sha256_put(&c->sum, b, take);
        c->at += take;
        b += take;
        n -= take;
        if (nl && c->at < f->bytes) {
            const chn_code code = end_piece(p, f, c, false);
            if (code)
                return code;
        }
    }
    return CHN_OK;
}

static chn_code cut_file(planning *p, const given *f)
{
    char *chunk = CHN_NEW(p->arena, char, CHUNK);
    const int fd = chunk ? open(f->path.p, O_RDONLY | O_CLOEXEC) : -1;
    cutting c = {.from = 0};
    chn_code code = CHN_OK;
    ssize_t n = fd < 0 ? -1 : 1;
    chn_sha256_init(&c.sum);
    while (n > 0 && code == CHN_OK) {
        n = read(fd, chunk, CHUNK);
        if (n > 0) {
            if (c.at == 0)
                c.cut = can_cut(p, f, chunk, (size_t)n);
            code = cut_chunk(p, f, &c, chunk, (size_t)n);
        } else if (n < 0 && errno == EINTR) {
            n = 1;
        }
    }
    if (fd >= 0)
        (void)close(fd);
    if (n < 0)
        return chn_fail(p->err, CHN_ERR_INPUT, "%s: it cannot be read",
                        f->path.p);
    if (code == CHN_OK && c.at != f->bytes)
        return chn_fail(p->err, CHN_ERR_INPUT,
                        "%s changed while it was read; plan it when it is "
                        "whole",
                        f->path.p);
    if (code == CHN_OK && (c.at > c.from || f->bytes == 0))
        code = end_piece(p, f, &c, true);
    chn_arena_release(p->arena, chunk, CHUNK, 1);
    return code;
}

/* ---- the plan's file ---- */

static void put_option(chn_buf *b, const char *name, const char *value)
{
    chn_buf_z(b, b->n ? "," : "");
    chn_buf_json(b, chn_str_of(name));
    if (!value)
        return;
    chn_buf_char(b, ',');
    chn_buf_json(b, chn_str_of(value));
}

/* Options of chancery code, as words of its command line. */
static chn_code put_options(planning *p, chn_buf *b)
{
    static const char *const kinds[] = {"auto", "text", "jsonl",
                                        "warc", "feed", "html"};
    const chn_args *a = p->args;
    chn_str full = {"", 0};
    chn_code code = CHN_OK;
    for (size_t i = 0; i < a->n_maps; i++)
        put_option(b, "--map", a->maps[i]);
    for (size_t i = 0; i < a->n_data && code == CHN_OK; i++) {
        code = absolute(p->arena, a->data[i], &full, p->err);
        if (code == CHN_OK)
            put_option(b, "--data", full.p);
    }
    if (code == CHN_OK && a->model) {
        code = absolute(p->arena, a->model, &full, p->err);
        if (code == CHN_OK)
            put_option(b, "--model", full.p);
    }
    if (a->scale)
        put_option(b, "--scale", a->scale);
    if ((size_t)a->input < sizeof kinds / sizeof *kinds &&
        a->input != CHN_INPUT_AUTO)
        put_option(b, "--input", kinds[a->input]);
    if (a->any_language)
        put_option(b, "--any-language", NULL);
    if (a->min_confidence) {
        char share[8] = "0.00";
        share[0] = (char)('0' + a->min_confidence / 100);
        share[2] = (char)('0' + a->min_confidence / 10 % 10);
        share[3] = (char)('0' + a->min_confidence % 10);
        put_option(b, "--min-confidence", share);
    }
    return code;
}

static void put_shards(const planning *p, uint32_t tasks, chn_buf *b)
{
    for (uint32_t i = 0; i < p->n_shard; i++) {
        const chn_shard *s = &p->shard[i];
        chn_buf_fmt(b, "%s\n {\"task\":%u,\"pieces\":[", i ? "," : "",
                    (unsigned)((uint64_t)i * tasks / p->n_shard));
        for (uint32_t k = 0; k < s->n_piece; k++) {
            const chn_piece *x = &s->piece[k];
            chn_buf_z(b, k ? ",\n  {\"file\":" : "{\"file\":");
            chn_buf_json(b, x->file);
            chn_buf_fmt(b,
                        ",\"from\":%" PRIu64 ",\"to\":%" PRIu64
                        ",\"sha256\":\"%s\",\"whole\":%s}",
                        x->from, x->to, x->sha256, x->whole ? "true" : "false");
        }
        chn_buf_z(b, "]}");
    }
}

static chn_code put_plan(planning *p, uint32_t tasks, uint32_t parts,
                         chn_buf *b)
{
    chn_merging_options m;
    chn_buf options;
    chn_engine *e = chn_engine_of(p->args, p->err);
    if (!e)
        return p->err->code;
    chn_merging_of_args(p->args, &m);
    chn_buf_init(&options, TEXT_MAX);
    const chn_code code = put_options(p, &options);
    chn_buf_fmt(b, "{\"chancery_plan\":%u,\n\"versions\":", CHN_PLAN_FORMAT);
    chn_put_versions(b, e);
    chn_buf_fmt(b,
                ",\n\"merging\":{\"window\":%d,\"points\":%d,\"days\":%u},\n"
                "\"tasks\":%u,\"parts\":%u,\n\"options\":[",
                (int)m.window, (int)m.points, (unsigned)m.days, (unsigned)tasks,
                (unsigned)parts);
    chn_buf_str(b, chn_str_n(options.p ? options.p : "", options.n));
    chn_buf_z(b, "],\n\"shards\":[");
    put_shards(p, tasks, b);
    chn_buf_z(b, "]}\n");
    const bool failed = b->failed || options.failed;
    chn_buf_free(&options);
    chn_engine_free(e);
    return code ? code : failed ? chn_fail_memory(p->err) : CHN_OK;
}

static chn_code make_folder(const char *plan, chn_arena *a, chn_err *err)
{
    const char *slash = strrchr(plan, '/');
    if (!slash || slash == plan)
        return CHN_OK;
    const chn_str folder = chn_arena_str(a, plan, (size_t)(slash - plan));
    if (!folder.p)
        return chn_fail_memory(err);
    if (mkdir(folder.p, 0777) != 0 && errno != EEXIST)
        return chn_fail(err, CHN_ERR_OUTPUT,
                        "cannot make the folder \"%s\"; make it first",
                        folder.p);
    return CHN_OK;
}

static chn_code plan_all(planning *p)
{
    const chn_args *a = p->args;
    for (size_t i = 0; i < a->n_operands && p->code == CHN_OK; i++) {
        const chn_code code =
            chn_reader_files(a->operands[i], notice, add_file, p, p->err);
        p->code = p->code ? p->code : code;
    }
    if (p->code)
        return p->code;
    if (p->n == 0)
        return chn_fail(p->err, CHN_ERR_INPUT,
                        "no reports found; name a file, or a folder with "
                        "files");
    uint32_t tasks = a->tasks ? a->tasks : TASKS_DEFAULT;
    const uint32_t shards = a->shards ? a->shards : tasks;
    p->target = p->total / shards + 1;
    for (uint32_t i = 0; i < p->n && p->code == CHN_OK; i++)
        p->code = cut_file(p, &p->file[i]);
    if (p->code)
        return p->code;
    if (tasks > p->n_shard)
        tasks = p->n_shard;
    uint32_t parts = a->parts ? a->parts : tasks;
    if (parts > CHN_PARTS_MAX)
        parts = CHN_PARTS_MAX;
    chn_buf b;
    chn_out out;
    chn_buf_init(&b, TEXT_MAX);
    chn_code code = put_plan(p, tasks, parts, &b);
    if (code == CHN_OK)
        code = make_folder(a->output, p->arena, p->err);
    if (code == CHN_OK)
        code = chn_out_open(&out, a->output, p->err);
    if (code == CHN_OK) {
        (void)chn_out_write(&out, b.p, b.n);
        code = chn_out_end(&out, true, p->err);
    }
    chn_buf_free(&b);
    if (code)
        return code;
    code = chn_out_open(&out, NULL, p->err);
    if (code)
        return code;
    chn_buf_fmt(&out.buf, "code=0-%u\nmerge=%u-%u\nfinish=%u\n",
                (unsigned)(tasks - 1), (unsigned)tasks,
                (unsigned)(tasks + parts - 1), (unsigned)(tasks + parts));
    return chn_out_end(&out, true, p->err);
}

int chn_cmd_plan(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    planning p = {
        .args = a, .term = t, .arena = chn_arena_new(ARENA_MAX), .err = &err};
    const chn_code code = p.arena ? plan_all(&p) : chn_fail_memory(&err);
    chn_arena_free(p.arena);
    return code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
}
