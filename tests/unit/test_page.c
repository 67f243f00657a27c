/* SPDX-License-Identifier: Apache-2.0 */
/* Pages: letters, days as pages write them, titles, days and their basis, main
 * text of small layouts, limits, and the tables of data/page. */
#include "page/page.h"

#include "base/alloc.h"
#include "base/jsontree.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/table.h"
#include "base/utf8.h"
#include "page/charset.h"
#include "page/dom.h"
#include "page/rules.h"
#include "page/when.h"

#include "check.h"

#define LONG                                                                   \
    "The two governments agreed on Monday to meet again in the spring, after " \
    "a winter of sharp notes and long silences between their capitals."
#define MORE                                                                   \
    "A working group of twelve experts is to draw up a list of crossings "     \
    "that "                                                                    \
    "could be opened first, and to say what that would cost each side."

static chn_arena *arena;

static bool is(chn_str got, const char *want)
{
    if (chn_str_is(got, want))
        return true;
    printf("# got \"%.*s\", expected \"%s\"\n", (int)got.n, got.p, want);
    return false;
}

static chn_page page_of(const char *bytes, size_t n, const char *url)
{
    chn_page p;
    chn_err err;
    const chn_page_hints h = {{"", 0}, chn_str_of(url)};
    memset(&p, 0, sizeof p);
    chn_arena_reset(arena);
    CHECK_INT(chn_page_read(arena, bytes, n, &h, &p, &err), CHN_OK);
    return p;
}

static chn_page page(const char *html)
{
    return page_of(html, strlen(html), "");
}

static bool day_is(chn_day got, const char *want)
{
    char s[11];
    chn_day_format(got, s);
    return is(chn_str_of(got == CHN_DAY_NONE ? "-" : s), want);
}

static bool first_day(const char *s, const char *want)
{
    return day_is(page_when_first(chn_str_of(s), NULL), want);
}

/* ---- letters ---- */

static bool reads_as(const char *bytes, size_t n, const char *declared,
                     const char *name, const char *text, uint64_t replaced)
{
    chn_str utf8;
    chn_str got;
    uint64_t bad = 0;
    chn_err err;
    if (chn_charset_utf8(arena, bytes, n, chn_str_of(declared), &utf8, &got,
                         &bad, &err))
        return false;
    return is(got, name) && is(utf8, text) && bad == replaced &&
           utf8.p[utf8.n] == '\0';
}
#define READS(bytes, declared, name, text, replaced)                           \
    CHECK(reads_as(bytes, sizeof(bytes) - 1, declared, name, text, replaced))

