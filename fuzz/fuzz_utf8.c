/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8: decoding, counting, checking and folding agree with one another. */
#include "fuzz.h"

#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

static void decode(const char *p, size_t n)
{
    size_t count = 0;
    size_t bad = n;
    uint32_t len = 0;
    for (size_t i = 0; i < n; i += len, count++) {
        char again[4];
        const uint32_t cp = chn_utf8_next(p + i, n - i, &len);
        HOLDS(len >= 1 && len <= 4 && len <= n - i);
        if (cp == CHN_UTF8_BAD) {
            bad = bad < n ? bad : i;
            continue;
        }
        HOLDS(cp <= 0x10FFFF && (cp < 0xD800 || cp > 0xDFFF));
        HOLDS(chn_utf8_put(cp, again) == len);
        HOLDS(memcmp(again, p + i, len) == 0);
        HOLDS(!chn_cp_digit(cp) || (cp >= '0' && cp <= '9'));
        HOLDS(!(chn_cp_letter(cp) && chn_cp_space(cp)));
    }
    HOLDS(chn_utf8_count(p, n) == count);
    HOLDS(chn_utf8_check(p, n) == bad);
}

static char *fold(const char *p, size_t n, size_t *need)
{
    *need = chn_utf8_fold(p, n, NULL, 0);
    char *out = chn_calloc(*need + 1, 1);
    HOLDS(out != NULL);
    out[*need] = 'E';
    HOLDS(chn_utf8_fold(p, n, out, *need) == *need);
    HOLDS(out[*need] == 'E');
    HOLDS(chn_utf8_check(out, *need) == *need);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const char *p = (const char *)data;
    decode(p, n);
    size_t n1 = 0;
    size_t n2 = 0;
    size_t n3 = 0;
    char *once = fold(p, n, &n1);
    /* a compatibility form may come apart into a letter that folds further
     * (U+210F to U+0127 to "h"); a second folding settles */
    char *twice = fold(once, n1, &n2);
    char *thrice = fold(twice, n2, &n3);
    HOLDS(n2 == n3 && memcmp(twice, thrice, n3) == 0);
    chn_free(once);
    chn_free(twice);
    chn_free(thrice);
    return 0;
}
