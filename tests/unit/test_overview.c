/* SPDX-License-Identifier: Apache-2.0 */
/* An overview finds and counts what the store's own statements find. */
#include <chancery/chancery.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/str.h"
#include "check.h"

static char path[] = "/dev/shm/chancery-overview-XXXXXX";

static void fill(void)
{
    chn_err err;
    chn_report r;
    chn_engine *e = chn_engine_open(NULL, &err);
    chn_worker *w = chn_worker_new(e, &err);
    chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
    chn_reader_options o;
    chn_reader_options_init(&o);
    chn_reader *in = chn_reader_new(&o, &err);
    CHECK(e && w && s && in);
    CHECK_INT(chn_reader_add(in, CHN_SOURCE_DIR "/data/samples", &err), CHN_OK);
    CHECK_INT(chn_store_begin(s, &err), CHN_OK);
    while (chn_reader_next(in, &r, &err) == 1) {
        chn_added added;
        chn_result *x = chn_worker_code(w, &r, &err);
        CHECK(x && chn_store_add(s, x, &added, &err) == CHN_OK);
        chn_result_free(x);
    }
    CHECK_INT(chn_store_commit(s, &err), CHN_OK);
    chn_store_close(s);
    chn_reader_free(in);
    chn_worker_free(w);
    chn_engine_free(e);
}

/* ---- what is found ---- */

static bool add_id(void *user, const chn_event_row *r)
{
    chn_buf_str(user, r->id);
    chn_buf_char(user, ' ');
    return true;
}

static void ids_of(const chn_overview *o, const chn_selection *x, chn_buf *b)
{
    for (uint32_t i = 0; i < x->n; i++) {
        chn_buf_str(b, chn_overview_id(o, x->at[i]));
        chn_buf_char(b, ' ');
    }
}

/* "actor=kim;from=2018": set one by one. */
static void set(chn_query *q, const char *what, char *room, size_t n)
{
    chn_err err;
    chn_query_init(q);
    snprintf(room, n, "%s", what);
    for (char *at = room; *at;) {
        char *eq = strchr(at, '=');
        char *end = strchr(at, ';');
        if (end)
            *end = '\0';
        *eq = '\0';
        CHECK_INT(chn_query_set(q, at, eq + 1, &err), CHN_OK);
        at = end ? end + 1 : eq + 1 + strlen(eq + 1);
    }
}

static const char *const queries[] = {
    "",
    "actor=kim-jong-un",
    "actor=kim",
    "actor=prk",
    "actor=Iran",
    "actor=jong",
    "dyad=PRK-KOR",
    "dyad=kor-prk;status=planned",
    "dyad=XXX-YYY",
    "category=consult",
    "category=CONSULT;mode=VISIT",
    "mode=visit",
    "status=denied",
    "status=planned;from=2018",
    "place=singapore",
    "place=Nowhere",
    "origin=the report itself",
    "reviewed=unreviewed",
    "reviewed=rejected",
    "reviewed=accepted",
    "reviewed=rejected;confidence=0.5",
    "reviewed=rejected;category=consult;mode=MEET;from=2000",
    "reviewed=rejected;actor=kor",
    "reviewed=rejected;actor=kim",
    "reviewed=rejected;actor=moon-jae-in;status=occurred",
    "reviewed=rejected;dyad=PRK-KOR",
    "reviewed=rejected;origin=THE REPORT ITSELF;text=the",
    "text=  ",
    "from=2018-06",
    "to=2018",
    "from=2018-06;to=2018-06",
    "from=1990;to=2000",
    "confidence=0.8",
    "confidence=1",
    "text=summit",
    "text=\"the two\" sum*",
    "text=zzzz",
    "text=the;category=AGREE;from=2016;confidence=0.3",
};

static void same_events(chn_store *s, const chn_overview *o, const char *what)
{
    char room[256];
    chn_query q;
    chn_err err;
    chn_selection x;
    chn_buf want, got;
    set(&q, what, room, sizeof room);
    chn_buf_init(&want, (size_t)1 << 24);
    chn_buf_init(&got, (size_t)1 << 24);
    CHECK_INT(chn_store_query(s, &q, add_id, &want, &err), CHN_OK);
    CHECK_INT(chn_overview_select(o, s, &q, &x, &err), CHN_OK);
    ids_of(o, &x, &got);
    if (want.n != got.n || (want.n && memcmp(want.p, got.p, want.n) != 0))
        printf("# %s: %u events\n", what, (unsigned)x.n);
    CHECK(chn_str_eq(chn_str_n(want.p, want.n), chn_str_n(got.p, got.n)));
    chn_selection_free(&x);
    chn_buf_free(&want);
    chn_buf_free(&got);
}

/* ---- what is counted ---- */

typedef struct listing {
    chn_buf *b;
    const char *group;
} listing;

static bool add_stat(void *user, const chn_stat *x)
{
    const listing *l = user;
    if (strcmp(x->group, l->group) != 0)
        return true;
    chn_buf_str(l->b, x->name);
    chn_buf_fmt(l->b, "=%d\n", (int)x->count);
    return true;
}

