/* SPDX-License-Identifier: Apache-2.0 */
/* Which day is whose, by trees: expressions and the acts they date, and the
 * day at which a report's main line stands. */
#include "base/alloc.h"
#include "base/limits.h"
#include "base/str.h"
#include "check.h"
#include "time/time.h"

typedef struct world {
    chn_arena *know, *scratch;
    chn_tableset set;
    chn_lex *lex;
    chn_text_know *text;
    chn_time_know *time;
    chn_model *model;
} world;

static bool ready(world *w)
{
    chn_err err = {0};
    const chn_table **t = chn_calloc(chn_builtin_table_count, sizeof *t);
    size_t n = 0;
    const void *bytes = chn_model_builtin(&n);
    w->know = chn_arena_new(CHN_ARENA_MAX);
    w->scratch = chn_arena_new(CHN_ARENA_MAX);
    w->set.tables = t;
    if (!t || !w->know || !w->scratch || !bytes)
        return false;
    for (uint32_t i = 0; i < chn_builtin_table_count; i++)
        t[i] = &chn_builtin_tables[i];
    w->set.n = chn_builtin_table_count;
    w->lex = chn_lex_new(w->know);
    if (w->lex)
        w->text = chn_text_know_new(w->know, &w->set, w->lex, &err);
    if (w->text)
        w->time = chn_time_know_new(w->know, &w->set, w->text, w->lex, &err);
    if (w->time)
        w->model = chn_model_of(w->know, bytes, n, &err);
    if (!w->model)
        printf("# %s\n", err.text);
    return w->model != NULL;
}

static void done(world *w)
{
    chn_model_close(w->model);
    chn_free(w->set.tables);
    chn_arena_free(w->know);
    chn_arena_free(w->scratch);
}

/* An act in a text: its word stands in [brackets]. */
typedef struct sample {
    const char *text;
    const char *day; /* from, "-" for none */
    chn_basis basis;
    bool nominal, background;
    chn_status status;
    bool along; /* words or a meeting */
} sample;

/* Published on Thursday 2019-08-15; a text behind "~" on no day. */
static chn_date date_of(world *w, const sample *s)
{
    char text[1024];
    size_t n = 0;
    uint32_t at = 0;
    chn_err err = {0};
    chn_doc doc;
    chn_times times = {0};
    chn_tree *tree = NULL;
    uint32_t *story = NULL;
    uint32_t occasion = UINT32_MAX;
    chn_time_ask ask;
    chn_date none = {0};
    for (const char *p = s->text; *p && n + 1 < sizeof text; p++) {
        if (*p == '[')
            at = (uint32_t)n;
        else if (*p != ']' && *p != '~')
            text[n++] = *p;
    }
    chn_arena_reset(w->scratch);
    memset(&ask, 0, sizeof ask);
    if (chn_text_read(w->text, w->lex, w->scratch, text, (uint32_t)n, 0, &doc,
                      &err))
        return none;
    doc.published =
        s->text[0] == '~' ? CHN_DAY_NONE : chn_day_parse("2019-08-15", 10);
    if (chn_time_find(w->time, &doc, &times, &err) ||
        chn_tree_new(w->model, &doc, &tree, &err) ||
        chn_syntax_parse(tree, CHN_NONE, &err) ||
        chn_time_story(w->time, &doc, &times, tree, &story, &err))
        return none;
    for (uint32_t t = 0; t < doc.n_tok; t++)
        if (doc.tok[t].from == at)
            ask.trigger_first = t;
    ask.trigger_end = ask.trigger_first + 1;
    ask.sent = doc.tok[ask.trigger_first].sent;
    ask.clause_first = doc.sent[ask.sent].first;
    ask.clause_end = doc.sent[ask.sent].end;
    ask.tree = tree;
    ask.story = story;
    ask.nominal = s->nominal;
    ask.background = s->background;
    ask.status = s->status;
    ask.along = s->along;
    return chn_time_of_act(w->time, &doc, &times, &ask, &occasion);
}

static void check_all(world *w, const sample *samples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const chn_date d = date_of(w, &samples[i]);
        char day[11] = "-";
        if (d.from != CHN_DAY_NONE && d.basis != CHN_BASIS_PUBLISHED)
            chn_day_format(d.from, day);
        if (strcmp(day, samples[i].day) != 0 || d.basis != samples[i].basis)
            printf("# %s: %s, basis %d\n", samples[i].text, day, (int)d.basis);
        CHECK_STR(chn_str_of(day), samples[i].day);
        CHECK_INT(d.basis, samples[i].basis);
    }
}
#define CHECK_ALL(w, samples)                                                  \
    check_all((w), (samples), sizeof(samples) / sizeof(samples)[0])

