/* SPDX-License-Identifier: Apache-2.0 */
/* bench/conll18: reading CoNLL-U, pairing words, the measures. */
#include "conll18.h"

#include "base/str.h"
#include "check.h"

static conll_file parse(chn_arena *a, const char *text)
{
    conll_file f;
    chn_err err = {0};
    const chn_code rc = conll_parse(a, "test", text, strlen(text), &f, &err);
    if (rc != CHN_OK)
        printf("# %s\n", err.text);
    CHECK_INT(rc, CHN_OK);
    return f;
}

static const char *const gold_text =
    "# newdoc id = d\n"
    "# text = The mayors didn't meet.\n"
    "1\tThe\tthe\tDET\tDT\tDefinite=Def|PronType=Art\t2\tdet\t_\t_\n"
    "2\tmayors\tmayor\tNOUN\tNNS\tNumber=Plur\t5\tnsubj\t_\t_\n"
    "3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "3\tdid\tdo\tAUX\tVBD\tTense=Past\t5\taux\t_\t_\n"
    "4\tn't\tnot\tPART\tRB\tPolarity=Neg\t5\tadvmod\t_\t_\n"
    "5\tmeet\tmeet\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "5.1\tthere\tthere\tADV\tRB\t_\t_\t_\t_\t_\n"
    "6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n"
    "\n"
    "1\tBread\tbread\tNOUN\tNN\tNumber=Sing\t3\tnsubj:pass\t_\t_\n"
    "2\twas\tbe\tAUX\tVBD\tTense=Past\t3\taux:pass\t_\t_\n"
    "3\tshared\tshare\tVERB\tVBN\tVoice=Pass\t0\troot\t_\t_\n"
    "\n";

static conll_score score(chn_arena *a, const char *gold, const char *system,
                         conll_measure m)
{
    const conll_file g = parse(a, gold);
    const conll_file s = parse(a, system);
    conll_score all[CONLL_MEASURES];
    chn_err err = {0};
    CHECK_INT(conll_compare(a, &g, &s, all, &err), CHN_OK);
    return all[m];
}

static void check_score(chn_arena *a, const char *system, conll_measure m,
                        uint32_t gold, uint32_t sys, uint32_t right)
{
    const conll_score s = score(a, gold_text, system, m);
    CHECK_INT(s.gold, gold);
    CHECK_INT(s.system, sys);
    CHECK_INT(s.right, right);
}

static void reading(chn_arena *a)
{
    TEST("words, tokens, sentences; ranges and empty nodes")
    {
        const conll_file f = parse(a, gold_text);
        CHECK_INT(f.n_word, 9);
        CHECK_INT(f.n_tok, 8);
        CHECK_INT(f.n_sent, 2);
        CHECK_STR(chn_str_n(f.chars, f.n_chars),
                  "Themayorsdidn'tmeet.Breadwasshared");
        CHECK(f.word[2].multi && f.word[3].multi && !f.word[4].multi);
        CHECK_INT(f.word[3].from, f.tok[2].from);
        CHECK_INT(f.word[1].head, 4);
        CHECK_INT(f.word[4].head, CONLL_NONE);
        CHECK(!f.tok[3].space && f.tok[2].space);
        CHECK(f.sent[0].para && !f.sent[1].para);
        CHECK_INT(f.word[6].head, 8);
    }
    TEST("a form with white space, no end of line at the end")
    {
        const conll_file f = parse(a, "1\t10 \xC2\xA0"
                                      "000\t_\t_\t_\t_\t_\t_\t_\t_");
        CHECK_STR(chn_str_n(f.chars, f.n_chars), "10000");
        CHECK(!f.word[0].headed);
        CHECK_INT(f.n_sent, 1);
    }
    TEST("what is no CoNLL-U is refused with its line")
    {
        static const char *const bad[] = {
            "\n1\tA\ta\n",
            "\n2\tA\ta\tX\t_\t_\t0\troot\t_\t_\n",
            "\n1\tA\ta\tX\t_\t_\tx\troot\t_\t_\n",
            "\n1\t \ta\tX\t_\t_\t0\troot\t_\t_\n",
            "\n2-3\tA\t_\t_\t_\t_\t_\t_\t_\t_\n",
            "\n1\tA\ta\tX\t_\t_\t0\troot\t_\t_\t_\n"};
        for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
            conll_file f;
            chn_err err = {0};
            CHECK_INT(conll_parse(a, "bad", bad[i], strlen(bad[i]), &f, &err),
                      CHN_ERR_INPUT);
            CHECK_INT(err.line, 2);
        }
        conll_file f;
        chn_err err = {0};
        const char *out = "1\tA\ta\tX\t_\t_\t2\tdep\t_\t_\n\n";
        CHECK_INT(conll_parse(a, "bad", out, strlen(out), &f, &err),
                  CHN_ERR_INPUT);
        const char *few = "1-2\tAb\t_\t_\t_\t_\t_\t_\t_\t_\n"
                          "1\tA\ta\tX\t_\t_\t0\troot\t_\t_\n\n";
        CHECK_INT(conll_parse(a, "bad", few, strlen(few), &f, &err),
                  CHN_ERR_INPUT);
    }
}