static void test_letters(void)
{
    TEST("a byte order mark goes before all names")
    {
        READS("\xEF\xBB\xBF\xC3\xA9", "iso-8859-1", "utf-8", "\xC3\xA9", 0);
        READS("\xFF\xFE"
              "A\0B\0",
              "utf-8", "utf-16le", "AB", 0);
        READS("\xFE\xFF\0A\0B", "", "utf-16be", "AB", 0);
    }
    TEST("names mean what they mean to browsers")
    {
        READS("\x93so\x94", "ISO-8859-1", "windows-1252",
              "\xE2\x80\x9Cso\xE2\x80\x9D", 0);
        READS("\x93so\x94", "us-ascii", "windows-1252",
              "\xE2\x80\x9Cso\xE2\x80\x9D", 0);
        READS("\xCF\xF0\xE8", " Windows-1251 ", "windows-1251",
              "\xD0\x9F\xD1\x80\xD0\xB8", 0);
        READS("\xC4\xE3", "gb2312", "gb18030", "\xE4\xBD\xA0", 0);
    }
    TEST("a meta tag or an XML declaration tells it, a comment does not")
    {
        READS("<meta charset=koi8-r>\xD0", "", "koi8-r",
              "<meta charset=koi8-r>\xD0\xBF", 0);
        READS("<META HTTP-EQUIV=x CONTENT='text/html; charset=\"koi8-r\"'>\xD0",
              "", "koi8-r",
              "<META HTTP-EQUIV=x CONTENT='text/html; "
              "charset=\"koi8-r\"'>\xD0\xBF",
              0);
        READS("<?xml version='1.0' encoding='koi8-r'?>\xD0", "", "koi8-r",
              "<?xml version='1.0' encoding='koi8-r'?>\xD0\xBF", 0);
        READS("<!-- <meta charset=koi8-r> -->\xE9", "", "windows-1252",
              "<!-- <meta charset=koi8-r> -->\xC3\xA9", 0);
    }
    TEST("the header goes before the page, if anybody knows its name")
    {
        READS("<meta charset=koi8-r>\xCF", "windows-1251", "windows-1251",
              "<meta charset=koi8-r>\xD0\x9F", 0);
        READS("<meta charset=koi8-r>\xD0", "x-no-such-thing", "koi8-r",
              "<meta charset=koi8-r>\xD0\xBF", 0);
        READS("+AGE-", "utf-7", "utf-8", "+AGE-", 0);
    }
    TEST("bytes that speak against the name")
    {
        READS("\xC3\xA9t\xC3\xA9", "iso-8859-1", "utf-8", "\xC3\xA9t\xC3\xA9",
              0);
        READS("caf\xE9 d\xE9j\xE0 vu \xE9t\xE9", "utf-8", "windows-1252",
              "caf\xC3\xA9 d\xC3\xA9j\xC3\xA0 vu \xC3\xA9t\xC3\xA9", 0);
        READS("<meta charset=utf-16>plain letters", "", "utf-8",
              "<meta charset=utf-16>plain letters", 0);
    }
    TEST("what nothing tells")
    {
        READS("p\0l\0a\0i\0n\0", "", "utf-16le", "plain", 0);
        READS("", "", "utf-8", "", 0);
        READS("\xCD\xEE\xE2\xEE\xF1\xF2\xE8 \xEC\xE8\xF0\xE0", "",
              "windows-1251",
              "\xD0\x9D\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8 "
              "\xD0\xBC\xD0\xB8\xD1\x80\xD0\xB0",
              0);
    }
    TEST("what is no letter is counted")
    {
        READS("a\x81z", "windows-1252", "windows-1252", "a\xEF\xBF\xBDz", 1);
        READS("\xC3\xA9\xFFz", "utf-8", "utf-8", "\xC3\xA9\xEF\xBF\xBDz", 1);
        READS("\xFF\xFE"
              "A\0B",
              "", "utf-16le", "A\xEF\xBF\xBD", 1);
    }
}

/* ---- days ---- */