#define TEXT CHN_BASIS_TEXT
#define FROM_LINE CHN_BASIS_INHERITED
#define NOT_TOLD CHN_BASIS_PUBLISHED
#define VERB false, false, CHN_STATUS_OCCURRED, false
#define NOUN true, false, CHN_STATUS_OCCURRED, false
#define BEHIND false, true, CHN_STATUS_OCCURRED, false
#define ALONG false, true, CHN_STATUS_OCCURRED, true
#define PLAN false, false, CHN_STATUS_PLANNED, false

int main(void)
{
    world w;
    memset(&w, 0, sizeof w);
    TEST("the tables and the model load")
    {
        CHECK(ready(&w));
    }
    if (!w.model) {
        done(&w);
        return check_end() | 1;
    }
    TEST("an expression of the act's own clause")
    {
        static const sample samples[] = {
            {"Norway [expelled] two envoys on Monday.", "2019-08-12", TEXT,
             VERB},
            {"On Monday, the minister [met] a bishop in Turin.", "2019-08-12",
             TEXT, VERB},
            {"The [talks] in Turin on Monday ended early.", "2019-08-12", TEXT,
             NOUN},
            {"The [talks] were held in Turin on Monday.", "2019-08-12", TEXT,
             NOUN},
            {"Peru [cut] ties in January after a raid.", "2019-01-01", TEXT,
             VERB},
            {"The ferry line will [run] again starting on the 20th.",
             "2019-08-20", TEXT, PLAN},
            /* the tree hangs Monday low, or beyond the act */
            {"The ministers [discussed] ways of keeping up the truce with "
             "their hosts in Turin on Monday.",
             "2019-08-12", TEXT, VERB},
            {"Minister Ola Berg, who landed in Turin on Saturday at the start "
             "of a tour, [met] President Carlo al-Rossi on Monday and left.",
             "2019-08-12", TEXT, VERB},
            /* or of the name behind it, or of a name taken for a verb */
            {"In May Peru's premier [found] fault with Chile.", "2019-05-01",
             TEXT, VERB},
            {"A team ended its search without success: on Monday Peru's "
             "premier [found] fault with its plan.",
             "2019-08-12", TEXT, VERB},
            {"The Red Cross [brought] cholera kits to Taez on Monday, the "
             "guards having opened a single road for four hours.",
             "2019-08-12", TEXT, VERB},
            {"It had started on 2 August with a [protest] in the oil town of "
             "Zhanaozen over the price of gas.",
             "2019-08-02", TEXT, NOUN},
            {"It had met on 2 August with a [protest] in mind.", "-", NOT_TOLD,
             NOUN},
            {"The pact was made at a [meeting] of the club's envoys held in "
             "Turin on Monday.",
             "2019-08-12", TEXT, NOUN},
            {"Two men were killed before dawn on Monday when jets [bombed] "
             "the camp.",
             "2019-08-12", TEXT, VERB},
            /* a day read as a part of the name behind it */
            {"The talks ended: on Monday Norway [condemned] Sweden.",
             "2019-08-12", TEXT, VERB},
            {"It had started on January 2 with a [protest] in Turin over the "
             "price of gas.",
             "2019-01-02", TEXT, NOUN},
        };
        CHECK_ALL(&w, samples);
    }
    TEST("an expression of another's clause or noun")
    {
        static const sample samples[] = {
            {"Norway [praised] Monday's launch.", "-", NOT_TOLD, VERB},
            {"The envoy who arrived on Monday [praised] the hosts.", "-",
             NOT_TOLD, VERB},
            {"Chile [criticised] Peru over its launch in January.", "-",
             NOT_TOLD, VERB},
            {"Three years after its [launch], the bank on Monday closed.", "-",
             NOT_TOLD, NOUN},
            {"The rebels, whose bomb killed four guards on Monday, [praised] "
             "the hosts.",
             "-", NOT_TOLD, VERB},
            {"Turin, where the two clubs are to hold talks on 2 December, "
             "[praised] the hosts.",
             "-", NOT_TOLD, VERB},
            {"Peru freed 31 fishermen picked up near Arica on Monday, and "
             "Chile [promised] gas.",
             "-", NOT_TOLD, VERB},
            {"Peru [rejected] calls for an end to the ban since 2005.", "-",
             NOT_TOLD, VERB},
            {"The king [congratulated] Ola Berg on his re-election earlier "
             "this month.",
             "-", NOT_TOLD, VERB},
            {"Ola Berg, a leader of the 1998 movement, [dismissed] the offer.",
             "-", NOT_TOLD, VERB},
            {"She [thanked] the hosts for holding a vote on Monday.", "-",
             NOT_TOLD, VERB},
        };
        CHECK_ALL(&w, samples);
    }
    TEST("clauses that go along with the one that has the day")
    {
        static const sample samples[] = {
            {"The two met on Monday and [signed] a pact.", "2019-08-12", TEXT,
             VERB},
            {"Rebels stormed the port on Monday, [killing] two guards.",
             "2019-08-12", TEXT, VERB},
            {"When the envoy came to Turin on Monday, the mayor [refused] to "
             "greet her.",
             "2019-08-12", TEXT, VERB},
            {"The bus was hit on Monday, said the army, which [blamed] the "
             "rebels.",
             "2019-08-12", TEXT, VERB},
            {"Crowds gathered in Turin on Monday; police [fired] tear gas.",
             "2019-08-12", TEXT, VERB},
            {"In Turin, crowds had pelted the club with stones on Monday, "
             "smashing windows; police [made] several arrests, Ansa reported.",
             "2019-08-12", TEXT, VERB},
            {"Shops stayed shuttered and buses off the roads across Turin on "
             "Monday as the Flower Grower Party [enforced] a stoppage.",
             "2019-08-12", TEXT, VERB},
            {"Crowds marched through Turin on Monday before they [stoned] the "
             "town hall.",
             "2019-08-12", TEXT, VERB},
            {"Ola Berg, the Swedish envoy, who left on Monday after a visit to "
             "Turin, [warned] the hosts.",
             "2019-08-12", TEXT, VERB},
            {"Hours after Monday's quake the club began [flying] in tents.",
             "2019-08-12", TEXT, VERB},
            {"He had been [arrested] after his boat hit two ships on 7 August.",
             "2019-08-07", CHN_BASIS_BOUNDED, BEHIND},
            {"The army had [fired] on the port in Monday's strike.",
             "2019-08-12", TEXT, BEHIND},
        };
        CHECK_ALL(&w, samples);
    }
    TEST("the day of the main line is handed on")
    {
        static const sample samples[] = {
            {"Norway and Chile signed a pact in Turin on Monday.\n\nPeru "
             "[condemned] the pact.",
             "2019-08-12", FROM_LINE, VERB},
            {"The minister said on Tuesday that talks had failed.\n\nShe "
             "[accused] Peru of lies.",
             "2019-08-13", FROM_LINE, VERB},
            /* what is said goes along; who founded a party is history */
            {"A bus was hit near Turin on Monday.\n\nTwo guards were shot, "
             "said the army, which [blamed] the rebels.",
             "2019-08-12", FROM_LINE, ALONG},
            {"A bus was hit near Turin on Monday.\n\nTwo guards were shot, "
             "said Ola Berg, who [founded] the party.",
             "-", NOT_TOLD, BEHIND},
            /* what came of it, by what it was done */
            {"Norway and Chile signed a pact in Turin on Monday.\n\nA bomb "
             "went off at the town hall, [killing] two men.",
             "2019-08-12", FROM_LINE, VERB},
            {"Norway and Chile signed a pact in Turin on Monday.\n\nPeru "
             "answered by [expelling] an envoy.",
             "2019-08-12", FROM_LINE, VERB},
            {"Norway and Chile signed a pact in Turin on Monday.\n\nA bank in "
             "Lima helps.\n\nIt is old.\n\nThe club has changed, [giving] "
             "way to others.",
             "-", NOT_TOLD, VERB},
            {"Norway and Chile signed a pact in Turin on Monday.\n\nPeru "
             "threatened them before [expelling] an envoy.",
             "-", NOT_TOLD, VERB},
            /* what had been before, what holds on, what is to come */
            {"Norway and Chile signed a pact in Turin on Monday.\n\nPeru had "
             "[condemned] the plan.",
             "-", NOT_TOLD, BEHIND},
            {"Norway and Chile signed a pact in Turin on Monday.\n\nA bank in "
             "Lima helps.\n\nIt is old.\n\nIts owner, a Swede, has often "
             "[accused] Peru.",
             "-", NOT_TOLD, VERB},
            {"Norway and Chile signed a pact in Turin on Monday.\n\nPeru will "
             "[condemn] it.",
             "-", NOT_TOLD, PLAN},
            /* of an undated report: no birth, and no day of long before */
            {"~Ola Berg was born on June 21, 1953 in Turin.\n\nThe mayor "
             "[condemned] the raid.",
             "-", NOT_TOLD, VERB},
            {"~Norway and Chile signed a pact in Turin on June 21, 1953.\n\n"
             "Peru [condemned] the pact in 2007.\n\nIt is old.",
             "2007-01-01", TEXT, VERB},
            {"~Norway and Chile signed a pact in Turin on June 21, 1953.\n\n"
             "In 2007 Peru joined.\n\nChile [condemned] the raid.",
             "-", NOT_TOLD, VERB},
            {"~Norway and Chile signed a pact in Turin on June 21, 1953.\n\n"
             "Peru [condemned] the pact.",
             "1953-06-21", FROM_LINE, VERB},
            /* a flashback: its day is not news */
            {"Norway and Chile signed a pact in Turin on Monday.\n\nIn 2003 "
             "they fell out. Peru [condemned] Norway.",
             "-", NOT_TOLD, VERB},
            /* the line does not go back to Saturday */
            {"Norway and Chile signed a pact in Turin on Monday.\n\nOn "
             "Saturday a bomb went off.\n\nPeru [praised] Norway.",
             "2019-08-12", FROM_LINE, VERB},
            /* but back to where it stood */
            {"Norway and Chile signed a pact in Turin on Monday.\n\nA bomb "
             "went off on Tuesday.\n\nThe two wrote a letter on "
             "Monday.\n\nPeru [praised] Norway.",
             "2019-08-12", FROM_LINE, VERB},
            /* what goes on with a flashback is of its day */
            {"Norway and Chile signed a pact in Turin on Monday.\n\nAt a "
             "summit on Saturday the bloc gave them a week. It also [closed] "
             "its border with Peru.",
             "2019-08-10", FROM_LINE, VERB},
            /* the report's date line is no day of an act */
            {"Pact signed\nAugust 15, 2019\n\nPeru [condemned] the pact.", "-",
             NOT_TOLD, VERB},
            /* nor is a day in somebody's words */
            {"\"We left on Monday,\" a guard joked.\n\nPeru [condemned] the "
             "pact.",
             "-", NOT_TOLD, VERB},
        };
        CHECK_ALL(&w, samples);
    }
    TEST("days counted from another act")
    {
        static const sample samples[] = {
            {"The blast came on Monday, two days after the ministers [met].",
             "2019-08-10", TEXT, VERB},
            {"The vote was held in Turin on Monday.\n\nThe blast came a week "
             "after a [visit] by the minister.",
             "2019-08-05", TEXT, NOUN},
            {"The blast came on Monday, a day after the navies of Peru and "
             "Chile held their first joint [drill] in years.",
             "2019-08-11", TEXT, NOUN},
            /* the count's other side is not known, so no day is its own */
            {"The vote was held in Turin on Monday.\n\nOn the eve of the "
             "festival a bomb [killed] two men.",
             "-", NOT_TOLD, VERB},
            {"The vote in Turin on Saturday was close.\n\nTwo days after the "
             "vote, Peru [recalled] its envoy.",
             "2019-08-12", TEXT, VERB},
            {"Peru attacked the port on Saturday.\n\nThe day after the attack, "
             "Chile [recalled] its envoy.",
             "2019-08-11", TEXT, VERB},
            {"Peru and Chile signed it on Saturday.\n\nOn the eve of the "
             "signing, Cuba [recalled] its envoy.",
             "2019-08-09", TEXT, VERB},
            {"The court ruled on Saturday.\n\nOn the day of the ruling, Cuba "
             "[recalled] its envoy.",
             "2019-08-10", TEXT, VERB},
            {"The vote was held in Turin on Monday.\n\nOn the day of the "
             "festival a bomb [killed] two men.",
             "-", NOT_TOLD, VERB},
            {"Peru attended the fair on Saturday.\n\nOn the eve of the attack, "
             "Cuba [recalled] its envoy.",
             "-", NOT_TOLD, VERB},
            {"Their release on Saturday was a relief.\n\nOn the eve of the "
             "release a bomb [killed] two men.",
             "2019-08-09", TEXT, VERB},
        };
        CHECK_ALL(&w, samples);
    }
    TEST("a dateline is the report's day")
    {
        static const sample samples[] = {
            {"TURIN, August 14 (Ansa) - Norway [expelled] two envoys.", "-",
             NOT_TOLD, VERB},
            {"LA PAZ, August 14 (Ansa) - Norway [expelled] two envoys.", "-",
             NOT_TOLD, VERB},
        };
        CHECK_ALL(&w, samples);
    }
    done(&w);
    return check_end();
}
