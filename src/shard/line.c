/* SPDX-License-Identifier: Apache-2.0 */
/* See line.h. */
#include "shard/line.h"

#include "base/jsonview.h"
#include "merge/summary.h"
#include "print/print.h"
#include "shard/shard.h"

#define TEXT_MAX ((size_t)16 * 1024 * 1024)

/* ---- bytes in a line: base64 (RFC 4648), since JSON has none ---- */

static void put_base64(chn_buf *b, const char *p, size_t n)
{
    static const char digit[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        uint32_t v = 0;
        for (size_t k = 0; k < 3; k++)
            v = v << 8 | (i + k < n ? (unsigned char)p[i + k] : 0u);
        char z[4];
        for (int k = 0; k < 4; k++)
            z[k] = digit[v >> (18 - 6 * k) & 63];
        if (i + 1 >= n)
            z[2] = '=';
        if (i + 2 >= n)
            z[3] = '=';
        chn_buf_put(b, z, sizeof z);
    }
}

static uint32_t digit_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (uint32_t)(c - 'A');
    if (c >= 'a' && c <= 'z')
        return (uint32_t)(c - 'a') + 26;
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0') + 52;
    return c == '+' ? 62 : c == '/' ? 63 : 64;
}

/* p == NULL: not base64, or no memory. */
static chn_str get_base64(chn_arena *a, chn_str s)
{
    const chn_str none = {NULL, 0};
    char *out = CHN_NEW(a, char, s.n / 4 * 3 + 1);
    size_t at = 0;
    size_t pad = 0;
    while (pad < 2 && pad < s.n && s.p[s.n - 1 - pad] == '=')
        pad++;
    if (!out || s.n == 0 || s.n % 4)
        return none;
    for (size_t i = 0; i < s.n; i += 4) {
        uint32_t v = 0;
        for (size_t k = 0; k < 4; k++) {
            const bool end = i + k >= s.n - pad;
            const uint32_t d = end ? 0 : digit_of(s.p[i + k]);
            if (d > 63)
                return none;
            v = v << 6 | d;
        }
        for (int k = 0; k < 3; k++)
            out[at++] = (char)(unsigned char)(v >> (16 - 8 * k));
    }
    return chn_str_n(out, at - pad);
}

/* ---- writing ---- */

/* Lists of a result as merging wants them. */
static chn_code input_of(chn_arena *a, const chn_result *r, chn_merge_input *in,
                         chn_err *err)
{
    const uint32_t n = (uint32_t)chn_result_claim_count(r);
    const uint32_t n_credits = (uint32_t)chn_result_credit_count(r);
    const size_t n_sentences = chn_result_sentence_count(r);
    const chn_claim **claims = CHN_NEW(a, const chn_claim *, n);
    const chn_credit **credits = CHN_NEW(a, const chn_credit *, n_credits);
    chn_span *sentences = CHN_NEW(a, chn_span, n_sentences);
    if (!claims || !credits || !sentences)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < n; i++)
        claims[i] = chn_result_claim(r, i);
    for (uint32_t i = 0; i < n_credits; i++)
        credits[i] = chn_result_credit(r, i);
    for (size_t i = 0; i < n_sentences; i++)
        sentences[i] = chn_result_sentence(r, i);
    *in = (chn_merge_input){.report = chn_result_report(r),
                            .dating = chn_result_dating(r),
                            .claims = claims,
                            .n_claims = n,
                            .sentences = sentences,
                            .credits = credits,
                            .n_credits = n_credits};
    return CHN_OK;
}

chn_code chn_line_summaries(chn_arena *a, const chn_result *r,
                            chn_merge_claim **out, chn_err *err)
{
    chn_merge_input in;
    const size_t n = chn_result_claim_count(r);
    uint32_t *sketch = CHN_NEW(a, uint32_t, CHN_SKETCH);
    chn_merge_claim *m = CHN_NEW(a, chn_merge_claim, n);
    if (!sketch || !m)
        return chn_fail_memory(err);
    chn_code code = input_of(a, r, &in, err);
    chn_merge_sketch(chn_result_report(r), sketch);
    if (code == CHN_OK)
        code = chn_merge_summaries(a, &in, sketch, m, err);
    if (code == CHN_OK)
        code = chn_merge_report(a, m, (uint32_t)n, err);
    *out = m;
    return code;
}

void chn_line_put_merge(chn_buf *b, const chn_merge_claim *m, chn_buf *packed)
{
    chn_buf_clear(packed);
    chn_merge_pack(packed, m);
    if (b->n)
        b->n--; /* the brace that closes it */
    chn_buf_z(b, ",\"merge\":\"");
    put_base64(b, packed->p, packed->n);
    chn_buf_z(b, "\"}\n");
    b->failed |= packed->failed;
}

