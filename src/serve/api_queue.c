/* SPDX-License-Identifier: Apache-2.0 */
/* What waits for a reviewer, and how far the reviewer is. */
#include <chancery/review.h>

#include "base/hash.h"
#include "serve/api.h"

const char *chn_who_of(const chn_call *c)
{
    return c->server->o.reviewer ? c->server->o.reviewer : "";
}

/* ---- the queue ---- */

typedef struct queue {
    chn_call *c;
    chn_waiting *at; /* the page */
    chn_paging p;
    char (*skipped)[32]; /* [n_skipped], a copy of the server's */
    uint32_t n_skipped;
    uint32_t *line; /* [n_skipped]: where it waits; UINT32_MAX: it does not */
} queue;

static bool copy_skipped(queue *q)
{
    chn_server *s = q->c->server;
    (void)pthread_mutex_lock(&s->lock);
    const size_t n = s->n_skipped;
    q->skipped = chn_arena_alloc(q->c->a, n + 1, sizeof *q->skipped);
    if (q->skipped && n)
        memcpy(q->skipped, s->skipped, n * sizeof *q->skipped);
    (void)pthread_mutex_unlock(&s->lock);
    q->n_skipped = (uint32_t)n;
    q->line = CHN_NEW(q->c->a, uint32_t, n + 1);
    if (q->line)
        memset(q->line, 0xFF, n * sizeof *q->line);
    return q->skipped && q->line;
}

/* "confidence claim reasons" */
static bool add_doubt(void *user, const chn_doubt *d)
{
    chn_buf *b = user;
    chn_buf_fmt(b, "%d ", (int)d->confidence);
    chn_buf_str(b, d->claim);
    chn_buf_char(b, ' ');
    chn_buf_str(b, d->reasons);
    chn_buf_char(b, '\n');
    return !b->failed;
}

static chn_code fill_doubts(chn_call *c, chn_buf *b, const void *user)
{
    /* whoever has no name has decided on nothing */
    return chn_store_doubts(c->store, "", *(const int32_t *)user, add_doubt, b,
                            &c->err);
}

static bool read_doubt(chn_str line, chn_waiting *w)
{
    const char *one = memchr(line.p, ' ', line.n);
    const char *two =
        one ? memchr(one + 1, ' ', (size_t)(line.p + line.n - one - 1)) : NULL;
    uint32_t confidence = 0;
    if (!two || !chn_str_uint(chn_str_n(line.p, (size_t)(one - line.p)), 100,
                              &confidence))
        return false;
    w->confidence = (int32_t)confidence;
    w->claim = chn_str_n(one + 1, (size_t)(two - one - 1));
    w->reasons = chn_str_n(two + 1, (size_t)(line.p + line.n - two - 1));
    return true;
}

/* Ids of a fixed length: found by their hash in a table of the arena. */
typedef struct id_set {
    chn_str *slot;
    size_t slots; /* a power of two, larger than what it holds */
} id_set;

static chn_str *slot_of(const id_set *x, chn_str id)
{
    uint64_t h = chn_hash(id.p, id.n, 5);
    while (x->slot[h & (x->slots - 1)].n &&
           !chn_str_eq(x->slot[h & (x->slots - 1)], id))
        h++;
    return &x->slot[h & (x->slots - 1)];
}

static bool put_ids(chn_call *c, chn_str list, id_set *x)
{
    chn_str rest = list, one;
    x->slots = 16;
    while (x->slots < list.n / 8)
        x->slots *= 2;
    x->slot = CHN_NEW(c->a, chn_str, x->slots);
    while (x->slot && chn_str_next(&rest, ' ', &one))
        if (one.n)
            *slot_of(x, one) = one;
    return x->slot != NULL;
}

static bool into_words(void *user, chn_str json, chn_str extra)
{
    chn_buf *b = user;
    (void)extra;
    chn_buf_str(b, json);
    chn_buf_char(b, ' ');
    return !b->failed;
}

/* What the reviewer has decided on. */
static chn_code ask_decided(chn_call *c, id_set *x)
{
    chn_page page;
    chn_buf b;
    chn_page_init(&page);
    page.who = c->server->o.reviewer;
    chn_buf_init(&b, CHN_SERVE_ANSWER_MAX);
    chn_code code = chn_store_page(c->store, CHN_PAGE_DECIDED, &page,
                                   into_words, &b, &c->err);
    const chn_str list = chn_arena_str(c->a, b.p ? b.p : "", b.n);
    if (code == CHN_OK && (b.failed || !list.p || !put_ids(c, list, x)))
        code = chn_fail_memory(&c->err);
    chn_buf_free(&b);
    return code;
}

static int32_t skipped_at(const queue *q, chn_str claim)
{
    for (uint32_t i = q->n_skipped; i > 0; i--)
        if (chn_str_is(claim, q->skipped[i - 1]))
            return (int32_t)i - 1;
    return -1;
}

static bool put_at(queue *q, uint32_t at, const chn_waiting *w, bool skipped)
{
    if (at < q->p.offset || at - q->p.offset >= q->p.limit)
        return true;
    chn_waiting *to = &q->at[at - q->p.offset];
    *to = *w;
    to->skipped = skipped;
    /* the list they lie in may go */
    to->claim = chn_arena_str(q->c->a, w->claim.p, w->claim.n);
    to->reasons = chn_arena_str(q->c->a, w->reasons.p, w->reasons.n);
    return to->claim.p && to->reasons.p;
}

