/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong, or looks wrong, in the tables of actors. Three levels: an
 * error is wrong in itself (a day that does not exist), a warning contradicts
 * another row (two holders of one seat) unless actors/allow.tsv says that the
 * world was so, a note is worth a look (nobody known in a seat for a year).
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "actor/know.h"
#include "actor/tables.h"
#include "base/day.h"
#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"

#define TEXT 600u
#define GAP_DAYS 100  /* a seat empty for less is a change of hands */
#define LISTED 4u     /* actors of one alias that a message names */
#define SHORT_NAME 3u /* words of an ordinary word's alias: one */

typedef struct item {
    chn_finding f;
    uint32_t order; /* of the table, then as found */
} item;

/* A row that allows what another stage of the lint would warn of. */
typedef struct allowed {
    chn_row row;
    bool used;
} allowed;

typedef struct lint {
    chn_arena *a;
    const chn_tableset *set;
    chn_actor_tables t;
    chn_rowset places, seats;
    map by_id;   /* -> persons, then bodies */
    map state;   /* code -> countries */
    map of_name; /* state's name -> countries */
    map allow_of;
    allowed *allow;
    uint32_t n_allow;
    LIST(item) items;
    chn_lint_stats stats;
    bool failed;
} lint;

/* ---- findings ---- */

static bool own_row(const chn_row *r)
{
    return strncmp(r->t->file, "data/", 5) != 0;
}

static const char *text(lint *l, const char *fmt, va_list ap) CHN_PRINTF(2, 0);
static const char *text(lint *l, const char *fmt, va_list ap)
{
    char buf[TEXT];
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): the caller's */
    const int n = vsnprintf(buf, sizeof buf, fmt, ap);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof buf ? (size_t)n : TEXT - 1;
    while (len > 0 && len == TEXT - 1 &&
           ((unsigned char)buf[len] & 0xC0) == 0x80)
        len--;
    const chn_str s = chn_arena_str(l->a, buf, len);
    return s.p ? s.p : "";
}

static const char *say(lint *l, const char *fmt, ...) CHN_PRINTF(2, 3);
static const char *say(lint *l, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *s = text(l, fmt, ap);
    va_end(ap);
    return s;
}

static void find(lint *l, const chn_row *r, chn_finding_level level,
                 const char *group, const char *what, const char *advice)
{
    void *p = l->items.at;
    if (!chn_arena_grow(l->a, &p, &l->items.cap, l->items.n + 1,
                        sizeof(item))) {
        l->failed = true;
        return;
    }
    l->items.at = p;
    item *i = &l->items.at[l->items.n];
    i->f = (chn_finding){group,      level, r->t->file, chn_row_line(r),
                         own_row(r), what,  advice};
    i->order = l->items.n++;
}

