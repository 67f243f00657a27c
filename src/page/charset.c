/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What letters bytes are. Labels are read as browsers read them (WHATWG
 * "Encoding"), since pages are written to look right there: half of all
 * "iso-8859-1" pages hold windows-1252's quotation marks.
 */
#include "page/charset.h"

#include <errno.h>
#include <iconv.h>

#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"

/* Bytes in which a <meta> is looked for: browsers take 1024, but pages with
 * long comments in front are read wrongly there. */
#define PRESCAN 4096u
#define NAME_MAX_BYTES 40u

uint32_t chn_charset_c1(uint32_t byte)
{
    static const uint16_t c1[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
        0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    return byte >= 0x80 && byte <= 0x9F ? c1[byte - 0x80] : 0;
}

/* Labels whose meaning is not what iconv makes of them. Others go to iconv as
 * they are. */
static const struct {
    const char *label, *name;
} labels[] = {
    {"ansi_x3.4-1968", "windows-1252"},
    {"ascii", "windows-1252"},
    {"big5", "big5-hkscs"},
    {"big5-hkscs", "big5-hkscs"},
    {"chinese", "gb18030"},
    {"cp1252", "windows-1252"},
    {"csisolatin1", "windows-1252"},
    {"dos-874", "windows-874"},
    {"euc-kr", "uhc"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gbk", "gb18030"},
    {"ibm819", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso-8859-11", "windows-874"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"iso-8859-9", "windows-1254"},
    {"iso8859-1", "windows-1252"},
    {"iso8859-9", "windows-1254"},
    {"iso_8859-1", "windows-1252"},
    {"korean", "uhc"},
    {"ks_c_5601-1987", "uhc"},
    {"l1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin5", "windows-1254"},
    {"ms_kanji", "cp932"},
    {"shift-jis", "cp932"},
    {"shift_jis", "cp932"},
    {"sjis", "cp932"},
    {"tis-620", "windows-874"},
    {"unicode", "utf-16le"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"us-ascii", "windows-1252"},
    {"utf-16", "utf-16le"},
    {"utf8", "utf-8"},
    {"windows-31j", "cp932"},
    {"windows-949", "uhc"},
    {"x-cp1250", "windows-1250"},
    {"x-cp1251", "windows-1251"},
    {"x-cp1252", "windows-1252"},
    {"x-gbk", "gb18030"},
    {"x-mac-roman", "macintosh"},
    {"x-sjis", "cp932"},
};

/* A name in lower case, fit to be shown and to be given to iconv. */
typedef struct label {
    char text[NAME_MAX_BYTES + 1];
} label;

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == ':' || c == '+';
}

static bool is_label(const label *l, const char *z)
{
    return strcmp(l->text, z) == 0;
}

static void set_label(label *l, const char *z)
{
    memset(l, 0, sizeof *l);
    memcpy(l->text, z, strlen(z));
}

/* A declared name to what it means. false: nobody can mean that. */
static bool label_of(chn_str s, label *out)
{
    s = chn_str_trim(s);
    memset(out, 0, sizeof *out);
    if (s.n == 0 || s.n > NAME_MAX_BYTES)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        out->text[i] = lower(s.p[i]);
        if (!name_char(out->text[i]))
            return false;
    }
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (is_label(out, labels[i].label)) {
            set_label(out, labels[i].name);
            break;
        }
    }
    if (is_label(out, "utf-8") || is_label(out, "windows-1252"))
        return true;
    /* what a browser would not read is no charset of a page; and those of
     * EBCDIC or UTF-7 turn plain text into something else */
    static const char *const never[] = {
        "utf-7",  "utf7", "ebcdic",    "ibm",      "cp037",
        "utf-32", "ucs",  "iso-10646", "iso-2022", "hz"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        if (strncmp(out->text, never[i], strlen(never[i])) == 0 &&
            !is_label(out, "ibm866") && !is_label(out, "iso-2022-jp"))
            return false;
    }
    const iconv_t cd = iconv_open("UTF-8", out->text);
    if (cd == (iconv_t)-1) // NOLINT(performance-no-int-to-ptr)
        return false;
    (void)iconv_close(cd);
    return true;
}

/* ---- what the page says of itself ---- */

