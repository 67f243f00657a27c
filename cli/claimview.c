/* SPDX-License-Identifier: Apache-2.0 */
/* See claimview.h. */
#include "claimview.h"

#include "base/jsonview.h"
#include "wrap.h"

#define TEXT_MAX ((size_t)64 * 1024 * 1024)
#define LABEL 14u /* column of a field's value */

typedef struct fields {
    const chn_term *term;
    chn_buf *text;
} fields;

const char *chn_role_color(const char *role)
{
    static const struct {
        const char *role, *color;
    } colors[] = {{"source", "\033[1;32m"}, {"target", "\033[1;34m"},
                  {"act", "\033[1;31m"},    {"date", "\033[1;36m"},
                  {"place", "\033[1;33m"},  {"voice", "\033[1;35m"},
                  {"occasion", "\033[36m"}};
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
        if (strcmp(colors[i].role, role) == 0)
            return colors[i].color;
    return "\033[4m";
}

/* A field: its name, its value wrapped beside it. */
static void put_field(const fields *s, const char *name, const char *role,
                      chn_buf *value)
{
    const bool color = s->term->color && role;
    chn_pad(s->text, 2);
    if (color)
        chn_buf_z(s->text, chn_role_color(role));
    chn_buf_z(s->text, name);
    if (color)
        chn_buf_z(s->text, "\033[0m");
    const uint32_t at = 2 + (uint32_t)strlen(name);
    chn_pad(s->text, at < LABEL ? LABEL - at : 1);
    if (value->failed)
        s->text->failed = true;
    chn_wrap_put(s->text, chn_str_n(value->p ? value->p : "", value->n),
                 s->term->width, LABEL, LABEL);
    chn_buf_clear(value);
}

static void put_clean(chn_buf *b, chn_str json_value)
{
    chn_buf raw;
    chn_buf_init(&raw, TEXT_MAX);
    chn_json_text(&raw, json_value);
    chn_text_clean(b, chn_str_n(raw.p ? raw.p : "", raw.n));
    b->failed = b->failed || raw.failed;
    chn_buf_free(&raw);
}

static void put_clean_member(chn_buf *b, chn_str object, const char *name)
{
    put_clean(b, chn_json_member(object, name));
}

/* `  "words" [12, 18)` from the members text and span. */
static void put_proof(chn_buf *b, chn_str object)
{
    const chn_str text = chn_json_member(object, "text");
    const chn_str span = chn_json_member(object, "span");
    if (text.n > 0) {
        chn_buf_z(b, "  \"");
        put_clean(b, text);
        chn_buf_char(b, '"');
    }
    size_t at = 0;
    chn_str from, to;
    if (chn_json_element(span, &at, &from) && chn_json_element(span, &at, &to))
        chn_buf_fmt(b, " [%.*s, %.*s)", (int)from.n, from.p, (int)to.n, to.p);
}

static void put_actors(const fields *s, chn_str claim, const char *member,
                       const char *name, const char *role)
{
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    const chn_str list = chn_json_member(claim, member);
    size_t at = 0;
    chn_str actor;
    while (chn_json_element(list, &at, &actor)) {
        const chn_str title = chn_json_member(actor, "name");
        const chn_str country = chn_json_member(actor, "country");
        const chn_str sector = chn_json_member(actor, "sector");
        const chn_str office = chn_json_member(actor, "office");
        const chn_str link = chn_json_member(actor, "link");
        const chn_str part = chn_json_member(actor, "role");
        if (part.n > 0) {
            put_clean(&b, part);
            chn_buf_z(&b, ": ");
        }
        put_clean(&b, title.n > 0 ? title : chn_json_member(actor, "text"));
        if (country.n > 0) {
            chn_buf_z(&b, ", ");
            put_clean(&b, country);
            /* "IGO/UN" is whole; "PRK" takes its sector. */
            if (sector.n > 0 && !memchr(country.p, '/', country.n)) {
                chn_buf_char(&b, '/');
                put_clean(&b, sector);
            }
        }
        if (office.n > 0) {
            chn_buf_z(&b, ", ");
            put_clean(&b, office);
        }
        put_proof(&b, actor);
        if (link.n > 0) {
            chn_buf_z(&b, " by ");
            put_clean(&b, link);
        }
        put_field(s, name, role, &b);
    }
    chn_buf_free(&b);
}