static int by_place(const void *x, const void *y)
{
    const item *a = x, *b = y;
    const int c = strcmp(a->f.file, b->f.file);
    if (c)
        return c;
    if (a->f.line != b->f.line)
        return a->f.line < b->f.line ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

#define S(x) (int)(x).n, (x).p

/* ---- cells ---- */

static const char *const SECTORS[] = {
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY",
    "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN",
    "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"};

static bool among(chn_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (chn_str_is(s, words[i]))
            return true;
    return false;
}

#define COUNT(x) (sizeof(x) / sizeof *(x))

static bool group_code(chn_str s)
{
    static const char *const kinds[] = {"IGO/", "NGO/", "IMG/", "MNC/", "ISM/"};
    if (s.n < 5)
        return false;
    if (!among(chn_str_n(s.p, 4), kinds, COUNT(kinds)))
        return false;
    for (size_t i = 4; i < s.n; i++)
        if (!((s.p[i] >= 'A' && s.p[i] <= 'Z') ||
              (s.p[i] >= '0' && s.p[i] <= '9')))
            return false;
    return true;
}

static void check_country(lint *l, const chn_row *r, chn_str code, bool empty)
{
    if (!code.n) {
        if (!empty)
            find(l, r, CHN_FINDING_ERROR, "code", "country is empty",
                 "write the state's code (ISO 3166-1 alpha-3) or a group such "
                 "as IGO/UN");
        return;
    }
    if (chn_actor_map_get(&l->state, code) == NONE && !group_code(code))
        find(l, r, CHN_FINDING_ERROR, "code",
             say(l, "country code \"%.*s\" is unknown", S(code)),
             "write a code of countries.tsv (ISO 3166-1 alpha-3) or a group "
             "such as IGO/UN");
}

static void check_word(lint *l, const chn_row *r, const char *column, chn_str s,
                       const char *const *words, size_t n, const char *advice)
{
    if (!among(s, words, n))
        find(l, r, CHN_FINDING_ERROR, "code",
             say(l, "%s is \"%.*s\"", column, S(s)), advice);
}

static bool plain_id(chn_str id)
{
    if (!id.n || id.p[0] == '-' || id.p[id.n - 1] == '-')
        return false;
    for (size_t i = 0; i < id.n; i++) {
        const char c = id.p[i];
        if (c == '-' ? id.p[i + 1] == '-'
                     : !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
            return false;
    }
    return true;
}

static void check_days(lint *l, const chn_row *r, uint32_t since,
                       uint32_t until)
{
    chn_day a, b;
    const chn_str from = chn_row_cell(r, since), to = chn_row_cell(r, until);
    static const char advice[] =
        "write YYYY, YYYY-MM or YYYY-MM-DD of a day that exists, or -";
    const bool from_ok = chn_row_day(from, false, &a);
    const bool to_ok = chn_row_day(to, true, &b);
    if (!from_ok)
        find(l, r, CHN_FINDING_ERROR, "date",
             say(l, "since \"%.*s\" is no day", S(from)), advice);
    if (!to_ok)
        find(l, r, CHN_FINDING_ERROR, "date",
             say(l, "until \"%.*s\" is no day", S(to)), advice);
    if (from_ok && to_ok && a != CHN_DAY_NONE && b != CHN_DAY_NONE && a > b)
        find(l, r, CHN_FINDING_ERROR, "date",
             say(l, "since %.*s is after until %.*s", S(from), S(to)),
             "swap the two or correct one");
}

static void check_order(lint *l, const chn_rowset *s, const char *column)
{
    for (uint32_t i = 1; i < s->n; i++) {
        const chn_row *p = &s->at[i - 1], *q = &s->at[i];
        if (p->t != q->t || own_row(q))
            continue;
        const chn_str a = chn_row_cell(p, 0), b = chn_row_cell(q, 0);
        if (chn_str_cmp(a, b) > 0)
            find(
                l, q, CHN_FINDING_ERROR, "order",
                say(l, "%s \"%.*s\" stands after \"%.*s\"", column, S(b), S(a)),
                "move the row: the table is sorted, so that changes to it can "
                "be read");
    }
}

static bool letters_only(chn_str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t len = 1;
        const uint32_t cp = chn_utf8_next(s.p + i, s.n - i, &len);
        if (cp == CHN_UTF8_BAD || !chn_cp_letter(cp))
            return false;
        i += len;
    }
    return s.n > 0;
}

static bool has_upper(chn_str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t len = 1;
        const uint32_t cp = chn_utf8_next(s.p + i, s.n - i, &len);
        if (cp != CHN_UTF8_BAD && chn_cp_upper(cp))
            return true;
        i += len;
    }
    return false;
}

static void check_names(lint *l, const chn_row *r)
{
    const chn_str name = chn_row_cell(r, CHN_COL_NAME);
    chn_str rest = chn_row_cell(r, CHN_COL_ALIASES), one;
    map seen = {0};
    if (!name.n) {
        find(l, r, CHN_FINDING_ERROR, "alias", "name is empty",
             "write the usual English form");
        return;
    }
    l->failed |= !chn_actor_map_put(l->a, &seen, name, 0);
    for (one = name; one.p;) {
        if (letters_only(one) && !has_upper(one))
            find(l, r, CHN_FINDING_ERROR, "alias",
                 say(l,
                     "\"%.*s\" is one word in lower case and would match "
                     "ordinary text",
                     S(one)),
                 "leave it out or write it as names are written");
        if (!chn_str_next(&rest, '|', &one))
            break;
        if (!one.n)
            find(l, r, CHN_FINDING_ERROR, "alias", "an alias is empty",
                 "remove the \"|\" that is too many");
        else if (chn_actor_map_get(&seen, one) != NONE)
            find(l, r, CHN_FINDING_ERROR, "alias",
                 say(l, "\"%.*s\" stands twice in the row", S(one)),
                 "remove one of them");
        l->failed |= !chn_actor_map_put(l->a, &seen, one, 0);
    }
}

