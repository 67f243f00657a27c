/* SPDX-License-Identifier: Apache-2.0 */
/* Asking a store: facets, words, order, pages, figures, by claims made by
 * hand. */
#include <chancery/export.h>
#include <chancery/query.h>
#include <chancery/review.h>
#include <stdlib.h>

#include "check.h"
#include "store_fixture.h"

/* ---- a store of seven acts ---- */

static void own_voice(chn_claim *c)
{
    c->n_voice = 0;
}

static void set_place(made *m, chn_claim *c, const char *name,
                      const char *country)
{
    c->has_place = true;
    c->place.name = chn_str_of(name);
    c->place.country = chn_str_of(country);
    c->place.span = find(m, name);
}

static void set_days(chn_claim *c, const char *from, const char *to)
{
    c->date.from = day(from);
    c->date.to = day(to);
    c->date.precision = CHN_PRECISION_INTERVAL;
}

/* c1 a visit of 25 July 2023, on KCNA's word, in Pyongyang
 * c2 planned for 13 September 2023, Vladivostok, the report's own word
 * c3 5 January 2024, denied, directed KOR -> PRK, Blue House
 * c4 a message without any date, on Liberation Day
 * c5 the first half of 2023
 * c6 the visit of c1, told by another report in its own voice
 * c7 the day of c1, by a body that no table has, of no country */
static bool fill(chn_store *s, chn_err *err)
{
    static made m;
    bool ok = true;

    made_init(&m, "one", "2023-07-26",
              "Kim Jong Un met Shoigu in Pyongyang on Tuesday, KCNA said.");
    chn_claim *c =
        add_claim(&m, "c1", "CONSULT", "visit", "2023-07-25", "met", 0);
    set_place(&m, c, "Pyongyang", "PRK");
    ok = put(s, &m, &(chn_added){0}, err) == CHN_OK && ok;

    made_init(&m, "two", "2023-09-01",
              "Kim will meet Putin in Vladivostok: rail links are on the "
              "table.\nA co-op of O'Neill's will look on.");
    c = add_claim(&m, "c2", "CONSULT", "meet", "2023-09-13", "meet", 0);
    m.target[0] = actor(&m, "vladimir-putin", "Vladimir Putin", "RUS",
                        "President", "Putin");
    c->status = CHN_STATUS_PLANNED;
    set_place(&m, c, "Vladivostok", "RUS");
    own_voice(c);
    ok = put(s, &m, &(chn_added){0}, err) == CHN_OK && ok;

    made_init(&m, "three", "2024-01-06",
              "South Korea did not shell the North, the Blue House said of "
              "Kim's links.");
    c = add_claim(&m, "c3", "ASSAULT", "heavy-weapons", "2024-01-05", "shell",
                  0);
    m.source[0] = actor(&m, "kor", "South Korea", "KOR", "", "South Korea");
    m.source[0].sector = chn_str_of("");
    m.target[0] = actor(&m, "prk", "North Korea", "PRK", "", "North");
    m.target[0].sector = chn_str_of("");
    c->symmetric = false;
    c->status = CHN_STATUS_DENIED;
    m.voice[0][1].name = chn_str_of("Blue House, Seoul");
    ok = put(s, &m, &(chn_added){0}, err) == CHN_OK && ok;

    made_init(&m, "four", NULL, "Kim wrote to Assad for Liberation Day.");
    c = add_claim(&m, "c4", "SUPPORT", "message", NULL, "wrote", 0);
    m.target[0] = actor(&m, "bashar-al-assad", "Bashar al-Assad", "SYR",
                        "President", "Assad");
    c->symmetric = false;
    c->has_occasion = true;
    c->occasion.id = chn_str_of("kp-liberation-day");
    c->occasion.name = chn_str_of("Liberation Day");
    c->occasion.span = find(&m, "Liberation Day");
    ok = put(s, &m, &(chn_added){0}, err) == CHN_OK && ok;

    made_init(&m, "five", "2023-07-02",
              "North Korea and China traded through the first half of 2023.");
    c = add_claim(&m, "c5", "COOPERATE", "", "2023-01-01", "traded", 0);
    set_days(c, "2023-01-01", "2023-06-30");
    m.source[0] = actor(&m, "prk", "North Korea", "PRK", "", "North Korea");
    m.target[0] = actor(&m, "chn", "China", "CHN", "", "China");
    own_voice(c);
    ok = put(s, &m, &(chn_added){0}, err) == CHN_OK && ok;

    made_init(&m, "six", "2023-07-26",
              "Sergei Shoigu saw Kim in Pyongyang on Tuesday.");
    c = add_claim(&m, "c6", "CONSULT", "visit", "2023-07-25", "saw", 0);
    set_place(&m, c, "Pyongyang", "PRK");
    own_voice(c);
    m.report.publisher = chn_str_of("Another Post");
    ok = put(s, &m, &(chn_added){0}, err) == CHN_OK && ok;

    made_init(&m, "seven", "2023-07-26",
              "The Guild of %_Weavers struck on Tuesday.");
    c = add_claim(&m, "c7", "PROTEST", "strike", "2023-07-25", "struck", 0);
    m.source[0] =
        actor(&m, "", "Guild of %_Weavers", "", "", "Guild of %_Weavers");
    c->n_target = 0;
    c->symmetric = false;
    ok = put(s, &m, &(chn_added){0}, err) == CHN_OK && ok;
    return ok;
}

