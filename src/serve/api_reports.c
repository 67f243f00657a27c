/* SPDX-License-Identifier: Apache-2.0 */
/* Claims and reports: the words that prove what is told. */
#include <chancery/events.h>

#include "print/names.h"
#include "serve/api.h"

/* ---- a claim ---- */

static const char *basis_of(const chn_dating *d)
{
    return d->basis == CHN_DATING_GIVEN      ? "given"
           : d->basis == CHN_DATING_INFERRED ? "inferred"
           : d->basis == CHN_DATING_SET      ? "set"
                                             : "";
}

typedef struct showing {
    chn_call *c;
    bool whole;
    char claim[64];
} showing;

static void put_view(void *user, const chn_claim_view *v)
{
    showing *k = user;
    chn_buf *b = k->c->b;
    static const char head[] = "{\"claim\":\"";
    const size_t n = sizeof head - 1;
    /* the record begins with the claim's id */
    if (v->json.n > n && memcmp(v->json.p, head, n) == 0) {
        const char *end = memchr(v->json.p + n, '"', v->json.n - n);
        const size_t len = end ? (size_t)(end - v->json.p) - n : 0;
        if (len < sizeof k->claim)
            memcpy(k->claim, v->json.p + n, len);
    }
    chn_buf_char(b, '{');
    chn_put_str(b, "claim", chn_str_of(k->claim));
    chn_put_text(b, "event", v->event);
    chn_key(b, "report");
    chn_buf_char(b, '{');
    chn_put_str(b, "id", v->report);
    chn_put_text(b, "publisher", v->publisher);
    chn_put_text(b, "title", v->title);
    chn_put_text(b, "url", v->url);
    chn_put_day(b, "published", v->published);
    chn_key(b, "dated");
    chn_buf_char(b, '{');
    chn_put_day(b, "day", v->dating.day);
    chn_put_day(b, "from", v->dating.from);
    chn_put_day(b, "to", v->dating.to);
    chn_put_int(b, "confidence", v->dating.confidence_percent);
    chn_put_text(b, "basis", chn_str_of(basis_of(&v->dating)));
    chn_buf_char(b, '}');
    chn_put_bool(b, "has_text", v->report_text.n > 0);
    chn_buf_char(b, '}');
    chn_put_json(b, "record", v->json);
    chn_put_stretch(k->c, v, k->whole);
}

int chn_put_claim(chn_call *c, const char *id, bool whole)
{
    showing k = {.c = c, .whole = whole};
    chn_page page;
    chn_page_init(&page);
    page.id = k.claim;
    chn_code code = chn_store_show(c->store, id, put_view, &k, &c->err);
    if (code == CHN_OK)
        code = chn_put_page(c, "decisions", CHN_PAGE_CLAIM_DECISIONS, &page);
    chn_buf_char(c->b, '}');
    return chn_status_of(c, code);
}

int chn_api_claim(chn_call *c)
{
    static const char *const flags[] = {"0", "1"};
    uint32_t whole;
    int status = 200;
    if (!chn_word_of(c, "whole", flags, 2, 0, &whole, &status))
        return status;
    status = chn_put_claim(c, c->id.p, whole == 1);
    if (status == 404)
        return chn_refuse(c, 404, "id", "no claim has the id \"%.80s\"",
                          c->id.p);
    return status;
}

static void put_two(chn_buf *b, const char *name, const chn_str two[2],
                    bool null)
{
    chn_key(b, name);
    chn_buf_char(b, '[');
    for (int i = 0; i < 2; i++) {
        chn_comma(b);
        if (two[i].n || !null)
            chn_buf_json(b, two[i]);
        else
            chn_buf_z(b, "null");
    }
    chn_buf_char(b, ']');
}

