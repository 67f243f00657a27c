/* SPDX-License-Identifier: Apache-2.0 */
/* chancery actors suggest: reports in, rows that the tables lack out. */
#include <inttypes.h>
#include <unistd.h>

#include "actors.h"
#include "base/alloc.h"
#include "source.h"
#include "wrap.h"

#define LINE_MAX_BYTES ((size_t)1024 * 1024)

typedef struct suggesting {
    chn_source source;
    chn_term *term;
    chn_suggestions *sum;
    chn_err err; /* of adding up */
} suggesting;

/* ---- from a worker to the calling thread: strings as "length:bytes" ---- */

static void pack(chn_buf *b, chn_str s)
{
    chn_buf_fmt(b, "%zu:", s.n);
    chn_buf_put(b, s.p ? s.p : "", s.n);
}

static chn_str unpack(chn_str *rest)
{
    size_t n = 0, i = 0;
    while (i < rest->n && rest->p[i] != ':')
        n = n * 10 + (size_t)(rest->p[i++] - '0');
    i++;
    if (i > rest->n || n > rest->n - i) {
        rest->n = 0;
        return chn_str_of("");
    }
    const chn_str s = chn_str_n(rest->p + i, n);
    rest->p += i + n;
    rest->n -= i + n;
    return s;
}

static bool to_job(void *user, const chn_suggestion *x)
{
    chn_job *job = user;
    chn_buf *b = &job->out;
    const chn_str all[] = {x->name,   x->kind,       x->country, x->sector,
                           x->office, x->media_kind, x->quote};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        pack(b, all[i]);
    chn_buf_fmt(b, "%" PRIu32 ":%" PRIu32 ":", x->span.from, x->span.to);
    return !b->failed;
}

static chn_code read_job(void *user, chn_worker *w, chn_job *job)
{
    (void)user;
    const chn_code code =
        chn_worker_suggest(w, &job->report, to_job, job, &job->err);
    return job->out.failed ? chn_fail_memory(&job->err) : code;
}

static uint32_t unpack_number(chn_str *rest)
{
    uint32_t n = 0;
    size_t i = 0;
    while (i < rest->n && rest->p[i] != ':')
        n = n * 10 + (uint32_t)(rest->p[i++] - '0');
    i = i < rest->n ? i + 1 : i;
    rest->p += i;
    rest->n -= i;
    return n;
}

static bool emit(void *user, chn_job *job)
{
    suggesting *c = user;
    chn_source_say(&c->source, c->term, job);
    if (job->failed)
        return true;
    chn_str rest = chn_str_n(job->out.p ? job->out.p : "", job->out.n);
    while (rest.n > 0) {
        chn_suggestion x;
        memset(&x, 0, sizeof x);
        x.name = unpack(&rest);
        x.kind = unpack(&rest);
        x.country = unpack(&rest);
        x.sector = unpack(&rest);
        x.office = unpack(&rest);
        x.media_kind = unpack(&rest);
        x.quote = unpack(&rest);
        x.span.from = unpack_number(&rest);
        x.span.to = unpack_number(&rest);
        if (chn_suggestions_add(c->sum, &x, job->report.id,
                                job->report.published, &c->err))
            return false;
    }
    return true;
}

/* ---- what is printed ---- */

static void terms_text(chn_buf *b, const chn_suggested *s)
{
    for (size_t i = 0; i < s->n_terms; i++) {
        chn_buf_fmt(b, "%s%.*s", i ? "; " : "", (int)s->terms[i].office.n,
                    s->terms[i].office.p);
        if (s->terms[i].since_text.n)
            chn_buf_fmt(b, " (by %.*s)", (int)s->terms[i].since_text.n,
                        s->terms[i].since_text.p);
    }
}