static bool at_word(const char *p, size_t n, const char *word)
{
    const size_t len = strlen(word);
    if (n < len)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (lower(p[i]) != word[i])
            return false;
    }
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The value behind `word` and '=' in p[0..n), which is one tag. */
static chn_str value_in(const char *p, size_t n, const char *word)
{
    const chn_str none = {"", 0};
    const size_t len = strlen(word);
    for (size_t i = 0; i + len < n; i++) {
        if (!at_word(p + i, n - i, word))
            continue;
        size_t at = i + len;
        while (at < n && is_space(p[at]))
            at++;
        if (at >= n || p[at] != '=')
            continue;
        at++;
        while (at < n && (is_space(p[at]) || p[at] == '"' || p[at] == '\''))
            at++;
        size_t to = at;
        while (to < n && name_char(lower(p[to])))
            to++;
        if (to > at)
            return chn_str_n(p + at, to - at);
    }
    return none;
}

static chn_str declared_inside(const char *p, size_t n)
{
    const chn_str none = {"", 0};
    const size_t end = n < PRESCAN ? n : PRESCAN;
    size_t i = 0;
    while (i < end) {
        const char *lt = memchr(p + i, '<', end - i);
        if (!lt)
            return none;
        i = (size_t)(lt - p);
        if (at_word(p + i, end - i, "<!--")) {
            i += 4;
            while (i < end && !at_word(p + i, end - i, "-->"))
                i++;
            continue;
        }
        const char *gt = memchr(p + i, '>', end - i);
        const size_t tag = gt ? (size_t)(gt - lt) : end - i;
        chn_str v = none;
        if (at_word(p + i, tag, "<meta"))
            v = value_in(p + i, tag, "charset");
        else if (at_word(p + i, tag, "<?xml"))
            v = value_in(p + i, tag, "encoding");
        if (v.n)
            return v;
        i++;
    }
    return none;
}

/* ---- what the bytes themselves say ---- */

typedef struct bytes {
    const unsigned char *p;
    size_t n;
} bytes;

/* Valid sequences of more than one byte, and invalid ones. */
static void count_utf8(bytes b, size_t *good, size_t *bad)
{
    const char *p = (const char *)b.p;
    uint32_t len = 1;
    *good = *bad = 0;
    for (size_t i = 0; i < b.n; i += len) {
        len = 1;
        if (b.p[i] < 0x80)
            continue;
        if (chn_utf8_next(p + i, b.n - i, &len) == CHN_UTF8_BAD)
            ++*bad;
        else
            ++*good;
    }
}

/* Letters of the languages of Europe and most markup leave each second byte
 * of UTF-16 zero. */
static const char *by_zeros(bytes b)
{
    const size_t n = (b.n < PRESCAN ? b.n : PRESCAN) & ~(size_t)1;
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < n; i++)
        zeros[i & 1] += b.p[i] == 0;
    if (n < 8)
        return NULL;
    if (zeros[1] * 10 > n * 3 && zeros[0] * 20 < n)
        return "utf-16le";
    if (zeros[0] * 10 > n * 3 && zeros[1] * 20 < n)
        return "utf-16be";
    return NULL;
}

static bool letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

typedef struct census {
    size_t high;  /* bytes over 0x7F */
    size_t dense; /* of these, in runs of three and more */

    size_t pairs, odd; /* runs of bytes >= 0xA1 of even, odd length */
    size_t kana, hangul, sjis, big5; /* lead bytes with their trail bytes */
    size_t upper_half, lower_half;   /* 0xE0.., 0xC0..0xDF */
    size_t turkish, polish;          /* within words only */
} census;

static void count_run(bytes b, size_t i, size_t to, census *c)
{
    const size_t len = to - i;
    c->pairs += len % 2 == 0;
    c->odd += len % 2;
    for (size_t k = i; k + 1 < to; k += 2) {
        c->kana += b.p[k] == 0xA4 || b.p[k] == 0xA5;
        c->hangul += b.p[k] >= 0xB0 && b.p[k] <= 0xC8;
    }
}

