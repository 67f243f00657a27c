/* SPDX-License-Identifier: Apache-2.0 */
/* What could not be read, with its place and what to do. */
#include "read/inside.h"

#include <inttypes.h>

#include "base/limits.h"
#include "base/utf8.h"

void chn_reader_tell(const chn_reader *r, chn_code code, uint64_t line,
                     uint64_t byte, const char *text)
{
    if (!r->notice)
        return;
    /* libxml2's words have the input's bytes in them: "Opening and ending tag
     * mismatch: rss<ff>" */
    chn_err fit;
    size_t n = strlen(text);
    n = n < sizeof fit.text ? n : sizeof fit.text - 1;
    memcpy(fit.text, text, n);
    fit.text[n] = '\0';
    uint32_t len = 1;
    for (size_t i = 0; i < n; i += len) {
        const uint32_t cp = chn_utf8_next(fit.text + i, n - i, &len);
        if (cp == CHN_UTF8_BAD || cp < 0x20)
            memset(fit.text + i, '?', len);
    }
    const chn_notice told = {code, r->file, line, byte, fit.text};
    r->notice(r->user, &told);
}

/* "FILE:LINE: byte N: what", or without the line. */
static void say(const chn_reader *r, chn_code code, uint64_t line,
                uint64_t byte, const char *name, const char *what)
{
    chn_err e;
    const chn_shown file = chn_show_path(r->file);
    const char *sep = name ? ": " : "";
    name = name ? name : "";
    if (line > 0)
        chn_fail(&e, code, "%s:%" PRIu64 ": byte %" PRIu64 ": %s%s%s",
                 file.text, line, byte, name, sep, what);
    else
        chn_fail(&e, code, "%s: byte %" PRIu64 ": %s%s%s", file.text, byte,
                 name, sep, what);
    chn_reader_tell(r, code, line, byte, e.text);
}

void chn_reader_lose(chn_reader *r, chn_code code, uint64_t line, uint64_t byte,
                     const char *what)
{
    r->stats.failed++;
    say(r, code, line, byte, NULL, what);
}

void chn_reader_lose_file(chn_reader *r, chn_code code, const char *what)
{
    chn_err e;
    chn_fail(&e, code, "%s: %s", chn_show_path(r->file).text, what);
    r->stats.failed++;
    chn_reader_tell(r, code, 0, 0, e.text);
}

void chn_reader_lose_reading(chn_reader *r, uint64_t line)
{
    chn_err e;
    chn_fail(&e, CHN_ERR_INPUT,
             "reading failed (%s); what follows in this file is not read; "
             "check the disk and try again",
             chn_show_errno(r->stream.trouble).text);
    chn_reader_lose(r, CHN_ERR_INPUT, line, r->stream.taken, e.text);
}

void chn_reader_lose_damaged(chn_reader *r, uint64_t line)
{
    chn_err e;
    const chn_damage *d = &r->stream.damage;
    chn_fail(&e, CHN_ERR_INPUT,
             "%s; the report it stands in is lost; pack the file anew, or "
             "fetch it again",
             d->why);
    chn_reader_lose(r, CHN_ERR_INPUT, line, d->member.packed, e.text);
}

void chn_draft_lose(chn_reader *r, const chn_draft *d, chn_code code,
                    uint64_t byte, const char *what)
{
    r->stats.failed++;
    say(r, code, d->line, d->line ? byte : d->at, d->name, what);
}

void chn_reader_remark(const chn_reader *r, uint64_t line, uint64_t byte,
                       const char *what)
{
    say(r, CHN_OK, line, byte, NULL, what);
}

void chn_draft_remark(const chn_reader *r, const chn_draft *d, uint64_t byte,
                      const char *what)
{
    say(r, CHN_OK, d->line, d->line ? byte : d->at, d->name, what);
}

void chn_draft_remark_replaced(chn_reader *r, const chn_draft *d, uint64_t bad,
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
    chn_draft_remark(r, d, at, e.text);
}

int chn_reader_whole(chn_reader *r, chn_str *bytes, const char *large,
                     chn_err *err)
{
    switch (chn_stream_all(&r->stream, CHN_REPORT_MAX, bytes)) {
    case CHN_GOT_NO_MEMORY:
        chn_fail_memory(err);
        return -1;
    case CHN_GOT_TROUBLE:
        chn_reader_lose_reading(r, 0);
        return 0;
    case CHN_GOT_DAMAGED:
        chn_reader_lose_damaged(r, 0);
        return 0;
    case CHN_GOT_TOO_LONG:
        chn_reader_lose_file(r, CHN_ERR_LIMIT, large);
        return 0;
    default:
        return 1;
    }
}