static void put_compared(void *user, const chn_compared *x)
{
    chn_buf *b = user;
    chn_buf_char(b, '{');
    put_two(b, "claims", x->claim, false);
    put_two(b, "reports", x->report, false);
    put_two(b, "events", x->event, true);
    put_two(b, "lines", x->line, false);
    chn_put_bool(b, "one_event", x->one_event);
    chn_put_bool(b, "one_telling", x->one_telling);
    chn_put_str(b, "rule", chn_str_of(x->rule));
    chn_put_text(b, "gate", chn_str_of(x->gate));
    chn_buf_fmt(b,
                ",\"points\":{\"date\":%d,\"sides\":%d,\"mode\":%d,"
                "\"actors\":%d,\"place\":%d,\"occasion\":%d,\"text\":%d}",
                (int)x->date, (int)x->sides, (int)x->mode, (int)x->actors,
                (int)x->place, (int)x->occasion, (int)x->text);
    chn_put_int(b, "score", x->score);
    chn_put_int(b, "needed", x->needed);
    chn_put_text(b, "by_hand", x->by_hand);
    chn_buf_char(b, '}');
}

int chn_api_compare(chn_call *c)
{
    const char *a = chn_text_of(c, "a"), *b = chn_text_of(c, "b");
    if (!a || !b)
        return chn_refuse(c, 400, a ? "b" : "a",
                          "two claims are compared; give a and b");
    return chn_status_of(c, chn_store_compare_claims(
                                c->store, a, b, put_compared, c->b, &c->err));
}

/* ---- citing ---- */

/* The value of a member of a flat object that this program wrote, with its
 * quotes and escapes; empty: null. */
static chn_str member_of(chn_str json, const char *name)
{
    chn_buf key;
    chn_buf_init(&key, 64);
    chn_buf_fmt(&key, "\"%s\":", name);
    chn_str out = {"", 0};
    for (size_t i = 1; key.p && i + key.n < json.n; i++) {
        if ((json.p[i - 1] != '{' && json.p[i - 1] != ',') ||
            memcmp(json.p + i, key.p, key.n) != 0)
            continue;
        const size_t from = i + key.n;
        size_t to = from + 1;
        if (json.p[from] == '"') {
            while (to < json.n && json.p[to] != '"')
                to += json.p[to] == '\\' ? 2 : 1;
            out = chn_str_n(json.p + from + 1, to - from - 1);
        }
        break;
    }
    chn_buf_free(&key);
    return out;
}

/* A note being written: strings in it are escaped for JSON already. */
typedef struct note {
    chn_buf *b;
    bool markdown;
} note;

static void say(const note *n, const char *before, chn_str v, const char *after)
{
    if (!v.n)
        return;
    chn_buf_z(n->b, before);
    for (size_t i = 0; i < v.n; i++) {
        /* a title must not become a link of its own */
        if (n->markdown && strchr("*_[]<>`#|~!", v.p[i]))
            chn_buf_z(n->b, "\\\\");
        chn_buf_char(n->b, v.p[i]);
    }
    chn_buf_z(n->b, after);
}

/* A string of a row as it stands in JSON, without its quotes. */
static chn_str escaped(const chn_call *c, chn_str s)
{
    chn_buf b;
    chn_buf_init(&b, (size_t)1 << 20);
    chn_buf_json(&b, s);
    const chn_str out =
        b.n > 2 ? chn_arena_str(c->a, b.p + 1, b.n - 2) : chn_str_n("", 0);
    chn_buf_free(&b);
    return out.p ? out : chn_str_n("", 0);
}

/* "A visits B", CONSULT/visit, 26 July 2023. Publisher, "Title", day, URL.
 * chancery event e1, claim c1. */
static void put_note(chn_call *c, const chn_event_row *r, chn_str head,
                     bool markdown)
{
    chn_buf *b = c->b;
    const note n = {b, markdown};
    const chn_date d = {.from = r->from,
                        .to = r->to,
                        .precision = r->precision,
                        .basis = r->basis};
    chn_buf_char(b, '"');
    say(&n, "", escaped(c, r->source), "");
    say(&n, r->symmetric ? " and " : " to ", escaped(c, r->target), "");
    say(&n, ", ", escaped(c, r->category), "");
    say(&n, "/", escaped(c, r->mode), "");
    if (!chn_str_is(r->status, "occurred"))
        say(&n, " (", escaped(c, r->status), ")");
    chn_buf_z(b, ", ");
    chn_put_date_human(b, &d);
    say(&n, ", ", escaped(c, r->place), "");
    chn_buf_z(b, ". ");
    say(&n, "On the word of ", escaped(c, r->voice), ". ");
    say(&n, "", member_of(head, "publisher"), ", ");
    say(&n, markdown ? "*" : "", member_of(head, "title"),
        markdown ? "*, " : ", ");
    say(&n, "", member_of(head, "day"), ", ");
    say(&n, "report ", member_of(head, "id"), "");
    say(&n, ", ", member_of(head, "url"), "");
    say(&n, ". Event ", escaped(c, r->id), "");
    say(&n, ", claim ", escaped(c, r->claim), "");
    chn_buf_fmt(b, ", chancery %s, state %s.\"", chn_version(), c->version);
}

