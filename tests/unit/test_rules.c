/* SPDX-License-Identifier: Apache-2.0 */
/* In every rule's positive example an act is found, and the rule finds nothing
 * in its negative one; what is wrong in a table is told with its file and line;
 * overlays replace, remove and add rules. */
#include "act_fixture.h"
#include "check.h"

/* ---- examples ---- */

static bool found(const act_fixture *f, chn_str rule)
{
    for (uint32_t i = 0; i < f->acts.n; i++)
        if (chn_str_eq(f->acts.at[i].rule_id, rule))
            return true;
    return false;
}

/* A rule that takes words away is told among what was seen. */
static bool dropped(const act_fixture *f, chn_str rule)
{
    for (uint32_t i = 0; i < f->acts.n_seen; i++)
        if (chn_str_eq(f->acts.seen[i].rule_id, rule) &&
            chn_str_is(chn_str_of(f->acts.seen[i].reason),
                       "the words mean something else"))
            return true;
    return false;
}

static bool has_status(const act_fixture *f, chn_status status)
{
    for (uint32_t i = 0; i < f->acts.n; i++)
        if (f->acts.at[i].status == status)
            return true;
    return false;
}

static chn_status status_told(uint32_t flags)
{
    return flags & R_DENIED     ? CHN_STATUS_DENIED
           : flags & R_PLANNED  ? CHN_STATUS_PLANNED
           : flags & R_POSSIBLE ? CHN_STATUS_POSSIBLE
                                : CHN_STATUS_OCCURRED;
}

/* The last act is the one before it with another source. */
static bool echoed(const act_fixture *f)
{
    const uint32_t n = f->acts.n;
    return n >= 2 &&
           chn_str_eq(f->acts.at[n - 1].rule_id, f->acts.at[n - 2].rule_id) &&
           f->acts.at[n - 1].source[0] != f->acts.at[n - 2].source[0];
}

/* Does the rule do what it is for? */
static bool works(const act_fixture *f, const act_rule *r)
{
    if (r->flags & R_DROP)
        return dropped(f, r->id);
    if (r->flags & R_SAME)
        return has_status(f, status_told(r->flags));
    if (r->flags & R_ECHO)
        return echoed(f);
    return found(f, r->id);
}

/* Of rules that make acts another, with more parts, may have found it: the
 * sentence is told, which is what the example is for. */
static bool told(const act_fixture *f, const act_rule *r)
{
    return !(r->flags & (R_DROP | R_SAME | R_ECHO)) && f->acts.n > 0;
}

static void say(const act_fixture *f, const act_rule *r, const char *what,
                chn_str text)
{
    printf("# %s:%u: %s: %.*s\n", r->file, (unsigned)r->line, what, (int)text.n,
           text.p);
    for (uint32_t i = 0; i < f->acts.n; i++)
        printf("#   act %.*s\n", (int)f->acts.at[i].rule_id.n,
               f->acts.at[i].rule_id.p);
    for (uint32_t i = 0; i < f->acts.n_seen; i++)
        printf("#   seen %.*s: %s\n", (int)f->acts.seen[i].rule_id.n,
               f->acts.seen[i].rule_id.p, f->acts.seen[i].reason);
}

static void examples(act_fixture *f)
{
    uint32_t others = 0;
    for (uint32_t i = 0; i < f->act->n_rules; i++) {
        const act_rule *r = &f->act->rules[i];
        char name[200];
        (void)snprintf(name, sizeof name, "%.*s", (int)r->id.n, r->id.p);
        TEST(name)
        {
            CHECK(act_fixture_read(f, f->act, r->positive));
            others += !works(f, r) && told(f, r);
            if (!works(f, r) && !told(f, r)) {
                say(f, r, "not found in", r->positive);
                CHECK(false && "positive example");
            }
            CHECK(act_fixture_read(f, f->act, r->negative));
            if (works(f, r)) {
                say(f, r, "found in", r->negative);
                CHECK(false && "negative example");
            }
        }
        check_close(); /* `name` ends here */
    }
    printf("# %u rules; in %u positive examples another rule finds the act\n",
           (unsigned)f->act->n_rules, (unsigned)others);
}

/* ---- tables with rows of our own ---- */