static void test_days(void)
{
    TEST("days as pages write them")
    {
        CHECK(first_day("Published 2019-03-04T10:00Z", "2019-03-04"));
        CHECK(first_day("20190304", "2019-03-04"));
        CHECK(first_day("2019/3/4", "2019-03-04"));
        CHECK(first_day("Monday, 4 March 2019, 10:00", "2019-03-04"));
        CHECK(first_day("the 4th of March, 2019", "2019-03-04"));
        CHECK(first_day("GENEVA, Mar. 4, 2019 -", "2019-03-04"));
        CHECK(first_day("March 4th 2019", "2019-03-04"));
        CHECK(first_day("Mon, 04 Mar 2019 10:00:00 GMT", "2019-03-04"));
        CHECK(first_day("04.03.2019", "2019-03-04"));
        CHECK(first_day("25/12/2019", "2019-12-25"));
        CHECK(first_day("12/25/2019", "2019-12-25"));
        CHECK(first_day("Sept 9, 2019", "2019-09-09"));
    }
    TEST("what is no day, or could be two")
    {
        CHECK(first_day("04/03/2019", "-"));
        CHECK(first_day("2019-02-30", "-"));
        CHECK(first_day("31 June 2019", "-"));
        CHECK(first_day("March 2019", "-"));
        CHECK(first_day("4 March", "-"));
        CHECK(first_day("12019-03-045", "-"));
        CHECK(first_day("phone 0190 304 20", "-"));
        CHECK(first_day("Decemberfest 4, 2019", "-"));
        CHECK(first_day("4 March 1066", "-"));
        CHECK(first_day("", "-"));
    }
    TEST("moments in attributes")
    {
        CHECK(day_is(page_when_stamp(chn_str_of("1551700800")), "2019-03-04"));
        CHECK(
            day_is(page_when_stamp(chn_str_of("1551700800000")), "2019-03-04"));
        CHECK(day_is(page_when_stamp(chn_str_of("20190304103000")),
                     "2019-03-04"));
        CHECK(day_is(page_when_stamp(chn_str_of("2019-03-04T23:30-08:00")),
                     "2019-03-04"));
        CHECK(day_is(page_when_stamp(chn_str_of("155170080")), "-"));
    }
    TEST("addresses")
    {
        const char *const yes[] = {
            "https://a.example/2019/03/04/x", "https://a.example/2019/mar/04/x",
            "https://a.example/news/2019-03-04-x.html",
            "https://a.example/x-20190304", "https://a.example/n/20190304/x"};
        const char *const no[] = {"https://a.example/2019/03/x",
                                  "https://a.example/2019/33/04/",
                                  "https://a.example/x?d=2019-03-04",
                                  "https://a.example/2019/03/4500-x",
                                  "https://2019-03-04.example/x",
                                  ""};
        for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
            CHECK(day_is(page_when_url(chn_str_of(yes[i])), "2019-03-04"));
        for (size_t i = 0; i + 2 < sizeof no / sizeof *no; i++)
            CHECK(day_is(page_when_url(chn_str_of(no[i])), "-"));
        CHECK(day_is(page_when_url(chn_str_of("")), "-"));
    }
}

static void test_basis(void)
{
    static const char ld[] =
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\","
        "\"datePublished\":\"2019-03-01\",\"dateModified\":\"2019-03-09\"}"
        "</script>";
    static const char meta[] =
        "<meta property=article:published_time content=2019-03-02>"
        "<meta property=article:modified_time content=2019-03-08>";
    static const char body[] =
        "<h1>Head</h1><time datetime=2019-03-03>then</time><p>4 March 2019</p>"
        "<p>" LONG "</p><p>" MORE "</p>";
    char all[4096];
    TEST("the order in which a day is looked for")
    {
        (void)snprintf(all, sizeof all, "%s%s%s", ld, meta, body);
        chn_page p = page(all);
        CHECK(day_is(p.published, "2019-03-01"));
        CHECK(is(p.published_basis, "json-ld datePublished"));
        CHECK(day_is(p.modified, "2019-03-09"));
        CHECK(is(p.modified_basis, "json-ld dateModified"));
        (void)snprintf(all, sizeof all, "%s%s", meta, body);
        p = page(all);
        CHECK(day_is(p.published, "2019-03-02"));
        CHECK(is(p.published_basis, "meta article:published_time"));
        p = page(body);
        CHECK(day_is(p.published, "2019-03-03"));
        CHECK(is(p.published_basis, "time element"));
        static const char text[] =
            "<h1>Head</h1><p class=x>4 March 2019</p><p>" LONG "</p>";
        p = page_of(text, sizeof text - 1, "https://a.example/2019/03/05/x");
        CHECK(day_is(p.published, "2019-03-05"));
        CHECK(is(p.published_basis, "url"));
        p = page(text);
        CHECK(day_is(p.published, "2019-03-04"));
        CHECK(is(p.published_basis, "text"));
    }
    TEST("a change is never the day of publishing")
    {
        chn_page p = page("<meta name=last-modified content=2019-03-04><h1>"
                          "Head</h1><p>" LONG "</p>");
        CHECK(day_is(p.published, "-"));
        CHECK(is(p.published_basis, ""));
        CHECK(day_is(p.modified, "2019-03-04"));
        p = page("<h1>Head</h1><div>Updated: <time datetime=2019-03-04>x"
                 "</time></div><p>" LONG "</p>");
        CHECK(day_is(p.published, "-"));
        CHECK(day_is(p.modified, "2019-03-04"));
        p = page("<h1>Head</h1><p>Last updated 4 March 2019</p><p>" LONG
                 "</p>");
        CHECK(day_is(p.published, "-"));
        CHECK(is(p.modified_basis, "text"));
    }
    TEST("a day that the text tells of is not the page's")
    {
        CHECK(day_is(page("<h1>Head</h1><p>On 4 March 2019 the ministers met "
                          "for the first time since the talks had broken down "
                          "in the winter before.</p>")
                         .published,
                     "-"));
        CHECK(day_is(page("<h1>Head</h1><p>" LONG "</p><div class=related><p>"
                          "4 March 2019</p></div>")
                         .published,
                     "-"));
    }
}