static chn_store *make(const char *name, bool no_text)
{
    char path[128];
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_store *s = chn_store_open(in_dir(path, name), CHN_STORE_CREATE, &err);
    const chn_run_of run = {.name = {"0.1.0", "d", "r", "", "plover"}};
    if (s && ((no_text && chn_store_no_text(s, &err)) ||
              chn_store_set_run(s, &run, &err) || chn_store_begin(s, &err) ||
              !fill(s, &err) || chn_store_commit(s, &err))) {
        printf("# %s\n", err.text);
        chn_store_close(s);
        s = NULL;
    }
    return s;
}

/* ---- asking ---- */

typedef struct told {
    chn_buf b;
    uint32_t n, most;
} told;

static bool tell_claim(void *user, const chn_event_row *r)
{
    told *t = user;
    if (t->b.n)
        chn_buf_char(&t->b, ' ');
    chn_buf_str(&t->b, r->claim);
    return ++t->n != t->most;
}

static chn_err last;

/* "c5 c1 c4": the claims that tell best, in the order of the listing, of a
 * query given as "name=value" parts; or what went wrong. Good until the next
 * call. */
static const char *ask(chn_store *s, const char *const *set)
{
    static told t;
    chn_buf_free(&t.b);
    t = (told){0};
    chn_buf_init(&t.b, 65536);
    chn_query q;
    chn_query_init(&q);
    static char words[16][256];
    chn_code code = CHN_OK;
    memset(&last, 0, sizeof last);
    for (int i = 0; set[i] && i < 16 && code == CHN_OK; i++) {
        snprintf(words[i], sizeof words[i], "%s", set[i]);
        char *value = strchr(words[i], '=');
        if (value)
            *value++ = '\0';
        code = chn_query_set(&q, words[i], value, &last);
    }
    if (code == CHN_OK)
        code = chn_store_query(s, &q, tell_claim, &t, &last);
    if (code == CHN_ERR_INPUT)
        return "no such input";
    if (code == CHN_ERR_ARGUMENT)
        return "no such argument";
    if (code)
        return "failed";
    return t.b.n ? t.b.p : "";
}

#define ASK(s, ...) ask(s, (const char *const[]){__VA_ARGS__, NULL})
/* A function, so that a failure names the line by its values. */
static void is(int line, const char *got, const char *want)
{
    const bool same = strcmp(got, want) == 0;
    if (!same)
        printf("# line %d: \"%s\" and not \"%s\" (%s)\n", line, got, want,
               last.text);
    CHECK(same);
}
#define IS(got, want) is(__LINE__, (got), (want))

