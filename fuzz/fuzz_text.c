/* SPDX-License-Identifier: Apache-2.0 */
/* A text file: one report or one loss, the bytes as they were given. */
#include "fuzz.h"

#include <chancery/report.h>
#include <string.h>

#include "base/utf8.h"
#include "unpack/unpack.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

static void hear(void *user, const chn_notice *n)
{
    uint32_t *losses = user;
    const size_t len = strlen(n->text);
    HOLDS(len > 0 && chn_utf8_check(n->text, len) == len);
    for (size_t i = 0; i < len; i++)
        HOLDS((unsigned char)n->text[i] >= 0x20);
    *losses += n->code != CHN_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (chn_packing_of(data, n) != CHN_PACKING_NONE)
        return 0; /* fuzz_warc has packed ones */
    const bool several = memchr(data, '\f', n) != NULL;
    uint32_t losses = 0;
    chn_reader_options o;
    chn_reader_stats stats;
    chn_report rep;
    chn_err err;
    chn_reader_options_init(&o);
    o.notice = hear;
    o.user = &losses;
    chn_reader *r = chn_reader_new(&o, &err);
    HOLDS(r != NULL);
    HOLDS(!chn_reader_add_bytes(r, "f.txt", CHN_INPUT_TEXT, data, n, &err));
    if (several) { /* between form feeds that have a line to themselves */
        uint64_t reports = 0;
        for (; chn_reader_next(r, &rep, &err) == 1; reports++)
            HOLDS(rep.text.p[rep.text.n] == '\0' && rep.body < rep.text.n);
        chn_reader_get_stats(r, &stats);
        HOLDS(stats.reports == reports && stats.failed == losses);
        chn_reader_free(r);
        return 0;
    }
    const int got = chn_reader_next(r, &rep, &err);
    HOLDS(got == 0 || got == 1);
    HOLDS((uint32_t)got + losses == 1);
    if (got == 1) {
        HOLDS(rep.text.n == n && memcmp(rep.text.p, data, n) == 0);
        HOLDS(rep.text.p[n] == '\0' && rep.body < n && rep.id.n == 1);
        HOLDS(chn_reader_next(r, &rep, &err) == 0);
    }
    chn_reader_get_stats(r, &stats);
    HOLDS(stats.reports == (uint64_t)got && stats.failed == losses);
    chn_reader_free(r);
    return 0;
}
