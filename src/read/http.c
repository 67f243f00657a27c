/* SPDX-License-Identifier: Apache-2.0 */
/* A server's answer as an archive keeps it: head, chunks, packed content. What
 * archives hold is often not what the head says: some keep bodies unpacked or
 * joined and the head as it was, so the bytes have the last word. */
#include "base/limits.h"
#include "read/warc.h"

bool chn_name_is(chn_str name, const char *lower)
{
    size_t i = 0;
    for (; i < name.n && lower[i]; i++) {
        char c = name.p[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != lower[i])
            return false;
    }
    return i == name.n && !lower[i];
}

/* `s` begins so, whatever the case. */
static bool begins(chn_str s, const char *lower)
{
    const size_t n = strlen(lower);
    return s.n >= n && chn_name_is(chn_str_n(s.p, n), lower);
}

size_t chn_head_end(const char *p, size_t n)
{
    const char *nl = n ? memchr(p, '\n', n) : NULL;
    while (nl) {
        const size_t i = (size_t)(nl - p) + 1;
        if (i < n && p[i] == '\n')
            return i + 1;
        if (i + 1 < n && p[i] == '\r' && p[i + 1] == '\n')
            return i + 2;
        nl = i < n ? memchr(p + i, '\n', n - i) : NULL;
    }
    return 0;
}

bool chn_head_next(chn_str *head, chn_str *name, chn_str *value)
{
    while (head->n > 0) {
        const char *p = head->p;
        size_t end = 0;
        for (;;) { /* a folded line goes on */
            const char *nl = memchr(p + end, '\n', head->n - end);
            end = nl ? (size_t)(nl - p) + 1 : head->n;
            if (end >= head->n || (p[end] != ' ' && p[end] != '\t'))
                break;
        }
        const chn_str line = chn_str_n(p, end);
        head->p += end;
        head->n -= end;
        const char *colon = memchr(line.p, ':', line.n);
        if (!colon)
            continue;
        const size_t at = (size_t)(colon - line.p);
        *name = chn_str_trim(chn_str_n(line.p, at));
        *value = chn_str_n(colon + 1, line.n - at - 1);
        while (value->n && strchr("\r\n \t", value->p[value->n - 1]) &&
               value->p[value->n - 1])
            value->n--;
        while (value->n && strchr("\r\n \t", value->p[0]) && value->p[0]) {
            value->p++;
            value->n--;
        }
        return true;
    }
    return false;
}

bool chn_http_media(chn_str type, chn_str body, bool *html, chn_str *charset)
{
    chn_str rest = type, media = {"", 0}, param = {"", 0};
    *charset = chn_str_n("", 0);
    (void)chn_str_next(&rest, ';', &media);
    while (chn_str_next(&rest, ';', &param)) {
        if (!begins(param, "charset="))
            continue;
        param = chn_str_n(param.p + 8, param.n - 8);
        if (param.n > 1 && (param.p[0] == '"' || param.p[0] == '\'') &&
            param.p[param.n - 1] == param.p[0])
            param = chn_str_n(param.p + 1, param.n - 2);
        *charset = param;
    }
    *html = true;
    if (media.n == 0) {
        while (body.n && strchr(" \t\r\n", body.p[0]) && body.p[0])
            body = chn_str_n(body.p + 1, body.n - 1);
        return begins(body, "<!doctype html") || begins(body, "<html");
    }
    if (chn_name_is(media, "text/html") ||
        chn_name_is(media, "application/xhtml+xml") ||
        chn_name_is(media, "application/xhtml"))
        return true;
    *html = false;
    return chn_name_is(media, "text/plain");
}

