/* SPDX-License-Identifier: Apache-2.0 */
/* One report with its sentences, claims and tellings into the open batch. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "base/limits.h"
#include "print/names.h"
#include "store/fresh.h"
#include "store/ready.h"

#define RECORD_MAX ((size_t)64 * 1024 * 1024)
#define WORDS_MAX ((size_t)16 * 1024 * 1024)

static const char adding[] = "adding a report";

/* ---- the run ---- */

chn_code chn_store_set_run(chn_store *s, const chn_run_of *run, chn_err *err)
{
    chn_sha256 h;
    chn_sha256_init(&h);
    for (size_t i = 0; i < CHN_RUN_NAMES; i++) {
        const size_t n = strlen(run->name[i]) + 1;
        char *p = chn_calloc(n, 1);
        if (!p)
            return chn_fail_memory(err);
        memcpy(p, run->name[i], n);
        chn_free(s->run_versions[i]);
        s->run_versions[i] = p;
        chn_sha256_put(&h, p, n);
    }
    unsigned char t[9];
    for (int i = 0; i < 8; i++)
        t[i] = (unsigned char)((uint64_t)run->when >> (8 * i));
    t[8] = (unsigned char)run->min_confidence;
    chn_sha256_put(&h, t, sizeof t);
    /* The same coder on the same day is the same run: a killed run that is
     * taken up again, with no clock given, leaves the same rows as one that
     * was not killed. */
    s->run_id[0] = 'r';
    chn_sha256_hex(&h, s->run_id + 1, 16);
    s->run_when = run->when;
    s->run_min_confidence = run->min_confidence;
    s->run_written = false;
    return CHN_OK;
}

