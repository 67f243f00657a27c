/* SPDX-License-Identifier: Apache-2.0 */
/* chancery show: one claim with its sentence and the words that prove it. */
#include "base/jsonview.h"
#include "claimview.h"
#include "cli.h"
#include "expressions.h"
#include "out.h"
#include "wrap.h"

#define TEXT_MAX ((size_t)64 * 1024 * 1024)
#define OPEN_MAX 32u /* marks that may stand open at one place */

typedef struct showing {
    const chn_args *args;
    const chn_term *term;
    chn_buf text; /* the whole answer */
} showing;

/* Which marks cover a place: a stack, the innermost last. */
typedef struct open_marks {
    const chn_mark *at[OPEN_MAX];
    uint32_t n;
} open_marks;

static void close_marks(chn_buf *b, open_marks *o, uint32_t at, bool color)
{
    bool closed = false;
    uint32_t keep = 0;
    for (uint32_t i = 0; i < o->n; i++) {
        if (o->at[i]->span.to <= at) {
            if (!color)
                chn_buf_char(b, ']');
            closed = true;
        } else {
            o->at[keep++] = o->at[i];
        }
    }
    o->n = keep;
    if (closed && color) {
        chn_buf_z(b, "\033[0m");
        if (keep > 0)
            chn_buf_z(b, chn_role_color(o->at[keep - 1]->role));
    }
}

static void open_mark(chn_buf *b, open_marks *o, const chn_mark *m, bool color)
{
    if (o->n == OPEN_MAX)
        return;
    /* "on Thursday" may date the act and its sending: one mark is enough. */
    for (uint32_t i = 0; i < o->n; i++)
        if (o->at[i]->span.from == m->span.from &&
            o->at[i]->span.to == m->span.to &&
            strcmp(o->at[i]->role, m->role) == 0)
            return;
    o->at[o->n++] = m;
    if (color)
        chn_buf_z(b, chn_role_color(m->role));
    else
        chn_buf_fmt(b, "[%s ", m->role);
}

/* The sentence with its marks: "[source Kim] [act met] [target Putin]". */
static void put_marked(chn_buf *b, const chn_claim_view *v, bool color)
{
    open_marks open = {{NULL}, 0};
    uint32_t next = 0;
    const uint32_t from = v->sentence_span.from;
    uint32_t done = 0; /* bytes of the sentence that are out */
    const uint32_t n = (uint32_t)v->sentence.n;
    while (done < n) {
        const uint32_t at = from + done;
        close_marks(b, &open, at, color);
        for (; next < v->n_marks && v->marks[next].span.from <= at; next++)
            if (v->marks[next].span.from == at && v->marks[next].span.to > at)
                open_mark(b, &open, &v->marks[next], color);
        uint32_t stop = from + n;
        if (next < v->n_marks && v->marks[next].span.from < stop)
            stop = v->marks[next].span.from;
        for (uint32_t i = 0; i < open.n; i++)
            if (open.at[i]->span.to < stop)
                stop = open.at[i]->span.to;
        chn_text_clean(b, chn_str_n(v->sentence.p + done, stop - at));
        done = stop - from;
    }
    /* A mark may reach past the sentence. */
    close_marks(b, &open, UINT32_MAX, color);
}

static void put_report_day(chn_buf *b, const chn_claim_view *v)
{
    char day[11];
    if (v->dating.basis == CHN_DATING_GIVEN) {
        chn_day_format(v->dating.day, day);
        chn_buf_fmt(b, ", published %s", day);
    } else if (v->dating.basis == CHN_DATING_NONE) {
        chn_buf_z(b, ", undated");
    } else {
        chn_buf_z(b, ", of ");
        chn_dating_text(b, &v->dating);
        if (v->published != CHN_DAY_NONE) {
            chn_day_format(v->published, day);
            chn_buf_fmt(b, "; %s was given with it", day);
        }
    }
}

