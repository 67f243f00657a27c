/* SPDX-License-Identifier: Apache-2.0 */
/* What all reports need, whatever they stand in. */
#include <inttypes.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/inside.h"

/* Byte of the line at which a field's value stands. Only messages need it. */
uint64_t chn_draft_field_at(const chn_reader *r, const chn_draft *d, int field)
{
    return chn_field_at(d->raw, r->names[field]);
}

chn_str chn_url_host(chn_str url)
{
    size_t i = 0;
    while (i + 2 < url.n && memcmp(url.p + i, "://", 3) != 0)
        i++;
    if (i + 3 >= url.n)
        return chn_str_n("", 0);
    i += 3;
    size_t end = i;
    while (end < url.n && !strchr("/?#", url.p[end]))
        end++;
    for (size_t k = i; k < end; k++) { /* over "user:password@" */
        if (url.p[k] == '@')
            i = k + 1;
    }
    for (size_t k = end; k > i; k--) {
        if (url.p[k - 1] == ':') {
            end = k - 1;
            break;
        }
        if (url.p[k - 1] < '0' || url.p[k - 1] > '9')
            break;
    }
    return chn_str_n(url.p + i, end - i);
}

/* Header and body. false: the report is lost, and told. */
static bool set_body(chn_reader *r, chn_draft *d)
{
    chn_report *rep = &d->report;
    const chn_header h = chn_header_find(rep->text);
    chn_err e;
    const uint64_t at = chn_draft_field_at(r, d, FIELD_TEXT) +
                        (d->raw.n ? 1 : 0) +
                        (h.date.n ? (uint64_t)(h.date.p - rep->text.p) : 0u);
    rep->body = h.body;
    if (h.state == CHN_HEADER_IMPOSSIBLE && !d->has_date) {
        chn_fail(&e, CHN_ERR_DATE,
                 "the day \"%.10s\" does not exist; correct the date in the "
                 "report's header",
                 h.date.p);
        chn_draft_lose(r, d, CHN_ERR_DATE, at, e.text);
        return false;
    }
    if (h.state == CHN_HEADER_DATED && !d->has_date)
        rep->published = h.day;
    if (h.state == CHN_HEADER_ALMOST && !d->has_date) {
        chn_fail(&e, CHN_OK,
                 "\"date %s\" is not a header; read as undated; write \"date "
                 "YYYY-MM-DD\", one space, and the report's body behind it",
                 chn_show_value(h.date).text);
        chn_draft_remark(r, d, at, e.text);
    }
    if (!chn_blank(rep->text, rep->body))
        return true;
    chn_draft_lose(r, d, CHN_ERR_EMPTY, chn_draft_field_at(r, d, FIELD_TEXT),
                   rep->body > 3
                       ? "the report has no text behind its date; add the "
                         "text or take the report out"
                       : "the report has no text; add the text or take the "
                         "report out");
    return false;
}

/* "en", "en-GB", "EN_us" */
static bool says_english(chn_str lang)
{
    return lang.n >= 2 && (lang.p[0] == 'e' || lang.p[0] == 'E') &&
           (lang.p[1] == 'n' || lang.p[1] == 'N') &&
           (lang.n == 2 || lang.p[2] == '-' || lang.p[2] == '_');
}

/* A copy that ends in NUL, bytes that are not UTF-8 as U+FFFD: an archive's
 * addresses are as somebody typed them. */
static chn_str valid_copy(chn_arena *a, chn_str s)
{
    uint32_t len = 1;
    if (s.n == 0)
        return chn_str_n("", 0);
    if (chn_utf8_check(s.p, s.n) == s.n)
        return chn_arena_str(a, s.p, s.n);
    char *p = chn_arena_alloc(a, s.n * 3 + 1, 1);
    size_t at = 0;
    for (size_t i = 0; p && i < s.n; i += len) {
        const bool bad = chn_utf8_next(s.p + i, s.n - i, &len) == CHN_UTF8_BAD;
        memcpy(p + at, bad ? "\xEF\xBF\xBD" : s.p + i, bad ? 3 : len);
        at += bad ? 3 : len;
    }
    return chn_str_n(p, at);
}

