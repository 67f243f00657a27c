/* SPDX-License-Identifier: Apache-2.0 */
/* Events: lists, and one with all that is known of it. */
#include <chancery/events.h>
#include <chancery/export.h>

#include "serve/api.h"

#define CLAIMS_MAX 200u

/* ---- lists ---- */

static bool add_row(void *user, const chn_event_row *r)
{
    chn_put_row(user, r);
    return !((chn_buf *)user)->failed;
}

static int select_of(chn_call *c, chn_query *q, chn_selection *x)
{
    int status = chn_query_of(c, q);
    if (status != 200)
        return status;
    const chn_code code =
        chn_overview_select(c->overview, c->store, q, x, &c->err);
    if (code == CHN_ERR_INPUT) { /* nobody of that name: a slip, no page */
        (void)chn_status_of(c, code);
        c->parameter = q->text ? "text" : "actor";
        return 400;
    }
    return chn_status_of(c, code);
}

/* Ids of a page of a selection. */
static chn_str *page_of(const chn_call *c, const chn_selection *x,
                        const chn_paging *p, uint32_t *n)
{
    const uint32_t from = p->offset < x->n ? p->offset : x->n;
    *n = x->n - from < p->limit ? x->n - from : p->limit;
    chn_str *ids = CHN_NEW(c->a, chn_str, (size_t)*n + 1);
    for (uint32_t i = 0; ids && i < *n; i++)
        ids[i] = chn_overview_id(c->overview, x->at[from + i]);
    return ids;
}

int chn_api_events(chn_call *c)
{
    static const char *const orders[] = {"date",        "-date",   "confidence",
                                         "-confidence", "reports", "-reports",
                                         "origins",     "-origins"};
    chn_query q;
    chn_paging p;
    chn_selection x = {0, NULL};
    uint32_t order, n = 0;
    int status = chn_paging_of(c, CHN_SERVE_PAGE, &p);
    if (status != 200 || !chn_word_of(c, "sort", orders, 8, 0, &order, &status))
        return status;
    status = select_of(c, &q, &x);
    chn_code code = CHN_OK;
    if (status == 200)
        code = chn_overview_sort(c->overview, &x, (chn_order)(order / 2),
                                 order % 2 == 1, &c->err);
    chn_str *ids = status == 200 && !code ? page_of(c, &x, &p, &n) : NULL;
    if (status == 200 && !code && !ids)
        code = CHN_ERR_MEMORY;
    if (ids) {
        chn_buf_char(c->b, '{');
        chn_put_paging(c, &p, x.n);
        chn_key(c->b, "events");
        chn_buf_char(c->b, '[');
        code = chn_store_rows(c->store, ids, n, add_row, c->b, &c->err);
        chn_buf_z(c->b, "]}");
    }
    chn_selection_free(&x);
    return status != 200 ? status : chn_status_of(c, code);
}

/* ---- disagreement ---- */

typedef struct differing {
    chn_buf *b;
    chn_buf event, field; /* those that are open */
    bool fields;          /* only fields, of one event */
} differing;

static bool is(const chn_buf *b, chn_str s)
{
    return b->n && chn_str_eq(chn_str_n(b->p, b->n), s);
}

static void close_field(differing *d)
{
    if (d->field.n)
        chn_buf_z(d->b, "]}");
    chn_buf_clear(&d->field);
}

static void close_event(differing *d)
{
    close_field(d);
    if (d->event.n && !d->fields)
        chn_buf_z(d->b, "]}");
    chn_buf_clear(&d->event);
}

/* "c1, c2" -> ["c1","c2"] */
static void put_ids(chn_buf *b, const char *name, chn_str joined)
{
    chn_str one;
    chn_key(b, name);
    chn_buf_char(b, '[');
    while (chn_str_next(&joined, ',', &one)) {
        chn_comma(b);
        chn_buf_json(b, one);
    }
    chn_buf_char(b, ']');
}