static void put_title(showing *s, const chn_claim_view *v)
{
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    chn_buf_z(&b, "claim ");
    chn_json_text(&b, chn_json_member(v->json, "claim"));
    if (v->event.n > 0) {
        chn_buf_z(&b, " of event ");
        chn_text_clean(&b, v->event);
    }
    chn_buf_z(&b, "\nreport ");
    chn_text_clean(&b, v->report);
    if (v->publisher.n > 0) {
        chn_buf_z(&b, ", ");
        chn_text_clean(&b, v->publisher);
    }
    put_report_day(&b, v);
    if (v->title.n > 0) {
        chn_buf_z(&b, "\n");
        chn_text_clean(&b, v->title);
    }
    if (v->url.n > 0) {
        chn_buf_z(&b, "\n");
        chn_text_clean(&b, v->url);
    }
    chn_wrap_put(&s->text, chn_str_n(b.p ? b.p : "", b.n), s->term->width, 0,
                 0);
    s->text.failed = s->text.failed || b.failed;
    chn_buf_free(&b);
}

/* "Reuters (agency, press; inputs)": of the report, and not of the claim. */
static void put_credits(showing *s, const chn_claim_view *v)
{
    if (v->n_credits == 0)
        return;
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    for (uint32_t i = 0; i < v->n_credits; i++) {
        const chn_credit *x = &v->credits[i];
        chn_buf_z(&b, i ? ", " : "");
        chn_text_clean(&b, x->name);
        chn_buf_z(&b, " (");
        chn_text_clean(&b, x->kind);
        if (x->reliability.n && !chn_str_eq(x->reliability, x->kind)) {
            chn_buf_z(&b, ", ");
            chn_text_clean(&b, x->reliability);
        }
        chn_buf_fmt(&b, "; %s)", x->relation);
    }
    chn_claim_field(&s->text, "credits", &b, s->term);
    chn_buf_bear(&s->text, &b);
    chn_buf_free(&b);
}

static void put_claim(showing *s, const chn_claim_view *v)
{
    put_title(s, v);
    chn_buf_char(&s->text, '\n');
    if (v->sentence.n > 0) {
        chn_buf b;
        chn_buf_init(&b, TEXT_MAX);
        put_marked(&b, v, s->term->color);
        chn_pad(&s->text, 4);
        chn_wrap_put(&s->text, chn_str_n(b.p ? b.p : "", b.n), s->term->width,
                     4, 4);
        s->text.failed = s->text.failed || b.failed;
        chn_buf_free(&b);
    } else {
        chn_buf_z(&s->text, "    (this store keeps no text; the places below "
                            "count in the report)\n");
    }
    chn_buf_char(&s->text, '\n');
    chn_claim_fields(&s->text, v->json, v->report, s->term);
    put_credits(s, v);
}

void chn_show_claim(chn_buf *b, const chn_claim_view *v, const chn_term *t)
{
    showing s = {.term = t};
    chn_buf_init(&s.text, TEXT_MAX);
    put_claim(&s, v);
    chn_buf_str(b, chn_str_n(s.text.p ? s.text.p : "", s.text.n));
    b->failed = b->failed || s.text.failed;
    chn_buf_free(&s.text);
}

static void show(void *user, const chn_claim_view *v)
{
    showing *s = user;
    if (s->args->format == CHN_CHOICE_JSONL) {
        chn_buf_str(&s->text, v->json);
        if (v->json.n == 0 || v->json.p[v->json.n - 1] != '\n')
            chn_buf_char(&s->text, '\n');
    } else {
        put_claim(s, v);
    }
}

int chn_cmd_show(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_store *store = chn_open_to_read(a->store, t, &err);
    if (!store)
        return chn_exit_say(t, &err);
    showing s = {.args = a, .term = t};
    chn_buf_init(&s.text, 4 * TEXT_MAX);
    chn_code code = chn_store_show(store, a->operands[0], show, &s, &err);
    if (code == CHN_OK && s.text.failed)
        code = chn_fail_memory(&err);
    int status = code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
    chn_out out;
    if (code == CHN_OK) {
        code = chn_out_open(&out, NULL, &err);
        if (code == CHN_OK && s.text.p)
            (void)chn_out_write(&out, s.text.p, s.text.n);
        if (chn_out_end(&out, true, &err))
            status = chn_exit_say(t, &err);
    }
    chn_buf_free(&s.text);
    chn_store_close(store);
    return status;
}
