/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When are two tellings one act? Gates that nothing overrules, and points
 * that must reach CHN_MERGE_THRESHOLD. README.md has the same as a table.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "merge/merge_in.h"

const char *chn_merge_rule_name(chn_merge_rule rule)
{
    static const char *const name[] = {"first",  "same-report", "same-date",
                                       "within", "next-day",    "near-report",
                                       "by-hand"};
    return (size_t)rule < sizeof name / sizeof *name ? name[rule] : "unknown";
}

const char *chn_merge_gate_name(chn_merge_gate gate)
{
    static const char *const name[] = {
        "",     "points",      "status", "sides", "persons",
        "mode", "same-report", "choice", "date"};
    return (size_t)gate < sizeof name / sizeof *name ? name[gate] : "unknown";
}

/* ---- blocks ---- */

static int str_cmp(const void *a, const void *b)
{
    const chn_str *x = a;
    const chn_str *y = b;
    return chn_str_cmp(*x, *y);
}

/* The party that an actor stands for. Without a country its own id speaks,
 * marked so that no code can equal it. */
static bool party(chn_arena *a, const chn_merge_actor *x, chn_str *out)
{
    if (x->country.n) {
        *out = x->country;
        return true;
    }
    char *p = CHN_NEW(a, char, x->id.n + 2);
    if (!p)
        return false;
    p[0] = '@';
    if (x->id.n)
        memcpy(p + 1, x->id.p, x->id.n);
    *out = chn_str_n(p, x->id.n + 1);
    return true;
}

/* Sorted parties of some actors, each once. false: no memory. */
static bool parties(chn_arena *a, const chn_merge_actor *x, uint32_t n,
                    chn_str *out, uint32_t *n_out, bool *unknown)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!party(a, &x[i], &out[i]))
            return false;
        if (out[i].n == 1)
            *unknown = true;
    }
    if (n > 1)
        qsort(out, n, sizeof *out, str_cmp);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++)
        if (k == 0 || !chn_str_eq(out[k - 1], out[i]))
            out[k++] = out[i];
    *n_out = k;
    return true;
}

static bool join(chn_arena *a, chn_str before, const chn_str *x, uint32_t n,
                 chn_str *out)
{
    size_t size = before.n;
    for (uint32_t i = 0; i < n; i++)
        size += x[i].n + 1;
    char *p = CHN_NEW(a, char, size + 1);
    if (!p)
        return false;
    size_t k = before.n;
    if (k)
        memcpy(p, before.p, k);
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            p[k++] = ',';
        memcpy(p + k, x[i].p, x[i].n);
        k += x[i].n;
    }
    *out = chn_str_n(p, k);
    return true;
}

static bool is_message(const chn_merge_claim *c)
{
    return chn_str_is(c->mode, "message");
}

chn_code chn_merge_block(chn_arena *a, const chn_merge_claim *c, chn_str *block,
                         uint32_t *n_countries, chn_err *err)
{
    const uint32_t n = c->n_source + c->n_target;
    *block = chn_str_n("", 0);
    *n_countries = 0;
    chn_merge_actor *all = CHN_NEW(a, chn_merge_actor, n);
    chn_str *at = CHN_NEW(a, chn_str, n);
    if (!all || !at)
        return chn_fail_memory(err);
    if (c->n_source)
        memcpy(all, c->source, c->n_source * sizeof *all);
    if (c->n_target)
        memcpy(all + c->n_source, c->target, c->n_target * sizeof *all);
    bool unknown = n == 0;
    uint32_t k = 0;
    if (!parties(a, all, n, at, &k, &unknown))
        return chn_fail_memory(err);
    /* "Unknown gunmen fired on Thailand's post": the next unknown gunmen need
     * not be the same ones */
    if (unknown)
        return CHN_OK;
    *n_countries = k;
    /* a greeting is SUPPORT/message and a letter CONSULT/message, and one
     * report's letter is another's greeting: one family */
    chn_str family = is_message(c) ? chn_str_of("MESSAGE") : c->category;
    chn_str head;
    if (!join(a, chn_str_n("", 0), &family, 1, &head))
        return chn_fail_memory(err);
    chn_str sp;
    const chn_str blank = chn_str_of(" ");
    if (!join(a, head, &blank, 1, &sp) || !join(a, sp, at, k, block))
        return chn_fail_memory(err);
    return CHN_OK;
}

