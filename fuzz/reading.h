/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes through the reader: whatever they are, it comes to an end; what it
 * hands out is UTF-8 and ends in NUL, what it says is fit for a terminal. */
#ifndef CHN_FUZZ_READING_H
#define CHN_FUZZ_READING_H

#include "fuzz.h"

#include <chancery/report.h>
#include <string.h>

#include "base/utf8.h"

static void reading_valid(chn_str s)
{
    HOLDS(chn_utf8_check(s.p, s.n) == s.n && s.p[s.n] == '\0');
}

static void reading_hear(void *user, const chn_notice *n)
{
    uint64_t *losses = user;
    const size_t len = strlen(n->text);
    HOLDS(len > 0 && chn_utf8_check(n->text, len) == len);
    for (size_t i = 0; i < len; i++)
        HOLDS((unsigned char)n->text[i] >= 0x20);
    *losses += n->code != CHN_OK;
}

static int read_all(chn_input_kind kind, const uint8_t *data, size_t n)
{
    uint64_t losses = 0, reports = 0;
    chn_reader_options o;
    chn_reader_stats stats;
    chn_report rep;
    chn_err err;
    int got;
    chn_reader_options_init(&o);
    o.notice = reading_hear;
    o.user = &losses;
    o.english_only = n % 2 == 1;
    chn_reader *r = chn_reader_new(&o, &err);
    HOLDS(r != NULL);
    HOLDS(!chn_reader_add_bytes(r, "f", kind, data, n, &err));
    for (; (got = chn_reader_next(r, &rep, &err)) == 1; reports++) {
        HOLDS(rep.id.n > 0 && rep.body < rep.text.n);
        reading_valid(rep.id);
        reading_valid(rep.publisher);
        reading_valid(rep.title);
        reading_valid(rep.url);
        reading_valid(rep.text);
    }
    /* -1 is for want of memory: of the arena's, where there is much */
    HOLDS(got == 0 || err.code == CHN_ERR_MEMORY);
    chn_reader_get_stats(r, &stats);
    HOLDS(stats.reports == reports);
    HOLDS(losses <= stats.failed);
    chn_reader_free(r);
    return 0;
}

#endif
