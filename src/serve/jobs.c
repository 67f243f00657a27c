/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exports that are made while they are sent: a thread writes into a ring of
 * fixed size and waits where the reader is slow, so that neither a large
 * export nor a slow reader takes memory. Whoever sends it drops the job when
 * its reader has gone.
 */
#include <chancery/export.h>

#include "base/alloc.h"
#include "serve/api.h"

#define RING ((size_t)256 * 1024)

struct chn_job {
    chn_server *server;
    pthread_mutex_t lock;
    pthread_cond_t space; /* the reader has taken some */
    const chn_layout *layout;
    chn_query query;
    chn_arena *a; /* the strings of `query` */
    char *ring;
    size_t from, n;
    bool done, failed, dropped;
    void (*resume)(void *user); /* NULL: the reader does not wait */
    void *user;
    uint32_t users;
};

static const chn_layout formats[] = {
    {"jsonl", "events as JSON Lines", "application/x-ndjson", "events.jsonl",
     CHN_EXPORT_JSONL, 0},
    {"claims", "claims as JSON Lines", "application/x-ndjson", "claims.jsonl",
     CHN_EXPORT_CLAIMS, 0},
    {"ged", "CSV with the names of UCDP GED", "text/csv; charset=utf-8",
     "ged.csv", CHN_EXPORT_GED, 0},
    {"icews", "CSV with the columns of ICEWS", "text/csv; charset=utf-8",
     "icews.csv", CHN_EXPORT_ICEWS, 0},
    {"polecat", "CSV with the columns of POLECAT", "text/csv; charset=utf-8",
     "polecat.csv", CHN_EXPORT_POLECAT, 0},
    {"gdelt", "CSV with the columns of GDELT 2", "text/csv; charset=utf-8",
     "gdelt.csv", CHN_EXPORT_GDELT, 0},
    {"chronology", "a chronology in Markdown with footnotes",
     "text/markdown; charset=utf-8", "chronology.md", CHN_EXPORT_CHRONOLOGY, 0},
    {"graphml", "a network as GraphML", "application/graphml+xml",
     "network.graphml", CHN_EXPORT_GRAPHML, 0},
    {"ical", "days that are marked each year, for calendars",
     "text/calendar; charset=utf-8", "observances.ics", CHN_EXPORT_ICAL, 0},
    {"rows", "the list as JSON Lines", "application/x-ndjson", "rows.jsonl", -1,
     CHN_ROW_JSON},
    {"rows-csv", "the list as CSV", "text/csv; charset=utf-8", "rows.csv", -1,
     CHN_ROW_CSV},
    {"series-csv", "a series as CSV", "text/csv; charset=utf-8", "series.csv",
     -2, CHN_SERIES_CSV},
    {"series-jsonl", "a series as JSON Lines", "application/x-ndjson",
     "series.jsonl", -2, CHN_SERIES_JSONL},
    {"series-svg", "a series as a picture", "image/svg+xml", "series.svg", -2,
     CHN_SERIES_SVG},
};

const chn_layout *chn_layout_get(uint32_t i)
{
    return i < sizeof formats / sizeof *formats ? &formats[i] : NULL;
}

const chn_layout *chn_layout_find(chn_str name)
{
    for (uint32_t i = 0; chn_layout_get(i); i++)
        if (chn_str_is(name, formats[i].name))
            return &formats[i];
    return NULL;
}

/* ---- the thread that writes ---- */

/* What a reader that waits is woken with; it stays alive until then. */
typedef struct call {
    void (*resume)(void *user);
    void *user;
} call;

/* With the lock held. */
static call take_call(chn_job *j)
{
    const call x = {j->resume, j->user};
    j->resume = NULL;
    return x;
}

/* Without it: who resumes may come to read at once. */
static void wake(call x)
{
    if (x.resume)
        x.resume(x.user);
}

static bool put_bytes(void *user, const char *p, size_t n)
{
    chn_job *j = user;
    bool ok = true;
    (void)pthread_mutex_lock(&j->lock);
    while (n && ok) {
        ok = !j->dropped;
        if (ok && j->n == RING)
            (void)pthread_cond_wait(&j->space, &j->lock);
        if (!ok || j->n == RING)
            continue;
        const size_t at = (j->from + j->n) % RING;
        size_t k = RING - j->n < RING - at ? RING - j->n : RING - at;
        k = k < n ? k : n;
        memcpy(j->ring + at, p, k);
        j->n += k;
        p += k;
        n -= k;
        const call x = take_call(j);
        (void)pthread_mutex_unlock(&j->lock);
        wake(x);
        (void)pthread_mutex_lock(&j->lock);
    }
    (void)pthread_mutex_unlock(&j->lock);
    return ok;
}

typedef struct printing {
    chn_job *j;
    chn_row_format format;
    chn_code code;
    chn_err *err;
} printing;

static bool put_row(void *user, const chn_event_row *r)
{
    printing *p = user;
    p->code = chn_event_row_print(r, p->format, put_bytes, p->j, p->err);
    return p->code == CHN_OK;
}

