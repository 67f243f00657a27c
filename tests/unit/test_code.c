/* SPDX-License-Identifier: Apache-2.0 */
/* code (and act before it), from a report to its claims, by the public
 * interface: dates, status, places, voices, retellings, spans. */
#include <chancery/chancery.h>

#include "base/str.h"
#include "base/utf8.h"
#include "check.h"

typedef struct bench {
    chn_engine *e;
    chn_worker *w;
} bench;

static chn_result *code(const bench *b, const char *published, const char *text)
{
    chn_err err;
    chn_report r = {0};
    r.id = chn_str_of("test");
    r.published = published ? chn_day_parse(published, 10) : CHN_DAY_NONE;
    r.text = chn_str_of(text);
    r.publisher = r.title = r.url = r.file = chn_str_of("");
    chn_result *x = chn_worker_code(b->w, &r, &err);
    CHECK(x != NULL);
    return x;
}

/* The first claim of a category; NULL if there is none. */
static const chn_claim *find(const chn_result *r, const char *category)
{
    for (size_t i = 0; r && i < chn_result_claim_count(r); i++)
        if (chn_str_is(chn_result_claim(r, i)->category, category))
            return chn_result_claim(r, i);
    return NULL;
}

static size_t count(const chn_result *r, const char *category)
{
    size_t n = 0;
    for (size_t i = 0; r && i < chn_result_claim_count(r); i++)
        n += chn_str_is(chn_result_claim(r, i)->category, category);
    return n;
}

static bool has_flag(const chn_claim *c, const char *flag)
{
    for (uint32_t i = 0; i < c->n_flags; i++)
        if (chn_str_is(c->flags[i], flag))
            return true;
    return false;
}

/* One claim's day, sides and status. */
static void check_claim(const chn_claim *c, const char *source,
                        const char *target, const char *day, chn_status status)
{
    char text[11] = "";
    CHECK(c != NULL);
    if (!c)
        return;
    CHECK(c->n_source > 0);
    CHECK_STR(c->source[0].country, source);
    if (*target) {
        CHECK(c->n_target > 0);
        if (c->n_target)
            CHECK_STR(c->target[0].country, target);
    } else {
        CHECK_INT(c->n_target, 0);
    }
    if (c->date.from != CHN_DAY_NONE && c->date.from == c->date.to)
        chn_day_format(c->date.from, text);
    CHECK_STR(chn_str_of(text), day);
    CHECK_INT(c->status, status);
}

static void one(const bench *b, const char *what, const char *text,
                const char *category, const char *source, const char *target,
                const char *day, chn_status status)
{
    TEST(what)
    {
        chn_result *r = code(b, "2021-03-12", text); /* a Friday */
        check_claim(find(r, category), source, target, day, status);
        chn_result_free(r);
    }
}