/* "PRK>RUS,CHN": who did it to whom. */
static bool direction(chn_arena *a, const chn_merge_claim *c, chn_str *out)
{
    chn_str *s = CHN_NEW(a, chn_str, c->n_source);
    chn_str *t = CHN_NEW(a, chn_str, c->n_target);
    uint32_t ns = 0;
    uint32_t nt = 0;
    bool unknown = false;
    if (!s || !t || !parties(a, c->source, c->n_source, s, &ns, &unknown) ||
        !parties(a, c->target, c->n_target, t, &nt, &unknown))
        return false;
    chn_str left;
    chn_str arrow;
    const chn_str gt = chn_str_of(">");
    return join(a, chn_str_n("", 0), s, ns, &left) &&
           join(a, left, &gt, 1, &arrow) && join(a, arrow, t, nt, out);
}

/* ---- clusters ---- */

static int actor_cmp(const chn_merge_actor *a, const chn_merge_actor *b)
{
    const int d = chn_str_cmp(a->country, b->country);
    return d ? d : chn_str_cmp(a->id, b->id);
}

static chn_code add_actor(chn_arena *a, chn_cluster *c,
                          const chn_merge_actor *x, chn_err *err)
{
    if (x->rank == CHN_MERGE_RANK_STATE || x->id.n == 0)
        return CHN_OK;
    uint32_t i = 0;
    while (i < c->n_actor && actor_cmp(&c->actor[i], x) < 0)
        i++;
    if (i < c->n_actor && actor_cmp(&c->actor[i], x) == 0) {
        if (x->rank > c->actor[i].rank)
            c->actor[i].rank = x->rank;
        return CHN_OK;
    }
    void *p = c->actor;
    if (!chn_arena_grow(a, &p, &c->cap_actor, c->n_actor + 1, sizeof *c->actor))
        return chn_fail_memory(err);
    c->actor = p;
    memmove(c->actor + i + 1, c->actor + i,
            (c->n_actor - i) * sizeof *c->actor);
    c->actor[i] = *x;
    c->n_actor++;
    return CHN_OK;
}

static bool has_report(const chn_cluster *c, uint64_t h)
{
    for (uint32_t i = 0; i < c->n_report; i++)
        if (c->report[i] == h)
            return true;
    return false;
}

static chn_code add_report(chn_arena *a, chn_cluster *c, uint64_t h,
                           chn_err *err)
{
    if (has_report(c, h))
        return CHN_OK;
    void *p = c->report;
    if (!chn_arena_grow(a, &p, &c->cap_report, c->n_report + 1,
                        sizeof *c->report))
        return chn_fail_memory(err);
    c->report = p;
    c->report[c->n_report++] = h;
    return CHN_OK;
}

bool chn_cluster_shares_report(const chn_cluster *a, const chn_cluster *b)
{
    for (uint32_t i = 0; i < b->n_report; i++)
        if (has_report(a, b->report[i]))
            return true;
    return false;
}