/* ---- the tables one by one ---- */

static void check_id(lint *l, const chn_row *r, uint32_t number)
{
    const chn_str id = chn_row_cell(r, CHN_COL_ID);
    if (!plain_id(id))
        find(l, r, CHN_FINDING_ERROR, "id",
             say(l,
                 "id \"%.*s\" has other signs than a-z, 0-9 and single "
                 "hyphens",
                 S(id)),
             "write the name in plain letters, as in \"kim-jong-un\"");
    if (chn_actor_map_get(&l->by_id, id) != NONE)
        find(l, r, CHN_FINDING_ERROR, "id",
             say(l, "id \"%.*s\" is both a person's and a body's", S(id)),
             "give each actor an id of its own");
    l->failed |= !chn_actor_map_put(l->a, &l->by_id, id, number);
}

static void check_again(lint *l, const chn_rowset *s)
{
    for (uint32_t i = 0; i < s->n_again; i++) {
        const chn_str id = chn_row_cell(&s->again[i], 0);
        find(l, &s->again[i], CHN_FINDING_ERROR, "id",
             say(l, "\"%.*s\" stands in the table already", S(id)),
             "keep one of the two rows");
    }
}

static void check_sector(lint *l, const chn_row *r)
{
    const chn_str s = chn_row_cell(r, CHN_COL_SECTOR);
    if (s.n)
        check_word(l, r, "sector", s, SECTORS, COUNT(SECTORS),
                   "write one of the record's sectors: GOV, MIL, REB ... or -");
}

static void check_persons(lint *l)
{
    static const char *const ff[] = {"y", "n", ""};
    check_again(l, &l->t.persons);
    check_order(l, &l->t.persons, "id");
    for (uint32_t i = 0; i < l->t.persons.n; i++) {
        const chn_row *r = &l->t.persons.at[i];
        check_id(l, r, i);
        check_names(l, r);
        check_country(l, r, chn_row_cell(r, CHN_COL_COUNTRY), false);
        check_sector(l, r);
        check_word(l, r, "family_first", chn_row_cell(r, CHN_COL_FAMILY), ff, 3,
                   "write y, n or -");
    }
    l->stats.persons = l->t.persons.n;
}

static void check_bodies(lint *l)
{
    static const char *const kinds[] = {"body",  "igo",   "org",
                                        "armed", "media", "party"};
    static const char *const media[] = {"agency", "state media", "outlet"};
    check_again(l, &l->t.bodies);
    check_order(l, &l->t.bodies, "id");
    for (uint32_t i = 0; i < l->t.bodies.n; i++) {
        const chn_row *r = &l->t.bodies.at[i];
        const chn_str kind = chn_row_cell(r, CHN_COL_KIND);
        const chn_str how = chn_row_cell(r, CHN_COL_MEDIA);
        check_id(l, r, l->t.persons.n + i);
        check_names(l, r);
        check_country(l, r, chn_row_cell(r, CHN_COL_COUNTRY), false);
        check_sector(l, r);
        check_days(l, r, CHN_COL_BSINCE, CHN_COL_BUNTIL);
        check_word(l, r, "kind", kind, kinds, COUNT(kinds),
                   "write body, igo, org, armed, media or party");
        if (chn_str_is(kind, "media"))
            check_word(l, r, "media_kind", how, media, COUNT(media),
                       "write agency, state media or outlet");
        else if (how.n)
            find(l, r, CHN_FINDING_ERROR, "code",
                 say(l, "media_kind is \"%.*s\" and kind is %.*s", S(how),
                     S(kind)),
                 "write - or make it kind media");
    }
    l->stats.bodies = l->t.bodies.n;
}

static const chn_row *actor_row(const lint *l, chn_str id)
{
    const uint32_t i = chn_actor_map_get(&l->by_id, id);
    if (i == NONE)
        return NULL;
    return i < l->t.persons.n ? &l->t.persons.at[i]
                              : &l->t.bodies.at[i - l->t.persons.n];
}

