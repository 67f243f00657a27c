/* SPDX-License-Identifier: Apache-2.0 */
/* chancery compare: a store's events beside those that GDELT has. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "cli.h"
#include "out.h"
#include "wrap.h"

/* Bytes of the store's events in GDELT's layout. */
#define OWN_MAX ((size_t)1 << 31)

typedef struct own {
    chn_str id, code;
    char source[4], target[4];
    chn_day day;
    uint32_t quad;
    bool met;
} own;

typedef struct comparing {
    chn_term *term;
    bool table, memory, failed;
    chn_out out;
    chn_buf row;
    chn_buf export; /* the store's events, in GDELT's layout */
    own *owns;      /* [n], by pair, day and id */
    size_t n, cap;
    chn_arena *names;
    int32_t window;
    chn_day from, to; /* of the list's rows */
    uint64_t rows, vague, by[3];
} comparing;

static const char *const agrees[3] = {"code", "root", "quad"};

static void notice(void *user, const chn_notice *n)
{
    comparing *c = user;
    c->failed = true;
    chn_say(c->term, "%s", n->text);
}

static void country(char out[4], chn_str s)
{
    memset(out, 0, 4);
    if (s.n == 3)
        memcpy(out, s.p, 3);
}

static int by_pair(const own *a, const own *b)
{
    const int s = strcmp(a->source, b->source);
    const int t = strcmp(a->target, b->target);
    return s ? s : t ? t : (a->day > b->day) - (a->day < b->day);
}

static int by_all(const void *a, const void *b)
{
    const int c = by_pair(a, b);
    return c ? c : chn_str_cmp(((const own *)a)->id, ((const own *)b)->id);
}

/* The days of the list. */
static bool see_range(void *user, const chn_known *k)
{
    comparing *c = user;
    if (k->day == CHN_DAY_NONE)
        return true;
    if (c->from == CHN_DAY_NONE || k->day < c->from)
        c->from = k->day;
    if (c->to == CHN_DAY_NONE || k->day > c->to)
        c->to = k->day;
    return true;
}

static bool take_own(void *user, const chn_known *k)
{
    comparing *c = user;
    /* an act known only to be by its report's day is looked for on that day,
     * which is the one that GDELT gives most of its events */
    const chn_day day = k->day == CHN_DAY_NONE ? k->added : k->day;
    if (day == CHN_DAY_NONE || k->source.n != 3 || k->target.n != 3)
        return true;
    if (c->n == c->cap) {
        const size_t cap = c->cap ? c->cap * 2 : 256;
        own *more = chn_realloc(c->owns, cap, sizeof *more);
        if (!more) {
            c->memory = true;
            return false;
        }
        c->owns = more;
        c->cap = cap;
    }
    own *o = &c->owns[c->n++];
    memset(o, 0, sizeof *o);
    o->id = chn_arena_str(c->names, k->id.p, k->id.n);
    o->code = chn_arena_str(c->names, k->code.p, k->code.n);
    country(o->source, k->source);
    country(o->target, k->target);
    o->day = day;
    o->quad = k->quad;
    c->memory = !o->id.p || !o->code.p;
    return !c->memory;
}

/* How far two acts agree: 0 code, 1 root, 2 quad class, 3 not. */
static int agreement(const own *o, const chn_known *k)
{
    if (o->code.n && chn_str_eq(o->code, k->code))
        return 0;
    if (o->code.n >= 2 && k->root.n == 2 &&
        memcmp(o->code.p, k->root.p, 2) == 0)
        return 1;
    return o->quad && o->quad == k->quad ? 2 : 3;
}

