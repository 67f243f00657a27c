/* SPDX-License-Identifier: Apache-2.0 */
/* Archives of the web: what servers sent, in every way they send it, and
 * records damaged in every way they are. */
#include "check.h"

#include "base/limits.h"
#include "packed.h"
#include "reads.h"

static chn_buf fresh(void)
{
    chn_buf b;
    chn_buf_init(&b, (size_t)1 << 28);
    return b;
}

#define TEXT                                                                   \
    "The envoy of Norland met the foreign minister of Sudland on Monday and "  \
    "said that the two governments will sign the treaty on the border in the " \
    "spring."
#define PAGE(k)                                                                \
    "<!doctype html><html><head><title>Talks " k "</title></head><body>"       \
    "<article><h1>Talks " k "</h1><p>" TEXT " It was meeting " k               \
    ".</p></article></body></html>"

/* A response's block. */
static chn_buf http(const char *head, const void *body, size_t n)
{
    chn_buf b = fresh();
    chn_buf_fmt(&b, "HTTP/1.1 %s\r\n\r\n", head);
    chn_buf_put(&b, body, n);
    return b;
}

/* A record; `extra` of its length is a lie. */
static void record(chn_buf *b, const char *type, const char *id,
                   const char *media, const chn_buf *block, int64_t extra)
{
    chn_buf_fmt(b,
                "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:%s>\r\n"
                "WARC-Target-URI: http://news.example.org/%s\r\n"
                "WARC-Date: 2020-01-02T03:04:05Z\r\nContent-Type: %s\r\n"
                "Content-Length: %" PRId64 "\r\n\r\n",
                type, id, id, media, (int64_t)block->n + extra);
    chn_buf_put(b, block->p, block->n);
    chn_buf_z(b, "\r\n\r\n");
}

#define RESPONSE "application/http; msgtype=response"

static void page(chn_buf *b, const char *id, const char *head, const char *html)
{
    chn_buf block = http(head, html, strlen(html));
    record(b, "response", id, RESPONSE, &block, 0);
    chn_buf_free(&block);
}

static const char html_head[] = "200 OK\r\nContent-Type: text/html";

static reads *read_warc(const chn_buf *b)
{
    return reads_bytes("a.warc", CHN_INPUT_WARC, b->p, b->n, false);
}

/* One page between two good ones: how many are read of the three. */
static reads *between(const chn_buf *block, const char *type, const char *media,
                      int64_t extra)
{
    static chn_buf b;
    chn_buf_free(&b);
    b = fresh();
    page(&b, "first", html_head, PAGE("one"));
    record(&b, type, "odd", media, block, extra);
    page(&b, "last", html_head, PAGE("three"));
    return read_warc(&b);
}

static void fine(reads *r, const char *words)
{
    CHECK_INT(r->n, 3);
    CHECK_INT(r->stats.failed, 0);
    if (r->n == 3) {
        CHECK(strstr(r->report[1].text, TEXT) != NULL);
        CHECK(strstr(r->report[2].text, "meeting three") != NULL);
    }
    if (words)
        CHECK(reads_said(r, words));
    if (r->n != 3 || r->stats.failed)
        reads_show(r);
}

/* The record in the middle is named, the others are read. */
static void lost(reads *r, const char *words)
{
    CHECK_INT(r->n, 2);
    CHECK_INT(r->stats.failed, 1);
    CHECK(reads_said(r, words));
    if (r->n == 2)
        CHECK(strstr(r->report[1].text, "meeting three") != NULL);
    if (r->n != 2 || r->stats.failed != 1 || !reads_said(r, words))
        reads_show(r);
}

static chn_buf chunks(const char *text, size_t size)
{
    chn_buf b = fresh();
    const size_t n = strlen(text);
    for (size_t i = 0; i < n; i += size) {
        const size_t k = n - i < size ? n - i : size;
        chn_buf_fmt(&b, "%zX;x=y\r\n", k);
        chn_buf_put(&b, text + i, k);
        chn_buf_z(&b, "\r\n");
    }
    chn_buf_z(&b, "0\r\n\r\n");
    return b;
}