/* "President of France" held by somebody of another state. */
static void check_state(lint *l, const chn_row *r, const chn_row *who)
{
    const chn_str seat = chn_row_cell(r, CHN_COL_OFFICE);
    const chn_str code = chn_row_cell(who, CHN_COL_COUNTRY);
    chn_str name = {NULL, 0};
    for (size_t i = 0; i + 4 < seat.n; i++)
        if (memcmp(seat.p + i, " of ", 4) == 0) {
            const chn_str end = chn_str_n(seat.p + i + 4, seat.n - i - 4);
            if (chn_actor_map_get(&l->of_name, end) != NONE)
                name = end;
        }
    if (!name.p || code.n != 3)
        return;
    const uint32_t c = chn_actor_map_get(&l->of_name, name);
    const chn_str want = chn_row_cell(&l->t.countries.at[c], CHN_COL_CODE);
    if (!chn_str_eq(want, code))
        find(l, r, CHN_FINDING_NOTE, "state",
             say(l, "\"%.*s\" is an office of %.*s, and %.*s is of %.*s",
                 S(seat), S(want), S(chn_row_cell(r, CHN_COL_ACTOR)), S(code)),
             "correct the country of the one or the office of the other");
}

static void check_offices(lint *l, bool uncertain)
{
    static const char *const yn[] = {"y", "n", ""};
    map seen = {0};
    check_order(l, &l->t.offices, "actor");
    for (uint32_t i = 0; i < l->t.offices.n; i++) {
        const chn_row *r = &l->t.offices.at[i];
        const chn_str id = chn_row_cell(r, CHN_COL_ACTOR);
        const chn_str rank = chn_row_cell(r, CHN_COL_RANK);
        const chn_row *who = actor_row(l, id);
        uint32_t n = 0;
        if (!who)
            find(l, r, CHN_FINDING_ERROR, "id",
                 say(l, "no actor has the id \"%.*s\"", S(id)),
                 "add it to persons.tsv or bodies.tsv, or correct it");
        else
            check_state(l, r, who);
        if (!chn_row_cell(r, CHN_COL_OFFICE).n)
            find(l, r, CHN_FINDING_ERROR, "code", "office is empty",
                 "write the title in words, \"Minister of Defence of Russia\"");
        if (!chn_str_uint(rank, 9, &n) || n < 1)
            find(l, r, CHN_FINDING_ERROR, "code",
                 say(l, "rank is \"%.*s\"", S(rank)), "write 1 (highest) to 9");
        check_word(l, r, "certain", chn_row_cell(r, CHN_COL_CERTAIN), yn, 3,
                   "write y or n");
        check_days(l, r, CHN_COL_SINCE, CHN_COL_UNTIL);
        const char *key = say(l, "%.*s\t%.*s\t%.*s", S(id),
                              S(chn_row_cell(r, CHN_COL_OFFICE)),
                              S(chn_row_cell(r, CHN_COL_SINCE)));
        if (chn_actor_map_get(&seen, chn_str_of(key)) != NONE)
            find(l, r, CHN_FINDING_ERROR, "id",
                 say(l, "\"%.*s\" has this office from this day twice", S(id)),
                 "keep one of the two rows");
        l->failed |= !chn_actor_map_put(l->a, &seen, chn_str_of(key), i);
        if (!chn_str_is(chn_row_cell(r, CHN_COL_CERTAIN), "n"))
            continue;
        l->stats.uncertain++;
        if (uncertain)
            find(l, r, CHN_FINDING_NOTE, "uncertain",
                 say(l, "%.*s: %.*s, %.*s to %.*s", S(id),
                     S(chn_row_cell(r, CHN_COL_OFFICE)),
                     S(chn_row_cell(r, CHN_COL_SINCE)),
                     S(chn_row_cell(r, CHN_COL_UNTIL))),
                 "look the dates up, name the source, and write y");
    }
    l->stats.offices = l->t.offices.n;
}

static void check_places(lint *l)
{
    static const char *const kinds[] = {"capital", "city",  "region", "water",
                                        "island",  "venue", ""};
    check_again(l, &l->places);
    check_order(l, &l->places, "name");
    for (uint32_t i = 0; i < l->places.n; i++) {
        const chn_row *r = &l->places.at[i];
        const chn_str lat = chn_row_cell(r, 3), lon = chn_row_cell(r, 4);
        double x = 0, y = 0;
        check_country(l, r, chn_row_cell(r, 2), true);
        check_word(l, r, "kind", chn_row_cell(r, 5), kinds, COUNT(kinds),
                   "write capital, city, region, water, island or venue");
        if ((lat.n || lon.n) &&
            (!chn_str_double(lat, &x) || !chn_str_double(lon, &y) || x < -90 ||
             x > 90 || y < -180 || y > 180))
            find(l, r, CHN_FINDING_ERROR, "code",
                 say(l, "\"%.*s\", \"%.*s\" is no point", S(lat), S(lon)),
                 "write degrees, north and east positive, or - for both");
    }
    l->stats.places = l->places.n;
}

