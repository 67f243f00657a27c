/* SPDX-License-Identifier: Apache-2.0 */
/* A sentence drawn for people: one word a line, hanging from its head. In:
 * words with their heads. Out: text of a given width. */
#ifndef CHN_ENGINE_DRAW_H
#define CHN_ENGINE_DRAW_H

#include "base/arena.h"
#include "base/str.h"

#define CHN_DRAW_ROOT UINT32_MAX
#define CHN_DRAW_WIDTH 100u /* where none is told */

typedef struct chn_drawn {
    chn_str text, lemma;    /* an empty lemma: none is shown */
    const char *upos;       /* "NOUN" */
    const char *rel, *more; /* relation; or, where no tree is drawn, more */
    const char *color;      /* of the word, "1;31"; NULL: none */
    chn_str note;           /* behind all others; empty: none */
    uint32_t head;          /* of the same list, or CHN_DRAW_ROOT */
} chn_drawn;

typedef struct chn_drawing {
    uint32_t width; /* columns, 0: CHN_DRAW_WIDTH */
    bool tree;      /* false: the words alone */
    bool ascii, color;
} chn_drawing;

/* One grid for many sentences; grows in its arena. */
typedef struct chn_draw_room {
    chn_arena *arena;
    uint8_t *cell;
    uint32_t cap;
    uint32_t *depth; /* and reach of each word's line */
    uint32_t depth_cap;
} chn_draw_room;

/* false: no memory for the grid; a full `b` says so itself. Heads that run in
 * a circle are not allowed. */
bool chn_draw(chn_buf *b, chn_draw_room *room, const chn_drawn *w, uint32_t n,
              const chn_drawing *o);

/* Text of a report steers neither a terminal nor the lines of a format:
 * `instead` stands for controls, breaks of lines, directions of writing. */
void chn_draw_clean(chn_buf *b, chn_str s, const char *instead);
/* The columns of what that gives. */
uint32_t chn_draw_columns(chn_str s);

#endif
