/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The terminal: whether there is one, how wide, whether in colour; messages
 * and the progress bar on standard error. The only place that reads the
 * environment (NO_COLOR, COLUMNS, TERM, CHANCERY_STORE, CHANCERY_CPU,
 * CHANCERY_PUSH_TO, PGPASSWORD, the locale's names).
 */
#ifndef CHN_CLI_TERM_H
#define CHN_CLI_TERM_H

#include <chancery/base.h>

#include "base/err.h"

typedef enum chn_color_when {
    CHN_COLOR_AUTO = 0,
    CHN_COLOR_ALWAYS,
    CHN_COLOR_NEVER
} chn_color_when;

#define CHN_WIDTH_DEFAULT 100u /* columns where no terminal tells */
#define CHN_WIDTH_MIN 40u
#define CHN_WIDTH_MAX 400u

typedef struct chn_term {
    bool out_tty, err_tty;
    bool color;     /* standard output may carry colour */
    bool utf8;      /* the locale's name says UTF-8 */
    uint32_t width; /* columns of standard output */
    bool bar;       /* a progress bar stands on standard error */
    int64_t bar_at; /* clock of its last drawing, milliseconds */
    int64_t start;  /* clock at the start, milliseconds */
} chn_term;

/* The store that is meant where -d is not given; NULL: none. */
const char *chn_env_store(void);
/* Where push goes without --to, and a password that must not be shown; NULL:
 * none. */
const char *chn_env_push_to(void);
const char *chn_env_password(void);
/* chn_engine_options.cpu; NULL: none. */
const char *chn_env_cpu(void);
/* Is the guard to be set (src/guard)? */
bool chn_env_guard(void);

void chn_term_init(chn_term *t);
void chn_term_set_color(chn_term *t, chn_color_when when);

/* A message: "chancery: " + text, one line on standard error. */
void chn_say(chn_term *t, const char *fmt, ...) CHN_PRINTF(2, 3);
/* A line on standard error without the name in front. */
void chn_say_plain(chn_term *t, const char *fmt, ...) CHN_PRINTF(2, 3);

/*
 * Draw the progress bar, at most ten times a second, and only if standard
 * error is a terminal. `done` of `total` bytes; total 0: not known.
 */
void chn_progress(chn_term *t, uint64_t done, uint64_t total, uint64_t reports);
void chn_progress_end(chn_term *t);

/* Milliseconds of a clock that only goes forward. */
int64_t chn_clock_ms(void);

#endif