static void pairing(chn_arena *a)
{
    TEST("a file agrees with itself")
    {
        for (int m = 0; m < CONLL_MEASURES; m++) {
            const conll_score s =
                score(a, gold_text, gold_text, (conll_measure)m);
            CHECK(s.gold == s.system && s.gold == s.right && s.gold > 0);
            CHECK(conll_f1(s) == 1.0);
        }
        check_score(a, gold_text, CONLL_CLAS, 5, 5, 5);
    }
    /* "didn't" in two tokens, "meet." in one; one sentence */
    static const char *const other =
        "1\tThe\tthe\tDET\t_\t_\t2\tdet\t_\t_\n"
        "2\tmayors\tmayor\tVERB\t_\tNumber=Plur|Typo=Yes\t4\tnsubj\t_\t_\n"
        "3\tdid\tdo\tAUX\t_\t_\t4\taux\t_\tSpaceAfter=No\n"
        "4\tN'T\tn't\tPART\t_\t_\t0\troot\t_\t_\n"
        "5\tmeet.\tmeet\tVERB\t_\t_\t4\tpunct\t_\t_\n"
        "6\tBread\tbread\tNOUN\t_\tNumber=Sing\t8\tnsubj\t_\t_\n"
        "7\twas\tbe\tAUX\t_\t_\t8\taux\t_\t_\n"
        "8\tshared\tshare\tVERB\t_\t_\t4\tconj\t_\t_\n\n";
    TEST("wrong tokens and sentences")
    {
        /* the characters differ in their case: made alike for this test */
        char text[1024];
        CHECK(strlen(other) < sizeof text);
        memcpy(text, other, strlen(other) + 1);
        char *nt = strstr(text, "N'T");
        CHECK(nt != NULL);
        if (nt)
            memcpy(nt, "n't", 3);
        check_score(a, text, CONLL_TOKENS, 8, 8, 5);
        check_score(a, text, CONLL_SENTENCES, 2, 1, 0);
        check_score(a, text, CONLL_WORDS, 9, 8, 7);
        check_score(a, text, CONLL_UPOS, 9, 8, 6);
        check_score(a, text, CONLL_LEMMAS, 9, 8, 6);
        check_score(a, text, CONLL_UFEATS, 9, 8, 2);
        /* The, Bread, was: heads are paired words */
        check_score(a, text, CONLL_UAS, 9, 8, 3);
        check_score(a, text, CONLL_LAS, 9, 8, 3);
        check_score(a, text, CONLL_CLAS, 5, 4, 1);
    }
    TEST("other characters are an error that shows them")
    {
        const conll_file g = parse(a, gold_text);
        const conll_file s = parse(a, other);
        conll_score all[CONLL_MEASURES];
        chn_err err = {0};
        CHECK_INT(conll_compare(a, &g, &s, all, &err), CHN_ERR_INPUT);
        CHECK(strstr(err.text, "gold \"n't") != NULL);
        CHECK(strstr(err.text, "system \"N'T") != NULL);
    }
}