static void test_bodies(void)
{
    const char *const html = PAGE("two");
    TEST("a body as it is; its charset; its address and host")
    {
        static const char cafe[] =
            "<html><body><p>" TEXT "</p><p>It was caf\xE9 "
            "talk.</p></body></html>";
        chn_buf b = http("200 OK\r\nContent-Type: TEXT/HTML; "
                         "charset=\"windows-1252\"",
                         cafe, sizeof cafe - 1);
        reads *r = between(&b, "response", RESPONSE, 0);
        fine(r, "a.warc: 3 records: 3 pages read");
        CHECK(strstr(r->report[1].text, "caf\xC3\xA9 talk") != NULL);
        CHECK(strcmp(r->report[1].url, "http://news.example.org/odd") == 0);
        CHECK(strcmp(r->report[1].publisher, "news.example.org") == 0);
        /* the day of the fetch is no day of publishing */
        CHECK_INT(r->report[1].published, CHN_DAY_NONE);
        chn_buf_free(&b);
    }
    TEST("chunks: whole, already joined, cut off, wrong")
    {
        const char *const head =
            "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked";
        chn_buf c = chunks(html, 50);
        chn_buf b = http(head, c.p, c.n);
        fine(between(&b, "response", RESPONSE, 0), NULL);
        chn_buf_free(&b);
        b = http(head, html, strlen(html)); /* as if it were */
        fine(between(&b, "response", RESPONSE, 0), NULL);
        chn_buf_free(&b);
        b = http(head, c.p, c.n - 5);
        fine(between(&b, "response", RESPONSE, 0), "last chunk is missing");
        chn_buf_free(&b);
        c.p[58] = 'Z'; /* where a size should be */
        b = http(head, c.p, c.n);
        reads *r = between(&b, "response", RESPONSE, 0);
        CHECK_INT(r->n, 3);
        CHECK(reads_said(r, "the sizes of its chunks are wrong"));
        chn_buf_free(&b);
        chn_buf_free(&c);
    }
    TEST("packed: gzip, deflate both ways, zstd; not packed at all")
    {
        static const char *const codings[] = {"gzip", "deflate", "deflate",
                                              "ZSTD", "x-gzip"};
        static const int bits[] = {31, 15, -15, 0, 31};
        char head[128];
        for (size_t i = 0; i < 5; i++) {
            chn_buf p = fresh();
            if (bits[i])
                pack_zlib(&p, html, strlen(html), bits[i]);
            else
                pack_zstd(&p, html, strlen(html));
            (void)snprintf(head, sizeof head,
                           "200 OK\r\nContent-Type: text/html\r\n"
                           "Content-Encoding: %s",
                           codings[i]);
            chn_buf b = http(head, p.p, p.n);
            fine(between(&b, "response", RESPONSE, 0), NULL);
            chn_buf_free(&b);
            b = http(head, html, strlen(html));
            fine(between(&b, "response", RESPONSE, 0), NULL);
            chn_buf_free(&b);
            chn_buf_free(&p);
        }
    }
    TEST("packed and in chunks; packed and cut off; packed and damaged")
    {
        chn_buf p = fresh(), c = fresh();
        pack_gzip(&p, html, strlen(html));
        chn_buf_fmt(&c, "%zx\r\n", p.n);
        chn_buf_str(&c, chn_str_n(p.p, p.n));
        chn_buf_z(&c, "\r\n0\r\n\r\n");
        chn_buf b = http("200 OK\r\nContent-Type: text/html\r\n"
                         "content-encoding: gzip\r\n"
                         "transfer-encoding: chunked",
                         c.p, c.n);
        fine(between(&b, "response", RESPONSE, 0), NULL);
        chn_buf_free(&b);
        b = http("200 OK\r\nContent-Type: text/html\r\n"
                 "Content-Encoding: gzip",
                 p.p, p.n - 10);
        fine(between(&b, "response", RESPONSE, 0), "damaged or cut off");
        chn_buf_free(&b);
        memset(p.p + 10, 0xFF, 9);
        b = http("200 OK\r\nContent-Type: text/html\r\n"
                 "Content-Encoding: gzip",
                 p.p, p.n);
        lost(between(&b, "response", RESPONSE, 0), "cannot be unpacked");
        chn_buf_free(&b);
        b = http("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br",
                 "\x1B\x05\x80", 3);
        lost(between(&b, "response", RESPONSE, 0), "brotli");
        chn_buf_free(&b);
        chn_buf_free(&p);
        chn_buf_free(&c);
    }
    TEST("a bomb within a record")
    {
        chn_buf zeros = fresh(), p = fresh();
        for (size_t i = 0; i < CHN_RECORD_MAX + 1; i++)
            chn_buf_char(&zeros, ' ');
        pack_gzip(&p, zeros.p, zeros.n);
        chn_buf b = http("200 OK\r\nContent-Type: text/html\r\n"
                         "Content-Encoding: gzip",
                         p.p, p.n);
        lost(between(&b, "response", RESPONSE, 0), "more than is read");
        chn_buf_free(&b);
        chn_buf_free(&p);
        chn_buf_free(&zeros);
    }
    TEST("shorter than its Content-Length; heads folded, and ended by \\n\\n")
    {
        chn_buf b = http("200 OK\r\nContent-Type: text/html\r\n"
                         "Content-Length: 99999",
                         html, strlen(html));
        fine(between(&b, "response", RESPONSE, 0), "shorter than its HTTP");
        chn_buf_free(&b);
        b = fresh();
        chn_buf_z(&b, "HTTP/1.0 200\nX-A: b\n c: d\nContent-Type:\n "
                      "text/html\n\n" PAGE("two"));
        fine(between(&b, "response", RESPONSE, 0), NULL);
        chn_buf_free(&b);
    }
}