static void count_single(bytes b, size_t i, census *c)
{
    const unsigned char x = b.p[i];
    const bool in_word =
        i > 0 && i + 1 < b.n && (letter(b.p[i - 1]) || letter(b.p[i + 1]));
    c->high++;
    c->upper_half += x >= 0xE0;
    c->lower_half += x >= 0xC0 && x < 0xE0;
    if (in_word) {
        c->turkish += x == 0xFD || x == 0xFE || x == 0xF0 || x == 0xDD ||
                      x == 0xDE || x == 0xD0;
        c->polish += x == 0xB3 || x == 0xB9 || x == 0xBF || x == 0x9C ||
                     x == 0x9F || x == 0xEA;
    }
}

static census count_bytes(bytes b)
{
    census c;
    memset(&c, 0, sizeof c);
    for (size_t i = 0; i < b.n; i++) {
        const unsigned char x = b.p[i];
        if (x < 0x80)
            continue;
        if (i == 0 || b.p[i - 1] < 0x80) {
            size_t to = i;
            while (to < b.n && b.p[to] >= 0x80)
                to++;
            c.dense += to - i >= 3 ? to - i : 0;
        }
        count_single(b, i, &c);
        if (i + 1 < b.n) {
            const unsigned char y = b.p[i + 1];
            c.sjis += (x == 0x82 && y >= 0x9F && y <= 0xF1) ||
                      (x == 0x83 && y >= 0x40 && y <= 0x96);
            c.big5 += x >= 0xA4 && x <= 0xC6 && y >= 0x40 && y <= 0x7E;
        }
        if (x >= 0xA1 && (i == 0 || b.p[i - 1] < 0xA1)) {
            size_t to = i;
            while (to < b.n && b.p[to] >= 0xA1)
                to++;
            count_run(b, i, to, &c);
        }
    }
    return c;
}

/* A guess where nothing is declared. Few bytes decide little: windows-1252 is
 * what pages that say nothing mostly are. */
static const char *by_bytes(bytes b)
{
    const census c = count_bytes(b);
    if (c.high < 4)
        return "windows-1252";
    if (c.dense * 2 > c.high) { /* words without Latin letters */
        if (c.sjis * 5 > c.high)
            return "cp932";
        if (c.odd == 0 && c.pairs > 0) {
            const size_t chars = c.high / 2;
            if (c.kana * 4 > chars)
                return "euc-jp";
            return c.hangul * 2 > chars ? "uhc" : "gb18030";
        }
        if (c.big5 * 5 > c.high)
            return "big5-hkscs";
        if (c.upper_half + c.lower_half > c.high / 2)
            return c.upper_half >= c.lower_half ? "windows-1251" : "koi8-r";
    }
    if (c.turkish * 4 > c.high)
        return "windows-1254";
    if (c.polish * 3 > c.high)
        return "windows-1250";
    return "windows-1252";
}

/* ---- to UTF-8 ---- */

typedef struct sink {
    chn_buf buf;
    uint64_t replaced;
} sink;

static void sink_cp(sink *s, uint32_t cp)
{
    char utf8[4];
    chn_buf_put(&s->buf, utf8, chn_utf8_put(cp, utf8));
}

static void sink_bad(sink *s)
{
    s->replaced++;
    sink_cp(s, 0xFFFD);
}

static void from_utf8(sink *s, bytes b)
{
    const char *p = (const char *)b.p;
    for (size_t i = 0; i < b.n;) {
        const size_t good = chn_utf8_check(p + i, b.n - i);
        chn_buf_put(&s->buf, p + i, good);
        i += good;
        if (i < b.n) {
            uint32_t len = 1;
            (void)chn_utf8_next(p + i, b.n - i, &len);
            sink_bad(s);
            i += len;
        }
    }
}

static void from_1252(sink *s, bytes b)
{
    for (size_t i = 0; i < b.n;) {
        size_t plain = i;
        while (plain < b.n && b.p[plain] < 0x80)
            plain++;
        chn_buf_put(&s->buf, (const char *)b.p + i, plain - i);
        i = plain;
        if (i == b.n)
            return;
        const unsigned char x = b.p[i++];
        const uint32_t cp = x <= 0x9F ? chn_charset_c1(x) : x;
        if (cp)
            sink_cp(s, cp);
        else
            sink_bad(s);
    }
}

