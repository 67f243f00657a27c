/* SPDX-License-Identifier: Apache-2.0 */
/* chancery check: is a store as it was written? */
#include <chancery/check.h>
#include <inttypes.h>

#include "cli.h"
#include "out.h"
#include "wrap.h"

#define LINE_MAX_BYTES ((size_t)1024 * 1024)

typedef struct checking {
    chn_out out;
    chn_buf line;
} checking;

static bool put(void *user, const char *text)
{
    checking *c = user;
    chn_buf_clear(&c->line);
    chn_text_clean(&c->line, chn_str_of(text));
    chn_buf_char(&c->line, '\n');
    return !c->line.failed && chn_out_write(&c->out, c->line.p, c->line.n);
}

int chn_cmd_check(const chn_args *a, chn_term *t)
{
    chn_err err;
    checking c;
    uint64_t n = 0;
    memset(&err, 0, sizeof err);
    chn_store *s = chn_open_to_read(a->store, t, &err);
    if (!s)
        return chn_exit_say(t, &err);
    chn_buf_init(&c.line, LINE_MAX_BYTES);
    chn_code code = chn_out_open(&c.out, NULL, &err);
    if (code == CHN_OK) {
        code = chn_store_check(s, put, &c, &n, &err);
        if (code == CHN_OK && n == 0)
            (void)put(&c, "nothing is wrong");
        if (c.line.failed)
            code = chn_fail_memory(&err);
        chn_err end;
        memset(&end, 0, sizeof end);
        if (chn_out_end(&c.out, true, &end) && code == CHN_OK) {
            err = end;
            code = end.code;
        }
    }
    chn_buf_free(&c.line);
    chn_store_close(s);
    /* a page that cannot be read ends the check */
    if (code == CHN_OK && n > 0)
        code = chn_fail(&err, CHN_ERR_STORE,
                        "%s: the store is damaged, %" PRIu64 " %s; take a copy "
                        "from before, or save what can be read: chancery "
                        "rebuild --salvage -d %s -o FILE",
                        a->store, n, n == 1 ? "finding" : "findings", a->store);
    return code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
}
