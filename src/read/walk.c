/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files below a folder. Each folder is listed whole, sorted, and closed again
 * before its first file is read, so that the order is the same everywhere and
 * deep trees do not use up file descriptors. Links are followed, but no folder
 * is read twice: not one that a link leads back up to, and not one that many
 * links lead to, or a tree such as /sys would never come to an end.
 */
#include "read/read.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/str.h"

/* Memory for the names of one folder. */
#define FOLDER_MAX ((size_t)1 << 30)

typedef struct entry {
    chn_str path; /* of a folder with a '/' behind: "a.txt" < "a/b.txt" */
    enum { ENTRY_FILE, ENTRY_FOLDER, ENTRY_SPECIAL, ENTRY_BROKEN } kind;
    int error; /* ENTRY_BROKEN: errno */
} entry;

typedef struct folder {
    chn_arena *arena;
    entry *entries; /* [n] */
    uint32_t n, next;
} folder;

/* What tells a folder from all others, whatever path leads to it. */
typedef struct place {
    uint64_t dev, ino;
    bool used;
} place;

struct chn_walk {
    folder stack[CHN_PATH_DEPTH_MAX];
    uint32_t depth;
    uint64_t *total;
    uint64_t passed; /* files whose ending is not a report's */
    place *seen;     /* [cap], open addressing; the folders entered */
    size_t n_seen, cap;
    const char *top; /* the path given; copied behind the struct */
    bool started, told;
};

chn_walk *chn_walk_new(const char *path, uint64_t *total)
{
    const size_t n = strlen(path) + 1;
    size_t bytes;
    if (!chn_add(sizeof(chn_walk), n, &bytes))
        return NULL;
    chn_walk *w = chn_calloc(1, bytes);
    if (!w)
        return NULL;
    char *copy = (char *)(w + 1);
    memcpy(copy, path, n);
    w->top = copy;
    w->total = total;
    return w;
}

void chn_walk_free(chn_walk *w)
{
    if (!w)
        return;
    for (uint32_t i = 0; i < w->depth; i++)
        chn_arena_free(w->stack[i].arena);
    chn_free(w->seen);
    chn_free(w);
}

/* Where a folder is, or is to be put. */
static place *slot(place *seen, size_t cap, uint64_t dev, uint64_t ino)
{
    const uint64_t key[2] = {dev, ino};
    size_t i = (size_t)chn_hash(key, sizeof key, 0) & (cap - 1);
    while (seen[i].used && (seen[i].dev != dev || seen[i].ino != ino))
        i = (i + 1) & (cap - 1);
    return &seen[i];
}

/* 1 a new folder, 0 it was entered before, -1 no memory. */
static int mark(chn_walk *w, uint64_t dev, uint64_t ino)
{
    if (w->n_seen * 2 >= w->cap) {
        const size_t cap = w->cap ? w->cap * 2 : 64;
        place *more = chn_calloc(cap, sizeof *more);
        if (!more)
            return -1;
        for (size_t i = 0; i < w->cap; i++) {
            const place *p = &w->seen[i];
            if (p->used)
                *slot(more, cap, p->dev, p->ino) = *p;
        }
        chn_free(w->seen);
        w->seen = more;
        w->cap = cap;
    }
    place *p = slot(w->seen, w->cap, dev, ino);
    if (p->used)
        return 0;
    p->dev = dev;
    p->ino = ino;
    p->used = true;
    w->n_seen++;
    return 1;
}

static bool ends_with(chn_str s, const char *end)
{
    const size_t n = strlen(end);
    if (s.n < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = s.p[s.n - n + i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != end[i])
            return false;
    }
    return true;
}

