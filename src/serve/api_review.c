/* SPDX-License-Identifier: Apache-2.0 */
/* What reviewers say. Decisions go through one
 * handle, one after the other; they are in the store before the answer is. */
#include <chancery/events.h>
#include <chancery/review.h>
#include <math.h>
#include <stdio.h>

#include "base/json.h"
#include "serve/api.h"

/* ---- agreement, conflicts, decisions ---- */

static bool add_figure(void *user, const chn_agreement *x)
{
    chn_buf *b = user;
    chn_comma(b);
    chn_buf_char(b, '{');
    chn_put_str(b, "kind", chn_str_of(x->kind));
    chn_put_text(b, "a", x->a);
    chn_put_text(b, "b", x->b);
    chn_put_str(b, "field", chn_str_of(x->field));
    chn_put_int(b, "n", x->n);
    chn_put_real(b, "percent", x->percent);
    chn_put_real(b, "kappa", x->kappa);
    chn_put_real(b, "alpha", x->alpha);
    chn_put_real(b, "precision", x->precision);
    chn_put_real(b, "recall", x->recall);
    chn_buf_char(b, '}');
    return !b->failed;
}

int chn_api_agreement(chn_call *c)
{
    chn_buf_z(c->b, "{\"figures\":[");
    const chn_code code =
        chn_store_agreement(c->store, add_figure, c->b, &c->err);
    chn_buf_z(c->b, "]}");
    return chn_status_of(c, code);
}

static bool add_conflict(void *user, const chn_conflict *x)
{
    chn_buf *b = user;
    chn_comma(b);
    chn_buf_char(b, '{');
    chn_put_str(b, "kind", chn_str_of(x->kind));
    chn_put_str(b, "claim", x->claim);
    chn_put_text(b, "report", x->report);
    chn_put_str(b, "field", x->field);
    chn_put_str(b, "who", x->who);
    chn_put_text(b, "value", x->value);
    chn_put_text(b, "other_who", x->other_who);
    chn_put_text(b, "other_value", x->other_value);
    chn_buf_char(b, '}');
    return !b->failed;
}

int chn_api_conflicts(chn_call *c)
{
    chn_buf_z(c->b, "{\"conflicts\":[");
    const chn_code code =
        chn_store_conflicts(c->store, add_conflict, c->b, &c->err);
    chn_buf_z(c->b, "]}");
    return chn_status_of(c, code);
}

int chn_api_decisions(chn_call *c)
{
    chn_page page;
    chn_paging p;
    chn_str n;
    uint32_t total = 0;
    chn_page_init(&page);
    const int status = chn_paging_of(c, CHN_SERVE_PAGE, &p);
    if (status != 200)
        return status;
    page.limit = p.limit;
    page.offset = p.offset;
    chn_code code = chn_page_one(c, CHN_PAGE_DECISIONS_N, &page, &n);
    (void)chn_str_uint(n, UINT32_MAX - 1, &total);
    chn_buf_char(c->b, '{');
    chn_put_paging(c, &p, total);
    if (code == CHN_OK)
        code = chn_put_page(c, "decisions", CHN_PAGE_DECISIONS, &page);
    chn_buf_char(c->b, '}');
    return chn_status_of(c, code);
}

static bool add_verdict(void *user, const chn_verdict_row *v)
{
    chn_buf *b = user;
    chn_comma(b);
    chn_buf_char(b, '{');
    chn_put_int(b, "number", v->seq);
    chn_put_str(b, "kind", v->kind);
    chn_put_str(b, "a", v->a);
    chn_put_str(b, "b", v->b);
    chn_put_str(b, "who", v->who);
    chn_put_str(b, "at", v->at);
    chn_put_text(b, "why", v->why);
    chn_key(b, "lines");
    chn_buf_char(b, '[');
    for (int i = 0; i < 2; i++) {
        chn_comma(b);
        if (v->line[i].n)
            chn_buf_json(b, v->line[i]);
        else
            chn_buf_z(b, "null");
    }
    chn_buf_char(b, ']');
    chn_put_str(b, "state", chn_str_of(v->state));
    chn_buf_char(b, '}');
    return !b->failed;
}

int chn_api_merges(chn_call *c)
{
    chn_buf_z(c->b, "{\"merges\":[");
    const chn_code code =
        chn_store_verdict_rows(c->store, add_verdict, c->b, &c->err);
    chn_buf_z(c->b, "]}");
    return chn_status_of(c, code);
}

/* ---- deciding ---- */

/* The body's members: text, or empty where they are not there. */
enum { M_ACTION = 0, M_CLAIM, M_WHAT, M_WHY, M_A, M_B, M_N };