static void put_date(const fields *s, chn_str date, const char *name)
{
    if (date.n == 0)
        return;
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    const chn_str value = chn_json_member(date, "value");
    const chn_str from = chn_json_member(date, "from");
    const chn_str to = chn_json_member(date, "to");
    if (value.n > 0) {
        put_clean(&b, value);
    } else if (from.n > 0 && to.n > 0) {
        put_clean(&b, from);
        chn_buf_z(&b, "..");
        put_clean(&b, to);
    } else if (to.n > 0) {
        chn_buf_z(&b, "by ");
        put_clean(&b, to);
    } else if (from.n > 0) {
        chn_buf_z(&b, "since ");
        put_clean(&b, from);
    } else {
        chn_buf_z(&b, "undated");
    }
    chn_buf_z(&b, ", precision ");
    put_clean_member(&b, date, "precision");
    chn_buf_z(&b, ", basis ");
    put_clean_member(&b, date, "basis");
    put_proof(&b, date);
    put_field(s, name, "date", &b);
    chn_buf_free(&b);
}

/* "KCNA says this, and Yonhap quotes it": what a claim tells is somebody's
 * word. "denies", "claims" as the source or the report has it. */
static void put_word(const fields *s, chn_str claim)
{
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    const chn_str list = chn_json_member(claim, "voice");
    chn_str origin = {0};
    chn_str relay = {0};
    chn_str link;
    size_t at = 0;
    while (chn_json_element(list, &at, &link)) {
        relay = origin;
        origin = link;
    }
    if (origin.n > 0) {
        put_clean_member(&b, origin, "name");
        const chn_str how = chn_json_member(origin, "certainty");
        chn_buf_char(&b, ' ');
        if (how.n > 0)
            put_clean(&b, how);
        else
            chn_buf_z(&b, "says");
        chn_buf_z(&b, " this");
        if (relay.n > 0) {
            chn_buf_z(&b, ", and ");
            put_clean_member(&b, relay, "name");
            chn_buf_z(&b, " quotes it");
        }
    } else {
        chn_buf_z(&b, "the report says this itself");
    }
    put_field(s, "whose word", "voice", &b);
    chn_buf_free(&b);
}

/* "seed-000 <- Yonhap <- KCNA": each was told by the one to its right. */
static void put_chain(const fields *s, chn_str claim, chn_str report)
{
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    chn_text_clean(&b, report);
    const chn_str list = chn_json_member(claim, "voice");
    size_t at = 0;
    chn_str link;
    bool any = false;
    while (chn_json_element(list, &at, &link)) {
        any = true;
        chn_buf_z(&b, " <- ");
        put_clean_member(&b, link, "name");
        const chn_str or = chn_json_member(link, "alternative");
        if (or.n > 0) {
            chn_buf_z(&b, " or ");
            put_clean(&b, or);
        }
        const chn_str kind = chn_json_member(link, "kind");
        if (kind.n > 0) {
            chn_buf_z(&b, " (");
            put_clean(&b, kind);
            const chn_str class = chn_json_member(link, "reliability");
            if (class.n > 0 && !chn_str_eq(class, kind)) {
                chn_buf_z(&b, ", ");
                put_clean(&b, class);
            }
            if (chn_str_is(chn_json_member(link, "inherited"), "true"))
                chn_buf_z(&b, ", inherited");
            chn_buf_char(&b, ')');
        } else if (chn_str_is(chn_json_member(link, "inherited"), "true")) {
            chn_buf_z(&b, " (inherited)");
        }
    }
    if (!any)
        chn_buf_z(&b, ", in its own voice");
    put_field(s, "told by", "voice", &b);
    chn_buf_free(&b);
}

