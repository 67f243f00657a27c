/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From one report to the next, whatever it stands in. Whatever cannot be read
 * is told once, with its place and what to do, counted, and passed over.
 */
#include "read/read.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/err.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
    FIELD_ID,
    FIELD_DATE,
    FIELD_PUBLISHER,
    FIELD_TITLE,
    FIELD_TEXT,
    FIELD_URL,
    FIELDS
};

static const char *const field_names[FIELDS] = {"id",    "date", "publisher",
                                                "title", "text", "url"};

/* A line's values may grow threefold where bytes become U+FFFD. */
#define ITEM_MAX ((size_t)8 * CHN_LINE_MAX)
#define KEEP_MAX ((size_t)256 * 1024 * 1024)

typedef struct source {
    struct source *next;
    chn_str path; /* or name; ends in NUL */
    chn_input_kind kind;
    bool in_memory;
    const void *bytes; /* [n], borrowed */
    size_t n;
} source;

struct chn_reader {
    chn_arena *keep; /* names and paths, for the reader's life */
    chn_arena *item; /* strings of the report handed out last */
    chn_str names[FIELDS];
    chn_input_kind kind;
    chn_notice_fn notice;
    void *user;
    source *first;
    source **tail;
    source **next; /* the source to open next */
    chn_walk *walk;
    chn_stream stream;
    bool open;     /* `stream` has something to read */
    bool lines;    /* it is JSON Lines */
    bool named;    /* its name may be an id */
    chn_str file;  /* its name */
    uint64_t size; /* of a regular file; else 0 */
    bool endless;  /* some source's size cannot be known */
    chn_reader_stats stats;
};

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
    if ((int)all.kind < CHN_INPUT_AUTO || all.kind > CHN_INPUT_JSONL) {
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
    bool good = r->keep && r->item;
    if (!good)
        chn_fail_memory(err);
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
    chn_arena_free(r->keep);
    chn_arena_free(r->item);
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

static source *append(chn_reader *r, const char *path, chn_err *err)
{
    source *s = CHN_NEW(r->keep, source, 1);
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
    source *s = append(r, path, err);
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
    source *s = append(r, name, err);
    if (!s)
        return CHN_ERR_MEMORY;
    s->kind = kind == CHN_INPUT_AUTO ? CHN_INPUT_TEXT : kind;
    s->in_memory = true;
    s->bytes = bytes;
    s->n = n;
    return CHN_OK;
}

/* ---- telling --------------------------------------------------------------
 */

static void tell(const chn_reader *r, chn_code code, uint64_t line,
                 uint64_t byte, const char *text)
{
    if (!r->notice)
        return;
    const chn_notice n = {code, r->file, line, byte, text};
    r->notice(r->user, &n);
}

/* A report is lost: "FILE:LINE: byte N: what; what to do". */
static void lose(chn_reader *r, chn_code code, uint64_t line, uint64_t byte,
                 const char *what)
{
    chn_err e;
    chn_fail(&e, code, "%s:%" PRIu64 ": byte %" PRIu64 ": %s",
             chn_show_path(r->file).text, line, byte, what);
    r->stats.failed++;
    tell(r, code, line, byte, e.text);
}

/* The same of a whole file. */
static void lose_file(chn_reader *r, chn_code code, const char *what)
{
    chn_err e;
    chn_fail(&e, code, "%s: %s", chn_show_path(r->file).text, what);
    r->stats.failed++;
    tell(r, code, 0, 0, e.text);
}

static void remark(const chn_reader *r, uint64_t line, uint64_t byte,
                   const char *what)
{
    chn_err e;
    chn_fail(&e, CHN_OK, "%s:%" PRIu64 ": byte %" PRIu64 ": %s",
             chn_show_path(r->file).text, line, byte, what);
    tell(r, CHN_OK, line, byte, e.text);
}

/* ---- one report -----------------------------------------------------------
 */

/* A report in the making, and where its fields stand for messages. */
typedef struct draft {
    chn_report report;
    uint64_t line;
    chn_str raw;   /* the JSON line; empty for a text file */
    bool has_date; /* a date field was given */
} draft;

/* Byte of the line at which a field's value stands. Only messages need it. */
static uint64_t field_at(const chn_reader *r, const draft *d, int field)
{
    return chn_field_at(d->raw, r->names[field]);
}

static void remark_replaced(chn_reader *r, const draft *d, uint64_t bad,
                            uint64_t at)
{
    if (!bad)
        return;
    chn_err e;
    r->stats.replaced += bad;
    chn_fail(&e, CHN_OK,
             "%" PRIu64 " byte sequence%s not UTF-8, the first here; read as "
             "U+FFFD; convert the file to UTF-8 if its letters matter",
             bad, bad == 1 ? " is" : "s are");
    remark(r, d->line, at, e.text);
}

/* Header and body. false: the report is lost, and told. */
static bool set_body(chn_reader *r, draft *d)
{
    chn_report *rep = &d->report;
    const chn_header h = chn_header_find(rep->text);
    chn_err e;
    const uint64_t at = field_at(r, d, FIELD_TEXT) + (d->raw.n ? 1 : 0) +
                        (h.date.n ? (uint64_t)(h.date.p - rep->text.p) : 0u);
    rep->body = h.body;
    if (h.state == CHN_HEADER_IMPOSSIBLE && !d->has_date) {
        chn_fail(&e, CHN_ERR_DATE,
                 "the day \"%.10s\" does not exist; correct the date in the "
                 "report's header",
                 h.date.p);
        lose(r, CHN_ERR_DATE, d->line, at, e.text);
        return false;
    }
    if (h.state == CHN_HEADER_DATED && !d->has_date)
        rep->published = h.day;
    if (h.state == CHN_HEADER_ALMOST && !d->has_date) {
        chn_fail(&e, CHN_OK,
                 "\"date %s\" is not a header; read as undated; write \"date "
                 "YYYY-MM-DD\", one space, and the report's body behind it",
                 chn_show_value(h.date).text);
        remark(r, d->line, at, e.text);
    }
    if (!chn_blank(rep->text, rep->body))
        return true;
    lose(r, CHN_ERR_EMPTY, d->line, field_at(r, d, FIELD_TEXT),
         rep->body > 3 ? "the report has no text behind its date; add the "
                         "text or take the report out"
                       : "the report has no text; add the text or take the "
                         "report out");
    return false;
}

/* What all reports need. 1 done, 0 lost and told, -1 no memory. */
static int complete(chn_reader *r, draft *d, chn_report *out, chn_err *err)
{
    chn_report *rep = &d->report;
    chn_err e;
    if (rep->text.n > CHN_REPORT_MAX) {
        chn_fail(&e, CHN_ERR_LIMIT,
                 "the report's text has %zu bytes, more than the %u that are "
                 "read; split it into its reports",
                 rep->text.n, CHN_REPORT_MAX);
        lose(r, CHN_ERR_LIMIT, d->line, field_at(r, d, FIELD_TEXT), e.text);
        return 0;
    }
    if (rep->id.n > CHN_ID_MAX) {
        chn_fail(&e, CHN_ERR_LIMIT,
                 "the report's id has %zu bytes, more than the %u allowed; "
                 "shorten it",
                 rep->id.n, CHN_ID_MAX);
        lose(r, CHN_ERR_LIMIT, d->line, field_at(r, d, FIELD_ID), e.text);
        return 0;
    }
    if (!set_body(r, d))
        return 0;
    if (rep->id.n == 0)
        rep->id = chn_hash_id(r->item, rep);
    if (!rep->id.p) {
        chn_fail_memory(err);
        return -1;
    }
    rep->file = r->file;
    r->stats.reports++;
    r->stats.undated += rep->published == CHN_DAY_NONE;
    r->stats.bytes += rep->text.n;
    *out = *rep;
    return 1;
}

static void draft_init(draft *d)
{
    static const chn_str none = {"", 0};
    memset(d, 0, sizeof *d);
    d->report.published = CHN_DAY_NONE;
    d->report.id = d->report.publisher = none;
    d->report.title = d->report.url = d->report.text = none;
}

static uint64_t count_bad(chn_str s, size_t *first)
{
    uint64_t bad = 0;
    uint32_t len = 1;
    *first = chn_utf8_check(s.p, s.n);
    for (size_t i = *first; i < s.n;) {
        bad += chn_utf8_next(s.p + i, s.n - i, &len) == CHN_UTF8_BAD;
        i += len;
        i += chn_utf8_check(s.p + i, s.n - i);
    }
    return bad;
}

static void lose_reading(chn_reader *r, uint64_t line)
{
    chn_err e;
    chn_fail(&e, CHN_ERR_INPUT,
             "reading failed (%s); what follows in this file is not read; "
             "check the disk and try again",
             chn_show_errno(r->stream.trouble).text);
    lose(r, CHN_ERR_INPUT, line, r->stream.taken, e.text);
}

/* The whole stream as one report. 1, 0 lost and told, -1. */
static int next_text(chn_reader *r, chn_report *out, chn_err *err)
{
    draft d;
    draft_init(&d);
    d.line = 1;
    const bool in_memory = r->stream.fd < 0;
    switch (chn_stream_all(&r->stream, CHN_REPORT_MAX, &d.report.text)) {
    case CHN_GOT_NO_MEMORY:
        chn_fail_memory(err);
        return -1;
    case CHN_GOT_TOO_LONG: {
        chn_err e;
        chn_fail(&e, CHN_ERR_LIMIT,
                 "the report is larger than the %u bytes that are read; "
                 "split it into its reports, or into JSON Lines (.jsonl)",
                 CHN_REPORT_MAX);
        lose(r, CHN_ERR_LIMIT, 1, CHN_REPORT_MAX, e.text);
        return 0;
    }
    case CHN_GOT_TROUBLE:
        lose_reading(r, 1);
        return 0;
    default:
        break;
    }
    chn_report *rep = &d.report;
    if (in_memory) /* strings that we hand out end in NUL */
        rep->text = chn_arena_str(r->item, rep->text.p, rep->text.n);
    const chn_str base = r->named ? chn_base_name(r->file) : chn_str_n("", 0);
    rep->id = chn_arena_str(r->item, base.p, base.n);
    if (!rep->text.p || !rep->id.p) {
        chn_fail_memory(err);
        return -1;
    }
    const int done = complete(r, &d, out, err);
    if (done == 1) {
        size_t first = 0;
        const uint64_t bad = count_bad(rep->text, &first);
        const char *nl = memchr(rep->text.p, '\n', first);
        if (bad && nl) { /* line and byte of the first */
            size_t from = 0;
            for (; nl; nl = memchr(rep->text.p + from, '\n', first - from)) {
                from = (size_t)(nl - rep->text.p) + 1;
                d.line++;
            }
            first -= from;
        }
        remark_replaced(r, &d, bad, first);
    }
    return done;
}

/* false: the report is lost, and told. */
static bool set_date(chn_reader *r, draft *d, chn_str value)
{
    chn_err e;
    bool form = false;
    d->report.published = chn_date_field(value, &form);
    d->has_date = true;
    if (d->report.published != CHN_DAY_NONE)
        return true;
    const chn_shown v = chn_show_value(value);
    if (form)
        chn_fail(&e, CHN_ERR_DATE,
                 "the day \"%s\" does not exist; correct the date", v.text);
    else
        chn_fail(&e, CHN_ERR_DATE,
                 "unknown form of date \"%s\"; expected YYYY-MM-DD, or that "
                 "followed by \"T\" and a time",
                 v.text);
    lose(r, CHN_ERR_DATE, d->line, field_at(r, d, FIELD_DATE), e.text);
    return false;
}

/* One line to a report. 1, 0 lost and told, -1. */
static int read_line(chn_reader *r, chn_str line, chn_report *out, chn_err *err)
{
    draft d;
    draft_init(&d);
    chn_str v[FIELDS];
    bool found[FIELDS];
    uint32_t replaced[FIELDS];
    chn_err e;
    /* a byte order mark before the first object is not JSON */
    const size_t skip = r->stream.line == 1 && line.n >= 3 &&
                                memcmp(line.p, "\xEF\xBB\xBF", 3) == 0
                            ? 3
                            : 0;
    d.line = r->stream.line;
    d.raw = line;
    const chn_code code =
        chn_json_fields_count(r->item, line.p + skip, line.n - skip, r->names,
                              FIELDS, v, found, replaced, &e);
    if (code == CHN_ERR_MEMORY) {
        chn_fail_memory(err);
        return -1;
    }
    if (code) {
        lose(r, code, d.line, e.byte + skip, e.text);
        return 0;
    }
    d.report.id = v[FIELD_ID];
    d.report.publisher = v[FIELD_PUBLISHER];
    d.report.title = v[FIELD_TITLE];
    d.report.url = v[FIELD_URL];
    d.report.text = v[FIELD_TEXT];
    d.report.line = d.line;
    if (!found[FIELD_TEXT]) {
        chn_fail(&e, CHN_ERR_EMPTY,
                 "the report has no field \"%s\"; if its text has another "
                 "name, tell it: --map text=NAME",
                 chn_show_value(r->names[FIELD_TEXT]).text);
        lose(r, CHN_ERR_EMPTY, d.line, 0, e.text);
        return 0;
    }
    if (v[FIELD_DATE].n > 0 && !set_date(r, &d, v[FIELD_DATE]))
        return 0;
    const int done = complete(r, &d, out, err);
    if (done != 1)
        return done;
    uint64_t bad = 0;
    for (int i = 0; i < FIELDS; i++)
        bad += replaced[i];
    remark_replaced(r, &d, bad, bad ? chn_utf8_check(line.p, line.n) : 0);
    return 1;
}

/* The next line that is a report. 1, 0 the stream's end, -1. */
static int next_line(chn_reader *r, chn_report *out, chn_err *err)
{
    for (;;) {
        chn_str line = {"", 0};
        chn_err e;
        chn_arena_reset(r->item);
        switch (chn_stream_line(&r->stream, CHN_LINE_MAX, &line)) {
        case CHN_GOT_END:
            return 0;
        case CHN_GOT_NO_MEMORY:
            chn_fail_memory(err);
            return -1;
        case CHN_GOT_TROUBLE:
            lose_reading(r, r->stream.line + 1);
            return 0;
        case CHN_GOT_TOO_LONG:
            chn_fail(&e, CHN_ERR_LIMIT,
                     "the line is longer than %u bytes and is passed over; "
                     "write one report a line and leave fields out that are "
                     "not needed",
                     CHN_LINE_MAX);
            lose(r, CHN_ERR_LIMIT, r->stream.line, CHN_LINE_MAX, e.text);
            continue;
        case CHN_GOT_IT:
            break;
        }
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        if (chn_blank(line, 0))
            continue;
        const int done = read_line(r, line, out, err);
        if (done)
            return done;
    }
}

/* ---- one source ------------------------------------------------------------
 */

static void close_stream(chn_reader *r)
{
    if (r->size)
        r->stats.done += r->size; /* a part may have been passed over */
    chn_stream_close(&r->stream);
    r->open = false;
    r->size = 0;
}

/* How an open stream is read. 1 decided, 0 lost and told, -1. */
static int decide(chn_reader *r, chn_input_kind kind, bool by_first,
                  chn_err *err)
{
    if (kind == CHN_INPUT_AUTO && !by_first)
        kind = chn_read_kind(r->file);
    if (kind == CHN_INPUT_AUTO && by_first) {
        char c = '\0';
        const chn_got got = chn_stream_peek(&r->stream, &c);
        if (got == CHN_GOT_NO_MEMORY) {
            chn_fail_memory(err);
            return -1;
        }
        if (got == CHN_GOT_TROUBLE) {
            lose_reading(r, 1);
            return 0;
        }
        kind = c == '{' ? CHN_INPUT_JSONL : CHN_INPUT_TEXT;
    }
    r->lines = kind == CHN_INPUT_JSONL;
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
        lose_file(r, CHN_ERR_INPUT, e.text);
        return 0;
    }
    const bool regular = S_ISREG(st.st_mode);
    if (!given && !regular) {
        (void)close(fd);
        lose_file(r, CHN_ERR_INPUT,
                  "is no longer a regular file; name it itself to read it");
        return 0;
    }
    chn_stream_file(&r->stream, fd);
    r->open = true;
    r->size = regular && st.st_size > 0 ? (uint64_t)st.st_size : 0;
    r->named = regular;
    const int done = decide(r, r->kind, !regular, err);
    if (done != 1)
        close_stream(r);
    return done;
}