static void acts(const bench *b)
{
    one(b, "the report's date is a bound and no value",
        "Norway condemned Sweden.", "ACCUSE", "NOR", "SWE", "",
        CHN_STATUS_OCCURRED);
    one(b, "a weekday", "Norway condemned Sweden on Wednesday.", "ACCUSE",
        "NOR", "SWE", "2021-03-10", CHN_STATUS_OCCURRED);
    one(b, "a day inside the trigger",
        "The Norwegian premier paid on Monday a visit to Sweden.", "CONSULT",
        "NOR", "SWE", "2021-03-08", CHN_STATUS_OCCURRED);
    one(b, "days counted from the act's own clause",
        "Norway left the talks on Thursday, two days after Sweden had "
        "accused Finland of fraud.",
        "ACCUSE", "SWE", "FIN", "2021-03-09", CHN_STATUS_OCCURRED);
    one(b, "the passive and its agent",
        "Sweden was condemned by Norway on Monday.", "ACCUSE", "NOR", "SWE",
        "2021-03-08", CHN_STATUS_OCCURRED);
    one(b, "will", "The Norwegian premier will visit Sweden on Sunday.",
        "CONSULT", "NOR", "SWE", "2021-03-14", CHN_STATUS_PLANNED);
    one(b, "may", "The Norwegian premier may visit Sweden.", "CONSULT", "NOR",
        "SWE", "", CHN_STATUS_POSSIBLE);
    one(b, "not", "The Norwegian premier did not visit Sweden.", "CONSULT",
        "NOR", "SWE", "", CHN_STATUS_DENIED);
    one(b, "a negation that is a refusal",
        "Norway would not accept the Swedish plan.", "REJECT", "NOR", "SWE", "",
        CHN_STATUS_OCCURRED);
    one(b, "coordinated verbs share the subject",
        "Norway praised Sweden for its patience and condemned Russia.",
        "ACCUSE", "NOR", "RUS", "", CHN_STATUS_OCCURRED);
    one(b, "an insertion before the verb",
        "The Norwegian premier, who is on a tour of the north, condemned "
        "Russia.",
        "ACCUSE", "NOR", "RUS", "", CHN_STATUS_OCCURRED);
    one(b, "an insertion with commas of its own",
        "The Norwegian premier, who received his guest, the Swedish "
        "premier, at a palace, condemned Russia.",
        "ACCUSE", "NOR", "RUS", "", CHN_STATUS_OCCURRED);
    one(b, "May is a month and no verb",
        "The Swedish premier visited Norway in May.", "CONSULT", "SWE", "NOR",
        "", CHN_STATUS_OCCURRED);
    TEST("what is welcomed is the deed of whoever did it")
    {
        chn_result *r = code(b, "2021-03-12",
                             "Norway withdrew its troops from Chile.\n\nSweden "
                             "met Peru in Turin.\n\nBrazil welcomed the "
                             "withdrawal.");
        const chn_claim *c = find(r, "SUPPORT");
        CHECK(c && c->n_target == 1 && chn_str_is(c->target[0].country, "NOR"));
        chn_result_free(r);
        r = code(b, "2021-03-12",
                 "Norway withdrew its troops from Chile.\n\nSweden met Peru "
                 "in Turin.\n\nBrazil welcomed the rain.");
        c = find(r, "SUPPORT");
        CHECK(!c || !has_flag(c, "target-of-deed"));
        chn_result_free(r);
    }
    TEST("what is asked for is no act of its own")
    {
        chn_result *r =
            code(b, "2021-03-12", "Norway urged Sweden to condemn Russia.");
        CHECK_INT(count(r, "REQUEST"), 1);
        CHECK_INT(count(r, "ACCUSE"), 0);
        chn_result_free(r);
    }
    TEST("a victim is not the doer")
    {
        chn_result *r = code(b, "2021-03-12",
                             "Four Norwegian soldiers wounded in a raid came "
                             "home.");
        const chn_claim *c = find(r, "ASSAULT");
        CHECK(!c || !chn_str_is(c->source[0].country, "NOR"));
        chn_result_free(r);
    }
    TEST("nobody named at home: the source's own country, and said so")
    {
        chn_result *r =
            code(b, "2021-03-12", "Norwegian police arrested 190 people.");
        const chn_claim *c = find(r, "COERCE");
        check_claim(c, "NOR", "NOR", "", CHN_STATUS_OCCURRED);
        CHECK(c && has_flag(c, "inferred-target"));
        chn_result_free(r);
    }
}

