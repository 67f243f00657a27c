/* SPDX-License-Identifier: Apache-2.0 */
#include "page/meta.h"

#include "base/err.h"
#include "base/str.h"
#include "page/when.h"

#define STAMP_BACK 14u  /* blocks before the text in which a stamp may stand */
#define STAMP_WORDS 14u /* words of a block that is a stamp */
#define STAMP_REST 4u   /* words in it besides the day */
#define DATELINE 90u    /* bytes in which a dateline's day stands */

static const chn_str none = {"", 0};

/* The values that count most so far. */
typedef struct metas {
    chn_str value[PAGE_FIELDS];
    chn_str name[PAGE_FIELDS];
    uint32_t rank[PAGE_FIELDS];
    chn_str twitter;
} metas;

static bool has_scheme(chn_str s)
{
    return (s.n > 8 && memcmp(s.p, "https://", 8) == 0) ||
           (s.n > 7 && memcmp(s.p, "http://", 7) == 0);
}

static void take_meta(const page_pick *p, uint32_t node, metas *m)
{
    static const page_attr names[] = {PAGE_ATTR_PROPERTY, PAGE_ATTR_NAME,
                                      PAGE_ATTR_ITEMPROP, PAGE_ATTR_HTTP_EQUIV};
    const chn_str content = page_tree_attr(p->t, node, PAGE_ATTR_CONTENT, NULL);
    if (content.n == 0)
        return;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        const chn_str name = page_tree_attr(p->t, node, names[k], NULL);
        uint32_t rank = 99;
        const page_field f = page_rules_meta(p->r, name, &rank);
        if (f == PAGE_FIELD_NONE || (m->value[f].n && m->rank[f] <= rank))
            continue;
        const bool day = f == PAGE_FIELD_PUBLISHED || f == PAGE_FIELD_MODIFIED;
        if ((day && page_when_stamp(content) == CHN_DAY_NONE) ||
            (f == PAGE_FIELD_URL && !has_scheme(content)))
            continue;
        m->value[f] = content;
        m->name[f] = name;
        m->rank[f] = rank;
    }
}

static chn_str joined(chn_arena *a, const char *head, chn_str tail)
{
    chn_str out = {NULL, 0};
    const size_t n = strlen(head);
    char *p = chn_arena_alloc(a, n + tail.n + 1, 1);
    if (!p)
        return out;
    memcpy(p, head, n);
    memcpy(p + n, tail.p, tail.n);
    out.p = p;
    out.n = n + tail.n;
    return out;
}

/* The first of a list of marks that stands at s[i]; its length, or 0. */
static size_t mark_at(chn_str s, size_t i, const char *const *marks, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        const size_t len = strlen(marks[k]);
        if (s.n - i >= len && memcmp(s.p + i, marks[k], len) == 0)
            return len;
    }
    return 0;
}

static size_t count_spaces(chn_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == ' ';
    return n;
}

/* "The Site | World | Title": of parts that bars part the longest, if it has
 * three words. Headlines hold dashes, but no bars. */
static chn_str longest_part(chn_str title)
{
    static const char *const bars[] = {" | ", " :: ", " \xC2\xBB ",
                                       " \xE2\x80\xA2 ", "_"};
    chn_str best = none;
    size_t from = 0;
    for (size_t i = 0; i <= title.n; i++) {
        const size_t len =
            i < title.n ? mark_at(title, i, bars, sizeof bars / sizeof *bars)
                        : 1;
        if (len == 0)
            continue;
        if (i - from > best.n)
            best = chn_str_n(title.p + from, i - from);
        from = i + len;
        i = from - 1;
    }
    return best.n < title.n && count_spaces(best) >= 2 ? best : title;
}

/* "Title - The Site": without the site's name behind the last mark; where it
 * is not known, without what is shorter than the title and no sentence. */
static chn_str without_site(chn_str title, chn_str site, bool guess)
{
    static const char *const marks[] = {
        " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " :: ", " \xC2\xBB ",
        " / ", " : "};
    size_t cut = 0;
    size_t tail = 0;
    for (size_t i = 0; i < title.n; i++) {
        const size_t len =
            mark_at(title, i, marks, sizeof marks / sizeof *marks);
        if (len == 0)
            continue;
        const chn_str rest = chn_str_n(title.p + i + len, title.n - i - len);
        if (site.n && chn_str_eq(rest, site))
            return chn_str_n(title.p, i);
        cut = i;
        tail = rest.n;
    }
    if (!guess)
        return title;
    const chn_str part = longest_part(title);
    if (part.n < title.n)
        return part;
    return count_spaces(chn_str_n(title.p, cut)) >= 2 && tail < cut && tail < 40
               ? chn_str_n(title.p, cut)
               : title;
}

