/* SPDX-License-Identifier: Apache-2.0 */
/* Claims that have travelled: a line is refused or merged; whatever was taken
 * is in one event each, and a key's events are no more than all. */
#include "fuzz.h"

#include <chancery/merging.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

static bool count(void *user, const char *p, size_t n)
{
    uint64_t *events = user;
    HOLDS(n > 2 && p[0] == '{' && p[n - 1] == '\n');
    (*events)++;
    return true;
}

static bool hear(void *user, chn_str key)
{
    char *first = user;
    HOLDS(key.n > 0);
    if (!*first && key.n < 4000)
        memcpy(first, key.p, key.n + 1);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    chn_err err;
    char key[4001] = "";
    uint64_t taken = 0;
    uint64_t all = 0;
    uint64_t some = 0;
    chn_merging *m = chn_merging_new(NULL, &err);
    HOLDS(m != NULL);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < n;) {
            const uint8_t *nl = memchr(data + i, '\n', n - i);
            const size_t len = nl ? (size_t)(nl - data) - i : n - i;
            const chn_str line = {(const char *)data + i, len};
            const chn_code code = chn_merging_add(m, line, &err);
            HOLDS(code == CHN_OK || code == CHN_ERR_INPUT);
            HOLDS(chn_merge_keys(line, NULL, hear, key, &err) == code);
            taken += code == CHN_OK;
            i += len + (nl != NULL);
        }
        const chn_code code = chn_merging_events(m, pass ? key : NULL, count,
                                                 pass ? &some : &all, &err);
        HOLDS(code == CHN_OK || (pass && code == CHN_ERR_INPUT));
    }
    HOLDS(all <= taken && some <= all);
    chn_merging_free(m);
    return 0;
}
