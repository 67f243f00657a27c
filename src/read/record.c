/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes to a report: header, date, id; and words for messages. */
#include "read/read.h"

#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "dddd-dd-dd" at the start. */
static bool date_form(const char *p, size_t n)
{
    static const char form[] = "0000-00-00";
    if (n < 10)
        return false;
    for (size_t i = 0; i < 10; i++) {
        if (form[i] == '0' ? !digit(p[i]) : p[i] != '-')
            return false;
    }
    return true;
}

chn_header chn_header_find(chn_str text)
{
    chn_header h;
    memset(&h, 0, sizeof h);
    h.day = CHN_DAY_NONE;
    size_t i = 0;
    /* a byte order mark is part of the bytes that spans count, but no letter
     * of the report */
    if (text.n >= 3 && memcmp(text.p, "\xEF\xBB\xBF", 3) == 0)
        i = 3;
    h.body = (uint32_t)i;
    while (i < text.n && text.p[i] == ' ')
        i++;
    if (text.n - i < 6 || memcmp(text.p + i, "date ", 5) != 0)
        return h;
    i += 5;
    const char *p = text.p + i;
    const size_t n = text.n - i;
    const bool line = n > 10 && (p[10] == '\n' || p[10] == '\r');
    if (date_form(p, n) && n > 10 && (p[10] == ' ' || line)) {
        h.date = chn_str_n(p, 10);
        h.day = chn_day_parse(p, 10);
        h.state =
            h.day == CHN_DAY_NONE ? CHN_HEADER_IMPOSSIBLE : CHN_HEADER_DATED;
        h.body = (uint32_t)(i + 11);
        return h;
    }
    if (digit(p[0])) { /* "date 2019-8-15 ": a slip, or a sentence */
        size_t end = 0;
        while (end < n && end < 24 && p[end] != ' ' && p[end] != '\n' &&
               p[end] != '\r')
            end++;
        h.state = CHN_HEADER_ALMOST;
        h.date = chn_str_n(p, end);
    }
    return h;
}

chn_day chn_date_field(chn_str v, bool *form)
{
    *form =
        date_form(v.p, v.n) && (v.n == 10 || v.p[10] == 'T' || v.p[10] == ' ');
    return *form ? chn_day_parse(v.p, 10) : CHN_DAY_NONE;
}

chn_str chn_base_name(chn_str path)
{
    static const char *const packed[] = {".gz", ".zst"};
    size_t from = 0;
    for (size_t i = 0; i < path.n; i++) {
        if (path.p[i] == '/')
            from = i + 1;
    }
    size_t to = path.n;
    for (size_t i = 0; i < 2; i++) { /* "kcna-1.txt.gz" */
        const size_t n = strlen(packed[i]);
        if (to > from + n && memcmp(path.p + to - n, packed[i], n) == 0)
            to -= n;
    }
    for (size_t i = to; i > from + 1; i--) {
        if (path.p[i - 1] == '.') {
            to = i - 1;
            break;
        }
    }
    return chn_str_n(path.p + from, to - from);
}

static void hash_id(const chn_report *r, char hex[CHN_REPORT_ID_LEN])
{
    char date[11] = "";
    if (r->published != CHN_DAY_NONE)
        chn_day_format(r->published, date);
    chn_sha256 s;
    chn_sha256_init(&s);
    chn_sha256_put(&s, r->publisher.p, r->publisher.n);
    chn_sha256_put(&s, "", 1);
    chn_sha256_put(&s, date, strlen(date));
    chn_sha256_put(&s, "", 1);
    chn_sha256_put(&s, r->text.p, r->text.n);
    chn_sha256_hex(&s, hex, CHN_REPORT_ID_LEN - 1);
}

chn_str chn_hash_id(chn_arena *a, const chn_report *r)
{
    char hex[CHN_REPORT_ID_LEN];
    hash_id(r, hex);
    return chn_arena_str(a, hex, CHN_REPORT_ID_LEN - 1);
}

bool chn_blank(chn_str text, size_t body)
{
    uint32_t len = 1;
    for (size_t i = body; i < text.n; i += len) {
        const uint32_t cp = chn_utf8_next(text.p + i, text.n - i, &len);
        if (cp == CHN_UTF8_BAD || !chn_cp_space(cp))
            return false;
    }
    return true;
}

