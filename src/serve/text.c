/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text with its marks. Browsers count UTF-16 code units, the store bytes. An
 * invalid sequence is one U+FFFD in the JSON, so it is one unit.
 */
#include "base/utf8.h"
#include "serve/api.h"

/* Text on either side of a sentence. */
#define AROUND 600u

/* Bytes from one known place to the next. */
#define BLOCK 4096u

static uint32_t step(chn_str t, size_t at, uint32_t *units)
{
    uint32_t len = 1;
    const uint32_t cp = chn_utf8_next(t.p + at, t.n - at, &len);
    *units += cp != CHN_UTF8_BAD && cp > 0xFFFF ? 2 : 1;
    return len;
}

bool chn_units_init(chn_units *u, chn_arena *a, chn_str text)
{
    const size_t blocks = text.n / BLOCK + 1;
    u->text = text;
    u->byte = CHN_NEW(a, uint32_t, blocks);
    u->unit = CHN_NEW(a, uint32_t, blocks);
    if (!u->byte || !u->unit)
        return false;
    /* the last place at or before the block's first byte */
    size_t at = 0, block = 1;
    uint32_t units = 0;
    while (at < text.n && block < blocks) {
        uint32_t next = units;
        const uint32_t len = step(text, at, &next);
        while (block < blocks && at + len > block * BLOCK) {
            u->byte[block] = (uint32_t)at;
            u->unit[block++] = units;
        }
        at += len;
        units = next;
    }
    for (; block < blocks; block++) {
        u->byte[block] = (uint32_t)at;
        u->unit[block] = units;
    }
    return true;
}

uint32_t chn_unit_at(const chn_units *u, size_t byte)
{
    const size_t to = byte < u->text.n ? byte : u->text.n;
    size_t at = u->byte[to / BLOCK];
    uint32_t units = u->unit[to / BLOCK];
    while (at < to)
        at += step(u->text, at, &units);
    return units;
}

void chn_put_marks(chn_buf *b, const chn_units *u, const chn_mark *marks,
                   uint32_t n, uint32_t from, uint32_t to)
{
    const uint32_t first = chn_unit_at(u, from);
    chn_key(b, "marks");
    chn_buf_char(b, '[');
    for (uint32_t i = 0; i < n; i++) {
        const chn_mark *m = &marks[i];
        if (m->span.from < from || m->span.to > to || m->span.from > m->span.to)
            continue;
        chn_comma(b);
        chn_buf_char(b, '{');
        chn_put_str(b, "role", chn_str_of(m->role));
        chn_put_str(b, "label", m->label);
        chn_put_int(b, "from", chn_unit_at(u, m->span.from) - first);
        chn_put_int(b, "to", chn_unit_at(u, m->span.to) - first);
        chn_buf_char(b, '}');
    }
    chn_buf_char(b, ']');
}

/* Where a word begins at or behind `at`: a stretch does not cut words. */
static uint32_t word_from(chn_str s, uint32_t at)
{
    while (at > 0 && at < s.n && s.p[at - 1] != ' ' && s.p[at - 1] != '\n')
        at++;
    return at;
}

static uint32_t word_to(chn_str s, uint32_t at)
{
    while (at > 0 && at < s.n && s.p[at] != ' ' && s.p[at] != '\n')
        at--;
    return at;
}

void chn_put_stretch(chn_call *c, const chn_claim_view *v, bool whole)
{
    chn_buf *b = c->b;
    const chn_str t = v->report_text;
    chn_key(b, "stretch");
    if (t.n == 0 || v->sentence_span.to > t.n) {
        chn_buf_z(b, "null");
        return;
    }
    const chn_span s = v->sentence_span;
    uint32_t from = 0, to = (uint32_t)t.n;
    if (!whole && s.from > AROUND) {
        from = word_from(t, s.from - AROUND);
        from = from < s.from ? from : s.from;
    }
    if (!whole && t.n - s.to > AROUND) {
        to = word_to(t, s.to + AROUND);
        to = to > s.to ? to : s.to;
    }
    chn_units u;
    if (!chn_units_init(&u, c->a, t)) {
        b->failed = true;
        return;
    }
    const uint32_t first = chn_unit_at(&u, from);
    chn_buf_char(b, '{');
    chn_put_str(b, "text", chn_str_n(t.p + from, to - from));
    chn_put_int(b, "offset", first);
    chn_put_bool(b, "before", from > 0);
    chn_put_bool(b, "after", to < t.n);
    chn_key(b, "sentence");
    chn_buf_fmt(b, "[%u,", (unsigned)(chn_unit_at(&u, s.from) - first));
    chn_buf_fmt(b, "%u]", (unsigned)(chn_unit_at(&u, s.to) - first));
    chn_put_marks(b, &u, v->marks, v->n_marks, from, to);
    chn_key(b, "elsewhere");
    chn_buf_char(b, '[');
    for (uint32_t i = 0; i < v->n_marks; i++) {
        const chn_mark *m = &v->marks[i];
        if ((m->span.from >= from && m->span.to <= to) || m->span.to > t.n ||
            m->span.from > m->span.to)
            continue;
        chn_comma(b);
        chn_buf_char(b, '{');
        chn_put_str(b, "role", chn_str_of(m->role));
        chn_put_str(b, "label", m->label);
        chn_put_str(b, "words",
                    chn_str_n(t.p + m->span.from, m->span.to - m->span.from));
        chn_put_int(b, "from", chn_unit_at(&u, m->span.from));
        chn_put_int(b, "to", chn_unit_at(&u, m->span.to));
        chn_buf_char(b, '}');
    }
    chn_buf_z(b, "]}");
}