static bool begins(chn_str s, chn_str with)
{
    return with.n > 0 && s.n >= with.n && memcmp(s.p, with.p, with.n) == 0;
}

/* "The Site: Title" */
static bool ends(chn_str s, chn_str with)
{
    return with.n > 15 && s.n >= with.n &&
           memcmp(s.p + s.n - with.n, with.p, with.n) == 0;
}

typedef struct heads {
    chn_str title;     /* <title> */
    chn_str h1, named; /* the first h1; the first element so named */
    chn_str matching;  /* heading that the <title> or og:title begins
                          with */
} heads;

static chn_code find_heads(chn_arena *a, const page_pick *p, chn_str og,
                           heads *h, chn_err *err)
{
    memset(h, 0, sizeof *h);
    h->title = h->h1 = h->named = h->matching = none;
    for (uint32_t i = 1; i < p->t->n; i++) {
        const uint8_t tag = p->t->nodes[i].tag;
        const bool named = (p->roles[i] & PAGE_ROLE_TITLE) != 0;
        const bool title =
            tag == PAGE_TAG_TITLE && h->title.n == 0; /* not one of an svg */
        if (!named && !title && (tag < PAGE_TAG_H1 || tag > PAGE_TAG_H3))
            continue;
        const chn_str s = page_tree_text(a, p->t, i);
        if (!s.p)
            return chn_fail_memory(err);
        if (s.n == 0 || s.n > 1000)
            continue;
        if (title) {
            h->title = s;
            continue;
        }
        if (p->out[i] == PAGE_OUT && !named)
            continue;
        if (tag == PAGE_TAG_H1 && h->h1.n == 0)
            h->h1 = s;
        if (named && h->named.n == 0)
            h->named = s;
        if (s.n > 8 && h->matching.n == 0 &&
            (begins(h->title, s) || begins(og, s) || ends(h->title, s)))
            h->matching = s;
    }
    return CHN_OK;
}

static chn_str first_of(const chn_str *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].n)
            return list[i];
    }
    return none;
}

/* Letters as they are shown: entities undone by the parser already, white
 * space as one. */
static chn_str tidy(chn_arena *a, chn_str s)
{
    chn_str out = {NULL, 0};
    char *p = chn_arena_alloc(a, s.n + 1, 1);
    if (!p)
        return out;
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char c = s.p[i];
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!blank)
            p[n++] = c;
        else if (n > 0 && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    while (n > 0 && p[n - 1] == ' ')
        n--;
    p[n] = '\0';
    out.p = p;
    out.n = n;
    return out;
}

static chn_code set_title(chn_arena *a, const page_pick *p, const page_ld *ld,
                          const metas *m, chn_page *out, chn_str *titles,
                          uint32_t *n_titles, chn_err *err)
{
    heads h;
    const chn_str og = m->value[PAGE_FIELD_TITLE];
    const chn_code code = find_heads(a, p, og, &h, err);
    if (code)
        return code;
    const chn_str site = out->publisher;
    const chn_str og_bare = without_site(og, site, false);
    const chn_str title_bare = without_site(h.title, site, true);
    const chn_str best[] = {ld->headline, h.matching, og_bare,
                            h.named,      h.h1,       title_bare};
    out->title = tidy(a, first_of(best, sizeof best / sizeof *best));
    const chn_str all[PAGE_TITLES_MAX] = {out->title, h.matching, og,
                                          og_bare,    h.named,    h.h1,
                                          h.title,    title_bare};
    *n_titles = 0;
    if (!out->title.p)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < PAGE_TITLES_MAX; i++) {
        if (all[i].n == 0)
            continue;
        titles[*n_titles] = page_fold(a, all[i]);
        if (!titles[(*n_titles)++].p)
            return chn_fail_memory(err);
    }
    return CHN_OK;
}

static chn_str find_link(const page_pick *p)
{
    for (uint32_t i = 1; i < p->t->n; i++) {
        if (p->t->nodes[i].tag != PAGE_TAG_LINK ||
            !chn_str_is(page_tree_attr(p->t, i, PAGE_ATTR_REL, NULL),
                        "canonical"))
            continue;
        const chn_str href = page_tree_attr(p->t, i, PAGE_ATTR_HREF, NULL);
        if (has_scheme(href))
            return href;
    }
    return none;
}

