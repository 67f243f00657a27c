/* SPDX-License-Identifier: Apache-2.0 */
/* chancery read: reports in, what would be coded of each out, as JSON Lines
 * that code and add read again. */
#include "run.h"

static void put(chn_buf *b, const char *name, chn_str s)
{
    if (s.n == 0)
        return;
    chn_buf_fmt(b, ",\"%s\":", name);
    chn_buf_json(b, s);
}

static void put_day(chn_buf *b, const char *name, chn_day d, chn_str basis)
{
    char day[11];
    if (d == CHN_DAY_NONE)
        return;
    chn_day_format(d, day);
    chn_buf_fmt(b, ",\"%s\":\"%s\"", name, day);
    if (basis.n) {
        chn_buf_fmt(b, ",\"%s_basis\":", name);
        chn_buf_json(b, basis);
    }
}

static chn_code read_job(void *user, chn_worker *w, chn_job *job)
{
    (void)user;
    (void)w;
    const chn_report *r = &job->report;
    chn_buf *b = &job->out;
    /* a header is no part of what is coded: its day stands in "date" */
    const chn_str text = chn_str_n(r->text.p + r->body, r->text.n - r->body);
    chn_buf_z(b, "{\"id\":");
    chn_buf_json(b, r->id);
    put(b, "title", r->title);
    put(b, "publisher", r->publisher);
    put(b, "url", r->url);
    put_day(b, "date", r->published, r->published_basis);
    put_day(b, "modified", r->modified, r->modified_basis);
    put(b, "lang", r->lang);
    put(b, "file", r->file);
    put(b, "text", text);
    chn_buf_z(b, "}\n");
    return b->failed ? chn_fail_memory(&job->err) : CHN_OK;
}

int chn_cmd_read(const chn_args *a, chn_term *t)
{
    chn_run run;
    int status = 0;
    memset(&run, 0, sizeof run);
    if (!chn_run_open(&run, a, t, NULL, &status))
        return status;
    const chn_pool_options po = {.read = read_job};
    return chn_run_all(&run, a, po);
}
