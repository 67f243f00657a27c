/* SPDX-License-Identifier: Apache-2.0 */
/* See draw.h. */
#include "engine/draw.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

/* Columns of the lines besides number, drawing and word. */
#define UPOS_COLUMNS 5u
#define REL_COLUMNS 14u
#define MORE_COLUMNS 30u
#define LEMMA_COLUMNS 16u
#define NOTE_COLUMNS 8u
/* A narrower terminal has no room for lemmas. */
#define LEMMA_WIDTH 72u

#define REPLACEMENT "\xEF\xBF\xBD"

/* Controls, breaks of lines and directions of writing. */
static bool steers(uint32_t cp)
{
    return cp == CHN_UTF8_BAD || cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ||
           (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

void chn_draw_clean(chn_buf *b, chn_str s, const char *instead)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t len = 1;
        if (steers(chn_utf8_next(s.p + i, s.n - i, &len)))
            chn_buf_z(b, instead);
        else
            chn_buf_put(b, s.p + i, len);
        i += len;
    }
}

/* The next character's bytes and columns. */
static uint32_t step(chn_str s, size_t i, uint32_t *columns)
{
    uint32_t len = 1;
    const uint32_t cp = chn_utf8_next(s.p + i, s.n - i, &len);
    const int w = cp < 128 || steers(cp) /* what stands instead */
                      ? 1
                      : utf8proc_charwidth((utf8proc_int32_t)cp);
    *columns = w < 0 ? 0 : (uint32_t)w;
    return len;
}

uint32_t chn_draw_columns(chn_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t w = 0;
        i += step(s, i, &w);
        n += w;
    }
    return n;
}

/* As much as fits, and how many columns it took. */
static uint32_t put_cut(chn_buf *b, chn_str s, uint32_t room)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t w = 0;
        const uint32_t len = step(s, i, &w);
        if (n + w > room)
            break;
        chn_draw_clean(b, chn_str_n(s.p + i, len), REPLACEMENT);
        n += w;
        i += len;
    }
    return n;
}

static void pad(chn_buf *b, uint32_t from, uint32_t to)
{
    for (; from < to; from++)
        chn_buf_char(b, ' ');
}

static uint32_t digits(uint32_t n)
{
    uint32_t k = 1;
    for (; n >= 10; n /= 10)
        k++;
    return k;
}

/* ---- the grid ---------------------------------------------------------------
 *
 * A word stands two columns to the right of its head. Each cell of the drawing
 * is a set of directions, so that lines that cross need no case of their own
 * (where two lie on each other the heads' numbers tell):
 *
 *     1 ┌── Envoys   NOUN  nsubj  2
 *     2 ┬ met        VERB  root   0
 *     3 └─┬ men      NOUN  obj    2
 *     4   │ ┌ from   ...
 */

enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8 };

/* What each word needs: depth; first and last kid or itself. */
typedef struct lines {
    uint32_t *depth, *top, *bottom;
} lines;

static bool lines_of(chn_draw_room *room, const chn_drawn *w, uint32_t n,
                     lines *l)
{
    void *data = room->depth;
    if (!chn_arena_grow(room->arena, &data, &room->depth_cap, 3 * n + 1,
                        sizeof(uint32_t)))
        return false;
    room->depth = data;
    *l = (lines){room->depth, room->depth + n, room->depth + (size_t)2 * n};
    for (uint32_t i = 0; i < n; i++) {
        l->depth[i] = 0;
        for (uint32_t h = w[i].head; h != CHN_DRAW_ROOT; h = w[h].head)
            l->depth[i]++;
        l->top[i] = l->bottom[i] = i;
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t h = w[i].head;
        if (h == CHN_DRAW_ROOT)
            continue;
        l->top[h] = i < l->top[h] ? i : l->top[h];
        l->bottom[h] = i > l->bottom[h] ? i : l->bottom[h];
    }
    return true;
}

