/* SPDX-License-Identifier: Apache-2.0 */
/* Who did what to whom, and did it happen: a sentence of our own for each way
 * in which it is told. Dates, voices and places are not looked at here. */
#include "act_fixture.h"
#include "check.h"

/* The acts of a text, in its order, joined by "; ":
 *     ACCUSE NOR>RUS         occurred
 *     CONSULT NOR<>SWE plan  no direction; planned (may: possible, not: denied)
 *     SANCTION NOR>?         nobody is named
 *     REQUEST NOR>SWE~       whom is inferred, asked only where an expectation
 *                            says so; ~NOR>SWE: who is
 *     COERCE NOR/COP>NOR/DIS with sectors, where the expectation has one
 */
typedef struct example {
    const char *what, *text, *want;
} example;

static void put_side(chn_buf *b, const act_fixture *f, const uint32_t *at,
                     uint32_t n, bool sectors)
{
    for (uint32_t i = 0; i < n; i++) {
        const chn_mention *x = &f->mentions.at[at[i]];
        chn_buf_fmt(b, "%s%.*s", i ? "+" : "", (int)x->country.n, x->country.p);
        if (sectors && x->sector.n)
            chn_buf_fmt(b, "/%.*s", (int)x->sector.n, x->sector.p);
    }
    if (n == 0)
        chn_buf_char(b, '?');
}

static void render(chn_buf *b, const act_fixture *f, const char *want)
{
    const bool sectors = strchr(want, '/') != NULL;
    const bool guesses = strchr(want, '~') != NULL;
    static const char *const statuses[] = {"", " plan", " may", " not"};
    chn_buf_clear(b);
    for (uint32_t i = 0; i < f->acts.n; i++) {
        const chn_act *a = &f->acts.at[i];
        chn_buf_fmt(b, "%s%.*s %s", i ? "; " : "", (int)a->category.n,
                    a->category.p, a->doer && guesses ? "~" : "");
        put_side(b, f, a->source, a->n_source, sectors);
        chn_buf_z(b, a->symmetric ? "<>" : ">");
        put_side(b, f, a->target, a->n_target, sectors);
        chn_buf_z(b, a->inferred && guesses ? "~" : "");
        chn_buf_z(b, statuses[a->status]);
    }
    chn_buf_char(b, '\0');
}

/* Does the text read as wanted? What it reads as is left in `b`. */
static bool reads(act_fixture *f, const example *x, chn_buf *b)
{
    if (!act_fixture_read(f, f->act, chn_str_of(x->text)))
        return false;
    render(b, f, x->want);
    return strcmp(b->p, x->want) == 0;
}

static void run(act_fixture *f, const example *x, size_t n)
{
    chn_buf b;
    chn_buf_init(&b, 4000);
    for (size_t i = 0; i < n; i++) {
        TEST(x[i].what)
        {
            if (!reads(f, &x[i], &b)) {
                printf("# %s\n#   is       \"%s\"\n#   expected \"%s\"\n",
                       x[i].text, b.p ? b.p : "", x[i].want);
                for (uint32_t k = 0; k < f->acts.n_seen; k++)
                    printf("#   seen %.*s: %s\n",
                           (int)f->acts.seen[k].rule_id.n,
                           f->acts.seen[k].rule_id.p, f->acts.seen[k].reason);
                CHECK(false && "acts");
            }
        }
    }
    chn_buf_free(&b);
}
#define RUN(f, table) run(f, table, sizeof(table) / sizeof((table)[0]))

/* ---- who and whom ---- */

