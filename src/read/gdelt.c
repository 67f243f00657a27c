/* SPDX-License-Identifier: Apache-2.0 */
/* Event files of GDELT: see chancery/known.h. The columns that are wanted have
 * the same places in 1.0 and 2.0; the address stands last in both. */
#include <chancery/known.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/table.h"
#include "read/read.h"

#define COLS_MAX 80u
/* Fewer than in GDELT 1.0 before it had addresses, or a file of another kind */
#define COLS_MIN 57u

enum {
    COL_ID,
    COL_DAY,
    COL_SOURCE_NAME,
    COL_SOURCE,
    COL_TARGET_NAME,
    COL_TARGET,
    COL_CODE,
    COL_ROOT,
    COL_QUAD,
    COL_ADDED,
    COL_URL,
    COLS
};

static const struct {
    const char *name;
    int32_t at; /* where there is no line of names; -1: told from the end */
} columns[COLS] = {
    {"GLOBALEVENTID", 0},     {"SQLDATE", 1},        {"Actor1Name", 6},
    {"Actor1CountryCode", 7}, {"Actor2Name", 16},    {"Actor2CountryCode", 17},
    {"EventCode", 26},        {"EventRootCode", 28}, {"QuadClass", 29},
    {"DATEADDED", -1},        {"SOURCEURL", -1},
};

typedef struct listing {
    chn_stream stream;
    const char *name;
    chn_known_fn fn;
    chn_notice_fn notice;
    void *user;
    const chn_table *codes; /* CAMEO's countries; NULL: none */
    int32_t at[COLS];
    uint32_t n_cols; /* of the first row */
    char sep;
    char *cells; /* unquoted copies of one line */
    size_t cap;
} listing;

static void tell(const listing *l, uint64_t line, const char *what)
{
    chn_err e;
    if (!l->notice)
        return;
    chn_fail(&e, CHN_ERR_INPUT, "%s:%" PRIu64 ": %s",
             chn_show_path(chn_str_of(l->name)).text, line, what);
    const chn_notice n = {CHN_ERR_INPUT, chn_str_of(l->name), line, 0, e.text};
    l->notice(l->user, &n);
}

/* A line's cells, quotes undone; "NA" is R's word for nothing. UINT32_MAX: no
 * memory; COLS_MAX + 1: too many. */
static uint32_t cut(listing *l, chn_str line, chn_str *cells)
{
    if (line.n + 1 > l->cap) {
        char *p = chn_realloc(l->cells, line.n + 1, 1);
        if (!p)
            return UINT32_MAX;
        l->cells = p;
        l->cap = line.n + 1;
    }
    uint32_t n = 0;
    size_t i = 0, out = 0;
    for (;;) {
        if (n == COLS_MAX)
            return COLS_MAX + 1;
        const size_t from = out;
        bool quoted = l->sep == ',' && i < line.n && line.p[i] == '"';
        for (i += quoted; i < line.n; i++) {
            const char c = line.p[i];
            if (quoted && c == '"' && i + 1 < line.n && line.p[i + 1] == '"')
                i++; /* one quote of two */
            else if (quoted && c == '"') {
                quoted = false;
                continue;
            } else if (!quoted && c == l->sep)
                break;
            l->cells[out++] = c;
        }
        cells[n] = chn_str_trim(chn_str_n(l->cells + from, out - from));
        if (chn_str_is(cells[n], "NA"))
            cells[n].n = 0;
        n++;
        if (i >= line.n)
            return n;
        i++;
    }
}

static bool same_name(chn_str a, const char *b)
{
    const size_t n = strlen(b);
    if (a.n != n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if ((a.p[i] | 32) != (b[i] | 32))
            return false;
    }
    return true;
}

/* The columns by the first line. true: it holds their names. */
static bool find_columns(listing *l, const chn_str *cells, uint32_t n)
{
    l->n_cols = n;
    const bool named = n > 0 && same_name(cells[0], columns[0].name);
    for (uint32_t c = 0; c < COLS; c++) {
        l->at[c] = named ? -1 : columns[c].at;
        for (uint32_t i = 0; named && i < n; i++) {
            if (same_name(cells[i], columns[c].name))
                l->at[c] = (int32_t)i;
        }
    }
    const bool url = n > COLS_MIN; /* GDELT's first years have none */
    if (!named && n > 0)
        l->at[COL_ADDED] = (int32_t)n - (url ? 2 : 1);
    if (!named && url)
        l->at[COL_URL] = (int32_t)n - 1;
    return named;
}

static chn_str iso(const listing *l, chn_str code)
{
    char key[16];
    if (!l->codes || code.n != 3)
        return code;
    memcpy(key, "country ", 8);
    memcpy(key + 8, code.p, 3);
    const int32_t to = chn_table_col(l->codes, "becomes");
    for (uint32_t i = 0; i < l->codes->n_rows; i++) {
        if (chn_str_eq(chn_table_cell(l->codes, i, 0), chn_str_n(key, 11)))
            return chn_table_cell(l->codes, i, to);
    }
    return code;
}

static chn_day day_of(chn_str s)
{
    char text[11];
    if (s.n < 8)
        return CHN_DAY_NONE;
    memcpy(text, s.p, 4);
    text[4] = text[7] = '-';
    memcpy(text + 5, s.p + 4, 2);
    memcpy(text + 8, s.p + 6, 2);
    return chn_day_parse(text, 10);
}