static chn_str find_lang(const page_pick *p)
{
    for (uint32_t i = 1; i < p->t->n; i++) {
        if (p->t->nodes[i].tag == PAGE_TAG_HTML)
            return page_tree_attr(p->t, i, PAGE_ATTR_LANG, NULL);
    }
    return none;
}

static chn_code find_source(chn_arena *a, const page_pick *p, chn_str *out,
                            chn_err *err)
{
    for (uint32_t i = 1; i < p->t->n && out->n == 0; i++) {
        if (!(p->roles[i] & PAGE_ROLE_SOURCE))
            continue;
        *out = page_tree_text(a, p->t, i);
        if (!out->p)
            return chn_fail_memory(err);
    }
    return CHN_OK;
}

chn_code page_meta_read(chn_arena *a, const page_pick *p, const page_ld *ld,
                        chn_page *out, chn_str *titles, uint32_t *n_titles,
                        chn_err *err)
{
    metas m;
    memset(&m, 0, sizeof m);
    for (uint32_t i = 1; i < p->t->n; i++) {
        if (p->t->nodes[i].tag == PAGE_TAG_META && p->out[i] == PAGE_IN)
            take_meta(p, i, &m);
    }
    chn_str source = none;
    chn_code code = find_source(a, p, &source, err);
    if (code)
        return code;
    const chn_str publishers[] = {ld->publisher, m.value[PAGE_FIELD_PUBLISHER],
                                  source};
    const chn_str urls[] = {find_link(p), m.value[PAGE_FIELD_URL],
                            has_scheme(ld->url) ? ld->url : none, out->url};
    const chn_str langs[] = {find_lang(p), m.value[PAGE_FIELD_LANG], ld->lang};
    out->publisher = tidy(a, first_of(publishers, 3));
    out->url = first_of(urls, 4);
    out->lang = first_of(langs, 3);
    if (!out->publisher.p)
        return chn_fail_memory(err);
    out->published = ld->published;
    out->published_basis = ld->published_basis;
    out->modified = ld->modified;
    out->modified_basis = ld->modified_basis;
    if (out->published == CHN_DAY_NONE && m.value[PAGE_FIELD_PUBLISHED].n) {
        out->published = page_when_stamp(m.value[PAGE_FIELD_PUBLISHED]);
        out->published_basis = joined(a, "meta ", m.name[PAGE_FIELD_PUBLISHED]);
    }
    if (out->modified == CHN_DAY_NONE && m.value[PAGE_FIELD_MODIFIED].n) {
        out->modified = page_when_stamp(m.value[PAGE_FIELD_MODIFIED]);
        out->modified_basis = joined(a, "meta ", m.name[PAGE_FIELD_MODIFIED]);
    }
    if (!out->published_basis.p || !out->modified_basis.p)
        return chn_fail_memory(err);
    return set_title(a, p, ld, &m, out, titles, n_titles, err);
}

/* ---- stamps ----------------------------------------------------------------
 */

/* The day that one element tells: by an attribute, else by its words. */
static chn_day stamp_at(chn_arena *a, const page_pick *p, uint32_t i,
                        chn_str *words)
{
    static const page_attr attrs[] = {PAGE_ATTR_DATETIME, PAGE_ATTR_CONTENT,
                                      PAGE_ATTR_TITLE};
    *words = page_tree_text(a, p->t, i);
    if (!words->p || words->n > 200)
        *words = none;
    for (size_t k = 0; k < sizeof attrs / sizeof *attrs; k++) {
        const chn_str v = page_tree_attr(p->t, i, attrs[k], NULL);
        const chn_day d = page_when_stamp(v);
        if (d != CHN_DAY_NONE) {
            if (words->n == 0)
                *words = v;
            return d;
        }
    }
    return page_when_first(*words, NULL);
}

static bool is_stamp(const page_pick *p, uint32_t i)
{
    return p->t->nodes[i].tag == PAGE_TAG_TIME ||
           (p->roles[i] & (PAGE_ROLE_DATE | PAGE_ROLE_CHANGED));
}

chn_day page_meta_stamp(chn_arena *a, const page_pick *p, uint32_t top,
                        chn_str *words, uint32_t *node)
{
    *words = none;
    *node = 0;
    for (uint32_t i = top; i < p->t->nodes[top].end; i++) {
        if (!is_stamp(p, i) || (p->roles[i] & PAGE_ROLE_CHANGED))
            continue;
        const chn_day d = stamp_at(a, p, i, words);
        if (d != CHN_DAY_NONE || words->n) {
            *node = i;
            return d;
        }
    }
    return CHN_DAY_NONE;
}