chn_code chn_cluster_of(chn_arena *a, const chn_merge_claim *c, uint32_t i,
                        uint32_t n_countries, chn_cluster *out, chn_err *err)
{
    const chn_merge_claim *x = &c[i];
    *out = (chn_cluster){0};
    out->first = out->lead = out->head = out->tail = i;
    out->dated = chn_merge_dated(x);
    out->from = x->from; /* CHN_DAY_NONE is INT32_MIN: open as it stands */
    out->to = x->to == CHN_DAY_NONE ? INT32_MAX : x->to;
    out->mode = x->mode;
    out->message = is_message(x);
    out->symmetric = x->symmetric;
    if (!x->symmetric && !direction(a, x, &out->directed))
        return chn_fail_memory(err);
    out->status = 1u << (unsigned)x->status;
    out->n_countries = n_countries;
    out->place = x->place;
    out->occasion = x->occasion;
    out->manner = x->manner;
    out->consult = chn_str_is(x->category, "CONSULT");
    out->agree = chn_str_is(x->category, "AGREE");
    if (x->n_words) {
        out->text[0] = x->words;
        out->n_word[0] = x->n_words;
        out->n_text = 1;
    }
    for (uint32_t k = 0; k < x->n_source + x->n_target; k++) {
        const chn_code rc = add_actor(
            a, out,
            k < x->n_source ? &x->source[k] : &x->target[k - x->n_source], err);
        if (rc)
            return rc;
    }
    return add_report(a, out, chn_hash(x->report.p, x->report.n, 0), err);
}

chn_code chn_cluster_absorb(chn_arena *a, const chn_merge_claim *c,
                            uint32_t *next, chn_cluster *into, chn_cluster *x,
                            bool dates, chn_err *err)
{
    next[into->tail] = x->head;
    into->tail = x->tail;
    x->gone = true;
    if (chn_str_cmp(c[x->lead].id, c[into->lead].id) < 0)
        into->lead = x->lead;
    if (dates && into->dated == x->dated) {
        if (x->from > into->from)
            into->from = x->from;
        if (x->to < into->to)
            into->to = x->to;
    }
    if (into->mode.n == 0)
        into->mode = x->mode;
    into->symmetric = into->symmetric || x->symmetric;
    if (into->directed.n == 0)
        into->directed = x->directed;
    into->status |= x->status;
    if (into->place.n == 0)
        into->place = x->place;
    if (into->occasion.n == 0)
        into->occasion = x->occasion;
    if (into->manner.n == 0)
        into->manner = x->manner;
    for (uint32_t i = 0; i < x->n_text && into->n_text < CHN_CLUSTER_TEXTS;
         i++) {
        into->text[into->n_text] = x->text[i];
        into->n_word[into->n_text++] = x->n_word[i];
    }
    for (uint32_t i = 0; i < x->n_actor; i++) {
        const chn_code rc = add_actor(a, into, &x->actor[i], err);
        if (rc)
            return rc;
    }
    for (uint32_t i = 0; i < x->n_report; i++) {
        const chn_code rc = add_report(a, into, x->report[i], err);
        if (rc)
            return rc;
    }
    return CHN_OK;
}

/* ---- the comparison ---- */

/* End of the run of actors of one country that begins at `i`. */
static uint32_t country_end(const chn_cluster *c, uint32_t i)
{
    uint32_t k = i + 1;
    while (k < c->n_actor &&
           chn_str_eq(c->actor[k].country, c->actor[i].country))
        k++;
    return k;
}

/* Two runs of one country: do they share an actor; do both name persons and
 * share none? */
static void compare_country(const chn_merge_actor *a, uint32_t na,
                            const chn_merge_actor *b, uint32_t nb, bool *shared,
                            bool *conflict)
{
    bool pa = false;
    bool pb = false;
    bool person = false;
    *shared = false;
    for (uint32_t i = 0; i < na; i++)
        pa = pa || a[i].rank == CHN_MERGE_RANK_PERSON;
    for (uint32_t i = 0; i < nb; i++)
        pb = pb || b[i].rank == CHN_MERGE_RANK_PERSON;
    for (uint32_t i = 0, j = 0; i < na && j < nb;) {
        const int d = chn_str_cmp(a[i].id, b[j].id);
        if (d == 0) {
            *shared = true;
            /* an office may be known in one report only: one "person" is
             * enough to know that the id is one */
            person = person || a[i].rank == CHN_MERGE_RANK_PERSON ||
                     b[j].rank == CHN_MERGE_RANK_PERSON;
        }
        if (d <= 0)
            i++;
        if (d >= 0)
            j++;
    }
    *conflict = pa && pb && !person;
}

