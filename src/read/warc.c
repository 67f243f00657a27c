/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records out of an archive. A record says how long it is, and what is behind
 * it must be the next record: where it is not, its length is wrong or bytes
 * are missing, and the next record is looked for from this one's head on.
 */
#include "read/warc.h"

#include "base/limits.h"

/* "WARC/1.0" begins a record, behind a line's end. */
#define MARK "WARC/"
#define MARK_N 8u

typedef enum kind {
    KIND_INFO,
    KIND_RESPONSE,
    KIND_TEXT, /* resource and conversion: the block is the content */
    KIND_REQUEST,
    KIND_METADATA,
    KIND_REVISIT,
    KIND_OTHER
} kind;

/* A record whose head was read. */
typedef struct record {
    kind kind;
    uint64_t at;    /* byte in the file, for messages */
    uint64_t start; /* byte in the stream */
    bool own;       /* it has a packed member to itself */
    size_t head;    /* bytes of its head */
    uint64_t length;
    chn_str url, type; /* in the window: gone with the next fill */
    bool truncated;
} record;

void chn_warc_start(chn_warc *w, bool arc)
{
    chn_buf body = w->body, spare = w->spare;
    memset(w, 0, sizeof *w);
    w->arc = arc;
    w->arc_fields = 5;
    w->body = body;
    w->spare = spare;
    w->body.max = w->spare.max = CHN_RECORD_MAX;
}

void chn_warc_free(chn_warc *w)
{
    chn_buf_free(&w->body);
    chn_buf_free(&w->spare);
}

static chn_str window(const chn_stream *s)
{
    const size_t n = s->to - s->from;
    return chn_str_n(n ? s->win + s->from : "", n);
}

static void name_record(chn_warc *w, chn_str id)
{
    const chn_shown v = chn_show_value(id);
    memcpy(w->id, v.text, sizeof w->id - 1);
    w->id[sizeof w->id - 1] = '\0';
}

static chn_got bad(chn_warc *w, chn_warc_bad *out, uint64_t at,
                   const char *what, const char *detail)
{
    w->counts.bad++;
    w->told_at = at;
    out->at = at;
    out->what = what;
    out->detail = detail;
    return CHN_GOT_DAMAGED;
}

/* `want` bytes into the window. IT: there; END, DAMAGED: fewer. */
static chn_got need(chn_stream *s, size_t want)
{
    chn_got got = CHN_GOT_IT;
    while (got == CHN_GOT_IT && s->to - s->from < want)
        got = chn_stream_fill(s);
    return s->to - s->from < want ? got : CHN_GOT_IT;
}

/* ---- heads ----------------------------------------------------------------
 */

static bool digits(chn_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    }
    return s.n > 0;
}

static bool length_of(chn_str s, uint64_t *out)
{
    *out = 0;
    if (!digits(s) || s.n > 15)
        return false;
    for (size_t i = 0; i < s.n; i++)
        *out = *out * 10 + (uint64_t)(s.p[i] - '0');
    return true;
}

/* The last word of `s`, which is cut off. */
static chn_str last_word(chn_str *s)
{
    size_t n = s->n;
    while (n > 0 && s->p[n - 1] == ' ')
        n--;
    size_t from = n;
    while (from > 0 && s->p[from - 1] != ' ')
        from--;
    const chn_str word = chn_str_n(s->p + from, n - from);
    s->n = from;
    return word;
}

/* "URL IP DATE TYPE LENGTH", of version 2 with five more before LENGTH. An
 * address may hold blanks. false: no such line. */
static bool arc_line(const chn_warc *w, chn_str line, record *r, bool *length)
{
    chn_str rest = line;
    if (rest.n && rest.p[rest.n - 1] == '\r')
        rest.n--;
    const chn_str size = last_word(&rest);
    *length = length_of(size, &r->length);
    for (uint32_t i = 5; i < w->arc_fields; i++)
        (void)last_word(&rest);
    r->type = last_word(&rest);
    const chn_str date = last_word(&rest);
    const chn_str ip = last_word(&rest);
    while (rest.n && rest.p[rest.n - 1] == ' ')
        rest.n--;
    r->url = rest;
    const char *colon = memchr(rest.p, ':', rest.n);
    return size.n && digits(date) && date.n >= 8 && ip.n && rest.n && colon;
}