/* ---- what is allowed ---- */

static chn_code read_allow(lint *l, chn_err *err)
{
    static const char *const want[] = {"what", "group", "why"};
    chn_rowset s;
    const chn_code c = chn_rowset_read(&s, l->a, l->set, "actors/allow.tsv",
                                       want, 3, false, err);
    if (c)
        return c;
    l->allow = CHN_NEW(l->a, allowed, s.n);
    if (!l->allow)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < s.n; i++) {
        l->allow[i].row = s.at[i];
        const char *key = say(l, "%.*s\t%.*s", S(chn_row_cell(&s.at[i], 1)),
                              S(chn_row_cell(&s.at[i], 0)));
        l->failed |= !chn_actor_map_put(l->a, &l->allow_of, chn_str_of(key), i);
    }
    l->n_allow = s.n;
    return CHN_OK;
}

/* Warn, unless a row allows it: `key` is its cell "what". */
static void warn(lint *l, const chn_row *r, const char *group, const char *key,
                 const char *what, const char *advice)
{
    const uint32_t i = chn_actor_map_get(
        &l->allow_of, chn_str_of(say(l, "%s\t%s", group, key)));
    if (i != NONE) {
        l->allow[i].used = true;
        l->stats.allowed++;
        return;
    }
    find(l, r, CHN_FINDING_WARNING, group, what, advice);
}

static void check_allow(lint *l)
{
    for (uint32_t i = 0; i < l->n_allow; i++)
        if (!l->allow[i].used)
            find(l, &l->allow[i].row, CHN_FINDING_NOTE, "allow",
                 say(l, "\"%.*s\" allows what is not there",
                     S(chn_row_cell(&l->allow[i].row, 0))),
                 "remove the row");
}

/* ---- seats: who holds them, and when nobody does ---- */

typedef struct term {
    const chn_row *row;
    chn_str seat, who;
    chn_day since, until;
} term;

static int by_seat(const void *x, const void *y)
{
    const term *a = x, *b = y;
    const int c = chn_str_cmp(a->seat, b->seat);
    if (c)
        return c;
    if (a->since != b->since)
        return a->since < b->since ? -1 : 1;
    if (a->until != b->until)
        return a->until < b->until ? -1 : 1;
    return chn_str_cmp(a->who, b->who);
}

/* The longest row of seats.tsv that the office begins with; one that begins
 * with "*" is looked for anywhere and goes before. */
static bool one_holder(const lint *l, chn_str seat)
{
    size_t best = 0;
    bool one = false;
    for (uint32_t i = 0; i < l->seats.n; i++) {
        chn_str p = chn_row_cell(&l->seats.at[i], 0);
        const bool is_one = chn_str_is(chn_row_cell(&l->seats.at[i], 1), "one");
        if (p.n > 1 && p.p[0] == '*') {
            p = chn_str_n(p.p + 1, p.n - 1);
            for (size_t k = 0; k + p.n <= seat.n; k++)
                if (memcmp(seat.p + k, p.p, p.n) == 0)
                    return is_one;
            continue;
        }
        if (p.n <= best || p.n > seat.n || memcmp(seat.p, p.p, p.n) != 0)
            continue;
        best = p.n;
        one = is_one;
    }
    return one;
}

static const char *until_text(const term *t)
{
    const chn_str s = chn_row_cell(t->row, CHN_COL_UNTIL);
    return s.n ? s.p : "now";
}

/* A month or a year of which only the name is known may hold the change of
 * hands; so may one day. */
static bool hands_over(const term *x, const term *y)
{
    const chn_str since = chn_row_cell(y->row, CHN_COL_SINCE);
    const chn_ymd a = chn_day_ymd(x->until), b = chn_day_ymd(y->since);
    if (a.year != b.year)
        return false;
    if (since.n == 4 || (b.month == 1 && b.day == 1) ||
        chn_row_cell(x->row, CHN_COL_UNTIL).n == 4)
        return true;
    return a.month == b.month;
}