static bool add_value(void *user, const chn_disagree_row *r)
{
    differing *d = user;
    chn_buf *b = d->b;
    if (!is(&d->event, r->event)) {
        close_event(d);
        chn_buf_str(&d->event, r->event);
        if (!d->fields) {
            chn_comma(b);
            chn_buf_char(b, '{');
            chn_put_str(b, "event", r->event);
            chn_put_str(b, "what", r->what);
            chn_put_day(b, "from", r->from);
            chn_put_day(b, "to", r->to);
            chn_key(b, "fields");
            chn_buf_char(b, '[');
        }
    }
    if (!is(&d->field, r->field)) {
        close_field(d);
        chn_buf_str(&d->field, r->field);
        chn_comma(b);
        chn_buf_char(b, '{');
        chn_put_str(b, "field", r->field);
        chn_put_bool(b, "vague", r->vague);
        chn_key(b, "values");
        chn_buf_char(b, '[');
    }
    chn_comma(b);
    chn_buf_char(b, '{');
    chn_put_str(b, "value", r->value);
    chn_put_bool(b, "agreed", r->agreed);
    put_ids(b, "claims", r->claims);
    chn_put_str(b, "reports", r->reports);
    chn_put_str(b, "origins", r->origins);
    chn_put_text(b, "words", r->quote);
    chn_buf_char(b, '}');
    return !b->failed && !d->event.failed && !d->field.failed;
}

chn_code chn_put_disagreements(chn_call *c, const char *event, bool fields)
{
    differing d = {.b = c->b, .fields = fields};
    chn_buf_init(&d.event, 65536);
    chn_buf_init(&d.field, 65536);
    const chn_code code =
        chn_store_disagree(c->store, NULL, event, add_value, &d, &c->err);
    close_event(&d);
    chn_buf_free(&d.event);
    chn_buf_free(&d.field);
    return code;
}

int chn_api_disagreements(chn_call *c)
{
    chn_query q;
    chn_paging p;
    chn_selection x = {0, NULL};
    uint32_t n = 0, k = 0;
    int status = chn_paging_of(c, CHN_SERVE_PAGE, &p);
    if (status == 200)
        status = select_of(c, &q, &x);
    for (uint32_t i = 0; i < x.n; i++)
        if (chn_overview_disagrees(c->overview, x.at[i]))
            x.at[k++] = x.at[i];
    x.n = k;
    chn_code code = CHN_OK;
    if (status == 200) {
        const chn_str *ids = page_of(c, &x, &p, &n);
        if (!ids)
            code = CHN_ERR_MEMORY;
        chn_buf_char(c->b, '{');
        chn_put_paging(c, &p, x.n);
        chn_key(c->b, "disagreements");
        chn_buf_char(c->b, '[');
        for (uint32_t i = 0; i < n && code == CHN_OK; i++)
            code = chn_put_disagreements(c, ids[i].p, false);
        chn_buf_z(c->b, "]}");
    }
    chn_selection_free(&x);
    return status != 200 ? status : chn_status_of(c, code);
}

/* ---- one event ---- */

typedef struct found {
    chn_call *c;
    char event[64];
    chn_event_row row; /* copied into the arena as far as it is cited */
    bool has_row;
    chn_str head; /* the report of its best claim, as JSON */
} found;

static void keep_event(void *user, const chn_claim_view *v)
{
    found *f = user;
    if (v->event.n < sizeof f->event)
        memcpy(f->event, v->event.p, v->event.n);
}

static chn_str copy(const chn_call *c, chn_str s)
{
    return chn_arena_str(c->a, s.p ? s.p : "", s.n);
}

