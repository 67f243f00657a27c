/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Lines: each line that is not blank is a report or a loss, in order;
 * what is handed out is UTF-8 and ends in NUL. */
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

static void valid(chn_str s)
{
    HOLDS(chn_utf8_check(s.p, s.n) == s.n && s.p[s.n] == '\0');
}

static void hear(void *user, const chn_notice *n)
{
    uint64_t *losses = user;
    const size_t len = strlen(n->text);
    HOLDS(len > 0 && chn_utf8_check(n->text, len) == len);
    for (size_t i = 0; i < len; i++)
        HOLDS((unsigned char)n->text[i] >= 0x20);
    HOLDS(n->line > 0);
    *losses += n->code != CHN_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (chn_packing_of(data, n) != CHN_PACKING_NONE)
        return 0; /* fuzz_warc has packed ones */
    static const char *const map[] = {"title=headline"};
    uint64_t losses = 0;
    uint64_t lines = 1;
    uint64_t last = 0;
    chn_reader_options o;
    chn_report rep;
    chn_err err;
    chn_reader_options_init(&o);
    o.notice = hear;
    o.user = &losses;
    o.map = map;
    o.n_map = 1;
    for (size_t i = 0; i < n; i++)
        lines += data[i] == '\n';
    chn_reader *r = chn_reader_new(&o, &err);
    HOLDS(r != NULL);
    HOLDS(!chn_reader_add_bytes(r, "f", CHN_INPUT_JSONL, data, n, &err));
    uint64_t reports = 0;
    int got;
    for (; (got = chn_reader_next(r, &rep, &err)) == 1; reports++) {
        HOLDS(rep.line > last && rep.line <= lines);
        last = rep.line;
        HOLDS(rep.id.n > 0 && rep.body < rep.text.n);
        valid(rep.id);
        valid(rep.publisher);
        valid(rep.title);
        valid(rep.url);
        valid(rep.text);
    }
    HOLDS(got == 0 && reports + losses <= lines);
    chn_reader_free(r);
    return 0;
}