/* Points for the actors, or -1: "Kim met Shoigu" is not "Kim met Lavrov". */
static int actor_points(const chn_cluster *a, const chn_cluster *b)
{
    uint32_t good = 0;
    for (uint32_t i = 0, j = 0; i < a->n_actor && j < b->n_actor;) {
        const int d = chn_str_cmp(a->actor[i].country, b->actor[j].country);
        const uint32_t ie = country_end(a, i);
        const uint32_t je = country_end(b, j);
        if (d == 0) {
            bool shared;
            bool conflict;
            compare_country(a->actor + i, ie - i, b->actor + j, je - j, &shared,
                            &conflict);
            if (conflict)
                return -1;
            good += shared;
        }
        if (d <= 0)
            i = ie;
        if (d >= 0)
            j = je;
    }
    if (good >= 2 || (good == 1 && a->n_countries == 1))
        return 20;
    return good == 1 ? 8 : 5;
}

/* Direction: points, or -1. */
static int side_points(const chn_cluster *a, const chn_cluster *b)
{
    const bool both = a->directed.n && b->directed.n;
    const bool same = both && chn_str_eq(a->directed, b->directed);
    if (same || (a->symmetric && b->symmetric && !both))
        return 20;
    if (both) {
        /* "they exchanged messages" holds "Kim sent" and "Putin sent"; but
         * "they exchanged fire" does not make one shelling of two */
        return a->message && (a->symmetric || b->symmetric) ? 10 : -1;
    }
    return a->symmetric || b->symmetric ? 10 : -1;
}

/* May these be told of one act? `day`: both give the same single day;
 * `dated`: both have dates of their own. */
static bool status_fits(uint32_t a, uint32_t b, bool dated, bool day)
{
    const uint32_t denied = 1u << CHN_STATUS_DENIED;
    if (a == b)
        return true;
    /* a denial meets what it denies only where the dates agree */
    if ((a | b) & denied)
        return day;
    if (dated)
        return true; /* planned for the 12th, done on the 12th */
    return (a & b) != 0;
}

/* Ways to strike that two reports of one strike name differently: "fired on",
 * "missiles hit", "bombed". */
static bool strike(chn_str mode)
{
    static const char *const modes[] = {"aerial",    "explosives",
                                        "firearms",  "heavy-weapons",
                                        "primitive", "suicide-attack"};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        if (chn_str_is(mode, modes[i]))
            return true;
    return false;
}

/* Mode, or the words where the category has none; -1: another kind of act.
 * "Kim thanked Moon" and "Kim praised Moon", both SUPPORT, are two acts to the
 * report that tells both, and to two reports without a common date, unless
 * their sentences are much the same. */
static int mode_points(const chn_cluster *c, const chn_cluster *x,
                       chn_merge_rule rule, int text)
{
    if (c->mode.n && x->mode.n) {
        if (chn_str_eq(c->mode, x->mode))
            return 20;
        return rule != CHN_MERGE_SAME_REPORT && strike(c->mode) &&
                       strike(x->mode)
                   ? 5
                   : -1;
    }
    if (c->mode.n || x->mode.n)
        return 0;
    if (c->manner.n == 0 || x->manner.n == 0)
        return 10;
    if (chn_str_eq(c->manner, x->manner))
        return 15;
    if (c->consult)
        return 10;
    if (c->agree && text >= 10)
        return 5; /* "agreed to restore", "will restore" */
    /* "Kim and Moon signed a paper" and "Kim thanked Moon" are two acts, even
     * on one day: what both do, and what one does to the other */
    if (c->symmetric != x->symmetric && text < 15)
        return -1;
    return rule == CHN_MERGE_SAME_DATE || rule == CHN_MERGE_WITHIN || text >= 15
               ? 0
               : -1;
}