static bool add_value(void *user, const chn_facet_value *v)
{
    chn_buf_str(user, v->value);
    chn_buf_fmt(user, "=%u\n", (unsigned)v->n);
    return true;
}

static void same_facets(chn_store *s, const chn_overview *o, const char *what)
{
    char room[256];
    chn_query q;
    chn_err err;
    chn_selection x;
    set(&q, what, room, sizeof room);
    CHECK_INT(chn_overview_select(o, s, &q, &x, &err), CHN_OK);
    for (uint32_t i = 0; chn_overview_facet_name(i); i++) {
        const char *name = chn_overview_facet_name(i);
        chn_buf want, got;
        chn_buf_init(&want, (size_t)1 << 24);
        chn_buf_init(&got, (size_t)1 << 24);
        listing l = {&want, name};
        CHECK_INT(chn_store_facets(s, &q, add_stat, &l, &err), CHN_OK);
        CHECK_INT(chn_overview_facet(o, &x, name, add_value, &got, &err),
                  CHN_OK);
        if (!chn_str_eq(chn_str_n(want.p, want.n), chn_str_n(got.p, got.n)))
            printf("# %s under \"%s\":\n# want %.300s\n# got %.300s\n", name,
                   what, want.p ? want.p : "", got.p ? got.p : "");
        CHECK(chn_str_eq(chn_str_n(want.p, want.n), chn_str_n(got.p, got.n)));
        chn_buf_free(&want);
        chn_buf_free(&got);
    }
    chn_selection_free(&x);
}

/* ---- sums ---- */

typedef struct sums {
    uint32_t n, undated, edges, nodes, places, nowhere;
    char last[11];
} sums;

static bool add_bin(void *user, const char *period,
                    const uint32_t n[CHN_STATUSES])
{
    sums *s = user;
    for (uint32_t i = 0; i < CHN_STATUSES; i++)
        *(*period ? &s->n : &s->undated) += n[i];
    if (*period) {
        CHECK(strcmp(s->last, period) < 0); /* in order, each once */
        snprintf(s->last, sizeof s->last, "%s", period);
    }
    return true;
}

static void add_network(void *user, const chn_network *net)
{
    sums *s = user;
    s->nodes = net->n_nodes;
    s->edges = net->n_edges;
    for (uint32_t i = 0; i < net->n_edges; i++) {
        const chn_network_edge *e = &net->edges[i];
        CHECK(e->a < e->b && e->b < net->n_nodes && e->n > 0);
        CHECK(e->forth <= e->n && e->back <= e->n);
        CHECK(e->forth + e->back >= e->n);
        CHECK(e->cooperation + e->conflict <= e->n);
        CHECK(i == 0 || net->edges[i - 1].n >= e->n);
    }
    for (uint32_t i = 1; i < net->n_nodes; i++)
        CHECK(net->nodes[i - 1].n >= net->nodes[i].n);
}

static void add_map(void *user, const chn_map *m)
{
    sums *s = user;
    uint32_t countries = 0;
    for (uint32_t i = 0; i < m->n_places; i++)
        s->places += m->places[i].n;
    for (uint32_t i = 0; i < m->n_countries; i++)
        countries += m->countries[i].n;
    CHECK_INT(countries + m->unplaced, s->places);
    s->nowhere = m->nowhere;
}

static void sums_hold(chn_store *s, const chn_overview *o, const char *what)
{
    char room[256];
    chn_query q;
    chn_err err;
    chn_selection x;
    set(&q, what, room, sizeof room);
    CHECK_INT(chn_overview_select(o, s, &q, &x, &err), CHN_OK);
    for (int by = CHN_DENSITY_DAY; by <= CHN_DENSITY_YEAR; by++) {
        sums k = {0};
        chn_overview_density(o, &x, (chn_density_by)by, add_bin, &k);
        CHECK_INT(k.n + k.undated, x.n);
    }
    sums k = {0};
    CHECK_INT(chn_overview_network(o, &x, false, 300, add_network, &k, &err),
              CHN_OK);
    CHECK_INT(chn_overview_network(o, &x, true, 5, add_network, &k, &err),
              CHN_OK);
    CHECK(k.nodes <= 5);
    CHECK_INT(chn_overview_map(o, &x, add_map, &k, &err), CHN_OK);
    CHECK_INT(k.places + k.nowhere, x.n);
    chn_selection_free(&x);
}

/* ---- order ---- */

static bool note_confidence(void *user, const chn_event_row *r)
{
    chn_buf_char(user, (char)r->confidence_percent);
    return true;
}