chn_input_kind chn_read_kind(chn_str path)
{
    static const struct {
        const char *end;
        chn_input_kind kind;
    } ends[] = {
        {".txt", CHN_INPUT_TEXT},     {".jsonl", CHN_INPUT_JSONL},
        {".ndjson", CHN_INPUT_JSONL}, {".json", CHN_INPUT_JSONL},
        {".warc", CHN_INPUT_WARC},    {".wet", CHN_INPUT_WARC},
        {".arc", CHN_INPUT_WARC},     {".html", CHN_INPUT_HTML},
        {".htm", CHN_INPUT_HTML},     {".xhtml", CHN_INPUT_HTML},
        {".rss", CHN_INPUT_FEED},     {".atom", CHN_INPUT_FEED},
        {".rdf", CHN_INPUT_FEED},     {".xml", CHN_INPUT_FEED},
    };
    if (ends_with(path, ".gz"))
        path.n -= 3;
    else if (ends_with(path, ".zst"))
        path.n -= 4;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (ends_with(path, ends[i].end))
            return ends[i].kind;
    }
    return CHN_INPUT_AUTO;
}

static int by_path(const void *a, const void *b)
{
    return chn_str_cmp(((const entry *)a)->path, ((const entry *)b)->path);
}

/* "dir" + "/" + "name", with a '/' behind where `is_folder`. */
static chn_str join(chn_arena *a, chn_str dir, const char *name, bool slash)
{
    const size_t n = strlen(name);
    const bool has = dir.n > 0 && dir.p[dir.n - 1] == '/';
    chn_str out = {NULL, 0};
    char *p = chn_arena_alloc(a, dir.n + n + 3, 1);
    if (!p)
        return out;
    memcpy(p, dir.p, dir.n);
    size_t at = dir.n;
    if (!has)
        p[at++] = '/';
    memcpy(p + at, name, n);
    at += n;
    if (slash)
        p[at++] = '/';
    out.p = p;
    out.n = at;
    return out;
}

/* What stands behind a name; false: none of our business. */
static bool look(chn_walk *w, entry *e)
{
    struct stat st;
    const chn_input_kind kind = chn_read_kind(e->path);
    if (stat(e->path.p, &st) != 0) {
        /* a link to nowhere is a lost report only if its name says so */
        if ((errno == ENOENT || errno == ELOOP) && kind == CHN_INPUT_AUTO) {
            w->passed++;
            return false;
        }
        e->kind = ENTRY_BROKEN;
        e->error = errno;
        return true;
    }
    if (S_ISDIR(st.st_mode)) {
        e->kind = ENTRY_FOLDER;
        return true;
    }
    if (kind == CHN_INPUT_AUTO) {
        w->passed++;
        return false;
    }
    e->kind = S_ISREG(st.st_mode) ? ENTRY_FILE : ENTRY_SPECIAL;
    if (S_ISREG(st.st_mode) && st.st_size > 0)
        *w->total += (uint64_t)st.st_size;
    return true;
}

/* All names of an open folder into f->entries. 0, or errno. */
static int list(chn_walk *w, folder *f, DIR *dir, chn_str path)
{
    uint32_t cap = 0;
    for (;;) {
        errno = 0;
        const struct dirent *d = readdir(dir); // NOLINT(concurrency-mt-unsafe)
        if (!d)
            return errno;
        if (d->d_name[0] == '.')
            continue;
        void *data = f->entries;
        if (!chn_arena_grow(f->arena, &data, &cap, f->n + 1, sizeof(entry)))
            return ENOMEM;
        f->entries = data;
        entry *e = &f->entries[f->n];
        memset(e, 0, sizeof *e);
        e->path = join(f->arena, path, d->d_name, false);
        if (!e->path.p)
            return ENOMEM;
        if (!look(w, e))
            continue;
        if (e->kind == ENTRY_FOLDER) {
            e->path = join(f->arena, path, d->d_name, true);
            if (!e->path.p)
                return ENOMEM;
        }
        f->n++;
    }
}