bool chn_merge_modes_fit(chn_str a, chn_str b)
{
    return a.n == 0 || b.n == 0 || chn_str_eq(a, b) || (strike(a) && strike(b));
}

uint32_t chn_words_alike(const uint32_t *a, uint32_t n_a, const uint32_t *b,
                         uint32_t n_b)
{
    uint32_t n = 0;
    const uint32_t least = n_a < n_b ? n_a : n_b;
    for (uint32_t i = 0, k = 0; i < n_a && k < n_b;) {
        n += a[i] == b[k];
        const bool left = a[i] <= b[k];
        k += a[i] >= b[k];
        i += left;
    }
    return least >= 5 ? n * 100 / least : 0;
}

/* The best pair of members counts: a cluster grows by other wordings. */
static uint32_t shared_words(const chn_cluster *a, const chn_cluster *b)
{
    uint32_t best = 0;
    for (uint32_t p = 0; p < a->n_text; p++)
        for (uint32_t q = 0; q < b->n_text; q++) {
            const uint32_t share = chn_words_alike(a->text[p], a->n_word[p],
                                                   b->text[q], b->n_word[q]);
            best = share > best ? share : best;
        }
    return best;
}

static int text_points(const chn_cluster *c, const chn_cluster *x,
                       chn_merge_rule rule)
{
    /* a report retells an act in other words on purpose */
    if (rule == CHN_MERGE_SAME_REPORT || c->n_text == 0 || x->n_text == 0)
        return 0;
    const uint32_t share = shared_words(c, x);
    if (share >= 70)
        return 25;
    if (share >= 45)
        return 15;
    if (share >= 30)
        return 10;
    if (share >= 20)
        return 5;
    /* nothing but the parties in common, and no day that ties them */
    return rule == CHN_MERGE_NEAR_REPORT && share < 10 ? -10 : 0;
}

/* The gates, then the sum; false with why->gate where one is shut. */
static bool gates(const chn_cluster *c, const chn_cluster *x,
                  chn_merge_rule rule, chn_merge_why *why)
{
    const bool dated = c->dated && x->dated && rule != CHN_MERGE_NEXT_DAY;
    const bool day =
        dated && c->from == c->to && x->from == x->to && c->from == x->from;
    const int sides = side_points(c, x);
    const int actors = actor_points(c, x);
    const int mode = mode_points(c, x, rule, why->text);
    why->sides = (int16_t)(sides < 0 ? 0 : sides);
    why->actors = (int16_t)(actors < 0 ? 0 : actors);
    why->mode = (int16_t)(mode < 0 ? 0 : mode);
    why->gate = CHN_MERGE_OPEN;
    const bool same_wish = c->agree && x->agree && why->text > 0;
    if (!status_fits(c->status, x->status, dated || same_wish, day))
        why->gate = CHN_MERGE_GATE_STATUS;
    else if (sides < 0)
        why->gate = CHN_MERGE_GATE_SIDES;
    else if (actors < 0)
        why->gate = CHN_MERGE_GATE_PERSONS;
    else if (mode < 0)
        why->gate = CHN_MERGE_GATE_MODE;
    return why->gate == CHN_MERGE_OPEN;
}

bool chn_cluster_match(const chn_cluster *c, const chn_cluster *x, int date,
                       chn_merge_rule rule, int32_t points, chn_merge_why *why)
{
    int place = 0;
    if (c->place.n && x->place.n)
        place = chn_str_eq(c->place, x->place) ? 10 : -35;
    int occasion = 0;
    if (c->occasion.n && x->occasion.n)
        occasion = chn_str_eq(c->occasion, x->occasion) ? 10 : -20;
    *why = (chn_merge_why){.with = c->first,
                           .rule = (uint8_t)rule,
                           .date = (int16_t)date,
                           .place = (int16_t)place,
                           .occasion = (int16_t)occasion,
                           .text = (int16_t)text_points(c, x, rule),
                           .miss = CHN_MERGE_NONE};
    const bool open = gates(c, x, rule, why);
    why->score = (int16_t)(why->date + why->sides + why->mode + why->actors +
                           why->place + why->occasion + why->text);
    if (open && why->score < points)
        why->gate = CHN_MERGE_GATE_POINTS;
    return why->gate == CHN_MERGE_OPEN;
}

