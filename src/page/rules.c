/* SPDX-License-Identifier: Apache-2.0 */
/* Looking up names and words in the tables of data/page, which are sorted. */
#include "page/rules.h"

#include "base/str.h"

#define TOKEN_MAX 80u /* bytes of a class name; longer ones mean nothing */

static void cols(const chn_table *t, const char *const *want, uint32_t n,
                 int32_t *out)
{
    for (uint32_t i = 0; i < n; i++)
        out[i] = t ? chn_table_col(t, want[i]) : -1;
}

void page_rules_find(page_rules *r)
{
    static const char *const hint[] = {"hint", "role"};
    static const char *const meta[] = {"meta", "field", "rank"};
    static const char *const phrase[] = {"phrase", "where", "means"};
    memset(r, 0, sizeof *r);
    r->hints = chn_table_builtin("page/hints.tsv");
    r->metas = chn_table_builtin("page/metas.tsv");
    r->phrases = chn_table_builtin("page/phrases.tsv");
    r->stops = chn_table_builtin("page/stops.tsv");
    cols(r->hints, hint, 2, r->hint_cols);
    cols(r->metas, meta, 3, r->meta_cols);
    cols(r->phrases, phrase, 3, r->phrase_cols);
}

static uint32_t find(const chn_table *t, chn_str key)
{
    return t ? chn_table_find(t, key) : CHN_NO_ROW;
}

static uint32_t role_of(chn_str name)
{
    static const struct {
        const char *name;
        page_role role;
    } roles[] = {{"body", PAGE_ROLE_BODY},       {"area", PAGE_ROLE_AREA},
                 {"drop", PAGE_ROLE_DROP},       {"soft", PAGE_ROLE_SOFT},
                 {"title", PAGE_ROLE_TITLE},     {"date", PAGE_ROLE_DATE},
                 {"changed", PAGE_ROLE_CHANGED}, {"source", PAGE_ROLE_SOURCE},
                 {"post", PAGE_ROLE_POST},       {"byline", PAGE_ROLE_BYLINE}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (chn_str_is(name, roles[i].name))
            return roles[i].role;
    }
    return 0;
}

/* A hint's key in the making: "class=", then a name. */
typedef struct key {
    char text[TOKEN_MAX + 16];
    size_t n, head; /* bytes; bytes of "class=" */
} key;

static void key_start(key *k, const char *head)
{
    k->head = strlen(head);
    memcpy(k->text, head, k->head);
    k->n = k->head;
}

static uint32_t look(const page_rules *r, const key *k)
{
    const uint32_t row = find(r->hints, chn_str_n(k->text, k->n));
    return row == CHN_NO_ROW
               ? 0
               : role_of(chn_table_cell(r->hints, row, r->hint_cols[1]));
}