bool chn_draft_keep(chn_reader *r, chn_report *rep)
{
    chn_str *const all[] = {&rep->publisher, &rep->url, &rep->title};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        *all[i] = valid_copy(r->item, *all[i]);
        if (!all[i]->p)
            return false;
    }
    return true;
}

static bool is_foreign(chn_reader *r, const chn_report *rep)
{
    if (!r->lang)
        return false;
    const chn_lang_verdict v = chn_lang_judge(
        r->lang, chn_str_n(rep->text.p + rep->body, rep->text.n - rep->body));
    /* a page that says it is English is believed where it is too short to be
     * judged by its words: names make half of a brief */
    if (v.english || (v.words < 60 && says_english(rep->lang)))
        return false;
    r->stats.foreign++;
    uint32_t i = 0;
    while (i < r->n_foreign && !chn_str_eq(r->foreign[i].looks, v.looks))
        i++;
    if (i == FOREIGN_MAX)
        i--; /* with the last */
    r->foreign[i].looks = v.looks;
    r->foreign[i].n++;
    r->n_foreign += i == r->n_foreign;
    return true;
}

void chn_reader_tell_foreign(chn_reader *r)
{
    uint64_t all = 0;
    chn_buf b;
    chn_buf_init(&b, CHN_ERR_TEXT);
    for (uint32_t i = 0; i < r->n_foreign; i++) {
        const chn_foreign *f = &r->foreign[i];
        all += f->n;
        chn_buf_fmt(&b, "%s%.*s %" PRIu64, i ? ", " : "", (int)f->looks.n,
                    f->looks.p, f->n);
        memset(&r->foreign[i], 0, sizeof r->foreign[i]);
    }
    r->n_foreign = 0;
    if (all > 0) {
        chn_err e;
        const chn_str is = b.failed || !b.p ? chn_str_of("many languages")
                                            : chn_str_n(b.p, b.n);
        chn_fail(&e, CHN_OK,
                 "%s: %" PRIu64 " report%s not English and passed over (%.*s); "
                 "--any-language reads all",
                 chn_show_path(r->file).text, all, all == 1 ? " is" : "s are",
                 (int)(is.n < 300 ? is.n : 300), is.p);
        chn_reader_tell(r, CHN_OK, 0, 0, e.text);
    }
    chn_buf_free(&b);
}

/* What all reports need. 1 done, 0 lost and told, -1 no memory. */
int chn_draft_complete(chn_reader *r, chn_draft *d, chn_report *out,
                       chn_err *err)
{
    chn_report *rep = &d->report;
    chn_err e;
    if (rep->text.n > CHN_REPORT_MAX) {
        chn_fail(&e, CHN_ERR_LIMIT,
                 "the report's text has %zu bytes, more than the %u that are "
                 "read; split it into its reports",
                 rep->text.n, CHN_REPORT_MAX);
        chn_draft_lose(r, d, CHN_ERR_LIMIT,
                       chn_draft_field_at(r, d, FIELD_TEXT), e.text);
        return 0;
    }
    if (rep->id.n > CHN_ID_MAX) {
        chn_fail(&e, CHN_ERR_LIMIT,
                 "the report's id has %zu bytes, more than the %u allowed; "
                 "shorten it",
                 rep->id.n, CHN_ID_MAX);
        chn_draft_lose(r, d, CHN_ERR_LIMIT, chn_draft_field_at(r, d, FIELD_ID),
                       e.text);
        return 0;
    }
    if (!set_body(r, d) || is_foreign(r, rep))
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

void chn_draft_init(chn_draft *d)
{
    static const chn_str none = {"", 0};
    memset(d, 0, sizeof *d);
    d->report.published = CHN_DAY_NONE;
    d->report.id = d->report.publisher = none;
    d->report.title = d->report.url = d->report.text = none;
    d->report.modified = CHN_DAY_NONE;
    d->report.published_basis = d->report.modified_basis = none;
    d->report.lang = none;
}
