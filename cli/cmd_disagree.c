/* SPDX-License-Identifier: Apache-2.0 */
/* chancery disagree: where reports of one act contradict each other. */
#include "listing.h"
#include "when.h"
#include "wrap.h"

static void put_head(chn_listing *r, const chn_disagree_row *d)
{
    chn_buf line;
    chn_buf_init(&line, (size_t)1024 * 1024);
    chn_listing_when(&line, d->from, d->to);
    chn_buf_z(&line, "  ");
    chn_text_clean(&line, d->what);
    chn_buf_z(&line, "  ");
    chn_buf_str(&line, d->event);
    if (r->n)
        chn_buf_char(&r->row, '\n');
    if (line.p)
        chn_listing_bold(r, line.p);
    chn_buf_char(&r->row, '\n');
    r->memory = r->memory || line.failed;
    chn_buf_free(&line);
}

static bool put_row(void *user, const chn_disagree_row *d)
{
    chn_listing *r = user;
    chn_buf_clear(&r->row);
    if (r->json) {
        chn_buf_z(&r->row, "{\"event\":");
        chn_buf_json(&r->row, d->event);
        chn_listing_field(r, "what", d->what);
        chn_listing_day(r, "from", d->from);
        chn_listing_day(r, "to", d->to);
        chn_listing_field(r, "field", d->field);
        chn_listing_field(r, "value", d->value);
        chn_buf_fmt(&r->row, ",\"agreed\":%s,\"vague\":%s",
                    d->agreed ? "true" : "false", d->vague ? "true" : "false");
        chn_listing_field(r, "words", d->quote);
        chn_listing_field(r, "claims", d->claims);
        chn_listing_field(r, "reports", d->reports);
        chn_listing_field(r, "origins", d->origins);
        chn_buf_z(&r->row, "}\n");
        return chn_listing_put(r);
    }
    if (chn_listing_new_head(r, d->event))
        put_head(r, d);
    if (d->agreed) {
        chn_buf_z(&r->row, "  ");
        chn_text_clean(&r->row, d->field);
        chn_buf_z(&r->row, d->vague ? " (all can be true)\n" : "\n");
    }
    chn_buf line;
    chn_buf_init(&line, (size_t)1024 * 1024);
    chn_text_clean(&line, d->value);
    if (d->quote.n) {
        chn_buf_z(&line, " \"");
        chn_text_clean(&line, d->quote);
        chn_buf_char(&line, '"');
    }
    chn_buf_z(&line, " in ");
    chn_text_clean(&line, d->reports);
    chn_buf_z(&line, "; on the word of ");
    chn_text_clean(&line, d->origins);
    chn_buf_z(&line, "; ");
    chn_buf_str(&line, d->claims);
    chn_listing_text(r, chn_str_n(line.p ? line.p : "", line.n), 6);
    r->memory = r->memory || line.failed;
    chn_buf_free(&line);
    return chn_listing_put(r);
}

static bool count_report(void *user, const chn_stored_report *x)
{
    (void)x;
    ++*(uint64_t *)user;
    return true;
}

int chn_cmd_disagree(const chn_args *a, chn_term *t)
{
    chn_listing r;
    chn_err err;
    int status;
    memset(&err, 0, sizeof err);
    if (!chn_listing_open(&r, a, t, &status))
        return status;
    uint64_t reports = 0;
    chn_code code = chn_store_disagree(r.store, &r.filter,
                                       a->n_operands ? a->operands[0] : NULL,
                                       put_row, &r, &err);
    if (code == CHN_OK && r.n == 0 && !r.json) {
        code = chn_store_reports(r.store, count_report, &reports, &err);
        chn_buf_clear(&r.row);
        chn_buf_fmt(&r.row,
                    "Nothing disagrees: no two claims of one act contradict "
                    "each other%s (%u reports).\n",
                    r.filter.a || a->n_operands || a->from != CHN_DAY_NONE ||
                            a->to != CHN_DAY_NONE
                        ? " in what was asked for"
                        : "",
                    (unsigned)reports);
        (void)chn_listing_put(&r);
    }
    return chn_listing_close(&r, t, code, &err);
}