static void test_kinds(void)
{
    TEST("what is no page is counted")
    {
        chn_buf b = fresh(), x = fresh();
        chn_buf_z(&x, "some: thing\r\n");
        record(&b, "warcinfo", "i", "application/warc-fields", &x, 0);
        record(&b, "request", "q", "application/http; msgtype=request", &x, 0);
        record(&b, "metadata", "m", "application/warc-fields", &x, 0);
        record(&b, "revisit", "v", RESPONSE, &x, 0);
        record(&b, "continuation", "c", "text/html", &x, 0);
        page(&b, "gone", "404 Not Found\r\nContent-Type: text/html", "<p>x");
        page(&b, "moved", "301 Moved\r\nContent-Type: text/html", "<p>x");
        page(&b, "film", "200 OK\r\nContent-Type: video/mp4", "....");
        page(&b, "bare", html_head, "<html><body></body></html>");
        page(&b, "page", html_head, PAGE("one"));
        reads *r = read_warc(&b);
        CHECK_INT(r->n, 1);
        CHECK_INT(r->stats.failed, 0);
        CHECK(reads_said(
            r, "a.warc: 10 records: 1 page read, 1 page without a text, 2 with "
               "a status other than 200, 1 neither HTML nor plain text, 1 "
               "revisit, 1 request, 1 metadata, 1 about the archive, 1 of "
               "another type"));
        if (r->n != 1)
            reads_show(r);
        chn_buf_free(&b);
        chn_buf_free(&x);
    }
    TEST("resource and conversion: text, HTML, a picture")
    {
        chn_buf b = fresh(), t = fresh(), h = fresh();
        chn_buf_z(&t, TEXT);
        chn_buf_z(&h, PAGE("two"));
        record(&b, "conversion", "wet", "text/plain", &t, 0);
        record(&b, "resource", "file", "text/html; charset=utf-8", &h, 0);
        record(&b, "resource", "png", "image/png", &t, 0);
        reads *r = read_warc(&b);
        CHECK_INT(r->n, 2);
        CHECK(strcmp(r->report[0].text, TEXT) == 0);
        CHECK(strcmp(r->report[0].url, "http://news.example.org/wet") == 0);
        CHECK(strstr(r->report[1].text, "meeting two") != NULL);
        CHECK(reads_said(r, "2 pages read, 1 neither"));
        chn_buf_free(&b);
        chn_buf_free(&t);
        chn_buf_free(&h);
    }
    TEST("what the archive says it cut off is read, and told")
    {
        chn_buf b = fresh();
        chn_buf_fmt(&b,
                    "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: "
                    "<urn:t>\r\nWARC-Truncated: length\r\nContent-Type: %s\r\n"
                    "Content-Length: %zu\r\n\r\nHTTP/1.1 %s\r\n\r\n%s\r\n\r\n",
                    RESPONSE, strlen(html_head) + strlen(PAGE("one")) + 13,
                    html_head, PAGE("one"));
        reads *r = read_warc(&b);
        CHECK_INT(r->n, 1);
        CHECK(reads_said(r, "byte 0: record <urn:t>: it was cut off when"));
        if (r->n != 1)
            reads_show(r);
        chn_buf_free(&b);
    }
    TEST("other languages are counted, and told once for the file")
    {
        chn_buf b = fresh();
        page(&b, "en", html_head, PAGE("one"));
        for (int i = 0; i < 2; i++)
            page(&b, "fr", html_head,
                 "<html><body><article><p>Le ministre a dit que les deux pays "
                 "ont sign\xC3\xA9 un accord et que la fronti\xC3\xA8re sera "
                 "ouverte dans une semaine.</p></article></body></html>");
        reads *r = reads_bytes("a.warc", CHN_INPUT_WARC, b.p, b.n, true);
        CHECK_INT(r->n, 1);
        CHECK_INT(r->stats.foreign, 2);
        CHECK_INT(r->stats.failed, 0);
        CHECK(reads_said(r, "a.warc: 2 reports are not English and passed over "
                            "(French 2); --any-language"));
        if (r->n != 1)
            reads_show(r);
        CHECK_INT(read_warc(&b)->n, 3);
        chn_buf_free(&b);
    }
}