static const char *const two_words =
    "1-3\tdel'mar\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "1\tde\tde\tADP\t_\t_\t3\tcase\t_\t_\n"
    "2\tel\tel\tDET\t_\t_\t3\tdet\t_\t_\n"
    "3\tmar\tmar\tNOUN\t_\t_\t0\troot\t_\t_\n\n";

static void multiword(chn_arena *a)
{
    TEST("inside a multiword token words are paired by their forms")
    {
        const conll_score s =
            score(a, two_words,
                  "1-2\tdel'mar\t_\t_\t_\t_\t_\t_\t_\t_\n"
                  "1\tdel\tde\tADP\t_\t_\t2\tcase\t_\t_\n"
                  "2\tMar\tmar\tNOUN\t_\t_\t0\troot\t_\t_\n\n",
                  CONLL_WORDS);
        CHECK(s.gold == 3 && s.system == 2 && s.right == 1);
    }
    TEST("against plain tokens that cover the same characters")
    {
        const char *plain = "1\tdel\tde\tADP\t_\t_\t3\tcase\t_\t_\n"
                            "2\t'\t'\tPUNCT\t_\t_\t3\tpunct\t_\t_\n"
                            "3\tmar\tmar\tNOUN\t_\t_\t0\troot\t_\t_\n\n";
        conll_score s = score(a, two_words, plain, CONLL_WORDS);
        CHECK(s.gold == 3 && s.system == 3 && s.right == 1);
        s = score(a, plain, two_words, CONLL_WORDS);
        CHECK(s.gold == 3 && s.system == 3 && s.right == 1);
        s = score(a, two_words, plain, CONLL_TOKENS);
        CHECK(s.gold == 1 && s.system == 3 && s.right == 0);
    }
}

static void relations(chn_arena *a)
{
    TEST("subtypes do not count, wrong relations and heads do")
    {
        static const char *const system =
            "1\tThe\tthe\tDET\tDT\t_\t2\tdet:predet\t_\t_\n"
            "2\tmayors\tmayor\tNOUN\tNNS\t_\t5\tobj\t_\t_\n"
            "3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
            "3\tdid\tdo\tAUX\tVBD\t_\t5\taux\t_\t_\n"
            "4\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n"
            "5\tmeet\tmeet\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
            "6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n\n"
            "1\tBread\tbread\tNOUN\tNN\t_\t3\tnsubj:outer\t_\t_\n"
            "2\twas\tbe\tAUX\tVBD\t_\t3\tcop\t_\t_\n"
            "3\tshared\tshare\tVERB\tVBN\t_\t0\troot\t_\t_\n\n";
        check_score(a, system, CONLL_UAS, 9, 9, 8);
        check_score(a, system, CONLL_LAS, 9, 9, 6);
        /* mayors and n't are wrong; meet, Bread, shared right */
        check_score(a, system, CONLL_CLAS, 5, 5, 3);
    }
    TEST("no heads: nothing is right but words")
    {
        const conll_score s = score(
            a, gold_text,
            "1\tThe\t_\t_\t_\t_\t_\t_\t_\t_\n2\tmayors\t_\t_\t_\t_\t_\t_\t_\t_"
            "\n3\tdid\t_\t_\t_\t_\t_\t_\t_\t_\n4\tn't\t_\t_\t_\t_\t_\t_\t_\t_"
            "\n5\tmeet\t_\t_\t_\t_\t_\t_\t_\t_\n6\t.\t_\t_\t_\t_\t_\t_\t_\t_"
            "\n7\tBread\t_\t_\t_\t_\t_\t_\t_\t_\n8\twas\t_\t_\t_\t_\t_\t_\t_"
            "\t_\n9\tshared\t_\t_\t_\t_\t_\t_\t_\t_\n",
            CONLL_UAS);
        CHECK_INT(s.right, 0);
        CHECK(conll_precision(s) == 0 && conll_recall(s) == 0);
    }
}

int main(void)
{
    chn_arena *a = chn_arena_new((size_t)1 << 24);
    reading(a);
    pairing(a);
    multiword(a);
    relations(a);
    chn_arena_free(a);
    return check_end();
}
