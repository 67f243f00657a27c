/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a fuzz target once over each file named, or over all files of each
 * folder named. Exit status 1 where there was nothing to run. */
#include "fuzz.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"

#define FILE_MAX ((size_t)32 * 1024 * 1024)

static int run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *p = chn_realloc(NULL, FILE_MAX, 1);
    if (!f || !p) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        exit(2);
    }
    const size_t n = fread(p, 1, FILE_MAX, f);
    (void)fclose(f);
    /* a block of its own size, so that a sanitizer sees a read past it */
    uint8_t *exact = chn_realloc(NULL, n, 1);
    if (!exact)
        exit(2);
    memcpy(exact, p, n);
    chn_free(p);
    (void)fprintf(stderr, "%s: %zu bytes\n", path, n);
    (void)LLVMFuzzerTestOneInput(exact, n);
    chn_free(exact);
    return 1;
}

static int run_path(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
        return run_file(path);
    int n = 0;
    DIR *dir = opendir(path);
    const struct dirent *d;
    while (dir && (d = readdir(dir)) != NULL) {
        char name[4096];
        if (d->d_name[0] == '.')
            continue;
        (void)snprintf(name, sizeof name, "%s/%s", path, d->d_name);
        n += run_file(name);
    }
    if (dir)
        (void)closedir(dir);
    return n;
}

int main(int argc, char **argv)
{
    int n = 0;
    (void)LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 1; i < argc; i++)
        n += run_path(argv[i]);
    printf("%d inputs\n", n);
    return n > 0 ? 0 : 1;
}