static bool draw(chn_draw_room *room, const chn_drawn *w, uint32_t n,
                 uint32_t *out_cols)
{
    lines l;
    if (!lines_of(room, w, n, &l))
        return false;
    uint32_t deepest = 0;
    for (uint32_t i = 0; i < n; i++)
        deepest = l.depth[i] > deepest ? l.depth[i] : deepest;
    const uint32_t cols = *out_cols = 2 * deepest + 1;
    void *data = room->cell;
    if (!chn_arena_grow(room->arena, &data, &room->cap, n * cols, 1))
        return false;
    room->cell = data;
    memset(room->cell, 0, (size_t)n * cols);
    for (uint32_t i = 0; i < n; i++) {
        uint8_t *row = room->cell + (size_t)i * cols;
        const uint32_t col = 2 * l.depth[i];
        row[col] |= RIGHT;
        if (w[i].head != CHN_DRAW_ROOT) {
            row[col - 2] |= RIGHT;
            row[col - 1] |= LEFT | RIGHT;
            row[col] |= LEFT;
        }
        for (uint32_t k = l.top[i]; k <= l.bottom[i]; k++)
            room->cell[(size_t)k * cols + col] |=
                (uint8_t)((k > l.top[i] ? UP : 0) |
                          (k < l.bottom[i] ? DOWN : 0));
    }
    /* A line of another word crosses on the way to this one. */
    for (uint32_t i = 0; i < n; i++) {
        uint8_t *row = room->cell + (size_t)i * cols;
        uint32_t last = cols;
        const uint32_t own = 2 * l.depth[i];
        while (last > own + 1 && row[last - 1] == 0)
            last--;
        for (uint32_t c = own + 1; c < last; c++)
            row[c] |= LEFT | RIGHT;
    }
    return true;
}

static void put_cell(chn_buf *b, uint8_t cell, bool ascii)
{
    static const char *const boxes[16] = {" ",
                                          "\xE2\x95\xB5",
                                          "\xE2\x95\xB7",
                                          "\xE2\x94\x82",
                                          "\xE2\x95\xB4",
                                          "\xE2\x94\x98",
                                          "\xE2\x94\x90",
                                          "\xE2\x94\xA4",
                                          "\xE2\x95\xB6",
                                          "\xE2\x94\x94",
                                          "\xE2\x94\x8C",
                                          "\xE2\x94\x9C",
                                          "\xE2\x94\x80",
                                          "\xE2\x94\xB4",
                                          "\xE2\x94\xAC",
                                          "\xE2\x94\xBC"};
    static const char plain[] = " '.|-'.+-`,+-+++";
    if (ascii)
        chn_buf_char(b, plain[cell & 15]);
    else
        chn_buf_z(b, boxes[cell & 15]);
}

static uint32_t drawn(const chn_draw_room *room, uint32_t i, uint32_t cols)
{
    const uint8_t *row = room->cell + (size_t)i * cols;
    uint32_t n = cols;
    while (n > 0 && row[n - 1] == 0)
        n--;
    return n;
}

/* ---- the lines ---- */

typedef struct layout {
    uint32_t cols;   /* of the grid; 0: no tree */
    uint32_t digits; /* of the last number */
    uint32_t word;   /* columns of drawing and word */
    uint32_t lemma;  /* 0: none is shown */
    uint32_t note;   /* 0: none is shown */
} layout;