static const example sides[] = {
    {"who is held, after what another state did",
     "Norway condemned Sweden. A Swedish deputy was arrested in May.",
     "ACCUSE NOR>SWE; COERCE ~SWE>SWE"},
    {"police of the place that opens the paragraph",
     "Russia and Finland met. Russia praised Finland. In the Norwegian capital "
     "thousands marched. Police arrested two Swedes.",
     "CONSULT RUS<>FIN; SUPPORT RUS>FIN; PROTEST NOR>?; COERCE NOR>SWE"},
    {"he, joined on, is who was named in the sentence",
     "Putin met Stubb. Norway expelled the Swedish envoy, Karl Berg, and he "
     "condemned Russia.",
     "SANCTION NOR>SWE; ACCUSE SWE>RUS"},
    {"what a participle tells beside a threat",
     "Norway threatened Sweden with a ban, accusing Russia of lying.",
     "THREATEN NOR>SWE; ACCUSE NOR>RUS"},
    {"an offer from a capital", "Norway accepted an offer from Stockholm.",
     "AGREE NOR>SWE"},
    {"an agreement called after a capital",
     "Norway is committed to the Stockholm agreements.", "AGREE NOR>?"},
    {"a note to a capital", "Norway sent a note of protest to Moscow.",
     "ACCUSE NOR>RUS"},
    {"a train to a capital is nobody's",
     "Norway condemned a man on a train to Moscow.", "ACCUSE NOR>?"},
    {"a town by its name", "Russian troops captured Bergen.",
     "ASSAULT RUS>NOR"},
    {"no echo of what is not done",
     "Norway recalled its envoy from Russia. Sweden will not follow suit.",
     "SANCTION NOR>RUS; SANCTION SWE>RUS not"},
    {"an echo by other words",
     "Norway recalled its envoy from Russia. Sweden did the same.",
     "SANCTION NOR>RUS; SANCTION SWE>RUS"},
    {"what somebody is asked to do, though no rule knows the request",
     "Norway called on Russians to vote against Sweden.", "REQUEST NOR>RUS"},
    {"a verb that is hung on an adverb",
     "Norway went so far as to condemn Russia.", "ACCUSE NOR>RUS"},
    {"and what is not done so far",
     "Norway would not go so far as to condemn Russia.", ""},
    {"who takes a step does it",
     "Norway took the unusual step of condemning Russia.", "ACCUSE NOR>RUS"},
    {"and who may take it does not",
     "Norway may take the step of condemning Russia.", ""},
    {"one of those that do",
     "Norway is one of the states that condemned Russia.", "ACCUSE NOR>RUS"},
    {"a clause between a place and its comma",
     "In a move that surprised diplomats in Geneva, Norway on Monday "
     "condemned Russia.",
     "ACCUSE NOR>RUS"},
    {"a name behind a semicolon",
     "Sweden kept its envoy in Oslo; Norway, by contrast, condemned Russia.",
     "ACCUSE NOR>RUS"},
    {"what is left of somebody",
     "Norway condemned what is left of the Russian government.",
     "ACCUSE NOR>RUS"},
    {"subject and object", "Norway condemned Russia on Monday.",
     "ACCUSE NOR>RUS"},
    {"passive with its agent",
     "The Russian envoy was expelled by Norway on Monday.", "SANCTION NOR>RUS"},
    {"passive with its agent: a rule of the active",
     "The plan of Sweden was rejected by the Norwegian parliament.",
     "REJECT NOR>SWE"},
    {"with which it did: neither the last nor the first party",
     "Norway appealed to Chile and above all to Peru, with which it signed a "
     "pact last year.",
     "REQUEST NOR>CHL; SUPPORT NOR<>PER"},
    {"who has it done", "Peru had three Chilean agents arrested.",
     "COERCE PER>CHL"},
    {"whose they were that were killed", "Peru had three soldiers killed.", ""},
    {"a sum behind whoever gets it, no currency of his",
     "Norway gave Peru $10 million.", "AID NOR>PER"},
    {"a sum behind whoever gets it, two objects",
     "Norway gave Peru ten million dollars.", "AID NOR>PER"},
    {"a state's deed of which a verb says something else",
     "Indonesia's invasion of Peru was not forgotten.", "ASSAULT IDN>PER"},
    /* read a mention of no token */
    {"a people under \"to\" and no object",
     "Peru turned to its villagers for help.", "REQUEST PER>?"},
    {"a condition turned round is no duty",
     "Should Peru host a base it would regret it, a Norwegian minister said.",
     "THREATEN NOR>PER"},
    {"who stands before a number", "Norway gave Finland 20 tanks.",
     "AID NOR>FIN"},
    {"what is said in a statement",
     "Norway said in a statement that Peru had violated the truce.",
     "ACCUSE NOR>PER"},
    {"what is complained of to somebody",
     "Norway complained to the United Nations that Peru had crossed its "
     "border.",
     "ACCUSE NOR>PER"},
    {"whom a condition tells of",
     "Norway said that for the sake of Chile it would retaliate if Peru "
     "attacked.",
     "THREATEN NOR>PER"},
    {"two demonyms and a hyphen", "Norwegian-Swedish talks began on Monday.",
     "CONSULT SWE<>NOR"},
    {"who says it between subject and predicate",
     "The raid by Peru, Norway said, was unacceptable.", "ACCUSE NOR>PER"},
    {"no particle before a number",
     "Norway will send up to 300 soldiers to Peru.", "MOBILIZE NOR>PER plan"},
    {"a part of the world is no state", "Latin American states condemned Peru.",
     ""},
    {"a town is where the embassy is, and not of its name",
     "Bottles and eggs rained on the Peruvian embassy in Oslo.",
     "PROTEST NOR>PER"},
    {"who acts, behind the parties of a fronted phrase",
     "Under the deal with Chile, Norway condemned Peru.",
     "AGREE NOR<>CHL; ACCUSE NOR>PER"},
    {"whom marchers are against by their adjective",
     "Anti-Peruvian protesters marched in Oslo.", "PROTEST NOR>PER"},
    {"whom sanctions are against by their adjective",
     "Norway lifted anti-Peruvian sanctions.", "RETREAT NOR>PER"},
    {"who is against a state is condemned, and not the state",
     "Norway condemned anti-Peruvian protests.", "ACCUSE NOR>?"},
    {"rebels are of the town that they take, where no state is told",
     "Rebels captured Goma on Monday.", "ASSAULT COD>COD"},
    {"whose attempt it is, behind \"by\"",
     "An attempt by Norway to free Peruvian hostages failed.",
     "RETREAT NOR>PER may"},
    {"whose ambassador to an organisation",
     "Norway's U.N. ambassador condemned Peru.", "ACCUSE NOR>PER"},
    {"a state behind its own town, that acts",
     "In Oslo, Norway summoned the Peruvian ambassador.", "ACCUSE NOR>PER"},
    {"whose remark it was",
     "Peru's president said it was a game. Chile deplored the remark.",
     "ACCUSE CHL>PER~"},
    {"a deed of somebody's is not glad news to whom it is done",
     "Norway's move to expel the Peruvian envoy was hailed.",
     "SANCTION NOR>PER may"},
    {"an earthquake kills by itself",
     "Norway is still recovering from an earthquake that hit the coast, "
     "killing ten people.",
     ""},
    {"a form of a nation's name before a hyphen",
     "Franco-German talks began on Monday.", "CONSULT DEU<>FRA"},
    {"such a form before what is no nation",
     "The Indo-Pacific command condemned Peru.", ""},
    {"what is told though who approved it is not",
     "A deal between Norway and Peru was approved on Monday.",
     "AGREE NOR<>PER"},
    {"a target in what is told before its verb",
     "Norway will never meet Peru, its president said.", "REJECT NOR>PER"},
    {"a number, a demonym and a noun of persons",
     "Norway imposed sanctions on two Peruvian ministers.", "SANCTION NOR>PER"},
    {"who gets what a passive gives", "Peru was granted a loan by Norway.",
     "AID NOR>PER"},
    {"who is denied what a passive denies",
     "A Peruvian priest was refused a visa by Norway.", "REJECT NOR>PER"},
    {"talks of which a verb says something else",
     "Talks between Norway and Peru have not produced a deal.",
     "CONSULT NOR<>PER"},
    {"talks that were not", "Talks between Norway and Peru did not take place.",
     "CONSULT NOR<>PER not"},
    {"passive without an agent, and nobody before",
     "The Russian envoy was expelled on Monday.", ""},
    {"passive without an agent: whoever acted before",
     "Norway condemned Russia on Monday. The Russian envoy was expelled.",
     "ACCUSE NOR>RUS; SANCTION ~NOR>RUS"},
    {"passive without an agent: those in power where it is done",
     "Two Swedish journalists were arrested in a suburb of Oslo on Monday.",
     "COERCE NOR>SWE"},
    {"passive without an agent: those in power in the state of the report",
     "Norway is quiet, Norway said. Two Swedish journalists were arrested on "
     "Monday. Norway has many.",
     "COERCE ~NOR>SWE"},
    {"passive without an agent: a private matter",
     "Norway is quiet, Norway said. A man was arrested. Norway has many.", ""},
    {"a bomb that nobody is told to have set",
     "A car bomb killed two Swedish journalists in Oslo on Monday.",
     "ASSAULT ~NOR>SWE"},
    {"a bomb whose owner is told",
     "Two Swedish soldiers were killed by a bomb of Norwegian rebels on "
     "Monday.",
     "ASSAULT NOR>SWE"},
    {"a bomb told twice",
     "A car bomb killed ten people in Oslo on Monday. Ten died in the bombing "
     "in Oslo.",
     "ASSAULT ~NOR>NOR"},
    {"who asks is answered by two acts",
     "Norway rebuffed a request by Sweden for troops.",
     "REJECT NOR>SWE; REQUEST SWE>NOR"},
    {"an object behind a particle, read as an oblique",
     "Norway shrugged off a request by Stockholm to close the northern road to "
     "timber trucks.",
     "REJECT NOR>SWE; REQUEST SWE>NOR"},
    {"a deed whose owner nobody knows is not that of whoever tells of it",
     "Norway told of the avalanche's attack on Sweden.", ""},
    {"a sentence turned round", "Also condemning Russia was Norway.",
     "ACCUSE NOR>RUS"},
    {"among those who", "Among those who condemned Russia was Norway.",
     "ACCUSE NOR>RUS"},
    {"a cleft of whom", "It was Sweden that Norway shelled.",
     "ASSAULT NOR>SWE"},
    {"whose joined name begins another clause",
     "Norway threatened Russia and Sweden kept silent.", "THREATEN NOR>RUS"},
    {"in another state", "In Sweden, Norway condemned Russia.",
     "ACCUSE NOR>RUS"},
    {"not one but the other", "Not Sweden but Norway condemned Russia.",
     "ACCUSE NOR>RUS"},
    {"between dashes",
     "Norway \xe2\x80\x94 a neighbour of Sweden \xe2\x80\x94 "
     "condemned Russia.",
     "ACCUSE NOR>RUS"},
    {"no time lost", "Norway lost no time in condemning Russia.",
     "ACCUSE NOR>RUS"},
    {"who speaks in between",
     "Norway, officials in Sweden said, has condemned "
     "Russia.",
     "ACCUSE NOR>RUS"},
    {"a scene is no target",
     "In Stockholm, Norway and Finland promised ten million dollars to rebuild "
     "the port.",
     "AGREE NOR+FIN>?"},
    {"the subject's own by", "An offer by Sweden was rejected by Norway.",
     "REJECT NOR>SWE"},
    {"a perfect that reads as an adjective",
     "Guinean forces have tortured scores of Liberian refugees.",
     "ASSAULT GIN>LBR"},
    {"a passive that another rule, without a doer, would take",
     "Norwegian warships were sent to the Baltic.", "MOBILIZE NOR>?"},
    {"an owner behind a preposition is no place",
     "At Norway's request, Sweden sent a ship.", "REQUEST NOR>SWE"},
    {"a state of emergency, by the place",
     "A state of emergency was declared in Norway.", "COERCE ~NOR>?~"},
    {"who is hit, by the place",
     "Two villagers died in the U.S. bombing of a village in the east of "
     "Syria.",
     "ASSAULT USA>SYR"},
    {"a paper's author: signed by",
     "A decree signed by Norway on Monday bans the import of Swedish goods.",
     "SANCTION NOR>SWE"},
    {"a paper's author: whoever adopted it",
     "The Norwegian parliament adopted a text which condemned Russia.",
     "ACCUSE NOR>RUS"},
    {"passive without an agent: whoever says it",
     "The Norwegian premier said that the Russian envoy would be expelled.",
     "SANCTION ~NOR>RUS plan"},
    {"control: of the object",
     "Norway helped Sweden to free a Russian hostage.",
     "AID NOR>SWE; RETREAT SWE>RUS"},
    {"control: urged to", "Norway urged Sweden to recognise Kosovo.",
     "REQUEST NOR>SWE"},
    {"control: urged through a passive",
     "Sweden was urged by Norway to recognise Kosovo.", "REQUEST NOR>SWE"},
    {"raising", "Norway seems to have condemned Russia over the raid.",
     "ACCUSE NOR>RUS may"},
    {"raising: is said to", "Norway is said to have condemned Russia.",
     "ACCUSE NOR>RUS may"},
    {"relative clause",
     "Norway, which condemned Russia on Monday, is a member.",
     "ACCUSE NOR>RUS"},
    {"relative clause of the object",
     "The Russian envoy, whom Norway expelled on Monday, is a banker.",
     "SANCTION NOR>RUS"},
    {"reduced relative: passive",
     "The Russian envoy expelled by Norway on Monday is a banker.",
     "SANCTION NOR>RUS"},
    {"reduced relative: active",
     "A Norwegian minister visiting Sweden fell ill on Monday.",
     "CONSULT NOR>SWE"},
    {"apposition",
     "Norway, a neighbour of Finland, condemned Russia on Monday.",
     "ACCUSE NOR>RUS"},
    {"apposition of the object",
     "Norway condemned its neighbour, Russia, on Monday.", "ACCUSE NOR>RUS"},
    {"verbs that are joined",
     "Norway condemned Russia and thanked Sweden on Monday.",
     "ACCUSE NOR>RUS; SUPPORT NOR>SWE"},
    {"verbs that share an object",
     "Norway condemned and expelled the Russian "
     "envoy on Monday.",
     "ACCUSE NOR>RUS; SANCTION NOR>RUS"},
    {"actors that are joined",
     "Norway and Sweden condemned Russia and Belarus.",
     "ACCUSE NOR+SWE>RUS+BLR"},
    {"three actors that are joined",
     "Norway, Sweden and Finland condemned Russia.", "ACCUSE NOR+SWE+FIN>RUS"},
    {"actors joined before one noun",
     "The Norwegian and Swedish premiers condemned Russia.",
     "ACCUSE SWE+NOR>RUS"},
    {"gapped subject",
     "Norway, after a long silence, condemned Russia and on "
     "Tuesday thanked Sweden.",
     "ACCUSE NOR>RUS; SUPPORT NOR>SWE"},
    {"with each other",
     "The premiers of Norway and Sweden met with each other on Monday.",
     "CONSULT NOR<>SWE"},
    {"reciprocal: met", "Norway and Sweden met in Oslo on Monday.",
     "CONSULT NOR<>SWE"},
    {"reciprocal: the two sides",
     "Norway met Sweden on Monday. The two sides "
     "signed a treaty.",
     "CONSULT NOR<>SWE; SUPPORT NOR<>SWE"},
    {"compound with all its pairs",
     "The leaders of Norway, Sweden and Finland held talks on Monday.",
     "CONSULT NOR<>SWE+FIN"},
    {"on behalf of",
     "Sweden asked Russia on behalf of Norway to free the sailors.",
     "REQUEST SWE+NOR>RUS"},
    {"a delegation led by",
     "A delegation led by the Norwegian premier met the Swedish king.",
     "CONSULT NOR<>SWE"},
    {"forces loyal to",
     "Forces loyal to the Libyan government attacked Egyptian troops.",
     "ASSAULT LBY>EGY"},
    {"owner of the object", "Norway condemned Russia's law on Monday.",
     "ACCUSE NOR>RUS"},
    {"of-phrase of the object",
     "Norway condemned the new law of Russia on Monday.", "ACCUSE NOR>RUS"},
    {"sides of one country",
     "Norwegian police arrested Norwegian protesters on Monday.",
     "COERCE NOR/COP>NOR/CVL"},
    {"no victim named at home", "Norwegian police arrested 190 people.",
     "COERCE NOR>?~"},
    {"somebody without a country does nothing",
     "The baker condemned the cook on Monday.", ""},
    {"a place is no party", "The minister met the cook in Norway on Monday.",
     ""},
    {"will be in another country",
     "The Swedish premier will be in Norway on Monday.",
     "CONSULT SWE>NOR plan"},
    {"victims who are named as such do nothing",
     "The army had reported two Norwegian soldiers killed.", ""},
    {"whose families they are is no party",
     "The Norwegian premier sent his sympathy to the victims' families in "
     "Sweden.",
     "SUPPORT NOR>SWE"},
    {"a question tells nothing", "Why did Norway condemn Russia on Monday?",
     ""},
    {"but a sentence that quotes one does",
     "Norway condemned Russia on Monday, asking: why now.", "ACCUSE NOR>RUS"},
    {"is in another country", "The Swedish premier is in Norway on Monday.",
     "CONSULT SWE>NOR"},
    {"but what is somebody there is on no visit",
     "Sweden is a leading investor in Norway.", ""},
    {"but may be visited", "The Swedish premier arrived in Oslo on Monday.",
     "CONSULT SWE>NOR"},
    {"neither the first of two", "Not Norway but Sweden condemned Russia.",
     "ACCUSE SWE>RUS"},
    {"both", "Both Norway and Sweden condemned Russia.", "ACCUSE NOR+SWE>RUS"},
    {"a cleft", "It was Norway that condemned Russia.", "ACCUSE NOR>RUS"},
    {"a participle before it",
     "Speaking in Oslo, the Norwegian premier condemned Russia.",
     "ACCUSE NOR>RUS"},
    {"accused, in a participle",
     "Russia, accused by Norway of a raid on Georgia, kept silent.",
     "ACCUSE NOR>RUS"},
    {"verbs joined over one object",
     "Norway imposed and then lifted sanctions on Russia.",
     "SANCTION NOR>RUS; RETREAT NOR>RUS"},
    {"premiers without a noun of their own",
     "The Norwegian and the Swedish foreign ministers met.",
     "CONSULT NOR<>SWE"},
    {"a body of the state",
     "The Norwegian parliament voted to recognise Kosovo.",
     "SUPPORT NOR/LEG>XKX"},
    {"a court, of the place where it is",
     "A court in Norway jailed a Russian sailor on Monday.",
     "SANCTION NOR/JUD>RUS/MIL"},
    {"backed by", "Rebels backed by Russia attacked Georgian troops.",
     "ASSAULT RUS/REB>GEO/MIL"},
    {"a mediator", "Norway mediated between Russia and Georgia.",
     "CONSULT NOR>RUS+GEO"},
    {"received from",
     "The Norwegian premier received a letter from the Swedish king.",
     "CONSULT SWE>NOR"},
    {"by telephone nobody does it",
     "Norwegian and Swedish ministers, who broke the news at the same hour, "
     "had spoken by telephone for almost an hour on Tuesday, the first such "
     "call between ministers of the two countries since the flood of 1959, "
     "Oslo officials said.",
     "CONSULT SWE<>NOR; CONSULT NOR<>SWE"},
    {"names repeated by each",
     "A day after Norway and Sweden had each signed a pact with Peru, it "
     "rained.",
     "SUPPORT NOR+SWE<>PER"},
    {"both of them, and not those who urge it",
     "Norway met Sweden. Envoys from the United Nations, led by Denmark, urged "
     "both of them to meet.",
     "CONSULT NOR<>SWE; REQUEST IGO/UN/GOV>NOR+SWE"},
    {"a round of talks that is called off is no talks",
     "Norway has called off a round of aid talks with Sweden.",
     "REJECT NOR>SWE"},
    {"a preposition hung on what stands before it",
     "The Norwegian premier is due in Sweden on Friday.",
     "CONSULT NOR>SWE plan"},
    {"a call between commas is whose name stands before it",
     "President Donald Trump, in a telephone call with the Swedish king the "
     "same day, offered to help.",
     "CONSULT USA<>SWE; AGREE USA>SWE"},
    {"a visit that follows is made by whoever made the one before",
     "The Norwegian premier visited Sweden on Monday. Visits to Peru and Chile "
     "are to follow.",
     "CONSULT NOR>SWE; CONSULT ~NOR>PER+CHL plan"},
    {"what is asked of a list hangs on its last",
     "The United States ordered the families of its diplomats and all its "
     "staff to leave Norway.",
     "SANCTION USA>NOR"},
    {"no state is blamed for a body whose men it expels",
     "United Nations inspectors left Norway on Monday. Ten American diplomats "
     "were expelled.",
     "RETREAT IGO/UN/CVL>NOR; SANCTION ~NOR>USA/GOV"},
    {"a crowd at an embassy is of the town, and against the embassy",
     "Hundreds protested outside the Swedish embassy in Oslo.",
     "PROTEST NOR>SWE"},
    {"a crowd at an embassy, and nobody says where",
     "Hundreds protested outside the Swedish embassy.", ""},
    {"his countrymen are of his state",
     "Norway's premier appealed to his countrymen for calm. Sweden and Norway "
     "are near. Sweden is calm.",
     "REQUEST NOR>NOR"},
    {"what is sent to one's own base goes to nobody else",
     "Sweden is near. Sweden and Norway are at odds. Norway will send its best "
     "air defence system to its air base near Lima.",
     "MOBILIZE NOR>? plan"},
    {"around whose island the drills are",
     "Live-fire exercises around Taiwan, begun on Thursday, went on.", ""},
    {"behind an aside, of whoever the sentence is about",
     "The Norwegian king spent Tuesday in Lima, where Peru has given him "
     "asylum, after stepping down on August 11.",
     "AID PER>NOR; RETREAT NOR>?"},
    {"what is awaited is not done, and nobody is guessed to do it",
     "Norway ruled out talks with Sweden until the curfew is lifted.",
     "REJECT NOR>SWE"},
    {"before they do it",
     "Norway is calm before Swedish troops leave Peru, it says.",
     "RETREAT SWE>PER may"},
    {"a charge is that of whoever made it",
     "Sweden and Peru severed links with Norway on Monday, accusing it of "
     "spying, charges that Oslo rejects as baseless.",
     "SANCTION SWE+PER>NOR; ACCUSE SWE+PER>NOR~; REJECT NOR>SWE+PER~"},
    {"whose plan",
     "Sweden, whose plan for a sharing of power was accepted by Norway, is "
     "angry.",
     "AGREE NOR>SWE"},
    {"a participle's agent is not that of the verb behind it",
     "The accord signed in Lima on Friday was brokered by Norway.",
     "CONSULT NOR>?"},
    {"who is somebody, and no movement",
     "Smith, a leader of the 2014 Green movement of Norway who was held by "
     "Swedish police, slept.",
     "COERCE SWE>NOR"},
    {"campaigners of a group, who marched",
     "Campaigners of the group, who marched in Lima in April, said they were "
     "waiting.",
     "PROTEST PER>?"},
    {"those who say that talks go on hold them",
     "The office of the Peruvian president said that talks with the Chilean "
     "rebels were going on.",
     "CONSULT PER<>CHL"},
    {"those in power at a place act again",
     "Two Swedish sailors are being held in Lima on suspicion of spying. "
     "Sweden's embassy has been granted consular access.",
     "COERCE ~PER>SWE; RETREAT ~PER>SWE"},
    {"talks with two presidents are not the presidents' own",
     "Norway's pledge followed talks with the presidents of Guinea and Chile.",
     "CONSULT NOR<>GIN+CHL"},
    {"a charge that is read as a verb",
     "Sweden and Peru severed diplomatic and air links with Norway on 5 June, "
     "accusing it of backing rebels and of cosying up to Iran, charges that "
     "Oslo rejects as baseless.",
     "SANCTION SWE+PER>NOR; ACCUSE SWE+PER>NOR~; REJECT NOR>SWE+PER~"},
    {"whoever tells of an offensive was hit by it, if the report is about it",
     "Sweden is near. Sweden and Norway are at odds. Peru is far, and Peru is "
     "calm. Sweden says Norway launched an offensive on Monday.",
     "ASSAULT NOR>SWE"},
    {"with whoever says so, where that is one body of a state",
     "Norway will hold talks on Friday, the Swedish foreign ministry said.",
     "CONSULT NOR<>SWE plan"},
    {"and not with diplomats of nobody",
     "Sweden is near. Norway will hold talks on Sweden, diplomats said.", ""},
    {"whoever is told of it is not hit by it",
     "Police chief Ali Khan told the Norwegian news agency that Pakistani "
     "officials shot at a vehicle.",
     ""},
    {"a state that says where a town is does nothing",
     "Two blasts near a Swedish consulate in Karachi, Pakistan killed five "
     "early on Thursday morning.",
     "ASSAULT PAK>PAK"},
    {"what stands between two is of both",
     "Norway and Sweden closed their border on Monday.", "SANCTION NOR<>SWE"},
    {"their envoys do not",
     "Norway and Sweden recalled their envoys from Russia.",
     "SANCTION NOR+SWE>RUS"},
    {"whoever is named, of no state, is meant and nobody else",
     "Norway and Russia are near. Norway is calm, Russia too. Norway punished "
     "European banks.",
     ""},
    {"against whom troops stand: a border's other side",
     "Norway mustered troops near the Russian border.", "MOBILIZE NOR>RUS"},
    {"against whom troops stand: where the words say",
     "Norway put its navy on alert off Russia.", "MOBILIZE NOR>RUS"},
    {"a verb joined to a noun has the clause's doer",
     "Norway's foreign minister found no ground for the Russian step and "
     "called his ambassador home for consultations.",
     "SANCTION NOR>?"},
    {"a verb joined too far up: who acts in the clause between",
     "The news came a day after Moscow sent back two boats that had strayed "
     "across the border and expressed regret for a raid on Norway.",
     "RETREAT RUS>?; CONCEDE RUS>NOR"},
    {"hit outside a town: whose it is",
     "Norwegian jets hit a depot north of Moscow.", "ASSAULT NOR>RUS"},
    {"who is answered: whoever acted",
     "Russia accused Norway of spying. The foreign ministry in Oslo rejected "
     "the charge.",
     "ACCUSE RUS>NOR; REJECT NOR>RUS"},
    {"who is answered by a bare verb",
     "Russia asked Norway to free a spy. Norway consented.",
     "REQUEST RUS>NOR; AGREE NOR>RUS"},
    {"ministers of one organisation meet each other",
     "EU foreign ministers met in Oslo on Monday.",
     "CONSULT IGO/EU/GOV<>IGO/EU/GOV"},
    {"whoever is asked does it, though nobody knows who they are",
     "Norway pressed the boatmen to lift their embargo on Russia.",
     "REQUEST NOR>RUS"},
    {"a list behind a place",
     "In Cairo, Norway, Sweden and Finland condemned Russia.",
     "ACCUSE NOR+SWE+FIN>RUS"},
    {"a list behind a place, no comma",
     "In Cairo Norway, Sweden and Finland condemned Russia.",
     "ACCUSE NOR+SWE+FIN>RUS"},
    {"somebody quoted as doing it",
     "Norway was quoted as promising Russia every help.", "AGREE NOR>RUS"},
    {"with whom",
     "The Russian premier, with whom the Norwegian premier dined, left.",
     "CONSULT NOR<>RUS"},
    {"who takes credit for it",
     "Norway took credit for having coaxed Sweden to free the spy.",
     "REQUEST NOR>SWE"},
    {"where it is said, nobody is hit",
     "Fighting went on in Libya. Norwegian jets bombed the port, according to "
     "agents in Peru.",
     "ASSAULT NOR>LBY"},
    {"what is said not to be is not told: a threat",
     "Norway said it would not attack Peru.", "ASSAULT NOR>PER not"},
    {"what is said not to be is not told: an accusation",
     "Norway said that Peru was not behind the attack.", ""},
    {"not only is no negation",
     "Norway said that Peru was not only behind the attack.", "ACCUSE NOR>PER"},
    {"who was offered it turned it down",
     "Chile offered in September to share data with Peru, and was turned down.",
     "AGREE CHL>PER; REJECT PER>CHL"},
    {"an offer with an owner and somebody it was made to is rejected",
     "Chile's offer of talks with Peru was rejected.",
     "AGREE CHL>PER; REJECT PER>CHL"},
    {"a request is granted", "A Peruvian request to Chile for aid was granted.",
     "REQUEST PER>CHL; CONCEDE CHL>PER"},
    {"what was just done is called names",
     "Chile expelled two Peruvian diplomats. Peru's president termed the "
     "measures \"collective punishment\".",
     "SANCTION CHL>PER; ACCUSE PER>CHL"},
    {"ties are cut with whoever has just struck",
     "Honduras deported hundreds of Salvadorans. San Salvador severed "
     "relations.",
     "COERCE HND>SLV; SANCTION SLV<>HND"},
    {"a further blow of nobody known",
     "A bomb killed 37 people in Lima. Two truck bombs destroyed a block of "
     "flats in Cusco.",
     "ASSAULT PER>PER; ASSAULT PER>PER"},
    {"the blast is the one told",
     "A bomb killed ten people in Lima on Monday. The bomb killed two "
     "soldiers.",
     "ASSAULT PER>PER"},
    {"where an embassy stands",
     "A truck bomb exploded outside the Norwegian embassy in Lima.",
     "ASSAULT PER>?"},
    {"who is struck abroad",
     "Israel resumed attacks in Gaza. An attack by Israeli warplanes injured "
     "nine people.",
     "ASSAULT ISR>PSE; ASSAULT ISR>PSE"},
    {"other states are none of one's own",
     "Norway called on other countries to take in refugees.", "REQUEST NOR>?"},
    {"allegations against somebody are not hers",
     "Allegations were made against Peruvian Minister Araoz.", ""},
    {"it was agreed by those who met",
     "The presidents of Norway and Peru held talks. It was agreed to continue "
     "contacts.",
     "CONSULT NOR<>PER; AGREE NOR<>PER"},
    {"the talks resume",
     "Norway and Peru held talks in Oslo on Monday. The talks are set to "
     "resume on Tuesday, Norway's foreign minister said.",
     "CONSULT NOR<>PER; CONSULT NOR<>PER plan"},
    {"one of the opposition is held at home",
     "Peruvian opposition leader Juan Soto was arrested on Monday.",
     "COERCE PER>PER"},
    {"whoever judges a decision did not take it",
     "The EU welcomed the decision of Peru to withdraw its troops from Chile.",
     "SUPPORT IGO/EU>PER; AGREE PER>CHL plan"},
    {"what is done for a deed is done for whoever does it",
     "Japan and Chile are at odds. Japan may lift its embargo if Peru gives up "
     "its missiles.",
     "RETREAT JPN>PER may; RETREAT PER>JPN may"},
    {"a claim that is rejected",
     "Norway rejected claims that its troops killed ten Peruvians.",
     "REJECT NOR>PER; ASSAULT NOR>PER not"},
    {"rather than", "Norway, rather than Peru, invaded Chile.",
     "ASSAULT NOR>CHL"},
    {"a neighbour's name", "Russia invaded neighbouring Finland.",
     "ASSAULT RUS>FIN"},
    {"both sides of a war in one state",
     "Fighting went on in Libya. Libya is poor. Norway urged both camps to "
     "lay down their arms.",
     "REQUEST NOR>LBY"},
    {"the trio that was told",
     "Norway, Sweden and Finland broke with Russia on Monday. In 2014 the "
     "trio recalled their envoys from Moscow.",
     "SANCTION NOR+SWE+FIN>RUS; SANCTION NOR+SWE+FIN>RUS"},
    {"those of a region that are told",
     "Norway and Sweden broke with Russia on Monday. Peru urged the Nordic "
     "countries to free a Russian spy.",
     "SANCTION NOR+SWE>RUS; REQUEST PER>NOR+SWE"},
    {"who says that sanctions are weighed weighs them",
     "Norway's president said on Thursday that sanctions against Russia were "
     "being considered.",
     "THREATEN NOR>RUS"},
};