static kind kind_of(chn_str type)
{
    static const struct {
        const char *name;
        kind kind;
    } kinds[] = {{"response", KIND_RESPONSE}, {"conversion", KIND_TEXT},
                 {"resource", KIND_TEXT},     {"request", KIND_REQUEST},
                 {"metadata", KIND_METADATA}, {"revisit", KIND_REVISIT},
                 {"warcinfo", KIND_INFO}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (chn_name_is(type, kinds[i].name))
            return kinds[i].kind;
    }
    return KIND_OTHER;
}

/* A WARC head in the window. NULL, or what is wrong. */
static const char *warc_head(chn_warc *w, chn_str head, record *r)
{
    chn_str name, value;
    bool typed = false, sized = false;
    const char *wrong = NULL;
    /* the "WARC/1.0" line has no colon and is passed over */
    while (chn_head_next(&head, &name, &value)) {
        if (chn_name_is(name, "warc-record-id")) {
            name_record(w, value);
        } else if (chn_name_is(name, "warc-type")) {
            r->kind = kind_of(value);
            typed = true;
        } else if (chn_name_is(name, "content-length")) {
            sized = length_of(value, &r->length);
            if (!sized)
                wrong = "its Content-Length is not a number";
        } else if (chn_name_is(name, "warc-target-uri")) {
            if (value.n > 1 && value.p[0] == '<' &&
                value.p[value.n - 1] == '>') /* as some versions of wget do */
                value = chn_str_n(value.p + 1, value.n - 2);
            r->url = value;
        } else if (chn_name_is(name, "content-type")) {
            r->type = value;
        } else if (chn_name_is(name, "warc-truncated")) {
            r->truncated = true;
        }
    }
    if (!w->id[0] && r->url.n)
        name_record(w, r->url);
    if (!typed)
        return "its header has no WARC-Type";
    return sized ? NULL : wrong ? wrong : "its header has no Content-Length";
}

/* ---- to the next record ---------------------------------------------------
 */

/* Does a line of the window that begins at `i` begin a record? -1: more bytes
 * are wanted to tell. */
static int begins_record(const chn_warc *w, chn_str win, size_t i)
{
    const size_t left = win.n - i;
    if (!w->arc) {
        const char *p = win.p + i;
        if (memcmp(p, MARK, left < 5 ? left : 5) != 0)
            return 0;
        if (left < MARK_N)
            return -1;
        return (p[5] == '0' || p[5] == '1') && p[6] == '.';
    }
    const char *nl = memchr(win.p + i, '\n', left);
    if (!nl)
        return left < 4096 ? -1 : 0;
    record r;
    bool length;
    return arc_line(w, chn_str_n(win.p + i, (size_t)(nl - win.p) - i), &r,
                    &length);
}

/* Damage of which somebody heard: the record in it was named, or it is no
 * member of its own. */
static bool is_told(const chn_warc *w, const chn_stream *s)
{
    return w->told && (s->damage.junk || s->damage.member.packed == w->told_at);
}

/* Over all that is no record. IT: the window begins with one. DAMAGED: a
 * member that nobody told of yet. */
static chn_got find_record(chn_warc *w, chn_stream *s)
{
    bool at_line = true; /* the window begins a line */
    for (;;) {
        const chn_str win = window(s);
        size_t i = 0;
        int is = 0;
        while (i < win.n) {
            if (at_line)
                is = begins_record(w, win, i);
            if (is != 0)
                break;
            const char *nl = memchr(win.p + i, '\n', win.n - i);
            at_line = nl != NULL;
            i = nl ? (size_t)(nl - win.p) + 1 : win.n;
        }
        chn_stream_pass(s, i);
        if (is > 0)
            return CHN_GOT_IT;
        const chn_got got = chn_stream_fill(s);
        if (got == CHN_GOT_DAMAGED && is_told(w, s)) {
            chn_stream_cut(s); /* the next member begins a line */
            at_line = true;
        } else if (got != CHN_GOT_IT) {
            return got;
        }
    }
}

/* Over the blank lines between two records. IT: something else stands there. */
static chn_got skip_blank(chn_stream *s)
{
    for (;;) {
        const chn_str win = window(s);
        size_t i = 0;
        while (i < win.n && (win.p[i] == '\n' || win.p[i] == '\r'))
            i++;
        chn_stream_pass(s, i);
        if (i < win.n)
            return CHN_GOT_IT;
        const chn_got got = chn_stream_fill(s);
        if (got != CHN_GOT_IT)
            return got;
    }
}