chn_code chn_report_complete(chn_report *r, char id[CHN_REPORT_ID_LEN],
                             chn_err *err)
{
    if (r->text.n > CHN_REPORT_MAX)
        return chn_fail_at(err, CHN_ERR_LIMIT, 0, CHN_REPORT_MAX,
                           "the report's text has %zu bytes, more than the %u "
                           "that are read; split it into its reports",
                           r->text.n, CHN_REPORT_MAX);
    if (r->id.n > CHN_ID_MAX)
        return chn_fail(err, CHN_ERR_LIMIT,
                        "the report's id has %zu bytes, more than the %u "
                        "allowed; shorten it",
                        r->id.n, CHN_ID_MAX);
    const chn_header h = chn_header_find(r->text);
    const bool dated = r->published != CHN_DAY_NONE;
    if (h.state == CHN_HEADER_IMPOSSIBLE && !dated)
        return chn_fail_at(err, CHN_ERR_DATE, 0,
                           (uint64_t)(h.date.p - r->text.p),
                           "the day \"%.10s\" does not exist; correct the date "
                           "in the report's header",
                           h.date.p);
    if (chn_blank(r->text, h.body))
        return chn_fail(err, CHN_ERR_EMPTY,
                        "the report has no text; add the text or take the "
                        "report out");
    r->body = h.body;
    if (h.state == CHN_HEADER_DATED && !dated)
        r->published = h.day;
    if (r->id.n == 0) {
        hash_id(r, id);
        r->id = chn_str_n(id, CHN_REPORT_ID_LEN - 1);
    }
    return CHN_OK;
}

size_t chn_field_at(chn_str line, chn_str name)
{
    /* inside a string a quote is escaped, so an unescaped "name" with a
     * colon behind it is a field's */
    for (size_t i = 0; i + name.n + 2 < line.n; i++) {
        const char *hit = memchr(line.p + i, '"', line.n - i - name.n - 2);
        if (!hit)
            return 0;
        i = (size_t)(hit - line.p);
        if (memcmp(hit + 1, name.p, name.n) != 0 || hit[name.n + 1] != '"')
            continue;
        size_t at = i + name.n + 2;
        while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t'))
            at++;
        if (at >= line.n || line.p[at] != ':')
            continue;
        at++;
        while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t'))
            at++;
        return at;
    }
    return 0;
}

/* p[0..n) into out, control characters and broken bytes as '?'. */
static void clean(const char *p, size_t n, char *out)
{
    uint32_t len = 1;
    size_t at = 0;
    for (size_t i = 0; i < n; i += len) {
        const uint32_t cp = chn_utf8_next(p + i, n - i, &len);
        if (cp == CHN_UTF8_BAD || cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) {
            out[at++] = '?';
            continue;
        }
        memcpy(out + at, p + i, len);
        at += len;
    }
    out[at] = '\0';
}

chn_shown chn_show_path(chn_str path)
{
    chn_shown s;
    memset(&s, 0, sizeof s);
    const size_t room = sizeof s.text - 4;
    if (path.n <= room) {
        clean(path.p, path.n, s.text);
        return s;
    }
    /* the end of a path tells files apart */
    memcpy(s.text, "...", 3);
    size_t from = path.n - room;
    while (from < path.n && ((unsigned char)path.p[from] & 0xC0) == 0x80)
        from++;
    clean(path.p + from, path.n - from, s.text + 3);
    return s;
}

chn_shown chn_show_value(chn_str v)
{
    const size_t most = 60;
    chn_shown s;
    memset(&s, 0, sizeof s);
    size_t n = v.n;
    if (n > most) {
        n = most;
        while (n > 0 && ((unsigned char)v.p[n] & 0xC0) == 0x80)
            n--;
    }
    clean(v.p, n, s.text);
    if (n < v.n)
        memcpy(s.text + strlen(s.text), "...", 4);
    return s;
}

chn_shown chn_show_errno(int code)
{
    chn_shown s;
    memset(&s, 0, sizeof s);
    if (strerror_r(code, s.text, sizeof s.text - 1) != 0)
        memcpy(s.text, "unknown error", 14);
    return s;
}