static void retellings(const bench *b)
{
    TEST("one act told twice in a report is one claim, the fuller telling")
    {
        chn_result *r = code(b, "2021-03-12",
                             "The Norwegian premier met the Swedish premier. "
                             "The Swedish premier met the Norwegian premier "
                             "on Thursday in Oslo.");
        CHECK_INT(count(r, "CONSULT"), 1);
        check_claim(find(r, "CONSULT"), "SWE", "NOR", "2021-03-11",
                    CHN_STATUS_OCCURRED);
        chn_result_free(r);
    }
    TEST("two of one state are that state")
    {
        chn_result *r = code(b, "2021-03-12",
                             "Peru has expelled Colombia's ambassador. The "
                             "expulsion by Peru of the Colombian envoy and "
                             "Colombian diplomats is news.");
        CHECK_INT(count(r, "SANCTION"), 1);
        chn_result_free(r);
    }
    TEST("on two days they are two")
    {
        chn_result *r = code(b, "2021-03-12",
                             "Norway condemned Sweden on Monday. Norway "
                             "condemned Sweden on Wednesday.");
        CHECK_INT(count(r, "ACCUSE"), 2);
        chn_result_free(r);
    }
    TEST("a headline gives no claim where there is a body")
    {
        chn_result *r = code(b, "2021-03-12",
                             "Norway condemns Sweden\n\nThe harbour was calm "
                             "on the day of the races.");
        CHECK_INT(chn_result_claim_count(r), 0);
        chn_result_free(r);
    }
}

/* The place of the last claim of a category; NULL or "": none. */
static void check_place(const bench *b, const char *text, const char *category,
                        const char *want)
{
    chn_result *r = code(b, "2024-05-08", text);
    const chn_claim *c = NULL;
    for (size_t i = 0; r && i < chn_result_claim_count(r); i++)
        if (chn_str_is(chn_result_claim(r, i)->category, category))
            c = chn_result_claim(r, i);
    CHECK(c != NULL);
    if (c)
        CHECK_STR(c->has_place ? c->place.name : chn_str_of(""), want);
    chn_result_free(r);
}