static void put_csl(chn_call *c, const chn_event_row *r, chn_str head)
{
    static const struct {
        const char *csl, *ours;
    } names[] = {{"title", "title"},
                 {"container-title", "publisher"},
                 {"publisher", "publisher"},
                 {"URL", "url"}};
    chn_buf *b = c->b;
    chn_buf_char(b, '{');
    chn_put_str(b, "id", r->claim);
    chn_put_str(b, "type", chn_str_of("article-newspaper"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const chn_str v = member_of(head, names[i].ours);
        if (!v.n)
            continue;
        chn_key(b, names[i].csl);
        chn_buf_char(b, '"');
        chn_buf_str(b, v); /* escaped already */
        chn_buf_char(b, '"');
    }
    const chn_str day = member_of(head, "day");
    if (day.n == 10) {
        uint32_t part[3] = {0};
        (void)chn_str_uint(chn_str_n(day.p, 4), 9999, &part[0]);
        (void)chn_str_uint(chn_str_n(day.p + 5, 2), 12, &part[1]);
        (void)chn_str_uint(chn_str_n(day.p + 8, 2), 31, &part[2]);
        chn_buf_fmt(b, ",\"issued\":{\"date-parts\":[[%u,%u,%u]]}",
                    (unsigned)part[0], (unsigned)part[1], (unsigned)part[2]);
    }
    if (r->sentence.n)
        chn_put_str(b, "abstract", r->sentence);
    chn_buf_char(b, '}');
}

void chn_cite(chn_call *c, const chn_event_row *r, chn_str head)
{
    chn_buf_char(c->b, '{');
    chn_key(c->b, "text");
    put_note(c, r, head, false);
    chn_key(c->b, "markdown");
    put_note(c, r, head, true);
    chn_key(c->b, "csl");
    put_csl(c, r, head);
    chn_buf_char(c->b, '}');
}

/* ---- reports ---- */

/* Text with each hit between the bytes 1 and 2. */
static void put_snippet(chn_call *c, chn_str s)
{
    chn_buf *b = c->b;
    char *text = CHN_NEW(c->a, char, s.n + 1);
    uint32_t *hit = CHN_NEW(c->a, uint32_t, s.n + 2);
    size_t n = 0;
    uint32_t hits = 0;
    chn_key(b, "snippet");
    if (!s.n || !text || !hit) {
        chn_buf_z(b, "null");
        return;
    }
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == 1 || s.p[i] == 2) {
            /* bytes of a report that look like ours end no hit twice */
            if ((hits % 2 == 0) == (s.p[i] == 1))
                hit[hits++] = (uint32_t)n;
        } else {
            text[n++] = s.p[i];
        }
    }
    chn_units u;
    if (!chn_units_init(&u, c->a, chn_str_n(text, n))) {
        b->failed = true;
        return;
    }
    chn_buf_char(b, '{');
    chn_put_str(b, "text", chn_str_n(text, n));
    chn_key(b, "hits");
    chn_buf_char(b, '[');
    for (uint32_t i = 0; i + 1 < hits; i += 2) {
        chn_comma(b);
        chn_buf_fmt(b, "[%u,", (unsigned)chn_unit_at(&u, hit[i]));
        chn_buf_fmt(b, "%u]", (unsigned)chn_unit_at(&u, hit[i + 1]));
    }
    chn_buf_z(b, "]}");
}