#define HEAD                                                                   \
    "id\tpattern\tframe\tcategory\tmode\tcameo\tcontexts\tflags\treason\t"     \
    "positive\tnegative\tsource\n"

/* What the act stage knows with one more table; NULL: f->err says why. */
static chn_act_know *with(act_fixture *f, const char *name, const char *head,
                          const char *rows)
{
    static char text[8000];
    memset(&f->err, 0, sizeof f->err);
    const int n = snprintf(text, sizeof text, "%s%s", head, rows);
    chn_table *t =
        chn_table_parse(f->know, name, "own.tsv", text, (size_t)n, &f->err);
    if (!t)
        return NULL;
    f->tables[f->set.n++] = t;
    chn_act_know *k =
        chn_act_know_new(f->know, &f->set, f->text, f->lex, &f->err);
    f->set.n--;
    return k;
}

static chn_act_know *with_rules(act_fixture *f, const char *rows)
{
    return with(f, "rules/consult.tsv", HEAD, rows);
}

/* The row is refused, at its line, in these words. */
static void refused_in(act_fixture *f, const char *name, const char *head,
                       const char *row, const char *words)
{
    CHECK(with(f, name, head, row) == NULL);
    CHECK_INT(f->err.code, CHN_ERR_TABLE);
    if (strncmp(f->err.text, "own.tsv:2: ", 11) != 0 ||
        !strstr(f->err.text, words)) {
        printf("# \"%s\", expected \"own.tsv:2: ...%s...\"\n", f->err.text,
               words);
        CHECK(false && "message");
    }
}

/* A rule with this pattern, frame, category, mode, contexts and flags. */
static void refused(act_fixture *f, const char *pattern, const char *frame,
                    const char *codes, const char *flags, const char *words)
{
    char row[1000];
    (void)snprintf(row, sizeof row,
                   "en/own.1\t%s\t%s\t%s\t%s\twhy\tYes.\tNo.\tours\n", pattern,
                   frame, codes, flags);
    refused_in(f, "rules/consult.tsv", HEAD, row, words);
}

#define CODES "CONSULT\t-\t040\t-"

static void errors_of_patterns(act_fixture *f)
{
    TEST("a pattern that begins with no word")
    {
        refused(f, "obj=n:talk", "subj > obj", CODES, "-",
                "begins with v:VERB, n:NOUN or w:WORD, not with "
                "\"obj=n:talk\"");
        refused(f, "x:meet", "subj > obj", CODES, "-", "begins with v:VERB");
        refused(f, "-", "subj > obj", CODES, "-", "the pattern is empty");
        refused(f, "v:/", "subj > obj", CODES, "-", "empty word");
    }
    TEST("a part that is none")
    {
        refused(f, "v:meet talk", "subj > obj", CODES, "-",
                "\"talk\" is no part of a pattern");
        refused(f, "v:meet obj=talk", "subj > obj", CODES, "-",
                "\"talk\" is nothing that a word can be asked to be");
    }
    TEST("more parts than a rule may have")
    {
        refused(f, "v:meet +a +b +c +d +e +f +g", "subj > obj", CODES, "-",
                "more than 6 parts");
    }
    TEST("a class that no table has")
    {
        refused(f, "v:meet obj=n:@nowhere", "subj > obj", CODES, "-",
                "no class \"nowhere\"");
        refused(f, "v:@nowhere", "subj > obj", CODES, "-",
                "no class \"nowhere\"");
    }
    TEST("ACT: with no category and no status")
    {
        refused(f, "v:meet comp=ACT:CONSULT/later", "subj > obj", CODES, "-",
                "\"later\" is no category and no status");
        refused(f, "v:meet comp=ACT:consult", "subj > obj", CODES, "-",
                "\"consult\" is no category and no status");
    }
}

