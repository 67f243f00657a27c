/* SPDX-License-Identifier: Apache-2.0 */
/* The files of a path, for a caller that cuts the work before it is done. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "read/read.h"

static chn_code walk_all(chn_walk *w, chn_notice_fn notice,
                         void (*file)(void *user, const char *path), void *user,
                         chn_err *err)
{
    chn_str path;
    chn_err e;
    for (;;) {
        memset(&e, 0, sizeof e);
        switch (chn_walk_next(w, &path, &e)) {
        case CHN_WALK_FILE:
            file(user, path.p);
            break;
        case CHN_WALK_NOTE:
            if (notice)
                notice(user, &(chn_notice){.text = e.text});
            break;
        case CHN_WALK_TROUBLE:
            return chn_fail(err, CHN_ERR_INPUT, "%s", e.text);
        case CHN_WALK_NO_MEMORY:
            return chn_fail_memory(err);
        case CHN_WALK_END:
            return CHN_OK;
        }
    }
}

chn_code chn_reader_files(const char *path, chn_notice_fn notice,
                          void (*file)(void *user, const char *path),
                          void *user, chn_err *err)
{
    struct stat st;
    uint64_t total = 0;
    if (stat(path, &st) != 0)
        return chn_fail(err, CHN_ERR_INPUT, "%s: %s", path,
                        errno == ENOENT ? "no such file or folder"
                                        : "it cannot be looked at");
    if (!S_ISDIR(st.st_mode)) {
        file(user, path);
        return CHN_OK;
    }
    chn_walk *w = chn_walk_new(path, &total);
    if (!w)
        return chn_fail_memory(err);
    const chn_code code = walk_all(w, notice, file, user, err);
    chn_walk_free(w);
    return code;
}