/* false: the name is not known after all. */
static bool from_iconv(sink *s, bytes b, const char *name)
{
    const iconv_t cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1) // NOLINT(performance-no-int-to-ptr)
        return false;
    const size_t unit = strncmp(name, "utf-16", 6) == 0 ? 2 : 1;
    /* iconv(3) takes char ** but does not write there */
    union {
        const unsigned char *in;
        char *io;
    } from = {b.p};
    size_t left = b.n;
    while (left > 0 && !s->buf.failed) {
        char out[4096];
        char *to = out;
        size_t room = sizeof out;
        const size_t rc = iconv(cd, &from.io, &left, &to, &room);
        const int why = errno;
        chn_buf_put(&s->buf, out, (size_t)(to - out));
        if (rc != (size_t)-1)
            break;
        if (why != E2BIG) {
            const size_t skip = why == EINVAL || left < unit ? left : unit;
            sink_bad(s);
            from.in += skip;
            left -= skip;
        }
    }
    (void)iconv_close(cd);
    return true;
}

/* ---- deciding ---- */

/* A byte order mark's name and length, or NULL. */
static const char *by_mark(bytes b, size_t *len)
{
    *len = 0;
    if (b.n >= 3 && memcmp(b.p, "\xEF\xBB\xBF", 3) == 0) {
        *len = 3;
        return "utf-8";
    }
    if (b.n >= 2 && b.p[0] == 0xFF && b.p[1] == 0xFE) {
        *len = 2;
        return "utf-16le";
    }
    if (b.n >= 2 && b.p[0] == 0xFE && b.p[1] == 0xFF) {
        *len = 2;
        return "utf-16be";
    }
    return NULL;
}

/* Whether the bytes bear a declared name out. */
static bool borne_out(const label *l, const char *zeros, size_t good,
                      size_t bad)
{
    const bool wide = strncmp(l->text, "utf-16", 6) == 0;
    if (wide || zeros)
        return wide && zeros; /* "utf-16" told in plain letters: it is not */
    if (is_label(l, "utf-8"))
        return bad <= good || bad < 3;
    /* no text of one byte a letter is valid UTF-8 by chance */
    return !(good > 0 && bad == 0);
}

static void decide(bytes b, chn_str declared, label *out)
{
    const char *zeros = by_zeros(b);
    size_t good = 0;
    size_t bad = 0;
    count_utf8(b, &good, &bad);
    const chn_str told[2] = {declared, declared_inside((const char *)b.p, b.n)};
    for (int i = 0; i < 2; i++) {
        if (label_of(told[i], out) && borne_out(out, zeros, good, bad))
            return;
    }
    if (zeros)
        set_label(out, zeros);
    else if (bad == 0 || good > 10 * bad)
        set_label(out, "utf-8");
    else
        set_label(out, by_bytes(b));
}

chn_code chn_charset_utf8(chn_arena *a, const void *data, size_t n,
                          chn_str declared, chn_str *utf8, chn_str *name,
                          uint64_t *replaced, chn_err *err)
{
    bytes b = {data, n};
    label l;
    size_t mark = 0;
    if (n > CHN_REPORT_MAX)
        return chn_fail(err, CHN_ERR_LIMIT,
                        "the page has %zu bytes, more than the %u that are "
                        "read",
                        n, CHN_REPORT_MAX);
    const char *marked = by_mark(b, &mark);
    b.p = n ? b.p + mark : (const unsigned char *)"";
    b.n -= mark;
    if (marked)
        set_label(&l, marked);
    else
        decide(b, declared, &l);
    sink s = {{NULL, 0, 0, 0, false}, 0};
    /* no letter of one byte has more than three in UTF-8 */
    chn_buf_init(&s.buf, 3 * b.n + 64);
    bool known = true;
    if (is_label(&l, "utf-8"))
        from_utf8(&s, b);
    else if (!is_label(&l, "windows-1252"))
        known = from_iconv(&s, b, l.text);
    if (!known) /* this system's iconv lacks it */
        set_label(&l, "windows-1252");
    if (is_label(&l, "windows-1252"))
        from_1252(&s, b);
    *name = chn_arena_str(a, l.text, strlen(l.text));
    *utf8 = chn_str_n(NULL, 0);
    if (!s.buf.failed)
        *utf8 = chn_arena_str(a, s.buf.p ? s.buf.p : "", s.buf.n);
    chn_buf_free(&s.buf);
    *replaced = s.replaced;
    return utf8->p && name->p ? CHN_OK : chn_fail_memory(err);
}
