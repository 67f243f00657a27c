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

/* ---- stream: bytes of one file, window by window ---- */

typedef enum chn_got {
    CHN_GOT_END = 0,
    CHN_GOT_IT,
    CHN_GOT_TOO_LONG, /* passed over: longer than the limit */
    CHN_GOT_TROUBLE,  /* reading failed: stream.trouble holds errno */
    CHN_GOT_NO_MEMORY
} chn_got;

/*
 *   win   [....consumed....|.....window.....|...free...]
 *                          from            to         cap
 * Of a file the window lies in `buf`, which grows up to the limit asked for
 * and is kept for the next file; bytes in memory are the window themselves.
 */
typedef struct chn_stream {
    int fd; /* -1: bytes in memory, or nothing left to read */
    const char *win;
    size_t from, to;
    size_t scanned; /* bytes of the window that hold no newline */
    char *buf;
    size_t cap;
    int trouble;
    uint64_t line;  /* lines cut so far */
    uint64_t taken; /* bytes read so far */
} chn_stream;

void chn_stream_file(chn_stream *s, int fd);
void chn_stream_bytes(chn_stream *s, const char *p, size_t n);
/* Closes the file; keeps `buf`. */
void chn_stream_close(chn_stream *s);
void chn_stream_free(chn_stream *s);
/* First byte that is not a space or a byte order mark; nothing is consumed.
 * 0 where there is none near the start. */
chn_got chn_stream_peek(chn_stream *s, char *first);
/* The next line without its newline, valid until the next call. */
chn_got chn_stream_line(chn_stream *s, size_t max, chn_str *line);
/* All bytes. Of a file they end in NUL. */
chn_got chn_stream_all(chn_stream *s, size_t max, chn_str *all);

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
