/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of the user's own, from folders, behind those compiled in. */
#ifndef CHN_ENGINE_OVERLAY_H
#define CHN_ENGINE_OVERLAY_H

#include "base/table.h"

typedef struct chn_overlays {
    chn_tableset set; /* compiled in, then the folders' in their order */
    uint32_t n_files; /* tables read from folders */
} chn_overlays;

/* Every *.tsv at DIR/<folder>/<name>.tsv whose name a table compiled in has.
 * A file with another name is an error that lists what is known, so that a
 * misspelt overlay is not passed over. */
chn_code chn_overlays_read(chn_overlays *o, chn_arena *a,
                           const char *const *dirs, uint32_t n_dirs,
                           chn_err *err);

#endif