static void orders(chn_store *s, const chn_overview *o)
{
    chn_query q;
    chn_err err;
    chn_selection x;
    chn_query_init(&q);
    for (int falling = 0; falling < 2; falling++) {
        CHECK_INT(chn_overview_select(o, s, &q, &x, &err), CHN_OK);
        CHECK_INT(
            chn_overview_sort(o, &x, CHN_ORDER_CONFIDENCE, falling == 1, &err),
            CHN_OK);
        chn_buf b;
        chn_buf_init(&b, 4096);
        for (uint32_t i = 0; i < x.n; i++) {
            const chn_str id = chn_overview_id(o, x.at[i]);
            CHECK_INT(chn_store_rows(s, &id, 1, note_confidence, &b, &err),
                      CHN_OK);
        }
        CHECK_INT(b.n, x.n);
        for (size_t i = 1; i < b.n; i++) {
            CHECK(falling ? b.p[i - 1] >= b.p[i] : b.p[i - 1] <= b.p[i]);
            if (b.p[i - 1] == b.p[i]) /* equal ones stay by date */
                CHECK(x.at[i - 1] < x.at[i]);
        }
        chn_buf_free(&b);
        chn_selection_free(&x);
    }
    /* undated events are last, whichever way round */
    CHECK_INT(chn_overview_select(o, s, &q, &x, &err), CHN_OK);
    const uint32_t last = x.n ? x.at[x.n - 1] : 0;
    CHECK_INT(chn_overview_sort(o, &x, CHN_ORDER_DATE, true, &err), CHN_OK);
    CHECK(x.n > 0 && x.at[x.n - 1] == last);
    chn_selection_free(&x);
}

static bool first_claim(void *user, const chn_event_row *r)
{
    snprintf(user, 32, "%s", r->claim.p);
    return false;
}

int main(void)
{
    chn_err err;
    const int fd = mkstemp(path);
    if (fd < 0)
        return 1;
    (void)close(fd);
    (void)unlink(path);
    TEST("a store of the samples")
    {
        fill();
    }
    chn_store *s = chn_store_open(path, CHN_STORE_WRITE, &err);
    chn_overview *o = s ? chn_overview_new(s, &err) : NULL;
    if (!o)
        return 1;
    const size_t n = sizeof queries / sizeof *queries;
    TEST("the same events as by the store's statement, in the same order")
    for (size_t i = 0; i < n; i++)
        same_events(s, o, queries[i]);
    TEST("the same counts of the whole store, and of queries")
    {
        same_facets(s, o, "");
        same_facets(s, o, "category=CONSULT");
        same_facets(s, o, "actor=kim-jong-un;from=2018");
        same_facets(s, o, "text=summit;status=occurred");
    }
    TEST("sums add up")
    for (size_t i = 0; i < n; i++)
        sums_hold(s, o, queries[i]);
    TEST("order")
    orders(s, o);
    TEST("nobody of a name is a mistake, and so is no pair")
    {
        chn_query q;
        chn_selection x;
        chn_query_init(&q);
        q.actor = "nobody at all";
        CHECK_INT(chn_overview_select(o, s, &q, &x, &err), CHN_ERR_INPUT);
        chn_selection_free(&x);
        q.actor = NULL;
        q.dyad = "PRK";
        CHECK_INT(chn_overview_select(o, s, &q, &x, &err), CHN_ERR_ARGUMENT);
        chn_selection_free(&x);
        CHECK_INT(chn_overview_facet(o, &x, "colour", add_value, NULL, &err),
                  CHN_ERR_ARGUMENT);
    }
    TEST("its version is the store's, and a decision changes it")
    {
        char was[CHN_STORE_VERSION_LEN], is[CHN_STORE_VERSION_LEN];
        char claims[2][CHN_STORE_VERSION_LEN], claim[32] = "";
        chn_overview_head h;
        chn_query q;
        chn_query_init(&q);
        q.category = "CONSULT";
        CHECK_INT(chn_store_version(s, was, &err), CHN_OK);
        CHECK_INT(chn_store_claims_version(s, claims[0], &err), CHN_OK);
        chn_overview_tell(o, &h);
        CHECK(strcmp(h.version, was) == 0);
        CHECK_INT(chn_store_query(s, &q, first_claim, claim, &err), CHN_OK);
        const chn_decision d = {.claim = claim,
                                .state = CHN_REVIEW_REJECTED,
                                .who = "ada",
                                .at = "2026-01-31"};
        CHECK_INT(chn_store_review(s, &d, &err), CHN_OK);
        CHECK_INT(chn_store_version(s, is, &err), CHN_OK);
        CHECK_INT(chn_store_claims_version(s, claims[1], &err), CHN_OK);
        CHECK(strcmp(was, is) != 0 && strcmp(claims[0], claims[1]) == 0);
        const uint32_t events = h.events;
        chn_overview_free(o);
        o = chn_overview_new(s, &err);
        CHECK(o != NULL);
        chn_overview_tell(o, &h);
        CHECK_INT(h.events + h.rejected, events);
        for (size_t i = 0; i < n; i++)
            same_events(s, o, queries[i]);
        same_facets(s, o, "");
        same_facets(s, o, "category=CONSULT");
    }
    chn_overview_free(o);
    chn_store_close(s);
    (void)unlink(path);
    return check_end();
}