/* ---- text ---- */

static void test_text(void)
{
    TEST("menus, notices, boxes and comments are left out")
    {
        const chn_page p = page(
            "<html lang=en-GB><title>Head of it | Site</title><nav><a "
            "href=/>Home</a></nav><div class=cookie-bar>We use cookies to "
            "make this site work well for all who read it, and some to "
            "count them.</div><h1>Head of it</h1><div class=byline>By Pat"
            "</div><p>" LONG "</p><div class=ad>ADVERTISEMENT</div><p>Read "
            "more: <a href=x>Another thing</a></p><p>" MORE
            "</p><div id=comments><p>I do not believe a word of this and "
            "never did, whatever they print.</p></div><footer>Us</footer>");
        CHECK(is(p.title, "Head of it"));
        CHECK(is(p.lang, "en-GB"));
        CHECK(is(p.text, LONG "\n\n" MORE));
    }
    TEST("paragraphs of old pages")
    {
        CHECK(is(page("<font>" LONG "<br><br>" MORE "</font>").text,
                 LONG "\n\n" MORE));
        CHECK(is(page(LONG "<br>" MORE).text, LONG "\n\n" MORE));
        CHECK(is(page("<div>" LONG "<br>&nbsp;&nbsp;" MORE "</div>").text,
                 LONG "\n\n" MORE));
        CHECK(is(page("<pre>\n" LONG "\n\n" MORE "\n</pre>").text,
                 LONG "\n\n" MORE));
    }
    TEST("tables and quotations")
    {
        CHECK(is(page("<div class=entry-content><p>" LONG
                      "</p><table><tr><th>State<th>Votes<tr><td>A<td>3"
                      "</table><p><q>So</q> it is.</p></div>")
                     .text,
                 LONG
                 "\n\nState | Votes\n\nA | 3\n\n\xE2\x80\x9CSo\xE2\x80\x9D "
                 "it is."));
    }
    TEST("a body in JSON-LD where the page has a teaser")
    {
        const chn_page p = page(
            "<script type='application/ld+json'>//<![CDATA[\n{\"@graph\":[{"
            "\"@type\":[\"Thing\",\"NewsArticle\"],\"headline\":\"Head\","
            "\"articleBody\":\"" LONG "\\n" MORE "\",\"publisher\":{\"@id\":"
            "\"#o\"}},{\"@id\":\"#o\",\"name\":\"Post\"},]}\n//]]></script>"
            "<h1>Head</h1><p>" LONG "</p><p>Pay to read on.</p>");
        CHECK(is(p.text, LONG "\n\n" MORE));
        CHECK(is(p.text_basis, "json-ld"));
        CHECK(is(p.publisher, "Post"));
    }
    TEST("a second article below is another page's")
    {
        CHECK(is(page("<article><h1>One</h1><p>" LONG "</p><p>" MORE
                      "</p></article><article><h1>Two</h1><p>Rain spoiled the "
                      "second day of the race, and the leader lost his cap in "
                      "a ditch near the finish.</p></article>")
                     .text,
                 LONG "\n\n" MORE));
    }
    TEST("posts of a live blog")
    {
        const chn_page p =
            page("<h1>Live</h1><div class=live-post><h2>One</h2><time "
                 "datetime=2019-03-05>5 March</time><p>" LONG
                 "</p></div><div class=live-post><h2>Two</h2><time "
                 "datetime=2019-03-04>4 March</time><p>" MORE "</p></div>");
        CHECK_INT(p.n_posts, 2);
        CHECK(p.n_posts == 2 && is(p.posts[0].title, "One") &&
              is(p.posts[1].text, MORE) && is(p.posts[1].stamp, "4 March") &&
              day_is(p.posts[1].published, "2019-03-04"));
        CHECK(is(p.text,
                 "5 March\n\nOne\n\n" LONG "\n\n4 March\n\nTwo\n\n" MORE));
    }
    TEST("references to bytes of windows-1252")
    {
        CHECK(is(page("<p>It&#146;s &#8220;so&#148; " LONG).text,
                 "It\xE2\x80\x99s \xE2\x80\x9Cso\xE2\x80\x9D " LONG));
    }
    TEST("nothing to be read")
    {
        CHECK(is(page("").text, ""));
        CHECK(is(page("<html><body></body></html>").text, ""));
        CHECK(is(page("<script>var x = 1;</script>").text, ""));
    }
}

