/* SPDX-License-Identifier: Apache-2.0 */
/* The tool, the store and its runs. */
#include <chancery/events.h>

#include "serve/api.h"

static void put_words(chn_buf *b, const char *name, const char *const *words)
{
    chn_key(b, name);
    chn_buf_char(b, '[');
    for (; *words; words++) {
        chn_comma(b);
        chn_buf_json(b, chn_str_of(*words));
    }
    chn_buf_char(b, ']');
}

static void put_tool(chn_call *c)
{
    const chn_engine *e = c->server->o.engine;
    chn_buf *b = c->b;
    chn_key(b, "tool");
    chn_buf_char(b, '{');
    chn_put_str(b, "name", chn_str_of("chancery"));
    chn_put_str(b, "version", chn_str_of(chn_version()));
    chn_put_str(b, "data", chn_str_of(e ? chn_engine_data_version(e) : ""));
    chn_put_str(b, "rules", chn_str_of(e ? chn_engine_rules_version(e) : ""));
    chn_put_text(b, "model", chn_str_of(e ? chn_engine_model_version(e) : ""));
    chn_buf_char(b, '}');
}

static chn_code put_store(chn_call *c)
{
    chn_page page;
    chn_str counts;
    chn_overview_head h;
    chn_buf *b = c->b;
    chn_page_init(&page);
    const chn_code code = chn_page_one(c, CHN_PAGE_COUNTS, &page, &counts);
    chn_overview_tell(c->overview, &h);
    chn_key(b, "store");
    chn_buf_char(b, '{');
    chn_put_str(b, "name", chn_str_of(c->server->name));
    chn_put_str(b, "version", chn_str_of(c->version));
    chn_put_int(b, "events", h.events);
    chn_put_int(b, "rejected", h.rejected);
    chn_put_day(b, "first", h.first);
    chn_put_day(b, "last", h.last);
    if (counts.n > 2) { /* its members go on in ours */
        chn_comma(b);
        chn_buf_str(b, chn_str_n(counts.p + 1, counts.n - 1));
    } else {
        chn_buf_char(b, '}');
    }
    return code;
}

int chn_api_meta(chn_call *c)
{
    static const char *const statuses[] = {"occurred", "planned", "possible",
                                           "denied", NULL};
    static const char *const quads[] = {
        "verbal cooperation", "material cooperation", "verbal conflict",
        "material conflict", NULL};
    const char *categories[32] = {NULL};
    chn_buf *b = c->b;
    chn_buf_char(b, '{');
    put_tool(c);
    const chn_code code = put_store(c);
    chn_key(b, "review");
    chn_buf_char(b, '{');
    chn_put_bool(b, "allowed", c->server->writer != NULL);
    chn_put_text(b, "reviewer", chn_str_of(c->server->o.reviewer));
    chn_put_real(b, "below", c->server->o.below / 100.0);
    chn_buf_char(b, '}');
    chn_key(b, "formats");
    chn_buf_char(b, '[');
    for (uint32_t i = 0; chn_layout_get(i); i++) {
        const chn_layout *f = chn_layout_get(i);
        chn_comma(b);
        chn_buf_char(b, '{');
        chn_put_str(b, "format", chn_str_of(f->name));
        chn_put_str(b, "title", chn_str_of(f->title));
        chn_put_str(b, "media_type", chn_str_of(f->type));
        chn_put_str(b, "suffix", chn_str_of(f->suffix));
        chn_buf_char(b, '}');
    }
    chn_buf_z(b, "],\"limits\":{");
    chn_put_int(b, "page", CHN_SERVE_PAGE);
    chn_put_int(b, "page_max", CHN_SERVE_PAGE_MAX);
    chn_put_int(b, "url", CHN_SERVE_TARGET_MAX);
    chn_put_int(b, "body", CHN_SERVE_BODY_MAX);
    chn_buf_char(b, '}');
    for (uint32_t i = 0; i < 31 && chn_series_category(i); i++)
        categories[i] = chn_series_category(i);
    put_words(b, "categories", categories);
    put_words(b, "statuses", statuses);
    put_words(b, "quads", quads);
    chn_buf_char(b, '}');
    return chn_status_of(c, code);
}

int chn_api_runs(chn_call *c)
{
    chn_page page;
    int32_t window = 0, points = 0;
    chn_page_init(&page);
    chn_buf_char(c->b, '{');
    chn_code code = chn_put_page(c, "runs", CHN_PAGE_RUNS, &page);
    if (code == CHN_OK)
        code = chn_store_merging(c->store, &window, &points, &c->err);
    chn_buf_fmt(c->b, ",\"merging\":{\"window\":%d,\"points\":%d}}",
                (int)window, (int)points);
    return chn_status_of(c, code);
}

int chn_api_openapi(chn_call *c)
{
    const chn_asset *a = chn_asset_find(chn_str_of("/api/v1/openapi.json"));
    if (!a)
        return chn_refuse(c, 404, NULL, "this build has no description");
    chn_buf_put(c->b, (const char *)a->begin, (size_t)(a->end - a->begin));
    return 200;
}