static bool keep_row(void *user, const chn_event_row *r)
{
    found *f = user;
    f->row = *r;
    f->has_row = true;
    f->row.id = copy(f->c, r->id);
    f->row.source = copy(f->c, r->source.n ? r->source : r->source_code);
    f->row.target = copy(f->c, r->target.n ? r->target : r->target_code);
    f->row.category = copy(f->c, r->category);
    f->row.mode = copy(f->c, r->mode);
    f->row.status = copy(f->c, r->status);
    f->row.place = copy(f->c, r->place);
    f->row.occasion = copy(f->c, r->occasion);
    f->row.voice = copy(f->c, r->voice);
    f->row.claim = copy(f->c, r->claim);
    f->row.sentence = copy(f->c, r->sentence);
    chn_put_row(f->c->b, r);
    return false;
}

/* The event of the path's id, which may be a claim's or a beginning of one. */
static int find_event(chn_call *c, found *f)
{
    memset(f, 0, sizeof *f);
    f->c = c;
    if (c->id.n < sizeof f->event &&
        chn_overview_find(c->overview, c->id) != UINT32_MAX) {
        memcpy(f->event, c->id.p, c->id.n);
        return 200;
    }
    const chn_code code =
        chn_store_show(c->store, c->id.p, keep_event, f, &c->err);
    if (code == CHN_OK && !f->event[0])
        return chn_refuse(c, 404, "id", "no event has this id");
    if (code == CHN_ERR_INPUT) {
        c->parameter = "id";
        return chn_refuse(c, 404, "id", "no event has the id \"%.80s\"",
                          c->id.p);
    }
    return chn_status_of(c, code);
}

static bool add_member(void *user, const chn_member_row *m)
{
    chn_buf *b = user;
    chn_comma(b);
    chn_buf_char(b, '{');
    chn_put_str(b, "claim", m->claim);
    chn_put_str(b, "line", m->line);
    chn_put_str(b, "rule", m->rule);
    chn_put_text(b, "with", m->with);
    chn_put_int(b, "score", m->score);
    chn_buf_fmt(b,
                ",\"points\":{\"date\":%d,\"sides\":%d,\"mode\":%d,"
                "\"actors\":%d,\"place\":%d,\"occasion\":%d,\"text\":%d}",
                (int)m->date, (int)m->sides, (int)m->mode, (int)m->actors,
                (int)m->place, (int)m->occasion, (int)m->text);
    chn_key(b, "miss");
    if (m->miss.n) {
        chn_buf_char(b, '{');
        chn_put_str(b, "claim", m->miss);
        chn_put_str(b, "line", m->miss_line);
        chn_put_str(b, "why", m->miss_why);
        chn_put_int(b, "score", m->miss_score);
        chn_buf_char(b, '}');
    } else {
        chn_buf_z(b, "null");
    }
    chn_buf_char(b, '}');
    return !b->failed;
}

typedef struct listed {
    chn_call *c;
    chn_str id[CLAIMS_MAX];
    uint32_t n;
} listed;

static bool keep_id(void *user, chn_str json, chn_str extra)
{
    listed *l = user;
    (void)extra;
    if (l->n < CLAIMS_MAX)
        l->id[l->n++] = copy(l->c, json);
    return l->n < CLAIMS_MAX;
}

static int put_claims(chn_call *c, const char *event, uint32_t all)
{
    chn_page page;
    chn_page_init(&page);
    page.id = event;
    page.limit = CLAIMS_MAX;
    listed *l = CHN_NEW(c->a, listed, 1);
    if (!l)
        return chn_status_of(c, CHN_ERR_MEMORY);
    l->c = c;
    int status =
        chn_status_of(c, chn_store_page(c->store, CHN_PAGE_EVENT_CLAIMS, &page,
                                        keep_id, l, &c->err));
    chn_key(c->b, "claims");
    chn_buf_char(c->b, '[');
    for (uint32_t i = 0; i < l->n && status == 200; i++) {
        chn_comma(c->b);
        status = chn_put_claim(c, l->id[i].p ? l->id[i].p : "", false);
    }
    chn_buf_char(c->b, ']');
    chn_put_int(c->b, "more_claims", all > l->n ? all - l->n : 0);
    return status;
}

