/* SPDX-License-Identifier: Apache-2.0 */
/* The token of a printed link. */
#include <sys/random.h>

#include "serve/server.h"

bool chn_token_make(char out[CHN_SERVE_TOKEN])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[(CHN_SERVE_TOKEN - 1) / 2];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++) {
        out[i * 2] = digits[bytes[i] >> 4];
        out[i * 2 + 1] = digits[bytes[i] & 15];
    }
    out[CHN_SERVE_TOKEN - 1] = '\0';
    return true;
}

bool chn_token_same(chn_str a, const char *token)
{
    /* every digit is looked at, whatever the ones before were */
    volatile unsigned char other = a.n == CHN_SERVE_TOKEN - 1 ? 0 : 1;
    for (size_t i = 0; i < CHN_SERVE_TOKEN - 1; i++) {
        const char c = i < a.n ? a.p[i] : '\0';
        other = (unsigned char)(other | (c ^ token[i]));
    }
    return other == 0;
}