static chn_str cell(const listing *l, const chn_str *cells, int c)
{
    return l->at[c] < 0 ? chn_str_n("", 0) : cells[l->at[c]];
}

/* false: `fn` said stop. */
static bool give(const listing *l, const chn_str *cells, uint64_t line)
{
    chn_known k;
    memset(&k, 0, sizeof k);
    k.id = cell(l, cells, COL_ID);
    k.day = day_of(cell(l, cells, COL_DAY));
    k.added = day_of(cell(l, cells, COL_ADDED));
    k.source = iso(l, cell(l, cells, COL_SOURCE));
    k.target = iso(l, cell(l, cells, COL_TARGET));
    k.source_name = cell(l, cells, COL_SOURCE_NAME);
    k.target_name = cell(l, cells, COL_TARGET_NAME);
    k.code = cell(l, cells, COL_CODE);
    k.root = cell(l, cells, COL_ROOT);
    k.url = cell(l, cells, COL_URL);
    k.line = line;
    if (!chn_str_uint(cell(l, cells, COL_QUAD), 4, &k.quad))
        k.quad = 0;
    if (k.day == CHN_DAY_NONE && cell(l, cells, COL_DAY).n > 0)
        tell(l, line,
             "the day is not of the form YYYYMMDD; the event is "
             "compared with none");
    return l->fn(l->user, &k);
}

/* 1 go on, 0 stop, -1 no memory, -2 no such file. */
static int take_line(listing *l, chn_str line, chn_err *err)
{
    chn_str cells[COLS_MAX];
    chn_err e;
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    if (line.n == 0)
        return 1;
    if (l->n_cols == 0)
        l->sep = memchr(line.p, '\t', line.n) ? '\t' : ',';
    const uint32_t n = cut(l, line, cells);
    if (n == UINT32_MAX) {
        chn_fail_memory(err);
        return -1;
    }
    if (l->n_cols == 0) {
        const bool named = find_columns(l, cells, n > COLS_MAX ? 0 : n);
        if (l->at[COL_DAY] < 0 || (!named && n < COLS_MIN) || n > COLS_MAX) {
            chn_fail(err, CHN_ERR_INPUT,
                     "%s: this is no event file of GDELT: it has %" PRIu32
                     " columns; expected 57 to 61, or a line of names with "
                     "SQLDATE",
                     chn_show_path(chn_str_of(l->name)).text, n);
            return -2;
        }
        if (named)
            return 1;
    }
    if (n != l->n_cols) {
        chn_fail(&e, CHN_ERR_INPUT,
                 "the line has %" PRIu32 " columns where the first has %" PRIu32
                 "; it is passed over",
                 n, l->n_cols);
        tell(l, l->stream.line, e.text);
        return 1;
    }
    return give(l, cells, l->stream.line) ? 1 : 0;
}

static chn_code read_all(listing *l, chn_err *err)
{
    for (;;) {
        chn_str line = {"", 0};
        switch (chn_stream_line(&l->stream, CHN_RECORD_HEAD_MAX, &line)) {
        case CHN_GOT_END:
            return CHN_OK;
        case CHN_GOT_NO_MEMORY:
            return chn_fail_memory(err);
        case CHN_GOT_TROUBLE:
            return chn_fail(err, CHN_ERR_INPUT, "%s: reading failed (%s)",
                            chn_show_path(chn_str_of(l->name)).text,
                            chn_show_errno(l->stream.trouble).text);
        case CHN_GOT_DAMAGED:
            tell(l, l->stream.line, l->stream.damage.why);
            continue;
        case CHN_GOT_TOO_LONG:
            tell(l, l->stream.line,
                 "the line is longer than 64 KiB; it is "
                 "passed over");
            continue;
        case CHN_GOT_IT:
            break;
        }
        const int got = take_line(l, line, err);
        if (got == 0)
            return CHN_OK;
        if (got < 0)
            return got == -1 ? CHN_ERR_MEMORY : CHN_ERR_INPUT;
    }
}

static void start(listing *l, const char *name, chn_known_fn fn,
                  chn_notice_fn notice, void *user)
{
    memset(l, 0, sizeof *l);
    l->stream.fd = -1;
    l->name = name;
    l->fn = fn;
    l->notice = notice;
    l->user = user;
    l->codes = chn_table_builtin("import/codes.tsv");
}

static chn_code finish(listing *l, chn_err *err)
{
    const chn_code code = read_all(l, err);
    chn_stream_free(&l->stream);
    chn_free(l->cells);
    return code;
}

chn_code chn_known_read(const char *path, chn_known_fn fn, chn_notice_fn notice,
                        void *user, chn_err *err)
{
    listing l;
    int fd = STDIN_FILENO;
    const bool in = strcmp(path, "-") == 0;
    if (!in)
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return chn_fail(err, CHN_ERR_INPUT,
                        "%s: cannot open this file (%s); check its name and "
                        "permissions",
                        chn_show_path(chn_str_of(path)).text,
                        chn_show_errno(errno).text);
    start(&l, in ? "<stdin>" : path, fn, notice, user);
    chn_stream_file(&l.stream, fd);
    return finish(&l, err);
}

chn_code chn_known_read_bytes(const char *name, const void *bytes, size_t n,
                              chn_known_fn fn, chn_notice_fn notice, void *user,
                              chn_err *err)
{
    listing l;
    start(&l, name, fn, notice, user);
    chn_stream_bytes(&l.stream, bytes, n);
    return finish(&l, err);
}
