/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From one report to the next, whatever it stands in. Whatever cannot be read
 * is told once, with its place and what to do, counted, and passed over.
 */
#include "read/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "page/page.h"

static const char *const field_names[FIELDS] = {"id",    "date", "publisher",
                                                "title", "text", "url"};

/* A line's values may grow threefold where bytes become U+FFFD. */
#define ITEM_MAX ((size_t)8 * CHN_LINE_MAX)
/* Bytes of a file that say what it is. */
#define HEAD ((size_t)4096)
#define KEEP_MAX ((size_t)256 * 1024 * 1024)

void chn_reader_options_init(chn_reader_options *o)
{
    memset(o, 0, sizeof *o);
    o->size = sizeof *o;
}

static chn_code map_field(chn_reader *r, const char *pair, chn_err *err)
{
    const char *eq = strchr(pair, '=');
    const size_t n = eq ? (size_t)(eq - pair) : 0;
    for (int i = 0; eq && i < FIELDS; i++) {
        if (strlen(field_names[i]) != n || memcmp(field_names[i], pair, n) != 0)
            continue;
        if (eq[1] == '\0')
            break;
        r->mapped[i] = true;
        r->names[i] = chn_arena_str(r->keep, eq + 1, strlen(eq + 1));
        return r->names[i].p ? CHN_OK : chn_fail_memory(err);
    }
    return chn_fail(err, CHN_ERR_ARGUMENT,
                    "cannot map \"%s\"; expected FIELD=NAME, where FIELD is "
                    "id, date, publisher, title, text or url and NAME is what "
                    "your file calls it",
                    chn_show_value(chn_str_of(pair)).text);
}

chn_reader *chn_reader_new(const chn_reader_options *o, chn_err *err)
{
    chn_reader_options all;
    chn_reader_options_init(&all);
    if (o) {
        if (o->size < sizeof o->size || o->size > sizeof all) {
            chn_fail(err, CHN_ERR_ARGUMENT,
                     "the reader's options have size %zu; fill them with "
                     "chn_reader_options_init first",
                     o->size);
            return NULL;
        }
        memcpy(&all, o, o->size);
    }
    if ((int)all.kind < CHN_INPUT_AUTO || all.kind > CHN_INPUT_HTML) {
        chn_fail(err, CHN_ERR_ARGUMENT,
                 "unknown input kind %d; use one of chn_input_kind",
                 (int)all.kind);
        return NULL;
    }
    chn_reader *r = chn_calloc(1, sizeof *r);
    if (!r) {
        chn_fail_memory(err);
        return NULL;
    }
    r->stream.fd = -1;
    r->kind = all.kind;
    r->notice = all.notice;
    r->user = all.user;
    r->tail = r->next = &r->first;
    r->keep = chn_arena_new(KEEP_MAX);
    r->item = chn_arena_new(ITEM_MAX);
    r->leaf = chn_arena_new(CHN_ARENA_MAX);
    bool good = r->keep && r->item && r->leaf;
    if (!good)
        chn_fail_memory(err);
    good = good && chn_read_aliases(r, err) == CHN_OK;
    if (good && all.english_only) {
        r->lang = chn_lang_new(r->keep, err);
        good = r->lang != NULL;
    }
    for (int i = 0; i < FIELDS; i++)
        r->names[i] = chn_str_of(field_names[i]);
    for (size_t i = 0; good && i < all.n_map; i++)
        good = map_field(r, all.map[i], err) == CHN_OK;
    if (good)
        return r;
    chn_reader_free(r);
    return NULL;
}

void chn_reader_free(chn_reader *r)
{
    if (!r)
        return;
    chn_walk_free(r->walk);
    chn_stream_free(&r->stream);
    chn_warc_free(&r->warc);
    chn_arena_free(r->keep);
    chn_arena_free(r->item);
    chn_arena_free(r->leaf);
    chn_free(r);
}

void chn_reader_get_stats(const chn_reader *r, chn_reader_stats *out)
{
    *out = r->stats;
    if (r->open && r->size)
        out->done += r->stream.taken < r->size ? r->stream.taken : r->size;
    if (r->endless)
        out->total = 0;
}

static chn_input *append(chn_reader *r, const char *path, chn_err *err)
{
    chn_input *s = CHN_NEW(r->keep, chn_input, 1);
    if (s)
        s->path = chn_arena_str(r->keep, path, strlen(path));
    if (!s || !s->path.p) {
        chn_fail_memory(err);
        return NULL;
    }
    *r->tail = s;
    r->tail = &s->next;
    return s;
}

