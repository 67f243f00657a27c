/* SPDX-License-Identifier: Apache-2.0 */
/* chancery/actors.h as a program uses it. */
#include "check.h"

#include <chancery/actors.h>

#include "base/str.h"

typedef struct tally {
    uint32_t n, errors, warnings;
    uint32_t stop_at; /* 0: never */
    char last[64];
} tally;

static bool count_finding(void *user, const chn_finding *f)
{
    tally *t = user;
    t->n++;
    t->errors += f->level == CHN_FINDING_ERROR;
    t->warnings += f->level == CHN_FINDING_WARNING;
    CHECK(f->file && f->line > 0 && *f->what && *f->advice && *f->group);
    return t->n != t->stop_at;
}

static bool count_card(void *user, const chn_actor_card *c)
{
    tally *t = user;
    t->n++;
    (void)snprintf(t->last, sizeof t->last, "%.*s", (int)c->id.n, c->id.p);
    for (size_t i = 1; i < c->n_terms; i++)
        CHECK(c->terms[i - 1].since <= c->terms[i].since);
    return t->n != t->stop_at;
}

static bool add_up(void *user, const chn_suggestion *s)
{
    chn_suggestions *sum = user;
    chn_err err;
    CHECK(s->name.n > 0 && s->kind.n > 0 && s->quote.n > 0);
    CHECK_INT(s->span.to - s->span.from, s->quote.n);
    return !chn_suggestions_add(sum, s, chn_str_of("r"),
                                chn_day_parse("2020-02-03", 10), &err);
}

typedef struct text {
    char p[65536];
    size_t n;
} text;

static bool keep(void *user, const char *p, size_t n)
{
    text *t = user;
    if (t->n + n >= sizeof t->p)
        return false;
    memcpy(t->p + t->n, p, n);
    t->n += n;
    t->p[t->n] = '\0';
    return true;
}

static void add(chn_import *m, chn_dictionary from, const char *name,
                const char *z, chn_code want)
{
    chn_err err;
    CHECK_INT(chn_import_add(m, from, name, z, strlen(z), &err), want);
}

static const char *table(const chn_import *m, const char *name, text *t)
{
    const char *got = "";
    chn_err err;
    t->n = 0;
    t->p[0] = '\0';
    for (size_t i = 0; got; i++) {
        text one = {.n = 0};
        CHECK_INT(chn_import_table(m, i, &got, keep, &one, &err), CHN_OK);
        if (got && strcmp(got, name) == 0)
            *t = one;
    }
    return t->p;
}

static void suggest(const chn_actors *a, const char *body, chn_suggestions **s)
{
    chn_err err;
    chn_report r;
    memset(&r, 0, sizeof r);
    r.id = chn_str_of("r");
    r.text = chn_str_of(body);
    r.published = chn_day_parse("2020-02-03", 10);
    chn_engine *e = chn_engine_open(NULL, &err);
    chn_worker *w = e ? chn_worker_new(e, &err) : NULL;
    *s = chn_suggestions_new(a, &err);
    CHECK(w && *s);
    if (w && *s)
        CHECK_INT(chn_worker_suggest(w, &r, add_up, *s, &err), CHN_OK);
    chn_worker_free(w);
    chn_engine_free(e);
}

