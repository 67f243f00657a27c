/* SPDX-License-Identifier: Apache-2.0 */
/* See source.h. */
#include "source.h"

#include <inttypes.h>

/* The reader's notices go to the lines that stand before the report being
 * read, so that standard error, too, is the same with any number of
 * threads. */
static void notice(void *user, const chn_notice *n)
{
    chn_source *s = user;
    chn_buf *b = chn_pool_notes(s->pool);
    chn_buf_z(b, n->text);
    chn_buf_char(b, '\n');
}

chn_engine *chn_engine_of(const chn_args *a, chn_err *err)
{
    chn_engine_options eo;
    chn_engine_options_init(&eo);
    eo.data_dirs = a->data;
    eo.n_data_dirs = a->n_data;
    eo.model = a->model;
    eo.cpu = chn_env_cpu();
    eo.scale = a->scale;
    eo.min_confidence_percent = a->min_confidence;
    eo.claims_only = !a->rejected;
    return chn_engine_open(&eo, err);
}

chn_code chn_source_empty(chn_source *s, const chn_args *a, chn_err *err)
{
    memset(s, 0, sizeof *s);
    s->engine = chn_engine_of(a, err);
    if (!s->engine)
        return err->code ? err->code : CHN_ERR_TABLE;
    s->pool = chn_pool_new(err);
    if (!s->pool)
        return err->code;
    chn_reader_options ro;
    chn_reader_options_init(&ro);
    ro.kind = a->input;
    ro.map = a->maps;
    ro.n_map = a->n_maps;
    ro.notice = notice;
    ro.user = s;
    ro.english_only = !a->any_language;
    s->reader = chn_reader_new(&ro, err);
    return s->reader ? CHN_OK : err->code;
}

chn_code chn_source_open(chn_source *s, const chn_args *a, chn_err *err)
{
    const chn_code empty = chn_source_empty(s, a, err);
    if (empty)
        return empty;
    if (a->n_operands == 0)
        return chn_reader_add(s->reader, "-", err);
    for (size_t i = 0; i < a->n_operands; i++) {
        const chn_code code = chn_reader_add(s->reader, a->operands[i], err);
        if (code)
            return code;
    }
    return CHN_OK;
}

void chn_source_close(chn_source *s)
{
    chn_reader_free(s->reader);
    chn_pool_free(s->pool);
    chn_engine_free(s->engine);
    memset(s, 0, sizeof *s);
}

void chn_source_failed(chn_source *s, chn_term *t, const chn_report *r,
                       const chn_err *err)
{
    s->uncoded++;
    if (err->code == CHN_ERR_INTERNAL || err->code == CHN_ERR_MEMORY)
        s->internal = true;
    if (r->line > 0)
        chn_say(t, "%.*s:%" PRIu64 ": report \"%.*s\": %s", (int)r->file.n,
                r->file.p, r->line, (int)r->id.n, r->id.p, err->text);
    else
        chn_say(t, "%.*s: report \"%.*s\": %s", (int)r->file.n, r->file.p,
                (int)r->id.n, r->id.p, err->text);
}

void chn_source_say(chn_source *s, chn_term *t, chn_job *job)
{
    chn_buf *b = job ? &job->notes : chn_pool_notes(s->pool);
    chn_str rest = chn_str_n(b->p ? b->p : "", b->n);
    while (rest.n > 0) {
        const char *nl = memchr(rest.p, '\n', rest.n);
        const size_t n = nl ? (size_t)(nl - rest.p) : rest.n;
        chn_say(t, "%.*s", (int)n, rest.p);
        rest.p += nl ? n + 1 : n;
        rest.n -= nl ? n + 1 : n;
    }
    chn_buf_clear(b);
    if (job && job->failed)
        chn_source_failed(s, t, &job->report, &job->err);
}

int chn_source_exit(const chn_source *s, chn_term *t)
{
    chn_reader_stats stats;
    memset(&stats, 0, sizeof stats);
    chn_reader_get_stats(s->reader, &stats);
    if (s->internal)
        return CHN_EXIT_INTERNAL;
    if (stats.reports == 0) {
        if (stats.failed == 0 && stats.foreign == 0)
            chn_say(t, "no reports found; name a file, a folder with files, "
                       "or - for standard input");
        return CHN_EXIT_INPUT;
    }
    return stats.failed > 0 || s->uncoded > 0 ? CHN_EXIT_SOME : CHN_EXIT_DONE;
}
