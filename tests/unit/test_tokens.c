/* SPDX-License-Identifier: Apache-2.0 */
/* text: where tokens and sentences are cut, after Universal Dependencies. */
#include <chancery/chancery.h>

#include "base/str.h"
#include "check.h"
#include "text/text.h"

typedef struct know {
    chn_arena *a;
    chn_lex *lex;
    chn_text_know *text;
} know;

static know load(const chn_table *own)
{
    const chn_table *tables[257];
    know k;
    chn_err err;
    chn_tableset set = {tables, 0};
    for (uint32_t i = 0; i < chn_builtin_table_count && i < 256; i++)
        tables[set.n++] = &chn_builtin_tables[i];
    if (own)
        tables[set.n++] = own;
    k.a = chn_arena_new((size_t)1 << 28);
    k.lex = chn_lex_new(k.a);
    k.text = chn_text_know_new(k.a, &set, k.lex, &err);
    return k;
}

/* Tokens joined by spaces, sentences by " / ". */
static void cut(const know *k, const char *text, const char *want)
{
    chn_doc d;
    chn_err err;
    chn_buf b;
    memset(&d, 0, sizeof d);
    CHECK_INT(chn_text_read(k->text, k->lex, k->a, text, (uint32_t)strlen(text),
                            0, &d, &err),
              CHN_OK);
    chn_buf_init(&b, 10000);
    uint32_t behind = 0;
    for (uint32_t t = 0; t < d.n_tok; t++) {
        /* spans are exact, in order, and leave out white space only */
        CHECK(d.tok[t].from >= behind && d.tok[t].to > d.tok[t].from);
        CHECK(((d.tok[t].flags & CHN_TOK_SPACE) != 0) ==
              (t == 0 || d.tok[t].from > behind));
        behind = d.tok[t].to;
        if (t)
            chn_buf_z(&b, d.tok[t].sent != d.tok[t - 1].sent ? " / " : " ");
        chn_buf_str(&b, chn_doc_slice(&d, t, t + 1));
    }
    CHECK_STR(chn_str_n(b.p ? b.p : "", b.n), want);
    chn_buf_free(&b);
}

static void words(const know *k)
{
    TEST("contractions")
    {
        cut(k, "They cannot and CANNOT; we're gonna see, I've said",
            "They can not and CAN NOT ; we 're gon na see , I 've said");
        cut(k, "He dont know, you`re late, it 's so",
            "He do nt know , you `re late , it 's so");
        cut(k, "im here; Im here", "i m here ; Im here");
        cut(k, "Cannon shots, cants, a donut",
            "Cannon shots , cants , a donut");
    }
    TEST("possessives")
    {
        cut(k, "The ministers' cars and Oslo's port",
            "The ministers ' cars and Oslo 's port");
        cut(k, "He said 'so' and 's' too", "He said ' so ' and ' s ' too");
    }
    TEST("hyphens: pieces of names and compounds, whole words by prefix")
    {
        cut(k, "Jong-un's ten-member, non-binding pro-Baltic e-mail",
            "Jong - un 's ten - member , non-binding pro-Baltic e-mail");
        cut(k, "mid-May, ex-premier, Anti-Fraud Office, pro- and anti-",
            "mid-May , ex - premier , Anti-Fraud Office , pro - and anti -");
    }
    TEST("acronyms")
    {
        cut(k, "The U.S. and the U.S, a Ph.D. from N.Korea, J.R.'s",
            "The U.S. and the U.S , a Ph.D. from N. Korea , J.R. 's");
        cut(k, "AT&T and R&D but Smith&Son, file_name",
            "AT&T and R&D but Smith & Son , file_name");
    }
}