static int body_of(chn_call *c, const char *const *names, uint32_t n,
                   chn_str *values)
{
    chn_str name[M_N];
    bool found[M_N];
    for (uint32_t i = 0; i < n; i++)
        name[i] = chn_str_of(names[i]);
    const chn_code code =
        chn_json_fields(c->a, c->request->body.p ? c->request->body.p : "",
                        c->request->body.n, name, n, values, found, &c->err);
    if (code == CHN_OK)
        return 200;
    return code == CHN_ERR_MEMORY
               ? chn_status_of(c, code)
               : chn_refuse(c, 400, NULL,
                            "the body is no JSON object of the kind that is "
                            "asked for");
}

/* No NUL, of a length that a person writes. */
static bool is_plain(chn_str s)
{
    return s.n <= 4096 && (s.n == 0 || !memchr(s.p, '\0', s.n));
}

/* Event of the claim, and the state of its reviews. */
static int find_state(chn_call *c, const char *claim, chn_str *event,
                      chn_str *state)
{
    chn_page page;
    chn_page_init(&page);
    page.id = claim;
    *state = chn_str_n("", 0);
    chn_code code = chn_page_one(c, CHN_PAGE_CLAIM_EVENT, &page, event);
    page.id = event->n ? event->p : "";
    if (code == CHN_OK)
        code = chn_page_one(c, CHN_PAGE_EVENT_STATE, &page, state);
    return chn_status_of(c, code);
}

static int answer_decided(chn_call *c, const char *action, const char *claim)
{
    chn_store *w = c->server->writer;
    char version[CHN_STORE_VERSION_LEN] = "";
    chn_str event = {"", 0}, state = {"", 0};
    chn_waiting first;
    int status = *claim ? find_state(c, claim, &event, &state) : 200;
    chn_code code =
        status == 200 ? chn_store_version(w, version, &c->err) : CHN_OK;
    chn_buf *b = c->b;
    chn_buf_char(b, '{');
    chn_put_str(b, "action", chn_str_of(action));
    chn_put_text(b, "claim", chn_str_of(claim));
    chn_put_text(b, "event", event);
    chn_put_str(b, "state", state.n ? state : chn_str_of("unreviewed"));
    chn_put_str(b, "version", chn_str_of(version));
    chn_key(b, "progress");
    if (status == 200 && code == CHN_OK)
        code = chn_put_progress(c, &first);
    chn_key(b, "next");
    if (status == 200 && code == CHN_OK && first.claim.n)
        code = chn_put_waiting(c, &first);
    else
        chn_buf_z(b, "null");
    chn_buf_char(b, '}');
    return status != 200 ? status : chn_status_of(c, code);
}

/* "fields": {"date": "2023-07-26", ...} -> "date=2023-07-26; ..." */
static int fields_of(chn_call *c, chn_str json, const char **out)
{
    static const char *const names[] = {"category", "mode",    "status",
                                        "date",     "source",  "target",
                                        "place",    "occasion"};
    chn_str name[8], value[8];
    bool found[8];
    for (int i = 0; i < 8; i++)
        name[i] = chn_str_of(names[i]);
    const chn_code code =
        chn_json_fields(c->a, json.p, json.n, name, 8, value, found, &c->err);
    if (code == CHN_ERR_MEMORY)
        return chn_status_of(c, code);
    chn_buf b;
    chn_buf_init(&b, 65536);
    bool bad = code != CHN_OK;
    for (int i = 0; i < 8 && !bad; i++) {
        if (!found[i])
            continue;
        /* ; begins another field */
        bad = !is_plain(value[i]) ||
              (value[i].n && memchr(value[i].p, ';', value[i].n));
        chn_buf_fmt(&b, "%s%s=", b.n ? "; " : "", names[i]);
        chn_buf_str(&b, value[i]);
    }
    const chn_str kept = chn_arena_str(c->a, b.p ? b.p : "", b.n);
    chn_buf_free(&b);
    *out = kept.p;
    if (bad || !kept.n)
        return chn_refuse(c, 400, "fields",
                          "fields must name what is corrected: category, mode, "
                          "status, date, source, target, place or occasion, "
                          "each with a text without ;");
    return 200;
}