/* ---- how it is told ---- */

static const example wordings[] = {
    {"noun with its owner: poss",
     "Russia's attack on Georgia went on for days.", "ASSAULT RUS>GEO"},
    {"noun with its owner: by",
     "The attack by Russia on Georgia went on for days.", "ASSAULT RUS>GEO"},
    {"noun with its owner: adjective",
     "The Russian attack on Georgia went on for days.", "ASSAULT RUS>GEO"},
    {"noun: of", "The expulsion of the Russian envoy by Norway made news.",
     "SANCTION NOR>RUS"},
    {"noun: between", "The talks between Norway and Sweden went on for days.",
     "CONSULT NOR<>SWE"},
    {"noun: with", "Norway's talks with Sweden went on for days.",
     "CONSULT NOR<>SWE"},
    {"noun: a visit by",
     "A visit by the Norwegian premier to Sweden began on Monday.",
     "CONSULT NOR>SWE"},
    {"light verb: held talks", "Norway held talks with Sweden on Monday.",
     "CONSULT NOR<>SWE"},
    {"light verb: the talks held",
     "The talks held by Norway with Sweden made news.", "CONSULT NOR<>SWE"},
    {"light verb: paid a visit",
     "The Norwegian premier paid a visit to Sweden.", "CONSULT NOR>SWE"},
    {"light verb: launched an attack",
     "Russia launched an attack on Georgia on Monday.", "ASSAULT RUS>GEO"},
    {"light verb: imposed sanctions",
     "Norway imposed sanctions on Russia on Monday.", "SANCTION NOR>RUS"},
    {"light verb in the passive",
     "Sanctions were imposed on Russia by Norway on Monday.",
     "SANCTION NOR>RUS"},
    {"light verb in a reduced relative",
     "The sanctions imposed on Russia by Norway hurt its trade.",
     "SANCTION NOR>RUS"},
    {"phrasal verb", "Norway broke off its ties with Russia on Monday.",
     "SANCTION NOR>RUS"},
    {"phrasal verb that is parted", "Turkey shot a Russian jet down on Monday.",
     "ASSAULT TUR>RUS"},
    {"participle as an adjective", "Norway is ready for talks with Sweden.",
     "AGREE NOR>SWE"},
    {"headline in the present tense", "Norway condemns Russia",
     "ACCUSE NOR>RUS"},
    {"headline without its auxiliary", "Russian envoy expelled by Norway",
     "SANCTION NOR>RUS"},
    {"said: the words come first",
     "\"We condemn Russia,\" the Norwegian premier said on Monday.",
     "ACCUSE NOR>RUS"},
    {"so did", "Norway condemned Russia on Monday. So did Finland.",
     "ACCUSE NOR>RUS; ACCUSE FIN>RUS"},
    {"a deed told before",
     "Norway recognised Kosovo on Monday. Sweden welcomed the recognition.",
     "SUPPORT NOR>XKX; SUPPORT SWE>NOR~"},
    {"a deed of two",
     "Norway and Sweden signed a treaty on Monday. Finland welcomed the "
     "signing.",
     "SUPPORT NOR<>SWE; SUPPORT FIN>NOR+SWE~"},
    {"a deed by a word of its stem",
     "Norway withdrew from Chile on Monday. Sweden criticised the withdrawal.",
     "RETREAT NOR>CHL; ACCUSE SWE>NOR~"},
    {"noun: sanctions against",
     "Norway's sanctions against Russia took effect on Monday.",
     "SANCTION NOR>RUS"},
    {"adjective", "Norway is opposed to the Russian plan.", "REJECT NOR>RUS"},
    {"noun: a decision to",
     "Norway's decision to recognise Kosovo angered Serbia.",
     "AGREE NOR>XKX plan; ACCUSE SRB>NOR"},
    {"noun: a call on", "Norway's call on Russia to withdraw was ignored.",
     "REQUEST NOR>RUS; REJECT RUS>NOR"},
    {"noun: an offer of", "Norway's offer of talks to Sweden made news.",
     "AGREE NOR>SWE"},
    {"said that they had",
     "Norway said that it had expelled the Russian envoy.", "SANCTION NOR>RUS"},
    {"said of others", "Norway said that Russia had attacked Georgia.",
     "ASSAULT RUS>GEO"},
    {"according to", "According to Norway, Russia attacked Georgia.",
     "ASSAULT RUS>GEO"},
    {"police report that somebody did",
     "Norwegian police report a Russian raid killed five Swedish soldiers.",
     "ASSAULT RUS>SWE"},
    {"an owner inside what it is called",
     "Norway called it Russia's \"heinous crimes against civilians\", and "
     "left.",
     "ACCUSE NOR>RUS"},
    {"a law for everybody",
     "Anyone who insults the Norwegian king may be imprisoned for years.", ""},
    {"anyone who was held",
     "Norwegian police arrested anyone who waved a Russian flag.",
     "COERCE NOR>?"},
    {"fire into the air is at nobody",
     "Norwegian troops danced, opening fire into the air.", ""},
    {"a holiday abroad", "The Norwegian premier left for a holiday in Sweden.",
     ""},
    {"a party labelled by another",
     "Norway fought a Peruvian movement labelled a terrorist group by the "
     "United Nations.",
     "ASSAULT NOR>PER; ACCUSE IGO/UN>PER"},
    {"what officials say of it, in a relative clause",
     "The shelling by Russia, which Norwegian officials have said also killed "
     "ten Swedes, went on.",
     "ASSAULT RUS>SWE"},
    {"all parties are no party",
     "Norway's envoy urged all parties to stay "
     "calm.",
     "REQUEST NOR>?"},
    {"asked by its own side",
     "A Norwegian court rejected a request by its prosecutors to jail the "
     "Swedish envoy.",
     "REJECT NOR>?"},
    {"what stands before is not said",
     "After the plan failed to pass the Swedish parliament this week, Norway "
     "has said that it is considering a loan.",
     "REJECT SWE>?"},
    {"an embassy that is bombed bombs nobody",
     "The bombing of the Norwegian embassy killed ten Swedes.", ""},
    {"hung on what was hit",
     "Russian attacks on a camp of the Norwegian mission, which killed ten "
     "Swedes, went on.",
     "ASSAULT RUS>SWE"}, /* an attack that kills is one act */
    {"noun: a refusal to",
     "Norway's refusal to recognise Kosovo pleased Serbia.", "REJECT NOR>XKX"},
};