static void put_neighbours(chn_call *c, const char *event)
{
    const uint32_t at = chn_overview_find(c->overview, chn_str_of(event));
    const bool is_there = at != UINT32_MAX;
    chn_put_text(c->b, "previous",
                 is_there && at > 0 ? chn_overview_id(c->overview, at - 1)
                                    : chn_str_n("", 0));
    chn_put_text(c->b, "next",
                 is_there ? chn_overview_id(c->overview, at + 1)
                          : chn_str_n("", 0));
}

static chn_code put_rest(chn_call *c, found *f)
{
    chn_page page;
    chn_str history;
    chn_page_init(&page);
    page.id = f->event;
    chn_key(c->b, "merging");
    chn_buf_char(c->b, '[');
    chn_code code =
        chn_store_members(c->store, f->event, add_member, c->b, &c->err);
    chn_buf_z(c->b, "],\"disagree\":[");
    if (code == CHN_OK)
        code = chn_put_disagreements(c, f->event, true);
    chn_buf_char(c->b, ']');
    if (code == CHN_OK)
        code = chn_page_one(c, CHN_PAGE_EVENT_HISTORY, &page, &history);
    if (code)
        return code;
    chn_put_json(c->b, "history", history);
    code = chn_put_page(c, "follows", CHN_PAGE_EVENT_FOLLOWS, &page);
    if (code == CHN_OK)
        code = chn_put_page(c, "decisions", CHN_PAGE_EVENT_DECISIONS, &page);
    return code;
}

static void keep_head(void *user, const chn_claim_view *v)
{
    found *f = user;
    chn_buf b;
    chn_buf_init(&b, (size_t)1 << 20);
    chn_buf_char(&b, '{');
    chn_put_str(&b, "id", v->report);
    chn_put_text(&b, "publisher", v->publisher);
    chn_put_text(&b, "title", v->title);
    chn_put_text(&b, "url", v->url);
    chn_put_day(&b, "day", v->dating.day);
    chn_buf_char(&b, '}');
    f->head = chn_arena_str(f->c->a, b.p ? b.p : "", b.n);
    chn_buf_bear(f->c->b, &b);
    chn_buf_free(&b);
}

int chn_api_event(chn_call *c)
{
    found f;
    int status = find_event(c, &f);
    if (status != 200)
        return status;
    const chn_str id = chn_str_of(f.event);
    chn_buf *b = c->b;
    chn_buf_z(b, "{\"row\":");
    chn_code code = chn_store_rows(c->store, &id, 1, keep_row, &f, &c->err);
    if (code == CHN_OK && !f.has_row)
        return chn_refuse(c, 404, "id", "no event has the id \"%.80s\"",
                          c->id.p);
    chn_key(b, "record");
    if (code == CHN_OK)
        code = chn_store_record(c->store, f.event, chn_into_buf, b, &c->err);
    if (b->n && b->p[b->n - 1] == '\n')
        b->n--;
    status = chn_status_of(c, code);
    if (status == 200)
        status = put_claims(c, f.event, f.row.n_claims);
    if (status == 200)
        status = chn_status_of(c, put_rest(c, &f));
    if (status == 200)
        status = chn_status_of(
            c, chn_store_show(c->store, f.row.claim.p, keep_head, &f, &c->err));
    if (status != 200)
        return status;
    chn_key(b, "citation");
    chn_cite(c, &f.row, f.head);
    put_neighbours(c, f.event);
    chn_buf_char(b, '}');
    return 200;
}

int chn_api_citation(chn_call *c)
{
    found f;
    int status = find_event(c, &f);
    if (status != 200)
        return status;
    const chn_str id = chn_str_of(f.event);
    chn_code code = chn_store_rows(c->store, &id, 1, keep_row, &f, &c->err);
    if (code == CHN_OK && !f.has_row)
        return chn_refuse(c, 404, "id", "no event has the id \"%.80s\"",
                          c->id.p);
    if (code == CHN_OK)
        code = chn_store_show(c->store, f.row.claim.p, keep_head, &f, &c->err);
    status = chn_status_of(c, code);
    if (status != 200)
        return status;
    chn_buf_clear(c->b);
    chn_cite(c, &f.row, f.head);
    return 200;
}