static void put_act(const fields *s, chn_str claim)
{
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    put_clean_member(&b, claim, "category");
    const chn_str mode = chn_json_member(claim, "mode");
    if (mode.n > 0) {
        chn_buf_char(&b, '/');
        put_clean(&b, mode);
    }
    const chn_str cameo = chn_json_member(claim, "cameo");
    if (cameo.n > 0) {
        chn_buf_z(&b, ", CAMEO ");
        put_clean(&b, cameo);
    }
    const chn_str trigger = chn_json_member(claim, "trigger");
    put_proof(&b, trigger);
    const chn_str rule = chn_json_member(trigger, "rule");
    if (rule.n > 0) {
        chn_buf_z(&b, " by rule ");
        put_clean(&b, rule);
    }
    put_field(s, "act", "act", &b);
    put_clean_member(&b, claim, "status");
    if (chn_str_is(chn_json_member(claim, "symmetric"), "true"))
        chn_buf_z(&b, ", of both sides");
    put_field(s, "status", NULL, &b);
    chn_buf_free(&b);
}

static void put_setting(const fields *s, chn_str claim)
{
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    const chn_str place = chn_json_member(claim, "place");
    if (place.n > 0) {
        put_clean_member(&b, place, "name");
        const chn_str country = chn_json_member(place, "country");
        if (country.n > 0) {
            chn_buf_z(&b, ", ");
            put_clean(&b, country);
        }
        put_proof(&b, place);
        put_field(s, "place", "place", &b);
    }
    const chn_str occasion = chn_json_member(claim, "occasion");
    if (occasion.n > 0) {
        put_clean_member(&b, occasion, "name");
        const chn_str nth = chn_json_member(occasion, "ordinal");
        if (nth.n > 0) {
            chn_buf_z(&b, ", number ");
            put_clean(&b, nth);
        }
        const chn_str base = chn_json_member(occasion, "base_year");
        if (base.n > 0) {
            chn_buf_z(&b, ", counted from ");
            put_clean(&b, base);
        }
        put_proof(&b, occasion);
        put_field(s, "occasion", "occasion", &b);
    }
    const chn_str quote = chn_json_member(claim, "quote");
    if (quote.n > 0) {
        const chn_str speaker = chn_json_member(quote, "speaker");
        if (speaker.n > 0) {
            put_clean(&b, speaker);
            chn_buf_char(&b, ':');
        }
        put_proof(&b, quote);
        put_field(s, "quote", NULL, &b);
    }
    chn_buf_free(&b);
}

static void put_rest(const fields *s, chn_str claim)
{
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    const chn_str flags = chn_json_member(claim, "flags");
    size_t at = 0;
    chn_str flag;
    bool any = false;
    while (chn_json_element(flags, &at, &flag)) {
        chn_buf_z(&b, any ? ", " : "");
        put_clean(&b, flag);
        any = true;
    }
    if (any)
        put_field(s, "flags", NULL, &b);
    put_clean_member(&b, claim, "confidence");
    put_field(s, "confidence", NULL, &b);
    chn_buf_free(&b);
}

void chn_claim_fields(chn_buf *b, chn_str claim, chn_str report,
                      const chn_term *t)
{
    const fields x = {.term = t, .text = b};
    const fields *s = &x;
    put_actors(s, claim, "source", "who", "source");
    put_actors(s, claim, "target", "to whom", "target");
    put_actors(s, claim, "others", "also", "other");
    put_act(s, claim);
    put_date(s, chn_json_member(claim, "date"), "when");
    const chn_str dates = chn_json_member(claim, "dates");
    put_date(s, chn_json_member(dates, "sent"), "sent");
    put_date(s, chn_json_member(dates, "received"), "received");
    put_date(s, chn_json_member(dates, "delivered"), "delivered");
    put_setting(s, claim);
    put_word(s, claim);
    put_chain(s, claim, report);
    put_rest(s, claim);
}

void chn_claim_field(chn_buf *b, const char *name, chn_buf *value,
                     const chn_term *t)
{
    const fields x = {.term = t, .text = b};
    put_field(&x, name, NULL, value);
}
