/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts of the reader share. The module's interface is public:
 * chancery/report.h. A path becomes files (walk), a file becomes bytes or
 * lines (stream), those become a report (record), and reader.c goes from one
 * to the next and tells what could not be read.
 */
#ifndef CHN_READ_READ_H
#define CHN_READ_READ_H

#include <chancery/report.h>

#include "base/arena.h"
#include "page/page.h"
#include "unpack/unpack.h"

/* ---- stream: bytes of one file, window by window ---- */

typedef enum chn_got {
    CHN_GOT_END = 0,
    CHN_GOT_IT,
    CHN_GOT_TOO_LONG, /* passed over: longer than the limit */
    CHN_GOT_TROUBLE,  /* reading failed: stream.trouble holds errno */
    CHN_GOT_DAMAGED,  /* a packed file's member is: stream.damage; what was cut
                         in two is gone, the next call goes on behind it */
    CHN_GOT_NO_MEMORY
} chn_got;

typedef struct chn_damage {
    chn_member member;
    uint64_t plain; /* bytes that could be unpacked before it */
    const char *why;
    bool junk; /* no member: something else where one should begin */
} chn_damage;

/*
 *   win   [....consumed....|.....window.....|...free...]
 *         ^gone            from            to         cap
 * Of a file the window lies in `buf`, which grows up to the limit asked for
 * and is kept for the next file; bytes in memory are the window themselves.
 * What is packed is told by its first bytes and unpacked into the window.
 */
typedef struct chn_stream {
    int fd;             /* -1: bytes in memory, or nothing left to read */
    const char *packed; /* [n_packed] packed bytes in memory not yet read */
    size_t n_packed;
    chn_unpack *unpack;  /* NULL: as it is */
    bool looked;         /* for a packed file's mark */
    uint64_t gone;       /* bytes of the stream before the window's first */
    chn_member *members; /* [n_members] those that the window has bytes of */
    uint32_t n_members, cap_members;
    chn_damage damage;
    bool hurt; /* by `damage`, which nobody has heard of yet */
    const char *win;
    size_t from, to;
    size_t scanned; /* bytes of the window that hold no newline */
    char *buf;
    size_t cap;
    int trouble;
    uint64_t line;  /* lines cut so far */
    uint64_t taken; /* bytes read so far, packed ones as they are */
} chn_stream;

void chn_stream_file(chn_stream *s, int fd);
void chn_stream_bytes(chn_stream *s, const char *p, size_t n);
/* Closes the file; keeps `buf`. */
void chn_stream_close(chn_stream *s);
void chn_stream_free(chn_stream *s);
/* More bytes into the window; END where there are none. DAMAGED comes again
 * until chn_stream_cut. */
chn_got chn_stream_fill(chn_stream *s);
/* Damage was heard of: the window, all from before it, is dropped. */
void chn_stream_cut(chn_stream *s);
/* The window's first n bytes are done with. */
void chn_stream_pass(chn_stream *s, size_t n);
/* Of the window's first byte, in all that the stream gives. */
uint64_t chn_stream_at(const chn_stream *s);
/* The byte of the file at which what stands at `plain` is to be found: where
 * its member begins in a packed file, else `plain`. `plain` is in the window or
 * right behind it. *own: a packed member begins exactly there. */
uint64_t chn_stream_place(const chn_stream *s, uint64_t plain, bool *own);
/* First byte that is not a space or a byte order mark; nothing is consumed.
 * 0 where there is none near the start. */
chn_got chn_stream_peek(chn_stream *s, char *first);
/* The next line without its newline, valid until the next call. */
chn_got chn_stream_line(chn_stream *s, size_t max, chn_str *line);
/* The first bytes, at most `most`, as far as they are there; nothing is
 * consumed. */
chn_got chn_stream_head(chn_stream *s, size_t most, chn_str *head);
/* Bytes up to a form feed that has a line to itself, or to the end; *more:
 * there was one. Of a file, or unpacked, they end in NUL. END: nothing left. */
chn_got chn_stream_part(chn_stream *s, size_t max, chn_str *part, bool *more);
/* All bytes; the same. */
chn_got chn_stream_all(chn_stream *s, size_t max, chn_str *all);
/* Are the bytes handed out the caller's own, which do not end in NUL? */
static inline bool chn_stream_borrowed(const chn_stream *s)
{
    return !s->buf || s->win != s->buf;
}

/* ---- walk: files below a folder, in byte order of their paths ---- */

typedef struct chn_walk chn_walk;

typedef enum chn_walked {
    CHN_WALK_END = 0,
    CHN_WALK_FILE,
    CHN_WALK_TROUBLE, /* `err` says what could not be read */
    CHN_WALK_NOTE,    /* `err->text` says what was left out; no report lost */
    CHN_WALK_NO_MEMORY
} chn_walked;

/* `total` grows by the sizes of the files found. NULL: no memory. */
chn_walk *chn_walk_new(const char *path, uint64_t *total);
void chn_walk_free(chn_walk *w);
/* `path` ends in NUL and is valid until the next call. */
chn_walked chn_walk_next(chn_walk *w, chn_str *path, chn_err *err);

/* How a file of this name is read: AUTO where its ending says nothing. */
chn_input_kind chn_read_kind(chn_str path);

/* ---- record: bytes to a report ---- */

typedef struct chn_header {
    enum {
        CHN_HEADER_NONE = 0,
        CHN_HEADER_DATED,
        CHN_HEADER_IMPOSSIBLE, /* a day that does not exist */
        CHN_HEADER_ALMOST      /* "date 2019-8-15": has not the form */
    } state;
    chn_day day;
    uint32_t body; /* byte at which the body starts */
    chn_str date;  /* the date as it stands in the text */
} chn_header;

chn_header chn_header_find(chn_str text);
/* "YYYY-MM-DD", or that followed by 'T' or ' ' and anything.
 * CHN_DAY_NONE: has not the form, or no such day (*form tells which). */
chn_day chn_date_field(chn_str value, bool *form);
/* "wire/2019/kcna-1.txt" -> "kcna-1" */
chn_str chn_base_name(chn_str path);
/* The id of a report that has none: 16 hexadecimal digits of the SHA-256 of
 * publisher, NUL, "YYYY-MM-DD" or nothing, NUL, text. */
chn_str chn_hash_id(chn_arena *a, const chn_report *r);
/* Nothing but white space from `body` on. */
bool chn_blank(chn_str text, size_t body);
/* Byte of `line` at which the value of field `name` starts, for messages; 0
 * where it is not to be found. */
size_t chn_field_at(chn_str line, chn_str name);

/* ---- html: a page to its reports ---- */

/* A page that was read, and which of its reports is next. */
typedef struct chn_paper {
    chn_page page;
    chn_str id;    /* of the whole; posts have "#1" behind it; empty: none */
    uint32_t next; /* report */
} chn_paper;

/* The page's next report, with all but its file, line and body; strings as
 * long as the page's, or from `a`. 1, 0 no more, -1 no memory. */
int chn_paper_next(chn_arena *a, chn_paper *p, chn_report *out);

/* ---- words for messages ---- */

/* A name or value fit for a message: control characters as '?', and its end
 * (paths) or its start (values) cut to what fits. */
typedef struct chn_shown {
    char text[200];
} chn_shown;
chn_shown chn_show_path(chn_str path);
chn_shown chn_show_value(chn_str value);
/* The system's words for an errno. */
chn_shown chn_show_errno(int code);

#endif