/* ---- counts ---- */

typedef struct counting {
    chn_buf *b;
    const char *like;
    uint32_t limit, n, all;
    bool actors;
    chn_code (*state)(const char *word, char out[16], chn_err *err);
} counting;

static char low(char x)
{
    return x >= 'A' && x <= 'Z' ? (char)(x + 32) : x;
}

static bool contains(chn_str s, const char *part)
{
    const size_t n = strlen(part);
    for (size_t i = 0; i + n <= s.n; i++) {
        size_t k = 0;
        while (k < n && low(s.p[i + k]) == low(part[k]))
            k++;
        if (k == n)
            return true;
    }
    return false;
}

static bool add_facet(void *user, const chn_facet_value *v)
{
    counting *k = user;
    if (k->like && !contains(v->value, k->like) && !contains(v->label, k->like))
        return true;
    k->all++;
    if (k->n == k->limit)
        return true; /* the rest is counted */
    k->n++;
    chn_comma(k->b);
    chn_buf_char(k->b, '{');
    chn_buf value;
    char code[16];
    chn_err none;
    chn_buf_init(&value, (size_t)1 << 20);
    /* a state's name would be read as its code, with all its people */
    if (k->actors && k->state && k->state(v->value.p, code, &none) == CHN_OK)
        chn_buf_char(&value, '=');
    chn_buf_str(&value, v->value);
    chn_put_str(k->b, "value", chn_str_n(value.p ? value.p : "", value.n));
    chn_buf_bear(k->b, &value);
    chn_buf_free(&value);
    chn_put_str(k->b, "label", v->label);
    chn_put_int(k->b, "count", v->n);
    chn_buf_char(k->b, '}');
    return !k->b->failed;
}

static bool in_list(const char *list, const char *word)
{
    chn_str rest = chn_str_of(list), one;
    while (chn_str_next(&rest, ',', &one))
        if (chn_str_is(one, word))
            return true;
    return false;
}

static bool known_facets(const char *list)
{
    chn_str rest = chn_str_of(list), one;
    while (chn_str_next(&rest, ',', &one)) {
        bool is_there = false;
        for (uint32_t i = 0; chn_overview_facet_name(i); i++)
            is_there = is_there || chn_str_is(one, chn_overview_facet_name(i));
        if (!is_there)
            return false;
    }
    return true;
}

int chn_api_facets(chn_call *c)
{
    chn_query q;
    chn_selection x = {0, NULL};
    uint32_t limit;
    int status = 200;
    const char *list = chn_text_of(c, "facet");
    if (!chn_number_of(c, "limit", 1, 1000, 20, &limit, &status))
        return status;
    if (list && !known_facets(list))
        return chn_refuse(c, 400, "facet",
                          "facet \"%.80s\" is unknown; there are: actor, dyad, "
                          "category, mode, status, place, origin, occasion, "
                          "year and reviewed",
                          list);
    status = select_of(c, &q, &x);
    chn_code code = CHN_OK;
    if (status == 200) {
        uint32_t all[16] = {0};
        chn_buf_char(c->b, '{');
        chn_put_int(c->b, "total", x.n);
        chn_key(c->b, "facets");
        chn_buf_char(c->b, '{');
        for (uint32_t i = 0; chn_overview_facet_name(i) && code == CHN_OK;
             i++) {
            const char *name = chn_overview_facet_name(i);
            counting k = {.b = c->b,
                          .like = chn_text_of(c, "like"),
                          .limit = limit,
                          .actors = strcmp(name, "actor") == 0,
                          .state = c->server->o.state};
            if (list && !in_list(list, name))
                continue;
            chn_key(c->b, name);
            chn_buf_char(c->b, '[');
            code = chn_overview_facet(c->overview, &x, name, add_facet, &k,
                                      &c->err);
            chn_buf_char(c->b, ']');
            all[i] = k.all;
        }
        chn_buf_z(c->b, "},\"values\":{");
        for (uint32_t i = 0; chn_overview_facet_name(i); i++)
            if (!list || in_list(list, chn_overview_facet_name(i)))
                chn_put_int(c->b, chn_overview_facet_name(i), all[i]);
        chn_buf_z(c->b, "}}");
    }
    chn_selection_free(&x);
    return status != 200 ? status : chn_status_of(c, code);
}