static void facets(chn_store *s)
{
    TEST("no condition: by day, the undated last")
    {
        const char *all = ask(s, (const char *const[]){NULL});
        /* c1 and c7 are of one day: their ids decide */
        CHECK(strcmp(all, "c5 c1 c7 c2 c3 c4") == 0 ||
              strcmp(all, "c5 c7 c1 c2 c3 c4") == 0);
    }
    TEST("actor: an id, a country, a word of a name, in any case")
    {
        IS(ASK(s, "actor=sergei-shoigu"), "c1");
        IS(ASK(s, "actor=SHOIGU"), "c1");
        IS(ASK(s, "actor=kim jong"), "c1 c2 c4");
        IS(ASK(s, "actor=rus"), "c1 c2");
        IS(ASK(s, "actor=RUS"), "c1 c2");
        IS(ASK(s, "actor=Guild of %_Weavers"), "c7");
        IS(ASK(s, "actor=weavers"), "no such input");
        IS(ASK(s, "actor=Assad"), "no such input"); /* "al-Assad" is a word */
        IS(ASK(s, "actor=al-assad"), "c4");
        IS(ASK(s, "actor=nobody"), "no such input");
        CHECK(strstr(last.text, "--facets"));
        IS(ASK(s, "actor=%"), "no such input");
        IS(ASK(s, "actor=_"), "no such input");
    }
    TEST("dyad: both orders, one order's acts, no pair")
    {
        IS(ASK(s, "dyad=PRK-RUS"), "c1 c2");
        IS(ASK(s, "dyad=rus-prk"), "c1 c2");
        IS(ASK(s, "dyad=KOR-PRK"), "c3");
        IS(ASK(s, "dyad=RUS-CHN"), "");
        IS(ASK(s, "dyad=PRK-PRK"), "");
        IS(ASK(s, "dyad=PRK"), "no such argument");
        IS(ASK(s, "dyad=-PRK"), "no such argument");
        IS(ASK(s, "dyad=PRK-"), "no such argument");
    }
    TEST("category, status, place, origin, occasion, reviewed")
    {
        IS(ASK(s, "category=CONSULT"), "c1 c2");
        IS(ASK(s, "category=consult"), "c1 c2");
        IS(ASK(s, "category=DANCE"), "");
        IS(ASK(s, "status=planned"), "c2");
        IS(ASK(s, "status=DENIED"), "c3");
        IS(ASK(s, "status=x"), "");
        IS(ASK(s, "place=pyongyang"), "c1");
        IS(ASK(s, "place=Pyong"), "");
        IS(ASK(s, "origin=KCNA"), "c1 c7 c4");
        IS(ASK(s, "origin=blue house, seoul"), "c3");
        /* one of the two claims of the visit is in the report's own voice */
        IS(ASK(s, "origin=the report itself"), "c5 c1 c2");
        IS(ASK(s, "occasion=kp-liberation-day"), "c4");
        IS(ASK(s, "occasion=Liberation Day"), "");
        IS(ASK(s, "reviewed=accepted"), "");
        IS(ASK(s, "reviewed=unreviewed", "category=CONSULT"), "c1 c2");
    }
    TEST("period: what may lie in it; what is wide; what has no date")
    {
        IS(ASK(s, "from=2023-09"), "c2 c3");
        IS(ASK(s, "from=2024"), "c3");
        IS(ASK(s, "from=2025"), "");
        IS(ASK(s, "to=2022"), "");
        IS(ASK(s, "to=2023-07-24"), "c5");
        IS(ASK(s, "from=2023-06-30", "to=2023-06-30"), "c5");
        IS(ASK(s, "from=2023-03", "to=2023-03"), "c5");
        IS(ASK(s, "from=2023-07-01", "to=2023-07-24"), "");
        IS(ASK(s, "from=2023-03", "dyad=PRK-CHN"), "c5");
        IS(ASK(s, "from=2023-03", "dyad=PRK-RUS"), "c1 c2");
        IS(ASK(s, "from=2024-02-29", "to=2024-02-30"), "no such argument");
        IS(ASK(s, "from=2023-13"), "no such argument");
        IS(ASK(s, "from=23"), "no such argument");
        IS(ASK(s, "from=0000"), "no such argument");
        IS(ASK(s, "from=2024-01-01x"), "no such argument");
        IS(ASK(s, "from=2024", "to=2023"), "");
    }
    TEST("conditions together")
    {
        IS(ASK(s, "actor=kim-jong-un", "status=planned"), "c2");
        IS(ASK(s, "actor=kim-jong-un", "place=Pyongyang", "origin=KCNA"), "c1");
        IS(ASK(s, "dyad=PRK-RUS", "category=CONSULT", "from=2023-08",
               "to=2023-12", "text=rail"),
           "c2");
        IS(ASK(s, "category=CONSULT", "occasion=kp-liberation-day"), "");
        IS(ASK(s, "actor=kim-jong-un", "dyad=PRK-SYR", "category=SUPPORT",
               "status=occurred", "origin=KCNA", "occasion=kp-liberation-day",
               "reviewed=unreviewed", "text=wrote"),
           "c4");
    }
}