static bool lower_case(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool upper_case(char c)
{
    return c >= 'A' && c <= 'Z';
}

static char lower(char c)
{
    return upper_case(c) ? (char)(c - 'A' + 'a') : c;
}

/* The parts of a name: "article-shareBar2" has article, share, bar. */
static uint32_t parts(const page_rules *r, chn_str token)
{
    uint32_t roles = 0;
    key k;
    key_start(&k, "part=");
    for (size_t i = 0; i <= token.n; i++) {
        const char c = i < token.n ? token.p[i] : '-';
        const bool letter = lower_case(c) || upper_case(c);
        const bool hump =
            i > 0 && i < token.n && upper_case(c) && lower_case(token.p[i - 1]);
        if ((!letter || hump) && k.n > k.head) {
            roles |= look(r, &k);
            k.n = k.head;
        }
        if (letter)
            k.text[k.n++] = lower(c);
    }
    return roles;
}

/* The names that an attribute holds, parted by spaces. */
static uint32_t names(const page_rules *r, const char *head, chn_str value,
                      bool in_parts)
{
    uint32_t roles = 0;
    for (size_t i = 0; i < value.n;) {
        while (i < value.n && (unsigned char)value.p[i] <= ' ')
            i++;
        const size_t from = i;
        while (i < value.n && (unsigned char)value.p[i] > ' ')
            i++;
        const chn_str token = chn_str_n(value.p + from, i - from);
        if (token.n == 0 || token.n > TOKEN_MAX)
            continue;
        key k;
        key_start(&k, head);
        for (size_t c = 0; c < token.n; c++)
            k.text[k.n++] = lower(token.p[c]);
        const uint32_t whole = look(r, &k);
        /* a name that is known whole is not taken to pieces */
        roles |= whole || !in_parts ? whole : parts(r, token);
    }
    return roles;
}

uint32_t page_rules_roles(const page_rules *r, const page_tree *t,
                          uint32_t node)
{
    const page_node *x = &t->nodes[node];
    uint32_t roles = 0;
    for (uint8_t i = 0; i < x->n_attrs; i++) {
        const chn_str v = x->attrs[i].value;
        switch (x->attrs[i].name) {
        case PAGE_ATTR_CLASS:
        case PAGE_ATTR_DATA_COMPONENT:
        case PAGE_ATTR_DATA_TESTID:
        case PAGE_ATTR_ID:
            roles |= names(r, "class=", v, true);
            break;
        case PAGE_ATTR_ITEMPROP:
        case PAGE_ATTR_PROPERTY:
            roles |= names(r, "itemprop=", v, false);
            break;
        case PAGE_ATTR_ITEMTYPE: {
            size_t slash = v.n;
            while (slash > 0 && v.p[slash - 1] != '/')
                slash--;
            const chn_str type = chn_str_n(v.p + slash, v.n - slash);
            roles |= names(r, "itemtype=", type, false);
            break;
        }
        case PAGE_ATTR_REL:
            roles |= names(r, "rel=", v, false);
            break;
        case PAGE_ATTR_ROLE:
            roles |= names(r, "role=", v, false);
            break;
        default:
            break;
        }
    }
    return roles;
}

uint16_t *page_rules_all(chn_arena *a, const page_rules *r, const page_tree *t)
{
    uint16_t *roles = CHN_NEW(a, uint16_t, t->n);
    for (uint32_t i = 0; roles && i < t->n; i++) {
        const page_node *x = &t->nodes[i];
        if (x->n_attrs)
            roles[i] = (uint16_t)page_rules_roles(r, t, i);
        if (x->tag == PAGE_TAG_ARTICLE || x->tag == PAGE_TAG_MAIN)
            roles[i] |= PAGE_ROLE_AREA;
    }
    return roles;
}

page_field page_rules_meta(const page_rules *r, chn_str name, uint32_t *rank)
{
    static const char *const fields[PAGE_FIELDS] = {
        "", "published", "modified", "title", "publisher", "url", "lang"};
    key k;
    if (name.n == 0 || name.n > TOKEN_MAX)
        return PAGE_FIELD_NONE;
    key_start(&k, "");
    for (size_t i = 0; i < name.n; i++)
        k.text[k.n++] = lower(name.p[i]);
    const uint32_t row = find(r->metas, chn_str_n(k.text, k.n));
    if (row == CHN_NO_ROW)
        return PAGE_FIELD_NONE;
    const chn_str field = chn_table_cell(r->metas, row, r->meta_cols[1]);
    if (!chn_str_uint(chn_table_cell(r->metas, row, r->meta_cols[2]), 99, rank))
        *rank = 99;
    for (int f = 1; f < PAGE_FIELDS; f++) {
        if (chn_str_is(field, fields[f]))
            return (page_field)f;
    }
    return PAGE_FIELD_NONE;
}

static page_phrase meaning(chn_str name)
{
    static const char *const means[] = {"",    "drop",      "aside",
                                        "end", "published", "modified"};
    for (int i = 1; i < (int)(sizeof means / sizeof *means); i++) {
        if (chn_str_is(name, means[i]))
            return (page_phrase)i;
    }
    return PAGE_PHRASE_NONE;
}

/* `phrase` stands in s at byte `at`, and no word goes on behind it. */
static bool stands(chn_str s, size_t at, chn_str phrase)
{
    if (s.n - at < phrase.n || memcmp(s.p + at, phrase.p, phrase.n) != 0)
        return false;
    const size_t to = at + phrase.n;
    const char last = phrase.p[phrase.n - 1];
    return to == s.n || !(lower_case(s.p[to]) && lower_case(last));
}

page_phrase page_rules_phrase(const page_rules *r, chn_str s)
{
    const uint32_t n = r->phrases && s.n ? r->phrases->n_rows : 0;
    for (uint32_t row = 0; row < n; row++) {
        const chn_str p = chn_table_cell(r->phrases, row, r->phrase_cols[0]);
        const chn_str where =
            chn_table_cell(r->phrases, row, r->phrase_cols[1]);
        bool hit = false;
        if (p.n > s.n || p.n == 0)
            continue;
        if (chn_str_is(where, "whole")) /* but for a colon or dots behind it */
            hit = s.n <= p.n + 3 && stands(s, 0, p);
        else if (chn_str_is(where, "start"))
            hit = stands(s, 0, p);
        else
            for (size_t at = 0; !hit && at + p.n <= s.n; at++)
                hit = (at == 0 || !lower_case(s.p[at - 1])) && stands(s, at, p);
        if (hit)
            return meaning(chn_table_cell(r->phrases, row, r->phrase_cols[2]));
    }
    return PAGE_PHRASE_NONE;
}

bool page_rules_stop(const page_rules *r, chn_str folded)
{
    return folded.n < 12 && find(r->stops, folded) != CHN_NO_ROW;
}