chn_code chn_reader_add(chn_reader *r, const char *path, chn_err *err)
{
    if (!path || !*path)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "a path is empty; name a file, a folder, or \"-\" "
                        "for standard input");
    chn_input *s = append(r, path, err);
    if (!s)
        return CHN_ERR_MEMORY;
    s->kind = r->kind;
    struct stat st;
    if (strcmp(path, "-") == 0)
        r->endless = true;
    else if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
        r->stats.total += (uint64_t)st.st_size;
    else if (stat(path, &st) == 0 && !S_ISREG(st.st_mode) &&
             !S_ISDIR(st.st_mode))
        r->endless = true;
    return CHN_OK;
}

chn_code chn_reader_add_bytes(chn_reader *r, const char *name,
                              chn_input_kind kind, const void *bytes, size_t n,
                              chn_err *err)
{
    if (!name || (!bytes && n > 0))
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "a report in memory needs a name and its bytes");
    chn_input *s = append(r, name, err);
    if (!s)
        return CHN_ERR_MEMORY;
    s->kind = kind == CHN_INPUT_AUTO ? CHN_INPUT_TEXT : kind;
    s->in_memory = true;
    s->bytes = bytes;
    s->n = n;
    return CHN_OK;
}

/* ---- one chn_input
 * ------------------------------------------------------------
 */

static void close_stream(chn_reader *r)
{
    chn_reader_tell_foreign(r);
    if (r->size)
        r->stats.done += r->size; /* a part may have been passed over */
    chn_stream_close(&r->stream);
    r->open = false;
    r->parts = 0;
    r->ended = false;
    r->size = 0;
}

static bool head_is(chn_str head, const char *lower)
{
    const size_t n = strlen(lower);
    return head.n >= n && chn_name_is(chn_str_n(head.p, n), lower);
}

static bool head_has(chn_str head, const char *what)
{
    const size_t n = strlen(what);
    for (size_t i = 0; i + n <= head.n; i++) {
        if (memcmp(head.p + i, what, n) == 0)
            return true;
    }
    return false;
}

/* By the first bytes; AUTO: they say nothing. */
static chn_input_kind kind_by_head(chn_str head)
{
    if (head_is(head, "warc/") || head_is(head, "filedesc://"))
        return CHN_INPUT_WARC;
    if (chn_page_looks_html(head.p, head.n))
        return CHN_INPUT_HTML;
    if (head.n >= 3 && memcmp(head.p, "\xEF\xBB\xBF", 3) == 0)
        head = chn_str_n(head.p + 3, head.n - 3);
    while (head.n && strchr(" \t\r\n", head.p[0]) && head.p[0])
        head = chn_str_n(head.p + 1, head.n - 1);
    if (head_is(head, "<?xml") || head_is(head, "<rss") ||
        head_is(head, "<feed") || head_is(head, "<rdf:rdf") ||
        head_is(head, "<urlset"))
        return CHN_INPUT_FEED;
    if (head.n && head.p[0] == '{')
        return head_has(head, "jsonfeed.org/version") ? CHN_INPUT_FEED
                                                      : CHN_INPUT_JSONL;
    return CHN_INPUT_AUTO;
}

/* How an open stream is read. 1 decided, 0 lost and told, -1. */
static int decide(chn_reader *r, chn_input_kind kind, bool by_name,
                  chn_err *err)
{
    chn_str head = {"", 0};
    const chn_input_kind named =
        by_name ? chn_read_kind(r->file) : CHN_INPUT_AUTO;
    const bool told = kind != CHN_INPUT_AUTO; /* by the caller */
    if (!told)
        kind = named;
    /* the name does not tell JSON Lines from a JSON Feed, nor WARC from ARC */
    if (kind != CHN_INPUT_TEXT && kind != CHN_INPUT_HTML) {
        const chn_got got = chn_stream_head(&r->stream, HEAD, &head);
        if (got == CHN_GOT_NO_MEMORY) {
            chn_fail_memory(err);
            return -1;
        }
        if (got == CHN_GOT_TROUBLE) {
            chn_reader_lose_reading(r, 1);
            return 0;
        }
        const chn_input_kind is = kind_by_head(head);
        if (kind == CHN_INPUT_AUTO)
            kind = by_name && is == CHN_INPUT_JSONL ? CHN_INPUT_TEXT : is;
        else if (kind == CHN_INPUT_JSONL && !told && is == CHN_INPUT_FEED)
            kind = is;
        else if (kind == CHN_INPUT_FEED && !told && is == CHN_INPUT_HTML)
            kind = is; /* XHTML that is called .xml */
    }
    r->form = kind == CHN_INPUT_AUTO ? CHN_INPUT_TEXT : kind;
    if (r->form == CHN_INPUT_WARC)
        chn_warc_start(&r->warc, head_is(head, "filedesc://"));
    return 1;
}