static void words(chn_store *s)
{
    TEST("words: all of them, a phrase, a beginning")
    {
        IS(ASK(s, "text=links"), "c2 c3");
        IS(ASK(s, "text=links rail"), "c2");
        IS(ASK(s, "text=\"rail links\""), "c2");
        IS(ASK(s, "text=\"links rail\""), "");
        IS(ASK(s, "text=pyong*"), "c1");
        IS(ASK(s, "text=PYONGYANG"), "c1");
        IS(ASK(s, "text=nowhere"), "");
        IS(ASK(s, "text=the"), "c5 c7 c2 c3");
    }
    TEST("words: what is syntax elsewhere is none here")
    {
        static const char *const odd[] = {
            "(",        ")",         "*",    "**",    "\"",      "\"\"",
            "a\"b",     "x AND",     "x OR", "NOT x", "NEAR(a)", "text:x",
            "-x",       "^x",        "{x}",  "x + y", "'",       "';--",
            "%",        "_",         "\\",   "?1",    ":zz",     "\xff\xfe",
            "\xf0\x9f", "\xe2\x80",  "\"x",  "x\"*",  "\"x\"*",  "\x01\x02",
            "a\nb",     "\"\" \"\"", "* * *"};
        for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
            char set[64];
            snprintf(set, sizeof set, "text=%s", odd[i]);
            const char *got = ASK(s, set);
            CHECK(got[0] == '\0');
            if (got[0])
                printf("# %s: %s: %s\n", odd[i], got, last.text);
        }
        IS(ASK(s, "text=o'neill's"), "c2");
        IS(ASK(s, "text=co-op"), "c2");
        IS(ASK(s, "text=rail AND links"), "");
        IS(ASK(s, "text=rail OR shell"), "");
        IS(ASK(s, "text=(rail)"), "c2");
        IS(ASK(s, "text= \t rail \t "), "c2");
    }
    TEST("spaces only are no condition")
    {
        IS(ASK(s, "text=  ", "category=ASSAULT"), "c3");
        CHECK_INT(strlen(ASK(s, "text=\t")), 17);
    }
}

static void pages(chn_store *s)
{
    TEST("pages make up the listing")
    {
        char all[256];
        char some[256] = "";
        snprintf(all, sizeof all, "%s", ask(s, (const char *const[]){NULL}));
        for (int i = 0; i < 7; i++) {
            char at[32];
            snprintf(at, sizeof at, "offset=%d", i);
            const char *one = ASK(s, "limit=1", at);
            const size_t n = strlen(some);
            snprintf(some + n, sizeof some - n, "%s%s", n && *one ? " " : "",
                     one);
        }
        IS(some, all);
        CHECK(strlen(all) == 17);
        IS(ASK(s, "limit=0", "offset=0"), all);
        IS(ASK(s, "limit=4294967294"), all);
        IS(ASK(s, "offset=6"), "");
        IS(ASK(s, "offset=4294967294"), "");
        IS(ASK(s, "limit=2", "offset=4"), "c3 c4");
        IS(ASK(s, "limit=1", "category=CONSULT", "offset=1"), "c2");
        IS(ASK(s, "limit=-1"), "no such argument");
        IS(ASK(s, "limit=4294967296"), "no such argument");
        IS(ASK(s, "limit=1e3"), "no such argument");
        IS(ASK(s, "offset=x"), "no such argument");
    }
    TEST("who asks may stop")
    {
        chn_query q;
        chn_query_init(&q);
        told t = {.most = 2};
        chn_buf_init(&t.b, 1024);
        CHECK_INT(chn_store_query(s, &q, tell_claim, &t, &last), CHN_OK);
        CHECK_INT(t.n, 2);
        chn_buf_free(&t.b);
    }
    TEST("names that are none; a value taken back")
    {
        IS(ASK(s, "colour=red"), "no such argument");
        CHECK(strstr(last.text, "occasion"));
        IS(ASK(s, "=x"), "no such argument");
        IS(ASK(s, "ACTOR=x"), "no such argument");
        CHECK_INT(strlen(ASK(s, "category=ASSAULT", "category=")), 17);
        IS(ASK(s, "limit=1", "limit=", "from=2024",
               "from=", "category=ASSAULT"),
           "c3");
    }
}