static void overlap(lint *l, const term *x, const term *y)
{
    const term *row = own_row(x->row) && !own_row(y->row) ? x : y;
    const term *other = row == x ? y : x;
    const char *key =
        say(l, "%.*s: %.*s, %.*s", S(y->seat), S(x->who), S(y->who));
    if (chn_str_eq(x->who, y->who)) {
        warn(l, row->row, "overlap", key,
             say(l,
                 "%.*s holds \"%.*s\" twice at a time: until %s (line %u) "
                 "and since %.*s",
                 S(y->who), S(y->seat), until_text(x), chn_row_line(other->row),
                 S(chn_row_cell(y->row, CHN_COL_SINCE))),
             "join the two rows or end the first before the second begins");
        return;
    }
    warn(l, row->row, "overlap", key,
         say(l,
             "two holders of \"%.*s\": %.*s until %s, %.*s since %.*s (%s:%u)",
             S(y->seat), S(x->who), until_text(x), S(y->who),
             S(chn_row_cell(y->row, CHN_COL_SINCE)), other->row->t->file,
             chn_row_line(other->row)),
         say(l,
             "correct a date; if both did hold it, add to actors/allow.tsv: "
             "\"%s\", overlap",
             key));
}

static void gap(lint *l, const term *x, const term *y)
{
    char from[11], to[11];
    chn_day_format(x->until, from);
    chn_day_format(y->since, to);
    find(l, y->row, CHN_FINDING_NOTE, "gap",
         say(l, "nobody is known as \"%.*s\" between %s (%.*s) and %s (%.*s)",
             S(y->seat), from, S(x->who), to, S(y->who)),
         "add who held it, or leave it: a seat may be empty");
}

static chn_code check_seats(lint *l, chn_err *err)
{
    term *t = CHN_NEW(l->a, term, l->t.offices.n);
    uint32_t n = 0;
    if (!t)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < l->t.offices.n; i++) {
        const chn_row *r = &l->t.offices.at[i];
        chn_day a, b;
        const chn_str seat = chn_row_cell(r, CHN_COL_OFFICE);
        if (!chn_row_day(chn_row_cell(r, CHN_COL_SINCE), false, &a) ||
            !chn_row_day(chn_row_cell(r, CHN_COL_UNTIL), true, &b) ||
            !one_holder(l, seat))
            continue;
        t[n++] = (term){r, seat, chn_row_cell(r, CHN_COL_ACTOR), a,
                        b == CHN_DAY_NONE ? INT32_MAX : b};
    }
    if (n)
        qsort(t, n, sizeof *t, by_seat);
    const term *last = NULL; /* of this seat, the one who stays longest */
    for (uint32_t i = 0; i < n; i++) {
        const term *y = &t[i];
        if (!last || !chn_str_eq(last->seat, y->seat)) {
            last = y;
            continue;
        }
        if (y->since == CHN_DAY_NONE || last->since == CHN_DAY_NONE) {
            /* a day that nobody knows overlaps with nothing */
        } else if (y->since < last->until) {
            if (last->until == INT32_MAX || !hands_over(last, y))
                overlap(l, last, y);
        } else if (y->since - last->until > GAP_DAYS) {
            gap(l, last, y);
        }
        if (y->until >= last->until)
            last = y;
    }
    return CHN_OK;
}

/* ---- names that mean several things ---- */

typedef struct naming {
    chn_str key, name;
    chn_str what; /* "person", "body", "state", "capital", "place" */
    chn_str id;
    chn_str country;
    const chn_row *row;
    bool primary;
} naming;

typedef struct namings {
    naming *at;
    uint32_t n, cap;
} namings;

static void add_name(lint *l, namings *s, const chn_row *r, chn_str name,
                     const char *what, chn_str id, chn_str country,
                     bool primary)
{
    void *p = s->at;
    const chn_str key = chn_name_key(l->a, name);
    if (!key.p ||
        !chn_arena_grow(l->a, &p, &s->cap, s->n + 1, sizeof(naming))) {
        l->failed = true;
        return;
    }
    s->at = p;
    if (key.n)
        s->at[s->n++] =
            (naming){key, name, chn_str_of(what), id, country, r, primary};
}

static void add_list(lint *l, namings *s, const chn_row *r, chn_str list,
                     const char *what, chn_str id, chn_str country)
{
    chn_str one;
    while (chn_str_next(&list, '|', &one))
        add_name(l, s, r, one, what, id, country, false);
}