/* Is what follows `size` bytes of the window the end of a record, two empty
 * lines, or the next one, or the file's end? 1, 0; or -1 and *got where it
 * cannot be told. */
static int followed(const chn_warc *w, chn_stream *s, size_t size, chn_got *got)
{
    size_t i = size;
    uint32_t lines = 0;
    for (;;) {
        const chn_str win = window(s);
        for (; i < win.n && (win.p[i] == '\n' || win.p[i] == '\r'); i++)
            lines += win.p[i] == '\n';
        if (i < win.n && lines >= 2 && !w->arc)
            return 1; /* whatever comes then is not this record's fault */
        const int is = i < win.n ? begins_record(w, win, i) : -1;
        if (is >= 0)
            return is;
        *got = chn_stream_fill(s);
        if (*got == CHN_GOT_END)
            return i == window(s).n;
        if (*got != CHN_GOT_IT)
            return -1;
    }
}

/* ---- one record -----------------------------------------------------------
 */

/* Damage before the record's end, or in its own member. */
static chn_got lose_damaged(chn_warc *w, chn_stream *s, uint64_t at,
                            chn_warc_bad *out)
{
    const char *why = s->damage.why;
    chn_stream_cut(s);
    w->told = true;
    return bad(w, out, at, "its packed member cannot be read: ", why);
}

/* The head of the record at the window's start. IT: read, and passed over in
 * no part; else as of chn_warc_next. */
static chn_got read_head(chn_warc *w, chn_stream *s, record *r,
                         chn_warc_bad *out)
{
    memset(r, 0, sizeof *r);
    w->id[0] = '\0';
    r->url = r->type = chn_str_n("", 0);
    r->start = chn_stream_at(s);
    r->at = chn_stream_place(s, r->start, &r->own);
    chn_got got = CHN_GOT_IT;
    chn_str win = window(s);
    for (;;) {
        const char *nl = win.n ? memchr(win.p, '\n', win.n) : NULL;
        r->head = !w->arc ? chn_head_end(win.p, win.n)
                  : nl    ? (size_t)(nl - win.p) + 1
                          : 0;
        if (r->head > CHN_RECORD_HEAD_MAX) /* the next record's, then */
            r->head = 0;
        if (r->head || win.n > CHN_RECORD_HEAD_MAX || got != CHN_GOT_IT)
            break;
        got = chn_stream_fill(s);
        win = window(s);
    }
    if (got == CHN_GOT_TROUBLE || got == CHN_GOT_NO_MEMORY)
        return got;
    const char *wrong = NULL;
    if (r->head == 0) {
        (void)warc_head(w, win, r); /* for its name */
        if (got == CHN_GOT_DAMAGED)
            return lose_damaged(w, s, r->at, out);
        wrong = got == CHN_GOT_END ? "the file ends in its header"
                                   : "its header has no end";
    } else if (w->arc) {
        bool length = false;
        r->kind = KIND_RESPONSE;
        (void)arc_line(w, chn_str_n(win.p, r->head - 1), r, &length);
        name_record(w, r->url);
        wrong = length ? NULL : "the length in its line is not a number";
    } else {
        wrong = warc_head(w, chn_str_n(win.p, r->head), r);
    }
    if (!wrong)
        return CHN_GOT_IT;
    chn_stream_pass(s, r->head ? r->head : win.n < MARK_N ? win.n : MARK_N);
    w->told = true;
    w->counts.records++;
    return bad(w, out, r->at, wrong, "");
}

/* A record of no use to us: counted. */
static void count(chn_warc *w, kind k)
{
    chn_warc_counts *c = &w->counts;
    uint64_t *const of[] = {
        [KIND_INFO] = &c->infos,        [KIND_RESPONSE] = &c->media,
        [KIND_TEXT] = &c->media,        [KIND_REQUEST] = &c->requests,
        [KIND_METADATA] = &c->metadata, [KIND_REVISIT] = &c->revisits,
        [KIND_OTHER] = &c->others,
    };
    (*of[k])++;
}

/* A record too large to be looked at: films, and pages that no one wrote. A
 * record that begins within it means that its length is wrong. */
