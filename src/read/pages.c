/* SPDX-License-Identifier: Apache-2.0 */
/* Reports out of pages: files of HTML, and those in archives of the web. */
#include <inttypes.h>

#include "base/limits.h"
#include "page/charset.h"
#include "page/page.h"
#include "read/inside.h"

/* What is odd about a page that is read all the same. */
static void remark_page(chn_reader *r, const chn_draft *d)
{
    const chn_page *page = &r->paper.page;
    chn_err e;
    if (page->replaced) {
        r->stats.replaced += page->replaced;
        chn_fail(&e, CHN_OK,
                 "%" PRIu64 " byte sequence%s not %.*s, which the page is read "
                 "as; read as U+FFFD",
                 page->replaced, page->replaced == 1 ? " is" : "s are",
                 (int)page->charset.n, page->charset.p);
        chn_draft_remark(r, d, 0, e.text);
    }
    if (page->cut)
        chn_draft_remark(r, d, 0,
                         "the page is larger or nested deeper than what is "
                         "read; its end is left out");
    if (page->published == CHN_DAY_NONE && page->modified != CHN_DAY_NONE) {
        char day[11];
        chn_day_format(page->modified, day);
        chn_fail(&e, CHN_OK,
                 "the page tells when it was changed (%s, by %.*s) and not "
                 "when it was published; read as undated",
                 day, (int)page->modified_basis.n, page->modified_basis.p);
        chn_draft_remark(r, d, 0, e.text);
    }
}

/* A page into the reader's leaf, from where chn_next_post takes its reports. 1;
 * 0 it has no text (*none), or is lost and told; -1. */
static int take_page(chn_reader *r, const chn_draft *d, chn_str bytes,
                     chn_str charset, chn_str url, bool *none, chn_err *err)
{
    const chn_page_hints hints = {charset, url};
    chn_page *page = &r->paper.page;
    chn_err e;
    *none = false;
    chn_arena_reset(r->leaf);
    memset(&r->paper, 0, sizeof r->paper);
    const chn_code code =
        chn_page_read(r->leaf, bytes.p, bytes.n, &hints, page, &e);
    if (code == CHN_ERR_MEMORY) {
        chn_fail_memory(err);
        return -1;
    }
    if (code) {
        chn_draft_lose(r, d, code, 0, e.text);
        return 0;
    }
    remark_page(r, d);
    if (page->url.n == 0)
        page->url = chn_arena_str(r->leaf, url.p, url.n);
    if (page->publisher.n == 0)
        page->publisher = chn_url_host(page->url);
    *none = chn_blank(page->text, 0) && page->n_posts == 0;
    return *none ? 0 : 1;
}

/* Plain text of an archive. */
static int take_plain(chn_reader *r, chn_draft *d, const chn_warc_page *page,
                      bool *none, chn_err *err)
{
    chn_str name = {"", 0};
    uint64_t replaced = 0;
    chn_err e;
    const chn_code code =
        chn_charset_utf8(r->item, page->body.p, page->body.n, page->charset,
                         &d->report.text, &name, &replaced, &e);
    if (code == CHN_ERR_MEMORY) {
        chn_fail_memory(err);
        return -1;
    }
    if (code) {
        chn_draft_lose(r, d, code, 0, e.text);
        return 0;
    }
    *none = chn_blank(d->report.text, 0);
    d->report.url = page->url;
    d->report.publisher = chn_url_host(page->url);
    r->stats.replaced += replaced;
    return *none ? 0 : 1;
}

static int finish(chn_reader *r, chn_draft *d, chn_report *out, chn_err *err)
{
    d->has_date = true; /* "date ..." in a page's text is no header */
    if (!chn_draft_keep(r, &d->report)) {
        chn_fail_memory(err);
        return -1;
    }
    return chn_draft_complete(r, d, out, err);
}

int chn_next_post(chn_reader *r, chn_report *out, chn_err *err)
{
    chn_draft d;
    chn_draft_init(&d);
    d.at = r->page_at;
    d.name = r->page_name.text[0] ? r->page_name.text : NULL;
    const int got = chn_paper_next(r->item, &r->paper, &d.report);
    if (got < 0)
        chn_fail_memory(err);
    r->pages = got == 1;
    return got == 1 ? finish(r, &d, out, err) : got;
}