static chn_code print_lines(chn_arena *a, const chn_result *r, chn_buf *b,
                            chn_buf *packed, chn_write_fn write, void *user,
                            chn_err *err)
{
    chn_merge_claim *m = NULL;
    const chn_code code = chn_line_summaries(a, r, &m, err);
    if (code)
        return code;
    for (size_t i = 0; i < chn_result_claim_count(r); i++) {
        chn_buf_clear(b);
        chn_print_claim(b, r, chn_result_claim(r, i));
        chn_line_put_merge(b, &m[i], packed);
        if (b->failed)
            return chn_fail_memory(err);
        if (!write(user, b->p, b->n))
            return chn_fail(err, CHN_ERR_OUTPUT,
                            "the output cannot be written; is the disk full?");
    }
    return CHN_OK;
}

chn_code chn_result_print_mergeable(const chn_result *r, chn_write_fn write,
                                    void *user, chn_err *err)
{
    if (chn_result_claim_count(r) == 0)
        return CHN_OK;
    chn_arena *a = chn_arena_new(CHN_REPORT_MAX * (size_t)16);
    if (!a)
        return chn_fail_memory(err);
    chn_buf b;
    chn_buf packed;
    chn_buf_init(&b, TEXT_MAX);
    chn_buf_init(&packed, TEXT_MAX);
    const chn_code code = print_lines(a, r, &b, &packed, write, user, err);
    chn_buf_free(&b);
    chn_buf_free(&packed);
    chn_arena_free(a);
    return code;
}

/* ---- reading ---- */

static const char *const part_name[CHN_PARTS] = {
    "claim",    "report",    "category",  "mode",   "cameo",
    "contexts", "quad",      "goldstein", "source", "target",
    "others",   "symmetric", "date",      "dates",  "status",
    "voice",    "place",     "occasion",  "merge"};

chn_code chn_line_cut(chn_str text, chn_line *out, chn_err *err)
{
    while (text.n && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == '\r'))
        text.n--;
    out->text = text;
    chn_json_members(text, part_name, CHN_PARTS, out->part);
    const chn_str claim = out->part[CHN_PART_CLAIM];
    if (claim.n < 3 || out->part[CHN_PART_REPORT].n < 3 ||
        out->part[CHN_PART_CATEGORY].n < 3)
        return chn_fail(err, CHN_ERR_INPUT,
                        "\"%.*s\" is no claim; expected the JSON Lines of: "
                        "chancery code --mergeable",
                        (int)(text.n < 40 ? text.n : 40), text.p);
    return CHN_OK;
}

/* Days that run backwards would make merging walk for ever; our own lines
 * never have them, and a key must not lie about its claim. */
static bool fits(const chn_line *l, const chn_merge_claim *m)
{
    const chn_str id = l->part[CHN_PART_CLAIM];
    if (!chn_str_eq(m->id, chn_str_n(id.p + 1, id.n - 2)) || m->telling.n == 0)
        return false;
    if (m->block.n == 0)
        return m->reach_from == CHN_DAY_NONE && m->reach_to == CHN_DAY_NONE;
    char day[2][11];
    chn_day_format(m->reach_from, day[0]);
    chn_day_format(m->reach_to, day[1]);
    return m->reach_from <= m->reach_to && day[0][0] != '-' && day[1][0] != '-';
}

chn_code chn_line_unpack(chn_arena *a, const chn_line *l, chn_str packed,
                         chn_merge_claim *m, chn_err *err)
{
    chn_code code = CHN_ERR_INPUT;
    if (packed.p)
        code = chn_merge_unpack(a, packed, m, err);
    if (code == CHN_ERR_MEMORY || (code == CHN_OK && fits(l, m)))
        return code;
    return chn_fail(err, CHN_ERR_INPUT,
                    "claim %.*s: its member \"merge\" is damaged, or another "
                    "version's; code the reports anew with: chancery code "
                    "--mergeable",
                    (int)(l->part[0].n < 40 ? l->part[0].n : 40), l->part[0].p);
}

chn_code chn_line_read(chn_arena *a, const chn_line *l, chn_merge_claim *m,
                       chn_err *err)
{
    const chn_str text = l->part[CHN_PART_MERGE];
    const chn_str claim = l->part[CHN_PART_CLAIM];
    if (text.n < 2)
        return chn_fail(err, CHN_ERR_INPUT,
                        "claim %.*s has no member \"merge\"; print the claims "
                        "with: chancery code --mergeable",
                        (int)(claim.n < 40 ? claim.n : 40), claim.p);
    return chn_line_unpack(
        a, l, get_base64(a, chn_str_n(text.p + 1, text.n - 2)), m, err);
}
