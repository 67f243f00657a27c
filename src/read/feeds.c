/* SPDX-License-Identifier: Apache-2.0 */
/* Reports out of feeds: one entry, one report. */
#include <inttypes.h>

#include "base/limits.h"
#include "page/feed.h"
#include "read/inside.h"

/* Of an entry without a text nothing can be coded; it is told all the same,
 * since its title and day may be what somebody looks for. */
static void tell_bare(const chn_reader *r, const chn_draft *d,
                      const chn_feed_entry *e)
{
    char day[11] = "no day";
    chn_err t;
    if (e->published != CHN_DAY_NONE)
        chn_day_format(e->published, day);
    chn_fail(&t, CHN_OK,
             "entry \"%s\" (%s, %s) has no text; nothing is coded of it; fetch "
             "the page it names",
             chn_show_value(e->title).text, day,
             e->url.n ? chn_show_value(e->url).text : "no address");
    chn_draft_remark(r, d, 0, t.text);
}

/* The whole feed into r->feed. 1, 0 lost and told, -1. */
static int open_feed(chn_reader *r, chn_err *err)
{
    chn_str bytes = {"", 0};
    chn_err e;
    const int whole = chn_reader_whole(
        r, &bytes, "the feed is larger than the 16 MiB that are read; split it",
        err);
    if (whole != 1)
        return whole;
    chn_arena_reset(r->item);
    const chn_code code =
        chn_feed_read(r->item, bytes.p, bytes.n, &r->feed, &e);
    if (code == CHN_ERR_MEMORY) {
        chn_fail_memory(err);
        return -1;
    }
    if (code) {
        chn_reader_lose_file(r, code, e.text);
        return 0;
    }
    const chn_feed *f = &r->feed;
    if (f->bad) {
        chn_fail(&e, CHN_OK,
                 "this feed is not well-formed (%s); what can be made out is "
                 "read",
                 f->bad);
        chn_reader_remark(r, f->bad_line, 0, e.text);
    }
    r->stats.failed += f->lost;
    r->stats.replaced += f->replaced;
    return 1;
}

static void sum_up(const chn_reader *r, uint32_t read, uint32_t bare)
{
    const chn_feed *f = &r->feed;
    chn_err e;
    uint32_t changed = 0;
    for (uint32_t i = 0; i < f->n; i++)
        changed += f->entries[i].changed;
    chn_buf b;
    chn_buf_init(&b, CHN_ERR_TEXT);
    const char *mark = f->title.n ? "\"" : "";
    chn_fail(&e, CHN_OK, "%s: %s%s%s%s%s: %" PRIu32 " entr%s",
             chn_show_path(r->file).text, f->kind, f->title.n ? " " : "", mark,
             chn_show_value(f->title).text, mark, f->n,
             f->n == 1 ? "y" : "ies");
    chn_buf_z(&b, e.text);
    chn_buf_fmt(&b, ": %" PRIu32 " read", read);
    if (bare)
        chn_buf_fmt(&b, ", %" PRIu32 " without a text", bare);
    if (f->lost)
        chn_buf_fmt(&b, ", %" PRIu32 " that cannot be read", f->lost);
    if (changed)
        chn_buf_fmt(&b, "; %" PRIu32 " tell only when they were changed",
                    changed);
    if (b.p)
        chn_reader_tell(r, CHN_OK, 0, 0, b.p);
    chn_buf_free(&b);
}

int chn_next_entry(chn_reader *r, chn_report *out, chn_err *err)
{
    if (!r->ended) {
        const int got = open_feed(r, err);
        if (got != 1)
            return got;
        r->ended = true; /* all of it is in the arena */
        r->entry = r->bare = r->parts = 0;
    }
    while (r->entry < r->feed.n) {
        const chn_feed_entry *e = &r->feed.entries[r->entry++];
        chn_draft d;
        chn_draft_init(&d);
        d.line = e->line;
        d.report.line = e->line;
        d.has_date = true; /* "date ..." in its text is no header */
        if (chn_blank(e->text, 0)) {
            r->bare++;
            tell_bare(r, &d, e);
            continue;
        }
        if (e->date.n > 0 && e->published == CHN_DAY_NONE) {
            chn_err t;
            chn_fail(&t, CHN_OK,
                     "\"%s\" is no day that can be read; the entry is undated",
                     chn_show_value(e->date).text);
            chn_draft_remark(r, &d, 0, t.text);
        }
        d.report.text = e->text;
        d.report.title = e->title;
        d.report.url = e->url;
        d.report.publisher = e->publisher.n    ? e->publisher
                             : r->feed.title.n ? r->feed.title
                                               : chn_url_host(e->url);
        d.report.published = e->published;
        if (!chn_draft_keep(r, &d.report)) {
            chn_fail_memory(err);
            return -1;
        }
        const int done = chn_draft_complete(r, &d, out, err);
        r->parts += done == 1;
        if (done)
            return done;
    }
    sum_up(r, r->parts, r->bare);
    return 0;
}