static void test_fragment(void)
{
    chn_str text;
    chn_err err;
    TEST("a feed's entry")
    {
        const char *html = "<p>One &amp; <b>two</b></p><ul><li>a</li><li>b</li>"
                           "</ul><script>no</script><figure><img><figcaption>"
                           "no</figcaption></figure>Last";
        CHECK_INT(chn_page_fragment(arena, chn_str_of(html), &text, &err), 0);
        CHECK(is(text, "One & two\n\na\n\nb\n\nLast"));
        CHECK_INT(chn_page_fragment(arena, chn_str_of(""), &text, &err), 0);
        CHECK(is(text, ""));
        CHECK_INT(
            chn_page_fragment(arena, chn_str_of("only words"), &text, &err), 0);
        CHECK(is(text, "only words"));
    }
    TEST("what looks like a page")
    {
        static const char wide[] = "\xFF\xFE<\0H\0T\0M\0L\0>\0";
        CHECK(chn_page_looks_html("<!DOCTYPE HTML>", 15));
        CHECK(chn_page_looks_html(" <!-- x --> <html>", 18));
        CHECK(chn_page_looks_html("<?xml version='1.0'?>\n<html>", 28));
        CHECK(chn_page_looks_html(wide, sizeof wide - 1));
        CHECK(!chn_page_looks_html("<rss version=2>", 15));
        CHECK(!chn_page_looks_html("< 5 people met", 14));
        CHECK(!chn_page_looks_html("<!-- never closed", 17));
        CHECK(!chn_page_looks_html("", 0));
    }
}

/* ---- limits ---- */

static chn_page repeated(const char *unit, size_t times, const char *end)
{
    const size_t n = strlen(unit);
    const size_t tail = strlen(end);
    char *p = chn_calloc(n * times + tail + 1, 1);
    chn_page out;
    memset(&out, 0, sizeof out);
    CHECK(p != NULL);
    if (!p)
        return out;
    for (size_t i = 0; i < times; i++)
        memcpy(p + i * n, unit, n);
    memcpy(p + n * times, end, tail);
    out = page_of(p, n * times + tail, "");
    chn_free(p);
    return out;
}