static void hostile(chn_store *s)
{
    TEST("values are never read as SQL")
    {
        static const char *const names[] = {"dyad",     "category", "status",
                                            "place",    "origin",   "occasion",
                                            "reviewed", "actor",    "text"};
        static const char *const values[] = {
            "' OR 1=1 --", "\") OR 1=1 --", "x'); DROP TABLE event; --",
            "%s%s%n",      "\xff-\xff",     "?1",
            "\xc0\xaf-zz", "NULL"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
                char set[64];
                snprintf(set, sizeof set, "%s=%s", names[i], values[k]);
                const char *got = ASK(s, set);
                CHECK(got[0] == '\0' || strncmp(got, "no such", 7) == 0);
            }
        CHECK(strlen(ask(s, (const char *const[]){NULL})) > 10);
    }
    TEST("a very long value")
    {
        const size_t n = 1000000;
        char *z = malloc(n + 1);
        CHECK(z != NULL);
        if (z) {
            memset(z, 'q', n);
            z[n] = '\0';
            told t = {0};
            chn_buf_init(&t.b, 1024);
            chn_query q;
            chn_query_init(&q);
            q.text = q.place = z;
            CHECK_INT(chn_store_query(s, &q, tell_claim, &t, &last), CHN_OK);
            CHECK_INT(t.n, 0);
            for (size_t i = 1; i < n; i += 2)
                z[i] = ' '; /* half a million words */
            q.place = NULL;
            CHECK_INT(chn_store_query(s, &q, tell_claim, &t, &last),
                      CHN_ERR_INPUT);
            z[127] = '\0'; /* as many words as may be */
            CHECK_INT(chn_store_query(s, &q, tell_claim, &t, &last), CHN_OK);
            z[127] = ' ';
            z[129] = '\0';
            CHECK_INT(chn_store_query(s, &q, tell_claim, &t, &last),
                      CHN_ERR_INPUT);
            CHECK_INT(t.n, 0);
            chn_buf_free(&t.b);
            free(z);
        }
    }
}

/* ---- figures ---- */

static bool tell_figure(void *user, const chn_stat *x)
{
    told *t = user;
    chn_buf_z(&t->b, x->group);
    chn_buf_char(&t->b, ' ');
    chn_buf_str(&t->b, x->name);
    chn_buf_fmt(&t->b, " %d\n", (int)x->count);
    return true;
}

/* Is the line among the figures of the query? */
static bool figure(chn_store *s, const chn_query *q, const char *line)
{
    told t = {0};
    chn_buf_init(&t.b, 1 << 20);
    const bool asked =
        chn_store_facets(s, q, tell_figure, &t, &last) == CHN_OK && t.b.p;
    const bool there = asked && strstr(t.b.p, line) != NULL;
    if (!there)
        printf("# no \"%s\" in:\n%.*s\n", line, (int)t.b.n, t.b.n ? t.b.p : "");
    chn_buf_free(&t.b);
    return there;
}

static void figures(chn_store *s)
{
    TEST("figures of the whole store and of all of its events are the same")
    {
        chn_query q;
        chn_query_init(&q);
        told whole = {0};
        told hits = {0};
        chn_buf_init(&whole.b, 1 << 20);
        chn_buf_init(&hits.b, 1 << 20);
        CHECK_INT(chn_store_facets(s, &q, tell_figure, &whole, &last), CHN_OK);
        q.reviewed = "unreviewed";
        CHECK_INT(chn_store_facets(s, &q, tell_figure, &hits, &last), CHN_OK);
        CHECK_INT(whole.b.n, hits.b.n);
        CHECK(whole.b.n == hits.b.n &&
              memcmp(whole.b.p, hits.b.p, hits.b.n) == 0);
        if (whole.b.n != hits.b.n)
            printf("# %.*s# against\n%.*s", (int)whole.b.n, whole.b.p,
                   (int)hits.b.n, hits.b.p);
        chn_buf_free(&whole.b);
        chn_buf_free(&hits.b);
    }
    TEST("figures of a query")
    {
        chn_query q;
        chn_query_init(&q);
        q.category = "CONSULT";
        CHECK(figure(s, &q, "events all 2\nactor kim-jong-un 2\n"));
        CHECK(figure(s, &q, "dyad PRK-RUS 2\ncategory CONSULT 2\n"));
        CHECK(figure(s, &q, "status occurred 1\nstatus planned 1\n"));
        CHECK(figure(s, &q, "place Pyongyang 1\nplace Vladivostok 1\n"));
        CHECK(figure(s, &q, "origin the report itself 2\norigin KCNA 1\n"));
        CHECK(figure(s, &q, "year 2023 2\nreviewed unreviewed 2\n"));
        q.category = "ASSAULT";
        CHECK(figure(s, &q, "origin Blue House, Seoul 1\n"));
        q.category = "DANCE";
        CHECK(figure(s, &q, "events all 0\n"));
    }
    TEST("as many values of a facet as are asked for")
    {
        chn_query q;
        chn_query_init(&q);
        q.limit = 1;
        CHECK(figure(s, &q, "events all 6\nactor kim-jong-un 3\ndyad "));
    }
}