static chn_walked fail_folder(chn_str path, int error, chn_err *err)
{
    if (error == ENOMEM) {
        chn_fail_memory(err);
        return CHN_WALK_NO_MEMORY;
    }
    chn_fail(err, CHN_ERR_INPUT,
             "%s: cannot list this folder (%s); check its permissions",
             chn_show_path(path).text, chn_show_errno(error).text);
    return CHN_WALK_TROUBLE;
}

/* Go into a folder. CHN_WALK_FILE: done. */
static chn_walked enter(chn_walk *w, chn_str path, chn_err *err)
{
    struct stat st;
    if (stat(path.p, &st) != 0)
        return fail_folder(path, errno, err);
    if (w->depth == CHN_PATH_DEPTH_MAX) {
        chn_fail(err, CHN_ERR_LIMIT,
                 "%s: folders are nested more than %d deep; name this "
                 "folder itself to read it",
                 chn_show_path(path).text, CHN_PATH_DEPTH_MAX);
        return CHN_WALK_TROUBLE;
    }
    const int fresh = mark(w, (uint64_t)st.st_dev, (uint64_t)st.st_ino);
    if (fresh < 0)
        return fail_folder(path, ENOMEM, err);
    if (fresh == 0) {
        chn_fail(err, CHN_OK,
                 "%s: leads to a folder that was read already; it is not read "
                 "again",
                 chn_show_path(path).text);
        return CHN_WALK_NOTE;
    }
    folder f;
    memset(&f, 0, sizeof f);
    f.arena = chn_arena_new(FOLDER_MAX);
    if (!f.arena)
        return fail_folder(path, ENOMEM, err);
    DIR *dir = opendir(path.p);
    int error = dir ? list(w, &f, dir, path) : errno;
    if (dir && closedir(dir) != 0 && !error)
        error = errno;
    if (error) {
        chn_arena_free(f.arena);
        return fail_folder(path, error, err);
    }
    if (f.n > 1)
        qsort(f.entries, f.n, sizeof(entry), by_path);
    w->stack[w->depth++] = f;
    return CHN_WALK_FILE;
}

static chn_walked finish(chn_walk *w, chn_err *err)
{
    if (w->passed == 0 || w->told)
        return CHN_WALK_END;
    w->told = true;
    chn_fail(err, CHN_OK,
             "%s: %" PRIu64 " file%s passed over, with endings other than "
             ".txt, .jsonl, .json, .html, .warc, .rss and their like (and "
             ".gz, .zst); name a file itself to read it",
             chn_show_path(chn_str_of(w->top)).text, w->passed,
             w->passed == 1 ? "" : "s");
    return CHN_WALK_NOTE;
}

chn_walked chn_walk_next(chn_walk *w, chn_str *path, chn_err *err)
{
    if (!w->started) {
        w->started = true;
        const chn_walked in = enter(w, chn_str_of(w->top), err);
        if (in != CHN_WALK_FILE)
            return in;
    }
    while (w->depth > 0) {
        folder *f = &w->stack[w->depth - 1];
        if (f->next == f->n) {
            chn_arena_free(f->arena);
            w->depth--;
            continue;
        }
        const entry *e = &f->entries[f->next++];
        chn_walked in = CHN_WALK_FILE;
        switch (e->kind) {
        case ENTRY_FILE:
            *path = e->path;
            return CHN_WALK_FILE;
        case ENTRY_FOLDER:
            in = enter(w, e->path, err);
            if (in != CHN_WALK_FILE)
                return in;
            break;
        case ENTRY_SPECIAL:
            chn_fail(err, CHN_OK,
                     "%s: not a regular file; passed over; name it itself to "
                     "read it",
                     chn_show_path(e->path).text);
            return CHN_WALK_NOTE;
        case ENTRY_BROKEN:
            chn_fail(err, CHN_ERR_INPUT,
                     "%s: cannot read this file (%s); check that it is there "
                     "and may be read",
                     chn_show_path(e->path).text,
                     chn_show_errno(e->error).text);
            return CHN_WALK_TROUBLE;
        }
    }
    return finish(w, err);
}