static void test_limits(void)
{
    TEST("nesting up to the limit and past it")
    {
        /* <html> and <body> are implied */
        chn_page p = repeated("<div>", CHN_PAGE_DEPTH_MAX - 3, "<p>" LONG);
        CHECK(!p.cut && is(p.text, LONG));
        p = repeated("<div>", CHN_PAGE_DEPTH_MAX, "<p>" LONG);
        CHECK(p.cut);
        p = repeated("<div></b></i></p>", 200000, "<p>" LONG); /* in no time */
        CHECK(p.cut);
    }
    TEST("elements past the limit")
    {
        chn_page p = repeated("<i></i>", 1000, "<p>" LONG);
        CHECK(!p.cut && is(p.text, LONG));
        p = repeated("<i></i>", CHN_PAGE_NODES_MAX + 1, "<p>" LONG);
        CHECK(p.cut);
    }
    TEST("bytes past the limit")
    {
        char *big = chn_calloc(CHN_REPORT_MAX + 1, 1);
        chn_page p;
        chn_str text;
        chn_err err;
        CHECK(big != NULL);
        if (big) {
            CHECK_INT(
                chn_page_read(arena, big, CHN_REPORT_MAX + 1, NULL, &p, &err),
                CHN_ERR_LIMIT);
            CHECK_INT(chn_page_fragment(arena,
                                        chn_str_n(big, CHN_REPORT_MAX + 1),
                                        &text, &err),
                      CHN_ERR_LIMIT);
        }
        chn_free(big);
    }
    TEST("an arena does not grow with the pages that are read with it")
    {
        static const char html[] = "<meta charset=koi8-r><h1>Head</h1><p>" LONG
                                   "</p><script type='application/ld+json'>"
                                   "{\"a\":[1,2]}</script><p>" MORE "</p>";
        chn_arena *small = chn_arena_new((size_t)1024 * 1024);
        CHECK(small != NULL);
        for (int i = 0; small && i < 2000; i++) {
            chn_page p;
            chn_err err;
            chn_arena_reset(small);
            CHECK_INT(
                chn_page_read(small, html, sizeof html - 1, NULL, &p, &err),
                CHN_OK);
        }
        chn_arena_free(small);
    }
    TEST("no memory is an error")
    {
        for (size_t most = 1024; most < 300000; most += 4096) {
            chn_arena *small = chn_arena_new(most);
            chn_page p;
            chn_err err;
            static const char html[] =
                "<h1>Head</h1><p>" LONG "</p><p>" MORE "</p>";
            const chn_code code =
                chn_page_read(small, html, sizeof html - 1, NULL, &p, &err);
            CHECK(code == CHN_OK || code == CHN_ERR_MEMORY);
            chn_arena_free(small);
        }
    }
}

/* ---- JSON ---- */

static void test_json(void)
{
    chn_err err;
    TEST("JSON as pages hold it")
    {
        const chn_json_value *v = chn_json_tree(
            arena,
            chn_str_of("<!-- {\"a\": [1, {\"b\": \"\\u00e9\\ud83d\\ude00\\n\"},"
                       "],, \"n\": null, \"t\": true, \"s\": \"x\ny\"} -->"),
            &err);
        CHECK(v && v->type == CHN_JSON_OBJECT);
        const chn_json_value *arr = chn_json_get(v, "a");
        CHECK(arr && arr->first && is(arr->first->text, "1"));
        CHECK(arr && arr->first &&
              is(chn_json_get_text(arr->first->next, "b"),
                 "\xC3\xA9\xF0\x9F\x98\x80\n"));
        CHECK(is(chn_json_get_text(v, "n"), ""));
        CHECK(is(chn_json_get_text(v, "t"), "true"));
        CHECK(is(chn_json_get_text(v, "s"), "x\ny"));
        CHECK(!chn_json_get(v, "no") && !chn_json_get(NULL, "a"));
    }
    TEST("what is no JSON")
    {
        const char *const bad[] = {"",         "{",           "{\"a\"",
                                   "{\"a\":}", "[1, \"x]",    "{a: 1}",
                                   "nothing",  "{\"a\":\"\\", "[\"\\u00\\"};
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
            CHECK(!chn_json_tree(arena, chn_str_of(bad[i]), &err));
    }
    TEST("nesting up to the limit and past it")
    {
        char s[2 * CHN_JSON_DEPTH_MAX + 4];
        for (size_t d = CHN_JSON_DEPTH_MAX; d <= CHN_JSON_DEPTH_MAX + 1; d++) {
            memset(s, '[', d);
            memset(s + d, ']', d);
            CHECK((chn_json_tree(arena, chn_str_n(s, 2 * d), &err) != NULL) ==
                  (d == CHN_JSON_DEPTH_MAX));
        }
    }
}

