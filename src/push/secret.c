/* SPDX-License-Identifier: Apache-2.0 */
/* Passwords: found in addresses, kept out of messages. */
#include "push/pq.h"

void chn_push_hide(chn_buf *b, chn_str text, chn_str secret)
{
    size_t i = 0;
    while (i < text.n) {
        if (secret.n && secret.n <= text.n - i &&
            memcmp(text.p + i, secret.p, secret.n) == 0) {
            chn_buf_z(b, "***");
            i += secret.n;
        } else {
            chn_buf_char(b, text.p[i++]);
        }
    }
}

/* "user:secret@host:port" of a URI; empty where it is none. */
static chn_str authority(const char *to)
{
    const char *p = strstr(to, "://");
    if (!p)
        return chn_str_n("", 0);
    p += 3;
    return chn_str_n(p, strcspn(p, "/?#"));
}

bool chn_push_tells_secret(const char *to)
{
    const chn_str a = authority(to);
    const char *at = a.n ? memchr(a.p, '@', a.n) : NULL;
    const char *colon = at ? memchr(a.p, ':', (size_t)(at - a.p)) : NULL;
    /* also "sslpassword"; '=' may stand apart */
    return (colon && at - colon > 1) || strstr(to, "password") != NULL;
}

bool chn_push_legible(const char *to)
{
    const bool uri = strncmp(to, "postgresql://", 13) == 0 ||
                     strncmp(to, "postgres://", 11) == 0;
    if (!uri)
        return !strstr(to, "://") && strchr(to, '=') != NULL;
    const chn_str a = authority(to);
    const char *at = a.n ? memchr(a.p, '@', a.n) : NULL;
    const char *host = at ? at + 1 : a.p;
    const size_t n = a.n - (size_t)(host - a.p);
    if (n && memchr(host, '@', n))
        return false; /* the password has one of its own */
    /* "ada:se/cret@host": libpq takes "se" for a port and says so aloud */
    bool port = false;
    for (size_t i = 0; i < n; i++) {
        if (host[i] == '[')
            while (i < n && host[i] != ']')
                i++;
        if (i >= n)
            break;
        if (host[i] == ':')
            port = true;
        else if (host[i] == ',')
            port = false;
        else if (port && (host[i] < '0' || host[i] > '9'))
            return false;
    }
    return true;
}
