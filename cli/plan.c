/* SPDX-License-Identifier: Apache-2.0 */
/* See plan.h. */
#include "plan.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/jsonview.h"
#include "lines.h"
#include "out.h"

#define PLAN_MAX ((size_t)1 << 30)
#define ARENA_MAX ((size_t)1 << 40)
#define NAME_MAX_BYTES 8192u

void chn_put_versions(chn_buf *b, const chn_engine *e)
{
    const char *const names[] = {"chancery", "data", "rules", "model", "scale"};
    const char *const is[] = {chn_version(), chn_engine_data_version(e),
                              chn_engine_rules_version(e),
                              chn_engine_model_version(e), chn_engine_scale(e)};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        chn_buf_fmt(b, "%s\"%s\":", i ? "," : "{", names[i]);
        chn_buf_json(b, chn_str_of(is[i]));
    }
    chn_buf_char(b, '}');
}

chn_code chn_file_read(const char *path, chn_buf *b, chn_err *err)
{
    char why[128];
    char chunk[65536];
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : 1;
    while (n > 0) {
        n = read(fd, chunk, sizeof chunk);
        if (n > 0)
            chn_buf_put(b, chunk, (size_t)n);
        else if (n < 0 && errno == EINTR)
            n = 1;
    }
    if (n < 0)
        chn_errno_text(errno, why, sizeof why);
    if (fd >= 0)
        (void)close(fd);
    if (n < 0)
        return chn_fail(err, CHN_ERR_INPUT, "cannot read \"%s\": %s", path,
                        why);
    return b->failed ? chn_fail_memory(err) : CHN_OK;
}

/* ---- reading a plan ---- */

static uint64_t number_of(chn_str json)
{
    uint64_t v = 0;
    for (size_t i = 0; i < json.n && i < 19; i++) {
        if (json.p[i] < '0' || json.p[i] > '9')
            return 0;
        v = v * 10 + (uint64_t)(json.p[i] - '0');
    }
    return v;
}

static chn_str text_of(chn_arena *a, chn_str json)
{
    chn_buf b;
    chn_buf_init(&b, PLAN_MAX);
    chn_json_text(&b, json);
    const chn_str kept = chn_arena_str(a, b.p ? b.p : "", b.n);
    chn_buf_free(&b);
    return kept;
}

static void sum_of(chn_str json, char out[65])
{
    const size_t n = json.n == 66 ? 64 : 0;
    if (n)
        memcpy(out, json.p + 1, n);
    out[n] = '\0';
}

static uint32_t count(chn_str array)
{
    uint32_t n = 0;
    chn_str one;
    for (size_t at = 0; chn_json_element(array, &at, &one);)
        n++;
    return n;
}

static chn_code read_pieces(chn_plan *p, chn_str json, chn_shard *s,
                            chn_err *err)
{
    static const char *const names[] = {"file", "from", "to", "sha256",
                                        "whole"};
    chn_str one;
    chn_str v[5];
    const uint32_t n = count(json);
    s->piece = CHN_NEW(p->arena, chn_piece, n);
    if (!s->piece)
        return chn_fail_memory(err);
    for (size_t at = 0; s->n_piece < n && chn_json_element(json, &at, &one);) {
        chn_piece *x = &s->piece[s->n_piece++];
        chn_json_members(one, names, 5, v);
        x->file = text_of(p->arena, v[0]);
        x->from = number_of(v[1]);
        x->to = number_of(v[2]);
        sum_of(v[3], x->sha256);
        x->whole = chn_str_is(v[4], "true");
        if (!x->file.p)
            return chn_fail_memory(err);
    }
    return CHN_OK;
}

static chn_code read_shards(chn_plan *p, chn_str json, chn_err *err)
{
    chn_str one;
    const uint32_t n = count(json);
    p->shard = CHN_NEW(p->arena, chn_shard, n);
    if (!p->shard)
        return chn_fail_memory(err);
    chn_code code = CHN_OK;
    for (size_t at = 0; code == CHN_OK && p->n_shard < n &&
                        chn_json_element(json, &at, &one);) {
        chn_shard *s = &p->shard[p->n_shard++];
        s->task = (uint32_t)number_of(chn_json_member(one, "task"));
        code = read_pieces(p, chn_json_member(one, "pieces"), s, err);
    }
    return code;
}