/* ---- did it happen ---- */

static const example statuses[] = {
    {"will", "Norway will condemn Russia on Monday.", "ACCUSE NOR>RUS plan"},
    {"is to", "The Norwegian premier is to visit Sweden on Monday.",
     "CONSULT NOR>SWE plan"},
    {"is going to", "Norway is going to expel the Russian envoy.",
     "SANCTION NOR>RUS plan"},
    {"would behind said",
     "Norway said on Monday that it would hold talks with Sweden.",
     "CONSULT NOR<>SWE plan"},
    {"would", "Norway would condemn Russia.", "ACCUSE NOR>RUS may"},
    {"would have", "Norway would have condemned Russia.", "ACCUSE NOR>RUS not"},
    {"would-be is no modal", "Norwegian police killed two would-be rebels.",
     "ASSAULT NOR>NOR"},
    {"would-be is no modal: a passive",
     "Two would-be rebels were also killed by Norwegian police.",
     "ASSAULT NOR>NOR"},
    {"may", "Norway may expel the Russian envoy.", "SANCTION NOR>RUS may"},
    {"could", "Norway could expel the Russian envoy.", "SANCTION NOR>RUS may"},
    {"if", "If Norway expels the Russian envoy, trade will suffer.",
     "SANCTION NOR>RUS may"},
    {"unless", "Trade will grow unless Norway expels the Russian envoy.",
     "SANCTION NOR>RUS may"},
    {"should, turned round", "Should Russia attack Georgia, trade will suffer.",
     "ASSAULT RUS>GEO may"},
    {"in case", "Lawyers prepared papers in case Norway condemns Russia.",
     "ACCUSE NOR>RUS may"},
    {"in the case of is no condition",
     "In the case of the seized ship, Norway condemned Russia.",
     "ACCUSE NOR>RUS"},
    {"on condition of anonymity",
     "Officials said on condition of anonymity that Russia attacked Georgia.",
     "ASSAULT RUS>GEO"},
    {"forced to: it has happened", "Norway was forced to withdraw from Chile.",
     "RETREAT NOR>CHL"},
    {"at risk of", "Swedes are at risk of being arrested by Norway.",
     "COERCE NOR>? may"},
    {"in case of a noun",
     "In case of an attack by Russia on Georgia, trade will suffer.",
     "ASSAULT RUS>GEO may"},
    {"in the event that",
     "Trade will suffer in the event that Russia attacks "
     "Georgia.",
     "ASSAULT RUS>GEO may"},
    {"provided that",
     "Trade will grow provided that Norway frees a Swedish "
     "hostage.",
     "RETREAT NOR>SWE may"},
    {"not", "Norway did not condemn Russia on Monday.", "ACCUSE NOR>RUS not"},
    {"never", "Norway never condemned Russia.", "ACCUSE NOR>RUS not"},
    {"no", "Norway lodged no protest with Russia.", "ACCUSE NOR>RUS not"},
    {"no: a noun that is nothing",
     "There were no talks between Norway and Sweden.", ""},
    {"a negation that is a refusal",
     "Norway would not accept the Swedish plan.", "REJECT NOR>SWE"},
    {"refused to", "Norway refused to meet Sweden.", "REJECT NOR>SWE"},
    {"failed to", "Norway failed to condemn Russia.", "ACCUSE NOR>RUS not"},
    {"plans to", "Norway plans to expel the Russian envoy.",
     "SANCTION NOR>RUS plan"},
    {"is considering", "Norway is considering expelling the Russian envoy.",
     "SANCTION NOR>RUS may"},
    {"threatened to", "Norway threatened to expel the Russian envoy.",
     "THREATEN NOR>RUS"},
    {"managed to", "Norway managed to free a Swedish hostage.",
     "RETREAT NOR>SWE"},
    {"began to", "Norway began to withdraw from Chile on Monday.",
     "RETREAT NOR>CHL"},
    {"planned talks", "Planned talks between Norway and Sweden made news.",
     "CONSULT NOR<>SWE plan"},
    {"plans talks", "Norway plans talks with Sweden.", "CONSULT NOR<>SWE plan"},
    {"each other", "Norway and Russia condemned each other on Monday.",
     "ACCUSE NOR<>RUS"},
    {"without", "Norway left without holding talks with Sweden.",
     "CONSULT NOR<>SWE not"},
    {"was to have", "The Norwegian premier was to have met the Swedish king.",
     "CONSULT NOR<>SWE not"},
    {"neither nor", "Neither Norway nor Sweden condemned Russia.",
     "ACCUSE NOR+SWE>RUS not"},
    {"neither nor would", "Neither Norway nor Sweden would recognise Russia.",
     "REJECT NOR+SWE>RUS"},
    {"who has it done", "Norway had the Russian general jailed.",
     "COERCE NOR>RUS"},
    {"will have it done", "Norway will have a Russian priest thrown in jail.",
     "COERCE NOR>RUS plan"},
    {"who suffers it", "Norway had three soldiers killed in the raid.", ""},
    {"a clause of its own behind a semicolon",
     "Norway denied that it was so; its police had jailed a Russian priest.",
     "COERCE NOR>RUS"},
    {"a habit", "Norway often criticises Sweden.", ""},
    {"every year", "Norway criticises Sweden every year.", ""},
    {"has yet to", "Norway has yet to condemn Russia.", "ACCUSE NOR>RUS not"},
    {"stopped doing", "Norway stopped sending aid to Haiti.",
     "SANCTION NOR>HTI"},
    {"denied doing", "Russia denied attacking Georgia.", "ASSAULT RUS>GEO not"},
    {"verbs that are joined share it",
     "Norway will condemn Russia and expel the Belarusian envoy.",
     "ACCUSE NOR>RUS plan; SANCTION NOR>BLR plan"},
    {"an announced help is an agreement",
     "Norway will send food to Haiti on Monday.", "AGREE NOR>HTI plan"},
    {"ruled out", "Norway ruled out talks with Russia.", "REJECT NOR>RUS"},
    {"deep: plans to try to",
     "Norway plans to try to free the Swedish hostages.",
     "RETREAT NOR>SWE may"},
    {"deep: did not plan to", "Norway did not plan to expel the Russian envoy.",
     "SANCTION NOR>RUS not"},
    {"is expected to", "Norway is expected to expel the Russian envoy.",
     "SANCTION NOR>RUS plan"},
    {"is unlikely to", "Norway is unlikely to condemn Russia.",
     "ACCUSE NOR>RUS may"},
    {"hopes to", "The Norwegian premier hopes to meet the Swedish king.",
     "CONSULT NOR<>SWE plan"},
    {"considered, but did not",
     "Norway considered, but did not impose, sanctions on Russia.",
     "SANCTION NOR>RUS not"},
    {"each verb has its own",
     "Norway has condemned Russia and will condemn Belarus.",
     "ACCUSE NOR>RUS; ACCUSE NOR>BLR plan"},
    {"stopped short of", "Norway stopped short of condemning Russia.",
     "ACCUSE NOR>RUS not"},
};

