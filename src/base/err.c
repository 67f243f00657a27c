/* SPDX-License-Identifier: Apache-2.0 */
/* Errors as values. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *chn_code_name(chn_code code)
{
    switch (code) {
    case CHN_OK:
        return "ok";
    case CHN_ERR_ARGUMENT:
        return "argument";
    case CHN_ERR_INPUT:
        return "input";
    case CHN_ERR_ENCODING:
        return "encoding";
    case CHN_ERR_JSON:
        return "json";
    case CHN_ERR_DATE:
        return "date";
    case CHN_ERR_EMPTY:
        return "empty";
    case CHN_ERR_TABLE:
        return "table";
    case CHN_ERR_STORE:
        return "store";
    case CHN_ERR_LIMIT:
        return "limit";
    case CHN_ERR_MEMORY:
        return "memory";
    case CHN_ERR_OUTPUT:
        return "output";
    case CHN_ERR_INTERNAL:
        return "internal";
    }
    return "unknown";
}

const char *chn_version(void)
{
    return CHN_VERSION;
}

/* A message that was cut may end inside a character: take its bytes off. */
static void trim_broken(char *text)
{
    size_t n = strlen(text);
    size_t back = 0;
    while (back < 4 && back < n &&
           ((unsigned char)text[n - 1 - back] & 0xC0) == 0x80)
        back++;
    if (back >= n)
        return;
    const unsigned char lead = (unsigned char)text[n - 1 - back];
    const size_t want = lead >= 0xF0   ? 3
                        : lead >= 0xE0 ? 2
                        : lead >= 0xC0 ? 1
                                       : 0;
    if (want > back)
        text[n - 1 - back] = '\0';
}

static chn_code fail(chn_err *err, chn_code code, uint64_t line, uint64_t byte,
                     const char *fmt, va_list ap) CHN_PRINTF(5, 0);
static chn_code fail(chn_err *err, chn_code code, uint64_t line, uint64_t byte,
                     const char *fmt, va_list ap)
{
    if (!err)
        return code;
    err->code = code;
    err->line = line;
    err->byte = byte;
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start is seen */
    const int n = vsnprintf(err->text, sizeof err->text, fmt, ap);
    if (n < 0)
        memcpy(err->text, "?", 2);
    else if ((size_t)n >= sizeof err->text)
        trim_broken(err->text);
    return code;
}

chn_code chn_fail(chn_err *err, chn_code code, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fail(err, code, 0, 0, fmt, ap);
    va_end(ap);
    return code;
}

chn_code chn_fail_at(chn_err *err, chn_code code, uint64_t line, uint64_t byte,
                     const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fail(err, code, line, byte, fmt, ap);
    va_end(ap);
    return code;
}

chn_code chn_fail_memory(chn_err *err)
{
    return chn_fail(err, CHN_ERR_MEMORY,
                    "out of memory; close other programs or read fewer "
                    "reports at a time");
}