static int hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* A chunk's "1a2b;extension\r\n". Bytes of it, 0: it is none. */
static size_t chunk_head(chn_str s, size_t *size)
{
    size_t i = 0;
    *size = 0;
    for (; i < s.n && i < 15 && hex_value(s.p[i]) >= 0; i++)
        *size = *size * 16 + (size_t)hex_value(s.p[i]);
    if (i == 0)
        return 0;
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
        i++;
    if (i < s.n && s.p[i] == ';') {
        const char *nl = memchr(s.p + i, '\n', s.n - i);
        if (!nl)
            return 0;
        return (size_t)(nl - s.p) + 1;
    }
    if (i < s.n && s.p[i] == '\n')
        return i + 1;
    return i + 1 < s.n && s.p[i] == '\r' && s.p[i + 1] == '\n' ? i + 2 : 0;
}

/* Chunks joined into `out`. false: these are none. */
static bool join_chunks(chn_str body, chn_buf *out, const char **odd)
{
    chn_str s = body;
    size_t size = 0;
    size_t head = chunk_head(s, &size);
    if (head == 0)
        return false;
    while (head > 0) {
        s = chn_str_n(s.p + head, s.n - head);
        if (size == 0)
            return true;
        if (size > s.n) {
            chn_buf_str(out, s);
            *odd = "its last chunk is cut off";
            return true;
        }
        chn_buf_put(out, s.p, size);
        s = chn_str_n(s.p + size, s.n - size);
        while (s.n && (s.p[0] == '\r' || s.p[0] == '\n'))
            s = chn_str_n(s.p + 1, s.n - 1);
        if (s.n == 0) {
            *odd = "its last chunk is missing";
            return true;
        }
        head = chunk_head(s, &size);
    }
    chn_buf_str(out, s); /* what follows is taken as it is */
    *odd = "the sizes of its chunks are wrong";
    return true;
}

/* How content of this encoding is packed. false: not known here. */
static bool packing_of(chn_str coding, chn_str body, chn_packing *packing)
{
    const unsigned char *b = (const unsigned char *)body.p;
    *packing = CHN_PACKING_NONE;
    if (chn_name_is(coding, "identity") || chn_name_is(coding, "none") ||
        chn_name_is(coding, "utf-8") || coding.n == 0)
        return true;
    if (chn_name_is(coding, "gzip") || chn_name_is(coding, "x-gzip") ||
        chn_name_is(coding, "zstd")) {
        *packing = chn_packing_of(body.p, body.n);
        return true;
    }
    if (chn_name_is(coding, "deflate")) {
        *packing = chn_packing_of(body.p, body.n); /* some say so of gzip */
        if (*packing != CHN_PACKING_NONE)
            return true;
        const bool zlib = body.n > 1 && (b[0] & 15) == 8 &&
                          ((unsigned)b[0] * 256u + b[1]) % 31u == 0;
        *packing = zlib                               ? CHN_PACKING_ZLIB
                   : body.n && strchr("<\r\n ", b[0]) ? CHN_PACKING_NONE
                                                      : CHN_PACKING_RAW;
        return true;
    }
    return false;
}

/* One coding undone. OK, or CHN_ERR_*; *why where it cannot be. */
static chn_http undo(chn_warc *w, chn_str coding, chn_str *body,
                     const char **odd, const char **why)
{
    chn_packing packing = CHN_PACKING_NONE;
    if (!packing_of(coding, *body, &packing)) {
        /* brotli, or a slip for no coding at all: letters show */
        if (begins(*body, "<"))
            return CHN_HTTP_PAGE;
        *why = chn_name_is(coding, "br")
                   ? "its content is packed with brotli, which is not read"
                   : "its content has a coding that is not known";
        return CHN_HTTP_BAD;
    }
    if (packing == CHN_PACKING_NONE)
        return CHN_HTTP_PAGE;
    const char *wrong = NULL;
    chn_buf_clear(&w->spare);
    const chn_code code =
        chn_unpack_all(packing, body->p, body->n, &w->spare, &wrong);
    if (code == CHN_ERR_MEMORY)
        return CHN_HTTP_NO_MEMORY;
    if (code == CHN_ERR_LIMIT) {
        *why = "its content unpacks to more than is read";
        return CHN_HTTP_BAD;
    }
    if (wrong && w->spare.n == 0) {
        *why = "its packed content cannot be unpacked";
        return CHN_HTTP_BAD;
    }
    if (wrong)
        *odd = "its packed content is damaged or cut off; what could be "
               "unpacked is read";
    const chn_buf t = w->body;
    w->body = w->spare;
    w->spare = t;
    *body = chn_str_n(w->body.p ? w->body.p : "", w->body.n);
    return CHN_HTTP_PAGE;
}