int chn_cluster_date_points(const chn_cluster *c, const chn_cluster *x)
{
    const int64_t days = chn_cluster_days(x);
    if (c->from == x->from && c->to == x->to) {
        if (days == 1)
            return 30;
        if (days <= 7)
            return 25;
        return days <= CHN_MERGE_WIDE ? 15 : 5;
    }
    if (days > CHN_MERGE_WIDE || chn_cluster_days(c) > CHN_MERGE_WIDE ||
        c->from > x->to || x->from > c->to)
        return -1;
    return days <= 7 && chn_cluster_days(c) <= 7 ? 20 : 10;
}

int chn_place_cmp(const void *pa, const void *pb)
{
    const chn_place_key *ka = pa;
    const chn_place_key *kb = pb;
    const chn_cluster *a = ka->cluster;
    const chn_cluster *b = kb->cluster;
    if (a->dated != b->dated)
        return a->dated ? -1 : 1;
    if (a->dated && chn_cluster_days(a) != chn_cluster_days(b))
        return chn_cluster_days(a) < chn_cluster_days(b) ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->symmetric != b->symmetric)
        return a->symmetric ? -1 : 1;
    if (a->n_actor != b->n_actor)
        return a->n_actor > b->n_actor ? -1 : 1;
    if ((a->mode.n > 0) != (b->mode.n > 0))
        return a->mode.n ? -1 : 1;
    return chn_str_cmp(ka->id, kb->id);
}

chn_code chn_merge_compare(chn_arena *a, const chn_merge_options *o,
                           const chn_merge_claim *c, uint32_t x, uint32_t y,
                           chn_merge_why *why, chn_err *err)
{
    chn_cluster k[2];
    chn_str block[2];
    const uint32_t at[2] = {x, y};
    for (int i = 0; i < 2; i++) {
        uint32_t n_countries;
        chn_code rc =
            chn_merge_block(a, &c[at[i]], &block[i], &n_countries, err);
        if (rc == CHN_OK)
            rc = chn_cluster_of(a, c, at[i], n_countries, &k[i], err);
        if (rc)
            return rc;
    }
    const bool longer =
        k[1].dated && chn_cluster_days(&k[0]) > chn_cluster_days(&k[1]);
    const chn_cluster *p = &k[longer];
    const chn_cluster *q = &k[!longer];
    const bool own = chn_str_eq(c[x].report, c[y].report);
    const bool dated = p->dated && q->dated;
    int date = dated ? chn_cluster_date_points(p, q) : own ? 15 : 5;
    chn_merge_rule rule = own                  ? CHN_MERGE_SAME_REPORT
                          : !dated             ? CHN_MERGE_NEAR_REPORT
                          : p->from == q->from ? CHN_MERGE_SAME_DATE
                                               : CHN_MERGE_WITHIN;
    const int64_t gap = (int64_t)p->from - q->from;
    const bool near = date < 0 && dated && p->from == p->to &&
                      q->from == q->to && gap <= o->window && -gap <= o->window;
    if (near) {
        rule = CHN_MERGE_NEXT_DAY;
        date = 5;
    }
    const bool open =
        chn_cluster_match(p, q, date < 0 ? 0 : date, rule,
                          own ? CHN_MERGE_THRESHOLD : o->points, why);
    if (block[0].n == 0 || !chn_str_eq(block[0], block[1]) || date < 0 ||
        (!own && !dated && (p->from > q->to || q->from > p->to)))
        why->gate = CHN_MERGE_GATE_DATE;
    (void)open;
    why->with = y;
    return CHN_OK;
}