static void errors_of_rows(act_fixture *f)
{
    TEST("a frame without direction, or with a slot that is none")
    {
        refused(f, "v:meet", "subj obj", CODES, "-", "has no \">\"");
        refused(f, "v:meet", "subj > victim", CODES, "-",
                "\"victim\" is no slot");
        refused(f, "v:meet", "who > obj", CODES, "-", "\"who\" is no slot");
        refused(f, "v:meet", "subj > a|b", CODES, "-", "is no slot");
        refused(f, "v:meet", "subj > to|to|to|to|to|to|to|to|to|to|to", CODES,
                "-", "more than 10 slots");
    }
    TEST("third parties whose role is none")
    {
        refused(f, "v:meet", "subj > obj ; cook=in", CODES, "-",
                "unknown role \"cook\"");
        refused(f, "v:meet", "subj > obj ; host=oven", CODES, "-",
                "\"oven\" is no slot");
    }
    TEST("codes that the ontology does not have")
    {
        refused(f, "v:meet", "subj > obj", "MEET\t-\t040\t-", "-",
                "unknown category \"MEET\"");
        refused(f, "v:meet", "subj > obj", "CONSULT\tlunch\t040\t-", "-",
                "CONSULT has no mode \"lunch\"");
        refused(f, "v:meet", "subj > obj", "CONSULT\tvisit\t040\tweather", "-",
                "unknown context \"weather\"");
    }
    TEST("a flag that is none")
    {
        refused(f, "v:meet", "subj > obj", CODES, "home|loud",
                "unknown flag \"loud\"");
    }
    TEST("a rule without its reason or an example")
    {
        refused_in(f, "rules/consult.tsv", HEAD,
                   "en/own.1\tv:meet\tsubj > obj\t" CODES
                   "\t-\t-\tYes.\tNo.\tours\n",
                   "lacks its reason");
        refused_in(f, "rules/consult.tsv", HEAD,
                   "en/own.1\tv:meet\tsubj > obj\t" CODES
                   "\t-\twhy\t-\tNo.\tours\n",
                   "lacks its reason, positive");
        refused_in(f, "rules/consult.tsv", HEAD,
                   "en/own.1\tv:meet\tsubj > obj\t" CODES
                   "\t-\twhy\tYes.\t-\tours\n",
                   "lacks its reason, positive");
    }
    TEST("rows of the other tables")
    {
        refused_in(f, "rules/status.tsv", "key\tlemma\tpos\tstatus\tsource\n",
                   "v:hum\thum\tv\tperhaps\tours\n",
                   "unknown status \"perhaps\"");
        refused_in(f, "rules/words.tsv", "key\tword\tclass\tsource\n",
                   "x:hum\thum\tloud\tours\n", "unknown class \"loud\"");
        refused_in(f, "rules/words.tsv", "key\tword\tclass\tpos\tsource\n",
                   "x:hum\thum\tadv\tz\tours\n", "pos is \"z\"");
        refused_in(f, "rules/words.tsv", "key\tword\tclass\tsource\n",
                   "x:hum\t-\tadv\tours\n", "the word is empty");
        refused_in(f, "rules/planned.tsv", "category\tbecomes\tcameo\tsource\n",
                   "AID\tHUM\t030\tours\n", "unknown category");
        refused_in(f, "rules/sectors.tsv", "sector\ttraits\tsource\n",
                   "COP\tpower|loud\tours\n", "unknown trait \"loud\"");
    }
    TEST("a table without a column that is asked for")
    {
        CHECK(with(f, "rules/consult.tsv", "id\tpattern\n",
                   "en/own.1\tv:meet\n") == NULL);
        CHECK(strstr(f->err.text, "own.tsv") && strstr(f->err.text, "frame"));
    }
}

static bool has_rule(const chn_act_know *k, const char *id)
{
    for (uint32_t i = 0; k && i < k->n_rules; i++)
        if (chn_str_is(k->rules[i].id, id))
            return true;
    return false;
}

/* The category of the only act of a sentence; "-": none or many. */
static chn_str read_as(act_fixture *f, const chn_act_know *k, const char *text)
{
    if (!k || !act_fixture_read(f, k, chn_str_of(text)) || f->acts.n != 1)
        return chn_str_of("-");
    return f->acts.at[0].category;
}