/* "Updated: <time>": the words before the element. */
static bool told_changed(chn_arena *a, const page_pick *p, uint32_t i,
                         chn_str words)
{
    if (p->roles[i] & PAGE_ROLE_CHANGED)
        return true;
    for (uint32_t up = p->t->nodes[i].parent, n = 0; up && n < 2;
         up = p->t->nodes[up].parent, n++) {
        if (p->roles[up] & PAGE_ROLE_CHANGED)
            return true;
    }
    if (i > 1 && p->t->nodes[i - 1].tag == PAGE_TAG_TEXT) {
        const chn_str before = page_fold(a, p->t->nodes[i - 1].text);
        const char *const cues[] = {"updated", "modified", "edited", "revised"};
        for (size_t k = 0; before.p && k < sizeof cues / sizeof *cues; k++) {
            const size_t n = strlen(cues[k]);
            for (size_t at = 0; at + n <= before.n; at++) {
                if (memcmp(before.p + at, cues[k], n) == 0 &&
                    before.n - at < 24)
                    return true;
            }
        }
    }
    const chn_str f = page_fold(a, words);
    return f.p && page_rules_phrase(p->r, f) == PAGE_PHRASE_MODIFIED;
}

static void take_modified(chn_page *out, chn_day d, const char *basis)
{
    if (out->modified == CHN_DAY_NONE) {
        out->modified = d;
        out->modified_basis = chn_str_of(basis);
    }
}

/* Where the main text ends: stamps behind it are another's. */
static uint32_t text_end(const page_pick *p)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < p->blocks->n; i++) {
        if (p->blocks->list[i].keep)
            end = p->blocks->list[i].node;
    }
    return end ? p->t->nodes[end].end + 64 : p->t->n;
}

static void by_elements(chn_arena *a, const page_pick *p, chn_page *out)
{
    const uint32_t end = text_end(p);
    chn_day named = CHN_DAY_NONE;
    chn_day first = CHN_DAY_NONE;
    for (uint32_t i = 1; i < p->t->n && i < end; i++) {
        chn_str words = none;
        const uint8_t tag = p->t->nodes[i].tag;
        if (!is_stamp(p, i) || p->out[i] == PAGE_OUT || tag == PAGE_TAG_BODY ||
            p->t->nodes[i].end - i > 64)
            continue;
        const chn_day d = stamp_at(a, p, i, &words);
        if (d == CHN_DAY_NONE)
            continue;
        if (told_changed(a, p, i, words)) {
            take_modified(out, d, "time element");
            continue;
        }
        const bool pub = (p->roles[i] & PAGE_ROLE_DATE) != 0;
        bool there = false;
        (void)page_tree_attr(p->t, i, PAGE_ATTR_PUBDATE, &there);
        if ((pub || there) && named == CHN_DAY_NONE)
            named = d;
        if (first == CHN_DAY_NONE)
            first = d;
    }
    if (out->published == CHN_DAY_NONE)
        out->published = named != CHN_DAY_NONE ? named : first;
    if (out->published != CHN_DAY_NONE && out->published_basis.n == 0)
        out->published_basis = chn_str_of("time element");
}

/* Words of a block besides the day in it. */
static uint32_t words_beside(chn_str s, chn_span at)
{
    uint32_t n = 0;
    bool in = false;
    for (size_t i = 0; i < s.n; i++) {
        const bool inside = i >= at.from && i < at.to;
        const unsigned char c = (unsigned char)s.p[i];
        const bool letter = !inside && ((c >= 'a' && c <= 'z') ||
                                        (c >= 'A' && c <= 'Z') || c >= 0x80);
        n += letter && !in;
        in = letter;
    }
    return n;
}

/* "GENEVA, March 4, 2019 (Agency) -": a day near the beginning, with a mark
 * behind it that only datelines have. */
static chn_day dateline(const page_block *b)
{
    chn_span at = {0, 0};
    const chn_str head =
        chn_str_n(b->text.p, b->text.n < DATELINE ? b->text.n : DATELINE);
    const chn_day d = page_when_first(head, &at);
    if (d == CHN_DAY_NONE)
        return d;
    for (size_t i = 0; i < at.from; i++) { /* nothing but names before it */
        if (b->text.p[i] == '.' && i + 1 < at.from && b->text.p[i + 1] == ' ' &&
            i > 12)
            return CHN_DAY_NONE;
    }
    size_t i = at.to;
    while (i < head.n && (head.p[i] == ' ' || head.p[i] == ','))
        i++;
    static const char *const marks[] = {
        "(", ")", "-", "\xE2\x80\x93", "\xE2\x80\x94", "/", ":", "\n", "|"};
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        if (begins(chn_str_n(head.p + i, head.n - i), chn_str_of(marks[k])))
            return d;
    }
    return i >= b->text.n ? d : CHN_DAY_NONE;
}