static chn_code put_run(chn_store *s, chn_err *err)
{
    if (s->run_id[0] == '\0' || s->run_written)
        return CHN_OK;
    sqlite3_stmt *st = chn_store_stmt(s, ST_RUN_PUT, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_z(&b, s->run_id);
    chn_bind_int(&b, s->run_min_confidence);
    for (size_t i = 0; i < CHN_RUN_NAMES; i++)
        chn_bind_str(&b, chn_str_of(s->run_versions[i])); /* "": no model */
    if (s->run_when)
        chn_bind_int(&b, s->run_when);
    else
        chn_bind_null(&b);
    /* the rest of what made the rows: JSON, for more to come */
    chn_bind_z(&b, s->no_text ? "{\"text\":false}" : "{\"text\":true}");
    const chn_code code = chn_bind_run(&b, adding, err);
    s->run_written = code == CHN_OK;
    return code;
}

/* ---- spans ---- */

static void bind_span(chn_bind *b, const chn_store_input *in, chn_span span)
{
    if (span.to == 0) {
        for (int i = 0; i < 4; i++)
            chn_bind_null(b);
        return;
    }
    chn_bind_int(b, span.from);
    chn_bind_int(b, span.to);
    chn_bind_int(b, in->code_point(in->user, span.from));
    chn_bind_int(b, in->code_point(in->user, span.to));
}

/* Rows of claim_span of one report: found first, so that they can be put in
 * some at a time. Labels are in `scratch`, or the report's. */
typedef struct span_row {
    int64_t claim;
    const char *field;
    chn_str label;
    chn_span span;
} span_row;

typedef struct span_rows {
    span_row *at; /* [n] */
    uint32_t n, cap;
    chn_arena *a;
    bool failed; /* no memory */
} span_rows;

static void add_span(span_rows *r, int64_t claim, const char *field,
                     chn_str label, chn_span span)
{
    void *p = r->at;
    if (span.to == 0)
        return;
    if (!chn_arena_grow(r->a, &p, &r->cap, r->n + 1, sizeof *r->at)) {
        r->failed = true;
        return;
    }
    r->at = p;
    r->at[r->n++] = (span_row){claim, field, label, span};
}

static chn_str label_of(span_rows *r, chn_buf *b)
{
    const chn_str label = chn_arena_str(r->a, b->p ? b->p : "", b->n);
    r->failed = r->failed || b->failed || !label.p;
    chn_buf_free(b);
    return label;
}

static void add_date_span(span_rows *r, int64_t claim, const char *field,
                          const chn_date *d)
{
    if (d->span.to == 0)
        return;
    chn_buf label;
    chn_buf_init(&label, WORDS_MAX);
    chn_put_date_value(&label, d);
    add_span(r, claim, field, label_of(r, &label), d->span);
}

/* In the order of the table. */
static void add_spans(span_rows *r, const chn_claim *c, int64_t claim)
{
    if (c->trigger_span.to) {
        chn_buf act;
        chn_buf_init(&act, WORDS_MAX);
        chn_buf_str(&act, c->category);
        if (c->mode.n) {
            chn_buf_char(&act, '/');
            chn_buf_str(&act, c->mode);
        }
        add_span(r, claim, "act", label_of(r, &act), c->trigger_span);
    }
    add_date_span(r, claim, "date", &c->date);
    add_date_span(r, claim, "delivered", &c->delivered);
    if (c->has_occasion)
        add_span(r, claim, "occasion", c->occasion.name, c->occasion.span);
    if (c->has_place)
        add_span(r, claim, "place", c->place.name, c->place.span);
    if (c->has_quote)
        add_span(r, claim, "quote", c->quote.speaker, c->quote.span);
    add_date_span(r, claim, "received", &c->received);
    add_date_span(r, claim, "sent", &c->sent);
}

static chn_code put_spans(chn_store *s, const chn_store_input *in,
                          int64_t first, chn_err *err)
{
    span_rows r = {.a = s->scratch};
    for (uint32_t i = 0; i < in->n_claims; i++)
        add_spans(&r, in->claims[i], first + i);
    if (r.failed)
        return chn_fail_memory(err);
    chn_many m =
        chn_many_of(s, ST_CLAIM_SPAN_PUT, ST_CLAIM_SPAN_MANY, r.n, adding, err);
    for (uint32_t i = 0; i < r.n; i++) {
        chn_bind *b = chn_many_row(&m);
        if (!b)
            break;
        chn_bind_int(b, r.at[i].claim);
        chn_bind_z(b, r.at[i].field);
        chn_bind_str(b, r.at[i].label);
        bind_span(b, in, r.at[i].span);
    }
    return chn_many_end(&m);
}

/* Words of the report, where the store keeps them. */
static chn_str told(const chn_store *s, chn_str words)
{
    return s->no_text ? chn_str_n("", 0) : words;
}

/* ---- actors and voices ---- */

static const char *const rank_name[] = {"state", "body", "person"};

/* Actors come again and again: where the tables have this one, in this office
 * on days around, nothing is to be written. NULL: no memory. */
static chn_seen *seen_slot(chn_store *s, const chn_actor *x)
{
    if (!s->seen)
        s->seen = CHN_NEW(s->batch, chn_seen, CHN_SEEN);
    const uint64_t h =
        chn_hash(x->id.p, x->id.n, chn_hash(x->office.p, x->office.n, 0));
    return s->seen ? &s->seen[h % CHN_SEEN] : NULL;
}

static bool is_seen(const chn_seen *k, const chn_actor *x)
{
    return k->actor.n && chn_str_eq(k->actor, x->id) &&
           chn_str_eq(k->office, x->office);
}

static bool was_seen(const chn_seen *k, const chn_actor *x, chn_day day)
{
    return is_seen(k, x) &&
           (x->office.n == 0 || day == CHN_DAY_NONE ||
            (k->first != CHN_DAY_NONE && k->first <= day && day <= k->last));
}

static chn_code note_seen(chn_store *s, chn_seen *k, const chn_actor *x,
                          chn_day day, chn_err *err)
{
    if (!is_seen(k, x)) {
        *k = (chn_seen){chn_arena_str(s->batch, x->id.p, x->id.n),
                        chn_arena_str(s->batch, x->office.n ? x->office.p : "",
                                      x->office.n),
                        day, day};
        return k->actor.p && k->office.p ? CHN_OK : chn_fail_memory(err);
    }
    if (k->first == CHN_DAY_NONE || day < k->first)
        k->first = day;
    if (k->last == CHN_DAY_NONE || day > k->last)
        k->last = day;
    return CHN_OK;
}

static chn_code put_actor(chn_store *s, const chn_actor *x, chn_day seen,
                          chn_err *err)
{
    sqlite3_stmt *st = chn_store_stmt(s, ST_ACTOR_PUT, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_str(&b, x->id);
    chn_bind_str(&b, x->name);
    chn_bind_str(&b, x->country);
    chn_bind_str(&b, x->sector);
    const chn_code code = chn_bind_run(&b, adding, err);
    if (code || x->office.n == 0)
        return code;
    st = chn_store_stmt(s, ST_OFFICE_PUT, err);
    if (!st)
        return CHN_ERR_STORE;
    b = chn_bind_to(s, st);
    chn_bind_str(&b, x->id);
    chn_bind_str(&b, x->office);
    chn_bind_day(&b, seen);
    return chn_bind_run(&b, adding, err);
}

static chn_code put_known_actor(chn_store *s, const chn_actor *x, chn_day seen,
                                chn_err *err)
{
    if (x->id.n == 0)
        return CHN_OK;
    chn_seen *k = seen_slot(s, x);
    if (!k)
        return chn_fail_memory(err);
    if (was_seen(k, x, seen))
        return CHN_OK;
    const chn_code code = put_actor(s, x, seen, err);
    return code ? code : note_seen(s, k, x, seen, err);
}

static chn_code put_known(chn_store *s, const chn_actor *x, uint32_t n,
                          chn_day seen, chn_err *err)
{
    chn_code code = CHN_OK;
    for (uint32_t i = 0; i < n && code == CHN_OK; i++)
        code = put_known_actor(s, &x[i], seen, err);
    return code;
}

static void put_side(chn_many *m, const chn_store_input *in, const chn_claim *c,
                     int64_t claim, const char *side, const chn_actor *x,
                     uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        chn_bind *b = chn_many_row(m);
        if (!b)
            return;
        chn_bind_int(b, claim);
        chn_bind_z(b, side);
        chn_bind_int(b, i);
        chn_bind_str(b, x[i].id);
        chn_bind_str(b, x[i].name);
        chn_bind_str(b, x[i].country);
        chn_bind_str(b, x[i].sector);
        chn_bind_str(b, x[i].office);
        chn_bind_z(b, rank_name[chn_merge_rank_of(c, &x[i])]);
        chn_bind_z(b, chn_name_link(x[i].link));
        chn_bind_str(b, x[i].role);
        chn_bind_str(b, told(b->s, x[i].text));
        bind_span(b, in, x[i].span);
    }
}

/* Of all claims, in the order of the table. */
static chn_code put_actors(chn_store *s, const chn_store_input *in,
                           int64_t first, chn_err *err)
{
    size_t n = 0;
    for (uint32_t i = 0; i < in->n_claims; i++) {
        const chn_claim *c = in->claims[i];
        n += (size_t)c->n_source + c->n_target + c->n_others;
    }
    chn_many m =
        chn_many_of(s, ST_CLAIM_ACTOR_PUT, ST_CLAIM_ACTOR_MANY, n, adding, err);
    for (uint32_t i = 0; i < in->n_claims && m.code == CHN_OK; i++) {
        const chn_claim *c = in->claims[i];
        put_side(&m, in, c, first + i, "other", c->others, c->n_others);
        put_side(&m, in, c, first + i, "source", c->source, c->n_source);
        put_side(&m, in, c, first + i, "target", c->target, c->n_target);
    }
    return chn_many_end(&m);
}

static chn_code put_voices(chn_store *s, const chn_store_input *in,
                           const chn_claim *c, int64_t claim, chn_err *err)
{
    for (uint32_t i = 0; i < c->n_voice; i++) {
        const chn_voice *v = &c->voice[i];
        sqlite3_stmt *st = chn_store_stmt(s, ST_CLAIM_VOICE_PUT, err);
        if (!st)
            return CHN_ERR_STORE;
        chn_bind b = chn_bind_to(s, st);
        chn_bind_int(&b, claim);
        chn_bind_int(&b, i);
        chn_bind_str(&b, v->name);
        chn_bind_str(&b, v->id);
        chn_bind_str(&b, v->kind);
        chn_bind_int(&b, v->inherited);
        bind_span(&b, in, v->span);
        chn_bind_str(&b, v->certainty);
        chn_bind_str(&b, v->reliability);
        const chn_code code = chn_bind_run(&b, adding, err);
        if (code)
            return code;
    }
    return CHN_OK;
}

/* ---- the claim ---- */

static void bind_buf(chn_bind *b, const chn_buf *t)
{
    chn_bind_str(b, chn_str_n(t->p, t->n));
}

static void bind_place(chn_bind *b, const chn_claim *c)
{
    if (!c->has_place) {
        b->at += 4;
        return;
    }
    chn_bind_str(b, c->place.name);
    chn_bind_str(b, c->place.country);
    if (c->place.has_point) {
        chn_bind_real(b, c->place.lat);
        chn_bind_real(b, c->place.lon);
    } else {
        b->at += 2;
    }
}

static void bind_number(chn_bind *b, int32_t v)
{
    if (v)
        chn_bind_int(b, v);
    else
        chn_bind_null(b); /* 0: not told */
}

static void bind_occasion(chn_bind *b, const chn_claim *c)
{
    if (!c->has_occasion) {
        b->at += 4;
        return;
    }
    chn_bind_str(b, c->occasion.id);
    chn_bind_str(b, c->occasion.name);
    bind_number(b, c->occasion.ordinal);
    bind_number(b, c->occasion.base_year);
}

static chn_code put_claim_row(chn_store *s, const chn_claim *c, uint32_t n,
                              int64_t seq, int64_t report,
                              const chn_ready_claim *w, chn_err *err)
{
    sqlite3_stmt *st = chn_store_stmt(s, ST_CLAIM_PUT, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_int(&b, seq);
    chn_bind_str(&b, c->id);
    chn_bind_int(&b, report);
    chn_bind_int(&b, n);
    chn_bind_int(&b, c->sentence);
    chn_bind_str(&b, c->category);
    chn_bind_str(&b, c->mode);
    chn_bind_str(&b, c->cameo);
    chn_bind_str(&b, w->contexts);
    bind_number(&b, c->quad);
    chn_bind_real(&b, c->goldstein_tenth / 10.0);
    chn_bind_str(&b, w->source);
    chn_bind_str(&b, w->target);
    chn_bind_str(&b, w->source_code);
    chn_bind_str(&b, w->target_code);
    chn_bind_int(&b, c->symmetric);
    chn_bind_z(&b, chn_name_status(c->status));
    chn_bind_day(&b, c->date.from);
    chn_bind_day(&b, c->date.to);
    chn_bind_z(&b, chn_name_precision(c->date.precision));
    chn_bind_z(&b, chn_name_basis(c->date.basis));
    chn_bind_str(&b, told(s, c->date.text));
    chn_bind_str(&b, chn_merge_origin(c));
    chn_bind_str(&b, w->voice);
    bind_place(&b, c);
    bind_occasion(&b, c);
    chn_bind_str(&b, told(s, c->has_quote ? c->quote.text : chn_str_n("", 0)));
    chn_bind_str(&b, c->has_quote ? c->quote.speaker : chn_str_n("", 0));
    chn_bind_str(&b, told(s, c->trigger));
    chn_bind_str(&b, c->rule);
    chn_bind_int(&b, c->confidence_percent);
    chn_bind_str(&b, w->flags);
    chn_buf bare;
    chn_buf_init(&bare, RECORD_MAX);
    if (s->no_text)
        chn_store_bare(&bare, w->record);
    chn_bind_str(&b, s->no_text ? chn_str_n(bare.p, bare.n) : w->record);
    const chn_code code =
        bare.failed ? chn_fail_memory(err) : chn_bind_run(&b, adding, err);
    chn_buf_free(&bare);
    return code;
}

static chn_code put_observance(chn_store *s, const chn_claim *c, chn_err *err)
{
    if (!c->has_occasion || c->occasion.id.n == 0)
        return CHN_OK;
    sqlite3_stmt *st = chn_store_stmt(s, ST_OBSERVANCE_PUT, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_str(&b, c->occasion.id);
    chn_bind_str(&b, c->occasion.name);
    bind_number(&b, c->occasion.base_year);
    return chn_bind_run(&b, adding, err);
}

/* The day on which a claim shows its actors in office. */
static chn_day day_seen(const chn_claim *c, chn_day published)
{
    if (c->date.basis != CHN_BASIS_PUBLISHED && c->date.from != CHN_DAY_NONE)
        return c->date.from;
    return published;
}

static chn_code put_claim(chn_store *s, const chn_ready *x, uint32_t n,
                          int64_t seq, int64_t report, chn_err *err)
{
    const chn_store_input *in = &x->in;
    const chn_claim *c = in->claims[n];
    const chn_day seen = day_seen(c, chn_merge_day(in->report, in->dating));
    chn_code code = put_observance(s, c, err);
    if (code == CHN_OK)
        code = put_claim_row(s, c, n, seq, report, &x->claim[n], err);
    if (code == CHN_OK)
        code = put_known(s, c->source, c->n_source, seen, err);
    if (code == CHN_OK)
        code = put_known(s, c->target, c->n_target, seen, err);
    if (code == CHN_OK)
        code = put_known(s, c->others, c->n_others, seen, err);
    if (code == CHN_OK)
        code = put_voices(s, in, c, seq, err);
    return code;
}

/* ---- tellings ---- */

static bool more_touched(chn_store *s)
{
    const uint32_t cap =
        s->cap_touched ? s->cap_touched + s->cap_touched / 2 : 1024;
    void *p = chn_arena_resize(s->batch, s->touched, cap, sizeof *s->touched);
    if (!p)
        return false;
    s->touched = p;
    s->cap_touched = cap;
    return true;
}

chn_code chn_store_touch(chn_store *s, chn_str block, chn_day from, chn_day to,
                         int64_t lead, chn_err *err)
{
    if (s->n_touched == s->cap_touched && !more_touched(s))
        return chn_fail_memory(err);
    const chn_str kept = chn_fresh_word(s, block);
    if (!kept.p)
        return chn_fail_memory(err);
    s->touched[s->n_touched++] = (chn_touched){kept, from, to, lead};
    return CHN_OK;
}

static void bind_telling(chn_bind *b, const chn_merge_claim *m, uint32_t i,
                         uint32_t lead, int64_t first, unsigned char *words)
{
    const chn_merge_why *y = &m[i].why;
    chn_bind_int(b, first + i);
    chn_bind_int(b, first + lead);
    chn_bind_str(b, m[i].block);
    if (m[i].block.n) {
        chn_bind_int(b, m[i].reach_from);
        chn_bind_int(b, m[i].reach_to);
    } else {
        b->at += 2;
    }
    if (y->with != CHN_MERGE_NONE)
        chn_bind_int(b, first + y->with);
    else
        chn_bind_null(b);
    chn_bind_z(b, chn_merge_rule_name((chn_merge_rule)y->rule));
    const int points[] = {y->score,  y->date,  y->sides,   y->mode,
                          y->actors, y->place, y->occasion};
    for (size_t k = 0; k < sizeof points / sizeof *points; k++)
        chn_bind_int(b, points[k]);
    chn_bind_blob(b, words, chn_store_pack(m[i].words, m[i].n_words, words));
}

/* What ST_COUNTS and ST_DENIALS will not find need not be asked for. */
static unsigned char told_beside(const chn_ready *x, uint32_t sentence)
{
    unsigned beside = 0;
    for (uint32_t i = 0; i < x->n_detail; i++) {
        const chn_ready_detail *t = &x->detail[i];
        if (strcmp(t->d.kind, "denial") == 0)
            beside |= CHN_BESIDE_DENIALS;
        if (t->sentence <= sentence + 2 && t->sentence + 2 >= sentence)
            beside |= CHN_BESIDE_COUNTS;
    }
    return (unsigned char)beside;
}

static chn_code put_tellings(chn_store *s, const chn_ready *x, int64_t first,
                             chn_err *err)
{
    const chn_store_input *in = &x->in;
    chn_merge_claim *m = CHN_NEW(s->scratch, chn_merge_claim, in->n_claims);
    if (!m)
        return chn_fail_memory(err);
    chn_code code = CHN_OK;
    if (in->n_claims)
        memcpy(m, x->summary, in->n_claims * sizeof *m);
    for (uint32_t i = 0; i < in->n_claims; i++)
        m[i].sketch = s->sketch; /* lives as long as the batch, as x does not */
    if (code == CHN_OK)
        code = chn_merge_report(s->scratch, m, in->n_claims, err);
    unsigned char(*words)[CHN_WORDS * 4] =
        chn_arena_alloc(s->scratch, CHN_MANY, sizeof *words);
    if (code == CHN_OK && !words)
        code = chn_fail_memory(err);
    chn_many rows = chn_many_of(s, ST_TELLING_PUT, ST_TELLING_MANY,
                                in->n_claims, adding, err);
    for (uint32_t i = 0; i < in->n_claims && code == CHN_OK; i++) {
        /* the lead has the smallest id, not the first place; claims of a
         * report are few, and most lead themselves */
        uint32_t lead = i;
        for (uint32_t k = 0; !chn_str_eq(m[lead].id, m[i].telling); k++)
            lead = k;
        chn_bind *b = chn_many_row(&rows);
        if (b)
            bind_telling(b, m, i, lead, first, words[i % CHN_MANY]);
        code = rows.code;
        if (code == CHN_OK && lead == i)
            code = chn_store_touch(s, m[i].block, m[i].reach_from,
                                   m[i].reach_to, first + i, err);
    }
    if (code == CHN_OK)
        code = chn_many_end(&rows);
    unsigned char *beside = CHN_NEW(s->scratch, unsigned char, in->n_claims);
    if (code == CHN_OK && !beside)
        code = chn_fail_memory(err);
    for (uint32_t i = 0; i < in->n_claims && code == CHN_OK; i++)
        beside[i] = told_beside(x, in->claims[i]->sentence);
    return code == CHN_OK
               ? chn_fresh_keep(s, m, beside, in->n_claims, first, err)
               : code;
}

/* ---- the report ---- */

/* Claims have it until commit. */
static chn_code keep_sketch(chn_store *s, const chn_ready *x, chn_err *err)
{
    uint32_t *own = CHN_NEW(s->batch, uint32_t, CHN_SKETCH);
    if (!own)
        return chn_fail_memory(err);
    memcpy(own, x->sketch, sizeof x->sketch);
    s->sketch = own;
    return CHN_OK;
}

/* MinHash of the report's text, so that copies of it are known. */
static void bind_sketch(chn_bind *b, const chn_store *s, unsigned char *bytes)
{
    chn_bind_blob(b, bytes, chn_store_pack(s->sketch, CHN_SKETCH, bytes));
}

/* The reasons as `chancery date` prints them; empty: none. */
static void put_reasons(chn_buf *b, const chn_store_input *in)
{
    const chn_dating *d = in->dating;
    if (!d || d->n_reasons == 0)
        return;
    for (uint32_t i = 0; i < d->n_reasons; i++) {
        const chn_reason *w = &d->reasons[i];
        chn_buf_z(b, i ? ",{\"quote\":" : "[{\"quote\":");
        chn_buf_json(b, chn_str_n(in->report->text.p + w->span.from,
                                  w->span.to - w->span.from));
        chn_buf_fmt(b, ",\"span\":[%u,%u],\"says\":",
                    (unsigned)in->code_point(in->user, w->span.from),
                    (unsigned)in->code_point(in->user, w->span.to));
        chn_buf_json(b, w->says);
        chn_buf_fmt(b, ",\"hard\":%s,\"agrees\":%s}",
                    w->hard ? "true" : "false", w->agrees ? "true" : "false");
    }
    chn_buf_char(b, ']');
}

static void bind_dating(chn_bind *b, const chn_store_input *in,
                        const chn_buf *reasons)
{
    chn_dating given;
    memset(&given, 0, sizeof given);
    given.day = given.from = given.to = in->report->published;
    if (given.day != CHN_DAY_NONE) {
        given.basis = CHN_DATING_GIVEN;
        given.confidence_percent = 100;
    }
    const chn_dating *d = in->dating ? in->dating : &given;
    const char *basis = chn_store_basis_word(d->basis);
    chn_bind_day(b, d->day);
    chn_bind_day(b, d->from);
    chn_bind_day(b, d->to);
    if (basis) {
        chn_bind_int(b, d->confidence_percent);
        chn_bind_z(b, basis);
    } else {
        chn_bind_null(b);
        chn_bind_null(b);
    }
    bind_buf(b, reasons);
}

static chn_code put_report_row(chn_store *s, const chn_store_input *in,
                               const char *sha, chn_err *err)
{
    const chn_report *r = in->report;
    sqlite3_stmt *st = chn_store_stmt(s, ST_REPORT_PUT, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_buf reasons;
    chn_buf_init(&reasons, RECORD_MAX);
    if (!s->no_text)
        put_reasons(&reasons, in);
    chn_bind b = chn_bind_to(s, st);
    chn_bind_int(&b, s->next_report);
    chn_bind_str(&b, r->id);
    chn_bind_z(&b, sha);
    chn_bind_day(&b, r->published);
    chn_bind_str(&b, r->publisher);
    chn_bind_str(&b, r->title);
    chn_bind_str(&b, r->url);
    chn_bind_int(&b, (int64_t)r->text.n);
    chn_bind_int(&b, r->body);
    chn_bind_int(&b, in->replaced);
    if (s->no_text)
        chn_bind_null(&b);
    else
        chn_bind_bytes(&b, r->text);
    chn_bind_z(&b, s->run_id);
    unsigned char sketch[CHN_SKETCH * 4];
    bind_dating(&b, in, &reasons);
    bind_sketch(&b, s, sketch);
    const chn_code code =
        reasons.failed ? chn_fail_memory(err) : chn_bind_run(&b, adding, err);
    chn_buf_free(&reasons);
    return code;
}

/* What was given with the report stays in its row. */
static chn_code put_redate(chn_store *s, int64_t seq, const chn_store_input *in,
                           chn_err *err)
{
    sqlite3_stmt *st = chn_store_stmt(s, ST_REPORT_REDATE, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_buf reasons;
    chn_buf_init(&reasons, RECORD_MAX);
    if (!s->no_text)
        put_reasons(&reasons, in);
    chn_bind b = chn_bind_to(s, st);
    chn_bind_int(&b, seq);
    chn_bind_int(&b, in->replaced);
    chn_bind_z(&b, s->run_id);
    unsigned char sketch[CHN_SKETCH * 4];
    bind_dating(&b, in, &reasons);
    bind_sketch(&b, s, sketch);
    const chn_code code =
        reasons.failed ? chn_fail_memory(err) : chn_bind_run(&b, adding, err);
    chn_buf_free(&reasons);
    return code;
}

static chn_code put_details(chn_store *s, const chn_ready *x, int64_t report,
                            chn_err *err)
{
    const chn_store_input *in = &x->in;
    for (uint32_t i = 0; i < x->n_detail; i++) {
        const chn_ready_detail *t = &x->detail[i];
        const chn_span at = t->d.span;
        sqlite3_stmt *st = chn_store_stmt(s, ST_DETAIL_PUT, err);
        if (!st)
            return CHN_ERR_STORE;
        chn_bind b = chn_bind_to(s, st);
        chn_bind_int(&b, report);
        chn_bind_int(&b, t->sentence);
        chn_bind_int(&b, t->n);
        chn_bind_z(&b, t->d.kind);
        chn_bind_str(&b, t->d.noun);
        chn_bind_int(&b, t->d.low);
        chn_bind_int(&b, t->d.high);
        chn_bind_str(&b, told(s, chn_str_n(in->report->text.p + at.from,
                                           at.to - at.from)));
        bind_span(&b, in, at);
        const chn_code code = chn_bind_run(&b, adding, err);
        if (code)
            return code;
    }
    return CHN_OK;
}

static chn_code put_sentences(chn_store *s, const chn_store_input *in,
                              int64_t report, chn_err *err)
{
    chn_many m = chn_many_of(s, ST_SENTENCE_PUT, ST_SENTENCE_MANY,
                             in->n_sentences, adding, err);
    for (uint32_t i = 0; i < in->n_sentences; i++) {
        const chn_span span = in->sentences[i];
        chn_bind *b = chn_many_row(&m);
        if (!b)
            break;
        chn_bind_int(b, report);
        chn_bind_int(b, i);
        chn_bind_int(b, span.from);
        chn_bind_int(b, span.to);
        chn_bind_int(b, in->code_point(in->user, span.from));
        chn_bind_int(b, in->code_point(in->user, span.to));
    }
    return chn_many_end(&m);
}

static chn_code put_credits(chn_store *s, const chn_store_input *in,
                            int64_t report, chn_err *err)
{
    for (uint32_t i = 0; i < in->n_credits; i++) {
        const chn_credit *x = in->credits[i];
        sqlite3_stmt *st = chn_store_stmt(s, ST_CREDIT_PUT, err);
        if (!st)
            return CHN_ERR_STORE;
        chn_bind b = chn_bind_to(s, st);
        chn_bind_int(&b, report);
        chn_bind_int(&b, i);
        chn_bind_str(&b, x->name);
        chn_bind_str(&b, x->id);
        chn_bind_str(&b, x->kind);
        chn_bind_str(&b, x->reliability);
        chn_bind_z(&b, x->relation);
        bind_span(&b, in, x->span);
        const chn_code code = chn_bind_run(&b, adding, err);
        if (code)
            return code;
    }
    return CHN_OK;
}

static chn_code put_parts(chn_store *s, const chn_ready *x, int64_t report,
                          chn_err *err)
{
    const chn_store_input *in = &x->in;
    chn_code code = put_sentences(s, in, report, err);
    if (code == CHN_OK)
        code = put_details(s, x, report, err);
    if (code == CHN_OK)
        code = put_credits(s, in, report, err);
    for (uint32_t i = 0; i < in->n_claims && code == CHN_OK; i++)
        code = put_claim(s, x, i, s->next_claim + i, report, err);
    if (code == CHN_OK)
        code = put_actors(s, in, s->next_claim, err);
    if (code == CHN_OK)
        code = put_spans(s, in, s->next_claim, err);
    if (code == CHN_OK)
        code = put_tellings(s, x, s->next_claim, err);
    return code;
}

static chn_code put_all(chn_store *s, const chn_ready *x, chn_err *err)
{
    chn_code code = keep_sketch(s, x, err);
    if (code == CHN_OK)
        code = put_run(s, err);
    if (code == CHN_OK)
        code = put_report_row(s, &x->in, x->sha, err);
    return code == CHN_OK ? put_parts(s, x, s->next_report, err) : code;
}

static chn_code replace_all(chn_store *s, int64_t seq, const chn_ready *x,
                            chn_err *err)
{
    chn_code code = keep_sketch(s, x, err);
    if (code == CHN_OK)
        code = put_run(s, err);
    if (code == CHN_OK)
        code = chn_store_forget(s, seq, err);
    if (code == CHN_OK)
        code = put_redate(s, seq, &x->in, err);
    if (code == CHN_OK)
        code = put_parts(s, x, seq, err);
    return code == CHN_OK ? chn_store_forgotten(s, err) : code;
}

/* Is the report there? CHN_OK with *known, or the error of this report. */
static chn_code find_report(chn_store *s, const chn_report *r, const char *sha,
                            bool *known, chn_err *err)
{
    *known = false;
    sqlite3_stmt *st = chn_store_stmt(s, ST_REPORT_FIND, err);
    if (!st)
        return CHN_ERR_STORE;
    chn_bind b = chn_bind_to(s, st);
    chn_bind_str(&b, r->id);
    if (b.rc != SQLITE_OK)
        return chn_store_sql_fail(s, b.rc, adding, err);
    const int row = chn_store_step(s, st, adding, err);
    chn_code code = row < 0 ? CHN_ERR_STORE : CHN_OK;
    if (row > 0) {
        const chn_str old = chn_col_str(st, 0);
        const chn_day day = chn_col_day(st, 1);
        char was[11] = "no date";
        char is[11] = "no date";
        *known = true;
        if (day != CHN_DAY_NONE)
            chn_day_format(day, was);
        if (r->published != CHN_DAY_NONE)
            chn_day_format(r->published, is);
        if (!chn_str_is(old, sha))
            code = chn_fail(err, CHN_ERR_INPUT,
                            "report \"%.*s\": %s holds another text under "
                            "this id (sha256 %.12s, the new one %.12s); give "
                            "the new report an id of its own",
                            (int)r->id.n, r->id.p, s->path, old.p, sha);
        else if (day != r->published)
            code = chn_fail(err, CHN_ERR_INPUT,
                            "report \"%.*s\": %s holds this text with "
                            "another date (%s, now %s); give the report an "
                            "id of its own, or make the store anew",
                            (int)r->id.n, r->id.p, s->path, was, is);
    }
    (void)sqlite3_reset(st);
    return code;
}

/* The report is in. */
static void count_in(chn_store *s, const chn_store_input *in, bool new_report)
{
    s->next_report += new_report;
    s->next_claim += in->n_claims;
    if (!s->fresh_full)
        s->fresh_to = s->next_claim;
}

/* A new report. What is wrong with it was found before its first row; else it
 * is the store that failed, and the batch with it. */
static chn_code put_new(chn_store *s, const chn_ready *x, chn_err *err)
{
    const int changed = sqlite3_total_changes(s->db);
    const chn_code code = put_all(s, x, err);
    chn_arena_reset(s->scratch);
    if (code == CHN_OK)
        count_in(s, &x->in, true);
    else if (sqlite3_total_changes(s->db) != changed ||
             sqlite3_get_autocommit(s->db))
        chn_store_rollback(s);
    return code;
}

/* A report anew. Where that fails half-way it is as it was. */
static chn_code put_again(chn_store *s, int64_t seq, const chn_ready *x,
                          chn_err *err)
{
    chn_code code = chn_store_exec(s, "SAVEPOINT report", adding, err);
    if (code)
        return code;
    const uint32_t n_touched = s->n_touched;
    const bool run_written = s->run_written;
    const uint32_t n_old_key = s->n_old_key;
    code = replace_all(s, seq, x, err);
    s->seen = NULL; /* rows may be gone again */
    chn_arena_reset(s->scratch);
    if (code == CHN_OK) {
        count_in(s, &x->in, false);
        return chn_store_exec(s, "RELEASE report", adding, err);
    }
    s->n_touched = n_touched;
    s->run_written = run_written;
    s->n_old_key = n_old_key;
    /* a full disk has rolled back the whole batch already */
    if (sqlite3_get_autocommit(s->db)) {
        s->in_batch = false;
        return code;
    }
    chn_err ignored;
    if (chn_store_exec(s, "ROLLBACK TO report; RELEASE report", adding,
                       &ignored) != CHN_OK)
        chn_store_rollback(s);
    return code;
}

chn_code chn_store_put_ready(chn_store *s, const chn_ready *x, chn_added *added,
                             chn_err *err)
{
    if (!s->in_batch)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "%s: no batch is open; begin one first", s->path);
    bool known;
    const chn_code code = find_report(s, x->in.report, x->sha, &known, err);
    if (code)
        return code;
    *added = known ? CHN_ADDED_KNOWN : CHN_ADDED_NEW;
    return known ? CHN_OK : put_new(s, x, err);
}

/* With what can be known without the store, made here. */
static chn_code put_made(chn_store *s, int64_t seq, const chn_store_input *in,
                         chn_added *added, chn_err *err)
{
    chn_ready x = {.a = chn_arena_new(CHN_ARENA_MAX)};
    if (!x.a)
        return chn_fail_memory(err);
    chn_code code = chn_ready_fill(&x, in, err);
    if (code == CHN_OK)
        code = added ? chn_store_put_ready(s, &x, added, err)
                     : put_again(s, seq, &x, err);
    chn_arena_free(x.a);
    return code;
}

chn_code chn_store_replace(chn_store *s, int64_t seq, const chn_store_input *in,
                           chn_err *err)
{
    return put_made(s, seq, in, NULL, err);
}

chn_code chn_store_put(chn_store *s, const chn_store_input *in,
                       chn_added *added, chn_err *err)
{
    return put_made(s, 0, in, added, err);
}