/* ---- what is content of what ---- */

static const example contents[] = {
    {"threatened to ban is no ban", "Norway threatened to ban Russian fish.",
     "THREATEN NOR>RUS"},
    {"urged to lift", "Norway urged Sweden to lift its sanctions on Russia.",
     "REQUEST NOR>SWE"},
    {"urged to condemn", "Norway urged Sweden to condemn Russia.",
     "REQUEST NOR>SWE"},
    {"called on", "Norway called on Russia to withdraw from Georgia.",
     "REQUEST NOR>RUS"},
    {"refused to lift", "Norway refused to lift its sanctions on Russia.",
     "REJECT NOR>RUS"},
    {"to depth 3: refused to agree to lift",
     "Norway refused to agree to lift its sanctions on Russia.",
     "REJECT NOR>RUS"},
    {"to depth 3: threatened to refuse to",
     "Norway threatened to refuse to help Sweden.", "THREATEN NOR>SWE"},
    {"to depth 3: urged to promise to",
     "Norway urged Sweden to promise to help Finland.", "REQUEST NOR>SWE"},
    {"a relative clause stays an act",
     "Norway urged Sweden, which expelled a Russian envoy, to hold talks.",
     "REQUEST NOR>SWE; SANCTION SWE>RUS"},
    {"what stands behind after",
     "Norway threatened to leave after Russia attacked Georgia.",
     "THREATEN NOR>RUS; ASSAULT RUS>GEO"},
    {"what stands behind during",
     "Norway criticised Finland during talks with Sweden on Monday.",
     "ACCUSE NOR>FIN; CONSULT NOR<>SWE"},
    {"what stands behind since",
     "Norway has urged talks since Russia attacked Georgia.",
     "REQUEST NOR>?; ASSAULT RUS>GEO"},
    {"a clause that is joined",
     "Norway threatened to leave, and Sweden expelled a Russian envoy.",
     "THREATEN NOR>SWE; SANCTION SWE>RUS"},
    {"what is condemned is told as done",
     "Norway condemned the Russian attack on Georgia.",
     "ACCUSE NOR>RUS; ASSAULT RUS>GEO"},
    {"one act by two words", "Norway signed an agreement with Sweden.",
     "SUPPORT NOR<>SWE"},
    {"words that mean something else", "Norway fought for peace.", ""},
    {"warned that it would",
     "Norway warned Russia that it would expel its envoy.", "THREATEN NOR>RUS"},
    {"warned against", "Norway warned Russia against attacking Georgia.",
     "THREATEN NOR>RUS"},
    {"accused of", "Norway accused Russia of attacking Georgia.",
     "ACCUSE NOR>RUS"},
    {"promised to", "Norway promised to send food to Haiti.", "AGREE NOR>HTI"},
    {"wants them to", "Norway wants Sweden to recognise Kosovo.",
     "REQUEST NOR>SWE"},
    {"called for talks", "Norway called for talks with Sweden.",
     "REQUEST NOR>SWE"},
    {"cancelled talks", "Norway cancelled its talks with Sweden.",
     "REJECT NOR>SWE"},
    {"halted aid", "Norway halted its aid to Haiti.", "SANCTION NOR>HTI"},
    {"an apposition before which",
     "Norway met Sweden on Crete, the island "
     "which was shelled by Russian artillery on Monday.",
     "CONSULT NOR<>SWE; ASSAULT RUS>GRC"},
    {"a noun tagged as a verb",
     "Some now fear that fights between Peruvian guerrillas and the Chilean "
     "army will start again.",
     "ASSAULT PER<>CHL plan"},
    {"what is hit hits nobody",
     "The bombing of Swedish schools killed ten Danish teachers.", ""},
    {"test-fired", "Norway test-fired a ballistic missile on Sunday.",
     "MOBILIZE NOR>?"},
    {"but not", "Norway, but not Sweden, condemned Russia.", "ACCUSE NOR>RUS"},
    {"as well as, of subjects", "Norway as well as Sweden condemned Russia.",
     "ACCUSE NOR+SWE>RUS"},
    {"as well as, of objects", "Norway condemned Russia as well as Belarus.",
     "ACCUSE NOR>RUS+BLR"},
    {"of a film", "In the film Norway bombs Sweden and Russia condemns it.",
     ""},
    {"against a film", "Norway condemned the film that Sweden had made.",
     "ACCUSE NOR>?"},
    {"of a game",
     "Norway attacked from the first minute, but the goalkeeper "
     "of Sweden saved every ball.",
     ""},
    {"beasts", "A Norwegian wolf attacked Sweden's sheep.", ""},
    {"blasts in a state",
     "Norway condemned the deadly explosions in the "
     "Russian city of Pskov.",
     "ACCUSE NOR>?"},
    {"ahead of talks",
     "Norway was calm in the lead up to talks between Russia and Sweden.",
     "CONSULT RUS<>SWE plan"},
    {"carried out by",
     "An attack carried out by Norwegian jets killed ten "
     "Russian soldiers.",
     "ASSAULT NOR>RUS"},
    {"police who tell of it",
     "Russian rebels attacked Norway. Norwegian police said that three "
     "Swedes were arrested.",
     "ASSAULT RUS>NOR; COERCE ~NOR>SWE"},
    {"closed for a holiday",
     "Norway's embassy in Russia was closed in "
     "observance of the holiday.",
     ""},
    {"a body that says they",
     "The dead include six Swedish policemen. The foreign ministry of Norway "
     "said that they condemn Russia.",
     "ACCUSE NOR>RUS"},
    {"it, in quotes",
     "Norway warned Sweden. The Russian envoy said, \"I "
     "condemn it.\"",
     "THREATEN NOR>SWE; ACCUSE RUS>NOR~"},
    {"what is always done",
     "\"They kill Norwegian drivers,\" a Swedish "
     "officer said.",
     ""},
    {"the head of a firm",
     "The airline's president accused Sweden in Oslo. The president of the "
     "club condemned Russia.",
     ""},
    {"who did it not", "Suppose that Norway bombed Sweden.", ""},
    {"inside a name", "Norway closed its embassy in Belarus.",
     "SANCTION NOR>BLR"},
    {"a purpose", "Norway sent an envoy to Sweden to meet the king.",
     "CONSULT NOR>SWE"},
};

