/* SPDX-License-Identifier: Apache-2.0 */
/* The result: a report and its claims, with everything they point at. */
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "code/code.h"

static bool copy(chn_arena *a, chn_str *s)
{
    *s = chn_arena_str(a, s->p, s->n);
    return s->p != NULL;
}

/* Code points before each CHN_MARK_STEP-th byte, so that a look-up counts no
 * more than a step. A byte inside a character counts as before it. */
static chn_code mark_code_points(chn_result *r, chn_err *err)
{
    const chn_str t = r->report.text;
    r->n_marks = (uint32_t)(t.n / CHN_MARK_STEP) + 1;
    r->marks = CHN_NEW(r->arena, uint32_t, (size_t)r->n_marks * 2);
    if (!r->marks)
        return chn_fail_memory(err);
    /* marks[2i]: byte of the first character at or after i * STEP;
     * marks[2i + 1]: code points before it */
    uint32_t next = 0;
    uint32_t count = 0;
    size_t i = 0;
    while (next < r->n_marks) {
        if (i >= (size_t)next * CHN_MARK_STEP || i >= t.n) {
            r->marks[(size_t)2 * next] = (uint32_t)i;
            r->marks[(size_t)2 * next + 1] = count;
            next++;
            continue;
        }
        uint32_t len = 1;
        if ((unsigned char)t.p[i] >= 0x80)
            chn_utf8_next(t.p + i, t.n - i, &len);
        i += len;
        count++;
    }
    return CHN_OK;
}

uint32_t chn_result_code_point(const chn_result *r, uint32_t byte)
{
    const chn_str t = r->report.text;
    if (byte > t.n)
        byte = (uint32_t)t.n;
    uint32_t m = byte / CHN_MARK_STEP;
    if (m >= r->n_marks)
        m = r->n_marks - 1;
    if (r->marks[(size_t)2 * m] > byte)
        m--; /* the step begins inside a character that begins before byte */
    size_t i = r->marks[(size_t)2 * m];
    uint32_t count = r->marks[(size_t)2 * m + 1];
    if (m + 1 < r->n_marks) { /* as many characters as bytes up to there? */
        const uint32_t *next = &r->marks[(size_t)2 * (m + 1)];
        if (next[0] - i == next[1] - count)
            return count + byte - (uint32_t)i;
    }
    while (i < byte) {
        uint32_t len = 1;
        if ((unsigned char)t.p[i] >= 0x80)
            chn_utf8_next(t.p + i, t.n - i, &len);
        i += len;
        count++;
    }
    return count;
}

chn_result *chn_result_new(const chn_report *report, chn_err *err)
{
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    chn_result *r = a ? CHN_NEW(a, chn_result, 1) : NULL;
    if (!r) {
        chn_arena_free(a);
        chn_fail_memory(err);
        return NULL;
    }
    r->arena = a;
    r->report = *report;
    if (!copy(a, &r->report.id) || !copy(a, &r->report.publisher) ||
        !copy(a, &r->report.title) || !copy(a, &r->report.url) ||
        !copy(a, &r->report.text) || !copy(a, &r->report.file) ||
        mark_code_points(r, err) != CHN_OK) {
        chn_arena_free(a);
        chn_fail_memory(err);
        return NULL;
    }
    return r;
}

void chn_result_free(chn_result *r)
{
    if (r)
        chn_arena_free(r->arena);
}

size_t chn_result_claim_count(const chn_result *r)
{
    return r->n_claims;
}

const chn_claim *chn_result_claim(const chn_result *r, size_t i)
{
    return i < r->n_claims ? &r->claims[i] : NULL;
}

size_t chn_result_rejected_count(const chn_result *r)
{
    return r->n_rejected;
}

const chn_rejected *chn_result_rejected(const chn_result *r, size_t i)
{
    return i < r->n_rejected ? &r->rejected[i].told : NULL;
}

size_t chn_result_credit_count(const chn_result *r)
{
    return r->n_credits;
}

const chn_credit *chn_result_credit(const chn_result *r, size_t i)
{
    return i < r->n_credits ? &r->credits[i] : NULL;
}

const chn_report *chn_result_report(const chn_result *r)
{
    return &r->report;
}

const chn_dating *chn_result_dating(const chn_result *r)
{
    return &r->dating;
}

size_t chn_result_sentence_count(const chn_result *r)
{
    return r->n_sentences;
}

chn_span chn_result_sentence(const chn_result *r, size_t i)
{
    const chn_span none = {0, 0};
    return i < r->n_sentences ? r->sentences[i] : none;
}

uint32_t chn_result_replaced(const chn_result *r)
{
    return r->replaced;
}

uint32_t chn_result_token_count(const chn_result *r)
{
    return r->n_tokens;
}
