/* SPDX-License-Identifier: Apache-2.0 */
/* chancery explain: a sentence in, all that is read in it out. */
#include <errno.h>
#include <unistd.h>

#include "cli.h"
#include "explained.h"
#include "out.h"
#include "source.h"

#define TEXT_MAX ((size_t)1024 * 1024 * 1024)

static chn_code read_stdin(chn_buf *b, chn_err *err)
{
    char part[16384];
    for (;;) {
        const ssize_t n = read(STDIN_FILENO, part, sizeof part);
        if (n == 0)
            break;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            char why[128];
            chn_errno_text(errno, why, sizeof why);
            return chn_fail(err, CHN_ERR_INPUT,
                            "cannot read standard input: %s", why);
        }
        chn_buf_put(b, part, (size_t)n);
        if (b->failed)
            return chn_fail(err, CHN_ERR_LIMIT,
                            "standard input is longer than a report may be "
                            "(%u bytes); give a sentence",
                            CHN_REPORT_MAX);
    }
    return CHN_OK;
}

/* Without the blanks and line ends at both ends. */
static chn_str bare(chn_str s)
{
    static const char blank[] = " \t\r\n";
    for (; s.n > 0 && strchr(blank, s.p[0]) && s.p[0]; s.n--)
        s.p++;
    while (s.n > 0 && s.p[s.n - 1] && strchr(blank, s.p[s.n - 1]))
        s.n--;
    return s;
}

/* The text as a report: it may begin with its day, as a file may. */
static chn_code explain_report(const chn_args *a, const chn_report *given,
                               chn_buf *out, const chn_term *t, chn_err *err)
{
    chn_engine *e = chn_engine_of(a, err);
    chn_worker *w = e ? chn_worker_new(e, err) : NULL;
    chn_explained *x = NULL;
    chn_report r = *given;
    if (a->day != CHN_DAY_NONE)
        r.published = a->day;
    if (a->publisher)
        r.publisher = chn_str_of(a->publisher);
    if (w)
        x = chn_worker_explain(w, &r, NULL, err);
    chn_code code = x ? CHN_OK : err->code ? err->code : CHN_ERR_INTERNAL;
    if (x && a->format == CHN_CHOICE_JSONL)
        code = chn_explained_put_json(out, x, err);
    else if (x)
        code = chn_explained_put(out, x, CHN_EXPLAINED_NONE, a->ascii, t, err);
    chn_explained_free(x);
    chn_worker_free(w);
    chn_engine_free(e);
    return code;
}

static chn_code explain(const chn_args *a, chn_str text, chn_buf *out,
                        const chn_term *t, chn_err *err)
{
    chn_report r;
    chn_reader *reader = chn_reader_new(NULL, err);
    chn_code code = reader ? CHN_OK : CHN_ERR_MEMORY;
    if (code == CHN_OK)
        code = chn_reader_add_bytes(reader, "sentence", CHN_INPUT_TEXT, text.p,
                                    text.n, err);
    const int more = code == CHN_OK ? chn_reader_next(reader, &r, err) : -1;
    if (code == CHN_OK && more == 0)
        code = chn_fail(err, CHN_ERR_EMPTY,
                        "there is no text; give a sentence in quotes");
    else if (code == CHN_OK && more < 0)
        code = err->code ? err->code : CHN_ERR_INPUT;
    if (code == CHN_OK)
        code = explain_report(a, &r, out, t, err);
    chn_reader_free(reader);
    return code;
}

int chn_cmd_explain(const chn_args *a, chn_term *t)
{
    chn_err err;
    chn_buf in, out;
    memset(&err, 0, sizeof err);
    chn_buf_init(&in, CHN_REPORT_MAX);
    chn_buf_init(&out, TEXT_MAX);
    const bool given = a->n_operands == 1 && strcmp(a->operands[0], "-") != 0;
    chn_code code = CHN_OK;
    if (given)
        chn_buf_z(&in, a->operands[0]);
    else
        code = read_stdin(&in, &err);
    if (code == CHN_OK && given && in.failed)
        code = chn_fail_memory(&err);
    const chn_str text =
        bare(chn_str_n(in.p ? in.p : "", in.failed ? 0 : in.n));
    if (code == CHN_OK && text.n == 0)
        code = chn_fail(&err, CHN_ERR_EMPTY,
                        "there is no text; give a sentence in quotes");
    if (code == CHN_OK)
        code = explain(a, text, &out, t, &err);
    chn_buf_free(&in);
    return chn_explained_out(&out, code, &err, t);
}
