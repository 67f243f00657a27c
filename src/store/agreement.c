/* SPDX-License-Identifier: Apache-2.0 */
/* How far reviewers agree with each other, and the coder with them.
 * docs/review.md has the formulas. */
#include <chancery/review.h>
#include <math.h>
#include <stdlib.h>

#include "store/store_in.h"

static const char reading[] = "comparing reviewers";

/* What each reviewer says of each claim: the last verdict, and where it was
 * not rejected each field, as corrected or as the coder had it. */
#define ACTIVE(w)                                                              \
    w ".state <> 'unreviewed' AND " w ".undoes IS NULL AND " w ".decision NOT" \
      " IN (SELECT undoes FROM review WHERE undoes NOTNULL)"
#define SAID(name, own)                                                        \
    " UNION ALL SELECT '" name "', v.now, v.who, coalesce((SELECT w.value"     \
    " FROM review w WHERE w.now = v.now AND w.who = v.who AND w.field = "      \
    "'" name                                                                   \
    "' AND " ACTIVE("w") " ORDER BY w.seq DESC LIMIT 1), " own ", ''),"        \
                         " coalesce(" own                                      \
                         ", '') FROM verdict v JOIN claim c ON c.id = v.now"   \
                         " WHERE v.state <> 'rejected'"
static const char said_sql[] =
    "WITH verdict AS MATERIALIZED (SELECT w.now, w.who, w.state, max(w.seq)"
    " FROM review w WHERE w.now NOTNULL AND w.match <> 'changed' AND w.field"
    " IS NOT 'missed' AND " ACTIVE(
        "w") " GROUP BY w.now, w.who)"
             " SELECT 'verdict' AS f, v.now, v.who, iif(v.state = 'rejected',"
             " 'rejected', 'kept'), 'kept' FROM verdict v" SAID("category",
                                                                "c.category")
                 SAID("mode", "c.mode") SAID("status", "c.status") SAID(
                     "date",
                     "CASE WHEN c.date_from = c.date_to THEN c.date_from ELSE"
                     " coalesce(c.date_from, '') || '/' || coalesce(c.date_to,"
                     " '') END") SAID("source", "c.source")
                     SAID("target", "c.target") SAID("place", "c.place")
                         SAID("occasion", "c.occasion") " ORDER BY 1, 2, 3";

static const char *const field_names[] = {"verdict", "category", "mode",
                                          "status",  "date",     "source",
                                          "target",  "place",    "occasion"};

/* One reviewer's word on one claim. */
typedef struct said {
    int32_t field;
    uint32_t claim, who, value, own; /* numbers of strings */
} said;

typedef struct words {
    chn_str *at; /* [n] */
    uint32_t n, cap;
} words;

typedef struct judging {
    chn_arena *a;
    words claims, whos, values;
    said *s;
    uint32_t n, cap;
    chn_agreement_fn fn;
    void *user;
    bool go;
} judging;

/* The number of a string; rows come sorted, so the last is looked at first. */
static bool number_of(chn_arena *a, words *w, chn_str s, uint32_t *out)
{
    for (uint32_t i = w->n; i-- > 0;) {
        if (chn_str_eq(w->at[i], s)) {
            *out = i;
            return true;
        }
    }
    void *p = w->at;
    const chn_str kept = chn_arena_str(a, s.p, s.n);
    if (!kept.p || !chn_arena_grow(a, &p, &w->cap, w->n + 1, sizeof *w->at))
        return false;
    w->at = p;
    *out = w->n;
    w->at[w->n++] = kept;
    return true;
}

static bool add(judging *j, sqlite3_stmt *st)
{
    void *p = j->s;
    if (!chn_arena_grow(j->a, &p, &j->cap, j->n + 1, sizeof *j->s))
        return false;
    j->s = p;
    said *x = &j->s[j->n++];
    *x = (said){.field = -1};
    for (int32_t i = 0; i < (int32_t)(sizeof field_names / sizeof *field_names);
         i++)
        if (chn_str_is(chn_col_str(st, 0), field_names[i]))
            x->field = i;
    /* claims are sorted within a field only, so search them by their last */
    const chn_str claim = chn_col_str(st, 1);
    if (j->n > 1 && x->field == j->s[j->n - 2].field &&
        chn_str_eq(j->claims.at[j->s[j->n - 2].claim], claim))
        x->claim = j->s[j->n - 2].claim;
    else {
        p = j->claims.at;
        const chn_str kept = chn_arena_str(j->a, claim.p, claim.n);
        if (!kept.p || !chn_arena_grow(j->a, &p, &j->claims.cap,
                                       j->claims.n + 1, sizeof *j->claims.at))
            return false;
        j->claims.at = p;
        x->claim = j->claims.n;
        j->claims.at[j->claims.n++] = kept;
    }
    return number_of(j->a, &j->whos, chn_col_str(st, 2), &x->who) &&
           number_of(j->a, &j->values, chn_col_str(st, 3), &x->value) &&
           number_of(j->a, &j->values, chn_col_str(st, 4), &x->own);
}