static void numbers(const know *k)
{
    TEST("inner signs")
    {
        cut(k, "1,200 1,00,000 3.5 10:30 pages 12,14 and 7,8,9",
            "1,200 1,00,000 3.5 10:30 pages 12 , 14 and 7 , 8 , 9");
        cut(k, "1/2 9/11 12/2016", "1/2 9/11 12 / 2016");
        cut(k, "up .5 to +3, since '98 or the '90s", //
            "up .5 to +3 , since '98 or the '90s");
    }
    TEST("dates")
    {
        cut(k, "25/12/2016 2016/12/25 1/2/16, 2016-12-25; 25-12-2016",
            "25/12/2016 2016/12/25 1/2/16 , 2016-12-25 ; 25-12-2016");
        cut(k, "1/2/3/2016 2016/12-25 1-2-16 2016-12-25x 1/2/345",
            "1 / 2 / 3 / 2016 2016 / 12 - 25 1 - 2 - 16 2016 - 12 - 25 x "
            "1 / 2 / 345");
        cut(k, "mid-1990s, the 1960's, the 80's, 2010's",
            "mid-1990s , the 1960's , the 80's , 2010 's");
    }
    TEST("money, percent, units, ordinals")
    {
        cut(k,
            "$5bn, 5%, 40km, 7pm, 10:30am, 74th, 1990s, 5G, \xE2\x82\xAC"
            "3m",
            "$ 5 bn , 5 % , 40 km , 7 pm , 10:30 am , 74th , 1990s , 5G , "
            "\xE2\x82\xAC 3 m");
        cut(k, "US$5, HK$ 7, DATA$, US $3", "US$ 5 , HK$ 7 , DATA $ , US $ 3");
    }
    TEST("telephones, but not ranges")
    {
        cut(k, "202-555-0123 or 555-0123, 500-1000 men, 2003-2007",
            "202-555-0123 or 555-0123 , 500 - 1000 men , 2003 - 2007");
        cut(k, "1-202-555-0123, (202) 555-0100, 202/555-0100, 12345-0001",
            "1-202-555-0123 , ( 202 ) 555-0100 , 202/555-0100 , 12345-0001");
    }
}

static void signs(const know *k)
{
    TEST("addresses")
    {
        cut(k, "Write to a.b-c@example.org, or see example.org/a?b=1.",
            "Write to a.b-c@example.org , or see example.org/a?b=1 .");
        cut(k, "(www.example.net) \"http://example.com/x\" notes.txt",
            "( www.example.net ) \" http://example.com/x \" notes.txt");
        cut(k, "@someone on #topic, #1", "@someone on #topic , # 1");
        cut(k, "mailto:a@example.org, b...@example.org, list.of.words",
            "mailto:a@example.org , b...@example.org , list.of.words");
        cut(k, "a letter .pdf and .so", "a letter .pdf and . so");
        cut(k, "http:// is a scheme", "http : / / is a scheme");
    }
    TEST("runs of signs")
    {
        cut(k, "What?! No!! *** ---- ...", "What ?! / No !! / *** ---- ...");
        cut(k, "''So,'' he said :) then", "'' So , '' he said :) then");
        cut(k, "They left.? Well ^_^ so (: yes", //
            "They left .? / Well ^_^ so (: yes");
    }
    TEST("much of one sign is read once")
    {
        char text[30001];
        static const char *const pieces[] = {
            "a-", "a.", "-a_", "1/",    "1,",  ":(",   "''",
            "a@", "1-", "ab.", "a...@", " .a", "1/1/", "^_"};
        for (size_t p = 0; p < sizeof pieces / sizeof pieces[0]; p++) {
            const size_t n = strlen(pieces[p]);
            size_t i = 0;
            for (; i + n < sizeof text; i += n)
                memcpy(text + i, pieces[p], n);
            text[i] = '\0';
            chn_doc d;
            chn_err err;
            CHECK_INT(chn_text_read(k->text, k->lex, k->a, text, (uint32_t)i, 0,
                                    &d, &err),
                      CHN_OK);
            CHECK(d.n_tok > 0 && d.tok[d.n_tok - 1].to == i);
        }
    }
}