static void test_damage(void)
{
    chn_buf good = http(html_head, PAGE("two"), strlen(PAGE("two")));
    TEST("a length that is too small, too large, or none")
    {
        lost(between(&good, "response", RESPONSE, -20), "<urn:odd>: no record");
        lost(between(&good, "response", RESPONSE, 7), "<urn:odd>: no record");
        lost(between(&good, "response", RESPONSE, 300), "<urn:odd>: no record");
        lost(between(&good, "response", RESPONSE, 90000000),
             "record <urn:odd>");
        chn_buf b = fresh();
        page(&b, "first", html_head, PAGE("one"));
        const size_t at = b.n;
        chn_buf_z(&b, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: "
                      "<urn:odd>\r\nContent-Length: many\r\n\r\nHTTP/1.1 200 "
                      "OK\r\n\r\n<p>x\r\n\r\n");
        page(&b, "last", html_head, PAGE("three"));
        char want[80];
        (void)snprintf(want, sizeof want, "a.warc: byte %zu: record <urn:odd>",
                       at);
        lost(read_warc(&b), want);
        chn_buf_free(&b);
    }
    TEST("bytes that are no record; a head without end, type or length")
    {
        static const char *const heads[] = {
            "this is no record at all\r\nnor is this\r\n",
            "WARC/1.0\r\nWARC-Record-ID: <urn:odd>\r\nContent-Length: "
            "3\r\n\r\nabc\r\n\r\n",
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: "
            "<urn:odd>\r\n\r\nabc\r\n\r\n"};
        static const char *const words[] = {
            "no record begins here", "no WARC-Type", "no Content-Length"};
        for (size_t i = 0; i < 3; i++) {
            chn_buf b = fresh();
            page(&b, "first", html_head, PAGE("one"));
            chn_buf_z(&b, heads[i]);
            page(&b, "last", html_head, PAGE("three"));
            lost(read_warc(&b), words[i]);
            chn_buf_free(&b);
        }
        chn_buf b = fresh();
        page(&b, "first", html_head, PAGE("one"));
        chn_buf_z(&b, "WARC/1.0\r\nX: ");
        for (size_t i = 0; i < CHN_RECORD_HEAD_MAX + 10; i++)
            chn_buf_char(&b, 'x');
        chn_buf_z(&b, "\r\n");
        page(&b, "last", html_head, PAGE("three"));
        lost(read_warc(&b), "its header has no end");
        chn_buf_free(&b);
    }
    TEST("no HTTP in a response")
    {
        chn_buf b = fresh();
        chn_buf_z(&b, "<html>and nothing else</html>");
        lost(between(&b, "response", RESPONSE, 0), "HTTP status line");
        chn_buf_free(&b);
    }
    TEST("a file that ends in a record: what is there is read")
    {
        chn_buf b = fresh();
        page(&b, "first", html_head, PAGE("one"));
        const size_t at = b.n;
        page(&b, "last", html_head, PAGE("three"));
        b.n -= 60; /* behind the paragraph's text */
        reads *r = read_warc(&b);
        CHECK_INT(r->n, 2);
        CHECK(reads_said(r, "<urn:last>: the file ends in the middle of it"));
        b.n = at + 100; /* in its head */
        r = read_warc(&b);
        CHECK_INT(r->n, 1);
        CHECK_INT(r->stats.failed, 1);
        CHECK(reads_said(r, "the file ends in its header"));
        chn_buf_free(&b);
    }
    TEST("a packed member of its own for each record, each damaged in turn")
    {
        chn_buf b = fresh();
        size_t at[8];
        char id[8], name[32];
        for (size_t i = 0; i < 7; i++) {
            chn_buf one = fresh();
            (void)snprintf(id, sizeof id, "r%zu", i);
            page(&one, id, html_head, PAGE("one"));
            at[i] = b.n;
            if (i % 3 == 2)
                pack_zstd(&b, one.p, one.n);
            else
                pack_gzip(&b, one.p, one.n);
            chn_buf_free(&one);
        }
        at[7] = b.n;
        for (size_t i = 0; i < 7; i++) {
            chn_buf c = fresh();
            chn_buf_put(&c, b.p, b.n);
            memset(c.p + at[i] + (at[i + 1] - at[i]) / 2, 0x5A, 20);
            (void)snprintf(id, sizeof id, "r%zu", i);
            (void)snprintf(name, sizeof name, "byte %zu: record", at[i]);
            reads *r = read_warc(&c);
            CHECK_INT(r->n, 6);
            CHECK_INT(r->stats.failed, 1);
            CHECK(reads_said(r, name));
            if (r->n != 6 || r->stats.failed != 1 || !reads_said(r, name))
                reads_show(r);
            chn_buf_free(&c);
        }
        /* the checksum alone: the record was complete by then */
        b.p[at[4] - 6] ^= 0x10;
        reads *r = read_warc(&b);
        CHECK_INT(r->n, 6);
        CHECK(reads_said(r, "record <urn:r3>: its packed member cannot be "
                            "read"));
        chn_buf_free(&b);
    }
    chn_buf_free(&good);
}