static void places(const bench *b)
{
    static const char *const row[][3] = {
        {"Norway and Sweden held talks at the Red Fort in Delhi on Monday.",
         "CONSULT", "Delhi"},
        {"Norway's prime minister met President Joko Widodo in Jakarta.",
         "CONSULT", "Jakarta"},
        {"Norway's prime minister met President Emmanuel Macron at the White "
         "House.",
         "CONSULT", "White House"},
        {"The prime minister of Norway met Sweden's foreign minister in the "
         "Latvian capital.",
         "CONSULT", "Riga"},
        {"Norway's prime minister flew from Oslo to Riga on Monday.", "CONSULT",
         "Riga"},
        {"Norway's prime minister is in Riga, where he met Latvia's president.",
         "CONSULT", "Riga"},
        {"Norway's prime minister is in Riga. He was received there by "
         "Latvia's president.",
         "CONSULT", "Riga"},
        {"Norway's prime minister arrived in Riga and met Latvia's president.",
         "CONSULT", "Riga"},
        {"Rioters attacked the Turkish embassy in Belgrade.", "PROTEST",
         "Belgrade"},
        {"Rioters broke into the Turkish embassy in Belgrade.", "PROTEST",
         "Belgrade"},
        {"Police in Kinshasa used tear gas against protesters.", "ASSAULT",
         "Kinshasa"},
        {"Russian missiles hit the port of Odesa on Monday.", "ASSAULT",
         "Odesa"},
        {"Russian missiles hit Ukraine's Black Sea port of Odesa.", "ASSAULT",
         "Odesa"},
        {"Russian soldiers attacked a Ukrainian convoy near the Kharkiv "
         "station.",
         "ASSAULT", "Kharkiv"},
        {"The pact signed in Istanbul by Norway and Sweden ended the war.",
         "SUPPORT", "Istanbul"},
        {"In Oslo on Monday, Norway's prime minister accused Russia of lying.",
         "ACCUSE", "Oslo"},
        {"Norway's premier visited the Swedish town of Tarnbo on Monday.",
         "CONSULT", "Tarnbo"},
        {"Norway's premier visited the town of Tarnbo in Sweden on Monday.",
         "CONSULT", "Tarnbo"},
        {"Norway's premier visited Tarnbo, Sweden, on Monday.", "CONSULT",
         "Tarnbo"},
        {"Norway's premier paid a visit to Sweden in the town of Tarnbo.",
         "CONSULT", "Tarnbo"},
        {"Norway and Sweden met on the shore of Lake Prespa.", "CONSULT",
         "Lake Prespa"},
        {"Talks between Norway and Sweden will be held on the 29th at the "
         "village of Panmunjom.",
         "CONSULT", "Panmunjom"},
        {"Norway's foreign minister lodged a protest with Russia through its "
         "embassy in Moscow.",
         "ACCUSE", "Moscow"},
        {"On the sidelines of the Asian Games in Hangzhou, Norway's prime "
         "minister met Sweden's prime minister.",
         "CONSULT", "Hangzhou"},
        {"A Russian bomber was shot down by Turkish fighters on the Syrian "
         "border.",
         "ASSAULT", "Syrian border"},
        {"Norway withdrew its soldiers from Mali.", "RETREAT", "Mali"},
        {"In Odesa, where 40 people died, a pro-Russian crowd besieged police "
         "headquarters on Sunday.",
         "PROTEST", "Odesa"},
        /* where the doer is */
        {"Norway's foreign minister, who was in Tashkent for a conference, "
         "condemned Russia.",
         "ACCUSE", "Tashkent"},
        {"Norway's foreign minister, at a summit in Argentina, praised Sweden.",
         "SUPPORT", "Argentina"},
        {"Speaking in Geneva, Norway's prime minister condemned Russia.",
         "ACCUSE", "Geneva"},
        {"Norway's foreign minister, who was born in Geneva, condemned Russia.",
         "ACCUSE", ""},
        {"Norway's foreign minister, on a visit to Kyiv, condemned Russia.",
         "ACCUSE", "Kyiv"},
        {"Norway's foreign minister arrived in Kyiv on Tuesday. He condemned "
         "Russia.",
         "ACCUSE", "Kyiv"},
        {"Norway's foreign minister condemned Russia and has left for Kyiv.",
         "ACCUSE", ""},
        /* named by its country, by its town, or before */
        {"Colombian soldiers attacked a rebel camp in the Ecuadorean jungle.",
         "ASSAULT", "Ecuador"},
        {"Russian soldiers attacked an American base in the north.", "ASSAULT",
         ""},
        {"Rebels hold Kinshasa's airport. On Monday, soldiers killed two "
         "rebels in the city.",
         "ASSAULT", "Kinshasa"},
        {"Rebels hold Odesa's airport. On Monday, Russian soldiers killed two "
         "Ukrainians in the besieged city.",
         "ASSAULT", "Odesa"},
        {"Rebels hold Odesa's airport. On Monday, Russian soldiers killed two "
         "Ukrainians in the Black Sea port.",
         "ASSAULT", "Odesa"},
        {"Rebels hold Odesa's airport. On Monday, Russian soldiers killed two "
         "Ukrainians in the largest city.",
         "ASSAULT", ""},
        {"Norway's prime minister is in Riga. He was received at a palace "
         "there by Latvia's president.",
         "CONSULT", "Riga"},
        {"LIMA, May 8 - Prices rose by a tenth.\n\nRebels killed two soldiers "
         "in the capital on Monday.",
         "ASSAULT", "Lima"},
        /* names that no table has: the words beside them say what they are */
        {"Chadian rebels attacked an army convoy at Adeke on Monday.",
         "ASSAULT", "Adeke"},
        {"Kenyan helicopters strafed the Somali town of Dhobrey.", "ASSAULT",
         "Dhobrey"},
        {"India shelled the village of Menthar in Pakistan.", "ASSAULT",
         "Menthar"},
        {"Indian and Pakistani officers met at Chalkan-da-Bagh.", "CONSULT",
         "Chalkan-da-Bagh"},
        {"Sudanese warplanes bombed the Hegrig oilfield in South Sudan.",
         "ASSAULT", "Hegrig oilfield"},
        {"Rebels in Pakistan bombed a convoy in North Waziristan.", "ASSAULT",
         "Waziristan"},
        {"Norway's prime minister met Sweden's foreign minister in Smirnoff's "
         "office.",
         "CONSULT", ""},
        {"Norway's prime minister met Sweden's foreign minister in 2019.",
         "CONSULT", ""},
        {"Norway's prime minister Anna Krull met Sweden's foreign minister "
         "amid Krull cheers.",
         "CONSULT", ""},
        {"Indian and Pakistani officers met at the Karli crossing point.",
         "CONSULT", "Karli crossing"},
        {"Norway's premier met Sweden's premier at the Tarik bin Zahid base.",
         "CONSULT", "Tarik bin Zahid base"},
        {"Chadian rebels killed a soldier at the Jarabani bridge.", "ASSAULT",
         "Jarabani bridge"},
        /* two prepositions, of which the last puts it there */
        {"Peru let six fuel trucks through at Jarabani.", "RETREAT",
         "Jarabani"},
        {"Norway pulled its soldiers out of Mali on Monday.", "RETREAT",
         "Mali"},
        {"Poland said that seven lorries would be allowed past the Omantai "
         "checkpoint on Thursday.",
         "AGREE", "Omantai checkpoint"},
        {"Norwegian and Swedish soldiers began joint exercises at the Tarsa "
         "base south of Riga, state media said.",
         "COOPERATE", "Tarsa base"},
        {"Norway's premier was in the Latvian capital on Friday.", "CONSULT",
         "Riga"},
        {"Norway has sent an envoy to Bishkek.", "CONSULT", "Bishkek"},
        {"Norwegian planes flew the wounded Chadians to Abeche.", "AID",
         "Abéché"},
        {"Norway's envoy to Riga condemned Russia.", "ACCUSE", ""},
        /* the town rather than its country */
        {"Across the water in Cyprus, Greek bikers hurled rocks at Turkish "
         "soldiers near Delinya.",
         "PROTEST", "Delinya"},
        {"Jordan cut its staff in Doha and withdrew the licence of the Amman "
         "bureau of Al Jazeera.",
         "SANCTION", "Amman"},
        {"Rebels killed two Peruvian soldiers and burned their trucks in "
         "Arica.",
         "ASSAULT", "Arica"},
        {"The missions of Croatia and Turkey were attacked by rioters.",
         "PROTEST", ""},
        /* where it is told */
        {"Sweden's premier told reporters in Helsinki that he accused Norway "
         "of lying.",
         "ACCUSE", "Helsinki"},
        {"Norway's premier told reporters in Helsinki that Sweden had "
         "condemned Russia.",
         "ACCUSE", ""},
        {"HANOI, May 8 (VNA) - Norway and Vietnam signed a pact on roads at a "
         "ceremony here on Tuesday.",
         "SUPPORT", "Hanoi"},
        {"The Peruvian minister told a rally in Arequipa that he would never "
         "accept Chile's demands.",
         "REJECT", "Arequipa"},
        {"In Bergen the Norwegian premier said that the talks would go on; it "
         "was late, he said, and he condemned Sweden.",
         "ACCUSE", "Bergen"},
        {"Norway's prime minister arrived in Kyiv on Tuesday. In Odesa he "
         "condemned Russia.",
         "ACCUSE", "Odesa"},
        {"Germany and Poland expelled four Russian diplomats each, and Crete "
         "two.",
         "SANCTION", ""},
        {"Norwegian officials are helping Chadian refugees book a flight to "
         "Bamako.",
         "AID", ""},
        /* by an adverb, a day, a border, a road, and from a clause before */
        {"A meeting between Norwegian Foreign Minister Ola Berg and his "
         "Swedish counterpart, planned for the same day in Riga, was "
         "cancelled by Norway.",
         "REJECT", "Riga"},
        {"Uzbekistan has closed its frontier with the Barkem region to Kyrgyz "
         "lorries.",
         "SANCTION", "Barkem region"},
        {"Kenyan officers clubbed Somali asylum seekers on the road to "
         "Garissa.",
         "ASSAULT", "Garissa"},
        {"A curfew is in force in Osh and in Bishkek, and on Saturday the "
         "Kyrgyz police were ordered to shoot rioters.",
         "COERCE", "Osh"},
        {"Norway and Sweden agreed on Monday to restore ties, following three "
         "months of quiet talks that were encouraged by the pope and held for "
         "the most part in Canada.",
         "CONSULT", "Canada"},
        {"Peru's army drove the Chilean rebels out of Piura.", "ASSAULT",
         "Piura"},
        {"Two Chilean spies were arrested by Peruvian police while crossing "
         "the border at Tacna.",
         "COERCE", "Tacna"},
        {"Chadian rebels fell upon an army convoy at Adeke and took 23 "
         "soldiers captive.",
         "ASSAULT", "Adeke"},
        {"In the north of Kosovo, Serbs had attacked two Albanian policemen "
         "with sticks on Tuesday.",
         "ASSAULT", "Kosovo"},
        /* the scene that the sentence before opens with */
        {"In Hebron settlers overturned market stalls. Masked Palestinian "
         "youths threw petrol bombs at an Israeli outpost.",
         "PROTEST", "Hebron"},
        {"In Hebron settlers overturned market stalls.\n\nMasked Palestinian "
         "youths threw petrol bombs at an Israeli outpost.",
         "PROTEST", ""},
        {"In support of Hebron settlers overturned market stalls. Masked "
         "Palestinian youths threw petrol bombs at an Israeli outpost.",
         "PROTEST", ""},
        {"In Bergen crowds marched on Saturday. Norway sent 300 soldiers to "
         "Mali.",
         "MOBILIZE", ""},
        {"Norway's prime minister telephoned the Latvian president after their "
         "talks in Riga in 2021. Norway and Latvia signed a pact on roads.",
         "SUPPORT", ""},
        {"In Riga a crowd sang. Norwegian soldiers killed two Swedes.",
         "ASSAULT", ""},
        {"Thousands marched through Niamey on Sunday. Niger's police "
         "dispersed them with tear gas.",
         "ASSAULT", "Niamey"},
        {"Thousands marched through Niamey on Sunday. Niger's government "
         "condemned France.",
         "ACCUSE", ""},
        {"Norway's prime minister spent three days in Riga from Saturday. The "
         "two countries reopened the Latvian embassy in silence.",
         "SUPPORT", "Riga"},
        {"Norway's prime minister met the Latvian president in Riga on Monday. "
         "Sweden and Estonia signed a pact on roads.",
         "SUPPORT", ""},
        /* what is said of a place is not said there */
        {"Norway and Sweden continued their talks on the war in Ukraine.",
         "CONSULT", ""},
        {"Vladimir Putin had a telephone conversation with President of the "
         "French Republic Emmanuel Macron in Paris.",
         "CONSULT", ""},
        {"Norway condemned Russia for the attack in Odesa.", "ACCUSE", ""},
        {"Norway's prime minister and President Emmanuel Macron discussed the "
         "war in Ukraine.",
         "CONSULT", ""},
        {"Norway closed the border with Russia in 2022 in support of Ukraine.",
         "SANCTION", ""},
        {"Norway and Sweden met at the request of Ukraine.", "CONSULT", ""},
        {"Norway accused Sweden of lying in the dispute over Crete.", "ACCUSE",
         ""},
        {"Talks between Norway and Sweden will take place in Riga.", "CONSULT",
         "Riga"},
        {"Protesters in Oslo chanted \"Death to Russia\".", "PROTEST", "Oslo"},
        {"The Swedish government in Stockholm condemned Russia.", "ACCUSE", ""},
        {"Norway said in Oslo that Russian jets had bombed a village.",
         "ASSAULT", ""},
    };
    TEST("where the tree hangs a place on the act")
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        check_place(b, row[i][0], row[i][1], row[i][2]);
    TEST("guest and host of a visit meet where it goes")
    {
        static const char visit[] =
            "Norway's prime minister is on a visit to Latvia. On Monday Prime "
            "Minister Jonas Gahr Store met President Edgars Rinkevics.";
        chn_result *r = code(b, "2024-05-08", visit);
        CHECK_INT(count(r, "CONSULT"), 2);
        const size_t n = chn_result_claim_count(r);
        CHECK(n > 0 && has_flag(chn_result_claim(r, n - 1), "place-of-visit"));
        chn_result_free(r);
        check_place(b, visit, "CONSULT", "Latvia");
        check_place(b,
                    "Norway's prime minister is on a visit to Latvia. On "
                    "Monday President Edgars Rinkevics met President Emmanuel "
                    "Macron.",
                    "CONSULT", "");
    }
}

