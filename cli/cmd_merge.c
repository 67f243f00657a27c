/* SPDX-License-Identifier: Apache-2.0 */
/* chancery merge and unmerge: what people say about claims and events, how
 * freely a store merges, and why two claims are or are not one event. */
#include <stdlib.h>
#include <time.h>

#include "listing.h"
#include "when.h"
#include "wrap.h"

/* ---- deciding ---- */

static const char *user_name(void)
{
    const char *u = getenv("USER"); /* NOLINT(concurrency-mt-unsafe) */
    return u && *u ? u : "unknown";
}

static void set_hand(const chn_args *a, chn_hand *h, char day[11])
{
    chn_day_format(a->day != CHN_DAY_NONE
                       ? a->day
                       : (chn_day)((int64_t)time(NULL) / 86400),
                   day);
    h->who = a->by ? a->by : user_name();
    h->at = day;
    h->why = a->why;
}

static int decide(const chn_args *a, chn_term *t)
{
    chn_err err;
    chn_hand h;
    char day[11];
    memset(&err, 0, sizeof err);
    set_hand(a, &h, day);
    chn_store *s = chn_store_open(a->store, CHN_STORE_WRITE, &err);
    if (!s)
        return chn_exit_say(t, &err);
    chn_code code = chn_store_begin(s, &err);
    if (code == CHN_OK && a->command == CHN_COMMAND_UNMERGE)
        code =
            chn_store_unmerge_claims(s, a->operands, a->n_operands, &h, &err);
    else if (code == CHN_OK && a->n_operands)
        code =
            chn_store_merge_claims(s, a->operands[0], a->operands[1], &h, &err);
    else if (code == CHN_OK)
        code =
            chn_store_set_merging(s, a->window_told ? (int32_t)a->window : -1,
                                  a->points ? (int32_t)a->points : -1, &err);
    if (code == CHN_OK)
        code = chn_store_commit(s, &err);
    if (code == CHN_OK)
        code = chn_store_finish(s, &err);
    else
        chn_store_close(s);
    return code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
}

/* ---- why ---- */