/* ---- density ---- */

typedef struct bins {
    chn_buf *b;
    uint32_t undated[CHN_STATUSES];
    char first[11], last[11];
} bins;

static void put_counts(chn_buf *b, const uint32_t n[CHN_STATUSES])
{
    for (uint32_t i = 0; i < CHN_STATUSES; i++) {
        chn_comma(b);
        chn_buf_int(b, n[i]);
    }
}

static bool add_bin(void *user, const char *period,
                    const uint32_t n[CHN_STATUSES])
{
    bins *k = user;
    if (!*period) {
        memcpy(k->undated, n, sizeof k->undated);
        return true;
    }
    if (!k->first[0])
        memcpy(k->first, period, strlen(period) + 1);
    memcpy(k->last, period, strlen(period) + 1);
    chn_comma(k->b);
    chn_buf_fmt(k->b, "[\"%s\"", period);
    put_counts(k->b, n);
    chn_buf_char(k->b, ']');
    return !k->b->failed;
}

int chn_api_density(chn_call *c)
{
    static const char *const periods[] = {"day", "month", "year"};
    chn_query q;
    chn_selection x = {0, NULL};
    uint32_t by;
    int status = 200;
    if (!chn_word_of(c, "by", periods, 3, 1, &by, &status))
        return status;
    status = select_of(c, &q, &x);
    if (status == 200) {
        bins k = {.b = c->b};
        chn_buf_char(c->b, '{');
        chn_put_str(c->b, "by", chn_str_of(periods[by]));
        chn_put_int(c->b, "total", x.n);
        chn_key(c->b, "statuses");
        chn_buf_char(c->b, '[');
        for (uint32_t i = 0; i < CHN_STATUSES; i++) {
            chn_comma(c->b);
            chn_buf_json(c->b, chn_str_of(chn_overview_status(i)));
        }
        chn_buf_z(c->b, "],\"bins\":[");
        chn_overview_density(c->overview, &x, (chn_density_by)by, add_bin, &k);
        chn_buf_z(c->b, "],\"undated\":[");
        put_counts(c->b, k.undated);
        chn_buf_char(c->b, ']');
        chn_put_text(c->b, "first", chn_str_of(k.first));
        chn_put_text(c->b, "last", chn_str_of(k.last));
        chn_buf_char(c->b, '}');
    }
    chn_selection_free(&x);
    return status;
}

/* ---- network ---- */

static void put_network(void *user, const chn_network *net)
{
    chn_buf *b = user;
    chn_key(b, "nodes");
    chn_buf_char(b, '[');
    for (uint32_t i = 0; i < net->n_nodes; i++) {
        const chn_network_node *x = &net->nodes[i];
        chn_comma(b);
        chn_buf_char(b, '{');
        chn_put_str(b, "id", x->id);
        chn_put_str(b, "label", x->label);
        chn_put_text(b, "country", x->country);
        chn_put_str(
            b, "kind",
            chn_str_of(chn_str_eq(x->id, x->country) ? "country" : "actor"));
        chn_put_int(b, "events", x->n);
        chn_buf_char(b, '}');
    }
    chn_buf_z(b, "],\"edges\":[");
    for (uint32_t i = 0; i < net->n_edges; i++) {
        const chn_network_edge *e = &net->edges[i];
        chn_comma(b);
        chn_buf_char(b, '{');
        chn_put_str(b, "a", net->nodes[e->a].id);
        chn_put_str(b, "b", net->nodes[e->b].id);
        chn_put_int(b, "events", e->n);
        chn_put_int(b, "forth", e->forth);
        chn_put_int(b, "back", e->back);
        chn_put_int(b, "cooperation", e->cooperation);
        chn_put_int(b, "conflict", e->conflict);
        chn_put_real(b, "score", e->score);
        chn_put_day(b, "first", e->first);
        chn_put_day(b, "last", e->last);
        chn_buf_char(b, '}');
    }
    chn_buf_char(b, ']');
    chn_put_int(b, "left_out", net->left_out);
}