/* The days of the last claim of a category: a value, or "from/to". */
static void check_day(const bench *b, const char *text, const char *category,
                      const char *want)
{
    chn_result *r = code(b, "2024-05-08", text);
    const chn_claim *c = NULL;
    for (size_t i = 0; r && i < chn_result_claim_count(r); i++)
        if (chn_str_is(chn_result_claim(r, i)->category, category))
            c = chn_result_claim(r, i);
    CHECK(c != NULL);
    if (c) {
        char got[24] = "-";
        if (c->date.from != CHN_DAY_NONE)
            chn_day_format(c->date.from, got);
        if (c->date.to != CHN_DAY_NONE && c->date.to != c->date.from) {
            const size_t n = strlen(got);
            got[n] = '/';
            chn_day_format(c->date.to, got + n + 1);
        }
        CHECK_STR(chn_str_of(got), want);
    }
    chn_result_free(r);
}

static void days(const bench *b)
{
    TEST("the night to the report's day")
    {
        check_day(b, "Norwegian police arrested two Swedish spies overnight.",
                  "COERCE", "2024-05-07/2024-05-08");
    }
    TEST("a week ago is about the day of the week that the report has")
    {
        check_day(b,
                  "The Norwegian premier met the Swedish premier in Riga a "
                  "week ago.",
                  "CONSULT", "2024-04-30/2024-05-02");
        check_day(b,
                  "The Norwegian premier met the Swedish premier in Riga two "
                  "weeks ago.",
                  "CONSULT", "2024-04-22/2024-04-26");
    }
    TEST("when what is agreed begins is not when it was agreed")
    {
        check_day(b, "Norway agreed to a truce with Sweden from Monday.",
                  "AGREE", "-/2024-05-08");
        check_day(b, "Norway pledged Latvia two million dollars for next year.",
                  "AGREE", "-/2024-05-08");
        check_day(b, "On Tuesday Norway agreed to a truce with Sweden.",
                  "AGREE", "2024-05-07");
    }
    TEST("a passage goes on with the day told last")
    {
        check_day(b,
                  "Norway accused Sweden on Sunday of lying. In a televised "
                  "address on Tuesday, the Norwegian premier said that the "
                  "king had been told. He ruled out talks with Sweden.",
                  "REJECT", "2024-05-07");
    }
}