static chn_got pass_large(chn_warc *w, chn_stream *s, const record *r,
                          chn_warc_bad *out)
{
    const uint64_t end = r->start + r->head + r->length;
    const char *const wrong =
        "a record begins before it should end: its length is wrong";
    chn_stream_pass(s, r->head);
    for (bool at_line = false;;) {
        const chn_str win = window(s);
        const uint64_t left = end - chn_stream_at(s);
        const size_t most = left < win.n ? (size_t)left : win.n;
        size_t i = 0;
        int is = 0;
        while (i < most) {
            is = at_line ? begins_record(w, win, i) : 0;
            if (is != 0)
                break;
            const char *nl = memchr(win.p + i, '\n', most - i);
            at_line = nl != NULL;
            i = nl ? (size_t)(nl - win.p) + 1 : most;
        }
        chn_stream_pass(s, i);
        if (is > 0)
            return bad(w, out, r->at, wrong, "");
        if (chn_stream_at(s) == end)
            break;
        const chn_got got = chn_stream_fill(s);
        if (got == CHN_GOT_DAMAGED)
            return lose_damaged(w, s, r->at, out);
        if (got == CHN_GOT_END)
            return bad(w, out, r->at, "the file ends in the middle of it", "");
        if (got != CHN_GOT_IT)
            return got;
    }
    if (r->kind == KIND_RESPONSE || r->kind == KIND_TEXT)
        return bad(w, out, r->at, "it is larger than what is read", "");
    count(w, r->kind);
    return CHN_GOT_END;
}

/* The whole record into the window, and a look at what is behind it. */
static chn_got load(chn_warc *w, chn_stream *s, const record *r,
                    chn_warc_bad *out)
{
    const size_t size = r->head + (size_t)r->length;
    chn_got got = need(s, size);
    if (got == CHN_GOT_TROUBLE || got == CHN_GOT_NO_MEMORY)
        return got;
    if (got == CHN_GOT_DAMAGED)
        return lose_damaged(w, s, r->at, out);
    int fine = 0;
    const bool whole = got == CHN_GOT_IT;
    if (whole)
        fine = followed(w, s, size, &got);
    if (fine < 0 && got != CHN_GOT_DAMAGED)
        return got;
    if (fine < 0) { /* damage: in its own member, its last bytes, or later */
        if (r->own && s->damage.member.plain == r->start)
            return lose_damaged(w, s, r->at, out);
        fine = 1;
    }
    if (fine || !whole) /* the file's last may be cut off */
        return CHN_GOT_IT;
    chn_stream_pass(s, r->head);
    w->told = true;
    return bad(w, out, r->at,
               "no record follows where it should end: its length is wrong, "
               "or bytes are missing or too many",
               "");
}

/* The block of a record to a page. IT: `page`; DAMAGED: `out`; END: it is none,
 * and counted. */
static chn_got to_page(chn_warc *w, const record *r, chn_str block,
                       chn_warc_page *page, chn_warc_bad *out)
{
    const char *why = "";
    memset(page, 0, sizeof *page);
    page->at = r->at;
    page->url = r->url;
    const bool bare =
        w->arc && !(block.n > 5 && memcmp(block.p, "HTTP/", 5) == 0);
    if (r->kind == KIND_TEXT && r->url.n > 9 &&
        memcmp(r->url.p, "metadata:", 9) == 0) { /* wget's log */
        count(w, KIND_OTHER);
        return CHN_GOT_END;
    }
    if (r->kind != KIND_RESPONSE || bare) {
        page->body = block;
        if (!chn_http_media(r->type, block, &page->html, &page->charset)) {
            count(w, r->kind);
            return CHN_GOT_END;
        }
    } else if (!w->arc && r->type.n && memchr(r->type.p, '/', r->type.n) &&
               !(r->type.n >= 16 &&
                 chn_name_is(chn_str_n(r->type.p, 16), "application/http"))) {
        count(w, r->kind); /* of DNS and the like */
        return CHN_GOT_END;
    } else {
        switch (chn_http_read(w, block, page, &why)) {
        case CHN_HTTP_NO_MEMORY:
            return CHN_GOT_NO_MEMORY;
        case CHN_HTTP_BAD:
            return bad(w, out, r->at, why, "");
        case CHN_HTTP_STATUS:
            w->counts.status++;
            return CHN_GOT_END;
        case CHN_HTTP_MEDIA:
            w->counts.media++;
            return CHN_GOT_END;
        case CHN_HTTP_PAGE:
            break;
        }
    }
    if (r->truncated)
        page->odd = "it was cut off when it was fetched (WARC-Truncated)";
    w->counts.pages++;
    return CHN_GOT_IT;
}