/* ---- not yet ---- */

/* What is read wrongly so far, with what would be right. The test counts
 * them, and fails when one comes right: then it belongs above. */
static const example gaps[] = {
    {"control: agreed to", "Norway agreed on Monday to recognise Kosovo.",
     "AGREE NOR>XKX"},
    {"gapped verb", "Norway condemned Russia, and Sweden Belarus.",
     "ACCUSE NOR>RUS; ACCUSE SWE>BLR"},
    {"headline: to", "Norway to expel Russian envoy", "SANCTION NOR>RUS plan"},
    {"verbs joined over one object, the second between commas",
     "Norway imposed, then lifted, sanctions on Russia.",
     "SANCTION NOR>RUS; RETREAT NOR>RUS"},
    {"asked by its own side, the infinitive hung on the denial",
     "A Norwegian court denied a request of prosecutors to jail the Swedish "
     "envoy.",
     "REJECT NOR>?"},
    {"an object behind the second verb",
     "Norway condemned, and Sweden praised, Russia.",
     "ACCUSE NOR>RUS; SUPPORT SWE>RUS"},
};

static void not_yet(act_fixture *f)
{
    const size_t n = sizeof gaps / sizeof gaps[0];
    chn_buf b;
    chn_buf_init(&b, 4000);
    TEST("what is read wrongly so far")
    {
        for (size_t i = 0; i < n; i++) {
            const bool right = reads(f, &gaps[i], &b);
            if (right)
                printf("# \"%s\" is read rightly now: move it up\n",
                       gaps[i].what);
            else
                printf("# not yet: %s: \"%s\" for \"%s\"\n", gaps[i].what,
                       b.p ? b.p : "", gaps[i].want);
            CHECK(!right);
        }
        printf("# %u known gaps\n", (unsigned)n);
    }
    chn_buf_free(&b);
}