/* Krippendorff's alpha, nominal, over the rows `take` says; NAN: undefined. */
static double alpha_of(const judging *j, int32_t field, uint32_t a, uint32_t b,
                       double *count, uint32_t *units)
{
    double n = 0, same = 0, squares = 0;
    *units = 0;
    for (uint32_t v = 0; v < j->values.n; v++)
        count[v] = 0;
    for (uint32_t i = 0; i < j->n;) {
        uint32_t end = i, m = 0;
        while (end < j->n && j->s[end].claim == j->s[i].claim)
            end++;
        const bool ours = j->s[i].field == field;
        for (uint32_t k = i; ours && k < end; k++)
            m += a == b || j->s[k].who == a || j->s[k].who == b;
        for (uint32_t k = i; ours && m > 1 && k < end; k++) {
            if (a != b && j->s[k].who != a && j->s[k].who != b)
                continue;
            count[j->s[k].value]++;
            n++;
            for (uint32_t o = i; o < end; o++)
                same +=
                    o != k &&
                            (a == b || j->s[o].who == a || j->s[o].who == b) &&
                            j->s[o].value == j->s[k].value
                        ? 1.0 / (m - 1)
                        : 0;
        }
        *units += ours && m > 1;
        i = end;
    }
    for (uint32_t v = 0; v < j->values.n; v++)
        squares += count[v] * count[v];
    const double expected = n * n - squares;
    return expected > 0 ? 1 - (n - 1) * (n - same) / expected : (double)NAN;
}

static void pair(judging *j, int32_t field, uint32_t a, uint32_t b, double *ca,
                 double *cb)
{
    uint32_t n = 0, same = 0;
    for (uint32_t v = 0; v < j->values.n; v++)
        ca[v] = cb[v] = 0;
    for (uint32_t i = 0; i < j->n; i++) {
        if (j->s[i].field != field || j->s[i].who != a)
            continue;
        /* the claim's rows are neighbours */
        uint32_t k = i;
        while (k > 0 && j->s[k - 1].claim == j->s[i].claim)
            k--;
        for (; k < j->n && j->s[k].claim == j->s[i].claim; k++) {
            if (j->s[k].who != b)
                continue;
            n++;
            same += j->s[k].value == j->s[i].value;
            ca[j->s[i].value]++;
            cb[j->s[k].value]++;
        }
    }
    if (n == 0 || !j->go)
        return;
    double chance = 0;
    for (uint32_t v = 0; v < j->values.n; v++)
        chance += ca[v] / n * (cb[v] / n);
    const double share = (double)same / n;
    uint32_t units;
    chn_agreement x = {.kind = "pair",
                       .a = j->whos.at[a],
                       .b = j->whos.at[b],
                       .field = field_names[field],
                       .n = n,
                       .percent = share,
                       .kappa = chance < 1 ? (share - chance) / (1 - chance)
                                           : (double)NAN,
                       .precision = (double)NAN,
                       .recall = (double)NAN};
    x.alpha = alpha_of(j, field, a, b, ca, &units);
    j->go = j->fn(j->user, &x);
}

/* The coder against all reviewers: a claim counts once for each of them. */
static void coder(judging *j, int32_t field, uint32_t missed)
{
    uint32_t n = 0, same = 0;
    for (uint32_t i = 0; i < j->n; i++) {
        if (j->s[i].field != field)
            continue;
        n++;
        same += j->s[i].value == j->s[i].own;
    }
    if (n == 0 || !j->go)
        return;
    const double share = (double)same / n;
    chn_agreement x = {.kind = "coder",
                       .field = field_names[field],
                       .n = n,
                       .percent = share,
                       .kappa = (double)NAN,
                       .alpha = (double)NAN,
                       .precision = field == 0 ? share : (double)NAN,
                       .recall = (double)NAN};
    if (field == 0 && same + missed > 0 && missed > 0)
        x.recall = (double)same / (same + missed);
    j->go = j->fn(j->user, &x);
}

static chn_code tell(judging *j, uint32_t missed, chn_err *err)
{
    const int32_t fields = (int32_t)(sizeof field_names / sizeof *field_names);
    double *ca = CHN_NEW(j->a, double, j->values.n + (size_t)1);
    double *cb = CHN_NEW(j->a, double, j->values.n + (size_t)1);
    if (!ca || !cb)
        return chn_fail_memory(err);
    for (uint32_t a = 0; a < j->whos.n; a++)
        for (uint32_t b = a + 1; b < j->whos.n; b++)
            for (int32_t f = 0; f < fields; f++)
                pair(j, f, a, b, ca, cb);
    for (int32_t f = 0; f < fields && j->whos.n > 1 && j->go; f++) {
        chn_agreement x = {.kind = "all",
                           .field = field_names[f],
                           .percent = (double)NAN,
                           .kappa = (double)NAN,
                           .precision = (double)NAN,
                           .recall = (double)NAN};
        x.alpha = alpha_of(j, f, 0, 0, ca, &x.n);
        if (x.n)
            j->go = j->fn(j->user, &x);
    }
    for (int32_t f = 0; f < fields; f++)
        coder(j, f, missed);
    return CHN_OK;
}

chn_code chn_store_agreement(chn_store *s, chn_agreement_fn fn, void *user,
                             chn_err *err)
{
    judging j = {.fn = fn, .user = user, .go = true};
    j.a = chn_arena_new((size_t)1024 * 1024 * 1024);
    if (!j.a)
        return chn_fail_memory(err);
    int64_t missed = 0;
    chn_code code = chn_store_int(
        s,
        "SELECT count(*) FROM review w WHERE w.field = 'missed' AND " ACTIVE(
            "w"),
        0, &missed, err);
    sqlite3_stmt *st =
        code == CHN_OK ? chn_store_prepare(s, said_sql, err) : NULL;
    if (code == CHN_OK && !st)
        code = CHN_ERR_STORE;
    while (chn_store_row(s, st, reading, &code, err)) {
        if (!add(&j, st))
            code = chn_fail_memory(err);
    }
    (void)sqlite3_finalize(st);
    if (code == CHN_OK)
        code = tell(&j, (uint32_t)missed, err);
    chn_arena_free(j.a);
    return code;
}