#define ARC_HEAD                                                               \
    "filedesc://a.arc 127.0.0.1 20140216050221 text/plain 76\n"                \
    "1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n\n"

static void arc_record(chn_buf *b, const char *line, const char *length)
{
    chn_buf block = http(html_head, PAGE("two"), strlen(PAGE("two")));
    if (length)
        chn_buf_fmt(b, "%s %s\n", line, length);
    else
        chn_buf_fmt(b, "%s %zu\n", line, block.n);
    chn_buf_put(b, block.p, block.n);
    chn_buf_char(b, '\n');
    chn_buf_free(&block);
}

static void test_arc(void)
{
    TEST("ARC: records, an address with blanks, a wrong length, no HTTP")
    {
        chn_buf b = fresh();
        chn_buf_z(&b, ARC_HEAD);
        arc_record(&b, "http://a.example/ 192.0.2.1 20140216050221 text/html",
                   NULL);
        arc_record(&b,
                   "http://a.example/x?q=two words 192.0.2.1 20140216050221 "
                   "text/html",
                   NULL);
        arc_record(&b, "http://b.example/ 192.0.2.1 20140216050221 text/html",
                   "abc");
        arc_record(&b, "http://c.example/ 192.0.2.1 20140216050221 text/html",
                   "12");
        chn_buf_z(&b,
                  "dns:a.example 192.0.2.1 20140216050221 text/dns 4\nabcd\n");
        arc_record(&b, "http://d.example/ 192.0.2.1 20140216050221 text/html",
                   NULL);
        reads *r = reads_bytes("a.arc", CHN_INPUT_WARC, b.p, b.n, false);
        CHECK_INT(r->n, 3);
        CHECK_INT(r->stats.failed, 2);
        CHECK(strcmp(r->report[1].url, "http://a.example/x?q=two words") == 0);
        CHECK(strcmp(r->report[2].url, "http://d.example/") == 0);
        CHECK(reads_said(r, "record http://b.example/: the length in its"));
        CHECK(reads_said(r, "record http://c.example/: no record follows"));
        if (r->n != 3 || r->stats.failed != 2)
            reads_show(r);
        chn_buf_free(&b);
    }
    TEST("ARC, version 2: lines of ten fields")
    {
        chn_buf b = fresh();
        chn_buf_z(&b, "filedesc://a.arc 0.0.0.0 20140216050221 text/plain 200 "
                      "- - 0 a.arc 140\n2 0 Test\nURL IP-address Archive-date "
                      "Content-type Result-code Checksum Location Offset "
                      "Filename Archive-length\n\n");
        arc_record(&b,
                   "http://a.example/ 192.0.2.1 20140216050221 text/html 200 - "
                   "- 320 a.arc",
                   NULL);
        reads *r = reads_bytes("a.arc", CHN_INPUT_WARC, b.p, b.n, false);
        CHECK_INT(r->n, 1);
        CHECK(strcmp(r->report[0].url, "http://a.example/") == 0);
        if (r->n != 1)
            reads_show(r);
        chn_buf_free(&b);
    }
}

int main(void)
{
    test_bodies();
    test_kinds();
    test_damage();
    test_arc();
    return check_end();
}