static bool add_report(void *user, chn_str json, chn_str extra)
{
    chn_call *c = user;
    chn_comma(c->b);
    chn_buf_str(c->b, chn_str_n(json.p, json.n ? json.n - 1 : 0)); /* open */
    put_snippet(c, extra);
    chn_buf_char(c->b, '}');
    return !c->b->failed;
}

int chn_api_reports(chn_call *c)
{
    static const char *const orders[] = {"added", "date", "-date"};
    chn_page page;
    chn_paging p;
    chn_str n;
    uint32_t order, total = 0;
    chn_page_init(&page);
    int status = chn_paging_of(c, CHN_SERVE_PAGE, &p);
    if (status == 200)
        status = chn_days_of(c, &page.from, &page.to);
    if (status != 200 || !chn_word_of(c, "sort", orders, 3, 0, &order, &status))
        return status;
    page.text = chn_text_of(c, "text");
    page.publisher = chn_text_of(c, "publisher");
    page.order = (chn_report_order)order;
    page.limit = p.limit;
    page.offset = p.offset;
    chn_code code = chn_page_one(c, CHN_PAGE_REPORTS_N, &page, &n);
    if (code == CHN_ERR_INPUT) {
        (void)chn_status_of(c, code);
        c->parameter = "text";
        return 400;
    }
    (void)chn_str_uint(n, UINT32_MAX - 1, &total);
    chn_buf_char(c->b, '{');
    chn_put_paging(c, &p, total);
    chn_key(c->b, "reports");
    chn_buf_char(c->b, '[');
    if (code == CHN_OK)
        code = chn_store_page(c->store, CHN_PAGE_REPORTS, &page, add_report, c,
                              &c->err);
    chn_buf_z(c->b, "]}");
    return chn_status_of(c, code);
}

typedef struct telling {
    chn_call *c;
    chn_units u;
    bool has_text;
} telling;

static void put_report(void *user, const chn_report_view *r)
{
    telling *t = user;
    chn_buf *b = t->c->b;
    t->has_text = r->has_text;
    const chn_str text = chn_arena_str(t->c->a, r->text.p ? r->text.p : "",
                                       r->text.p ? r->text.n : 0);
    if (!text.p || !chn_units_init(&t->u, t->c->a, text)) {
        b->failed = true;
        return;
    }
    chn_buf_z(b, "{\"report\":");
    chn_buf_str(b, chn_str_n(r->json.p, r->json.n ? r->json.n - 1 : 0));
    chn_buf_z(b, ",\"snippet\":null}");
    chn_put_int(b, "body", chn_unit_at(&t->u, r->body));
    if (r->has_text)
        chn_put_str(b, "text", text);
    else
        chn_put_text(b, "text", chn_str_n("", 0));
    chn_put_str(b, "sha256", r->sha256);
    chn_put_int(b, "replaced", r->replaced);
    chn_put_json(b, "reasons", r->reasons);
    chn_key(b, "claims");
    chn_buf_char(b, '[');
}

static bool put_report_claim(void *user, const chn_report_claim *x)
{
    telling *t = user;
    chn_buf *b = t->c->b;
    if (b->failed || !t->u.byte)
        return false;
    chn_comma(b);
    chn_buf_str(b, chn_str_n(x->json.p, x->json.n ? x->json.n - 1 : 0));
    chn_buf_fmt(b, ",\"sentence\":[%u,",
                (unsigned)chn_unit_at(&t->u, x->sentence.from));
    chn_buf_fmt(b, "%u]", (unsigned)chn_unit_at(&t->u, x->sentence.to));
    /* without text there is nothing to mark */
    chn_put_marks(b, &t->u, x->marks, t->has_text ? x->n_marks : 0, 0,
                  (uint32_t)t->u.text.n);
    chn_buf_char(b, '}');
    return !b->failed;
}

int chn_api_report(chn_call *c)
{
    telling t = {.c = c};
    const chn_code code = chn_store_report(c->store, c->id.p, put_report,
                                           put_report_claim, &t, &c->err);
    chn_buf_z(c->b, "]}");
    if (code == CHN_ERR_INPUT)
        c->parameter = "id";
    return chn_status_of(c, code);
}
