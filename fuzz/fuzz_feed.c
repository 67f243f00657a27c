/* SPDX-License-Identifier: Apache-2.0 */
/* Feeds: RSS, Atom, JSON Feed, sitemaps, well-formed or not. */
#include "reading.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return read_all(CHN_INPUT_FEED, data, n);
}