static chn_code write_all(chn_job *j, chn_store *h, const chn_layout *f,
                          chn_err *err)
{
    if (f->export >= 0)
        return chn_store_export(h, &j->query, (chn_export_format)f->export,
                                put_bytes, j, err);
    printing p = {.j = j, .format = (chn_row_format)f->kind, .err = err};
    chn_code code =
        p.format == CHN_ROW_CSV
            ? chn_event_row_print(NULL, CHN_ROW_CSV_HEAD, put_bytes, j, err)
            : CHN_OK;
    if (code == CHN_OK)
        code = chn_store_query(h, &j->query, put_row, &p, err);
    return code ? code : p.code;
}

static void release(chn_job *j)
{
    (void)pthread_mutex_lock(&j->lock);
    const bool last = --j->users == 0;
    (void)pthread_mutex_unlock(&j->lock);
    if (!last)
        return;
    chn_server *s = j->server;
    (void)pthread_mutex_lock(&s->lock);
    for (uint32_t i = 0; i < CHN_SERVE_EXPORTS_MAX; i++)
        if (s->jobs[i] == j)
            s->jobs[i] = NULL;
    (void)pthread_mutex_unlock(&s->lock);
    (void)pthread_cond_destroy(&j->space);
    (void)pthread_mutex_destroy(&j->lock);
    chn_arena_free(j->a);
    chn_free(j->ring);
    chn_free(j);
    (void)pthread_mutex_lock(&s->lock);
    s->exports--;
    (void)pthread_cond_broadcast(&s->ended);
    (void)pthread_mutex_unlock(&s->lock);
}

static void *work(void *user)
{
    chn_job *j = user;
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_store *h = chn_server_take(j->server, &err);
    chn_code code = h ? chn_store_hold(h, &err) : CHN_ERR_STORE;
    if (code == CHN_OK)
        code = write_all(j, h, j->layout, &err);
    if (h) {
        chn_store_release(h);
        chn_server_give(j->server, h);
    }
    (void)pthread_mutex_lock(&j->lock);
    j->done = true;
    j->failed = code != CHN_OK;
    const call x = take_call(j);
    (void)pthread_mutex_unlock(&j->lock);
    wake(x);
    release(j);
    return NULL;
}

/* ---- starting ---- */

static bool keep(chn_arena *a, const char **z)
{
    if (!*z)
        return true;
    *z = chn_arena_str(a, *z, strlen(*z)).p;
    return *z != NULL;
}

static bool keep_all(chn_job *j)
{
    chn_query *q = &j->query;
    const char **const at[] = {
        &q->actor, &q->dyad,   &q->category, &q->mode,     &q->status,
        &q->place, &q->origin, &q->occasion, &q->reviewed, &q->text};
    bool ok = true;
    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        ok = ok && keep(j->a, at[i]);
    return ok;
}

static chn_job *new_job(chn_server *s, const chn_layout *f, const chn_query *q)
{
    chn_job *j = chn_calloc(1, sizeof *j);
    if (!j)
        return NULL;
    j->server = s;
    j->layout = f;
    j->query = *q;
    j->users = 2; /* the thread's and the reader's */
    j->ring = chn_calloc(RING, 1);
    j->a = chn_arena_new((size_t)1 << 20);
    const bool locks = pthread_mutex_init(&j->lock, NULL) == 0;
    if (locks && pthread_cond_init(&j->space, NULL) == 0) {
        if (j->ring && j->a && keep_all(j))
            return j;
        (void)pthread_cond_destroy(&j->space);
    }
    if (locks)
        (void)pthread_mutex_destroy(&j->lock);
    chn_arena_free(j->a);
    chn_free(j->ring);
    chn_free(j);
    return NULL;
}

chn_job *chn_job_start(chn_server *s, const chn_layout *f, const chn_query *q,
                       int *status)
{
    (void)pthread_mutex_lock(&s->lock);
    const bool room = s->exports < CHN_SERVE_EXPORTS_MAX && !s->stopping;
    s->exports += room;
    (void)pthread_mutex_unlock(&s->lock);
    *status = room ? 503 : 429;
    if (!room)
        return NULL;
    chn_job *j = new_job(s, f, q);
    (void)pthread_mutex_lock(&s->lock);
    for (uint32_t i = 0; j && i < CHN_SERVE_EXPORTS_MAX; i++)
        if (!s->jobs[i]) {
            s->jobs[i] = j;
            break;
        }
    (void)pthread_mutex_unlock(&s->lock);
    pthread_t thread;
    pthread_attr_t attr;
    bool started = false;
    if (j && pthread_attr_init(&attr) == 0) {
        (void)pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
        started = pthread_create(&thread, &attr, work, j) == 0;
        (void)pthread_attr_destroy(&attr);
    }
    if (started)
        return j;
    if (j) {
        j->users = 1; /* there is no thread */
        release(j);
    } else {
        (void)pthread_mutex_lock(&s->lock);
        s->exports--;
        (void)pthread_mutex_unlock(&s->lock);
    }
    return NULL;
}

/* ---- reading ---- */