static int skip(chn_call *c, chn_str claim)
{
    chn_server *s = c->server;
    if (!claim.p || claim.n == 0 || claim.n >= sizeof *s->skipped)
        return chn_refuse(c, 400, "claim", "skip needs a claim");
    (void)pthread_mutex_lock(&s->lock);
    uint32_t at = 0;
    while (at < s->n_skipped && !chn_str_is(claim, s->skipped[at]))
        at++;
    /* the one that was skipped longest ago is forgotten */
    if (at == CHN_SERVE_SKIPPED_MAX)
        at = 0;
    if (at < s->n_skipped)
        memmove(s->skipped[at], s->skipped[at + 1],
                (size_t)(s->n_skipped-- - at - 1) * sizeof *s->skipped);
    (void)snprintf(s->skipped[s->n_skipped++], sizeof *s->skipped, "%.*s",
                   (int)claim.n, claim.p);
    s->skips++;
    (void)pthread_mutex_unlock(&s->lock);
    return 200;
}

static int exact_claim(chn_call *c, chn_str claim)
{
    chn_page page;
    chn_str line;
    chn_page_init(&page);
    page.id = claim.p;
    const chn_code code = chn_page_one(c, CHN_PAGE_CLAIM_LINE, &page, &line);
    if (code || line.n)
        return chn_status_of(c, code);
    return chn_refuse(c, 404, "claim", "no claim has the id \"%.80s\"",
                      claim.p);
}

/* With `writing` held. */
static int decide(chn_call *c, const chn_str *v, chn_str fields, char claim[64])
{
    static const char *const actions[] = {"accept", "correct", "reject",
                                          "missed", "skip",    "undo"};
    static const chn_review_state states[] = {
        CHN_REVIEW_ACCEPTED, CHN_REVIEW_CORRECTED, CHN_REVIEW_REJECTED,
        CHN_REVIEW_MISSED};
    chn_server *s = c->server;
    char at[32] = "";
    size_t k = 0;
    while (k < 6 && !chn_str_is(v[M_ACTION], actions[k]))
        k++;
    if (k == 6)
        return chn_refuse(c, 400, "action",
                          "action is one of accept, correct, reject, missed, "
                          "skip and undo");
    s->o.now(at);
    if (k == 5)
        return chn_status_of(c, chn_store_review_undo(s->writer, chn_who_of(c),
                                                      at, claim, &c->err));
    int status = exact_claim(c, v[M_CLAIM]);
    if (status != 200)
        return status;
    memcpy(claim, v[M_CLAIM].p, v[M_CLAIM].n < 63 ? v[M_CLAIM].n : 63);
    if (k == 4)
        return skip(c, v[M_CLAIM]);
    chn_decision d = {.claim = claim,
                      .state = states[k],
                      .who = chn_who_of(c),
                      .at = at,
                      .why = v[M_WHY].n ? v[M_WHY].p : NULL};
    if (k == 1)
        status = fields_of(c, fields, &d.fields);
    else if (k == 3 && !v[M_WHAT].n)
        status = chn_refuse(c, 400, "what", "missed needs what was missed");
    else if (k == 3)
        d.fields = v[M_WHAT].p;
    if (status != 200)
        return status;
    const chn_code code = chn_store_review(s->writer, &d, &c->err);
    if (code == CHN_ERR_ARGUMENT)
        c->parameter = "fields";
    return chn_status_of(c, code);
}

static int may_decide(chn_call *c)
{
    return c->server->writer
               ? 200
               : chn_refuse(c, 403, NULL,
                            "this server only reads; start it with --review "
                            "and --by NAME to decide");
}

/* The nested object of a member as it stands: the reader of flat objects has
 * read the whole and found no fault, so braces can be counted. */
static chn_str nested(chn_str json, const char *name)
{
    chn_buf key;
    chn_buf_init(&key, 64);
    chn_buf_fmt(&key, "\"%s\"", name);
    chn_str out = {"", 0};
    uint32_t depth = 0;
    size_t from = 0;
    bool in = false, ours = false;
    for (size_t i = 0; i < json.n && key.p; i++) {
        const char ch = json.p[i];
        if (in) {
            if (ch == '\\')
                i++;
            else if (ch == '"')
                in = false;
            continue;
        }
        if (ch == '"') {
            ours = ours || (depth == 1 && i + key.n <= json.n &&
                            memcmp(json.p + i, key.p, key.n) == 0);
            in = true;
        } else if (ch == '{' || ch == '[') {
            if (ours && depth == 1)
                from = i;
            depth++;
        } else if ((ch == '}' || ch == ']') && depth) {
            depth--;
            if (from && depth == 1) {
                out = chn_str_n(json.p + from, i + 1 - from);
                break;
            }
        } else if (ch == ',' && depth == 1) {
            ours = false;
        }
    }
    chn_buf_free(&key);
    return out;
}