static int open_source(chn_reader *r, const source *s, chn_err *err)
{
    struct stat st;
    r->file = s->path;
    if (s->in_memory) {
        chn_stream_bytes(&r->stream, s->bytes, s->n);
        r->open = r->named = true;
        r->lines = s->kind == CHN_INPUT_JSONL;
        return 1;
    }
    if (chn_str_is(s->path, "-")) {
        r->file = chn_str_of("<stdin>");
        chn_stream_file(&r->stream, STDIN_FILENO);
        r->open = true;
        r->named = false;
        const int done = decide(r, s->kind, true, err);
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
        tell(r, CHN_OK, 0, 0, e.text);
        return 0;
    case CHN_WALK_TROUBLE:
        r->file = chn_str_n("", 0);
        r->stats.failed++;
        tell(r, e.code, 0, 0, e.text);
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

int chn_reader_next(chn_reader *r, chn_report *out, chn_err *err)
{
    for (;;) {
        int done = 0;
        chn_arena_reset(r->item);
        if (r->open && r->lines) {
            done = next_line(r, out, err);
            if (done == 0)
                close_stream(r);
        } else if (r->open) {
            /* the text stays in the stream's buffer, closed or not */
            done = next_text(r, out, err);
            close_stream(r);
        } else if (r->walk) {
            if (open_walked(r, err) < 0)
                return -1;
        } else if (*r->next) {
            const source *s = *r->next;
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