int main(void)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_actors *a = chn_actors_open(NULL, 0, &err);
    tally t;

    TEST("the tables built in have no error and no warning")
    {
        chn_lint_stats stats;
        memset(&t, 0, sizeof t);
        CHECK_INT(chn_actors_lint(a, NULL, count_finding, &t, &stats, &err),
                  CHN_OK);
        CHECK_INT(t.errors, 0);
        CHECK_INT(t.warnings, 0);
        CHECK(stats.persons > 2000 && stats.offices > 3000);
        CHECK(stats.allowed > 0);
    }
    TEST("uncertain offices are findings where asked for")
    {
        chn_lint_options o;
        chn_lint_stats stats;
        const uint32_t before = t.n;
        chn_lint_options_init(&o);
        o.uncertain = true;
        memset(&t, 0, sizeof t);
        CHECK_INT(chn_actors_lint(a, &o, count_finding, &t, &stats, &err),
                  CHN_OK);
        CHECK_INT(t.n, before + stats.uncertain);
    }
    TEST("a callback that says stop is asked no more")
    {
        memset(&t, 0, sizeof t);
        t.stop_at = 1;
        CHECK_INT(chn_actors_lint(a, NULL, count_finding, &t, NULL, &err),
                  CHN_ERR_OUTPUT);
        CHECK_INT(t.n, 1);
    }
    TEST("names are found without regard to case, accents and hyphens")
    {
        static const char *const names[] = {"kim-jong-un", "KIM JONG-UN",
                                            "Kim Jong Un"};
        for (size_t i = 0; i < 3; i++) {
            uint32_t n = 0;
            memset(&t, 0, sizeof t);
            CHECK_INT(chn_actors_find(a, chn_str_of(names[i]), count_card, &t,
                                      &n, &err),
                      CHN_OK);
            CHECK_INT(n, 1);
            CHECK(strcmp(t.last, "kim-jong-un") == 0);
        }
    }
    TEST("nobody is found for no name and for a stranger")
    {
        uint32_t n = 1;
        memset(&t, 0, sizeof t);
        CHECK_INT(chn_actors_find(a, chn_str_of(""), count_card, &t, &n, &err),
                  CHN_OK);
        CHECK_INT(n, 0);
        CHECK_INT(
            chn_actors_find(a, chn_str_of("Qzx"), count_card, &t, &n, &err),
            CHN_OK);
        CHECK_INT(n + t.n, 0);
    }
    TEST("a stranger with an office is suggested, once a report")
    {
        chn_suggestions *s = NULL;
        suggest(a,
                "Norwegian Fisheries Minister Torvald Quessel spoke. Torvald "
                "Quessel, the fisheries minister, left. Former Danish Trade "
                "Minister Ulla Brandqvist came. Vladimir Putin, the Russian "
                "president, stayed. Her friend Nora Stille sang.",
                &s);
        CHECK_INT(chn_suggestions_done(s, &err), 1);
        const chn_suggested *x = chn_suggestions_at(s, 0);
        CHECK(x != NULL);
        if (x) {
            CHECK_STR(x->name, "Torvald Quessel");
            CHECK_STR(x->id, "torvald-quessel");
            CHECK_STR(x->country, "NOR");
            CHECK_STR(x->sector, "GOV");
            CHECK_INT(x->reports, 1);
            CHECK_INT(x->n_terms, 1);
            CHECK_STR(x->terms[0].office, "Fisheries Minister of Norway");
            CHECK_STR(x->terms[0].since_text, "2020-02-03");
            CHECK(!x->terms[0].certain);
        }
        CHECK(chn_suggestions_at(s, 1) == NULL);
        chn_suggestions_free(s);
    }
    TEST("dates of dictionaries: two digits, four digits, open ends")
    {
        text x;
        chn_import *m = chn_import_new(a, &err);
        add(m, CHN_DICTIONARY_TABARI, "x.actors",
            "TORVALD_QUESSEL_ [NORGOV 991231-300101][NORMIL <19901103]"
            "[NORGOV >310101]\n",
            CHN_OK);
        const char *z = table(m, "actors/offices.tsv", &x);
        CHECK(strstr(z, "\t1999-12-31\t2030-01-01\ty\t") != NULL);
        CHECK(strstr(z, "\t-\t1990-11-03\tn\t") != NULL);
        CHECK(strstr(z, "\t1931-01-01\t-\tn\t") != NULL);
        chn_import_free(m);
    }
    TEST("codes of dictionaries: states of old, groups, groups without a name")
    {
        text x;
        chn_import *m = chn_import_new(a, &err);
        add(m, CHN_DICTIONARY_PETRARCH, "x.actors",
            "TIDE_RESCUE_LEAGUE_ [IGOUNOHCR]\nMUD_LARKS_ [NGOENV]\n"
            "OLD_MILL_GUARD_ [YUGMIL]\n",
            CHN_OK);
        const char *z = table(m, "actors/bodies.tsv", &x);
        CHECK(strstr(z, "\tTide Rescue League\t-\tIGO/UN\t") != NULL);
        CHECK(strstr(z, "\tMud Larks\t-\tNGO/ML\tSOC\torg\t") != NULL);
        CHECK(strstr(z, "\tOld Mill Guard\t-\tSRB\tMIL\t") != NULL);
        chn_import_free(m);
    }
    TEST("names of dictionaries: initials, small words, hyphens, Latin-1")
    {
        text x;
        chn_import *m = chn_import_new(a, &err);
        add(m, CHN_DICTIONARY_TABARI, "x.actors",
            "LEAGUE_OF_THE_TIDE_ [NORLAB]\nBKS_UNION_ [NORLAB]\n"
            "MUD-LARK_CLUB_ [NORLAB]\nCAF\xC9_SOCIETY_ [NORLAB]\n"
            "QQX_ [NORLAB]\n",
            CHN_OK);
        const char *z = table(m, "actors/bodies.tsv", &x);
        CHECK(strstr(z, "\tLeague of the Tide\t") != NULL);
        CHECK(strstr(z, "\tBKS Union\t") != NULL);
        CHECK(strstr(z, "\tMud-Lark Club\t") != NULL);
        CHECK(strstr(z, "\tCaf\xC3\x89 Society\t") != NULL);
        CHECK(strstr(z, "\tQQX\t") != NULL);
        chn_import_free(m);
    }
    TEST("an id is given once, though two entries begin alike")
    {
        text x;
        chn_import *m = chn_import_new(a, &err);
        add(m, CHN_DICTIONARY_TABARI, "x.actors",
            "MUD_LARKS_ [NORLAB]\nMUD'_LARKS_ [SWELAB]\nMUD_LARKS_ [DNKLAB]\n",
            CHN_OK);
        const char *z = table(m, "actors/bodies.tsv", &x);
        CHECK(strstr(z, "\nmud-larks\t") != NULL);
        CHECK(strstr(z, "\nmud-larks-2\t") != NULL);
        CHECK(strstr(z, "mud-larks-3") == NULL);
        chn_import_free(m);
    }
    TEST("notes name file and line, and the reason")
    {
        chn_import_note n;
        chn_import *m = chn_import_new(a, &err);
        add(m, CHN_DICTIONARY_TABARI, "dir/x.actors", "\n\nA_B_ [QQQ]\n",
            CHN_OK);
        CHECK(chn_import_note_at(m, 0, &n));
        CHECK_STR(n.file, "dir/x.actors");
        CHECK_INT(n.line, 3);
        CHECK(n.lost && n.why.n > 0);
        CHECK(!chn_import_note_at(m, 1, &n));
        chn_import_free(m);
    }
    TEST("what is no dictionary is an error")
    {
        chn_import *m = chn_import_new(a, &err);
        add(m, CHN_DICTIONARY_TABARI, "x", "", CHN_ERR_INPUT);
        add(m, CHN_DICTIONARY_PETRARCH, "x", "# only\n<!-- a\nremark",
            CHN_ERR_INPUT);
        add(m, CHN_DICTIONARY_COUNTRYINFO, "x", "A_B_ [NOR]\n", CHN_ERR_INPUT);
        chn_import_free(m);
    }
    chn_actors_free(a);
    return check_end();
}