static chn_code read_options(chn_plan *p, chn_str json, chn_err *err)
{
    chn_str one;
    const uint32_t n = count(json);
    p->options = CHN_NEW(p->arena, char *, n + 2);
    if (!p->options)
        return chn_fail_memory(err);
    for (size_t at = 0;
         p->n_options < n && chn_json_element(json, &at, &one);) {
        const chn_str v = text_of(p->arena, one);
        char *z = CHN_NEW(p->arena, char, v.n + 1);
        if (!v.p || !z)
            return chn_fail_memory(err);
        memcpy(z, v.p, v.n);
        p->options[p->n_options++] = z;
    }
    return CHN_OK;
}

static chn_code parse(chn_plan *p, const char *path, chn_str json, chn_err *err)
{
    static const char *const names[] = {"chancery_plan", "versions", "merging",
                                        "tasks",         "parts",    "options",
                                        "shards"};
    chn_str v[7];
    chn_json_members(json, names, 7, v);
    const uint64_t tasks = number_of(v[3]);
    const uint64_t parts = number_of(v[4]);
    if (number_of(v[0]) != CHN_PLAN_FORMAT || !tasks || !parts ||
        tasks > UINT32_MAX / 4 || parts > UINT32_MAX / 4)
        return chn_fail(err, CHN_ERR_INPUT,
                        "%s is no plan, or one of another version of chancery; "
                        "make it anew with: chancery plan",
                        path);
    p->versions = chn_arena_str(p->arena, v[1].p, v[1].n);
    p->tasks = (uint32_t)tasks;
    p->parts = (uint32_t)parts;
    chn_merging_options_init(&p->merging);
    p->merging.window = (int32_t)number_of(chn_json_member(v[2], "window"));
    p->merging.points = (int32_t)number_of(chn_json_member(v[2], "points"));
    p->merging.days = (uint32_t)number_of(chn_json_member(v[2], "days"));
    chn_code code = p->versions.p ? CHN_OK : chn_fail_memory(err);
    if (code == CHN_OK)
        code = read_options(p, v[5], err);
    if (code == CHN_OK)
        code = read_shards(p, v[6], err);
    return code;
}

chn_code chn_plan_read(chn_plan *p, const char *path, chn_err *err)
{
    *p = (chn_plan){0};
    p->arena = chn_arena_new(ARENA_MAX);
    if (!p->arena)
        return chn_fail_memory(err);
    const char *slash = strrchr(path, '/');
    p->folder = chn_str_n(path, slash ? (size_t)(slash + 1 - path) : 0);
    chn_buf b;
    chn_buf_init(&b, PLAN_MAX);
    chn_code code = chn_file_read(path, &b, err);
    if (code == CHN_OK) {
        chn_sha256 s;
        chn_sha256_init(&s);
        chn_sha256_put(&s, b.p ? b.p : "", b.n);
        chn_sha256_hex(&s, p->digest, 16);
        code = parse(p, path, chn_str_n(b.p ? b.p : "", b.n), err);
    }
    chn_buf_free(&b);
    return code;
}

void chn_plan_free(chn_plan *p)
{
    chn_arena_free(p->arena);
    *p = (chn_plan){0};
}

char *chn_plan_path(const chn_plan *p, const char *stage, uint32_t n,
                    uint32_t part, const char *ending)
{
    chn_buf b;
    chn_buf_init(&b, NAME_MAX_BYTES);
    chn_buf_str(&b, p->folder);
    chn_buf_z(&b, stage);
    if (n != CHN_NO_PART)
        chn_buf_fmt(&b, "-%05u", (unsigned)n);
    if (part != CHN_NO_PART)
        chn_buf_fmt(&b, ".p%03u", (unsigned)part);
    chn_buf_z(&b, ending);
    char *z = b.failed ? NULL : CHN_NEW(p->arena, char, b.n + 1);
    if (z)
        memcpy(z, b.p, b.n);
    chn_buf_free(&b);
    return z;
}