/* A block that says no more than the day. */
static chn_day bare_stamp(const page_block *b)
{
    chn_span at = {0, 0};
    if (b->words > STAMP_WORDS || b->link_bytes > 0)
        return CHN_DAY_NONE;
    const chn_day d = page_when_first(b->text, &at);
    return d != CHN_DAY_NONE && words_beside(b->text, at) <= STAMP_REST
               ? d
               : CHN_DAY_NONE;
}

/* "Published 4 March 2019 · Updated 5 March 2019" */
static void by_phrase(const page_pick *p, chn_page *out)
{
    for (uint32_t i = 0; i < p->blocks->n; i++) {
        const page_block *b = &p->blocks->list[i];
        if (b->words > PAGE_SHORT_WORDS || p->out[b->node] == PAGE_OUT)
            continue;
        const chn_day d = page_when_first(b->text, NULL);
        if (d == CHN_DAY_NONE)
            continue;
        if (b->phrase == PAGE_PHRASE_MODIFIED)
            take_modified(out, d, "text");
        if (b->phrase == PAGE_PHRASE_PUBLISHED &&
            out->published == CHN_DAY_NONE) {
            out->published = d;
            out->published_basis = chn_str_of("text");
        }
    }
}

static chn_day before_text(const page_pick *p, uint32_t first)
{
    for (uint32_t i = first, n = 0; i-- > 0 && n < STAMP_BACK; n++) {
        const page_block *b = &p->blocks->list[i];
        if (p->out[b->node] == PAGE_OUT || b->phrase == PAGE_PHRASE_MODIFIED)
            continue;
        const chn_day d = bare_stamp(b);
        if (d != CHN_DAY_NONE)
            return d;
    }
    return CHN_DAY_NONE;
}

/* "(2021.05.04.)" below the text: of the last block that is kept and the two
 * behind it. */
static chn_day after_text(const page_pick *p)
{
    uint32_t last = p->blocks->n;
    while (last > 0 && !p->blocks->list[last - 1].keep)
        last--;
    for (uint32_t i = last ? last - 1 : 0; i < last + 2 && i < p->blocks->n;
         i++) {
        const page_block *b = &p->blocks->list[i];
        if (p->out[b->node] == PAGE_OUT || b->phrase == PAGE_PHRASE_MODIFIED)
            continue;
        const chn_day d = bare_stamp(b);
        if (d != CHN_DAY_NONE)
            return d;
    }
    return CHN_DAY_NONE;
}

static void by_text(const page_pick *p, chn_page *out)
{
    by_phrase(p, out);
    uint32_t first = 0;
    while (first < p->blocks->n && !p->blocks->list[first].keep)
        first++;
    if (out->published != CHN_DAY_NONE || first == p->blocks->n)
        return;
    chn_day d = before_text(p, first);
    for (uint32_t i = first, n = 0;
         i < p->blocks->n && n < 3 && d == CHN_DAY_NONE; i++) {
        const page_block *b = &p->blocks->list[i];
        if (!b->keep)
            continue;
        d = dateline(b);
        if (d == CHN_DAY_NONE)
            d = bare_stamp(b);
        n++;
    }
    if (d == CHN_DAY_NONE)
        d = after_text(p);
    out->published = d;
    if (d != CHN_DAY_NONE)
        out->published_basis = chn_str_of("text");
}

chn_code page_meta_days(chn_arena *a, const page_pick *p, chn_str url,
                        chn_page *out, chn_err *err)
{
    (void)err;
    const bool had = out->published != CHN_DAY_NONE;
    if (!had || out->modified == CHN_DAY_NONE)
        by_elements(a, p, out);
    if (out->published == CHN_DAY_NONE) {
        out->published = page_when_url(out->url);
        if (out->published == CHN_DAY_NONE)
            out->published = page_when_url(url);
        if (out->published != CHN_DAY_NONE)
            out->published_basis = chn_str_of("url");
    }
    if (out->published == CHN_DAY_NONE || out->modified == CHN_DAY_NONE)
        by_text(p, out);
    return CHN_OK;
}
