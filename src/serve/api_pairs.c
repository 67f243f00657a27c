/* SPDX-License-Identifier: Apache-2.0 */
/* Two countries over time: series, what recurs, messages, what follows; and
 * on whose word a store rests. */
#include <chancery/events.h>
#include <chancery/query.h>

#include "serve/api.h"

static const char *const grains[] = {"month", "quarter", "year"};
static const char *const units[] = {"events", "claims"};

/* ---- series ---- */

int chn_series_of(chn_call *c, chn_series_options *o)
{
    static const char *const flags[] = {"0", "1"};
    chn_query q;
    uint32_t by, directed, unit;
    int status = 200;
    chn_series_options_init(o);
    if (!chn_word_of(c, "by", grains, 3, 0, &by, &status) ||
        !chn_word_of(c, "directed", flags, 2, 0, &directed, &status) ||
        !chn_word_of(c, "unit", units, 2, 0, &unit, &status))
        return status;
    status = chn_query_of(c, &q);
    if (status != 200)
        return status;
    if (!q.dyad)
        return chn_refuse(c, 400, "dyad",
                          "a series needs two countries; give dyad=PRK-RUS");
    o->dyad = q.dyad;
    o->grain = (chn_grain)by;
    o->directed = directed == 1;
    o->by_claims = unit == 1;
    o->status = q.status;
    if (q.category) { /* the store has capitals */
        char *up = CHN_NEW(c->a, char, strlen(q.category) + 1);
        for (size_t i = 0; up && q.category[i]; i++)
            up[i] = q.category[i] >= 'a' && q.category[i] <= 'z'
                        ? (char)(q.category[i] - 32)
                        : q.category[i];
        if (!up)
            return chn_status_of(c, CHN_ERR_MEMORY);
        o->category = up;
    }
    o->from = q.from;
    o->to = q.to;
    return 200;
}

typedef struct drawing {
    chn_call *c;
    chn_code code;
} drawing;

/* The lines that the command line prints, as two lists. */
static void put_series(void *user, const chn_series *x)
{
    drawing *d = user;
    chn_buf *b = d->c->b;
    chn_buf lines;
    chn_buf_init(&lines, CHN_SERVE_ANSWER_MAX);
    chn_series_print_options o;
    chn_series_print_options_init(&o);
    o.format = CHN_SERIES_JSONL;
    d->code = chn_series_print(x, &o, chn_into_buf, &lines, &d->c->err);
    chn_put_str(b, "dyad", chn_str_of(x->dyad));
    chn_key(b, "points");
    chn_buf_char(b, '[');
    size_t at = 0;
    for (uint32_t i = 0; i < x->n_points + x->n_changes; i++) {
        const char *end =
            at < lines.n ? memchr(lines.p + at, '\n', lines.n - at) : NULL;
        if (i == x->n_points)
            chn_buf_z(b, "],\"changes\":[");
        if (!end)
            break;
        chn_comma(b);
        chn_buf_put(b, lines.p + at, (size_t)(end - lines.p) - at);
        at = (size_t)(end - lines.p) + 1;
    }
    chn_buf_z(b, x->n_changes ? "]" : "],\"changes\":[]");
    chn_put_int(b, "wide", x->wide);
    chn_put_int(b, "undated", x->undated);
    chn_buf_bear(b, &lines);
    chn_buf_free(&lines);
}

int chn_api_series(chn_call *c)
{
    chn_series_options o;
    drawing d = {.c = c};
    int status = chn_series_of(c, &o);
    if (status != 200)
        return status;
    chn_buf_char(c->b, '{');
    chn_put_str(c->b, "by", chn_str_of(grains[o.grain]));
    chn_put_str(c->b, "unit", chn_str_of(units[o.by_claims]));
    const chn_code code =
        chn_store_series(c->store, &o, put_series, &d, &c->err);
    chn_buf_char(c->b, '}');
    if (code == CHN_ERR_ARGUMENT)
        c->parameter = "dyad";
    return chn_status_of(c, code ? code : d.code);
}

/* ---- observances ---- */

typedef struct recurring {
    chn_buf *b;
    chn_buf head; /* of the one that is open */
} recurring;