/* "filedesc://", which says how many fields the lines have. */
static chn_got arc_start(chn_warc *w, chn_stream *s, const record *r)
{
    const chn_got got = need(s, r->head + 2);
    if (got == CHN_GOT_TROUBLE || got == CHN_GOT_NO_MEMORY)
        return got;
    const chn_str win = window(s);
    if (win.n > r->head && win.p[r->head] == '2')
        w->arc_fields = 10;
    w->counts.infos++;
    w->counts.records++;
    chn_stream_pass(s, r->head);
    /* some files give its length wrong: the first record's line is found */
    return find_record(w, s);
}

/* From the record at the window's start. */
static chn_got next_record(chn_warc *w, chn_stream *s, chn_warc_page *page,
                           chn_warc_bad *out)
{
    record r;
    chn_got got = read_head(w, s, &r, out);
    if (got != CHN_GOT_IT) /* where it is DAMAGED, its line is passed already */
        return got;
    const chn_str win = window(s);
    if (w->arc && win.n > 11 && memcmp(win.p, "filedesc://", 11) == 0) {
        got = arc_start(w, s, &r);
        return got == CHN_GOT_IT || got == CHN_GOT_DAMAGED ? CHN_GOT_END : got;
    }
    w->counts.records++;
    w->told = false;
    if (r.length > CHN_RECORD_MAX)
        return pass_large(w, s, &r, out);
    got = load(w, s, &r, out);
    if (got != CHN_GOT_IT)
        return got;
    chn_str all = window(s);
    const size_t size = r.head + (size_t)r.length;
    const bool cut = all.n < size;
    all.n = cut ? all.n : size;
    chn_stream_pass(s, all.n);
    if (r.kind != KIND_RESPONSE && r.kind != KIND_TEXT) {
        count(w, r.kind);
        return cut ? bad(w, out, r.at, "the file ends in the middle of it", "")
                   : CHN_GOT_END;
    }
    record again = r; /* the window has moved: its strings anew */
    bool length = false;
    if (w->arc)
        (void)arc_line(w, chn_str_n(all.p, r.head - 1), &again, &length);
    else
        (void)warc_head(w, chn_str_n(all.p, r.head), &again);
    got = to_page(w, &again, chn_str_n(all.p + r.head, all.n - r.head), page,
                  out);
    if (got == CHN_GOT_IT && cut)
        page->odd = "the file ends in the middle of it; what is there is read";
    return got;
}

/* To the next record. IT: the window begins with it; END, DAMAGED (`out`). */
static chn_got seek(chn_warc *w, chn_stream *s, chn_warc_bad *out)
{
    int is = -1;
    chn_got got = skip_blank(s);
    if (w->arc && w->counts.records + w->counts.bad == 0)
        return got; /* "filedesc://" */
    while (got == CHN_GOT_IT && is < 0) {
        is = begins_record(w, window(s), 0);
        if (is < 0)
            got = chn_stream_fill(s);
    }
    if (is > 0 || got == CHN_GOT_TROUBLE || got == CHN_GOT_NO_MEMORY)
        return is > 0 ? CHN_GOT_IT : got;
    if (got == CHN_GOT_END && s->from == s->to)
        return got;
    w->id[0] = '\0';
    /* what follows a record that was told is told with it */
    if (!w->told && got != CHN_GOT_DAMAGED) {
        bool own;
        w->told = true;
        return bad(w, out, chn_stream_place(s, chn_stream_at(s), &own),
                   "no record begins here", "");
    }
    if (got != CHN_GOT_DAMAGED || is_told(w, s))
        got = find_record(w, s);
    return got == CHN_GOT_DAMAGED
               ? lose_damaged(w, s, s->damage.member.packed, out)
               : got;
}

chn_got chn_warc_next(chn_warc *w, chn_stream *s, chn_warc_page *page,
                      chn_warc_bad *out)
{
    for (;;) {
        chn_got got = seek(w, s, out);
        if (got == CHN_GOT_IT)
            got = next_record(w, s, page, out);
        else
            return got;
        if (got != CHN_GOT_END)
            return got;
    }
}
