/* SPDX-License-Identifier: Apache-2.0 */
/* Archives of the web: records, HTTP, packed content. */
#include "reading.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return read_all(CHN_INPUT_WARC, data, n);
}