static void put_gaps(chn_buf *b, chn_str gaps)
{
    chn_str one;
    uint32_t year;
    chn_key(b, "gaps");
    chn_buf_char(b, '[');
    while (chn_str_next(&gaps, ',', &one)) {
        if (!chn_str_uint(chn_str_trim(one), 9999, &year))
            continue;
        chn_comma(b);
        chn_buf_int(b, year);
    }
    chn_buf_char(b, ']');
}

static void put_number(chn_buf *b, const char *name, int32_t v)
{
    chn_key(b, name);
    if (v)
        chn_buf_int(b, v);
    else
        chn_buf_z(b, "null");
}

static bool add_year(void *user, const chn_observed *o)
{
    recurring *k = user;
    chn_buf *b = k->b;
    chn_buf head;
    chn_buf_init(&head, 65536);
    chn_buf_fmt(&head, "%d %d %d ", (int)o->month, (int)o->day, (int)o->first);
    chn_buf_str(&head, o->between);
    chn_buf_char(&head, ' ');
    chn_buf_str(&head, o->observance);
    const bool same = k->head.n && chn_str_eq(chn_str_n(k->head.p, k->head.n),
                                              chn_str_n(head.p, head.n));
    if (same) {
        chn_buf_char(b, ',');
    } else {
        if (k->head.n)
            chn_buf_z(b, "]}\n");
        chn_buf_clear(&k->head);
        chn_buf_str(&k->head, chn_str_n(head.p, head.n));
        chn_buf_char(b, '{');
        chn_put_str(b, "observance", o->observance);
        chn_put_text(b, "name", o->name);
        chn_put_str(b, "between", o->between);
        chn_put_int(b, "month", o->month);
        chn_put_int(b, "day", o->day);
        put_number(b, "base_year", o->base_year);
        chn_put_int(b, "first", o->first);
        chn_put_int(b, "last", o->last);
        chn_put_day(b, "due", o->due);
        put_gaps(b, o->gaps);
        chn_key(b, "years");
        chn_buf_char(b, '[');
    }
    const bool failed = head.failed || k->head.failed;
    chn_buf_free(&head);
    chn_buf_char(b, '{');
    chn_put_int(b, "year", o->year);
    chn_put_bool(b, "told_only", o->told_only);
    chn_put_text(b, "event", o->event);
    chn_put_text(b, "line", o->line);
    chn_put_day(b, "from", o->from);
    chn_put_day(b, "to", o->to);
    chn_put_text(b, "basis", chn_str_of(o->basis));
    put_number(b, "ordinal", o->ordinal);
    chn_put_text(b, "origins", o->origins);
    chn_put_text(b, "words", o->quote);
    chn_put_text(b, "adds", o->adds);
    chn_put_text(b, "drops", o->drops);
    chn_buf_char(b, '}');
    return !b->failed && !failed;
}

static chn_code fill_observances(chn_call *c, chn_buf *b, const void *f)
{
    recurring k = {.b = b};
    chn_buf_init(&k.head, 65536);
    const chn_code code = chn_store_observances(c->store, c->server->o.engine,
                                                f, add_year, &k, &c->err);
    if (k.head.n)
        chn_buf_z(b, "]}\n");
    chn_buf_free(&k.head);
    return code;
}

/* ---- messages ---- */

static bool add_message(void *user, const chn_message_row *m)
{
    chn_buf *b = user;
    chn_buf_char(b, '{');
    chn_put_str(b, "event", m->event);
    chn_put_str(b, "claim", m->claim);
    chn_put_text(b, "source", m->source);
    chn_put_text(b, "target", m->target);
    chn_put_text(b, "source_code", m->source_code);
    chn_put_text(b, "target_code", m->target_code);
    chn_put_date(b, m->from, m->to, m->precision, m->basis);
    chn_put_str(b, "status", m->status);
    chn_put_text(b, "occasion", m->occasion);
    chn_put_text(b, "carrier", m->carrier);
    chn_put_text(b, "voice", m->voice);
    chn_put_text(b, "origins", m->origins);
    chn_put_text(b, "trigger", m->trigger);
    chn_put_bool(b, "exchange", m->exchange);
    chn_put_bool(b, "voice_inherited", m->voice_inherited);
    chn_buf_z(b, "}\n");
    return !b->failed;
}