/* The event of the store that fits a row best; NULL: none. */
static own *find(comparing *c, const chn_known *k, int *how)
{
    own want;
    memset(&want, 0, sizeof want);
    country(want.source, k->source);
    country(want.target, k->target);
    want.day = k->day - c->window;
    size_t lo = 0, hi = c->n;
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        if (by_pair(&c->owns[mid], &want) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    own *best = NULL;
    int32_t apart = 0;
    *how = 3;
    want.day = k->day + c->window;
    for (; lo < c->n && by_pair(&c->owns[lo], &want) <= 0; lo++) {
        own *o = &c->owns[lo];
        const int a = agreement(o, k);
        const int32_t days = abs(o->day - k->day);
        if (a < 3 && (a < *how || (a == *how && days < apart))) {
            *how = a;
            best = o;
            apart = days;
        }
    }
    return best;
}

static void put_row(comparing *c, chn_str theirs, chn_day day, chn_str source,
                    chn_str target, chn_str code, const own *o, int how)
{
    char text[11] = "";
    chn_buf *b = &c->row;
    chn_buf_clear(b);
    chn_day_format(day, text);
    if (c->table) {
        chn_buf_fmt(b, "%c %s  %.*s-%.*s  %-4.*s  ",
                    !o         ? '-'
                    : theirs.n ? '='
                               : '+',
                    text, (int)source.n, source.p, (int)target.n, target.p,
                    (int)code.n, code.p);
        chn_buf_fmt(b, "%-10.*s", (int)theirs.n, theirs.p);
        if (o && theirs.n) {
            const int32_t days = o->day - day;
            chn_buf_fmt(b, "  %.*s  %s", (int)o->id.n, o->id.p, agrees[how]);
            if (how)
                chn_buf_fmt(b, " (%.*s)", (int)o->code.n, o->code.p);
            if (days)
                chn_buf_fmt(b, ", %+d day%s", days, abs(days) == 1 ? "" : "s");
        } else if (o) {
            chn_buf_fmt(b, "  %.*s", (int)o->id.n, o->id.p);
        }
        chn_buf_char(b, '\n');
    } else {
        chn_buf_z(b, "{\"gdelt\":");
        if (theirs.n)
            chn_buf_json(b, theirs);
        else
            chn_buf_z(b, "null");
        chn_buf_fmt(b, ",\"date\":\"%s\",\"source\":", text);
        chn_buf_json(b, source);
        chn_buf_z(b, ",\"target\":");
        chn_buf_json(b, target);
        chn_buf_z(b, ",\"code\":");
        chn_buf_json(b, code);
        chn_buf_z(b, ",\"event\":");
        if (o)
            chn_buf_json(b, o->id);
        else
            chn_buf_z(b, "null");
        if (o && theirs.n) {
            chn_buf_fmt(b, ",\"agrees\":\"%s\",\"days\":%d,\"event_code\":",
                        agrees[how], o->day - day);
            chn_buf_json(b, o->code);
        }
        chn_buf_z(b, "}\n");
    }
    c->memory = c->memory || b->failed;
    (void)chn_out_write(&c->out, b->p ? b->p : "", b->n);
}

static bool compare_row(void *user, const chn_known *k)
{
    comparing *c = user;
    c->rows++;
    if (k->day == CHN_DAY_NONE || k->source.n != 3 || k->target.n != 3) {
        c->vague++;
        return true;
    }
    int how = 3;
    own *o = find(c, k, &how);
    if (o) {
        o->met = true;
        c->by[how]++;
    }
    put_row(c, k->id, k->day, k->source, k->target, k->code, o, how);
    return !c->memory && !c->out.error && !c->out.pipe;
}

static void put_rest(comparing *c)
{
    uint64_t met = 0;
    for (size_t i = 0; i < c->n; i++) {
        const own *o = &c->owns[i];
        met += o->met;
        if (!o->met)
            put_row(c, chn_str_n("", 0), o->day, chn_str_of(o->source),
                    chn_str_of(o->target), o->code, o, 0);
    }
    const uint64_t matched = c->by[0] + c->by[1] + c->by[2];
    const uint64_t asked = c->rows - c->vague;
    chn_say(c->term,
            "%" PRIu64 " events of GDELT: %" PRIu64 " matched (%" PRIu64
            " by code, %" PRIu64 " by root, %" PRIu64
            " by quad class), %" PRIu64 " only there, %" PRIu64
            " without a day or two states; of the store's %zu of these days "
            "with two states %" PRIu64 " matched, %" PRIu64 " only here",
            c->rows, matched, c->by[0], c->by[1], c->by[2], asked - matched,
            c->vague, c->n, met, (uint64_t)c->n - met);
}

static bool to_buffer(void *user, const char *p, size_t n)
{
    chn_buf *b = user;
    chn_buf_put(b, p, n);
    return !b->failed;
}

/* The store's events of the list's days, sorted. */
static chn_code read_own(comparing *c, chn_store *s, chn_err *err)
{
    chn_query q;
    chn_query_init(&q);
    if (c->from != CHN_DAY_NONE) {
        q.from = c->from - c->window;
        q.to = c->to + c->window;
    }
    chn_code code =
        chn_store_export(s, &q, CHN_EXPORT_GDELT, to_buffer, &c->export, err);
    if (code == CHN_OK && c->export.n)
        code = chn_known_read_bytes("the store", c->export.p, c->export.n,
                                    take_own, notice, c, err);
    if (code == CHN_ERR_OUTPUT || c->memory)
        code = chn_fail_memory(err);
    if (code == CHN_OK && c->n > 1)
        qsort(c->owns, c->n, sizeof *c->owns, by_all);
    return code;
}

static chn_code run(comparing *c, const chn_args *a, chn_store *s, chn_err *err)
{
    chn_code code = chn_known_read(a->gdelt, see_range, NULL, c, err);
    if (code == CHN_OK)
        code = read_own(c, s, err);
    if (code == CHN_OK)
        code = chn_out_open(&c->out, a->output, err);
    if (code)
        return code;
    code = chn_known_read(a->gdelt, compare_row, notice, c, err);
    if (code == CHN_OK)
        put_rest(c);
    if (code == CHN_OK && c->memory)
        code = chn_fail_memory(err);
    chn_err end;
    memset(&end, 0, sizeof end);
    if (chn_out_end(&c->out, code == CHN_OK, &end) && code == CHN_OK) {
        *err = end;
        code = end.code;
    }
    return code;
}

int chn_cmd_compare(const chn_args *a, chn_term *t)
{
    chn_err err;
    comparing c;
    memset(&err, 0, sizeof err);
    memset(&c, 0, sizeof c);
    c.term = t;
    c.table = a->format != CHN_CHOICE_JSONL;
    c.window = a->window_told ? (int32_t)a->window : 1;
    c.from = c.to = CHN_DAY_NONE;
    chn_store *s = chn_open_to_read(a->store, t, &err);
    if (!s)
        return chn_exit_say(t, &err);
    chn_buf_init(&c.row, (size_t)1 << 20);
    chn_buf_init(&c.export, OWN_MAX);
    c.names = chn_arena_new(OWN_MAX);
    const chn_code code = c.names ? run(&c, a, s, &err) : chn_fail_memory(&err);
    chn_buf_free(&c.row);
    chn_buf_free(&c.export);
    chn_arena_free(c.names);
    chn_free(c.owns);
    chn_store_close(s);
    return code       ? chn_exit_say(t, &err)
           : c.failed ? CHN_EXIT_SOME
                      : CHN_EXIT_DONE;
}
