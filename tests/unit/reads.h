/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes through the reader, for tests: all reports, all it said. */
#ifndef CHN_TESTS_READS_H
#define CHN_TESTS_READS_H

#include <stdlib.h>

#include <chancery/report.h>

#include "base/str.h"

#define READ_MOST 64

typedef struct read_report {
    char id[64], title[128], publisher[128], url[256], text[8192];
    chn_day published;
    uint64_t line;
} read_report;

typedef struct reads {
    read_report report[READ_MOST];
    uint32_t n;
    char said[READ_MOST][CHN_ERR_TEXT];
    chn_code code[READ_MOST];
    uint32_t n_said;
    int last;
    chn_reader_stats stats;
} reads;

static void reads_hear(void *user, const chn_notice *n)
{
    reads *r = user;
    if (r->n_said == READ_MOST)
        return;
    r->code[r->n_said] = n->code;
    (void)snprintf(r->said[r->n_said++], CHN_ERR_TEXT, "%s", n->text);
}

static void reads_keep(char *out, size_t cap, chn_str s)
{
    const size_t n = s.n < cap ? s.n : cap - 1;
    memcpy(out, s.p, n);
    out[n] = '\0';
}

static reads *reads_bytes(const char *name, chn_input_kind kind, const void *p,
                          size_t n, bool english)
{
    static reads r;
    chn_err err;
    chn_report rep;
    chn_reader_options o;
    memset(&r, 0, sizeof r);
    chn_reader_options_init(&o);
    o.notice = reads_hear;
    o.user = &r;
    o.english_only = english;
    chn_reader *reader = chn_reader_new(&o, &err);
    if (!reader ||
        chn_reader_add_bytes(reader, name, kind, p, n, &err) != CHN_OK)
        abort();
    while ((r.last = chn_reader_next(reader, &rep, &err)) == 1) {
        if (r.n == READ_MOST)
            continue;
        read_report *k = &r.report[r.n++];
        reads_keep(k->id, sizeof k->id, rep.id);
        reads_keep(k->title, sizeof k->title, rep.title);
        reads_keep(k->publisher, sizeof k->publisher, rep.publisher);
        reads_keep(k->url, sizeof k->url, rep.url);
        reads_keep(k->text, sizeof k->text, rep.text);
        k->published = rep.published;
        k->line = rep.line;
    }
    chn_reader_get_stats(reader, &r.stats);
    chn_reader_free(reader);
    return &r;
}

/* Did it say so? */
static inline bool reads_said(const reads *r, const char *what)
{
    for (uint32_t i = 0; i < r->n_said; i++) {
        if (strstr(r->said[i], what))
            return true;
    }
    return false;
}

static inline void reads_show(const reads *r)
{
    for (uint32_t i = 0; i < r->n_said; i++)
        printf("# said: %s\n", r->said[i]);
    for (uint32_t i = 0; i < r->n; i++)
        printf("# report %s \"%s\" %s: %.60s\n", r->report[i].id,
               r->report[i].title, r->report[i].url, r->report[i].text);
}

#endif
