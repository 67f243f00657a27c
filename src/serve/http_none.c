/* SPDX-License-Identifier: Apache-2.0 */
/* In the place of http.c where libmicrohttpd was not there at build. */
#include "serve/server.h"

chn_http *chn_http_start(chn_server *s, chn_err *err)
{
    (void)s;
    (void)chn_fail(err, CHN_ERR_ARGUMENT,
                   "this chancery was built without HTTP; install "
                   "libmicrohttpd-dev and build it again: sh tools/setup.sh "
                   "build && cmake --preset release && cmake --build --preset "
                   "release");
    return NULL;
}

void chn_http_stop(chn_http *h)
{
    (void)h;
}

const char *chn_http_link(const chn_http *h)
{
    (void)h;
    return "";
}
