/* SPDX-License-Identifier: Apache-2.0 */
/* From a coder's result to the rows of put.c. */
#include "print/print.h"
#include "store/store_in.h"

static uint32_t code_point(void *user, uint32_t byte)
{
    return chn_result_code_point(user, byte);
}

static void record(void *user, chn_buf *b, const chn_claim *c)
{
    chn_print_claim(b, user, c);
}

chn_code chn_store_begin_run(chn_store *s, const chn_engine *e, int64_t when,
                             chn_err *err)
{
    return chn_store_set_run(s, chn_version(), chn_engine_data_version(e),
                             chn_engine_rules_version(e), when, err);
}

chn_code chn_store_add(chn_store *s, const chn_result *r, chn_added *added,
                       chn_err *err)
{
    const size_t n = chn_result_claim_count(r);
    const size_t n_sent = chn_result_sentence_count(r);
    /* not in scratch, which put resets */
    const chn_claim **claims = CHN_NEW(s->batch, const chn_claim *, n);
    chn_span *sentences = CHN_NEW(s->batch, chn_span, n_sent);
    if (!claims || !sentences)
        return chn_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        claims[i] = chn_result_claim(r, i);
    for (size_t i = 0; i < n_sent; i++)
        sentences[i] = chn_result_sentence(r, i);
    union { /* the callbacks only read; C has no cast that says so */
        const chn_result *in;
        void *out;
    } user = {.in = r};
    const chn_store_input in = {.report = chn_result_report(r),
                                .claims = claims,
                                .n_claims = (uint32_t)n,
                                .sentences = sentences,
                                .n_sentences = (uint32_t)n_sent,
                                .replaced = chn_result_replaced(r),
                                .code_point = code_point,
                                .record = record,
                                .user = user.out};
    return chn_store_put(s, &in, added, err);
}