static void fields(const bench *b)
{
    TEST("place, with its point")
    {
        chn_result *r = code(b, "2021-03-12",
                             "The Norwegian premier met the Swedish premier "
                             "at a hotel in Helsinki.");
        const chn_claim *c = find(r, "CONSULT");
        CHECK(c && c->has_place && c->place.has_point);
        if (c && c->has_place)
            CHECK_STR(c->place.name, "Helsinki");
        chn_result_free(r);
    }
    TEST("the chain of sources")
    {
        chn_result *r = code(b, "2021-03-12",
                             "Yonhap News Agency quoted KCNA as saying that "
                             "Kim Jong Un met Vladimir Putin on Monday.");
        const chn_claim *c = find(r, "CONSULT");
        CHECK(c && c->n_voice == 2);
        if (c && c->n_voice == 2) {
            CHECK_STR(c->voice[0].name, "Yonhap");
            CHECK_STR(c->voice[1].name, "KCNA");
        }
        chn_result_free(r);
    }
    TEST("what a source denies is denied")
    {
        chn_result *r = code(b, "2021-03-12",
                             "The Kremlin denied that Vladimir Putin had met "
                             "Angela Merkel.");
        const chn_claim *c = find(r, "CONSULT");
        CHECK(c && c->status == CHN_STATUS_DENIED);
        chn_result_free(r);
    }
    TEST("the office of the act's day, not of today")
    {
        chn_result *r = code(b, "2010-05-03",
                             "Dmitry Medvedev met Angela Merkel on Monday.");
        const chn_claim *c = find(r, "CONSULT");
        CHECK(c != NULL);
        if (c)
            CHECK_STR(c->source[0].office, "President of Russia");
        chn_result_free(r);
    }
}