typedef struct head {
    chn_str type, coding, transfer;
    chn_str length;
} head;

static head read_head(chn_str text)
{
    head h;
    chn_str name, value;
    memset(&h, 0, sizeof h);
    h.type = h.coding = h.transfer = h.length = chn_str_n("", 0);
    while (chn_head_next(&text, &name, &value)) {
        if (chn_name_is(name, "content-type"))
            h.type = value;
        else if (chn_name_is(name, "content-encoding"))
            h.coding = value;
        else if (chn_name_is(name, "transfer-encoding"))
            h.transfer = value;
        else if (chn_name_is(name, "content-length"))
            h.length = value;
    }
    return h;
}

/* "HTTP/1.1 200 OK" -> 200, 0: no such line. */
static uint32_t status_of(chn_str block)
{
    uint32_t status = 0;
    if (!begins(block, "http/"))
        return 0;
    const char *nl = memchr(block.p, '\n', block.n);
    chn_str line = chn_str_n(block.p, nl ? (size_t)(nl - block.p) : block.n);
    chn_str word;
    (void)chn_str_next(&line, ' ', &word);
    while (line.n && line.p[0] == ' ')
        line = chn_str_n(line.p + 1, line.n - 1);
    return chn_str_uint(chn_str_n(line.p, line.n < 3 ? line.n : 3), 999,
                        &status)
               ? status
               : 0;
}

chn_http chn_http_read(chn_warc *w, chn_str block, chn_warc_page *page,
                       const char **why)
{
    const uint32_t status = status_of(block);
    if (status == 0) {
        *why = "it does not begin with an HTTP status line";
        return CHN_HTTP_BAD;
    }
    if (status != 200)
        return CHN_HTTP_STATUS;
    const size_t end = chn_head_end(block.p, block.n);
    if (end == 0) {
        *why = "its HTTP header has no end";
        return CHN_HTTP_BAD;
    }
    head h = read_head(chn_str_n(block.p, end));
    chn_str body = chn_str_n(block.p + end, block.n - end);
    uint32_t length = 0;
    if (h.coding.n == 0 && h.transfer.n == 0 &&
        chn_str_uint(h.length, UINT32_MAX, &length) && body.n < length)
        page->odd = "it is shorter than its HTTP Content-Length says";
    if (h.type.n && !chn_http_media(h.type, body, &page->html, &page->charset))
        return CHN_HTTP_MEDIA;
    chn_buf_clear(&w->body);
    if (begins(h.transfer, "chunked") &&
        join_chunks(body, &w->body, &page->odd)) {
        if (w->body.failed)
            return CHN_HTTP_NO_MEMORY;
        body = chn_str_n(w->body.p ? w->body.p : "", w->body.n);
    }
    /* the coding named last was put on last */
    for (uint32_t i = 0; h.coding.n && i < 4; i++) {
        size_t from = h.coding.n;
        while (from > 0 && h.coding.p[from - 1] != ',')
            from--;
        const chn_str one =
            chn_str_trim(chn_str_n(h.coding.p + from, h.coding.n - from));
        h.coding.n = from > 0 ? from - 1 : 0;
        const chn_http got = undo(w, one, &body, &page->odd, why);
        if (got != CHN_HTTP_PAGE)
            return got;
    }
    page->body = body;
    return chn_http_media(h.type, body, &page->html, &page->charset)
               ? CHN_HTTP_PAGE
               : CHN_HTTP_MEDIA;
}