static void abbreviations(const know *k)
{
    TEST("with a capital, before a number, inside a sentence")
    {
        cut(k, "The cat sat. Sen. Reed saw it.",
            "The cat sat . / Sen. Reed saw it .");
        cut(k, "It was No. 5. We said no. Then",
            "It was No. 5 . / We said no . / Then");
        cut(k, "tents, etc., and more, etc. They left",
            "tents , etc. , and more , etc . / They left");
        cut(k, "Oak v. Elm, pp. 3-4", "Oak v. Elm , pp. 3 - 4");
    }
    TEST("a table of one's own")
    {
        chn_err err;
        chn_arena *a = chn_arena_new((size_t)1 << 20);
        static const char *const good =
            "word\twhen\tsource\nbldg\tnumber\town\n!gen\t-\town\n";
        const chn_table *t = chn_table_parse(
            a, "text/abbreviations.tsv", "own.tsv", good, strlen(good), &err);
        know own = load(t);
        CHECK(own.text != NULL);
        if (own.text)
            cut(&own, "Gen. Oak is in bldg. 7 now",
                "Gen . / Oak is in bldg. 7 now");
        chn_arena_free(own.a);
        static const char *const bad[] = {
            "word\tis\tparts\tsource\ncannot\tcut\tcann|t\town\n",
            "word\tis\tparts\tsource\ncannot\tcut\tcannot\town\n",
            "word\tis\tparts\tsource\ncannot\tcuts\tcan|not\town\n"};
        for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
            t = chn_table_parse(a, "text/tokens.tsv", "own.tsv", bad[i],
                                strlen(bad[i]), &err);
            own = load(t);
            CHECK(own.text == NULL);
            chn_arena_free(own.a);
        }
        chn_arena_free(a);
    }
}

static void sentences(const know *k)
{
    TEST("a small letter behind a full stop")
    {
        cut(k, "They left. eBay stayed.", "They left . / eBay stayed .");
        cut(k, "He came, approx. five hours late.",
            "He came , approx. five hours late .");
        cut(k, "So he left ... and came back.",
            "So he left ... and came back .");
        cut(k, "So he left ... Then he came.",
            "So he left ... / Then he came .");
    }
    TEST("no space behind a full stop")
    {
        cut(k, "They left.The others stayed.",
            "They left . / The others stayed .");
        cut(k, "See node.Then or Node.js", "See node . / Then or Node . js");
    }
    TEST("numbers of lists")
    {
        cut(k, "3. The port opens. 4. The ferry sails.",
            "3 . The port opens . / 4 . The ferry sails .");
        cut(k, "It ended in 2019. The rest is known.",
            "It ended in 2019 . / The rest is known .");
    }
    TEST("behind a quotation that asks, the speaker")
    {
        cut(k, "\"Why now?\" Reed asked. \"Why not?\" They left.",
            "\" Why now ? \" Reed asked . / \" Why not ? \" / They left .");
        cut(k, "\"Go!\" the old man shouted.",
            "\" Go ! \" the old man shouted .");
    }
    TEST("what stands alone where lines were joined")
    {
        cut(k, "It is late. Thanks, Ann Lee 03/14/2002 10:15 AM The road is",
            "It is late . / Thanks , Ann Lee / 03/14/2002 10:15 AM / The road "
            "is");
        cut(k, "He left on 03/14/2002 10:15 PM. She left at 03/14/2002 9.",
            "He left on 03/14/2002 10:15 PM . / She left at 03/14/2002 9 .");
        cut(k, "The end ------ The rest ____ is here",
            "The end / ------ / The rest ____ is here");
        cut(k, "It was cold. :) We left :) Then it rained :) again",
            "It was cold . :) / We left :) / Then it rained :) again");
        cut(k, "Three points: 1. The road is long. 2. It is wet.",
            "Three points : 1 . The road is long . / 2 . It is wet .");
        cut(k, "Ann Lee (b. 1950) and Bo (b. May 1949) met",
            "Ann Lee ( b. 1950 ) and Bo ( b . May 1949 ) met");
    }
    TEST("references and dashes")
    {
        cut(k, "It sank. [12] [13] Nobody died. - Reed",
            "It sank . [ 12 ] [ 13 ] / Nobody died . / - Reed");
    }
}

int main(void)
{
    const know k = load(NULL);
    TEST("the tables load")
    {
        CHECK(k.text != NULL);
    }
    words(&k);
    numbers(&k);
    signs(&k);
    abbreviations(&k);
    sentences(&k);
    chn_arena_free(k.a);
    return check_end();
}
