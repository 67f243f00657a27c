/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text in columns: width on a terminal, wrapping at spaces and never inside
 * a character, rows of wrapped cells. Escape sequences (ESC [ ... m) have no
 * width.
 */
#ifndef CHN_CLI_WRAP_H
#define CHN_CLI_WRAP_H

#include <chancery/base.h>

#include "base/str.h"

/* Append `s` with control characters as spaces and invalid bytes as U+FFFD:
 * text of a report must not steer the terminal. */
void chn_text_clean(chn_buf *b, chn_str s);

/* Columns that `s` takes. */
uint32_t chn_text_width(chn_str s);

/*
 * Cut the next line of at most `width` columns off `rest`, at the last space
 * that fits or, where there is none, between two characters. false: nothing
 * is left. Newlines end a line.
 */
bool chn_wrap_next(chn_str *rest, uint32_t width, chn_str *line);

/* Append `text` wrapped to `width` columns, each line indented by `indent`
 * spaces except the first, which starts at column `at`. Ends in a newline. */
void chn_wrap_put(chn_buf *b, chn_str text, uint32_t width, uint32_t indent,
                  uint32_t at);
void chn_pad(chn_buf *b, uint32_t n);

#define CHN_GRID_COLS 10u
/* A row of cells side by side, each wrapped in its column. */
typedef struct chn_grid {
    uint32_t n;
    uint32_t width[CHN_GRID_COLS];
    uint32_t gap; /* columns between two cells */
} chn_grid;
/* `color[i]`: escape sequence for cell i, or NULL. */
void chn_grid_row(chn_buf *b, const chn_grid *g, const chn_str *cells,
                  const char *const *color);

#endif