/* Open a file that was found (`given` false) or named by the caller. */
static int open_file(chn_reader *r, chn_str path, bool given, chn_err *err)
{
    chn_err e;
    struct stat st;
    r->file = path;
    /* a pipe put in a file's place since we looked must not block us */
    const int flags =
        O_RDONLY | O_CLOEXEC | O_NOCTTY | (given ? 0 : O_NONBLOCK);
    int fd;
    do
        fd = open(path.p, flags);
    while (fd < 0 && errno == EINTR);
    if (fd < 0 || fstat(fd, &st) != 0) {
        const int error = errno;
        if (fd >= 0)
            (void)close(fd);
        chn_fail(&e, CHN_ERR_INPUT,
                 "cannot open this file (%s); check its name and permissions",
                 chn_show_errno(error).text);
        chn_reader_lose_file(r, CHN_ERR_INPUT, e.text);
        return 0;
    }
    const bool regular = S_ISREG(st.st_mode);
    if (!given && !regular) {
        (void)close(fd);
        chn_reader_lose_file(
            r, CHN_ERR_INPUT,
            "is no longer a regular file; name it itself to read it");
        return 0;
    }
    chn_stream_file(&r->stream, fd);
    r->open = true;
    r->size = regular && st.st_size > 0 ? (uint64_t)st.st_size : 0;
    r->named = regular;
    const int done = decide(r, r->kind, regular, err);
    if (done != 1)
        close_stream(r);
    return done;
}

static int open_source(chn_reader *r, const chn_input *s, chn_err *err)
{
    struct stat st;
    r->file = s->path;
    if (s->in_memory) {
        chn_stream_bytes(&r->stream, s->bytes, s->n);
        r->open = r->named = true;
        return decide(r, s->kind, false, err);
    }
    if (chn_str_is(s->path, "-")) {
        r->file = chn_str_of("<stdin>");
        chn_stream_file(&r->stream, STDIN_FILENO);
        r->open = true;
        r->named = false;
        const int done = decide(r, s->kind, false, err);
        if (done != 1)
            close_stream(r);
        return done;
    }
    if (stat(s->path.p, &st) == 0 && S_ISDIR(st.st_mode)) {
        r->walk = chn_walk_new(s->path.p, &r->stats.total);
        if (r->walk)
            return 1;
        chn_fail_memory(err);
        return -1;
    }
    return open_file(r, s->path, true, err);
}

/* The next file below the folder. */
static int open_walked(chn_reader *r, chn_err *err)
{
    chn_err e;
    chn_str path = {"", 0};
    switch (chn_walk_next(r->walk, &path, &e)) {
    case CHN_WALK_FILE:
        return open_file(r, path, false, err);
    case CHN_WALK_NOTE:
        r->file = chn_str_n("", 0);
        chn_reader_tell(r, CHN_OK, 0, 0, e.text);
        return 0;
    case CHN_WALK_TROUBLE:
        r->file = chn_str_n("", 0);
        r->stats.failed++;
        chn_reader_tell(r, e.code, 0, 0, e.text);
        return 0;
    case CHN_WALK_END:
        chn_walk_free(r->walk);
        r->walk = NULL;
        return 0;
    case CHN_WALK_NO_MEMORY:
        break;
    }
    chn_fail_memory(err);
    return -1;
}

static int next_of(chn_reader *r, chn_report *out, chn_err *err)
{
    switch (r->form) {
    case CHN_INPUT_JSONL:
        return chn_next_line(r, out, err);
    case CHN_INPUT_WARC:
        return chn_next_archived(r, out, err);
    case CHN_INPUT_HTML:
        return chn_next_page(r, out, err);
    case CHN_INPUT_FEED:
        return chn_next_entry(r, out, err);
    case CHN_INPUT_TEXT:
    case CHN_INPUT_AUTO:
        break;
    }
    return chn_next_text(r, out, err);
}

int chn_reader_next(chn_reader *r, chn_report *out, chn_err *err)
{
    for (;;) {
        int done = 0;
        if (!r->open || r->form != CHN_INPUT_FEED)
            chn_arena_reset(r->item); /* a feed is in there, whole */
        if (r->pages) {
            done = chn_next_post(r, out, err);
        } else if (r->open) {
            /* a text stays in the stream's buffer, closed or not */
            done = next_of(r, out, err);
            if (done == 0 || r->form == CHN_INPUT_HTML)
                close_stream(r);
        } else if (r->walk) {
            if (open_walked(r, err) < 0)
                return -1;
        } else if (*r->next) {
            const chn_input *s = *r->next;
            r->next = &(*r->next)->next;
            if (open_source(r, s, err) < 0)
                return -1;
        } else {
            return 0;
        }
        if (done)
            return done;
    }
}