static const char *gate_text(const char *gate)
{
    static const struct {
        const char *gate, *text;
    } texts[] = {
        {"points", "they share too little"},
        {"status", "one is planned, possible or denied, and no day ties them"},
        {"sides", "one is the other way round"},
        {"persons", "they name other persons of one country"},
        {"mode", "they are other kinds of act"},
        {"date", "their parties, their category or their days differ"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(texts[i].gate, gate) == 0)
            return texts[i].text;
    return "";
}

static void put_compared(void *user, const chn_compared *c)
{
    chn_listing *r = user;
    const struct {
        const char *name;
        int32_t points;
    } part[] = {{"date", c->date},   {"sides", c->sides},
                {"mode", c->mode},   {"actors", c->actors},
                {"place", c->place}, {"occasion", c->occasion},
                {"text", c->text}};
    chn_buf_clear(&r->row);
    if (r->json) {
        chn_buf_fmt(&r->row, "{\"one_event\":%s,\"one_telling\":%s",
                    c->one_event ? "true" : "false",
                    c->one_telling ? "true" : "false");
        for (int i = 0; i < 2; i++) {
            chn_listing_field(r, i ? "b" : "a", c->claim[i]);
            chn_listing_field(r, i ? "b_report" : "a_report", c->report[i]);
            chn_listing_field(r, i ? "b_event" : "a_event", c->event[i]);
        }
        chn_listing_field(r, "rule", chn_str_of(c->rule));
        chn_listing_field(r, "gate", chn_str_of(c->gate));
        for (size_t i = 0; i < sizeof part / sizeof *part; i++)
            chn_buf_fmt(&r->row, ",\"%s\":%d", part[i].name,
                        (int)part[i].points);
        chn_buf_fmt(&r->row, ",\"score\":%d,\"needed\":%d", (int)c->score,
                    (int)c->needed);
        chn_listing_field(r, "by_hand", c->by_hand);
        chn_buf_z(&r->row, "}\n");
        (void)chn_listing_put(r);
        return;
    }
    for (int i = 0; i < 2; i++) {
        chn_buf_str(&r->row, c->claim[i]);
        chn_buf_z(&r->row, " of ");
        chn_text_clean(&r->row, c->report[i]);
        chn_buf_z(&r->row, ": ");
        chn_text_clean(&r->row, c->line[i]);
        chn_buf_char(&r->row, '\n');
    }
    chn_buf_fmt(&r->row, "They are %s.\n",
                c->one_event ? "one event" : "two events");
    if (c->by_hand.n) {
        chn_buf_z(&r->row, "By hand: ");
        chn_text_clean(&r->row, c->by_hand);
        chn_buf_char(&r->row, '\n');
    }
    chn_buf_fmt(&r->row, "By themselves (%s): ", c->rule);
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        chn_buf_fmt(&r->row, "%s%s %d", i ? ", " : "", part[i].name,
                    (int)part[i].points);
    chn_buf_fmt(&r->row, "; %d of %d points.\n", (int)c->score, (int)c->needed);
    if (*c->gate)
        chn_buf_fmt(&r->row, "%s: %s.\n",
                    c->one_event ? "They would be apart" : "Apart",
                    gate_text(c->gate));
    else if (!c->one_event)
        chn_buf_z(&r->row, "Apart: each fits another event better, or a report "
                           "tells the two apart.\n");
    (void)chn_listing_put(r);
}

/* ---- an event's claims ---- */

static bool put_member(void *user, const chn_member_row *m)
{
    chn_listing *r = user;
    const struct {
        const char *name;
        int32_t points;
    } part[] = {{"date", m->date},   {"sides", m->sides},
                {"mode", m->mode},   {"actors", m->actors},
                {"place", m->place}, {"occasion", m->occasion},
                {"text", m->text}};
    chn_buf_clear(&r->row);
    if (r->json) {
        chn_buf_z(&r->row, "{\"event\":");
        chn_buf_json(&r->row, m->event);
        chn_listing_field(r, "claim", m->claim);
        chn_listing_field(r, "report", m->report);
        chn_listing_field(r, "what", m->line);
        chn_listing_field(r, "rule", m->rule);
        chn_listing_field(r, "with", m->with);
        chn_buf_fmt(&r->row, ",\"score\":%d", (int)m->score);
        for (size_t i = 0; i < sizeof part / sizeof *part; i++)
            chn_buf_fmt(&r->row, ",\"%s\":%d", part[i].name,
                        (int)part[i].points);
        chn_listing_field(r, "miss", m->miss);
        chn_listing_field(r, "miss_why", m->miss_why);
        chn_buf_fmt(&r->row, ",\"miss_score\":%d}\n", (int)m->miss_score);
        return chn_listing_put(r);
    }
    if (chn_listing_new_head(r, m->event)) {
        chn_buf head;
        chn_buf_init(&head, 128);
        chn_buf_str(&head, m->event);
        if (r->n)
            chn_buf_char(&r->row, '\n');
        if (head.p)
            chn_listing_bold(r, head.p);
        chn_buf_char(&r->row, '\n');
        chn_buf_bear(&r->row, &head);
        chn_buf_free(&head);
    }
    chn_buf line;
    chn_buf_init(&line, (size_t)1024 * 1024);
    chn_buf_str(&line, m->claim);
    chn_buf_z(&line, " of ");
    chn_text_clean(&line, m->report);
    chn_buf_z(&line, ": ");
    chn_text_clean(&line, m->line);
    chn_listing_text(r, chn_str_n(line.p ? line.p : "", line.n), 2);
    chn_buf_clear(&line);
    chn_buf_str(&line, m->rule);
    if (m->with.n) {
        chn_buf_z(&line, " with ");
        chn_buf_str(&line, m->with);
        for (size_t i = 0; i < sizeof part / sizeof *part; i++)
            if (part[i].points)
                chn_buf_fmt(&line, ", %s %d", part[i].name,
                            (int)part[i].points);
        chn_buf_fmt(&line, ": %d points", (int)m->score);
    }
    if (m->miss.n) {
        chn_buf_z(&line, "; not merged with ");
        chn_buf_str(&line, m->miss);
        chn_buf_fmt(&line, " (%d points, ", (int)m->miss_score);
        chn_buf_str(&line, m->miss_why);
        chn_buf_z(&line, "): ");
        chn_text_clean(&line, m->miss_line);
    }
    chn_listing_text(r, chn_str_n(line.p ? line.p : "", line.n), 6);
    r->memory = r->memory || line.failed;
    chn_buf_free(&line);
    return chn_listing_put(r);
}

/* ---- what is decided ---- */

static bool put_verdict(void *user, const chn_verdict_row *v)
{
    chn_listing *r = user;
    chn_buf_clear(&r->row);
    if (r->json) {
        chn_buf_fmt(&r->row, "{\"row\":%lld", (long long)v->seq);
        chn_listing_field(r, "kind", v->kind);
        chn_listing_field(r, "a", v->a);
        chn_listing_field(r, "b", v->b);
        chn_listing_field(r, "who", v->who);
        chn_listing_field(r, "at", v->at);
        chn_listing_field(r, "why", v->why);
        chn_listing_field(r, "state", chn_str_of(v->state));
        chn_buf_z(&r->row, "}\n");
        return chn_listing_put(r);
    }
    chn_buf_fmt(&r->row, "%lld  ", (long long)v->seq);
    chn_buf_str(&r->row, v->kind);
    chn_buf_char(&r->row, ' ');
    chn_buf_str(&r->row, v->a);
    chn_buf_char(&r->row, ' ');
    chn_buf_str(&r->row, v->b);
    chn_buf_z(&r->row, "  by ");
    chn_text_clean(&r->row, v->who);
    chn_buf_z(&r->row, ", ");
    chn_text_clean(&r->row, v->at);
    if (v->why.n) {
        chn_buf_z(&r->row, ": ");
        chn_text_clean(&r->row, v->why);
    }
    chn_buf_fmt(&r->row, "  [%s]\n", v->state);
    for (int i = 0; i < 2; i++)
        chn_listing_text(
            r, v->line[i].n ? v->line[i] : chn_str_of("(not in the store)"), 4);
    return chn_listing_put(r);
}

int chn_cmd_unmerge(const chn_args *a, chn_term *t)
{
    return decide(a, t);
}

int chn_cmd_merge(const chn_args *a, chn_term *t)
{
    if ((a->n_operands && !a->compare) || a->window_told || a->points)
        return decide(a, t);
    chn_listing r;
    chn_err err;
    int status;
    memset(&err, 0, sizeof err);
    if (!chn_listing_open(&r, a, t, &status))
        return status;
    chn_code code = CHN_OK;
    if (a->compare && a->n_operands < 2) {
        code = chn_store_members(r.store, a->n_operands ? a->operands[0] : NULL,
                                 put_member, &r, &err);
    } else if (a->compare) {
        code = chn_store_compare_claims(r.store, a->operands[0], a->operands[1],
                                        put_compared, &r, &err);
    } else {
        int32_t window = 0;
        int32_t points = 0;
        code = chn_store_merging(r.store, &window, &points, &err);
        if (code == CHN_OK && !r.json) {
            chn_buf_fmt(&r.row, "window %d %s, %d points\n", (int)window,
                        window == 1 ? "day" : "days", (int)points);
            (void)chn_listing_put(&r);
        }
        if (code == CHN_OK)
            code = chn_store_verdict_rows(r.store, put_verdict, &r, &err);
    }
    return chn_listing_close(&r, t, code, &err);
}