/* ---- reviewed events ---- */

static void rejected(chn_store *s)
{
    TEST("a rejected event is found by asking for rejected ones only")
    {
        const chn_decision d = {.claim = "c3",
                                .state = CHN_REVIEW_REJECTED,
                                .who = "ada",
                                .at = "2024-02-01"};
        CHECK_INT(chn_store_review(s, &d, &last), CHN_OK);
        IS(ASK(s, "category=ASSAULT"), "");
        IS(ASK(s, "reviewed=rejected"), "c3");
        IS(ASK(s, "reviewed=rejected", "category=assault"), "c3");
        IS(ASK(s, "reviewed=rejected", "category=CONSULT"), "");
        IS(ASK(s, "reviewed=rejected", "status=denied"), "c3");
        IS(ASK(s, "reviewed=rejected", "status=occurred"), "");
        IS(ASK(s, "reviewed=rejected", "actor=kor"), "c3");
        IS(ASK(s, "reviewed=rejected", "actor=rus"), "");
        IS(ASK(s, "reviewed=rejected", "dyad=prk-kor"), "c3");
        IS(ASK(s, "reviewed=rejected", "dyad=prk-rus"), "");
        IS(ASK(s, "reviewed=rejected", "dyad=prk"), "no such argument");
        IS(ASK(s, "reviewed=rejected", "origin=blue house, seoul"), "c3");
        IS(ASK(s, "reviewed=rejected", "origin=KCNA"), "");
        IS(ASK(s, "reviewed=rejected", "place=Pyongyang"), "");
        IS(ASK(s, "reviewed=rejected", "occasion=kp-liberation-day"), "");
        IS(ASK(s, "reviewed=rejected", "text=shell"), "c3");
        IS(ASK(s, "reviewed=rejected", "text=rail"), "");
        IS(ASK(s, "reviewed=rejected", "from=2024", "to=2024"), "c3");
        IS(ASK(s, "reviewed=rejected", "to=2023"), "");
        IS(ASK(s, "reviewed=rejected", "limit=1", "offset=1"), "");
    }
}

static void without_text(chn_store *s)
{
    TEST("a store without text: all but words")
    {
        IS(ASK(s, "actor=kim-jong-un"), "c1 c2 c4");
        IS(ASK(s, "place=Pyongyang", "category=CONSULT"), "c1");
        IS(ASK(s, "from=2023-09"), "c2 c3");
        IS(ASK(s, "text=rail"), "no such input");
        CHECK(strstr(last.text, "--text"));
        chn_query q;
        chn_query_init(&q);
        CHECK(figure(s, &q, "events all 6\n"));
        q.status = "planned";
        CHECK(figure(s, &q, "events all 1\n"));
    }
}

int main(void)
{
    if (access("/dev/shm", W_OK) != 0)
        memmove(dir, "/tmp/chancery-store-XXXXXX", 27);
    if (!mkdtemp(dir))
        return 1;
    chn_store *s = make("full.db", false);
    TEST("a store to ask")
    {
        CHECK(s != NULL);
    }
    if (s) {
        facets(s);
        words(s);
        pages(s);
        hostile(s);
        figures(s);
        rejected(s);
    }
    chn_store_close(s);
    s = make("bare.db", true);
    TEST("a store without text")
    {
        CHECK(s != NULL);
    }
    if (s)
        without_text(s);
    chn_store_close(s);
    (void)ask(NULL, (const char *const[]){"limit=x", NULL});
    char path[128];
    drop(in_dir(path, "full.db"));
    drop(in_dir(path, "bare.db"));
    (void)rmdir(dir);
    return check_end();
}
