/* SPDX-License-Identifier: Apache-2.0 */
/* The pages' files, which the build puts into the program. */
#include "serve/server.h"

const chn_asset *chn_asset_find(chn_str path)
{
    for (const chn_asset *a = chn_assets; a->path; a++)
        if (chn_str_is(path, a->path))
            return a;
    return NULL;
}