long chn_job_read(chn_job *j, char *out, size_t n, void (*wait)(void *user),
                  void (*resume)(void *user), void *user)
{
    (void)pthread_mutex_lock(&j->lock);
    long got = 0;
    if (j->dropped) {
        got = -2;
    } else if (j->n) {
        size_t k = RING - j->from < j->n ? RING - j->from : j->n;
        k = k < n ? k : n;
        memcpy(out, j->ring + j->from, k);
        j->from = (j->from + k) % RING;
        j->n -= k;
        got = (long)k;
        (void)pthread_cond_signal(&j->space);
    } else if (j->done) {
        got = j->failed ? -2 : -1;
    } else {
        j->resume = resume;
        j->user = user;
        wait(user);
    }
    (void)pthread_mutex_unlock(&j->lock);
    return got;
}

static call drop(chn_job *j)
{
    (void)pthread_mutex_lock(&j->lock);
    j->dropped = true;
    const call x = take_call(j);
    (void)pthread_cond_signal(&j->space);
    (void)pthread_mutex_unlock(&j->lock);
    return x;
}

void chn_jobs_break(chn_server *s)
{
    (void)pthread_mutex_lock(&s->lock);
    s->stopping = true;
    for (uint32_t i = 0; i < CHN_SERVE_EXPORTS_MAX; i++)
        if (s->jobs[i])
            wake(drop(s->jobs[i]));
    (void)pthread_mutex_unlock(&s->lock);
}

void chn_jobs_wait(chn_server *s)
{
    (void)pthread_mutex_lock(&s->lock);
    while (s->exports)
        (void)pthread_cond_wait(&s->ended, &s->lock);
    (void)pthread_mutex_unlock(&s->lock);
}

void chn_job_drop(chn_job *j)
{
    (void)drop(j); /* the reader does not wait: it is here */
    release(j);
}

/* ---- the route ---- */

typedef struct drawing {
    chn_call *c;
    chn_series_print_options print;
    chn_code code;
} drawing;

static void put_series(void *user, const chn_series *x)
{
    drawing *d = user;
    d->code = chn_series_print(x, &d->print, chn_into_buf, d->c->b, &d->c->err);
}

/* A series is small, and what is wrong with it shows only when it is made: it
 * is made before the answer begins. */
static int export_series(chn_call *c, const chn_layout *f)
{
    chn_series_options o;
    drawing d = {.c = c};
    const int status = chn_series_of(c, &o);
    if (status != 200)
        return status;
    chn_series_print_options_init(&d.print);
    d.print.format = (chn_series_format)f->kind;
    d.print.what = o.by_claims ? "claims" : "events";
    const chn_code code =
        chn_store_series(c->store, &o, put_series, &d, &c->err);
    if (code == CHN_ERR_ARGUMENT)
        c->parameter = "dyad";
    c->answer->raw = true;
    return chn_status_of(c, code ? code : d.code);
}

static int export_events(chn_call *c, const chn_layout *f)
{
    static const char *const series_only[] = {"by", "directed", "unit"};
    chn_query q;
    chn_selection x;
    int status = chn_query_of(c, &q);
    for (size_t i = 0; i < 3; i++)
        if (chn_request_param(c->request, series_only[i]))
            return chn_refuse(c, 400, series_only[i],
                              "there is no parameter \"%s\" here",
                              series_only[i]);
    if (status != 200 ||
        !chn_number_of(c, "limit", 0, UINT32_MAX - 1, 0, &q.limit, &status) ||
        !chn_number_of(c, "offset", 0, UINT32_MAX - 1, 0, &q.offset, &status))
        return status;
    /* a name that nobody has is told now: later there is no status */
    const chn_code code =
        chn_overview_select(c->overview, c->store, &q, &x, &c->err);
    chn_selection_free(&x);
    if (code) {
        status = chn_status_of(c, code);
        return status == 404 ? 400 : status;
    }
    /* nothing is made for somebody who only asks for the head of it */
    if (chn_str_is(c->request->method, "HEAD"))
        return 200;
    c->answer->job = chn_job_start(c->server, f, &q, &status);
    if (c->answer->job)
        return 200;
    return status == 429
               ? chn_refuse(c, 429, NULL,
                            "%u exports are under way; wait for one to end",
                            CHN_SERVE_EXPORTS_MAX)
               : chn_status_of(c, CHN_ERR_MEMORY);
}

int chn_api_export(chn_call *c)
{
    const chn_layout *f = chn_layout_find(c->id);
    if (!f)
        return chn_refuse(c, 404, "format", "there is no format \"%.40s\"",
                          c->id.p);
    const int status =
        f->export == -2 ? export_series(c, f) : export_events(c, f);
    if (status != 200)
        return status;
    chn_buf b;
    chn_buf_init(&b, sizeof c->answer->disposition);
    chn_buf_fmt(&b, "attachment; filename=\"%s\"", f->suffix);
    if (!b.failed)
        memcpy(c->answer->disposition, b.p, b.n + 1);
    chn_buf_free(&b);
    c->answer->type = f->type;
    return 200;
}