/* ---- what is done ---- */

static bool files_fit(chn_plan *p, const char *stage, uint32_t n,
                      const char *ending, const chn_done *d)
{
    for (uint32_t i = 0; i < d->n; i++) {
        struct stat st;
        const char *path = chn_plan_path(p, stage, n, d->made[i].part, ending);
        if (!path || stat(path, &st) != 0 ||
            (uint64_t)st.st_size != d->made[i].bytes)
            return false;
    }
    return true;
}

static bool read_made(chn_plan *p, chn_str json, chn_done *d)
{
    static const char *const names[] = {"part", "lines", "bytes", "sha256"};
    chn_str one;
    chn_str v[4];
    const uint32_t n = count(json);
    d->made = CHN_NEW(p->arena, chn_made, n);
    if (!d->made)
        return false;
    for (size_t at = 0; d->n < n && chn_json_element(json, &at, &one);) {
        chn_made *x = &d->made[d->n++];
        chn_json_members(one, names, 4, v);
        x->part = v[0].n ? (uint32_t)number_of(v[0]) : CHN_NO_PART;
        x->lines = number_of(v[1]);
        x->bytes = number_of(v[2]);
        sum_of(v[3], x->sha256);
    }
    return true;
}

bool chn_done_read(chn_plan *p, const char *stage, uint32_t n,
                   const char *ending, chn_done *d)
{
    static const char *const names[] = {"plan",   "reports", "failed",
                                        "claims", "events",  "files"};
    chn_str v[6];
    chn_err none;
    chn_buf b;
    *d = (chn_done){0};
    const char *path = chn_plan_path(p, stage, n, CHN_NO_PART, ".done");
    chn_buf_init(&b, PLAN_MAX);
    bool ok = path && chn_file_read(path, &b, &none) == CHN_OK && b.p;
    if (ok) {
        chn_json_members(chn_str_n(b.p, b.n), names, 6, v);
        ok = v[0].n == 18 && chn_str_is(chn_str_n(v[0].p + 1, 16), p->digest);
    }
    if (ok) {
        d->reports = number_of(v[1]);
        d->failed = number_of(v[2]);
        d->claims = number_of(v[3]);
        d->events = number_of(v[4]);
        ok = read_made(p, v[5], d) && files_fit(p, stage, n, ending, d);
    }
    chn_buf_free(&b);
    return ok;
}

chn_code chn_done_write(const chn_plan *p, const char *stage, uint32_t n,
                        const chn_done *d, chn_err *err)
{
    chn_out out;
    const char *path = chn_plan_path(p, stage, n, CHN_NO_PART, ".done");
    if (!path)
        return chn_fail_memory(err);
    chn_buf b;
    chn_buf_init(&b, PLAN_MAX);
    chn_buf_fmt(&b, "{\"plan\":\"%s\",\"versions\":%.*s", p->digest,
                (int)p->versions.n, p->versions.p);
    const struct {
        const char *name;
        uint64_t v;
    } counts[] = {{"reports", d->reports},
                  {"failed", d->failed},
                  {"claims", d->claims},
                  {"events", d->events}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        chn_buf_fmt(&b, ",\"%s\":%" PRIu64, counts[i].name, counts[i].v);
    chn_buf_z(&b, ",\"files\":[");
    for (uint32_t i = 0; i < d->n; i++) {
        const chn_made *x = &d->made[i];
        chn_buf_z(&b, i ? ",\n {" : "\n {");
        if (x->part != CHN_NO_PART)
            chn_buf_fmt(&b, "\"part\":%u,", (unsigned)x->part);
        chn_buf_fmt(&b,
                    "\"lines\":%" PRIu64 ",\"bytes\":%" PRIu64
                    ",\"sha256\":\"%s\"}",
                    x->lines, x->bytes, x->sha256);
    }
    chn_buf_z(&b, "]}\n");
    chn_code code =
        b.failed ? chn_fail_memory(err) : chn_out_open(&out, path, err);
    if (code == CHN_OK) {
        (void)chn_out_write(&out, b.p, b.n);
        code = chn_out_end(&out, true, err);
    }
    chn_buf_free(&b);
    return code;
}
