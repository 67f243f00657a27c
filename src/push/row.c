/* SPDX-License-Identifier: Apache-2.0 */
/* Rows in the text form of COPY. */
#include "push/pq.h"

#include "base/utf8.h"

static void put_escaped(chn_buf *b, char c)
{
    switch (c) {
    case '\\':
        chn_buf_z(b, "\\\\");
        break;
    case '\n':
        chn_buf_z(b, "\\n");
        break;
    case '\r':
        chn_buf_z(b, "\\r");
        break;
    case '\t':
        chn_buf_z(b, "\\t");
        break;
    default:
        chn_buf_char(b, c);
        break;
    }
}

static bool plain(char c)
{
    return c != '\\' && c != '\n' && c != '\r' && c != '\t';
}

/* What PostgreSQL's text cannot hold becomes U+FFFD, one for each sequence
 * that the store counts as one character, so that offsets hold. */
static void put_text(chn_buf *b, chn_str s, int64_t *repaired)
{
    const bool whole =
        chn_utf8_check(s.p, s.n) == s.n && (!s.n || !memchr(s.p, 0, s.n));
    if (!whole)
        ++*repaired;
    for (size_t i = 0; i < s.n;) {
        size_t n = 0;
        while (whole && i + n < s.n && plain(s.p[i + n]))
            n++;
        if (n) {
            chn_buf_put(b, s.p + i, n);
            i += n;
            continue;
        }
        uint32_t len = 1;
        const uint32_t cp = whole ? 1 : chn_utf8_next(s.p + i, s.n - i, &len);
        if (cp == CHN_UTF8_BAD || cp == 0)
            chn_buf_z(b, "\xEF\xBF\xBD");
        else if (len > 1)
            chn_buf_put(b, s.p + i, len);
        else
            put_escaped(b, s.p[i]);
        i += len;
    }
}

/* jsonb has no \u0000. */
static void put_json(chn_buf *b, chn_str s, int64_t *repaired)
{
    chn_buf t;
    chn_buf_init(&t, b->max);
    bool nul = false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\\' || i + 1 >= s.n) {
            chn_buf_char(&t, s.p[i]);
        } else if (s.n - i >= 6 && memcmp(s.p + i, "\\u0000", 6) == 0) {
            chn_buf_z(&t, "\\ufffd");
            nul = true;
            i += 5;
        } else {
            chn_buf_put(&t, s.p + i, 2); /* "\\\\u0000" is no NUL */
            i++;
        }
    }
    *repaired += nul;
    b->failed = b->failed || t.failed;
    put_text(b, chn_str_n(t.p ? t.p : "", t.n), repaired);
    chn_buf_free(&t);
}

void chn_push_row(chn_buf *b, const chn_relation *r, const chn_value *values,
                  int64_t *repaired)
{
    for (uint32_t i = 0; i < r->n_columns; i++) {
        const chn_value *v = &values[i];
        if (i)
            chn_buf_char(b, '\t');
        switch (v->kind) {
        case CHN_VALUE_NULL:
            chn_buf_z(b, "\\N");
            break;
        case CHN_VALUE_INTEGER:
            chn_buf_int(b, v->integer);
            break;
        case CHN_VALUE_REAL:
            chn_buf_fmt(b, "%.17g", v->real);
            break;
        case CHN_VALUE_TEXT:
            if (r->columns[i].type == CHN_RELATION_JSON)
                put_json(b, v->text, repaired);
            else
                put_text(b, v->text, repaired);
            break;
        }
    }
    chn_buf_char(b, '\n');
}