static void put_line(chn_buf *b, const chn_term *t, const chn_suggested *s)
{
    chn_buf line;
    chn_buf_init(&line, LINE_MAX_BYTES);
    chn_buf_fmt(b, "%5" PRIu32 "  %s", s->reports, t->color ? "\033[1m" : "");
    chn_text_clean(b, s->name);
    chn_buf_fmt(b, "%s  [", t->color ? "\033[0m" : "");
    chn_text_clean(b, s->kind);
    if (s->country.n)
        chn_buf_fmt(b, ", %.*s", (int)s->country.n, s->country.p);
    if (s->sector.n)
        chn_buf_fmt(b, ", %.*s", (int)s->sector.n, s->sector.p);
    chn_buf_z(b, "]\n");
    terms_text(&line, s);
    for (int i = 0; i < 2; i++) {
        chn_buf clean;
        chn_buf_init(&clean, LINE_MAX_BYTES);
        if (i) {
            chn_buf_clear(&line);
            chn_buf_fmt(&line, "%.*s, bytes %" PRIu32 " to %" PRIu32 ": \"",
                        (int)s->report.n, s->report.p, s->span.from,
                        s->span.to);
            chn_buf_str(&line, s->quote);
            chn_buf_z(&line, "\"");
        }
        chn_text_clean(&clean, chn_str_n(line.p ? line.p : "", line.n));
        if (clean.n) {
            chn_pad(b, 7);
            chn_wrap_put(b, chn_str_n(clean.p, clean.n), t->width, 7, 7);
        }
        b->failed |= clean.failed || line.failed;
        chn_buf_free(&clean);
    }
    chn_buf_free(&line);
}

static void put_json(chn_buf *b, const chn_suggested *s)
{
    chn_buf_fmt(b, "{\"reports\":%" PRIu32 ",\"id\":", s->reports);
    chn_buf_json(b, s->id);
    chn_json_put(b, "name", s->name);
    chn_json_put(b, "kind", s->kind);
    chn_json_put(b, "country", s->country);
    chn_json_put(b, "sector", s->sector);
    chn_buf_z(b, ",\"offices\":[");
    for (size_t i = 0; i < s->n_terms; i++) {
        chn_buf_fmt(b, "%s{\"office\":", i ? "," : "");
        chn_buf_json(b, s->terms[i].office);
        chn_json_put(b, "by", s->terms[i].since_text);
        chn_buf_char(b, '}');
    }
    chn_buf_char(b, ']');
    chn_json_put(b, "report", s->report);
    chn_buf_fmt(b, ",\"bytes\":[%" PRIu32 ",%" PRIu32 "]", s->span.from,
                s->span.to);
    chn_json_put(b, "quote", s->quote);
    chn_buf_z(b, "}\n");
}

static chn_code print_all(const suggesting *c, const chn_args *a, size_t n,
                          chn_err *err)
{
    chn_out out;
    chn_buf b;
    chn_code code = chn_out_open(&out, NULL, err);
    if (code)
        return code;
    chn_buf_init(&b, LINE_MAX_BYTES);
    for (size_t i = 0; i < n; i++) {
        const chn_suggested *s = chn_suggestions_at(c->sum, i);
        chn_buf_clear(&b);
        if (a->format == CHN_CHOICE_JSONL)
            put_json(&b, s);
        else
            put_line(&b, c->term, s);
        if (b.failed) {
            code = chn_fail_memory(err);
            break;
        }
        if (!chn_out_write(&out, b.p, b.n))
            break;
    }
    chn_buf_free(&b);
    const chn_code end = chn_out_end(&out, true, err);
    return code ? code : end;
}

/* ---- tables ---- */

enum { PERSONS = 0, BODIES, OFFICES, TABLES };
static const char *const names[TABLES] = {
    "actors/persons.tsv", "actors/bodies.tsv", "actors/offices.tsv"};
static const char *const heads[TABLES] = {
    "id\tname\taliases\tcountry\tsector\tfamily_first\tsource\n",
    ("id\tname\taliases\tcountry\tsector\tkind\tmedia_kind\tsince\tuntil\t"
     "source\n"),
    "actor\toffice\trank\tsince\tuntil\tcertain\tsource\n"};

static void source_cell(chn_buf *b, const chn_suggested *s)
{
    chn_buf_fmt(b, "named in %" PRIu32 " report%s, first in ", s->reports,
                s->reports == 1 ? "" : "s");
    chn_cell_put(b, s->report);
    chn_buf_char(b, '\n');
}

static void row_cell(chn_buf *b, chn_str s)
{
    chn_cell_put(b, s);
    chn_buf_char(b, '\t');
}

