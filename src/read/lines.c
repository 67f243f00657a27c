/* SPDX-License-Identifier: Apache-2.0 */
/* Reports out of text files and JSON Lines. */
#include <inttypes.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/table.h"
#include "base/utf8.h"
#include "read/inside.h"

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

/* "wire-7" of "wire.txt": the seventh report of a file of several. */
static chn_str part_id(chn_reader *r, chn_str base)
{
    chn_buf b;
    chn_buf_init(&b, CHN_ID_MAX + 32);
    chn_buf_str(&b, base);
    if (r->parts > 0)
        chn_buf_fmt(&b, "-%" PRIu32, r->parts);
    const chn_str id = b.failed ? chn_str_n(NULL, 0)
                                : chn_arena_str(r->item, b.p ? b.p : "", b.n);
    chn_buf_free(&b);
    return id;
}

/* Line and byte of a text's byte `at`. */
static void place(chn_str text, size_t *at, uint64_t *line)
{
    size_t from = 0;
    for (;;) {
        const char *nl = memchr(text.p + from, '\n', *at - from);
        if (!nl)
            break;
        from = (size_t)(nl - text.p) + 1;
        ++*line;
    }
    *at -= from;
}

/* The bytes of the next part. 1; 0 lost and told, or the end; -1. */
static int read_part(chn_reader *r, chn_draft *d, bool *more, chn_err *err)
{
    chn_err e;
    d->line = r->stream.line + 1;
    switch (
        chn_stream_part(&r->stream, CHN_REPORT_MAX, &d->report.text, more)) {
    case CHN_GOT_NO_MEMORY:
        chn_fail_memory(err);
        return -1;
    case CHN_GOT_TOO_LONG:
        chn_fail(&e, CHN_ERR_LIMIT,
                 "the report is larger than the %u bytes that are read; "
                 "split it into its reports, or into JSON Lines (.jsonl)",
                 CHN_REPORT_MAX);
        chn_reader_lose(r, CHN_ERR_LIMIT, d->line, CHN_REPORT_MAX, e.text);
        return 0;
    case CHN_GOT_TROUBLE:
        chn_reader_lose_reading(r, d->line);
        return 0;
    case CHN_GOT_DAMAGED:
        chn_reader_lose_damaged(r, r->stream.line + 1);
        return 0;
    case CHN_GOT_END:
        if (r->parts > 0)
            return 0;
        break; /* an empty file is told */
    case CHN_GOT_IT:
        break;
    }
    const chn_str text = d->report.text;
    size_t at = text.n;
    uint64_t line = 1;
    place(text, &at, &line);
    r->stream.line += line - (*more ? 0 : 1);
    return 1;
}

/* The next report of a text file, which is one, or several with a form feed
 * between them. 1, 0 the end, -1. */
int chn_next_text(chn_reader *r, chn_report *out, chn_err *err)
{
    for (;;) {
        chn_draft d;
        bool more = false;
        if (r->ended)
            return 0;
        chn_draft_init(&d);
        chn_arena_reset(r->item);
        int done = read_part(r, &d, &more, err);
        r->ended = !more;
        if (done != 1)
            return done;
        chn_report *rep = &d.report;
        const bool several = more || r->parts > 0;
        if (several && chn_blank(rep->text, 0))
            continue;
        if (several) {
            r->parts++;
            rep->line = d.line;
        }
        if (chn_stream_borrowed(&r->stream)) /* what we hand out ends in NUL */
            rep->text = chn_arena_str(r->item, rep->text.p, rep->text.n);
        const chn_str base =
            r->named ? chn_base_name(r->file) : chn_str_n("", 0);
        rep->id = base.n ? part_id(r, base) : base;
        if (!rep->text.p || !rep->id.p) {
            chn_fail_memory(err);
            return -1;
        }
        done = chn_draft_complete(r, &d, out, err);
        if (done == 1) {
            size_t first = 0;
            const uint64_t bad = count_bad(rep->text, &first);
            if (bad)
                place(rep->text, &first, &d.line);
            chn_draft_remark_replaced(r, &d, bad, first);
        }
        if (done)
            return done;
    }
}

/* false: the report is lost, and told. */
static bool set_date(chn_reader *r, chn_draft *d, chn_str value)
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
    chn_reader_lose(r, CHN_ERR_DATE, d->line,
                    chn_draft_field_at(r, d, FIELD_DATE), e.text);
    return false;
}