static int by_name(const void *x, const void *y)
{
    const naming *a = x, *b = y;
    int c = chn_str_cmp(a->key, b->key);
    if (!c)
        c = chn_str_cmp(a->id, b->id);
    if (!c)
        c = strcmp(a->what.p, b->what.p);
    if (!c)
        c = chn_str_cmp(a->name, b->name);
    return c;
}

static bool is_actor(const naming *n)
{
    return chn_str_is(n->what, "person") || chn_str_is(n->what, "body");
}

/* "AFP" is no "Afp": what is written in capitals is told apart from a word. */
static bool all_upper(chn_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= 'a' && s.p[i] <= 'z')
            return false;
    return true;
}

static void shared(lint *l, const naming *g, uint32_t n)
{
    const naming *first = NULL, *row = NULL;
    const naming *who[LISTED];
    uint32_t actors = 0, persons = 0;
    bool twice = false; /* the first name of two */
    const naming *other = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (!is_actor(&g[i])) {
            other = &g[i];
            continue;
        }
        persons += chn_str_is(g[i].what, "person");
        if (first && chn_str_eq(first->id, g[i].id))
            continue;
        if (first && (all_upper(first->name) != all_upper(g[i].name)))
            continue;
        twice |= first && first->primary && g[i].primary;
        if (actors < LISTED)
            who[actors] = &g[i];
        actors++;
        if (!first)
            first = &g[i];
        if (!row || own_row(g[i].row))
            row = &g[i];
    }
    if (!first)
        return;
    if (actors > 1) {
        const char *list = "";
        for (uint32_t i = 0; i < actors && i < LISTED; i++)
            list = say(l, "%s%s%.*s", list, i ? ", " : "", S(who[i]->id));
        warn(l, row->row, twice ? "duplicate" : "shared", row->name.p,
             say(l, "\"%.*s\" %s %u actors: %s", S(row->name),
                 twice ? "is the name of" : "stands for", actors, list),
             twice ? "if they are one, keep one row; if not, write what tells "
                     "them apart into the names"
                   : "leave the alias to the one whom news mean by it");
        return;
    }
    if (other && all_upper(first->name) == all_upper(other->name) &&
        (persons == 0 || !chn_str_is(other->what, "place")))
        find(l, first->row, CHN_FINDING_NOTE, "shared",
             say(l, "\"%.*s\" is %.*s and a %.*s too", S(first->name),
                 S(first->id), S(other->what)),
             "leave the shorter form out if the text cannot tell them apart");
}

/* Words that are none of anybody's: lower-case single words of other tables. */
static chn_code ordinary_words(lint *l, map *out)
{
    static const char *const names[] = {"actors/roles.tsv",  "actors/words.tsv",
                                        "text/starters.tsv", "text/nouns.tsv",
                                        "text/verbs.tsv",    "rules/words.tsv",
                                        "time/words.tsv"};
    for (uint32_t i = 0; i < l->set->n; i++) {
        const chn_table *t = l->set->tables[i];
        if (!among(chn_str_of(t->name), names, COUNT(names)))
            continue;
        const int32_t kind = chn_table_col(t, "kind");
        for (uint32_t r = 0; r < t->n_rows; r++) {
            chn_str list = chn_table_cell(t, r, 0), one;
            /* "the duma" is the Duma */
            if (chn_str_is(chn_table_cell(t, r, kind), "body"))
                continue;
            while (chn_str_next(&list, '|', &one))
                if (one.n > SHORT_NAME && letters_only(one) &&
                    !has_upper(one) && !chn_actor_map_put(l->a, out, one, r))
                    return CHN_ERR_MEMORY;
        }
    }
    return CHN_OK;
}

static void ordinary(lint *l, const map *words, const naming *n)
{
    if (!letters_only(n->name) || all_upper(n->name) ||
        chn_actor_map_get(words, n->key) == NONE)
        return;
    warn(l, n->row, "ordinary", n->name.p,
         say(l, "\"%.*s\" is an ordinary word at the beginning of a sentence",
             S(n->name)),
         "write a longer form; one word alone would poison every text");
}

