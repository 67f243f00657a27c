/* SPDX-License-Identifier: Apache-2.0 */
/* See wrap.h. The two tables of widths are the ranges of Unicode's East
 * Asian Width W and F (UAX 11) and of its marks, as far as news needs. */
#include "wrap.h"

#include "base/utf8.h"

typedef struct range {
    uint32_t from, to;
} range;

static const range zero[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A},
    {0x064B, 0x065F}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},
    {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E},
    {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
    {0xFEFF, 0xFEFF}};
static const range wide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
    {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

static bool within(const range *r, size_t n, uint32_t cp)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        if (cp > r[mid].to)
            lo = mid + 1;
        else if (cp < r[mid].from)
            hi = mid;
        else
            return true;
    }
    return false;
}

static uint32_t cp_width(uint32_t cp)
{
    if (cp < 0x300)
        return 1;
    if (within(zero, sizeof zero / sizeof *zero, cp))
        return 0;
    return within(wide, sizeof wide / sizeof *wide, cp) ? 2 : 1;
}

/* The character (or escape sequence) at p: its bytes and columns. */
static uint32_t step(const char *p, size_t n, uint32_t *columns)
{
    if (p[0] == '\033' && n > 1 && p[1] == '[') {
        uint32_t i = 2;
        while (i < n && p[i] != 'm')
            i++;
        *columns = 0;
        return i < n ? i + 1 : (uint32_t)n;
    }
    uint32_t len = 1;
    const uint32_t cp = chn_utf8_next(p, n, &len);
    *columns = cp == CHN_UTF8_BAD ? 1 : cp_width(cp);
    return len;
}

void chn_text_clean(chn_buf *b, chn_str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t len = 1;
        const uint32_t cp = chn_utf8_next(s.p + i, s.n - i, &len);
        if (cp == CHN_UTF8_BAD)
            chn_buf_z(b, "\xEF\xBF\xBD");
        else if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 ||
                 cp == 0x2029 || (cp >= 0x202A && cp <= 0x202E))
            chn_buf_char(b, ' ');
        else
            chn_buf_put(b, s.p + i, len);
        i += len;
    }
}

uint32_t chn_text_width(chn_str s)
{
    uint32_t w = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t columns = 0;
        i += step(s.p + i, s.n - i, &columns);
        w += columns;
    }
    return w;
}

bool chn_wrap_next(chn_str *rest, uint32_t width, chn_str *line)
{
    while (rest->n > 0 && rest->p[0] == ' ') {
        rest->p++;
        rest->n--;
    }
    if (rest->n == 0)
        return false;
    size_t i = 0, space = 0, space_end = 0;
    uint32_t w = 0;
    bool has_space = false;
    while (i < rest->n && rest->p[i] != '\n') {
        uint32_t columns = 0;
        const uint32_t len = step(rest->p + i, rest->n - i, &columns);
        /* A single character wider than the column still goes out, or the
         * loop would never end. */
        if (w + columns > width && i > 0 && rest->p[i] != ' ')
            break;
        if (rest->p[i] == ' ') {
            if (!has_space || space_end != i)
                space = i; /* a run of spaces is cut as one */
            space_end = i + 1;
            has_space = true;
            if (w + columns > width)
                break;
        }
        w += columns;
        i += len;
    }
    size_t cut = i, next = i;
    if (i < rest->n && rest->p[i] == '\n') {
        next = i + 1;
    } else if (i < rest->n && has_space) {
        cut = space;
        next = space_end;
    }
    *line = chn_str_n(rest->p, cut);
    while (line->n > 0 && line->p[line->n - 1] == ' ')
        line->n--;
    rest->p += next;
    rest->n -= next;
    return true;
}

void chn_pad(chn_buf *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        chn_buf_char(b, ' ');
}

void chn_wrap_put(chn_buf *b, chn_str text, uint32_t width, uint32_t indent,
                  uint32_t at)
{
    const uint32_t least = 8;
    bool first = true;
    chn_str line;
    do {
        const uint32_t col = first ? at : indent;
        const uint32_t room = width > col + least ? width - col : least;
        if (!chn_wrap_next(&text, room, &line))
            break;
        if (!first)
            chn_pad(b, indent);
        chn_buf_str(b, line);
        chn_buf_char(b, '\n');
        first = false;
    } while (!b->failed);
    if (first)
        chn_buf_char(b, '\n');
}

void chn_grid_row(chn_buf *b, const chn_grid *g, const chn_str *cells,
                  const char *const *color)
{
    chn_str rest[CHN_GRID_COLS];
    for (uint32_t c = 0; c < g->n; c++)
        rest[c] = cells[c];
    for (bool more = true; more && !b->failed;) {
        chn_str line[CHN_GRID_COLS];
        bool any = false;
        uint32_t last = 0;
        for (uint32_t c = 0; c < g->n; c++) {
            line[c] = chn_str_n("", 0);
            if (chn_wrap_next(&rest[c], g->width[c], &line[c])) {
                any = true;
                last = c;
            }
        }
        if (!any)
            break;
        more = false;
        for (uint32_t c = 0; c <= last; c++) {
            const char *on = color ? color[c] : NULL;
            if (on && line[c].n > 0)
                chn_buf_z(b, on);
            chn_buf_str(b, line[c]);
            if (on && line[c].n > 0)
                chn_buf_z(b, "\033[0m");
            if (c < last) {
                const uint32_t w = chn_text_width(line[c]);
                chn_pad(b, (g->width[c] > w ? g->width[c] - w : 0) + g->gap);
            }
        }
        chn_buf_char(b, '\n');
        for (uint32_t c = 0; c < g->n; c++)
            more = more || rest[c].n > 0;
    }
}