static void put_row(chn_buf *b, const chn_suggested *s, int table)
{
    if (table == OFFICES) {
        for (size_t i = 0; i < s->n_terms; i++) {
            row_cell(b, s->id);
            row_cell(b, s->terms[i].office);
            chn_buf_fmt(b, "%" PRIu32 "\t", s->terms[i].rank);
            row_cell(b, s->terms[i].since_text);
            chn_buf_z(b, "-\tn\t");
            source_cell(b, s);
        }
        return;
    }
    row_cell(b, s->id);
    row_cell(b, s->name);
    chn_buf_z(b, "-\t");
    row_cell(b, s->country);
    row_cell(b, s->sector);
    if (table == BODIES) {
        row_cell(b, s->kind);
        row_cell(b, chn_str_is(s->kind, "media") && !s->media_kind.n
                        ? chn_str_of("outlet")
                        : s->media_kind);
        chn_buf_z(b, "-\t-\t");
    } else {
        chn_buf_z(b, "n\t");
    }
    source_cell(b, s);
}

static bool in_table(const chn_suggested *s, int table)
{
    const bool person = chn_str_is(s->kind, "person");
    return table == BODIES ? !person : person;
}

static chn_code write_table(const suggesting *c, const char *dir, int table,
                            size_t n, chn_err *err)
{
    chn_out out;
    chn_buf b;
    char *path = NULL;
    chn_code code = chn_table_create(&out, dir, names[table], &path, err);
    if (!code) {
        chn_buf_init(&b, LINE_MAX_BYTES);
        bool ok = chn_out_z(&out, heads[table]);
        for (size_t i = 0; ok && i < n; i++) {
            const chn_suggested *s = chn_suggestions_at(c->sum, i);
            chn_buf_clear(&b);
            if (in_table(s, table))
                put_row(&b, s, table);
            ok = !b.failed && (!b.n || chn_out_write(&out, b.p, b.n));
        }
        if (b.failed)
            code = chn_fail_memory(err);
        chn_buf_free(&b);
        const chn_code end = chn_out_end(&out, !code, err);
        code = code ? code : end;
    }
    chn_free(path);
    return code;
}

static chn_code write_all(const suggesting *c, const char *dir, size_t n,
                          chn_err *err)
{
    chn_code code = chn_tables_folder(dir, names, TABLES, err);
    for (int i = 0; !code && i < TABLES; i++)
        code = write_table(c, dir, i, n, err);
    return code;
}

static int finish(suggesting *c, const chn_args *a)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    const size_t n = chn_suggestions_done(c->sum, &err);
    chn_code code = err.code;
    if (!code && a->directory)
        code = write_all(c, a->directory, n, &err);
    if (!code)
        code = print_all(c, a, n, &err);
    if (code)
        return chn_exit_say(c->term, &err);
    if (a->directory)
        chn_say_plain(c->term,
                      "%zu rows to review in %s; correct names, states and "
                      "dates, run \"chancery actors lint %s\", then use them "
                      "with --data %s",
                      n, a->directory, a->directory, a->directory);
    return CHN_EXIT_DONE;
}

int chn_actors_suggest(const chn_args *args, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_args a = *args; /* without the word "suggest" */
    a.operands++;
    a.n_operands--;
    if (a.n_operands == 0 && isatty(STDIN_FILENO) == 1) {
        (void)chn_fail(&err, CHN_ERR_ARGUMENT,
                       "actors suggest needs a path; name a file, a folder, or "
                       "- for standard input");
        return chn_exit_say(t, &err);
    }
    suggesting c;
    memset(&c, 0, sizeof c);
    c.term = t;
    chn_actors *tables = NULL;
    chn_code code = chn_source_open(&c.source, &a, &err);
    if (!code) {
        tables = chn_actors_open(a.data, a.n_data, &err);
        c.sum = tables ? chn_suggestions_new(tables, &err) : NULL;
        code = c.sum ? CHN_OK : err.code;
    }
    int status = CHN_EXIT_DONE;
    if (!code) {
        const chn_pool_options po = {.engine = c.source.engine,
                                     .reader = c.source.reader,
                                     .threads = a.threads,
                                     .read = read_job,
                                     .emit = emit,
                                     .user = &c};
        code = chn_pool_run(c.source.pool, &po, &err);
        chn_source_say(&c.source, t, NULL);
    }
    if (!code && c.err.code) {
        err = c.err;
        code = err.code;
    }
    if (code)
        status = chn_exit_say(t, &err);
    else
        status = chn_source_exit(&c.source, t);
    if (status == CHN_EXIT_DONE || status == CHN_EXIT_SOME) {
        const int end = finish(&c, &a);
        status = end ? end : status;
    }
    chn_suggestions_free(c.sum);
    chn_actors_free(tables);
    chn_source_close(&c.source);
    return status;
}