static chn_code check_shared(lint *l, chn_err *err)
{
    namings s = {0};
    map words = {0};
    const chn_str none = {"", 0};
    for (uint32_t k = 0; k < 2; k++) {
        const chn_rowset *rows = k ? &l->t.bodies : &l->t.persons;
        const char *what = k ? "body" : "person";
        for (uint32_t i = 0; i < rows->n; i++) {
            const chn_row *r = &rows->at[i];
            const chn_str id = chn_row_cell(r, CHN_COL_ID);
            const chn_str c = chn_row_cell(r, CHN_COL_COUNTRY);
            add_name(l, &s, r, chn_row_cell(r, CHN_COL_NAME), what, id, c,
                     true);
            add_list(l, &s, r, chn_row_cell(r, CHN_COL_ALIASES), what, id, c);
        }
    }
    const uint32_t actors = s.n;
    for (uint32_t i = 0; i < l->t.countries.n; i++) {
        const chn_row *r = &l->t.countries.at[i];
        add_name(l, &s, r, chn_row_cell(r, CHN_COL_CNAME), "state", none, none,
                 true);
        add_list(l, &s, r, chn_row_cell(r, CHN_COL_CALIASES), "state", none,
                 none);
        add_list(l, &s, r, chn_row_cell(r, CHN_COL_CAPITAL), "capital", none,
                 none);
    }
    for (uint32_t i = 0; i < l->places.n; i++) {
        const chn_row *r = &l->places.at[i];
        add_name(l, &s, r, chn_row_cell(r, 0), "place", none, none, true);
        add_list(l, &s, r, chn_row_cell(r, 1), "place", none, none);
    }
    if (ordinary_words(l, &words) || l->failed)
        return chn_fail_memory(err);
    for (uint32_t i = 0; i < actors; i++)
        ordinary(l, &words, &s.at[i]);
    if (s.n)
        qsort(s.at, s.n, sizeof *s.at, by_name);
    for (uint32_t i = 0, e; i < s.n; i = e) {
        for (e = i + 1; e < s.n && chn_str_eq(s.at[e].key, s.at[i].key);)
            e++;
        if (e > i + 1)
            shared(l, s.at + i, e - i);
    }
    return CHN_OK;
}

/* ---- all ---- */

static chn_code read_all(lint *l, chn_err *err)
{
    static const char *const places[] = {"name", "aliases", "country",
                                         "lat",  "lon",     "?kind"};
    static const char *const seats[] = {"office", "holders"};
    chn_code c = chn_actor_tables_read(&l->t, l->a, l->set, err);
    if (!c)
        c = chn_rowset_read(&l->places, l->a, l->set, "actors/places.tsv",
                            places, 6, true, err);
    if (!c)
        c = chn_rowset_read(&l->seats, l->a, l->set, "actors/seats.tsv", seats,
                            2, true, err);
    if (!c)
        c = read_allow(l, err);
    for (uint32_t i = 0; !c && i < l->t.countries.n; i++) {
        const chn_row *r = &l->t.countries.at[i];
        if (!chn_actor_map_put(l->a, &l->state, chn_row_cell(r, CHN_COL_CODE),
                               i) ||
            (!chn_row_cell(r, CHN_COL_CUNTIL).n &&
             !chn_actor_map_put(l->a, &l->of_name,
                                chn_row_cell(r, CHN_COL_CNAME), i)))
            c = chn_fail_memory(err);
    }
    return c;
}

chn_code chn_actor_lint(chn_arena *a, const chn_tableset *set,
                        const chn_lint_options *o, chn_finding_fn fn,
                        void *user, chn_lint_stats *stats, chn_err *err)
{
    lint l;
    memset(&l, 0, sizeof l);
    l.a = a;
    l.set = set;
    chn_code c = read_all(&l, err);
    if (c)
        return c;
    check_persons(&l);
    check_bodies(&l);
    check_offices(&l, o && o->uncertain);
    check_places(&l);
    c = check_seats(&l, err);
    if (!c)
        c = check_shared(&l, err);
    check_allow(&l);
    if (!c && l.failed)
        c = chn_fail_memory(err);
    if (c)
        return c;
    if (l.items.n)
        qsort(l.items.at, l.items.n, sizeof *l.items.at, by_place);
    for (uint32_t i = 0; i < l.items.n; i++)
        if (!fn(user, &l.items.at[i].f))
            return chn_fail(err, CHN_ERR_OUTPUT, "the output is gone");
    if (stats)
        *stats = l.stats;
    return CHN_OK;
}