static layout plan(const chn_draw_room *room, const chn_drawn *w, uint32_t n,
                   const chn_drawing *o, uint32_t cols)
{
    const uint32_t width = o->width ? o->width : CHN_DRAW_WIDTH;
    layout l = {.cols = cols, .digits = digits(n)};
    uint32_t note = 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t m = chn_draw_columns(w[i].lemma);
        const uint32_t k = chn_draw_columns(w[i].note);
        l.lemma = m > l.lemma ? m : l.lemma;
        note = k > note ? k : note;
    }
    if (l.lemma > LEMMA_COLUMNS)
        l.lemma = LEMMA_COLUMNS;
    if (width < LEMMA_WIDTH)
        l.lemma = 0;
    uint32_t fixed = l.digits + 1 + 2 + UPOS_COLUMNS + 2 +
                     (o->tree ? REL_COLUMNS + l.digits + 1 : MORE_COLUMNS) +
                     (l.lemma ? l.lemma + 2 : 0) +
                     (note ? NOTE_COLUMNS + 2 : 0);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t at = (o->tree ? drawn(room, i, cols) + 1 : 0) +
                            chn_draw_columns(w[i].text);
        /* one long word does not push all the others off the screen */
        if (at > l.word && (at + fixed <= width || l.word == 0))
            l.word = at;
    }
    if (note) {
        fixed += l.word - NOTE_COLUMNS;
        l.note = width > fixed + NOTE_COLUMNS ? width - fixed : NOTE_COLUMNS;
    }
    return l;
}

static void put_color(chn_buf *b, const chn_drawing *o, const char *code)
{
    if (o->color)
        chn_buf_fmt(b, "\033[%sm", code);
}

static void put_word(chn_buf *b, const chn_draw_room *room, const chn_drawn *w,
                     uint32_t i, const chn_drawing *o, const layout *l)
{
    uint32_t at = 0;
    put_color(b, o, "2");
    pad(b, digits(i + 1), l->digits);
    chn_buf_fmt(b, "%u ", (unsigned)(i + 1));
    if (o->tree) {
        at = drawn(room, i, l->cols);
        for (uint32_t c = 0; c < at; c++)
            put_cell(b, room->cell[(size_t)i * l->cols + c], o->ascii);
        chn_buf_char(b, ' ');
        at++;
    }
    put_color(b, o, "0");
    if (w[i].color)
        put_color(b, o, w[i].color);
    /* No blank takes a control's place: one would part the word. */
    chn_draw_clean(b, w[i].text, REPLACEMENT);
    if (w[i].color)
        put_color(b, o, "0");
    pad(b, at + chn_draw_columns(w[i].text), l->word);
    if (l->lemma) {
        chn_buf_z(b, "  ");
        pad(b, put_cut(b, w[i].lemma, l->lemma), l->lemma);
    }
    chn_buf_fmt(b, "  %s", w[i].upos);
    pad(b, (uint32_t)strlen(w[i].upos), UPOS_COLUMNS);
    chn_buf_z(b, "  ");
    put_color(b, o, "36");
    const char *last = o->tree ? w[i].rel : w[i].more;
    chn_buf_z(b, last);
    put_color(b, o, "0");
    if (o->tree) {
        const uint32_t h = w[i].head == CHN_DRAW_ROOT ? 0 : w[i].head + 1;
        pad(b, (uint32_t)strlen(last), REL_COLUMNS);
        pad(b, digits(h), l->digits);
        put_color(b, o, "2");
        chn_buf_fmt(b, " %u", (unsigned)h);
        put_color(b, o, "0");
    }
    if (l->note && w[i].note.n) {
        if (!o->tree)
            pad(b, (uint32_t)strlen(last), MORE_COLUMNS);
        chn_buf_z(b, "  ");
        if (w[i].color)
            put_color(b, o, w[i].color);
        (void)put_cut(b, w[i].note, l->note);
        if (w[i].color)
            put_color(b, o, "0");
    }
    chn_buf_char(b, '\n');
}

bool chn_draw(chn_buf *b, chn_draw_room *room, const chn_drawn *w, uint32_t n,
              const chn_drawing *o)
{
    uint32_t cols = 0;
    if (o->tree && !draw(room, w, n, &cols))
        return false;
    const layout l = plan(room, w, n, o, cols);
    for (uint32_t i = 0; i < n; i++)
        put_word(b, room, w, i, o, &l);
    return true;
}