static void overlays(act_fixture *f)
{
    static const char met[] = "Norway met Sweden on Monday.";
    TEST("a rule that is added")
    {
        const char *text = "Norway zorbed Sweden on Monday.";
        CHECK_STR(read_as(f, f->act, text), "-");
        chn_act_know *k = with_rules(f, "en/own.1\tv:zorb\tsubj > obj\tAGREE\t-"
                                        "\t030\t-\t-\twhy\tYes.\tNo.\tours\n");
        CHECK(k && k->n_rules == f->act->n_rules + 1);
        CHECK_STR(read_as(f, k, text), "AGREE");
        if (f->acts.n == 1) {
            CHECK_STR(f->acts.at[0].rule_id, "en/own.1");
            CHECK_STR(chn_act_rule_text(k, f->acts.at[0].rule).pattern,
                      "v:zorb");
        }
        CHECK_STR(read_as(f, k, met), "CONSULT");
    }
    TEST("a rule that is replaced")
    {
        chn_act_know *k = with_rules(
            f, "en/consult.meet.1\tv:meet\tsubj > obj\tCOERCE\t-\t170\t-\t-\t"
               "why\tYes.\tNo.\tours\n");
        CHECK(k && k->n_rules == f->act->n_rules);
        CHECK_STR(read_as(f, f->act, met), "CONSULT");
        CHECK_STR(read_as(f, k, met), "COERCE");
    }
    TEST("a rule that is removed")
    {
        chn_act_know *k =
            with_rules(f, "!en/consult.meet.1\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-"
                          "\t-\n");
        CHECK(k && k->n_rules + 1 == f->act->n_rules);
        CHECK(has_rule(f->act, "en/consult.meet.1"));
        CHECK(k && !has_rule(k, "en/consult.meet.1"));
        CHECK_STR(read_as(f, k, met), "-");
    }
    TEST("third parties")
    {
        chn_act_know *k = with_rules(
            f, "en/own.1\tv:zorb\tsubj > obj ; carrier=through ; host=in\t"
               "AGREE\t-\t030\t-\t-\twhy\tYes.\tNo.\tours\n");
        CHECK_STR(read_as(f, k,
                          "Norway zorbed Sweden through the "
                          "Finnish premier."),
                  "AGREE");
        CHECK(f->acts.n == 1 && f->acts.at[0].n_others == 1);
        if (f->acts.n == 1 && f->acts.at[0].n_others == 1) {
            CHECK_STR(f->acts.at[0].other_role[0], "carrier");
            CHECK_STR(f->mentions.at[f->acts.at[0].others[0]].country, "FIN");
        }
    }
    TEST("a class that gets a word, and a class of one's own")
    {
        f->tables[f->set.n++] = chn_table_parse(
            f->know, "rules/classes.tsv", "own.tsv",
            "key\tclass\tpos\tword\tsource\nown:v:zorb\town\tv\tzorb\tours\n"
            "own:v:glim\town\tv\tglim\tours\n",
            strlen("key\tclass\tpos\tword\tsource\nown:v:zorb\town\tv\tzorb\t"
                   "ours\nown:v:glim\town\tv\tglim\tours\n"),
            &f->err);
        chn_act_know *k = with_rules(f, "en/own.1\tv:@own\tsubj > obj\tAGREE\t-"
                                        "\t030\t-\t-\twhy\tYes.\tNo.\tours\n");
        f->set.n--;
        CHECK_STR(read_as(f, k, "Norway zorbed Sweden on Monday."), "AGREE");
        CHECK_STR(read_as(f, k, "Norway glims Sweden."), "AGREE");
    }
    TEST("the words of a status")
    {
        chn_act_know *k =
            with(f, "rules/status.tsv", "key\tlemma\tpos\tstatus\tsource\n",
                 "v:zorb\tzorb\tv\tdenied\tours\n");
        CHECK_STR(read_as(f, k, "Norway zorbed to visit Sweden."), "CONSULT");
        CHECK(f->acts.n == 1 && f->acts.at[0].status == CHN_STATUS_DENIED);
    }
    TEST("what a planned act becomes")
    {
        const char *text = "Norway will praise Sweden on Monday.";
        chn_act_know *k =
            with(f, "rules/planned.tsv", "category\tbecomes\tcameo\tsource\n",
                 "SUPPORT\tTHREATEN\t130\tours\n");
        CHECK_STR(read_as(f, k, text), "THREATEN");
        k = with(f, "rules/planned.tsv", "category\tbecomes\tcameo\tsource\n",
                 "!SUPPORT\t-\t-\t-\n");
        CHECK_STR(read_as(f, k, text), "SUPPORT");
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
        examples(&f);
        errors_of_patterns(&f);
        errors_of_rows(&f);
        overlays(&f);
    }
    act_fixture_close(&f);
    return check_end();
}