static chn_code fill_messages(chn_call *c, chn_buf *b, const void *f)
{
    return chn_store_messages(c->store, f, chn_text_of(c, "a"),
                              chn_text_of(c, "b"), add_message, b, &c->err);
}

/* ---- what follows ---- */

static bool add_follow(void *user, const chn_follow_row *r)
{
    chn_buf *b = user;
    chn_buf_char(b, '{');
    chn_put_str(b, "kind", chn_str_of(r->kind));
    chn_put_str(b, "of", r->of);
    chn_put_str(b, "of_line", r->of_line);
    chn_put_day(b, "of_from", r->of_from);
    chn_put_day(b, "of_to", r->of_to);
    chn_put_text(b, "event", r->event);
    chn_put_text(b, "line", r->line);
    chn_put_day(b, "from", r->from);
    chn_put_day(b, "to", r->to);
    chn_key(b, "days");
    if (r->has_days)
        chn_buf_int(b, r->days);
    else
        chn_buf_z(b, "null");
    chn_put_text(b, "words", r->words);
    chn_buf_z(b, "}\n");
    return !b->failed;
}

static chn_code fill_follows(chn_call *c, chn_buf *b, const void *f)
{
    return chn_store_follows(c->store, f, add_follow, b, &c->err);
}

/* A list between two, in a period: made whole once, then page by page. */
static int put_list(chn_call *c, const char *name, uint32_t limit,
                    chn_fill fill)
{
    chn_filter f;
    chn_paging p;
    chn_lines l = {NULL, NULL, 0};
    chn_buf key;
    int status = chn_filter_of(c, &f);
    if (status == 200)
        status = chn_paging_of(c, limit, &p);
    if (status != 200)
        return status;
    const char *a = chn_text_of(c, "a"), *b = chn_text_of(c, "b");
    chn_buf_init(&key, 65536);
    /* lengths keep two pairs of words from being one */
    chn_buf_fmt(&key, "%s %s-%s %d %d %zu %zu %s %s", name, f.a ? f.a : "",
                f.b ? f.b : "", (int)f.from, (int)f.to, a ? strlen(a) : 0,
                b ? strlen(b) : 0, a ? a : "", b ? b : "");
    const chn_code code =
        key.failed ? chn_fail_memory(&c->err)
                   : chn_lines_of(c, c->version, key.p, fill, &f, &l);
    chn_buf_free(&key);
    if (code == CHN_OK)
        chn_put_lines(c, name, &l, &p);
    chn_lines_free(&l);
    return chn_status_of(c, code);
}

int chn_api_observances(chn_call *c)
{
    return put_list(c, "observances", 100, fill_observances);
}

int chn_api_messages(chn_call *c)
{
    return put_list(c, "messages", CHN_SERVE_PAGE_MAX, fill_messages);
}

int chn_api_follows(chn_call *c)
{
    return put_list(c, "follows", CHN_SERVE_PAGE, fill_follows);
}

/* ---- origins ---- */

static bool add_origin(void *user, const chn_origin *o)
{
    chn_buf *b = user;
    chn_buf_char(b, '{');
    chn_put_text(b, "name", o->name);
    chn_put_text(b, "kind", o->kind);
    chn_put_text(b, "reliability", o->reliability);
    chn_put_int(b, "claims", o->claims);
    chn_put_int(b, "denials", o->denials);
    chn_put_int(b, "reports", o->reports);
    chn_put_int(b, "events", o->events);
    chn_put_int(b, "alone", o->alone);
    chn_buf_z(b, "}\n");
    return !b->failed;
}

static chn_code fill_origins(chn_call *c, chn_buf *b, const void *user)
{
    (void)user;
    return chn_store_origins(c->store, add_origin, b, &c->err);
}

int chn_api_origins(chn_call *c)
{
    chn_lines l;
    const chn_code code =
        chn_lines_of(c, c->version, "origins", fill_origins, NULL, &l);
    chn_buf_z(c->b, "{\"origins\":[");
    for (uint32_t i = 0; i < l.n; i++) {
        chn_comma(c->b);
        chn_buf_str(c->b, chn_line(&l, i));
    }
    chn_buf_z(c->b, "]}");
    chn_lines_free(&l);
    return chn_status_of(c, code);
}