static void check_span(const chn_result *r, chn_span s, chn_str text)
{
    const chn_str t = chn_result_report(r)->text;
    CHECK(s.from < s.to && s.to <= t.n);
    if (s.to <= t.n && s.from < s.to)
        CHECK(chn_str_eq(chn_str_n(t.p + s.from, s.to - s.from), text));
}

static void spans(const bench *b)
{
    TEST("spans re-cut, with invalid bytes and letters of many bytes before")
    {
        chn_result *r = code(b, "2021-03-12",
                             "\xC5\x81\xC3\xB3"
                             "d\xC5\xBA \xFF\xFE is calm. President "
                             "Recep Tayyip Erdo\xC4\x9F"
                             "an condemned Israel on Monday.");
        const chn_claim *c = find(r, "ACCUSE");
        CHECK(c != NULL);
        if (c) {
            CHECK_INT(chn_result_replaced(r), 2);
            check_span(r, c->trigger_span, c->trigger);
            check_span(r, c->source[0].span, c->source[0].text);
            check_span(r, c->date.span, c->date.text);
            CHECK_STR(c->source[0].text, "Recep Tayyip Erdo\xC4\x9F"
                                         "an");
            const chn_str t = chn_result_report(r)->text;
            CHECK_INT(chn_result_code_point(r, c->trigger_span.from),
                      chn_utf8_count(t.p, c->trigger_span.from));
        }
        chn_result_free(r);
    }
    TEST("code points over many steps")
    {
        chn_buf text;
        chn_buf_init(&text, 100000);
        for (int i = 0; i < 2000; i++)
            chn_buf_z(&text, i % 3 ? "\xE2\x82\xAC " : "ab\xFF ");
        chn_result *r = code(b, NULL, text.p);
        for (uint32_t i = 0; i < text.n; i += 37) {
            uint32_t at = i;
            while (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
                at++;
            CHECK_INT(chn_result_code_point(r, at), chn_utf8_count(text.p, at));
        }
        chn_result_free(r);
        chn_buf_free(&text);
    }
    TEST("the limit of a report, and one past it")
    {
        chn_err err;
        chn_report rep = {0};
        chn_buf text;
        chn_buf_init(&text, (size_t)CHN_REPORT_MAX + 10);
        while (text.n < CHN_REPORT_MAX)
            chn_buf_char(&text, ' ');
        rep.id = chn_str_of("x");
        rep.published = CHN_DAY_NONE;
        rep.text = chn_str_n(text.p, text.n);
        chn_result *r = chn_worker_code(b->w, &rep, &err);
        CHECK(r != NULL);
        chn_result_free(r);
        rep.text.n++;
        CHECK(chn_worker_code(b->w, &rep, &err) == NULL);
        CHECK_INT(err.code, CHN_ERR_LIMIT);
        chn_buf_free(&text);
    }
    TEST("an empty text has no claims")
    {
        chn_result *r = code(b, NULL, "");
        CHECK_INT(chn_result_claim_count(r), 0);
        CHECK_INT(chn_result_sentence_count(r), 0);
        chn_result_free(r);
    }
}

int main(void)
{
    chn_err err;
    bench b = {chn_engine_open(NULL, &err), NULL};
    b.w = b.e ? chn_worker_new(b.e, &err) : NULL;
    TEST("the engine opens")
    {
        CHECK(b.w != NULL);
    }
    if (b.w) {
        acts(&b);
        retellings(&b);
        places(&b);
        days(&b);
        fields(&b);
        spans(&b);
    }
    chn_worker_free(b.w);
    chn_engine_free(b.e);
    return check_end();
}