int chn_next_page(chn_reader *r, chn_report *out, chn_err *err)
{
    chn_draft d;
    chn_str bytes = {"", 0};
    bool none = false;
    chn_draft_init(&d);
    r->page_name.text[0] = '\0';
    r->page_at = 0;
    const int whole = chn_reader_whole(
        r, &bytes,
        "the page is larger than the 16 MiB that are read; cut off what is no "
        "text of it",
        err);
    if (whole != 1)
        return whole;
    const int got =
        take_page(r, &d, bytes, chn_str_n("", 0), chn_str_n("", 0), &none, err);
    if (none)
        chn_reader_lose_file(r, CHN_ERR_EMPTY,
                             "the page has no main text; if it should have "
                             "one, give its text as .txt or .jsonl");
    if (got != 1)
        return got;
    const chn_str base = r->named ? chn_base_name(r->file) : chn_str_n("", 0);
    r->paper.id = chn_arena_str(r->leaf, base.p, base.n);
    if (!r->paper.id.p) {
        chn_fail_memory(err);
        return -1;
    }
    return chn_next_post(r, out, err);
}

/* ---- archives ---- */

typedef struct counted {
    uint64_t n;
    const char *one, *many;
} counted;

/* What became of the records, once a file is read. */
static void sum_up(const chn_reader *r)
{
    const chn_warc_counts *c = &r->warc.counts;
    const counted parts[] = {
        {c->pages - c->empty, "page read", "pages read"},
        {c->empty, "page without a text", "pages without a text"},
        {c->status, "with a status other than 200",
         "with a status other than 200"},
        {c->media, "neither HTML nor plain text",
         "neither HTML nor plain text"},
        {c->revisits, "revisit", "revisits"},
        {c->requests, "request", "requests"},
        {c->metadata, "metadata", "metadata"},
        {c->infos, "about the archive", "about the archive"},
        {c->others, "of another type", "of other types"},
        {c->bad, "bad", "bad"},
    };
    chn_buf b;
    chn_buf_init(&b, CHN_ERR_TEXT);
    const uint64_t all = c->records;
    chn_buf_fmt(&b, "%s: %" PRIu64 " record%s", chn_show_path(r->file).text,
                all, all == 1 ? "" : "s");
    const char *sep = ": ";
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].n == 0)
            continue;
        chn_buf_fmt(&b, "%s%" PRIu64 " %s", sep, parts[i].n,
                    parts[i].n == 1 ? parts[i].one : parts[i].many);
        sep = ", ";
    }
    if (b.p)
        chn_reader_tell(r, CHN_OK, 0, 0, b.p);
    chn_buf_free(&b);
}

static void lose_record(chn_reader *r, const chn_warc_bad *bad)
{
    chn_err e;
    const char *id = r->warc.id;
    chn_fail(&e, CHN_ERR_INPUT, "record %s%s: %s%s", id[0] ? id : "without a ",
             id[0] ? "" : "name", bad->what, bad->detail);
    chn_reader_lose(r, CHN_ERR_INPUT, 0, bad->at, e.text);
}

int chn_next_archived(chn_reader *r, chn_report *out, chn_err *err)
{
    for (;;) {
        chn_warc_page page;
        chn_warc_bad bad;
        chn_draft d;
        bool none = false;
        chn_arena_reset(r->item);
        switch (chn_warc_next(&r->warc, &r->stream, &page, &bad)) {
        case CHN_GOT_IT:
            break;
        case CHN_GOT_NO_MEMORY:
            chn_fail_memory(err);
            return -1;
        case CHN_GOT_TROUBLE:
            chn_reader_lose_reading(r, 0);
            sum_up(r);
            return 0;
        case CHN_GOT_DAMAGED:
            lose_record(r, &bad);
            continue;
        default:
            sum_up(r);
            return 0;
        }
        chn_draft_init(&d);
        d.at = r->page_at = page.at;
        chn_fail(&r->page_name, CHN_OK, "record %s", r->warc.id);
        d.name = r->page_name.text;
        if (page.odd)
            chn_draft_remark(r, &d, 0, page.odd);
        int done = page.html ? take_page(r, &d, page.body, page.charset,
                                         page.url, &none, err)
                             : take_plain(r, &d, &page, &none, err);
        r->warc.counts.empty += none;
        if (done == 1)
            done = page.html ? chn_next_post(r, out, err)
                             : finish(r, &d, out, err);
        if (done)
            return done;
    }
}