/* ---- tables ---- */

static void sorted(const chn_table *t)
{
    CHECK(t != NULL);
    for (uint32_t i = 1; t && i < t->n_rows; i++)
        CHECK(chn_str_cmp(chn_table_cell(t, i - 1, 0),
                          chn_table_cell(t, i, 0)) < 0);
}

static void test_tables(void)
{
    page_rules r;
    page_rules_find(&r);
    TEST("tables that are searched are sorted")
    {
        sorted(r.hints);
        sorted(r.metas);
        sorted(r.stops);
        CHECK(r.phrases && r.phrases->n_rows > 100);
    }
    TEST("every row means something")
    {
        for (uint32_t i = 0; r.metas && i < r.metas->n_rows; i++) {
            uint32_t rank = 0;
            CHECK(page_rules_meta(&r, chn_table_cell(r.metas, i, 0), &rank) !=
                  PAGE_FIELD_NONE);
            CHECK(rank < 10);
        }
        for (uint32_t i = 0; r.phrases && i < r.phrases->n_rows; i++) {
            const chn_str p = chn_table_cell(r.phrases, i, 0);
            char folded[256];
            CHECK(page_rules_phrase(&r, p) != PAGE_PHRASE_NONE);
            const size_t n = chn_utf8_fold(p.p, p.n, folded, sizeof folded);
            CHECK(chn_str_eq(p, chn_str_n(folded, n)));
        }
        static const char *const roles[] = {
            "body",  "area", "drop",    "soft",   "byline",
            "title", "date", "changed", "source", "post"};
        for (uint32_t i = 0; r.hints && i < r.hints->n_rows; i++) {
            bool known = false;
            for (size_t k = 0; k < sizeof roles / sizeof *roles; k++)
                known |= chn_str_is(chn_table_cell(r.hints, i, r.hint_cols[1]),
                                    roles[k]);
            CHECK(known);
        }
    }
    TEST("names are taken to pieces where they are not known whole")
    {
        page_tree t;
        chn_err err;
        const char *html = "<div class='Right-sideBar2'></div><div "
                           "class='entry-content'></div><div class='adult "
                           "roadside'></div>";
        CHECK_INT(page_tree_parse(arena, chn_str_of(html), &t, &err), 0);
        uint32_t got[3] = {0, 0, 0};
        for (uint32_t i = 0, n = 0; i < t.n && n < 3; i++) {
            if (t.nodes[i].tag == PAGE_TAG_DIV)
                got[n++] = page_rules_roles(&r, &t, i);
        }
        CHECK_INT(got[0], 0); /* "side" and "bar" are no words of ours */
        CHECK_INT(got[1], PAGE_ROLE_BODY);
        CHECK_INT(got[2], 0);
    }
}

int main(void)
{
    arena = chn_arena_new(CHN_ARENA_MAX);
    CHECK(arena != NULL);
    if (!arena)
        return check_end();
    test_letters();
    test_days();
    test_basis();
    test_text();
    test_fragment();
    test_limits();
    test_json();
    test_tables();
    chn_arena_free(arena);
    return check_end();
}