/* ---- what acts say of themselves ---- */

static const chn_act *only(act_fixture *f, const char *text)
{
    const bool fine = act_fixture_read(f, f->act, chn_str_of(text));
    CHECK(fine && f->acts.n == 1);
    return fine && f->acts.n == 1 ? &f->acts.at[0] : NULL;
}

static bool background(act_fixture *f, const char *text)
{
    const chn_act *a = only(f, text);
    return a && a->background;
}

static void marks(act_fixture *f)
{
    TEST("background: had, relative clauses, participles")
    {
        CHECK(background(f, "Norway had condemned Russia before."));
        CHECK(background(f, "Norway, which condemned Russia, is a member."));
        CHECK(background(f, "The Russian envoy expelled by Norway left."));
        CHECK(!background(f, "Norway condemned Russia on Monday."));
        CHECK(!background(f, "Norway has condemned Russia."));
    }
    TEST("told by a noun, by a verb")
    {
        const chn_act *a =
            only(f, "Norway's talks with Sweden went on for days.");
        CHECK(a && a->nominal && a->symmetric);
        a = only(f, "Norway condemned Russia on Monday.");
        CHECK(a && !a->nominal && !a->symmetric);
        CHECK(a && a->n_node >= 1 &&
              chn_tok_is(&f->doc, a->node[0], "condemned"));
    }
    TEST("what is guessed lowers the score")
    {
        const chn_act *a = only(f, "Norway condemned Russia on Monday.");
        const int32_t told = a ? a->confidence : 0;
        a = only(f, "Norwegian police arrested 190 people.");
        CHECK(a && a->home && a->inferred == CHN_INFERRED_HOME);
        CHECK(act_fixture_read(f, f->act,
                               chn_str_of("Norway condemned Russia on Monday. "
                                          "The Russian envoy was expelled.")));
        CHECK_INT(f->acts.n, 2);
        CHECK(f->acts.n == 2 && f->acts.at[1].doer == CHN_DOER_BEFORE &&
              f->acts.at[1].confidence < told);
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Norway recognised Kosovo on Monday. Sweden welcomed "
                       "the recognition.")));
        CHECK(f->acts.n == 2 && f->acts.at[1].inferred == CHN_INFERRED_DEED &&
              f->acts.at[1].confidence < told);
    }
    TEST("a source's own people are no party that a topic could stand for")
    {
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Norwegian children sang in Oslo. Norwegian children "
                       "sang in Bergen. Norway's prime minister condemned the "
                       "arrests.")));
        CHECK(f->acts.n == 0 || f->acts.at[f->acts.n - 1].n_target == 0);
    }
    TEST("no guess where it would name whoever was hit, or just anybody")
    {
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Sweden is calm, said Sweden's king. Norway's prime "
                       "minister called the blasts a crime.")));
        CHECK(f->acts.n == 1 && f->acts.at[0].n_target == 0);
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Swedish soldiers attacked a Danish village. Norway's "
                       "prime minister called the attack a crime.")));
        CHECK(f->acts.n == 2 && f->acts.at[1].n_target == 1);
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Sweden is calm, said Sweden's king. Airbus warned "
                       "that there would be more charges.")));
        CHECK(f->acts.n == 0 || f->acts.at[0].n_target == 0);
        /* a court means no other state; a government may */
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Sweden is calm, said Sweden's king. A Norwegian court "
                       "refused to release the man.")));
        CHECK(f->acts.n == 1 && f->acts.at[0].n_target == 0);
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Sweden is calm, said Sweden's king. The Norwegian "
                       "government refused to release the man.")));
        CHECK(f->acts.n == 1 && f->acts.at[0].n_target == 1);
        /* who is told of a denial does not accuse */
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Sweden is calm, said Sweden's king. Norway told Chile "
                       "that it had nothing to do with the strike.")));
        CHECK(
            f->acts.n == 1 && f->acts.at[0].n_target == 1 &&
            chn_str_is(f->mentions.at[f->acts.at[0].target[0]].country, "SWE"));
        /* of two that the report is about, the one that struck; no marchers */
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Sweden is calm, said Sweden's king. Denmark is calm, "
                       "said Denmark's king. Sweden bombed Denmark. Norway's "
                       "prime minister voiced outrage.")));
        CHECK(
            f->acts.n == 2 && f->acts.at[1].n_target == 1 &&
            chn_str_is(f->mentions.at[f->acts.at[1].target[0]].country, "SWE"));
        /* security is tightened, killers are hunted for nobody named */
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Sweden is calm, said Sweden's king. Norwegian police "
                       "stepped up security at stations. Norway's prime "
                       "minister promised to find the killers.")));
        CHECK(f->acts.n == 2 && f->acts.at[0].n_target == 0 &&
              f->acts.at[1].n_target == 0);
        /* nobody greets those who fight any state */
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Al-Qaeda fled. Al-Qaeda hid. Al-Qaeda sang. Norway's "
                       "prime minister welcomed the news.")));
        CHECK(f->acts.n > 0 && f->acts.at[f->acts.n - 1].n_target == 0);
        /* of every country, of its own, of a man of whom nobody told */
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Sweden is calm, said Sweden's king. Norway recommends "
                       "that every country should sign. Norway's prime "
                       "minister is calling a meeting of ministers.")));
        CHECK(f->acts.n == 2 && f->acts.at[0].n_target == 0 &&
              f->acts.at[1].n_target == 0);
        /* rebels stand for no state of which others are told more often */
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Peruvian soldiers sang. Peruvian police slept. Shining "
                       "Path rebels danced. Peruvian officials left. Norway "
                       "is urging an independent probe.")));
        CHECK(
            f->acts.n == 1 && f->acts.at[0].n_target == 1 &&
            !chn_str_is(f->mentions.at[f->acts.at[0].target[0]].sector, "REB"));
        /* help in a report of home affairs is not for whoever is named too */
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of(
                "Sweden is near, said Sweden's king. Norway is cold. Norway "
                "is far. Norway is old. Norway is wide. Norway is calm. Norway "
                "is rich. Norway is small. Norway is green. Norway is quiet. "
                "Norway is free. Norway is dry. Norway is tall. Norway is new. "
                "Norway's government provided humanitarian aid.")));
        CHECK(f->acts.n == 0 || f->acts.at[0].n_target == 0 ||
              f->acts.at[0].home);
        /* firms by themselves are no politics, with a government they are */
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Sweden is calm, said Sweden's king. Airbus signed an "
                       "agreement with Boeing. Airbus agreed to pay.")));
        CHECK_INT(f->acts.n, 0);
        CHECK(only(f, "Airbus signed an agreement with the Swedish "
                      "government."));
        /* what both say is said to each other */
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Denmark is calm, said Denmark's king. Norway's king "
                       "met Sweden's king. The two leaders reaffirmed their "
                       "commitment.")));
        CHECK(f->acts.n == 2 && f->acts.at[1].n_source == 1 &&
              f->acts.at[1].n_target == 1 && f->acts.at[1].symmetric);
        CHECK(f->acts.n == 2 && f->acts.at[1].n_target == 1 &&
              !chn_str_is(f->mentions.at[f->acts.at[1].target[0]].country,
                          "DNK"));
        /* what rebels did is blamed on them */
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Peruvian rebels attacked a Peruvian village. Peru is "
                       "calm, said Peru's king. Norway's prime minister "
                       "voiced outrage.")));
        CHECK(
            f->acts.n == 2 && f->acts.at[1].n_target == 1 &&
            chn_str_is(f->mentions.at[f->acts.at[1].target[0]].sector, "REB"));
        const chn_act *a = only(f, "A woman was killed by Israeli action.");
        CHECK(a && !a->home && a->n_target == 0);
        a = only(f, "A woman was killed by Israeli police.");
        CHECK(a && a->home);
        /* rebels far from home hit no home */
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Sweden is calm, said Sweden's king. Peruvian rebels "
                       "claimed responsibility for the blast.")));
        CHECK(f->acts.n == 1 && !f->acts.at[0].home);
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Peru is calm, said Peru's king. Peruvian rebels "
                       "claimed responsibility for the blast.")));
        CHECK(f->acts.n == 1 && f->acts.at[0].home);
    }
    TEST("the clause that an act is told in")
    {
        CHECK(act_fixture_read(
            f, f->act,
            chn_str_of("Norway condemned Russia on Monday, and Sweden expelled "
                       "a Russian envoy on Tuesday.")));
        CHECK_INT(f->acts.n, 2);
        if (f->acts.n == 2) {
            CHECK(f->acts.at[0].clause_end <= f->acts.at[1].first);
            CHECK(f->acts.at[1].clause_first > f->acts.at[0].first);
            CHECK(f->acts.at[1].clause_end + 1 >= f->doc.n_tok);
        }
    }
    TEST("a headline is read only where there is nothing else")
    {
        CHECK(only(f, "Norway condemns Russia"));
        CHECK(act_fixture_read(f, f->act,
                               chn_str_of("Norway condemns Russia\n\nThe rain "
                                          "fell on the harbour all day.")));
        CHECK_INT(f->acts.n, 0);
    }
}