chn_code chn_read_aliases(chn_reader *r, chn_err *err)
{
    static const char *const want[] = {"name", "field"};
    static const char *const fields[FIELDS] = {"id",    "date", "publisher",
                                               "title", "text", "url"};
    const chn_table *table = chn_table_builtin("read/fields.tsv");
    if (!table)
        return CHN_OK;
    const int32_t name = chn_table_col(table, want[0]);
    const int32_t field = chn_table_col(table, want[1]);
    chn_alias *all = CHN_NEW(r->keep, chn_alias, table->n_rows);
    if (!all)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < table->n_rows; i++) {
        const chn_str is = chn_table_cell(table, i, field);
        uint32_t f = 0;
        while (f < FIELDS && !chn_str_is(is, fields[f]))
            f++;
        if (f == FIELDS)
            return chn_fail(err, CHN_ERR_TABLE,
                            "%s:%u: \"%s\" is no field of a report",
                            table->file, table->lines[i + 1], is.p);
        all[i].field = f;
        all[i].name = chn_table_cell(table, i, name);
    }
    r->aliases = all;
    r->n_aliases = table->n_rows;
    return CHN_OK;
}

/* What the line has not by our own names, by those of collectors of news. */
static chn_code look_for_others(chn_reader *r, chn_str line, chn_str *v,
                                bool *found, uint32_t *replaced)
{
    enum { MOST = 64 };
    chn_str names[MOST], values[MOST];
    uint32_t fields[MOST], bad[MOST];
    bool there[MOST];
    uint32_t n = 0;
    chn_err ignored;
    for (uint32_t i = 0; i < r->n_aliases && n < MOST; i++) {
        const chn_alias *a = &r->aliases[i];
        if (v[a->field].n > 0 || r->mapped[a->field] ||
            chn_field_at(line, a->name) == 0)
            continue;
        names[n] = a->name;
        fields[n++] = a->field;
    }
    if (n == 0)
        return CHN_OK;
    const chn_code code = chn_json_fields_count(
        r->item, line.p, line.n, names, n, values, there, bad, &ignored);
    if (code) /* a value that is no text: not these fields, then */
        return code == CHN_ERR_MEMORY ? code : CHN_OK;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t f = fields[i];
        if (v[f].n > 0 || values[i].n == 0)
            continue;
        v[f] = values[i];
        replaced[f] = bad[i];
        found[f] = true;
    }
    if (v[FIELD_PUBLISHER].n > 0) { /* newspaper has the site's address */
        const chn_str host = chn_url_host(v[FIELD_PUBLISHER]);
        if (host.n > 0)
            v[FIELD_PUBLISHER] = chn_arena_str(r->item, host.p, host.n);
    }
    return v[FIELD_PUBLISHER].p ? CHN_OK : CHN_ERR_MEMORY;
}

/* One line to a report. 1, 0 lost and told, -1. */
static int read_line(chn_reader *r, chn_str line, chn_report *out, chn_err *err)
{
    chn_draft d;
    chn_draft_init(&d);
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
    chn_code code =
        chn_json_fields_count(r->item, line.p + skip, line.n - skip, r->names,
                              FIELDS, v, found, replaced, &e);
    if (code == CHN_OK)
        code = look_for_others(r, line, v, found, replaced);
    if (code == CHN_ERR_MEMORY) {
        chn_fail_memory(err);
        return -1;
    }
    if (code) {
        chn_reader_lose(r, code, d.line, e.byte + skip, e.text);
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
        chn_reader_lose(r, CHN_ERR_EMPTY, d.line, 0, e.text);
        return 0;
    }
    if (v[FIELD_DATE].n > 0 && !set_date(r, &d, v[FIELD_DATE]))
        return 0;
    const int done = chn_draft_complete(r, &d, out, err);
    if (done != 1)
        return done;
    uint64_t bad = 0;
    for (int i = 0; i < FIELDS; i++)
        bad += replaced[i];
    chn_draft_remark_replaced(r, &d, bad,
                              bad ? chn_utf8_check(line.p, line.n) : 0);
    return 1;
}

/* The next line that is a report. 1, 0 the stream's end, -1. */
int chn_next_line(chn_reader *r, chn_report *out, chn_err *err)
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
            chn_reader_lose_reading(r, r->stream.line + 1);
            return 0;
        case CHN_GOT_DAMAGED:
            chn_reader_lose_damaged(r, r->stream.line + 1);
            continue;
        case CHN_GOT_TOO_LONG:
            chn_fail(&e, CHN_ERR_LIMIT,
                     "the line is longer than %u bytes and is passed over; "
                     "write one report a line and leave fields out that are "
                     "not needed",
                     CHN_LINE_MAX);
            chn_reader_lose(r, CHN_ERR_LIMIT, r->stream.line, CHN_LINE_MAX,
                            e.text);
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