int chn_api_network(chn_call *c)
{
    static const char *const kinds[] = {"actor", "country"};
    chn_query q;
    chn_selection x = {0, NULL};
    uint32_t by, limit;
    int status = 200;
    if (!chn_word_of(c, "by", kinds, 2, 0, &by, &status) ||
        !chn_number_of(c, "limit", 2, 300, 60, &limit, &status))
        return status;
    status = select_of(c, &q, &x);
    chn_code code = CHN_OK;
    if (status == 200) {
        chn_buf_char(c->b, '{');
        chn_put_str(c->b, "by", chn_str_of(kinds[by]));
        chn_put_int(c->b, "total", x.n);
        code = chn_overview_network(c->overview, &x, by == 1, limit,
                                    put_network, c->b, &c->err);
        chn_buf_char(c->b, '}');
    }
    chn_selection_free(&x);
    return status != 200 ? status : chn_status_of(c, code);
}

/* ---- map ---- */

typedef struct mapping {
    chn_buf *b;
    uint32_t limit;
} mapping;

static void put_map(void *user, const chn_map *map)
{
    const mapping *k = user;
    chn_buf *b = k->b;
    chn_put_int(b, "nowhere", map->nowhere);
    chn_put_int(b, "unplaced", map->unplaced);
    chn_key(b, "countries");
    chn_buf_char(b, '[');
    for (uint32_t i = 0; i < map->n_countries; i++) {
        const chn_map_row *x = &map->countries[i];
        chn_comma(b);
        chn_buf_char(b, '{');
        chn_put_str(b, "country", x->country);
        chn_put_int(b, "events", x->n);
        chn_key(b, "status");
        chn_buf_char(b, '[');
        put_counts(b, x->status);
        chn_buf_z(b, "]}");
    }
    chn_buf_z(b, "],\"places\":[");
    for (uint32_t i = 0; i < map->n_places && i < k->limit; i++) {
        const chn_map_row *x = &map->places[i];
        chn_comma(b);
        chn_buf_char(b, '{');
        chn_put_str(b, "place", x->place);
        chn_put_text(b, "country", x->country);
        chn_put_real(b, "lat", x->lat); /* NAN: null */
        chn_put_real(b, "lon", x->lon);
        chn_put_int(b, "events", x->n);
        chn_key(b, "status");
        chn_buf_char(b, '[');
        put_counts(b, x->status);
        chn_buf_z(b, "]}");
    }
    chn_buf_char(b, ']');
}

int chn_api_map(chn_call *c)
{
    chn_query q;
    chn_selection x = {0, NULL};
    mapping k = {.b = c->b};
    int status = 200;
    if (!chn_number_of(c, "limit", 1, 2000, 500, &k.limit, &status))
        return status;
    status = select_of(c, &q, &x);
    chn_code code = CHN_OK;
    if (status == 200) {
        chn_buf_char(c->b, '{');
        chn_put_int(c->b, "total", x.n);
        code = chn_overview_map(c->overview, &x, put_map, &k, &c->err);
        chn_buf_char(c->b, '}');
    }
    chn_selection_free(&x);
    return status != 200 ? status : chn_status_of(c, code);
}
