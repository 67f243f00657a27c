/* SPDX-License-Identifier: Apache-2.0 */
/* From a coder's score to the probability that the claim is right: steps that
 * tools/calibrate fits by isotonic regression. */
#include "base/str.h"
#include "code/scores.h"

#define SCORES 101

struct chn_calibration {
    chn_step step[SCORES]; /* by score */
};

typedef struct reader {
    chn_rows it;
    chn_err *err;
} reader;

/* "0.85" as 85 */
static chn_code percent(const reader *r, uint32_t cell, int32_t *out)
{
    const chn_str s = chn_rows_cell(&r->it, cell);
    double v = 0;
    if (!chn_str_double(s, &v) || v < 0 || v > 1)
        return chn_rows_fail(
            &r->it, r->err, "\"%.*s\" is no number from 0 to 1", (int)s.n, s.p);
    *out = (int32_t)(v * 100 + 0.5);
    return CHN_OK;
}

static chn_code read_step(const reader *r, chn_step *s)
{
    memset(s, 0, sizeof *s);
    chn_code rc = percent(r, 0, &s->from);
    if (rc == CHN_OK)
        rc = percent(r, 1, &s->to);
    if (rc == CHN_OK)
        rc = percent(r, 2, &s->percent);
    const chn_str n = chn_rows_cell(&r->it, 3);
    if (rc == CHN_OK && n.n && !chn_str_uint(n, UINT32_MAX, &s->n))
        rc = chn_rows_fail(&r->it, r->err, "n is \"%.*s\"; expected a count",
                           (int)n.n, n.p);
    if (rc == CHN_OK && s->from > s->to)
        rc = chn_rows_fail(&r->it, r->err, "score_from is above score_to");
    return rc;
}

/* Scores that no row names: the step below, else the one above. */
static void fill_gaps(chn_calibration *c, const bool *told)
{
    int32_t first = 0;
    while (first < SCORES && !told[first])
        first++;
    for (int32_t i = 0; i < SCORES; i++) {
        if (first == SCORES)
            c->step[i] = (chn_step){i, i, i, 0};
        else if (i < first)
            c->step[i] = c->step[first];
        else if (!told[i])
            c->step[i] = c->step[i - 1];
    }
}

chn_calibration *chn_calibration_new(chn_arena *a, const chn_tableset *set,
                                     chn_err *err)
{
    static const char *const want[] = {"score_from", "score_to", "probability",
                                       "n"};
    chn_calibration *c = CHN_NEW(a, chn_calibration, 1);
    bool told[SCORES] = {false};
    reader r = {.err = err};
    if (!c) {
        chn_fail_memory(err);
        return NULL;
    }
    chn_code rc = chn_rows_open(&r.it, a, set, "rules/calibration.tsv", want, 4,
                                true, err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&r.it, err)) > 0) {
        chn_step s;
        rc = read_step(&r, &s);
        for (int32_t i = s.from; rc == CHN_OK && i <= s.to; i++) {
            c->step[i] = s;
            told[i] = true;
        }
    }
    if (rc != CHN_OK || more < 0)
        return NULL;
    fill_gaps(c, told);
    for (int32_t i = 1; i < SCORES; i++) {
        if (c->step[i].percent >= c->step[i - 1].percent)
            continue;
        chn_fail(
            err, CHN_ERR_TABLE,
            "rules/calibration.tsv: the probability falls at score %d.%02d; "
            "a higher score must not be less likely right (tools/calibrate "
            "makes such a table)",
            (int)i / 100, (int)i % 100);
        return NULL;
    }
    return c;
}

chn_step chn_calibration_step(const chn_calibration *c, int32_t score)
{
    return c->step[score < 0 ? 0 : score >= SCORES ? SCORES - 1 : score];
}