int chn_api_decide(chn_call *c)
{
    static const char *const names[] = {"action", "claim", "what", "why"};
    chn_str v[M_N];
    char claim[64] = "";
    int status = may_decide(c);
    if (status == 200)
        status = body_of(c, names, 4, v);
    if (status != 200)
        return status;
    for (int i = 0; i < 4; i++)
        if (!is_plain(v[i]))
            return chn_refuse(c, 400, names[i], "%s is too long", names[i]);
    (void)pthread_mutex_lock(&c->server->writing);
    c->store = c->server->writer;
    status = decide(c, v, nested(c->request->body, "fields"), claim);
    if (status == 200)
        status = answer_decided(c, v[M_ACTION].p, claim);
    (void)pthread_mutex_unlock(&c->server->writing);
    return status;
}

/* ---- merging by hand ---- */

#define CLAIMS_MAX 100u

/* Commits, and tells which events the claims are in now. */
static int end_batch(chn_call *c, chn_code code, const char *const *ids,
                     uint32_t n)
{
    chn_store *w = c->server->writer;
    char version[CHN_STORE_VERSION_LEN] = "";
    if (code == CHN_OK)
        code = chn_store_commit(w, &c->err);
    else
        chn_store_rollback(w);
    if (code == CHN_OK)
        code = chn_store_version(w, version, &c->err);
    if (code == CHN_ERR_INPUT)
        (void)chn_status_of(c, code);
    if (code)
        return code == CHN_ERR_INPUT ? 404 : chn_status_of(c, code);
    int status = 200;
    c->store = w;
    chn_buf_z(c->b, "{\"events\":[");
    for (uint32_t i = 0; i < n && status == 200; i++) {
        chn_str event, state;
        status = find_state(c, ids[i], &event, &state);
        chn_comma(c->b);
        chn_buf_json(c->b, event.n ? event : chn_str_of(ids[i]));
    }
    chn_buf_char(c->b, ']');
    chn_put_str(c->b, "version", chn_str_of(version));
    chn_buf_char(c->b, '}');
    return status;
}

int chn_api_merge(chn_call *c)
{
    static const char *const names[] = {"a", "b", "why"};
    chn_str v[M_N];
    char at[32] = "";
    int status = may_decide(c);
    if (status == 200)
        status = body_of(c, names, 3, v);
    if (status != 200)
        return status;
    if (!v[0].n || !v[1].n || !is_plain(v[0]) || !is_plain(v[1]) ||
        !is_plain(v[2]))
        return chn_refuse(c, 400, v[0].n ? "b" : "a",
                          "two claims are merged; give a and b");
    (void)pthread_mutex_lock(&c->server->writing);
    c->server->o.now(at);
    const chn_hand h = {chn_who_of(c), at, v[2].n ? v[2].p : NULL};
    chn_code code = chn_store_begin(c->server->writer, &c->err);
    if (code == CHN_OK)
        code = chn_store_merge_claims(c->server->writer, v[0].p, v[1].p, &h,
                                      &c->err);
    const char *const ids[] = {v[0].p, v[1].p};
    status = end_batch(c, code, ids, 2);
    (void)pthread_mutex_unlock(&c->server->writing);
    return status;
}

int chn_api_split(chn_call *c)
{
    static const char *const names[] = {"why"};
    chn_str v[M_N], list, one;
    const char *ids[CLAIMS_MAX];
    char at[32] = "";
    uint32_t n = 0;
    int status = may_decide(c);
    if (status == 200)
        status = body_of(c, names, 1, v);
    if (status != 200)
        return status;
    list = nested(c->request->body, "claims");
    if (list.n > 1)
        list = chn_str_n(list.p + 1, list.n - 2);
    while (n < CLAIMS_MAX && chn_str_next(&list, ',', &one)) {
        one = chn_str_trim(one);
        if (one.n > 2 && one.p[0] == '"')
            ids[n++] = chn_arena_str(c->a, one.p + 1, one.n - 2).p;
        if (n && !ids[n - 1])
            return chn_status_of(c, CHN_ERR_MEMORY);
    }
    if (!n || !is_plain(v[0]))
        return chn_refuse(c, 400, "claims", "claims is a list of ids, up to %u",
                          (unsigned)CLAIMS_MAX);
    (void)pthread_mutex_lock(&c->server->writing);
    c->server->o.now(at);
    const chn_hand h = {chn_who_of(c), at, v[0].n ? v[0].p : NULL};
    chn_code code = chn_store_begin(c->server->writer, &c->err);
    if (code == CHN_OK)
        code = chn_store_unmerge_claims(c->server->writer, ids, n, &h, &c->err);
    status = end_batch(c, code, ids, n);
    (void)pthread_mutex_unlock(&c->server->writing);
    return status;
}