static bool walk(queue *q, const chn_lines *l, const id_set *decided,
                 uint32_t *total)
{
    chn_waiting w;
    bool ok = true;
    for (uint32_t i = 0; i < l->n && ok; i++) {
        if (!read_doubt(chn_line(l, i), &w) || slot_of(decided, w.claim)->n)
            continue;
        const int32_t k = q->n_skipped ? skipped_at(q, w.claim) : -1;
        if (k >= 0)
            q->line[k] = i;
        else
            ok = put_at(q, (*total)++, &w, false);
    }
    for (uint32_t k = 0; k < q->n_skipped && ok; k++)
        if (q->line[k] != UINT32_MAX && read_doubt(chn_line(l, q->line[k]), &w))
            ok = put_at(q, (*total)++, &w, true);
    return ok;
}

/* Fills the page; *total gets how many wait. Which claims are doubtful follows
 * from the claims alone, so that a decision does not ask for them again. */
static chn_code ask_queue(chn_call *c, int32_t below, const chn_paging *p,
                          queue *q, uint32_t *total)
{
    char version[CHN_STORE_VERSION_LEN];
    char name[32] = "doubts ";
    chn_lines l = {NULL, NULL, 0};
    id_set decided = {NULL, 0};
    *q = (queue){.c = c, .p = *p};
    *total = 0;
    q->at = CHN_NEW(c->a, chn_waiting, (size_t)p->limit + 1);
    if (!q->at || !copy_skipped(q))
        return chn_fail_memory(&c->err);
    name[7] = (char)('0' + below / 100);
    name[8] = (char)('0' + below / 10 % 10);
    name[9] = (char)('0' + below % 10);
    chn_code code = chn_store_claims_version(c->store, version, &c->err);
    if (code == CHN_OK)
        code = ask_decided(c, &decided);
    if (code == CHN_OK)
        code = chn_lines_of(c, version, name, fill_doubts, &below, &l);
    if (code == CHN_OK && !walk(q, &l, &decided, total))
        code = chn_fail_memory(&c->err);
    chn_lines_free(&l);
    return code;
}

/* An element of the queue, as JSON. */
chn_code chn_put_waiting(chn_call *c, const chn_waiting *w)
{
    chn_buf *b = c->b;
    chn_page page;
    chn_str line, rest = w->reasons, one;
    chn_page_init(&page);
    page.id = w->claim.p;
    const chn_code code = chn_page_one(c, CHN_PAGE_CLAIM_LINE, &page, &line);
    chn_buf_char(b, '{');
    chn_put_str(b, "claim", w->claim);
    chn_put_real(b, "confidence", w->confidence / 100.0);
    chn_key(b, "reasons");
    chn_buf_char(b, '[');
    while (chn_str_next(&rest, ',', &one)) {
        chn_comma(b);
        chn_buf_json(b, chn_str_trim(one));
    }
    chn_buf_char(b, ']');
    chn_put_bool(b, "skipped", w->skipped);
    if (line.n > 2) { /* its members go on in ours */
        chn_comma(b);
        chn_buf_str(b, chn_str_n(line.p + 1, line.n - 1));
    } else {
        chn_buf_char(b, '}');
    }
    return code;
}

static int below_of(chn_call *c, int32_t *below)
{
    chn_query q;
    chn_query_init(&q);
    *below = c->server->o.below;
    const char *z = chn_text_of(c, "below");
    if (!z)
        return 200;
    /* a probability, as confidence is one */
    if (chn_query_set(&q, "confidence", z, &c->err))
        return chn_refuse(c, 400, "below",
                          "below \"%.40s\" is no probability; give a number "
                          "from 0 to 1",
                          z);
    *below = q.confidence;
    return 200;
}

int chn_api_queue(chn_call *c)
{
    chn_paging p;
    queue q;
    int32_t below;
    uint32_t total = 0;
    int status = chn_paging_of(c, CHN_SERVE_PAGE, &p);
    if (status == 200)
        status = below_of(c, &below);
    if (status != 200)
        return status;
    chn_code code = ask_queue(c, below, &p, &q, &total);
    if (code)
        return chn_status_of(c, code);
    chn_buf_char(c->b, '{');
    chn_put_paging(c, &p, total);
    chn_put_real(c->b, "below", below / 100.0);
    chn_put_text(c->b, "reviewer", chn_str_of(chn_who_of(c)));
    chn_key(c->b, "claims");
    chn_buf_char(c->b, '[');
    for (uint32_t i = 0; i < p.limit && q.at[i].claim.n && code == CHN_OK;
         i++) {
        chn_comma(c->b);
        code = chn_put_waiting(c, &q.at[i]);
    }
    chn_buf_z(c->b, "]}");
    return chn_status_of(c, code);
}

/* ---- progress ---- */

/* Decided, waiting and the last ten; *first gets who waits first. */
chn_code chn_put_progress(chn_call *c, chn_waiting *first)
{
    chn_page page;
    chn_paging one = {1, 0};
    chn_str counts;
    queue q;
    uint32_t total = 0;
    chn_buf *b = c->b;
    chn_page_init(&page);
    page.who = c->server->o.reviewer;
    page.limit = 10;
    chn_code code = chn_page_one(c, CHN_PAGE_PROGRESS, &page, &counts);
    if (code == CHN_OK)
        code = ask_queue(c, c->server->o.below, &one, &q, &total);
    if (code == CHN_OK) {
        *first = q.at[0];
        chn_buf_char(b, '{');
        chn_put_text(b, "reviewer", chn_str_of(chn_who_of(c)));
        if (counts.n > 2) {
            chn_comma(b);
            chn_buf_str(b, chn_str_n(counts.p + 1, counts.n - 2));
        }
        chn_put_int(b, "skipped", q.n_skipped);
        chn_put_int(b, "waiting", total);
        code = chn_put_page(c, "last", CHN_PAGE_DECISIONS, &page);
        chn_buf_char(b, '}');
    }
    return code;
}

int chn_api_progress(chn_call *c)
{
    chn_waiting first;
    return chn_status_of(c, chn_put_progress(c, &first));
}