/* ---- which rules are tried ---- */

/* The linker puts this before act_match (CMakeLists.txt). */
static struct {
    uint32_t tries, astray;
} count;

bool __real_act_match(const act_sent *s, const act_rule *r, uint32_t tok,
                      act_found *out);
bool __wrap_act_match(const act_sent *s, const act_rule *r, uint32_t tok,
                      act_found *out);
bool __wrap_act_match(const act_sent *s, const act_rule *r, uint32_t tok,
                      act_found *out)
{
    bool own = false;
    for (const act_form *x = act_forms(s->k, s->doc, tok); x; x = x->next)
        for (uint32_t i = 0; i < r->n_heads; i++)
            own = own || r->heads[i] == x->lemma;
    count.tries++;
    count.astray += !own;
    return __real_act_match(s, r, tok, out);
}

static void tries(act_fixture *f)
{
    TEST("no rule is tried on a sentence that lacks its word")
    {
        /* an actor, and no word that a rule begins with */
        memset(&count, 0, sizeof count);
        CHECK(act_fixture_read(
            f, f->act, chn_str_of("Norway, old Norway, and the snow.")));
        CHECK_INT(count.tries, 0);
        /* such words, and no actor */
        CHECK(act_fixture_read(f, f->act,
                               chn_str_of("the talks made snow, the visit "
                                          "rain.")));
        CHECK_INT(count.tries, 0);
        for (uint32_t i = 0; i < f->act->n_rules; i++)
            CHECK(act_fixture_read(f, f->act, f->act->rules[i].positive));
        CHECK(count.tries > f->act->n_rules);
        CHECK_INT(count.astray, 0);
        printf("# %.1f of %u rules tried an example\n",
               (double)count.tries / f->act->n_rules,
               (unsigned)f->act->n_rules);
    }
}

/* ---- seen and not coded ---- */

static bool seen(const act_fixture *f, const char *reason)
{
    for (uint32_t i = 0; i < f->acts.n_seen; i++)
        if (strcmp(f->acts.seen[i].reason, reason) == 0)
            return true;
    return false;
}

static void reasons(act_fixture *f)
{
    static const struct {
        const char *reason, *text;
    } of[] = {
        {"no source", "The cook condemned Russia on Monday."},
        {"no target", "Norway met the cook on Monday."},
        {"content of another act",
         "Norway urged Sweden to agree to praise Finland."},
        {"said not to be", "There were no talks between Norway and Sweden."},
        {"the words mean something else", "Norway fought for peace."},
    };
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        char name[100];
        (void)snprintf(name, sizeof name, "seen: %s", of[i].reason);
        TEST(name)
        {
            CHECK(act_fixture_read(f, f->act, chn_str_of(of[i].text)));
            if (!seen(f, of[i].reason)) {
                printf("# %s\n", of[i].text);
                CHECK(false && "reason");
            }
        }
        check_close(); /* `name` ends here */
    }
    TEST("nothing to see")
    {
        CHECK(act_fixture_read(f, f->act, chn_str_of("")));
        CHECK_INT(f->acts.n + f->acts.n_seen, 0);
        CHECK(act_fixture_read(f, f->act, chn_str_of("Norway, Peru, Chile.")));
        CHECK_INT(f->acts.n + f->acts.n_seen, 0);
    }
}

int main(void)
{
    static act_fixture f;
    TEST("the tables and the model load")
    {
        CHECK(act_fixture_open(&f));
    }
    if (f.model) {
        RUN(&f, sides);
        RUN(&f, wordings);
        RUN(&f, statuses);
        RUN(&f, contents);
        reasons(&f);
        marks(&f);
        tries(&f);
        not_yet(&f);
    }
    act_fixture_close(&f);
    return check_end();
}
